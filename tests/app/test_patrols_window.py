"""Patrols in the real window: by chord, mouse and keyboard."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import shapely
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app.canvas.marks import Marks
from app.cards.patrols import ENTRANCES, FORCES, ROUTES, SUGGESTED, WOODS
from layers.kinds import RecordKind, Role, Shape
from layers.recording.inventory import put_record
from tests.app.conftest import record
from tests.app.headless.test_patrols import ROUTE, TRACK
from tests.app.test_fire_window import chord, save_to
from tests.app.test_lookouts_window import click_row
from tests.app.test_map_tools import LEFT, Hand, map_
from tests.app.test_response_window import lines, points

__all__ = ["map_"]


@pytest.fixture
def walked(map_: Hand) -> Hand:
    """A route across the line, a road beside it, an area around both; the card."""
    document = map_.window.document

    def add() -> None:
        store = document.store
        with store.change("layers_added", titles=["道路"]):
            store.add_layer(record("道路", Role.ROAD, Shape.LINE), lines([(116.41, 40.66), (116.59, 40.66)]))
            store.add_layer(record("检查站", Role.CHECKPOINT, Shape.POINT), points(["西卡"], [(116.471, 40.66)]))
        with store.change("record_added"):
            put_record(store, RecordKind.PATROL_ROUTE, ROUTE, {"name": "一线", "team": "西队"}, counties=None)
        with store.change("patrol_area_added", name="甲"):
            store.add_patrol_area("甲", shapely.box(116.47, 40.63, 116.53, 40.67))

    document.on_writer(add)
    map_.qtbot.waitUntil(lambda: len(document.layers()) >= 6)
    chord(map_, "Ctrl+I, Q")
    settle(map_)
    return map_


def settle(hand: Hand) -> None:
    card = hand.window.patrolling.card
    hand.qtbot.waitUntil(lambda: card.found is not None, timeout=60_000)


def show(hand: Hand, view: str) -> None:
    card = hand.window.patrolling.card
    card.view.setFocus()
    hand.qtbot.keyClick(card.view, Qt.Key.Key_Home)
    for _ in range(card.view.findData(view)):
        hand.qtbot.keyClick(card.view, Qt.Key.Key_Down)
    assert card.shown_view == view


def laid(hand: Hand) -> Marks:
    assert isinstance(hand.canvas.over, Marks)
    return hand.canvas.over


def test_a_route_its_woods_and_what_they_need(walked: Hand) -> None:
    card = walked.window.patrolling.card
    (route,) = card.routes.visible_rows()
    assert (route.name, route.team) == ("一线", "西队") and route.foot_min == pytest.approx(126, abs=1)
    assert "4.2 km" in route.tip and len(laid(walked).areas) == 1
    click_row(walked, card.routes, 0)
    assert laid(walked).chosen is not None
    show(walked, WOODS)
    assert all(0 < one.share < 1 for one in card.woods.visible_rows())
    show(walked, FORCES)
    calm, told = sum(one.rangers for one in card.forces.visible_rows()), card.missing.text()
    card.level.setFocus()
    walked.qtbot.keyClick(card.level, Qt.Key.Key_End)
    assert card.shown_level == "red"
    assert sum(one.rangers for one in card.forces.visible_rows()) > calm
    assert "4" in card.missing.text() and len(card.missing.text()) > len(told), "posts, forward stationing, reports"
    show(walked, ENTRANCES)
    assert [one.held for one in card.entrances.visible_rows()].count("西卡") == 1
    assert len(laid(walked).dots) == 2
    card.close_card()
    assert walked.canvas.over is None


def test_what_was_agreed_on_is_kept_with_the_plan_and_undone(walked: Hand) -> None:
    card, document = walked.window.patrolling.card, walked.window.document
    before, state = card.found, document.analysis_state()
    show(walked, FORCES)
    hours = sum(one.hours for one in card.forces.visible_rows())
    card.rounds.setFocus()
    card.rounds.selectAll()
    walked.qtbot.keyClicks(card.rounds, "14")
    walked.qtbot.keyClick(card.rounds, Qt.Key.Key_Tab)
    assert document.stored_patrol_rules() == {"rounds": {"yellow": 14.0}}
    assert sum(one.hours for one in card.forces.visible_rows()) == pytest.approx(2 * hours)
    assert card.found is before, "nothing was worked out again"
    assert document.analysis_state() == state
    walked.window.actions_["undo"].trigger()
    assert document.stored_patrol_rules() == {} and card.rounds.value() == 7.0
    show(walked, WOODS)
    passed = sum(one.seen for one in card.woods.visible_rows())
    card.detection_m.setFocus()
    card.detection_m.selectAll()
    walked.qtbot.keyClicks(card.detection_m, "800")
    walked.qtbot.keyClick(card.detection_m, Qt.Key.Key_Tab)
    walked.qtbot.waitUntil(
        lambda: card.found is not None and card.found.study.settings.detection_m == 800.0, timeout=60_000
    )
    assert sum(one.seen for one in card.woods.visible_rows()) > passed


def test_tracks_show_what_was_missed(walked: Hand, tmp_path: Path, monkeypatch) -> None:
    track = tmp_path / "四月.gpx"
    track.write_text(TRACK, encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args, **_kw: ([str(track)], ""))
    card = walked.window.patrolling.card
    walked.qtbot.mouseClick(card.tracks_button, LEFT)
    walked.qtbot.waitUntil(lambda: card.found is not None and card.found.efforts is not None, timeout=60_000)
    (route,) = card.routes.visible_rows()
    assert route.walked == pytest.approx(0.51, abs=0.02) and len(laid(walked).lines) == 2
    target = tmp_path / "巡护.xlsx"
    save_to(monkeypatch, target)
    walked.qtbot.mouseClick(card.book_button, LEFT)
    walked.qtbot.waitUntil(target.exists, timeout=60_000)
    assert "巡护落实" in openpyxl.load_workbook(target).sheetnames


def test_routes_go_out_as_gpx_and_a_new_route_is_taken_at_once(walked: Hand, tmp_path: Path, monkeypatch) -> None:
    card, document = walked.window.patrolling.card, walked.window.document
    target = tmp_path / "路线.gpx"
    save_to(monkeypatch, target)
    walked.qtbot.mouseClick(card.gpx_button, LEFT)
    walked.qtbot.waitUntil(target.exists, timeout=60_000)
    assert "一线" in target.read_text(encoding="utf-8")
    cards = tmp_path / "卡.pdf"
    save_to(monkeypatch, cards)
    walked.qtbot.mouseClick(card.cards_button, LEFT)
    walked.qtbot.waitUntil(lambda: cards.exists() and cards.stat().st_size > 5000, timeout=60_000)

    def add() -> None:
        with document.store.change("record_added"):
            other = shapely.LineString([(116.48, 40.64), (116.52, 40.64)])
            put_record(document.store, RecordKind.PATROL_ROUTE, other, {"name": "二线"}, counties=None)

    document.on_writer(add)
    walked.qtbot.waitUntil(lambda: card.found is not None and len(card.found.study.routes) == 2, timeout=60_000)
    assert [one.name for one in card.routes.visible_rows()] == ["一线", "二线"]


def test_a_suggested_route_is_kept_and_undone(walked: Hand) -> None:
    card, document = walked.window.patrolling.card, walked.window.document
    show(walked, SUGGESTED)
    assert not card.suggested.isVisible() and not card.keep_button.isVisible()
    walked.qtbot.mouseClick(card.suggest_button, LEFT)
    walked.qtbot.waitUntil(lambda: card.found is not None and len(card.found.suggested) > 0, timeout=60_000)
    (first, *_rest) = card.suggested.visible_rows()
    assert 0 < first.length_m <= 10_000.0 and first.gained > 0
    click_row(walked, card.suggested, 0)
    assert laid(walked).chosen is not None
    walked.qtbot.mouseClick(card.keep_button, LEFT)
    walked.qtbot.waitUntil(lambda: card.found is not None and len(card.found.study.routes) == 2, timeout=60_000)
    walked.window.actions_["undo"].trigger()
    walked.qtbot.waitUntil(lambda: card.found is not None and len(card.found.study.routes) == 1, timeout=60_000)
    assert document.undo_stack.canRedo()


def test_without_a_route_one_is_asked_for_and_drawn(map_: Hand) -> None:
    chord(map_, "Ctrl+I, Q")
    settle(map_)
    card = map_.window.patrolling.card
    assert card.shown_view == ROUTES and not card.routes.isVisible() and not card.gpx_button.isEnabled()
    assert card.said.text()
    map_.qtbot.mouseClick(card.record_button, LEFT)
    assert map_.window.actions_["record_patrol_route"].isChecked()
