"""Does something grow?  The rule, as numbers.

The first rounds fill what is kept on purpose (pictures, compiled kernels, words): they are left out.  Through the
rest goes the line of Theil and Sen, the median of the slopes of all pairs, with the bounds of Sen (Kendall's tau) at
95 %.  One round that happens to hold more moves neither, as it would the last minus the first.  Something grows when
even the lower bound is above what is allowed: nothing for whatever is counted, so much a round for memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import theilslopes

from tests.soak.sampling import COLUMNS, NOT_JUDGED, Sample

CONFIDENCE = 0.95
#: Fewer rounds after the warm-up say nothing.
LEAST_ROUNDS = 5
#: A working day is some forty rounds; the program may be 20 MB larger after it.
ALLOWED_MB = 0.5
#: Objects by kind that are told.
MOST_TYPES = 12


@dataclass(frozen=True)
class Verdict:
    """How one column goes: units a round, with bounds."""

    column: str
    first: float
    last: float
    slope: float
    low: float
    high: float
    allowed: float

    @property
    def grows(self) -> bool:
        """Whether growth is beyond doubt and beyond what is allowed."""
        return self.low > self.allowed


def warm_up(count: int, least: int = 2) -> int:
    """Return how many of some rounds are left out: a quarter, two at least, or as many as it takes to try all."""
    return max(least, count // 4)


def trend(values: Sequence[float]) -> tuple[float, float, float]:
    """Return slope, lower and upper bound of a series, a unit a round."""
    if len(values) < LEAST_ROUNDS:
        raise ValueError(f"{len(values)} rounds are too few to judge; {LEAST_ROUNDS} at least")
    slope, _, low, high = theilslopes(np.asarray(values, float), alpha=CONFIDENCE)
    return float(slope), float(low), float(high)


def judge(samples: Sequence[Sample], least: int = 2) -> list[Verdict]:
    """Return how each column goes after the warm-up; what the system did not tell is left out."""
    kept = samples[warm_up(len(samples), least) :]
    found = []
    for column in COLUMNS:
        values = [getattr(sample, column) for sample in kept]
        if column in NOT_JUDGED or any(value is None for value in values):
            continue
        allowed = ALLOWED_MB if column.endswith("_mb") else 0.0
        found.append(Verdict(column, values[0], values[-1], *trend(values), allowed))
    return found


def growing_types(samples: Sequence[Sample], least: int = 2) -> list[Verdict]:
    """Return the kinds of Python objects of which there are more and more, the most first."""
    kept = samples[warm_up(len(samples), least) :]
    names = set().union(*(sample.types.names() for sample in kept))
    found = []
    for name in names:
        values = [float(sample.types[name]) for sample in kept]
        if values[-1] > values[0]:
            found.append(Verdict(name, values[0], values[-1], *trend(values), 0.0))
    return sorted((one for one in found if one.grows), key=lambda one: -one.slope)[:MOST_TYPES]
