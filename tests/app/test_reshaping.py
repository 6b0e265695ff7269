"""Changing the shapes of patrol areas in the real window: each is one step to undo, and an impossible one says why."""

import pandas as pd
import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QToolButton

from app.action_table import SHAPE_KEYS
from layers.geodesy import geodesic_area_m2
from tests.app.canvas.conftest import move
from tests.app.conftest import drawn
from tests.app.test_map_tools import ALT, ALT_SHIFT, CTRL, LEFT, RIGHT, Hand, map_  # noqa: F401

WEST_BOX = shapely.box(116.46, 40.63, 116.50, 40.66)
EAST_BOX = shapely.box(116.50, 40.63, 116.54, 40.66)
ACROSS = shapely.box(116.46, 40.63, 116.54, 40.66)


def ha(shape):
    return geodesic_area_m2(shape) / 1e4


@pytest.fixture
def hand(map_):  # noqa: F811
    """The map with its mouse, ``add`` for areas that are chosen then."""

    def add(*shapes):
        uids = [map_.document.add_patrol_area(shape, f"区{number}") for number, shape in enumerate(shapes, start=1)]
        map_.qtbot.waitUntil(lambda: is_drawn(map_, len(uids)), timeout=10_000)
        map_.window.right.show_page("patrol")
        map_.window.patrol.choose_areas(uids)
        map_.window.hands.choose_areas(uids)
        map_.steps = map_.document.undo_stack.count()
        return uids

    map_.add = add
    return map_


def is_drawn(hand, count):
    layer = hand.canvas.scene.layer("patrol_areas")
    return layer is not None and bool(layer.parts) and len(layer.parts[0].shapes) == count


def shape_of(hand, uid):
    return hand.document.patrol_shape(uid)


def one_step(hand, text):
    """One change was made, it says what, and undo brings back what was there."""
    stack = hand.document.undo_stack
    assert stack.count() == hand.steps + 1 and text in stack.undoText()
    hand.window.actions_["undo"].trigger()
    assert stack.index() == hand.steps


def press(hand, card, text):
    button = next(one for one in card.findChildren(QPushButton) if one.text() == text)
    hand.qtbot.mouseClick(button, LEFT)


# -- split, merge, holes --------------------------------------------------------------------------


def test_split_along_a_line(hand):
    (uid,) = hand.add(ACROSS)
    hand.key(Qt.Key.Key_X, CTRL | Qt.KeyboardModifier.AltModifier)
    assert hand.window.actions_["split_area"].isChecked()
    hand.click(116.49, 40.67)
    hand.click(116.49, 40.62)
    hand.click(116.40, 40.62, RIGHT)
    areas = hand.areas()
    assert list(areas["name"]) == ["区1", "区1-2"] and hand.window.patrol.chosen_areas == list(areas["uid"])
    assert sum(ha(shape) for shape in areas.geometry) == pytest.approx(ha(ACROSS), rel=1e-6)
    assert ha(shape_of(hand, uid)) > ha(areas.geometry.iloc[1]), "the larger piece keeps its name"
    one_step(hand, "分割")
    assert shape_of(hand, uid).equals(ACROSS) and len(hand.areas()) == 1


def test_a_line_that_does_not_cross_stays_in_hand(hand):
    hand.add(ACROSS)
    hand.window.actions_["split_area"].trigger()
    hand.click(116.49, 40.67)
    hand.click(116.49, 40.64)
    hand.key(Qt.Key.Key_Return)
    assert "没有贯穿" in hand.window.toast.text and len(hand.areas()) == 1
    assert len(hand.canvas.tool.corners) == 2, "it can be made longer"
    hand.click(116.49, 40.62)
    hand.key(Qt.Key.Key_Return)
    assert len(hand.areas()) == 2


def test_a_line_divides_every_area_chosen_that_it_crosses(hand):
    hand.add(WEST_BOX, EAST_BOX, shapely.box(116.46, 40.67, 116.47, 40.68))
    hand.window.actions_["split_area"].trigger()
    hand.click(116.45, 40.645)
    hand.click(116.55, 40.645)
    hand.key(Qt.Key.Key_Return)
    assert sorted(hand.areas()["name"]) == ["区1", "区1-2", "区2", "区2-2", "区3"]
    one_step(hand, "分割")


