"""Undo in a window beside the map takes back the newest gesture, also while that is still being written."""

from __future__ import annotations

import threading
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication
from shapely import box

from tests.app.test_map_tools import Hand, map_

__all__ = ["map_"]

WINDOWS = {
    "open_register": lambda window: window.register.register,
    "open_year": lambda window: window.yearly.year,
    "show_ledger": lambda window: window.accounts.ledger,
    "open_versions": lambda window: window.signing.versions,
}


@pytest.mark.parametrize("action", WINDOWS)
def test_what_is_still_being_written_is_taken_back_first(map_: Hand, monkeypatch, action: str) -> None:
    document, window = map_.document, map_.window
    document.add_patrol_area(box(116.48, 40.63, 116.52, 40.67), "first")
    window.actions_[action].trigger()
    beside = WINDOWS[action](window)
    beside.activateWindow()
    map_.qtbot.waitUntil(lambda: QApplication.activeWindow() is beside)
    monkeypatch.setattr(window.hands, "undo", lambda: pytest.fail("the map's undo was asked"))
    begun = threading.Event()
    document.writer.submit(lambda: (begun.set(), time.sleep(0.5)))
    assert begun.wait(5)
    late = threading.Thread(target=lambda: document.add_patrol_area(box(116.43, 40.63, 116.46, 40.67), "late"))
    late.start()
    deadline = time.monotonic() + 5
    while not document.writer._work_queue.qsize() and time.monotonic() < deadline:
        time.sleep(0.005)
    map_.qtbot.keyClick(beside, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    late.join()
    document.catch_up()
    assert list(document.patrol_areas()["name"]) == ["first"]
    map_.qtbot.keySequence(beside, QKeySequence(QKeySequence.StandardKey.Redo))
    assert sorted(document.patrol_areas()["name"]) == ["first", "late"]
