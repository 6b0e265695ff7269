"""Shortcuts for layers with nothing wrong in them, which most large layers are."""

from __future__ import annotations

from operator import is_

import numpy as np
import shapely
from numpy.typing import NDArray

#: Shapes looked at together: their coordinates stay in the processor's cache.
_CHUNK = 4096


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
    for first in range(0, len(geometries), _CHUNK):
        coordinates = shapely.get_coordinates(geometries[first : first + _CHUNK])
        size = np.abs(coordinates)
        possible = size <= (180.0, 90.0)
        count += len(coordinates)
        if not possible.all():
            if not np.isfinite(size).all():
                return False
            others += int(np.count_nonzero(~possible.all(axis=1)))
    return others == 0 or others > 0.2 * count


def encoded(
    geometries: NDArray[np.object_],
    rows: NDArray[np.intp],
    wkb: NDArray[np.object_] | None,
    decoded: NDArray[np.object_] | None,
) -> NDArray[np.object_]:
    """Return the WKB of shapes; those that are still the very ones a file's WKB was decoded to are not encoded again.

    Parameters
    ----------
    geometries, rows : ndarray, length n
        Shapes and the row of ``wkb`` that each came from.
    wkb, decoded : ndarray, optional
        Of the file, little-endian, and what each was decoded to without a change.
    """
    if wkb is None or decoded is None:
        return np.asarray(shapely.to_wkb(geometries), dtype=object)
    out = wkb[rows]
    changed = ~np.fromiter(map(is_, geometries.tolist(), decoded[rows].tolist()), dtype=bool, count=len(geometries))
    if changed.any():
        out[changed] = shapely.to_wkb(geometries[changed])
    return out


def repeats(wkb: NDArray[np.object_]) -> int:
    """Return how many shapes repeat an earlier one exactly."""
    if len(wkb) < 2:
        return 0
    hashes = np.fromiter(map(hash, wkb.tolist()), dtype=np.int64, count=len(wkb))
    ordered = np.sort(hashes)
    if (ordered[1:] != ordered[:-1]).all():
        return 0
    return len(wkb) - len(set(wkb.tolist()))