def test_the_dividing_line_is_kept_with_the_plan_and_one_undo_away(hand):
    (uid,) = hand.add(ACROSS)
    hand.window.actions_["split_area"].trigger()
    hand.click(116.49, 40.67)
    state = hand.window.sketches.state()["tools"]["split_area"]
    assert state["areas"] == [uid] and len(state["corners"]) == 1
    hand.key(Qt.Key.Key_Escape)
    hand.key(Qt.Key.Key_Z, CTRL)
    assert len(hand.canvas.tool.corners) == 1
    hand.canvas.tool.forget()
    assert hand.canvas.tool.restore_sketch(state) and len(hand.canvas.tool.corners) == 1
    hand.canvas.tool.forget()
    hand.document.set_patrol_geometry(uid, WEST_BOX)
    assert not hand.canvas.tool.restore_sketch(state), "the area is no longer as it was"


def test_merge_of_two_chosen_with_ctrl_on_the_map(hand):
    first, second = hand.add(WEST_BOX, EAST_BOX)
    hand.window.patrol.choose("")
    hand.window.hands.choose_area("")
    assert not hand.window.actions_["merge"].isEnabled() and "Ctrl" in hand.window.actions_["merge"].toolTip()
    hand.click(116.47, 40.635, keys=Qt.KeyboardModifier.NoModifier)
    hand.click(116.53, 40.635, keys=CTRL)
    assert hand.window.patrol.chosen_areas == [first, second] and len(hand.canvas.selection) == 2
    hand.click(116.53, 40.635, keys=CTRL)
    assert hand.window.patrol.chosen_areas == [first]
    hand.click(116.53, 40.635, keys=CTRL)
    hand.key(Qt.Key.Key_M, CTRL | Qt.KeyboardModifier.AltModifier)
    areas = hand.areas()
    assert list(areas["name"]) == ["区1"] and ha(areas.geometry.iloc[0]) == pytest.approx(ha(ACROSS), rel=1e-6)
    assert len(areas.geometry.iloc[0].exterior.coords) <= 7
    one_step(hand, "合并")
    assert len(hand.areas()) == 2


def test_merging_areas_that_lie_apart_says_so(hand):
    hand.add(WEST_BOX, shapely.box(116.55, 40.63, 116.56, 40.64))
    hand.window.actions_["merge"].trigger()
    assert "2 块" in hand.window.toast.text and len(hand.areas()) == 1


def test_a_hole_is_cut_and_filled(hand):
    (uid,) = hand.add(ACROSS)
    hand.window.actions_["cut_hole"].trigger()
    for place in [(116.48, 40.64), (116.49, 40.64), (116.49, 40.65)]:
        hand.click(*place)
    hand.key(Qt.Key.Key_Return)
    assert len(shape_of(hand, uid).interiors) == 1 and ha(shape_of(hand, uid)) < ha(ACROSS)
    hand.steps += 1
    hand.window.actions_["fill_holes"].trigger()
    assert len(shape_of(hand, uid).interiors) == 0
    one_step(hand, "空洞")
    hand.window.actions_["undo"].trigger()
    assert shape_of(hand, uid).equals(ACROSS)
    hand.window.patrol.choose_areas([uid])
    hand.window.hands.choose_areas([uid])
    hand.window.actions_["fill_holes"].trigger()
    assert "没有空洞" in hand.window.toast.text


def test_a_hole_across_the_outline_stays_in_hand(hand):
    (uid,) = hand.add(ACROSS)
    hand.window.actions_["cut_hole"].trigger()
    for place in [(116.45, 40.64), (116.49, 40.64), (116.49, 40.65)]:
        hand.click(*place)
    hand.key(Qt.Key.Key_Return)
    assert "没有完全落在" in hand.window.toast.text and len(hand.canvas.tool.corners) == 3
    assert shape_of(hand, uid).equals(ACROSS)


