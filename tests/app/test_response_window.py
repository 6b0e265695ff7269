"""Who gets there first, in the real window: by chord, mouse and keyboard."""

from __future__ import annotations

import math
from pathlib import Path

import geopandas as gpd
import openpyxl
import pytest
import shapely
from PySide6.QtCore import QPoint, Qt

from app.canvas.response import ResponsePicture
from app.cards.response import COVERAGE, HELP, JOINT, LINES, LOSS, TIMES
from layers.kinds import Role, Shape
from tests.app.conftest import record
from tests.app.test_fire_window import chord, save_to
from tests.app.test_map_tools import LEFT, Hand, map_

__all__ = ["map_"]

NONE = Qt.KeyboardModifier.NoModifier


def lines(*corners: list[tuple[float, float]]) -> gpd.GeoDataFrame:
    shapes = [shapely.LineString(one) for one in corners]
    frame = gpd.GeoDataFrame({"uid": [f"r{at}" for at in range(len(shapes))], "name": "路"}, geometry=shapes, crs=4490)
    return frame.assign(**{"class": "国道"})


def points(names: list[str], places: list[tuple[float, float]], **columns: list[float]) -> gpd.GeoDataFrame:
    data = {"uid": names, "name": names, **columns}
    return gpd.GeoDataFrame(data, geometry=gpd.points_from_xy(*zip(*places, strict=True)), crs=4490)


@pytest.fixture
def asked(map_: Hand) -> Hand:
    """One road across the line and another beside it, a depot in the west, a team in the east; the card with times."""
    document = map_.window.document

    def add() -> None:
        store = document.store
        with store.change("layers_added", titles=["道路"]):
            store.add_layer(record("道路", Role.ROAD, Shape.LINE), lines([(116.41, 40.65), (116.59, 40.65)]))
            depots = points(["西库"], [(116.42, 40.65)])
            store.add_layer(record("仓库", Role.DEPOT, Shape.POINT), depots)
            teams = points(["东队"], [(116.52, 40.65)], strength=[30.0], turnout_min=[8.0])
            store.add_layer(record("队伍", Role.TEAM, Shape.POINT), teams)

    document.on_writer(add)
    map_.qtbot.waitUntil(lambda: len(document.layers()) >= 6)
    chord(map_, "Ctrl+I, R")
    settle(map_)
    return map_


def settle(hand: Hand) -> None:
    control = hand.window.responding
    hand.qtbot.waitUntil(lambda: control.card.study is not None and not control.task.is_running, timeout=60_000)


def picture(hand: Hand) -> ResponsePicture | None:
    over = hand.canvas.over
    return over if isinstance(over, ResponsePicture) else None


def show(hand: Hand, view: str) -> None:
    """Choose a view by the keyboard."""
    card = hand.window.responding.card
    card.view.setFocus()
    hand.qtbot.keyClick(card.view, Qt.Key.Key_Home)
    for _ in range(card.view.findData(view)):
        hand.qtbot.keyClick(card.view, Qt.Key.Key_Down)
    assert card.shown_view == view
    settle(hand)


def test_times_are_swiped_and_follow_the_slider(asked: Hand) -> None:
    card, laid = asked.window.responding.card, picture(asked)
    assert card.isVisible() and laid is not None and laid.is_swiped
    assert card.band_text.text() == "≤ 60 分钟" and laid.left.limit_min == 60.0
    card.band.setFocus()
    asked.qtbot.keyClick(card.band, Qt.Key.Key_Left)
    assert laid.left.limit_min == laid.right.limit_min == 30.0
    asked.qtbot.keyClick(card.band, Qt.Key.Key_End)
    assert card.band_text.text() == "≤ 240 分钟"
    card.swipe.setFocus()
    before = laid.share
    asked.qtbot.keyClick(card.swipe, Qt.Key.Key_Right)
    assert laid.share == pytest.approx(before + 0.01)
    card.whose.setFocus()
    asked.qtbot.keyClick(card.whose, Qt.Key.Key_Down)
    assert card.shown_whose == JOINT and not laid.is_swiped and laid.left is not None
    asked.qtbot.keyClick(card.whose, Qt.Key.Key_End)
    settle(asked)
    assert isinstance(card.shown_whose, int) and laid.left is not None and laid.left.extent is not None
    asked.qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert asked.canvas.over is None and not asked.window.actions_["response"].isChecked()


