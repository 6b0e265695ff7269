"""Blocks in the real window: made, clicked, gone around with the mouse, joined into a patrol area, undone."""

import geopandas as gpd
import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog

from layers.geodesy import geodesic_area_m2
from layers.kinds import Role, Shape
from layers.plan import PlanStore
from tests.app.canvas.conftest import move
from tests.app.conftest import EAST, WEST, drawn, record
from tests.app.test_map_tools import ALT, CTRL, LEFT, RIGHT, Hand, map_  # noqa: F401

SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
#: Middles of the four blocks on the line, by row (north, south) and side.
NW, NE, SW, SE = (116.49, 40.67), (116.51, 40.67), (116.49, 40.63), (116.51, 40.63)


def roads():
    lines = [[(116.39, 40.65), (116.61, 40.65)], [(116.48, 40.59), (116.48, 40.71)], [(116.52, 40.59), (116.52, 40.71)]]
    return gpd.GeoDataFrame(
        {"uid": ["r1", "r2", "r3"], "name": ["甲路", "乙路", "丙路"], "class": ["国道", "县道", "县道"]},
        geometry=[shapely.LineString(line) for line in lines],
        crs=4490,
    )


@pytest.fixture
def hand(map_):  # noqa: F811
    """The small plan with three roads, the blocks tool in hand and no blocks yet."""
    document = map_.document

    def add():
        with document.store.change("layers_added", titles=["道路"]):
            document.store.add_layer(record("道路", Role.ROAD, Shape.LINE), roads())

    document.on_writer(add)
    map_.qtbot.waitUntil(lambda: not document.block_state().count)
    map_.key(Qt.Key.Key_B)
    map_.control, map_.tool = map_.window.block_work, map_.window.map.blocks_tool
    map_.card = map_.control.card
    map_.qtbot.waitUntil(lambda: map_.card.make.isEnabled(), timeout=10_000)
    return map_


@pytest.fixture
def made(hand):
    """Eight blocks, drawn."""
    hand.qtbot.mouseClick(hand.card.make, LEFT)
    hand.qtbot.waitUntil(lambda: hand.tool.blocks is not None and len(hand.tool.blocks) == 8, timeout=20_000)
    hand.qtbot.waitUntil(lambda: drawn(hand.canvas), timeout=10_000)
    hand.steps = hand.document.undo_stack.count()
    return hand


def click(hand, place, keys=NONE, button=LEFT):
    hand.move(*place, keys)
    hand.qtbot.mouseClick(hand.canvas, button, keys, hand.px(*place))


def drag(hand, places, keys=NONE):
    first, *others = [hand.px(*place) for place in places]
    hand.qtbot.mousePress(hand.canvas, LEFT, keys, first)
    for at in others:
        move(hand.canvas, at, keys)
    hand.qtbot.mouseRelease(hand.canvas, LEFT, keys, others[-1])


def chosen_at(hand, *places):
    """Whether exactly the blocks at these places are chosen."""
    rows = []
    for place in places:
        at = hand.canvas.to_metric(shapely.Point(place))
        rows.append(hand.tool.blocks.at(at.x, at.y))
    return hand.tool.rows == sorted(rows)


def ha(shape):
    return geodesic_area_m2(shape) / 1e4


# -- making ---------------------------------------------------------------------------------------


def test_a_plan_without_blocks_asks_how_to_make_them(hand):
    card = hand.card
    assert hand.window.actions_["blocks"].isChecked() and card.isVisible()
    assert card.making.isVisible() and card.choosing.isHidden() and card.again.isHidden()
    assert card.lines["roads"].isChecked() and not card.lines["ridges"].isEnabled()
    assert "没有" in card.lines["ridges"].toolTip()
    assert [card.classes.item(k).text() for k in range(card.classes.count())] == ["县道", "国道"]
    assert card.around.isEnabled(), "the plan has zones"


def test_making_blocks_is_one_step_and_they_stay_with_the_plan(made):
    document = made.document
    assert "8" in document.undo_stack.undoText() and document.block_state().count == 8
    assert "8" in made.card.state.text() and made.card.choosing.isVisible() and made.card.making.isHidden()
    assert "8" in made.window.toast.text
    with PlanStore.open(document.path, read_only=True) as store:
        assert len(store.blocks()) == 8
    made.window.actions_["undo"].trigger()
    made.qtbot.waitUntil(lambda: made.tool.blocks is None, timeout=10_000)
    assert document.block_state().count == 0 and made.card.making.isVisible()
    made.window.actions_["redo"].trigger()
    made.qtbot.waitUntil(lambda: made.tool.blocks is not None and len(made.tool.blocks) == 8, timeout=10_000)


