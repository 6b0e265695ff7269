"""Enter a fire: whose it is, when it reaches the neighbour, which villages lie in its way, whom to tell by when."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS
from layers.errors import FireOutside
from layers.exposure.location import ON_EDGE_M
from layers.geodesy import distance_m
from layers.kinds import Role
from layers.spread.fire_land import FireLand
from layers.spread.firesheds import reachable_rim
from layers.spread.models import SpreadModel
from layers.spread.rates import CAPPED_DEG, Spread, Weather
from layers.spread.travel import Fire, Runner

#: The two-dimensional normal distribution of the fix is sampled in the middles of 2n × 2n squares to 3 σ.
_SAMPLES, _SIGMAS = 30, 3.0
#: A fix outside every burnable cell starts in the nearest one within this distance.
_NEAREST_M = 1000.0


@dataclass(frozen=True)
class Reached:
    """A county or place that the fire reaches: minutes after it started.

    ``people`` are those of a place, or of all places in a county that the fire comes to, as far as known, each counted
    once; nan where nobody's figure is.  ``unknown`` says of how many of a county's places it is not.  ``area_ha`` is
    nan for a county about whose fuel nothing is known: the fire comes to its line, and what burns there nobody can say.
    """

    code: str
    name: str
    minutes: float
    area_ha: float = 0.0
    people: float = float("nan")
    unknown: int = 0


@dataclass(frozen=True)
class Nearest:
    """A team and the straight way to it on the ellipsoid; no road is known yet."""

    name: str
    county: str
    distance_m: float
    phone: str = ""


@dataclass(frozen=True)
class Incident:
    """A fire at a place.

    Attributes
    ----------
    lon, lat : float
    probabilities : dict of str to float
        County code → probability that the fire is in it, by the precision of the fix and of the line; "" outside all.
        Sums to 1.
    line_m : float
        Distance to the nearest other county of the plan; nan when there is none, or the fire is outside all.
    start_moved_m : float
        How far the start was moved to something that burns; nan when nothing near does.
    counties : tuple of Reached
        The others it reaches, the first first, with what burns there within the time.
    places : tuple of Reached
        Villages, population units and installations it comes to, the first first; ``code`` is their county.  A
        population unit is one place however many of the points it is spread over are reached; its people are theirs.
    teams : tuple of Nearest
        The nearest of the fire's own county and the nearest of any other, the nearer first.
    burnt_ha : float
        Within the time, in all counties.
    steep_share : float
        Share of that land steeper than 35°, where the factor of slope is capped; 0 without terrain.
    minutes : float64, (rows, columns)
        Arrival; inf beyond the time.
    """

    lon: float
    lat: float
    probabilities: dict[str, float]
    line_m: float
    start_moved_m: float
    counties: tuple[Reached, ...]
    places: tuple[Reached, ...]
    teams: tuple[Nearest, ...]
    burnt_ha: float
    steep_share: float
    minutes: NDArray[np.float64]


def incident(
    land: FireLand,
    weather: Weather,
    lon: float,
    lat: float,
    limit_min: float,
    *,
    spread: SpreadModel | None = None,
    fix_m: float = 50.0,
    line_m: float = 50.0,
) -> Incident:
    """Return what a fire at a place means for the counties around it.

    Parameters
    ----------
    land : FireLand
    weather : Weather
    lon, lat : float
        CGCS2000, degrees.
    limit_min : float
        How far ahead.
    spread : SpreadModel
    fix_m, line_m : float
        Standard deviations of the fix and of the county line; they add as squares.

    Raises
    ------
    FireOutside
        The place lies beyond the land of the plan's counties.
    """
    grid = land.landscape.grid
    forward = pyproj.Transformer.from_crs(STORAGE_CRS, grid.epsg, always_xy=True)
    x, y = forward.transform(lon, lat)
    cell = int(grid.cell_of(np.array([x]), np.array([y]))[0])
    if cell < 0:
        raise FireOutside(lon=round(lon, 6), lat=round(lat, 6))
    metric = land.counties.geometry.to_crs(epsg=grid.epsg).to_numpy()
    codes = land.counties["code"].to_numpy()
    start, moved_m = _burning_near(land, x, y)
    fire = Fire(land.landscape, weather, spread or Spread())
    runner = Runner(fire)
    reached = runner.run(np.array([start]) if start >= 0 else np.array([], dtype=np.int64), limit_min)
    minutes = runner.minutes.reshape(grid.rows, grid.columns)
    home = _home_of(land, x, y, metric, cell)
    since = _since(land, minutes)
    area_ha = land.area_ha.ravel()[reached]
    is_steep = land.landscape.steeper(math.tan(math.radians(CAPPED_DEG))).ravel()[reached]
    burnt_ha = float(area_ha.sum())
    return Incident(
        lon=lon,
        lat=lat,
        probabilities=county_probabilities(x, y, math.hypot(fix_m, line_m), metric, codes),
        line_m=_to_line_m(x, y, metric),
        start_moved_m=moved_m,
        counties=_counties(land, runner, reached, since, home),
        places=_places(land, since),
        teams=_nearest_teams(land, lon, lat, str(codes[home]) if home >= 0 else ""),
        burnt_ha=burnt_ha,
        steep_share=float(area_ha[is_steep].sum()) / burnt_ha if burnt_ha else 0.0,
        minutes=minutes,
    )


def county_probabilities(
    x: float, y: float, sigma_m: float, shapes: NDArray[np.object_], codes: NDArray[np.object_]
) -> dict[str, float]:
    """Return the probability of each county for a fix with a round normal error.

    Parameters
    ----------
    x, y : float
        Metric CRS of ``shapes``.
    sigma_m : float
        Standard deviation along each axis.
    shapes : ndarray of polygons, (n,)
    codes : ndarray of str, (n,)

    Notes
    -----
    The density is summed over 60 × 60 points to 3 σ and scaled to 1; along a straight line this is Φ(d/σ) to 0.01.
    """
    axis = (np.arange(-_SAMPLES, _SAMPLES) + 0.5) * (_SIGMAS / _SAMPLES)
    u, v = (values.ravel() for values in np.meshgrid(axis, axis))
    weight = np.exp(-(u**2 + v**2) / 2)
    weight /= weight.sum()
    points = shapely.points(x + u * sigma_m, y + v * sigma_m)
    county, point = shapely.STRtree(points).query(shapes, predicate="intersects")
    owner = np.full(len(points), len(shapes))
    np.minimum.at(owner, point, county)  # a point on a shared line counts once
    sums = np.bincount(owner, weights=weight, minlength=len(shapes) + 1)
    found: dict[str, float] = {}
    for code, share in zip([*codes, ""], sums, strict=True):
        if share > 0:
            found[str(code)] = found.get(str(code), 0.0) + float(share)
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def _to_line_m(x: float, y: float, shapes: NDArray[np.object_]) -> float:
    """Return the distance from inside one county to the nearest other; nan outside all."""
    distances = np.sort(shapely.distance(shapes, shapely.Point(x, y)))
    return float(distances[1]) if len(distances) > 1 and distances[0] == 0.0 else float("nan")


def _burning_near(land: FireLand, x: float, y: float) -> tuple[int, float]:
    """Return the burnable cell nearest to a place and how far it is; (−1, nan) when there is none near."""
    grid = land.landscape.grid
    reach = math.ceil(_NEAREST_M / grid.cell_m)
    at = int(grid.cell_of(np.array([x]), np.array([y]))[0])
    row, column = divmod(at, grid.columns)
    rows = np.arange(max(row - reach, 0), min(row + reach + 1, grid.rows))
    columns = np.arange(max(column - reach, 0), min(column + reach + 1, grid.columns))
    burns = land.landscape.burns[np.ix_(rows, columns)]
    if burns[row - rows[0], column - columns[0]]:
        return at, 0.0
    near = np.argwhere(burns)
    cells = rows[near[:, 0]] * grid.columns + columns[near[:, 1]]
    if len(cells) == 0:
        return -1, float("nan")
    east, north = grid.centers(cells)
    off = np.hypot(east - x, north - y)
    best = int(off.argmin())
    return (int(cells[best]), float(off[best])) if off[best] <= _NEAREST_M else (-1, float("nan"))


def _home_of(land: FireLand, x: float, y: float, shapes: NDArray[np.object_], cell: int) -> int:
    """Return the row of the county a place lies in: by the line itself; its cell may have its middle across it."""
    near = np.flatnonzero(shapely.dwithin(shapes, shapely.Point(x, y), ON_EDGE_M))
    if len(near) == 0:
        return int(land.county.ravel()[cell])
    return int(min(near, key=lambda row: str(land.counties["code"].iloc[row])))


def _counties(
    land: FireLand, runner: Runner, reached: NDArray[np.int32], since: NDArray[np.float64], home: int
) -> tuple[Reached, ...]:
    county = land.county.ravel()[reached]
    people = land.exposed.amounts["people"]
    counted = land.places["counted"].to_numpy(dtype=bool) & np.isfinite(since)
    found = []
    for index in np.unique(county[(county >= 0) & (county != home)]):
        cells = reached[county == index]
        row = land.counties.iloc[int(index)]
        mine = people[counted & (land.exposed.county == index)]
        is_known = row["code"] not in land.people_silent and not (len(mine) and np.isnan(mine).all())
        found.append(
            Reached(
                str(row["code"]),
                str(row["name"]),
                float(runner.minutes[cells].min()),
                float(land.area_ha.ravel()[cells].sum()),
                float(np.nansum(mine)) if is_known else float("nan"),
                int(np.isnan(mine).sum()),
            )
        )
    found += _dark(land, runner.minutes, home)
    return tuple(sorted(found, key=lambda one: (one.minutes, one.code)))


def _dark(land: FireLand, minutes: NDArray[np.float64], home: int) -> list[Reached]:
    """Return the counties without known fuel to whose line the fire comes: something burns beside their land."""
    found = []
    for row in land.dark_rows:
        inside = land.county == row
        if row == home or not inside.any():
            continue
        when = float(minutes.reshape(inside.shape)[reachable_rim(inside, land.landscape, 1)].min(initial=np.inf))
        if np.isfinite(when):
            one = land.counties.iloc[row]
            found.append(Reached(str(one["code"]), str(one["name"]), when, float("nan")))
    return found


def _nearest_teams(land: FireLand, lon: float, lat: float, home: str) -> tuple[Nearest, ...]:
    teams = land.teams
    away = [distance_m(lon, lat, point.x, point.y) for point in teams.geometry]
    is_home = (teams["county"] == home).to_numpy() if home else np.zeros(len(teams), dtype=bool)
    found = []
    for group in (np.flatnonzero(is_home), np.flatnonzero(~is_home)):
        if len(group):
            best = min(group, key=lambda i: (away[i], str(teams["uid"].iloc[i])))
            row = teams.iloc[int(best)]
            phone = row["phone"] if isinstance(row["phone"], str) else ""
            found.append(Nearest(str(row["name"]), str(row["county"]), away[best], phone))
    return tuple(sorted(found, key=lambda one: one.distance_m))


def _since(land: FireLand, minutes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return when the fire is in or beside each place's cell, inf where it does not come; shape (places,).

    A village itself is no fuel on most maps.
    """
    rows, columns = np.divmod(land.exposed.cell, land.landscape.grid.columns)
    padded = np.pad(minutes, 1, constant_values=np.inf)
    around = [padded[rows + down, columns + right] for down in (0, 1, 2) for right in (0, 1, 2)]
    return np.where(land.exposed.cell >= 0, np.min(around, axis=0), np.inf)


def _places(land: FireLand, since: NDArray[np.float64]) -> tuple[Reached, ...]:
    """Return the places the fire comes to; the points of one population unit are one."""
    found: dict[object, Reached] = {}
    hit = np.flatnonzero(np.isfinite(since))
    for i, row in zip(hit, land.places.iloc[hit].to_dict("records"), strict=True):
        is_unit = row["role"] == Role.POPULATION.value
        key = (row["layer_uid"], row["name"], row["county"]) if is_unit else int(i)
        people, when = float(row["people"]), float(since[i])
        if key in found:
            when = min(when, found[key].minutes)
            both = [one for one in (people, found[key].people) if not math.isnan(one)]
            people = math.fsum(both) if both else math.nan  # of two that nobody knows the sum is not known either
        found[key] = Reached(str(row["county"]), str(row["name"]), when, people=people)
    return tuple(sorted(found.values(), key=lambda one: (one.minutes, one.code, one.name)))
