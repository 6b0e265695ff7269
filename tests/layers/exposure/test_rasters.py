"""Sums of cells inside polygons, worked out by hand first, then what must hold for any of them.

The library keeps shares of cells in 32 bits: sums are good to about 1e-7.
"""

from __future__ import annotations

import numpy as np
import pytest
import rasterio
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from rasterio.transform import Affine

from layers.crs import STORAGE_CRS, transform
from layers.exposure.rasters import CellValue, class_area_in, people_in, quadrangles_m2
from layers.geodesy import geodesic_area_m2

METRIC = "EPSG:4548"
#: A cell of the metric raster: 1 km about the central meridian, where plane and ellipsoid agree to 3e-7.
WEST, NORTH, CELL = 498_000.0, 4_440_000.0, 1000.0
NODATA = -9999.0


def raster(path, values, *, west=WEST, north=NORTH, cell=CELL, crs=METRIC, nodata=NODATA):
    values = np.asarray(values)
    with rasterio.open(
        path, "w", driver="GTiff", width=values.shape[1], height=values.shape[0], count=1, dtype=values.dtype.name,
        crs=crs, transform=Affine(cell, 0.0, west, 0.0, -cell, north), nodata=nodata,
    ) as target:  # fmt: skip
        target.write(values, 1)
    return path


def boxes(*corners):
    """Boxes in cells from the upper left corner: x0, y0, x1, y1."""
    return np.array(
        [shapely.box(WEST + a * CELL, NORTH - d * CELL, WEST + c * CELL, NORTH - b * CELL) for a, b, c, d in corners],
        dtype=object,
    )


@pytest.fixture
def four(tmp_path):
    """1 2 / 3 4 people, 1 km cells."""
    return raster(tmp_path / "people.tif", np.array([[1.0, 2.0], [3.0, 4.0]], dtype=np.float32))


def test_a_cell_cut_in_half_gives_half_its_people(four):
    sums = people_in(four, boxes((0, 0, 2, 2), (0, 0, 1.5, 1), (0.5, 0.5, 1.5, 1.5)), METRIC, CellValue.COUNT)
    assert sums.total == pytest.approx([10.0, 2.0, 2.5])
    assert sums.known_ha == pytest.approx([400.0, 150.0, 100.0], rel=1e-6)
    assert sums.unknown_ha.tolist() == [0.0, 0.0, 0.0]


def test_a_polygon_inside_one_cell_takes_its_share_and_touching_an_edge_takes_nothing(four):
    inside, left_of, above = (0.1, 0.1, 0.6, 0.5), (-1, 0, 0, 1), (0, -1, 2, 0)
    sums = people_in(four, boxes(inside, left_of, above), METRIC, CellValue.COUNT)
    assert sums.total == pytest.approx([0.2, 0.0, 0.0])
    assert sums.unknown_ha == pytest.approx([0.0, 100.0, 200.0], rel=1e-6)


def test_density_is_taken_times_the_area_on_the_ellipsoid(tmp_path):
    """Beside the meridian a cell of 1 km in the plane is smaller on the ground: k² = 1 + x²/(MN)."""
    west = 500_000.0 + 100_000.0
    path = raster(tmp_path / "density.tif", np.full((3, 3), 100.0), west=west)
    whole = np.array([shapely.box(west, NORTH - 3000, west + 3000, NORTH)], dtype=object)
    sums = people_in(path, whole, METRIC, CellValue.DENSITY)
    ground_m2 = geodesic_area_m2(transform(shapely.segmentize(whole, 50.0), METRIC, STORAGE_CRS)[0])
    assert ground_m2 < 9e6 * 0.9998
    assert sums.total[0] == pytest.approx(100.0 * ground_m2 * 1e-6, rel=1e-6)


def test_cells_without_a_value_are_left_out_and_their_area_is_told(tmp_path):
    path = raster(tmp_path / "people.tif", np.array([[1.0, NODATA], [np.nan, -3.0]], dtype=np.float32))
    sums = people_in(path, boxes((0, 0, 2, 2), (1, 0, 2, 1), (0, 0, 3, 1)), METRIC, CellValue.COUNT)
    assert sums.total.tolist() == [1.0, 0.0, 1.0]
    assert sums.known_ha == pytest.approx([100.0, 0.0, 100.0], rel=1e-6)
    assert sums.unknown_ha == pytest.approx([300.0, 100.0, 200.0], rel=1e-6)


def test_cells_in_degrees_have_the_area_of_the_ellipsoid():
    """The quadrangle 40–41° N, 1° wide, against Karney's geodesic area of the same with edges of 0.001°."""
    area = quadrangles_m2(np.array([41.0, 40.0]), 1.0)[0]
    ring = shapely.segmentize(shapely.box(116, 40, 117, 41), 0.001)
    assert area == pytest.approx(geodesic_area_m2(ring), rel=1e-8)
    halves = quadrangles_m2(np.array([41.0, 40.5, 40.0]), 1.0)
    assert halves.sum() == pytest.approx(area, rel=1e-12)
    assert halves[0] < halves[1]