# -- with a card ----------------------------------------------------------------------------------


def test_buffer_shows_what_would_be_and_enter_does_it(hand):
    (uid,) = hand.add(ACROSS)
    hand.key(Qt.Key.Key_B, CTRL | Qt.KeyboardModifier.AltModifier)
    card = hand.window.shaping.buffer_card
    assert card.isVisible() and "区1" in card.areas.text() and "→" in card.figures.text()
    hand.qtbot.keyClicks(card.distance, "500")
    (shown,) = hand.window.map.preview_tool.shown
    hand.canvas.grab()
    assert shape_of(hand, uid).equals(ACROSS), "nothing is changed yet"
    hand.qtbot.keyClick(card.distance, Qt.Key.Key_Return)
    assert not card.isVisible() and shape_of(hand, uid).equals(shown) and ha(shown) > ha(ACROSS) * 1.2
    assert hand.window.patrol.chosen == uid and hand.canvas.tool.key == "select"
    one_step(hand, "外扩或内缩")


def test_an_impossible_width_is_said_on_the_card(hand):
    (uid,) = hand.add(ACROSS)
    hand.window.actions_["buffer"].trigger()
    card = hand.window.shaping.buffer_card
    card.distance.setValue(-3000.0)
    assert "没有剩余" in card.figures.text() and not card.apply_button.isEnabled()
    hand.qtbot.keyClick(card.distance, Qt.Key.Key_Return)
    assert card.isVisible() and shape_of(hand, uid).equals(ACROSS)
    hand.qtbot.keyClick(card.distance, Qt.Key.Key_Escape)
    assert not card.isVisible() and hand.canvas.tool.key == "select" and not hand.window.map.preview_tool.shown


def test_escape_on_the_map_leaves_the_area_as_it_is(hand):
    (uid,) = hand.add(ACROSS)
    hand.window.actions_["smooth"].trigger()
    hand.canvas.setFocus()
    hand.key(Qt.Key.Key_Escape)
    assert not hand.window.shaping.smooth_card.isVisible() and shape_of(hand, uid).equals(ACROSS)
    assert hand.document.undo_stack.count() == hand.steps


def test_clip_to_the_county_ticked(hand):
    (uid,) = hand.add(ACROSS.union(shapely.box(116.44, 40.63, 116.46, 40.66)))
    hand.window.actions_["clip"].trigger()
    card = hand.window.shaping.clip_card
    assert card.ticked == ["110116"], "the county with the largest share"
    item = next(card.choices.item(k) for k in range(card.choices.count()) if "丰宁" in card.choices.item(k).text())
    item.setCheckState(Qt.CheckState.Checked)
    assert not card.apply_button.isEnabled(), "all of it lies in these two"
    item.setCheckState(Qt.CheckState.Unchecked)
    press(hand, card, "应用")
    # Sides are straight on the grid, which leaves the meridian by 15 mm in 5 km.
    assert shape_of(hand, uid).bounds[2] == pytest.approx(116.5, abs=1e-6)
    one_step(hand, "裁剪")


def test_a_county_of_several_rows_is_one_county(hand):
    """The western county comes as two rows of one code; what lies in both belongs to it."""
    whole = hand.window.shaping._counties(ACROSS)
    frame = hand.document.frame(next(record.uid for record in hand.document.layers() if record.title == "县界"))
    west = frame.geometry.iloc[0]
    two = pd.concat([frame, frame.iloc[:1]], ignore_index=True)
    two.loc[0, "geometry"] = west.intersection(shapely.box(116, 40, 117, 40.645))
    two.loc[2, "geometry"] = west.intersection(shapely.box(116, 40.645, 117, 41))
    hand.document.frame = lambda _uid: two
    parts = hand.window.shaping._counties(ACROSS)
    assert set(parts) == set(whole) == {"110116", "130826"}
    assert all(parts[code].symmetric_difference(whole[code]).area < 1e-12 for code in whole)


