"""Ridges from terrain: divides between catchments, where the land really falls on both sides.

A divide is where water parts: the line between the catchments of two stretches of stream.  Such lines close
around every catchment, as lines that bound blocks must; but they also run across plains, down plain hillsides,
and across the valley where one stretch of stream hands over to the next.  A stretch of divide is therefore
kept only where the land falls away on both sides of it, by a stated height within a stated distance and not
much less than it falls along the steepest way.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.patrol.block_model import RidgeParameters
from layers.progress import Progress, silent

#: More cells than this are never worked on at once; a finer raster is averaged to wider cells, and the answer says so.
MOST_CELLS = 4_000_000
#: Ground around the lines wanted that is read too, so that catchments are whole there.
MARGIN_M = 5_000.0
#: A stream drains at least so many cells, or a catchment would be drawn from noise.
_LEAST_CELLS = 50
#: The land beside a ridge falls at least this part of what it falls down the steepest way: on a cone, which has no
#: ridges, d / 2r at a distance d across and r from the top.
_LEAST_SHARE = 0.3
#: A divide is kept when at least so much of it is a ridge.
_MOST_OF_IT = 0.5
#: Steps of cell edges are straightened within this many cells.
_STRAIGHTEN = 1.0


@dataclass(frozen=True)
class Heights:
    """Heights on square cells of a metric CRS.

    Attributes
    ----------
    values : ndarray of float32, shape (rows, columns)
        Metres; the first row is the northernmost.
    valid : ndarray of bool, the same shape
    west_m, north_m : float
        The upper left corner of the grid.
    step_m : float
        Side of a cell.
    """

    values: NDArray[np.float32]
    valid: NDArray[np.bool_]
    west_m: float
    north_m: float
    step_m: float


def read_heights(
    path: Path,
    extent: tuple[float, float, float, float],
    *,
    epsg: int,
    crs: str | None = None,
    most_cells: int = MOST_CELLS,
) -> Heights | None:
    """Read a raster of heights on square cells of a metric CRS.

    Parameters
    ----------
    path : Path
        Any raster GDAL reads; its first band are metres.
    extent : (xmin, ymin, xmax, ymax)
        What is wanted, EPSG:``epsg``; only where the raster is.
    crs : str, optional
        The CRS of a raster that states none, or not this one.
    most_cells : int
        Cells become wider until there are no more than these; they are averaged then.

    Returns
    -------
    Heights or None
        None when the raster does not reach into the extent.

    Raises
    ------
    OSError
        The file cannot be read (``rasterio.errors.RasterioIOError`` is one).
    """
    import rasterio
    from affine import Affine
    from rasterio.enums import Resampling
    from rasterio.vrt import WarpedVRT
    from rasterio.warp import calculate_default_transform

    target = f"EPSG:{epsg}"
    with rasterio.open(path) as source:
        given = crs or source.crs
        affine, width, height = calculate_default_transform(given, target, source.width, source.height, *source.bounds)
        own = (affine.c, affine.f + affine.e * height, affine.c + affine.a * width, affine.f)
        west, south = max(extent[0], own[0]), max(extent[1], own[1])
        east, north = min(extent[2], own[2]), min(extent[3], own[3])
        if east <= west or north <= south:
            return None
        native = float(abs(affine.a))
        step = max(native, float(np.sqrt((east - west) * (north - south) / most_cells)))
        columns, rows = max(int((east - west) / step), 1), max(int((north - south) / step), 1)
        grid = Affine(step, 0.0, west, 0.0, -step, north)
        way = Resampling.average if step > 1.5 * native else Resampling.bilinear
        with WarpedVRT(
            source, src_crs=given, crs=target, transform=grid, width=columns, height=rows, resampling=way
        ) as warped:
            read = warped.read(1, masked=True, out_dtype="float32")
    values = np.asarray(read.filled(0.0), dtype=np.float32)
    valid = ~np.ma.getmaskarray(read) & np.isfinite(values)
    return Heights(np.where(valid, values, np.float32(0.0)), valid, west, north, step)


def ridge_lines(
    heights: Heights, parameters: RidgeParameters | None = None, *, progress: Progress = silent
) -> NDArray[np.object_]:
    """Return the ridges of a terrain as lines.

    Parameters
    ----------
    heights : Heights
    parameters : RidgeParameters, optional

    Returns
    -------
    ndarray of LineStrings
        In the CRS of the heights, on the edges of cells and straightened within one cell; lines meet at their
        ends.  The same heights give the same lines.  None within ``within_m`` of the edge of the grid and of nodata.

    Notes
    -----
    Catchments as in :mod:`layers.patrol.flow`.  For every edge between cells of two catchments the heights d =
    max(``within_m``, two cells) away are looked up in eight directions; it is part of a ridge when in one of four
    directions the land falls by ``fall_m`` both ways, and by three tenths of the largest of the eight falls.  All edges
    between two catchments are kept when half of them are.  Pieces shorter than 2 d that nothing joins are left out.
    """
    from layers.patrol.flow import catchments  # compiled on first use

    chosen = parameters or RidgeParameters()
    step = heights.step_m
    threshold = max(_LEAST_CELLS, round(chosen.catchment_ha * 1e4 / step**2))
    progress(0.0, "ridges")
    label = catchments(heights.values, heights.valid, threshold=threshold)
    progress(0.5, "ridges")
    away = max(2, round(chosen.within_m / step))
    ridge = _falls_on_both_sides(heights, away, chosen.fall_m)
    progress(0.7, "ridges")
    edges = _divides(label, ridge)
    progress(0.8, "ridges")
    lines = _as_lines(edges, heights, shortest_m=2 * away * step)
    progress(1.0, "ridges")
    return lines


def _falls_on_both_sides(heights: Heights, away: int, fall_m: float) -> NDArray[np.bool_]:
    """Return the cells from which the land falls on both sides; distances are ``away`` cells."""
    z = np.where(heights.valid, heights.values, np.float32(np.nan))
    padded = np.pad(z, away, constant_values=np.nan)
    slant = max(1, round(away / np.sqrt(2.0)))

    def fall(rows: int, columns: int) -> NDArray[np.float32]:
        r, c = away + rows, away + columns
        return np.asarray(z - padded[r : r + z.shape[0], c : c + z.shape[1]])

    best = np.full(z.shape, -np.inf, dtype=np.float32)
    most = np.full(z.shape, -np.inf, dtype=np.float32)
    known = heights.valid.copy()
    for rows, columns in ((0, away), (away, 0), (slant, slant), (slant, -slant)):
        there, back = fall(rows, columns), fall(-rows, -columns)
        known &= ~(np.isnan(there) | np.isnan(back))
        best = np.fmax(best, np.minimum(there, back))
        most = np.fmax(most, np.maximum(there, back))
    return np.asarray(known & (best >= fall_m) & (best >= _LEAST_SHARE * most))


def _divides(label: NDArray[np.int64], ridge: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the edges of cells that are ridges: row and column of both ends, shape (n, 4), by catchments and place."""
    found = []
    for axis in (1, 0):
        first = label[:, :-1] if axis == 1 else label[:-1]
        second = label[:, 1:] if axis == 1 else label[1:]
        row, column = np.nonzero((first != second) & (first >= 0) & (second >= 0))
        a, b = first[row, column], second[row, column]
        # The crest runs through one of the two cells beside the edge.
        if axis == 1:
            is_ridge = ridge[row, column] | ridge[row, column + 1]
            ends = np.column_stack([row, column + 1, row + 1, column + 1])
        else:
            is_ridge = ridge[row, column] | ridge[row + 1, column]
            ends = np.column_stack([row + 1, column, row + 1, column + 1])
        found.append(np.column_stack([np.minimum(a, b), np.maximum(a, b), is_ridge, ends]))
    every = np.concatenate(found)
    if len(every) == 0:
        return every[:, 3:]
    _, pair = np.unique(every[:, :2], axis=0, return_inverse=True)
    share = np.bincount(pair, weights=every[:, 2]) / np.bincount(pair)
    return every[share[pair] >= _MOST_OF_IT, 3:]


