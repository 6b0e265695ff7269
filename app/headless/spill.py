"""``spill PLAN --at COORDINATE``: which counties, intakes and villages the water comes to, and by when to tell them."""

from __future__ import annotations

import argparse
import json
import math
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.headless.console import Exit, console_progress, say, say_graphics_missing, start_qt, warn
from app.headless.notices import number_and_times
from app.qtcore import tr

if TYPE_CHECKING:
    from layers.rivers.land import RiverLand
    from layers.rivers.notice import SpillFacts
    from layers.rivers.settings import RiverSettings
    from layers.rivers.spill import Spill

#: Places listed on the console; all of them are in ``--json``.
_MOST_LISTED = 30


def run(arguments: argparse.Namespace) -> int:
    """Follow the spill, print what it means and write the notice; the plan is only read."""
    problem = start_qt(arguments.lang)
    from app.tasks.spill import write_notice
    from layers.plan.store import PlanStore
    from layers.progress import silent
    from layers.rivers.land import river_land
    from layers.rivers.notice import ENDINGS
    from layers.rivers.settings import RiverSettings
    from layers.rivers.spill import spill
    from layers.sources.angles import parse_pair

    try:
        lon, lat = parse_pair(arguments.at)
        if math.isnan(lon):
            raise ValueError(tr("{value}: no coordinate; e.g. 116.6368 40.8667").format(value=arguments.at))
        if arguments.out is not None and arguments.out.suffix.lower() not in ENDINGS:
            known = ", ".join(ENDINGS)
            raise ValueError(
                tr("{value}: no such format; use some of {known}").format(value=arguments.out, known=known)
            )
        if arguments.out is not None and arguments.upstream:
            raise ValueError(tr("--out writes the notice of a spill; it does not go with --upstream"))
        facts = _facts(arguments)
    except ValueError as error:
        warn(str(error))
        return Exit.USAGE
    if problem and arguments.out is not None and arguments.out.suffix.lower() == ".pdf":
        say_graphics_missing(problem)
        return Exit.NO_GRAPHICS
    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        settings = _settings(RiverSettings.from_dict(store.river_settings()), arguments)
        land = river_land(store, settings, console_progress(tr("Reading the rivers")))
        found = spill(land, lon, lat, settings, upstream=arguments.upstream)
        if arguments.out is not None:
            can_draw, out = not problem, arguments.out
            write_notice(store, land, found, facts, out, arguments.lang, can_draw=can_draw, progress=silent)
            warn(str(arguments.out))
    if arguments.json:
        say(json.dumps(data(found), ensure_ascii=False, indent=2, allow_nan=False))
    else:
        _print(found, land, facts)
    return Exit.OK


def _settings(kept: RiverSettings, arguments: argparse.Namespace) -> RiverSettings:
    """Return the settings of the plan with what the command line says otherwise."""
    from layers.rivers.settings import Stage

    changes: dict[str, Any] = {}
    if arguments.stage is not None:
        changes["stage"] = Stage(arguments.stage)
    if arguments.speed is not None:
        changes[f"{changes.get('stage', kept.stage).value}_ms"] = arguments.speed
    for name, value in (("hours", arguments.hours), ("notify_margin_min", arguments.margin)):
        if value is not None:
            changes[name] = value
    if arguments.near is not None:
        changes["near_m"] = arguments.near
    return replace(kept, **changes)


def _facts(arguments: argparse.Namespace) -> SpillFacts:
    """Return what the notice is to say beside the spill.

    Raises
    ------
    ValueError
        Worded for the user.
    """
    from layers.rivers.notice import SpillFacts

    return SpillFacts(*number_and_times(arguments), arguments.substance, arguments.amount, arguments.maker)


def _print(found: Spill, land: RiverLand, facts: SpillFacts) -> None:
    from layers.rivers.directions import Evidence
    from layers.rivers.notice import deadlines

    names = land.names()
    river = found.river or tr("a river without a name")
    text = tr("Spill at {lon:.5f}, {lat:.5f}: {river}, {offset:.0f} m away, in {county}")
    county = names.get(found.county, found.county) or tr("outside every county")
    say(text.format(lon=found.lon, lat=found.lat, river=river, offset=found.offset_m, county=county))
    if found.evidence is Evidence.NONE:
        say(tr("Which way that river runs is not known: nothing is worked out. Say it first."))
        return
    traced = found.traced
    text = tr("It is followed for {length:.1f} km within {hours:g} h.")
    say(text.format(length=traced.length_m / 1000, hours=found.settings.hours))
    if not len(found.others):
        say(tr("It does not reach another county in that time."))
    if traced.is_upstream:
        for row in found.others.to_dict("records"):
            text = tr("    {county} lies {distance:.1f} km above; water from there takes {minutes:.0f} min")
            say(
                text.format(
                    county=names.get(row["code"], row["code"]), distance=row["first_m"] / 1000, minutes=row["peak_min"]
                )
            )
    else:
        for one in deadlines(found, facts):
            by = tr("at once") if one.is_now else f"{one.by:%Y-%m-%d %H:%M}"
            text = tr("    {county}: front {lead}, peak {peak}, {distance:.1f} km; tell them by {by}")
            say(
                text.format(
                    county=names.get(one.code, one.code),
                    lead=f"{one.lead_at:%m-%d %H:%M}",
                    peak=f"{one.peak_at:%m-%d %H:%M}",
                    distance=one.distance_m / 1000,
                    by=by,
                )
            )
    _print_places(found, land)
    for row in traced.stops.to_dict("records"):
        text = tr("    {river}: which way it runs is not known; it was not followed")
        say(text.format(river=row["name"] or tr("a river without a name")))


def _print_places(found: Spill, land: RiverLand) -> None:
    names, places = land.names(), found.traced.places
    if not len(places):
        say(tr("No village or intake that the plan knows lies by it."))
    for row in places.head(_MOST_LISTED).to_dict("records"):
        people = (
            tr("people unknown") if math.isnan(row["people"]) else tr("{count:,.0f} people").format(count=row["people"])
        )
        text = tr("    after {minutes:.0f} min at {place} ({county}), {people}")
        county = names.get(row["county"], row["county"])
        say(text.format(minutes=row["lead_min"], place=row["name"], county=county, people=people))
    if len(places) > _MOST_LISTED:
        say(tr("    and {count} more; --json lists all").format(count=len(places) - _MOST_LISTED))
    for silent, text in (
        (land.intake_silent, tr("    intakes of {counties} are not known")),
        (land.people_silent, tr("    villages of {counties} are not known")),
    ):
        dark = sorted(silent & set(found.traced.counties["code"]))
        if dark:
            say(text.format(counties=", ".join(names.get(code, code) for code in dark)))


def data(found: Spill) -> dict[str, Any]:
    """Return a spill as plain data; unknown numbers are None."""

    def plain(value: Any) -> Any:
        if isinstance(value, float):
            return round(value, 3) if math.isfinite(value) else None
        return value

    def rows(frame: Any) -> list[dict[str, Any]]:
        columns = [name for name in frame.columns if name != "geometry"]
        return [{name: plain(row[name]) for name in columns} for row in frame[columns].to_dict("records")]

    traced = found.traced
    return {
        "lon": found.lon,
        "lat": found.lat,
        "county": found.county,
        "river": found.river,
        "offset_m": plain(found.offset_m),
        "direction": found.evidence.value,
        "speed_ms": plain(found.speed_ms),
        "speed_method": found.method,
        "length_m": plain(traced.length_m),
        "counties": rows(traced.counties),
        "crossings": rows(traced.crossings),
        "places": rows(traced.places),
        "undecided": rows(traced.stops),
    }
