"""Roads as a graph: lines joined where they truly meet, cut where they are closed, and where they can be left.

Positions are a line and metres along it, so a speed or a closure changes no geometry: what is closed is taken out of
the pieces between junctions, and nothing new comes in its place.  Closing a road can therefore never shorten a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers.flat import ranges
from layers.response.settings import RoadClass, road_class
from layers.spread.landscape import Grid

Objects = NDArray[np.object_]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

#: Positions this close to each other are one junction.
_SAME_M = 0.05
#: A road further than all others, for the order of positions.
_CLASSES = tuple(RoadClass)


@dataclass(frozen=True)
class Positions:
    """Places on lines: ``line`` (n,) rows of the network's lines, ``along_m`` (n,) metres from their beginning."""

    line: Integers
    along_m: Floats

    def __len__(self) -> int:
        return len(self.line)

    def __getitem__(self, chosen: NDArray[np.bool_] | Integers) -> Positions:
        return Positions(self.line[chosen], self.along_m[chosen])


NOWHERE = Positions(np.zeros(0, dtype=np.int64), np.zeros(0))


@dataclass(frozen=True)
class Roads:
    """Lines and their junctions.

    Attributes
    ----------
    lines : ndarray of LineString, (L,)
        Metric CRS.
    kind : int64, (L,)
        Row of :class:`RoadClass`.
    name : ndarray of str, (L,)
    piece_line : int64, (E,)
        Pieces between junctions, by line and along it.
    piece_from_m, piece_to_m : float64, (E,)
    piece_tail, piece_head : int64, (E,)
        Junctions.
    junctions : int
        How many there are.
    """

    lines: Objects
    kind: Integers
    name: Objects
    piece_line: Integers
    piece_from_m: Floats
    piece_to_m: Floats
    piece_tail: Integers
    piece_head: Integers
    junctions: int

    @cached_property
    def tree(self) -> shapely.STRtree:
        """The index of the lines."""
        return shapely.STRtree(self.lines)

    @property
    def length_m(self) -> float:
        """All roads together."""
        return float((self.piece_to_m - self.piece_from_m).sum())


@dataclass(frozen=True)
class RoadGraph:
    """Roads that can be driven, under some speeds and closures.

    Attributes
    ----------
    roads : Roads
    pace_min_m : float64, (L,)
        Minutes per metre of each line.
    line, from_m, to_m, tail, head : arrays, (P,)
        Open pieces by line and along it, and their nodes.
    first : int64, (N + 1,)
    to : int64, (2 P,)
    minutes : float64, (2 P,)
        Edges of node i are ``first[i]:first[i + 1]``.
    """

    roads: Roads
    pace_min_m: Floats
    line: Integers
    from_m: Floats
    to_m: Floats
    tail: Integers
    head: Integers
    first: Integers
    to: Integers
    minutes: Floats

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.first) - 1

    @cached_property
    def _order(self) -> Floats:
        return self.line * _FAR_M + self.from_m

    def piece_of(self, at: Positions) -> Integers:
        """Return the open piece of each position; −1 where the road is closed."""
        if len(self.line) == 0 or len(at) == 0:
            return np.full(len(at), -1, dtype=np.int64)
        found = np.searchsorted(self._order, at.line * _FAR_M + at.along_m + 1e-6, side="right") - 1
        found = np.maximum(found, 0)
        inside = (self.line[found] == at.line) & (at.along_m <= self.to_m[found] + 1e-6)
        inside &= at.along_m >= self.from_m[found] - 1e-6
        return np.where(inside, found, -1)

    def nodes_near(self, at: Positions) -> tuple[Integers, Integers, Floats, Floats]:
        """Return tail and head of each position's piece, and the minutes to both; −1 and inf where it is closed."""
        piece = self.piece_of(at)
        pace = self.pace_min_m[at.line]
        is_open = piece >= 0
        if not len(self.line):
            far = np.full(len(at), np.inf)
            return piece, piece, far, far
        back = np.where(is_open, np.maximum(at.along_m - self.from_m[piece], 0.0) * pace, np.inf)
        on = np.where(is_open, np.maximum(self.to_m[piece] - at.along_m, 0.0) * pace, np.inf)
        return np.where(is_open, self.tail[piece], -1), np.where(is_open, self.head[piece], -1), back, on


