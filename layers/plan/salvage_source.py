"""Where the rows of a damaged plan come from: SQLite where the file is sound, its pages where it is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import apsw

from layers.plan.salvage_check import Form
from layers.plan.salvage_pages import RawRow
from layers.plan.schema import quoted


@dataclass(frozen=True)
class Completeness:
    """What is known of the rows a table should have."""

    is_whole: bool  # nothing of the table was unreadable
    keys: Mapping[int, str] | None  # rowid → key of every live row by the table's index; None when it is not whole


def columns_of(sql: str) -> list[tuple[str, str]]:
    """Return name and type of the columns in a table's definition; nothing for any other text.

    The definition comes from a damaged file: it is tried where it can do nothing but make a table.
    """
    if not sql.upper().startswith("CREATE TABLE"):
        return []

    def only_tables(action: int, *_what: object) -> int:
        return apsw.SQLITE_OK if action in _MAKING_A_TABLE else apsw.SQLITE_DENY

    db = apsw.Connection(":memory:")
    try:
        db.authorizer = only_tables
        db.execute(sql)
        db.authorizer = None
        rows = db.execute(
            "SELECT one.name, one.type FROM sqlite_schema AS made, pragma_table_info(made.name) AS one"
            " WHERE made.type = 'table' AND made.name NOT LIKE 'sqlite@_%' ESCAPE '@'"
        )
        return [(str(name), str(declared)) for name, declared in rows]
    except apsw.Error:
        return []
    finally:
        db.close()


_MAKING_A_TABLE = frozenset(
    {
        apsw.SQLITE_CREATE_TABLE,
        apsw.SQLITE_CREATE_INDEX,  # of a UNIQUE column
        apsw.SQLITE_INSERT,  # into the list of tables; what is put anywhere else is in memory and forgotten
        apsw.SQLITE_UPDATE,
        apsw.SQLITE_READ,
        apsw.SQLITE_REINDEX,
    }
)


class Source(Protocol):
    """Tables of a damaged plan, and their live rows."""

    how: str  # "sql" or "pages"

    def tables(self) -> Mapping[str, str]:
        """Return name → definition of the tables that are known to exist; ``""`` where the definition is lost."""
        ...

    def expect(self, forms: Sequence[Form]) -> None:
        """Hear of tables that will be read; those of read layers are known only after the list of layers."""
        ...

    def completeness(self, form: Form) -> Completeness:
        """Return what is known of the rows that a table should have."""
        ...

    def rows(self, form: Form) -> Iterator[tuple[RawRow, bool]]:
        """Yield a table's rows, and whether each is certainly live: not an older state of itself."""
        ...


#: Tables that have rows of their own: virtual ones could do anything, and columns that are worked out take for ever.
STORED = (
    "SELECT name FROM sqlite_schema AS t WHERE type = 'table' AND rootpage > 0"
    " AND NOT EXISTS (SELECT 1 FROM pragma_table_xinfo(t.name) WHERE hidden IN (2, 3))"
)


class SqlSource:
    """A file that passes SQLite's integrity check: every row is there."""

    how = "sql"

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db

    def tables(self) -> Mapping[str, str]:
        """See :class:`Source`."""
        rows = self._db.execute(f"SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name IN ({STORED})")
        return {str(name): str(sql or "") for name, sql in rows}

    def expect(self, forms: Sequence[Form]) -> None:
        """See :class:`Source`; nothing has to be settled."""

    def completeness(self, form: Form) -> Completeness:
        """See :class:`Source`."""
        return Completeness(is_whole=True, keys=None)

    def rows(self, form: Form) -> Iterator[tuple[RawRow, bool]]:
        """See :class:`Source`; ``UnicodeDecodeError`` for text that is not UTF-8."""
        if form.table not in self.tables():
            return
        present = [str(row[1]) for row in self._db.execute(f"PRAGMA table_info({quoted(form.table)})")]
        shown = [quoted(name) if name in present else "NULL" for name in form.names]
        # The row's own number is the column fid, which its record does not repeat.
        shown = ["NULL" if kind == "rowid" else column for column, kind in zip(shown, form.kinds, strict=True)]
        sql = f"SELECT rowid, {', '.join(shown)} FROM {quoted(form.table)} ORDER BY rowid"
        for rowid, *values in self._db.execute(sql):
            yield RawRow(int(rowid), tuple(values)), True
