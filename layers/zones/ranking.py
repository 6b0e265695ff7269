"""The rank of a zone, with every part of its score and its reasons.

A score is the weighted mean of what is known; a part whose value is unknown has weight 0 and says
so.  The scales are proposals [P], fixed numbers rather than the largest value in the plan, so that
a zone's score does not change because another zone does.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from layers.hazards.registry import kind_of
from layers.kinds import ReachType, ZoneClass
from layers.zones.evidence import Evidence
from layers.zones.model import Parameters
from layers.zones.reasons import reason
from layers.zones.responsibility import Responsibility

#: Amounts at which a part of the score is full; that of the hazard is its kind's.
FULL_TRANSMISSION_HA = 10_000.0
FULL_PEOPLE = 10_000.0
FULL_RESPONSE_KM = 30.0
FULL_RESPONSE_MIN = 120.0  # [P] the last of the bands that coverage is told for
#: Scores closer than this are equal, and the place along the border decides.
SCORE_DECIMALS = 6
#: What each state of agreement leaves to be done.
OPEN_SHARE = {"covers": 0.0, "undated": 0.5, "superior": 0.5, "lapsed": 1.0, "missing": 1.0}


@dataclass(frozen=True)
class Cover:
    """Agreements of a border: uids, and the best state: a key of :data:`OPEN_SHARE`."""

    uids: tuple[str, ...]
    state: str
    count: int


@dataclass(frozen=True)
class ZoneFacts:
    """What ranking reads of one zone; ``parts`` are rows of numbers by county."""

    hazard: str
    evidence: Evidence
    responsibility: Responsibility
    people: float
    people_unknown_places: int
    villages: int
    parts: Sequence[Mapping[str, Any]]
    cover: Cover
    reach_type: str
    reach: Mapping[str, Any]  # a reason: how far the hazard was taken to reach
    legal_band_m: float
    cuts: int
    links: Sequence[Mapping[str, Any]] = ()  # LINK_KEYS; () where no fire was run


def score_parts(zone: ZoneFacts, weights: Mapping[str, float]) -> list[dict[str, Any]]:
    """Return the parts of the score: code, value 0–1, weight, raw and unit; weight 0 where unknown."""
    amount = sum(zone.evidence.hazard_amount.values())
    kind = kind_of(zone.hazard)
    response_value, response_raw, response_unit = _response(zone)
    crossing = _crossing(zone.evidence)
    everyone_unknown = math.isnan(zone.people)
    sent_ha = _sent_ha(zone)
    values: dict[str, tuple[float | None, float | None, str]] = {
        "transmission": (None if sent_ha is None else _log_scale(sent_ha, FULL_TRANSMISSION_HA), sent_ha, "ha"),
        "hazard": (_log_scale(amount, kind.full_amount), amount, kind.unit),
        "people": (
            None if everyone_unknown else _log_scale(zone.people, FULL_PEOPLE),
            None if everyone_unknown else zone.people,
            "people",
        ),
        "crossing": (crossing, crossing, "share"),
        "response": (response_value, response_raw, response_unit),
        "agreement": (OPEN_SHARE[zone.cover.state], float(zone.cover.count), "count"),
    }
    return [
        {
            "code": code,
            "value": 0.0 if value is None else round(value, 6),
            "weight": 0.0 if value is None else float(weights.get(code, 0.0)),
            "raw": None if raw is None else round(raw, 4),
            "unit": unit_of,
        }
        for code, (value, raw, unit_of) in values.items()
    ]


def score(parts: Sequence[Mapping[str, Any]]) -> float:
    """Return the weighted mean of the known parts, 0 when nothing is known."""
    given = whole = 0.0  # added up one by one, as `stability` does for all zones at once: equal to the last bit
    for part in parts:
        weight = float(part["weight"])
        whole += weight
        given += weight * float(part["value"])
    return float(np.round(given / whole, SCORE_DECIMALS)) if whole > 0.0 else 0.0


def ranks(classes: Sequence[ZoneClass], scores: Sequence[float], ties: Sequence[Any]) -> list[int]:
    """Return ranks 1…n: by score, local zones after all others; equal scores in the order of ``ties``."""
    order = sorted(range(len(scores)), key=lambda at: (classes[at] is ZoneClass.LOCAL, -scores[at], ties[at]))
    result = [0] * len(scores)
    for rank, at in enumerate(order, start=1):
        result[at] = rank
    return result


def reasons(zone: ZoneFacts, parameters: Parameters) -> list[dict[str, Any]]:
    """Return why a zone has its class, its lead and its rank, most important first."""
    found = _class_reasons(zone)
    found += _people_reasons(zone)
    if zone.evidence.classification.zone_class is not ZoneClass.LOCAL:
        found += _lead_reasons(zone, parameters)
        found += _response_reasons(zone)
        found.append(_agreement_reason(zone.cover))
    if zone.legal_band_m:
        found.append(reason("legal_band", band_m=zone.legal_band_m))
    if zone.cuts:
        found.append(reason("cut_along_border", limit_m=parameters.cluster_max_m, cuts=zone.cuts))
    found.append(dict(zone.reach))
    return found


def _class_reasons(zone: ZoneFacts) -> list[dict[str, Any]]:
    evidence = zone.evidence
    outcome = evidence.classification
    counties = list(outcome.counties)
    if outcome.zone_class is ZoneClass.PENDING:
        return [_waiting(zone, code, kind) for code, kind in outcome.waiting_for]
    if outcome.zone_class is ZoneClass.LOCAL:
        return [reason("stays_local", county=outcome.origin)]
    if outcome.zone_class is ZoneClass.S1:
        amount = sum(evidence.hazard_amount.values())
        if zone.reach_type == ReachType.BORDERING:
            return [reason("river_borders", counties=counties, amount_m=amount)]
        share = float(evidence.hazard_share.get(outcome.origin) or 0.0)
        kind = kind_of(zone.hazard)
        most = {"counties": counties, "county": outcome.origin, "share": share}
        if kind.crosses == "hazard_crosses":
            return [reason("hazard_crosses", hazard=zone.hazard, amount=amount, unit=kind.unit, **most)]
        return [reason(kind.crosses, **{f"amount_{kind.unit}": amount}, **most)]
    code = "origin_exposes_several" if outcome.zone_class is ZoneClass.S2 else "origin_exposes_other"
    exposed = [county for county in counties if county in outcome.exposure_counties]
    return [reason(code, origin=outcome.origin, counties=exposed, outside_share=_outside(evidence))]


def _waiting(zone: ZoneFacts, code: str, kind: str) -> dict[str, Any]:
    if kind == "hazard":
        return reason("waits_for_hazard_layer", county=code, role=kind_of(zone.hazard).role.value)
    if code in zone.evidence.found.silent_fuel:
        return reason("waits_for_fuel", county=code, role="forest")
    places = zone.evidence.unknown_places.get(code, 0)
    if places:
        return reason("waits_for_people", county=code, role="population", places=places)
    return reason("waits_for_settlements", county=code, role="settlement")


def _people_reasons(zone: ZoneFacts) -> list[dict[str, Any]]:
    if math.isnan(zone.people):
        return [reason("people_unknown", places=zone.people_unknown_places)]
    if zone.people_unknown_places:
        return [reason("people_partly_unknown", people=zone.people, places=zone.people_unknown_places)]
    if zone.people > 0 or zone.villages:
        return [reason("people_inside", people=zone.people, villages=zone.villages)]
    return [reason("nobody_inside")]


def _lead_reasons(zone: ZoneFacts, parameters: Parameters) -> list[dict[str, Any]]:
    lead = zone.responsibility.lead
    outcome = zone.evidence.classification
    if not lead:
        return []
    if zone.responsibility.rotation:
        equal = list(outcome.hazard_counties)
        largest = max(float(zone.evidence.hazard_share.get(code) or 0.0) for code in equal)
        near = [
            code
            for code in equal
            if largest - float(zone.evidence.hazard_share.get(code) or 0.0) <= parameters.equal_share_tolerance + 1e-12
        ]
        return [reason("lead_rotates", counties=near, tolerance=parameters.equal_share_tolerance)]
    if outcome.zone_class is ZoneClass.S1:
        share = float(zone.evidence.hazard_share.get(lead) or 0.0)
        return [reason("lead_largest_share", county=lead, share=share)]
    found = [reason("lead_origin", county=lead)]
    if zone.responsibility.supports:
        found.append(reason("supports_exposed", counties=list(zone.responsibility.supports)))
    return found


def _response_reasons(zone: ZoneFacts) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    unknown: list[str] = []
    straight: dict[str, list[str]] = {}
    limit_min = 0.0
    concerned = set(zone.evidence.classification.counties)
    for part in zone.parts:
        if part["county"] not in concerned:
            continue
        way = part.get("response") or {}
        if part["depots_unknown"]:
            unknown.append(str(part["county"]))
            continue
        one = _by_time(part, way) if part["depot_method"] == "travel" else _by_distance(part)
        found += [one] if one else []
        if way.get("why"):
            straight.setdefault(str(way["why"]), []).append(str(part["county"]))
            limit_min = float(way.get("limit_min") or 0.0)
    if "no_roads" in straight:
        found.append(reason("response_no_roads", counties=straight["no_roads"]))
    if "out_of_reach" in straight:
        found.append(reason("response_out_of_reach", counties=straight["out_of_reach"], limit_min=limit_min))
    if unknown:
        found.append(reason("depots_unknown", counties=unknown))
    return found


def _by_distance(part: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return who is nearest to a part as the crow flies."""
    own, across = float(part["depot_own_km"]), float(part["depot_across_km"])
    neighbour = {"depot_county": part["depot_across_county"], "depot": part["depot_across"]}
    if math.isnan(own) and not math.isnan(across):
        return reason("depot_only_across", county=part["county"], across_km=across, **neighbour)
    if not math.isnan(across) and across < own:
        return reason("depot_across_nearer", county=part["county"], own_km=own, across_km=across, **neighbour)
    if not math.isnan(own):
        return reason("depot_own_nearest", county=part["county"], depot=part["depot_own"], own_km=own)
    return None


