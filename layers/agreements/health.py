"""Is an agreement kept, or only signed?  And do two agreements say different things about one line?

"流于形式" (王丛虎 2016): agreements that are signed and met upon, and no more.  What keeps one alive has dates:
meetings, drills, joint patrols, lists of stores that somebody checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

import pandas as pd

from layers.agreements.books import records
from layers.agreements.coverage import EXPIRING_DAYS, applies_to, state_alone
from layers.agreements.events import is_of, of_agreement
from layers.agreements.parties import county_codes
from layers.agreements.settings import RegisterSettings
from layers.agreements.vocabulary import HAZARD_GROUP, BodyKind, BorderState, DecisionState, MeetingKind

_MEETINGS = frozenset({MeetingKind.MEETING, MeetingKind.CONSULTATION})
_LIVE = frozenset({BorderState.IN_FORCE, BorderState.EXPIRING, BorderState.UNDATED})


@dataclass(frozen=True)
class Sign:
    """One sign of life: its last date, and whether that is long ago.  ``day`` "" is *not on record*."""

    code: str  # meeting, drill, patrol, inventory
    day: str
    days: int | None
    is_old: bool


@dataclass(frozen=True)
class Health:
    """How one agreement is kept on a date."""

    uid: str
    state: BorderState
    days_left: int | None
    signs: tuple[Sign, ...]
    open_decisions: int
    overdue: tuple[Mapping[str, str], ...]  # decisions past their day: text, owner, due

    @property
    def kept(self) -> int:
        """How many of the signs are fresh."""
        return sum(not sign.is_old for sign in self.signs)


@dataclass(frozen=True)
class Clash:
    """Two agreements, or two bodies, that meet on the same borders.

    ``code``: ``same_scope`` (both are live for the same hazard: which one counts?), ``authority_differs``,
    ``number_twice``, ``two_bodies``, ``chairs_overlap``.  All but ``same_scope`` and ``two_bodies`` contradict.
    """

    code: str
    first: str
    second: str
    is_contradiction: bool
    facts: Mapping[str, Any]


def health_of(
    agreement: Mapping[str, Any],
    meetings: pd.DataFrame,
    drills: pd.DataFrame,
    on: date,
    *,
    inventories: Mapping[str, str],
    expiring_days: int = EXPIRING_DAYS,
    settings: RegisterSettings = RegisterSettings(),  # noqa: B008 – frozen
) -> Health:
    """Return how an agreement is kept.

    A meeting, drill or patrol is the agreement's when it names it; one that names none is, when all its counties (two
    or more) took part and, a drill, when it was about the same hazards.

    Parameters
    ----------
    inventories : mapping of str to str
        County → ISO date of its list of stores; the oldest of the agreement's counties counts, and a county without
        one makes it not known.
    """
    last = {
        "meeting": of_agreement(meetings, agreement, on, matters=lambda row: row["kind"] in _MEETINGS),
        "drill": of_agreement(drills, agreement, on, matters=lambda row: _is_about(row, agreement)),
        "patrol": of_agreement(meetings, agreement, on, matters=lambda row: row["kind"] == MeetingKind.JOINT_PATROL),
    }
    days = {code: "" if found is None else found.day for code, found in last.items()}
    days["inventory"] = _inventory(agreement, inventories)
    decisions = [
        line
        for row in records(meetings)
        if is_of(row, agreement)
        for line in row["decisions"]
        if line["state"] == DecisionState.OPEN
    ]
    overdue = tuple(line for line in decisions if _is_past(line["due"], on))
    signs = tuple(_sign(code, day, on, settings) for code, day in days.items())
    end = _day(agreement["end"])
    left = None if end is None else (end - on).days
    return Health(
        str(agreement["uid"]), state_alone(agreement, on, expiring_days), left, signs, len(decisions), overdue
    )


def clashes(agreements: pd.DataFrame, bodies: pd.DataFrame, on: date) -> tuple[Clash, ...]:
    """Return where agreements overlap or contradict each other, and where bodies do."""
    rows = [{str(k): v for k, v in row.items()} for row in agreements.to_dict("records")]
    found: list[Clash] = []
    for one, other in combinations(rows, 2):
        found += _pair_clashes(one, other, on)
    committees = [row for row in bodies.to_dict("records") if row["kind"] == BodyKind.COMMITTEE]
    for body, beside in combinations(committees, 2):
        shared = sorted(pairs_of(body) & pairs_of(beside))
        if shared:
            found.append(Clash("two_bodies", str(body["uid"]), str(beside["uid"]), False, {"borders": shared}))
    for body in bodies.to_dict("records"):
        found += _chair_clashes({str(k): v for k, v in body.items()})
    return tuple(sorted(found, key=lambda clash: (not clash.is_contradiction, clash.code)))


def pairs_of(row: Mapping[Any, Any]) -> set[str]:
    """Return the borders between the counties of a row, and those it names."""
    return {"|".join(pair) for pair in combinations(county_codes(row["parties"]), 2)} | set(row["borders"])


def _pair_clashes(one: Mapping[str, Any], other: Mapping[str, Any], on: date) -> list[Clash]:
    first, second = str(one["uid"]), str(other["uid"])
    found = []
    if one["number"] and one["number"] == other["number"]:
        found.append(Clash("number_twice", first, second, True, {"number": one["number"]}))
    if not ({state_alone(one, on), state_alone(other, on)} <= _LIVE):
        return found
    borders, hazards = sorted(pairs_of(one) & pairs_of(other)), sorted(_scope(one) & _scope(other))
    phases = set(one["phases"]) & set(other["phases"])
    # One for prevention and one for the response stand side by side; one that names no phase is about all of them.
    is_apart = bool(one["phases"]) and bool(other["phases"]) and not phases
    if not borders or not hazards or is_apart:
        return found
    facts = {"borders": borders, "hazards": hazards}
    if one["designating_authority"] and other["designating_authority"]:
        said = (one["designating_authority"], other["designating_authority"])
        if said[0] != said[1]:
            found.append(Clash("authority_differs", first, second, True, {**facts, "one": said[0], "other": said[1]}))
    return [*found, Clash("same_scope", first, second, False, facts)]


def _is_about(drill: Mapping[str, Any], agreement: Mapping[str, Any]) -> bool:
    """Tell whether a drill was held for an agreement or about what it is about; either may leave it unsaid."""
    mine, its = agreement["hazards"], drill["hazards"]
    if agreement["uid"] in drill["agreements"] or not mine or not its:
        return True
    return any(applies_to(mine, one) for one in its) or any(applies_to(its, one) for one in mine)


def _scope(agreement: Mapping[str, Any]) -> set[str]:
    """Return what an agreement is about; a kind of emergency beside one of its own hazards says no more than that."""
    listed = set(agreement["hazards"])
    narrower = {HAZARD_GROUP[hazard] for hazard in listed if hazard in HAZARD_GROUP}
    return {str(hazard) for hazard in listed - narrower}


def _chair_clashes(body: Mapping[str, Any]) -> list[Clash]:
    terms = [(line["from"], line["to"], line["chair"]) for line in body["rotation"] if line["from"] and line["to"]]
    found = []
    for (start, end, chair), (since, until, next_chair) in combinations(sorted(terms), 2):
        if chair != next_chair and since <= end and start <= until:
            facts = {"from": since, "to": min(end, until), "one": chair, "other": next_chair}
            found.append(Clash("chairs_overlap", str(body["uid"]), str(body["uid"]), True, facts))
    return found


def _inventory(agreement: Mapping[str, Any], inventories: Mapping[str, str]) -> str:
    codes = set(county_codes(agreement["parties"])) or {one for pair in agreement["borders"] for one in pair.split("|")}
    days = [inventories.get(code, "") for code in codes]
    return min(days) if days and all(days) else ""


def _sign(code: str, day: str, on: date, settings: RegisterSettings) -> Sign:
    when = _day(day)
    if when is None:
        return Sign(code, "", None, True)
    days = (on - when).days
    return Sign(code, day, days, days > (settings.drill_days if code == "drill" else settings.yearly_days))


def _is_past(day: str, on: date) -> bool:
    when = _day(day)
    return when is not None and when < on


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) and text else None
    except ValueError:
        return None
