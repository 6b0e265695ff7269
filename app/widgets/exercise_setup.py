"""First step of an exercise: what it is, when, who, phases, and the numbers physics runs with."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QDate, Qt, QTime, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from app.widgets.basics import button, label
from app.widgets.narrow import WrappingRow
from layers.agreements.vocabulary import DrillKind, DrillScope
from layers.exercise.model import NUMBERS, Exercise, Party, Physics, Purpose
from layers.exercise.programme import phases, phases_of, phases_text
from layers.export.words import Words

#: Numbers asked for whatever runs, and those of fires.
_ALWAYS = ("duration_min", "hours", "notify_margin_min", "ring_m")
_WIND = ("wind_ms", "wind_from_deg")
_FIRE = ("base_rate_m_min", "fuel_load_kg_m2", "flame_m", "vegetation_m", "slope_wind_factor")
_BY_PHYSICS: Mapping[Physics, tuple[str, ...]] = {
    Physics.FIRE: (*_WIND, *_FIRE),
    Physics.PLUME: _WIND,
    Physics.FLOOD: (),
    Physics.SPILL: (),
}
#: A field in which what was typed can be read.
_FIELD_PX = 110


class SetupPage(QWidget):
    """Fields of one exercise; *Keep* makes it one undo step."""

    kept = Signal(object)  # Exercise

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._exercise = Exercise()
        self._names: Mapping[str, str] = {}
        self.title, self.pattern = QLineEdit(), QLineEdit()
        self.day, self.start = QDateEdit(), QTimeEdit()
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.start.setDisplayFormat("HH:mm")
        self.start.setButtonSymbols(QTimeEdit.ButtonSymbols.NoButtons)
        self.physics = _choice([(one.value, words[f"exercise_physics.{one.value}"]) for one in Physics])
        self.kind = _choice([(one.value, words[f"drill_kind.{one.value}"]) for one in DrillKind])
        self.scope = _choice([(one.value, words[f"drill_scope.{one.value}"]) for one in DrillScope])
        self.purpose = _choice([(one.value, words[f"exercise_purpose.{one.value}"]) for one in Purpose])
        self.first, self.second, self.host = _choice([]), _choice([]), _choice([])
        self.phases = QPlainTextEdit()
        self.phases.setTabChangesFocus(True)
        self.parties = QPlainTextEdit()
        self.parties.setTabChangesFocus(True)
        self.numbers = {name: QLineEdit() for name in NUMBERS}
        row = WrappingRow()
        row.setSpacing(16)
        for fields in (self._what(), self._numbers()):
            row.addWidget(fields, 1)
        row.addWidget(self._programme(), 1)
        page = QWidget()
        page.setProperty("kind", "panel")
        page.setLayout(row)
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes it, and is scrolled to
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(page)
        foot = QHBoxLayout()
        self.error = label("", "danger", wrap=True)
        foot.addWidget(self.error, 1)
        self.keep_button = button(self.tr("Keep"), self.keep, kind="primary")
        foot.addWidget(self.keep_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 4, 8, 8)
        outer.addWidget(area, 1)
        outer.addLayout(foot)
        self.physics.activated.connect(self._on_physics)

    def _what(self) -> QWidget:
        self.title.setPlaceholderText(self.tr("e.g. Huairou–Chengde forest-fire exercise"))
        self.pattern.setPlaceholderText(self.tr("e.g. 3+3: three departments, three regions"))
        return _form(
            [
                (self.tr("Name"), self.title),
                (self.tr("Date"), self.day),
                (self.tr("Begins"), self.start),
                (self.tr("Scenario"), self.physics),
                (self.tr("Border, first county"), self.first),
                (self.tr("and second"), self.second),
                (self.tr("Host"), self.host),
                (self.tr("Form"), self.kind),
                (self.tr("Scope"), self.scope),
                (self.tr("Purpose"), self.purpose),
                (self.tr("Pattern"), self.pattern),
            ]
        )

    def _numbers(self) -> QWidget:
        rows = []
        for name, edit in self.numbers.items():
            unit, least, most, usual = NUMBERS[name]
            edit.setPlaceholderText(self.tr("as in the plan, or unknown") if usual is None else f"{usual:g}")
            edit.setToolTip(self.tr("{least:g} to {most:g} {unit}").format(least=least, most=most, unit=unit).strip())
            title = self._words[f"exercise_number.{name}"]
            rows.append((f"{title} ({unit})" if unit else title, edit))
        self._number_form = _form(rows)
        return self._number_form

    def _programme(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(self.tr("Phases, - subjects, -- scenes")))
        self.phases.setAccessibleName(self.tr("Phases, subjects and scenes"))
        self.phases.setMinimumHeight(96)
        column.addWidget(self.phases, 3)
        column.addWidget(label(self.tr("Who takes part: name, then leads, supports or observes")))
        self.parties.setAccessibleName(self.tr("Who takes part"))
        self.parties.setMinimumHeight(56)
        column.addWidget(self.parties, 1)
        return made

    # -- showing and keeping ------------------------------------------------------------------

    def show_exercise(self, exercise: Exercise, names: Mapping[str, str], *, is_read_only: bool) -> None:
        """Show an exercise; what is typed and not kept of the same one stays."""
        if exercise == self._exercise and dict(names) == dict(self._names):
            self.keep_button.setEnabled(not is_read_only)
            return
        self._exercise, self._names = exercise, dict(names)
        self.error.setText("")
        self.title.setText(exercise.title)
        self.pattern.setText(exercise.pattern)
        day = QDate.fromString(exercise.day, "yyyy-MM-dd")
        self.day.setDate(day if day.isValid() else QDate.currentDate())
        time = QTime.fromString(exercise.start, "HH:mm")
        self.start.setTime(time if time.isValid() else QTime(9, 0))
        counties = [(code, name) for code, name in sorted(names.items(), key=lambda item: item[1])]
        codes = (*exercise.counties, "", "")
        for box, code in ((self.first, codes[0]), (self.second, codes[1]), (self.host, exercise.host)):
            _fill(box, counties)
            box.setCurrentIndex(box.findData(code))
        for box, value in (
            (self.physics, exercise.physics.value),
            (self.kind, exercise.kind),
            (self.scope, exercise.scope),
            (self.purpose, exercise.purpose.value),
        ):
            box.setCurrentIndex(box.findData(value))
        for name, edit in self.numbers.items():
            typed = exercise.numbers.get(name)
            edit.setText("" if typed is None else f"{typed:g}")
        self.phases.setPlainText(phases_text(exercise.phases))
        self.parties.setPlainText("\n".join(self._party_line(one) for one in exercise.parties))
        self.keep_button.setEnabled(not is_read_only)
        self._show_numbers()

    def _party_line(self, one: Party) -> str:
        name = one.name or self._names.get(one.code, one.code)
        return f"{name}, {self._words.code('exercise_duty', one.duty)}" if one.duty else name

    def _show_numbers(self) -> None:
        wanted = (*_ALWAYS, *_BY_PHYSICS[Physics(self.physics.currentData() or "fire")])
        layout = self._number_form.layout()
        assert isinstance(layout, QFormLayout)
        for name, edit in self.numbers.items():
            layout.setRowVisible(edit, name in wanted)

    def _on_physics(self) -> None:
        """Another scenario: its phases, unless somebody wrote their own."""
        chosen = Physics(self.physics.currentData())
        texts = {phases_text(phases(one, self._words.language)) for one in Physics}
        if self.phases.toPlainText().strip() in {*texts, ""}:
            self.phases.setPlainText(phases_text(phases(chosen, self._words.language)))
        self._show_numbers()

    def keep(self) -> None:
        """Say what is wrong, or give the exercise as it is typed."""
        numbers: dict[str, float] = {}
        for name, edit in self.numbers.items():
            text = edit.text().strip().replace("，", ".")
            if not text:
                continue
            unit, least, most, _ = NUMBERS[name]
            try:
                value = float(text)
            except ValueError:
                value = math.nan
            if not least <= value <= most:
                said = self.tr("{name}: “{text}” is not a number from {least:g} to {most:g} {unit}")
                title = self._words[f"exercise_number.{name}"]
                self.error.setText(said.format(name=title, text=text, least=least, most=most, unit=unit))
                edit.setFocus()
                return
            numbers[name] = value
        first, second = str(self.first.currentData() or ""), str(self.second.currentData() or "")
        if not first or not second or first == second:
            self.error.setText(self.tr("An exercise is on the border of two counties: choose two."))
            return
        if not self.title.text().strip():
            self.error.setText(self.tr("Give the exercise a name."))
            self.title.setFocus()
            return
        self.error.setText("")
        host = str(self.host.currentData() or first)
        self.kept.emit(
            replace(
                self._exercise,
                title=self.title.text().strip(),
                pattern=self.pattern.text().strip(),
                day=self.day.date().toString("yyyy-MM-dd"),
                start=self.start.time().toString("HH:mm"),
                physics=Physics(self.physics.currentData()),
                kind=str(self.kind.currentData()),
                scope=str(self.scope.currentData()),
                purpose=Purpose(self.purpose.currentData()),
                counties=(first, second),
                host=host,
                rotation=tuple(code for code in (first, second) if code != host),
                numbers=numbers,
                phases=phases_of(self.phases.toPlainText()),
                parties=self._parties(),
            )
        )

    def _parties(self) -> tuple[Party, ...]:
        by_name = {name: code for code, name in self._names.items()}
        duties = {text: code for code, text in self._words.group("exercise_duty").items()}
        found = []
        for line in self.parties.toPlainText().splitlines():
            name, _, duty = (part.strip() for part in line.replace("，", ",").partition(","))
            if name:
                found.append(Party(by_name.get(name, ""), name, duties.get(duty, duty)))
        return tuple(found)


def _choice(choices: Sequence[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    _fill(box, choices)
    return box


def _fill(box: QComboBox, choices: Sequence[tuple[str, str]]) -> None:
    box.clear()
    for value, text in choices:
        box.addItem(text, value)


def _form(rows: Sequence[tuple[str, QWidget]]) -> QWidget:
    made = QWidget()
    form = QFormLayout(made)
    form.setContentsMargins(0, 0, 0, 0)
    form.setHorizontalSpacing(8)
    form.setVerticalSpacing(4)
    for title, field in rows:
        field.setAccessibleName(title)
        field.setMinimumWidth(_FIELD_PX)  # in large letters the page scrolls instead of showing three dots
        form.addRow(title, field)
    return made
