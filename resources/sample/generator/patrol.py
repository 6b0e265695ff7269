"""The one stored outline of a joint-patrol area: border forest of 怀柔 and 滦平, south of the corner with 丰宁."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely
from shapely.affinity import scale
from shapely.ops import substring

#: Kilometres per degree of longitude over kilometres per degree of latitude, here.
_FLAT = 0.766
_KM = 1.0 / 111.0


def outline(counties: gpd.GeoDataFrame, forest: gpd.GeoDataFrame, villages: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the area, 20–40 vertices: a strip along the line, the forest reaching away from it, villages near by."""
    shapes = dict(zip(counties["code"], counties.geometry, strict=True))
    shared = shapely.line_merge(shapely.intersection(shapes["110116"].boundary, shapes["130824"].boundary))
    line = max(shapely.get_parts(shared), key=lambda part: part.length)
    if line.coords[0][1] < line.coords[-1][1]:
        line = line.reverse()  # from the north, where 丰宁 joins
    stretch = _flat(substring(line, 0.07, 0.315))
    patches = _flat(shapely.union_all(forest.geometry[forest.intersects(line.buffer(0.05))].to_numpy()))
    strip = stretch.buffer(1.0 * _KM, cap_style="flat")
    reach = stretch.buffer(3.3 * _KM, cap_style="flat")
    near = [spot.buffer(0.6 * _KM) for spot in map(_flat, villages.geometry) if spot.distance(stretch) < 2.4 * _KM]
    area = shapely.union_all([strip, patches.intersection(reach), *near])
    for distance in (1.6, -2.1, 0.5):
        area = area.buffer(distance * _KM)
    area = max(shapely.get_parts(area), key=lambda part: part.area)
    area = shapely.Polygon(area.exterior)
    for tolerance in np.arange(0.15, 1.5, 0.05):
        simple = area.simplify(float(tolerance) * _KM)
        if len(simple.exterior.coords) - 1 <= 32:
            break
    polygon = shapely.set_precision(scale(simple, 1 / _FLAT, 1.0, origin=(0, 0)), 1e-5)
    return gpd.GeoDataFrame(
        {"name": ["怀柔–滦平边界林区（示例）"], "note": ["示例数据；界线示意，不作划界依据"]},
        geometry=[polygon],
        crs=4490,
    )


def _flat(geometry: shapely.Geometry) -> shapely.Geometry:
    return scale(geometry, _FLAT, 1.0, origin=(0, 0))
