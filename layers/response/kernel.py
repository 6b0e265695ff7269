"""Shortest times, compiled: on foot over cells for the k who come first, and along roads from many starts.

The heap is that of :mod:`layers.spread.kernel`.  Edges of the grid are worked out when a cell is reached; what a move
may not cross (a river, a cliff) is a bit of the cell it starts from, so that no cell is lost to a barrier.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from layers.spread.kernel import _down, _up


@njit(cache=True, nogil=True)
def walk(
    starts, delays, labels, count, limit, is_reverse, time, label, place, heap, settled, shut, far, height, is_rough,
    rows, columns, step_m, pace_min_m, slow, slope_limit, least, stop,
):  # fmt: skip
    """Walk from starts up to the limit, keeping for each cell the ``count`` labels that come first.

    ``time`` (N · count) holds inf, ``label`` (N · count) −1, ``place`` (N · count) −1, ``settled`` (N) 0; ``heap`` is
    (N · count).  Slots of a cell are in no order.  ``shut`` (rows, columns) has a bit for each move that may not be
    made; all bits set is a cell nobody can be in.  ``slow`` is the time by slope relative to level ground, evenly from
    −``slope_limit``, and ``least`` the least of it.  ``far`` (N) are minutes from a cell to where somebody asks, at
    least: what cannot get there within the limit is not followed.  With ``is_reverse`` times are those to the starts.
    Returns False when stopped.
    """
    total_rows, total_columns = shut.shape
    nobody = np.uint32(0xFFFFFFFF)
    half = 0.5 * (len(slow) - 1)
    size = 0
    for i in range(len(starts)):
        cell = starts[i]
        if delays[i] + far[cell] > limit or shut[cell // total_columns, cell % total_columns] == nobody:
            continue
        size = _offer(cell, delays[i], labels[i], count, time, label, place, heap, size)
    seen = 0
    while size > 0:
        seen += 1
        if seen & 4095 == 0 and stop[0] != 0:
            return False
        node = heap[0]
        size -= 1
        if size > 0:
            heap[0] = heap[size]
            place[heap[0]] = 0
            _down(heap, place, time, size)
        place[node] = -2
        cell = node // count
        settled[cell] += 1
        row = cell // total_columns
        column = cell - row * total_columns
        now = time[node]
        mine = label[node]
        here = height[row, column] if is_rough else 0.0
        bits = shut[row, column]
        for k in range(len(rows)):
            if is_reverse:
                other_row, other_column = row - rows[k], column - columns[k]
            else:
                other_row, other_column = row + rows[k], column + columns[k]
            if other_row < 0 or other_row >= total_rows or other_column < 0 or other_column >= total_columns:
                continue
            other = other_row * total_columns + other_column
            if settled[other] >= count:
                continue
            level = step_m[k] * pace_min_m
            soonest = now + level * least
            if soonest + far[other] > limit:
                continue
            if _is_late(other, soonest, mine, count, time, label):
                continue
            there = shut[other_row, other_column]
            if there == nobody:
                continue
            if ((there if is_reverse else bits) >> np.uint32(k)) & np.uint32(1):
                continue
            then = now + level
            if is_rough:
                rise = height[other_row, other_column] - here
                if is_reverse:
                    rise = -rise
                if rise == rise:  # unknown height: level
                    at = (rise / (step_m[k] * slope_limit) + 1.0) * half
                    if at < 0.0 or at > len(slow) - 1:
                        continue
                    low = min(int(at), len(slow) - 2)
                    then = now + level * (slow[low] + (slow[low + 1] - slow[low]) * (at - low))
            if then <= limit:
                size = _offer(other, then, mine, count, time, label, place, heap, size)
    return True


@njit(cache=True, nogil=True)
def _is_late(cell, soonest, mine, count, time, label):
    """Return whether a label that comes no sooner can be left out, before anything else is looked at."""
    worst = 0.0
    for j in range(cell * count, cell * count + count):
        if label[j] == mine:
            return soonest >= time[j]
        if label[j] < 0:
            return False  # slots are filled in order: mine is not there
        worst = max(worst, time[j])
    return soonest >= worst


@njit(cache=True, nogil=True)
def _offer(cell, then, mine, count, time, label, place, heap, size):
    """Offer a label to a cell: kept when it is among the first ``count`` different ones; return the heap's size."""
    first = cell * count
    free = -1
    worst = -1
    for j in range(first, first + count):
        if label[j] == mine:
            if then < time[j]:  # settled ones are never later
                time[j] = then
                _up(heap, place, time, place[j])
            return size
        if label[j] < 0:
            if free < 0:
                free = j
        elif worst < 0 or time[j] > time[worst]:
            worst = j
    if free >= 0:
        time[free] = then
        label[free] = mine
        heap[size] = free
        place[free] = size
        _up(heap, place, time, size)
        return size + 1
    if then < time[worst]:
        time[worst] = then
        label[worst] = mine
        _up(heap, place, time, place[worst])
    return size


