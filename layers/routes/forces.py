"""How often routes are walked and by how many at each danger level, and who is on when.

The five grades of forest-fire danger warn in colours: 蓝 黄 橙 红 (which grade begins with which differs by province).
Frequencies and loads are proposals that a committee edits; measures at 橙 and 红 follow 四川 and 济南 plans.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType


class DangerLevel(StrEnum):
    """What is in force: nothing (非防火期, or no warning), or a colour."""

    NONE = "none"
    BLUE = "blue"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"


@dataclass(frozen=True)
class LevelRule:
    """What a level asks for.

    Attributes
    ----------
    rounds_per_week : float
        Of each route.
    checkpoints : bool
        Checkpoints are staffed.
    forward : bool
        A team stands by at the line.
    contact_hours : float
        How often both sides report to each other.
    """

    rounds_per_week: float
    checkpoints: bool = False
    forward: bool = False
    contact_hours: float = 24.0


#: The table one begins with.
RULES: Mapping[DangerLevel, LevelRule] = MappingProxyType(
    {
        DangerLevel.NONE: LevelRule(1.0, contact_hours=168.0),
        DangerLevel.BLUE: LevelRule(2.0, contact_hours=24.0),
        DangerLevel.YELLOW: LevelRule(7.0, contact_hours=24.0),
        DangerLevel.ORANGE: LevelRule(14.0, checkpoints=True, contact_hours=12.0),
        DangerLevel.RED: LevelRule(28.0, checkpoints=True, forward=True, contact_hours=4.0),
    }
)

#: Hours one ranger walks in a week, and how many walk together.
WEEK_HOURS, PARTY = 40.0, 2
#: People who staff a checkpoint round the clock: two at a time, three shifts.
CHECKPOINT_PEOPLE = 6


@dataclass(frozen=True)
class Load:
    """One route of one side: minutes of a round and who walks it ("" is nobody yet)."""

    route: str
    county: str
    team: str
    round_min: float


@dataclass(frozen=True)
class Forces:
    """What one side needs at a level.

    Attributes
    ----------
    rounds : float
        Of all its routes in a week.
    hours : float
        Of all its parties in a week.
    walkers : int
        Rangers whose week that fills: hours · :data:`PARTY` / :data:`WEEK_HOURS`, rounded up.
    by_load : int
        Rangers by the woods they look after, rounded up; 0 where woods are not known.
    at_checkpoints : int
        People at checkpoints round the clock.
    """

    rounds: float
    hours: float
    walkers: int
    by_load: int
    at_checkpoints: int

    @property
    def rangers(self) -> int:
        """The larger of both ways to count, and who stands at checkpoints."""
        return max(self.walkers, self.by_load) + self.at_checkpoints


def forces(
    loads: Sequence[Load], rule: LevelRule, *, woods_ha: float, ranger_ha: float, checkpoints: int = 0
) -> Forces:
    """Return what one side needs.

    Parameters
    ----------
    loads : sequence of Load
        Its routes; a round of unknown minutes counts as a round of no time, so the hours are at least so many.
    rule : LevelRule
    woods_ha : float
        Woods it watches; nan is not known.
    ranger_ha : float
        Woods one ranger looks after.
    checkpoints : int
        It staffs, when the level asks for them.
    """
    rounds = rule.rounds_per_week * len(loads)
    minutes = sum(one.round_min for one in loads if math.isfinite(one.round_min))
    hours = rule.rounds_per_week * minutes / 60.0
    by_load = math.ceil(woods_ha / ranger_ha - 1e-9) if math.isfinite(woods_ha) and ranger_ha > 0.0 else 0
    return Forces(
        rounds=rounds,
        hours=hours,
        walkers=math.ceil(hours * PARTY / WEEK_HOURS - 1e-9),
        by_load=by_load,
        at_checkpoints=CHECKPOINT_PEOPLE * checkpoints if rule.checkpoints else 0,
    )


@dataclass(frozen=True)
class Turn:
    """Who is on: a day, a route and a team."""

    day: date
    route: str
    team: str


def roster(
    loads: Sequence[Load], teams: Mapping[str, Sequence[str]], rule: LevelRule, *, first: date, days: int
) -> list[Turn]:
    """Return who walks which route on which day.

    Every route gets its rounds as evenly over the days as whole rounds allow; a route with a team of its own keeps it,
    the others go round among the teams of their side, so that each has as many turns as any other, give or take one.

    Parameters
    ----------
    loads : sequence of Load
    teams : mapping of county to sequence of str
        Teams of each side, in the order in which they take turns.
    rule : LevelRule
    first : date
    days : int

    Returns
    -------
    list of Turn
        By day, then in the order of the routes; ``team`` is "" where a side has none.
    """
    turns: list[Turn] = []
    taken: dict[str, int] = {}
    done = [0] * len(loads)
    for day in range(days):
        for at, one in enumerate(loads):
            due = math.floor(rule.rounds_per_week * (day + 1) / 7.0 + 1e-9)
            for _ in range(due - done[at]):
                turns.append(Turn(first + timedelta(days=day), one.route, _next(one, teams, taken)))
            done[at] = due
    return turns


def _next(one: Load, teams: Mapping[str, Sequence[str]], taken: dict[str, int]) -> str:
    if one.team:
        return one.team
    own = teams.get(one.county, ())
    if not own:
        return ""
    at = taken.get(one.county, 0)
    taken[one.county] = at + 1
    return own[at % len(own)]


def with_rounds(
    rules: Mapping[DangerLevel, LevelRule], rounds: Mapping[DangerLevel, float]
) -> dict[DangerLevel, LevelRule]:
    """Return rules with other frequencies, as a committee agreed them.

    Raises
    ------
    ValueError
        A frequency is negative or not a number.
    """
    out = dict(rules)
    for level, per_week in rounds.items():
        if not (math.isfinite(per_week) and per_week >= 0.0):
            raise ValueError(f"{level.value}: {per_week} rounds a week is not possible; use 0 or more.")
        out[level] = replace(out[level], rounds_per_week=per_week)
    return out
