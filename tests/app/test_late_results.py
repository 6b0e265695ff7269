"""What returns late, from a worker or a closed plan: it is neither shown in another plan nor written into it."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import shapely
import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app import ages, attributes, register_words
from app.application import Application, install_crash_handler
from app.dialogs.crash import CrashDialog
from app.dialogs.new_plan import FactsDialog
from app.jobs import Job
from app.tasks.fire import Ran
from layers.errors import PlanNotSaved, VersionFrozen
from layers.exchange.handing import handovers
from layers.exchange.journal import Handover
from layers.exchange.model import Decisions
from layers.export.register import write_template
from layers.kinds import RecordKind, Role
from layers.plan import PlanStore
from layers.plan.package import inspect_package
from layers.version_workflow import Person
from layers.versions import Thing, ThingKind
from tests.app.conftest import WEST, fill


class Held:
    """Nothing begins in the pool until it is let go; what was begun goes on."""

    def __init__(self, program: Application, qtbot: Any) -> None:
        self._program, self._qtbot = program, qtbot
        qtbot.waitUntil(lambda: not program.jobs.active)
        self._go = threading.Event()
        for _worker in range(2):
            program.jobs.start(Job(lambda progress: self._go.wait(60)))

    def let_go(self) -> None:
        self._go.set()
        self._qtbot.waitUntil(lambda: not self._program.jobs.active)


@pytest.fixture
def held(planned: Application, qtbot):
    made = Held(planned, qtbot)
    yield made
    made.let_go()


def open_another(program: Application, tmp_path: Path) -> None:
    document = program.document
    document.create(tmp_path / "另一个.lianfang.gpkg", title="另一个", reference_date=date(2026, 5, 1))
    document.on_writer(lambda: fill(document.store))


def full_disk(path: Path) -> PlanNotSaved:
    return PlanNotSaved(path=str(path), reason="disk full", reason_code="disk_full")


# -- exchange ----------------------------------------------------------------------------------------


def test_the_plan_that_was_asked_for_is_handed_over(planned: Application, held: Held, tmp_path: Path) -> None:
    package = tmp_path / "给丰宁.联防包"
    planned.window.exchange.task.hand_over(package, Handover("", "", person="张"))
    open_another(planned, tmp_path)
    held.let_go()
    assert inspect_package(package).title == "测试规划"
    document = planned.document
    assert document.on_writer(lambda: handovers(document.store)) == ()  # nothing was handed over of this one


def test_a_comparison_with_the_plan_before_is_not_shown(planned: Application, held: Held, tmp_path: Path) -> None:
    planned.document.save_copy(tmp_path / "对方.lianfang.gpkg")
    planned.window.exchange.look_at(tmp_path / "对方.lianfang.gpkg")
    open_another(planned, tmp_path)
    held.let_go()
    assert planned.window.exchange.session is None
    assert not planned.window.actions_["exchange_finish"].isEnabled()


def test_what_was_put_away_does_not_come_back(planned: Application, tmp_path: Path, qtbot) -> None:
    control = planned.window.exchange
    planned.document.save_copy(tmp_path / "对方.lianfang.gpkg")
    control.look_at(tmp_path / "对方.lianfang.gpkg")
    qtbot.waitUntil(lambda: control.session is not None)
    held = Held(planned, qtbot)
    control._compare_again()  # the plan was changed meanwhile
    control.leave()
    held.let_go()
    assert control.session is None and not control.panel.is_working


def test_what_was_decided_goes_into_no_other_plan(
    planned: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    control = planned.window.exchange
    planned.document.save_copy(tmp_path / "对方.lianfang.gpkg")
    control.look_at(tmp_path / "对方.lianfang.gpkg")
    qtbot.waitUntil(lambda: control.session is not None)
    assert control.session is not None
    asked: list[object] = []
    monkeypatch.setattr("layers.exchange.taking.take_in", lambda store, *_rest, **_named: asked.append(store))
    held = Held(planned, qtbot)
    decisions: Decisions = {}
    control.task.take_in(control.session, decisions, "")
    open_another(planned, tmp_path)
    held.let_go()
    assert asked == []


# -- analysis ----------------------------------------------------------------------------------------


def test_an_analysis_begun_again_does_not_go_on_in_another_plan(
    planned: Application, held: Held, tmp_path: Path
) -> None:
    window, document = planned.window, planned.document
    window.analysis.start()
    forest = next(one for one in document.layers() if one.role is Role.FOREST)
    document.set_layer_role(forest.uid, Role.OTHER)  # it is derived again, as soon as it has stopped
    open_another(planned, tmp_path)
    assert document.analysis_state() == "none" and not window.analysis.is_running
    held.let_go()
    assert len(document.zones()) == 0 and document.analysis_state() == "none"


def test_an_analysis_asked_for_while_that_of_the_plan_before_ends_is_made(
    planned: Application, held: Held, tmp_path: Path
) -> None:
    window, document = planned.window, planned.document
    window.analysis.start()
    open_another(planned, tmp_path)
    assert window.actions_["analyse"].isEnabled()
    window.actions_["analyse"].trigger()
    assert not window.actions_["analyse"].isEnabled()
    held.let_go()
    assert len(document.zones()) > 0 and document.analysis_state() == "fresh"


# -- workbooks, papers, the year ---------------------------------------------------------------------


def test_a_workbook_is_not_taken_into_another_plan(planned: Application, tmp_path: Path, qtbot) -> None:
    control = planned.window.register
    path = write_template(tmp_path / "登记.xlsx", register_words.terms())
    held = Held(planned, qtbot)
    control.read_file(path)
    open_another(planned, tmp_path)
    held.let_go()
    assert control.importing is None
    control.read_file(path)
    qtbot.waitUntil(lambda: control.importing is not None)
    shown = control.importing
    assert shown is not None and shown.isVisible()
    planned.document.close()
    assert control.importing is None and not shown.isVisible()


def test_papers_of_the_plan_before_are_not_asked_about(
    planned: Application, held: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr("app.control.work.run", lambda dialog: asked.append(dialog))
    planned.window.work.export()
    open_another(planned, tmp_path)
    held.let_go()
    QApplication.processEvents()
    assert asked == []


def test_an_inventory_is_not_taken_into_another_plan(
    planned: Application, held: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr("app.control.inventory._read_file", lambda *_given, progress: (None, None))
    monkeypatch.setattr("app.dialogs.inventory_import.InventoryImportDialog", lambda *given: asked.append(given))
    planned.window.stocks.read_file(tmp_path / "物资.xlsx")
    open_another(planned, tmp_path)
    held.let_go()
    assert asked == []


def test_the_year_asks_nothing_about_the_plan_before(planned: Application, tmp_path: Path, qtbot) -> None:
    control = planned.window.yearly
    held = Held(planned, qtbot)
    control.year_settings()  # asked as soon as the year is put together
    open_another(planned, tmp_path)
    held.let_go()
    assert control.asking is None
    control.year_settings()
    qtbot.waitUntil(lambda: control.asking is not None)
    planned.document.close()
    assert control.asking is None


@pytest.mark.parametrize("how", ["unpacked", "restored", "saved", "sample"])
def test_no_plan_is_opened_beneath_a_question(planned: Application, tmp_path: Path, qtbot, how: str) -> None:
    window, document = planned.window, planned.document
    other = tmp_path / "另一个.lianfang.gpkg"
    PlanStore.create(other, title="另一个", reference_date=date(2026, 5, 1)).close()
    before = document.path

    def arrive() -> None:
        if how == "unpacked":
            window.packing.task.unpacked.emit(other)
        elif how == "saved":
            window.rescue.task.finished.emit(SimpleNamespace(out=other))
        elif how == "sample":
            window.opener.open_sample()
        else:
            window.versions.restore(SimpleNamespace(thumbnail=Path(), when=None))  # type: ignore[arg-type]

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, FactsDialog)
        arrive()
        qtbot.waitUntil(lambda: not planned.jobs.active)
        assert document.path == before
        dialog._title.setText("改过的名字")
        dialog.accept()

    with pytest.MonkeyPatch.context() as given:
        given.setattr("layers.plan.backups.restore", lambda _version, _target, progress: other)
        given.setattr("app.dialogs.salvage.SalvageDialog", lambda *_given: SimpleNamespace(show=lambda: None))
        given.setattr(window.versions, "_ask_target", lambda _version: other)
        QTimer.singleShot(0, answer)
        window.plans.plan_facts()
        qtbot.waitUntil(lambda: document.path != before)
    assert document.info().title != "改过的名字"
    with PlanStore.open(before, read_only=True) as store:
        assert store.info().title == "改过的名字"


# -- what is left of the plan before -----------------------------------------------------------------


def test_the_register_of_another_language_does_not_answer(planned: Application, tmp_path: Path, qtbot) -> None:
    planned.window.register.open_register()
    planned.settings.set("language", "en")
    qtbot.wait(50)  # the window is made anew, and the register's goes
    open_another(planned, tmp_path)  # pytest-qt fails this when a slot of what is gone raises
    planned.settings.set("language", "zh_CN")


def test_a_comment_is_not_about_a_place_of_the_plan_before(planned: Application, tmp_path: Path) -> None:
    window = planned.window
    window.commenting.new_comment()
    window.commenting._place(*window.map.canvas.view.center)
    window.commenting.panel.input.setPlainText("这里没有路")
    assert window.map.canvas._pin is not None
    open_another(planned, tmp_path)
    assert window.map.canvas._pin is None
    assert window.commenting.panel.input.toPlainText() == ""
    window.commenting._pin("这里没有路", "张", "")
    assert planned.document.comments() == []


# -- words that must not be lost, and errors that have words ------------------------------------------


def test_words_that_cannot_be_kept_stay_in_hand(planned: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    window, document = planned.window, planned.document
    panel = window.commenting.panel
    window.commenting.new_comment()
    window.commenting._place(*window.map.canvas.view.center)
    panel.author.setText("张")
    panel.county.setCurrentIndex(1)
    panel.input.setPlainText("这里没有路")

    def fail(*_given: object, **_named: object) -> None:
        raise full_disk(document.path)

    with monkeypatch.context() as broken:
        broken.setattr(document, "add_comment", fail)
        panel.keep_button.click()
    assert panel.input.toPlainText() == "这里没有路" and window.map.canvas._pin is not None
    panel.keep_button.click()
    (kept,) = document.comments()
    assert kept.text == "这里没有路" and panel.input.toPlainText() == ""

    panel.choose(kept.uid)
    panel.input.setPlainText("明年修")
    with monkeypatch.context() as broken:
        broken.setattr(document, "reply_to", fail)
        panel.keep_button.click()
    assert panel.input.toPlainText() == "明年修"


def test_a_full_disk_is_told_and_is_no_crash(planned: Application, monkeypatch: pytest.MonkeyPatch, qtbot) -> None:
    end = install_crash_handler(planned)
    window, path = planned.window, planned.document.path

    def fail(*_given: object) -> None:
        raise full_disk(path)

    monkeypatch.setattr(planned.document, "set_facts", fail)
    try:
        with qtbot.waitSignal(window.crashes._heard):
            QTimer.singleShot(0, lambda: planned.document.set_facts("新名", date(2026, 5, 1)))
        qtbot.waitUntil(lambda: window.keeping.is_in_trouble)
        assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, CrashDialog) and one.isVisible()]
    finally:
        end()


def test_why_a_signed_area_stays_is_said_and_is_no_crash(
    planned: Application, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    window, document = planned.window, planned.document
    uid = document.add_patrol_area(shapely.box(116.49, 40.64, 116.51, 40.66), "西区")
    signer = Person("李明", WEST, "怀柔区", "局长")
    document.sign(Thing(ThingKind.PATROL_AREA, uid, "西区"), [signer], "2026-05-01", "")
    told: list[BaseException] = []
    monkeypatch.setattr(window, "show_error", told.append)
    end = install_crash_handler(planned)
    try:
        window.right.show_page("patrol")
        window.patrol.choose(uid)
        # As from a click: what is raised in a slot goes to the hook of the program.
        QTimer.singleShot(0, lambda: document.remove_patrol_areas([uid]))
        qtbot.waitUntil(lambda: bool(told))
        assert isinstance(told[0], VersionFrozen) and document.patrol_name(uid) == "西区"
        assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, CrashDialog) and one.isVisible()]
    finally:
        end()


@pytest.mark.parametrize("action", ["save_copy", "go_on"])
def test_a_plan_is_not_copied_onto_itself(
    planned: Application, monkeypatch: pytest.MonkeyPatch, qtbot, action: str
) -> None:
    window, path = planned.window, planned.document.path
    told: list[BaseException] = []
    monkeypatch.setattr(window, "show_error", told.append)
    window.plans.saver.failed.connect(told.append)
    monkeypatch.setattr(window.plans, "ask_path", lambda _title: path)
    window.plans.save_copy() if action == "save_copy" else window.keeping.go_on_in_copy()
    qtbot.waitUntil(lambda: not planned.jobs.active)
    assert told == [] and path.name in window.toast.text
    assert planned.document.path == path and planned.document.info().title == "测试规划"


def test_the_day_of_a_utc_time_is_that_of_the_clock_here(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        assert ages.local_day("2026-05-01T23:30:00+00:00") == "2026-05-02"
        assert ages.local_day("2026-05-01T03:30:00+00:00") == "2026-05-01"
        assert ages.local_moment("2026-05-01T23:30:00+00:00") == "2026-05-02 07:30"
        assert ages.local_day("—") == "—" and ages.local_day("0001-01-01T00:00:00+14:00")
    finally:
        monkeypatch.undo()
        time.tzset()


# -- what is said and how files are called ------------------------------------------------------------


def test_a_drill_that_could_not_be_registered_is_not_said_to_be(
    planned: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, document = planned.window, planned.document
    window.exercising.new_exercise()

    def fail(*_given: object) -> None:
        raise full_disk(document.path)

    with monkeypatch.context() as broken:
        broken.setattr(document, "register_exercise", fail)
        window.toast.hide()
        window.exercising._register()
        assert "演练" not in window.toast.text
        broken.setattr(document, "put_exercise", fail)
        (exercise,) = document.exercises()
        window.exercising.panel.show_step("setup")
        window.exercising._keep(replace(exercise, remark="早上"))
        assert window.exercising.panel.step == "setup"  # what was typed is still there to be kept
    window.exercising._register()
    assert "演练" in window.toast.text


@pytest.mark.parametrize("save", ["_save_gpx", "_save_cards"])
def test_a_title_with_a_slash_is_no_folder(planned: Application, monkeypatch: pytest.MonkeyPatch, save: str) -> None:
    window, document = planned.window, planned.document
    document.set_facts("怀柔/丰宁", date(2026, 5, 1))
    proposed: list[Path] = []
    monkeypatch.setattr("app.control.patrols.ask_target", lambda _w, _t, path, *_kinds, **_more: proposed.append(path))
    monkeypatch.setattr(type(window.patrolling.card), "found", "found")
    getattr(window.patrolling, save)()
    (path,) = proposed
    assert path.parent == window.plans.folder() and path.name.startswith("怀柔_丰宁")


def test_a_notice_whose_number_has_a_slash_is_a_file(planned: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    control = planned.window.spilling
    control._ran = SimpleNamespace(spill=SimpleNamespace(settings=SimpleNamespace(notify_margin_min=30.0)))  # type: ignore[assignment]
    proposed: list[Path] = []
    monkeypatch.setattr("app.control.rivers.ask_target", lambda _w, _t, path, _kinds: proposed.append(path))
    monkeypatch.setattr("app.dialogs.ask.run", lambda dialog: dialog.number.setText("2026/15") or True)
    control._write_notice()
    (path,) = proposed
    assert path.parent == planned.window.plans.folder() and "2026_15" in path.name


def test_a_fire_worked_out_again_for_a_map_that_is_gone_says_nothing(
    planned: Application, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    redoing, card = planned.window.redoing, planned.window.fire.card

    def fail(*_given: object, progress: object) -> None:
        raise ValueError("no land")

    monkeypatch.setattr("app.control.redoing._fire_again", fail)
    monkeypatch.setattr(Job, "cancel", lambda _job: None)  # it was too late for that
    held = Held(planned, qtbot)
    redoing._shown[Ran] = "a fire"
    redoing._redo(Ran)
    row = redoing.rows[Ran]
    redoing._forget()
    shiboken6.delete(row)  # as its card goes with the map of another language
    held.let_go()  # pytest-qt fails this when a slot of what is gone raises
    assert not card.isVisible()
    del redoing.rows[Ran]


def test_when_something_was_recorded_is_said_by_the_clock_here(
    planned: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    document = planned.document
    place = shapely.Point(116.45, 40.65)
    layer, uid = document.record_feature(RecordKind.DEPOT, place, {"name": "库"})
    row = document.record_row(layer, uid)
    assert row is not None
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        assert ages.local_moment(row.recorded_at) in [text for _label, text in attributes.facts(document, layer, uid)]
        assert ages.local_moment(row.recorded_at) != row.recorded_at[:16].replace("T", " ")
    finally:
        monkeypatch.undo()
        time.tzset()
