"""A whole exercise in the real window: begun, laid out, scripted, played, evaluated, on paper; by keys and mouse."""

from __future__ import annotations

import math
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog

from app.canvas.exercise import ExerciseMarks
from layers.agreements.books import Book
from layers.exercise.checks import Verdict
from layers.exercise.model import SiteKind
from layers.kinds import Role, Shape
from tests.app.conftest import EAST, WEST, record
from tests.app.test_fire_window import chord
from tests.app.test_map_tools import LEFT, Hand, map_

__all__ = ["map_"]


@pytest.fixture
def laid_out(map_: Hand) -> Hand:
    """A road across the line, a depot in the west, a team in the east; an exercise on the line, worked out."""
    document = map_.window.document

    def add() -> None:
        store = document.store
        with store.change("layers_added", titles=["道路"]):
            road = gpd.GeoDataFrame(
                {"uid": ["r"], "name": ["路"], "class": ["国道"]},
                geometry=[shapely.LineString([(116.41, 40.653), (116.59, 40.653)])],
                crs=4490,
            )
            store.add_layer(record("道路", Role.ROAD, Shape.LINE), road)
            for title, role, lon in (("西库", Role.DEPOT, 116.42), ("东队", Role.TEAM, 116.58)):
                frame = gpd.GeoDataFrame(
                    {"uid": [title], "name": [title]}, geometry=[shapely.Point(lon, 40.653)], crs=4490
                )
                store.add_layer(record(title, role, Shape.POINT), frame)

    document.on_writer(add)
    map_.qtbot.waitUntil(lambda: len(document.layers()) >= 6)
    map_.qtbot.waitUntil(lambda: map_.window.map.canvas.scene.metric_epsg > 0)
    chord(map_, "Ctrl+U, 1")
    return map_


def panel_of(hand: Hand):
    return hand.window.exercising.panel


def settle(hand: Hand) -> None:
    control = hand.window.exercising
    hand.qtbot.waitUntil(lambda: control._material() is not None and not control.task.is_working, timeout=60_000)


def click_at(hand: Hand, lon: float, lat: float) -> None:
    point = hand.canvas.to_metric(shapely.Point(lon, lat))
    x, y = hand.canvas.view.to_px(point.x, point.y)
    hand.qtbot.mouseClick(hand.canvas, LEFT, pos=QPoint(round(x), round(y)))


def press(hand: Hand, button) -> None:
    hand.qtbot.mouseClick(button, LEFT)


def place(hand: Hand, kind: SiteKind, lon: float, lat: float) -> None:
    sites = panel_of(hand).sites
    sites.kind.setCurrentIndex(sites.kind.findData(kind.value))
    press(hand, sites.place_button)
    click_at(hand, lon, lat)


