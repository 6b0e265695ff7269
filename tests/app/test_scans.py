"""A scanned map is placed by points in the real window: by click, with snapping, typed, moved, left out, applied."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from app.dialogs.pdf_page import PdfPageDialog
from layers.georeference import Placement
from layers.kinds import Role
from tests.app.canvas.conftest import move
from tests.app.conftest import drawn, layer
from tests.app.test_main_path import when_dialog
from tests.layers.sources.test_pdf_pages import pdf

LEFT = Qt.MouseButton.LeftButton
#: The scan shows 116.38–116.62°E, 40.58–40.72°N, its edges along meridians and parallels.
WEST, EAST, SOUTH, NORTH = 116.38, 116.62, 40.58, 40.72
WIDTH, HEIGHT = 1200, 900


@pytest.fixture
def scan(tmp_path: Path, qapp) -> Path:
    """A red sheet, so that it is told from the map."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(0xFFCC2222)
    path = tmp_path / "老地图.png"
    image.save(str(path))
    return path


@pytest.fixture
def hand(planned, qtbot, scan, monkeypatch):
    window = planned.window
    qtbot.waitUntil(lambda: drawn(window.map.canvas), timeout=10_000)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(scan), ""))
    window.actions_["place_scan"].trigger()
    qtbot.waitUntil(lambda: window.scans.panel is not None, timeout=30_000)
    window.map.zoom_full()
    qtbot.wait(400)
    return Hand(planned, qtbot)


class Hand:
    """Points of the scan by mouse, in degrees."""

    def __init__(self, program, qtbot):
        self.program, self.qtbot, self.window = program, qtbot, program.window
        self.canvas, self.panel = self.window.map.canvas, self.window.scans.panel

    def in_picture(self, lon: float, lat: float) -> QPoint:
        column, row = (lon - WEST) / (EAST - WEST) * WIDTH, (NORTH - lat) / (NORTH - SOUTH) * HEIGHT
        return self.panel.view.to_view(column, row).toPoint()

    def on_map(self, lon: float, lat: float) -> QPoint:
        at = self.canvas.to_metric(shapely.Point(lon, lat))
        return QPointF(*self.canvas.view.to_px(at.x, at.y)).toPoint()

    def point(self, lon: float, lat: float) -> None:
        """Click in the picture, then the same place on the map."""
        self.qtbot.mouseClick(self.panel.view, LEFT, pos=self.in_picture(lon, lat))
        at = self.on_map(lon, lat)
        move(self.canvas, at, Qt.KeyboardModifier.NoModifier)
        self.qtbot.mouseClick(self.canvas, LEFT, pos=at)

    def type_place(self, row: int, text: str) -> None:
        self.panel.table.item(row, 2).setText(text)
        self.qtbot.wait(50)

    def off(self, row: int) -> float:
        return float(self.panel.table.item(row, 3).text())


CORNERS = ((116.4, 40.7), (116.6, 40.7), (116.6, 40.6), (116.4, 40.6))  # of the counties: the cursor snaps to them


def test_a_scan_is_placed_corrected_and_taken_back(hand):
    window, document, panel = hand.window, hand.window.document, hand.panel
    assert window.left.is_collapsed and not panel.apply_button.isEnabled()
    for corner in CORNERS[:2]:
        hand.point(*corner)
    assert not panel.apply_button.isEnabled() and "2" in panel.summary.text() and "3" in panel.summary.text()
    hand.point(*CORNERS[2])
    assert panel.apply_button.isEnabled() and "没有多余" in panel.summary.text()
    hand.point(*CORNERS[3])
    # The places are those of the county corners to the last digit, by snapping; the picture is off by its pixels.
    places = [point.lonlat for point in window.scans._points]
    assert places == [pytest.approx(corner, abs=1e-9) for corner in CORNERS]
    assert max(hand.off(row) for row in range(4)) < 60.0

    count = document.undo_stack.count()
    hand.qtbot.mouseClick(panel.apply_button, LEFT)
    record = layer(hand.program, Role.BASEMAP)
    assert record.title == "老地图" and record.raster_path == "老地图.png"
    assert document.layers()[-1].uid == record.uid and document.undo_stack.count() == count + 1
    assert document.analysis_state() == "fresh"  # a picture to look at changes no zone
    hand.qtbot.waitUntil(lambda: window.map.canvas.scene.layer(record.uid) is not None, timeout=10_000)
    hand.canvas.zoom_by(0.6)
    hand.qtbot.waitUntil(lambda: drawn(hand.canvas), timeout=10_000)
    at = hand.on_map(116.61, 40.71)  # on the sheet, outside the counties
    color = hand.canvas.grab().toImage().pixelColor(at)
    assert (color.red(), color.green()) == (0xCC, 0x22)

    hand.qtbot.mouseClick(panel.view, LEFT, pos=hand.in_picture(116.5, 40.65))
    hand.type_place(4, "116°30′00″ 40°40′12″")  # 2.2 km too far north
    # Five points, affine: the middle one pulls them all; its own residual is 4/5 of the error.
    assert hand.off(4) == pytest.approx(0.8 * 2221, rel=0.05)
    assert panel.table.item(4, 3).font().bold() and "5" in panel.summary.text()
    panel.table.item(4, 0).setCheckState(Qt.CheckState.Unchecked)
    assert hand.off(4) == pytest.approx(2221, rel=0.05) and max(hand.off(row) for row in range(4)) < 60.0
    hand.qtbot.mouseClick(panel.apply_button, LEFT)
    stored = Placement.from_stored(layer(hand.program, Role.BASEMAP).placement)
    assert [point.is_used for point in stored.points] == [True] * 4 + [False]
    document.undo_stack.undo()
    assert len(Placement.from_stored(layer(hand.program, Role.BASEMAP).placement).points) == 4
    document.undo_stack.undo()
    assert all(record.role is not Role.BASEMAP for record in document.layers())


