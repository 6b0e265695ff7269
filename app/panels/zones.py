"""The zones: a table by rank with filters, and the card that explains the one chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app import rank_words, theme, words
from app.actions import Actions
from app.document import Change, Document
from app.panels.zone_card import ZoneCard
from app.panels.zone_conflicts import ConflictsPage
from app.widgets.basics import Banner, EmptyState, tool_button
from app.widgets.table import Column, RowTable
from layers.hazards.registry import REGISTRY
from layers.kinds import Role, ZoneClass, ZoneStatus

if TYPE_CHECKING:
    import pandas as pd

#: Colours of the classes, the same as on the map.
CLASS_COLORS = {"S1": "#D55E00", "S2": "#0072B2", "S3": "#B1508F", "L": "#9AA5A1", "pending": "#7A7F86"}
_CLASS_ORDER = {value: place for place, value in enumerate(("S1", "S2", "S3", "pending", "L"))}
_CLASS_PATTERNS = {
    "S1": Qt.BrushStyle.SolidPattern,
    "S2": Qt.BrushStyle.Dense4Pattern,
    "S3": Qt.BrushStyle.BDiagPattern,
    "L": Qt.BrushStyle.NoBrush,
    "pending": Qt.BrushStyle.DiagCrossPattern,
}


def class_icon(zone_class: str) -> QIcon:
    """Return a swatch in the class's colour and pattern, so that grey print and colour-blind eyes tell them apart."""
    return QIcon(class_swatch(zone_class, theme.px(32)))


def class_swatch(zone_class: str, side_px: int) -> QPixmap:
    """Return the same as a picture of so many device pixels."""
    image = QPixmap(side_px, side_px)
    image.setDevicePixelRatio(side_px / 16.0)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    color = QColor(CLASS_COLORS[zone_class])
    painter.setPen(QPen(color, 1.5))
    soft = QColor(color)
    soft.setAlpha(70)
    painter.setBrush(soft)
    painter.drawRoundedRect(QRectF(2, 2, 12, 12), 2.5, 2.5)
    painter.setBrush(QBrush(color, _CLASS_PATTERNS[zone_class]))
    painter.drawRoundedRect(QRectF(2, 2, 12, 12), 2.5, 2.5)
    painter.end()
    return image


def _is_silent(zone: Any) -> bool:
    """Whether nobody says where people live on some side of a zone."""
    return any(missing["role"] == Role.SETTLEMENT.value for missing in zone.unknown)


#: Stands among the states for zones that a hand changed.
_BY_HAND = "by_hand"


