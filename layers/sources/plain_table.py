"""Small tables that people type: CSV or XLSX → rows of texts, and the lines that say where they come from."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass
from pathlib import Path

from layers.errors import UnusableTable
from layers.sources.office import OfficeRefused, sheets_of

#: A table that is larger than this was not typed by anybody.
MOST_BYTES = 8_000_000
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 20_000, 2_000, 1_000_000
_ENCODINGS = ("utf-8-sig", "gb18030")


@dataclass(frozen=True)
class PlainTable:
    """Rows of stripped texts, all of one length; ``notes`` are the lines that begin with #, without it."""

    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    numbers: tuple[int, ...]  # of each row in the file, from 1


def read_plain_table(path: Path) -> PlainTable:
    """Return a small table: ``.csv`` in UTF-8 or GB 18030, or the first sheet of an ``.xlsx``.

    Raises
    ------
    OSError
        The file cannot be read.
    UnusableTable
        It is too large, no such table, or empty.
    """
    path = Path(path)
    if path.stat().st_size > MOST_BYTES:
        raise UnusableTable(path=str(path), reason_code="large", detail="too large to be typed by anybody")
    found = _workbook(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _text(path)
    lines = [(number, [cell.strip() for cell in row]) for number, row in enumerate(found, start=1)]
    lines = [(number, row) for number, row in lines if any(row)]
    notes = tuple(" ".join(filter(None, row)).lstrip("# ").strip() for _, row in lines if row[0].startswith("#"))
    kept = [(number, row) for number, row in lines if not row[0].startswith("#")]
    if not kept:
        raise UnusableTable(path=str(path), reason_code="empty", detail="it holds no table")
    width = max(len(row) for _, row in kept)
    rows = tuple(tuple(row + [""] * (width - len(row))) for _, row in kept)
    return PlainTable(rows, notes, tuple(number for number, _ in kept))


def _text(path: Path) -> list[list[str]]:
    raw = path.read_bytes()
    for encoding in _ENCODINGS:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        first = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
        try:
            rows = list(csv.reader(io.StringIO(text), delimiter=max(",;\t", key=first.count)))
        except csv.Error as error:
            raise UnusableTable(path=str(path), reason_code="broken", detail=str(error)) from error
        return _few(rows, path)
    raise UnusableTable(path=str(path), reason_code="encoding", detail="neither UTF-8 nor GB 18030")


def _workbook(path: Path) -> list[list[str]]:
    try:
        sheets = sheets_of(path, most_rows=MOST_ROWS, most_columns=MOST_COLUMNS, first_only=True)
    except OfficeRefused as error:
        raise UnusableTable(path=str(path), reason_code=error.code, detail=error.detail) from error
    rows: list[list[str]] = []
    for line, cells in sheets[0].rows if sheets else ():
        rows += [[] for _ in range(line - 1 - len(rows))]  # lines are counted as the sheet does
        rows.append(["" if cell is None else f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in cells])
    return rows


def _few(rows: list[list[str]], path: Path) -> list[list[str]]:
    if len(rows) > MOST_ROWS or sum(map(len, rows)) > MOST_CELLS or max(map(len, rows), default=0) > MOST_COLUMNS:
        raise UnusableTable(path=str(path), reason_code="large", detail="too large to be typed by anybody")
    return rows


def figure(text: str) -> float | None:
    """Return a number as typed, per cent signs left out; None for text that is none, and for ``inf`` and ``nan``."""
    try:
        value = float(text.replace("%", "").replace("％", "").replace(",", "").strip())
    except ValueError:
        return None
    return value if math.isfinite(value) else None
