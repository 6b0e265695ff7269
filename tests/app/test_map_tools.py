"""Identify, measure, and the ways to draw a patrol area, with the mouse and the keys in the real window."""

from itertools import pairwise

import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton

from app.canvas.view import View
from layers.geodesy import distance_m, geodesic_area_m2
from tests.app.canvas.conftest import move
from tests.app.conftest import drawn

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
ALT = Qt.KeyboardModifier.AltModifier
ALT_SHIFT = ALT | Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def map_(planned, qtbot):
    """The map of the small plan: its middle in the middle, 20 m to the pixel, drawn completely."""
    canvas = planned.window.map.canvas
    centre = canvas.to_metric(shapely.Point(116.5, 40.65))
    canvas.set_view(View((centre.x, centre.y), 20.0, (float(canvas.width()), float(canvas.height()))))
    qtbot.waitUntil(lambda: drawn(canvas), timeout=10_000)
    canvas.setFocus()
    return Hand(planned, canvas, qtbot)


class Hand:
    """Mouse and keys at places in degrees."""

    def __init__(self, program, canvas, qtbot):
        self.program, self.canvas, self.qtbot = program, canvas, qtbot
        self.window, self.document = program.window, program.document

    def px(self, lon, lat):
        at = self.canvas.to_metric(shapely.Point(lon, lat))
        return QPoint(*(round(value) for value in self.canvas.view.to_px(at.x, at.y)))

    def place(self, lon, lat):
        """Where the pixel nearest to a place really is."""
        at = self.px(lon, lat)
        return self.canvas.to_storage(shapely.Point(self.canvas.view.to_map(at.x(), at.y())))

    def move(self, lon, lat, keys=ALT):
        move(self.canvas, self.px(lon, lat), keys)

    def click(self, lon, lat, button=LEFT, keys=ALT):
        self.move(lon, lat, keys)
        self.qtbot.mouseClick(self.canvas, button, keys, self.px(lon, lat))

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(self.canvas, key, modifiers)

    def areas(self):
        return self.document.patrol_areas()

    def undo_texts(self):
        stack = self.document.undo_stack
        return [stack.text(k) for k in range(stack.count())]


# -- identify -------------------------------------------------------------------------------------


def test_identify_lists_everything_under_the_point(map_):
    map_.key(Qt.Key.Key_I, CTRL_SHIFT)
    assert map_.window.actions_["identify"].isChecked()
    map_.click(116.495, 40.652)
    card = map_.window.looking.identify_card
    assert card.isVisible()
    text = card.text()
    assert "云蒙山林" in text and "森林" in text and "县界\t怀柔区" in text and "丰宁满族自治县" not in text
    assert "树种\t油松" in text and "蓄积" in text and "1000" in text
    assert "面积\t" in text and "hm²" in text, "measured, with its unit"
    at = map_.place(116.495, 40.652)
    assert f"{int(at.x)}°29′" in text and "X 4" in text, "degrees and metres"
    # The topmost is lit up; another row lights up another feature.
    (layer, _uid), *_ = map_.canvas.selection
    rows = [card.tree.topLevelItem(k) for k in range(card.tree.topLevelItemCount())]
    county = next(row for row in rows if row.text(1) == "怀柔区")
    card.tree.setCurrentItem(county)
    assert map_.canvas.selection == [(county.data(0, Qt.ItemDataRole.UserRole)[0], "c1")] and layer != ""
    map_.qtbot.mouseClick(card.copy_button, LEFT)
    assert QGuiApplication.clipboard().text() == text


def test_identify_leaves_out_hidden_layers_and_says_when_nothing_is_there(map_):
    forest = next(record for record in map_.document.layers() if record.title == "森林")
    with map_.qtbot.waitSignal(map_.window.map.scene_changed):
        map_.document.set_layer_visible(forest.uid, False)
    map_.window.actions_["identify"].trigger()
    map_.click(116.404, 40.612)
    card = map_.window.looking.identify_card
    assert "西林" not in card.text() and "怀柔区" in card.text()
    map_.click(116.39, 40.65)
    assert card.tree.topLevelItemCount() == 0 and card.nothing.isVisible()
    map_.qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert not card.isVisible() and map_.canvas.selection == []


def test_a_drag_with_identify_moves_the_map(map_):
    map_.window.actions_["identify"].trigger()
    before = map_.canvas.view.center
    map_.qtbot.mousePress(map_.canvas, LEFT, pos=QPoint(300, 300))
    move(map_.canvas, QPoint(340, 320))
    map_.qtbot.mouseRelease(map_.canvas, LEFT, pos=QPoint(340, 320))
    assert map_.canvas.view.center != before and not map_.window.looking.identify_card.isVisible()


# -- measure --------------------------------------------------------------------------------------

LINE = [(116.45, 40.62), (116.45, 40.66), (116.52, 40.66)]


