"""Gestures as transactions: each change commits together with the row that can take it back.

SQLite's session extension records what a transaction did to the tracked tables; the recorded
changeset is stored in ``lf_change`` by the same commit, so a file never holds a change without its
way back, nor the other way round.  Undo applies the inverse, redo the changeset itself.

The history is a line: a new gesture after undo *discards* the undone rows.  A discarded row stays
as a record of what was done and when, without its changeset; it cannot be brought back.

A changeset is written as SQLite gives it, for a gesture must be on the disk at once, and compressed
when the plan is closed.  Whoever reads one goes through :func:`changeset_of`.
"""

from __future__ import annotations

import contextlib
import lzma
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal

import apsw

from layers.errors import PlanDamaged
from layers.plan import failures
from layers.plan.frames import to_json
from layers.plan.json_text import loads
from layers.plan.model import ChangeRecord
from layers.plan.records import json_object
from layers.plan.schema import TRACKED_TABLES, Table
from layers.progress import Progress, silent

Direction = Literal["do", "undo", "redo"]
#: Called after each commit with the change, the tables it touched, and which way it went.
Listener = Callable[[ChangeRecord, frozenset[str], Direction], None]

_STATE_AFTER: dict[Direction, str] = {"do": "done", "undo": "undone", "redo": "done"}

_COLUMNS = "fid, code, facts, at, state, program, length(changeset)"

#: First bytes of an xz stream.  A changeset in the format of the session extension begins with ``T``.
_XZ_MAGIC = b"\xfd7zXZ\x00"
#: Smaller changesets are left as they are: a page of the file is 4 kB.
_WORTH_COMPRESSING_BYTES = 4096
#: No changeset is larger: SQLite takes no larger value, and each was stored as it is before it was compressed.
_MOST_BYTES = 1_000_000_000
#: What unpacking may take beside that: far more than the presets of xz use.
_UNPACKING_BYTES = 128 << 20


def changeset_of(blob: bytes) -> bytes:
    """Return the changeset in a ``lf_change`` row, in the format of SQLite's session extension.

    Parameters
    ----------
    blob : bytes
        Column ``changeset``: the changeset itself, or an xz stream of it.

    Raises
    ------
    ValueError
        The stream is broken, or unpacks to more than any changeset can be.
    """
    if not blob.startswith(_XZ_MAGIC):
        return blob
    # One stream exactly, and never more than its largest size: the plan may be a stranger's.
    stream = lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_UNPACKING_BYTES)
    try:
        changeset = stream.decompress(blob, max_length=_MOST_BYTES)
    except lzma.LZMAError as error:
        raise ValueError(f"the compressed changeset is broken: {error}") from error
    if not stream.eof or stream.unused_data:
        raise ValueError("the compressed changeset is broken: it does not end where it should")
    return changeset


def apply_changeset(db: apsw.Connection, blob: bytes, direction: Direction) -> str:
    """Apply what a ``lf_change`` row holds, or its inverse; all of it or nothing.

    Returns
    -------
    str
        What did not fit the rows; "" when all did.

    Raises
    ------
    apsw.Error, ValueError
        The changeset itself is broken.
    """
    clashes: list[str] = []

    def abort(reason: int, change: apsw.TableChange) -> int:
        clashes.append(f"{change.name}: {apsw.mapping_session_conflict.get(reason, reason)}")
        return apsw.SQLITE_CHANGESET_ABORT

    changeset = changeset_of(blob)
    try:
        apsw.Changeset.apply(apsw.Changeset.invert(changeset) if direction == "undo" else changeset, db, conflict=abort)
    except apsw.AbortError as error:
        return "; ".join(clashes) or str(error)
    return ""


def compressed(changeset: bytes) -> bytes:
    """Return a changeset as :func:`changeset_of` reads it, smaller where that is possible.

    Before and after of an edit are alike over long stretches, farther apart than deflate can see (32 kB);
    the fastest preset of xz sees them, at 30 MB a second.
    """
    packed = lzma.compress(changeset, format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC32, preset=0)
    return packed if len(packed) < len(changeset) else changeset


