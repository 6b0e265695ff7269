"""The corners of an area as a table: typed, pasted, taken away, in step with the map."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from app import words
from app.cards.base import MapCard
from app.theme import row_px
from app.widgets.basics import label
from layers.crs import STORAGE_CRS, transformer
from layers.grouping import ungrouped
from layers.patrol.corner_table import CornerRow
from layers.sources.angles import parse_angle

_Index = QModelIndex | QPersistentModelIndex
_NUMBER, _LON, _LAT, _NORTH, _EAST = range(5)
_MOST_ROWS = 8


class CornerModel(QAbstractTableModel):
    """Number, degrees, minutes and seconds, and grid metres of each corner."""

    typed = Signal(int, float, float)  # row, longitude, latitude
    refused = Signal(str)  # a text that is no coordinate

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[CornerRow] = []
        self.is_editable = True
        self._epsg = 0
        self._metres: NDArray[np.float64] = np.zeros((0, 2))

    def set_rows(self, rows: Sequence[CornerRow], epsg: int) -> None:
        """Show other corners."""
        self.beginResetModel()
        self.rows, self._epsg = list(rows), epsg
        lon, lat = np.array([row.lon for row in rows]), np.array([row.lat for row in rows])
        self._metres = np.column_stack(transformer(STORAGE_CRS, f"EPSG:{epsg}").transform(lon, lat))
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.titles()[section]
        return None

    def titles(self) -> tuple[str, ...]:
        """Return the titles of the columns."""
        return (
            self.tr("#"),
            self.tr("Longitude"),
            self.tr("Latitude"),
            self.tr("X north (m)"),
            self.tr("Y east (m)"),
        )

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Coordinates can be typed; numbers cannot."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.is_editable and index.column() != _NUMBER else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def text(self, row: int, column: int) -> str:
        """Return a cell: seconds to a thousandth (3 cm), metres to a millimetre."""
        corner = self.rows[row]
        if column == _NUMBER:
            prefix = "" if corner.part == 0 and corner.ring == 0 else f"{corner.part + 1}.{corner.ring}-"
            return f"{prefix}{corner.corner + 1}"
        if column == _LON:
            return words.fine_dms(corner.lon, "E", "W")
        if column == _LAT:
            return words.fine_dms(corner.lat, "N", "S")
        east, north = self._metres[row]
        return f"{north if column == _NORTH else east:.3f}"

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a coordinate that was typed; the other of the two stays to the last digit."""
        if role != Qt.ItemDataRole.EditRole or str(value).strip() == self.text(index.row(), index.column()):
            return False
        number = parse_angle(ungrouped(str(value)))
        place = self._place(index.row(), index.column(), number)
        if place is None:
            self.refused.emit(str(value))
            return False
        self.typed.emit(index.row(), *place)
        return True

    def _place(self, row: int, column: int, number: float) -> tuple[float, float] | None:
        corner = self.rows[row]
        east, north = self._metres[row]
        if math.isnan(number):
            return None
        if column in (_LON, _LAT):
            lon, lat = (number, corner.lat) if column == _LON else (corner.lon, number)
            return (lon, lat) if 60.0 < lon < 150.0 and 0.0 < lat < 60.0 else None
        return self.degrees(*((east, number) if column == _NORTH else (number, north)))

    def degrees(self, east: float, north: float) -> tuple[float, float] | None:
        """Return where a point in grid metres is; None when it lies nowhere near this zone."""
        if not (-500_000.0 < east < 1_500_000.0 and 0.0 < north < 6_700_000.0):
            return None
        lon, lat = transformer(f"EPSG:{self._epsg}", STORAGE_CRS).transform(east, north)
        return float(lon), float(lat)


#: Letters of a line that is said to be no coordinate.
_MOST_SAID = 80


