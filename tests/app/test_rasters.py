"""A planner's rasters move, go missing, change and come back, and the window says what is to be said."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from layers.kinds import Shape
from layers.plan.rasters import RasterCode
from layers.plan.store import PlanStore
from layers.sample import build_sample_plan

if TYPE_CHECKING:
    from app.application import Application

WAIT_MS = 15_000


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample plan and its terrain; each test works on a copy."""
    folder = tmp_path_factory.mktemp("sample")
    with closing(build_sample_plan(folder / "计划.lianfang.gpkg", date(2026, 11, 21))):
        pass
    return folder


class Planner:
    """Opens plans and reads what the window says."""

    def __init__(self, program: Application, qtbot, folder: Path) -> None:
        self.window, self.document, self.qtbot, self.folder = program.window, program.document, qtbot, folder
        self.plan = folder / "计划.lianfang.gpkg"
        self.raster = folder / "计划_terrain.tif"

    def open(self) -> None:
        with self.qtbot.waitSignal(self.window.rasters.task.found, timeout=WAIT_MS):
            self.window.work.receive([self.plan])
        self.qtbot.waitUntil(lambda: bool(self.window.map.canvas.scene.layers), timeout=WAIT_MS)

    @property
    def record(self):
        return next(one for one in self.document.layers() if one.shape is Shape.RASTER)

    @property
    def code(self) -> RasterCode | None:
        state = self.window.rasters.task.state(self.record)
        return None if state is None else state.code

    @property
    def drawn(self):
        return self.window.map.canvas.scene.layer(self.record.uid).raster

    def waits_for(self, code: RasterCode) -> None:
        self.qtbot.waitUntil(lambda: self.code is code, timeout=WAIT_MS)

    def asks(self) -> list[str]:
        return [card.ask.text for card in self.window.findings.asks]

    def press(self, text: str) -> None:
        (button,) = [one for one in self.window.findings.asks[0].buttons if text in one.text()]
        button.click()

    def chooses(self, monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(path))


@pytest.fixture
def planner(program: Application, qtbot, sample: Path, tmp_path: Path) -> Iterator[Planner]:
    folder = tmp_path / "怀柔 丰宁"
    shutil.copytree(sample, folder)
    yield Planner(program, qtbot, folder)


def spoil(path: Path) -> None:
    """Change one byte, size and times as they were."""
    times = path.stat()
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def test_a_folder_that_moved_with_its_raster_needs_no_word(planner: Planner) -> None:
    planner.open()
    planner.waits_for(RasterCode.OK)
    assert planner.asks() == []
    assert planner.drawn.path == planner.raster and not planner.drawn.is_missing
    assert planner.window.toast.isHidden()


def test_a_raster_in_a_sub_folder_is_used_without_asking(planner: Planner) -> None:
    moved = planner.folder / "栅格" / planner.raster.name
    moved.parent.mkdir()
    planner.raster.rename(moved)
    planner.open()
    planner.waits_for(RasterCode.MOVED)
    assert planner.asks() == [] and planner.document.undo_stack.count() == 1
    planner.qtbot.waitUntil(lambda: planner.drawn.path == moved, timeout=WAIT_MS)
    assert planner.window.toast.isHidden()  # it travels with the plan
    planner.window.layers.choose(planner.record.uid)
    card = planner.window.layers.card.ask
    assert card is not None and moved.name in card.ask.text and not card.ask.is_warning
    card.buttons[0].click()
    planner.waits_for(RasterCode.OK)
    assert planner.record.raster_path == f"栅格/{moved.name}"
    assert planner.window.layers.card.ask is None
    planner.document.undo_stack.undo()
    planner.waits_for(RasterCode.MOVED)
    assert planner.record.raster_path == planner.raster.name


def test_a_raster_beside_the_plans_folder_is_offered_to_keep(planner: Planner) -> None:
    moved = planner.folder.parent / "共享" / planner.raster.name
    moved.parent.mkdir()
    planner.raster.rename(moved)
    planner.open()
    planner.qtbot.waitUntil(lambda: moved.name in planner.window.toast.text, timeout=WAIT_MS)
    planner.window.toast.button.click()
    assert planner.record.raster_path == f"../共享/{moved.name}"
    planner.waits_for(RasterCode.OK)


