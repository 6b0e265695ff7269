"""GCJ-02 and BD-09: published points, round trips, real files, and never outside China."""

from __future__ import annotations

import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.sources import ReadChoice, inspect, read
from layers.sources.china_offset import Shift, shift_named, shifted, unshifted, without_shift
from layers.sources.placing import metres_per_degree
from layers.sources.preparing import prepare
from layers.sources.vector import RawLayer
from tests.layers.sources.conftest import shared

#: WGS 84 and GCJ-02 (longitude, latitude): the test points of eviltransform (Shanghai, Shenzhen, Beijing), and the
#: example in the documentation of wandergis/coordtransform.
GCJ = [
    ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
    ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
    ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
    ((116.404, 39.915), (116.41024449916938, 39.91640428150164)),
]
#: GCJ-02 and BD-09, from the documentation of wandergis/coordtransform.
GCJ_TO_BD = ((116.404, 39.915), (116.41036949371029, 39.92133699351021))
#: WGS 84 and BD-09 of the same place, from the documentation of a package that follows it.
WGS_TO_BD = ((116.404, 39.915), (116.41662724378733, 39.922699552216216))

ONE_MM_DEG = 1e-3 / 111_000
in_china = st.tuples(st.floats(73.5, 135.5), st.floats(3.5, 54.0))


@pytest.mark.parametrize(("wgs", "gcj"), GCJ)
def test_published_points(wgs: tuple[float, float], gcj: tuple[float, float]) -> None:
    assert shifted(np.array([wgs]), Shift.GCJ02)[0] == pytest.approx(gcj, abs=1e-9)
    assert unshifted(np.array([gcj]), Shift.GCJ02)[0] == pytest.approx(wgs, abs=1e-9)


def test_published_points_of_baidu() -> None:
    wgs, bd = (np.array([point]) for point in WGS_TO_BD)
    assert shifted(wgs, Shift.BD09)[0] == pytest.approx(bd[0], abs=1e-9)
    assert unshifted(bd, Shift.BD09)[0] == pytest.approx(wgs[0], abs=1e-9)
    gcj, bd = (np.array([point]) for point in GCJ_TO_BD)
    # Baidu's point and the GCJ-02 point it was made from are one place.
    assert unshifted(bd, Shift.BD09)[0] == pytest.approx(unshifted(gcj, Shift.GCJ02)[0], abs=1e-9)


@given(in_china, st.sampled_from(Shift))
def test_there_and_back_is_where_one_was(point: tuple[float, float], shift: Shift) -> None:
    lonlat = np.array([point])
    there = shifted(lonlat, shift)
    assert np.abs(unshifted(there, shift) - lonlat).max() < ONE_MM_DEG
    moved_m = np.hypot(*((there - lonlat) * metres_per_degree(point[1]))[0])
    assert 10 < moved_m < (900 if shift is Shift.GCJ02 else 2500)


@given(st.lists(in_china, min_size=1, max_size=5), st.sampled_from(Shift))
def test_the_inverse_is_exact_to_a_centimetre_and_a_second_one_would_be_off(
    points: list[tuple[float, float]], shift: Shift
) -> None:
    lonlat = np.array(points)
    back = unshifted(shifted(lonlat, shift), shift)
    scale = np.array([metres_per_degree(lat) for _lon, lat in points])
    assert np.hypot(*((back - lonlat) * scale).T).max() < 0.01
    # Taken out twice it lies as far off as before, to the other side: reading must never do that unseen.
    assert np.hypot(*((unshifted(back, shift) - lonlat) * scale).T).min() > 10


@settings(max_examples=40, deadline=None)
@given(in_china, st.sampled_from(Shift))
def test_a_choice_takes_a_shift_out_once_and_says_so(point: tuple[float, float], shift: Shift) -> None:
    there = shifted(np.array([point]), shift)
    wkb = np.array([shapely.to_wkb(shapely.Point(there[0]))], dtype=object)
    raw = RawLayer("点", pd.DataFrame({"name": ["点"]}), wkb, "EPSG:4490")
    (one,) = prepare(raw, "点", Path("/nowhere/点.gpkg"), ReadChoice(crs=shift.value))
    found = shapely.get_coordinates(one.frame.geometry.to_numpy())[0]
    assert np.hypot(*((found - point) * metres_per_degree(point[1]))) < 0.01
    assert [problem.code for problem in one.problems].count("shift_removed") == 1


