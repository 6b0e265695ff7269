"""What lookouts see: how it is looked for, counties, what is seen across, single lookouts, suggested places."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal, SignalInstance
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QGridLayout, QHBoxLayout, QWidget

from app import words
from app.cards.base import MapCard
from app.i18n import mark
from app.tasks.lookouts import Seen
from app.theme import row_px
from app.widgets.basics import button, label
from app.widgets.table import Column, RowTable, number_column

COUNTIES, ACROSS, LOOKOUTS, SITES = "counties", "across", "lookouts", "sites"
_MOST_ROWS = 8


@dataclass(frozen=True)
class CountyRow:
    """How much of a county's woods is seen; hm², nan is not known."""

    county: int
    watched: float
    seen: float
    across_only: float
    blind: float

    @property
    def share(self) -> float:
        """Of the woods, what is seen."""
        return self.seen / self.watched if self.watched > 0 else math.nan


@dataclass(frozen=True)
class AcrossRow:
    """What one county's lookouts see of another's woods; hm²."""

    eye: int
    seen: int
    seen_ha: float
    only_ha: float


@dataclass(frozen=True)
class LookoutRow:
    """One lookout; hm², nan where the ground below it is not known."""

    at: int
    name: str
    county: int
    seen: float
    across: float
    alone: float


@dataclass(frozen=True)
class SiteRow:
    """One suggested place."""

    at: int
    county: int
    ground_m: float
    gained: float


