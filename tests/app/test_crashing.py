"""What nobody foresaw: one window that says the plan is safe, where the report is, and lets one go on."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from app import cli, crash_reports, logs, unforeseen
from app.application import Application, install_crash_handler
from app.canvas import worker
from app.dialogs.crash import CrashDialog
from app.jobs import Job
from tests.app.conftest import drawn, fill

ROOT = Path(__file__).resolve().parents[2]
SECRET = "张三 13800138000"


def fail(*_args: object, **_named: object) -> None:
    raise ZeroDivisionError(f"{SECRET} in {Path.home()}/联防.gpkg")


@pytest.fixture
def opened(program: Application, tmp_path: Path) -> Application:
    """The window with a small plan."""
    document = program.document
    document.create(tmp_path / "测试.lianfang.gpkg", title="测试规划", reference_date=date(2026, 5, 1))
    document.on_writer(lambda: fill(document.store))
    return program


@pytest.fixture
def crashing(opened: Application) -> Iterator[Application]:
    """The same, with the hooks the program has."""
    end = install_crash_handler(opened)
    yield opened
    end()


def dialogs() -> list[CrashDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, CrashDialog) and one.isVisible()]


def the_dialog(qtbot) -> CrashDialog:
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    return dialogs()[0]


def reports() -> list[Path]:
    return sorted(crash_reports.reports_dir().glob("report-*.txt"))


def press(qtbot, widget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_an_error_in_a_slot_is_told_once_and_the_work_goes_on(crashing: Application, qtbot) -> None:
    window, document = crashing.window, crashing.document
    QTimer.singleShot(0, fail)
    dialog = the_dialog(qtbot)
    assert dialog.windowModality() is not Qt.WindowModality.ApplicationModal
    assert "意外" in dialog.text and document.path.name in dialog.text and "已保存" in dialog.text
    (report,) = reports()
    assert str(report) in dialog.text
    said = report.read_text(encoding="utf-8")
    assert "tests/app/test_crashing.py" in said and "in fail" in said and "ZeroDivisionError" in said
    assert "PySide6:" in said and "program: lianfang" in said
    for personal in ("张三", "13800138000", str(Path.home()), "测试", document.path.name):
        assert personal not in said

    press(qtbot, dialog.copy)
    assert QGuiApplication.clipboard().text() == said
    assert dialog.details.isHidden()
    press(qtbot, dialog.show_details)
    assert dialog.details.isVisible() and "in fail" in dialog.details.toPlainText()

    # A second one while it is open is a line in it; the same one right after it is nothing.
    with qtbot.waitSignal(window.crashes._heard):
        QTimer.singleShot(0, lambda: [].index(1))
    qtbot.waitUntil(lambda: dialog.more.isVisible())
    assert "1" in dialog.more.text() and len(dialogs()) == 1
    press(qtbot, dialog.go_on)
    assert dialogs() == []
    with qtbot.waitSignal(window.crashes._heard):
        QTimer.singleShot(0, fail)
    qtbot.wait(20)
    assert dialogs() == [] and len(reports()) == 1

    # The window works: draw with the mouse, take it back by key.
    qtbot.waitUntil(lambda: drawn(window.map.canvas))
    window.actions_["draw_patrol"].trigger()
    canvas = window.map.canvas
    middle = QPoint(canvas.width() // 2, canvas.height() // 2)
    for dx, dy in ((-60, -60), (60, -60), (60, 60)):
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=middle + QPoint(dx, dy))
    qtbot.mouseClick(canvas, Qt.MouseButton.RightButton, pos=middle)
    assert len(document.patrol_areas()) == 1


def test_an_earlier_version_is_made(crashing: Application, qtbot) -> None:
    with qtbot.waitSignal(crashing.window.backups.kept):
        QTimer.singleShot(0, fail)
    press(qtbot, the_dialog(qtbot).go_on)


def test_what_is_half_drawn_is_in_the_plan_before_anything_is_said(crashing: Application, qtbot) -> None:
    window, canvas = crashing.window, crashing.window.map.canvas
    qtbot.waitUntil(lambda: drawn(canvas))
    window.actions_["draw_patrol"].trigger()
    for at in (QPoint(200, 200), QPoint(300, 200)):
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at)
    window.sketches._soon.stop()  # it would come by itself a moment later
    QTimer.singleShot(0, fail)
    dialog = the_dialog(qtbot)
    assert crashing.document.kept_sketch()["active"] == "draw_patrol"
    press(qtbot, dialog.go_on)


def test_an_error_while_the_window_closes_leaves_a_report(crashing: Application, qtbot) -> None:
    crashing.window.hide()
    QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: len(reports()) == 1)
    assert dialogs() == []


def test_a_job_that_fails_is_told_once_and_one_that_says_why_is_not(crashing: Application, qtbot) -> None:
    told: list[object] = []
    crashing.window.crashes._heard.connect(lambda *news: told.append(news))
    job = Job(fail, title="测试")
    job.failed.connect(crashing.window.show_error)
    with qtbot.waitSignal(job.failed):
        crashing.jobs.start(job)
    dialog = the_dialog(qtbot)
    assert len(told) == 1 and dialog.more.isHidden()
    assert "the job fail" in dialog.crash.text
    press(qtbot, dialog.go_on)

    def refused(progress: object) -> None:
        raise FileNotFoundError(2, "gone", "x.gpkg")

    assert not unforeseen.is_unforeseen(FileNotFoundError())
    job = Job(refused, title="测试")
    with qtbot.waitSignal(job.failed):
        crashing.jobs.start(job)
    qtbot.wait(20)
    assert len(told) == 1 and dialogs() == []


def test_a_thread_that_fails_is_told(crashing: Application, qtbot) -> None:
    threading.Thread(target=fail, name="somebody").start()
    dialog = the_dialog(qtbot)
    assert "the thread somebody" in dialog.crash.text
    press(qtbot, dialog.go_on)


def test_a_map_that_cannot_be_drawn_is_told_once_though_each_picture_fails(
    crashing: Application, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def broken(*_args: object, **_named: object) -> None:
        tries.append(1)
        fail()

    before = worker.placed_names
    monkeypatch.setattr(worker, "placed_names", broken)
    canvas = crashing.window.map.canvas
    for _ in range(3):
        seen = len(tries)
        canvas.request_picture()
        qtbot.waitUntil(lambda seen=seen: len(tries) > seen)
    dialog = the_dialog(qtbot)
    assert "drawing the map" in dialog.crash.text
    press(qtbot, dialog.go_on)
    seen = len(tries)
    canvas.request_picture()
    qtbot.waitUntil(lambda: len(tries) > seen)
    qtbot.wait(20)
    assert dialogs() == []
    monkeypatch.setattr(worker, "placed_names", before)
    canvas.request_picture()
    qtbot.waitUntil(lambda: drawn(canvas))


def test_over_a_modal_dialog_it_can_be_reached(crashing: Application, qtbot) -> None:
    other = QDialog(crashing.window)
    other.setModal(True)
    other.show()
    QTimer.singleShot(0, fail)
    dialog = the_dialog(qtbot)
    assert dialog.parent() is other
    press(qtbot, dialog.go_on)
    other.close()
    other.deleteLater()


def test_a_plan_that_does_not_answer_is_told_and_a_copy_offered(
    crashing: Application, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crashing.document.store, "view_state", fail)
    asked: list[bool] = []
    monkeypatch.setattr(crashing.window.plans, "save_copy", lambda: asked.append(True))
    QTimer.singleShot(0, lambda: [].index(2))
    dialog = the_dialog(qtbot)
    assert dialog.crash.plan_state == "unsaved" and "没能写入" in dialog.text
    press(qtbot, dialog.save_copy)
    assert asked == [True]
    press(qtbot, dialog.go_on)


def test_what_fails_in_telling_comes_to_an_end(crashing: Application, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crashing.window.crashes, "_secured", fail)
    with qtbot.waitSignal(crashing.window.crashes._heard):
        QTimer.singleShot(0, fail)
    qtbot.wait(20)
    assert dialogs() == []


def test_the_program_can_be_closed_from_there(crashing: Application, qtbot) -> None:
    QTimer.singleShot(0, fail)
    press(qtbot, the_dialog(qtbot).close_program)
    qtbot.waitUntil(lambda: not crashing.window.isVisible())


NATIVE = """
import faulthandler, pathlib, sys
from app import crash_reports
running = crash_reports.Running()
running.set_plan(pathlib.Path(sys.argv[1]))
def in_native_code():
    {end}
