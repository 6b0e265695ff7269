"""The tables of the register as data: which columns each has, and what is entered in them.

Forms in the window, the workbook's template, its import and its export are all made from these specifications, so a
new column is one line here, one in ``layers/plan/schema.py`` and its words in ``resources/templates``.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from layers.agreements import ledger_books, register
from layers.agreements.book_spec import LISTS, NULLABLE, Book, BookSpec, Entry, Field, choice
from layers.agreements.parties import party
from layers.agreements.register import RegisterProblem
from layers.agreements.vocabulary import (
    AgreementHazard,
    AgreementState,
    AgreementType,
    AttendeePart,
    BodyKind,
    DecisionState,
    DrillKind,
    DrillScope,
    Means,
    MeetingKind,
    PartyKind,
    PartyLevel,
    Phase,
    Standing,
    YearKind,
    YearState,
)

__all__ = [
    "BOOKS",
    "LISTS",
    "Book",
    "BookSpec",
    "Entry",
    "Field",
    "free_uid",
    "is_nothing",
    "new_row",
    "normal",
    "normal_party",
    "records",
    "row_problems",
    "row_uid",
]

_PARTIES, _BORDERS = Field("parties", Entry.PARTIES), Field("borders", Entry.BORDERS)
_FILES, _REMARK = Field("files", Entry.FILES), Field("remark", Entry.LONG)
_HAZARDS = Field("hazards", Entry.CHOICES, AgreementHazard, "agreement_hazard")
_AGREEMENTS = Field("agreements", Entry.REFERENCES, refers=Book.AGREEMENT)
_BODY = Field("body", Entry.REFERENCE, refers=Book.BODY)

BOOKS: Mapping[Book, BookSpec] = {
    spec.book: spec
    for spec in (
        BookSpec(
            Book.AGREEMENT,
            (
                Field("name"),
                Field("number"),
                Field("year", Entry.YEAR),
                choice("state", AgreementState, "agreement_state", "draft"),
                Field("start", Entry.DAY),
                Field("end", Entry.DAY),
                _PARTIES,
                _HAZARDS,
                Field("phases", Entry.CHOICES, Phase, "phase"),
                Field("means", Entry.CHOICES, Means, "means"),
                _BORDERS,
                Field("zones", Entry.ZONES),
                choice("type", AgreementType, "agreement_type", "parallel"),
                choice("standing", Standing, "standing", "standing"),
                Field("designating_authority"),
                choice("level_superior", PartyLevel, "party_level"),
                Field("departments"),
                Field("form"),
                Field("content", Entry.LONG),
                _FILES,
                _REMARK,
            ),
            title="name",
            identity=("name", "year", "parties"),
            listed=("name", "year", "state", "end", "parties", "number"),
        ),
        BookSpec(
            Book.BODY,
            (
                Field("name"),
                choice("kind", BodyKind, "body_kind", "committee"),
                Field("parent", Entry.REFERENCE, refers=Book.BODY),
                _PARTIES,
                _BORDERS,
                _AGREEMENTS,
                Field("office"),
                Field(
                    "rotation", Entry.LINES, parts=(Field("from", Entry.DAY), Field("to", Entry.DAY), Field("chair"))
                ),
                Field(
                    "roster",
                    Entry.LINES,
                    parts=(
                        Field("from", Entry.DAY),
                        Field("to", Entry.DAY),
                        Field("unit"),
                        Field("person"),
                        Field("phone"),
                    ),
                ),
                _REMARK,
            ),
            title="name",
            identity=("name", "kind"),
            listed=("name", "kind", "parent", "parties"),
        ),
        BookSpec(
            Book.CONTACT,
            (
                Field("county", Entry.COUNTY),
                Field("body"),
                Field("name"),
                Field("duty"),
                Field("phone"),
                Field("backup"),
                Field("callsign"),
            ),
            title="body",
            identity=("county", "body", "name", "duty"),
            listed=("county", "body", "name", "phone"),
        ),
        BookSpec(
            Book.MEETING,
            (
                Field("date", Entry.DAY),
                choice("kind", MeetingKind, "meeting_kind", "meeting"),
                Field("title"),
                Field("place"),
                Field("host"),
                _BODY,
                _AGREEMENTS,
                _PARTIES,
                _BORDERS,
                Field("content", Entry.LONG),
                Field(
                    "decisions",
                    Entry.LINES,
                    parts=(
                        Field("text"),
                        Field("owner"),
                        Field("due", Entry.DAY),
                        choice("state", DecisionState, "decision_state", "open"),
                    ),
                    kept=("entry",),
                ),
                _FILES,
                _REMARK,
                Field(
                    "attendees",
                    Entry.LINES,
                    parts=(
                        Field("unit"),
                        Field("name"),
                        Field("role"),
                        choice("part", AttendeePart, "attendee_part", "present"),
                    ),
                ),
            ),
            title="title",
            identity=("date", "kind", "title"),
            listed=("date", "kind", "title", "host", "place"),
        ),
        BookSpec(
            Book.DRILL,
            (
                Field("date", Entry.DAY),
                Field("name"),
                choice("kind", DrillKind, "drill_kind", "field"),
                choice("scope", DrillScope, "drill_scope", "full"),
                Field("place"),
                Field("host"),
                _BODY,
                _AGREEMENTS,
                _PARTIES,
                _BORDERS,
                _HAZARDS,
                Field("content", Entry.LONG),
                Field("lessons", Entry.LONG),
                _FILES,
                _REMARK,
            ),
            title="name",
            identity=("date", "name"),
            listed=("date", "name", "kind", "host", "borders"),
        ),
        BookSpec(
            Book.DUTY,
            (
                Field("zone", Entry.ZONE),
                Field("county", Entry.COUNTY),
                Field("phase", Entry.CHOICE, Phase, "phase"),
                Field("task", Entry.LONG),
                Field("lead"),
                Field("supports"),
                Field("time_limit"),
                Field("basis", Entry.LONG),
                Field("evidence"),
                _REMARK,
            ),
            title="task",
            identity=("zone", "county", "phase", "task"),
            listed=("zone", "county", "phase", "task", "lead", "supports", "time_limit"),
            kept=("filled",),
        ),
        ledger_books.AID,
        ledger_books.LOAN,
        BookSpec(
            Book.YEAR,
            (
                Field("date", Entry.DAY),
                Field("end", Entry.DAY),
                choice("kind", YearKind, "year_kind", "meeting"),
                Field("title"),
                choice("state", YearState, "year_state", "planned"),
                Field("host"),
                Field("place"),
                _BODY,
                _AGREEMENTS,
                _PARTIES,
                _BORDERS,
                Field("content", Entry.LONG),
                _REMARK,
            ),
            title="title",
            identity=("date", "kind", "title"),
            listed=("date", "kind", "title", "state", "host"),
            kept=("origin",),
        ),
    )
}


def is_nothing(value: Any) -> bool:
    """Tell whether a column says nothing."""
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)) or value in ("", [])


def row_uid(book: Book, row: Mapping[str, Any]) -> str:
    """Return the uid of a row, from the columns that make it what it is: 16 hex digits.

    The same row typed in on two laptops gets the same uid, so two plans merge.
    """
    if book is Book.AGREEMENT:
        return register.agreement_uid(row["name"], row["year"], row["parties"])
    said = "|".join(str(row.get(name) or "") for name in BOOKS[book].identity)
    return hashlib.sha1(f"{book.value}|{said}".encode(), usedforsecurity=False).hexdigest()[:16]


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a book as plain mappings."""
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]


