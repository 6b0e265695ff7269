"""Cycles are collected in the window's thread, whoever made them."""

from __future__ import annotations

import gc
import threading
import time
import weakref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.collector import Collector, collect_what_is_due, spare_what_is_there


class Link:
    """One end of a cycle."""

    def __init__(self, ended_in: list[str]) -> None:
        self.own = self
        self.ended_in = ended_in

    def __del__(self) -> None:
        self.ended_in.append(threading.current_thread().name)


@pytest.fixture
def collector(qapp):
    made = Collector()
    yield made
    made.stop()
    gc.disable()  # as the tests have it


def make(ended_in: list[str], count: int) -> None:
    for _ in range(count):
        Link(ended_in)


def test_a_worker_never_collects(collector, qtbot):
    assert not gc.isenabled()
    ended_in: list[str] = []
    worker = threading.Thread(target=make, args=(ended_in, 3000), name="worker")
    worker.start()
    worker.join()
    assert ended_in == []

    def is_collected() -> bool:
        kept.append([[] for _ in range(2000)])  # Python counts what is freed against what is made: make it due
        return len(ended_in) == 3000

    kept: list[object] = []
    qtbot.waitUntil(is_collected, timeout=5000)
    assert set(ended_in) == {threading.current_thread().name}


def test_little_garbage_waits(qapp):
    gc.collect()
    ended_in: list[str] = []
    make(ended_in, 3)
    collect_what_is_due()
    assert ended_in == []
    gc.collect()
    assert len(ended_in) == 3


def test_stopping_gives_collecting_back(qapp):
    collector = Collector()
    gone = weakref.ref(collector)
    collector.stop()
    assert gc.isenabled() and gone() is not None
    gc.disable()


@pytest.fixture
def two_at_work(qtbot):
    """A window with a native one, and a way to ask whether all was walked through."""
    window = QLineEdit()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: window.windowHandle() is QGuiApplication.focusWindow())
    walked: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start" and info["generation"] == 2:
            walked.append(1)

    gc.callbacks.append(note)
    yield window.windowHandle(), walked
    gc.callbacks.remove(note)


def make_all_due() -> list[object]:
    """Bring Python to the point where the oldest generation is due."""
    kept: list[object] = []
    while gc.get_count()[2] <= gc.get_threshold()[2]:
        kept.append([[] for _ in range(10)])
        gc.collect(1)
    return kept


def work_for(qtbot, window, seconds: float, is_enough=lambda: False) -> None:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends and not is_enough():
        QTest.keyClick(window, Qt.Key.Key_A)
        qtbot.wait(20)


@pytest.mark.parametrize("acts", [True, False])
def test_all_is_walked_through_only_when_nobody_is_at_work(qtbot, two_at_work, acts):
    window, walked = two_at_work
    gc.collect()
    collector = Collector(quiet_s=1.0)
    try:
        kept = make_all_due()
        walked.clear()
        if acts:
            work_for(qtbot, window, 2.5)
            assert walked == []
        qtbot.waitUntil(lambda: walked != [], timeout=10_000)
    finally:
        collector.stop()
        gc.disable()
    assert kept


def test_somebody_who_never_rests_does_not_keep_all_rubbish(qtbot, two_at_work):
    window, walked = two_at_work
    gc.collect()
    collector = Collector(quiet_s=60.0, at_most_s=1.0)
    try:
        kept = make_all_due()
        walked.clear()
        work_for(qtbot, window, 20.0, lambda: walked != [])
        assert walked != []
    finally:
        collector.stop()
        gc.disable()
    assert kept


def test_freed_memory_goes_back_in_quiet_moments_only(qtbot, two_at_work, monkeypatch):
    window, _walked = two_at_work
    given: list[float] = []
    monkeypatch.setattr("app.memory.give_back", lambda: given.append(time.monotonic()))
    collector = Collector(quiet_s=1.0)
    try:
        work_for(qtbot, window, 2.0)
        assert given == []
        qtbot.waitUntil(lambda: given != [], timeout=10_000)
        qtbot.wait(500)
        assert len(given) == 1  # nobody has done anything since
        QTest.keyClick(window, Qt.Key.Key_A)
        qtbot.waitUntil(lambda: len(given) == 2, timeout=10_000)
        assert given[1] - given[0] > 1.0
    finally:
        collector.stop()
        gc.disable()


def test_what_is_spared_is_not_walked_through(qapp):
    before = gc.get_freeze_count()
    try:
        spare_what_is_there()
        assert gc.get_freeze_count() > before
        assert len(gc.get_objects()) < 1000
    finally:
        gc.unfreeze()
