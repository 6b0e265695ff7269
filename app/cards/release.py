"""The release card: by which rule and in which wind; below it who is reached by when, county by county."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app import reasons, words
from app.cards.base import MapCard
from app.theme import row_px
from app.widgets.basics import button, label
from app.widgets.hazard_numbers import NumberFields
from app.widgets.table import Column, RowTable
from layers.hazards import plume
from layers.hazards.release import Release
from layers.kinds import Role

_MOST_PLACES, _MOST_COUNTIES = 5, 4
#: What is asked here: all numbers of the kind but those that are about zones; by method, so that the card stays small.
_ALWAYS = ("method", "direction", "wind_from_deg", "wind_ms")
_BY_METHOD: Mapping[str, tuple[str, ...]] = {
    "table": ("spill", "time", "radius_m", "half_angle_deg"),
    "sector": ("radius_m", "half_angle_deg"),
    "gaussian": ("stability", "coefficients", "release_g_s", "height_m", "threshold_mg_m3"),
}


class ReleaseCard(MapCard):
    """Where, by which rule, in which wind."""

    wanted = Signal()
    place_typed = Signal(str)
    table_asked = Signal()
    table_copy_asked = Signal()
    place_chosen = Signal(float, float)  # degrees

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.tr("Release into the air"), width_px=400)
        self._names: Mapping[str, str] = {}
        self._release: Release | None = None
        self.where = QLineEdit()
        self.where.setAccessibleName(self.tr("Where it gets into the air"))
        self.where.setPlaceholderText(self.tr("Click a plant on the map, or type a coordinate"))
        self.where.setToolTip(
            self.tr("Degrees in any notation, or X and Y with or without the zone's number; Enter runs")
        )
        self.where.returnPressed.connect(lambda: self.place_typed.emit(self.where.text()))
        self.body.addWidget(self.where)
        self.always = NumberFields(plume.KIND, _ALWAYS)
        self.body.addWidget(self.always)
        self.by_method = {method: NumberFields(plume.KIND, names) for method, names in _BY_METHOD.items()}
        for fields in self.by_method.values():
            self.body.addWidget(fields)
        self.always.changed.connect(self._show_method)
        row = QHBoxLayout()
        self.table_of = label("", "small", wrap=True)
        row.addWidget(self.table_of, 1)
        self.table_button = button(self.tr("Table…"), self.table_asked.emit)
        self.table_button.setToolTip(
            self.tr("Read your own table of protective distances (CSV, columns as in the one that comes along)")
        )
        self.copy_table_button = button(self.tr("Copy…"), self.table_copy_asked.emit)
        self.copy_table_button.setToolTip(self.tr("Save the table in use as a CSV, to be corrected and read again"))
        row.addWidget(self.copy_table_button)
        row.addWidget(self.table_button)
        self.run_button = button(self.tr("Run"), self.wanted.emit, kind="primary")
        self.run_button.setToolTip(self.tr("Work it out with these numbers (Enter)"))
        self.run_button.setEnabled(False)
        row.addWidget(self.run_button)
        self.body.addLayout(row)
        self.found = label("", wrap=True, selectable=True)
        self.body.addWidget(self.found)
        self.counties = RowTable(
            [
                Column(self.tr("County"), lambda one: self._name(one["code"]), stretch=True),
                Column(
                    self.tr("min"),
                    lambda one: one["first_min"],
                    text=lambda one: words.number(one["first_min"], 0 if one["first_min"] >= 10 else 1),
                    is_number=True,
                    width_px=44,
                    title_tip=self.tr("At the earliest: distance by wind speed"),
                ),
                Column(
                    "hm²",
                    lambda one: one["area_ha"],
                    text=lambda one: words.number(one["area_ha"], 1),
                    is_number=True,
                    width_px=64,
                ),
                Column(
                    self.tr("People"),
                    lambda one: one["people"],
                    text=lambda one: words.at_least(one["people"], one["unknown"]),
                    is_number=True,
                    width_px=64,
                ),
                Column(self.tr("Villages"), lambda one: int(one["villages"]), is_number=True, width_px=60),
            ],
            self.tr("Counties it comes to"),
        )
        self.body.addWidget(self.counties)
        self.places = RowTable(
            [
                Column(
                    self.tr("min"),
                    lambda one: one["minutes"],
                    text=lambda one: words.number(one["minutes"], 0 if one["minutes"] >= 10 else 1),
                    is_number=True,
                    width_px=44,
                ),
                Column(self.tr("Place"), lambda one: one["name"] or words.UNKNOWN_SIGN, stretch=True),
                Column(self.tr("County"), lambda one: self._name(one["county"]), width_px=84),
                Column(
                    self.tr("People"),
                    lambda one: one["people"],
                    text=lambda one: words.number(one["people"]),
                    is_number=True,
                    width_px=60,
                ),
            ],
            self.tr("Places it comes to"),
        )
        self.places.row_selected.connect(
            lambda one: self.place_chosen.emit(one["geometry"].x, one["geometry"].y) if one is not None else None
        )
        self.body.addWidget(self.places)
        self.limits = label("", "small", wrap=True)
        self.body.addWidget(self.limits)
        self._show_method()
        self.show_message("")

    def show_numbers(self, value: Any) -> None:
        """Show the numbers of the plan; ``value`` is name → number."""
        for fields in (self.always, *self.by_method.values()):
            fields.show_numbers(value)
        self._show_method()

    def show_table(self, *, is_own: bool, is_read_only: bool) -> None:
        """Say whose table of distances is in use."""
        own, shipped = self.tr("The plan's own table"), self.tr("The table that comes along, not authoritative")
        self.table_of.setText(own if is_own else shipped)
        self.table_button.setEnabled(not is_read_only)

    @property
    def numbers(self) -> dict[str, Any]:
        """What is to be run with."""
        found = dict(self.always.numbers)
        for method, fields in self.by_method.items():
            if method == found["method"] or method == "sector":
                found.update(fields.numbers)
        found.update(self.by_method[str(found["method"])].numbers)
        return found

    def _show_method(self) -> None:
        method = str(self.always.numbers["method"])
        for name, fields in self.by_method.items():
            fields.setVisible(name == method)
        for widget in (self.table_of, self.table_button, self.copy_table_button):
            widget.setVisible(method == "table")
        is_wind = self.always.numbers["direction"] == "wind"
        self.always.edits["wind_from_deg"].setEnabled(is_wind)
        self.place()

    def show_place(self, text: str) -> None:
        """Say where it is; it can be run from now on."""
        self.where.setText(text)
        self.run_button.setEnabled(True)
        self.open_card()

    def show_message(self, text: str) -> None:
        """Say something instead of a result."""
        self._release = None
        self.found.setText(text)
        self.found.setVisible(bool(text))
        for widget in (self.counties, self.places, self.limits):
            widget.setVisible(False)
        self.copy_button.setEnabled(False)
        self.place()

    @property
    def release(self) -> Release | None:
        """What is shown."""
        return self._release

    def show_release(self, found: Release | None, names: Mapping[str, str]) -> None:
        """Show who is reached by when."""
        self._names = names
        if found is None:
            self.show_message(self.tr("With these numbers it comes nowhere: the threshold is reached at no distance."))
            return
        self._release = found
        title = found.name or self.tr("a place without a source")
        county = names.get(found.county, found.county) or self.tr("outside every county")
        how = reasons.sentences([{"code": "hazard_reach", "hazard": plume.CODE, "facts": dict(found.facts)}], names)[0]
        self.found.setText(f"{title} · {county}\n{how}")
        self.found.setVisible(True)
        self._fill(self.counties, found.counties.to_dict("records"), _MOST_COUNTIES)
        live = found.places[found.places["role"].isin([Role.SETTLEMENT.value, Role.POPULATION.value])]
        others = found.places[~found.places["role"].isin([Role.SETTLEMENT.value, Role.POPULATION.value])]
        self._fill(self.places, [*live.to_dict("records"), *others.to_dict("records")], _MOST_PLACES)
        self.limits.setText(
            self.tr("Time is distance by wind speed, the earliest anything can be there. No terrain, no dense gas.")
        )
        self.limits.setVisible(True)
        self.copy_button.setEnabled(True)
        self.place()

    def _fill(self, table: RowTable, rows: list[Any], most: int) -> None:
        table.set_rows(rows)
        table.setVisible(bool(rows))
        table.setFixedHeight((min(len(rows), most) + 1) * row_px() + 4)

    def _name(self, code: str) -> str:
        return self._names.get(code, code) or words.UNKNOWN_SIGN

    def text(self) -> str:
        """Return what was found as a spreadsheet takes it."""
        if self._release is None:
            return self.found.text()
        lines = [self.title.text(), self.found.text()]
        for table in (self.counties, self.places):
            columns = table.rows_model.columns
            lines += ["", "\t".join(column.title for column in columns)]
            for row in table.rows_model.rows:
                lines.append(
                    "\t".join(column.text(row) if column.text else str(column.value(row)) for column in columns)
                )
        return "\n".join([*lines, "", self.limits.text()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter runs, Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        super().keyPressEvent(event)
