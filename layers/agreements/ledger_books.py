"""Help given, things lent and what is owed for them (往来台账) as books of the register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from layers.agreements.book_spec import Book, BookSpec, Entry, Field, choice
from layers.agreements.vocabulary import AgreementHazard, AidKind, LoanKind

_AGREEMENT = Field("agreement", Entry.REFERENCE, refers=Book.AGREEMENT)
_GIVER = Field("giver", Entry.COUNTY, is_needed=True)
_RECEIVER = Field("receiver", Entry.COUNTY, is_needed=True)
_LAST = (_AGREEMENT, Field("files", Entry.FILES), Field("remark", Entry.LONG))

#: What one county did for another: never both ways in one row, so what one gave is what the other received.
AID = BookSpec(
    Book.AID,
    (
        Field("date", Entry.DAY, is_needed=True),
        Field("event"),
        choice("kind", AidKind, "aid_kind", "response"),
        _GIVER,
        _RECEIVER,
        choice("hazard", AgreementHazard, "agreement_hazard"),
        Field("content", Entry.LONG),
        Field("people", Entry.NUMBER),
        Field("hours", Entry.NUMBER),
        Field("cost_yuan", Entry.NUMBER),
        Field("repaid_yuan", Entry.NUMBER),
        *_LAST,
    ),
    title="event",
    identity=("date", "event", "kind", "giver", "receiver"),
    listed=("date", "event", "giver", "receiver", "people", "hours", "cost_yuan"),
)

#: What is out of one county's store in another's hands, what was requisitioned, and what is paid for it.
LOAN = BookSpec(
    Book.LOAN,
    (
        Field("date", Entry.DAY, is_needed=True),
        choice("kind", LoanKind, "loan_kind", "loan"),
        Field("item"),
        Field("quantity", Entry.NUMBER),
        Field("unit"),
        _GIVER,
        _RECEIVER,
        Field("due", Entry.DAY),
        Field("returned", Entry.DAY),
        Field("value_yuan", Entry.NUMBER),
        Field("settled_yuan", Entry.NUMBER),
        Field("settled", Entry.DAY),
        Field("basis", Entry.LONG),
        *_LAST,
    ),
    title="item",
    identity=("date", "kind", "item", "giver", "receiver"),
    listed=("date", "item", "kind", "giver", "receiver", "due", "returned", "value_yuan", "settled_yuan"),
)

#: Days of a loan that cannot come before it went out.
_AFTER_OUT = ("due", "returned", "settled")

_Finding = tuple[str, str, dict[str, Any]]


def row_findings(book: Book, row: Mapping[str, Any]) -> Iterator[_Finding]:
    """Return what does not fit together in a row of these books: code, severity, facts."""
    if book not in (Book.AID, Book.LOAN):
        return
    if row["giver"] and row["giver"] == row["receiver"]:
        yield "same_county", "error", {"column": "receiver", "value": row["receiver"]}
    paid, owed = ("repaid_yuan", "cost_yuan") if book is Book.AID else ("settled_yuan", "value_yuan")
    if row[paid] and (row[owed] is None or row[paid] > row[owed]):
        yield "paid_too_much", "warning", {"column": paid, "value": f"{row[paid]:g}"}
    if book is Book.LOAN and row["date"]:
        for name in _AFTER_OUT:
            if row[name] and row[name] < row["date"]:
                yield "before_out", "error", {"column": name, "value": row[name], "date": row["date"]}
