"""The zone card: what the zone is in words, why it ranks where it does, and what is not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from app import reasons, theme, townships, words
from app.document import Document
from app.panels.zone_edited import EditedSection
from app.panels.zone_reach import how_far, reach_table
from app.panels.zone_states import StatesSection
from app.widgets.basics import CardPages, button, label, line, tool_button
from app.widgets.exposure_table import ExposureTable
from app.widgets.figure_checks import FigureAsker, FigureChecks, checks_of
from app.widgets.rank_note import rank_note
from layers.kinds import Hazard, Role, ZoneClass


class ZoneCard(QWidget):
    """Explains one zone; asks for one when none is chosen."""

    zoom_asked = Signal(str)
    status_chosen = Signal(str, object, str)  # uid, ZoneStatus, note
    rederive_asked = Signal()
    copy_asked = Signal()
    action_asked = Signal(str)  # key of an action on the zone chosen
    reverted = Signal(str, object)  # uid, fields
    settled = Signal(str, str, bool)  # uid, field, whether the hand's word stays

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Zone card"))
        self._document = document
        self._uid = ""
        self.figures: FigureAsker | None = None  # who works figures out again
        self.figure_checks: FigureChecks | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._pages = CardPages(self.tr("Choose a zone in the table or on the map to see why it is there."))
        self._pages.scroll_area.setAccessibleName(self.accessibleName())
        outer.addWidget(self._pages)

    @property
    def text(self) -> str:
        """All the card says, for tests and for copying."""
        from PySide6.QtWidgets import QLabel

        page = self._pages.scroll_area.widget()
        return "\n".join(found.text() for found in page.findChildren(QLabel)) if page is not None else ""

    def show_zone(self, zone: Any | None) -> None:
        """Explain a zone, or ask for one."""
        kept = self._pages.scroll_area.verticalScrollBar().value() if zone is not None and zone.uid == self._uid else 0
        self._uid = "" if zone is None else zone.uid
        if zone is None:
            self.figure_checks = None
            self._pages.show_hint()
            return
        self._pages.show_page(self._page(zone))
        self._pages.scroll_area.verticalScrollBar().setValue(kept)

    # -- the page -----------------------------------------------------------------------------

    def _page(self, zone: Any) -> QWidget:
        page = QWidget()
        page.setProperty("kind", "page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 10, 12, 16)
        column.setSpacing(8)
        parts = self._parts(zone.uid)
        column.addLayout(self._head(zone))
        column.addWidget(self._headline(zone))
        column.addWidget(self._states(zone))
        if zone.edited:
            column.addWidget(self._edited(zone))
        sentences = self._sentences(zone)
        if sentences:
            column.addWidget(label(sentences[0], wrap=True, selectable=True))
        if zone.unknown:
            column.addWidget(self._unknown(zone, parts))
        column.addWidget(line())
        if zone.exposures:
            column.addWidget(ExposureTable(self._document, zone, parts))
        else:  # derived before exposure was
            column.addLayout(self._affected(zone, parts))
        if zone.people_unknown_places:
            places = self.tr("%n place(s) without a figure", "", int(zone.people_unknown_places))
            column.addWidget(label(places, "warning", wrap=True))
        by_time = reach_table(
            zone.links or [], self._document.short_county_name, is_fire=zone.hazard == Hazard.FOREST.value
        )
        if by_time is not None:
            column.addLayout(by_time)
        column.addLayout(self._rows(zone, parts))
        column.addWidget(line())
        column.addLayout(self._why(zone, sentences[1:]))
        column.addLayout(self._evidence(zone))
        column.addLayout(self._foot())
        self._add_checks(column, zone.uid)
        column.addStretch(1)
        return page

    def _parts(self, uid: str) -> list[Any]:
        parts = self._document.parts()
        return list(parts.loc[parts["zone_uid"] == uid].itertuples(index=False))

    def _head(self, zone: Any) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(label(self._document.zone_name(zone), "title", selectable=True), 1)
        uid = zone.uid
        for key, icon, name in (
            ("edit_zone", "pencil", self.tr("Edit the zone")),
            ("edit_zone_outline", "pentagon", self.tr("Edit its outline")),
            ("swap_roles", "arrow-left-right", self.tr("Swap origin and affected")),
        ):
            made = tool_button(icon=icon, name=name, size_px=16)
            made.setEnabled(key == "swap_roles" or not self._document.is_read_only)
            made.clicked.connect(lambda _checked=False, key=key: self.action_asked.emit(key))
            row.addWidget(made)
        zoom = tool_button(icon="scan", name=self.tr("Show on the map"), size_px=16)
        zoom.clicked.connect(lambda: self.zoom_asked.emit(uid))
        row.addWidget(zoom)
        copy = tool_button(icon="copy-plus", name=self.tr("Copy into a patrol area"), size_px=16)
        copy.setEnabled(not self._document.is_read_only)
        copy.clicked.connect(self.copy_asked.emit)
        row.addWidget(copy)
        return row

    def _states(self, zone: Any) -> StatesSection:
        section = StatesSection(zone, is_read_only=self._document.is_read_only)
        section.stated.connect(lambda status, note: self.status_chosen.emit(zone.uid, status, note))
        self.status_box, self.status_note = section.box, section.note
        return section

    def _edited(self, zone: Any) -> EditedSection:
        section = EditedSection(zone, self._document)
        section.reverted.connect(lambda field: self.reverted.emit(zone.uid, [field]))
        section.settled.connect(lambda field, mine: self.settled.emit(zone.uid, field, mine))
        return section

    def _headline(self, zone: Any) -> QWidget:
        """The class in words and where it goes: 火可越界：丰宁 → 怀柔."""
        short = self._document.short_county_name
        text = words.zone_class(zone.zone_class)
        others = [code for code in zone.counties if code != zone.lead]
        if zone.lead and others and zone.zone_class != ZoneClass.LOCAL:
            text = self.tr("{what}: {origin} → {others}").format(
                what=text, origin=short(zone.lead), others=words.joined([short(code) for code in others])
            )
        frame = QFrame()
        frame.setProperty("kind", "tint")
        row = QHBoxLayout(frame)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(8)
        from app.panels.zones import class_icon

        swatch = label()
        swatch.setPixmap(class_icon(zone.zone_class).pixmap(theme.px_size(16, 16)))
        row.addWidget(swatch, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(f"{words.zone_class_short(zone.zone_class)} · {text}", wrap=True, selectable=True), 1)
        return frame

    def _sentences(self, zone: Any) -> list[str]:
        return reasons.sentences(zone.reasons, self._document.county_names())

    def _unknown(self, zone: Any, parts: Sequence[Any]) -> QWidget:
        """Name each file to ask a neighbour for, and where its figure is missing: unknown is never zero."""
        frame = QFrame()
        frame.setProperty("kind", "banner")
        column = QVBoxLayout(frame)
        column.setContentsMargins(10, 6, 10, 6)
        column.setSpacing(2)
        column.addWidget(label(self.tr("Not known; ask for:"), "warning"))
        inside = {part.county for part in parts if part.people_unknown_places}
        for missing in zone.unknown:
            text = self.tr("{county}: {layer}").format(
                county=self._document.county_name(missing["county"]), layer=words.role(missing["role"])
            )
            if missing["role"] == Role.POPULATION.value and missing["county"] not in inside:
                # Exposure is counted over all that the hazard reaches, which may lie beyond the zone.
                text = self.tr("{missing} (of a place outside this zone that the hazard reaches)").format(missing=text)
            column.addWidget(label("• " + text, "warning", wrap=True))
        return frame

    def _rows(self, zone: Any, parts: Sequence[Any]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        of_townships = townships.lines(self._document, zone.geometry)
        rows = (
            *([(self.tr("Townships"), "\n".join(of_townships))] if of_townships else []),
            (self.tr("How far"), self._how_far(zone)),
            (self.tr("Who gets there first"), self._first(parts)),
            (self.tr("Agreement"), self._agreement(zone)),
            (self.tr("Lead and support"), self._responsibility(zone)),
        )
        for place, (title, text) in enumerate(rows):
            name = label(title, "small", wrap=True)
            name.setFixedWidth(64)
            grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(text, wrap=True, selectable=True), place, 1, Qt.AlignmentFlag.AlignTop)
        return grid

    def _affected(self, zone: Any, parts: Sequence[Any]) -> QGridLayout:
        """People, villages and area by side; the sides sum to the whole."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        right = Qt.AlignmentFlag.AlignRight
        grid.addWidget(label(self.tr("Who is affected"), "heading"), 0, 0)
        for place, head in enumerate((self.tr("People"), self.tr("Villages"), self.tr("Area")), start=1):
            grid.addWidget(label(head, "small"), 0, place, right)
        silent = {missing["county"] for missing in zone.unknown if missing["role"] == Role.SETTLEMENT.value}
        rows = [(self._document.short_county_name(part.county), part, part.county in silent) for part in parts]
        rows.append((self.tr("Together"), zone, bool(silent)))
        for row, (name, part, is_silent) in enumerate(rows, start=1):
            grid.addWidget(label(name), row, 0)
            # Where nobody says where people live, none counted is not none there.
            is_partial = is_silent or part.people_unknown_places
            people, villages = (
                self.tr("unknown") if figure == words.UNKNOWN_SIGN else figure
                for figure in (words.at_least(part.people, is_partial), words.at_least(part.villages, is_silent))
            )
            for place, text in enumerate((people, villages, words.hectares(part.area_ha)), start=1):
                figure = label(text, selectable=True)
                if place == 1 and part.people_unknown_places:
                    figure.setToolTip(self.tr("%n place(s) without a figure", "", int(part.people_unknown_places)))
                grid.addWidget(figure, row, place, right)
        return grid

    def _how_far(self, zone: Any) -> str:
        text = how_far(zone.reasons)
        amounts = []
        if zone.forest_ha > 0:
            amounts.append(self.tr("forest {area}").format(area=words.hectares(zone.forest_ha)))
        if zone.river_m > 0:
            amounts.append(self.tr("river {length}").format(length=words.kilometres(zone.river_m)))
        if zone.reach_type:
            amounts.append(words.reach(zone.reach_type))
        return "\n".join([text, words.joined(amounts)]) if amounts else text

    def _used_parameters(self) -> Any:
        from layers.zones.model import Parameters

        facts = self._document.result_facts().get("parameters")
        return Parameters.used(facts) if facts else self._document.parameters()

    def _first(self, parts: Sequence[Any]) -> str:
        """For each part by county its own depot and the neighbour's, and which of the two is there first."""
        lines, methods = [], set()
        for part in parts:
            county = self._document.short_county_name(part.county)
            way = (getattr(part, "response", None) or {}) if part.depot_method == "travel" else {}
            own_min, across_min = way.get("own_min"), way.get("across_min")
            if way:
                is_own_first = own_min is not None and (across_min is None or own_min <= across_min)
            else:
                is_own_first = bool(part.depot_own) and not part.depot_across_km < part.depot_own_km
            methods.add(part.depot_method)
            if part.depots_unknown:
                lines.append(self.tr("{county}: its depots are not known").format(county=county))
            else:
                own = self._depot(part.depot_own, part.depot_own_km, way, own_min, is_first=is_own_first)
                lines.append(self.tr("{county}: own {depot}").format(county=county, depot=own))
            if part.depot_across:
                across = self._depot(
                    part.depot_across, part.depot_across_km, way, across_min, is_first=not is_own_first
                )
                neighbour = self._document.short_county_name(part.depot_across_county)
                lines.append(self.tr("  neighbour {county} {depot}").format(county=neighbour, depot=across))
        if "travel" in methods:
            lines.append(self.tr("Minutes by road and on foot, turn-out included"))
        if "geodesic" in methods:
            lines.append(self.tr("Straight line on the ellipsoid, not by road"))
        return "\n".join(lines)

    def _depot(
        self, name: str, distance_km: float, way: Mapping[str, Any], minutes: float | None, *, is_first: bool
    ) -> str:
        if not name:
            return self.tr("none known")
        text = f"{name} {words.number(distance_km, 1)} km"
        if way and minutes is None:
            limit = words.number(way.get("limit_min"))
            return self.tr("{depot}, later than {minutes} min").format(depot=name, minutes=limit)
        if way:
            text = self.tr("{depot} {minutes} min").format(depot=name, minutes=words.number(minutes))
        return self.tr("{depot}, there first").format(depot=text) if is_first else text

    def _agreement(self, zone: Any) -> str:
        register = self._document.agreements()
        known = dict(zip(register["uid"], register["name"], strict=True)) if len(register) else {}
        found = [known.get(uid, uid) for uid in zone.agreements]
        return "\n".join(found) if found else self.tr("None recorded for this line")

    def _responsibility(self, zone: Any) -> str:
        if not zone.lead:
            return self.tr("Open until the neighbour's data is there")
        short = self._document.short_county_name
        shares = zone.responsibility or {}

        def with_share(code: str) -> str:
            return f"{short(code)} {words.percent(shares[code])}" if code in shares else short(code)

        lines = [self.tr("Lead: {county}").format(county=with_share(zone.lead))]
        if zone.rotation:
            lines[0] += self.tr(" (shares are equal: the lead rotates yearly)")
        if zone.supports:
            lines.append(
                self.tr("Support: {counties}").format(counties=words.joined([with_share(c) for c in zone.supports]))
            )
        return "\n".join(lines)

    def _why(self, zone: Any, sentences: Sequence[str]) -> QVBoxLayout:
        from app.widgets.charts import ScoreChart  # pyqtgraph is loaded with the first chart

        column = QVBoxLayout()
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Why rank {rank}").format(rank=int(zone.rank)), "heading"), 1)
        head.addWidget(label(self.tr("score {score}").format(score=words.number(zone.score, 2)), "small"))
        column.addLayout(head)
        column.addWidget(rank_note(zone))
        column.addWidget(ScoreChart(zone.score_parts, words.translate))
        for sentence in sentences:
            column.addWidget(label("· " + sentence, "muted", wrap=True, selectable=True))
        return column

    def _evidence(self, zone: Any) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(label(self.tr("Evidence by county"), "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        heads = (self.tr("County"), self.tr("Hazard"), self.tr("Exposed"), self.tr("Whole object"))
        tips = (
            "",
            self.tr("Share of the hazard inside the band along the line"),
            self.tr("Share of the people or assets it reaches"),
            self.tr("Share of the uncut forests or rivers"),
        )
        for place, (head, tip) in enumerate(zip(heads, tips, strict=True)):
            made = label(head, "small")
            made.setToolTip(tip)
            grid.addWidget(made, 0, place, Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft)
        codes = list(dict.fromkeys([*zone.counties, *zone.hazard_share, *zone.exposure_share]))
        for row, code in enumerate(codes, start=1):
            grid.addWidget(label(self._document.short_county_name(code)), row, 0)
            for place, shares in enumerate((zone.hazard_share, zone.exposure_share, zone.whole_share), start=1):
                value = label(self._share(shares, code), selectable=True)
                grid.addWidget(value, row, place, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        column.addLayout(grid)
        return column

    def _share(self, shares: Any, code: str) -> str:
        if code not in shares:
            return words.percent(0.0)
        return self.tr("unknown") if shares[code] is None else words.percent(shares[code])

    @property
    def shown(self) -> str:
        """The uid of the zone that is explained, or an empty text."""
        return self._uid

    @property
    def typed_of(self) -> str:
        """The zone that its fields are about."""
        return self._uid

    def _add_checks(self, column: QVBoxLayout, uid: str) -> None:
        self.figure_checks = None if self.figures is None else checks_of(self.figures, uid)
        if self.figure_checks is not None:
            column.addWidget(self.figure_checks)

    def _foot(self) -> QVBoxLayout:
        used = self._used_parameters()
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(
            label(
                self.tr(
                    "Band: forest {forest}, river {river}, province line {province}. "
                    "Thresholds: hazard {hazard}, exposed {exposed}."
                ).format(
                    forest=words.kilometres(used.forest_band_m),
                    river=words.kilometres(used.river_band_m),
                    province=words.kilometres(used.provincial_river_band_m),
                    hazard=words.percent(used.hazard_share_min),
                    exposed=words.percent(used.exposure_share_min),
                ),
                "small",
                wrap=True,
            )
        )
        again = button(self.tr("Derive again"), self.rederive_asked.emit, icon="refresh-cw")
        column.addWidget(again, alignment=Qt.AlignmentFlag.AlignLeft)
        return column
