"""Earlier versions as a planner meets them: kept by themselves, found again on the start page."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import shapely
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from app import ages, i18n, thumbnails
from app.dialogs import backups as dialogs
from app.dialogs.backups import EarlierVersionsDialog
from app.dialogs.settings import SettingsDialog
from app.settings import RECENT_LIMIT, backups_dir
from app.tasks import backing_up
from layers.errors import BackupFailed
from layers.plan import PlanStore, backups
from tests.app.conftest import drawn, fill

AREA = shapely.box(116.45, 40.62, 116.55, 40.68)


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    monkeypatch.setattr(backing_up, "AFTER_OPENING_S", 0.02)
    monkeypatch.setattr(backing_up, "EVERY_S", 0.05)
    monkeypatch.setattr(backing_up, "AGAIN_S", 0.02)
    monkeypatch.setattr(backing_up, "DRAWN_S", 0.02)


def kept() -> list[backups.Backup]:
    return backups.all_backups(backups_dir())


def wait_for(qtbot, count: int) -> list[backups.Backup]:
    qtbot.waitUntil(lambda: len(kept()) >= count, timeout=5000)
    return kept()


def begin(program, path: Path) -> None:
    program.document.create(path, title="测试规划", reference_date=date(2026, 5, 1))
    program.document.on_writer(lambda: fill(program.document.store))
    program.document._take_news()


def contents(path: Path) -> dict[str, object]:
    """All that a plan says, and its history."""
    with PlanStore.open(path, read_only=True) as store:
        return {
            "info": store.info(),
            "layers": store.layers(),
            "frames": [store.frame(layer.uid).to_json() for layer in store.layers()],
            "areas": store.patrol_areas().to_json(),
            "history": store.history(),
        }


def with_dialog(monkeypatch, act) -> list[EarlierVersionsDialog]:
    """Do something in the dialog as soon as it is shown; it answers as it was told."""
    shown: list[EarlierVersionsDialog] = []

    def run(dialog) -> bool:
        shown.append(dialog)
        dialog.show()
        act(dialog)
        accepted = dialog.result() == dialog.DialogCode.Accepted
        dialog.close()
        return bool(accepted)

    monkeypatch.setattr("app.control.backups.run", run)
    return shown


def test_a_lost_plan_is_restored_from_the_start_page(program, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "优盘" / "怀柔–丰宁.lianfang.gpkg"
    path.parent.mkdir()
    begin(program, path)
    wait_for(qtbot, 1)
    program.document.add_patrol_area(AREA, "一区")
    qtbot.waitUntil(lambda: kept()[0].changes == 2, timeout=5000)
    before = contents(path)
    program.document.close()
    path.unlink()
    program.window.start.refresh()
    (row,) = program.window.start.recent.rows
    assert row.open_button.isEnabled() and "缺失" not in row.open_button.accessibleName()

    shown = with_dialog(monkeypatch, lambda dialog: qtbot.mouseClick(dialog.restore, Qt.MouseButton.LeftButton))
    monkeypatch.setattr(
        "PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda _parent, _title, name, *_more, **_options: (name, "")
    )
    qtbot.mouseClick(row.open_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.document.is_open, timeout=5000)
    assert shown[0].list.model().rowCount() == len([one for one in kept() if one.plan_path == path])

    restored = program.document.path
    assert restored.parent == path.parent and restored.name.startswith("怀柔–丰宁 (20")
    program.document.close()
    after = contents(restored)
    assert after == before
    program.document.open(restored)
    program.window.actions_["undo"].trigger()
    assert program.document.patrol_areas().empty
    assert program.settings.recent_plans()[0] == restored


def test_nothing_is_kept_of_what_nobody_changed_or_nobody_saved(program, qtbot, tmp_path):
    program.document.create(None, title="无名", reference_date=date(2026, 5, 1))
    program.document.on_writer(lambda: fill(program.document.store))
    qtbot.wait(150)
    assert kept() == []
    program.document.save_as(tmp_path / "有名.lianfang.gpkg")
    (first,) = wait_for(qtbot, 1)
    assert first.reason == "opened" and first.plan_path == tmp_path / "有名.lianfang.gpkg"
    program.window.map.zoom_full()
    program.window.remember_view()
    qtbot.wait(150)
    assert kept() == [first]


def test_a_version_is_kept_after_closing_when_something_was_done(program, qtbot, tmp_path, monkeypatch):
    begin(program, tmp_path / "a.lianfang.gpkg")
    wait_for(qtbot, 1)
    monkeypatch.setattr(backing_up, "EVERY_S", 600.0)
    qtbot.wait(100)
    program.document.add_patrol_area(AREA, "一区")
    program.document.close()
    assert program.window.pages.currentWidget() is program.window.start
    newest = wait_for(qtbot, 2)[0]
    assert newest.reason == "closed" and newest.last_change["facts"] == {"name": "一区"}
    with qtbot.waitSignal(program.window.backups.kept, timeout=3000):
        pass
    assert program.window.start.recent.rows[0].versions_button.isVisible()
    assert list((tmp_path).glob("a.lianfang.gpkg*")) == [tmp_path / "a.lianfang.gpkg"]
    program.document.open(tmp_path / "a.lianfang.gpkg")
    program.document.close()
    qtbot.wait(100)
    assert len(kept()) == 2


QUITTING = """
import sys
from datetime import date
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import shapely
from app.application import Application
from app.tasks import backing_up
from layers.plan import backups
from tests.app.conftest import fill

