"""The list of what is held: search by capability, filters, and the form of one row."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app import inventory_words as said
from app import theme, words
from app.widgets.basics import EmptyState, button, label
from app.widgets.narrow import Beside, WrappingRow
from app.widgets.register_form import FieldKind, FormField, RegisterForm
from app.widgets.table import Column, RowTable
from layers.inventory import scoring
from layers.inventory.catalogue import OWN
from layers.inventory.model import Item, StockKind, StockRow
from layers.inventory.scoring import Age
from layers.inventory.view import Inventory

Name = Callable[[str], str]


class StockPage(QWidget):
    """Shows the inventory; whoever listens keeps what was typed."""

    row_kept = Signal(object, object)  # StockRow, Item of the plan's own or None
    rows_removed = Signal(list)  # StockRow
    place_asked = Signal(object)  # StockRow
    import_asked = Signal()
    template_asked = Signal()
    export_asked = Signal(bool)  # with telephone numbers
    tells_all = False

    def __init__(self, county_name: Name) -> None:
        super().__init__()
        self._county_name = county_name
        self._inventory = Inventory()
        self._is_read_only = False
        self._edited: StockRow | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addLayout(self._make_filters())
        layout.addLayout(self._make_tools())
        self.summary = label("", "muted", wrap=True)
        layout.addWidget(self.summary)
        body = Beside()
        self.pages = QStackedWidget()
        self.pages.addWidget(self._make_empty())
        self.table = self._make_table()
        self.pages.addWidget(self.table)
        body.addWidget(self.pages)
        self.form = self._make_form()
        body.addWidget(self.form)
        body.setStretchFactor(0, 1)
        layout.addWidget(body, 1)
        self._refresh()

    # -- building -----------------------------------------------------------------------------

    def _make_filters(self) -> WrappingRow:
        row = WrappingRow()
        row.setSpacing(6)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(self.tr("Who has something that can do this"))
        self.search.setPlaceholderText(self.tr("Who has … e.g. 水泵, 蛙人, 机器人, shuibeng"))
        self.search.textChanged.connect(lambda _text: self._refresh())
        row.addWidget(self.search, 2)
        self.county_box, self.kind_box, self.state_box = QComboBox(), QComboBox(), QComboBox()
        for box, name in (
            (self.county_box, self.tr("Which county")),
            (self.kind_box, self.tr("Which kind")),
            (self.state_box, self.tr("Which state")),
        ):
            box.setAccessibleName(name)
            box.setToolTip(name)
            row.addWidget(box, 1)
        self.kind_box.addItem(self.tr("All kinds"), "")
        for kind in StockKind:
            self.kind_box.addItem(said.kind(kind.value), kind.value)
        for text, state in (
            (self.tr("All states"), ""),
            (self.tr("Stale"), Age.STALE.value),
            (self.tr("Never checked"), Age.NEVER.value),
            (self.tr("Something missing"), "missing"),
        ):
            self.state_box.addItem(text, state)
        for box in (self.county_box, self.kind_box, self.state_box):
            box.currentIndexChanged.connect(lambda _place: self._refresh())
        return row

    def _make_tools(self) -> WrappingRow:
        row = WrappingRow()
        row.setSpacing(6)
        self.new_button = button(self.tr("New"), self.new_row, icon="plus")
        self.edit_button = button(self.tr("Change"), self.edit_row, icon="pencil")
        self.copy_button = button(self.tr("Another one like this"), self.duplicate_row, icon="copy-plus")
        self.remove_button = button(self.tr("Remove"), self.remove_rows, icon="trash-2")
        self.zoom_button = button(self.tr("Show on the map"), self._zoom, icon="scan")
        for one in (self.new_button, self.edit_button, self.copy_button, self.remove_button, self.zoom_button):
            row.addWidget(one)
        row.addStretch(1)
        self.import_button = button(self.tr("Import…"), self.import_asked.emit, icon="import")
        self.template_button = button(self.tr("Template…"), self.template_asked.emit, icon="sheet")
        self.template_button.setToolTip(self.tr("An empty workbook to be filled in, with the catalogue of items"))
        self.phones = QCheckBox(self.tr("with phones"))
        self.phones.setToolTip(
            self.tr("Telephone numbers are personal data: they leave the program only when this is ticked")
        )
        self.export_button = button(
            self.tr("Export…"), lambda: self.export_asked.emit(self.phones.isChecked()), icon="file-output"
        )
        for widget in (self.import_button, self.template_button, self.phones, self.export_button):
            row.addWidget(widget)
        return row

    def _make_empty(self) -> QWidget:
        return EmptyState(
            "warehouse",
            self.tr(
                "What both sides hold is listed here: materials, equipment, vehicles, teams and experts, with who to"
                " call and when it was checked. Import a workbook, or begin with New."
            ),
        )

    def _make_table(self) -> RowTable:
        def text(name: str) -> Callable[[Any], str]:
            return lambda row: getattr(row, name)

        extras = ("callsign", "channel", "backup", "backup_phone")
        columns = [
            Column(said.field("item"), self._item, tip=self._tip, width_px=150, stretch=True),
            Column(
                said.field("quantity"),
                lambda row: row.quantity,
                text=lambda row: said.amount(row.quantity),
                is_number=True,
                width_px=70,
            ),
            Column(said.field("unit"), text("unit"), width_px=48),
            Column(said.field("holder"), text("holder"), tip=text("holder"), width_px=170),
            Column(said.field("county"), lambda row: self._county(row.county), width_px=70),
            Column(
                said.field("checked"),
                lambda row: row.checked or None,
                text=lambda row: row.checked or said.age(Age.NEVER),
                tip=self._age_tip,
                color=self._age_color,
                width_px=92,
            ),
            Column(
                said.field("mobilise_min"),
                lambda row: row.mobilise_min,
                text=lambda row: said.amount(row.mobilise_min),
                is_number=True,
                width_px=90,
                is_extra=True,
            ),
            Column(said.field("contact"), text("contact"), width_px=100, is_extra=True),
            Column(said.field("phone"), text("phone"), width_px=110, is_extra=True),
            *(Column(said.field(name), text(name), width_px=90, is_extra=True) for name in extras),
            Column(
                self.tr("Missing"),
                lambda row: len(scoring.missing(row)),
                text=lambda row: words.joined([said.field(name) for name in scoring.missing(row)]),
                tip=lambda row: words.joined([said.field(name) for name in scoring.missing(row)]),
                width_px=120,
                is_extra=True,
            ),
            Column(said.field("note"), text("note"), tip=text("note"), width_px=140, is_extra=True),
        ]
        table = RowTable(columns, self.tr("Inventory"), key=lambda row: row.uid)
        table.show_as_given()
        table.selectionModel().selectionChanged.connect(lambda *_news: self._refresh_buttons())
        table.row_activated.connect(lambda _row: self.edit_row())
        for keys, act in ((QKeySequence("Del"), self.remove_rows), (QKeySequence("F2"), self.edit_row)):
            QShortcut(keys, table, context=Qt.ShortcutContext.WidgetShortcut).activated.connect(act)
        return table

    def _make_form(self) -> RegisterForm:
        kinds = [(kind.value, said.kind(kind.value)) for kind in StockKind]
        plain = ("contact", "phone", "callsign", "channel", "backup", "backup_phone")
        form = RegisterForm(
            [
                FormField("item", said.field("item"), FieldKind.NAME, self.tr("Of the catalogue, or anything else")),
                FormField("kind", said.field("kind"), FieldKind.CHOICE, choices=kinds),
                FormField("name", said.field("name")),
                FormField(
                    "capabilities",
                    said.field("capabilities"),
                    tip=self.tr("What it is good for, of an item of your own; the search finds it by this"),
                ),
                FormField("quantity", said.field("quantity"), FieldKind.NUMBER, self.tr("Blank is unknown, 0 is none")),
                FormField("unit", said.field("unit")),
                FormField("county", said.field("county"), FieldKind.CHOICE),
                FormField(
                    "holder", said.field("holder"), FieldKind.NAME, self.tr("A depot or team of the plan, or a body")
                ),
                FormField("mobilise_min", said.field("mobilise_min"), FieldKind.NUMBER),
                *(FormField(name, said.field(name)) for name in plain),
                FormField("checked", said.field("checked"), FieldKind.DATE),
                FormField("note", said.field("note"), FieldKind.NOTE),
            ]
        )
        form.kept.connect(self._keep)
        form.left.connect(self._on_left)
        form.chosen.connect(self._on_chosen)
        return form

    # -- showing ------------------------------------------------------------------------------

    def show_inventory(self, inventory: Inventory, *, is_read_only: bool) -> None:
        """Show what the plan holds now."""
        self._inventory, self._is_read_only = inventory, is_read_only
        self._fill_counties()
        language_items = [
            (one.code, inventory.catalogue.name_of(one.code, "zh_CN" if words.is_chinese() else "en"))
            for one in inventory.catalogue.items
        ]
        self.form.set_choices("item", language_items)
        self.form.set_choices("county", [(code, self._county_name(code)) for code in sorted(inventory.around.names)])
        self._fill_holders(self.form.value("county"))
        self._refresh()

    def show_only(self, *, text: str = "", county: str = "") -> None:
        """Search, and list one county or all."""
        self.kind_box.setCurrentIndex(0)
        self.state_box.setCurrentIndex(0)
        self.county_box.setCurrentIndex(max(self.county_box.findData(county), 0))
        self.search.setText(text)
        self._refresh()

    def rows_shown(self) -> list[StockRow]:
        """Return the rows as they are listed."""
        return self.table.visible_rows()

    def _fill_counties(self) -> None:
        kept = self.county_box.currentData() or ""
        self.county_box.blockSignals(True)
        self.county_box.clear()
        self.county_box.addItem(self.tr("All counties"), "")
        for code in sorted({row.county for row in self._inventory.rows if row.county}):
            self.county_box.addItem(self._county_name(code), code)
        self.county_box.setCurrentIndex(max(self.county_box.findData(kept), 0))
        self.county_box.blockSignals(False)

    def _fill_holders(self, county: str) -> None:
        names = [one.name for one in self._inventory.around.holders if one.name and one.county in ("", county)]
        names += [row.holder for row in self._inventory.rows if row.holder and row.county == county]
        self.form.set_choices("holder", [(name, name) for name in dict.fromkeys(names)])

    def _refresh(self) -> None:
        county, kind = self.county_box.currentData() or "", self.kind_box.currentData() or ""
        rows = [
            row
            for row in self._inventory.search(self.search.text())
            if county in ("", row.county) and kind in ("", row.kind) and self._is_in_state(row)
        ]
        self.table.set_rows(rows)
        self.pages.setCurrentIndex(1 if self._inventory.rows else 0)
        counties = len({row.county for row in rows})
        stale = sum(self._age(row) is not Age.FRESH for row in rows)
        told = self.tr("{count} of {all} rows in {counties} counties; {stale} stale or never checked")
        self.summary.setText(
            told.format(count=len(rows), all=len(self._inventory.rows), counties=counties, stale=stale)
            if self._inventory.rows
            else ""
        )
        self.summary.setVisible(bool(self._inventory.rows))
        self._refresh_buttons()

    def _is_in_state(self, row: StockRow) -> bool:
        state = self.state_box.currentData() or ""
        if state == "missing":
            return bool(scoring.missing(row))
        return not state or self._age(row).value == state

    def _refresh_buttons(self) -> None:
        count = len(self.table.selected_rows())
        why = self.tr("This plan is open for reading only") if self._is_read_only else ""
        one = why or ("" if count == 1 else self.tr("Select one row first"))
        several = why or ("" if count else self.tr("Select a row first"))
        zoom = "" if count == 1 else self.tr("Select one row first")
        for widget, reason in (
            (self.new_button, why),
            (self.import_button, why),
            (self.edit_button, one),
            (self.copy_button, one),
            (self.remove_button, several),
            (self.zoom_button, zoom),
        ):
            widget.setEnabled(not reason)
            widget.setToolTip(reason)
        self.export_button.setEnabled(bool(self._inventory.rows))

    def _item(self, row: StockRow) -> str:
        return said.item(row, self._inventory.catalogue)

    def _tip(self, row: StockRow) -> str:
        item = self._inventory.catalogue.get(row.item)
        lines = [self._item(row), words.joined(list(item.capabilities)) if item else "", row.note]
        return "\n".join(line for line in lines if line)

    def _county(self, code: str) -> str:
        return self._county_name(code) if code else words.UNKNOWN_SIGN

    def _age(self, row: StockRow) -> Age:
        return scoring.age(row, self._inventory.on, self._inventory.settings.stale_days)

    def _age_color(self, row: StockRow) -> QColor | None:
        return None if self._age(row) is Age.FRESH else QColor(theme.tokens().warning)

    def _age_tip(self, row: StockRow) -> str:
        days = scoring.age_days(row, self._inventory.on)
        if days is None:
            return said.age(Age.NEVER)
        told = self.tr("{days} days before the reference date {date}; stale after {limit}")
        return told.format(days=days, date=self._inventory.on.isoformat(), limit=self._inventory.settings.stale_days)

    # -- doing --------------------------------------------------------------------------------

    @property
    def chosen(self) -> StockRow | None:
        """The row chosen; None when none or several are."""
        rows = self.table.selected_rows()
        return rows[0] if len(rows) == 1 else None

    def new_row(self, like: StockRow | None = None) -> None:
        """Open the form on a new row; what the filters say is filled in."""
        row = like or StockRow(
            county=self.county_box.currentData() or "", kind=self.kind_box.currentData() or "material"
        )
        self._open(replace(row, uid=""), self.tr("New row") if like is None else self.tr("Another one like this"))

    def edit_row(self) -> None:
        """Open the form on the row chosen."""
        if self.chosen is not None and not self._is_read_only:
            self._open(self.chosen, self.tr("Change a row"))

    def duplicate_row(self) -> None:
        """Open the form on a copy of the row chosen."""
        if self.chosen is not None:
            self.new_row(self.chosen)

    def remove_rows(self) -> None:
        """Take the rows chosen away."""
        rows = self.table.selected_rows()
        if rows and not self._is_read_only:
            self.rows_removed.emit(rows)

    def _zoom(self) -> None:
        if self.chosen is not None:
            self.place_asked.emit(self.chosen)

    def typed(self) -> StockRow | None:
        """Return the row whose form is shown."""
        return None if self.form.isHidden() else self._edited

    def take_typed(self, told: StockRow | None) -> None:
        """Show its form again; what was typed into it comes next."""
        if told is not None:
            self._open(told, self.tr("Change a row") if told.uid else self.tr("New row"))

    def _open(self, row: StockRow, title: str) -> None:
        self._edited = row
        self._fill_holders(row.county)
        values = {name: getattr(row, name, "") for name in self.form.inputs}
        values["item"] = row.item or row.name
        self.form.say("")
        self.form.open_form(title, values, focus="item" if not row.uid else "quantity")
        self._show_capabilities(row.item)

    def _show_capabilities(self, code: str) -> None:
        """Those of the catalogue are told, those of an item of the plan's own can be typed."""
        item = self._inventory.catalogue.get(code)
        self.form.set_value("capabilities", "、".join(item.capabilities) if item is not None else "")
        self.form.inputs["capabilities"].setEnabled(item is None or item.code.startswith(OWN))

    def _on_left(self) -> None:
        self._edited = None
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, name: str, value: str) -> None:
        if name == "item":
            item = self._inventory.catalogue.get(value)
            self._show_capabilities(value)
            if item is not None:
                self.form.set_value("kind", item.kind.value)
                if not self.form.value("unit"):
                    self.form.set_value("unit", item.unit)
        elif name == "county":
            self._fill_holders(value)
        elif name == "holder":
            self._take_contact(value)

    def _take_contact(self, name: str) -> None:
        holder = next((one for one in self._inventory.around.holders if one.name == name), None)
        if holder is None:
            return
        if holder.county and not self.form.value("county"):
            self.form.set_value("county", holder.county)
        for field, text in (("contact", holder.contact), ("phone", holder.phone)):
            if text and not self.form.value(field):
                self.form.set_value(field, text)

    def _keep(self, values: dict[str, Any]) -> None:
        if self._edited is None:
            return
        text = values["item"]
        if not text:
            self.form.refuse("item", self.tr("Say what it is: an item of the catalogue or a name of your own."))
            return
        if not values["county"]:
            self.form.refuse("county", self.tr("Say in which county it is."))
            return
        catalogue = self._inventory.catalogue
        item, own = catalogue.get(text) or catalogue.named(text), None
        told = tuple(filter(None, re.split(r"[、,，;；\s]+", values.pop("capabilities"))))
        if item is None:
            item = own = Item(f"{OWN}{text}", StockKind(values["kind"] or "material"), text, values["unit"], told)
        elif item.code.startswith(OWN) and told != item.capabilities:
            item = own = replace(item, capabilities=told)
        holders = [
            one.uid
            for one in self._inventory.around.holders
            if one.name == values["holder"] and values["holder"] and one.county in ("", values["county"])
        ]
        typed = text not in (item.code, item.name, item.name_en)
        row = replace(
            self._edited,
            **{**values, "item": item.code, "name": values["name"] or (text if typed else "")},
            holder_uid=holders[0] if len(holders) == 1 else "",
        )
        if not row.unit:
            row = replace(row, unit=item.unit)
        self.row_kept.emit(row, own)

    def done(self, uid: str) -> None:
        """The row was kept: close the form and choose it."""
        self.form.hide()
        self._edited = None
        self.table.select_keys({uid})
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._refresh_buttons()
