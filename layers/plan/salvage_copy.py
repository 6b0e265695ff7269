"""Rows from a damaged plan into a table of the new one, counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import apsw

from layers.plan.salvage_check import Form, Judged, What, judge, key_of, name_of
from layers.plan.salvage_report import RowCount
from layers.plan.salvage_source import Source
from layers.plan.schema import SPECS, quoted

#: Names are listed up to this many of a kind.
_MOST_NAMES = 200


@dataclass
class Tally:
    """What became of the rows of one table."""

    saved: int = 0
    doubtful: int = 0
    faults: int = 0
    text: int = 0
    twice: int = 0
    lost_names: list[str] = field(default_factory=list)
    doubtful_names: list[str] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    rowids: set[int] = field(default_factory=set)
    unsure: set[int] = field(default_factory=set)  # numbers of the doubtful rows

    def count(self, expected: int | None, *, is_whole: bool) -> RowCount:
        """Return the count; ``expected`` is how many rows there were, if something says so."""
        here = self.saved + self.doubtful
        if expected is not None:
            return RowCount(self.saved, max(0, expected - here), self.doubtful)
        return RowCount(self.saved, self.faults if is_whole else None, self.doubtful)


def judged_rows(source: Source, form: Form) -> Iterator[Judged]:
    """Yield the rows of a table with what is thought of them."""
    keys = source.completeness(form).keys
    return judge(form, source.rows(form), keys=keys)


def sift(
    source: Source, form: Form, tally: Tally, means: Callable[[Judged], bool] = lambda row: True
) -> Iterator[Judged]:
    """Yield the rows that may go into the new plan, each key and number once, and count the others.

    Parameters
    ----------
    means : callable of a row
        Whether the values of a row make sense together.
    """
    for row in judged_rows(source, form):
        key = key_of(form, row)
        name = name_of(form, row) or key
        if row.fault or not means(row):
            tally.faults += 1
            if name:
                _note(tally.lost_names, name)
            continue
        if key in tally.kept or (row.rowid in tally.rowids and What.ROWID in form.kinds):
            tally.twice += 1
            continue
        tally.text += row.has_unreadable_text
        tally.kept.add(key)
        tally.rowids.add(row.rowid)
        if row.is_doubtful:
            tally.doubtful += 1
            tally.unsure.add(row.rowid)
            _note(tally.doubtful_names, name)
        else:
            tally.saved += 1
        yield row


def name_missing(source: Source, form: Form, tally: Tally) -> None:
    """Add to the lost the keys that the table's index lists and no row has."""
    keys = source.completeness(form).keys
    if keys is None:
        return
    for key in keys.values():
        if key not in tally.kept and key not in tally.lost_names:
            _note(tally.lost_names, key)


def copy_rows(
    source: Source,
    form: Form,
    db: apsw.Connection,
    columns: tuple[str, ...],
    *,
    means: Callable[[Judged], bool] = lambda row: True,
    tick: Callable[[int], None] = lambda count: None,
) -> tuple[Tally, RowCount]:
    """Copy a table's rows into the table of the same name; ``columns`` are those the new one has."""
    tally = Tally()
    chosen = [(name, position) for position, name in enumerate(form.names) if name in columns]
    fid = next((number for number, (name, _) in enumerate(chosen) if name == "fid"), -1)
    spec = next((one for one in SPECS.values() if one.table == form.table), None)
    empty = {} if spec is None else spec.empty  # what rows say in columns that came after them

    def values() -> Iterator[tuple[Any, ...]]:
        for number, row in enumerate(sift(source, form, tally, means)):
            if number % 1000 == 0:
                tick(number)
            found = [empty.get(name) if row.values[at] is None else row.values[at] for name, at in chosen]
            if fid >= 0:
                found[fid] = row.rowid
            yield tuple(found)

    names = ", ".join(quoted(name) for name, _ in chosen)
    marks = ", ".join("?" * len(chosen))
    db.executemany(f"INSERT INTO {quoted(form.table)} ({names}) VALUES ({marks})", values())
    name_missing(source, form, tally)
    known = source.completeness(form)
    expected = len(known.keys) if known.keys is not None else None
    return tally, tally.count(expected, is_whole=known.is_whole)


def _note(names: list[str], name: str) -> None:
    if len(names) < _MOST_NAMES:
        names.append(name)
