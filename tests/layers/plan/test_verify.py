"""A thorough check finds each kind of damage, calls nothing else damage, and writes nothing."""

from __future__ import annotations

import hashlib
import random
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import apsw
import pytest
import shapely

from layers.errors import NotAPlan, PlanFromFuture
from layers.kinds import Role, Shape
from layers.plan import PlanStore
from layers.plan import content_hash as content_hash_module
from layers.plan.content_hash import content_hash
from layers.plan.verify import Severity, Verification, verify
from layers.plan.verify_model import CODES
from layers.progress import Cancelled
from tests.layers.plan.builders import county_frame, county_record, make_plan, make_result, part_rows, spatial
from tests.layers.plan.test_content_hash import GESTURES
from tests.layers.plan.test_spatial_index import statements
from tests.layers.plan.test_upgrade import old as old  # a fixture


def analysed() -> Any:
    """A result whose parts sum to their zone in every figure."""
    result = make_result()
    return replace(result, parts=spatial(part_rows(), tuple(result.parts.columns)))


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A closed plan with layers, results, registers and a raster beside it; two changes are undone."""
    with make_plan(tmp_path) as store:
        for name, gesture in GESTURES.items():
            with store.change(name):
                store.save_result(analysed()) if name == "result" else gesture(store)
        raster = tmp_path / "地形.tif"
        raster.write_bytes(str(tmp_path).encode() * 100)  # so that no other test's folder has the same
        digest = hashlib.sha256(raster.read_bytes()).hexdigest()
        record = county_record(uid="terrain", title="地形", role=Role.TERRAIN, shape=Shape.RASTER)
        with store.change("raster"):
            store.add_layer(
                replace(record, raster_path="地形.tif", raster_sha256=digest, raster_bytes=raster.stat().st_size), None
            )
        for name in ("三号", "四号"):
            with store.change("area"):
                store.add_patrol_area(name, shapely.box(116, 40, 117, 41))
        store.undo()
        store.undo()
    return tmp_path / "plan.lianfang.gpkg"


def damage(path: Path, *statements: str) -> None:
    db = apsw.Connection(str(path))
    with db:
        for statement in statements:
            db.execute(statement)
    db.close()


def layer_table(path: Path, uid: str = "villages") -> str:
    with PlanStore.open(path, read_only=True) as store:
        return store.layer(uid).table


def codes(found: Verification, *, least: Severity = Severity.INFO) -> set[str]:
    order = [Severity.INFO, Severity.WARNING, Severity.ERROR]
    return {one.code for one in found.findings if order.index(one.severity) >= order.index(least)}


def snapshot(folder: Path) -> dict[str, tuple[str, int]]:
    return {
        entry.name: (hashlib.sha256(entry.read_bytes()).hexdigest(), entry.stat().st_mtime_ns)
        for entry in folder.iterdir()
    }


# --- sound ------------------------------------------------------------------------------------------


def test_a_sound_plan(plan: Path) -> None:
    before = snapshot(plan.parent)
    found = verify(plan)
    assert found.findings == () and found.is_sound
    assert snapshot(plan.parent) == before
    with PlanStore.open(plan) as store:
        assert found.content_hash == content_hash(store)
    assert found.counts == {
        "layers": 3, "features": 4, "zones": 1, "patrol_areas": 2, "agreements": 1, "contacts": 1, "changes": 11,
        "steps": 11,
    }  # fmt: skip


def test_an_open_plan_is_checked_as_it_was_last_saved(plan: Path) -> None:
    with PlanStore.open(plan) as store:
        with store.change("area"):
            store.add_patrol_area("五号", shapely.box(116, 40, 117, 41))
        found = verify(plan)
        assert found.is_sound and found.content_hash == content_hash(store)
        assert found.counts["patrol_areas"] == 3
        store.undo()  # the check left the plan to its writer


def test_a_killed_plan_with_a_log_is_sound(plan: Path, tmp_path: Path) -> None:
    folder = tmp_path / "killed"
    folder.mkdir()
    with PlanStore.open(plan) as store:
        with store.change("area"):
            store.add_patrol_area("五号", shapely.box(116, 40, 117, 41))
        expected = content_hash(store)
        for suffix in ("", "-wal"):
            shutil.copy(str(plan) + suffix, folder)
    found = verify(folder / plan.name)
    assert found.is_sound and found.content_hash == expected


def test_a_plan_of_an_older_format(old: Path) -> None:
    before = snapshot(old.parent)
    found = verify(old)
    assert found.is_sound and found.format_version == 1
    assert codes(found) == {"older_format", "layer_without_checksum", "raster_missing"}
    assert snapshot(old.parent) == before


def test_a_compacted_history_is_walked(plan: Path) -> None:
    with PlanStore.open(plan) as store, store.change("areas"):
        for step in range(40):
            store.add_patrol_area(f"大 {step}", shapely.Point(116.5, 40.5).buffer(0.3, quad_segs=500))
    found = verify(plan)
    db = apsw.Connection(str(plan))
    assert db.execute("SELECT count(*) FROM lf_change WHERE substr(changeset, 1, 1) = x'fd'").get > 0
    db.close()
    assert found.findings == () and found.counts["steps"] == 10


def test_an_index_that_qgis_added_is_no_fault(plan: Path, tmp_path: Path) -> None:
    """Its triggers call functions that only GIS programs have; the walk must not meet them."""
    damage(plan, *statements(tmp_path, "1.4"))
    before = plan.read_bytes()
    assert verify(plan).findings == ()
    assert plan.read_bytes() == before


def test_a_layer_that_another_program_wrote_anew_is_told(plan: Path) -> None:
    import pyogrio

    table = layer_table(plan, "counties")
    frame = pyogrio.read_dataframe(plan, layer=table)
    pyogrio.write_dataframe(frame.assign(name="x"), plan, layer=table)
    assert {"layer_content_differs"} <= codes(verify(plan), least=Severity.ERROR)


# --- damaged ----------------------------------------------------------------------------------------

#: What is done to the file → the code that names it, and all the errors it makes.
_FAULTS = [
    ("UPDATE lf_patrol_area SET geom = x'4750' WHERE uid = 'p1'", "shape_damaged"),
    ("UPDATE lf_patrol_area SET geom = NULL WHERE uid = 'p1'", "shape_missing"),
    ("UPDATE lf_zone SET geom = x'47500001e6100000010100000000000000000000000000000000000000'", "shape_of_other_crs"),
    ("UPDATE lf_reach SET geom = x'475000018a1100000101000000000000000000f87f0000000000000000'", "shape_not_finite"),
    ("UPDATE lf_reach SET geom = x'475000018a11000001010000000000000000c06c400000000000000000'", "shape_outside"),
    ("UPDATE lf_layer SET speaks_for = '{{}}' WHERE uid = 'villages'", "json_damaged"),
    ("UPDATE lf_layer SET source = NULL WHERE uid = 'villages'", "json_damaged"),
    ("UPDATE lf_zone SET counties = '[' WHERE uid = 'z1'", "json_damaged"),
    ("UPDATE lf_change SET tables = '' WHERE fid = 1", "json_damaged"),
    ("UPDATE lf_contact SET name = CAST(x'ff' AS TEXT)", "rows_unreadable"),
    ("ALTER TABLE lf_contact RENAME COLUMN phone TO telephone", "column_missing"),
    ("ALTER TABLE lf_contact DROP COLUMN callsign", "column_missing"),
    ("UPDATE lf_layer SET role = 'castle' WHERE uid = 'villages'", "layers_unreadable"),
    ("UPDATE lf_zone_part SET zone_uid = 'none' WHERE county = '110116'", "part_without_zone"),
    ("UPDATE lf_zone SET area_ha = area_ha + 0.01", "parts_do_not_sum"),
    ("DELETE FROM lf_zone_part WHERE county = '110116'", "parts_do_not_sum"),
    ("DROP TABLE {villages}", "layer_without_table"),
    ("DROP TABLE {villages}", "registered_without_table"),
    ("DROP TABLE {villages}", "history_without_table"),
    ("DELETE FROM gpkg_contents WHERE table_name = '{villages}';\n"
     "DELETE FROM gpkg_geometry_columns WHERE table_name = '{villages}'", "layer_not_registered"),
    ("DELETE FROM {villages} WHERE uid = 'v1'", "layer_count_differs"),
    ("UPDATE {villages} SET houses = 9", "layer_content_differs"),
    ("UPDATE lf_patrol_area SET name = 'other' WHERE uid = 'p1'", "history_broken"),
    ("UPDATE lf_change SET changeset = x'00ff' WHERE fid = 3", "history_broken"),
    ("UPDATE lf_change SET changeset = NULL WHERE fid = 11", "history_without_way_back"),
    ("UPDATE lf_change SET at = 'yesterday' WHERE fid = 3", "history_without_time"),
    ("UPDATE lf_plan SET format_version = NULL", "file_damaged"),
    ("DROP TABLE lf_contact", "file_damaged"),
    ("CREATE TRIGGER evil AFTER DELETE ON lf_patrol_area BEGIN DELETE FROM lf_contact; END", "foreign_objects"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "code"), _FAULTS)
def test_each_fault_is_named(plan: Path, statement: str, code: str) -> None:
    damage(plan, *statement.format(villages=layer_table(plan)).split(";\n"))
    before = snapshot(plan.parent)
    found = verify(plan)
    assert CODES[code].severity is Severity.ERROR
    assert code in codes(found, least=Severity.ERROR) and not found.is_sound
    assert snapshot(plan.parent) == before


def test_an_analysis_that_lost_rows_to_damage_waits_to_be_derived_again(plan: Path) -> None:
    damage(plan, "UPDATE lf_result SET stamp = ''", "DELETE FROM lf_zone_part WHERE county = '110116'")
    found = verify(plan)
    assert "analysis_incomplete" in codes(found) and "parts_do_not_sum" not in codes(found)


def test_rows_of_another_program(plan: Path) -> None:
    """QGIS makes rows without uids where the table allows it, and copies the uid of a copied row."""
    damage(
        plan,
        "CREATE TABLE fresh AS SELECT * FROM lf_patrol_area",
        "DROP TABLE lf_patrol_area",
        "ALTER TABLE fresh RENAME TO lf_patrol_area",
        "INSERT INTO lf_patrol_area (geom, name) SELECT geom, name FROM lf_patrol_area",
        "INSERT INTO lf_patrol_area (uid, geom, name) SELECT uid, geom, name FROM lf_patrol_area WHERE uid = 'p1'",
    )
    found = {one.code: dict(one.facts) for one in verify(plan).findings}
    assert found["uid_missing"] == {"table": "lf_patrol_area", "count": 2}
    assert found["uid_repeated"] == {"table": "lf_patrol_area", "count": 1}


def test_a_change_without_its_way_back(plan: Path) -> None:
    damage(plan, "UPDATE lf_change SET changeset = zeroblob(0) WHERE fid = 2")
    (finding,) = [one for one in verify(plan).findings if one.severity is Severity.ERROR]
    assert (finding.code, finding.facts["change"]) == ("history_without_way_back", 2)


def test_a_history_that_leads_elsewhere(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The walk must end at the present state; here it is told another one."""
    hash_rows = content_hash_module.hash_rows
    calls: list[int] = []

    def other_in_the_end(*arguments: Any, **more: Any) -> str:
        calls.append(1)
        return hash_rows(*arguments, **more) if len(calls) < 3 else "0" * 64

    monkeypatch.setattr(content_hash_module, "hash_rows", other_in_the_end)
    (finding,) = verify(plan).findings
    assert (finding.code, dict(finding.facts)) == ("history_leads_elsewhere", {"direction": "undo"})


