"""Enter a spill in the real window: by key and click, its notice, an undecided river, and the flood standards."""

from __future__ import annotations

import docx
import geopandas as gpd
import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog
from shapely.geometry import LineString

from app.canvas.river_way import Highlight, RiverWay
from app.dialogs.spill_notice import SpillNoticeDialog
from layers.crs import STORAGE_CRS
from layers.kinds import Origin, Role, Shape
from layers.plan.model import LayerRecord
from tests.app.conftest import drawn
from tests.app.test_map_tools import Hand, map_

__all__ = ["map_"]

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def add_river(hand: Hand, directed: bool | None) -> None:
    """A river from the west across the line at 116.5° E."""
    frame = gpd.GeoDataFrame(
        {"uid": ["river-1"], "name": ["白河"], "width_m": [20.0], "order": [np.nan]},
        geometry=gpd.GeoSeries([LineString([(116.46, 40.66), (116.54, 40.66)])], crs=STORAGE_CRS),
    )
    frame["directed"] = np.array([directed], dtype=object)
    store = hand.document.store

    def add() -> None:
        with store.change("layer_added"):
            store.add_layer(LayerRecord("", "河", Role.RIVER, Shape.LINE, Origin.READ, ""), frame)

    hand.document.on_writer(add)
    hand.document.catch_up()
    hand.qtbot.waitUntil(lambda: drawn(hand.canvas), timeout=30_000)
    hand.canvas.setFocus()


@pytest.fixture
def spilled(map_: Hand) -> Hand:
    """A spill in the river, west of the line, that was followed."""
    add_river(map_, True)
    map_.key(Qt.Key.Key_K, CTRL_SHIFT)
    card = map_.window.spilling.card
    assert card.isVisible() and not card.run_button.isEnabled()
    map_.click(116.48, 40.66, keys=NONE)
    map_.qtbot.waitUntil(lambda: isinstance(map_.canvas.over, RiverWay), timeout=60_000)
    return map_


def test_a_click_says_whom_to_tell_by_when(spilled: Hand) -> None:
    card = spilled.window.spilling.card
    text = card.text()
    assert "白河" in text and "丰宁" in text and "最迟" in text
    spill = card._ran.spill
    # 0.02° of longitude at 40.66° are 1,691 m, at 1 m/s 28.2 min; the front 0.89 of it.
    (row,) = spill.others.to_dict("records")
    assert row["code"] == "130826" and row["lead_min"] == pytest.approx(0.89 * 28.2, abs=1.0)
    assert card.profile.isVisible() and "怀柔" in card.profile.toolTip()
    assert card.notice_button.isEnabled()


def test_another_stage_is_run_with_enter_and_esc_of_the_card_clears_the_map(spilled: Hand) -> None:
    card = spilled.window.spilling.card
    slow = card._ran.spill.others["peak_min"].iloc[0]
    card.stage.setCurrentIndex(2)
    assert card.speed.value() == 2.0
    spilled.qtbot.keyClick(card, Qt.Key.Key_Return)
    spilled.qtbot.waitUntil(
        lambda: card._ran is not None and card._ran.spill.speed_ms == pytest.approx(2.0), timeout=30_000
    )
    assert card._ran.spill.others["peak_min"].iloc[0] == pytest.approx(slow / 2, rel=1e-6)
    card.close_card()
    assert spilled.canvas.over is None


def test_the_notice_is_written(spilled: Hand, tmp_path, monkeypatch) -> None:
    path = tmp_path / "通报.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given, **_named: (str(path), ""))
    card = spilled.window.spilling.card

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SpillNoticeDialog)
        dialog.substance.setFocus()
        spilled.qtbot.keyClicks(dialog.substance, "benzene")
        dialog.accept()

    QTimer.singleShot(300, fill)
    spilled.qtbot.mouseClick(card.notice_button, Qt.MouseButton.LeftButton)
    spilled.qtbot.waitUntil(path.exists, timeout=30_000)
    text = path.read_text(encoding="utf-8")
    assert "benzene" in text and "丰宁" in text


@pytest.mark.parametrize("ending", [".docx", ".pdf"])
def test_the_notice_has_its_map(spilled: Hand, tmp_path, monkeypatch, ending: str) -> None:
    path = tmp_path / f"通报{ending}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given, **_named: (str(path), ""))
    monkeypatch.setattr(SpillNoticeDialog, "exec", lambda _self: True)
    spilled.qtbot.mouseClick(spilled.window.spilling.card.notice_button, Qt.MouseButton.LeftButton)
    spilled.qtbot.waitUntil(path.exists, timeout=30_000)
    if ending == ".pdf":
        assert path.read_bytes().startswith(b"%PDF")
        return
    made = docx.Document(str(path))
    assert len(made.inline_shapes) == 1
    assert "二、去向图" in "\n".join(paragraph.text for paragraph in made.paragraphs)


def test_an_undecided_river_is_asked_about_and_the_answer_kept_and_undone(map_: Hand) -> None:
    add_river(map_, None)
    map_.key(Qt.Key.Key_K, CTRL_SHIFT)
    card = map_.window.spilling.card
    map_.click(116.48, 40.66, keys=NONE)
    map_.qtbot.waitUntil(card.direction.isVisible, timeout=60_000)
    assert "流向不明" in card.found.text()
    map_.qtbot.mouseClick(card.from_west, Qt.MouseButton.LeftButton)
    map_.qtbot.waitUntil(lambda: card._ran is not None and card._ran.spill.evidence.value == "user", timeout=60_000)
    assert card._ran.spill.others["code"].tolist() == ["130826"]
    assert map_.document.stored_river_settings()["verdicts"][0][0] == "river-1"
    assert map_.undo_texts()[-1] == "判定河流流向"


def test_flood_standards_show_their_place(spilled: Hand) -> None:
    spilled.key(Qt.Key.Key_Y, CTRL_SHIFT)
    card = spilled.window.standards.card
    spilled.qtbot.waitUntil(lambda: card.table.isVisible(), timeout=60_000)
    assert not spilled.window.spilling.card.isVisible()
    assert "不详" in card.text() and "断面" in card.text()
    table = card.table

    def cell() -> QRect:
        return table.visualRect(table.rows_model.index(0, 0))

    spilled.qtbot.waitUntil(lambda: table.viewport().rect().contains(cell().center()), timeout=10_000)
    spilled.qtbot.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, cell().center()
    )
    assert isinstance(spilled.canvas.over, Highlight)
    card.close_card()
    assert spilled.canvas.over is None
