"""Where a fire must have started to reach a place in time, and how long until it is the neighbour's.

Over the transposed graph, exact and without sampling.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from layers.progress import Progress, silent
from layers.spread.landscape import Landscape
from layers.spread.travel import Fire, Runner


@dataclass(frozen=True)
class LeadTime:
    """Minutes from a start to the first cell of another county, or to the line of one whose fuel is not known.

    Attributes
    ----------
    minutes : float64, (rows, columns)
        inf where the fire does not leave its county within the limit; nan outside every county and where nothing burns.
    receiver : int32, (rows, columns)
        Index of the county it enters first; −1 where it does not.
    """

    minutes: NDArray[np.float64]
    receiver: NDArray[np.int32]


def fireshed(fire: Fire, target: NDArray[np.bool_], limit_min: float) -> NDArray[np.float64]:
    """Return how long a fire from each cell takes to the nearest cell of a target; inf beyond the limit.

    Parameters
    ----------
    fire : Fire
    target : bool, (rows, columns)
        A county, a village's cells; what does not burn there is not reached.
    limit_min : float

    Notes
    -----
    F_b(T) = {x ∉ b : τ(x → b) ≤ T}: one shortest-path run over the transposed graph from all burnable cells of b.
    With wind τ(x → y) ≠ τ(y → x).
    """
    runner = Runner(fire)
    runner.run(np.flatnonzero(target & fire.landscape.burns), limit_min, is_reverse=True)
    return runner.minutes.reshape(target.shape).copy()


def reachable_rim(place: NDArray[np.bool_], landscape: Landscape, reach: int) -> NDArray[np.bool_]:
    """Return burnable cells next to a place, within ``reach`` cells but outside it.

    A village does not burn itself on most fuel maps; a fire has come to it when it is beside it.
    """
    return _grown(place, reach) & ~place & landscape.burns


def lead_times(
    fire: Fire,
    county: NDArray[np.int32],
    count: int,
    limit_min: float,
    progress: Progress = silent,
    *,
    dark: Collection[int] = (),
) -> LeadTime:
    """Return, for every cell, the minutes until a fire that starts there is another county's problem.

    Parameters
    ----------
    fire : Fire
    county : int32, (rows, columns)
        Index of the county of each cell, −1 outside all.
    count : int
        Number of counties.
    limit_min : float
    dark : collection of int
        Counties about whose fuel nothing is known: a fire beside their land has come to their line, and that is all
        that can be said.

    Notes
    -----
    For each county, one run over the transposed graph from the foreign cells within one move of it: the first foreign
    cell on any way out is one of them, so the time is exact.  Land outside every loaded county is nobody's: entering it
    does not count, nor does a way through it.
    """
    inside = np.where(county < 0, np.float32(0.0), fire.landscape.fuel)
    landscape = replace(fire.landscape, fuel=inside)
    fire = replace(fire, landscape=landscape)
    burns = landscape.burns
    minutes = np.where(burns & (county >= 0), np.inf, np.nan)
    receiver = np.full(county.shape, -1, dtype=np.int32)
    runner = Runner(fire)
    reach = int(np.abs(fire.around.rows).max())
    for index in range(count):
        rows, columns = np.nonzero(county == index)
        if len(rows) == 0:
            continue
        window = (_span(rows, reach), _span(columns, reach))
        here = county[window]
        rim = np.zeros(county.shape, dtype=bool)
        near = _grown(here == index, reach)
        rim[window] = near & (here >= 0) & (here != index) & burns[window]
        starts = np.flatnonzero(rim)
        entered = county.ravel()[starts]
        for one in sorted(set(dark) - {index}):
            edge = np.zeros(county.shape, dtype=bool)
            edge[window] = _grown(here == one, 1) & (here == index) & burns[window]
            cells = np.flatnonzero(edge)
            starts = np.append(starts, cells)
            entered = np.append(entered, np.full(len(cells), one, dtype=entered.dtype))
        if len(starts):
            reached = runner.run(starts, limit_min, is_reverse=True)
            mine = reached[county.ravel()[reached] == index]
            minutes.ravel()[mine] = runner.minutes[mine]
            receiver.ravel()[mine] = entered[runner.start[mine]]
        progress((index + 1) / count, "lead_times")
    return LeadTime(minutes, receiver)


def _span(values: NDArray[np.int64], reach: int) -> slice:
    return slice(max(int(values.min()) - reach, 0), int(values.max()) + reach + 1)


def _grown(mask: NDArray[np.bool_], reach: int) -> NDArray[np.bool_]:
    """Return a mask grown by ``reach`` cells on every side, corners included."""
    out = mask.copy()
    for _ in range(reach):
        tall = out.copy()
        tall[1:] |= out[:-1]
        tall[:-1] |= out[1:]
        out = tall.copy()
        out[:, 1:] |= tall[:, :-1]
        out[:, :-1] |= tall[:, 1:]
    return out