def test_moving_shows_figures_and_no_hint_for_drawing(hand):
    hand.add(ACROSS)
    hand.window.actions_["transform"].trigger()
    assert not hand.window.patrol.live.isVisible()
    start = hand.px(116.49, 40.645)
    drag(hand, start, start + QPoint(50, -20))
    hand.qtbot.waitUntil(lambda: hand.window.patrol.live.figures.isVisible(), timeout=10_000)
    hand.key(Qt.Key.Key_Escape)
    assert not hand.window.patrol.live.isVisible()


def test_subtract_another_area(hand):
    first, _second = hand.add(ACROSS, shapely.box(116.50, 40.62, 116.55, 40.67))
    hand.window.patrol.choose(first)
    hand.window.hands.choose_area(first)
    hand.window.actions_["subtract"].trigger()
    card = hand.window.shaping.subtract_card
    assert [card.choices.item(k).text() for k in range(card.choices.count())] == ["区2"]
    press(hand, card, "应用")
    assert ha(shape_of(hand, first)) == pytest.approx(ha(WEST_BOX), rel=1e-3) and len(hand.areas()) == 2
    one_step(hand, "减去")


def test_what_is_subtracted_is_the_other_area_as_it_is_now(hand):
    first, second = hand.add(ACROSS, shapely.box(116.50, 40.62, 116.55, 40.67))
    hand.document.set_patrol_geometry(second, shapely.box(116.45, 40.62, 116.55, 40.67))
    hand.window.patrol.choose(first)
    hand.window.hands.choose_area(first)
    hand.window.actions_["subtract"].trigger()
    hand.document.undo_stack.undo()  # under the open card
    press(hand, hand.window.shaping.subtract_card, "应用")
    assert ha(shape_of(hand, first)) == pytest.approx(ha(WEST_BOX), rel=1e-3)


def test_simplify_and_smooth_several_areas_in_one_step(hand):
    bumpy = shapely.Polygon([(116.46, 40.63), (116.48, 40.63001), (116.50, 40.63), (116.50, 40.66), (116.46, 40.66)])
    uids = hand.add(bumpy, EAST_BOX)
    hand.window.actions_["simplify"].trigger()
    press(hand, hand.window.shaping.simplify_card, "应用")
    assert len(shape_of(hand, uids[0]).exterior.coords) == 5
    hand.steps += 1
    assert hand.window.patrol.chosen_areas == uids
    hand.window.actions_["smooth"].trigger()
    press(hand, hand.window.shaping.smooth_card, "应用")
    assert all(ha(shape_of(hand, uid)) < ha(WEST_BOX) for uid in uids)
    one_step(hand, "平滑")


def test_undo_under_an_open_card_is_taken_along(hand):
    (uid,) = hand.add(ACROSS)
    hand.document.set_patrol_geometry(uid, WEST_BOX)
    hand.window.actions_["buffer"].trigger()
    before = hand.window.shaping.buffer_card.figures.text()
    hand.document.undo_stack.undo()
    assert hand.window.shaping.buffer_card.figures.text() != before
    hand.document.undo_stack.undo()
    assert not hand.window.shaping.buffer_card.isVisible() and hand.canvas.tool.key == "select", "the area is gone"


# -- move, turn, scale ----------------------------------------------------------------------------


def drag(hand, start, end, keys=Qt.KeyboardModifier.NoModifier):
    move(hand.canvas, start, keys)
    hand.qtbot.mousePress(hand.canvas, LEFT, keys, start)
    for k in (1, 2, 3, 4):
        move(hand.canvas, start + (end - start) * k / 4, keys)
    hand.qtbot.mouseRelease(hand.canvas, LEFT, keys, end)


def metric(hand, uid):
    return hand.canvas.to_metric(shape_of(hand, uid))


