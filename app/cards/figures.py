"""Do the figures still hold?  All zones of the plan at once: what does not come out as it is stored, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from app import words
from app.cards.base import MapCard
from app.figure_words import FigureWords
from app.theme import row_px
from app.widgets.basics import button, label
from app.widgets.table import Column, RowTable
from layers.zones.figures import Figure, ZoneCheck

_MOST_ROWS = 9


@dataclass(frozen=True)
class FigureRow:
    """A figure that does not hold, and the zone it is of."""

    uid: str
    zone: str
    figure: Figure


class FiguresCard(MapCard):
    """Counts, the list of what differs, and the two ways to work it out."""

    wanted = Signal(bool)  # True: derive again and compare
    zone_chosen = Signal(str)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.tr("Do the figures still hold?"), width_px=600)
        self._words: FigureWords | None = None
        self.found = label("", wrap=True, selectable=True)
        self.body.addWidget(self.found)
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        self.body.addWidget(self.bar)
        self.table = RowTable(
            [
                Column(self.tr("Zone"), lambda row: row.zone, width_px=116),
                Column(self.tr("Figure"), lambda row: self._name(row), width_px=120, tip=self._tip),
                Column(self.tr("Was"), lambda row: self._value(row, row.figure.stored), width_px=84, tip=self._tip),
                Column(self.tr("Is now"), lambda row: self._value(row, row.figure.now), width_px=84, tip=self._tip),
                Column(self.tr("Because"), lambda row: self._why(row), stretch=True, tip=self._tip),
            ],
            self.tr("Figures that do not hold"),
            key=lambda row: (row.uid, row.figure.name, row.figure.county),
        )
        self.table.row_selected.connect(self._on_row)
        self.body.addWidget(self.table)
        self.chosen = label("", wrap=True, selectable=True)
        self.body.addWidget(self.chosen)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.check_button = button(self.tr("From what is stored"), lambda: self.wanted.emit(False))
        self.check_button.setToolTip(
            self.tr("Measure each zone in its stored outline and judge it by its stored evidence; takes seconds")
        )
        self.again_button = button(self.tr("Derive again and compare"), lambda: self.wanted.emit(True))
        self.again_button.setToolTip(
            self.tr("Run the whole analysis, fires too, and compare; the zones of the plan stay as they are")
        )
        row.addWidget(self.check_button)
        row.addWidget(self.again_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.show_message("")

    def show_running(self, text: str) -> None:
        """Say what is worked out now."""
        self.show_message(text)
        self.bar.setValue(0)
        self.bar.setVisible(True)
        self.place()

    def show_progress(self, fraction: float) -> None:
        """Say how far it is."""
        self.bar.setValue(round(100 * fraction))

    def show_message(self, text: str) -> None:
        """Say something without a result."""
        self.found.setText(text)
        self.table.set_rows([])
        self.table.setVisible(False)
        self._on_row(None)
        self.bar.setVisible(False)
        self.copy_button.setEnabled(False)
        self.place()

    def show_found(self, checks: Sequence[ZoneCheck], names: Mapping[str, str], said: FigureWords) -> None:
        """Show what came out."""
        self._words = said
        rows = [
            FigureRow(check.uid, names.get(check.uid, self.tr("new zone")), figure)
            for check in checks
            for figure in check.figures
            if not figure.holds
        ]
        figures = sum(len(check.figures) for check in checks)
        if rows:
            text = self.tr("{zones} zones, {figures} figures: {differing} do not hold.")
        else:
            text = self.tr("{zones} zones, {figures} figures: all hold.")
        counts = {"zones": len(checks), "figures": figures, "differing": len(rows)}
        self.found.setText(text.format(**{name: words.number(count) for name, count in counts.items()}))
        self.bar.setVisible(False)
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.table.setFixedHeight((min(len(rows), _MOST_ROWS) + 1) * row_px() + 16)
        self.copy_button.setEnabled(True)
        self.place()

    def text(self) -> str:
        """Return the whole list as a spreadsheet takes it."""
        heads = "\t".join(column.title for column in self.table.rows_model.columns)
        lines = [
            "\t".join(
                (
                    row.zone,
                    self._name(row),
                    self._value(row, row.figure.stored),
                    self._value(row, row.figure.now),
                    self._why(row),
                )
            )
            for row in self.table.rows_model.all_rows
        ]
        return "\n".join([self.title.text(), self.found.text(), *([heads, *lines] if lines else [])])

    def _on_row(self, row: FigureRow | None) -> None:
        self.chosen.setText("" if row is None else f"{row.zone}: {self._tip(row)}")
        self.chosen.setVisible(row is not None)
        self.place()
        if row is not None:
            self.zone_chosen.emit(row.uid)

    def _name(self, row: FigureRow) -> str:
        return self._words.name(row.figure) if self._words is not None else ""

    def _value(self, row: FigureRow, value: object) -> str:
        return self._words.value(row.figure.name, value) if self._words is not None else ""

    def _why(self, row: FigureRow) -> str:
        return self._words.reasons(row.figure) if self._words is not None else ""

    def _tip(self, row: FigureRow) -> str:
        return self._words.sentence(row.figure) if self._words is not None else ""
