"""The first page of the card of minutes: which meeting, who is there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.widgets.basics import button, label
from app.widgets.text_size import measured
from layers.agreements.vocabulary import AttendeePart

#: Rows of counties that are shown without scrolling.
_MOST_ROWS = 6
_LINES = ("title", "day", "place", "chair", "recorder")
#: With more counties nobody expects all of them to be there.
_MOST_TICKED = 4
_PEOPLE = re.compile(r"[、，,;；\n]+")
#: 张三（副县长） or Zhang San (deputy head).
_IN_BRACKETS = re.compile(r"^(?P<name>[^（(]+?)\s*[（(](?P<role>[^）)]*)[）)]$")
#: 张三 副县长: a name in Latin letters has spaces of its own.
_AFTER_SPACE = re.compile(r"^(?P<name>[^\s\x00-\x7f]+)\s+(?P<role>.+)$")


@dataclass(frozen=True)
class Offered:
    """A meeting that can be begun, gone on with or read."""

    uid: str  # "" for a new one
    title: str
    is_closed: bool = False


class BeginPage(QWidget):
    """Title, day, place, counties with names, chair, recorder."""

    chosen = Signal(str)  # uid of the meeting whose row is to be shown; "" for a new one
    begun = Signal()
    tells_all = True

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self.meeting = QComboBox()
        self.meeting.setAccessibleName(self.tr("Meeting"))
        self.meeting.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.meeting.activated.connect(lambda _at: self.chosen.emit(str(self.meeting.currentData())))
        self.title = QLineEdit()
        self.day = QLineEdit()
        self.day.setPlaceholderText(self.tr("2026-05-01"))
        self.place = QLineEdit()
        self.chair = QLineEdit()
        self.recorder = QLineEdit()
        person = self.tr("Name, with role in brackets if wanted")
        for line in (self.chair, self.recorder):
            line.setPlaceholderText(person)
        rows: tuple[tuple[str, QComboBox | QLineEdit], ...] = (
            (self.tr("Meeting"), self.meeting),
            (self.tr("Title"), self.title),
            (self.tr("Day"), self.day),
            (self.tr("Place"), self.place),
            (self.tr("Chair"), self.chair),
            (self.tr("Recorder"), self.recorder),
        )
        for at, (text, field) in enumerate(rows):
            named = label(text)
            named.setBuddy(field)
            field.setAccessibleName(text)
            grid.addWidget(named, at, 0)
            grid.addWidget(field, at, 1)
            if isinstance(field, QLineEdit):
                field.returnPressed.connect(self._confirm)
                field.textChanged.connect(self._enable)
        column.addLayout(grid)
        column.addWidget(label(self.tr("Counties present, with names"), "small"))
        self._counties = QWidget()
        self._grid = QGridLayout(self._counties)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self.area = QScrollArea()
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes it, and is scrolled to
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidget(self._counties)
        for widget in (self.area, self.area.viewport(), self._counties):  # the card's own ground
            widget.setAutoFillBackground(False)
        column.addWidget(self.area)
        foot = QHBoxLayout()
        self.said = label("", "warning", wrap=True)
        foot.addWidget(self.said, 1)
        self.begin = button(self.tr("Begin"), self._confirm, kind="primary")
        self.begin.setToolTip(self.tr("Begin the meeting: from now on what becomes of areas is written down (Enter)"))
        foot.addWidget(self.begin)
        column.addLayout(foot)
        column.addStretch(1)
        self.counties: dict[str, tuple[QCheckBox, QLineEdit]] = {}

    # -- what is shown --------------------------------------------------------------------------

    def show_meetings(self, meetings: Sequence[Offered], chosen: str) -> None:
        """Offer meetings, a new one first."""
        self.meeting.blockSignals(True)
        self.meeting.clear()
        for one in meetings:
            closed = self.tr("{title} (closed)")
            self.meeting.addItem(closed.format(title=one.title) if one.is_closed else one.title, one.uid)
        self.meeting.setCurrentIndex(max(self.meeting.findData(chosen), 0))
        self.meeting.blockSignals(False)

    def show_row(self, row: Mapping[str, Any], counties: Mapping[str, str], *, can_begin: bool) -> None:
        """Fill the fields from a row of the register.

        Parameters
        ----------
        row : mapping
            Of the book of meetings.
        counties : mapping of str to str
            The plan's: code → name.
        """
        self.title.setText(str(row["title"]))
        self.day.setText(str(row["date"]))
        self.place.setText(str(row["place"]))
        people = list(row["attendees"])
        self.chair.setText(_named(people, AttendeePart.CHAIR))
        self.recorder.setText(_named(people, AttendeePart.RECORDER))
        present = {str(one["code"]) for one in row["parties"]}
        self._list(counties)
        for code, (tick, names) in self.counties.items():
            unit = counties[code]
            tick.setChecked(code in present or (not present and len(counties) <= _MOST_TICKED))
            names.setText(_named([one for one in people if one["unit"] == unit], AttendeePart.PRESENT))
        self.begin.setVisible(can_begin)
        self._enable()

    def _list(self, counties: Mapping[str, str]) -> None:
        for tick, names in self.counties.values():
            tick.deleteLater()
            names.deleteLater()
        self.counties = {}
        for at, (code, name) in enumerate(counties.items()):
            tick, names = QCheckBox(name), QLineEdit()
            tick.setToolTip(name)
            names.setAccessibleName(self.tr("Who is there for {county}").format(county=name))
            names.setPlaceholderText(self.tr("Names, optional"))
            names.setEnabled(False)
            names.returnPressed.connect(self._confirm)
            tick.toggled.connect(lambda on, field=names: field.setEnabled(on))
            self._grid.addWidget(tick, at, 0)
            self._grid.addWidget(names, at, 1)
            self.counties[code] = (tick, names)
        row_px = QLineEdit().sizeHint().height() + 3
        measured(self.area).setFixedHeight(row_px * min(max(len(counties), 1), _MOST_ROWS) + 2)
        self.area.setVisible(bool(counties))

    # -- what was entered -------------------------------------------------------------------------

    def typed(self) -> dict[str, Any]:
        """Return what stands in the fields, by county where there is one for each."""
        lines = {name: getattr(self, name).text() for name in _LINES}
        here = {code: (tick.isChecked(), names.text()) for code, (tick, names) in self.counties.items()}
        return {"meeting": self.meeting.currentData(), "lines": lines, "counties": here}

    def take_typed(self, told: Mapping[str, Any]) -> None:
        """Put it into the fields of the same meeting."""
        at = self.meeting.findData(told["meeting"])
        if at >= 0 and at != self.meeting.currentIndex():
            self.meeting.setCurrentIndex(at)
            self.chosen.emit(str(told["meeting"]))
        for name, text in told["lines"].items():
            getattr(self, name).setText(text)
        for code, (is_here, names) in told["counties"].items():
            if code in self.counties:
                tick, field = self.counties[code]
                tick.setChecked(is_here)
                field.setText(names)

    def entered(self, row: Mapping[str, Any], counties: Mapping[str, str]) -> dict[str, Any]:
        """Return a row of the register with what the fields say; what they do not ask stays."""
        kept = [one for one in row["parties"] if str(one["code"]) not in counties]
        here = [code for code, (tick, _names) in self.counties.items() if tick.isChecked()]
        by_code = {str(one["code"]): one for one in row["parties"]}
        parties = [by_code.get(code, {"code": code, "name": counties[code]}) for code in here]
        people = [
            _read(text, AttendeePart.PRESENT, counties[code])
            for code in here
            for text in _PEOPLE.split(self.counties[code][1].text())
            if text.strip()
        ]
        units = set(counties.values())
        asked = {AttendeePart.CHAIR.value, AttendeePart.RECORDER.value}
        here_asked = {*asked, AttendeePart.PRESENT.value}
        others = [one for one in row["attendees"] if one["part"] not in (here_asked if one["unit"] in units else asked)]
        for part, field in ((AttendeePart.CHAIR, self.chair), (AttendeePart.RECORDER, self.recorder)):
            before = {_person(one): one for one in row["attendees"] if one["part"] == part}
            for text in _PEOPLE.split(field.text()):
                if text.strip():
                    people.append(before.get(text.strip()) or _read(text, part, ""))
        return {
            **row,
            "title": self.title.text().strip(),
            "date": self.day.text().strip(),
            "place": self.place.text().strip(),
            "parties": [*parties, *kept],
            "attendees": [*people, *others],
        }

    def problem(self) -> str:
        """Return what is missing; "" when the meeting can begin."""
        if not self.title.text().strip():
            return self.tr("Give the meeting a title.")
        try:
            date.fromisoformat(self.day.text().strip())
        except ValueError:
            return self.tr("“{day}” is no day: write it as 2026-05-01.").format(day=self.day.text().strip())
        return ""

    def _enable(self) -> None:
        self.said.setText("")

    def _confirm(self) -> None:
        problem = self.problem()
        self.said.setText(problem)
        if not problem and self.begin.isVisibleTo(self):
            self.begun.emit()


def _person(one: Mapping[str, Any]) -> str:
    name, role = str(one["name"]), str(one["role"])
    return f"{name}（{role}）" if name and role else name or role


def _named(people: Sequence[Mapping[str, Any]], part: AttendeePart) -> str:
    return "、".join(_person(one) for one in people if one["part"] == part)


def _read(text: str, part: AttendeePart, unit: str) -> dict[str, str]:
    """Return a line of attendees from a name with a role in brackets or after a space."""
    found = _IN_BRACKETS.match(text.strip()) or _AFTER_SPACE.match(text.strip())
    name, role = (found["name"], found["role"].strip()) if found else (text.strip(), "")
    return {"unit": unit, "name": name, "role": role, "part": part.value}
