"""Tables: a frame of rows that sorts by value, shows text, and copies to a spreadsheet."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.theme import ROW_PX

_Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = Qt.ItemDataRole.UserRole
ROW_ROLE = Qt.ItemDataRole.UserRole + 1


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
    width_px: int = 0  # 0: as wide as the content
    stretch: bool = False
    title_tip: str = ""


class RowModel(QAbstractTableModel):
    """Rows of any kind behind a fixed list of columns."""

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = list(columns)
        self._rows: list[Any] = []

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row(self, position: int) -> Any:
        """Return a row."""
        return self._rows[position]

    @property
    def rows(self) -> list[Any]:
        """Return the rows in their own order."""
        return self._rows

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
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
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row) if column.text else str(column.value(row))
        if role == SORT_ROLE:
            return column.value(row)
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


class _Sorter(QSortFilterProxyModel):
    """Sorts by value; unknown numbers come last whichever way the column is sorted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.accept: Callable[[Any], bool] = lambda _row: True
        self.setSortRole(SORT_ROLE)

    def set_filter(self, accept: Callable[[Any], bool]) -> None:
        self.beginResetModel()
        self.accept = accept
        self.endResetModel()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: _Index) -> bool:
        return self.accept(self.sourceModel().row(row))  # type: ignore[attr-defined]

    def lessThan(self, left: _Index, right: _Index) -> bool:
        a, b = left.data(SORT_ROLE), right.data(SORT_ROLE)
        if _is_unknown(a) or _is_unknown(b):
            ascending = self.sortOrder() is Qt.SortOrder.AscendingOrder
            return _is_unknown(b) and not _is_unknown(a) if ascending else _is_unknown(a) and not _is_unknown(b)
        try:
            return bool(a < b)
        except TypeError:
            return str(a) < str(b)


def _is_unknown(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


class RowTable(QTableView):
    """A table of rows: one click sorts, Ctrl+C copies what is selected as a spreadsheet takes it."""

    row_selected = Signal(object)
    row_activated = Signal(object)

    def __init__(self, columns: Sequence[Column], name: str, *, key: Callable[[Any], Any] | None = None) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._key = key or (lambda row: row)
        self.rows_model = RowModel(columns, self)
        self.sorter = _Sorter(self)
        self.sorter.setSourceModel(self.rows_model)
        self.setModel(self.sorter)
        self.setSortingEnabled(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.verticalHeader().setMinimumSectionSize(ROW_PX)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(28)
        header.setFixedHeight(ROW_PX)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for position, column in enumerate(columns):
            if column.stretch:
                header.setSectionResizeMode(position, QHeaderView.ResizeMode.Stretch)
            if column.width_px:
                self.setColumnWidth(position, column.width_px)
        self._add_copy()
        self._silent = False
        self.selectionModel().selectionChanged.connect(lambda *_: self._announce())
        self.doubleClicked.connect(lambda index: self.row_activated.emit(index.data(ROW_ROLE)))

    def _add_copy(self) -> None:
        self.copy_action = QAction(self.tr("Copy"), self)
        self.copy_action.setShortcut(QKeySequence.StandardKey.Copy)
        self.copy_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.copy_action.triggered.connect(self.copy)
        self.copy_all_action = QAction(self.tr("Copy the whole table"), self)
        self.copy_all_action.triggered.connect(lambda: self.copy(everything=True))
        self.addActions([self.copy_action, self.copy_all_action])
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Replace the rows; the selection stays on the same keys."""
        kept = {self._key(row) for row in self.selected_rows()}
        self._silent = True
        self.rows_model.set_rows(rows)
        for position, column in enumerate(self.rows_model.columns):
            if not column.stretch and not column.width_px:
                self.resizeColumnToContents(position)
        self.select_keys(kept)
        self._silent = False

    def set_filter(self, accept: Callable[[Any], bool]) -> None:
        """Show only the rows for which this holds."""
        kept = {self._key(row) for row in self.selected_rows()}
        self._silent = True
        self.sorter.set_filter(accept)
        self.select_keys(kept)
        self._silent = False

    def visible_rows(self) -> list[Any]:
        """Return the rows in the order shown."""
        return [self.sorter.index(row, 0).data(ROW_ROLE) for row in range(self.sorter.rowCount())]

    def selected_rows(self) -> list[Any]:
        """Return the selected rows in the order shown."""
        indexes = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        return [index.data(ROW_ROLE) for index in indexes]

    def select_keys(self, keys: set[Any]) -> None:
        """Select the rows with these keys and scroll to the first."""
        silent, self._silent = self._silent, True
        self.clearSelection()
        selection = self.selectionModel()
        first = None
        for position in range(self.sorter.rowCount()):
            index = self.sorter.index(position, 0)
            if self._key(index.data(ROW_ROLE)) in keys:
                first = first if first is not None else index
                selection.select(index, selection.SelectionFlag.Select | selection.SelectionFlag.Rows)
        if first is not None:
            selection.setCurrentIndex(first, selection.SelectionFlag.NoUpdate)
            self.scrollTo(first)
        self._silent = silent

    def _announce(self) -> None:
        if not self._silent:
            rows = self.selected_rows()
            self.row_selected.emit(rows[0] if len(rows) == 1 else None)

    def copy(self, *, everything: bool = False) -> None:
        """Put the selected rows (or all) with their heading on the clipboard, tab-separated."""
        rows = self.visible_rows() if everything or not self.selected_rows() else self.selected_rows()
        lines = ["\t".join(column.title for column in self.rows_model.columns)]
        lines += ["\t".join(_cell(column, row) for column in self.rows_model.columns) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))


def _cell(column: Column, row: Any) -> str:
    """Numbers travel plain, so that a spreadsheet can add them up; unknown ones stay empty."""
    value = column.value(row)
    if column.is_number and isinstance(value, int | float):
        return "" if _is_unknown(value) else f"{value:.10g}"
    text = column.text(row) if column.text else str(value)
    return text.replace("\t", " ").replace("\n", " ")