def test_only_the_road_classes_ticked_divide(hand):
    item = next(hand.card.classes.item(k) for k in range(2) if hand.card.classes.item(k).text() == "县道")
    item.setCheckState(Qt.CheckState.Unchecked)
    hand.card.band.setValue(2.0)
    hand.qtbot.mouseClick(hand.card.make, LEFT)
    hand.qtbot.waitUntil(lambda: hand.tool.blocks is not None, timeout=20_000)
    assert len(hand.tool.blocks) == 4
    state = hand.document.block_state()
    assert state.parameters.road_classes == ("国道",) and state.parameters.band_m == 2000.0


def test_a_layer_that_goes_makes_the_blocks_out_of_date(made):
    road = next(one for one in made.document.layers() if one.role is Role.ROAD)
    made.document.remove_layer(road.uid)
    made.qtbot.waitUntil(lambda: made.document.block_state().is_stale)
    assert "过期" in made.card.state.text() or "已变" in made.card.state.text()
    made.window.actions_["undo"].trigger()
    assert not made.document.block_state().is_stale


def test_blocks_can_be_removed_and_that_undone(made):
    made.card.again.click()
    made.qtbot.mouseClick(made.card.remove, LEFT)
    made.qtbot.waitUntil(lambda: made.tool.blocks is None, timeout=10_000)
    assert made.document.block_state().count == 0
    made.window.actions_["undo"].trigger()
    assert made.document.block_state().count == 8


# -- choosing -------------------------------------------------------------------------------------


def test_a_click_takes_a_block_in_and_another_lets_it_go(made):
    click(made, NW)
    assert chosen_at(made, NW)
    click(made, NE)
    assert chosen_at(made, NW, NE)
    said = made.card.sum.text()
    assert "怀柔" in said and "丰宁" in said and "hm²" in said and "亩" in said
    assert made.card.warning.isHidden()
    click(made, NE)
    assert chosen_at(made, NW)
    assert not made.card.warning.isHidden(), "one county only"


def test_the_block_under_the_cursor_says_what_it_is(made):
    made.move(*NW, NONE)
    at = made.canvas.to_metric(shapely.Point(NW))
    said = made.tool.describe(made.tool.blocks, made.tool.blocks.at(at.x, at.y))
    assert "怀柔" in said and "100 %" in said and "怀柔–丰宁" in said and "hm²" in said
    # The village of 120 people lies just south of the road, which is straight in the plane and not on the parallel.
    at = made.canvas.to_metric(shapely.Point(SW))
    assert "120" in made.tool.describe(made.tool.blocks, made.tool.blocks.at(at.x, at.y))
    far = made.canvas.to_metric(shapely.Point(116.46, 40.67))
    other = made.tool.describe(made.tool.blocks, made.tool.blocks.at(far.x, far.y))
    assert "1.7 km" in other, "116.48 to 116.50 at 40.65°"


def test_going_around_blocks_takes_them_in_and_with_ctrl_lets_them_go(made):
    drag(made, [(116.485, 40.66), (116.485, 40.69), (116.515, 40.69), (116.515, 40.66), (116.485, 40.66)])
    assert chosen_at(made, NW, NE)
    drag(made, [(116.485, 40.61), (116.485, 40.69), (116.495, 40.69), (116.495, 40.61)], CTRL)
    assert chosen_at(made, NE)


def test_shift_and_drag_is_a_box(made):
    before = made.canvas.view
    drag(made, [(116.482, 40.605), (116.518, 40.695)], SHIFT)
    assert chosen_at(made, NW, NE, SW, SE)
    assert made.canvas.view == before, "no zoom box"


def test_ctrl_and_click_only_lets_go(made):
    click(made, NW)
    click(made, NE, CTRL)
    assert chosen_at(made, NW)
    click(made, NW, CTRL)
    assert chosen_at(made)


def test_undo_takes_steps_back_and_then_belongs_to_the_plan(made):
    click(made, NW)
    click(made, NE)
    made.key(Qt.Key.Key_Z, CTRL)
    assert chosen_at(made, NW)
    made.key(Qt.Key.Key_Backspace)
    assert chosen_at(made) and made.document.block_state().count == 8
    made.window.actions_["undo"].trigger()
    assert made.document.block_state().count == 0


