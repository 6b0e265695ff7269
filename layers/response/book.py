"""Response as a workbook; the words come from whoever asks for it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np

from layers.export.book import Sheet, write_book
from layers.progress import Progress, part, silent
from layers.response.measures import BANDS_MIN, depth, rows_of
from layers.response.sites import Sites
from layers.response.study import WEIGHTS, Study

Names = Mapping[str, str]
Words = Mapping[str, str]

#: What matrices and coverage are told for: of land alone nobody is helped.
_WEIGHED = ("people", "forest_ha")


def write_response(
    target: Path,
    study: Study,
    names: Names,
    words: Words,
    *,
    parts: gpd.GeoDataFrame | None = None,
    zone_names: Names | None = None,
    site_count: int = 0,
    within_min: float = 60.0,
    progress: Progress = silent,
) -> Path:
    """Write coverage, who helps whom, reinforcements, the loss of each, arrivals at zones, access, sites, notes.

    Parameters
    ----------
    target : Path
    study : Study
    names : county code → name
    words : code → words, the table ``response`` of the templates
    parts : GeoDataFrame, optional
        Parts of zones (``PART_COLUMNS``).
    zone_names : zone uid → name, optional
    site_count : int
        How many sites are suggested; 0: none.
    within_min : float
        Minutes for depth, access and sites.
    progress : Progress

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    sheets = [coverage_sheet(study, names, words, within_min)]
    sheets += [sheet for weight in _WEIGHED for sheet in aid_sheets(study, names, words, weight)]
    sheets.append(border_sheet(study, names, words, part(progress, 0.0, 0.4)))
    sheets.append(loss_sheet(study, names, words))
    if parts is not None and len(parts):
        sheets.append(zone_sheet(study, parts, names, zone_names or {}, words, part(progress, 0.4, 0.7)))
    sheets.append(access_sheet(study, names, words, within_min))
    if site_count:
        found, candidates = study.sites(within_min, site_count, part(progress, 0.8, 0.95))
        sheets.append(site_sheet(study, found, candidates, names, words, within_min))
    notes = notes_of(study, names, words)
    sheets.append(Sheet(words["notes"], ["", ""], [34, 90], notes, len(notes)))
    write_book(Path(target), sheets)
    progress(1.0, "writing")
    return Path(target)


def coverage_sheet(study: Study, names: Names, words: Words, within_min: float) -> Sheet:
    """Return what is reached in time by county, alone and together, and by how many."""
    codes = study.basis.codes
    rows: list[list[Any]] = []
    for weight in WEIGHTS:
        demand, amount = study.demand(weight)
        deep = depth(demand, amount, len(codes), within_min)
        table = study.coverage(weight, BANDS_MIN)
        for one in rows_of(table):
            code = codes[int(one.county)]
            known = not math.isnan(one.whole)
            row = [words[weight], _named(code, names), one.minutes, *map(_number, (one.whole, one.own, one.joint))]
            row += [_share(one.own, one.whole), _share(one.joint, one.whole)]
            row += [_number(float(value)) if known else "" for value in deep[int(one.county)]]
            rows.append(row)
    several = [words["reached_by"].format(count=count) for count in range(demand.own.minutes.shape[1])]
    several.append(words["reached_by_more"].format(count=demand.own.minutes.shape[1]))
    deep_heads = [f"{one} ≤ {within_min:.0f} min" for one in several]
    heads = [
        words[name] for name in ("weight", "county", "minutes", "whole", "own", "joint", "own_share", "joint_share")
    ]
    return Sheet(words["coverage"], [*heads, *deep_heads], [12, 16, 9, *[14] * 9], rows, len(rows), has_filter=True)


