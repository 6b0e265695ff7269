"""Who threatens whom: people reached from county to county, out of the zones of one hazard or of all."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from app import words
from app.cards.matrix import MatrixCard
from app.widgets.basics import label
from app.widgets.table import Column
from layers.spread.transmission import Transmission
from layers.zones.matrix import PEOPLE


class ZoneMatrixCard(MatrixCard):
    """Which hazard, the matrix, the flows."""

    hazard_chosen = Signal(str)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.tr("Who threatens whom"))
        self._found: Transmission | None = None
        row = QHBoxLayout()
        self.hazard = QComboBox()
        self.hazard.setAccessibleName(self.tr("Hazard"))
        self.hazard.currentIndexChanged.connect(lambda _at: self.hazard_chosen.emit(str(self.hazard.currentData())))
        row.addWidget(self.hazard, 1)
        self.body.addLayout(row)
        self.found = label("", wrap=True, selectable=True)
        self.body.addWidget(self.found)
        self.make_matrix(
            [
                Column(self.tr("Hazard in"), lambda one: self.county_name(one.sender), stretch=True),
                Column(self.tr("Reaches"), lambda one: self.county_name(one.receiver), width_px=100),
                Column(
                    self.tr("People"),
                    lambda one: one.amount,
                    text=lambda one: words.number(one.amount),
                    is_number=True,
                    width_px=76,
                ),
                Column(
                    self.tr("Share"),
                    lambda one: one.share,
                    text=lambda one: words.UNKNOWN_SIGN if math.isnan(one.share) else words.percent(one.share),
                    is_number=True,
                    width_px=56,
                    title_tip=self.tr("Of all people reached in the receiving county; — where a part is unknown"),
                ),
            ],
            self.tr("Heat map of who threatens whom"),
            self.tr("People reached from county to county"),
        )
        self.limits = label("", "small", wrap=True)
        self.limits.setText(
            self.tr(
                "Hazard shares of the counties times the people its zones reach; one person in two zones counts twice. "
                "“?” is unknown, not zero."
            )
        )
        self.body.addWidget(self.limits)

    def show_hazards(self, codes: Sequence[str], chosen: str) -> None:
        """Offer the hazards that have zones."""
        self.hazard.blockSignals(True)
        self.hazard.clear()
        self.hazard.addItem(self.tr("All hazards"), "")
        for code in codes:
            self.hazard.addItem(words.hazard(code), code)
        self.hazard.setCurrentIndex(max(self.hazard.findData(chosen), 0))
        self.hazard.blockSignals(False)

    def show_found(self, found: Transmission | None, names: Mapping[str, str]) -> None:
        """Show the matrix; None where there are no zones."""
        self._found, self._names = found, names
        has = found is not None and bool(found.counties)
        for widget in (self.map, self.table, self.limits):
            if widget is not None:
                widget.setVisible(has)
        self.copy_button.setEnabled(has)
        if found is None or not has:
            self._found = None
            self.found.setText(self.tr("There are no zones yet: derive them first."))
        else:
            crossing = found.flows(PEOPLE).nonlocal_share
            text = self.tr("{share} of the people reached live in another county than the hazard lies in.")
            if math.isnan(crossing):
                text = self.tr("What share of the people reached live in another county is not known.")
            self.found.setText(text.format(share=words.percent(crossing)))
            self.show_matrix()
        self.place()
        self.value_changed.emit()

    @property
    def sent_matrix(self) -> NDArray[np.float64] | None:
        """What is shown."""
        return None if self._found is None else self._found.sent[PEOPLE]

    @property
    def codes(self) -> tuple[str, ...]:
        """The counties of its rows."""
        assert self._found is not None
        return self._found.counties

    def tip(self, sender: int, receiver: int, amount: float) -> str:
        """Word a cell."""
        text = self.tr("{sender} → {receiver}: {amount} people")
        said = words.UNKNOWN_SIGN if math.isnan(amount) else words.number(amount)
        return text.format(sender=self.county_name(sender), receiver=self.county_name(receiver), amount=said)

    def text(self) -> str:
        """Return the matrix as a spreadsheet takes it."""
        matrix = self.sent_matrix
        if matrix is None:
            return ""
        heads = [self.county_name(at) for at in range(len(self.codes))]
        lines = [self.title.text(), self.hazard.currentText(), self.found.text(), ""]
        lines.append("\t".join([self.tr("hazard in ↓, reaches →"), *heads]))
        for head, row in zip(heads, matrix[: len(heads), : len(heads)], strict=True):
            lines.append("\t".join([head, *("" if math.isnan(value) else f"{value:.6g}" for value in row)]))
        return "\n".join([*lines, "", self.limits.text()])
