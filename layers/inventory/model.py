"""Rows of the inventory, and their way into frames and back.  Unknown is None or "", never zero."""

from __future__ import annotations

import math
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

import pandas as pd

#: Days after which data of a row are stale [P]; "底数不清" is answered by a date on every row.
STALE_DAYS = 180
#: How far from the line a hazard source counts, metres [P].
WITHIN_M = 5_000.0


class StockKind(StrEnum):
    """What a row holds; the values are stored in plans."""

    MATERIAL = "material"  # 物资
    EQUIPMENT = "equipment"  # 装备
    VEHICLE = "vehicle"  # 车辆
    TEAM = "team"  # 队伍
    EXPERT = "expert"  # 专家


class Rectification(StrEnum):
    """Whether what an inspection found is put right; the values are stored in plans."""

    OPEN = "open"  # 未整改
    DOING = "doing"  # 整改中
    DONE = "done"  # 已整改


@dataclass(frozen=True)
class Item:
    """One entry of the catalogue.

    Attributes
    ----------
    code : str
        Its lasting key, ``pump.motor``; items of the plan's own begin with ``own.``.
    unit : str
        What it is counted in; holdings and needs are compared in this unit.
    capabilities, synonyms : tuple of str
        What it is good for, and how else people call it; both are searched.
    """

    code: str
    kind: StockKind
    name: str
    unit: str
    capabilities: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    name_en: str = ""


@dataclass(frozen=True)
class StockRow:
    """One line of the inventory.

    Attributes
    ----------
    item : str
        Code of a catalogue item; "" when it is none of them.
    name : str
        What it is called here: a model, a person, a team.
    quantity : float or None
        In ``unit``; None is unknown, 0 is none.
    holder, holder_uid : str
        The depot, team or body; the uid where it is a feature of the plan.
    mobilise_min : float or None
        Minutes from the call until it can leave.
    checked : str
        ISO date of the last check; "" when never.
    """

    uid: str = ""
    kind: str = StockKind.MATERIAL.value
    item: str = ""
    name: str = ""
    quantity: float | None = None
    unit: str = ""
    holder: str = ""
    holder_uid: str = ""
    county: str = ""
    mobilise_min: float | None = None
    contact: str = ""
    phone: str = ""
    callsign: str = ""
    channel: str = ""
    backup: str = ""
    backup_phone: str = ""
    checked: str = ""
    note: str = ""


@dataclass(frozen=True)
class Need:
    """How much of an item a county needs: typed, or ``per`` units for each unit of a basis."""

    uid: str = ""
    item: str = ""
    county: str = ""
    quantity: float | None = None  # typed; counts before the rule
    rule: str = ""  # code of a rule; "" when typed
    per: float | None = None
    basis: float | None = None  # typed; None: what the plan says
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class HazardCheck:
    """What is known of one hazard source beside its place; ``uid`` is that of the feature."""

    uid: str = ""
    layer_uid: str = ""
    owner: str = ""
    hazard_type: str = ""
    inspected: str = ""
    result: str = ""
    rectification: str = ""  # Rectification value, "" unknown
    due: str = ""  # ISO date by which it must be put right
    next_joint: str = ""  # ISO date of the next joint inspection
    contact: str = ""
    phone: str = ""
    note: str = ""


@dataclass(frozen=True)
class InventorySettings:
    """What the inventory is judged by.

    Attributes
    ----------
    stale_days : int
    within_m : float
        Hazard sources within this of the line are listed.
    partial : frozenset of str
        Counties whose list is not complete: what it does not name is unknown there, not zero.
    """

    stale_days: int = STALE_DAYS
    within_m: float = WITHIN_M
    partial: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> InventorySettings:
        """Return the settings a plan stores; what makes no sense is as usual."""
        days, within, partial = values.get("stale_days"), values.get("within_m"), values.get("partial")
        return cls(
            int(days) if isinstance(days, int | float) and 1 <= days <= 10_000 else STALE_DAYS,
            float(within) if isinstance(within, int | float) and 0 < within <= 200_000 else WITHIN_M,
            frozenset(str(code) for code in partial) if isinstance(partial, list) else frozenset(),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return plain data for the plan."""
        return {"stale_days": self.stale_days, "within_m": self.within_m, "partial": sorted(self.partial)}


Row = TypeVar("Row", StockRow, Need, HazardCheck, Item)
_NUMBERS = frozenset({"quantity", "mobilise_min", "per", "basis"})
_LISTS = frozenset({"capabilities", "synonyms"})


def columns_of(kind: type[Row]) -> list[str]:
    """Return the columns of a register's frame."""
    return ["uid" if kind is Item and one.name == "code" else one.name for one in fields(kind)]


def rows_of(frame: pd.DataFrame, kind: type[Row]) -> list[Row]:
    """Return the rows of a frame as a plan gives it; NULL is None for numbers and "" for texts."""
    names = columns_of(kind)
    return [
        kind(*(_value(name, value) for name, value in zip(names, row, strict=True)))
        for row in frame[names].itertuples(index=False, name=None)
    ]


def frame_of(rows: Iterable[Row], kind: type[Row]) -> pd.DataFrame:
    """Return rows as the plan stores them; a row without a uid gets one, texts lose blanks at their ends."""
    names, data = columns_of(kind), []
    for row in rows:
        values = [_stored(name, value) for name, value in zip(names, asdict(row).values(), strict=True)]
        values[0] = values[0] or uuid.uuid4().hex
        data.append(values)
    return pd.DataFrame(data, columns=names, dtype=object)


def _value(name: str, value: Any) -> Any:
    if name in _LISTS:
        return tuple(str(one) for one in value) if isinstance(value, list) else ()
    missing = value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))
    if name in _NUMBERS:
        return None if missing else float(value)
    return "" if missing else str(value)


def _stored(name: str, value: Any) -> Any:
    if name in _LISTS:
        return [str(one).strip() for one in value if str(one).strip()]
    if name in _NUMBERS:
        return None if value is None else float(value)
    return str(value).strip()


def iso_date(text: str) -> date | None:
    """Return an ISO date, None for text that is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
