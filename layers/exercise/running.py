"""What starts at the ignition: the fire, flood, spill or plume, as times at places and as who is reached when."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from layers.crs import STORAGE_CRS, transform, transformer
from layers.exercise.ground import Floats, Reach
from layers.exercise.model import Exercise, Physics
from layers.kinds import Role
from layers.progress import Progress, silent

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.rivers.spill import Spill
    from layers.spread.choices import FireChoices
    from layers.spread.fire_land import FireLand
    from layers.spread.incident import Incident


@dataclass(frozen=True)
class Coming:
    """Somebody whom it reaches: a county's land, or a place in it.

    ``minutes`` is after the start; ``lon``, ``lat`` where it comes in, or the place; ``people`` nan when not known.
    """

    what: str  # county, place
    role: str  # of a place: its Role value
    name: str
    county: str
    minutes: float
    people: float
    lon: float
    lat: float


@dataclass(frozen=True)
class Run:
    """What runs from a start.

    Attributes
    ----------
    physics : Physics
    home : str
        Code of the county it starts in; "" outside all.
    comings : tuple of Coming
        The first first.
    reach : Reach
        In metres of ``epsg``.
    epsg : int
    facts : dict
        Numbers it was run with, for the papers.
    incident : Incident, optional
        A fire's times, for the map.
    shapes : tuple of geometry
        Of a plume or a river's way: what is shown instead, EPSG:4490.
    margin_min : float
        A county is to be told so long before.
    """

    physics: Physics
    home: str
    comings: tuple[Coming, ...]
    reach: Reach
    epsg: int
    facts: dict[str, float | str]
    incident: Incident | None = None
    land: FireLand | None = None
    shapes: tuple[shapely.Geometry, ...] = ()
    margin_min: float = 30.0
    wind_from_deg: float = math.nan
    head_m_min: float = math.nan


def choices_of(store: PlanStore, exercise: Exercise) -> FireChoices:
    """Return the plan's choices about fires with what the exercise says otherwise."""
    from layers.spread.choices import FireChoices

    found = FireChoices.of(store.parameters(), store.fire_choices())
    for name in ("wind_ms", "wind_from_deg", "hours", "notify_margin_min"):
        value = exercise.number(name)
        if value is not None:
            found = replace(found, **{name: value})  # type: ignore[arg-type]
    rate = exercise.number("base_rate_m_min")
    if rate is not None:
        found = replace(found, base_rate_m_min=rate, temperature_c=None, humidity_percent=None)
    return found


def run(
    store: PlanStore,
    exercise: Exercise,
    lon: float,
    lat: float,
    *,
    land: FireLand | None = None,
    progress: Progress = silent,
) -> Run | None:
    """Run an exercise's physics from a start; None where a plume's reach is not known.

    Parameters
    ----------
    store : PlanStore
    exercise : Exercise
    lon, lat : float
        CGCS2000, degrees.
    land : FireLand, optional
        The plan's, when it was read before; used when its cells are still the plan's.
    progress : Progress

    Raises
    ------
    FireOutside, NothingSpreads, RiverTooFar, AnalysisError
        There is nothing that could run from there; the message says what to change.
    """
    if exercise.physics is Physics.FIRE:
        return _fire(store, exercise, lon, lat, land, progress)
    if exercise.physics is Physics.PLUME:
        return _plume(store, exercise, lon, lat)
    return _river(store, exercise, lon, lat, progress)


