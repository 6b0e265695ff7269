"""How well a coverage fits: how much loose line runs beside another county's."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.borders.hashing import Edges, Pairing
from layers.crs import EDGE_M, STORAGE_CRS, transform
from layers.geodesy import cgcs2000

#: Metres of misfitting line that a coverage may have and still count as exact.
MISFIT_ALLOWED_M = 200.0
#: Or this share of all shared line, 10 m in 1,000 km, whichever is more: in a whole country somewhere two coasts lie
#: closer together than lines that were meant to be one.
MISFIT_ALLOWED_OF_ALL = 1e-5
#: Share of a county's inner line that may run beside, but farther off than the snapping distance:
#: a channel between two coasts is short, another map's version of the line is not.
MISFIT_ALLOWED_SHARE = 0.05


def is_exact(
    polygons: NDArray[np.object_], edges: Edges, pairing: Pairing, *, metric_epsg: int, snap_m: float, gap_m: float
) -> bool:
    """Tell whether neighbours share their vertices, so that pairing edges finds every border.

    At most 200 m of loose line, or 10 m in 1,000 km of shared line, may run within ``snap_m`` of another county's; and
    in no county more than a twentieth of its inner line within ``gap_m``.
    """
    if pairing.tangled.any():
        return False
    close = misfit_m(polygons, edges, pairing, metric_epsg=metric_epsg, near_m=snap_m)
    if close.sum() > MISFIT_ALLOWED_M and close.sum() > MISFIT_ALLOWED_OF_ALL * _shared_m(edges, pairing).sum():
        return False
    beside = misfit_m(polygons, edges, pairing, metric_epsg=metric_epsg, near_m=gap_m, look_inside=False)
    doubtful = np.flatnonzero(beside > MISFIT_ALLOWED_M)
    if len(doubtful) == 0:
        return True
    shared = np.zeros(len(polygons))
    of_doubtful = _shared_m(edges, pairing, np.isin(edges.owner, doubtful))
    shared[: len(of_doubtful)] = of_doubtful
    return bool((beside[doubtful] <= MISFIT_ALLOWED_SHARE * (shared + beside)[doubtful]).all())


def _shared_m(edges: Edges, pairing: Pairing, wanted: NDArray[np.bool_] | None = None) -> NDArray[np.float64]:
    """Return the metres of shared line by owner, each side counting its own."""
    shared = pairing.other >= 0
    at = np.flatnonzero(shared if wanted is None else shared & wanted)
    start, end = edges.vertices[edges.start[at]].T, edges.vertices[edges.end[at]].T
    _, _, metres = cgcs2000().inv(start[0], start[1], end[0], end[1])
    return np.bincount(edges.owner[at], weights=metres).astype(np.float64)


def misfit_m(
    polygons: NDArray[np.object_],
    edges: Edges,
    pairing: Pairing,
    *,
    metric_epsg: int,
    near_m: float,
    look_inside: bool = True,
) -> NDArray[np.float64]:
    """Return, per polygon, the metres of line that should be shared but are not.

    A loose edge is outer line when nobody is beside it.  It is misfit when another county's loose
    line runs within ``near_m`` of it, or when it lies inside another county.  Stretches near a
    point where counties meet do not count: there lines of different counties are close by nature.

    Parameters
    ----------
    polygons : ndarray of polygons, EPSG:4490
    near_m : float
        How far apart two versions of one line may be.
    look_inside : bool
        Count loose line inside another county too.
    """
    loose = np.flatnonzero(pairing.loose)
    if len(loose) == 0:
        return np.zeros(len(polygons))
    target = f"EPSG:{metric_epsg}"
    planar = shapely.segmentize(transform(edges.lines(loose), STORAGE_CRS, target), EDGE_M)
    coords, line_of = shapely.get_coordinates(planar, return_index=True)
    same = line_of[1:] == line_of[:-1]
    start, end = coords[:-1][same], coords[1:][same]
    owner = edges.owner[loose][line_of[:-1][same]]
    length = np.hypot(*(end - start).T)
    middle = shapely.points((start + end) / 2)
    away = ~_near(middle, _meeting_of_two(edges, loose), target, 4 * near_m)
    at, beside = shapely.STRtree(planar).query(middle[away], predicate="dwithin", distance=near_m)
    candidates = np.flatnonzero(away)
    foreign = owner[candidates[at]] != edges.owner[loose][beside]
    misfit = np.zeros(len(middle), dtype=bool)
    misfit[candidates[at[foreign]]] = True
    if look_inside:
        misfit[_inside_another(polygons, middle, owner, away & ~misfit, target)] = True
    return np.bincount(owner[misfit], weights=length[misfit], minlength=len(polygons)).astype(np.float64)


def _meeting_of_two(edges: Edges, loose: NDArray[np.int64]) -> NDArray[np.object_]:
    """Return the points where loose edges of different owners touch."""
    vertex = np.concatenate([edges.start[loose], edges.end[loose]])
    owner = np.concatenate([edges.owner[loose], edges.owner[loose]])
    order = np.lexsort([owner, vertex])
    vertex, owner = vertex[order], owner[order]
    shared = (vertex[1:] == vertex[:-1]) & (owner[1:] != owner[:-1])
    return np.asarray(shapely.points(edges.vertices[np.unique(vertex[1:][shared])]), dtype=object)


def _near(points: NDArray[np.object_], places: NDArray[np.object_], target: str, near_m: float) -> NDArray[np.bool_]:
    result = np.zeros(len(points), dtype=bool)
    if len(places):
        tree = shapely.STRtree(transform(places, STORAGE_CRS, target))
        result[tree.query(points, predicate="dwithin", distance=near_m)[0]] = True
    return result


def _inside_another(
    polygons: NDArray[np.object_],
    points: NDArray[np.object_],
    owner: NDArray[np.int64],
    asked: NDArray[np.bool_],
    target: str,
) -> NDArray[np.int64]:
    """Return the indices of asked points that lie inside a polygon that is not their owner's."""
    chosen = np.flatnonzero(asked)
    if len(chosen) == 0:
        return chosen
    degrees = transform(points[chosen], target, STORAGE_CRS)
    at, polygon = shapely.STRtree(polygons).query(degrees)
    foreign = owner[chosen[at]] != polygon
    at, polygon = at[foreign], polygon[foreign]
    shapely.prepare(polygons)
    inside = shapely.contains_properly(polygons[polygon], degrees[at])
    return np.unique(chosen[at[inside]])
