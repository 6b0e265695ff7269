"""Zones by hand in the window: states, form, exchanged roles, outline, merging, setting aside, conflicts; roads."""

from __future__ import annotations

import csv
from collections.abc import Callable
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from layers.kinds import Role, Shape, ZoneStatus
from tests.app.conftest import EAST, WEST, drawn, record, shows_zones

if TYPE_CHECKING:
    from app.application import Application

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def woods(*boxes: tuple[float, float, float, float]) -> gpd.GeoDataFrame:
    shapes = [shapely.box(*one) for one in boxes]
    count = len(shapes)
    return gpd.GeoDataFrame(
        {
            "uid": [f"f{k}" for k in range(count)],
            "name": [f"林{k}" for k in range(count)],
            "species": ["油松"] * count,
            "stock_m3": [np.nan] * count,
        },
        geometry=shapes,
        crs=4490,
    )


def derive(program: Application, qtbot) -> None:
    with qtbot.waitSignal(program.window.analysis.finished, timeout=30_000):
        program.window.actions_["analyse"].trigger()
    qtbot.waitUntil(lambda: program.document.analysis_state() == "fresh")


def put_woods(program: Application, *boxes: tuple[float, float, float, float]) -> None:
    store = program.document.store

    def put() -> None:
        with store.change("layers_added", titles=["林"]):
            for layer in store.layers():
                if layer.role is Role.FOREST:
                    store.remove_layer(layer.uid)
            store.add_layer(record("林", Role.FOREST, Shape.POLYGON), woods(*boxes))

    program.document.on_writer(put)


#: Two woods across the line, 2.7 km apart; their zones do not touch.
NORTH, SOUTH = (116.495, 40.675, 116.505, 40.685), (116.495, 40.620, 116.505, 40.630)


@pytest.fixture
def two(planned: Application, qtbot) -> Application:
    """The window with two zones between the same counties, and a road across and beside the line."""
    put_woods(planned, NORTH, SOUTH)
    store = planned.document.store
    lines = [
        shapely.LineString([(116.45, 40.65), (116.55, 40.65)]),
        shapely.LineString([(116.4995, 40.61), (116.4995, 40.66)]),
    ]
    roads = gpd.GeoDataFrame(
        {"uid": ["r1", "r2"], "name": ["G111", "X001"], "class": ["国道", "县道"]}, geometry=lines, crs=4490
    )

    def put() -> None:
        with store.change("layers_added", titles=["路"]):
            store.add_layer(record("路", Role.ROAD, Shape.LINE), roads)

    planned.document.on_writer(put)
    derive(planned, qtbot)
    qtbot.waitUntil(lambda: shows_zones(planned), timeout=10_000)
    assert len(planned.document.zones()) == 2
    return planned


def press(widget, text: str, place: int = 0) -> None:
    """Click a button below a widget by its words."""
    found = [one for one in widget.findChildren(QPushButton) if one.text() == text]
    assert len(found) > place, [one.text() for one in widget.findChildren(QPushButton)]
    found[place].click()


def words_of(widget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel))


def choose(program: Application, row: int) -> str:
    program.window.zones.table.selectRow(row)
    return program.window.zones.chosen


def zone(program: Application, uid: str):
    return next(row for row in program.document.zones().itertuples() if row.uid == uid)


def answering(monkeypatch: pytest.MonkeyPatch, fill: Callable[[object], None]) -> None:
    """Answer the form of a zone."""
    from app.dialogs import zone_edit

    def answer(dialog) -> bool:
        fill(dialog)
        return True

    monkeypatch.setattr(zone_edit.ZoneEditDialog, "exec", answer)


def test_a_state_with_a_note_is_logged_shown_and_filtered_by(two: Application, qtbot) -> None:
    window = two.window
    uid = choose(two, 0)
    qtbot.keyClicks(window.zones.card.status_note, "met in Fengning")
    box = window.zones.card.status_box
    box.setCurrentIndex(1)
    box.activated.emit(1)
    row = zone(two, uid)
    assert row.status == ZoneStatus.ASSESSED
    assert [(one["state"], one["note"]) for one in row.states] == [("assessed", "met in Fengning")]
    assert "分析与评估 · met in Fengning" in window.zones.card.text
    qtbot.keyClicks(window.zones.card.status_note, "letter came")
    qtbot.keyClick(window.zones.card.status_note, Qt.Key.Key_Return)
    assert [one["note"] for one in zone(two, uid).states] == ["met in Fengning", "letter came"]

    state = window.zones.state_filter
    state.setCurrentIndex(state.findData("assessed"))
    assert [one.uid for one in window.zones.table.visible_rows()] == [uid]
    state.setCurrentIndex(state.findData("monitoring"))
    assert window.zones.table.visible_rows() == []


