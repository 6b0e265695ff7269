"""Joint-patrol areas: the list, the numbers of the one chosen, and live numbers while drawing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app import area_findings, theme, townships, words
from app.actions import Actions
from app.document import Change, Document
from app.widgets.basics import EmptyState, label, tool_button
from app.widgets.table import Column, RowTable
from app.widgets.whole_scroll import WholeScroll
from layers.errors import LianfangError

#: Of the table, its head counted, however much there is to say of the area chosen.
_LEAST_ROWS = 4


class PatrolPanel(QWidget):
    """List, card and drawing read-out."""

    area_chosen = Signal(str)
    area_zoomed = Signal(str)
    edit_asked = Signal(str)
    export_asked = Signal(str)
    numbers_wanted = Signal()
    place_asked = Signal(object)  # geometry, EPSG:4490

    def __init__(self, document: Document, actions: Actions) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Patrol areas"))
        self._document = document
        self._numbers: dict[str, Any] = {}
        self.name_edit: QLineEdit | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)

        self.live = LiveNumbers(document)
        layout.addWidget(self.live)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 6, 8, 6)
        bar.setSpacing(2)
        for key in ("draw_patrol", "import_areas"):
            plain = tool_button(actions[key], size_px=18)
            plain.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            plain.setAccessibleName(actions[key].text())
            bar.addWidget(plain)
        bar.addStretch(1)
        self._buttons = []
        for icon, name, act in (
            ("scan", self.tr("Show on the map"), lambda uid: self.area_zoomed.emit(uid)),
            ("pencil", self.tr("Edit vertices"), lambda uid: self.edit_asked.emit(uid)),
            ("file-text", self.tr("Export"), lambda uid: self.export_asked.emit(uid)),
            ("trash-2", self.tr("Delete"), lambda _uid: document.remove_patrol_areas(self.chosen_areas)),
        ):
            plain = tool_button(icon=icon, name=name, size_px=18)
            plain.clicked.connect(lambda _checked=False, act=act: self.chosen_areas and act(self.chosen))
            self._buttons.append(plain)
            bar.addWidget(plain)
        self._editing = {self._buttons[1], self._buttons[3]}
        self._bar = QWidget()
        self._bar.setLayout(bar)
        layout.addWidget(self._bar)

        self.table = RowTable(self._columns(), self.tr("Patrol areas"), key=lambda row: row.uid)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.sort_by(0, Qt.SortOrder.AscendingOrder)
        self.table.row_selected.connect(self._on_row)
        remove = QShortcut(QKeySequence.StandardKey.Delete, self.table, context=Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self._buttons[3].click)
        rename = QShortcut(QKeySequence("F2"), self.table, context=Qt.ShortcutContext.WidgetShortcut)
        rename.activated.connect(self._edit_name)
        self.table.row_activated.connect(lambda row: self.area_zoomed.emit(row.uid))
        self._card_layout = QVBoxLayout()
        self._card_layout.setContentsMargins(12, 10, 12, 12)
        self.card = WholeScroll(self._card_layout)  # in large letters the panel is lower than table and figures
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.card)
        self.table.setMinimumHeight(_LEAST_ROWS * theme.row_px())
        self.empty = EmptyState(
            "waypoints",
            self.tr("Areas that several counties patrol together are listed here, with their hectares and shares."),
            actions["draw_patrol"],
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(body)
        layout.addWidget(self.pages, 1)

        document.changed.connect(self._on_changed)
        document.opened.connect(self.refresh)
        document.closed.connect(self.refresh)
        self.refresh()

    def _columns(self) -> list[Column]:
        def area(row: Any) -> float:
            numbers = self._numbers.get(row.uid)
            return float("nan") if numbers is None else float(numbers.area_ha)

        return [
            Column(self.tr("#"), lambda row: int(row.number), is_number=True, width_px=36),
            Column(self.tr("Name"), lambda row: row.name, tip=lambda row: row.name, width_px=150, stretch=True),
            Column(
                self.tr("hm²"),
                area,
                text=lambda row: words.number(area(row), 1),
                tip=lambda _row: self.tr("Geodesic area on CGCS2000"),
                is_number=True,
                width_px=80,
            ),
            Column(
                self.tr("mu"),
                lambda row: area(row) * words.MU_PER_HA,
                text=lambda row: words.number(area(row) * words.MU_PER_HA),
                is_number=True,
                width_px=80,
                is_extra=True,
            ),
            Column(self.tr("Shares"), self._shares_text, tip=self._shares_text, width_px=230, is_extra=True),
        ]

    def _shares_text(self, row: Any) -> str:
        numbers = self._numbers.get(row.uid)
        if numbers is None:
            return ""
        return words.joined(shares_lines(numbers, self._document))

    def refresh(self) -> None:
        """Show what the plan holds now; numbers arrive when they are computed."""
        rows = list(self._document.patrol_areas().itertuples(index=False)) if self._document.is_open else []
        self.table.set_rows(rows)
        self.pages.setCurrentIndex(1 if rows else 0)
        self._bar.setVisible(bool(rows))
        self._show_card()
        if any(row.uid not in self._numbers for row in rows):
            self.numbers_wanted.emit()

    def set_numbers(self, numbers: dict[str, Any]) -> None:
        """Take the figures of each area, by uid."""
        before = self._numbers.get(self.chosen)
        self._numbers = dict(numbers)
        self.table.set_rows(self.table.rows_model.all_rows)
        if self._numbers.get(self.chosen) != before:
            self._show_figures()

    # -- choosing -----------------------------------------------------------------------------

    @property
    def typed_of(self) -> str:
        """The area that its fields are about."""
        return self.chosen

    @property
    def chosen(self) -> str:
        """The uid of the area chosen, or an empty text."""
        rows = self.table.selected_rows()
        return rows[0].uid if len(rows) == 1 else ""

    @property
    def chosen_areas(self) -> list[str]:
        """The uids of all areas chosen, in the order of the list."""
        return [row.uid for row in self.table.selected_rows()]

    def choose_areas(self, uids: Sequence[str]) -> None:
        """Choose several areas from outside; no signal is sent back."""
        self.table.select_keys(set(uids))
        self._show_card()

    def choose(self, uid: str) -> None:
        """Choose an area from outside; no signal is sent back."""
        self.table.select_keys({uid} if uid else set())
        self._show_card()

    def _on_row(self, row: Any) -> None:
        self._show_card()
        self.area_chosen.emit(row.uid if row is not None else "")

    def _show_card(self) -> None:
        self._clear_card(0)
        uid = self.chosen
        for plain in self._buttons:
            has_some = bool(uid) or (plain is self._buttons[3] and bool(self.chosen_areas))
            why = "" if has_some else self.tr("Select a patrol area first")
            if has_some and self._document.is_read_only and plain in self._editing:
                why = self.tr("This plan is open for reading only")
            plain.setEnabled(not why)
            plain.setToolTip(f"{plain.accessibleName()}\n{why}".strip())
        self.card.setVisible(bool(uid))
        if not uid:
            return
        name = QLineEdit(self._document.patrol_name(uid))
        name.setAccessibleName(self.tr("Name of the patrol area"))
        name.setReadOnly(self._document.is_read_only)
        name.editingFinished.connect(lambda: self._rename(uid, name.text()))
        self.name_edit = name
        self._card_layout.addWidget(name)
        self._show_figures()

    def _clear_card(self, first: int) -> None:
        while (item := self._card_layout.takeAt(first)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()

    def _show_figures(self) -> None:
        """Fill the card below the name, which may be in the middle of being typed."""
        uid = self.chosen
        if not uid:
            return
        self._clear_card(1)
        numbers = self._numbers.get(uid)
        if numbers is None:
            self._card_layout.addWidget(label(self.tr("Measuring…"), "muted"))
        else:
            figures = Figures(self._document, with_findings=False)
            figures.show_numbers(numbers)
            self._card_layout.addWidget(figures)
            shape = self._document.patrol_shape(uid)
            of_townships = [] if shape is None else townships.lines(self._document, shape)
            if of_townships:
                self._card_layout.addWidget(label(self.tr("Townships"), "small"))
                self._card_layout.addWidget(label("\n".join(of_townships), wrap=True, selectable=True))
            for finding in numbers.findings:
                self._card_layout.addWidget(self._finding_row(uid, finding))

    def _finding_row(self, uid: str, finding: Any) -> QWidget:
        """What an agreement should not carry, and the way there."""
        holder = QFrame()
        holder.setProperty("kind", "banner")
        row = QHBoxLayout(holder)
        row.setContentsMargins(8, 4, 4, 4)
        row.addWidget(label(area_findings.sentence(finding, self._document), "warning", wrap=True), 1)
        look = tool_button(icon="scan", name=self.tr("Show where it is"), size_px=16)
        look.clicked.connect(partial(self._show_finding, uid, finding))
        row.addWidget(look, alignment=Qt.AlignmentFlag.AlignTop)
        return holder

    def _show_finding(self, uid: str, finding: Any, _checked: bool = False) -> None:
        areas = self._document.patrol_areas().set_index("uid")
        self.place_asked.emit(area_findings.place(finding, areas.geometry[uid], self._document))

    def _edit_name(self) -> None:
        if self.chosen and self.name_edit is not None:
            self.name_edit.setFocus()
            self.name_edit.selectAll()

    def _rename(self, uid: str, name: str) -> None:
        name = name.strip()
        if name and name != self._document.patrol_name(uid):
            try:
                self._document.rename_patrol_area(uid, name)
            except LianfangError:
                self.refresh()  # the name that holds, not the one that was typed
                raise

    def _on_changed(self, change: Change) -> None:
        if change.touches("patrol_area"):
            self._numbers.clear()
            self.refresh()
        elif (
            change.touches("zone", "layer", "border_verdict")
            and not change.is_look
            and not change.is_only("zone_status")
        ):
            self._numbers.clear()
            if self._document.is_open and len(self._document.patrol_areas()):
                self.numbers_wanted.emit()


def shares_lines(numbers: Any, document: Document) -> list[str]:
    """Return each county's share of an area: name, hm² and per cent."""
    lines = [
        f"{document.short_county_name(share.county)} {words.hectares(share.area_ha)} ({words.percent(share.share)})"
        for share in numbers.shares
    ]
    if numbers.outside_ha > 0.005:
        lines.append(
            QCoreApplication.translate("PatrolPanel", "outside {area}").format(area=words.hectares(numbers.outside_ha))
        )
    return lines


