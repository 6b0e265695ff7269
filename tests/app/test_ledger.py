"""The ledger as a planner uses it: a pair at a glance, help and a loan recorded, an account kept and held to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.application import Application
from layers.agreements.books import Book, normal, records
from layers.agreements.settings import RegisterSettings
from tests.app.conftest import EAST, WEST, fill

PAIR = f"{WEST}|{EAST}"
HELP = {
    "date": "2026-03-01",
    "event": "增援",
    "giver": WEST,
    "receiver": EAST,
    "people": 20.0,
    "hours": 5.0,
    "cost_yuan": 900.0,
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


def opened(planning: Application, qtbot):
    planning.window.actions_["show_ledger"].trigger()
    ledger = planning.window.accounts.ledger
    qtbot.waitUntil(lambda: ledger.card is not None, timeout=30_000)
    return ledger


def test_a_pair_at_a_glance_and_help_recorded_from_it(planning: Application, qtbot) -> None:
    window, document = planning.window, planning.document
    ledger = opened(planning, qtbot)
    assert [one.pair for one in ledger.pairs.visible_rows()] == [PAIR]
    account = ledger.ledger.account(PAIR)
    across = [account.amount("people", code) for code in (WEST, EAST)]
    assert any(one.is_said for one in across)
    assert not ledger.card.figures["times", WEST].isEnabled()

    press(qtbot, ledger.help_button)
    register = window.register.register
    assert register.book is Book.AID
    form = register.form
    assert form.row()["giver"] == WEST and form.row()["date"] == "2026-05-01"
    for name, text in (("event", "Fire"), ("people", "20"), ("hours", "4"), ("cost_yuan", "1,600")):
        type_into(qtbot, form.fields[name], text)
    type_into(qtbot, form.fields["repaid_yuan"], "much")
    qtbot.waitUntil(lambda: not form.keep_button.isEnabled() and "much" in form.wrong.text(), timeout=2000)
    type_into(qtbot, form.fields["repaid_yuan"], "600")
    qtbot.waitUntil(form.keep_button.isEnabled, timeout=2000)
    press(qtbot, form.keep_button)
    [row] = records(document.book(Book.AID))
    assert (row["people"], row["cost_yuan"], row["receiver"]) == (20.0, 1600.0, EAST)

    qtbot.waitUntil(lambda: ledger.card.figures["cost_yuan", WEST].text() == "1\u202f600", timeout=30_000)
    assert ledger.card.figures["person_hours", WEST].text() == "80"
    press(qtbot, ledger.card.figures["cost_yuan", WEST])
    [entry] = ledger.entries.visible_rows()
    assert entry.uid == row["uid"] and entry.amounts["cost_yuan"] == 1600.0
    press(qtbot, ledger.card.figures["cost_yuan", WEST])
    assert len(ledger.entries.visible_rows()) == len(ledger.ledger.account(PAIR).lines) > 1
    ledger.entries.row_activated.emit(entry)
    assert register.table.selected_rows()[0]["uid"] == row["uid"]
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: not ledger.card.figures["cost_yuan", WEST].isEnabled(), timeout=30_000)
    ledger.close()


def test_the_same_loan_twice_is_two_rows(planning: Application, qtbot) -> None:
    window, document = planning.window, planning.document
    for _time in range(2):
        window.actions_["record_loan"].trigger()
        form = window.register.register.form
        for name, text in (("item", "Pump"), ("giver", WEST), ("receiver", EAST)):
            type_into(qtbot, form.fields[name], text)
        qtbot.waitUntil(form.keep_button.isEnabled, timeout=2000)
        press(qtbot, form.keep_button)
    assert [row["item"] for row in records(document.book(Book.LOAN))] == ["Pump", "Pump"]
    assert len(window.register.register.table.selected_rows()) == 1


def test_an_account_is_kept_and_says_what_is_another_now(planning: Application, qtbot) -> None:
    document = planning.document
    document.put_rows("register_row_added", Book.AID, [HELP], name="x")
    ledger = opened(planning, qtbot)
    press(qtbot, ledger.keep_button)
    qtbot.waitUntil(lambda: len(ledger.kept.table.visible_rows()) == 1, timeout=30_000)
    [kept] = ledger.kept.table.visible_rows()
    assert "✓" in ledger.kept.verdict(kept)
    [row] = records(document.book(Book.AID))
    document.put_rows("register_row_changed", Book.AID, [{**row, "cost_yuan": 500.0}], name="x")
    qtbot.waitUntil(lambda: "△" in ledger.kept.verdict(ledger.kept.table.visible_rows()[0]), timeout=30_000)
    ledger.kept.table.selectRow(0)
    assert "900" in ledger.kept.changes.text() and "500" in ledger.kept.changes.text()
    press(qtbot, ledger.kept.drop_button)
    assert document.accounts().empty
    document.undo_stack.undo()
    assert len(document.accounts()) == 1
    ledger.close()


def test_field_and_years_narrow_what_counts(planning: Application, qtbot) -> None:
    rows = [HELP, {**HELP, "event": "旧", "date": "2024-05-01"}, {**HELP, "event": "汛", "hazard": "river"}]
    planning.document.put_rows("register_row_added", Book.AID, rows, name="x")
    ledger = opened(planning, qtbot)

    def times() -> str:
        return ledger.card.figures["times", WEST].text()

    assert times() == "3"
    ledger.years.setCurrentIndex(ledger.years.findText("2026 年以来"))
    ledger.years.activated.emit(ledger.years.currentIndex())
    qtbot.waitUntil(lambda: times() == "2", timeout=30_000)
    ledger.hazards.setCurrentIndex(ledger.hazards.findData("forest"))
    ledger.hazards.activated.emit(ledger.hazards.currentIndex())
    qtbot.waitUntil(lambda: times() == "1", timeout=30_000)
    ledger.close()


def test_the_gap_rules_are_one_step_and_change_the_grades(planning: Application, qtbot) -> None:
    window, document = planning.window, planning.document
    window.actions_["show_gaps"].trigger()
    gaps = window.register.gaps
    qtbot.waitUntil(lambda: gaps.report is not None and len(gaps.report.pairs) == 1, timeout=30_000)
    [one] = gaps.report.pairs
    assert one.pressure.value is not None
    window.actions_["gap_rules"].trigger()
    rules = window.accounts.rules
    rules.edits["least_pressure"].setValue(0.0)
    rules.edits["drill_days"].setValue(400)
    rules.accept()
    assert document.register_settings() == RegisterSettings(least_pressure=0.0, drill_days=400)
    qtbot.waitUntil(lambda: gaps.report is not None and gaps.report.pairs[0].grade == 1, timeout=30_000)
    document.undo_stack.undo()
    assert document.register_settings() == RegisterSettings()


def test_a_plan_that_is_only_read_shows_the_ledger(planning: Application, qtbot, monkeypatch) -> None:
    document = planning.document
    document.put_rows("register_row_added", Book.AID, [HELP], name="x")
    # Its store may be written, so the notice above the map would ask in vain why it may not.
    monkeypatch.setattr(planning.window.keeping, "refresh", lambda: None)
    monkeypatch.setattr(type(document), "is_read_only", property(lambda _self: True))
    ledger = opened(planning, qtbot)
    assert not any(one.isEnabled() for one in (ledger.help_button, ledger.loan_button, ledger.keep_button))
    assert ledger.card.figures["times", WEST].text() == "1"
    ledger.close()


def test_editing_a_row_shows_its_table_again_and_no_other(planning: Application, qtbot, monkeypatch) -> None:
    window, document = planning.window, planning.document
    window.actions_["open_register"].trigger()
    register = window.register.register
    shown = []
    for book, table in register._tables.items():
        whole = table.set_rows
        monkeypatch.setattr(table, "set_rows", lambda rows, book=book, whole=whole: (shown.append(book), whole(rows)))
    document.put_rows("register_row_added", Book.AID, [HELP], name="x")
    assert shown == [Book.AID]
    document.set_book("register_row_added", Book.BODY, normal(Book.BODY, [{"name": "会"}]), name="x")
    assert set(shown) == set(Book)  # the others name bodies