def test_a_trigger_of_others_never_runs(plan: Path) -> None:
    damage(plan, "CREATE TRIGGER evil AFTER DELETE ON lf_patrol_area BEGIN DELETE FROM lf_contact; END")
    found = verify(plan)
    assert {"foreign_objects", "history_not_walked"} == codes(found)
    assert found.counts["contacts"] == 1 and found.counts["steps"] == 0 and found.content_hash


def test_missing_changed_and_moved_rasters_are_no_damage(plan: Path) -> None:
    raster = plan.parent / "地形.tif"
    content = raster.read_bytes()
    raster.unlink()
    found = verify(plan)
    assert found.is_sound and codes(found) == {"raster_missing"}
    raster.write_bytes(content[::-1])
    assert codes(verify(plan)) == {"raster_changed"}
    raster.unlink()
    (plan.parent / "rasters").mkdir()
    (plan.parent / "rasters" / "地形.tif").write_bytes(content)
    assert codes(verify(plan)) == {"raster_moved"}


def test_a_feature_off_the_earth_is_what_its_file_said(tmp_path: Path) -> None:
    frame = county_frame()
    frame.geometry = frame.geometry.translate(xoff=100)
    with make_plan(tmp_path) as store, store.change("layer_added"):
        store.add_layer(county_record(), frame)
    found = verify(store.path)
    assert found.is_sound and codes(found) == {"feature_outside"}


