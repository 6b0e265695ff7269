"""Which coordinate system the parcels of a boundary text are in: its header heard, its numbers believed.

The header names the datum, which numbers never tell.  Zone and width are told by both: an easting of 39 500 000 lies
in zone 39 whatever the header says; 3° zones in China are 25–45 and 6° zones 13–23, so a zone's number gives its width.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from layers.crs import gk_epsg
from layers.sources.model import Problem
from layers.sources.parcel_text import Parcel, number_in, stated

_ZONES_3, _ZONES_6 = range(25, 46), range(13, 24)
_MILLION = 1e6
#: Northings of China and eastings without a zone number, metres; degrees of latitude.
_NORTH_M, _EAST_M = (1.8e6, 6.2e6), (-1e5, 1e6)
_LATITUDES, _LONGITUDES = (3.0, 54.5), (73.0, 136.0)
#: Datum → EPSG code of its first 3° zone with and without zone number, first 6° zone with and without.
_SYSTEMS = {
    "cgcs2000": (4513, 4534, 4491, 4502),
    "xian80": (2349, 2370, 2327, 2338),
    "beijing54": (2401, 2422, 21413, 21453),
}
_UNIT_SAID = {"km": "km", "deg": "°", "m": "m"}
_DEGREES = {"cgcs2000": 4490, "xian80": 4610, "beijing54": 4214, "wgs84": 4326}


@dataclass
class Placing:
    """How the numbers of a parcel are to be read.

    ``crs`` is None when it must be asked.  ``north_first`` is False where Y stands before X.  ``zones`` counts the
    zone numbers before the eastings.
    """

    crs: str | None
    north_first: bool
    factor: float = 1.0
    zones: Counter[int] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)


def place(parcel: Parcel) -> Placing:
    """Return the coordinate system of a parcel from its header and its numbers."""
    header = parcel.header
    problems: list[Problem] = []
    first = np.concatenate([np.asarray(ring.first) for ring in parcel.rings])
    second = np.concatenate([np.asarray(ring.second) for ring in parcel.rings])
    unit, factor = _unit(stated(header, "unit"), float(max(np.abs(first).max(), np.abs(second).max())))
    if unit != _UNIT_SAID.get(_unit_word(stated(header, "unit")), unit):
        problems.append(Problem("parcel_unit_conflict", "warning", {"stated": stated(header, "unit"), "found": unit}))
    in_degrees = unit == "°"
    first, second = first * factor, second * factor
    north_first = _north_first(first, second, in_degrees)
    datum = _datum(stated(header, "system"))
    if datum is None and stated(header, "system"):
        problems.append(Problem("parcel_system_unknown", "warning", {"found": stated(header, "system")}))
    if in_degrees:
        crs = None if datum is None else f"EPSG:{_DEGREES[datum]}"
        return Placing(crs, north_first, factor, Counter(), problems)
    zones = _zones(second if north_first else first)
    projection = stated(header, "projection")
    if projection and not re.search(r"高斯|gauss|g-?k\b", projection, re.IGNORECASE):
        problems.append(Problem("parcel_projection_unknown", "warning", {"found": projection}))
        return Placing(None, north_first, factor, zones, problems)
    zone, found = _zone(header, zones)
    problems.extend(found)
    crs = None if datum is None or zone is None else _system(datum, zone, bool(zones))
    return Placing(crs, north_first, factor, zones, problems)


def zone_prefixes(eastings_m: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the zone number before each easting, 0 where there is none."""
    prefix = np.floor(np.clip(eastings_m, 0.0, 1e9) / _MILLION).astype(np.int64)
    known = np.isin(prefix, [*_ZONES_3, *_ZONES_6])
    return np.where(known, prefix, 0)


def _zones(eastings_m: NDArray[np.float64]) -> Counter[int]:
    return Counter(zone for zone in zone_prefixes(eastings_m).tolist() if zone)


