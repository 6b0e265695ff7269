"""The form of one row of the register, made from what its book asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app import register_words
from app.register_words import problem_text
from app.widgets.basics import button, label
from app.widgets.register_fields import labelled, make_field
from app.widgets.typed import put_state, state_of
from layers.agreements.books import BOOKS, Book, Entry, Field, normal, records, row_problems
from layers.agreements.celltext import Names, Unreadable


class AgreementForm(QWidget):
    """Shows one row, says what is wrong with it, and hands out what is entered."""

    kept = Signal(object)  # the row
    cancelled = Signal()
    now_taken = Signal(object)  # a duty: take what the zones say
    own_kept = Signal(object)  # a duty: stay with what a person wrote
    tells_all = True

    def __init__(self) -> None:
        super().__init__()
        self._book = Book.AGREEMENT
        self._row: dict[str, Any] = {}
        self._names = Names()
        self._known: Mapping[Book, set[str]] = {}
        self.fields: dict[str, Any] = {}
        self._is_quiet = False
        self._is_read_only = False
        #: Somebody has typed or chosen something since the row was shown.
        self.is_edited = False
        self._shown: dict[str, Any] = {}  # what stood in the fields before
        self._check_soon = QTimer(self, singleShot=True, interval=200)
        self._check_soon.timeout.connect(self._check)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 0, 0)
        column.setSpacing(8)
        self.title = label("", "heading")
        column.addWidget(self.title)
        self.now = label("", "small", wrap=True, selectable=True)
        column.addWidget(self.now)
        self._decide = QWidget()
        decide = QHBoxLayout(self._decide)
        decide.setContentsMargins(0, 0, 0, 0)
        self.take_now = button(self.tr("Take the zones'"), lambda: self.now_taken.emit(self._row))
        self.keep_own = button(self.tr("Keep ours"), lambda: self.own_kept.emit(self._row))
        decide.addWidget(self.take_now)
        decide.addWidget(self.keep_own)
        decide.addStretch(1)
        column.addWidget(self._decide)
        self.area = QScrollArea()
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes it, and is scrolled to
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        column.addWidget(self.area, 1)
        self.wrong = label("", "small", wrap=True, selectable=True)
        column.addWidget(self.wrong)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        self.cancel_button = button(self.tr("Cancel"), self.cancelled.emit)
        self.keep_button: QPushButton = button(self.tr("Save"), self.keep, kind="primary")
        self.keep_button.setToolTip(self.tr("Keep it in the plan (Ctrl+Enter)"))
        row.addWidget(self.cancel_button)
        row.addWidget(self.keep_button)
        return row

    def show_row(
        self,
        book: Book,
        row: Mapping[str, Any],
        names: Names,
        known: Mapping[Book, set[str]],
        *,
        is_read_only: bool = False,
    ) -> None:
        """Show a row; one without a uid is new."""
        self._is_quiet = True
        self._row, self._names, self._known, self._is_read_only = dict(row), names, known, is_read_only
        self._book = book
        self._make_fields(book)
        for one in BOOKS[book].fields:
            self.fields[one.name].show_value(row[one.name])
        self.title.setText(self.tr("New row") if not row["uid"] else register_words.row_title(book, row))
        self._show_now()
        self._is_quiet = self.is_edited = False
        self._shown = {name: state_of(field) for name, field in self.fields.items()}
        self._check()

    def row(self) -> dict[str, Any]:
        """Return what is entered, as the plan stores it.

        Raises
        ------
        Unreadable
            A field cannot be read; ``facts["column"]`` names it.
        """
        made = dict(self._row)
        for name, widget in self.fields.items():
            try:
                made[name] = widget.value()
            except Unreadable as error:
                raise Unreadable(error.code, **{**error.facts, "column": name}) from error
        return records(normal(self._book, [made]))[0]

    @property
    def book(self) -> Book:
        """The table whose row is shown."""
        return self._book

    @property
    def shown_row(self) -> dict[str, Any]:
        """The row as it was shown."""
        return dict(self._row)

    @property
    def uid(self) -> str:
        """The row that is shown; "" for a new one."""
        return str(self._row.get("uid") or "")

    def typed(self) -> dict[str, Any]:
        """Return what was typed or chosen since the row was shown; the other fields are in any language."""
        now = {name: state_of(field) for name, field in self.fields.items()} if self.is_edited else {}
        return {name: state for name, state in now.items() if state != self._shown[name]}

    def take_typed(self, told: Mapping[str, Any]) -> None:
        """Put it into the form of the same row."""
        for name, state in told.items():
            if name in self.fields:
                put_state(self.fields[name], state)
                self._on_changed()

    def let_go(self) -> None:
        """What was typed is saved, or not wanted any more."""
        self.is_edited = False

    def may_leave(self) -> bool:
        """Ask about what is half typed; return whether another row may be shown.

        What is to be saved and cannot be, because something in it is wrong or the plan cannot be written, stays.
        """
        from app.dialogs.ask import ask_half_typed

        if not self.is_edited or self._is_read_only:
            return True
        answer = ask_half_typed(self, self.title.text())
        if answer == "save":
            self.keep()  # saved, it is let go of by whoever takes it
        elif answer == "discard":
            self.let_go()
        return not self.is_edited

    def keep(self) -> None:
        """Hand out what is entered, unless something in it cannot stand."""
        if self._check():
            self.kept.emit(self.row())

    # -- inner workings -------------------------------------------------------------------------

    def _make_fields(self, book: Book) -> None:
        words, terms = register_words.words(), register_words.terms()
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self.fields = {}
        for place, one in enumerate(BOOKS[book].fields):
            widget = make_field(one, terms, self._names, self._options, lambda part: words[f"register_line.{part}"])
            text = words[f"register_{book.value}.{one.name}"]
            named = label(text, "small", wrap=True)
            named.setFixedWidth(96)
            named.setBuddy(widget)
            widget.setAccessibleName(text)
            widget.setEnabled(not self._is_read_only)
            widget.changed.connect(self._on_changed)  # type: ignore[attr-defined]
            labelled(grid, place, named, widget)
            self.fields[one.name] = widget
        grid.setRowStretch(len(BOOKS[book].fields), 1)
        self.area.setWidget(page)

    def _options(self, one: Field) -> list[tuple[str, str]]:
        if one.choices is not None:
            return [(kind.value, register_words.words().code(one.group, kind.value)) for kind in one.choices]
        if one.entry in (Entry.ZONE, Entry.ZONES):
            return list(self._names.zones.items())
        known = self._known.get(one.refers, set()) if one.refers is not None else set()
        return [(uid, name) for uid, name in self._names.references.items() if uid in known and uid != self._row["uid"]]

    def _on_changed(self) -> None:
        if not self._is_quiet:
            self.is_edited = True
            self._check_soon.start()

    def _check(self) -> bool:
        """Say what is wrong; return whether the row can be kept."""
        self._check_soon.stop()
        try:
            row = self.row()
        except Unreadable as error:
            found = [("error", problem_text(self._book, error.code, error.facts))]
        else:
            found = [
                (one.severity, problem_text(self._book, one.code, one.facts))
                for one in row_problems(self._book, row, known=self._known)
            ]
        is_sound = not any(severity == "error" for severity, _text in found)
        found.sort()
        self.wrong.setText("\n".join(("✕ " if severity == "error" else "! ") + text for severity, text in found[:6]))
        self.wrong.setVisible(bool(found))
        self.keep_button.setEnabled(is_sound and not self._is_read_only)
        return is_sound and not self._is_read_only

    def _show_now(self) -> None:
        """Say what the zones say now where a person wrote something else."""
        filled = self._row.get("filled") or {}
        now = filled.get("now", {})
        words = register_words.words()
        lines = [f"{words[f'register_duty.{name}']}：{text}" for name, text in now.items()]
        if lines:
            self.now.setText("\n".join([self.tr("The zones now say:"), *lines]))
        elif filled.get("gone"):
            self.now.setText(self.tr("The zones no longer have this row. It stays until you remove it."))
        self.now.setVisible(bool(lines) or bool(filled.get("gone")))
        self._decide.setVisible(bool(lines) and not self._is_read_only)
