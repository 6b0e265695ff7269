"""Responsibility where no county's share of the hazard is known."""

from __future__ import annotations

from layers.kinds import ZoneClass
from layers.zones.classification import Classification
from layers.zones.model import Parameters
from layers.zones.responsibility import responsibility

A, B, C = "110116", "130826", "130827"


def test_unknown_shares_are_equal_shares_and_the_lead_rotates():
    three = (A, B, C)
    found = responsibility(
        Classification(ZoneClass.S1, A, three, three, ()), dict.fromkeys(three), dict.fromkeys(three), Parameters()
    )
    assert found.lead == A
    assert found.rotation
    assert sum(found.shares.values()) == 1.0
    assert max(found.shares.values()) - min(found.shares.values()) < 1e-5
