"""Every control has a name for screen readers; letters twice as large are nowhere cut; every dialog has its keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QTabWidget, QWidget

from app.application import Application
from app.cards.base import MapCard
from app.widgets.spoken import give_label
from tests.app.everything import NOT_MADE, everything, kinds, make_everything, room_of
from tests.app.everything_checks import catches_tab, cut_in, without_default, without_name

#: A laptop with 1366 × 768, less what a window manager takes.
ROOM = QSize(1350, 720)


def _pages(dialog: QWidget) -> list[str]:
    """Return what is cut on any page of a window."""
    found = list(cut_in(dialog))
    for tabs in dialog.findChildren(QTabWidget):
        for at in range(tabs.count()):
            tabs.setCurrentIndex(at)
            QApplication.processEvents()
            found += cut_in(tabs)
    return found


def test_everything_there_is(planned: Application, tmp_path: Path, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    """One window, one pass, in English, whose words are the longer ones; Chinese: tests/hostile/large_letters.py."""
    look_at_everything(planned, "en", tmp_path, qtbot, monkeypatch)


def look_at_everything(
    planned: Application, language: str, tmp_path: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names, keys, and room for letters of twice the size."""
    monkeypatch.setattr("app.widgets.fitting.room_for", lambda _dialog: ROOM)
    planned.settings.set("text", "200")
    planned.settings.set("language", language)
    planned.window.resize(1366, 768)
    cut: set[str] = set()

    def look(shown: QWidget) -> None:
        QApplication.processEvents()
        for _ in range(20):  # what is not laid out yet is not cut
            if not cut_in(shown):
                return
            QTest.qWait(50)
        cut.update(cut_in(shown))

    make_everything(planned, tmp_path, qtbot, look)
    for one in everything():  # as when a screen reader comes late
        give_label(one)
    dialogs = [one for one in everything() if isinstance(one, QDialog) and one.isVisible()]
    for dialog in dialogs:
        cut.update(_pages(dialog))
    made = {type(one).__name__ for one in everything() if isinstance(one, QDialog | MapCard)}
    found = {
        "nameless": sorted({said for one in everything() if (said := without_name(one))}),
        "catches Tab": sorted({room_of(one) for one in everything() if catches_tab(one)}),
        "without a default key": sorted({type(one).__name__ for one in dialogs if without_default(one)}),
        "larger than the screen": [
            f"{type(one).__name__} {one.width()}×{one.height()}"
            for one in dialogs
            if one.width() > ROOM.width() or one.height() > ROOM.height()
        ],
        "not looked at": sorted(kinds() - made - set(NOT_MADE)),
        "cut": sorted(cut),
    }
    assert found == {key: [] for key in found}
