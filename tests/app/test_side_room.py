"""Sides that gave their room to a card come back when it is closed, as they were; what a hand folded stays folded."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from app.application import Application
from app.cards.base import MapCard
from app.theme import px
from app.widgets.sidebar import RAIL_PX

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(planned: Application, qtbot):
    window = planned.window
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: window.map.width() < 640, timeout=5000)
    return window


def wide_card(window) -> MapCard:
    card = MapCard(window.map.canvas, "wide", width_px=860)
    card.open_card()
    return card


def sides(window) -> tuple[bool, bool]:
    return window.left.is_collapsed, window.right.is_collapsed


def close_button(card: MapCard) -> QToolButton:
    return next(one for one in card.findChildren(QToolButton) if one.accessibleName() in {"关闭", "Close"})


def fold_button(side) -> QToolButton:
    return next(one for one in side.findChildren(QToolButton) if one.accessibleName() in {"收起", "Collapse"})


def test_sides_unfold_when_the_card_that_needed_their_room_is_closed(window, qtbot) -> None:
    window.split.setSizes([250, 450, 300])
    before = window.split.sizes()
    card = wide_card(window)
    assert sides(window) == (True, True) and card.width() == 860
    qtbot.mouseClick(close_button(card), LEFT)
    qtbot.waitUntil(lambda: sides(window) == (False, False), timeout=2000)
    qtbot.waitUntil(lambda: window.split.sizes() == before, timeout=2000)


def test_what_a_hand_folded_stays_folded(window, qtbot) -> None:
    qtbot.mouseClick(fold_button(window.right), LEFT)
    card = wide_card(window)
    assert sides(window) == (True, True)
    card.close_card()
    qtbot.waitUntil(lambda: sides(window) == (False, True), timeout=2000)


def test_what_a_hand_unfolds_meanwhile_stays_unfolded(window, qtbot) -> None:
    card = wide_card(window)
    window.actions_["toggle_layers"].trigger()
    assert sides(window) == (False, True)
    qtbot.waitUntil(lambda: card.width() < 860, timeout=2000)  # as wide as there is room
    assert sides(window) == (False, True)
    window.actions_["toggle_layers"].trigger()  # and folded by hand again
    card.close_card()
    qtbot.waitUntil(lambda: sides(window) == (True, False), timeout=2000)


def test_one_card_after_another_keeps_the_room(window, qtbot) -> None:
    first = wide_card(window)
    folded: list[bool] = []
    window.left.toggled.connect(folded.append)
    second = wide_card(window)
    assert not first.isVisible()
    qtbot.wait(50)
    assert sides(window) == (True, True) and folded == [], "the map does not jump in between"
    second.close_card()
    qtbot.waitUntil(lambda: sides(window) == (False, False), timeout=2000)


def test_a_card_closed_in_a_window_made_narrow_leaves_the_sides_to_the_window(window, qtbot) -> None:
    card = wide_card(window)
    window.resize(683, 500)
    card.close_card()
    qtbot.wait(50)
    assert sides(window) == (True, True)
    window.resize(1366, 768)
    assert sides(window) == (False, False)
    assert window.left.width() > px(RAIL_PX)


def test_a_card_has_its_width_back_when_there_is_room_again(window, qtbot) -> None:
    card = wide_card(window)
    window.resize(700, 500)
    qtbot.waitUntil(lambda: card.width() < 700, timeout=2000)
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: card.width() == 860, timeout=2000)
    assert card.isVisible() and card.width() == 860


def test_another_theme_keeps_what_a_hand_folded(window, qtbot) -> None:
    qtbot.mouseClick(fold_button(window.left), LEFT)
    window.rebuild()
    assert sides(window) == (True, False)


def test_a_page_brought_back_from_the_rail_leaves_the_keys_on_its_tabs(window, qtbot) -> None:
    qtbot.mouseClick(fold_button(window.left), LEFT)
    window.activateWindow()
    button = next(
        one for one in window.left._rail.findChildren(QToolButton) if one.accessibleName() in {"待确认", "Findings"}
    )
    button.setFocus()
    qtbot.mouseClick(button, LEFT)
    assert window.left.current == "findings"
    assert window.left.tabs.hasFocus(), "and not on the field below, where a letter would be typed"


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1366, 768), (1920, 1080)])
def test_a_side_is_as_wide_after_it_was_folded_as_before(planned: Application, qtbot, width: int, height: int) -> None:
    window = planned.window
    window.resize(width, height)
    window._share_width()
    window.split.refresh()
    before = window.right.width()
    assert before >= window.right.wanted_px() and window.map.width() >= 0.55 * width
    for _ in range(2):
        window.actions_["toggle_zones"].trigger()
        qtbot.wait(20)
    qtbot.waitUntil(lambda: window.right.width() == before, timeout=2000)
    tabs = window.right.tabs
    assert tabs.tabRect(0).left() >= 0 and tabs.tabRect(tabs.count() - 1).right() < tabs.width()
