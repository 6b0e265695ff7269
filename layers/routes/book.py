"""Patrols as a workbook: routes, woods, effort, forces, roster, entrances, firebreaks; words come from the caller."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from layers.crs import STORAGE_CRS, transform
from layers.export.book import Sheet, write_book
from layers.progress import Progress, silent
from layers.response.settings import RoadClass
from layers.routes.effort import Effort
from layers.routes.forces import RULES, DangerLevel, Forces, LevelRule, Load, Turn, forces, roster
from layers.routes.study import PatrolStudy
from layers.routes.suggesting import SuggestedRoute

Names = Mapping[str, str]
Words = Mapping[str, str]

#: Classes whose word is another than their value: "county" is the heading of counties.
_ROAD_WORDS = {RoadClass.COUNTY: "county_road"}


def write_patrols(
    target: Path,
    found: PatrolStudy,
    names: Names,
    words: Words,
    *,
    level: DangerLevel = DangerLevel.YELLOW,
    first: date,
    days: int = 28,
    rules: Mapping[DangerLevel, LevelRule] = RULES,
    efforts: Sequence[Effort] | None = None,
    suggested: Sequence[SuggestedRoute] = (),
    progress: Progress = silent,
) -> Path:
    """Write everything about a plan's patrols.

    Parameters
    ----------
    target : Path
    found : PatrolStudy
    names : county code → name
    words : code → words, the table ``patrols`` of the templates
    level : DangerLevel
        Whose roster is written.
    first : date
        The roster's first day.
    days : int
    rules : mapping of DangerLevel to LevelRule
    efforts : sequence of Effort, optional
        What was walked, by route.
    suggested : sequence of SuggestedRoute
    progress : Progress

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    sheets = [route_sheet(found, names, words), woods_sheet(found, names, words)]
    if efforts is not None:
        sheets.append(effort_sheet(found, efforts, words))
    sheets += [
        force_sheet(found, names, words, rules),
        village_sheet(found, names, words),
        roster_sheet(found, names, words, turns_of(found, rules[level], first=first, days=days)),
        entrance_sheet(found, names, words),
        break_sheet(found, names, words),
    ]
    if suggested:
        sheets.append(suggestion_sheet(found, suggested, names, words))
    notes = notes_of(found, words, level, rules)
    sheets.append(Sheet(words["notes"], ["", ""], [34, 90], notes, len(notes)))
    write_book(Path(target), sheets)
    progress(1.0, "writing")
    return Path(target)


def loads_of(found: PatrolStudy) -> list[Load]:
    """Return the routes as loads: a round is there and back on foot, or driven once where all of it lies on roads."""
    return [
        Load(
            one.name or one.uid,
            found.codes[one.county] if one.county >= 0 else "",
            one.team,
            one.figures.drive_min
            if math.isfinite(one.figures.drive_min)
            else one.figures.foot_min + one.figures.foot_back_min,
        )
        for one in found.routes
    ]


def turns_of(found: PatrolStudy, rule: LevelRule, *, first: date, days: int) -> list[Turn]:
    """Return the roster of a plan's routes and teams."""
    return roster(loads_of(found), found.teams, rule, first=first, days=days)


def forces_of(found: PatrolStudy, rules: Mapping[DangerLevel, LevelRule]) -> dict[tuple[str, DangerLevel], Forces]:
    """Return what each side with routes, woods or entrances needs at each level; by county code."""
    watched = found.by_county().set_index("county")["watched_ha"]
    loads = loads_of(found)
    out = {}
    for row, code in enumerate(found.codes):
        own = [one for one in loads if one.county == code]
        woods = float(watched.get(row, 0.0))
        posts = sum(_county_at(found, one.x_m, one.y_m) == row for one in found.entrances)
        if not own and not woods > 0.0 and not posts:
            continue
        for level, rule in rules.items():
            out[(code, level)] = forces(
                own, rule, woods_ha=woods, ranger_ha=found.settings.ranger_ha, checkpoints=posts
            )
    return out


def route_sheet(found: PatrolStudy, names: Names, words: Words) -> Sheet:
    """Return every route with its figures."""
    rows = []
    for one in found.routes:
        told = one.figures
        met = words["list_separator"].join(
            words["handover_at"].format(name=at.name or words["crossing"], km=f"{at.along_m / 1000.0:.1f}")
            for at in told.handovers
        )
        rows.append(
            [
                one.name or words["nameless"],
                _county(found, one.county, names, words),
                one.team or words["nobody"],
                round(told.length_m / 1000.0, 2),
                _figure(told.climb_m, 0, words),
                _figure(told.fall_m, 0, words),
                round(told.foot_min),
                round(told.foot_back_min),
                _figure(told.drive_min, 0, words) if math.isfinite(told.drive_min) else words["not_driven"],
                round(100.0 * told.on_road, 0),
                met,
            ]
        )
    heads = [
        "route",
        "county",
        "team",
        "length_km",
        "climb_m",
        "fall_m",
        "foot_min",
        "back_min",
        "drive_min",
        "on_road",
        "handovers",
    ]
    return Sheet(
        words["routes"], [words[name] for name in heads], [24, 16, 18, *[11] * 7, 50], rows, len(rows), has_filter=True
    )


