"""Columns of a file: shown, changed by mouse and keyboard, remembered for the next file, changed later on the card."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox

from app import i18n
from app.dialogs.importing import ImportDialog
from app.dialogs.layer_columns import LayerColumnsDialog
from app.field_memory import FILE_NAME, MOST, FieldMemory, signature
from app.settings import config_dir
from app.tasks.importing import _look
from layers.kinds import Role, Shape
from layers.sources import ReadChoice, read
from tests.app.conftest import layer
from tests.app.test_main_path import when_dialog

if TYPE_CHECKING:
    from app.application import Application


@pytest.fixture
def villages(tmp_path: Path) -> Path:
    path = tmp_path / "村庄.geojson"
    gpd.GeoDataFrame(
        {
            "村名": ["甲村", "乙村"],
            "常住人口": ["1.2万", "300余"],
            "户籍人口": [13000, 280],
            "类型": ["行政村", "自然村"],
        },
        geometry=shapely.points([[116.45, 40.65], [116.55, 40.65]]),
        crs=4326,
    ).to_file(path)
    return path


def shown(qtbot, path: Path) -> ImportDialog:
    dialog = ImportDialog(_look([path], lambda *_: None), parent=None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    return dialog


def pick(qtbot, box, column: str) -> None:
    """Choose a column by the keyboard as a person does: Tab brings the focus, Down moves on."""
    box.setFocus()
    while box.currentData() != column:
        before = box.currentIndex()
        qtbot.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() != before, f"{column} is not below"


def cells(dialog: ImportDialog, canonical: str) -> list[str]:
    """Return what the page shows of one of the plan's columns: its word, the cells and the reason."""
    fields = dialog.fields_page.fields
    place = [choice.canonical for choice in fields.choices].index(canonical)
    return [fields.table.item(place, column).text() for column in (0, 2, 3)]


def accept(qtbot, dialog) -> None:
    qtbot.mouseClick(dialog.buttons.button(QDialogButtonBox.StandardButton.Ok), Qt.MouseButton.LeftButton)


def test_the_page_shows_cells_before_and_after_and_asks_what_is_not_clear(qtbot, villages: Path) -> None:
    dialog = shown(qtbot, villages)
    assert dialog.pages.currentWidget() is dialog.fields_page.parentWidget(), "the page that asks is in front"
    word, samples, why = cells(dialog, "people")
    assert "1.2万 → 12000" in samples and "300余 → 300" in samples
    assert "户籍人口" in why and word
    assert dialog.wanted[0].choice.fields is None, "nothing was said yet"


def test_a_column_chosen_by_keyboard_is_read_and_the_question_is_gone(qtbot, villages: Path) -> None:
    dialog = shown(qtbot, villages)
    fields, row = dialog.fields_page.fields, dialog._rows[0]
    assert dialog.fields_page.asks(row)
    pick(qtbot, fields.boxes["people"], "户籍人口")
    assert dialog.focusWidget() is fields.boxes["people"], "going on with the keyboard is possible"
    assert not dialog.fields_page.asks(row)
    assert cells(dialog, "people")[1] == "13000　280"
    (want,) = dialog.wanted
    assert want.choice.fields == {"people": "户籍人口"}
    (made,) = read(want.path, want.choice)
    assert made.frame is not None and made.frame["people"].tolist() == [13000, 280]
    assert {"code": "field_given", "severity": "info", "field": "户籍人口", "canonical": "people"} in made.source.notes


