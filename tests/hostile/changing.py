"""Sound files changed here and there: bytes, words of XML and JSON, members of archives, rows of databases."""

from __future__ import annotations

import io
import random
import re
import sqlite3
import zipfile
import zlib
from contextlib import closing, suppress
from typing import Any

#: What changes in the texts of a file.
TOKENS: tuple[bytes, ...] = (
    *(b"", b"0", b"-1", b"1e999", b"nan", b"inf", b"9" * 400, b"A" * 70_000, b"\xff\xfe", b"\x00", b"\n", b",", b'"'),
    *(b"A1:XFD1048576", b"A1048576", b"XFD1", b"s", b"n", b"e", b"d", b"b", b"str", b"inlineStr", b"999999999"),
    *(b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<a>" * 300, b"]]>", b"&b;", b"../../../x", b"1900-02-29", b"=1+1"),
    *(
        "省".encode(),
        "１２．５".encode(),
        b"[" * 3_000,
        b'{"a":' * 3_000,
        b"null",
        b"true",
        b"[]",
        b"{}",
        b"4294967295",
    ),
    *(b"/etc/passwd", b"/vsicurl/http://127.0.0.1:9/x", b"\\\\stranger\\share\\x", b"{{ 1 / 0 }}", b"{% for a in b %}"),
)
#: What a stranger may put into a row.
VALUES: tuple[Any, ...] = (
    *(None, 0, -1, 2**31, 2**62, -(2**63), 1e308, float("inf"), "", "x", "nan", "９", b"", b"\x89PNG", "a" * 50_000),
    *("../../x", "/etc/passwd", "'; DROP TABLE x; --", "[" * 3_000, b"\xff\xd8\xff" + b"\0" * 40, "EPSG", 4490, 99),
)
#: Tables that are no tables: without end, of one huge value, of themselves.
VIEWS = (
    "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n) SELECT {columns} FROM n",
    "SELECT {huge}",
    'SELECT * FROM "{table}"',
    "SELECT {columns} FROM (SELECT randomblob(900000000) AS i)",
)
_WORDS = re.compile(rb'"[^"]*"|>[^<]+<|<\w[\w:]*|</[\w:]+>|(?<=[:,\[\t\n=])\s*[-\d.]+')
_NO_ARCHIVE = (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError, ValueError)
_SQLITE = b"SQLite format 3\x00"


def changed(raw: bytes, choice: random.Random) -> bytes:
    """Change a file as its kind allows, or its bytes."""
    if choice.random() < 0.85:
        if raw[:2] == b"PK":
            with suppress(
                zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError
            ):
                return _packed_again(raw, choice)
        elif raw[:16] == _SQLITE:
            with suppress(sqlite3.Error, UnicodeDecodeError, OverflowError):
                return _other_rows(raw, choice)
        elif choice.random() < 0.7 and _WORDS.search(raw[:10_000]):
            return _other_words(raw, choice)
    return _other_bytes(raw, choice)


def _other_bytes(raw: bytes, choice: random.Random) -> bytes:
    data = bytearray(raw)
    for _ in range(choice.randint(1, 4)):
        at = choice.randrange(min(len(data), 200) + 1 if choice.random() < 0.3 else len(data) + 1)
        match choice.randrange(6):
            case 0:
                data[at : at + 1] = bytes([choice.randrange(256)])
            case 1:
                data[at : at + choice.randrange(20)] = choice.choice(TOKENS)
            case 2:
                del data[at : at + choice.randrange(40)]
            case 3:
                data[at : at + 4] = choice.choice(
                    (b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x7f\xff\xff\xff", b"\0\0\0\0")
                )
            case 4:
                data[at : at + 8] = choice.choice((b"\xff" * 8, b"\0" * 6 + b"\xf8\x7f", b"\0" * 6 + b"\xf0\x7f"))
            case _:
                data[at:at] = data[at : at + choice.randrange(200)] * choice.choice((1, 2, 50))
    return bytes(data)


def _packed_again(raw: bytes, choice: random.Random) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive, zipfile.ZipFile(stream, "w") as out:
        infos = [one for one in archive.infolist() if one.file_size < 8 << 20]
        names = [one.filename for one in infos]
        hit = set(choice.sample(names, min(2, len(names))))
        hit |= {one for one in names if "sheet1" in one or "document.xml" in one}
        lost = choice.choice(names) if names and choice.random() < 0.1 else ""
        for name in names:
            part = archive.read(name)
            if name in hit and choice.random() < 0.7:
                part = changed(part, choice) if part[:2] != b"PK" else part
            if name != lost:
                out.writestr("../" + name if choice.random() < 0.01 else name, part)
    return stream.getvalue()


def _other_words(part: bytes, choice: random.Random) -> bytes:
    found = list(_WORDS.finditer(part))
    for one in sorted(choice.sample(found, min(len(found), choice.randint(1, 3))), key=lambda at: -at.start()):
        old, token = one.group(), choice.choice(TOKENS)
        if old[:1] in b'">':
            new = old[:1] + token + old[-1:]
        elif old[:1] == b"<":
            new = choice.choice((b"", old * 2, b"<c", old[:1] + b"x"))
        else:
            new = token
        part = part[: one.start()] + new + part[one.end() :]
    return part


def _other_rows(raw: bytes, choice: random.Random) -> bytes:
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(raw)
        tables = [str(name) for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        if not tables:
            raise sqlite3.DatabaseError("no tables")
        db.execute("PRAGMA writable_schema = ON")
        for _ in range(choice.randint(1, 3)):
            table = choice.choice(tables)
            columns = [str(row[1]) for row in db.execute(f'PRAGMA table_info("{table}")')]
            if not columns:
                continue
            column, value = choice.choice(columns), choice.choice(VALUES)
            with suppress(sqlite3.Error):
                if choice.random() < 0.8:
                    db.execute(f'UPDATE "{table}" SET "{column}" = ?', (value,))
                elif choice.random() < 0.5:
                    db.execute(f'DELETE FROM "{table}"')
                else:
                    names = ", ".join(f'i AS "{one}"' for one in columns)
                    huge = ", ".join(f'zeroblob(900000000) AS "{one}"' for one in columns)
                    db.execute(f'DROP TABLE "{table}"')
                    body = choice.choice(VIEWS).format(columns=names, huge=huge, table=table)
                    db.execute(f'CREATE VIEW "{table}" AS {body}')
        db.commit()
        return bytes(db.serialize())
