"""From an open plan to the ground of an exercise: layers, arrivals, what runs from the start."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from layers.crs import STORAGE_CRS, metric_epsg, transform
from layers.errors import AnalysisError
from layers.exercise.evaluation import Reinforcement
from layers.exercise.ground import Arrive, ArriveMany, Floats, Ground, Objects, nothing
from layers.exercise.model import Exercise, Physics, Site, SiteKind
from layers.exercise.running import Run, in_crs, run
from layers.kinds import Role
from layers.progress import Progress, part, silent
from layers.response.settings import ResponseSettings

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.response.travel import Travel
    from layers.spread.fire_land import FireLand
    from layers.zones.model import ZoneInputs

#: Side of the cells of the window that is known in detail, and how far it reaches from the sites.
CELL_M, MARGIN_M = 50.0, 5_000.0
#: The window is no larger than this to each side of its middle.
_MOST_M = 20_000.0
#: Words that make an installation one of electric power.
_POWER = ("电力", "输电", "高压", "变电", "电厂", "电站", "线塔", "铁塔", "power", "transmission line", "substation")
#: Hazards of zones by what runs.
_ZONE_HAZARDS: Mapping[Physics, tuple[str, ...]] = {
    Physics.FIRE: ("forest",),
    Physics.FLOOD: ("river", "breach"),
    Physics.SPILL: ("river",),
    Physics.PLUME: ("plume", "radius"),
}


@dataclass(frozen=True)
class PlanLand:
    """What is read from a plan once, for any number of exercises.

    Attributes
    ----------
    inputs : ZoneInputs
        With terrain and land cover among its rasters.
    counties : GeoDataFrame
        ``code``, ``name``, ``geometry``; EPSG:4490.
    epsg : int
        Metric CRS of the plan.
    travel : Travel
    zones : GeoDataFrame
        ``hazard``, ``geometry``; EPSG:4490.
    ks : mapping
        Changed factors of fuels.
    """

    inputs: ZoneInputs
    counties: gpd.GeoDataFrame
    epsg: int
    travel: Travel
    zones: gpd.GeoDataFrame
    settings: ResponseSettings
    ks: Mapping[str, float]
    fire: FireLand | None = None

    @cached_property
    def names(self) -> dict[str, str]:
        """County code → name."""
        return dict(zip(self.counties["code"].astype(str), self.counties["name"].astype(str), strict=True))


def plan_land(store: PlanStore, progress: Progress = silent) -> PlanLand:
    """Read a plan.

    Raises
    ------
    AnalysisError
        The plan has no counties.
    """
    from layers import workflow
    from layers.borders import clean_counties
    from layers.response.land import response_land
    from layers.response.travel import Travel
    from layers.spread.choices import FireChoices
    from layers.spread.fire_land import fire_rasters

    inputs = replace(workflow.build_inputs(store), rasters=fire_rasters(store, skips_unclear=True))
    if len(inputs.counties) == 0:
        raise AnalysisError
    counties = clean_counties(inputs.counties)[["code", "name", "geometry"]].reset_index(drop=True)
    xmin, ymin, xmax, ymax = (float(value) for value in counties.total_bounds)
    epsg = metric_epsg((xmin, ymin, xmax, ymax))
    settings = ResponseSettings.of(store.parameters())
    land = response_land(inputs, counties, epsg, settings, progress=part(progress, 0.0, 0.9))
    zones = store.zones()
    progress(1.0, "response_land")
    ks = FireChoices.of(store.parameters(), store.fire_choices()).ks
    return PlanLand(inputs, counties, epsg, Travel(land), zones[["hazard", "geometry"]], settings, ks)


@dataclass(frozen=True)
class Situation:
    """An exercise where it is: the ground, and what runs from its ignition (None without one, or when nothing does)."""

    ground: Ground
    run: Run | None


def situation(
    store: PlanStore,
    land: PlanLand,
    exercise: Exercise,
    sites: Sequence[Site],
    *,
    fire: FireLand | None = None,
    progress: Progress = silent,
) -> Situation | None:
    """Return the ground about an exercise's sites; None while it has neither sites nor counties to be around.

    Raises
    ------
    FireOutside, NothingSpreads, RiverTooFar, AnalysisError
        Nothing can run from the ignition.
    """
    box = _window(land, exercise, sites)
    if box is None:
        return None
    start = next((one for one in sites if one.kind is SiteKind.IGNITION), None)
    found = None
    if start is not None:
        told = part(progress, 0.0, 0.6)
        found = run(store, exercise, start.lon, start.lat, land=fire, progress=told)
    ground = _ground(land, exercise, sites, box, part(progress, 0.6, 1.0))
    if found is not None:
        ground = replace(
            ground,
            reach=in_crs(found.reach, found.epsg, land.epsg),
            wind_from_deg=found.wind_from_deg,
            head_m_min=found.head_m_min,
        )
    return Situation(ground, found)


def without_run(
    land: PlanLand, exercise: Exercise, sites: Sequence[Site], progress: Progress = silent
) -> Situation | None:
    """Return the ground about an exercise's sites when nothing can run from its start."""
    box = _window(land, exercise, sites)
    return None if box is None else Situation(_ground(land, exercise, sites, box, progress), None)


