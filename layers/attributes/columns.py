"""Columns of a table: values of one kind each, unknown ones marked and never zero."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

#: Whole numbers above this are no longer told apart by a float.
_MOST_EXACT = 2**53


class Kind(StrEnum):
    """What the values of a column are."""

    NUMBER = "number"
    TEXT = "text"
    YES_NO = "yes_no"
    DATE = "date"


@dataclass(frozen=True, eq=False)
class TableColumn:
    """One column.

    ``values`` has one entry for each row: float64 or int64 for numbers (nan: unknown), float64 of 0, 1 and nan for
    yes and no, datetime64[ns] for dates (NaT: unknown), str for texts ("" : unknown).
    """

    key: str
    kind: Kind
    values: NDArray[Any]

    def __len__(self) -> int:
        return len(self.values)

    @cached_property
    def is_known(self) -> NDArray[np.bool_]:
        """Return for each row whether its value is known."""
        if self.kind is Kind.TEXT:
            return np.fromiter((value != "" for value in self.values), np.bool_, len(self.values))
        if self.values.dtype.kind in "iu":
            return np.ones(len(self.values), np.bool_)
        is_missing: NDArray[np.bool_] = np.isnat(self.values) if self.kind is Kind.DATE else np.isnan(self.values)
        return ~is_missing

    @cached_property
    def folded(self) -> list[str]:
        """Return the texts with case folded, for comparing; only of a column of texts."""
        return [value.casefold() for value in self.values]

    def value(self, row: int) -> float | int | str | bool | np.datetime64 | None:
        """Return one value as plain Python, None when it is unknown."""
        value = self.values[row]
        if self.kind is Kind.TEXT:
            return str(value) or None
        if self.kind is Kind.DATE:
            return None if np.isnat(value) else value
        number = value.item()
        if isinstance(number, float) and math.isnan(number):
            return None
        return bool(number) if self.kind is Kind.YES_NO else number


def column_of(key: str, series: pd.Series | Sequence[Any]) -> TableColumn:
    """Return a column of any values: whole numbers stay exact, what is neither number, date nor yes or no is text.

    Parameters
    ----------
    key : str
        The name of the column.
    series : Series or sequence
        One value for each row; None, nan, NaT, pandas' NA and blank texts are unknown.
    """
    if not isinstance(series, pd.Series):
        series = pd.Series(series, dtype=getattr(series, "dtype", object))
    if pd.api.types.is_bool_dtype(series.dtype):
        return TableColumn(key, Kind.YES_NO, _floats(series))
    if pd.api.types.is_datetime64_any_dtype(series.dtype):
        plain = series.dt.tz_convert(None) if getattr(series.dtype, "tz", None) is not None else series
        return TableColumn(key, Kind.DATE, plain.to_numpy(dtype="datetime64[ns]"))
    if pd.api.types.is_integer_dtype(series.dtype):
        has_unknown = bool(series.isna().any())
        if not has_unknown and not _exceeds(series, np.iinfo(np.int64).max):
            return TableColumn(key, Kind.NUMBER, series.to_numpy(dtype=np.int64))
        if not _exceeds(series, _MOST_EXACT):
            return TableColumn(key, Kind.NUMBER, _floats(series))
        return TableColumn(key, Kind.TEXT, _texts(series))
    if pd.api.types.is_numeric_dtype(series.dtype):
        return TableColumn(key, Kind.NUMBER, _floats(series))
    known = series.dropna()
    inferred = pd.api.types.infer_dtype(known, skipna=True) if len(known) else ""
    if inferred == "boolean":
        return TableColumn(key, Kind.YES_NO, _floats(series))
    if inferred == "integer" and not _exceeds(series, _MOST_EXACT):
        return column_of(key, series.astype("Int64"))
    if inferred in {"floating", "mixed-integer-float"}:
        return TableColumn(key, Kind.NUMBER, _floats(series))
    return TableColumn(key, Kind.TEXT, _texts(series))


def columns_of(frame: pd.DataFrame, *, leaves_out: Sequence[str] = ("uid", "geometry")) -> list[TableColumn]:
    """Return the columns of a frame in their order, but for those left out."""
    return [column_of(str(name), frame[name]) for name in frame.columns if name not in leaves_out]


def _exceeds(series: pd.Series, limit: int) -> bool:
    known = series.dropna()
    return bool(len(known)) and (int(known.max()) > limit or int(known.min()) < -limit)


def _floats(series: pd.Series) -> NDArray[np.float64]:
    if series.dtype == object:
        return np.array([math.nan if pd.isna(value) else float(value) for value in series], dtype=np.float64)
    return series.to_numpy(dtype=np.float64, na_value=math.nan)


def _texts(series: pd.Series) -> NDArray[np.object_]:
    texts = np.empty(len(series), dtype=object)
    texts[:] = [_text(value) for value in series]
    return texts


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value if value.strip() else ""
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(str(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {one}" for name, one in value.items())
    return str(value)
