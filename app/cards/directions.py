"""From where fire can come to a village: the compass by county of origin, and all villages as a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from app import direction_words, words
from app.cards.base import MapCard
from app.tasks.directions import Found, Look
from app.theme import px_size, row_px
from app.widgets.basics import button, label
from app.widgets.direction_rose import DirectionRose
from app.widgets.table import Column, RowTable
from layers.spread.beverly import LONG_EMBERS_M, RADIANT_HEAT_M, SHORT_EMBERS_M, UNKNOWN, YES
from layers.spread.directions import Directions

_MOST_COUNTIES, _MOST_VILLAGES = 4, 6


@dataclass(frozen=True)
class CountyRow:
    """Degrees from one county, by how far out an unbroken way begins."""

    county: int
    degrees: tuple[float, ...]


@dataclass(frozen=True)
class VillageRow:
    """One village of the list."""

    place: int  # in the results
    name: str
    county: str
    whole: float
    foreign: float
    origin: int  # county row most ways come from; −2 none


class DirectionCard(MapCard):
    """How to look, the compass, and what it says by county; below it the list of all villages, once asked for."""

    wanted = Signal()  # look again as the fields say
    all_wanted = Signal()
    save_wanted = Signal()
    village_chosen = Signal(int)  # place in the results

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.tr("Where fire comes from"), width_px=400)
        self._found: Found | None = None
        self._shown: Directions | None = None
        self._colors: Mapping[int, str] = {}
        self._names: Mapping[str, str] = {}
        self.place_label = label(self.tr("Click a village on the map, or any place."), wrap=True, selectable=True)
        self.body.addWidget(self.place_label)
        self._build_fields()
        middle = QHBoxLayout()
        middle.setSpacing(8)
        self.rose = DirectionRose()
        middle.addWidget(self.rose, 0, Qt.AlignmentFlag.AlignTop)
        self.said = label("", wrap=True, selectable=True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        middle.addWidget(self.said, 1)
        self.body.addLayout(middle)
        self.counties = RowTable(self._county_columns(), self.tr("By county of origin"), key=lambda one: one.county)
        self.body.addWidget(self.counties)
        self.villages = RowTable(self._village_columns(), self.tr("All villages"), key=lambda one: one.place)
        self.villages.row_selected.connect(self._on_village)
        self.body.addWidget(self.villages)
        self.limits = label("", "small", wrap=True)
        self.body.addWidget(self.limits)
        row = QHBoxLayout()
        row.addStretch(1)
        self.all_button = button(self.tr("All villages"), self.all_wanted.emit)
        self.all_button.setToolTip(self.tr("Look around every village of the plan, and list them"))
        row.addWidget(self.all_button)
        self.save_button = button(self.tr("Save as workbook…"), self.save_wanted.emit, icon="sheet")
        row.addWidget(self.save_button)
        self.body.addLayout(row)
        self.show_message("")

    def _build_fields(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.distance = QComboBox()
        self.distance.setAccessibleName(self.tr("How far fuel sets other fuel alight"))
        self.distance.setToolTip(
            self.tr("Exposure is the share of fuel within this distance (Beverly et al. 2010, 2021)")
        )
        for metres, text in (
            (LONG_EMBERS_M, self.tr("500 m, embers carried far")),
            (SHORT_EMBERS_M, self.tr("100 m, embers carried near")),
            (RADIANT_HEAT_M, self.tr("30 m, radiant heat")),
        ):
            self.distance.addItem(text, metres)
        self.distance.activated.connect(lambda _at: self.wanted.emit())
        row.addWidget(self.distance, 1)
        self.grass = QCheckBox(self.tr("Grass counts"))
        self.grass.setChecked(True)
        self.grass.setToolTip(self.tr("Grass burns, but throws no embers far: without it only woods and shrubs count"))
        self.grass.clicked.connect(lambda _on: self.wanted.emit())
        row.addWidget(self.grass)
        self.body.addLayout(row)

    def _county_columns(self) -> list[Column]:
        first = Column(
            self.tr("Begins in"),
            lambda one: self._county(one.county),
            icon=lambda one: self._swatch(one.county),
            stretch=True,
        )
        return [first, *(self._depth_column(place, km) for place, km in enumerate((5, 10, 15)))]

    def _depth_column(self, place: int, km: int) -> Column:
        return Column(
            f"{km} km",
            lambda one: one.degrees[place],
            text=lambda one: _degrees(one.degrees[place]),
            is_number=True,
            width_px=60,
            title_tip=self.tr("Degrees of the compass from which an unbroken way of this length comes"),
        )

    def _village_columns(self) -> list[Column]:
        return [
            Column(self.tr("Village"), lambda one: one.name, stretch=True),
            Column(self.tr("County"), lambda one: self._short(one.county), width_px=60),
            Column(
                self.tr("15 km"),
                lambda one: one.whole,
                text=lambda one: _degrees(one.whole),
                is_number=True,
                width_px=48,
                title_tip=self.tr("Degrees of the compass from which an unbroken way of this length comes"),
            ),
            Column(
                self.tr("Across"),
                lambda one: one.foreign,
                text=lambda one: _degrees(one.foreign),
                is_number=True,
                width_px=62,
                title_tip=self.tr("Degrees from which a way comes that begins in another county"),
            ),
            Column(
                self.tr("Mostly from"), lambda one: self._county(one.origin) if one.origin > -2 else "", width_px=84
            ),
        ]

    # -- what is asked --------------------------------------------------------------------------

    @property
    def look(self) -> Look:
        """How to look, as the fields say."""
        return Look(float(self.distance.currentData()), self.grass.isChecked())

    @property
    def found(self) -> Found | None:
        """What is shown."""
        return self._found

    @property
    def shown(self) -> Directions | None:
        """The place that is shown."""
        return self._shown

    # -- what is shown --------------------------------------------------------------------------

    def show_message(self, text: str) -> None:
        """Say what goes on, without a result."""
        self._found, self._shown = None, None
        self.said.setText(text)
        self.said.setVisible(bool(text))
        for widget in (self.rose, self.counties, self.villages, self.limits):
            widget.setVisible(False)
        self.copy_button.setEnabled(False)
        self.save_button.setEnabled(False)
        self.place()

    def show_found(self, found: Found, names: Mapping[str, str]) -> None:
        """Show the list, or the one place."""
        self._found, self._names = found, names
        rows = (
            [self._village_row(place, one) for place, one in enumerate(found.results)] if found.wish.at is None else []
        )
        rows.sort(key=lambda one: (-one.foreign, -one.whole, one.place))
        self.villages.set_rows(rows)
        self.villages.setVisible(bool(rows))
        self.villages.setFixedHeight((min(len(rows), _MOST_VILLAGES) + 1) * row_px() + 4)
        self.limits.setText(" ".join(direction_words.limits(found.land, names)))
        self.limits.setVisible(True)
        self.save_button.setEnabled(bool(found.results))
        if found.wish.at is None:
            self.counties.setVisible(False)
            self.rose.setVisible(False)
            self._shown = None
            text = self.tr("%n village(s); choose one in the list.", "", len(rows))
            self.place_label.setText(text if rows else self.tr("The plan has no villages; click any place."))
            self.said.setVisible(False)
            self.copy_button.setEnabled(bool(rows))
            self.place()

    def show_place(self, one: Directions, colors: Mapping[int, str]) -> None:
        """Show one place: compass, sentences, counties."""
        found = self._found
        if found is None:
            return
        self._shown, self._colors = one, colors
        county = self._names.get(one.county, one.county)
        name = one.name or self.tr("This place")
        self.place_label.setText(f"{name} · {county}" if county else name)
        self.rose.show_directions(one, colors, self._tip)
        self.rose.setVisible(True)
        sentences = direction_words.summary(found.land, one, self._names)
        across = [sector for sector in one.sectors() if self._is_across(one, sector.county) and 1 in sector.segments]
        across.sort(key=lambda sector: -len(sector.segments))
        if across:
            told = [
                self.tr("{county} {sector}").format(
                    county=self._county(sector.county),
                    sector=direction_words.sector_text(sector.first_deg, sector.last_deg),
                )
                for sector in across[:3]
            ]
            sentences.append(self.tr("Across the line: {sectors}.").format(sectors=words.joined(told)))
        self.said.setText("\n".join(sentences))
        self.said.setVisible(True)
        rows = [CountyRow(row, tuple(degrees.tolist())) for row, degrees in one.by_county().items()]
        self.counties.set_rows(rows)
        is_listed = found.wish.at is None
        self.counties.setVisible(bool(rows) and not is_listed)
        self.counties.setFixedHeight((min(len(rows), _MOST_COUNTIES) + 1) * row_px() + 4)
        self.copy_button.setEnabled(True)
        self.place()

    def text(self) -> str:
        """Return what the card says, as a spreadsheet takes it."""
        found = self._found
        if found is None:
            return ""
        lines = [self.title.text(), self.place_label.text(), self.distance.currentText()]
        if self._shown is not None:
            lines += direction_words.summary(found.land, self._shown, self._names)
            lines += ["", "\t".join((self.tr("Begins in"), "5 km", "10 km", "15 km"))]
            for row, degrees in self._shown.by_county().items():
                lines.append("\t".join([self._county(row), *(f"{value:g}" for value in degrees)]))
        elif self.villages.isVisible():
            lines += ["", "\t".join(column.title for column in self._village_columns())]
            for one in self.villages.visible_rows():
                named = (one.name, self._short(one.county))
                lines.append("\t".join((*named, f"{one.whole:g}", f"{one.foreign:g}", self._county(one.origin))))
        return "\n".join([*lines, "", self.limits.text()])

    # -- rows -----------------------------------------------------------------------------------

    def _village_row(self, place: int, one: Directions) -> VillageRow:
        assert self._found is not None
        codes = self._found.land.counties["code"].tolist()
        own = codes.index(one.county) if one.county in codes else -1
        foreign = float(((one.depth > 0) & (one.source != own)).sum()) * one.step_deg
        origin = next(iter(one.by_county()), -2)
        return VillageRow(place, one.name, one.county, float(one.full.sum()) * one.step_deg, foreign, origin)

    def _is_across(self, one: Directions, county: int) -> bool:
        assert self._found is not None
        return county >= 0 and str(self._found.land.counties["code"].iloc[county]) != one.county

    def _county(self, row: int) -> str:
        if self._found is None or row < -1:
            return ""
        return direction_words.county_name(self._found.land, row, self._names)

    def _short(self, code: str) -> str:
        return self._names.get(code, code)

    def _swatch(self, row: int) -> QIcon:
        picture = QPixmap(px_size(12, 12))
        picture.fill(QColor(self._colors.get(row, "#888888")))
        return QIcon(picture)

    def _tip(self, line: int) -> str:
        one = self._shown
        if one is None:
            return ""
        bearing = f"{float(one.bearing_deg[line]) % 360.0:g}°"
        parts = []
        for segment, viable in enumerate(one.viable[line].tolist()):
            km = f"{5 * segment}–{5 * (segment + 1)} km"
            if viable == YES:
                county = self._county(int(one.origin[line, segment]))
                parts.append(self.tr("{km}: a way, {county}").format(km=km, county=county))
            elif viable == UNKNOWN:
                parts.append(self.tr("{km}: not known").format(km=km))
            else:
                parts.append(self.tr("{km}: no way").format(km=km))
        return "\n".join([bearing, *parts])

    def _on_village(self, row: VillageRow | None) -> None:
        if row is not None:
            self.village_chosen.emit(row.place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter looks again, Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        super().keyPressEvent(event)


def _degrees(value: float) -> str:
    """Return degrees of the compass; none are left blank."""
    return f"{value:g}°" if value else ""
