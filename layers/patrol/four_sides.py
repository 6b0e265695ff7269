"""The limits of an area in words (四至), drafted from what has a name around it.

The outline is divided at its four corners (the vertices that lie farthest to the north-west, north-east, south-east
and south-west) into a northern, eastern, southern and western side.  A river, road, ridge, firebreak or county line
limits a side that it runs along; boundary markers and villages near a side name a place on it.  A place names one
side only, as long as the others have something else to go by; what nothing else limits is said once, for both sides.
This is a draft for a planner to edit: whether a limit holds in law, people say.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

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

#: Layers whose features limit, the firmest first; the lines between counties (``Role.COUNTY``) limit as well.
LIMITING = (Role.BOUNDARY_MARKER, Role.RIVER, Role.LAKE, Role.ROAD, Role.FIREBREAK, Role.OTHER, Role.SETTLEMENT)
_FIRMEST = (LIMITING[0], Role.COUNTY, *LIMITING[1:])
#: No distance outweighs a firmer kind, and no kind a side without any name; metres.
_SOFTER_M, _NONE_M = 1e5, 1e7
_CORNERS = {frozenset({"north", "west"}): "nw", frozenset({"north", "east"}): "ne"}
_CORNERS |= {frozenset({"south", "west"}): "sw", frozenset({"south", "east"}): "se"}


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
        Frames in EPSG:4490 with a column ``name``; others are passed over.  Those of ``Role.COUNTY`` are the lines
        between counties.

    Returns
    -------
    dict of side → tuple of Limit
        For each of :data:`SIDES`, the firmest first and at most three; empty where nothing with a name is near.  A
        place stands on one side, the nearest, unless another would have no name at all: then it stands alone on both.
    """
    crs = f"EPSG:{gk_epsg(float(area.centroid.x))}"
    sides = sides_of(area, crs)
    west, south, east, north = area.bounds
    window = shapely.box(west - 0.03, south - 0.03, east + 0.03, north + 0.03)
    lines: dict[str, list[Limit]] = {side: [] for side in SIDES}
    places: dict[str, list[_Place]] = {side: [] for side in SIDES}
    for role, frame in layers:
        if role not in _FIRMEST or "name" not in frame.columns:
            continue
        near = frame[shapely.intersects(np.asarray(frame.geometry.array, dtype=object), window)]
        names = ["" if value != value or value is None else str(value).strip() for value in near["name"]]
        shapes = [densified(transform(one, STORAGE_CRS, crs)) for one in near.geometry]
        for side, line in sides.items():
            along, beside = _on_side(role, names, shapes, line)
            lines[side] += along
            places[side] += beside
    return _shared_out(lines, places)


@dataclass(frozen=True, order=True)
class _Place:
    """A marker or village near a side; ``cost_m`` is its distance, a village behind every marker."""

    cost_m: float
    name: str
    role: Role


def _on_side(
    role: Role, names: Sequence[str], shapes: Sequence[shapely.Geometry], side: shapely.LineString
) -> tuple[list[Limit], list[_Place]]:
    along: dict[str, float] = {}
    places: list[_Place] = []
    beside = side.buffer(ALONG_M, cap_style="flat")
    reach = MARKER_M if role is Role.BOUNDARY_MARKER else VILLAGE_M
    for name, shape in zip(names, shapes, strict=True):
        if not name:
            continue
        if shapely.get_dimensions(shape) == 0 or role is Role.SETTLEMENT:
            distance = float(shape.distance(side))
            if distance <= reach:
                places.append(_Place(distance + _SOFTER_M * (role is Role.SETTLEMENT), name, role))
        else:
            line = shape if shapely.get_dimensions(shape) == 1 else shapely.boundary(shape)
            # What crosses the side leaves a short piece; only what runs along it counts.
            along[name] = along.get(name, 0.0) + float(shapely.intersection(line, beside).length)
    least = max(min(_LEAST_PART * side.length, _LEAST_M), 3.0 * ALONG_M)
    return [Limit(role, name, metres) for name, metres in along.items() if metres >= least], places


