"""What a planner may change about fires: weather, model and land as the analysis has them, and what only fires need.

One record for every card, command and document.  Weather, model, land and fuel factors are the plan's parameters
(:class:`layers.zones.model.Parameters`), the same the zones follow from; precisions, margin, lattice, wind rose and
scenarios are kept beside them.  Light to import: the window asks for it when it starts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from layers.spread.rates import BaseRate, Downslope, Model, Spread, Weather, beaufort
from layers.spread.settings import LandSettings, base_rate

if TYPE_CHECKING:
    from layers.zones.model import Parameters

#: Winds of a rose, clockwise from north.
COMPASS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
#: 森林火险预警 blue, yellow, orange and red (中度, 较高, 高度, 极度危险).
LEVELS = ("blue", "yellow", "orange", "red")
#: Scenarios that fit beside each other.
MOST_SHOWN = 4


@dataclass(frozen=True)
class Bound:
    """What a number is measured in, as it is printed, and how it is typed."""

    unit: str
    low: float
    high: float
    decimals: int
    step: float


#: Every number of :class:`FireChoices` by its name.
BOUNDS: Mapping[str, Bound] = {
    "base_rate_m_min": Bound("m/min", 0.0, 20.0, 2, 0.1),
    "temperature_c": Bound("°C", -20.0, 50.0, 1, 1.0),
    "humidity_percent": Bound("%", 0.0, 100.0, 0, 5.0),
    "wind_ms": Bound("m/s", 0.0, 40.0, 1, 1.0),
    "hours": Bound("h", 0.5, 48.0, 1, 1.0),
    "fix_m": Bound("m", 1.0, 5000.0, 0, 10.0),
    "line_m": Bound("m", 1.0, 5000.0, 0, 10.0),
    "notify_margin_min": Bound("min", 0.0, 720.0, 0, 5.0),
    "cell_m": Bound("m", 20.0, 2000.0, 0, 50.0),
    "river_width_min_m": Bound("m", 0.0, 500.0, 0, 5.0),
    "break_width_min_m": Bound("m", 0.0, 500.0, 0, 5.0),
    "step_m": Bound("m", 100.0, 20_000.0, 0, 500.0),
}
#: What is kept beside the parameters of the analysis, for no zone follows from it.
KEPT = ("fix_m", "line_m", "notify_margin_min", "step_m")


@dataclass(frozen=True)
class Scenario:
    """A named weather, for instance that of a danger level.

    Attributes
    ----------
    name : str
    level : str
        One of :data:`LEVELS`, or "".
    base_rate_m_min : float
        R0, unless temperature and humidity are given.
    temperature_c, humidity_percent : float, optional
        Both, or neither.
    wind_ms : float
    wind_from_deg : float, optional
        None: the plan's wind rose.
    """

    name: str
    level: str = ""
    base_rate_m_min: float = 1.5
    temperature_c: float | None = None
    humidity_percent: float | None = None
    wind_ms: float = 0.0
    wind_from_deg: float | None = 0.0

    def as_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Scenario:
        """Return a scenario of stored values; what cannot be is left at its default."""
        found = {name: values[name] for name in cls.__dataclass_fields__ if name in values}
        made = cls(str(found.get("name", "")), str(found["level"]) if found.get("level") in LEVELS else "")
        numbers: dict[str, Any] = {}
        for name in ("base_rate_m_min", "temperature_c", "humidity_percent", "wind_ms"):
            value = _number(name, found.get(name))
            if value is not None:
                numbers[name] = value
        if "wind_from_deg" in found:
            bearing = found["wind_from_deg"]
            numbers["wind_from_deg"] = float(bearing) % 360.0 if _is_number(bearing) else None
        if (numbers.get("temperature_c") is None) != (numbers.get("humidity_percent") is None):
            numbers["temperature_c"] = numbers["humidity_percent"] = None
        return replace(made, **numbers)


@dataclass(frozen=True)
class FireChoices:
    """Everything that decides how fires run and what is told of them; :data:`BOUNDS` has units and limits.

    Attributes
    ----------
    base_rate_m_min : float
        R0; not used when temperature and humidity are given.
    temperature_c, humidity_percent : float, optional
        Of the day: R0 then follows from them and the wind by 王正非's regression.
    wind_ms, wind_from_deg : float
        At 10 m.
    hours : float
        How far ahead.
    model, downslope, use_slope
        See :class:`layers.spread.rates.Spread`.
    fix_m, line_m : float
        Standard deviations of a reported place and of the county line.
    notify_margin_min : float
        A county is to be told this long before the fire reaches it.
    cell_m, river_width_min_m, break_width_min_m, ks
        See :class:`layers.spread.settings.LandSettings`.
    regression : BaseRate
        How R0 follows from the day.
    step_m : float
        Distance of the starts of the matrix.
    rose : tuple of float, (8,)
        How often the wind comes from N, NE, …, in any unit.
    scenarios : tuple of Scenario
    """

    base_rate_m_min: float = 1.5
    temperature_c: float | None = None
    humidity_percent: float | None = None
    wind_ms: float = 8.0
    wind_from_deg: float = 315.0
    hours: float = 6.0
    model: Model = Model.WANG_MAO
    downslope: Downslope = Downslope.MAO
    use_slope: bool = True
    fix_m: float = 50.0
    line_m: float = 50.0
    notify_margin_min: float = 30.0
    cell_m: float = 200.0
    river_width_min_m: float = 20.0
    break_width_min_m: float = 10.0
    ks: Mapping[str, float] = field(default_factory=dict)
    regression: BaseRate = field(default_factory=BaseRate)
    step_m: float = 2000.0
    rose: tuple[float, ...] = (1.0,) * len(COMPASS)
    scenarios: tuple[Scenario, ...] = ()

    @property
    def weather(self) -> Weather:
        """The weather of a fire that starts now."""
        rate = self._rate(self.base_rate_m_min, self.temperature_c, self.humidity_percent, self.wind_ms)
        return Weather(rate, self.wind_ms, self.wind_from_deg)

    @property
    def spread(self) -> Spread:
        """The model."""
        return Spread(self.model, self.downslope, self.use_slope)

    def _rate(self, given: float, temperature: float | None, humidity: float | None, wind_ms: float) -> float:
        if temperature is None or humidity is None:
            return given
        return self.regression.m_per_min(temperature, beaufort(wind_ms), humidity)

    def winds_of(self, scenario: Scenario) -> tuple[tuple[Weather, float], ...]:
        """Return the weathers of a scenario and the share of each: one, or those of the wind rose."""
        rate = self._rate(scenario.base_rate_m_min, scenario.temperature_c, scenario.humidity_percent, scenario.wind_ms)
        if scenario.wind_from_deg is not None:
            return ((Weather(rate, scenario.wind_ms, scenario.wind_from_deg), 1.0),)
        return rose_winds(Weather(rate, scenario.wind_ms), self.rose)

    @property
    def land(self) -> LandSettings:
        """How layers become cells."""
        return LandSettings(self.cell_m, self.river_width_min_m, self.break_width_min_m, dict(self.ks))

    def kept(self) -> dict[str, Any]:
        """Return what is kept beside the parameters, as far as it differs from the defaults, as plain data."""
        usual = FireChoices()
        found: dict[str, Any] = {
            name: getattr(self, name) for name in KEPT if getattr(self, name) != getattr(usual, name)
        }
        if self.rose != usual.rose:
            found["rose"] = list(self.rose)
        if self.scenarios:
            found["scenarios"] = [one.as_dict() for one in self.scenarios]
        return found

    @classmethod
    def of(cls, parameters: Parameters, kept: Mapping[str, Any]) -> FireChoices:
        """Return the choices of a plan; what is kept but cannot be is left at its default.

        Parameters
        ----------
        parameters : Parameters
        kept : mapping
            From :meth:`kept`, as a plan stores it.
        """
        found: dict[str, Any] = {}
        for name in KEPT:
            value = _number(name, kept.get(name))
            if value is not None:
                found[name] = value
        rose = kept.get("rose")
        if isinstance(rose, Sequence) and len(rose) == len(COMPASS) and all(_is_number(one) for one in rose):
            shares = tuple(max(float(one), 0.0) for one in rose)
            found["rose"] = shares if sum(shares) > 0 else cls.rose
        if isinstance(kept.get("scenarios"), Sequence):
            found["scenarios"] = tuple(
                Scenario.from_dict(one) for one in kept["scenarios"] if isinstance(one, Mapping) and one.get("name")
            )
        by_day = parameters.rate_from_weather
        return cls(
            base_rate_m_min=parameters.base_rate_m_min,
            temperature_c=parameters.temperature_c if by_day else None,
            humidity_percent=parameters.humidity_percent if by_day else None,
            wind_ms=parameters.wind_ms,
            wind_from_deg=parameters.wind_from_deg,
            hours=parameters.fire_hours,
            model=Model(parameters.spread_model),
            downslope=Downslope(parameters.downslope),
            use_slope=parameters.use_slope,
            cell_m=parameters.fire_cell_m,
            river_width_min_m=parameters.fire_river_width_m,
            break_width_min_m=parameters.fire_break_width_m,
            ks=dict(parameters.fuel_ks),
            regression=base_rate(parameters),
            **found,
        )


def rose_winds(weather: Weather, shares: Sequence[float]) -> tuple[tuple[Weather, float], ...]:
    """Return the eight winds of a rose with their shares; they sum to 1, and winds that never blow are left out.

    Raises
    ------
    ValueError
        No wind ever blows, or there are not eight.
    """
    total = sum(shares)
    if len(shares) != len(COMPASS) or min(shares) < 0 or total <= 0:
        raise ValueError(f"A wind rose needs eight frequencies, not all of them 0: {list(shares)}.")
    return tuple(
        (replace(weather, wind_from_deg=45.0 * place), share / total) for place, share in enumerate(shares) if share > 0
    )


#: Weather of a day of each danger level: temperature °C, humidity %, wind m/s.  Our proposal, to be replaced by the
#: district's own days; R0 follows by 王正非's formula (0.89, 1.16, 1.48 and 1.74 m/min).
_LEVEL_DAYS: Mapping[str, tuple[float, float, float]] = {
    "blue": (20.0, 50.0, 2.0),
    "yellow": (24.0, 40.0, 4.0),
    "orange": (28.0, 25.0, 6.0),
    "red": (32.0, 15.0, 8.0),
}


def level_scenarios(names: Mapping[str, str], wind_from_deg: float | None) -> tuple[Scenario, ...]:
    """Return a scenario for each danger level, named by the caller; a None bearing stands for the wind rose."""
    return tuple(
        Scenario(names[level], level, 1.5, temperature, humidity, wind, wind_from_deg)
        for level, (temperature, humidity, wind) in _LEVEL_DAYS.items()
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _number(name: str, value: Any) -> float | None:
    if not _is_number(value):
        return None
    bound = BOUNDS[name]
    return float(value) if bound.low <= value <= bound.high else None
