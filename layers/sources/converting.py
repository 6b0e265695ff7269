"""One column of a source as a canonical one: text, codes, numbers with units, and what was found on the way."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from layers.sources import census
from layers.sources.aliases import NUMBERS, is_per_area
from layers.sources.codes import digits_of, division_codes
from layers.sources.model import Problem
from layers.sources.quantities import flood_years, header_scale, quantity

#: Numbers that cannot be negative; below zero stands for unknown.
_AT_LEAST_ZERO = frozenset({"people", "strength", "width_m", "stock_m3", "turnout_min"})


@dataclass
class Converted:
    """Values under a canonical name; ``is_lossless`` when the source's column need not be kept beside them."""

    values: pd.Series
    is_lossless: bool = False
    problems: list[Problem] = field(default_factory=list)


def convert(
    column: pd.Series,
    canonical: str,
    *,
    source: str,
    digits: int = 6,
    beside: pd.DataFrame | None = None,
    order: str | None = None,
) -> Converted:
    """Return a source's column as a canonical one.

    Parameters
    ----------
    column : Series
        Cells as the file has them.
    canonical : str
        A key of :data:`layers.sources.aliases.ALIASES`.
    source : str
        The column's name: a unit in it (万人, km) counts for plain numbers.
    digits : int
        Of a ``code``: 6 for counties, 9 for townships.
    beside : DataFrame, optional
        The other columns: words in one may say what the digits of a ``hazard_class`` mean.
    order : str, optional
        What the planner said of these digits (:data:`layers.sources.census.ORDER`).
    """
    if canonical == "code":
        return _codes(column, source, digits)
    if canonical == "directed":
        return Converted(column.map(_truth).astype("boolean"), True)
    if canonical == "hazard_class":
        rows = column.to_frame(source) if beside is None else beside.loc[column.index]
        return _hazard_class(column, source, rows, order)
    if canonical not in NUMBERS:
        return Converted(texts(column), True)
    if canonical == "stock_m3" and is_per_area(source):
        per_area = Problem("stock_per_area", "warning", {"field": source})
        return Converted(pd.Series(np.nan, index=column.index, dtype=float), False, [per_area])
    return _numbers(column, canonical, source)


def _hazard_class(column: pd.Series, source: str, beside: pd.DataFrame, order: str | None) -> Converted:
    """Return classes of hazard on one scale; the column itself stays, for the scale is an interpretation."""
    found = texts(column)
    places, scale = census.placed(beside, source, found, order)
    problems: list[Problem] = []
    if scale is not None and order is not None and census.is_undirected(beside, source, found):
        problems.append(Problem("hazard_order_given", "info", {"field": source, "found": scale.told, "order": order}))
    elif scale is not None:
        problems.append(Problem("hazard_scale", "info", {"field": source, "found": scale.told}))
    elif (found != "").any():
        values = tuple(sorted(found[found != ""].unique())[:8])
        problems.append(Problem("hazard_order_unknown", "warning", {"field": source, "values": values}))
    return Converted(places, False, problems)


def unknown(index: pd.Index, canonical: str) -> pd.Series:
    """Return a canonical column of which nothing is known."""
    if canonical == "directed":
        return pd.Series(pd.NA, index=index, dtype="boolean")
    if canonical in NUMBERS:
        return pd.Series(np.nan, index=index, dtype=float)
    return pd.Series("", index=index, dtype=object)


def texts(values: pd.Series) -> pd.Series:
    """Return trimmed text, "" for missing; whole floats lose their ``.0``."""
    cells = values.tolist()
    known = {cell: text_of(cell) for cell in set(cells)} if set(map(type, cells)) <= {str} else None
    made = [known[cell] for cell in cells] if known is not None else [text_of(cell) for cell in cells]
    return pd.Series(made, index=values.index, dtype=object)


def text_of(value: Any) -> str:
    """Return one cell as trimmed text, "" for missing."""
    if not isinstance(value, str):
        if value is None or value is pd.NA or value is pd.NaT:
            return ""
        if isinstance(value, float | np.floating):
            if not np.isfinite(value):
                return ""
            return str(int(value)) if value == int(value) else str(value)
    text = unicodedata.normalize("NFC", str(value)).strip(" \t\r\n\0\ufeff　")
    return "" if text.lower() in ("nan", "none", "<null>", "null") else text


def _codes(column: pd.Series, source: str, digits: int) -> Converted:
    codes, mended, wrong = division_codes(column, digits)
    problems = []
    if mended:
        problems.append(Problem("codes_mended", "info", {"count": mended, "field": source}))
    if wrong:
        problems.append(Problem("codes_unrecognised", "warning", {"count": wrong, "field": source}))
    same = not wrong and all(digits_of(value) in ("", code) for value, code in zip(column, codes, strict=True))
    return Converted(pd.Series(codes, index=column.index, dtype=object), same, problems)


def _numbers(column: pd.Series, canonical: str, source: str) -> Converted:
    is_plain = pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)
    unit, factor = header_scale(source, canonical)
    wrong = bounds = 0
    if is_plain and canonical != "flood_standard_years":
        numbers = column.astype(float)
        numbers = numbers.where(np.isfinite(numbers)) * factor
    else:
        values = np.full(len(column), np.nan)
        for place, value in enumerate(column.tolist()):
            if not text_of(value):
                continue
            found = flood_years(value) if canonical == "flood_standard_years" else quantity(value, canonical)
            values[place] = found.value if found.has_unit else found.value * factor
            bounds += found.is_bound
            wrong += bool(np.isnan(found.value))
        numbers = pd.Series(values, index=column.index).where(np.isfinite(values))
    if canonical in _AT_LEAST_ZERO:
        negative = numbers < 0
        wrong += int(negative.sum())
        numbers = numbers.mask(negative)
    problems = []
    if factor != 1.0:
        problems.append(Problem("numbers_scaled", "info", {"field": source, "unit": unit, "factor": factor}))
    if bounds:
        problems.append(Problem("numbers_bounded", "warning", {"count": bounds, "field": source}))
    if wrong:
        problems.append(Problem("numbers_unreadable", "warning", {"count": wrong, "field": source}))
    return Converted(numbers, is_plain and not wrong and factor == 1.0, problems)


def _truth(value: Any) -> Any:
    text = text_of(value).lower()
    if text in ("1", "true", "t", "yes", "y", "是", "顺流"):
        return True
    if text in ("0", "false", "f", "no", "n", "否", "逆流"):
        return False
    return pd.NA
