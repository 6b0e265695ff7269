"""Snapping to corners, crossings, middles, edges and extensions of what is already on the map.

Within reach a corner wins over a crossing, that over the middle of an edge, that over the edge itself; the extension
of an edge, or of a side of the sketch, answers only where nothing else does (``_ORDER``).

Coordinates lie in flat arrays, cut into runs of up to 64 vertices of one line with a box each.  A query tests all boxes
at once, then only the vertices and edges of the few runs that are near: a million vertices answer well
within a millisecond and the index is built as fast as the arrays are copied.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import shapely
from numpy.typing import NDArray

from app.canvas.guides import Guide, beyond, crossing, edge_crossings
from app.canvas.scene import Group, Scene
from app.canvas.shapes import Shapes
from app.canvas.vertices import MetricVertices, OwningFeatures, run_boxes
from app.canvas.view import Box
from layers.flat import ranges

#: How near the cursor must come, in logical pixels (QGIS's default).
SNAP_PX = 12.0
_RUN = 64
#: The middle of an edge answers, and its extension, when the edge is at least this many times the tolerance long:
#: along a dense line they would take the place of the edge everywhere.
_LONG_EDGE = 4.0
#: An edge is made longer for a cursor that is no farther from its end than this many times the tolerance …
_EXTENSION_REACH = 10.0
#: … unless there are more vertices than this about the cursor: there the hand follows lines, not extensions.
_MOST_ABOUT = 20_000
#: A right angle catches the cursor from this share of the tolerance: it is everywhere, and rarely meant.
_SQUARE_SHARE = 0.5
#: Edges whose crossings are looked for: more never lie inside one snapping circle in earnest.
_CROSSING_EDGES = 24
_FLOAT = NDArray[np.float64]
XY = tuple[float, float]
#: A layer and those of its features, by uid, that must not answer.
Excludes = tuple[str, str | frozenset[str]]
#: A feature that must not answer, or several; −1 for none.
Skip = int | frozenset[int]


class SnapKind(StrEnum):
    """What the cursor snapped to."""

    VERTEX = "vertex"
    CROSSING = "crossing"
    MIDPOINT = "midpoint"
    EDGE = "edge"
    EXTENSION = "extension"
    RIGHT_ANGLE = "right_angle"


ALL_KINDS = frozenset(SnapKind)
_ORDER = {kind: place for place, kind in enumerate(SnapKind)}


@dataclass(frozen=True)
class Snap:
    """A snapped point in metres, what it is and whose; ``lines`` are extensions it lies on: where they begin."""

    x: float
    y: float
    kind: SnapKind
    target: str
    lines: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class SnapIndex:
    """Lines and outlines of one layer, ready for queries.

    ``xy`` (n, 2) metres; ``feature`` (n,) is the feature each vertex belongs to; run k is ``xy[runs[k]:stops[k]]``,
    surrounded together with the edge that leaves it by ``boxes`` (4, m): xmin, ymin, xmax, ymax.  Every vertex and the
    next form an edge, but for the last one of a run where ``ends_line`` (m,).
    """

    xy: _FLOAT | MetricVertices
    feature: NDArray[np.int32] | OwningFeatures
    runs: NDArray[np.intp]
    stops: NDArray[np.intp]
    ends_line: NDArray[np.bool_]
    boxes: _FLOAT
    names: NDArray[np.object_]
    title: str = ""  # stands for the name of a feature that has none, e.g. a line that two counties share

    @classmethod
    def of(cls, geometries: NDArray[np.object_], names: Sequence[str]) -> SnapIndex:
        """Build the index of lines, outlines and points in the metric CRS."""
        parts, feature_of_part = shapely.get_parts(geometries, return_index=True)
        areal = shapely.get_dimensions(parts) == 2
        rings, ring_part = shapely.get_rings(parts[areal], return_index=True)
        lines = np.concatenate([rings, parts[~areal]])
        feature_of_line = np.concatenate([feature_of_part[areal][ring_part], feature_of_part[~areal]])
        xy, line = shapely.get_coordinates(lines, return_index=True)
        edge = np.zeros(len(xy), dtype=bool)
        edge[:-1] = line[1:] == line[:-1]
        feature = feature_of_line[line].astype(np.int32) if len(line) else np.zeros(0, dtype=np.int32)
        first = np.flatnonzero(np.diff(line, prepend=-1))
        runs = _run_starts(first, np.diff(np.append(first, len(line))))
        stops = np.append(runs[1:], len(xy)) if len(runs) else runs
        boxes = _run_boxes(xy, edge, runs)
        return cls(xy, feature, runs, stops, ~edge[stops - 1], boxes, np.asarray(names, dtype=object))

    @classmethod
    def of_shapes(cls, shapes: Shapes) -> SnapIndex:
        """Build the index of a large layer on its arrays: vertices are projected when a query looks at them."""
        flat = shapes.flat
        runs = _run_starts(flat.starts.astype(np.intp), (flat.ends - flat.starts).astype(np.intp))
        line_end = flat.ends[flat.line_of(runs)].astype(np.intp)
        stops = np.minimum(runs + _RUN, line_end)
        boxes = run_boxes(flat, shapes.plane, runs, stops)
        xy, feature = MetricVertices(flat, shapes.plane), OwningFeatures(flat)
        return cls(xy, feature, runs, stops, stops == line_end, boxes, shapes.names)

    def near(
        self, x: float, y: float, tolerance_m: float, skip: Skip = -1
    ) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return vertices, and edges by their first vertex, of the runs within a distance of a point.

        ``skip`` is a feature, or several, that must not answer.
        """
        runs = self._runs_near(x, y, tolerance_m)
        if len(runs) == 0:
            none = np.zeros(0, dtype=np.intp)
            return none, none
        vertices = self._without(ranges(self.runs[runs], self.stops[runs]), skip)
        return vertices, self._edges(runs, skip)

    def _runs_near(self, x: float, y: float, tolerance_m: float) -> NDArray[np.intp]:
        xmin, ymin, xmax, ymax = self.boxes
        hit = (xmin <= x + tolerance_m) & (xmax >= x - tolerance_m)
        return np.flatnonzero(hit & (ymin <= y + tolerance_m) & (ymax >= y - tolerance_m))

    def _edges(self, runs: NDArray[np.intp], skip: Skip) -> NDArray[np.intp]:
        return self._without(ranges(self.runs[runs], self.stops[runs] - self.ends_line[runs]), skip)

    def _without(self, vertices: NDArray[np.intp], skip: Skip) -> NDArray[np.intp]:
        if isinstance(skip, int):
            return vertices if skip < 0 else vertices[self.feature[vertices] != skip]
        return vertices[~np.isin(self.feature[vertices], list(skip))] if skip else vertices

    def edges_in(self, box: Box, skip: Skip = -1) -> _FLOAT:
        """Return start and end (n, 2, 2) of the edges whose boxes meet a box; ``skip`` as for :meth:`near`."""
        xmin, ymin, xmax, ymax = self.boxes
        runs = np.flatnonzero((xmin <= box[2]) & (xmax >= box[0]) & (ymin <= box[3]) & (ymax >= box[1]))
        vertices = self._edges(runs, skip) if len(runs) else np.zeros(0, dtype=np.intp)
        both = np.stack([self.xy[vertices], self.xy[vertices + 1]], axis=1)
        low, high = both.min(axis=1), both.max(axis=1)
        meets = (low[:, 0] <= box[2]) & (high[:, 0] >= box[0]) & (low[:, 1] <= box[3]) & (high[:, 1] >= box[1])
        return both[meets]

    def snap(
        self, x: float, y: float, tolerance_m: float, skip: Skip = -1, kinds: frozenset[SnapKind] = ALL_KINDS
    ) -> tuple[Snap, float] | None:
        """Return the best snap of this layer and its distance in metres; an edge answers even when it is not wanted."""
        vertices, edges = self.near(x, y, tolerance_m, skip)
        if len(vertices) == 0:
            return None
        point = np.array([x, y])
        if SnapKind.VERTEX in kinds:
            distance = np.hypot(*(self.xy[vertices] - point).T)
            nearest = int(np.argmin(distance))
            if distance[nearest] <= tolerance_m:
                number = int(vertices[nearest])
                return self._at(self.xy[number], SnapKind.VERTEX, number, float(distance[nearest]))
        if len(edges) == 0:
            return None
        feet, off = project_on_edges(point, self.xy[edges], self.xy[edges + 1])
        close = np.flatnonzero(off <= tolerance_m)
        if len(close) == 0:
            return None
        close = close[np.argsort(off[close])]
        found = None
        if SnapKind.CROSSING in kinds:
            found = self._crossing(point, edges[close[:_CROSSING_EDGES]], tolerance_m)
        if found is None and SnapKind.MIDPOINT in kinds:
            found = self._middle(point, edges[close], tolerance_m)
        if found is not None:
            return found
        best = int(close[0])
        return self._at(feet[best], SnapKind.EDGE, int(edges[best]), float(off[best]))

    def _middle(self, point: _FLOAT, edges: NDArray[np.intp], tolerance_m: float) -> tuple[Snap, float] | None:
        start, end = self.xy[edges], self.xy[edges + 1]
        middle = (start + end) / 2.0
        distance = np.hypot(*(middle - point).T)
        distance[np.hypot(*(end - start).T) < _LONG_EDGE * tolerance_m] = np.inf
        best = int(np.argmin(distance))
        if distance[best] > tolerance_m:
            return None
        return self._at(middle[best], SnapKind.MIDPOINT, int(edges[best]), float(distance[best]))

    def extension(self, x: float, y: float, tolerance_m: float, skip: Skip = -1) -> tuple[Guide, float] | None:
        """Return the edge near a point whose extension passes it nearest, as a guide, and how near that is."""
        reach_m = _EXTENSION_REACH * tolerance_m
        runs = self._runs_near(x, y, reach_m)
        about = int((self.stops[runs] - self.ends_line[runs] - self.runs[runs]).sum())
        if about > _MOST_ABOUT and len(self._edges(runs, skip)) > _MOST_ABOUT:
            return None
        # A long edge lies in a wide run: of all others nothing has to be projected.
        width = (self.boxes[2:, runs] - self.boxes[:2, runs]).max(axis=0)
        edges = self._edges(runs[width >= _LONG_EDGE * tolerance_m / math.sqrt(2.0) * (1.0 - 1e-9)], skip)
        if len(edges) == 0:
            return None
        start, end = self.xy[edges], self.xy[edges + 1]
        along = end - start
        length = np.hypot(*along.T)
        long = length >= _LONG_EDGE * tolerance_m
        edges, start, end, along = edges[long], start[long], end[long], along[long] / length[long, None]
        best: tuple[Guide, float] | None = None
        for origin, outward, other in ((end, along, start), (start, -along, end)):
            to_point = np.array([x, y]) - origin
            ahead = np.einsum("ij,ij->i", to_point, outward)
            off = np.abs(outward[:, 0] * to_point[:, 1] - outward[:, 1] * to_point[:, 0])
            off[(ahead <= 0.0) | (ahead > reach_m) | (off > tolerance_m)] = np.inf
            if len(off) == 0 or not np.isfinite(off.min()):
                continue
            k = int(np.argmin(off))
            guide = beyond(
                (float(other[k, 0]), float(other[k, 1])),
                (float(origin[k, 0]), float(origin[k, 1])),
                self.name(int(edges[k])),
            )
            if guide is not None and (best is None or off[k] < best[1]):
                best = (guide, float(off[k]))
        return best

    def _crossing(self, point: _FLOAT, edges: NDArray[np.intp], tolerance_m: float) -> tuple[Snap, float] | None:
        if len(edges) < 2:
            return None
        found = crossings(self.xy[edges], self.xy[edges + 1])
        if len(found) == 0:
            return None
        distance = np.hypot(*(found - point).T)
        best = int(np.argmin(distance))
        if distance[best] > tolerance_m:
            return None
        return self._at(found[best], SnapKind.CROSSING, int(edges[0]), float(distance[best]))

    def name(self, vertex: int) -> str:
        """Return the name of the feature a vertex belongs to, or that of the layer."""
        return (str(self.names[self.feature[vertex]]) if len(self.names) else "") or self.title

    def _at(self, xy: _FLOAT, kind: SnapKind, vertex: int, distance: float) -> tuple[Snap, float]:
        name = self.name(vertex)
        return Snap(float(xy[0]), float(xy[1]), kind, name), distance


