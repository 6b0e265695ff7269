"""The long-profile of a way: height along it, the counties it runs through, and the sections between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.rivers.heights import first_known, lowest_around

if TYPE_CHECKING:
    from layers.rivers.land import RiverLand
    from layers.rivers.spill import Traced

FloatArray = NDArray[np.float64]

#: Heights are taken this far apart, and at least so many of them.
_STEP_M, _LEAST = 250.0, 20
#: Two stretches follow each other when they meet within this.
_MEETS_M = 1.0


@dataclass(frozen=True)
class Part:
    """A stretch in one position against the counties: distances in metres, codes of one county or of both banks."""

    from_m: float
    to_m: float
    counties: tuple[str, ...]


@dataclass(frozen=True)
class Profile:
    """The longest way, along the distance from the place.

    Attributes
    ----------
    distance_m, height_m : float64, (n,)
        Terrain at the river; heights are nan where they are not known.
    lon, lat : float64, (n,)
        Where that is; CGCS2000, degrees.
    parts : tuple of Part
        In order, without gaps.
    sections_m : float64, (s,)
        Where the counties change.
    """

    distance_m: FloatArray
    height_m: FloatArray
    lon: FloatArray
    lat: FloatArray
    parts: tuple[Part, ...]
    sections_m: FloatArray


def profile(land: RiverLand, traced: Traced) -> Profile | None:
    """Return the profile of the way to the farthest place that is reached; None when there is no way."""
    rows = _longest(traced)
    if not rows:
        return None
    parts: list[Part] = []
    for row in rows:
        counties = tuple(row["counties"])
        if parts and parts[-1].counties == counties:
            parts[-1] = Part(parts[-1].from_m, row["to_m"], counties)
        else:
            parts.append(Part(row["from_m"], row["to_m"], counties))
    lines = [row["geometry"] if not traced.is_upstream else row["geometry"].reverse() for row in rows]
    way = shapely.LineString(np.concatenate([shapely.get_coordinates(line) for line in lines]))
    count = max(int(np.ceil((rows[-1]["to_m"] - rows[0]["from_m"]) / _STEP_M)), _LEAST) + 1
    share = np.linspace(0.0, 1.0, count)
    xy = shapely.get_coordinates(shapely.line_interpolate_point(way, share, normalized=True))
    heights = first_known([lowest_around(path) for path in land.terrain])
    height = np.full(count, np.nan) if heights is None else heights(xy[:, 0], xy[:, 1])
    distance = rows[0]["from_m"] + share * (rows[-1]["to_m"] - rows[0]["from_m"])
    return Profile(distance, height, xy[:, 0], xy[:, 1], tuple(parts), np.array([part.from_m for part in parts[1:]]))


def _longest(traced: Traced) -> list[dict]:  # type: ignore[type-arg]
    """Return the stretches of the way to the farthest place, in order."""
    rows = traced.stretches.to_dict("records")
    if not rows:
        return []
    last = max(rows, key=lambda row: row["to_m"])
    way = [last]
    while way[-1]["from_m"] > _MEETS_M:
        start = _end(way[-1], traced.is_upstream, at_end=False)
        before = [
            row
            for row in rows
            if abs(row["to_m"] - way[-1]["from_m"]) < _MEETS_M
            and _end(row, traced.is_upstream, at_end=True).distance(start) < 1e-3
        ]
        if not before:
            break
        way.append(before[0])
    return way[::-1]


def _end(row: dict, is_upstream: bool, *, at_end: bool) -> shapely.Point:  # type: ignore[type-arg]
    """Return where a stretch begins or ends, in the order the way is followed."""
    return shapely.Point(row["geometry"].coords[-1 if at_end != is_upstream else 0])
