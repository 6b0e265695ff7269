"""Layers in the style of the national census of natural-disaster risk (自然灾害综合风险普查): names and classes.

Classes of hazard are put on one scale, 1 lowest to 4 highest, whatever words a file has for them.  Words decide.
一级/Ⅰ级 is the highest, as in 突发事件应对法 and LY/T 1063-2008.  Bare digits do not tell which end is high — both ways
are in use, LY/T 1172 counts upwards — and are left unknown unless a column of words goes with them or the planner says.

Sources: the names 灾害代码_成果类型_细化代码_区划代码_序号 (``BY_P_10_130131_01``), the column ``class`` and its
values 1–4 for hazard and 1–5 for risk are what a public checking program of the census's products tests for (2022).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

#: Codes of hazards in the names of the census's products.
HAZARDS = {
    "TF": "台风",
    "BY": "暴雨",
    "BB": "冰雹",
    "DF": "大风",
    "DW": "低温",
    "GH": "干旱",
    "GW": "高温",
    "LD": "雷电",
    "XZ": "雪灾",
    "SC": "沙尘暴",
    "DISA": "综合",
}
_PRODUCT = re.compile(rf"({'|'.join(HAZARDS)})_[A-Z]_\d{{1,2}}_\d{{6}}_\d{{2}}", re.IGNORECASE)
#: Scales of words, lowest first; the one that a column uses up is meant, else the first that has all its words.
_SCALES: tuple[tuple[str, ...], ...] = (
    ("低", "中", "较高", "高"),
    ("低", "中", "高", "极高"),
    ("低", "中低", "中高", "高"),
    ("低", "较低", "较高", "高"),
    ("低", "中", "高"),
    ("低", "中低", "中", "中高", "高"),
    ("低", "较低", "中", "较高", "高"),
    ("低", "较低", "中等", "较高", "高"),
    ("极低", "低", "中", "高", "极高"),
    ("不易发", "低易发", "中易发", "高易发"),
    ("低易发", "中易发", "高易发", "极高易发"),
    ("低", "一般", "较大", "重大"),
    ("一般", "较大", "重大", "特别重大"),
    ("蓝", "黄", "橙", "红"),
    ("4级", "3级", "2级", "1级"),
    ("5级", "4级", "3级", "2级", "1级"),
    ("low", "medium", "high"),
    ("low", "moderate", "high"),
    ("low", "moderate", "high", "veryhigh"),
    ("low", "medium", "high", "veryhigh"),
)
_NUMERALS = {**dict(zip("一二三四五", "12345", strict=True)), "iv": "4", "iii": "3", "ii": "2", "v": "5", "i": "1"}
LOWEST, HIGHEST = 1.0, 4.0
_DIGIT = re.compile(r"\d(?:\.0+)?")
#: The planner's word on bare digits, beside the columns in ``ReadChoice.fields``, and what it may be.
ORDER = "hazard_order"
FIRST_HIGHEST, FIRST_LOWEST = "1_is_highest", "1_is_lowest"


@dataclass(frozen=True)
class Scale:
    """What the words of a column mean: word as found → 1 lowest … 4 highest."""

    places: dict[str, float]

    @property
    def told(self) -> tuple[str, ...]:
        """The words with their places, lowest first."""
        return tuple(f"{word} = {place:g}" for word, place in sorted(self.places.items(), key=lambda one: one[1]))


def hazard_of(name: str) -> str:
    """Return the hazard that the name of a census product stands for, "" for any other name."""
    found = _PRODUCT.search(name)
    return HAZARDS[found[1].upper()] if found else ""


def scale_of(words: Iterable[str]) -> Scale | None:
    """Return the scale that has all words of a column; None when there is none, or they are bare digits.

    Notes
    -----
    Places are spread evenly between 1 and 4: of five classes the middle one is 2.5.
    """
    plain = {word: _plain(word) for word in words if word}
    used = set(plain.values())
    fitting = [scale for scale in _SCALES if used and used <= set(scale)]
    for scale in sorted(fitting, key=lambda scale: used != set(scale))[:1]:
        step = (HIGHEST - LOWEST) / (len(scale) - 1)
        return Scale({word: LOWEST + step * scale.index(own) for word, own in plain.items()})
    return None


def placed(
    frame: pd.DataFrame, column: str, texts: pd.Series, order: str | None = None
) -> tuple[pd.Series, Scale | None]:
    """Return the places of a column's classes, nan where unknown, and the scale that was found.

    Parameters
    ----------
    frame : DataFrame
        In which a column of words may go with a column of digits.
    column : str
        The one that holds the class.
    texts : Series
        Its values as text, "" for missing.
    order : str, optional
        :data:`FIRST_HIGHEST` or :data:`FIRST_LOWEST`: what the planner says of bare digits that nothing explains.
    """
    scale = scale_of(texts.unique())
    if scale is None and _are_digits(texts):
        scale = _beside(frame, column, texts) or _counted(texts, order)
    if scale is None:
        return pd.Series(np.nan, index=frame.index, dtype=float), None
    return texts.map(scale.places).astype(float), scale


def is_undirected(frame: pd.DataFrame, column: str, texts: pd.Series) -> bool:
    """Tell whether a column has classes of bare digits of which only the planner can say which end is high."""
    return placed(frame, column, texts)[1] is None and _counted(texts, FIRST_LOWEST) is not None


def _are_digits(texts: pd.Series) -> bool:
    return all(_DIGIT.fullmatch(text) for text in texts.unique() if text)


def _counted(texts: pd.Series, order: str | None) -> Scale | None:
    """Return the scale of digits from 1 to 4, or to 5 where there is a 5; None for others, or without an order."""
    if order not in (FIRST_HIGHEST, FIRST_LOWEST) or not _are_digits(texts):
        return None
    digits = {text: int(text[0]) for text in texts.unique() if text}
    if not digits or min(digits.values()) < 1 or max(digits.values()) > 5:
        return None
    last = max(4, *digits.values())
    step = (HIGHEST - LOWEST) / (last - 1)
    up = {text: LOWEST + step * (digit - 1) for text, digit in digits.items()}
    return Scale(up if order == FIRST_LOWEST else {text: LOWEST + HIGHEST - place for text, place in up.items()})


def _beside(frame: pd.DataFrame, column: str, digits: pd.Series) -> Scale | None:
    """Return the scale of digits from a column of words with the same word wherever the digit is the same."""
    for other in frame.columns:
        if other == column or pd.api.types.is_numeric_dtype(frame[other]):
            continue
        words = frame[other].fillna("").astype(str).str.strip()
        known = (digits != "") & (words != "")
        pairs = set(zip(digits[known], words[known], strict=True))
        if len(pairs) == digits[known].nunique() == words[known].nunique() and len(pairs) > 1:
            scale = scale_of({word for _, word in pairs})
            if scale is not None:
                return Scale({digit: scale.places[word] for digit, word in pairs})
    return None


def _plain(word: str) -> str:
    """Return a class without what files put around it (brackets, 区, 风险, 危险性, 级), numerals as digits."""
    text = unicodedata.normalize("NFKC", word).strip().lower()
    text = re.sub(r"[(\[（].*?[)\]）]", "", text)
    text = re.sub(r"风险|危险性?|易发(?=.*易发)|等级|区域?$|色$|[\s_\-]+|hazard|risk", "", text)
    level = re.fullmatch(r"([一二三四五]|iv|iii|ii|i|v|[1-5])级", text) or re.fullmatch(
        r"([一二三四五]|iv|iii|ii|i|v)", text
    )
    if level:
        return f"{_NUMERALS.get(level[1], level[1])}级"
    return text.removesuffix("级").removesuffix("度")
