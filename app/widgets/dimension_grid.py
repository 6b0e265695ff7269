"""The four-dimension matrix of a pair of counties: sixteen cells to be clicked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
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
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self.cells: dict[tuple[str, str], QPushButton] = {}

    def show_cells(self, cells: Sequence[Cell]) -> None:
        """Show the matrix of a pair."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.cells = {}
        row = 0
        for dimension in DIMENSIONS:
            mine = [cell for cell in cells if cell.dimension == dimension]
            if not mine:
                continue
            head = label(register_words.words().code("dimension", dimension), "small")
            self._grid.addWidget(head, row, 0, 1, _COLUMNS)
            row += 1
            for place, cell in enumerate(mine):
                made = self._button(cell)
                self._grid.addWidget(made, row + place // _COLUMNS, place % _COLUMNS)
                self.cells[(cell.dimension, cell.item)] = made
            row += (len(mine) + _COLUMNS - 1) // _COLUMNS

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
        tip = [f"{item}: {state}", self.tr("{count} agreement(s)").format(count=len(cell.agreements))]
        if cell.superior:
            tip.append(self.tr("{count} of a superior's").format(count=len(cell.superior)))
        made.setToolTip("\n".join(tip))
        made.clicked.connect(lambda _checked=False: self.cell_chosen.emit(cell))
        return made