def test_a_raster_has_no_colour_to_choose(planner: Planner) -> None:
    planner.open()
    card = planner.window.layers.card
    card.show_layer(planner.record)
    assert card.color.window() is not planner.window, "its cells have their own"
    assert card.opacity.window() is planner.window
    other = next(one for one in planner.document.layers() if one.shape is not Shape.RASTER)
    card.show_layer(other)
    assert card.color.window() is planner.window


def test_a_missing_raster_is_asked_for_and_a_renamed_one_found(planner: Planner, monkeypatch) -> None:
    elsewhere = planner.folder.parent / "U盘" / "备 份"
    elsewhere.mkdir(parents=True)
    shutil.move(planner.raster, elsewhere / "换了名字.tiff")
    planner.open()
    planner.waits_for(RasterCode.MISSING)
    (text,) = planner.asks()
    assert planner.raster.name in text and "{" not in text
    assert planner.window.findings.count_changed is not None and planner.window.findings.count >= 1
    planner.qtbot.waitUntil(lambda: planner.drawn.is_missing, timeout=WAIT_MS)
    planner.chooses(monkeypatch, elsewhere.parent)
    planner.press(planner.window.rasters.tr("Search a folder…"))
    planner.waits_for(RasterCode.OK)
    assert planner.asks() == []
    assert planner.record.raster_path == "../U盘/备 份/换了名字.tiff"
    planner.qtbot.waitUntil(lambda: not planner.drawn.is_missing, timeout=WAIT_MS)
    assert planner.document.analysis_state() in {"none", "fresh"}


def test_a_search_in_vain_is_told(planner: Planner, monkeypatch, tmp_path: Path) -> None:
    planner.raster.unlink()
    planner.open()
    planner.waits_for(RasterCode.MISSING)
    (tmp_path / "空").mkdir()
    planner.chooses(monkeypatch, tmp_path / "空")
    planner.press(planner.window.rasters.tr("Search a folder…"))
    planner.qtbot.waitUntil(lambda: "空" in planner.window.toast.text, timeout=WAIT_MS)
    assert planner.document.undo_stack.count() == 1


def test_a_raster_that_comes_back_is_drawn_when_the_window_is_used_again(planner: Planner) -> None:
    away = planner.folder.parent.parent / "stick.tif"
    shutil.move(planner.raster, away)
    planner.open()
    planner.waits_for(RasterCode.MISSING)
    planner.qtbot.waitUntil(lambda: planner.drawn.is_missing, timeout=WAIT_MS)
    shutil.move(away, planner.raster)
    QApplication.sendEvent(planner.window, QEvent(QEvent.Type.WindowActivate))
    planner.waits_for(RasterCode.OK)
    planner.qtbot.waitUntil(lambda: not planner.drawn.is_missing, timeout=WAIT_MS)
    assert planner.asks() == []


def test_one_byte_is_noticed_and_accepted(planner: Planner) -> None:
    spoil(planner.raster)
    planner.open()
    planner.waits_for(RasterCode.CHANGED)
    (text,) = planner.asks()
    assert planner.raster.name in text
    planner.qtbot.waitUntil(lambda: planner.drawn.is_changed, timeout=WAIT_MS)
    old = planner.record.raster_sha256
    planner.press(planner.window.rasters.tr("Use the changed file"))
    planner.waits_for(RasterCode.OK)
    assert planner.record.raster_sha256 != old and planner.record.source.sha256 == planner.record.raster_sha256
    planner.qtbot.waitUntil(lambda: not planner.drawn.is_changed, timeout=WAIT_MS)
    planner.document.undo_stack.undo()
    planner.waits_for(RasterCode.CHANGED)
    assert planner.record.raster_sha256 == old


@pytest.mark.parametrize("uses", [True, False])
def test_another_file_is_taken_only_when_the_planner_says_so(planner: Planner, monkeypatch, uses: bool) -> None:
    other = planner.folder.parent / "other.tif"
    shutil.move(planner.raster, other)
    spoil(other)
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr("app.dialogs.ask.ask_other_file", lambda _parent, *facts: (asked.append(facts), uses)[1])
    planner.open()
    planner.waits_for(RasterCode.MISSING)
    planner.chooses(monkeypatch, other)
    planner.press(planner.window.rasters.tr("Find the file…"))
    planner.qtbot.waitUntil(lambda: bool(asked), timeout=WAIT_MS)
    assert asked[0][1] == "other.tif"
    if uses:
        planner.waits_for(RasterCode.OK)
        assert planner.record.raster_path == "../other.tif"
    else:
        assert planner.code is RasterCode.MISSING and planner.document.undo_stack.count() == 1


