"""Which column of a file is which of the plan's own: one line each, with cells as they are read and the reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QIcon, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import findings, theme, words
from app.i18n import mark
from app.widgets.basics import button, label
from app.widgets.form_table import in_cell, set_up
from layers.kinds import Role
from layers.sources import census

if TYPE_CHECKING:
    import pandas as pd

    from layers.sources.choosing import FieldChoice

#: Why a column was taken, by ``FieldChoice.how``.
HOW: Mapping[str, str] = {
    "given": mark("FieldTable", "You chose it"),
    "name": mark("FieldTable", "Its name says so"),
    "like": mark("FieldTable", "Its name says so, but for a year or number"),
    "cut": mark("FieldTable", "Its name, cut off by the file format, says so"),
    "values": mark("FieldTable", "Its cells are codes of counties"),
    "none": mark("FieldTable", "No column looks like it"),
}
_WANTED, _COLUMN, _SAMPLES, _WHY = range(4)


class ColumnBox(QComboBox):
    """A list of columns; the wheel scrolls the table it stands in, and never changes what is chosen."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the table."""
        event.ignore()


class FieldTable(QWidget):
    """Shows the columns proposed for a role and lets them be changed; each change is an answer of the planner's."""

    changed = Signal()
    reset = Signal()  # the planner wants the proposals back

    def __init__(self) -> None:
        super().__init__()
        self.given: dict[str, str | None] = {}
        self.choices: tuple[FieldChoice, ...] = ()
        self.boxes: dict[str, ColumnBox] = {}
        self._rows: pd.DataFrame | None = None
        self._role = Role.OTHER
        self._on: date | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.table = self._empty_table()
        column.addWidget(self.table, 1)
        self.order = QComboBox()
        self.order_row = self._order_row()
        column.addWidget(self.order_row)
        foot = QHBoxLayout()
        self.note = label("", "small", wrap=True)
        self.reset_button = button(self.tr("As the program proposes"), self.reset.emit, kind="link")
        foot.addWidget(self.note, 1)
        foot.addWidget(self.reset_button)
        column.addLayout(foot)

    def show_columns(
        self, rows: pd.DataFrame, role: Role, given: Mapping[str, str | None], *, on: date | None = None
    ) -> None:
        """Show some rows of a source in a role; ``on`` is the day on which ``given`` was chosen for this layout."""
        self._rows, self._role, self._on, self.given = rows, role, on, dict(given)
        self._choose()
        self.boxes = {}
        self.table.setRowCount(0)
        self.table.setRowCount(len(self.choices))
        for place, choice in enumerate(self.choices):
            for cell in (_WANTED, _SAMPLES, _WHY):
                self.table.setItem(place, cell, QTableWidgetItem())
            self.boxes[choice.canonical] = self._box(choice)
            self.table.setCellWidget(place, _COLUMN, in_cell(self.boxes[choice.canonical]))
        for one, other in pairwise([self.table, *self.boxes.values(), self.reset_button]):
            QWidget.setTabOrder(one, other)
        self._refresh()

    def _choose(self) -> None:
        from layers.sources.choosing import choose

        assert self._rows is not None
        found = choose(self._rows, self._role, self.given)
        self.choices = tuple(sorted(found, key=lambda choice: not choice.is_needed))

    def _order_row(self) -> QWidget:
        """Return the question which end of bare digits is high."""
        question = self.tr("The classes are bare digits. Which is the highest hazard?")
        self.order.setAccessibleName(question)
        for text, order in (
            (self.tr("Not known: the classes stay unknown"), None),
            (self.tr("1 is the highest"), census.FIRST_HIGHEST),
            (self.tr("1 is the lowest"), census.FIRST_LOWEST),
        ):
            self.order.addItem(text, order)
        self.order.activated.connect(lambda _place: self._take_order(self.order.currentData()))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 4, 0, 0)
        row.addWidget(label(question))
        row.addWidget(self.order)
        row.addStretch(1)
        return holder

    def _take_order(self, order: str | None) -> None:
        self.given.pop(census.ORDER, None)
        if order is not None:
            self.given[census.ORDER] = order
        self._on = None
        self._choose()
        self._refresh()
        self.changed.emit()

    def _empty_table(self) -> QTableWidget:
        heads = [self.tr("The plan wants"), self.tr("Column"), self.tr("Cells as they are read"), self.tr("Why")]
        table = QTableWidget()
        set_up(table, heads, self.tr("Columns"), row_px=theme.row_px() + 8)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.setWordWrap(False)
        for column, width in ((_WANTED, 140), (_COLUMN, 180), (_SAMPLES, 300)):
            table.setColumnWidth(column, width)
        table.horizontalHeader().setSectionResizeMode(_WHY, QHeaderView.ResizeMode.Stretch)
        return table

    def _box(self, choice: FieldChoice) -> ColumnBox:
        assert self._rows is not None
        box = ColumnBox()
        box.setAccessibleName(self.tr("Column for {field}").format(field=field_word(choice.canonical)))
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.addItem(words.UNKNOWN_SIGN, None)
        box.setItemData(0, self.tr("No column"), Qt.ItemDataRole.ToolTipRole)
        likely = [*([choice.column] if choice.column else []), *choice.alternatives]
        columns = [str(column) for column in self._rows.columns]
        for column in dict.fromkeys([*likely, *columns]):
            box.addItem(column, column)
        if likely and len(likely) < len(columns):
            box.insertSeparator(len(likely) + 1)
        box.activated.connect(lambda _place: self._take(choice.canonical, box.currentData()))
        return box

    def _take(self, canonical: str, column: str | None) -> None:
        self.given[canonical] = column
        self._on = None
        self._choose()
        self._refresh()
        self.changed.emit()

    def _refresh(self) -> None:
        for place, choice in enumerate(self.choices):
            self.boxes[choice.canonical].setCurrentIndex(
                0 if choice.column is None else self.boxes[choice.canonical].findData(choice.column)
            )
            samples = "　".join(_pair(before, after) for before, after in choice.samples)
            if choice.column is not None and not choice.samples:
                samples = self.tr("empty")
            self._set(place, _WANTED, field_word(choice.canonical), marked=bool(choice.asks))
            self._set(place, _SAMPLES, samples)
            self._set(place, _WHY, self._why(choice))
        from layers.sources.choosing import is_undirected

        self.order_row.setVisible(self._rows is not None and is_undirected(self._rows, self.choices))
        self.order.setCurrentIndex(max(0, self.order.findData(self.given.get(census.ORDER))))
        said = bool(self.given)
        self.reset_button.setVisible(said)
        if said and self._on is not None:
            day = words.short_date(self._on)
            self.note.setText(self.tr("As you chose on {day} for a file with the same columns.").format(day=day))
        else:
            self.note.setText("")

    def _set(self, place: int, column: int, text: str, *, marked: bool = False) -> None:
        item = self.table.item(place, column)
        assert item is not None
        item.setText(text)
        item.setToolTip(text)
        if column == _WANTED:
            item.setIcon(theme.icon("triangle-alert", color=theme.tokens().warning) if marked else QIcon())

    def _why(self, choice: FieldChoice) -> str:
        from layers.sources.choosing import per_area_column

        if choice.asks == "missing":
            return self.tr("Needed, but not found: choose a column")
        if choice.asks == "rival":
            return self.tr("{column} fits as well and differs: choose one").format(column=choice.rival)
        if choice.how == "given" and self._on is not None:
            return self.tr("As you chose on {day}").format(day=words.short_date(self._on))
        if choice.how == "given" and choice.column is None:
            return self.tr("None, as you chose")
        if choice.how == "none" and choice.canonical == "stock_m3" and self._rows is not None:
            per_area = per_area_column(self._rows)
            if per_area is not None:
                return self.tr("{column} is of one hectare or mu, not of the patch").format(column=per_area)
        return QCoreApplication.translate("FieldTable", HOW[choice.how])


def field_word(canonical: str) -> str:
    """Return what the program's own column holds, in words."""
    return QCoreApplication.translate("Fields", findings.FIELDS[canonical])


def _pair(before: str, after: str) -> str:
    if after in ("true", "false"):
        yes, no = mark("FieldTable", "yes"), mark("FieldTable", "no")
        after = QCoreApplication.translate("FieldTable", yes if after == "true" else no)
    if not after:
        after = QCoreApplication.translate("FieldTable", "unknown")
    return before if before == after else f"{before} → {after}"