def _as_lines(edges: NDArray[np.int64], heights: Heights, *, shortest_m: float) -> NDArray[np.object_]:
    """Return cell edges as lines from crossing to crossing."""
    if len(edges) == 0:
        return np.zeros(0, dtype=object)
    rows, columns = edges[:, 0::2], edges[:, 1::2]
    xy = np.stack([heights.west_m + columns * heights.step_m, heights.north_m - rows * heights.step_m], axis=-1)
    merged = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(shapely.linestrings(xy))))
    kept = merged[_lengths_together(merged) >= shortest_m]
    return np.asarray(shapely.simplify(kept, _STRAIGHTEN * heights.step_m), dtype=object)


def _lengths_together(lines: NDArray[np.object_]) -> NDArray[np.float64]:
    """Return for each line the length of all that is joined to it by shared ends."""
    ends = np.column_stack([shapely.get_coordinates(shapely.get_point(lines, at)) for at in (0, -1)])
    places, node = np.unique(np.round(ends.reshape(-1, 2), 3), axis=0, return_inverse=True)
    parent = list(range(len(places)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    pairs = node.reshape(-1, 2)
    for a, b in pairs.tolist():
        parent[root(a)] = root(b)
    group = np.array([root(a) for a in pairs[:, 0].tolist()], dtype=np.int64)
    return np.asarray(np.bincount(group, weights=shapely.length(lines), minlength=len(places))[group])
