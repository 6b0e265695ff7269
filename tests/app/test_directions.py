"""Where fire comes from, in the real window: by key and click, in another look, as a list, as a workbook, and away."""

from datetime import date

import geopandas as gpd
import openpyxl
import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from shapely import box

from app.canvas.pathways import Pathways
from app.canvas.view import View
from layers.kinds import Role, Shape
from tests.app.conftest import EAST, WEST, drawn, record
from tests.app.test_map_tools import Hand

CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def fill(store) -> None:
    """Two counties of 25 × 44 km; all of the east is wood, and 4 km of the west; a village 0.8 km west of the line."""
    counties = gpd.GeoDataFrame(
        {"uid": ["c1", "c2"], "code": [WEST, EAST], "name": ["怀柔区", "丰宁满族自治县"]},
        geometry=[box(116.2, 40.45, 116.5, 40.85), box(116.5, 40.45, 116.8, 40.85)],
        crs=4490,
    )
    forest = gpd.GeoDataFrame(
        {"uid": ["f"], "name": ["林"], "species": ["油松"], "stock_m3": [1.0]},
        geometry=[box(116.45, 40.45, 116.8, 40.85)],
        crs=4490,
    )
    villages = gpd.GeoDataFrame(
        {"uid": ["s1", "s2"], "name": ["西村", "远村"], "people": [120.0, 80.0], "kind": ["", ""]},
        geometry=gpd.points_from_xy([116.49, 116.22], [40.65, 40.47]),
        crs=4490,
    )
    with store.change("layers_added", titles=["县界", "森林", "村庄"]):
        store.add_layer(record("县界", Role.COUNTY, Shape.POLYGON), counties)
        store.add_layer(record("森林", Role.FOREST, Shape.POLYGON), forest)
        store.add_layer(record("村庄", Role.SETTLEMENT, Shape.POINT), villages)


@pytest.fixture
def wooded(program, tmp_path, qtbot) -> Hand:
    """The map of that land, 60 m to the pixel about the village, and the tool in hand."""
    document = program.document
    document.create(tmp_path / "林.lianfang.gpkg", title="林", reference_date=date(2026, 5, 1))
    document.on_writer(lambda: fill(document.store))
    canvas = program.window.map.canvas
    qtbot.waitUntil(lambda: len(canvas.scene.layers) >= 3, timeout=20_000)
    at = canvas.to_metric(shapely.Point(116.5, 40.65))
    canvas.set_view(View((at.x, at.y), 60.0, (float(canvas.width()), float(canvas.height()))))
    qtbot.waitUntil(lambda: drawn(canvas), timeout=20_000)
    canvas.setFocus()
    hand = Hand(program, canvas, qtbot)
    hand.key(Qt.Key.Key_N, CTRL_ALT)
    return hand


def look(hand: Hand, lon=116.4905, lat=40.6502):
    """Click, and wait for what comes of it."""
    hand.click(lon, lat, keys=NONE)
    card = hand.window.coming.card
    hand.qtbot.waitUntil(lambda: card.shown is not None, timeout=60_000)
    return card


def test_a_click_near_a_village_shows_from_which_county_fire_comes(wooded: Hand) -> None:
    card = look(wooded)
    assert wooded.window.actions_["directions"].isChecked()
    assert card.place_label.text() == "西村 · 怀柔"
    shown = card.shown
    east, west = shown.viable[89], shown.viable[269]  # bearings 90° and 270°
    assert east.tolist() == [1, 1, 1]
    assert west[0] == 0, "3.4 km of wood of 5"
    assert shown.source[89] == 1, "丰宁"
    text = card.text()
    assert "15 km 不间断的来火通道" in text
    assert "丰宁" in text
    rows = card.counties.visible_rows()
    assert rows[0].county == 1
    assert rows[0].degrees[2] > 100
    wooded.qtbot.mouseClick(card.copy_button, LEFT)
    assert QGuiApplication.clipboard().text() == text