@given(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), st.sampled_from(Shift))
def test_outside_the_box_nothing_moves(point: tuple[float, float], shift: Shift) -> None:
    lonlat = np.array([point])
    is_inside = 72.004 <= point[0] <= 137.8347 and 0.8293 <= point[1] <= 55.8271
    assert (shifted(lonlat, shift) == lonlat).all() != is_inside
    assert is_inside or (unshifted(lonlat, shift) == lonlat).all()


def test_what_is_no_number_stays_and_nothing_at_all_is_fine() -> None:
    lonlat = np.array([[np.nan, 40.0], [116.0, np.inf], [116.0, 40.0]])
    back = unshifted(lonlat, Shift.GCJ02)
    assert np.isnan(back[0, 0])
    assert np.isinf(back[1, 1])
    assert back[2, 0] != 116.0
    assert unshifted(np.empty((0, 2)), Shift.BD09).shape == (0, 2)


def test_neighbours_that_share_vertices_still_do() -> None:
    west, east = shapely.box(116.0, 40.0, 116.1, 40.1), shapely.box(116.1, 40.0, 116.2, 40.1)
    moved = without_shift(np.array([west, east]), Shift.GCJ02)
    assert shapely.get_coordinates(shapely.intersection(*moved)).shape[0] == 2
    assert shapely.area(shapely.intersection(*moved)) == 0


def test_a_million_points_take_well_under_a_second_of_work() -> None:
    random = np.random.default_rng(4)
    lonlat = np.column_stack([random.uniform(113, 120, 1_000_000), random.uniform(36, 43, 1_000_000)])
    start = time.process_time()
    unshifted(lonlat, Shift.GCJ02)
    assert time.process_time() - start < 2.0  # of both threads, on a busy machine


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("gcj02", Shift.GCJ02),
        ("GCJ-02", Shift.GCJ02),
        ("Amap", Shift.GCJ02),
        ("高德", Shift.GCJ02),
        ("火星坐标", Shift.GCJ02),
        ("bd_09", Shift.BD09),
        (" Baidu ", Shift.BD09),
        ("百度", Shift.BD09),
        ("EPSG:4490", None),
        ("", None),
        (None, None),
    ],
)
def test_what_people_call_them(said: str | None, meant: Shift | None) -> None:
    assert shift_named(said) is meant


# -- files ----------------------------------------------------------------------------------------


def points_file(folder: Path, name: str, lonlat: list[tuple[float, float]]) -> Path:
    path = folder / name
    rows = "".join(f"{k},{lon!r},{lat!r}\n" for k, (lon, lat) in enumerate(lonlat))
    path.write_text("名称,经度,纬度\n" + rows, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["gcj02", "高德", "GCJ-02"])
def test_a_table_is_converted_once_and_it_is_written_down(tmp_path: Path, name: str) -> None:
    path = points_file(tmp_path, "点.csv", [gcj for _wgs, gcj in GCJ])
    (layer,) = read(path, ReadChoice(crs=name))
    assert layer.frame is not None
    found = shapely.get_coordinates(layer.frame.geometry.to_numpy())
    assert found == pytest.approx(np.array([wgs for wgs, _gcj in GCJ]), abs=1e-9)
    assert layer.source.crs_used == "GCJ-02"
    notes = [note for note in layer.source.notes if note["code"] == "shift_removed"]
    assert [note["system"] for note in notes] == ["GCJ-02"]


def test_a_projected_file_is_unprojected_first(tmp_path: Path) -> None:
    gcj = gpd.GeoDataFrame({"name": ["点"]}, geometry=[shapely.Point(GCJ[3][1])], crs=4326)
    gcj.to_crs(3857).to_file(tmp_path / "a.gpkg")
    (layer,) = read(tmp_path / "a.gpkg", ReadChoice(crs="gcj02"))
    assert layer.frame is not None
    assert shapely.get_coordinates(layer.frame.geometry.to_numpy())[0] == pytest.approx(GCJ[3][0], abs=1e-8)


