"""The layers of an analysis as cells that burn or do not: counties, fuel, barriers, height."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from layers.exposure.location import speaking_counties
from layers.kinds import Role
from layers.memory import Memory, NoMemory, checksum
from layers.progress import Progress, silent
from layers.spread import assembling
from layers.spread.fuels import ks_of_stands
from layers.spread.landscape import Grid, Landscape
from layers.spread.settings import LandSettings

if TYPE_CHECKING:
    from layers.zones.model import LayerInput, RasterInput, ZoneInputs


@dataclass(frozen=True)
class CellLand:
    """Land a fire runs over.

    Attributes
    ----------
    landscape : Landscape
    county : int32, (rows, columns)
        Row of the counties it was made with; −1 outside all.
    area_ha : float64, (rows, columns)
        Geodesic.
    silent : frozenset of str
        Counties about whose fuel no layer says anything: nothing burns there, and that is not known to be so.
    used : tuple of str
        Titles of the layers that gave fuel and height.
    has_height : bool
        Without terrain the ground is level.
    key : hashable
        Of all it was made from.
    """

    landscape: Landscape
    county: NDArray[np.int32]
    area_ha: NDArray[np.float64]
    silent: frozenset[str]
    used: tuple[str, ...]
    has_height: bool
    key: Hashable = None


def cell_land(
    inputs: ZoneInputs,
    counties: gpd.GeoDataFrame,
    epsg: int,
    settings: LandSettings,
    *,
    memory: Memory | None = None,
    progress: Progress = silent,
) -> CellLand:
    """Turn layers into cells.

    Parameters
    ----------
    inputs : ZoneInputs
        Fuel comes from its land-cover rasters, above them its forest layers (the first wins); where a forest layer
        speaks for a county, what is no forest there does not burn unless land cover says so.
    counties : GeoDataFrame
        ``code``, ``geometry``; any CRS.
    epsg : int
        Metric CRS of the grid.
    settings : LandSettings
    memory : Memory, optional
        What was made before; each step is made again only when something it depends on is another.

    Raises
    ------
    LandTooLarge
        The counties have more cells than memory holds.
    """
    memory = memory or NoMemory()
    keyed = not isinstance(memory, NoMemory)
    place: Hashable = (checksum(counties) if keyed else "", epsg, settings.cell_m)

    def ground() -> tuple[Grid, NDArray[np.int32], NDArray[np.float64]]:
        grid = assembling.grid_around(counties, epsg, settings.cell_m)
        return grid, assembling.counties_in(counties, grid), assembling.cell_areas_ha(grid)

    grid, county, area_ha = memory.get("land_ground", place, ground)
    progress(0.3, "fire_land")
    terrain = [raster for raster in inputs.rasters if raster.role is Role.TERRAIN]
    height = memory.get("land_height", (place, _raster_key(terrain)), lambda: heights(terrain, grid))
    progress(0.5, "fire_land")
    barriers = (Role.LAKE, Role.RIVER, Role.FIREBREAK)
    widths = (settings.river_width_min_m, settings.break_width_min_m)
    barrier_key = (place, widths, *(layer_keys(inputs.of_role(role)) if keyed else () for role in barriers))
    blocked = memory.get(
        "land_barriers", barrier_key, lambda: assembling.blocked(list(_barriers(inputs, settings)), grid)
    )
    progress(0.7, "fire_land")
    covers = [raster for raster in inputs.rasters if raster.role is Role.LAND_COVER]
    forests = inputs.of_role(Role.FOREST)
    speaking = speaking_counties(forests, counties["code"])
    # Which stand a cell lies in is kept apart from what burns there: another factor is then a look into a table.
    forest_key = (place, layer_keys(forests) if keyed else ())
    stand = memory.get("land_stands", forest_key, lambda: _stands(forests, grid))
    cover_key = (_raster_key(covers), tuple(tuple(sorted(raster.fuels.items())) for raster in covers))
    fuel_key = (forest_key, cover_key, tuple(sorted(settings.ks.items())), speaking)

    def fuels() -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        known = np.append(counties["code"].isin(speaking).to_numpy(), False)[county]
        fuel = np.where(known, np.float32(0.0), np.float32(np.nan))
        for raster in covers:
            factors = {value: float(settings.ks.get(code, ks)) for value, (code, ks) in raster.fuels.items()}
            cover = assembling.classes_in(Path(raster.path), grid, factors)
            fuel = np.where(np.isnan(cover), fuel, cover)
        ks = [ks_of_stands(_by_uid(layer.frame), settings.ks) for layer in forests]
        if any(map(len, ks)):
            table = np.concatenate(ks).astype(np.float32)
            fuel = np.where(stand >= 0, table[stand], fuel)
        fuel[county < 0] = np.nan
        covered = np.bincount(county[(county >= 0) & ~np.isnan(fuel)], minlength=len(counties)) > 0
        return fuel, covered

    fuel, covered = memory.get("land_fuel", fuel_key, fuels)
    fuel = np.where(blocked, np.float32(0.0), fuel)
    progress(1.0, "fire_land")
    return CellLand(
        landscape=Landscape(grid, fuel, height),
        county=county,
        area_ha=area_ha,
        silent=frozenset(counties["code"][~covered]) - speaking,
        used=(
            *(raster.title for raster in covers),
            *(layer.title for layer in reversed(forests)),
            *(raster.title for raster in reversed(terrain)),
        ),
        has_height=height is not None,
        key=(fuel_key, barrier_key, _raster_key(terrain)),
    )


def layer_keys(layers: tuple[LayerInput, ...]) -> Hashable:
    """Return what tells some layers from others: uid, counties they speak for, and what they hold."""
    return tuple((layer.uid, layer.speaks_for, layer.checksum or checksum(layer.frame)) for layer in layers)


def _stands(forests: tuple[LayerInput, ...], grid: Grid) -> NDArray[np.int32]:
    """Return which stand each cell lies in, counted through all layers; −1 for none; the first layer lies on top."""
    stand = np.full((grid.rows, grid.columns), -1, dtype=np.int32)
    first = sum(len(layer.frame) for layer in forests)
    for layer in reversed(forests):
        first -= len(layer.frame)
        index = np.arange(first, first + len(layer.frame), dtype=np.float64)
        found = assembling.burned_in(_by_uid(layer.frame), index, grid, -1.0)
        stand = np.where(found >= 0, found.astype(np.int32), stand)
    return stand


def _by_uid(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the rows by uid: where stands of one layer overlap, the order of its rows must not decide."""
    return frame.sort_values("uid", kind="stable") if "uid" in frame.columns else frame


