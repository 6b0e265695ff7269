"""Gestures as transactions: each change commits together with the row that can take it back.

SQLite's session extension records what a transaction did to the tracked tables; the recorded
changeset is stored in ``lf_change`` by the same commit, so a file never holds a change without its
way back, nor the other way round.  Undo applies the inverse, redo the changeset itself.

The history is a line: a new gesture after undo *discards* the undone rows.  A discarded row stays
as a record of what was done and when, without its changeset; it cannot be brought back.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

import apsw

from layers.errors import PlanDamaged, PlanNotSaved
from layers.plan.frames import to_json
from layers.plan.model import ChangeRecord
from layers.plan.schema import TRACKED_TABLES, Table

Direction = Literal["do", "undo", "redo"]
#: Called after each commit with the change, the tables it touched, and which way it went.
Listener = Callable[[ChangeRecord, frozenset[str], Direction], None]

_COLUMNS = "fid, code, facts, at, state"


@dataclass
class Change:
    """The gesture in hand: facts may still be added; ``id`` is 0 until it is committed."""

    code: str
    facts: dict[str, Any]
    id: int = 0
    content_tables: set[str] = field(default_factory=set)


class History:
    """Changes of one open plan.

    Parameters
    ----------
    db : apsw.Connection
    path : str
        For messages.
    program : str
        Name and version of the program, kept with each change.
    """

    def __init__(self, db: apsw.Connection, path: str, program: str) -> None:
        self._db = db
        self._path = path
        self._program = program
        self._listeners: list[Listener] = []
        self.current: Change | None = None
        self.saved_at: datetime | None = self._last_time()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after each commit; returns a function that ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def adopt_listeners(self, other: History) -> None:
        """Go on telling those who listened to another history, in the same list."""
        self._listeners = other._listeners

    # --- doing ------------------------------------------------------------------------------------

    @contextmanager
    def change(self, code: str, facts: dict[str, Any]) -> Iterator[Change]:
        """Run one gesture; see :meth:`layers.plan.store.PlanStore.change`."""
        if self.current is not None:
            raise RuntimeError(f"change {code!r} inside change {self.current.code!r}: a gesture is one transaction")
        touched: set[str] = set()

        def is_tracked(table: str) -> bool:
            touched.add(table)
            return table in TRACKED_TABLES

        change = Change(code, facts)
        with self._transaction():
            session = apsw.Session(self._db, "main")
            try:
                session.table_filter(is_tracked)
                session.attach()
                self.current = change
                yield change
                changeset = session.changeset()
            finally:
                self.current = None
                session.close()
            if changeset:
                tables = frozenset(touched & TRACKED_TABLES)
                record = self._record(change, changeset, tables)
        if changeset:
            self._announce(record, tables, "do")

    def _record(self, change: Change, changeset: bytes, tables: frozenset[str]) -> ChangeRecord:
        now = datetime.now(UTC)
        self._db.execute(f"UPDATE {Table.CHANGE} SET state = 'discarded', changeset = NULL WHERE state = 'undone'")
        self._db.execute(
            f"INSERT INTO {Table.CHANGE} (uid, code, facts, at, program, state, tables, content_tables, changeset)"
            " VALUES (?, ?, ?, ?, ?, 'done', ?, ?, ?)",
            (
                uuid.uuid4().hex,
                change.code,
                to_json(change.facts),
                now.isoformat(timespec="milliseconds"),
                self._program,
                to_json(sorted(tables)),
                to_json(sorted(change.content_tables)),
                changeset,
            ),
        )
        change.id = self._db.last_insert_rowid()
        return ChangeRecord(id=change.id, code=change.code, facts=dict(change.facts), at=now, undone=False)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """BEGIN … COMMIT; on any exception everything since BEGIN is gone."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except apsw.Error as error:
            raise PlanNotSaved(path=self._path, reason=str(error)) from error
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            if isinstance(error, apsw.Error) and not isinstance(error, apsw.ConstraintError | apsw.SQLError):
                raise PlanNotSaved(path=self._path, reason=str(error)) from error
            raise

    def _announce(self, record: ChangeRecord, tables: frozenset[str], direction: Direction) -> None:
        self.saved_at = datetime.now(UTC)
        for listener in tuple(self._listeners):
            listener(record, tables, direction)

    # --- back and forth -----------------------------------------------------------------------------

    def undo(self) -> ChangeRecord | None:
        """Take the last done change back; None when there is none."""
        return self._step("done", "ORDER BY fid DESC", "undo")

    def redo(self) -> ChangeRecord | None:
        """Do the first undone change again; None when there is none."""
        return self._step("undone", "ORDER BY fid", "redo")

    def _step(self, state: str, order: str, direction: Direction) -> ChangeRecord | None:
        if self.current is not None:
            raise RuntimeError(f"{direction} inside change {self.current.code!r}")
        row = self._db.execute(
            f"SELECT {_COLUMNS}, tables, changeset FROM {Table.CHANGE} WHERE state = ? {order} LIMIT 1", (state,)
        ).fetchone()
        if row is None:
            return None
        *shown, tables, changeset = row
        new_state = "undone" if direction == "undo" else "done"
        with self._transaction():
            self._apply(changeset if direction == "redo" else apsw.Changeset.invert(changeset), shown[0])
            self._db.execute(f"UPDATE {Table.CHANGE} SET state = ? WHERE fid = ?", (new_state, shown[0]))
        record = _record_from((*shown[:4], new_state))
        self._announce(record, frozenset(json.loads(tables)), direction)
        return record

    def _apply(self, changeset: bytes, change_id: int) -> None:
        clashes: list[str] = []

        def abort(reason: int, change: apsw.TableChange) -> int:
            clashes.append(f"{change.name}: {apsw.mapping_session_conflict.get(reason, reason)}")
            return apsw.SQLITE_CHANGESET_ABORT

        try:
            apsw.Changeset.apply(changeset, self._db, conflict=abort)
        except apsw.AbortError as error:
            raise PlanDamaged(
                path=self._path,
                reason=f"change {change_id} no longer fits the rows it changed: {'; '.join(clashes) or error}",
                reason_code="history",
                change=change_id,
            ) from error

    # --- looking --------------------------------------------------------------------------------------

    def records(self) -> list[ChangeRecord]:
        """Return the changes that are done or can be redone, oldest first."""
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM {Table.CHANGE} WHERE state <> 'discarded' ORDER BY fid")
        return [_record_from(row) for row in rows]

    def has(self, state: Literal["done", "undone"]) -> bool:
        """Return whether any change is in a state."""
        return (
            self._db.execute(f"SELECT 1 FROM {Table.CHANGE} WHERE state = ? LIMIT 1", (state,)).fetchone() is not None
        )

    def next_id(self, direction: Literal["undo", "redo"]) -> int | None:
        """Return the id of the change that the next undo or redo would move."""
        how, state = ("max", "done") if direction == "undo" else ("min", "undone")
        row = self._db.execute(f"SELECT {how}(fid) FROM {Table.CHANGE} WHERE state = ?", (state,)).fetchone()
        return None if row is None or row[0] is None else int(row[0])

    def live_content_tables(self) -> set[str]:
        """Return the feature tables that undo or redo could bring back."""
        rows = self._db.execute(
            f"SELECT content_tables FROM {Table.CHANGE} WHERE state <> 'discarded' AND content_tables <> '[]'"
        )
        return {table for (text,) in rows for table in json.loads(text)}

    def _last_time(self) -> datetime | None:
        row = self._db.execute(f"SELECT at FROM {Table.CHANGE} ORDER BY fid DESC LIMIT 1").fetchone()
        return None if row is None else datetime.fromisoformat(row[0])


def _record_from(row: Any) -> ChangeRecord:
    fid, code, facts, at, state = row
    return ChangeRecord(
        id=fid, code=code, facts=json.loads(facts), at=datetime.fromisoformat(at), undone=state == "undone"
    )
