"""Where water runs on a grid of heights: the compiled loops behind :mod:`layers.patrol.ridges`.

Depressions are filled and every cell is given one receiver by priority flooding (Barnes, Lehman & Mulla 2014,
*Priority-flood: an optimal depression-filling and watershed-labeling algorithm for digital elevation models*, Computers
& Geosciences 62:117–127, algorithms 1 and 4).  Outside flats and depressions the receiver is the neighbour down the
steepest slope, D8 (O'Callaghan & Mark 1984).  Catchments of stream links follow Jenson & Domingue (1988), *Extracting
topographic structure from digital elevation data*, Photogrammetric Engineering and Remote Sensing 54(11):1593–1600.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

#: The eight neighbours of a cell, rows and columns; the order settles ties, so that a grid gives one answer.
_ROWS = np.array([-1, 0, 0, 1, -1, -1, 1, 1], dtype=np.int64)
_COLUMNS = np.array([0, -1, 1, 0, -1, 1, -1, 1], dtype=np.int64)
_AWAY = np.array([1.0, 1.0, 1.0, 1.0, *[2.0**0.5] * 4])


@njit(cache=True)  # type: ignore[untyped-decorator]
def _push(keys, turns, cells, size, key, turn, cell):  # type: ignore[no-untyped-def]
    """Put a cell into the heap; equal heights come out in the order they went in, so flats drain the short way."""
    at = size
    while at > 0:
        above = (at - 1) >> 1
        if keys[above] < key or (keys[above] == key and turns[above] <= turn):
            break
        keys[at], turns[at], cells[at] = keys[above], turns[above], cells[above]
        at = above
    keys[at], turns[at], cells[at] = key, turn, cell


@njit(cache=True)  # type: ignore[untyped-decorator]
def _pop(keys, turns, cells, size):  # type: ignore[no-untyped-def]
    """Take the lowest cell out; ``size`` is the size after."""
    lowest = cells[0]
    key, turn, cell = keys[size], turns[size], cells[size]
    at = 0
    while True:
        below = 2 * at + 1
        if below >= size:
            break
        right = below + 1
        if right < size and (keys[right] < keys[below] or (keys[right] == keys[below] and turns[right] < turns[below])):
            below = right
        if key < keys[below] or (key == keys[below] and turn < turns[below]):
            break
        keys[at], turns[at], cells[at] = keys[below], turns[below], cells[below]
        at = below
    keys[at], turns[at], cells[at] = key, turn, cell
    return lowest


@njit(cache=True)  # type: ignore[untyped-decorator]
def _flood(heights, valid, ends):  # type: ignore[no-untyped-def]
    """Return receiver of each cell (−1 for an outlet, −2 for nodata), cells in the order they were flooded, levels."""
    rows, columns = heights.shape
    count = rows * columns
    level = heights.copy().reshape(count)
    known = valid.reshape(count)
    receiver = np.full(count, -2, np.int64)
    order = np.empty(count, np.int64)
    keys = np.empty(count, np.float32)
    turns = np.empty(count, np.int64)
    cells = np.empty(count, np.int64)
    size, turn, done = 0, 0, 0
    for cell in range(count):
        if not known[cell]:
            continue
        row, column = cell // columns, cell % columns
        on_edge = ends[row, column] or row == 0 or column == 0 or row == rows - 1 or column == columns - 1
        if not on_edge:
            for k in range(8):
                if not known[(row + _ROWS[k]) * columns + column + _COLUMNS[k]]:
                    on_edge = True
                    break
        if on_edge:
            receiver[cell] = -1
            _push(keys, turns, cells, size, level[cell], turn, cell)
            size, turn = size + 1, turn + 1
    while size > 0:
        size -= 1
        cell = _pop(keys, turns, cells, size)
        order[done] = cell
        done += 1
        row, column = cell // columns, cell % columns
        for k in range(8):
            r, c = row + _ROWS[k], column + _COLUMNS[k]
            if r < 0 or c < 0 or r >= rows or c >= columns:
                continue
            beside = r * columns + c
            if receiver[beside] != -2 or not known[beside]:
                continue
            receiver[beside] = cell
            if level[beside] < level[cell]:
                level[beside] = level[cell]
            _push(keys, turns, cells, size, level[beside], turn, beside)
            size, turn = size + 1, turn + 1
    return receiver, order[:done], level


@njit(cache=True)  # type: ignore[untyped-decorator]
def _steepest(receiver, order, level, rows, columns):  # type: ignore[no-untyped-def]
    """Send each cell down its steepest slope; cells of flats and filled depressions keep the way of the flood."""
    for cell in order:
        row, column = cell // columns, cell % columns
        best = 0.0
        for k in range(8):
            r, c = row + _ROWS[k], column + _COLUMNS[k]
            if r < 0 or c < 0 or r >= rows or c >= columns or receiver[r * columns + c] == -2:
                continue
            slope = (level[cell] - level[r * columns + c]) / _AWAY[k]
            if slope > best:
                best = slope
                receiver[cell] = r * columns + c


@njit(cache=True)  # type: ignore[untyped-decorator]
def _label(receiver, order, threshold):  # type: ignore[no-untyped-def]
    """Label the catchment of every stretch of stream between confluences, and of every outlet without a stream."""
    count = len(receiver)
    drained = np.zeros(count, np.int64)
    donors = np.zeros(count, np.int8)
    for at in range(len(order) - 1, -1, -1):
        cell = order[at]
        drained[cell] += 1
        below = receiver[cell]
        if below >= 0:
            drained[below] += drained[cell]
            if drained[cell] >= threshold:
                donors[below] += 1
    label = np.full(count, -1, np.int64)
    used = 0
    for cell in order:
        below = receiver[cell]
        if below < 0 or (drained[cell] >= threshold and donors[below] >= 2):
            label[cell] = used
            used += 1
        else:
            label[cell] = label[below]
    return label


def catchments(heights: NDArray[np.float32], valid: NDArray[np.bool_], *, threshold: int) -> NDArray[np.int64]:
    """Return the catchment of every cell of a grid.

    Parameters
    ----------
    heights : ndarray of float32, shape (rows, columns)
        On square cells.  Beside the grid and beside nodata water runs off.
    valid : ndarray of bool, the same shape
        False where the height is not known.
    threshold : int
        Cells that must drain through a cell for it to carry a stream.

    Returns
    -------
    ndarray of int, the same shape
        Numbers of catchments; −1 for nodata.
    """
    rows, columns = heights.shape
    ends = np.zeros(heights.shape, dtype=bool)
    receiver, order, level = _flood(np.ascontiguousarray(heights, dtype=np.float32), np.ascontiguousarray(valid), ends)
    _steepest(receiver, order, level, rows, columns)
    return np.asarray(_label(receiver, order, threshold), dtype=np.int64).reshape(rows, columns)


@njit(cache=True)  # type: ignore[untyped-decorator]
def _first_met(receiver, order, drains):  # type: ignore[no-untyped-def]
    """Return the first draining cell on the way down from each cell; −1 where there is none."""
    met = np.full(len(receiver), -1, np.int64)
    for cell in order:
        if drains[cell]:
            met[cell] = cell
        elif receiver[cell] >= 0:
            met[cell] = met[receiver[cell]]
    return met


def height_above_drainage(
    heights: NDArray[np.float32], valid: NDArray[np.bool_], drains: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """Return the height of every cell above the draining cell it runs off to (HAND).

    Parameters
    ----------
    heights : ndarray of float32, shape (rows, columns)
        On square cells, metres.
    valid : ndarray of bool, the same shape
        False where the height is not known.
    drains : ndarray of bool, the same shape
        Cells of rivers.  Water that comes to one has arrived, wherever the heights would send the river on to: a line
        on a map and the lowest cells of terrain do not quite agree.

    Returns
    -------
    ndarray of float32, the same shape
        nan where the height is not known and where water leaves the grid without meeting a river; below 0 in
        depressions deeper than their river.

    Notes
    -----
    Rennó et al. 2008, *HAND, a new terrain descriptor using SRTM-DEM*, Remote Sensing of Environment 112:3469–3481.
    """
    rows, columns = heights.shape
    heights = np.ascontiguousarray(heights, dtype=np.float32)
    drains = np.ascontiguousarray(drains & valid)
    receiver, order, level = _flood(heights, np.ascontiguousarray(valid), drains)
    _steepest(receiver, order, level, rows, columns)
    met = _first_met(receiver, order, drains.reshape(-1))
    flat = heights.reshape(-1)
    above = np.where(met >= 0, flat - flat[np.maximum(met, 0)], np.float32(np.nan))
    return np.asarray(above, dtype=np.float32).reshape(rows, columns)
