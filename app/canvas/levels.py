"""Simplified lines as bytes: what a plan keeps of a detail level, so that nobody simplifies twice.

Vertices lie on a grid of a sixteenth of the tolerance, a thirty-second of a pixel at most, whether a level was read or
made: a picture is the same either way.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Part of the key of what is kept: raise it when a level would come out otherwise than before.
VERSION = 3
#: Not a level: where a plan keeps what is known of features without their vertices.
FACTS_LEVEL = -100
#: Nor this: where a plan keeps where names of areas belong.
ANCHORS_LEVEL = -101
#: Grid steps to one tolerance.
GRID = 16.0

_MAGIC = b"LFL1"
_ANCHORS = struct.Struct("<4sII")  # magic, checksum of the rest, features
_ANCHORS_MAGIC = b"LFA1"
_HEAD = struct.Struct("<4sIII")  # magic, checksum of the rest, chunks, bytes of the table of chunks
_CHUNK = struct.Struct("<IIdd")  # lines, vertices, corner
_FLOAT = NDArray[np.float64]
_INDEX = NDArray[np.intp]


@dataclass(frozen=True)
class Lines:
    """Rings and lines: ``xy`` (n, 2) metres, how long each is, whether it is a ring, and whose it is.

    All rings of one polygon have one owner and follow each other; the next polygon or line has another.
    """

    xy: _FLOAT
    length: _INDEX
    closed: NDArray[np.bool_]
    owner: _INDEX


class LevelDamaged(ValueError):
    """Bytes are not those of a level."""


def on_grid(xy: _FLOAT, tolerance: float) -> _FLOAT:
    """Return vertices moved onto the grid of a tolerance."""
    step = tolerance / GRID
    return np.round(xy / step) * step


def encoded(lines: Lines, tolerance: float) -> bytes:
    """Return lines on the grid of a tolerance as bytes; they come back to the last digit, owners numbered anew."""
    steps = np.round(lines.xy / (tolerance / GRID))
    corner = steps.min(axis=0) if len(steps) else np.zeros(2)
    moves = np.diff((steps - corner).astype(np.int32), axis=0, prepend=np.zeros((1, 2), dtype=np.int32))
    new_owner = np.diff(lines.owner, prepend=-1) != 0
    body = (
        lines.length.astype("<u4").tobytes(),
        np.packbits(lines.closed).tobytes(),
        np.packbits(new_owner).tobytes(),
        # Bytes of equal weight lie together: small moves are mostly zeros then.
        np.ascontiguousarray(moves.astype("<i4").reshape(-1, 1).view(np.uint8).T).tobytes(),
    )
    head = _CHUNK.pack(len(lines.length), len(steps), corner[0], corner[1])
    return zlib.compress(head + b"".join(body), 1)


def decoded(data: bytes | memoryview, tolerance: float) -> Lines:
    """Return the lines of :func:`encoded`.

    Raises
    ------
    LevelDamaged
    """
    try:
        raw = zlib.decompress(data)
        count, vertices, x, y = _CHUNK.unpack_from(raw)
        bits = -(-count // 8)
        cuts = np.cumsum([_CHUNK.size, 4 * count, bits, bits, 8 * vertices])
        if cuts[-1] != len(raw):
            raise LevelDamaged("another length")
        length = np.frombuffer(raw, "<u4", count, cuts[0]).astype(np.intp)
        closed = np.unpackbits(np.frombuffer(raw, np.uint8, bits, cuts[1]), count=count).astype(bool)
        new_owner = np.unpackbits(np.frombuffer(raw, np.uint8, bits, cuts[2]), count=count)
        planes = np.frombuffer(raw, np.uint8, 8 * vertices, cuts[3]).reshape(4, -1)
    except (zlib.error, struct.error, ValueError) as error:
        raise LevelDamaged(str(error)) from error
    if length.sum() != vertices:
        raise LevelDamaged("lines and vertices differ")
    moves = np.ascontiguousarray(planes.T).view("<i4").reshape(-1, 2)
    steps = np.cumsum(moves, axis=0, dtype=np.int64) + np.array([x, y])
    return Lines(steps * (tolerance / GRID), length, closed, np.cumsum(new_owner, dtype=np.intp))


def packed_anchors(anchors: _FLOAT) -> bytes:
    """Return as bytes, for each feature, the point (2) its name belongs to and its box (4), in metres."""
    body = anchors.astype("<f8").tobytes()
    return _ANCHORS.pack(_ANCHORS_MAGIC, zlib.crc32(body), len(anchors)) + body


def unpacked_anchors(data: bytes) -> _FLOAT:
    """Return the points and boxes (n, 6) of :func:`packed_anchors`.

    Raises
    ------
    LevelDamaged
    """
    try:
        magic, checksum, count = _ANCHORS.unpack_from(data)
    except struct.error as error:
        raise LevelDamaged(str(error)) from error
    body = memoryview(data)[_ANCHORS.size :]
    if magic != _ANCHORS_MAGIC or len(body) != 48 * count or zlib.crc32(body) != checksum:
        raise LevelDamaged("no places of names, or damaged ones")
    return np.frombuffer(body, "<f8").reshape(-1, 6)


def packed(bounds: _FLOAT, chunks: Sequence[bytes | memoryview]) -> bytes:
    """Return a whole level as bytes: the box (k, 4) of each chunk and the chunk itself."""
    sizes = np.array([len(chunk) for chunk in chunks], dtype="<u4")
    table = bounds.astype("<f8").tobytes() + sizes.tobytes()
    body = table + b"".join(chunks)
    return _HEAD.pack(_MAGIC, zlib.crc32(body), len(chunks), len(table)) + body


def unpacked(data: bytes) -> tuple[_FLOAT, list[memoryview]]:
    """Return what :func:`packed` was given; chunks share the memory of ``data``.

    Raises
    ------
    LevelDamaged
    """
    try:
        magic, checksum, count, table = _HEAD.unpack_from(data)
    except struct.error as error:
        raise LevelDamaged(str(error)) from error
    body = memoryview(data)[_HEAD.size :]
    if magic != _MAGIC or table != 36 * count or zlib.crc32(body) != checksum:
        raise LevelDamaged("not a level, or a damaged one")
    bounds = np.frombuffer(body, "<f8", 4 * count).reshape(-1, 4)
    ends = np.cumsum(np.frombuffer(body, "<u4", count, 32 * count), dtype=np.intp) + table
    if len(body) != (ends[-1] if count else table):
        raise LevelDamaged("another length")
    return bounds.copy(), [body[end - size : end] for end, size in zip(ends, np.diff(ends, prepend=table), strict=True)]
