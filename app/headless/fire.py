"""``fire PLAN --at COORDINATE``: whose fire it is, when it is the neighbour's, and what lies in its way."""

from __future__ import annotations

import argparse
import json
import math
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from app.headless.console import Exit, say, say_graphics_missing, start_qt, warn
from app.headless.notices import number_and_times
from app.headless.weather import land_of, place_of, settings_of, warn_rate, warn_steep, weather_of, weather_text
from app.qtcore import tr

if TYPE_CHECKING:
    from layers.spread.fire_land import FireLand
    from layers.spread.incident import Incident
    from layers.spread.notice import NoticeFacts

#: Places listed on the console; all of them are in ``--json``.
_MOST_LISTED = 30


def run(arguments: argparse.Namespace) -> int:
    """Work out the fire and print what it means; the plan is only read."""
    problem = start_qt(arguments.lang)
    from app.tasks.notice import write_notice
    from layers import workflow
    from layers.plan.store import PlanStore
    from layers.progress import silent
    from layers.spread.arrivals import ENDINGS, write_arrivals
    from layers.spread.incident import incident
    from layers.spread.notice import ENDINGS as NOTICE_ENDINGS

    try:
        weather = weather_of(arguments)
        lon, lat = place_of(arguments)
        for target, endings in ((arguments.out, ENDINGS), (arguments.notice, NOTICE_ENDINGS)):
            if target is not None and target.suffix.lower() not in endings:
                known = ", ".join(endings)
                raise ValueError(tr("{value}: no such format; use some of {known}").format(value=target, known=known))
        facts = _facts(arguments)
        if arguments.margin is not None and not 0 <= arguments.margin < 1e6:
            text = tr("{option} {value}: that is not possible")
            raise ValueError(text.format(option="--margin", value=arguments.margin))
    except ValueError as error:
        warn(str(error))
        return Exit.USAGE
    if problem and arguments.notice is not None and arguments.notice.suffix.lower() == ".pdf":
        say_graphics_missing(problem)
        return Exit.NO_GRAPHICS
    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        land = land_of(store, arguments)
        names = workflow.county_names(store)
        kept = settings_of(store)
        settings = replace(
            kept,
            base_rate_m_min=weather.base_rate_m_min,
            temperature_c=arguments.temperature if arguments.rate is None else None,
            humidity_percent=arguments.humidity if arguments.rate is None else None,
            wind_ms=weather.wind_ms,
            wind_from_deg=weather.wind_from_deg % 360.0,
            hours=arguments.hours,
            fix_m=arguments.fix,
            line_m=arguments.line,
            notify_margin_min=kept.notify_margin_min if arguments.margin is None else arguments.margin,
        )
        warn_rate(weather, kept.spread)
        limit_min = arguments.hours * 60
        found = incident(
            land, weather, lon, lat, limit_min, spread=kept.spread, fix_m=arguments.fix, line_m=arguments.line
        )
        warn_steep(found.steep_share)
        if arguments.notice is not None:
            work = (store, land, found, settings, facts, arguments.notice, arguments.lang)
            write_notice(*work, can_draw=not problem, progress=silent)
            warn(str(arguments.notice))
    if arguments.out is not None:
        write_arrivals(arguments.out, land.landscape.grid, found.minutes)
        warn(str(arguments.out))
    if arguments.json:
        say(json.dumps(_data(found), ensure_ascii=False, indent=2, allow_nan=False))
    else:
        _print(found, land, names, weather_text(weather), arguments.hours)
    return Exit.OK


def _facts(arguments: argparse.Namespace) -> NoticeFacts:
    """Return what the notice is to say beside the fire.

    Raises
    ------
    ValueError
        Worded for the user.
    """
    from layers.spread.notice import NoticeFacts

    return NoticeFacts(*number_and_times(arguments), arguments.maker)


def _print(found: Incident, land: FireLand, names: dict[str, str], weather: str, hours: float) -> None:
    say(tr("Fire at {lon:.5f}, {lat:.5f}; {weather}").format(lon=found.lon, lat=found.lat, weather=weather))
    for code, share in found.probabilities.items():
        if share >= 0.005:
            name = names.get(code, code) or tr("outside every county")
            say(tr("    {share:.0%} in {county}").format(share=share, county=name))
    if math.isfinite(found.line_m):
        say(tr("    {distance:.0f} m to the nearest other county").format(distance=found.line_m))
    if math.isnan(found.start_moved_m):
        say(tr("Nothing that burns is known within 1 km of it."))
        return
    if found.start_moved_m > 0:
        say(tr("    started {distance:.0f} m away, where something burns").format(distance=found.start_moved_m))
    say(tr("Within {hours:g} h it burns {area:,.0f} hm².").format(hours=hours, area=found.burnt_ha))
    if not found.counties:
        say(tr("It does not reach another county in that time."))
    for one in found.counties:
        text = tr("    after {minutes:.0f} min in {county}: {area:,.0f} hm² burn there; tell them before that")
        if math.isnan(one.area_ha):
            text = tr("    after {minutes:.0f} min at the line of {county}, fuel unknown; tell them before that")
        say(text.format(minutes=one.minutes, county=one.name, area=one.area_ha))
    for team in found.teams:
        text = tr("    nearest team: {team} ({county}), {distance:.1f} km as the crow flies {phone}")
        county = names.get(team.county, team.county)
        distance = team.distance_m / 1000
        say(text.format(team=team.name, county=county, distance=distance, phone=team.phone).rstrip())
    if land.team_silent:
        listed = ", ".join(names.get(code, code) for code in sorted(land.team_silent))
        say(tr("    teams of {counties} are not known").format(counties=listed))
    if not found.places:
        say(tr("No village that the plan knows lies in its way."))
    for one in found.places[:_MOST_LISTED]:
        people = tr("people unknown") if math.isnan(one.people) else tr("{count:,.0f} people").format(count=one.people)
        text = tr("    after {minutes:.0f} min at {place} ({county}), {people}")
        county = names.get(one.code, one.code)
        say(text.format(minutes=one.minutes, place=one.name, county=county, people=people))
    if len(found.places) > _MOST_LISTED:
        say(tr("    and {count} more; --json lists all").format(count=len(found.places) - _MOST_LISTED))


def _data(found: Incident) -> dict[str, Any]:
    def plain(value: float) -> float | None:
        return round(float(value), 3) if np.isfinite(value) else None

    return {
        "lon": found.lon,
        "lat": found.lat,
        "probabilities": {code: round(share, 6) for code, share in found.probabilities.items()},
        "line_m": plain(found.line_m),
        "start_moved_m": plain(found.start_moved_m),
        "burnt_ha": plain(found.burnt_ha),
        "steep_share": plain(found.steep_share),
        "teams": [
            {"name": one.name, "county": one.county, "distance_m": plain(one.distance_m), "phone": one.phone}
            for one in found.teams
        ],
        "counties": [
            {"code": one.code, "name": one.name, "minutes": plain(one.minutes), "area_ha": plain(one.area_ha)}
            for one in found.counties
        ],
        "places": [
            {"county": one.code, "name": one.name, "minutes": plain(one.minutes), "people": plain(one.people)}
            for one in found.places
        ],
    }