class VertexCard(MapCard):
    """A table of corners over the map."""

    placed = Signal(int, float, float)  # row, longitude, latitude
    pasted = Signal(int, object, bool)  # first row, pairs of numbers, whether they are X and Y
    removal_asked = Signal(object)  # rows
    corner_chosen = Signal(int)  # row
    refused = Signal(str)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.tr("Corners"), width_px=508)
        self._epsg = 0
        self._name = ""
        self.model = CornerModel(self)
        # Queued: the table is filled anew then, which must not happen while its editor hands the text over.
        self.model.typed.connect(self.placed.emit, Qt.ConnectionType.QueuedConnection)
        self.model.refused.connect(self.refused.emit, Qt.ConnectionType.QueuedConnection)
        self.table = _CornerView(self)
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Corners of the area"))
        for column, width in enumerate((40, 118, 112, 104, 96)):
            self.table.setColumnWidth(column, width)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.body.addWidget(self.table)
        self.system = label("", "small", wrap=True)
        self.body.addWidget(self.system)
        self.hint = label(
            self.tr("Double click to type, Ctrl+V pastes rows from a spreadsheet, Delete removes corners."),
            "small",
            wrap=True,
        )
        self.body.addWidget(self.hint)
        self._is_quiet = False

    def show_corners(self, name: str, rows: Sequence[CornerRow], epsg: int, *, is_editable: bool = True) -> None:
        """Show the corners of an area; the row in hand stays."""
        row = self.table.currentIndex().row()
        is_same = name == self._name
        self._epsg, self._name = epsg, name
        self.title.setText(name)
        self._is_quiet = True
        self.model.is_editable = is_editable
        self.model.set_rows(rows, epsg)
        self.system.setText(
            self.tr("{system}, EPSG:{code}; Y without zone number").format(system=words.metric_crs(epsg), code=epsg)
        )
        self.hint.setVisible(is_editable)
        self.table.setFixedHeight((min(len(rows), _MOST_ROWS) + 1) * row_px() + 4)
        if is_same and 0 <= row < len(rows):
            self._show_row(row)
        self._is_quiet = False
        self.open_card()

    def choose_row(self, row: int) -> None:
        """Show a corner that was taken on the map."""
        self._is_quiet = True
        self._show_row(row)
        self._is_quiet = False

    def _show_row(self, row: int) -> None:
        index = self.model.index(row, max(self.table.currentIndex().column(), _LON))
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(index, flags)
        self.table.scrollTo(index)

    def _on_row(self, current: QModelIndex, _before: QModelIndex) -> None:
        if not self._is_quiet and current.isValid():
            self.corner_chosen.emit(current.row())

    @property
    def selected(self) -> list[int]:
        """The rows selected."""
        return sorted(index.row() for index in self.table.selectionModel().selectedRows())

    def text(self) -> str:
        """Return the rows selected, or all, with heads and the coordinate system."""
        rows = self.selected if len(self.selected) > 1 else range(self.model.rowCount())
        lines = ["\t".join(self.model.titles())]
        lines += ["\t".join(self.model.text(row, column) for column in range(5)) for row in rows]
        return "\n".join([*lines, "", self.system.text()])

    def paste(self) -> None:
        """Write what is on the clipboard over the corners from the row in hand on."""
        from layers.patrol.corner_table import parse_places

        text = QGuiApplication.clipboard().text()
        try:
            pairs = parse_places(text)
        except ValueError as error:
            self.refused.emit(text.splitlines()[int(error.args[0]) - 1][:_MOST_SAID])
            return
        if not pairs:
            self.refused.emit(text.splitlines()[0][:_MOST_SAID] if text.strip() else "")
            return
        is_metres = all(abs(value) > 360.0 for pair in pairs for value in pair)
        self.pasted.emit(max(self.table.currentIndex().row(), 0), pairs, is_metres)


class _CornerView(QTableView):
    """A table whose keys stay in it."""

    def __init__(self, card: VertexCard) -> None:
        super().__init__()
        self._card = card
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.setTabKeyNavigation(False)  # Tab leaves; in a cell it goes to the next
        self.verticalHeader().setDefaultSectionSize(row_px())
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFixedHeight(row_px())
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        paste = QAction(self.tr("Paste rows"), self)
        paste.setShortcut(QKeySequence.StandardKey.Paste)
        paste.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        paste.triggered.connect(card.paste)
        copy = QAction(self.tr("Copy"), self)
        copy.triggered.connect(card.copy)
        self.addActions([copy, paste])
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes the corners selected."""
        is_delete = event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if is_delete and self._card.selected and self._card.model.is_editable:
            self._card.removal_asked.emit(self._card.selected)
            return
        super().keyPressEvent(event)
