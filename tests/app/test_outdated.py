"""What was read from the plan before a change is not used after it: kept land, lists nobody looked at meanwhile."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from app.application import Application
from app.document import Change
from app.jobs import Job
from app.tasks.asked import AskedTask
from app.tasks.directions import Found, Look, Wish
from layers.kinds import Role
from tests.app.test_late_results import Held, open_another


def change_a_layer(program: Application) -> None:
    document = program.document
    record = next(one for one in document.layers() if one.role is Role.SETTLEMENT)
    document.set_layer_role(record.uid, Role.OTHER)


class Counting(AskedTask):
    """Tells how many layers are settlements."""

    def want(self) -> None:
        self._is_wanted = True
        if self.result is None:
            self.refresh()

    def _matters(self, change: Change) -> bool:
        return change.touches("layer")

    def _make_job(self, store: Any) -> Job:
        layers = self._document.layers()

        def count(progress: Any) -> int:
            return sum(one.role is Role.SETTLEMENT for one in layers)

        return Job(count)


def test_a_list_nobody_looked_at_while_it_was_made_is_made_again(planned: Application, qtbot) -> None:
    task = Counting(planned.document, planned.jobs, planned.window)
    held = Held(planned, qtbot)
    task.want()
    qtbot.waitUntil(lambda: task._job is not None)
    task.rest()
    change_a_layer(planned)
    held.let_go()
    assert task.result is None
    with qtbot.waitSignal(task.ready):
        task.want()
    assert task.result == 0


def test_holders_read_before_a_change_are_read_again(
    planned: Application, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    document, task = planned.document, planned.window.stocks.task
    monkeypatch.setattr("app.tasks.inventory._read", lambda _store, *, progress: document.layers())
    held = Held(planned, qtbot)
    task.want()
    task.rest()
    change_a_layer(planned)
    monkeypatch.setattr("app.tasks.inventory._read", lambda _store, *, progress: "anew")
    held.let_go()
    assert task.around is None
    with qtbot.waitSignal(task.ready):
        task.want()
    assert task.around == "anew"


def test_rivers_of_before_are_not_kept(planned: Application, monkeypatch: pytest.MonkeyPatch, qtbot) -> None:
    window = planned.window
    monkeypatch.setattr("app.tasks.rivers._run", lambda _store, land, _work, progress: ("of before", land))
    held = Held(planned, qtbot)
    window.spilling.task.run(lambda *_given, **_named: None)
    change_a_layer(planned)
    held.let_go()
    assert window.river_lands.land is None
    held = Held(planned, qtbot)
    window.spilling.task.run(lambda *_given, **_named: None)
    held.let_go()
    assert window.river_lands.land == "of before"  # nothing was changed meanwhile


def test_land_that_fire_comes_over_is_not_kept_from_before(
    planned: Application, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    task, wish = planned.window.coming.task, Wish(Look())
    given: list[object] = []

    def run(_store: Any, land: Any, wish: Wish, progress: Any) -> Found:
        given.append(land)
        return Found(wish, "land", ())  # type: ignore[arg-type]

    monkeypatch.setattr("app.tasks.directions._run", run)
    held = Held(planned, qtbot)
    task.run(wish)
    change_a_layer(planned)
    held.let_go()
    for _again in range(2):
        task.run(wish)
        qtbot.waitUntil(lambda: not task.is_running)
    assert given == [None, None, "land"]


def test_an_exercise_is_worked_out_on_the_land_of_now(
    planned: Application, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    window = planned.window
    given: list[object] = []

    def work(_store: Any, uid: str, land: Any, fire: Any, *, progress: Any) -> Any:
        given.append((land, fire))
        exercise = SimpleNamespace(uid=uid)
        return SimpleNamespace(material=SimpleNamespace(exercise=exercise, light=None), land="land", fire="fire")

    monkeypatch.setattr("app.tasks.exercise._work_out", work)
    monkeypatch.setattr(window.exercising, "_refresh", lambda: None)
    window.exercising.new_exercise()
    task, uid = window.exercising.task, planned.document.exercises()[0].uid
    qtbot.waitUntil(lambda: not planned.jobs.active)
    given.clear()
    held = Held(planned, qtbot)
    task.show(uid)
    qtbot.waitUntil(lambda: task._job is not None)
    change_a_layer(planned)
    held.let_go()
    qtbot.waitUntil(lambda: not task.is_working)
    assert given == [(None, None), (None, None)]


def test_times_of_blocks_on_the_land_of_before_are_not_shown(planned: Application) -> None:
    control = planned.window.block_work
    control.blocks()
    control._wanted_times = planned.document.fire_choices()  # asked for, and still on their way
    change_a_layer(planned)
    control._on_times(SimpleNamespace(rows={}))  # type: ignore[arg-type]
    assert control._times is None


def test_why_work_on_a_closed_plan_failed_is_not_told(
    planned: Application, monkeypatch: pytest.MonkeyPatch, tmp_path, qtbot
) -> None:
    window = planned.window
    told: list[object] = []

    def fail(*_given: Any, **_named: Any) -> None:
        raise ValueError("the plan is gone")

    for task in (window.spilling.task, window.responding.task, window.stocks.task):
        task.failed.connect(told.append)
    for module in ("rivers._run", "response._run", "inventory._read"):
        monkeypatch.setattr(f"app.tasks.{module}", fail)
    held = Held(planned, qtbot)
    window.spilling.task.run(fail)
    window.responding.task.run((), fail)
    window.stocks.task.want()
    monkeypatch.setattr(Job, "cancel", lambda _job: None)  # it was too late for that
    open_another(planned, tmp_path)
    held.let_go()
    assert told == []
