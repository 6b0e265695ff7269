"""The year as a planner uses it: by mouse and keys, every change one step to undo."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from app.application import Application
from layers import workflow
from layers.agreements.books import Book, normal, records
from layers.agreements.register import party
from layers.errors import PlanNotSaved
from layers.year import Standing
from tests.app.conftest import EAST, WEST, fill

PAIR = f"{WEST}|{EAST}"
PARTIES = [party(WEST), party(EAST)]
BOOKS = {
    Book.AGREEMENT: {"uid": "agr", "name": "两县协议", "state": "signed", "hazards": ["forest"], "parties": PARTIES,
                     "start": "2025-01-01", "end": "2028-12-31"},
    Book.MEETING: {"uid": "m", "date": "2026-04-10", "kind": "meeting", "title": "2026年春季会议", "host": "怀柔区",
                   "agreements": ["agr"], "parties": PARTIES,
                   "decisions": [{"text": "补设防火线", "owner": "丰宁县", "due": "2026-04-20", "state": "open"}]},
    Book.CONTACT: {"uid": "c", "county": WEST, "body": "防火办", "name": "甲", "phone": "010-1"},
}  # fmt: skip


@pytest.fixture
def planning(program: Application, tmp_path: Path, qtbot) -> Application:
    """The window with two counties, their line, an agreement and a meeting, and the year open."""
    document = program.document
    document.create(tmp_path / "测试.lianfang.gpkg", title="2026年规划", reference_date=date(2026, 5, 1))

    def put() -> None:
        fill(document.store)
        with document.store.change("register_imported", count=3):
            for book, row in BOOKS.items():
                document.store.put_book(book.table, normal(book, [row]))
        workflow.save_analysis(document.store, workflow.analyse(document.store))

    document.on_writer(put)
    program.window.actions_["open_year"].trigger()
    year = program.window.yearly.year
    qtbot.waitUntil(lambda: year.calendar.calendar is not None, timeout=15_000)
    year.resize(1240, 700)
    QApplication.processEvents()
    return program


def press(qtbot, widget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def entries(program: Application, code: str):
    page = program.window.yearly.year.calendar
    return [one for one in page.calendar.entries if one.code == code]


def wait_for(qtbot, program: Application, code: str, check) -> None:
    qtbot.waitUntil(lambda: check(entries(program, code)), timeout=10_000)


def choose(program: Application, qtbot, key: str) -> None:
    """Click an entry in the list."""
    table = program.window.yearly.year.calendar.table
    place = next(number for number, one in enumerate(table.visible_rows()) if one.key == key)
    table.scrollTo(table.model().index(place, 1))
    at = table.visualRect(table.model().index(place, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_an_entry_is_moved_left_out_and_taken_back(planning: Application, qtbot) -> None:
    document, page = planning.document, planning.window.yearly.year.calendar
    [drill] = entries(planning, "drill_asked")
    assert drill.day == date(2026, 12, 31)
    choose(planning, qtbot, drill.key)
    assert "两县协议" in page.detail.title.text() and page.detail.move_button.isEnabled()
    page.detail.day.setDate(QDate(2026, 10, 20))
    press(qtbot, page.detail.move_button)
    wait_for(qtbot, planning, "drill_asked", lambda found: found[0].day == date(2026, 10, 20))
    assert "2026-12-31" in page.detail.facts.text()  # from where it was moved
    assert page.chosen is not None and page.chosen.key == drill.key
    press(qtbot, page.detail.drop_button)
    wait_for(qtbot, planning, "drill_asked", lambda found: page.calendar.standing(found[0]) is Standing.DROPPED)
    assert drill.key not in {one.key for one in page.table.visible_rows()}
    document.undo_stack.undo()
    wait_for(qtbot, planning, "drill_asked", lambda found: page.calendar.standing(found[0]) is Standing.COMING)
    choose(planning, qtbot, drill.key)
    press(qtbot, page.detail.restore_button)
    wait_for(qtbot, planning, "drill_asked", lambda found: found[0].day == date(2026, 12, 31))
    assert document.book(Book.YEAR).empty


def test_a_decision_is_dragged_in_the_year_and_done(planning: Application, qtbot) -> None:
    document, page = planning.document, planning.window.yearly.year.calendar
    view = page.view
    start, end = (view.rect_of(day).center() for day in (date(2026, 4, 20), date(2026, 5, 12)))
    for kind, at in ((QEvent.Type.MouseButtonPress, start), (QEvent.Type.MouseMove, (start + end) / 2),
                     (QEvent.Type.MouseMove, end), (QEvent.Type.MouseButtonRelease, end)):  # fmt: skip
        held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
        changed = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, at, QPointF(view.mapToGlobal(at.toPoint())), changed, held,
                            Qt.KeyboardModifier.NoModifier)  # fmt: skip
        QApplication.sendEvent(view, event)
    wait_for(qtbot, planning, "decision", lambda found: found[0].day == date(2026, 5, 12))
    assert records(document.book(Book.MEETING))[0]["decisions"][0]["due"] == "2026-05-12"
    [decision] = entries(planning, "decision")
    choose(planning, qtbot, decision.key)
    press(qtbot, page.detail.done_button)
    wait_for(qtbot, planning, "decision", lambda found: page.calendar.standing(found[0]) is Standing.DONE)
    document.undo_stack.undo()
    document.undo_stack.undo()
    wait_for(qtbot, planning, "decision", lambda found: found[0].day == date(2026, 4, 20))


def test_an_own_entry_is_added_by_a_double_click_filtered_and_removed(planning: Application, qtbot) -> None:
    document, page = planning.document, planning.window.yearly.year.calendar
    at = page.view.rect_of(date(2026, 6, 3)).center().toPoint()
    qtbot.mouseDClick(page.view, Qt.MouseButton.LeftButton, pos=at)
    form = page.form
    assert page.side.currentIndex() == 1 and form.fields["date"].text() == "2026-06-03"
    assert not form.keep_button.isEnabled()
    qtbot.keyClicks(form.fields["title"], "Firebreak walk")
    qtbot.waitUntil(form.keep_button.isEnabled, timeout=3000)
    press(qtbot, form.keep_button)
    wait_for(qtbot, planning, "own", lambda found: len(found) == 1)
    assert page.chosen is not None and page.chosen.code == "own"
    page.pairs.setCurrentIndex(page.pairs.findData(PAIR))
    assert all(PAIR in one.pairs for one in page.table.visible_rows()) and page.table.visible_rows()
    assert "own" not in {one.code for one in page.table.visible_rows()}  # it names no border
    page.pairs.setCurrentIndex(0)
    page.kinds.setCurrentIndex(page.kinds.findData("decision"))
    assert {one.code for one in page.table.visible_rows()} == {"decision"}
    page.kinds.setCurrentIndex(0)
    page.standings.setCurrentIndex(page.standings.findData("overdue"))
    assert {one.code for one in page.table.visible_rows()} == {"decision"}
    page.standings.setCurrentIndex(0)
    [own] = entries(planning, "own")
    choose(planning, qtbot, own.key)
    press(qtbot, page.detail.drop_button)
    wait_for(qtbot, planning, "own", lambda found: not found)
    assert document.undo_stack.undoText() and document.book(Book.YEAR).empty


def test_a_half_typed_entry_outlives_changes_and_a_full_disk(
    planning: Application, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    window, document = planning.window, planning.document
    control, page = window.yearly, window.yearly.year.calendar
    page.choose(page.shown_entries()[0].key)
    page.add_entry()
    qtbot.keyClicks(page.form.fields["title"], "Firebreak walk")
    with qtbot.waitSignal(control.task.ready):
        document.set_facts("另一个名字", date(2026, 5, 1))
    assert page.side.currentIndex() == 1 and page.form.fields["title"].text() == "Firebreak walk"
    errors: list[Exception] = []
    monkeypatch.setattr(window, "show_error", errors.append)

    def full(*_given: object, **_named: object) -> None:
        raise PlanNotSaved(path="x", reason="", reason_code="disk_full")

    with monkeypatch.context() as broken:
        broken.setattr(document, "put_year_rows", full)
        page.form.keep()
    assert len(errors) == 1
    assert page.side.currentIndex() == 1 and page.form.fields["title"].text() == "Firebreak walk"
    page.form.keep()
    assert [row["title"] for row in records(document.book(Book.YEAR))] == ["Firebreak walk"]
    assert page.side.currentIndex() == 0


@pytest.mark.parametrize("answer", ["save", "discard", "stay"])
def test_another_entry_is_shown_once_it_is_said_what_becomes_of_the_half_typed_one(
    planning: Application, monkeypatch: pytest.MonkeyPatch, qtbot, answer: str
) -> None:
    window, document = planning.window, planning.document
    control, page = window.yearly, window.yearly.year.calendar
    asked: list[str] = []
    monkeypatch.setattr("app.dialogs.ask.ask_half_typed", lambda _parent, name: (asked.append(name), answer)[1])
    page.add_entry()
    qtbot.keyClicks(page.form.fields["title"], "Firebreak walk")
    entry = page.table.visible_rows()[0]
    place = page.table.visualRect(page.table.model().index(0, 0)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(asked) == 1
    if answer == "stay":
        assert page.side.currentIndex() == 1 and page.form.fields["title"].text() == "Firebreak walk"
        assert page.chosen is None
        page.add_entry(date(2026, 5, 2))
        assert len(asked) == 2 and page.form.fields["title"].text() == "Firebreak walk"
        return
    assert page.side.currentIndex() == 0
    titles = [row["title"] for row in records(document.book(Book.YEAR))]
    assert titles == (["Firebreak walk"] if answer == "save" else [])
    if answer == "save":
        qtbot.waitUntil(lambda: any(one.own for one in page.shown_entries()), timeout=10_000)
    assert page.chosen is not None and page.chosen.key == entry.key and control.year is window.yearly.year


def test_an_entry_leads_to_its_row_and_into_the_register(planning: Application, qtbot) -> None:
    window, page = planning.window, planning.window.yearly.year.calendar
    [event] = entries(planning, "event")
    choose(planning, qtbot, event.key)
    press(qtbot, page.detail.register_button)
    assert window.register.register.book is Book.MEETING
    assert window.register.register.table.selected_rows()[0]["uid"] == "m"
    [border] = entries(planning, "boundary_unknown")
    choose(planning, qtbot, border.key)
    page.detail.day.setDate(QDate(2026, 9, 1))
    press(qtbot, page.detail.move_button)
    wait_for(qtbot, planning, "boundary_unknown", lambda found: found[0].day == date(2026, 9, 1))
    count = planning.document.undo_stack.count()
    choose(planning, qtbot, border.key)
    press(qtbot, page.detail.enter_button)
    wait_for(qtbot, planning, "boundary_unknown", lambda found: page.calendar.standing(found[0]) is Standing.DONE)
    assert planning.document.undo_stack.count() == count + 1
    made = [row for row in records(planning.document.book(Book.MEETING)) if row["kind"] == "boundary_inspection"]
    assert [(row["date"], row["borders"]) for row in made] == [("2026-09-01", [PAIR])]


def test_a_new_year_is_one_step_and_confirmed_by_somebody(planning: Application, qtbot) -> None:
    window, document = planning.window, planning.document
    count = document.undo_stack.count()
    window.actions_["new_year"].trigger()
    dialog = window.yearly.asking
    assert dialog.title.text() == "2027年规划" and "1" in dialog.preview.text()
    press(qtbot, dialog.buttons.button(QDialogButtonBox.StandardButton.Ok))
    year = window.yearly.year
    qtbot.waitUntil(lambda: year.year.value() == 2027 and year.confirm.open_count >= 4, timeout=10_000)
    assert document.undo_stack.count() == count + 1 and document.info().reference_date == date(2027, 1, 1)
    confirm = year.confirm
    assert not confirm.confirm_button.isEnabled()
    before = confirm.open_count
    confirm.table.selectRow(0)
    assert not confirm.confirm_button.isEnabled()  # nobody is named
    qtbot.keyClicks(confirm.by, "Zhang")
    press(qtbot, confirm.confirm_button)
    qtbot.waitUntil(lambda: confirm.open_count == before - 1, timeout=10_000)
    [tick] = document.year_ticks()
    assert (tick.by, tick.day, tick.year) == ("Zhang", "2027-01-01", 2027)
    confirm.only_open.setChecked(False)
    confirm.table.select_keys({tick.subject})
    confirm._check()
    press(qtbot, confirm.undo_button)
    qtbot.waitUntil(lambda: confirm.open_count == before, timeout=10_000)
    assert not document.year_ticks() and document.undo_stack.undoText()
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: confirm.open_count == before - 1, timeout=10_000)
    contact = {**BOOKS[Book.CONTACT], "phone": "010-2"}
    document.set_book("contacts_changed", Book.CONTACT, normal(Book.CONTACT, [contact]))
    qtbot.waitUntil(lambda: confirm.open_count == before, timeout=10_000)  # it says something else now
    window.actions_["new_year"].trigger()
    again = window.yearly.asking
    again.year.setValue(2027)
    assert not again.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()
    again.reject()
    while document.undo_stack.count() > 0 and document.undo_stack.index() > count:
        document.undo_stack.undo()
    assert document.info().title == "2026年规划" and document.book(Book.YEAR).empty and not document.year_ticks()


def test_the_year_is_written_and_evaluated(planning: Application, qtbot, tmp_path: Path, monkeypatch) -> None:
    window, year = planning.window, planning.window.yearly.year
    year.tabs.setCurrentIndex(2)
    qtbot.waitUntil(lambda: len(year.evaluation.table.visible_rows()) == 10, timeout=10_000)
    year.evaluation.table.selectRow(0)
    assert [one.counts for one in year.evaluation.evidence.visible_rows()] == [True]  # the border has its agreement
    window.actions_["export_year"].trigger()
    dialog = window.yearly.asking
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    dialog.folder.setText("")
    assert not ok.isEnabled() and dialog.wrong.text()
    dialog.folder.setText(str(tmp_path / "out"))
    press(qtbot, ok)
    qtbot.waitUntil(lambda: len(list((tmp_path / "out").glob("*.docx"))) == 2, timeout=15_000)
    assert len(list((tmp_path / "out").glob("*.ics"))) == 1 and len(list((tmp_path / "out").glob("*.xlsx"))) == 2
    qtbot.waitUntil(lambda: not window.jobs.active, timeout=15_000)
    there = set((tmp_path / "out").iterdir())
    asked: list[list[Path]] = []
    monkeypatch.setattr("app.dialogs.year_export.ask_overwrite_set", lambda _parent, paths: asked.append(list(paths)))
    window.actions_["export_year"].trigger()
    again = window.yearly.asking
    again.folder.setText(str(tmp_path / "out"))
    press(qtbot, again.buttons.button(QDialogButtonBox.StandardButton.Ok))
    assert [set(paths) for paths in asked] == [there], "one question for all of them"
    assert again.isVisible() and not window.jobs.active
    again.reject()


def test_seasons_are_kept_and_wrong_days_are_told(planning: Application, qtbot) -> None:
    window, document = planning.window, planning.document
    window.actions_["year_settings"].trigger()
    dialog = window.yearly.asking
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    dialog.seasons.item(0, 2).setText("02-30")
    assert not ok.isEnabled() and "02-30" in dialog.wrong.text()
    dialog.seasons.item(0, 2).setText("10-01")
    dialog.seasons.item(0, 4).setText("Two counties")
    dialog.numbers["drills"].setValue(0)
    press(qtbot, ok)
    assert document.year_settings().seasons[0].start == "10-01"
    wait_for(qtbot, planning, "season_starts", lambda found: date(2026, 10, 1) in {one.day for one in found})
    assert not entries(planning, "drill_asked")
    document.undo_stack.undo()
    wait_for(qtbot, planning, "season_starts", lambda found: date(2026, 11, 1) in {one.day for one in found})


def test_arrows_go_through_the_days_and_marks_say_what_they_hold(planning: Application, qtbot) -> None:
    view = planning.window.yearly.year.calendar.view
    view.choose(date(2026, 4, 19))
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.chosen == date(2026, 4, 20)
    assert "补设防火线" in view.tip_of(date(2026, 4, 20))
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.chosen == date(2026, 4, 27)
    assert [
        day
        for day in (date(2026, 1, 1), date(2026, 2, 28), date(2026, 12, 31))
        if view.day_at(view.rect_of(day).center()) != day
    ] == []
    assert (
        "2026-05-01" in view.tip_of(date(2026, 5, 1)).splitlines()[0]
        and len(view.tip_of(date(2026, 5, 1)).splitlines()) >= 3
    )
