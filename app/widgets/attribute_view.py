"""The grid of an attribute table: only the cells in sight are ever written out."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.attribute_columns import LayerTable
from app.attribute_edits import CellEdits
from app.theme import row_px
from app.words import UNKNOWN_SIGN

_Index = QModelIndex | QPersistentModelIndex
#: Columns are fitted to this many rows from the top, within these widths.
_FITTED_ROWS = 60
_LEAST_PX, _MOST_PX = 64, 260
_PADDING_PX = 22


class AttributeModel(QAbstractTableModel):
    """The rows of a layer's table in the order wanted."""

    sort_wanted = Signal(int, bool)  # column, whether descending

    def __init__(self, edits: CellEdits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: LayerTable | None = None
        self.rows: NDArray[np.intp] = np.empty(0, dtype=np.intp)  # of the table, as shown
        self._edits = edits
        self.refused: Callable[[Exception], None] = lambda error: None

    def show(self, table: LayerTable | None, rows: NDArray[np.intp]) -> None:
        """Show rows of a table."""
        self.beginResetModel()
        self.table, self.rows = table, rows
        self.endResetModel()

    def replace_values(self, table: LayerTable) -> None:
        """Take the same table with figures that were measured since."""
        self.table = table
        if len(self.rows):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(table.fields) - 1))

    def uid(self, row: int) -> str:
        """Return the feature of a row as shown."""
        assert self.table is not None
        return str(self.table.uids[self.rows[row]])

    # What Qt's views ask for.

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() or self.table is None else len(self.table.fields)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a heading, or the number of a row."""
        if self.table is None or (orientation is Qt.Orientation.Horizontal and section >= len(self.table.fields)):
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        field = self.table.fields[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return field.heading
        if role == Qt.ItemDataRole.ToolTipRole:
            why = self._edits.refusal(self.table.layer, field.key)
            return "\n".join(part for part in (field.heading, field.tip, why) if part)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid() or self.table is None:
            return None
        field, row = self.table.fields[index.column()], int(self.rows[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return field.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        if role == Qt.ItemDataRole.EditRole:
            text = field.text(row)
            return "" if text == UNKNOWN_SIGN else text
        if role == Qt.ItemDataRole.ToolTipRole:
            text = field.text(row)
            return text if len(text) > 24 else None
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Say which cells can be written in."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.table is not None and index.isValid():
            key = self.table.fields[index.column()].key
            if not self._edits.refusal(self.table.layer, key):
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Write a cell: one gesture in the plan, which then says what it holds."""
        if self.table is None or role != Qt.ItemDataRole.EditRole or str(value) == self.data(index, role):
            return False
        try:
            self._edits.change(self.table.layer, self.uid(index.row()), self.table.fields[index.column()].key, value)
        except Exception as error:  # the window says what is wrong; the cell shows what the plan holds
            self.refused(error)
            return False
        return True

    def choices(self, index: _Index) -> list[tuple[str, str]]:
        """Return value and words of what a cell may hold, nothing where it may hold any text."""
        if self.table is None:
            return []
        return self._edits.choices(self.table.layer, self.table.fields[index.column()].key)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for another order; the rows come when they are sorted."""
        self.sort_wanted.emit(column, order is Qt.SortOrder.DescendingOrder)

    def _side(self, column: int) -> Qt.AlignmentFlag:
        is_number = self.table is not None and self.table.fields[column].is_number
        side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class _CellDelegate(QStyledItemDelegate):
    """A list where a cell may hold only certain words, else a line to type in."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        model = index.model()
        choices = model.choices(index) if isinstance(model, AttributeModel) else []
        if not choices:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        for value, text in choices:
            box.addItem(text, value)
        box.activated.connect(lambda _place: self._done(box))
        return box

    def _done(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data(Qt.ItemDataRole.EditRole)))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if isinstance(editor, QComboBox):
            if editor.currentText() != index.data(Qt.ItemDataRole.EditRole):
                model.setData(_plain_index(index), editor.currentData())
        else:
            super().setModelData(editor, model, index)


