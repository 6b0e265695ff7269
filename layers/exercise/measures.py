"""What is measured at a site for each rule: a value, and facts that say how; nan where it is not known."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from layers.exercise import flame
from layers.exercise.ground import Ground, apart_deg, bearing_deg, nearest_m
from layers.exercise.model import Exercise, Physics, Site, SiteKind
from layers.exercise.relief import clearance_m, walk_min
from layers.spread.rates import slope_factor


@dataclass(frozen=True)
class Place:
    """A site where it is in metres, with everything else that is placed."""

    ground: Ground
    exercise: Exercise
    sites: tuple[Site, ...]
    site: Site
    x: float
    y: float

    def of_kind(self, kind: SiteKind) -> list[tuple[Site, float, float]]:
        """Return other sites of a kind with their metres."""
        return [
            (one, *self.ground.xy(one.lon, one.lat))
            for one in self.sites
            if one.kind is kind and one.uid != self.site.uid
        ]

    @property
    def start(self) -> tuple[float, float] | None:
        """Where it starts: the first ignition; None while there is none."""
        found = next((one for one in self.sites if one.kind is SiteKind.IGNITION), None)
        return None if found is None else self.ground.xy(found.lon, found.lat)


#: A measure gives a value (nan: not known), and facts; None: the rule has nothing to say here.
Measure = Callable[[Place], "tuple[float, dict[str, Any]] | tuple[float, dict[str, Any], float] | None"]

#: People are out of the way of what comes for two hours.
ENVELOPE_MIN = 120.0
#: A smoke column is seen from afar when it stands so high.
SMOKE_M = 20.0
#: Eyes are so high above the ground.
EYE_M = 2.0
#: How far things are looked for.
_FAR_M = 5_000.0
#: Two ways out are two when they lead apart by so much.
_WAYS_APART_DEG = 30.0
#: On a way out one is ahead of the fire when half of its time is enough.
_AHEAD = 0.5


def slope(place: Place) -> tuple[float, dict[str, Any]]:
    """Degrees of the ground."""
    return place.ground.slope_at(place.x, place.y), {"cell": place.ground.terrain_m}


def burnable(place: Place) -> tuple[float, dict[str, Any]] | None:
    """Whether something burns there; asked of fires only."""
    if place.exercise.physics is not Physics.FIRE:
        return None
    ks = place.ground.fuel_at(place.x, place.y)
    return (math.nan if math.isnan(ks) else float(ks > 0.0)), {"ks": ks}


def in_zone(place: Place) -> tuple[float, dict[str, Any]]:
    """Whether it lies in a shared-responsibility zone of what runs."""
    if place.ground.zones is None:
        return math.nan, {}
    return float(shapely.intersects_xy(place.ground.zones, place.x, place.y)), {}


def both_counties(place: Place) -> tuple[float, dict[str, Any]]:
    """Minutes until the later of the counties' first is there."""
    if place.ground.arrive is None or len(place.exercise.counties) < 2:
        return math.nan, {}
    minutes = place.ground.arrive(place.x, place.y)
    mine = {code: float(minutes.get(code, math.nan)) for code in place.exercise.counties}
    worst = math.nan if any(map(math.isnan, mine.values())) else max(mine.values())
    return worst, {"minutes": mine}


def houses(place: Place) -> tuple[float, dict[str, Any]]:
    """Metres to the nearest dwelling."""
    found, at = nearest_m(place.ground.houses, place.x, place.y)
    name = place.ground.house_names[at] if at >= 0 else ""
    if not place.ground.houses_known and not found < 500.0:
        return math.nan, {}
    return found, {"name": name}


def power(place: Place) -> tuple[float, dict[str, Any]]:
    """Metres to the nearest power line or plant."""
    found, _ = nearest_m(place.ground.power, place.x, place.y)
    return (found if place.ground.power_known or math.isfinite(found) else math.nan), {}


def road(place: Place) -> tuple[float, dict[str, Any]]:
    """Metres to the nearest road."""
    found, _ = nearest_m(place.ground.roads, place.x, place.y)
    return (found if place.ground.roads_known or found <= 100.0 else math.nan), {}


