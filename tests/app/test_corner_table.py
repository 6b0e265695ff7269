"""The table of corners in the real window: typed, pasted, removed, and in step with the map."""

import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from tests.app.canvas.conftest import move
from tests.app.test_map_tools import CTRL, CTRL_SHIFT, LEFT, Hand, map_  # noqa: F401
from tests.app.test_reshaping import hand, one_step, shape_of  # noqa: F401

AREA = shapely.Polygon([(116.48, 40.63), (116.52, 40.63), (116.52, 40.66), (116.48, 40.66)])


@pytest.fixture
def table(hand):  # noqa: F811
    """The open table of one area of four corners."""
    (hand.uid,) = hand.add(AREA)
    hand.key(Qt.Key.Key_V, CTRL_SHIFT)
    hand.card = hand.window.shaping.corners.card
    assert hand.card.isVisible() and hand.canvas.tool is hand.window.map.edit_tool
    return hand


def cell(table, row, column):
    return table.card.model.text(row, column)


def type_in(table, row, column, text):
    view = table.card.table
    view.setCurrentIndex(table.card.model.index(row, column))
    view.edit(table.card.model.index(row, column))
    editor = view.findChild(QLineEdit)
    editor.selectAll()
    table.qtbot.keyClicks(editor, text)
    table.qtbot.keyClick(editor, Qt.Key.Key_Return)
    table.qtbot.waitUntil(lambda: view.state() is not view.State.EditingState)  # Qt takes the text over a little later
    table.qtbot.wait(20)


def choose(table, row):
    """Click on a row."""
    view = table.card.table
    at = view.visualRect(table.card.model.index(row, 0)).center()
    table.qtbot.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)


def test_each_corner_is_a_row_in_degrees_and_metres(table):
    assert table.card.model.rowCount() == 4
    assert cell(table, 0, 1) == "116°28′48.000″E" and cell(table, 0, 2) == "40°37′48.000″N"
    at = table.canvas.to_metric(shapely.Point(116.48, 40.63))
    assert float(cell(table, 0, 3)) == pytest.approx(at.y, abs=0.0006)
    assert float(cell(table, 0, 4)) == pytest.approx(at.x, abs=0.0006)
    assert "中央经线" in table.card.system.text() and "EPSG:" in table.card.system.text()
    table.canvas.grab()


@pytest.mark.parametrize("text", ["116.53", "116-31-48", "116 31 48E"])
def test_a_longitude_is_typed_and_the_latitude_stays_to_the_last_digit(table, text):
    type_in(table, 1, 1, text)
    lon, lat = shape_of(table, table.uid).exterior.coords[1]
    assert lon == pytest.approx(116.53, abs=1e-12) and lat == 40.63
    assert cell(table, 1, 1) == "116°31′48.000″E"
    one_step(table, "键入")
    assert cell(table, 1, 1) == "116°31′12.000″E", "the table follows undo"


def test_metres_are_typed(table):
    north = float(cell(table, 2, 3)) + 100.0
    type_in(table, 2, 3, f"{north:.3f}")
    after = table.canvas.to_metric(shapely.Point(shape_of(table, table.uid).exterior.coords[2]))
    assert after.y == pytest.approx(north, abs=1e-6)
    one_step(table, "键入")


@pytest.mark.parametrize(("column", "text"), [(1, "river"), (1, "40.63"), (4, "x12")])
def test_what_is_no_coordinate_is_said_and_changes_nothing(table, column, text):
    type_in(table, 1, column, text)
    assert text in table.window.toast.text and shape_of(table, table.uid).equals(AREA)


def test_sides_that_would_cross_are_refused(table):
    type_in(table, 1, 1, "116.40")
    type_in(table, 1, 2, "40.65")
    before = shape_of(table, table.uid)
    type_in(table, 2, 1, "116.38")
    type_in(table, 2, 2, "40.60")
    assert shape_of(table, table.uid).is_valid and "三个角点" in table.window.toast.text
    assert before.is_valid


def test_rows_are_pasted_from_a_spreadsheet(table):
    table.card.table.setCurrentIndex(table.card.model.index(2, 1))
    QGuiApplication.clipboard().setText("经度\t纬度\n116.53\t40.66\n116.50\t40.67\n116.47\t40.66")
    table.qtbot.keyClick(table.card.table, Qt.Key.Key_V, CTRL)
    expected = [(116.48, 40.63), (116.52, 40.63), (116.53, 40.66), (116.50, 40.67), (116.47, 40.66)]
    assert list(shape_of(table, table.uid).exterior.coords)[:-1] == [pytest.approx(one, abs=1e-12) for one in expected]
    assert table.card.model.rowCount() == 5
    one_step(table, "键入")


