"""Figures worked out again in the real window: on the card of a zone, and for all zones as a list."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from shapely import box

from app.application import Application
from app.tasks.fire import Ran, Sent
from layers.kinds import Role, Shape
from layers.zones.figures import GROUPS
from tests.app.conftest import record
from tests.app.test_fire import burning
from tests.app.test_map_tools import Hand, map_

__all__ = ["burning", "map_"]

CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def chosen(program: Application):
    """Choose the first zone; return the rows at the foot of its card."""
    zones = program.window.zones
    zones.table.selectRow(0)
    return zones.card.figure_checks


def checks(program: Application):
    return program.window.zones.card.figure_checks


def test_each_group_is_worked_out_again_on_its_own(planned: Application, qtbot) -> None:
    rows = chosen(planned)
    assert [rows.text(group) for group in GROUPS] == [""] * len(GROUPS)
    before = len(planned.document.past.records)
    qtbot.mouseClick(rows.links["area"], Qt.MouseButton.LeftButton)
    assert rows.text("area") == "正在推算…" and not rows.links["area"].isEnabled()
    qtbot.waitUntil(lambda: "成立" in checks(planned).text("area"), timeout=20_000)
    assert checks(planned).text("people") == ""
    qtbot.mouseClick(rows.every, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: all("成立" in checks(planned).text(group) for group in GROUPS), timeout=20_000)
    assert len(planned.document.past.records) == before, "looking changes nothing"
    # The card is made anew for another choice; what came out is still there.
    planned.window.zones.choose("")
    assert "成立" in chosen(planned).text("area")


def test_what_differs_says_what_it_was_what_it_is_and_why(planned: Application, qtbot) -> None:
    document = planned.document
    chosen(planned)
    document.set_parameters(replace(document.parameters(), origin_weight=0.95))
    qtbot.mouseClick(checks(planned).links["lead"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "原为" in checks(planned).text("lead"), timeout=20_000)
    text = checks(planned).text("lead")
    assert "责任份额" in text and "0.6 改为 0.95" in text and "发生地权重" in text
    document.undo_stack.undo()
    assert checks(planned).text("lead") == "", "what came out before the plan changed is not shown any more"


def test_all_zones_at_once_with_a_list_of_what_differs(planned: Application, qtbot) -> None:
    window, document = planned.window, planned.document
    qtbot.keyClick(window, Qt.Key.Key_E, CTRL_ALT)
    card = window.verifying.card
    qtbot.waitUntil(lambda: "全部成立" in card.found.text(), timeout=30_000)
    assert not card.table.isVisible()
    document.set_parameters(replace(document.parameters(), origin_weight=0.95))
    assert "请重新推算" in card.found.text()
    qtbot.mouseClick(card.check_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "不再成立" in card.found.text(), timeout=30_000)
    (row,) = [one for one in card.table.visible_rows() if one.figure.name == "responsibility"]
    card.table.selectRow(card.table.visible_rows().index(row))
    assert window.zones.chosen == row.uid
    assert "发生地权重" in card.chosen.text()
    qtbot.mouseClick(card.copy_button, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert "责任份额" in copied and "原因" in copied and row.zone in copied


def test_derived_again_for_comparison_nothing_is_replaced(planned: Application, qtbot) -> None:
    window, document = planned.window, planned.document
    window.actions_["verify_figures"].trigger()
    card = window.verifying.card
    qtbot.waitUntil(lambda: "全部成立" in card.found.text(), timeout=30_000)
    before = len(document.past.records)
    kept = document.zones().to_wkb().to_csv()
    document.set_parameters(replace(document.parameters(), forest_reach="distance", forest_reach_m=600.0))
    qtbot.mouseClick(card.again_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "不再成立" in card.found.text(), timeout=60_000)
    names = {row.figure.name for row in card.table.visible_rows()}
    assert "geometry" in names and "area_ha" in names
    assert document.zones().to_wkb().to_csv() == kept and len(document.past.records) == before + 1
    qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert not card.isVisible()


def test_a_fire_that_is_shown_is_run_again_and_the_new_lake_is_named(burning: Hand) -> None:
    row, document = burning.window.redoing.rows[Ran], burning.window.document
    assert row.isVisible()
    burning.qtbot.mouseClick(row.link, Qt.MouseButton.LeftButton)
    burning.qtbot.waitUntil(lambda: "逐位相同" in row.said.text(), timeout=60_000)
    lake = gpd.GeoDataFrame({"uid": ["k"], "name": ["湖"]}, geometry=[box(116.496, 40.64, 116.499, 40.66)], crs=4490)

    def fill() -> None:
        with document.store.change("layers_added", titles=["湖"]):
            document.store.add_layer(record("湖", Role.LAKE, Shape.POLYGON), lake)

    document.on_writer(fill)
    burning.qtbot.mouseClick(row.link, Qt.MouseButton.LeftButton)
    burning.qtbot.waitUntil(lambda: "可燃物或阻隔" in row.said.text(), timeout=60_000)
    assert "原为" in row.said.text() and "过火面积" in row.said.text()
    burning.qtbot.keyClick(burning.window.fire.card, Qt.Key.Key_Escape)
    assert not row.isVisible()


def test_the_matrix_that_is_shown_is_run_again(map_: Hand) -> None:
    map_.window.actions_["transmission"].trigger()
    row = map_.window.redoing.rows[Sent]
    map_.qtbot.waitUntil(row.isVisible, timeout=60_000)
    map_.qtbot.mouseClick(row.link, Qt.MouseButton.LeftButton)
    map_.qtbot.waitUntil(lambda: "…" not in row.said.text() and row.said.text() != "", timeout=60_000)
    assert "逐位相同" in row.said.text()
