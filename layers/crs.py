"""Coordinate systems: CGCS2000 for storage, one Gauss–Krüger 3° zone for planar work.

Storage is EPSG:4490 in longitude, latitude order.  Planar work happens in the 3° zone without
prefix (EPSG:4534–4554) of the plan's centroid; an edge is straight there, so long edges are
densified to :data:`EDGE_M` before anything is cut or measured.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from layers.parallel import in_threads

#: CGCS2000 longitude/latitude, the CRS of everything a plan stores.
STORAGE_CRS = "EPSG:4490"
#: Longest edge in metres before a shape is cut or measured.
EDGE_M = 200.0
#: The same in degrees of longitude and latitude: 222 m at most.
EDGE_DEG = 0.002

#: Coordinates reprojected by one thread at a time.
_COORDINATES = 20_000

GeometryArray = NDArray[np.object_]
_G = TypeVar("_G", bound="shapely.Geometry | NDArray[np.object_]")


def central_meridian(longitude_deg: float) -> int:
    """Return the central meridian of the 3° zone that holds a longitude (GB/T 17798: CM = 3·zone)."""
    return 3 * zone_number(longitude_deg)


def zone_number(longitude_deg: float) -> int:
    """Return the 3° zone number, ``floor((lon + 1.5) / 3)``; 25–45 cover China."""
    return int(np.floor((longitude_deg + 1.5) / 3.0))


def gk_epsg(longitude_deg: float, *, prefixed: bool = False) -> int:
    """Return the EPSG code of the CGCS2000 3° zone for a longitude.

    Parameters
    ----------
    longitude_deg : float
        Degrees east, 73.5–136.5 (zones 25–45); values outside are clamped to the nearest zone.
    prefixed : bool
        With the zone number before the easting (4513–4533) or without (4534–4554).
    """
    zone = min(max(zone_number(longitude_deg), 25), 45)
    return (4513 if prefixed else 4534) + zone - 25


def metric_epsg(bounds: tuple[float, float, float, float]) -> int:
    """Return the EPSG code for planar work on a region, from the centre of its extent (degrees)."""
    return gk_epsg((bounds[0] + bounds[2]) / 2.0)


@lru_cache(maxsize=64)
def transformer(source: str, target: str) -> pyproj.Transformer:
    """Return a cached transformer in x=longitude/easting, y=latitude/northing order."""
    return pyproj.Transformer.from_crs(source, target, always_xy=True)


def transform(geometry: _G, source: str, target: str) -> _G:
    """Reproject shapely geometries (one or an array); Z is dropped."""
    if source == target:
        return geometry
    forward = transformer(source, target)

    def apply(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return in_threads(
            lambda some: np.column_stack(forward.transform(some[:, 0], some[:, 1])),
            xy,
            chunk=_COORDINATES,
            worth=2 * _COORDINATES,
        )

    return shapely.transform(geometry, apply)  # type: ignore[no-any-return]


def to_metric(frame: gpd.GeoDataFrame, epsg: int) -> gpd.GeoDataFrame:
    """Return a copy of a frame in a metric CRS; a frame without CRS is refused by geopandas."""
    return frame.to_crs(epsg=epsg)


def densified(geometry: _G, edge_m: float = EDGE_M) -> _G:
    """Return planar geometries (metres) with no edge longer than ``edge_m``."""
    return shapely.segmentize(geometry, edge_m)  # type: ignore[no-any-return]
