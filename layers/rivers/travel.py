"""Following the water through the network, down or up, with lengths and times."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.rivers.network import RiverNetwork

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class Place:
    """A place on the network: edge, running measure, and how far from what was asked it lies."""

    edge: int
    measure: float
    offset_m: float


@dataclass(frozen=True)
class Travel:
    """What can be reached from a place: one stretch for each edge, the first reached first.

    Attributes
    ----------
    edge : int64, (r,)
    start, end : float64, (r,)
        Running measures in the order the water (or, upstream, the search) passes them: ``end`` < ``start`` where it
        runs against the line.
    distance_m, minutes : float64, (r,)
        At ``start``: along the way that is quickest.
    speed_ms : float64, (r,)
    undecided : int64, (u,)
        Edges that are met where it cannot be said which way they run: nothing is known beyond.
    outlets : int64, (o,)
        Nodes where the way ends.
    is_upstream : bool
    """

    edge: IntArray
    start: FloatArray
    end: FloatArray
    distance_m: FloatArray
    minutes: FloatArray
    speed_ms: FloatArray
    undecided: IntArray
    outlets: IntArray
    is_upstream: bool

    @property
    def length_m(self) -> FloatArray:
        """Length of each stretch."""
        return np.abs(self.end - self.start)

    def at(self, stretch: IntArray, measure: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return distance (m) and minutes at running measures of some stretches."""
        along = np.abs(measure - self.start[stretch])
        return self.distance_m[stretch] + along, self.minutes[stretch] + along / self.speed_ms[stretch] / 60.0


def nearest(network: RiverNetwork, x: float, y: float, within_m: float) -> Place | None:
    """Return the place of the network nearest to a point (metric CRS); None when none is within reach."""
    if network.edges == 0:
        return None
    point = shapely.Point(x, y)
    lines = network.geometry()
    found = shapely.STRtree(lines).query(point, predicate="dwithin", distance=within_m)
    if len(found) == 0:
        return None
    away = shapely.distance(lines[found], point)
    edge = int(found[np.lexsort([found, np.round(away, 3)])[0]])
    return Place(edge, measure_at(network, edge, point), float(shapely.distance(lines[edge], point)))


def measure_at(network: RiverNetwork, edge: int, point: shapely.Point) -> float:
    """Return the running measure of the place of an edge nearest to a point."""
    course, start, end = network.course, float(network.start[edge]), float(network.end[edge])
    inner = course.measure[(course.measure > start) & (course.measure < end)]
    nodes = np.concatenate([[start], inner, [end]])
    x, y = course.at(nodes)
    total = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    line = shapely.LineString(np.column_stack([x, y]))
    return float(np.interp(shapely.line_locate_point(line, point), total, nodes))


def follow(
    network: RiverNetwork,
    place: Place,
    speed_ms: FloatArray,
    *,
    upstream: bool = False,
    limit_min: float = np.inf,
) -> Travel:
    """Follow the water from a place, every branch of it.

    Parameters
    ----------
    network : RiverNetwork
    place : Place
    speed_ms : ndarray, (e,)
        Of each edge, above 0.
    upstream : bool
        Where it comes from instead: the times are those the water needs to the place.
    limit_min : float
        What is reached later is left out, the last stretches are cut.

    Returns
    -------
    Travel
        Empty, with the place's own edge ``undecided``, where it is not known which way that edge runs.

    Notes
    -----
    t = Σ L/v; where branches meet again the earliest counts (Dijkstra 1959).
    """
    direction = network.direction * (-1 if upstream else 1)
    if direction[place.edge] == 0:
        return _travel([], np.array([place.edge]), np.zeros(0, dtype=np.int64), speed_ms, upstream)
    begin = np.where(direction < 0, network.head, network.tail)
    finish = np.where(direction < 0, network.tail, network.head)
    known = np.flatnonzero(direction != 0)
    order = known[np.argsort(begin[known], kind="stable")]
    first = np.searchsorted(begin[order], np.arange(network.nodes + 1))
    open_ = np.flatnonzero(direction == 0)
    seconds = network.length_m / speed_ms

    last = float(network.end[place.edge] if direction[place.edge] > 0 else network.start[place.edge])
    length = abs(last - place.measure)
    rows = [(place.edge, place.measure, last, 0.0, 0.0)]
    arrival = {int(finish[place.edge]): (length / float(speed_ms[place.edge]) / 60.0, length)}
    queue = [(arrival[int(finish[place.edge])][0], int(finish[place.edge]))]
    done: set[int] = set()
    taken = {place.edge}
    while queue:
        minutes, node = heapq.heappop(queue)
        if node in done or minutes > limit_min:
            continue
        done.add(node)
        distance = arrival[node][1]
        for edge in order[first[node] : first[node + 1]].tolist():
            if edge in taken:
                continue
            taken.add(edge)
            forward = direction[edge] > 0
            ends = (float(network.start[edge]), float(network.end[edge]))
            rows.append((edge, *(ends if forward else ends[::-1]), distance, minutes))
            following = int(finish[edge])
            later = minutes + float(seconds[edge]) / 60.0
            if following not in arrival or later < arrival[following][0]:
                arrival[following] = (later, distance + float(network.length_m[edge]))
                heapq.heappush(queue, (later, following))
    reached = np.array(sorted(done), dtype=np.int64)
    undecided = open_[np.isin(network.tail[open_], reached) | np.isin(network.head[open_], reached)]
    out = np.bincount(begin[known], minlength=network.nodes) > 0
    waiting = np.bincount(np.append(network.tail[open_], network.head[open_]), minlength=network.nodes) > 0
    ends_here = reached[~out[reached] & ~waiting[reached]] if len(reached) else reached
    return _limited(_travel(rows, undecided, ends_here, speed_ms, upstream), limit_min)


def _travel(
    rows: list[tuple[int, float, float, float, float]],
    undecided: IntArray,
    ends: IntArray,
    speed_ms: FloatArray,
    upstream: bool,
) -> Travel:
    table = np.array(rows, dtype=float).reshape(-1, 5)
    edge = table[:, 0].astype(np.int64)
    order = np.lexsort([edge, table[:, 4]])
    table, edge = table[order], edge[order]
    return Travel(
        edge, table[:, 1], table[:, 2], table[:, 3], table[:, 4], speed_ms[edge], np.unique(undecided), ends, upstream
    )


def _limited(travel: Travel, limit_min: float) -> Travel:
    """Cut what is reached later than the limit."""
    if not np.isfinite(limit_min):
        return travel
    farthest = np.maximum(limit_min - travel.minutes, 0.0) * 60.0 * travel.speed_ms
    length = np.minimum(travel.length_m, farthest)
    end = travel.start + np.sign(travel.end - travel.start) * length
    kept = length > 0
    return Travel(
        travel.edge[kept],
        travel.start[kept],
        end[kept],
        travel.distance_m[kept],
        travel.minutes[kept],
        travel.speed_ms[kept],
        travel.undecided,
        travel.outlets,
        travel.is_upstream,
    )
