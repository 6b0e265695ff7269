"""Snapping kinds and shared edges, with the mouse and the keys in the real window."""

import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QToolButton

from app.canvas.hit import geometry_of
from app.canvas.snapping import ALL_KINDS, SnapKind
from tests.app.canvas.conftest import move
from tests.app.conftest import drawn
from tests.app.test_map_tools import ALT, CTRL, LEFT, map_  # noqa: F401

NONE = Qt.KeyboardModifier.NoModifier
CTRL_ALT = CTRL | ALT


@pytest.fixture
def pair(map_):  # noqa: F811
    """Two areas side by side on 116.5, the left one chosen and in the vertex tool; the map can snap."""
    document, window = map_.document, map_.window
    left = document.add_patrol_area(shapely.box(116.48, 40.62, 116.50, 40.64), "西区")
    right = document.add_patrol_area(shapely.box(116.50, 40.62, 116.53, 40.64), "东区")
    map_.qtbot.waitUntil(
        lambda: all(geometry_of(map_.canvas.scene, "patrol_areas", uid) for uid in (left, right)), timeout=10_000
    )
    window.patrol.choose(left)
    window.hands.choose_area(left)
    window.actions_["edit_vertices"].trigger()
    assert window.map.edit_tool.target == left
    map_.qtbot.waitUntil(lambda: bool(map_.canvas.snapper._targets) and drawn(map_.canvas), timeout=10_000)
    map_.qtbot.waitUntil(lambda: map_.canvas._pictures.worker.is_done, timeout=10_000)  # what one snaps to is there
    map_.left, map_.right = left, right
    return map_


def bits(document, uid):
    return shapely.to_wkb(document.patrol_shape(uid))


def corners(document, uid):
    return {tuple(xy) for xy in shapely.get_coordinates(document.patrol_shape(uid))}


def drag(hand, start, end, keys=ALT):
    hand.move(*start, keys)
    hand.qtbot.mousePress(hand.canvas, LEFT, keys, hand.px(*start))
    for share in (0.4, 1.0):
        hand.move(*(a + (b - a) * share for a, b in zip(start, end, strict=True)), keys)
    hand.shown = hand.canvas.grab().toImage()
    hand.said = hand.window.map.edit_tool.hint()
    hand.qtbot.mouseRelease(hand.canvas, LEFT, keys, hand.px(*end))