def test_a_whole_exercise(laid_out: Hand, tmp_path: Path, monkeypatch) -> None:
    window, document, panel = laid_out.window, laid_out.window.document, panel_of(laid_out)
    # 1 set up
    assert panel.isVisible() and panel.step == "setup"
    (exercise,) = document.exercises()
    assert exercise.counties in ((WEST, EAST), (EAST, WEST)) and exercise.subject_count == 7
    panel.setup.title.setText("怀柔–丰宁演练")
    panel.setup.numbers["wind_from_deg"].setText("270")
    panel.setup.numbers["hours"].setText("900")  # no such look-ahead
    press(laid_out, panel.setup.keep_button)
    assert "900" in panel.setup.error.text() and document.exercises()[0].title != "怀柔–丰宁演练"
    panel.setup.numbers["hours"].setText("6")
    press(laid_out, panel.setup.keep_button)
    (exercise,) = document.exercises()
    assert exercise.title == "怀柔–丰宁演练" and exercise.numbers == {"wind_from_deg": 270.0, "hours": 6.0}
    assert panel.step == "sites"

    # 2 sites: the start in the wood west of the line, the wind from the west
    window.map.canvas.is_still = True
    window.map.zoom_to_shape(shapely.box(116.47, 40.63, 116.53, 40.67))
    place(laid_out, SiteKind.IGNITION, 116.495, 40.65)
    (start,) = document.exercise_sites(exercise.uid)
    assert start.kind is SiteKind.IGNITION and start.county == WEST
    settle(laid_out)
    rules = {check.code: check for check in panel.sites.checks.visible_rows()}
    assert rules["burnable"].verdict is Verdict.PASS and rules["slope"].verdict is Verdict.UNKNOWN  # no terrain
    assert rules["both_counties"].verdict is Verdict.PASS
    place(laid_out, SiteKind.STAGING, 116.475, 40.6531)
    place(laid_out, SiteKind.OBSERVERS, 116.495, 40.647)  # far too close
    kinds = [one.kind for one in document.exercise_sites(exercise.uid)]
    assert kinds == [SiteKind.IGNITION, SiteKind.STAGING, SiteKind.OBSERVERS]
    settle(laid_out)
    marks = window.map.canvas.over
    assert isinstance(marks, ExerciseMarks) and [ring.is_broken for ring in marks.rings] == [True]
    panel.sites.choose(start.uid)
    assert "观摩区" in panel.sites.ring.text()

    # the observers are dragged off: the ring is whole again before the mouse is let go
    post = next(one for one in document.exercise_sites(exercise.uid) if one.kind is SiteKind.OBSERVERS)
    canvas = window.map.canvas
    begin = canvas.to_metric(shapely.Point(post.lon, post.lat))
    end = canvas.to_metric(shapely.Point(116.48, 40.66))
    a, b = (
        QPoint(*map(round, canvas.view.to_px(begin.x, begin.y))),
        QPoint(*map(round, canvas.view.to_px(end.x, end.y))),
    )
    laid_out.qtbot.mouseMove(canvas, a)
    laid_out.qtbot.mousePress(canvas, LEFT, pos=a)
    drag(laid_out, a, b)
    assert [ring.is_broken for ring in canvas.over.rings] == [False]
    laid_out.qtbot.mouseRelease(canvas, LEFT, pos=b)
    moved = next(one for one in document.exercise_sites(exercise.uid) if one.uid == post.uid)
    assert moved.lat == pytest.approx(40.66, abs=0.001)
    window.actions_["undo"].trigger()
    assert next(one for one in document.exercise_sites(exercise.uid) if one.uid == post.uid).lat == post.lat
    window.actions_["redo"].trigger()
    settle(laid_out)

    # a suggestion colours the map, says why, and places one
    before = len(document.exercise_sites(exercise.uid))
    panel.sites.kind.setCurrentIndex(panel.sites.kind.findData(SiteKind.SAFETY.value))
    press(laid_out, panel.sites.suggest_button)
    laid_out.qtbot.waitUntil(lambda: len(document.exercise_sites(exercise.uid)) == before + 1, timeout=60_000)
    assert canvas.beneath("exercise_suitable") is not None
    laid_out.qtbot.mouseMove(canvas, QPoint(300, 150))
    laid_out.qtbot.mouseMove(canvas, QPoint(320, 160))
    laid_out.qtbot.waitUntil(lambda: panel.sites.here.text() != "")
    settle(laid_out)

    # 3 the script from physics, and a line of one's own
    chord(laid_out, "Ctrl+U, 4")
    script = document.exercise_script(exercise.uid)
    crossing = next(one for one in script if one.code == "crosses")
    tell = next(one for one in script if one.code == "tell_county")
    assert crossing.to == (EAST,) and 0.0 < crossing.minute < 360.0
    assert tell.due_min == pytest.approx(max(crossing.minute - 30.0, 5.0), abs=0.11)
    assert any(one.code == "reaches" and one.facts["name"] == "东村" for one in script)
    assert sum(one.code == "arrive" for one in script) == 2
    press(laid_out, panel.script.add_button)
    panel.script.minute.setText("33")
    panel.script.text.setPlainText("记者到场")
    press(laid_out, panel.script.keep_button)
    assert any(one.text == "记者到场" and one.is_edited for one in document.exercise_script(exercise.uid))
    press(laid_out, panel.script.work_out_button)
    assert any(one.text == "记者到场" for one in document.exercise_script(exercise.uid))

    # 4 played: at 600× ten minutes go by in a second; what is done is logged at the clock's minute
    panel.show_step("play")
    play = panel.play
    play.speed.setCurrentIndex(play.speed.findData(600))
    play.advance(0.3)
    assert play.minute == pytest.approx(3.0) and play.time.text() == "09:03"
    assert canvas.over.below is not None  # the fire's times lie under the sites
    play.table.select_keys({next(one.uid for one in script if one.code == "tell_home")})
    play.items["time"].setChecked(True)
    play.items["place"].setChecked(True)
    press(laid_out, play.done_button)
    home = next(one for one in document.exercise_script(exercise.uid) if one.code == "tell_home")
    assert home.told_min == 3.0 and home.items == ("time", "place")
    play.entry.setText("成立联合指挥部")
    laid_out.qtbot.keyClick(play.entry, Qt.Key.Key_Return)
    assert document.exercises()[0].log[0].text == "成立联合指挥部" and document.exercises()[0].log[0].minute == 3.0
    chord(laid_out, "Ctrl+U, 5")
    assert play.is_playing
    laid_out.qtbot.waitUntil(lambda: play.minute > 4.0)
    chord(laid_out, "Ctrl+U, 5")
    assert not play.is_playing

    # 5 evaluated, with a team's real minutes
    panel.show_step("evaluation")
    sheet = panel.evaluation
    assert sheet.shares["notice_share"].text() == "100%" and sheet.shares["arrival_share"].text() == "未记录"
    assert sheet.shares["items_share"].text() == "33%"
    team = sheet.teams.visible_rows()[0]
    sheet.teams.selectRow(0)
    sheet.actual.setText("44")
    press(laid_out, sheet.keep_button)
    assert {one.inject: one.minute for one in document.exercises()[0].log if one.inject} == {team.uid: 44.0}
    assert math.isfinite(team.minutes)

    # held: the register of drills and the gap map know of it
    press(laid_out, sheet.register_button)
    (held,) = document.book(Book.DRILL).to_dict("records")
    assert held["name"] == "怀柔–丰宁演练" and held["borders"] == [f"{WEST}|{EAST}"] and "forest" in held["hazards"]
    assert document.exercises()[0].drill == held["uid"]

    # on paper
    job = window.exercising.write_kit(tmp_path / "kit", ("docx", "xlsx"))
    with laid_out.qtbot.waitSignal(job.finished, timeout=60_000) as told:
        pass
    assert len(told.args[0]) == 6 and all(path.exists() for path in told.args[0])

    # again into that folder: asked once about all of them, and nothing is touched
    asked: list[list[Path]] = []
    monkeypatch.setattr("app.control.exercise.ask_overwrite_set", lambda _parent, paths: asked.append(list(paths)))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(tmp_path / "kit"))
    window.exercising._export(("docx", "xlsx"))
    assert [set(paths) for paths in asked] == [set(told.args[0])] and not window.jobs.active


