"""The moves of the fire on a grid: 32 directions (48 in strong wind), and every cell a move crosses.

A move goes straight from one cell's centre to another's.  It is charged for every cell on its way in proportion to the
length inside it, so that a long move cannot jump a river or a fuel break.
"""

from __future__ import annotations

import math
from collections.abc import Sequence, Sized
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

#: Longest step in a row or column of the moves: 3 gives 32 directions, 4 gives 48.
_REACH = {8: 1, 16: 2, 32: 3, 48: 4}


@dataclass(frozen=True)
class Neighbours:
    """K moves on a square grid; rows count southwards, columns eastwards.

    Attributes
    ----------
    rows, columns : int32, (K,)
        Where a move leads.
    length : float64, (K,)
        Its length in cells.
    bearing_deg : float64, (K,)
        Its direction, clockwise from the grid's north.
    first : int32, (K + 1,)
        Slices of the three below: the cells of move k are ``first[k]:first[k + 1]``.
    cell_rows, cell_columns : int32, (C,)
        Crossed cells relative to the start, start and end included.
    share : float64, (C,)
        Share of the move's length inside the cell; sums to 1 over a move.
    gate_first : int32, (K + 1,)
        Slices of ``gates``.
    gates : int32, (G, 4)
        Pairs of cells (row, column, row, column) whose common corner a move goes through: where neither burns, the
        move is shut, so that a barrier one cell wide holds on the diagonal too.
    """

    rows: NDArray[np.int32]
    columns: NDArray[np.int32]
    length: NDArray[np.float64]
    bearing_deg: NDArray[np.float64]
    first: NDArray[np.int32]
    cell_rows: NDArray[np.int32]
    cell_columns: NDArray[np.int32]
    share: NDArray[np.float64]
    gate_first: NDArray[np.int32]
    gates: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def worst_calm_error(self) -> float:
        """Largest relative excess of travel time on a homogeneous plane without wind: 1 / cos(γ / 2) − 1.

        γ is the largest angle between neighbouring moves: 8.2, 2.75, 1.3 and 0.75 % for 8, 16, 32 and 48 moves.
        """
        angles = np.sort(np.radians(self.bearing_deg))
        gaps = np.diff(np.append(angles, angles[0] + 2.0 * np.pi))
        return 1.0 / math.cos(float(gaps.max()) / 2.0) - 1.0


@lru_cache(maxsize=8)
def neighbours(count: int = 32) -> Neighbours:
    """Return the moves of a neighbourhood.

    Parameters
    ----------
    count : int
        8, 16, 32 or 48.

    Raises
    ------
    ValueError
        There is no such neighbourhood.
    """
    if count not in _REACH:
        raise ValueError(f"{count} directions: choose one of {', '.join(map(str, _REACH))}.")
    reach = _REACH[count]
    span = range(-reach, reach + 1)
    moves = [(row, column) for row in span for column in span if math.gcd(row, column) == 1]
    cells = [_crossed(*move) for move in moves]
    gates = [_corners(*move) for move in moves]
    flat = [(row, column, share) for of_move in cells for (row, column), share in of_move.items()]
    rows, columns = (np.array(values, dtype=np.int32) for values in zip(*moves, strict=True))
    return Neighbours(
        rows=rows,
        columns=columns,
        length=np.hypot(rows, columns),
        bearing_deg=np.degrees(np.arctan2(columns, -rows)) % 360.0,
        first=_offsets(cells),
        cell_rows=np.array([row for row, _, _ in flat], dtype=np.int32),
        cell_columns=np.array([column for _, column, _ in flat], dtype=np.int32),
        share=np.array([float(share) for _, _, share in flat]),
        gate_first=_offsets(gates),
        gates=np.array([gate for of_move in gates for gate in of_move], dtype=np.int32).reshape(-1, 4),
    )


def _offsets(groups: Sequence[Sized]) -> NDArray[np.int32]:
    return np.concatenate([[0], np.cumsum([len(group) for group in groups])]).astype(np.int32)


def _crossed(row: int, column: int) -> dict[tuple[int, int], Fraction]:
    """Return the cells a move crosses with the exact share of its length in each."""
    marks = {Fraction(0), Fraction(1)}
    for step in (abs(row), abs(column)):
        marks |= {Fraction(2 * i + 1, 2 * step) for i in range(step)}
    stops = sorted(marks)
    shares: dict[tuple[int, int], Fraction] = {}
    for start, end in pairwise(stops):
        middle = (start + end) / 2
        cell = (round(middle * row), round(middle * column))
        shares[cell] = shares.get(cell, Fraction(0)) + end - start
    return shares


def _corners(row: int, column: int) -> list[tuple[int, int, int, int]]:
    """Return the pairs of cells beside each corner that a move goes exactly through."""
    crossings = [{Fraction(2 * i + 1, 2 * abs(step)) for i in range(abs(step))} for step in (row, column)]
    found = []
    for at in sorted(crossings[0] & crossings[1]):
        y, x = at * row, at * column  # both are halves of odd numbers here
        south, east = math.floor(y) + 1, math.floor(x) + 1
        if (row > 0) == (column > 0):  # it runs from one to the other of north-west and south-east
            found.append((south - 1, east, south, east - 1))
        else:
            found.append((south - 1, east - 1, south, east))
    return found