def test_metres_are_pasted_north_first(table):
    x, y = float(cell(table, 0, 3)), float(cell(table, 0, 4))
    table.card.table.setCurrentIndex(table.card.model.index(0, 1))
    QGuiApplication.clipboard().setText(f"{x - 50:.3f}\t{y:.3f}")
    table.qtbot.keyClick(table.card.table, Qt.Key.Key_V, CTRL)
    after = table.canvas.to_metric(shapely.Point(shape_of(table, table.uid).exterior.coords[0]))
    assert (after.y, after.x) == pytest.approx((x - 50, y), abs=0.001)


def test_what_was_copied_can_be_pasted_again(table):
    table.card.copy()
    copied = QGuiApplication.clipboard().text()
    assert copied.splitlines()[0].startswith("点号\t经度") and "EPSG" in copied
    rows = [line.split("\t") for line in copied.splitlines()[1:5]]
    QGuiApplication.clipboard().setText("\n".join("\t".join(row[1:3]) for row in rows))
    table.card.table.setCurrentIndex(table.card.model.index(0, 1))
    table.qtbot.keyClick(table.card.table, Qt.Key.Key_V, CTRL)
    assert shape_of(table, table.uid).equals_exact(AREA, 1e-8)


def test_delete_removes_the_corners_selected(table):
    choose(table, 1)
    table.qtbot.keyClick(table.card.table, Qt.Key.Key_Delete)
    assert table.card.model.rowCount() == 3
    choose(table, 1)
    table.qtbot.keyClick(table.card.table, Qt.Key.Key_Delete)
    assert table.card.model.rowCount() == 3 and "三个角点" in table.window.toast.text
    one_step(table, "键入")


def test_a_row_lights_up_its_corner_and_a_corner_its_row(table):
    choose(table, 2)
    tool = table.window.map.edit_tool
    assert (tool._marked.ring, tool._marked.index) == (0, 2)
    at = table.px(116.48, 40.63)
    move(table.canvas, at, Qt.KeyboardModifier.NoModifier)
    table.qtbot.mouseClick(table.canvas, LEFT, pos=at)
    assert table.card.table.currentIndex().row() == 0
    table.canvas.setFocus()
    table.key(Qt.Key.Key_Escape)


def test_a_corner_out_of_sight_is_brought_into_sight(table):
    table.canvas.zoom_by(8.0)
    assert not inside(table, 116.52, 40.66)
    choose(table, 2)
    assert inside(table, 116.52, 40.66)


def test_a_corner_under_the_table_is_moved_beside_it(table):
    card, canvas = table.card, table.canvas
    at = canvas.to_metric(shapely.Point(116.52, 40.66))
    x, y = canvas.view.to_px(at.x, at.y)
    under = card.geometry().center()
    canvas.pan_by(under.x() - x, under.y() - y)
    choose(table, 2)
    assert inside(table, 116.52, 40.66) and not card.geometry().contains(table.px(116.52, 40.66))


def inside(table, lon, lat):
    at = table.px(lon, lat)
    return table.canvas.rect().contains(at)


def test_another_tool_closes_the_table(table):
    table.window.actions_["select"].trigger()
    assert not table.card.isVisible()


def test_the_table_goes_with_its_area(table):
    table.document.remove_patrol_area(table.uid)
    assert not table.card.isVisible()


def test_a_card_is_dragged_out_of_the_way_and_stays_in_sight(table):
    card = table.card
    before = card.pos()
    grip = card.title.geometry().center() + card.rect().topLeft()
    table.qtbot.mousePress(card, LEFT, pos=grip)
    table.qtbot.mouseMove(card, grip - QPoint(120, -30))
    table.qtbot.mouseRelease(card, LEFT, pos=grip)
    assert card.pos() != before and table.window.map.rect().contains(card.geometry())
    table.window.actions_["select"].trigger()
    table.window.patrol.choose(table.uid)
    table.window.hands.choose_area(table.uid)
    table.window.actions_["vertex_table"].trigger()
    assert card.pos() == before, "opened again it is in its corner"