class AttributeView(QTableView):
    """The grid; rows are chosen whole, F2 writes in a cell, Esc gives the keyboard back."""

    chosen_changed = Signal()
    left = Signal()

    def __init__(self, edits: CellEdits, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._silent = False
        self.attributes = AttributeModel(edits, self)
        self.setModel(self.attributes)
        self.setItemDelegate(_CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(row_px() - 4)
        rows.setMinimumSectionSize(row_px() - 4)
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)
        rows.hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsMovable(True)
        # One of its own, always empty: with that of the rows, each painting of a heading asks every row whether it is
        # selected, which takes seconds with 200,000.
        head.setSelectionModel(QItemSelectionModel(self.attributes, head))
        head.setMinimumSectionSize(40)
        head.setFixedHeight(row_px())
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        self.selectionModel().selectionChanged.connect(self._announce)

    # -- contents -----------------------------------------------------------------------------

    def show_table(self, table: LayerTable | None, rows: NDArray[np.intp]) -> None:
        """Show a table from its beginning, its columns as wide as they need."""
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._quietly(lambda: self.attributes.show(table, rows))
        self._fit()

    def renew(self, table: LayerTable) -> None:
        """Take the same table as the plan holds it now; rows and choice stay where that is possible."""
        old, rows = self.attributes.table, self.attributes.rows
        is_same = old is not None and np.array_equal(old.uids, table.uids)
        chosen, rows = self.chosen_uids(), rows if is_same else np.arange(len(table))
        current = self.currentIndex()
        self._quietly(lambda: self.attributes.show(table, rows))
        self.choose(chosen, scrolls=False)
        if is_same and current.isValid():
            index = self.attributes.index(current.row(), current.column())
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def show_rows(self, rows: NDArray[np.intp]) -> None:
        """Show other rows of the same table; those chosen stay so."""
        chosen = self.attributes.rows[self.chosen_places()]
        current = self.currentIndex()
        uid, column = (self.attributes.uid(current.row()), current.column()) if current.isValid() else ("", 0)
        self._quietly(lambda: self.attributes.show(self.attributes.table, rows))
        self._choose_rows(chosen)
        place = self._place_of(uid)
        if place is not None:
            index = self.attributes.index(place, column)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index)

    def _fit(self) -> None:
        table, metrics = self.attributes.table, self.fontMetrics()
        if table is None:
            return
        head = self.horizontalHeader().fontMetrics()
        for place, field in enumerate(table.fields):
            texts = [field.text(int(row)) for row in self.attributes.rows[:_FITTED_ROWS]]
            widest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
            heading = head.horizontalAdvance(field.heading) + 14
            self.setColumnWidth(place, min(max(widest, heading, _LEAST_PX) + _PADDING_PX, max(_MOST_PX, heading + 8)))

    # -- choosing -----------------------------------------------------------------------------

    def chosen_places(self) -> NDArray[np.intp]:
        """Return the places of the rows chosen, as shown; by ranges, for there may be many."""
        selection = self.selectionModel().selection()
        ranges = [np.arange(one.top(), one.bottom() + 1) for one in map(selection.at, range(selection.count()))]
        return np.unique(np.concatenate(ranges)) if ranges else np.empty(0, dtype=np.intp)

    def chosen_uids(self) -> list[str]:
        """Return the features chosen in the order shown."""
        table = self.attributes.table
        if table is None:
            return []
        return [str(uid) for uid in table.uids[self.attributes.rows[self.chosen_places()]]]

    def choose(self, uids: list[str], *, scrolls: bool = True) -> None:
        """Choose features without telling anybody; those not shown stay out."""
        table = self.attributes.table
        wanted = table.rows_of(uids) if table is not None else np.empty(0, dtype=np.intp)
        places = self._choose_rows(wanted)
        if scrolls and len(places):
            index = self.attributes.index(int(places[0]), max(self.currentIndex().column(), 0))
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self.viewport().update()

    def _choose_rows(self, wanted: NDArray[np.intp]) -> NDArray[np.intp]:
        """Choose rows of the table, and return where they are shown."""
        places = np.flatnonzero(np.isin(self.attributes.rows, wanted)) if len(wanted) else wanted
        selection = QItemSelection()
        last = self.attributes.columnCount() - 1
        for run in np.split(places, np.flatnonzero(np.diff(places) != 1) + 1) if len(places) else ():
            selection.select(self.attributes.index(int(run[0]), 0), self.attributes.index(int(run[-1]), last))
        how = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self._quietly(lambda: self.selectionModel().select(selection, how))
        return places

    def _place_of(self, uid: str) -> int | None:
        table = self.attributes.table
        row = table.places.get(uid) if table is not None else None
        found = np.flatnonzero(self.attributes.rows == row).tolist() if row is not None else []
        return found[0] if found else None

    def _quietly(self, act: Callable[[], object]) -> None:
        silent, self._silent = self._silent, True
        try:
            act()
        finally:
            self._silent = silent

    def _announce(self, *_news: object) -> None:
        if not self._silent:
            self.chosen_changed.emit()

    # -- keys ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the table; Home and End with Ctrl go to the first and last row."""
        if event.key() == Qt.Key.Key_Escape and self.state() is not QAbstractItemView.State.EditingState:
            self.left.emit()
            return
        super().keyPressEvent(event)


def _plain_index(index: _Index) -> QModelIndex:
    return index if isinstance(index, QModelIndex) else index.model().index(index.row(), index.column())


def spreadsheet(table: LayerTable, rows: NDArray[np.intp], columns: list[int]) -> QMimeData:
    """Return rows for a spreadsheet: tab-separated with headings, and as a table in which codes stay text.

    Figures are written in full, unknown ones stay empty.
    """
    from layers.export.cells import not_a_formula

    fields = [table.fields[place] for place in columns]
    lines, marked = ["\t".join(not_a_formula(_one_line(field.heading)) for field in fields)], []
    head = "".join(f"<th>{html.escape(field.heading)}</th>" for field in fields)
    for row in rows:
        cells = [_plain(field.exact(int(row))) for field in fields]
        cells = [text if field.is_number else not_a_formula(text) for text, field in zip(cells, fields, strict=True)]
        lines.append("\t".join(cells))
        marked.append("".join(_marked(text, field.is_number) for text, field in zip(cells, fields, strict=True)))
    data = QMimeData()
    data.setText("\n".join(lines))
    body = "".join(f"<tr>{cells}</tr>" for cells in marked)
    data.setHtml(f'<meta charset="utf-8"><table><tr>{head}</tr>{body}</table>')
    return data


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    if hasattr(value, "date"):
        return str(value.date())
    return _one_line(str(value))


def _one_line(text: str) -> str:
    return " ".join(text.split()) if any(mark in text for mark in "\t\r\n") else text


def _marked(text: str, is_number: bool) -> str:
    # What spreadsheets take as "this is text": a code keeps its zeros and all of its digits.
    style = "" if is_number else " style=\"mso-number-format:'\\@'\""
    return f"<td{style}>{html.escape(text)}</td>"