def test_points_are_moved_removed_and_typed_in_metres(hand):
    for corner in CORNERS:
        hand.point(*corner)
    panel, canvas = hand.panel, hand.canvas
    before = hand.window.scans._points[0].lonlat
    start, end = hand.on_map(*CORNERS[0]), hand.on_map(*CORNERS[0]) + QPoint(60, 40)
    move(canvas, start)
    hand.qtbot.mousePress(canvas, LEFT, pos=start)
    move(canvas, start + QPoint(30, 20), Qt.KeyboardModifier.AltModifier)
    hand.qtbot.mouseRelease(canvas, LEFT, Qt.KeyboardModifier.AltModifier, end)
    moved = hand.window.scans._points[0].lonlat
    assert moved != before and moved[0] > before[0] and moved[1] < before[1]
    hand.type_place(0, "nowhere")
    assert "nowhere" in hand.window.toast.text and hand.window.scans._points[0].lonlat == moved
    at = canvas.to_metric(shapely.Point(CORNERS[0]))
    hand.type_place(0, f"{at.y:.3f}, {39_000_000 + at.x:.3f}")
    assert hand.window.scans._points[0].lonlat == pytest.approx(CORNERS[0], abs=1e-7)
    panel.table.setCurrentCell(3, 1)
    panel.table.setFocus()
    hand.qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    assert panel.table.rowCount() == 3 and "没有多余" in panel.summary.text()


def test_a_set_that_places_nothing_says_why_and_another_choice_helps(hand):
    for lon in (116.42, 116.48, 116.55):
        hand.point(lon, 40.65)
    panel = hand.panel
    assert not panel.apply_button.isEnabled() and "一条直线" in panel.summary.text()
    panel.kinds.setCurrentIndex(0)
    panel.kinds.activated.emit(0)
    assert panel.apply_button.isEnabled()


def test_the_points_are_taken_up_again_after_opening(hand, qtbot):
    for corner in CORNERS:
        hand.point(*corner)
    hand.qtbot.mouseClick(hand.panel.apply_button, LEFT)
    window, document = hand.window, hand.window.document
    path = document.path
    document.close()
    assert window.scans.panel is None and not window.left.is_collapsed
    document.open(path)
    uid = layer(hand.program, Role.BASEMAP).uid
    qtbot.waitUntil(lambda: bool(window.rasters.task.states), timeout=10_000)
    window.layers.choose(uid)
    assert window.layers.card.points_button.isVisibleTo(window.layers.card)
    assert window.layers.card.role_box.count() == 1
    window.layers.card.points_button.click()
    qtbot.waitUntil(lambda: window.scans.panel is not None, timeout=30_000)
    assert window.scans.panel.table.rowCount() == 4 and len(window.map.place_tool.markers) == 4
    qtbot.keyClick(window.scans.panel, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.scans.panel is None)
    assert window.map.canvas.tool is window.map.tools["select"]


def test_a_picture_dropped_on_the_window_is_placed_and_a_broken_one_refused(
    planned, qtbot, scan, tmp_path, monkeypatch
):
    window = planned.window
    window.work.receive([scan])
    qtbot.waitUntil(lambda: window.scans.panel is not None, timeout=30_000)
    window.scans.close()
    errors: list[str] = []
    monkeypatch.setattr("app.dialogs.ask.show_message", lambda _parent, message: errors.append(message.sentence))
    scan.write_bytes(scan.read_bytes()[:200])
    window.work.receive([scan])
    qtbot.waitUntil(lambda: bool(errors), timeout=30_000)
    assert "老地图.png" in errors[0] and window.scans.panel is None


