"""From an open plan to the land a fire runs over: which layers give fuel, height, barriers, people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS, metric_epsg
from layers.errors import SourceError
from layers.exposure.location import county_of, metric_counties, representative_points, speaking_counties
from layers.kinds import Role, Shape
from layers.memory import Memory
from layers.progress import Progress, part, silent
from layers.spread.cell_land import cell_land
from layers.spread.exposed import Exposed
from layers.spread.landscape import Grid, Landscape
from layers.spread.settings import LandSettings
from layers.zones.model import RasterInput

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.zones.model import ZoneInputs


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
    exposed : Exposed
        ``people`` (nan where the figure is not known or another layer counts them) and ``villages`` of each of places.
    places : GeoDataFrame
        Everything that can be hurt (:func:`layers.exposure.places`).
    teams : GeoDataFrame
        ``name``, ``county``, ``phone``, Points in EPSG:4490; those of all team layers.
    team_silent : frozenset of str
        Counties no team layer speaks for.
    people_silent : frozenset of str
        Counties no settlement or population layer speaks for: who is there is not known.
    silent : frozenset of str
        Counties about whose fuel no layer says anything: nothing burns there, and that is not known to be so.
    used : tuple of str
        Titles of the layers that gave fuel, barriers and height.
    has_height : bool
        Without terrain the ground is level.
    settings : LandSettings
        It was made with.
    """

    landscape: Landscape
    county: NDArray[np.int32]
    counties: gpd.GeoDataFrame
    area_ha: NDArray[np.float64]
    exposed: Exposed
    places: gpd.GeoDataFrame
    teams: gpd.GeoDataFrame
    team_silent: frozenset[str]
    people_silent: frozenset[str]
    silent: frozenset[str]
    used: tuple[str, ...]
    has_height: bool
    settings: LandSettings

    @property
    def dark_rows(self) -> tuple[int, ...]:
        """Rows of the counties about whose fuel nothing is known."""
        return tuple(np.flatnonzero(self.counties["code"].isin(self.silent)).tolist())


def fire_land(
    store: PlanStore,
    settings: LandSettings | None = None,
    progress: Progress = silent,
    *,
    memory: Memory | None = None,
) -> FireLand:
    """Read a plan's layers into cells.

    Parameters
    ----------
    store : PlanStore
        Fuel, barriers and height: see :func:`layers.spread.cell_land.cell_land`.
    settings : LandSettings
    progress : Progress
    memory : Memory, optional
        What was made before: with another factor little is done again.

    Raises
    ------
    AnalysisError
        The plan has no counties.
    """
    from layers.borders.coverage import clean_counties
    from layers.exposure.places import places, silent_counties
    from layers.workflow import build_inputs

    settings = settings or LandSettings()
    inputs = replace(build_inputs(store), rasters=fire_rasters(store))
    # A county of several rows is one: its other part is no neighbour.
    counties = clean_counties(inputs.counties)[["code", "name", "geometry"]]
    xmin, ymin, xmax, ymax = (float(value) for value in counties.total_bounds)
    epsg, told = metric_epsg((xmin, ymin, xmax, ymax)), part(progress, 0, 0.8)
    cells = cell_land(inputs, counties, epsg, settings, memory=memory, progress=told)
    hurt = places(inputs)
    progress(1.0, "fire_land")
    return FireLand(
        landscape=cells.landscape,
        county=cells.county,
        counties=counties,
        area_ha=cells.area_ha,
        exposed=_exposed(hurt, counties, cells.landscape.grid),
        places=hurt,
        teams=_teams(inputs),
        team_silent=frozenset(counties["code"]) - speaking_counties(inputs.of_role(Role.TEAM), counties["code"]),
        people_silent=silent_counties(inputs, counties["code"]),
        silent=cells.silent,
        used=cells.used,
        has_height=cells.has_height,
        settings=settings,
    )


def fire_rasters(store: PlanStore, *, skips_unclear: bool = False) -> tuple[RasterInput, ...]:
    """Return the terrain and land cover of a plan whose files are there, the topmost first.

    Parameters
    ----------
    skips_unclear : bool
        Land cover whose classification nobody has named yet is left out instead of raising.

    Raises
    ------
    UnclearClasses, SourceError
        What a land-cover raster holds is not clear, or it cannot be read.
    """
    from layers.forest_cover import look
    from layers.plan.rasters import resolve_all

    states = resolve_all(store)
    found = []
    for record in store.layers():
        state = states.get(record.uid)
        if record.shape is not Shape.RASTER or record.role not in (Role.TERRAIN, Role.LAND_COVER):
            continue
        if state is None or state.path is None:
            continue
        fuels: dict[float, tuple[str, float]] = {}
        if record.role is Role.LAND_COVER:
            try:
                seen = look(store, record.uid)
                crosswalk = seen.crosswalk(seen.require_code())
            except SourceError:
                if skips_unclear:
                    continue
                raise
            fuels = {float(row.value): (str(row.fuel), float(row.ks)) for row in crosswalk.rows}
        found.append(RasterInput(record.uid, record.role, str(state.path), record.raster_sha256, record.title, fuels))
    return tuple(found)


def terrain_rasters(store: PlanStore) -> tuple[RasterInput, ...]:
    """Return the terrain of a plan whose files are there, the topmost first."""
    from layers.plan.rasters import resolve_all

    records = [one for one in store.layers() if one.role is Role.TERRAIN and one.shape is Shape.RASTER]
    states = resolve_all(store) if records else {}
    found = [(record, states.get(record.uid)) for record in records]
    return tuple(
        RasterInput(record.uid, record.role, str(state.path), record.raster_sha256, record.title)
        for record, state in found
        if state is not None and state.path is not None
    )


def _exposed(places: gpd.GeoDataFrame, counties: gpd.GeoDataFrame, grid: Grid) -> Exposed:
    points = places.geometry.to_crs(epsg=grid.epsg)
    row_of = {str(code): row for row, code in enumerate(counties["code"])}
    counted = places["counted"].to_numpy(dtype=bool)
    return Exposed(
        cell=grid.cell_of(points.x.to_numpy(), points.y.to_numpy()),
        county=np.array([row_of.get(str(code), -1) for code in places["county"]], dtype=np.int32),
        amounts={
            "people": np.where(counted, places["people"].to_numpy(dtype=float), np.nan),
            "villages": (places["role"] == Role.SETTLEMENT.value).to_numpy(dtype=float),
        },
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