@njit(cache=True, nogil=True)
def drive(starts, delays, first, to, minutes, limit, time, origin, place, heap):
    """Drive along roads from nodes with delays; ``time`` (N) holds inf, ``origin`` −1, ``place`` −1."""
    size = 0
    for i in range(len(starts)):
        node = starts[i]
        if delays[i] > limit or not delays[i] < time[node]:
            continue
        if place[node] < 0:
            heap[size] = node
            place[node] = size
            size += 1
        time[node] = delays[i]
        origin[node] = i
        _up(heap, place, time, place[node])
    while size > 0:
        node = heap[0]
        size -= 1
        if size > 0:
            heap[0] = heap[size]
            place[heap[0]] = 0
            _down(heap, place, time, size)
        place[node] = -2
        for i in range(first[node], first[node + 1]):
            other = to[i]
            then = time[node] + minutes[i]
            if then > limit or not then < time[other]:
                continue
            if place[other] < 0:
                heap[size] = other
                place[other] = size
                size += 1
            time[other] = then
            origin[other] = origin[node]
            _up(heap, place, time, place[other])


@njit(cache=True, nogil=True)
def shut_moves(x0, y0, x1, y1, rows, columns, shut):
    """Set the bit of every move whose way from middle to middle crosses a line; coordinates in cells from the corner.

    A point on the line counts to its left side, an end on the way to the way's left: a chain of lines has no gap where
    two of them meet.
    """
    total_rows, total_columns = shut.shape
    reach = 0
    for k in range(len(rows)):
        reach = max(reach, abs(rows[k]), abs(columns[k]))
    for i in range(len(x0)):
        left, right = min(x0[i], x1[i]), max(x0[i], x1[i])
        top, bottom = min(y0[i], y1[i]), max(y0[i], y1[i])
        dx, dy = x1[i] - x0[i], y1[i] - y0[i]
        length = np.sqrt(dx * dx + dy * dy)
        if length == 0.0:
            continue
        for row in range(max(0, int(np.floor(top)) - reach - 1), min(total_rows, int(np.floor(bottom)) + reach + 2)):
            for column in range(
                max(0, int(np.floor(left)) - reach - 1), min(total_columns, int(np.floor(right)) + reach + 2)
            ):
                ax, ay = column + 0.5, row + 0.5
                side_a = dx * (ay - y0[i]) - dy * (ax - x0[i])
                if abs(side_a) > (1.5 * reach) * length:
                    continue
                for k in range(len(rows)):
                    bx, by = ax + columns[k], ay + rows[k]
                    side_b = dx * (by - y0[i]) - dy * (bx - x0[i])
                    if (side_a >= 0.0) == (side_b >= 0.0):
                        continue
                    mx, my = bx - ax, by - ay
                    side_0 = mx * (y0[i] - ay) - my * (x0[i] - ax)
                    side_1 = mx * (y1[i] - ay) - my * (x1[i] - ax)
                    if (side_0 >= 0.0) != (side_1 >= 0.0):
                        shut[row, column] |= np.uint32(1) << np.uint32(k)
