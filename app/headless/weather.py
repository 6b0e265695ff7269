"""The options that say in which weather a fire runs, and over which land."""

from __future__ import annotations

import argparse
import math
from typing import TYPE_CHECKING

from app.headless.console import console_progress, warn
from app.qtcore import tr

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.spread.fire_land import FireLand
    from layers.spread.rates import Weather


def weather_of(arguments: argparse.Namespace) -> Weather:
    """Return the weather that was asked for.

    Raises
    ------
    ValueError
        Worded for the user.
    """
    from layers.spread.rates import BaseRate, Weather, beaufort

    if (arguments.temperature is None) != (arguments.humidity is None):
        raise ValueError(tr("R0 needs both --temperature and --humidity"))
    if arguments.rate is not None:
        rate = arguments.rate
    elif arguments.temperature is not None:
        rate = BaseRate().m_per_min(arguments.temperature, beaufort(arguments.wind), arguments.humidity)
    else:
        rate = Weather().base_rate_m_min
    for name, value in (("--rate", rate), ("--wind", arguments.wind), ("--cell", arguments.cell)):
        if not 0 <= value < 1e6 or (name == "--cell" and value < 1):
            raise ValueError(tr("{option} {value}: that is not possible").format(option=name, value=value))
    if not math.isfinite(arguments.wind_from):
        value = arguments.wind_from
        raise ValueError(tr("{option} {value}: that is not possible").format(option="--wind-from", value=value))
    return Weather(rate, arguments.wind, arguments.wind_from)


def land_of(store: PlanStore, arguments: argparse.Namespace) -> FireLand:
    """Return the plan's land in cells, and say what is not known about it."""
    from layers import workflow
    from layers.spread.fire_land import LandSettings, fire_land

    land = fire_land(store, LandSettings(cell_m=arguments.cell), console_progress(tr("Reading the land")))
    if land.silent:
        names = workflow.county_names(store)
        listed = ", ".join(names.get(code, code) for code in sorted(land.silent))
        warn(tr("No forest or land cover is known of {counties}: fires do not run there.").format(counties=listed))
    if not land.has_height:
        warn(tr("There is no terrain: the ground is taken as level."))
    return land


def weather_text(weather: Weather) -> str:
    """Word the weather."""
    text = tr("R0 {rate:.2f} m/min, wind {wind:.1f} m/s from {direction:.0f}°")
    return text.format(rate=weather.base_rate_m_min, wind=weather.wind_ms, direction=weather.wind_from_deg % 360)
