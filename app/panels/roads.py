"""Roads that cross or follow a county line: what they are, where, and their class with dangerous goods on them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app import words, zone_words
from app.actions import Actions
from app.document import Change, Document
from app.i18n import mark
from app.panels.registers import StraddlingPanel
from app.panels.zones import class_icon
from app.widgets.basics import EmptyState, button, label
from app.widgets.table import Column, RowTable
from layers.hazards.road_marks import FROM_DATA, FROM_HAND, FROM_SOURCE, HAZMAT, hazard_of
from layers.kinds import ZoneClass

KINDS = {
    "crossing": mark("Roads", "crosses"),
    "following": mark("Roads", "follows"),
}


def kind_text(kind: str) -> str:
    """Return what a road does at the line."""
    from PySide6.QtCore import QCoreApplication

    return QCoreApplication.translate("Roads", KINDS.get(kind, kind))


class RoadsPanel(QWidget):
    """A list, and below it what is known of the road chosen."""

    road_chosen = Signal(str)  # uid of the row, "" for none
    marked = Signal(str, object)  # uid of the row; True, False, or None to leave it to the data
    export_asked = Signal()

    def __init__(self, document: Document, actions: Actions) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Roads at the line"))
        self._document = document
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.table = RowTable(self._columns(), self.tr("Roads at the line"), key=lambda row: row.uid)
        self.table.row_selected.connect(self._on_row)
        self.detail = QFrame()
        self.detail.setProperty("kind", "panel")
        self._detail_column = QVBoxLayout(self.detail)
        self._detail_column.setContentsMargins(12, 8, 12, 10)
        self._detail_column.setSpacing(6)
        self._body: QWidget | None = None
        self.detail.hide()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 4, 10, 8)
        foot.addWidget(button(self.tr("Save the list…"), self.export_asked.emit, kind="link"))
        foot.addStretch(1)
        column.addLayout(foot)
        empty = EmptyState(
            "route",
            self.tr("Roads that cross or follow a line between counties are listed here once the zones are derived."),
            actions["analyse"],
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(empty)
        self.pages.addWidget(page)
        layout.addWidget(self.pages)
        document.changed.connect(self._on_changed)
        document.opened.connect(self.refresh)
        document.closed.connect(self.refresh)
        self.refresh()

    def _columns(self) -> list[Column]:
        return [
            Column(
                self.tr("Road"),
                lambda row: row.name or self.tr("unnamed"),
                icon=lambda row: class_icon(self._shown_class(row)),
                tip=self._tip,
                width_px=100,
                stretch=True,
            ),
            Column(self.tr("Line"), self._counties, tip=self._tip, width_px=92),
            Column(self.tr("Does"), lambda row: kind_text(row.kind), width_px=64),
            Column(
                self.tr("Class"),
                lambda row: self._class_text(row),
                tip=lambda row: self.tr("With a hazard on it; without one a road has no class"),
                width_px=44,
            ),
            Column(self.tr("Kind of road"), lambda row: row.road_class, width_px=72, is_extra=True),
            Column(
                self.tr("Length (m)"),
                lambda row: float(row.length_m) if row.kind == "following" else None,
                text=lambda row: words.number(row.length_m) if row.kind == "following" else "",
                is_number=True,
                width_px=72,
                is_extra=True,
            ),
            Column(self.tr("Longitude"), lambda row: _place(row)[0], text=lambda r: f"{_place(r)[0]:.5f}",
                   is_number=True, is_extra=True),
            Column(self.tr("Latitude"), lambda row: _place(row)[1], text=lambda r: f"{_place(r)[1]:.5f}",
                   is_number=True, is_extra=True),
        ]  # fmt: skip

    # -- contents -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what the plan holds now."""
        rows = list(self._document.roads().itertuples(index=False)) if self._document.is_open else []
        self._marks = self._document.road_marks() if self._document.is_open else {}
        self.table.set_rows(rows)
        self.pages.setCurrentIndex(1 if rows else 0)
        self._show_detail()

    @property
    def typed_of(self) -> str:
        """The road that its fields are about."""
        return str(self.chosen.uid) if self.chosen is not None else ""

    @property
    def chosen(self) -> Any | None:
        """The row chosen, or None."""
        rows = self.table.selected_rows()
        return rows[0] if len(rows) == 1 else None

    def row(self, uid: str) -> Any | None:
        """Return a row by its uid."""
        return next((row for row in self.table.rows_model.all_rows if row.uid == uid), None)

    def _counties(self, row: Any) -> str:
        return "–".join(self._document.short_county_name(code) for code in row.counties)

    def _shown_class(self, row: Any) -> str:
        """The class in force: with no hazard on it a road has none, shown as what stays in one county is."""
        return (row.zone_class if hazard_of(row, self._marks)[0] else "") or ZoneClass.LOCAL.value

    def _class_text(self, row: Any) -> str:
        if not hazard_of(row, self._marks)[0]:
            return ""
        return words.zone_class_short(row.zone_class) if row.zone_class else words.UNKNOWN_SIGN

    def _tip(self, row: Any) -> str:
        return "\n".join(text for text in (row.name, row.road_class, self._counties(row), self._hazard(row)) if text)

    def _hazard(self, row: Any) -> str:
        """What it carries and how that is known."""
        hazard, known = hazard_of(row, self._marks)
        if not hazard:
            return self.tr("You said that it carries no dangerous goods.") if known == FROM_HAND else ""
        what = self.tr("dangerous goods") if hazard == HAZMAT else hazard
        texts = {
            FROM_DATA: self.tr("Carries {what}, its data says."),
            FROM_SOURCE: self.tr("Carries {what}: such a source lies beside it."),
            FROM_HAND: self.tr("Carries {what}, you said."),
        }
        text = texts[known].format(what=what)
        if known == FROM_HAND:
            mark_ = self._marks[str(row.road_uid)]
            text += " " + zone_words.when(mark_["at"], mark_["by"])
        return text

    def _on_row(self, row: Any) -> None:
        self._show_detail()
        self.road_chosen.emit("" if row is None else row.uid)

    def _show_detail(self) -> None:
        if self._body is not None:
            self._detail_column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
            self._body = None
        row = self.chosen
        self.detail.setVisible(row is not None)
        if row is not None:
            self._body = self._detail(row)
            self._detail_column.addWidget(self._body)

    def _detail(self, row: Any) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(row.name or self.tr("Road without a name"), "heading", wrap=True, selectable=True))
        does = (
            self.tr("follows the line of {counties} for {length} m")
            if row.kind == "following"
            else self.tr("crosses the line of {counties}")
        ).format(counties=self._counties(row), length=words.number(row.length_m))
        column.addWidget(label(" · ".join(text for text in (row.road_class, does) if text), wrap=True))
        lon, lat = _place(row)
        column.addWidget(label(f"{lon:.6f}  {lat:.6f}", "small", selectable=True))
        carries = bool(hazard_of(row, self._marks)[0])
        if said := self._hazard(row):
            column.addWidget(label(said, wrap=True))
        if row.zone_class:
            text = (
                self.tr("Class {name}: {what}") if carries else self.tr("With a hazard on it: {name}, {what}")
            ).format(name=words.zone_class_short(row.zone_class), what=words.zone_class(row.zone_class))
        else:
            text = self.tr("Too little of it lies near the line to have a class.")
        column.addWidget(label(text, wrap=True))
        if row.zone_class and row.responsibility and carries:
            shares = words.joined(
                [
                    f"{self._document.short_county_name(code)} {words.percent(share)}"
                    for code, share in row.responsibility.items()
                ]
            )
            lead = self._document.short_county_name(row.lead)
            column.addWidget(
                label(self.tr("Lead: {lead}. Shares: {shares}").format(lead=lead, shares=shares), wrap=True)
            )
        corridor = self._used().road_corridor_m
        column.addWidget(
            label(
                self.tr("Exposed is who lives within {distance} of it; a distance, not a plume.").format(
                    distance=words.kilometres(corridor)
                ),
                "small",
                wrap=True,
            )
        )
        column.addLayout(self._choice(row))
        return body

    def _choice(self, row: Any) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(label(self.tr("Dangerous goods"), "small"))
        self.carries = QComboBox()
        self.carries.setAccessibleName(self.tr("Dangerous goods on this road"))
        for text, value in ((self.tr("as the data says"), None), (self.tr("yes"), True), (self.tr("no"), False)):
            self.carries.addItem(text, value)
        mark_ = self._marks.get(str(row.road_uid))
        self.carries.setCurrentIndex(0 if mark_ is None else 1 if mark_["carries"] else 2)
        self.carries.setEnabled(not self._document.is_read_only)
        self.carries.activated.connect(lambda place: self.marked.emit(row.uid, self.carries.itemData(place)))
        line.addWidget(self.carries, 1)
        return line

    def _used(self) -> Any:
        from layers.zones.model import Parameters

        facts = self._document.result_facts().get("parameters")
        return Parameters.from_dict(facts) if facts else self._document.parameters()

    def _on_changed(self, change: Change) -> None:
        if change.touches("border_road", "parameter") or (change.touches("layer") and not change.is_look):
            self.refresh()


