"""Each site against the rules of its kind: a measured value, the limit, and whether it holds, fails or is not known.

Sources are codes of words (``exercise.source.<code>``); ``docs/exercise.md`` has them in full.  What is not known is
never taken for good: a rule without data is *unknown*.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from layers.exercise import measures
from layers.exercise.ground import Ground
from layers.exercise.measures import ENVELOPE_MIN, Measure, Place
from layers.exercise.model import Exercise, Site, SiteKind


class Verdict(StrEnum):
    """How a rule stands."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"


class Sense(StrEnum):
    """Which side of the limit is good."""

    MOST = "most"  # value ≤ limit
    BELOW = "below"  # value < limit
    LEAST = "least"  # value ≥ limit
    YES = "yes"  # 1 is good, 0 is not


@dataclass(frozen=True)
class Rule:
    """A rule of a kind of site: words ``exercise.rule.<code>``, and where it comes from."""

    code: str
    sense: Sense
    limit: float
    unit: str
    source: str


@dataclass(frozen=True)
class Check:
    """A rule and a site.  ``facts`` fill the words ``exercise.why.<code>`` where there are some."""

    rule: Rule
    verdict: Verdict
    value: float = math.nan
    facts: Mapping[str, Any] = field(default_factory=dict)
    limit: float = math.nan

    @property
    def code(self) -> str:
        """Code of the rule."""
        return self.rule.code


_P, _IRPG, _PAD, _LCES = "proposal", "irpg", "helipad", "lces"


def _of(measure: Measure, code: str, sense: Sense, limit: float, unit: str, source: str) -> tuple[Rule, Measure]:
    return Rule(code, sense, limit, unit, source), measure


_ENVELOPE = _of(measures.envelope, "envelope", Sense.LEAST, ENVELOPE_MIN, "min", _P)
_FLAMES = _of(measures.flames, "flames", Sense.LEAST, math.nan, "m", _IRPG)
_BUTLER = _of(measures.vegetation, "vegetation", Sense.LEAST, math.nan, "m", "butler")
_ESCAPES = _of(measures.escapes, "escapes", Sense.LEAST, 2.0, "", _LCES)
_BOTH = _of(measures.both_counties, "both_counties", Sense.MOST, 60.0, "min", _P)
_SIGHT = _of(measures.sight, "sight", Sense.LEAST, 0.0, "m", _P)
_WIND = _of(measures.wind_side, "wind_side", Sense.MOST, 120.0, "°", _P)
_RING = _of(measures.from_start, "from_start", Sense.LEAST, math.nan, "m", _P)
_ROAD = _of(measures.road, "road", Sense.MOST, 100.0, "m", _P)

