"""River lines → a directed network: nodes where ends meet, edges between them, and which way each runs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers import crs
from layers.hazards.river_course import Courses, courses
from layers.rivers.directions import Evidence
from layers.rivers.graph import components
from layers.rivers.heights import Heights

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Objects = NDArray[np.object_]


@dataclass(frozen=True)
class RiverNetwork:
    """Edges in the order of their running measure on ``course``, and the nodes they join.

    Attributes
    ----------
    course : Courses
        The lines, n of them.
    lines : GeoDataFrame
        Columns ``layers.hazards.river_lines.LINE_COLUMNS``, EPSG:4490.
    line : int64, (e,)
        Line of each edge.
    start, end : float64, (e,)
        Running measures.
    tail, head : int64, (e,)
        Nodes at start and end.
    direction : int8, (e,)
        +1 the water runs from start to end, −1 from end to start, 0 unknown.
    evidence : object, (e,)
        An :class:`Evidence` value.
    drop_m : float64, (n,)
        Height of each line's start over its end; nan where terrain says nothing.
    x, y : float64, (k,)
        Nodes, metric CRS: the mean of the ends that meet there.
    """

    course: Courses
    lines: gpd.GeoDataFrame
    line: IntArray
    start: FloatArray
    end: FloatArray
    tail: IntArray
    head: IntArray
    direction: NDArray[np.int8]
    evidence: Objects
    drop_m: FloatArray
    x: FloatArray
    y: FloatArray

    @property
    def edges(self) -> int:
        """How many edges there are."""
        return len(self.line)

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.x)

    @property
    def length_m(self) -> FloatArray:
        """Geodesic length of each edge."""
        return self.end - self.start

    @property
    def source(self) -> IntArray:
        """Node each edge's water comes from; its tail while that is not known."""
        return np.where(self.direction < 0, self.head, self.tail)

    @property
    def target(self) -> IntArray:
        """Node each edge's water goes to; its head while that is not known."""
        return np.where(self.direction < 0, self.tail, self.head)

    @property
    def name(self) -> Objects:
        """River name of each edge, "" where it has none."""
        return np.asarray(self.lines["name"].to_numpy(dtype=object)[self.line], dtype=object)

    def degree(self) -> IntArray:
        """Return how many edge ends meet at each node."""
        return np.asarray(np.bincount(np.append(self.tail, self.head), minlength=self.nodes), dtype=np.int64)

    def geometry(self) -> Objects:
        """Return the edges as metric lines, from start to end."""
        return self.course.lines(self.start, self.end)

    def node_points(self) -> Objects:
        """Return the nodes as metric points."""
        return np.asarray(shapely.points(self.x, self.y), dtype=object)


def build(
    lines: gpd.GeoDataFrame,
    *,
    metric_epsg: int,
    snap_m: float,
    heights: Heights | None = None,
    dem_noise_m: float = 10.0,
    judged: Collection[str] = (),
    lakes: Objects | None = None,
) -> RiverNetwork:
    """Join river lines into a network.

    Parameters
    ----------
    lines : GeoDataFrame
        From :func:`layers.hazards.river_lines.gather`; those ``directed`` run downstream.
    metric_epsg : int
    snap_m : float
        Precision of the data: ends closer than this are one node, and an end this close to another line joins it.
    heights : Heights, optional
        Terrain.
    dem_noise_m : float
        A line whose ends differ by no more is left undecided: nobody guesses on the flat [P].
    judged : collection of str
        Features a person decided about.
    lakes : ndarray of polygons, optional
        Metric CRS.  Ends in or at the same lake are one node: water goes on through it, and the way across it has no
        length, so that nobody is told later for a lake that nobody measured.

    Notes
    -----
    A person goes before a column, a column before terrain.  Where every other edge flows into a node and one is
    undecided, the water leaves by that one.
    """
    course = courses(lines.geometry.to_numpy(), metric_epsg)
    ends, along = _ends(course), _Along(course)
    cut_line, cut_at, joins = _cuts(course, along, ends, snap_m)
    item_node, x, y = _nodes(course, ends, cut_at, _with_lakes(joins, ends, lakes, snap_m), snap_m)
    line, start, end, tail, head = _edges(course, cut_line, cut_at, item_node)
    drop = _drops(course, heights)
    direction, evidence = _line_directions(lines, drop, dem_noise_m, frozenset(judged))
    direction, evidence = _continued(direction[line], evidence[line], tail, head, len(x))
    return RiverNetwork(course, lines, line, start, end, tail, head, direction, evidence, drop, x, y)


