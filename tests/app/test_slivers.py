"""Whose sliver is it, as a planner does it: list, keys, both lines on the map, undo, and the list as a file."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app import sliver_rows as slivers
from app.application import Application
from layers.kinds import Role, Shape
from tests.app.conftest import EAST, WEST, drawn, record

#: The eastern county's own line: a gap of 30 m × 2 km, an overlap, two small gaps.
LINE = [(116.5, 40.6), (116.5, 40.61), (116.5004, 40.61), (116.5004, 40.63), (116.5, 40.63), (116.5, 40.64)]
LINE += [(116.4997, 40.64), (116.4997, 40.65), (116.5, 40.65), (116.5, 40.66), (116.50004, 40.66), (116.50004, 40.661)]
LINE += [(116.5, 40.661), (116.5, 40.67), (116.50003, 40.67), (116.50003, 40.671), (116.5, 40.671), (116.5, 40.7)]


def own_files(folder: Path) -> list[Path]:
    """Two files, each with one county as its own bureau draws it."""
    west = gpd.GeoDataFrame(
        {"code": [WEST], "name": ["怀柔区"]}, geometry=[shapely.box(116.4, 40.6, 116.5, 40.7)], crs=4326
    )
    shape = shapely.Polygon([*LINE, (116.6, 40.7), (116.6, 40.6)])
    east = gpd.GeoDataFrame({"code": [EAST], "name": ["丰宁满族自治县"]}, geometry=[shape], crs=4326)
    paths = [folder / "怀柔区界.geojson", folder / "丰宁县界.geojson"]
    for path, frame in zip(paths, (west, east), strict=True):
        frame.to_file(path, driver="GeoJSON")
    return paths


@pytest.fixture
def judging(program: Application, tmp_path: Path, qtbot) -> Application:
    """The window with two counties' own files, and the list open."""
    document = program.document
    document.create(tmp_path / "测试.lianfang.gpkg", title="测试规划", reference_date=date(2026, 5, 1))
    frames = [gpd.read_file(path).set_crs(4490, allow_override=True) for path in own_files(tmp_path)]

    def fill() -> None:
        with document.store.change("layers_added", titles=["县界"]):
            for frame in frames:
                frame["uid"] = frame["code"]
                document.store.add_layer(record(frame["name"][0], Role.COUNTY, Shape.POLYGON), frame)

    document.on_writer(fill)
    program.window.actions_["show_slivers"].trigger()
    qtbot.waitUntil(lambda: len(program.window.slivers.panel.rows()) == 4, timeout=10_000)
    qtbot.waitUntil(lambda: bool(program.window.map.canvas.scene.layers), timeout=10_000)
    return program


def click(qtbot, panel, place: int) -> None:
    """Click a row of the list."""
    at = panel.table.visualRect(panel.table.model().index(place, 1)).center()
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=at)


def states(program: Application) -> list[str]:
    rows = program.window.slivers.panel.table.visible_rows()
    return [row.state for row in rows]


def test_every_gap_and_overlap_is_listed_by_area(judging: Application) -> None:
    panel = judging.window.slivers.panel
    rows = panel.table.visible_rows()
    assert [row.kind for row in rows] == ["gap", "overlap", "gap", "gap"]
    assert [row.counties for row in rows] == [(WEST, EAST)] * 4
    assert rows[0].area_m2 == pytest.approx(33.9 * 2221, rel=0.01)
    assert "4" in panel.summary.text()


def test_a_click_goes_there_and_shows_both_lines(judging: Application, qtbot) -> None:
    window, panel = judging.window, judging.window.slivers.panel
    click(qtbot, panel, 1)
    canvas = window.map.canvas
    qtbot.waitUntil(lambda: canvas.view.metres_per_px < 10, timeout=5_000)
    at = canvas.to_metric(panel.chosen.geometry).centroid
    assert canvas.view.extent[0] < at.x < canvas.view.extent[2]
    shown = canvas._two_lines
    assert list(shown.lines) == ["怀柔的线", "丰宁的线"]
    qtbot.waitUntil(lambda: drawn(canvas), timeout=10_000)
    with_lines = canvas.grab().toImage()
    window.right.show_page("zones")
    assert canvas._two_lines is None and canvas.grab().toImage() != with_lines


