"""Degrees, minutes and seconds as people write them.

``116°38′12.5″E``, ``东经116度38分12.5秒``, ``116 38 12.5``, ``116-38-12.5`` and ``116.6368`` are one
longitude.  A value of exactly 60 minutes or seconds, which rounding makes, carries over.
"""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

#: Everything that is typed for the three marks; done before NFKC, which would turn º into the letter o.
_MARKS = str.maketrans(
    {"º": "°", "˚": "°", "度": "°"}
    | dict.fromkeys("'’‘`´＇分", "′")
    | dict.fromkeys('"”“＂秒', "″")
    | {"−": "-", "–": "-"}
)
_NEGATIVE = re.compile(r"^[SWsw]|[SWsw]$|南|西")
_WORDS = re.compile(r"[东西南北][经纬]?|[经纬]°|^[NSEWnsew]|[NSEWnsew]$")
_NUMBER = r"\d+(?:\.\d+)?"
_PARTS = re.compile(
    rf"(?P<sign>[-+]?)(?P<d>{_NUMBER})(?:[°\s:_-]+(?P<m>{_NUMBER})(?:[′\s:_-]+(?P<s>{_NUMBER}))?)?[°′″]*"
)


def parse_angle(value: Any) -> float:
    """Return degrees from a number or from text in degrees, minutes and seconds; nan when it is neither."""
    if isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, str):
        return math.nan
    text = unicodedata.normalize("NFKC", value.translate(_MARKS)).replace("′′", "″").strip()
    match = _PARTS.fullmatch(_WORDS.sub("", text).strip(" \t:　"))
    if match is None:
        return math.nan
    degrees, minutes, seconds = (float(match[part] or 0.0) for part in "dms")
    if minutes > 60.0 or seconds > 60.0:
        return math.nan
    if (match["m"] and degrees % 1) or (match["s"] and minutes % 1):
        return math.nan  # a fraction is only for the last part
    angle = degrees + minutes / 60.0 + seconds / 3600.0
    return -angle if _NEGATIVE.search(text) or match["sign"] == "-" else angle


def parse_angles(values: pd.Series) -> NDArray[np.float64]:
    """Return the numbers of a column; cells that are not plain numbers are read as angles, nan for the rest."""
    numbers = pd.to_numeric(values, errors="coerce").to_numpy(dtype=float, na_value=math.nan).copy()
    text = np.flatnonzero(np.isnan(numbers) & values.notna().to_numpy())
    for position in text:
        numbers[position] = parse_angle(values.iloc[position])
    return numbers
