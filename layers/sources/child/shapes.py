"""Shapes ↔ buffers, some thousand at a time: polygons as coordinates and sizes of rings, all others as WKB."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.sources.child.wire import BadAnswer, Sink

#: Shapes of which a copy is in memory at one time.
CHUNK = 8192
_LET_GO_EVERY = 8


def send(geometries: NDArray[np.object_], sink: Sink) -> list[int]:
    """Send shapes; return the numbers of their parts."""
    parts = []
    for first in range(0, len(geometries), CHUNK):
        parts.append(_send(geometries[first : first + CHUNK], sink))
        if sink.lets_go:
            geometries[first : first + CHUNK] = None
            if len(parts) % _LET_GO_EVERY == 1:  # each time the whole heap is walked
                sink.lets_go()
    return parts


def _send(geometries: NDArray[np.object_], sink: Sink) -> int:
    is_polygon = shapely.get_type_id(geometries) == shapely.GeometryType.POLYGON
    if not is_polygon.all() or shapely.has_z(geometries).any() or shapely.is_empty(geometries).any():
        wkb = shapely.to_wkb(geometries)
        lengths = np.array([-1 if one is None else len(one) for one in wkb], dtype=np.int64)
        raw = b"".join(one for one in wkb if one is not None)
        return sink.put_shapes("wkb", np.frombuffer(raw, dtype=np.uint8), lengths)
    rings = shapely.get_num_interior_rings(geometries).astype(np.int64) + 1
    sizes = np.empty(int(rings.sum()), dtype=np.int64)
    first = np.cumsum(rings) - rings
    sizes[first] = shapely.get_num_coordinates(geometries)
    holed = np.flatnonzero(rings > 1)
    if len(holed):
        lines, owner = shapely.get_rings(geometries[holed], return_index=True)
        place = np.arange(len(lines)) - np.searchsorted(owner, owner)
        sizes[first[holed][owner] + place] = shapely.get_num_coordinates(lines)
    return sink.put_shapes("polygons", shapely.get_coordinates(geometries), sizes, rings)


def built(kind: str, buffers: Sequence[memoryview]) -> NDArray[np.object_]:
    """Return the shapes of one part.

    Raises
    ------
    BadAnswer
        The buffers are none.
    """
    try:
        if kind == "wkb":
            return _from_wkb(*buffers)
        if kind == "polygons":
            return _polygons(*buffers)
    except (TypeError, ValueError, OverflowError, MemoryError, shapely.errors.ShapelyError) as error:
        raise BadAnswer(f"shapes: {error}") from error
    raise BadAnswer(f"shapes of kind {kind[:20]}")


def _from_wkb(buffer: memoryview, lengths_buffer: memoryview) -> NDArray[np.object_]:
    lengths = np.frombuffer(lengths_buffer, dtype=np.int64)
    raw = bytes(buffer)
    stops = np.cumsum(np.maximum(lengths, 0)).tolist()
    if (stops[-1] if stops else 0) != len(raw):
        raise BadAnswer("lengths of shapes")
    wkb: list[bytes | None] = [raw[a:b] for a, b in zip([0, *stops[:-1]], stops, strict=True)]
    for missing in np.flatnonzero(lengths < 0).tolist():
        wkb[missing] = None
    return np.asarray(shapely.from_wkb(wkb), dtype=object)


def _polygons(buffer: memoryview, sizes_buffer: memoryview, rings_buffer: memoryview) -> NDArray[np.object_]:
    coordinates = np.frombuffer(buffer).reshape(-1, 2)
    sizes, rings = np.frombuffer(sizes_buffer, dtype=np.int64), np.frombuffer(rings_buffer, dtype=np.int64)
    if (sizes < 1).any() or (rings < 1).any() or (sizes > len(coordinates)).any() or (rings > len(sizes)).any():
        raise BadAnswer("sizes of rings")
    if sizes.sum() != len(coordinates) or rings.sum() != len(sizes):
        raise BadAnswer("rings that do not fit their coordinates")
    offsets = tuple(np.concatenate([[0], np.cumsum(counts)]) for counts in (sizes, rings))
    return np.asarray(shapely.from_ragged_array(shapely.GeometryType.POLYGON, coordinates, offsets), dtype=object)
