"""One entry of the calendar: what, when, who and why, and what a person can do with it."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import register_words
from app.dialogs.new_plan import date_edit, day_of
from app.widgets.basics import button, label
from layers.export.year_texts import day_text, pairs_text, title_text, why_text
from layers.year.calendar import Calendar
from layers.year.material import YearMaterial
from layers.year.model import Entry, Kind
from layers.year.own import can_be_entered

_MOST_NAMES, _MOST_PAIRS = 12, 6


class EntryDetail(QWidget):
    """Says what is known of an entry; every button asks for one change."""

    moved = Signal(object, object)  # Entry, date
    done = Signal(object)  # Entry
    dropped = Signal(object)
    restored = Signal(object)
    entered = Signal(object)  # into the register
    register_asked = Signal(object)
    map_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._entry: Entry | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        self.title = label("", "heading", wrap=True, selectable=True)
        self.facts = label("", "small", wrap=True, selectable=True)
        column.addWidget(self.title)
        column.addWidget(self.facts)
        column.addStretch(1)
        self.day = date_edit(date(2000, 1, 1))
        self.day.setAccessibleName(self.tr("New day"))
        self.move_button = button(self.tr("Move"), self._move, icon="move")
        self.register_button = button(self.tr("Open"), lambda: self._ask(self.register_asked), icon="external-link")
        self.register_button.setToolTip(self.tr("Go to its row in the register, or edit an entry of your own"))
        self.map_button = button(self.tr("Show on the map"), lambda: self._ask(self.map_asked), icon="map-pinned")
        self.done_button = button(self.tr("Done"), lambda: self._ask(self.done), icon="check")
        enter = self.tr("Enter in the register")
        self.enter_button = button(enter, lambda: self._ask(self.entered), icon="list-checks")
        self.enter_button.setToolTip(
            self.tr("Make a row of the register out of it, on its day; then write there what was decided")
        )
        self.restore_button = button(self.tr("As the rules say"), lambda: self._ask(self.restored), icon="undo-2")
        self.restore_button.setToolTip(self.tr("Forget that it was moved, done or left out by hand"))
        self.drop_button = button("", lambda: self._ask(self.dropped), icon="trash-2")
        for widgets in (
            (self.day, self.move_button, self.register_button, self.map_button),
            (self.done_button, self.enter_button, self.restore_button, self.drop_button),
        ):
            line = QHBoxLayout()
            line.setSpacing(6)
            for one in widgets:
                line.addWidget(one)
            line.addStretch(1)
            column.addLayout(line)

    def show_entry(
        self, entry: Entry | None, year: Calendar | None, material: YearMaterial | None, *, is_read_only: bool
    ) -> None:
        """Show an entry, or what to do where none is chosen."""
        self._entry = entry
        for one in (self.day, self.move_button, self.register_button, self.map_button):
            one.setVisible(entry is not None)
        can = dict.fromkeys(("move", "done", "enter", "restore", "drop"), False)
        if entry is not None and not is_read_only:
            can = {"move": entry.can_move, "done": entry.can_be_done, "enter": can_be_entered(entry),
                   "restore": entry.stands_for_rule, "drop": entry.can_drop}  # fmt: skip
        self.day.setEnabled(can["move"])
        self.move_button.setEnabled(can["move"])
        self.done_button.setVisible(can["done"])
        self.enter_button.setVisible(can["enter"])
        self.restore_button.setVisible(can["restore"])
        self.drop_button.setVisible(can["drop"])
        if entry is None or year is None or material is None:
            self.title.setText("")
            self.facts.setText(
                self.tr("Choose an entry to see why it is there and to move it; double-click a day to add one.")
            )
            return
        words = register_words.words()
        self.register_button.setEnabled(entry.book is not None)
        self.map_button.setEnabled(bool(entry.pairs))
        self.title.setText(title_text(entry, words))
        borders = pairs_text(sorted(entry.pairs)[:_MOST_PAIRS], material.counties, words)
        if len(entry.pairs) > _MOST_PAIRS:
            borders += words.text("year_paper.more", count=len(entry.pairs))
        standing = words.code("year_standing", year.standing(entry).value)
        names = words.join(list(entry.who[:_MOST_NAMES]))
        if len(entry.who) > _MOST_NAMES:
            names += words.text("year_paper.more", count=len(entry.who))
        lines = ["  ·  ".join([day_text(entry, words), standing, words.code("year_kind", entry.kind.value)]),
                 names, why_text(entry, words), borders]  # fmt: skip
        self.facts.setText("\n".join(line for line in lines if line))
        day = entry.day or material.on
        self.day.setDate(QDate(day.year, day.month, day.day))
        self.move_button.setToolTip(self._why_fixed(entry, is_read_only))
        is_own = bool(entry.own) and not entry.is_proposed
        self.drop_button.setText(self.tr("Remove") if is_own else self.tr("Leave out"))

    def _why_fixed(self, entry: Entry, is_read_only: bool) -> str:
        if is_read_only:
            return self.tr("The plan can only be looked at")
        if entry.can_move:
            return self.tr("Give it the day on the left; you can also drag it in the year")
        if entry.kind is Kind.AGREEMENT:
            return self.tr("Its day stands in the agreement: change it in the register")
        return self.tr("Its day comes from the register or the settings: change it there")

    def _move(self) -> None:
        if self._entry is not None and day_of(self.day) != self._entry.day:
            self.moved.emit(self._entry, day_of(self.day))

    def _ask(self, signal: Any) -> None:
        if self._entry is not None:
            signal.emit(self._entry)
