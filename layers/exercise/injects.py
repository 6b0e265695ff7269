"""The script: what the physics says happens when, who must be told by when, who should be there by when."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from layers.exercise.ground import Arrive, Ground
from layers.exercise.model import Exercise, Inject, Site, SiteKind, in_order, new_uid

if TYPE_CHECKING:
    from layers.exercise.running import Coming, Run

#: Minutes within which a county that is reached at once must have been told.
AT_ONCE_MIN = 5.0
#: Villages listed by themselves; more of them would drown the players, and are in the facts of the last.
MOST_PLACES = 20
#: Codes of injects in which somebody must be told, and in which somebody must arrive.
NOTICES = frozenset({"tell_home", "tell_county", "warn_place"})
ARRIVALS = frozenset({"arrive"})
#: Phase of the script by code, of three: warning and first attack, joint response, recovery.
_PHASE: Mapping[str, int] = {"begin": 0, "tell_home": 0, "tell_county": 0, "end": 2, "recover": 2}


@dataclass(frozen=True)
class Arriving:
    """When the first of a county is modelled to be at a place."""

    county: str
    minutes: float


def first_arrivals(arrive: Arrive | None, ground: Ground, site: Site, codes: Sequence[str]) -> list[Arriving]:
    """Return when each county's first is modelled at a site; inf and nan left in, the first first."""
    if arrive is None:
        return []
    minutes = arrive(*ground.xy(site.lon, site.lat))
    found = [Arriving(code, float(minutes.get(code, math.nan))) for code in codes]
    return sorted(found, key=lambda one: (math.isnan(one.minutes), one.minutes, one.county))


def injects(exercise: Exercise, sites: Sequence[Site], run: Run | None, ground: Ground | None) -> tuple[Inject, ...]:
    """Return the script that follows from what runs.

    Parameters
    ----------
    exercise : Exercise
    sites : sequence of Site
        The first ignition is the start; arrivals are at the staging area, else at the start.
    run : Run, optional
        Without it only beginning, arrivals and end are there.
    ground : Ground, optional

    Notes
    -----
    A county must be told the margin before it is reached, and at the earliest 5 minutes after the start; a place
    likewise.  Arrivals are the response engine's, from the minute the county was told: its own at once, a neighbour
    when its notice is due.
    """
    start = next((one for one in sites if one.kind is SiteKind.IGNITION), None)
    home = run.home if run is not None else (exercise.counties[0] if exercise.counties else "")
    where = (start.lon, start.lat) if start is not None else (math.nan, math.nan)
    made = [
        _inject(exercise, 0.0, "begin", {"physics": exercise.physics.value, "county": home}, where, by=home),
        _inject(
            exercise, 0.0, "tell_home", {"county": home}, where, by=home, to=(home,) if home else (), due=AT_ONCE_MIN
        ),
    ]
    duration = exercise.number("duration_min") or 0.0
    told: dict[str, float] = {home: AT_ONCE_MIN}
    if run is not None:
        made += _from_physics(exercise, run, home, told)
    target = next((one for one in sites if one.kind is SiteKind.STAGING), start)
    if ground is not None and target is not None:
        parties = [code for code in dict.fromkeys((home, *exercise.counties, *told)) if code]
        for one in first_arrivals(ground.arrive, ground, target, parties):
            if math.isfinite(one.minutes):
                due = told.get(one.county, AT_ONCE_MIN) + one.minutes
                facts = {"county": one.county, "minutes": one.minutes, "site": target.name, "kind": target.kind.value}
                made.append(_inject(exercise, due, "arrive", facts, (target.lon, target.lat), by=one.county, due=due))
    made.append(_inject(exercise, max(duration - 15.0, 0.0), "recover", {}, where, by=home))
    made.append(_inject(exercise, duration, "end", {}, where, by=exercise.host or home))
    return in_order(made)


def _from_physics(exercise: Exercise, run: Run, home: str, told: dict[str, float]) -> list[Inject]:
    made = []
    margin = run.margin_min
    places = [one for one in run.comings if one.what == "place"]
    for one in run.comings:
        if one.what != "county":
            continue
        due = max(one.minutes - margin, AT_ONCE_MIN)
        told[one.county] = due
        facts = _facts(one) | {"physics": run.physics.value, "margin": margin, "home": home}
        at = (one.lon, one.lat)
        said = max(due - 5.0, 0.0)
        made.append(_inject(exercise, said, "tell_county", facts, at, by=home, to=(one.county,), due=due))
        made.append(_inject(exercise, one.minutes, "crosses", facts, at, by=home, to=(one.county,)))
    for one in places[:MOST_PLACES]:
        due = max(one.minutes - margin, AT_ONCE_MIN)
        facts = _facts(one) | {"physics": run.physics.value}
        at = (one.lon, one.lat)
        made.append(
            _inject(exercise, max(due - 5.0, 0.0), "warn_place", facts, at, by=one.county, to=(one.county,), due=due)
        )
        made.append(_inject(exercise, one.minutes, "reaches", facts, at, by=one.county, to=(one.county,)))
    if len(places) > MOST_PLACES:
        last = places[MOST_PLACES]
        facts = {"count": len(places) - MOST_PLACES, "minutes": last.minutes}
        made.append(_inject(exercise, last.minutes, "more_places", facts, (math.nan, math.nan), by=home))
    return made


def _facts(one: Coming) -> dict[str, object]:
    people = None if math.isnan(one.people) else one.people
    return {"name": one.name, "county": one.county, "minutes": one.minutes, "people": people}


def _inject(
    exercise: Exercise,
    minute: float,
    code: str,
    facts: Mapping[str, object],
    at: tuple[float, float],
    *,
    by: str = "",
    to: tuple[str, ...] = (),
    due: float = math.nan,
) -> Inject:
    phase = _PHASE.get(code, 1)
    return Inject(
        uid=new_uid(),
        exercise=exercise.uid,
        minute=round(minute, 1),
        code=code,
        facts=dict(facts),
        by=by,
        to=to,
        due_min=round(due, 1),
        phase=min(phase, max(len(exercise.phases) - 1, 0)),
        lon=at[0],
        lat=at[1],
    )


def renewed(before: Sequence[Inject], found: Sequence[Inject]) -> tuple[Inject, ...]:
    """Return a script worked out again: what a person wrote or changed stays, the rest follows the physics.

    An inject that says the same as one before (code, county, name) keeps its uid and what was logged of it.
    """
    old = {_identity(one): one for one in before}
    kept = [one for one in before if one.is_edited or one.code == "hand"]
    taken = {_identity(one) for one in kept if one.code != "hand"}
    made = []
    for one in found:
        key = _identity(one)
        if key in taken:
            continue
        same = old.get(key)
        if same is not None:
            one = replace(one, uid=same.uid, told_min=same.told_min, items=same.items, note=same.note)
        made.append(one)
    return in_order([*kept, *made])


def _identity(one: Inject) -> tuple[str, str, str]:
    county = str(one.facts.get("county", ""))
    name = str(one.facts.get("name", "")) if one.code in ("reaches", "warn_place") else ""
    return one.code, county, name
