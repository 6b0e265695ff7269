"""Many fires from given cells: what each burns by when in which county, and which places it comes to.

A place is reached when something burns in its cell or beside it: a village does not burn itself on most fuel maps.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layers.parallel import workers
from layers.progress import Progress, silent
from layers.spread.landscape import Grid
from layers.spread.travel import Fire, Runner

#: Fires handed to a thread at a time.
_CHUNK = 32


@dataclass(frozen=True)
class Targets:
    """Cells a fire may come to, each once.

    Attributes
    ----------
    slot : int32, (cells,)
        Which target a cell is, −1 for none.
    count : int
    """

    slot: NDArray[np.int32]
    count: int

    @classmethod
    def of(cls, cells: NDArray[np.int64], grid: Grid) -> tuple[Targets, NDArray[np.int64]]:
        """Return the targets of some cells (−1: off the grid), and for each of the cells which target it is."""
        inside = cells >= 0
        distinct, which = np.unique(cells[inside], return_inverse=True)
        slot = np.full(grid.cells, -1, dtype=np.int32)
        slot[distinct] = np.arange(len(distinct), dtype=np.int32)
        target = np.full(len(cells), -1, dtype=np.int64)
        target[inside] = which
        return cls(slot, len(distinct)), target


@dataclass(frozen=True)
class Reach:
    """What one fire comes to within the time.

    Attributes
    ----------
    burns : bool
        False where none of its starts burns: nothing can be said by spread then.
    target, minutes : int32 and float64, (t,)
        Targets in or beside which something burns, rising, and when.
    county, first_min : int64 and float64, (c,)
        Counties in which something burns, rising, and since when.
    area_ha : float64, (c, steps)
        What burns there by the end of each step.
    grown : int32
        Burnt cells and those beside them, rising.
    """

    burns: bool
    target: NDArray[np.int32]
    minutes: NDArray[np.float64]
    county: NDArray[np.int64]
    first_min: NDArray[np.float64]
    area_ha: NDArray[np.float64]
    grown: NDArray[np.int32]


def reach(
    fire: Fire,
    starts: Sequence[NDArray[np.int64]],
    targets: Targets,
    county: NDArray[np.int32],
    area_ha: NDArray[np.float64],
    steps_min: Sequence[float],
    progress: Progress = silent,
) -> list[Reach]:
    """Let a fire run from each group of cells at once.

    Parameters
    ----------
    fire : Fire
    starts : sequence of int64 arrays
        Flat cells of each fire; all of them burn from the beginning.
    targets : Targets
    county : int32, (rows, columns)
        −1 outside all.
    area_ha : float64, (rows, columns)
    steps_min : sequence of float
        Rising; fires run as long as the last.

    Returns
    -------
    list of Reach, in the order of ``starts``
        The same to the byte on any number of threads: every fire is on its own.

    Raises
    ------
    Cancelled
        By ``progress``.
    """
    steps = np.asarray(steps_min, dtype=float)
    where, area = county.ravel(), area_ha.ravel()
    stop = np.zeros(1, dtype=np.uint8)
    own = threading.local()

    def run(chunk: Sequence[NDArray[np.int64]]) -> list[Reach]:
        if not hasattr(own, "burner"):
            own.burner = _Burner(fire, targets, stop)
        burner: _Burner = own.burner
        return [burner.burn(cells, steps, where, area) for cells in chunk]

    found: list[Reach] = []
    chunks = [starts[at : at + _CHUNK] for at in range(0, len(starts), _CHUNK)]
    with ThreadPoolExecutor(workers()) as pool:
        jobs = pool.map(run, chunks)
        try:
            for done, some in enumerate(jobs, start=1):
                found += some
                progress(done / len(chunks), "fires")
        except BaseException:
            stop[0] = 1
            pool.shutdown(cancel_futures=True)
            raise
    return found


class _Burner:
    """The memory of one thread."""

    def __init__(self, fire: Fire, targets: Targets, stop: NDArray[np.uint8]) -> None:
        grid = fire.landscape.grid
        self._grid, self._targets = grid, targets
        self._burns = fire.landscape.burns.ravel()
        self._runner = Runner(fire, stop)
        self._mark = np.zeros(grid.cells, dtype=np.int32)
        self._grown = np.empty(grid.cells, dtype=np.int32)
        self._soonest = np.full(max(targets.count, 1), np.inf)
        self._hit = np.empty(max(targets.count, 1), dtype=np.int32)
        self._turn = 0

    def burn(
        self,
        cells: NDArray[np.int64],
        steps: NDArray[np.float64],
        where: NDArray[np.int32],
        area: NDArray[np.float64],
    ) -> Reach:
        from layers.spread.beside import beside

        burning = cells[self._burns[cells]]
        runner, grid = self._runner, self._grid
        reached = runner.run(burning, float(steps[-1]))
        self._turn += 1
        count, hits = beside(
            reached, runner.minutes, self._targets.slot, grid.rows, grid.columns, self._mark, self._turn, self._grown,
            self._soonest, self._hit,
        )  # fmt: skip
        target = np.sort(self._hit[:hits])
        minutes = self._soonest[target]
        self._soonest[target] = np.inf
        ordered = np.sort(reached)  # sums do not depend on the order in which cells were met
        counties, at = np.unique(where[ordered], return_inverse=True)
        when = runner.minutes[ordered]
        step = np.searchsorted(steps, when)
        burnt = np.bincount(at * len(steps) + step, weights=area[ordered], minlength=len(counties) * len(steps))
        first = np.full(len(counties), np.inf)
        np.minimum.at(first, at, when)
        inside = counties >= 0
        return Reach(
            burns=len(burning) > 0,
            target=target,
            minutes=minutes,
            county=counties[inside].astype(np.int64),
            first_min=first[inside],
            area_ha=burnt.reshape(len(counties), len(steps)).cumsum(axis=1)[inside],
            grown=np.sort(self._grown[:count]),
        )