_FAR_M = 1e8


def road_lines(frames: Sequence[gpd.GeoDataFrame], epsg: int) -> tuple[Objects, Integers, Objects]:
    """Return the lines of road layers, their classes (rows of :class:`RoadClass`) and names; closures are left out.

    Parameters
    ----------
    frames : sequence of GeoDataFrame
        Any CRS.  The class is read from the column of classes, else from ``kind`` or the name.
    epsg : int
        Metric CRS of the result.
    """
    from layers.patrol.block_model import road_class_column

    lines: list[Objects] = []
    kinds: list[Integers] = []
    names: list[Objects] = []
    for frame in frames:
        kept = frame[~_is_closed(frame)] if len(frame) else frame
        if not len(kept):
            continue
        shapes = shapely.force_2d(kept.geometry.to_crs(epsg=epsg).to_numpy())
        parts, row = shapely.get_parts(shapes, return_index=True)
        good = (shapely.get_type_id(parts) == 1) & (shapely.length(parts) > 0.0)
        columns = [name for name in (road_class_column(kept), "kind", "name") if name and name in kept.columns]
        texts = kept[columns].fillna("").astype(str).to_numpy() if columns else np.full((len(kept), 1), "")
        kind = np.array([_CLASSES.index(road_class(*one)) for one in texts.tolist()], dtype=np.int64)
        name = kept["name"].fillna("").astype(str).to_numpy(dtype=object) if "name" in kept.columns else None
        lines.append(parts[good])
        kinds.append(kind[row[good]])
        names.append(np.full(int(good.sum()), "", dtype=object) if name is None else name[row[good]])
    if not lines:
        return np.zeros(0, dtype=object), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=object)
    return np.concatenate(lines), np.concatenate(kinds), np.concatenate(names)


def closures_of(frames: Sequence[gpd.GeoDataFrame], on: str = "") -> gpd.GeoDataFrame:
    """Return the recorded closed roads of road layers that hold on a day.

    Parameters
    ----------
    frames : sequence of GeoDataFrame
    on : str
        A day as ``2026-11-29``; "": every closure holds.  One without a first or last day is open to that side.
    """
    import pandas as pd

    found = []
    for frame in frames:
        rows = frame[_is_closed(frame)] if len(frame) else frame
        if on and len(rows):
            begin, end = _texts(rows, "closed_from"), _texts(rows, "closed_to")
            rows = rows[(begin <= on) & ((end == "") | (end >= on))]
        if len(rows):
            found.append(
                gpd.GeoDataFrame({"name": _texts(rows, "name")}, geometry=rows.geometry.to_numpy(), crs=frame.crs)
            )
    if not found:
        return gpd.GeoDataFrame({"name": []}, geometry=[], crs="EPSG:4490")
    return gpd.GeoDataFrame(pd.concat(found, ignore_index=True), geometry="geometry", crs=found[0].crs)