def test_another_content_makes_an_analysis_stale(planner: Planner, monkeypatch) -> None:
    planner.open()
    planner.waits_for(RasterCode.OK)
    with planner.qtbot.waitSignal(planner.window.analysis.finished, timeout=60_000):
        planner.window.actions_["analyse"].trigger()
    planner.qtbot.waitUntil(lambda: planner.document.analysis_state() == "fresh")
    spoil(planner.raster)
    planner.window.rasters.recheck()
    planner.waits_for(RasterCode.CHANGED)
    assert planner.document.analysis_state() == "fresh"
    planner.press(planner.window.rasters.tr("Use the changed file"))
    planner.qtbot.waitUntil(lambda: planner.document.analysis_state() == "stale", timeout=WAIT_MS)


def test_a_file_that_is_no_raster_is_refused(planner: Planner, monkeypatch) -> None:
    planner.raster.unlink()
    wrong = planner.folder / "说明.tif"
    wrong.write_text("不是栅格", encoding="utf-8")
    said: list[str] = []
    monkeypatch.setattr("app.dialogs.ask.show_message", lambda _parent, message: said.append(message.sentence))
    planner.open()
    planner.waits_for(RasterCode.MISSING)
    planner.chooses(monkeypatch, wrong)
    planner.press(planner.window.rasters.tr("Find the file…"))
    planner.qtbot.waitUntil(lambda: bool(said), timeout=WAIT_MS)
    assert wrong.name in said[0] and planner.code is RasterCode.MISSING


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_in_the_place_of_the_raster_hangs_nothing(planner: Planner) -> None:
    planner.raster.unlink()
    os.mkfifo(planner.raster)
    planner.open()
    planner.waits_for(RasterCode.MISSING)
    assert len(planner.window.map.canvas.scene.layers) > 10


def test_a_plan_for_reading_says_what_is_missing_and_offers_no_change(planner: Planner) -> None:
    planner.raster.unlink()
    planner.plan.chmod(0o444)
    with closing(PlanStore.open(planner.plan, read_only=True)) as store:
        homes = store.raster_homes()
    assert homes == ()
    store = planner.document.on_writer(lambda: PlanStore.open(planner.plan, read_only=True))
    planner.document.attach(store)
    planner.waits_for(RasterCode.MISSING)
    (card,) = planner.window.findings.asks
    assert card.ask.blocked and not any(button.isEnabled() for button in card.buttons)


def test_a_large_raster_is_drawn_at_once_and_compared_in_the_background(planner: Planner, monkeypatch) -> None:
    monkeypatch.setattr("layers.plan.rasters.AT_ONCE_BYTES", 100)
    spoil(planner.raster)
    looks: list[RasterCode] = []
    planner.window.rasters.task.found.connect(lambda states: looks.extend(one.code for one in states.values()))
    titles: list[str] = []
    planner.window.jobs.started.connect(lambda job: titles.append(job.title))
    planner.open()
    planner.waits_for(RasterCode.CHANGED)
    assert looks[0] is RasterCode.UNCHECKED
    assert planner.window.rasters.task.tr("Checking rasters") in titles


def test_a_file_that_the_program_was_not_asked_for_stays_closed(planner: Planner, monkeypatch) -> None:
    """A text that GDAL would take for a raster of other files, or of an address, is not drawn."""
    planner.raster.write_text("<VRTDataset rasterXSize='2' rasterYSize='2'></VRTDataset>", encoding="utf-8")
    planner.open()
    planner.waits_for(RasterCode.CHANGED)
    planner.qtbot.waitUntil(lambda: bool(planner.drawn.problem), timeout=WAIT_MS)
    said: list[str] = []
    monkeypatch.setattr("app.dialogs.ask.show_message", lambda _parent, message: said.append(message.sentence))
    planner.press(planner.window.rasters.tr("Use the changed file"))
    planner.qtbot.waitUntil(lambda: bool(said), timeout=WAIT_MS)
    assert planner.code is RasterCode.CHANGED


