"""Rows that are lost in their table, but stand in the changes that made them.

A change row holds what it did to the rows, so the last state of a row can be worked out from the changes
that touched it.  With every change readable that is the row itself; else it may be an older state.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import apsw

from layers.plan.history import changeset_of
from layers.plan.salvage_check import Form, Judged, judge
from layers.plan.salvage_copy import Tally
from layers.plan.salvage_pages import RawRow
from layers.plan.salvage_report import RowCount
from layers.plan.schema import Table, quoted

#: Table → number of a row → its values, or None for one that was removed.
States = dict[str, dict[int, list[Any] | None]]


def replay(db: apsw.Connection, tables: Collection[str]) -> tuple[States, bool]:
    """Return the last state of the rows of some tables by the changes in force, and whether all could be read."""
    states: States = {table: {} for table in tables}
    whole = True
    rows: Any = db.execute(f"SELECT fid FROM {Table.CHANGE} WHERE state = 'done' ORDER BY fid").fetchall()
    for (fid,) in rows:
        ((blob,),) = db.execute(f"SELECT changeset FROM {Table.CHANGE} WHERE fid = ?", (fid,)).fetchall()
        try:
            for change in apsw.Changeset.iter(changeset_of(bytes(blob))):  # type: ignore[arg-type]
                if change.name in states:
                    whole &= _follow(states[change.name], change)
        except (apsw.Error, ValueError, MemoryError):
            whole = False
    return states, whole


def _follow(rows: dict[int, list[Any] | None], change: apsw.TableChange) -> bool:
    """Do to a table's states what a change did; return False where its row is not known."""
    if change.op == "INSERT":
        values: list[Any] = list(change.new or ())
        rows[values[0]] = values
        return True
    number: Any = (change.old or ())[0]
    if change.op == "DELETE":
        rows[number] = None
        return True
    state = rows.get(number)
    if state is None:
        return False
    for position, value in enumerate(change.new or ()):
        if value is not apsw.no_change:
            state[position] = value
    return True


@dataclass(frozen=True)
class Replayed:
    """Rows of one table that the history gives back, and the table's count with them.

    The rows may be older states unless ``is_certain``; then they also stand for rows that were doubtful.
    """

    rows: tuple[Judged, ...]
    count: RowCount
    is_certain: bool


def known_rows(
    form: Form,
    states: Mapping[int, list[Any] | None],
    tally: Tally,
    count: RowCount,
    keys: Mapping[int, str] | None,
    *,
    is_certain: bool,
) -> Replayed:
    """Return what the history knows of the rows that a table lacks, or has only doubtful.

    Without the table's index and with changes missing, a row may have been removed since: it stays lost.
    """
    if keys is None and not is_certain:
        return Replayed((), count, is_certain)
    found: list[tuple[RawRow, bool]] = []
    for number, values in sorted(states.items()):
        if values is None or (keys is not None and keys.get(number) != values[form.key]):
            continue
        is_missing = number not in tally.rowids and values[form.key] not in tally.kept
        if is_missing or (is_certain and number in tally.unsure):
            # A changeset has the row's number where its record has NULL, and may know fewer columns than the table.
            found.append((RawRow(number, (None, *values[1:])), is_certain))
    rows = tuple(row for row in judge(form, found) if not row.fault)
    cleared = sum(row.rowid in tally.unsure for row in rows)
    new = len(rows) - cleared
    lost = count.lost
    if keys is not None:
        lost = max(0, len(keys) - count.saved - count.doubtful - new)
    elif lost is not None:
        lost = max(0, lost - new)
    if is_certain:
        return Replayed(rows, RowCount(count.saved + len(rows), lost, count.doubtful - cleared), is_certain)
    return Replayed(rows, RowCount(count.saved, lost, count.doubtful + new), is_certain)


def write(db: apsw.Connection, form: Form, replayed: Replayed) -> None:
    """Write rows from the history into the new plan, in the place of doubtful ones."""
    names = ", ".join(map(quoted, form.names))
    marks = ", ".join("?" * len(form.names))
    sql = f"INSERT OR REPLACE INTO {quoted(form.table)} ({names}) VALUES ({marks})"
    db.executemany(sql, ((row.rowid, *row.values[1:]) for row in replayed.rows))
