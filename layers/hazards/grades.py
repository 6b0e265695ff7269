"""Warning grades and standards of two counties side by side, with what does not agree flagged.

Two lists, each with columns item, grade and value (``.csv`` or ``.xlsx``): at which rainfall, water level or index of
fire danger a county gives which colour, which flood standard a levee has.  One line that both counties watch and warn
of at different figures is a gap nobody sees until it matters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from layers.errors import UnusableTable
from layers.sources.plain_table import PlainTable, read_plain_table

_ITEM = ("item", "项目", "指标", "灾种", "预警类型", "名称", "hazard")
_GRADE = ("grade", "等级", "级别", "预警等级", "预警级别", "颜色", "level")
_VALUE = ("value", "数值", "阈值", "标准", "启动条件", "设防标准", "standard", "threshold")
_UNIT = ("unit", "单位")
#: Grades by colour and by number say the same (四级预警: 红一、橙二、黄三、蓝四; 突发事件应对法第六十三条).
_COLOURS = {
    "红": "1", "橙": "2", "黄": "3", "蓝": "4", "red": "1", "orange": "2", "yellow": "3", "blue": "4",
    "一": "1", "二": "2", "三": "3", "四": "4", "ⅰ": "1", "ⅱ": "2", "ⅲ": "3", "ⅳ": "4",
    "i": "1", "ii": "2", "iii": "3", "iv": "4",
}  # fmt: skip
_FIGURE = re.compile(r"[-+]?\d+(?:\.\d+)?")


class Agreement(StrEnum):
    """How two counties' words for one item and grade compare."""

    SAME = "same"
    DIFFERS = "differs"
    ONLY_FIRST = "only_first"
    ONLY_SECOND = "only_second"
    UNKNOWN = "unknown"  # one of them leaves the figure open


@dataclass(frozen=True)
class Grade:
    """One line of a county's list; ``value`` as it is written."""

    item: str
    grade: str
    value: str
    unit: str = ""


@dataclass(frozen=True)
class Compared:
    """One item and grade of both; "" where a county does not have it.

    ``ratio`` is the larger figure by the smaller one where both are one positive figure of one unit, else None.
    """

    item: str
    grade: str
    first: str
    second: str
    agreement: Agreement
    ratio: float | None

    @property
    def is_mismatch(self) -> bool:
        """Whether somebody has to talk about it."""
        return self.agreement is not Agreement.SAME


def read_grades(path: Path, *, table: PlainTable | None = None) -> tuple[Grade, ...]:
    """Return a county's list; ``table`` are its rows, where they were read already.

    Raises
    ------
    OSError
        The file cannot be read.
    UnusableTable
        A column is missing, or an item and grade are there twice.
    """
    table = read_plain_table(path) if table is None else table
    head = [cell.casefold() for cell in table.rows[0]]
    columns = {}
    for name, words in (("item", _ITEM), ("grade", _GRADE), ("value", _VALUE), ("unit", _UNIT)):
        columns[name] = next((at for at, cell in enumerate(head) if cell in words), -1)
        if columns[name] < 0 and name != "unit":
            column = f"{words[1]} ({words[0]})"
            raise UnusableTable(path=str(path), reason_code="column", detail=f"no column {column}", column=column)
    unit = columns["unit"]
    found: dict[tuple[str, str], Grade] = {}
    for row, number in zip(table.rows[1:], table.numbers[1:], strict=True):
        one = Grade(row[columns["item"]], row[columns["grade"]], row[columns["value"]], row[unit] if unit >= 0 else "")
        if not one.item:
            raise UnusableTable(
                path=str(path), reason_code="item", detail=f"line {number}: the item is missing", line=number
            )
        if _key(one) in found:
            said = f"{one.item} {one.grade}"
            detail = f"line {number}: {said} is there twice"
            raise UnusableTable(path=str(path), reason_code="twice", detail=detail, line=number, said=said)
        found[_key(one)] = one
    return tuple(found.values())


def side_by_side(first: Sequence[Grade], second: Sequence[Grade]) -> list[Compared]:
    """Return both lists item by item, in the order of the first, then what only the second has."""
    others = {_key(one): one for one in second}
    mine = {_key(one) for one in first}
    rows = [_compared(one, others.get(_key(one))) for one in first]
    rows += [
        Compared(one.item, one.grade, "", _said(one), Agreement.ONLY_SECOND, None)
        for one in second
        if _key(one) not in mine
    ]
    return rows


def _compared(one: Grade, other: Grade | None) -> Compared:
    if other is None:
        return Compared(one.item, one.grade, _said(one), "", Agreement.ONLY_FIRST, None)
    if not one.value or not other.value:
        return Compared(one.item, one.grade, _said(one), _said(other), Agreement.UNKNOWN, None)
    figures = [_figure(said) for said in (one, other)]
    ratio = None
    if figures[0] is not None and figures[1] is not None and figures[0][1] == figures[1][1]:
        low, high = sorted((figures[0][0], figures[1][0]))
        same = low == high
        ratio = high / low if low > 0.0 else None
    else:
        same = _plain(_said(one)) == _plain(_said(other))
    agreement = Agreement.SAME if same else Agreement.DIFFERS
    return Compared(one.item, one.grade, _said(one), _said(other), agreement, ratio)


def _figure(one: Grade) -> tuple[float, str] | None:
    """Return the one figure of a value and the words about it; None where it has none, or several."""
    text = _said(one)
    found = _FIGURE.findall(text)
    return (float(found[0]), _plain(_FIGURE.sub("", text))) if len(found) == 1 else None


def _said(one: Grade) -> str:
    return f"{one.value} {one.unit}".strip() if one.value else ""


def _plain(text: str) -> str:
    return re.sub(r"[\s　]+", "", text).casefold()


def _key(one: Grade) -> tuple[str, str]:
    grade = _plain(one.grade).removesuffix("预警").removesuffix("级").removesuffix("色").removesuffix("级")
    return _plain(one.item), _COLOURS.get(grade, grade)
