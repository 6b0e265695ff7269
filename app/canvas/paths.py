"""Coordinates to ``QPainterPath`` in one call instead of one call per vertex."""

from __future__ import annotations

import struct
import threading
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream, Qt
from PySide6.QtGui import QPainter, QPainterPath

from app.canvas.unlocked import draw_path

Coordinates = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class BoxedPaths:
    """Paths and the box (n, 4) of each, so that those out of sight need not be looked at.

    A path remembers what a painter made of it: who draws holds ``lock``.
    """

    paths: list[QPainterPath]
    boxes: Coordinates
    lock: threading.Lock = field(default_factory=threading.Lock)

    def touching(self, xmin: float, ymin: float, xmax: float, ymax: float) -> list[QPainterPath]:
        """Return the paths whose boxes meet a box."""
        low, high = self.boxes[:, :2], self.boxes[:, 2:]
        meets = (low <= (xmax, ymax)).all(axis=1) & (high >= (xmin, ymin)).all(axis=1)
        return self.paths if meets.all() else [self.paths[i] for i in np.flatnonzero(meets)]


# A QPainterPath as QDataStream writes it: count, then (kind, x, y) per element, then the last
# start and the fill rule, all big-endian (Qt 6, QDataStream version of Qt 4.0 and later).
_ELEMENT = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])
_MOVE, _LINE = 0, 1
_INT = struct.Struct(">i").pack
# Looking them up takes as long as setting them.
_ODD_EVEN, _WINDING = Qt.FillRule.OddEvenFill, Qt.FillRule.WindingFill


def path_of(coords: Coordinates, starts: NDArray[np.bool_], *, winding: bool = False) -> QPainterPath:
    """Return a path over ``coords`` (n, 2) that begins anew wherever ``starts`` (n,) is true."""
    if len(coords) == 0:
        return QPainterPath()
    elements = _elements(coords, starts)
    elements["kind"][0] = _MOVE
    return _read(elements, int(np.flatnonzero(elements["kind"] == _MOVE)[-1]), winding=winding)


def _elements(coords: Coordinates, starts: NDArray[np.bool_]) -> NDArray[np.void]:
    elements = np.empty(len(coords), dtype=_ELEMENT)
    elements["kind"] = np.where(starts, _MOVE, _LINE)
    elements["x"] = coords[:, 0]
    elements["y"] = coords[:, 1]
    return elements


def _read(elements: NDArray[np.void], last_start: int, *, winding: bool) -> QPainterPath:
    rule = Qt.FillRule.WindingFill if winding else Qt.FillRule.OddEvenFill
    data = b"".join((_INT(len(elements)), elements.tobytes(), _INT(last_start), _INT(rule.value)))
    path = QPainterPath()
    stream = QDataStream(QByteArray(data))
    stream >> path
    return path


def draw_once(painter: QPainter, path: QPainterPath) -> None:
    """Draw a path of :func:`line_paths` and have it forget what the painter made of it.

    Qt keeps a copy of its own with every path it has drawn, twice as large as the path, until the path changes; making
    it again takes a hundredth of the time of drawing.
    """
    draw_path(painter, path)
    path.setFillRule(_ODD_EVEN)
    path.setFillRule(_WINDING)


def outlines(geometries: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return all rings and lines of an array as lines: shells run one way, holes the other (for a winding fill)."""
    return rings_and_lines(oriented(shapely.get_parts(geometries)))[0]


def oriented(parts: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return single parts, the shells of polygons running one way and their holes the other."""
    return np.asarray(shapely.orient_polygons(parts, exterior_cw=False))


def rings_and_lines(parts: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.intp]]:
    """Return rings and lines of single parts as they run, and the number of the part each belongs to."""
    areal = np.flatnonzero(shapely.get_dimensions(parts) == 2)
    if len(areal) == 0:
        return parts, np.arange(len(parts))
    rings, owner = shapely.get_rings(parts[areal], return_index=True)
    lines = np.setdiff1d(np.arange(len(parts)), areal)
    return np.concatenate([rings, parts[lines]]), np.concatenate([areal[owner], lines])