def test_the_map_shows_the_pieces_and_the_compass_says_each(wooded: Hand) -> None:
    card = look(wooded)
    over = wooded.canvas.over
    assert isinstance(over, Pathways)
    assert over.directions is card.shown
    xmin, ymin, xmax, ymax = over.extent
    assert xmax - xmin == pytest.approx(30_000, rel=0.01)
    assert ymax - ymin == pytest.approx(30_000, rel=0.01)
    rose = card.rose
    assert rose.line_at(rose.width() / 2 + 60, rose.height() / 2) == 89
    assert rose.line_at(rose.width() / 2, rose.height() / 2 - 60) == 359
    assert rose.line_at(2, 2) is None
    assert card._tip(89).startswith("90°")
    assert "5–10 km：来火通道，丰宁" in card._tip(89)
    assert "0–5 km：无通道" in card._tip(269)
    picture = rose.grab().toImage()
    assert picture.pixelColor(rose.width() // 2 + 60, rose.height() // 2).name().upper() == "#0072B2"
    assert picture.pixelColor(rose.width() // 2 - 60, rose.height() // 2).name().upper() != "#0072B2"


def test_any_place_will_do_and_esc_puts_everything_away(wooded: Hand) -> None:
    card = look(wooded, 116.6, 40.65)
    assert card.place_label.text() == "此处 · 丰宁"
    wooded.qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert not card.isVisible()
    assert wooded.canvas.over is None
    assert wooded.window.actions_["select"].isChecked()


def test_another_distance_is_looked_at_around_the_village_alone(wooded: Hand) -> None:
    card = look(wooded)
    before = card.found.land
    card.distance.setFocus()
    wooded.qtbot.keyClick(card.distance, Qt.Key.Key_Down)
    wooded.qtbot.waitUntil(lambda: card.shown is not None and card.found.land is not before, timeout=60_000)
    land = card.found.land
    assert (land.settings.distance_m, land.grid.cell_m) == (100.0, 30.0)
    assert land.grid.columns * land.grid.cell_m < 33_000, "no more than the lines reach"
    assert card.shown.name == "西村"
    assert card.shown.viable[89].tolist() == [1, 1, 1]


def test_all_villages_are_listed_shown_and_saved(wooded: Hand, tmp_path, monkeypatch) -> None:
    card = wooded.window.coming.card
    wooded.qtbot.mouseClick(card.all_button, LEFT)
    wooded.qtbot.waitUntil(lambda: card.found is not None, timeout=60_000)
    rows = card.villages.visible_rows()
    assert [row.name for row in rows] == ["西村", "远村"]
    assert rows[0].foreign > 100
    assert rows[1].foreign == 0
    assert "共 2 个村庄" in card.place_label.text()
    first = card.villages.visualRect(card.villages.model().index(0, 0)).center()
    wooded.qtbot.mouseClick(card.villages.viewport(), LEFT, pos=QPoint(first))
    assert card.shown is not None and card.shown.name == "西村"
    assert isinstance(wooded.canvas.over, Pathways)
    target = tmp_path / "来火.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    with wooded.qtbot.waitSignal(wooded.window.coming.task.saved, timeout=20_000):
        wooded.qtbot.mouseClick(card.save_button, LEFT)
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["村庄", "按来源县", "扇区", "说明"]
    assert book["村庄"].max_row == 3
    origins = list(book["按来源县"].iter_rows(values_only=True))
    assert origins[1][:3] == ("西村", "怀柔区", "丰宁满族自治县")


def test_closing_the_card_gives_the_look_up(wooded: Hand) -> None:
    card = wooded.window.coming.card
    wooded.qtbot.mouseClick(card.all_button, LEFT)
    wooded.qtbot.keyClick(card, Qt.Key.Key_Escape)
    wooded.qtbot.waitUntil(lambda: wooded.window.coming.task._job is None, timeout=20_000)
    assert card.found is None
    assert wooded.canvas.over is None
