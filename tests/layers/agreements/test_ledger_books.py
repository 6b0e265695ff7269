"""Rows of help and loans: numbers as people write them, and what cannot stand."""

from __future__ import annotations

import math

import pytest

from layers.agreements.books import BOOKS, Book, free_uid, new_row, normal, records, row_problems
from layers.agreements.celltext import Names, Terms, Unreadable, cell_text, read_cell

A, B = "110116", "130826"
COST = next(one for one in BOOKS[Book.AID].fields if one.name == "cost_yuan")


class NoWords:
    """Numbers need none."""

    def code(self, group, code):
        return code


TERMS = Terms(NoWords())


def wrong(book, **row):
    full = records(normal(book, [{**new_row(book), "date": "2026-03-01", "giver": A, "receiver": B, **row}]))[0]
    return {(one.code, one.severity, one.facts.get("column")) for one in row_problems(book, full, known={})}


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("", None),
        (None, None),
        (12, 12.0),
        (12.5, 12.5),
        ("1,200", 1200.0),
        ("12，000.50", 12000.5),
        ("0", 0.0),
        ("１２", 12.0),
    ],
)
def test_numbers_as_people_write_them(cell, value):
    assert read_cell(COST, cell, TERMS, Names()) == value


@pytest.mark.parametrize("cell", ["-1", "很多", "1,2", "12元", "1e5", "nan"])
def test_what_is_no_number_is_told(cell):
    with pytest.raises(Unreadable) as told:
        read_cell(COST, cell, TERMS, Names())
    assert told.value.code == "number_unreadable"


def test_a_number_in_a_cell_is_a_number():
    assert cell_text(COST, 1200.0, TERMS, Names()) == 1200 and cell_text(COST, 0.5, TERMS, Names()) == 0.5
    assert cell_text(COST, None, TERMS, Names()) == "" and cell_text(COST, math.nan, TERMS, Names()) == ""


def test_what_a_row_needs():
    assert wrong(Book.AID, event="增援") == set()
    assert wrong(Book.AID) == {("name_missing", "error", "event")}
    assert ("name_missing", "error", "giver") in wrong(Book.AID, event="增援", giver="")
    assert ("name_missing", "error", "date") in wrong(Book.LOAN, item="水泵", date="")
    assert ("same_county", "error", "receiver") in wrong(Book.AID, event="增援", receiver=A)
    assert ("number_unreadable", "error", "people") in wrong(Book.AID, event="增援", people=-3.0)


def test_days_and_money_of_a_loan_must_fit_together():
    assert wrong(Book.LOAN, item="水泵", due="2026-03-01", value_yuan=5.0, settled_yuan=5.0) == set()
    assert ("before_out", "error", "due") in wrong(Book.LOAN, item="水泵", due="2026-02-28")
    assert ("before_out", "error", "returned") in wrong(Book.LOAN, item="水泵", returned="2026-02-28")
    more = wrong(Book.LOAN, item="水泵", value_yuan=5.0, settled_yuan=6.0)
    assert ("paid_too_much", "warning", "settled_yuan") in more
    assert ("paid_too_much", "warning", "repaid_yuan") in wrong(Book.AID, event="增援", repaid_yuan=6.0)


def test_a_new_row_never_takes_the_uid_of_another():
    assert free_uid("a", {"b"}) == "a"
    assert free_uid("a", {"a", "a-2"}) == "a-3"
    rows = normal(Book.LOAN, [{"item": "水泵"}, {"item": "水泵"}])
    assert len(set(rows["uid"])) == 2
