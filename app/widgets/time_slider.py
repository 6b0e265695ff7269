"""A slider through the hours of a fire."""

from __future__ import annotations

import math

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from app.widgets.basics import label

#: Minutes of one step.
STEP_MIN = 5


class TimeSlider(QWidget):
    """Minutes from 0 to a limit, in steps of five; Page keys move half an hour."""

    moved = Signal(float)  # minutes

    def __init__(self, name: str) -> None:
        super().__init__()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(name)
        self.slider.setToolTip(name)
        self.slider.valueChanged.connect(self._on_slid)
        self.time = label("", "number")
        self.time.setMinimumWidth(64)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.slider, 1)
        line.addWidget(self.time)

    @property
    def minutes(self) -> float:
        """The time it stands at."""
        return float(self.slider.value() * STEP_MIN)

    def show_hours(self, hours: float) -> None:
        """Reach so far, and stand at the end."""
        last = math.ceil(hours * 60 / STEP_MIN)
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, last)
            self.slider.setPageStep(max(1, 30 // STEP_MIN))
            self.slider.setValue(last)
        self._say(last)

    def _on_slid(self, value: int) -> None:
        self._say(value)
        self.moved.emit(float(value * STEP_MIN))

    def _say(self, value: int) -> None:
        hours, minutes = divmod(value * STEP_MIN, 60)
        self.time.setText(f"{hours}:{minutes:02d}")
