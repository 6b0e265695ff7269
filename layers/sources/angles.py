"""Degrees, minutes and seconds as people write them.

``116°38′12.5″E``, ``东经116度38分12.5秒``, ``116 38 12.5``, ``116-38-12.5`` and ``116.6368`` are one
longitude.  A value of exactly 60 minutes or seconds, which rounding makes, carries over.  A sign belongs before the
degrees: ``0°-30′`` is refused.
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
_LATITUDE, _LONGITUDE = re.compile(r"[NSns北南纬]"), re.compile(r"[EWew东西经]")
_PAIR_MARK = re.compile(r"[,;、|/]")
#: Between the parts stands a mark, a gap or a dash; a dash behind a mark or a gap is a sign, and none belongs there.
_GAP = r"[\s:_]+|-|\s+-\s+"
#: Longer text is no angle.
_LONGEST = 100
_PARTS = re.compile(
    rf"(?P<sign>[-+]?)(?P<d>{_NUMBER})(?:(?:°\s*|{_GAP})(?P<m>{_NUMBER})(?:(?:′\s*|{_GAP})(?P<s>{_NUMBER}))?)?[°′″]*"
)


def parse_angle(value: Any) -> float:
    """Return degrees from a number or from text in degrees, minutes and seconds; nan when it is neither."""
    if isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, str) or len(value) > _LONGEST:
        return math.nan
    text = unicodedata.normalize("NFKC", value.translate(_MARKS)).replace("′′", "″").strip()
    text = re.sub(r"″\.(\d+)", r".\1″", text)  # 22″.3, as old maps have it
    match = _PARTS.fullmatch(_WORDS.sub("", text).strip(" \t:　"))
    if match is None:
        return math.nan
    degrees, minutes, seconds = (float(match[part] or 0.0) for part in "dms")
    if not math.isfinite(degrees):
        return math.nan
    if minutes > 60.0 or seconds > 60.0:
        return math.nan
    if (match["m"] and degrees % 1) or (match["s"] and minutes % 1):
        return math.nan  # a fraction is only for the last part
    angle = degrees + minutes / 60.0 + seconds / 3600.0
    return -angle if _NEGATIVE.search(text) or match["sign"] == "-" else angle


def parse_pair(value: Any) -> tuple[float, float]:
    """Return two coordinates from one cell, east first where letters say so, else as written; nan when there are none.

    ``116.75,40.75``, ``40°45′N 116°45′E``, ``(116.75, 40.75)``, ``E116°45.37′，N40°45.1′``, ``POINT (116.75 40.75)``.
    """
    nothing = (math.nan, math.nan)
    if not isinstance(value, str) or len(value) > _LONGEST:
        return nothing
    text = unicodedata.normalize("NFKC", value.translate(_MARKS)).strip()
    text = re.sub(r"^point\s*|^坐标[:=]?", "", text, flags=re.IGNORECASE).strip(" ()[]{}【】;,")
    halves = [half.strip() for half in _halves(text)]
    if len(halves) != 2:
        return nothing
    first, second = parse_angle(halves[0]), parse_angle(halves[1])
    if math.isnan(first) or math.isnan(second):
        return nothing
    is_turned = _LATITUDE.search(halves[0]) or _LONGITUDE.search(halves[1])
    return (second, first) if is_turned else (first, second)


def _halves(text: str) -> list[str]:
    """Part a text in two at its one comma, where a letter begins the second number, or at its one broad space."""
    if _PAIR_MARK.search(text):
        return [part for part in _PAIR_MARK.split(text) if part.strip()]
    lettered = re.split(
        r"(?<=[\d°′″ ])(?=(?:[NSEWnsew]|[东西南北][经纬]?)\s*\d)|(?<=[NSEWnsew东西南北])\s*(?=\d)", text
    )
    if len(lettered) == 2:
        return lettered
    parts = text.split()
    if len(parts) == 2 and all("." in part or "°" in part for part in parts):
        return parts
    return []


def parse_angles(values: pd.Series) -> NDArray[np.float64]:
    """Return the numbers of a column; cells that are not plain numbers are read as angles, nan for the rest."""
    numbers = pd.to_numeric(values, errors="coerce").to_numpy(dtype=float, na_value=math.nan).copy()
    text = np.flatnonzero(np.isnan(numbers) & values.notna().to_numpy())
    for position in text:
        numbers[position] = parse_angle(values.iloc[position])
    return numbers
