"""Weights of the rank in the real window: moved with mouse and keys, seen at once, kept as one gesture, undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import geopandas as gpd
import pytest
from PySide6.QtCore import Qt
from shapely import box

from app.application import Application
from layers.kinds import Role, Shape
from layers.zones.model import Parameters
from tests.app.conftest import counties, record, shows_zones

CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@pytest.fixture
def ranked(program: Application, tmp_path: Path, qtbot) -> Application:
    """Two shared woods: a large one where nobody lives, and a small one beside a town."""
    woods = gpd.GeoDataFrame(
        {"uid": ["w1", "w2"], "name": ["大林", "小林"], "species": ["油松"] * 2, "stock_m3": [1.0] * 2},
        geometry=[box(116.47, 40.66, 116.53, 40.69), box(116.497, 40.61, 116.503, 40.615)],
        crs=4490,
    )
    town = gpd.GeoDataFrame(
        {"uid": ["s1"], "name": ["镇"], "people": [9000.0], "kind": [""]},
        geometry=gpd.points_from_xy([116.504], [40.6125]),
        crs=4490,
    )
    document = program.document
    document.create(tmp_path / "权重.lianfang.gpkg", title="权重", reference_date=date(2026, 5, 1))

    def fill() -> None:
        with document.store.change("layers_added", titles=["县界", "森林", "村庄"]):
            document.store.add_layer(record("县界", Role.COUNTY, Shape.POLYGON), counties())
            document.store.add_layer(record("森林", Role.FOREST, Shape.POLYGON), woods)
            document.store.add_layer(record("村庄", Role.SETTLEMENT, Shape.POINT), town)

    document.on_writer(fill)
    with qtbot.waitSignal(program.window.analysis.finished, timeout=60_000):
        program.window.actions_["analyse"].trigger()
    qtbot.waitUntil(lambda: shows_zones(program), timeout=20_000)
    qtbot.waitUntil(lambda: document.analysis_state() == "fresh")
    return program


def order(program: Application) -> list[str]:
    """Names of the woods in the order the list shows them."""
    return [row.names[0] for row in program.window.zones.table.visible_rows() if row.names]


def opened(program: Application, qtbot):
    qtbot.keyClick(program.window, Qt.Key.Key_R, CTRL_ALT)
    card = program.window.weighing.card
    qtbot.waitUntil(card.isVisible)
    return card


def only_hazard(card, qtbot) -> None:
    """Push every slider down but that of the hazard, with the keyboard."""
    for code in Parameters().weights:
        slider = card.form.slider(code)
        slider.setFocus()
        qtbot.keyClick(slider, Qt.Key.Key_End if code == "hazard" else Qt.Key.Key_Home)


def test_the_list_follows_the_sliders_and_nothing_is_kept_until_it_is_said(ranked: Application, qtbot) -> None:
    document, card = ranked.document, opened(ranked, qtbot)
    assert order(ranked) == ["小林", "大林"]
    assert not card.keep_button.isEnabled()
    before = len(document.past.records)
    only_hazard(card, qtbot)
    qtbot.waitUntil(lambda: order(ranked) == ["大林", "小林"], timeout=2_000)
    assert ranked.window.zones.preview_note.isVisible()
    assert "2 个责任区名次改变" in card.found.text() and "（原第 2 名）" in card.found.text()
    assert card.form.number("hazard").value() == 1.0
    assert len(document.past.records) == before
    assert document.zones()["names"].tolist() == [["小林"], ["大林"]]
    qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert order(ranked) == ["小林", "大林"] and not ranked.window.zones.preview_note.isVisible()


def test_kept_weights_are_one_gesture_that_is_undone_and_the_analysis_stays_fresh(ranked: Application, qtbot) -> None:
    document, card = ranked.document, opened(ranked, qtbot)
    before = len(document.past.records)
    only_hazard(card, qtbot)
    qtbot.mouseClick(card.keep_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(document.past.records) == before + 1)
    zones = document.zones()
    assert zones["names"].tolist() == [["大林"], ["小林"]] and zones["rank"].tolist() == [1, 2]
    parts = {part["code"]: part["weight"] for part in zones["score_parts"].iloc[0]}
    assert (parts["hazard"], parts["people"]) == (1.0, 0.0)
    assert document.parameters().weights["hazard"] == document.result_facts()["parameters"]["weights"]["hazard"] == 1.0
    assert document.analysis_state() == "fresh" and not ranked.window.zones.banner.isVisible()
    assert not ranked.window.zones.preview_note.isVisible() and not card.keep_button.isEnabled()
    assert "权重" in document.undo_stack.undoText()
    document.undo_stack.undo()
    assert order(ranked) == ["小林", "大林"]
    assert document.parameters().weights == Parameters().weights and document.analysis_state() == "fresh"
    assert card.weights == Parameters().weights
    # Derived again with the kept weights it is the same.
    document.undo_stack.redo()
    kept = document.zones()[["uid", "rank", "score", "score_parts", "stability"]].to_dict("records")
    with qtbot.waitSignal(ranked.window.analysis.finished, timeout=60_000):
        ranked.window.actions_["analyse"].trigger()
    assert document.zones()[["uid", "rank", "score", "score_parts", "stability"]].to_dict("records") == kept


def test_no_weight_at_all_is_refused_and_defaults_come_back(ranked: Application, qtbot) -> None:
    card = opened(ranked, qtbot)
    for code in Parameters().weights:
        slider = card.form.slider(code)
        slider.setFocus()
        qtbot.keyClick(slider, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: "全为 0" in card.found.text(), timeout=2_000)
    assert not card.keep_button.isEnabled()
    qtbot.mouseClick(card.default_button, Qt.MouseButton.LeftButton)
    assert card.weights == Parameters().weights and not card.default_button.isEnabled()


def test_table_and_card_say_how_firm_a_rank_is(ranked: Application, qtbot) -> None:
    zones = ranked.window.zones
    column = next(at for at, one in enumerate(zones.table.rows_model.columns) if one.title == "±")
    shown = [zones.table.rows_model.index(row, column) for row in range(2)]
    assert all(one.data() in ("±0", "±1") for one in shown)
    assert "种权重组合" in shown[0].data(Qt.ItemDataRole.ToolTipRole)
    zones.choose(ranked.document.zones()["uid"].iloc[0])
    assert "第 1 名" in zones.card.text and "±20 %" in zones.card.text


def test_other_weights_in_the_parameters_do_not_derive_again(ranked: Application, qtbot, monkeypatch) -> None:
    from PySide6.QtWidgets import QDialogButtonBox

    def accept(dialog) -> bool:
        ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
        kept = {code: edit.value() for code, edit in dialog._weights.items()}
        for edit in dialog._weights.values():
            edit.setValue(0.0)
        assert not ok.isEnabled() and "全为 0" in ok.toolTip()
        for code, value in kept.items():
            dialog._weights[code].setValue(0.0 if code == "people" else value)
        assert ok.isEnabled()
        return True

    monkeypatch.setattr("app.control.work.run", accept)
    before = len(ranked.document.past.records)
    ranked.window.actions_["parameters"].trigger()
    assert not ranked.window.analysis.is_running
    assert len(ranked.document.past.records) == before + 1
    assert ranked.document.analysis_state() == "fresh"
    assert ranked.document.zones()["names"].iloc[0] == ["大林"]


def test_many_zones_are_ranked_in_a_job_and_the_newest_weights_count(ranked: Application, qtbot, monkeypatch) -> None:
    monkeypatch.setattr("app.control.weights._AT_ONCE", 0)
    card = opened(ranked, qtbot)
    only_hazard(card, qtbot)
    qtbot.waitUntil(lambda: order(ranked) == ["大林", "小林"], timeout=5_000)
    qtbot.mouseClick(card.back_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: order(ranked) == ["小林", "大林"], timeout=5_000)
