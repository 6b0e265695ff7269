"""Shortest travel time over the grid, compiled: Dijkstra on a graph that is never written down.

The edges of a region at 250 m would take gigabytes; here a cell's edges are worked out when the cell is reached.
Memory is 17 bytes a cell: the time, the cell's place in the heap, the heap, and a byte.
"""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def _edge(
    row, column, k, slow, height, is_rough, step_m, rows, columns, first, cell_rows, cell_columns, share, gate_first,
    gates, directions, kind, is_mixed, slope, slope_limit,
):  # fmt: skip
    """Return the minutes of move ``k`` from a cell, inf where it is shut; both ends lie on the grid."""
    run = 0.0
    for i in range(first[k], first[k + 1]):
        there = slow[row + cell_rows[i], column + cell_columns[i]]
        if not there < np.inf:
            return np.inf
        if is_mixed:  # every crossed cell by its own factor of this direction
            factor = directions[kind[row + cell_rows[i], column + cell_columns[i]], k]
            if factor <= 0.0:
                return np.inf
            there /= factor
        run += share[i] * there
    for i in range(gate_first[k], gate_first[k + 1]):
        one = slow[row + gates[i, 0], column + gates[i, 1]]
        other = slow[row + gates[i, 2], column + gates[i, 3]]
        if not one < np.inf and not other < np.inf:
            return np.inf
    speed = 1.0 if is_mixed else directions[0, k]
    if is_rough:
        rise = height[row + rows[k], column + columns[k]] - height[row, column]
        if rise == rise:  # unknown height: level
            at = (rise / step_m[k] / slope_limit + 1.0) * 0.5 * (len(slope) - 1)
            if at < 0.0 or at > len(slope) - 1:
                return np.inf  # steeper than the model was ever measured
            low = min(int(at), len(slope) - 2)
            speed *= slope[low] + (slope[low + 1] - slope[low]) * (at - low)
    if speed <= 0.0:
        return np.inf
    return run * step_m[k] / speed


@njit(cache=True, nogil=True)
def _up(heap, place, time, at):
    cell = heap[at]
    while at > 0:
        above = (at - 1) >> 2
        if time[heap[above]] <= time[cell]:
            break
        heap[at] = heap[above]
        place[heap[at]] = at
        at = above
    heap[at] = cell
    place[cell] = at


@njit(cache=True, nogil=True)
def _down(heap, place, time, size):
    cell = heap[0]
    at = 0
    while True:
        child = 4 * at + 1
        if child >= size:
            break
        least = child
        for other in range(child + 1, min(child + 4, size)):
            if time[heap[other]] < time[heap[least]]:
                least = other
        if time[heap[least]] >= time[cell]:
            break
        heap[at] = heap[least]
        place[heap[at]] = at
        at = least
    heap[at] = cell
    place[cell] = at


@njit(cache=True, nogil=True)
def run(
    starts, delays, limit, is_reverse, time, place, heap, origin, touched, stop, slow, height, is_rough, step_m, rows,
    columns, first, cell_rows, cell_columns, share, gate_first, gates, directions, kind, is_mixed, slope, slope_limit,
):  # fmt: skip
    """Spread from the starts up to the limit; return how many cells were touched, −1 less that when stopped.

    ``time`` (N) holds inf, ``place`` (N) −1 and is left so that :func:`clear` can reset it; ``heap`` and ``touched``
    are (N); ``origin`` (N) gets the index of the start that arrives first.  With ``is_reverse`` times are those **to**
    the starts, over the transposed graph.  ``stop`` is one byte another thread may set.
    """
    total_rows, total_columns = slow.shape
    size = 0
    count = 0
    for i in range(len(starts)):
        cell = starts[i]
        if not slow[cell // total_columns, cell % total_columns] < np.inf or delays[i] > limit:
            continue
        if delays[i] < time[cell]:
            if place[cell] < 0:
                touched[count] = cell
                count += 1
                heap[size] = cell
                place[cell] = size
                size += 1
            time[cell] = delays[i]
            origin[cell] = i
            _up(heap, place, time, place[cell])
    settled = 0
    while size > 0:
        settled += 1
        if settled & 1023 == 0 and stop[0] != 0:
            return -1 - count
        cell = heap[0]
        size -= 1
        if size > 0:
            heap[0] = heap[size]
            place[heap[0]] = 0
            _down(heap, place, time, size)
        place[cell] = -2
        row = cell // total_columns
        column = cell - row * total_columns
        now = time[cell]
        for k in range(len(rows)):
            if is_reverse:
                other_row, other_column = row - rows[k], column - columns[k]
            else:
                other_row, other_column = row + rows[k], column + columns[k]
            if other_row < 0 or other_row >= total_rows or other_column < 0 or other_column >= total_columns:
                continue
            other = other_row * total_columns + other_column
            if time[other] <= now or place[other] == -2 or not slow[other_row, other_column] < np.inf:
                continue
            tail_row, tail_column = (other_row, other_column) if is_reverse else (row, column)
            cost = _edge(
                tail_row, tail_column, k, slow, height, is_rough, step_m, rows, columns, first, cell_rows, cell_columns,
                share, gate_first, gates, directions, kind, is_mixed, slope, slope_limit,
            )  # fmt: skip
            then = now + cost
            if then > limit or not then < time[other]:
                continue
            if place[other] < 0:
                touched[count] = other
                count += 1
                heap[size] = other
                place[other] = size
                size += 1
            time[other] = then
            origin[other] = origin[cell]
            _up(heap, place, time, place[other])
    return count


@njit(cache=True, nogil=True)
def clear(count, time, place, touched):
    """Put the cells that a run touched back as they were."""
    for i in range(count):
        time[touched[i]] = np.inf
        place[touched[i]] = -1
