"""Questions to SQLite files of strangers, which may take as long and answer as much as a view in them likes."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

_STEPS_BETWEEN_LOOKS = 20_000
#: All views of a file together may compute so long; half a million rows of a join take one second.
_VIEWS_S = 6.0
#: No shape of a view is larger: sixteen million vertices.
_MOST_VALUE_BYTES = 256 << 20
#: Tables of the standard and of its indexes, which a program reads without having been asked.
_RESERVED = ("gpkg_", "rtree_", "sqlite_")
#: How a query runs for ever though its tables are small.
_RECURSIVE = re.compile(r"\brecursive\b", re.IGNORECASE)


@contextmanager
def asked(path: Path, seconds: float, most_bytes: int) -> Iterator[sqlite3.Connection]:
    """Give a connection that touches nothing and gives up when its questions take too long together.

    Parameters
    ----------
    path : Path
    seconds : float
        After so long a question ends with ``sqlite3.OperationalError: interrupted``.
    most_bytes : int
        The longest value; a view may make one as long as it likes, and nobody is asked while one is made.
    """
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as db:
        ends = time.monotonic() + seconds
        db.set_progress_handler(lambda: time.monotonic() > ends, _STEPS_BETWEEN_LOOKS)
        db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, most_bytes)
        db.execute("PRAGMA trusted_schema = OFF")
        yield db


def bad_view(path: Path, seconds: float = _VIEWS_S) -> str | None:
    """Return the name of a view that must not be read, None where all may.

    A view is a way to show a layer, and GeoPackages of other programs have them.  One that stands in the place of a
    table of the standard, or that does not come to its end, would hold whoever reads the file.

    Parameters
    ----------
    path : Path
        A SQLite file that is sound enough to name its tables.
    seconds : float
        How long all views together may compute.

    Returns
    -------
    str or None

    References
    ----------
    OGC GeoPackage 1.3, requirement 1 ff.: the tables ``gpkg_*``; annex F.3: ``rtree_<t>_<c>``.
    """
    try:
        with asked(path, seconds, _MOST_VALUE_BYTES) as db:
            db.text_factory = _text
            views = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall()
            for name, sql in views:
                if str(name).lower().startswith(_RESERVED) or not _ends(db, str(name), str(sql)):
                    return str(name)
    except sqlite3.Error:  # damaged: whoever reads it will say so
        return None
    return None


def _ends(db: sqlite3.Connection, name: str, sql: str) -> bool:
    """Tell whether a view can be read to its end."""
    quoted = '"' + name.replace('"', '""') + '"'
    try:
        columns = [str(row[1]).replace('"', '""') for row in db.execute(f"PRAGMA table_info({quoted})")]
        lengths = ", ".join(f'total(length("{column}"))' for column in columns)  # each value is made, none is kept
        db.execute(f"SELECT count(*), {lengths or 0} FROM {quoted}").fetchone()
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", None) in (sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_TOOBIG):
            return False
        return not _RECURSIVE.search(sql)  # it uses what only others know; how long it takes them cannot be told here
    return True


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", errors="replace")
