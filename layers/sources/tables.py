"""Points from tables: CSV and XLSX, and attribute tables inside other files.

Coordinate columns are recognised by name and checked by value.  In Chinese surveying X is north and Y is
east, elsewhere the other way round: the numbers decide, never the letter.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.errors import NoGeometry, NotGeographic, TruncatedSource
from layers.sources.angles import parse_angles
from layers.sources.container import Member
from layers.sources.encoding import judge_text
from layers.sources.model import Problem
from layers.sources.sniff import refuse
from layers.sources.vector import RawLayer

_X_NAMES, _Y_NAMES = (
    tuple(names.split())
    for names in (
        "经度 东经 lon lng long longitude x 东 east easting e 横坐标 x坐标 东坐标 经度x coordx pointx",
        "纬度 北纬 lat latitude y 北 north northing n 纵坐标 y坐标 北坐标 纬度y coordy pointy",
    )
)
#: Datum words that people put into column names.
_DATUM_TAIL = re.compile(r"(gcj0?2|bd0?9|wgs84?|cgcs2000|2000|84|deg|dd)$")
_HEADER_ROWS = 10


@dataclass(frozen=True)
class CoordinateColumns:
    """The columns of a table that hold east (or longitude) and north (or latitude)."""

    x: str
    y: str
    swapped: bool = False  # the names said it the other way round than the numbers


def read_csv(member: Member, chosen_encoding: str | None = None) -> list[RawLayer]:
    """Return a delimited text file as one table.

    Raises
    ------
    NotGeographic, NoGeometry
    """
    raw = member.path.read_bytes()
    encoding = judge_text(raw, chosen_encoding)
    problems = list(member.problems)
    if encoding is None:
        raise refuse(NotGeographic, member.path, "binary")
    if chosen_encoding:
        problems.append(Problem("encoding_given", "info", {"used": chosen_encoding}))
    elif encoding not in ("utf-8", "utf-8-sig"):
        problems.append(Problem("encoding_detected", "info", {"encoding": encoding.upper()}))
    text = raw.decode(encoding).replace("\0", "")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    return [_layer(member, member.stem, rows, encoding.upper(), problems)]


def read_xlsx(member: Member) -> list[RawLayer]:
    """Return every sheet with rows as a table.

    Raises
    ------
    TruncatedSource, NoGeometry
    """
    import openpyxl

    try:
        book = openpyxl.load_workbook(member.path, read_only=True, data_only=True, keep_links=False)
        try:
            sheets = [
                (sheet.title, [list(row) for row in sheet.iter_rows(values_only=True)]) for sheet in book.worksheets
            ]
        finally:
            book.close()
    except Exception as error:  # a damaged workbook makes the parser fail in any way it likes
        raise refuse(TruncatedSource, member.path, "gdal", detail=str(error)[:200]) from error
    filled = [(title, rows) for title, rows in sheets if any(any(_filled(c) for c in row) for row in rows)]
    if not filled:
        raise refuse(NoGeometry, member.path, "no_rows")
    single = len(filled) == 1
    return [
        _layer(member, member.stem if single else title, rows, "UTF-8", list(member.problems)) for title, rows in filled
    ]


def _layer(member: Member, name: str, rows: list[list[Any]], encoding: str, problems: list[Problem]) -> RawLayer:
    rows = [row for row in rows if any(_filled(cell) for cell in row)]
    if not rows:
        raise refuse(NoGeometry, member.path, "no_rows")
    header_at = find_header(rows)
    header = _unique([str(cell).strip() if _filled(cell) else "" for cell in rows[header_at]])
    body = [(list(row) + [None] * len(header))[: len(header)] for row in rows[header_at + 1 :]]
    frame = pd.DataFrame(body, columns=header, dtype=object)
    frame = frame.apply(_typed) if len(frame) else frame
    return RawLayer(name, frame, None, None, encoding, "", problems)


def find_header(rows: Sequence[Sequence[Any]]) -> int:
    """Return the row that names the columns: the first with both coordinate names, else the first."""
    for position, row in enumerate(rows[:_HEADER_ROWS]):
        words = [_key(str(cell)) for cell in row if _filled(cell)]
        if any(word in _X_NAMES for word in words) and any(word in _Y_NAMES for word in words):
            return position
    return 0


def locate(
    frame: pd.DataFrame, path: Path, x_field: str | None = None, y_field: str | None = None
) -> tuple[CoordinateColumns, NDArray[np.float64], NDArray[np.float64]] | None:
    """Return the coordinate columns and their numbers, x east or longitude; None when there are none.

    Raises
    ------
    NoGeometry
        A named column does not exist.
    """
    for wanted in (x_field, y_field):
        if wanted is not None and wanted not in frame.columns:
            raise refuse(NoGeometry, path, "no_such_column", field=wanted)
    x_name = x_field or _first(frame, _X_NAMES)
    y_name = y_field or _first(frame, _Y_NAMES, besides=x_name)
    if x_name is None or y_name is None:
        return None
    x, y = parse_angles(frame[x_name]), parse_angles(frame[y_name])
    if not (np.isfinite(x) & np.isfinite(y)).any():
        return None if x_field is None else (CoordinateColumns(x_name, y_name), x, y)
    if x_field is None and y_field is None and _must_swap(x, y):
        return CoordinateColumns(y_name, x_name, swapped=True), y, x
    return CoordinateColumns(x_name, y_name), x, y


def _must_swap(x: NDArray[np.float64], y: NDArray[np.float64]) -> bool:
    """Return True when the numbers say that the first column is north: in China the ranges do not meet."""
    good = np.isfinite(x) & np.isfinite(y)
    a, b = float(np.median(x[good])), float(np.median(y[good]))
    if abs(a) <= 180 and abs(b) <= 180:
        return 3.0 <= a <= 54.5 and 73.0 <= b <= 136.0
    is_northing = 1.8e6 <= a <= 6.2e6
    is_easting = 1e5 <= b < 1e6 or 13e6 <= b < 46e6
    return is_northing and is_easting


def _first(frame: pd.DataFrame, names: Sequence[str], besides: str | None = None) -> str | None:
    keys = {str(column): _key(str(column)) for column in frame.columns if column != besides}
    for name in names:
        for column, key in keys.items():
            if key == name:
                return column
    return None


def _key(text: str) -> str:
    """Return a column name without case, units, brackets and datum words."""
    text = re.sub(r"[(（\[【].*?[)）\]】]", "", text.strip().lower())
    text = re.sub(r"[\s_\-./°:：]+", "", text)
    for _ in range(2):
        shorter = _DATUM_TAIL.sub("", text)
        text = shorter or text
    return text


def _typed(column: pd.Series) -> pd.Series:
    """Return numbers where every filled cell is one and nothing is lost; leading zeros stay text."""
    filled = column[column.map(_filled)]
    text = filled.map(lambda value: isinstance(value, str))
    if filled.empty or (text.any() and filled[text].str.match(r"^\s*[+-]?0\d").any()):
        return column.where(column.map(_filled), None)
    numbers = pd.to_numeric(column.where(column.map(_filled), None), errors="coerce")
    return numbers if numbers.notna().sum() == len(filled) else column.where(column.map(_filled), None)


def _filled(cell: Any) -> bool:
    if cell is None or (isinstance(cell, float) and np.isnan(cell)):
        return False
    return str(cell).strip() != ""


def _unique(names: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    out: list[str] = []
    for position, name in enumerate(names):
        base = name or f"column_{position + 1}"
        seen[base] = seen.get(base, 0) + 1
        out.append(base if seen[base] == 1 else f"{base}_{seen[base]}")
    return out


def _delimiter(text: str) -> str:
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    if not lines:
        return ","
    counts = {mark: min(line.count(mark) for line in lines[:5]) for mark in (",", "\t", ";", "|", "，")}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] else ","
