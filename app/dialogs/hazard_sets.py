"""Sets of numbers of hazards side by side: their list and form on the left; zones, classes and people on the right."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial
from operator import itemgetter
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app import fire_words, theme, words
from app.dialogs.side_by_side import SideBySide
from app.tasks.hazards import RanSets
from app.theme import row_px
from app.widgets.basics import button, label, line
from app.widgets.hazard_numbers import NumberFields, is_same
from app.widgets.table import Column, RowTable
from layers.hazards.kind import HazardKind
from layers.hazards.lists import ScenarioSet, wind_sets
from layers.hazards.registry import REGISTRY
from layers.kinds import ZoneClass
from layers.spread.choices import COMPASS
from layers.zones.model import Parameters

_MOST_ROWS = 10
#: Room for a scroll bar below the last row: many sets are wider than the window.
_BAR_PX = 18
_SHOWN = 8
#: Numbers that say which zones there are at all, not under which conditions.
_NOT_ASKED = frozenset({"band_m", "least_count", "least_m", "least_ha"})


class HazardSetsWindow(SideBySide):
    """The sets of the plan."""

    run_asked = Signal(object, object)  # tuple of ScenarioSet, tuple of hazard codes
    zone_chosen = Signal(object)  # geometry, EPSG:4490
    most_shown = _SHOWN

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, self.tr("Sets of numbers side by side"), self.tr("Sets of the plan"))
        self._parameters = Parameters()
        self._rose: tuple[float, ...] = (1.0,) * len(COMPASS)
        self._ran: RanSets | None = None
        self._names: Mapping[str, str] = {}
        self.winds = button(self.tr("Eight winds"), self._add_winds)
        self.winds.setToolTip(
            self.tr("Adds a set for each wind of the plan's rose: every hazard that has a wind goes with it")
        )
        self.list_row.insertWidget(0, self.winds)
        self._build_form()
        self._build_results()
        self.show_message(self.tr("Tick one to eight sets and run them."))

    # -- building -----------------------------------------------------------------------------

    def _build_form(self) -> None:
        self.left.addWidget(line())
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self.make_name()
        self.weight = QDoubleSpinBox()
        self.weight.setDecimals(4)
        self.weight.setRange(0.0001, 1_000.0)
        self.weight.setValue(1.0)
        self.weight.setToolTip(
            self.tr("How often it holds against the others: of return periods 1/T less 1/T of the next, of winds days")
        )
        self.hazard = QComboBox()
        self.stack = QStackedWidget()
        self.fields: dict[str, NumberFields] = {}
        for code, kind in REGISTRY.items():
            names = [one.name for one in kind.numbers if one.name not in _NOT_ASKED]
            if names:
                made = self.fields[code] = NumberFields(kind, names, columns=1)
                page = QWidget()
                page.setProperty("kind", "page")
                column = QVBoxLayout(page)
                column.setContentsMargins(0, 0, 4, 0)
                column.addWidget(made)
                column.addStretch(1)
                area = QScrollArea()
                area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes it, and is scrolled to
                area.setWidgetResizable(True)
                area.setWidget(page)
                self.stack.addWidget(area)
                self.hazard.addItem(words.hazard(code), code)
        self.hazard.currentIndexChanged.connect(self.stack.setCurrentIndex)
        for place, (text, field) in enumerate(
            ((self.tr("Name"), self.name), (self.tr("How often"), self.weight), (self.tr("Numbers of"), self.hazard))
        ):
            named = label(text)
            named.setBuddy(field)
            field.setAccessibleName(text)
            grid.addWidget(named, place, 0)
            grid.addWidget(field, place, 1)
        self.left.addLayout(grid)
        self.left.addWidget(self.stack, 20)
        self.add_form_buttons()
        self.left.addWidget(line())
        row = QHBoxLayout()
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Hazards that are derived"))
        self.which.addItem(self.tr("hazards the sets change"), None)
        for code in REGISTRY:
            self.which.addItem(self.tr("only {hazard}").format(hazard=words.hazard(code)), code)
        named = label(self.tr("Derive"))
        named.setBuddy(self.which)
        row.addWidget(named)
        row.addWidget(self.which, 1)
        self.left.addLayout(row)
        self.add_running(self.tr("Save all of it as a workbook"))

    def _build_results(self) -> None:
        self.found = label("", wrap=True, selectable=True)
        self.right.addWidget(self.found)
        self.room = QVBoxLayout()
        self.room.setSpacing(8)
        self.right.addLayout(self.room)
        self.right.addStretch(1)
        self.limits = label("", "small", wrap=True)
        self.right.addWidget(self.limits)
        self.tables: list[RowTable] = []
        self.headings: list[QWidget] = []

    # -- the list and its form ----------------------------------------------------------------

    def show_settings(
        self, sets: tuple[ScenarioSet, ...], parameters: Parameters, rose: tuple[float, ...], *, is_read_only: bool
    ) -> None:
        """Show the sets of the plan; the form begins with the plan's own numbers."""
        if parameters != self._parameters or not self.list.count():
            self._parameters = parameters
            self._show_numbers({})
        self.is_read_only, self._rose = is_read_only, rose
        self.show_members(sets, [QIcon() for _ in sets], [self._said(one) for one in sets])

    def show_member(self, one: ScenarioSet) -> None:
        """Show a set in the form."""
        self.name.setText(one.name)
        self.weight.setValue(one.weight)
        self._show_numbers(one.numbers)
        changed = next((code for code in one.numbers if code in self.fields), None)
        if changed is not None:
            self.hazard.setCurrentIndex(self.hazard.findData(changed))

    def _show_numbers(self, numbers: Mapping[str, Mapping[str, Any]]) -> None:
        for code, fields in self.fields.items():
            own = numbers.get(code, {})
            kind = REGISTRY[code]
            fields.show_numbers(partial(self._shown_number, kind, own))

    def _shown_number(self, kind: HazardKind, own: Mapping[str, Any], name: str) -> Any:
        return own[name] if name in own else kind.number(self._parameters, name)

    @property
    def formed(self) -> ScenarioSet:
        """The set as it stands in the form: what differs from the plan's own numbers."""
        numbers: dict[str, dict[str, Any]] = {}
        for code, fields in self.fields.items():
            kind = REGISTRY[code]
            changed = {
                name: value
                for name, value in fields.numbers.items()
                if not is_same(value, kind.number(self._parameters, name))
            }
            if changed:
                numbers[code] = changed
        return ScenarioSet(self.name.text().strip(), self.weight.value(), numbers)

    def _said(self, one: ScenarioSet) -> str:
        """Word what a set changes."""
        return "\n".join(
            f"{words.hazard(code)}: {words.joined([self._number(code, name, value) for name, value in values.items()])}"
            for code, values in one.numbers.items()
        ) or self.tr("the plan's own numbers")

    def _number(self, code: str, name: str, value: Any) -> str:
        from app import i18n

        kind = REGISTRY.get(code)
        one = next((one for one in kind.numbers if one.name == name), None) if kind is not None else None
        if kind is None or one is None:
            return f"{name} {value}"
        text = one.text.get(i18n.current()) or one.text["en"]
        said = kind.choice(i18n.current(), name, value) or f"{words.number(float(value), one.decimals)} {one.unit}"
        return f"{text} {said}".strip()

    def _add_winds(self) -> None:
        degrees = {45.0 * at: share for at, share in enumerate(self._rose)}
        names = dict(zip(degrees, fire_words.directions(), strict=True))
        named = {at: self.tr("wind from the {direction}").format(direction=names[at]) for at in degrees}
        self.add_several(wind_sets(degrees, named))

    def refresh_buttons(self, *_makers: QPushButton) -> None:
        """Switch the buttons on and off."""
        if hasattr(self, "run_button"):
            super().refresh_buttons(self.winds)

    # -- running ------------------------------------------------------------------------------

    @property
    def hazards(self) -> tuple[str, ...]:
        """What is derived: one hazard alone, or those that a ticked set changes."""
        alone = self.which.currentData()
        if alone is not None:
            return (str(alone),)
        changed = {code for one in self.ticked() for code in one.numbers}
        readers = {code for code, kind in REGISTRY.items() if changed & set(kind.also_reads)}
        return tuple(code for code in REGISTRY if code in changed | readers) or tuple(REGISTRY)

    def start(self) -> None:
        """Derive the zones under what is ticked."""
        self.show_message(self.tr("Deriving zones under each set…"))
        self.run_asked.emit(self.ticked(), self.hazards)

    def show_message(self, text: str) -> None:
        """Say what goes on, without a result."""
        self._ran = None
        self.found.setText(text)
        self._clear()
        self.limits.setText("")
        self.book_button.setEnabled(False)

    @property
    def ran(self) -> RanSets | None:
        """What is shown."""
        return self._ran

    def _clear(self) -> None:
        for widget in (*self.tables, *self.headings):
            self.room.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.tables, self.headings = [], []

    def show_ran(self, ran: RanSets, names: Mapping[str, str]) -> None:
        """Show the sets side by side."""
        self._ran, self._names = ran, names
        self._clear()
        self.book_button.setEnabled(True)
        always = int(ran.standing["always"].sum()) if len(ran.standing) else 0
        firm = int(ran.standing["same_class"].sum()) if len(ran.standing) else 0
        said = self.tr("{count} shared zones under some set; {always} under all of them, {firm} of one class.")
        self.found.setText(said.format(count=len(ran.standing), always=always, firm=firm))
        self._put(self.tr("By set"), self._set_table(ran))
        self._put(self.tr("Which zones hold"), self._zone_table(ran))
        hazards = words.joined([words.hazard(code) for code in ran.hazards])
        limits = self.tr(
            "Derived: {hazards}. People: known ones reached outside the county the hazard lies in; — unknown."
        )
        self.limits.setText(limits.format(hazards=hazards))

    def _put(self, heading: str, table: RowTable) -> None:
        title = label(heading, "heading")
        self.room.addWidget(title)
        self.room.addWidget(table)
        table.setFixedHeight((min(len(table.rows_model.all_rows), _MOST_ROWS) + 1) * row_px() + _BAR_PX)
        self.headings.append(title)
        self.tables.append(table)

    def _set_table(self, ran: RanSets) -> RowTable:
        columns = [
            Column(self.tr("Set"), lambda row: row["name"], stretch=True, tip=lambda row: row["said"]),
            Column(
                self.tr("How often"),
                lambda row: row["share"],
                text=lambda row: words.percent(row["share"]),
                is_number=True,
                width_px=80,
            ),
            Column(self.tr("Zones"), lambda row: row["zones"], is_number=True, width_px=64),
            *(
                Column(
                    words.zone_class_short(value),
                    itemgetter(value),
                    is_number=True,
                    width_px=56,
                    title_tip=words.zone_class(value),
                )
                for value in ("S1", "S2", "S3", "pending")
            ),
            Column(
                self.tr("Area (hm²)"),
                lambda row: row["area_ha"],
                text=lambda row: words.number(row["area_ha"], 0),
                is_number=True,
                width_px=96,
            ),
            Column(
                self.tr("People across"),
                lambda row: row["people"],
                text=lambda row: words.number(row["people"]),
                is_number=True,
                width_px=104,
            ),
        ]
        table = RowTable(columns, self.tr("By set"), key=lambda row: row["name"])
        table.set_rows(set_rows(ran, [self._said(one) for one in ran.sets]))
        return table

    def _zone_table(self, ran: RanSets) -> RowTable:
        columns = [
            Column(
                self.tr("Holds"),
                lambda row: row["holds"],
                text=lambda row: words.percent(row["holds"]),
                color=lambda row: QColor(theme.tokens().success) if row["same_class"] else None,
                is_number=True,
                width_px=64,
                title_tip=self.tr(
                    "Weight of the sets under which it is a shared zone; green: always, and of one class"
                ),
            ),
            Column(self.tr("Hazard"), lambda row: words.hazard(row["hazard"]), width_px=110),
            Column(self.tr("What"), lambda row: words.joined(row["names"][:2]) or words.UNKNOWN_SIGN, stretch=True),
            Column(
                self.tr("Counties"),
                lambda row: words.joined([self._names.get(code, code) for code in row["counties"]]),
                width_px=130,
            ),
            *(
                Column(
                    one.name,
                    partial(_class_under, one.name),
                    text=partial(self._cell, one.name),
                    tip=partial(self._cell_tip, one.name),
                    width_px=64,
                    title_tip=one.name,
                )
                for one in ran.sets
            ),
        ]
        table = RowTable(columns, self.tr("Which zones hold"))
        table.set_rows(ran.standing.to_dict("records"))
        table.row_selected.connect(lambda row: self.zone_chosen.emit(row["geometry"]) if row is not None else None)
        return table

    def _cell(self, name: str, row: Mapping[str, Any]) -> str:
        found = row["classes"].get(name)
        return words.zone_class_short(found) if found else "·"

    def _cell_tip(self, name: str, row: Mapping[str, Any]) -> str:
        if name not in row["classes"]:
            return self.tr("No shared zone under this set")
        people = row["people"].get(name, math.nan)
        said = words.zone_class(row["classes"][name])
        return self.tr("{what}\n{people} people across").format(what=said, people=words.number(people))


def _class_under(name: str, row: Mapping[str, Any]) -> str:
    return str(row["classes"].get(name, ""))


def set_rows(ran: RanSets, said: list[str]) -> list[dict[str, Any]]:
    """Return a row for each set: zones by class, area, people; sums over hazards and borders."""
    total = sum(one.weight for one in ran.sets)
    rows = []
    for one, text in zip(ran.sets, said, strict=True):
        mine = ran.outcomes[ran.outcomes["scenario"] == one.name]
        classes = [row["classes"].get(one.name) for row in ran.standing.to_dict("records")]
        rows.append(
            {
                "name": one.name,
                "said": text,
                "share": one.weight / total,
                "zones": int(mine["zones"].sum()),
                **{value.value: classes.count(value.value) for value in ZoneClass},
                "area_ha": float(mine["area_ha"].sum()),
                "people": float(mine["people"].sum(skipna=False)) if len(mine) else 0.0,
            }
        )
    return rows
