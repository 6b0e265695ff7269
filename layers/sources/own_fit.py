"""A planner's own fit from Xi'an 1980 or Beijing 1954 to CGCS2000: four parameters in the plane (四参数).

    X₂ = ΔX + (1 + m) (X₁ cos α − Y₁ sin α)
    Y₂ = ΔY + (1 + m) (X₁ sin α + Y₁ cos α)

with X north and Y east in metres as in Chinese surveying, α in arc-seconds and m in millionths.  The result is in a
CGCS2000 3° zone without zone number; a zone number before Y₁ is taken off first.  The program has no parameters of its
own: they are the user's, are recorded with the layer, and are good only where they were fitted.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_NUMBER = r"=([-+.\de]+)"
_TEXT = re.compile(
    rf"fit:EPSG:(\d{{4}}),dx{_NUMBER},dy{_NUMBER},rotation{_NUMBER},scale{_NUMBER}",
    re.IGNORECASE,
)
_ZONES = range(4534, 4555)


@dataclass(frozen=True)
class OwnFit:
    """Four parameters and the EPSG code (4534–4554) of the CGCS2000 zone they lead to."""

    epsg: int
    north_m: float
    east_m: float
    rotation_arcsec: float = 0.0
    scale_ppm: float = 0.0

    def __str__(self) -> str:
        """Return the form that :func:`parse_fit` reads; dx is north and dy east."""
        numbers = (self.north_m, self.east_m, self.rotation_arcsec, self.scale_ppm)
        pairs = zip(("dx", "dy", "rotation", "scale"), numbers, strict=True)
        return f"fit:EPSG:{self.epsg}," + ",".join(f"{name}={number!r}" for name, number in pairs)

    def applied(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return n × 2 fitted coordinates (east, north) of eastings and northings in metres."""
        east, north = xy[:, 0], xy[:, 1]
        east = np.where(east >= 1e6, east % 1e6, east)
        angle = math.radians(self.rotation_arcsec / 3600.0)
        scale = 1.0 + self.scale_ppm * 1e-6
        cosine, sine = scale * math.cos(angle), scale * math.sin(angle)
        return np.column_stack(
            [self.east_m + north * sine + east * cosine, self.north_m + north * cosine - east * sine]
        )


def parse_fit(text: str | None) -> OwnFit | None:
    """Return the fit that a choice of CRS stands for, None for any other choice."""
    found = _TEXT.fullmatch((text or "").replace(" ", ""))
    if found is None or int(found[1]) not in _ZONES:
        return None
    try:
        north, east, rotation, scale = (float(number) for number in found.groups()[1:])
    except ValueError:
        return None
    fit = OwnFit(int(found[1]), north, east, rotation, scale)
    return fit if all(map(math.isfinite, (north, east, rotation, scale))) else None
