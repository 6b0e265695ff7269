"""What a plan keeps about hazards beside its layers: source–receptor tables, grades of counties, sets of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from layers.hazards.grades import Grade
from layers.hazards.kind import HazardKind
from layers.hazards.registry import REGISTRY
from layers.spread.receptors import ReceptorTable
from layers.zones.scenarios import Scenario


@dataclass(frozen=True)
class KeptTable:
    """A source–receptor table under the name of its file."""

    name: str
    table: ReceptorTable


@dataclass(frozen=True)
class ScenarioSet:
    """One set of numbers of hazards: hazard → changed numbers, and how often it holds.

    A wind is one of the hazard that has it; fires have theirs in the scenarios of fires.
    """

    name: str
    weight: float = 1.0
    numbers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def scenario(self) -> Scenario:
        """Return it as the analysis takes it."""
        return Scenario(self.name, self.weight, {}, self.numbers)


@dataclass(frozen=True)
class HazardLists:
    """All of it.

    Attributes
    ----------
    receptors : tuple of KeptTable
    grades : dict of county code to tuple of Grade
    sets : tuple of ScenarioSet
    """

    receptors: tuple[KeptTable, ...] = ()
    grades: Mapping[str, tuple[Grade, ...]] = field(default_factory=dict)
    sets: tuple[ScenarioSet, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return plain data for storing; {} where nothing is kept."""
        found: dict[str, Any] = {}
        if self.receptors:
            found["receptors"] = [{"name": one.name, **one.table.as_dict()} for one in self.receptors]
        if self.grades:
            found["grades"] = {code: [asdict(one) for one in rows] for code, rows in self.grades.items()}
        if self.sets:
            found["sets"] = [
                {
                    "name": one.name,
                    "weight": one.weight,
                    "numbers": {code: dict(values) for code, values in one.numbers.items()},
                }
                for one in self.sets
            ]
        return found

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> HazardLists:
        """Build them from stored values; what is missing is empty."""
        return cls(
            tuple(KeptTable(str(one["name"]), ReceptorTable.from_dict(one)) for one in values.get("receptors", ())),
            {str(code): tuple(Grade(**one) for one in rows) for code, rows in values.get("grades", {}).items()},
            tuple(
                ScenarioSet(
                    str(one["name"]),
                    float(one["weight"]),
                    {str(code): dict(numbers) for code, numbers in one["numbers"].items()},
                )
                for one in values.get("sets", ())
            ),
        )


def wind_sets(shares: Mapping[float, float], name: Mapping[float, str]) -> tuple[ScenarioSet, ...]:
    """Return one set for each wind that blows: every hazard that has a wind direction goes with it.

    Parameters
    ----------
    shares : dict of degrees to share
        Where the wind comes from, and how often, not below 0.
    name : dict of degrees to str
    """
    with_wind = [kind.code for kind in REGISTRY.values() if {"direction", "wind_from_deg"} <= _numbers(kind)]
    return tuple(
        ScenarioSet(name[bearing], share, {code: {"direction": "wind", "wind_from_deg": bearing} for code in with_wind})
        for bearing, share in shares.items()
        if share > 0.0
    )


def _numbers(kind: HazardKind) -> set[str]:
    return {one.name for one in kind.numbers}