def test_escape_lets_all_go_and_undo_brings_them_back(made):
    click(made, NW)
    click(made, NE)
    made.key(Qt.Key.Key_Escape)
    assert chosen_at(made) and made.window.actions_["blocks"].isChecked()
    made.window.actions_["undo"].trigger()
    assert chosen_at(made, NW, NE)
    made.window.actions_["undo"].trigger()
    assert chosen_at(made) and made.document.block_state().count == 8


def test_what_is_chosen_outlives_the_program(made):
    click(made, NW)
    click(made, SE)
    path = made.document.path

    def on_disk():
        with PlanStore.open(path, read_only=True) as store:
            return store.sketch_state().get("tools", {}).get("blocks", {}).get("blocks", [])

    made.qtbot.waitUntil(lambda: len(on_disk()) == 2, timeout=3000)
    made.document.close()
    assert made.tool.chosen == frozenset()
    made.document.open(path)
    made.qtbot.waitUntil(lambda: made.tool.blocks is not None and len(made.tool.rows) == 2, timeout=10_000)
    assert made.window.actions_["blocks"].isChecked()
    assert chosen_at(made, NW, SE)


# -- the patrol area ------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["enter", "right click", "button"])
def test_blocks_become_a_patrol_area_in_one_step(made, how):
    click(made, NW)
    click(made, NE)
    expected = made.tool.blocks.frame["area_ha"].iloc[made.tool.rows].sum()
    if how == "enter":
        made.key(Qt.Key.Key_Return)
    elif how == "right click":
        click(made, SE, NONE, RIGHT)
    else:
        made.qtbot.mouseClick(made.card.new_area, LEFT)
    areas = made.areas()
    assert len(areas) == 1 and made.window.patrol.chosen == areas["uid"].iloc[0]
    area = areas.geometry.iloc[0]
    assert isinstance(area, shapely.Polygon) and len(area.interiors) == 0
    assert ha(area) == pytest.approx(expected, rel=1e-6)
    assert made.document.undo_stack.count() == made.steps + 1
    assert not made.card.isVisible() and made.window.actions_["select"].isChecked()
    made.window.actions_["undo"].trigger()
    assert len(made.areas()) == 0


def test_both_counties_have_their_share_of_the_area(made):
    from layers import workflow
    from layers.patrol import CountyIndex

    click(made, NW)
    click(made, NE)
    made.key(Qt.Key.Key_Return)
    counties = made.document.on_writer(lambda: workflow.counties_frame(made.document.store))
    division = CountyIndex(counties).divide(made.areas().geometry.iloc[0])
    assert set(division.counties) == {WEST, EAST}


def test_blocks_are_added_to_the_area_chosen_and_taken_from_it(made):
    click(made, NW)
    click(made, NE)
    assert not made.card.add.isEnabled(), "no area is chosen"
    made.key(Qt.Key.Key_Return)
    (before,) = (ha(shape) for shape in made.areas().geometry)
    made.key(Qt.Key.Key_B)
    made.qtbot.waitUntil(lambda: made.tool.blocks is not None and made.card.isVisible(), timeout=10_000)
    click(made, SE)
    added = made.tool.blocks.frame["area_ha"].iloc[made.tool.rows].sum()
    made.qtbot.mouseClick(made.card.add, LEFT)
    (after,) = (ha(shape) for shape in made.areas().geometry)
    assert after == pytest.approx(before + added, rel=1e-6)
    made.key(Qt.Key.Key_B)
    click(made, NW)
    made.qtbot.mouseClick(made.card.take, LEFT)
    (left,) = (ha(shape) for shape in made.areas().geometry)
    assert left < after - 100
    texts = made.undo_texts()
    assert "区块" in texts[-1] or "单元" in texts[-1]
    made.window.actions_["undo"].trigger()
    (again,) = (ha(shape) for shape in made.areas().geometry)
    assert again == pytest.approx(after, rel=1e-12)


def test_blocks_that_do_not_touch_are_told(made):
    click(made, NW)
    click(made, (116.55, 40.63))
    made.key(Qt.Key.Key_Return)
    assert isinstance(made.areas().geometry.iloc[0], shapely.MultiPolygon)
    assert "2" in made.window.toast.text


def test_the_blocks_are_seen_only_with_their_tool(made):
    picture = made.canvas.grab().toImage()
    made.window.actions_["select"].trigger()
    assert not made.card.isVisible()
    assert made.canvas.grab().toImage() != picture


