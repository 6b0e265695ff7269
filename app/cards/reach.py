"""Minutes to the line from anywhere, and from where a fire reaches a village or county: weather, slider, counties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app import fire_words, words
from app.cards.base import MapCard
from app.cards.weather import WeatherFields
from app.theme import row_px
from app.widgets.basics import button, label
from app.widgets.table import Column, RowTable
from app.widgets.time_slider import TimeSlider
from layers.spread.choices import FireChoices
from layers.spread.fire_land import FireLand
from layers.spread.origins import Origin

_MOST_ROWS = 7


class ReachCard(MapCard):
    """Fields, slider, and what lies within the time by county; the map shows the minutes."""

    wanted = Signal()
    time_changed = Signal(float)  # minutes

    def __init__(self, host: QWidget, title: str, hint: str, *, has_receiver: bool) -> None:
        super().__init__(host, title, width_px=404 if has_receiver else 376)
        self._hint, self._has_receiver = hint, has_receiver
        self._names: Mapping[str, str] = {}
        self._settings: FireChoices | None = None
        self.fields = WeatherFields()
        self.body.addWidget(self.fields)
        self.run_button = button(self.tr("Run"), self.wanted.emit, kind="primary")
        self.run_button.setToolTip(self.tr("Run in this weather (Enter)"))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.run_button)
        self.body.addLayout(row)
        self.found = label("", wrap=True, selectable=True)
        self.body.addWidget(self.found)
        self.time_row = TimeSlider(self.tr("Show what is within this time"))
        self.time_row.moved.connect(self.time_changed.emit)
        self.body.addWidget(self.time_row)
        self.table = RowTable(self._columns(), self.tr("Land within the time, by county"))
        self.body.addWidget(self.table)
        self.limits = label("", "small", wrap=True)
        self.body.addWidget(self.limits)
        self.show_message(hint)

    def _columns(self) -> list[Column]:
        receiver = Column(self.tr("Enters"), lambda one: self._name(one.receiver), width_px=70)
        return [
            Column(self.tr("Starts in"), lambda one: self._name(one.code), stretch=True, width_px=64),
            *([receiver] if self._has_receiver else []),
            Column(
                "hm²",
                lambda one: one.area_ha,
                text=lambda one: words.number(one.area_ha),
                is_number=True,
                width_px=64,
                title_tip=self.tr("Of land that burns, from which it is there within the time"),
            ),
            Column(
                self.tr("Share"),
                lambda one: one.share,
                text=lambda one: words.percent(one.share),
                is_number=True,
                width_px=50,
                title_tip=self.tr("Of all land of that county that burns"),
            ),
            Column(
                self.tr("First"),
                lambda one: one.first_min,
                text=lambda one: words.number(one.first_min),
                is_number=True,
                width_px=44,
                title_tip=self.tr("Minutes from the quickest place"),
            ),
            Column(
                self.tr("Median"),
                lambda one: one.median_min,
                text=lambda one: words.number(one.median_min),
                is_number=True,
                width_px=50,
                title_tip=self.tr("Minutes from the middle one of this land"),
            ),
        ]

    def show_message(self, text: str) -> None:
        """Say what goes on, or what to do, without a result."""
        self._settings = None
        self.found.setText(text)
        self.found.setVisible(bool(text))
        for widget in (self.time_row, self.table, self.limits):
            widget.setVisible(False)
        self.copy_button.setEnabled(False)
        self.place()

    def show_found(self, settings: FireChoices, land: FireLand, names: Mapping[str, str]) -> None:
        """Take up a result; :meth:`show_rows` says what it comes to within the time."""
        self._names, self._settings = names, settings
        self.time_row.show_hours(settings.hours)
        limits = [self.tr("Cells of {cell} m; {weather}.").format(
            cell=words.number(land.landscape.grid.cell_m), weather=fire_words.weather(settings.weather)
        )]  # fmt: skip
        if land.silent:
            silent = words.joined([self._name(code) for code in sorted(land.silent)])
            limits.append(self.tr("Unknown: no forest or land cover of {counties}.").format(counties=silent))
        if not land.has_height:
            limits.append(self.tr("Level ground: the plan has no terrain."))
        limits.append(fire_words.rate_warning(settings.weather, settings.spread))
        self.limits.setText(" ".join(filter(None, limits)))
        for widget in (self.time_row, self.table, self.limits):
            widget.setVisible(True)
        self.copy_button.setEnabled(True)

    def show_rows(self, text: str, rows: Sequence[Origin]) -> None:
        """Say what lies within the time."""
        self.found.setText(text)
        self.found.setVisible(bool(text))
        self.table.set_rows(rows)
        self.table.setFixedHeight((min(max(len(rows), 1), _MOST_ROWS) + 1) * row_px() + 4)
        self.place()

    def text(self) -> str:
        """Return the table as a spreadsheet takes it, with what it rests on."""
        heads = ["\t".join(column.title for column in self.table.rows_model.columns)]
        for one in self.table.visible_rows():
            names = [self._name(one.code), *([self._name(one.receiver)] if self._has_receiver else [])]
            numbers = (f"{one.area_ha:.1f}", f"{one.share:.4f}", f"{one.first_min:.0f}", f"{one.median_min:.0f}")
            heads.append("\t".join([*names, *numbers]))
        return "\n".join([self.title.text(), self.found.text(), self.time_row.time.text(), *heads, self.limits.text()])

    def _name(self, code: str) -> str:
        return self._names.get(code, code) or self.tr("outside")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter runs, Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        super().keyPressEvent(event)