class LookoutCard(MapCard):
    """Distances above, one of four tables below."""

    wanted = Signal()  # look again as the fields say
    sites_wanted = Signal()
    save_wanted = Signal()
    lookout_chosen = Signal(int)
    site_chosen = Signal(int)
    county_chosen = Signal(int)
    view_changed = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.tr("What lookouts see"), width_px=400)
        self._found: Seen | None = None
        self._names: Mapping[str, str] = {}
        self._add_fields()
        self.said = label("", wrap=True, selectable=True)
        self.body.addWidget(self.said)
        row = QHBoxLayout()
        self.view = QComboBox()
        self.view.setAccessibleName(self.tr("What is listed"))
        for text, view in (
            (self.tr("Counties"), COUNTIES),
            (self.tr("Seen across the line"), ACROSS),
            (self.tr("Lookouts"), LOOKOUTS),
            (self.tr("Suggested places"), SITES),
        ):
            self.view.addItem(text, view)
        self.view.currentIndexChanged.connect(lambda _at: self._on_view())
        row.addWidget(self.view, 1)
        self.save_button = button(self.tr("Save…"), self.save_wanted.emit)
        self.save_button.setToolTip(self.tr("Save everything as a workbook, with suggested places"))
        row.addWidget(self.save_button)
        self.view_row = QWidget()
        row.setContentsMargins(0, 0, 0, 0)
        self.view_row.setLayout(row)
        self.body.addWidget(self.view_row)
        self._add_tables()
        self.suggest_button = button(self.tr("Suggest places"), self.sites_wanted.emit, icon="tower-control")
        self.suggest_button.setToolTip(self.tr("Try summits: where more lookouts would see most woods nobody sees"))
        self.body.addWidget(self.suggest_button)
        self.limits = label("", "small", wrap=True)
        self.body.addWidget(self.limits)
        self.show_message("")

    # -- parts ----------------------------------------------------------------------------------

    def _add_fields(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        self.range_km = self._field(self.tr("Smoke is made out within"), 0.5, 40.0, 8.0, " km", 1)
        self.range_km.setToolTip(self.tr("5–10 km is usual, whatever a camera's leaflet says"))
        self.target_m = self._field(self.tr("Height of the smoke"), 0.0, 500.0, 30.0, " m", 0)
        self.target_m.setToolTip(self.tr("A column of smoke that is made out: 20–50 m"))
        self.eye_m = self._field(self.tr("Eye height where none is given"), 1.0, 200.0, 15.0, " m", 0)
        self.eye_m.setToolTip(self.tr("Above the ground; a lookout's own height is used where it is recorded"))
        self.cell_m = self._field(self.tr("Side of a cell"), 25.0, 1000.0, 100.0, " m", 0)
        self.cell_m.setToolTip(self.tr("Finer cells see finer; terrain cannot be finer than its file"))
        for at, (text, field) in enumerate(
            (
                (self.tr("Smoke within"), self.range_km),
                (self.tr("Smoke height"), self.target_m),
                (self.tr("Eye height"), self.eye_m),
                (self.tr("Cells"), self.cell_m),
            )
        ):
            grid.addWidget(label(text), at // 2, 2 * (at % 2))
            grid.addWidget(field, at // 2, 2 * (at % 2) + 1)
        self.body.addLayout(grid)

    def _field(self, name: str, low: float, high: float, value: float, unit: str, digits: int) -> QDoubleSpinBox:
        field = QDoubleSpinBox()
        field.setRange(low, high)
        field.setDecimals(digits)
        field.setValue(value)
        field.setSuffix(unit)
        field.setKeyboardTracking(False)
        field.setAccessibleName(name)
        field.valueChanged.connect(lambda _value: self.wanted.emit())
        return field

    def _add_tables(self) -> None:
        county = Column(_tr(mark("Lookouts", "County")), lambda one: self._county(one.county), stretch=True)
        self.counties = RowTable(
            [
                county,
                _hectares("watched", mark("Lookouts", "Woods"), mark("Lookouts", "Woods, hm²"), 64),
                number_column("share", _tr(mark("Lookouts", "Seen")), "", 56, words.percent),
                _hectares(
                    "across_only",
                    mark("Lookouts", "Neighbour"),
                    mark("Lookouts", "hm² that only a neighbour's lookouts see: what mutual notice is worth"),
                    76,
                ),
                _hectares("blind", mark("Lookouts", "Nobody"), mark("Lookouts", "hm² that nobody sees"), 64),
            ],
            _tr(mark("Lookouts", "Counties")),
            key=lambda one: one.county,
        )
        self.counties.row_selected.connect(lambda one: self._tell(self.county_chosen, one, "county"))
        self.across = RowTable(
            [
                Column(_tr(mark("Lookouts", "Lookouts of")), lambda one: self._county(one.eye), stretch=True),
                Column(_tr(mark("Lookouts", "See woods of")), lambda one: self._county(one.seen), width_px=100),
                _hectares("seen_ha", mark("Lookouts", "Seen"), mark("Lookouts", "hm² that they see"), 60),
                _hectares("only_ha", mark("Lookouts", "Alone"), mark("Lookouts", "hm² that no other county sees"), 60),
            ],
            _tr(mark("Lookouts", "Seen across the line")),
            key=lambda one: (one.eye, one.seen),
        )
        self.across.row_selected.connect(lambda one: self._tell(self.county_chosen, one, "seen"))
        self.lookouts = RowTable(
            [
                Column(_tr(mark("Lookouts", "Lookout")), lambda one: one.name, stretch=True),
                Column(_tr(mark("Lookouts", "County")), lambda one: self._county(one.county), width_px=64),
                _hectares("seen", mark("Lookouts", "Seen"), mark("Lookouts", "Woods that it sees, hm²"), 60),
                _hectares("across", mark("Lookouts", "Across"), mark("Lookouts", "Of it in other counties, hm²"), 60),
                _hectares("alone", mark("Lookouts", "Alone"), mark("Lookouts", "hm² that are blind when it fails"), 60),
            ],
            _tr(mark("Lookouts", "Lookouts")),
            key=lambda one: one.at,
        )
        self.lookouts.row_selected.connect(lambda one: self._tell(self.lookout_chosen, one, "at"))
        self.sites = RowTable(
            [
                Column(_tr(mark("Lookouts", "No.")), lambda one: one.at + 1, is_number=True, width_px=40),
                county,
                Column(
                    _tr(mark("Lookouts", "Ground")),
                    lambda one: one.ground_m,
                    text=lambda one: f"{one.ground_m:.0f} m",
                    is_number=True,
                    width_px=72,
                ),
                _hectares("gained", mark("Lookouts", "More seen"), mark("Lookouts", "hm² newly seen"), 84),
            ],
            _tr(mark("Lookouts", "Suggested places")),
            key=lambda one: one.at,
        )
        self.sites.row_selected.connect(lambda one: self._tell(self.site_chosen, one, "at"))
        self._tables = {COUNTIES: self.counties, ACROSS: self.across, LOOKOUTS: self.lookouts, SITES: self.sites}
        for table in self._tables.values():
            self.body.addWidget(table)

    @staticmethod
    def _tell(signal: SignalInstance, row: object | None, name: str) -> None:
        if row is not None:
            signal.emit(getattr(row, name))

    # -- state ----------------------------------------------------------------------------------

    @property
    def shown_view(self) -> str:
        """Which table is shown."""
        return str(self.view.currentData())

    @property
    def found(self) -> Seen | None:
        """What is shown."""
        return self._found

    def show_message(self, text: str) -> None:
        """Say what goes on, without a result."""
        self._found = None
        self.said.setText(text)
        self.said.setVisible(bool(text))
        for widget in (self.view_row, self.suggest_button, self.limits, *self._tables.values()):
            widget.setVisible(False)
        self.copy_button.setEnabled(False)
        self.place()

    def show_found(self, found: Seen, names: Mapping[str, str]) -> None:
        """Show what was found."""
        self._found, self._names = found, names
        study = found.study
        table = study.by_county()
        self.counties.set_rows(
            [
                CountyRow(int(one["county"]), one["watched_ha"], one["seen_ha"], one["across_only_ha"], one["blind_ha"])
                for one in table.to_dict("records")
            ]
        )
        self.across.set_rows([AcrossRow(int(a), int(b), c, d) for a, b, c, d in study.across().itertuples(index=False)])
        views, nameless = study.by_lookout().to_dict("records"), self.tr("without a name")
        self.lookouts.set_rows(
            [
                LookoutRow(at, one.name or nameless, one.county, *self._figures(one.ground_m, views[at]))
                for at, one in enumerate(study.land.lookouts)
            ]
        )
        self.sites.set_rows(
            [SiteRow(at, one.county, one.ground_m, one.gained_ha) for at, one in enumerate(found.sites)]
        )
        self.said.setText(self._summary())
        self.said.setVisible(True)
        self.limits.setText(" ".join(self._limits()))
        self.copy_button.setEnabled(True)
        self._on_view()

    @staticmethod
    def _figures(ground_m: float, view: Mapping[Any, float]) -> tuple[float, float, float]:
        if math.isnan(ground_m):
            return math.nan, math.nan, math.nan
        return view["seen_ha"], view["across_ha"], view["alone_ha"]

    def _summary(self) -> str:
        assert self._found is not None
        study = self._found.study
        if not study.land.lookouts:
            return self.tr(
                "The plan has no lookouts. Record them (Ctrl+R, L), add a layer of them, or let places be suggested."
            )
        table = study.by_county()
        whole, seen, across = (float(table[name].sum()) for name in ("watched_ha", "seen_ha", "across_only_ha"))
        if whole <= 0.0:
            return self.tr("No woods are known: add a forest layer, or make forest from land cover.")
        text = self.tr("{count} lookouts see {share} of {whole} hm² of woods; {across} hm² only a neighbour sees.")
        return text.format(
            count=len(study.land.lookouts),
            share=words.percent(seen / whole),
            whole=words.number(whole),
            across=words.number(across),
        )

    def _limits(self) -> list[str]:
        assert self._found is not None
        land = self._found.study.land
        said = [self.tr("To be visible is not to be detected: haze, night, canopy and who is on watch do not count.")]

        def listed(codes: frozenset[str]) -> str:
            return words.joined([self._names.get(code, code) for code in sorted(codes)])

        if land.silent:
            said.append(self.tr("Woods are not known of {counties}.").format(counties=listed(land.silent)))
        if land.unheard:
            said.append(self.tr("Lookouts are not known of {counties}.").format(counties=listed(land.unheard)))
        if any(math.isnan(one.ground_m) for one in land.lookouts):
            said.append(self.tr("Lookouts outside the terrain (“—”) are left out."))
        return said

    def _on_view(self) -> None:
        if self._found is None:
            return
        self.view_row.setVisible(True)
        self.limits.setVisible(True)
        for view, table in self._tables.items():
            rows = len(table.visible_rows())
            table.setVisible(view == self.shown_view and rows > 0)
            table.setFixedHeight((min(max(rows, 1), _MOST_ROWS) + 1) * row_px() + 4)
        self.suggest_button.setVisible(self.shown_view == SITES or not self._found.study.land.lookouts)
        self.place()
        self.view_changed.emit()

    def show_sites(self) -> None:
        """Turn to the suggested places."""
        self.view.setCurrentIndex(self.view.findData(SITES))

    def _county(self, row: int) -> str:
        if self._found is None or row < 0:
            return self.tr("outside")
        code = self._found.study.land.codes[row]
        return self._names.get(code, code)

    def text(self) -> str:
        """Return the table that is shown, as a spreadsheet takes it."""
        if self._found is None:
            return ""
        table = self._tables[self.shown_view]
        columns = table.rows_model.columns
        lines = [self.title.text(), self.said.text(), "", "\t".join(column.title for column in columns)]
        for row in table.visible_rows():
            lines.append("\t".join(column.text(row) if column.text else str(column.value(row)) for column in columns))
        return "\n".join([*lines, "", self.limits.text()])


def _tr(text: str) -> str:
    return QCoreApplication.translate("Lookouts", text)


def _hectares(name: str, title: str, tip: str, width_px: int) -> Column:
    return number_column(name, _tr(title), _tr(tip), width_px)