def _fire(
    store: PlanStore, exercise: Exercise, lon: float, lat: float, land: FireLand | None, progress: Progress
) -> Run:
    from layers.spread.fire_land import fire_land
    from layers.spread.incident import incident

    choices = choices_of(store, exercise)
    if land is None or land.settings != choices.land:
        land = fire_land(store, choices.land, progress)
    found = incident(land, choices.weather, lon, lat, choices.hours * 60.0, spread=choices.spread)
    grid = land.landscape.grid
    minutes = np.pad(found.minutes, 1, constant_values=np.inf)
    fuel, columns = land.landscape.fuel, grid.columns

    def reach(x: Floats, y: Floats) -> Floats:
        cell = grid.cell_of(np.asarray(x, dtype=float), np.asarray(y, dtype=float))
        row, column = np.divmod(np.maximum(cell, 0), columns)
        around = np.min([minutes[row + a, column + b] for a in (0, 1, 2) for b in (0, 1, 2)], axis=0)
        # Fuel that nobody knows is not land without fuel.
        unknown = (cell < 0) | (np.isnan(fuel[row, column]) & ~np.isfinite(around))
        return np.where(unknown, np.nan, around)

    to_degrees = transformer(f"EPSG:{grid.epsg}", STORAGE_CRS)
    comings = []
    code_row = {str(code): at for at, code in enumerate(land.counties["code"])}
    for one in found.counties:
        inside = np.where(land.county == code_row[one.code], found.minutes, np.inf).ravel()
        where = (math.nan, math.nan)
        if np.isfinite(inside.min(initial=np.inf)):
            x, y = grid.centers(np.array([int(inside.argmin())]))
            there = to_degrees.transform(x[0], y[0])
            where = (float(there[0]), float(there[1]))
        comings.append(Coming("county", "", one.name, one.code, one.minutes, one.people, *where))
    points = {
        (str(row["county"]), str(row["name"])): (row["geometry"].x, row["geometry"].y)
        for row in land.places.to_dict("records")
    }
    roles = {(str(r["county"]), str(r["name"])): str(r["role"]) for r in land.places.to_dict("records")}
    for place in found.places:
        key = (place.code, place.name)
        comings.append(
            Coming("place", roles.get(key, ""), place.name, place.code, place.minutes, place.people, *points[key])
        )
    weather = choices.weather
    home = next(iter(found.probabilities), "")
    return Run(
        physics=Physics.FIRE,
        home=home,
        comings=_in_time(comings),
        reach=reach,
        epsg=grid.epsg,
        facts={
            "wind_ms": weather.wind_ms,
            "wind_from_deg": weather.wind_from_deg,
            "base_rate_m_min": weather.base_rate_m_min,
            "hours": choices.hours,
            "cell_m": grid.cell_m,
            "burnt_ha": found.burnt_ha,
            "start_moved_m": found.start_moved_m,
            "line_m": found.line_m,
            "margin_min": choices.notify_margin_min,
        },
        incident=found,
        land=land,
        margin_min=choices.notify_margin_min,
        wind_from_deg=weather.wind_from_deg if weather.wind_ms > 0.0 else math.nan,
        head_m_min=choices.spread.head_m_min(weather),
    )


def _river(store: PlanStore, exercise: Exercise, lon: float, lat: float, progress: Progress) -> Run:
    from layers.rivers.land import river_land
    from layers.rivers.settings import RiverSettings, Stage
    from layers.rivers.spill import spill

    settings = RiverSettings.from_dict(store.river_settings())
    stage = Stage.FLOOD if exercise.physics is Physics.FLOOD else settings.stage
    margin = exercise.number("notify_margin_min")
    settings = replace(
        settings,
        stage=stage,
        hours=exercise.number("hours") or settings.hours,
        notify_margin_min=settings.notify_margin_min if margin is None else margin,
    )
    land = river_land(store, settings, progress)
    found = spill(land, lon, lat, settings)
    names = land.names()
    comings = []
    for row in found.others.to_dict("records"):
        crossing = found.traced.crossings
        at = [
            one["geometry"]
            for one in crossing.to_dict("records")
            if str(row["code"]) in one["to_counties"] and abs(one["at_m"] - row["first_m"]) < 1.0
        ]
        where = (at[0].x, at[0].y) if at else (math.nan, math.nan)
        code = str(row["code"])
        comings.append(Coming("county", "", names.get(code, code), code, float(row["lead_min"]), math.nan, *where))
    for row in found.traced.places.to_dict("records"):
        point = row["geometry"]
        comings.append(
            Coming(
                *("place", str(row["role"]), str(row["name"]), str(row["county"])),
                *(float(row["lead_min"]), float(row["people"]), point.x, point.y),
            )
        )
    return Run(
        physics=exercise.physics,
        home=found.county,
        comings=_in_time(comings),
        reach=_along(found, land.epsg),
        epsg=land.epsg,
        facts={
            "river": found.river,
            "speed_ms": found.speed_ms,
            "hours": settings.hours,
            "offset_m": found.offset_m,
            "margin_min": settings.notify_margin_min,
        },
        shapes=tuple(found.traced.stretches.geometry),
        margin_min=settings.notify_margin_min,
    )


