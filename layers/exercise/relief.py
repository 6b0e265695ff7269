"""Slope, lines of sight and walking over terrain in cells."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from layers.spread.landscape import Grid

Floats = NDArray[np.float64]


def slope_deg(height_m: NDArray[np.floating], cell_m: float) -> Floats:
    """Return the slope of each cell by Horn's method.

    B. K. P. Horn 1981, *Hill shading and the reflectance map*, Proc. IEEE 69(1):14–47: the gradient over the eight
    cells around, the four straight ones counting twice.

    Parameters
    ----------
    height_m : float, (rows, columns)
        nan where it is not known.
    cell_m : float

    Returns
    -------
    float64, (rows, columns)
        Degrees; nan beside an unknown height.  At the edge the height is continued as it is.
    """
    z = np.pad(np.asarray(height_m, dtype=np.float64), 1, mode="edge")
    a, b, c = z[:-2, :-2], z[:-2, 1:-1], z[:-2, 2:]
    d, f = z[1:-1, :-2], z[1:-1, 2:]
    g, h, i = z[2:, :-2], z[2:, 1:-1], z[2:, 2:]
    east = ((c + 2 * f + i) - (a + 2 * d + g)) / (8.0 * cell_m)
    south = ((g + 2 * h + i) - (a + 2 * b + c)) / (8.0 * cell_m)
    return np.degrees(np.arctan(np.hypot(east, south)))


def heights_at(height_m: NDArray[np.floating], grid: Grid, x_m: Floats, y_m: Floats) -> Floats:
    """Return heights at places, bilinear between the middles of cells; nan outside and beside unknown heights."""
    column = (np.asarray(x_m, dtype=np.float64) - grid.west_m) / grid.cell_m - 0.5
    row = (grid.north_m - np.asarray(y_m, dtype=np.float64)) / grid.cell_m - 0.5
    inside = (column >= -0.5) & (column <= grid.columns - 0.5) & (row >= -0.5) & (row <= grid.rows - 0.5)
    c = np.clip(np.nan_to_num(column), 0, grid.columns - 1)
    r = np.clip(np.nan_to_num(row), 0, grid.rows - 1)
    c0, r0 = np.floor(c).astype(int), np.floor(r).astype(int)
    c1, r1 = np.minimum(c0 + 1, grid.columns - 1), np.minimum(r0 + 1, grid.rows - 1)
    u, v = c - c0, r - r0
    z = np.asarray(height_m, dtype=np.float64)
    found = z[r0, c0] * (1 - u) * (1 - v) + z[r0, c1] * u * (1 - v) + z[r1, c0] * (1 - u) * v + z[r1, c1] * u * v
    return np.where(inside, found, np.nan)


def clearance_m(
    height_m: NDArray[np.floating],
    grid: Grid,
    eye: tuple[float, float],
    target: tuple[float, float],
    *,
    eye_m: float = 2.0,
    target_m: float = 0.0,
) -> float:
    """Return by how much a line of sight clears the ground where it is lowest over it.

    Parameters
    ----------
    height_m : float, (rows, columns)
    grid : Grid
    eye, target : (x, y)
        Metres of the grid.
    eye_m, target_m : float
        Above the ground.

    Returns
    -------
    float
        Metres, negative where the ground is in the way; nan where a height on the way is not known.

    Notes
    -----
    The profile is sampled every half cell, both ends left out.  The ground lies lower by
    :func:`layers.lookout.sight.drop_m` of its distance from the eye.
    """
    from layers.lookout.sight import drop_m

    far = math.hypot(target[0] - eye[0], target[1] - eye[1])
    steps = max(2, math.ceil(far / (grid.cell_m / 2.0)))
    share = np.linspace(0.0, 1.0, steps + 1)
    x, y = eye[0] + share * (target[0] - eye[0]), eye[1] + share * (target[1] - eye[1])
    drop = np.array([drop_m(float(one)) for one in share * far])
    ground = heights_at(height_m, grid, x, y) - drop
    if np.isnan(ground).any():
        return math.nan
    top = ground[0] + eye_m
    line = top + share * (ground[-1] + target_m - top)
    return float((line - ground)[1:-1].min()) if steps > 1 else math.inf


def walk_min(
    height_m: NDArray[np.floating] | None, grid: Grid, start: tuple[float, float], end: tuple[float, float]
) -> tuple[float, Floats, Floats, Floats]:
    """Return how long one walks straight from one place to another, off the path.

    W. Tobler 1993, *Three presentations on geographical analysis and modeling*:
    v = 6 · exp(−3.5 · |tan φ + 0.05|) km/h, off the path 0.6 of it.  On level ground without heights.

    Returns
    -------
    minutes : float
    x, y, after : float64, (n,)
        Places on the way and the minutes there; nan heights count as level.
    """
    far = math.hypot(end[0] - start[0], end[1] - start[1])
    steps = max(1, math.ceil(far / grid.cell_m))
    share = np.linspace(0.0, 1.0, steps + 1)
    x, y = start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])
    rise = np.zeros(steps)
    if height_m is not None:
        rise = np.nan_to_num(np.diff(heights_at(height_m, grid, x, y)))
    run = far / steps
    kmh = 0.6 * 6.0 * np.exp(-3.5 * np.abs(rise / max(run, 1e-9) + 0.05))
    after = np.concatenate([[0.0], np.cumsum(run / (kmh * 1000.0 / 60.0))])
    return float(after[-1]), x, y, after
