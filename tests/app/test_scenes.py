"""Named scenes with mouse and keys in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from layers.kinds import Role
from layers.plan.store import PlanStore
from tests.app.conftest import drawn, layer

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(planned, qtbot):
    planned.window.activateWindow()
    planned.window.map.canvas.setFocus()
    qtbot.waitUntil(lambda: drawn(planned.window.map.canvas), timeout=10_000)
    return planned.window


def keep(window, qtbot, name: str) -> str:
    """Ctrl+B, type a name, Enter; return the new scene's uid."""
    qtbot.keyClick(window.map.canvas, Qt.Key.Key_B, CTRL)
    qtbot.waitUntil(lambda: QApplication.focusWidget().metaObject().className() == "QExpandingLineEdit")
    editor = QApplication.focusWidget()
    editor.setText(name)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.document.scenes()[-1].name == name)
    return window.document.scenes()[-1].uid


def click(window, qtbot, row: int) -> None:
    view = window.scenes.card.list
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.visualItemRect(view.item(row)).center())


def seen(window) -> tuple[float, ...]:
    return tuple(round(value) for value in window.map.canvas.view.extent)


def wait_there(window, qtbot, extent: tuple[float, ...]) -> None:
    qtbot.waitUntil(lambda: all(abs(a - b) <= 2 for a, b in zip(seen(window), extent, strict=True)), timeout=5_000)


def test_scenes_are_kept_gone_to_and_undone(window, planned, qtbot):
    document, forest = window.document, layer(planned, Role.FOREST).uid
    whole = seen(window)
    keep(window, qtbot, "全貌")
    window.map.canvas.zoom_by(5.0, QPoint(300, 200).toPointF())
    document.set_layer_visible(forest, False)
    document.set_derived_look("zones", opacity=0.4)
    close = seen(window)
    keep(window, qtbot, "近看")
    count = document.undo_stack.count()

    click(window, qtbot, 0)
    wait_there(window, qtbot, whole)
    assert document.layer(forest).visible and document.look("zones").opacity == 1.0
    assert document.undo_stack.count() == count + 1 and document.undo_stack.undoText() == "图景：全貌"
    qtbot.keyClick(window.map.canvas, Qt.Key.Key_2, ALT)
    wait_there(window, qtbot, close)
    assert not document.layer(forest).visible and document.look("zones").opacity == 0.4
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert not document.layer(forest).visible and document.look("zones").opacity == 0.4

    # A scene that changes no layer is no gesture: the map only moves.
    count = document.undo_stack.index()
    qtbot.keyClick(window.map.canvas, Qt.Key.Key_2, ALT)
    assert document.undo_stack.index() == count


def test_next_and_before_walk_around(window, qtbot):
    whole = seen(window)
    keep(window, qtbot, "一")
    window.map.canvas.zoom_by(3.0)
    close = seen(window)
    keep(window, qtbot, "二")
    for key, there in ((Qt.Key.Key_PageDown, whole), (Qt.Key.Key_PageDown, close), (Qt.Key.Key_PageUp, whole)):
        qtbot.keyClick(window.map.canvas, key, CTRL)
        wait_there(window, qtbot, there)


def test_a_scene_is_renamed_moved_brought_up_to_date_and_removed_in_the_list(window, planned, qtbot):
    keep(window, qtbot, "一")
    keep(window, qtbot, "二")
    names = lambda: [scene.name for scene in window.document.scenes()]  # noqa: E731
    view = window.scenes.card.list
    click(window, qtbot, 1)
    qtbot.keyClick(view, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    editor.setText("  会议  ")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names() == ["一", "会议"])
    qtbot.keyClick(view, Qt.Key.Key_Up, CTRL)
    qtbot.waitUntil(lambda: names() == ["会议", "一"])
    assert view.item(0).text() == "会议" and window.scenes.card.current == window.document.scenes()[0].uid

    window.map.canvas.zoom_by(4.0)
    there = seen(window)
    window.document.set_layer_visible(layer(planned, Role.FOREST).uid, False)
    qtbot.mouseClick(window.scenes.card.update_button, LEFT)
    window.map.zoom_full()
    window.document.set_layer_visible(layer(planned, Role.FOREST).uid, True)
    click(window, qtbot, 0)
    wait_there(window, qtbot, there)
    assert not layer(planned, Role.FOREST).visible

    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert names() == ["一"] and "会议" in window.toast.text
    window.toast.button.click()
    assert names() == ["会议", "一"]


def test_a_scene_survives_its_layers_and_says_so(window, planned, qtbot):
    keep(window, qtbot, "全貌")
    window.document.remove_layer(layer(planned, Role.FOREST).uid)
    click(window, qtbot, 0)
    assert window.toast.text == "全貌: 图层“森林”已不在规划中，图景照常显示其余内容。"


def test_scenes_are_there_after_opening_again_and_in_a_plan_that_is_only_read(window, planned, qtbot, tmp_path):
    document = window.document
    document.set_layer_visible(layer(planned, Role.FOREST).uid, False)
    keep(window, qtbot, "全貌")
    document.set_layer_visible(layer(planned, Role.FOREST).uid, True)
    path = document.path
    document.close()
    document.attach(document.on_writer(lambda: PlanStore.open(path, read_only=True)))
    qtbot.waitUntil(lambda: bool(window.map.canvas.scene.layers), timeout=10_000)
    assert not window.actions_["new_scene"].isEnabled()
    window.map.canvas.setFocus()
    qtbot.keyClick(window.map.canvas, Qt.Key.Key_7, CTRL)
    assert window.scenes.card.isVisible() and window.scenes.card.list.count() == 1
    click(window, qtbot, 0)
    assert layer(planned, Role.FOREST).visible and "只读" in window.toast.text
    qtbot.keyClick(window.scenes.card.list, Qt.Key.Key_Delete)
    assert len(document.scenes()) == 1
