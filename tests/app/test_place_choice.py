"""Where a layer lies, asked in the import dialog: shifted systems and zones, with the picture, by mouse."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialogButtonBox, QLabel

from app import theme
from app.crs_words import crs_in_words
from app.dialogs.importing import ImportDialog
from layers.kinds import Role
from layers.sources.china_offset import Shift, shifted
from tests.app.import_dialog import click, ok_of, shown
from tests.app.test_main_path import drop, when_dialog
from tests.layers.sources.test_offsets import jagged

if TYPE_CHECKING:
    from app.application import Application

CODES, NAMES = ["110116", "130824"], ["怀柔区", "滦平县"]


@pytest.fixture
def plan() -> gpd.GeoDataFrame:
    shapes = [jagged(116.5, 40.5, 1), jagged(117.2, 40.5, 2)]
    return gpd.GeoDataFrame({"code": CODES, "name": NAMES}, geometry=shapes, crs=4490)


@pytest.fixture
def webmap(plan: gpd.GeoDataFrame, tmp_path: Path) -> Path:
    """The plan's counties as a web map has them."""
    moved = shapely.transform(plan.geometry.to_numpy(), lambda lonlat: shifted(lonlat, Shift.GCJ02))
    path = tmp_path / "县界.gpkg"
    plan.set_geometry(moved, crs=4490).to_crs(4326).to_file(path)
    return path


def test_a_shifted_layer_is_marked_shown_and_settled_by_one_click(qtbot, webmap: Path, plan: gpd.GeoDataFrame) -> None:
    dialog = shown(qtbot, [webmap], plan)
    (row,) = dialog._rows
    assert row.crs.currentData() is None and not row.crs.itemIcon(0).isNull(), "as stated, but marked"
    assert ok_of(dialog).isEnabled()
    assert dialog.place.isVisible() and "GCJ-02" in dialog.place.text.text()
    places = dialog.place.picture.places
    assert places.before and places.after and places.counties is not None, "both positions before anything is chosen"
    assert dialog.problem_text.count("与当地 GCJ-02 数据的偏移一致") == 1, "said beside the picture, not again below"
    as_stated, gcj, _bd = dialog.place.answers
    assert as_stated.isChecked() and not gcj.isChecked()

    click(qtbot, gcj)
    assert [one.isChecked() for one in dialog.place.answers] == [False, True, False]
    (want,) = dialog.wanted
    assert want.choice.crs == "GCJ-02"

    click(qtbot, dialog.place.answers[0])
    assert dialog.wanted[0].choice.crs is None


def test_the_picture_draws_both_positions_and_the_counties(qtbot, webmap: Path, plan: gpd.GeoDataFrame) -> None:
    dialog = shown(qtbot, [webmap], plan)
    picture = dialog.place.picture
    image = picture.grab().toImage()
    t = theme.tokens()
    seen = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert {QColor(color).name() for color in (t.accent, t.border_strong)} <= seen
    # The moved lines lie on the county lines, those as stated some 560 m off them.
    places = picture.places
    lines = shapely.boundary(plan.geometry.to_numpy())
    for found, right in ((places.after, True), (places.before, False)):
        points = shapely.points(shapely.get_coordinates(shapely.linestrings(found[0])))
        apart = shapely.distance(points[:, None], lines[None, :]).min(axis=1)
        assert (apart.max() < 1e-7) == right


