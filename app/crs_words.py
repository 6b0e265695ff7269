"""Coordinate systems in plain words, and all that are offered."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication

from app import words
from layers.crs import central_meridian
from layers.sources.albers import AS_CGCS2000, OLD_SYSTEMS, SYSTEMS, Albers, albers_of
from layers.sources.china_offset import Shift, shift_named

#: First EPSG codes of the 3° zones 25–45, the zone number before the easting, and without it.
_PREFIXED, _PLAIN = 4513, 4534
_ZONES = 21
#: The first of the 6° zones 13–23, the zone number before the easting.
_SIX, _SIX_ZONES = 4491, 11
#: UTM zones 43–53 on WGS 84.  Only listed: on the counties they land as the 3° zone of their meridian, 1–2 km off.
_UTM, _UTM_ZONES = 32643, 11


def plan_meridian(epsg: int) -> int:
    """Return the central meridian of a CGCS2000 3° zone, 0 for another CRS."""
    for first in (_PREFIXED, _PLAIN):
        if first <= epsg < first + _ZONES:
            return central_meridian((epsg - first + 25) * 3.0)
    return 0


def meridian_of(code: str) -> int:
    """Return the central meridian of any CGCS2000 Gauss–Krüger system offered, 0 for another one."""
    if not code.removeprefix("EPSG:").isdigit():
        return 0
    number = int(code.removeprefix("EPSG:"))
    if _SIX <= number < _SIX + _SIX_ZONES:
        return 6 * (number - _SIX) + 75
    return plan_meridian(number)


def crs_in_words(code: str) -> str:
    """Return a CRS offered for choice in plain words."""
    shift = shift_named(code)
    if shift is Shift.GCJ02:
        return QCoreApplication.translate("CrsBox", "GCJ-02 (Amap, Tencent), moved back")
    if shift is Shift.BD09:
        return QCoreApplication.translate("CrsBox", "BD-09 (Baidu), moved back")
    translate = QCoreApplication.translate
    if code == AS_CGCS2000:
        return translate("CrsBox", "As the file states, its degrees being CGCS2000 (confirmed by its owner)")
    albers = albers_of(code)
    if albers is not None:
        return _albers_in_words(albers)
    if not code.removeprefix("EPSG:").isdigit():
        return code
    number = int(code.removeprefix("EPSG:"))
    if number == 4490:
        return translate("CrsBox", "CGCS2000 longitude and latitude")
    if number == 4326:
        return translate("CrsBox", "WGS 84 longitude and latitude (GPS)")
    if _PREFIXED <= number < _PREFIXED + _ZONES:
        text = translate("CrsBox", "CGCS2000, 3-degree zone {zone}, central meridian {degrees}°, zone number before Y")
        return text.format(zone=number - _PREFIXED + 25, degrees=plan_meridian(number))
    if _PLAIN <= number < _PLAIN + _ZONES:
        text = translate("CrsBox", "CGCS2000, 3-degree zone, central meridian {degrees}°, Y without zone number")
        return text.format(degrees=plan_meridian(number))
    if _SIX <= number < _SIX + _SIX_ZONES:
        text = translate("CrsBox", "CGCS2000, 6-degree zone {zone}, zone number before Y")
        return text.format(zone=number - _SIX + 13)
    if _UTM <= number < _UTM + _UTM_ZONES:
        zone = number - _UTM + 43
        text = translate("CrsBox", "UTM zone {zone} N, central meridian {degrees}° (WGS 84, satellite images)")
        return text.format(zone=zone, degrees=6 * zone - 183)
    if number == 3857:
        return translate("CrsBox", "Web Mercator, of web maps (WGS 84)")
    return code


def _albers_in_words(albers: Albers) -> str:
    translate = QCoreApplication.translate
    facts = {
        "degrees": albers.meridian,
        "origin": albers.origin,
        "parallels": f"{albers.parallels[0]}°/{albers.parallels[1]}°",
    }
    if albers.ellipsoid == "GRS80":
        text = translate(
            "CrsBox", "Equal-area (Albers {parallels}), central meridian {degrees}°, origin {origin}° N, CGCS2000"
        )
    else:
        text = translate(
            "CrsBox",
            "Equal-area (Albers {parallels}), central meridian {degrees}°, origin {origin}° N, on Krassowsky’s "
            "ellipsoid, its degrees being CGCS2000",
        )
    return text.format(**facts)


def all_crs() -> list[str]:
    """Return every system offered: degrees, the 3° zones without and with the zone number, UTM, national sheets."""
    plain = [f"EPSG:{_PLAIN + k}" for k in range(_ZONES)]
    prefixed = [f"EPSG:{_PREFIXED + k}" for k in range(_ZONES)]
    utm = [f"EPSG:{_UTM + k}" for k in range(_UTM_ZONES)]
    albers = [system.code for system in (*SYSTEMS, *OLD_SYSTEMS)]
    return ["EPSG:4490", "EPSG:4326", *plain, *prefixed, *utm, *albers]


def crs_of_layer(crs: str | None, epsg: int | None) -> str:
    """Return the CRS a file names, in plain words where it is a known one."""
    if epsg is not None and (epsg in {4490, 4326} or plan_meridian(epsg)):
        return crs_in_words(f"EPSG:{epsg}")
    return crs or words.UNKNOWN_SIGN


def crs_told(text: str) -> str:
    """Return a CRS as ``layers`` tells it, ``name (EPSG:code)`` or a code, in plain words where it is a known one."""
    found = re.search(r"EPSG:(\d+)\)?$", text)
    return text if found is None else crs_of_layer(text, int(found[1]))
