"""What the map has simplified, kept in the plan so that opening it again need not: a cache and nothing else.

A row holds one detail level of some features of a layer, as bytes that only the map understands.  Its key
begins with the checksum of the layer's features, so what was made of other features is never found.  The table
is made when something is kept for the first time; no other program needs it, it is not part of the history or of
what a plan says, and it may be removed at any moment.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import apsw

from layers.plan.schema import LEVEL_TABLE

_SQL = f"""CREATE TABLE IF NOT EXISTS {LEVEL_TABLE} (
    fid INTEGER PRIMARY KEY NOT NULL, key TEXT NOT NULL, level INTEGER NOT NULL, data BLOB NOT NULL,
    UNIQUE (key, level))"""
#: Between the checksum of a layer's features and what else a key says.
SEPARATOR = "|"


def read(db: apsw.Connection, key: str) -> dict[int, bytes]:
    """Return level → bytes of what is kept under a key; rows that make no sense are passed over."""
    if not key or not _is_there(db):
        return {}
    try:
        rows = db.execute(f"SELECT level, data FROM {LEVEL_TABLE} WHERE key = ?", (key,)).fetchall()
    except (apsw.Error, UnicodeError):  # another program's table of that name, or a damaged page: it is only a cache
        return {}
    return {level: data for level, data in rows if isinstance(level, int) and isinstance(data, bytes)}


def write(db: apsw.Connection, levels: Iterable[tuple[str, int, bytes]], checksums: Collection[str]) -> None:
    """Keep levels (key, level, bytes), each in a transaction of its own, and drop those of other layers.

    Parameters
    ----------
    checksums : collection of str
        ``content_sha256`` of the layers there are.
    """
    with db:
        db.execute(_SQL)
    prune(db, checksums)
    for key, level, data in levels:
        if key.partition(SEPARATOR)[0] in checksums:
            with db:
                db.execute(
                    f"INSERT OR REPLACE INTO {LEVEL_TABLE} (key, level, data) VALUES (?, ?, ?)", (key, level, data)
                )


def prune(db: apsw.Connection, checksums: Collection[str]) -> None:
    """Drop the levels of layers that are no longer there."""
    if not _is_there(db):
        return
    keys = [str(key) for (key,) in db.execute(f"SELECT DISTINCT key FROM {LEVEL_TABLE}").fetchall()]
    gone = [(key,) for key in keys if key.partition(SEPARATOR)[0] not in checksums]
    if gone:
        with db:
            db.executemany(f"DELETE FROM {LEVEL_TABLE} WHERE key = ?", gone)


def drop(db: apsw.Connection) -> None:
    """Remove all that is kept."""
    db.execute(f"DROP TABLE IF EXISTS {LEVEL_TABLE}")


def _is_there(db: apsw.Connection) -> bool:
    found = db.execute("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", (LEVEL_TABLE,)).fetchone()
    return found is not None
