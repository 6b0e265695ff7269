"""Line of sight over a grid of heights, with the earth's curvature and the refraction of light."""

from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from layers.spread.landscape import Grid

Heights = NDArray[np.float32]

#: Mean radius of the earth in metres (IUGG mean radius R₁, rounded).
EARTH_RADIUS_M = 6_371_000.0
#: Share of the curvature that is left once light bends: 1 − 1/7, the usual value and that of GDAL's ``-cc``.
CURVATURE_SHARE = 6.0 / 7.0


def drop_m(distance_m: float) -> float:
    """Return by how much ground at a distance seems lowered: c·d² / (2R).

    Notes
    -----
    ``c`` is :data:`CURVATURE_SHARE`, ``R`` :data:`EARTH_RADIUS_M`.  GDAL's ``gdal_viewshed`` documents the same.
    """
    return CURVATURE_SHARE * distance_m * distance_m / (2.0 * EARTH_RADIUS_M)


def horizon_m(eye_m: float, target_m: float = 0.0) -> float:
    """Return how far one sees over level ground: √(2R/c)·(√eye + √target)."""
    return math.sqrt(2.0 * EARTH_RADIUS_M / CURVATURE_SHARE) * (math.sqrt(eye_m) + math.sqrt(target_m))


def ground_m(height: Heights, grid: Grid, x_m: float, y_m: float) -> float:
    """Return the ground at a place, bilinear between the middles of cells; nan where it is not known."""
    return float(_bilinear(height, *_place(grid, x_m, y_m)))


