"""Changing the shape of a patrol area: split, merge, holes, buffer, clip, subtract, simplify, smooth, move, scale.

Areas come and go in EPSG:4490.  The work is done in the plan's metric CRS, where an edge is straight; a cut therefore
lies exactly on the edge it cuts and no corners are added for it, so what is stored keeps as few corners as were
drawn.  Measuring densifies (``division``), which is why the parts of a split sum to the whole.

Each function is pure, leaves its inputs alone and returns a valid polygon or multipolygon whose shells run
anticlockwise, or raises a :class:`~layers.errors.ShapingError`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyproj
import shapely
import shapely.affinity
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS, transform
from layers.errors import HoleNotInside, LineDoesNotDivide, NoHoles, NothingInCommon, NothingLeft, UnsoundShape
from layers.patrol.division import NOTHING_M2, polygonal

#: Corners nearer than this are one corner: it is far below any survey and far above the rounding of degrees.
SAME_M = 0.001
#: A dividing line is made longer by this at both ends, so that one that was snapped to the outline reaches it.
_REACH_M = 0.01
#: Corners to a quarter of a rounded buffer: the arc is flatter than the circle by 0.12 % of the distance.
_QUARTER = 16


def split(area: shapely.Geometry, line: shapely.LineString, *, epsg: int) -> list[shapely.Geometry]:
    """Cut an area along a line.

    Parameters
    ----------
    area : Polygon or MultiPolygon, EPSG:4490
    line : LineString, EPSG:4490
        Must cross the area from side to side; an end that stays inside cuts nothing.
    epsg : int
        The plan's metric CRS.

    Returns
    -------
    list of Polygon or MultiPolygon
        Two or more, the largest first; pieces of a multipart area that the line does not touch stay with the largest.

    Raises
    ------
    LineDoesNotDivide
        The line leaves the area in one piece.
    """
    whole, cut = _metric(area, epsg), _longer(transform(line, STORAGE_CRS, f"EPSG:{epsg}"))
    divided: list[shapely.Geometry] = []
    untouched: list[shapely.Geometry] = []
    for part in shapely.get_parts(whole):
        faces = _faces(part, cut)
        (divided if len(faces) > 1 else untouched).extend(faces if len(faces) > 1 else [part])
    if not divided:
        raise LineDoesNotDivide
    divided.sort(key=lambda face: -float(face.area))
    divided[0] = _one([divided[0], *untouched])
    return [_stored(one, epsg) for one in divided]


def merge(areas: Sequence[shapely.Geometry], *, epsg: int) -> shapely.Geometry:
    """Return one area of several; where they part by less than a millimetre they are taken to touch.

    Areas that lie apart become one area of several pieces.

    Parameters
    ----------
    areas : sequence of Polygon or MultiPolygon, EPSG:4490
    epsg : int
        The plan's metric CRS.
    """
    result = _metric(areas[0], epsg)
    for other in areas[1:]:
        added = _metric(other, epsg)
        fitted = _snapped(added, result)
        result = polygonal(shapely.union(_snapped(result, fitted), fitted))
    return _stored(_without_straight_corners(result), epsg)


def cut_hole(area: shapely.Geometry, hole: shapely.Polygon, *, epsg: int) -> shapely.Geometry:
    """Return an area with a hole in it.

    Raises
    ------
    HoleNotInside
        The hole does not lie wholly inside the area (``facts['overlaps']`` says whether it does in part).
    """
    whole, inner = _metric(area, epsg), _metric(hole, epsg)
    if not shapely.contains_properly(whole, inner):
        raise HoleNotInside(overlaps=bool(shapely.intersects(whole, inner)))
    return _stored(polygonal(shapely.difference(whole, inner)), epsg)


def fill_holes(area: shapely.Geometry) -> shapely.Geometry:
    """Return an area without its holes.

    Raises
    ------
    NoHoles
        It has none.
    """
    parts = shapely.get_parts(area)
    if not shapely.get_num_interior_rings(parts).any():
        raise NoHoles
    filled = shapely.polygons(shapely.get_exterior_ring(parts))
    return _checked(shapely.union_all(filled) if len(filled) > 1 else filled[0])


def buffer(area: shapely.Geometry, distance_m: float, *, epsg: int, sharp: bool = False) -> shapely.Geometry:
    """Return an area made wider, or narrower by a negative distance, on all sides.

    Parameters
    ----------
    area : Polygon or MultiPolygon, EPSG:4490
    distance_m : float
        Metres on the ellipsoid at the middle of the area: the scale of the projection there is taken out.
    epsg : int
        The plan's metric CRS.
    sharp : bool
        Keep corners sharp (cut off beyond five times the distance) instead of rounding them.

    Raises
    ------
    NothingLeft
        The area is narrower than twice the distance taken off.
    """
    whole = _metric(area, epsg)
    plane_m = distance_m * plane_scale(whole, epsg)
    style = shapely.BufferJoinStyle.mitre if sharp else shapely.BufferJoinStyle.round
    result = shapely.buffer(whole, plane_m, quad_segs=_QUARTER, join_style=style.name, mitre_limit=5.0)
    return _stored(_not_empty(polygonal(result)), epsg)


def clip(area: shapely.Geometry, grounds: Sequence[shapely.Geometry], *, epsg: int) -> shapely.Geometry:
    """Return what of an area lies in given polygons, e.g. the counties of one side.

    Raises
    ------
    NothingInCommon
        The area lies wholly outside them, or wholly inside.
    """
    whole, ground = _metric(area, epsg), _union(grounds, epsg)
    result = polygonal(shapely.intersection(whole, ground))
    if result.area <= NOTHING_M2:
        raise NothingInCommon(outside=True)
    if whole.area - result.area <= NOTHING_M2:
        raise NothingInCommon(outside=False)
    return _stored(_without_specks(result), epsg)


def subtract(area: shapely.Geometry, others: Sequence[shapely.Geometry], *, epsg: int) -> shapely.Geometry:
    """Return an area without what others cover.

    Raises
    ------
    NothingInCommon
        No other overlaps it.
    NothingLeft
        The others cover all of it.
    """
    whole, taken = _metric(area, epsg), _union(others, epsg)
    result = polygonal(shapely.difference(whole, taken))
    if whole.area - result.area <= NOTHING_M2:
        raise NothingInCommon(outside=True)
    if result.area <= NOTHING_M2:
        raise NothingLeft
    return _stored(_without_specks(result), epsg)


def simplify(area: shapely.Geometry, tolerance_m: float, *, epsg: int) -> shapely.Geometry:
    """Return an area with fewer corners; no part of the new outline is farther from the old than the tolerance.

    Douglas & Peucker (1973), Cartographica 10:112–122, in the form that lets no ring cross itself or another.
    """
    whole = _metric(area, epsg)
    scaled_m = max(tolerance_m, 0.0) * plane_scale(whole, epsg)
    return _stored(shapely.simplify(whole, scaled_m, preserve_topology=True), epsg)


def smooth(area: shapely.Geometry, rounds: int, *, epsg: int) -> shapely.Geometry:
    """Return an area with its corners cut off again and again, by Chaikin's rule.

    Each side is cut at a quarter and three quarters of its length; after a few rounds the outline is close to a
    quadratic B-spline through the middles of the old sides (Chaikin 1974, Computer Graphics and Image Processing
    3:346–349).  Corners that lie on a straight line are left out.

    Raises
    ------
    UnsoundShape
        Where a hole is close to the outline, the smoothed rings would cross.
    """
    whole = _metric(area, epsg)
    parts = []
    for part in shapely.get_parts(whole):
        shell, *holes = [_chaikin(_open(ring), rounds) for ring in (part.exterior, *part.interiors)]
        parts.append(shapely.Polygon(shell, holes))
    return _stored(_without_straight_corners(_one(parts)), epsg)


def move(area: shapely.Geometry, east_m: float, north_m: float, *, epsg: int) -> shapely.Geometry:
    """Return an area moved by grid metres of the plan's metric CRS."""
    return _stored(shapely.affinity.translate(_metric(area, epsg), east_m, north_m), epsg)


