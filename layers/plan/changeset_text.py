"""Replace texts of one column in a changeset, so that the history follows rows that were rewritten.

A packed plan names its rasters by other paths than the plan it was made from.  Undo compares every row
with what its changeset says it was; the changesets therefore have to say the new paths too.

The format is the one of SQLite's session extension (the comment *CHANGESET BLOB FORMAT* in
``sqlite3session.c``): for each table a header (``T``, number of columns, a key flag for each, the name), then
changes (operation, a flag, the old record, the new record); a record is one value for each column.
"""

from __future__ import annotations

from collections.abc import Callable

_INSERT, _UPDATE, _DELETE, _TABLE = 18, 23, 9, ord("T")
_UNDEFINED, _INTEGER, _REAL, _TEXT, _BLOB, _NULL = range(6)
#: Records that follow each operation: DELETE has the old one, INSERT the new one, UPDATE both.
_RECORDS = {_INSERT: 1, _UPDATE: 2, _DELETE: 1}


def replace_texts(changeset: bytes, table: str, column: int, new: Callable[[str], str]) -> bytes:
    """Return a changeset in which every text of one column is replaced.

    Parameters
    ----------
    changeset : bytes
    table : str
        Other tables stay as they are.
    column : int
        Place of the column in the table, from 0.
    new : callable
        Text → text; it must depend on nothing but the text, so that equal values stay equal.

    Raises
    ------
    ValueError
        The bytes are not a changeset.
    """
    return _Walk(changeset, table, column, new).run()


class _Walk:
    """Goes through a changeset once and writes it anew."""

    def __init__(self, changeset: bytes, table: str, column: int, new: Callable[[str], str]) -> None:
        self._bytes, self._at, self._out = changeset, 0, bytearray()
        self._table, self._column, self._new = table.encode(), column, new

    def run(self) -> bytes:
        columns, is_wanted = 0, False
        while self._at < len(self._bytes):
            operation = self._bytes[self._at]
            if operation == _TABLE:
                columns, is_wanted = self._header()
            elif operation in _RECORDS and columns:
                self._copy(2)  # with its flag "indirect"
                for _ in range(_RECORDS[operation]):
                    for place in range(columns):
                        self._value(is_wanted and place == self._column)
            else:
                raise ValueError(f"not a changeset: byte {operation} at {self._at}")
        return bytes(self._out)

    def _header(self) -> tuple[int, bool]:
        start = self._at
        self._at += 1
        columns = self._varint()
        self._at += columns
        end = self._bytes.find(b"\0", self._at)
        if end < 0:
            raise ValueError("not a changeset: a table without a name")
        name = self._bytes[self._at : end]
        self._at = end + 1
        self._out += self._bytes[start : self._at]
        return columns, name.lower() == self._table.lower()

    def _value(self, is_wanted: bool) -> None:
        start = self._at
        kind = self._bytes[start] if start < len(self._bytes) else -1
        self._at += 1
        if kind in (_INTEGER, _REAL):
            self._at += 8
        elif kind in (_TEXT, _BLOB):
            length = self._varint()
            content = self._bytes[self._at : self._at + length]
            self._at += length
            if kind == _TEXT and is_wanted:
                text = self._new(content.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
                self._out += bytes([_TEXT]) + _as_varint(len(text)) + text
                return
        elif kind not in (_UNDEFINED, _NULL):
            raise ValueError(f"not a changeset: value of kind {kind} at {start}")
        self._copy_from(start)

    def _copy(self, count: int) -> None:
        start = self._at
        self._at += count
        self._copy_from(start)

    def _copy_from(self, start: int) -> None:
        if self._at > len(self._bytes):
            raise ValueError("not a changeset: it ends early")
        self._out += self._bytes[start : self._at]

    def _varint(self) -> int:
        """Read SQLite's integer of variable length: seven bits a byte, the highest first; all eight of a ninth."""
        value = 0
        for place in range(9):
            if self._at >= len(self._bytes):
                raise ValueError("not a changeset: it ends early")
            byte = self._bytes[self._at]
            self._at += 1
            if place == 8:
                return value << 8 | byte
            value = value << 7 | byte & 0x7F
            if byte < 0x80:
                break
        return value


def _as_varint(value: int) -> bytes:
    parts = [value & 0x7F]
    while value := value >> 7:
        parts.append(value & 0x7F | 0x80)
    return bytes(reversed(parts))
