"""The mending report by mouse: in the import dialog, beside the map, and as files for the owner."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pyogrio
import pytest
import shapely
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton, QStyle, QStyleOptionViewItem

from app import mending_words, theme, words
from app.dialogs.importing import ImportDialog
from app.widgets.mending_list import DONE, MendingList
from layers.kinds import Role
from layers.sources import owner_copy
from layers.sources.marks import ACTIONS, REASON_CODES
from tests.app import import_dialog
from tests.app.conftest import counties
from tests.app.import_dialog import ok_of
from tests.app.test_main_path import drop, when_dialog
from tests.layers.sources import dirt

if TYPE_CHECKING:
    from app.application import Application


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "林业局"
    folder.mkdir()
    return dirt.write(dirt.dirty(), folder / "林地.gpkg", geometry_type="Unknown")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def shown(qtbot, path: Path) -> ImportDialog:
    dialog = import_dialog.shown(qtbot, [path])
    dialog.pages.turn_to(dialog.mending_page)
    return dialog


def click_line(qtbot, tree: MendingList, index: QModelIndex) -> None:
    tree.scrollTo(index)
    at = tree.visualRect(index.siblingAtColumn(1)).center()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=at)


def click_branch(qtbot, tree: MendingList, index: QModelIndex) -> None:
    """Open or close a kind by its arrow."""
    tree.scrollTo(index)
    rect = tree.visualRect(index)
    at = rect.center()
    at.setX(rect.left() - tree.indentation() // 2)
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=at)


def click_tick(qtbot, tree: MendingList, index: QModelIndex) -> None:
    tree.scrollTo(index)
    option = QStyleOptionViewItem()
    tree.initViewItemOption(option)
    option.rect = tree.visualRect(index)
    option.features |= QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
    at = tree.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, tree).center()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=at)


def choose_in(qtbot, box, text: str) -> None:
    """Choose a line of a box by keyboard."""
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    while box.currentText() != text:
        before = box.currentIndex()
        qtbot.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() != before, f"{text} is not offered"


def test_kinds_with_counts_open_to_their_features(qtbot, path: Path) -> None:
    dialog = shown(qtbot, path)
    tree = dialog.mending_page.list
    assert dialog.pages.tabText(dialog.pages.indexOf(dialog.pages.currentWidget())) == "检查（11）"
    assert ok_of(dialog).isEnabled(), "everything has a sound default"
    model = tree.model()
    texts = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert texts[0] == "自相交的面（5）" and len(texts) == 7
    kind = tree.index_of("mended_invalid")
    assert not tree.isExpanded(kind)
    click_branch(qtbot, tree, kind)
    assert tree.isExpanded(kind)
    line = tree.index_of("mended_invalid", 0)
    row = [line.siblingAtColumn(column).data() for column in range(5)]
    assert row == ["小班00", "1", "1", f"边界自相交，分成几块；面积 +{words.number(5_000)} 平方米", "已修复"]


def test_a_click_shows_the_shape_before_and_after_and_its_place(qtbot, path: Path) -> None:
    dialog = shown(qtbot, path)
    page = dialog.mending_page
    click_branch(qtbot, page.list, page.list.index_of("mended_invalid"))
    assert page.close_up.scene.box is None
    click_line(qtbot, page.list, page.list.index_of("mended_invalid", 0))
    scene = page.close_up.scene
    assert not scene.before.is_valid and scene.after.is_valid and scene.mark is not None
    west, south, east, north = page.overview.scene.box
    x, y = page.overview.scene.mark
    assert west <= x <= east and south <= y <= north and page.overview.scene.ring
    t = theme.tokens()
    image = page.close_up.grab().toImage()
    seen = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert QColor(t.danger).name() in seen, "the outline as in the file"
    assert len(seen - {QColor(t.surface).name(), QColor(t.danger).name()}) > 3, "and the fill as in the plan"


def test_without_a_system_the_pictures_are_in_the_files_own_metres(qtbot, tmp_path: Path) -> None:
    frame = dirt.dirty().drop(index=7).set_crs(None, allow_override=True)
    path = dirt.write(frame, tmp_path / "无坐标系.gpkg", geometry_type="Unknown")
    dialog = shown(qtbot, path)
    page = dialog.mending_page
    click_branch(qtbot, page.list, page.list.index_of("mended_invalid"))
    click_line(qtbot, page.list, page.list.index_of("mended_invalid", 0))
    west, south, east, north = page.close_up.scene.box
    assert (east - west, north - south) == (100, 100) and not page.close_up.scene.is_lonlat
    assert page.overview.scene.mark == (dirt.X0 + 50, dirt.Y0 + 50)
    assert "平方米" not in page.key.text(), "no area before its system is known"
    page.close_up.grab()
    page.overview.grab()


def test_declining_one_feature_and_a_whole_kind(qtbot, path: Path) -> None:
    dialog = shown(qtbot, path)
    tree = dialog.mending_page.list
    click_branch(qtbot, tree, tree.index_of("mended_invalid"))
    click_tick(qtbot, tree, tree.index_of("mended_invalid", 3))
    assert dialog.wanted[0].choice.declined == frozenset({"mended_invalid:3"})
    assert tree.box_of("mended_invalid").currentText() == "部分不读入"
    assert tree.index_of("mended_invalid", 3).siblingAtColumn(DONE).data() == "按选择不读入"
    choose_in(qtbot, tree.box_of("duplicate_feature"), "全部不读入")
    assert dialog.wanted[0].choice.declined == frozenset({"mended_invalid:3", "duplicate_feature"})
    choose_in(qtbot, tree.box_of("mended_invalid"), "全部不读入")
    choose_in(qtbot, tree.box_of("duplicate_feature"), "保留")
    assert dialog.wanted[0].choice.declined == frozenset({"mended_invalid"})
    assert tree.box_of("dropped_empty") is None and tree.box_of("repeated_points") is None


def test_sorting_keeps_what_is_open_and_chosen(qtbot, path: Path) -> None:
    dialog = shown(qtbot, path)
    tree = dialog.mending_page.list
    click_branch(qtbot, tree, tree.index_of("mended_invalid"))
    click_line(qtbot, tree, tree.index_of("mended_invalid", 1))
    header = tree.header()
    at = header.sectionViewportPosition(1) + 10
    for _ in range(2):  # the rows are ascending already
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=header.viewport().rect().topLeft() + _x(at))
    kind = tree.index_of("mended_invalid")
    shown_rows = [tree.model().index(row, 1, kind).data() for row in range(5)]
    assert shown_rows in (["5", "4", "3", "2", "1"], ["1", "2", "3", "4", "5"])
    assert tree.isExpanded(kind)
    assert tree.currentIndex().siblingAtColumn(1).data() == "2"
    tree.copy_action.trigger()
    assert QGuiApplication.clipboard().text().splitlines()[1].startswith("小班01\t2\t")


def _x(value: int):
    from PySide6.QtCore import QPoint

    return QPoint(value, 8)


def test_a_copy_for_the_owner_is_written_from_the_dialog(qtbot, path: Path, tmp_path: Path, monkeypatch) -> None:
    before = digest(path)
    dialog = shown(qtbot, path)
    page = dialog.mending_page
    choose_in(qtbot, page.list.box_of("sliver_shape"), "全部不读入")
    asked: list[str] = []

    def answer(_parent, _title, proposed, _kinds):
        asked.append(Path(proposed).name)
        return str(tmp_path / "林地_整理.gpkg"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    with qtbot.waitSignal(page.copy.written, timeout=20_000):
        qtbot.mouseClick(page.copy.save, Qt.MouseButton.LeftButton)
    assert asked == ["林地_整理.gpkg"]
    assert digest(path) == before
    new = pyogrio.read_dataframe(tmp_path / "林地_整理.gpkg")
    assert len(new) == len(dirt.dirty()) - 1 and "小班05" not in set(new["名称"])
    book = openpyxl.load_workbook(tmp_path / "林地_整理_报告.xlsx")
    assert book.sheetnames == ["汇总", "要素明细"]
    lines = list(book["要素明细"].iter_rows(values_only=True))
    assert lines[0][:7] == ("图层", "行号", "FID", "名称或代码", "查出的问题", "详情", "处理")
    assert len(lines) == 12
    first = lines[1]
    assert first[1:5] == (1, 1, "小班00", "自相交的面") and first[6] == "已修复"
    assert first[7] == pytest.approx(0, abs=0.01) and first[8] == pytest.approx(5_000, rel=1e-4)
    assert next(line for line in lines if line[4] == "碎面")[6] == "按选择不读入"
    assert "已写出" in page.copy.told.text() and page.copy.open.isVisible()


def test_cancelled_and_closed_while_writing(qtbot, path: Path, tmp_path: Path, monkeypatch) -> None:
    dialog = shown(qtbot, path)
    bar = dialog.mending_page.copy
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "副本.gpkg"), ""))
    at_work, go_on = threading.Event(), threading.Event()
    real = owner_copy.write_copy

    def slow(*args, progress, **options):
        at_work.set()
        go_on.wait(10)
        return real(*args, progress=progress, **options)

    monkeypatch.setattr(owner_copy, "write_copy", slow)
    qtbot.mouseClick(bar.save, Qt.MouseButton.LeftButton)
    assert at_work.wait(10) and bar.progress.isVisible() and not bar.save.isEnabled()
    qtbot.mouseClick(bar.cancel, Qt.MouseButton.LeftButton)
    go_on.set()
    qtbot.waitUntil(lambda: "已取消" in bar.told.text(), timeout=10_000)
    assert bar.save.isEnabled() and {one.name for one in tmp_path.iterdir()} == {path.parent.name}

    at_work.clear()
    go_on.clear()
    qtbot.mouseClick(bar.save, Qt.MouseButton.LeftButton)
    assert at_work.wait(10)
    dialog.reject()
    go_on.set()
    qtbot.wait(300)
    assert {one.name for one in tmp_path.iterdir()} == {path.parent.name}


def test_the_original_cannot_be_chosen_as_the_copy(qtbot, path: Path, monkeypatch) -> None:
    before = digest(path)
    dialog = shown(qtbot, path)
    bar = dialog.mending_page.copy
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    qtbot.mouseClick(bar.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(bar.told.text()), timeout=20_000)
    assert digest(path) == before and bar.save.isEnabled()
    assert "副本会取代原件" in bar.told.text()
    assert {one.name for one in path.parent.iterdir()} == {path.name}


def test_from_the_dialog_to_the_layer_card_and_the_map(
    program: Application, path: Path, qtbot, tmp_path: Path, monkeypatch
) -> None:
    window = program.window
    county = tmp_path / "县界.geojson"
    counties().drop(columns="uid").to_file(county, driver="GeoJSON")

    def decide(dialog: ImportDialog) -> None:
        place = next(place for place, row in enumerate(dialog._rows) if row.path == path)
        dialog.table.setCurrentCell(place, 1)
        dialog.pages.turn_to(dialog.mending_page)
        choose_in(qtbot, dialog.mending_page.list.box_of("duplicate_feature"), "全部不读入")
        ok_of(dialog).click()

    when_dialog(ImportDialog, decide, qtbot)
    with qtbot.waitSignal(window.importer.added, timeout=30_000):
        drop(window, [county, path])
    forest = next(record for record in program.document.layers() if record.role is Role.FOREST)
    assert forest.feature_count == len(dirt.dirty()) - 2, "without the empty row and the repeat"
    window.left.show_page("layers")
    window.layers.choose(forest.uid)
    link = next(one for one in window.layers.card.findChildren(QPushButton) if one.text() == "检查与修复报告…")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    report = window.mending.shown
    assert report is not None and report.isVisible() and not report.isModal()
    qtbot.waitUntil(lambda: window.map.canvas.scene.layer(forest.uid) is not None, timeout=20_000)

    click_branch(qtbot, report.list, report.list.index_of("mended_invalid"))
    click_line(qtbot, report.list, report.list.index_of("mended_invalid", 1))
    expected = window.map.canvas.to_metric(shapely.box(*report.list.model_.found[0].boxes[1]))
    qtbot.waitUntil(lambda: _sees(window.map.canvas, expected), timeout=5_000)
    uid = str(report.list.model_.found[0].uids[1])
    assert window.map.chosen == [(forest.uid, uid)]

    gone = report.list.index_of("duplicate_feature")
    click_branch(qtbot, report.list, gone)
    click_line(qtbot, report.list, report.list.index_of("duplicate_feature", 9))
    assert "没有读入规划" in report.about.text()

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "回.gpkg"), ""))
    with qtbot.waitSignal(report.copy.written, timeout=20_000):
        qtbot.mouseClick(report.copy.save, Qt.MouseButton.LeftButton)
    assert len(pyogrio.read_dataframe(tmp_path / "回.gpkg")) == len(dirt.dirty()) - 1

    path.unlink()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "仅报告.xlsx"), ""))
    with qtbot.waitSignal(report.copy.written, timeout=20_000):
        qtbot.mouseClick(report.copy.save, Qt.MouseButton.LeftButton)
    lines = list(openpyxl.load_workbook(tmp_path / "仅报告.xlsx")["要素明细"].iter_rows(values_only=True))
    assert len(lines) == 12, "complete without the file: the plan keeps it"

    program.document.remove_layer(forest.uid)
    qtbot.waitUntil(lambda: window.mending.shown is None)
    program.document.undo_stack.undo()
    again = next(record for record in program.document.layers() if record.uid == forest.uid)
    assert again.source.mending == forest.source.mending


def _sees(canvas, shape) -> bool:
    """Whether the map shows a shape, and not much more than its surroundings."""
    west, south, east, north = canvas.view.extent
    inside = shapely.box(west, south, east, north).contains(shape)
    return bool(inside) and max(east - west, north - south) < 3_000


def test_every_kind_and_reason_has_words() -> None:
    assert set(mending_words.KINDS) == set(ACTIONS)
    assert set(mending_words.REASONS) == set(REASON_CODES)
    assert set(mending_words.WHY) <= set(ACTIONS) and set(mending_words.DONE) <= set(ACTIONS)
