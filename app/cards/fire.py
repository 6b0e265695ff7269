"""The fire card: weather in, and what the fire means for the counties around it, with a slider through time."""

from __future__ import annotations

import math
from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app import fire_words, words
from app.cards.base import MapCard
from app.cards.weather import WeatherFields
from app.tasks.fire import Ran
from app.theme import row_px
from app.widgets.basics import button, label
from app.widgets.table import Column, RowTable
from app.widgets.time_slider import TimeSlider
from layers.spread.incident import Reached

_MOST_ROWS = 6


class FireCard(MapCard):
    """Where, in which weather, how far ahead; below it what was found."""

    wanted = Signal()  # run with the values as they are
    time_changed = Signal(float)  # minutes
    place_typed = Signal(str)
    notice_asked = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.tr("Fire"), width_px=376)
        self._ran: Ran | None = None
        self._names: Mapping[str, str] = {}
        self.where = QLineEdit()
        self.where.setAccessibleName(self.tr("Where it burns"))
        self.where.setPlaceholderText(self.tr("Click on the map, or type a coordinate"))
        self.where.setToolTip(
            self.tr("Degrees in any notation, or X and Y with or without the zone's number; Enter runs")
        )
        self.where.returnPressed.connect(lambda: self.place_typed.emit(self.where.text()))
        self.body.addWidget(self.where)
        self.fields = WeatherFields()
        self.body.addWidget(self.fields)
        self.run_button = button(self.tr("Run"), self.wanted.emit, kind="primary")
        self.run_button.setToolTip(self.tr("Run the fire in this weather (Enter)"))
        self.run_button.setEnabled(False)
        self.notice_button = button(self.tr("Save as notice…"), self.notice_asked.emit, icon="file-text")
        self.notice_button.setToolTip(self.tr("Write 火情通报单 as DOCX or PDF: whom to tell by when, with a map"))
        row = QHBoxLayout()
        row.addWidget(self.notice_button)
        row.addStretch(1)
        row.addWidget(self.run_button)
        self.body.addLayout(row)
        self.found = label("", wrap=True, selectable=True)
        self.body.addWidget(self.found)
        self.time_row = TimeSlider(self.tr("Time since the start"))
        self.slider, self.time = self.time_row.slider, self.time_row.time
        self.time_row.moved.connect(self.time_changed.emit)
        self.body.addWidget(self.time_row)
        self.table = RowTable(
            [
                Column(
                    self.tr("min"),
                    lambda one: one.minutes,
                    text=lambda one: words.number(one.minutes),
                    is_number=True,
                    width_px=44,
                ),
                Column(self.tr("Place"), lambda one: one.name, stretch=True),
                Column(self.tr("County"), lambda one: self._names.get(one.code, one.code), width_px=74),
                Column(
                    self.tr("People"),
                    lambda one: one.people,
                    text=lambda one: words.number(one.people),
                    is_number=True,
                    width_px=56,
                ),
            ],
            self.tr("Villages in its way"),
        )
        self.body.addWidget(self.table)
        self.limits = label("", "small", wrap=True)
        self.body.addWidget(self.limits)
        self._show_result(None)

    @property
    def ran(self) -> Ran | None:
        """The fire that is shown."""
        return self._ran

    def show_place(self, text: str) -> None:
        """Say where the fire is; it can be run from now on."""
        self.where.setText(text)
        self.run_button.setEnabled(True)
        self.open_card()

    def show_running(self) -> None:
        """Say that it runs."""
        self._show_result(None)
        self.found.setText(self.tr("Running…"))
        self.found.setVisible(True)
        self.place()

    def show_failed(self, text: str) -> None:
        """Say why there is no result."""
        self._show_result(None)
        self.found.setText(text)
        self.found.setVisible(True)
        self.place()

    def show_ran(self, ran: Ran, names: Mapping[str, str]) -> None:
        """Show what the fire means."""
        self._names = names
        self._show_result(ran)
        self.place()

    def sentences(self) -> list[str]:
        """Return what was found, sentence by sentence."""
        ran = self._ran
        if ran is None:
            return []
        found = ran.incident
        said = [
            self.tr("{county} {share}").format(county=self._county(code), share=words.percent(share))
            for code, share in found.probabilities.items()
            if share >= 0.005
        ]
        lines = [words.joined(said)]
        if math.isfinite(found.line_m):
            lines[0] += self.tr("; {distance} to the next county").format(distance=words.fine_length(found.line_m))
        if math.isnan(found.start_moved_m):
            return [*lines, self.tr("Nothing that burns is known within 1 km.")]
        if found.start_moved_m > 0:
            moved = self.tr("Runs from {distance} away, where something burns.")
            lines.append(moved.format(distance=words.fine_length(found.start_moved_m)))
        burns = self.tr("In {hours} h it burns {area}.")
        lines.append(burns.format(hours=words.number(ran.wish.hours, 1), area=words.hectares(found.burnt_ha)))
        margin = ran.wish.settings.notify_margin_min
        for one in found.counties:
            text = self.tr("In {county} after {minutes} min: tell them within {latest} min ({area} burn there).")
            if one.minutes <= margin:
                text = self.tr("In {county} after {minutes} min: tell them at once ({area} burn there).")
            if math.isnan(one.area_ha):
                text = self.tr("At the line of {county} after {minutes} min: tell them within {latest} min.")
                if one.minutes <= margin:
                    text = self.tr("At the line of {county} after {minutes} min: tell them at once.")
            lines.append(
                text.format(
                    county=self._county(one.code),
                    minutes=words.number(one.minutes),
                    latest=words.number(one.minutes - margin),
                    area=words.hectares(one.area_ha),
                )
            )
        if not found.counties:
            lines.append(self.tr("It reaches no other county in that time."))
        if not found.places:
            lines.append(self.tr("No village the plan knows lies in its way."))
        for team in found.teams:
            text = self.tr("Nearest team: {team} ({county}), {distance} as the crow flies {phone}")
            distance = words.fine_length(team.distance_m)
            said_team = text.format(
                team=team.name, county=self._county(team.county), distance=distance, phone=team.phone
            )
            lines.append(said_team.rstrip())
        if ran.land.team_silent:
            without = words.joined([self._county(code) for code in sorted(ran.land.team_silent)])
            lines.append(self.tr("Teams of {counties} are not known.").format(counties=without))
        if ran.land.silent:
            silent = words.joined([self._county(code) for code in sorted(ran.land.silent)])
            lines.append(self.tr("Unknown: no forest or land cover of {counties}.").format(counties=silent))
        if not ran.land.has_height:
            lines.append(self.tr("Level ground: the plan has no terrain."))
        return lines

    def text(self) -> str:
        """Return the fire as a notice: place, weather, figures, villages; as it was run, whatever was typed since."""
        ran = self._ran
        if ran is None:
            return ""
        place = words.coordinates(ran.wish.lon, ran.wish.lat, math.nan, math.nan, "dms")
        lines = [self.title.text(), place, fire_words.weather(ran.wish.weather), *self.sentences()]
        if ran.incident.places:
            lines += ["", "\t".join((self.tr("min"), self.tr("Place"), self.tr("County"), self.tr("People")))]
            lines += [self._line(one) for one in ran.incident.places]
        return "\n".join([*lines, "", self.limits.text()])

    def _line(self, one: Reached) -> str:
        people = "" if math.isnan(one.people) else f"{one.people:.0f}"
        return f"{one.minutes:.0f}\t{one.name}\t{self._county(one.code)}\t{people}"

    def _show_result(self, ran: Ran | None) -> None:
        self._ran = ran
        for widget in (self.found, self.time_row, self.limits):
            widget.setVisible(ran is not None)
        self.copy_button.setEnabled(ran is not None)
        self.notice_button.setEnabled(ran is not None)
        places = ran.incident.places if ran is not None else ()
        self.table.setVisible(bool(places))
        if ran is None:
            return
        self.found.setText("\n".join(self.sentences()))
        limits = self.tr("Surface fire by {model} in constant weather; no spotting, no fire fighting.")
        model = fire_words.model(ran.wish.settings.model)
        settings = ran.wish.settings
        said = (
            limits.format(model=model),
            fire_words.rate_warning(settings.weather, settings.spread),
            fire_words.steep_warning(ran.incident.steep_share),
        )
        self.limits.setText(" ".join(filter(None, said)))
        self.table.set_rows(places)
        self.table.setFixedHeight((min(len(places), _MOST_ROWS) + 1) * row_px() + 4)
        self.time_row.show_hours(ran.wish.hours)
        self.time_row.setVisible(not math.isnan(ran.incident.start_moved_m))

    def _county(self, code: str) -> str:
        return self._names.get(code, code) or self.tr("outside every county")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter runs, Esc closes."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.run_button.isEnabled() and not self.where.hasFocus():  # the field says it itself
            self.wanted.emit()
        super().keyPressEvent(event)
