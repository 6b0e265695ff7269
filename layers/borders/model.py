"""The border network: every stretch of line between two counties, once."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd

#: Columns of :attr:`BorderNetwork.segments`.
SEGMENT_COLUMNS = (
    "uid",  # str, from the pair and the position along it
    "left",  # county code on the left of the line's direction
    "right",  # county code on the right; None at a coast, a frontier or an unloaded neighbour
    "pair",  # "110116|130826", codes in order; "110116|" for outer stretches
    "level",  # BorderLevel value: the highest division it separates
    "length_m",  # geodesic, CGCS2000
    "geometry",  # LineString, EPSG:4490
)

#: Columns of :attr:`BorderNetwork.issues`.
ISSUE_COLUMNS = (
    "kind",  # "gap" | "overlap"
    "counties",  # list[str]
    "area_m2",
    "width_m",  # 2·area / perimeter
    "geometry",  # Polygon, EPSG:4490
)


@dataclass(frozen=True)
class BorderNetwork:
    """Segments, points where three or more counties meet, and what does not fit.

    On a clean coverage the segments of a county, outer ones included, add up to its perimeter.
    """

    segments: gpd.GeoDataFrame
    tripoints: gpd.GeoDataFrame  # columns counties (list[str]), geometry (Point)
    issues: gpd.GeoDataFrame
    metric_epsg: int
    is_exact: bool  # neighbours share every vertex; False: the tolerant method was used
