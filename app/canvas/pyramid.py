"""Detail levels: the same features, simplified to half a pixel for each scale, in small pieces.

A level holds features that lie near each other in chunks of about 800 vertices after simplification.  A
chunk is built when it is first seen, so that a first picture never waits for detail nobody looks at.  It
is drawn as paths of about a hundred vertices: many short paths draw twice as fast as a few long ones, and a
short one holds the interpreter's lock for a fraction of a millisecond, so that the window keeps painting.
"""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from PySide6.QtGui import QPainterPath

from app.canvas.paths import oriented, rings_and_lines, short_paths
from app.canvas.view import Box

#: Vertices simplified at a time: enough to make calls worth their while.
CHUNK_VERTICES = 800
#: Vertices in one path: from here on Qt's strokes and antialiased fills grow faster than their vertices.
PATH_VERTICES = 100
#: A ring this long is stroked in pieces: 5,000 vertices take 36 ms in one path and 8 ms in short ones.
_LONG_PATH_VERTICES = 300
#: Level 0 is one metre to the pixel; the last unsimplified one is 0.25 m.
_FINEST_LEVEL = -2
#: Vertices kept in built paths of one pyramid, 24 bytes each.
_CACHE_VERTICES = 4_000_000
_SAMPLE = 200
_SLICE = 200


def level_for(metres_per_device_px: float) -> int:
    """Return the level whose tolerance is at most half a pixel at a resolution."""
    return max(math.floor(math.log2(metres_per_device_px)), _FINEST_LEVEL)


def tolerance_m(level: int) -> float:
    """Return how far a simplified line may leave the true one, in metres; 0 at the finest level."""
    return 0.0 if level <= _FINEST_LEVEL else 0.5 * 2.0**level


def simplified(geometries: NDArray[np.object_], tolerance: float) -> NDArray[np.object_]:
    """Return the outlines of geometries as lines, simplified to a tolerance in metres.

    Rings are simplified as lines (Douglas and Peucker 1973): no validity check, so it is several times faster than
    simplifying polygons, nothing is dropped to mend a bow-tie, and the winding fill does not mind one.
    What is smaller than the tolerance is left out; a ring that collapses although it is larger becomes its box,
    so that many small woods still read as woodland from afar.
    """
    return _simplified(oriented(shapely.get_parts(geometries)), tolerance)[0]


def _simplified(parts: NDArray[np.object_], tolerance: float) -> tuple[NDArray[np.object_], NDArray[np.intp]]:
    """Return simplified outlines of oriented single parts and the number of the part each belongs to."""
    lines, owner = rings_and_lines(parts)
    if tolerance <= 0.0 or len(lines) == 0:
        return lines, owner
    bounds = shapely.bounds(lines)
    extent = np.maximum(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1])
    seen = extent >= tolerance
    lines, bounds, owner = lines[seen], bounds[seen], owner[seen]
    out = shapely.simplify(lines, tolerance, preserve_topology=False)
    gone = shapely.is_closed(lines) & (shapely.get_num_coordinates(out) < 4)
    if gone.any():
        # Boxes keep the direction of their ring: a hole stays a hole.
        is_shell = shapely.is_ccw(lines[gone])
        out[gone] = shapely.get_exterior_ring(
            np.where(is_shell, shapely.box(*bounds[gone].T), shapely.box(*bounds[gone].T, ccw=False))
        )
    return out, owner


def spatial_order(bounds: NDArray[np.float64], per_chunk: int) -> NDArray[np.intp]:
    """Return an order that keeps neighbours together: slabs in x, sorted by y (sort-tile-recursive)."""
    count = len(bounds)
    x = (bounds[:, 0] + bounds[:, 2]) / 2.0
    y = (bounds[:, 1] + bounds[:, 3]) / 2.0
    slabs = max(1, math.ceil(math.sqrt(count / max(per_chunk, 1))))
    by_x = np.argsort(x, kind="stable")
    slab = np.empty(count, dtype=np.intp)
    slab[by_x] = np.arange(count) * slabs // max(count, 1)
    return np.lexsort((y, slab))


_Paths = tuple[list[QPainterPath], list[QPainterPath]]


@dataclass(frozen=True)
class _Level:
    order: NDArray[np.intp]  # feature numbers, neighbours together
    starts: NDArray[np.intp]  # chunk k is order[starts[k]:starts[k + 1]]
    bounds: NDArray[np.float64]  # of each chunk


