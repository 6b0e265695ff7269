"""Points from tables: CSV and XLSX, and attribute tables inside other files.

Coordinate columns are recognised by name and checked by value.  In Chinese surveying X is north and Y is
east, elsewhere the other way round: the numbers decide, never the letter.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.errors import NoGeometry, NotGeographic, TruncatedSource
from layers.parallel import collector_paused
from layers.sources.angles import parse_angles, parse_pair
from layers.sources.container import Member
from layers.sources.encoding import decode_text, judge_text
from layers.sources.headers import filled as _filled
from layers.sources.headers import read_header
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
#: Names of one column that holds both.
_PAIR_NAMES = tuple(
    name
    for names in (
        "经纬度 坐标 地理坐标 经纬度坐标 位置坐标 中心坐标 坐标位置 点位坐标 gps坐标 位置",
        "lonlat lnglat latlon latlng latlong coordinates coordinate coords location wkt geom",
    )
    for name in names.split()
)
_PAIR_SHARE, _PAIR_SAMPLE = 0.8, 200
_LEADING_ZERO = re.compile(r"^\s*[+-]?0\d", re.MULTILINE)
#: SQLite takes no more in a table, and each of some hundred thousand costs milliseconds.
_MOST_COLUMNS, _HEAD_ROWS = 2_000, 50
#: Cells of a column that are tried before all are.
_TRIED = 50


@dataclass(frozen=True)
class CoordinateColumns:
    """The columns of a table that hold east (or longitude) and north (or latitude)."""

    x: str
    y: str  # the same as x where one column holds both
    swapped: bool = False  # the names said it the other way round than the numbers


def read_csv(member: Member, chosen_encoding: str | None = None) -> list[RawLayer]:
    """Return a delimited text file as one table.

    Raises
    ------
    NotGeographic, NoGeometry, TruncatedSource
    """
    raw = member.path.read_bytes()
    verdict = judge_text(raw, chosen_encoding)
    if verdict is None:
        raise refuse(NotGeographic, member.path, "binary")
    text, unread = decode_text(raw, verdict.encoding)
    text = text.replace("\0", "")
    problems = [*member.problems, *verdict.told_of_text(unread)]
    try:
        with collector_paused():
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:  # a cell beyond the parser's limit, mostly a quotation mark that is never closed
        raise refuse(TruncatedSource, member.path, "gdal", detail=str(error)[:200]) from error
    layer = _layer(member, member.stem, rows, verdict.encoding, problems)
    layer.court = verdict.court
    return [layer]


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
            sheets = [(sheet.title, _cells(sheet)) for sheet in book.worksheets]
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


def _cells(sheet: Any) -> list[list[Any]]:
    """Return the rows of a sheet, as wide as what is filled: what it states of its size is often far too much."""
    sheet.reset_dimensions()
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    rows = [row for row in rows if any(map(_filled, row))]
    width = _width(rows)
    return [(row + [None] * (width - len(row)))[:width] for row in rows]


def _width(rows: Sequence[Sequence[Any]], least: int = 0) -> int:
    """Return how many columns are filled, at least so many."""
    for row in rows:
        if len(row) <= least:
            continue
        least = next((at for at in range(len(row), least, -1) if _filled(row[at - 1])), least)
    return least


def _layer(member: Member, name: str, rows: list[list[Any]], encoding: str, problems: list[Problem]) -> RawLayer:
    rows = [row for row in rows if any(_filled(cell) for cell in row)]
    if not rows:
        raise refuse(NoGeometry, member.path, "no_rows")
    if _width(rows[:_HEAD_ROWS]) > _MOST_COLUMNS:
        raise refuse(NoGeometry, member.path, "too_wide")
    names, body_at = read_header(rows, _names_coordinates)
    # Cells beyond the last head are kept too; a column without head or cell is none.
    header = _unique(names + [""] * (_width(rows, len(names)) - len(names)))
    width = len(header)
    if width > _MOST_COLUMNS:
        raise refuse(NoGeometry, member.path, "too_wide")
    body = [row if len(row) == width else (list(row) + [None] * width)[:width] for row in rows[body_at:]]
    frame = pd.DataFrame(body, columns=header, dtype=object)
    nameless = header[len(names) :] + [head for head, name in zip(header, names, strict=False) if not name]
    frame = frame.drop(columns=[head for head in nameless if not frame[head].map(_filled).any()])
    frame = _with_joined_parts(frame.apply(_typed) if len(frame) else frame)
    return RawLayer(name, frame, None, None, encoding, "", problems)


def _names_coordinates(row: Sequence[Any]) -> bool:
    """Return True for a row that names both coordinates, or one column that holds both beside others."""
    words = [_key(str(cell)) for cell in row if _filled(cell)]
    both = any(word in _X_NAMES for word in words) and any(word in _Y_NAMES for word in words)
    return both or (len(words) > 1 and any(word in _PAIR_NAMES for word in words))


def _with_joined_parts(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table with one column of degrees where 度, 分 and 秒 have a column each."""
    for name in [str(column) for column in frame.columns if str(column).endswith("°")]:
        stem = name[:-1]
        if not stem or stem in frame.columns or f"{stem}′" not in frame.columns:
            continue
        parts = [name, f"{stem}′", *([f"{stem}″"] if f"{stem}″" in frame.columns else [])]
        numbers = [pd.to_numeric(frame[part], errors="coerce") for part in parts]
        size = sum(np.abs(number.fillna(0.0 if k else np.nan)) / 60.0**k for k, number in enumerate(numbers))
        # As in one cell: no 75 minutes, and a fraction only in the last part.
        large = sum((np.abs(number) > 60.0).to_numpy(int) for number in numbers[1:])
        broken = sum(
            (numbers[k] % 1 != 0).to_numpy(bool) & (numbers[k + 1].fillna(0.0) != 0).to_numpy(bool)
            for k in range(len(parts) - 1)
        )
        size = size.where((np.asarray(large) == 0) & (np.asarray(broken) == 0))
        joined = pd.Series(np.where(numbers[0] < 0, -size, size), index=frame.index, dtype=float)
        frame.insert(list(frame.columns).index(name), stem, joined)
        frame = frame.drop(columns=parts)
    return frame


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
    if x_field is not None and x_field == y_field:
        return _pairs(frame, x_field)
    if x_name is None or y_name is None:
        pair = _pair_column(frame)
        return None if pair is None else _pairs(frame, pair)
    x, y = parse_angles(frame[x_name]), parse_angles(frame[y_name])
    if not (np.isfinite(x) & np.isfinite(y)).any():
        return None if x_field is None else (CoordinateColumns(x_name, y_name), x, y)
    if x_field is None and y_field is None and _must_swap(x, y):
        return CoordinateColumns(y_name, x_name, swapped=True), y, x
    return CoordinateColumns(x_name, y_name), x, y