class Figures(QWidget):
    """Area, shares, zones and villages of a polygon; made once, filled as often as the hand moves."""

    def __init__(self, document: Document, *, with_findings: bool = True) -> None:
        super().__init__()
        self._document = document
        self._with_findings = with_findings
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        big = QHBoxLayout()
        self.area = label("", "number", selectable=True)
        self.area.setToolTip(self.tr("Geodesic area on CGCS2000"))
        self.mu = label("", "muted", selectable=True)
        big.addWidget(self.area)
        big.addWidget(self.mu, 1, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(big)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(1, 1)
        self.shares, self.zones, self.villages = (label("", wrap=True, selectable=True) for _ in range(3))
        rows = ((self.tr("Shares"), self.shares), (self.tr("Zones"), self.zones), (self.tr("Villages"), self.villages))
        for place, (name, value) in enumerate(rows):
            grid.addWidget(label(name, "small"), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, place, 1)
        column.addLayout(grid)
        self.findings = label("", "warning", wrap=True)
        self.findings.hide()
        column.addWidget(self.findings)

    def show_numbers(self, numbers: Any) -> None:
        """Fill in the figures."""
        self.area.setText(words.hectares(numbers.area_ha))
        self.mu.setText(words.mu(numbers.area_ha))
        self.shares.setText("\n".join(shares_lines(numbers, self._document)) or words.UNKNOWN_SIGN)
        self.zones.setText(words.joined(list(numbers.zone_names)) or self.tr("none"))
        villages = words.at_least(numbers.villages, numbers.silent)
        if numbers.silent:
            names = words.joined([self._document.short_county_name(code) for code in numbers.silent])
            villages = self.tr("{villages} (not known in {counties})").format(villages=villages, counties=names)
        self.villages.setText(villages)
        if self._with_findings:
            found = [area_findings.sentence(finding, self._document) for finding in numbers.findings]
            self.findings.setText("\n".join(found))
            self.findings.setVisible(bool(found))


class LiveNumbers(QFrame):
    """What the polygon in hand covers; shown only while drawing."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.setProperty("kind", "live")
        self.setAccessibleName(self.tr("Numbers while drawing"))
        layout = QVBoxLayout()
        layout.setContentsMargins(12, 10, 12, 10)
        self._hint = label(
            self.tr("Click on the map: three points make an area. Right-click or Enter finishes, Esc cancels."),
            wrap=True,
        )
        self.figures = Figures(document)
        self.crossing = label(
            self.tr("Sides cross at the red mark. Move on so that they do not, or take the last corner back."),
            "warning",
            wrap=True,
        )
        self.crossing.hide()
        layout.addWidget(self._hint)
        layout.addWidget(self.figures)
        layout.addWidget(self.crossing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(WholeScroll(layout))
        self.hide()

    def show_numbers(self, numbers: Any | None) -> None:
        """Show the figures of the polygon in hand; None asks for the first three vertices."""
        self.crossing.hide()
        self._hint.setVisible(numbers is None)
        self.figures.setVisible(numbers is not None)
        if numbers is not None:
            self.figures.show_numbers(numbers)
        self.show()

    def show_crossing(self) -> None:
        """Say that the outline in hand crosses itself: it has no figures then."""
        self.figures.hide()
        self._hint.hide()
        self.crossing.show()
        self.show()

    def stop(self) -> None:
        """Drawing has ended."""
        self.hide()
