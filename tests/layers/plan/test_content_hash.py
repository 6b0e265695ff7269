"""Two plans that say the same have the same hash, and no others."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import apsw
import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers.agreements.register import AGREEMENT_COLUMNS
from layers.errors import PlanDamaged
from layers.kinds import Origin, Role, Shape
from layers.plan import LayerRecord, PlanStore, SourceInfo, canonical, content_hash, geometry_blob
from layers.plan.content_hash import TABLES, features_sha256
from layers.plan.records import columns_of
from layers.zones.model import Parameters
from tests.layers.plan import reference_hash as independent
from tests.layers.plan.builders import REFERENCE, county_frame, county_record, make_plan, make_result, zone_row

AREA = shapely.box(116.9, 40.4, 117.1, 40.6)
said = content_hash.content_hash


def village_frame() -> gpd.GeoDataFrame:
    columns = {
        "uid": ["v1", "v2"],
        "name": ["东村", None],
        "people": [120.0, np.nan],
        "houses": [3, 4],
        "tags": [{"b": 1, "a": [0.1]}, None],
    }
    return gpd.GeoDataFrame(columns, geometry=shapely.points([116.5, 117.5], [40.5, 40.25]), crs=4490)


def village_record(**changes: Any) -> LayerRecord:
    values: dict[str, Any] = {
        "uid": "villages",
        "title": "村庄",
        "role": Role.SETTLEMENT,
        "shape": Shape.POINT,
        "origin": Origin.READ,
        "table": "",
        "source": SourceInfo(path="村庄.csv", sha256="cd" * 32, notes=({"code": "mended", "count": 1},)),
    }
    return LayerRecord(**{**values, **changes})


def contact_frame(**changes: Any) -> pd.DataFrame:
    row = {"uid": "k1", "county": "110116", "body": None, "name": "王", "duty": "", "phone": "1", "backup": None}
    return pd.DataFrame([{**row, "callsign": None, **changes}], dtype=object)


def agreement_frame(**changes: Any) -> pd.DataFrame:
    row: dict[str, Any] = dict.fromkeys(AGREEMENT_COLUMNS)
    row |= {"uid": "a1", "name": "协议", "year": 2020, "parties": ["110116", "130826"], "hazards": ["forest"]}
    row |= {name: [] for name in ("phases", "borders", "zones", "files")}
    return pd.DataFrame([{**row, **changes}]).astype({"year": "Int64"})


#: Gestures that can be done in any order.
GESTURES: dict[str, Callable[[PlanStore], Any]] = {
    "counties": lambda store: store.add_layer(county_record(uid="counties"), county_frame()),
    "villages": lambda store: store.add_layer(village_record(), village_frame()),
    "one": lambda store: store.add_patrol_area("一号", AREA, uid="p1", number=1),
    "two": lambda store: store.add_patrol_area("二号", shapely.box(116, 40, 117, 41), "注", uid="p2", number=2),
    "contacts": lambda store: store.put_contacts(contact_frame()),
    "agreements": lambda store: store.put_agreements(agreement_frame()),
    "parameters": lambda store: store.set_parameters(Parameters(forest_band_m=4000.0)),
    "result": lambda store: store.save_result(
        make_result(zone_row(), zone_row(uid="z2", number=2)),
        {"reference_date": "2026-04-01", "inputs": [{"uid": "villages", "title": "村庄", "role": "settlement"}]},
    ),
}


def built(folder: Path, order: list[str], **changes: Any) -> PlanStore:
    folder.mkdir(exist_ok=True)
    store = PlanStore.create(folder / "p.lianfang.gpkg", title="t", reference_date=REFERENCE)
    for name in order:
        with store.change(name):
            (changes.get(name) or GESTURES[name])(store)
    return store


@pytest.fixture
def full(tmp_path: Path) -> PlanStore:
    return built(tmp_path, list(GESTURES))


# --- by hand ----------------------------------------------------------------------------------------


def head(title: str, *names: str) -> bytes:
    def text(value: str) -> bytes:
        return b"t%d:%b" % (len(value.encode()), value.encode())

    return b"T" + text(title) + b"(" + b"".join(map(text, names)) + b")"


def test_every_byte_of_a_small_plan(tmp_path: Path) -> None:
    """A plan with one layer of one well, one area and one contact, written out from the documentation."""
    store = PlanStore.create(tmp_path / "p.lianfang.gpkg", title="井", reference_date=date(2026, 1, 2))
    source = SourceInfo(path="C:/井.csv", sha256="ab", crs_found="经纬度", crs_used="EPSG:4490", encoding="UTF-8")
    record = LayerRecord(
        "L1", "井", Role.OTHER, Shape.POINT, Origin.READ, "", speaks_for=frozenset({"2", "1"}), source=source
    )
    well = gpd.GeoDataFrame({"uid": ["w"], "depth_m": [2.50049], "geometry": [shapely.Point(117, 40)]}, crs=4490)
    with store.change("all"):
        store.add_layer(record, well)
        store.add_patrol_area("甲", shapely.box(0, 0, 1, 1), uid="p", number=7)
        store.put_contacts(contact_frame())

    prefix = b"lianfang-content 1\n"
    point = b"\x00" + struct.pack("<Iqq", 1, 117 * 10**9, 40 * 10**9)
    features = prefix + head("features", "depth_m", "geometry", "real", "geometry")
    features += b"(t1:wd2.50049;g21:" + point + b")."
    one = 10**9
    box = b"\x03" + struct.pack("<II8q", 1, 4, 0, 0, 0, one, one, one, one, 0)
    zone_columns = (
        "agreements area_ha border counties cuts exposure_share forest_ha geom hazard hazard_share lead legal_band "
        "level name names number people people_unknown_places rank reach_type reasons responsibility river_m rotation "
        "score score_parts status supports unknown villages whole_share zone_class"
    )
    part_columns = (
        "area_ha county depot_across depot_across_county depot_across_km depot_method depot_own depot_own_km "
        "depots_unknown exposure_share forest_ha geom hazard_share people people_unknown_places river_m villages "
        "zone_uid"
    )
    agreement_columns = (
        "borders content departments designating_authority end files form hazards level_superior name number parties "
        "phases remark standing start state type year zones"
    )
    reach_columns = (
        "direction_known downstream end_m geom layer_uid left length_m level name object_uid reach_type right start_m "
        "upstream"
    )
    layer_columns = (
        "title role shape origin speaks_for verified_none is_sample raster_sha256 source county_rank features"
    )
    expected = [
        prefix,
        head("lf_agreement", *agreement_columns.split()) + b".",
        head("lf_border", "geom", "left", "length_m", "level", "pair", "right") + b".",
        head("lf_border_issue", "area_m2", "counties", "geom", "kind", "width_m") + b".",
        head("lf_contact", "backup", "body", "callsign", "county", "duty", "name", "phone"),
        b"(t2:k1" + b"nnn" + b"t6:110116" + b"t0:" + b"t3:\xe7\x8e\x8b" + b"t1:1" + b").",
        head("lf_layer", *layer_columns.split()),
        b"(t2:L1t3:\xe4\xba\x95t5:othert5:pointt4:readj[t1:1t1:2]j[]d0;t0:",
        b"{t6:creditt0:t9:crs_foundt9:\xe7\xbb\x8f\xe7\xba\xac\xe5\xba\xa6t8:crs_usedt9:EPSG:4490t8:encodingt5:UTF-8",
        b"t9:file_datet0:t5:notes[]t6:sha256t2:ab}n",
        b"t64:" + hashlib.sha256(features).hexdigest().encode() + b").",
        head("lf_parameter", "value") + b".",
        head("lf_patrol_area", "geom", "name", "note", "number"),
        b"(t1:pg73:" + box + b"t3:\xe7\x94\xb2t0:d7;).",
        head("lf_plan", "is_sample", "reference_date", "title") + b"(d0;t10:2026-01-02t3:\xe4\xba\x95).",
        head("lf_reach", *reach_columns.split()) + b".",
        head("lf_result", "facts") + b".",
        head("lf_straddling", "area_ha", "areas_ha", "counties", "geom", "layer_uid", "name", "object_uid", "shares")
        + b".",
        head("lf_zone", *zone_columns.split()) + b".",
        head("lf_zone_part", *part_columns.split()) + b".",
    ]
    assert said(store) == hashlib.sha256(b"".join(expected)).hexdigest()
    assert store.layer("L1").content_sha256 == hashlib.sha256(features).hexdigest()


def test_the_hash_of_a_plan_of_format_1_stays(tmp_path: Path) -> None:
    """Hashes written down years ago must still match."""
    import gzip

    path = tmp_path / "old.lianfang.gpkg"
    path.write_bytes(gzip.decompress((Path(__file__).parent / "data" / "format1.lianfang.gpkg.gz").read_bytes()))
    expected = "63bd7ec7ceb7b1e8ca1067ecd09c717bfa65a2edef08e1c02f1f331790dbb764"
    db = apsw.Connection(f"file:{path}?mode=ro", flags=apsw.SQLITE_OPEN_URI | apsw.SQLITE_OPEN_READONLY)
    assert said(db) == expected
    db.close()
    with PlanStore.open(path) as upgraded:
        assert said(upgraded) == expected


# --- the same ---------------------------------------------------------------------------------------


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(list(GESTURES)))
def test_the_order_of_gestures_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, reference_hash: str, order: list[str]
) -> None:
    with built(tmp_path_factory.mktemp("order"), order) as store:
        assert said(store) == reference_hash


@pytest.fixture(scope="module")
def reference_hash(tmp_path_factory: pytest.TempPathFactory) -> str:
    with built(tmp_path_factory.mktemp("reference"), list(GESTURES)) as store:
        return said(store)


def test_undo_leads_back_and_redo_forth(full: PlanStore, tmp_path: Path) -> None:
    hashes = [said(full)]
    while full.undo():
        hashes.append(said(full))
    assert len(set(hashes)) == len(GESTURES) + 1
    with PlanStore.create(tmp_path / "empty.lianfang.gpkg", title="t", reference_date=REFERENCE) as empty:
        assert said(empty) == hashes[-1]
    for expected in reversed(hashes[:-1]):
        full.redo()
        assert said(full) == expected


def test_looks_view_sketch_and_file_do_not_matter(full: PlanStore, tmp_path: Path) -> None:
    before = said(full)
    full.set_view_state({"center": [1.0, 2.0]})
    full.set_sketch_state({"points": [[1.0, 2.0]]})
    with full.change("looks"):
        full.set_look("zones", visible=False, opacity=0.5)
        full.update_layer("villages", visible=False, opacity=0.25, style={"fill": "#000000"}, position=5)
    assert said(full) == before
    copy = full.save_copy(tmp_path / "另一个 名字.lianfang.gpkg")
    full.close()
    renamed = full.path.rename(full.path.with_name("renamed.lianfang.gpkg"))
    for path in (copy, renamed):
        db = apsw.Connection(str(path))
        db.execute("VACUUM")
        db.execute("UPDATE lf_plan SET uid = 'x', created_at = '1999-01-01T00:00:00', program = 'other'")
        db.execute("UPDATE lf_result SET stamp = ''")
        db.execute("UPDATE lf_change SET at = '1999-01-01T00:00:00+00:00', uid = 'x' || fid")
        db.close()
        with PlanStore.open(path) as again:
            assert said(again) == before


@pytest.mark.parametrize("table", [table for table in TABLES if table not in ("lf_plan", "lf_result")])
def test_row_numbers_do_not_matter(full: PlanStore, table: str) -> None:
    before = said(full)
    full._db.execute(f"UPDATE {table} SET fid = 1000000 - fid")
    assert said(full) == before


def test_positions_matter_only_among_county_layers(full: PlanStore) -> None:
    with full.change("more"):
        full.add_layer(county_record(uid="c2", title="另一份", position=0), county_frame())
    before = said(full)
    with full.change("order"):
        full.update_layer("villages", position=-1)
    assert said(full) == before
    with full.change("order"):
        full.update_layer("c2", position=99)
    assert said(full) != before


def test_the_place_of_sources_does_not_matter(tmp_path: Path, reference_hash: str) -> None:
    record = village_record(
        source=SourceInfo(path="D:/资料/村庄.csv", sha256="cd" * 32, notes=({"count": 1, "code": "mended"},))
    )
    with built(tmp_path, list(GESTURES), villages=lambda store: store.add_layer(record, village_frame())) as store:
        assert said(store) == reference_hash


@pytest.mark.parametrize("columns", [["geometry", "tags", "people", "uid", "houses", "name"]])
def test_order_of_rows_and_columns_does_not_matter(tmp_path: Path, columns: list[str], reference_hash: str) -> None:
    frame = village_frame().iloc[::-1].reset_index(drop=True)[columns]
    with built(tmp_path, list(GESTURES), villages=lambda store: store.add_layer(village_record(), frame)) as store:
        assert said(store) == reference_hash


def test_a_reader_says_the_same_while_the_plan_is_open(full: PlanStore) -> None:
    with full.reader() as reader:
        assert said(reader) == said(full)
        with full.change("later"):
            full.add_patrol_area("三号", AREA)
        assert said(reader) != said(full)


def test_chunks_do_not_matter(full: PlanStore, monkeypatch: pytest.MonkeyPatch) -> None:
    before = said(full)
    monkeypatch.setattr(content_hash, "_CHUNK_ROWS", 1)
    assert said(full) == before
    monkeypatch.setattr(content_hash, "_CHUNK_ROWS", 4096)
    monkeypatch.setattr(content_hash, "_CHUNK_BYTES", 1)
    assert said(full) == before


# --- other programs ---------------------------------------------------------------------------------


def rewritten(blob: bytes) -> bytes:
    """The same shape as another program writes it: big-endian, no envelope, rings turned."""
    shape = geometry_blob.decode([blob])[0]
    if shape.geom_type == "Polygon":
        ring = list(shape.exterior.coords)[:-1]
        shape = shapely.Polygon([*ring[2:], *ring[:2]][::-1])
    return b"GP\x00\x00" + struct.pack(">i", 4490) + shapely.to_wkb(shape, byte_order=0)


def test_how_another_program_writes_shapes_does_not_matter(full: PlanStore) -> None:
    before = said(full)
    db = full._db
    for table in ("lf_patrol_area", "lf_zone_part", "lf_border", full.layer("counties").table):
        rows: Any = db.execute(f"SELECT fid, geom FROM {table}").fetchall()
        db.executemany(f"UPDATE {table} SET geom = ?2 WHERE fid = ?1", [(fid, rewritten(blob)) for fid, blob in rows])
        assert any(a != b for (_, a), (_, b) in zip(rows, db.execute(f"SELECT fid, geom FROM {table}"), strict=True))
    assert said(full) == before


def test_a_layer_rewritten_by_gdal_says_the_same(full: PlanStore, tmp_path: Path) -> None:
    import pyogrio

    before, table = said(full), full.layer("counties").table
    full.close()
    frame = pyogrio.read_dataframe(full.path, layer=table, fid_as_index=True)
    pyogrio.write_dataframe(frame, full.path, layer=table, driver="GPKG", layer_options={"SPATIAL_INDEX": "YES"})
    db = apsw.Connection(str(full.path))
    assert "UNIQUE" not in db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).get
    assert said(db) == before
    db.close()


def test_rows_without_or_with_the_same_uid_have_an_order(full: PlanStore) -> None:
    """QGIS writes neither uids nor looks for repeated ones where a table was made anew."""
    db = full._db
    hashes = set()
    for rows in (
        [(None, "x"), (None, "y"), ("u", "x"), ("u", "y")],
        [("u", "y"), (None, "y"), ("u", "x"), (None, "x")],
    ):
        db.execute("DROP TABLE lf_contact")
        db.execute(
            "CREATE TABLE lf_contact (fid INTEGER PRIMARY KEY, uid, backup, body, callsign, county, duty, name, phone)"
        )
        db.executemany("INSERT INTO lf_contact (uid, name) VALUES (?, ?)", rows)
        hashes.add(said(full))
    assert len(hashes) == 1


def test_what_cannot_be_read_has_a_hash_too(full: PlanStore) -> None:
    before = said(full)
    full._db.execute("UPDATE lf_patrol_area SET geom = x'4750' WHERE uid = 'p1'")
    full._db.execute("UPDATE lf_parameter SET value = '{' WHERE uid = 'snap_m'")
    assert said(full) not in ("", before)
    full._db.execute("UPDATE lf_layer SET columns = NULL")
    with pytest.raises(PlanDamaged):
        said(full)


@pytest.mark.parametrize(
    "facts",
    ['{"inputs": 5}', '{"inputs": {"a": [1]}}', '{"parameters": ' + "[" * 480 + "]" * 480 + "}", "[" * 100_000, "[1]"],
)
def test_no_facts_of_a_stranger_make_it_fall_over(full: PlanStore, facts: str) -> None:
    before = said(full)
    full._db.execute("UPDATE lf_result SET facts = ?", (facts,))
    assert said(full) not in ("", before)


@pytest.mark.parametrize("columns", ['[[1, "a", "text", "x"]]', '["abcd"]', "[5]", "5", "[" * 100_000])
def test_a_list_of_columns_that_is_none_is_told(full: PlanStore, columns: str) -> None:
    full._db.execute("UPDATE lf_layer SET columns = ?", (columns,))
    with pytest.raises(PlanDamaged):
        said(full)


def test_where_json_is_too_deep_does_not_depend_on_the_machine() -> None:
    deepest, deeper = ("[" * levels + "]" * levels for levels in (canonical.MOST_LEVELS, canonical.MOST_LEVELS + 1))
    assert canonical.json_text(deepest) == b"j" + deepest.encode()
    assert canonical.json_text(deeper).startswith(b"x202:")


# --- different --------------------------------------------------------------------------------------

_SQL = {
    "title": "UPDATE lf_plan SET title = 't '",
    "reference date": "UPDATE lf_plan SET reference_date = '2026-04-02'",
    "sample": "UPDATE lf_plan SET is_sample = 1",
    "layer's title": "UPDATE lf_layer SET title = title || ' ' WHERE uid = 'villages'",
    "layer's role": "UPDATE lf_layer SET role = 'depot' WHERE uid = 'villages'",
    "speaks for": "UPDATE lf_layer SET speaks_for = '[\"110116\"]' WHERE uid = 'villages'",
    "verified none": "UPDATE lf_layer SET verified_none = '[\"110116\"]' WHERE uid = 'villages'",
    "layer's sample": "UPDATE lf_layer SET is_sample = 1 WHERE uid = 'villages'",
    "source's checksum": "UPDATE lf_layer SET source = json_set(source, '$.sha256', '00') WHERE uid = 'villages'",
    "source's date": "UPDATE lf_layer SET source = json_set(source, '$.file_date', '2020') WHERE uid = 'villages'",
    "source's notes": "UPDATE lf_layer SET source = json_set(source, '$.notes[0].count', 2) WHERE uid = 'villages'",
    "raster": "UPDATE lf_layer SET raster_sha256 = 'ff' WHERE uid = 'villages'",
    "area's name": "UPDATE lf_patrol_area SET name = '壹号' WHERE uid = 'p1'",
    "area's number": "UPDATE lf_patrol_area SET number = 3 WHERE uid = 'p1'",
    "area's note to nothing": "UPDATE lf_patrol_area SET note = NULL WHERE uid = 'p1'",
    "area's shape": "UPDATE lf_patrol_area SET geom = (SELECT geom FROM lf_zone WHERE uid = 'z1') WHERE uid = 'p1'",
    "area gone": "DELETE FROM lf_patrol_area WHERE uid = 'p1'",
    "contact's nothing to empty": "UPDATE lf_contact SET body = ''",
    "contact's empty to nothing": "UPDATE lf_contact SET duty = NULL",
    "contact's value in another column": "UPDATE lf_contact SET backup = phone, phone = NULL",
    "parameter": "UPDATE lf_parameter SET value = '1.5' WHERE uid = 'snap_m'",
    "agreement's year": "UPDATE lf_agreement SET year = 0",
    "agreement's year unknown": "UPDATE lf_agreement SET year = NULL",
    "agreement's parties": "UPDATE lf_agreement SET parties = '[\"130826\",\"110116\"]'",
    "zone's status": "UPDATE lf_zone SET status = 'signed' WHERE uid = 'z1'",
    "zone's people unknown": "UPDATE lf_zone SET people = NULL WHERE uid = 'z1'",
    "zone's people zero": "UPDATE lf_zone SET people = 0 WHERE uid = 'z1'",
    "zone's area": "UPDATE lf_zone SET area_ha = area_ha + 0.000002 WHERE uid = 'z1'",
    "zone's share": "UPDATE lf_zone SET hazard_share = json_set(hazard_share, '$.110116', 0.61) WHERE uid = 'z1'",
    "part's county": "UPDATE lf_zone_part SET county = 'x' WHERE fid = 1",
    "border's right": "UPDATE lf_border SET right = '' WHERE right IS NULL",
    "reach": "UPDATE lf_reach SET direction_known = 0",
    "straddling": "UPDATE lf_straddling SET shares = json_set(shares, '$.110116', 0.71)",
    "issue": "UPDATE lf_border_issue SET width_m = 0.6",
    "analysis's parameters": "UPDATE lf_result SET facts = json_set(facts, '$.parameters.snap_m', 1)",
    "analysis's projection": "UPDATE lf_result SET facts = json_set(facts, '$.metric_epsg', 4549)",
    "analysis's date": "UPDATE lf_result SET facts = json_set(facts, '$.reference_date', '2026-04-02')",
    "analysis's inputs": "UPDATE lf_result SET facts = json_set(facts, '$.inputs[0].sha256', 'ee')",
    "no analysis": "DELETE FROM lf_result",
    "a feature's text": "UPDATE {villages} SET name = '东村 ' WHERE uid = 'v1'",
    "a feature's text to empty": "UPDATE {villages} SET name = '' WHERE uid = 'v2'",
    "a feature's number": "UPDATE {villages} SET people = 120.000001 WHERE uid = 'v1'",
    "a feature's number known": "UPDATE {villages} SET people = 0 WHERE uid = 'v2'",
    "a feature's count": "UPDATE {villages} SET houses = 4 WHERE uid = 'v1'",
    "a feature's list": "UPDATE {villages} SET tags = json_set(tags, '$.a[0]', 0.2) WHERE uid = 'v1'",
    "a feature's uid": "UPDATE {villages} SET uid = 'v3' WHERE uid = 'v1'",
    "a feature gone": "DELETE FROM {villages} WHERE uid = 'v1'",
}  # fmt: skip


@pytest.mark.parametrize("what", _SQL)
def test_every_change_of_what_it_says_is_another_hash(full: PlanStore, what: str) -> None:
    before = said(full)
    full._db.execute(_SQL[what].format(villages=full.layer("villages").table))
    assert full._db.changes() > 0
    assert said(full) != before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE lf_result SET facts = json_set(facts, '$.seconds.zones', 5, '$.program', 'x', '$.analysed_at', '')",
        "UPDATE lf_zone SET area_ha = area_ha + 0.0000001",
        "UPDATE lf_zone SET hazard_share = json_object('130826', 0.4, '110116', 0.6)",
        "UPDATE lf_layer SET feature_count = 0, bounds = NULL, content_sha256 = '', raster_bytes = 5",
        "DELETE FROM lf_look",
    ],
)
def test_what_is_no_content_can_change(full: PlanStore, statement: str) -> None:
    before = said(full)
    full._db.execute(statement)
    assert said(full) == before


@given(st.integers(0, 3), st.sampled_from([0, 1]), st.sampled_from([2e-9, -2e-9, 4e-10, -4e-10]))
@settings(max_examples=20, deadline=None)
def test_a_vertex_counts_from_a_nanodegree_on(
    tmp_path_factory: pytest.TempPathFactory, vertex: int, axis: int, by: float
) -> None:
    ring = np.array([[116.9, 40.4], [117.1, 40.4], [117.1, 40.6], [116.9, 40.6]])
    moved = ring.copy()
    moved[vertex, axis] += by
    hashes = []
    for number, points in enumerate((ring, moved)):
        with make_plan(tmp_path_factory.mktemp("vertex"), f"{number}.lianfang.gpkg") as store:
            with store.change("area"):
                store.add_patrol_area("一", shapely.Polygon(points), uid="p")
            hashes.append(said(store))
    assert (hashes[0] == hashes[1]) == (abs(by) < 5e-10)


# --- layers ------------------------------------------------------------------------------------------


def test_a_layer_keeps_the_checksum_of_its_features(full: PlanStore) -> None:
    record = full.layer("villages")
    assert record.content_sha256 == features_sha256(full._db, record.table, columns_of(full._db, "villages"))
    with full.change("again"):
        again = full.add_layer(village_record(uid="again", title="x"), village_frame())
    assert again.content_sha256 == record.content_sha256 == full.layer("again").content_sha256
    with full.change("table"):
        table = full.add_layer(village_record(uid="t"), pd.DataFrame(village_frame().drop(columns="geometry")))
    assert len(table.content_sha256) == 64 and table.content_sha256 != record.content_sha256
    with full.change("raster"):
        raster = full.add_layer(village_record(uid="r", shape=Shape.RASTER, raster_path="r.tif"), None)
    assert raster.content_sha256 == ""


def test_where_a_picture_is_placed_is_part_of_what_a_plan_says(tmp_path: Path) -> None:
    with make_plan(tmp_path) as store:
        with store.change("x"):
            record = store.add_layer(county_record(), county_frame())
        hashes = [content_hash.content_hash(store)]
        for placement in ({"size": [3, 4], "points": [[1.5, 2.0, 116.5, 40.5, True]]}, {"size": [3, 4], "points": []}):
            with store.change("picture_placed"):
                store.update_layer(record.uid, placement=placement)
            assert store.layer(record.uid).placement == placement
            hashes.append(content_hash.content_hash(store))
        assert len(set(hashes)) == 3
        assert independent.reference_hash(store.path) == hashes[-1]
        while store.undo():
            pass
        store.redo()
        assert content_hash.content_hash(store) == hashes[0]