def _pair_column(frame: pd.DataFrame) -> str | None:
    """Return the column whose cells are pairs of coordinates: one named so, else the first full of places in China."""
    named = [column for name in _PAIR_NAMES if (column := _first(frame, (name,))) is not None]
    others = [str(column) for column in frame.columns if not pd.api.types.is_numeric_dtype(frame[column])]
    for column in dict.fromkeys([*named, *others]):
        cells = frame[column][frame[column].map(_filled)].iloc[:_PAIR_SAMPLE]
        pairs = [parse_pair(cell) for cell in cells]
        good = sum(math.isfinite(x) and (column in named or _is_in_china(x, y)) for x, y in pairs)
        if good and good >= _PAIR_SHARE * len(cells):
            return column
    return None


def _is_in_china(a: float, b: float) -> bool:
    north, east = sorted((a, b))
    return (3.0 <= north <= 54.5 and 73.0 <= east <= 136.0) or (north >= 1e5 and east >= 1.8e6)


def _pairs(frame: pd.DataFrame, column: str) -> tuple[CoordinateColumns, NDArray[np.float64], NDArray[np.float64]]:
    pairs = np.array([parse_pair(cell) for cell in frame[column]], dtype=float).reshape(-1, 2)
    x, y = pairs[:, 0], pairs[:, 1]
    if np.isfinite(x).any() and _must_swap(x, y):
        return CoordinateColumns(column, column, swapped=True), y, x
    return CoordinateColumns(column, column), x, y


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
    cells = column.tolist()
    empty = {cell for cell in set(cells) if not _filled(cell)}
    is_filled = np.ones(len(cells), dtype=bool)
    if empty:
        is_filled = np.fromiter((cell not in empty for cell in cells), dtype=bool, count=len(cells))
    plain = column.where(is_filled, None)
    filled = [cells[at] for at in np.flatnonzero(is_filled).tolist()]
    # A few tell that a column is of words, long before each of its cells was tried.
    few = pd.Series(filled[:_TRIED], dtype=object)
    if not filled or pd.to_numeric(few, errors="coerce").isna().any():
        return plain
    if _LEADING_ZERO.search("\n".join([cell for cell in filled if isinstance(cell, str)])):
        return plain
    numbers = pd.to_numeric(plain, errors="coerce")
    return numbers if numbers.notna().sum() == len(filled) else plain


def _unique(names: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    out: list[str] = []
    for position, name in enumerate(names):
        base = name or f"column_{position + 1}"
        unique = base
        while unique in seen:
            seen[base] += 1
            unique = f"{base}_{seen[base]}"
        seen[unique] = 1
        out.append(unique)
    return out


def _delimiter(text: str) -> str:
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    if not lines:
        return ","
    counts = {mark: min(line.count(mark) for line in lines[:5]) for mark in (",", "\t", ";", "|", "，")}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] else ","
