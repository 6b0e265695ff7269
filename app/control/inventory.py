"""The inventory in the window: its own window, the card of a depot, workbooks in and out."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app import i18n
from app import inventory_words as said
from app.cards.depot import DepotCard
from app.control.books import ask_book
from app.control.carrying import carry_window
from app.control.late import forget, is_made, put_away
from app.control.writing import start_writing
from app.dialogs.ask import run
from app.document import Change
from app.inventory_edits import INVENTORY_TABLES
from app.jobs import Job
from app.tasks.inventory import InventoryTask
from app.widgets.fitting import fit
from layers.errors import LianfangError
from layers.inventory.gathering import Holder, Surroundings
from layers.inventory.model import StockRow
from layers.inventory.view import Inventory
from layers.kinds import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.dialogs.inventory import InventoryWindow
    from app.window import MainWindow
    from layers.inventory.hazards import HazardRow
    from layers.inventory.model import HazardCheck, InventorySettings, Item, Need
    from layers.inventory.reading import InventoryFile
    from layers.plan.store import PlanStore
    from layers.progress import Progress

_HOLDERS = (Role.DEPOT, Role.TEAM)


class InventoryControl(QObject):
    """Everything the inventory's window and card ask for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.task = InventoryTask(window.document, window.jobs, self)
        self.dialog: InventoryWindow | None = None
        self._clicked = ""  # the depot whose card waits for the layers to be read
        self.task.ready.connect(self._on_ready)
        self.task.failed.connect(window.show_error)
        window.document.changed.connect(self._on_changed)
        window.document.closed.connect(self.close)

    def attach(self) -> None:
        """Listen to a new map; the window is made anew, in the language and theme now in force."""
        self.close()
        forget(self)
        self._window.map.feature_clicked.connect(self._on_clicked)

    @cached_property
    def card(self) -> DepotCard:
        """The card of a depot."""
        card = DepotCard(self._window.map)
        card.rows_asked.connect(self._list_holder)
        card.row_added.connect(self._add_to)
        return card

    # -- actions ------------------------------------------------------------------------------

    def inventory(self, _checked: bool = True) -> None:
        """Show what both sides hold."""
        self._show("stock")

    def find_capability(self, _checked: bool = True) -> None:
        """Be ready to type what somebody must be able to do."""
        self._show("stock").ready_to_find()

    def inventory_shortfalls(self, _checked: bool = True) -> None:
        """Show need against holding."""
        self._show("balance")

    def hazard_sources(self, _checked: bool = True) -> None:
        """Show the hazard sources near the line."""
        self._show("hazards")

    def import_inventory(self, _checked: bool = True) -> None:
        """Ask for a workbook, and show what it holds before it is taken over."""
        window = self._window
        chosen, _ = QFileDialog.getOpenFileName(
            window, self.tr("Import an inventory"), str(window.plans.folder()), self.tr("Workbook (*.xlsx)")
        )
        if chosen:
            self.read_file(Path(chosen))

    def read_file(self, path: Path, county: str = "") -> Job:
        """Read a workbook in the background and ask whether to take it over."""
        document = self._window.document
        job = Job(
            _read_file,
            document.store,
            path,
            document.catalogue(),
            document.stock(),
            county,
            title=self.tr("Reading files"),
        )
        store = document.store
        job.finished.connect(lambda found: self._ask(path, found, store))
        job.failed.connect(self._window.show_error)
        self._window.jobs.start(job)
        return job

    def _ask(self, path: Path, found: tuple[InventoryFile, Callable[[str], InventoryFile]], store: PlanStore) -> None:
        from app.dialogs.inventory_import import InventoryImportDialog

        document = self._window.document
        if not document.is_open or document.store is not store:  # it was read against what another plan holds
            return
        first, again = found
        dialog = InventoryImportDialog(self.dialog or self._window, path.name, document.county_names())
        dialog.county_chosen.connect(lambda code: dialog.show_file(again(code)))
        dialog.show_file(first)
        if run(dialog) and (taken := dialog.found) is not None:
            count = self._try(lambda: document.import_stock(taken, file=path.name))
            if count:
                self._show("stock")
                self._window.toast.say(self.tr("{count} rows imported").format(count=count))

    # -- showing ------------------------------------------------------------------------------

    def inventory_now(self) -> Inventory:
        """Return the inventory as the plan has it; what the layers say may still be on its way."""
        document = self._window.document
        around = self.task.around or Surroundings(document.county_names(), (), (), {})
        return Inventory(
            tuple(document.stock()),
            tuple(document.needs()),
            tuple(document.hazard_checks()),
            document.catalogue(),
            document.inventory_settings(),
            around,
            document.info().reference_date,
        )

    def carry_over(self) -> Callable[[], None] | None:
        """The window comes back with the row, the need or the inspection that is half typed."""
        page = self.dialog.current if self.dialog is not None else ""
        return carry_window(self.dialog, self._made, lambda: self._show(page))

    def _made(self) -> InventoryWindow:
        """Return the window, made when it is first wanted."""
        from app.dialogs.inventory import InventoryWindow

        window = self._window
        if self.dialog is None:
            self.dialog = made = InventoryWindow(window, window.document.short_county_name)
            made.stock.row_kept.connect(self._keep_row)
            made.stock.rows_removed.connect(self._remove_rows)
            made.stock.place_asked.connect(self._go_to_row)
            made.stock.import_asked.connect(self.import_inventory)
            made.stock.template_asked.connect(self._save_template)
            made.stock.export_asked.connect(lambda phones: self._export(with_phones=phones, listed=True))
            made.balance.need_kept.connect(self._keep_need)
            made.balance.needs_removed.connect(self._remove_needs)
            made.balance.item_asked.connect(self._list_item)
            made.balance.export_asked.connect(self._export)
            made.hazards.check_kept.connect(self._keep_check)
            made.hazards.settings_changed.connect(self._keep_settings)
            made.hazards.place_asked.connect(self._go_to_source)
            made.hazards.export_asked.connect(self._export)
            made.score.settings_changed.connect(self._keep_settings)
            made.score.rows_asked.connect(lambda county, holder: self._list_rows(county, holder))
            made.undo_asked.connect(window.hands.undo)
            made.redo_asked.connect(window.hands.redo)
            made.finished.connect(lambda _code: self._rest())
            self._refresh()
            fit(made)
        return self.dialog

    def _show(self, page: str) -> InventoryWindow:
        shown = self._made()
        shown.show_page(page)
        shown.show()
        shown.raise_()
        shown.activateWindow()
        self.task.want()
        return shown

    def close(self, *_unused: Any) -> None:
        """Take the window away: another plan, language or theme."""
        self._clicked = ""
        if self.dialog is not None:
            self.dialog.hide()
            self.dialog.deleteLater()
            self.dialog = None
        put_away(self)
        self.task.rest()

    def _rest(self) -> None:
        if not is_made(self) or self.card.holder is None:
            self.task.rest()

    def _refresh(self) -> None:
        document = self._window.document
        if not document.is_open:
            return
        inventory = self.inventory_now()
        if self.dialog is not None:
            self.dialog.show_inventory(inventory, is_read_only=document.is_read_only)
        shown = self.card.holder if is_made(self) else None
        if shown is not None:
            holder = inventory.around.holder(shown.uid)
            if holder is not None:
                self._show_card(holder)
            elif self.task.around is not None:
                self.card.close_card()

    def _on_ready(self) -> None:
        self._refresh()
        around = self.task.around
        if around is not None and self._clicked:
            holder = around.holder(self._clicked)
            self._clicked = ""
            if holder is not None:
                self._show_card(holder)

    def _on_changed(self, change: Change) -> None:
        if change.touches(*INVENTORY_TABLES, "plan", "layer") and not change.is_look:
            self._refresh()

    # -- the card -----------------------------------------------------------------------------

    def _on_clicked(self, layer: str, uid: str) -> None:
        """A depot or team was clicked with the select tool: show its card; any other click takes it away."""
        document = self._window.document
        self._clicked = ""
        is_holder = any(one.uid == layer and one.role in _HOLDERS for one in document.layers()) if layer else False
        if not is_holder or self._window.map.canvas.tool.key != "select":
            put_away(self)
            return
        if self.task.around is None:
            self._clicked = uid
            self.task.want()
            return
        holder = self.task.around.holder(uid)
        if holder is not None:
            self._show_card(holder)

    def _show_card(self, holder: Holder) -> None:
        document = self._window.document
        county = document.county_name(holder.county) if holder.county else ""
        self.card.show_holder(holder, self.inventory_now(), county, is_read_only=document.is_read_only)

    def _list_holder(self, holder: Holder) -> None:
        self._list_rows(holder.county, holder.name)

    def _list_rows(self, county: str, holder: str) -> None:
        page = self._show("stock").stock
        page.show_only(county=county)
        if holder:
            page.table.select_keys({row.uid for row in page.rows_shown() if row.holder == holder})
            page.table.setFocus()

    def _add_to(self, holder: Holder) -> None:
        row = StockRow(
            holder=holder.name,
            holder_uid=holder.uid,
            county=holder.county,
            contact=holder.contact,
            phone=holder.phone,
            kind="team" if holder.role is Role.TEAM else "material",
        )
        self._show("stock").stock.new_row(row)

    def _list_item(self, item: str) -> None:
        catalogue = self._window.document.catalogue()
        self._show("stock").stock.show_only(text=catalogue.name_of(item))

    # -- on the map ---------------------------------------------------------------------------

    def _go_to_row(self, row: StockRow) -> None:
        """Show the holder of a row; one that is no feature stands for its county."""
        window, around = self._window, self.task.around
        holders = around.holders if around is not None else ()
        named = [
            one for one in holders if one.uid == row.holder_uid or (one.name == row.holder and one.county == row.county)
        ]
        if named:
            holder = named[0]
            window.map.select(holder.layer_uid, holder.uid)
            window.map.show_point(holder.lon, holder.lat)
            self._show_card(holder)
            return
        shape = window.document.county_shapes().get(row.county)
        if shape is not None:
            window.map.zoom_to_shape(shape)
            told = self.tr("{holder} is no depot of the map: its county is shown.")
            window.toast.say(told.format(holder=row.holder or said.item(row, window.document.catalogue())))
        else:
            window.toast.say(self.tr("Nobody knows where that is: the row names no depot of the map and no county."))

    def _go_to_source(self, row: HazardRow) -> None:
        window, source = self._window, row.source
        window.map.select(source.layer_uid, source.uid)
        window.map.show_point(source.lon, source.lat)

    # -- edits --------------------------------------------------------------------------------

    def _try(self, edit: Callable[[], Any]) -> Any:
        """Do an edit; when the plan cannot be written say so, and what was typed stays where it is."""
        try:
            return edit()
        except LianfangError as error:
            self._window.show_error(error)
            return None

    def _keep_row(self, row: StockRow, item: Item | None) -> None:
        document = self._window.document
        name = item.name if item is not None else said.item(row, document.catalogue())
        uid = self._try(lambda: document.put_stock(row, name=name, item=item))
        if uid and self.dialog is not None:
            self.dialog.stock.done(uid)

    def _remove_rows(self, rows: Sequence[StockRow]) -> None:
        document = self._window.document
        name = said.item(rows[0], document.catalogue())
        self._try(lambda: document.remove_stock([row.uid for row in rows], name=name))

    def _keep_need(self, need: Need) -> None:
        document = self._window.document
        name = document.catalogue().name_of(need.item)
        if self._try(lambda: document.put_need(need, name=name)) and self.dialog is not None:
            self.dialog.balance.done()

    def _remove_needs(self, needs: Sequence[Need]) -> None:
        document = self._window.document
        name = document.catalogue().name_of(needs[0].item)
        self._try(lambda: document.remove_needs([one.uid for one in needs], name=name))

    def _keep_check(self, check: HazardCheck, name: str) -> None:
        document = self._window.document

        def put() -> bool:
            document.put_hazard_check(check, name=name)
            return True

        if self._try(put) and self.dialog is not None:
            self.dialog.hazards.done()

    def _keep_settings(self, settings: InventorySettings) -> None:
        self._try(lambda: self._window.document.set_inventory_settings(settings))
        self._refresh()

    # -- workbooks ----------------------------------------------------------------------------

    def _save_template(self) -> None:
        path = ask_book(self._window, self.tr("inventory template"))
        if path is not None:
            work = (self.inventory_now(), path, i18n.current())
            start_writing(self._window, Job(_write_template, *work, title=self.tr("Writing files")))

    def _export(self, *, with_phones: bool = False, listed: bool = False) -> None:
        """Write the workbook; of the list only what is shown when the list is what was asked for."""
        window = self._window
        path = ask_book(window, self.tr("{plan} inventory").format(plan=window.document.info().title))
        if path is None or self.dialog is None:
            return
        rows = self.dialog.stock.rows_shown() if listed else None
        work = (self.inventory_now(), path, i18n.current(), with_phones, rows, self.dialog.balance.parties)
        start_writing(window, Job(_write_book, *work, title=self.tr("Writing files")))