def project_on_edges(point: _FLOAT, start: _FLOAT, end: _FLOAT) -> tuple[_FLOAT, _FLOAT]:
    """Return the nearest point (n, 2) on each edge and its distance (n,)."""
    along = end - start
    squared = np.einsum("ij,ij->i", along, along)
    share = np.einsum("ij,ij->i", point - start, along) / np.where(squared > 0.0, squared, 1.0)
    feet = start + np.clip(share, 0.0, 1.0)[:, None] * along
    return feet, np.hypot(*(feet - point).T)


def crossings(start: _FLOAT, end: _FLOAT) -> _FLOAT:
    """Return the points (k, 2) where edges cross in their interiors, all pairs; shared ends do not count."""
    first, second = np.triu_indices(len(start), k=1)
    p, r = start[first], end[first] - start[first]
    q, s = start[second], end[second] - start[second]
    cross = r[:, 0] * s[:, 1] - r[:, 1] * s[:, 0]
    between = q - p
    with np.errstate(divide="ignore", invalid="ignore"):
        t = (between[:, 0] * s[:, 1] - between[:, 1] * s[:, 0]) / cross
        u = (between[:, 0] * r[:, 1] - between[:, 1] * r[:, 0]) / cross
    eps = 1e-9
    inside = (np.abs(cross) > 0.0) & (t > eps) & (t < 1 - eps) & (u > eps) & (u < 1 - eps)
    return p[inside] + t[inside, None] * r[inside]


