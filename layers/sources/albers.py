"""Albers equal-area systems in use in China: one sheet for the whole country, without a zone to name it.

Forestry, land-cover and ecological data come in them, often without a ``.prj``.  Nothing official fixes their
parameters; those below are the ones found in practice.  All have standard parallels 25° and 47° N but the one that
ArcGIS calls *Asia North* (ESRI:102025: 15° and 65° N).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from layers.crs import STORAGE_CRS, transformer
from layers.sources.model import Bounds

#: Before the text of a system whose longitudes and latitudes are taken as CGCS2000 whatever its datum.
AS_CGCS2000 = "as-cgcs2000"


@dataclass(frozen=True)
class Albers:
    """Central meridian, latitude of origin and standard parallels in degrees, and PROJ's name of the ellipsoid."""

    meridian: int
    origin: int = 0
    parallels: tuple[int, int] = (25, 47)
    ellipsoid: str = "GRS80"

    @property
    def proj(self) -> str:
        """PROJ's text; GRS 80 is the ellipsoid of CGCS2000 within 0.1 mm."""
        first, second = self.parallels
        return (
            f"+proj=aea +lat_1={first} +lat_2={second} +lat_0={self.origin} +lon_0={self.meridian} +x_0=0 +y_0=0 "
            f"+ellps={self.ellipsoid} +units=m +no_defs"
        )

    @property
    def code(self) -> str:
        """What stands for the system in a choice: on Krassowsky's ellipsoid it is confirmed to hold CGCS2000."""
        return self.proj if self.ellipsoid == "GRS80" else f"{AS_CGCS2000}:{self.proj}"


_PARAMETERS = ((105, 0), (110, 0), (105, 12), (110, 12), (105, 30))
#: On the ellipsoid of CGCS2000, and the same on Krassowsky's, as older data have it.
SYSTEMS = (*(Albers(meridian, origin) for meridian, origin in _PARAMETERS), Albers(95, 30, (15, 65)))
OLD_SYSTEMS = tuple(Albers(meridian, origin, ellipsoid="krass") for meridian, origin in _PARAMETERS)
_TEXT = re.compile(
    r"\+proj=aea \+lat_1=(\d+) \+lat_2=(\d+) \+lat_0=(\d+) \+lon_0=(\d+) \+x_0=0 \+y_0=0 \+ellps=(GRS80|krass) "
    r"\+units=m \+no_defs"
)


def albers_of(code: str) -> Albers | None:
    """Return the Albers system that a code of :attr:`Albers.code` stands for, None for any other."""
    found = _TEXT.fullmatch(code.removeprefix(f"{AS_CGCS2000}:"))
    if found is None:
        return None
    first, second, origin, meridian = map(int, found.groups()[:4])
    return Albers(meridian, origin, (first, second), found[5])


def albers_candidates(bounds: Bounds, china: Bounds) -> tuple[str, ...]:
    """Return the systems in which an extent (metres) lies whole in a box of degrees around China."""
    x0, y0, x1, y1 = bounds
    west, south, east, north = china
    found = []
    for system in SYSTEMS:
        xs, ys = transformer(system.proj, STORAGE_CRS).transform([x0, x0, x1, x1], [y0, y1, y0, y1])
        if all(map(math.isfinite, (*xs, *ys))) and west <= min(xs) and max(xs) <= east:
            # Beyond the pole of the cone the inverse folds over: such an extent is none of this system.
            is_inside = south <= min(ys) and max(ys) <= north
            found += [system.code] if is_inside else []
    return tuple(found)
