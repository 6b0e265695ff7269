"""Roads and depots from one seed: Delaunay edges between 25 points of each county, bent, of classes by chance; depots
stand on 500 of the points."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import shapely
from scipy.spatial import Delaunay

from layers.kinds import Role
from layers.zones import LayerInput, ZoneInputs

SEED, POINTS, DEPOTS, EPSG = 20261129, 25, 500, 4547
_CLASSES = np.array(["国道", "省道", "县道", "乡道"], dtype=object)


def with_roads(given: ZoneInputs) -> ZoneInputs:
    """Return inputs with generated roads and depots."""
    random = np.random.default_rng(SEED)
    counties = given.counties.to_crs(epsg=EPSG)
    points = []
    for shape in counties.geometry:
        xmin, ymin, xmax, ymax = shape.bounds
        some = random.uniform((xmin, ymin), (xmax, ymax), (POINTS * 8, 2))
        points.append(some[shapely.contains_xy(shape, some[:, 0], some[:, 1])][:POINTS])
    xy = np.concatenate(points)
    triangles = Delaunay(xy).simplices
    edges = np.unique(
        np.sort(np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [0, 2]]])), axis=0
    )
    metres = np.hypot(*(xy[edges[:, 0]] - xy[edges[:, 1]]).T)
    edges = edges[metres < 40_000.0]
    share = np.linspace(0.0, 1.0, 21)
    lines = []
    for a, b in edges:
        way = xy[a] + (xy[b] - xy[a]) * share[:, None]
        bend = random.normal(0.0, 0.02, (21, 2)) * np.hypot(*(xy[b] - xy[a])) * np.sin(np.pi * share)[:, None]
        lines.append(shapely.LineString(way + bend))
    roads = gpd.GeoDataFrame(
        {"uid": [f"road-{at}" for at in range(len(lines))], "name": ""}, geometry=lines, crs=EPSG
    ).assign(**{"class": random.choice(_CLASSES, len(lines), p=[0.1, 0.2, 0.3, 0.4])})
    chosen = random.choice(len(xy), DEPOTS, replace=False)
    depots = gpd.GeoDataFrame(
        {"uid": [f"depot-{at}" for at in chosen], "name": [f"depot {at}" for at in chosen]},
        geometry=gpd.points_from_xy(*xy[chosen].T),
        crs=EPSG,
    )
    more = (LayerInput("roads", Role.ROAD, roads), LayerInput("depots", Role.DEPOT, depots))
    return replace(given, layers=(*given.layers, *more))
