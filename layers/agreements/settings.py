"""Numbers by which the register is judged: thresholds of the gap map and of an agreement's health.

Most standards leave them to local rules, so each is the plan's own and can be changed; the defaults are proposals [P].
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

#: Field → least and greatest value that can be set.
BOUNDS: Mapping[str, tuple[float, float]] = {
    "first_share": (0.05, 1.0),
    "second_share": (0.05, 1.0),
    "least_pressure": (0.0, 1.0),
    "drill_days": (30, 3650),
    "yearly_days": (30, 3650),
}


@dataclass(frozen=True)
class RegisterSettings:
    """What the plan is judged by.

    Attributes
    ----------
    first_share, second_share : float
        Of the open borders, by priority: the first fifth is grade 1, up to the half grade 2, the rest grade 3.
    least_pressure : float
        0–1 on the ranking's logarithmic scale; what presses less has no grade.  0.5 is about 100 hm² of forest.
    drill_days : int
        A drill that is older no longer counts: three years, after 突发事件应急预案管理办法 (国办发〔2024〕5号).
    yearly_days : int
        A meeting, a joint patrol and a stock list that are older are old: once a year, before the season.
    """

    first_share: float = 0.2
    second_share: float = 0.5
    least_pressure: float = 0.5
    drill_days: int = 3 * 365
    yearly_days: int = 365

    def as_dict(self) -> dict[str, Any]:
        """Return what differs from the defaults, as a plan keeps it."""
        usual = RegisterSettings()
        return {name: value for name, value in asdict(self).items() if value != getattr(usual, name)}

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> RegisterSettings:
        """Build settings from what a plan keeps; what cannot be a setting is passed over."""
        known: dict[str, Any] = {}
        for name, (low, high) in BOUNDS.items():
            value = values.get(name)
            if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
                known[name] = int(value) if name.endswith("_days") else float(value)
        return cls(**known)
