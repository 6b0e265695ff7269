"""The corners of an area as rows of a table: read, typed, pasted, taken away.

Rows are numbered ring by ring, shells before their holes, without the closing corner.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import shapely

from layers.errors import UnsoundShape
from layers.grouping import ungrouped
from layers.sources.angles import parse_angle, parse_pair

XY = tuple[float, float]
#: Most that is taken from the clipboard; somebody may have copied a whole database.
MOST_LINES, MOST_LETTERS = 10_000, 1_000_000


@dataclass(frozen=True)
class CornerRow:
    """One corner: which polygon of the area, which ring of it (0 is the shell), which corner of that, and where."""

    part: int
    ring: int
    corner: int
    lon: float
    lat: float


def corner_rows(area: shapely.Geometry) -> list[CornerRow]:
    """Return the corners of an area (EPSG:4490) in the order in which they are stored."""
    rows = []
    for part, polygon in enumerate(shapely.get_parts(area)):
        for ring, line in enumerate((polygon.exterior, *polygon.interiors)):
            corners = shapely.get_coordinates(line)[:-1]
            rows += [CornerRow(part, ring, k, float(lon), float(lat)) for k, (lon, lat) in enumerate(corners)]
    return rows


def area_of(rows: Sequence[CornerRow]) -> shapely.Geometry:
    """Return the area of rows as :func:`corner_rows` gives them.

    Raises
    ------
    UnsoundShape
        A ring has fewer than three corners, or sides cross.
    """
    rings: dict[tuple[int, int], list[XY]] = {}
    for row in rows:
        rings.setdefault((row.part, row.ring), []).append((row.lon, row.lat))
    if not rings or any(len(corners) < 3 for corners in rings.values()):
        raise UnsoundShape(reason="few_corners")
    parts = []
    for part in sorted({part for part, _ in rings}):
        holes = [corners for (owner, ring), corners in sorted(rings.items()) if owner == part and ring > 0]
        if (part, 0) not in rings:
            raise UnsoundShape(reason="few_corners")
        parts.append(shapely.Polygon(rings[part, 0], holes))
    area = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
    if not area.is_valid:
        raise UnsoundShape(reason="crossing")
    return area


def with_places(rows: Sequence[CornerRow], places: Mapping[int, XY]) -> list[CornerRow]:
    """Return rows with some of them, by their position, at other places (longitude, latitude)."""
    return [
        CornerRow(row.part, row.ring, row.corner, *places.get(number, (row.lon, row.lat)))
        for number, row in enumerate(rows)
    ]


def without(rows: Sequence[CornerRow], numbers: set[int]) -> list[CornerRow]:
    """Return rows without some of them; a hole that loses all its corners is gone."""
    return _numbered([row for number, row in enumerate(rows) if number not in numbers])


def pasted(rows: Sequence[CornerRow], first: int, places: Sequence[XY]) -> list[CornerRow]:
    """Return rows with places written over them from one row on; what is left over is added at the end of that ring."""
    ring = (rows[first].part, rows[first].ring)
    until = next((k for k in range(first, len(rows)) if (rows[k].part, rows[k].ring) != ring), len(rows))
    over = places[: until - first]
    changed = with_places(rows, {first + k: place for k, place in enumerate(over)})
    added = [CornerRow(*ring, 0, *place) for place in places[len(over) :]]
    return _numbered([*changed[:until], *added, *changed[until:]])


def parse_places(text: str) -> list[tuple[float, float]]:
    """Return two numbers of each line of pasted text: of cells divided by tabs, of a comma, or of a broad space.

    Numbers may be in degrees, minutes and seconds.  Heads, empty lines and a running number before the two are left
    out.

    Raises
    ------
    ValueError
        A line after the first has no two numbers, or there are far more lines than an area has corners; its number,
        from 1, is the argument.
    """
    found = []
    for number, line in enumerate(text[: MOST_LETTERS + 1].splitlines(), start=1):
        if number > MOST_LINES or len(text) > MOST_LETTERS:
            raise ValueError(min(number, MOST_LINES))
        if not line.strip():
            continue
        pair = _pair(line)
        if pair is not None:
            found.append(pair)
        elif found or number > 1:
            raise ValueError(number)
    if len(found) > 1 and found[0] == found[-1]:
        found.pop()  # a closed ring repeats its first corner
    return found


def _pair(line: str) -> tuple[float, float] | None:
    cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
    if len(cells) < 2:
        pair = parse_pair(line)
        return None if math.isnan(pair[0]) else pair
    numbers = [parse_angle(ungrouped(cell).replace(",", "")) for cell in cells]
    known = [value for value in numbers if not math.isnan(value)]
    if len(known) < 2:
        return None
    # 点号, then the two: a running number is a whole number beside two that are not.
    return known[-2], known[-1]


def _numbered(rows: Sequence[CornerRow]) -> list[CornerRow]:
    counts: dict[tuple[int, int], int] = {}
    numbered = []
    for row in rows:
        ring = (row.part, row.ring)
        numbered.append(CornerRow(row.part, row.ring, counts.get(ring, 0), row.lon, row.lat))
        counts[ring] = counts.get(ring, 0) + 1
    return numbered
