"""Coordinates to ``QPainterPath`` in one call instead of one call per vertex."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream, Qt
from PySide6.QtGui import QPainterPath

Coordinates = NDArray[np.float64]

# A QPainterPath as QDataStream writes it: count, then (kind, x, y) per element, then the last
# start and the fill rule, all big-endian (Qt 6, QDataStream version of Qt 4.0 and later).
_ELEMENT = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])
_MOVE, _LINE = 0, 1


def path_of(coords: Coordinates, starts: NDArray[np.bool_], *, winding: bool = False) -> QPainterPath:
    """Return a path over ``coords`` (n, 2) that begins anew wherever ``starts`` (n,) is true."""
    path = QPainterPath()
    if len(coords) == 0:
        return path
    elements = np.empty(len(coords), dtype=_ELEMENT)
    elements["kind"] = np.where(starts, _MOVE, _LINE)
    elements["kind"][0] = _MOVE
    elements["x"] = coords[:, 0]
    elements["y"] = coords[:, 1]
    rule = Qt.FillRule.WindingFill if winding else Qt.FillRule.OddEvenFill
    tail = np.array([int(np.flatnonzero(elements["kind"] == _MOVE)[-1]), rule.value], dtype=">i4")
    data = np.array([len(coords)], dtype=">i4").tobytes() + elements.tobytes() + tail.tobytes()
    stream = QDataStream(QByteArray(data))
    stream >> path
    return path


def outlines(geometries: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return all rings and lines of an array as lines: shells run one way, holes the other (for a winding fill)."""
    parts = shapely.get_parts(geometries)
    areal = shapely.get_dimensions(parts) == 2
    if not areal.any():
        return parts
    rings = shapely.get_rings(shapely.orient_polygons(parts[areal], exterior_cw=False))
    return np.concatenate([rings, parts[~areal]])


def lines_path(lines: NDArray[np.object_]) -> QPainterPath:
    """Return one path of rings and lines, to be filled by the winding rule."""
    coords, index = shapely.get_coordinates(lines, return_index=True)
    starts = np.ones(len(coords), dtype=bool)
    starts[1:] = index[1:] != index[:-1]
    return path_of(coords, starts, winding=True)


def geometry_path(geometries: NDArray[np.object_]) -> QPainterPath:
    """Return one path of lines or polygons."""
    return lines_path(outlines(geometries))
