"""The four-dimension matrix of a pair of counties: sixteen cells to be clicked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from app import register_words
from app.register_words import SIGNS
from app.widgets.basics import label
from layers.agreements.dimensions import DIMENSIONS, Cell

_COLUMNS = 2


class DimensionGrid(QWidget):
    """Each dimension has a line and its items below it; a sign tells the state of each."""

    cell_chosen = Signal(object)  # Cell

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(2)
        self._columns = _COLUMNS
        self._heads: dict[str, QWidget] = {}
        self.cells: dict[tuple[str, str], QPushButton] = {}

    def show_cells(self, cells: Sequence[Cell]) -> None:
        """Show the matrix of a pair."""
        for widget in (*self._heads.values(), *self.cells.values()):
            widget.hide()
            widget.deleteLater()
        self._heads, self.cells = {}, {}
        for dimension in DIMENSIONS:
            mine = [cell for cell in cells if cell.dimension == dimension]
            if mine:
                self._heads[dimension] = label(register_words.words().code("dimension", dimension), "small")
            for cell in mine:
                self.cells[(cell.dimension, cell.item)] = self._button(cell)
        self._arrange()

    def _arrange(self) -> None:
        """Put heads and items where they belong; a button that has the keys keeps them."""
        while self._grid.takeAt(0) is not None:
            pass
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, int(column < self._columns))
        row = 0
        for dimension, head in self._heads.items():
            self._grid.addWidget(head, row, 0, 1, self._columns)
            row += 1
            mine = [made for (of, _item), made in self.cells.items() if of == dimension]
            for place, made in enumerate(mine):
                self._grid.addWidget(made, row + place // self._columns, place % self._columns)
            row += (len(mine) + self._columns - 1) // self._columns

    def minimumSizeHint(self) -> QSize:
        """Return the room of one column: where there is no more, items stand below each other."""
        widest = max((one.minimumSizeHint().width() for one in self.cells.values()), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in as many columns as there is room for."""
        super().resizeEvent(event)
        wide = self.minimumSizeHint().width() + self._grid.horizontalSpacing()
        columns = max(min((self.width() + self._grid.horizontalSpacing()) // max(wide, 1), _COLUMNS), 1)
        if columns != self._columns:
            self._columns = columns
            self._arrange()

    def _button(self, cell: Cell) -> QPushButton:
        words = register_words.words()
        state = words.code("border_state", cell.state.value)
        sign = SIGNS[cell.state.value] + ("↑" if cell.superior else "")
        item = words.code("dimension_item", cell.item)
        made = QPushButton(f"{sign} {item}")
        made.setProperty("kind", "cell")
        made.setStyleSheet("text-align: left; padding: 3px 6px;")
        made.setAutoDefault(False)
        made.setAccessibleName(f"{item}: {state}")
        tip = [f"{item}: {state}", self.tr("%n agreement(s)", "", len(cell.agreements))]
        if cell.superior:
            tip.append(self.tr("{count} of a superior's").format(count=len(cell.superior)))
        made.setToolTip("\n".join(tip))
        made.clicked.connect(lambda _checked=False: self.cell_chosen.emit(cell))
        return made
