"""How fast a surface fire runs: 王正非's model with 毛贤敏's directions, an ellipse, or one constant rate.

Every model answers the same question, ``ros(cell, direction, weather)``; these as a product of a base rate of the cell,
a factor of the direction, and a factor of the slope along it.  For others see :mod:`layers.spread.models`.

Sources: 王正非 1983, 山火初始蔓延速度测算法 (R0, Ks, Kφ); 毛贤敏 1993 (directions); Anderson 1983 (length to width);
Forestry Canada Fire Danger Group 1992, ST-X-3 (slope factor capped at 10).  Symbols as in the code everywhere: Kw wind,
Ks fuel, Kφ slope.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from layers.errors import NothingSpreads
from layers.spread.landscape import Landscape
from layers.spread.models import RateTable
from layers.spread.neighbours import Neighbours

#: Kw = exp(0.1783 · V), V in m/s; within 6 % of every published class from 1 to 12 m/s.
WIND_EXPONENT = 0.1783
#: Kφ = exp(3.533 · (tan φ)^1.2) uphill.
SLOPE_EXPONENT, SLOPE_POWER = 3.533, 1.2
#: The slope factor's cap, reached at 34.99°: beyond it the statistical model explodes (ST-X-3, eq. 39).
SLOPE_CAP = 10.0
#: Where the cap begins: ground steeper than this burns no faster, and is told apart.
CAPPED_DEG = 35.0
#: Steeper than this the model was never measured: a surface fire there is refused.
STEEPEST_DEG = 60.0
#: v = 0.836 · B^1.5, Beaufort force to m/s.
_BEAUFORT = 0.836
#: Factors of downhill slopes as published, by class middle in degrees.  They are not exp(−3.533 · tan^1.2).
_DOWNHILL = {0.0: 1.0, 5.0: 0.90, 10.0: 0.83, 15.0: 0.63, 20.0: 0.46, 25.0: 0.32, 30.0: 0.21, 35.0: 0.13, 40.0: 0.07}
#: Ratio of length to width is not taken beyond this (Anderson's curve was measured no further).
_MOST_LENGTH_TO_WIDTH = 8.0
#: Wind at half the flame's height over the forest floor against the wind at 10 m.
MIDFLAME = 0.4
_MPH_PER_MS = 2.236936
#: Rates of spread of surface fires that are usual, m/min; 0.6 to 13 were measured in the hills west of Beijing
#: (林业科学 2010, 46(1):84–90).  A head that runs outside of these is no longer what the model was made from.
USUAL_M_MIN = (0.1, 15.0)
#: Entries of the slope table over tan φ from −tan 60° to tan 60°.
_SLOPE_STEPS = 16384


class Downslope(StrEnum):
    """What a downhill slope does: 毛贤敏's inverse, the published table, or nothing."""

    MAO = "mao"
    TABLE = "table"
    NONE = "none"


class Model(StrEnum):
    """The models of spread."""

    WANG_MAO = "wang_mao"
    ELLIPSE = "ellipse"
    CONSTANT = "constant"


def beaufort(wind_ms: float) -> float:
    """Return the wind force of a wind speed, the inverse of v = 0.836 · B^1.5, not rounded."""
    return float((max(wind_ms, 0.0) / _BEAUFORT) ** (2.0 / 3.0))


@dataclass(frozen=True)
class BaseRate:
    """R0 = a · T + b · W + c · (100 − h) − d in m/min: 王正非's regression, with coefficients of a region."""

    a: float = 0.03
    b: float = 0.05
    c: float = 0.01
    d: float = 0.3

    def m_per_min(self, temperature_c: float, wind_force: float, humidity_percent: float) -> float:
        """Return R0; never below 0, which means no spread.

        Parameters
        ----------
        temperature_c : daily maximum
        wind_force : Beaufort at noon
        humidity_percent : daily minimum of relative humidity
        """
        rate = self.a * temperature_c + self.b * wind_force + self.c * (100.0 - humidity_percent) - self.d
        return max(rate, 0.0)


@dataclass(frozen=True)
class Weather:
    """One state of the weather, constant while the fire runs.

    Attributes
    ----------
    base_rate_m_min : float
        R0: on level ground in the reference fuel without wind.
    wind_ms : float
        At 10 m.
    wind_from_deg : float
        Where it comes from, clockwise from north, as meteorologists say it.
    """

    base_rate_m_min: float = 1.5
    wind_ms: float = 0.0
    wind_from_deg: float = 0.0

    def __post_init__(self) -> None:
        for name, value in (("base_rate_m_min", self.base_rate_m_min), ("wind_ms", self.wind_ms)):
            if not (math.isfinite(value) and value >= 0.0):
                raise ValueError(f"{name} = {value}: it must be a number not below 0.")
        if not math.isfinite(self.wind_from_deg):
            raise ValueError(f"wind_from_deg = {self.wind_from_deg}: it must be a bearing.")

    @property
    def wind_to_deg(self) -> float:
        """Where the wind blows to."""
        return (self.wind_from_deg + 180.0) % 360.0


