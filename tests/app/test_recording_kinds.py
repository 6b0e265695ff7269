"""Every kind that can be recorded: by mouse, by typing, changed and moved; and lines and areas moved whole."""

import numpy as np
import pytest
import shapely
from PySide6.QtCore import QPoint, Qt

from layers.kinds import RecordKind, Shape
from layers.recording import FORMS, FieldKind
from tests.app.canvas.conftest import move
from tests.app.test_map_tools import ALT, CTRL, LEFT, RIGHT, map_  # noqa: F401
from tests.app.test_recording import Recorder, hand  # noqa: F401

KINDS = list(RecordKind)
#: Where each shape is put by mouse, and where by typing, away from the first.
DRAWN = {
    Shape.POINT: [(116.47, 40.66)],
    Shape.LINE: [(116.46, 40.63), (116.47, 40.635), (116.48, 40.63)],
    Shape.POLYGON: [(116.46, 40.63), (116.48, 40.63), (116.47, 40.645)],
}
TYPED = {shape: [(lon + 0.06, lat - 0.01) for lon, lat in places] for shape, places in DRAWN.items()}
FILLED = {FieldKind.TEXT: "甲", FieldKind.NUMBER: "12", FieldKind.DATE: "2026-05-01"}


def fill(hand, kind):  # noqa: F811
    """Type something into every field; return what each should hold."""
    wanted = {}
    for one in FORMS[kind].fields:
        if one.kind is FieldKind.YES:
            hand.card.fields[one.name].setChecked(True)
            wanted[one.name] = True
            continue
        hand.type(one.name, FILLED[one.kind])
        wanted[one.name] = 12.0 if one.kind is FieldKind.NUMBER else FILLED[one.kind]
    return wanted


def draw(hand, kind):  # noqa: F811
    places = DRAWN[FORMS[kind].shape]
    for place in places:
        hand.click(*place)
    if FORMS[kind].shape is not Shape.POINT:
        hand.click(*places[-1], RIGHT)


@pytest.mark.parametrize("kind", KINDS, ids=[kind.value for kind in KINDS])
def test_each_kind_by_mouse_by_typing_changed_and_moved(hand, kind):  # noqa: F811
    shape, document = FORMS[kind].shape, hand.document
    steps = hand.steps()
    # By mouse.
    hand.begin(kind)
    draw(hand, kind)
    wanted = fill(hand, kind)
    hand.enter()
    (row,) = hand.rows(kind)
    assert hand.steps() == steps + 1
    assert {name: row.values[name] for name in wanted} == wanted
    expected = [(one.x, one.y) for one in (hand.place(*place) for place in DRAWN[shape])]
    given = shapely.get_coordinates(row.shape)
    assert given[: len(expected)] == pytest.approx(np.array(expected), abs=1e-8)
    # By coordinates alone.
    hand.begin(kind)
    hand.type_place("\n".join(f"{lon:.6f}, {lat:.6f}" for lon, lat in TYPED[shape]))
    fill(hand, kind)
    hand.card.confirm()
    assert len(hand.rows(kind)) == 2 and hand.steps() == steps + 2
    typed = hand.rows(kind)[1]
    assert shapely.get_coordinates(typed.shape)[: len(expected)] == pytest.approx(np.array(TYPED[shape]), abs=1e-9)
    hand.settled()
    # Changed: its words, from the list.
    first = FORMS[kind].fields[0].name
    hand.window.recording.edit(*typed.key)
    hand.type(first, "乙")
    hand.card.confirm()
    assert hand.rows(kind)[1].values[first] == "乙" and hand.steps() == steps + 3
    # Moved: a point by dragging it, what is longer by the handle that takes all of it.
    hand.window.recording.edit(*row.key)
    hand.canvas.setFocus()
    start = DRAWN[Shape.POINT][0]
    if shape is Shape.POINT:
        hand.drag(start, (start[0] + 0.01, start[1]))
    else:
        pull(hand, hand.canvas.tool._handle().toPoint(), QPoint(40, -30))
    hand.card.confirm()
    moved = hand.rows(kind)[0]
    assert hand.steps() == steps + 4 and len(hand.rows(kind)) == 2
    gone = shapely.get_coordinates(moved.shape) - shapely.get_coordinates(row.shape)
    assert gone == pytest.approx(gone[0] + 0.0 * gone, abs=2e-5) and abs(gone[0]).max() > 0.005, "all of it alike"
    assert moved.values[first] == row.values[first]
    document.undo_stack.undo()
    assert hand.rows(kind)[0].shape.equals_exact(row.shape, 0.0)


def pull(hand, start, way, ends=True):  # noqa: F811
    """Drag by pixels."""
    move(hand.canvas, start, ALT)
    hand.qtbot.mousePress(hand.canvas, LEFT, ALT, start)
    move(hand.canvas, start + way / 2, ALT)
    move(hand.canvas, start + way, ALT)
    if ends:
        hand.qtbot.mouseRelease(hand.canvas, LEFT, ALT, start + way)