#: Kind of site → its rules, and how each is measured.
RULES: Mapping[SiteKind, tuple[tuple[Rule, Measure], ...]] = {
    SiteKind.IGNITION: (
        _of(measures.burnable, "burnable", Sense.YES, 1.0, "", _P),
        _of(measures.in_zone, "in_zone", Sense.YES, 1.0, "", _P),
        _BOTH,
        _of(measures.slope, "slope", Sense.BELOW, 20.0, "°", _P),
        _of(measures.houses, "houses", Sense.LEAST, 500.0, "m", _P),
        _of(measures.power, "power", Sense.LEAST, 500.0, "m", _P),
    ),
    SiteKind.COMMAND: (
        _ROAD,
        _of(measures.slope, "slope", Sense.BELOW, 5.0, "°", _P),
        _ENVELOPE,
        _FLAMES,
        _BUTLER,
        _WIND,
        _SIGHT,
        _of(measures.typed("signal"), "signal", Sense.YES, 1.0, "", _P),
        _ESCAPES,
    ),
    SiteKind.STAGING: (
        _ROAD,
        _of(measures.slope, "slope", Sense.BELOW, 5.0, "°", _P),
        _BOTH,
        _ENVELOPE,
        _FLAMES,
        _BUTLER,
    ),
    SiteKind.LANDING: (
        _of(measures.slope, "slope", Sense.BELOW, 5.0, "°", _PAD),
        _of(measures.typed("pad_slope_percent"), "pad_slope", Sense.MOST, 2.0, "%", _PAD),
        _of(measures.pad_size, "pad_size", Sense.YES, 1.0, "", _PAD),
        _of(measures.typed("clear_m"), "clear", Sense.LEAST, 30.0, "m", _PAD),
        _of(measures.fuel_edge, "trees", Sense.LEAST, 30.0, "m", _PAD),
        _of(measures.power, "power", Sense.LEAST, 500.0, "m", _P),
        _of(measures.houses, "houses", Sense.LEAST, 100.0, "m", _P),
        _ENVELOPE,
    ),
    SiteKind.WATER: (
        _of(measures.open_water, "open_water", Sense.MOST, 50.0, "m", _P),
        _of(measures.water_width, "water_width", Sense.LEAST, 30.0, "m", _P),
        _of(measures.typed("depth_m"), "depth", Sense.LEAST, 2.0, "m", _P),
        _of(measures.power, "power", Sense.LEAST, 500.0, "m", _P),
        _of(measures.to_start, "to_start", Sense.MOST, 10_000.0, "m", _P),
    ),
    SiteKind.SAFETY: (
        _FLAMES,
        _BUTLER,
        _of(measures.slope, "slope", Sense.BELOW, 10.0, "°", _P),
        _of(measures.to_start, "to_start", Sense.MOST, 3_000.0, "m", _P),
    ),
    SiteKind.OBSERVERS: (
        _RING,
        _ENVELOPE,
        _FLAMES,
        _BUTLER,
        _WIND,
        _SIGHT,
        _ROAD,
        _of(measures.slope, "slope", Sense.BELOW, 10.0, "°", _P),
        _ESCAPES,
    ),
    SiteKind.CLOSED_ROAD: (
        _of(measures.on_road, "on_road", Sense.MOST, 50.0, "m", _P),
        _of(measures.still_reached, "still_reached", Sense.MOST, 60.0, "min", _P),
    ),
}


def judged(rule: Rule, value: float, limit: float) -> Verdict:
    """Return how a value stands to a rule; nan on either side is unknown."""
    if math.isnan(value) or math.isnan(limit):
        return Verdict.UNKNOWN
    holds = {
        Sense.MOST: value <= limit,
        Sense.BELOW: value < limit,
        Sense.LEAST: value >= limit,
        Sense.YES: value >= 1.0,
    }[rule.sense]
    return Verdict.PASS if holds else Verdict.FAIL


def check_site(ground: Ground, exercise: Exercise, sites: Sequence[Site], site: Site) -> tuple[Check, ...]:
    """Return every rule of a site's kind with its measured value.

    Parameters
    ----------
    ground : Ground
        Worked out with the exercise's start and closed roads.
    exercise : Exercise
    sites : sequence of Site
        All of the exercise.
    site : Site
    """
    place = Place(ground, exercise, tuple(sites), site, *ground.xy(site.lon, site.lat))
    found = []
    for rule, measure in RULES[site.kind]:
        told = measure(place)
        if told is None:
            continue
        value, facts = told[0], told[1]
        limit = told[2] if len(told) == 3 else rule.limit
        found.append(Check(rule, judged(rule, value, limit), value, facts, limit))
    return tuple(found)


def check_all(ground: Ground, exercise: Exercise, sites: Sequence[Site]) -> dict[str, tuple[Check, ...]]:
    """Return the checks of every site, by uid."""
    return {site.uid: check_site(ground, exercise, sites, site) for site in sites}


def verdict_of(checks: Sequence[Check]) -> Verdict:
    """Return how a site stands as a whole: one failure is a failure, else one unknown is unknown."""
    found = {check.verdict for check in checks}
    if Verdict.FAIL in found:
        return Verdict.FAIL
    return Verdict.UNKNOWN if Verdict.UNKNOWN in found or not checks else Verdict.PASS