def rotate(
    area: shapely.Geometry, clockwise_deg: float, *, epsg: int, about: tuple[float, float] | None = None
) -> shapely.Geometry:
    """Return an area turned clockwise, as bearings run, about a point in metres (default the centroid)."""
    whole = _metric(area, epsg)
    origin = about or (whole.centroid.x, whole.centroid.y)
    return _stored(shapely.affinity.rotate(whole, -clockwise_deg, origin=origin), epsg)


def scale(
    area: shapely.Geometry, factor: float, *, epsg: int, about: tuple[float, float] | None = None
) -> shapely.Geometry:
    """Return an area made larger or smaller about a point in metres (default the centroid).

    Raises
    ------
    NothingLeft
        The factor is not above zero.
    """
    if not factor > 0.0:
        raise NothingLeft
    whole = _metric(area, epsg)
    origin = about or (whole.centroid.x, whole.centroid.y)
    return _stored(shapely.affinity.scale(whole, factor, factor, origin=origin), epsg)


def place(
    area: shapely.Geometry,
    *,
    epsg: int,
    about: tuple[float, float],
    east_m: float = 0.0,
    north_m: float = 0.0,
    clockwise_deg: float = 0.0,
    factor: float = 1.0,
) -> shapely.Geometry:
    """Return an area turned and scaled about a point in metres, then moved, as :func:`rotate` and the others do it.

    Raises
    ------
    NothingLeft
        The factor is not above zero.
    """
    if not factor > 0.0:
        raise NothingLeft
    turned = shapely.affinity.rotate(_metric(area, epsg), -clockwise_deg, origin=about)
    scaled = shapely.affinity.scale(turned, factor, factor, origin=about)
    return _stored(shapely.affinity.translate(scaled, east_m, north_m), epsg)


