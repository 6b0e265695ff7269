"""Texts replaced in a changeset, against SQLite's own reading of it."""

from __future__ import annotations

import apsw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.plan.changeset_text import replace_texts

VALUES = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(max_size=300),
    st.binary(max_size=300),
)
ROWS = st.lists(st.tuples(st.text(max_size=40), VALUES, VALUES), min_size=1, max_size=8)


def database() -> apsw.Connection:
    db = apsw.Connection(":memory:")
    db.execute(
        "CREATE TABLE t (k INTEGER PRIMARY KEY, path TEXT, a, b); CREATE TABLE other (k INTEGER PRIMARY KEY, path TEXT)"
    )
    return db


def recorded(db: apsw.Connection, *statements: tuple[str, tuple[object, ...]]) -> bytes:
    session = apsw.Session(db, "main")
    session.attach()
    for text, values in statements:
        db.execute(text, values)
    found = session.changeset()
    session.close()
    return found


def contents(changeset: bytes) -> list[tuple[object, ...]]:
    return [(change.name, change.opcode, change.old, change.new) for change in apsw.Changeset.iter(changeset)]


@given(ROWS, ROWS)
@settings(max_examples=60, deadline=None)
def test_everything_else_stays_as_it_was(rows, others) -> None:
    db = database()
    inserts = recorded(db, *[("INSERT INTO t (path, a, b) VALUES (?, ?, ?)", row) for row in rows])
    changes = recorded(
        db,
        *[("UPDATE t SET path = ?, a = ?, b = ? WHERE k = ?", (*row, k + 1)) for k, row in enumerate(others)],
        ("DELETE FROM t WHERE k = 1", ()),
        ("INSERT INTO other (path) VALUES ('x')", ()),
    )
    for changeset in (inserts, changes):
        assert replace_texts(changeset, "t", 1, lambda text: text) == changeset
        marked = replace_texts(changeset, "T", 1, lambda text: f"→{text}")
        assert contents(marked) == [
            (name, kind, mark(old) if name == "t" else old, mark(new) if name == "t" else new)
            for name, kind, old, new in contents(changeset)
        ]


def mark(values):
    if values is None or not isinstance(values[1], str):
        return values
    return (values[0], f"→{values[1]}", *values[2:])


def test_undo_fits_rows_that_were_renamed() -> None:
    db = database()
    first = recorded(db, ("INSERT INTO t (path) VALUES ('../a.tif')", ()))
    second = recorded(db, ("UPDATE t SET a = 1, path = 'b.tif'", ()))
    names = {"../a.tif": "rasters/a.tif", "b.tif": "rasters/" + "b" * 20_000}
    db.execute("UPDATE t SET path = ?", (names["b.tif"],))
    for changeset in (second, first):
        renamed = replace_texts(changeset, "t", 1, lambda text: names[text])
        apsw.Changeset.apply(apsw.Changeset.invert(renamed), db, conflict=lambda *_: apsw.SQLITE_CHANGESET_ABORT)
    assert db.execute("SELECT * FROM t").fetchall() == []


@pytest.mark.parametrize(
    "raw", [b"x", b"T\x02", b"T\x02\0\0t", b"T\x01\1t\0\x12\0\3\xff", b"T\x01\1t\0\x12\0\x09", b"T\x01\1t\0\x12"]
)
def test_what_is_no_changeset(raw: bytes) -> None:
    with pytest.raises(ValueError, match="not a changeset"):
        replace_texts(raw, "t", 0, str)