def lines_path(lines: NDArray[np.object_]) -> QPainterPath:
    """Return one path of rings and lines, to be filled by the winding rule."""
    coords, index = shapely.get_coordinates(lines, return_index=True)
    starts = np.ones(len(coords), dtype=bool)
    starts[1:] = index[1:] != index[:-1]
    return path_of(coords, starts, winding=True)


def short_paths(lines: NDArray[np.object_], owner: NDArray[np.intp], vertices: int) -> list[QPainterPath]:
    """Return rings and lines as several paths: see :func:`line_paths`."""
    length = shapely.get_num_coordinates(lines).astype(np.intp)
    return line_paths(shapely.get_coordinates(lines), length, shapely.is_closed(lines), owner, vertices)


def line_paths(
    coords: Coordinates,
    length: NDArray[np.intp],
    closed: NDArray[np.bool_],
    owner: NDArray[np.intp],
    vertices: int,
) -> list[QPainterPath]:
    """Return rings and lines as several paths of about as many vertices, to be filled by the winding rule.

    Line i has the next ``length[i]`` of ``coords``.  All rings of one owner stay in one path, so that its holes stay
    holes; a line longer than a path goes on in the next one.
    """
    return boxed_paths(coords, length, closed, owner, vertices).paths


def boxed_paths(
    coords: Coordinates,
    length: NDArray[np.intp],
    closed: NDArray[np.bool_],
    owner: NDArray[np.intp],
    vertices: int,
) -> BoxedPaths:
    """Return the paths of :func:`line_paths` and where each lies."""
    if len(coords) == 0:
        return BoxedPaths([], np.zeros((0, 4)))
    first = np.cumsum(length) - length
    starts = np.zeros(len(coords), dtype=bool)
    starts[first] = True
    place = np.arange(len(coords))
    begins = np.ones(len(length), dtype=bool)
    begins[1:] = owner[1:] != owner[:-1]
    number = first[begins][np.cumsum(begins) - 1] // vertices
    # Open lines may be cut anywhere.
    number = np.where(np.repeat(closed, length), np.repeat(number, length), np.maximum.accumulate(place // vertices))
    cuts = np.concatenate([[0], np.flatnonzero(np.diff(number)) + 1, [len(coords)]])
    # The last vertex of one path is the first of the next when a line goes on there.
    begins_at = cuts[:-1] - ~starts[cuts[:-1]]
    last_start = np.maximum.accumulate(np.where(starts, place, 0))[cuts[1:] - 1]
    # Paths may share a vertex: of each pair of places only the first stretch is asked for.
    pairs = np.column_stack([begins_at, cuts[1:]]).ravel()
    low, high = (kind.reduceat(np.vstack([coords, coords[-1:]]), pairs)[::2] for kind in (np.minimum, np.maximum))
    paths = _read_many(_elements(coords, starts), begins_at, cuts[1:], np.maximum(last_start - begins_at, 0))
    return BoxedPaths(paths, np.hstack([low, high]))


def _read_many(
    elements: NDArray[np.void], first: NDArray[np.intp], end: NDArray[np.intp], last_start: NDArray[np.intp]
) -> list[QPainterPath]:
    """Return paths of ``elements[first:end]`` each, out of one stream: a stream a path would take as long again."""
    size = _ELEMENT.itemsize
    every = elements.tobytes()
    move, rule = _INT(_MOVE), _INT(Qt.FillRule.WindingFill.value)
    pieces: list[bytes] = []
    for a, b, last in zip(first.tolist(), end.tolist(), last_start.tolist(), strict=True):
        pieces += (_INT(b - a), move, every[a * size + 4 : b * size], _INT(last), rule)
    stream = QDataStream(QByteArray(b"".join(pieces)))
    out = []
    for count in (end - first).tolist():
        path = QPainterPath()
        path.reserve(count)  # or it would grow by doubling, and keep what it does not need
        stream >> path
        out.append(path)
    return out


def geometry_path(geometries: NDArray[np.object_]) -> QPainterPath:
    """Return one path of lines or polygons."""
    return lines_path(outlines(geometries))
