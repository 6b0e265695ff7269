"""What the map has simplified, kept in the plan so that opening it again need not: a cache and nothing else.

A row holds one detail level of some features of a layer, as bytes that only the map understands.  Its key
begins with the checksum of the layer's features, so what was made of other features is never found.  The table
is made when something is kept for the first time; no other program needs it, it is not part of the history or of
what a plan says, and it may be removed at any moment.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

import apsw

from layers.plan.schema import LEVEL_TABLE

_SQL = f"""CREATE TABLE IF NOT EXISTS {LEVEL_TABLE} (
    fid INTEGER PRIMARY KEY NOT NULL, key TEXT NOT NULL, level INTEGER NOT NULL, data BLOB NOT NULL,
    UNIQUE (key, level))"""
#: Between the checksum of a layer's features and what else a key says.
SEPARATOR = "|"


class KeptLevels(Mapping[int, bytes]):
    """Level → bytes of what is kept under a key: each is read when it is asked for.

    Parameters
    ----------
    known : collection of int
        The levels there are.
    read : callable
        Gives the bytes of one, in any thread; None when it is gone by then.
    """

    def __init__(self, known: Collection[int], read: Callable[[int], bytes | None]) -> None:
        self._known, self._read = tuple(known), read

    def __getitem__(self, level: int) -> bytes:
        """Return the bytes of a level.

        Raises
        ------
        KeyError
            It was never kept, or is gone.
        """
        data = self._read(level) if level in self._known else None
        if data is None:
            raise KeyError(level)
        return data

    def __contains__(self, level: object) -> bool:
        """Return whether a level was kept; it need not be read for that."""
        return level in self._known

    def __iter__(self) -> Iterator[int]:
        """Return the levels that were kept."""
        return iter(self._known)

    def __len__(self) -> int:
        """Return how many levels were kept."""
        return len(self._known)


def known(db: apsw.Connection, key: str) -> list[int]:
    """Return the levels kept under a key; rows that make no sense are passed over."""
    rows = _rows(db, "SELECT level FROM {} WHERE key = ?", (key,)) if key else []
    return [level for (level,) in rows if isinstance(level, int)]


def read(db: apsw.Connection, key: str, level: int) -> bytes | None:
    """Return the bytes of one level; None when it is not kept or makes no sense."""
    rows = _rows(db, "SELECT data FROM {} WHERE key = ? AND level = ?", (key, level))
    return next((data for (data,) in rows if isinstance(data, bytes)), None)


def _rows(db: apsw.Connection, sql: str, values: tuple[str | int, ...]) -> list[tuple[Any, ...]]:
    try:
        return db.execute(sql.format(LEVEL_TABLE), values).fetchall() if _is_there(db) else []
    except (apsw.Error, UnicodeError):  # another program's table of that name, or a damaged page: it is only a cache
        return []


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
