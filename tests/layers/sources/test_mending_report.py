"""Feature by feature: what was found, where, how much it changed, and what the planner leaves out."""

from __future__ import annotations

import json
import math
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from layers.errors import NoGeometry
from layers.kinds import Origin, Role, Shape
from layers.plan import LayerRecord, PlanStore
from layers.plan.content_hash import content_hash
from layers.progress import Cancelled
from layers.sources import ReadChoice, inspect, mending, read
from layers.sources.flaws import alike_rows, far_away, repeated_points, repeats
from layers.sources.marks import as_choice, from_choice, item_id
from layers.sources.mending import Mended
from layers.sources.mending_report import STORED_PER_KIND, MendingReport, choice_of, plain_choice
from tests.layers.sources import dirt
from tests.layers.sources.conftest import shared
from tests.layers.sources.test_mending import array


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return dirt.write(dirt.dirty(), tmp_path / "林地.gpkg", geometry_type="Unknown")


def report(path: Path) -> MendingReport:
    (layer,) = inspect(path).layers
    assert layer.mending is not None
    return layer.mending


def rows(found: MendingReport) -> dict[str, list[int]]:
    return {one.code: one.rows.tolist() for one in found.found}


def test_every_kind_is_found_at_its_row(path: Path) -> None:
    assert rows(report(path)) == {
        "mended_invalid": [0, 1, 2, 3, 4],
        "duplicate_feature": [9],
        "duplicate_geometry": [10],
        "sliver_shape": [5],
        "far_from_rest": [11],
        "dropped_empty": [7],
        "repeated_points": [6],
    }


def test_reasons_areas_names_and_places(path: Path) -> None:
    invalid = report(path).of("mended_invalid")
    assert invalid is not None
    assert invalid.reasons.tolist() == [
        "bow_tie",
        "self_intersection",
        "hole_outside",
        "nested_shells",
        "duplicate_rings",
    ]
    assert invalid.names[0] == "小班00"
    assert invalid.fids.tolist() == [1, 2, 3, 4, 5], "as a GeoPackage numbers them"
    # Gauss–Krüger on its central meridian is true to scale: plane areas are areas.
    assert invalid.before[0] == pytest.approx(0, abs=0.01)
    assert invalid.after[0] == pytest.approx(5_000, rel=1e-5)
    assert invalid.before[2] == pytest.approx(9_900, rel=1e-5)
    assert invalid.after[2] == pytest.approx(10_100, rel=1e-5), "the hole outside becomes a piece of its own"
    assert invalid.before[3] == pytest.approx(10_400, rel=1e-5), "the inner shell counted twice"
    west, south, east, north = invalid.boxes[0]
    assert 116.9999 < west < 117.0001 and 40.6 < south < 40.7
    assert east - west == pytest.approx(100 / 84_600, rel=0.01)
    crossing = shapely.Point(invalid.points[0])
    assert crossing.distance(shapely.Point((west + east) / 2, (south + north) / 2)) < 1e-6
    assert [shapely.get_num_geometries(one[0]) for one in (invalid.shapes_before, invalid.shapes_after)] == [1, 2]


def test_figures_of_what_is_kept(path: Path) -> None:
    found = report(path)
    sliver = found.of("sliver_shape")
    assert sliver.before[0] == pytest.approx(200, rel=1e-3)
    assert sliver.after[0] == pytest.approx(2 * 200 / 801, rel=1e-3)
    assert found.of("far_from_rest").before[0] == pytest.approx(594_000, rel=0.02)
    assert found.of("duplicate_feature").others.tolist() == [8]
    assert found.of("duplicate_geometry").others.tolist() == [8]
    assert (found.of("repeated_points").before[0], found.of("repeated_points").after[0]) == (6, 5)
    assert np.isnan(found.of("dropped_empty").boxes).all()


def test_counts_of_notes_are_those_of_the_list(path: Path) -> None:
    (layer,) = read(path)
    notes = {note["code"]: note["count"] for note in layer.source.notes if "count" in note}
    assert {one.code: one.count for one in layer.mending.found} == {
        code: count for code, count in notes.items() if code in rows(layer.mending)
    }