def woods_sheet(found: PatrolStudy, names: Names, words: Words) -> Sheet:
    """Return how much of each county's woods in the areas the routes pass, and where both sides pass."""
    figures = ("watched_ha", "seen_ha", "own_ha", "across_only_ha", "twice_ha", "blind_ha")
    rows: list[list[Any]] = []
    for one in found.by_county().to_dict("records"):
        if not one["watched_ha"] > 0.0 and math.isfinite(one["watched_ha"]):
            continue
        share = one["seen_ha"] / one["watched_ha"] if one["watched_ha"] > 0.0 else math.nan
        rows.append(
            [
                _county(found, int(one["county"]), names, words),
                *(_figure(one[name], 1, words) for name in figures),
                _figure(100.0 * share, 1, words),
            ]
        )
    heads = [words["county"], *(words[name] for name in figures), words["seen_share"]]
    return Sheet(words["woods"], heads, [16, *[16] * 7], rows, len(rows), has_filter=True)


def effort_sheet(found: PatrolStudy, efforts: Sequence[Effort], words: Words) -> Sheet:
    """Return what was walked of each route, and what was missed."""
    rows = []
    for route, one in zip(found.routes, efforts, strict=True):
        missed = [part for part in shapely.get_parts(np.array([one.missed], dtype=object)) if not part.is_empty]
        told = words["list_separator"].join(
            words["missed_from"].format(
                start=f"{route.line.project(shapely.Point(part.coords[0])) / 1000.0:.1f}",
                end=f"{route.line.project(shapely.Point(part.coords[-1])) / 1000.0:.1f}",
            )
            for part in missed
        )
        rows.append(
            [
                route.name or words["nameless"],
                round(100.0 * one.covered, 1),
                one.rounds,
                len(one.visits),
                one.last or words["unknown"],
                round(float(one.missed.length) / 1000.0, 2),
                told,
            ]
        )
    heads = ["route", "covered", "rounds", "tracks", "last", "missed_km", "missed"]
    return Sheet(
        words["effort"], [words[name] for name in heads], [24, 12, 10, 10, 24, 14, 50], rows, len(rows), has_filter=True
    )


def force_sheet(found: PatrolStudy, names: Names, words: Words, rules: Mapping[DangerLevel, LevelRule]) -> Sheet:
    """Return what each side needs at each level."""
    rows = [
        [
            names.get(code, code),
            words[f"level_{level.value}"],
            rules[level].rounds_per_week,
            round(one.hours, 1),
            one.walkers,
            one.by_load,
            one.at_checkpoints,
            one.rangers,
            words["yes"] if rules[level].forward else words["no"],
            rules[level].contact_hours,
        ]
        for (code, level), one in forces_of(found, rules).items()
    ]
    heads = [
        "county",
        "level",
        "rounds_per_week",
        "hours",
        "walkers",
        "by_load",
        "at_checkpoints",
        "rangers",
        "forward",
        "contact_hours",
    ]
    return Sheet(
        words["forces"], [words[name] for name in heads], [16, 12, *[14] * 8], rows, len(rows), has_filter=True
    )


def roster_sheet(found: PatrolStudy, names: Names, words: Words, turns: Sequence[Turn]) -> Sheet:
    """Return who walks which route on which day."""
    county = {one.name or one.uid: one.county for one in found.routes}
    rows = [
        [one.day, one.route, _county(found, county.get(one.route, -1), names, words), one.team or words["nobody"]]
        for one in turns
    ]
    heads = [words[name] for name in ("day", "route", "county", "team")]
    return Sheet(words["roster"], heads, [14, 24, 16, 24], rows, len(rows), has_filter=True)


def village_sheet(found: PatrolStudy, names: Names, words: Words) -> Sheet:
    """Return the villages in and around the areas, with who walks nearest."""
    rows = []
    for one in found.villages.itertuples():
        route = found.routes[one.route] if one.route >= 0 else None
        rows.append(
            [
                one.name or words["nameless"],
                _county(found, one.county, names, words),
                _figure(one.people, 0, words),
                words["nobody"] if route is None else route.name or words["nameless"],
                words["nobody"] if route is None else route.team or words["nobody"],
                _figure(one.distance_m / 1000.0, 2, words),
            ]
        )
    heads = [words[name] for name in ("village", "county", "people", "route", "team", "distance_km")]
    return Sheet(words["villages"], heads, [20, 16, 10, 24, 20, 14], rows, len(rows), has_filter=True)


