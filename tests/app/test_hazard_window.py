"""Hazards in the real window by key, click and menu: releases, tables, grades, past events, classes, sets, kinds."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import openpyxl
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFileDialog
from shapely import Point, box

from app.canvas.marks import Marks
from app.control.table import BY_ACTION
from app.dialogs.parameters import ParametersDialog
from app.numbers import number
from layers import workflow
from layers.hazards.plume import KIND as PLUME
from layers.kinds import Origin, Role, Shape
from layers.plan.model import LayerRecord
from tests.app.conftest import EAST, WEST, drawn
from tests.app.test_map_tools import Hand, map_

__all__ = ["map_"]

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def add(hand: Hand, title: str, role: Role, shape: Shape, shapes: list[object], **columns: list[object]) -> None:
    frame = gpd.GeoDataFrame(
        {"uid": [f"{title}-{at}" for at in range(len(shapes))], **columns}, geometry=shapes, crs=4490
    )
    store = hand.document.store

    def put() -> None:
        with store.change("layer_added"):
            record = LayerRecord("", title, role, shape, Origin.READ, "", speaks_for=frozenset({WEST, EAST}))
            store.add_layer(record, frame)

    hand.document.on_writer(put)
    hand.document.catch_up()
    hand.qtbot.waitUntil(lambda: drawn(hand.canvas), timeout=30_000)
    hand.canvas.setFocus()


def add_plant(hand: Hand) -> None:
    """A plant 845 m west of the line, with distances of its own."""
    add(
        hand,
        "化工",
        Role.HAZARD_SOURCE,
        Shape.POINT,
        [Point(116.49, 40.652)],
        name=["西厂"],
        kind=["化工厂"],
        protective_m=[2_000.0],
        isolation_m=[100.0],
    )


def chord(hand: Hand, key: Qt.Key) -> None:
    """Ctrl+I, then a key."""
    hand.key(Qt.Key.Key_I, CTRL)
    hand.key(key)


def choose_row(hand: Hand, table: object, row: int = 0) -> None:
    def cell() -> QRect:
        return table.visualRect(table.rows_model.index(row, 1))

    hand.qtbot.waitUntil(lambda: table.viewport().rect().contains(cell().center()), timeout=10_000)
    hand.qtbot.mouseClick(table.viewport(), LEFT, NONE, cell().center())


def metres(value: int) -> str:
    return f"{number(value)}\u00a0m"


def control(hand: Hand, action: str):
    return getattr(hand.window, BY_ACTION[action])


def pick(monkeypatch, path: Path) -> None:
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_given, **_named: (str(path), ""))


class TestRelease:
    @pytest.fixture
    def released(self, map_: Hand) -> Hand:
        add_plant(map_)
        chord(map_, Qt.Key.Key_U)
        card = map_.window.releasing.card
        assert card.isVisible() and not card.run_button.isEnabled()
        map_.click(116.49, 40.652, keys=NONE)
        map_.qtbot.waitUntil(lambda: card.release is not None, timeout=60_000)
        return map_

    def test_a_click_on_a_plant_says_who_is_reached_by_when(self, released: Hand) -> None:
        card = released.window.releasing.card
        found = card.release
        assert found.name == "西厂" and found.county == WEST
        rows = found.counties.set_index("code")
        # 0.01° of longitude at 40.66° are 845.6 m; at 2 m/s 7.0 min.
        assert rows.loc[EAST, "first_min"] == pytest.approx(845.6 / 120, abs=0.05)
        assert sorted(found.places["name"]) == ["东村", "西村"]
        text = card.text()
        assert "西厂 · 怀柔" in text and f"登记的防护距离 {metres(2000)}" in text and "丰宁" in text and "东村" in text
        assert isinstance(released.canvas.over, Marks) and released.canvas.over is released.window.releasing.marks

    def test_a_chosen_wind_draws_the_square_and_the_sector(self, released: Hand) -> None:
        card = released.window.releasing.card
        way = card.always.edits["direction"]
        way.setFocus()
        released.qtbot.keyClick(way, Qt.Key.Key_Down)
        wind = card.always.edits["wind_from_deg"]
        assert wind.isEnabled()
        wind.setValue(90.0)
        released.qtbot.keyClick(card, Qt.Key.Key_Return)
        released.qtbot.waitUntil(lambda: card.release is not None and "sector" in card.release.shapes, timeout=30_000)
        assert card.release.counties["code"].tolist() == [WEST], "an easterly takes it away from the line"
        assert sum(area.is_dashed for area in released.canvas.over.areas) == 1

    def test_a_gaussian_plume_names_its_coefficients(self, released: Hand) -> None:
        card = released.window.releasing.card
        released.click(116.46, 40.66, keys=NONE)
        released.qtbot.waitUntil(lambda: card.release is not None and card.release.uid == "", timeout=30_000)
        method = card.always.edits["method"]
        method.setCurrentIndex(method.findData("gaussian"))
        assert card.by_method["gaussian"].isVisible() and not card.by_method["table"].isVisible()
        released.qtbot.mouseClick(card.run_button, LEFT)
        released.qtbot.waitUntil(lambda: card.release is not None and "Briggs" in card.text(), timeout=30_000)
        assert "稳定度" in card.text()

    def test_a_place_is_shown_and_esc_clears_the_map(self, released: Hand) -> None:
        card = released.window.releasing.card
        choose_row(released, card.places)
        assert released.window.releasing.marks.chosen is not None
        released.qtbot.keyClick(card, Qt.Key.Key_Escape)
        assert released.canvas.over is None and released.canvas.tool.key == "select"


class TestOwnTable:
    def test_a_countys_own_table_takes_the_place_of_the_one_that_comes_along(
        self, map_: Hand, tmp_path, monkeypatch
    ) -> None:
        place = [Point(116.49, 40.652)]
        add(map_, "液氯", Role.HAZARD_SOURCE, Shape.POINT, place, name=["氯站"], kind=["液氯储罐"])
        chord(map_, Qt.Key.Key_U)
        card = map_.window.releasing.card
        map_.click(116.49, 40.652, keys=NONE)
        map_.qtbot.waitUntil(lambda: card.release is not None, timeout=60_000)
        assert "非权威" in card.found.text() and metres(1100) in card.found.text()
        path = tmp_path / "table.csv"
        pick(monkeypatch, path)
        map_.qtbot.mouseClick(card.copy_table_button, LEFT)
        text = path.read_text(encoding="utf-8-sig")
        assert "60,0.3,1.1" in text
        path.write_text(text.replace("60,0.3,1.1", "60,0.3,2.5"), encoding="utf-8")
        map_.qtbot.mouseClick(card.table_button, LEFT)
        map_.qtbot.waitUntil(lambda: card.release is not None and metres(2500) in card.found.text(), timeout=30_000)
        assert "本规划的防护距离表" in card.found.text() and "本规划" in card.table_of.text()
        kept = map_.document.parameters()
        assert "2.5" in kept.hazard_numbers["plume"]["table_csv"], "the zones follow it too"
        dialog = ParametersDialog(kept, map_.window)
        assert dialog.parameters == kept, "the form leaves it alone"
        path.write_text(text.replace("60,0.3,1.1", "60,0.3,far"), encoding="utf-8")
        map_.qtbot.mouseClick(card.table_button, LEFT)
        map_.qtbot.waitUntil(lambda: "far" in card.found.text(), timeout=30_000)
        assert map_.document.parameters() == kept


class TestReceptors:
    @pytest.fixture
    def table(self, tmp_path: Path) -> Path:
        path = tmp_path / "PM25.csv"
        path.write_text(
            "# 来源：某年某刊，第 3 表\n# 单位：%\n# 物质：PM2.5\n源地,怀柔区,丰宁满族自治县\n怀柔区,60,30\n"
            "丰宁满族自治县,10,\n天津,20,5\n",
            encoding="utf-8",
        )
        return path

    def read(self, hand: Hand, path: Path, monkeypatch) -> object:
        pick(monkeypatch, path)
        chord(hand, Qt.Key.Key_M)
        card = hand.window.receiving.card
        assert card.isVisible()
        hand.qtbot.mouseClick(card.add, LEFT)
        return card

    def test_it_is_read_shown_kept_and_undone(self, map_: Hand, table: Path, monkeypatch) -> None:
        card = self.read(map_, table, monkeypatch)
        map_.qtbot.waitUntil(lambda: card.kept is not None, timeout=30_000)
        flows = [(card.county_name(one.sender), card.county_name(one.receiver), one.amount) for one in card.flows()]
        assert flows == [("怀柔", "丰宁", 30.0), ("天津", "怀柔", 20.0), ("丰宁", "怀柔", 10.0), ("天津", "丰宁", 5.0)]
        assert card.flows()[0].share == pytest.approx(0.3), "of all that arrives, not of the known parts"
        assert "某年某刊" in card.text() and "天津" in card.limits.text()
        arrows = map_.window.receiving.arrows
        assert map_.canvas.over is arrows.arrows and len(arrows.arrows._flows) == 2, "Tianjin is not on the map"
        row = card.codes.index(EAST)
        assert "—" in card.tip(row, row, float(card.sent_matrix[row, row])), "an empty cell is unknown"
        card.table.selectRow(0)
        assert arrows.arrows.chosen is not None
        assert map_.undo_texts()[-1] == "加入表 PM25"
        map_.document.undo_stack.undo()
        map_.qtbot.waitUntil(lambda: card.kept is None)
        map_.document.undo_stack.redo()
        map_.qtbot.waitUntil(lambda: card.kept is not None)
        map_.qtbot.mouseClick(card.remove, LEFT)
        assert map_.document.hazard_lists().receptors == () and map_.undo_texts()[-1] == "移除表 PM25"

    def test_without_a_citation_it_is_refused(self, map_: Hand, table: Path, monkeypatch) -> None:
        table.write_text(table.read_text(encoding="utf-8").split("\n", 1)[1], encoding="utf-8")
        card = self.read(map_, table, monkeypatch)
        map_.qtbot.waitUntil(lambda: "来源" in card.found.text() and not map_.window.receiving.task.is_running)
        assert map_.document.hazard_lists().receptors == ()

    def test_the_workbook_has_the_citation(self, map_: Hand, table: Path, tmp_path, monkeypatch) -> None:
        card = self.read(map_, table, monkeypatch)
        map_.qtbot.waitUntil(lambda: card.kept is not None, timeout=30_000)
        path = tmp_path / "out.xlsx"
        pick(monkeypatch, path)
        map_.qtbot.mouseClick(card.book_button, LEFT)
        map_.qtbot.waitUntil(lambda: path.exists() and not map_.window.jobs.active, timeout=30_000)
        book = openpyxl.load_workbook(path)
        assert any("某年某刊" in str(cell.value) for page in book for line in page.iter_rows() for cell in line)


class TestGrades:
    def test_two_lists_are_held_against_each_other(self, map_: Hand, tmp_path, monkeypatch) -> None:
        map_.document.on_writer(lambda: workflow.analyse(map_.document.store))
        map_.document.catch_up()
        lists = {
            "怀柔": "项目,等级,数值,单位\n暴雨,红,100,mm\n水位,橙,5,m\n",
            "丰宁": "项目,等级,数值,单位\n暴雨,一级,150,mm\n水位,橙,5,m\n大风,黄,8,级\n",
        }
        chord(map_, Qt.Key.Key_G)
        work = control(map_, "warning_grades")
        card = work.card
        assert card.isVisible() and "怀柔" in card.message.text()
        for read, (name, text) in zip(card.reads, lists.items(), strict=True):
            path = tmp_path / f"{name}.csv"
            path.write_text(text, encoding="utf-8")
            pick(monkeypatch, path)
            count = len(map_.document.hazard_lists().grades)
            map_.qtbot.mouseClick(read, LEFT)
            map_.qtbot.waitUntil(
                lambda count=count: len(map_.document.hazard_lists().grades) == count + 1, timeout=30_000
            )
        assert map_.undo_texts()[-1] == "读入丰宁的预警分级"
        text = card.text()
        assert "3 项中有 2 项不一致" in card.message.text()
        assert "不一致\t暴雨\t红\t100 mm\t150 mm\t1.5" in text and "仅丰宁\t大风" in text and "一致\t水位" in text
        choose_row(map_, card.table)
        chosen = work.marks.chosen
        assert map_.canvas.over is work.marks and chosen.length == pytest.approx(11_100.0, rel=0.01), "their line"
        path = tmp_path / "grades.xlsx"
        pick(monkeypatch, path)
        map_.qtbot.mouseClick(card.book_button, LEFT)
        map_.qtbot.waitUntil(lambda: path.exists() and not map_.window.jobs.active, timeout=30_000)
        card.close_card()
        assert map_.canvas.over is None


class TestEvents:
    def test_the_unclear_come_first_in_the_list_and_on_the_map(self, map_: Hand) -> None:
        chord(map_, Qt.Key.Key_E)
        work = control(map_, "past_events")
        card = work.card
        map_.qtbot.waitUntil(lambda: "没有历史事件" in card.message.text(), timeout=30_000)
        # 50 m and 500 m from the line.
        places = [Point(116.5 - 50 / 84_560, 40.65), Point(116.5 + 500 / 84_560, 40.65)]
        add(
            map_,
            "火点",
            Role.HISTORY,
            Shape.POINT,
            places,
            name=["近火", "远火"],
            precision_m=[40.0, np.nan],
        )
        map_.qtbot.mouseClick(card.run_button, LEFT)
        map_.qtbot.waitUntil(lambda: card.table.isVisible(), timeout=30_000)
        first, second = card.table.visible_rows()
        # Φ(−50 / √(40² + 30²)) = Φ(−1) = 0.1587.
        assert first["name"] == "近火" and first["other_side"] == pytest.approx(0.1587, abs=0.002)
        assert first["is_unclear"] and not second["is_unclear"]
        assert "2 起中有 1 起" in card.message.text() and "100 m*" in card.text()
        dots = work.marks.dots
        assert [dot.radius_m for dot in dots] == [40.0, 100.0] and dots[0].color != dots[1].color
        choose_row(map_, card.table)
        assert work.marks.chosen is not None and map_.canvas.over is work.marks


class TestClasses:
    def test_steps_along_the_line_are_listed_and_drawn(self, map_: Hand) -> None:
        add(
            map_,
            "滑坡危险性区划",
            Role.HAZARD_MAP,
            Shape.POLYGON,
            [box(116.45, 40.62, 116.5, 40.65), box(116.5, 40.62, 116.55, 40.65)],
            name=["", ""],
            hazard_class=[4.0, 2.0],
        )
        chord(map_, Qt.Key.Key_C)
        work = control(map_, "class_steps")
        card = work.card
        map_.qtbot.waitUntil(lambda: card.table.isVisible(), timeout=30_000)
        (row,) = card.table.visible_rows()
        # 0.03° of latitude are 3.33 km.
        assert row["step"] == 2.0 and row["length_m"] == pytest.approx(3_331.0, abs=60.0)
        assert "地质灾害" in card.text() and "怀柔 4" in card.text() and "丰宁 2" in card.text()
        assert len(work.marks.lines) == 1 and map_.canvas.over is work.marks
        choose_row(map_, card.table)
        assert work.marks.chosen is not None


class TestKinds:
    def test_the_list_and_the_map_show_one_hazard(self, map_: Hand) -> None:
        add_plant(map_)
        map_.document.on_writer(lambda: workflow.analyse(map_.document.store))
        map_.document.catch_up()
        panel = map_.window.zones
        map_.qtbot.waitUntil(panel.hazard_filter.isVisible, timeout=30_000)
        every = {row.hazard for row in panel.table.visible_rows()}
        assert every == {"forest", "plume"}
        panel.hazard_filter.setFocus()
        panel.hazard_filter.setCurrentIndex(panel.hazard_filter.findData("plume"))
        assert {row.hazard for row in panel.table.visible_rows()} == {"plume"}

        def drawn() -> int:
            layer = map_.canvas.scene.layer("zones")
            return sum(len(part.shapes) for part in layer.parts)

        shared = map_.document.zones()
        shared = shared[shared["zone_class"] != "L"]
        map_.qtbot.waitUntil(lambda: drawn() == (shared["hazard"] == "plume").sum(), timeout=30_000)
        panel.hazard_filter.setCurrentIndex(0)
        map_.qtbot.waitUntil(lambda: drawn() == len(shared), timeout=30_000)

    def test_each_zone_says_how_it_was_found_and_whom_it_reaches_when(self, map_: Hand) -> None:
        add_plant(map_)
        map_.document.on_writer(lambda: workflow.analyse(map_.document.store))
        map_.document.catch_up()
        panel = map_.window.zones
        zones = map_.document.zones()
        uid = zones.loc[zones["hazard"] == "plume", "uid"].iloc[0]
        panel.choose(uid)
        text = panel.card.text
        assert f"登记的防护距离 {metres(2000)}" in text and "何时到达何处" in text and "怀柔 → 丰宁，7 分钟后" in text


class TestSets:
    @pytest.fixture
    def dialog(self, map_: Hand):
        add_plant(map_)
        chord(map_, Qt.Key.Key_Y)
        work = control(map_, "hazard_sets")
        assert work.dialog is not None and work.dialog.isVisible()
        return work.dialog

    def test_winds_are_kept_run_and_held_against_each_other(self, map_: Hand, dialog, tmp_path, monkeypatch) -> None:
        map_.qtbot.mouseClick(dialog.winds, LEFT)
        sets = map_.document.hazard_lists().sets
        assert len(sets) == 8 and sets[2].numbers["plume"]["wind_from_deg"] == 90.0
        assert map_.undo_texts()[-1] == "修改灾种数值方案"
        for at in (1, 3, 4, 5, 7):
            dialog.tick(sets[at].name, False)
        assert [one.name for one in dialog.ticked()] == ["北风", "东风", "西风"]
        assert dialog.hazards == ("plume", "corridor"), "what reads those numbers too"
        dialog.which.setCurrentIndex(dialog.which.findData("plume"))
        map_.qtbot.keyClick(dialog, Qt.Key.Key_Return)
        map_.qtbot.waitUntil(lambda: dialog.ran is not None, timeout=60_000)
        by_set, zones = dialog.tables
        rows = {row["name"]: row for row in by_set.visible_rows()}
        # Only the west wind takes it over the line, to the village of 80.
        assert [rows[name]["zones"] for name in ("北风", "东风", "西风")] == [0, 0, 1]
        assert rows["西风"]["people"] == 80.0 and rows["东风"]["people"] == 0.0
        (row,) = zones.visible_rows()
        assert row["holds"] == pytest.approx(1 / 3) and set(row["classes"]) == {"西风"} and not row["always"]
        assert "0 个在各方案下都成立" in dialog.found.text()
        choose_row(map_, zones)
        assert isinstance(map_.canvas.over, Marks)
        path = tmp_path / "sets.xlsx"
        pick(monkeypatch, path)
        map_.qtbot.mouseClick(dialog.book_button, LEFT)
        map_.qtbot.waitUntil(lambda: path.exists() and not map_.window.jobs.active, timeout=30_000)
        assert len(openpyxl.load_workbook(path).sheetnames) == 4

    def test_a_set_is_what_differs_from_the_plan(self, map_: Hand, dialog) -> None:
        dialog.name.setFocus()
        map_.qtbot.keyClicks(dialog.name, "strong")
        dialog.fields["plume"].edits["radius_m"].setValue(3_000.0)
        map_.qtbot.mouseClick(dialog.add, LEFT)
        (one,) = map_.document.hazard_lists().sets
        assert one.numbers == {"plume": {"radius_m": 3_000.0}} and one.name == "strong"
        assert PLUME.number(map_.document.parameters(), "radius_m") == 1_000.0, "the plan's own stay"
        map_.qtbot.mouseClick(dialog.remove, LEFT)
        assert map_.document.hazard_lists().sets == ()


class TestWhoThreatensWhom:
    def test_the_matrix_of_zones_follows_the_hazard(self, map_: Hand) -> None:
        add_plant(map_)
        map_.document.on_writer(lambda: workflow.analyse(map_.document.store))
        map_.document.catch_up()
        map_.qtbot.waitUntil(map_.window.actions_["hazard_matrix"].isEnabled, timeout=10_000)
        chord(map_, Qt.Key.Key_T)
        work = control(map_, "hazard_matrix")
        card = work.card
        assert card.isVisible()
        card.hazard.setCurrentIndex(card.hazard.findData("plume"))
        # The plant lies in the west, a village of 120 there and one of 80 across are in its disc.
        assert card.sent_matrix[:2, :2].tolist() == [[120.0, 80.0], [0.0, 0.0]]
        (flow,) = card.flows()
        assert (card.county_name(flow.sender), card.county_name(flow.receiver), flow.share) == ("怀柔", "丰宁", 1.0)
        assert "40 %" in card.found.text() and map_.canvas.over is work.arrows.arrows
        card.close_card()
        assert map_.canvas.over is None
