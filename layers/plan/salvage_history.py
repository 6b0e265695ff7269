"""Whether a history still fits the rows it belongs to, proved by going through it."""

from __future__ import annotations

from typing import Any

import apsw

from layers.plan.history import changeset_of
from layers.plan.schema import Table


def still_fits(db: apsw.Connection) -> bool:
    """Return whether every undone change can be done again and every change undone.

    All of it happens in one transaction that is taken back.
    """
    undone, done = _ids(db, "undone"), _ids(db, "done")
    db.execute("BEGIN IMMEDIATE")
    try:
        for change in undone:
            apsw.Changeset.apply(_changeset(db, change), db, conflict=_abort)
        for change in [*reversed(undone), *reversed(done)]:
            apsw.Changeset.apply(apsw.Changeset.invert(_changeset(db, change)), db, conflict=_abort)
    except (apsw.Error, ValueError, MemoryError):
        return False
    finally:
        db.execute("ROLLBACK")
    return True


def _ids(db: apsw.Connection, state: str) -> list[int]:
    rows: Any = db.execute(f"SELECT fid FROM {Table.CHANGE} WHERE state = ? ORDER BY fid", (state,)).fetchall()
    return [fid for (fid,) in rows]


def _changeset(db: apsw.Connection, change: int) -> bytes:
    rows: Any = db.execute(f"SELECT changeset FROM {Table.CHANGE} WHERE fid = ?", (change,)).fetchall()
    return changeset_of(rows[0][0])


def _abort(reason: int, change: apsw.TableChange) -> int:
    return apsw.SQLITE_CHANGESET_ABORT