def best_snap(
    indexes: Sequence[tuple[SnapIndex, Skip]],
    x: float,
    y: float,
    tolerance_m: float,
    *,
    kinds: frozenset[SnapKind] = ALL_KINDS,
    guides: Sequence[Guide] = (),
) -> Snap | None:
    """Return the best snap of several layers and of the guides of a sketch, in the order that the module names.

    ``indexes`` come with the features of each that must not answer, −1 for none.
    """
    found = [
        (snap, distance)
        for snap, distance in filter(None, (one.snap(x, y, tolerance_m, skip, kinds) for one, skip in indexes))
    ]
    on_edges = [snap for snap, _ in found if snap.kind in (SnapKind.EDGE, SnapKind.MIDPOINT)]
    if len(on_edges) >= 2 and len(on_edges) == len(found) and SnapKind.CROSSING in kinds:
        crossed = _between_layers(indexes, x, y, tolerance_m)
        if crossed is not None:
            return crossed
    best = min(found, key=lambda one: (_ORDER[one[0].kind], one[1]))[0] if found else None
    if best is not None and best.kind is not SnapKind.EDGE:
        return best
    wanted = [guide for guide in guides if _kind(guide) in kinds]
    if best is not None and SnapKind.EDGE in kinds:
        # Where a guide meets the edge both are kept: that is on the edge too, so nothing is lost.
        return _guide_on_edge(wanted, indexes, x, y, tolerance_m) or best
    return _on_guides(wanted, x, y, tolerance_m) or (
        _extension(indexes, x, y, tolerance_m) if SnapKind.EXTENSION in kinds else None
    )


