"""Numbers as people write them in tables: units, 万 and 亿, ranges, 约 and 余, Chinese numerals, flood standards.

A general reader of Chinese numerals (cn2an) refuses 百年一遇 and 百二十, just what stands in registers of levees,
and knows neither units nor ranges; the few lines here read what such cells hold.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

#: What a unit after a number multiplies it with, by canonical column; a unit that is not here makes it unreadable.
UNITS: dict[str, dict[str, float]] = {
    "people": {"人": 1, "口": 1, "口人": 1, "名": 1, "位": 1, "persons": 1, "people": 1},
    "strength": {"人": 1, "名": 1, "位": 1, "员": 1, "persons": 1, "people": 1},
    "width_m": {"米": 1, "m": 1, "公里": 1000, "千米": 1000, "km": 1000, "厘米": 0.01, "cm": 0.01},
    "stock_m3": {"立方米": 1, "立方": 1, "方": 1, "m3": 1, "m^3": 1},
    "turnout_min": {"分钟": 1, "分": 1, "min": 1, "mins": 1, "minutes": 1, "小时": 60, "时": 60, "h": 60, "秒": 1 / 60},
    "order": {"级": 1},
    "flood_standard_years": {"年一遇": 1, "年一遇洪水": 1, "年": 1, "a": 1, "yr": 1, "years": 1},
}
_ANY = {unit: factor for units in UNITS.values() for unit, factor in units.items()}
_SCALES = {"": 1.0, "十": 10.0, "百": 100.0, "千": 1e3, "万": 1e4, "亿": 1e8}
_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_STEPS = {"十": 10, "百": 100, "千": 1000}

_NUMBER = r"[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?|[〇零一二两三四五六七八九十百千万亿廿卅]+"
_ABOUT = r"(?P<about>约为|大约|约|近|将近|≈|~|≥|>=|>|不低于|不小于|不少于|至少|超过)?"
_SHAPE = re.compile(
    rf"{_ABOUT}(?P<first>{_NUMBER})(?P<scale>[十百千万亿]?)(?P<more>余|多|\+)?(?P<unit>m\^?3|[^\d~至到—–\-余多以左及\+]*)"
    rf"(?:(?:~|-|—|–|至|到)(?P<last>{_NUMBER})(?P<last_scale>[十百千万亿]?)(?P<last_unit>m\^?3|[^\d以左及]*))?"
    r"(?P<after>以上|及以上|左右|余|多|\+)?"
)
_AT_LEAST = frozenset({"≥", ">=", ">", "不低于", "不小于", "不少于", "至少", "超过", "余", "多", "+", "以上", "及以上"})


@dataclass(frozen=True)
class Quantity:
    """A number; ``is_bound`` when the cell gives a range or a least number, of which this is the lower end."""

    value: float
    is_bound: bool = False
    has_unit: bool = False


UNREADABLE = Quantity(math.nan)


def plain(value: Any) -> str:
    """Return a cell as text in half-width characters, without spaces and thousands separators."""
    text = unicodedata.normalize("NFKC", str(value)).strip().lower().replace("\u00a0", "")
    return re.sub(r"[\s,'’‘]", "", text)


def quantity(value: Any, canonical: str = "") -> Quantity:
    """Return the number in a cell such as ``1,200人``, ``约300``, ``1.2万``, ``100～200``, ``300余人`` or ``三百``.

    Parameters
    ----------
    value
        A cell.
    canonical : str
        The column it is read for: 12 公里 is a width of 12 000 m, and a number of 户 is no number of people.
        Without it any unit is taken.
    """
    return _quantity(str(value), canonical)


@lru_cache(maxsize=65536)
def _quantity(text: str, canonical: str) -> Quantity:
    units = UNITS.get(canonical, {}) if canonical else _ANY
    text = plain(text)
    if canonical == "people":
        households = re.fullmatch(r"\d+户[;；/]?(\d+)(?:人|口)", text)
        text = households.group(1) if households else text
    match = _SHAPE.fullmatch(text)
    if match is None:
        return UNREADABLE
    part = match.groupdict(default="")
    unit, last_unit = part["unit"], part["last_unit"]
    scale = part["scale"] or ("" if unit else part["last_scale"] if part["last"] else "")
    unit = unit or last_unit
    number = _number(part["first"])
    if math.isnan(number) or (unit and unit not in units) or (last_unit and last_unit not in units):
        return UNREADABLE
    value = number * _SCALES[scale] * units.get(unit, 1.0)
    if part["last"]:
        last = _number(part["last"]) * _SCALES[part["last_scale"]] * units.get(last_unit or unit, 1.0)
        if not last >= value:
            return UNREADABLE
    is_bound = bool(part["last"]) or bool({part["about"], part["more"], part["after"]} & _AT_LEAST)
    return Quantity(value, is_bound, bool(scale or unit))


def flood_years(value: Any) -> Quantity:
    """Return the return period in years of ``20``, ``20年一遇``, ``二十年一遇``, ``1/20``, ``P=5%``, ``10～20年``.

    A number between 0 and 1 is a yearly probability, as a spreadsheet stores ``5%``.  Of a range, or of several
    standards in one cell (设计 and 校核), the lower is returned, as a bound.
    """
    text = re.sub(r"[(\[].*?[)\]]", "", plain(value))
    percents = [float(found) for found in re.findall(r"(\d+(?:\.\d+)?)%", text)]
    if percents and re.fullmatch(r"(?:p=|频率)?(?:[\d.]+%[~\-至/]?)+", text) and min(percents) > 0:
        return Quantity(100.0 / max(percents), len(percents) > 1, True)
    ratio = re.fullmatch(r"(?:p=)?1/(\d+)", text)
    if ratio and int(ratio.group(1)) > 0:
        return Quantity(float(ratio.group(1)), False, True)
    found = quantity(text, "flood_standard_years")
    if math.isnan(found.value):
        several = [_number(years) for years in re.findall(rf"({_NUMBER})年一遇", text)]
        if not several or any(math.isnan(years) for years in several):
            return UNREADABLE
        found = Quantity(min(several), len(several) > 1, True)
    if not found.value > 0:
        return UNREADABLE
    if found.value < 1 and not found.has_unit:
        return Quantity(1.0 / found.value, found.is_bound, True)
    return found


def header_scale(column: str, canonical: str) -> tuple[str, float]:
    """Return the unit in a column's name and what plain numbers below it are multiplied with: 人口（万人） → 10 000."""
    units = UNITS.get(canonical)
    if not units:
        return "", 1.0
    text = plain(column)
    bracket = re.findall(r"[(\[【]([^)\]】]*)[)\]】]", text)
    tail = re.search(r"[_/]([^_/]+)$", text)
    marked = [*bracket, *([tail.group(1)] if tail else [])]
    joined = re.search(r"([十百千万亿]+人)$", text) if canonical in ("people", "strength") else None
    for words in [*marked, *([joined.group(1)] if joined else [])]:
        match = re.fullmatch(r"(?:单位:?)?([十百千万亿]?)(.*)", words)
        if match is None or not (match.group(1) or match.group(2)) or match.group(2) not in ("", *units):
            continue
        factor = _SCALES[match.group(1)] * units.get(match.group(2), 1.0)
        if factor != 1.0:
            return match.group(1) + match.group(2), factor
    return "", 1.0


def chinese_number(text: str) -> float:
    """Return what Chinese numerals say (二十, 百二十, 两千, 一万二千, 二〇); nan when they are none."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    for sign, worth in (("亿", 1e8), ("万", 1e4)):
        head, found, tail = text.partition(sign)
        if found:
            high, low = (chinese_number(head) if head else 1.0), (chinese_number(tail) if tail else 0.0)
            return high * worth + low
    if text and all(sign in _DIGITS for sign in text):
        return float("".join(str(_DIGITS[sign]) for sign in text))
    total, digit, last = 0, None, 10_000
    for sign in text:
        if sign in _DIGITS:
            if digit:
                return math.nan
            digit = _DIGITS[sign]
        elif sign in _STEPS and _STEPS[sign] < last:
            last = _STEPS[sign]
            total += (1 if digit is None else digit) * last
            digit = None
        else:
            return math.nan
    if not text:
        return math.nan
    return float(total + (digit or 0))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return chinese_number(text)
