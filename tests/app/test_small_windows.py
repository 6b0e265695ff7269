"""Half of a small laptop's pixels, 1366 × 768 at 200 %: nothing is lost, everything is reached."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QDialogButtonBox, QScrollArea, QToolButton

from app.application import Application
from app.widgets.fitting import fit

ROOM = QSize(683, 384)


def test_the_sides_give_their_room_to_the_map_and_take_it_back(planned: Application, qtbot) -> None:
    window = planned.window
    assert window.minimumSizeHint().width() <= ROOM.width() and window.minimumSizeHint().height() <= ROOM.height()
    window.resize(ROOM)
    assert window.size() == ROOM
    assert window.left.is_collapsed and window.right.is_collapsed
    assert window.map.width() >= 600 and window.map.height() >= 280
    window.resize(1366, 768)
    assert not window.left.is_collapsed and not window.right.is_collapsed
    window.toggle_layers()  # what somebody folded stays so
    window.resize(ROOM)
    window.resize(1366, 768)
    assert window.left.is_collapsed and not window.right.is_collapsed


def test_the_toolbar_shows_icons_and_a_button_for_the_rest(planned: Application, qtbot) -> None:
    window = planned.window
    window.resize(ROOM)
    qtbot.wait(50)
    shown = [one for one in window.bar.findChildren(QToolButton) if one.isVisible()]
    inside = QRect(0, 0, window.width(), window.height())
    for one in shown:
        assert inside.contains(QRect(one.mapTo(window, one.rect().topLeft()), one.size())), one.accessibleName()
    more = window.bar.button("shape")
    assert more.isVisible() and not more.icon().isNull() and more.accessibleName()
    assert more.width() >= 24 and more.height() >= 24, "a target that a hand meets"


def test_the_table_leaves_the_map_its_place(planned: Application, qtbot) -> None:
    window = planned.window
    window.resize(ROOM)
    window.tables.open_for("zones")
    qtbot.waitUntil(lambda: window.tables.panel.table is not None, timeout=5000)
    assert window.map.height() >= 110 and window.tables.panel.view.height() >= 50
    assert window.tables.panel.field.width() >= 110


def dialogs(program: Application) -> dict[str, object]:
    from app.dialogs.help import AboutDialog, ShortcutsDialog
    from app.dialogs.new_plan import NewPlanDialog
    from app.dialogs.parameters import ParametersDialog
    from app.dialogs.settings import SettingsDialog
    from app.dialogs.year_settings import YearSettingsDialog
    from layers.year import YearSettings

    window = program.window
    return {
        "settings": lambda: SettingsDialog(program.settings, window),
        "keys": lambda: ShortcutsDialog(window),
        "about": lambda: AboutDialog(window),
        "parameters": lambda: ParametersDialog(program.document.parameters(), window),
        "new": lambda: NewPlanDialog(window),
        "seasons": lambda: YearSettingsDialog(YearSettings(), program.document.county_names(), window),
    }


@pytest.mark.parametrize("key", ["settings", "keys", "about", "parameters", "new", "seasons"])
def test_a_dialog_fits_and_its_buttons_stay_in_sight(planned: Application, qtbot, key: str) -> None:
    dialog = dialogs(planned)[key]()
    qtbot.addWidget(dialog)
    fit(dialog, ROOM)
    dialog.show()
    qtbot.wait(30)
    assert dialog.width() <= ROOM.width() and dialog.height() <= ROOM.height()
    box = dialog.findChild(QDialogButtonBox)
    for button in box.buttons():
        seen = QRect(button.mapTo(dialog, button.rect().topLeft()), button.size())
        assert dialog.rect().contains(seen), button.text()


def test_what_has_no_room_scrolls(qtbot) -> None:
    from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout

    dialog = QDialog()
    qtbot.addWidget(dialog)
    layout = QVBoxLayout(dialog)
    tall = QLabel("tall")
    tall.setMinimumSize(900, 700)
    layout.addWidget(tall)
    layout.addWidget(QDialogButtonBox(QDialogButtonBox.StandardButton.Close))
    fit(dialog, ROOM)
    dialog.show()
    area = dialog.findChild(QScrollArea, "fitting")
    assert dialog.size().height() <= ROOM.height() and area.verticalScrollBar().maximum() > 0
    assert not area.isAncestorOf(dialog.findChild(QDialogButtonBox))
    fit(dialog, ROOM)  # once is enough
    assert len(dialog.findChildren(QScrollArea, "fitting")) == 1


_CRISP = """
import os, sys
os.environ["LIANFANG_CONFIG"] = sys.argv[1]
from PySide6.QtWidgets import QApplication
qt = QApplication([])
from app.application import Application
program = Application(qt)
window = program.window
window.resize(683, 384); window.show(); qt.processEvents()
ratio = window.devicePixelRatioF()
assert ratio == float(os.environ["QT_SCALE_FACTOR"]), ratio
icon = window.actions_["select"].icon()
assert icon.pixmap(icon.actualSize(icon.availableSizes()[0]), ratio).devicePixelRatio() == ratio or ratio % 1
assert max(size.width() for size in icon.availableSizes()) >= 20 * ratio
canvas = window.map.canvas
assert canvas.view.dpr == ratio
program.shut_down(); window.map.shut_down()
"""


@pytest.mark.parametrize("scale", ["1.25", "1.5", "2"])
def test_icons_and_map_are_at_the_resolution_of_the_screen(tmp_path, scale: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CRISP, str(tmp_path)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]


def test_the_toolbar_gives_words_to_what_matters_first(planned: Application, qtbot) -> None:
    planned.settings.set("language", "en")
    window = planned.window
    beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon

    def wordy() -> set[str]:
        shown = window.bar.findChildren(QToolButton)
        return {one.accessibleName() for one in shown if one.isVisible() and one.toolButtonStyle() is beside}

    def is_whole() -> bool:
        rest = window.bar.findChild(QToolButton, "qt_toolbar_ext_button")
        return (rest is None or not rest.isVisible()) and window.bar.button("shape").accessibleName() == "Shape"

    window.resize(1366, 768)
    qtbot.waitUntil(is_whole)
    at_1366 = wordy()
    assert {"Derive zones", "Export", "Draw a patrol area", "Record", "Search"} <= at_1366
    window.resize(1100, 700)
    qtbot.waitUntil(is_whole)
    assert {"Derive zones", "Export"} <= wordy() < at_1366
    window.resize(1920, 1080)
    qtbot.waitUntil(is_whole)
    assert at_1366 < wordy() and {"Select", "Pan", "Identify", "Measure"} <= wordy()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(("text", "size"), [("200", (1366, 768)), ("200", (560, 400)), ("150", (1100, 700))])
def test_what_matters_most_never_leaves_the_toolbar(
    planned: Application, qtbot, language: str, text: str, size: tuple[int, int]
) -> None:
    planned.settings.set("language", language)
    planned.settings.set("text", text)
    window = planned.window
    window.resize(*size)
    qtbot.waitUntil(lambda: window.bar.width() == size[0])
    qtbot.wait(50)
    bar, rest = window.bar, window.bar.findChild(QToolButton, "qt_toolbar_ext_button")
    assert rest is None or not rest.isVisible(), "Qt's own overflow is 12 pixels wide"
    for key in ("menu", "search", "export", "analyse"):
        button = bar.button(key)
        assert button.isVisible() and button.accessibleName(), key
        assert bar.rect().contains(QRect(button.pos(), button.size())), key
        assert button.width() >= button.sizeHint().width(), key
    more = bar.button("following")
    assert more.isVisible() and more.accessibleName() in ("More", "更多")
    scale = int(text) / 100
    assert min(more.width(), more.height()) >= 24 * scale and more.iconSize().width() == round(20 * scale)
    planned.settings.set("text", "100")


def test_what_went_behind_more_is_reached_by_keys(planned: Application, qtbot) -> None:
    planned.settings.set("text", "200")
    window = planned.window
    window.resize(1000, 700)
    qtbot.wait(50)
    more = window.bar.button("following")
    assert more.focusPolicy() & Qt.FocusPolicy.TabFocus
    menu = more.menu()
    menu.aboutToShow.emit()
    actions = [one for one in menu.actions() if not one.isSeparator()]
    assert window.actions_["following"] in actions and window.actions_["zoom_full"] in actions
    lists = {one.text() for one in actions if one.menu() is not None}
    assert window.bar.button("shape") is more and {"形状"} <= lists
    before = window.actions_["following"].isChecked()
    window.actions_["following"].trigger()
    assert window.actions_["following"].isChecked() is not before
    planned.settings.set("text", "100")
    window.resize(1920, 1000)
    qtbot.waitUntil(lambda: window.bar.button("following").accessibleName() != more.accessibleName())


def test_no_line_of_the_toolbar_stands_beside_another(planned: Application, qtbot) -> None:
    window = planned.window
    for width in range(560, 1400, 70):
        window.resize(width, 700)
        qtbot.wait(10)
        shown = [one for one in window.bar.actions() if one.isVisible()]
        kinds = [one.isSeparator() for one in shown]
        assert not any(one and other for one, other in pairwise(kinds)), width
