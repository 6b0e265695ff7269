"""Telephone numbers are personal data: they leave the program only when somebody says so."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Any, TypeVar

from layers.inventory.model import HazardCheck, StockRow

_PHONES = frozenset({"phone", "backup_phone"})
#: Seven digits or more, with the marks that stand between them: 010-6123 4567, 138 0000 0000, (010) 6123 4567.
_NUMBER = r"(?<![\d.])[+(（]?\d(?:[\s\-—–()（）]{0,2}\d){6,}(?![\d.])"
_DAY = r"(?<!\d)(?:19|20)\d\d(?:[-./]\d{1,2}[-./]\d{1,2}|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?!\d)"
#: Dates come first, so that they are met as such.
_EITHER = re.compile(f"(?P<day>{_DAY})|{_NUMBER}")

_Row = TypeVar("_Row", StockRow, HazardCheck)


def without_phones(row: _Row) -> _Row:
    """Return a row without telephone numbers, those that stand in names and remarks included."""
    changed: dict[str, Any] = {
        one.name: "" if one.name in _PHONES else masked(getattr(row, one.name))
        for one in fields(row)
        if one.name in _PHONES or one.name in ("contact", "backup", "note", "result", "owner", "holder", "channel")
    }
    return replace(row, **changed)


def masked(text: str) -> str:
    """Return a text with what looks like a telephone number left out; dates stay."""
    return _EITHER.sub(lambda found: found[0] if found["day"] else "***", text)
