"""Notice, lead times, origins, wind rose, scenarios, parameters and block times in the real window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx as python_docx
import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFileDialog, QLabel

from app.dialogs.notice import NoticeDialog
from app.dialogs.parameters import ParametersDialog
from app.parameter_words import GROUPS, WEATHER
from layers.kinds import Role, Shape
from tests.app.conftest import drawn, record
from tests.app.test_blocks import roads
from tests.app.test_fire import CTRL_ALT, NONE, burning, shown
from tests.app.test_map_tools import LEFT, Hand, map_

__all__ = ["burning", "map_"]


def chord(hand: Hand, keys: str) -> None:
    """Press a shortcut of two strokes."""
    for stroke in keys.split(", "):
        combination = QKeySequence(stroke)[0]
        hand.qtbot.keyClick(hand.canvas, combination.key(), combination.keyboardModifiers())


def save_to(monkeypatch: pytest.MonkeyPatch, target: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_kw: (str(target), ""))


# -- the notice -----------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [".docx", ".pdf"])
def test_a_fire_becomes_a_notice(burning: Hand, tmp_path: Path, monkeypatch, ending: str) -> None:
    card, target = burning.window.fire.card, tmp_path / f"通报{ending}"
    asked = []

    def fill(dialog: NoticeDialog) -> bool:
        asked.append(dialog.margin_min)
        burning.qtbot.keyClicks(dialog.maker, "Huairou")
        dialog.margin.setValue(45)
        dialog.accept()
        return True

    monkeypatch.setattr(NoticeDialog, "exec", fill)
    save_to(monkeypatch, target)
    burning.qtbot.mouseClick(card.notice_button, LEFT)
    burning.qtbot.waitUntil(target.exists, timeout=60_000)
    assert asked == [30.0] and burning.window.settings.notice("maker") == "Huairou"
    if ending == ".docx":
        made = python_docx.Document(str(target))
        text = "\n".join(cell.text for table in made.tables for row in table.rows for cell in row.cells)
        text += "\n".join(paragraph.text for paragraph in made.paragraphs)
        assert "丰宁满族自治县" in text and "西村" in text and "45 分钟提前量" in text and "Huairou" in text
        assert len(made.inline_shapes) == 1 and len(made.sections) == 1
    else:
        assert target.read_bytes().startswith(b"%PDF")
    assert burning.undo_texts() == burning.undo_texts() and "通报" not in "".join(burning.undo_texts()), "not stored"


@pytest.mark.parametrize("kind", ["fire", "spill"])
def test_a_notice_does_not_tell_of_what_is_still_to_come(map_: Hand, kind: str) -> None:
    from PySide6.QtCore import QDateTime
    from PySide6.QtWidgets import QDialogButtonBox

    from app.dialogs.spill_notice import SpillNoticeDialog

    window = map_.window
    dialog = NoticeDialog(30.0, window.settings, window) if kind == "fire" else SpillNoticeDialog(30.0, window)
    dialog.show()
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert ok.isEnabled() and not dialog.wrong.isVisible()
    dialog.found_at.setDateTime(QDateTime.currentDateTime().addSecs(7200))
    assert not ok.isEnabled() and dialog.wrong.isVisible() and dialog.wrong.text()
    dialog.found_at.setDateTime(QDateTime.currentDateTime().addSecs(-7200))
    assert ok.isEnabled() and not dialog.wrong.isVisible()
    dialog.accept()
    assert dialog.facts.found_at <= dialog.facts.told_at


def test_without_a_fire_the_notice_asks_for_one(map_: Hand) -> None:
    chord(map_, "Ctrl+I, N")
    assert map_.window.fire.card.isVisible() and map_.window.actions_["enter_fire"].isChecked()


# -- minutes to the line --------------------------------------------------------------------------


def test_minutes_to_the_line_from_anywhere(map_: Hand) -> None:
    control = map_.window.leading
    control.card.fields.rate.setValue(4.0)
    control.card.fields.wind.setValue(0.0)
    chord(map_, "Ctrl+I, L")
    map_.qtbot.waitUntil(lambda: shown(map_) is not None, timeout=60_000)
    card = control.card
    # Pine: 3.2 m/min; one cell of 200 m from the line takes a fire 62.5 minutes to the first cell beyond.
    rows = card.table.visible_rows()
    assert {(one.code, one.receiver) for one in rows} == {("110116", "130826"), ("130826", "110116")}
    assert all(one.first_min == pytest.approx(62.5, abs=0.1) for one in rows)
    assert card.time_row.time.text() == "6:00" and "360 分钟内会烧到别的县" in card.text()
    whole = sum(one.area_ha for one in rows)
    card.time_row.slider.setFocus()
    map_.qtbot.keyClick(card.time_row.slider, Qt.Key.Key_Home)
    assert card.table.visible_rows() == [] and "都不会烧到别的县" in card.found.text()
    for _ in range(3):
        map_.qtbot.keyClick(card.time_row.slider, Qt.Key.Key_PageUp)
    part = sum(one.area_ha for one in card.table.visible_rows())
    assert 0 < part < whole and shown(map_).limit_min == 90.0
    map_.qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert shown(map_) is None and not card.isVisible()


def test_from_where_a_village_or_a_county_is_reached(map_: Hand) -> None:
    control = map_.window.origins
    control.card.fields.rate.setValue(4.0)
    control.card.fields.wind.setValue(0.0)
    chord(map_, "Ctrl+I, O")
    card = control.card
    assert card.isVisible() and "点一个村庄" in card.found.text()
    map_.click(116.488, 40.65, keys=NONE)
    map_.qtbot.waitUntil(lambda: shown(map_) is not None, timeout=60_000)
    assert "西村（怀柔）" in card.text()
    codes = [one.code for one in card.table.visible_rows()]
    assert codes[0] == "110116"
    first = {one.code: one.first_min for one in card.table.visible_rows()}
    assert first["110116"] == 0.0, "beside the village itself"
    # Another wind is run for the same village.
    card.fields.wind.setValue(8.0)
    card.fields.direction.setCurrentIndex(2)  # from the east
    before = sum(one.area_ha for one in card.table.visible_rows())
    map_.qtbot.keyClick(card, Qt.Key.Key_Return)
    map_.qtbot.waitUntil(lambda: card.table.isVisible() and control._shed.settings.wind_ms == 8.0, timeout=60_000)
    assert sum(one.area_ha for one in card.table.visible_rows() if one.code == "130826") > 0
    assert sum(one.area_ha for one in card.table.visible_rows()) != before
    map_.click(116.45, 40.67, keys=NONE)  # fields of the west: the county
    map_.qtbot.waitUntil(lambda: control._shed.target.is_county, timeout=60_000)
    map_.qtbot.waitUntil(card.table.isVisible)
    assert [one.code for one in card.table.visible_rows()] == ["130826"] and "100 % 在外县" in card.found.text()
    map_.qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert shown(map_) is None and map_.window.actions_["select"].isChecked()


# -- winds and scenarios ----------------------------------------------------------------------------


def test_a_wind_rose_is_run_kept_and_undone(map_: Hand, tmp_path: Path, monkeypatch) -> None:
    card, document = map_.window.sending.card, map_.document
    card.fields.rate.setValue(4.0)
    card.fields.wind.setValue(3.0)
    map_.key(Qt.Key.Key_T, CTRL_ALT)
    card.step.setValue(400.0)
    map_.qtbot.waitUntil(lambda: card.sent is not None, timeout=60_000)
    card.winds.setFocus()
    map_.qtbot.keyClick(card.winds, Qt.Key.Key_Down)
    assert card.is_rose and card.rose.isVisible() and not card.fields.direction.isEnabled()
    assert not card.keep_rose.isEnabled(), "as the plan has it"
    for place, field in enumerate(card.rose.fields):
        field.setValue(6.0 if place == 6 else 0.0)
    card.rose.fields[2].setValue(2.0)
    map_.qtbot.mouseClick(card.run_button, LEFT)
    map_.qtbot.waitUntil(lambda: card.sent is not None and card.sent.is_rose, timeout=60_000)
    assert [share for _, share in card.sent.sending.winds] == [0.25, 0.75]
    assert "西 75 %" in card.text() and "风时跨界最多" in card.text() and not card.rose.isVisible()
    target = tmp_path / "矩阵.xlsx"
    save_to(monkeypatch, target)
    map_.qtbot.mouseClick(card.book_button, LEFT)
    map_.qtbot.waitUntil(target.exists, timeout=30_000)
    notes = "\n".join(str(row[1]) for row in openpyxl.load_workbook(target)["说明"].iter_rows(values_only=True))
    assert "西风 3.0 m/s × 0.75" in notes and "每 400 m 一个起火点" in notes
    map_.qtbot.mouseClick(card.edit_rose, LEFT)
    map_.qtbot.mouseClick(card.keep_rose, LEFT)
    assert document.fire_choices().rose == (0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 6.0, 0.0)
    assert map_.undo_texts()[-1] == "修改风玫瑰" and not card.keep_rose.isEnabled()
    document.undo_stack.undo()
    assert document.fire_choices().rose == (1.0,) * 8 and card.rose.shares == (1.0,) * 8
    for field in card.rose.fields:
        field.setValue(0.0)
    map_.qtbot.mouseClick(card.run_button, LEFT)
    assert "至少要有一个方向" in card.found.text()


def test_danger_levels_side_by_side(map_: Hand, tmp_path: Path, monkeypatch) -> None:
    chord(map_, "Ctrl+I, S")
    dialog, document = map_.window.comparing.dialog, map_.document
    assert dialog.isVisible() and not dialog.run_button.isEnabled() and dialog.list.count() == 0
    map_.qtbot.mouseClick(dialog.levels, LEFT)
    assert [one.level for one in document.fire_choices().scenarios] == ["blue", "yellow", "orange", "red"]
    assert map_.undo_texts()[-1] == "修改火灾情景" and len(dialog.ticked()) == 4
    # A fifth of one's own, with wind from the west, in place of two of them
    dialog.name.selectAll()
    map_.qtbot.keyClicks(dialog.name, "West")
    dialog.direction.setCurrentIndex(6)
    dialog.by_day.setCurrentIndex(0)
    dialog.rate.setValue(4.0)
    map_.qtbot.mouseClick(dialog.add, LEFT)
    added = document.fire_choices().scenarios[-1]
    assert (added.name, added.wind_from_deg, added.base_rate_m_min) == ("West", 270.0, 4.0)
    assert len(dialog.ticked()) == 4, "four fit beside each other"
    dialog.tick("黄色预警", ticked=False)
    dialog.tick("橙色预警", ticked=False)
    dialog.tick("West")
    dialog.step.setValue(400.0)
    map_.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    map_.qtbot.waitUntil(lambda: dialog.compared is not None, timeout=120_000)
    assert [one.name for one in dialog.compared.scenarios] == ["蓝色预警", "红色预警", "West"]
    assert len(dialog.maps) == 3
    rows = dialog.table.visible_rows()
    assert rows[1][1].burnt_ha > rows[0][1].burnt_ha and "(+" in dialog.table.rows_model.columns[1].text(rows[1])
    assert "(" not in dialog.table.rows_model.columns[1].text(rows[0])
    dialog.shown.setFocus()
    map_.qtbot.keyClick(dialog.shown, Qt.Key.Key_Down)
    assert len(dialog.maps) == 3

    def said() -> str:
        return "".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())

    map_.qtbot.waitUntil(lambda: "West减蓝色预警" in said())
    target = tmp_path / "情景.xlsx"
    save_to(monkeypatch, target)
    map_.qtbot.mouseClick(dialog.book_button, LEFT)
    map_.qtbot.waitUntil(target.exists, timeout=30_000)
    summary = list(openpyxl.load_workbook(target)["情景对比"].iter_rows(values_only=True))
    assert [row[0] for row in summary[1:]] == ["蓝色预警", "红色预警", "West"]
    # What was run is kept in memory: one more scenario runs only what is new.
    kept = len(map_.window.fire_lands.kept.matrices)
    dialog.tick("黄色预警")
    map_.qtbot.mouseClick(dialog.run_button, LEFT)
    map_.qtbot.waitUntil(lambda: dialog.compared is not None and len(dialog.maps) == 4, timeout=120_000)
    assert len(map_.window.fire_lands.kept.matrices) == kept + 2
    # Changed, removed, undone
    dialog.list.setCurrentRow(0)
    dialog.wind.setValue(3.5)
    map_.qtbot.mouseClick(dialog.change, LEFT)
    assert document.fire_choices().scenarios[0].wind_ms == 3.5 and dialog.ticked()[0].wind_ms == 3.5
    map_.qtbot.mouseClick(dialog.remove, LEFT)
    assert len(document.fire_choices().scenarios) == 4
    for _ in range(4):
        document.undo_stack.undo()
    assert document.fire_choices().scenarios == () and dialog.list.count() == 0
    map_.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


# -- parameters -----------------------------------------------------------------------------------


def test_a_fuel_factor_is_kept_with_the_plan_and_the_fire_runs_by_it(burning: Hand, monkeypatch) -> None:
    card, document, window = burning.window.fire.card, burning.document, burning.window
    slow = card.ran.incident.counties[0].minutes
    land = window.fire_lands.land

    def change(dialog: ParametersDialog) -> bool:
        assert dialog.groups.currentRow() == GROUPS.index(WEATHER), "it begins with the weather"
        assert dialog._factors["needle_litter"].value() == 0.8
        assert "王正非" in dialog._factors["needle_litter"].toolTip()
        assert "中误差" in dialog._kept["fix_m"].toolTip() and dialog._kept["fix_m"].suffix() == " m"
        dialog._factors["needle_litter"].setValue(1.6)
        dialog._edits["base_rate_m_min"].setValue(4.0)
        dialog._edits["wind_ms"].setValue(0.0)
        dialog._kept["notify_margin_min"].setValue(45.0)
        return True

    monkeypatch.setattr(ParametersDialog, "exec", change)
    with burning.qtbot.waitSignal(window.analysis.finished, timeout=60_000):
        burning.qtbot.mouseClick(card.fields.more, LEFT)
    choices = document.fire_choices()
    assert choices.ks == {"needle_litter": 1.6} and choices.notify_margin_min == 45.0
    assert burning.undo_texts().count("修改分析参数") == 1 and "修改火蔓延参数" not in burning.undo_texts()
    assert card.fields.rate.value() == 4.0 and card.fields.wind.value() == 0.0
    burning.qtbot.keyClick(card, Qt.Key.Key_Return)
    burning.qtbot.waitUntil(
        lambda: card.ran is not None and card.ran.land.settings.ks == {"needle_litter": 1.6}, timeout=60_000
    )
    assert card.ran.incident.counties[0].minutes == pytest.approx(slow / 2)
    assert window.fire_lands.land.county is land.county, "only the factors were looked up again"
    assert "请在 80 分钟内通报" in card.text(), "125 minutes less 45"


def test_r0_follows_the_day_and_the_wind_in_the_card(map_: Hand) -> None:
    document = map_.document
    by_day = replace(
        document.parameters(), rate_from_weather=True, temperature_c=28.0, humidity_percent=25.0, wind_ms=0.0
    )
    document.set_parameters(by_day)
    map_.window.actions_["enter_fire"].trigger()
    fields = map_.window.fire.card.fields
    # 0.03 · 28 + 0.01 · 75 − 0.3, and 0.05 · 3.72 more at 6 m/s
    assert not fields.rate.isEnabled() and fields.rate.value() == pytest.approx(1.29)
    fields.wind.setValue(6.0)
    assert fields.rate.value() == pytest.approx(1.48) and fields.settings.weather.wind_ms == 6.0
    document.set_parameters(replace(by_day, rate_from_weather=False, wind_from_deg=200.0))
    assert fields.rate.isEnabled() and fields.wind.value() == 0.0
    assert fields.direction.currentText() == "200°" and fields.settings.wind_from_deg == 200.0


# -- blocks ---------------------------------------------------------------------------------------


def test_blocks_tell_their_minutes_to_the_line(map_: Hand) -> None:
    document = map_.document

    def add() -> None:
        with document.store.change("layers_added", titles=["道路"]):
            document.store.add_layer(record("道路", Role.ROAD, Shape.LINE), roads())

    document.on_writer(add)
    map_.qtbot.waitUntil(lambda: not document.block_state().count)
    document.set_parameters(replace(document.parameters(), wind_ms=0.0))
    map_.key(Qt.Key.Key_B)
    control = map_.window.block_work
    card, tool = control.card, map_.window.map.blocks_tool
    map_.qtbot.waitUntil(card.make.isEnabled, timeout=10_000)
    map_.qtbot.mouseClick(card.make, LEFT)
    map_.qtbot.waitUntil(lambda: tool.blocks is not None and len(tool.blocks) == 8, timeout=20_000)
    map_.qtbot.waitUntil(lambda: drawn(map_.canvas), timeout=10_000)
    assert not card.table.isVisible()
    map_.qtbot.mouseClick(card.times, LEFT)
    map_.qtbot.waitUntil(card.table.isVisible, timeout=60_000)
    rows = card.table.visible_rows()
    assert len(rows) == 8 and card.times.isEnabled()
    # Half of the wood lies in the two middle blocks of each side; the outer ones have a small wood or nothing.
    assert {row.first for row in rows} >= {"167 分钟", "无可燃物"}, "200 m of pine at 1.2 m/min"
    map_.click(116.49, 40.655, keys=NONE)
    (row,) = card.table.visible_rows()
    assert row.first == "167 分钟" and "到别的县：最快 167 分钟" in card.sum.text() and "无风" in card.sum.text()
    # A changed layer makes them wrong; so does another wind.
    document.set_parameters(replace(document.parameters(), wind_ms=4.0))
    map_.qtbot.waitUntil(lambda: not card.table.isVisible())
    assert "到别的县" not in card.sum.text()