@pytest.mark.parametrize(("presses", "accepted"), [("accept", True), ("cancel", False)])
def test_the_question_about_another_file_has_two_answers(qtbot, presses: str, accepted: bool) -> None:
    from app.dialogs.ask import ask_other_file

    parent = QWidget()
    qtbot.addWidget(parent)
    said: list[str] = []

    def answer() -> None:
        box = parent.findChild(QMessageBox, "other_file")
        said.extend([box.text(), box.informativeText()])
        roles = {"accept": QMessageBox.ButtonRole.AcceptRole, "cancel": QMessageBox.ButtonRole.RejectRole}
        next(one for one in box.buttons() if box.buttonRole(one) is roles[presses]).click()

    QTimer.singleShot(50, answer)
    assert ask_other_file(parent, "地形", "另一个.tif", "1 MB", "2 MB") is accepted
    assert "另一个.tif" in said[0] and "地形" in said[0] and "1 MB" in said[1] and "2 MB" in said[1]


def test_many_long_names_fit_into_the_panel(qtbot, document) -> None:
    from app.panels.findings import FindingsPanel
    from app.widgets.asks import Ask

    panel = FindingsPanel(document)
    qtbot.addWidget(panel)
    panel.resize(190, 600)
    name = "ASTGTM2_N40E116_dem_" * 3 + ".tif"
    counted: list[int] = []
    panel.count_changed.connect(counted.append)
    asks = [Ask(str(number), f"地形：{name}", (("查找…", lambda: None),)) for number in range(9)]
    panel.set_asks(asks)
    panel.show()
    qtbot.waitExposed(panel)
    assert counted[-1] == panel.count >= 9
    assert all(card.width() <= 190 for card in panel.asks)
    assert all(card.minimumSizeHint().width() <= 190 for card in panel.asks)
    cards = list(panel.asks)
    panel.set_asks([Ask(ask.layer, ask.text, (("查找…", lambda: 1),)) for ask in asks])
    assert panel.asks == cards  # what looks the same is not built anew under the pointer
    panel.set_asks([])
    assert panel.asks == [] and counted[-1] == panel.count


def test_asks_survive_a_change_of_language(planner: Planner) -> None:
    planner.raster.unlink()
    planner.open()
    planner.waits_for(RasterCode.MISSING)
    panel = planner.window.findings
    planner.window.switch_language()
    (text,) = planner.asks()
    assert planner.window.findings is not panel and planner.raster.name in text
    planner.document.close()
    assert planner.asks() == []


def test_saving_elsewhere_keeps_the_raster(planner: Planner, tmp_path: Path) -> None:
    planner.open()
    target = tmp_path / "新 地方" / "新.lianfang.gpkg"
    target.parent.mkdir()
    planner.document.save_as(target)
    planner.waits_for(RasterCode.OK)
    assert planner.window.rasters.task.state(planner.record).path == planner.raster
    assert planner.record.raster_path == planner.raster.name
    while planner.document.undo_stack.canUndo():
        planner.document.undo_stack.undo()
    assert planner.document.layers() == []
    while planner.document.undo_stack.canRedo():
        planner.document.undo_stack.redo()
    planner.waits_for(RasterCode.OK)


# --- without the window -----------------------------------------------------------------------------


@pytest.mark.parametrize("fate", ["missing", "changed", "moved"])
def test_every_format_is_exported_without_the_right_raster(
    sample: Path, tmp_path: Path, fate: str, capsys, caplog
) -> None:
    from app.cli import run

    folder = tmp_path / "没有 地形"
    shutil.copytree(sample, folder)
    raster, plan = folder / "计划_terrain.tif", folder / "计划.lianfang.gpkg"
    if fate == "missing":
        raster.unlink()
    elif fate == "changed":
        spoil(raster)
    else:
        (folder / "rasters").mkdir()
        raster.rename(folder / "rasters" / raster.name)
    formats = "all" if fate == "missing" else "csv"
    before = plan.read_bytes()
    assert run(["export", str(plan), "--area", "all", "--formats", formats, "--out", str(tmp_path / "out")]) == 0
    told = capsys.readouterr().err
    assert raster.name in told
    assert not caplog.records  # said once, in words
    assert plan.read_bytes() == before
    written = {path.suffix for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert written >= ({".docx", ".pdf", ".png", ".gpkg", ".html", ".csv"} if fate == "missing" else {".csv"})
