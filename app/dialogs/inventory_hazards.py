"""Hazard sources near the line: the list, its filters, and the form of one inspection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app import inventory_words as said
from app import theme, words
from app.widgets.basics import EmptyState, button, label
from app.widgets.narrow import Beside, WrappingRow
from app.widgets.register_form import FieldKind, FormField, RegisterForm
from app.widgets.table import Column, RowTable
from layers.inventory.hazards import HazardRow
from layers.inventory.model import HazardCheck, Rectification
from layers.inventory.view import Inventory


class HazardPage(QWidget):
    """Shows the sources; whoever listens keeps what was typed."""

    check_kept = Signal(object, str)  # HazardCheck, name of the source
    settings_changed = Signal(object)
    place_asked = Signal(object)  # HazardRow
    export_asked = Signal()
    tells_all = False

    def __init__(self, county_name: Callable[[str], str]) -> None:
        super().__init__()
        self._county_name = county_name
        self._inventory = Inventory()
        self._rows: list[HazardRow] = []
        self._is_read_only = False
        self._edited: HazardRow | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addLayout(self._make_filters())
        self.summary = label("", "muted", wrap=True)
        layout.addWidget(self.summary)
        body = Beside()
        self.pages = QStackedWidget()
        self.empty = EmptyState("triangle-alert", "")
        self.pages.addWidget(self.empty)
        self.table = self._make_table()
        self.pages.addWidget(self.table)
        body.addWidget(self.pages)
        self.form = self._make_form()
        body.addWidget(self.form)
        body.setStretchFactor(0, 1)
        layout.addWidget(body, 1)

    def _make_filters(self) -> WrappingRow:
        row = WrappingRow()
        row.setSpacing(6)
        row.addWidget(label(self.tr("Within")))
        self.within = QDoubleSpinBox()
        self.within.setRange(0.1, 200.0)
        self.within.setDecimals(1)
        self.within.setSuffix(" km")
        self.within.setKeyboardTracking(False)
        self.within.setAccessibleName(self.tr("Distance to the line"))
        self.within.valueChanged.connect(self._on_within)
        row.addWidget(self.within)
        row.addWidget(label(self.tr("of the line")))
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(self.tr("Name, owner, type, result"))
        self.search.setAccessibleName(self.tr("Find in the list"))
        row.addWidget(self.search, 2)
        self.county_box, self.state_box = QComboBox(), QComboBox()
        self.county_box.setAccessibleName(self.tr("Which county"))
        self.state_box.setAccessibleName(self.tr("Which state"))
        for text, state in (
            (self.tr("All states"), ""),
            (self.tr("Overdue"), "overdue"),
            (self.tr("Never inspected or stale"), "inspection"),
            *((said.rectification(one.value), one.value) for one in Rectification),
        ):
            self.state_box.addItem(text, state)
        row.addWidget(self.county_box, 1)
        row.addWidget(self.state_box, 1)
        self.search.textChanged.connect(lambda _text: self._filter())
        for box in (self.county_box, self.state_box):
            box.currentIndexChanged.connect(lambda _place: self._filter())
        self.edit_button = button(self.tr("Change"), self.edit_row, icon="pencil")
        self.zoom_button = button(self.tr("Show on the map"), self._zoom, icon="scan")
        self.export_button = button(self.tr("Export…"), self.export_asked.emit, icon="file-output")
        for widget in (self.edit_button, self.zoom_button, self.export_button):
            row.addWidget(widget)
        return row

    def _make_table(self) -> RowTable:
        def check(name: str) -> Callable[[Any], str]:
            return lambda row: getattr(row.check, name)

        def county(code: str) -> str:
            return self._county_name(code) if code else words.UNKNOWN_SIGN

        columns = [
            Column(
                self.tr("Hazard source"),
                lambda row: row.source.name or self.tr("unnamed"),
                tip=lambda row: row.source.name,
                icon=_flag,
                width_px=150,
                stretch=True,
            ),
            Column(said.field("county"), lambda row: county(row.source.county), width_px=70),
            Column(self.tr("Across"), lambda row: county(row.source.other), width_px=70),
            Column(
                self.tr("To the line"),
                lambda row: row.source.distance_m,
                text=lambda row: words.kilometres(row.source.distance_m),
                is_number=True,
                width_px=76,
            ),
            Column(
                said.field("inspected"),
                lambda row: row.check.inspected or None,
                text=lambda row: row.check.inspected or words.UNKNOWN_SIGN,
                color=lambda row: QColor(theme.tokens().warning) if "inspection" in row.late else None,
                width_px=86,
            ),
            Column(
                said.field("rectification"),
                lambda row: row.check.rectification or None,
                text=lambda row: said.rectification(row.check.rectification),
                color=lambda row: _warning("rectification" in row.late),
                width_px=80,
            ),
            Column(
                said.field("next_joint"),
                lambda row: row.check.next_joint or None,
                text=lambda row: row.check.next_joint or words.UNKNOWN_SIGN,
                color=lambda row: _warning("joint" in row.late),
                width_px=96,
            ),
            Column(
                self.tr("Late"),
                lambda row: said.late(row.late),
                tip=lambda row: said.late(row.late),
                color=lambda row: _warning(row.is_overdue),
                width_px=130,
            ),
            Column(said.field("owner"), check("owner"), tip=check("owner"), width_px=120, is_extra=True),
            Column(said.field("hazard_type"), check("hazard_type"), width_px=86, is_extra=True),
            Column(said.field("due"), check("due"), width_px=90, is_extra=True),
            Column(said.field("result"), check("result"), tip=check("result"), width_px=160, is_extra=True),
            Column(said.field("contact"), check("contact"), width_px=90, is_extra=True),
            Column(said.field("phone"), check("phone"), width_px=110, is_extra=True),
            Column(said.field("note"), check("note"), tip=check("note"), width_px=120, is_extra=True),
        ]
        table = RowTable(columns, self.tr("Hazard sources near the line"), key=lambda row: row.uid)
        table.sort_by(3, Qt.SortOrder.AscendingOrder)
        table.selectionModel().selectionChanged.connect(lambda *_news: self._refresh_buttons())
        table.row_activated.connect(lambda _row: self.edit_row())
        QShortcut(QKeySequence("F2"), table, context=Qt.ShortcutContext.WidgetShortcut).activated.connect(self.edit_row)
        return table

    def _make_form(self) -> RegisterForm:
        states = [("", words.UNKNOWN_SIGN), *((one.value, said.rectification(one.value)) for one in Rectification)]
        form = RegisterForm(
            [
                FormField("owner", said.field("owner")),
                FormField("hazard_type", said.field("hazard_type")),
                FormField("inspected", said.field("inspected"), FieldKind.DATE),
                FormField("result", said.field("result"), FieldKind.NOTE),
                FormField("rectification", said.field("rectification"), FieldKind.CHOICE, choices=states),
                FormField("due", said.field("due"), FieldKind.DATE),
                FormField("next_joint", said.field("next_joint"), FieldKind.DATE),
                FormField("contact", said.field("contact")),
                FormField("phone", said.field("phone")),
                FormField("note", said.field("note"), FieldKind.NOTE),
            ]
        )
        form.kept.connect(self._keep)
        form.left.connect(self._on_left)
        return form

    # -- showing ------------------------------------------------------------------------------

    def show_inventory(self, inventory: Inventory, *, is_read_only: bool) -> None:
        """Show what the plan holds now."""
        self._inventory, self._is_read_only = inventory, is_read_only
        self._rows = inventory.hazards()
        self.within.blockSignals(True)
        self.within.setValue(inventory.settings.within_m / 1000.0)
        self.within.setEnabled(not is_read_only)
        self.within.blockSignals(False)
        kept = self.county_box.currentData() or ""
        self.county_box.blockSignals(True)
        self.county_box.clear()
        self.county_box.addItem(self.tr("All counties"), "")
        codes = {code for row in self._rows for code in (row.source.county, row.source.other) if code}
        for code in sorted(codes):
            self.county_box.addItem(self._county_name(code), code)
        self.county_box.setCurrentIndex(max(self.county_box.findData(kept), 0))
        self.county_box.blockSignals(False)
        self._filter()

    def _filter(self) -> None:
        text, county = self.search.text().strip().casefold(), self.county_box.currentData() or ""
        state = self.state_box.currentData() or ""
        rows = [
            row
            for row in self._rows
            if county in ("", row.source.county, row.source.other) and _is_in(row, state) and text in _said(row)
        ]
        self.table.set_rows(rows)
        self.pages.setCurrentIndex(1 if self._rows else 0)
        count = len(self._inventory.around.sources)
        self.empty.text.setText(
            self.tr("No hazard source lies this near the line. {count} lie farther away.").format(count=count)
            if count
            else self.tr(
                "Add a layer of hazard sources, or record them on the map; those near the line are listed here."
            )
        )
        overdue = sum(row.is_overdue for row in rows)
        unseen = sum("inspection" in row.late for row in rows)
        told = self.tr("{count} of {all} hazard sources; {overdue} overdue, {unseen} not inspected or long ago")
        self.summary.setText(told.format(count=len(rows), all=len(self._rows), overdue=overdue, unseen=unseen))
        self._refresh_buttons()

    def _refresh_buttons(self) -> None:
        why = "" if self.chosen is not None else self.tr("Select one row first")
        self.zoom_button.setEnabled(not why)
        self.zoom_button.setToolTip(why)
        why = self.tr("This plan is open for reading only") if self._is_read_only else why
        self.edit_button.setEnabled(not why)
        self.edit_button.setToolTip(why)

    # -- doing --------------------------------------------------------------------------------

    @property
    def chosen(self) -> HazardRow | None:
        """The row chosen; None when none or several are."""
        rows = self.table.selected_rows()
        return rows[0] if len(rows) == 1 else None

    def edit_row(self) -> None:
        """Open the form on the row chosen."""
        if self.chosen is not None and not self._is_read_only:
            self._open(self.chosen)

    def _open(self, row: HazardRow) -> None:
        self._edited = row
        self.form.open_form(
            row.source.name or self.tr("unnamed"),
            {name: getattr(row.check, name) for name in self.form.inputs},
            focus="inspected",
        )

    def typed(self) -> HazardRow | None:
        """Return the row whose form is shown."""
        return None if self.form.isHidden() else self._edited

    def take_typed(self, told: HazardRow | None) -> None:
        """Show its form again; what was typed into it comes next."""
        if told is not None:
            self._open(told)

    def _zoom(self) -> None:
        if self.chosen is not None:
            self.place_asked.emit(self.chosen)

    def _keep(self, values: dict[str, Any]) -> None:
        row = self._edited
        if row is None:
            return
        check: HazardCheck = replace(row.check, **values)
        self.check_kept.emit(check, row.source.name)

    def _on_left(self) -> None:
        self._edited = None
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self) -> None:
        """The inspection was kept: close the form."""
        self.form.hide()
        self._on_left()

    def _on_within(self, kilometres: float) -> None:
        self.settings_changed.emit(replace(self._inventory.settings, within_m=kilometres * 1000.0))


def _said(row: HazardRow) -> str:
    check = row.check
    return "\n".join((row.source.name, check.owner, check.hazard_type, check.result)).casefold()


def _is_in(row: HazardRow, state: str) -> bool:
    if state == "overdue":
        return row.is_overdue
    if state == "inspection":
        return "inspection" in row.late
    return not state or row.check.rectification == state


def _flag(row: HazardRow) -> QIcon:
    return theme.icon("triangle-alert", color=theme.tokens().danger) if row.is_overdue else QIcon()


def _warning(is_late: bool) -> QColor | None:
    return QColor(theme.tokens().danger) if is_late else None
