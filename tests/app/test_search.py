"""The command search, typed into as a planner does."""

from __future__ import annotations

import pytest
import shapely
from PySide6.QtCore import Qt

from app.action_table import SPECS
from app.application import Application
from app.searching import Catalogue
from layers.kinds import Role
from tests.app.conftest import layer

KEY = Qt.Key


@pytest.fixture
def popup(planned: Application, qtbot):
    window = planned.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    planned.document.add_patrol_area(shapely.box(116.48, 40.63, 116.52, 40.67), "云蒙山联防区")
    qtbot.keyClick(window, KEY.Key_K, Qt.KeyboardModifier.ControlModifier)
    made = window.searching.popup
    qtbot.waitUntil(lambda: window.searching.places is not None, timeout=5000)
    yield made
    if window.searching.popup is made:
        made.close()


def names(popup) -> list[str]:
    entries = [popup.list.item(place).data(Qt.ItemDataRole.UserRole) for place in range(popup.list.count())]
    return [entry.text for entry in entries if entry is not None]


def heads(popup) -> list[str]:
    items = [popup.list.item(place) for place in range(popup.list.count())]
    return [item.text() for item in items if item.data(Qt.ItemDataRole.UserRole) is None]


def test_everything_is_found(planned: Application, popup) -> None:
    for text, name in (
        ("怀柔区", "怀柔区"),
        ("huairou", "怀柔区"),
        ("hrq", "怀柔区"),
        ("东村", "东村"),
        ("云蒙山联防区", "云蒙山联防区"),
        ("怀柔–丰宁", "怀柔–丰宁 01"),
        ("村庄", "村庄"),
        ("属性表", "属性表"),
        ("attribute table", "属性表"),
        ("116.5, 40.65", "116°30′00.0″E  40°39′00.0″N"),
    ):
        popup.field.setText(text)
        assert name in names(popup), text
    assert "坐标" in heads(popup)


def test_every_action_is_offered_with_its_key_or_why_it_is_off(planned: Application, qtbot) -> None:
    entries = {entry.key: entry for entry in Catalogue(planned.window)._few if entry.group == "commands"}
    assert set(entries) == {f"action:{key}" for key in SPECS if key != "search"}
    assert entries["action:attribute_table"].detail == "F6"
    assert "联防区" in entries["action:edit_vertices"].refusal == entries["action:edit_vertices"].detail


def test_groups_arrows_and_enter(planned: Application, popup, qtbot) -> None:
    window = planned.window
    popup.field.setText("怀柔")
    assert {"责任区", "地点"} <= set(heads(popup))
    before = popup.list.currentItem().text()
    qtbot.keyClick(popup.field, KEY.Key_Down)
    assert popup.list.currentItem().text() != before and popup.list.currentItem().data(Qt.ItemDataRole.UserRole)
    popup.field.setText("东村")
    qtbot.keyClick(popup.field, KEY.Key_Return)
    villages = layer(planned, Role.SETTLEMENT).uid
    assert window.map.canvas.selection == [(villages, "s2")]


def test_what_was_used_last_comes_first(planned: Application, popup, qtbot) -> None:
    window = planned.window
    popup.field.setText("平移")
    qtbot.keyClick(popup.field, KEY.Key_Return)
    assert window.map.canvas.tool.key == "pan"
    window.searching.search()
    again = window.searching.popup
    assert heads(again)[0] == "最近使用" and names(again)[0] == "平移"
    again.close()


def test_what_is_off_says_why_and_does_nothing(planned: Application, popup, qtbot) -> None:
    popup.field.setText("合并")
    entry = popup.list.currentItem().data(Qt.ItemDataRole.UserRole)
    assert entry.text == "合并" and entry.refusal in popup.list.currentItem().text()
    qtbot.keyClick(popup.field, KEY.Key_Return)
    assert popup.isVisible()


def test_typed_coordinates_are_gone_to_and_marked(planned: Application, popup, qtbot) -> None:
    canvas = planned.window.map.canvas
    popup.field.setText("N40°39′00″ E116°30′00″")
    qtbot.keyClick(popup.field, KEY.Key_Return)
    there = canvas.to_metric(shapely.Point(116.5, 40.65))
    qtbot.waitUntil(lambda: abs(canvas.view.center[0] - there.x) < 1.0 and abs(canvas.view.center[1] - there.y) < 1.0)
    assert canvas._pin == pytest.approx((there.x, there.y), abs=0.01)
    canvas.setFocus()
    qtbot.keyClick(canvas, KEY.Key_Escape)
    assert canvas._pin is None


def test_names_follow_the_plan(planned: Application, popup, qtbot) -> None:
    window = planned.window
    planned.document.remove_layer(layer(planned, Role.SETTLEMENT).uid)
    assert window.searching.places is None
    window.searching.ask_for_names()
    qtbot.waitUntil(lambda: window.searching.places is not None, timeout=5000)
    assert window.searching.places.names.find("东村") == []