def test_the_form_edits_a_zone_and_the_card_says_who_when_and_how_to_go_back(
    two: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, document = two.window, two.document
    uid = choose(two, 0)
    was = zone(two, uid)
    other = EAST if was.lead == WEST else WEST

    def fill(dialog) -> None:
        dialog.name.setText("北梁联防带")
        dialog.zone_class.setCurrentIndex(dialog.zone_class.findData("S2"))
        dialog.lead.setCurrentIndex(dialog.lead.findData(other))
        dialog.supports[was.lead].setChecked(True)
        dialog.by.setText("李明")

    answering(monkeypatch, fill)
    window.actions_["edit_zone"].trigger()
    row = zone(two, uid)
    assert (row.zone_class, row.lead, row.supports) == ("S2", other, [was.lead])
    assert document.zone_names()[uid] == "北梁联防带"
    text = window.zones.card.text
    assert "人工修改" in text and "李明" in text and "推导：S1" in text and "北梁联防带" in text
    state = window.zones.state_filter
    state.setCurrentIndex(state.findData("by_hand"))
    assert [one.uid for one in window.zones.table.visible_rows()] == [uid]
    state.setCurrentIndex(0)

    press(window.zones.card, "恢复推导结果", 1)  # the class: name, class, lead, support
    assert zone(two, uid).zone_class == "S1" and zone(two, uid).lead == other
    window.actions_["undo"].trigger()
    assert zone(two, uid).zone_class == "S2"
    window.actions_["undo"].trigger()
    assert zone(two, uid).edited == {} and zone(two, uid).lead == was.lead
    assert "人工修改" not in window.zones.card.text


def test_a_zone_that_was_derived_away_beneath_the_form_is_told(
    two: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, document = two.window, two.document
    uid = choose(two, 0)

    def fill(dialog) -> None:
        dialog.name.setText("北梁联防带")
        document.drop_zones([uid])  # as an analysis that ends meanwhile may

    answering(monkeypatch, fill)
    window.actions_["edit_zone"].trigger()
    told = window.zone_hands.tr("The zones were derived anew meanwhile, and this one is no longer among them.")
    assert uid not in set(document.zones()["uid"]) and window.toast.text == told
    window.zone_hands._reshape(uid, None)  # a corner that was dragged before; what is counted comes late
    assert window.zone_hands._counting is not None
    before = window.zone_hands._counting
    before.failed.emit(KeyError(uid))
    assert window.toast.text == told and window.zone_hands._counting is None


def test_edits_survive_a_second_analysis_and_what_changed_is_settled_in_the_list(two: Application, qtbot) -> None:
    window, document = two.window, two.document
    uid = next(row.uid for row in document.zones().itertuples() if row.geometry.centroid.y < 40.65)
    document.edit_zone(uid, {"supports": []})
    derive(two, qtbot)
    assert zone(two, uid).supports == [] and not window.zones.conflict_banner.isVisibleTo(window.zones)

    put_woods(two, NORTH, (116.4985, 40.620, 116.5085, 40.630))  # most of it in the east now: another lead
    derive(two, qtbot)
    assert "1 处不一致" in words_of(window.zones.conflict_banner)
    press(window.zones.conflict_banner, "查看")
    page = window.zones.conflicts
    assert window.zones.pages.currentWidget() is page
    assert "配合：原推导 丰宁，您改为 无，分析现在推导为 怀柔。" in words_of(page)
    press(page, "保留我的")
    assert zone(two, uid).supports == [] and document.zone_conflicts() == []
    window.actions_["undo"].trigger()
    assert len(document.zone_conflicts()) == 1
    press(page, "采用新的")
    assert zone(two, uid).supports == [WEST] and document.zone_conflicts() == []
    assert not window.zones.conflict_banner.isVisibleTo(window.zones)


def test_a_zone_that_is_none_goes_aside_and_comes_back(two: Application, qtbot) -> None:
    window, document = two.window, two.document
    uid = choose(two, 0)
    window.actions_["drop_zones"].trigger()
    assert uid not in set(document.zones()["uid"]) and window.toast.isVisible()
    derive(two, qtbot)
    assert uid not in set(document.zones()["uid"])
    window.actions_["zone_conflicts"].trigger()
    assert "人工认定不是责任区" in words_of(window.zones.conflicts)
    press(window.zones.conflicts, "恢复")
    assert uid in set(document.zones()["uid"]) and len(document.zones_aside()) == 0


def test_zones_chosen_together_become_one_and_separate_again(two: Application, qtbot) -> None:
    window, document = two.window, two.document
    before = document.zones()
    window.zones.table.selectAll()
    assert window.actions_["merge_zones"].isEnabled() or window.refresh_actions() is None
    window.actions_["merge_zones"].trigger()
    qtbot.waitUntil(lambda: len(document.zones()) == 1, timeout=10_000)
    assert document.zones()["area_ha"].iloc[0] == pytest.approx(before["area_ha"].sum(), rel=1e-6)
    window.actions_["zone_conflicts"].trigger()
    press(window.zones.conflicts, "重新分开")
    assert document.zones()["area_ha"].tolist() == pytest.approx(before["area_ha"].tolist(), rel=1e-9)


def test_a_corner_of_a_zone_is_dragged_and_what_lies_inside_is_counted_anew(two: Application, qtbot) -> None:
    window, document = two.window, two.document
    uid = choose(two, 0)
    was = zone(two, uid)
    canvas = window.map.canvas
    window.actions_["edit_zone_outline"].trigger()
    tool = window.map.zone_tool
    assert canvas.tool is tool and tool.target == uid
    qtbot.waitUntil(lambda: drawn(canvas), timeout=10_000)
    qtbot.wait(400)  # the view has arrived
    x, y = max((tuple(corner) for corner in tool.rings[0].tolist()), key=lambda at: at[0])
    start = QPoint(*(round(value) for value in canvas.view.to_px(x, y)))
    end = start + QPoint(40, 0)
    alt = Qt.KeyboardModifier.AltModifier  # no snapping
    for place in (start - QPoint(6, 6), start):
        qtbot.mouseMove(canvas, place)
        qtbot.wait(30)
    qtbot.mousePress(canvas, LEFT, alt, start)
    for step in (10, 20, 30, 40):
        qtbot.mouseMove(canvas, start + QPoint(step, 0))
        qtbot.wait(20)
    qtbot.mouseRelease(canvas, LEFT, alt, end)
    qtbot.waitUntil(lambda: "geometry" in zone(two, uid).edited, timeout=15_000)
    row = zone(two, uid)
    assert row.area_ha > was.area_ha
    parts = document.parts()
    assert parts.loc[parts["zone_uid"] == uid, "area_ha"].sum() == pytest.approx(row.area_ha)
    assert "范围：" in window.zones.card.text
    window.actions_["undo"].trigger()
    assert zone(two, uid).geometry.equals(was.geometry) and zone(two, uid).area_ha == was.area_ha


def test_swapping_shows_both_and_changes_nothing_until_it_is_adopted(planned: Application) -> None:
    """Half the wood in each county, 120 people in the west and 80 in the east."""
    window, document = planned.window, planned.document
    uid = choose(planned, 0)
    was = zone(planned, uid)
    assert was.hazard_share == pytest.approx({WEST: 0.5, EAST: 0.5}, abs=1e-3) and was.rotation
    assert was.exposure_share == pytest.approx({WEST: 0.6, EAST: 0.4})
    count = document.undo_stack.count()
    window.actions_["swap_roles"].trigger()
    card = window.zone_hands.card
    assert card.isVisible() and card.weight == pytest.approx(0.6)
    # R_west = 0.6 · 0.5 + 0.4 · 0.6 = 0.54 as it is, 0.6 · 0.6 + 0.4 · 0.5 = 0.56 exchanged
    now, then = card.roles
    assert (now.shares[WEST], then.shares[WEST]) == pytest.approx((0.54, 0.56), abs=1e-3)
    assert (then.zone_class, then.lead, then.rotation) == ("S1", WEST, False)
    card.alpha.setValue(100)
    assert card.roles[0].shares[WEST] == pytest.approx(0.5, abs=1e-3)
    card.alpha.setValue(0)
    assert card.roles[0].shares == pytest.approx({WEST: 0.6, EAST: 0.4})
    said = card.text().splitlines()
    assert "怀柔比例\t60 %\t50 %" in said and said[-1] == "发生地权重 0.00"
    card.alpha.setValue(60)
    assert document.undo_stack.count() == count
    press(card, "人工采用")
    row = zone(planned, uid)
    assert document.undo_stack.count() == count + 1 and not card.isVisible()
    assert (row.lead, row.rotation, row.zone_class) == (WEST, False, "S1")
    assert row.responsibility[WEST] == pytest.approx(0.56, abs=1e-3)
    window.actions_["undo"].trigger()
    assert zone(planned, uid).rotation and zone(planned, uid).edited == {}


def test_roads_are_listed_shown_marked_and_saved(
    two: Application, qtbot, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, document = two.window, two.document
    window.actions_["border_roads"].trigger()
    rows = {row.name: row for row in window.roads.table.visible_rows()}
    assert {name: row.kind for name, row in rows.items()} == {"G111": "crossing", "X001": "following"}
    window.roads.table.selectRow(list(rows).index("G111"))
    assert window.map.chosen == [("border_roads", rows["G111"].uid)]
    assert "国道 · 穿过怀柔–丰宁界线" in words_of(window.roads.detail)
    assert "若载有危险因素：S1" in words_of(window.roads.detail)
    box = window.roads.carries
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert document.road_marks()["r1"]["carries"] is True
    assert "情境 S1：致灾因子跨界" in words_of(window.roads.detail)

    target = tmp_path / "roads.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    press(window.roads, "保存清单…")
    qtbot.waitUntil(target.exists, timeout=10_000)
    with target.open(encoding="utf-8-sig", newline="") as file:
        listed = {row["道路"]: row for row in csv.DictReader(file)}
    assert (listed["G111"]["情境"] != "", listed["X001"]["情境"]) == (True, "")
    assert (listed["G111"]["与界线关系"], listed["X001"]["与界线关系"]) == ("穿过", "沿界")
    window.actions_["undo"].trigger()
    assert document.road_marks() == {}