def _read_file(
    store: Any, path: Path, catalogue: Any, known: list[StockRow], county: str, *, progress: Progress
) -> tuple[InventoryFile, Callable[[str], InventoryFile]]:
    """Return what a workbook holds, and how to read it again with another county for rows that name none."""
    from layers.inventory.gathering import surroundings
    from layers.inventory.reading import inventory_in, read_sheets
    from layers.progress import part
    from layers.sources.child.books import sheets_apart

    sheets = read_sheets(path, opened=partial(sheets_apart, progress=part(progress, 0.1, 0.9)), progress=progress)
    with store.reader() as reader:
        around = surroundings(reader)

    def again(code: str) -> InventoryFile:
        return inventory_in(sheets, path, catalogue, around, known, county=code)

    return again(county), again


def _write_template(inventory: Inventory, path: Path, language: str, *, progress: Progress) -> Path:
    from app.sheets.words import load_words
    from layers.export.inventory_book import write_template

    progress(0.2, "export")
    return write_template(path, inventory, load_words(language))


def _write_book(
    inventory: Inventory,
    path: Path,
    language: str,
    with_phones: bool,
    rows: list[StockRow] | None,
    parties: tuple[str, ...],
    *,
    progress: Progress,
) -> Path:
    from app.sheets.words import load_words
    from layers.export.inventory_book import write_inventory

    progress(0.2, "export")
    return write_inventory(path, inventory, load_words(language), with_phones=with_phones, rows=rows, parties=parties)
