"""``transmission PLAN --out FILE``: the county × county matrix, with the error of its lattice."""

from __future__ import annotations

import argparse
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from app.headless.console import Exit, console_progress, say, start_qt, warn
from app.headless.weather import land_of, weather_of, weather_text
from app.qtcore import tr

if TYPE_CHECKING:
    from layers.spread.fire_land import FireLand
    from layers.spread.rates import Weather
    from layers.spread.transmission import Transmission

_COMPASS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")


def run(arguments: argparse.Namespace) -> int:
    """Run the fires, write the workbook, say the main figures; the plan is only read."""
    start_qt(arguments.lang)
    from layers import workflow
    from layers.plan.store import PlanStore
    from layers.spread.matrix_book import write_matrix

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
    fine = _matrices(land, winds, arguments.hours, arguments.step)
    coarse = _matrices(land, winds, arguments.hours, 2 * arguments.step)
    notes = [
        [tr("Weather"), "; ".join(f"{weather_text(one)} × {share:g}" for one, share in winds)],
        [
            tr("Lattice"),
            tr("a fire every {step:.0f} m, {count} fires").format(step=fine[0].step_m, count=fine[0].fires),
        ],
        [tr("Cells"), tr("{cell:.0f} m").format(cell=arguments.cell)],
        [tr("Layers"), ", ".join(land.used)],
    ]
    for one, other in zip(fine, coarse, strict=True):
        share, rough = one.flows("area_ha").nonlocal_share, other.flows("area_ha").nonlocal_share
        text = tr(
            "{hours:g} h: {share:.2%} of what burns started in another county ({rough:.2%} with half as many fires)"
        )
        text = text.format(hours=one.duration_min / 60, share=share, rough=rough)
        notes.append([tr("Across the lines"), text])
        say(text)
    words = {
        "from": tr("starts in ↓, burns in →"),
        "outside": tr("outside"),
        "county": tr("By county"),
        "notes": tr("Notes"),
        "area_ha": tr("Area, hm²"),
        "people": tr("People"),
        "own": tr("burns at home"),
        "outgoing": tr("sends"),
        "incoming": tr("receives"),
        "net": tr("receives less sends"),
        "export_rate": tr("share sent"),
        "incoming_share": tr("share received"),
        "receivers": tr("receivers"),
        "sources": tr("senders"),
        "effective_sources": tr("effective senders"),
    }
    say(str(write_matrix(arguments.out, fine, names, words, notes)))
    return Exit.OK


def _matrices(
    land: FireLand, winds: list[tuple[Weather, float]], hours: list[float], step_m: float
) -> list[Transmission]:
    from layers.spread.ignitions import lattice
    from layers.spread.transmission import combined, transmission
    from layers.spread.travel import Fire

    starts = lattice(land.landscape, step_m)
    values = {"area_ha": land.area_ha, "people": land.people}
    codes = list(land.counties["code"])
    progress = console_progress(tr("Running fires"))
    durations = [60.0 * one for one in sorted(set(hours))]
    by_wind = [
        transmission(Fire(land.landscape, weather), starts, land.county, codes, values, durations, progress)
        for weather, _ in winds
    ]
    shares = [share for _, share in winds]
    return [combined([one[i] for one in by_wind], shares) for i in range(len(durations))]


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
