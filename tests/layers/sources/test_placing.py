"""Zones told from the numbers, swapped axes, and the zone that lands a layer on its counties."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.crs import transformer
from layers.errors import MissingCrs
from layers.sources import ReadChoice, inspect, read
from layers.sources.datum import axes_are_swapped, candidates, decide
from layers.sources.placing import landings, median_shift, metres_per_degree, placed, sketch_of
from layers.sources.preparing import prepare
from layers.sources.vector import RawLayer
from tests.layers.sources.conftest import shared, square


def box_at(lon: float, lat: float, crs: str) -> tuple[float, float, float, float]:
    """Bounds of a county-sized box around a place in a CRS."""
    x, y = transformer("EPSG:4490", crs).transform(lon, lat)
    return (x - 2e4, y - 2e4, x + 2e4, y + 2e4)


@given(st.integers(25, 45), st.floats(-1.4, 1.4), st.floats(18.0, 53.0))
def test_a_zone_number_of_three_degrees_names_its_zone(zone: int, aside: float, lat: float) -> None:
    code = f"EPSG:{4513 + zone - 25}"
    bounds = box_at(3 * zone + aside, lat, code)
    assert candidates(bounds)[0] == code
    assert not axes_are_swapped(bounds)
    assert axes_are_swapped((bounds[1], bounds[0], bounds[3], bounds[2]))


@given(st.integers(13, 23), st.floats(-2.9, 2.9), st.floats(18.0, 53.0))
def test_a_zone_number_of_six_degrees_names_its_zone(zone: int, aside: float, lat: float) -> None:
    code = f"EPSG:{4491 + zone - 13}"
    bounds = box_at(6 * zone - 3 + aside, lat, code)
    found = candidates(bounds)
    assert found[0] == code
    # Only easting numbers of zone 13–15 can also be Web Mercator's.
    assert found[1:] in ((), ("EPSG:3857",)) and (zone <= 15 or found[1:] == ())


@given(st.integers(25, 45), st.floats(-1.4, 1.4), st.floats(18.0, 53.0))
def test_without_zone_number_every_meridian_is_possible(zone: int, aside: float, lat: float) -> None:
    code = f"EPSG:{4534 + zone - 25}"
    bounds = box_at(3 * zone + aside, lat, code)
    found = candidates(bounds)
    assert found[:21] == tuple(f"EPSG:{4534 + k}" for k in range(21))
    assert all("+proj=aea" in one for one in found[21:])
    assert axes_are_swapped((bounds[1], bounds[0], bounds[3], bounds[2]))


@settings(deadline=None)
@given(
    st.floats(73.6, 134.9),
    st.floats(18.2, 53.5),
    st.sampled_from([3, 6]),
    st.booleans(),
    st.booleans(),
    st.floats(10.0, 30_000.0),
)
def test_any_place_of_china_in_any_zone_is_among_the_candidates(
    lon: float, lat: float, width: int, prefixed: bool, swapped: bool, half_m: float
) -> None:
    """Through the door that files take: a box around any place, axes as they come."""
    zone = int((lon + 1.5) // 3) if width == 3 else int(lon // 6) + 1
    meridian = 3 * zone if width == 3 else 6 * zone - 3
    first, own = ((4513, 25) if width == 3 else (4491, 13)) if prefixed else (4534, 25)
    code = f"EPSG:{first + (zone if prefixed else meridian // 3) - own}"
    x, y = transformer("EPSG:4490", code).transform(lon, lat)
    shape = shapely.box(x - half_m, y - half_m, x + half_m, y + half_m)
    if swapped:
        shape = shapely.transform(shape, lambda xy: xy[:, ::-1])
    raw = RawLayer("林", pd.DataFrame({"name": ["林"]}), np.array([shapely.to_wkb(shape)], dtype=object), None)
    (one,) = prepare(raw, "林", Path("/nowhere/林.shp"), ReadChoice())
    assert isinstance(one.verdict.error, MissingCrs)
    assert ("axes_swapped_metric" in {problem.code for problem in one.problems}) is swapped
    gauss = [found for found in one.verdict.error.facts["candidates"] if found.startswith("EPSG:4")]
    assert code in gauss
    assert len(gauss) == (1 if prefixed else 21)


@given(st.floats(74, 135), st.floats(4, 54))
def test_latitude_before_longitude_is_seen(lon: float, lat: float) -> None:
    assert axes_are_swapped((lat, lon, lat, lon))
    assert not axes_are_swapped((lon, lat, lon, lat))


@pytest.mark.parametrize("bounds", [None, (np.nan, 0, 1, 1), (0, 0, 1, 1), (4e5, 4.4e6, 6e5, 4.6e6)])
def test_other_numbers_are_not_swapped(bounds: tuple[float, float, float, float] | None) -> None:
    assert not axes_are_swapped(bounds)


def test_web_mercator_is_offered_beside_the_zone_its_numbers_resemble() -> None:
    found = candidates(box_at(118.0, 40.6, "EPSG:3857"))  # 13.1 million east, 4.9 million north
    assert found == ("EPSG:4491", "EPSG:3857")


def test_numbers_never_tell_the_datum() -> None:
    verdict = decide(None, path="a.shp", layer="a", bounds=box_at(117.0, 40.5, "EPSG:4527"))
    assert isinstance(verdict.error, MissingCrs)
    assert verdict.error.facts["candidates"] == ["EPSG:4527"]


# -- landing ---------------------------------------------------------------------------------------


@pytest.fixture
def plan() -> gpd.GeoDataFrame:
    shapes = [square(116.3, 40.3, 0.4), square(116.7, 40.3, 0.4)]
    return gpd.GeoDataFrame({"code": ["110116", "130824"]}, geometry=shapes, crs=4490)


def unsaid(folder: Path, frame: gpd.GeoDataFrame, *, swap: bool = False) -> Path:
    """Write a shapefile that names no CRS."""
    if swap:
        frame = frame.set_geometry(shapely.transform(frame.geometry.to_numpy(), lambda xy: xy[:, ::-1]))
    path = folder / "林.shp"
    frame.set_crs(None, allow_override=True).to_file(path, encoding="utf-8")
    return path


pytestmark = pytest.mark.filterwarnings("ignore:'crs' was not provided")


def forest(epsg: int) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"name": ["林"]}, geometry=[square(116.5, 40.4, 0.2)], crs=4490).to_crs(epsg)


def test_the_meridian_that_lands_on_the_plan_comes_first(tmp_path: Path, plan: gpd.GeoDataFrame) -> None:
    (summary,) = inspect(unsaid(tmp_path, forest(4548)), counties=plan).layers
    assert summary.needs_crs
    assert [(one.crs, one.share, one.in_counties) for one in summary.landings] == [("EPSG:4548", 1.0, True)]


def test_without_a_plan_every_meridian_lands_in_china_and_none_is_preferred(tmp_path: Path) -> None:
    (summary,) = inspect(unsaid(tmp_path, forest(4548))).layers
    assert [one.crs for one in summary.landings[:21]] == [f"EPSG:{4534 + k}" for k in range(21)]
    assert all("+proj=aea" in one.crs for one in summary.landings[21:])
    assert not any(one.in_counties for one in summary.landings)


def test_without_a_plan_the_counties_named_in_the_data_decide(tmp_path: Path) -> None:
    from layers.sources import gazetteer

    frame = gazetteer.polygons(["110116"])[["code", "name", "geometry"]].to_crs(4548)
    (summary,) = inspect(unsaid(tmp_path, frame)).layers
    assert [one.crs for one in summary.landings] == ["EPSG:4548"]


def test_web_mercator_and_the_zone_are_told_apart_by_the_plan(tmp_path: Path) -> None:
    east = gpd.GeoDataFrame({"name": ["林"]}, geometry=[square(118.0, 40.4, 0.2)], crs=4490).to_crs(3857)
    plan = gpd.GeoDataFrame({"code": ["130208"]}, geometry=[square(117.9, 40.3, 0.4)], crs=4490)
    (summary,) = inspect(unsaid(tmp_path, east), counties=plan).layers
    assert [one.crs for one in summary.landings] == ["EPSG:3857"]


@settings(max_examples=20, deadline=None)
@given(st.integers(25, 44), st.floats(-1.2, 1.2), st.floats(20.0, 50.0))
def test_the_zone_of_any_county_is_found(zone: int, aside: float, lat: float) -> None:
    from layers.sources.datum import CrsVerdict

    lon = 3 * zone + aside
    county = square(lon - 0.2, lat - 0.2, 0.4)
    plan = gpd.GeoDataFrame({"code": ["000000"]}, geometry=[county], crs=4490)
    code = f"EPSG:{4534 + zone - 25}"
    shapes = gpd.GeoSeries([square(lon - 0.1, lat - 0.1, 0.2)], crs=4490).to_crs(code).to_numpy()
    sketch = sketch_of(shapes, CrsVerdict(None, None, None))
    best = landings(sketch, candidates(tuple(shapely.total_bounds(shapes))), plan)
    assert [one.crs for one in best] == [code]


# -- swapped ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("epsg", "code"), [(4527, "axes_swapped_metric"), (4548, "axes_swapped_metric")])
def test_north_before_east_in_shapes_is_put_right_and_said(
    tmp_path: Path, plan: gpd.GeoDataFrame, epsg: int, code: str
) -> None:
    path = unsaid(tmp_path, forest(epsg), swap=True)
    (summary,) = inspect(path, counties=plan).layers
    assert code in {problem.code for problem in summary.problems}
    assert summary.landings[0].crs == f"EPSG:{epsg}"
    (layer,) = read(path, ReadChoice(crs=f"EPSG:{epsg}"))
    assert layer.frame is not None
    assert layer.frame.total_bounds == pytest.approx((116.5, 40.4, 116.7, 40.6), abs=1e-6)


def test_latitude_before_longitude_in_shapes_is_put_right_though_the_file_claims_degrees(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"name": ["点"]}, geometry=[shapely.Point(40.5, 116.5)], crs=4326)
    frame.to_file(tmp_path / "a.geojson")
    (layer,) = read(tmp_path / "a.geojson")
    assert layer.frame is not None
    assert shapely.get_coordinates(layer.frame.geometry.to_numpy()).tolist() == [[116.5, 40.5]]
    assert "axes_swapped" in {note["code"] for note in layer.source.notes}


# -- sketches --------------------------------------------------------------------------------------


def test_a_degree_has_the_length_of_the_ellipsoid() -> None:
    from layers.geodesy import cgcs2000

    for lat in (4.0, 25.0, 40.0, 53.0):
        east = cgcs2000().inv(116.0, lat, 116.001, lat)[2] * 1000
        north = cgcs2000().inv(116.0, lat - 5e-4, 116.0, lat + 5e-4)[2] * 1000
        assert metres_per_degree(lat) == pytest.approx((east, north), abs=0.1)


def test_sketches_are_small_and_lie_where_the_layer_lies() -> None:
    path = shared("boundary/counties_amap_gcj02.geojson")
    (summary,) = inspect(path).layers
    sketch = summary.sketch
    assert sketch is not None
    assert summary.close_up is not None
    assert sum(map(len, sketch.lines)) < 7000
    assert "110116" in sketch.codes
    there = placed(sketch)
    assert there is not None
    assert np.vstack(there.lines).min(axis=0) == pytest.approx(summary.bounds[:2], abs=0.5)
    from layers.sources.china_offset import Shift

    moved = median_shift(sketch, Shift.GCJ02)
    assert moved is not None
    assert (-560 < moved[0] < -500) and (-150 < moved[1] < -90)


def test_what_cannot_lie_there_is_none() -> None:
    from layers.sources.datum import CrsVerdict

    sketch = sketch_of(np.array([shapely.box(4e5, 4e6, 5e5, 5e6)]), CrsVerdict(None, None, None))
    assert placed(sketch) is None
    assert placed(sketch, "EPSG:2154x") is None
    assert placed(sketch, "EPSG:2333") is None  # Xi'an 1980: its parameters are not public
