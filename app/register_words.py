"""Words of the register in the window: those of its workbook and its documents, in the language in force."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from app import i18n
from app.i18n import mark
from app.sheets.words import LANGUAGES, load_words
from layers.agreements.books import BOOKS, Book, records
from layers.agreements.celltext import Names, Terms
from layers.register_workflow import facts_shown, zone_names

if TYPE_CHECKING:
    from app.document import Document
    from layers.export.words import Words

#: Dimension and state are told by more than colour: each state has a sign of its own.
SIGNS: Mapping[str, str] = {
    "in_force": "●",
    "expiring": "◕",
    "undated": "◐",
    "negotiating": "◔",
    "expired": "○",
    "none": "✕",
    "outer": "·",
}

_EMPTY: Mapping[Book, str] = {
    Book.AGREEMENT: mark("Register", "Agreements and mechanisms: who is bound, where, by what, until when."),
    Book.BODY: mark(
        "Register", "Joint committees, their branches, offices and working groups: members, chair, duty roster."
    ),
    Book.CONTACT: mark("Register", "Whom to ring in each county."),
    Book.MEETING: mark("Register", "Meetings with what was decided and by when, joint patrols and inspections."),
    Book.DRILL: mark("Register", "Drills that were held, and what came out of them."),
    Book.AID: mark(
        "Register", "Help that one county gave another: what, with how many people, for how long, at what cost."
    ),
    Book.LOAN: mark(
        "Register",
        "What was lent, requisitioned or is to be compensated: due, returned, its value and what was settled.",
    ),
    Book.DUTY: mark(
        "Register", "Who does what in each phase, in each part of a zone. Fill it from the zones, then edit it."
    ),
    Book.YEAR: mark("Register", "Own entries of the calendar, and what was moved or left out there."),
}


def words() -> Words:
    """Return the document words of the language in force."""
    return load_words(i18n.current())


def terms() -> Terms:
    """Return the words of closed lists: shown in the language in force, understood in all."""
    return Terms(words(), [load_words(language) for language in LANGUAGES])


def empty_text(book: Book) -> str:
    """Return what a book without rows is for."""
    return QCoreApplication.translate("Register", _EMPTY[book])


def names_of(document: Document) -> Names:
    """Return what codes and uids are called in the open plan."""
    counties = document.county_names()
    references = {
        str(row["uid"]): str(row["name"])
        for book in (Book.AGREEMENT, Book.BODY)
        for row in records(document.book(book))
    }
    return Names(counties, references, zone_names(document.zones(), counties, words()))


def problem_text(book: Book | None, code: str, facts: Mapping[str, Any], column: str = "") -> str:
    """Return what is wrong with a cell or a row, in words."""
    known = words()
    unnamed = BOOKS[book].title if book is not None and code == "name_missing" else ""
    name = column or str(facts.get("column", unnamed)).split(".")[0]
    named = f"register_{book.value}.{name}" if book is not None else ""
    shown = {**facts, "column": known.get(named, name)}
    return known.text(f"register_problem.{code}", **shown)


def reason_text(reason: Mapping[str, Any], names: Names) -> str:
    """Return a reason of the gap map in words."""
    return words().text(f"gap_reason.{reason['code']}", **facts_shown(reason, names, words()))


def row_title(book: Book, row: Mapping[str, Any]) -> str:
    """Return what a row is called in messages and in the history."""
    return str(row.get(BOOKS[book].title) or words()[f"register_book.{book.value}"])


def drill_age(days: int) -> str:
    """Return how long ago a drill was: months, and years with a decimal from two on."""
    translate = QCoreApplication.translate
    if days < 730:
        return translate("Gaps", "drill {count} months ago").format(count=round(days / 30.44))
    return translate("Gaps", "drill {years:.1f} years ago").format(years=days / 365.25)
