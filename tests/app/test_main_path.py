"""The main job as a planner does it: drop files, look, accept, see zones, draw, undo, rename, export."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from app.application import Application
from app.dialogs.importing import ImportDialog
from app.dialogs.papers import PapersDialog
from layers.kinds import Role
from tests.app.conftest import EAST, WEST, counties, drawn, forest, settlements


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "来自林业局"
    folder.mkdir()
    paths = []
    for name, frame in (("县界", counties()), ("森林", forest()), ("村庄", settlements())):
        path = folder / f"{name}.geojson"
        frame.drop(columns="uid").to_file(path, driver="GeoJSON")
        paths.append(path)
    return paths


def drop(widget, paths: list[Path]) -> None:
    """Drop files on a widget the way a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(200, 200), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    widget.dropEvent(event)


def when_dialog(kind: type, act: Callable[[object], None], qtbot) -> list[object]:
    """Do something with the next dialog of a kind once it is open."""
    seen: list[object] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            seen.append(dialog)
            act(dialog)
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(20, look)
    return seen


def accept(dialog) -> None:
    dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).click()


def import_all(program: Application, files: list[Path], qtbot) -> list[object]:
    seen = when_dialog(ImportDialog, accept, qtbot)
    with qtbot.waitSignal(program.window.analysis.finished, timeout=30_000):
        drop(program.window, files)
    qtbot.waitUntil(lambda: program.document.analysis_state() == "fresh")
    return seen


def test_from_dropped_files_to_the_annex(program: Application, files: list[Path], qtbot, tmp_path: Path) -> None:
    window, document = program.window, program.document
    before = {path: path.read_bytes() for path in files}

    # drop → one dialog with a proposed role for each file → accepted
    assert len(import_all(program, files, qtbot)) == 1
    assert {record.role for record in document.layers()} == {Role.COUNTY, Role.FOREST, Role.SETTLEMENT}
    assert window.layers.tree.topLevelItemCount() == 6 + 3  # six derived layers, three files
    assert document.layer(document.layers()[-1].uid).source.sha256

    # the analysis ran by itself: one zone across the line, with reasons
    (zone,) = window.zones.table.visible_rows()
    assert sorted(zone.counties) == [WEST, EAST] and zone.zone_class == "S1"
    window.zones.table.selectRow(0)
    assert window.zones.chosen == zone.uid
    assert "怀柔–丰宁" in window.zones.card.text
    qtbot.waitUntil(lambda: window.map.canvas.selection == [("zones", zone.uid)])

    # draw a patrol area with the mouse
    qtbot.waitUntil(lambda: drawn(window.map.canvas), timeout=10_000)
    qtbot.waitUntil(lambda: window.numbers.is_ready, timeout=10_000)
    window.actions_["draw_patrol"].trigger()
    canvas = window.map.canvas
    middle = QPoint(canvas.width() // 2, canvas.height() // 2)
    corners = [middle + QPoint(dx, dy) for dx, dy in ((-90, -70), (90, -70), (90, 70), (-90, 70))]
    for corner in corners:
        qtbot.mouseMove(canvas, corner)
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=corner)
    assert window.patrol.live.isVisible()
    qtbot.keyClick(canvas, Qt.Key.Key_Backspace)
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=corners[-1])
    qtbot.mouseClick(canvas, Qt.MouseButton.RightButton, pos=corners[-1])
    areas = document.patrol_areas()
    assert list(areas["name"]) == ["联防区 1"]
    assert not window.patrol.live.isVisible()
    uid = areas["uid"].iloc[0]
    assert window.patrol.chosen == uid

    # undo and redo by keyboard; rename
    window.activateWindow()
    with qtbot.waitActive(window):
        pass
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(document.patrol_areas()) == 0
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert len(document.patrol_areas()) == 1
    window.patrol.table.selectRow(0)
    window.patrol.name_edit.setText("云蒙山联防区")
    qtbot.keyClick(window.patrol.name_edit, Qt.Key.Key_Return)
    assert document.patrol_name(uid) == "云蒙山联防区"

    # the panel's numbers: shares of both counties sum to the whole
    qtbot.waitUntil(lambda: uid in window.patrol._numbers)
    numbers = window.patrol._numbers[uid]
    assert {share.county for share in numbers.shares} == {WEST, EAST}
    assert sum(share.area_ha for share in numbers.shares) == pytest.approx(numbers.area_ha, rel=1e-6)

    # export
    out = tmp_path / "成果"

    def fill(dialog) -> None:
        dialog.folder.setText(str(out))
        for item in (dialog.files.item(place) for place in range(dialog.files.count())):
            is_wanted = item.data(Qt.ItemDataRole.UserRole) in {"docx", "geojson"}
            item.setCheckState(Qt.CheckState.Checked if is_wanted else Qt.CheckState.Unchecked)
        accept(dialog)

    when_dialog(PapersDialog, fill, qtbot)
    with qtbot.waitSignal(window.exporter.finished, timeout=60_000) as exported:
        window.actions_["export"].trigger()
    paths = exported.args[0].paths
    assert {path.suffix for path in paths} == {".docx", ".geojson"}
    assert all(path.stat().st_size > 500 for path in paths)
    assert "成果" in window.toast.text

    assert {path: path.read_bytes() for path in files} == before, "sources are never written to"