def test_a_raster_cannot_be_moved_back(tmp_path: Path) -> None:
    import rasterio
    from rasterio.transform import from_origin

    from layers.errors import UnusableCrs

    path = tmp_path / "dem.tif"
    options = {"driver": "GTiff", "width": 4, "height": 4, "count": 1, "dtype": "int16", "crs": "EPSG:4326"}
    with rasterio.open(path, "w", transform=from_origin(116, 40, 0.01, 0.01), **options) as dataset:
        dataset.write(np.ones((1, 4, 4), dtype="int16"))
    with pytest.raises(UnusableCrs) as caught:
        read(path, ReadChoice(crs="gcj02"))
    assert caught.value.facts["reason_code"] == "raster_shift"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("网点_amap.csv", "maybe_gcj02"),
        ("网点（腾讯地图）.csv", "maybe_gcj02"),
        ("baidu_poi.csv", "maybe_bd09"),
        ("bd09.csv", "maybe_bd09"),
        ("网点_gcj02转wgs84.csv", None),
        ("网点_高德_已纠偏.csv", None),
        ("网点_wgs84转gcj02.csv", "maybe_gcj02"),
        ("网点.csv", None),
    ],
)
def test_what_a_name_says(tmp_path: Path, name: str, expected: str | None) -> None:
    (layer,) = inspect(points_file(tmp_path, name, [(116.4, 40.0)]), crs="EPSG:4490").layers
    assert {problem.code for problem in layer.problems} & {"maybe_gcj02", "maybe_bd09"} == ({expected} - {None})


def test_a_source_column_speaks_and_names_of_places_do_not(tmp_path: Path) -> None:
    says, place = tmp_path / "a.csv", tmp_path / "b.csv"
    says.write_text("名称,经度,纬度,来源\n甲,116.4,40,高德地图\n乙,116.5,40,高德地图\n", encoding="utf-8")
    place.write_text("名称,经度,纬度,备注\n百度大厦,116.4,40,百度总部\n", encoding="utf-8")
    codes = [
        {p.code for p in inspect(path, crs="EPSG:4490").layers[0].problems if p.code.startswith("maybe")}
        for path in (says, place)
    ]
    assert codes == [{"maybe_gcj02"}, set()]


def test_a_file_that_says_it_was_converted_warns_when_it_is_converted_again(tmp_path: Path) -> None:
    path = points_file(tmp_path, "网点_gcj02转wgs84.csv", [(116.4, 40.0)])
    (layer,) = read(path, ReadChoice(crs="gcj02"))
    (note,) = [note for note in layer.source.notes if note["code"] == "shift_already_removed"]
    assert (note["severity"], note["system"]) == ("warning", "GCJ-02")


# -- the shared pack -------------------------------------------------------------------------------


def test_amap_counties_agree_with_their_converted_copy() -> None:
    raw = gpd.read_file(shared("boundary/counties_amap_gcj02.geojson"))
    right = gpd.read_file(shared("boundary/counties_amap_wgs84.gpkg"), layer="county")
    moved = shapely.get_coordinates(without_shift(raw.geometry.to_numpy(), Shift.GCJ02))
    expected = shapely.get_coordinates(right.geometry.to_numpy())
    assert len(moved) == len(expected) == 216_166
    miss_m = np.hypot(*((moved - expected) * metres_per_degree(39.5)).T)
    assert miss_m.max() < 0.01


@pytest.mark.parametrize(
    ("name", "count"), [("settlement/admin_seats_gcj02_gbk.csv", 227), ("depot/beijing_shelters_gcj02.csv", 1181)]
)
def test_point_files_are_moved_back_by_what_the_formula_says(name: str, count: int) -> None:
    (as_stated,) = read(shared(name), ReadChoice(crs="EPSG:4490"))
    (moved,) = read(shared(name), ReadChoice(crs="gcj02"))
    assert as_stated.frame is not None
    assert moved.frame is not None
    before, after = (shapely.get_coordinates(one.frame.geometry.to_numpy()) for one in (as_stated, moved))
    assert len(before) == len(after) == count
    assert np.abs(shifted(after, Shift.GCJ02) - before).max() < ONE_MM_DEG
    length_m = np.hypot(*((after - before) * metres_per_degree(39.9)).T)
    assert 400 < length_m.min() < length_m.max() < 700


def test_what_becomes_of_a_point_does_not_depend_on_those_it_came_with() -> None:
    random = np.random.default_rng(5)
    many = random.uniform((75.0, 20.0), (132.0, 52.0), (20_000, 2))
    together = unshifted(many, Shift.BD09)
    for start in (0, 7, 16_383):
        assert np.array_equal(unshifted(many[start : start + 3], Shift.BD09), together[start : start + 3])
    # A ring so long that two threads share it still closes.
    angle = np.linspace(0.0, 2.0 * np.pi, 40_000)
    ring = np.column_stack([104.0 + 20.0 * np.cos(angle), 35.0 + 10.0 * np.sin(angle)])
    ring[-1] = ring[0]
    moved = without_shift(shapely.Polygon(ring), Shift.GCJ02)
    assert moved.is_valid
