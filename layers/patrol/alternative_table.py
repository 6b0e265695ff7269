"""Alternatives of a patrol area in one table: a row for each measure, a column for each alternative."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from layers.crs import EDGE_M
from layers.exposure.location import ON_EDGE_M
from layers.geodesy import HA_PER_M2, MU_PER_HA, geodesic_length_m
from layers.patrol.alternative_land import AlternativeLand, Objects, Things
from layers.patrol.division import NOTHING_M2, CountyIndex, Division, polygonal

#: Measures in the order of the table.
MEASURES = (
    *("area_ha", "area_mu", "share", "outside_ha", "perimeter_km"),
    *("zones", "zones_share", "border_km", "first_reach_min"),
    *("forest_ha", "villages", "people"),
    *("depots", "lookouts", "routes_km"),
    *("cost_net", "cost_responsibility"),
)
#: Measures told for each county.
BY_COUNTY = frozenset({"share", "forest_ha", "villages", "people", "cost_net", "cost_responsibility"})
#: Measures of which more (1) or less (-1) is better, whoever asks.  Of the others nobody can say: a larger area is more
#: cover and more work, and what one county bears less the other bears more.
BETTER: Mapping[str, int] = {"zones_share": 1, "first_reach_min": -1, "outside_ha": -1}
#: Differences smaller than this share of a value are the rounding of the calculation.
_ALIKE = 1e-9


@dataclass(frozen=True)
class Row:
    """One measure of all alternatives.

    Attributes
    ----------
    measure : str
        Of :data:`MEASURES`; its unit is in its name, shares are 0–1.
    county : str
        Code, or "" for a measure of the whole.
    values : tuple of float or None
        By column; None is not known.
    """

    measure: str
    county: str
    values: tuple[float | None, ...]

    def differences(self, chosen: int) -> tuple[float | None, ...]:
        """Return how each differs from the column of the chosen one; None where either is not known."""
        base = self.values[chosen]
        return tuple(None if one is None or base is None else one - base for one in self.values)

    @property
    def best(self) -> frozenset[int]:
        """Columns of the best; none where nobody can say, all are alike, or one is not known."""
        direction = BETTER.get(self.measure)
        known = [one for one in self.values if one is not None]
        if direction is None or len(known) < 2 or len(known) < len(self.values):
            return frozenset()
        top = max(direction * one for one in known)
        best = frozenset(at for at, one in enumerate(known) if _is_alike(direction * one, top))
        return best if len(best) < len(known) else frozenset()


@dataclass(frozen=True)
class AlternativeTable:
    """All measures; ``columns`` are uids of the alternatives, "" is the area as it is now."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def row(self, measure: str, county: str = "") -> Row:
        """Return one row; ``KeyError`` when there is none."""
        for one in self.rows:
            if (one.measure, one.county) == (measure, county):
                return one
        raise KeyError((measure, county))


def alternative_table(land: AlternativeLand, outlines: Mapping[str, shapely.Geometry]) -> AlternativeTable:
    """Measure alternatives on one land.

    Parameters
    ----------
    land : AlternativeLand
    outlines : mapping of str to Polygon or MultiPolygon, EPSG:4490
        By uid of the alternative, in the order of the columns.

    Returns
    -------
    AlternativeTable
        Figures of one column do not depend on the others, but for ``zones_share``: hm² of shared zones inside over the
        hm² of all shared zones that any of the alternatives touches.
    """
    divisions = {uid: land.index.divide(outline) for uid, outline in outlines.items()}
    insides = {uid: _zones_inside(land, division) for uid, division in divisions.items()}
    touched = {row for inside in insides.values() for row in inside}
    touched_ha = math.fsum(float(land.zones["area_ha"].iloc[row]) for row in touched)
    found: list[dict[tuple[str, str], float | None]] = []
    for uid, outline in outlines.items():
        division, inside = divisions[uid], insides[uid]
        covered_ha = math.fsum(inside.values())
        found.append(
            {
                **_ground(outline, division),
                **_counted(land, division),
                ("zones", ""): float(len(inside)),
                ("zones_share", ""): covered_ha / touched_ha if touched_ha > 0.0 else None,
                ("border_km", ""): _lines_km(land.index, land.lines, division.whole),
                ("first_reach_min", ""): _first_reach(land, division),
                **_costs(land, inside),
            }
        )
    counties = sorted({county for values in found for _, county in values if county})
    rows = [
        Row(measure, county, tuple(values.get((measure, county), _ABSENT.get(measure, 0.0)) for values in found))
        for measure in MEASURES
        for county in (counties if measure in BY_COUNTY else ("",))
    ]
    rows = [row for row in rows if not row.county or any((row.measure, row.county) in values for values in found)]
    return AlternativeTable(tuple(outlines), tuple(rows))


#: What a county that an alternative does not touch has of a measure, where it is not nothing.
_ABSENT: Mapping[str, float | None] = {"cost_net": None, "cost_responsibility": None}


def _ground(outline: shapely.Geometry, division: Division) -> dict[tuple[str, str], float | None]:
    shares = {("share", share.county): share.share for share in division.shares}
    return {
        ("area_ha", ""): division.total_ha,
        ("area_mu", ""): division.total_ha * MU_PER_HA,
        **shares,
        ("outside_ha", ""): division.outside_ha,
        ("perimeter_km", ""): geodesic_length_m(outline) / 1000.0,
    }


