"""Detail levels: the same features, simplified to half a pixel for each scale, in small pieces.

Features lie as arrays (:mod:`layers.flat`) in longitude and latitude, neighbours together.  A level cuts that row of
features into chunks that hold about a thousand vertices once they are simplified.  A chunk is made when it is
first seen: only what is left of it is projected, and nothing waits for detail nobody looks at.  It is drawn as paths of
about a hundred vertices: many short paths draw twice as fast as a few long ones, and a short one holds the
interpreter's lock for a fraction of a millisecond, so that the window keeps painting.
"""

from __future__ import annotations

import itertools
import math
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from PySide6.QtGui import QPainterPath

from app.canvas import ahead, path_cache
from app.canvas.lazy import lazy
from app.canvas.levels import GRID, LevelDamaged, Lines, decoded, encoded, on_grid, packed, unpacked
from app.canvas.paths import BoxedPaths, boxed_paths
from app.canvas.plane import Plane
from app.canvas.view import Box, contains
from layers.flat import FlatShapes, LineKind, ranges

#: Vertices of a chunk after simplification: enough to make calls worth their while, few where a view sees few.
CHUNK_VERTICES, _LARGE_CHUNK = 1_500, 6_000
#: A view of so many pixels a side should see about so many chunks.
_VIEW_PX, _CHUNKS_SEEN = 2_000, 25
#: Vertices in one path: from here on Qt's strokes and antialiased fills grow faster than their vertices.
PATH_VERTICES = 100
#: A chunk never takes in more than this to be simplified, so that the interpreter's lock is held for a moment only.
_MOST_RAW = 30_000
#: An open line is cut into runs of so many vertices, which are culled and simplified apart.
RUN_VERTICES = 800
#: A ring this long is stroked in pieces: 5,000 vertices take 36 ms in one path and 8 ms in short ones.
_LONG_PATH_VERTICES = 300
#: Level 0 is one metre to the pixel; the last unsimplified one is 0.25 m.
_FINEST_LEVEL = -2
#: What a level keeps is estimated on so many vertices, of so many pieces at most.
_SAMPLE, _SAMPLE_VERTICES = 200, 10_000
#: Simplifying is left out where it keeps more than this share, or where no view sees more vertices than this.
_SHARE_AS_IT_IS, _SEEN_AS_IT_IS = 0.6, 20_000
#: Kept are the level at which a whole layer just fits into a small window of so many pixels, and some finer ones.
_WHOLE_PX, _FINER_KEPT = 1_000, 4
#: A layer of fewer vertices is simplified faster than its levels are read.
_WORTH_KEEPING = 20_000
#: Of one of at most so many all levels are kept, the unsimplified one too: nothing of it need be read to be drawn.
_KEPT_WHOLE = 1_500_000
#: Of levels that a plan has kept so many are held, those drawn last; another is read again in a hundredth of a second.
_HELD_LEVELS = 2
#: The unsimplified level is kept to the nearest of so many metres: a fiftieth of the pixel of that level.
_FINEST_STEP_M = 1.0 / 256.0

_FLOAT = NDArray[np.float64]
_INDEX = NDArray[np.intp]
_Chunks = list[bytes | memoryview | Lines | None]
#: Names pyramids in the cache of paths: an address could be given again.
_NUMBERS = itertools.count()


def level_for(metres_per_device_px: float) -> int:
    """Return the level whose tolerance is at most half a pixel at a resolution."""
    return max(math.floor(math.log2(metres_per_device_px)), _FINEST_LEVEL)


def tolerance_m(level: int) -> float:
    """Return how far a simplified line may leave the true one, in metres; 0 at the finest level."""
    return 0.0 if level <= _FINEST_LEVEL else 0.5 * 2.0**level


def coding_tolerance_m(level: int) -> float:
    """Return the tolerance by whose grid the vertices of a kept level are written."""
    return tolerance_m(level) or _FINEST_STEP_M * GRID


