"""Entries that stand in the register: what took place or is planned, decisions, terms of agreements, chair, watch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from layers.agreements.books import Book
from layers.agreements.vocabulary import AgreementState, DecisionState, MeetingKind
from layers.year.days import days_after, read_day, year_of
from layers.year.material import Row, YearMaterial
from layers.year.model import Entry, Kind, State
from layers.year.rotation import terms

#: What the counties did together → its kind in the calendar.
KIND_OF_MEETING: Mapping[str, Kind] = {
    MeetingKind.MEETING: Kind.MEETING,
    MeetingKind.CONSULTATION: Kind.MEETING,
    MeetingKind.JOINT_PATROL: Kind.PATROL,
    MeetingKind.JOINT_INSPECTION: Kind.PATROL,
    MeetingKind.BOUNDARY_INSPECTION: Kind.BOUNDARY,
    MeetingKind.TRAINING: Kind.TRAINING,
}


def events(material: YearMaterial) -> Iterator[Entry]:
    """Yield meetings, patrols, inspections and drills; one on or before the reference date took place."""
    for row in material.rows(Book.MEETING):
        kind = KIND_OF_MEETING.get(str(row["kind"]), Kind.MEETING)
        yield from _event(material, Book.MEETING, row, kind, str(row["title"]), str(row["kind"]))
    for row in material.rows(Book.DRILL):
        yield from _event(material, Book.DRILL, row, Kind.DRILL, str(row["name"]), "drill")


def _event(material: YearMaterial, book: Book, row: Row, kind: Kind, title: str, what: str) -> Iterator[Entry]:
    day = read_day(row["date"])
    if day is None:
        return
    is_held = day <= material.on
    host = str(row["host"])
    yield Entry(
        key=f"{book.value}:{row['uid']}",
        kind=kind,
        code="event",
        day=day,
        state=State.DONE if is_held else State.OPEN,
        who=(host,) if host else material.who_of(row),
        facts={"title": title, "what": what, "place": str(row["place"]), "held": is_held},
        pairs=material.pairs_of(row),
        book=book,
        uid=str(row["uid"]),
        agreements=frozenset(map(str, row["agreements"])),
    )


def decisions(material: YearMaterial) -> Iterator[Entry]:
    """Yield what meetings decided, on the day it is due; one without a day has none to stand on."""
    for row in material.rows(Book.MEETING):
        for number, line in enumerate(row["decisions"]):
            day = read_day(line["due"])
            is_open = line["state"] == DecisionState.OPEN
            if day is None and not is_open:
                continue
            dropped = line["state"] == DecisionState.DROPPED
            yield Entry(
                key=f"decision:{row['uid']}:{number}",
                kind=Kind.DECISION,
                code="decision",
                day=day,
                state=State.OPEN if is_open else State.DROPPED if dropped else State.DONE,
                who=(str(line["owner"]),) if line["owner"] else (),
                facts={"title": str(line["text"]), "meeting": str(row["title"]), "date": str(row["date"])},
                pairs=material.pairs_of(row),
                book=Book.MEETING,
                uid=str(row["uid"]),
            )


def agreement_terms(material: YearMaterial) -> Iterator[Entry]:
    """Yield first and last days of signed agreements, and by when talks about the next term begin.

    An end is settled by a signed agreement with a later last day for a border and a field of this one; talks are
    begun by such a one in talks, too.
    """
    scopes = _scopes(material)
    signed = [row for row in material.rows(Book.AGREEMENT) if row["state"] == AgreementState.SIGNED]
    for row in signed:
        start, end = read_day(row["start"]), read_day(row["end"])
        if start is not None:
            yield _agreement_entry(material, row, "agreement_begins", start, State.FACT)
        if end is None:
            continue
        later, talks = _followed_by(row, end, material.pairs_of(row), scopes)
        yield _agreement_entry(material, row, "agreement_ends", end, State.DONE if later else State.OPEN)
        if end >= material.on:  # once it has ended that is what is told
            begin = days_after(end, -material.settings.renewal_days)
            state = State.DONE if later or talks else State.OPEN
            yield _agreement_entry(material, row, "agreement_renewal", begin, state)


def _agreement_entry(material: YearMaterial, row: Row, code: str, day: date, state: State) -> Entry:
    return Entry(
        key=f"{code}:{row['uid']}",
        kind=Kind.AGREEMENT,
        code=code,
        day=day,
        state=state,
        who=material.who_of(row),
        facts={"title": str(row["name"]), "start": row["start"], "end": row["end"],
               "days": material.settings.renewal_days},
        pairs=material.pairs_of(row),
        book=Book.AGREEMENT,
        uid=str(row["uid"]),
        agreements=frozenset({str(row["uid"])}),
    )  # fmt: skip


@dataclass(frozen=True)
class _Scope:
    """What an agreement is about, for comparing it with others."""

    uid: str
    pairs: frozenset[str]
    fields: frozenset[str]
    end: date | None
    is_signed: bool


def _scopes(material: YearMaterial) -> list[_Scope]:
    return [
        _Scope(str(row["uid"]), material.pairs_of(row), frozenset(row["hazards"]), read_day(row["end"]),
               row["state"] == AgreementState.SIGNED)
        for row in material.rows(Book.AGREEMENT)
        if row["state"] != AgreementState.ENDED
    ]  # fmt: skip


def _followed_by(row: Row, end: date, pairs: frozenset[str], scopes: Sequence[_Scope]) -> tuple[bool, bool]:
    """Return whether a signed agreement goes on after this one, and whether one is in talks."""
    fields = frozenset(row["hazards"])
    others = [
        one
        for one in scopes
        if one.uid != row["uid"] and not fields.isdisjoint(one.fields) and not pairs.isdisjoint(one.pairs)
    ]
    later = any(one.is_signed and one.end is not None and one.end > end for one in others)
    return later, any(not one.is_signed for one in others)


def chairs(material: YearMaterial, year: int) -> Iterator[Entry]:
    """Yield the terms of the chair that begin in a year, proposed ones marked."""
    first, last = year_of(year)
    for body in material.rows(Book.BODY):
        for term in terms(body, last):
            if first <= term.start <= last:
                yield Entry(
                    key=f"chair:{body['uid']}:{term.start}",
                    kind=Kind.ROTATION,
                    code="chair_proposed" if term.is_proposed else "chair",
                    day=term.start,
                    state=State.FACT,
                    who=(term.chair,),
                    facts={"title": str(body["name"]), "chair": term.chair, "to": term.end.isoformat()},
                    pairs=material.pairs_of({**body, "body": ""}),
                    book=Book.BODY,
                    uid=str(body["uid"]),
                    is_proposed=term.is_proposed,
                )


def watches(material: YearMaterial, year: int) -> Iterator[Entry]:
    """Yield the lines of duty rosters that begin in a year; persons and telephones stay in the register."""
    first, last = year_of(year)
    for body in material.rows(Book.BODY):
        for number, line in enumerate(body["roster"]):
            start, end = read_day(line["from"]), read_day(line["to"])
            if start is None or not first <= start <= last:
                continue
            yield Entry(
                key=f"watch:{body['uid']}:{start}:{number}",
                kind=Kind.DUTY,
                code="watch",
                day=start,
                end=end if end is not None and end >= start else None,
                state=State.FACT,
                who=(str(line["unit"]),) if line["unit"] else (),
                facts={"title": str(body["name"]), "unit": str(line["unit"])},
                pairs=material.pairs_of({**body, "body": ""}),
                book=Book.BODY,
                uid=str(body["uid"]),
            )
