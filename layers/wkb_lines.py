"""Rings and lines straight from well-known binary, without making a shape of each feature.

GEOS makes an object for every ring and takes it apart again, which is two thirds of the time of opening a large plan.
Here all features of a batch are walked through together, a ring of each at a step.  Only what is plain is understood:
little-endian lines and polygons of two dimensions and collections of one of them (OGC 06-103r4, clause 8.2).
For anything else the answer is None, and GEOS reads it, or says what is wrong with it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_LINE, _POLYGON, _MULTI_LINE, _MULTI_POLYGON = 2, 3, 5, 6
_PART_OF = {_MULTI_LINE: _LINE, _MULTI_POLYGON: _POLYGON}
#: Byte order and type; what follows is a number of parts, rings or vertices.
_HEAD_BYTES, _COUNT_BYTES, _VERTEX_BYTES = 5, 4, 16
_INDEX = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class WkbLines:
    """Lines in the order of their features: ``coords`` (n, 2), vertices of each, whether it is a ring or a hole."""

    coords: NDArray[np.float64]
    length: NDArray[np.intp]
    is_ring: NDArray[np.bool_]
    is_hole: NDArray[np.bool_]
    feature: NDArray[np.int32]
    count: int  # of features, empty ones too


class _Unknown(Exception):
    """There is something that only GEOS understands."""


def lines_of(data: bytes, starts: _INDEX, ends: _INDEX) -> WkbLines | None:
    """Return the rings and lines of geometries; None when one of them is not plain or not sound.

    Parameters
    ----------
    data : bytes
        All geometries, and whatever lies between them.
    starts, ends : ndarray (n,), int64
        Where each begins and ends in ``data``.
    """
    try:
        first, count, ring, hole, feature = _walked(np.frombuffer(data, np.uint8), starts, ends)
    except _Unknown:
        return None
    own = memoryview(data)
    last = first + _VERTEX_BYTES * count
    flat = b"".join([own[a:b] for a, b in zip(first.tolist(), last.tolist(), strict=True)])
    coords = np.frombuffer(flat, "<f8").reshape(-1, 2)
    length = count.astype(np.intp)
    at = np.cumsum(length) - length
    closed = (coords[at] == coords[at + length - 1]).all(axis=1) if len(at) else np.zeros(0, dtype=bool)
    is_ring = ring.astype(bool)
    if (is_ring & (~closed | (length < 4))).any() or (length < 2).any():
        return None
    return WkbLines(coords, length, is_ring, hole.astype(bool), feature.astype(np.int32), len(starts))


def _walked(data: NDArray[np.uint8], starts: _INDEX, ends: _INDEX) -> tuple[_INDEX, ...]:
    """Return where the vertices of each line begin and how many there are, is it a ring, a hole, and whose."""
    who = np.arange(len(starts))
    kind, counts = _heads(data, starts, ends)
    is_multi = np.isin(kind, list(_PART_OF))
    at = starts + np.where(is_multi, _HEAD_BYTES + _COUNT_BYTES, 0)
    part = np.select([kind == multi for multi in _PART_OF], list(_PART_OF.values()), kind)
    parts, rings, is_first = (
        np.where(is_multi, counts, 1),
        np.zeros(len(starts), dtype=np.int64),
        np.zeros(len(starts), dtype=bool),
    )
    found: list[tuple[_INDEX, ...]] = []
    while len(who):
        begins = np.flatnonzero((rings == 0) & (parts > 0))
        if len(begins):
            kind, counts = _heads(data, at[begins], ends[begins])
            if (kind != part[begins]).any():
                raise _Unknown
            at[begins] += _HEAD_BYTES + (part[begins] == _POLYGON) * _COUNT_BYTES
            rings[begins] = np.where(part[begins] == _POLYGON, counts, 1)
            parts[begins] -= 1
            is_first[begins] = True
        # An empty polygon has no ring: its turn is over.
        some = np.flatnonzero(rings > 0)
        vertices = _numbers(data, at[some], ends[some])
        full, ring = vertices > 0, part[some] == _POLYGON
        found.append(
            (at[some][full] + _COUNT_BYTES, vertices[full], ring[full], (ring & ~is_first[some])[full], who[some][full])
        )
        at[some] += _COUNT_BYTES + _VERTEX_BYTES * vertices
        rings[some] -= 1
        is_first[some] = False
        if (at > ends).any():
            raise _Unknown
        left = (rings > 0) | (parts > 0)
        if (at[~left] != ends[~left]).any():
            raise _Unknown
        if not left.all():
            who, at, ends, part = who[left], at[left], ends[left], part[left]
            parts, rings, is_first = parts[left], rings[left], is_first[left]
    columns = [np.concatenate(column) for column in zip(*found, strict=True)] if found else [np.zeros(0, np.int64)] * 5
    order = np.argsort(columns[4], kind="stable")
    first, count, ring, hole, feature = (column[order] for column in columns)
    return first, count, ring, hole, feature


def _heads(data: NDArray[np.uint8], at: _INDEX, ends: _INDEX) -> tuple[_INDEX, _INDEX]:
    """Return the types of geometries and the number that follows."""
    if (at + _HEAD_BYTES + _COUNT_BYTES > ends).any() or (data[at] != 1).any():
        raise _Unknown
    kind = _numbers(data, at + 1, ends)
    if not np.isin(kind, (_LINE, _POLYGON, _MULTI_LINE, _MULTI_POLYGON)).all():
        raise _Unknown
    return kind, _numbers(data, at + _HEAD_BYTES, ends)


def _numbers(data: NDArray[np.uint8], at: _INDEX, ends: _INDEX) -> _INDEX:
    """Return the unsigned numbers of four bytes that begin at some places."""
    if (at + _COUNT_BYTES > ends).any():
        raise _Unknown
    return np.asarray(data[at[:, None] + np.arange(_COUNT_BYTES)].view("<u4").ravel(), dtype=np.int64)