slow = backups.make
def make(*arguments, **options):
    import time
    time.sleep(0.6)
    return slow(*arguments, **options)
backups.make = make
qt = QApplication([])
program = Application(qt)
program.window.show()
program.document.create(Path(sys.argv[1]), title="a", reference_date=date(2026, 5, 1))
program.document.on_writer(lambda: fill(program.document.store))
QTimer.singleShot(200, program.window.close)
import time
qt.exec()
before = time.perf_counter()
program.shut_down()
print(f"{time.perf_counter() - before:.3f}", program.window.isVisible())
"""


def test_quitting_does_not_wait_for_the_last_version_and_keeps_it(tmp_path):
    plan = tmp_path / "a.lianfang.gpkg"
    run = subprocess.run(
        [sys.executable, "-c", QUITTING, str(plan)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    seconds, is_visible = run.stdout.split()
    assert float(seconds) < 0.5 and is_visible == "False"
    (version,) = kept()
    assert version.reason == "closed" and version.plan_path == plan and not version.is_damaged
    assert "Traceback" not in run.stderr


def test_work_that_needs_the_machine_goes_first(program, qtbot, tmp_path):
    begin(program, tmp_path / "a.lianfang.gpkg")
    wait_for(qtbot, 1)
    program.document.add_patrol_area(AREA, "一区")
    with qtbot.waitSignal(program.window.analysis.finished, timeout=30_000):
        program.window.actions_["analyse"].trigger()
    assert len(kept()) == 1
    qtbot.waitUntil(lambda: kept()[0].last_change["code"] == "analysed", timeout=5000)


def test_without_versions_there_is_nothing_to_press_but_close(program, qtbot):
    dialog = EarlierVersionsDialog(list, program.window, forget=lambda _version: None, is_keeping=False)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not any(one.isVisible() for one in (dialog.delete, dialog.look, dialog.restore))
    warnings = [one.text() for one in dialog.findChildren(QLabel) if one.property("kind") == "warning"]
    said = QCoreApplication.translate(
        "EarlierVersionsDialog", "No versions are kept at present: that is switched off in the settings."
    )
    assert warnings == [said], "nothing is promised that is switched off"


def test_keeping_can_be_switched_off(program, qtbot, tmp_path):
    program.settings.set("backups", "no")
    begin(program, tmp_path / "a.lianfang.gpkg")
    qtbot.wait(150)
    program.document.close()
    qtbot.wait(100)
    assert kept() == []


def test_a_failure_is_said_once_and_work_goes_on(program, qtbot, tmp_path, monkeypatch):
    def fail(*_args, **_options):
        raise BackupFailed(path=str(backups_dir()), reason="the disk is full", reason_code="disk_full")

    monkeypatch.setattr("layers.plan.backups.make", fail)
    told: list[BaseException] = []
    program.window.backups.failed.connect(told.append)
    begin(program, tmp_path / "a.lianfang.gpkg")
    qtbot.waitUntil(lambda: len(told) == 1, timeout=5000)
    assert program.window.toast.isVisible() and str(backups_dir()) in program.window.toast.text
    program.document.add_patrol_area(AREA, "一区")
    qtbot.wait(200)
    assert len(told) == 1 and len(program.document.patrol_areas()) == 1
    monkeypatch.undo()


def test_a_version_is_opened_for_a_look_only(program, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "a.lianfang.gpkg"
    begin(program, path)
    (version,) = wait_for(qtbot, 1)
    program.document.add_patrol_area(AREA, "一区")
    size = version.path.stat().st_size, version.path.stat().st_mtime_ns
    program.window.versions.look(version)
    assert program.document.is_read_only and program.document.patrol_areas().empty
    assert ages.moment(version.when) in program.window.notice.text
    assert ages.moment(version.when) in program.window.windowTitle()
    program.window.notice.buttons[-1].click()
    assert program.document.path == path and not program.document.is_read_only, "back where the look began"
    program.document.close()
    program.window.versions.look(version)
    program.window.notice.buttons[-1].click()
    assert not program.document.is_open
    qtbot.wait(100)
    assert "(" not in program.window.windowTitle()
    assert (version.path.stat().st_size, version.path.stat().st_mtime_ns) == size
    assert program.settings.recent_plans() == [path], "a version is not a plan of its own"
    assert {one.suffix for one in version.path.parent.iterdir()} <= {".gpkg", ".json", ".png"}


def test_deleting_asks_and_takes_one_version(program, qtbot, tmp_path, monkeypatch):
    begin(program, tmp_path / "a.lianfang.gpkg")
    wait_for(qtbot, 1)
    program.document.add_patrol_area(AREA, "一区")
    wait_for(qtbot, 2)
    program.document.close()
    answers = iter([False, True])
    monkeypatch.setattr(dialogs, "ask_delete", lambda _parent, _version: next(answers))

    def act(dialog) -> None:
        rows = dialog.list.model().rowCount()
        dialog.list.setFocus()
        qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
        qtbot.mouseClick(dialog.delete, Qt.MouseButton.LeftButton)
        assert dialog.list.model().rowCount() == rows - 1

    (before, *_rest) = kept()
    with_dialog(monkeypatch, act)
    program.window.actions_["earlier_versions"].trigger()
    assert before not in kept()


def test_a_damaged_version_is_shown_but_cannot_be_opened(program, qtbot, tmp_path, monkeypatch):
    begin(program, tmp_path / "a.lianfang.gpkg")
    (version,) = wait_for(qtbot, 1)
    program.document.close()
    version.path.write_bytes(b"x")
    shown = with_dialog(monkeypatch, lambda _dialog: None)
    program.window.versions.earlier_versions()
    (dialog,) = shown
    assert not dialog.restore.isEnabled() and not dialog.look.isEnabled() and dialog.delete.isEnabled()


def test_an_untitled_plan_a_crash_left_is_listed(program, qtbot, tmp_path, monkeypatch):
    left = PlanStore.temporary(title="无名", reference_date=date(2026, 5, 1), directory=tmp_path / "untitled")
    fill(left)
    left.close()
    shown = with_dialog(monkeypatch, lambda dialog: qtbot.mouseClick(dialog.restore, Qt.MouseButton.LeftButton))
    target = tmp_path / "救回.lianfang.gpkg"
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_a, **_o: (str(target), ""))
    qtbot.mouseClick(program.window.start.versions, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.document.is_open, timeout=5000)
    assert program.document.path == target and len(program.document.layers()) == 3
    assert len(shown) == 1


def test_each_version_has_the_picture_of_its_map(planned, qtbot, monkeypatch):
    monkeypatch.setattr(backing_up, "MOST_WAITS", 400)
    qtbot.waitUntil(lambda: drawn(planned.window.map.canvas), timeout=10_000)
    planned.document.add_patrol_area(AREA, "一区")
    qtbot.waitUntil(lambda: any(one.changes == 3 for one in kept()), timeout=5000)
    picture = QPixmap(str(kept()[0].thumbnail))
    assert picture.size() == thumbnails.SIZE_PX
    colours = {picture.toImage().pixelColor(x, y).name() for x in range(0, 192, 8) for y in range(0, 120, 8)}
    assert len(colours) > 3


@pytest.mark.parametrize(
    ("back", "text"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=5), "5 min ago"),
        (timedelta(hours=2, minutes=50), "2 h ago"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(days=20), "2 weeks ago"),
        (timedelta(days=80), "2 months ago"),
        (timedelta(hours=-3), ""),
    ],
)
def test_ages_are_said_in_the_largest_unit_that_says_enough(qapp, back, text):
    i18n.install(qapp, "en")
    now = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
    assert ages.ago(now - back, now) == text


def test_a_plan_is_listed_once_and_pictures_go_with_the_list(program, tmp_path, monkeypatch):
    plans = [tmp_path / f"{number}.lianfang.gpkg" for number in range(RECENT_LIMIT + 1)]
    for plan in plans:
        program.settings.add_recent(plan)
        thumbnails.store(plan, QPixmap(300, 200))
    monkeypatch.chdir(tmp_path)
    program.settings.add_recent(Path("x") / ".." / plans[3].name)
    assert program.settings.recent_plans()[0] == plans[3]
    assert len(set(program.settings.recent_plans())) == RECENT_LIMIT
    program.window.start.refresh()
    assert thumbnails.load(plans[0]).isNull(), "it fell off the list"
    assert not any(thumbnails.load(plan).isNull() for plan in program.settings.recent_plans())


def test_the_settings_say_what_the_versions_take_and_where_they_are(program, qtbot, tmp_path, monkeypatch):
    dialog = SettingsDialog(program.settings, program.window)
    assert not dialog.open_folder.isEnabled()
    begin(program, tmp_path / "a.lianfang.gpkg")
    (version,) = wait_for(qtbot, 1)
    opened: list[str] = []
    monkeypatch.setattr("app.dialogs.settings.QDesktopServices.openUrl", lambda url: opened.append(url.toLocalFile()))
    dialog = SettingsDialog(program.settings, program.window)
    assert ages.file_size(version.size_bytes) in dialog.room.text()
    qtbot.mouseClick(dialog.open_folder, Qt.MouseButton.LeftButton)
    assert opened == [str(backups_dir())]
    dialog.boxes["backups"].setCurrentIndex(1)
    assert dialog.values["backups"] == "no"


def test_the_name_that_is_suggested_is_free_and_fits(program, qtbot, tmp_path):
    path = tmp_path / f"{'联' * 70}.lianfang.gpkg"
    begin(program, path)
    (version,) = wait_for(qtbot, 1)
    first = program.window.versions.suggested(version)
    assert first.parent == tmp_path and len(first.name.encode()) <= 255
    first.touch()
    second = program.window.versions.suggested(version)
    assert second != first and " 2)" in second.name
    assert backups.restore(version, second) == second