def aid_sheets(study: Study, names: Names, words: Words, weight: str) -> list[Sheet]:
    """Return the matrix of who helps whom, and what it comes to by county."""
    codes = study.basis.codes
    aid = study.mutual_aid(weight)
    unknown = study.unknown_of(weight) | study.unheard
    heads = [_named(code, names) for code in codes]
    rows: list[list[Any]] = [
        [head, *("" if code in unknown else _number(float(value)) for code, value in zip(codes, line, strict=True))]
        for head, line in zip(heads, aid.helped, strict=True)
    ]
    title = f"{words['helps']} · {words[weight]}"
    matrix = Sheet(title, [words["helper"], *heads], [18, *[12] * len(codes)], rows, len(rows))
    # What is saved those of whom it is not known when their own come is not known: it is in no sum.
    given = aid.helped[:, [code not in unknown for code in codes]].sum(axis=1)
    rows = [
        [
            head,
            *(
                ("", "", "", "")
                if code in unknown
                else (
                    _number(aid.benefit[at]),
                    _number(float(given[at])),
                    _number(aid.mean_saved_min[at]),
                    _number(aid.weight[at]),
                )
            ),
        ]
        for at, (code, head) in enumerate(zip(codes, heads, strict=True))
    ]
    columns = [words[name] for name in ("county", "received", "given", "mean_saved", "whole")]
    by_county = Sheet(f"{words['saved']} · {words[weight]}", columns, [18, 18, 18, 18, 14], rows, len(rows))
    return [matrix, by_county]


def border_sheet(study: Study, names: Names, words: Words, progress: Progress = silent) -> Sheet:
    """Return the reinforcements of each line."""
    who = study.travel.land.who
    rows: list[list[Any]] = []
    for one in rows_of(study.reinforcements(progress)):
        low, high = study.basis.borders[int(one.pair)].pair
        team = who.iloc[int(one.who)]
        rows.append(
            [
                f"{_named(low, names)}–{_named(high, names)}",
                team["name"],
                words[str(team["role"])],
                _named(str(team["county"]), names),
                _number(float(team["strength"])),
                _number(one.minutes),
                _number(one.turnout_min),
                _number(one.road_min),
                _number(one.foot_min),
                team["contact"],
                team["phone"],
            ]
        )
    heads = ("line", "who", "kind", "county", "strength", "minutes", "turnout", "road", "foot", "contact", "phone")
    widths = [24, 30, 10, 16, 9, 9, 9, 9, 9, 14, 16]
    return Sheet(words["borders"], [words[one] for one in heads], widths, rows, len(rows), has_filter=True)


def loss_sheet(study: Study, names: Names, words: Words) -> Sheet:
    """Return what the loss of each responder costs, the dearest first."""
    who = study.travel.land.who
    table = study.without_each("people", BANDS_MIN)
    cost = (table["first_for"] * table["later_min"].fillna(0.0)).to_numpy()
    rows = [
        [
            who["name"].iloc[at],
            words[str(who["role"].iloc[at])],
            _named(str(who["county"].iloc[at]), names),
            *(_number(float(value)) for value in table.iloc[at]),
        ]
        for at in np.argsort(-cost, kind="stable").tolist()
    ]
    heads = [words[name] for name in ("who", "kind", "county", "first_for", "later")]
    heads += [words["lost"].format(minutes=f"{band:.0f}") for band in BANDS_MIN]
    return Sheet(words["loss"], heads, [30, 10, 16, *[16] * 6], rows, len(rows), has_filter=True)


def zone_sheet(
    study: Study, parts: gpd.GeoDataFrame, names: Names, zone_names: Names, words: Words, progress: Progress = silent
) -> Sheet:
    """Return who comes first, second and third to each part of each zone, of either side."""
    found = study.arrivals_at(parts, progress)
    who = study.travel.land.who["name"].tolist()
    rows: list[list[Any]] = []
    for at, (zone, code) in enumerate(zip(parts["zone_uid"], parts["county"], strict=True)):
        row: list[Any] = [zone_names.get(zone, zone), _named(code, names)]
        for side in (found.own, found.across):
            for minutes, one in zip(side.minutes[at].tolist(), side.who[at].tolist(), strict=True):
                row += [who[one], _number(minutes)] if one >= 0 else ["", ""]
        rows.append(row)
    turns = range(1, found.own.minutes.shape[1] + 1)
    heads = [words["zone"], words["county"]]
    for whose in ("own", "across"):
        for turn in turns:
            heads += [words[f"{whose}_turn"].format(turn=turn), words["minutes"]]
    return Sheet(words["zones"], heads, [22, 14, *[24, 9] * (2 * len(turns))], rows, len(rows), has_filter=True)


