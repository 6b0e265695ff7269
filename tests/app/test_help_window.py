"""F1 on a dozen places, the small buttons, the viewer and its links, in the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton, QWidget

from app.application import Application
from app.cards.base import MapCard
from app.dialogs.settings import SettingsDialog
from app.help.asking import give_modal

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def helped(planned: Application, qtbot) -> Application:
    planned.window.activateWindow()
    qtbot.waitUntil(planned.window.isActiveWindow)
    return planned


def page_by_key(program: Application, qtbot, focus: QWidget) -> str:
    """Press F1 with the focus there, as a hand would."""
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    focus.setFocus()
    qtbot.waitUntil(focus.hasFocus)
    qtbot.keyClick(focus, Qt.Key.Key_F1)
    viewer = program.window.helping.viewer
    assert viewer is not None and viewer.isVisible() and not viewer.isModal()
    return viewer.page


def test_f1_tells_about_what_has_the_focus(helped: Application, qtbot) -> None:
    window = helped.window
    places = {
        "layers": ("left", window.layers.tree),
        "findings": ("left", window.findings.list),
        "history": ("left", window.history.list),
        "zones": ("right", window.zones.table),
        "patrol": ("right", window.patrol),
        "record": ("right", window.records),
        "across": ("right", window.across),
        "agreements": ("right", window.agreements),
        "exchange": ("right", window.right.page("exchange")),
        "comments": ("right", window.right.page("comments")),
    }
    sides = {"left": window.left, "right": window.right}
    keys = {"record": "records", "across": "straddling"}
    for page, (side, widget) in places.items():
        sides[side].show_page(keys.get(page, page))
        inside = next((one for one in [widget, *widget.findChildren(QWidget)] if takes_focus(one)), None)
        if inside is None:  # a panel that has nothing to show
            qtbot.mouseClick(sides[side].findChild(QToolButton, "help_button"), LEFT)
        assert (window.helping.viewer.page if inside is None else page_by_key(helped, qtbot, inside)) == page
    for tool, page in (("identify", "identify"), ("enter_fire", "fire"), ("draw_patrol", "drawing"), ("select", "map")):
        window.actions_[tool].trigger()
        for card in window.map.findChildren(MapCard):
            card.close_card()
        window.actions_[tool].trigger() if not window.actions_[tool].isChecked() else None
        assert page_by_key(helped, qtbot, window.map.canvas) == page
    press_small_buttons(helped, qtbot)


def takes_focus(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def press_small_buttons(helped: Application, qtbot) -> None:
    window = helped.window
    window.actions_["show_scenes"].trigger()
    card = next(one for one in window.map.findChildren(MapCard) if one.isVisible())
    qtbot.mouseClick(card.findChild(QToolButton, "help_button"), LEFT)
    assert window.helping.viewer.page == "scenes"
    window.left.show_page("history")
    qtbot.mouseClick(window.left.findChild(QToolButton, "help_button"), LEFT)
    assert window.helping.viewer.page == "history"


def test_a_modal_dialog_has_button_and_key_and_help_of_its_own(program: Application, qtbot) -> None:
    window = program.window
    dialog = SettingsDialog(program.settings, window)
    give_modal(dialog)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    viewer = window.helping.viewer
    assert viewer.page == "settings" and viewer.parent() is dialog
    viewer.follow(QUrl("run:map_only"))
    assert viewer.said.isVisible() and not window.actions_["map_only"].isChecked()
    viewer.close()
    qtbot.mouseClick(dialog.findChild(QToolButton, "help_button"), LEFT)
    assert viewer.isVisible()
    dialog.reject()
    dialog.deleteLater()


def test_pages_lead_to_each_other_and_into_the_program(helped: Application, qtbot, tmp_path: Path) -> None:
    window = helped.window
    qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    viewer = window.helping.viewer
    assert viewer.page == "first_steps"
    viewer.follow(QUrl("page:zones"))
    viewer.follow(QUrl("page:ranking"))
    qtbot.waitUntil(viewer.isActiveWindow)
    qtbot.keyClick(viewer, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert viewer.page == "zones"
    qtbot.keyClick(viewer, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert viewer.page == "ranking"
    viewer.follow(QUrl("run:map_only"))
    qtbot.waitUntil(lambda: window.actions_["map_only"].isChecked())
    viewer.follow(QUrl("run:edit_zone"))
    assert viewer.said.text() == window.actions_.reason("edit_zone") != ""
    viewer.activateWindow()
    qtbot.waitUntil(viewer.isActiveWindow)
    qtbot.keyClick(viewer, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(viewer.field.hasFocus)
    qtbot.keyClicks(viewer.field, "GeoPackage")
    assert viewer.found.isVisible() and viewer.found.count() > 1
    qtbot.keyClick(viewer.field, Qt.Key.Key_Return)
    assert viewer.page == viewer.found.item(0).data(Qt.ItemDataRole.UserRole)
    assert viewer.text.extraSelections()
    qtbot.keyClick(viewer.field, Qt.Key.Key_Escape)
    assert viewer.isVisible() and viewer.tree.isVisible()
    viewer.copy_page()
    assert "GeoPackage" in QGuiApplication.clipboard().text() and "](" not in QGuiApplication.clipboard().text()
    viewer.write(tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    before = viewer.text.document().defaultFont().pixelSize()
    viewer.resize_text(1)
    assert viewer.text.document().defaultFont().pixelSize() > before
    helped.settings.set("language", "en")
    qtbot.waitUntil(lambda: window.helping.viewer is not None and window.helping.viewer.isVisible())
    assert window.helping.viewer.text.toPlainText().splitlines()[0].isascii()
