"""What lies in a shape or beside a burnt cell, compiled: cells inside polygons, cells grown by one, targets come to."""

from __future__ import annotations

import numpy as np
import shapely
from numba import njit
from numpy.typing import NDArray

from layers.spread.landscape import Grid


def cells_inside(
    shapes: NDArray[np.object_], grid: Grid
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Return the cells whose middle lies in each polygon.

    Parameters
    ----------
    shapes : ndarray of Polygon or MultiPolygon, (n,)
        In the grid's CRS; they may overlap.
    grid : Grid

    Returns
    -------
    cells : int64, (m,)
        Flat cells, shape by shape.  A shape in which no middle lies has the one cell of an inner point.
    shape : int64, (m,)
        Rising.
    is_lone : bool, (m,)
        True for the cell of an inner point.

    Notes
    -----
    Even-odd rule along the middle of each row, as rasterizing does; unlike that, every shape keeps the cells it shares.
    """
    polygons, owner = shapely.get_parts(shapes, return_index=True)
    rings, polygon = shapely.get_rings(polygons, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    column = (xy[:, 0] - grid.west_m) / grid.cell_m - 0.5
    row = (grid.north_m - xy[:, 1]) / grid.cell_m - 0.5
    first = np.searchsorted(owner[polygon][ring], np.arange(len(shapes) + 1))
    cells, shape = _filled(column, row, ring, first, grid.rows, grid.columns)
    without = np.setdiff1d(np.arange(len(shapes)), shape)
    points = shapely.point_on_surface(shapes[without])
    lone = grid.cell_of(shapely.get_x(points), shapely.get_y(points))
    without, lone = without[lone >= 0], lone[lone >= 0]
    of_shape = np.concatenate([shape, without])
    order = np.argsort(of_shape, kind="stable")
    is_lone = np.arange(len(of_shape)) >= len(shape)
    return np.concatenate([cells, lone])[order], of_shape[order], is_lone[order]


@njit(cache=True, nogil=True)
def _filled(column, row, ring, first, rows, columns):
    """Return the cells inside each shape; coordinates are in cells, a middle lies on a whole number."""
    cells = np.empty(1024, dtype=np.int64)
    shape = np.empty(1024, dtype=np.int64)
    count = 0
    for s in range(len(first) - 1):
        start, stop = first[s], first[s + 1]
        if stop - start < 4:
            continue
        top = max(0, int(np.ceil(row[start:stop].min())))
        bottom = min(rows - 1, int(np.floor(row[start:stop].max())))
        if bottom < top:
            continue
        crossed = np.zeros(bottom - top + 2, dtype=np.int64)
        for i in range(start, stop - 1):
            if ring[i] != ring[i + 1]:
                continue
            low, high = min(row[i], row[i + 1]), max(row[i], row[i + 1])
            for r in range(max(top, int(np.ceil(low))), min(bottom, int(np.ceil(high)) - 1) + 1):
                crossed[r - top + 1] += 1
        ends = np.cumsum(crossed)
        at = ends.copy()
        where = np.empty(ends[-1], dtype=np.float64)
        for i in range(start, stop - 1):
            if ring[i] != ring[i + 1]:
                continue
            low, high = min(row[i], row[i + 1]), max(row[i], row[i + 1])
            for r in range(max(top, int(np.ceil(low))), min(bottom, int(np.ceil(high)) - 1) + 1):
                share = (r - row[i]) / (row[i + 1] - row[i])
                where[at[r - top]] = column[i] + share * (column[i + 1] - column[i])
                at[r - top] += 1
        for r in range(top, bottom + 1):
            found = np.sort(where[ends[r - top] : ends[r - top + 1]])
            for k in range(0, len(found) - 1, 2):
                west, east = max(0, int(np.ceil(found[k]))), min(columns - 1, int(np.ceil(found[k + 1])) - 1)
                if count + east - west + 1 > len(cells):
                    more = max(2 * len(cells), count + east - west + 1)
                    cells, shape = _longer(cells, more), _longer(shape, more)
                for c in range(west, east + 1):
                    cells[count] = r * columns + c
                    shape[count] = s
                    count += 1
    return cells[:count].copy(), shape[:count].copy()


@njit(cache=True, nogil=True)
def _longer(values, size):
    longer = np.empty(size, dtype=values.dtype)
    longer[: len(values)] = values
    return longer


@njit(cache=True, nogil=True)
def beside(reached, minutes, slot, rows, columns, mark, turn, grown, soonest, hit):
    """Grow burnt cells by one on every side, and note when the fire is in or beside each target.

    ``slot`` (N) is the target of a cell or −1, ``mark`` (N) remembers the ``turn`` in which a cell was met; ``grown``
    (N) gets the cells, ``soonest`` (targets) the minutes, where it holds inf, and ``hit`` the targets met.

    Returns how many cells and how many targets.
    """
    cells = 0
    targets = 0
    for i in range(len(reached)):
        cell = reached[i]
        row = cell // columns
        column = cell - row * columns
        now = minutes[cell]
        for r in range(max(row - 1, 0), min(row + 2, rows)):
            for c in range(max(column - 1, 0), min(column + 2, columns)):
                other = r * columns + c
                if mark[other] != turn:
                    mark[other] = turn
                    grown[cells] = other
                    cells += 1
                target = slot[other]
                if target >= 0 and now < soonest[target]:
                    if soonest[target] == np.inf:
                        hit[targets] = target
                        targets += 1
                    soonest[target] = now
    return cells, targets
