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
from layers.geodesy import distance_m
from layers.spread.fire_land import FireLand
from layers.spread.rates import Spread, Weather
from layers.spread.travel import Fire, Runner

#: The two-dimensional normal distribution of the fix is sampled in the middles of 2n × 2n squares to 3 σ.
_SAMPLES, _SIGMAS = 30, 3.0
#: A fix outside every burnable cell starts in the nearest one within this distance.
_NEAREST_M = 1000.0


@dataclass(frozen=True)
class Reached:
    """A county or place that the fire reaches: minutes after it started."""

    code: str
    name: str
    minutes: float
    area_ha: float = 0.0
    people: float = float("nan")


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
        Villages and installations it comes to, the first first; ``code`` is their county.
    teams : tuple of Nearest
        The nearest of the fire's own county and the nearest of any other, the nearer first.
    burnt_ha : float
        Within the time, in all counties.
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
    minutes: NDArray[np.float64]


def incident(
    land: FireLand,
    weather: Weather,
    lon: float,
    lat: float,
    limit_min: float,
    *,
    spread: Spread | None = None,
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
    spread : Spread
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
    home = land.county.ravel()[cell]
    return Incident(
        lon=lon,
        lat=lat,
        probabilities=county_probabilities(x, y, math.hypot(fix_m, line_m), metric, codes),
        line_m=_to_line_m(x, y, metric),
        start_moved_m=moved_m,
        counties=_counties(land, runner, reached, int(home)),
        places=_places(land, minutes),
        teams=_nearest_teams(land, lon, lat, str(codes[home]) if home >= 0 else ""),
        burnt_ha=float(land.area_ha.ravel()[reached].sum()),
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


def _counties(land: FireLand, runner: Runner, reached: NDArray[np.int32], home: int) -> tuple[Reached, ...]:
    county = land.county.ravel()[reached]
    found = []
    for index in np.unique(county[(county >= 0) & (county != home)]):
        cells = reached[county == index]
        row = land.counties.iloc[int(index)]
        found.append(
            Reached(
                str(row["code"]),
                str(row["name"]),
                float(runner.minutes[cells].min()),
                float(land.area_ha.ravel()[cells].sum()),
                float(land.people.ravel()[cells].sum()),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.minutes, one.code)))


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


def _places(land: FireLand, minutes: NDArray[np.float64]) -> tuple[Reached, ...]:
    """Return places beside which or in which something burns; a village itself is no fuel on most maps."""
    grid = land.landscape.grid
    points = land.places.geometry.to_crs(epsg=grid.epsg)
    cells = grid.cell_of(points.x.to_numpy(), points.y.to_numpy())
    padded = np.pad(minutes, 1, constant_values=np.inf)
    around = np.min(
        [
            padded[1 + down : 1 + down + grid.rows, 1 + right : 1 + right + grid.columns]
            for down in (-1, 0, 1)
            for right in (-1, 0, 1)
        ],
        axis=0,
    ).ravel()
    when = np.where(cells >= 0, around[cells], np.inf)
    hit = np.flatnonzero(np.isfinite(when))
    found = [
        Reached(str(row["county"]), str(row["name"]), float(when[i]), people=float(row["people"]))
        for i, row in zip(hit, land.places.iloc[hit].to_dict("records"), strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (one.minutes, one.code, one.name)))
