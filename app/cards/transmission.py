"""What counties send each other: weather in, the matrix as a heat map, and the largest flows as a list."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from app import fire_words, words
from app.cards.matrix import MatrixCard
from app.cards.weather import WeatherFields, number_field
from app.tasks.fire import Sent
from app.widgets.basics import button, label
from app.widgets.rose import RoseFields
from app.widgets.table import Column
from layers.spread.choices import FireChoices


class TransmissionCard(MatrixCard):
    """Fields, heat map, flows."""

    wanted = Signal()
    book_asked = Signal()
    keep_rose_asked = Signal()
    scenarios_asked = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.tr("What counties send each other"), width_px=400)
        self._sent: Sent | None = None
        self.fields = WeatherFields()
        self.body.addWidget(self.fields)
        self.winds = QComboBox()
        self.winds.setAccessibleName(self.tr("Winds"))
        self.winds.addItem(self.tr("one wind"), False)
        self.winds.addItem(self.tr("wind rose of 8"), True)
        self.winds.setToolTip(
            self.tr("One wind, or eight weighted by how often each blows, all as strong as the wind above")
        )
        self.winds.currentIndexChanged.connect(lambda _place: self._open_rose(True))
        self.rose = RoseFields()
        self.edit_rose = button(self.tr("Rose…"), lambda: self._open_rose(True))
        self.edit_rose.setToolTip(self.tr("Change how often each wind blows"))
        self._is_rose_open = True
        self.keep_rose = button(self.tr("Keep the rose"), self.keep_rose_asked.emit)
        self.keep_rose.setToolTip(self.tr("Keep these frequencies with the plan; scenarios use them too"))
        self.rose.changed.connect(self._show_keep)
        row = QHBoxLayout()
        self.step = number_field("step_m")
        self.step.setAccessibleName(self.tr("A fire every"))
        row.addWidget(self.winds)
        row.addWidget(self.edit_rose)
        row.addWidget(self.keep_rose)
        row.addStretch(1)
        named = label(self.tr("A fire every"))
        named.setToolTip(self.step.toolTip())
        row.addWidget(named)
        row.addWidget(self.step)
        self.body.addLayout(row)
        self.body.addWidget(self.rose)
        row = QHBoxLayout()
        self.value = QComboBox()
        self.value.setAccessibleName(self.tr("What is counted"))
        self.value.addItem(self.tr("hectares"), "area_ha")
        self.value.addItem(self.tr("people"), "people")
        self.value.addItem(self.tr("villages"), "villages")
        self.value.currentIndexChanged.connect(lambda _at: self._show())
        row.addWidget(self.value)
        self.scenarios = button(self.tr("Scenarios…"), self.scenarios_asked.emit)
        self.scenarios.setToolTip(self.tr("Two to four weathers side by side, for instance the danger levels"))
        row.addWidget(self.scenarios)
        self.book_button = button(self.tr("Save…"), self.book_asked.emit)
        self.book_button.setToolTip(self.tr("Save the matrix and what follows from it as a workbook"))
        row.addWidget(self.book_button)
        row.addStretch(1)
        self.run_button = button(self.tr("Run"), self.wanted.emit, kind="primary")
        self.run_button.setToolTip(self.tr("Run the fires in this weather (Enter)"))
        row.addWidget(self.run_button)
        self.body.addLayout(row)
        self.found = label("", wrap=True, selectable=True)
        self.body.addWidget(self.found)
        self.make_matrix(
            [
                Column(self.tr("Starts in"), lambda one: self.county_name(one.sender), stretch=True),
                Column(self.tr("Burns in"), lambda one: self.county_name(one.receiver), width_px=100),
                Column(
                    self.tr("Per fire"),
                    lambda one: one.amount,
                    text=lambda one: fire_words.expected(one.amount),
                    is_number=True,
                    width_px=70,
                ),
                Column(
                    self.tr("Share"),
                    lambda one: one.share,
                    text=lambda one: words.percent(one.share),
                    is_number=True,
                    width_px=56,
                    title_tip=self.tr("Of all that burns in the receiving county"),
                ),
            ],
            self.tr("Heat map of what counties send each other"),
            self.tr("Flows between counties"),
        )
        self.limits = label("", "small", wrap=True)
        self.body.addWidget(self.limits)
        self._plan_rose: tuple[float, ...] = ()
        self._plan_step = self.step.value()
        self._show_rose()
        self.show_message("")

    def show_settings(self, settings: FireChoices) -> None:
        """Show what the plan says; what was typed since stays."""
        self.fields.show_settings(settings)
        if settings.rose != self._plan_rose:
            self._plan_rose = settings.rose
            self.rose.show_shares(settings.rose)
        if settings.step_m != self._plan_step:
            self._plan_step = settings.step_m
            self.step.setValue(settings.step_m)
        self._show_keep()

    @property
    def is_rose(self) -> bool:
        """Whether a rose of winds is to be run."""
        return bool(self.winds.currentData())

    @property
    def settings(self) -> FireChoices:
        """What is to be run."""
        return replace(self.fields.settings, step_m=self.step.value(), rose=self.rose.shares)

    @property
    def sent(self) -> Sent | None:
        """The matrix that is shown."""
        return self._sent

    def _open_rose(self, opened: bool) -> None:
        """Show the frequencies while they are typed; a result needs the room."""
        self._is_rose_open = opened
        self._show_rose()

    def _show_rose(self) -> None:
        self.rose.setVisible(self.is_rose and self._is_rose_open)
        self.edit_rose.setVisible(self.is_rose and not self._is_rose_open)
        self.fields.direction.setEnabled(not self.is_rose)
        self._show_keep()
        self.place()

    def _show_keep(self) -> None:
        self.keep_rose.setVisible(self.is_rose and self._is_rose_open)
        self.keep_rose.setEnabled(self.rose.shares != self._plan_rose and sum(self.rose.shares) > 0)

    def show_message(self, text: str) -> None:
        """Say what goes on, without a result."""
        self._sent = None
        self.found.setText(text)
        self.found.setVisible(bool(text))
        for widget in (self.map, self.table, self.limits):
            if widget is not None:
                widget.setVisible(False)
        self.copy_button.setEnabled(False)
        self.book_button.setEnabled(False)
        self.place()

    def show_sent(self, sent: Sent, names: Mapping[str, str]) -> None:
        """Show what was found."""
        self._sent, self._names = sent, names
        self._open_rose(False)
        self._show()

    @property
    def counted(self) -> str:
        """What is counted: ``area_ha``, ``people`` or ``villages``."""
        return str(self.value.currentData())

    def text(self) -> str:
        """Return the whole matrix as a spreadsheet takes it, with what it rests on."""
        if self._sent is None:
            return ""
        fine = self._sent.fine
        heads = [self._names.get(code, code) for code in fine.counties] + [self.tr("outside")]
        lines = [self.title.text(), f"{self.value.currentText()}; {self.winds_text()}", self.found.text(), ""]
        lines.append("\t".join([self.tr("starts in ↓, burns in →"), *heads]))
        for head, row in zip(heads, fine.known(self.counted), strict=True):
            told = (words.UNKNOWN_SIGN if math.isnan(value) else f"{value:.6g}" for value in row)
            lines.append("\t".join([head, *told]))
        return "\n".join([*lines, "", self.limits.text()])

    def winds_text(self) -> str:
        """Word the winds that were run."""
        sent = self._sent
        if sent is None:
            return ""
        if not sent.is_rose:
            return fire_words.weather(sent.settings.weather)
        said = [
            self.tr("{direction} {share}").format(
                direction=fire_words.direction(one.wind_from_deg), share=words.percent(share)
            )
            for one, share in sent.sending.winds
        ]
        text = self.tr("R0 {rate} m/min, {wind} m/s: {winds}")
        weather = sent.settings.weather
        rate, speed = words.number(weather.base_rate_m_min, 2), words.number(weather.wind_ms, 1)
        return text.format(rate=rate, wind=speed, winds=words.joined(said))

    def _show(self) -> None:
        sent = self._sent
        if sent is None:
            return
        now, rough = sent.fine.flows(self.counted).nonlocal_share, sent.coarse.flows(self.counted).nonlocal_share
        if math.isnan(now) and sent.fine.silent_in(self.counted):
            self.found.setText(self.tr("What of it burns is not known."))
        elif math.isnan(now):
            self.found.setText(self.tr("Nothing of it burns."))
        else:
            text = self.tr("{share} of it started in another county ({rough} with fires twice as far apart).")
            said = text.format(share=_fine_percent(now), rough=_fine_percent(rough))
            if sent.is_rose:
                worst = self.tr("Most crosses in wind from the {direction}: {area} of one fire.")
                wind, area = sent.sending.worst, max(sent.sending.across_ha)
                said += "\n" + worst.format(
                    direction=fire_words.direction(wind.wind_from_deg), area=words.hectares(area)
                )
            self.found.setText(said)
        self.found.setVisible(True)
        self.show_matrix()
        limits = [
            self.tr("Expected of one fire that starts anywhere; {count} fires, one every {step}.").format(
                count=words.number(sent.fine.fires), step=words.fine_length(sent.fine.step_m)
            )
        ]
        if sent.land.silent:
            silent = words.joined([self._names.get(code, code) for code in sorted(sent.land.silent)])
            limits.append(self.tr("Unknown: no forest or land cover of {counties}.").format(counties=silent))
        further = sent.fine.unknown.get(self.counted, frozenset())
        if further:
            silent = words.joined([self._names.get(code, code) for code in sorted(further)])
            limits.append(self.tr("Villages and people of {counties} are not known.").format(counties=silent))
        if not sent.land.has_height:
            limits.append(self.tr("Level ground: the plan has no terrain."))
        limits.append(fire_words.rate_warning(sent.settings.weather, sent.settings.spread))
        self.limits.setText(" ".join(filter(None, limits)))
        self.limits.setVisible(True)
        self.copy_button.setEnabled(True)
        self.book_button.setEnabled(True)
        self.place()
        self.value_changed.emit()

    @property
    def sent_matrix(self) -> NDArray[np.float64] | None:
        """What is shown."""
        return None if self._sent is None else self._sent.fine.known(self.counted)

    @property
    def codes(self) -> tuple[str, ...]:
        """The counties of its rows."""
        assert self._sent is not None
        return self._sent.fine.counties

    def received(self, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return all that is known to burn in each."""
        total: NDArray[np.float64] = np.nan_to_num(matrix).sum(axis=0)
        return total

    def tip(self, sender: int, receiver: int, amount: float) -> str:
        """Word a cell."""
        unit = self.value.currentText()
        if sender == receiver:
            text = self.tr("{county} to itself: {amount} {unit} of one fire")
            return text.format(county=self.county_name(sender), amount=fire_words.expected(amount), unit=unit)
        text = self.tr("{sender} → {receiver}: {amount} {unit} of one fire")
        amount_text = fire_words.expected(amount)
        return text.format(
            sender=self.county_name(sender), receiver=self.county_name(receiver), amount=amount_text, unit=unit
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter runs, Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        super().keyPressEvent(event)


def _fine_percent(share: float) -> str:
    return words.number(100.0 * share, 2) + " %"
