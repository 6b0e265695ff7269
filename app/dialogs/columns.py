"""Which columns of a table hold the coordinates: asked where the names do not say, beside the first rows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QGridLayout,
    QTableWidget,
    QTableWidgetItem,
)

from app import theme
from app.widgets.basics import label
from layers.sources.previewing import TablePreview

Bounds = tuple[float, float, float, float]


class ColumnsChoice(QFrame):
    """Two columns of one table, and its first rows."""

    changed = Signal()

    def __init__(self, table: TablePreview) -> None:
        super().__init__()
        self.setProperty("kind", "tint")
        self._table = table
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        head = self.tr("{layer}: which columns hold the coordinates?").format(layer=table.name)
        grid.addWidget(label(head, "heading"), 0, 0, 1, 4)
        self.east = self._box(self.tr("East: longitude, or Y in Chinese surveying"))
        self.north = self._box(self.tr("North: latitude, or X in Chinese surveying"))
        for place, (text, box) in enumerate(((self.tr("East"), self.east), (self.tr("North"), self.north))):
            name = label(text)
            name.setToolTip(box.toolTip())
            grid.addWidget(name, 1, 2 * place)
            grid.addWidget(box, 1, 2 * place + 1)
        self.preview = self._preview()
        grid.addWidget(self.preview, 2, 0, 1, 4)

    def _box(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.setPlaceholderText(self.tr("Choose a column…"))
        for column in self._table.columns:
            if column in self._table.ranges:  # columns without a single number cannot be coordinates
                box.addItem(column, column)
        box.setCurrentIndex(-1)
        box.currentIndexChanged.connect(self._on_choice)
        return box

    def _preview(self) -> QTableWidget:
        table = QTableWidget(len(self._table.rows), len(self._table.columns))
        table.setTabKeyNavigation(False)
        table.setProperty("kind", "framed")
        table.setAccessibleName(self.tr("First rows of {layer}").format(layer=self._table.name))
        table.setHorizontalHeaderLabels(list(self._table.columns))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.row_px() - 4)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for row, cells in enumerate(self._table.rows):
            for column, text in enumerate(cells):
                table.setItem(row, column, QTableWidgetItem(text))
        table.setFixedHeight(theme.row_px() + (theme.row_px() - 4) * len(self._table.rows) + 6)
        return table

    def show_table(self, table: TablePreview) -> None:
        """Show the same table with its text read otherwise: columns keep their places and what was chosen."""
        if len(table.columns) != len(self._table.columns):
            return
        renamed = dict(zip(self._table.columns, table.columns, strict=True))
        for box in (self.east, self.north):
            for place in range(box.count()):
                name = renamed[box.itemData(place)]
                box.setItemText(place, name)
                box.setItemData(place, name)
        self._table = table
        self.preview.setHorizontalHeaderLabels(list(table.columns))
        for row, cells in enumerate(table.rows):
            for column, text in enumerate(cells):
                self.preview.setItem(row, column, QTableWidgetItem(text))

    def _on_choice(self, _index: int) -> None:
        self.changed.emit()

    @property
    def chosen(self) -> tuple[str, str] | None:
        """The east and the north column, once two different ones are chosen."""
        x, y = self.east.currentData(), self.north.currentData()
        return (x, y) if x and y and x != y else None

    @property
    def bounds(self) -> Bounds | None:
        """The extent of the coordinates in the columns chosen."""
        if self.chosen is None:
            return None
        (xmin, xmax), (ymin, ymax) = (self._table.ranges[column] for column in self.chosen)
        return xmin, ymin, xmax, ymax
