"""Which gaps to take up first: grades of open borders, relative to their plan."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from layers.agreements.settings import RegisterSettings

if TYPE_CHECKING:
    from layers.agreements.gaps import PairGap


def with_grades(pairs: Sequence[PairGap], settings: RegisterSettings) -> list[PairGap]:
    """Return borders with their grades: of those that are open and across which much comes, the top by priority first.

    The grade is relative to the plan, for a list in which everything comes first helps nobody; ``least_pressure`` keeps
    a quiet border from being first merely because the others are quieter.  Borders of equal priority have one grade.
    """
    taken = {
        one.pair: one.priority or 0.0
        for one in pairs
        if one.is_open and one.pressure.value is not None and one.pressure.value >= settings.least_pressure
    }
    values = sorted(taken.values(), reverse=True)
    shares = (settings.first_share, max(settings.first_share, settings.second_share))
    # A share of 0.2 of 5 is 1, whatever floating point makes of it.
    least = [values[math.ceil(round(share * len(values), 9)) - 1] for share in shares] if values else []
    graded = []
    for one in pairs:
        priority = taken.get(one.pair)
        if priority is None:
            graded.append(one)
            continue
        grade = 1 if priority >= least[0] else 2 if priority >= least[1] else 3
        place = sum(value > priority for value in values) + 1
        reason = {"code": f"grade_{grade}", "place": place, "count": len(values)}
        graded.append(replace(one, grade=grade, reasons=(reason, *one.reasons)))
    return graded
