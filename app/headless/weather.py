"""The options that say in which weather a fire runs, and over which land."""

from __future__ import annotations

import argparse
import math
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from app.headless.console import console_progress, warn
from app.qtcore import tr

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.spread.choices import FireChoices
    from layers.spread.fire_land import FireLand
    from layers.spread.rates import BaseRate, Spread, Weather


def weather_of(arguments: argparse.Namespace) -> Weather:
    """Return the weather that was asked for; R0 of a day by the regression of the plan.

    Raises
    ------
    ValueError
        Worded for the user.
    """
    from layers.spread.rates import Weather, beaufort

    if (arguments.temperature is None) != (arguments.humidity is None):
        raise ValueError(tr("R0 needs both --temperature and --humidity"))
    if arguments.rate is not None:
        rate = arguments.rate
    elif arguments.temperature is not None:
        rate = _regression(arguments.plan).m_per_min(
            arguments.temperature, beaufort(arguments.wind), arguments.humidity
        )
    else:
        rate = Weather().base_rate_m_min
    for name, value in (("--rate", rate), ("--wind", arguments.wind), ("--cell", arguments.cell)):
        if not 0 <= value < 1e6 or (name == "--cell" and value < 1):
            raise ValueError(tr("{option} {value}: that is not possible").format(option=name, value=value))
    if not math.isfinite(arguments.wind_from):
        value = arguments.wind_from
        raise ValueError(tr("{option} {value}: that is not possible").format(option="--wind-from", value=value))
    return Weather(rate, arguments.wind, arguments.wind_from)


def place_of(arguments: argparse.Namespace, text: str = "") -> tuple[float, float]:
    """Return longitude and latitude of ``--at``, or of another text, in any notation that the window reads too.

    Raises
    ------
    ValueError
        Worded for the user.
    """
    from layers.plan.store import PlanStore
    from layers.sources.angles import parse_pair
    from layers.sources.typed_place import typed_place

    text = text or arguments.at
    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        place = typed_place(text, store.info().metric_epsg)
    if place is not None:
        return place.lon, place.lat
    lon, lat = parse_pair(text)
    if math.isnan(lon) or abs(lat) > 90.0:
        raise ValueError(tr("{value}: no coordinate; e.g. 116.6368 40.8667").format(value=text))
    return lon, lat


def _regression(plan: Path) -> BaseRate:
    from layers.plan.store import PlanStore

    with closing(PlanStore.open(plan, read_only=True)) as store:
        return settings_of(store).regression


def settings_of(store: PlanStore) -> FireChoices:
    """Return what the plan says about fires; the options of a command come before it."""
    from layers.spread.choices import FireChoices

    return FireChoices.of(store.parameters(), store.fire_choices())


def land_of(store: PlanStore, arguments: argparse.Namespace) -> FireLand:
    """Return the plan's land in cells, and say what is not known about it."""
    from layers import workflow
    from layers.spread.fire_land import fire_land
    from layers.spread.settings import LandSettings

    kept = settings_of(store)
    wanted = LandSettings(arguments.cell, kept.river_width_min_m, kept.break_width_min_m, dict(kept.ks))
    land = fire_land(store, wanted, console_progress(tr("Reading the land")))
    if land.silent:
        names = workflow.county_names(store)
        listed = ", ".join(names.get(code, code) for code in sorted(land.silent))
        warn(tr("No forest or land cover is known of {counties}: fires do not run there.").format(counties=listed))
    if not land.has_height:
        warn(tr("There is no terrain: the ground is taken as level."))
    return land


def warn_rate(weather: Weather, spread: Spread) -> None:
    """Say that a fire runs beyond what the model was made from."""
    from app.fire_words import rate_warning

    text = rate_warning(weather, spread)
    if text:
        warn(text)


def warn_steep(share: float) -> None:
    """Say that a fire runs where slopes are beyond the model."""
    from app.fire_words import steep_warning

    text = steep_warning(share)
    if text:
        warn(text)


def weather_text(weather: Weather) -> str:
    """Word the weather."""
    text = tr("R0 {rate:.2f} m/min, wind {wind:.1f} m/s from {direction:.0f}°")
    return text.format(rate=weather.base_rate_m_min, wind=weather.wind_ms, direction=weather.wind_from_deg % 360)
