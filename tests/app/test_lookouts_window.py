"""What lookouts see, in the real window: by chord, mouse and keyboard."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import openpyxl
import pytest
import rasterio
from PySide6.QtCore import QPoint, Qt
from rasterio.transform import from_origin

from app.canvas.seen import SeenPicture
from app.cards.lookouts import ACROSS, LOOKOUTS, SITES
from layers.kinds import Origin, Role, Shape
from layers.plan.model import LayerRecord
from tests.app.conftest import record
from tests.app.test_fire_window import chord, save_to
from tests.app.test_map_tools import LEFT, Hand, map_

__all__ = ["map_"]


@pytest.fixture
def seen(map_: Hand, tmp_path: Path) -> Hand:
    """Level ground with one tower in the west, 1 km from the line; the card with what it sees."""
    document = map_.window.document
    path = tmp_path / "地形.tif"
    size = 0.002
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        height=150,
        width=150,
        count=1,
        dtype="float32",
        crs="EPSG:4490",
        transform=from_origin(116.35, 40.80, size, size),
    ) as file:
        file.write(np.full((150, 150), 500.0, dtype=np.float32), 1)

    def add() -> None:
        store = document.store
        with store.change("layers_added", titles=["瞭望塔"]):
            tower = gpd.GeoDataFrame(
                {"uid": ["t1"], "name": ["西塔"], "height_m": [18.0]},
                geometry=gpd.points_from_xy([116.488], [40.65]),
                crs=4490,
            )
            store.add_layer(record("瞭望塔", Role.LOOKOUT, Shape.POINT), tower)
            store.add_layer(
                LayerRecord("", "地形", Role.TERRAIN, Shape.RASTER, Origin.READ, "", raster_path=str(path)), None
            )

    document.on_writer(add)
    map_.qtbot.waitUntil(lambda: len(document.layers()) >= 5)
    chord(map_, "Ctrl+I, B")
    settle(map_)
    return map_


def settle(hand: Hand) -> None:
    card = hand.window.lookouts.card
    hand.qtbot.waitUntil(lambda: card.found is not None, timeout=60_000)


def picture(hand: Hand) -> SeenPicture | None:
    over = hand.canvas.over
    return over if isinstance(over, SeenPicture) else None


def show(hand: Hand, view: str) -> None:
    """Choose a list by the keyboard."""
    card = hand.window.lookouts.card
    card.view.setFocus()
    hand.qtbot.keyClick(card.view, Qt.Key.Key_Home)
    for _ in range(card.view.findData(view)):
        hand.qtbot.keyClick(card.view, Qt.Key.Key_Down)
    assert card.shown_view == view


def click_row(hand: Hand, table, row: int) -> None:
    index = table.rows_model.index(row, 0)
    hand.qtbot.mouseClick(table.viewport(), LEFT, pos=table.visualRect(index).center())


def test_the_neighbour_sees_across_and_the_picture_lies_over_the_map(seen: Hand) -> None:
    card = seen.window.lookouts.card
    assert picture(seen) is not None and card.counties.isVisible()
    west, east = sorted(card.counties.visible_rows(), key=lambda one: one.county)
    assert west.seen > 0 and west.across_only == 0 and east.seen == pytest.approx(east.across_only)
    assert west.seen + west.blind == pytest.approx(west.watched)
    show(seen, ACROSS)
    (row,) = card.across.visible_rows()
    assert row.only_ha == pytest.approx(east.seen)
    assert card.text().count("\t") >= 6 and card.said.text() in card.text()
    card.close_card()
    assert picture(seen) is None


def test_a_shorter_range_shows_less_and_a_row_shows_its_tower(seen: Hand) -> None:
    card = seen.window.lookouts.card
    before = sum(one.seen for one in card.counties.visible_rows())
    card.range_km.setFocus()
    card.range_km.selectAll()
    seen.qtbot.keyClicks(card.range_km, "1.2")
    seen.qtbot.keyClick(card.range_km, Qt.Key.Key_Tab)
    seen.qtbot.waitUntil(
        lambda: card.found is not None and card.found.study.land.settings.range_m == 1200.0, timeout=60_000
    )
    assert 0 < sum(one.seen for one in card.counties.visible_rows()) < before
    show(seen, LOOKOUTS)
    click_row(seen, card.lookouts, 0)
    laid = picture(seen)
    assert laid is not None and laid.chosen is not None
    seen.qtbot.waitUntil(lambda: seen.canvas.view.metres_per_px < 20.0)


def test_places_are_suggested_and_numbered_on_the_map(seen: Hand) -> None:
    card = seen.window.lookouts.card
    card.range_km.setValue(1.0)
    settle(seen)
    show(seen, SITES)
    assert not card.sites.isVisible()
    seen.qtbot.mouseClick(card.suggest_button, LEFT, pos=QPoint(20, 10))
    seen.qtbot.waitUntil(lambda: card.found is not None and len(card.found.sites) > 0, timeout=60_000)
    assert card.sites.isVisible() and len(picture(seen).sites) == len(card.found.sites)
    gains = [one.gained for one in card.sites.visible_rows()]
    assert gains == sorted(gains, reverse=True) and gains[-1] > 0
    click_row(seen, card.sites, 0)
    assert picture(seen).chosen == picture(seen).sites[0]


def test_the_workbook_says_the_same(seen: Hand, tmp_path: Path, monkeypatch) -> None:
    target = tmp_path / "瞭望.xlsx"
    save_to(monkeypatch, target)
    card = seen.window.lookouts.card
    seen.qtbot.mouseClick(card.save_button, LEFT)
    seen.qtbot.waitUntil(target.exists, timeout=60_000)
    book = openpyxl.load_workbook(target)
    assert book.sheetnames[:3] == ["各县可见", "隔界可见", "各瞭望点"]
    rows = list(book["各县可见"].iter_rows(min_row=2, values_only=True))
    shown = {round(one.seen, 1) for one in card.counties.visible_rows()}
    assert {row[2] for row in rows} == shown


def test_without_terrain_it_says_what_is_missing(map_: Hand) -> None:
    chord(map_, "Ctrl+I, B")
    card = map_.window.lookouts.card
    map_.qtbot.waitUntil(lambda: "地形" in card.said.text(), timeout=60_000)
    assert card.found is None and picture(map_) is None


def test_another_tower_is_looked_from_at_once(seen: Hand) -> None:
    document, card = seen.window.document, seen.window.lookouts.card
    more = gpd.GeoDataFrame(
        {"uid": ["t2"], "name": ["东塔"]}, geometry=gpd.points_from_xy([116.512], [40.65]), crs=4490
    )

    def add() -> None:
        with document.store.change("layers_added", titles=["东塔"]):
            document.store.add_layer(record("东塔", Role.LOOKOUT, Shape.POINT), more)

    document.on_writer(add)
    seen.qtbot.waitUntil(lambda: card.found is not None and len(card.found.study.land.lookouts) == 2, timeout=60_000)
    # The layer speaks for both counties, so the eastern one sees for itself now.
    assert all(one.across_only < one.seen for one in card.counties.visible_rows())