def drag(hand: Hand, begin: QPoint, end: QPoint) -> None:
    """Move with the button down, as a hand does."""
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    for share in (0.3, 0.7, 1.0):
        at = QPointF(begin) + (QPointF(end) - QPointF(begin)) * share
        where = QPointF(hand.canvas.mapToGlobal(at.toPoint()))
        event = QMouseEvent(
            QEvent.Type.MouseMove, at, where, Qt.MouseButton.NoButton, LEFT, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(hand.canvas, event)


def test_an_empty_panel_says_what_to_do_and_closing_tidies_the_map(map_: Hand) -> None:
    window = map_.window
    chord(map_, "Ctrl+U, X")
    panel = panel_of(map_)
    assert panel.isVisible() and panel.pages.currentWidget() is panel.empty and panel.begin_button.isEnabled()
    assert not window.actions_["export_exercise"].isEnabled()
    press(map_, panel.begin_button)
    assert len(window.document.exercises()) == 1 and panel.step == "setup"
    assert window.actions_["export_exercise"].isEnabled()
    panel.show_step("sites")
    press(map_, panel.sites.place_button)
    assert window.map.canvas.tool.key == "place_exercise_site"
    press(map_, panel.close_button)
    assert not panel.isVisible() and window.map.canvas.over is None and window.map.canvas.tool.key == "select"
    chord(map_, "Ctrl+U, X")
    press(map_, panel.remove_button)
    assert window.document.exercises() == [] and panel.pages.currentWidget() is panel.empty


def test_a_short_page_has_no_scroll_bar_for_the_sake_of_a_long_one(laid_out: Hand) -> None:
    from PySide6.QtWidgets import QScrollArea

    panel = panel_of(laid_out)
    area = panel.pages.parent().parent()
    assert isinstance(area, QScrollArea)
    panel.show_step("setup")
    panel.show_step("play")
    least = panel.play.minimumSizeHint()
    assert panel.pages.minimumSizeHint().height() == least.height()
    assert any(panel.pages.widget(at).minimumSizeHint().height() > least.height() for at in range(panel.pages.count()))