def _window(land: PlanLand, exercise: Exercise, sites: Sequence[Site]) -> shapely.Polygon | None:
    """Return the window in metres: about the sites, or about the middle of the line the counties share."""
    if sites:
        points = [shapely.Point(one.lon, one.lat) for one in sites]
        bounds = transform(shapely.MultiPoint(points), STORAGE_CRS, f"EPSG:{land.epsg}").bounds
    else:
        pair = land.counties[land.counties["code"].isin(exercise.counties)].to_crs(epsg=land.epsg).geometry
        if len(pair) < 2:
            return None
        line = shapely.intersection(pair.iloc[0].boundary, pair.iloc[1].boundary)
        if line.is_empty:
            return None
        bounds = _where_roads_cross(land, line).bounds
    middle = ((bounds[0] + bounds[2]) / 2.0, (bounds[1] + bounds[3]) / 2.0)
    box = shapely.box(*bounds).buffer(MARGIN_M, join_style="mitre")
    most = shapely.box(middle[0] - _MOST_M, middle[1] - _MOST_M, middle[0] + _MOST_M, middle[1] + _MOST_M)
    found = shapely.intersection(box, most)
    return found if isinstance(found, shapely.Polygon) and not found.is_empty else None


def _where_roads_cross(land: PlanLand, line: shapely.Geometry) -> shapely.Point:
    """Return where a road crosses a line, the one nearest to its middle; a place on the line where none does."""
    middle = shapely.point_on_surface(line)
    crossings = shapely.intersection(land.travel.land.roads.lines, line)
    points = [point for one in crossings if not one.is_empty for point in shapely.get_parts(one)]
    points = [shapely.point_on_surface(point) for point in points]
    return min(points, key=lambda one: float(shapely.distance(one, middle)), default=middle)


def _ground(
    land: PlanLand, exercise: Exercise, sites: Sequence[Site], box: shapely.Polygon, progress: Progress
) -> Ground:
    from layers.exposure.location import speaking_counties
    from layers.spread.cell_land import cell_land
    from layers.spread.settings import LandSettings

    planar = land.counties.to_crs(epsg=land.epsg)
    inside = planar[planar.intersects(box)].reset_index(drop=True)
    clipped = gpd.GeoDataFrame(
        inside.drop(columns="geometry"), geometry=inside.geometry.intersection(box), crs=inside.crs
    )
    if len(clipped) == 0:
        raise AnalysisError
    cells = cell_land(
        land.inputs, clipped.to_crs(STORAGE_CRS), land.epsg, LandSettings(CELL_M, ks=dict(land.ks)), progress=progress
    )
    codes = frozenset(inside["code"].astype(str))

    def shapes(*roles: Role) -> tuple[Objects, list[Mapping[str, object]]]:
        found: list[Objects] = []
        rows: list[Mapping[str, object]] = []
        for role in roles:
            for layer in land.inputs.of_role(role):
                if len(layer.frame) == 0:
                    continue
                metric = layer.frame.geometry.to_crs(epsg=land.epsg).to_numpy()
                near = np.flatnonzero(shapely.intersects(metric, box))
                found.append(metric[near])
                rows += layer.frame.iloc[near].drop(columns="geometry").to_dict("records")
        return (np.concatenate(found) if found else nothing()), rows

    def known(*roles: Role) -> bool:
        return all(codes <= speaking_counties(land.inputs.of_role(role), codes) for role in roles)

    roads, _ = shapes(Role.ROAD)
    lakes, _ = shapes(Role.LAKE)
    rivers, river_rows = shapes(Role.RIVER)
    stands, _ = shapes(Role.FOREST)
    houses, house_rows = shapes(Role.SETTLEMENT, Role.BUILDING)
    works, work_rows = shapes(Role.INSTALLATION)
    is_power = np.array([_is_power(row) for row in work_rows], dtype=bool)
    works = works if len(works) else nothing()
    zones = land.zones[land.zones["hazard"].isin(_ZONE_HAZARDS[exercise.physics])]
    union = None
    if len(land.zones):
        union = transform(shapely.union_all(zones.geometry.to_numpy()), STORAGE_CRS, f"EPSG:{land.epsg}")
    return Ground(
        grid=cells.landscape.grid,
        height_m=cells.landscape.height_m,
        terrain_m=_terrain_m(land),
        fuel=cells.landscape.fuel,
        fuel_shapes=stands,
        roads=roads,
        roads_known=known(Role.ROAD) and bool(land.inputs.of_role(Role.ROAD)),
        lakes=lakes,
        rivers=rivers,
        river_width_m=np.array([_number(row.get("width_m")) for row in river_rows]),
        houses=np.asarray(shapely.point_on_surface(houses), dtype=object) if len(houses) else nothing(),
        house_names=tuple(str(row.get("name") or "") for row in house_rows),
        houses_known=known(Role.SETTLEMENT),
        power=works[is_power] if len(works) else nothing(),
        power_known=bool(is_power.any()) and known(Role.INSTALLATION),
        zones=union,
        counties=inside.geometry.to_numpy(),
        codes=tuple(inside["code"].astype(str)),
        names=tuple(inside["name"].astype(str)),
        arrive=arrivals(land, sites),
        arrive_many=many_arrivals(land, sites),
    )