def envelope(place: Place) -> tuple[float, dict[str, Any]] | None:
    """Minutes until what runs is there."""
    return place.ground.reach_at(place.x, place.y), {}


def wind_side(place: Place) -> tuple[float, dict[str, Any]] | None:
    """Angle between the way from the start and where the wind comes from."""
    if math.isnan(place.ground.wind_from_deg):
        return None
    if place.start is None:
        return math.nan, {}
    return apart_deg(bearing_deg(place.start, (place.x, place.y)), place.ground.wind_from_deg), {}


def sight(place: Place) -> tuple[float, dict[str, Any]]:
    """Metres by which the line of sight to smoke at the start clears the ground."""
    ground, start = place.ground, place.start
    if ground.height_m is None or start is None:
        return math.nan, {}
    eye = EYE_M + place.site.facts.get("mast_m", 0.0)
    found = clearance_m(ground.height_m, ground.grid, (place.x, place.y), start, eye_m=eye, target_m=SMOKE_M)
    far = math.hypot(place.x - start[0], place.y - start[1])
    return found, {"smoke": SMOKE_M, "eye": eye, "far": far, "cell": ground.terrain_m}


def typed(name: str) -> Measure:
    """Return a measure that is what somebody typed."""
    return lambda place: (place.site.facts.get(name, math.nan), {})


def flame_height_m(ground: Ground, exercise: Exercise, x: float, y: float, ks: float) -> float:
    """Return how high flames stand at the fuel nearest to a place: as typed, else Byram's at the fastest uphill rate.

    The head's rate on level ground, times Ks of that fuel, times Kφ of the slope at the place.
    """
    typed = exercise.number("flame_m")
    if typed is not None:
        return typed
    load = exercise.number("fuel_load_kg_m2")
    if math.isnan(ground.head_m_min) or load is None or math.isnan(ks):
        return math.nan
    slope = ground.slope_at(x, y)
    steep = 1.0 if math.isnan(slope) else float(slope_factor(np.array([math.tan(math.radians(slope))]))[0])
    return flame.flame_length_m(flame.intensity_kw_m(ground.head_m_min * ks * steep, load))


def flames(place: Place) -> tuple[float, dict[str, Any], float] | None:
    """Distance from the fuel's edge against four flame heights."""
    if place.exercise.physics is not Physics.FIRE:
        return None
    far, ks = place.ground.to_fuel_m(place.x, place.y, _FAR_M)
    height = flame_height_m(place.ground, place.exercise, place.x, place.y, ks if math.isfinite(ks) else 1.0)
    away = max(far - place.site.facts.get("radius_m", 0.0), 0.0) if math.isfinite(far) else far
    limit = flame.safe_from_flame_m(height)
    return (math.nan if math.isnan(limit) else away), {"flame": height}, limit


def vegetation(place: Place) -> tuple[float, dict[str, Any], float] | None:
    """Butler's distance; asked only where height of the vegetation and factor are typed."""
    height, factor = place.exercise.number("vegetation_m"), place.exercise.number("slope_wind_factor")
    if place.exercise.physics is not Physics.FIRE or height is None or factor is None:
        return None
    far, _ = place.ground.to_fuel_m(place.x, place.y, _FAR_M)
    away = max(far - place.site.facts.get("radius_m", 0.0), 0.0) if math.isfinite(far) else far
    return away, {"vegetation": height, "factor": factor}, flame.safe_by_vegetation_m(height, factor)


def fuel_edge(place: Place) -> tuple[float, dict[str, Any]]:
    """Metres to the nearest thing that burns."""
    return place.ground.to_fuel_m(place.x, place.y, _FAR_M)[0], {}


def from_start(place: Place) -> tuple[float, dict[str, Any], float]:
    """Metres to the start against the safe distance of the exercise."""
    limit = place.exercise.number("ring_m") or 0.0
    if place.start is None:
        return math.nan, {}, limit
    return math.hypot(place.x - place.start[0], place.y - place.start[1]), {}, limit


