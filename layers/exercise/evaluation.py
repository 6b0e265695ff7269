"""How the players did, against what was modelled: notices in time, arrivals, whether notices said what they must."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from layers.exercise.injects import ARRIVALS, NOTICES
from layers.exercise.model import Exercise, Inject, Site, SiteKind
from layers.exercise.sun import Sun, sun

#: What a notice must say (the sixth article of our agreements): 时间 地点 坐标 规模 风向流向 威胁.
ITEMS = ("time", "place", "coordinates", "size", "direction", "threat")
#: An arrival so much later than modelled still counts as in time [P]: the larger of the two.
LATE_MIN, LATE_SHARE = 10.0, 0.2
#: Aircraft are on the ground this long before sunset and not up before this long after sunrise [P].
FLIGHT_MARGIN_MIN = 30.0


class Outcome(StrEnum):
    """How one task was done."""

    IN_TIME = "in_time"
    LATE = "late"
    OPEN = "open"  # nothing was logged


@dataclass(frozen=True)
class Task:
    """One thing to be done by a minute, and when it was.

    ``late_min`` is negative where it was early; nan while open.
    """

    inject: Inject
    is_arrival: bool
    due_min: float
    done_min: float
    late_min: float
    outcome: Outcome


@dataclass(frozen=True)
class Evaluation:
    """The sheet.  Shares are of the tasks that were logged, nan where none was; ``open`` counts those that were not.

    Attributes
    ----------
    tasks : tuple of Task
    notice_share : float
        通报及时率.
    arrival_share : float
        到场及时率.
    items_share : float
        信息完整率: of the six items, over the notices that were logged.
    notices, notices_open, arrivals, arrivals_open : int
    """

    tasks: tuple[Task, ...]
    notice_share: float
    arrival_share: float
    items_share: float
    notices: int
    notices_open: int
    arrivals: int
    arrivals_open: int


def evaluate(script: Sequence[Inject]) -> Evaluation:
    """Return how an exercise was done.

    A notice is in time when told by its minute; an arrival when there no later than modelled by more than 10 minutes
    or a fifth.  What was not logged is open, and neither good nor bad.
    """
    tasks = [_task(one) for one in script if one.code in NOTICES | ARRIVALS and not math.isnan(one.due_min)]
    notices = [one for one in tasks if not one.is_arrival]
    arrivals = [one for one in tasks if one.is_arrival]
    said = [one.inject.items for one in notices if one.outcome is not Outcome.OPEN]
    return Evaluation(
        tasks=tuple(tasks),
        notice_share=_share(notices),
        arrival_share=_share(arrivals),
        items_share=sum(len(set(items) & set(ITEMS)) for items in said) / (len(ITEMS) * len(said))
        if said
        else math.nan,
        notices=len(notices),
        notices_open=sum(one.outcome is Outcome.OPEN for one in notices),
        arrivals=len(arrivals),
        arrivals_open=sum(one.outcome is Outcome.OPEN for one in arrivals),
    )


def _task(inject: Inject) -> Task:
    is_arrival = inject.code in ARRIVALS
    late = inject.told_min - inject.due_min
    if math.isnan(inject.told_min):
        outcome = Outcome.OPEN
    else:
        modelled = inject.facts.get("minutes")
        grace = max(LATE_MIN, LATE_SHARE * float(modelled or 0.0)) if is_arrival else 0.0
        outcome = Outcome.IN_TIME if late <= grace else Outcome.LATE
    return Task(inject, is_arrival, inject.due_min, inject.told_min, late, outcome)


def _share(tasks: Sequence[Task]) -> float:
    done = [one for one in tasks if one.outcome is not Outcome.OPEN]
    return sum(one.outcome is Outcome.IN_TIME for one in done) / len(done) if done else math.nan


@dataclass(frozen=True)
class Light:
    """The light of an exercise's day at its start.

    ``is_day`` says whether all of it lies between sunrise and sunset, ``can_fly`` whether it also keeps the margin of
    flights; None without a date.
    """

    sun: Sun
    begins: datetime
    ends: datetime
    first_flight: datetime | None
    last_flight: datetime | None
    is_day: bool
    can_fly: bool


def light(exercise: Exercise, sites: Sequence[Site]) -> Light | None:
    """Return sunrise, sunset and the limits of flights; None without a date or a place."""
    begins = exercise.begins
    place = next((one for one in sites if one.kind is SiteKind.LANDING), None) or next(iter(sites), None)
    if begins is None or place is None:
        return None
    found = sun(place.lon, place.lat, begins.date())
    ends = begins + timedelta(minutes=exercise.number("duration_min") or 0.0)
    if found.rise is None or found.sets is None:
        return Light(found, begins, ends, None, None, False, False)
    margin = timedelta(minutes=FLIGHT_MARGIN_MIN)
    first, last = found.rise + margin, found.sets - margin
    return Light(
        found, begins, ends, first, last, found.rise <= begins and ends <= found.sets, first <= begins and ends <= last
    )


def clock(exercise: Exercise, minute: float) -> str:
    """Return a minute as time of day ``HH:MM``, days beyond the first marked ``+1``."""
    if math.isnan(minute):
        return ""
    try:
        start = time.fromisoformat(exercise.start)
    except ValueError:
        start = time(9, 0)
    total = start.hour * 60 + start.minute + int(minute + 0.5)
    day, rest = divmod(total, 1440)
    return f"{rest // 60:02d}:{rest % 60:02d}" + (f" +{day}" if day else "")


@dataclass(frozen=True)
class Reinforcement:
    """One depot or team on its way to the staging area (增援拉动): modelled minutes and their parts; inf never."""

    uid: str
    name: str
    county: str
    strength: float
    minutes: float
    turnout_min: float
    road_min: float
    foot_min: float
