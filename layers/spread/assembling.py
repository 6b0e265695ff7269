"""Layers become cells: counties, fuel, barriers, height and what can be hurt, on one grid in the plan's metric CRS."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyproj
from numpy.typing import NDArray

from layers.errors import LandTooLarge
from layers.spread.landscape import Grid

#: More cells than this want gigabytes; the region of 199 counties at 250 m has 6.5 million.
MOST_CELLS = 40_000_000
#: Cells between the sampled scale factors of :func:`cell_areas_ha`.
_FACTOR_STEP = 64


def grid_around(counties: gpd.GeoDataFrame, epsg: int, cell_m: float) -> Grid:
    """Return the grid that holds all counties, its lines on whole multiples of the cell.

    Parameters
    ----------
    counties : GeoDataFrame
        Any CRS.
    epsg : int
        Metric CRS of the grid.
    cell_m : float

    Raises
    ------
    LandTooLarge
        There would be more than :data:`MOST_CELLS` cells.
    """
    west, south, east, north = counties.to_crs(epsg=epsg).total_bounds
    left, top = math.floor(west / cell_m), math.ceil(north / cell_m)
    columns, rows = math.ceil(east / cell_m) - left, top - math.floor(south / cell_m)
    if rows * columns > MOST_CELLS:
        least_m = math.ceil(cell_m * math.sqrt(rows * columns / MOST_CELLS) / 10.0) * 10 + 10
        raise LandTooLarge(cells=rows * columns, most=MOST_CELLS, cell_m=round(cell_m, 3), least_m=least_m)
    return Grid(epsg, left * cell_m, top * cell_m, cell_m, max(rows, 1), max(columns, 1))


def burned_in(
    frame: gpd.GeoDataFrame,
    values: NDArray[np.float64],
    grid: Grid,
    background: float,
    *,
    over: NDArray[np.float32] | None = None,
) -> NDArray[np.float32]:
    """Return shapes written into cells: areas by the cell's middle, lines as chains of cells that touch at corners.

    Parameters
    ----------
    frame : GeoDataFrame
        Any CRS; later rows lie over earlier ones.
    values : float64, (n,)
    background : float
        Where no shape is.
    over : float32, (rows, columns), optional
        What they are written over, in place of the background.
    """
    from rasterio.features import rasterize

    shapes = frame.geometry.to_crs(epsg=grid.epsg)
    out = np.full((grid.rows, grid.columns), background, dtype=np.float32) if over is None else over.copy()
    kept = ~(shapes.is_empty | shapes.isna()).to_numpy()
    pairs = [(shape, float(value)) for shape, value in zip(shapes[kept], values[kept], strict=True)]
    if pairs:
        rasterize(pairs, out=out, transform=transform_of(grid))
    return out


def counties_in(counties: gpd.GeoDataFrame, grid: Grid) -> NDArray[np.int32]:
    """Return the row of the county in which each cell's middle lies; −1 outside all; int32, (rows, columns)."""
    index = np.arange(len(counties), dtype=float)
    return burned_in(counties, index, grid, -1.0).astype(np.int32)


def blocked(frames: Sequence[gpd.GeoDataFrame], grid: Grid) -> NDArray[np.bool_]:
    """Return the cells that barriers take up: water, fuel breaks; bool, (rows, columns)."""
    out = np.zeros((grid.rows, grid.columns), dtype=bool)
    for frame in frames:
        if len(frame):
            out |= burned_in(frame, np.ones(len(frame)), grid, 0.0) > 0
    return out


def heights_in(path: Path, grid: Grid) -> NDArray[np.float32]:
    """Return elevations resampled onto the grid; nan where the raster has none; float32, (rows, columns).

    Bilinear where the raster is coarser than the grid; the mean of its cells where it is finer.
    """
    import rasterio
    from rasterio.enums import Resampling
    from rasterio.warp import reproject

    out = np.full((grid.rows, grid.columns), np.nan, dtype=np.float32)
    with rasterio.open(path) as source:
        is_finer = cell_size_m(source) < grid.cell_m / 1.5
        reproject(
            rasterio.band(source, 1),
            out,
            dst_transform=transform_of(grid),
            dst_crs=f"EPSG:{grid.epsg}",
            dst_nodata=np.nan,
            resampling=Resampling.average if is_finer else Resampling.bilinear,
        )
    return out


def classes_in(path: Path, grid: Grid, ks: dict[float, float]) -> NDArray[np.float32]:
    """Return Ks of a land-cover raster's classes on the grid, each cell by its middle; nan for classes not listed."""
    import rasterio
    from rasterio.enums import Resampling
    from rasterio.warp import reproject

    with rasterio.open(path) as source:
        void = source.nodata if source.nodata is not None else float("nan")
        classes = np.full((grid.rows, grid.columns), np.nan, dtype=np.float64)
        reproject(
            source.read(1).astype(np.float64),
            classes,
            src_transform=source.transform,
            src_crs=source.crs,
            src_nodata=void,
            dst_transform=transform_of(grid),
            dst_crs=f"EPSG:{grid.epsg}",
            dst_nodata=np.nan,
            resampling=Resampling.nearest,
        )
    out = np.full(classes.shape, np.nan, dtype=np.float32)
    for value, factor in ks.items():
        out[classes == value] = factor
    return out


def cell_areas_ha(grid: Grid) -> NDArray[np.float64]:
    """Return the geodesic area of each cell in hm²; float64, (rows, columns).

    The areal scale of the projection (Snyder 1987, PP 1395, p. 24) is sampled every 64 cells and taken straight
    between: it bends by less than 10⁻⁶ over such a step.
    """
    projection = pyproj.Proj(pyproj.CRS.from_epsg(grid.epsg))
    rows = np.unique(np.append(np.arange(0, grid.rows, _FACTOR_STEP), grid.rows - 1))
    columns = np.unique(np.append(np.arange(0, grid.columns, _FACTOR_STEP), grid.columns - 1))
    x = grid.west_m + (columns + 0.5) * grid.cell_m
    y = grid.north_m - (rows + 0.5) * grid.cell_m
    lon, lat = projection(*np.meshgrid(x, y), inverse=True)
    scale = np.asarray(projection.get_factors(lon, lat).areal_scale)
    across = np.array([np.interp(np.arange(grid.columns), columns, row) for row in scale])
    down = np.array([np.interp(np.arange(grid.rows), rows, column) for column in across.T]).T
    return np.asarray(grid.cell_m**2 / down * 1e-4, dtype=np.float64)


def transform_of(grid: Grid) -> Any:
    """Return the grid as rasterio's affine transform."""
    from rasterio.transform import from_origin

    return from_origin(grid.west_m, grid.north_m, grid.cell_m, grid.cell_m)


def cell_size_m(source: Any) -> float:
    """Return the side of an open raster's cells, in metres about its middle."""
    size = float(abs(source.transform.a * source.transform.e) ** 0.5)
    if source.crs is not None and source.crs.is_geographic:
        middle = (source.bounds.bottom + source.bounds.top) / 2
        return float(size * 111_320.0 * math.cos(math.radians(middle)) ** 0.5)
    return size
