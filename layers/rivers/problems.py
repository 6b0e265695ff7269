"""What is wrong with a river network, all of it told together and each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers import crs
from layers.rivers.directions import Evidence
from layers.rivers.graph import bridges, components, strong_components
from layers.rivers.network import RiverNetwork

IntArray = NDArray[np.int64]


class Problem(StrEnum):
    """What can be wrong."""

    CYCLE = "cycle"  # the water would run in a circle
    LOOP = "loop"  # two ways from one node to another: an island, or a line drawn twice
    HEAD_ON = "head_on"  # edges that meet, all of them flowing in
    AGAINST = "against"  # by the terrain the water runs the other way
    DANGLING = "dangling"  # an end that nearly meets another line
    ENDS_INSIDE = "ends_inside"  # the water ends in the middle of a county
    OUTLETS = "outlets"  # one piece with several outlets
    PIECE = "piece"  # a piece that hangs together with no other
    CROSSES = "crosses"  # two lines cross without a node
    UNKNOWN = "unknown"  # which way it runs is not known


#: Columns of :func:`find`.
PROBLEM_COLUMNS = ("problem", "name", "object_uid", "number", "amount_m", "geometry")

#: An end this many times the snap away from another line is told as nearly meeting it.
_NEARLY = 10.0


@dataclass(frozen=True)
class _Found:
    problem: Problem
    at: shapely.Geometry  # metric
    line: int = -1
    number: int = 0
    amount_m: float = float("nan")


def find(
    network: RiverNetwork,
    *,
    snap_m: float,
    dem_noise_m: float,
    inside: shapely.Geometry | None = None,
) -> gpd.GeoDataFrame:
    """Return everything that is wrong with a network.

    Parameters
    ----------
    network : RiverNetwork
    snap_m : float
        What it was built with.
    dem_noise_m : float
        A rise by more than this against the direction that is stated is told.
    inside : polygon, optional
        Where counties, and no sea or lake, are, metric CRS: water that ends in it, farther than 10 × ``snap_m`` from
        its outline, has no outlet.

    Returns
    -------
    GeoDataFrame, EPSG:4490
        Columns :data:`PROBLEM_COLUMNS`: ``number`` counts edges, outlets or features, ``amount_m`` is a length, a
        distance or a height by kind; the geometry is where to look.
    """
    found = [
        *_cycles(network),
        *_loops(network),
        *_head_on(network),
        *_against(network, dem_noise_m),
        *_dangling(network, snap_m),
        *_crossing(network, snap_m),
        *_outlets(network, snap_m, inside),
        *_pieces(network),
        *_unknown(network),
    ]
    line = np.array([one.line for one in found], dtype=np.int64)
    frame = pd.DataFrame(
        {
            "problem": [one.problem.value for one in found],
            "name": _of(network, "name", line),
            "object_uid": _of(network, "object_uid", line),
            "number": [one.number for one in found],
            "amount_m": [float(one.amount_m) for one in found],
        }
    )
    shapes = crs.transform(np.array([one.at for one in found], dtype=object), network.course.metric, crs.STORAGE_CRS)
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(list(shapes), crs=crs.STORAGE_CRS))[list(PROBLEM_COLUMNS)]


def outlets(network: RiverNetwork) -> NDArray[np.bool_]:
    """Tell which nodes water only comes to."""
    known = network.direction != 0
    comes = np.bincount(network.target[known], minlength=network.nodes) > 0
    goes = np.bincount(network.source[known], minlength=network.nodes) > 0
    unknown = network.direction == 0
    open_ = np.bincount(np.append(network.tail[unknown], network.head[unknown]), minlength=network.nodes) > 0
    return np.asarray(comes & ~goes & ~open_)


def pieces(network: RiverNetwork) -> IntArray:
    """Return for each edge the number of its connected piece, the longest first: 0, 1 …"""
    label = components(network.nodes, network.tail, network.head)[network.tail]
    if len(label) == 0:
        return label
    values, of = np.unique(label, return_inverse=True)
    length = np.bincount(of, weights=network.length_m, minlength=len(values))
    order = np.lexsort([values, -np.round(length, 3)])
    rank = np.empty(len(values), dtype=np.int64)
    rank[order] = np.arange(len(values))
    return rank[of]


def _of(network: RiverNetwork, column: str, line: IntArray) -> list[str]:
    values = np.append(network.lines[column].astype(str).to_numpy(dtype=object), "")
    return [str(value) for value in values[line]]


def _groups(label: IntArray, members: IntArray) -> Iterator[IntArray]:
    """Yield the members that share a label."""
    order = np.argsort(label[members], kind="stable")
    ordered = members[order]
    yield from np.split(ordered, np.flatnonzero(np.diff(label[ordered])) + 1) if len(ordered) else []


def _together(network: RiverNetwork, edges: IntArray) -> shapely.Geometry:
    return shapely.MultiLineString(list(network.course.lines(network.start[edges], network.end[edges])))


def _cycles(network: RiverNetwork) -> Iterator[_Found]:
    known = np.flatnonzero(network.direction != 0)
    source, target = network.source[known], network.target[known]
    strong = strong_components(network.nodes, source, target)
    same = known[strong[source] == strong[target]]
    for edges in _groups(strong[network.source], same):
        yield _Found(
            Problem.CYCLE,
            _together(network, edges),
            int(network.line[edges[0]]),
            len(edges),
            float(network.length_m[edges].sum()),
        )


def _loops(network: RiverNetwork) -> Iterator[_Found]:
    """One finding for each set of edges that hang together without a bridge, cycles of the flow told apart."""
    in_loop = ~bridges(network.nodes, network.tail, network.head)
    edges = np.flatnonzero(in_loop)
    label = components(network.nodes, network.tail[edges], network.head[edges])
    for group in _groups(label[network.tail], edges):
        nodes = len(np.unique(np.append(network.tail[group], network.head[group])))
        yield _Found(
            Problem.LOOP,
            _together(network, group),
            int(network.line[group[0]]),
            len(group) - nodes + 1,
            float(network.length_m[group].sum()),
        )


def _head_on(network: RiverNetwork) -> Iterator[_Found]:
    meets = np.flatnonzero(outlets(network) & (network.degree() > 1))
    points = network.node_points()
    for node in meets:
        edges = np.flatnonzero((network.tail == node) | (network.head == node))
        # Branches that part and end together at the sea are a delta; lines of one name that meet are not.
        if len(edges) == 2:
            yield _Found(Problem.HEAD_ON, points[node], int(network.line[edges[0]]), len(edges))


def _against(network: RiverNetwork, noise_m: float) -> Iterator[_Found]:
    stated = {Evidence.ATTRIBUTE, Evidence.USER}
    first = np.unique(network.line, return_index=True)[1] if network.edges else np.zeros(0, dtype=np.int64)
    for edge in first:
        line = int(network.line[edge])
        rise = -float(network.drop_m[line]) * int(network.direction[edge])
        if network.evidence[edge] in stated and rise > noise_m:
            whole = network.course.lines(
                network.course.measure[network.course.first[[line]]],
                network.course.measure[network.course.last[[line]]],
            )[0]
            yield _Found(Problem.AGAINST, whole, line, 1, rise)


def _dangling(network: RiverNetwork, snap_m: float) -> Iterator[_Found]:
    nodes = np.flatnonzero(network.degree() == 1)
    if len(nodes) == 0:
        return
    edge = np.full(network.nodes, -1, dtype=np.int64)
    edge[network.tail] = np.arange(network.edges)
    edge[network.head] = np.arange(network.edges)
    points, lines = network.node_points(), network.geometry()
    at, near = shapely.STRtree(lines).query(points[nodes], predicate="dwithin", distance=_NEARLY * snap_m)
    own = edge[nodes[at]] == near
    # Edges that meet the end's own edge at its other end are near by nature when it is short.
    far_end = network.tail[edge[nodes]] + network.head[edge[nodes]] - nodes
    beside = (network.tail[near] == far_end[at]) | (network.head[near] == far_end[at])
    at, near = at[~own & ~beside], near[~own & ~beside]
    gap = shapely.distance(points[nodes[at]], lines[near])
    order = np.lexsort([gap, at])
    at, near, gap = at[order], near[order], gap[order]
    first = np.append(True, at[1:] != at[:-1]) if len(at) else np.zeros(0, dtype=bool)
    for node, distance in zip(nodes[at[first]], gap[first], strict=True):
        yield _Found(Problem.DANGLING, points[node], int(network.line[edge[node]]), 1, float(distance))


def _crossing(network: RiverNetwork, snap_m: float) -> Iterator[_Found]:
    lines = network.geometry()
    if len(lines) == 0:
        return
    a, b = shapely.STRtree(lines).query(lines, predicate="crosses")
    a, b = a[a < b], b[a < b]
    met = shapely.intersection(lines[a], lines[b])
    nodes = network.node_points()
    for one, place in zip(a, met, strict=True):
        for point in shapely.points(shapely.get_coordinates(shapely.extract_unique_points(place))):
            ends = nodes[np.unique([network.tail[one], network.head[one]])]
            if shapely.distance(ends, point).min() > 2 * snap_m:
                yield _Found(Problem.CROSSES, point, int(network.line[one]), 1)


def _outlets(network: RiverNetwork, snap_m: float, inside: shapely.Geometry | None) -> Iterator[_Found]:
    """Pieces with several outlets, and outlets in the middle of a county."""
    ends = np.flatnonzero(outlets(network))
    points = network.node_points()
    label = components(network.nodes, network.tail, network.head)
    edge = np.full(network.nodes, -1, dtype=np.int64)
    known = np.flatnonzero(network.direction != 0)
    edge[network.target[known]] = known
    for nodes in _groups(label, ends):
        if len(nodes) > 1:
            yield _Found(
                Problem.OUTLETS, shapely.MultiPoint(list(points[nodes])), int(network.line[edge[nodes[0]]]), len(nodes)
            )
    if inside is None or len(ends) == 0:
        return
    shapely.prepare(inside)
    within = shapely.contains(inside, points[ends])
    rim = shapely.boundary(inside)
    for node in ends[within]:
        away = float(shapely.distance(rim, points[node]))
        if away > _NEARLY * snap_m:
            yield _Found(Problem.ENDS_INSIDE, points[node], int(network.line[edge[node]]), 1, away)


def _pieces(network: RiverNetwork) -> Iterator[_Found]:
    piece = pieces(network)
    for edges in _groups(piece, np.flatnonzero(piece > 0)):
        longest = edges[int(np.argmax(np.round(network.length_m[edges], 3)))]
        yield _Found(
            Problem.PIECE,
            _together(network, edges),
            int(network.line[longest]),
            len(edges),
            float(network.length_m[edges].sum()),
        )


def _unknown(network: RiverNetwork) -> Iterator[_Found]:
    open_ = np.flatnonzero(network.direction == 0)
    for edges in _groups(network.line, open_):
        yield _Found(
            Problem.UNKNOWN,
            _together(network, edges),
            int(network.line[edges[0]]),
            len(edges),
            float(network.length_m[edges].sum()),
        )
