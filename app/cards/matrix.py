"""County × county on a card over the map: the heat map and the largest flows, whatever it is that is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.cards.base import MapCard
from app.theme import row_px
from app.widgets.table import Column, RowTable

_MOST_ROWS = 4
#: Height of the heat map at most: fields, flows and limits need the rest of a small window.
_MOST_MAP_PX, _LEAST_MAP_PX = 246, 140
#: Counties on the heat map at most; those that send and receive most.
_MOST_COUNTIES = 16


@dataclass(frozen=True)
class FlowRow:
    """One flow: rows of the matrix, amount, and its share of all that burns in the receiver."""

    sender: int
    receiver: int
    amount: float
    share: float


class MatrixCard(MapCard):
    """A card with a matrix; a subclass says what is sent, and words it.

    It calls :meth:`make_matrix` where heat map and flows belong, and :meth:`show_matrix` when there is something to
    show; its ``value_changed`` asks for the arrows to be drawn anew.
    """

    flow_chosen = Signal(int, int)  # rows of the matrix
    value_changed = Signal()

    def __init__(self, host: QWidget, name: str, *, width_px: int = 400) -> None:
        super().__init__(host, name, width_px=width_px)
        self._names: Mapping[str, str] = {}
        self._shown: list[int] = []
        self.map: Any = None
        self._map_px = 0

    # -- what a subclass says -------------------------------------------------------------------

    @property
    def sent_matrix(self) -> NDArray[np.float64] | None:
        """What is shown, (C + 1, C + 1): row sends, column receives, the last is outside; nan is unknown."""
        raise NotImplementedError

    @property
    def codes(self) -> Sequence[str]:
        """The counties of its rows."""
        raise NotImplementedError

    def tip(self, sender: int, receiver: int, amount: float) -> str:
        """Word a cell of the heat map."""
        raise NotImplementedError

    def received(self, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return all that each receives, (C + 1,): what shares are parts of; nan where it is unknown."""
        total: NDArray[np.float64] = matrix.sum(axis=0)
        return total

    # -- what they share ------------------------------------------------------------------------

    def make_matrix(self, columns: Sequence[Column], map_name: str, table_name: str) -> None:
        """Put heat map and flows here."""
        self._map_name = map_name
        self.room = QVBoxLayout()
        self.room.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(self.room)
        self.table = RowTable(list(columns), table_name, key=lambda one: (one.sender, one.receiver))
        self.table.row_selected.connect(self._on_row)
        self.body.addWidget(self.table)

    def show_matrix(self) -> None:
        """Show heat map and flows."""
        flows = self.flows()
        self._show_map(flows)
        self.table.set_rows(flows)
        self.table.setVisible(bool(flows))
        self.table.setFixedHeight((min(len(flows), _MOST_ROWS) + 1) * row_px() + 4)

    def flows(self) -> list[FlowRow]:
        """Return the flows between counties, the largest first."""
        matrix = self.sent_matrix
        if matrix is None:
            return []
        count, received = len(self.codes), self.received(matrix)
        matrix = np.nan_to_num(matrix)
        rows, columns = np.nonzero(matrix[:count, :count])
        found = [
            FlowRow(int(a), int(b), float(matrix[a, b]), float(matrix[a, b] / received[b]))
            for a, b in zip(rows, columns, strict=True)
            if a != b
        ]
        return sorted(found, key=lambda one: -one.amount)

    def choose(self, sender: int, receiver: int) -> None:
        """Frame a flow on the heat map."""
        if self.map is not None and sender in self._shown and receiver in self._shown:
            self.map.choose(self._shown.index(sender), self._shown.index(receiver))

    def place(self) -> None:
        """Take the corner; on a small window the heat map gives way to what stands below it."""
        shown = self.map is not None and self.map.isVisibleTo(self)
        if shown:
            self.map.setFixedHeight(self._map_px)
        super().place()
        layout = self.layout()
        if not shown or layout is None:
            return
        tall = layout.totalHeightForWidth(self.width()) if layout.hasHeightForWidth() else -1
        over = (tall if tall >= 0 else layout.totalSizeHint().height()) - self.maximumHeight()
        if over > 0:
            self.map.setFixedHeight(max(self._map_px - over, _LEAST_MAP_PX))
            super().place()

    def _show_map(self, flows: list[FlowRow]) -> None:
        from app.widgets.heat_map import HeatMap  # pyqtgraph is loaded with the first chart

        if self.map is None:
            self.map = HeatMap(self._map_name)
            self.map.cell_chosen.connect(self._on_cell)
            self.room.addWidget(self.map)
        matrix = self.sent_matrix
        assert matrix is not None
        crossing: dict[int, float] = {}
        for flow in flows:
            for county in (flow.sender, flow.receiver):
                crossing[county] = crossing.get(county, 0.0) + flow.amount
        self._shown = sorted(sorted(crossing, key=lambda county: -crossing[county])[:_MOST_COUNTIES])
        self.map.setVisible(bool(self._shown))
        if not self._shown:
            return
        part = matrix[np.ix_(self._shown, self._shown)]
        tips = [[self.tip(a, b, float(matrix[a, b])) for b in self._shown] for a in self._shown]
        self.map.show_matrix(part, [self.county_name(county) for county in self._shown], tips, most_px=_MOST_MAP_PX)
        self._map_px = self.map.minimumHeight()

    def county_name(self, county: int) -> str:
        """Return the name of a row."""
        code = self.codes[county]
        return self._names.get(code, code)

    def _on_row(self, row: FlowRow | None) -> None:
        if row is not None:
            self.choose(row.sender, row.receiver)
            self.flow_chosen.emit(row.sender, row.receiver)

    def _on_cell(self, row: int, column: int) -> None:
        self.flow_chosen.emit(self._shown[row], self._shown[column])