def test_measure_follows_the_cursor_and_keeps_the_result_until_escape(map_):
    map_.key(Qt.Key.Key_M, CTRL_SHIFT)
    tool = map_.window.map.measure_tool
    for place in LINE[:2]:
        map_.click(*place)
    map_.move(*LINE[2])
    said = tool.figures()
    assert "方位" in said and "全长" in said and "围合" in said and "亩" in said
    map_.click(*LINE[2])
    map_.click(116.40, 40.60, RIGHT)
    card = map_.window.looking.measure_card
    assert card.isVisible() and not tool.is_drawing
    places = [map_.place(*one) for one in LINE]
    legs = [distance_m(a.x, a.y, b.x, b.y) for a, b in pairwise(places)]
    lines = card.text().split("\n")
    assert float(lines[0].split("\t")[1]) == pytest.approx(sum(legs), abs=0.01)
    enclosed = geodesic_area_m2(shapely.Polygon([(one.x, one.y) for one in places])) / 1e4
    assert float(lines[1].split("\t")[1]) == pytest.approx(enclosed, rel=1e-6)
    assert float(lines[2].split("\t")[1]) == pytest.approx(enclosed * 15, rel=1e-6)
    assert "CGCS2000" in card.method.text() or "2000" in card.method.text()
    assert len(map_.areas()) == 0 and map_.document.kept_sketch() == {}, "nothing of it is in the plan"
    map_.key(Qt.Key.Key_Escape)
    assert not card.isVisible()


def test_a_click_on_the_first_point_closes_the_measured_line(map_):
    map_.window.actions_["measure"].trigger()
    for place in [*LINE, LINE[0]]:
        map_.click(*place)
    card = map_.window.looking.measure_card
    assert card.isVisible() and len(card.table.visible_rows()) == 3
    north = card.table.visible_rows()[0][2]
    assert min(north, 360.0 - north) < 1.0, "due north"


def test_a_measurement_is_taken_back_point_by_point_and_brought_back(map_):
    map_.window.actions_["measure"].trigger()
    for place in LINE:
        map_.click(*place)
    tool = map_.window.map.measure_tool
    map_.key(Qt.Key.Key_Backspace)
    assert len(tool.corners) == 2
    map_.key(Qt.Key.Key_Escape)
    assert not tool.corners
    map_.window.actions_["undo"].setEnabled(True)
    map_.key(Qt.Key.Key_Z, CTRL)
    assert len(tool.corners) == 2
    map_.key(Qt.Key.Key_Backspace)
    map_.key(Qt.Key.Key_Return)
    assert "两个点" in map_.window.toast.text


def test_measuring_snaps(map_):
    map_.window.actions_["measure"].trigger()
    map_.qtbot.waitUntil(lambda: map_.canvas.snapper.snap(*_xy(map_, 116.5, 40.6), 20.0) is not None)
    near = map_.px(116.5, 40.6) + QPoint(5, -4)
    move(map_.canvas, near, Qt.KeyboardModifier.NoModifier)
    map_.qtbot.mouseClick(map_.canvas, LEFT, pos=near)
    assert map_.window.map.measure_tool.corners[0] == pytest.approx(_xy(map_, 116.5, 40.6), abs=0.001)


def _xy(map_, lon, lat):
    at = map_.canvas.to_metric(shapely.Point(lon, lat))
    return at.x, at.y


# -- ways to draw ---------------------------------------------------------------------------------


def test_two_corners_make_a_rectangle_along_the_grid(map_):
    map_.key(Qt.Key.Key_R, CTRL_SHIFT)
    map_.click(116.48, 40.63)
    map_.move(116.52, 40.66)
    assert "×" in map_.canvas.tool.figures()
    map_.qtbot.waitUntil(lambda: map_.window.patrol.live.figures.isVisible(), timeout=10_000)
    map_.click(116.52, 40.66)
    (area,) = map_.areas().geometry
    made = map_.canvas.to_metric(area)
    assert len(area.exterior.coords) == 5 and made.equals_exact(made.envelope, 1e-6, normalize=True)
    assert map_.window.actions_["select"].isChecked() and map_.window.patrol.chosen == map_.areas()["uid"].iloc[0]
    assert len(map_.undo_texts()) == 3, "layers, analysis, and one step for the area"


def test_a_rectangle_by_dragging(map_):
    map_.window.actions_["draw_rectangle"].trigger()
    map_.move(116.48, 40.63)
    map_.qtbot.mousePress(map_.canvas, LEFT, ALT, map_.px(116.48, 40.63))
    map_.move(116.52, 40.66)
    map_.qtbot.mouseRelease(map_.canvas, LEFT, ALT, map_.px(116.52, 40.66))
    assert len(map_.areas()) == 1


