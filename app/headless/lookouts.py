"""``lookouts PLAN [--out FILE]``: what lookouts see of whose woods, what nobody sees, where one more would help."""

from __future__ import annotations

import argparse
import json
import math
from contextlib import closing
from typing import TYPE_CHECKING, Any

from app.headless.console import Exit, console_progress, say, start_qt, warn
from app.qtcore import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.lookout.study import LookoutStudy, Suggestion


def run(arguments: argparse.Namespace) -> int:
    """Work out what is seen, say the main figures, write the workbook; the plan is only read."""
    start_qt(arguments.lang)
    from app.sheets.words import load_words
    from layers import workflow
    from layers.lookout.book import write_lookouts
    from layers.lookout.study import LookoutSettings, lookout_land, study
    from layers.plan.store import PlanStore

    if arguments.out is not None and arguments.out.suffix.lower() != ".xlsx":
        warn(tr("{value}: no such format; use some of {known}").format(value=arguments.out, known=".xlsx"))
        return Exit.USAGE
    settings = LookoutSettings(arguments.cell, arguments.range * 1000.0, arguments.eye, arguments.target)
    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        land = lookout_land(store, settings, progress=console_progress(tr("Reading the land")))
        names = workflow.county_names(store)
    found = study(land, console_progress(tr("Looking around")))
    suggested = found.suggest(arguments.sites, console_progress(tr("Trying summits"))) if arguments.sites > 0 else []
    if not land.lookouts:
        warn(tr("The plan has no lookouts: record some, or add a layer of them."))
    if arguments.json:
        say(json.dumps(_data(found, suggested), ensure_ascii=False, indent=2, allow_nan=False))
    else:
        _say(found, suggested, names)
    if arguments.out is not None:
        words = load_words(arguments.lang).group("lookout")
        warn(str(write_lookouts(arguments.out, found, suggested, names, words)))
    return Exit.OK


def _say(found: LookoutStudy, suggested: Sequence[Suggestion], names: dict[str, str]) -> None:
    codes = found.land.codes
    for one in found.by_county().to_dict("records"):
        county = names.get(codes[int(one["county"])], codes[int(one["county"])])
        whole = one["watched_ha"]
        if not whole > 0.0:
            say(tr("{county}: no woods are known").format(county=county))
            continue
        text = tr("{county}: {seen:.0%} of {whole:.0f} hm² of woods are seen, {blind:.0f} hm² are not")
        line = text.format(county=county, seen=one["seen_ha"] / whole, whole=whole, blind=one["blind_ha"])
        if math.isnan(one["own_ha"]):
            line += tr("; its own lookouts are not known")
        elif one["across_only_ha"] > 0.0:
            line += tr("; {ha:.0f} hm² only from a neighbour").format(ha=one["across_only_ha"])
        say(line)
    for at, site in enumerate(suggested, start=1):
        county = names.get(codes[site.county], codes[site.county])
        text = tr("Suggested {number}: {county}, {ground:.0f} m, {gained:.0f} hm² more are seen")
        say(text.format(number=at, county=county, ground=site.ground_m, gained=site.gained_ha))


def _data(found: LookoutStudy, suggested: Sequence[Suggestion]) -> dict[str, Any]:
    from layers.lookout.book import degrees_of

    land = found.land

    def known(value: float) -> float | None:
        return round(float(value), 3) if math.isfinite(value) else None

    def code(row: int) -> str:
        return land.codes[row] if row >= 0 else ""

    lon, lat = degrees_of(found, [(one.x_m, one.y_m) for one in land.lookouts])
    views = found.by_lookout().to_dict("records")
    site_lon, site_lat = degrees_of(found, [(one.x_m, one.y_m) for one in suggested])
    return {
        "settings": {
            "cell_m": land.settings.cell_m,
            "range_m": land.settings.range_m,
            "eye_m": land.settings.eye_m,
            "target_m": land.settings.target_m,
        },
        "counties": [
            {"county": code(int(one["county"])), **{name: known(one[name]) for name in one if name != "county"}}
            for one in found.by_county().to_dict("records")
        ],
        "across": [
            {"eye": code(int(eye)), "seen": code(int(seen)), "seen_ha": known(seen_ha), "only_ha": known(only_ha)}
            for eye, seen, seen_ha, only_ha in found.across().itertuples(index=False)
        ],
        "lookouts": [
            {
                "uid": one.uid,
                "name": one.name,
                "county": code(one.county),
                "lon": round(lon[at], 6),
                "lat": round(lat[at], 6),
                "ground_m": known(one.ground_m),
                "eye_m": one.eye_m,
                **{name: known(views[at][name]) for name in views[at]},
            }
            for at, one in enumerate(land.lookouts)
        ],
        "sites": [
            {
                "county": code(one.county),
                "lon": round(site_lon[at], 6),
                "lat": round(site_lat[at], 6),
                "ground_m": known(one.ground_m),
                "gained_ha": known(one.gained_ha),
            }
            for at, one in enumerate(suggested)
        ],
    }
