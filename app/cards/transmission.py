"""What counties send each other: weather in, the matrix as a heat map, and the largest flows as a list."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QVBoxLayout, QWidget

from app import words
from app.cards.base import MapCard
from app.cards.weather import WeatherFields
from app.tasks.fire import Sent
from app.theme import ROW_PX
from app.widgets.basics import button, label
from app.widgets.table import Column, RowTable

_MOST_ROWS = 4
#: Counties on the heat map at most; those that send and receive most.
_MOST_COUNTIES = 16


@dataclass(frozen=True)
class FlowRow:
    """One flow: rows of the matrix, amount, and its share of all that burns in the receiver."""

    sender: int
    receiver: int
    amount: float
    share: float


class TransmissionCard(MapCard):
    """Fields, heat map, flows."""

    wanted = Signal()
    flow_chosen = Signal(int, int)  # rows of the matrix
    value_changed = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.tr("What counties send each other"), width_px=400)
        self._sent: Sent | None = None
        self._names: Mapping[str, str] = {}
        self._shown: list[int] = []
        self.fields = WeatherFields()
        self.body.addWidget(self.fields)
        row = QHBoxLayout()
        self.step = QDoubleSpinBox()
        self.step.setDecimals(0)
        self.step.setRange(400.0, 20_000.0)
        self.step.setSingleStep(500.0)
        self.step.setValue(2000.0)
        self.step.setSuffix(" m")
        self.step.setAccessibleName(self.tr("A fire every"))
        row.addWidget(label(self.tr("A fire every")))
        row.addWidget(self.step)
        self.value = QComboBox()
        self.value.setAccessibleName(self.tr("What is counted"))
        self.value.addItem(self.tr("hectares"), "area_ha")
        self.value.addItem(self.tr("people"), "people")
        self.value.currentIndexChanged.connect(lambda _at: self._show())
        row.addWidget(self.value)
        row.addStretch(1)
        self.run_button = button(self.tr("Run"), self.wanted.emit, kind="primary")
        self.run_button.setToolTip(self.tr("Run the fires in this weather (Enter)"))
        row.addWidget(self.run_button)
        self.body.addLayout(row)
        self.found = label("", wrap=True, selectable=True)
        self.body.addWidget(self.found)
        self.room = QVBoxLayout()
        self.room.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(self.room)
        self.map: Any = None
        self.table = RowTable(
            [
                Column(self.tr("Starts in"), lambda one: self._name(one.sender), stretch=True),
                Column(self.tr("Burns in"), lambda one: self._name(one.receiver), width_px=100),
                Column(
                    self.tr("Per fire"),
                    lambda one: one.amount,
                    text=lambda one: words.number(one.amount, 3),
                    is_number=True,
                    width_px=70,
                ),
                Column(
                    self.tr("Share"),
                    lambda one: one.share,
                    text=lambda one: words.percent(one.share),
                    is_number=True,
                    width_px=56,
                    title_tip=self.tr("Of all that burns in the receiving county"),
                ),
            ],
            self.tr("Flows between counties"),
            key=lambda one: (one.sender, one.receiver),
        )
        self.table.row_selected.connect(self._on_row)
        self.body.addWidget(self.table)
        self.limits = label("", "small", wrap=True)
        self.body.addWidget(self.limits)
        self.show_message("")

    def show_message(self, text: str) -> None:
        """Say what goes on, without a result."""
        self._sent = None
        self.found.setText(text)
        self.found.setVisible(bool(text))
        for widget in (self.map, self.table, self.limits):
            if widget is not None:
                widget.setVisible(False)
        self.copy_button.setEnabled(False)
        self.place()

    def show_sent(self, sent: Sent, names: Mapping[str, str]) -> None:
        """Show what was found."""
        self._sent, self._names = sent, names
        self._show()

    @property
    def counted(self) -> str:
        """What is counted: ``area_ha`` or ``people``."""
        return str(self.value.currentData())

    def flows(self) -> list[FlowRow]:
        """Return the flows between counties, the largest first."""
        if self._sent is None:
            return []
        matrix = self._sent.fine.sent[self.counted]
        count = len(self._sent.fine.counties)
        received = matrix.sum(axis=0)
        rows, columns = np.nonzero(matrix[:count, :count])
        found = [
            FlowRow(int(a), int(b), float(matrix[a, b]), float(matrix[a, b] / received[b]))
            for a, b in zip(rows, columns, strict=True)
            if a != b
        ]
        return sorted(found, key=lambda one: -one.amount)

    def text(self) -> str:
        """Return the whole matrix as a spreadsheet takes it, with what it rests on."""
        if self._sent is None:
            return ""
        fine = self._sent.fine
        heads = [self._names.get(code, code) for code in fine.counties] + [self.tr("outside")]
        lines = [self.title.text(), f"{self.value.currentText()}; {self.fields.text()}", self.found.text(), ""]
        lines.append("\t".join([self.tr("starts in ↓, burns in →"), *heads]))
        for head, row in zip(heads, fine.sent[self.counted], strict=True):
            lines.append("\t".join([head, *(f"{value:.6g}" for value in row)]))
        return "\n".join([*lines, "", self.limits.text()])

    def choose(self, sender: int, receiver: int) -> None:
        """Frame a flow on the heat map."""
        if self.map is not None and sender in self._shown and receiver in self._shown:
            self.map.choose(self._shown.index(sender), self._shown.index(receiver))

    def _show(self) -> None:
        sent = self._sent
        if sent is None:
            return
        flows = self.flows()
        now, rough = sent.fine.flows(self.counted).nonlocal_share, sent.coarse.flows(self.counted).nonlocal_share
        if math.isnan(now):
            self.found.setText(self.tr("Nothing of it burns."))
        else:
            text = self.tr("{share} of it started in another county ({rough} with fires twice as far apart).")
            self.found.setText(text.format(share=_fine_percent(now), rough=_fine_percent(rough)))
        self.found.setVisible(True)
        self._show_map(flows)
        self.table.set_rows(flows)
        self.table.setVisible(bool(flows))
        self.table.setFixedHeight((min(len(flows), _MOST_ROWS) + 1) * ROW_PX + 4)
        limits = [
            self.tr("Expected of one fire that starts anywhere; {count} fires, one every {step}.").format(
                count=words.number(sent.fine.fires), step=words.fine_length(sent.fine.step_m)
            )
        ]
        if sent.land.silent:
            silent = words.joined([self._names.get(code, code) for code in sorted(sent.land.silent)])
            limits.append(self.tr("Unknown: no forest or land cover of {counties}.").format(counties=silent))
        if not sent.land.has_height:
            limits.append(self.tr("Level ground: the plan has no terrain."))
        self.limits.setText(" ".join(limits))
        self.limits.setVisible(True)
        self.copy_button.setEnabled(True)
        self.place()
        self.value_changed.emit()

    def _show_map(self, flows: list[FlowRow]) -> None:
        from app.widgets.heat_map import HeatMap  # pyqtgraph is loaded with the first chart

        if self.map is None:
            self.map = HeatMap(self.tr("Heat map of what counties send each other"))
            self.map.cell_chosen.connect(self._on_cell)
            self.room.addWidget(self.map)
        assert self._sent is not None
        matrix = self._sent.fine.sent[self.counted]
        crossing: dict[int, float] = {}
        for flow in flows:
            for county in (flow.sender, flow.receiver):
                crossing[county] = crossing.get(county, 0.0) + flow.amount
        self._shown = sorted(sorted(crossing, key=lambda county: -crossing[county])[:_MOST_COUNTIES])
        self.map.setVisible(bool(self._shown))
        if not self._shown:
            return
        part = matrix[np.ix_(self._shown, self._shown)]
        tips = [[self._tip(a, b, float(matrix[a, b])) for b in self._shown] for a in self._shown]
        self.map.show_matrix(part, [self._name(county) for county in self._shown], tips)

    def _tip(self, sender: int, receiver: int, amount: float) -> str:
        unit = self.value.currentText()
        if sender == receiver:
            text = self.tr("{county} to itself: {amount} {unit} of one fire")
            return text.format(county=self._name(sender), amount=words.number(amount, 3), unit=unit)
        text = self.tr("{sender} → {receiver}: {amount} {unit} of one fire")
        amount_text = words.number(amount, 3)
        return text.format(sender=self._name(sender), receiver=self._name(receiver), amount=amount_text, unit=unit)

    def _name(self, county: int) -> str:
        assert self._sent is not None
        code = self._sent.fine.counties[county]
        return self._names.get(code, code)

    def _on_row(self, row: FlowRow | None) -> None:
        if row is not None:
            self.choose(row.sender, row.receiver)
            self.flow_chosen.emit(row.sender, row.receiver)

    def _on_cell(self, row: int, column: int) -> None:
        self.flow_chosen.emit(self._shown[row], self._shown[column])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter runs, Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        super().keyPressEvent(event)


def _fine_percent(share: float) -> str:
    return words.number(100.0 * share, 2) + " %"
