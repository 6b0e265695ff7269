"""Cells as people type them: numbers with units, dates in any notation, telephone numbers that became figures."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

_NUMBER = re.compile(r"^(约|近|大约|~|≈)?\s*([+-]?\d[\d,，]*(?:\.\d+)?)\s*(?:余|多|左右)?\s*([^\d\s.,，~\-—至到].*)?$")
_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})(?:\s*[-./月]\s*(\d{1,2})?)?")
_CHINESE = {one: value for value, one in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_CHINESE_NUMBER = re.compile(
    r"^([零〇一二两三四五六七八九]?)(十)?([一二三四五六七八九]?)([^零〇一二两三四五六七八九十].*)?$"
)
#: Days of spreadsheets count from here; the usual range of a year 2000–2060.
_EPOCH, _SERIALS = date(1899, 12, 30), range(36526, 58500)
#: Like above: the cell says what the one above it says.
DITTO = frozenset({"同上", "〃", '"', "″", "''", "”", "同", "ditto"})


def text_of(cell: Any) -> str:
    """Return a cell as text: dates in ISO 8601, whole figures without a point."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "1" if cell else ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.10g}"
    return re.sub(r"[ \t\u3000\xa0]+", " ", str(cell)).strip()


def quantity_of(text: str) -> tuple[float | None, str, bool]:
    """Return a quantity, the unit typed behind it, and whether it is only about: ``约20台`` → 20, 台, True.

    None for text that is no number: a range, 若干, 一批.
    """
    cleaned = text.strip()
    found = _NUMBER.match(cleaned)
    if found:
        about = bool(found[1]) or bool(re.search(r"余|多|左右", cleaned))
        unit = re.sub(r"^[余多]|左右$", "", (found[3] or "").strip())
        value = float(found[2].replace(",", "").replace("，", ""))
        if unit.startswith("万"):
            value, unit = value * 10_000.0, unit[1:]
        return value, unit, about
    spoken = _CHINESE_NUMBER.match(cleaned)
    if spoken and (spoken[1] or spoken[2]) and (spoken[4] or "").strip() not in ("批", "些"):
        tens = (_CHINESE.get(spoken[1], 1) if spoken[1] else 1) * 10 if spoken[2] else 0
        ones = _CHINESE.get(spoken[3], 0) if spoken[2] else _CHINESE.get(spoken[1], 0)
        if not (spoken[3] and not spoken[2]):
            return float(tens + ones), (spoken[4] or "").strip(), False
    return None, "", False


def date_of(text: str) -> tuple[str, bool]:
    """Return a date in ISO 8601 and whether its day was taken for the first: ``2026年3月`` → 2026-03-01, True.

    "" for text that is no date.
    """
    cleaned = text.strip()
    if re.fullmatch(r"\d{8}", cleaned):
        cleaned = f"{cleaned[:4]}-{cleaned[4:6]}-{cleaned[6:]}"
    if re.fullmatch(r"\d{5}", cleaned) and int(cleaned) in _SERIALS:
        return (_EPOCH + timedelta(days=int(cleaned))).isoformat(), False
    found = _DATE.match(cleaned)
    if found is None:
        return "", False
    try:
        return date(int(found[1]), int(found[2]), int(found[3] or 1)).isoformat(), not found[3]
    except ValueError:
        return "", False
