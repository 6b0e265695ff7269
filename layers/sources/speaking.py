"""Which counties a layer speaks for: where its silence means that there is nothing.

Only a proposal; the planner corrects it, and 已核实·无 is theirs alone to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

if TYPE_CHECKING:
    import geopandas as gpd

#: Least share of a county's area inside the layer's outline for the layer to speak for it.
MOST = 0.5
#: Features that are asked first.
_FEW = 2000
_FRACTIONS = np.linspace(0.05, 0.95, 10)


def propose_speaks_for(frame: gpd.GeoDataFrame, counties: gpd.GeoDataFrame) -> frozenset[str]:
    """Return the codes of counties a layer probably speaks for.

    Parameters
    ----------
    frame : GeoDataFrame, EPSG:4490
    counties : GeoDataFrame, EPSG:4490
        Columns ``code``, ``geometry``.

    Notes
    -----
    A county counts when it *holds* a feature (a point of it, the representative point of a polygon, or one
    of ten points spread along a line), or when at least half of its area lies within the convex hull of the
    layer.  A patch that merely reaches over the line makes no claim about the neighbour, nor does a bounding box.
    """
    geometries = frame.geometry.to_numpy()
    geometries = geometries[~(shapely.is_missing(geometries) | shapely.is_empty(geometries))]
    if len(geometries) == 0 or len(counties) == 0:
        return frozenset()
    codes = counties["code"].astype(str).to_numpy()
    shapes = counties.geometry.to_numpy()
    boxes = shapely.bounds(geometries)
    holding = _holding(geometries, boxes, shapes)
    silent = np.flatnonzero(~holding)
    if len(silent):
        holding[silent[_mostly_within(shapes[silent], _outline(geometries, boxes))]] = True
    return frozenset(codes[holding].tolist())


def speaks_for_box(bounds: tuple[float, float, float, float], counties: gpd.GeoDataFrame) -> frozenset[str]:
    """Return the codes of counties that lie mostly within a box in EPSG:4490: those a raster speaks for."""
    within = _mostly_within(counties.geometry.to_numpy(), shapely.box(*bounds))
    return frozenset(counties["code"].astype(str).to_numpy()[within].tolist())


def _holding(
    geometries: NDArray[np.object_], boxes: NDArray[np.float64], counties: NDArray[np.object_]
) -> NDArray[np.bool_]:
    """Return which counties hold a marker of a feature; a marker on the line counts for both sides.

    One marker is enough, so a few features spread over the layer answer for most counties; for each of the others only
    features that reach into its box are asked, in chunks that grow until one is found.
    """
    holding = np.zeros(len(counties), dtype=bool)
    few = geometries[:: max(1, len(geometries) // _FEW)]
    holding[shapely.STRtree(counties).query(_markers(few), predicate="intersects")[1]] = True
    for county in np.flatnonzero(~holding).tolist():
        xmin, ymin, xmax, ymax = shapely.bounds(counties[county])
        near = np.flatnonzero(
            (boxes[:, 0] <= xmax) & (boxes[:, 2] >= xmin) & (boxes[:, 1] <= ymax) & (boxes[:, 3] >= ymin)
        )
        was_prepared = bool(shapely.is_prepared(counties[county]))
        shapely.prepare(counties[county])
        first, size = 0, 64
        while first < len(near) and not holding[county]:
            markers = _markers(geometries[near[first : first + size]])
            holding[county] = bool(shapely.intersects(counties[county], markers).any())
            first, size = first + size, size * 4
        if not was_prepared:
            shapely.destroy_prepared(counties[county])
    return holding


def _outline(geometries: NDArray[np.object_], boxes: NDArray[np.float64]) -> shapely.Geometry:
    """Return the convex hull of all features; those well inside the hull of some of them cannot change it."""
    few = geometries[:: max(1, len(geometries) // _FEW)]
    inner = shapely.convex_hull(shapely.multipoints(_markers(few)))
    if isinstance(inner, shapely.Polygon) and len(geometries) > _FEW:
        shapely.prepare(inner)
        geometries = geometries[~shapely.contains_properly(inner, shapely.box(*boxes.T))]
    coordinates = np.vstack([shapely.get_coordinates(geometries), shapely.get_coordinates(inner)])
    return shapely.convex_hull(shapely.linestrings(np.vstack([coordinates, coordinates[:1]])))


def _mostly_within(shapes: NDArray[np.object_], outline: shapely.Geometry) -> NDArray[np.intp]:
    """Return which counties have most of their area inside an outline; a ratio of areas may be taken in degrees."""
    near = np.flatnonzero(shapely.intersects(shapes, outline))
    if len(near) == 0:
        return near
    valid = shapely.make_valid(shapes[near])
    whole = shapely.area(valid)
    share = np.divide(
        shapely.area(shapely.intersection(valid, outline)), whole, out=np.zeros(len(near)), where=whole > 0
    )
    within: NDArray[np.intp] = near[share >= MOST]
    return within


def _markers(geometries: NDArray[np.object_]) -> NDArray[np.object_]:
    dimension = shapely.get_dimensions(geometries)
    points = shapely.get_parts(geometries[dimension == 0])
    inside = shapely.point_on_surface(geometries[dimension == 2])
    lines = shapely.get_parts(geometries[dimension == 1])
    along = shapely.line_interpolate_point(lines[:, None], _FRACTIONS[None, :], normalized=True).ravel()
    return np.concatenate([points, inside, along])
