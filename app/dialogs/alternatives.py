"""All alternatives of a patrol area in one table, beside the map."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app import theme, words
from app.widgets.basics import button, label
from app.widgets.table import Column, RowTable
from layers.patrol.alternative_book import BookRow

_SIZE_PX = (880, 620)
_FIGURE_PX = 118


class AlternativesWindow(QDialog):
    """Stays beside the map and follows the plan."""

    accept_asked = Signal(str)  # uid
    book_asked = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.resize(*_SIZE_PX)
        self._rows: Sequence[BookRow] = ()
        self._columns: Sequence[str] = ()
        self._uids: Sequence[str] = ()
        self._chosen = 0
        self.is_read_only = False
        self._words: dict[str, str] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        head = QHBoxLayout()
        self.title = label("", "title")
        head.addWidget(self.title, 1)
        self.differences = QCheckBox(self.tr("Differences to the chosen one"))
        self.differences.toggled.connect(lambda _on: self._fill())
        head.addWidget(self.differences)
        layout.addLayout(head)
        self.table: RowTable | None = None
        self._holder = QVBoxLayout()
        layout.addLayout(self._holder, 1)
        self.said = label(self.tr("Measuring…"), "muted", wrap=True)
        layout.addWidget(self.said)
        foot = QHBoxLayout()
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Alternative"))
        self.which.currentIndexChanged.connect(lambda _at: self._enable())
        foot.addWidget(self.which)
        self.accept_button = button(self.tr("Put into the area"), self._accept, icon="check", kind="primary")
        self.accept_button.setToolTip(self.tr("Ctrl+Enter"))
        foot.addWidget(self.accept_button)
        foot.addStretch(1)
        self.copy_button = button(self.tr("Copy"), self.copy, icon="copy")
        self.copy_button.setToolTip(self.tr("Copy the whole table for a spreadsheet"))
        self.book_button = button(self.tr("Save…"), self.book_asked.emit, icon="sheet")
        self.book_button.setToolTip(self.tr("Save the table as a workbook"))
        for plain in (self.copy_button, self.book_button, button(self.tr("Close"), self.close)):
            foot.addWidget(plain)
        layout.addLayout(foot)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.accept_button.click)
        self.finished.connect(lambda _result: self.closed.emit())  # whichever way it is closed
        self._enable()

    # -- what is shown --------------------------------------------------------------------------

    def show_table(
        self,
        area: str,
        uids: Sequence[str],
        columns: Sequence[str],
        chosen: int,
        rows: Sequence[BookRow],
        words_of: dict[str, str],
    ) -> None:
        """Show a table; ``chosen`` is the column that the others are held against."""
        self.setWindowTitle(self.tr("Alternatives: {area}").format(area=area))
        self.title.setText(area)
        kept = self.which.currentData()
        self._uids, self._columns, self._chosen, self._words = uids, columns, chosen, words_of
        self._rows = rows
        self.which.blockSignals(True)
        self.which.clear()
        for uid, column in zip(uids, columns, strict=True):
            if uid:
                self.which.addItem(column, uid)
        self.which.setCurrentIndex(max(self.which.findData(kept), 0) if self.which.count() else -1)
        self.which.blockSignals(False)
        self.said.setText(
            self.tr("★ is better where nobody can doubt it. — is not known. In force: {name}").format(
                name=columns[chosen]
            )
        )
        self._fill()
        self._enable()

    def show_message(self, text: str) -> None:
        """Say why there is no table."""
        self._rows = self._columns = self._uids = ()
        self.said.setText(text)
        self._fill()
        self._enable()

    def _fill(self) -> None:
        old, self.table = self.table, None
        if old is not None:
            old.hide()
            old.deleteLater()
        if not self._rows:
            return
        self.table = RowTable(self._table_columns(), self.tr("Alternatives"), key=lambda row: (row.measure, row.county))
        self.table.show_as_given()
        self.table.set_rows(self._rows)
        self._holder.addWidget(self.table)

    def _table_columns(self) -> list[Column]:
        about = self._words

        def what(row: BookRow) -> str:
            return f"{row.title} · {row.county}" if row.county else row.title

        return [
            Column(
                about["measure"],
                what,
                tip=lambda row: about.get(f"about_{row.measure}", row.title),
                width_px=210,
                stretch=True,
            ),
            Column(about["unit"], lambda row: row.unit, width_px=44),
            *(self._figure(at) for at in range(len(self._columns))),
        ]

    def _figure(self, at: int) -> Column:
        is_difference = self.differences.isChecked() and at != self._chosen

        def value(row: BookRow) -> float:
            found = row.differences[at] if is_difference else row.values[at]
            return float("nan") if found is None else found

        def text(row: BookRow) -> str:
            found = value(row)
            plain = words.number(found, row.decimals)
            sign = "+" if is_difference and found > 0 else ""
            return f"{sign}{plain} ★" if at in row.best else f"{sign}{plain}"

        def color(row: BookRow) -> QColor | None:
            return QColor(theme.tokens().accent) if at in row.best else None

        title = f"✓ {self._columns[at]}" if at == self._chosen else self._columns[at]
        return Column(title, value, text=text, color=color, is_number=True, width_px=_FIGURE_PX)

    # -- what is pressed ------------------------------------------------------------------------

    def _enable(self) -> None:
        uid = self.which.currentData()
        why = ""
        if not uid:
            why = self.tr("There is no alternative yet")
        elif self.is_read_only:
            why = self.tr("This plan is open for reading only")
        elif self._uids and self._uids[self._chosen] == uid:
            why = self.tr("It is in the area already")
        self.accept_button.setEnabled(not why)
        self.accept_button.setToolTip(why or self.tr("Ctrl+Enter"))
        for plain in (self.copy_button, self.book_button):
            plain.setEnabled(bool(self._rows))

    def _accept(self) -> None:
        uid = self.which.currentData()
        if uid:
            self.accept_asked.emit(str(uid))

    def copy(self) -> None:
        """Put the table on the clipboard, with tabs."""
        if self.table is not None:
            QGuiApplication.clipboard().setText("\n".join(self.table.lines()))