def test_density_in_degrees(tmp_path):
    path = raster(tmp_path / "d.tif", np.full((10, 10), 2.0), west=116.0, north=41.0, cell=0.1, crs="EPSG:4326")
    zone = np.array([shapely.box(116.25, 40.2, 116.9, 40.95)], dtype=object)
    sums = people_in(path, zone, STORAGE_CRS, CellValue.DENSITY)
    ground_m2 = geodesic_area_m2(shapely.segmentize(zone[0], 0.001))
    assert sums.total[0] == pytest.approx(2.0 * ground_m2 * 1e-6, rel=1e-3)


def test_a_constant_raster_gives_the_constant_times_the_area(tmp_path):
    path = raster(tmp_path / "c.tif", np.full((4, 4), 7.0))
    shapes = np.array([shapely.Point(WEST + 2000, NORTH - 2000).buffer(1300.0, quad_segs=64)], dtype=object)
    sums = people_in(path, shapes, METRIC, CellValue.COUNT)
    assert sums.total[0] == pytest.approx(7.0 * shapes[0].area / CELL**2, rel=1e-6)


def test_classes_count_by_their_share_and_void_classes_are_unknown(tmp_path):
    """Cropland 12 counts whole, a mosaic 14 by half, forest 5 not at all, 255 is nothing known."""
    path = raster(tmp_path / "cover.tif", np.array([[12, 14], [5, 255]], dtype=np.uint8), nodata=None)
    sums = class_area_in(
        path, boxes((0, 0, 2, 2), (0.5, 0, 1.5, 1)), METRIC, {12.0: 1.0, 14.0: 0.5}, void=frozenset({255.0})
    )
    assert sums.total == pytest.approx([150.0, 75.0], rel=1e-6)
    assert sums.unknown_ha == pytest.approx([100.0, 0.0], rel=1e-6)


def test_scaled_cells_and_rotated_rasters(tmp_path):
    path = raster(tmp_path / "s.tif", np.array([[10, 20]], dtype=np.int16), nodata=None)
    with rasterio.open(path, "r+") as target:
        target.scales = (0.5,)
    assert people_in(path, boxes((0, 0, 2, 1)), METRIC, CellValue.COUNT).total[0] == pytest.approx(15.0)
    turned = tmp_path / "turned.tif"
    with rasterio.open(
        turned, "w", driver="GTiff", width=2, height=2, count=1, dtype="float32", crs=METRIC,
        transform=Affine(800.0, 300.0, WEST, 300.0, -800.0, NORTH),
    ) as target:  # fmt: skip
        target.write(np.ones((2, 2), dtype=np.float32), 1)
    with pytest.raises(ValueError, match="north-up"):
        people_in(turned, boxes((0, 0, 1, 1)), METRIC, CellValue.COUNT)


def test_zones_without_shape_or_far_away_hold_nothing(four):
    shapes = np.array([shapely.Polygon(), boxes((50, 50, 51, 51))[0]], dtype=object)
    sums = people_in(four, shapes, METRIC, CellValue.COUNT)
    assert sums.total.tolist() == [0.0, 0.0]
    assert sums.unknown_ha == pytest.approx([0.0, 100.0], rel=1e-4)


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    cut_x=st.floats(0.2, 5.8),
    cut_y=st.floats(0.2, 5.8),
    value=st.sampled_from(list(CellValue)),
)
def test_parts_sum_to_the_whole(tmp_path_factory, seed, cut_x, cut_y, value):
    """Zones that partition the land sum to its people, and a zone is the sum of what lies in a and in b."""
    rng = np.random.default_rng(seed)
    values = rng.uniform(0.0, 50.0, (6, 6))
    values[rng.uniform(size=(6, 6)) < 0.1] = NODATA
    path = raster(tmp_path_factory.mktemp("r") / "p.tif", values)
    quarters = boxes((0, 0, cut_x, cut_y), (cut_x, 0, 6, cut_y), (0, cut_y, cut_x, 6), (cut_x, cut_y, 6, 6))
    whole = people_in(path, boxes((0, 0, 6, 6)), METRIC, value)
    parts = people_in(path, quarters, METRIC, value)
    assert parts.total.sum() == pytest.approx(whole.total[0], rel=1e-6)
    assert (parts.known_ha + parts.unknown_ha).sum() == pytest.approx(3600.0, rel=1e-5)
    if value is CellValue.COUNT:
        assert whole.total[0] == pytest.approx(values[values != NODATA].sum(), rel=1e-6)
    zone = shapely.Point(WEST + 3000, NORTH - 3000).buffer(2500.0)
    a = shapely.box(WEST, NORTH - 6000, WEST + cut_x * CELL, NORTH)
    pieces = np.array([zone, zone & a, zone - a], dtype=object)
    sums = people_in(path, pieces, METRIC, value).total
    assert sums[0] == pytest.approx(sums[1] + sums[2], rel=1e-6)