def test_the_language_can_change_while_blocks_are_chosen(made):
    click(made, NW)
    made.window.settings.set("language", "en")
    made.qtbot.waitUntil(lambda: made.window.map.blocks_tool.blocks is not None, timeout=10_000)
    tool = made.window.map.blocks_tool
    assert len(tool.rows) == 1 and made.window.block_work.card.isVisible()
    made.window.settings.set("language", "zh_CN")


def test_a_drag_begun_by_mistake_is_given_up_with_escape(made):
    made.qtbot.mousePress(made.canvas, LEFT, NONE, made.px(*NW))
    move(made.canvas, made.px(*NW) + QPoint(60, 40), NONE)
    made.key(Qt.Key.Key_Escape)
    made.qtbot.mouseRelease(made.canvas, LEFT, NONE, made.px(*NW) + QPoint(60, 40))
    assert chosen_at(made)


def test_a_plan_whose_counties_do_not_meet_is_told_so(program, tmp_path, qtbot, monkeypatch):
    from datetime import date

    from tests.app.conftest import counties

    told = []
    monkeypatch.setattr("app.dialogs.ask.show_message", lambda _parent, message: told.append(message))
    document = program.document
    document.create(tmp_path / "单县.lianfang.gpkg", title="单县", reference_date=date(2026, 5, 1))

    def add():
        with document.store.change("layers_added", titles=["县界"]):
            document.store.add_layer(record("县界", Role.COUNTY, Shape.POLYGON), counties().iloc[:1])

    document.on_writer(add)
    window = program.window
    window.actions_["blocks"].trigger()
    card = window.block_work.card
    qtbot.waitUntil(card.make.isEnabled, timeout=10_000)
    qtbot.mouseClick(card.make, LEFT)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert "没有两个县" in told[0].title and "邻县" in told[0].remedy
    assert card.make.isEnabled(), "it can be tried again"


def test_far_away_the_lines_are_simpler_and_still_meet(made):
    blocks = made.tool.blocks
    everything = tuple(shapely.total_bounds(blocks.shapes))
    fine, near = blocks.edges_near(everything, 1.0)
    coarse, far = blocks.edges_near(everything, 800.0)
    assert (fine, coarse) == (0.0, 320.0) and len(near) == len(far)
    ends = [shapely.get_coordinates(shapely.get_point(lines, at)).tolist() for lines in (near, far) for at in (0, -1)]
    assert ends[0] == ends[2] and ends[1] == ends[3]
    _, corner = blocks.edges_near((everything[0], everything[1], everything[0] + 10.0, everything[1] + 10.0), 1.0)
    assert len(corner) < len(near)


@pytest.mark.parametrize("ending", ["gpkg", "geojson"])
def test_all_blocks_are_written_as_a_map_layer(made, tmp_path, monkeypatch, ending):
    action = made.window.actions_["export_blocks"]
    assert action.isEnabled() and made.card.export.isVisible()
    kinds = {"gpkg": "GeoPackage (*.gpkg)", "geojson": "GeoJSON (*.geojson)"}
    asked = []
    monkeypatch.setattr(
        QFileDialog,
        "getSaveFileName",
        lambda _parent, _title, proposed, _kinds: asked.append(proposed) or (str(tmp_path / "区块"), kinds[ending]),
    )
    with made.qtbot.waitSignal(made.control.task.written, timeout=20_000):
        made.qtbot.mouseClick(made.card.export, LEFT) if ending == "gpkg" else action.trigger()
    written = gpd.read_file(tmp_path / f"区块.{ending}")
    assert len(written) == 8 and asked[0].endswith(".gpkg")
    frame = made.tool.blocks.frame.set_index("uid")
    assert written.set_index("uid")["area_ha"].to_dict() == pytest.approx(frame["area_ha"].to_dict(), rel=1e-9)
    assert "8" in made.window.toast.text and f"区块.{ending}" in made.window.toast.text


def test_without_blocks_there_is_nothing_to_export_and_a_folder_that_is_gone_is_told(hand, monkeypatch, tmp_path):
    assert not hand.window.actions_["export_blocks"].isEnabled() and not hand.card.export.isVisible()
    assert "B" in hand.window.actions_["export_blocks"].toolTip()
    told = []
    monkeypatch.setattr("app.dialogs.ask.show_message", lambda _parent, message: told.append(message.sentence))
    hand.control.task.write(tmp_path / "gone" / "b.gpkg")
    hand.qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert "gone" in told[0] or "b.gpkg" in told[0]
