"""Patrols: routes, woods along them, what each side needs, entrances, gaps of firebreaks, and what was walked."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QWidget

from app import words
from app.cards.base import MapCard
from app.i18n import mark
from app.tasks.patrols import Patrolled
from app.theme import row_px
from app.widgets.basics import button, label
from app.widgets.narrow import WrappingRow
from app.widgets.table import Column, RowTable, number_column
from layers.routes.forces import DangerLevel
from layers.routes.rules import BOUNDS, MOST_ROUNDS, PatrolRules

ROUTES, WOODS, FORCES, ENTRANCES, BREAKS, SUGGESTED = "routes", "woods", "forces", "entrances", "breaks", "suggested"
_MOST_ROWS = 8


@dataclass(frozen=True)
class RouteRow:
    """One route; minutes there on foot, by vehicle (nan: not all of it), and what was walked of it (nan: no tracks)."""

    at: int
    name: str
    team: str
    length_m: float
    foot_min: float
    drive_min: float
    walked: float
    tip: str


@dataclass(frozen=True)
class WoodsRow:
    """Woods of a county in the areas, hm²."""

    county: int
    watched: float
    seen: float
    both: float

    @property
    def share(self) -> float:
        """Of the woods, what routes pass."""
        return self.seen / self.watched if self.watched > 0 else math.nan


@dataclass(frozen=True)
class ForceRow:
    """What one side needs at the level chosen."""

    code: str
    rounds: float
    hours: float
    at_checkpoints: int
    rangers: int


@dataclass(frozen=True)
class EntranceRow:
    """Where roads enter."""

    at: int
    roads: str
    weight: float
    held: str


@dataclass(frozen=True)
class BreakRow:
    """A gap of a firebreak."""

    at: int
    border: str
    length_m: float


@dataclass(frozen=True)
class SuggestedRow:
    """A suggested route."""

    at: int
    length_m: float
    gained: float
    where: str


class PatrolCard(MapCard):
    """A list below what is chosen above."""

    record_wanted = Signal()
    tracks_wanted = Signal()
    book_wanted = Signal()
    gpx_wanted = Signal()
    cards_wanted = Signal()
    route_chosen = Signal(int)
    county_chosen = Signal(int)
    entrance_chosen = Signal(int)
    gap_chosen = Signal(int)
    rules_changed = Signal(object)  # PatrolRules
    suggestion_chosen = Signal(int)
    suggest_wanted = Signal()
    keep_wanted = Signal(int)  # which suggestion
    view_changed = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.tr("Patrols"), width_px=420)
        self._found: Patrolled | None = None
        self._names: Mapping[str, str] = {}
        self._rules = PatrolRules()
        self.said = label("", wrap=True, selectable=True)
        self.body.addWidget(self.said)
        self._add_choices()
        self._add_rules()
        self._add_tables()
        self._add_suggesting()
        self.missing = label("", "small", wrap=True)
        self.body.addWidget(self.missing)
        self._add_buttons()
        self.show_message("")

    # -- parts ----------------------------------------------------------------------------------

    def _add_choices(self) -> None:
        self.choices = QWidget()
        row = QHBoxLayout(self.choices)
        row.setContentsMargins(0, 0, 0, 0)
        self.view = QComboBox()
        self.view.setAccessibleName(self.tr("What is listed"))
        for text, view in (
            (self.tr("Routes"), ROUTES),
            (self.tr("Woods along them"), WOODS),
            (self.tr("What each side needs"), FORCES),
            (self.tr("Entrances by road"), ENTRANCES),
            (self.tr("Gaps of firebreaks"), BREAKS),
            (self.tr("Suggested routes"), SUGGESTED),
        ):
            self.view.addItem(text, view)
        self.view.currentIndexChanged.connect(lambda _at: self._on_view())
        row.addWidget(self.view, 1)
        self.level = QComboBox()
        self.level.setAccessibleName(self.tr("Danger level"))
        self.level.setToolTip(self.tr("How often, by how many, and whether checkpoints are staffed follows from it"))
        for text, code in (
            (self.tr("no warning"), "none"),
            (self.tr("blue"), "blue"),
            (self.tr("yellow"), "yellow"),
            (self.tr("orange"), "orange"),
            (self.tr("red"), "red"),
        ):
            self.level.addItem(text, code)
        self.level.activated.connect(lambda _at: self._on_rule(level=DangerLevel(self.shown_level)))
        row.addWidget(self.level)
        self.body.addWidget(self.choices)

    def _add_buttons(self) -> None:
        row = WrappingRow()
        row.setSpacing(6)
        self.record_button = button(self.tr("New route"), self.record_wanted.emit, icon="footprints")
        self.tracks_button = button(self.tr("Tracks…"), self.tracks_wanted.emit)
        self.tracks_button.setToolTip(self.tr("GPX files that patrols brought back: what was walked, what was missed"))
        self.gpx_button = button("GPX…", self.gpx_wanted.emit)
        self.gpx_button.setToolTip(self.tr("The routes for the devices of patrols"))
        self.cards_button = button(self.tr("Cards…"), self.cards_wanted.emit)
        self.cards_button.setToolTip(self.tr("A page for each route to carry: map, hand-over points, contacts, code"))
        self.book_button = button(self.tr("Save…"), self.book_wanted.emit)
        self.book_button.setToolTip(self.tr("Save everything as a workbook, with a roster of four weeks"))
        row.addWidget(self.record_button)
        row.addStretch(1)
        for one in (self.tracks_button, self.gpx_button, self.cards_button, self.book_button):
            row.addWidget(one)
        self.body.addLayout(row)

    def _add_rules(self) -> None:
        self.rule_row = QWidget()
        row = QHBoxLayout(self.rule_row)
        row.setContentsMargins(0, 0, 0, 0)
        self.rounds = self._field(0.0, MOST_ROUNDS, 1, self.tr("Rounds a week at this level"))
        self.rounds.valueChanged.connect(self._on_rounds)
        self.ranger_ha = self._field(*BOUNDS["ranger_ha"], 0, self.tr("Woods one ranger looks after"), " hm²")
        self.ranger_ha.setToolTip(self.tr("133–333 hm² in Hubei; the committee agrees on it"))
        self.ranger_ha.valueChanged.connect(lambda value: self._on_rule(ranger_ha=value))
        self.detection_m = self._field(*BOUNDS["detection_m"], 0, self.tr("Watched to either side of a route"), " m")
        self.detection_m.setToolTip(self.tr("200–500 m is usual"))
        self.detection_m.valueChanged.connect(lambda value: self._on_rule(detection_m=value))
        self.rounds_label, self.load_label = label(self.tr("Rounds a week")), label(self.tr("per ranger"))
        self.width_label = label(self.tr("Watched to either side"))
        for widget in (
            self.rounds_label,
            self.rounds,
            self.ranger_ha,
            self.load_label,
            self.width_label,
            self.detection_m,
        ):
            row.addWidget(widget)
        row.addStretch(1)
        self.body.addWidget(self.rule_row)

    def _field(self, low: float, high: float, digits: int, name: str, unit: str = "") -> QDoubleSpinBox:
        field = QDoubleSpinBox()
        field.setRange(low, high)
        field.setDecimals(digits)
        field.setSuffix(unit)
        field.setKeyboardTracking(False)
        field.setAccessibleName(name)
        return field

    def show_rules(self, rules: PatrolRules, *, is_writable: bool) -> None:
        """Show what was agreed on."""
        self._rules = rules
        widgets = (self.level, self.rounds, self.ranger_ha, self.detection_m)
        for one in widgets:
            one.blockSignals(True)
            one.setEnabled(is_writable)
        self.level.setCurrentIndex(self.level.findData(rules.level.value))
        self.rounds.setValue(rules.by_level[rules.level].rounds_per_week)
        self.ranger_ha.setValue(rules.ranger_ha)
        self.detection_m.setValue(rules.detection_m)
        for one in widgets:
            one.blockSignals(False)
        self._fill_forces()

    def _on_rounds(self, per_week: float) -> None:
        self.rules_changed.emit(self._rules.with_rounds(self._rules.level, per_week))

    def _on_rule(self, **changes: Any) -> None:
        self.rules_changed.emit(replace(self._rules, **changes))

    def _add_suggesting(self) -> None:
        self.suggesting = QWidget()
        row = QHBoxLayout(self.suggesting)
        row.setContentsMargins(0, 0, 0, 0)
        self.longest_km = QDoubleSpinBox()
        self.longest_km.setRange(1.0, 60.0)
        self.longest_km.setDecimals(0)
        self.longest_km.setValue(10.0)
        self.longest_km.setSuffix(" km")
        self.longest_km.setAccessibleName(self.tr("Length of a round at most"))
        self.longest_km.setToolTip(self.tr("Length of a round at most"))
        row.addWidget(self.longest_km)
        self.suggest_button = button(self.tr("Suggest routes"), self.suggest_wanted.emit)
        self.suggest_button.setToolTip(
            self.tr("Along roads, ridges and lines in the areas: where most woods are passed that no route passes")
        )
        row.addWidget(self.suggest_button)
        row.addStretch(1)
        self.keep_button = button(self.tr("Keep as a route"), self._on_keep)
        self.keep_button.setToolTip(self.tr("Record the route chosen in the list; undo takes it away again"))
        row.addWidget(self.keep_button)
        self.body.addWidget(self.suggesting)

    def _on_keep(self) -> None:
        chosen = self.suggested.selected_rows()
        if chosen:
            self.keep_wanted.emit(chosen[0].at)

    def _add_tables(self) -> None:
        self.routes = self._table(
            [
                Column(_tr(mark("Patrols", "Route")), lambda one: one.name, tip=lambda one: one.tip, stretch=True),
                Column(_tr(mark("Patrols", "Team")), lambda one: one.team, width_px=84),
                _number("length_m", mark("Patrols", "km"), mark("Patrols", "Length"), 44, _km),
                _number("foot_min", mark("Patrols", "Foot"), mark("Patrols", "Minutes on foot, there"), 48),
                _number(
                    "drive_min", mark("Patrols", "Drive"), mark("Patrols", "Minutes by vehicle; — not all on roads"), 48
                ),
                _number(
                    "walked",
                    mark("Patrols", "Walked"),
                    mark("Patrols", "Of the route, by the tracks that were brought back"),
                    60,
                    words.percent,
                ),
            ],
            self.tr("Routes"),
            self.route_chosen,
        )
        self.woods = self._table(
            [
                Column(_tr(mark("Patrols", "County")), lambda one: self._county(one.county), stretch=True),
                _number("watched", mark("Patrols", "Woods"), mark("Patrols", "Woods in the areas, hm²"), 72),
                _number(
                    "share", mark("Patrols", "Passed"), mark("Patrols", "Share that routes pass"), 64, words.percent
                ),
                _number("both", mark("Patrols", "Both"), mark("Patrols", "hm² that routes of both sides pass"), 64),
            ],
            self.tr("Woods along them"),
            self.county_chosen,
            "county",
        )
        self.forces = self._table(
            [
                Column(_tr(mark("Patrols", "County")), lambda one: self._names.get(one.code, one.code), stretch=True),
                _number("rounds", mark("Patrols", "Rounds"), mark("Patrols", "Of all its routes in a week"), 64),
                _number("hours", mark("Patrols", "Hours"), mark("Patrols", "Of all its parties in a week"), 56),
                _number(
                    "at_checkpoints",
                    mark("Patrols", "Posts"),
                    mark("Patrols", "People at checkpoints, day and night"),
                    56,
                ),
                _number(
                    "rangers", mark("Patrols", "Needed"), mark("Patrols", "Rangers, and people at checkpoints"), 68
                ),
            ],
            self.tr("What each side needs"),
            None,
            "code",
        )
        self.entrances = self._table(
            [
                Column(_tr(mark("Patrols", "Roads")), lambda one: one.roads, tip=lambda one: one.roads, stretch=True),
                _number("weight", mark("Patrols", "Weight"), mark("Patrols", "How much comes in, relative"), 60),
                Column(_tr(mark("Patrols", "Checkpoint")), lambda one: one.held, width_px=110),
            ],
            self.tr("Entrances by road"),
            self.entrance_chosen,
        )
        self.breaks = self._table(
            [
                Column(_tr(mark("Patrols", "Border")), lambda one: one.border, stretch=True),
                _number("length_m", mark("Patrols", "Gap"), mark("Patrols", "Metres through woods without one"), 80),
            ],
            self.tr("Gaps of firebreaks"),
            self.gap_chosen,
        )
        self.suggested = self._table(
            [
                Column(_tr(mark("Patrols", "No.")), lambda one: one.at + 1, is_number=True, width_px=40),
                Column(_tr(mark("Patrols", "County")), lambda one: one.where, stretch=True),
                _number("length_m", mark("Patrols", "km"), mark("Patrols", "Length"), 52, _km),
                _number("gained", mark("Patrols", "More"), mark("Patrols", "hm² that no route passes yet"), 64),
            ],
            self.tr("Suggested routes"),
            self.suggestion_chosen,
        )
        self._tables = {
            SUGGESTED: self.suggested,
            ROUTES: self.routes,
            WOODS: self.woods,
            FORCES: self.forces,
            ENTRANCES: self.entrances,
            BREAKS: self.breaks,
        }

    def _table(self, columns: list[Column], name: str, chosen: Any, key: str = "at") -> RowTable:
        made = RowTable(columns, name, key=lambda one: getattr(one, key))
        if chosen is not None:
            made.row_selected.connect(lambda one: None if one is None else chosen.emit(getattr(one, key)))
        self.body.addWidget(made)
        return made

    # -- state ----------------------------------------------------------------------------------

    @property
    def shown_view(self) -> str:
        """Which list is shown."""
        return str(self.view.currentData())

    @property
    def shown_level(self) -> str:
        """Code of the danger level."""
        return str(self.level.currentData())

    @property
    def found(self) -> Patrolled | None:
        """What is shown."""
        return self._found

    def show_message(self, text: str) -> None:
        """Say what goes on, without a result."""
        self._found = None
        self.said.setText(text)
        self.said.setVisible(bool(text))
        for widget in (self.choices, self.rule_row, self.missing, self.suggesting, *self._tables.values()):
            widget.setVisible(False)
        for one in (self.copy_button, self.tracks_button, self.gpx_button, self.cards_button, self.book_button):
            one.setEnabled(False)
        self.place()

    def show_found(self, found: Patrolled, names: Mapping[str, str]) -> None:
        """Show what was found."""
        self._found, self._names = found, names
        study = found.study
        self.routes.set_rows([self._route_row(at) for at in range(len(study.routes))])
        self.woods.set_rows(
            [
                WoodsRow(int(one["county"]), one["watched_ha"], one["seen_ha"], one["twice_ha"])
                for one in study.by_county().to_dict("records")
                if one["watched_ha"] != 0.0
            ]
        )
        self.entrances.set_rows(
            [
                EntranceRow(
                    at,
                    words.joined([name or self.tr("without a name") for name, _kind in one.roads]),
                    one.weight,
                    one.held or words.UNKNOWN_SIGN,
                )
                for at, one in enumerate(study.entrances)
            ]
        )
        self.breaks.set_rows(
            [BreakRow(at, self._border(*study.borders[one.segment]), one.length_m) for at, one in enumerate(study.gaps)]
        )
        self.suggested.set_rows(
            [
                SuggestedRow(at, one.length_m, one.gained_ha, self._where(one.gained_by_county_ha))
                for at, one in enumerate(found.suggested)
            ]
        )
        self._fill_forces()
        self.said.setText(self._summary())
        self.said.setVisible(True)
        self.copy_button.setEnabled(True)
        self.book_button.setEnabled(True)
        for one in (self.tracks_button, self.gpx_button, self.cards_button):
            one.setEnabled(bool(study.routes))
        self._on_view()

    def _route_row(self, at: int) -> RouteRow:
        assert self._found is not None
        one, efforts = self._found.study.routes[at], self._found.efforts
        figures = one.figures
        told = [
            self.tr("{name} at {km} km").format(
                name=place.name or self.tr("crossing"), km=f"{place.along_m / 1000:.1f}"
            )
            for place in figures.handovers
        ]
        tips = [self.tr("Back on foot: {minutes} min").format(minutes=f"{figures.foot_back_min:.0f}")]
        if math.isfinite(figures.climb_m):
            tips.append(
                self.tr("{climb} m up, {fall} m down").format(
                    climb=f"{figures.climb_m:.0f}", fall=f"{figures.fall_m:.0f}"
                )
            )
        if told:
            tips.append(self.tr("Hand-over: {places}").format(places=words.joined(told)))
        walked = math.nan
        if efforts is not None:
            walked = efforts[at].covered
            rounds = self.tr("%n whole round(s)", "", efforts[at].rounds)
            tips.append(rounds + (f", {efforts[at].last}" if efforts[at].last else ""))
        return RouteRow(
            at,
            one.name or self.tr("without a name"),
            one.team or words.UNKNOWN_SIGN,
            figures.length_m,
            figures.foot_min,
            figures.drive_min,
            walked,
            "\n".join(tips),
        )

    def _fill_forces(self) -> None:
        if self._found is None:
            return
        from layers.routes.book import forces_of

        level = self._rules.level
        needed = forces_of(self._found.study, {level: self._rules.by_level[level]})
        self.forces.set_rows(
            [
                ForceRow(code, one.rounds, one.hours, one.at_checkpoints, one.rangers)
                for (code, _), one in needed.items()
            ]
        )
        if self.shown_view == FORCES:
            self._on_view()

    def _summary(self) -> str:
        assert self._found is not None
        study = self._found.study
        if not study.routes:
            return self.tr("No patrol route is recorded yet. Draw one along a road, a ridge or the line.")
        length = sum(one.figures.length_m for one in study.routes) / 1000.0
        table = study.by_county()
        whole, seen = float(table["watched_ha"].sum()), float(table["seen_ha"].sum())
        text = self.tr("{count} routes, {km} km; they pass {share} of {whole} hm² of woods in {where}.")
        return text.format(
            count=len(study.routes),
            km=f"{length:.1f}",
            share=words.percent(seen / whole if whole > 0 else math.nan),
            whole=words.number(whole),
            where=self.tr("the zones of forest fire") if study.is_zones else self.tr("the patrol areas"),
        )

    def _missing(self) -> str:
        """Say what is not known for the list that is shown."""
        assert self._found is not None
        study = self._found.study
        said = []
        if self.shown_view == ROUTES and not study.has_terrain:
            said.append(self.tr("There is no terrain: minutes are those of level ground."))
        if self.shown_view in (ROUTES, ENTRANCES) and not study.has_roads:
            said.append(self.tr("No roads are known."))
        if self.shown_view == ENTRANCES and study.has_roads and not study.entrances:
            said.append(self.tr("No road of the plan enters an area."))
        if self.shown_view == FORCES:
            rule = self._rules.by_level[self._rules.level]
            said.append(self.tr("Both sides report every {hours} h.").format(hours=f"{rule.contact_hours:g}"))
            if rule.checkpoints:
                said.append(self.tr("Checkpoints are staffed day and night."))
            if rule.forward:
                said.append(self.tr("A team stands by at the line."))
            said.append(self.tr("Frequencies and loads are proposals; the committee agrees on them."))
        if self.shown_view == BREAKS:
            woods, protected = (sum(one[k] for one in study.lengths) / 1000.0 for k in (0, 1))
            text = self.tr("Of {woods} km of lines through woods {protected} km have a firebreak within 200 m.")
            said.append(text.format(woods=f"{woods:.0f}", protected=f"{protected:.0f}"))
        return " ".join(said)

    def _on_view(self) -> None:
        if self._found is None:
            return
        self.choices.setVisible(True)
        self.level.setVisible(self.shown_view == FORCES)
        self.suggesting.setVisible(self.shown_view == SUGGESTED)
        for one in (self.rounds_label, self.rounds, self.load_label, self.ranger_ha):
            one.setVisible(self.shown_view == FORCES)
        for one in (self.width_label, self.detection_m):
            one.setVisible(self.shown_view == WOODS)
        self.rule_row.setVisible(self.shown_view in (FORCES, WOODS))
        self.keep_button.setVisible(bool(self._found.suggested))
        self.missing.setText(self._missing())
        self.missing.setVisible(bool(self.missing.text()))
        for view, table in self._tables.items():
            rows = len(table.visible_rows())
            table.setVisible(view == self.shown_view and rows > 0)
            table.setFixedHeight((min(max(rows, 1), _MOST_ROWS) + 1) * row_px() + 4)
        self.place()
        self.view_changed.emit()

    def _where(self, by_county: Sequence[float]) -> str:
        order = sorted(range(len(by_county)), key=lambda row: -by_county[row])
        return words.joined([self._county(row) for row in order if by_county[row] >= 0.5])

    def _county(self, row: int) -> str:
        assert self._found is not None
        code = self._found.study.codes[row]
        return self._names.get(code, code)

    def _border(self, a: str, b: str) -> str:
        return f"{self._names.get(a, a)}–{self._names.get(b, b)}"

    def text(self) -> str:
        """Return the list that is shown, as a spreadsheet takes it."""
        if self._found is None:
            return ""
        table = self._tables[self.shown_view]
        columns = table.rows_model.columns
        lines = [self.title.text(), self.said.text(), "", "\t".join(column.title for column in columns)]
        for row in table.visible_rows():
            lines.append("\t".join(column.text(row) if column.text else str(column.value(row)) for column in columns))
        return "\n".join([*lines, "", self.missing.text()])


def _tr(text: str) -> str:
    return QCoreApplication.translate("Patrols", text)


def _number(name: str, title: str, tip: str, width_px: int, text: Any = words.number) -> Column:
    return number_column(name, _tr(title), _tr(tip), width_px, text)


def _km(length_m: float) -> str:
    return words.number(length_m / 1000.0, 1)