in_native_code()
"""


def another_run(plan: Path, end: str) -> int:
    code = NATIVE.format(end=end)
    done = subprocess.run(
        [sys.executable, "-c", code, str(plan)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    return done.returncode


def test_after_a_crash_of_native_code_the_next_start_says_so_and_opens_the_plan(opened: Application, qtbot) -> None:
    window, document = opened.window, opened.document
    plan = document.path
    document.close()
    assert not window.crashes.tell_fallen()
    assert another_run(plan, "faulthandler._sigsegv()") != 0
    assert len(list(crash_reports.reports_dir().glob("running-*"))) == 2
    assert window.crashes.tell_fallen()
    dialog = the_dialog(qtbot)
    assert plan.name in dialog.text
    (report,) = reports()
    said = report.read_text(encoding="utf-8")
    assert "Segmentation fault" in said and "in_native_code" in said and "测试" not in said
    assert list(crash_reports.reports_dir().glob("running-*")) == []
    press(qtbot, dialog.open_plan)
    qtbot.waitUntil(lambda: document.is_open)
    assert document.path == plan
    assert not window.crashes.tell_fallen()


def test_an_orderly_end_and_a_kill_leave_nothing_to_say(tmp_path: Path) -> None:
    assert another_run(tmp_path, "running.end()") == 0
    assert list(crash_reports.reports_dir().glob("running-*")) == []
    another_run(tmp_path, "import os, signal; os.kill(os.getpid(), signal.SIGTERM)")
    assert crash_reports.fallen() is None
    assert list(crash_reports.reports_dir().glob("running-*")) == []


def test_the_mark_of_a_program_that_still_runs_stays(tmp_path: Path) -> None:
    folder = crash_reports.reports_dir()
    folder.mkdir(parents=True)
    mark = folder / f"running-{os.getppid()}.txt"
    mark.write_text("Fatal Python error: Segmentation fault")
    assert crash_reports.fallen() is None and mark.exists()


def test_only_the_newest_reports_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crash_reports, "KEPT", 3)
    written = [crash_reports.write(f"report {number}") for number in range(5)]
    assert len(set(written)) == 5 and len(reports()) == 3


def test_a_command_leaves_a_report_and_says_where(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli._guarded(fail, argparse.Namespace(command="info")) == 1
    (report,) = reports()
    said = capsys.readouterr().err
    assert str(report) in said and "ZeroDivisionError" in said and "Traceback" not in said
    text = report.read_text(encoding="utf-8")
    assert "the command info" in text and "in fail" in text and "13800138000" not in text
    log = (logs.log_dir() / logs.COMMANDS).read_text(encoding="utf-8")
    assert "unforeseen, in the command info" in log and "13800138000" not in log
