"""A side of a patrol area is dragged as one, makes a corner where it is double-clicked, and snaps."""

import pytest
import shapely
from PySide6.QtCore import QPoint, Qt

from tests.app.canvas.conftest import move
from tests.app.test_map_tools import ALT, CTRL, LEFT, map_  # noqa: F401
from tests.app.test_together import bits, corners, drag, pair  # noqa: F401

NONE = Qt.KeyboardModifier.NoModifier
#: On the western side of the left area, clear of its corners and its middle.
ON_SIDE = (116.48, 40.634)


def in_metres(hand, uid):
    return shapely.get_coordinates(hand.canvas.to_metric(hand.document.patrol_shape(uid)))[:-1]


def test_a_bare_side_moves_both_its_ends_in_one_step(pair):  # noqa: F811
    document, tool = pair.document, pair.window.map.edit_tool
    before, metric = bits(document, pair.left), in_metres(pair, pair.left)
    other, steps = bits(document, pair.right), document.undo_stack.count()
    pair.move(*ON_SIDE)
    assert pair.canvas.cursor().shape() is Qt.CursorShape.SizeAllCursor
    start = pair.canvas.view.to_map(pair.px(*ON_SIDE).x(), pair.px(*ON_SIDE).y())
    drag(pair, ON_SIDE, (116.473, 40.632))
    end = pair.canvas.view.to_map(pair.px(116.473, 40.632).x(), pair.px(116.473, 40.632).y())
    assert document.undo_stack.count() == steps + 1
    moved = in_metres(pair, pair.left) - metric
    west = metric[:, 0] < metric[:, 0].mean()
    assert west.sum() == 2 and abs(moved[~west]).max() < 1e-4, "the far side stays"
    # Both ends go the way of the hand; it took the point of the side nearest to it, less than a pixel away.
    assert moved[west][0] == pytest.approx(moved[west][1], abs=1e-4)
    assert moved[west][0] == pytest.approx((end[0] - start[0], end[1] - start[1]), abs=20.0)
    assert bits(document, pair.right) == other and tool.boxed == frozenset()
    pair.key(Qt.Key.Key_Z, CTRL)
    assert bits(document, pair.left) == before, "to the last bit"


def test_the_point_of_a_side_under_the_hand_snaps(pair):  # noqa: F811
    at, goal = pair.px(*ON_SIDE), pair.px(116.49, 40.64) + QPoint(4, -3)  # beside a corner of the wood
    move(pair.canvas, at, NONE)
    pair.qtbot.mousePress(pair.canvas, LEFT, NONE, at)
    move(pair.canvas, at + QPoint(20, -10), NONE)
    move(pair.canvas, goal, NONE)
    snap = pair.window.map.edit_tool._snap
    pair.qtbot.mouseRelease(pair.canvas, LEFT, NONE, goal)
    corner = pair.canvas.to_metric(shapely.Point(116.49, 40.64))
    assert (snap.x, snap.y) == pytest.approx((corner.x, corner.y), abs=0.01)
    made = pair.canvas.to_metric(pair.document.patrol_shape(pair.left))
    assert made.exterior.distance(corner) < 0.01, "the side goes through what was snapped to"


def test_a_shared_side_takes_the_neighbour_along(pair):  # noqa: F811
    document, tool = pair.document, pair.window.map.edit_tool
    whole = shapely.union_all([document.patrol_shape(uid) for uid in (pair.left, pair.right)]).area
    pair.move(116.50, 40.634)
    assert "共用" in tool.hint()
    drag(pair, (116.50, 40.634), (116.508, 40.634))
    assert "Ctrl" in pair.said
    shared = corners(document, pair.left) & corners(document, pair.right)
    assert len(shared) == 2 and all(x == pytest.approx(116.508, abs=3e-4) for x, _y in shared)
    both = [document.patrol_shape(uid) for uid in (pair.left, pair.right)]
    assert shapely.intersection(*both).area < 1e-12
    assert shapely.union_all(both).area == pytest.approx(whole, rel=1e-3), "neither gap nor overlap"


def test_a_click_on_a_side_changes_nothing_and_a_double_click_makes_a_corner(pair):  # noqa: F811
    document, tool = pair.document, pair.window.map.edit_tool
    before, steps = bits(document, pair.left), document.undo_stack.count()
    pair.click(116.50, 40.634)
    assert tool.target == pair.left and not tool.has_sketch, "the neighbour is not chosen instead"
    assert bits(document, pair.left) == before
    at = pair.px(*ON_SIDE)
    pair.move(*ON_SIDE)
    pair.qtbot.mouseClick(pair.canvas, LEFT, ALT, at)
    pair.qtbot.mouseDClick(pair.canvas, LEFT, ALT, at)
    assert document.undo_stack.count() == steps + 1 and not tool.has_sketch
    made = document.patrol_shape(pair.left)
    assert len(made.exterior.coords) == 6
    there = [xy for xy in made.exterior.coords if 40.6205 < xy[1] < 40.6395]
    assert len(there) == 1 and there[0] == pytest.approx(ON_SIDE, abs=3e-4)
    assert made.area == pytest.approx(shapely.from_wkb(before).area, rel=1e-6), "it lies on the side"
    pair.key(Qt.Key.Key_Z, CTRL)
    assert bits(document, pair.left) == before


def test_escape_puts_a_side_back_and_undo_takes_it_in_hand_again(pair):  # noqa: F811
    document, tool = pair.document, pair.window.map.edit_tool
    before = bits(document, pair.left)
    at, end = pair.px(*ON_SIDE), pair.px(116.47, 40.634)
    move(pair.canvas, at, ALT)
    pair.qtbot.mousePress(pair.canvas, LEFT, ALT, at)
    move(pair.canvas, end, ALT)
    assert tool.has_sketch
    pair.qtbot.keyClick(pair.canvas, Qt.Key.Key_Delete)
    assert tool.has_sketch, "what is being moved is not removed"
    pair.key(Qt.Key.Key_Escape)
    pair.qtbot.mouseRelease(pair.canvas, LEFT, ALT, end)
    assert not tool.has_sketch and bits(document, pair.left) == before and tool.boxed == frozenset()
    corner = (116.48, 40.62)
    drag(pair, corner, (116.478, 40.618))
    assert bits(document, pair.left) != before, "corners are moved as before"
