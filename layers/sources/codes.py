"""GB/T 2260 codes as they come out of files: numbers, floats, text, Tianditu's ``156`` prefix.

A county code is six digits, a township code nine, a village code twelve.  Codes are text: spreadsheets
and shapefiles turn them into numbers, and this module turns them back.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

#: First two digits of GB/T 2260: the provinces.
PROVINCES = frozenset(
    f"{number}"
    for span in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 82))
    for number in range(span[0], span[1] + 1)
)
_COUNTRY = "156"  # ISO 3166-1 numeric of China, put before the code by Tianditu
#: Spaces and quotation marks that people and programs put into codes.
_NOISE = re.compile(r"[\s'’‘`\"“”]+")
#: Digits of a code: county, township, village, and 国土调查's village code of 19 (QSDWDM, ZLDWDM).
_LENGTHS = (6, 9, 12, 19)


def digits_of(value: Any) -> str:
    """Return the digits a cell stands for: ``110116.0`` and ``" 110116 "`` are ``"110116"``; "" for no number."""
    if value is None or value is pd.NA:
        return ""
    if isinstance(value, float | np.floating):
        if not math.isfinite(value) or value != int(value) or value < 0:
            return ""
        return str(int(value))
    return _digits_in(str(value))


@lru_cache(maxsize=65536)
def _digits_in(text: str) -> str:
    text = _NOISE.sub("", unicodedata.normalize("NFKC", text))
    match = re.fullmatch(r"(\d+)(?:\.0*)?", text)
    return match.group(1) if match else _from_exponent(text)


def _from_exponent(text: str) -> str:
    """Return the digits of ``1.10116E+05`` where all of them are written; a rounded ``1.10E+11`` has lost its code."""
    match = re.fullmatch(r"(\d)\.(\d+)e\+?(\d{1,2})", text.lower())
    if match is None:
        return ""
    first, rest, power = match.group(1), match.group(2), int(match.group(3))
    if len(rest) < power or set(rest[power:]) - {"0"}:
        return ""
    return first + rest[:power]


def division_code(value: Any, digits: int = 6) -> str:
    """Return a division code of so many digits, or "" when the value is none.

    Parameters
    ----------
    value
        A cell: text, integer or float.  ``156`` before the code and anything after it are taken off:
        a township's code names its county.
    digits : int
        6 for a county, 9 for a township.
    """
    text = digits_of(value)
    if len(text) - 3 in _LENGTHS and text.startswith(_COUNTRY) and text[3:5] in PROVINCES:
        text = text[3:]
    if len(text) not in _LENGTHS or len(text) < digits or text[:2] not in PROVINCES:
        return ""
    return text[:digits]


def division_codes(values: pd.Series, digits: int = 6) -> tuple[NDArray[np.object_], int, int]:
    """Return codes as text, how many had to be mended, and how many filled cells are no code."""
    codes = np.empty(len(values), dtype=object)
    mended = unknown = 0
    for position, value in enumerate(values.tolist()):
        code = division_code(value, digits)
        codes[position] = code
        if code:
            mended += not (isinstance(value, str) and value == code)
        else:
            unknown += not _is_blank(value)
    return codes, mended, unknown


def code_share(values: pd.Series, digits: int = 6, *, least: float = 0.0) -> float:
    """Return the share (0–1) of filled cells that are division codes; 0 when nothing is filled.

    It is 0 too as soon as it cannot be ``least`` any more.
    """
    filled = [value for value in values.tolist() if not _is_blank(value)]
    if not filled:
        return 0.0
    kinds = set(map(type, filled))
    if len(kinds) == 1 and kinds <= {str, int, float}:  # mostly the same few again and again
        return sum(times for value, times in Counter(filled).items() if division_code(value, digits)) / len(filled)
    others = 0
    for value in filled:
        others += not division_code(value, digits)
        if others > (1.0 - least) * len(filled):
            return 0.0
    return (len(filled) - others) / len(filled)


def _is_blank(value: Any) -> bool:
    if value is None or value is pd.NA:
        return True
    if isinstance(value, float | np.floating):
        return math.isnan(value)
    return isinstance(value, str) and not value.strip()
