"""Counties → regions, each with a metric CRS of its own, and blocks of neighbouring counties of about equal weight.

Neither depends on how many workers there are, so the pieces of a run are always the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers.crs import metric_epsg

#: Wider than this a plan is several regions; up to it, it is one, in the CRS that a single run chooses.  At 4.5° from
#: the middle a metre of the plane is at most 0.25 % off.
REGION_DEG = 9.0
#: Rings of neighbours that a region sees beyond its own counties, so that zones at its edge meet those beyond.
RINGS = 2
#: What a block may weigh: vertices of its counties' outlines and of the forest in them.
BLOCK_VERTICES = 600_000
#: So many counties at most are one block, however little lies in them.
BLOCK_COUNTIES = 48

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Region:
    """Counties that are worked on in one metric CRS.

    ``own`` are its own: a zone is reported where the lowest code of its counties is own.  ``counties`` are those and
    their neighbours beyond the edge.
    """

    number: int
    epsg: int
    own: frozenset[str]
    counties: tuple[str, ...]


def regions(counties: gpd.GeoDataFrame) -> list[Region]:
    """Cut clean counties (``code``, polygons in EPSG:4490) into regions from west to east."""
    codes = counties["code"].astype(str).to_numpy()
    xmin, ymin, xmax, ymax = (float(one) for one in counties.total_bounds)
    count = max(1, int(np.ceil((xmax - xmin) / REGION_DEG)))
    every = tuple(codes.tolist())
    if count == 1:
        return [Region(0, metric_epsg((xmin, ymin, xmax, ymax)), frozenset(every), every)]
    shapes = np.asarray(counties.geometry.array, dtype=object)
    bounds = shapely.bounds(shapes)
    middle = (bounds[:, 0] + bounds[:, 2]) / 2
    band = np.clip(((middle - xmin) / (xmax - xmin) * count).astype(np.int64), 0, count - 1)
    near = _near(bounds)
    found: list[Region] = []
    for number in range(count):
        own = band == number
        if not own.any():
            continue
        seen = own.copy()
        for _ in range(RINGS):
            seen = seen | _beside(near, seen)
        epsg = metric_epsg((float(bounds[own, 0].min()), ymin, float(bounds[own, 2].max()), ymax))
        found.append(Region(len(found), epsg, frozenset(codes[own].tolist()), tuple(codes[seen].tolist())))
    return found


def _near(bounds: Floats) -> tuple[Integers, Integers]:
    """Return pairs of counties whose boxes meet: all neighbours and some more."""
    boxes = shapely.box(*(bounds + np.array([-1e-4, -1e-4, 1e-4, 1e-4])).T)
    a, b = shapely.STRtree(boxes).query(boxes, predicate="intersects")
    return a.astype(np.int64), b.astype(np.int64)


def _beside(near: tuple[Integers, Integers], seen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    found = np.zeros(len(seen), dtype=bool)
    found[near[1][seen[near[0]]]] = True
    return found


def blocks(
    x: Floats, y: Floats, weight: Floats, *, most: float = BLOCK_VERTICES, counties: int = BLOCK_COUNTIES
) -> Integers:
    """Return the block of each county: halved across the longer side until none weighs too much.

    Parameters
    ----------
    x, y : ndarray, (n,)
        Middles of the counties, metres.
    weight : ndarray, (n,)
        Vertices to work on in each.
    most : float
        Heavier blocks are halved unless they are one county.
    counties : int
        So are blocks of more counties.

    Returns
    -------
    ndarray of int, (n,)
        Numbered from 0 in the order in which they were cut, near ones near each other.
    """
    found = np.zeros(len(x), dtype=np.int64)
    queue = [np.arange(len(x))]
    number = 0
    while queue:
        members = queue.pop()
        if len(members) == 1 or (weight[members].sum() <= most and len(members) <= counties):
            found[members] = number
            number += 1
            continue
        across = x if np.ptp(x[members]) >= np.ptp(y[members]) else y
        order = members[np.lexsort([members, across[members]])]
        running = np.cumsum(weight[order] + 1.0)
        at = int(np.clip(np.searchsorted(running, running[-1] / 2) + 1, 1, len(order) - 1))
        queue += [order[at:], order[:at]]
    return found
