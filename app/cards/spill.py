"""The spill card: where and how much water; below it whom to tell by when, the profile, and who is by the river."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app import words
from app.canvas.river_way import county_colors
from app.cards.base import MapCard
from app.tasks.rivers import Ran
from app.theme import row_px
from app.widgets.basics import button, label
from app.widgets.table import Column, RowTable
from layers.rivers.directions import Evidence
from layers.rivers.settings import RiverSettings, Stage

if TYPE_CHECKING:
    from app.widgets.river_profile import RiverProfile

_MOST_ROWS = 5


class SpillCard(MapCard):
    """Where, at which stage, how far ahead; below it what was found."""

    wanted = Signal()
    place_typed = Signal(str)
    notice_wanted = Signal()
    place_chosen = Signal(float, float)  # degrees
    distance_pointed = Signal(float)  # metres along the profile; nan when the cursor has left it
    upstream_end_chosen = Signal(bool)  # True: the water comes from the western end

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.tr("Spill"), width_px=384)
        self._ran: Ran | None = None
        self._names: Mapping[str, str] = {}
        self._settings = RiverSettings()
        self.where = QLineEdit()
        self.where.setAccessibleName(self.tr("Where it got into the water"))
        self.where.setPlaceholderText(self.tr("Click on the map, or type a coordinate"))
        self.where.setToolTip(
            self.tr("Degrees in any notation, or X and Y with or without the zone's number; Enter runs")
        )
        self.where.returnPressed.connect(lambda: self.place_typed.emit(self.where.text()))
        self.body.addWidget(self.where)
        self._add_fields()
        self.found = label("", wrap=True, selectable=True)
        self.body.addWidget(self.found)
        self._add_direction()
        self.profile: RiverProfile | None = None
        self._profile_place = QVBoxLayout()
        self.body.addLayout(self._profile_place)
        self.table = RowTable(
            [
                Column(self.tr("front"), lambda one: one["lead_min"], text=self._lead, is_number=True, width_px=58),
                Column(self.tr("Place"), lambda one: one["name"], text=self._place, stretch=True),
                Column(self.tr("County"), lambda one: self._county(one["county"]), width_px=74),
                Column(
                    self.tr("People"),
                    lambda one: one["people"],
                    text=lambda one: words.number(one["people"]),
                    is_number=True,
                    width_px=56,
                ),
            ],
            self.tr("Intakes and villages by the river"),
            key=lambda one: one["uid"],
        )
        self.table.row_selected.connect(self._on_row)
        self.body.addWidget(self.table)
        self.limits = label(
            self.tr("Time of the water only: no dilution, no gates, no reservoirs."), "small", wrap=True
        )
        self.body.addWidget(self.limits)
        self.show_message("")

    def _add_fields(self) -> None:
        self.stage = QComboBox()
        for stage, text in (
            (Stage.LOW, self.tr("low water")),
            (Stage.NORMAL, self.tr("normal water")),
            (Stage.FLOOD, self.tr("flood")),
        ):
            self.stage.addItem(text, stage)
        self.speed, self.hours = QDoubleSpinBox(), QDoubleSpinBox()
        for field, low, high, step, suffix in (
            (self.speed, 0.01, 10.0, 0.1, " m/s"),
            (self.hours, 1.0, 2000.0, 6.0, " h"),
        ):
            field.setRange(low, high)
            field.setSingleStep(step)
            field.setSuffix(suffix)
            field.setDecimals(2 if field is self.speed else 0)
        self.stage.currentIndexChanged.connect(self._on_stage)
        self.run_button = button(self.tr("Run"), self.wanted.emit, kind="primary")
        self.run_button.setToolTip(self.tr("Follow the water (Enter)"))
        self.run_button.setEnabled(False)
        self.notice_button = button(self.tr("Notice…"), self.notice_wanted.emit)
        self.notice_button.setToolTip(self.tr("Write the notice for the counties below: DOCX, PDF or text"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for place, (text, widget) in enumerate(
            ((self.tr("Stage"), self.stage), (self.tr("Speed"), self.speed), (self.tr("Ahead"), self.hours))
        ):
            named = label(text)
            named.setBuddy(widget)
            widget.setAccessibleName(text)
            grid.addWidget(named, place // 2, 2 * (place % 2))
            grid.addWidget(widget, place // 2, 2 * (place % 2) + 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.notice_button)
        buttons.addWidget(self.run_button)
        grid.addLayout(buttons, 1, 2, 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.body.addLayout(grid)

    def _add_direction(self) -> None:
        """Two buttons with which a person says which way an undecided river runs."""
        self.direction = QWidget()
        row = QHBoxLayout(self.direction)
        row.setContentsMargins(0, 0, 0, 0)
        self.from_west = button(self.tr("It comes from the west"), lambda: self.upstream_end_chosen.emit(True))
        self.from_east = button(self.tr("It comes from the east"), lambda: self.upstream_end_chosen.emit(False))
        for one in (self.from_west, self.from_east):
            one.setToolTip(self.tr("Kept with the plan; Ctrl+Z takes it back"))
            row.addWidget(one)
        row.addStretch(1)
        self.body.addWidget(self.direction)

    def set_settings(self, settings: RiverSettings) -> None:
        """Take over what the plan keeps."""
        self._settings = settings
        self.stage.setCurrentIndex(self.stage.findData(settings.stage))
        self.hours.setValue(settings.hours)
        self._on_stage()

    def settings(self) -> RiverSettings:
        """Return the plan's settings with the values of the fields."""
        from dataclasses import replace

        stage = Stage(self.stage.currentData())
        speeds = {f"{stage.value}_ms": self.speed.value()}
        return replace(self._settings, stage=stage, hours=self.hours.value(), **speeds)  # type: ignore[arg-type]

    def show_place(self, text: str) -> None:
        """Say where the spill is; it can be run from now on."""
        self.where.setText(text)
        self.run_button.setEnabled(True)
        self.open_card()

    def show_message(self, text: str) -> None:
        """Say something instead of a result."""
        self._ran = None
        for widget in (self.direction, self.profile, self.table, self.limits):
            if widget is not None:
                widget.setVisible(False)
        self.found.setText(text)
        self.found.setVisible(bool(text))
        self.copy_button.setEnabled(False)
        self.notice_button.setEnabled(False)
        self.place()

    def _shown_profile(self) -> RiverProfile:
        if self.profile is None:
            from app.widgets.river_profile import RiverProfile  # pyqtgraph is loaded with the first chart

            self.profile = RiverProfile(self.tr("Long-profile of the river"))
            self.profile.distance_pointed.connect(self.distance_pointed.emit)
            self._profile_place.addWidget(self.profile)
        return self.profile

    def show_ran(self, ran: Ran, names: Mapping[str, str]) -> None:
        """Show what the spill means."""
        self._ran, self._names = ran, names
        self.found.setText("\n".join(self.sentences()))
        self.found.setVisible(True)
        is_unknown = ran.spill.evidence is Evidence.NONE
        self.direction.setVisible(is_unknown)
        self.limits.setVisible(not is_unknown)
        if ran.profile is not None:
            axes = (self.tr("km from the place"), self.tr("height, m"))
            self._shown_profile().show_profile(ran.profile, self.colors(), names, axes)
        if self.profile is not None:
            self.profile.setVisible(ran.profile is not None)
        places = ran.spill.traced.places.to_dict("records")
        self.table.setVisible(bool(places))
        self.table.set_rows(places)
        self.table.setFixedHeight((min(len(places), _MOST_ROWS) + 1) * row_px() + 4)
        self.copy_button.setEnabled(True)
        self.notice_button.setEnabled(True)
        self.place()

    def colors(self) -> dict[str, str]:
        """Return the colour of each county along the way."""
        ran = self._ran
        return county_colors([code for code in ran.spill.traced.counties["code"] if code]) if ran is not None else {}

    def sentences(self) -> list[str]:
        """Return what was found, sentence by sentence."""
        ran = self._ran
        if ran is None:
            return []
        found = ran.spill
        river = found.river or self.tr("a river without a name")
        first = self.tr("{river}, {distance} away; {county}.")
        distance = words.fine_length(found.offset_m)
        lines = [first.format(river=river, distance=distance, county=self._county(found.county))]
        if found.evidence is Evidence.NONE:
            return [
                *lines,
                self.tr("Which way it runs is not known: no column says it and the land is too flat to tell. Say it:"),
            ]
        for row in found.others.to_dict("records"):
            text = self.tr("{county}: front after {lead}, peak after {peak}, {distance} down; tell them by {by}.")
            by = row["lead_min"] - found.settings.notify_margin_min
            lines.append(
                text.format(
                    county=self._county(row["code"]),
                    lead=_clock(row["lead_min"]),
                    peak=_clock(row["peak_min"]),
                    distance=words.kilometres(row["first_m"]),
                    by=_clock(by) if by > 0 else self.tr("at once"),
                )
            )
        if not len(found.others):
            lines.append(self.tr("It reaches no other county in that time."))
        for silent, text in (
            (ran.land.intake_silent, self.tr("Intakes of {counties} are not known.")),
            (ran.land.people_silent, self.tr("Villages of {counties} are not known.")),
        ):
            dark = sorted(silent & set(found.traced.counties["code"]))
            if dark:
                lines.append(text.format(counties=words.joined([self._county(code) for code in dark])))
        stops = found.traced.stops
        if len(stops):
            text = self.tr("{count} rivers on the way have no known direction and were not followed.")
            lines.append(text.format(count=len(stops)))
        return lines

    def text(self) -> str:
        """Return what the card says, with its table."""
        lines = [self.title.text(), self.where.text(), *self.sentences()]
        if self._ran is not None:
            for row in self._ran.spill.traced.places.to_dict("records"):
                people = "" if math.isnan(row["people"]) else f"{row['people']:.0f}"
                lines.append(f"{row['lead_min']:.0f}\t{row['name']}\t{self._county(row['county'])}\t{people}")
        return "\n".join([*lines, "", self.limits.text()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter runs it again."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.run_button.isEnabled():
            self.wanted.emit()
            return
        super().keyPressEvent(event)

    def _county(self, code: str) -> str:
        return self._names.get(code, code) or self.tr("outside every county")

    def _lead(self, one: Mapping[str, Any]) -> str:
        return _clock(one["lead_min"])

    def _place(self, one: Mapping[str, Any]) -> str:
        name = one["name"] or self.tr("(no name)")
        return self.tr("{name} (intake)").format(name=name) if one["role"] == "water_intake" else name

    def _on_row(self, row: Mapping[str, Any] | None) -> None:
        if row is not None:
            self.place_chosen.emit(row["geometry"].x, row["geometry"].y)

    def _on_stage(self, _place: int = 0) -> None:
        values = {
            Stage.LOW: self._settings.low_ms,
            Stage.NORMAL: self._settings.normal_ms,
            Stage.FLOOD: self._settings.flood_ms,
        }
        self.speed.setValue(values[Stage(self.stage.currentData())])


def _clock(minutes: float) -> str:
    """Return minutes as hours and minutes."""
    return f"{int(minutes // 60)}:{int(minutes % 60):02d}"
