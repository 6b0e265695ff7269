"""Who gets there first: times with a slider, who helps whom, coverage, reinforcements, the loss of one; and a place."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSlider, QVBoxLayout, QWidget

from app import words
from app.cards import response_tables as tables
from app.cards.base import MapCard
from app.cards.response_rows import (
    ArrivalRow,
    HelpRow,
    LossRow,
    arrival_rows,
    county_at,
    coverage_rows,
    help_rows,
    line_rows,
    loss_rows,
)
from app.theme import row_px
from app.widgets.basics import button, label
from app.widgets.table import RowTable
from layers.response.measures import BANDS_MIN

if TYPE_CHECKING:
    from app.tasks.response import Arriving, Lines
    from layers.response.study import Study

#: What the card can show, in the order it is offered.
TIMES, HELP, COVERAGE, LINES, LOSS = VIEWS = ("times", "help", "coverage", "lines", "loss")
#: Whose times: both sides side by side, together, own; a responder is its row.
SWIPED, JOINT, OWN = "swiped", "joint", "own"

_MOST_ROWS, _MOST_HELPS = 7, 4
_MOST_MAP_PX = 230


class ResponseCard(MapCard):
    """Choices above, what they show below."""

    view_changed = Signal()
    whose_changed = Signal()
    band_changed = Signal(float)
    swipe_moved = Signal(float)
    closing_toggled = Signal(bool)
    reopened = Signal()
    book_asked = Signal()
    line_chosen = Signal(int)
    help_chosen = Signal(int, int)
    responder_chosen = Signal(int)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.tr("Who gets there first"), width_px=424)
        self._study: Study | None = None
        self._lines: Lines | None = None
        self._arriving: Arriving | None = None
        self._names: Mapping[str, str] = {}
        self._shown: list[int] = []
        self._add_choices()
        self._add_closing()
        self.found = label("", wrap=True, selectable=True)
        self.body.addWidget(self.found)
        self.room = QVBoxLayout()
        self.room.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(self.room)
        self.map: Any = None
        self._add_tables()
        self.limits = label("", "small", wrap=True)
        self.body.addWidget(self.limits)
        self.show_message("")

    # -- parts ----------------------------------------------------------------------------------

    def _add_choices(self) -> None:
        row = QHBoxLayout()
        self.view = QComboBox()
        self.view.setAccessibleName(self.tr("What is shown"))
        for text, view in (
            (self.tr("Times on the map"), TIMES),
            (self.tr("Who helps whom"), HELP),
            (self.tr("Coverage by county"), COVERAGE),
            (self.tr("Reinforcements of a line"), LINES),
            (self.tr("Loss of one"), LOSS),
        ):
            self.view.addItem(text, view)
        self.view.currentIndexChanged.connect(lambda _at: self._on_view())
        row.addWidget(self.view, 1)
        self.book_button = button(self.tr("Save…"), self.book_asked.emit)
        self.book_button.setToolTip(self.tr("Save everything as a workbook, with access and suggested sites"))
        row.addWidget(self.book_button)
        self.body.addLayout(row)
        row = QHBoxLayout()
        self.whose = QComboBox()
        self.whose.setAccessibleName(self.tr("Whose times"))
        self.whose.currentIndexChanged.connect(lambda _at: self._on_whose())
        self.weight = QComboBox()
        self.weight.setAccessibleName(self.tr("What is weighed"))
        for text, weight in (
            (self.tr("people"), "people"),
            (self.tr("forest"), "forest_ha"),
            (self.tr("land"), "area_ha"),
        ):
            self.weight.addItem(text, weight)
        self.weight.currentIndexChanged.connect(lambda _at: self._show())
        self.line = QComboBox()
        self.line.setAccessibleName(self.tr("Line between two counties"))
        self.line.currentIndexChanged.connect(lambda _at: self._on_line())
        for widget in (self.whose, self.weight, self.line):
            row.addWidget(widget, 1)
        self.body.addLayout(row)
        self.band_row = QWidget()
        row = QHBoxLayout(self.band_row)
        row.setContentsMargins(0, 0, 0, 0)
        self.band = QSlider(Qt.Orientation.Horizontal)
        self.band.setAccessibleName(self.tr("Within how many minutes"))
        self.band.setToolTip(self.tr("Within how many minutes"))
        self.band.setRange(0, len(BANDS_MIN))
        self.band.setPageStep(1)
        self.band.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.band.valueChanged.connect(lambda _at: self._on_band())
        self.band_text = label("")
        self.band_text.setMinimumWidth(64)
        row.addWidget(self.band, 1)
        row.addWidget(self.band_text)
        self.body.addWidget(self.band_row)
        self.swipe_row = QWidget()
        row = QHBoxLayout(self.swipe_row)
        row.setContentsMargins(0, 0, 0, 0)
        self.swipe = QSlider(Qt.Orientation.Horizontal)
        self.swipe.setRange(0, 100)
        self.swipe.setValue(30)  # the card lies over the right of the map
        self.swipe.setAccessibleName(self.tr("Line between own and together"))
        self.swipe.setToolTip(
            self.tr("Move the line: left of it what its own reach, right of it what both sides reach")
        )
        self.swipe.valueChanged.connect(lambda at: self.swipe_moved.emit(at / 100.0))
        row.addWidget(label(self.tr("own")))
        row.addWidget(self.swipe, 1)
        row.addWidget(label(self.tr("together")))
        self.body.addWidget(self.swipe_row)

    def _add_closing(self) -> None:
        row = QHBoxLayout()
        self.close_road = QPushButton(self.tr("Close a road or bridge"))
        self.close_road.setCheckable(True)
        self.close_road.setToolTip(
            self.tr("Click roads, bridges or gates on the map: what if they were closed; nothing is stored")
        )
        self.close_road.toggled.connect(self.closing_toggled.emit)
        self.reopen = button("", self.reopened.emit)
        self.reopen.setToolTip(self.tr("Open again what was closed here; recorded closed roads stay closed"))
        row.addWidget(self.close_road)
        row.addWidget(self.reopen)
        row.addStretch(1)
        self.body.addLayout(row)
        self.show_closed(0)

    def _add_tables(self) -> None:
        self.arrivals = tables.arrivals(self._name)
        self.reinforcements = tables.reinforcements(self._name)
        self.counties = tables.counties(self._county)
        self.losses = tables.losses(self._name)
        self.helps = tables.helps(self._county)
        for table in (self.arrivals, self.reinforcements, self.losses):
            table.row_selected.connect(self._on_responder)
        self.helps.row_selected.connect(self._on_help_row)
        self.tables = (self.arrivals, self.reinforcements, self.counties, self.losses, self.helps)
        for table in self.tables:
            self.body.addWidget(table)

    # -- state ----------------------------------------------------------------------------------

    @property
    def shown_view(self) -> str:
        """One of :data:`VIEWS`."""
        return str(self.view.currentData())

    @property
    def shown_whose(self) -> str | int:
        """Whose times: :data:`SWIPED`, :data:`JOINT`, :data:`OWN`, or the row of a responder."""
        data = self.whose.currentData()
        return SWIPED if data is None else data

    @property
    def minutes(self) -> float:
        """Minutes the slider stands at; beyond the last band the limit."""
        at = self.band.value()
        if at < len(BANDS_MIN):
            return BANDS_MIN[at]
        return self._study.travel.land.settings.limit_min if self._study is not None else math.inf

    @property
    def study(self) -> Study | None:
        """What is shown."""
        return self._study

    def show_message(self, text: str) -> None:
        """Say what goes on, without a result."""
        self._study = None
        self.found.setText(text)
        self._show()

    def show_study(self, study: Study, names: Mapping[str, str]) -> None:
        """Show what was worked out."""
        fresh = study is not self._study
        self._study, self._names = study, names
        if fresh:
            self._lines = self._arriving = None
            self._fill_choices(study)
        self._show()

    def show_lines(self, lines: Lines) -> None:
        """Show reinforcements."""
        self._lines = lines
        self._show()

    def show_arriving(self, arriving: Arriving) -> None:
        """Show who comes to a place."""
        self._arriving = arriving
        if self.shown_view not in (TIMES, COVERAGE):
            self.view.setCurrentIndex(0)
        self._show()

    def show_closed(self, count: int) -> None:
        """Say how much is closed."""
        self.reopen.setText(self.tr("Open again ({count})").format(count=count))
        self.reopen.setVisible(count > 0)

    def choose_help(self, helper: int, helped: int) -> None:
        """Frame a cell of the matrix."""
        if self.map is not None and helper in self._shown and helped in self._shown:
            self.map.choose(self._shown.index(helper), self._shown.index(helped))

    def _fill_choices(self, study: Study) -> None:
        kept = self.shown_whose if isinstance(self.shown_whose, str) else SWIPED
        with QSignalBlocker(self.whose):
            self.whose.clear()
            for text, key in (
                (self.tr("own | together"), SWIPED),
                (self.tr("everybody together"), JOINT),
                (self.tr("own only"), OWN),
            ):
                self.whose.addItem(text, key)
            for at, (name, code) in enumerate(
                zip(study.travel.land.who["name"], study.travel.land.who["county"], strict=True)
            ):
                self.whose.addItem(f"{name} · {self._name(code)}", at)
            self.whose.setCurrentIndex(self.whose.findData(kept))
        with QSignalBlocker(self.line):
            at = self.line.currentIndex()
            self.line.clear()
            for one in study.basis.borders:
                self.line.addItem("–".join(self._name(code) for code in one.pair))
            self.line.setCurrentIndex(max(min(at, self.line.count() - 1), 0))
        with QSignalBlocker(self.band):
            self.band.setValue(min(self.band.value(), len(BANDS_MIN)) or 2)
        self._say_band()

    # -- showing --------------------------------------------------------------------------------

    def _show(self) -> None:
        study, view = self._study, self.shown_view
        has = study is not None
        self.whose.setVisible(has and view == TIMES)
        self.weight.setVisible(has and view in (HELP, COVERAGE))
        self.line.setVisible(has and view == LINES)
        self.band_row.setVisible(has and view in (TIMES, COVERAGE, LOSS))
        self.swipe_row.setVisible(has and view == TIMES and self.shown_whose == SWIPED)
        self.book_button.setEnabled(has)
        self.copy_button.setEnabled(has)
        if self.map is not None:
            self.map.setVisible(False)
        for table in self.tables:
            table.setVisible(False)
        self.limits.setVisible(has)
        if study is not None:
            self.found.setText("")
            {
                TIMES: self._show_times,
                HELP: self._show_help,
                COVERAGE: self._show_coverage,
                LINES: self._show_lines,
                LOSS: self._show_loss,
            }[view](study)
            self.limits.setText(self.limits_text(study))
        self.found.setVisible(bool(self.found.text()))
        self.place()

    def _show_times(self, study: Study) -> None:
        if self._arriving is None:
            self.found.setText(self.tr("Click anywhere on the map: who is there when."))
            return
        self._fill(self.arrivals, arrival_rows(study, self._arriving))
        rows = arrival_rows(study, self._arriving)
        if not rows:
            limit = words.number(study.travel.land.settings.limit_min)
            self.found.setText(self.tr("Nobody is there within {minutes} min.").format(minutes=limit))
            return
        self.found.setText(self.arriving_text(rows))

    def arriving_text(self, rows: list[ArrivalRow]) -> str:
        """Say who of the own county is first, and who of another."""
        study, arriving = self._study, self._arriving
        assert study is not None and arriving is not None
        own = county_at(study, *arriving.at)
        said = []
        for text, found in (
            (self.tr("Own: {name}, {minutes} min"), [one for one in rows if own and one.county == own]),
            (self.tr("Neighbour: {name} ({county}), {minutes} min"), [one for one in rows if one.county != own]),
        ):
            if found:
                first = min(found, key=lambda one: one.minutes)
                said.append(
                    text.format(name=first.name, county=self._name(first.county), minutes=words.number(first.minutes))
                )
        head = self.tr("In {county}:").format(county=self._name(own)) if own else self.tr("Outside every county:")
        return "\n".join([head, *said])

    def _show_help(self, study: Study) -> None:
        from app.widgets.heat_map import HeatMap  # pyqtgraph is loaded with the first chart

        if self.map is None:
            self.map = HeatMap(self.tr("Who helps whom"))
            self.map.cell_chosen.connect(self._on_cell)
            self.room.addWidget(self.map)
        rows = help_rows(study, self.shown_weight)
        if not rows:
            self.found.setText(self.tr("No neighbour is anywhere sooner than its own."))
            return
        aid = study.mutual_aid(self.shown_weight)
        self._shown = sorted({county for one in rows for county in (one.helper, one.helped)})
        part = aid.helped[np.ix_(self._shown, self._shown)]
        tips = [[self._help_tip(a, b, float(aid.helped[a, b])) for b in self._shown] for a in self._shown]
        self.map.show_matrix(part, [self._county(one) for one in self._shown], tips, most_px=_MOST_MAP_PX)
        self.map.setVisible(True)
        self._fill(self.helps, rows, _MOST_HELPS)
        most = max(rows, key=lambda one: one.saved)
        text = self.tr("Most: {helper} saves {helped} {mean} min each of its {unit}.")
        self.found.setText(
            text.format(
                helper=self._county(most.helper),
                helped=self._county(most.helped),
                mean=words.number(most.mean_min, 1),
                unit=self.weight.currentText(),
            )
        )

    def _help_tip(self, helper: int, helped: int, saved: float) -> str:
        text = self.tr("{helper} → {helped}: {saved} min × {unit} saved")
        return text.format(
            helper=self._county(helper),
            helped=self._county(helped),
            saved=words.number(saved),
            unit=self.weight.currentText(),
        )

    def _show_coverage(self, study: Study) -> None:
        rows = coverage_rows(study, self.shown_weight, self.minutes)
        self._fill(self.counties, rows)
        known = [one for one in rows if math.isfinite(one.own)]
        whole = sum(one.whole for one in known)
        if whole > 0.0:
            text = self.tr("Within {minutes} min: {own} by its own, {joint} together.")
            own, joint = sum(one.own for one in known) / whole, sum(one.joint for one in known) / whole
            self.found.setText(
                text.format(minutes=words.number(self.minutes), own=words.percent(own), joint=words.percent(joint))
            )

    def _show_lines(self, study: Study) -> None:
        if self._lines is None:
            self.found.setText(self.tr("Working out the reinforcements…"))
            return
        rows = line_rows(study, self._lines, self.line.currentIndex())
        self._fill(self.reinforcements, rows)
        if not rows:
            limit = words.number(study.travel.land.settings.limit_min)
            self.found.setText(self.tr("Nobody is at this line within {minutes} min.").format(minutes=limit))
            return
        soon = [one for one in rows if one.minutes <= 60.0]
        text = self.tr("{count} are at this line within 60 min.").format(count=words.number(len(soon)))
        known = [one.strength for one in soon if math.isfinite(one.strength)]
        if known:
            people = self.tr("Strength of those that say it: {people}.")
            text += " " + people.format(people=words.number(sum(known)))
        self.found.setText(text)

    def _show_loss(self, study: Study) -> None:
        rows = loss_rows(study, self.minutes)
        self._fill(self.losses, rows)
        if rows and rows[0].first_for > 0.0:
            text = self.tr("Dearest: without {name}, {people} people wait {minutes} min longer.")
            worst = rows[0]
            said = text.format(
                name=worst.name, people=words.number(worst.first_for), minutes=words.number(worst.later_min)
            )
            self.found.setText(said)

    def limits_text(self, study: Study) -> str:
        """Say what is not known, and what was left out."""
        land, basis = study.travel.land, study.basis
        said = [
            self.tr("By road, then on foot (Tobler), turn-out included; no more than {minutes} min.").format(
                minutes=words.number(land.settings.limit_min)
            )
        ]
        for text, codes in (
            (self.tr("Roads not known: {counties}."), basis.roads_silent),
            (self.tr("People not known: {counties}."), basis.people_silent),
            (self.tr("Depots or teams not known: {counties}."), frozenset().union(*land.silent.values())),
        ):
            if codes:
                said.append(text.format(counties=words.joined([self._name(code) for code in sorted(codes)])))
        if not land.has_height:
            said.append(self.tr("Level ground: the plan has no terrain."))
        return " ".join(said)

    def text(self) -> str:
        """Return what is shown as a spreadsheet takes it."""
        shown = {
            TIMES: self.arrivals,
            HELP: self.helps,
            COVERAGE: self.counties,
            LINES: self.reinforcements,
            LOSS: self.losses,
        }
        table = shown[self.shown_view]
        lines = [self.title.text(), self.view.currentText()]
        if self.shown_view == LINES:
            lines.append(self.line.currentText())
        lines += [self.found.text(), "", *table.lines(), "", self.limits.text()]
        return "\n".join(lines)

    @staticmethod
    def _fill(table: RowTable, rows: list[Any], most: int = _MOST_ROWS) -> None:
        table.set_rows(rows)
        table.setVisible(bool(rows))
        table.setFixedHeight((min(len(rows), most) + 1) * row_px() + 4)

    # -- hands ----------------------------------------------------------------------------------

    @property
    def shown_weight(self) -> str:
        """What is weighed: one of the study's weights."""
        return str(self.weight.currentData())

    def _on_view(self) -> None:
        self._show()
        self.view_changed.emit()

    def _on_whose(self) -> None:
        self._show()
        self.whose_changed.emit()

    def _on_line(self) -> None:
        self._show()
        self.line_chosen.emit(self.line.currentIndex())

    def _say_band(self) -> None:
        self.band_text.setText(self.tr("≤ {minutes} min").format(minutes=words.number(self.minutes)))

    def _on_band(self) -> None:
        self._say_band()
        if self.shown_view in (COVERAGE, LOSS):
            self._show()
        self.band_changed.emit(self.minutes)

    def _on_cell(self, row: int, column: int) -> None:
        self.help_chosen.emit(self._shown[row], self._shown[column])
        self.helps.select_keys({(self._shown[row], self._shown[column])})

    def _on_help_row(self, row: HelpRow | None) -> None:
        if row is not None:
            self.choose_help(row.helper, row.helped)
            self.help_chosen.emit(row.helper, row.helped)

    def _on_responder(self, row: ArrivalRow | LossRow | None) -> None:
        if row is not None:
            self.responder_chosen.emit(row.who)

    def _county(self, row: int) -> str:
        return self._name(self._study.basis.codes[row]) if self._study is not None else ""

    def _name(self, code: str) -> str:
        return self._names.get(code, code) or self.tr("outside every county")
