"""Which counties no layer of a role speaks for: there the value is unknown, never zero."""

from __future__ import annotations

from layers.kinds import Role
from layers.zones.model import ZoneInputs


def silent_counties(inputs: ZoneInputs, role: Role) -> frozenset[str]:
    """Return the codes of the plan's counties that no layer of a role speaks for."""
    every = frozenset(inputs.counties["code"].astype(str))
    spoken: frozenset[str] = frozenset()
    for layer in inputs.of_role(role):
        spoken |= every if layer.speaks_for is None else layer.speaks_for
    return every - spoken
