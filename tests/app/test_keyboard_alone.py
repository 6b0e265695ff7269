"""The whole main job by keyboard alone, in the real window: nothing here touches a mouse or calls what a key calls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
import shapely
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton, QWidget

from app.application import Application
from app.dialogs.papers import PapersDialog
from tests.app.conftest import EAST, WEST, drawn, fill

_MOST_TABS = 120


class Keys:
    """Two hands on a keyboard."""

    def __init__(self, program: Application, qtbot) -> None:
        self.program, self.window, self.qtbot = program, program.window, qtbot
        self.come_back()

    def come_back(self) -> None:
        """Have the window in front again, as a window system does when a dialog or a list that hangs down goes."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    @property
    def focus(self) -> QWidget:
        top = QApplication.activeModalWidget() or QApplication.activeWindow() or self.window
        here = QApplication.focusWidget()
        return here if here is not None and top.isAncestorOf(here) else top.focusWidget() or top

    def are_in(self, part: QWidget) -> bool:
        """Whether the keyboard is in a part of the window."""
        return part is self.focus or part.isAncestorOf(self.focus)

    def press(self, keys: str, times: int = 1) -> None:
        """Press keys where the keyboard is: "Ctrl+U, V"."""
        for _ in range(times):
            for stroke in keys.split(", "):
                combination = QKeySequence(stroke)[0]
                self.qtbot.keyClick(self.focus, combination.key(), combination.keyboardModifiers())

    def write(self, text: str) -> None:
        self.qtbot.keyClicks(self.focus, text)

    def until(self, key: str, wanted: Callable[[], bool]) -> None:
        """Press a key until the keyboard is where it is wanted."""
        for _ in range(_MOST_TABS):
            if wanted():
                return
            self.press(key)
        raise AssertionError(f"{key} never leads there; the keyboard is at {type(self.focus).__name__}")


@pytest.fixture
def keys(program: Application, qtbot) -> Keys:
    return Keys(program, qtbot)