def access_sheet(study: Study, names: Names, words: Words, within_min: float) -> Sheet:
    """Return how many of the teams' people there are for a thousand at each place."""
    access, _ = study.catchments(within_min)
    hurt = study.basis.hurt
    people = study.basis.people
    rows = [
        [name, _named(str(code), names), _number(float(people[at])), _number(1000.0 * float(access[at]))]
        for at, (name, code) in enumerate(zip(hurt["name"], hurt["county"], strict=True))
        if people[at] > 0.0
    ]
    heads = [words["place"], words["county"], words["people"], words["access"].format(minutes=f"{within_min:.0f}")]
    return Sheet(words["accesses"], heads, [24, 16, 12, 30], rows, len(rows), has_filter=True)


def site_sheet(study: Study, found: Sites, candidates: Any, names: Names, words: Words, within_min: float) -> Sheet:
    """Return suggested sites and the people each reaches newly."""
    hurt = study.basis.hurt.iloc[candidates]
    rows = [
        [hurt["name"].iloc[one], _named(str(hurt["county"].iloc[one]), names), _number(gain)]
        for one, gain in zip(found.chosen, found.gained, strict=True)
    ]
    rows.append([words["exact" if found.is_exact else "greedy"], "", ""])
    heads = [words["site"], words["county"], words["gained"].format(minutes=f"{within_min:.0f}")]
    return Sheet(words["sites"], heads, [30, 16, 30], rows, len(rows))


def notes_of(study: Study, names: Names, words: Words) -> list[list[Any]]:
    """Return what it was worked out with, and what is not known."""
    land, basis = study.travel.land, study.basis
    settings = land.settings

    def listed(codes: frozenset[str]) -> str:
        return ", ".join(_named(code, names) for code in sorted(codes)) or "—"

    speeds = ", ".join(f"{words[f'road_{kind.value}']} {speed:g}" for kind, speed in settings.speeds_kmh.items())
    depot, team = f"{settings.depot_turnout_min:g}", f"{settings.team_turnout_min:g}"
    turnout = words["turnout_value"].format(depot=depot, team=team)
    closed = [str(name) or "—" for name in land.closed["name"]] + ["—"] * len(study.travel.closed)
    return [
        [words["method"], words["method_value"]],
        [words["speeds"], f"{speeds} km/h"],
        [words["walking"], words["walking_value"].format(
            path=f"{settings.off_path_factor:g}", load=f"{settings.load_factor:g}", steep=f"{settings.steep_deg:g}",
            ford=f"{settings.ford_width_m:g}",
        )],
        [words["turnout"], turnout],
        [words["cells"], f"{settings.cell_m:g} m; {settings.limit_min:g} min"],
        [words["roads"], f"{land.roads.length_m / 1000.0:.0f} km"],
        [words["terrain"], words["known" if land.has_height else "level"]],
        [words["closed"], f"{len(closed)}: {', '.join(closed)}" if closed else "—"],
        [words["roads_unknown"], listed(basis.roads_silent)],
        [words["people_unknown"], listed(basis.people_silent)],
        *([words[f"{role.value}_unknown"], listed(codes)] for role, codes in land.silent.items()),
    ]  # fmt: skip


def _named(code: str, names: Names) -> str:
    return names.get(code, code)


def _number(value: float) -> float | str:
    return round(float(value), 3) if math.isfinite(value) else ""


def _share(part_of: float, whole: float) -> float | str:
    return round(part_of / whole, 4) if math.isfinite(part_of / whole if whole > 0.0 else math.nan) else ""


def weighed() -> Sequence[str]:
    """Return the weights matrices are told for."""
    return _WEIGHED