def test_tab_goes_from_list_to_list_and_the_wheel_changes_nothing(qtbot, villages: Path) -> None:
    dialog = shown(qtbot, villages)
    boxes = dialog.fields_page.fields.boxes
    boxes["name"].setFocus()
    qtbot.keyClick(boxes["name"], Qt.Key.Key_Tab)
    assert dialog.focusWidget() is boxes["people"]
    assert not boxes["people"].isEditable() and boxes["people"].itemText(1) == "常住人口"
    qtbot.keyClick(boxes["people"], Qt.Key.Key_Home)
    assert dialog.wanted[0].choice.fields == {"people": None}, "none, on purpose"
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    place = QPointF(boxes["name"].rect().center())
    event = QWheelEvent(
        place,
        QPointF(boxes["name"].mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(boxes["name"], event)
    assert boxes["name"].currentData() == "村名"


def test_confirming_the_proposal_is_an_answer_by_mouse(qtbot, villages: Path) -> None:
    dialog = shown(qtbot, villages)
    box = dialog.fields_page.fields.boxes["people"]
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    view = box.view()
    qtbot.waitUntil(view.isVisible)
    here = view.visualRect(box.model().index(box.findData("常住人口"), 0)).center()
    qtbot.mouseMove(view.viewport(), here)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=here, delay=300)
    qtbot.waitUntil(lambda: not view.isVisible())
    assert dialog.wanted[0].choice.fields == {"people": "常住人口"}
    assert not dialog.fields_page.asks(dialog._rows[0])


def test_another_role_shows_its_own_columns_at_once(qtbot, villages: Path) -> None:
    dialog = shown(qtbot, villages)
    (row,) = dialog._rows
    row.role.setCurrentIndex(row.role.findData(Role.TEAM.value))
    names = {choice.canonical: choice.column for choice in dialog.fields_page.fields.choices}
    assert set(names) == {"name", "strength", "turnout_min", "contact", "phone"} and names["name"] == "村名"
    assert set(dialog.fields_page.fields.boxes) == set(names)


def test_what_was_chosen_by_hand_survives_another_role_and_back(qtbot, villages: Path) -> None:
    dialog = shown(qtbot, villages)
    pick(qtbot, dialog.fields_page.fields.boxes["people"], "户籍人口")
    pick(qtbot, dialog.fields_page.fields.boxes["name"], "类型")
    row = dialog._rows[0]
    home, other = row.role.currentIndex(), row.role.findData(Role.OTHER.value)
    row.role.setCurrentIndex(other)
    assert row.decisions["fields"] == {"name": "类型"}, "the role has a name, but no people"
    row.role.setCurrentIndex(home)
    assert row.decisions["fields"] == {"name": "类型", "people": "户籍人口"}
    assert dialog.fields_page.fields.boxes["people"].currentData() == "户籍人口", "what is shown is what is read"


def test_what_was_chosen_is_proposed_for_the_next_file_told_and_forgotten(
    qtbot, villages: Path, tmp_path: Path
) -> None:
    first = shown(qtbot, villages)
    pick(qtbot, first.fields_page.fields.boxes["people"], "户籍人口")
    accept(qtbot, first)
    stored = json.loads((config_dir() / FILE_NAME).read_text(encoding="utf-8"))
    assert stored["version"] == 1 and len(stored["layouts"]) == 1

    other = tmp_path / "邻县.geojson"
    frame = gpd.read_file(villages)[["户籍人口", "类型", "村名", "常住人口", "geometry"]]
    frame.to_file(other)
    second = shown(qtbot, other)
    (want,) = second.wanted
    assert want.choice.fields == {"people": "户籍人口"}, "chosen again, in whatever order the columns are"
    assert not second.fields_page.asks(second._rows[0])
    today = date.today().isoformat()
    fields = second.fields_page.fields
    assert today in fields.note.text() and today in cells(second, "people")[2]

    qtbot.mouseClick(fields.reset_button, Qt.MouseButton.LeftButton)
    assert second.wanted[0].choice.fields is None and second.fields_page.asks(second._rows[0])
    assert fields.note.text() == "" and not fields.reset_button.isVisible()
    third = shown(qtbot, other)
    assert third.wanted[0].choice.fields is None, "forgotten"


def test_what_was_cancelled_or_not_read_is_not_remembered(qtbot, villages: Path) -> None:
    dialog = shown(qtbot, villages)
    pick(qtbot, dialog.fields_page.fields.boxes["people"], "户籍人口")
    dialog.reject()
    assert not (config_dir() / FILE_NAME).exists()


def test_another_role_has_another_memory(qtbot, villages: Path) -> None:
    dialog = shown(qtbot, villages)
    (row,) = dialog._rows
    pick(qtbot, dialog.fields_page.fields.boxes["people"], "户籍人口")
    row.role.setCurrentIndex(row.role.findData(Role.DEPOT.value))
    assert dialog.wanted[0].choice.fields is None


def test_the_memory_is_capped_survives_rubbish_and_later_versions(tmp_path: Path) -> None:
    memory = FieldMemory(tmp_path)
    for number in range(MOST + 5):
        memory.remember([f"c{number}", "x"], Role.COUNTY, {"name": "x"}, date(2026, 11, 28))
    assert memory.recall(["c0", "x"], Role.COUNTY) is None, "the oldest goes first"
    newest = memory.recall(["x", f"c{MOST + 4}"], Role.COUNTY)
    assert newest is not None and newest.given == {"name": "x"} and newest.on == date(2026, 11, 28)
    assert memory.recall(["x", f"c{MOST + 4}"], Role.RIVER) is None
    for rubbish in ("", "[", "[]", '{"version": 2, "layouts": {}}', '{"version": 1, "layouts": {"a": 1}}'):
        (tmp_path / FILE_NAME).write_text(rubbish, encoding="utf-8")
        assert memory.recall(["x"], Role.COUNTY) is None
    entry = {signature(["x"], Role.COUNTY): {"fields": {"name": "gone"}, "on": "2026-11-28"}}
    (tmp_path / FILE_NAME).write_text(json.dumps({"version": 1, "layouts": entry}), encoding="utf-8")
    assert memory.recall(["x"], Role.COUNTY) is None, "a column that is not there is not chosen"


def test_a_memory_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    memory = FieldMemory(tmp_path / "file")  # a file where a folder should be
    memory.remember(["x"], Role.COUNTY, {"name": "x"}, date(2026, 11, 28))
    assert memory.recall(["x"], Role.COUNTY) is None and (tmp_path / "file").read_text(encoding="utf-8") == ""


# -- on the card --------------------------------------------------------------------------------------


@pytest.fixture
def with_villages(planned: Application, villages: Path) -> Application:
    planned.document.add_read_layers(read(villages, ReadChoice(role=Role.SETTLEMENT, title="新村")))
    return planned


def record_of(program: Application):
    return next(one for one in program.document.layers() if one.title == "新村")


def test_columns_are_changed_on_the_card_in_one_gesture_that_undoes(qtbot, with_villages: Application) -> None:
    program, document = with_villages, with_villages.document
    before = record_of(program)
    assert document.frame(before.uid)["people"].tolist() == [12000, 300]
    count = document.undo_stack.count()
    card = program.window.layers.card
    card.show_layer(before)

    def choose(dialog: LayerColumnsDialog) -> None:
        pick(qtbot, dialog.fields.boxes["people"], "户籍人口")
        accept(qtbot, dialog)

    when_dialog(LayerColumnsDialog, choose, qtbot)
    qtbot.mouseClick(card.columns_button, Qt.MouseButton.LeftButton)
    assert document.undo_stack.count() == count + 1
    assert document.frame(before.uid)["people"].tolist() == [13000, 280]
    notes = {(note["code"], note.get("field")) for note in record_of(program).source.notes}
    assert ("field_given", "户籍人口") in notes and ("numbers_bounded", "常住人口") not in notes
    assert document.analysis_state() == "stale"

    document.undo_stack.undo()
    document.catch_up()
    assert document.frame(before.uid)["people"].tolist() == [12000, 300]
    assert record_of(program).source.notes == before.source.notes
    document.undo_stack.redo()
    document.catch_up()
    assert document.frame(before.uid)["people"].tolist() == [13000, 280]

    # Said once, it holds when the role is changed and changed back.
    document.set_layer_role(before.uid, Role.POPULATION if before.shape is Shape.TABLE else Role.OTHER)
    document.set_layer_role(before.uid, Role.SETTLEMENT)
    assert document.frame(before.uid)["people"].notna().all()


def test_nothing_said_is_no_gesture(qtbot, with_villages: Application) -> None:
    program, document = with_villages, with_villages.document
    record = record_of(program)
    count = document.undo_stack.count()
    card = program.window.layers.card
    card.show_layer(record)
    when_dialog(LayerColumnsDialog, lambda dialog: accept(qtbot, dialog), qtbot)
    card.columns_button.setFocus()
    qtbot.keyClick(card.columns_button, Qt.Key.Key_Space)
    assert document.undo_stack.count() == count


def test_a_layer_without_notes_can_be_asked_too(qtbot, planned: Application) -> None:
    record = layer(planned, Role.FOREST)
    planned.document.set_layer_fields(record.uid, {"species": None})
    frame = planned.document.frame(record.uid)
    assert frame["species"].tolist() == ["", "", ""] and frame["name"].iloc[0] == "云蒙山林"
    planned.document.set_layer_fields(record.uid, {})
    assert planned.document.frame(record.uid)["species"].tolist() == ["油松"] * 3, "the column was kept"


def test_the_page_speaks_english_too(qapp, qtbot, villages: Path) -> None:
    i18n.install(qapp, "en")
    dialog = shown(qtbot, villages)
    assert cells(dialog, "people")[2] == "户籍人口 fits as well and differs: choose one"
    assert cells(dialog, "name")[2] == "Its name says so"