def test_tables_that_wait_or_belong_to_others_are_no_damage(plan: Path) -> None:
    damage(plan, "CREATE TABLE layer_0123456789ab (fid INTEGER PRIMARY KEY, uid TEXT)", "CREATE TABLE notes (text)")
    found = verify(plan)
    assert found.is_sound
    assert {(one.code, one.facts["table"]) for one in found.findings} == {
        ("table_unused", "layer_0123456789ab"),
        ("table_of_others", "notes"),
    }


def test_a_shape_of_another_type_is_only_told(plan: Path) -> None:
    damage(plan, f"UPDATE {layer_table(plan, 'counties')} SET geom = (SELECT geom FROM lf_zone) WHERE uid = 'c1'")
    found = verify(plan)
    assert codes(found, least=Severity.WARNING) == {"shape_of_other_type", "layer_content_differs"}


# --- not even a plan ----------------------------------------------------------------------------------


def test_files_that_are_no_plan(plan: Path, tmp_path: Path) -> None:
    with pytest.raises(NotAPlan):
        verify(tmp_path / "none.lianfang.gpkg")
    other = tmp_path / "text.lianfang.gpkg"
    other.write_text("no")
    with pytest.raises(NotAPlan):
        verify(other)
    damage(plan, "UPDATE lf_plan SET format_version = 99, readable_by = 99")
    with pytest.raises(PlanFromFuture):
        verify(plan)


