"""Tables: a frame of rows that sorts by value, shows text, and copies to a spreadsheet."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from PySide6.QtCore import QAbstractTableModel, QMetaMethod, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QWidget

from app import words
from app.theme import row_px, text_scale

_Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
#: What a heading needs beside its text, and beside that when the table is sorted by it.
_HEADING_MARGIN_PX = 14
_ARROW_PX = 14
#: Of its width that a column which stretches keeps where there is too little room for all.
_LEAST_SHARE = 0.6


@dataclass(frozen=True)
class Column:
    """One column: what a row's value is, how it reads, and what it says on hover.

    ``value`` is what sorts and what a spreadsheet gets when it is a number; ``text`` is what is shown.
    """

    title: str
    value: Callable[[Any], Any]
    text: Callable[[Any], str] | None = None
    tip: Callable[[Any], str] | None = None
    icon: Callable[[Any], QIcon] | None = None
    color: Callable[[Any], QColor | None] | None = None
    is_number: bool = False
    width_px: int = 88
    stretch: bool = False  # takes the width that the other columns leave
    is_extra: bool = False  # shown where there is room, or when chosen from the columns menu
    title_tip: str = ""


def number_column(
    name: str, title: str, tip: str, width_px: int, text: Callable[[float], str] = words.number
) -> Column:
    """Return a column of an attribute that is a number; nan is shown as not known, never as zero."""

    def shown(row: Any) -> str:
        value = getattr(row, name)
        return words.UNKNOWN_SIGN if value is None or math.isnan(value) else text(value)

    return Column(title, lambda row: getattr(row, name), text=shown, is_number=True, width_px=width_px, title_tip=tip)


class RowModel(QAbstractTableModel):
    """Rows of any kind behind a fixed list of columns."""

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = list(columns)
        self._all: list[Any] = []
        self._rows: list[Any] = []
        self._accept: Callable[[Any], bool] = lambda _row: True
        self._order: tuple[int, bool] | None = None

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Replace the rows."""
        self._all = list(rows)
        self._arrange()

    def set_filter(self, accept: Callable[[Any], bool]) -> None:
        """Show only the rows for which this holds."""
        self._accept = accept
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column's values, unknown ones last whichever way; by none (-1): in the order given."""
        self._order = None if column < 0 else (column, order is Qt.SortOrder.DescendingOrder)
        self._arrange()

    def _arrange(self) -> None:
        self.beginResetModel()
        self._rows = [row for row in self._all if self._accept(row)]
        if self._order is not None:
            column, is_descending = self._order
            value = self.columns[column].value
            known = [(value(row), row) for row in self._rows]
            unknown = [row for key, row in known if _is_unknown(key)]
            sortable = [pair for pair in known if not _is_unknown(pair[0])]
            sortable.sort(key=lambda pair: pair[0], reverse=is_descending)
            self._rows = [row for _key, row in sortable] + unknown
        self.endResetModel()

    @property
    def all_rows(self) -> list[Any]:
        """Return every row in its own order."""
        return self._all

    @property
    def rows(self) -> list[Any]:
        """Return the rows as shown."""
        return self._rows

    # What Qt's views ask for.

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return title, tip or alignment of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.title_tip or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, or the row itself for ``ROW_ROLE``."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row) if column.text else str(column.value(row))
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(row) if column.tip else None
        if role == Qt.ItemDataRole.DecorationRole:
            return column.icon(row) if column.icon else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return column.color(row) if column.color else None
        return None


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _is_unknown(value: Any) -> bool:
    # pandas' NA stands for unknown in columns of whole numbers and dates.
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value))


