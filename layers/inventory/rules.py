"""Needs by rule: so many units of an item for each hectare, kilometre or person, each with its source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from layers.inventory.model import Need


class Basis(StrEnum):
    """What a rule counts; the values are stored in plans."""

    FOREST_HA = "forest_ha"
    BORDER_KM = "border_km"
    CREW_MEMBERS = "crew_members"  # people in teams that fight fire
    GIVEN = "given"  # typed by the planner


@dataclass(frozen=True)
class Rule:
    """``per`` units of ``item`` for each unit of ``basis``."""

    code: str
    item: str
    basis: Basis
    per: float
    source_zh: str
    source_en: str

    def source(self, language: str) -> str:
        """Return where the number comes from."""
        return self.source_en if language == "en" else self.source_zh


@cache
def rules() -> Mapping[str, Rule]:
    """Return every rule by its code."""
    text = (files("resources") / "inventory" / "rules.toml").read_text(encoding="utf-8")
    found = [Rule(**{**one, "basis": Basis(one["basis"])}) for one in tomllib.loads(text)["rule"]]
    return {rule.code: rule for rule in found}


#: County → basis → amount; what is absent is unknown.
Bases = Mapping[str, Mapping[str, float]]


def basis_of(need: Need, bases: Bases) -> float | None:
    """Return the amount a need counts by: typed, else what the plan says, None when nobody knows."""
    if need.basis is not None:
        return need.basis
    rule = rules().get(need.rule)
    return None if rule is None else bases.get(need.county, {}).get(rule.basis.value)


def quantity_of(need: Need, bases: Bases) -> float | None:
    """Return how much is needed, in the unit of the item: typed, else ``per × basis``; None when nobody knows.

    Things come whole: the product is rounded up, but for a hair's breadth of floating point.
    """
    if need.quantity is not None:
        return need.quantity
    rule, basis = rules().get(need.rule), basis_of(need, bases)
    per = need.per if need.per is not None else rule.per if rule is not None else None
    if per is None or basis is None:
        return None
    product = per * basis
    return float(-int(-(product - 1e-9) // 1)) if product > 0 else 0.0
