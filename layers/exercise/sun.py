"""Sunrise, sunset and twilight at a place: when there is light to fly and to search.

The equations of the NOAA Solar Calculator (after J. Meeus, *Astronomical Algorithms*, 1991): to about a minute
between 72° north and south.  Sunrise is when the upper limb shows at a refraction of 34′ and a radius of 16′, a zenith
of 90.833°; civil twilight begins at 96°.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_RISE_DEG, _CIVIL_DEG = 90.833, 96.0
#: China keeps Beijing time everywhere (UTC+8, no daylight saving).
BEIJING_H = 8.0


@dataclass(frozen=True)
class Sun:
    """A day's light, Beijing time; None where the sun does not rise or set, or twilight lasts."""

    dawn: datetime | None
    rise: datetime | None
    noon: datetime
    sets: datetime | None
    dusk: datetime | None


def sun(lon: float, lat: float, day: date, *, offset_h: float = BEIJING_H) -> Sun:
    """Return when the sun rises and sets.

    Parameters
    ----------
    lon, lat : float
        Degrees.
    day : date
        Of the clock.
    offset_h : float
        The clock's hours before UTC.
    """
    noon = _noon_min(lon, day, offset_h)
    found: list[datetime | None] = []
    for zenith, side in ((_CIVIL_DEG, -1), (_RISE_DEG, -1), (_RISE_DEG, 1), (_CIVIL_DEG, 1)):
        minute = noon
        for _ in range(3):  # the sun's place at the event, not at noon
            declination, equation = _place(day, minute / 60.0 - offset_h)
            hour_angle = _hour_angle(lat, declination, zenith)
            if hour_angle is None:
                minute = math.nan
                break
            minute = 720.0 - 4.0 * lon - equation + offset_h * 60.0 + side * 4.0 * hour_angle
        found.append(None if math.isnan(minute) else _at(day, minute))
    return Sun(found[0], found[1], _at(day, noon), found[2], found[3])


def _noon_min(lon: float, day: date, offset_h: float) -> float:
    minute = 720.0 - 4.0 * lon + offset_h * 60.0
    for _ in range(2):
        minute = 720.0 - 4.0 * lon - _place(day, minute / 60.0 - offset_h)[1] + offset_h * 60.0
    return minute


def _hour_angle(lat: float, declination_deg: float, zenith_deg: float) -> float | None:
    phi, delta = math.radians(lat), math.radians(declination_deg)
    cosine = math.cos(math.radians(zenith_deg)) / (math.cos(phi) * math.cos(delta)) - math.tan(phi) * math.tan(delta)
    return math.degrees(math.acos(cosine)) if -1.0 <= cosine <= 1.0 else None


def _place(day: date, hour_utc: float) -> tuple[float, float]:
    """Return the sun's declination in degrees and the equation of time in minutes."""
    days = (day - date(2000, 1, 1)).days - 0.5 + hour_utc / 24.0
    t = days / 36525.0
    mean_longitude = (280.46646 + t * (36000.76983 + t * 0.0003032)) % 360.0
    anomaly = math.radians(357.52911 + t * (35999.05029 - 0.0001537 * t))
    eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t)
    centre = (
        math.sin(anomaly) * (1.914602 - t * (0.004817 + 0.000014 * t))
        + math.sin(2 * anomaly) * (0.019993 - 0.000101 * t)
        + math.sin(3 * anomaly) * 0.000289
    )
    node = math.radians(125.04 - 1934.136 * t)
    longitude = math.radians(mean_longitude + centre - 0.00569 - 0.00478 * math.sin(node))
    tilt_deg = 23.0 + (26.0 + (21.448 - t * (46.815 + t * (0.00059 - t * 0.001813))) / 60.0) / 60.0
    tilt = math.radians(tilt_deg + 0.00256 * math.cos(node))
    declination = math.degrees(math.asin(math.sin(tilt) * math.sin(longitude)))
    y, mean = math.tan(tilt / 2.0) ** 2, math.radians(mean_longitude)
    equation = 4.0 * math.degrees(
        y * math.sin(2 * mean)
        - 2 * eccentricity * math.sin(anomaly)
        + 4 * eccentricity * y * math.sin(anomaly) * math.cos(2 * mean)
        - 0.5 * y * y * math.sin(4 * mean)
        - 1.25 * eccentricity**2 * math.sin(2 * anomaly)
    )
    return declination, equation


def _at(day: date, minute: float) -> datetime:
    return datetime.combine(day, time()) + timedelta(seconds=round(minute * 60.0))