def test_with_shift_a_rectangle_stands_on_a_slanting_side(map_):
    map_.window.actions_["draw_rectangle"].trigger()
    map_.click(116.48, 40.63)
    map_.click(116.52, 40.65, keys=ALT_SHIFT)
    assert len(map_.areas()) == 0 and len(map_.canvas.tool.corners) == 2
    map_.click(116.50, 40.66)
    (area,) = map_.areas().geometry
    made = map_.canvas.to_metric(area)
    assert len(area.exterior.coords) == 5
    assert made.area == pytest.approx(made.minimum_rotated_rectangle.area, rel=1e-6)
    assert made.area < made.envelope.area * 0.8


def test_a_rectangle_without_width_is_refused_and_its_side_stays(map_):
    map_.window.actions_["draw_rectangle"].trigger()
    map_.click(116.48, 40.63)
    map_.click(116.52, 40.63, keys=ALT_SHIFT)
    a, b = map_.canvas.tool.corners
    map_.canvas.tool.add_corner(((a[0] + b[0]) / 2, (a[1] + b[1]) / 2))
    assert len(map_.areas()) == 0 and map_.canvas.tool.corners == [a, b] and "三个" in map_.window.toast.text


def test_a_circle_by_centre_and_a_point(map_):
    map_.key(Qt.Key.Key_C, CTRL_SHIFT)
    map_.click(116.5, 40.65)
    map_.move(116.52, 40.65)
    assert "半径" in map_.canvas.tool.figures()
    map_.click(116.52, 40.65)
    (area,) = map_.areas().geometry
    centre, edge = map_.place(116.5, 40.65), map_.place(116.52, 40.65)
    radius = distance_m(centre.x, centre.y, edge.x, edge.y)
    far = [distance_m(centre.x, centre.y, lon, lat) for lon, lat in area.exterior.coords]
    assert far == pytest.approx([radius] * len(far), abs=0.01)


def test_a_circle_with_a_typed_radius(map_):
    map_.window.actions_["draw_circle"].trigger()
    map_.click(116.5, 40.65)
    for key in (Qt.Key.Key_1, Qt.Key.Key_5, Qt.Key.Key_9, Qt.Key.Key_Backspace, Qt.Key.Key_0, Qt.Key.Key_0):
        map_.key(key)
    assert "1500" in map_.canvas.tool.figures()
    map_.key(Qt.Key.Key_Return)
    (area,) = map_.areas().geometry
    centre = map_.place(116.5, 40.65)
    far = [distance_m(centre.x, centre.y, lon, lat) for lon, lat in area.exterior.coords]
    assert far == pytest.approx([1500.0] * len(far), abs=0.01)


def stroke(map_, places):
    map_.move(*places[0])
    map_.qtbot.mousePress(map_.canvas, LEFT, ALT, map_.px(*places[0]))
    for (x1, y1), (x2, y2) in pairwise(places):
        for k in range(1, 11):
            map_.move(x1 + (x2 - x1) * k / 10, y1 + (y2 - y1) * k / 10)
    map_.qtbot.mouseRelease(map_.canvas, LEFT, ALT, map_.px(*places[-1]))


def test_a_freehand_stroke_keeps_the_corners_where_the_hand_turned(map_):
    map_.key(Qt.Key.Key_R)
    assert map_.window.actions_["draw_freehand"].isChecked()
    stroke(map_, [(116.48, 40.63), (116.52, 40.63), (116.52, 40.66)])
    (area,) = map_.areas().geometry
    assert len(area.exterior.coords) <= 6, "twenty moves, three corners and the trembling of pixels"


def test_a_stroke_that_crosses_itself_is_put_away_and_undo_brings_it_back(map_):
    map_.window.actions_["draw_freehand"].trigger()
    stroke(map_, [(116.48, 40.63), (116.52, 40.66), (116.52, 40.63), (116.48, 40.65)])
    assert len(map_.areas()) == 0 and not map_.canvas.tool.corners and "边" in map_.window.toast.text
    map_.window.actions_["undo"].setEnabled(True)
    map_.window.actions_["undo"].trigger()
    assert len(map_.canvas.tool.corners) > 20


@pytest.mark.parametrize("key", ["draw_rectangle", "draw_circle"])
def test_a_half_drawn_form_is_kept_with_the_plan_and_one_undo_away(map_, key):
    map_.window.actions_[key].trigger()
    map_.click(116.48, 40.63)
    state = map_.window.sketches.state()
    assert state["active"] == key and len(state["tools"][key]["corners"]) == 1
    map_.key(Qt.Key.Key_Escape)
    assert not map_.canvas.tool.corners
    map_.key(Qt.Key.Key_Z, CTRL)
    assert len(map_.canvas.tool.corners) == 1