def simplified(lines: Lines, tolerance: float) -> Lines:
    """Return lines in metres, simplified to a tolerance.

    Rings are simplified as lines (Douglas and Peucker 1973): no validity check, so it is several times faster than
    simplifying polygons, nothing is dropped to mend a bow-tie, and the winding fill does not mind one.
    What is smaller than the tolerance is left out; a ring that collapses although it is larger becomes its box,
    so that many small woods still read as woodland from afar.
    """
    if tolerance <= 0.0 or len(lines.length) == 0:
        return lines
    starts = np.cumsum(lines.length) - lines.length
    low = np.minimum.reduceat(lines.xy, starts, axis=0)
    high = np.maximum.reduceat(lines.xy, starts, axis=0)
    seen = np.flatnonzero((high - low).max(axis=1) >= tolerance)
    if len(seen) == 0:
        return Lines(lines.xy[:0], lines.length[:0], lines.closed[:0], lines.owner[:0])
    length = lines.length[seen]
    xy = lines.xy[ranges(starts[seen], starts[seen] + length)] if len(seen) < len(starts) else lines.xy
    shapes = shapely.linestrings(xy, indices=np.repeat(np.arange(len(seen)), length))
    out = shapely.simplify(shapes, tolerance, preserve_topology=False)
    left = shapely.get_num_coordinates(out).astype(np.intp)
    gone = np.flatnonzero(lines.closed[seen] & (left < 4))
    if len(gone):
        # Boxes keep the direction of their ring: a hole stays a hole.
        ccw = _is_ccw(xy, length, gone)
        a, b = low[seen[gone]], high[seen[gone]]
        for turned, ccw_box in ((ccw, True), (~ccw, False)):
            corners = np.column_stack([a[turned], b[turned]]).T
            out[gone[turned]] = shapely.get_exterior_ring(shapely.box(*corners, ccw=ccw_box))
        left[gone] = 5
    return Lines(shapely.get_coordinates(out), left, lines.closed[seen], lines.owner[seen])


def _is_ccw(xy: _FLOAT, length: _INDEX, chosen: _INDEX) -> NDArray[np.bool_]:
    starts = np.cumsum(length) - length
    own = ranges(starts[chosen], starts[chosen] + length[chosen])
    near = xy[own] - np.repeat(xy[starts[chosen]], length[chosen], axis=0)
    cross = near[:-1, 0] * near[1:, 1] - near[1:, 0] * near[:-1, 1]
    first = np.cumsum(length[chosen]) - length[chosen]
    return np.add.reduceat(np.append(cross, 0.0), first) > 0.0


def spatial_order(bounds: _FLOAT) -> _INDEX:
    """Return an order in which any stretch lies close together: along Hilbert's curve (1891)."""
    if len(bounds) < 2:
        return np.arange(len(bounds))
    middle = shapely.points((bounds[:, :2].astype(np.float64) + bounds[:, 2:]) / 2.0)
    return np.asarray(np.argsort(gpd.GeoSeries(middle).hilbert_distance().to_numpy(), kind="stable"))


@dataclass(frozen=True, eq=False)
class _Pieces:
    """What is culled and simplified at once, neighbours together: rings, and runs of lines; vertices from–to."""

    line: NDArray[np.int32]
    start: NDArray[np.int32]
    stop: NDArray[np.int32]
    boxes: NDArray[np.float32]  # degrees, rounded outwards
    owner: NDArray[np.int32]
    is_first: NDArray[np.bool_]  # of its owner: a chunk may begin here


@dataclass(frozen=True)
class _Level:
    bounds: _FLOAT  # of each chunk, degrees
    starts: _INDEX | None  # chunk k is pieces starts[k]:starts[k + 1]; None of a level that was kept
    #: Each as it was made, and as bytes when somebody had the time; None of a level not kept.
    chunks: _Chunks | None