def test_a_right_layer_is_not_marked_and_a_wrong_choice_is_warned_of(
    qtbot, plan: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    plan.to_file(tmp_path / "县.gpkg")
    dialog = shown(qtbot, [tmp_path / "县.gpkg"], plan)
    (row,) = dialog._rows
    assert row.crs.itemIcon(0).isNull() and dialog.pages.tabIcon(0).isNull(), "shown, but no question about it"
    before = dialog.place.text.text()
    row.crs.setCurrentIndex(row.crs.findData("GCJ-02"))
    assert dialog.place.isVisible()
    warned = dialog.place.text.text()
    assert warned != before and len(warned.splitlines()) == 2  # it lies right as stated, and how far it would move


def test_degrees_without_a_system_may_be_those_of_a_web_map(qtbot, tmp_path: Path, plan: gpd.GeoDataFrame) -> None:
    path = tmp_path / "网点_amap.csv"
    path.write_text("名称,经度,纬度\n甲,116.5,40.5\n乙,116.52,40.51\n", encoding="utf-8")
    dialog = shown(qtbot, [path], plan)
    (row,) = dialog._rows
    assert not ok_of(dialog).isEnabled(), "never guessed"
    assert [row.crs.itemData(k) for k in range(3)] == ["EPSG:4490", "GCJ-02", "BD-09"]
    click(qtbot, dialog.place.answers[1])
    assert ok_of(dialog).isEnabled()
    assert dialog.wanted[0].choice.crs == "GCJ-02"
    assert len(dialog.place.picture.places.dots_before) == len(dialog.place.picture.places.dots_after) == 2


def test_the_meridian_that_lands_on_the_plan_is_one_click(qtbot, tmp_path: Path, plan: gpd.GeoDataFrame) -> None:
    path = tmp_path / "林班.shp"
    wood = gpd.GeoDataFrame({"name": ["林"]}, geometry=[shapely.box(116.45, 40.45, 116.55, 40.55)], crs=4490)
    with pytest.warns(UserWarning, match="crs"):
        wood.to_crs(4548).set_crs(None, allow_override=True).to_file(path, encoding="utf-8")
    dialog = shown(qtbot, [path], plan)
    (row,) = dialog._rows
    assert row.crs.currentIndex() == -1 and row.crs.itemData(0) == "EPSG:4548"
    (answer,) = dialog.place.answers
    assert "117" in answer.text() and not answer.isChecked()
    assert not dialog.place.picture.places.after, "nothing is shown before anything is chosen"
    click(qtbot, answer)
    assert row.crs.currentData() == "EPSG:4548" and dialog.place.answers[0].isChecked()
    assert "100" in dialog.place.text.text()
    assert dialog.place.picture.places.bounds == pytest.approx((116.45, 40.45, 116.55, 40.55), abs=1e-6)
    row.crs.setCurrentIndex(row.crs.findData("EPSG:4549"))  # 120°: three degrees farther east
    assert "100" not in dialog.place.text.text()
    assert dialog.place.picture.places.bounds[0] == pytest.approx(119.45, abs=0.01)


def test_from_dropped_web_map_counties_to_a_layer_on_the_plan(
    program: Application,
    plan: gpd.GeoDataFrame,
    webmap: Path,
    qtbot,
    tmp_path: Path,
) -> None:
    plan.to_file(tmp_path / "规划.gpkg")
    when_dialog(ImportDialog, lambda dialog: ok_of(dialog).click(), qtbot)
    with qtbot.waitSignal(program.window.importer.added, timeout=20_000):
        drop(program.window, [tmp_path / "规划.gpkg"])

    def settle(dialog: ImportDialog) -> None:
        assert dialog.place.isVisible(), "recognised against the plan's counties"
        click(qtbot, dialog.place.answers[1])
        click(qtbot, ok_of(dialog))

    when_dialog(ImportDialog, settle, qtbot)
    with qtbot.waitSignal(program.window.importer.added, timeout=20_000):
        drop(program.window, [webmap])
    by_title = {record.title: record for record in program.document.layers() if record.role is Role.COUNTY}
    right, moved = by_title["规划"], by_title["县界"]
    assert moved.bounds == pytest.approx(right.bounds, abs=1e-8)
    assert moved.source.crs_used == "GCJ-02"
    assert "shift_removed" in {note["code"] for note in moved.source.notes}
    card = program.window.layers.card
    card.show_layer(moved)
    said = [one.text() for one in card.findChildren(QLabel)]
    assert {webmap.name, moved.source.file_date, moved.source.sha256[:16]} <= set(said), "file, date, checksum"
    assert moved.source.crs_found in said and "WGS 84" in moved.source.crs_found, "the CRS as found"
    assert crs_in_words("GCJ-02") in said, "what it was read as"
    assert any("已由 GCJ-02 转换" in text for text in said), "what was done"


def test_an_old_datum_is_read_only_with_a_fit_of_ones_own(qtbot, tmp_path: Path, plan: gpd.GeoDataFrame) -> None:
    from app.dialogs.own_fit import FitButton, OwnFitDialog
    from layers.sources import read
    from layers.sources.own_fit import OwnFit, parse_fit

    wood = gpd.GeoDataFrame({"name": ["林"]}, geometry=[shapely.box(116.45, 40.45, 116.55, 40.55)], crs=4490)
    moved = shapely.transform(wood.to_crs(4548).geometry.to_numpy(), lambda xy: xy - (34.0, 12.0))
    path = tmp_path / "林.gpkg"
    gpd.GeoDataFrame({"name": ["林"]}, geometry=moved, crs=2384).to_file(path)
    dialog = shown(qtbot, [path], plan)
    (row,) = dialog._rows
    assert isinstance(row.crs, FitButton) and not row.take.isChecked() and not ok_of(dialog).isEnabled()

    def enter(asked: OwnFitDialog) -> None:
        ok = asked.buttons.button(QDialogButtonBox.StandardButton.Ok)
        assert not ok.isEnabled()
        asked.zone.setCurrentIndex(asked.zone.findData(4548))
        assert not ok.isEnabled(), "nothing but zeros would call it CGCS2000"
        asked.boxes[0].setValue(12.0)
        asked.boxes[1].setValue(34.0)
        click(qtbot, ok)

    seen = when_dialog(OwnFitDialog, enter, qtbot)
    click(qtbot, row.crs)
    assert seen and row.take.isChecked() and ok_of(dialog).isEnabled()
    assert dialog.place.picture.places.bounds == pytest.approx((116.45, 40.45, 116.55, 40.55), abs=1e-6)
    (want,) = dialog.wanted
    assert parse_fit(want.choice.crs) == OwnFit(4548, 12.0, 34.0)
    (layer,) = read(want.path, want.choice)
    assert layer.frame is not None
    assert layer.frame.total_bounds == pytest.approx((116.45, 40.45, 116.55, 40.55), abs=1e-6)


def test_several_tables_and_a_place_fit_on_a_small_screen(
    qtbot, webmap: Path, plan: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    tables = [tmp_path / f"表{number}.csv" for number in range(4)]
    for table in tables:
        table.write_text("编号,位置甲,位置乙\n" + "A,116.6,40.5\n" * 8, encoding="utf-8")
    dialog = shown(qtbot, [webmap, *tables], plan)
    assert len(dialog._column_choices) == 4 and dialog.place.isVisible()
    assert dialog.height() <= 700, "768 pixels less the title bar and the task bar"


# -- odd systems ---------------------------------------------------------------------------------------


def test_a_datum_in_doubt_is_named_and_confirmed_by_one_click(qtbot, plan: gpd.GeoDataFrame, tmp_path: Path) -> None:
    from tests.layers.sources.test_prj_dialects import DIALECTS, save

    path = save(tmp_path, DIALECTS["Krasovsky Albers 105"])
    dialog = shown(qtbot, [path], plan)
    assert not ok_of(dialog).isEnabled(), "never guessed"
    assert dialog.place.isVisible()
    told = dialog.place.text.text()
    assert "Krasovsky_1940_Albers" in told and "没有注明基准" in told
    (as_stated,) = dialog.place.answers
    assert as_stated.text() == "按所注投影，视为2000坐标系"
    assert dialog.place.picture.places.before, "where the file says it lies is seen before anything is chosen"
    click(qtbot, as_stated)
    assert ok_of(dialog).isEnabled()
    assert dialog.wanted[0].choice.crs == "as-cgcs2000"
    assert dialog.place.picture.places.after, "and where it then lies is shown"
    assert "看不出基准" in dialog.place.text.text()


def test_an_unstated_albers_is_offered_by_the_counties_it_lands_on(
    qtbot, plan: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    from layers.sources.albers import SYSTEMS
    from tests.layers.sources.test_prj_dialects import unsaid

    path = unsaid(tmp_path, SYSTEMS[1].proj)
    dialog = shown(qtbot, [path], plan)
    (answer,) = dialog.place.answers
    assert answer.text() == "等积圆锥 110°，起始纬度 0°"
    click(qtbot, answer)
    assert dialog.wanted[0].choice.crs == SYSTEMS[1].code
    row = dialog._rows[0]
    assert "等积圆锥" in row.crs.currentText() and "落在" in row.crs.currentText()
    assert row.crs.findText("克拉索夫斯基", Qt.MatchFlag.MatchContains) > 0, "the old ellipsoid is in the list"


def test_words_beside_the_file_stand_by_the_picture(qtbot, plan: gpd.GeoDataFrame, tmp_path: Path) -> None:
    from tests.layers.sources.test_prj_dialects import unsaid

    path = unsaid(tmp_path, "EPSG:4548")
    (tmp_path / "林.txt").write_text("坐标系：西安80", encoding="gbk")
    dialog = shown(qtbot, [path], plan)
    assert "林.txt" in dialog.place.text.text() and "西安80" in dialog.place.text.text()
    assert dialog.problem_text.count("西安80") == 1
