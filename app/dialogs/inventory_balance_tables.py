"""Tables and words of need against holding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from app import inventory_words as said
from app import theme, words
from app.widgets.table import Column
from layers.inventory.model import Need
from layers.inventory.needs import Balance, Cell
from layers.inventory.rules import basis_of, rules
from layers.inventory.view import Inventory


@dataclass(frozen=True)
class CountyRow:
    """One item in one county; ``need`` is the row of the register, None where nobody said."""

    county: str
    cell: Cell
    need: Need | None


class BalanceTables(QObject):
    """What the tables and the chart say of an inventory; set :attr:`inventory` first."""

    def __init__(self, county_name: Callable[[str], str], parent: QObject) -> None:
        super().__init__(parent)
        self._county_name = county_name
        self.inventory = Inventory()

    def name(self, item: str) -> str:
        """Return what an item is called."""
        return self.inventory.catalogue.name_of(item, "zh_CN" if words.is_chinese() else "en")

    def item_columns(self) -> list[Column]:
        """Return the columns of the table of items."""

        def joint(name: str) -> Callable[[Any], Any]:
            return lambda one: getattr(one.joint, name)

        def short_text(one: Balance) -> str:
            return said.short(one.joint)

        def saved_text(one: Balance) -> str:
            return said.amount(one.saved)

        return [
            Column(
                said.field("item"), lambda one: self.name(one.item), tip=self.joint_tip, width_px=120, stretch=True,
            ),
            Column(said.field("unit"), lambda one: one.unit, width_px=44),
            Column(
                self.tr("Need"), joint("need"), text=lambda one: said.amount(one.joint.need), tip=self.joint_tip,
                is_number=True, width_px=64,
            ),
            Column(
                self.tr("Holding"), joint("held"), text=lambda one: words.at_least(one.joint.held, one.joint.uncounted),
                tip=self.joint_tip, is_number=True, width_px=70,
            ),
            Column(
                self.tr("Ratio"), joint("ratio"), text=lambda one: said.ratio(one.joint), tip=self.joint_tip,
                color=lambda one: _color(one.joint), is_number=True, width_px=60,
            ),
            Column(
                self.tr("Shortfall"), joint("short"), text=short_text, tip=self.joint_tip,
                color=lambda one: _color(one.joint), is_number=True, width_px=70,
                title_tip=self.tr("Of all parties together: need less holding"),
            ),
            Column(
                self.tr("Singly"), _singly, text=lambda one: said.amount(_singly(one)), is_number=True, width_px=60,
                is_extra=True,
                title_tip=self.tr("Sum of the shortfalls of each county by itself"),
            ),
            Column(
                self.tr("Saved"), lambda one: one.saved, text=saved_text, is_number=True, width_px=56, is_extra=True,
                title_tip=self.tr("What sharing saves: shortfalls singly less the joint one"),
            ),
        ]  # fmt: skip

    def county_columns(self) -> list[Column]:
        """Return the columns of the table of one item by county."""
        return [
            Column(said.field("county"), lambda row: self._county_name(row.county), width_px=80),
            Column(
                self.tr("Need"), lambda row: row.cell.need, text=lambda row: said.amount(row.cell.need),
                tip=self.need_tip, is_number=True, width_px=64,
            ),
            Column(
                self.tr("Holding"), lambda row: row.cell.held,
                text=lambda row: words.at_least(row.cell.held, row.cell.uncounted),
                tip=lambda row: self.uncounted(row.cell), is_number=True, width_px=70,
            ),
            Column(
                self.tr("Ratio"), lambda row: row.cell.ratio, text=lambda row: said.ratio(row.cell),
                color=lambda row: _color(row.cell), is_number=True, width_px=60,
            ),
            Column(
                self.tr("Shortfall"), lambda row: row.cell.short, text=lambda row: said.short(row.cell),
                color=lambda row: _color(row.cell), is_number=True, width_px=70,
            ),
            Column(self.tr("Why so much"), self.why, tip=self.need_tip, width_px=120, stretch=True),
        ]  # fmt: skip

    def bar_text(self, cell: Cell) -> str:
        """Return what stands beside a bar."""
        if cell.need is None or cell.held is None:
            return self.tr("unknown")
        text = f"{words.at_least(cell.held, cell.uncounted)} / {said.amount(cell.need)}"
        told = self.tr("{held_of_need}, {short} short").format(held_of_need=text, short=said.short(cell))
        return told if cell.is_short else text

    def joint_tip(self, one: Balance) -> str:
        """Return the joint figures in words."""
        return self.tip(one, one.joint)

    def tip(self, one: Balance, cell: Cell) -> str:
        """Return the figures of a cell in words."""
        told = self.tr("{item}: holding {held} ÷ need {need} = {ratio}")
        lines = [
            told.format(
                item=self.name(one.item),
                held=said.amount(cell.held),
                need=said.amount(cell.need),
                ratio=words.percent(cell.ratio),
            )
        ]
        if cell.waits_for:
            names = words.joined([self._county_name(code) for code in cell.waits_for])
            lines.append(self.tr("Need or holding unknown: {counties}").format(counties=names))
        return "\n".join([*lines, *filter(None, [self.uncounted(cell)])])

    def uncounted(self, cell: Cell) -> str:
        """Return what is said of rows that are not counted; "" when all are."""
        told = self.tr("{count} rows of unknown quantity or unit are not counted: it is at least so much")
        return told.format(count=cell.uncounted) if cell.uncounted else ""

    def why(self, row: CountyRow) -> str:
        """Return where a need comes from."""
        need = row.need
        if need is None:
            return self.tr("no need on record")
        if need.quantity is not None:
            return self.tr("typed")
        rule = rules().get(need.rule)
        if rule is None:
            return words.UNKNOWN_SIGN
        per = need.per if need.per is not None else rule.per
        counted = basis_of(need, self.inventory.bases)
        return f"{per:g} × {words.number(counted, 0)} ({said.basis(rule.basis)})"

    def need_tip(self, row: CountyRow) -> str:
        """Return a need with its source and remarks."""
        need = row.need
        if need is None:
            return self.tr("no need on record")
        rule = rules().get(need.rule)
        lines = [self.why(row), need.source or (said.rule(rule) if rule is not None else ""), need.note]
        return "\n".join(line for line in lines if line)


def _singly(one: Balance) -> float | None:
    shorts = [cell.short for cell in one.cells.values()]
    known = [short for short in shorts if short is not None]
    return sum(known) if len(known) == len(shorts) else None


def _color(cell: Cell) -> QColor | None:
    return QColor(theme.tokens().warning) if cell.is_short else None
