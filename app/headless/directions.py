"""``directions PLAN``: from where fire can come to villages, by county of origin, when only fuel is known."""

from __future__ import annotations

import argparse
import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

from app import direction_words
from app.headless.console import Exit, console_progress, say, start_qt, warn
from app.headless.weather import place_of
from app.qtcore import tr

if TYPE_CHECKING:
    from layers.spread.directions import DirectionLand, Directions

#: Villages told on the console; all of them are in the workbook and in ``--json``.
_MOST_TOLD = 20


def run(arguments: argparse.Namespace) -> int:
    """Work out the directions, write the workbook; the plan is only read."""
    start_qt(arguments.lang)
    from layers import workflow
    from layers.plan.store import PlanStore
    from layers.spread.beverly import DirectionSettings
    from layers.spread.direction_book import write_directions
    from layers.spread.directions import direction_land, directions, village_directions

    try:
        at = place_of(arguments) if arguments.at else None
        if arguments.out is not None and arguments.out.suffix.lower() != ".xlsx":
            text = tr("{value}: no such format; use some of {known}").format(value=arguments.out, known=".xlsx")
            raise ValueError(text)
        if arguments.distance < 3.0:
            raise ValueError(
                tr("{option} {value}: that is not possible").format(option="--distance", value=arguments.distance)
            )
    except ValueError as error:
        warn(str(error))
        return Exit.USAGE
    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        land = direction_land(
            store,
            DirectionSettings(distance_m=arguments.distance),
            around=at,
            with_grass=not arguments.without_grass,
            progress=console_progress(tr("Reading the land")),
        )
        names = workflow.county_names(store)
    if at is not None:
        found = [directions(land, *at, name=arguments.at)]
    else:
        chosen = _villages(land, arguments.village)
        if chosen is not None and not chosen:
            warn(tr("No village of the plan is called {name}.").format(name=", ".join(arguments.village)))
            return Exit.BAD_INPUT
        found = village_directions(land, chosen, progress=console_progress(tr("Looking around villages")))
    if arguments.out is not None:
        notes = direction_words.notes(land, names)
        warn(str(write_directions(arguments.out, land, found, names, direction_words.book_words(), notes)))
    if arguments.json:
        told = [_data(land, one) for one in found]
        say(json.dumps(told, ensure_ascii=False, indent=2, allow_nan=False))
    else:
        _print(land, found, names)
    return Exit.OK


def _villages(land: DirectionLand, wanted: list[str]) -> list[str] | None:
    """Return the uids of the villages that were named; None for all."""
    if not wanted:
        return None
    return [str(uid) for uid in land.villages.loc[land.villages["name"].isin(wanted), "uid"]]


def _print(land: DirectionLand, found: list[Directions], names: dict[str, str]) -> None:
    told = sorted(found, key=lambda one: -int(one.full.sum()))
    for one in told[:_MOST_TOLD]:
        county = names.get(one.county, one.county)
        say(f"{one.name} ({county})" if county else one.name)
        for text in direction_words.summary(land, one, names):
            say("    " + text)
        for row, by_depth in one.by_county().items():
            degrees = ", ".join(
                f"{km / 1000:g} km {value:g}°" for km, value in zip(_reach(land), by_depth, strict=True) if value > 0
            )
            say(f"    {direction_words.county_name(land, row, names)}: {degrees}")
    if len(told) > _MOST_TOLD:
        say(tr("    and {count} more; --out writes all").format(count=len(told) - _MOST_TOLD))
    for text in direction_words.limits(land, names):
        warn(text)


def _reach(land: DirectionLand) -> list[float]:
    reach, total = [], 0.0
    for one in land.settings.segments_m:
        total += one
        reach.append(total)
    return reach


def _data(land: DirectionLand, one: Directions) -> dict[str, Any]:
    codes = [str(code) for code in land.counties["code"]]
    return {
        "uid": one.uid,
        "name": one.name,
        "county": one.county,
        "lon": round(one.lon, 6),
        "lat": round(one.lat, 6),
        "whole_deg": float(one.full.sum()) * one.step_deg,
        "unknown_deg": float(one.unknown.sum()) * one.step_deg,
        "by_county": [
            {"county": codes[row] if row >= 0 else "", "degrees": [float(value) for value in by_depth]}
            for row, by_depth in one.by_county().items()
        ],
        "sectors": [
            {
                "from_deg": sector.first_deg,
                "to_deg": sector.last_deg,
                "county": codes[sector.county] if sector.county >= 0 else "",
                "segments": list(sector.segments),
            }
            for sector in one.sectors()
        ],
    }