def _kind(guide: Guide) -> SnapKind:
    return SnapKind.RIGHT_ANGLE if guide.is_square else SnapKind.EXTENSION


def _near_guides(guides: Sequence[Guide], x: float, y: float, tolerance_m: float) -> list[tuple[Guide, XY, float]]:
    found = []
    for guide in guides:
        foot = guide.foot(x, y)
        if foot is not None and foot[1] <= tolerance_m * (_SQUARE_SHARE if guide.is_square else 1.0):
            found.append((guide, *foot))
    return sorted(found, key=lambda one: one[2])


def _on_guides(guides: Sequence[Guide], x: float, y: float, tolerance_m: float) -> Snap | None:
    """Return where two guides meet near a point, or else the point of the nearest one."""
    near = _near_guides(guides, x, y, tolerance_m)
    for number, (one, _foot, _off) in enumerate(near):
        for other, _foot2, _off2 in near[number + 1 :]:
            at = crossing(one, other)
            if at is not None and np.hypot(at[0] - x, at[1] - y) <= tolerance_m:
                return Snap(*at, _kind(one), one.target, (one.origin, other.origin))
    if not near:
        return None
    guide, foot, _off = near[0]
    return Snap(*foot, _kind(guide), guide.target, (guide.origin,))


def _guide_on_edge(
    guides: Sequence[Guide], indexes: Sequence[tuple[SnapIndex, Skip]], x: float, y: float, tolerance_m: float
) -> Snap | None:
    """Return where a guide of the sketch meets an edge near a point."""
    near = _near_guides(guides, x, y, tolerance_m)
    if not near:
        return None
    starts, ends, names = _edges_about(indexes, x, y, tolerance_m)
    for guide, _foot, _off in near:
        places, edges = edge_crossings(guide, starts, ends)
        if len(places):
            off = np.hypot(places[:, 0] - x, places[:, 1] - y)
            best = int(np.argmin(off))
            if off[best] <= tolerance_m:
                px, py = (float(value) for value in places[best])
                return Snap(px, py, _kind(guide), names[int(edges[best])], (guide.origin,))
    return None


