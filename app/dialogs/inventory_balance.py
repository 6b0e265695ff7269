"""Need against holding: a chart of ratios, the items in a table, and what each county needs and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QMenu,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app import inventory_words as said
from app import words
from app.dialogs.inventory_balance_tables import BalanceTables, CountyRow
from app.widgets.balance_chart import BalanceChart, Bar
from app.widgets.basics import EmptyState, StayingMenu, button, label
from app.widgets.narrow import Beside, WrappingRow
from app.widgets.register_form import FieldKind, FormField, RegisterForm
from app.widgets.table import RowTable
from layers.inventory.catalogue import Catalogue
from layers.inventory.model import Need
from layers.inventory.needs import Balance
from layers.inventory.rules import basis_of, quantity_of, rules
from layers.inventory.view import Inventory

_TOGETHER = ""


class BalancePage(QWidget):
    """Shows what is missing, singly and together; whoever listens keeps needs that were typed."""

    need_kept = Signal(object)  # Need
    needs_removed = Signal(list)  # Need
    item_asked = Signal(str)  # code: list who holds it
    export_asked = Signal()
    tells_all = False

    def __init__(self, county_name: Callable[[str], str]) -> None:
        super().__init__()
        self._county_name = county_name
        self._inventory = Inventory()
        self.tables = BalanceTables(county_name, self)
        self._balances: list[Balance] = []
        self._left_out: frozenset[str] | None = None  # None: nobody chose parties yet
        self._parties: tuple[str, ...] = ()
        self._item = ""
        self._edited: Need | None = None
        self._is_read_only = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addLayout(self._make_bar())
        self.summary = label("", "muted", wrap=True)
        layout.addWidget(self.summary)
        body = Beside()
        self.pages = QStackedWidget()
        self.pages.addWidget(
            EmptyState(
                "list-checks",
                self.tr(
                    "What each county needs stands here against what it holds, singly and together. Type a need or take"
                    " it from a rule; holdings come from the inventory."
                ),
            )
        )
        self.pages.addWidget(self._make_body())
        body.addWidget(self.pages)
        self.form = self._make_form()
        body.addWidget(self.form)
        body.setStretchFactor(0, 1)
        layout.addWidget(body, 1)

    # -- building -----------------------------------------------------------------------------

    def _make_bar(self) -> WrappingRow:
        row = WrappingRow()
        row.setSpacing(6)
        row.addWidget(label(self.tr("Parties")))
        self.parties_button = QToolButton()
        self.parties_button.setProperty("kind", "tool")
        self.parties_button.setAccessibleName(self.tr("Which counties are compared"))
        self.parties_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.parties_menu: QMenu = StayingMenu(self.parties_button)
        self.parties_button.setMenu(self.parties_menu)
        row.addWidget(self.parties_button)
        row.addWidget(label(self.tr("Chart of")))
        self.scope = QComboBox()
        self.scope.setAccessibleName(self.tr("Whose ratio the chart shows"))
        self.scope.currentIndexChanged.connect(lambda _place: self._show_chart())
        row.addWidget(self.scope)
        row.addStretch(1)
        self.new_button = button(self.tr("New need"), self.new_need, icon="plus")
        self.edit_button = button(self.tr("Change the need"), self.edit_need, icon="pencil")
        self.remove_button = button(self.tr("Remove the need"), self.remove_need, icon="trash-2")
        self.list_button = button(self.tr("Who holds it"), lambda: self.item_asked.emit(self._item), icon="search")
        self.export_button = button(self.tr("Export…"), self.export_asked.emit, icon="file-output")
        for one in (self.new_button, self.edit_button, self.remove_button, self.list_button, self.export_button):
            row.addWidget(one)
        return row

    def _make_body(self) -> QWidget:
        split = Beside()
        self.chart = BalanceChart(self.tr("Holding to need by item"))
        self.chart.item_chosen.connect(self.choose)
        page = QWidget()
        page.setProperty("kind", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.chart)
        column.addStretch(1)
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes it, and is scrolled to
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        split.addWidget(area)
        tables = QSplitter(Qt.Orientation.Vertical)
        tables.setChildrenCollapsible(False)
        self.items = RowTable(self.tables.item_columns(), self.tr("Items"), key=lambda one: one.item)
        self.items.show_as_given()
        self.items.row_selected.connect(lambda one: self.choose(one.item if one is not None else ""))
        self.items.row_activated.connect(lambda one: self.item_asked.emit(one.item))
        tables.addWidget(self.items)
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 4, 0, 0)
        below.setSpacing(4)
        self.item_title = label("", "heading")
        below.addWidget(self.item_title)
        self.counties = RowTable(
            self.tables.county_columns(), self.tr("The item by county"), key=lambda one: one.county
        )
        self.counties.show_as_given()
        self.counties.selectionModel().selectionChanged.connect(lambda *_news: self._refresh_buttons())
        self.counties.row_activated.connect(lambda _row: self.edit_need())
        below.addWidget(self.counties)
        tables.addWidget(lower)
        tables.setSizes([330, 170])
        split.addWidget(tables)
        split.setSizes([480, 620])
        return split

    def _make_form(self) -> RegisterForm:
        listed = [("", self.tr("typed, no rule")), *((one.code, self._rule_text(one.code)) for one in rules().values())]
        form = RegisterForm(
            [
                FormField("item", said.field("item"), FieldKind.NAME),
                FormField("county", said.field("county"), FieldKind.CHOICE),
                FormField("quantity", said.field("need"), FieldKind.NUMBER, self.tr("Counts before the rule")),
                FormField("rule", said.field("rule"), FieldKind.CHOICE, choices=listed),
                FormField("per", said.field("per"), FieldKind.NUMBER, blank=self.tr("as the rule says")),
                FormField(
                    "basis",
                    said.field("basis"),
                    FieldKind.NUMBER,
                    self.tr("Blank: as the plan's layers and lists say"),
                    blank=self.tr("as the plan says"),
                ),
                FormField("source", said.field("source"), FieldKind.NOTE),
                FormField("note", said.field("note"), FieldKind.NOTE),
            ]
        )
        form.kept.connect(self._keep)
        form.left.connect(self._on_left)
        form.chosen.connect(self._on_chosen)
        return form

    @staticmethod
    def _rule_text(code: str) -> str:
        """Return a rule in the room of a list; its source comes into the form when it is chosen."""
        rule = rules()[code]
        name = Catalogue().name_of(rule.item, "zh_CN" if words.is_chinese() else "en")
        return f"{name}: {rule.per:g} × {said.basis(rule.basis)}"

    # -- showing ------------------------------------------------------------------------------

    def show_inventory(self, inventory: Inventory, *, is_read_only: bool) -> None:
        """Show what the plan holds now."""
        self._inventory = self.tables.inventory = inventory
        self._is_read_only = is_read_only
        language = "zh_CN" if words.is_chinese() else "en"
        codes = [one.code for one in inventory.catalogue.items]
        self.form.set_choices("item", [(code, inventory.catalogue.name_of(code, language)) for code in codes])
        self.form.set_choices("county", [(code, self._county_name(code)) for code in sorted(inventory.around.names)])
        self._fill_parties()
        self._recount()

    @property
    def parties(self) -> tuple[str, ...]:
        """The counties that are compared."""
        return self._parties

    def _fill_parties(self) -> None:
        inventory = self._inventory
        named = [row.county for row in inventory.rows] + [need.county for need in inventory.needs]
        offered = sorted({code for code in named if code})
        usual = set(inventory.parties)
        shown = usual if self._left_out is None else set(offered) - self._left_out
        self._parties = tuple(code for code in offered if code in shown)
        self.parties_menu.clear()
        for code in offered:
            entry = self.parties_menu.addAction(self._county_name(code))
            entry.setCheckable(True)
            entry.setChecked(code in shown)
            entry.setData(code)
            entry.toggled.connect(self._on_party)
        self._name_parties()

    def _name_parties(self) -> None:
        names = [self._county_name(code) for code in self._parties]
        text = words.joined(names[:3]) + ("…" if len(names) > 3 else "")
        self.parties_button.setText(f"{text or self.tr('none')} ▾")
        kept = self.scope.currentData()
        self.scope.blockSignals(True)
        self.scope.clear()
        self.scope.addItem(self.tr("all together"), _TOGETHER)
        for code in self._parties:
            self.scope.addItem(self._county_name(code), code)
        self.scope.setCurrentIndex(max(self.scope.findData(kept), 0))
        self.scope.blockSignals(False)

    def _on_party(self, _checked: bool) -> None:
        entries = self.parties_menu.actions()
        self._left_out = frozenset(str(one.data()) for one in entries if not one.isChecked())
        self._parties = tuple(str(one.data()) for one in entries if one.isChecked())
        self._name_parties()
        self._recount()

    def _recount(self) -> None:
        self._balances = self._inventory.balances(self._parties) if self._parties else []
        self.items.set_rows(self._balances)
        self.pages.setCurrentIndex(1 if self._balances else 0)
        short = [one for one in self._balances if one.joint.is_short]
        singly = [one for one in self._balances if any(cell.is_short for cell in one.cells.values())]
        told = self.tr("{singly} items are short in some county, {short} still are when all parties share: {names}")
        self.summary.setText(
            told.format(
                singly=len(singly),
                short=len(short),
                names=words.joined([self.tables.name(one.item) for one in short[:6]]) or "—",
            )
            if self._balances
            else ""
        )
        self.summary.setVisible(bool(self._balances))
        if self._item not in {one.item for one in self._balances}:
            self._item = self._balances[0].item if self._balances else ""
        self._show_chart()
        self._show_item()

    def _show_chart(self) -> None:
        code = self.scope.currentData() or _TOGETHER
        bars = []
        for one in self._balances:
            cell = one.joint if code == _TOGETHER else one.cells[code]
            if cell.need is None and not any(some.need is not None for some in one.cells.values()):
                continue
            bars.append(
                Bar(
                    one.item,
                    self.tables.name(one.item),
                    cell.ratio,
                    self.tables.bar_text(cell),
                    self.tables.tip(one, cell),
                    one.item == self._item,
                )
            )
        self.chart.show_bars(bars)

    def choose(self, item: str) -> None:
        """Choose an item, in the chart, the table and below."""
        if not item or item == self._item:
            return
        self._item = item
        self.items.select_keys({item})
        self._show_chart()
        self._show_item()

    def _show_item(self) -> None:
        one = next((some for some in self._balances if some.item == self._item), None)
        rows = []
        if one is not None:
            by_county = {need.county: need for need in self._inventory.needs if need.item == one.item}
            rows = [CountyRow(code, cell, by_county.get(code)) for code, cell in one.cells.items()]
            self.item_title.setText(
                f"{self.tables.name(one.item)} ({one.unit})" if one.unit else self.tables.name(one.item)
            )
        else:
            self.item_title.setText("")
        self.items.select_keys({self._item})
        self.counties.set_rows(rows)
        self._refresh_buttons()

    def _refresh_buttons(self) -> None:
        rows = self.counties.selected_rows()
        why = self.tr("This plan is open for reading only") if self._is_read_only else ""
        one = why or ("" if len(rows) == 1 else self.tr("Select a county below first"))
        has = one or ("" if rows and rows[0].need is not None else self.tr("This county has no need of it on record"))
        for widget, reason in ((self.new_button, why), (self.edit_button, one), (self.remove_button, has)):
            widget.setEnabled(not reason)
            widget.setToolTip(reason)
        self.list_button.setEnabled(bool(self._item))

    # -- doing --------------------------------------------------------------------------------

    def new_need(self) -> None:
        """Open the form on a new need."""
        rows = self.counties.selected_rows()
        county = rows[0].county if len(rows) == 1 else next(iter(self._parties), "")
        self._open(Need(item=self._item, county=county), self.tr("New need"))

    def edit_need(self) -> None:
        """Open the form on the need of the county chosen, or on a first one."""
        rows = self.counties.selected_rows()
        if len(rows) != 1 or self._is_read_only:
            return
        if rows[0].need is None:
            self.new_need()
        else:
            self._open(rows[0].need, self.tr("Change the need"))

    def remove_need(self) -> None:
        """Take the need of the county chosen away."""
        needs = [row.need for row in self.counties.selected_rows() if row.need is not None]
        if needs and not self._is_read_only:
            self.needs_removed.emit(needs)

    def typed(self) -> Need | None:
        """Return the row whose form is shown."""
        return None if self.form.isHidden() else self._edited

    def take_typed(self, told: Need | None) -> None:
        """Show its form again; what was typed into it comes next."""
        if told is not None:
            self._open(told, self.tr("Change the need") if told.uid else self.tr("New need"))

    def _open(self, need: Need, title: str) -> None:
        self._edited = need
        self.form.open_form(title, {name: getattr(need, name) for name in self.form.inputs}, focus="quantity")
        self._say_result()

    def _on_left(self) -> None:
        self._edited = None
        self.counties.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, name: str, value: str) -> None:
        rule = rules().get(value) if name == "rule" else None
        if rule is not None:
            if not self.form.value("item"):
                self.form.set_value("item", rule.item)
            self.form.set_value("per", rule.per)
            self.form.set_value("source", said.rule(rule))
        self._say_result()

    def _say_result(self) -> None:
        """Say what the rule comes to as the form stands."""
        rule = rules().get(self.form.value("rule"))
        if rule is None:
            self.form.say("")
            return
        need = Need(county=self.form.value("county"), rule=rule.code)
        counted = basis_of(need, self._inventory.bases)
        result = quantity_of(need, self._inventory.bases)
        told = self.tr("The plan says {amount} ({basis}); by the rule as it stands that is {result}.")
        self.form.say(
            told.format(amount=words.number(counted, 0), basis=said.basis(rule.basis), result=said.amount(result))
        )

    def _keep(self, values: dict[str, Any]) -> None:
        if self._edited is None:
            return
        item = self._inventory.catalogue.get(values["item"]) or self._inventory.catalogue.named(values["item"])
        if item is None:
            self.form.refuse(
                "item",
                self.tr("“{text}” is not in the catalogue; record one of it in the inventory first.").format(
                    text=values["item"]
                ),
            )
            return
        if not values["county"]:
            self.form.refuse("county", self.tr("Say which county needs it."))
            return
        if values["quantity"] is None and not values["rule"]:
            self.form.refuse("quantity", self.tr("Type how much is needed, or choose a rule."))
            return
        need = replace(self._edited, **{**values, "item": item.code})
        others = [
            one
            for one in self._inventory.needs
            if (one.item, one.county) == (need.item, need.county) and one.uid != need.uid
        ]
        if others:
            self.form.refuse("county", self.tr("This county has a need of it on record already: change that one."))
            return
        self._item = need.item
        self.need_kept.emit(need)

    def done(self) -> None:
        """The need was kept: close the form."""
        self.form.hide()
        self._on_left()