def test_a_verdict_needs_a_name_and_goes_to_the_next(judging: Application, qtbot) -> None:
    panel, document = judging.window.slivers.panel, judging.document
    click(qtbot, panel, 0)
    qtbot.keyClick(panel.table, Qt.Key.Key_1)
    assert len(document.border_verdicts()) == 0 and panel.card.hint.isVisible() and panel.card.name.hasFocus()
    qtbot.keyClicks(panel.card.name, "Wang 3")  # a figure typed in a field judges nothing
    assert len(document.border_verdicts()) == 0
    first = panel.chosen.uid
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_1)
    (verdict,) = document.border_verdicts().itertuples(index=False)
    assert (verdict.uid, verdict.verdict, verdict.lines, verdict.holder) == (first, "line", [WEST], EAST)
    assert verdict.judged_by == "Wang 3" and verdict.judged_at.endswith("+00:00")
    assert panel.chosen.uid != first and panel.chosen.state == slivers.UNDECIDED
    qtbot.keyClick(panel.table, Qt.Key.Key_3)
    assert states(judging) == ["line", "disputed", "undecided", "undecided"]
    judging.window.actions_["undo"].trigger()
    assert states(judging) == ["line", "undecided", "undecided", "undecided"]
    judging.window.actions_["redo"].trigger()
    assert states(judging)[1] == "disputed"
    assert judging.window.settings.judging("name") == "Wang 3"


def test_many_at_once_are_one_gesture(judging: Application, qtbot) -> None:
    panel, document = judging.window.slivers.panel, judging.document
    click(qtbot, panel, 0)
    panel.card.name.setText("王工")
    panel.card.scope.setFocus()
    qtbot.keyClick(panel.card.scope, Qt.Key.Key_End)  # narrower than …
    panel.card.limit.setValue(5.0)
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_2)
    assert states(judging) == ["undecided", "undecided", "line", "line"]
    assert set(document.border_verdicts()["holder"]) == {WEST}  # the second county's line holds: the first gets the gap
    click(qtbot, panel, 0)
    qtbot.keyClick(panel.card.scope, Qt.Key.Key_Down)  # all of the pair
    assert len(panel.card.rows_meant()) == 2
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_1)
    assert set(states(judging)) == {"line"}
    assert [change.code for change in document.past.records[-2:]] == ["slivers_judged_pair"] * 2
    judging.window.actions_["undo"].trigger()
    assert states(judging) == ["undecided", "undecided", "line", "line"]


def test_the_filter_leaves_what_waits(judging: Application, qtbot) -> None:
    panel = judging.window.slivers.panel
    panel.card.name.setText("王工")
    panel.state_box.setCurrentIndex(1)
    click(qtbot, panel, 0)
    for left in (3, 2, 1, 0):
        qtbot.keyClick(panel.table, Qt.Key.Key_3)
        assert len(panel.table.visible_rows()) == left
    panel.state_box.setCurrentIndex(3)
    assert states(judging) == ["disputed"] * 4
    click(qtbot, panel, 0)
    qtbot.mouseClick(panel.card.back, Qt.MouseButton.LeftButton)
    assert len(judging.document.border_verdicts()) == 3


def test_thresholds_are_kept_and_search_again(judging: Application, qtbot) -> None:
    window, panel = judging.window, judging.window.slivers.panel
    panel.width_box.selectAll()
    qtbot.keyClicks(panel.width_box, "10")
    qtbot.keyClick(panel.width_box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(panel.rows()) == 2, timeout=10_000)
    assert float(window.settings.judging("width_m")) == 10.0
    panel.width_box.selectAll()
    qtbot.keyClicks(panel.width_box, "400")
    qtbot.keyClick(panel.width_box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.pages.currentWidget() is panel.fits, timeout=10_000)


