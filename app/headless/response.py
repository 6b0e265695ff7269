"""``response PLAN [--at COORDINATE] [--out FILE]``: who is there when, alone and with the neighbours' help."""

from __future__ import annotations

import argparse
import math
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np

from app.headless.console import Exit, console_progress, say, start_qt, warn
from app.headless.weather import place_of
from app.qtcore import tr

if TYPE_CHECKING:
    from layers.response.study import Study

#: Who arrives, and lines of coverage, on the console at most.
_MOST_LISTED = 12


def run(arguments: argparse.Namespace) -> int:
    """Work out the times, say the main figures, write the workbook; the plan is only read."""
    start_qt(arguments.lang)
    from app.sheets.words import load_words
    from layers import workflow
    from layers.crs import STORAGE_CRS, transformer
    from layers.plan.store import PlanStore
    from layers.response.book import write_response
    from layers.response.study import basis_of, closed_points, study

    try:
        places = [place_of(arguments, text) for text in [arguments.at, *arguments.close] if text]
        if arguments.out is not None and arguments.out.suffix.lower() != ".xlsx":
            text = tr("{value}: no such format; use some of {known}")
            raise ValueError(text.format(value=arguments.out, known=".xlsx"))
    except ValueError as error:
        warn(str(error))
        return Exit.USAGE
    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        basis = basis_of(store, cell_m=arguments.cell, progress=console_progress(tr("Reading the land")))
        names = workflow.county_names(store)
        parts, zone_names = store.parts(), workflow.zone_names(store, store.zones())
    to_metric = transformer(STORAGE_CRS, f"EPSG:{basis.land.grid.epsg}")
    planar = [to_metric.transform(lon, lat) for lon, lat in places]
    closed = closed_points([(float(x), float(y)) for x, y in (planar[1:] if arguments.at else planar)])
    found = study(basis, closed, progress=console_progress(tr("Working out who comes when")))
    _warn(found, names)
    if arguments.at:
        _say_coming(found, float(planar[0][0]), float(planar[0][1]), names)
    else:
        _say_coverage(found, names, arguments.within)
    if arguments.out is not None:
        words = load_words(arguments.lang).group("response")
        written = write_response(
            arguments.out,
            found,
            names,
            words,
            parts=parts,
            zone_names=zone_names,
            site_count=arguments.sites,
            within_min=arguments.within,
            progress=console_progress(tr("Writing files")),
        )
        say(str(written))
    return Exit.OK


def _warn(found: Study, names: dict[str, str]) -> None:
    """Say what is not known."""
    if not found.travel.land.has_roads:
        warn(tr("No roads are known: everybody walks."))
    elif found.basis.roads_silent:
        listed = ", ".join(names.get(code, code) for code in sorted(found.basis.roads_silent))
        warn(tr("Roads of {counties} are not known: there everybody walks.").format(counties=listed))
    if not found.travel.land.has_height:
        warn(tr("There is no terrain: the ground is taken as level."))
    if len(found.travel.land.who) == 0:
        warn(tr("No depot and no team is known."))


def _say_coming(found: Study, x: float, y: float, names: dict[str, str]) -> None:
    coming, who = found.coming(x, y), found.travel.land.who
    order = np.argsort(coming.minutes, kind="stable")
    order = order[np.isfinite(coming.minutes[order])][:_MOST_LISTED]
    if len(order) == 0:
        limit = found.travel.land.settings.limit_min
        say(tr("Nobody is there within {minutes:.0f} minutes.").format(minutes=limit))
    for one in order.tolist():
        text = tr(
            "{minutes:.0f} min: {name} ({county}); turn-out {turnout:.0f}, by road {road:.0f}, on foot {foot:.0f}; "
            "back in {back:.0f} min"
        )
        say(
            text.format(
                minutes=coming.minutes[one],
                name=who["name"].iloc[one],
                county=names.get(who["county"].iloc[one], who["county"].iloc[one]),
                turnout=coming.turnout_min[one],
                road=coming.road_min[one] + coming.access_min[one],
                foot=coming.foot_min[one],
                back=coming.back_min[one],
            )
        )


def _say_coverage(found: Study, names: dict[str, str], within_min: float) -> None:
    from layers.response.measures import rows_of

    table = found.coverage("people", (within_min,))
    codes = found.basis.codes
    for one in rows_of(table):
        county = names.get(codes[int(one.county)], codes[int(one.county)])
        if not one.whole > 0.0:
            say(tr("{county}: people are not known").format(county=county))
            continue
        if math.isnan(one.own):
            say(tr("{county}: neither depots nor teams are known").format(county=county))
            continue
        text = tr("{county}: {own:.0%} of the people within {minutes:.0f} min by its own, {joint:.0%} together")
        own, joint = one.own / one.whole, one.joint / one.whole
        say(text.format(county=county, own=own, joint=joint, minutes=within_min))
