"""Jobs end in exactly one outcome, in the thread that made them."""

from __future__ import annotations

import gc
import threading
import weakref
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from app.jobs import Job, Jobs
from layers.progress import Cancelled


@pytest.fixture
def jobs(qapp):
    made = Jobs()
    yield made
    made.shut_down()


def outcomes(job: Job) -> list[tuple[str, bool]]:
    seen: list[tuple[str, bool]] = []

    def note(name: str):
        return lambda *_: seen.append((name, threading.current_thread() is threading.main_thread()))

    job.finished.connect(note("finished"))
    job.failed.connect(note("failed"))
    job.cancelled.connect(note("cancelled"))
    return seen


def run(jobs: Jobs, job: Job, qtbot) -> list[tuple[str, bool]]:
    seen = outcomes(job)
    with qtbot.waitSignal(job.ended, timeout=5000):
        jobs.start(job)
    assert jobs.active == []
    return seen


def test_a_result_arrives_once_in_the_main_thread(jobs: Jobs, qtbot) -> None:
    where = []

    def work(a: int, b: int, progress) -> int:
        where.append(threading.current_thread() is threading.main_thread())
        progress(1.0, "")
        return a + b

    job = Job(work, 2, b=3)
    results = []
    job.finished.connect(results.append)
    assert run(jobs, job, qtbot) == [("finished", True)]
    assert results == [5] and where == [False]


def test_a_failure_arrives_as_the_exception(jobs: Jobs, qtbot) -> None:
    def work(progress) -> None:
        raise ValueError("no")

    job = Job(work)
    errors = []
    job.failed.connect(errors.append)
    assert run(jobs, job, qtbot) == [("failed", True)]
    assert isinstance(errors[0], ValueError)


def test_cancel_stops_at_the_next_report(jobs: Jobs, qtbot) -> None:
    reached = threading.Event()
    go_on = threading.Event()
    after = []

    def work(progress) -> None:
        reached.set()
        go_on.wait(5)
        progress(0.5, "")
        after.append(1)

    job = Job(work)
    seen = outcomes(job)
    with qtbot.waitSignal(job.ended, timeout=5000):
        jobs.start(job)
        reached.wait(5)
        job.cancel()
        go_on.set()
    assert seen == [("cancelled", True)] and after == []


def test_work_that_raises_cancelled_by_itself_counts_as_cancelled(jobs: Jobs, qtbot) -> None:
    def work(progress) -> None:
        raise Cancelled

    assert run(jobs, Job(work), qtbot) == [("cancelled", True)]


def test_progress_is_announced_but_does_not_flood(jobs: Jobs, qtbot) -> None:
    def work(progress) -> None:
        for step in range(10_000):
            progress(step / 10_000, "step")
        progress(1.0, "done")

    job = Job(work)
    heard = []
    job.progressed.connect(lambda fraction, step: heard.append((fraction, step)))
    run(jobs, job, qtbot)
    assert heard[-1] == (1.0, "done") and len(heard) < 1000


def _gone(what: weakref.ref) -> bool:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    return what() is None


def test_a_job_that_ended_lets_go_of_its_listeners(jobs: Jobs, qtbot) -> None:
    class Shown:
        def take(self, _result: object) -> None: ...

    shown = Shown()
    job = Job(lambda progress: 1)
    job.finished.connect(lambda result, shown=shown: shown.take(result))
    run(jobs, job, qtbot)
    kept = weakref.ref(shown)
    del shown, job
    qtbot.waitUntil(lambda: _gone(kept))


def test_a_job_that_never_began_is_let_go_when_the_program_ends(qapp, qtbot) -> None:
    jobs, go_on = Jobs(workers=1), threading.Event()
    jobs.start(Job(lambda progress: go_on.wait(5)))
    waiting = Job(lambda progress: None)
    jobs.start(waiting)
    kept = weakref.ref(waiting)
    jobs.shut_down()
    go_on.set()
    del waiting
    qtbot.waitUntil(lambda: _gone(kept))


def test_a_window_that_was_closed_leaves_nothing_behind(qapp, qtbot, tmp_path, monkeypatch) -> None:
    """A window and all that listens to it go when it is deleted, or every language change would leave one behind."""
    from app.application import Application

    monkeypatch.setattr("layers.plan.store._untitled_folder", lambda: tmp_path / "untitled")
    made = Application(qapp)
    made.window.show()
    made.document.create(tmp_path / "a.lianfang.gpkg", title="甲", reference_date=date(2026, 5, 1))
    QCoreApplication.processEvents()
    kept = weakref.ref(made.window)
    made.window.map.shut_down()
    made.jobs.shut_down()
    made.document.shut_down()
    for one in (made.window, made.document, made.jobs, made.settings, made):
        one.deleteLater()
    del made, one
    qtbot.waitUntil(lambda: _gone(kept))