def test_a_click_lists_who_arrives_and_a_closed_road_delays_them(asked: Hand) -> None:
    """At the western village by the road: the depot drives 5.8 km (20 + 5.8 min), the team 2.7 km (8 + 2.7)."""
    control = asked.window.responding
    asked.click(116.488, 40.65, keys=NONE)
    settle(asked)
    rows = control.card.arrivals.visible_rows()
    assert [one.name for one in rows] == ["东队", "西库"]
    assert rows[0].minutes == pytest.approx(8.0 + 2.7, abs=0.6)
    assert rows[1].minutes == pytest.approx(20.0 + 5.75, abs=0.6)
    assert "位于怀柔" in control.card.found.text() and "邻县：东队（丰宁）" in control.card.found.text()
    asked.qtbot.mouseClick(control.card.close_road, LEFT)
    asked.click(116.5, 40.65, keys=NONE)
    settle(asked)
    assert len(control.closed) == 1 and control.card.reopen.isVisible()
    fresh = {one.name: one.minutes for one in control.card.arrivals.visible_rows()}
    assert fresh["西库"] == pytest.approx(rows[1].minutes) and fresh.get("东队", math.inf) > 30.0
    asked.qtbot.mouseClick(control.card.reopen, LEFT)
    settle(asked)
    assert control.closed == () and control.card.arrivals.visible_rows()[0].name == "东队"
    asked.click(116.45, 40.68, keys=NONE)  # no road here
    assert control.closed == ()
    assert len(asked.window.document.layers()) == 6  # nothing of it is kept


def test_who_helps_whom_coverage_lines_and_loss(asked: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = asked.window.responding.card
    show(asked, COVERAGE)
    rows = card.counties.visible_rows()
    assert [(one.whole, one.own, one.joint) for one in rows] == [(120.0, 120.0, 120.0), (80.0, 80.0, 80.0)]
    card.band.setFocus()
    asked.qtbot.keyClick(card.band, Qt.Key.Key_Home)
    assert [(one.own, one.joint) for one in card.counties.visible_rows()] == [(0.0, 120.0), (80.0, 80.0)]
    show(asked, HELP)
    (helped,) = card.helps.visible_rows()
    assert helped.saved == pytest.approx(120.0 * (20.0 + 5.75 - 8.0 - 2.7), rel=0.05)
    assert picture(asked).shows_arrows and not picture(asked).shows_times
    cell = card.map.mapFromScene(card.map.getPlotItem().vb.mapViewToScene(card.map.viewRect().center()))
    middle = QPoint(round(cell.x()), round(cell.y()))
    asked.qtbot.mouseClick(card.map.viewport(), LEFT, pos=middle + QPoint(-20, 20))
    assert picture(asked).arrows.chosen is not None
    show(asked, LINES)
    (first, second) = card.reinforcements.visible_rows()
    assert (first.name, first.strength) == ("东队", 30.0) and first.minutes == pytest.approx(8.0 + 1.69, abs=0.3)
    assert second.minutes == pytest.approx(20.0 + 6.76, abs=0.3)
    show(asked, LOSS)
    dearest = card.losses.visible_rows()[0]
    assert dearest.name == "东队" and dearest.first_for == 200.0
    assert "失去" in card.text() and "东队" in card.text()
    target = tmp_path / "到场.xlsx"
    save_to(monkeypatch, target)
    asked.qtbot.mouseClick(card.book_button, LEFT)
    asked.qtbot.waitUntil(target.exists, timeout=60_000)
    asked.qtbot.waitUntil(lambda: not asked.window.jobs.active, timeout=60_000)
    assert {"覆盖", "增援名单", "失去一处", "各区先到", "可及性", "建议布点", "说明"} <= set(
        openpyxl.load_workbook(target).sheetnames
    )
    show(asked, TIMES)


def test_other_speeds_are_worked_out_again(asked: Hand) -> None:
    from dataclasses import replace

    document, card = asked.window.document, asked.window.responding.card
    asked.click(116.488, 40.65, keys=NONE)
    settle(asked)
    before = card.arrivals.visible_rows()[1].road_min
    document.set_parameters(replace(document.parameters(), road_national_kmh=30.0))
    asked.qtbot.waitUntil(lambda: card.study is None or card.study.travel.land.settings.speeds_kmh["national"] == 30.0)
    settle(asked)
    assert card.arrivals.visible_rows()[1].road_min == pytest.approx(2.0 * before, rel=0.02)
