"""Shapes from WKB that others wrote: GEOS follows nesting without end, and its stack ends the program first.

A collection within a collection takes nine bytes a level, so a few kilobytes in a plan were enough to end the window
(GEOS 3.13 falls at some ten thousand levels in a thread of 8 MiB, sooner where stacks are smaller).
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

#: Levels of shapes within shapes; nobody draws more than three.
MOST_LEVELS = 32
#: The shortest blob that could have more: nine bytes begin each level.
_SHORTEST = 9 * MOST_LEVELS

#: Little-endian in two dimensions: shapes that hold no others, and how those of plain multi-shapes begin.
_SIMPLE = {struct.pack("<BI", 1, kind) for kind in (1, 2, 3)}
_POLYGON, _MULTI_POLYGON = (struct.pack("<BI", 1, kind) for kind in (3, 6))
_COUNT = struct.Struct("<I")

_LINES, _RINGS, _NESTED = (2, 8), (3, 17), (4, 5, 6, 7, 9, 10, 11, 12, 15, 16)
_POINT = 1


def shapes_of(bodies: NDArray[np.object_] | Sequence[bytes | str | None], **options: Any) -> NDArray[np.object_]:
    """Return the shapes of WKB, as :func:`shapely.from_wkb`.

    Parameters
    ----------
    bodies : array of bytes, hexadecimal text or None
    **options
        Those of :func:`shapely.from_wkb`.

    Raises
    ------
    ValueError
        A shape is nested deeper than :data:`MOST_LEVELS`.
    shapely.errors.GEOSException
        It is no WKB.
    """
    given = np.asarray(bodies, dtype=object)
    for body in given.ravel():
        if (
            body is None
            or len(body) <= _SHORTEST
            or body[:5] in _SIMPLE
            or (isinstance(body, bytes) and _is_plain(body))
        ):
            continue
        if is_too_deep(body):
            raise ValueError(f"a shape is nested deeper than {MOST_LEVELS} levels")
    return np.asarray(shapely.from_wkb(given, **options), dtype=object)


def shape_of(body: bytes | str) -> shapely.Geometry:
    """Return one shape of WKB, hexadecimal where it is text; raises as :func:`shapes_of`."""
    return shapes_of([body])[0]


def shape_of_text(text: str) -> shapely.Geometry:
    """Return the shape of WKT.

    Raises
    ------
    ValueError
        It is none, or nested deeper than :data:`MOST_LEVELS`.
    """
    if text.count("(") - text.count("),") > 8 * MOST_LEVELS:
        raise ValueError(f"a shape is nested deeper than {MOST_LEVELS} levels")
    try:
        return shapely.from_wkt(text)
    except shapely.errors.ShapelyError as error:
        raise ValueError(str(error)) from error


def _is_plain(body: bytes) -> bool:
    """Return whether it is a multi-polygon of polygons, as nearly all that hold others are: quickly told."""
    if body[:5] != _MULTI_POLYGON:
        return False
    count, at = _COUNT.unpack_from(body, 5)[0], 9
    try:
        for _ in range(count):
            if body[at : at + 5] != _POLYGON:
                return False
            (rings,) = _COUNT.unpack_from(body, at + 5)
            at += 9
            for _ in range(rings):
                at += 4 + 16 * _COUNT.unpack_from(body, at)[0]
    except struct.error:
        pass  # it ends here, for GEOS too
    return True


def is_too_deep(body: bytes | str) -> bool:
    """Return whether WKB has more levels than :data:`MOST_LEVELS`; what is no WKB has none."""
    if isinstance(body, str):  # hexadecimal, as JSON holds it
        try:
            body = bytes.fromhex(body)
        except ValueError:
            return False
    order = "<" if sys.byteorder == "little" else ">"
    at, waiting = 0, [1]  # how many members are still to come on each level
    try:
        while waiting:
            if not waiting[-1]:
                waiting.pop()
                continue
            waiting[-1] -= 1
            kind, at, axes, order = _head(body, at, order)
            if kind == _POINT:
                at += 8 * axes
            elif kind in _LINES:
                at += 4 + 8 * axes * struct.unpack_from(order + "I", body, at)[0]
            elif kind in _RINGS:
                at = _after_rings(body, at, axes, order)
            elif kind in _NESTED:
                waiting.append(struct.unpack_from(order + "I", body, at)[0])
                at += 4
                if len(waiting) > MOST_LEVELS:
                    return True
            else:
                return False  # GEOS says so too, and goes no further
    except (struct.error, IndexError):
        pass
    return False


def _head(body: bytes, at: int, order: str) -> tuple[int, int, int, str]:
    """Return kind, where its content begins, numbers per vertex, and the order of bytes, as GEOS reads them.

    A byte that names no order leaves that of the shape around it.
    """
    order = {0: ">", 1: "<"}.get(body[at], order)
    (code,) = struct.unpack_from(order + "I", body, at + 1)
    thousands = (code & 0xFFFF) // 1000
    has_z = bool(code & 0x8000_0000) or thousands in (1, 3)
    has_m = bool(code & 0x4000_0000) or thousands in (2, 3)
    return (code & 0xFFFF) % 1000, at + (9 if code & 0x2000_0000 else 5), 2 + has_z + has_m, order


def _after_rings(body: bytes, at: int, axes: int, order: str) -> int:
    (count,) = struct.unpack_from(order + "I", body, at)
    at += 4
    for _ in range(count):
        at += 4 + 8 * axes * struct.unpack_from(order + "I", body, at)[0]
    return at
