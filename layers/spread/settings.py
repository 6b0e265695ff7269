"""Weather, model and land of a fire in one place: what the parameters of a plan say, as the engine takes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from layers.spread.rates import BaseRate, Downslope, Model, Spread, Weather, beaufort

if TYPE_CHECKING:
    from layers.zones.model import Parameters


@dataclass(frozen=True)
class LandSettings:
    """How layers become cells.  [P] marks our own proposals.

    Attributes
    ----------
    cell_m : float
        Side of a cell.
    river_width_min_m : float
        A river line counts as a barrier from this width on; one without a width does not [P].
    break_width_min_m : float
        So does a fuel break; one without a width does, for it was cut to be one [P].
    ks : dict of str to float
        Changed factors by fuel code.
    """

    cell_m: float = 200.0
    river_width_min_m: float = 20.0
    break_width_min_m: float = 10.0
    ks: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class FireSettings:
    """All that decides how a fire runs, beside the layers of the plan."""

    weather: Weather
    spread: Spread
    hours: float
    land: LandSettings


def base_rate(parameters: Parameters) -> BaseRate:
    """Return R0's regression with the coefficients of a plan."""
    return BaseRate(
        parameters.rate_per_celsius, parameters.rate_per_force, parameters.rate_per_dryness, parameters.rate_less
    )


def fire_settings(parameters: Parameters) -> FireSettings:
    """Return what the parameters of a plan say about fires.

    Notes
    -----
    With ``rate_from_weather`` R0 follows from temperature, humidity and the wind's force by 王正非's regression
    (:class:`layers.spread.rates.BaseRate`); the force is that of the wind speed, so the two cannot contradict.
    """
    rate = parameters.base_rate_m_min
    if parameters.rate_from_weather:
        force = beaufort(parameters.wind_ms)
        rate = base_rate(parameters).m_per_min(parameters.temperature_c, force, parameters.humidity_percent)
    return FireSettings(
        weather=Weather(rate, parameters.wind_ms, parameters.wind_from_deg),
        spread=Spread(Model(parameters.spread_model), Downslope(parameters.downslope), parameters.use_slope),
        hours=parameters.fire_hours,
        land=LandSettings(
            cell_m=parameters.fire_cell_m,
            river_width_min_m=parameters.fire_river_width_m,
            break_width_min_m=parameters.fire_break_width_m,
            ks=dict(parameters.fuel_ks),
        ),
    )
