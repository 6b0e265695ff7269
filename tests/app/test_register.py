"""The register as a planner uses it: a row typed in, a workbook read, the gap map, the responsibility list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app import i18n
from app.application import Application
from app.canvas.gap_lines import LOOKS, GapLines
from layers.agreements.books import Book, new_row, normal, records
from layers.agreements.gaps import GAP_CLASSES
from layers.agreements.register import party
from layers.errors import PlanNotSaved
from layers.kinds import ZoneStatus
from tests.app.conftest import EAST, WEST, fill

AGREEMENT = {
    "name": "两县森林防火联防协议",
    "state": "signed",
    "type": "parallel",
    "standing": "standing",
    "hazards": ["natural", "forest"],
    "phases": ["warning", "response"],
    "means": ["law"],
    "parties": [party(WEST), party(EAST)],
    "start": "2025-01-01",
    "end": "2028-12-31",
}


@pytest.fixture
def planning(program: Application, tmp_path: Path, qtbot) -> Application:
    """The window with two counties on a wood, analysed."""
    document = program.document
    document.create(tmp_path / "测试.lianfang.gpkg", title="测试规划", reference_date=date(2026, 5, 1))
    document.on_writer(lambda: fill(document.store))
    program.window.actions_["analyse"].trigger()
    qtbot.waitUntil(lambda: len(document.zones()) > 0 and document.analysis_state() == "fresh", timeout=20_000)
    return program


def press(qtbot, widget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def type_into(qtbot, widget, text: str) -> None:
    widget.setFocus()
    widget.selectAll()
    qtbot.keyClicks(widget, text)


def test_an_agreement_is_typed_in_changed_undone_and_removed(planning: Application, qtbot) -> None:
    window, document = planning.window, planning.document
    window.actions_["open_register"].trigger()
    register = window.register.register
    qtbot.waitExposed(register)
    press(qtbot, register.add_button)
    form = register.form
    assert not form.keep_button.isEnabled() and "名称" in form.wrong.text()
    type_into(qtbot, form.fields["name"], "AB agreement")
    parties = form.fields["parties"]
    for row, code in enumerate((WEST, EAST)):
        press(qtbot, parties.add)
        parties.table.item(row, 0).setText(code)
    for item in range(form.fields["hazards"].count()):
        one = form.fields["hazards"].item(item)
        if one.data(Qt.ItemDataRole.UserRole) == "forest":
            one.setCheckState(Qt.CheckState.Checked)
    qtbot.waitUntil(form.keep_button.isEnabled, timeout=2000)
    press(qtbot, form.keep_button)
    [row] = records(document.agreements())
    assert (row["name"], row["state"], row["hazards"]) == ("AB agreement", "draft", ["forest"])
    assert [(one["name"], one["level"]) for one in row["parties"]] == [
        ("怀柔区", "county"),
        ("丰宁满族自治县", "county"),
    ]

    type_into(qtbot, form.fields["end"], "soon")
    qtbot.waitUntil(lambda: not form.keep_button.isEnabled(), timeout=2000)
    assert "soon" in form.wrong.text()
    type_into(qtbot, form.fields["end"], "2027-12-31")
    qtbot.waitUntil(form.keep_button.isEnabled, timeout=2000)
    qtbot.keyClick(form.fields["end"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: records(document.agreements())[0]["end"] == "2027-12-31", timeout=2000)
    document.undo_stack.undo()
    assert records(document.agreements())[0]["end"] == ""
    document.undo_stack.redo()
    register.table.select_keys({row["uid"]})
    press(qtbot, register.remove_button)
    assert document.agreements().empty
    document.undo_stack.undo()
    assert len(document.agreements()) == 1


def test_what_is_half_typed_outlives_whatever_happens_to_the_plan(
    planning: Application, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    window, document = planning.window, planning.document
    window.actions_["open_register"].trigger()
    register = window.register.register
    qtbot.waitExposed(register)
    form = register.form

    def change_a_zone(status: ZoneStatus) -> None:
        document.set_zone_status(str(document.zones()["uid"].iloc[0]), status)

    # A new row, and an analysis that ends meanwhile.
    register.show_book(Book.BODY)
    press(qtbot, register.add_button)
    type_into(qtbot, form.fields["name"], "Joint office")
    change_a_zone(ZoneStatus.ASSESSED)
    assert register.side.currentIndex() == 1 and form.fields["name"].text() == "Joint office"

    # It cannot be written: the words stay, and once more is enough.
    errors: list[Exception] = []
    monkeypatch.setattr(window, "show_error", errors.append)

    def full(*_given: object, **_named: object) -> None:
        raise PlanNotSaved(path="x", reason="", reason_code="disk_full")

    with monkeypatch.context() as broken:
        broken.setattr(document, "put_rows", full)
        form.keep()
    assert len(errors) == 1
    assert register.side.currentIndex() == 1 and form.fields["name"].text() == "Joint office"
    form.keep()
    (row,) = records(document.book(Book.BODY))
    assert row["name"] == "Joint office"

    # A row that is being changed.
    type_into(qtbot, form.fields["name"], "Joint office 2")
    change_a_zone(ZoneStatus.IDENTIFIED)
    assert register.side.currentIndex() == 1 and form.fields["name"].text() == "Joint office 2"
    with monkeypatch.context() as broken:
        broken.setattr(document, "put_rows", full)
        form.keep()
    assert form.fields["name"].text() == "Joint office 2"
    form.keep()
    assert [one["name"] for one in records(document.book(Book.BODY))] == ["Joint office 2"]

    # What nobody has touched follows the plan.
    document.undo_stack.undo()
    assert form.fields["name"].text() == "Joint office"


def test_every_table_has_a_form_that_keeps_a_row(planning: Application, qtbot) -> None:
    window, document = planning.window, planning.document
    window.actions_["open_register"].trigger()
    register = window.register.register
    for book, name in ((Book.BODY, "name"), (Book.CONTACT, "body"), (Book.MEETING, "title"), (Book.DRILL, "name")):
        register.show_book(book)
        press(qtbot, register.add_button)
        type_into(qtbot, register.form.fields[name], "Row")
        qtbot.waitUntil(register.form.keep_button.isEnabled, timeout=2000)
        press(qtbot, register.form.keep_button)
        assert records(document.book(book))[0][name] == "Row"
    undone = len(Book)
    while document.undo_stack.canUndo() and undone:
        document.undo_stack.undo()
        undone -= 1
    assert all(document.book(book).empty for book in (Book.BODY, Book.MEETING, Book.DRILL))


def test_the_gap_map_draws_adds_up_and_zooms(planning: Application, qtbot) -> None:
    window, document = planning.window, planning.document
    window.actions_["show_gaps"].trigger()
    gaps = window.register.gaps
    qtbot.waitUntil(lambda: gaps.report is not None and len(gaps.table.visible_rows()) == 1, timeout=10_000)
    over = window.map.canvas.over
    assert isinstance(over, GapLines) and over.legend[0].code == "none"
    report = gaps.report
    assert report.length_m == pytest.approx(document.borders()["length_m"].sum())
    [one] = report.pairs
    assert one.cover.state.value == "none" and one.forest_ha == pytest.approx(document.straddling()["area_ha"].sum())

    at = gaps.table.visualRect(gaps.table.model().index(0, 0)).center()
    gaps.table.clearSelection()
    qtbot.mouseClick(gaps.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert over.chosen is not None
    document.set_book("register_row_added", Book.AGREEMENT, normal(Book.AGREEMENT, [AGREEMENT]), name="x")
    qtbot.waitUntil(lambda: gaps.report.pairs[0].cover.state.value == "in_force", timeout=10_000)
    assert len(gaps.grid.cells) == 16
    cell = gaps.grid.cells[("means", "law")]
    assert cell.text().startswith("●") and gaps.grid.cells[("means", "people")].text().startswith("✕")
    press(qtbot, cell)
    assert gaps._detail.count() == 2  # the item, and the agreement that has it

    window.right.show_page("zones")
    assert window.map.canvas.over is None


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_items_of_the_matrix_stand_below_each_other_where_two_have_no_room(qtbot, qapp, language: str) -> None:
    from app.widgets.dimension_grid import DimensionGrid
    from layers.agreements.dimensions import matrix

    i18n.install(qapp, language)
    host = QWidget()  # a window of its own would not become narrower than its layout
    qtbot.addWidget(host)
    host.resize(700, 600)
    grid = DimensionGrid()
    grid.setParent(host)
    grid.show_cells(matrix(None, (WEST, EAST), date(2026, 5, 1)))
    host.show()
    for width, columns in ((700, 2), (grid.minimumSizeHint().width(), 1), (700, 2)):
        grid.resize(width, 600)
        qtbot.waitUntil(
            lambda width=width, columns=columns: (
                len({one.x() for one in grid.cells.values()}) == columns
                and all(one.geometry().right() < width for one in grid.cells.values())
            )
        )
        for one in grid.cells.values():
            assert one.width() >= one.sizeHint().width() - 1, one.text()
    i18n.install(qapp, "zh_CN")


def test_the_state_of_a_line_is_told_without_colour() -> None:
    assert set(LOOKS) == set(GAP_CLASSES)
    shapes = {(look.width_px, look.dash) for look in LOOKS.values()}
    assert len(shapes) == len(LOOKS)


def test_the_zone_rank_follows_the_register(planning: Application, qtbot) -> None:
    window, document = planning.window, planning.document

    def open_share() -> float:
        return next(part["value"] for part in document.zones()["score_parts"][0] if part["code"] == "agreement")

    assert open_share() == 1.0
    document.set_book("register_row_added", Book.AGREEMENT, normal(Book.AGREEMENT, [AGREEMENT]), name="x")
    window.actions_["analyse"].trigger()
    qtbot.waitUntil(lambda: document.analysis_state() == "fresh" and open_share() == 0.0, timeout=20_000)


def test_the_responsibility_list_is_filled_and_a_persons_word_stays(planning: Application, qtbot) -> None:
    window, document = planning.window, planning.document
    window.actions_["fill_duties"].trigger()
    register = window.register.register
    assert register.book is Book.DUTY
    rows = records(document.book(Book.DUTY))
    zones = document.zones()
    shared = zones[zones["zone_class"] != "L"]
    assert len(rows) == 5 * shared["counties"].map(len).sum()
    register.show_book(Book.DUTY, rows[0]["uid"])
    type_into(qtbot, register.form.fields["lead"], "Forest farm")
    qtbot.waitUntil(register.form.keep_button.isEnabled, timeout=2000)
    press(qtbot, register.form.keep_button)
    count = document.undo_stack.count()
    window.actions_["fill_duties"].trigger()
    assert document.undo_stack.count() == count  # nothing new: nothing is written
    assert records(document.book(Book.DUTY))[0]["lead"] == "Forest farm"


def test_a_workbook_is_read_with_its_problems_and_is_one_step(
    planning: Application, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, document = planning.window, planning.document
    book = Workbook()
    page = book.active
    page.title = "协议"
    page.append(["名称", "状态", "当事方", "领域", "阶段", "类型", "临时或常设", "到期日"])
    page.append(["好", "已签", "怀柔区；丰宁满族自治县", "森林草原火灾", "处置", "平行自发", "常设", "2027-12-31"])
    page.append(["坏", "签", "怀柔区", "森林草原火灾", "处置", "平行自发", "常设", "某日"])
    page = book.create_sheet("联络表")
    page.append(["县（市、区）", "单位", "电话"])
    page.append(["怀柔区", "防火办", "010-1"])
    path = tmp_path / "登记簿.xlsx"
    book.save(path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(path), ""))
    window.actions_["import_register"].trigger()
    qtbot.waitUntil(lambda: window.register.importing is not None, timeout=10_000)
    dialog = window.register.importing
    told = [dialog._text(one) for one in dialog.table.visible_rows()]
    assert len([text for text in told if text.startswith("✕")]) == 2
    press(qtbot, dialog.take)
    assert list(document.agreements()["name"]) == ["好"] and list(document.contacts()["county"]) == [WEST]
    document.undo_stack.undo()
    assert document.agreements().empty and document.contacts().empty


def test_export_and_template_are_written(
    planning: Application, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = planning.window
    out, template = tmp_path / "out.xlsx", tmp_path / "template.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(out), ""))
    window.actions_["export_register"].trigger()
    qtbot.waitUntil(out.exists, timeout=10_000)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(template), ""))
    window.actions_["register_template"].trigger()
    assert template.exists()
    QApplication.processEvents()


def test_a_plan_that_is_only_read_shows_forms_and_keeps_nothing(planning: Application, qtbot, monkeypatch) -> None:
    window, document = planning.window, planning.document
    document.set_book("register_row_added", Book.AGREEMENT, normal(Book.AGREEMENT, [AGREEMENT]), name="x")
    # Its store may be written, so the notice above the map would ask in vain why it may not.
    monkeypatch.setattr(planning.window.keeping, "refresh", lambda: None)
    monkeypatch.setattr(type(document), "is_read_only", property(lambda _self: True))
    window.actions_["open_register"].trigger()
    register = window.register.register
    register.refresh()
    register.table.selectRow(0)
    assert not register.form.keep_button.isEnabled() and not register.add_button.isEnabled()


@pytest.mark.parametrize("answer", ["save", "discard", "stay"])
def test_another_row_is_shown_once_it_is_said_what_becomes_of_the_half_typed_one(
    planning: Application, qtbot, monkeypatch, answer: str
) -> None:
    window, document = planning.window, planning.document
    rows = [{**new_row(Book.BODY), "uid": uid, "name": uid.upper(), "level": "county"} for uid in ("a", "b")]
    document.set_book("register", Book.BODY, normal(Book.BODY, rows))
    window.actions_["open_register"].trigger()
    register = window.register.register
    qtbot.waitExposed(register)
    form, asked = register.form, []

    def ask(_parent, name: str) -> str:
        asked.append(name)
        return answer

    monkeypatch.setattr("app.dialogs.ask.ask_half_typed", ask)
    register.show_book(Book.BODY)

    def click(row: int) -> None:
        table = register.table
        place = table.visualRect(table.model().index(row, 0)).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def names() -> list[str]:
        return sorted(row["name"] for row in records(document.book(Book.BODY)))

    click(0)
    assert form.uid == "a"
    type_into(qtbot, form.fields["name"], "A typed")
    register.table.clearSelection()
    assert form.uid == "a" and form.fields["name"].text() == "A typed" and not asked, "nothing else was chosen"
    click(1)
    assert len(asked) == 1
    if answer == "stay":
        assert form.uid == "a" and form.fields["name"].text() == "A typed" and names() == ["A", "B"]
        assert [row["uid"] for row in register.table.selected_rows()] == ["a"]
    else:
        assert form.uid == "b" and form.fields["name"].text() == "B" and not form.is_edited
        assert [row["uid"] for row in register.table.selected_rows()] == ["b"]
        assert names() == (["A typed", "B"] if answer == "save" else ["A", "B"])
        type_into(qtbot, form.fields["name"], "B typed")
    register.tabs.setCurrentIndex(list(Book).index(Book.CONTACT))
    assert len(asked) == 2
    if answer == "stay":
        assert register.book is Book.BODY and register.pages.currentIndex() == register.tabs.currentIndex()
        press(qtbot, register.add_button)
        assert len(asked) == 3 and form.fields["name"].text() == "A typed"
        return
    assert register.book is Book.CONTACT and register.side.currentIndex() == 0
    assert names() == (["A typed", "B typed"] if answer == "save" else ["A", "B"])
    register.show_book(Book.BODY)
    press(qtbot, register.add_button)
    type_into(qtbot, form.fields["name"], "New")
    click(0)
    assert len(asked) == 3 and form.uid == "a" and ("New" in names()) is (answer == "save")