@dataclass(frozen=True)
class Spread:
    """Which model, and its settings."""

    model: Model = Model.WANG_MAO
    downslope: Downslope = Downslope.MAO
    use_slope: bool = True

    def table(self, landscape: Landscape, weather: Weather, around: Neighbours) -> RateTable:
        """Return how fast a fire runs: R0 · Ks of the cell, Kw of the direction, Kφ of the slope."""
        fuel = np.nan_to_num(landscape.fuel.astype(np.float64))
        with np.errstate(divide="ignore"):
            slow = np.where(fuel > 0.0, 1.0 / (weather.base_rate_m_min * fuel), np.inf)
        directions = self.directions(weather, around)[None, :]
        if not self.use_slope:
            return RateTable(slow, directions)
        slope, limit = self.slope_table()
        return RateTable(slow, directions, None, slope, limit)

    def directions(self, weather: Weather, around: Neighbours) -> NDArray[np.float64]:
        """Return the factor of each move's direction; shape (K,), without unit."""
        if self.model is Model.CONSTANT:
            return np.ones(len(around))
        angle = np.radians(around.bearing_deg - weather.wind_to_deg)
        if self.model is Model.WANG_MAO:
            return wind_factor(weather.wind_ms * np.cos(angle))
        head = float(wind_factor(np.array([weather.wind_ms]))[0])
        eccentricity = ellipse_eccentricity(length_to_width(weather.wind_ms))
        return head * (1.0 - eccentricity) / (1.0 - eccentricity * np.cos(angle))

    def head_m_min(self, weather: Weather) -> float:
        """Return how fast the head runs on level ground in the reference fuel (Ks 1)."""
        if self.model is Model.CONSTANT:
            return weather.base_rate_m_min
        return weather.base_rate_m_min * float(wind_factor(np.array([weather.wind_ms]))[0])

    def is_usual(self, weather: Weather) -> bool:
        """Whether the head runs as surface fires do (:data:`USUAL_M_MIN`); 0, where nothing spreads, is."""
        rate = self.head_m_min(weather)
        return rate == 0.0 or USUAL_M_MIN[0] <= rate <= USUAL_M_MIN[1]

    def slope_table(self) -> tuple[NDArray[np.float64], float]:
        """Return slope factors over tan φ in equal steps from −limit to limit, and the limit.

        The kernel interpolates in it: 16,384 steps hold the formula to 3·10⁻⁵.
        """
        limit = math.tan(math.radians(STEEPEST_DEG))
        tangents = np.linspace(-limit, limit, _SLOPE_STEPS + 1)
        if not self.use_slope or self.model is Model.CONSTANT:
            return np.ones(_SLOPE_STEPS + 1), limit
        return slope_factor(tangents, self.downslope), limit


def wind_factor(wind_along_ms: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return Kw = exp(0.1783 · V · cos θ) for the wind's component along the direction of spread (毛贤敏)."""
    return np.exp(WIND_EXPONENT * np.asarray(wind_along_ms, dtype=float))


def slope_factor(tangent: NDArray[np.float64], downslope: Downslope = Downslope.MAO) -> NDArray[np.float64]:
    """Return Kφ of signed slopes, uphill positive.

    Parameters
    ----------
    tangent : float64, any shape
        Rise over run along the direction of spread.
    downslope : Downslope
        ``mao``: exp(−3.533 · tan^1.2); ``table``: the published classes, straight between their middles; ``none``: 1.
    """
    tangent = np.asarray(tangent, dtype=float)
    steep = SLOPE_EXPONENT * np.abs(tangent) ** SLOPE_POWER
    uphill = np.minimum(np.exp(np.minimum(steep, 50.0)), SLOPE_CAP)
    if downslope is Downslope.MAO:
        downhill = np.exp(-steep)
    elif downslope is Downslope.TABLE:
        degrees = np.degrees(np.arctan(np.abs(tangent)))
        downhill = np.interp(degrees, list(_DOWNHILL), list(_DOWNHILL.values()))
    else:
        downhill = np.ones_like(tangent)
    return np.where(tangent >= 0.0, uphill, downhill)


def length_to_width(wind_ms: float) -> float:
    """Return length to width of the burnt ellipse (Anderson 1983).

    LW = 0.936 · e^(0.1147 U) + 0.461 · e^(−0.0692 U) − 0.397.

    U is the wind at half the flame's height in **miles an hour**; it is taken as 0.4 of the wind at 10 m.  At most 8.
    """
    midflame_mph = max(wind_ms, 0.0) * MIDFLAME * _MPH_PER_MS
    ratio = 0.936 * math.exp(0.1147 * midflame_mph) + 0.461 * math.exp(-0.0692 * midflame_mph) - 0.397
    return min(max(ratio, 1.0), _MOST_LENGTH_TO_WIDTH)


def ellipse_eccentricity(ratio: float) -> float:
    """Return √(1 − 1 / LW²) of an ellipse by its length to width."""
    return math.sqrt(1.0 - 1.0 / ratio**2)


def require_spread(weather: Weather) -> None:
    """Refuse weather in which nothing spreads.

    Raises
    ------
    NothingSpreads
        R0 is 0.
    """
    if weather.base_rate_m_min <= 0.0:
        raise NothingSpreads(rate=weather.base_rate_m_min)
