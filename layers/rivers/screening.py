"""Who may be exposed along rivers: below a height above the nearest drainage, or, without terrain, in a corridor.

A screening map, not a flood map: no discharge, no levee and no backwater is worked out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers import crs
from layers.geodesy import HA_PER_M2, areas_from_gk_m2
from layers.progress import Progress, silent
from layers.rivers.settings import RiverSettings

if TYPE_CHECKING:
    from pathlib import Path

    from layers.rivers.land import RiverLand
    from layers.spread.landscape import Grid

#: Columns of :attr:`Screening.counties`.
COUNTY_COLUMNS = (
    "county",
    "area_ha",
    "unknown_ha",  # near the rivers, height not known
    "places",  # that can be hurt, a point each
    "people",  # nan unknown
    "people_low",  # with the county lines moved by their precision
    "people_high",  # nan where the other side is not known
    "people_source",  # title of the population raster; "" where places were counted
    "people_unknown",  # places without a figure, where places were counted
    "people_unknown_ha",  # ground without a cell, where a raster was
    "geometry",
)
#: Cells of the grid at most: the fill keeps seven arrays of them.
_MOST_CELLS = 6_000_000


class How(StrEnum):
    """What the screening rests on."""

    HAND = "hand"
    CORRIDOR = "corridor"


@dataclass(frozen=True)
class Screening:
    """Land along rivers that may be under water.

    Attributes
    ----------
    how : How
    limit_m : float
        Height above drainage, or half width of the corridor.
    within_m : float
        Land farther from the rivers was not looked at.
    cell_m : float
        Of the grid; nan for a corridor.
    counties : GeoDataFrame, EPSG:4490
        Columns :data:`COUNTY_COLUMNS`, one row for each county with any such land: geodesic area, the area near the
        rivers whose height is not known, places in it, and its people: by the topmost population raster with cells
        there, else by places, with the range for county lines that lie ``line_precision_m`` off (as zones are
        measured, :mod:`layers.exposure.by_county`).  Cells that a county line cuts count in parts.
    people_silent : frozenset of str
        Counties about whose people no layer says anything.
    """

    how: How
    limit_m: float
    within_m: float
    cell_m: float
    counties: gpd.GeoDataFrame
    people_silent: frozenset[str]

    @property
    def area_ha(self) -> float:
        """Of all counties."""
        return float(self.counties["area_ha"].sum())


def screen(
    land: RiverLand,
    settings: RiverSettings,
    *,
    edges: NDArray[np.int64] | None = None,
    progress: Progress = silent,
) -> Screening:
    """Screen the land along rivers.

    Parameters
    ----------
    land : RiverLand
    settings : RiverSettings
        ``hand_m``, ``hand_within_m``, ``hand_cell_m``; ``corridor_m`` where there is no terrain.
    edges : ndarray of int, optional
        Of the network; all of them when None.
    progress : Progress

    Notes
    -----
    HAND ≤ h (Rennó et al. 2008) by :func:`layers.patrol.flow.height_above_drainage`, on square cells in the metric
    CRS; water that meets another river first does not count for these.
    """
    from pathlib import Path

    chosen = np.arange(land.network.edges) if edges is None else edges
    lines = land.network.geometry()[chosen]
    if not land.terrain:
        corridor = shapely.union_all(shapely.buffer(lines, settings.corridor_m)) if len(lines) else shapely.Polygon()
        counties = _by_county(land, corridor, shapely.Polygon())
        return Screening(How.CORRIDOR, settings.corridor_m, settings.corridor_m, math.nan, counties, land.people_silent)
    grid = _grid(land, lines, settings)
    progress(0.1, "rivers_terrain")
    heights = _heights([Path(path) for path in land.terrain], grid)
    above = _above(land, lines, heights, grid)
    progress(0.6, "rivers_exposed")
    near = _burned(np.asarray(shapely.buffer(lines, settings.hand_within_m), dtype=object), grid, touched=False)
    low = _polygons(near & (above <= settings.hand_m), grid)
    unknown = _polygons(near & np.isnan(heights), grid)
    counties = _by_county(land, low, unknown)
    progress(1.0, "rivers_exposed")
    return Screening(How.HAND, settings.hand_m, settings.hand_within_m, grid.cell_m, counties, land.people_silent)


def _grid(land: RiverLand, lines: NDArray[np.object_], settings: RiverSettings) -> Grid:
    """Return the grid around the rivers inside the counties, of larger cells where there would be too many."""
    from layers.spread.landscape import Grid

    margin = settings.hand_within_m
    west, south, east, north = shapely.total_bounds(lines) + np.array([-margin, -margin, margin, margin])
    bounds = land.counties.to_crs(epsg=land.epsg).total_bounds
    west, south = max(west, bounds[0] - margin), max(south, bounds[1] - margin)
    east, north = min(east, bounds[2] + margin), min(north, bounds[3] + margin)
    least = math.sqrt(max(east - west, 1.0) * max(north - south, 1.0) / _MOST_CELLS)
    cell = max(settings.hand_cell_m, math.ceil(least / 10.0) * 10.0 if least > settings.hand_cell_m else 0.0)
    left, top = math.floor(west / cell), math.ceil(north / cell)
    columns, rows = math.ceil(east / cell) - left, top - math.floor(south / cell)
    return Grid(land.epsg, left * cell, top * cell, cell, max(rows, 3), max(columns, 3))


def _heights(paths: list[Path], grid: Grid) -> NDArray[np.float32]:
    """Return heights on the grid, of the topmost terrain that knows each cell."""
    from layers.spread.assembling import heights_in

    heights = heights_in(paths[0], grid)
    for path in paths[1:]:
        missing = np.isnan(heights)
        if not missing.any():
            break
        heights[missing] = heights_in(path, grid)[missing]
    return heights


def _above(
    land: RiverLand, lines: NDArray[np.object_], heights: NDArray[np.float32], grid: Grid
) -> NDArray[np.float32]:
    """Return the height above the chosen rivers; nan where water runs to another river or to none."""
    from layers.patrol.flow import height_above_drainage

    every = _burned(land.network.geometry(), grid, touched=True)
    chosen = _burned(lines, grid, touched=True)
    above = height_above_drainage(np.nan_to_num(heights), np.isfinite(heights), every)
    if not np.array_equal(every, chosen):
        only = height_above_drainage(np.nan_to_num(heights), np.isfinite(heights), chosen)
        above = np.where(np.isclose(above, only), above, np.float32(np.nan))
    return above


def _burned(shapes: NDArray[np.object_], grid: Grid, *, touched: bool) -> NDArray[np.bool_]:
    """Return the cells that shapes touch, or whose middle they cover."""
    from rasterio.features import rasterize

    from layers.spread.assembling import transform_of

    out = np.zeros((grid.rows, grid.columns), dtype=np.uint8)
    some = [(shape, 1) for shape in shapes if not shape.is_empty]
    if some:
        rasterize(some, out=out, transform=transform_of(grid), all_touched=touched)
    return out.astype(bool)


def _polygons(mask: NDArray[np.bool_], grid: Grid) -> shapely.Geometry:
    """Return the cells of a mask as polygons, metric CRS."""
    from rasterio.features import shapes

    from layers.spread.assembling import transform_of

    found = shapes(mask.astype(np.uint8), mask=mask, transform=transform_of(grid))
    return shapely.union_all([shapely.geometry.shape(outline) for outline, _ in found])


def _by_county(land: RiverLand, low: shapely.Geometry, unknown: shapely.Geometry) -> gpd.GeoDataFrame:
    """Divide land among the counties and count who is in it."""
    metric = land.network.course.metric
    counties = land.counties.to_crs(epsg=land.epsg)
    points = crs.transform(land.places.geometry.to_numpy(dtype=object), crs.STORAGE_CRS, metric)
    shapely.prepare(low)
    inside = shapely.intersects(low, points) if len(points) else np.zeros(0, dtype=bool)
    rows = []
    for code, polygon in zip(counties["code"], counties.geometry, strict=True):
        parts = np.array([shapely.intersection(polygon, low), shapely.intersection(polygon, unknown)], dtype=object)
        area, dark = areas_from_gk_m2(parts, land.epsg) * HA_PER_M2
        if area > 0 or dark > 0:
            mine = int((inside & (land.places["county"] == code).to_numpy()).sum())
            rows.append((str(code), float(area), float(dark), mine, parts[0]))
    frame = pd.DataFrame(rows, columns=["county", "area_ha", "unknown_ha", "places", "geometry"])
    frame = frame.join(_people(land, gpd.GeoDataFrame(frame[["county", "geometry"]], crs=metric), counties))
    shapes = crs.transform(frame["geometry"].to_numpy(dtype=object), metric, crs.STORAGE_CRS)
    found = gpd.GeoDataFrame(frame.drop(columns="geometry"), geometry=gpd.GeoSeries(list(shapes), crs=crs.STORAGE_CRS))
    return found[list(COUNTY_COLUMNS)]


def _people(land: RiverLand, low: gpd.GeoDataFrame, counties: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the people columns of land that is cut by county, one row for each, in the metric CRS."""
    from layers.exposure.amounts import gather
    from layers.exposure.by_county import exposures

    areas = low[low.geometry.area > 0.0].assign(key="low")
    told = exposures(areas, counties, gather(land.inputs, counties), land.parameters).get("low", {})
    rows = []
    for code in low["county"]:
        entry = told.get(code, {})
        rows.append(
            {
                **{name: _number(entry.get(name)) for name in ("people", "people_low", "people_high")},
                "people_source": str(entry.get("people_source", "")),
                "people_unknown": int(entry.get("people_unknown_places", 0)),
                "people_unknown_ha": float(entry.get("people_unknown_ha", 0.0)),
            }
        )
    columns = [name for name in COUNTY_COLUMNS if name.startswith("people")]
    return pd.DataFrame(rows, columns=columns, index=low.index)


def _number(value: float | None) -> float:
    return math.nan if value is None else float(value)