def to_start(place: Place) -> tuple[float, dict[str, Any]]:
    """Metres to the start."""
    if place.start is None:
        return math.nan, {}
    return math.hypot(place.x - place.start[0], place.y - place.start[1]), {}


def escapes(place: Place) -> tuple[float, dict[str, Any]] | None:
    """Ways out that stay ahead: straight on foot to safety zones and staging areas, each in time and apart."""
    refuges = place.of_kind(SiteKind.SAFETY) + place.of_kind(SiteKind.STAGING)
    if place.ground.reach is None or place.ground.height_m is None:
        return math.nan, {}
    if np.isnan(place.ground.reach(np.array([place.x]), np.array([place.y])))[0]:
        return math.nan, {}
    kept: list[float] = []
    minutes: list[float] = []
    ways = []
    for site, x, y in refuges:
        took, xs, ys, after = walk_min(place.ground.height_m, place.ground.grid, (place.x, place.y), (x, y))
        comes = place.ground.reach(xs, ys)
        if not np.isnan(comes).any() and bool(np.all(after[1:] < comes[1:] * _AHEAD)):
            ways.append((took, bearing_deg((place.x, place.y), (x, y)), site.name))
    for took, bearing, _name in sorted(ways):
        if all(apart_deg(bearing, other) >= _WAYS_APART_DEG for other in kept):
            kept.append(bearing)
            minutes.append(took)
    return float(len(kept)), {"minutes": minutes, "refuges": len(refuges)}


def open_water(place: Place) -> tuple[float, dict[str, Any]]:
    """Metres to the nearest lake or river."""
    by_lake, _ = nearest_m(place.ground.lakes, place.x, place.y)
    by_river, _ = nearest_m(place.ground.rivers, place.x, place.y)
    found = min(by_lake, by_river)
    return (found if math.isfinite(found) else math.nan), {"lake": by_lake <= by_river}


def water_width(place: Place) -> tuple[float, dict[str, Any]]:
    """Width of the water that is meant: as typed, a lake's largest circle, a river's width."""
    typed = place.site.facts.get("width_m")
    if typed is not None:
        return typed, {"how": "typed"}
    by_lake, lake = nearest_m(place.ground.lakes, place.x, place.y)
    by_river, river = nearest_m(place.ground.rivers, place.x, place.y)
    if by_lake <= by_river and by_lake <= 500.0:
        circle = shapely.maximum_inscribed_circle(place.ground.lakes[lake], tolerance=5.0)
        return 2.0 * float(shapely.length(circle)), {"how": "lake"}
    if by_river <= 500.0:
        return float(place.ground.river_width_m[river]), {"how": "river"}
    return math.nan, {}


def pad_size(place: Place) -> tuple[float, dict[str, Any]]:
    """Whether the pad is as large as its surface asks for."""
    facts = place.site.facts
    needed = {1: (40.0, 40.0), 2: (50.0, 50.0), 3: (60.0, 80.0)}.get(int(facts.get("pad_surface", 0)))
    length, width = facts.get("pad_length_m"), facts.get("pad_width_m")
    if needed is None or length is None or width is None:
        return math.nan, {}
    short, long = sorted((length, width))
    return float(short >= needed[0] and long >= needed[1]), {
        "short": needed[0],
        "long": needed[1],
        "given": f"{short:.0f} × {long:.0f}",
    }


def on_road(place: Place) -> tuple[float, dict[str, Any]]:
    """Metres to the nearest road, for what stands on one."""
    return nearest_m(place.ground.roads, place.x, place.y)[0] if len(place.ground.roads) else math.nan, {}


def still_reached(place: Place) -> tuple[float, dict[str, Any]]:
    """When both counties are at the start although the roads are closed."""
    if place.start is None or place.ground.arrive is None or len(place.exercise.counties) < 2:
        return math.nan, {}
    minutes = place.ground.arrive(*place.start)
    mine = {code: float(minutes.get(code, math.nan)) for code in place.exercise.counties}
    return (math.nan if any(map(math.isnan, mine.values())) else max(mine.values())), {"minutes": mine}