def test_one_button_stands_for_the_way_used_last(map_):
    button = next(
        one
        for one in map_.window.bar.findChildren(QToolButton)
        if one.menu() is not None and map_.window.actions_["draw_circle"] in one.menu().actions()
    )
    assert button.defaultAction() is map_.window.actions_["draw_patrol"]
    map_.window.actions_["draw_circle"].trigger()
    assert button.defaultAction() is map_.window.actions_["draw_circle"]
    map_.window.actions_["select"].trigger()
    map_.qtbot.mouseClick(button, LEFT, pos=QPoint(10, button.height() // 2))
    assert map_.canvas.tool.key == "draw_circle"


def test_without_counties_no_way_of_drawing_is_left_in_hand(map_):
    map_.window.actions_["draw_circle"].trigger()
    counties = next(record for record in map_.document.layers() if record.title == "县界")
    map_.document.remove_layer(counties.uid)
    assert map_.window.actions_["select"].isChecked()
    assert all(not map_.window.actions_[key].isEnabled() for key in ("draw_circle", "draw_rectangle", "draw_freehand"))


# -- following lines ------------------------------------------------------------------------------

PLAIN = Qt.KeyboardModifier.NoModifier


def snapping_is_ready(map_):
    map_.qtbot.waitUntil(lambda: map_.canvas.snapper.snap(*_xy(map_, 116.5, 40.6), 20.0) is not None)


def near(map_, place, button=LEFT):
    """Click a few pixels beside a place, so that it snaps to it."""
    at = map_.px(*place) + QPoint(3, 2)
    move(map_.canvas, at, PLAIN)
    if button is not None:
        map_.qtbot.mouseClick(map_.canvas, button, PLAIN, at)


def test_a_patrol_area_follows_the_wood_and_the_county_line(map_):
    """From the wood's corner around it: the vertices between two clicks come by themselves."""
    snapping_is_ready(map_)
    map_.window.actions_["draw_patrol"].trigger()
    map_.key(Qt.Key.Key_T)
    assert map_.window.actions_["following"].isChecked()
    near(map_, (116.49, 40.66))
    tool = map_.canvas.tool
    near(map_, (116.51, 40.64), None)
    shown = tool.points_in_hand()
    assert len(shown) >= 3 and len(tool.corners) == 1, "shown before the click"
    assert shown[-1] == pytest.approx(_xy(map_, 116.51, 40.64), abs=0.01)
    map_.canvas.grab()
    near(map_, (116.51, 40.64))
    corner = [_xy(map_, 116.51, 40.66), _xy(map_, 116.49, 40.64)]
    assert any(tool.corners[1] == pytest.approx(one, abs=0.01) for one in corner)
    followed = len(tool.corners)
    map_.key(Qt.Key.Key_Backspace)
    assert len(tool.corners) == 1 < followed, "one step of the hand, one step back"
    near(map_, (116.51, 40.64))
    other = (116.49, 40.64) if tool.corners[1][0] > _xy(map_, 116.50, 40.65)[0] else (116.51, 40.66)
    near(map_, other)
    near(map_, (116.49, 40.66))
    (area,) = map_.areas().geometry
    wood = map_.canvas.to_metric(shapely.box(116.49, 40.64, 116.51, 40.66))
    assert map_.canvas.to_metric(area).symmetric_difference(wood).area < 1.0, "the click on the first corner closes it"


def test_without_following_a_side_is_straight(map_):
    snapping_is_ready(map_)
    map_.window.actions_["draw_patrol"].trigger()
    near(map_, (116.49, 40.66))
    near(map_, (116.51, 40.64))
    assert len(map_.canvas.tool.corners) == 2
    map_.key(Qt.Key.Key_T)
    map_.move(116.55, 40.62)
    assert len(map_.canvas.tool.points_in_hand()) == 3, "off every line it is straight, too"


def test_measuring_follows_too_and_snapping_off_ends_it(map_):
    snapping_is_ready(map_)
    map_.window.actions_["measure"].trigger()
    map_.window.actions_["following"].trigger()
    near(map_, (116.49, 40.66))
    near(map_, (116.51, 40.64))
    assert len(map_.canvas.tool.corners) >= 3
    map_.key(Qt.Key.Key_S)
    assert not map_.window.actions_["following"].isChecked() and not map_.window.map.measure_tool.follows
    map_.window.actions_["following"].trigger()
    assert map_.window.actions_["snapping"].isChecked(), "what is followed is snapped to first"


def test_too_many_lines_are_told_and_not_waited_for(map_, monkeypatch):
    monkeypatch.setattr("app.canvas.tools.following.MOST_EDGES", 3)
    snapping_is_ready(map_)
    map_.window.actions_["draw_patrol"].trigger()
    map_.window.actions_["following"].trigger()
    near(map_, (116.49, 40.66))
    near(map_, (116.51, 40.64))
    assert len(map_.canvas.tool.corners) == 2 and "太多" in map_.canvas.tool._following()