class _Along:
    """Planar distances along the lines of courses → running measures."""

    def __init__(self, course: Courses) -> None:
        step = np.zeros(len(course.x))
        step[1:] = np.hypot(np.diff(course.x), np.diff(course.y))
        if len(step):
            step[course.first] = 0.0
        self.course = course
        self.total = np.cumsum(step)
        self.lines = course.lines(course.measure[course.first], course.measure[course.last])

    def measure(self, line: IntArray, planar_m: FloatArray) -> FloatArray:
        course = self.course
        low, high = self.total[course.first[line]], self.total[course.last[line]]
        # The total stands still between lines; a nudge keeps the two vertices there apart.
        at = np.clip(low + planar_m, low, high)
        found = np.interp(at, self.total + np.arange(len(self.total)) * 1e-9, course.measure)
        return np.clip(found, course.measure[course.first[line]], course.measure[course.last[line]])


def _ends(course: Courses) -> Objects:
    """Return the ends of all lines: start and end of the first, of the second …"""
    points = np.empty(2 * len(course.first), dtype=object)
    points[0::2] = shapely.points(course.x[course.first], course.y[course.first])
    points[1::2] = shapely.points(course.x[course.last], course.y[course.last])
    return points


def _cuts(
    course: Courses, along: _Along, ends: Objects, snap_m: float
) -> tuple[IntArray, FloatArray, tuple[IntArray, IntArray]]:
    """Find where an end meets the middle of another line.

    Returns the cuts as line and running measure, in order, and pairs (end, item) that meet; the items are the ends
    and, after them, the cuts.
    """
    nothing = np.zeros(0, dtype=np.int64)
    if len(ends) == 0:
        return nothing, np.zeros(0), (nothing, nothing)
    end, line = shapely.STRtree(along.lines).query(ends, predicate="dwithin", distance=snap_m)
    other = end // 2 != line
    end, line = end[other].astype(np.int64), line[other].astype(np.int64)
    planar = shapely.line_locate_point(along.lines[line], ends[end])
    measure = along.measure(line, planar)
    from_start = measure - course.measure[course.first[line]]
    from_end = course.measure[course.last[line]] - measure
    # A place near an end of the line is that end, or edges shorter than the snap would come about.
    inside = np.minimum(from_start, from_end) > snap_m
    near_end = 2 * line + (from_end < from_start)
    order = np.lexsort([measure[inside], line[inside]])
    cut_end, cut_line, cut_at = end[inside][order], line[inside][order], measure[inside][order]
    new = np.append(True, (cut_line[1:] != cut_line[:-1]) | (np.diff(cut_at) > snap_m)) if len(cut_at) else nothing == 1
    number = np.cumsum(new) - 1
    a = np.append(end[~inside], cut_end)
    b = np.append(near_end[~inside], len(ends) + number)
    first = np.flatnonzero(new)
    middle = np.add.reduceat(cut_at, first) / np.diff(np.append(first, len(cut_at))) if len(first) else np.zeros(0)
    return cut_line[first] if len(first) else nothing, middle, (a, b.astype(np.int64))


def _with_lakes(
    joins: tuple[IntArray, IntArray], ends: Objects, lakes: Objects | None, snap_m: float
) -> tuple[IntArray, IntArray]:
    """Return the pairs that meet, and each end at a lake with the first end there."""
    if lakes is None or len(lakes) == 0 or len(ends) == 0:
        return joins
    lake, end = shapely.STRtree(ends).query(lakes, predicate="dwithin", distance=snap_m)
    order = np.lexsort([end, lake])
    lake, end = lake[order], end[order].astype(np.int64)
    first = end[np.searchsorted(lake, lake)]
    return np.append(joins[0], end), np.append(joins[1], first)


