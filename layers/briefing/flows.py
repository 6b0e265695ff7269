"""What comes from one county into another: from the stored links of zones."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from layers.briefing.model import FlowFacts


def crossing(hazard: str, links: Sequence[Mapping[str, Any]]) -> tuple[FlowFacts, ...]:
    """Return what of a zone's hazard crosses a line, the soonest first."""
    found = [_flow(hazard, link) for link in links if link["from"] != link["to"] and link["minutes"]]
    return tuple(sorted(found, key=lambda one: (one.first_min, one.origin, one.target)))


def _flow(hazard: str, link: Mapping[str, Any]) -> FlowFacts:
    knows = link["people"] is not None
    villages = [int(count) for count in link["villages"]]
    reached = [float(minute) for minute, count in zip(link["minutes"], villages, strict=True) if count > 0]
    burnt, people = link["area_ha"], link["people"]
    return FlowFacts(
        hazard=hazard,
        origin=str(link["from"]),
        target=str(link["to"]),
        first_min=float(link["first_min"]),
        village_min=reached[0] if reached else None,
        knows_villages=knows,
        last_min=float(link["minutes"][-1]),
        burnt_ha=None if not burnt else float(burnt[-1]),
        people=None if people is None else float(people[-1]),
        people_partial=bool(link["unknown"][-1]),
        villages=villages[-1] if knows or villages[-1] else None,
    )


def together(flows: Sequence[FlowFacts], pair: tuple[str, str]) -> tuple[FlowFacts, ...]:
    """Return both directions over one border by hazard, the flows of its zones added up; what has none is absent.

    What one zone cannot say is not known of their sum; the soonest of all is the soonest.
    """
    found = []
    counts = Counter(one.hazard for one in flows)
    hazards = sorted(counts, key=lambda hazard: (-counts[hazard], hazard))
    for hazard, origin, target in [(hazard, *way) for hazard in hazards for way in (pair, pair[::-1])]:
        mine = [one for one in flows if (one.hazard, one.origin, one.target) == (hazard, origin, target)]
        if not mine:
            continue
        villages = [one.village_min for one in mine if one.village_min is not None]
        found.append(
            FlowFacts(
                hazard,
                origin,
                target,
                min(one.first_min for one in mine),
                min(villages, default=None),
                all(one.knows_villages for one in mine),
                max(one.last_min for one in mine),
                _sum([one.burnt_ha for one in mine]),
                _sum([one.people for one in mine]),
                any(one.people_partial for one in mine),
                _count([one.villages for one in mine]),
                len(mine),
            )
        )
    return tuple(found)


def _sum(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return math.fsum(known) if len(known) == len(values) else None


def _count(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None
