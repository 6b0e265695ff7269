"""Mouse and keys on the map and in the list of layers, as GIS hands expect them."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio
import shapely
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from rasterio.transform import from_origin

from app.application import Application
from layers.kinds import Origin, Role, Shape
from layers.plan.model import LayerRecord
from tests.app.conftest import layer

KEY, LEFT, NO = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def active(program: Application, qtbot) -> None:
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)


def px(canvas, lon: float, lat: float) -> QPoint:
    at = canvas.to_metric(shapely.Point(lon, lat))
    return QPoint(*(round(value) for value in canvas.view.to_px(at.x, at.y)))


def test_back_and_forward_through_the_views(planned: Application, qtbot) -> None:
    active(planned, qtbot)
    window, canvas = planned.window, planned.window.map.canvas
    canvas.zoom_full()
    qtbot.wait(450)
    first = canvas.view
    canvas.zoom_by(4.0)
    qtbot.wait(450)
    second = canvas.view
    qtbot.mouseClick(canvas, Qt.MouseButton.BackButton, NO, QPoint(50, 50))
    assert canvas.view == first
    qtbot.mouseClick(canvas, Qt.MouseButton.ForwardButton, NO, QPoint(50, 50))
    assert canvas.view == second
    qtbot.keyClick(window, KEY.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert canvas.view == first
    canvas.pan_by(40, 0)
    qtbot.keyClick(window, KEY.Key_Left, Qt.KeyboardModifier.AltModifier)  # also from a view that has not rested yet
    assert canvas.view == first
    qtbot.keyClick(window, KEY.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert canvas.view.center != first.center


def test_a_right_click_offers_the_coordinates(planned: Application, qtbot) -> None:
    window, canvas = planned.window, planned.window.map.canvas
    at = px(canvas, 116.5, 40.65)
    QApplication.sendEvent(canvas, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, canvas.mapToGlobal(at)))
    menu = window.pointing.menu
    texts = [action.text() for action in menu.actions()]
    assert any("116°" in text and "″E" in text and "40°" in text and "″N" in text for text in texts)
    entry = next(action for action in menu.actions() if "经度，纬度" in action.text())
    entry.trigger()
    lon, lat = (float(part) for part in QGuiApplication.clipboard().text().split(", "))
    assert (lon, lat) == pytest.approx((116.5, 40.65), abs=0.002)
    with_zone = next(action for action in menu.actions() if "带带号" in action.text()).text()
    assert " Y 39" in with_zone  # 117° E is the meridian of zone 39
    menu.close()


def test_shift_and_drag_zoom_to_a_box_while_measuring(planned: Application, qtbot) -> None:
    active(planned, qtbot)
    window, canvas = planned.window, planned.window.map.canvas
    window.actions_["measure"].trigger()
    qtbot.mouseClick(canvas, LEFT, NO, QPoint(200, 200))
    before = canvas.view.metres_per_px
    qtbot.mousePress(canvas, LEFT, SHIFT, QPoint(250, 150))
    qtbot.mouseMove(canvas, QPoint(350, 220))
    qtbot.mouseRelease(canvas, LEFT, SHIFT, QPoint(350, 220))
    assert canvas.view.metres_per_px < before / 2
    assert len(canvas.tool.corners) == 1  # what was measured so far is still in hand


def test_space_hides_all_selected_layers_in_one_step(planned: Application, qtbot) -> None:
    window, document = planned.window, planned.document
    tree = window.layers.tree
    forest, villages = layer(planned, Role.FOREST).uid, layer(planned, Role.SETTLEMENT).uid
    window.layers.choose(forest)
    window.layers.item(villages).setSelected(True)
    tree.setFocus()
    steps = document.undo_stack.count()
    qtbot.keyClick(tree, KEY.Key_Space)
    assert not document.layer(forest).visible and not document.layer(villages).visible
    assert document.undo_stack.count() == steps + 1
    window.actions_["undo"].trigger()
    assert document.layer(forest).visible and document.layer(villages).visible
    assert document.analysis_state() == "fresh"


def test_show_and_hide_all_layers(planned: Application, qtbot) -> None:
    active(planned, qtbot)
    window, document = planned.window, planned.document
    qtbot.keyClick(window, KEY.Key_H, CTRL | SHIFT)
    assert not any(record.visible for record in document.layers()) and not document.look("zones").visible
    qtbot.keyClick(window, KEY.Key_U, CTRL | SHIFT)
    assert all(record.visible for record in document.layers()) and document.look("zones").visible


def test_ctrl_and_click_on_a_box_takes_all_of_its_kind(planned: Application, qtbot) -> None:
    window, document = planned.window, planned.document
    tree, item = window.layers.tree, window.layers.item(layer(planned, Role.FOREST).uid)
    tree.scrollToItem(item)
    row = tree.visualItemRect(item)
    box = next(
        QPoint(x, row.center().y()) for x in range(row.right()) if tree._is_box(item, QPoint(x, row.center().y()))
    ) + QPoint(8, 0)
    qtbot.mouseClick(tree.viewport(), LEFT, CTRL, box)
    assert not any(record.visible for record in document.layers()) and document.look("zones").visible
    qtbot.mouseClick(tree.viewport(), LEFT, CTRL, box)
    assert all(record.visible for record in document.layers())


def test_nothing_is_selected_any_more(planned: Application, qtbot) -> None:
    active(planned, qtbot)
    window = planned.window
    window.zones.table.selectRow(0)
    assert window.map.canvas.selection
    qtbot.keyClick(window, KEY.Key_A, CTRL | SHIFT)
    assert window.map.canvas.selection == [] and window.zones.chosen == ""


def test_identify_says_what_the_rasters_hold(planned: Application, qtbot, tmp_path) -> None:
    """A plane that rises 10 % to the east, and land cover in the IGBP list."""
    window, document = planned.window, planned.document
    size, cell = 40, 0.005
    origin = from_origin(116.4, 40.7, cell, cell)
    ground_m = cell * 111_320.0 * np.cos(np.radians(40.65))
    rise = np.tile(100.0 + 0.1 * ground_m * np.arange(size), (20, 1)).astype("float32")
    rise[:, 30:] = -9999.0
    cover = np.full((20, size), 5, dtype="uint8")
    cover[:, 25:] = 10
    for name, values, nodata in (("terrain.tif", rise, -9999.0), ("MCD12Q1_igbp.tif", cover, 255)):
        with rasterio.open(
            tmp_path / name, "w", driver="GTiff", width=size, height=20, count=1, dtype=values.dtype,
            crs="EPSG:4490", transform=origin, nodata=nodata,
        ) as out:  # fmt: skip
            out.write(values, 1)

    def put() -> None:
        with document.store.change("layers_added", titles=["地形", "地类"]):
            for name, role, title in (
                ("terrain.tif", Role.TERRAIN, "地形"),
                ("MCD12Q1_igbp.tif", Role.LAND_COVER, "地类"),
            ):
                document.store.add_layer(
                    LayerRecord("", title, role, Shape.RASTER, Origin.READ, "", raster_path=name), None
                )

    document.on_writer(put)
    rasters = [record for record in document.layers() if record.shape is Shape.RASTER]
    qtbot.waitUntil(lambda: all(window.rasters.task.state(one) is not None for one in rasters), timeout=5000)
    window.actions_["identify"].trigger()
    canvas, card = window.map.canvas, window.looking.identify_card
    canvas.zoom_full()

    def ask(lon: float) -> str:
        qtbot.mouseClick(canvas, LEFT, NO, px(canvas, lon, 40.65))
        qtbot.waitUntil(lambda: window.looking._job is None, timeout=5000)
        return card.text()

    said = ask(116.45)
    assert "混交林 (5)" in said and " m\n" in said
    assert "5.7°" in said  # atan 0.1
    assert "西" in said.split("坡向")[1].split("\n")[0]  # it faces west, where it falls
    said = ask(116.58)
    assert "此处无数据" in said and "草地 (10)" in said


def test_a_pinch_and_two_fingers_zoom_smoothly(planned: Application) -> None:
    """No middle button is needed; pixels of a touchpad are followed one by one."""
    from PySide6.QtGui import QPointingDevice, QWheelEvent

    canvas = planned.window.map.canvas
    before = canvas.view.metres_per_px
    at = QPointF(canvas.width() / 2, canvas.height() / 2)
    for _ in range(8):
        event = QWheelEvent(
            at, canvas.mapToGlobal(at), QPoint(0, 20), QPoint(0, 20), Qt.MouseButton.NoButton, NO,
            Qt.ScrollPhase.ScrollUpdate, False, device=QPointingDevice.primaryPointingDevice(),
        )  # fmt: skip
        QApplication.sendEvent(canvas, event)
    assert canvas.view.metres_per_px == pytest.approx(before / 2, rel=1e-6)  # 160 pixels double the scale
