"""Comments in the window: pinned with the mouse, answered in the panel, zoomed, filtered, taken back."""

import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from layers.comments import CommentState, TargetKind
from tests.app.conftest import EAST, WEST
from tests.app.test_map_tools import LEFT, map_  # noqa: F401

NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def hand(map_):  # noqa: F811
    """The map with an area on it, and nobody who wrote before."""
    from app.canvas.hit import geometry_of

    uid = map_.document.add_patrol_area(shapely.box(116.48, 40.62, 116.52, 40.64), "云蒙山")
    map_.qtbot.waitUntil(lambda: geometry_of(map_.canvas.scene, "patrol_areas", uid) is not None, timeout=10_000)
    map_.area = uid
    map_.panel = map_.window.commenting.panel
    return map_


def write(hand, text, name="Wang", county=WEST):
    panel = hand.panel
    QTest.keyClicks(panel.input, text)
    if panel.author.text() != name:
        panel.author.clear()
        QTest.keyClicks(panel.author, name)
    panel.county.setCurrentIndex(panel.county.findData(county))
    hand.qtbot.mouseClick(panel.keep_button, LEFT)


def test_a_click_pins_a_comment_and_the_name_is_asked_once(hand):
    document, panel, steps = hand.document, hand.panel, hand.document.undo_stack.count()
    hand.window.actions_["new_comment"].trigger()
    hand.click(116.49, 40.63, keys=NONE)
    assert hand.window.right.current == "comments" and "云蒙山" in panel.title.text()
    QTest.keyClicks(panel.input, "a")
    assert not panel.keep_button.isEnabled() and panel.hint.isVisible(), "who writes must be told"
    write(hand, "bc")
    (thread,) = document.comment_threads()
    assert (thread.first.text, thread.first.author, thread.first.county) == ("abc", "Wang", WEST)
    assert (thread.first.target_kind, thread.first.target) == (TargetKind.PATROL_AREA, hand.area)
    assert document.undo_stack.count() == steps + 1
    assert panel.chosen == thread.uid and hand.canvas.tool.key == "select", "the hand is free again"
    hand.window.actions_["new_comment"].trigger()
    hand.click(116.41, 40.69, keys=NONE)
    QTest.keyClicks(panel.input, "x")
    assert panel.keep_button.isEnabled(), "name and county are remembered"
    QTest.keyClick(panel.input, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [one.first.target_kind for one in document.comment_threads()] == [TargetKind.PLACE, TargetKind.PATROL_AREA]


def test_a_neighbour_answers_it_is_settled_and_removed_and_comes_back(hand):
    document, panel = hand.document, hand.panel
    uid = document.add_comment("谁开设隔离带？", "Wang", WEST, shapely.Point(116.5, 40.65))
    hand.window.actions_["show_comments"].trigger()
    panel.choose(uid)
    write(hand, "ours", "Li", EAST)
    thread = document.comment_thread(uid)
    assert thread.state is CommentState.ANSWERED and thread.replies[0].author == "Li"
    assert "Li" in panel.said.toPlainText() and "ours" in panel.said.toPlainText()
    write(hand, "when", "Wang", WEST)
    assert document.comment_thread(uid).state is CommentState.OPEN, "the asker asks again"
    hand.qtbot.mouseClick(panel.settle_button, LEFT)
    assert document.comment_thread(uid).state is CommentState.SETTLED
    hand.qtbot.mouseClick(panel.settle_button, LEFT)
    assert document.comment_thread(uid).state is CommentState.OPEN
    hand.qtbot.mouseClick(panel.remove_button, LEFT)
    assert document.comment_threads() == [] and panel.pages.currentWidget() is panel.empty
    document.undo_stack.undo()
    assert len(document.comment_thread(uid).replies) == 2


def test_pins_count_are_clicked_and_follow_the_filter(hand):
    document, panel, canvas = hand.document, hand.panel, hand.canvas
    one = document.add_comment("东边", "王五", WEST, shapely.Point(116.53, 40.67))
    document.reply_to(one, "好", "李四", EAST)
    two = document.add_comment("西边", "王五", WEST, shapely.Point(116.45, 40.67))
    document.set_comment_state(two, CommentState.SETTLED)
    assert {pin.uid: pin.count for pin in canvas.comments.pins} == {one: 2, two: 1}
    at = hand.px(116.53, 40.67) - QPoint(0, 14)
    hand.qtbot.mouseMove(canvas, at)
    hand.qtbot.mouseClick(canvas, LEFT, NONE, at)
    assert panel.chosen == one and hand.window.right.current == "comments"
    panel.state_box.setCurrentIndex(panel.state_box.findData(CommentState.SETTLED))
    assert [pin.uid for pin in canvas.comments.pins] == [two]
    panel.state_box.setCurrentIndex(0)
    panel.search.setText("好")
    assert [thread.uid for thread in panel.table.visible_rows()] == [one], "replies are searched too"
    panel.search.clear()
    before = canvas.view
    panel.choose(two)
    hand.qtbot.mouseClick(panel.zoom_button, LEFT)
    hand.qtbot.waitUntil(lambda: canvas.view.metres_per_px != before.metres_per_px, timeout=5_000)


def test_esc_and_cancel_give_a_comment_up(hand):
    panel = hand.panel
    hand.window.actions_["new_comment"].trigger()
    hand.click(116.49, 40.63, keys=NONE)
    assert panel.card.isVisible()
    hand.qtbot.mouseClick(panel.cancel_button, LEFT)
    assert not panel.card.isVisible() and hand.document.comment_threads() == []
    assert hand.canvas.tool.key == "select"
