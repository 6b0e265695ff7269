"""Save as, pack for a colleague, open a package: as a planner does it, with the window alive meanwhile."""

from __future__ import annotations

import shutil
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLabel, QPushButton

from app import findings, messages, thumbnails
from app.application import Application
from app.dialogs.unpacking import UnpackDialog, proposed_folder
from layers import errors
from layers.plan import PlanStore, package
from layers.plan.content_hash import content_hash
from layers.sample import build_sample_plan
from tests.app.test_main_path import drop, when_dialog

AREA = shapely.box(116.46, 40.64, 116.54, 40.66)


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path | str], None]:
    """Answer the next file dialogs."""

    def answer(path: Path | str) -> None:
        for ask in ("getSaveFileName", "getOpenFileName"):
            monkeypatch.setattr(QFileDialog, ask, lambda *_arguments: (str(path), ""))

    return answer


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample plan with its terrain, and its package."""
    folder = tmp_path_factory.mktemp("neighbour") / "邻县"
    folder.mkdir()
    path = folder / "样例.lianfang.gpkg"
    build_sample_plan(path, date(2026, 11, 21)).close()
    package.pack(path, folder.parent / "p")
    return folder


@pytest.fixture
def sample(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "far" / "邻县") / "样例.lianfang.gpkg"


@pytest.fixture
def packed(made: Path, tmp_path: Path) -> Path:
    """A package as the neighbour sends it."""
    return shutil.copyfile(made.parent / "p.联防包", tmp_path / "收到的.联防包")


def accept(dialog) -> None:
    dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).click()


def reject(dialog) -> None:
    dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel).click()


# --- save as ----------------------------------------------------------------------------------------


def test_save_as_goes_on_elsewhere_with_its_history(planned: Application, tmp_path: Path, choose, qtbot) -> None:
    window, document = planned.window, planned.document
    old, target = document.path, tmp_path / "另一处" / "规划 二.lianfang.gpkg"
    target.parent.mkdir()
    document.add_patrol_area(AREA, "一号")
    choose(target.parent / "规划 二")  # without the ending
    window.actions_["save_as"].trigger()
    assert document.path == target
    assert target.name in window.toast.text
    assert str(target) in window.status.saved.toolTip()
    assert planned.settings.recent_plans()[:2] == [target, old]
    assert not thumbnails.load(target).isNull()

    document.undo_stack.undo()  # what was done in the other file
    assert len(document.patrol_areas()) == 0
    document.undo_stack.redo()
    document.add_patrol_area(AREA, "二号")
    with PlanStore.open(old) as left:  # free for others, and as it was
        assert not left.read_only
        assert list(left.patrol_areas()["name"]) == ["一号"]
    with PlanStore.open(target, read_only=True) as gone_on:
        assert list(gone_on.patrol_areas()["name"]) == ["一号", "二号"]


def test_an_untitled_plan_gets_a_place_and_leaves_no_trace(program: Application, tmp_path: Path, choose) -> None:
    window, document = program.window, program.document
    document.create(None, title="未命名", reference_date=date(2026, 5, 1))
    document.set_title("有了名字")
    old = document.path
    program.settings.add_recent(old)
    choose(tmp_path / "有名.lianfang.gpkg")
    window.actions_["save"].trigger()
    assert document.path == tmp_path / "有名.lianfang.gpkg"
    assert not document.is_untitled and not old.exists()
    assert old not in program.settings.recent_plans()


def test_saving_as_itself_says_that_all_is_saved(planned: Application, choose) -> None:
    before = planned.document.path
    choose(before)
    planned.window.actions_["save_as"].trigger()
    assert planned.document.path == before
    assert before.name in planned.window.toast.text


def test_a_target_open_elsewhere_is_refused_and_nothing_changes(
    planned: Application, tmp_path: Path, choose, monkeypatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("app.dialogs.ask.show_message", lambda _parent, message: said.append(message.sentence))
    target = tmp_path / "开着.lianfang.gpkg"
    before = planned.document.path
    with PlanStore.create(target, title="别人的", reference_date=date(2026, 5, 1)):
        choose(target)
        planned.window.actions_["save_as"].trigger()
    (sentence,) = said
    assert "开着.lianfang.gpkg" in sentence
    assert planned.document.path == before
    with PlanStore.open(target, read_only=True) as other:
        assert other.info().title == "别人的"
    planned.document.add_patrol_area(AREA)


def test_a_name_the_dialog_did_not_ask_about_is_asked_about(planned: Application, tmp_path: Path, choose) -> None:
    taken = tmp_path / "有了.lianfang.gpkg"
    taken.write_text("别人的")
    choose(tmp_path / "有了")
    QTimer.singleShot(100, lambda: QApplication.activeModalWidget().reject())
    before = planned.document.path
    planned.window.actions_["save_as"].trigger()
    assert (planned.document.path, taken.read_text()) == (before, "别人的")


def test_cancelled_it_stays_where_it_was(planned: Application, tmp_path: Path, choose, monkeypatch) -> None:
    from layers.plan import files

    monkeypatch.setattr(files, "_PAGES_A_STEP", 1)
    planned.window.jobs.started.connect(lambda job: job.cancel() if job.title else None)
    before = planned.document.path
    choose(tmp_path / "不要了.lianfang.gpkg")
    planned.window.actions_["save_as"].trigger()
    assert planned.document.path == before
    assert not list(tmp_path.glob("*不要了*")) and not list(tmp_path.glob(".lianfang-*"))


def test_what_is_drawn_while_it_is_copied_goes_along(planned: Application, tmp_path: Path, choose, monkeypatch) -> None:
    """The copy is overtaken once by an edit: it is made again, and nothing is lost."""
    copies: list[Path] = []
    save_copy = PlanStore.save_copy

    def overtaken(store: PlanStore, path: Path, **more: object) -> Path:
        made = save_copy(store, path, **more)
        copies.append(made)
        if len(copies) == 1:
            planned.document.on_writer(lambda: add(planned.document.store))
        return made

    def add(store: PlanStore) -> None:
        with store.change("patrol_area_added", name="半路"):
            store.add_patrol_area("半路", AREA)

    monkeypatch.setattr(PlanStore, "save_copy", overtaken)
    target = tmp_path / "新.lianfang.gpkg"
    choose(target)
    planned.window.actions_["save_as"].trigger()
    assert len(copies) == 2
    assert planned.document.path == target
    with PlanStore.open(target, read_only=True) as store:
        assert list(store.patrol_areas()["name"]) == ["半路"]


def test_a_read_only_plan_can_be_written_after_save_as(program: Application, sample: Path, tmp_path, choose) -> None:
    document = program.document
    with PlanStore.open(sample):
        document.open(sample)
        assert document.is_read_only
        choose(tmp_path / "我的.lianfang.gpkg")
        program.window.actions_["save_as"].trigger()
    assert not document.is_read_only
    document.set_title("我的规划")
    assert program.window.actions_["undo"].isEnabled()


def test_a_copy_is_made_in_the_background(planned: Application, tmp_path: Path, choose, qtbot) -> None:
    target = tmp_path / "副本.lianfang.gpkg"
    before = planned.document.path
    choose(target)
    with qtbot.waitSignal(planned.window.plans.saver.copied):
        planned.window.actions_["save_copy"].trigger()
        planned.document.add_patrol_area(AREA)  # at once
    assert planned.document.path == before
    assert target.name in planned.window.toast.text
    with PlanStore.open(target) as copy:
        assert len(copy.layers()) == len(planned.document.layers())


# --- pack -------------------------------------------------------------------------------------------


def pack(program: Application, qtbot) -> None:
    with qtbot.waitSignal(program.window.packing.task.packed, timeout=20_000):
        program.window.actions_["pack"].trigger()


def test_pack_for_a_colleague(planned: Application, tmp_path: Path, choose, qtbot, monkeypatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("app.control.packing.QDesktopServices.openUrl", lambda url: opened.append(url.toLocalFile()))
    document = planned.document
    document.add_patrol_area(AREA, "一号")
    choose(tmp_path / "给邻县")
    pack(planned, qtbot)
    target = tmp_path / "给邻县.联防包"
    manifest = package.inspect_package(target)
    assert manifest.content_hash == document.on_writer(lambda: content_hash(document.store))
    assert target.name in planned.window.toast.text
    assert "B" in planned.window.toast.text
    planned.window.toast.button.click()
    assert opened == [str(tmp_path)]
    document.add_patrol_area(AREA, "二号")  # goes on as before


def test_a_raster_that_is_gone_is_told(program: Application, sample: Path, tmp_path: Path, choose, qtbot) -> None:
    program.document.open(sample)
    (raster,) = (record for record in program.document.layers() if record.raster_path)
    (sample.parent / raster.raster_path).unlink()
    choose(tmp_path / "缺.联防包")
    pack(program, qtbot)
    assert raster.title in program.window.toast.text
    assert (tmp_path / "缺.联防包").exists()


def test_a_packing_cancelled_leaves_nothing(planned: Application, tmp_path: Path, choose, qtbot) -> None:
    out = tmp_path / "out"
    out.mkdir()
    planned.window.jobs.started.connect(lambda job: job.cancel() if job.title else None)
    choose(out / "p.联防包")
    with qtbot.waitSignal(planned.window.jobs.ended):
        planned.window.actions_["pack"].trigger()
    assert list(out.iterdir()) == []


# --- open a package ------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["drop", "open", "argument", "other name"])
def test_a_package_is_unpacked_and_opened(program: Application, packed: Path, choose, qtbot, way: str) -> None:
    window = program.window
    if way == "other name":
        packed = packed.rename(packed.with_name("附件.zip"))
    shown: list[str] = []

    def look_and_accept(dialog: UnpackDialog) -> None:
        shown.extend(one.text() for one in dialog.findChildren(QLabel))
        accept(dialog)

    when_dialog(UnpackDialog, look_and_accept, qtbot)
    with qtbot.waitSignal(program.document.opened, timeout=20_000):
        if way == "open":
            choose(packed)
            window.actions_["open_plan"].trigger()
        elif way == "argument":
            window.work.receive([packed])
        else:
            drop(window, [packed])
    assert any("示例规划" in text for text in shown)
    assert program.document.path == packed.parent / packed.stem / "样例.lianfang.gpkg"
    assert packed.exists()
    qtbot.waitUntil(lambda: len(window.map.canvas.scene.layers) > 10, timeout=20_000)
    assert not any(layer.problem for layer in window.map.canvas.scene.layers)


def test_declined_nothing_is_written(program: Application, packed: Path, qtbot) -> None:
    before = sorted(packed.parent.iterdir())
    seen = when_dialog(UnpackDialog, reject, qtbot)
    program.window.work.receive([packed])
    qtbot.waitUntil(lambda: bool(seen))
    qtbot.wait(50)
    assert sorted(packed.parent.iterdir()) == before
    assert not program.document.is_open


def test_who_stays_with_an_unsaved_plan_is_told_where_the_other_lies(
    program: Application, packed: Path, qtbot, monkeypatch
) -> None:
    monkeypatch.setattr("app.dialogs.ask.ask_keep", lambda _parent: "stay")
    program.document.create(None, title="未命名", reference_date=date(2026, 5, 1))
    program.document.set_title("有内容")
    when_dialog(UnpackDialog, accept, qtbot)
    with qtbot.waitSignal(program.window.packing.task.unpacked, timeout=20_000):
        program.window.work.receive([packed])
    assert program.document.is_untitled
    assert str(packed.with_suffix("")) in program.window.toast.text


def test_the_folder_can_be_chosen_and_is_checked(program: Application, packed: Path, tmp_path: Path, qtbot) -> None:
    taken = tmp_path / "有东西"
    taken.mkdir()
    (taken / "我的.txt").touch()
    dialog = UnpackDialog(packed, package.inspect_package(packed), program.window)
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert ok.isEnabled() and dialog.chosen == tmp_path / "收到的"
    for text in (str(taken), str(packed), str(packed / "x" / "y"), ""):
        dialog.folder.setText(text)
        assert not ok.isEnabled()
        assert bool(dialog.problem.text()) is bool(text)
    empty = tmp_path / "空"
    empty.mkdir()
    dialog.folder.setText(str(empty))
    assert ok.isEnabled()


def test_the_folder_is_proposed_where_one_may_write(packed: Path, tmp_path: Path, monkeypatch) -> None:
    assert proposed_folder(packed) == tmp_path / "收到的"
    (tmp_path / "收到的").mkdir()
    assert proposed_folder(packed) == tmp_path / "收到的 (2)"
    documents = tmp_path / "文档"
    monkeypatch.setattr("app.dialogs.unpacking.os.access", lambda *_arguments: False)
    monkeypatch.setattr("app.dialogs.unpacking.user_documents_path", lambda: documents)
    assert proposed_folder(packed) == documents / "收到的"


@pytest.mark.parametrize("how", ["cut", "changed", "text"])
def test_a_bad_package_is_told_and_the_open_plan_stays(
    planned: Application, packed: Path, qtbot, monkeypatch, how: str
) -> None:
    said: list[str] = []
    monkeypatch.setattr("app.dialogs.ask.show_message", lambda _parent, message: said.append(message.sentence))
    before = planned.document.path
    if how == "cut":
        packed.write_bytes(packed.read_bytes()[:-500])
    elif how == "text":
        packed.write_text("这不是包")
    else:
        with zipfile.ZipFile(packed) as archive:
            entries = {name: archive.read(name) for name in archive.namelist()}
        with zipfile.ZipFile(packed, "w") as archive:
            for name, content in entries.items():
                archive.writestr(name, content[:-1] + b"?" if name.endswith(".tif") else content)
        when_dialog(UnpackDialog, accept, qtbot)
    planned.window.work.receive([packed])
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert packed.name in said[0]
    assert ("terrain.tif" in said[0]) is (how == "changed")
    assert planned.document.path == before
    assert not packed.with_suffix("").exists()


def test_everything_that_can_be_wrong_has_words() -> None:
    assert set(findings.FAULTS) == set(package.FAULTS)
    for code, text in findings.FAULTS.items():
        assert ("{name}" in text) is ("{name}" in package.FAULTS[code]), code
    for code in ("missing", "unreadable", "not_zip", "no_manifest", "other_archive", "no_room", "disk_full", "folder"):
        assert code in findings.REASONS


def test_a_long_list_of_faults_is_cut_and_names_are_shown_harmlessly(tmp_path: Path) -> None:
    faults = [{"code": "missing", "name": f"rasters/{number}\u202e.tif", "detail": ""} for number in range(8)]
    error = errors.PackageDamaged(path=str(tmp_path / "p.联防包"), reason="", faults=faults)
    sentence = messages.error_message(error).sentence
    assert "rasters/4" in sentence and "rasters/5" not in sentence and "3" in sentence
    assert "\u202e" not in sentence


# --- the window stays alive -----------------------------------------------------------------------------


class Pulse:
    """The longest time the event loop was not served."""

    def __init__(self) -> None:
        self.longest_s = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)

    def __enter__(self) -> Pulse:
        self._last = time.perf_counter()
        self._timer.start(5)
        return self

    def __exit__(self, *_exception: object) -> None:
        self._beat()
        self._timer.stop()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest_s, self._last = max(self.longest_s, now - self._last), now


@pytest.fixture
def large(planned: Application) -> Application:
    """A plan of some 60 MB."""
    document = planned.document

    def fill(store: PlanStore) -> None:
        with store.change("large"):
            store._db.execute("CREATE TABLE layer_ffffffffffff (fid INTEGER PRIMARY KEY, content BLOB)")
            for seed in range(60):
                raw = np.random.default_rng(seed).bytes(1 << 20)
                store._db.execute("INSERT INTO layer_ffffffffffff (content) VALUES (?)", (raw,))

    document.on_writer(lambda: fill(document.store))
    monkeypatched = PlanStore._drop_unused_tables
    PlanStore._drop_unused_tables = lambda self, db: None  # type: ignore[method-assign]
    yield planned
    PlanStore._drop_unused_tables = monkeypatched  # type: ignore[method-assign]


@pytest.mark.parametrize("action", ["save_as", "save_copy", "pack"])
def test_a_large_plan_does_not_stop_the_window(large: Application, tmp_path: Path, choose, qtbot, action: str) -> None:
    window = large.window
    target = tmp_path / ("groß.联防包" if action == "pack" else "groß.lianfang.gpkg")
    choose(target)
    qtbot.wait(300)
    ended: list[object] = []
    window.jobs.ended.connect(lambda job: ended.append(job) if job.title else None)
    started = time.perf_counter()
    with Pulse() as pulse:
        window.actions_[action].trigger()
        qtbot.waitUntil(lambda: bool(ended), timeout=60_000)
    assert target.stat().st_size > 50 << 20
    print(f"{action}: {time.perf_counter() - started:.1f} s, the window waited {pulse.longest_s * 1000:.0f} ms at most")
    assert pulse.longest_s < 0.5, "0.1 s on an idle machine; others work here too"


def test_the_bar_of_a_long_save_can_be_cancelled(
    large: Application, tmp_path: Path, choose, qtbot, monkeypatch
) -> None:
    from PySide6.QtWidgets import QProgressDialog

    from app.dialogs import waiting
    from layers.plan import files

    monkeypatch.setattr(waiting, "_SHOWN_AFTER_MS", 0)
    monkeypatch.setattr(files, "_PAGES_A_STEP", 2)
    seen = when_dialog(QProgressDialog, lambda bar: bar.findChild(QPushButton).click(), qtbot)
    before = large.document.path
    choose(tmp_path / "nie.lianfang.gpkg")
    large.window.actions_["save_as"].trigger()
    assert seen and large.document.path == before
    assert not (tmp_path / "nie.lianfang.gpkg").exists()