def test_undo_survives_closing_the_window(program: Application, files: list[Path], qtbot, tmp_path: Path) -> None:
    import_all(program, files, qtbot)
    target = tmp_path / "留存.lianfang.gpkg"
    program.document.save_as(target)
    forest_uid = next(record.uid for record in program.document.layers() if record.role is Role.FOREST)
    program.document.remove_layer(forest_uid)
    program.document.close()
    program.document.open(target)
    assert forest_uid not in {record.uid for record in program.document.layers()}
    program.window.actions_["undo"].trigger()
    assert forest_uid in {record.uid for record in program.document.layers()}
    assert len(program.document.zones()) == 1


def test_a_file_that_is_no_map_is_explained_and_the_plan_stays(
    program: Application, files, qtbot, tmp_path: Path
) -> None:
    import_all(program, files, qtbot)
    history = program.document.undo_stack.count()
    bad = tmp_path / "通知.shp"
    bad.write_bytes(b"")
    texts: list[str] = []

    def read_and_leave(dialog) -> None:
        texts.append(dialog.problem_text)
        ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
        assert not ok.isEnabled()
        dialog.reject()

    seen = when_dialog(ImportDialog, read_and_leave, qtbot)
    drop(program.window, [bad])
    qtbot.waitUntil(lambda: bool(seen))
    assert "通知.shp" in texts[0] and "空文件" in texts[0]
    assert program.document.undo_stack.count() == history


def test_a_file_without_crs_must_be_answered(program: Application, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "无坐标系.shp"
    frame = counties().drop(columns="uid")
    frame.to_crs(4548).set_crs(None, allow_override=True).to_file(path, encoding="utf-8")
    path.with_suffix(".prj").unlink(missing_ok=True)
    done = []

    def answer(dialog) -> None:
        ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
        assert not ok.isEnabled() and "坐标系" in ok.toolTip()
        (row,) = dialog._rows
        row.crs.setCurrentIndex(row.crs.findData("EPSG:4548"))
        assert "117" in row.crs.currentText()
        assert ok.isEnabled()
        done.append(True)
        ok.click()

    when_dialog(ImportDialog, answer, qtbot)
    with qtbot.waitSignal(program.window.importer.added, timeout=20_000):
        drop(program.window, [path])
    assert done
    (record,) = program.document.layers()
    west, south, east, north = record.bounds
    assert (west, south) == pytest.approx((116.4, 40.6), abs=1e-6)
    assert (east, north) == pytest.approx((116.6, 40.7), abs=1e-6)


def test_the_sample_opens_with_one_click(program: Application, qtbot) -> None:
    with qtbot.waitSignal(program.window.opener.opened, timeout=120_000):
        program.window.actions_["open_sample"].trigger()
    document, window = program.document, program.window
    assert document.info().is_sample and document.analysis_state() == "fresh"
    rows = window.zones.table.visible_rows()
    assert [row.rank for row in rows] == sorted(row.rank for row in rows)
    assert window.agreements.table.visible_rows()
    window.agreements.table.copy(everything=True)
    assert "<NA>" not in QApplication.clipboard().text()
    assert window.straddling.table.visible_rows()
    county = window.zones.county_filter.itemData(1)
    window.zones.county_filter.setCurrentIndex(1)
    assert all(county in row.counties for row in window.zones.table.visible_rows())
    window.zones.table.copy(everything=True)
    lines = QApplication.clipboard().text().split("\n")
    assert len(lines) == len(window.zones.table.visible_rows()) + 1
    assert len({line.count("\t") for line in lines}) == 1
