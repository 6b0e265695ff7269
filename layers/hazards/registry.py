"""The hazards an analysis runs, in order.  A new one is a module that makes its kind, and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.hazards import breach_rivers, corridor, forest, mapped, plume, radius, river_kind
from layers.hazards.kind import HazardKind, Shared

if TYPE_CHECKING:
    from layers.zones.model import Parameters

__all__ = ["REGISTRY", "HazardKind", "Shared", "chosen", "kind_of"]

#: Code → kind.
REGISTRY: dict[str, HazardKind] = {
    kind.code: kind
    for kind in (
        forest.KIND,
        river_kind.KIND,
        plume.KIND,
        radius.KIND,
        corridor.KIND,
        mapped.KIND,
        breach_rivers.KIND,
    )
}


def kind_of(code: str) -> HazardKind:
    """Return the kind of a hazard.

    Raises
    ------
    KeyError
        No hazard of the program has this code.
    """
    return REGISTRY[str(code)]


def chosen(parameters: Parameters) -> tuple[HazardKind, ...]:
    """Return the kinds an analysis runs: all of them where ``parameters.hazards`` names none."""
    return tuple(kind for code, kind in REGISTRY.items() if not parameters.hazards or code in parameters.hazards)