def _raster_key(rasters: list[RasterInput]) -> Hashable:
    return tuple((raster.uid, raster.path, raster.checksum) for raster in rasters)


def heights(terrain: list[RasterInput], grid: Grid) -> NDArray[np.float32] | None:
    """Return elevation on a grid, the first raster on top; nan where none has any, None without a raster."""
    height: NDArray[np.float32] | None = None
    for raster in reversed(terrain):
        found = assembling.heights_in(Path(raster.path), grid)
        height = found if height is None else np.where(np.isnan(found), height, found)
    return height


def _barriers(inputs: ZoneInputs, settings: LandSettings) -> Iterator[gpd.GeoDataFrame]:
    """Yield what holds a fire: lakes, broad rivers, fuel breaks."""
    for layer in inputs.of_role(Role.LAKE):
        yield layer.frame
    for role, least, unknown in (
        (Role.RIVER, settings.river_width_min_m, 0.0),
        (Role.FIREBREAK, settings.break_width_min_m, np.inf),
    ):
        for layer in inputs.of_role(role):
            yield layer.frame[_widths(layer.frame, unknown) >= least]


def _widths(frame: gpd.GeoDataFrame, unknown: float) -> NDArray[np.float64]:
    if "width_m" not in frame.columns:
        return np.full(len(frame), unknown)
    width = frame["width_m"].to_numpy(dtype=float)
    return np.where(np.isfinite(width), width, unknown)