def plane_scale(shape: shapely.Geometry, epsg: int) -> float:
    """Return how many plane metres one metre on the ellipsoid is at the centroid of a metric shape (1 on the CM)."""
    centre = transform(shape.centroid, f"EPSG:{epsg}", STORAGE_CRS)
    factors = pyproj.Proj(f"EPSG:{epsg}").get_factors(centre.x, centre.y)
    return float(factors.meridional_scale)  # conformal: the same in every direction


# -- helpers --------------------------------------------------------------------------------------


def _metric(area: shapely.Geometry, epsg: int) -> shapely.Geometry:
    moved = transform(area, STORAGE_CRS, f"EPSG:{epsg}")
    if moved.is_empty:
        raise UnsoundShape(reason="empty")
    if not moved.is_valid:  # moving a shape can make it touch itself
        moved = polygonal(shapely.make_valid(moved))
    return moved


def _union(shapes: Sequence[shapely.Geometry], epsg: int) -> shapely.Geometry:
    return shapely.union_all([_metric(one, epsg) for one in shapes if not one.is_empty])


def _stored(area: shapely.Geometry, epsg: int) -> shapely.Geometry:
    stored = transform(area, f"EPSG:{epsg}", STORAGE_CRS)
    if area.is_valid and not stored.is_valid:  # the rounding of degrees makes one point of several that an overlay left
        stored = polygonal(shapely.make_valid(stored))
    return _checked(stored)


def _checked(area: shapely.Geometry) -> shapely.Geometry:
    if area.is_empty:
        raise NothingLeft
    if not area.is_valid:
        raise UnsoundShape(reason="crossing")
    oriented: shapely.Geometry = shapely.orient_polygons(area)
    return oriented


def _not_empty(area: shapely.Geometry) -> shapely.Geometry:
    if area.is_empty:
        raise NothingLeft
    return area


def _one(parts: Sequence[shapely.Geometry]) -> shapely.Geometry:
    flat = [polygon for part in parts for polygon in shapely.get_parts(part)]
    return flat[0] if len(flat) == 1 else shapely.MultiPolygon(flat)


def _without_specks(area: shapely.Geometry) -> shapely.Geometry:
    """Leave out pieces that are the rounding of coordinates, not land."""
    return _one([part for part in shapely.get_parts(area) if part.area > NOTHING_M2])


def _faces(part: shapely.Polygon, line: shapely.LineString) -> list[shapely.Geometry]:
    linework = shapely.union_all([shapely.boundary(part), line])  # noded wherever they meet
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(linework)))
    inside = shapely.contains(part, shapely.point_on_surface(faces))
    return list(faces[inside & (shapely.area(faces) > NOTHING_M2)])


def _longer(line: shapely.LineString) -> shapely.LineString:
    xy = shapely.get_coordinates(line)
    xy = xy[np.concatenate([[True], np.hypot(*np.diff(xy, axis=0).T) > 0.0])] if len(xy) else xy
    if len(xy) < 2:
        raise LineDoesNotDivide
    ends = []
    for end, before in ((xy[0], xy[1]), (xy[-1], xy[-2])):
        along = end - before
        ends.append(end + along / np.hypot(*along) * _REACH_M)
    return shapely.LineString([ends[0], *xy[1:-1], ends[1]])


def _snapped(area: shapely.Geometry, to: shapely.Geometry) -> shapely.Geometry:
    snapped = shapely.snap(area, to, SAME_M)
    return snapped if snapped.is_valid and not snapped.is_empty else area


def _without_straight_corners(area: shapely.Geometry) -> shapely.Geometry:
    """Leave out corners that lie on the straight line between their neighbours, to a millimetre."""
    return shapely.simplify(area, SAME_M, preserve_topology=True)


def _open(ring: shapely.LinearRing) -> NDArray[np.float64]:
    return np.asarray(shapely.get_coordinates(ring)[:-1])


def _chaikin(ring: NDArray[np.float64], rounds: int) -> NDArray[np.float64]:
    for _ in range(rounds):
        after = np.roll(ring, -1, axis=0)
        ring = np.stack([0.75 * ring + 0.25 * after, 0.25 * ring + 0.75 * after], axis=1).reshape(-1, 2)
    return np.asarray(ring)
