"""The card of a depot or team: what it holds, whom to call, how old the data are, what its county lacks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app import inventory_words as said
from app import theme, words
from app.cards.base import MapCard
from app.theme import row_px
from app.widgets.basics import button, label
from app.widgets.table import Column, RowTable
from layers.inventory import scoring
from layers.inventory.gathering import Holder
from layers.inventory.model import StockRow
from layers.inventory.scoring import Age
from layers.inventory.view import Inventory

_MOST_ROWS = 8
#: Shortfalls named on the card.
_MOST_SHORT = 4


class DepotCard(MapCard):
    """Opens with a click on the map."""

    rows_asked = Signal(object)  # Holder: list its rows in the inventory
    row_added = Signal(object)  # Holder: record something it holds

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.tr("Depot"), width_px=336)
        self._holder: Holder | None = None
        self._inventory = Inventory()
        self.where = label("", "muted", wrap=True, selectable=True)
        self.body.addWidget(self.where)
        self.who = label("", wrap=True, selectable=True)
        self.body.addWidget(self.who)
        self.age = label("", wrap=True)
        self.body.addWidget(self.age)
        self.table = RowTable(
            [
                Column(
                    said.field("item"),
                    lambda row: said.item(row, self._inventory.catalogue),
                    width_px=110,
                    stretch=True,
                ),
                Column(
                    said.field("quantity"),
                    lambda row: row.quantity,
                    text=lambda row: f"{said.amount(row.quantity)} {row.unit}",
                    is_number=True,
                    width_px=80,
                ),
                Column(
                    said.field("checked"),
                    lambda row: row.checked or None,
                    text=lambda row: row.checked or said.age(Age.NEVER),
                    color=self._color,
                    width_px=90,
                ),
            ],
            self.tr("What it holds"),
            key=lambda row: row.uid,
        )
        self.table.show_as_given()
        self.body.addWidget(self.table)
        self.nothing = label("", "muted", wrap=True)
        self.body.addWidget(self.nothing)
        self.short = label("", "warning", wrap=True)
        self.body.addWidget(self.short)
        row = QHBoxLayout()
        self.add_button = button(self.tr("Add what it holds"), self._add, icon="plus")
        self.list_button = button(self.tr("In the inventory"), self._list, icon="warehouse")
        row.addWidget(self.add_button)
        row.addWidget(self.list_button)
        row.addStretch(1)
        self.body.addLayout(row)

    @property
    def holder(self) -> Holder | None:
        """Whose card it is; None while none is shown."""
        return self._holder if self.isVisible() else None

    def show_holder(self, holder: Holder, inventory: Inventory, county: str, *, is_read_only: bool) -> None:
        """Show a depot or team."""
        self._holder, self._inventory = holder, inventory
        rows = inventory.held_by(holder)
        self.title.setText(holder.name or self.tr("unnamed"))
        self.where.setText(words.joined([one for one in (county, self._kind(holder)) if one]))
        self.who.setText(self._call(holder, rows))
        self.age.setText(self._age_text(rows))
        self.age.setProperty("kind", "")
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.table.setFixedHeight((min(len(rows), _MOST_ROWS) + 1) * row_px() + 4)
        told = self.tr("Nothing of it is in the inventory yet.")
        if holder.items:
            told += "\n" + self.tr("Its layer says: {items}").format(items=holder.items)
        self.nothing.setText(told)
        self.nothing.setVisible(not rows)
        short = self._short(holder)
        self.short.setText(short)
        self.short.setVisible(bool(short))
        self.add_button.setEnabled(not is_read_only)
        self.add_button.setToolTip(self.tr("This plan is open for reading only") if is_read_only else "")
        self.open_card()
        self.place()

    def _kind(self, holder: Holder) -> str:
        if holder.strength is not None and holder.turnout_min is not None:
            told = self.tr("team of {people}, out in {minutes} min")
            return told.format(people=said.amount(holder.strength), minutes=said.amount(holder.turnout_min))
        return self.tr("team") if holder.role == "team" else self.tr("depot")

    def _call(self, holder: Holder, rows: list[StockRow]) -> str:
        """Whom to call: the latest word of the inventory before that of the layer."""
        known = sorted((row for row in rows if row.contact or row.phone), key=lambda row: row.checked, reverse=True)
        lines = []
        if known:
            row = known[0]
            lines.append(self.tr("Call {who}").format(who=" ".join(filter(None, (row.contact, row.phone)))))
            radio = [one for one in (row.callsign, row.channel) if one]
            if radio:
                lines.append(self.tr("Radio {radio}").format(radio=" · ".join(radio)))
            if row.backup or row.backup_phone:
                lines.append(self.tr("Else {who}").format(who=" ".join(filter(None, (row.backup, row.backup_phone)))))
        elif holder.contact or holder.phone:
            lines.append(self.tr("Call {who}").format(who=" ".join(filter(None, (holder.contact, holder.phone)))))
        return "\n".join(lines) or self.tr("Nobody to call is on record.")

    def _age(self, row: StockRow) -> Age:
        return scoring.age(row, self._inventory.on, self._inventory.settings.stale_days)

    def _color(self, row: StockRow) -> QColor | None:
        return None if self._age(row) is Age.FRESH else QColor(theme.tokens().warning)

    def _age_text(self, rows: list[StockRow]) -> str:
        if not rows:
            return ""
        score = scoring.score(rows, self._inventory.on, self._inventory.settings.stale_days)
        days = [one for one in (scoring.age_days(row, self._inventory.on) for row in rows) if one is not None]
        oldest = str(max(days)) if days else words.UNKNOWN_SIGN
        told = self.tr("Oldest check {days} days ago; {stale} stale, {never} never checked; {share} complete")
        return told.format(days=oldest, stale=score.stale, never=score.never, share=words.percent(score.total))

    def _short(self, holder: Holder) -> str:
        """What the county lacks of things that this depot holds, and of others."""
        if not holder.county:
            return ""
        held = {row.item for row in self._inventory.held_by(holder)}
        found = [
            (one.item not in held, one)
            for one in self._inventory.balances([holder.county])
            if one.cells[holder.county].is_short
        ]
        named = [
            f"{self._inventory.catalogue.name_of(one.item, 'zh_CN' if words.is_chinese() else 'en')}"
            f" {said.amount(one.cells[holder.county].short)} {one.unit}"
            for _other, one in sorted(found, key=lambda pair: pair[0])
        ]
        if not named:
            return ""
        more = "…" if len(named) > _MOST_SHORT else ""
        return self.tr("The county lacks {items}").format(items=words.joined(named[:_MOST_SHORT]) + more)

    def text(self) -> str:
        """Return the card as lines, the table with tabs."""
        lines = [self.title.text(), self.where.text(), self.who.text(), self.age.text(), self.short.text()]
        lines += [
            f"{said.item(row, self._inventory.catalogue)}\t{said.amount(row.quantity)}\t{row.unit}\t{row.checked}"
            for row in self.table.visible_rows()
        ]
        return "\n".join(line for line in lines if line)

    def _add(self) -> None:
        if self._holder is not None:
            self.row_added.emit(self._holder)

    def _list(self) -> None:
        if self._holder is not None:
            self.rows_asked.emit(self._holder)
