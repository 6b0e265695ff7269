"""Snapping to corners, edges and crossings of what is already on the map.

Coordinates lie in flat arrays, cut into runs of up to 64 vertices of one line with a box each.  A query tests all boxes
at once, then only the vertices and edges of the few runs that are near: a million vertices answer well
within a millisecond and the index is built as fast as the arrays are copied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import shapely
from numpy.typing import NDArray

from app.canvas.scene import Group, Scene
from app.canvas.shapes import Shapes
from app.canvas.vertices import MetricVertices, OwningFeatures, run_boxes
from app.canvas.view import Box
from layers.flat import ranges

#: How near the cursor must come, in logical pixels (QGIS's default).
SNAP_PX = 12.0
_RUN = 64
#: Edges whose crossings are looked for: more never lie inside one snapping circle in earnest.
_CROSSING_EDGES = 24
_FLOAT = NDArray[np.float64]


class SnapKind(StrEnum):
    """What the cursor snapped to."""

    VERTEX = "vertex"
    EDGE = "edge"
    CROSSING = "crossing"


@dataclass(frozen=True)
class Snap:
    """A snapped point in metres, what it is and whose."""

    x: float
    y: float
    kind: SnapKind
    target: str


@dataclass(frozen=True)
class SnapIndex:
    """Lines and outlines of one layer, ready for queries.

    ``xy`` (n, 2) metres; ``edge`` (n,) is True where vertex i and i + 1 form an edge; ``feature`` (n,) is the
    feature each vertex belongs to; run k is ``xy[runs[k]:runs[k + 1]]``, surrounded together with the edge that
    leaves it by ``boxes`` (4, m): xmin, ymin, xmax, ymax.
    """

    xy: _FLOAT | MetricVertices
    edge: NDArray[np.bool_]
    feature: NDArray[np.int32] | OwningFeatures
    runs: NDArray[np.intp]
    boxes: _FLOAT
    names: NDArray[np.object_]

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
        return cls(
            xy, edge, feature, np.append(runs, len(xy)), _run_boxes(xy, edge, runs), np.asarray(names, dtype=object)
        )

    @classmethod
    def of_shapes(cls, shapes: Shapes) -> SnapIndex:
        """Build the index of a large layer on its arrays: vertices are projected when a query looks at them."""
        flat = shapes.flat
        edge = np.ones(len(flat.vertices), dtype=bool)
        edge[flat.starts[1:] - 1] = False
        first = flat.starts[:-1].astype(np.intp)
        runs = np.append(_run_starts(first, np.diff(flat.starts).astype(np.intp)), len(edge))
        boxes = run_boxes(flat, shapes.plane, runs)
        return cls(MetricVertices(flat, shapes.plane), edge, OwningFeatures(flat), runs, boxes, shapes.names)

    def near(self, x: float, y: float, tolerance_m: float, skip: int = -1) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return vertices, and edges by their first vertex, of the runs within a distance of a point.

        ``skip`` is a feature that must not answer.
        """
        xmin, ymin, xmax, ymax = self.boxes
        hit = (xmin <= x + tolerance_m) & (xmax >= x - tolerance_m)
        runs = np.flatnonzero(hit & (ymin <= y + tolerance_m) & (ymax >= y - tolerance_m))
        if len(runs) == 0:
            none = np.zeros(0, dtype=np.intp)
            return none, none
        vertices = ranges(self.runs[runs], self.runs[runs + 1])
        if skip >= 0:
            vertices = vertices[self.feature[vertices] != skip]
        return vertices, vertices[self.edge[vertices]]

    def edges_in(self, box: Box, skip: int = -1) -> _FLOAT:
        """Return start and end (n, 2, 2) of the edges whose boxes meet a box; ``skip`` as for :meth:`near`."""
        xmin, ymin, xmax, ymax = self.boxes
        runs = np.flatnonzero((xmin <= box[2]) & (xmax >= box[0]) & (ymin <= box[3]) & (ymax >= box[1]))
        vertices = ranges(self.runs[runs], self.runs[runs + 1]) if len(runs) else np.zeros(0, dtype=np.intp)
        vertices = vertices[self.edge[vertices]]
        if skip >= 0:
            vertices = vertices[self.feature[vertices] != skip]
        both = np.stack([self.xy[vertices], self.xy[vertices + 1]], axis=1)
        low, high = both.min(axis=1), both.max(axis=1)
        meets = (low[:, 0] <= box[2]) & (high[:, 0] >= box[0]) & (low[:, 1] <= box[3]) & (high[:, 1] >= box[1])
        return both[meets]

    def snap(self, x: float, y: float, tolerance_m: float, skip: int = -1) -> tuple[Snap, float] | None:
        """Return the best snap of this layer and its distance in metres."""
        vertices, edges = self.near(x, y, tolerance_m, skip)
        if len(vertices) == 0:
            return None
        point = np.array([x, y])
        distance = np.hypot(*(self.xy[vertices] - point).T)
        nearest = int(np.argmin(distance))
        if distance[nearest] <= tolerance_m:
            return self._at(
                self.xy[vertices[nearest]], SnapKind.VERTEX, int(vertices[nearest]), float(distance[nearest])
            )
        if len(edges) == 0:
            return None
        feet, off = project_on_edges(point, self.xy[edges], self.xy[edges + 1])
        close = np.flatnonzero(off <= tolerance_m)
        if len(close) == 0:
            return None
        close = close[np.argsort(off[close])]
        crossing = self._crossing(point, edges[close[:_CROSSING_EDGES]], tolerance_m)
        if crossing is not None:
            return crossing
        best = int(close[0])
        return self._at(feet[best], SnapKind.EDGE, int(edges[best]), float(off[best]))

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
        """Return the name of the feature a vertex belongs to."""
        return str(self.names[self.feature[vertex]]) if len(self.names) else ""

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


