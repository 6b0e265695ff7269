"""Forest: where it is moist, not too high, and too steep to plough."""

from __future__ import annotations

import itertools

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from resources.sample.generator.terrain import blurred, noise
from resources.sample.generator.window import GRID, Grid, generator

Array = NDArray[np.float64]
#: How many times finer than the terrain the forest field is drawn.
_FINER = 2
#: Share of the counties' land under forest.
COVER = 0.38
_SPECIES = ("油松", "油松×栎类", "侧柏", "山杨×白桦", "华北落叶松", "栎类", "刺槐")


def contour_polygons(field: Array, level: float, grid: Grid = GRID) -> list[shapely.Polygon]:
    """Return the polygons, holes included, where a field on a grid is above a level."""
    import contourpy

    padded = np.pad(field, 1, constant_values=float(field.min()) - 1.0)
    lon = np.r_[grid.longitudes[0] - grid.step_lon, grid.longitudes, grid.longitudes[-1] + grid.step_lon]
    lat = np.r_[grid.latitudes[0] + grid.step_lat, grid.latitudes, grid.latitudes[-1] - grid.step_lat]
    generator_ = contourpy.contour_generator(lon, lat, padded, fill_type=contourpy.FillType.OuterOffset)
    points, offsets = generator_.filled(level, np.inf)
    polygons = []
    for vertices, ends in zip(points, offsets, strict=True):
        rings = [vertices[a:b] for a, b in itertools.pairwise(ends) if b - a >= 4]
        if rings:
            polygons.append(shapely.Polygon(rings[0], rings[1:]))
    return polygons


def forest_field(heights: Array, area_km2: Array, plain: Array, region_cells: NDArray[np.bool_]) -> tuple[Array, Grid]:
    """Return how well forest would stand, above 0 where it does, and its finer grid."""
    up, across = np.gradient(heights, GRID.dy_m, GRID.dx_m)
    slope = np.hypot(up, across)
    height_share = np.exp(-(((heights - 950.0) / 720.0) ** 2))
    north_facing = np.clip(up / 0.35, -1.0, 1.0)  # rows run south, so rising rows face north
    valley = np.clip(np.log10(np.maximum(area_km2, 0.2)) - 0.2, 0.0, 2.0)
    lon, lat = np.meshgrid(GRID.longitudes, GRID.latitudes)
    rain = np.clip((lon - 115.3) * 0.30 - (lat - 40.4) * 0.28, -0.45, 0.45)  # wetter to the south-east
    field = (
        1.25 * np.minimum(slope / 0.30, 1.2)
        + 1.0 * height_share
        + 0.25 * north_facing
        + 0.9 * np.tanh((heights - blurred(heights, 1300.0)) / 70.0)
        - 0.75 * valley
        + rain
        - 3.0 * plain
        + 0.50 * noise("moisture", GRID, 3.2, 2500.0, 35000.0)
    )
    finer = Grid(
        GRID.west, GRID.north, GRID.step_lon / _FINER, GRID.step_lat / _FINER, GRID.columns * _FINER, GRID.rows * _FINER
    )
    west, north = np.meshgrid(finer.longitudes, finer.latitudes)
    fine = GRID.sample(blurred(field, 330.0), west.ravel(), north.ravel()).reshape(west.shape)
    fine = fine + 0.42 * noise("stands", finer, 2.4, 650.0, 5000.0)
    # Fields, fire lines and roads part the stands: thin winding gaps where a smooth field crosses zero.
    for name, width in (("gaps", 0.125), ("more gaps", 0.095)):
        winding = np.abs(noise(name, finer, 3.4, 900.0, 16000.0 if name == "gaps" else 9000.0))
        fine = fine - 2.6 * np.exp(-((winding / width) ** 2))
    inside = np.repeat(np.repeat(region_cells, _FINER, axis=0), _FINER, axis=1)
    return fine - np.quantile(fine[inside], 1.0 - COVER), finer


def forests(
    heights: Array, area_km2: Array, plain: Array, rivers: gpd.GeoDataFrame, region: shapely.Polygon
) -> gpd.GeoDataFrame:
    """Return forest patches: ``name``, ``species``, ``stock_m3`` (some unknown), ``geometry`` with holes."""
    lon, lat = np.meshgrid(GRID.longitudes, GRID.latitudes)
    region_cells = shapely.contains_xy(region, lon, lat)
    field, finer = forest_field(heights, area_km2, plain, region_cells)
    patches = shapely.simplify(np.array(contour_polygons(field, 0.0, finer), dtype=object), 0.00045)
    patches = np.array([part for part in shapely.get_parts(shapely.make_valid(patches)) if part.geom_type == "Polygon"])
    shapely.prepare(region)
    patches = patches[shapely.intersects(region, patches)]
    patches = shapely.get_parts(shapely.intersection(patches, region.buffer(0.002)))
    patches = np.array(
        [_without_specks(part) for part in patches if part.geom_type == "Polygon" and part.area > 1.6e-5]
    )
    patches = shapely.set_precision(patches, 1e-5)
    patches = np.array([part for part in shapely.get_parts(patches) if part.area > 1.6e-5 and part.is_valid])
    order = np.lexsort(
        (np.round(shapely.get_x(shapely.centroid(patches)), 3), -np.round(shapely.get_y(shapely.centroid(patches)), 2))
    )
    patches = patches[order]
    random = generator("forest")
    middle = shapely.centroid(patches)
    level = GRID.sample(heights, shapely.get_x(middle), shapely.get_y(middle))
    ha = shapely.area(patches) * 111.0 * 85.0 * 100.0
    stock = np.where(
        random.random(len(patches)) < 0.18, np.nan, np.round(ha * random.uniform(28, 75, len(patches)), -1)
    )
    species = [
        _SPECIES[
            int(np.clip(height / 330.0 + random.normal(0, 0.9), 0, 4.9))
            if random.random() < 0.75
            else random.integers(7)
        ]
        for height in level
    ]
    names = [f"示例林 {number:04d}" for number in range(1, len(patches) + 1)]
    return gpd.GeoDataFrame({"name": names, "species": species, "stock_m3": stock}, geometry=patches, crs=4490)


def _without_specks(polygon: shapely.Polygon) -> shapely.Polygon:
    """Drop holes smaller than about 3 ha."""
    holes = [ring for ring in polygon.interiors if shapely.Polygon(ring).area > 3.2e-6]
    return shapely.Polygon(polygon.exterior, holes)
