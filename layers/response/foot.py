"""The ground people walk over: Tobler's speeds on a grid, and what nobody walks through.

W. Tobler 1993, *Three presentations on geographical analysis and modeling*, NCGIA Technical Report 93-1: on foot
v = 6 exp(−3.5 |S + 0.05|) km/h with S the slope in the direction walked, and 0.6 of it off the path.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers.response.settings import ResponseSettings
from layers.spread import assembling
from layers.spread.landscape import Grid
from layers.spread.neighbours import Neighbours, neighbours

Objects = NDArray[np.object_]
Floats = NDArray[np.float64]

#: Tobler's constants: km/h at the best slope, how fast it falls off, and the best slope (slightly downhill).
TOBLER_KMH, TOBLER_FALL, TOBLER_BEST = 6.0, 3.5, -0.05
#: A cell with all bits set: nobody can be there.
NOBODY = np.uint32(0xFFFFFFFF)
#: Lines of barriers are simplified to this share of a cell.
_SIMPLE_SHARE = 0.02
#: Steps of the slope's table to either side of level; the best slope lies on one of them.
_TABLE = 2000


def level_pace_min_m(settings: ResponseSettings) -> float:
    """Return minutes per metre on level ground, with load and off the path."""
    kmh = TOBLER_KMH * math.exp(TOBLER_FALL * TOBLER_BEST) * settings.load_factor * settings.off_path_factor
    return 60.0 / (kmh * 1000.0)


def fastest_m_min(settings: ResponseSettings) -> float:
    """Return metres per minute at the best slope: nobody walks further than that."""
    return TOBLER_KMH * 1000.0 / 60.0 * settings.load_factor * settings.off_path_factor


def slope_times(settings: ResponseSettings) -> tuple[Floats, float]:
    """Return the time by slope relative to level ground, evenly from −limit to the limit, and the limit."""
    limit = math.tan(math.radians(settings.steep_deg))
    # Whole numbers of steps to the best slope keep the kink of the curve on a step.
    step = abs(TOBLER_BEST) / max(1, round(abs(TOBLER_BEST) / (limit / _TABLE)))
    count = math.floor(limit / step + 1e-9)
    slope = np.arange(-count, count + 1) * step
    return np.exp(TOBLER_FALL * (np.abs(slope - TOBLER_BEST) - abs(TOBLER_BEST))), count * step


@dataclass(frozen=True)
class Ground:
    """Cells one walks over.

    Attributes
    ----------
    grid : Grid
    height_m : float32, (rows, columns), or None
        Without it the ground is level; nan is level too.
    shut : uint32, (rows, columns)
        A bit for each of 32 moves that may not be made.
    barriers : ndarray of LineString, (B,)
        What no straight way may cross; metric CRS.
    """

    grid: Grid
    height_m: NDArray[np.float32] | None
    shut: NDArray[np.uint32]
    barriers: Objects

    @cached_property
    def tree(self) -> shapely.STRtree:
        """The index of the barriers."""
        return shapely.STRtree(self.barriers)

    @cached_property
    def around(self) -> Neighbours:
        """The moves."""
        return neighbours(32)

    def is_open(self, ends: Floats) -> NDArray[np.bool_]:
        """Return which straight ways cross no barrier.

        Parameters
        ----------
        ends : float64, (n, 4)
            x, y, x, y in metres.
        """
        free = np.ones(len(ends), dtype=bool)
        if len(ends) == 0 or len(self.barriers) == 0:
            return free
        # A way of no length is no line.
        lines = shapely.linestrings(ends.reshape(-1, 2, 2))
        free[np.unique(self.tree.query(lines, predicate="intersects")[0])] = False
        return free

    def links(self, x_m: Floats, y_m: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
        """Join places with the middles of cells: their own, else those around it that a straight way leads to.

        Returns
        -------
        place : int64, (n,)
        cell : int64, (n,)
        metres : float64, (n,)
        """
        own = self.grid.cell_of(x_m, y_m)
        place = np.flatnonzero(own >= 0)
        cell = own[place]
        cx, cy = self.grid.centers(cell)
        usable = self.shut.ravel()[cell] != NOBODY
        usable &= self.is_open(np.column_stack([x_m[place], y_m[place], cx, cy]))
        lost, at = place[~usable], cell[~usable]
        place, cell = place[usable], cell[usable]
        if len(lost):
            row, column = np.divmod(np.repeat(at, 8), self.grid.columns)
            around = [(r, c) for r in (-1, 0, 1) for c in (-1, 0, 1) if (r, c) != (0, 0)]
            row = row + np.tile([r for r, _ in around], len(lost))
            column = column + np.tile([c for _, c in around], len(lost))
            inside = (row >= 0) & (row < self.grid.rows) & (column >= 0) & (column < self.grid.columns)
            other = np.where(inside, row * self.grid.columns + column, 0)
            inside &= self.shut.ravel()[other] != NOBODY
            of = np.repeat(lost, 8)[inside]
            other = other[inside]
            ox, oy = self.grid.centers(other)
            seen = self.is_open(np.column_stack([x_m[of], y_m[of], ox, oy]))
            place, cell = np.concatenate([place, of[seen]]), np.concatenate([cell, other[seen]])
        cx, cy = self.grid.centers(cell)
        return place, cell, np.hypot(cx - x_m[place], cy - y_m[place])


def ground(
    grid: Grid,
    height_m: NDArray[np.float32] | None,
    rivers: Sequence[gpd.GeoDataFrame],
    lakes: Sequence[gpd.GeoDataFrame],
    settings: ResponseSettings,
) -> Ground:
    """Put rivers, lakes and cliffs on a grid.

    Parameters
    ----------
    grid : Grid
    height_m : float32, (rows, columns), or None
    rivers, lakes : sequence of GeoDataFrame
        Any CRS; rivers narrower than ``ford_width_m`` are waded.
    settings : ResponseSettings
    """
    from layers.response import kernel

    lines = [_metric(frame[_widths(frame, settings) >= settings.ford_width_m], grid.epsg) for frame in rivers]
    areas = [_metric(frame, grid.epsg) for frame in lakes]
    lines += [shapely.boundary(shapes) for shapes in areas]
    barriers = np.concatenate([np.zeros(0, dtype=object), *lines])
    parts = shapely.get_parts(barriers)
    parts = parts[(shapely.get_type_id(parts) == 1) & (shapely.length(parts) > 0.0)]
    parts = shapely.simplify(parts, grid.cell_m * _SIMPLE_SHARE, preserve_topology=False)
    shut = np.zeros((grid.rows, grid.columns), dtype=np.uint32)
    around = neighbours(32)
    segments = [_segments(parts, grid), _cliffs(height_m, settings)]
    x0, y0, x1, y1 = np.concatenate(segments).T.copy()
    kernel.shut_moves(x0, y0, x1, y1, around.rows, around.columns, shut)
    wet = assembling.blocked(list(lakes), grid)
    shut[wet] = NOBODY
    return Ground(grid, height_m, shut, parts)


def _segments(lines: Objects, grid: Grid) -> Floats:
    """Return the segments of lines in cells from the corner: x, y, x, y."""
    if len(lines) == 0:
        return np.zeros((0, 4))
    xy, row = shapely.get_coordinates(lines, return_index=True)
    cells = np.column_stack([(xy[:, 0] - grid.west_m) / grid.cell_m, (grid.north_m - xy[:, 1]) / grid.cell_m])
    both = np.hstack([cells[:-1], cells[1:]])[row[1:] == row[:-1]]
    inside = (both[:, [0, 2]].max(axis=1) > -1) & (both[:, [0, 2]].min(axis=1) < grid.columns + 1)
    inside &= (both[:, [1, 3]].max(axis=1) > -1) & (both[:, [1, 3]].min(axis=1) < grid.rows + 1)
    return np.asarray(both[inside], dtype=np.float64)


def _cliffs(height_m: NDArray[np.float32] | None, settings: ResponseSettings) -> Floats:
    """Return the sides between cells whose middles differ by more than the steepest slope, as segments."""
    if height_m is None:
        return np.zeros((0, 4))
    most = math.tan(math.radians(settings.steep_deg)) * settings.cell_m
    row, column = np.nonzero(np.abs(np.diff(height_m, axis=1)) > most)
    upright = np.column_stack([column + 1.0, row, column + 1.0, row + 1.0])
    row, column = np.nonzero(np.abs(np.diff(height_m, axis=0)) > most)
    flat = np.column_stack([column, row + 1.0, column + 1.0, row + 1.0])
    return np.concatenate([upright, flat]).astype(np.float64)


def _metric(frame: gpd.GeoDataFrame, epsg: int) -> Objects:
    shapes = frame.geometry.to_crs(epsg=epsg).to_numpy() if len(frame) else np.zeros(0, dtype=object)
    return np.asarray(shapely.force_2d(shapes[~(shapely.is_missing(shapes) | shapely.is_empty(shapes))]), dtype=object)


def _widths(frame: gpd.GeoDataFrame, settings: ResponseSettings) -> Floats:
    if "width_m" not in frame.columns:
        return np.full(len(frame), settings.river_width_m)
    width = frame["width_m"].to_numpy(dtype=float)
    return np.where(np.isfinite(width), width, settings.river_width_m)
