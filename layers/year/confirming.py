"""What a new year must confirm again: each line with its tick, who confirmed it and when.

A tick holds what the line said.  Where the register says something else since, the line is open again and says so:
nothing is confirmed in silence, and nothing stays confirmed that changed.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from layers.agreements.books import Book
from layers.agreements.vocabulary import YearState
from layers.year.days import read_day, year_of
from layers.year.due import own_agreements, season_groups
from layers.year.material import Row, Tick, YearMaterial
from layers.year.own import ROLLED_FROM
from layers.year.rotation import recorded_terms, terms


class Subject(StrEnum):
    """What is confirmed, in the order in which it is listed."""

    CONTACT = "contact"
    ROSTER = "roster"
    CHAIR = "chair"
    DATE = "date"
    AGREEMENT = "agreement"
    SEASON = "season"


@dataclass(frozen=True)
class Line:
    """One line to be confirmed.

    Attributes
    ----------
    key : str
        Lasting within its year.
    title, said : str
        What it is about, and what it says now; a tick holds this.
    printed : str
        The same without telephone numbers, for what leaves the program.
    book, uid
        The row it comes from; ``book`` None for a season.
    pairs : frozenset of str
        Borders it is about.
    tick : Tick or None
        The last confirmation of this year; it holds only while ``said`` is what it said then.
    """

    key: str
    subject: Subject
    title: str
    said: str
    printed: str
    book: Book | None
    uid: str
    pairs: frozenset[str] = frozenset()
    tick: Tick | None = None

    @property
    def is_confirmed(self) -> bool:
        """Whether it is confirmed as it stands."""
        return self.tick is not None and self.tick.said == self.said

    @property
    def has_changed(self) -> bool:
        """Whether it was confirmed and says something else since."""
        return self.tick is not None and self.tick.said != self.said


def to_confirm(material: YearMaterial, year: int, pair: str = "") -> list[Line]:
    """Return what a year must confirm, with the ticks it has; only of one border where that is named.

    Contacts, the roster lines and terms of the chair of the year, rolled dates, seasons, and signed agreements between
    counties of the plan that end in or before the year or whose last day nobody knows.
    """
    ticks = {tick.subject: tick for tick in material.ticks if tick.year == year}
    lines = [*_contacts(material), *_bodies(material, year), *_dates(material, year), *_agreements(material, year),
             *_seasons(material)]  # fmt: skip
    mine = (line for line in lines if not pair or pair in line.pairs)
    return [replace(line, tick=ticks.get(line.key)) for line in mine]


def confirmed(material: YearMaterial, year: int, keys: Iterable[str], by: str, day: date, note: str = "") -> list[Tick]:
    """Return all ticks of a plan with some lines of a year confirmed.

    Raises
    ------
    ValueError
        Nobody is named who confirms; or a line is not there.
    """
    if not by.strip():
        raise ValueError("a confirmation needs the name of who confirms")
    lines = {line.key: line for line in to_confirm(material, year)}
    if gone := [key for key in keys if key not in lines]:
        raise ValueError(f"nothing to confirm: {', '.join(gone)}")
    made = {key: Tick(year, key, lines[key].said, by.strip(), day.isoformat(), note.strip()) for key in keys}
    kept = [tick for tick in material.ticks if not (tick.year == year and tick.subject in made)]
    return [*kept, *made.values()]


def unconfirmed(ticks: Sequence[Tick], year: int, keys: Iterable[str]) -> list[Tick]:
    """Return ticks without those of some lines of a year."""
    gone = set(keys)
    return [tick for tick in ticks if not (tick.year == year and tick.subject in gone)]


def tick_uid(tick: Tick) -> str:
    """Return the uid of a tick: the same line of a year has the same on two laptops, so two plans merge."""
    return hashlib.sha1(f"{tick.year}|{tick.subject}".encode(), usedforsecurity=False).hexdigest()[:16]


def _contacts(material: YearMaterial) -> Iterator[Line]:
    for row in material.rows(Book.CONTACT):
        county = material.county(str(row["county"]))
        title = _joined(county, row["body"])
        said = _joined(row["name"], row["duty"], row["phone"], row["backup"], row["callsign"])
        printed = _joined(row["name"], row["duty"], row["callsign"])
        key, pairs = f"contact:{row['uid']}", _touching(material, {str(row["county"])})
        yield Line(key, Subject.CONTACT, title, said, printed, Book.CONTACT, str(row["uid"]), pairs)


def _bodies(material: YearMaterial, year: int) -> Iterator[Line]:
    first, last = year_of(year)
    for body in material.rows(Book.BODY):
        uid, pairs = str(body["uid"]), material.pairs_of({**body, "body": ""})
        seen: Counter[str] = Counter()
        for line in body["roster"]:
            start, end = read_day(line["from"]), read_day(line["to"])
            if start is not None and start <= last and (end or start) >= first:
                printed = _joined(_span(line), line["unit"], line["person"])
                said, key = _joined(printed, line["phone"]), f"roster:{uid}:{start}:{line['unit']}"
                seen[key] += 1
                key = key if seen[key] == 1 else f"{key}:{seen[key]}"
                yield Line(key, Subject.ROSTER, str(body["name"]), said, printed, Book.BODY, uid, pairs)
        for term in terms(body, last):
            if term.start <= last and term.end >= first and term in recorded_terms(body):
                said = _joined(f"{term.start} – {term.end}", term.chair)
                key = f"chair:{uid}:{term.start}"
                yield Line(key, Subject.CHAIR, str(body["name"]), said, said, Book.BODY, uid, pairs)


def _dates(material: YearMaterial, year: int) -> Iterator[Line]:
    first, last = year_of(year)
    for row in material.rows(Book.YEAR):
        day = read_day(row["date"])
        is_rolled = row["origin"].get(ROLLED_FROM) and row["state"] == YearState.PLANNED
        if is_rolled and day is not None and first <= day <= last:
            said = _joined(_span({"from": row["date"], "to": row["end"]}), row["host"], row["place"])
            key, pairs = f"date:{row['uid']}", material.pairs_of(row)
            yield Line(key, Subject.DATE, str(row["title"]), said, said, Book.YEAR, str(row["uid"]), pairs)


def _agreements(material: YearMaterial, year: int) -> Iterator[Line]:
    _first, last = year_of(year)
    for row in own_agreements(material):
        end = read_day(row["end"])
        if end is None or end <= last:
            said = _joined(_span({"from": row["start"], "to": row["end"]}))
            key, pairs = f"agreement:{row['uid']}", material.pairs_of(row)
            yield Line(key, Subject.AGREEMENT, str(row["name"]), said, said, Book.AGREEMENT, str(row["uid"]), pairs)


def _seasons(material: YearMaterial) -> Iterator[Line]:
    for season, codes in season_groups(material):
        title = "、".join(material.county(code) for code in codes)
        said = _joined(f"{season.start} – {season.end}", season.basis)
        key, pairs = f"season:{season.kind.value}:{codes[0]}", _touching(material, set(codes))
        yield Line(key, Subject.SEASON, title, said, said, None, season.kind.value, pairs)


def _touching(material: YearMaterial, codes: set[str]) -> frozenset[str]:
    return frozenset(pair for pair in material.borders if codes & set(pair.split("|")))


def _span(line: Row) -> str:
    return " – ".join(str(day) for day in (line["from"], line["to"]) if day)


def _joined(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part not in ("", None))