@pytest.fixture
def road(hand):  # noqa: F811
    """A closed road in hand, ended, 40 px long sides and more."""
    hand.begin(RecordKind.CLOSED_ROAD)
    draw(hand, RecordKind.CLOSED_ROAD)
    hand.canvas.setFocus()
    return hand


def test_the_handle_moves_a_closed_road_and_undo_brings_it_back(road):
    tool = road.canvas.tool
    before = tool.draft.shape
    metric = shapely.get_coordinates(road.canvas.to_metric(before))
    at = tool._handle().toPoint()
    move(road.canvas, at, ALT)
    assert road.canvas.cursor().shape() is Qt.CursorShape.SizeAllCursor and tool.hint() != tool.prompt
    pull(road, at, QPoint(50, 40))
    moved = shapely.get_coordinates(road.canvas.to_metric(tool.draft.shape)) - metric
    mpp = road.canvas.view.metres_per_px
    assert moved == pytest.approx(np.tile([50 * mpp, -40 * mpp], (len(moved), 1)), abs=0.01)
    assert "km" in road.card.where.text()
    road.key(Qt.Key.Key_Z, CTRL)
    assert tool.draft.shape.equals_exact(before, 0.0)


def test_a_trembling_hand_and_escape_leave_it_where_it_is(road):
    tool = road.canvas.tool
    before, at = tool.draft.shape, tool._handle().toPoint()
    pull(road, at, QPoint(2, 2))
    assert tool.draft.shape is before
    pull(road, at, QPoint(60, 0), ends=False)
    shown = road.canvas.grab().toImage()
    road.key(Qt.Key.Key_Escape)
    assert tool.draft is not None and tool.draft.shape is before
    assert road.canvas.grab().toImage() != shown
    road.qtbot.mouseRelease(road.canvas, LEFT, ALT, at + QPoint(60, 0))
    assert tool.draft.shape is before


def test_an_area_is_taken_anywhere_inside_but_its_points_and_sides_still_bend(hand):  # noqa: F811
    hand.begin(RecordKind.HAZARD_AREA)
    draw(hand, RecordKind.HAZARD_AREA)
    hand.canvas.setFocus()
    tool = hand.canvas.tool
    before = tool.draft.shape
    inside = hand.px(116.4655, 40.6325)
    assert not tool._is_on_handle(inside.toPointF())
    pull(hand, inside, QPoint(-30, 20))
    moved = tool.draft.shape
    assert moved.area == pytest.approx(before.area, rel=1e-3) and not moved.equals(before)
    hand.key(Qt.Key.Key_Z, CTRL)
    hand.drag((116.47, 40.645), (116.47, 40.65))
    assert tool.draft.shape.area > before.area * 1.1, "a corner is bent"
    hand.drag((116.47, 40.63), (116.47, 40.625))
    assert len(tool.draft.shape.exterior.coords) == 5, "a side gets a corner"


def test_a_right_click_on_the_map_offers_to_change_what_is_there(hand):  # noqa: F811
    hand.begin(RecordKind.CLOSED_ROAD)
    draw(hand, RecordKind.CLOSED_ROAD)
    hand.type("name", "东岭路")
    hand.enter()
    (row,) = hand.rows(RecordKind.CLOSED_ROAD)
    hand.settled()
    hand.window.actions_["select"].trigger()
    at = hand.canvas.to_metric(row.shape).interpolate(0.3, normalized=True)
    hand.window.pointing.show_menu(QPoint(10, 10).toPointF(), at.x, at.y)
    entry = next(one for one in hand.window.pointing.menu.actions() if "东岭路" in one.text())
    entry.trigger()
    hand.window.pointing.menu.close()
    assert hand.canvas.tool.draft.uid == row.uid and hand.card.fields["name"].text() == "东岭路"
    area = hand.document.add_patrol_area(shapely.box(116.52, 40.61, 116.55, 40.63), "东区")
    hand.window.actions_["select"].trigger()
    place = _xy(hand, 116.53, 40.62)
    hand.qtbot.waitUntil(lambda: hand.canvas.feature_at(*place, layer_uid="patrol_areas") is not None, timeout=10_000)
    hand.window.pointing.show_menu(QPoint(10, 10).toPointF(), *place)
    entry = next(one for one in hand.window.pointing.menu.actions() if "东区" in one.text())
    entry.trigger()
    hand.window.pointing.menu.close()
    assert hand.window.map.edit_tool.target == area


def _xy(hand, lon, lat):  # noqa: F811
    at = hand.canvas.to_metric(shapely.Point(lon, lat))
    return at.x, at.y
