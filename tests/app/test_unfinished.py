"""What is still being written when the plan or the window closes: asked about, waited for, or stopped when told."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QProgressDialog

from app.jobs import Job
from tests.app.test_map_tools import Hand, map_
from tests.app.test_minutes_window import met

__all__ = ["map_", "met"]


class Slow:
    """A copy that is held up, as one on a share is."""

    def __init__(self, hand: Hand, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from app.tasks import saving

        self.hand, self.go_on, self.said = hand, threading.Event(), []
        self.path = place / "copy.lianfang.gpkg"
        real = saving._copy

        def held(*given, progress):
            while not self.go_on.wait(0.01):
                progress(0.1, "saving")
            return real(*given, progress=progress)

        monkeypatch.setattr(saving, "_copy", held)
        monkeypatch.setattr(hand.window.plans, "ask_path", lambda _title: self.path)
        self.monkeypatch = monkeypatch

    def answer(self, role: QMessageBox.ButtonRole, then=lambda: None) -> None:
        def pressed(box: QMessageBox) -> int:
            self.said.append(f"{box.text()} {box.informativeText()}")
            assert box.buttonRole(box.defaultButton()) is QMessageBox.ButtonRole.AcceptRole, "waiting is the default"
            then()
            next(one for one in box.buttons() if box.buttonRole(one) is role).click()
            return 0

        self.monkeypatch.setattr(QMessageBox, "exec", pressed)

    def begin(self) -> Job:
        self.hand.window.plans.save_copy()
        (job,) = self.hand.window.jobs.writing
        return job


@pytest.fixture
def slow(map_: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Slow:
    made = Slow(map_, tmp_path, monkeypatch)
    yield made
    made.go_on.set()


def test_closing_the_plan_waits_for_a_copy(slow: Slow) -> None:
    document = slow.hand.document
    slow.begin()
    slow.answer(QMessageBox.ButtonRole.AcceptRole, lambda: threading.Timer(0.3, slow.go_on.set).start())
    slow.hand.window.plans.close_plan()
    assert slow.path.is_file() and not document.is_open
    assert slow.path.name in slow.said[0] and len(slow.said) == 1


def test_cancel_goes_on_with_both(slow: Slow) -> None:
    job = slow.begin()
    slow.answer(QMessageBox.ButtonRole.RejectRole)
    assert not slow.hand.window.close() and slow.hand.document.is_open and slow.hand.window.isVisible()
    assert job in slow.hand.window.jobs.active
    slow.go_on.set()
    slow.hand.qtbot.waitUntil(slow.path.is_file, timeout=20_000)


def test_what_is_stopped_is_not_there(slow: Slow) -> None:
    slow.begin()
    slow.answer(QMessageBox.ButtonRole.DestructiveRole)
    slow.hand.window.plans.close_plan()
    slow.hand.qtbot.waitUntil(lambda: not slow.hand.window.jobs.active, timeout=20_000)
    assert not slow.hand.document.is_open and not slow.path.exists()


def test_the_wait_can_be_given_up(slow: Slow) -> None:
    from PySide6.QtCore import QTimer

    slow.begin()
    slow.answer(QMessageBox.ButtonRole.AcceptRole)
    window = slow.hand.window

    def give_up() -> None:
        bar = window.findChild(QProgressDialog)
        assert bar is not None and slow.path.name in bar.labelText()
        bar.canceled.emit()

    QTimer.singleShot(300, give_up)
    window.plans.close_plan()
    assert slow.hand.document.is_open and window.jobs.writing


def test_what_could_not_be_written_keeps_the_plan_open(slow: Slow, monkeypatch) -> None:
    shown: list[object] = []
    monkeypatch.setattr(slow.hand.window, "show_error", shown.append)
    slow.path = slow.path.parent / "nowhere" / "copy.lianfang.gpkg"
    slow.begin()
    slow.answer(QMessageBox.ButtonRole.AcceptRole, lambda: threading.Timer(0.3, slow.go_on.set).start())
    slow.hand.window.plans.close_plan()
    assert slow.hand.document.is_open and not slow.hand.window.jobs.active


def test_nothing_is_asked_when_nothing_is_written(map_: Hand, monkeypatch) -> None:
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: pytest.fail("asked"))
    map_.window.plans.close_plan()
    assert not map_.document.is_open


def test_what_is_written_is_not_asked_about_by_who_hears_of_it(map_: Hand, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: pytest.fail("asked"))
    job = Job(lambda path, progress: path, tmp_path)
    job.writes = True
    job.finished.connect(lambda _path: map_.window.plans.close_plan())
    with map_.qtbot.waitSignal(job.ended, timeout=10_000):
        map_.window.jobs.start(job)
    assert not map_.document.is_open


@pytest.mark.parametrize("closes_window", [False, True])
def test_closing_waits_for_the_map_of_a_decision(met: Hand, monkeypatch, closes_window: bool) -> None:
    """It is drawn in the background after the decision was written down, and kept in the plan that is closed."""
    from app.control import minutes_map
    from layers.plan.store import PlanStore

    go_on, said, real, path = threading.Event(), [], minutes_map._draw, met.document.path

    def held(*given, progress):
        while not go_on.wait(0.01):
            progress(0.1, "drawing")
        return real(*given, progress=progress)

    def pressed(box: QMessageBox) -> int:
        said.append(box.informativeText())
        threading.Timer(0.3, go_on.set).start()
        box.defaultButton().click()
        return 0

    monkeypatch.setattr(minutes_map, "_draw", held)
    monkeypatch.setattr(QMessageBox, "exec", pressed)
    met.window.minutes.record_decision()
    card = met.window.minutes.card
    met.qtbot.keyClicks(card.input, "The road is closed in spring")
    card.confirm()
    [decision] = [one for one in met.document.minutes() if one.text == "The road is closed in spring"]
    assert met.window.jobs.writing
    if closes_window:
        assert met.window.close()
    else:
        met.window.plans.close_plan()
    assert len(said) == 1 and "议定" in said[0] and not met.document.is_open
    with PlanStore.open(path) as store:
        assert store.minute_picture(decision.uid) is not None


def test_the_year_names_its_folder(tmp_path: Path) -> None:
    from app.tasks.year_writing import YearRequest
    from layers.export.job import Stamp

    job = Job(print, None, YearRequest(2026, tmp_path, "en", Stamp()))
    assert job.writes and job.target == tmp_path
