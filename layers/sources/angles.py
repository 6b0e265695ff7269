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

_NEGATIVE = re.compile(r"[SWsw]|南|西")
_HEMISPHERE = re.compile(r"[NSEWnsew]|[东西南北][经纬]?|经度|纬度|[:：]\s*$")
_NUMBER = r"\d+(?:\.\d+)?"
_PARTS = re.compile(
    rf"^\s*(?P<sign>[-+−]?)\s*(?P<d>{_NUMBER})"
    rf"(?:\s*(?:°|º|度|˚|[\s:_-])\s*(?P<m>{_NUMBER})"
    rf"(?:\s*(?:′|'|’|‘|分|`|[\s:_-])\s*(?P<s>{_NUMBER}))?)?"
    r"\s*(?:°|º|度|˚|′|'|’|‘|分|″|\"|”|“|秒|''|`)*\s*$"
)


def parse_angle(value: Any) -> float:
    """Return degrees from a number or from text in degrees, minutes and seconds; nan when it is neither."""
    if isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, str):
        return math.nan
    text = unicodedata.normalize("NFKC", value).strip().replace("′′", "″").replace("''", "″")
    negative = bool(_NEGATIVE.search(text))
    match = _PARTS.match(_HEMISPHERE.sub("", text).strip())
    if match is None:
        return math.nan
    degrees = float(match["d"])
    minutes = float(match["m"] or 0.0)
    seconds = float(match["s"] or 0.0)
    if minutes > 60.0 or seconds > 60.0 or (match["m"] and degrees != int(degrees)):
        return math.nan
    if match["s"] and minutes != int(minutes):
        return math.nan
    angle = degrees + minutes / 60.0 + seconds / 3600.0
    return -angle if negative or match["sign"] in ("-", "−") else angle


def parse_angles(values: pd.Series) -> NDArray[np.float64]:
    """Return the numbers of a column; cells that are not plain numbers are read as angles, nan for the rest."""
    numbers = pd.to_numeric(values, errors="coerce").to_numpy(dtype=float, na_value=math.nan).copy()
    text = np.flatnonzero(np.isnan(numbers) & values.notna().to_numpy())
    for position in text:
        numbers[position] = parse_angle(values.iloc[position])
    return numbers
