"""What a workbook holds for the register: how many rows can be taken, and everything that is wrong, together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app import register_words
from app.widgets.basics import button, label
from app.widgets.fitting import fit
from app.widgets.table import Column, RowTable

if TYPE_CHECKING:
    from layers.export.register import CellProblem, RegisterReading


class RegisterImport(QDialog):
    """Shows what was read; sound rows are taken at a click, the rest stays in the file to be mended."""

    accepted_rows = Signal(object)  # RegisterReading

    def __init__(self, reading: RegisterReading, parent: QWidget) -> None:
        super().__init__(parent)
        self.reading = reading
        self.setWindowTitle(self.tr("Read a workbook into the register"))
        self.resize(760, 460)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        known = register_words.words()
        counts = [
            f"{known[f'register_book.{book.value}']} {len(rows)}" for book, rows in reading.rows.items() if len(rows)
        ]
        refused = sum(reading.refused.values())
        separator = known["punctuation.list"]
        self.summary = label(
            self.tr("{count} rows can be taken: {books}").format(count=reading.count, books=separator.join(counts))
            if reading.count
            else self.tr("No row can be taken."),
            wrap=True,
        )
        column.addWidget(self.summary)
        if refused:
            text = self.tr("{count} rows with errors are left out; mend them in the workbook and read it again.")
            column.addWidget(label(text.format(count=refused), "small", wrap=True))
        self.table = RowTable(
            [
                Column(self.tr("Sheet"), self._sheet, width_px=110),
                Column(
                    self.tr("Row"),
                    lambda one: one.row,
                    text=lambda one: str(one.row) if one.row else "",
                    is_number=True,
                    width_px=50,
                ),
                Column(self.tr("Column"), self._column, width_px=110),
                Column(self.tr("What is wrong"), self._text, tip=self._text, width_px=300, stretch=True),
            ],
            self.tr("What is wrong in the workbook"),
        )
        self.table.set_rows(sorted(reading.problems, key=lambda one: (one.severity != "error", one.row)))
        column.addWidget(self.table, 1)
        self.table.setVisible(bool(reading.problems))  # in its place by now: it would flash as a window else
        if not reading.problems:
            column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(self.tr("Cancel"), self.reject))
        self.take = button(self.tr("Take the rows"), self._take, kind="primary")
        self.take.setEnabled(reading.count > 0)
        row.addWidget(self.take)
        column.addLayout(row)
        fit(self)

    def _sheet(self, one: CellProblem) -> str:
        return "" if one.book is None else register_words.words()[f"register_book.{one.book.value}"]

    def _column(self, one: CellProblem) -> str:
        if one.book is None or not one.column:
            return ""
        key = f"register_{one.book.value}.{one.column}"
        return register_words.words().get(key, one.column)

    def _text(self, one: CellProblem) -> str:
        sign = "✕ " if one.severity == "error" else "! "
        return sign + register_words.problem_text(one.book, one.code, one.facts, one.column)

    def _take(self) -> None:
        self.accept()
        self.accepted_rows.emit(self.reading)
