"""Thorough check, part three: the way back of every change, walked on a scratch copy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import apsw

from layers.plan import content_hash
from layers.plan.history import Direction, apply_changeset
from layers.plan.schema import Table
from layers.plan.verify_links import content_tables_of
from layers.plan.verify_model import Report
from layers.plan.verify_rows import table_names
from layers.progress import Progress, part


def check_records(db: apsw.Connection, report: Report) -> bool:
    """Check that every change that can be undone or redone has what it takes; return whether all have."""
    tables = set(table_names(db))
    whole = True
    for fid, at, state, content_tables in db.execute(
        f"SELECT fid, at, state, content_tables FROM {Table.CHANGE} ORDER BY fid"
    ).fetchall():
        try:
            datetime.fromisoformat(str(at))
        except ValueError:
            report("history_without_time", change=fid, at=str(at))
        if state == "discarded":
            continue
        for name in content_tables_of(content_tables):
            if name not in tables:
                report("history_without_table", change=fid, table=name)
                whole = False
    return whole


def walk(db: apsw.Connection, now: str, known: content_hash.FeatureHashes, report: Report, progress: Progress) -> int:
    """Redo what is undone and undo it again, undo what is done and redo it again; return the number of changes.

    Parameters
    ----------
    db : apsw.Connection
        A scratch copy, which is left as it was if all is well.
    now : str
        Content hash of the plan; both ways must end there.
    known : FeatureHashes
        Of the feature tables, which no change touches.
    """
    undone = _ids(db, "undone")
    done = _ids(db, "done")
    ways: list[tuple[Direction, Direction, list[int]]] = [("redo", "undo", undone), ("undo", "redo", done[::-1])]
    total = max(1, len(undone) + len(done))
    before = 0
    for there, back, ids in ways:
        steps = part(progress, before / total, (before + len(ids)) / total)
        before += len(ids)
        if not (
            _go(db, ids, there, report, part(steps, 0.0, 0.5))
            and _go(db, ids[::-1], back, report, part(steps, 0.5, 1.0))
        ):
            break  # the copy is in the middle of nowhere
        if ids and content_hash.hash_rows(db, known) != now:
            report("history_leads_elsewhere", direction=there)
            break
    return before


def _ids(db: apsw.Connection, state: str) -> list[int]:
    rows: Any = db.execute(f"SELECT fid FROM {Table.CHANGE} WHERE state = ? ORDER BY fid", (state,)).fetchall()
    return [fid for (fid,) in rows]


def _go(db: apsw.Connection, ids: Sequence[int], direction: Direction, report: Report, progress: Progress) -> bool:
    for position, fid in enumerate(ids):
        progress(position / len(ids), "history")
        blob: Any = db.execute(f"SELECT changeset FROM {Table.CHANGE} WHERE fid = ?", (fid,)).get  # None: no such row
        if not isinstance(blob, bytes) or not blob:
            report("history_without_way_back", change=fid)
            return False
        try:
            reason = apply_changeset(db, blob, direction)
        except (apsw.Error, ValueError, MemoryError) as error:
            reason = str(error)
        if reason:
            report("history_broken", change=fid, direction=direction, reason=reason)
            return False
    return True
