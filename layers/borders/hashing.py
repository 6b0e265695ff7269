"""Segment hashing: the directed edges of a coverage, paired by their end points.

In a clean coverage two neighbours share every vertex of their common line, so each edge appears
once in each of them, in opposite directions.  Sorting the edges finds the pairs without a single
geometric test; what stays single is outer line, or a place where the coverage does not fit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]

#: Vertices closer than this are one: 1e-9° (0.1 mm) in degrees, 0.1 mm in metres.
DEGREE_GRID = 1e-9
METRE_GRID = 1e-4


@dataclass(frozen=True)
class Edges:
    """Directed edges with the interior of their owner on the left.

    ``vertices`` is (v, 2); ``start``, ``end`` index it; ``owner`` indexes the polygons.  Edges
    follow each other along their rings.
    """

    vertices: Floats
    start: Integers
    end: Integers
    owner: Integers

    def lines(self, at: Integers | Booleans) -> NDArray[np.object_]:
        """Return some edges as two-point lines."""
        ends = np.stack([self.vertices[self.start[at]], self.vertices[self.end[at]]], axis=1)
        return np.asarray(shapely.linestrings(ends), dtype=object)


@dataclass(frozen=True)
class Pairing:
    """Who is on the other side of each directed edge: owner index, −1 nobody, −2 more than one."""

    other: Integers

    @property
    def loose(self) -> Booleans:
        """Edges with nobody on the other side."""
        return np.asarray(self.other == -1)

    @property
    def tangled(self) -> Booleans:
        """Edges used three times or twice in the same direction: polygons overlap there."""
        return np.asarray(self.other == -2)


def directed_edges(polygons: NDArray[np.object_], grid: float) -> Edges:
    """Return the directed edges of (multi)polygons; vertices closer than ``grid`` are one."""
    oriented = shapely.orient_polygons(polygons, exterior_cw=False)
    parts, owner_of_part = shapely.get_parts(oriented, return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    coords, ring_of = shapely.get_coordinates(rings, return_index=True)
    cells = np.round(coords / grid)
    keys = cells[:, 0] + 1j * cells[:, 1]
    _, first, ids = np.unique(keys, return_index=True, return_inverse=True)
    same_ring = ring_of[1:] == ring_of[:-1]
    start, end = ids[:-1][same_ring], ids[1:][same_ring]
    owner = owner_of_part[part_of_ring[ring_of[:-1][same_ring]]]
    moved = start != end
    return Edges(coords[first], start[moved], end[moved], owner[moved].astype(np.int64))


def pair_up(edges: Edges) -> Pairing:
    """Find the owner on the other side of every directed edge."""
    count = len(edges.start)
    low, high = np.minimum(edges.start, edges.end), np.maximum(edges.start, edges.end)
    keys = low * np.int64(len(edges.vertices)) + high
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    is_first = np.ones(count, dtype=bool)
    is_first[1:] = ordered[1:] != ordered[:-1]
    group = np.cumsum(is_first) - 1
    size = np.bincount(group, minlength=int(group[-1]) + 1 if count else 0)
    other = np.full(count, -2, dtype=np.int64)
    other[order[size[group] == 1]] = -1
    heads = np.flatnonzero(is_first & (size[group] == 2))
    a, b = order[heads], order[heads + 1]
    opposite = edges.start[a] == edges.end[b]
    a, b = a[opposite], b[opposite]
    other[a], other[b] = edges.owner[b], edges.owner[a]
    return Pairing(other)


def noded(edges: Edges, pairing: Pairing, tolerance: float) -> Edges:
    """Split loose edges at loose vertices that lie on them: a T where only one side has a vertex.

    Parameters
    ----------
    tolerance : float
        How far off an edge a vertex may lie, in the units of the vertices.
    """
    loose = np.flatnonzero(pairing.loose)
    if len(loose) == 0:
        return edges
    points = np.unique(np.concatenate([edges.start[loose], edges.end[loose]]))
    tree = shapely.STRtree(edges.lines(loose))
    at_point, at_edge = tree.query(shapely.points(edges.vertices[points]), predicate="dwithin", distance=tolerance)
    vertex, edge = points[at_point], loose[at_edge]
    inside = (edges.start[edge] != vertex) & (edges.end[edge] != vertex)
    vertex, edge = vertex[inside], edge[inside]
    if len(edge) == 0:
        return edges
    offset = edges.vertices[vertex] - edges.vertices[edges.start[edge]]
    along = np.hypot(offset[:, 0], offset[:, 1])
    # Each edge keeps its place in the ring; its pieces follow in order of distance from its start.
    order_edge = np.concatenate([np.arange(len(edges.start)), edge])
    order_along = np.concatenate([np.zeros(len(edges.start)), along])
    starts = np.concatenate([edges.start, vertex])
    order = np.lexsort([order_along, order_edge])
    start, of_edge = starts[order], order_edge[order]
    end = np.empty_like(start)
    end[:-1] = start[1:]
    last = np.ones(len(start), dtype=bool)
    last[:-1] = of_edge[1:] != of_edge[:-1]
    end[last] = edges.end[of_edge[last]]
    moved = start != end
    return Edges(edges.vertices, start[moved], end[moved], edges.owner[of_edge][moved])


def meeting_points(edges: Edges) -> tuple[Floats, list[Integers]]:
    """Return the vertices where three or more owners meet, sorted, and their owners."""
    count = np.int64(max(int(edges.owner.max(initial=0)) + 1, 1))
    pairs = np.sort(np.concatenate([edges.start, edges.end]) * count + np.concatenate([edges.owner, edges.owner]))
    pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])] if len(pairs) else pairs  # np.unique hashes: 4 × slower
    vertex, owner = pairs // count, pairs % count
    heads = np.flatnonzero(np.r_[True, vertex[1:] != vertex[:-1]]) if len(vertex) else np.zeros(0, dtype=np.int64)
    sizes = np.diff(np.r_[heads, len(vertex)])
    chosen = heads[sizes >= 3]
    owners = [owner[head : head + size] for head, size in zip(chosen, sizes[sizes >= 3], strict=True)]
    return edges.vertices[vertex[chosen]], owners


def merged_lines(edges: Edges, pairing: Pairing) -> tuple[NDArray[np.object_], Integers, Integers]:
    """Join edges into lines, one pair of owners each.

    Returns
    -------
    lines : ndarray of LineString
        The owner with the lower index is on the left; outer lines have their owner on the left.
        A closed line starts at its westernmost vertex, so that nothing depends on ring starts.
    left, right : ndarray of int
        Owner indices; −1 on the right of outer lines.
    """
    right_of = np.where(pairing.tangled, -1, pairing.other)
    chosen = np.flatnonzero((right_of == -1) | (edges.owner < right_of))
    left, right = edges.owner[chosen], right_of[chosen]
    if len(chosen) == 0:
        empty = np.zeros(0, dtype=np.int64)
        return np.zeros(0, dtype=object), empty, empty
    start, end = edges.start[chosen], edges.end[chosen]
    # Neighbouring edges of one ring and one pair form a run; line_merge then joins few runs, not all edges.
    follows = np.zeros(len(chosen), dtype=bool)
    follows[1:] = (np.diff(chosen) == 1) & (end[:-1] == start[1:]) & (left[1:] == left[:-1]) & (right[1:] == right[:-1])
    run = np.cumsum(~follows) - 1
    head = np.flatnonzero(~follows)
    sizes = np.bincount(run)
    before = np.arange(len(head))  # one extra vertex per run before this one
    vertex = np.empty(len(chosen) + len(head), dtype=np.int64)
    vertex[np.arange(len(chosen)) + run + 1] = end
    vertex[head + before] = start[head]
    lines = shapely.linestrings(edges.vertices[vertex], indices=np.repeat(np.arange(len(head)), sizes + 1))
    keys = left[head] * np.int64(edges.owner.max() + 2) + right[head] + 1
    order = np.argsort(keys, kind="stable")
    _, first, group = np.unique(keys[order], return_index=True, return_inverse=True)
    bundles = shapely.line_merge(shapely.multilinestrings(lines[order], indices=group), directed=True)
    parts, bundle_of = shapely.get_parts(bundles, return_index=True)
    source = head[order][first][bundle_of]
    return _with_canonical_starts(parts), left[source], right[source]


def _with_canonical_starts(lines: NDArray[np.object_]) -> NDArray[np.object_]:
    lines = lines.copy()
    for at in np.flatnonzero(shapely.is_closed(lines)):
        ring = shapely.get_coordinates(lines[at])[:-1]
        first = int(np.lexsort([ring[:, 1], ring[:, 0]])[0])
        turned = np.roll(ring, -first, axis=0)
        lines[at] = shapely.LineString(np.vstack([turned, turned[:1]]))
    return lines
