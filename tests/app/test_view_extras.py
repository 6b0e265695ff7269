"""Grids, the overview map and pictures of the view, in the real window."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from app.canvas.grids import GridOverlay
from app.canvas.view import View
from layers.grids import nearest_graticule_crossing
from tests.app.conftest import drawn

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
DISCLAIMER = "本图联防区域不作为行政区域界线依据"


@pytest.fixture
def window(planned, qtbot):
    qtbot.waitUntil(lambda: drawn(planned.window.map.canvas), timeout=10_000)
    planned.window.map.canvas.setFocus()
    return planned.window


def pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).astype(int)


def shot(window) -> np.ndarray:
    return pixels(window.map.canvas.grab().toImage())


def test_a_meridian_is_drawn_where_it_lies_and_named_at_the_edge(window, qtbot):
    canvas = window.map.canvas
    before = shot(window)
    qtbot.keyClick(canvas, Qt.Key.Key_G, CTRL)
    assert window.actions_["graticule"].isChecked()
    changed = np.abs(shot(window) - before).sum(axis=2) > 20
    at = canvas.to_metric(shapely.Point(116.45, 40.66))
    row = round(canvas.view.to_px(at.x, at.y)[1])
    # 116°27′E is one of the lines of every step of 1, 3 … minutes that this view can have.
    band = changed[row - 4 : row + 5, :]
    lines = np.flatnonzero(band.all(axis=0))
    lonlat = [canvas.to_storage(shapely.Point(canvas.view.to_map(float(x) + 0.5, float(row)))).x for x in lines]
    steps = np.array(lonlat) * 60.0
    assert len(lines) >= 3 and np.abs(steps - np.round(steps)).max() < 0.06
    assert changed[:22].sum() > 200  # figures along the upper edge
    qtbot.keyClick(canvas, Qt.Key.Key_G, CTRL)
    assert (np.abs(shot(window) - before).sum(axis=2) <= 20).all()


def test_what_lies_over_the_map_comes_back_with_the_plan(window, qtbot):
    canvas, document = window.map.canvas, window.document
    for key, held in ((Qt.Key.Key_G, CTRL), (Qt.Key.Key_G, CTRL_SHIFT), (Qt.Key.Key_8, CTRL)):
        qtbot.keyClick(canvas, key, held)
    assert window.map.shown == ("graticule", "gk_grid", "overview")
    window.rebuild()
    assert window.map.shown == ("graticule", "gk_grid", "overview")
    window.actions_["graticule"].trigger()
    path = document.path
    document.close()
    assert window.map.shown == () and not window.actions_["gk_grid"].isChecked()
    document.open(path)
    assert window.map.shown == ("gk_grid", "overview")
    assert window.actions_["gk_grid"].isChecked() and not window.actions_["graticule"].isChecked()


def test_dragging_the_map_computes_no_grid_anew(window):
    canvas = window.map.canvas
    grids = canvas.grids
    grids.shows_graticule = grids.shows_gk = True
    canvas.grab()
    kept = dict(grids._kept)
    canvas.pan_by(120.0, -80.0)
    canvas.grab()
    assert grids._kept == kept and len(kept) == 2
    canvas.zoom_by(2.0)
    canvas.grab()
    assert all(grids._kept[kind] is not kept[kind] for kind in kept)


def test_a_crossing_is_found_only_when_it_is_shown_and_near():
    view = View((466_000.0, 4_512_000.0), 20.0, (800.0, 600.0))  # 16 km wide: a line every 5 km
    grids = GridOverlay()
    assert grids.crossing_near(465_000.0, 4_510_000.0, view, 4548, 12.0) is None
    grids.shows_gk = True
    assert grids.crossing_near(465_100.0, 4_509_900.0, view, 4548, 12.0) == pytest.approx((465_000.0, 4_510_000.0))
    assert grids.crossing_near(466_000.0, 4_512_000.0, view, 4548, 12.0) is None
    grids.shows_gk, grids.shows_graticule = False, True
    x, y = nearest_graticule_crossing(466_000.0, 4_512_000.0, 4548, 5 / 60)
    assert grids.crossing_near(x + 60.0, y, view, 4548, 12.0) == pytest.approx((x, y))


def test_the_overview_shows_where_the_map_is_and_leads_elsewhere(window, qtbot):
    canvas, overview = window.map.canvas, window.map.overview
    assert not overview.isVisible() and overview._worker is None  # costs nothing until somebody looks
    qtbot.keyClick(canvas, Qt.Key.Key_8, CTRL)
    qtbot.waitUntil(lambda: overview.is_drawn, timeout=10_000)
    canvas.zoom_by(4.0)
    own = overview._picture.view
    there = canvas.to_metric(shapely.Point(116.55, 40.62))
    at = QPoint(*(round(value) + 1 for value in own.to_px(there.x, there.y)))
    qtbot.mouseClick(overview, LEFT, pos=at)
    assert np.hypot(canvas.view.center[0] - there.x, canvas.view.center[1] - there.y) < own.metres_per_px
    qtbot.mousePress(overview, LEFT, pos=at)
    qtbot.mouseMove(overview, at - QPoint(30, 10))
    qtbot.mouseRelease(overview, LEFT, pos=at - QPoint(30, 10))
    assert canvas.view.center[0] == pytest.approx(there.x - 30 * own.metres_per_px, abs=own.metres_per_px)
    # The rectangle is where the map is.
    x, y = own.to_px(canvas.view.extent[0], canvas.view.center[1])
    accent = pixels(overview.grab().toImage())[round(y) + 1, round(x) - 1 : round(x) + 4]
    ground = pixels(overview.grab().toImage())[4, 4]
    assert np.abs(accent - ground).sum(axis=1).max() > 150
    first = overview._picture
    window.document.set_layer_opacity(window.document.layers()[0].uid, 0.7)
    qtbot.wait(300)
    assert overview._picture is first  # the counties are the same


def test_the_view_is_copied_twice_as_fine_with_its_words(window, qtbot):
    canvas = window.map.canvas
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(canvas, Qt.Key.Key_P, CTRL | Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not QGuiApplication.clipboard().image().isNull(), timeout=10_000)
    image = QGuiApplication.clipboard().image()
    assert image.width() == canvas.width() * 2 and image.height() > canvas.height() * 2
    # What is on the screen is in the picture: the colours of the middle agree.
    mine, its = shot(window), pixels(image)[::2, ::2]
    high, wide = mine.shape[:2]
    part = np.s_[high // 4 : high // 2, wide // 4 : wide // 2]
    assert np.abs(mine[part].mean(axis=(0, 1)) - its[part].mean(axis=(0, 1))).max() < 3.0
    assert "已复制" in window.toast.text


def test_a_picture_of_the_view_is_written_over_only_when_asked(window, tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "图.png"
    path.write_text("mine")
    asked: list[Path] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(tmp_path / "图"), ""))
    monkeypatch.setattr("app.dialogs.ask.ask_overwrite", lambda _parent, one: asked.append(one))
    window.actions_["save_view"].trigger()
    assert asked == [path] and not window.jobs.active and path.read_text() == "mine"


@pytest.mark.parametrize("wide", [False, True])
def test_the_view_is_written_as_a_picture_that_says_what_it_is(window, qtbot, tmp_path: Path, monkeypatch, wide):
    path = tmp_path / "图.png"

    def ask(_parent, _title, suggested, kinds):
        assert suggested.endswith(".png") and "测试规划" in suggested
        return str(path), kinds.split(";;")[int(wide)]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    window.actions_["save_view"].trigger()
    qtbot.waitUntil(lambda: "图.png" in window.toast.text, timeout=10_000)
    image = QImage(str(path))
    assert not image.isNull() and DISCLAIMER in image.text("Description")
    assert image.text("Description").startswith("测试规划")
    if wide:
        assert (image.width(), image.height()) == (1920, 1080)
