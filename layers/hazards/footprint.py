"""What one hazard object reaches where reach is a shape, no distance: stamped at a point, swept along a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS, transform
from layers.geodesy import cgcs2000
from layers.hazards.arrival import Arrival

#: A line is simplified by this much before a stamp is swept along it: far less than any stamp is known to.
_SIMPLIFY_M = 5.0


@dataclass(frozen=True)
class Footprint:
    """What one object reaches.  Shapes are in the metric CRS of the analysis.

    Attributes
    ----------
    stamp : tuple of Polygon
        Convex shapes about the origin (0, 0): their union is what a source at the origin reaches.
    whole : geometry or None
        What the whole object reaches, whatever piece of it is asked for; ``stamp`` does not count then.
    grow_m : float
        Without stamp and whole: a piece reaches itself and what lies this close.
    facts : dict
        For the sentence that says how the reach was found; plain data.
    arrival : Arrival or None
        How soon it is where; None where reach has no time.
    """

    stamp: tuple[shapely.Polygon, ...] = ()
    whole: shapely.Geometry | None = None
    grow_m: float = 0.0
    facts: Mapping[str, Any] = field(default_factory=dict)
    arrival: Arrival | None = None

    def around(self, shape: shapely.Geometry) -> shapely.Geometry:
        """Return what a piece of the object reaches: the Minkowski sum of piece and stamp, or ``whole``."""
        if self.whole is not None:
            return self.whole
        if not self.stamp:
            return shapely.buffer(shape, self.grow_m, quad_segs=8) if self.grow_m > 0.0 else shape
        return shapely.union_all([swept(shape, convex) for convex in self.stamp])


def swept(shape: shapely.Geometry, stamp: shapely.Polygon) -> shapely.Geometry:
    """Return the Minkowski sum of a shape and a convex stamp.

    Parameters
    ----------
    shape : point, line or polygon, or several, metric CRS
    stamp : convex Polygon about the origin

    Notes
    -----
    Of an edge it is the hull of the stamps at its two ends, which is exact for convex stamps: stamps every quarter of
    their length are its limit from below.
    """
    found: list[shapely.Geometry] = []
    for part in shapely.get_parts(shape):
        if part.geom_type == "Point":
            found.append(_moved(stamp, part.x, part.y))
            continue
        if part.geom_type == "Polygon":
            inside = stamp.point_on_surface()
            found.append(_moved(part, inside.x, inside.y))
            lines = [part.exterior, *part.interiors]
        else:
            lines = [part]
        for line in lines:
            coords = shapely.get_coordinates(shapely.simplify(line, _SIMPLIFY_M))
            stamps = np.array([_moved(stamp, x, y) for x, y in coords], dtype=object)
            pairs = shapely.geometrycollections(np.stack([stamps[:-1], stamps[1:]], axis=1))
            found += list(shapely.convex_hull(pairs))
    return shapely.union_all(found)


def _moved(shape: shapely.Geometry, x: float, y: float) -> shapely.Geometry:
    return shapely.transform(shape, lambda xy: xy + np.array([x, y]))


def geodesic_stamp(
    lon: float, lat: float, bearings_deg: NDArray[np.float64], distances_m: NDArray[np.float64], crs: str
) -> shapely.Polygon:
    """Return a polygon about the origin of a metric CRS whose corners lie at geodesic bearings and distances.

    Parameters
    ----------
    lon, lat : float
        Where the stamp is made, EPSG:4490.  Along a line of a few tens of kilometres it stays the same to the change
        of grid north, a few tenths of a degree.
    bearings_deg, distances_m : float64, (n,)
        Clockwise from true north; a corner at distance 0 is the origin.
    crs : str
    """
    lons, lats, _ = cgcs2000().fwd(
        np.full(len(bearings_deg), lon), np.full(len(bearings_deg), lat), bearings_deg, distances_m
    )
    origin = transform(shapely.Point(lon, lat), STORAGE_CRS, crs)
    ring = transform(shapely.Polygon(np.column_stack([lons, lats])), STORAGE_CRS, crs)
    return _moved(ring, -origin.x, -origin.y)