def _counted(land: AlternativeLand, division: Division) -> dict[tuple[str, str], float | None]:
    """Return woods, villages and people by county, and things that lie inside."""
    touched = frozenset(code for code in division.counties if code)
    values: dict[tuple[str, str], float | None] = {}
    for code, hectares in _woods(land, division).items():
        values["forest_ha", code] = None if code in land.silent_woods else hectares
    values.update(_people(land, division))
    for measure, things in (("depots", land.depots), ("lookouts", land.lookouts)):
        inside = _points_inside(things, division.whole)
        # Those of a county that says nothing are missing, so the sum is not known.
        values[measure, ""] = None if touched & things.silent else float(inside)
    values["routes_km", ""] = _lines_km(land.index, land.routes.stored, division.whole)
    return values


def _woods(land: AlternativeLand, division: Division) -> dict[str, float]:
    near = land.woods[shapely.STRtree(land.woods).query(division.whole, predicate="intersects")]
    wood = polygonal(shapely.union_all(shapely.intersection(near, division.whole))) if len(near) else None
    found = {}
    for code, part in zip(division.counties, division.parts, strict=True):
        if code:
            inside = shapely.Polygon() if wood is None else polygonal(shapely.intersection(part, wood))
            dense = np.array([shapely.segmentize(inside, EDGE_M)], dtype=object)
            found[code] = float(land.index.areas_m2(dense)[0]) * HA_PER_M2
    return found


def _people(land: AlternativeLand, division: Division) -> dict[tuple[str, str], float | None]:
    from layers import exposure

    inside = [(code, part) for code, part in zip(division.counties, division.parts, strict=True) if code]
    if not inside:
        return {}
    frame = gpd.GeoDataFrame(
        {"key": ["area"] * len(inside), "county": [code for code, _ in inside]},
        geometry=[part for _, part in inside],
        crs=land.index.crs,
    )
    told = exposure.summarise(frame, land.places, silent=land.silent_people)
    values: dict[tuple[str, str], float | None] = {}
    for code, villages, people in zip(told["county"], told["villages"], told["people"], strict=True):
        values["villages", str(code)] = None if code in land.silent_people else float(villages)
        values["people", str(code)] = None if math.isnan(people) else float(people)
    return values


def _points_inside(things: Things, whole: shapely.Geometry) -> int:
    return int(np.count_nonzero(shapely.dwithin(whole, things.shapes, ON_EDGE_M))) if len(things.shapes) else 0


def _lines_km(index: CountyIndex, lines: Objects, whole: shapely.Geometry) -> float:
    """Return the length of lines (EPSG:4490) inside an outline of the metric CRS, geodesic, the edge counted in."""
    if not len(lines) or whole.is_empty:
        return 0.0
    metric = index.to_metric_lines(lines)
    rows = shapely.STRtree(metric).query(whole, predicate="intersects")
    inside = shapely.intersection(shapely.segmentize(metric[rows], EDGE_M), whole)
    return math.fsum(geodesic_length_m(index.to_degrees(one)) for one in inside if not one.is_empty) / 1000.0


def _hit(shapes: Objects, division: Division) -> list[int]:
    """Return which shapes an outline meets."""
    return np.flatnonzero(shapely.intersects(shapes, division.whole)).tolist() if len(shapes) else []


def _zones_inside(land: AlternativeLand, division: Division) -> dict[int, float]:
    """Return the rows of zones an outline overlaps, and hm² of them inside; touching is not overlapping."""
    hit = _hit(land.zone_shapes, division)
    if not hit:
        return {}
    inside = [polygonal(shapely.intersection(land.zone_shapes[row], division.whole)) for row in hit]
    m2 = land.index.areas_m2(shapely.segmentize(np.array(inside, dtype=object), EDGE_M))
    return {int(row): float(area) * HA_PER_M2 for row, area in zip(hit, m2, strict=True) if area > NOTHING_M2}


def _first_reach(land: AlternativeLand, division: Division) -> float | None:
    """Return how long the part of a zone inside waits for help that waits longest; None where it is not known.

    Each part is reached by whoever comes first, of its own county or from across the line.
    """
    hit = _hit(land.part_shapes, division)
    waits: list[float] = []
    for row in hit:
        if shapely.area(shapely.intersection(land.part_shapes[row], division.whole)) <= NOTHING_M2:
            continue
        said = land.parts["response"].iloc[row] or {}
        minutes = [said[key] for key in ("own_min", "across_min") if said.get(key) is not None]
        if not minutes:
            return None
        waits.append(min(minutes))
    return max(waits, default=None)


def _costs(land: AlternativeLand, inside: Mapping[int, float]) -> dict[tuple[str, str], float | None]:
    """Return what each county would bear of a common cost by the two rules, from the zones inside.

    By responsibility: R of a county × hm² of each zone inside.  By what comes across: as the ledger has it, of zones
    that the outline overlaps, hm² burnt; left out where a zone cannot say it.
    """
    from layers.agreements.cost_shares import as_shares, net_shares
    from layers.agreements.ledger import TRANSMISSION, ledger

    zones = land.zones.iloc[sorted(inside)]
    held: dict[str, float] = {}
    for row, hectares in inside.items():
        for code, share in (land.zones["responsibility"].iloc[row] or {}).items():
            held[str(code)] = held.get(str(code), 0.0) + float(share) * hectares
    values: dict[tuple[str, str], float | None] = {}
    for code, share in (as_shares(dict(sorted(held.items()))) or {}).items():
        values["cost_responsibility", code] = share
    book = ledger(zones.drop(columns="geometry"), land.aids.iloc[:0], land.loans.iloc[:0], (), on=land.on)
    measure = TRANSMISSION[0]
    if any(one.given[measure].unknown for one in book.counties):
        return values
    for code, share in (net_shares(book, measure) or {}).items():
        values["cost_net", code] = share
    return values


def _is_alike(one: float, other: float) -> bool:
    return abs(one - other) <= _ALIKE * max(abs(one), abs(other), 1.0)