def _along(found: Spill, epsg: int) -> Reach:
    """Return when the water's front is at places close to its way; farther off it never is."""
    table = found.traced.stretches
    lines = transform(np.asarray(table.geometry.array, dtype=object), STORAGE_CRS, f"EPSG:{epsg}")
    begin, end = table["from_min"].to_numpy(dtype=float), table["to_min"].to_numpy(dtype=float)
    lead, near = found.settings.leading_edge, found.settings.near_m

    def reach(x: Floats, y: Floats) -> Floats:
        points = shapely.points(np.asarray(x, dtype=float), np.asarray(y, dtype=float))
        best = np.full(len(points), np.inf)
        for line, first, last in zip(lines, begin, end, strict=True):
            away = shapely.distance(points, line)
            share = shapely.line_locate_point(line, points, normalized=True)
            best = np.where(away <= near, np.minimum(best, (first + share * (last - first)) * lead), best)
        return best

    return reach


def _plume(store: PlanStore, exercise: Exercise, lon: float, lat: float) -> Run | None:
    from layers.crs import metric_epsg
    from layers.hazards.release import release_of_plan

    numbers: dict[str, float | str] = {}
    wind, bearing = exercise.number("wind_ms"), exercise.number("wind_from_deg")
    if wind is not None:
        numbers["wind_ms"] = wind
    if bearing is not None:
        numbers |= {"wind_from_deg": bearing, "direction": "wind"}
    found = release_of_plan(store, numbers, lon, lat, near_m=100.0)
    if found is None:
        return None
    xmin, ymin, xmax, ymax = found.reached.buffer(0.01).bounds
    epsg = metric_epsg((xmin, ymin, xmax, ymax))
    area = transform(found.reached, STORAGE_CRS, f"EPSG:{epsg}")
    source = transform(shapely.Point(found.lon, found.lat), STORAGE_CRS, f"EPSG:{epsg}")
    speed = found.wind_ms * 60.0

    def reach(x: Floats, y: Floats) -> Floats:
        points = shapely.points(np.asarray(x, dtype=float), np.asarray(y, dtype=float))
        return np.where(shapely.intersects(area, points), shapely.distance(points, source) / speed, np.inf)

    from layers.workflow import county_names

    names = county_names(store)
    comings = [
        Coming(
            *("county", "", names.get(str(row["code"]), str(row["code"])), str(row["code"])),
            *(float(row["first_min"]), float(row["people"]), math.nan, math.nan),
        )
        for row in found.counties.to_dict("records")
        if str(row["code"]) != found.county
    ]
    for row in found.places.to_dict("records"):
        comings.append(
            Coming(
                *("place", str(row["role"]), str(row["name"]), str(row["county"])),
                *(float(row["minutes"]), float(row["people"]), row["geometry"].x, row["geometry"].y),
            )
        )
    margin = exercise.number("notify_margin_min")
    has_wind = "wind_from_deg" in found.facts
    return Run(
        physics=Physics.PLUME,
        home=found.county,
        comings=_in_time(comings),
        reach=reach,
        epsg=epsg,
        facts={"wind_ms": found.wind_ms, "margin_min": 0.0 if margin is None else margin},
        shapes=(found.reached,),
        margin_min=0.0 if margin is None else margin,
        wind_from_deg=float(found.facts["wind_from_deg"]) if has_wind else math.nan,
    )


#: Who is no place that is told of: roles of places that people are in.
_TOLD = (Role.SETTLEMENT.value, Role.POPULATION.value, Role.INSTALLATION.value, Role.WATER_INTAKE.value)


def _in_time(comings: list[Coming]) -> tuple[Coming, ...]:
    kept = [one for one in comings if one.what == "county" or one.role in _TOLD]
    return tuple(sorted(kept, key=lambda one: (one.minutes, one.what, one.county, one.name)))


def in_crs(reach: Reach, source_epsg: int, target_epsg: int) -> Reach:
    """Return times at places given in another metric CRS."""
    if source_epsg == target_epsg:
        return reach
    move: Callable[..., tuple[Floats, Floats]] = transformer(f"EPSG:{target_epsg}", f"EPSG:{source_epsg}").transform
    return lambda x, y: reach(*move(np.asarray(x, dtype=float), np.asarray(y, dtype=float)))
