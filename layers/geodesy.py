"""Lengths, areas, azimuths and distances on the CGCS2000 ellipsoid.

CGCS2000: a = 6 378 137 m, 1/f = 298.257 222 101 (GB 22021-2008), the GRS 80 figure.
Edges are geodesics.  Lines and areas come from PROJ's port of Karney (2013), *Algorithms for
geodesics*, J. Geodesy 87:43–55; bulk areas from an ellipsoidal Lambert azimuthal equal-area
projection (Snyder 1987, USGS PP 1395, §24), which keeps area exactly, on densified edges.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from layers.crs import STORAGE_CRS, densified, transform, transformer

HA_PER_M2 = 1e-4
MU_PER_HA = 15.0  # 1 hm² = 15 亩


@lru_cache(maxsize=1)
def cgcs2000() -> pyproj.Geod:
    """Return the ellipsoid every printed number refers to; made when it is first asked for, as PROJ loads slowly."""
    return pyproj.Geod(a=6378137.0, rf=298.257222101)


def geodesic_length_m(geometry: BaseGeometry) -> float:
    """Return the length of lines, or the perimeter of polygons, in metres.

    Parameters
    ----------
    geometry : shapely geometry, EPSG:4490
        Empty or missing geometry has length 0.
    """
    if geometry is None or geometry.is_empty:
        return 0.0
    if isinstance(geometry, shapely.Polygon):
        rings = [geometry.exterior, *geometry.interiors]
        return float(sum(cgcs2000().geometry_length(ring) for ring in rings))
    if isinstance(geometry, shapely.MultiPolygon | shapely.GeometryCollection):
        return float(sum(geodesic_length_m(part) for part in geometry.geoms))
    return float(cgcs2000().geometry_length(geometry))


def geodesic_lengths_m(lines: NDArray[np.object_]) -> NDArray[np.float64]:
    """Return the geodesic length in metres of each line of an array (EPSG:4490), vectorised over vertices."""
    lines = np.asarray(lines, dtype=object)
    # Part boundaries inside a MultiLineString must not be measured: number the parts.
    parts, part_of = shapely.get_parts(lines, return_index=True)
    coords, part_index = shapely.get_coordinates(parts, return_index=True)
    if len(coords) < 2:
        return np.zeros(len(lines))
    same = part_index[1:] == part_index[:-1]
    _, _, metres = cgcs2000().inv(coords[:-1, 0], coords[:-1, 1], coords[1:, 0], coords[1:, 1])
    metres = np.where(same, metres, 0.0)
    sums = np.bincount(part_of[part_index[:-1]], weights=metres, minlength=len(lines))
    return sums.astype(np.float64)


def geodesic_area_m2(geometry: BaseGeometry) -> float:
    """Return the area of polygons in square metres, holes taken off (EPSG:4490, edges geodesic)."""
    if geometry is None or geometry.is_empty:
        return 0.0
    if isinstance(geometry, shapely.Polygon):
        outer = abs(cgcs2000().geometry_area_perimeter(shapely.Polygon(geometry.exterior))[0])
        holes = sum(abs(cgcs2000().geometry_area_perimeter(shapely.Polygon(ring))[0]) for ring in geometry.interiors)
        return float(outer - holes)
    if isinstance(geometry, shapely.MultiPolygon | shapely.GeometryCollection):
        return float(sum(geodesic_area_m2(part) for part in geometry.geoms))
    return 0.0


def equal_area_crs(longitude_deg: float, latitude_deg: float) -> str:
    """Return the PROJ text of the equal-area projection of the CGCS2000 ellipsoid about a point."""
    centre = f"+lat_0={latitude_deg:.6f} +lon_0={longitude_deg:.6f}"
    return f"+proj=laea {centre} +a=6378137 +rf=298.257222101 +units=m +no_defs"


def areas_m2(polygons: NDArray[np.object_], source_crs: str = STORAGE_CRS) -> NDArray[np.float64]:
    """Return ellipsoidal areas in square metres of many polygons at once.

    Parameters
    ----------
    polygons : ndarray of shapely polygons
        Edges no longer than about 200 m, so that straight and geodesic edges agree
        (at 200 m they part by less than 1 mm).
    source_crs : str
        The CRS of the polygons.
    """
    polygons = np.asarray(polygons, dtype=object)
    if len(polygons) == 0:
        return np.zeros(0)
    xmin, ymin, xmax, ymax = shapely.total_bounds(polygons)
    if not np.isfinite(xmin):
        return np.zeros(len(polygons))
    centre = transform(shapely.Point((xmin + xmax) / 2, (ymin + ymax) / 2), source_crs, STORAGE_CRS)
    return np.asarray(shapely.area(transform(polygons, source_crs, equal_area_crs(centre.x, centre.y))))


def distance_m(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Return the geodesic distance in metres between two points in degrees."""
    return float(cgcs2000().inv(lon1, lat1, lon2, lat2)[2])