def test_verdicts_are_analysed_and_disputed_strips_are_drawn(judging: Application, qtbot, tmp_path: Path) -> None:
    window, panel, document = judging.window, judging.window.slivers.panel, judging.document
    before = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.glob("*.geojson")}
    read = {layer.uid: document.frame(layer.uid).geometry.to_wkb().tolist() for layer in document.layers()}
    with qtbot.waitSignal(window.analysis.finished, timeout=30_000):
        window.actions_["analyse"].trigger()
    qtbot.waitUntil(lambda: document.analysis_state() == "fresh")
    window.actions_["show_slivers"].trigger()  # an analysis ends with its zones
    panel.card.name.setText("王工")
    click(qtbot, panel, 1)
    qtbot.keyClick(panel.table, Qt.Key.Key_3)
    assert document.analysis_state() == "fresh"

    def hatched() -> bool:
        parts = window.map.canvas.scene.layer("borders").parts
        return any(part.key == "border_disputed" for part in parts)

    qtbot.waitUntil(hatched, timeout=10_000)
    click(qtbot, panel, 0)
    qtbot.keyClick(panel.table, Qt.Key.Key_1)
    assert document.analysis_state() == "stale"
    with qtbot.waitSignal(window.analysis.finished, timeout=30_000):
        window.actions_["analyse"].trigger()
    qtbot.waitUntil(lambda: document.analysis_state() == "fresh")
    assert len(panel.rows()) == 4, "what was decided is still listed, with its verdict"
    assert {layer.uid: document.frame(layer.uid).geometry.to_wkb().tolist() for layer in document.layers()} == read
    assert {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in before} == before


def test_findings_lead_to_the_list(judging: Application, qtbot) -> None:
    window = judging.window
    window.right.show_page("zones")
    with qtbot.waitSignal(window.analysis.finished, timeout=30_000):
        window.actions_["analyse"].trigger()
    listed = window.findings.list
    qtbot.waitUntil(lambda: any("缝隙" in listed.item(at).text() for at in range(listed.count())), timeout=5_000)
    at = next(
        at for at in range(listed.count()) if "归谁" in listed.item(at).text() or "清单" in listed.item(at).text()
    )
    window.left.show_page("findings")
    where = listed.visualItemRect(listed.item(at)).center()
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert window.right.current == "slivers"


def test_the_list_becomes_a_file(judging: Application, qtbot, tmp_path: Path, monkeypatch) -> None:
    panel = judging.window.slivers.panel
    target = tmp_path / "清单.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_kw: (str(target), ""))
    qtbot.mouseClick(panel.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(target.exists, timeout=10_000)
    assert target.read_text(encoding="utf-8-sig").count("未认定") == 4


def test_another_plan_starts_with_an_empty_list(judging: Application, tmp_path: Path) -> None:
    panel, document = judging.window.slivers.panel, judging.document
    document.create(tmp_path / "other.lianfang.gpkg", title="另一个", reference_date=date(2026, 5, 1))
    assert panel.rows() == [] and panel.pages.currentWidget() is panel.empty
    assert not judging.window.actions_["show_slivers"].isEnabled()


def test_the_list_stays_in_another_language(judging: Application, qtbot) -> None:
    judging.window.switch_language()
    qtbot.waitUntil(lambda: judging.window.right.current == "slivers")
    panel = judging.window.slivers.panel
    qtbot.waitUntil(panel.table.isVisible)
    assert len(panel.rows()) == 4 and "4 undecided" in panel.summary.text()
    panel.card.name.setText("Wang")
    click(qtbot, panel, 0)
    qtbot.keyClick(panel.table, Qt.Key.Key_1)
    assert states(judging)[0] == "line"


def test_a_verdict_pressed_without_a_name_is_given_once_there_is_one(judging: Application, qtbot) -> None:
    panel = judging.window.slivers.panel
    card = panel.card
    click(qtbot, panel, 0)
    card.name.clear()
    qtbot.keyClick(panel.table, Qt.Key.Key_1)
    assert states(judging)[0] == slivers.UNDECIDED and card.hint.isVisible()
    qtbot.keyClicks(card.name, "Li")
    qtbot.keyClick(card.name, Qt.Key.Key_Return)
    assert states(judging)[0] == slivers.LINE
    assert panel.table.visible_rows()[0].judged_by == "Li"


def test_both_lines_leave_the_map_with_the_counties(judging: Application, qtbot) -> None:
    click(qtbot, judging.window.slivers.panel, 0)
    assert judging.window.map.canvas._two_lines is not None
    for one in judging.document.layers():
        judging.document.remove_layer(one.uid)
    qtbot.waitUntil(lambda: judging.window.map.canvas._two_lines is None, timeout=10_000)