def _extension(indexes: Sequence[tuple[SnapIndex, Skip]], x: float, y: float, tolerance_m: float) -> Snap | None:
    """Return the point on the nearest extension of an edge of any layer."""
    found = [one for index, skip in indexes if (one := index.extension(x, y, tolerance_m, skip)) is not None]
    if not found:
        return None
    guide, _off = min(found, key=lambda one: one[1])
    foot = guide.foot(x, y)
    return None if foot is None else Snap(*foot[0], SnapKind.EXTENSION, guide.target, (guide.origin,))


def _edges_about(
    indexes: Sequence[tuple[SnapIndex, Skip]], x: float, y: float, tolerance_m: float
) -> tuple[_FLOAT, _FLOAT, list[str]]:
    """Return starts, ends and names of the edges of each layer nearest to a point."""
    point = np.array([x, y])
    starts, ends, names = [np.zeros((0, 2))], [np.zeros((0, 2))], []
    for index, skip in indexes:
        _, edges = index.near(x, y, tolerance_m, skip)
        _, off = project_on_edges(point, index.xy[edges], index.xy[edges + 1])
        close = edges[np.argsort(off)[: _CROSSING_EDGES // 2]] if len(edges) else edges
        starts.append(index.xy[close])
        ends.append(index.xy[close + 1])
        names += [index.name(int(vertex)) for vertex in close]
    return np.concatenate(starts), np.concatenate(ends), names


def _between_layers(indexes: Sequence[tuple[SnapIndex, Skip]], x: float, y: float, tolerance_m: float) -> Snap | None:
    """Return where edges of different layers cross near a point."""
    starts, ends, names = _edges_about(indexes, x, y, tolerance_m)
    found = crossings(starts, ends)
    if len(found) == 0:
        return None
    distance = np.hypot(*(found - np.array([x, y])).T)
    best = int(np.argmin(distance))
    if distance[best] > tolerance_m:
        return None
    target = " × ".join(dict.fromkeys(name for name in names if name))
    return Snap(float(found[best][0]), float(found[best][1]), SnapKind.CROSSING, target)


def _run_starts(first: NDArray[np.intp], length: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return where runs begin: at every line and every 64 vertices inside one; a box then never spans two lines."""
    pieces = -(-length // _RUN)
    return np.repeat(first, pieces) + _RUN * ranges(np.zeros(len(pieces), dtype=np.intp), pieces)


def _run_boxes(xy: _FLOAT, edge: NDArray[np.bool_], runs: NDArray[np.intp]) -> _FLOAT:
    if len(xy) == 0:
        return np.zeros((4, 0))
    low = np.minimum.reduceat(xy, runs, axis=0)
    high = np.maximum.reduceat(xy, runs, axis=0)
    # The edge from the last vertex of a run ends at the first of the next, when that is the same line.
    last = np.append(runs[1:], len(xy)) - 1
    after = xy[np.where(edge[last], np.minimum(last + 1, len(xy) - 1), last)]
    return np.ascontiguousarray(np.hstack([np.minimum(low, after), np.maximum(high, after)]).T)


#: What a patrol area may follow, in the order that wins ties.
_GROUPS = (Group.PATROL, Group.BORDER, Group.ZONE, Group.LINE, Group.REACH, Group.AREA)


def index_of(shapes: Shapes) -> SnapIndex:
    """Return the index of shapes, built once; the render worker calls it while nobody waits."""
    index = shapes.kept.get("snap")
    if not isinstance(index, SnapIndex):
        # Outlines shared by two counties have no single owner and so no name.
        if shapes.is_small:
            names = shapes.names if len(shapes.names) == len(shapes.metric) else ()
            index = SnapIndex.of(shapes.metric, list(names))
        else:
            index = SnapIndex.of_shapes(shapes)
        shapes.kept["snap"] = index
    return index


def snap_targets(scene: Scene) -> list[tuple[str, Shapes]]:
    """Return the layer uid and shapes of everything a patrol area may follow, in the order that wins ties."""
    layers = sorted(
        (layer for layer in scene.layers if layer.visible and layer.group in _GROUPS),
        key=lambda layer: _GROUPS.index(layer.group),
    )
    return [(layer.uid, part.shapes) for layer in layers for part in layer.parts if not part.style.is_point]


class Snapper:
    """The snap indexes of the visible layers of a scene."""

    def __init__(self) -> None:
        self.is_on = True
        #: What the cursor snaps to.
        self.kinds = ALL_KINDS
        self._targets: list[tuple[str, Shapes, SnapIndex]] = []

    def set_scene(self, scene: Scene) -> None:
        """Take over the indexes of a scene that has been prepared; what could not be indexed holds nothing."""
        titles = {layer.uid: layer.title for layer in scene.layers}
        found = ((uid, shapes, shapes.kept.get("snap")) for uid, shapes in snap_targets(scene))
        self._targets = [
            (uid, shapes, replace(index, title=titles[uid]))
            for uid, shapes, index in found
            if isinstance(index, SnapIndex)
        ]

    def edges_in(self, box: Box, *, excludes: Excludes = ("", "")) -> _FLOAT:
        """Return start and end (n, 2, 2) of every edge that may be followed in a box, metres."""
        found = [np.zeros((0, 2, 2))]
        for uid, shapes, index in self._targets:
            found.append(index.edges_in(box, _skip(uid, shapes, excludes)))
        return np.concatenate(found)

    def snap(
        self,
        x: float,
        y: float,
        metres_per_px: float,
        *,
        excludes: Excludes = ("", ""),
        guides: Sequence[Guide] = (),
    ) -> Snap | None:
        """Return what the cursor at a point in metres snaps to.

        ``excludes`` names a layer and those of its features that may not; ``guides`` are those of the sketch in hand.
        """
        if not self.is_on:
            return None
        indexes = [(index, _skip(uid, shapes, excludes)) for uid, shapes, index in self._targets]
        return best_snap(indexes, x, y, SNAP_PX * metres_per_px, kinds=self.kinds, guides=guides)


def _skip(layer: str, shapes: Shapes, excludes: Excludes) -> Skip:
    if layer != excludes[0]:
        return -1
    uids = (excludes[1],) if isinstance(excludes[1], str) else excludes[1]
    found = (shapes.index_of(uid) for uid in uids)
    return frozenset(number for number in found if number is not None)