def legs(lons: Sequence[float], lats: Sequence[float]) -> tuple[list[float], list[float]]:
    """Return the geodesic length (m) and the starting bearing of each leg of a line through points in degrees.

    Bearings are degrees clockwise from true north, 0 ≤ bearing < 360; fewer than two points have no legs.
    """
    if len(lons) < 2:
        return [], []
    azimuths, _, metres = cgcs2000().inv(lons[:-1], lats[:-1], lons[1:], lats[1:])
    return [float(one) for one in metres], [float(one) % 360.0 for one in azimuths]


#: Wider shapes are measured in an equal-area projection; up to here the scale at the centroid is exact to 2e-7.
_NARROW_M = 10_000.0


def areas_from_gk_m2(polygons: NDArray[np.object_], metric_epsg: int) -> NDArray[np.float64]:
    """Return ellipsoidal areas in square metres of polygons that are already in a Gauss–Krüger zone.

    The plane area of a narrow shape is divided by the areal scale at its centroid,
    k² = 1 + x²/(MN) + x⁴/(3M²N²), x from the central meridian, M and N the radii of curvature
    (transverse Mercator scale series, Snyder 1987, USGS PP 1395, §8).  The error grows with the
    square of the width only, 2e-7 at 10 km; wider shapes are densified and measured by
    :func:`areas_m2`.

    Parameters
    ----------
    polygons : ndarray of shapely polygons
        In EPSG:``metric_epsg``, one of the zones without prefix (4534–4554); other zones take
        the slow way.
    """
    polygons = np.asarray(polygons, dtype=object)
    source = f"EPSG:{metric_epsg}"
    result = np.zeros(len(polygons))
    bounds = shapely.bounds(polygons)
    filled = np.isfinite(bounds[:, 0])
    narrow = filled & (bounds[:, 2] - bounds[:, 0] <= _NARROW_M) & (4534 <= metric_epsg <= 4554)
    if narrow.any():
        centre = shapely.get_coordinates(shapely.centroid(polygons[narrow]))
        _, latitude = transformer(source, STORAGE_CRS).transform(centre[:, 0], centre[:, 1])
        eccentricity2 = cgcs2000().es
        w2 = 1.0 - eccentricity2 * np.sin(np.radians(latitude)) ** 2
        mn = cgcs2000().a ** 2 * (1.0 - eccentricity2) / w2**2
        q = (centre[:, 0] - 500_000.0) ** 2 / mn
        result[narrow] = shapely.area(polygons[narrow]) / (1.0 + q + q**2 / 3.0)
    wide = filled & ~narrow
    if wide.any():
        result[wide] = _wide_areas_m2(polygons[wide], bounds[wide], source)
    return result


def _wide_areas_m2(polygons: NDArray[np.object_], bounds: NDArray[np.float64], source: str) -> NDArray[np.float64]:
    """Return areas about the whole degree nearest to each polygon: none depends on what else is measured with it."""
    middle = shapely.points((bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2)
    degrees = np.round(shapely.get_coordinates(transform(np.asarray(middle, dtype=object), source, STORAGE_CRS)))
    centres, which = np.unique(degrees, axis=0, return_inverse=True)
    result = np.zeros(len(polygons))
    for at, (longitude, latitude) in enumerate(centres.tolist()):
        mine = which.ravel() == at
        placed = transform(densified(polygons[mine]), source, equal_area_crs(longitude, latitude))
        result[mine] = shapely.area(placed)
    return result