def test_a_drag_moves_the_area_and_enter_keeps_it(hand):
    (uid,) = hand.add(ACROSS)
    before = metric(hand, uid)
    hand.key(Qt.Key.Key_T, CTRL)
    card = hand.window.shaping.transform_card
    assert card.isVisible() and not card.apply_button.isEnabled()
    start = hand.px(116.49, 40.645)
    drag(hand, start, start + QPoint(50, -20))
    assert shape_of(hand, uid).equals(ACROSS) and hand.document.undo_stack.count() == hand.steps, "in hand only"
    assert card.east.value() == pytest.approx(1000.0) and card.north.value() == pytest.approx(400.0)
    hand.canvas.grab()
    hand.key(Qt.Key.Key_Return)
    after = metric(hand, uid)
    assert after.centroid.x - before.centroid.x == pytest.approx(1000.0, abs=1e-3)
    assert after.centroid.y - before.centroid.y == pytest.approx(400.0, abs=1e-3)
    assert not card.isVisible() and hand.window.sketches.state() == {}
    one_step(hand, "移动")
    assert shape_of(hand, uid).equals(ACROSS)


def test_numbers_do_what_the_mouse_does(hand):
    (uid,) = hand.add(ACROSS)
    hand.window.actions_["transform"].trigger()
    card = hand.window.shaping.transform_card
    for field, value in ((card.turn, "90"), (card.scale, "50")):
        field.setFocus()
        field.selectAll()
        hand.qtbot.keyClicks(field, value)
    assert hand.window.map.transform_tool.change.clockwise_deg == 90.0
    hand.qtbot.keyClick(card.scale, Qt.Key.Key_Return)
    after = metric(hand, uid)
    assert ha(shape_of(hand, uid)) == pytest.approx(ha(ACROSS) / 4, rel=1e-4)
    xmin, ymin, xmax, ymax = after.bounds
    assert ymax - ymin > xmax - xmin, "it stands now"
    one_step(hand, "旋转或缩放")


def test_handles_scale_and_turn(hand):
    (uid,) = hand.add(ACROSS)
    hand.window.actions_["transform"].trigger()
    tool = hand.window.map.transform_tool
    corners, turn = tool._handles()
    centre = QPoint(*(round(v) for v in hand.canvas.view.to_px(*tool.center)))
    corner = corners[0].toPoint()
    drag(hand, corner, centre + (corner - centre) / 2)
    assert tool.change.factor == pytest.approx(0.5, abs=0.01)
    _corners, turn = tool._handles()
    drag(hand, turn.toPoint(), centre + QPoint(200, 0), Qt.KeyboardModifier.ShiftModifier)
    assert tool.change.clockwise_deg == 90.0, "in steps of 15°"
    hand.click(116.41, 40.61, RIGHT)
    assert ha(shape_of(hand, uid)) == pytest.approx(ha(ACROSS) / 4, rel=0.05)


def test_escape_puts_the_area_back_and_undo_takes_it_in_hand_again(hand):
    (uid,) = hand.add(ACROSS)
    hand.window.actions_["transform"].trigger()
    start = hand.px(116.49, 40.645)
    drag(hand, start, start + QPoint(50, -20))
    state = hand.window.sketches.state()["tools"]["transform"]
    assert state["areas"] == [uid] and state["east_m"] == pytest.approx(1000.0)
    hand.key(Qt.Key.Key_Escape)
    tool = hand.window.map.transform_tool
    assert tool.change.is_nothing
    hand.key(Qt.Key.Key_Z, CTRL)
    assert tool.change.east_m == pytest.approx(1000.0)
    hand.key(Qt.Key.Key_Return)
    assert not shape_of(hand, uid).equals(ACROSS)


# -- the zone, and where it all is ----------------------------------------------------------------


def test_a_zone_is_copied_from_its_card(hand):
    hand.add(ACROSS)
    zone = hand.document.zones().iloc[0]
    assert not hand.window.actions_["copy_zone"].isEnabled()
    hand.window.right.show_page("zones")
    hand.window.zones.table.selectRow(0)
    button = next(one for one in hand.window.zones.card.findChildren(QToolButton) if "复制" in one.toolTip())
    hand.qtbot.mouseClick(button, LEFT)
    row = hand.areas().iloc[-1]
    assert row.geometry.equals(zone.geometry) and row["name"] == hand.document.zone_name(zone)
    assert hand.window.patrol.chosen == row.uid
    hand.window.zones.table.selectRow(0)
    hand.window.actions_["copy_zone"].trigger()
    assert hand.areas()["name"].iloc[-1] == row["name"] + "-2", "a second copy has a name of its own"
    hand.window.actions_["undo"].trigger()
    one_step_text = hand.document.undo_stack.undoText()
    assert "复制" in one_step_text