def test_declined_features_are_left_out_and_listed(path: Path) -> None:
    declined = frozenset({"duplicate_feature", item_id("mended_invalid", 3), "sliver_shape"})
    (plain,), (layer,) = read(path), read(path, ReadChoice(declined=declined))
    names = set(plain.frame["name"]) - set(layer.frame["name"])
    assert names == {"小班03", "小班05"} and len(plain.frame) - len(layer.frame) == 3
    assert {"code": "left_out", "severity": "info", "count": 3} in layer.source.notes
    assert next(note["count"] for note in layer.source.notes if note["code"] == "mended_invalid") == 4
    invalid = layer.mending.of("mended_invalid")
    assert invalid.left_out.tolist() == [False, False, False, True, False] and invalid.left_out_count == 1
    assert invalid.uids[3] == "" and invalid.uids[0] in set(layer.frame["uid"])
    assert layer.mending.of("duplicate_feature").left_out.all()
    kept = plain.frame[plain.frame["uid"].isin(layer.frame["uid"])]
    assert (kept.geometry.to_wkb().to_numpy() == layer.frame.geometry.to_wkb().to_numpy()).all()


def test_what_is_only_told_cannot_be_declined(path: Path) -> None:
    (plain,), (layer,) = read(path), read(path, ReadChoice(declined=frozenset({"repeated_points", "dropped_empty"})))
    assert len(plain.frame) == len(layer.frame)


def test_declining_everything_is_refused(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"name": ["甲"]}, geometry=[dirt.bow_tie()], crs=dirt.CRS)
    path = dirt.write(frame, tmp_path / "a.gpkg")
    with pytest.raises(NoGeometry) as refused:
        read(path, ReadChoice(declined=frozenset({"mended_invalid"})))
    assert refused.value.facts["reason_code"] == "all_left_out"


def test_same_file_and_choices_same_bytes(path: Path) -> None:
    choice = ReadChoice(declined=frozenset({"duplicate_geometry"}))
    first, second = (read(path, choice)[0] for _ in range(2))
    assert first.frame.to_json() == second.frame.to_json()
    assert json.dumps(first.source.mending) == json.dumps(second.source.mending)


def test_order_of_rows_changes_rows_only(tmp_path: Path) -> None:
    frame = dirt.dirty()
    paths = [
        dirt.write(one, tmp_path / name, geometry_type="Unknown")
        for name, one in (("a.gpkg", frame), ("b.gpkg", frame.iloc[::-1].reset_index(drop=True)))
    ]
    ahead, back = (read(path)[0] for path in paths)
    assert {one.code: one.count for one in ahead.mending.found} == {one.code: one.count for one in back.mending.found}
    assert set(ahead.frame.geometry.to_wkb()) == set(back.frame.geometry.to_wkb())
    last = len(frame) - 1
    assert sorted(last - back.mending.of("mended_invalid").rows) == ahead.mending.of("mended_invalid").rows.tolist()


def test_a_plan_keeps_the_report_shortened_with_exact_counts(tmp_path: Path) -> None:
    ties = [
        shapely.transform(dirt.bow_tie(), lambda xy, k=k: xy + np.array([200 * k, 0]))
        for k in range(STORED_PER_KIND + 5)
    ]
    frame = gpd.GeoDataFrame({"name": [f"{k}" for k in range(len(ties))]}, geometry=ties, crs=dirt.CRS)
    (layer,) = read(dirt.write(frame, tmp_path / "a.gpkg"), ReadChoice(declined=frozenset({"mended_invalid:2"})))
    whole = layer.mending.of("mended_invalid")
    assert whole.count == len(whole.rows) == len(ties) and layer.mending.is_complete
    stored = json.loads(json.dumps(layer.source.mending))
    loaded = MendingReport.from_stored(stored)
    kept = loaded.of("mended_invalid")
    assert (kept.count, kept.left_out_count, len(kept.rows)) == (len(ties), 1, STORED_PER_KIND)
    assert not loaded.is_complete
    assert kept.left_out.nonzero()[0].tolist() == [2]
    assert np.allclose(kept.boxes, whole.boxes[:STORED_PER_KIND], atol=1e-7)
    assert np.allclose(kept.after, whole.after[:STORED_PER_KIND], atol=1e-3)
    assert (kept.uids == whole.uids[:STORED_PER_KIND]).all() and (kept.names == whole.names[:STORED_PER_KIND]).all()
    assert choice_of(loaded.choice).declined == frozenset({"mended_invalid:2"})


