"""Which county a point belongs to, and which counties a set of layers speaks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers import crs

if TYPE_CHECKING:  # the zones room imports this one
    from layers.zones.model import LayerInput, ZoneInputs


GeometryArray = NDArray[np.object_]

#: A point this close to an edge lies on it: projecting there and back moves a point by nanometres.
ON_EDGE_M = 0.001


def metric_epsg_of(inputs: ZoneInputs) -> int | None:
    """Return the metric CRS of an analysis: the one asked for, else the counties' own; None without counties."""
    if inputs.metric_epsg is not None:
        return inputs.metric_epsg
    if len(inputs.counties) == 0:
        return None
    return crs.metric_epsg(tuple(inputs.counties.total_bounds))


def metric_counties(inputs: ZoneInputs) -> gpd.GeoDataFrame:
    """Return the counties in the analysis' metric CRS; an empty frame stays as it is.

    Edges are straight there, so a point's county agrees with the county its surroundings are cut to.
    """
    epsg = metric_epsg_of(inputs)
    return inputs.counties if epsg is None else crs.to_metric(inputs.counties, epsg)


def representative_points(geometry: GeometryArray) -> GeometryArray:
    """Return one point of each shape: a point itself, of lines and polygons a point that lies on them."""
    return np.asarray(shapely.point_on_surface(geometry), dtype=object)


def county_of(points: GeometryArray, counties: gpd.GeoDataFrame) -> NDArray[np.object_]:
    """Return the county of each point, once.

    Parameters
    ----------
    points : ndarray of shapely Points, shape (n,)
        In the metric CRS of ``counties``.
    counties : GeoDataFrame
        Columns ``code`` and ``geometry``, metres; several rows may share a code.

    Returns
    -------
    ndarray of str, shape (n,)
        The boundary counts in (to 1 mm); where several counties hold a point (a shared line, an overlap)
        the lowest GB/T 2260 code takes it, so that nothing is counted twice.  "" outside every county.
    """
    codes = np.full(len(points), "", dtype=object)
    if len(points) == 0 or len(counties) == 0:
        return codes
    names = counties["code"].to_numpy(dtype=object)
    # Querying with the counties lets GEOS prepare each large polygon once.
    county, point = shapely.STRtree(points).query(counties.geometry.to_numpy(), predicate="dwithin", distance=ON_EDGE_M)
    order = np.argsort(names[county].astype(str), kind="stable")[::-1]  # the lowest code is written last
    codes[point[order]] = names[county[order]]
    return codes


def speaking_counties(layers: Iterable[LayerInput], codes: Iterable[str]) -> frozenset[str]:
    """Return those of ``codes`` that at least one of the layers speaks for (已核实·无 counts as speaking)."""
    known = frozenset(codes)
    spoken: frozenset[str] = frozenset()
    for layer in layers:
        spoken |= known if layer.speaks_for is None else layer.speaks_for & known
    return spoken