class AcrossPanel(QWidget):
    """What lies across the lines: forest patches, roads or rivers, by choice."""

    def __init__(self, patches: StraddlingPanel, roads: RoadsPanel, rivers: QWidget) -> None:
        super().__init__()
        self.patches, self.roads = patches, roads
        self.setAccessibleName(self.tr("Across the line"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("What lies across the line"))
        self.choice.addItem(self.tr("Forest patches cut by a county line"), "patches")
        self.choice.addItem(self.tr("Roads that cross or follow a county line"), "roads")
        self.choice.addItem(self.tr("Rivers at the line and their network"), "rivers")
        row = QHBoxLayout()
        row.setContentsMargins(8, 8, 8, 6)
        row.addWidget(self.choice)
        column.addLayout(row)
        self.lists = QStackedWidget()
        self.lists.addWidget(patches)
        self.lists.addWidget(roads)
        self.lists.addWidget(rivers)
        column.addWidget(self.lists, 1)
        self.choice.currentIndexChanged.connect(self.lists.setCurrentIndex)

    def show_list(self, key: str) -> None:
        """Bring one of the lists forward: ``patches``, ``roads`` or ``rivers``."""
        self.choice.setCurrentIndex(self.choice.findData(key))


def _place(row: Any) -> tuple[float, float]:
    """Return longitude and latitude of a crossing, or of the middle of a stretch."""
    import shapely

    shape = row.geometry
    point = shape if shape.geom_type == "Point" else shapely.line_interpolate_point(shape, 0.5, normalized=True)
    return float(point.x), float(point.y)
