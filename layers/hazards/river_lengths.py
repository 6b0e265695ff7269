"""River length inside the parts of areas, for rivers that may run exactly along the line between parts."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS, transform
from layers.geodesy import geodesic_lengths_m

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
GeometryArray = NDArray[np.object_]

#: A river this close to a line follows it: county lines are often drawn from the river itself.
ALONG_M = 0.05


def river_m(area: IntArray, parts: GeometryArray, rivers: GeometryArray, metric: str) -> FloatArray:
    """Return the geodesic river length inside each part.

    Intersecting a line with polygons that share it gives the length to both, to one or to
    neither, as rounding falls.  Here a stretch along the line between parts of one area is divided
    equally among them, so that parts sum to the area: both banks hold a boundary river.

    Parameters
    ----------
    area : ndarray of int, shape (n,)
        Which area each part belongs to.
    parts : ndarray of polygons, shape (n,)
        Metric CRS; the parts of one area do not overlap.
    rivers : ndarray of LineStrings
        Metric CRS.
    metric : str
        That CRS.

    Returns
    -------
    ndarray, shape (n,), metres
    """
    result = np.zeros(len(parts))
    edges = _edges(rivers)
    if len(parts) == 0 or len(edges) == 0:
        return result
    shapely.prepare(parts)
    tree = shapely.STRtree(edges)
    part, edge = tree.query(parts, predicate="dwithin", distance=ALONG_M)
    used, edge = np.unique(edge, return_inverse=True)
    edges = edges[used]
    length = geodesic_lengths_m(transform(edges, metric, STORAGE_CRS))

    group = np.unique(area[part] * len(edges) + edge, return_inverse=True)[1]  # an edge in one area
    alone = np.bincount(group)[group] == 1
    held = np.zeros(len(part), dtype=bool)
    held[alone] = shapely.contains_properly(parts[part[alone]], edges[edge[alone]])
    doubtful = np.flatnonzero(~held)
    held[doubtful] = _held(part[doubtful], edge[doubtful], parts, edges)
    holders = np.bincount(group, weights=held)[group]
    np.add.at(result, part[held], length[edge[held]] / holders[held])

    # What no part holds whole enters or leaves one between its ends.
    through = np.flatnonzero(holders == 0)
    share = _shares(group[through], edges[edge[through]], parts[part[through]])
    np.add.at(result, part[through], share * length[edge[through]])
    return result


def _shares(group: IntArray, edges: GeometryArray, parts: GeometryArray) -> FloatArray:
    """Return the share of each edge inside its part; where parts of one group share it, half to each."""
    inside = shapely.intersection(edges, parts)
    share = np.asarray(shapely.length(inside) / shapely.length(edges))
    order = np.argsort(group, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(group[order])) + 1):
        rows = rows[share[rows] > 0]
        spans = [_span(edges[row], inside[row]) for row in rows]
        for i in range(len(rows)):
            for j in range(i):
                common = min(spans[i][1], spans[j][1]) - max(spans[i][0], spans[j][0])
                if common > 0.0:
                    share[[rows[i], rows[j]]] -= common / 2.0
    return np.asarray(np.maximum(share, 0.0))


def _span(edge: shapely.LineString, inside: shapely.Geometry) -> tuple[float, float]:
    """Return where along an edge, 0–1, its part begins and ends."""
    along = shapely.line_locate_point(edge, shapely.points(shapely.get_coordinates(inside)), normalized=True)
    return float(along.min()), float(along.max())


def _held(part: IntArray, edge: IntArray, parts: GeometryArray, edges: GeometryArray) -> NDArray[np.bool_]:
    """Tell for each (part, edge) whether both ends and the middle of the edge are in the part or on its line."""
    held = np.ones(len(part), dtype=bool)
    for fraction in (0.0, 0.5, 1.0):
        points = shapely.line_interpolate_point(edges[edge[held]], fraction, normalized=True)
        held[held] = shapely.dwithin(parts[part[held]], points, ALONG_M)
    return held


def _edges(rivers: GeometryArray) -> GeometryArray:
    """Return the edges of lines, none longer than 100 m."""
    xy, line = shapely.get_coordinates(shapely.segmentize(rivers, 100.0), return_index=True)
    same = line[1:] == line[:-1]
    ends = np.stack([xy[:-1][same], xy[1:][same]], axis=1)
    ends = ends[np.hypot(*(ends[:, 1] - ends[:, 0]).T) > 0.0]
    return np.asarray(shapely.linestrings(ends), dtype=object).reshape(-1)