class Pyramid:
    """Simplified paths of one array of lines or polygons, built on demand; thread-safe.

    Parameters
    ----------
    flat : callable
        Gives the features; asked when something must be simplified that was not kept.
    kept : mapping
        Level → bytes of earlier runs, each asked for once; what is damaged or gone is made again.
    near : callable
        Gives the features near a stored box without the others being read; None where they need not or cannot.
    """

    def __init__(
        self,
        flat: Callable[[], FlatShapes],
        plane: Plane,
        kept: Mapping[int, bytes] = MappingProxyType({}),
        near: Callable[[Box], FlatShapes | None] = lambda _: None,
    ) -> None:
        self._give_flat, self._plane, self._give_near = flat, plane, near
        self._excerpt: tuple[Box, Pyramid] | None = None
        self._kept = kept
        self._levels_read = tuple(sorted((level for level in kept if level >= _FINEST_LEVEL), reverse=True))
        self._taken: set[int] = set()
        self._levels: dict[int, _Level] = {}
        self._as_drawn: dict[int, int] = {}
        self._number = next(_NUMBERS)
        self._lock = threading.Lock()
        weakref.finalize(self, path_cache.shared.forget, self._number)

    def paths(self, level: int, extent: Box, *, as_lines: bool = False) -> Iterator[QPainterPath]:
        """Yield the paths that touch an extent, in metres; ``as_lines``: to be stroked only, long rings in pieces."""
        # From farther away the coarsest kept level is fine enough, and is there.
        level = min((level, *self.levels_to_keep[:1]))
        near = self._plane.stored_box(extent)
        excerpt = self._near(near) if level not in self.levels_to_keep else None
        if excerpt is not None:
            yield from excerpt.paths(level, extent, as_lines=as_lines)
            return
        level = self._drawn(level)
        layout = self._layout(level)
        chunks = np.flatnonzero(_meet(layout.bounds, near)).tolist()
        make = partial(self._chunk, level, layout, as_lines)
        # Taking a kept chunk apart holds the interpreter's lock as long as drawing does: a thread would win nothing.
        is_made = partial(self._is_made, level) if layout.starts is not None else (lambda _: True)
        for paths in ahead.in_order(make, chunks, is_made):
            with paths.lock:
                yield from paths.touching(*extent)

    def _near(self, box: Box) -> Pyramid | None:
        """Return a pyramid of the features near a stored box while those of all are unread; None once they are read."""
        if not self._levels_read or self.is_kept_whole:
            return None
        excerpt = self._excerpt
        if excerpt is not None and contains(excerpt[0], box):
            return excerpt[1]
        flat = self._give_near(box)
        self._excerpt = None if flat is None else (box, Pyramid(lambda: flat, self._plane))
        return None if self._excerpt is None else self._excerpt[1]

    def _drawn(self, level: int) -> int:
        """Return the level to draw: the finest one, which other scales share, where simplifying would hardly pay."""
        if level in self.levels_to_keep or level <= _FINEST_LEVEL:
            return level
        if _FINEST_LEVEL in self.levels_to_keep:
            return _FINEST_LEVEL  # it is kept only when all finer scales share it
        with self._lock:
            found = self._as_drawn.get(level)
        if found is None:
            found = _FINEST_LEVEL if self._is_plain(level) else level
            with self._lock:
                self._as_drawn[level] = found
        return found

    def _is_plain(self, level: int) -> bool:
        """Return whether simplifying to a level would hardly pay; at finer ones it does still less."""
        return self._densest(level) <= _SEEN_AS_IT_IS or self._share(level) >= _SHARE_AS_IT_IS

    def _densest(self, level: int) -> float:
        """Return about how many vertices the fullest view of a level sees."""
        own = self._pieces
        if len(own.line) == 0:
            return 0.0
        middle, scale = self._plane.local(own.boxes)
        cells = np.floor((middle - middle.min(axis=0)) * scale[0] / (_VIEW_PX * 2.0**level)).astype(np.int64)
        _, cell = np.unique(cells[:, 0] * (cells[:, 1].max() + 1) + cells[:, 1], return_inverse=True)
        return float(np.bincount(cell, weights=own.stop - own.start).max())

    def _share(self, level: int) -> float:
        """Return what share of the vertices a level keeps, about."""
        own = self._pieces
        raw = (own.stop - own.start).astype(np.intp)
        # A level keeps about the same share of every feature's vertices.
        sample = np.arange(0, len(raw), max(1, len(raw) // _SAMPLE))
        step = max(1, math.ceil(int(raw[sample].sum()) / _SAMPLE_VERTICES))
        sample = sample[::step]
        return len(self._simplified(sample, tolerance_m(level)).xy) / max(int(raw[sample].sum()), 1)

    def lines(self, level: int, chunk: int) -> Lines:
        """Return the simplified lines of a chunk in metres."""
        layout = self._layout(level)
        own = layout.chunks
        data = own[chunk] if own is not None else None
        if isinstance(data, Lines):
            return data
        if data is not None:
            return decoded(data, coding_tolerance_m(level))
        assert layout.starts is not None
        lines = self._simplified(np.arange(layout.starts[chunk], layout.starts[chunk + 1]), tolerance_m(level))
        if own is not None:
            if level <= _FINEST_LEVEL:
                lines = replace(lines, xy=on_grid(lines.xy, coding_tolerance_m(level)))
            own[chunk] = lines
        return lines

    @lazy
    def levels_to_keep(self) -> tuple[int, ...]:
        """The levels worth keeping, the coarsest first: closer ones are made from the few features in sight."""
        if self._levels_read:
            return self._levels_read  # features need not be looked at to know
        pieces = self._pieces
        if self._flat.vertex_count < _WORTH_KEEPING:
            return ()
        whole = np.concatenate([pieces.boxes[:, :2].min(axis=0), pieces.boxes[:, 2:].max(axis=0)])
        coarsest = level_for(float(self._plane.sizes_m(whole[None])[0]) / _WHOLE_PX)
        levels = [level for level in range(coarsest, coarsest - _FINER_KEPT - 1, -1) if level > _FINEST_LEVEL]
        if self._flat.vertex_count <= _KEPT_WHOLE:
            while levels and levels[-1] - 1 > _FINEST_LEVEL and not self._is_plain(levels[-1] - 1):
                levels.append(levels[-1] - 1)
            levels.append(_FINEST_LEVEL)
        return tuple(levels)

    @property
    def is_kept_whole(self) -> bool:
        """Whether a plan has kept all there is to draw at any scale."""
        return _FINEST_LEVEL in self._levels_read

    def build_ahead(self) -> Iterator[None]:
        """Make what is missing of the levels to keep, and bytes of what is there, a chunk at each step."""
        for level in self.levels_to_keep:
            if level in self._taken:
                continue
            own, tolerance = self._layout(level).chunks or [], coding_tolerance_m(level)
            for chunk, data in enumerate(own):
                if data is None or isinstance(data, Lines):
                    own[chunk] = encoded(self.lines(level, chunk), tolerance)
                    yield

    def new_levels(self) -> dict[int, bytes]:
        """Return the levels that are complete and were neither read nor returned before, as bytes to be kept."""
        found = {}
        for level in self.levels_to_keep:
            layout = self._levels.get(level)
            if layout is not None and layout.chunks is not None and level not in self._taken:
                done = [chunk for chunk in layout.chunks if isinstance(chunk, bytes | memoryview)]
                if len(done) == len(layout.chunks):
                    found[level] = packed(layout.bounds, done)
        self._taken.update(found)
        return found

    @lazy
    def _flat(self) -> FlatShapes:
        return self._give_flat()

    @lazy
    def _pieces(self) -> _Pieces:
        return _pieces(self._flat)

    def _is_made(self, level: int, chunk: int) -> bool:
        return path_cache.shared.holds((self._number, level, chunk))

    def _chunk(self, level: int, layout: _Level, as_lines: bool, chunk: int) -> BoxedPaths:
        """Return the paths of a chunk; when they are to be stroked, with long rings in pieces."""
        whole = path_cache.shared.get((self._number, level, chunk))
        if whole is None:
            whole = self._new_paths(level, chunk, is_opened=False)
        if as_lines and any(path.elementCount() > _LONG_PATH_VERTICES for path in whole.paths):
            # Most areas with long rings are filled only: their pieces would lie about unused.
            opened = path_cache.shared.get((self._number, level, ~chunk))
            return opened or self._new_paths(level, chunk, is_opened=True)
        return whole

    def _new_paths(self, level: int, chunk: int, *, is_opened: bool) -> BoxedPaths:
        lines = self.lines(level, chunk)
        parts = _opened(lines) if is_opened else (lines.xy, lines.length, lines.closed, lines.owner)
        paths = boxed_paths(*parts, PATH_VERTICES)
        path_cache.shared.put((self._number, level, ~chunk if is_opened else chunk), paths)
        return paths

    def _simplified(self, pieces: _INDEX, tolerance: float) -> Lines:
        """Return pieces simplified to a tolerance in metres, projected."""
        own = self._pieces
        if tolerance > 0.0:
            pieces = pieces[self._plane.sizes_m(own.boxes[pieces]) >= 0.99 * tolerance]
        line, start, stop = own.line[pieces], own.start[pieces], own.stop[pieces]
        length = (stop - start).astype(np.intp)
        stored = self._flat.stretches(start, stop, line)
        closed, owner = self._flat.kind[line] != LineKind.LINE, own.owner[pieces].astype(np.intp)
        if tolerance <= 0.0 or len(pieces) == 0:
            return Lines(self._plane.projected(stored), length, closed, owner)
        # Each piece in metres about its own middle: only what is left of it has to be projected.
        middle, scale = self._plane.local(own.boxes[pieces])
        local = (stored - np.repeat(middle, length, axis=0)) * np.repeat(scale, length, axis=0)
        number = np.arange(len(pieces))
        out = simplified(Lines(local, length, closed, number), tolerance)
        back = np.repeat(out.owner, out.length)
        xy = self._plane.projected(out.xy / scale[back] + middle[back])
        return Lines(on_grid(xy, tolerance), out.length, out.closed, owner[out.owner])

    def _layout(self, level: int) -> _Level:
        with self._lock:
            found = self._levels.pop(level, None)
            if found is not None:
                self._levels[level] = found  # the one drawn last is the last
                return found
        layout = self._kept_layout(level) or self._new_layout(level)
        with self._lock:
            layout = self._levels.setdefault(level, layout)
            kept = [number for number, one in self._levels.items() if one.starts is None]
            for number in kept[:-_HELD_LEVELS]:
                del self._levels[number]
        return layout

    def _kept_layout(self, level: int) -> _Level | None:
        data = self._kept.get(level)
        if data is None:
            return None
        try:
            bounds, chunks = unpacked(data)
        except LevelDamaged:
            return None  # it is made again
        self._taken.add(level)
        return _Level(bounds, None, list(chunks))

    def _new_layout(self, level: int) -> _Level:
        """Cut the row of pieces so that a chunk has about ``CHUNK_VERTICES`` after simplification."""
        own, tolerance = self._pieces, tolerance_m(level)
        if len(own.line) == 0:
            return _Level(np.zeros((0, 4)), np.zeros(1, dtype=np.intp), None)
        raw = (own.stop - own.start).astype(np.intp)
        share = self._share(level) if tolerance > 0.0 else 1.0
        most = min(self._chunk_vertices(level, share * raw.sum()) / max(share, 1e-6), _MOST_RAW)
        number = ((np.cumsum(raw) - raw) / most).astype(np.intp)
        # All rings of a polygon stay in one chunk.
        first = np.flatnonzero(own.is_first)
        cut = np.flatnonzero(np.diff(number[first])) + 1
        starts = np.concatenate([[0], first[cut]])
        bounds = np.hstack(
            [
                np.minimum.reduceat(own.boxes[:, :2], starts, axis=0),
                np.maximum.reduceat(own.boxes[:, 2:], starts, axis=0),
            ]
        )
        chunks: list[bytes | memoryview | Lines | None] | None = (
            [None] * len(starts) if level in self.levels_to_keep else None
        )
        return _Level(bounds.astype(np.float64), np.append(starts, len(raw)), chunks)

    def _chunk_vertices(self, level: int, vertices: float) -> float:
        """Return how large chunks of a level should be so that a view sees neither hundreds of them nor two."""
        boxes = self._pieces.boxes
        whole = np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)]).astype(np.float64)
        _, scale = self._plane.local(whole[None])
        width, height = (whole[2:] - whole[:2]) * scale[0]
        side = _VIEW_PX * 2.0**level
        seen = min(side / max(width, side), 1.0) * min(side / max(height, side), 1.0)
        return min(max(vertices * seen / _CHUNKS_SEEN, CHUNK_VERTICES), _LARGE_CHUNK)


