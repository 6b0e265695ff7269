"""Rivers at the line in the real window: lists, map, directions from a row, flow, profile and parameters."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QFileDialog

from app import theme
from app.canvas.legend_box import Sample
from app.canvas.river_findings import RiverFindings
from app.canvas.river_flow import SPACING_PX, RiverFlow
from app.canvas.styles import theme as map_theme
from app.canvas.view import View
from app.dialogs.parameters import ParametersDialog
from app.dialogs.river_pages import FLOOD, WATER
from app.fonts import window_family
from app.widgets.river_profile import RiverProfile
from layers.rivers.settings import PARAMETERS, Method, RiverSettings, Stage, Verdict
from layers.zones.model import Parameters
from tests.app.canvas.test_looks import contrast
from tests.app.test_fire_window import chord
from tests.app.test_map_tools import Hand, map_
from tests.app.test_rivers import NONE, add_river, spilled

__all__ = ["map_", "spilled"]

LEFT = Qt.MouseButton.LeftButton


def opened(hand: Hand, directed: bool | None) -> Hand:
    """The lists of a river across the line at 116.5° E, opened by keys."""
    add_river(hand, directed)
    chord(hand, "Ctrl+I, W")
    lists = hand.window.river_lists
    hand.qtbot.waitUntil(lambda: lists.drawn is not None, timeout=60_000)
    assert lists.panel.isVisible()
    return hand


def click_row(hand: Hand, name: str, place: int = 0) -> None:
    panel = hand.window.river_lists.panel
    panel.show_list(name)
    table = panel.tables[name]
    hand.qtbot.waitUntil(table.isVisible, timeout=10_000)
    at = table.visualRect(table.model().index(place, 0)).center()
    hand.qtbot.mouseClick(table.viewport(), LEFT, pos=at)


def test_sections_are_listed_drawn_and_shown(map_: Hand) -> None:
    hand = opened(map_, True)
    lists, panel = hand.window.river_lists, hand.window.river_lists.panel
    assert hand.canvas.beneath("rivers") is lists.drawn
    click_row(hand, "sections")
    assert "怀柔 → 丰宁" in panel.said.text() and "白河" in panel.said.text()
    assert lists.drawn.front == "sections" and lists.drawn.shape(lists.drawn.chosen).geom_type == "Point"
    section = hand.canvas.to_metric(shapely.Point(116.5, 40.66))
    hand.qtbot.waitUntil(
        lambda: shapely.box(*hand.canvas.view.extent).contains(section) and hand.canvas.view.metres_per_px < 30,
        timeout=10_000,
    )
    assert Sample.BAR in {one.sample for one in lists.drawn.entries(hand.canvas.scene.theme)}
    hand.qtbot.mouseClick(panel.map_box, LEFT, pos=QPoint(8, panel.map_box.height() // 2))
    assert hand.canvas.beneath("rivers") is None
    hand.qtbot.mouseClick(panel.map_box, LEFT, pos=QPoint(8, panel.map_box.height() // 2))
    assert hand.canvas.beneath("rivers") is lists.drawn
    hand.window.right.show_page("zones")
    assert hand.canvas.beneath("rivers") is None


def test_a_direction_is_given_from_a_row_and_taken_back(map_: Hand) -> None:
    hand = opened(map_, None)
    panel = hand.window.river_lists.panel

    def problems() -> list[str]:
        return [row["problem"] for row in panel.tables["problems"].visible_rows()]

    place = problems().index("unknown")
    click_row(hand, "problems", place)
    assert panel.direction.isVisible() and "没有写明流向" in panel.said.text()
    assert panel.from_first.text() == "水从西边来"
    hand.qtbot.mouseClick(panel.from_first, LEFT)
    hand.qtbot.waitUntil(lambda: "unknown" not in problems(), timeout=60_000)
    assert hand.document.stored_river_settings()["verdicts"] == [["river-1", 116.46, 40.66]]
    click_row(hand, "sections")
    assert "怀柔 → 丰宁" in panel.said.text()
    hand.window.actions_["undo"].trigger()
    hand.qtbot.waitUntil(lambda: "unknown" in problems(), timeout=60_000)
    assert not hand.document.stored_river_settings().get("verdicts")


def test_low_land_is_screened_on_request_and_the_lists_are_written(map_: Hand, tmp_path: Path, monkeypatch) -> None:
    hand = opened(map_, True)
    panel = hand.window.river_lists.panel
    panel.show_list("exposed")
    assert panel.screen_button.isVisible()
    hand.qtbot.mouseClick(panel.screen_button, LEFT)
    hand.qtbot.waitUntil(lambda: "exposed" in panel.tables, timeout=60_000)
    click_row(hand, "exposed")
    assert "距河 500" in panel.said.text(), "no terrain: a corridor, and it says so"
    path = tmp_path / "河.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given, **_named: (str(path), ""))
    panel.export_asked.emit()
    hand.qtbot.waitUntil(path.exists, timeout=30_000)
    book = openpyxl.load_workbook(path)
    assert {"跨界断面", "左右岸河段", "参数"} <= set(book.sheetnames)


def test_what_is_drawn_leaves_a_mark_of_each_kind() -> None:
    from app.tasks.rivers import run_lists
    from tests.layers.rivers import world

    # Along x = 0 between A and B, then across x = 10 km into another province, off the line in the middle.
    line = [(0, 500), (0, 3000), (300, 4000), (300, 6000), (0, 7000), (0, 9500)]
    land = world.land(world.rivers(line, names=["白河"]), world.rivers([(5000, 5000), (18_000, 5000)], uid="s"))
    lists = run_lists(land, settings=RiverSettings(), with_exposed=True, epsg=world.EPSG, progress=lambda *_given: None)
    names = {name: name for name in ("orange", "yellow", *lists.drawn)}
    box = shapely.total_bounds([shape for found in lists.drawn.values() for shape in found.shapes])
    view = View(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), 40.0, (800.0, 500.0))
    for front in lists.drawn:
        image = QImage(800, 500, QImage.Format.Format_ARGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        drawn = RiverFindings(lists.drawn, names, front=front)
        drawn.draw(painter, view, map_theme("light"), window_family())
        drawn.draw(painter, view, map_theme("light"), window_family())
        painter.end()
        colors = {image.pixelColor(x, y).name() for x in range(0, 800, 3) for y in range(0, 500, 3)}
        assert len(colors) > 3, front
    assert [len(lists.rows[name]) > 0 for name in ("sections", "bordering", "departures")] == [True] * 3


# -- flow -------------------------------------------------------------------------------------------


def test_arrowheads_point_with_the_water_and_move_on() -> None:
    flow = RiverFlow([[(0.0, 0.0), (1000.0, 0.0)], [(0.0, 500.0), (0.0, 100.0)]])
    view = View((500.0, 250.0), 2.0, (600.0, 400.0))
    heads = flow.heads(view)
    east = heads[abs(heads[:, 2] - 1.0) < 1e-6]
    # 500 px of river: at 0, 46 … 460 px; the head at the start points east, y down is positive.
    assert len(east) == int(500 // SPACING_PX) + 1 and (abs(east[:, 3]) < 1e-6).all()
    south = heads[abs(heads[:, 3] - 1.0) < 1e-6]
    assert len(south) == int(200 // SPACING_PX) + 1, "water that runs south runs down the screen"
    flow.advance(10.0)
    assert (flow.heads(view)[1, 0] - heads[1, 0]) == pytest.approx(10.0, abs=0.5)
    for _ in range(5):
        flow.advance(10.0)
    assert flow.phase_px == pytest.approx(60.0 - SPACING_PX)
    assert len(RiverFlow([]).heads(view)) == 0


def test_flow_is_off_until_asked_for_moves_without_a_new_picture_and_rests_out_of_sight(
    map_: Hand, monkeypatch
) -> None:
    add_river(map_, True)
    flow, canvas = map_.window.flow, map_.canvas
    assert canvas.beneath("flow") is None and not flow.timer.isActive()
    chord(map_, "Ctrl+I, A")
    map_.qtbot.waitUntil(lambda: isinstance(canvas.beneath("flow"), RiverFlow), timeout=60_000)
    assert map_.window.actions_["river_flow"].isChecked() and flow.timer.isActive()
    drawn = canvas.beneath("flow")
    assert (drawn.heads(canvas.view)[:, 2] > 0.99).all(), "it runs east"
    asked = []
    monkeypatch.setattr(type(canvas), "request_picture", lambda *given: asked.append(given))
    before = drawn.phase_px
    map_.qtbot.waitUntil(lambda: drawn.phase_px != before, timeout=5_000)
    assert asked == [], "the base of the map is only laid down again"
    canvas.hide()
    map_.qtbot.waitUntil(lambda: not flow.timer.isActive(), timeout=5_000)
    canvas.show()
    map_.qtbot.waitUntil(flow.timer.isActive, timeout=5_000)
    map_.window.setWindowState(Qt.WindowState.WindowMinimized)
    map_.qtbot.waitUntil(lambda: not flow.timer.isActive(), timeout=5_000)
    map_.window.setWindowState(Qt.WindowState.WindowNoState)
    map_.qtbot.waitUntil(flow.timer.isActive, timeout=5_000)
    map_.window.settings.set("motion", "still")
    assert not flow.timer.isActive() and canvas.beneath("flow") is drawn and canvas.is_still
    map_.window.settings.set("motion", "full")
    assert flow.timer.isActive() and not canvas.is_still
    chord(map_, "Ctrl+I, A")
    assert canvas.beneath("flow") is None and not flow.timer.isActive()


# -- profile ----------------------------------------------------------------------------------------


def test_profile_and_map_point_at_the_same_place(spilled: Hand) -> None:
    profile, way = spilled.window.spilling.card.profile, spilled.canvas.over
    assert profile.labels == ["怀柔", "丰宁"] and way.cursor is None
    assert not profile.getPlotItem().getAxis("left").isVisible(), "no terrain: no height is made up"
    box = profile.getPlotItem().getViewBox()
    middle = profile.mapFromScene(box.mapViewToScene(box.viewRect().center()))
    spilled.qtbot.mouseMove(profile.viewport(), QPoint(middle.x(), middle.y()))
    spilled.qtbot.waitUntil(lambda: way.cursor is not None, timeout=5_000)
    on_map = spilled.canvas.to_storage(shapely.Point(way.cursor))
    # Half way from 116.48 to the river's end at 116.54 E.
    assert (on_map.x, on_map.y) == pytest.approx((116.51, 40.66), abs=0.003)
    spilled.move(116.49, 40.66, NONE)
    spilled.qtbot.waitUntil(lambda: profile.cursor_m == profile.cursor_m, timeout=5_000)
    # 0.01° of longitude from the place are 845 m; the profile has a place every 250 m or 1/20 of the way.
    assert profile.cursor_m == pytest.approx(845.0, abs=150.0)
    spilled.move(116.49, 40.62, NONE)
    assert profile.cursor_m != profile.cursor_m, "nan: the cursor is off the river"


@pytest.mark.parametrize("name", ["light", "dark"])
def test_axis_names_and_figures_are_legible(qapp, name: str, monkeypatch) -> None:
    monkeypatch.setattr(theme, "_current", theme.resolve(name))
    plot = RiverProfile("x").getPlotItem()
    for side in ("left", "bottom"):
        assert contrast(plot.getAxis(side).textPen().color(), QColor(theme.tokens().surface)) >= 4.5


# -- parameters -------------------------------------------------------------------------------------


def test_every_number_has_a_field_with_its_unit_default_and_source(map_: Hand) -> None:
    kept = replace(RiverSettings(), hand_m=7.123456, verdicts=(Verdict("r", 116.0, 40.0),))
    dialog = ParametersDialog(Parameters(), map_.window, rivers=kept, group=FLOOD)
    pages = dialog._rivers
    assert set(pages.edits) == {one.name for one in PARAMETERS}
    for one in PARAMETERS:
        edit = pages.edits[one.name]
        assert edit.toolTip() and edit.accessibleName()
        assert one.unit == "–" or one.unit in edit.suffix()
    assert dialog.groups.currentItem().text() == "河流：防洪与低地"
    assert dialog.rivers == kept, "untouched numbers keep every digit, and verdicts stay"
    pages.edits["flood_ms"].setValue(3.0)
    pages.edits["discharge_m3s"].setValue(120.0)
    pages.stage.setCurrentIndex(pages.stage.findData(Stage.FLOOD))
    pages.method.setCurrentIndex(pages.method.findData(Method.JOBSON))
    made = dialog.rivers
    assert (made.flood_ms, made.discharge_m3s, made.stage, made.method) == (3.0, 120.0, Stage.FLOOD, Method.JOBSON)
    pages.edits["discharge_m3s"].setValue(0.0)
    assert dialog.rivers.as_dict()["discharge_m3s"] is None, "unknown, not zero"


def test_a_changed_number_is_kept_with_the_plan_and_undone(map_: Hand, monkeypatch) -> None:
    add_river(map_, True)

    def fill(dialog: ParametersDialog) -> bool:
        assert dialog.groups.currentItem().text() == "河流：流速与水污染"
        dialog._rivers.edits["normal_ms"].setValue(1.5)
        return True

    monkeypatch.setattr("app.control.work.run", fill)
    chord(map_, "Ctrl+I, V")
    assert map_.document.stored_river_settings()["normal_ms"] == 1.5
    assert map_.undo_texts()[-1] == "修改河流推算参数"
    map_.window.actions_["undo"].trigger()
    assert map_.document.stored_river_settings().get("normal_ms", 1.0) == 1.0
    assert WATER != FLOOD