def test_every_change_of_shape_is_in_one_menu_with_icon_shortcut_and_reason(hand):
    button = next(
        one
        for one in hand.window.bar.findChildren(QToolButton)
        if one.menu() is not None and hand.window.actions_["merge"] in one.menu().actions()
    )
    assert [action.objectName() for action in button.menu().actions()] == list(SHAPE_KEYS)
    for key in SHAPE_KEYS:
        action = hand.window.actions_[key]
        assert not action.icon().isNull() and not action.shortcut().isEmpty()
        assert (not action.isEnabled() and "选中" in action.toolTip()) or "没有其他" in action.toolTip()


def test_a_disk_that_is_full_leaves_the_line_in_hand(hand, monkeypatch):
    from layers.errors import PlanNotSaved

    hand.add(ACROSS)
    hand.window.actions_["split_area"].trigger()
    hand.click(116.49, 40.67)
    hand.click(116.49, 40.62)
    said = []
    monkeypatch.setattr(hand.window, "show_error", said.append)

    def fail(*_args, **_kwargs):
        raise PlanNotSaved(path="x", reason="full")

    monkeypatch.setattr(hand.document, "reshape_patrol_areas", fail)
    hand.key(Qt.Key.Key_Return)
    assert len(said) == 1 and len(hand.canvas.tool.corners) == 2 and len(hand.areas()) == 1


def reopen(hand):
    path = hand.document.path
    hand.document.close()
    with hand.qtbot.waitSignal(hand.window.map.scene_changed, timeout=10_000):
        hand.document.open(path)
    hand.qtbot.waitUntil(lambda: hand.canvas.tool.has_sketch, timeout=10_000)


def test_a_plan_reopens_with_the_dividing_line_in_hand(hand):
    (uid,) = hand.add(ACROSS)
    hand.window.actions_["split_area"].trigger()
    hand.click(116.49, 40.67)
    hand.click(116.49, 40.62)
    reopen(hand)
    tool = hand.window.map.split_tool
    assert hand.canvas.tool is tool and tool.targets.uids == (uid,) and len(tool.corners) == 2
    assert hand.window.actions_["split_area"].isChecked() and hand.window.patrol.chosen == uid
    hand.key(Qt.Key.Key_Return)
    assert len(hand.areas()) == 2


def test_a_plan_reopens_with_the_move_in_hand(hand):
    (uid,) = hand.add(ACROSS)
    hand.window.actions_["transform"].trigger()
    start = hand.px(116.49, 40.645)
    drag(hand, start, start + QPoint(50, -20))
    reopen(hand)
    card = hand.window.shaping.transform_card
    assert card.isVisible() and card.east.value() == pytest.approx(1000.0, abs=0.01)
    hand.key(Qt.Key.Key_Return)
    assert not shape_of(hand, uid).equals(ACROSS) and hand.window.sketches.state() == {}


def test_another_language_closes_the_card_and_all_goes_on(hand):
    hand.add(ACROSS)
    hand.window.actions_["buffer"].trigger()
    hand.window.actions_["switch_language"].trigger()
    window = hand.window
    assert window.actions_["buffer"].text() == "Widen or narrow…"
    hand.qtbot.waitUntil(lambda: drawn(window.map.canvas), timeout=10_000)
    window.right.show_page("patrol")
    window.patrol.table.selectRow(0)
    window.actions_["buffer"].trigger()
    card = window.shaping.buffer_card
    assert card.isVisible() and "Corners" in card.figures.text()
    hand.qtbot.keyClick(card.distance, Qt.Key.Key_Return)
    assert window.document.undo_stack.undoText().startswith("Widen or narrow")
