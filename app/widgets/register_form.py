"""The form of one row of a register: fields one below the other, checked when it is kept; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.widgets.basics import button, label
from layers.inventory.cells import date_of

_WIDTH_PX = 320
_NOTE_PX = 64


class FieldKind(StrEnum):
    """What is typed into a field."""

    TEXT = "text"
    NUMBER = "number"  # blank is unknown
    DATE = "date"  # any notation; kept in ISO 8601
    CHOICE = "choice"  # one of a list
    NAME = "name"  # one of a list, or anything else
    NOTE = "note"


@dataclass(frozen=True)
class FormField:
    """One field: ``choices`` are values with their words."""

    name: str
    title: str
    kind: FieldKind = FieldKind.TEXT
    tip: str = ""
    choices: Sequence[tuple[str, str]] = ()
    blank: str = ""  # what a blank number means; "" unknown


class RegisterForm(QFrame):
    """Takes what is typed; whoever listens keeps it, and says what is wrong with :meth:`refuse`."""

    kept = Signal(dict)  # field → str, float or None
    left = Signal()
    chosen = Signal(str, str)  # field, value: of a choice or a name that was picked

    def __init__(self, fields: Sequence[FormField]) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self.setFixedWidth(_WIDTH_PX)
        self._fields = {one.name: one for one in fields}
        self.inputs: dict[str, QLineEdit | QComboBox | QPlainTextEdit] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 8, 12, 8)
        outer.setSpacing(8)
        self.title = label("", "title", wrap=True)
        outer.addWidget(self.title)
        page = QWidget()
        page.setProperty("kind", "panel")
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for place, one in enumerate(fields):
            named = label(one.title)
            made = self._input(one)
            made.setAccessibleName(one.title)
            made.setToolTip(one.tip)
            named.setToolTip(one.tip)
            named.setBuddy(made)
            grid.addWidget(
                named,
                place,
                0,
                Qt.AlignmentFlag.AlignTop if one.kind is FieldKind.NOTE else Qt.AlignmentFlag.AlignVCenter,
            )
            grid.addWidget(made, place, 1)
            self.inputs[one.name] = made
        grid.setRowStretch(len(fields), 1)
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes it, and is scrolled to
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        outer.addWidget(area, 1)
        self.hint = label("", "muted", wrap=True)
        self.hint.hide()
        outer.addWidget(self.hint)
        self.error = label("", "danger", wrap=True)
        self.error.hide()
        outer.addWidget(self.error)
        row = QHBoxLayout()
        self.cancel_button = button(self.tr("Cancel"), self.leave)
        self.keep_button = button(self.tr("Keep"), self.keep, kind="primary")
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.keep_button)
        outer.addLayout(row)
        self.hide()

    def _input(self, one: FormField) -> QLineEdit | QComboBox | QPlainTextEdit:
        if one.kind is FieldKind.NOTE:
            text = QPlainTextEdit()
            text.setFixedHeight(_NOTE_PX)
            text.setTabChangesFocus(True)
            return text
        if one.kind in (FieldKind.CHOICE, FieldKind.NAME):
            box = QComboBox()
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
            box.setMaxVisibleItems(16)
            if one.kind is FieldKind.NAME:
                box.setEditable(True)
                box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
                completer = box.completer()
                if completer is not None:
                    completer.setFilterMode(Qt.MatchFlag.MatchContains)
                    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            self._fill(box, one.choices)
            box.activated.connect(lambda _place, name=one.name: self.chosen.emit(name, str(self.value(name))))
            return box
        line = QLineEdit()
        if one.kind is FieldKind.DATE:
            line.setPlaceholderText(self.tr("e.g. 2026-05-01"))
        if one.kind is FieldKind.NUMBER:
            line.setPlaceholderText(one.blank or self.tr("unknown"))
        return line

    @staticmethod
    def _fill(box: QComboBox, choices: Sequence[tuple[str, str]]) -> None:
        box.clear()
        for value, text in choices:
            box.addItem(text, value)

    def set_choices(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        """Give a choice or a name another list; what stands in it stays."""
        box = self.inputs[name]
        assert isinstance(box, QComboBox)
        kept = self.value(name)
        self._fill(box, choices)
        self.set_value(name, kept)

    # -- values -----------------------------------------------------------------------------------

    def open_form(self, title: str, values: Mapping[str, Any], *, focus: str) -> None:
        """Show a row to be changed or made."""
        self.title.setText(title)
        for name in self.inputs:
            self.set_value(name, values.get(name))
        self.error.hide()
        self.show()
        first = self.inputs[focus]
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(first, QLineEdit):
            first.selectAll()

    def set_value(self, name: str, value: Any) -> None:
        """Put a value into a field; None is blank."""
        made, text = (
            self.inputs[name],
            "" if value is None else f"{value:.10g}" if isinstance(value, float) else str(value),
        )
        if isinstance(made, QPlainTextEdit):
            made.setPlainText(text)
        elif isinstance(made, QComboBox):
            place = made.findData(text)
            made.setCurrentIndex(place)
            if made.isEditable():
                if place < 0:
                    made.setEditText(text)
                line = made.lineEdit()
                if line is not None:  # a long name shows its beginning
                    line.setCursorPosition(0)
        else:
            made.setText(text)
            made.setCursorPosition(0)

    def value(self, name: str) -> str:
        """Return what stands in a field; of a list its value, not its words."""
        made = self.inputs[name]
        if isinstance(made, QPlainTextEdit):
            return made.toPlainText().strip()
        if isinstance(made, QComboBox):
            if made.isEditable():
                typed = made.currentText().strip()
                place = made.findText(typed, Qt.MatchFlag.MatchFixedString)
                return str(made.itemData(place)) if place >= 0 else typed
            return str(made.currentData() or "")
        return made.text().strip()

    def keep(self) -> None:
        """Check numbers and dates, and tell what stands there."""
        said: dict[str, Any] = {}
        for name, one in self._fields.items():
            text = self.value(name)
            if one.kind is FieldKind.NUMBER:
                try:
                    said[name] = float(text.replace(",", "").replace("，", "")) if text else None
                except ValueError:
                    said[name] = -1.0
                if said[name] is not None and not 0 <= said[name] < 1e12:
                    self.refuse(
                        name,
                        self.tr("“{text}” is no number from 0 up; leave it blank when it is not known.").format(
                            text=text
                        ),
                    )
                    return
            elif one.kind is FieldKind.DATE and text:
                said[name] = date_of(text)[0]
                if not said[name]:
                    self.refuse(name, self.tr("“{text}” is no date; write it as 2026-05-01.").format(text=text))
                    return
            else:
                said[name] = text
        self.error.hide()
        self.kept.emit(said)

    def refuse(self, name: str, why: str) -> None:
        """Say what is wrong with a field; all that was typed stays."""
        self.error.setText(why)
        self.error.show()
        self.inputs[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, text: str) -> None:
        """Say something beside the fields; "" takes it away."""
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    def leave(self) -> None:
        """Go away without keeping anything."""
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps, Esc leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
            event.accept()
        else:
            super().keyPressEvent(event)
