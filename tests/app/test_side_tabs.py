"""Tabs of a side turn to icons where their texts have no room, and back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from app.widgets.sidebar import SideTabs

TITLES = ("Zones 235", "Patrol 1", "Records", "Across", "Agreements", "Lines", "Exchange", "Comments")


@pytest.fixture
def tabs(qtbot) -> SideTabs:
    made = SideTabs()
    qtbot.addWidget(made)
    for title in TITLES:
        made.add(title, "layers")
    made.show()
    return made


def widths(tabs: SideTabs) -> list[int]:
    return [tabs.tabRect(at).width() for at in range(tabs.count())]


def test_with_room_all_texts_stand(tabs: SideTabs) -> None:
    tabs.resize(900, 40)
    needed = tabs.fontMetrics().horizontalAdvance("Agreements")
    assert widths(tabs)[4] > needed and sum(widths(tabs)) <= 900


def test_without_room_only_the_one_in_front_has_its_text(tabs: SideTabs, qtbot) -> None:
    tabs.resize(320, 40)
    assert sum(widths(tabs)) <= 320 and max(widths(tabs)) == widths(tabs)[0]
    assert tabs.minimumSizeHint().width() <= 360
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(4).center())
    assert tabs.currentIndex() == 4 and max(widths(tabs)) == widths(tabs)[4] and sum(widths(tabs)) <= 340
    assert [tabs.tabText(at) for at in range(tabs.count())] == list(TITLES), "what a screen reader says"
    assert tabs.tabToolTip(1) == "Patrol 1"
    tabs.resize(900, 40)
    assert min(widths(tabs)) > 40


def test_icons_are_drawn_in_their_place(tabs: SideTabs) -> None:
    tabs.resize(320, 40)
    image = tabs.grab().toImage()
    middle = tabs.tabRect(2).center()
    colors = {image.pixelColor(middle + QPoint(x, y)).rgba() for x in range(-8, 9) for y in range(-8, 9)}
    assert len(colors) > 2