@pytest.mark.parametrize("kept", [0.99, 0.5, 0.1])
def test_a_file_that_ends_early_is_not_sound(plan: Path, kept: float) -> None:
    content = plan.read_bytes()
    plan.write_bytes(content[: int(len(content) * kept)])
    found = verify(plan)
    assert not found.is_sound and {"file_damaged"} <= codes(found)


def test_whatever_is_damaged_the_check_ends_with_an_answer(plan: Path) -> None:
    """And what it calls sound says what it said: the way back of every change holds the rows a second time."""
    content, expected = plan.read_bytes(), verify(plan).content_hash
    chance = random.Random(11)
    unsound = 0
    for _ in range(60):
        damaged = bytearray(content)
        for _ in range(chance.choice([1, 8, 200])):
            damaged[chance.randrange(100, len(damaged))] = chance.randrange(256)
        plan.write_bytes(damaged)
        try:
            found = verify(plan)
        except (NotAPlan, PlanFromFuture):
            continue
        unsound += not found.is_sound
        assert not found.is_sound or found.content_hash == expected
    assert unsound > 20


def test_cancelling(plan: Path) -> None:
    steps: list[str] = []

    def stop(fraction: float, step: str) -> None:
        assert 0.0 <= fraction <= 1.0
        steps.append(step)
        if step == "history":
            raise Cancelled

    before = snapshot(plan.parent)
    with pytest.raises(Cancelled):
        verify(plan, progress=stop)
    assert {"file", "rows", "features", "history"} <= set(steps)
    assert snapshot(plan.parent) == before


def test_plain_data(plan: Path) -> None:
    import json

    (plan.parent / "地形.tif").unlink()
    told = json.loads(json.dumps(verify(plan).as_dict()))
    assert told["is_sound"] is True and told["path"] == str(plan)
    assert told["findings"] == [
        {"code": "raster_missing", "severity": "warning", "facts": {"title": "地形", "path": "地形.tif"}}
    ]


def test_removed_layers_are_kept_for_undo(plan: Path) -> None:
    with PlanStore.open(plan) as store:
        with store.change("layer_removed"):
            store.remove_layer("villages")
        with store.change("layer_added"):
            store.add_layer(county_record(title="又一份"), county_frame())
    found = verify(plan)
    assert found.findings == () and found.counts["layers"] == 3
