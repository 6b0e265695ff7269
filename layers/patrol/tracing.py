"""Following lines that are there: county lines, rivers, roads and zone edges as one network.

Everything is in metres of the plan's metric CRS.  Lines are joined where they share a vertex and where they cross,
so a trace may leave a river for the county line; of all ways the shortest is taken (Dijkstra 1959, Numerische
Mathematik 1:269–271), searched no farther than the cursor has been.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

XY = tuple[float, float]

#: Places nearer than this are one.  A crossing that is no vertex is left out of a trace that goes straight on there.
_STRAIGHT_M = 0.001


class TraceNetwork:
    """Edges between vertices and crossings of lines.

    Parameters
    ----------
    segments : ndarray, shape (n, 2, 2)
        Start and end of each edge of the lines, metres; an edge that occurs twice counts once.
    """

    def __init__(self, segments: NDArray[np.float64]) -> None:
        ends = np.ascontiguousarray(segments, dtype=float).reshape(-1, 2)
        places, node = np.unique(ends[:, 0] + 1j * ends[:, 1], return_inverse=True)
        self.nodes: NDArray[np.float64] = np.column_stack([places.real, places.imag])
        self._corners = len(self.nodes)  # nodes from here on are crossings, not vertices of lines
        edges = self._same()[node].reshape(-1, 2)
        edges = np.unique(np.sort(edges, axis=1), axis=0)
        self._join(edges[edges[:, 0] != edges[:, 1]])
        self.lengths = np.hypot(*(self.nodes[self.edges[:, 1]] - self.nodes[self.edges[:, 0]]).T)
        ends_of = self.edges.T.reshape(-1)
        order = np.argsort(ends_of, kind="stable")
        first = np.searchsorted(ends_of[order], np.arange(len(self.nodes) + 1))
        others = self.edges[:, ::-1].T.reshape(-1)[order]
        # Plain lists: the search asks for one node after the other.
        self._first, self._others = first.tolist(), others.tolist()
        self._steps = np.tile(self.lengths, 2)[order].tolist()

    def _same(self) -> NDArray[np.int64]:
        """Return for each node the first that is the same place: a zone edge lies on the county line it follows."""
        points = shapely.points(self.nodes)
        one, other = shapely.STRtree(points).query(points, predicate="dwithin", distance=_STRAIGHT_M)
        first = np.arange(len(points))
        for a, b in sorted(zip(one.tolist(), other.tolist(), strict=True)):
            if a < b:
                first[b] = first[a]
        return first

    def _join(self, edges: NDArray[np.int64]) -> None:
        """Split edges where other lines end on them or cross them."""
        lines = shapely.linestrings(self.nodes[edges])
        tree = shapely.STRtree(lines)
        splits: dict[int, list[int]] = {}
        used = np.unique(edges)
        place, edge = tree.query(shapely.points(self.nodes[used]), predicate="dwithin", distance=_STRAIGHT_M)
        vertex = used[place]
        apart = (edges[edge] != vertex[:, None]).all(axis=1)
        for v, e in zip(vertex[apart].tolist(), edge[apart].tolist(), strict=True):
            splits.setdefault(e, []).append(v)
        one, other = tree.query(lines, predicate="crosses")
        pairs = np.column_stack([one, other])[one < other]
        crossings = shapely.intersection(lines[pairs[:, 0]], lines[pairs[:, 1]]) if len(pairs) else []
        added: list[XY] = []
        for (first, second), point in zip(pairs.tolist(), crossings, strict=True):
            if isinstance(point, shapely.Point) and not any(
                math.dist(self.nodes[v], (point.x, point.y)) <= _STRAIGHT_M for v in (*edges[first], *edges[second])
            ):
                number = len(self.nodes) + len(added)
                added.append((point.x, point.y))
                splits.setdefault(first, []).append(number)
                splits.setdefault(second, []).append(number)
        if added:
            self.nodes = np.concatenate([self.nodes, np.array(added)])
        whole = np.ones(len(edges), dtype=bool)
        whole[list(splits)] = False
        pieces = [
            piece for e, nodes in splits.items() for piece in self._pieces(int(edges[e, 0]), int(edges[e, 1]), nodes)
        ]
        self.edges = np.concatenate([edges[whole], np.array(pieces, dtype=edges.dtype).reshape(-1, 2)])

    def _pieces(self, start: int, end: int, between: Sequence[int]) -> list[tuple[int, int]]:
        along = sorted(set(between), key=lambda node: math.dist(self.nodes[start], self.nodes[node]))
        return list(pairwise([start, *along, end]))

    def __len__(self) -> int:
        return len(self.edges)

    def neighbours(self, node: int) -> Iterator[tuple[int, float]]:
        """Yield the nodes one edge away and how far they are, metres."""
        begin, end = self._first[node], self._first[node + 1]
        return zip(self._others[begin:end], self._steps[begin:end], strict=True)

    def nearest(self, point: XY, tolerance_m: float) -> int | None:
        """Return the edge nearest to a point, None when none is within the tolerance."""
        if len(self.edges) == 0:
            return None
        start, end = self.nodes[self.edges[:, 0]], self.nodes[self.edges[:, 1]]
        along = end - start
        squared = np.where(self.lengths > 0.0, self.lengths**2, 1.0)
        share = np.einsum("ij,ij->i", np.asarray(point) - start, along) / squared
        off = np.hypot(*(start + np.clip(share, 0.0, 1.0)[:, None] * along - point).T)
        best = int(np.argmin(off))
        return best if off[best] <= tolerance_m else None

    def begin(self, point: XY, tolerance_m: float) -> Trace | None:
        """Return traces from a point on the lines; None when it lies on none."""
        edge = self.nearest(point, tolerance_m)
        return None if edge is None else Trace(self, point, edge)

    def is_corner(self, node: int) -> bool:
        """Whether a node is a vertex of a line, not only a crossing."""
        return node < self._corners


class Trace:
    """Shortest ways from one point; each question goes on where the one before stopped searching."""

    def __init__(self, network: TraceNetwork, start: XY, edge: int) -> None:
        self._network, self.start, self._edge = network, start, edge
        self._before: dict[int, int | None] = {}  # settled node → the one before it, None next to the start
        self._far: dict[int, float] = {}
        self._waiting: list[tuple[float, int, int]] = []  # distance, node, node before (−1 for the start)
        for node in network.edges[edge]:
            heapq.heappush(self._waiting, (math.dist(start, network.nodes[node]), int(node), -1))

    def to(self, point: XY, tolerance_m: float) -> list[XY] | None:
        """Return the corners of the shortest way to a point on the lines, the point last, the start left out.

        None when the point lies on no line, or no way leads there.
        """
        edge = self._network.nearest(point, tolerance_m)
        if edge is None:
            return None
        nodes = [int(node) for node in self._network.edges[edge]]
        reached = [(self._reach(node) + math.dist(self._network.nodes[node], point), node) for node in nodes]
        length, last = min(reached)
        if edge == self._edge and math.dist(self.start, point) <= length:
            return [point]
        if math.isinf(length):
            return None
        way: list[int] = []
        node: int | None = last
        while node is not None:
            way.append(node)
            node = self._before[node]
        return self._corners(way[::-1], point)

    def _reach(self, node: int) -> float:
        """Return how far a node is, searching on as far as needed."""
        while node not in self._far and self._waiting:
            length, at, before = heapq.heappop(self._waiting)
            if at in self._far:
                continue
            self._far[at], self._before[at] = length, before if before >= 0 else None
            for other, step in self._network.neighbours(at):
                if other not in self._far:
                    heapq.heappush(self._waiting, (length + step, other, at))
        return self._far.get(node, math.inf)

    def _corners(self, way: Sequence[int], point: XY) -> list[XY]:
        places: list[XY] = [(float(x), float(y)) for x, y in self._network.nodes[list(way)]]
        points = [self.start, *places, point]
        kept: list[XY] = []
        before = self.start
        for number, node in enumerate(way, start=1):
            here, after = points[number], points[number + 1]
            if math.dist(here, before) <= _STRAIGHT_M or math.dist(here, point) <= _STRAIGHT_M:
                continue
            if self._network.is_corner(node) or _off_m(here, before, after) > _STRAIGHT_M:
                kept.append(here)
                before = here
        return [*kept, point]


def _off_m(point: XY, start: XY, end: XY) -> float:
    (x1, y1), (x2, y2), (x, y) = start, end, point
    length = math.hypot(x2 - x1, y2 - y1)
    return math.dist(point, start) if length == 0.0 else abs((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)) / length
