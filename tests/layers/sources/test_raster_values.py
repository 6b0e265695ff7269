"""Values at a point of rasters worked out by hand: planes of known slope, holes, edges, other CRS."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from layers.crs import STORAGE_CRS, transformer
from layers.sources.raster_values import value_at

CELL_M = 100.0
LEFT, TOP = 500_000.0, 4_500_000.0


def write(path, values, crs="EPSG:4548", transform=None, nodata=None):
    values = np.atleast_3d(values) if values.ndim == 2 else values
    bands = np.moveaxis(values, -1, 0) if values.shape[-1] in (1, 3) else values
    with rasterio.open(
        path, "w", driver="GTiff", width=bands.shape[2], height=bands.shape[1], count=bands.shape[0],
        dtype=bands.dtype, crs=crs, transform=transform or from_origin(LEFT, TOP, CELL_M, CELL_M), nodata=nodata,
    ) as out:  # fmt: skip
        out.write(bands)
    return path


def middle_of(row: int, column: int) -> tuple[float, float]:
    x, y = LEFT + (column + 0.5) * CELL_M, TOP - (row + 0.5) * CELL_M
    return transformer("EPSG:4548", STORAGE_CRS).transform(x, y)


@pytest.mark.parametrize(
    ("east", "north", "slope", "aspect"),
    [
        (1.0, 0.0, 45.0, 270.0),  # rises to the east: it faces west
        (0.0, 1.0, 45.0, 180.0),  # rises to the north: it faces south
        (-0.1, 0.0, 5.7106, 90.0),
        (0.3, 0.4, 26.5651, 216.8699),  # gradient 0.5
        (0.0, 0.0, 0.0, None),
    ],
)
def test_slope_and_aspect_of_planes(tmp_path, east, north, slope, aspect) -> None:
    rows, columns = np.mgrid[0:5, 0:5]
    values = (1000.0 + east * CELL_M * columns - north * CELL_M * rows).astype("float64")
    found = value_at(write(tmp_path / "z.tif", values), *middle_of(2, 2), is_terrain=True)
    assert found.value == pytest.approx(values[2, 2])
    assert found.slope_deg == pytest.approx(slope, abs=0.02)
    assert found.aspect_deg is None if aspect is None else found.aspect_deg == pytest.approx(aspect, abs=0.1)
    assert found.cell_m == pytest.approx((CELL_M, CELL_M), rel=1e-3)


def test_no_data_edges_and_beside(tmp_path) -> None:
    values = np.arange(25, dtype="int16").reshape(5, 5)
    values[2, 2] = -1
    path = write(tmp_path / "v.tif", values, nodata=-1)
    assert value_at(path, *middle_of(2, 2)).bands == (None,)
    assert value_at(path, *middle_of(0, 4)).value == 4.0
    edge = value_at(path, *middle_of(0, 4), is_terrain=True)
    assert edge.slope_deg is None  # a neighbour is missing: nothing is made up
    assert value_at(path, *middle_of(2, 1), is_terrain=True).slope_deg is None
    assert value_at(path, *middle_of(7, 2)).is_outside
    assert value_at(path, *middle_of(0, 0)).value == 0.0  # zero is a value


def test_a_picture_has_all_its_bands(tmp_path) -> None:
    values = np.zeros((5, 5, 3), dtype="uint8")
    values[1, 1] = (10, 20, 30)
    assert value_at(write(tmp_path / "p.tif", values), *middle_of(1, 1)).bands == (10.0, 20.0, 30.0)


def test_degrees(tmp_path) -> None:
    values = np.arange(25, dtype="float32").reshape(5, 5)
    path = write(tmp_path / "d.tif", values, "EPSG:4326", from_origin(116.0, 41.0, 0.01, 0.01))
    found = value_at(path, 116.025, 40.985)
    assert found.value == values[1, 2]
    assert found.cell_m == pytest.approx((841.5, 1110.5), abs=1.5)  # a hundredth of a degree at 41° N