def new_row(book: Book) -> dict[str, Any]:
    """Return an empty row with what a new one says, ``uid`` empty."""
    row: dict[str, Any] = {"uid": ""}
    for one in BOOKS[book].fields:
        row[one.name] = [] if one.entry in LISTS else None if one.entry in NULLABLE else one.first
    return {**row, **{name: {} for name in BOOKS[book].kept}}


def normal(book: Book, rows: Sequence[Mapping[str, Any]] | pd.DataFrame) -> pd.DataFrame:
    """Return rows with all columns of a book in order, lists in list columns and uids filled in.

    Rows that would get the uid of another are told apart by a number, so that none is lost.
    """
    given = records(rows) if isinstance(rows, pd.DataFrame) else [dict(row) for row in rows]
    if book is Book.AGREEMENT:
        return register.normalised(pd.DataFrame(given, columns=_seen(given, register.AGREEMENT_COLUMNS)))
    made = [_normal_row(book, row) for row in given]
    taken: set[str] = set()
    for row in made:
        row["uid"] = free_uid(row["uid"] or row_uid(book, row), taken)
        taken.add(row["uid"])
    return pd.DataFrame(made, columns=list(BOOKS[book].columns), dtype=object)


def free_uid(uid: str, taken: Collection[str]) -> str:
    """Return a uid that no other row has: it is numbered when one does."""
    base, number = uid, 2
    while uid in taken:
        uid, number = f"{base}-{number}", number + 1
    return uid


