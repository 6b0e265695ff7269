"""The next year out of this one: dates, roster and chair go on, and nothing that is there is lost or written over.

Rolling twice does nothing the second time: what was rolled carries the row it came from, and has a uid of its own.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from layers.agreements.books import Book, new_row, normal
from layers.agreements.vocabulary import YearState
from layers.year.days import end_years_after, read_day, start_years_after, year_of, years_after
from layers.year.material import Row, YearMaterial
from layers.year.own import KEY, MET, ROLLED_FROM, YEAR
from layers.year.recorded import KIND_OF_MEETING
from layers.year.rotation import next_of, terms

#: An entry and what the register says took place are one thing when they are this near.
_NEAR_DAYS = 31
_CLOCK = re.compile(r"(?<!\d)(\d{4})(?!\d)")


@dataclass(frozen=True)
class Rolled:
    """What rolling would write; nothing is written yet.

    Attributes
    ----------
    books : mapping of Book to DataFrame
        Books that change, whole.
    title : str
    on : date
        The plan's title and reference date afterwards.
    dates, watches, terms : int
        Entries, roster lines and terms of the chair that are new.
    """

    year: int
    books: Mapping[Book, pd.DataFrame]
    title: str
    on: date
    dates: int
    watches: int
    terms: int

    def is_nothing(self, material: YearMaterial) -> bool:
        """Whether the plan already is as it would be."""
        return not self.books and (self.title, self.on) == (material.title, material.on)


def roll(material: YearMaterial, year: int, *, on: date | None = None, title: str | None = None) -> Rolled:
    """Return the plan of a year, made from the year before it.

    Parameters
    ----------
    year : int
        The new year; what lies in ``year - 1`` goes on into it.
    on : date, optional
        The reference date afterwards; 1 January of the year.
    title : str, optional
        The plan's title afterwards; the old one with the year before replaced by the year.

    Notes
    -----
    Meetings, patrols, drills and own entries of the year before come as *planned* entries of the calendar, a year
    later (29 February on the 28th), hosted by the party whose turn it is next; the register of what took place is not
    touched.  Roster lines come a year later unless the body has lines in the new year already, a line that ends with a
    month ends with that month again, so that a roster over February has no gap.  The chair goes round as
    :func:`layers.year.rotation.terms` says, to the end of the year.  Contacts stay as they are.  All of it is listed to
    be confirmed (:mod:`layers.year.confirming`).
    """
    own = [dict(row) for row in material.rows(Book.YEAR)]
    there = {(str(row["origin"].get(ROLLED_FROM, "")), row["origin"].get(YEAR)) for row in own}
    new = [row for row in _dates(material, year) if (row["origin"][ROLLED_FROM], year) not in there]
    bodies, watches, chairs = [], 0, 0
    for body in material.rows(Book.BODY):
        lines, turns = _watches(body, year), _terms(body, year)
        watches, chairs = watches + len(lines), chairs + len(turns)
        bodies.append({**body, "roster": [*body["roster"], *lines], "rotation": [*body["rotation"], *turns]})
    books: dict[Book, pd.DataFrame] = {}
    if new:
        books[Book.YEAR] = normal(Book.YEAR, [*own, *new])
    if watches or chairs:
        books[Book.BODY] = normal(Book.BODY, bodies)
    renamed = with_year(material.title, year - 1, year) if title is None else title
    return Rolled(year, books, renamed, on or max(material.on, date(year, 1, 1)), len(new), watches, chairs)


def with_year(text: str, old: int, new: int) -> str:
    """Return a text with one year replaced by another where it stands by itself (2026年秋季 → 2027年秋季)."""
    return _CLOCK.sub(lambda found: str(new) if int(found[1]) == old else found[0], text)


def _dates(material: YearMaterial, year: int) -> Iterator[dict[str, Any]]:
    first, last = year_of(year - 1)
    for book, title in ((Book.MEETING, "title"), (Book.DRILL, "name"), (Book.YEAR, "title")):
        for row in material.rows(book):
            day = read_day(row["date"])
            if day is None or not first <= day <= last or _is_left(book, row) or _is_told(material, book, row, day):
                continue
            yield _rolled_row(book, row, str(row[title]), day, year)


def _is_left(book: Book, row: Row) -> bool:
    """Tell whether an entry does not go on: what stands for a rule comes again by the rule, what was dropped is over.

    An inspection of the line comes again after five years, not after one.
    """
    if book is Book.YEAR:
        return bool(row["origin"].get(KEY) or row["origin"].get(MET)) or row["state"] == YearState.DROPPED
    return book is Book.MEETING and row["kind"] == "boundary_inspection"


def _is_told(material: YearMaterial, book: Book, row: Row, day: date) -> bool:
    """Tell whether an entry that was done stands in the register too, near its day: then that one goes on."""
    if book is not Book.YEAR or row["state"] != YearState.DONE:
        return False
    pairs, under = material.pairs_of(row), set(row["agreements"])
    for other_book in (Book.MEETING, Book.DRILL):
        for other in material.rows(other_book):
            held = read_day(other["date"])
            if held is None or abs((held - day).days) > _NEAR_DAYS or _kind(other_book, other) != row["kind"]:
                continue
            if under & set(other["agreements"]) or pairs & material.pairs_of(other):
                return True
    return False


def _rolled_row(book: Book, row: Row, title: str, day: date, year: int) -> dict[str, Any]:
    source = str(row["uid"])
    kind = row["kind"] if book is Book.YEAR else _kind(book, row)
    end = read_day(row.get("end", ""))
    parties = [str(one["name"]) for one in sorted(row["parties"], key=lambda one: str(one["code"])) if one["name"]]
    host = next_of(parties, str(row["host"])) if row["host"] else ""
    return {
        **new_row(Book.YEAR),
        "uid": hashlib.sha1(f"rolled|{source}|{year}".encode(), usedforsecurity=False).hexdigest()[:16],
        "date": years_after(day, 1).isoformat(),
        "end": end_years_after(end, 1).isoformat() if end is not None else "",
        "kind": str(kind),
        "title": with_year(title, year - 1, year),
        "state": YearState.PLANNED.value,
        "host": host or str(row["host"]),
        "place": str(row["place"]) if host in ("", row["host"]) else "",
        "body": str(row["body"]),
        "agreements": list(row["agreements"]),
        "parties": list(row["parties"]),
        "borders": list(row["borders"]),
        "content": str(row["content"]),
        "origin": {ROLLED_FROM: source, YEAR: year},
    }


def _kind(book: Book, row: Row) -> str:
    return "drill" if book is Book.DRILL else str(KIND_OF_MEETING.get(str(row["kind"]), "meeting"))


def _watches(body: Row, year: int) -> list[dict[str, Any]]:
    first, last = year_of(year)
    lines = [(read_day(line["from"]), line) for line in body["roster"]]
    if any(start is not None and first <= start <= last for start, _line in lines):
        return []
    found = []
    for start, line in lines:
        if start is None or start.year != year - 1:
            continue
        end = read_day(line["to"])
        later, until = start_years_after(start, 1), end_years_after(end, 1) if end is not None else None
        if until is not None and until < later:  # one day of watch on 29 February
            later = until
        found.append({**line, "from": later.isoformat(), "to": until.isoformat() if until is not None else ""})
    return found


def _terms(body: Row, year: int) -> list[dict[str, Any]]:
    _first, last = year_of(year)
    return [
        {"from": term.start.isoformat(), "to": term.end.isoformat(), "chair": term.chair}
        for term in terms(body, last)
        if term.is_proposed
    ]
