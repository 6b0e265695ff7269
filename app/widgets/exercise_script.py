"""Third step of an exercise: the script from physics, changed and added to by hand."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.widgets.basics import button, label
from app.widgets.table import Column, RowTable
from layers.exercise.evaluation import clock
from layers.exercise.model import Exercise, Inject
from layers.exercise.paper_tables import origin
from layers.exercise.telling import expected, sentence
from layers.export.words import Words


class ScriptPage(QWidget):
    """Lines in time, and a form for the one chosen."""

    work_out_asked = Signal()
    line_kept = Signal(object)  # Inject; a new one has no uid
    lines_removed = Signal(list)  # uids
    place_asked = Signal(float, float)  # degrees
    tells_all = False

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._exercise = Exercise()
        self._names: Mapping[str, str] = {}
        self._line: Inject | None = None
        outer = QHBoxLayout(self)
        outer.setContentsMargins(8, 4, 8, 8)
        outer.setSpacing(12)
        column = QVBoxLayout()
        row = QHBoxLayout()
        self.work_out_button = button(self.tr("From physics"), self.work_out_asked.emit, kind="primary")
        self.work_out_button.setToolTip(
            self.tr("Work out what happens when; lines that were written or changed by hand stay")
        )
        self.add_button = button(self.tr("Add a line"), self._begin, icon="plus")
        self.remove_button = button(self.tr("Remove"), self._remove)
        self.note = label("", "small", wrap=True)
        for one in (self.work_out_button, self.add_button, self.remove_button):
            row.addWidget(one)
        row.addWidget(self.note, 1)
        column.addLayout(row)
        kit = "exercise_kit"
        self.table = RowTable(
            [
                Column(
                    words[f"{kit}.minute"],
                    lambda one: one.minute,
                    text=lambda one: f"{one.minute:.0f}",
                    is_number=True,
                    width_px=52,
                ),
                Column(words[f"{kit}.clock"], lambda one: clock(self._exercise, one.minute), width_px=64),
                Column(words[f"{kit}.event"], self._said, tip=self._said, stretch=True, width_px=240),
                Column(words[f"{kit}.expected"], self._expected, tip=self._expected, width_px=260, is_extra=True),
                Column(words[f"{kit}.to"], self._to, width_px=96),
                Column(
                    words[f"{kit}.due"],
                    lambda one: one.due_min,
                    text=lambda one: clock(self._exercise, one.due_min),
                    width_px=60,
                ),
                Column(words[f"{kit}.origin"], lambda one: words[f"{kit}.{origin(one)}"], width_px=76),
            ],
            self.tr("Script of the exercise"),
            key=lambda one: one.uid,
        )
        self.table.show_as_given()
        self.table.row_selected.connect(self._show_line)
        self.table.row_activated.connect(self._go)
        column.addWidget(self.table, 1)
        self.empty = label(
            self.tr("No script yet: place the start, then let physics write it. A line can be added by hand too."),
            "muted",
            wrap=True,
        )
        column.addWidget(self.empty)
        outer.addLayout(column, 3)
        outer.addWidget(self._form(), 1)

    def _form(self) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(4)
        self.minute, self.due, self.to = QLineEdit(), QLineEdit(), QLineEdit()
        self.text, self.expected = QPlainTextEdit(), QPlainTextEdit()
        kit = "exercise_kit"
        for key, edit in (
            ("minute", self.minute),
            ("event", self.text),
            ("expected", self.expected),
            ("to", self.to),
            ("due", self.due),
        ):
            title = self._words[f"{kit}.{key}"]
            edit.setAccessibleName(title)
            if isinstance(edit, QPlainTextEdit):
                edit.setTabChangesFocus(True)
                edit.setMinimumHeight(40)
                edit.setMaximumHeight(64)
            form.addRow(title, edit)
        self.due.setPlaceholderText(self.tr("minute; empty: no limit"))
        self.to.setPlaceholderText(self.tr("counties, separated by commas"))
        self.error = label("", "danger", wrap=True)
        form.addRow(self.error)
        self.keep_button = button(self.tr("Keep"), self._keep, kind="primary")
        form.addRow(self.keep_button)
        return page

    def _said(self, one: Inject) -> str:
        return sentence(one, self._exercise, self._names, self._words)

    def _expected(self, one: Inject) -> str:
        return expected(one, self._exercise, self._names, self._words)

    def _to(self, one: Inject) -> str:
        return self._words.join([self._names.get(code, code) for code in one.to])

    def show_script(
        self,
        exercise: Exercise,
        script: Sequence[Inject],
        names: Mapping[str, str],
        note: str,
        *,
        is_read_only: bool,
    ) -> None:
        """Show a script; ``note`` says what it follows from, or why it does not."""
        self._exercise, self._names = exercise, names
        self.table.set_rows(script)
        self.empty.setVisible(not script)
        self.note.setText(note)
        for one in (self.work_out_button, self.add_button, self.remove_button, self.keep_button):
            one.setEnabled(not is_read_only)
        rows = self.table.selected_rows()
        if len(rows) == 1 and not _is_same(rows[0], self._line):
            self._show_line(rows[0])

    def typed(self) -> Inject | None:
        """Return the line that is shown, or begun."""
        return self._line

    def take_typed(self, told: Inject | None) -> None:
        """Show it again; what was typed comes next."""
        self.table.select_keys({told.uid} if told is not None and told.uid else set())
        self._show_line(told)

    def _show_line(self, line: Inject | None) -> None:
        if line is None:
            return
        self._line = line
        self.error.setText("")
        self.minute.setText(f"{line.minute:g}")
        self.text.setPlainText(self._said(line) if line.uid else "")
        self.expected.setPlainText(self._expected(line) if line.uid else "")
        self.to.setText(self._to(line))
        self.due.setText("" if math.isnan(line.due_min) else f"{line.due_min:g}")

    def _begin(self) -> None:
        """Begin a line of one's own, after the one chosen."""
        minute = self._line.minute if self._line is not None else 0.0
        self.table.clearSelection()
        self._show_line(Inject(exercise=self._exercise.uid, minute=minute, code="hand", is_edited=True))
        self.text.setFocus()

    def _keep(self) -> None:
        line = self._line or Inject(exercise=self._exercise.uid, code="hand", is_edited=True)
        try:
            minute = float(self.minute.text())
            due = float(self.due.text()) if self.due.text().strip() else math.nan
        except ValueError:
            minute = math.nan
        if math.isnan(minute) or not 0.0 <= minute <= 10_000.0:
            self.error.setText(self.tr("The minute is a number from 0, counted from the start."))
            return
        text, hoped = self.text.toPlainText().strip(), self.expected.toPlainText().strip()
        if line.code == "hand" and not text:
            self.error.setText(self.tr("Write what happens."))
            return
        codes, unknown = self._codes(self.to.text())
        if unknown:
            self.error.setText(self.tr("{name}: no county of this plan").format(name=unknown))
            return
        self.error.setText("")
        changed = replace(
            line,
            minute=minute,
            due_min=due,
            to=codes,
            text="" if line.uid and text == self._said(line) and not line.text else text,
            expected="" if line.uid and hoped == self._expected(line) and not line.expected else hoped,
        )
        if not line.uid or not _is_same(changed, line):
            self.line_kept.emit(replace(changed, is_edited=True))

    def _codes(self, text: str) -> tuple[tuple[str, ...], str]:
        """Return the codes of counties typed, or the first name that is none."""
        by_name = {name: code for code, name in self._names.items()}
        found = []
        for part in text.replace("，", ",").replace("、", ",").split(","):
            name = part.strip()
            if not name:
                continue
            code = name if name in self._names else by_name.get(name)
            if code is None:
                return (), name
            found.append(code)
        return tuple(found), ""

    def _remove(self) -> None:
        rows = self.table.selected_rows()
        if rows:
            self.lines_removed.emit([one.uid for one in rows])

    def _go(self, line: Inject) -> None:
        if not math.isnan(line.lon):
            self.place_asked.emit(line.lon, line.lat)


def _is_same(one: Inject, other: Inject | None) -> bool:
    """Whether two lines say the same; an unknown number is no reason to differ."""
    return other is not None and repr(one) == repr(other)