def _by_time(part: Mapping[str, Any], way: Mapping[str, Any]) -> dict[str, Any]:
    """Return who is first at a part; one of the two is there within the limit."""
    own, across = way["own_min"], way["across_min"]
    neighbour = {"depot_county": part["depot_across_county"], "depot": part["depot_across"]}
    if own is None and not part["depot_own"]:
        return reason("depot_across_alone", county=part["county"], across_min=across, **neighbour)
    if own is None:
        limit = way["limit_min"]
        return reason("depot_across_in_time", county=part["county"], across_min=across, limit_min=limit, **neighbour)
    if across is not None and across < own:
        return reason("depot_across_sooner", county=part["county"], own_min=own, across_min=across, **neighbour)
    return reason("depot_own_first", county=part["county"], depot=part["depot_own"], own_min=own)


def _agreement_reason(cover: Cover) -> dict[str, Any]:
    if cover.state == "missing":
        return reason("agreement_missing")
    code = "agreement_superior_only" if cover.state == "superior" else f"agreement_{cover.state}"
    return reason(code, count=cover.count)


def _response(zone: ZoneFacts) -> tuple[float | None, float | None, str]:
    """Return value, figure and unit of the worst of the counties' own ways; None when no county's is known.

    Minutes where ways were looked for, else kilometres; whose own depots are later than the limit has the limit, and
    whose has none waits for the neighbour's.
    """
    concerned = set(zone.evidence.classification.counties)
    ways = [
        _way_by_time(part, part["response"]) if part["depot_method"] == "travel" else _way_by_distance(part)
        for part in zone.parts
        if part["county"] in concerned and not part["depots_unknown"]
    ]
    if not ways:
        return None, None, "km"
    return max(ways, key=lambda way: (way[0], way[1]))