def grounds_m(height: Heights, grid: Grid, x_m: NDArray[np.float64], y_m: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the ground at places (n,), as :func:`ground_m` does for one."""
    return np.array([ground_m(height, grid, x, y) for x, y in zip(x_m, y_m, strict=True)], dtype=np.float64)


def seen_from(
    height: Heights, grid: Grid, x_m: float, y_m: float, *, eye_m: float, target_m: float, range_m: float
) -> NDArray[np.int64]:
    """Return the cells in which something of a height is seen from a place.

    Parameters
    ----------
    height : float32, (rows, columns)
        Elevation in metres; nan is not known.  What is not known hides nothing, and is not seen.
    grid : Grid
    x_m, y_m : float
        Easting and northing of the eye in the grid's CRS.
    eye_m : float
        Height of the eye above the ground.
    target_m : float
        Height of what is looked for above the ground of its cell: smoke 20–50 m.
    range_m : float
        Nothing is seen beyond.

    Returns
    -------
    ndarray of int64
        Flat indices, ascending; none where the ground below the eye is not known.

    Notes
    -----
    To the middle of every cell in range a ray is followed ("R3": W. R. Franklin, C. K. Ray & S. Mehta 1994,
    *Geometric algorithms for siting of air defense missile batteries*): heights are taken where it crosses the lines
    between the middles of cells, straight between both.  A target on the edge of sight is seen.
    """
    row, column = _place(grid, x_m, y_m)
    ground = float(_bilinear(height, row, column))
    if not math.isfinite(ground) or range_m <= 0.0:
        return np.empty(0, dtype=np.int64)
    reach = range_m / grid.cell_m
    top, left = max(math.ceil(row - reach), 0), max(math.ceil(column - reach), 0)
    bottom, right = min(math.floor(row + reach), grid.rows - 1), min(math.floor(column + reach), grid.columns - 1)
    if bottom < top or right < left:
        return np.empty(0, dtype=np.int64)
    bend = CURVATURE_SHARE / (2.0 * EARTH_RADIUS_M)
    mask = _rays(height, row, column, ground + eye_m, target_m, grid.cell_m, reach, bend, top, bottom, left, right)
    rows, columns = np.nonzero(mask)
    return np.asarray((rows + top) * grid.columns + columns + left, dtype=np.int64)


def is_seen(
    height: Heights,
    grid: Grid,
    eye: tuple[float, float],
    target: tuple[float, float],
    *,
    eye_m: float,
    target_m: float,
) -> bool | None:
    """Return whether a place sees another, ``None`` where the ground of either is not known.

    ``eye`` and ``target`` are easting and northing in the grid's CRS; the rest as in :func:`seen_from`.
    """
    row, column = _place(grid, *eye)
    to_row, to_column = _place(grid, *target)
    ground, there = float(_bilinear(height, row, column)), float(_bilinear(height, to_row, to_column))
    if not (math.isfinite(ground) and math.isfinite(there)):
        return None
    bend = CURVATURE_SHARE / (2.0 * EARTH_RADIUS_M)
    top = there + target_m
    return bool(_sees(height, row, column, ground + eye_m, to_row, to_column, top, grid.cell_m, bend))


def _place(grid: Grid, x_m: float, y_m: float) -> tuple[float, float]:
    """Return a place as row and column, whole numbers at the middles of cells."""
    return (grid.north_m - y_m) / grid.cell_m - 0.5, (x_m - grid.west_m) / grid.cell_m - 0.5


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def _bilinear(height, row, column):  # type: ignore[no-untyped-def]
    rows, columns = height.shape
    if row < -0.5 or column < -0.5 or row > rows - 0.5 or column > columns - 0.5:
        return math.nan
    row, column = min(max(row, 0.0), rows - 1.0), min(max(column, 0.0), columns - 1.0)
    r, c = min(int(row), rows - 1), min(int(column), columns - 1)
    down, right = min(r + 1, rows - 1), min(c + 1, columns - 1)
    v, u = row - r, column - c
    total = 0.0
    # A corner without weight may be unknown.
    if v < 1.0 and u < 1.0:
        total += (1.0 - v) * (1.0 - u) * height[r, c]
    if v < 1.0 and u > 0.0:
        total += (1.0 - v) * u * height[r, right]
    if v > 0.0 and u < 1.0:
        total += v * (1.0 - u) * height[down, c]
    if v > 0.0 and u > 0.0:
        total += v * u * height[down, right]
    return total


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def _between(low, high, share):  # type: ignore[no-untyped-def]
    if share <= 0.0:
        return low
    if share >= 1.0:
        return high
    return low * (1.0 - share) + high * share


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def _sees(height, row, column, eye, to_row, to_column, top, cell_m, bend):  # type: ignore[no-untyped-def]
    """Whether the eye at a height sees what stands up to ``top``."""
    down, right = to_row - row, to_column - column
    length = math.hypot(down, right)
    if length < 1e-9:
        return True
    metres = length * cell_m
    slope = (top - bend * metres * metres - eye) / metres
    rows, columns = height.shape
    # Crossings of the lines between middles of columns, then of rows: both, or a spur between two is missed.
    for axis in range(2):
        start, end = (column, to_column) if axis == 0 else (row, to_row)
        if abs(end - start) < 1e-9:
            continue
        first, last = math.ceil(min(start, end) + 1e-9), math.floor(max(start, end) - 1e-9)
        for line in range(first, last + 1):
            share = (line - start) / (end - start)
            across = row + share * down if axis == 0 else column + share * right
            low = math.floor(across)
            if axis == 0:
                if line < 0 or line >= columns or low < 0 or low >= rows:
                    continue
                ground = _between(height[low, line], height[min(low + 1, rows - 1), line], across - low)
            else:
                if line < 0 or line >= rows or low < 0 or low >= columns:
                    continue
                ground = _between(height[line, low], height[line, min(low + 1, columns - 1)], across - low)
            away = share * metres
            if (ground - bend * away * away - eye) / away > slope:  # nan never is
                return False
    return True


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def _rays(height, row, column, eye, target_m, cell_m, reach, bend, top, bottom, left, right):  # type: ignore[no-untyped-def]
    mask = np.zeros((bottom - top + 1, right - left + 1), dtype=np.bool_)
    for r in range(top, bottom + 1):
        for c in range(left, right + 1):
            if (r - row) ** 2 + (c - column) ** 2 > reach * reach or not math.isfinite(height[r, c]):
                continue
            if _sees(height, row, column, eye, float(r), float(c), height[r, c] + target_m, cell_m, bend):
                mask[r - top, c - left] = True
    return mask