def row_problems(book: Book, row: Mapping[str, Any], *, known: Mapping[Book, set[str]]) -> list[RegisterProblem]:
    """Return what is wrong with a normal row.

    Parameters
    ----------
    known : mapping of Book to set of str
        Uids there are, so that a row that refers to one that is gone is told; a book that is absent is not asked.
    """
    uid = str(row["uid"])
    if book is Book.AGREEMENT:
        found = [one for one in register.problems(pd.DataFrame([row])) if one.code != "agreement_twice"]
    else:
        found = []
        title = BOOKS[book].title
        if is_nothing(row[title]):
            found.append(RegisterProblem(uid, "name_missing", "error", {"column": title}))
        for one in BOOKS[book].fields:
            found += [RegisterProblem(uid, *finding) for finding in _field_problems(one, row[one.name], one.name)]
        found += [RegisterProblem(uid, *finding) for finding in ledger_books.row_findings(book, row)]
    for one in BOOKS[book].fields:
        if one.refers is not None and one.refers in known and one.entry in (Entry.REFERENCE, Entry.REFERENCES):
            named = row[one.name] if one.entry is Entry.REFERENCES else [row[one.name]] if row[one.name] else []
            gone = [value for value in named if value not in known[one.refers]]
            found += [
                RegisterProblem(uid, "reference_gone", "warning", {"column": one.name, "value": value})
                for value in gone
            ]
    return found


_Finding = tuple[str, str, dict[str, Any]]


def _field_problems(one: Field, value: Any, column: str) -> list[_Finding]:
    if one.entry is Entry.LINES:
        return [
            (code, severity, {**facts, "line": number})
            for number, line in enumerate(value, start=1)
            for part in one.parts
            for code, severity, facts in _field_problems(part, line.get(part.name, ""), f"{column}.{part.name}")
        ]
    if one.is_needed and is_nothing(value):
        return [("name_missing", "error", {"column": column})]
    if one.entry is Entry.NUMBER and value is not None and value < 0.0:
        return [("number_unreadable", "error", {"column": column, "value": f"{value:g}"})]
    if one.entry is Entry.DAY and value and _day(value) is None:
        return [("date_unreadable", "error", {"column": column, "value": value})]
    if one.entry is Entry.CHOICE and value and one.choices is not None and value not in set(one.choices):
        return [("value_unknown", "error", {"column": column, "value": value})]
    if one.entry is Entry.CHOICES and one.choices is not None:
        bad = [item for item in value if item not in set(one.choices)]
        return [("value_unknown", "error", {"column": column, "value": item}) for item in bad]
    return []


def _normal_row(book: Book, row: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {"uid": str(row.get("uid") or "")}
    for one in BOOKS[book].fields:
        made[one.name] = _normal_value(one, row.get(one.name))
    for name in BOOKS[book].kept:
        value = row.get(name)
        made[name] = dict(value) if isinstance(value, Mapping) else {}
    return made


def _normal_value(one: Field, value: Any) -> Any:
    if one.entry in LISTS:
        items = list(value) if isinstance(value, list | tuple) else []
        if one.entry is Entry.PARTIES:
            return [normal_party(item) for item in items]
        if one.entry is Entry.BORDERS:
            return sorted({"|".join(sorted(str(pair).split("|"))) for pair in items})
        if one.entry is Entry.LINES:
            return [_normal_line(one, item) for item in items]
        return [str(item) for item in items]
    if one.entry is Entry.NUMBER:
        return None if is_nothing(value) else float(value)
    return _text(value)


def _normal_line(one: Field, item: Mapping[str, Any]) -> dict[str, str]:
    typed = {part.name: _text(item.get(part.name)) or part.first for part in one.parts}
    # A line without them stays as older programs wrote it, so that hashes and merges see no change.
    return typed | {name: text for name in one.kept if (text := _text(item.get(name)))}


def normal_party(one: Mapping[str, Any]) -> dict[str, str]:
    """Return a party as the register stores it, with name and level filled in from its code."""
    made = party(str(one.get("code") or "").strip(), str(one.get("name") or ""))
    return {
        **made,
        "level": str(one.get("level") or made["level"]),
        "kind": str(one.get("kind") or PartyKind.GOVERNMENT.value),
    }


def _text(value: Any) -> str:
    return "" if is_nothing(value) else str(value)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _seen(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> list[str]:
    return list(columns) if not rows else [name for name in columns if any(name in row for row in rows)]
