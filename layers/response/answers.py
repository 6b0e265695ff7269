"""Who comes first, second and third to every cell and every place, of one's own county and from across the line."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from layers.parallel import workers
from layers.progress import Progress, silent
from layers.response.travel import First, PlaceWays, Travel

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

#: How many who arrive are kept of either side.
ARRIVALS = 3


@dataclass(frozen=True)
class Demand:
    """What needs help, with who comes to it.

    Attributes
    ----------
    county : int32, (n,)
        Row of the counties.
    own : First, (n, k)
        Of the same county.
    across : First, (n, k)
        Of all others.
    """

    county: NDArray[np.int32]
    own: First
    across: First

    @property
    def joint(self) -> First:
        """Whoever comes first, of either side; (n, k)."""
        return joint(self.own, self.across)


@dataclass(frozen=True)
class Answers:
    """Answers for a land.

    Attributes
    ----------
    travel : Travel
    cells : int64, (n,)
        Flat cells inside counties.
    ground : Demand
        Of those cells.
    places : Demand
        Of the places asked about; rows as they were given.  Outside all counties nobody is one's own.
    """

    travel: Travel
    cells: Integers
    ground: Demand
    places: Demand


def joint(own: First, across: First) -> First:
    """Merge two orders of arrival of different responders."""
    k = own.minutes.shape[1]
    minutes = np.concatenate([own.minutes, across.minutes], axis=1)
    who = np.concatenate([own.who, across.who], axis=1)
    order = np.argsort(minutes, axis=1, kind="stable")[:, :k]
    return First(np.take_along_axis(minutes, order, axis=1), np.take_along_axis(who, order, axis=1))


def answers(
    travel: Travel,
    ways: PlaceWays,
    place_county: NDArray[np.int32],
    *,
    k: int = ARRIVALS,
    over_cells: bool = True,
    progress: Progress = silent,
) -> Answers:
    """Work out who comes when.

    Parameters
    ----------
    travel : Travel
        Responders outside every county belong to nobody and are left out.
    ways : PlaceWays
        Of the places (:meth:`Travel.ways`).
    place_county : int32, (ways.count,)
        Row of the counties; −1 outside all.
    k : int
        How many are kept of each side.
    over_cells : bool
        Without, only cells that a place needs are looked at, and ``ground`` is empty.
    progress : Progress
    """
    land = travel.land
    county_row = {code: row for row, code in enumerate(land.counties["code"].tolist())}
    side = np.array([county_row.get(code, -1) for code in land.who["county"].tolist()], dtype=np.int64)
    cells = np.flatnonzero(land.county.ravel() >= 0) if over_cells else np.zeros(0, dtype=np.int64)
    county = land.county.ravel()[cells]
    ground = _blank(len(cells), county, k)
    places = _blank(ways.count, place_county, k)
    _ = travel.by_node, travel.exit_nodes  # made once, before threads ask
    progress(0.2, "response")
    where = np.argsort(county, kind="stable")
    first = np.searchsorted(county[where], np.arange(len(county_row) + 1))
    done, lock = [0], Lock()

    def one(row: int) -> None:
        mine = where[first[row] : first[row + 1]]
        here = np.flatnonzero(place_county == row)
        needed = np.isin(ways.cells.place, here)
        around = np.concatenate([cells[mine], ways.cells.cell[needed]])
        some = _some(ways, here)
        window = travel.window(around)
        own = window.own(cells[mine], land.grid.columns)
        far = travel.distant(around, window) if len(around) else None
        for chosen, of_ground, of_places in (
            (np.flatnonzero(side == row), ground.own, places.own),
            (np.flatnonzero((side != row) & (side >= 0)), ground.across, places.across),
        ):
            if len(chosen) == 0:
                continue
            found = (
                travel.first(chosen, window, k, far)
                if len(around)
                else First(np.zeros((0, k)), np.zeros((0, k), np.int32))
            )
            of_ground.minutes[mine], of_ground.who[mine] = found.minutes[own], found.who[own]
            if len(here):
                at = travel.first_at(chosen, found, window, some, k)
                of_places.minutes[here], of_places.who[here] = at.minutes, at.who
        with lock:
            done[0] += 1
            progress(0.2 + 0.8 * done[0] / len(county_row), "response")

    _in_threads(one, range(len(county_row)))
    return Answers(travel, cells, ground, places)


def _in_threads(function: Callable[[int], None], rows: range) -> None:
    if workers() == 1 or len(rows) < 2:
        for row in rows:
            function(row)
        return
    with ThreadPoolExecutor(workers()) as pool:
        futures = [pool.submit(function, row) for row in rows]
        try:
            for future in futures:
                future.result()
        except BaseException:
            for future in futures:
                future.cancel()
            raise


def _some(ways: PlaceWays, here: Integers) -> PlaceWays:
    """Return the ways of some places, numbered as in ``here``."""
    from layers.response.land import CellLinks, RoadLinks

    number = np.full(ways.count, -1, dtype=np.int64)
    number[here] = np.arange(len(here))
    c, r = np.isin(ways.cells.place, here), np.isin(ways.roads.place, here)
    cells = CellLinks(number[ways.cells.place[c]], ways.cells.cell[c], ways.cells.metres[c])
    return PlaceWays(len(here), cells, RoadLinks(number[ways.roads.place[r]], ways.roads.at[r], ways.roads.metres[r]))


def _blank(count: int, county: NDArray[np.int32], k: int) -> Demand:
    def nobody() -> First:
        return First(np.full((count, k), np.inf, dtype=np.float32), np.full((count, k), -1, dtype=np.int16))

    return Demand(county, nobody(), nobody())
