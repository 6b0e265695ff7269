"""The slim bar above the map on the wall: number of how many, what it is, areas by county, the clock, a few keys."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.meeting.facts import Facts
from app.widgets.basics import ElidedLabel, label
from app.widgets.forms_label import FormsLabel

_TICK_MS = 1000


class MeetingBar(QFrame):
    """One row.  The keys give way first, then figures and units; names of counties stay."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Meeting"))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 10, 3)
        row.setSpacing(10)
        self.number = label("", "number")
        self.title = FormsLabel("title")
        self.areas = FormsLabel()
        self.keys = ElidedLabel("", "small")
        self.keys.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.clock = label("", "number")
        self.clock.setAccessibleName(self.tr("Time"))
        row.addWidget(self.number)
        row.addWidget(self.title)
        row.addWidget(self.areas)
        row.addWidget(self.keys, 1)
        row.addWidget(self.clock)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._show_time)
        self._tick.start()
        self._show_time()
        self.hide()

    def show_point(self, number: str, count: int, facts: Facts | None) -> None:
        """Say where the meeting is."""
        self.number.setText(f"{number} / {count}" if number else "")
        titles = () if facts is None else (" · ".join(filter(None, (facts.title, facts.class_short))), facts.title)
        self.title.say(titles)
        self.areas.say(() if facts is None else facts.areas)

    def say_keys(self, text: str) -> None:
        """Say which keys do something now."""
        self.keys.full_text = text
        self.keys.setToolTip(text)
        self.keys.refit()

    def _show_time(self) -> None:
        now = datetime.now().astimezone().strftime("%H:%M")
        if now != self.clock.text():
            self.clock.setText(now)
