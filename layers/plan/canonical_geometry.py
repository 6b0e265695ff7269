"""Geometries in the one form that is hashed.

Coordinates are whole multiples of 1e-9°.  A ring has neither start nor direction, holes and the parts of a surface
have no order: the form does not depend on how another program wrote them.  Lines and points are taken as they
are stored, because a river has a direction.  ``docs/plan-format.md``, section *Content hash*, defines the form.

Rings are turned with numpy, all of a chunk at once: a million vertices in about a tenth of a second.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.plan import canonical, geometry_blob

#: Steps of the coordinate grid per degree.
STEPS_PER_DEGREE = 1e9

_BEYOND = 9.2e18  # what fits an int64, in steps
_NO_NUMBER = np.iinfo(np.int64).min
_TOP = np.iinfo(np.int64).max
_GATHERED = frozenset({shapely.GeometryType.MULTIPOINT, shapely.GeometryType.MULTILINESTRING})

_Integers = NDArray[np.int64]
_Shapes = NDArray[np.object_]


def column(blobs: Sequence[Any]) -> list[bytes]:
    """Return the canonical form of each GeoPackage blob of a column."""
    try:
        shapes = geometry_blob.decode(blobs)
    except (ValueError, TypeError, IndexError, shapely.errors.ShapelyError):
        return [_alone(blob) for blob in blobs]
    return [canonical.NULL if body is None else b"g%d:%b" % (len(body), body) for body in bodies(shapes)]


def _alone(blob: Any) -> bytes:
    """Return one blob of a chunk in which some cannot be read."""
    if not isinstance(blob, bytes):
        return canonical.stored(blob)
    try:
        (body,) = bodies(geometry_blob.decode([blob]))
    except (ValueError, IndexError, shapely.errors.ShapelyError):
        return canonical.unreadable(blob)
    assert body is not None
    return b"g%d:%b" % (len(body), body)


def bodies(shapes: _Shapes) -> list[bytes | None]:
    """Return type and coordinates of each geometry; None stays None.

    Parameters
    ----------
    shapes : array of shapely geometries, degrees
    """
    kinds = shapely.get_type_id(shapes)
    found: list[bytes | None] = [None] * len(shapes)
    for kind in np.unique(kinds[kinds >= 0]).tolist():
        rows = np.flatnonzero(kinds == kind)
        head = bytes([kind])
        for row, body in zip(rows.tolist(), _bodies_of(kind, shapes[rows]), strict=True):
            found[row] = head + body
    return found


def _bodies_of(kind: int, shapes: _Shapes) -> Iterable[bytes]:
    if kind == shapely.GeometryType.POLYGON:
        return _surfaces(shapes)
    if kind == shapely.GeometryType.GEOMETRYCOLLECTION:
        return (_counted([body for body in bodies(shapely.get_parts(shape)) if body]) for shape in shapes)
    if kind not in _GATHERED and kind != shapely.GeometryType.MULTIPOLYGON:
        return _paths(shapes)
    parts, owners = shapely.get_parts(shapes, return_index=True)
    if kind == shapely.GeometryType.MULTIPOLYGON:
        return (_counted(sorted(group)) for group in _grouped(_surfaces(parts), owners, len(shapes)))
    return (_counted(group) for group in _grouped(_paths(parts), owners, len(shapes)))


def _surfaces(polygons: _Shapes) -> list[bytes]:
    """Return polygons: the outer ring, then the holes sorted by their bytes."""
    rings, owners = shapely.get_rings(polygons, return_index=True)
    xy, ring_of = shapely.get_coordinates(rings, return_index=True)
    packed = _sequences(*_turned(_on_grid(xy), np.bincount(ring_of, minlength=len(rings))))
    return [_counted(group[:1] + sorted(group[1:])) for group in _grouped(packed, owners, len(polygons))]


def _paths(shapes: _Shapes) -> list[bytes]:
    """Return points and lines as they are stored."""
    xy, owners = shapely.get_coordinates(shapes, return_index=True)
    return _sequences(_on_grid(xy), np.bincount(owners, minlength=len(shapes)))


def _on_grid(xy: NDArray[np.float64]) -> _Integers:
    """Return coordinates in steps of 1e-9°, rounded half to even; what is no number or too large has one value each."""
    with np.errstate(over="ignore"):
        steps = np.rint(xy * STEPS_PER_DEGREE)
    if steps.size and not np.abs(steps).max() < _BEYOND:  # also where one is nan
        steps = np.clip(steps, -_BEYOND, _BEYOND)
        return np.where(np.isnan(steps), _NO_NUMBER, np.nan_to_num(steps).astype(np.int64))
    return steps.astype(np.int64)


def _sequences(grid: _Integers, lengths: _Integers) -> list[bytes]:
    raw = grid.astype("<i8", copy=False).tobytes()
    ends = np.concatenate(([0], np.cumsum(lengths))).tolist()
    return [struct.pack("<I", stop - start) + raw[16 * start : 16 * stop] for start, stop in pairwise(ends)]


def _counted(items: Sequence[bytes]) -> bytes:
    return struct.pack("<I", len(items)) + b"".join(items)


def _grouped(items: list[bytes], owners: _Integers, count: int) -> list[list[bytes]]:
    """Return the items of each of ``count`` owners; ``owners`` rises."""
    ends = np.searchsorted(owners, np.arange(count + 1)).tolist()
    return [items[start:stop] for start, stop in pairwise(ends)]


def _turned(grid: _Integers, lengths: _Integers) -> tuple[_Integers, _Integers]:
    """Return closed rings without their closing vertex, each as the smallest of its rotations in both directions."""
    grid, lengths = _opened(grid, lengths)
    filled = lengths > 0
    if not filled.any():
        return grid, lengths
    counts = lengths[filled]
    offsets = np.concatenate(([0], np.cumsum(counts)[:-1]))
    first, is_clear = _smallest_vertex(grid, offsets, counts)
    after = offsets + (first + 1) % counts
    before = offsets + (first - 1) % counts
    (ax, ay), (bx, by) = grid[after].T, grid[before].T
    step = np.where((ax < bx) | ((ax == bx) & (ay <= by)), 1, -1)
    is_clear &= (counts < 3) | (ax != bx) | (ay != by)

    within = np.arange(len(grid)) - np.repeat(offsets, counts)
    turn = np.repeat(first, counts) + np.repeat(step, counts) * within
    turned = grid[np.repeat(offsets, counts) + turn % np.repeat(counts, counts)]
    for ring in np.flatnonzero(~is_clear).tolist():
        here = slice(offsets[ring], offsets[ring] + counts[ring])
        turned[here] = _least(grid[here])
    return turned, lengths


def _opened(grid: _Integers, lengths: _Integers) -> tuple[_Integers, _Integers]:
    """Drop the last vertex of rings that end where they begin."""
    ends = np.cumsum(lengths)
    several = np.flatnonzero(lengths > 1)
    first, last = (ends - lengths)[several], ends[several] - 1
    closed = (grid[first] == grid[last]).all(axis=1)
    keep = np.ones(len(grid), dtype=bool)
    keep[last[closed]] = False
    shorter = lengths.copy()
    shorter[several[closed]] -= 1
    return grid[keep], shorter


def _smallest_vertex(grid: _Integers, offsets: _Integers, counts: _Integers) -> tuple[_Integers, NDArray[np.bool_]]:
    """Return where in each ring its smallest vertex (x, then y) is, and whether it is there once only."""
    x, y = np.ascontiguousarray(grid[:, 0]), np.ascontiguousarray(grid[:, 1])
    west = x == np.repeat(np.minimum.reduceat(x, offsets), counts)
    southing = np.where(west, y, _TOP)
    hits = np.flatnonzero(west & (y == np.repeat(np.minimum.reduceat(southing, offsets), counts)))
    where = np.searchsorted(hits, offsets)
    times = np.diff(np.append(where, len(hits)))
    return hits[where] - offsets, times == 1


def _least(ring: _Integers) -> _Integers:
    """Return the smallest rotation of a ring in which the smallest vertex, or what lies beside it, comes twice."""
    ranks = np.unique(ring, axis=0, return_inverse=True)[1].reshape(-1)
    options = []
    for order in (ranks, ranks[::-1]):
        start = _least_rotation(order.tolist())
        options.append(np.roll(order, -start).tolist())
    vertices = np.unique(ring, axis=0)
    least: _Integers = vertices[min(options)]
    return least


def _least_rotation(values: list[int]) -> int:
    """Return where the smallest rotation of a list begins, in linear time (the two candidates method)."""
    count, one, other, same = len(values), 0, 1, 0
    while one < count and other < count and same < count:
        a, b = values[(one + same) % count], values[(other + same) % count]
        if a == b:
            same += 1
            continue
        if a > b:
            one += same + 1
        else:
            other += same + 1
        if one == other:
            other += 1
        same = 0
    return min(one, other)