def test_a_shared_corner_takes_the_neighbour_along_in_one_step(pair):
    document, tool = pair.document, pair.window.map.edit_tool
    before = [bits(document, uid) for uid in (pair.left, pair.right)]
    steps = document.undo_stack.count()
    pair.move(116.50, 40.64)
    assert "1" in tool.hint() and "共用" in tool.hint(), "said before anything is moved"
    drag(pair, (116.50, 40.64), (116.495, 40.65))
    assert "1" in pair.said and "Ctrl" in pair.said
    assert document.undo_stack.count() == steps + 1
    assert "西区" in document.undo_stack.undoText() and "东区" in document.undo_stack.undoText()
    shared = corners(document, pair.left) & corners(document, pair.right)
    assert len(shared) == 2 and (116.50, 40.62) in shared
    (there,) = shared - {(116.50, 40.62)}
    assert there == pytest.approx((116.495, 40.65), abs=2e-4)
    pair.key(Qt.Key.Key_Z, CTRL)
    assert [bits(document, uid) for uid in (pair.left, pair.right)] == before, "to the last bit"
    pair.key(Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    document.undo_stack.redo()
    assert corners(document, pair.left) & corners(document, pair.right) == shared


def test_the_neighbour_is_shown_as_it_would_be(pair):
    accent = pair.window.map.canvas.theme_accent.upper()
    drag(pair, (116.50, 40.64), (116.495, 40.65))
    # On the neighbour's far side, clear of the words beside the cursor.
    at = pair.px(116.53, 40.63)
    near = {
        pair.shown.pixelColor(at.x() + dx, at.y() + dy).name().upper() for dx in range(-3, 4) for dy in range(-3, 4)
    }
    assert accent in near


def test_ctrl_leaves_the_neighbour_as_it_is(pair):
    before = bits(pair.document, pair.right)
    drag(pair, (116.50, 40.64), (116.495, 40.65), CTRL_ALT)
    assert pair.said == "仅此联防区"
    assert bits(pair.document, pair.right) == before and (116.50, 40.64) not in corners(pair.document, pair.left)


def test_the_switch_leaves_neighbours_alone_and_is_kept(pair):
    pair.key(Qt.Key.Key_J)
    assert not pair.window.actions_["together"].isChecked()
    before = bits(pair.document, pair.right)
    drag(pair, (116.50, 40.64), (116.495, 40.65))
    assert bits(pair.document, pair.right) == before
    assert "together" in pair.window.settings.drawing_off()
    pair.window.rebuild()
    assert not pair.window.actions_["together"].isChecked()


def test_a_small_move_is_not_held_by_the_neighbours_old_corner(pair):
    # 4 px, with snapping on: the neighbour's corner under the hand moves along and so must not catch it.
    start = pair.px(116.50, 40.64)
    move(pair.canvas, start, NONE)
    pair.qtbot.mousePress(pair.canvas, LEFT, NONE, start)
    for step in (4, 5):
        move(pair.canvas, start + QPoint(0, -step), NONE)
    tool = pair.window.map.edit_tool
    assert tool._snap is None or tool._snap.kind is not SnapKind.VERTEX
    pair.qtbot.mouseRelease(pair.canvas, LEFT, NONE, start + QPoint(0, -5))
    shared = corners(pair.document, pair.left) & corners(pair.document, pair.right)
    assert len(shared) == 2 and (116.50, 40.64) not in shared


def test_the_middle_of_a_shared_side_comes_into_both_and_goes_from_both(pair):
    document = pair.document
    drag(pair, (116.50, 40.63), (116.505, 40.632))
    assert [len(corners(document, uid)) for uid in (pair.left, pair.right)] == [5, 5]
    assert shapely.intersection(document.patrol_shape(pair.left), document.patrol_shape(pair.right)).area == 0
    pair.move(116.505, 40.632)
    pair.key(Qt.Key.Key_Delete)
    assert [len(corners(document, uid)) for uid in (pair.left, pair.right)] == [4, 4]


def test_a_corner_that_holds_two_areas_is_only_taken_with_ctrl(pair):
    document = pair.document
    before = [bits(document, uid) for uid in (pair.left, pair.right)]
    pair.move(116.50, 40.64)
    pair.key(Qt.Key.Key_Delete)
    assert [bits(document, uid) for uid in (pair.left, pair.right)] == before
    assert "Ctrl" in pair.window.toast.text
    pair.key(Qt.Key.Key_Delete, CTRL)
    assert len(corners(document, pair.left)) == 3 and bits(document, pair.right) == before[1]


def test_typed_coordinates_move_the_neighbour_too(pair):
    pair.window.shaping.vertex_table()
    card = pair.window.shaping.corners.card
    rows = pair.window.shaping.corners._rows()
    number = next(k for k, row in enumerate(rows) if (row.lon, row.lat) == (116.50, 40.64))
    card.placed.emit(number, 116.501, 40.641)
    assert (116.501, 40.641) in corners(pair.document, pair.left) & corners(pair.document, pair.right)


# -- kinds of snapping ------------------------------------------------------------------------------


def snap_menu(window) -> QMenu:
    buttons = window.bar.findChildren(QToolButton)
    return next(one for one in buttons if one.defaultAction() is window.actions_["snapping"]).menu()


def test_kinds_are_switched_in_the_menu_at_the_button_and_kept(pair):
    window, snapper = pair.window, pair.canvas.snapper
    assert snapper.kinds == ALL_KINDS
    menu = snap_menu(window)
    menu.popup(QPoint(200, 100))
    for key in ("snap_midpoint", "snap_extension"):
        spot = menu.actionGeometry(window.actions_[key]).center()
        pair.qtbot.mouseClick(menu, LEFT, NONE, spot)
        assert menu.isVisible(), "several are switched in one go"
    menu.close()
    assert snapper.kinds == ALL_KINDS - {SnapKind.MIDPOINT, SnapKind.EXTENSION}
    window.rebuild()
    assert window.map.canvas.snapper.kinds == ALL_KINDS - {SnapKind.MIDPOINT, SnapKind.EXTENSION}
    assert not window.actions_["snap_midpoint"].isChecked() and window.actions_["snap_edge"].isChecked()


def test_a_side_drawn_on_the_middle_of_another_areas_side(pair):
    pair.window.actions_["draw_patrol"].trigger()
    near = pair.px(116.515, 40.62) + QPoint(5, -4)
    move(pair.canvas, near, NONE)
    snap = pair.window.map.draw_tool._snap
    assert snap.kind is SnapKind.MIDPOINT and snap.target == "东区"
    pair.qtbot.mouseClick(pair.canvas, LEFT, NONE, near)
    at = pair.canvas.to_storage(shapely.Point(pair.window.map.draw_tool.corners[0]))
    assert (at.x, at.y) == pytest.approx((116.515, 40.62), abs=1e-6)
