"""What a line drawn on the map measures: legs, bearings, length, and the area it closes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely

from layers.geodesy import HA_PER_M2, geodesic_area_m2, legs


@dataclass(frozen=True)
class LineMeasure:
    """Figures of a line on the CGCS2000 ellipsoid.

    Attributes
    ----------
    legs_m : lengths of the legs, metres
    bearings_deg : where each leg sets out, degrees clockwise from true north
    length_m : their sum
    closing_m : length of the leg that would lead back to the start; 0 when the line is closed
    area_ha : what the line and that leg enclose, hm²; None for fewer than three points or when they cross
    """

    legs_m: tuple[float, ...]
    bearings_deg: tuple[float, ...]
    length_m: float
    closing_m: float
    area_ha: float | None


def measure_line(points: Sequence[tuple[float, float]]) -> LineMeasure:
    """Measure a line through points (longitude, latitude; EPSG:4490); its legs are geodesics.

    Lengths, bearings and the area come from Karney (2013), J. Geodesy 87:43–55.
    """
    lons, lats = ([float(one[axis]) for one in points] for axis in (0, 1))
    metres, bearings = legs(lons, lats)
    back, _ = legs([lons[-1], lons[0]], [lats[-1], lats[0]]) if len(points) > 1 else ([0.0], [])
    return LineMeasure(tuple(metres), tuple(bearings), sum(metres), back[0], _enclosed_ha(points))


def _enclosed_ha(points: Sequence[tuple[float, float]]) -> float | None:
    if len(points) < 3:
        return None
    ring = shapely.Polygon(points)
    return geodesic_area_m2(ring) * HA_PER_M2 if ring.is_valid and ring.area > 0.0 else None