@dataclass
class Change:
    """The gesture in hand: facts may still be added; ``id`` is 0 until it is committed.

    ``edited_tables`` are feature tables whose rows become part of the changeset: named before they are written.
    """

    code: str
    facts: dict[str, Any]
    id: int = 0
    content_tables: set[str] = field(default_factory=set)
    edited_tables: set[str] = field(default_factory=set)


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
        #: Raises when what was done since BEGIN must not be kept.
        self.before_commit: Callable[[], None] = lambda: None
        #: Called when a gesture begins; what it returns raises at its end, as ``guard`` does.
        self.keeping: Callable[[], Callable[[frozenset[str]], None]] = lambda: lambda _tables: None
        #: Raises when what was done to these tables must not be kept.
        self.guard: Callable[[frozenset[str]], None] = lambda _tables: None
        #: Raises when a change of this code and facts must not be taken back.
        self.undo_guard: Callable[[str, dict[str, Any]], None] = lambda _code, _facts: None

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
            return table in TRACKED_TABLES or table in change.edited_tables

        change = Change(code, facts)
        with self._transaction():
            require_kept = self.keeping()
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
                require_kept(tables)
                self.guard(tables)
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
        return ChangeRecord(
            id=change.id,
            code=change.code,
            facts=dict(change.facts),
            at=now,
            undone=False,
            program=self._program,
            size_bytes=len(changeset),
        )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """BEGIN … COMMIT; on any exception everything since BEGIN is gone."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except apsw.Error as error:
            raise failures.not_saved(self._path, error) from error
        try:
            yield
            self.before_commit()
            self._db.execute("COMMIT")
        except BaseException as error:
            if self._db.in_transaction:
                with contextlib.suppress(apsw.Error):  # what went wrong first is what is told
                    self._db.execute("ROLLBACK")
            if isinstance(error, apsw.Error) and not isinstance(error, apsw.ConstraintError | apsw.SQLError):
                raise failures.not_saved(self._path, error) from error
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
        self._require_idle(direction)
        with self._transaction():
            row = self._db.execute(
                f"SELECT {_COLUMNS}, tables, changeset FROM {Table.CHANGE} WHERE state = ? {order} LIMIT 1", (state,)
            ).fetchone()
            if row is None:
                return None
            *shown, listed, changeset = row
            record = replace(_record_from(shown), undone=direction == "undo")
            if direction == "undo":
                self.undo_guard(record.code, dict(record.facts))
            tables = self._tables(listed, record.id)
            self._apply(changeset, record.id, direction)
            self.guard(tables)
            self._db.execute(f"UPDATE {Table.CHANGE} SET state = ? WHERE fid = ?", (_STATE_AFTER[direction], record.id))
        self._announce(record, tables, direction)
        return record

    def go_to(self, change_id: int, progress: Progress = silent) -> ChangeRecord | None:
        """Undo or redo up to the state just after a change; see :meth:`layers.plan.store.PlanStore.go_to`."""
        self._require_idle("go_to")
        tables: set[str] = set()
        codes: set[str] = set()
        with self._transaction():
            direction, ids = self._way_to(change_id)
            if not ids:
                return None
            for number, fid in enumerate(ids):
                progress(number / len(ids), direction)
                *shown, touched, changeset = self._db.execute(
                    f"SELECT {_COLUMNS}, tables, changeset FROM {Table.CHANGE} WHERE fid = ?", (fid,)
                ).fetchone()  # type: ignore[misc]
                if direction == "undo":
                    self.undo_guard(shown[1], json_object(shown[2]))
                tables |= self._tables(touched, fid)
                self._apply(changeset, fid, direction)
                codes.add(shown[1])
            self.guard(frozenset(tables))
            self._db.execute(
                f"UPDATE {Table.CHANGE} SET state = ? WHERE fid BETWEEN ? AND ? AND state <> 'discarded'",
                (_STATE_AFTER[direction], min(ids), max(ids)),
            )
            progress(1.0, direction)
        record = replace(_record_from(shown), undone=direction == "undo", passed=frozenset(codes))
        self._announce(record, frozenset(tables), direction)
        return record

    def _way_to(self, change_id: int) -> tuple[Direction, list[int]]:
        """Return which way a change lies and the ids to pass, in the order they are undone or redone."""
        row = self._db.execute(f"SELECT state FROM {Table.CHANGE} WHERE fid = ?", (change_id,)).fetchone()
        state = "done" if change_id == 0 else row and row[0]
        if state not in ("done", "undone"):
            raise ValueError(f"change {change_id} is no part of the history that can be gone to")
        if state == "done":
            return "undo", self._ids("state = 'done' AND fid > ? ORDER BY fid DESC", change_id)
        return "redo", self._ids("state = 'undone' AND fid <= ? ORDER BY fid", change_id)

    def _ids(self, condition: str, *values: int) -> list[int]:
        return [fid for (fid,) in self._db.execute(f"SELECT fid FROM {Table.CHANGE} WHERE {condition}", values)]

    def _require_idle(self, what: str) -> None:
        if self.current is not None:
            raise RuntimeError(f"{what} inside change {self.current.code!r}")

    def _tables(self, text: str, change_id: int) -> frozenset[str]:
        """Return the tables that a change touched."""
        try:
            return frozenset(str(table) for table in loads(text))
        except (TypeError, ValueError) as error:
            raise self._damaged(change_id, f"does not say what it touched: {error}") from error

    def _apply(self, blob: bytes, change_id: int, direction: Direction) -> None:
        try:
            misfit = apply_changeset(self._db, blob, direction)
        except (apsw.CorruptError, ValueError, TypeError) as error:
            misfit = str(error)
        if misfit:
            raise self._damaged(change_id, f"no longer fits the rows it changed: {misfit}")

    def _damaged(self, change_id: int, what: str) -> PlanDamaged:
        reason = f"change {change_id} {what}"
        return PlanDamaged(path=self._path, reason=reason, reason_code="history", change=change_id)

    # --- room -----------------------------------------------------------------------------------------

    def compact(self, seconds: float) -> int:
        """Compress changesets that are still as they were written, the largest first, for at most so long.

        Returns
        -------
        int
            How many were compressed; what is left waits for the next time.
        """
        end, count = time.monotonic() + seconds, 0
        with self._transaction():
            for fid in self._uncompressed():
                if time.monotonic() >= end:
                    break
                blob: Any = self._db.execute(f"SELECT changeset FROM {Table.CHANGE} WHERE fid = ?", (fid,)).get
                self._db.execute(f"UPDATE {Table.CHANGE} SET changeset = ? WHERE fid = ?", (compressed(blob), fid))
                count += 1
        return count

    def _uncompressed(self) -> list[int]:
        fids = self._ids("length(changeset) >= ? ORDER BY length(changeset) DESC", _WORTH_COMPRESSING_BYTES)
        if not fids:
            return []
        found = []
        # The first bytes alone: reading whole blobs to look at them would take as long as compressing.
        with self._db.blob_open("main", Table.CHANGE, "changeset", fids[0], False) as blob:
            for fid in fids:
                blob.reopen(fid)
                if blob.read(len(_XZ_MAGIC)) != _XZ_MAGIC:
                    found.append(fid)
        return found

    # --- looking --------------------------------------------------------------------------------------

    def records(self, *, include_discarded: bool = False) -> list[ChangeRecord]:
        """Return the changes that are done or can be redone, oldest first; on request also the discarded ones."""
        which = "" if include_discarded else "WHERE state <> 'discarded'"
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM {Table.CHANGE} {which} ORDER BY fid")
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
        return {table for (text,) in rows for table in loads(text)}

    def latest_time(self) -> datetime | None:
        """Return the latest time in the history; after a clock was set back it is not that of the last change."""
        row: Any = self._db.execute(f"SELECT max(at) FROM {Table.CHANGE}").fetchone()
        return None if row is None or row[0] is None else datetime.fromisoformat(row[0])

    def _last_time(self) -> datetime | None:
        row = self._db.execute(f"SELECT at FROM {Table.CHANGE} ORDER BY fid DESC LIMIT 1").fetchone()
        return None if row is None else datetime.fromisoformat(row[0])


def _record_from(row: Any) -> ChangeRecord:
    fid, code, facts, at, state, program, size_bytes = row
    return ChangeRecord(
        id=fid,
        code=code,
        facts=json_object(facts),
        at=datetime.fromisoformat(at),
        undone=state == "undone",
        discarded=state == "discarded",
        program=program,
        size_bytes=size_bytes or 0,
    )
