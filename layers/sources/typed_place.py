"""One place typed by hand, in whichever notation: degrees, degrees with minutes and seconds, or plane X and Y.

116.75, 40.75      40.75 116.75       N40°45′05.4″ E116°45′22.3″     东经116度45分 北纬40度45分
X 4512345.6 Y 39478901.2 (zone 39)    4512345.6 478901.2 (the plan's zone)
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass

from layers.crs import STORAGE_CRS, gk_epsg, transformer
from layers.grouping import ungrouped
from layers.sources.angles import parse_pair

#: Where coordinates of a county plan may lie: China with its seas.
_LON, _LAT = (73.0, 136.0), (3.0, 54.5)
_NORTHING = (300_000.0, 6_100_000.0)
_PLANE = re.compile(r"(?<![\d.])(\d{6,8}(?:\.\d+)?)(?![\d.])")
_LONGEST = 100


@dataclass(frozen=True)
class TypedPlace:
    """Where it is (EPSG:4490), and what was taken: ``degrees`` or ``plane`` with the zone's EPSG code."""

    lon: float
    lat: float
    kind: str
    epsg: int = 0


def typed_place(text: str, metric_epsg: int) -> TypedPlace | None:
    """Return the place that a text means, None when it means none in China.

    Parameters
    ----------
    text : str
    metric_epsg : int
        The 3° zone that plane coordinates without zone number are in: the plan's own.
    """
    if len(text) > _LONGEST:
        return None
    return _plane(text, metric_epsg) or _degrees(text)


def _degrees(text: str) -> TypedPlace | None:
    pair = parse_pair(text)
    if math.isnan(pair[0]):  # two whole numbers with a gap are a pair here, where nothing else is expected
        parts = text.split()
        pair = parse_pair(",".join(parts)) if len(parts) == 2 else pair
    for lon, lat in (pair, pair[::-1]):  # no place in China can be read both ways
        if _LON[0] <= lon <= _LON[1] and _LAT[0] <= lat <= _LAT[1]:
            return TypedPlace(lon, lat, "degrees")
    return None


def _plane(text: str, metric_epsg: int) -> TypedPlace | None:
    plain = unicodedata.normalize("NFKC", ungrouped(text))
    numbers = [float(found) for found in _PLANE.findall(plain)]
    if len(numbers) != 2:
        return None
    for north, east in (numbers, numbers[::-1]):  # X is north; turned round it reads as one in one way only
        epsg = _zone(east, metric_epsg)
        if not (_NORTHING[0] <= north <= _NORTHING[1]) or not epsg:
            continue
        offset = 1_000_000.0 * int(east // 1_000_000)
        lon, lat = transformer(f"EPSG:{epsg}", STORAGE_CRS).transform(east - offset, north)
        if math.isfinite(lon) and _LON[0] <= lon <= _LON[1] and _LAT[0] <= lat <= _LAT[1]:
            return TypedPlace(float(lon), float(lat), "plane", epsg)
    return None


def _zone(east: float, metric_epsg: int) -> int:
    """Return the EPSG code of the zone an easting is in, without prefix; 0 when it is in none."""
    zone, rest = divmod(east, 1_000_000.0)
    if not 100_000.0 <= rest <= 900_000.0:
        return 0
    if zone == 0:
        return metric_epsg
    return gk_epsg(3.0 * zone) if 25 <= zone <= 45 else 0