def _shared_out(
    lines: Mapping[str, Sequence[Limit]], places: Mapping[str, Sequence[_Place]]
) -> dict[str, tuple[Limit, ...]]:
    """Return lines first, the longest before others, then markers, and villages where nothing else is.

    A line may limit two sides, for it is long.  A place limits the side that :func:`_own_places` gives it.
    """
    ranked = {side: sorted(lines[side], key=lambda one: (-one.along_m, _FIRMEST.index(one.role))) for side in SIDES}
    bare = [side for side in SIDES if not ranked[side]]
    own = _own_places(bare, places)
    taken = {place.name for place in own.values()}
    result: dict[str, tuple[Limit, ...]] = {}
    for side in SIDES:
        first = own.get(side)
        if side in bare and first is None:  # nobody's but another side's: say that one again, alone
            result[side] = tuple(Limit(one.role, one.name) for one in sorted(places[side])[:1])
            continue
        is_village = first is not None and first.role is Role.SETTLEMENT
        others = [
            one
            for one in sorted(places[side])
            if one.name not in taken
            and (one.role is Role.SETTLEMENT) == is_village
            and all(one.cost_m <= there.cost_m for far in SIDES for there in places[far] if there.name == one.name)
        ]
        kept = ([first] if first is not None else []) + others
        unique = dict.fromkeys([*ranked[side], *(Limit(one.role, one.name) for one in kept[:2])])
        taken |= {one.name for one in unique}
        result[side] = tuple({one.name: one for one in reversed(unique)}.values())[::-1][:_MOST]
    return result


def _own_places(sides: Sequence[str], places: Mapping[str, Sequence[_Place]]) -> dict[str, _Place]:
    """Return a place for as many sides as can have one of their own, the firmest and nearest in all."""
    choices: list[list[_Place | None]] = []
    for side in sides:
        nearest = {place.name: place for place in sorted(places[side], reverse=True)}
        # Others take all but one of so many: nobody goes farther.
        choices.append([*sorted(nearest.values())[: len(sides)], None])

    def cost_m(chosen: Sequence[_Place | None]) -> float:
        names = [place.name for place in chosen if place is not None]
        if len(set(names)) < len(names):
            return math.inf
        return math.fsum(_NONE_M if place is None else place.cost_m for place in chosen)

    best = min(product(*choices), key=cost_m)
    return {side: place for side, place in zip(sides, best, strict=True) if place is not None}


def text(found: Mapping[str, Sequence[Limit]], words: Mapping[str, str]) -> str:
    """Return the draft as a sentence; a side without a name stays a blank, a place of two sides is said once.

    Parameters
    ----------
    found : as :func:`limits` returns it
    words : mapping
        With the texts ``paper.limit…``, ``paper.limits_…``, ``paper.blank`` and ``punctuation.list``.
    """
    together: dict[object, list[str]] = {}
    for side in SIDES:
        those = tuple(found.get(side, ()))
        is_place = bool(those) and not any(one.along_m for one in those)
        together.setdefault(those if is_place else side, []).append(side)
    clauses: list[str] = []
    for sides in together.values():
        said = words["punctuation.list"].join(_said(one, words) for one in found.get(sides[0], ()))
        corner = _CORNERS.get(frozenset(sides))
        if said and corner:
            said = words["paper.limit_corner"].format(place=said, corner=words[f"paper.limit_corner_{corner}"])
        named = words["paper.limits_and"].join(words[f"paper.limits_{side}"] for side in sides)
        clause = words["paper.limits_one"].format(side=named, limit=said or words["paper.blank"])
        clauses.append(clause[:1].upper() + clause[1:] if not clauses else clause)
    return words["paper.limits"].format(sides=words["paper.limits_next"].join(clauses))


def _said(one: Limit, words: Mapping[str, str]) -> str:
    if one.role is Role.COUNTY:
        return words["paper.limit_county_line"].format(name=one.name, km=f"{one.along_m / 1000:.1f}")
    if one.along_m:
        return words["paper.limit_along"].format(name=one.name, km=f"{one.along_m / 1000:.1f}")
    if one.role is Role.BOUNDARY_MARKER:
        return words["paper.limit_marker"].format(name=one.name)
    return words["paper.limit_village"].format(name=one.name) if one.role is Role.SETTLEMENT else one.name
