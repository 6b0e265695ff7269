"""Shortcuts for layers with nothing wrong in them, which most large layers are."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from operator import is_
from typing import TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.sources.uids import digest

#: Shapes decoded together, and shapes whose coordinates are looked at together and stay in the processor's cache.
_CHUNK, _CACHED = 4096, 1024

#: Shapes, and the digest of each.
Decoded: TypeAlias = tuple[NDArray[np.object_], NDArray[np.object_]]


def is_plain(geometries: NDArray[np.object_]) -> bool:
    """Tell whether shapes need no cleaning: present, in the plane, every coordinate finite and all of one kind.

    Coordinates are of one kind when all of them could be degrees or at least one in five could not, so that none is
    taken for a stray one (:func:`layers.sources.mending.without_stray_degrees`).
    """
    if (
        (shapely.is_missing(geometries) | shapely.is_empty(geometries)).any()
        or shapely.has_z(geometries).any()
        or shapely.has_m(geometries).any()
    ):
        return False
    count = others = 0
    for first in range(0, len(geometries), _CACHED):
        coordinates = shapely.get_coordinates(geometries[first : first + _CACHED])
        x, y = coordinates.T
        count += len(coordinates)
        if x.min() >= -180.0 and x.max() <= 180.0 and y.min() >= -90.0 and y.max() <= 90.0:  # false where one is nan
            continue
        if not np.isfinite(coordinates).all():
            return False
        others += int(np.count_nonzero((np.abs(coordinates) > (180.0, 90.0)).any(axis=1)))
    return others == 0 or others > 0.2 * count


def decoded(wkb: NDArray[np.object_]) -> Decoded | None:
    """Return the shapes of WKB and a digest of each, and let go of the WKB on the way, piece by piece.

    Both at once are the most memory that reading takes.  Where something in it does not decode, ``wkb`` is as it was
    and the answer None.

    Parameters
    ----------
    wkb : ndarray of bytes or None
        Little-endian.  Filled with None.

    Returns
    -------
    geometries, digests : ndarray
        Digests are those of :func:`layers.sources.uids.digest`.
    """
    geometries = np.empty(len(wkb), dtype=object)
    digests = np.empty(len(wkb), dtype=object)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for first in range(0, len(wkb), _CHUNK):
            some = wkb[first : first + _CHUNK]
            try:
                geometries[first : first + _CHUNK] = shapely.from_wkb(some)
            except (shapely.errors.ShapelyError, TypeError):
                wkb[:first] = shapely.to_wkb(geometries[:first])
                return None
            digests[first : first + _CHUNK] = [digest(one) for one in some.tolist()]
            some[:] = None
    return geometries, digests


def next_decoded(pieces: Sequence[NDArray[np.object_] | None], done: list[Decoded] | None) -> list[Decoded] | None:
    """Return what the pieces of a layer decode to, of which all but the last are done.

    None, and all WKB as it was, from the first piece on that does not decode; once it is None it stays so.
    """
    last = pieces[-1]
    if done is None or last is None:
        return None
    found = decoded(last)
    if found is not None:
        return [*done, found]
    for wkb, (shapes, _) in zip(pieces, done, strict=False):
        assert wkb is not None
        wkb[:] = shapely.to_wkb(shapes)
    return None


class Validity:
    """Which shapes of a layer are valid, found by a thread while the next ones are decoded."""

    def __init__(self) -> None:
        self._pool: ThreadPoolExecutor | None = ThreadPoolExecutor(1)
        self._asked: list[tuple[NDArray[np.object_], Future[NDArray[np.bool_]]]] = []
        self._found: NDArray[np.bool_] | None = None

    def look_at(self, shapes: NDArray[np.object_]) -> None:
        """Have the next shapes looked at; the array may be changed meanwhile, the shapes not."""
        assert self._pool is not None
        for first in range(0, len(shapes), _CHUNK):
            some = shapes[first : first + _CHUNK].copy()
            self._asked.append((some, self._pool.submit(shapely.is_valid, some)))

    def of(self, geometries: NDArray[np.object_], rows: NDArray[np.intp], known: Decoded) -> NDArray[np.bool_]:
        """Return which shapes are valid; those that are still the very ones of the file are known.

        Parameters
        ----------
        geometries, rows, known
            As for :func:`digests_of`.
        """
        valid = self._all()[rows]
        changed = ~_are_same(geometries, known[0][rows])
        valid[changed] = shapely.is_valid(geometries[changed])
        return valid

    def _all(self) -> NDArray[np.bool_]:
        if self._found is None:
            # What the thread has not come to is looked at here, from the end.
            found = [shapely.is_valid(some) if one.cancel() else one for some, one in reversed(self._asked)]
            some = [one.result() if isinstance(one, Future) else one for one in reversed(found)]
            self._found = np.concatenate(some) if some else np.zeros(0, dtype=bool)
            self._asked.clear()
            if self._pool is not None:
                self._pool.shutdown()
                self._pool = None
        return self._found


def _are_same(one: NDArray[np.object_], other: NDArray[np.object_]) -> NDArray[np.bool_]:
    return np.fromiter(map(is_, one.tolist(), other.tolist()), dtype=bool, count=len(one))


def digests_of(
    geometries: NDArray[np.object_],
    rows: NDArray[np.intp],
    known: Decoded | None,
) -> NDArray[np.object_]:
    """Return the digest of each shape; of those that are still the very ones of the file it is known.

    Parameters
    ----------
    geometries, rows : ndarray, length n
        Shapes, and the row of ``known`` that each came from.
    known : tuple, optional
        From :func:`decoded`.
    """
    if known is None:
        changed = np.ones(len(geometries), dtype=bool)
        out = np.empty(len(geometries), dtype=object)
    else:
        changed = ~_are_same(geometries, known[0][rows])
        out = known[1][rows]
    at = np.flatnonzero(changed)
    for first in range(0, len(at), _CHUNK):
        some = at[first : first + _CHUNK]
        out[some] = [digest(one) for one in shapely.to_wkb(geometries[some])]
    return out
