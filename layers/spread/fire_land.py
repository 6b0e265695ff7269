"""From an open plan to the land a fire runs over: which layers give fuel, height, barriers, people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS, metric_epsg
from layers.exposure.location import county_of, metric_counties, representative_points, speaking_counties
from layers.kinds import Role, Shape
from layers.progress import Progress, silent
from layers.spread import assembling
from layers.spread.fuels import ks_of_stands
from layers.spread.landscape import Landscape

if TYPE_CHECKING:
    from layers.plan.model import LayerRecord
    from layers.plan.store import PlanStore
    from layers.zones.model import ZoneInputs


@dataclass(frozen=True)
class LandSettings:
    """How layers become cells.  [P] marks our own proposals.

    Attributes
    ----------
    cell_m : float
        Side of a cell.
    river_width_min_m : float
        A river line counts as a barrier from this width on; one without a width does not [P].
    break_width_min_m : float
        So does a fuel break; one without a width does, for it was cut to be one [P].
    ks : dict of str to float
        Changed factors by fuel code.
    """

    cell_m: float = 200.0
    river_width_min_m: float = 20.0
    break_width_min_m: float = 10.0
    ks: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class FireLand:
    """The land of a plan in cells.

    Attributes
    ----------
    landscape : Landscape
    county : int32, (rows, columns)
        Row of ``counties``; −1 outside all.
    counties : GeoDataFrame
        ``code``, ``name``, ``geometry``; EPSG:4490.
    area_ha : float64, (rows, columns)
        Geodesic.
    people : float64, (rows, columns)
        Of places whose figure is known.
    places : GeoDataFrame
        Everything that can be hurt (:func:`layers.exposure.places`).
    teams : GeoDataFrame
        ``name``, ``county``, ``phone``, Points in EPSG:4490; those of all team layers.
    team_silent : frozenset of str
        Counties no team layer speaks for.
    silent : frozenset of str
        Counties about whose fuel no layer says anything: nothing burns there, and that is not known to be so.
    used : tuple of str
        Titles of the layers that gave fuel, barriers and height.
    has_height : bool
        Without terrain the ground is level.
    """

    landscape: Landscape
    county: NDArray[np.int32]
    counties: gpd.GeoDataFrame
    area_ha: NDArray[np.float64]
    people: NDArray[np.float64]
    places: gpd.GeoDataFrame
    teams: gpd.GeoDataFrame
    team_silent: frozenset[str]
    silent: frozenset[str]
    used: tuple[str, ...]
    has_height: bool


def fire_land(store: PlanStore, settings: LandSettings | None = None, progress: Progress = silent) -> FireLand:
    """Read a plan's layers into cells.

    Parameters
    ----------
    store : PlanStore
        Fuel comes from its land-cover rasters, above them its forest layers (the upper one wins); where a forest layer
        speaks for a county, what is no forest there does not burn unless land cover says so.
    settings : LandSettings
    progress : Progress

    Raises
    ------
    AnalysisError
        The plan has no counties.
    """
    from layers.exposure.places import places
    from layers.workflow import build_inputs

    settings = settings or LandSettings()
    inputs = build_inputs(store)
    records = store.layers()
    counties = inputs.counties.reset_index(drop=True)
    xmin, ymin, xmax, ymax = (float(value) for value in counties.total_bounds)
    grid = assembling.grid_around(counties, metric_epsg((xmin, ymin, xmax, ymax)), settings.cell_m)
    county = assembling.counties_in(counties, grid)
    progress(0.2, "fire_land")
    rasters = _rasters(store, records)
    speaking = speaking_counties(inputs.of_role(Role.FOREST), counties["code"])
    known = np.append(counties["code"].isin(speaking).to_numpy(), False)[county]
    fuel = np.where(known, 0.0, np.nan).astype(np.float32)
    used: list[str] = []
    for record, path in rasters.get(Role.LAND_COVER, ()):
        cover = assembling.classes_in(path, grid, _class_factors(store, record, settings))
        fuel = np.where(np.isnan(cover), fuel, cover)
        used.append(record.title)
    for layer in reversed(list(inputs.of_role(Role.FOREST))):
        fuel = assembling.burned_in(layer.frame, ks_of_stands(layer.frame, settings.ks), grid, np.nan, over=fuel)
        used.append(layer.title)
    fuel[county < 0] = np.nan
    progress(0.5, "fire_land")
    covered = np.bincount(county[(county >= 0) & ~np.isnan(fuel)], minlength=len(counties)) > 0
    fuel[assembling.blocked(list(_barriers(inputs, settings)), grid)] = 0.0
    height = None
    for record, path in reversed(rasters.get(Role.TERRAIN, ())):
        found = assembling.heights_in(path, grid)
        height = found if height is None else np.where(np.isnan(found), height, found)
        used.append(record.title)
    progress(0.8, "fire_land")
    hurt = places(inputs)
    counted = np.where(hurt["counted"].to_numpy(dtype=bool), hurt["people"].to_numpy(dtype=float), np.nan)
    progress(1.0, "fire_land")
    return FireLand(
        landscape=Landscape(grid, fuel, height),
        county=county,
        counties=counties,
        area_ha=assembling.cell_areas_ha(grid),
        people=assembling.counted_in(hurt, counted, grid),
        places=hurt,
        teams=_teams(inputs),
        team_silent=frozenset(counties["code"]) - speaking_counties(inputs.of_role(Role.TEAM), counties["code"]),
        silent=frozenset(counties["code"][~covered]) - speaking,
        used=tuple(used),
        has_height=height is not None,
    )


def _teams(inputs: ZoneInputs) -> gpd.GeoDataFrame:
    frames = [layer.frame for layer in inputs.of_role(Role.TEAM) if len(layer.frame)]
    columns = ("uid", "name", "phone")
    if not frames:
        return gpd.GeoDataFrame({name: [] for name in (*columns, "county")}, geometry=[], crs=STORAGE_CRS)
    rows = pd.concat([frame.reindex(columns=[*columns, "geometry"]) for frame in frames], ignore_index=True)
    rows = rows.drop_duplicates("uid", ignore_index=True)
    teams = gpd.GeoDataFrame(rows, geometry="geometry", crs=frames[0].crs)
    teams["geometry"] = representative_points(teams.geometry.to_numpy())
    counties = metric_counties(inputs)
    points = teams.geometry.to_crs(counties.crs).to_numpy()
    return teams.assign(county=county_of(points, counties))


def _rasters(store: PlanStore, records: list[LayerRecord]) -> dict[Role, list[tuple[LayerRecord, Path]]]:
    """Return rasters whose file is there, by role, the topmost first."""
    from layers.plan.rasters import resolve_all

    states = resolve_all(store)
    found: dict[Role, list[tuple[LayerRecord, Path]]] = {}
    for record in records:
        state = states.get(record.uid)
        if record.shape is Shape.RASTER and state is not None and state.path is not None:
            found.setdefault(record.role, []).append((record, state.path))
    return found


def _class_factors(store: PlanStore, record: LayerRecord, settings: LandSettings) -> dict[float, float]:
    """Return Ks by cell value of a land-cover raster, by the crosswalk that was decided for it or is proposed."""
    from layers.forest_cover import look

    seen = look(store, record.uid)
    crosswalk = seen.crosswalk(seen.require_code())
    factors = {}
    for row in crosswalk.rows:
        factors[float(row.value)] = float(settings.ks.get(row.fuel, row.ks))
    return factors


def _barriers(inputs: ZoneInputs, settings: LandSettings) -> list[gpd.GeoDataFrame]:
    """Return what holds a fire: lakes, broad rivers, fuel breaks."""
    found = [layer.frame for layer in inputs.of_role(Role.LAKE)]
    for role, least, unknown in (
        (Role.RIVER, settings.river_width_min_m, 0.0),
        (Role.FIREBREAK, settings.break_width_min_m, np.inf),
    ):
        for layer in inputs.of_role(role):
            width = _widths(layer.frame, unknown)
            found.append(layer.frame[width >= least])
    return found


def _widths(frame: gpd.GeoDataFrame, unknown: float) -> NDArray[np.float64]:
    if "width_m" not in frame.columns:
        return np.full(len(frame), unknown)
    width = frame["width_m"].to_numpy(dtype=float)
    return np.where(np.isfinite(width), width, unknown)
