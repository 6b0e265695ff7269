"""A card leads the map to what it is about; once it is closed, the map shows again what it showed before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from app.application import Application
from app.canvas.view_history import is_same_place
from app.cards.base import MapCard


@pytest.fixture
def near(planned: Application, qtbot):
    """The map close to a village."""
    canvas = planned.window.map.canvas
    canvas.zoom_to_feature("zones", planned.window.zones.table.visible_rows()[0].uid, animated=False)
    canvas.zoom_by(3.0)
    return canvas


def open_card(program: Application, key: str) -> MapCard:
    program.window.actions_[key].trigger()
    return next(one for one in program.window.map.findChildren(MapCard) if one.isVisible())


@pytest.mark.parametrize("key", ["transmission", "lead_times", "hazard_matrix"])
def test_esc_brings_the_view_back(planned: Application, near, qtbot, key: str) -> None:
    before = near.view
    card = open_card(planned, key)
    qtbot.waitUntil(lambda: not planned.jobs.active and not is_same_place(near.heading, before))
    qtbot.waitUntil(lambda: is_same_place(near.view, near.heading))
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert card.isHidden()
    qtbot.waitUntil(lambda: is_same_place(near.view, before))


def test_who_moved_the_map_meanwhile_stays_there(planned: Application, near, qtbot) -> None:
    card = open_card(planned, "lead_times")
    qtbot.waitUntil(lambda: not planned.jobs.active)
    near.zoom_by(2.0, QPointF(100, 100))
    chosen = near.view
    QTest.keyClick(card, Qt.Key.Key_Escape)
    qtbot.wait(400)
    assert is_same_place(near.view, chosen)


def test_one_card_after_the_other_leads_back_to_the_first_view(planned: Application, near, qtbot) -> None:
    before = near.view
    open_card(planned, "transmission")
    card = open_card(planned, "lead_times")
    qtbot.waitUntil(lambda: not planned.jobs.active)
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert card.isHidden()
    qtbot.waitUntil(lambda: is_same_place(near.view, before))


def test_a_view_that_is_set_ends_the_journey_to_another(planned: Application, near, qtbot) -> None:
    wanted = replace(near.view, center=(near.view.center[0] + 1000.0, near.view.center[1]))
    near.zoom_full(animated=True)
    near.set_view(wanted)
    qtbot.wait(400)
    assert is_same_place(near.view, wanted)
