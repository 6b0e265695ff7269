"""Gaps that are open at an end: two counties' lines run apart until the coverage ends."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.clipping import in_rectangle
from layers.crs import EDGE_DEG, EDGE_M, STORAGE_CRS, transform
from layers.parallel import query_pairs

#: A strip is long against its width.  P²/4A is 12 for a rectangle of 10 : 1 and for a notch of 11°, where two
#: counties meet at a coast; what is rounder is the shape of the coast.
SLENDER = 12.0
#: Least share of a strip's rim that each of two counties must line.
_LINED = 0.2
#: Wider strips are inlets of a coast, which two counties line in the same way.
WIDEST_OPEN_M = 100.0
#: How far apart a strip and the line beside it may come out after going to metres and back.
_TOUCH_M = 0.05


def open_strips(
    polygons: NDArray[np.object_], rim: NDArray[np.object_], *, widest_m: float, metric_epsg: int
) -> tuple[NDArray[np.object_], NDArray[np.float64]]:
    """Return strips narrower than ``widest_m`` between two counties at the rim of the coverage.

    The rim is grown and shrunk by half the width (a morphological closing), but only where the lines of two
    counties come within the width of each other, so that a long coast costs nothing.

    Parameters
    ----------
    polygons : ndarray of (multi)polygons, EPSG:4490
    rim : ndarray of LinearRing, EPSG:4490
        The rings of the whole coverage that are not gaps themselves.
    widest_m : float
        Metres; at most :data:`WIDEST_OPEN_M` counts.

    Returns
    -------
    ndarray of Polygon, EPSG:4490
    ndarray of float
        Metres of each strip's rim that no county lines: its mouth, or both of them.
    """
    none = np.zeros(0, dtype=object), np.zeros(0)
    # A strip twice as wide as its mean still has to be filled.
    widest_m = 2 * min(widest_m, WIDEST_OPEN_M)
    if len(rim) == 0 or len(polygons) < 2:
        return none
    target = f"EPSG:{metric_epsg}"
    pieces = _pieces(rim, target, EDGE_M)
    owners = _owners(pieces, polygons, target)
    near = _near_another(pieces, owners, widest_m)
    if not near.any():
        return none
    windows = shapely.get_parts(shapely.union_all(shapely.buffer(pieces[near], widest_m, quad_segs=4)))
    found = [none[0]]
    mouths = [none[1]]
    tree = shapely.STRtree(polygons)
    boxes = np.asarray(transform(shapely.envelope(shapely.buffer(windows, 2 * widest_m)), target, STORAGE_CRS))
    for window, box in zip(windows, boxes, strict=True):
        around = np.unique(tree.query(box, predicate="intersects"))
        if len(around) < 2:
            continue
        local = in_rectangle(polygons[around], *shapely.bounds(box))
        strips, open_m = _closed(transform(_dense(shapely.make_valid(local)), STORAGE_CRS, target), window, widest_m)
        found.append(strips)
        mouths.append(open_m)
    return np.asarray(transform(np.concatenate(found), target, STORAGE_CRS), dtype=object), np.concatenate(mouths)


def _dense(polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return polygons with short edges; one that GEOS would lose a part of in repairing it stays as it is."""
    dense = np.asarray(shapely.segmentize(polygons, EDGE_DEG), dtype=object)
    sizes = shapely.area(polygons)
    lost = np.abs(shapely.area(dense) - sizes) > 1e-9 * sizes
    dense[lost] = polygons[lost]
    return dense


def _pieces(rim: NDArray[np.object_], target: str, longest_m: float) -> NDArray[np.object_]:
    """Return the rim as short two-point lines in metres."""
    planar = shapely.segmentize(transform(shapely.segmentize(rim, EDGE_DEG), STORAGE_CRS, target), longest_m)
    coords, ring = shapely.get_coordinates(planar, return_index=True)
    same = ring[1:] == ring[:-1]
    return np.asarray(shapely.linestrings(np.stack([coords[:-1][same], coords[1:][same]], axis=1)), dtype=object)


def _owners(pieces: NDArray[np.object_], polygons: NDArray[np.object_], target: str) -> NDArray[np.int64]:
    """Return which polygon each piece of the rim bounds; −1 where several or none does."""
    middles = transform(shapely.line_interpolate_point(pieces, 0.5, normalized=True), target, STORAGE_CRS)
    at, owner = query_pairs(shapely.STRtree(polygons), np.asarray(middles, dtype=object), "dwithin", distance=1e-7)
    owners = np.full(len(pieces), -1, dtype=np.int64)
    alone = np.bincount(at, minlength=len(pieces))[at] == 1
    owners[at[alone]] = owner[alone]
    return owners


def _near_another(pieces: NDArray[np.object_], owners: NDArray[np.int64], widest_m: float) -> NDArray[np.bool_]:
    at, beside = query_pairs(shapely.STRtree(pieces), pieces, "dwithin", distance=widest_m)
    foreign = (owners[at] != owners[beside]) & (owners[at] >= 0) & (owners[beside] >= 0)
    result = np.zeros(len(pieces), dtype=bool)
    result[at[foreign]] = True
    return result


def _closed(
    local: NDArray[np.object_], window: shapely.Geometry, widest_m: float
) -> tuple[NDArray[np.object_], NDArray[np.float64]]:
    """Return what closing fills inside a window and two counties line, and the metres that nobody lines."""
    whole = shapely.union_all(local)
    half = widest_m / 2
    grown = shapely.buffer(whole, half, quad_segs=4, join_style="mitre", mitre_limit=2.0)
    filled = shapely.buffer(grown, -half, quad_segs=4, join_style="mitre", mitre_limit=2.0)
    parts = shapely.get_parts(shapely.difference(filled, whole))
    parts = parts[(shapely.get_type_id(parts) == 3) & (shapely.area(parts) > 1.0)]
    parts = parts[shapely.intersects(parts, window)]
    slender = shapely.length(parts) ** 2 >= 4 * SLENDER * shapely.area(parts)
    narrow = 4 * shapely.area(parts) <= widest_m * shapely.length(parts)
    # What reaches out of the window lies along the edge where it was cut out, which is no county's line.
    inside = shapely.within(parts, shapely.buffer(window, widest_m))
    parts = parts[slender & narrow & inside]
    along = [np.stack([_along(part, polygon) for polygon in local]) for part in parts]
    lengths = [_edges(part)[1] for part in parts]
    lined = [
        int(((near * metres).sum(axis=1) >= _LINED * metres.sum()).sum()) >= 2
        for near, metres in zip(along, lengths, strict=True)
    ]
    mouths = [
        float(metres[~near.any(axis=0)].sum())
        for near, metres, is_lined in zip(along, lengths, lined, strict=True)
        if is_lined
    ]
    return np.asarray(parts[np.array(lined, dtype=bool)], dtype=object), np.array(mouths, dtype=np.float64)


def _edges(part: shapely.Geometry) -> tuple[NDArray[np.object_], NDArray[np.float64]]:
    """Return the middles and the lengths of short edges along a strip's rim."""
    corners = shapely.get_coordinates(shapely.segmentize(part.exterior, 5.0))
    middles = np.asarray(shapely.points((corners[:-1] + corners[1:]) / 2), dtype=object)
    return middles, np.asarray(np.hypot(*(corners[1:] - corners[:-1]).T), dtype=np.float64)


def _along(part: shapely.Geometry, polygon: shapely.Geometry) -> NDArray[np.bool_]:
    """Tell which of those edges run along a polygon."""
    return np.asarray(shapely.dwithin(polygon, _edges(part)[0], _TOUCH_M))