def _nodes(
    course: Courses, ends: Objects, cut_at: FloatArray, joins: tuple[IntArray, IntArray], snap_m: float
) -> tuple[IntArray, FloatArray, FloatArray]:
    """Return the node of each item (ends, then cuts) and where the nodes lie, from the south-west on."""
    if len(ends) == 0:
        return np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0)
    a, b = shapely.STRtree(ends).query(ends, predicate="dwithin", distance=snap_m)
    size = len(ends) + len(cut_at)
    label = components(size, np.append(a, joins[0]).astype(np.int64), np.append(b, joins[1]).astype(np.int64))
    _, node = np.unique(label, return_inverse=True)
    xy = shapely.get_coordinates(ends)
    cut_x, cut_y = course.at(cut_at)
    # Where a line is met, the node lies on it; else in the middle of the ends that meet.
    on_line = np.append(np.zeros(len(ends)), np.ones(len(cut_at)))
    has_cut = np.bincount(node, weights=on_line) > 0
    weight = np.where(has_cut[node], on_line, 1.0)
    total = np.bincount(node, weights=weight)
    x = np.bincount(node, weights=weight * np.append(xy[:, 0], cut_x)) / total
    y = np.bincount(node, weights=weight * np.append(xy[:, 1], cut_y)) / total
    order = np.lexsort([np.round(x, 2), np.round(y, 2)])
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank[node], x[order], y[order]


def _edges(
    course: Courses, cut_line: IntArray, cut_at: FloatArray, node: IntArray
) -> tuple[IntArray, FloatArray, FloatArray, IntArray, IntArray]:
    """Return line, start, end, tail and head of each edge."""
    count = len(course.first)
    line = np.concatenate([np.repeat(np.arange(count), 2), cut_line])
    ends = np.column_stack([course.measure[course.first], course.measure[course.last]]).ravel()
    measure = np.append(ends, cut_at)
    order = np.lexsort([measure, line])
    line, measure, node = line[order], measure[order], node[order]
    inner = line[1:] == line[:-1]
    return line[:-1][inner], measure[:-1][inner], measure[1:][inner], node[:-1][inner], node[1:][inner]


def _drops(course: Courses, heights: Heights | None) -> FloatArray:
    """Return how much higher each line starts than it ends."""
    if heights is None or len(course.first) == 0:
        return np.full(len(course.first), np.nan)
    back = crs.transformer(course.metric, crs.STORAGE_CRS)
    start = heights(*back.transform(course.x[course.first], course.y[course.first]))
    end = heights(*back.transform(course.x[course.last], course.y[course.last]))
    return np.asarray(start - end, dtype=float)


def _line_directions(
    lines: gpd.GeoDataFrame, drop_m: FloatArray, noise_m: float, judged: frozenset[str]
) -> tuple[NDArray[np.int8], Objects]:
    """Return which way each line runs and what that rests on."""
    said = lines["directed"].to_numpy(dtype=bool)
    by_person = np.array([not judged.isdisjoint(members) for members in lines["members"]], dtype=bool)
    falls = np.where(np.abs(np.nan_to_num(drop_m)) > noise_m, np.sign(np.nan_to_num(drop_m)), 0).astype(np.int8)
    direction = np.where(said, np.int8(1), falls).astype(np.int8)
    evidence = np.full(len(lines), Evidence.NONE.value, dtype=object)
    evidence[falls != 0] = Evidence.TERRAIN.value
    evidence[said] = Evidence.ATTRIBUTE.value
    evidence[said & by_person] = Evidence.USER.value
    return direction, evidence


def _continued(
    direction: NDArray[np.int8], evidence: Objects, tail: IntArray, head: IntArray, size: int
) -> tuple[NDArray[np.int8], Objects]:
    """Let water that only comes to a node leave it by its one undecided edge, from node to node."""
    direction, evidence = direction.copy(), evidence.copy()
    through = tail != head
    while True:
        comes = np.bincount(np.append(head[through & (direction > 0)], tail[through & (direction < 0)]), minlength=size)
        goes = np.bincount(np.append(tail[through & (direction > 0)], head[through & (direction < 0)]), minlength=size)
        open_ = np.flatnonzero(through & (direction == 0))
        waits = np.bincount(np.append(tail[open_], head[open_]), minlength=size)
        leaves = (comes > 0) & (goes == 0) & (waits == 1)
        by_tail, by_head = leaves[tail[open_]], leaves[head[open_]]
        decided = by_tail != by_head  # water that comes to both its ends says nothing
        if not decided.any():
            return direction, evidence
        direction[open_[decided]] = np.where(by_tail[decided], 1, -1)
        evidence[open_[decided]] = Evidence.CONTINUITY.value
