"""Where a kind of site could be: a raster over the window, each cell with the rules that speak against it.

Rules that need one place only (typed facts, ways out) are left to :mod:`layers.exercise.checks`; those that can be
worked out for every cell are here, with the same limits.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt

from layers.exercise import flame
from layers.exercise.checks import RULES, Check, Rule, Sense, Verdict, check_site
from layers.exercise.ground import Floats, Ground
from layers.exercise.measures import EYE_M, SMOKE_M
from layers.exercise.model import Exercise, Physics, Site, SiteKind
from layers.progress import Progress, silent
from layers.spread.rates import slope_factor

#: Cells of the raster: every this many of the ground's.
_STEP = 2
#: Candidates that are checked in full.
_TRIED = 40
#: Nobody is asked to see the start from farther.
_SEEN_M = 6_000.0
#: Suggestions lie this far apart.
_APART_M = 400.0


@dataclass(frozen=True)
class Suitability:
    """A raster of one kind of site.

    Attributes
    ----------
    kind : SiteKind
    x_m, y_m : float64, (columns,), (rows,)
        Middles of cells.
    cell_m : float
    score : float32, (rows, columns)
        Share of the rules that hold, of those that are known; nan where the place is outside all counties.
    against : mapping of rule code to int8, (rows, columns)
        1 holds, 0 fails, −1 not known: the reasons.
    """

    kind: SiteKind
    x_m: Floats
    y_m: Floats
    cell_m: float
    score: NDArray[np.float32]
    against: Mapping[str, NDArray[np.int8]]

    def why(self, x: float, y: float) -> dict[str, int]:
        """Return rule → 1, 0 or −1 at a place; empty outside."""
        column, row = int(np.abs(self.x_m - x).argmin()), int(np.abs(self.y_m - y).argmin())
        half = self.cell_m / 2.0
        if abs(self.x_m[column] - x) > half or abs(self.y_m[row] - y) > half:
            return {}
        return {code: int(values[row, column]) for code, values in self.against.items()}


def suitability(
    ground: Ground, exercise: Exercise, kind: SiteKind, sites: Sequence[Site], progress: Progress = silent
) -> Suitability:
    """Return how well each place of the window suits a kind of site.

    Parameters
    ----------
    ground : Ground
    exercise : Exercise
    kind : SiteKind
    sites : sequence of Site
        Of which the first ignition is the start.
    progress : Progress
    """
    grid = ground.grid
    rows, columns = np.arange(0, grid.rows, _STEP), np.arange(0, grid.columns, _STEP)
    x = grid.west_m + (columns + 0.5) * grid.cell_m
    y = grid.north_m - (rows + 0.5) * grid.cell_m
    xs, ys = (values.ravel() for values in np.meshgrid(x, y))
    start = next((ground.xy(one.lon, one.lat) for one in sites if one.kind is SiteKind.IGNITION), None)
    pick = np.ix_(rows, columns)
    layers = _Layers(ground, exercise, xs, ys, pick, start)
    against: dict[str, NDArray[np.int8]] = {}
    shape = (len(rows), len(columns))
    rules = [rule for rule, _ in RULES[kind]]
    for at, rule in enumerate(rules):
        found = layers.values(rule)
        progress((at + 1) / (len(rules) + 1), "exercise")
        if found is None:
            continue
        value, limit = found
        against[rule.code] = _judged(rule, value, limit).reshape(shape)
    inside = np.zeros(len(xs), dtype=bool)
    for county in ground.counties:
        shapely.prepare(county)
        inside |= shapely.intersects_xy(county, xs, ys)
    held = sum((values == 1).astype(np.float32) for values in against.values())
    known = sum((values >= 0).astype(np.float32) for values in against.values())
    with np.errstate(invalid="ignore", divide="ignore"):
        score = np.asarray(held / known, dtype=np.float32) if against else np.full(shape, np.nan, np.float32)
    score = np.where(inside.reshape(shape), score, np.nan).astype(np.float32)
    progress(1.0, "exercise")
    return Suitability(
        kind, np.asarray(x, dtype=float), np.asarray(y, dtype=float), grid.cell_m * _STEP, score, against
    )


def suggestions(
    ground: Ground,
    exercise: Exercise,
    kind: SiteKind,
    sites: Sequence[Site],
    raster: Suitability,
    *,
    count: int = 3,
    progress: Progress = silent,
) -> list[tuple[Site, tuple[Check, ...]]]:
    """Return places that suit best, each with its checks in full.

    The cells with most rules held, those nearest to the start first, no two within 400 m; the best of 40 by what
    the full checks say: fewest failures, then fewest unknown.
    """
    start = next((ground.xy(one.lon, one.lat) for one in sites if one.kind is SiteKind.IGNITION), None)
    xs, ys = np.meshgrid(raster.x_m, raster.y_m)
    middle = start or (float(raster.x_m.mean()), float(raster.y_m.mean()))
    away = np.hypot(xs - middle[0], ys - middle[1]).ravel()
    score = np.nan_to_num(raster.score, nan=-1.0).ravel()
    chosen: list[int] = []
    for cell in np.lexsort((away, -score)).tolist():
        if score[cell] < 0.0 or len(chosen) >= _TRIED:
            break
        column, row = cell % len(raster.x_m), cell // len(raster.x_m)
        place = (raster.x_m[column], raster.y_m[row])
        if all(math.hypot(place[0] - xs.ravel()[one], place[1] - ys.ravel()[one]) >= _APART_M for one in chosen):
            chosen.append(cell)
    found = []
    for at, cell in enumerate(chosen):
        lon, lat = ground.lonlat(xs.ravel()[cell : cell + 1], ys.ravel()[cell : cell + 1])
        site = Site("?", exercise.uid, kind, "", round(float(lon[0]), 6), round(float(lat[0]), 6))
        site = _snapped(ground, site)
        checks = check_site(ground, exercise, sites, site)
        found.append((site, checks))
        progress((at + 1) / len(chosen), "exercise")
    fails = [sum(check.verdict is Verdict.FAIL for check in checks) for _, checks in found]
    dark = [sum(check.verdict is Verdict.UNKNOWN for check in checks) for _, checks in found]
    order = sorted(range(len(found)), key=lambda i: (fails[i], dark[i], i))
    return [found[i] for i in order[:count]]


def _snapped(ground: Ground, site: Site) -> Site:
    """Put a site that lives by a road or water onto it, where that is nearer than two cells."""
    shapes = {
        SiteKind.WATER: np.concatenate([ground.lakes, ground.rivers]) if len(ground.lakes) else ground.rivers,
        SiteKind.CLOSED_ROAD: ground.roads,
    }.get(site.kind)
    if shapes is None or len(shapes) == 0:
        return site
    x, y = ground.xy(site.lon, site.lat)
    point = shapely.Point(x, y)
    nearest = shapes[int(shapely.distance(shapes, point).argmin())]
    if nearest.distance(point) > ground.grid.cell_m * _STEP * 2:
        return site
    onto = shapely.shortest_line(nearest, point).coords[0]
    lon, lat = ground.lonlat(np.array([onto[0]]), np.array([onto[1]]))
    return replace(site, lon=round(float(lon[0]), 6), lat=round(float(lat[0]), 6))


def _judged(rule: Rule, value: Floats, limit: Floats | float) -> NDArray[np.int8]:
    unknown = np.isnan(value) | np.isnan(limit)
    with np.errstate(invalid="ignore"):
        holds = {
            Sense.MOST: value <= limit,
            Sense.BELOW: value < limit,
            Sense.LEAST: value >= limit,
            Sense.YES: value >= 1.0,
        }[rule.sense]
    return np.where(unknown, -1, holds).astype(np.int8)


class _Layers:
    """Values of rules at many places; None for rules that need one place."""

    def __init__(
        self,
        ground: Ground,
        exercise: Exercise,
        xs: Floats,
        ys: Floats,
        pick: tuple[NDArray[np.int64], ...],
        start: tuple[float, float] | None,
    ) -> None:
        self._ground, self._exercise = ground, exercise
        self._x, self._y, self._pick, self._start = xs, ys, pick, start
        self._points = shapely.points(xs, ys)

    def values(self, rule: Rule) -> tuple[Floats, Floats | float] | None:
        """Return values and limits of a rule; None when it is not for rasters, or says nothing here."""
        made = getattr(self, f"_{rule.code}", None)
        if made is None:
            return None
        found = made()
        if found is None:
            return None
        value, limit = found
        return np.asarray(value, dtype=float), rule.limit if limit is None else limit

    def _nearest(self, shapes: NDArray[np.object_]) -> Floats:
        if len(shapes) == 0:
            return np.full(len(self._x), np.inf)
        tree = shapely.STRtree(shapes)
        (row, _), away = tree.query_nearest(self._points, return_distance=True, all_matches=False)
        found = np.full(len(self._x), np.inf)
        found[row] = away
        return found

    def _unless_known(self, value: Floats, is_known: bool, below: float = math.nan) -> Floats:
        return value if is_known else np.where(value < below, value, np.nan)

    def _slope(self) -> tuple[Floats, None]:
        slope = self._ground.slope
        return (np.full(len(self._x), np.nan) if slope is None else slope[self._pick].ravel()), None

    def _burnable(self) -> tuple[Floats, None] | None:
        if self._exercise.physics is not Physics.FIRE:
            return None
        fuel = self._ground.fuel[self._pick].ravel()
        return np.where(np.isnan(fuel), np.nan, fuel > 0.0), None

    def _in_zone(self) -> tuple[Floats, None]:
        zones = self._ground.zones
        if zones is None:
            return np.full(len(self._x), np.nan), None
        shapely.prepare(zones)
        return shapely.intersects_xy(zones, self._x, self._y).astype(float), None

    def _houses(self) -> tuple[Floats, None]:
        return self._unless_known(self._nearest(self._ground.houses), self._ground.houses_known, 500.0), None

    def _power(self) -> tuple[Floats, None]:
        return self._unless_known(self._nearest(self._ground.power), self._ground.power_known, math.inf), None

    def _road(self) -> tuple[Floats, None]:
        away = self._nearest(self._ground.roads)
        return (away if self._ground.roads_known else np.where(away <= 100.0, away, np.nan)), None

    def _on_road(self) -> tuple[Floats, None]:
        return self._nearest(self._ground.roads), None

    def _open_water(self) -> tuple[Floats, None]:
        away = np.minimum(self._nearest(self._ground.lakes), self._nearest(self._ground.rivers))
        return np.where(np.isfinite(away), away, np.nan), None

    def _envelope(self) -> tuple[Floats, None]:
        reach = self._ground.reach
        return (np.full(len(self._x), np.nan) if reach is None else reach(self._x, self._y)), None

    def _wind_side(self) -> tuple[Floats, None] | None:
        wind = self._ground.wind_from_deg
        if math.isnan(wind):
            return None
        if self._start is None:
            return np.full(len(self._x), np.nan), None
        bearing = np.degrees(np.arctan2(self._x - self._start[0], self._y - self._start[1]))
        return np.abs((bearing - wind + 180.0) % 360.0 - 180.0), None

    def _to_start(self) -> tuple[Floats, None]:
        if self._start is None:
            return np.full(len(self._x), np.nan), None
        return np.hypot(self._x - self._start[0], self._y - self._start[1]), None

    def _from_start(self) -> tuple[Floats, float]:
        return self._to_start()[0], self._exercise.number("ring_m") or 0.0

    def _both_counties(self) -> tuple[Floats, None]:
        """Minutes until the later of the counties' first, by cells of the response."""
        codes = self._exercise.counties
        if self._ground.arrive_many is None or len(codes) < 2:
            return np.full(len(self._x), np.nan), None
        found = self._ground.arrive_many(self._x, self._y, codes)
        return np.max([found[code] for code in codes], axis=0), None

    def _sight(self) -> tuple[Floats, None]:
        from layers.lookout.sight import seen_from

        ground, start = self._ground, self._start
        if ground.height_m is None or start is None:
            return np.full(len(self._x), np.nan), None
        # Who sees the smoke is whom the smoke sees.
        seen = np.zeros(ground.grid.cells, dtype=bool)
        seen[seen_from(ground.height_m, ground.grid, *start, eye_m=SMOKE_M, target_m=EYE_M, range_m=_SEEN_M)] = True
        value = np.where(seen, 0.0, -1.0).reshape(ground.height_m.shape)
        return np.where(np.isnan(ground.height_m), np.nan, value)[self._pick].ravel(), None

    def _trees(self) -> tuple[Floats, None]:
        return self._to_fuel(), None

    def _to_fuel(self) -> Floats:
        ground = self._ground
        fuel = ground.fuel
        burns = np.nan_to_num(fuel) > 0.0
        away = distance_transform_edt(~burns) * ground.grid.cell_m if burns.any() else np.full(fuel.shape, np.inf)
        away = np.maximum(away - ground.grid.cell_m / 2.0, 0.0)[self._pick].ravel()
        if len(ground.fuel_shapes):
            away = np.minimum(self._nearest(ground.fuel_shapes), np.where(away > 0.0, away + ground.grid.cell_m, 0.0))
        unknown = np.isnan(fuel[self._pick].ravel())
        return np.where(unknown & ~(away < 1.0), np.nan, away)

    def _flames(self) -> tuple[Floats, Floats] | None:
        """Distance from the fuel against four flame heights of the slope there."""
        if self._exercise.physics is not Physics.FIRE:
            return None
        typed = self._exercise.number("flame_m")
        if typed is not None:
            limit = np.full(len(self._x), flame.safe_from_flame_m(typed))
        else:
            slope = self._ground.slope
            steep = (
                np.ones(len(self._x))
                if slope is None
                else slope_factor(np.tan(np.radians(np.nan_to_num(slope[self._pick].ravel()))))
            )
            load = self._exercise.number("fuel_load_kg_m2") or math.nan
            rate = self._ground.head_m_min * np.asarray(steep)
            limit = flame.FLAMES_AWAY * 0.0775 * (flame.HEAT_KJ_KG * load * rate / 60.0) ** 0.46
        return self._to_fuel(), limit
