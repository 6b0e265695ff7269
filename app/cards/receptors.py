"""Source–receptor tables of others' models: the same heat map, flows and arrows as fires, and always the citation."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from app import words
from app.cards.matrix import MatrixCard
from app.widgets.basics import button, label
from app.widgets.table import Column
from layers.hazards.lists import KeptTable


class ReceptorsCard(MatrixCard):
    """Which table, where it comes from, what it says."""

    table_chosen = Signal(int)
    add_asked = Signal()
    remove_asked = Signal()
    book_asked = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.tr("Where it comes from: source–receptor tables"))
        self._table: KeptTable | None = None
        row = QHBoxLayout()
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("Tables of the plan"))
        self.choice.currentIndexChanged.connect(lambda place: self.table_chosen.emit(place))
        row.addWidget(self.choice, 1)
        self.add = button(self.tr("Add…"), self.add_asked.emit)
        self.add.setToolTip(
            self.tr("Read a table, CSV or XLSX: sources by receptors, or a list. It must name its source: # 来源：…")
        )
        self.remove = button(self.tr("Remove"), self.remove_asked.emit)
        self.book_button = button(self.tr("Save…"), self.book_asked.emit)
        self.book_button.setToolTip(self.tr("Save the matrix and what follows from it as a workbook"))
        for widget in (self.add, self.remove, self.book_button):
            row.addWidget(widget)
        self.body.addLayout(row)
        self.found = label("", wrap=True, selectable=True)
        self.body.addWidget(self.found)
        self.make_matrix(
            [
                Column(self.tr("From"), lambda one: self.county_name(one.sender), stretch=True),
                Column(self.tr("Arrives in"), lambda one: self.county_name(one.receiver), width_px=100),
                Column(
                    self.tr("Amount"),
                    lambda one: one.amount,
                    text=lambda one: words.number(one.amount, 2),
                    is_number=True,
                    width_px=70,
                ),
                Column(
                    self.tr("Share"),
                    lambda one: one.share,
                    text=lambda one: words.UNKNOWN_SIGN if math.isnan(one.share) else words.percent(one.share),
                    is_number=True,
                    width_px=56,
                    title_tip=self.tr("Of all that arrives at the receptor; — where a part is unknown"),
                ),
            ],
            self.tr("Heat map of what comes from where"),
            self.tr("Flows from sources to receptors"),
        )
        self.limits = label("", "small", wrap=True, selectable=True)
        self.body.addWidget(self.limits)
        self.show_table(None, {})

    def show_tables(self, tables: Sequence[KeptTable], chosen: int, *, is_read_only: bool) -> None:
        """Offer the tables that the plan keeps."""
        self.choice.blockSignals(True)
        self.choice.clear()
        for one in tables:
            said = f" · {one.table.substance}" if one.table.substance else ""
            self.choice.addItem(one.name + said)
        self.choice.setCurrentIndex(min(chosen, len(tables) - 1))
        self.choice.blockSignals(False)
        self.choice.setEnabled(bool(tables))
        self.add.setEnabled(not is_read_only)
        self.remove.setEnabled(bool(tables) and not is_read_only)

    def show_table(self, kept: KeptTable | None, names: Mapping[str, str], message: str = "") -> None:
        """Show one table, or say why there is none."""
        self._table = kept
        for widget in (self.map, self.table):
            if widget is not None:
                widget.setVisible(kept is not None)
        self.limits.setVisible(kept is not None)
        self.copy_button.setEnabled(kept is not None)
        self.book_button.setEnabled(kept is not None)
        if kept is None:
            self.found.setText(
                message
                or self.tr(
                    "How much of what arrives somewhere comes from where, PM2.5 for instance, out of a published "
                    "study. Add a table to see it as fires are seen: matrix and arrows."
                )
            )
            self.place()
            self.value_changed.emit()
            return
        table = kept.table
        labels = dict(zip(table.matrix.counties, table.labels, strict=True))
        self._names = {code: names.get(code, labels[code]) for code in table.matrix.counties}
        shares = table.matrix.flows(table.value).nonlocal_share
        lead = self.tr("{substance}, {unit}.").format(substance=table.substance or "—", unit=table.unit)
        if not math.isnan(shares):
            lead += " " + self.tr("{share} of it comes from another county.").format(share=words.percent(shares))
        self.found.setText(lead)
        self.show_matrix()
        outside = [name for code, name in self._names.items() if code not in names]
        limits = [self.tr("Source: {citation}.").format(citation=table.citation.rstrip("。."))]
        limits.append(self.tr("An input, not worked out here. “?” is unknown, not zero."))
        if outside:
            said = self.tr("Not in this plan, so not on the map: {names}.")
            limits.append(said.format(names=words.joined(outside)))
        self.limits.setText(" ".join(limits))
        self.place()
        self.value_changed.emit()

    @property
    def kept(self) -> KeptTable | None:
        """The table that is shown."""
        return self._table

    @property
    def sent_matrix(self) -> NDArray[np.float64] | None:
        """What is shown."""
        return None if self._table is None else self._table.table.matrix.sent[self._table.table.value]

    @property
    def codes(self) -> tuple[str, ...]:
        """The sources and receptors of its rows."""
        assert self._table is not None
        return self._table.table.matrix.counties

    def received(self, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return all that arrives: 100 where the table gives percent, else the sum, unknown where a part is."""
        assert self._table is not None
        if self._table.table.value == "share_percent":
            return np.full(len(matrix), 100.0)
        return super().received(matrix)

    def tip(self, sender: int, receiver: int, amount: float) -> str:
        """Word a cell."""
        assert self._table is not None
        said = words.UNKNOWN_SIGN if math.isnan(amount) else f"{words.number(amount, 2)} {self._table.table.unit}"
        text = self.tr("{sender} → {receiver}: {amount}")
        return text.format(sender=self.county_name(sender), receiver=self.county_name(receiver), amount=said)

    def text(self) -> str:
        """Return the whole matrix as a spreadsheet takes it, with its citation."""
        matrix = self.sent_matrix
        if matrix is None:
            return ""
        heads = [self._names.get(code, code) for code in self.codes] + [self.tr("outside")]
        lines = [self.title.text(), self.found.text(), "", "\t".join([self.tr("from ↓, arrives in →"), *heads])]
        for head, row in zip(heads, matrix, strict=True):
            lines.append("\t".join([head, *("" if math.isnan(value) else f"{value:.6g}" for value in row)]))
        return "\n".join([*lines, "", self.limits.text()])
