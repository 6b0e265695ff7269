"""The encoding of a layer's text, asked in the import dialog: names side by side, one click, remembered; by mouse."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLabel

from app import reading_words
from app.dialogs.importing import ImportDialog
from app.settings import Settings
from layers.sources.readings import EVIDENCE_CODES, hear
from tests.app.import_dialog import click, ok_of, shown
from tests.app.test_columns import pick
from tests.app.test_main_path import drop, when_dialog

if TYPE_CHECKING:
    from app.application import Application

#: Two rare characters: in Big5 they are no rarer ones, so that nobody can tell.
DOUBTFUL = "坭塘"


def shapefile(path: Path, names: list[str], encoding: str = "gbk") -> Path:
    """A shapefile that does not say what its text is in."""
    frame = gpd.GeoDataFrame(
        {"name": names, "code": [f"1101{k:02d}" for k in range(len(names))]},
        geometry=[shapely.box(116.4 + k / 10, 40.6, 116.5 + k / 10, 40.7) for k in range(len(names))],
        crs=4490,
    )
    frame.to_file(path, encoding=encoding)
    path.with_suffix(".cpg").unlink()
    raw = bytearray(path.with_suffix(".dbf").read_bytes())
    raw[29] = 0
    path.with_suffix(".dbf").write_bytes(bytes(raw))
    return path


def card(dialog: ImportDialog, encoding: str):
    return next(one for one in dialog.text.page.cards if one.reading.encoding == encoding)


def test_a_doubtful_text_is_marked_shown_first_and_settled_by_one_click(qtbot, tmp_path: Path) -> None:
    dialog = shown(qtbot, [shapefile(tmp_path / "村界.shp", [DOUBTFUL])])
    page, (row,) = dialog.text.page, dialog._rows
    assert page.isVisible() and not dialog.pages.tabIcon(dialog.pages.currentIndex()).isNull()
    assert not ok_of(dialog).isEnabled() and "村界" in ok_of(dialog).toolTip()
    assert len(page.cards) >= 3 and not any(one.isChecked() for one in page.cards)
    first, big5 = card(dialog, "GBK"), card(dialog, "BIG5")
    assert DOUBTFUL in first.accessibleName() and "简体中文 GBK" in first.accessibleName()
    assert DOUBTFUL not in big5.accessibleName()
    assert row.summary.text.best.encoding == page.cards[0].reading.encoding, "the best first"

    click(qtbot, big5)
    assert ok_of(dialog).isEnabled() and dialog.pages.tabIcon(dialog.pages.indexOf(page.parentWidget())).isNull()
    assert DOUBTFUL not in dialog.table.item(0, 1).toolTip(), "the row's names follow at once"
    click(qtbot, card(dialog, "GBK"))
    assert [one.reading.encoding for one in page.cards if one.isChecked()] == ["GBK"]
    assert DOUBTFUL in dialog.table.item(0, 1).toolTip()
    (want,) = dialog.wanted
    assert want.choice.encoding == "GBK"


def test_a_certain_text_is_not_asked_about_but_can_be_changed(qtbot, tmp_path: Path) -> None:
    dialog = shown(qtbot, [shapefile(tmp_path / "县界.shp", ["怀柔区", "滦平县"])])
    page, (row,) = dialog.text.page, dialog._rows
    assert dialog.place_page.isVisible() and not page.isVisible(), "no question: the picture is shown"
    assert ok_of(dialog).isEnabled() and dialog.wanted[0].choice.encoding is None
    assert dialog.pages.tabIcon(0).isNull()
    bar = dialog.pages.tabBar()
    qtbot.mouseClick(
        bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(dialog.pages.indexOf(page.parentWidget())).center()
    )
    assert page.isVisible() and card(dialog, "GBK").isChecked()
    assert any("2" in label.text() for label in card(dialog, "GBK").findChildren(QLabel)), "both names are known"
    other = next(one for one in page.cards if not one.isChecked())
    click(qtbot, other)
    assert dialog.wanted[0].choice.encoding == other.reading.encoding
    assert "怀柔区" not in row.summary.sample_names
    assert "您的选择" in dialog.problem_text, "what was noticed is told anew"


def test_by_keyboard(qtbot, tmp_path: Path) -> None:
    dialog = shown(qtbot, [shapefile(tmp_path / "村界.shp", [DOUBTFUL])])
    first = dialog.text.page.cards[0]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Space)
    assert dialog.wanted[0].choice.encoding == first.reading.encoding


def test_the_choice_is_kept_for_the_text_and_for_its_folder_and_can_be_forgotten(qtbot, tmp_path: Path) -> None:
    settings = Settings()
    path = shapefile(tmp_path / "村界.shp", [DOUBTFUL])
    dialog = shown(qtbot, [path], settings=settings)
    click(qtbot, card(dialog, "BIG5"))
    click(qtbot, ok_of(dialog))

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    again = shown(qtbot, [shapefile(elsewhere / "别名.shp", [DOUBTFUL])], settings=Settings())
    assert ok_of(again).isEnabled() and again.wanted[0].choice.encoding == "BIG5", "the same text, whatever its name"
    assert DOUBTFUL not in again._rows[0].summary.sample_names, "and it was looked at so"

    page = again.text.page
    again.pages.turn_to(page)
    click(qtbot, page.again)
    assert not ok_of(again).isEnabled() and not any(one.isChecked() for one in page.cards)
    assert DOUBTFUL in again._rows[0].summary.sample_names
    last = shown(qtbot, [path], settings=Settings())
    assert not ok_of(last).isEnabled(), "asked again"


def test_another_file_of_the_folder_is_a_hint_but_no_proof(qtbot, tmp_path: Path) -> None:
    dialog = shown(qtbot, [shapefile(tmp_path / "村界.shp", [DOUBTFUL])], settings=Settings())
    click(qtbot, card(dialog, "GBK"))
    click(qtbot, ok_of(dialog))
    other = shown(qtbot, [shapefile(tmp_path / "桥.shp", ["七古"])], settings=Settings())
    assert ok_of(other).isEnabled() and other.wanted[0].choice.encoding == "GBK", "likely by itself, too"
    # Here Big5 is the likelier one, if not for certain: what is true of the folder does not settle it.
    against = shown(qtbot, [shapefile(tmp_path / "郡.shp", ["九郡"])], settings=Settings())
    assert against._rows[0].summary.text.best.encoding == "BIG5" and not ok_of(against).isEnabled()


def test_a_cancelled_choice_is_not_kept(qtbot, tmp_path: Path) -> None:
    path = shapefile(tmp_path / "村界.shp", [DOUBTFUL])
    dialog = shown(qtbot, [path], settings=Settings())
    click(qtbot, card(dialog, "BIG5"))
    click(qtbot, dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel))
    assert not ok_of(shown(qtbot, [path], settings=Settings())).isEnabled()


def test_one_answer_serves_the_other_files_of_a_folder(qtbot, tmp_path: Path) -> None:
    files = [shapefile(tmp_path / f"村{k}.shp", [DOUBTFUL]) for k in range(3)]
    dialog = shown(qtbot, files)
    assert not ok_of(dialog).isEnabled()
    click(qtbot, dialog.text.page.cards[0])
    assert ok_of(dialog).isEnabled()
    assert {want.choice.encoding for want in dialog.wanted} == {"GBK"}


def test_columns_follow_the_reading_and_a_reading_without_them_is_refused(qtbot, tmp_path: Path) -> None:
    path = tmp_path / "村.csv"
    path.write_bytes("村名,经度,纬度\n汤河口村,116.63,40.73\n".encode("gbk"))
    dialog = shown(qtbot, [path])
    page, (row,) = dialog.text.page, dialog._rows
    row.crs.setCurrentIndex(row.crs.findData("EPSG:4490"))
    assert ok_of(dialog).isEnabled() and row.summary.fields[0] == "村名"
    dialog.pages.turn_to(page)
    wrong = next(one for one in page.cards if not one.isChecked())
    click(qtbot, wrong)
    assert not ok_of(dialog).isEnabled(), "its coordinate columns cannot be found so"
    assert page.text.text().startswith("这样读取")
    click(qtbot, card(dialog, "GBK"))
    assert ok_of(dialog).isEnabled() and row.summary.sample_names == ("汤河口村",)


def test_columns_to_be_named_are_named_anew(qtbot, tmp_path: Path) -> None:
    path = tmp_path / "村.csv"
    path.write_bytes("村庄,位甲,位乙\n汤河口村,116.63,40.73\n琉璃庙村,116.67,40.64\n".encode("gbk"))
    dialog = shown(qtbot, [path])
    (row,) = dialog._rows
    row.columns.east.setCurrentIndex(row.columns.east.findData("位甲"))
    row.columns.north.setCurrentIndex(row.columns.north.findData("位乙"))
    dialog.pages.turn_to(dialog.text.page)
    wrong = next(one for one in dialog.text.page.cards if not one.isChecked())
    click(qtbot, wrong)
    east, north = row.columns.chosen
    assert "位甲" not in (east, north), "the same columns under other names"
    choice = dialog.wanted[0].choice
    assert (choice.x_field, choice.y_field, choice.encoding) == (east, north, wrong.reading.encoding)
    click(qtbot, card(dialog, "GBK"))
    assert row.columns.chosen == ("位甲", "位乙")


def test_a_column_chosen_by_hand_keeps_its_place_when_text_is_read_otherwise(qtbot, tmp_path: Path) -> None:
    path = tmp_path / "村.shp"
    frame = gpd.GeoDataFrame(
        {"名称": ["汤河口村", "琉璃庙村"], "别名": ["汤河口", "琉璃庙"]},
        geometry=shapely.points([[116.63, 40.73], [116.67, 40.64]]),
        crs=4490,
    )
    frame.to_file(path, encoding="gbk")
    dialog = shown(qtbot, [path])
    page, (row,) = dialog.fields_page, dialog._rows
    dialog.pages.turn_to(page)
    pick(qtbot, page.fields.boxes["name"], "别名")
    assert dialog.wanted[0].choice.fields["name"] == "别名"
    dialog.pages.turn_to(dialog.text.page)
    wrong = next(one for one in dialog.text.page.cards if not one.isChecked())
    click(qtbot, wrong)
    assert dialog.wanted[0].choice.fields["name"] == row.summary.fields[1] != "别名"
    click(qtbot, card(dialog, "GBK"))
    assert dialog.wanted[0].choice.fields["name"] == "别名"


def test_misread_text_is_shown_as_it_was(qtbot, tmp_path: Path) -> None:
    path = tmp_path / "村.geojson"
    names = [name.encode().decode("gbk") for name in ("北京", "滦平", "密云", "兴隆")]
    gpd.GeoDataFrame(
        {"name": names}, geometry=shapely.points([[116 + k / 10, 40] for k in range(4)]), crs=4490
    ).to_file(path)
    dialog = shown(qtbot, [path])
    first = dialog.text.page.cards[0]
    assert first.reading.encoding == "GBK>UTF-8" and "北京" in first.accessibleName()
    assert not ok_of(dialog).isEnabled()
    click(qtbot, first)
    assert ok_of(dialog).isEnabled() and dialog.wanted[0].choice.encoding == "GBK>UTF-8"


def test_five_readings_fit_on_a_small_screen(qtbot, tmp_path: Path) -> None:
    dialog = shown(qtbot, [shapefile(tmp_path / f"村{k}.shp", [DOUBTFUL]) for k in range(6)])
    assert dialog.height() <= 700, "768 pixels less the title bar and the task bar"
    assert all(one.height() >= one.sizeHint().height() for one in dialog.text.page.cards)


def test_from_a_doubtful_shapefile_to_names_in_the_plan(program: Application, qtbot, tmp_path: Path) -> None:
    path = shapefile(tmp_path / "村界.shp", [DOUBTFUL])

    def settle(dialog: ImportDialog) -> None:
        click(qtbot, card(dialog, "BIG5"))
        qtbot.waitUntil(lambda: DOUBTFUL not in dialog._rows[0].summary.sample_names, timeout=10_000)
        click(qtbot, card(dialog, "GBK"))
        qtbot.waitUntil(lambda: DOUBTFUL in dialog._rows[0].summary.sample_names, timeout=10_000)
        click(qtbot, ok_of(dialog))

    when_dialog(ImportDialog, settle, qtbot)
    with qtbot.waitSignal(program.window.importer.added, timeout=20_000):
        drop(program.window, [path])
    (record,) = [one for one in program.document.layers() if one.title == "村界"]
    assert record.source.encoding == "GBK"
    assert "encoding_given" in {note["code"] for note in record.source.notes}

    seen = []

    def look(dialog: ImportDialog) -> None:
        dialog._rows[0].take.setChecked(True)  # the plan has it already
        seen.append((ok_of(dialog).isEnabled(), dialog.wanted[0].choice.encoding))
        click(qtbot, dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel))

    when_dialog(ImportDialog, look, qtbot)
    drop(program.window, [path])
    qtbot.waitUntil(lambda: bool(seen), timeout=20_000)
    assert seen == [(True, "GBK")], "not asked twice"


@pytest.mark.parametrize("code", sorted(EVIDENCE_CODES))
def test_every_reason_has_words(code: str, qapp) -> None:
    from layers.sources.readings import Evidence

    facts = {name: ("村",) if name in ("words", "examples") else f"<{name}>" for name in EVIDENCE_CODES[code]}
    text = reading_words.evidence_text(Evidence(code, True, facts))
    assert text and "{" not in text
    for name in ("count", "percent", "of"):
        assert name not in facts or f"<{name}>" in text


def test_the_most_telling_reason_comes_first(qapp) -> None:
    court = hear([name.encode("gbk") for name in ("怀柔区", "滦平县", "汤河口镇区")])
    assert court is not None
    assert reading_words.reasons(court.best)[0] == "3 个县名中 2 个查有其县"
    assert reading_words.encoding_name("ISO-8859-1>UTF-8") == "UTF-8（曾误读为 ISO-8859-1）"