class Pyramid:
    """Simplified paths of one array of lines or polygons (metric CRS), built on demand; thread-safe."""

    def __init__(self, geometries: NDArray[np.object_]) -> None:
        self._geometries = _pieces(geometries)
        self._bounds = shapely.bounds(self._geometries)
        self._levels: dict[int, _Level] = {}
        self._paths: OrderedDict[tuple[int, int], _Paths] = OrderedDict()
        self._cached_vertices = 0
        self._lock = threading.Lock()

    def paths(self, level: int, extent: Box, *, as_lines: bool = False) -> Iterator[QPainterPath]:
        """Yield the paths that touch an extent, in metres; ``as_lines``: to be stroked only, long rings in pieces."""
        if len(self._geometries) == 0:
            return
        layout = self._layout(level)
        b = layout.bounds
        seen = (b[:, 0] <= extent[2]) & (b[:, 2] >= extent[0]) & (b[:, 1] <= extent[3]) & (b[:, 3] >= extent[1])
        for chunk in np.flatnonzero(seen):
            yield from self._chunk(level, layout, int(chunk))[as_lines]

    def _chunk(self, level: int, layout: _Level, chunk: int) -> _Paths:
        """Return the paths of a chunk to fill, and to stroke: the same ones unless a ring is long."""
        key = (level, chunk)
        with self._lock:
            if key in self._paths:
                self._paths.move_to_end(key)
                return self._paths[key]
        members = layout.order[layout.starts[chunk] : layout.starts[chunk + 1]]
        lines, owner = _simplified(self._geometries[members], tolerance_m(level))
        whole = short_paths(lines, owner, PATH_VERTICES)
        is_long = any(path.elementCount() > _LONG_PATH_VERTICES for path in whole)
        paths = (whole, short_paths(*_opened(lines), PATH_VERTICES) if is_long else whole)
        with self._lock:
            self._paths[key] = paths
            self._cached_vertices += _elements(paths)
            while self._cached_vertices > _CACHE_VERTICES and len(self._paths) > 1:
                _, old = self._paths.popitem(last=False)
                self._cached_vertices -= _elements(old)
        return paths

    def _layout(self, level: int) -> _Level:
        with self._lock:
            if level in self._levels:
                return self._levels[level]
        layout = self._new_layout(level)
        with self._lock:
            return self._levels.setdefault(level, layout)

    def _new_layout(self, level: int) -> _Level:
        """Chunk all features so that a chunk has about ``CHUNK_VERTICES`` after simplification."""
        count = len(self._geometries)
        sample = self._geometries[:: max(1, count // _SAMPLE)]
        kept = int(shapely.get_num_coordinates(_simplified(sample, tolerance_m(level))[0]).sum())
        whole = shapely.get_num_coordinates(self._geometries)
        # A level keeps about the same share of every feature's vertices.
        share = kept / max(int(whole[:: max(1, count // _SAMPLE)].sum()), 1)
        order = spatial_order(self._bounds, max(1, round(CHUNK_VERTICES / max(share * whole.mean(), 0.5))))
        running = np.cumsum(np.maximum(whole[order] * share, 0.5))
        number = (running / CHUNK_VERTICES).astype(np.intp)
        starts = np.concatenate([[0], np.flatnonzero(np.diff(number)) + 1])
        ordered = self._bounds[order]
        bounds = np.column_stack(
            [
                np.minimum.reduceat(ordered[:, 0], starts),
                np.minimum.reduceat(ordered[:, 1], starts),
                np.maximum.reduceat(ordered[:, 2], starts),
                np.maximum.reduceat(ordered[:, 3], starts),
            ]
        )
        return _Level(order, np.append(starts, count), bounds)


def _pieces(geometries: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return single parts, empty ones dropped, rings turned the right way, long lines cut into runs to be culled."""
    parts = shapely.get_parts(geometries)
    parts = parts[~shapely.is_empty(parts)]
    # In slices, each of which holds the interpreter's lock for a moment only.
    slices = [oriented(parts[i : i + _SLICE]) for i in range(0, len(parts), _SLICE)]
    parts = np.concatenate(slices) if slices else parts
    long_lines = (shapely.get_dimensions(parts) == 1) & (shapely.get_num_coordinates(parts) > CHUNK_VERTICES)
    if not long_lines.any():
        return parts
    runs = [run for line in parts[long_lines] for run in _runs(shapely.get_coordinates(line))]
    return np.concatenate([parts[~long_lines], np.array(runs, dtype=object)])


def _elements(paths: _Paths) -> int:
    kinds = paths if paths[0] is not paths[1] else paths[:1]
    return sum(path.elementCount() for kind in kinds for path in kind)


def _opened(lines: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.intp]]:
    """Return lines with rings cut into two halves, which may be cut further, and a number for each."""
    halves: list[shapely.Geometry] = []
    for line in lines:
        xy = shapely.get_coordinates(line)
        middle = len(xy) // 2
        runs = (xy[: middle + 1], xy[middle:]) if shapely.is_closed(line) and len(xy) > 3 else (xy,)
        halves += [shapely.LineString(run) for run in runs]
    return np.array(halves, dtype=object), np.arange(len(halves))


def _runs(coords: NDArray[np.float64]) -> list[shapely.LineString]:
    step = CHUNK_VERTICES - 1  # the last vertex of a run is the first of the next
    return [shapely.LineString(coords[i : i + step + 1]) for i in range(0, len(coords) - 1, step)]
