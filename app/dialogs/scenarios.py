"""Fire scenarios side by side: their list and form on the left, heat maps of one scale and key figures on the right."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app import fire_words, words
from app.cards.weather import direction_field, number_field, show_direction
from app.dialogs.side_by_side import SideBySide
from app.tasks.fire import Compared
from app.theme import px_size, row_px, text_scale
from app.widgets.basics import button, label, line
from app.widgets.table import Column, RowTable
from layers.spread.choices import COMPASS, LEVELS, MOST_SHOWN, FireChoices, Scenario, level_scenarios
from layers.spread.scenario_book import FIGURES, SHARES, Figures, difference, figures_of

#: Counties on each heat map at most; those that send and receive most in any scenario.
_MOST_COUNTIES = 12


class ScenarioWindow(SideBySide):
    """The scenarios of fires."""

    run_asked = Signal(object, object)  # FireChoices, tuple of Scenario
    most_shown = MOST_SHOWN

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, self.tr("Fire scenarios side by side"), self.tr("Scenarios of the plan"))
        self._settings = FireChoices()
        self._compared: Compared | None = None
        self._names: Mapping[str, str] = {}
        self.maps: list[Any] = []
        self.levels = button(self.tr("Four danger levels"), self._add_levels)
        self.levels.setToolTip(
            self.tr(
                "Adds a day of each level, blue to red; our proposal [P], to be replaced by days of your own district"
            )
        )
        self.list_row.insertWidget(0, self.levels)
        self._build_form(self.left)
        self._build_running(self.left)
        self._build_results(self.right)
        self.show_message(self.tr("Tick two to four scenarios and run them."))

    # -- building -----------------------------------------------------------------------------

    def _build_form(self, column: QVBoxLayout) -> None:
        column.addWidget(line())
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self.make_name()
        self.level = QComboBox()
        for code in ("", *LEVELS):
            self.level.addItem(_chip(code), fire_words.level(code), code)
        self.by_day = QComboBox()
        self.by_day.addItem(self.tr("as given"), False)
        self.by_day.addItem(self.tr("from the day's weather"), True)
        self.by_day.currentIndexChanged.connect(lambda _place: self._show_day())
        self.rate, self.wind = number_field("base_rate_m_min"), number_field("wind_ms")
        self.temperature, self.humidity = number_field("temperature_c"), number_field("humidity_percent")
        self.direction = direction_field()
        self.direction.addItem(self.tr("wind rose of the plan"), None)
        rows: tuple[tuple[str, QWidget], ...] = (
            (self.tr("Name"), self.name),
            (self.tr("Danger level"), self.level),
            (self.tr("Wind"), self.wind),
            (self.tr("from"), self.direction),
            (self.tr("R0 is"), self.by_day),
            (self.tr("R0"), self.rate),
            (self.tr("Temperature"), self.temperature),
            (self.tr("Humidity"), self.humidity),
        )
        self._labels: dict[QWidget, QWidget] = {}
        for place, (text, field) in enumerate(rows):
            named = label(text)
            named.setBuddy(field)
            named.setToolTip(field.toolTip())
            field.setAccessibleName(text)
            self._labels[field] = named
            grid.addWidget(named, place, 0)
            grid.addWidget(field, place, 1)
        column.addLayout(grid)
        self.add_form_buttons()
        self._show_day()

    def _build_running(self, column: QVBoxLayout) -> None:
        column.addWidget(line())
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(1, 1)
        self.hours, self.step = number_field("hours"), number_field("step_m")
        for place, (text, field) in enumerate(((self.tr("Ahead"), self.hours), (self.tr("A fire every"), self.step))):
            named = label(text)
            named.setBuddy(field)
            field.setAccessibleName(text)
            grid.addWidget(named, place, 0)
            grid.addWidget(field, place, 1)
        column.addLayout(grid)
        self.add_running(self.tr("Save all of it as a workbook, with the differences to the first"))

    def _build_results(self, column: QVBoxLayout) -> None:
        head = QHBoxLayout()
        self.found = label("", wrap=True, selectable=True)
        head.addWidget(self.found, 1)
        self.value = QComboBox()
        self.value.setAccessibleName(self.tr("What is counted"))
        self.value.addItem(self.tr("hectares"), "area_ha")
        self.value.addItem(self.tr("people"), "people")
        self.value.addItem(self.tr("villages"), "villages")
        self.shown = QComboBox()
        self.shown.setAccessibleName(self.tr("What the heat maps show"))
        self.shown.addItem(self.tr("amounts"), False)
        self.shown.addItem(self.tr("less the first"), True)
        for choice in (self.value, self.shown):
            choice.currentIndexChanged.connect(lambda _place: self._show_results())
            head.addWidget(choice)
        column.addLayout(head)
        page = QWidget()
        page.setProperty("kind", "page")
        self.grid = QGridLayout(page)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(8)
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes it, and is scrolled to
        area.setWidgetResizable(True)
        area.setWidget(page)
        column.addWidget(area, 1)
        self.table_room = QVBoxLayout()
        column.addLayout(self.table_room)
        self.table: RowTable | None = None
        self.limits = label("", "small", wrap=True)
        column.addWidget(self.limits)

    # -- the list and its form ----------------------------------------------------------------

    def show_settings(self, settings: FireChoices, *, is_read_only: bool) -> None:
        """Show the scenarios of the plan."""
        first = not self.list.count()
        self.is_read_only = is_read_only
        if first or settings.hours != self._settings.hours:
            self.hours.setValue(settings.hours)
        if first or settings.step_m != self._settings.step_m:
            self.step.setValue(settings.step_m)
        self._settings = settings
        shown = settings.scenarios
        self.show_members(
            shown, [_chip(one.level) for one in shown], [fire_words.scenario_weather(one, settings) for one in shown]
        )

    def show_member(self, one: Scenario) -> None:
        """Show a scenario in the form."""
        self.name.setText(one.name)
        self.level.setCurrentIndex(self.level.findData(one.level))
        self.wind.setValue(one.wind_ms)
        if one.wind_from_deg is None:
            self.direction.setCurrentIndex(len(COMPASS))
        else:
            show_direction(self.direction, one.wind_from_deg)
        self.by_day.setCurrentIndex(int(one.temperature_c is not None))
        self.rate.setValue(one.base_rate_m_min)
        if one.temperature_c is not None and one.humidity_percent is not None:
            self.temperature.setValue(one.temperature_c)
            self.humidity.setValue(one.humidity_percent)

    def _show_day(self) -> None:
        is_by_day = bool(self.by_day.currentData())
        for field, shown in ((self.rate, not is_by_day), (self.temperature, is_by_day), (self.humidity, is_by_day)):
            field.setVisible(shown)
            self._labels[field].setVisible(shown)

    @property
    def formed(self) -> Scenario:
        """The scenario as it stands in the form."""
        is_by_day = bool(self.by_day.currentData())
        return Scenario(
            self.name.text().strip(),
            str(self.level.currentData()),
            self.rate.value(),
            self.temperature.value() if is_by_day else None,
            self.humidity.value() if is_by_day else None,
            self.wind.value(),
            self.direction.currentData(),
        )

    def _add_levels(self) -> None:
        named = {code: self.tr("{level} alert").format(level=fire_words.level(code)) for code in LEVELS}
        self.add_several(level_scenarios(named, self._settings.wind_from_deg))

    def refresh_buttons(self, *_makers: QPushButton) -> None:
        """Switch the buttons on and off."""
        super().refresh_buttons(self.levels)

    # -- running ------------------------------------------------------------------------------

    def start(self) -> None:
        """Run the fires of what is ticked."""
        self.show_message(self.tr("Running fires…"))
        settings = replace(self._settings, hours=self.hours.value(), step_m=self.step.value())
        self.run_asked.emit(settings, self.ticked())

    def show_message(self, text: str) -> None:
        """Say what goes on, without a result."""
        self._compared = None
        self.found.setText(text)
        self._clear_maps()
        self.limits.setText("")
        self.book_button.setEnabled(False)

    @property
    def compared(self) -> Compared | None:
        """What is shown."""
        return self._compared

    def show_compared(self, compared: Compared, names: Mapping[str, str]) -> None:
        """Show scenarios side by side."""
        self._compared, self._names = compared, names
        self.book_button.setEnabled(True)
        self._show_results()

    def _clear_maps(self) -> None:
        while self.grid.count():
            item = self.grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.maps = []
        if self.table is not None:
            self.table_room.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
            self.table = None

    def _show_results(self) -> None:
        compared = self._compared
        if compared is None:
            return
        self._clear_maps()
        figures = [figures_of(one) for one in compared.sendings]
        self._show_maps(compared)
        self._show_table(compared, figures)
        worst = [
            self.tr("{scenario}: {wind}").format(scenario=one.name, wind=fire_words.wind(found.worst))
            for one, found in zip(compared.scenarios, figures, strict=True)
            if one.wind_from_deg is None
        ]
        said = self.tr("Expected of one fire that starts anywhere. Colours mean the same on every map.")
        if worst:
            said += " " + self.tr("Most crosses in {winds}.").format(winds=words.joined(worst))
        self.found.setText(said)
        fine = compared.sendings[0].fine
        limits = [
            self.tr(
                "{hours} h, a fire every {step}, {count} fires in each wind; the last column: twice as far apart."
            ).format(
                hours=words.number(compared.settings.hours, 1),
                step=words.fine_length(fine.step_m),
                count=words.number(fine.fires / max(len(compared.sendings[0].winds), 1)),
            )
        ]
        if compared.land.silent:
            silent = words.joined([self._names.get(code, code) for code in sorted(compared.land.silent)])
            limits.append(self.tr("Unknown: no forest or land cover of {counties}.").format(counties=silent))
        if compared.land.people_silent:
            silent = words.joined([self._names.get(code, code) for code in sorted(compared.land.people_silent)])
            limits.append(self.tr("Villages and people of {counties} are not known.").format(counties=silent))
        self.limits.setText(" ".join(limits))

    def _show_maps(self, compared: Compared) -> None:
        from app.widgets.heat_map import HeatMap  # pyqtgraph is loaded with the first chart

        value, is_less = str(self.value.currentData()), bool(self.shown.currentData())
        matrices = [one.fine.known(value) for one in compared.sendings]
        shown = _most_crossed(matrices, len(compared.sendings[0].fine.counties))
        parts = [matrix[np.ix_(shown, shown)] for matrix in matrices]
        if is_less:
            parts = [part if at == 0 else part - parts[0] for at, part in enumerate(parts)]
        most = max((_largest_off(part) for part in parts[int(is_less) :]), default=0.0)
        names = [self._name(compared, county) for county in shown]
        for place, (scenario, part) in enumerate(zip(compared.scenarios, parts, strict=True)):
            box = QWidget()
            column = QVBoxLayout(box)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
            head = QHBoxLayout()
            chip = label("")
            chip.setPixmap(_chip(scenario.level).pixmap(px_size(14, 14)))
            head.addWidget(chip)
            less = is_less and place > 0
            text = self.tr("{scenario} less {first}") if less else "{scenario}"
            title = text.format(scenario=scenario.name, first=compared.scenarios[0].name)
            head.addWidget(label(title, "heading"), 1)
            column.addLayout(head)
            column.addWidget(label(fire_words.scenario_weather(scenario, compared.settings), "muted", wrap=True))
            made = HeatMap(self.tr("Heat map of {scenario}").format(scenario=scenario.name))
            tips = [[self._tip(a, b, part[i, j], names) for j, b in enumerate(shown)] for i, a in enumerate(shown)]
            scale = _largest_off(part) if is_less and place == 0 else most
            made.show_matrix(part, names, tips, most=scale, is_difference=less)
            column.addWidget(made)
            column.addStretch(1)
            self.maps.append(made)
            self.grid.addWidget(box, place // 2, place % 2)

    def _show_table(self, compared: Compared, figures: Sequence[Figures]) -> None:
        titles = {
            "burnt_ha": self.tr("Burnt, hm²"),
            "across_ha": self.tr("Across, hm²"),
            "people": self.tr("People"),
            "across_people": self.tr("People across"),
            "links": self.tr("Pairs"),
            "across_share": self.tr("Across"),
            "coarse_share": self.tr("(half)"),
        }
        tips = {
            "burnt_ha": self.tr("What one fire burns"),
            "across_ha": self.tr("Of it in another county than it started in"),
            "people": self.tr("People where it burns, as far as known"),
            "across_people": self.tr("Of them in another county than it started in"),
            "links": self.tr("Pairs of counties of which one gets 1 % or more of its fire from the other"),
            "across_share": self.tr("Part that burns in another county"),
            "coarse_share": self.tr("The same with fires twice as far apart: the difference is the lattice's error"),
        }
        columns = [Column(self.tr("Scenario"), lambda row: row[0], stretch=True, width_px=90)]
        columns += [_figure_column(name, titles[name], tips[name], figures[0]) for name in FIGURES]
        self.table = RowTable(columns, self.tr("Key figures of the scenarios"), key=lambda row: row[2])
        rows = [(one.name, found, at) for at, (one, found) in enumerate(zip(compared.scenarios, figures, strict=True))]
        self.table.set_rows(rows)
        self.table.setFixedHeight((len(rows) + 1) * row_px() + 6)
        self.table_room.addWidget(self.table)

    def _tip(self, sender: int, receiver: int, amount: float, names: Sequence[str]) -> str:
        assert self._compared is not None
        text = self.tr("{sender} → {receiver}: {amount} {unit} of one fire")
        return text.format(
            sender=self._name(self._compared, sender),
            receiver=self._name(self._compared, receiver),
            amount=fire_words.expected(float(amount)),
            unit=self.value.currentText(),
        )

    def _name(self, compared: Compared, county: int) -> str:
        code = compared.sendings[0].fine.counties[county]
        return self._names.get(code, code)


def _figure_column(name: str, title: str, tip: str, first: Figures) -> Column:
    return Column(
        title,
        lambda row: getattr(row[1], name),
        text=lambda row: _figure_text(row[1], first, name, is_first=row[2] == 0),
        is_number=True,
        width_px=72 if name in SHARES or name == "links" else 104,
        title_tip=tip,
    )


def _figure_text(found: Figures, first: Figures, name: str, *, is_first: bool) -> str:
    value = getattr(found, name)
    decimals = 0 if name == "links" or abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    text = words.number(100.0 * value, 2) + " %" if name in SHARES else words.number(value, decimals)
    if is_first or not math.isfinite(value):
        return text
    _, part = difference(found, first, name)
    if math.isnan(part):
        return text
    return f"{text} ({'+' if part >= 0 else '−'}{abs(100.0 * part):.0f} %)"


def _most_crossed(matrices: Sequence[Any], count: int) -> list[int]:
    """Return the counties that send and receive most in any of the matrices, in their own order."""
    crossing = np.zeros(count)
    for matrix in matrices:
        inner = np.nan_to_num(matrix[:count, :count])
        np.fill_diagonal(inner, 0.0)
        crossing = np.maximum(crossing, inner.sum(axis=0) + inner.sum(axis=1))
    order = np.argsort(-crossing, kind="stable")[:_MOST_COUNTIES]
    return sorted(int(one) for one in order if crossing[one] > 0) or list(range(min(count, _MOST_COUNTIES)))


def _largest_off(matrix: Any) -> float:
    off = np.abs(np.nan_to_num(matrix))
    np.fill_diagonal(off, 0.0)
    return float(off.max()) if off.size else 0.0


def _chip(level: str) -> QIcon:
    """Return a disc in the colour of a danger level; an empty one without."""
    picture = QPixmap(px_size(28, 28))
    picture.setDevicePixelRatio(2.0 * text_scale())
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    color = QColor(fire_words.LEVEL_COLORS.get(level, "#8A9492"))
    painter.setPen(color)
    painter.setBrush(color if level else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(2, 2, 10, 10)
    painter.end()
    return QIcon(picture)