def _way_by_time(part: Mapping[str, Any], way: Mapping[str, Any]) -> tuple[float, float, str]:
    minutes = way["own_min"]
    if minutes is None:
        minutes = way["limit_min"] if part["depot_own"] else way["across_min"]
    return min(1.0, float(minutes) / FULL_RESPONSE_MIN), float(minutes), "min"


def _way_by_distance(part: Mapping[str, Any]) -> tuple[float, float, str]:
    own, across = float(part["depot_own_km"]), float(part["depot_across_km"])
    km = own if not math.isnan(own) else across  # none of its own: help comes across the line
    if math.isnan(km):
        km = FULL_RESPONSE_KM
    return min(1.0, km / FULL_RESPONSE_KM), km, "km"


def _sent_ha(zone: ZoneFacts) -> float | None:
    """Return what burns in other counties within the time when the hazard of a zone burns, hm².

    None where no fire was run (rivers, a reach that is a distance), and where it comes to a county of which nobody
    says what burns there: that is not known, and it is not nothing.
    """
    across = [link["area_ha"] for link in zone.links if link["from"] != link["to"]]
    if not zone.links or any(not areas or areas[-1] is None for areas in across):
        return None
    if any(share is None for share in zone.evidence.hazard_share.values()):
        return None
    return float(sum(areas[-1] for areas in across))


def _crossing(evidence: Evidence) -> float | None:
    """Return how evenly the matter is shared: 1 when half of hazard or exposure lies across the line."""
    zone_class = evidence.classification.zone_class
    if zone_class is ZoneClass.PENDING:
        return None
    largest = max((float(share or 0.0) for share in evidence.hazard_share.values()), default=1.0)
    across_hazard = min(1.0, 2.0 * (1.0 - largest))
    if zone_class is ZoneClass.LOCAL:
        return across_hazard
    return max(across_hazard, _outside(evidence))


def _outside(evidence: Evidence) -> float:
    """Return the known share of exposure outside the origin's county."""
    origin = evidence.classification.origin
    return sum(float(share or 0.0) for code, share in evidence.exposure_share.items() if code != origin)


def _log_scale(value: float, full: float) -> float:
    return min(1.0, math.log1p(max(0.0, value)) / math.log1p(full))
