"""The limits of an area in words (四至), drafted from what has a name around it.

The outline is divided at its four corners (the vertices that lie farthest to the north-west, north-east, south-east
and south-west) into a northern, eastern, southern and western side.  A river, road, ridge or firebreak limits a side
that it runs along; boundary markers and villages near a side name a place on it.  This is a draft for a planner
to edit: whether a limit holds in law, people say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS, densified, gk_epsg, transform
from layers.kinds import Role

SIDES = ("east", "south", "west", "north")
#: Lines this near to a side run along it; markers this near stand on it; villages this near name it.
ALONG_M, MARKER_M, VILLAGE_M = 200.0, 200.0, 1500.0
#: A line limits a side when it runs along so much of it, or so many metres.
_LEAST_PART, _LEAST_M = 0.25, 1000.0
_MOST = 3  # names for one side

#: What limits, the firmest first.
LIMITING = (Role.BOUNDARY_MARKER, Role.RIVER, Role.LAKE, Role.ROAD, Role.FIREBREAK, Role.OTHER, Role.SETTLEMENT)


@dataclass(frozen=True)
class Limit:
    """Something with a name on one side; ``along_m`` is 0 for points."""

    role: Role
    name: str
    along_m: float = 0.0


def sides_of(area: shapely.Polygon | shapely.MultiPolygon, crs: str) -> dict[str, shapely.LineString]:
    """Return the four sides of the largest part's outline, in a metric CRS; a side may be missing.

    Parameters
    ----------
    area : Polygon or MultiPolygon, EPSG:4490
    crs : str
        Metric, X east.
    """
    flat = transform(area, STORAGE_CRS, crs)
    largest = max(shapely.get_parts(flat), key=lambda part: part.area)
    ring = shapely.get_coordinates(shapely.geometry.polygon.orient(largest, sign=-1.0).exterior)[:-1, :2]
    x, y = ring[:, 0], ring[:, 1]
    corners = {
        "nw": int(np.argmax(y - x)),
        "ne": int(np.argmax(y + x)),
        "se": int(np.argmax(x - y)),
        "sw": int(np.argmin(x + y)),
    }
    spans = {"north": ("nw", "ne"), "east": ("ne", "se"), "south": ("se", "sw"), "west": ("sw", "nw")}
    sides = {}
    for side, (first, last) in spans.items():
        points = _between(ring, corners[first], corners[last])
        if len(points) > 1:
            sides[side] = shapely.LineString(points)
    return sides


def _between(ring: NDArray[np.float64], first: int, last: int) -> NDArray[np.float64]:
    """Return the vertices from one to another, clockwise, both included."""
    count = (last - first) % len(ring)
    return ring[[(first + k) % len(ring) for k in range(count + 1)]]


def limits(
    area: shapely.Polygon | shapely.MultiPolygon, layers: Iterable[tuple[Role, gpd.GeoDataFrame]]
) -> dict[str, tuple[Limit, ...]]:
    """Return what has a name on each side of an area.

    Parameters
    ----------
    area : Polygon or MultiPolygon, EPSG:4490
    layers : iterable of (role, GeoDataFrame)
        Frames in EPSG:4490 with a column ``name``; others are passed over.

    Returns
    -------
    dict of side → tuple of Limit
        For each of :data:`SIDES`, the firmest first and at most three; empty where nothing with a name is near.
    """
    crs = f"EPSG:{gk_epsg(float(area.centroid.x))}"
    sides = sides_of(area, crs)
    west, south, east, north = area.bounds
    window = shapely.box(west - 0.03, south - 0.03, east + 0.03, north + 0.03)
    found: dict[str, list[Limit]] = {side: [] for side in SIDES}
    for role, frame in layers:
        if role not in LIMITING or "name" not in frame.columns:
            continue
        near = frame[shapely.intersects(np.asarray(frame.geometry.array, dtype=object), window)]
        names = ["" if value != value or value is None else str(value).strip() for value in near["name"]]
        shapes = [densified(transform(one, STORAGE_CRS, crs)) for one in near.geometry]
        for side, line in sides.items():
            found[side] += _on_side(role, names, shapes, line)
    return {side: _ranked(found[side]) for side in SIDES}


def _on_side(
    role: Role, names: Sequence[str], shapes: Sequence[shapely.Geometry], side: shapely.LineString
) -> list[Limit]:
    along: dict[str, float] = {}
    points: list[tuple[float, str]] = []
    beside = side.buffer(ALONG_M, cap_style="flat")
    reach = MARKER_M if role is Role.BOUNDARY_MARKER else VILLAGE_M
    for name, shape in zip(names, shapes, strict=True):
        if not name:
            continue
        if shapely.get_dimensions(shape) == 0 or role is Role.SETTLEMENT:
            distance = float(shape.distance(side))
            if distance <= reach:
                points.append((distance, name))
        else:
            line = shape if shapely.get_dimensions(shape) == 1 else shapely.boundary(shape)
            # What crosses the side leaves a short piece; only what runs along it counts.
            along[name] = along.get(name, 0.0) + float(shapely.intersection(line, beside).length)
    least = min(_LEAST_PART * side.length, _LEAST_M)
    crossing = 3.0 * ALONG_M
    kept = [Limit(role, name, metres) for name, metres in along.items() if metres >= max(least, crossing)]
    return kept + [Limit(role, name) for _, name in sorted(points)[:2]]


def _ranked(found: Sequence[Limit]) -> tuple[Limit, ...]:
    """Return lines first, the longest before others, then markers, then villages where nothing else is there."""
    firm = [one for one in found if one.role is not Role.SETTLEMENT]
    chosen = firm or list(found)
    order = sorted(chosen, key=lambda one: (one.along_m == 0.0, -one.along_m, LIMITING.index(one.role)))
    unique = {one.name: one for one in reversed(order)}
    return tuple(one for one in order if unique[one.name] is one)[:_MOST]


def text(found: Mapping[str, Sequence[Limit]], words: Mapping[str, str]) -> str:
    """Return the draft as a sentence; a side without a name stays a blank.

    Parameters
    ----------
    found : as :func:`limits` returns it
    words : mapping
        With the texts ``paper.limits``, ``paper.limit_along``, ``paper.limit_marker``, ``paper.limit_village``,
        ``paper.blank`` and ``punctuation.list``.
    """
    sides = {
        side: words["punctuation.list"].join(_said(one, words) for one in found.get(side, ())) or words["paper.blank"]
        for side in SIDES
    }
    return words["paper.limits"].format(**sides)


def _said(one: Limit, words: Mapping[str, str]) -> str:
    if one.along_m:
        return words["paper.limit_along"].format(name=one.name, km=f"{one.along_m / 1000:.1f}")
    if one.role is Role.BOUNDARY_MARKER:
        return words["paper.limit_marker"].format(name=one.name)
    return words["paper.limit_village"].format(name=one.name) if one.role is Role.SETTLEMENT else one.name