@pytest.fixture
def plan(program: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan in a file, that the file dialog of the system finds."""
    document = program.document
    path = tmp_path / "键盘.lianfang.gpkg"
    document.create(path, title="键盘", reference_date=date(2026, 5, 1))
    document.on_writer(lambda: fill(document.store))
    document.close()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(path), ""))
    return path


def in_dialog(kind: type[QDialog], act: Callable[[QDialog], None]) -> list[BaseException]:
    """Do something as soon as a dialog is open; one that is stuck is left, and gives what went wrong."""
    failed: list[BaseException] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, kind) or not dialog.isVisible():
            QTimer.singleShot(20, look)
            return
        dialog.activateWindow()
        try:
            act(dialog)
        except BaseException as error:  # the test fails with it, once the dialog is gone
            failed.append(error)
            dialog.reject()

    QTimer.singleShot(20, look)
    return failed


def test_the_main_job_by_keyboard_alone(keys: Keys, plan: Path, tmp_path: Path, qtbot) -> None:
    window, document = keys.window, keys.program.document

    # Open a plan, derive its zones.
    keys.press("Ctrl+O")
    qtbot.waitUntil(lambda: document.is_open and not window.opener.is_running)
    with qtbot.waitSignal(window.analysis.finished):
        keys.press("F5")
    qtbot.waitUntil(lambda: document.analysis_state() == "fresh")
    qtbot.waitUntil(lambda: drawn(window.map.canvas))

    # From part to part of the window to the list of zones; the first of them.
    keys.press("F12")
    keys.until("F12", lambda: window.right.isAncestorOf(keys.focus))
    keys.until("Tab", lambda: keys.focus is window.zones.table)
    keys.press("Down")
    (zone,) = window.zones.table.visible_rows()
    assert window.zones.chosen == zone.uid and "怀柔–丰宁" in window.zones.card.text

    # A patrol area around it with the crosshair: four corners, Enter.
    qtbot.waitUntil(lambda: window.numbers.is_ready)
    keys.press("Ctrl+.")
    keys.press("W")
    canvas = window.map.canvas
    assert canvas.keys.is_on and canvas.hasFocus() and window.actions_["map_cursor"].isChecked()
    keys.press("Shift+Left")
    keys.press("Shift+Up")
    keys.press("Space")
    for arrow in ("Shift+Right", "Shift+Down", "Shift+Left"):
        keys.press(arrow, 2)
        keys.press("Space")
    assert window.patrol.live.isVisible()
    keys.press("Return")
    (uid,) = document.patrol_areas()["uid"]
    area = document.patrol_shape(uid)
    assert area.contains(shapely.Point(116.5, 40.65)) and len(area.exterior.coords) == 5
    assert window.patrol.chosen == uid
    qtbot.waitUntil(lambda: uid in window.patrol._numbers)
    assert {share.county for share in window.patrol._numbers[uid].shares} == {WEST, EAST}

    # The crosshair goes away with Esc; a name for the area; what was found is listed.
    canvas.setFocus()
    keys.press("Esc")
    assert not canvas.keys.is_on
    keys.until("F12", lambda: window.right.isAncestorOf(keys.focus))
    keys.until("Tab", lambda: keys.focus is window.patrol.name_edit)
    keys.press("Ctrl+A")
    keys.write("Yunmeng")
    keys.press("Return")
    assert document.patrol_name(uid) == "Yunmeng"
    keys.until("F12", lambda: window.left.isAncestorOf(keys.focus))
    keys.until("Shift+Tab", lambda: keys.focus is window.left.tabs)
    keys.until("Right", lambda: window.left.current == "findings")

    # The annex of the area, without an agreement: the folder is typed, Enter writes.
    out = tmp_path / "annex"
    said: list[str] = []

    def fill_in(dialog: QDialog) -> None:
        assert isinstance(dialog, PapersDialog)
        keys.until("Tab", lambda: keys.focus is dialog.folder)
        keys.press("Ctrl+A")
        keys.write(str(out))
        keys.until("Tab", lambda: isinstance(keys.focus, QPushButton) and keys.focus.isDefault())
        said.append(keys.focus.text())
        keys.press("Space")

    failed = in_dialog(PapersDialog, fill_in)
    keys.press("Ctrl+E")
    qtbot.waitUntil(lambda: bool(said or failed))
    assert not failed, str(failed[0])
    qtbot.waitUntil(lambda: out.exists() and not window.jobs.active)
    assert said and any(out.iterdir())

    # Versions and signatures open and close; undo to the start of the area.
    keys.come_back()
    canvas.setFocus()
    keys.press("Ctrl+U, V")
    qtbot.waitUntil(lambda: window.signing.versions.isVisible())
    qtbot.keyClick(window.signing.versions, Qt.Key.Key_Escape)
    assert not window.signing.versions.isVisible()


def test_the_crosshair_goes_to_typed_coordinates_and_takes_hold(keys: Keys, planned: Application, qtbot) -> None:
    window, document = keys.window, keys.program.document
    canvas = window.map.canvas
    qtbot.waitUntil(lambda: drawn(canvas))
    canvas.is_still = True
    keys.press("Ctrl+.")
    keys.press("W")
    for place in ("116.48 40.63", "116.52 40.63", "116.52 40.67"):
        canvas.setFocus()
        keys.press("Ctrl+K")
        popup = window.searching.popup
        qtbot.keyClicks(popup.field, place)
        qtbot.keyClick(popup.field, Qt.Key.Key_Return)
        wanted = canvas.to_metric(shapely.Point(*map(float, place.split())))
        here = canvas.view.to_map(canvas.keys.at.x(), canvas.keys.at.y())
        assert here == pytest.approx((wanted.x, wanted.y), abs=0.01)
        qtbot.keyClick(canvas, Qt.Key.Key_Space, Qt.KeyboardModifier.AltModifier)  # without snapping
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    (uid,) = document.patrol_areas()["uid"]
    corners = shapely.get_coordinates(document.patrol_shape(uid).exterior)
    for place in ((116.48, 40.63), (116.52, 40.63), (116.52, 40.67)):
        assert min(abs(corners - place).max(axis=1)) < 1e-6

    # Shift+Space takes hold of a corner and lets go of it elsewhere.
    keys.come_back()
    canvas.setFocus()
    qtbot.waitUntil(lambda: drawn(canvas))
    keys.press("Ctrl+Shift+E")
    assert window.actions_["edit_vertices"].isChecked()
    before = document.patrol_shape(uid)
    assert canvas.tool.rings
    canvas.keys.go_to(*canvas.to_metric(shapely.Point(116.52, 40.67)).coords[0])
    qtbot.keyClick(canvas, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.keys.holds
    for _ in range(4):
        qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert not canvas.keys.holds and document.patrol_shape(uid).area > before.area


def test_every_part_of_the_window_is_reached_and_left(keys: Keys, planned: Application, qtbot) -> None:
    window = keys.window
    window.fire.enter_fire()
    window.tables.open_for("zones")
    parts = window.access.regions()
    assert {window.bar, window.left, window.map.canvas, window.right, window.status} <= set(parts)
    for key, order in (("F12", parts), ("Shift+F12", parts[::-1])):
        keys.until(key, partial(keys.are_in, order[0]))
        for part in [*order[1:], order[0]]:
            keys.press(key)
            assert keys.are_in(part), part.accessibleName()
    keys.until("F12", lambda: keys.focus is window.map.canvas)
    assert window.map.canvas.shows_focus, "a frame says where the keyboard is"
    qtbot.waitUntil(lambda: "1:" in window.map.canvas.accessibleDescription(), timeout=60_000)  # once the map rests


def test_tab_is_never_caught(planned: Application, keys: Keys, qtbot) -> None:
    """Tab goes all around the window and comes back, whatever it passes."""
    window = keys.window
    window.minutes.open_minutes()
    start = window.layers.tree
    start.setFocus()
    seen = []
    for _ in range(300):
        keys.press("Tab")
        if keys.focus is start:
            break
        seen.append(keys.focus)
    assert keys.focus is start, f"caught at {keys.focus}"
    assert window.map.canvas in seen and window.zones.table in seen
