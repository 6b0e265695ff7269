"""Rows of a style as a list: swatch as on the map, words, upper ends of classes, how many features each has."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from app import words
from app.canvas.legend import LegendEntry, layer_entries
from app.canvas.scene import SceneLayer
from app.canvas.styles import Style
from app.tasks.looks import LookFacts
from app.theme import px_size, row_px
from app.widgets.look_form import swatch_icon
from layers.styling.members import Members
from layers.styling.model import LayerStyle, Mode, Row
from layers.styling.presets import title_of

_SWATCH = (22, 14)
_MOST_SHOWN = 8
_NUMBER = Qt.ItemDataRole.UserRole
_FIXED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SwatchTable(QTableWidget):
    """A plain list with swatches, as high as its rows up to eight."""

    def __init__(self, name: str, columns: int) -> None:
        super().__init__(0, columns)
        self.setAccessibleName(name)
        self.setProperty("kind", "framed")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_px() - 4)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for place in range(1, columns):
            self.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setIconSize(px_size(*_SWATCH))
        self.setShowGrid(False)

    def fit(self) -> None:
        """Take the height of the rows."""
        rows = min(self.rowCount(), _MOST_SHOWN)
        head = 0 if self.horizontalHeader().isHidden() else 26
        self.setFixedHeight(rows * (row_px() - 4) + head + 4)

    def show_colors(self, named: tuple[tuple[str, str], ...]) -> None:
        """List words with their colours."""
        self.setRowCount(len(named))
        for place, (name, color) in enumerate(named):
            item = QTableWidgetItem(name)
            item.setFlags(_FIXED)
            entry = LegendEntry("", "", "", Style(fill=color), 2)
            item.setIcon(swatch_icon(entry, _SWATCH, self.devicePixelRatioF()))
            self.setItem(place, 0, item)
        self.fit()


class LookRows(SwatchTable):
    """The rows of a style by column: words are edited in place (F2), Space shows and hides, ends are typed."""

    row_chosen = Signal()
    edited = Signal(int, str, bool)  # number of the row, its own words, whether it is shown
    break_typed = Signal(int, str)  # number of the class, the text

    def __init__(self, facts: LookFacts, place: int) -> None:
        self._style = facts.style
        is_classes = self._style.mode is Mode.CLASSES
        super().__init__("", 3 if is_classes else 2)
        self.setAccessibleName(self.tr("Kinds and classes"))
        titles = [self.tr("Value"), self.tr("Up to"), self.tr("Features")]
        self.setHorizontalHeaderLabels(titles if is_classes else [titles[0], titles[2]])
        self.horizontalHeader().show()
        self._listed = self._rows(facts)
        self.setRowCount(len(self._listed))
        for at, (number, title) in enumerate(self._listed):
            self.setItem(at, 0, self._title_item(number, title))
            if is_classes:
                self.setItem(at, 1, self._break_item(number))
            count = QTableWidgetItem(words.number(facts.count(number)) if facts.counts else words.UNKNOWN_SIGN)
            count.setFlags(_FIXED)
            count.setTextAlignment(_RIGHT)
            self.setItem(at, self.columnCount() - 1, count)
        self.setCurrentCell(min(place, max(len(self._listed) - 1, 0)), 0)
        self.currentCellChanged.connect(lambda *_: self.row_chosen.emit())
        self.itemChanged.connect(self._on_item)
        self.fit()

    @property
    def number(self) -> int | None:
        """The number of the row that is chosen, or one of those of ``Members``."""
        place = self.currentRow()
        return self._listed[place][0] if 0 <= place < len(self._listed) else None

    def dress(self, layer: SceneLayer | None) -> None:
        """Give the rows the swatches of the map."""
        entries = {entry.row_number: entry for entry in layer_entries(layer)} if layer is not None else {}
        self.blockSignals(True)
        for place, (number, _) in enumerate(self._listed):
            item, entry = self.item(place, 0), entries.get(number)
            if item is not None:
                dpr = self.devicePixelRatioF()
                item.setIcon(QIcon() if entry is None else swatch_icon(entry, _SWATCH, dpr))
        self.blockSignals(False)
        self.viewport().update()

    def _rows(self, facts: LookFacts) -> list[tuple[int, str]]:
        style, chinese = facts.style, words.is_chinese()
        shown = [(number, title_of(style, row, chinese=chinese)) for number, row in enumerate(style.rows)]
        if facts.others:
            shown.append((Members.OTHERS, style.others.title or self.tr("Other values")))
        if facts.unknown:
            shown.append((Members.UNKNOWN, self.tr("Unknown")))
        return shown

    def _title_item(self, number: int, title: str) -> QTableWidgetItem:
        item = QTableWidgetItem(title)
        item.setData(_NUMBER, number)
        flags = _FIXED
        if number != Members.UNKNOWN:
            flags |= Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEditable
            is_shown = row_of(self._style, number).shown
            item.setCheckState(Qt.CheckState.Checked if is_shown else Qt.CheckState.Unchecked)
        item.setFlags(flags)
        return item

    def _break_item(self, number: int) -> QTableWidgetItem:
        has_end = 0 <= number < len(self._style.breaks)
        item = QTableWidgetItem(f"{self._style.breaks[number]:.10g}" if has_end else "")
        item.setFlags(_FIXED | Qt.ItemFlag.ItemIsEditable if has_end else _FIXED)
        item.setTextAlignment(_RIGHT)
        return item

    def _on_item(self, item: QTableWidgetItem) -> None:
        number, title = self._listed[item.row()]
        if item.column() == 0 and number != Members.UNKNOWN:
            said = item.text().strip()
            row, is_shown = row_of(self._style, number), item.checkState() is Qt.CheckState.Checked
            own = row.title if said == title else said
            if (own, is_shown) != (row.title, row.shown):
                self.edited.emit(number, own, is_shown)
        elif item.column() == 1 and self._style.mode is Mode.CLASSES:
            self.break_typed.emit(number, item.text())


def row_of(style: LayerStyle, number: int) -> Row:
    """Return a row by its number, that of other values too."""
    return style.others if number == Members.OTHERS else style.rows[number]


def with_row(style: LayerStyle, number: int, **changes: Any) -> LayerStyle:
    """Return a style with fields of one row changed, that of other values too."""
    row = replace(row_of(style, number), **changes)
    return replace(style, others=row) if number == Members.OTHERS else style.with_row(number, row)
