"""Jobs end in exactly one outcome, in the thread that made them."""

from __future__ import annotations

import threading

import pytest

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
