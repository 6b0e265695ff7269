"""A card with one list: rows that show their place on the map, a note below, and a workbook of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.cards.base import MapCard
from app.theme import row_px
from app.widgets.basics import button, label
from app.widgets.table import Column, RowTable

_MOST_ROWS = 12


class RowsCard(MapCard):
    """Fields of the subclass on top, then the list."""

    row_chosen = Signal(object)
    book_asked = Signal()

    def __init__(self, host: QWidget, name: str, columns: Sequence[Column], *, width_px: int) -> None:
        super().__init__(host, name, width_px=width_px)
        self.fields = QHBoxLayout()
        self.fields.setSpacing(8)
        self.body.addLayout(self.fields)
        self.message = label("", wrap=True)
        self.body.addWidget(self.message)
        self.table = RowTable(list(columns), name)
        self.table.row_selected.connect(lambda row: self.row_chosen.emit(row) if row is not None else None)
        self.body.addWidget(self.table)
        self.note = label("", "small", wrap=True)
        self.body.addWidget(self.note)
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.book_button = button(self.tr("Save…"), self.book_asked.emit)
        self.book_button.setToolTip(self.tr("Save the list as a workbook"))
        foot.addWidget(self.book_button)
        self.body.addLayout(foot)
        self.show_message("")

    def show_message(self, text: str) -> None:
        """Say something instead of the list."""
        self.message.setText(text)
        self.message.setVisible(bool(text))
        for widget in (self.table, self.note, self.book_button):
            widget.setVisible(False)
        self.copy_button.setEnabled(False)
        self.place()

    def show_list(self, rows: Sequence[Any], note: str, lead: str = "") -> None:
        """Show rows, what is said above them, and what they rest on."""
        self.message.setText(lead)
        self.message.setVisible(bool(lead))
        self.table.set_rows(list(rows))
        self.table.setFixedHeight((min(len(rows), _MOST_ROWS) + 1) * row_px() + 4)
        self.note.setText(note)
        for widget in (self.table, self.note, self.book_button):
            widget.setVisible(True)
        self.copy_button.setEnabled(True)
        self.place()

    def text(self) -> str:
        """Return the list as a spreadsheet takes it."""
        if not self.table.isVisibleTo(self):
            return self.message.text()
        columns = self.table.rows_model.columns
        lines = ["\t".join(column.title for column in columns)]
        for row in self.table.visible_rows():
            lines.append("\t".join(column.text(row) if column.text else str(column.value(row)) for column in columns))
        return "\n".join([self.title.text(), *lines, "", self.note.text()])
