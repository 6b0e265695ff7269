"""Boundary points (界址点 TXT) → layers: rings to shapes, one layer for each coordinate system, contradictions told.

Rings are put together by where they lie, not by their numbers: a ring inside another is its hole, one beside it a
further part.  A parcel's own figures — how many points, how large — are compared with what its points make.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.crs import EDGE_M, STORAGE_CRS
from layers.errors import NoGeometry, NotGeographic
from layers.geodesy import HA_PER_M2, MU_PER_HA, areas_m2
from layers.sources.container import Member
from layers.sources.encoding import decode_text, judge_text
from layers.sources.model import Problem
from layers.sources.parcel_systems import Placing, place
from layers.sources.parcel_text import BoundaryText, Parcel, Ring, parse
from layers.sources.sniff import refuse
from layers.sources.vector import RawLayer

#: What the fields of a parcel's line are called (the exchange format's own words); further ones are 备注.
COLUMNS = ("界址点数", "地块面积", "地块编号", "地块名称", "图形属性", "图幅号", "地块用途", "地类编码")
_AREA_TOLERANCE = 0.01
_EXAMPLES = 5
_METRES_PER_DEGREE = 111_000.0
#: Edges of 200 m in a country are fewer; numbers that make more are no survey.
_MOST_EDGES = 3e6
#: Units a stated area may be in → hectares; the exchange format says hectares.
_AREA_UNITS = {"ha": 1.0, "m²": HA_PER_M2, "亩": 1.0 / MU_PER_HA}


@dataclass
class _Built:
    parcel: Parcel
    placing: Placing
    shape: shapely.Geometry | None


def read_parcels(member: Member, chosen_encoding: str | None = None) -> list[RawLayer]:
    """Return the parcels of a boundary text, one layer for each coordinate system.

    Raises
    ------
    NotGeographic, NoGeometry
    """
    raw = member.path.read_bytes()
    verdict = judge_text(raw, chosen_encoding)
    if verdict is None:
        raise refuse(NotGeographic, member.path, "binary")
    whole, unread = decode_text(raw, verdict.encoding)
    problems = [*member.problems, *verdict.told_of_text(unread)]
    text = parse(whole)
    if not any(parcel.rows for parcel in text.parcels):
        raise refuse(NoGeometry, member.path, "no_parcels")
    built = [_build(parcel) for parcel in text.parcels if parcel.rows]
    problems += _file_problems(text)
    systems = dict.fromkeys(one.placing.crs for one in built)
    layers = []
    for number, crs in enumerate(systems):
        mine = [one for one in built if one.placing.crs == crs]
        name = member.stem if len(systems) == 1 else f"{member.stem} {crs or '?'}"
        found = [*(problems if number == 0 else ()), *_layer_problems(mine, crs)]
        made = RawLayer(name, _attributes(mine), _wkb(mine), crs, verdict.encoding, "", found)
        made.court = verdict.court
        layers.append(made)
    return layers


def _build(parcel: Parcel) -> _Built:
    placing = place(parcel)
    return _Built(parcel, placing, None if len(placing.zones) > 1 else _shape(parcel, placing))


def _shape(parcel: Parcel, placing: Placing) -> shapely.Geometry | None:
    rings = [_coordinates(ring, placing) for ring in parcel.rings]
    if parcel.shape == "点":
        points = np.concatenate(rings)
        return shapely.Point(points[0]) if len(points) == 1 else shapely.MultiPoint(points)
    if parcel.shape == "线":
        lines = [shapely.LineString(ring) for ring in rings if len(ring) > 1]
        return None if not lines else lines[0] if len(lines) == 1 else shapely.MultiLineString(lines)
    return assembled([ring for ring in rings if len(set(map(tuple, ring.tolist()))) >= 3])


def assembled(rings: list[NDArray[np.float64]]) -> shapely.Polygon | shapely.MultiPolygon | None:
    """Return the polygon that rings (rows x, y; closed or not) make: one inside an odd number of others is a hole."""
    if not rings:
        return None
    faces = sorted((shapely.Polygon(ring) for ring in rings), key=lambda face: -face.area)
    if len(faces) == 1:
        return faces[0]
    inner = np.array([face.representative_point() if face.is_valid else face.centroid for face in faces])
    solid = shapely.make_valid(np.array(faces, dtype=object), method="structure", keep_collapsed=True)
    child, parent = shapely.STRtree(solid).query(inner, predicate="within")
    holders: dict[int, list[int]] = {position: [] for position in range(len(faces))}
    for one, other in zip(child.tolist(), parent.tolist(), strict=True):
        # A ring written twice lies in its copy: the earlier one, as large, is taken for the outer.
        if other < one and not faces[one].equals(faces[other]):
            holders[one].append(other)
    holes: dict[int, list[shapely.LinearRing]] = {}
    for position, around in holders.items():
        if len(around) % 2 == 0:
            holes.setdefault(position, [])
        else:  # faces are sorted by area: the last holder is the nearest
            holes.setdefault(max(around), []).append(faces[position].exterior)
    parts = [shapely.Polygon(faces[position].exterior, inside) for position, inside in sorted(holes.items())]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _coordinates(ring: Ring, placing: Placing) -> NDArray[np.float64]:
    """Return rows x (east or longitude), y (north or latitude)."""
    pair = (ring.second, ring.first) if placing.north_first else (ring.first, ring.second)
    return np.column_stack([np.asarray(values, dtype=float) for values in pair]) * placing.factor


def _wkb(built: list[_Built]) -> NDArray[np.object_]:
    shapes = np.empty(len(built), dtype=object)
    shapes[:] = [one.shape for one in built]
    return np.asarray(shapely.to_wkb(shapes), dtype=object)


def _attributes(built: list[_Built]) -> pd.DataFrame:
    width = max(len(one.parcel.fields) for one in built)
    names = [*COLUMNS, *(f"备注{number}" for number in range(1, width - len(COLUMNS) + 1))][:width]
    rows = [[one.parcel.field(place) or None for place in range(width)] for one in built]
    frame = pd.DataFrame(rows, columns=names, dtype=object)
    for name in ("界址点数", "地块面积"):
        if name in frame:
            numbers = pd.to_numeric(frame[name], errors="coerce")
            frame[name] = numbers if numbers.notna().sum() == frame[name].notna().sum() else frame[name]
    return frame


# What is told -------------------------------------------------------------------------------------------


def _file_problems(text: BoundaryText) -> list[Problem]:
    problems: list[Problem] = []
    if text.unreadable:
        lines = [f"{number}: {line}" for number, line in text.unreadable[:_EXAMPLES]]
        problems.append(Problem("parcel_lines_unreadable", "warning", {"count": len(text.unreadable), "lines": lines}))
    if facts := _named("" if parcel.rows else _name(parcel) for parcel in text.parcels):
        problems.append(Problem("parcel_without_points", "warning", facts))
    return problems


def _layer_problems(built: list[_Built], crs: str | None) -> list[Problem]:
    """Return what parcels of one layer say wrongly; the same thing said by many is told once."""
    problems: list[Problem] = []
    said = Counter((p.code, tuple(p.facts.items())) for one in built for p in one.placing.problems)
    for one in built:
        for problem in one.placing.problems:
            if said.pop((problem.code, tuple(problem.facts.items())), 0):
                problems.append(problem)
    turned = [one for one in built if not one.placing.north_first]
    if turned:
        problems.append(Problem("parcel_axes_swapped", "info", {"count": len(turned)}))
    if facts := _named(_mixed_words(one) for one in built):
        problems.append(Problem("parcel_two_zones", "warning", facts))
    if facts := _named(_short_words(one) for one in built):
        problems.append(Problem("parcel_rings_short", "warning", facts))
    if facts := _named(_count_words(one) for one in built):
        problems.append(Problem("parcel_count_differs", "warning", facts))
    return problems + _area_problems(built, crs)


def _named(texts: Iterable[str]) -> dict[str, Any]:
    """Return how many parcels something was found in and what of the first few; nothing when it was in none."""
    found = [text for text in texts if text]
    return {"count": len(found), "names": found[:_EXAMPLES]} if found else {}


def _name(parcel: Parcel) -> str:
    return parcel.field(3) or parcel.field(2) or f"#{parcel.line}"


def _mixed_words(one: _Built) -> str:
    if len(one.placing.zones) < 2:
        return ""
    zones = " + ".join(f"{zone} × {count}" for zone, count in sorted(one.placing.zones.items()))
    return f"{_name(one.parcel)} ({zones})"


def _short_words(one: _Built) -> str:
    least = {"面": 3, "线": 2, "点": 1}[one.parcel.shape]
    short = any(len(set(zip(ring.first, ring.second, strict=True))) < least for ring in one.parcel.rings)
    return _name(one.parcel) if short else ""


def _count_words(one: _Built) -> str:
    """Return the contradiction between the stated and the written number of points; closing points may be counted."""
    stated = one.parcel.field(0)
    if not stated.isdecimal() or len(stated) > 9:
        return ""
    rows = one.parcel.rows
    closing = sum(
        len(ring.first) > 1 and (ring.first[0], ring.second[0]) == (ring.first[-1], ring.second[-1])
        for ring in one.parcel.rings
    )
    fits = rows - closing <= int(stated) <= rows - closing + len(one.parcel.rings)
    return "" if fits else f"{_name(one.parcel)} ({stated} ≠ {rows - closing})"


def _area_problems(built: list[_Built], crs: str | None) -> list[Problem]:
    """Compare stated areas with measured ones, in the unit that agrees for most of the parcels."""
    chosen = [(one, area) for one in built if one.shape is not None and (area := _stated_area(one.parcel)) is not None]
    if not chosen:
        return []
    shapes = np.array([one.shape for one, _ in chosen], dtype=object)
    measured = _areas_ha(shapes, crs)
    stated = np.array([area for _, area in chosen])
    agreeing = {
        unit: int(np.count_nonzero(np.abs(stated * hectares - measured) <= _AREA_TOLERANCE * measured))
        for unit, hectares in _AREA_UNITS.items()
    }
    unit = max(agreeing, key=lambda name: agreeing[name])  # of equals the first, hectares
    stated_ha = stated * _AREA_UNITS[unit]
    problems = [] if unit == "ha" else [Problem("parcel_area_unit", "info", {"unit": unit})]
    wrong = np.flatnonzero(np.abs(stated_ha - measured) > _AREA_TOLERANCE * measured)
    if len(wrong):
        names = [
            f"{_name(chosen[k][0].parcel)} ({stated_ha[k]:.4f} ≠ {measured[k]:.4f} hm²)" for k in wrong[:_EXAMPLES]
        ]
        problems.append(Problem("parcel_area_differs", "warning", {"count": len(wrong), "names": names}))
    return problems


def _stated_area(parcel: Parcel) -> float | None:
    try:
        area = float(parcel.field(1))
    except ValueError:
        return None
    return area if parcel.shape == "面" and np.isfinite(area) and area > 0 else None


def _areas_ha(shapes: NDArray[np.object_], crs: str | None) -> NDArray[np.float64]:
    """Return areas on the ellipsoid; of parcels whose system is still to be asked, in their plane (0.2 % at most)."""
    with np.errstate(all="ignore"):  # numbers of 1e300 are told apart later
        whole = np.asarray(shapely.make_valid(shapes, method="structure", keep_collapsed=False), dtype=object)
        in_degrees = float(np.abs(shapely.total_bounds(whole)).max()) <= 180.0
        edge = EDGE_M / _METRES_PER_DEGREE if in_degrees else EDGE_M
        if (crs is None and not in_degrees) or not float(shapely.length(whole).sum()) / edge < _MOST_EDGES:
            return np.asarray(shapely.area(whole)) * HA_PER_M2
    return areas_m2(shapely.segmentize(whole, edge), crs or STORAGE_CRS) * HA_PER_M2
