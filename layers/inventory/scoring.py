"""How complete and how old the inventory is: 底数清不清, with the parts the score is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from layers.inventory.model import StockRow, iso_date

K = TypeVar("K")

#: What a row should say; each counts the same.
ASKED: tuple[str, ...] = (
    "quantity",
    "unit",
    "holder",
    "county",
    "mobilise_min",
    "contact",
    "phone",
    "callsign",
    "channel",
    "backup",
    "checked",
)


class Age(StrEnum):
    """How old the data of a row are on the reference date."""

    FRESH = "fresh"
    STALE = "stale"
    NEVER = "never"  # no date of a check: nobody knows how old


@dataclass(frozen=True)
class Score:
    """Completeness of some rows.

    Attributes
    ----------
    rows : int
    parts : mapping of field → share of the rows that say it, 0–1
    total : float or None
        Mean of the parts; None without rows: nothing is known, which is not zero.
    stale, never : int
        Rows by age.
    """

    rows: int
    parts: Mapping[str, float]
    total: float | None
    stale: int
    never: int


def missing(row: StockRow) -> tuple[str, ...]:
    """Return which of :data:`ASKED` a row does not say."""
    return tuple(name for name in ASKED if not _is_said(row, name))


def _is_said(row: StockRow, name: str) -> bool:
    if name == "backup":
        return bool(row.backup or row.backup_phone)
    value = getattr(row, name)
    return value is not None and value != ""


def age_days(row: StockRow, on: date) -> int | None:
    """Return days since the last check; None when there was none, 0 for a check after the date."""
    day = iso_date(row.checked)
    return None if day is None else max((on - day).days, 0)


def age(row: StockRow, on: date, stale_days: int) -> Age:
    """Return how old a row is: stale only when more than ``stale_days`` have gone by."""
    days = age_days(row, on)
    if days is None:
        return Age.NEVER
    return Age.STALE if days > stale_days else Age.FRESH


def score(rows: Sequence[StockRow], on: date, stale_days: int) -> Score:
    """Return the completeness of rows with its parts; their mean is the total."""
    ages = [age(row, on, stale_days) for row in rows]
    parts = {name: sum(_is_said(row, name) for row in rows) / len(rows) for name in ASKED} if rows else {}
    total = sum(parts.values()) / len(ASKED) if rows else None
    return Score(len(rows), parts, total, ages.count(Age.STALE), ages.count(Age.NEVER))


def by_county(rows: Iterable[StockRow], counties: Iterable[str], on: date, stale_days: int) -> dict[str, Score]:
    """Return county → score, also of counties of which the list says nothing, and "" where rows name none."""
    grouped = _grouped(rows, lambda row: row.county)
    codes = dict.fromkeys([*counties, *sorted(grouped)])
    return {code: score(grouped.get(code, []), on, stale_days) for code in codes}


def by_holder(rows: Iterable[StockRow], on: date, stale_days: int) -> dict[tuple[str, str], Score]:
    """Return (county, holder) → score."""
    grouped = _grouped(rows, lambda row: (row.county, row.holder))
    return {key: score(grouped[key], on, stale_days) for key in sorted(grouped)}


def _grouped(rows: Iterable[StockRow], key: Callable[[StockRow], K]) -> dict[K, list[StockRow]]:
    found: dict[K, list[StockRow]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found
