"""What fires can hurt, place by place: reached when something burns in a place's cell or beside it.

A village does not burn itself on most fuel maps: what counted only in cells that burn would be nought in every town.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from layers.spread.landscape import Grid
from layers.spread.reaching import Targets


@dataclass(frozen=True)
class Exposed:
    """Places on a grid and what each counts.

    Attributes
    ----------
    cell : int64, (P,)
        Flat cell of each place; −1 off the grid, which is never reached.
    county : int32, (P,)
        Row of the county in which the place itself lies; −1 outside all.
    amounts : dict of str to float64, (P,)
        ``people``, ``villages``; nan where not known, which is left out of sums.
    """

    cell: NDArray[np.int64]
    county: NDArray[np.int32]
    amounts: Mapping[str, NDArray[np.float64]]

    @cached_property
    def by_cell(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the places that lie on the grid, cell by cell, and where each distinct cell begins among them."""
        kept = np.flatnonzero(self.cell >= 0)
        order = kept[np.argsort(self.cell[kept], kind="stable")]
        _, first = np.unique(self.cell[order], return_index=True)
        return order, np.append(first, len(order)).astype(np.int64)


class Meeting:
    """Finds which places a fire comes to; the memory of one thread."""

    def __init__(self, exposed: Exposed, grid: Grid) -> None:
        self._grid = grid
        self._targets, _ = Targets.of(exposed.cell, grid)
        self._order, self._first = exposed.by_cell
        self._mark = np.zeros(grid.cells, dtype=np.int32)
        self._grown = np.empty(grid.cells, dtype=np.int32)
        self._soonest = np.full(max(self._targets.count, 1), np.inf)
        self._hit = np.empty(max(self._targets.count, 1), dtype=np.int32)
        self._turn = 0

    def met(
        self, reached: NDArray[np.int32], minutes: NDArray[np.float64]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return places in or beside whose cell something burns, in a fixed order, and since how many minutes.

        Parameters
        ----------
        reached : int32, (r,)
            Flat cells that burn.
        minutes : float64, (cells,)
            When each cell of the grid burns.
        """
        from layers.spread.beside import beside

        self._turn += 1
        _, hits = beside(
            reached, minutes, self._targets.slot, self._grid.rows, self._grid.columns, self._mark, self._turn,
            self._grown, self._soonest, self._hit,
        )  # fmt: skip
        target = np.sort(self._hit[:hits])
        when = self._soonest[target]
        self._soonest[target] = np.inf
        start, size = self._first[target], self._first[target + 1] - self._first[target]
        if len(size) == 0:
            return np.empty(0, dtype=np.int64), np.empty(0)
        at = np.repeat(start - np.r_[0, np.cumsum(size)[:-1]], size) + np.arange(size.sum())
        return self._order[at], np.repeat(when, size)