def test_choices_survive_as_plain_data() -> None:
    choice = ReadChoice(
        layer="林", role=Role.FOREST, crs="EPSG:4527", encoding="GBK", declined=frozenset({"a:3", "a:1", "b", "b:9"})
    )
    plain = json.loads(json.dumps(plain_choice(choice)))
    assert plain["declined"] == {"a": [1, 3], "b": "all"}
    assert choice_of(plain) == ReadChoice(
        "林", Role.FOREST, "EPSG:4527", "GBK", declined=frozenset({"a:1", "a:3", "b"})
    )
    assert from_choice(as_choice([])) == frozenset()


def test_curves_are_recognised_and_become_chords_within_the_tolerance(tmp_path: Path) -> None:
    path = dirt.with_curves(tmp_path / "弧.gpkg")
    (layer,) = read(path)
    curves = layer.mending.of("curves_linearised")
    assert curves.rows.tolist() == [1] and curves.names.tolist() == ["圆"]
    circle = layer.frame[layer.frame["name"] == "圆"].to_crs(dirt.CRS).geometry.iloc[0]
    step = math.radians(1)
    assert circle.area == pytest.approx(math.pi * 500**2 * math.sin(step) / step, rel=2e-6)
    away = np.hypot(*(shapely.get_coordinates(circle.segmentize(1.0)) - (dirt.X0, dirt.Y0)).T)
    assert away.max() < 500.001 and away.min() > 500 * math.cos(step / 2) - 0.001
    (none,) = read(path, ReadChoice(declined=frozenset({"curves_linearised"})))
    assert none.frame["name"].tolist() == ["方"]


def test_straight_geopackages_have_no_curves(path: Path) -> None:
    assert report(path).of("curves_linearised") is None


def test_heights_and_other_shapes_are_listed(tmp_path: Path) -> None:
    shapes = [shapely.Point(116, 40, 500), shapely.LineString([(116, 40), (116.1, 40)]), shapely.Point(116.2, 40)]
    frame = gpd.GeoDataFrame({"name": ["点", "线", "平"]}, geometry=shapes, crs=4490)
    path = dirt.write(frame, tmp_path / "混.gpkg", geometry_type="Unknown")
    point, line = inspect(path).layers
    assert rows(point.mending) == {"dropped_z": [0]}
    assert rows(line.mending) == {"split_mixed": [1]}
    (only,) = read(path, ReadChoice(role=Role.SETTLEMENT))
    lost = only.mending.of("dropped_other_shape")
    assert lost.rows.tolist() == [1] and lost.boxes[0].tolist() == pytest.approx([116, 40, 116.1, 40])


def test_without_a_system_places_are_the_files_own(tmp_path: Path) -> None:
    frame = dirt.dirty().set_crs(None, allow_override=True)
    path = dirt.write(frame, tmp_path / "无.shp", geometry_type="Polygon", encoding="UTF-8")
    (layer,) = inspect(path).layers
    assert layer.needs_crs and not layer.mending.lonlat
    invalid = layer.mending.of("mended_invalid")
    assert invalid.boxes[0].tolist() == [dirt.X0, dirt.Y0, dirt.X0 + 100, dirt.Y0 + 100]
    assert invalid.before is None, "no areas before it is known in which system they are measured"
    assert layer.mending.of("sliver_shape") is None


def test_a_tangle_is_left_out_in_no_time() -> None:
    disorder = shapely.Polygon(np.random.default_rng(1).random((3_000, 2)))
    star = np.arange(2_001) * 2 * np.pi * 7 / 2_001
    shapes = array(
        shapely.MultiPolygon([disorder]), shapely.Polygon(np.c_[np.cos(star), np.sin(star)]), shapely.box(0, 0, 1, 1)
    )
    out = mending.make_valid(Mended(Shape.POLYGON, shapes, np.arange(3)))
    assert [(mark.code, mark.rows.tolist()) for mark in out.marks] == [
        ("dropped_tangled", [0]),
        ("mended_invalid", [1]),
    ]
    assert out.rows.tolist() == [1, 2]


def test_mending_hears_a_cancel_between_chunks() -> None:
    shapes = np.repeat(array(shapely.box(0, 0, 1, 1)), 40_000)
    told: list[float] = []

    def progress(fraction: float, _step: str) -> None:
        told.append(fraction)
        if len(told) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        mending.make_valid(Mended(Shape.POLYGON, shapes, np.arange(len(shapes))), progress)
    assert 0 < told[1] < 0.5


