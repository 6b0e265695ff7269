"""Damaged plan files: opened and right, or refused, and never changed (more: ``python -m tests.hostile rot``)."""

from __future__ import annotations

from tests.layers.plan.faults.rotting import DAMAGES, rot


def test_opening_and_verifying_are_honest_about_damage() -> None:
    figures = rot(len(DAMAGES) * 10, seed=1)
    assert figures.failures == []
    assert figures.refused > figures.cases // 3
    assert figures.harmless  # free room and the history: not everything that is damaged says anything
    assert figures.found_by_verify  # what the quick look on opening cannot see
    assert figures.other_but_valid <= figures.cases // 50
