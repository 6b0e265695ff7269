"""The four-dimension matrix of a pair of counties: 多层级 × 全领域 × 全过程 × 立体化, item by item.

The four dimensions and their sixteen items are those of table 1 in 王丛虎, 京津冀协同发展中应急合作问题与策略 (2016).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from layers.agreements.books import records
from layers.agreements.coverage import EXPIRING_DAYS, how_covered, state_alone
from layers.agreements.vocabulary import HAZARD_GROUP, BorderState, CoverageKind, Means, PartyKind, Phase

#: Governments' own bodies, and those that are none; a village committee is a body of its villagers, not of the state
#: (村民委员会组织法 第二条).
_OF_STATE = frozenset({PartyKind.GOVERNMENT, PartyKind.DEPARTMENT})
_OTHERS = frozenset({PartyKind.NGO, PartyKind.COMMITTEE})

#: Dimension → its items, in the order of the source.
DIMENSIONS: Mapping[str, tuple[str, ...]] = {
    "levels": ("governments", "departments", "government_ngo", "ngos"),  # 多层级
    "fields": ("natural", "accident", "public_health", "social_safety"),  # 全领域
    "process": ("before", "outbreak", "after"),  # 全过程: 预警期 / 爆发期 / 善后期
    "means": tuple(one.value for one in Means),  # 立体化
}

#: Phase → the period it belongs to.
PERIODS: Mapping[Phase, str] = {
    Phase.PREVENTION: "before",
    Phase.MONITORING: "before",
    Phase.WARNING: "before",
    Phase.RESPONSE: "outbreak",
    Phase.AFTERCARE: "after",
}


@dataclass(frozen=True)
class Cell:
    """One item for one pair.

    Attributes
    ----------
    state : BorderState
        The best that the counties' own agreements with this item give.
    agreements : tuple of str
        Uids of the own agreements that have it, whatever their state.
    superior : tuple of str
        Uids of superiors' agreements that have it and are not over (上级覆盖).
    """

    dimension: str
    item: str
    state: BorderState
    agreements: tuple[str, ...]
    superior: tuple[str, ...]


def items_of(agreement: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Return (dimension, item) of everything that an agreement takes in."""
    kinds = [str(one["kind"]) for one in agreement["parties"]]
    found = {("levels", item) for item, has in _LEVELS.items() if has(kinds)}
    groups = {HAZARD_GROUP.get(hazard, hazard) for hazard in agreement["hazards"]}
    found |= {("fields", str(hazard)) for hazard in groups}
    found |= {("process", PERIODS[Phase(phase)]) for phase in agreement["phases"] if phase in set(Phase)}
    return found | {("means", str(one)) for one in agreement.get("means") or []}


def matrix(
    agreements: pd.DataFrame | None, counties: Sequence[str], on: date, *, expiring_days: int = EXPIRING_DAYS
) -> tuple[Cell, ...]:
    """Return the sixteen cells of a pair, dimension by dimension.

    Parameters
    ----------
    agreements : DataFrame or None
        Columns ``AGREEMENT_COLUMNS``, of any hazard.
    counties : sequence of str
        Codes of the two counties.
    on : date
        The plan's reference date.
    """
    order = list(BorderState)
    states: dict[tuple[str, str], BorderState] = {}
    own: dict[tuple[str, str], list[str]] = {}
    above: dict[tuple[str, str], list[str]] = {}
    rows = [] if agreements is None else records(agreements)
    for row in rows:
        how = how_covered(row, counties)
        if how is None:
            continue
        state = state_alone(row, on, expiring_days)
        for key in items_of(row):
            if how is CoverageKind.SUPERIOR:
                if state is not BorderState.EXPIRED:
                    above.setdefault(key, []).append(str(row["uid"]))
                continue
            own.setdefault(key, []).append(str(row["uid"]))
            if order.index(state) < order.index(states.get(key, BorderState.NONE)):
                states[key] = state
    return tuple(
        Cell(
            dimension,
            item,
            states.get((dimension, item), BorderState.NONE),
            tuple(own.get((dimension, item), ())),
            tuple(above.get((dimension, item), ())),
        )
        for dimension, items in DIMENSIONS.items()
        for item in items
    )


def _count(kinds: Sequence[str], wanted: frozenset[PartyKind]) -> int:
    return sum(kind in wanted for kind in kinds)


_LEVELS: Mapping[str, Callable[[Sequence[str]], bool]] = {
    "governments": lambda kinds: kinds.count(PartyKind.GOVERNMENT) >= 2,
    "departments": lambda kinds: kinds.count(PartyKind.DEPARTMENT) >= 2,
    "government_ngo": lambda kinds: _count(kinds, _OF_STATE) >= 1 and _count(kinds, _OTHERS) >= 1,
    "ngos": lambda kinds: _count(kinds, _OTHERS) >= 2,
}