def suggestion_sheet(found: PatrolStudy, suggested: Sequence[SuggestedRoute], names: Names, words: Words) -> Sheet:
    """Return suggested routes; each counts what no route and no suggestion before it passes."""
    rows = []
    for at, one in enumerate(suggested):
        shares = np.array(one.gained_by_county_ha)
        order = [int(row) for row in np.argsort(-shares, kind="stable") if shares[row] > 0.05]
        by = (f"{_county(found, row, names, words)} {shares[row]:.0f} hm²" for row in order)
        told = words["list_separator"].join(by)
        lon, lat = _degrees(found, [one.line.coords[0], one.line.coords[-1]])
        ends = [round(value, 6) for pair in zip(lon, lat, strict=True) for value in pair]
        rows.append([at + 1, round(one.length_m / 1000.0, 2), round(one.gained_ha, 1), told, *ends])
    heads = ("number", "length_km", "gained_ha", "gained_by", "from_lon", "from_lat", "to_lon", "to_lat")
    widths = [8, 12, 16, 40, 12, 12, 12, 12]
    return Sheet(words["suggested"], [words[name] for name in heads], widths, rows, len(rows), has_filter=True)


def entrance_sheet(found: PatrolStudy, names: Names, words: Words) -> Sheet:
    """Return where roads enter the areas, those by which most comes in first."""
    lon, lat = _degrees(found, [(one.x_m, one.y_m) for one in found.entrances])
    rows = []
    for at, one in enumerate(found.entrances):
        told = words["list_separator"].join(
            words["road_of"].format(name=name or words["nameless"], kind=words[_ROAD_WORDS.get(kind, kind.value)])
            for name, kind in one.roads
        )
        rows.append(
            [
                at + 1,
                str(found.areas["name"].iloc[one.area]),
                _county(found, _county_at(found, one.x_m, one.y_m), names, words),
                round(lon[at], 6),
                round(lat[at], 6),
                told,
                one.weight,
                one.held or words["nobody"],
            ]
        )
    heads = ["number", "area", "county", "lon", "lat", "roads", "weight", "held"]
    return Sheet(
        words["entrances"],
        [words[name] for name in heads],
        [8, 24, 16, 12, 12, 40, 10, 20],
        rows,
        len(rows),
        has_filter=True,
    )


def break_sheet(found: PatrolStudy, names: Names, words: Words) -> Sheet:
    """Return gaps of firebreaks along the lines, the longest first."""
    lon, lat = _degrees(found, [one.line.interpolate(0.5, normalized=True).coords[0] for one in found.gaps])
    rows = []
    for at, one in enumerate(found.gaps):
        a, b = found.borders[one.segment]
        border = f"{names.get(a, a)}–{names.get(b, b)}"
        rows.append([at + 1, border, round(one.length_m), round(lon[at], 6), round(lat[at], 6)])
    heads = [words[name] for name in ("number", "border", "gap_m", "lon", "lat")]
    return Sheet(words["breaks"], heads, [8, 30, 12, 12, 12], rows, len(rows), has_filter=True)


def notes_of(
    found: PatrolStudy, words: Words, level: DangerLevel, rules: Mapping[DangerLevel, LevelRule]
) -> list[list[Any]]:
    """Return what the figures rest on, and what is not known."""
    settings = found.settings
    woods, protected = (sum(one[k] for one in found.lengths) for k in (0, 1))
    rows: list[list[Any]] = [
        [words["watched"], words["zones"] if found.is_zones else words["areas"]],
        [words["detection_m"], settings.detection_m],
        [words["pace_share"], settings.pace_share],
        [words["ranger_ha"], settings.ranger_ha],
        [words["shown_level"], words[f"level_{level.value}"]],
        [words["woods_km"], round(woods / 1000.0, 1)],
        [words["protected_km"], round(protected / 1000.0, 1)],
        [words["rules"], words["rules_text"]],
        [words["checkpoint_law"], words["checkpoint_law_text"]],
    ]
    if not found.has_terrain:
        rows.append([words["terrain"], words["no_terrain"]])
    if not found.has_roads:
        rows.append([words["roads"], words["no_roads"]])
    return rows


def _county(found: PatrolStudy, row: int, names: Names, words: Words) -> str:
    return words["outside"] if row < 0 else names.get(found.codes[row], found.codes[row])


def _county_at(found: PatrolStudy, x_m: float, y_m: float) -> int:
    inside = np.flatnonzero(shapely.intersects_xy(found.counties.geometry.to_numpy(), x_m, y_m))
    return int(inside[0]) if len(inside) else -1


def _degrees(found: PatrolStudy, places: Sequence[tuple[float, ...]]) -> tuple[list[float], list[float]]:
    if not places:
        return [], []
    points = np.array([shapely.Point(one[0], one[1]) for one in places], dtype=object)
    lon, lat = shapely.get_coordinates(transform(points, f"EPSG:{found.epsg}", STORAGE_CRS)).T
    return lon.tolist(), lat.tolist()


def _figure(value: float, digits: int, words: Words) -> float | str:
    return round(float(value), digits) if math.isfinite(value) else words["unknown"]
