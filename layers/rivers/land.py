"""From an open plan, or layers, to its rivers: the network, where it passes the county lines, and who is beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from layers.borders import build_network
from layers.borders.coverage import clean_counties
from layers.crs import STORAGE_CRS, metric_epsg, transform
from layers.errors import AnalysisError
from layers.exposure.location import county_of, speaking_counties
from layers.exposure.places import places, silent_counties
from layers.hazards.band import BorderLines, border_lines
from layers.hazards.river_lines import gather
from layers.hazards.river_pieces import Located, resolve_all
from layers.hazards.river_territory import territory
from layers.kinds import Role, Shape
from layers.progress import Progress, silent
from layers.rivers.directions import told
from layers.rivers.heights import Heights, first_known, lowest_around
from layers.rivers.network import RiverNetwork, build
from layers.rivers.settings import RiverSettings

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.zones.model import Parameters, ZoneInputs


@dataclass(frozen=True)
class RiverLand:
    """The rivers of a plan and what lies beside them.

    Attributes
    ----------
    network : RiverNetwork
    located : Located
        The same lines against the county lines, on the same running measure.
    borders : BorderLines
    counties : GeoDataFrame
        ``code``, ``name``, ``geometry``; EPSG:4490.
    places : GeoDataFrame
        Everything that can be hurt, ``layers.exposure.places.PLACE_COLUMNS``.
    levees : GeoDataFrame
        ``uid``, ``name``, ``flood_standard_years`` (nan unknown), lines, EPSG:4490.
    lakes : GeoDataFrame
        ``uid``, ``name``, polygons, EPSG:4490.
    people_silent, intake_silent, levee_silent : frozenset of str
        Counties no layer of the kind speaks for.
    parameters : Parameters
        Widths, banks and precision of the lines.
    terrain : tuple of str
        Paths of the terrain that was asked, the topmost first; empty when there is none.
    inputs : ZoneInputs
        All of it came from, with population rasters where the plan has some.
    """

    network: RiverNetwork
    located: Located
    borders: BorderLines
    counties: gpd.GeoDataFrame
    places: gpd.GeoDataFrame
    levees: gpd.GeoDataFrame
    lakes: gpd.GeoDataFrame
    people_silent: frozenset[str]
    intake_silent: frozenset[str]
    levee_silent: frozenset[str]
    parameters: Parameters
    inputs: ZoneInputs
    terrain: tuple[str, ...] = ()

    @property
    def epsg(self) -> int:
        """The metric CRS."""
        return int(self.network.course.metric.removeprefix("EPSG:"))

    def names(self) -> Mapping[str, str]:
        """Return county code → name."""
        return dict(zip(self.counties["code"].astype(str), self.counties["name"].astype(str), strict=True))

    def county_at(self, lon: float, lat: float) -> str:
        """Return the county of a place, "" outside all."""
        metric = self.counties.to_crs(epsg=self.epsg)
        point = transform(shapely.Point(lon, lat), STORAGE_CRS, f"EPSG:{self.epsg}")
        return str(county_of(np.array([point], dtype=object), metric)[0])


def river_land(store: PlanStore, settings: RiverSettings | None = None, progress: Progress = silent) -> RiverLand:
    """Read the rivers of a plan.

    Parameters
    ----------
    store : PlanStore
        Layers of role river, lake, levee, terrain, and all that can be hurt.
    settings : RiverSettings, optional
        Those the plan keeps when None.

    Raises
    ------
    AnalysisError
        The plan has no counties, or no river lines.
    """
    from layers.exposure.cell_layers import with_exposure_layers
    from layers.plan.rasters import resolve_all as resolve_rasters
    from layers.workflow import build_inputs
    from layers.zones.model import LayerInput

    settings = settings or RiverSettings.from_dict(store.river_settings())
    inputs = with_exposure_layers(store, build_inputs(store))
    records = store.layers()
    levees = tuple(
        LayerInput(record.uid, record.role, store.frame(record.uid), record.speaks_for, record.title)
        for record in records
        if record.role is Role.LEVEE and record.shape is Shape.LINE
    )
    states = resolve_rasters(store)
    terrain = tuple(
        str(state.path)
        for record in records
        if record.role is Role.TERRAIN and record.shape is Shape.RASTER
        for state in [states.get(record.uid)]
        if state is not None and state.path is not None
    )
    inputs = replace(inputs, layers=(*inputs.layers, *levees))
    return assemble(inputs, store.parameters(), settings, terrain=terrain, progress=progress)


def assemble(
    inputs: ZoneInputs,
    parameters: Parameters,
    settings: RiverSettings,
    *,
    terrain: Sequence[str] = (),
    heights: Heights | None = None,
    progress: Progress = silent,
) -> RiverLand:
    """Put rivers, county lines and what is beside them together.

    Parameters
    ----------
    inputs : ZoneInputs
        Layers of role levee are heard too.
    terrain : sequence of str
        Paths of rasters of heights, the topmost first.
    heights : Heights, optional
        Instead of the rasters.

    Raises
    ------
    AnalysisError
        There are no river lines.
    """
    counties = clean_counties(inputs.counties)[["code", "name", "geometry"]]
    epsg = inputs.metric_epsg or metric_epsg(tuple(float(value) for value in counties.total_bounds))  # type: ignore[arg-type]
    layers, judged = told(inputs.of_role(Role.RIVER), settings.verdicts)
    lines = gather(layers, default_width_m=parameters.river_width_m, metric_epsg=epsg, snap_m=parameters.snap_m)
    if len(lines) == 0:
        raise AnalysisError(missing=Role.RIVER.value)
    progress(0.1, "rivers_network")
    if heights is None:
        heights = first_known([lowest_around(path) for path in terrain])
    lakes = _lines(inputs, Role.LAKE, ("uid", "name"))
    network = build(
        lines,
        metric_epsg=epsg,
        snap_m=parameters.snap_m,
        heights=heights,
        dem_noise_m=settings.dem_noise_m,
        judged=judged,
        lakes=transform(lakes.geometry.to_numpy(dtype=object), STORAGE_CRS, f"EPSG:{epsg}"),
    )
    progress(0.4, "rivers_counties")
    border = replace(build_network(counties, parameters=parameters, metric_epsg=epsg), metric_epsg=epsg)
    borders = border_lines(border)
    land = territory(counties, epsg, parameters.gap_width_m)
    progress(0.6, "rivers_banks")
    located = resolve_all(lines, land, borders, parameters, epsg)
    progress(0.9, "rivers_places")
    codes = frozenset(counties["code"].astype(str))
    return RiverLand(
        network=network,
        located=located,
        borders=borders,
        counties=counties,
        places=places(replace(inputs, metric_epsg=epsg)),
        levees=_lines(inputs, Role.LEVEE, ("uid", "name", "flood_standard_years")),
        lakes=lakes,
        people_silent=silent_counties(inputs, codes),
        intake_silent=codes - speaking_counties(inputs.of_role(Role.WATER_INTAKE), codes),
        levee_silent=codes - speaking_counties(inputs.of_role(Role.LEVEE), codes),
        parameters=parameters,
        inputs=replace(inputs, metric_epsg=epsg),
        terrain=tuple(terrain),
    )


def _lines(inputs: ZoneInputs, role: Role, columns: tuple[str, ...]) -> gpd.GeoDataFrame:
    """Return the features of all layers of a role, each once."""
    frames = [layer.frame.reindex(columns=[*columns, "geometry"]) for layer in inputs.of_role(role)]
    frames = [frame for frame in frames if len(frame)]
    if not frames:
        return gpd.GeoDataFrame({name: [] for name in columns}, geometry=[], crs=STORAGE_CRS)
    rows = pd.concat(frames, ignore_index=True).drop_duplicates("uid", ignore_index=True)
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=STORAGE_CRS)
