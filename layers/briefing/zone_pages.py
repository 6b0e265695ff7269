"""The facts of one zone, from the rows that the plan stores."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import shapely

from layers.briefing.flows import crossing
from layers.briefing.material import Material
from layers.briefing.model import FlowFacts, HelpFacts, SideFacts, ZoneFacts, ZoneLine
from layers.export.cells import is_unknown
from layers.kinds import Role, ZoneClass
from layers.zones.edits import EDITABLE
from layers.zones.states import current

Row = Mapping[str, Any]
#: Roles of which a briefing prints a figure; what is missing of others is not missed here.
_COUNTED = (Role.FARMLAND.value, Role.BUILDING.value, Role.INSTALLATION.value, Role.WATER_INTAKE.value)


def zone_facts(material: Material, row: Row, parts: Sequence[Row], shape: shapely.Geometry) -> ZoneFacts:
    """Return what a page about a zone says.

    Parameters
    ----------
    row : mapping
        ``ZONE_COLUMNS``, geometry left out.
    parts : sequence of mapping
        Its parts by county.
    shape : Geometry, EPSG:4490
    """
    uid, counties = str(row["uid"]), tuple(str(code) for code in row["counties"])
    flows = crossing(str(row["hazard"]), row["links"] or ())
    origin, others = direction(row, flows)
    areas = material.areas_over(shape)
    pairs = {"|".join(pair) for pair in combinations(sorted(counties), 2)}
    missing = tuple(dict.fromkeys((str(one["county"]), str(one["role"])) for one in row["unknown"] or ()))
    weights = (row["stability"] or {}).get("weights") or {}
    sides = tuple(_side(material, row, part, missing) for part in parts)
    people = _number(row["people"])
    return ZoneFacts(
        uid=uid,
        name=material.zone_names.get(uid, uid),
        number=int(row["number"]),
        hazard=str(row["hazard"]),
        zone_class=str(row["zone_class"]),
        counties=counties,
        level=str(row["level"]),
        origin=origin,
        others=others,
        rank=int(row["rank"]),
        score=float(row["score"]),
        rank_low=_whole(weights.get("low")),
        rank_high=_whole(weights.get("high")),
        area_ha=float(row["area_ha"]),
        sides=sides,
        people=people,
        people_partial=bool(row["people_unknown_places"]) or any(side.people is None for side in sides),
        flows=flows,
        no_times="" if flows else _why_no_times(row),
        helps=tuple(_help(part) for part in parts),
        lead=str(row["lead"] or ""),
        supports=tuple(str(code) for code in row["supports"] or ()),
        rotates=bool(row["rotation"]),
        state=current(row["states"], str(row["status"] or "")).value,
        cover=material.cover(counties, str(row["hazard"])),
        areas=areas,
        tasks=material.tasks_of(pairs, {uid, *(one.uid for one in areas)}, shape),
        duties=int((material.duties["zone"].astype(str) == uid).sum()) if len(material.duties) else 0,
        reasons=tuple(row["reasons"] or ()),
        missing=missing,
        edited=tuple(name for name in EDITABLE if name in (row["edited"] or {})),
    )


def direction(row: Row, flows: Sequence[FlowFacts]) -> tuple[str, tuple[str, ...]]:
    """Return where a zone's hazard starts and where it goes, as far as anybody can tell.

    The lead is the origin when something comes from it, or when no times are known; else the county from which the
    soonest comes.
    """
    counties = [str(code) for code in row["counties"]]
    lead = str(row["lead"] or "")
    origins = {one.origin for one in flows}
    if flows and lead not in origins:
        lead = flows[0].origin
    if not lead or row["zone_class"] == ZoneClass.LOCAL:
        return "", ()
    reached = [one.target for one in flows if one.origin == lead]
    others = [code for code in counties if code != lead and (not flows or code in reached)]
    return lead, tuple(others)


def zone_line(material: Material, row: Row) -> ZoneLine:
    """Return a zone as a line of a list."""
    flows = crossing(str(row["hazard"]), row["links"] or ())
    uid = str(row["uid"])
    return ZoneLine(
        uid,
        material.zone_names.get(uid, uid),
        int(row["rank"]),
        str(row["hazard"]),
        str(row["zone_class"]),
        str(row["lead"] or ""),
        float(row["area_ha"]),
        _number(row["people"]),
        bool(row["people_unknown_places"]),
        flows[0].first_min if flows else None,
        float(row["score"]),
    )


def _side(material: Material, zone: Row, part: Row, missing: Sequence[tuple[str, str]]) -> SideFacts:
    """Return one county's part; where a layer is silent its figure is not known, however few were counted."""
    county = str(part["county"])
    entry: Row = (zone["exposures"] or {}).get(county) or {}
    is_silent = (county, Role.SETTLEMENT.value) in missing
    unknown = [role for role in entry.get("unknown") or () if role in _COUNTED]
    if entry:
        people = _number(entry.get("people"))
        villages = _whole(entry.get("villages"))
        partial = bool(entry.get("people_unknown_places") or entry.get("people_unknown_ha"))
    else:  # derived before exposure was
        people = _number(part["people"])
        villages = int(part["villages"])
        partial = bool(part["people_unknown_places"])
    if is_silent and villages == 0:
        villages = None
    if is_silent and not people:
        people = None
    if people is None:
        unknown.append(Role.POPULATION.value)
    if villages is None:
        unknown.append(Role.SETTLEMENT.value)
    forest: float | None = float(part["forest_ha"])
    if county not in material.forest_known and not forest:
        forest = None
        unknown.append(Role.FOREST.value)
    return SideFacts(
        county=county,
        area_ha=float(part["area_ha"]),
        people=people,
        people_partial=partial,
        villages=villages,
        forest_ha=forest,
        farmland_ha=_number(entry.get("farmland_ha")),
        buildings=_whole(entry.get("buildings")),
        installations=_whole(entry.get("installations")),
        intakes=_whole(entry.get("intakes")),
        unknown=tuple(unknown),
    )


def _help(part: Row) -> HelpFacts:
    way: Row = part.get("response") or {}
    by_road = part["depot_method"] == "travel"
    return HelpFacts(
        county=str(part["county"]),
        own_name=str(part["depot_own"] or ""),
        own_min=_number(way.get("own_min")) if by_road else None,
        own_km=_number(part["depot_own_km"]),
        across_name=str(part["depot_across"] or ""),
        across_county=str(part["depot_across_county"] or ""),
        across_min=_number(way.get("across_min")) if by_road else None,
        across_km=_number(part["depot_across_km"]),
        by_road=by_road,
        own_known=not bool(part["depots_unknown"]),
        limit_min=_number(way.get("limit_min")),
        why=str(way.get("why") or ""),
    )


def _why_no_times(row: Row) -> str:
    codes = {str(one["code"]) for one in row["reasons"] or ()}
    if "reach_is_distance" in codes:
        return "distance"
    return "none_cross" if row["links"] else "not_timed"


def _number(value: Any) -> float | None:
    return None if is_unknown(value) or math.isnan(float(value)) else float(value)


def _whole(value: Any) -> int | None:
    found = _number(value)
    return None if found is None else round(found)
