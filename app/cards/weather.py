"""Wind, R0 and how far ahead: the fields that every card about fire shares."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QGridLayout, QWidget

from app import words
from app.widgets.basics import label
from layers.spread.rates import Weather


class WeatherFields(QWidget):
    """Four fields in two rows."""

    def __init__(self) -> None:
        super().__init__()
        self.wind = _number(0.0, 0.0, 40.0, 1.0, " m/s", 1)
        self.rate = _number(1.5, 0.0, 20.0, 0.1, " m/min", 2)
        self.rate.setToolTip(self.tr("R0 of 王正非: on level ground in woodland without wind"))
        self.hours = _number(6.0, 0.5, 48.0, 1.0, " h", 1)
        self.direction = QComboBox()
        for place, text in enumerate(self._directions()):
            self.direction.addItem(text, 45.0 * place)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        fields: tuple[tuple[str, QWidget], ...] = (
            (self.tr("Wind"), self.wind),
            (self.tr("from"), self.direction),
            (self.tr("R0"), self.rate),
            (self.tr("Ahead"), self.hours),
        )
        for place, (text, widget) in enumerate(fields):
            named = label(text)
            named.setBuddy(widget)
            widget.setAccessibleName(text)
            grid.addWidget(named, place // 2, 2 * (place % 2))
            grid.addWidget(widget, place // 2, 2 * (place % 2) + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)

    @property
    def weather(self) -> Weather:
        """The weather as it stands in the fields."""
        return Weather(self.rate.value(), self.wind.value(), float(self.direction.currentData()))

    def text(self) -> str:
        """Word the weather."""
        text = self.tr("R0 {rate} m/min, wind {wind} m/s, {direction}")
        return text.format(
            rate=words.number(self.rate.value(), 2),
            wind=words.number(self.wind.value(), 1),
            direction=self.direction.currentText(),
        )

    def _directions(self) -> list[str]:
        return [
            self.tr("north"),
            self.tr("north-east"),
            self.tr("east"),
            self.tr("south-east"),
            self.tr("south"),
            self.tr("south-west"),
            self.tr("west"),
            self.tr("north-west"),
        ]


def _number(value: float, low: float, high: float, step: float, suffix: str, decimals: int) -> QDoubleSpinBox:
    made = QDoubleSpinBox()
    made.setDecimals(decimals)
    made.setRange(low, high)
    made.setSingleStep(step)
    made.setValue(value)
    made.setSuffix(suffix)
    return made
