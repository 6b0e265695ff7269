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

from layers.kinds import Hazard, ReachType, ZoneClass
from layers.zones.evidence import Evidence
from layers.zones.model import Parameters
from layers.zones.reasons import reason
from layers.zones.responsibility import Responsibility

#: Amounts at which a part of the score is full.
FULL_HAZARD = {Hazard.FOREST: 5_000.0, Hazard.RIVER: 20_000.0}
FULL_PEOPLE = 10_000.0
FULL_RESPONSE_KM = 30.0
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

    hazard: Hazard
    evidence: Evidence
    responsibility: Responsibility
    people: float
    people_unknown_places: int
    villages: int
    parts: Sequence[Mapping[str, Any]]
    cover: Cover
    reach_type: str
    reach_m: float
    legal_band_m: float
    cuts: int


def score_parts(zone: ZoneFacts, weights: Mapping[str, float]) -> list[dict[str, Any]]:
    """Return the parts of the score: code, value 0–1, weight, raw and unit; weight 0 where unknown."""
    amount = sum(zone.evidence.hazard_amount.values())
    unit = "ha" if zone.hazard is Hazard.FOREST else "m"
    response_km = _response_km(zone)
    crossing = _crossing(zone.evidence)
    everyone_unknown = math.isnan(zone.people)
    values: dict[str, tuple[float | None, float | None, str]] = {
        "hazard": (_log_scale(amount, FULL_HAZARD[zone.hazard]), amount, unit),
        "people": (
            None if everyone_unknown else _log_scale(zone.people, FULL_PEOPLE),
            None if everyone_unknown else zone.people,
            "people",
        ),
        "crossing": (crossing, crossing, "share"),
        "response": (None if response_km is None else min(1.0, response_km / FULL_RESPONSE_KM), response_km, "km"),
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
    weight = sum(float(part["weight"]) for part in parts)
    if weight <= 0.0:
        return 0.0
    return round(sum(float(part["weight"]) * float(part["value"]) for part in parts) / weight, 6)


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
    found.append(reason("reach_is_distance", reach_m=zone.reach_m))
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
        if zone.hazard is Hazard.FOREST:
            return [reason("forest_crosses", counties=counties, amount_ha=amount, county=outcome.origin, share=share)]
        return [reason("river_crosses", counties=counties, amount_m=amount, county=outcome.origin, share=share)]
    code = "origin_exposes_several" if outcome.zone_class is ZoneClass.S2 else "origin_exposes_other"
    exposed = [county for county in counties if county in outcome.exposure_counties]
    return [reason(code, origin=outcome.origin, counties=exposed, outside_share=_outside(evidence))]


def _waiting(zone: ZoneFacts, code: str, kind: str) -> dict[str, Any]:
    if kind == "hazard":
        return reason("waits_for_hazard_layer", county=code, role=zone.hazard.value)
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
    concerned = set(zone.evidence.classification.counties)
    for part in zone.parts:
        if part["county"] not in concerned:
            continue
        own, across = float(part["depot_own_km"]), float(part["depot_across_km"])
        if part["depots_unknown"]:
            unknown.append(str(part["county"]))
        elif math.isnan(own) and not math.isnan(across):
            found.append(
                reason(
                    "depot_only_across",
                    county=part["county"],
                    depot_county=part["depot_across_county"],
                    depot=part["depot_across"],
                    across_km=across,
                )
            )
        elif not math.isnan(across) and across < own:
            found.append(
                reason(
                    "depot_across_nearer",
                    county=part["county"],
                    depot_county=part["depot_across_county"],
                    depot=part["depot_across"],
                    own_km=own,
                    across_km=across,
                )
            )
        elif not math.isnan(own):
            found.append(reason("depot_own_nearest", county=part["county"], depot=part["depot_own"], own_km=own))
    if unknown:
        found.append(reason("depots_unknown", counties=unknown))
    return found


def _agreement_reason(cover: Cover) -> dict[str, Any]:
    if cover.state == "missing":
        return reason("agreement_missing")
    code = "agreement_superior_only" if cover.state == "superior" else f"agreement_{cover.state}"
    return reason(code, count=cover.count)


def _response_km(zone: ZoneFacts) -> float | None:
    """Return the longest of the counties' own depot distances; None when no county's is known."""
    concerned = set(zone.evidence.classification.counties)
    worst: float | None = None
    for part in zone.parts:
        if part["county"] not in concerned or part["depots_unknown"]:
            continue
        own, across = float(part["depot_own_km"]), float(part["depot_across_km"])
        km = own if not math.isnan(own) else across  # none of its own: help comes across the line
        if math.isnan(km):
            km = FULL_RESPONSE_KM
        worst = km if worst is None else max(worst, km)
    return worst


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
