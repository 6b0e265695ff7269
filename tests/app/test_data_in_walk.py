"""What a planner met on the way from a stick to layers: nested folders, the keyboard, questions left open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QDialogButtonBox, QLabel

from app.application import Application
from app.dialogs.importing import ImportDialog
from app.dialogs.new_plan import NewPlanDialog
from app.tasks.folders import with_subfolders, without_folders
from app.tasks.importing import _look
from tests.app.conftest import counties, fill, forest, layer, settlements
from tests.app.test_main_path import drop, when_dialog

from layers.kinds import Role  # isort: skip


def save(frame, path: Path, *, crs: bool = True) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    frame.drop(columns="uid").to_file(path)
    if not crs:
        path.with_suffix(".prj").unlink()
    return path


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder for each county, one with a file that does not state its system."""
    save(counties(), tmp_path / "U盘" / "怀柔" / "县界.shp")
    save(forest(), tmp_path / "U盘" / "丰宁" / "林业" / "森林.shp", crs=False)
    (tmp_path / "U盘" / "说明").mkdir()
    (tmp_path / "U盘" / "说明" / "说明.txt").write_text("请查收", encoding="utf-8")
    return tmp_path / "U盘"


def shown(qtbot, paths: list[Path]) -> ImportDialog:
    dialog = ImportDialog(_look(paths, lambda *_: None), parent=None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def ok_of(dialog):
    return dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)


def test_folders_inside_a_folder_are_looked_at_each_by_itself(stick: Path) -> None:
    assert with_subfolders([stick]) == [stick / "丰宁" / "林业", stick / "怀柔"]
    save(settlements(), stick / "村庄.shp")
    assert with_subfolders([stick, stick / "怀柔"]) == [stick, stick / "丰宁" / "林业", stick / "怀柔"]
    gdb = stick / "数据.gdb"
    gdb.mkdir()
    assert with_subfolders([gdb]) == [gdb], "a geodatabase is one file"
    looked = _look([stick], lambda *_: None)
    assert [one.path for one in looked] == [stick, stick / "丰宁" / "林业", stick / "怀柔"]
    assert {one.name for k in looked for one in k.inspection.layers} >= {"村庄", "森林", "县界"}


def test_what_is_read_itself_is_not_called_left_out(tmp_path: Path) -> None:
    from layers.sources import inspect

    save(settlements(), tmp_path / "村庄.shp")
    save(counties(), tmp_path / "怀柔" / "县界.shp")
    (tmp_path / "照片目录").mkdir()
    seen = inspect(tmp_path)

    def told(found) -> list[list[str]]:
        return [list(one.facts["names"]) for one in found.problems if one.code == "files_skipped"]

    assert told(seen) == [["怀柔", "照片目录"]]
    assert told(without_folders(seen, {tmp_path / "怀柔"})) == [["照片目录"]]
    assert told(without_folders(seen, {tmp_path / "怀柔", tmp_path / "照片目录"})) == []


def test_what_waits_for_an_answer_is_counted_and_one_click_away(stick: Path, qtbot) -> None:
    dialog = shown(qtbot, [stick])
    assert not ok_of(dialog).isEnabled()
    assert dialog.next_question.text() == "1 个图层等您回答：森林 →"
    rows = {dialog.table.item(k, 1).text(): k for k in range(dialog.table.rowCount())}
    assert not dialog.table.item(rows["森林"], 1).icon().isNull()
    assert dialog.table.item(rows["县界"], 1).icon().isNull()
    assert dialog.table.item(rows["森林"], 5).text() == "林业/森林.shp"
    dialog.table.setCurrentCell(rows["县界"], 1)
    qtbot.mouseClick(dialog.next_question, Qt.MouseButton.LeftButton)
    assert dialog.table.currentRow() == rows["森林"]
    assert dialog.pages.currentWidget().isAncestorOf(dialog.place_page)
    marked = dialog.pages.currentIndex()
    assert not dialog.pages.tabIcon(marked).isNull()
    qtbot.mouseClick(dialog.place.answers[0], Qt.MouseButton.LeftButton)
    assert ok_of(dialog).isEnabled()
    assert not dialog.next_question.isVisible()
    assert dialog.table.item(rows["森林"], 1).icon().isNull()
    assert dialog.pages.tabIcon(marked).isNull(), "what is answered bears no mark"


def test_the_keyboard_ticks_a_row_and_leaves_the_table(stick: Path, qtbot) -> None:
    dialog = shown(qtbot, [stick])
    dialog.activateWindow()
    dialog.table.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.table)
    dialog.table.setCurrentCell(0, 1)
    take = dialog.table.cellWidget(0, 0).findChild(QCheckBox)
    before = take.isChecked()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert take.isChecked() is not before
    passed = []
    for _ in range(12):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        passed.append(QApplication.focusWidget())
    inside = [one is dialog.table or dialog.table.isAncestorOf(one) for one in passed]
    assert not all(inside), "Tab never leaves the table"


def test_nothing_to_add_shows_why_and_nothing_else(tmp_path: Path, qtbot) -> None:
    bad = tmp_path / "坏.gpkg"
    bad.write_bytes(b"SQLite format 3\0" + b"x" * 2_000)
    dialog = shown(qtbot, [bad])
    tabs = [k for k in range(dialog.pages.count()) if dialog.pages.isTabVisible(k)]
    assert [dialog.pages.tabText(k) for k in tabs] == ["发现的情况（1）"]
    assert not ok_of(dialog).isVisible()
    assert dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel).text() == "关闭"


def test_no_ended_work_stays_in_the_status_bar_below_the_dialog(program: Application, stick: Path, qtbot) -> None:
    busy: list[int] = []

    def look(dialog) -> None:
        busy.append(len(program.jobs.active))
        dialog.reject()

    when_dialog(ImportDialog, look, qtbot)
    drop(program.window, [stick])
    qtbot.waitUntil(lambda: bool(busy), timeout=30_000)
    assert busy == [0]


def test_a_plan_is_named_after_its_counties_until_somebody_names_it(qtbot) -> None:
    dialog = NewPlanDialog(None)
    qtbot.addWidget(dialog)
    dialog.picker.tick(["110116", "130826"])
    assert dialog.title.text() == f"怀柔–丰宁 {date.today().year} 联防规划"
    dialog.picker.tick(["110118", "130824"])
    assert "等县" in dialog.title.text()
    dialog.title.clear()
    qtbot.keyClicks(dialog.title, "Mine")
    dialog.picker.tick(["130822"])
    assert dialog.title.text() == "Mine"


def test_counties_that_are_not_loaded_are_counted_in_the_card(program: Application, tmp_path: Path, qtbot) -> None:
    document = program.document
    document.create(tmp_path / "普查.lianfang.gpkg", title="普查", reference_date=date(2026, 5, 1))
    document.on_writer(lambda: fill(document.store))
    wood = layer(program, Role.FOREST)
    many = frozenset({"110116", "130826", *(f"4101{k:02d}" for k in range(1, 80))})
    document.set_layer_speaks_for(wood.uid, many, frozenset())
    card = program.window.layers.card
    card.show_layer(document.layer(wood.uid))
    said = " ".join(one.text() for one in card.findChildren(QLabel))
    assert "未载入的 79 个县" in said and "410101" not in said
