"""Which zone is which: uids from content, and kept across analyses by greatest overlap."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS, transform
from layers.kinds import ZoneStatus

Objects = NDArray[np.object_]


def content_uid(hazard: str, border: str, objects: Sequence[str], longitude: float, latitude: float) -> str:
    """Return 16 hex digits from what a zone is made of: its hazard objects, counties and place (to 1 m)."""
    text = "\n".join(["zone", hazard, border, *sorted(objects), f"{longitude:.5f} {latitude:.5f}"])
    return hashlib.sha1(text.encode()).hexdigest()[:16]


def unique(uids: Sequence[str]) -> list[str]:
    """Return uids with repeated ones made different, in order."""
    seen: dict[str, int] = {}
    result = []
    for uid in uids:
        again = seen.get(uid, 0)
        seen[uid] = again + 1
        result.append(uid if again == 0 else hashlib.sha1(f"{uid} {again}".encode()).hexdigest()[:16])
    return result


def kept_from(
    previous: gpd.GeoDataFrame | None, hazard: NDArray[np.object_], shapes: Objects, crs: str
) -> dict[int, tuple[str, str]]:
    """Match new zones with those of an earlier analysis.

    Parameters
    ----------
    previous : GeoDataFrame or None
        ``uid``, ``hazard``, ``status``, ``geometry`` (EPSG:4490).
    hazard, shapes : ndarray
        Hazard values and shapes (metric ``crs``) of the new zones.

    Returns
    -------
    dict
        New zone → (uid, status).  Each old zone goes to one new zone of the same hazard: the pair
        with the greatest common area first; equal areas in the order of the uids.
    """
    if previous is None or len(previous) == 0 or len(shapes) == 0:
        return {}
    old = previous.sort_values("uid", kind="stable")
    old_shapes = transform(np.asarray(old.geometry.array, dtype=object), STORAGE_CRS, crs)
    broken = ~shapely.is_valid(old_shapes)
    old_shapes[broken] = shapely.make_valid(old_shapes[broken])
    old_hazard = old["hazard"].astype(str).to_numpy()
    new, at = shapely.STRtree(old_shapes).query(shapes, predicate="intersects")
    same = hazard[new].astype(str) == old_hazard[at]
    new, at = new[same], at[same]
    common = shapely.area(shapely.intersection(shapes[new], old_shapes[at]))
    order = np.lexsort([new, at, -common])
    uids, status = old["uid"].astype(str).to_numpy(), old["status"].to_numpy()
    taken: set[int] = set()
    kept: dict[int, tuple[str, str]] = {}
    for k in order:
        i, j = int(new[k]), int(at[k])
        if common[k] <= 0.0 or i in kept or j in taken:
            continue
        kept[i] = (str(uids[j]), str(ZoneStatus(status[j]).value))
        taken.add(j)
    return kept