def _pieces(flat: FlatShapes) -> _Pieces:
    """Return rings, and lines cut into runs, neighbours together and the rings of a polygon after each other."""
    line = np.flatnonzero(flat.kind != LineKind.POINT)
    start, stop = flat.starts[line].astype(np.int32), flat.ends[line].astype(np.int32)
    boxes = flat.boxes[line]
    runs = np.where(flat.kind[line] == LineKind.LINE, -(-(stop - start - 1) // (RUN_VERTICES - 1)), 1)
    if len(runs) and runs.max() > 1:
        of = np.repeat(np.arange(len(line)), runs)
        number = ranges(np.zeros(len(runs), dtype=np.intp), runs)
        # The last vertex of a run is the first of the next.
        first = start[of] + number * (RUN_VERTICES - 1)
        line, stop = line[of], np.where(runs[of] > 1, np.minimum(first + RUN_VERTICES, stop[of]), stop[of])
        start, boxes = first.astype(np.int32), boxes[of].copy()
        cut = np.flatnonzero(runs[of] > 1)
        if len(cut):
            lengths = (stop - start)[cut].astype(np.intp)
            stored = flat.stretches(start[cut], stop[cut], line[cut])
            at = np.cumsum(lengths) - lengths
            boxes[cut, :2] = np.minimum.reduceat(stored, at, axis=0)
            boxes[cut, 2:] = np.maximum.reduceat(stored, at, axis=0)
    is_first = flat.kind[line] != LineKind.HOLE
    owner = np.cumsum(is_first) - 1
    if len(line):
        order = spatial_order(boxes[is_first])
        place = np.empty(len(order), dtype=np.intp)
        place[order] = np.arange(len(order))
        row = np.argsort(place[owner], kind="stable")
        line, start, stop, boxes, owner, is_first = (
            line[row],
            start[row],
            stop[row],
            boxes[row],
            place[owner[row]],
            is_first[row],
        )
    return _Pieces(
        line.astype(np.int32), start, stop.astype(np.int32), _outwards(boxes), owner.astype(np.int32), is_first
    )


def _outwards(boxes: _FLOAT) -> NDArray[np.float32]:
    out = boxes.astype(np.float32)
    out[:, :2] = np.nextafter(out[:, :2], np.float32(-np.inf))
    out[:, 2:] = np.nextafter(out[:, 2:], np.float32(np.inf))
    return out


def _meet(bounds: _FLOAT, box: Box) -> NDArray[np.bool_]:
    return (bounds[:, 0] <= box[2]) & (bounds[:, 2] >= box[0]) & (bounds[:, 1] <= box[3]) & (bounds[:, 3] >= box[1])


def _opened(lines: Lines) -> tuple[_FLOAT, _INDEX, NDArray[np.bool_], _INDEX]:
    """Return lines with rings cut into two halves, which may be cut further, and a number for each."""
    starts = np.cumsum(lines.length) - lines.length
    halved = lines.closed & (lines.length > 3)
    middle = starts[halved] + lines.length[halved] // 2
    # The middle vertex ends one half and begins the other.
    xy = np.insert(lines.xy, middle, lines.xy[middle], axis=0)
    first = np.where(halved, lines.length // 2 + 1, lines.length)
    both = np.column_stack([first, np.where(halved, lines.length - lines.length // 2, 0)]).ravel()
    length = both[both > 0]
    return xy, length, np.zeros(len(length), dtype=bool), np.arange(len(length))
