"""Where the counties are with a zone: its state, the log of states, and a note to go with the next one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app import words, zone_words
from app.widgets.basics import label
from layers.kinds import ZoneStatus
from layers.zones import states

#: Entries of the log that are shown; the oldest are left out first.
_SHOWN = 5


class StatesSection(QWidget):
    """A part of the zone card."""

    stated = Signal(object, str)  # ZoneStatus, note

    def __init__(self, zone: Any, *, is_read_only: bool) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.note = QLineEdit()
        self.note.setAccessibleName(self.tr("Note with the state"))
        self.note.setPlaceholderText(self.tr("Note; Enter writes it down"))
        self.note.returnPressed.connect(self._write)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(label(self.tr("State"), "heading"))
        self.box = QComboBox()
        self.box.setAccessibleName(self.tr("Status of the zone"))
        self.box.setToolTip(self.tr("Where the counties are with this zone"))
        for value in ZoneStatus:
            self.box.addItem(words.status(value), value.value)
        self._current = states.current(zone.states, zone.status)
        self.box.setCurrentIndex(list(ZoneStatus).index(self._current))
        self.box.activated.connect(lambda place: self.stated.emit(list(ZoneStatus)[place], self.note.text().strip()))
        row.addWidget(self.box, 1)
        column.addLayout(row)
        column.addWidget(self.note)
        for widget in (self.box, self.note):
            widget.setEnabled(not is_read_only)
        log = list(zone.states or ())
        for entry in log[: -_SHOWN - 1 : -1]:
            column.addWidget(label(_line(entry), "small", wrap=True, selectable=True))
        if len(log) > _SHOWN:
            column.addWidget(label(self.tr("%n earlier entry(s)", "", len(log) - _SHOWN), "small"))

    def _write(self) -> None:
        if self.note.text().strip():
            self.stated.emit(self._current, self.note.text().strip())


def _line(entry: Any) -> str:
    said = " · ".join(text for text in (words.status(entry["state"]), entry.get("note", "")) if text)
    return f"{zone_words.when(entry['at'], entry.get('by', ''))}  {said}"
