"""What a year must confirm again: a list with ticks, who confirmed each and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app import register_words, theme
from app.dialogs.new_plan import date_edit, day_of
from app.widgets.basics import EmptyState, button, label
from app.widgets.table import Column, RowTable
from layers.year.confirming import Line


class ConfirmPage(QWidget):
    """Lines of one year; nothing is confirmed without a name and a day."""

    confirmed = Signal(object, str, object, str)  # keys, by, date, remark
    unconfirmed = Signal(object)  # keys
    register_asked = Signal(object)  # Line

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []
        self._on: date | None = None
        self._is_read_only = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        about = self.tr(
            "Contacts, rosters, chairs, dates, agreements and seasons hold for a year once somebody confirms them."
            " What changes afterwards is open again."
        )
        column.addWidget(label(about, "small", wrap=True))
        bar = QHBoxLayout()
        bar.setSpacing(6)
        self.only_open = QCheckBox(self.tr("Only what is open"))
        self.only_open.setChecked(True)
        self.only_open.toggled.connect(lambda _on: self._arrange())
        bar.addWidget(self.only_open)
        self.count = label("", "small")
        bar.addWidget(self.count)
        bar.addStretch(1)
        column.addLayout(bar)
        self.table = self._make_table()
        self.pages = QStackedWidget()
        self.empty = EmptyState("circle-check", "")
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.table)
        column.addWidget(self.pages, 1)
        column.addLayout(self._make_hands())
        self._check()

    def _make_table(self) -> RowTable:
        words = register_words.words()
        table = RowTable(
            [
                Column(
                    self.tr("State"),
                    lambda one: words[f"year_confirm.{_state(one)}"],
                    icon=_icon,
                    width_px=120,
                ),
                Column(self.tr("Kind"), lambda one: words.code("year_confirm", one.subject.value), width_px=80),
                Column(self.tr("About"), _title, tip=_title, width_px=210),
                Column(self.tr("What it says"), lambda one: one.said, tip=_said, width_px=240, stretch=True),
                Column(self.tr("Confirmed by"), lambda one: one.tick.by if one.tick else "", width_px=130),
                Column(self.tr("On"), lambda one: one.tick.day if one.tick else "", width_px=88),
                Column(self.tr("Remark"), lambda one: one.tick.note if one.tick else "", width_px=120, is_extra=True),
            ],
            self.tr("What must be confirmed again"),
            key=lambda one: one.key,
        )
        table.show_as_given()
        table.row_selected.connect(lambda _row: self._check())
        table.row_activated.connect(self.register_asked.emit)
        return table

    def _make_hands(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.by, self.note = QLineEdit(), QLineEdit()
        self.by.setPlaceholderText(self.tr("Who confirms"))
        self.by.setAccessibleName(self.tr("Who confirms"))
        self.by.setMaximumWidth(160)
        self.note.setPlaceholderText(self.tr("Remark"))
        self.note.setAccessibleName(self.tr("Remark"))
        self.by.textChanged.connect(lambda _text: self._check())
        self.day = date_edit(date(2000, 1, 1))
        self.day.setAccessibleName(self.tr("Day of confirmation"))
        self.confirm_button = button(self.tr("Confirm"), self._confirm, kind="primary", icon="check")
        self.undo_button = button(self.tr("Take back"), self._take_back, icon="undo-2")
        self.open_button = button(self.tr("Open"), self._open, icon="external-link")
        for one in (self.by, self.day, self.note, self.confirm_button, self.undo_button, self.open_button):
            row.addWidget(one)
        return row

    def show_lines(self, lines: Sequence[Line], year: int, on: date, *, is_read_only: bool) -> None:
        """Show the lines of a year; the day of a confirmation begins as the plan's reference date."""
        if on != self._on:
            self._on = on
            self.day.setDate(QDate(on.year, on.month, on.day))
        self._lines, self._is_read_only = list(lines), is_read_only
        text = self.tr("Everything is confirmed for {year}.") if lines else self.tr("Nothing to confirm for {year}.")
        self.empty.text.setText(text.format(year=year))
        chosen = {one.key for one in self.table.selected_rows()}
        self._arrange()
        self.table.select_keys(chosen)
        self._check()

    @property
    def open_count(self) -> int:
        """How many lines are open."""
        return sum(not one.is_confirmed for one in self._lines)

    def _arrange(self) -> None:
        shown = [one for one in self._lines if not (self.only_open.isChecked() and one.is_confirmed)]
        self.table.set_rows(shown)
        self.pages.setCurrentIndex(1 if shown else 0)
        done = len(self._lines) - self.open_count
        self.count.setText(self.tr("{done} of {count} confirmed").format(done=done, count=len(self._lines)))
        self._check()

    def _check(self) -> None:
        chosen = self.table.selected_rows()
        has_name = bool(self.by.text().strip())
        self.confirm_button.setEnabled(bool(chosen) and has_name and not self._is_read_only)
        self.confirm_button.setToolTip(
            self.tr("Choose lines first")
            if not chosen
            else self.tr("Write who confirms first")
            if not has_name
            else self.tr("Confirm what is chosen, as it stands now")
        )
        self.undo_button.setEnabled(any(one.tick for one in chosen) and not self._is_read_only)
        self.open_button.setEnabled(len(chosen) == 1)

    def _confirm(self) -> None:
        keys = [one.key for one in self.table.selected_rows()]
        self.confirmed.emit(keys, self.by.text().strip(), day_of(self.day), self.note.text().strip())

    def _take_back(self) -> None:
        self.unconfirmed.emit([one.key for one in self.table.selected_rows() if one.tick])

    def _open(self) -> None:
        chosen = self.table.selected_rows()
        if len(chosen) == 1:
            self.register_asked.emit(chosen[0])


def _state(line: Line) -> str:
    return "confirmed" if line.is_confirmed else "changed" if line.has_changed else "open"


def _icon(line: Line) -> QIcon:
    names = {"confirmed": "circle-check", "changed": "triangle-alert", "open": "circle-dashed"}
    look = theme.tokens()
    colors = {"confirmed": look.success, "changed": look.warning, "open": look.muted}
    return theme.icon(names[_state(line)], color=colors[_state(line)])


def _title(line: Line) -> str:
    words = register_words.words()
    return f"{words.code('year_season', line.uid)}  {line.title}" if line.book is None else line.title


def _said(line: Line) -> str:
    """Return what it says, and what it said when it was confirmed where that differs."""
    return f"{line.said}\n({line.tick.said})" if line.has_changed and line.tick is not None else line.said
