"""Rings, lines and points of many features as plain arrays: half the memory of shapes, and no object for each feature.

A map of ten million vertices cannot afford an object for each of its shapes beside their coordinates.  Here all
vertices lie in one array, one line after the other; small layers keep coordinates as they are stored, large ones
as whole billionths of a degree (0.1 mm) from each line's corner, which is what a plan means by the same place.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.vertex_file import VertexFile
from layers.wkb_lines import WkbLines

_log = logging.getLogger(__name__)

#: Layers of up to this many vertices keep their coordinates to the last digit.
EXACT_VERTICES = 1_000_000
#: One step of a compact coordinate, in degrees.
STEP_DEG = 1e-9
#: The longest line that steps can reach across.
_LONGEST_DEG = (2**32 - 1) * STEP_DEG
#: Vertices taken apart at a time: shapely holds the interpreter's lock for about a millisecond then.
_SLICE_VERTICES = 50_000

_FLOAT = NDArray[np.float64]
_INDEX = NDArray[np.intp]


class LineKind(IntEnum):
    """What a run of vertices is."""

    LINE = 0
    SHELL = 1
    HOLE = 2
    POINT = 3


@dataclass(frozen=True, eq=False)
class FlatShapes:
    """Features as arrays; lon, lat in EPSG:4490.

    Attributes
    ----------
    vertices : ndarray (n, 2)
        Degrees as float64, or steps of :data:`STEP_DEG` from the corner of their line as uint32.
    starts, ends : ndarray (k,), int32
        Line i is ``vertices[starts[i]:ends[i]]``, lines one after the other, in some features of a layer with gaps
        between; rings repeat their first vertex.  Shells run counter-clockwise and holes clockwise; the holes of a
        polygon follow its shell.
    boxes : ndarray (k, 4)
        xmin, ymin, xmax, ymax of each line in degrees; its corner is the first two.
    kind : ndarray (k,), uint8
        :class:`LineKind`.
    feature : ndarray (k,), int32
        The feature each line belongs to, ascending.
    count : int
        How many features there are; empty ones have no line.
    file : VertexFile or None
        Where the vertices are, when they are not in memory.
    """

    vertices: NDArray[Any]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    boxes: _FLOAT
    kind: NDArray[np.uint8]
    feature: NDArray[np.int32]
    count: int
    file: VertexFile | None = None

    def __len__(self) -> int:
        return self.count

    @property
    def vertex_count(self) -> int:
        """How many vertices all features have."""
        return int((self.ends - self.starts).sum())

    @property
    def is_single_points(self) -> bool:
        """Whether every feature is one point."""
        whole = np.array_equal(self.feature, np.arange(self.count))
        return whole and bool((self.kind == LineKind.POINT).all() and (self.ends - self.starts == 1).all())

    @property
    def is_compact(self) -> bool:
        """Whether coordinates are whole steps."""
        return self.vertices.dtype != np.float64

    def equals(self, other: FlatShapes) -> bool:
        """Return whether both hold the same features, vertex for vertex."""
        pairs: tuple[tuple[NDArray[Any], NDArray[Any]], ...] = (
            (self.ends - self.starts, other.ends - other.starts),
            (self.boxes, other.boxes),
            (self.kind, other.kind),
            (self.feature, other.feature),
        )
        return (
            self.count == other.count
            and self.vertices.dtype == other.vertices.dtype
            and all(a.dtype == b.dtype and np.array_equal(a, b) for a, b in pairs)
            and self._same_vertices(other)
        )

    def _same_vertices(self, other: FlatShapes) -> bool:
        if self.vertices is other.vertices and np.array_equal(self.starts, other.starts):
            return True
        number = np.cumsum(self.ends - self.starts) // _SLICE_VERTICES
        cuts = [0, *(np.flatnonzero(np.diff(number)) + 1).tolist(), len(self.starts)]
        return all(np.array_equal(self._stored(slice(a, b)), other._stored(slice(a, b))) for a, b in pairwise(cuts))

    def _stored(self, lines: slice) -> NDArray[Any]:
        vertices = ranges(self.starts[lines], self.ends[lines])
        return self._gathered(vertices) if self.is_compact else self.vertices[vertices]

    def total_bounds(self) -> _FLOAT:
        """Return xmin, ymin, xmax, ymax over all; nan when there is nothing."""
        if len(self.boxes) == 0:
            return np.full(4, np.nan)
        return np.concatenate([self.boxes[:, :2].min(axis=0), self.boxes[:, 2:].max(axis=0)])

    def lonlat(self, vertices: _INDEX, lines: _INDEX) -> _FLOAT:
        """Return vertices (m, 2) in degrees; ``lines`` names the line of each."""
        if not self.is_compact:
            return self.vertices[vertices]
        return np.asarray(self._gathered(vertices) * STEP_DEG + self.boxes[lines, :2])

    def stretches(self, start: NDArray[Any], stop: NDArray[Any], lines: NDArray[Any]) -> _FLOAT:
        """Return the vertices (m, 2) of stretches of lines in degrees, one after the other."""
        vertices = ranges(start, stop)
        if not self.is_compact:
            return self.vertices[vertices]
        return np.asarray(self._gathered(vertices) * STEP_DEG + np.repeat(self.boxes[lines, :2], stop - start, axis=0))

    def _gathered(self, vertices: _INDEX) -> NDArray[np.uint32]:
        # Both numbers of a vertex at once: numpy gathers single values several times as fast as rows.
        both = self.vertices.view(np.uint64).ravel()
        found = both.take(vertices).view(np.uint32).reshape(-1, 2)
        if self.file is not None:
            self.file.looked_at()
        return found

    def rest(self) -> None:
        """Hold as little memory as can be until vertices are asked for again."""
        if self.file is not None:
            self.file.let_go()

    def line_of(self, vertices: _INDEX) -> _INDEX:
        """Return the line each vertex belongs to."""
        return np.searchsorted(self.starts, vertices, side="right") - 1

    def lines_of(self, feature: int) -> slice:
        """Return the lines of a feature."""
        first, last = np.searchsorted(self.feature, [feature, feature + 1])
        return slice(int(first), int(last))

    def shape(self, feature: int) -> shapely.Geometry:
        """Return a feature as one shape in EPSG:4490; an empty collection when it has no vertices."""
        own = self.lines_of(feature)
        kinds = self.kind[own]
        coords = [self._line(i) for i in range(own.start, own.stop)]
        begins = np.flatnonzero(kinds != LineKind.HOLE)
        parts = [
            _part(kinds[first], coords[first:last])
            for first, last in zip(begins, np.append(begins, len(kinds))[1:], strict=True)
        ]
        return parts[0] if len(parts) == 1 else _collected(parts)

    def _line(self, line: int) -> _FLOAT:
        return self.stretches(self.starts[line : line + 1], self.ends[line : line + 1], np.array([line]))

    def shapes(self) -> NDArray[np.object_]:
        """Return all features as shapes in EPSG:4490."""
        out = np.empty(self.count, dtype=object)
        out[:] = [self.shape(i) for i in range(self.count)]
        return out

    def dimensions(self) -> NDArray[np.int8]:
        """Return 2, 1 or 0 for each feature, the largest of its parts; -1 when it is empty."""
        out = np.full(self.count, -1, dtype=np.int8)
        np.maximum.at(out, self.feature, _DIMENSION[self.kind])
        return out

    def feature_boxes(self) -> _FLOAT:
        """Return the box (count, 4) of each feature in degrees; nan when it is empty."""
        out = np.full((self.count, 4), np.nan)
        if len(self.feature):
            first = np.flatnonzero(np.diff(self.feature, prepend=-1))
            here = self.feature[first]
            out[here, :2] = np.minimum.reduceat(self.boxes[:, :2], first, axis=0)
            out[here, 2:] = np.maximum.reduceat(self.boxes[:, 2:], first, axis=0)
        return out

    def subset(self, features: _INDEX) -> FlatShapes:
        """Return some features, ascending, numbered anew; their vertices stay where they are."""
        new = np.full(self.count, -1, dtype=np.int32)
        new[features] = np.arange(len(features), dtype=np.int32)
        lines = np.flatnonzero(new[self.feature] >= 0)
        return FlatShapes(
            self.vertices,
            self.starts[lines],
            self.ends[lines],
            self.boxes[lines],
            self.kind[lines],
            new[self.feature[lines]],
            len(features),
            self.file,
        )


def _part(kind: int, coords: list[_FLOAT]) -> shapely.Geometry:
    if kind == LineKind.SHELL:
        return shapely.Polygon(coords[0], coords[1:])
    return shapely.Point(coords[0][0]) if kind == LineKind.POINT else shapely.LineString(coords[0])


def _collected(parts: list[shapely.Geometry]) -> shapely.Geometry:
    kinds = {part.geom_type for part in parts}
    multi = {"Polygon": shapely.MultiPolygon, "LineString": shapely.MultiLineString, "Point": shapely.MultiPoint}
    make = multi[kinds.pop()] if len(kinds) == 1 else shapely.GeometryCollection
    return make(parts)


_DIMENSION = np.array([1, 2, 2, 0], dtype=np.int8)


def flat_shapes(geometries: NDArray[np.object_]) -> FlatShapes:
    """Return shapely geometries (EPSG:4490) as arrays."""
    shapes = np.asarray(geometries, dtype=object)
    number = np.cumsum(shapely.get_num_coordinates(shapes)) // _SLICE_VERTICES
    return from_batches(np.split(shapes, np.flatnonzero(np.diff(number)) + 1) if len(shapes) else [])


def from_batches(batches: Iterable[NDArray[np.object_] | WkbLines], expected: int = 0) -> FlatShapes:
    """Return features that come in batches of shapely geometries, or of their lines (EPSG:4490), as arrays.

    Each batch is taken apart and let go of before the next is asked for.  Where about as many vertices are ``expected``
    as need a compact form, they have it from the first one on: going over to it takes time and five times the memory.
    """
    kept = _Vertices(expected)
    kinds, owners, count = [np.zeros(0, dtype=np.uint8)], [np.zeros(0, dtype=np.int32)], 0
    for batch in batches:
        coords, length, kind, feature = _of_wkb(batch) if isinstance(batch, WkbLines) else _taken_apart(batch)
        kept.add(coords, length, kind)
        kinds.append(kind)
        owners.append(feature + np.int32(count))
        count += batch.count if isinstance(batch, WkbLines) else len(batch)
    vertices, starts, ends, boxes, file = kept.done()
    return FlatShapes(vertices, starts, ends, boxes, np.concatenate(kinds), np.concatenate(owners), count, file)


class _Vertices:
    """Vertices as they come in: exact until there are too many of them, then in a file if there can be one."""

    def __init__(self, expected: int) -> None:
        self._expected = expected
        is_compact = expected > EXACT_VERTICES
        self._array: NDArray[Any] = np.empty((0, 2), np.uint32) if is_compact else np.empty((_SLICE_VERTICES, 2))
        self._held = 0
        self._file: VertexFile | None = VertexFile.or_none() if is_compact else None
        self._lengths: list[_INDEX] = [np.zeros(0, dtype=np.intp)]
        self._boxes: list[_FLOAT] = [np.zeros((0, 4))]
        self._has_long = False

    def add(self, coords: _FLOAT, length: _INDEX, kind: NDArray[np.uint8]) -> None:
        """Append lines; rings of polygons are turned the right way."""
        boxes = _boxes(coords, length)
        self._has_long |= bool(len(boxes)) and float((boxes[:, 2:] - boxes[:, :2]).max()) > _LONGEST_DEG
        self._choose(self._held + len(coords))
        near = coords - np.repeat(boxes[:, :2], length, axis=0)
        turned = _reversal(near, length, kind)
        kept = coords if self._is_exact else _whole_steps(near)
        self._append(kept if turned is None else kept[turned])
        self._lengths.append(length)
        self._boxes.append(boxes)

    def _append(self, rows: NDArray[Any]) -> None:
        end = self._held + len(rows)
        if self._file is not None:
            try:
                self._file.append(rows)
                self._held = end
                return
            except OSError as error:
                _log.warning("vertices are held in memory: %s", error)
                self._array, self._file = self._file.taken_back(), None
        if end > len(self._array):
            # The system moves the pages and copies nothing; a quarter more is all that ever waits unused.
            self._array.resize((max(end, len(self._array) + len(self._array) // 4), 2), refcheck=False)
        self._array[self._held : end] = rows
        self._held = end

    def done(self) -> tuple[NDArray[Any], NDArray[np.int32], NDArray[np.int32], _FLOAT, VertexFile | None]:
        """Return vertices, where lines start and end, their boxes, and the file that holds the vertices."""
        length = np.concatenate(self._lengths)
        ends = np.cumsum(length)
        if self._file is None:
            self._array.resize((self._held, 2), refcheck=False)
        vertices = self._array if self._file is None else self._file.rows()
        starts = (ends - length).astype(np.int32)
        return vertices, starts, ends.astype(np.int32), np.concatenate(self._boxes), self._file

    @property
    def _is_exact(self) -> bool:
        return self._array.dtype == np.float64

    def _choose(self, count: int) -> None:
        """Go over to steps when there are many vertices, and back when a line is longer than they can reach."""
        wants_exact = self._has_long or max(count, self._expected) <= EXACT_VERTICES
        if wants_exact == self._is_exact:
            return
        corners = np.repeat(np.concatenate(self._boxes)[:, :2], np.concatenate(self._lengths), axis=0)
        if wants_exact:
            steps = self._array[: self._held] if self._file is None else self._file.taken_back()
            self._array, self._file = steps * STEP_DEG + corners, None
            return
        steps = _whole_steps(self._array[: self._held] - corners)
        self._array, self._held, self._file = np.empty((0, 2), dtype=np.uint32), 0, VertexFile.or_none()
        self._append(steps)


def _whole_steps(near: _FLOAT) -> NDArray[np.uint32]:
    return np.round(near / STEP_DEG).astype(np.uint32)


def _reversal(near: _FLOAT, length: _INDEX, kind: NDArray[np.uint8]) -> _INDEX | None:
    """Return the order of vertices in which shells run counter-clockwise and holes clockwise; None when they do.

    ``near`` (n, 2) are vertices from the corner of their line.
    """
    is_shell, is_hole = kind == LineKind.SHELL, kind == LineKind.HOLE
    if not (is_shell.any() or is_hole.any()):
        return None
    starts = np.cumsum(length) - length
    x, y = np.ascontiguousarray(near.T)
    # Twice the signed area; what lies between the end of a line and the start of the next is no edge.
    cross = np.zeros(len(near))
    cross[:-1] = x[:-1] * y[1:] - x[1:] * y[:-1]
    cross[starts[1:] - 1] = 0.0
    area = np.add.reduceat(cross, starts)
    wrong = np.flatnonzero((is_shell & (area < 0.0)) | (is_hole & (area > 0.0)))
    if len(wrong) == 0:
        return None
    at = np.arange(len(near))
    own = ranges(starts[wrong], starts[wrong] + length[wrong])
    at[own] = np.repeat(2 * starts[wrong] + length[wrong] - 1, length[wrong]) - own
    return at


def _taken_apart(
    shapes: NDArray[np.object_],
) -> tuple[_FLOAT, _INDEX, NDArray[np.uint8], NDArray[np.int32]]:
    """Return vertices, and length, kind and feature of each line."""
    parts, feature = shapes, np.arange(len(shapes))
    missing = shapely.is_missing(shapes)
    if missing.any():
        parts, feature = parts[~missing], feature[~missing]
    while (shapely.get_type_id(parts) >= shapely.GeometryType.MULTIPOINT).any():  # collections of collections
        parts, inner = shapely.get_parts(parts, return_index=True)
        feature = feature[inner]
    full = ~shapely.is_empty(parts)
    parts, feature = parts[full], feature[full]
    dimension = shapely.get_dimensions(parts)
    areal = np.flatnonzero(dimension == 2)
    if len(areal):
        rings, owner = shapely.get_rings(parts[areal], return_index=True)
        ring_kind = np.where(np.diff(owner, prepend=-1) > 0, LineKind.SHELL, LineKind.HOLE)
        rest = np.flatnonzero(dimension != 2)
        lines = np.concatenate([rings, parts[rest]])
        place = np.concatenate([areal[owner], rest])
        kind = np.concatenate([ring_kind, np.where(dimension[rest] == 0, LineKind.POINT, LineKind.LINE)])
    else:
        lines, place = parts, np.arange(len(parts))
        kind = np.where(dimension == 0, LineKind.POINT, LineKind.LINE)
    feature = feature[place]
    if len(areal) and len(areal) < len(parts):
        order = np.argsort(feature, kind="stable")
        lines, kind, feature = lines[order], kind[order], feature[order]
    coords = shapely.get_coordinates(lines)
    length = shapely.get_num_coordinates(lines).astype(np.intp)
    return coords, length, kind.astype(np.uint8), feature.astype(np.int32)


def _of_wkb(lines: WkbLines) -> tuple[_FLOAT, _INDEX, NDArray[np.uint8], NDArray[np.int32]]:
    kind = np.where(lines.is_hole, LineKind.HOLE, np.where(lines.is_ring, LineKind.SHELL, LineKind.LINE))
    return lines.coords, lines.length, kind.astype(np.uint8), lines.feature


def _boxes(coords: _FLOAT, length: _INDEX) -> _FLOAT:
    if len(length) == 0:
        return np.zeros((0, 4))
    starts = np.cumsum(length) - length
    return np.hstack([np.minimum.reduceat(coords, starts, axis=0), np.maximum.reduceat(coords, starts, axis=0)])


def ranges(start: NDArray[Any], stop: NDArray[Any]) -> _INDEX:
    """Return ``start[0] … stop[0] − 1, start[1] …`` in one array."""
    length = (stop - start).astype(np.intp)
    before = np.cumsum(length) - length
    return np.asarray(np.arange(length.sum()) - np.repeat(before - start, length))
