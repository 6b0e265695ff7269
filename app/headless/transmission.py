"""``transmission PLAN --out FILE``: the county × county matrix, with the error of its lattice."""

from __future__ import annotations

import argparse
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from app.headless.console import Exit, console_progress, say, start_qt, warn
from app.headless.weather import land_of, settings_of, warn_rate, weather_of, weather_text
from app.qtcore import tr

if TYPE_CHECKING:
    from layers.spread.fire_land import FireLand
    from layers.spread.rates import Spread, Weather
    from layers.spread.transmission import Transmission

_COMPASS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")


def run(arguments: argparse.Namespace) -> int:
    """Run the fires, write the workbook, say the main figures; the plan is only read."""
    start_qt(arguments.lang)
    from app.sheets.words import load_words
    from layers import workflow
    from layers.plan.store import PlanStore
    from layers.spread.matrix_book import notes_of, write_matrix

    try:
        weather = weather_of(arguments)
        winds = _rose(arguments.rose, weather)
        if arguments.out.suffix.lower() != ".xlsx":
            raise ValueError(
                tr("{value}: no such format; use some of {known}").format(value=arguments.out, known=".xlsx")
            )
        if min(arguments.hours) <= 0 or arguments.step < arguments.cell:
            raise ValueError(tr("durations must be above 0, and fires at least one cell apart"))
    except ValueError as error:
        warn(str(error))
        return Exit.USAGE
    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        land = land_of(store, arguments)
        names = workflow.county_names(store)
        spread = settings_of(store).spread
    warn_rate(weather, spread)
    fine = _matrices(land, winds, spread, arguments.hours, arguments.step)
    coarse = _matrices(land, winds, spread, arguments.hours, 2 * arguments.step)
    words = load_words(arguments.lang).group("matrix")
    blowing = "; ".join(words["share_of"].format(weather=weather_text(one), share=f"{share:g}") for one, share in winds)
    pairs = list(zip(fine, coarse, strict=True))
    notes = notes_of(words, blowing, pairs, arguments.cell, land.used)
    for _head, text in notes[-len(pairs) :]:
        say(text)
    if land.people_silent:
        listed = ", ".join(names.get(code, code) for code in sorted(land.people_silent))
        say(tr("    villages of {counties} are not known").format(counties=listed))
    say(str(write_matrix(arguments.out, fine, names, words, notes)))
    return Exit.OK


def _matrices(
    land: FireLand, winds: list[tuple[Weather, float]], spread: Spread, hours: list[float], step_m: float
) -> list[Transmission]:
    from layers.spread.ignitions import lattice
    from layers.spread.transmission import combined
    from layers.spread.winds import matrices

    starts = lattice(land.landscape, step_m)
    progress = console_progress(tr("Running fires"))
    times = sorted(set(hours))
    by_wind = [matrices(land, weather, spread, starts, times, progress) for weather, _ in winds]
    shares = [share for _, share in winds]
    return [combined([one[i] for one in by_wind], shares) for i in range(len(times))]


def _rose(text: str, weather: Weather) -> list[tuple[Weather, float]]:
    """Return winds and their frequencies: the one that was given, or a rose such as ``N:3,NE:1``.

    Raises
    ------
    ValueError
        Worded for the user.
    """
    if not text:
        return [(weather, 1.0)]
    found = []
    for part in text.split(","):
        name, _, share = part.partition(":")
        try:
            frequency = float(share)
            bearing = 45.0 * _COMPASS.index(name.strip().upper())
            if frequency <= 0:
                raise ValueError
        except ValueError:
            text = tr("{value}: no wind; write N:3,NE:1,SW:4").format(value=part)
            raise ValueError(text) from None
        found.append((replace(weather, wind_from_deg=bearing), frequency))
    return found
