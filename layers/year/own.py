"""What people entered in the calendar themselves, and what they moved or left out of what the rules propose."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from layers.agreements.books import Book, new_row, row_uid
from layers.agreements.vocabulary import MeetingKind, YearState
from layers.year.days import read_day
from layers.year.material import Row, YearMaterial
from layers.year.model import Entry, Kind, State

#: Keys of ``origin``: the proposed entry a row stands for and its day there; the row it was rolled from and the year;
#: the row of the register that says it was held.
KEY, DAY, ROLLED_FROM, YEAR, MET = "key", "day", "from", "year", "met"

#: Kind of an entry → the book that says it was held, and its kind there.
HELD_AS: Mapping[Kind, tuple[Book, str]] = {
    Kind.MEETING: (Book.MEETING, MeetingKind.MEETING.value),
    Kind.PATROL: (Book.MEETING, MeetingKind.JOINT_PATROL.value),
    Kind.TRAINING: (Book.MEETING, MeetingKind.TRAINING.value),
    Kind.BOUNDARY: (Book.MEETING, MeetingKind.BOUNDARY_INSPECTION.value),
    Kind.DRILL: (Book.DRILL, ""),
}
_STATES = {
    YearState.PLANNED.value: State.OPEN,
    YearState.DONE.value: State.DONE,
    YearState.DROPPED.value: State.DROPPED,
}


def laid_over(entries: Iterable[Entry], material: YearMaterial) -> Iterator[Entry]:
    """Yield entries as people left them, then those of their own.

    A row that stands for an entry that is no more (its agreement was removed) stays as an entry of its own.
    """
    standing = {str(row["origin"][KEY]): row for row in material.rows(Book.YEAR) if row["origin"].get(KEY)}
    seen: set[str] = set()
    for entry in entries:
        row = standing.get(entry.key)
        if row is None:
            yield entry
            continue
        seen.add(entry.key)
        yield _moved(entry, row)
    for row in material.rows(Book.YEAR):
        if row["origin"].get(KEY) not in seen:
            yield _own(material, row)


def row_for(entry: Entry, title: str, *, day: date | None = None, state: str = YearState.PLANNED) -> dict[str, Any]:
    """Return the row that moves a proposed entry, or says that it is done or left out; its uid follows from the entry.

    Parameters
    ----------
    title : str
        The entry in words, so that the row can be read in workbooks too.
    """
    placed = day or entry.day
    row = new_row(Book.YEAR)
    return {
        **row,
        "uid": hashlib.sha1(f"year|{entry.key}".encode(), usedforsecurity=False).hexdigest()[:16],
        "date": placed.isoformat() if placed is not None else "",
        "kind": entry.kind.value,
        "title": title,
        "state": str(state),
        "agreements": sorted(entry.agreements),
        "borders": sorted(entry.pairs),
        "origin": {KEY: entry.key, DAY: entry.day.isoformat() if entry.day is not None else ""},
    }


def can_be_entered(entry: Entry) -> bool:
    """Tell whether an entry can become a row of the register that says it was held."""
    is_ours = bool(entry.own) or entry.is_proposed
    return is_ours and entry.state is State.OPEN and entry.kind in HELD_AS and entry.day is not None


def held_row(row: Row, entry: Entry) -> tuple[Book, dict[str, Any]]:
    """Return the row of the register that says an entry was held on its day, and its book.

    Raises
    ------
    ValueError
        It has no day, or is nothing that is held.
    """
    if entry.day is None or entry.kind not in HELD_AS:
        raise ValueError("only a meeting, drill, patrol, inspection or training with a day can be held")
    book, kind = HELD_AS[entry.kind]
    shared = {name: row[name] for name in ("place", "host", "body", "agreements", "parties", "borders", "content")}
    title = "name" if book is Book.DRILL else "title"
    made = {**new_row(book), **shared, "date": entry.day.isoformat(), title: str(row["title"])}
    made = made if book is Book.DRILL else {**made, "kind": kind}
    return book, {**made, "uid": row_uid(book, made)}


def _moved(entry: Entry, row: Row) -> Entry:
    day, state = read_day(row["date"]) or entry.day, _state(row)
    if entry.is_met:
        state = State.DONE
    return replace(
        entry,
        day=day,
        end=read_day(row["end"]),
        state=state,
        was=entry.day if entry.day is not None and day != entry.day else None,
        who=(str(row["host"]),) if row["host"] else entry.who,
        is_met=False,
        own=str(row["uid"]),
    )


def _state(row: Row) -> State:
    return _STATES.get(str(row["state"]), State.OPEN)


def _own(material: YearMaterial, row: Row) -> Entry:
    day, end = read_day(row["date"]), read_day(row["end"])
    return Entry(
        key=f"own:{row['uid']}",
        kind=Kind(row["kind"]) if row["kind"] in set(Kind) else Kind.OTHER,
        code="rolled" if row["origin"].get(ROLLED_FROM) else "own",
        day=day,
        end=end if end is not None and day is not None and end > day else None,
        state=_state(row),
        who=(str(row["host"]),) if row["host"] else material.who_of(row),
        facts={"title": str(row["title"]), "place": str(row["place"]), "content": str(row["content"]),
               "year": row["origin"].get(YEAR, "")},
        pairs=material.pairs_of(row),
        book=Book.YEAR,
        uid=str(row["uid"]),
        own=str(row["uid"]),
        agreements=frozenset(map(str, row["agreements"])),
        is_met=bool(row["origin"].get(MET)),
    )  # fmt: skip
