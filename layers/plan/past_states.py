"""The states a plan has had, the youngest first, walked on a private copy: what did it say when paper was printed?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import apsw

from layers.errors import PlanDamaged
from layers.plan.history import apply_changeset
from layers.plan.json_text import loads
from layers.plan.schema import Table

_PAGES_A_STEP = 4096


@dataclass(frozen=True)
class PastState:
    """The plan just before a change that is done now.

    Attributes
    ----------
    db : apsw.Connection
        A copy in that state; it moves on with the next.
    until : str
        UTC time of the change that ended it.
    since : str
        UTC time of the change that led to it; "" for the state before the first.
    newer : int
        How many changes were made since.
    tables : frozenset of str
        What the change that ended it touched: all else is as in the state after.
    """

    db: apsw.Connection
    until: str
    since: str
    newer: int
    tables: frozenset[str]


def count(db: apsw.Connection) -> int:
    """Return how many states lie behind the present one."""
    rows: Any = db.execute(f"SELECT count(*) FROM {Table.CHANGE} WHERE state = 'done'").fetchall()
    return int(rows[0][0])


@contextmanager
def walking_back(db: apsw.Connection) -> Iterator[Iterator[PastState]]:
    """Give the states before each change that is done, the youngest first; the plan itself is only read.

    Raises
    ------
    PlanDamaged
        While walking: a change no longer fits the rows it changed.
    """
    copy = apsw.Connection("")  # a temporary file without a name, in memory while it is small
    try:
        with copy.backup("main", db, "main") as backup:
            while not backup.done:
                backup.step(_PAGES_A_STEP)
        copy.execute("PRAGMA trusted_schema = OFF")
        copy.execute("PRAGMA journal_mode = MEMORY").fetchall()
        copy.execute("PRAGMA synchronous = OFF")
        yield _walk(copy, str(db.filename))
    finally:
        copy.close()


def _walk(copy: apsw.Connection, path: str) -> Iterator[PastState]:
    rows: Any = copy.execute(f"SELECT fid, at, tables FROM {Table.CHANGE} WHERE state = 'done' ORDER BY fid DESC")
    done = rows.fetchall()
    for place, (fid, at, tables) in enumerate(done):
        blob: Any = copy.execute(f"SELECT changeset FROM {Table.CHANGE} WHERE fid = ?", (fid,)).get
        misfit = "there is no way back" if not blob else apply_changeset(copy, blob, "undo")
        if misfit:
            reason = f"change {fid} no longer fits the rows it changed: {misfit}"
            raise PlanDamaged(path=path, reason=reason, reason_code="history", change=fid)
        since = str(done[place + 1][1]) if place + 1 < len(done) else ""
        yield PastState(copy, str(at), since, place + 1, frozenset(loads(tables)))
