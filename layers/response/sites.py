"""Where another depot would reach most, and how much there is for how many.

Maximal covering: R. Church & C. ReVelle 1974, *The maximal covering location problem*, Papers of the Regional Science
Association 32:101–118.  Two-step floating catchments: W. Luo & F. Wang 2003, Environment and Planning B 30:865–884.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.response.land import ResponseLand, road_links
from layers.response.roads import joined
from layers.response.travel import PlaceWays, Travel, Window

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Bools = NDArray[np.bool_]

#: With so many candidates or fewer every choice is tried; with more, the best is taken one after another.
EXACT_CANDIDATES = 20


@dataclass(frozen=True)
class Sites:
    """Chosen sites.

    Attributes
    ----------
    chosen : tuple of int
        Rows of the candidates, in the order they were taken; ascending where all choices were tried.
    gained : tuple of float
        Weight that is newly reached with each, in that order.
    already : float
        Weight that is reached without them.
    is_exact : bool
        All choices were tried; else one after another, at least 63 % of the best (1 − 1/e).
    """

    chosen: tuple[int, ...]
    gained: tuple[float, ...]
    already: float
    is_exact: bool


def best_sites(reaches: Bools, weight: Floats, already: Bools, count: int) -> Sites:
    """Choose sites that together reach most of what is not reached yet.

    Parameters
    ----------
    reaches : bool, (C, n)
        Whether candidate c reaches place i in time.
    weight : float64, (n,)
    already : bool, (n,)
        What is reached as it is.
    count : int
        How many sites.  A site that gains nothing is not chosen.
    """
    reached = float(np.nan_to_num(weight)[already].sum())
    weight = np.where(already, 0.0, np.nan_to_num(weight))
    count = min(count, len(reaches))
    if len(reaches) <= EXACT_CANDIDATES and count > 1:
        best = max(
            combinations(range(len(reaches)), count),
            key=lambda some: (float(weight[reaches[list(some)].any(axis=0)].sum()), tuple(-one for one in some)),
            default=(),
        )
        order, is_exact = list(best), True
    else:
        order, is_exact = [], count <= 1
        left = weight.copy()
        for _ in range(count):
            gains = reaches @ left
            one = int(np.argmax(gains))
            if gains[one] <= 0.0:
                break
            order.append(one)
            left[reaches[one]] = 0.0
    gained, kept, left = [], [], weight.copy()
    for one in order:
        gain = float(left[reaches[one]].sum())
        if gain > 0.0:
            kept.append(one)
            gained.append(gain)
            left[reaches[one]] = 0.0
    return Sites(tuple(kept), tuple(gained), reached, is_exact)


def catchments(
    minutes: NDArray[np.floating[Any]], supply: Floats, people: Floats, within_min: float
) -> tuple[Floats, Floats]:
    """Return access by two-step floating catchments.

    R_j = S_j / Σ P_k over the places k that j reaches in time; A_i = Σ R_j over all j that reach i in time.  Where each
    supply reaches somebody Σ A_i P_i = Σ S_j.

    Parameters
    ----------
    minutes : float, (S, n)
        From each supply to each place; inf where it does not come.
    supply : float64, (S,)
        People of a team, or anything that is shared; nan counts for nothing.
    people : float64, (n,)
        nan counts for nothing.
    within_min : float

    Returns
    -------
    access : float64, (n,)
        Supply for each person.
    ratio : float64, (S,)
        nan where nobody is within reach.
    """
    near = minutes <= within_min
    demand = near @ np.nan_to_num(people)
    ratio = np.divide(np.nan_to_num(supply), demand, out=np.full(len(supply), np.nan), where=demand > 0.0)
    return np.asarray(np.nan_to_num(ratio) @ near, dtype=np.float64), ratio


def place_minutes(travel: Travel, ways: PlaceWays, limit_min: float) -> NDArray[np.float32]:
    """Return minutes from every responder to every place; float32, (S, ways.count); inf beyond the limit."""
    land, pace = travel.land, travel.pace
    columns = land.grid.columns
    out = np.full((len(land.who), ways.count), np.inf, dtype=np.float32)
    if len(out) == 0:
        return out
    tail, head, back, on = travel.exit_nodes
    by_node = travel.by_node
    r_tail, r_head, r_back, r_on = travel.graph.nodes_near(ways.roads.at)
    exits_by_cell = np.argsort(land.exits.cell, kind="stable")
    sorted_cells = land.exits.cell[exits_by_cell]
    for place in range(ways.count):
        mine = np.flatnonzero(ways.cells.place == place)
        cells = ways.cells.cell[mine]
        if len(cells):
            window = travel.window(cells)
            labels = np.zeros(len(cells), dtype=np.int32)
            walked = travel.walked(
                window, window.own(cells, columns), ways.cells.metres[mine] * pace, labels, 1, is_reverse=True
            ).minutes[:, 0]
            at, foot_min = _exits_in(window, walked, columns, exits_by_cell, sorted_cells)
            foot_min = foot_min + land.exits.metres[at] * pace
            kept = (foot_min <= limit_min) & (tail[at] >= 0)
            at, foot_min = at[kept], foot_min[kept]
            if len(at):
                here = np.minimum(by_node[:, tail[at]] + back[at], by_node[:, head[at]] + on[at]) + foot_min
                out[:, place] = np.minimum(out[:, place], here.min(axis=1))
            own = window.own(land.by_foot.cell, columns)
            near = np.flatnonzero(own >= 0)
            alone = walked[own[near]] + land.by_foot.metres[near] * pace + travel.turnout_min[land.by_foot.place[near]]
            np.minimum.at(out[:, place], land.by_foot.place[near], alone.astype(np.float32))
        straight = np.flatnonzero((ways.roads.place == place) & (r_tail >= 0))
        if len(straight):
            walk = ways.roads.metres[straight] * pace
            here = np.minimum(
                by_node[:, r_tail[straight]] + r_back[straight], by_node[:, r_head[straight]] + r_on[straight]
            )
            out[:, place] = np.minimum(out[:, place], (here + walk).min(axis=1))
    out[out > limit_min] = np.inf
    return out


def _exits_in(
    window: Window, walked: Floats, columns: int, order: Integers, sorted_cells: Integers
) -> tuple[Integers, Floats]:
    """Return the exits into cells of a window that are walked over, and the minutes from there."""
    near = np.flatnonzero(np.isfinite(walked))
    row, column = np.divmod(near, window.right - window.left)
    cell = (row + window.top) * columns + column + window.left
    first, last = np.searchsorted(sorted_cells, cell), np.searchsorted(sorted_cells, cell, side="right")
    count = last - first
    at = np.repeat(first, count) + np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    return order[at], np.repeat(walked[near], count)


def with_candidates(land: ResponseLand, points: NDArray[np.object_], turnout_min: float) -> ResponseLand:
    """Return the land with candidates for sites in place of those who set out; rows of ``who`` are the candidates."""
    import geopandas as gpd

    from layers.response.land import CellLinks
    from layers.response.responders import RESPONDER_COLUMNS

    links = road_links(land.roads.lines, land.ground, points, land.settings.depot_access_m)
    roads = joined(land.roads.lines, land.roads.kind, land.roads.name, land.settings.join_m, links.at)
    xy = shapely.get_coordinates(points).reshape(-1, 2)
    blank: dict[str, object] = dict.fromkeys(RESPONDER_COLUMNS[:-1], "")
    who = gpd.GeoDataFrame(
        {name: [value] * len(points) for name, value in blank.items()}, geometry=points, crs=land.who.crs
    )
    who["turnout_min"], who["strength"], who["turnout_known"] = turnout_min, np.nan, False
    by_foot = CellLinks(*land.ground.links(xy[:, 0], xy[:, 1]))
    return replace(land, roads=roads, who=who, by_road=links, by_foot=by_foot)