class ZonesPanel(QWidget):
    """Table, filters and card."""

    zone_chosen = Signal(str)  # uid, "" for none
    zone_zoomed = Signal(str)
    hazard_shown = Signal(str)  # whose zones the list shows, "" for all

    def __init__(self, document: Document, actions: Actions) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Shared-responsibility zones"))
        self._document, self._actions = document, actions
        self._preview: pd.DataFrame | None = None
        self._shown_hazard = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)

        self.banner = Banner(self.tr("Derive again"), actions["analyse"].trigger)
        self.conflict_banner = Banner(self.tr("Show"), actions["zone_conflicts"].trigger)
        top = QVBoxLayout()
        top.setContentsMargins(8, 8, 8, 6)
        top.setSpacing(6)
        top.addWidget(self.banner)
        self.preview_note = Banner(self.tr("Weights…"), actions["weights"].trigger)
        top.addWidget(self.preview_note)
        top.addWidget(self.conflict_banner)
        top.addLayout(self._filters())
        top.addLayout(self._hazards())
        self._filter_row = QWidget()
        self._filter_row.setLayout(top)
        layout.addWidget(self._filter_row)

        self.table = RowTable(self._columns(), self.tr("Zones by rank"), key=lambda row: row.uid)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # the number at the end tells zones apart
        self.table.sort_by(0, Qt.SortOrder.AscendingOrder)
        self.table.row_selected.connect(self._on_row)
        self.table.row_activated.connect(lambda row: self.zone_zoomed.emit(row.uid))
        self.card = ZoneCard(document)
        self.card.zoom_asked.connect(self.zone_zoomed.emit)
        self.card.status_chosen.connect(document.set_zone_status)
        self.card.rederive_asked.connect(actions["analyse"].trigger)
        self.card.copy_asked.connect(actions["copy_zone"].trigger)
        self.card.action_asked.connect(lambda key: actions[key].trigger())
        self.card.reverted.connect(document.revert_zone)
        self.card.settled.connect(self._settle)
        for key in ("copy_zone", "edit_zone", "edit_zone_outline", "merge_zones", "drop_zones", "swap_roles"):
            self.table.addAction(actions[key])
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.table)
        self.split.addWidget(self.card)
        self.split.setSizes([260, 380])
        self.empty = EmptyState(
            "shield",
            self.tr(
                "The zones that two or more counties must look after together appear here, ranked, "
                "each with its reasons."
            ),
            actions["analyse"],
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.split)
        self.conflicts = ConflictsPage(document)
        self.conflicts.closed.connect(lambda: self._show_list(has_rows=bool(self.table.rows_model.all_rows)))
        self.pages.addWidget(self.conflicts)
        layout.addWidget(self.pages, 1)

        document.changed.connect(self._on_changed)
        document.opened.connect(self.refresh)
        document.closed.connect(self.refresh)
        document.analysis_state_changed.connect(self._show_state)
        self.refresh()

    # -- contents -----------------------------------------------------------------------------

    def _columns(self) -> list[Column]:
        name = self._document.zone_name
        return [
            Column(
                self.tr("#"),
                lambda z: int(z.rank),
                is_number=True,
                width_px=36,
                title_tip=self.tr("Rank: 1 comes first"),
            ),
            Column(
                self.tr("Zone"),
                name,
                icon=lambda z: class_icon(z.zone_class),
                tip=lambda z: f"{name(z)}\n{words.zone_class(z.zone_class)}",
                width_px=118,
                stretch=True,
            ),
            Column(
                self.tr("Class"),
                lambda z: _CLASS_ORDER[z.zone_class],
                text=lambda z: words.zone_class_short(z.zone_class),
                tip=lambda z: words.zone_class(z.zone_class),
                width_px=40,
            ),
            Column(
                self.tr("Score"),
                lambda z: float(z.score),
                text=lambda z: words.number(float(z.score), 2),
                is_number=True,
                width_px=44,
                title_tip=self.tr("0 to 1; its parts are on the card"),
            ),
            Column(
                "±",
                rank_words.rank_swing,
                text=rank_words.swing_text,
                tip=rank_words.range_details,
                is_number=True,
                width_px=44,
                title_tip=self.tr("How many ranks it moves when weights move by ±20 %"),
            ),
            Column(self.tr("Hazard"), lambda z: words.hazard(z.hazard), width_px=84, is_extra=True),
            Column(
                self.tr("Status"),
                lambda z: list(ZoneStatus).index(ZoneStatus(z.status)),
                text=lambda z: words.status(z.status),
                width_px=84,
                is_extra=True,
            ),
            Column(
                self.tr("Area (hm²)"),
                lambda z: float(z.area_ha),
                text=lambda z: words.number(z.area_ha, 1),
                is_number=True,
                is_extra=True,
            ),
            Column(
                self.tr("People"),
                lambda z: float(z.people),
                text=lambda z: words.at_least(z.people, _is_silent(z) or z.people_unknown_places),
                is_number=True,
                is_extra=True,
            ),
            Column(
                self.tr("Villages"),
                lambda z: int(z.villages),
                text=lambda z: words.at_least(z.villages, _is_silent(z)),
                is_number=True,
                is_extra=True,
            ),
            Column(
                self.tr("Lead"),
                lambda z: self._document.county_name(z.lead) if z.lead else words.UNKNOWN_SIGN,
                is_extra=True,
            ),
            Column(
                self.tr("Supports"),
                lambda z: words.joined([self._document.county_name(code) for code in z.supports]),
                is_extra=True,
            ),
        ]

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.county_filter = QComboBox()
        self.county_filter.setAccessibleName(self.tr("Filter by county"))
        self.county_filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.class_filter = QComboBox()
        self.class_filter.setAccessibleName(self.tr("Filter by class"))
        self.class_filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.class_filter.addItem(self.tr("All classes"), "")
        for value in ZoneClass:
            self.class_filter.addItem(class_icon(value), words.zone_class_short(value), value.value)
        self.state_filter = QComboBox()
        self.state_filter.setAccessibleName(self.tr("Filter by state"))
        self.state_filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.state_filter.addItem(self.tr("All states"), "")
        for state in ZoneStatus:
            self.state_filter.addItem(words.status(state), state.value)
        self.state_filter.addItem(self.tr("Changed by hand"), _BY_HAND)
        for box in (self.county_filter, self.class_filter, self.state_filter):
            box.currentIndexChanged.connect(self._apply_filter)
        row.addWidget(self.county_filter, 1)
        row.addWidget(self.class_filter, 1)
        row.addWidget(tool_button(self._actions["weights"]))
        return row

    def _hazards(self) -> QHBoxLayout:
        """The state, one hazard of the list and of the map, or all; and which are derived at all."""
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.state_filter, 1)
        self.hazard_filter = QComboBox()
        self.hazard_filter.setAccessibleName(self.tr("Filter by hazard"))
        self.hazard_filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.hazard_filter.setToolTip(self.tr("The list and the map show the zones of this hazard"))
        self.hazard_filter.currentIndexChanged.connect(self._apply_filter)
        row.addWidget(self.hazard_filter, 1)
        row.addWidget(tool_button(self._actions["hazard_kinds"]))
        return row

    def refresh(self) -> None:
        """Show what the plan holds now."""
        zones = self._document.zones() if self._document.is_open else None
        rows = [] if zones is None else list(zones.itertuples(index=False))
        if self._preview is not None:
            rows = rank_words.with_ranks(rows, self._preview)
        self._fill_counties(rows)
        self._fill_hazards(rows)
        self.table.set_rows(rows)
        self._apply_filter()
        self.conflicts.refresh()
        if self.pages.currentWidget() is not self.conflicts:
            self._show_list(has_rows=bool(rows))
        chosen = self.chosen
        self.card.show_zone(next((row for row in rows if row.uid == chosen), None))
        self._show_state(self._document.analysis_state())

    def show_preview(self, ranks: pd.DataFrame | None) -> None:
        """Show the zones as other weights rank them (:func:`layers.zones.reranking.reranked`); None: as they are."""
        if ranks is None and self._preview is None:
            return
        self._preview = ranks
        self.preview_note.show_text("" if ranks is None else self.tr("Ranks by weights that are not kept yet."))
        self.refresh()

    def _show_list(self, *, has_rows: bool) -> None:
        self.pages.setCurrentIndex(1 if has_rows else 0)
        self._show_state(self._document.analysis_state())

    def show_conflicts(self) -> None:
        """Show where edits and the analysis differ, and what was set aside."""
        self.conflicts.refresh()
        self.pages.setCurrentWidget(self.conflicts)
        self._show_state(self._document.analysis_state())

    def _fill_counties(self, rows: list[Any]) -> None:
        codes = sorted({code for row in rows for code in row.counties})
        kept = self.county_filter.currentData()
        self.county_filter.blockSignals(True)
        self.county_filter.clear()
        self.county_filter.addItem(self.tr("All counties"), "")
        for code in codes:
            self.county_filter.addItem(self._document.county_name(code), code)
        self.county_filter.setCurrentIndex(max(0, self.county_filter.findData(kept)))
        self.county_filter.blockSignals(False)

    def _fill_hazards(self, rows: list[Any]) -> None:
        """Offer the hazards that the zones have; with one alone there is nothing to choose."""
        kept = self.hazard_filter.currentData() or ""
        self.hazard_filter.blockSignals(True)
        self.hazard_filter.clear()
        self.hazard_filter.addItem(self.tr("All hazards"), "")
        found = dict.fromkeys(str(row.hazard) for row in rows)
        for hazard in sorted(found, key=lambda code: list(REGISTRY).index(code) if code in REGISTRY else len(REGISTRY)):
            count = sum(row.hazard == hazard for row in rows)
            self.hazard_filter.addItem(f"{words.hazard(hazard)} ({count})", hazard)
        self.hazard_filter.setCurrentIndex(max(0, self.hazard_filter.findData(kept)))
        self.hazard_filter.blockSignals(False)
        self.hazard_filter.setVisible(len(found) > 1 or bool(kept))

    def _apply_filter(self, *_news: object) -> None:
        county, chosen = self.county_filter.currentData(), self.class_filter.currentData() or ""
        state, hazard = self.state_filter.currentData() or "", self.hazard_filter.currentData() or ""

        def accept(row: Any) -> bool:
            if county and county not in row.counties:
                return False
            if state == _BY_HAND and not row.edited:
                return False
            if state and state != _BY_HAND and ZoneStatus(row.status) != state:
                return False
            if hazard and row.hazard != hazard:
                return False
            return not chosen or row.zone_class == chosen

        self.table.set_filter(accept)
        if hazard != self._shown_hazard:  # the map shows the same hazard
            self._shown_hazard = hazard
            self.hazard_shown.emit(hazard)

    def _show_state(self, state: str) -> None:
        has_rows = self.pages.currentIndex() == 1
        self._filter_row.setVisible(has_rows)
        stale = self.tr("The layers, parameters or agreements changed since the zones were derived.")
        self.banner.show_text(stale if state == "stale" and has_rows else "")
        self._show_conflicts()

    def _show_conflicts(self) -> None:
        """Say that a hand and the analysis say different things, as long as nobody has decided."""
        count = len(self._document.zone_conflicts()) if self._document.is_open else 0
        text = self.tr("%n conflict(s) between edits and the analysis", "", count) if count else ""
        self.conflict_banner.show_text(text)

    def _settle(self, uid: str, field: str, mine: bool) -> None:
        for conflict in self._document.zone_conflicts():
            if (conflict.uid, conflict.field) == (uid, field):
                self._document.settle_conflict(conflict, mine=mine)
                return

    # -- choosing -----------------------------------------------------------------------------

    @property
    def chosen_zones(self) -> list[str]:
        """The uids of the zones chosen, in the order shown."""
        return [row.uid for row in self.table.selected_rows()]

    @property
    def chosen(self) -> str:
        """The uid of the zone chosen, or an empty text."""
        rows = self.table.selected_rows()
        return rows[0].uid if len(rows) == 1 else ""

    def choose(self, uid: str) -> None:
        """Choose a zone from outside, e.g. a click on the map; no signal is sent back."""
        if uid and self.pages.currentWidget() is self.conflicts:
            self._show_list(has_rows=True)
        if uid and uid not in {row.uid for row in self.table.visible_rows()}:
            self.county_filter.setCurrentIndex(0)
            self.class_filter.setCurrentIndex(0)
            self.state_filter.setCurrentIndex(0)
            self.hazard_filter.setCurrentIndex(0)
        self.table.select_keys({uid} if uid else set())
        self._show_chosen()

    def zone(self, uid: str) -> Any:
        """Return the row of a zone, or None."""
        return next((row for row in self.table.rows_model.all_rows if row.uid == uid), None)

    def _on_row(self, row: Any) -> None:
        self._show_chosen()
        self.zone_chosen.emit(row.uid if row is not None else "")

    def _show_chosen(self) -> None:
        self.card.show_zone(self.zone(self.chosen))

    def _on_changed(self, change: Change) -> None:
        if change.touches("zone", "zone_part", "zone_aside", "result", "agreement") or (
            change.touches("layer") and not change.is_look
        ):
            self.refresh()

    @property
    def count(self) -> int:
        """How many zones are highlighted on the map: all but the local ones."""
        if not self._document.is_open:
            return 0
        return int((self._document.zones()["zone_class"] != ZoneClass.LOCAL.value).sum())
