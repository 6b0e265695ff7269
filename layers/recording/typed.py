"""What is typed into a field, as the value that is kept."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date
from typing import Any

from layers.recording.forms import FieldKind

_DATE = re.compile(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})\D?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")


def typed_value(text: str, kind: FieldKind) -> Any:
    """Return the value of a text; an empty one is unknown ("" or nan).

    Dates are understood as 2026-05-01, 2026/5/1, 2026年5月1日 and 20260501 and kept as the first.

    Raises
    ------
    ValueError
        It is no number of zero or more, or no date.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if kind is FieldKind.NUMBER:
        return _number(plain)
    if kind is FieldKind.DATE:
        return _date(plain)
    return text.strip()


def _number(text: str) -> float:
    if not text:
        return math.nan
    value = float(text.replace(",", "").replace(" ", ""))
    if not math.isfinite(value) or value < 0:
        raise ValueError(text)
    return value


def _date(text: str) -> str:
    if not text:
        return ""
    found = _DATE.fullmatch(text) or _DIGITS.fullmatch(text)
    if found is None:
        raise ValueError(text)
    year, month, day = map(int, found.groups())
    return date(year, month, day).isoformat()


def shown_value(value: Any, kind: FieldKind) -> str:
    """Return a kept value as it is typed; "" for unknown."""
    if kind is FieldKind.NUMBER:
        return "" if value is None or math.isnan(float(value)) else f"{float(value):.10g}"
    return "" if value is None else str(value)