def arrivals(land: PlanLand, sites: Sequence[Site]) -> Arrive:
    """Return when the first of each county is at a place, the roads that the exercise closes being closed."""
    travel = _with_closures(land, sites)
    who = travel.land.who["county"].astype(str).to_numpy()
    silent_everywhere = _unheard(travel)
    told: dict[tuple[float, float], dict[str, float]] = {}

    def arrive(x: float, y: float) -> Mapping[str, float]:
        key = (round(x, 1), round(y, 1))
        if key not in told:
            coming = travel.coming(travel.target_at(x, y), with_back=False)
            found = {str(code): math.inf for code in land.counties["code"]}
            for code, minutes in zip(who, coming.minutes, strict=True):
                if code in found:
                    found[code] = min(found[code], float(minutes))
            for code in silent_everywhere:
                if not math.isfinite(found.get(code, math.inf)):
                    found[code] = math.nan
            told[key] = found
        return told[key]

    return arrive


def many_arrivals(land: PlanLand, sites: Sequence[Site]) -> ArriveMany:
    """Return when the first of each county is at many places, as :func:`arrivals` does for one, by cells."""
    travel = _with_closures(land, sites)
    who = travel.land.who["county"].astype(str).to_numpy()
    silent_everywhere = _unheard(travel)

    def arrive(x: Floats, y: Floats, codes: Sequence[str]) -> Mapping[str, Floats]:
        grid = travel.land.grid
        cell = grid.cell_of(x, y)
        inside = np.flatnonzero(cell >= 0)
        window = travel.window(np.unique(cell[inside]))
        own = window.own(cell[inside], grid.columns)
        found: dict[str, Floats] = {}
        for code in codes:
            minutes = np.full(len(x), np.nan if code in silent_everywhere else np.inf)
            chosen = np.flatnonzero(who == code)
            if len(chosen):
                minutes[inside] = travel.first(chosen, window, 1).minutes[own, 0]
            found[code] = minutes
        return found

    return arrive


def _with_closures(land: PlanLand, sites: Sequence[Site]) -> Travel:
    from layers.response.travel import Travel

    closed = [
        transform(shapely.Point(one.lon, one.lat), STORAGE_CRS, f"EPSG:{land.epsg}")
        for one in sites
        if one.kind is SiteKind.CLOSED_ROAD
    ]
    return Travel(land.travel.land, np.array(closed, dtype=object)) if closed else land.travel


def _unheard(travel: Travel) -> frozenset[str]:
    """Return counties that no layer of depots or teams speaks for."""
    return frozenset.intersection(*travel.land.silent.values()) if travel.land.silent else frozenset()


def _terrain_m(land: PlanLand) -> float:
    """Return the side of a cell of the topmost terrain in metres; nan without."""
    import rasterio

    from layers.spread.assembling import cell_size_m

    for raster in land.inputs.rasters:
        if raster.role is Role.TERRAIN:
            with rasterio.open(raster.path) as source:
                return float(cell_size_m(source))
    return math.nan


def _is_power(row: Mapping[str, object]) -> bool:
    text = " ".join(str(row.get(name) or "") for name in ("kind", "name", "type")).lower()
    return any(word in text for word in _POWER)


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else math.nan


def reinforcements(land: PlanLand, sites: Sequence[Site]) -> list[Reinforcement]:
    """Return when each depot and team is modelled at the staging area, else at the start; the first first."""
    kinds = (SiteKind.STAGING, SiteKind.IGNITION)
    target = next((one for kind in kinds for one in sites if one.kind is kind), None)
    if target is None:
        return []
    travel = _with_closures(land, sites)
    point = transform(shapely.Point(target.lon, target.lat), STORAGE_CRS, f"EPSG:{land.epsg}")
    coming = travel.coming(travel.target_at(point.x, point.y), with_back=False)
    who = travel.land.who
    found = [
        Reinforcement(
            uid=str(who["uid"].iloc[at]),
            name=str(who["name"].iloc[at]),
            county=str(who["county"].iloc[at]),
            strength=_number(float(who["strength"].iloc[at])),
            minutes=float(coming.minutes[at]),
            turnout_min=float(coming.turnout_min[at]),
            road_min=float(coming.road_min[at] + coming.access_min[at]),
            foot_min=float(coming.foot_min[at]),
        )
        for at in range(len(who))
    ]
    return sorted(
        (one for one in found if math.isfinite(one.minutes)), key=lambda one: (one.minutes, one.county, one.name)
    )
