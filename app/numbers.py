"""Numbers as the window says them, on the map, in panels, tables, legends and messages; no Qt."""

from __future__ import annotations

import math
import re

UNKNOWN_SIGN = "—"
#: What groups the digits of a number on the screen (GB/T 15835): narrow, and no line breaks there.
GROUPED_BY = "\u202f"


def is_known(value: float | None) -> bool:
    """Whether a number is known; nan and None are not."""
    return value is not None and not math.isnan(value)


def number(value: float | None, decimals: int = 0) -> str:
    """Return a number with grouped digits; an unknown one is a dash, never zero."""
    if value is None or math.isnan(value):
        return UNKNOWN_SIGN
    return f"{value:,.{decimals}f}".replace(",", GROUPED_BY)


#: Within a number, between it and its unit, and digits that stand before a unit.
_IN_NUMBER = re.compile(r"(?<=\d)[ \u2009](?=\d{3}\b)")
_UNIT = r"hm²|km|min\b|m\b|亩|mu\b|%"
_BEFORE_UNIT = re.compile(rf"(?<=\d)[ \u2009](?={_UNIT})")
_WITH_UNIT = re.compile(rf"(?<![\d.,])\d{{4,}}(?=(?:\.\d+)?[ \u00a0]?(?:{_UNIT}))")


def unbroken(text: str) -> str:
    """Keep numbers and their units on one line, in words that wrap."""
    return _BEFORE_UNIT.sub("\u00a0", _IN_NUMBER.sub(GROUPED_BY, text))


def grouped(text: str) -> str:
    """Group the digits of measures in a sentence that documents print with plain ones."""
    return _WITH_UNIT.sub(lambda found: number(int(found[0])), text)


def scale(denominator: float) -> str:
    """Return a scale of a map."""
    return f"1:{number(denominator)}"
