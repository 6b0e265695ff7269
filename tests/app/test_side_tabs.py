"""Tabs of a side turn to icons where their texts have no room, and back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.widgets.sidebar import Sidebar, SideTabs

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


def shown_pages(side: Sidebar) -> list[str]:
    return [side.stack.widget(at).objectName() for at in range(side.stack.count())]


def test_a_page_is_made_once_for_whoever_wants_it_first(qtbot) -> None:
    made: list[str] = []

    def maker(key: str) -> Callable[[], QWidget]:
        def make() -> QWidget:
            made.append(key)
            page = QWidget(objectName=key)
            column = QVBoxLayout(page)
            for name in "12":
                column.addWidget(QLineEdit(objectName=key + name))
            return page

        return make

    top = QWidget()
    qtbot.addWidget(top)
    side, after = Sidebar("pages", Qt.Edge.RightEdge), QLineEdit(objectName="after")
    side.add_page("a", "A", "layers", maker("a")())
    for key in "bc":
        side.add_page(key, key.upper(), "layers", maker(key))
    row = QHBoxLayout(top)
    row.addWidget(side)
    row.addWidget(after)
    top.show()
    told: list[str] = []
    side.page_changed.connect(lambda key: told.append(f"{key} {side.stack.currentWidget().objectName()}"))
    assert made == ["a"] and not side.is_made("c")
    side.tabs.setCurrentIndex(2)
    assert made == ["a", "c"] and told == ["c c"], "who is told of a page finds it there"
    assert side.page("b") is side.page("b") and made == ["a", "c", "b"]
    assert shown_pages(side) == ["a", "b", "c"] and side.stack.currentWidget().objectName() == "c"
    chain, at = [], top.nextInFocusChain()
    while at is not top:
        chain.append(at.objectName())
        at = at.nextInFocusChain()
    assert [name for name in chain if name[1:] in {"1", "2"} or name == "after"] == [
        *("a1", "a2", "b1", "b2", "c1", "c2", "after")
    ], "the Tab key goes through the pages in their order, whenever they were made"


def test_a_window_makes_the_pages_of_its_right_side_when_they_are_wanted(program) -> None:
    side = program.window.right
    unmade = ["records", "straddling", "agreements", "slivers", "exchange", "comments"]
    assert [key for key in unmade if side.is_made(key)] == []
    side.show_page("slivers")
    assert [key for key in unmade if side.is_made(key)] == ["slivers"]
