"""Shapes that are drawn in one go: rectangle, circle, freehand.

Rectangles and freehand outlines are made in the plan's metric CRS, circles on the ellipsoid.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.errors import UnsoundShape
from layers.geodesy import cgcs2000

XY = tuple[float, float]

#: Corners of a circle: the sides are nearer to it than 0.06 % of the radius.
CIRCLE_CORNERS = 96


def rectangle_between(corner: XY, opposite: XY) -> shapely.Polygon:
    """Return the rectangle along the grid between two opposite corners (metres).

    Raises
    ------
    UnsoundShape
        The corners are on one grid line.
    """
    (x1, y1), (x2, y2) = corner, opposite
    return _sound([(x1, y1), (x2, y1), (x2, y2), (x1, y2)])


def rectangle_on(start: XY, end: XY, width_m: float) -> shapely.Polygon:
    """Return the rectangle on a baseline (metres); a positive width lies to the left of start → end.

    Raises
    ------
    UnsoundShape
        The baseline or the width is zero.
    """
    (x1, y1), (x2, y2) = start, end
    length = math.hypot(x2 - x1, y2 - y1)
    if length == 0.0:
        raise UnsoundShape(reason="few_corners")
    across = (-(y2 - y1) / length * width_m, (x2 - x1) / length * width_m)
    far = [(x2 + across[0], y2 + across[1]), (x1 + across[0], y1 + across[1])]
    return _sound([start, end, *far])


def width_to(start: XY, end: XY, point: XY) -> float:
    """Return how far a point is from a baseline in metres, positive to the left of start → end."""
    (x1, y1), (x2, y2), (x, y) = start, end, point
    length = math.hypot(x2 - x1, y2 - y1)
    return 0.0 if length == 0.0 else ((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)) / length


def circle(lon: float, lat: float, radius_m: float) -> shapely.Polygon:
    """Return the circle of all points at a geodesic distance from a centre.

    Parameters
    ----------
    lon, lat : float
        The centre, EPSG:4490.
    radius_m : float
        Metres on the CGCS2000 ellipsoid.

    Returns
    -------
    Polygon, EPSG:4490
        :data:`CIRCLE_CORNERS` corners, each exactly at the distance, anticlockwise from the north.

    Raises
    ------
    UnsoundShape
        The radius is not above zero.
    """
    if not radius_m > 0.0:
        raise UnsoundShape(reason="few_corners")
    azimuths = -np.arange(CIRCLE_CORNERS) * 360.0 / CIRCLE_CORNERS
    all_of = np.full(CIRCLE_CORNERS, 1.0)
    lons, lats, _ = cgcs2000().fwd(lon * all_of, lat * all_of, azimuths, radius_m * all_of)
    return shapely.Polygon(np.column_stack([lons, lats]))


def freehand(points: Sequence[XY], tolerance_m: float) -> shapely.Polygon:
    """Return the area that a stroke of the hand encloses, with corners only where the hand turned.

    Parameters
    ----------
    points : sequence of (x, y), metres
        As the hand went; the end is joined to the start.
    tolerance_m : float
        No corner of the stroke is farther from the outline than this (Douglas & Peucker 1973).

    Raises
    ------
    UnsoundShape
        The stroke encloses nothing, or crosses itself.
    """
    if len(points) < 3:
        raise UnsoundShape(reason="few_corners")
    # The start is no better a corner than any other: the stroke begins anew where it is farthest from there.
    xy = np.asarray(points, dtype=float)
    far = int(np.argmax(np.hypot(*(xy - xy[0]).T)))
    ring = np.roll(xy, -far, axis=0)
    line = shapely.simplify(shapely.LineString([*ring, ring[0]]), tolerance_m)
    return _sound(shapely.get_coordinates(line)[:-1])


def _sound(corners: Sequence[XY] | NDArray[np.float64]) -> shapely.Polygon:
    if len(corners) < 3 or shapely.MultiPoint(corners).convex_hull.area == 0.0:
        raise UnsoundShape(reason="few_corners")
    polygon = shapely.Polygon(corners)
    if not polygon.is_valid:
        raise UnsoundShape(reason="crossing")
    return shapely.orient_polygons(polygon)
