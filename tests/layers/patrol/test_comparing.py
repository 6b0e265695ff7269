"""Two squares over a county line: union, common, differences, by county; what must hold of any two outlines."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box

from layers.crs import STORAGE_CRS, transform
from layers.geodesy import HA_PER_M2, geodesic_area_m2
from layers.patrol import CountyIndex
from layers.patrol.comparing import Overlap, Piece, overlap

WEST, EAST = "110116", "130826"
EPSG = 4548
#: The line between the counties: x of the central meridian, where the grid is nearly true (1 − 0 ppm).
MIDDLE_M, NORTH_M = 500_000.0, 4_500_000.0


def square(x_m: float, y_m: float, side_m: float) -> shapely.Polygon:
    """A square on the grid, from the county line and a northing, EPSG:4490."""
    plane = box(MIDDLE_M + x_m, NORTH_M + y_m, MIDDLE_M + x_m + side_m, NORTH_M + y_m + side_m)
    return transform(plane, f"EPSG:{EPSG}", STORAGE_CRS)


@pytest.fixture(scope="module")
def index() -> CountyIndex:
    sides = [square(-20_000, -10_000, 20_000), square(0, -10_000, 20_000)]
    frame = gpd.GeoDataFrame({"code": [WEST, EAST], "name": ["怀柔区", "丰宁县"]}, geometry=sides, crs=STORAGE_CRS)
    return CountyIndex(frame, EPSG)


def test_two_squares_over_the_line(index):
    """A is 2 km × 2 km from 1 km west of the line to 1 km east; B the same, moved 1 km east and 1 km north.

    Common: 1 km × 1 km in the east.  Only A: 3 km², 2 of them in the west.  Only B: 3 km² in the east.
    """
    found = overlap(index, square(-1000, 0, 2000), square(0, 1000, 2000))
    expected = {
        (Piece.FIRST, None): 400.0,
        (Piece.SECOND, None): 400.0,
        (Piece.COMMON, None): 100.0,
        (Piece.UNION, None): 700.0,
        (Piece.ONLY_FIRST, None): 300.0,
        (Piece.ONLY_SECOND, None): 300.0,
        (Piece.ONLY_FIRST, WEST): 200.0,
        (Piece.ONLY_FIRST, EAST): 100.0,
        (Piece.COMMON, WEST): 0.0,
        (Piece.ONLY_SECOND, WEST): 0.0,
        (Piece.UNION, WEST): 200.0,
        (Piece.UNION, EAST): 500.0,
    }
    for (piece, county), hectares in expected.items():
        # On the central meridian the grid and the ellipsoid differ by some 1e-7.
        assert found.area_ha(piece, county) == pytest.approx(hectares, rel=2e-6, abs=1e-6), (piece, county)
    assert found.counties == (WEST, EAST)
    assert found.area_mu(Piece.COMMON) == pytest.approx(1500.0, rel=2e-6)
    assert found.disputed_ha == pytest.approx(600.0, rel=2e-6)
    assert found.agreed_share == pytest.approx(1 / 7, rel=1e-5)


def test_the_same_apart_and_inside(index):
    one = square(-1000, 0, 2000)
    same = overlap(index, one, one)
    assert (same.disputed_ha, same.agreed_share) == (0.0, 1.0)
    apart = overlap(index, one, square(3000, 0, 1000))
    assert apart.area_ha(Piece.COMMON) == 0.0 and apart.agreed_share == 0.0
    inside = overlap(index, one, square(-500, 500, 1000))
    assert inside.area_ha(Piece.ONLY_SECOND) == 0.0
    assert inside.area_ha(Piece.UNION) == inside.area_ha(Piece.FIRST)
    outside = overlap(index, square(19_000, 0, 2000), one)  # half of it beyond every county
    assert outside.counties == (WEST, EAST, "")
    assert outside.area_ha(Piece.ONLY_FIRST, "") == pytest.approx(200.0, rel=1e-4)


corner = st.tuples(st.integers(-6000, 6000), st.integers(-6000, 6000))


def outline(corners: list[tuple[int, int]]) -> shapely.Polygon:
    plane = shapely.MultiPoint(corners).convex_hull
    moved = shapely.transform(plane, lambda xy: np.add(xy, (MIDDLE_M, NORTH_M)))
    return transform(moved, f"EPSG:{EPSG}", STORAGE_CRS)


corners = st.lists(corner, min_size=3, max_size=9, unique=True).filter(
    lambda points: shapely.MultiPoint(points).convex_hull.area > 10_000
)


@settings(max_examples=40, deadline=None)
@given(corners, corners)
def test_what_holds_of_any_two(index, left, right):
    one, other = outline(left), outline(right)
    found = overlap(index, one, other)
    a, b = found.area_ha(Piece.FIRST), found.area_ha(Piece.SECOND)
    union, common = found.area_ha(Piece.UNION), found.area_ha(Piece.COMMON)
    assert union == pytest.approx(a + b - common, rel=1e-9)
    for county in found.counties:
        parts = [found.area_ha(piece, county) for piece in (Piece.ONLY_FIRST, Piece.COMMON, Piece.ONLY_SECOND)]
        assert sum(parts) == pytest.approx(found.area_ha(Piece.UNION, county), rel=1e-9, abs=1e-9)
    assert sum(found.area_ha(Piece.UNION, county) for county in found.counties) == pytest.approx(union, rel=1e-9)
    # Against the areas of the outlines as other parts of the program measure them.
    assert a == pytest.approx(index.divide(one).total_ha, rel=1e-7, abs=2e-4)
    assert a == pytest.approx(geodesic_area_m2(one) * HA_PER_M2, rel=1e-5, abs=1e-3)
    back = overlap(index, other, one).swapped()
    assert back == Overlap(back.shapes, found.by_county)