def test_a_crossing_of_grid_lines_is_caught(hand):
    window, canvas = hand.window, hand.canvas
    window.actions_["gk_grid"].trigger()
    hand.qtbot.mouseClick(hand.panel.view, LEFT, pos=hand.in_picture(116.45, 40.65))
    canvas.grab()
    step = canvas.grids._lines(canvas.grids._shown()[0], canvas.view, canvas.scene.metric_epsg).step
    x, y = (round(value / step) * step for value in canvas.view.center)
    at = QPointF(*canvas.view.to_px(x, y)).toPoint() + QPoint(4, -3)
    move(canvas, at)
    hand.qtbot.mouseClick(canvas, LEFT, pos=at)
    place = canvas.to_metric(shapely.Point(window.scans._points[0].lonlat))
    assert np.hypot(place.x - x, place.y - y) < 0.01


def test_a_page_of_a_pdf_is_chosen_drawn_and_placed(planned, qtbot, tmp_path, monkeypatch):
    pytest.importorskip("pypdfium2")
    path = pdf(tmp_path / "扫描.pdf", [(72.0, 72.0, ""), (600.0, 450.0, "1 0 0 rg 0 0 600 450 re f")])
    before = path.read_bytes()
    window = planned.window
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    seen = {}

    def answer(dialog):
        assert dialog.number.maximum() == 2 and "2" in dialog.number.suffix()
        dialog.number.setValue(2)
        assert not dialog.ok.isEnabled(), "not before the page has been looked at"
        qtbot.waitUntil(lambda: dialog.ok.isEnabled(), timeout=20_000)
        assert dialog.page.number == 2
        image = dialog.picture.pixmap().toImage()
        assert image.pixelColor(image.width() // 2, image.height() // 2).name() == "#ff0000"
        dialog.resolution.setCurrentIndex(dialog.resolution.findData(150))
        assert "1\u202f250" in dialog.resolution.currentText()
        seen["target"] = dialog.target
        dialog.ok.click()

    shown = when_dialog(PdfPageDialog, answer, qtbot)
    window.actions_["place_scan"].trigger()
    qtbot.waitUntil(lambda: window.scans.panel is not None, timeout=30_000)
    assert shown and seen["target"] == planned.document.path.parent / "扫描-p2-150dpi.tif"
    assert seen["target"].is_file() and path.read_bytes() == before
    window.map.zoom_full()
    qtbot.wait(300)
    hand = Hand(planned, qtbot)
    assert hand.panel.view._size == (1250.0, 938.0)
    for lon, lat in CORNERS[:3]:
        at = hand.panel.view.to_view((lon - WEST) / (EAST - WEST) * 1250, (NORTH - lat) / (NORTH - SOUTH) * 938)
        qtbot.mouseClick(hand.panel.view, LEFT, pos=at.toPoint())
        place = hand.on_map(lon, lat)
        move(hand.canvas, place, Qt.KeyboardModifier.NoModifier)
        qtbot.mouseClick(hand.canvas, LEFT, pos=place)
    qtbot.mouseClick(hand.panel.apply_button, LEFT)
    record = layer(planned, Role.BASEMAP)
    assert record.raster_path == "扫描-p2-150dpi.tif" and record.raster_sha256
    # Once more: the name is taken, so another is proposed and nothing is written over.
    window.scans.close()
    taken, asked = seen["target"], []
    monkeypatch.setattr("app.dialogs.ask.ask_overwrite", lambda _parent, one: asked.append(one))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(taken.with_suffix("")), ""))

    def choose(dialog):
        dialog._choose_place()
        seen["refused"] = dialog.target
        dialog.reject()

    when_dialog(PdfPageDialog, choose, qtbot)
    window.scans.takes([path])
    qtbot.waitUntil(lambda: "refused" in seen, timeout=20_000)
    assert asked == [taken] and seen["refused"] != taken
    shown = when_dialog(PdfPageDialog, lambda dialog: (seen.update(again=dialog.target), dialog.reject()), qtbot)
    window.scans.takes([path])
    qtbot.waitUntil(lambda: "again" in seen, timeout=20_000)
    assert seen["again"].name == "扫描-p1-200dpi.tif" and window.scans.panel is None


def test_a_broken_pdf_is_told_by_name(planned, qtbot, tmp_path, monkeypatch):
    pytest.importorskip("pypdfium2")
    told = []
    monkeypatch.setattr("app.dialogs.ask.show_message", lambda _parent, message: told.append(message.sentence))
    path = tmp_path / "坏.pdf"
    path.write_bytes(b"%PDF-1.5\nnothing")
    planned.window.scans.open_picture(path)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert "坏.pdf" in told[0] and planned.window.scans.panel is None