def _zone(header: dict[str, str], zones: Counter[int]) -> tuple[int | None, list[Problem]]:
    """Return the zone: that of the numbers before that of the header, each contradiction told."""
    problems: list[Problem] = []
    width = number_in(stated(header, "width"))
    said, words = _stated_zone(header, width)
    zone = zones.most_common(1)[0][0] if zones else said
    if zones and said is not None and zone != said:
        problems.append(Problem("parcel_zone_conflict", "warning", {"stated": words, "found": zone}))
    if zone is None:
        return None, problems
    meridian = number_in(stated(header, "meridian"))
    own_meridian = 3 * zone if zone in _ZONES_3 else 6 * zone - 3
    if meridian is not None and _within(meridian, _LONGITUDES) and meridian != own_meridian:
        facts = {"stated": stated(header, "meridian"), "found": own_meridian, "zone": zone}
        problems.append(Problem("parcel_meridian_conflict", "warning", facts))
        if not zones:
            return None, problems  # two lines of the header, and no number to tell which is right: asked
    own = 3 if zone in _ZONES_3 else 6
    if width in (3.0, 6.0) and width != own:
        facts = {"stated": int(width), "found": own, "zone": zone}
        problems.append(Problem("parcel_width_conflict", "warning", facts))
    return zone, problems


def _stated_zone(header: dict[str, str], width: float | None) -> tuple[int | None, str]:
    """Return the zone a header gives and its words; a central meridian is understood, in either line."""
    for what in ("zone", "meridian"):
        words = stated(header, what)
        number = number_in(words)
        if number is None or number != int(number):
            continue
        value = int(number)
        if value in _ZONES_3 or value in _ZONES_6:
            return value, words
        if 75 <= value <= 135 and value % 3 == 0:
            return ((value + 3) // 6 if width == 6.0 and value % 6 == 3 else value // 3), words
    return None, ""


def _system(datum: str, zone: int, prefixed: bool) -> str | None:
    if datum not in _SYSTEMS:
        return None  # Gauss–Krüger on WGS 84 has no code
    if zone in _ZONES_3:
        if datum == "cgcs2000":
            return f"EPSG:{gk_epsg(3.0 * zone, prefixed=prefixed)}"
        return f"EPSG:{_SYSTEMS[datum][0 if prefixed else 1] + zone - _ZONES_3[0]}"
    return f"EPSG:{_SYSTEMS[datum][2 if prefixed else 3] + zone - _ZONES_6[0]}"


def _datum(words: str) -> str | None:
    """Return the datum a header names; a local system (北京地方坐标系) is none of them."""
    text = words.lower().replace(" ", "")
    if re.search(r"地方|独立|城建|local", text):
        return None
    if "2000" in text or "cgcs" in text:
        return "cgcs2000"
    if "wgs" in text:
        return "wgs84"
    if "80" in text or "西安" in text:
        return "xian80"
    if "54" in text or "北京" in text:
        return "beijing54"
    return None


def _unit(said: str, largest: float) -> tuple[str, float]:
    """Return the unit of numbers and its metres: degrees are never above 180, kilometres of China never below 1000."""
    if largest <= 180.0:
        return "°", 1.0
    if _unit_word(said) == "km" and largest < 1e5:
        return "km", 1000.0
    return "m", 1.0


def _unit_word(said: str) -> str:
    if re.search(r"千米|公里|km", said, re.IGNORECASE):
        return "km"
    return "deg" if re.search(r"度|deg", said, re.IGNORECASE) else "m" if re.search(r"米|m", said) else ""


def _north_first(first: NDArray[np.float64], second: NDArray[np.float64], in_degrees: bool) -> bool:
    """Return False only where the numbers say plainly that the east comes first: in China the ranges do not meet."""
    a, b = float(np.median(first)), float(np.median(second))
    if in_degrees:
        return not (_within(b, _LATITUDES) and _within(a, _LONGITUDES))
    is_east = _within(a, _EAST_M) or int(a // _MILLION) in (*_ZONES_3, *_ZONES_6)
    return not (is_east and _within(b, _NORTH_M))


def _within(value: float, span: tuple[float, float]) -> bool:
    return span[0] <= value <= span[1]
