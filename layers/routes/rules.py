"""What a committee agreed on for its patrols: kept with the plan."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from layers.routes.forces import RULES, DangerLevel, LevelRule, with_rounds
from layers.routes.measuring import RouteSettings

#: Numbers that are kept, and between which values each may lie.
BOUNDS: Mapping[str, tuple[float, float]] = {
    "detection_m": (10.0, 5000.0),
    "pace_share": (0.1, 1.5),
    "ranger_ha": (1.0, 10_000.0),
}
MOST_ROUNDS = 336.0  # one every half hour


@dataclass(frozen=True)
class PatrolRules:
    """The level in force, rounds a week by level, and numbers of :class:`RouteSettings`.

    Attributes
    ----------
    level : DangerLevel
    rounds : mapping of DangerLevel to float
        Only those that differ from :data:`layers.routes.forces.RULES`.
    detection_m, pace_share, ranger_ha : float
    """

    level: DangerLevel = DangerLevel.YELLOW
    rounds: Mapping[DangerLevel, float] = field(default_factory=dict)
    detection_m: float = RouteSettings.detection_m
    pace_share: float = RouteSettings.pace_share
    ranger_ha: float = RouteSettings.ranger_ha

    @property
    def by_level(self) -> dict[DangerLevel, LevelRule]:
        """What each level asks for."""
        return with_rounds(RULES, self.rounds)

    @property
    def settings(self) -> RouteSettings:
        """What patrols are worked out with."""
        return RouteSettings(detection_m=self.detection_m, pace_share=self.pace_share, ranger_ha=self.ranger_ha)

    def with_rounds(self, level: DangerLevel, per_week: float) -> PatrolRules:
        """Return rules with another frequency of one level.

        Raises
        ------
        ValueError
            It is negative, not a number, or more than :data:`MOST_ROUNDS`.
        """
        if not (math.isfinite(per_week) and 0.0 <= per_week <= MOST_ROUNDS):
            raise ValueError(f"{level.value}: {per_week} rounds a week is not possible; use 0 to {MOST_ROUNDS:.0f}.")
        rounds = {one: value for one, value in self.rounds.items() if one is not level}
        if per_week != RULES[level].rounds_per_week:
            rounds[level] = per_week
        return replace(self, rounds=rounds)

    def as_dict(self) -> dict[str, Any]:
        """Return what is kept in a plan: only what differs from the usual."""
        usual = PatrolRules()
        out: dict[str, Any] = {}
        if self.level is not usual.level:
            out["level"] = self.level.value
        if self.rounds:
            out["rounds"] = {level.value: self.rounds[level] for level in DangerLevel if level in self.rounds}
        for name in BOUNDS:
            if getattr(self, name) != getattr(usual, name):
                out[name] = getattr(self, name)
        return out

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> PatrolRules:
        """Return the rules of a plan; what cannot be is as usual."""
        usual = cls()
        known = {level.value: level for level in DangerLevel}
        rounds = values.get("rounds", {})
        numbers = {
            name: float(values[name])
            for name, (low, high) in BOUNDS.items()
            if isinstance(values.get(name), int | float) and low <= float(values[name]) <= high
        }
        made = cls(
            known.get(str(values.get("level", usual.level.value)), usual.level),
            {},
            *(numbers.get(name, getattr(usual, name)) for name in BOUNDS),
        )
        for name, per_week in rounds.items() if isinstance(rounds, Mapping) else ():
            if name in known and isinstance(per_week, int | float) and 0.0 <= float(per_week) <= MOST_ROUNDS:
                made = made.with_rounds(known[name], float(per_week))
        return made