class RowTable(QTableView):
    """A table of rows: one click sorts, Ctrl+C copies what is selected as a spreadsheet takes it."""

    row_selected = Signal(object)
    row_activated = Signal(object)

    def __init__(self, columns: Sequence[Column], name: str, *, key: Callable[[Any], Any] | None = None) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._key = key or (lambda row: row)
        self._silent = False
        self.rows_model = RowModel(columns, self)
        self.setModel(self.rows_model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_px())
        self.verticalHeader().setMinimumSectionSize(row_px())
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.sortIndicatorChanged.connect(self._sort)
        header.setMinimumSectionSize(row_px())
        header.sectionResized.connect(self._on_resized)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._show_columns_menu)
        header.setFixedHeight(row_px())
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._widths = [column.width_px for column in columns]
        self._magnification = text_scale()
        self._wishes: dict[int, bool] = {}  # columns the planner showed or hid
        self._is_fitting = False
        self._add_copy()
        self._add_columns_menu()
        self._fit()
        self.selectionModel().selectionChanged.connect(self._announce)
        self.doubleClicked.connect(self._on_double_click)

    def _add_copy(self) -> None:
        self.copy_action = QAction(self.tr("Copy"), self)
        self.copy_action.setShortcut(QKeySequence.StandardKey.Copy)
        self.copy_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.copy_action.triggered.connect(self.copy)
        self.copy_all_action = QAction(self.tr("Copy the whole table"), self)
        self.copy_all_action.triggered.connect(lambda: self.copy(everything=True))
        self.addActions([self.copy_action, self.copy_all_action])
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    # -- columns ------------------------------------------------------------------------------

    def _add_columns_menu(self) -> None:
        self.columns_menu = QMenu(self.tr("Columns"), self)
        for position, column in enumerate(self.rows_model.columns):
            if column.is_extra:
                entry = self.columns_menu.addAction(column.title)
                entry.setCheckable(True)
                entry.setData(position)
                entry.triggered.connect(self._on_column_chosen)
        if not self.columns_menu.isEmpty():
            self.addAction(self.columns_menu.menuAction())

    def _show_columns_menu(self, at: QPoint) -> None:
        if not self.columns_menu.isEmpty():
            self.columns_menu.popup(self.horizontalHeader().mapToGlobal(at))

    def _on_column_chosen(self, shown: bool) -> None:
        entry = self.sender()
        if isinstance(entry, QAction):
            self._wishes[int(entry.data())] = shown
            self._fit()

    def _on_resized(self, position: int, _old: int, new: int) -> None:
        if not self._is_fitting and new > 0:  # a hand on the header
            self._widths[position] = round(new / self._magnification)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the width."""
        super().resizeEvent(event)
        self._fit()

    def magnification(self) -> float:
        """How many times as wide as on a desk the columns are."""
        return self._magnification

    def set_magnification(self, magnification: float) -> None:
        """Make the columns wider, for larger letters."""
        self._magnification = magnification
        self._fit()

    def _fit(self) -> None:
        """Show the columns that matter whole, the others where there is room; one takes what is left."""
        columns, room = self.rows_model.columns, self.viewport().width()
        widths = [self._width(position) for position in range(len(columns))]
        used = sum(width for width, column in zip(widths, columns, strict=True) if not column.is_extra)
        shown = [not column.is_extra for column in columns]
        is_room_left = True
        for position, column in enumerate(columns):
            if not column.is_extra:
                continue
            is_room_left = is_room_left and used + widths[position] <= room
            shown[position] = self._wishes.get(position, is_room_left)
            used += widths[position] if shown[position] else 0
        self._is_fitting = True
        for position, column in enumerate(columns):
            width = self._stretched(position, room - used) if column.stretch else widths[position]
            # Each of these asks the model for its size a dozen times, and waits for the interpreter as often.
            if self.isColumnHidden(position) == shown[position]:
                self.setColumnHidden(position, not shown[position])
            if shown[position] and self.columnWidth(position) != width:
                self.setColumnWidth(position, width)
        self._is_fitting = False
        for entry in self.columns_menu.actions():
            entry.setChecked(shown[int(entry.data())])

    def _stretched(self, position: int, left: int) -> int:
        """Return the width of the column that takes what is left; it gives some before the others are cut."""
        wide = self._width(position)
        return wide + left if left >= 0 else max(wide + left, self._heading_px(position), round(wide * _LEAST_SHARE))

    def _width(self, position: int) -> int:
        """A heading is never cut, except by hand."""
        return max(round(self._widths[position] * self._magnification), self._heading_px(position))

    def _heading_px(self, position: int) -> int:
        header = self.horizontalHeader()
        arrow_px = _ARROW_PX if header.sortIndicatorSection() == position else 0
        title_px = header.fontMetrics().horizontalAdvance(self.rows_model.columns[position].title)
        return title_px + _HEADING_MARGIN_PX + arrow_px

    # -- rows ---------------------------------------------------------------------------------

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Replace the rows; the selection stays on the same keys."""
        self._keeping(lambda: self.rows_model.set_rows(rows))

    def set_filter(self, accept: Callable[[Any], bool]) -> None:
        """Show only the rows for which this holds."""
        self._keeping(lambda: self.rows_model.set_filter(accept))

    def sort_by(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        self.horizontalHeader().setSortIndicator(column, order)
        self._sort(column, order)  # the header is silent where its indicator stands there already

    def show_as_given(self) -> None:
        """Show rows in the order they are given until somebody sorts; no heading claims otherwise."""
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.blockSignals(False)

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self._keeping(lambda: self.rows_model.sort(column, order))
        self._fit()

    def _keeping(self, change: Callable[[], None]) -> None:
        """Change the rows and keep the selection, without telling anybody."""
        kept = {self._key(row) for row in self.selected_rows()}
        silent, self._silent = self._silent, True
        change()
        self.select_keys(kept)
        self._silent = silent

    def rename_column(self, at: int, title: str) -> None:
        """Give a column another title."""
        columns = list(self.rows_model.columns)
        columns[at] = replace(columns[at], title=title)
        self.rows_model.columns = columns
        self.rows_model.headerDataChanged.emit(Qt.Orientation.Horizontal, at, at)

    def visible_rows(self) -> list[Any]:
        """Return the rows in the order shown."""
        return list(self.rows_model.rows)

    def selected_rows(self) -> list[Any]:
        """Return the selected rows in the order shown."""
        positions = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.rows_model.rows[position] for position in positions]

    def select_keys(self, keys: set[Any]) -> None:
        """Select the rows with these keys and scroll to the first."""
        silent, self._silent = self._silent, True
        self.clearSelection()
        selection = self.selectionModel()
        first = None
        for position, row in enumerate(self.rows_model.rows if keys else ()):
            if self._key(row) in keys:
                index = self.rows_model.index(position, 0)
                first = first if first is not None else index
                selection.select(index, selection.SelectionFlag.Select | selection.SelectionFlag.Rows)
        if first is not None:
            selection.setCurrentIndex(first, selection.SelectionFlag.NoUpdate)
            self.scrollTo(first)
        self._silent = silent

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the first step to the row where the keyboard is; Enter does what a double click does."""
        key, current = Qt.Key(event.key()), self.currentIndex()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and current.isValid() and not self.selectionModel().hasSelection():
            self.selectRow(current.row())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid() and self._has_activation():
            self.row_activated.emit(current.data(ROW_ROLE))
        else:
            super().keyPressEvent(event)

    def _has_activation(self) -> bool:
        return self.isSignalConnected(QMetaMethod.fromSignal(self.row_activated))

    def _on_double_click(self, index: QModelIndex) -> None:
        self.row_activated.emit(index.data(ROW_ROLE))

    def _announce(self, *_news: object) -> None:
        if not self._silent:
            rows = self.selected_rows()
            self.row_selected.emit(rows[0] if len(rows) == 1 else None)

    def copy(self, *, everything: bool = False) -> None:
        """Put the selected rows (or all) with their heading on the clipboard, tab-separated."""
        rows = self.visible_rows() if everything or not self.selected_rows() else self.selected_rows()
        from layers.export.cells import pasted

        QGuiApplication.clipboard().setText(pasted("\n".join(self.lines(rows))))

    def lines(self, rows: Sequence[Any] | None = None) -> list[str]:
        """Return rows (all by default) with their heading, tab-separated."""
        shown = self.visible_rows() if rows is None else rows
        heading = "\t".join(column.title for column in self.rows_model.columns)
        return [heading, *("\t".join(_cell(column, row) for column in self.rows_model.columns) for row in shown)]


def _cell(column: Column, row: Any) -> str:
    """Numbers travel plain, so that a spreadsheet can add them up; unknown ones stay empty."""
    value = column.value(row)
    if column.is_number and isinstance(value, int | float):
        return "" if _is_unknown(value) else f"{value:.10g}"
    text = column.text(row) if column.text else str(value)
    return text.replace("\t", " ").replace("\n", " ")
