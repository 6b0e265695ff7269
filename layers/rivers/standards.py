"""Flood standards across county lines: both banks of a bordering reach, and the two sides of a section.

T is the return period in years (年一遇).  Where no levee is recorded or its standard is not given, T is unknown, and
never a standard of zero.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers import crs
from layers.exposure.location import county_of
from layers.hazards.river_course import Elements, edges
from layers.hazards.river_runs import Crossing
from layers.kinds import ReachType
from layers.rivers.sections import flow_at, reach_at
from layers.rivers.settings import RiverSettings

if TYPE_CHECKING:
    from layers.rivers.land import RiverLand

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

#: A bank is looked at every so many metres.
STEP_M = 50.0

#: Columns of :func:`mismatches`.
MISMATCH_COLUMNS = (
    "kind",  # ReachType value: bordering, crossing
    "bank",  # of a crossing "left" or "right"; "" for a bordering reach, which has both
    "name",  # of the river
    "county_a",  # left bank; of a crossing the side the water comes from
    "county_b",
    "standard_a",  # float, years; nan unknown
    "standard_b",
    "difference",  # |a − b|
    "ratio",  # max/min
    "severity",  # Severity value
    "weaker",  # county code of the lower standard; "" when equal or unknown
    "chance_a",  # of at least one exceedance in ``exceedance_years`` years, 0–1
    "chance_b",
    "only_weaker",  # per year: a flood that overtops only the weaker side
    "pushed_down",  # bool: at a section, the downstream side is the weaker one
    "direction_known",  # else a and b are the sides along the line as drawn
    "start_m",  # running measure, to put rows in order
    "length_m",  # of river; 0 for a section
    "people",  # known people beside it in the weaker county, nan when none is known
    "people_unknown",  # places there without a figure
    "geometry",  # LineString or Point, EPSG:4490
)


class Severity(StrEnum):
    """How far two standards are apart."""

    NONE = "none"
    YELLOW = "yellow"
    ORANGE = "orange"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Mismatch:
    """Two standards compared: years, ratio, severity and yearly probability that only the weaker is overtopped."""

    difference: float
    ratio: float
    severity: Severity
    only_weaker: float


def exceedance(standard_years: float, years: float) -> float:
    """Return the probability of at least one flood above a standard T in n years: 1 − (1 − 1/T)^n; nan unknown."""
    if not standard_years >= 1.0:
        return math.nan
    return float(1.0 - (1.0 - 1.0 / standard_years) ** years)


def compare(a_years: float, b_years: float, settings: RiverSettings | None = None) -> Mismatch:
    """Compare two standards; the severities are ours [P], the probabilities those of docs/method, Rivers.

    The same flood stands on both sides, so only the weaker is overtopped with the probability 1/T_low − 1/T_high a
    year.  Severity by the ratio: yellow from 1.5, orange from 2.5 [P].
    """
    settings = settings or RiverSettings()
    if not (a_years >= 1.0 and b_years >= 1.0):
        return Mismatch(math.nan, math.nan, Severity.UNKNOWN, math.nan)
    low, high = min(a_years, b_years), max(a_years, b_years)
    ratio = high / low
    severity = Severity.NONE
    if ratio >= settings.orange_ratio:
        severity = Severity.ORANGE
    elif ratio >= settings.yellow_ratio:
        severity = Severity.YELLOW
    return Mismatch(high - low, ratio, severity, 1.0 / low - 1.0 / high)


def mismatches(land: RiverLand, settings: RiverSettings) -> gpd.GeoDataFrame:
    """Compare the standards on both banks of bordering reaches and across sections between counties.

    Parameters
    ----------
    land : RiverLand
        Levees count for the river and bank whose normal meets them first within ``settings.levee_near_m``.
    settings : RiverSettings
        At a section, each bank's nearest known standard within ``section_m`` to both sides is compared.

    Returns
    -------
    GeoDataFrame
        Columns :data:`MISMATCH_COLUMNS`, the gravest first, then those with most people on the weaker side; what is
        unknown comes last.  A bordering reach has one row for each stretch of equal standards; they sum to it.
    """
    banks = _Banks(land, settings)
    rows = [*_bordering(land, banks, settings), *_sections(land, banks, settings)]
    frame = pd.DataFrame(rows, columns=list(MISMATCH_COLUMNS))
    shapes = crs.transform(frame["geometry"].to_numpy(dtype=object), land.network.course.metric, crs.STORAGE_CRS)
    found = gpd.GeoDataFrame(frame.drop(columns="geometry"), geometry=gpd.GeoSeries(list(shapes), crs=crs.STORAGE_CRS))
    order = {Severity.ORANGE.value: 0, Severity.YELLOW.value: 1, Severity.NONE.value: 2, Severity.UNKNOWN.value: 3}
    found = found.assign(rank=found["severity"].map(order), crowd=-found["people"].astype(float).fillna(0.0))
    found = found.sort_values(["rank", "crowd", "name", "start_m"], kind="stable", ignore_index=True)
    return found[list(MISMATCH_COLUMNS)]


class _Banks:
    """The standard on the left and the right of short elements of the rivers, along the lines as drawn."""

    def __init__(self, land: RiverLand, settings: RiverSettings) -> None:
        course = land.network.course
        self.elements: Elements = edges(course).halved(STEP_M)
        levees = land.levees[land.levees.geometry.notna()]
        years = pd.to_numeric(levees["flood_standard_years"], errors="coerce").to_numpy(dtype=float)
        shapes = crs.transform(levees.geometry.to_numpy(dtype=object), crs.STORAGE_CRS, course.metric)
        self.left, self.left_in = _standards(land, self.elements, shapes, years, settings.levee_near_m)
        self.right, self.right_in = _standards(land, self.elements, shapes, years, -settings.levee_near_m)

    def within(self, start: float, end: float) -> slice:
        """Return the elements whose middle lies between two running measures."""
        low, high = np.searchsorted(self.elements.middle, [start, end])
        return slice(int(low), int(high))


def _standards(
    land: RiverLand, elements: Elements, levees: NDArray[np.object_], years: FloatArray, reach_m: float
) -> tuple[FloatArray, NDArray[np.object_]]:
    """Return the standard of the first levee that the normal of each element meets, and the county it stands in there.

    The standard is nan when none is met or it has none; the county is "" then, and outside all.
    """
    found = np.full(len(elements.start), np.nan)
    county = np.full(len(elements.start), "", dtype=object)
    if len(levees) == 0 or len(found) == 0:
        return found, county
    course = land.network.course
    x0, y0 = course.at(elements.start)
    x1, y1 = course.at(elements.end)
    x, y = course.at(elements.middle)
    scale = reach_m / np.maximum(np.hypot(x1 - x0, y1 - y0), 1e-9)
    far = np.column_stack([x - (y1 - y0) * scale, y + (x1 - x0) * scale])
    near = np.column_stack([x, y])
    rays = np.asarray(shapely.linestrings(np.stack([near, far], axis=1)), dtype=object)
    ray, levee = shapely.STRtree(levees).query(rays, predicate="intersects")
    middle = shapely.points(near)
    met = shapely.intersection(rays[ray], levees[levee])
    away = shapely.distance(met, middle[ray])
    order = np.lexsort([levee, np.round(away, 3), ray])
    ray, levee, away = ray[order], levee[order], away[order]
    first = np.append(True, ray[1:] != ray[:-1]) if len(ray) else np.zeros(0, dtype=bool)
    ray, levee, away = ray[first], levee[first], away[first]
    found[ray] = years[levee]
    places = shapely.line_interpolate_point(rays[ray], away)
    county[ray] = county_of(np.asarray(places, dtype=object), land.counties.to_crs(epsg=land.epsg))
    found[~(found >= 1.0)] = np.nan
    return found, county


def _runs(a: FloatArray, b: FloatArray) -> Iterator[tuple[int, int]]:
    """Yield first and one past the last of each stretch with the same two standards; unknown equals unknown."""
    if len(a) == 0:
        return
    pair = np.nan_to_num(np.column_stack([a, b]), nan=-1.0)
    first = np.flatnonzero(np.append(True, (pair[1:] != pair[:-1]).any(axis=1)))
    yield from zip(first.tolist(), np.append(first[1:], len(a)).tolist(), strict=True)


def _bordering(land: RiverLand, banks: _Banks, settings: RiverSettings) -> Iterator[dict[str, object]]:
    for reach, line in zip(land.located.reaches, land.located.line, strict=True):
        if reach.kind is not ReachType.BORDERING or "" in (reach.left, reach.right):
            continue
        inside = banks.within(reach.start, reach.end)
        left, right = banks.left[inside], banks.right[inside]
        known, forward = flow_at(land, (reach.start + reach.end) / 2.0)
        for first, last in _runs(left, right):
            begin = reach.start if first == 0 else float(banks.elements.start[inside][first])
            end = reach.end if last == len(left) else float(banks.elements.start[inside][last])
            shape = land.network.course.lines(np.array([begin]), np.array([end]))[0]
            sides = [(reach.left, float(left[first])), (reach.right, float(right[first]))]
            row = _row(land, settings, ReachType.BORDERING, sides if forward else sides[::-1], shape)
            yield row | {
                "name": str(land.located.lines["name"].iloc[int(line)]),
                "direction_known": known,
                "start_m": begin,
                "length_m": end - begin,
            }


def _sections(land: RiverLand, banks: _Banks, settings: RiverSettings) -> Iterator[dict[str, object]]:
    course = land.network.course
    for crossing, line in zip(land.located.crossings, land.located.crossing_line, strict=True):
        if "" in (*crossing.before, *crossing.after):
            continue
        low = max(crossing.at - settings.section_m, float(course.measure[course.first[line]]))
        high = min(crossing.at + settings.section_m, float(course.measure[course.last[line]]))
        before, after = banks.within(low, crossing.at), banks.within(crossing.at, high)
        known, forward = flow_at(land, crossing.at)
        point = course.points(np.array([crossing.at]))[0]
        for bank, standard, stands_in in (
            ("left", banks.left, banks.left_in),
            ("right", banks.right, banks.right_in),
        ):
            one, other = (_of_bank(crossing, bank, land, before_side=side) for side in (True, False))
            sides = [
                (one, _nearest(standard[before][::-1], stands_in[before][::-1], one)),
                (other, _nearest(standard[after], stands_in[after], other)),
            ]
            named = bank if forward else {"left": "right", "right": "left"}[bank]
            row = _row(land, settings, ReachType.CROSSING, sides if forward else sides[::-1], point)
            yield row | {
                "bank": named,
                "name": str(land.located.lines["name"].iloc[int(line)]),
                "direction_known": known,
                "start_m": crossing.at,
                "pushed_down": known and row["weaker"] == row["county_b"] != "",
            }


def _of_bank(crossing: Crossing, bank: str, land: RiverLand, *, before_side: bool) -> str:
    """Return the county of a bank on one side of a section: of a bordering reach the one that lies there."""
    holders = crossing.before if before_side else crossing.after
    if len(holders) == 1:
        return holders[0]
    reach = reach_at(land, crossing.at + (-1.0 if before_side else 1.0))
    return reach.left if bank == "left" else reach.right


def _nearest(standards: FloatArray, stands_in: NDArray[np.object_], county: str) -> float:
    """Return the first known standard of a county's own levees, in order of distance from a section; nan when none is.

    A levee goes on a little beyond a line that the river crosses aslant, and its standard is not the other county's.
    """
    known = standards[np.isfinite(standards) & (stands_in == county)]
    return float(known[0]) if len(known) else math.nan


def _row(
    land: RiverLand,
    settings: RiverSettings,
    kind: ReachType,
    sides: list[tuple[str, float]],
    shape: shapely.Geometry,
) -> dict[str, object]:
    (county_a, a), (county_b, b) = sides
    found = compare(a, b, settings)
    weaker = "" if math.isnan(found.ratio) or a == b else (county_a if a < b else county_b)
    people, unknown = _people(land, settings, shape, weaker)
    return {
        "kind": kind.value,
        "bank": "",
        "name": "",
        "county_a": county_a,
        "county_b": county_b,
        "standard_a": a,
        "standard_b": b,
        "difference": found.difference,
        "ratio": found.ratio,
        "severity": found.severity.value,
        "weaker": weaker,
        "chance_a": exceedance(a, settings.exceedance_years),
        "chance_b": exceedance(b, settings.exceedance_years),
        "only_weaker": found.only_weaker,
        "pushed_down": False,
        "direction_known": False,
        "start_m": math.nan,
        "length_m": 0.0,
        "people": people,
        "people_unknown": unknown,
        "geometry": shape,
    }


def _people(land: RiverLand, settings: RiverSettings, shape: shapely.Geometry, county: str) -> tuple[float, int]:
    """Return the known people of the weaker county beside a stretch, and how many places have no figure."""
    from layers.rivers.spill import known_people

    mine = land.places[land.places["county"] == county] if county else land.places.iloc[:0]
    if len(mine) == 0:
        return math.nan, 0
    points = crs.transform(mine.geometry.to_numpy(dtype=object), crs.STORAGE_CRS, land.network.course.metric)
    beside = mine[shapely.dwithin(points, shape, settings.near_m)]
    return known_people(beside)
