"""Which features of a layer belong to which row of its style."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.styling.classify import classes_of
from layers.styling.model import LayerStyle, Mode

#: A column with more different values than this is no column of kinds.
MOST_KINDS = 400
#: Columns that are never worth a style of their own.
_HOUSEKEEPING = frozenset({"uid", "geometry", "phone", "contact"})


@dataclass(frozen=True)
class Members:
    """``row[i]`` is the number of the row that feature ``i`` belongs to, or one of the two below."""

    row: NDArray[np.intp]

    OTHERS = -1  # a value without a row
    UNKNOWN = -2  # no value

    def of(self, number: int) -> NDArray[np.intp]:
        """Return the features of a row."""
        return np.flatnonzero(self.row == number)


@dataclass(frozen=True)
class Column:
    """A column as it can be chosen: how many different values it has, and how many features have none."""

    name: str
    is_number: bool
    kinds: int
    unknown: int


def members(style: LayerStyle, frame: pd.DataFrame) -> Members:
    """Return the row of each feature of a frame; all are unknown when the column is not there."""
    if style.column not in frame:
        return Members(np.full(len(frame), Members.UNKNOWN, dtype=np.intp))
    if style.mode is Mode.CLASSES:
        found = classes_of(numbers(frame[style.column]), style.breaks)
        return Members(np.where(found < 0, Members.UNKNOWN, found))
    texts = value_texts(frame[style.column])
    place = {row.value: number for number, row in enumerate(style.rows)}
    codes, kinds = pd.factorize(texts)
    of_kind = np.array([place.get(kind, Members.OTHERS if kind else Members.UNKNOWN) for kind in kinds], dtype=np.intp)
    return Members(of_kind[codes] if len(kinds) else np.zeros(0, dtype=np.intp))


def value_texts(column: pd.Series) -> NDArray[np.object_]:
    """Return values as a style writes them: whole numbers without a point, "" for what is unknown."""
    known = column.notna().to_numpy()
    out = np.full(len(column), "", dtype=object)
    out[known] = [_text(value) for value in column[known]]
    return out


def kinds_of(column: pd.Series) -> list[tuple[str, int]]:
    """Return the different values and how many features have each: numbers in order, words by how many they are."""
    texts = value_texts(column)
    found, counts = np.unique(texts[texts != ""].astype(str), return_counts=True)
    pairs = [(str(value), int(count)) for value, count in zip(found, counts, strict=True)]
    if all(_is_number(value) for value, _ in pairs):
        return sorted(pairs, key=lambda pair: float(pair[0]))
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))


def numbers(column: pd.Series) -> NDArray[np.float64]:
    """Return a column as numbers, nan where there are none; yes and no are no numbers."""
    if pd.api.types.is_bool_dtype(column):
        return np.full(len(column), np.nan)
    values = pd.to_numeric(column, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    return np.where(np.isfinite(values), values, np.nan)


def columns_of(frame: pd.DataFrame) -> list[Column]:
    """Return the columns that features can be told apart by, in the order of the frame."""
    out = []
    for name in frame.columns:
        column = frame[name]
        if name in _HOUSEKEEPING or isinstance(column.dtype, gpd.array.GeometryDtype):
            continue
        known = column.notna() & (column.astype(str).str.strip() != "")
        kinds = int(column[known].nunique())
        if kinds:
            is_number = bool((np.isfinite(numbers(column)) == known.to_numpy()).all())
            out.append(Column(str(name), is_number, kinds, int((~known).sum())))
    return out


def _text(value: object) -> str:
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, float | np.floating):
        number = float(value)
        return f"{number:.0f}" if number.is_integer() and abs(number) < 1e15 else f"{number:.10g}"
    return str(value).strip()


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
