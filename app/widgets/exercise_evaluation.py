"""Last step of an exercise: three shares, task by task, reinforcement, and the kit on paper."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app import theme
from app.widgets.basics import button, label
from app.widgets.table import Column, RowTable
from layers.exercise.evaluation import Evaluation, Outcome, Reinforcement, Task, clock, evaluate
from layers.exercise.model import Exercise, Inject
from layers.exercise.paper_tables import items_text, share_text
from layers.exercise.telling import sentence
from layers.export.words import Words

_FORMATS = ("docx", "pdf", "xlsx", "png")


class EvaluationPage(QWidget):
    """How the players did against the model."""

    measured = Signal(str, float)  # uid of a team, minute it was there; nan takes it back
    export_asked = Signal(tuple)  # formats
    register_asked = Signal()
    tells_all = False

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._exercise = Exercise()
        self._names: Mapping[str, str] = {}
        self._actual: dict[str, float] = {}
        outer = QHBoxLayout(self)
        outer.setContentsMargins(8, 4, 8, 8)
        outer.setSpacing(12)
        outer.addLayout(self._shares(), 2)
        outer.addLayout(self._tasks(), 4)
        outer.addLayout(self._teams(), 4)

    def _shares(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self.shares = {}
        for name in ("notice_share", "arrival_share", "items_share"):
            column.addWidget(label(self._words[f"exercise_kit.{name}"], "muted"))
            self.shares[name] = label("", "title")
            column.addWidget(self.shares[name])
        note = label(self._words["exercise_kit.tolerance"], "small", wrap=True)
        column.addWidget(note)
        column.addStretch(1)
        self.register_button = button(self.tr("Enter in the register"), self.register_asked.emit)
        self.register_button.setToolTip(
            self.tr("It was held: the register of drills and the gap map know of it from then on")
        )
        column.addWidget(self.register_button)
        row = QHBoxLayout()
        self.formats = {}
        for one in _FORMATS:
            box = QCheckBox(one.upper())
            box.setChecked(True)
            self.formats[one] = box
            row.addWidget(box)
        row.addStretch(1)
        column.addLayout(row)
        self.export_button = button(self.tr("Export the kit…"), self.export, kind="primary", icon="file-output")
        self.export_button.setToolTip(
            self.tr("Plan, script, site table, map, observers' handbook, evaluation, tabletop kit; all marked 演练")
        )
        column.addWidget(self.export_button)
        return column

    def _tasks(self) -> QVBoxLayout:
        kit, words = "exercise_kit", self._words
        self.tasks = RowTable(
            [
                Column(words[f"{kit}.task"], self._said, tip=self._said, stretch=True, width_px=160),
                Column(
                    words[f"{kit}.due_at"],
                    lambda one: one.due_min,
                    text=lambda one: clock(self._exercise, one.due_min),
                    width_px=58,
                ),
                Column(
                    words[f"{kit}.done_at"],
                    lambda one: one.done_min,
                    text=lambda one: clock(self._exercise, one.done_min),
                    width_px=58,
                ),
                Column(
                    words[f"{kit}.late"],
                    lambda one: one.late_min,
                    text=lambda one: "" if math.isnan(one.late_min) else f"{one.late_min:+.0f}",
                    is_number=True,
                    width_px=56,
                ),
                Column(
                    words[f"{kit}.items"],
                    lambda one: len(one.inject.items),
                    text=lambda one: "" if one.is_arrival else items_text(one.inject, words),
                    width_px=56,
                    is_extra=True,
                ),
                Column(
                    words[f"{kit}.outcome"],
                    lambda one: one.outcome.value,
                    text=lambda one: words[f"exercise_outcome.{one.outcome.value}"],
                    color=lambda one: _color(one.outcome),
                    width_px=64,
                ),
            ],
            self.tr("Tasks of the exercise"),
            key=lambda one: one.inject.uid,
        )
        self.tasks.show_as_given()
        column = QVBoxLayout()
        column.addWidget(self.tasks, 1)
        return column

    def _teams(self) -> QVBoxLayout:
        kit, words = "exercise_kit", self._words
        self.teams = RowTable(
            [
                Column(words[f"{kit}.team"], lambda one: one.name, stretch=True, width_px=120),
                Column(words[f"{kit}.site_county"], lambda one: self._names.get(one.county, one.county), width_px=72),
                Column(
                    words[f"{kit}.modelled"],
                    lambda one: one.minutes,
                    text=lambda one: f"{one.minutes:.0f}",
                    tip=lambda one: f"{one.turnout_min:.0f} + {one.road_min:.0f} + {one.foot_min:.0f}",
                    title_tip=words[f"{kit}.parts"],
                    is_number=True,
                    width_px=64,
                ),
                Column(
                    words[f"{kit}.measured"],
                    lambda one: self._actual.get(one.uid, math.nan),
                    text=lambda one: _whole(self._actual.get(one.uid, math.nan)),
                    is_number=True,
                    width_px=64,
                ),
                Column(
                    words[f"{kit}.difference"],
                    lambda one: self._actual.get(one.uid, math.nan) - one.minutes,
                    text=lambda one: _signed(self._actual.get(one.uid, math.nan) - one.minutes),
                    is_number=True,
                    width_px=56,
                ),
            ],
            self.tr("Reinforcement: modelled and actual"),
            key=lambda one: one.uid,
        )
        self.teams.show_as_given()
        self.teams.row_selected.connect(self._on_team)
        column = QVBoxLayout()
        column.addWidget(self.teams, 1)
        row = QHBoxLayout()
        self.team = label("", "small", wrap=True)
        self.actual = QLineEdit()
        self.actual.setAccessibleName(words[f"{kit}.measured"])
        self.actual.setPlaceholderText(self.tr("min"))
        self.actual.setMaximumWidth(72)
        self.actual.returnPressed.connect(self._keep)
        self.keep_button = button(self.tr("Keep"), self._keep)
        row.addWidget(self.team, 1)
        row.addWidget(self.actual)
        row.addWidget(self.keep_button)
        column.addLayout(row)
        return column

    def _said(self, one: Task) -> str:
        return sentence(one.inject, self._exercise, self._names, self._words)

    def show_evaluation(
        self,
        exercise: Exercise,
        script: Sequence[Inject],
        teams: Sequence[Reinforcement],
        names: Mapping[str, str],
        *,
        is_read_only: bool,
    ) -> None:
        """Show how an exercise was done."""
        self._exercise, self._names = exercise, names
        found: Evaluation = evaluate(script)
        for name, shown in self.shares.items():
            shown.setText(share_text(getattr(found, name), self._words))
        self.tasks.set_rows(found.tasks)
        self._actual = {one.inject: one.minute for one in exercise.log if one.inject}
        self.teams.set_rows(teams)
        self.keep_button.setEnabled(not is_read_only)
        self.register_button.setEnabled(not is_read_only and bool(exercise.day))
        if not self.teams.selected_rows():
            self.team.setText(self.tr("Choose a team, type the minute it was there."))

    def typed(self) -> str:
        """Return the team that is chosen."""
        rows = self.teams.selected_rows()
        return rows[0].uid if len(rows) == 1 else ""

    def take_typed(self, told: str) -> None:
        """Choose it again; the minute that was typed comes next."""
        self.teams.select_keys({told} if told else set())
        rows = self.teams.selected_rows()
        self._on_team(rows[0] if rows else None)

    def _on_team(self, one: Reinforcement | None) -> None:
        if one is not None:
            self.team.setText(one.name)
            self.actual.setText(_whole(self._actual.get(one.uid, math.nan)))

    def _keep(self) -> None:
        rows = self.teams.selected_rows()
        if len(rows) != 1:
            return
        text = self.actual.text().strip()
        try:
            minute = float(text) if text else math.nan
        except ValueError:
            self.team.setText(self.tr("“{text}” is no number of minutes.").format(text=text))
            return
        self.measured.emit(rows[0].uid, minute)

    def export(self) -> None:
        """Ask for the kit in the formats that are ticked."""
        self.export_asked.emit(tuple(name for name, box in self.formats.items() if box.isChecked()))


def _whole(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.0f}"


def _signed(value: float) -> str:
    return "" if math.isnan(value) else f"{value:+.0f}"


def _color(outcome: Outcome) -> QColor | None:
    tokens = theme.tokens()
    shown = {Outcome.IN_TIME: tokens.success, Outcome.LATE: tokens.danger}.get(outcome)
    return QColor(shown) if shown else None
