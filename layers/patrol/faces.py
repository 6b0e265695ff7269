"""Lines of all kinds → the pieces of ground they enclose: noded, polygonised, and the smallest joined to a neighbour.

Everything here is planar, in a metric CRS.  Coordinates are put on a grid of :data:`GRID_M`, on which all
lines are noded at once by snap rounding (Hobby 1999, *Practical segment intersection with finite precision output*,
Computational Geometry 13:199–214; as in GEOS' OverlayNG), so that neighbours share their vertices to the last bit.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.borders.partition import line_pieces
from layers.parallel import query_pairs
from layers.progress import Progress, silent

Objects = NDArray[np.object_]
Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

#: Everything lies on a grid this fine: no line moves by more than 0.007 mm, far below what areas are told to.
GRID_M = 1e-5
#: An end this near to another line lies on it.
_ON_LINE_M = 1e-4
#: Edges per piece of line in trees.
_PIECE_EDGES = 16


@dataclass(frozen=True)
class Faces:
    """Pieces of ground between lines.

    Attributes
    ----------
    shapes : ndarray of Polygons
        No two overlap; together they cover the ground.  From north to south.
    owners : ndarray of int
        Index of the ground each lies in.
    dangles : ndarray of LineStrings
        What is left of lines that end without reaching another: they bound nothing.
    joined_ends : int
        Ends of lines that were led on to a line close by.
    """

    shapes: Objects
    owners: Integers
    dangles: Objects
    joined_ends: int


def divide(
    band: shapely.Geometry,
    grounds: Objects,
    lines: Objects,
    *,
    fixed: Objects,
    snap_m: float,
    progress: Progress = silent,
) -> Faces:
    """Divide a band of ground by lines.

    Parameters
    ----------
    band : Polygon or MultiPolygon
        What is divided, as far as it lies in ``grounds``.
    grounds : ndarray of polygons
        Counties, no two of which overlap.
    lines : ndarray of lines
        What divides.  An end closer than ``snap_m`` to another line is led on to it, straight; lines themselves
        stay where they are.
    fixed : ndarray of lines
        Lines that are never led on or moved: outlines of ``grounds``, all of them or those that divide.
    snap_m : float
        0 leads no end on.

    Returns
    -------
    Faces
        Each in the ground that holds a point of it.  The order of lines and grounds does not change the shapes.
    """
    shapely.prepare(band)
    lines = _plain(lines)
    lines = lines[_reaching(lines, band)]
    fixed = _plain(fixed)
    fixed = fixed[_reaching(fixed, band)]
    progress(0.05, "blocks_lines")
    led_on = _led_on(lines, fixed, band, snap_m)
    progress(0.2, "blocks_lines")
    outline = _plain(np.array([shapely.boundary(band)], dtype=object))
    every = np.concatenate([lines, fixed, led_on, outline])
    noded = shapely.union_all(every, grid_size=GRID_M)
    progress(0.6, "blocks_polygons")
    polygons, cuts, dangling, _ = shapely.polygonize_full([noded])
    faces = shapely.get_parts(polygons)
    progress(0.8, "blocks_polygons")
    shapes, owners = _inside(faces, band, grounds)
    loose = np.concatenate([shapely.get_parts(dangling), shapely.get_parts(cuts)])
    loose = loose[shapely.contains(band, shapely.line_interpolate_point(loose, 0.5, normalized=True))]
    order = _from_north(shapes)
    progress(1.0, "blocks_polygons")
    return Faces(shapes[order], owners[order], loose, len(led_on))


def without_small(faces: Objects, owners: Integers, areas: Floats, least: float) -> tuple[Objects, Integers]:
    """Join faces below a least area to the neighbour they share the longest line with, the smallest first.

    Parameters
    ----------
    faces : ndarray of Polygons, shape (n,)
        From :func:`divide`: neighbours share their vertices.
    owners : ndarray of int, shape (n,)
        Faces of different owners are never joined; a small one without a neighbour of its owner stays.
    areas : ndarray of float, shape (n,)
    least : float
        In the unit of ``areas``.

    Returns
    -------
    shapes : ndarray of polygons, shape (m,)
        Exact unions, in the order of the first face of each.
    of_face : ndarray of int, shape (n,)
        Which of them each face has become part of.
    """
    beside = _neighbours(faces, owners)
    size = areas.astype(float).tolist()
    gone_to = list(range(len(faces)))
    waiting = [(size[at], at) for at in range(len(faces)) if size[at] < least]
    heapq.heapify(waiting)
    while waiting:
        area, at = heapq.heappop(waiting)
        if gone_to[at] != at or area != size[at] or not beside[at]:
            continue
        into = max(beside[at], key=lambda other: (beside[at][other], size[other], -other))
        gone_to[at] = into
        size[into] += area
        for other, length in beside[at].items():
            del beside[other][at]
            if other != into:
                beside[into][other] = beside[other][into] = beside[into].get(other, 0.0) + length
        beside[at] = {}
        if size[into] < least:
            heapq.heappush(waiting, (size[into], into))
    ends = np.array([_end(gone_to, at) for at in range(len(faces))], dtype=np.int64)
    first = np.full(len(faces), len(faces), dtype=np.int64)
    np.minimum.at(first, ends, np.arange(len(faces)))
    _, of_face = np.unique(first[ends], return_inverse=True)
    return _joined(faces, of_face.astype(np.int64)), of_face.astype(np.int64)


def _end(gone_to: list[int], at: int) -> int:
    while gone_to[at] != at:
        gone_to[at] = gone_to[gone_to[at]]
        at = gone_to[at]
    return at


def _joined(faces: Objects, group: Integers) -> Objects:
    """Return the union of each group: neighbours share their vertices, so that only the shared edges go."""
    count = int(group.max()) + 1 if len(group) else 0
    result = np.empty(count, dtype=object)
    members = np.bincount(group, minlength=count)
    alone = members[group] == 1
    result[group[alone]] = faces[alone]
    for number in np.flatnonzero(members > 1).tolist():
        result[number] = single(shapely.coverage_union_all(faces[group == number]))
    return result


def single(shape: shapely.Geometry) -> shapely.Geometry:
    """Return the one part of a collection of one, else the shape as it is."""
    parts = shapely.get_parts(shape)
    return parts[0] if len(parts) == 1 else shape


def edges(faces: Objects) -> shapely.Geometry:
    """Return the lines between and around faces that share their vertices, each once."""
    segments, _ = _segments(faces)
    once = np.unique(segments, axis=0).reshape(-1, 2, 2)
    return shapely.line_merge(shapely.multilinestrings(shapely.linestrings(once)))


def _segments(faces: Objects) -> tuple[Floats, Integers]:
    """Return the edges of all rings as x, y, x, y, the lesser end first, and the face each belongs to."""
    parts, face_of = shapely.get_parts(faces, return_index=True)
    rings, part_of = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    start, stop = xy[:-1][same], xy[1:][same]
    turned = (start[:, 0] > stop[:, 0]) | ((start[:, 0] == stop[:, 0]) & (start[:, 1] > stop[:, 1]))
    start[turned], stop[turned] = stop[turned], start[turned]
    face = face_of[part_of[ring[:-1][same]]]
    return np.column_stack([start, stop]), face.astype(np.int64)


def _plain(lines: Objects) -> Objects:
    """Return all line strings there are, on the grid."""
    parts = shapely.get_parts(np.asarray(lines, dtype=object))
    parts = parts[np.isin(shapely.get_type_id(parts), (1, 2))]
    parts = shapely.get_parts(shapely.set_precision(parts, GRID_M))
    return np.asarray(parts[~shapely.is_empty(parts)], dtype=object)


def _reaching(lines: Objects, band: shapely.Geometry) -> NDArray[np.bool_]:
    """Return which lines reach into the band."""
    reaching = np.zeros(len(lines), dtype=bool)
    if len(lines):
        reaching[shapely.STRtree(lines).query(shapely.get_parts(band), predicate="intersects")[1]] = True
    return reaching


def _led_on(lines: Objects, fixed: Objects, band: shapely.Geometry, snap_m: float) -> Objects:
    """Return short lines from free ends to the nearest other line within reach."""
    if snap_m <= 0.0 or len(lines) == 0:
        return np.zeros(0, dtype=object)
    ends = np.concatenate([shapely.get_point(lines, at) for at in (0, -1)])
    owner = np.tile(np.arange(len(lines)), 2)
    _, where, times = np.unique(
        np.round(shapely.get_coordinates(ends) / GRID_M).astype(np.int64),
        axis=0,
        return_inverse=True,
        return_counts=True,
    )
    free = (times[where.ravel()] == 1) & shapely.contains(band, ends)
    ends, owner = ends[free], owner[free]
    pieces, line = line_pieces(np.concatenate([lines, fixed]), _PIECE_EDGES)
    end, piece = query_pairs(shapely.STRtree(pieces), ends, "dwithin", distance=snap_m)
    other = owner[end] != line[piece]
    end, piece = end[other], piece[other]
    away = shapely.distance(ends[end], pieces[piece])
    nearest = np.full(len(ends), np.inf)
    np.minimum.at(nearest, end, away)
    # Ties are settled by where the lines lead, not by their order.
    wanted = (away == nearest[end]) & (nearest[end] > _ON_LINE_M)
    links = shapely.shortest_line(ends[end[wanted]], pieces[piece[wanted]])
    xy = shapely.get_coordinates(links).reshape(-1, 4)
    order = np.lexsort([xy[:, 3], xy[:, 2], end[wanted]])
    first = np.r_[True, np.diff(end[wanted][order]) != 0] if len(order) else np.zeros(0, dtype=bool)
    return np.asarray(links[order][first], dtype=object)


def _inside(faces: Objects, band: shapely.Geometry, grounds: Objects) -> tuple[Objects, Integers]:
    """Return the faces that lie in the band and in a ground, and in which."""
    points = np.asarray(shapely.point_on_surface(faces), dtype=object)
    owner = np.full(len(faces), -1, dtype=np.int64)
    if len(faces):
        ground, at = shapely.STRtree(points).query(grounds, predicate="intersects")
        owner[at] = ground
        owner[~shapely.contains(band, points)] = -1
    kept = owner >= 0
    return faces[kept], owner[kept]


def _from_north(shapes: Objects) -> Integers:
    """Return the order of shapes from north to south, then from the west; it hangs on the shapes alone."""
    bounds = shapely.bounds(shapes)
    return np.asarray(
        np.lexsort([shapely.area(shapes), bounds[:, 2], bounds[:, 1], bounds[:, 0], -bounds[:, 3]]), dtype=np.int64
    )


def _neighbours(faces: Objects, owners: Integers) -> list[dict[int, float]]:
    """Return for each face the faces of its owner beside it, with the length of the line between, metres."""
    edges, face = _segments(faces)
    order = np.lexsort([face, *edges.T[::-1]])
    edges, face = edges[order], face[order]
    twin = np.flatnonzero((edges[1:] == edges[:-1]).all(axis=1))
    a, b = face[twin], face[twin + 1]
    joinable = (a != b) & (owners[a] == owners[b])
    a, b, twin = a[joinable], b[joinable], twin[joinable]
    length = np.hypot(edges[twin, 2] - edges[twin, 0], edges[twin, 3] - edges[twin, 1])
    beside: list[dict[int, float]] = [{} for _ in range(len(faces))]
    if len(a) == 0:
        return beside
    pairs, at = np.unique(np.column_stack([a, b]), axis=0, return_inverse=True)
    for (one, other), metres in zip(pairs.tolist(), np.bincount(at.ravel(), weights=length).tolist(), strict=True):
        beside[one][other] = beside[other][one] = metres
    return beside
