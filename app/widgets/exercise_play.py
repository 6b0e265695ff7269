"""Fourth step of an exercise: its clock, what happens now, and what the players did when."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QSlider, QVBoxLayout, QWidget

from app import theme
from app.widgets.basics import button, label
from app.widgets.table import Column, RowTable
from layers.exercise.evaluation import ITEMS, clock
from layers.exercise.injects import ARRIVALS, NOTICES
from layers.exercise.model import Exercise, Inject, Logged
from layers.exercise.telling import sentence
from layers.export.words import Words

#: How much faster than real time.
SPEEDS = (1, 10, 60, 120, 300, 600)
_TICK_MS = 100


class PlayPage(QWidget):
    """A clock from 1 to 600 times real time; it stands while nobody looks."""

    minute_changed = Signal(float)
    done = Signal(str, float, tuple)  # inject, minute, items told
    undone = Signal(str)
    logged = Signal(object)  # Logged

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._exercise = Exercise()
        self._script: Sequence[Inject] = ()
        self._names: Mapping[str, str] = {}
        self._minute, self._since = 0.0, 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(8, 4, 8, 8)
        outer.setSpacing(12)
        outer.addLayout(self._clock(), 2)
        outer.addLayout(self._events(), 4)
        outer.addLayout(self._acts(), 3)

    def _clock(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self.time = label("", "title")
        self.time.setAccessibleName(self.tr("Clock of the exercise"))
        self.elapsed = label("", "muted")
        column.addWidget(self.time)
        column.addWidget(self.elapsed)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("Minute of the exercise"))
        self.slider.valueChanged.connect(lambda value: self.go_to(float(value)))
        column.addWidget(self.slider)
        row = QHBoxLayout()
        self.play_button = button(self.tr("Play"), self.toggle, kind="primary", icon="play")
        self.speed = QComboBox()
        self.speed.setAccessibleName(self.tr("Speed"))
        for one in SPEEDS:
            self.speed.addItem(f"{one}×", one)
        self.speed.setCurrentIndex(SPEEDS.index(60))
        self.next_button = button(self.tr("Next event"), self._next)
        row.addWidget(self.play_button)
        row.addWidget(self.speed)
        row.addWidget(self.next_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(label(self.tr("The map shows what is reached by now."), "small", wrap=True))
        column.addStretch(1)
        return column

    def _events(self) -> QVBoxLayout:
        column = QVBoxLayout()
        kit = "exercise_kit"
        words = self._words
        self.table = RowTable(
            [
                Column(
                    words[f"{kit}.clock"],
                    lambda one: one.minute,
                    text=lambda one: clock(self._exercise, one.minute),
                    width_px=60,
                ),
                Column(words[f"{kit}.event"], self._said, tip=self._said, stretch=True, width_px=200),
                Column(
                    words[f"{kit}.due"],
                    lambda one: one.due_min,
                    text=lambda one: clock(self._exercise, one.due_min),
                    width_px=60,
                ),
                Column(
                    words[f"{kit}.done_at"],
                    lambda one: one.told_min,
                    text=lambda one: clock(self._exercise, one.told_min),
                    color=lambda one: _late_color(one),
                    width_px=60,
                ),
            ],
            self.tr("What has happened so far"),
            key=lambda one: one.uid,
        )
        self.table.show_as_given()
        self.table.row_selected.connect(lambda _one: self._show_act())
        column.addWidget(self.table, 1)
        return column

    def _acts(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self.act = label("", wrap=True)
        column.addWidget(self.act)
        row = QHBoxLayout()
        self.items: dict[str, QCheckBox] = {}
        grid = QHBoxLayout()
        for item in ITEMS:
            box = QCheckBox(self._words[f"exercise_item.{item}"])
            self.items[item] = box
            grid.addWidget(box)
        grid.addStretch(1)
        column.addLayout(grid)
        self.done_button = button(self.tr("Done now"), self._done, kind="primary", icon="check")
        self.done_button.setToolTip(self.tr("Log that it was told, or that they arrived, at this minute of the clock"))
        self.undo_button = button(self.tr("Not done"), self._undone)
        row.addWidget(self.done_button)
        row.addWidget(self.undo_button)
        row.addStretch(1)
        column.addLayout(row)
        write = QHBoxLayout()
        self.by = QComboBox()
        self.by.setAccessibleName(self.tr("Who decided"))
        self.entry = QLineEdit()
        self.entry.setAccessibleName(self.tr("Decision"))
        self.entry.setPlaceholderText(self.tr("A decision, logged at this minute"))
        self.entry.returnPressed.connect(self._log)
        self.log_button = button(self.tr("Log"), self._log)
        write.addWidget(self.by)
        write.addWidget(self.entry, 1)
        write.addWidget(self.log_button)
        column.addLayout(write)
        self.log = RowTable(
            [
                Column(
                    self._words["exercise_kit.clock"],
                    lambda one: one.minute,
                    text=lambda one: clock(self._exercise, one.minute),
                    width_px=60,
                ),
                Column(self._words["exercise_kit.by"], lambda one: self._names.get(one.by, one.by), width_px=80),
                Column(self._words["exercise_kit.decision"], lambda one: one.text, stretch=True),
            ],
            self.tr("Decisions logged"),
        )
        self.log.show_as_given()
        column.addWidget(self.log, 1)
        return column

    def _said(self, one: Inject) -> str:
        return sentence(one, self._exercise, self._names, self._words)

    # -- showing ------------------------------------------------------------------------------

    @property
    def minute(self) -> float:
        """The minute the clock stands at."""
        return self._minute

    @property
    def is_playing(self) -> bool:
        """Whether the clock runs."""
        return self._timer.isActive()

    def show_exercise(
        self, exercise: Exercise, script: Sequence[Inject], names: Mapping[str, str], *, is_read_only: bool
    ) -> None:
        """Show an exercise; another one begins at its start."""
        if exercise.uid != self._exercise.uid:
            self.pause()
            self._minute = 0.0
        self._exercise, self._script, self._names = exercise, script, names
        last = max([exercise.number("duration_min") or 0.0, *(one.minute for one in script)], default=0.0)
        self.slider.blockSignals(True)
        self.slider.setRange(0, math.ceil(last))
        self.slider.blockSignals(False)
        chosen = self.by.currentData()
        self.by.clear()
        for code in exercise.counties:
            self.by.addItem(names.get(code, code), code)
        self.by.setCurrentIndex(max(self.by.findData(chosen), 0))
        self.log.set_rows([one for one in exercise.log if one.text])
        for one in (self.done_button, self.undo_button, self.log_button):
            one.setEnabled(not is_read_only)
        self._is_read_only = is_read_only
        self._show_minute()

    _is_read_only = False

    def toggle(self) -> None:
        """Play, or pause."""
        if self.is_playing:
            self.pause()
        else:
            if self._minute >= self.slider.maximum():
                self.go_to(0.0)
            self._since = time.monotonic()
            self._timer.start()
            self.play_button.setText(self.tr("Pause"))

    def pause(self) -> None:
        """Stop the clock where it is."""
        self._timer.stop()
        self.play_button.setText(self.tr("Play"))

    def go_to(self, minute: float) -> None:
        """Put the clock to a minute."""
        self._minute = min(max(minute, 0.0), float(self.slider.maximum()))
        self._show_minute()
        self.minute_changed.emit(self._minute)

    def advance(self, seconds: float) -> None:
        """Let so many seconds of real time pass at the speed chosen."""
        self.go_to(self._minute + seconds * float(self.speed.currentData()) / 60.0)
        if self._minute >= self.slider.maximum():
            self.pause()

    def _tick(self) -> None:
        now = time.monotonic()
        passed, self._since = now - self._since, now
        self.advance(passed)

    def _next(self) -> None:
        later = [one.minute for one in self._script if one.minute > self._minute + 1e-6]
        if later:
            self.go_to(min(later))

    def _show_minute(self) -> None:
        minute = self._minute
        self.time.setText(clock(self._exercise, math.floor(minute)))
        hours, rest = divmod(math.floor(minute), 60)
        self.elapsed.setText(self.tr("{hours}:{minutes:02d} since the start").format(hours=hours, minutes=rest))
        self.slider.blockSignals(True)
        self.slider.setValue(math.floor(minute))
        self.slider.blockSignals(False)
        shown = [one for one in self._script if one.minute <= minute + 1e-6]
        self.table.set_rows(list(reversed(shown)))
        self._show_act()

    def _current(self) -> Inject | None:
        """Return the event chosen, else the last that asks for something and is not done."""
        rows = self.table.selected_rows()
        if len(rows) == 1:
            chosen: Inject = rows[0]
            return chosen
        waiting = [
            one
            for one in self._script
            if one.minute <= self._minute + 1e-6 and one.code in NOTICES | ARRIVALS and math.isnan(one.told_min)
        ]
        return waiting[0] if waiting else None

    def _show_act(self) -> None:
        one = self._current()
        asks = one is not None and one.code in NOTICES | ARRIVALS
        is_notice = one is not None and one.code in NOTICES
        self.act.setText(self._said(one) if one is not None else self.tr("Nothing waits for an answer now."))
        for box in self.items.values():
            box.setVisible(is_notice)
        self.done_button.setVisible(asks)
        self.undo_button.setVisible(asks and one is not None and not math.isnan(one.told_min))
        if one is not None and one.uid != self._asked:
            self._asked = one.uid
            for item, box in self.items.items():
                box.setChecked(item in one.items)

    _asked = ""

    def _done(self) -> None:
        one = self._current()
        if one is not None:
            told = tuple(item for item, box in self.items.items() if box.isChecked()) if one.code in NOTICES else ()
            self.done.emit(one.uid, round(self._minute, 1), told)

    def _undone(self) -> None:
        one = self._current()
        if one is not None:
            self.undone.emit(one.uid)

    def _log(self) -> None:
        text = self.entry.text().strip()
        if text and not self._is_read_only:
            self.entry.clear()
            self.logged.emit(Logged(round(self._minute, 1), text, str(self.by.currentData() or "")))


def _late_color(one: Inject) -> QColor | None:
    if math.isnan(one.told_min) or math.isnan(one.due_min):
        return None
    return QColor(theme.tokens().danger if one.told_min > one.due_min else theme.tokens().success)