def best_snap(indexes: Sequence[tuple[SnapIndex, int]], x: float, y: float, tolerance_m: float) -> Snap | None:
    """Return the best snap of several layers: corner, then crossing, then edge; the nearest of these.

    ``indexes`` come with the feature of each that must not answer, −1 for none.
    """
    order = {SnapKind.VERTEX: 0, SnapKind.CROSSING: 1, SnapKind.EDGE: 2}
    found = [
        (snap, distance)
        for snap, distance in filter(None, (one.snap(x, y, tolerance_m, skip) for one, skip in indexes))
    ]
    edges = [snap for snap, _ in found if snap.kind is SnapKind.EDGE]
    if len(edges) >= 2 and all(snap.kind is SnapKind.EDGE for snap, _ in found):
        crossing = _between_layers(indexes, x, y, tolerance_m)
        if crossing is not None:
            return crossing
    if not found:
        return None
    return min(found, key=lambda one: (order[one[0].kind], one[1]))[0]


def _between_layers(indexes: Sequence[tuple[SnapIndex, int]], x: float, y: float, tolerance_m: float) -> Snap | None:
    """Return where edges of different layers cross near a point."""
    point = np.array([x, y])
    starts, ends, names = [], [], []
    for index, skip in indexes:
        _, edges = index.near(x, y, tolerance_m, skip)
        _, off = project_on_edges(point, index.xy[edges], index.xy[edges + 1])
        close = edges[np.argsort(off)[: _CROSSING_EDGES // 2]] if len(edges) else edges
        starts.append(index.xy[close])
        ends.append(index.xy[close + 1])
        names += [index.name(int(vertex)) for vertex in close]
    found = crossings(np.concatenate(starts), np.concatenate(ends))
    if len(found) == 0:
        return None
    distance = np.hypot(*(found - point).T)
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
        self._targets: list[tuple[str, Shapes, SnapIndex]] = []

    def set_scene(self, scene: Scene) -> None:
        """Take over the indexes of a scene that has been prepared; what could not be indexed holds nothing."""
        found = ((uid, shapes, shapes.kept.get("snap")) for uid, shapes in snap_targets(scene))
        self._targets = [(uid, shapes, index) for uid, shapes, index in found if isinstance(index, SnapIndex)]

    def edges_in(self, box: Box, *, excludes: tuple[str, str] = ("", "")) -> _FLOAT:
        """Return start and end (n, 2, 2) of every edge that may be followed in a box, metres."""
        found = [np.zeros((0, 2, 2))]
        for uid, shapes, index in self._targets:
            skip = shapes.index_of(excludes[1]) if uid == excludes[0] else None
            found.append(index.edges_in(box, -1 if skip is None else skip))
        return np.concatenate(found)

    def snap(self, x: float, y: float, metres_per_px: float, *, excludes: tuple[str, str] = ("", "")) -> Snap | None:
        """Return what the cursor at a point in metres snaps to; ``excludes`` names layer and feature that may not."""
        if not self.is_on:
            return None
        indexes = []
        for uid, shapes, index in self._targets:
            skip = shapes.index_of(excludes[1]) if uid == excludes[0] else None
            indexes.append((index, -1 if skip is None else skip))
        return best_snap(indexes, x, y, SNAP_PX * metres_per_px)
