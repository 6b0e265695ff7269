"""The weights of the score: a slider and a number for each part, and the share it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QLabel, QSlider, QWidget

from app import rank_words, words
from app.widgets.basics import label
from layers.zones.reasons import SCORE_CODES

#: Steps of a slider from 0 to 1.
_STEPS = 100


@dataclass(frozen=True)
class _Row:
    slider: QSlider
    number: QDoubleSpinBox
    share: QLabel


class WeightForm(QWidget):
    """Tells of every change at once; only the ratios of the weights count."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, _Row] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, code in enumerate(SCORE_CODES):
            self._add(grid, row, code)

    def _add(self, grid: QGridLayout, row: int, code: str) -> None:
        name, tip = rank_words.part_name(code), rank_words.measure(code)
        title = label(name)
        title.setToolTip(tip)
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, _STEPS)
        slider.setSingleStep(1)
        slider.setPageStep(5)
        slider.setAccessibleName(self.tr("Weight of {part}, slider").format(part=name))
        number = QDoubleSpinBox()
        number.setRange(0.0, 1.0)
        number.setDecimals(2)
        number.setSingleStep(0.05)
        number.setFixedWidth(72)
        number.setAccessibleName(self.tr("Weight of {part}").format(part=name))
        title.setBuddy(number)
        share = label("", "muted")
        share.setMinimumWidth(44)
        share.setToolTip(self.tr("Share of the whole where all parts are known"))
        for widget in (slider, number):
            widget.setToolTip(tip)
        slider.valueChanged.connect(lambda value: number.setValue(value / _STEPS))
        number.valueChanged.connect(lambda value: self._on_number(slider, value))
        cells: tuple[QWidget, ...] = (title, slider, number, share)
        for column, cell in enumerate(cells):
            grid.addWidget(cell, row, column)
        grid.setAlignment(share, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._rows[code] = _Row(slider, number, share)

    def _on_number(self, slider: QSlider, value: float) -> None:
        with QSignalBlocker(slider):
            slider.setValue(round(value * _STEPS))
        self._show_shares()
        self.changed.emit()

    @property
    def weights(self) -> dict[str, float]:
        """The weights as they stand in the form."""
        return {code: round(row.number.value(), 4) for code, row in self._rows.items()}

    def show_weights(self, weights: Mapping[str, float]) -> None:
        """Put weights into the form; it tells once."""
        before = self.weights
        for code, row in self._rows.items():
            with QSignalBlocker(row.slider), QSignalBlocker(row.number):
                row.number.setValue(float(weights.get(code, 0.0)))
                row.slider.setValue(round(row.number.value() * _STEPS))
        self._show_shares()
        if self.weights != before:
            self.changed.emit()

    def slider(self, code: str) -> QSlider:
        """Return the slider of a part."""
        return self._rows[code].slider

    def number(self, code: str) -> QDoubleSpinBox:
        """Return the number of a part."""
        return self._rows[code].number

    def _show_shares(self) -> None:
        weights = self.weights
        whole = sum(weights.values())
        for code, row in self._rows.items():
            row.share.setText(words.percent(weights[code] / whole) if whole > 0 else words.UNKNOWN_SIGN)