def _is_closed(frame: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    if "closed" not in frame.columns:
        return np.zeros(len(frame), dtype=bool)
    said = frame["closed"].fillna(False).astype(str).str.lower()
    return np.asarray(said.isin(["true", "1", "1.0", "是"]), dtype=bool)


def _texts(frame: gpd.GeoDataFrame, name: str) -> NDArray[np.object_]:
    if name not in frame.columns:
        return np.full(len(frame), "", dtype=object)
    return np.asarray(frame[name].fillna("").astype(str), dtype=object)


def joined(lines: Objects, kind: Integers, name: Objects, join_m: float, also: Positions = NOWHERE) -> Roads:
    """Join lines where they meet.

    Roads meet at common points; an end within ``join_m`` of another road meets it.  A crossing in the middle of both
    is a junction, unless a motorway crosses there without a vertex that both share: it runs over or under.

    Parameters
    ----------
    lines : ndarray of LineString, (L,)
    kind : int64, (L,)
    name : ndarray of str, (L,)
    join_m : float
    also : Positions
        Further places that become nodes, where somebody sets out.
    """
    if len(lines) == 0:
        none, zero = np.zeros(0, dtype=np.int64), np.zeros(0)
        return Roads(lines, kind, name, none, zero, zero, none, none, 0)
    tree = shapely.STRtree(lines)
    at_line, at_point = _meetings(lines, kind, tree)
    end_line, end_point, other, foot = _loose_ends(lines, tree, join_m)
    whole = shapely.length(lines)
    every = np.arange(len(lines))
    met = shapely.line_locate_point(lines[at_line], at_point) if len(at_line) else np.zeros(0)
    led = shapely.line_locate_point(lines[other], end_point) if len(other) else np.zeros(0)
    line = np.concatenate([every, every, at_line, other, also.line])
    along = np.concatenate([np.zeros(len(lines)), whole, met, led, also.along_m])
    order = np.lexsort((along, line))
    line, along = line[order], along[order]
    fresh = np.append(True, (np.diff(line) != 0) | (np.diff(along) > _SAME_M))
    # The end of a line is never dropped for a place just before it.
    line, along = line[fresh], along[fresh]
    along = np.where(whole[line] - along <= _SAME_M, whole[line], along)
    place = shapely.get_coordinates(shapely.line_interpolate_point(lines[line], along))
    node = _nodes(place, line, end_point, end_line, foot, other)
    follows = np.flatnonzero(line[1:] == line[:-1])
    return Roads(
        lines, kind, name, line[follows], along[follows], along[follows + 1], node[follows], node[follows + 1],
        int(node.max()) + 1,
    )  # fmt: skip


def _meetings(lines: Objects, kind: Integers, tree: shapely.STRtree) -> tuple[Integers, Objects]:
    """Return where lines meet: row of the line and point, for both lines of each meeting."""
    a, b = tree.query(lines, predicate="intersects")
    a, b = a[a < b], b[a < b]
    met = shapely.intersection(lines[a], lines[b])
    parts, pair = shapely.get_parts(met, return_index=True)
    is_line = shapely.get_type_id(parts) == 1
    ends = [shapely.get_point(parts[is_line], at) for at in (0, -1)]
    points = np.concatenate([parts[shapely.get_type_id(parts) == 0], *ends])
    pair = np.concatenate([pair[shapely.get_type_id(parts) == 0], pair[is_line], pair[is_line]])
    motorway = _CLASSES.index(RoadClass.MOTORWAY)
    over = (kind[a[pair]] == motorway) | (kind[b[pair]] == motorway)
    for side in (a, b):
        check = np.flatnonzero(over)
        vertices = [shapely.multipoints(shapely.get_coordinates(line)) for line in lines[side[pair[check]]]]
        apart = shapely.distance(points[check], np.array(vertices, dtype=object)) > _SAME_M
        kept = np.ones(len(points), dtype=bool)
        kept[check[apart]] = False
        points, pair, over = points[kept], pair[kept], over[kept]
    return np.concatenate([a[pair], b[pair]]), np.concatenate([points, points])


def _loose_ends(lines: Objects, tree: shapely.STRtree, join_m: float) -> tuple[Integers, Objects, Integers, Objects]:
    """Return ends that nearly reach another line: their line, the end, the other line and the point on it."""
    ends = np.concatenate([shapely.get_point(lines, 0), shapely.get_point(lines, -1)])
    own = np.tile(np.arange(len(lines)), 2)
    end, other = tree.query(ends, predicate="dwithin", distance=join_m)
    kept = own[end] != other
    end, other = end[kept], other[kept]
    along = shapely.line_locate_point(lines[other], ends[end]) if len(end) else np.zeros(0)
    foot = shapely.line_interpolate_point(lines[other], along) if len(end) else np.zeros(0, dtype=object)
    return own[end], ends[end], other, foot


def _nodes(
    place: Floats, line: Integers, end: Objects, end_line: Integers, foot: Objects, foot_line: Integers
) -> Integers:
    """Return the node of each position: places that are one, and ends with what they were led to."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    points = shapely.points(place)
    pairs = shapely.STRtree(points).query(points, predicate="dwithin", distance=_SAME_M).T
    if len(end):
        # Each end and its foot are positions of their own lines: the nearest position on that line.
        pairs = np.concatenate(
            [pairs, np.column_stack([_nearest(place, line, end, end_line), _nearest(place, line, foot, foot_line)])]
        )
    ones = np.ones(len(pairs), dtype=np.int8)
    graph = coo_matrix((ones, (pairs[:, 0], pairs[:, 1])), shape=(len(place), len(place)))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def _nearest(place: Floats, line: Integers, points: Objects, of_line: Integers) -> Integers:
    """Return the position on a given line nearest to each point; positions lie line by line."""
    first, stop = np.searchsorted(line, of_line, "left"), np.searchsorted(line, of_line, "right")
    near = ranges(first, stop)
    point = np.repeat(np.arange(len(points)), stop - first)
    off = place[near] - shapely.get_coordinates(points)[point]
    order = np.lexsort([np.hypot(off[:, 0], off[:, 1]), point])
    return np.asarray(near[order[np.cumsum(stop - first) - (stop - first)]], dtype=np.int64)


def driven(roads: Roads, speeds_kmh: Mapping[RoadClass, float], closed: Objects, closed_m: float) -> RoadGraph:
    """Return the graph of the open roads.

    Parameters
    ----------
    roads : Roads
    speeds_kmh : mapping of RoadClass to float
        A class at 0 cannot be driven.
    closed : ndarray of shapely geometry, (C,)
        Metric CRS: lines that run along closed roads, points on closed bridges or gates.
    closed_m : float
        What is this close to them is closed.
    """
    speed = np.array([float(speeds_kmh.get(one, 0.0)) for one in _CLASSES])[roads.kind]
    with np.errstate(divide="ignore"):
        pace = np.where(speed > 0.0, 60.0 / (speed * 1000.0), np.inf)
    drivable = speed[roads.piece_line] > 0.0 if len(roads.piece_line) else np.zeros(0, dtype=bool)
    line, start, end = roads.piece_line[drivable], roads.piece_from_m[drivable], roads.piece_to_m[drivable]
    tail, head = roads.piece_tail[drivable], roads.piece_head[drivable]
    nodes = roads.junctions
    if len(closed) and len(line):
        line, start, end, tail, head, nodes = _without(roads, line, start, end, tail, head, closed, closed_m)
    minutes = (end - start) * pace[line]
    source, target = np.concatenate([tail, head]), np.concatenate([head, tail])
    order = np.argsort(source, kind="stable")
    first = np.concatenate([[0], np.cumsum(np.bincount(source, minlength=nodes))]).astype(np.int64)
    return RoadGraph(roads, pace, line, start, end, tail, head, first, target[order], np.tile(minutes, 2)[order])


def _without(
    roads: Roads,
    line: Integers,
    start: Floats,
    end: Floats,
    tail: Integers,
    head: Integers,
    closed: Objects,
    closed_m: float,
) -> tuple[Integers, Floats, Floats, Integers, Integers, int]:
    """Take closed stretches out of pieces; what is left of a piece ends in new nodes of its own."""
    shut = shapely.union_all(shapely.buffer(closed, closed_m))
    gone: dict[int, list[tuple[float, float]]] = {}
    for row in np.unique(roads.tree.query(shut, predicate="intersects")).tolist():
        parts = shapely.get_parts(shapely.intersection(roads.lines[row], shut))
        for part in parts[shapely.get_type_id(parts) == 1]:
            ends = shapely.line_locate_point(
                roads.lines[row], [shapely.get_point(part, 0), shapely.get_point(part, -1)]
            )
            gone.setdefault(row, []).append((float(min(ends)), float(max(ends))))
    nodes = roads.junctions
    kept: list[tuple[int, float, float, int, int]] = []
    touched = np.isin(line, list(gone))
    for row, low, high, first, last in zip(
        *(one[touched].tolist() for one in (line, start, end, tail, head)), strict=True
    ):
        at, node = low, first
        for begin, stop in sorted(gone[row]):
            if stop <= at or begin >= high:
                continue
            if begin > at:
                kept.append((row, at, begin, node, nodes))
                nodes += 1
            at, node = stop, nodes
            nodes += 1
        if at < high:
            kept.append((row, at, high, node, last))
    rest = ~touched
    more = np.array(kept, dtype=np.float64).reshape(-1, 5)
    line = np.concatenate([line[rest], more[:, 0].astype(np.int64)])
    start, end = np.concatenate([start[rest], more[:, 1]]), np.concatenate([end[rest], more[:, 2]])
    tail = np.concatenate([tail[rest], more[:, 3].astype(np.int64)])
    head = np.concatenate([head[rest], more[:, 4].astype(np.int64)])
    order = np.lexsort((start, line))
    return line[order], start[order], end[order], tail[order], head[order], nodes


@dataclass(frozen=True)
class Exits:
    """Where roads can be left for the middle of a cell.

    Attributes
    ----------
    at : Positions
    cell : int64, (n,)
    metres : float64, (n,)
        From the road to the middle.
    x_m, y_m : float64, (n,)
        The place on the road.
    """

    at: Positions
    cell: Integers
    metres: Floats
    x_m: Floats
    y_m: Floats

    def __getitem__(self, chosen: NDArray[np.bool_] | Integers) -> Exits:
        return Exits(self.at[chosen], self.cell[chosen], self.metres[chosen], self.x_m[chosen], self.y_m[chosen])


def exits(roads: Roads, grid: Grid) -> Exits:
    """Return, for every line and every cell it passes, the place on it nearest to the cell's middle."""
    coordinates, row = shapely.get_coordinates(roads.lines, return_index=True)
    starts, ends = coordinates[:-1], coordinates[1:]
    same = row[1:] == row[:-1]
    metres = np.hypot(*(ends - starts).T)
    along = np.concatenate([[0.0], np.cumsum(np.where(same, metres, 0.0))])[:-1] if len(metres) else np.zeros(0)
    begin = np.zeros(len(roads.lines))
    heads = np.flatnonzero(np.append(True, ~same)) if len(row) else np.zeros(0, dtype=np.int64)
    begin[row[heads[heads < len(along)]]] = along[heads[heads < len(along)]]
    kept = same & (metres > 0.0)
    starts, ends, metres, line, along = starts[kept], ends[kept], metres[kept], row[:-1][kept], along[kept]
    along = along - begin[line]
    # Points every quarter of a cell tell which cells a segment passes.
    steps = np.maximum(np.ceil(metres / (grid.cell_m / 4.0)).astype(np.int64), 1) + 1
    segment = np.repeat(np.arange(len(metres)), steps)
    within = np.arange(len(segment)) - np.repeat(np.cumsum(steps) - steps, steps)
    share = within / (steps[segment] - 1)
    at = starts[segment] + (ends - starts)[segment] * share[:, None]
    cell = grid.cell_of(at[:, 0], at[:, 1])
    fresh = (cell >= 0) & np.append(True, (np.diff(segment) != 0) | (np.diff(cell) != 0))
    segment, cell = segment[fresh], cell[fresh]
    x, y = grid.centers(cell)
    delta = (ends - starts)[segment]
    t = ((x - starts[segment, 0]) * delta[:, 0] + (y - starts[segment, 1]) * delta[:, 1]) / metres[segment] ** 2
    t = np.clip(t, 0.0, 1.0)
    foot = starts[segment] + delta * t[:, None]
    away = np.hypot(foot[:, 0] - x, foot[:, 1] - y)
    position = along[segment] + t * metres[segment]
    # One a line and cell: the nearest.
    order = np.lexsort((position, away, cell, line[segment]))
    own, where = line[segment][order], cell[order]
    first = np.append(True, (np.diff(own) != 0) | (np.diff(where) != 0)) if len(order) else np.zeros(0, dtype=bool)
    chosen = order[first]
    return Exits(
        Positions(line[segment][chosen].astype(np.int64), position[chosen]),
        cell[chosen], away[chosen], foot[chosen, 0], foot[chosen, 1],
    )  # fmt: skip