def test_rows_alike() -> None:
    frame = pd.DataFrame({"a": [1, 1, 2, 1, None, None], "b": ["x", "x", "x", "y", "z", "z"]})
    at, kind = alike_rows(frame, np.zeros(6, dtype=np.intp))
    assert at.tolist() == [0, 1, 4, 5] and kind[0] == kind[1] != kind[2] == kind[3]


def test_repeats_are_told_apart() -> None:
    shapes = np.array([b"p", b"q", b"p", b"p", b"r"], dtype=object)
    marks = {mark.code: mark for mark in repeats(shapes, pd.DataFrame({"n": ["a", "b", "a", "c", "d"]}))}
    assert (marks["duplicate_feature"].rows.tolist(), marks["duplicate_feature"].others.tolist()) == ([2], [0])
    assert (marks["duplicate_geometry"].rows.tolist(), marks["duplicate_geometry"].others.tolist()) == ([3], [0])
    many = repeats(np.array([b"1", b"2", b"3", b"4", b"5"], dtype=object), pd.DataFrame({"n": list("abcda")}))
    assert [(mark.code, mark.rows.tolist(), mark.others.tolist()) for mark in many if len(mark.rows)] == [
        ("same_attributes", [4], [0])
    ]
    few = repeats(np.array([b"1", b"2", b"3"], dtype=object), pd.DataFrame({"n": list("aaa")}))
    assert not any(len(mark.rows) for mark in few), "a column that is always the same says nothing"


def test_points_twice_in_a_row_but_not_where_rings_meet() -> None:
    touching = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.Polygon([(1, 0), (2, -1), (2, 0)])])
    assert repeated_points(array(touching, shapely.box(0, 0, 1, 1))) == []
    line = shapely.LineString([(0, 0), (1, 1), (1, 1), (2, 2)])
    (mark,) = repeated_points(array(touching, line))
    assert mark.rows.tolist() == [1]


def test_far_is_measured_from_the_bulk_wherever_it_stands() -> None:
    points = [shapely.Point(116 + k / 100, 40) for k in range(20)]
    order = np.random.default_rng(3).permutation(22)
    shapes = array(*points, shapely.Point(0, 0), shapely.Point(121, 40))[order]
    outside, far = far_away(shapes)
    assert order[outside.rows].tolist() == [20] and order[far.rows].tolist() == [21]
    assert far.before[0] == pytest.approx(418_500, rel=0.01)


@pytest.mark.parametrize(
    ("name", "layer", "expected"),
    [
        (
            "dirty/osm_unclosed_rings.geojson",
            "osm_unclosed_rings|polygon",
            {"mended_invalid": 8, "rings_closed": 8, "duplicate_geometry": 5, "split_mixed": 9},
        ),
        ("dirty/nfgis_county1999_gbk_noprj", "BOUNT_poly", {}),
        ("boundary/counties_datav_wgs84_slivers.geojson", None, {"repeated_points": 2}),
        ("depot/beijing_shelters_gcj02.csv", None, {"duplicate_geometry": 108}),
        ("dirty/county_lines_xian80prj", None, {"same_attributes": 93}),
    ],
)
def test_real_files(name: str, layer: str | None, expected: dict[str, int]) -> None:
    found = inspect(shared(name)).layers
    (one,) = [each for each in found if layer in (None, each.name)]
    assert {each.code: each.count for each in one.mending.found} == expected
    assert one.mending.is_complete


def test_same_file_and_choices_same_plan(path: Path, tmp_path: Path) -> None:
    def content(name: str, choice: ReadChoice) -> str:
        with PlanStore.create(tmp_path / name, title="", reference_date=date(2026, 4, 1)) as store:
            (layer,) = read(path, choice)
            record = LayerRecord("a" * 32, "林地", layer.role, layer.shape, Origin.READ, "", source=layer.source)
            with store.change("layers_added"):
                store.add_layer(record, layer.frame)
            return content_hash(store)

    without = ReadChoice(declined=frozenset({"sliver_shape"}))
    first, second = content("a.lianfang.gpkg", without), content("b.lianfang.gpkg", without)
    assert first == second != content("c.lianfang.gpkg", ReadChoice())
