"""Wind, R0 and how far ahead: the fields that every card about fire shares."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QGridLayout, QWidget

from app import fire_words
from app.widgets.basics import label, tool_button
from layers.spread.choices import BOUNDS, FireChoices
from layers.spread.rates import Weather


class WeatherFields(QWidget):
    """Four fields in two rows, over all that the plan says about fires; what is typed here is not stored."""

    def __init__(self) -> None:
        super().__init__()
        self._settings = FireChoices()
        self.wind = number_field("wind_ms")
        self.rate = number_field("base_rate_m_min")
        self.hours = number_field("hours")
        self.direction = direction_field()
        self.more = tool_button(size_px=16)
        self.more.setVisible(False)
        self.wind.valueChanged.connect(lambda _value: self._show_rate())
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
            named.setToolTip(widget.toolTip())
            widget.setAccessibleName(text)
            grid.addWidget(named, place // 2, 2 * (place % 2))
            grid.addWidget(widget, place // 2, 2 * (place % 2) + 1)
        grid.addWidget(self.more, 0, 4)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self._show()

    def take_more(self, action: QAction) -> None:
        """Take the action that opens all parameters, with their units, defaults and sources, as a button."""
        self.more.setDefaultAction(action)
        self.more.setAccessibleName(action.text())
        self.more.setVisible(True)

    def show_settings(self, settings: FireChoices) -> None:
        """Show what the plan says; fields that already show it keep what was typed."""
        if settings != self._settings:
            self._settings = settings
            self._show()

    def _show(self) -> None:
        settings = self._settings
        with QSignalBlocker(self.wind):
            self.wind.setValue(settings.wind_ms)
        show_direction(self.direction, settings.wind_from_deg)
        self.hours.setValue(settings.hours)
        self.rate.setValue(settings.base_rate_m_min)
        self._show_rate()

    @property
    def settings(self) -> FireChoices:
        """What a fire is to run with now: what the plan says, with the fields as they stand."""
        return replace(
            self._settings,
            wind_ms=self.wind.value(),
            wind_from_deg=float(self.direction.currentData()),
            hours=self.hours.value(),
            base_rate_m_min=self._settings.base_rate_m_min if self._is_derived else self.rate.value(),
        )

    @property
    def weather(self) -> Weather:
        """The weather as it stands in the fields."""
        return self.settings.weather

    def text(self) -> str:
        """Word the weather."""
        return fire_words.weather(self.weather)

    @property
    def _is_derived(self) -> bool:
        """Whether R0 follows from temperature and humidity."""
        return self._settings.temperature_c is not None

    def _show_rate(self) -> None:
        """Let R0 follow the wind where it is derived."""
        self.rate.setEnabled(not self._is_derived)
        tip = fire_words.source("base_rate_m_min")
        if self._is_derived:
            self.rate.setValue(self.settings.weather.base_rate_m_min)
            tip = self.tr("From temperature, humidity and wind: change it among all parameters")
        self.rate.setToolTip(tip)


def number_field(name: str) -> QDoubleSpinBox:
    """Return a field for a number of the settings: unit, limits, and its source on hover."""
    bound = BOUNDS[name]
    made = QDoubleSpinBox()
    made.setDecimals(bound.decimals)
    made.setRange(bound.low, bound.high)
    made.setSingleStep(bound.step)
    made.setSuffix(f" {bound.unit}")
    made.setToolTip(fire_words.source(name))
    made.setAccessibleName(fire_words.name(name))
    value = getattr(FireChoices(), name)
    if value is not None:
        made.setValue(value)
    return made


def show_direction(field: QComboBox, degrees: float) -> None:
    """Choose a bearing; one between the eight gets an entry of its own."""
    degrees = degrees % 360.0
    place = next((at for at in range(field.count()) if field.itemData(at) == degrees), -1)
    if place < 0:
        field.addItem(f"{degrees:g}°", degrees)
        place = field.count() - 1
    field.setCurrentIndex(place)


def direction_field() -> QComboBox:
    """Return a choice of where the wind comes from; its data are degrees."""
    made = QComboBox()
    for place, text in enumerate(fire_words.directions()):
        made.addItem(text, 45.0 * place)
    return made
