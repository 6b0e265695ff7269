"""The register beside the map: its tables, a form for each row, reading and writing workbooks."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLineEdit, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app import register_words
from app.document import Change, Document
from app.widgets.agreement_form import AgreementForm
from app.widgets.basics import EmptyState, button, label
from app.widgets.fitting import fit
from app.widgets.narrow import Beside, WrappingRow
from app.widgets.table import Column, RowTable
from layers.agreements.book_spec import NULLABLE
from layers.agreements.books import BOOKS, Book, Entry, Field, free_uid, new_row, records
from layers.agreements.celltext import Names, cell_text

_FORM_PX = 430
_ICONS = {Book.DUTY: "list-checks", Book.AID: "arrow-left-right", Book.LOAN: "warehouse"}
_TABLES = tuple(book.value for book in Book)


class RegisterWindow(QDialog):
    """Stays beside the map; every row that is kept or removed is one step in the plan's history."""

    row_kept = Signal(object, object)  # Book, row
    rows_removed = Signal(object, object)  # Book, uids
    duty_decided = Signal(object, bool)  # row, whether to take what the zones say
    fill_asked = Signal()
    import_asked = Signal()
    export_asked = Signal()
    template_asked = Signal()
    tells_all = False

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Agreement register"))
        self._document = document
        self._names = Names()
        self._tables: dict[Book, RowTable] = {}
        self._empty: dict[Book, QWidget] = {}
        self._new: dict[str, Any] | None = None
        self._is_leaving = False  # it is asked what becomes of a half-typed row
        self._form_stays = False  # the plan changes beneath a form in which somebody writes
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(self.tr("Tables of the register"))
        for book in Book:
            self.tabs.addTab("")
            self.tabs.setTabData(self.tabs.count() - 1, book)
        column.addWidget(self.tabs)
        column.addLayout(self._make_bar())
        self.split = Beside()
        self.pages = QStackedWidget()
        for book in Book:
            self._add_page(book)
        self.split.addWidget(self.pages)
        self.form = AgreementForm()
        self.form.kept.connect(self._keep)
        self.form.cancelled.connect(self._leave)
        self.form.now_taken.connect(lambda row: self.duty_decided.emit(row, True))
        self.form.own_kept.connect(lambda row: self.duty_decided.emit(row, False))
        self.side = QStackedWidget()
        self.side.addWidget(self._hint())
        self.side.addWidget(self.form)
        self.side.setMinimumWidth(_FORM_PX)
        self.split.addWidget(self.side)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([680, _FORM_PX])
        column.addWidget(self.split, 1)
        self.tabs.currentChanged.connect(self._on_tab)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.form.keep)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, document.undo)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Redo), self, document.redo)
        document.changed.connect(self._on_changed)
        document.opened.connect(self._on_opened)  # not a lambda: that outlives the window
        document.closed.connect(self.close)
        self.resize(1180, 680)
        fit(self)
        self.refresh()

    # -- building -----------------------------------------------------------------------------

    def _make_bar(self) -> WrappingRow:
        row = WrappingRow()
        row.setSpacing(6)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(self.tr("Filter"))
        self.search.setAccessibleName(self.tr("Filter"))
        self.search.setMaximumWidth(220)
        self.search.textChanged.connect(lambda _text: self._filter())
        row.addWidget(self.search, 1)
        self.add_button = button(self.tr("Add"), lambda: self.add_row(), icon="plus")
        self.remove_button = button(self.tr("Remove"), self._remove, icon="trash-2")
        self.fill_button = button(self.tr("Fill from the zones"), self.fill_asked.emit, icon="list-checks")
        self.fill_button.setToolTip(
            self.tr("Add what the zones give; what a person wrote stays, and differences are marked")
        )
        for one in (self.add_button, self.remove_button, self.fill_button):
            row.addWidget(one)
        row.addStretch(1)
        self.import_button = button(self.tr("Read a workbook…"), self.import_asked.emit, icon="import")
        row.addWidget(self.import_button)
        row.addWidget(button(self.tr("Template…"), self.template_asked.emit, icon="sheet"))
        row.addWidget(button(self.tr("Export…"), self.export_asked.emit, icon="file-output"))
        return row

    def _add_page(self, book: Book) -> None:
        spec = BOOKS[book]
        fields = {one.name: one for one in spec.fields}
        order = [*spec.listed, *(name for name in fields if name not in spec.listed)]
        columns = [self._column(book, fields[name], place, len(spec.listed)) for place, name in enumerate(order)]
        title = register_words.words()[f"register_book.{book.value}"]
        table = RowTable(columns, title, key=lambda row: row["uid"])
        table.row_selected.connect(lambda row: self._show(row))
        self._tables[book] = table
        page = QStackedWidget()
        empty = EmptyState(_ICONS.get(book, "handshake"), register_words.empty_text(book))
        page.addWidget(empty)
        page.addWidget(table)
        self._empty[book] = empty
        self.pages.addWidget(page)

    def _column(self, book: Book, one: Field, place: int, listed: int) -> Column:
        words = register_words.words()
        is_wide = place == 0 or one.name in ("name", "title", "task", "event", "item")

        def text(row: Mapping[str, Any]) -> str:
            if one.entry is Entry.COUNTY:
                return self._names.county(row[one.name]) if row[one.name] else ""
            if one.entry is Entry.PARTIES:
                return words.join([str(each["name"]) for each in row[one.name]])
            return str(cell_text(one, row[one.name], register_words.terms(), self._names)).replace("\n", "；")

        def value(row: Mapping[str, Any]) -> Any:
            if one.entry is Entry.NUMBER:
                return math.nan if row[one.name] is None else row[one.name]
            return text(row)

        def sign(row: Mapping[str, Any]) -> str:
            filled = row.get("filled") or {}
            return "△ " if book is Book.DUTY and one.name == "task" and ("now" in filled or "gone" in filled) else ""

        return Column(
            words[f"register_{book.value}.{one.name}"],
            value,
            text=lambda row: sign(row) + text(row),
            tip=text,
            width_px=150 if is_wide else 100,
            stretch=one.name == BOOKS[book].title,
            is_extra=place >= listed,
            is_number=one.entry in NULLABLE,
        )

    def _hint(self) -> QWidget:
        text = self.tr("Choose a row to see and change all its columns, or add one.")
        hint = label(text, "muted", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint.setMargin(24)
        return hint

    # -- showing ------------------------------------------------------------------------------

    @property
    def book(self) -> Book:
        """The table that is shown."""
        return Book(self.tabs.tabData(self.tabs.currentIndex()))

    @property
    def table(self) -> RowTable:
        """Its rows."""
        return self._tables[self.book]

    def show_book(self, book: Book, uid: str = "") -> None:
        """Bring a table forward, and a row of it."""
        self.tabs.setCurrentIndex(list(Book).index(book))
        if uid and self.book is book:  # else somebody stays with a half-typed row
            self.search.clear()
            self._choose(uid)

    def _on_opened(self) -> None:
        self.form.let_go()  # it is of another plan
        self.refresh()

    def refresh(self, books: Collection[Book] = tuple(Book)) -> None:
        """Show what the plan holds now, of some tables or of all."""
        if not self._document.is_open:
            return
        self._names = register_words.names_of(self._document)
        words = register_words.words()
        for place, book in enumerate(Book):
            if book not in books:
                continue
            rows = records(self._document.book(book))
            self._tables[book].set_rows(rows)
            self.pages.widget(place).setCurrentIndex(1 if rows else 0)  # type: ignore[attr-defined]
            title = words[f"register_book.{book.value}"]
            self.tabs.setTabText(place, f"{title} {len(rows)}" if rows else title)
        is_writable = not self._document.is_read_only
        for one in (self.add_button, self.import_button, self.fill_button):
            one.setEnabled(is_writable)
        self._on_tab()

    def add_row(self, said: Mapping[str, Any] | None = None) -> None:
        """Show the form of a new row; ``said`` is what it says already."""
        if self._is_half_typed and not self._leaves_for(new_row(self.book)):
            return
        self.table.clearSelection()
        self._new = {**new_row(self.book), **(said or {})}
        self._show(self._new)
        first = self.form.fields[BOOKS[self.book].title]
        first.setFocus()

    def _known(self) -> dict[Book, set[str]]:
        return {book: set(self._document.book(book)["uid"].astype(str)) for book in (Book.AGREEMENT, Book.BODY)}

    def _show(self, row: Mapping[str, Any] | None) -> None:
        several = len(self.table.selected_rows()) > 1
        self.remove_button.setEnabled(bool(self.table.selected_rows()) and not self._document.is_read_only)
        if self._form_stays or self._is_leaving:
            return
        if self._is_half_typed and not self._leaves_for(None if several else row):
            return
        if row is None or several:
            self.side.setCurrentIndex(0)
            return
        if row["uid"]:
            self._new = None
        read_only = self._document.is_read_only
        self.form.show_row(self.book, row, self._names, self._known(), is_read_only=read_only)
        self.side.setCurrentIndex(1)

    @property
    def _is_half_typed(self) -> bool:
        return self.side.currentIndex() == 1 and self.form.is_edited

    def _leaves_for(self, row: Mapping[str, Any] | None) -> bool:
        """Return whether a row may be shown in place of the half-typed one; asks when it is another one."""
        form, book = self.form, self.book
        if book is form.book and (row is None or (row["uid"] and str(row["uid"]) == form.uid)):
            return False  # nothing else was chosen: what was typed stays
        self._is_leaving = True
        try:
            may_leave = form.may_leave()
            if not may_leave:  # back to the row that is written in
                self.tabs.setCurrentIndex(list(Book).index(form.book))
                self.table.select_keys({form.uid} if form.uid else set())
            elif self.book is not book or (row is not None and row["uid"]):  # saving has chosen what was saved
                self.tabs.setCurrentIndex(list(Book).index(book))
                self.table.select_keys({str(row["uid"])} if row is not None else set())
        finally:
            self._is_leaving = False
        return may_leave

    def typed(self) -> tuple[Any, ...]:
        """Return which table and row is shown."""
        uids = [str(row["uid"]) for row in self.table.selected_rows()]
        is_form = self.side.currentIndex() == 1
        return self.book, self.search.text(), uids, self._new if is_form else None, self.form.uid if is_form else ""

    def take_typed(self, told: tuple[Any, ...]) -> None:
        """Show it again; what was typed into its form comes next."""
        book, searched, uids, new, uid = told
        self.tabs.setCurrentIndex(list(Book).index(book))
        self.search.setText(searched)
        if new is not None and not uid:
            self.add_row(new)
        elif uid:
            self._choose(uid)
        else:
            self.table.select_keys(set(uids))
            self._show(None)

    def _choose(self, uid: str) -> None:
        """Select a row and show it: selecting by key tells nobody."""
        self.table.select_keys({uid})
        rows = self.table.selected_rows()
        self._show(rows[0] if len(rows) == 1 else None)

    def _leave(self) -> None:
        self._new = None
        self.form.let_go()
        self.table.clearSelection()
        self.side.setCurrentIndex(0)

    def _on_tab(self, *_news: object) -> None:
        self.pages.setCurrentIndex(self.tabs.currentIndex())
        self.fill_button.setVisible(self.book is Book.DUTY)
        rows = self.table.selected_rows()
        self._show(rows[0] if len(rows) == 1 else None)
        self._filter()

    def _filter(self) -> None:
        wanted = self.search.text().strip().casefold()
        fields = BOOKS[self.book].fields
        terms = register_words.terms()

        def accept(row: Mapping[str, Any]) -> bool:
            cells = (str(cell_text(one, row[one.name], terms, self._names)) for one in fields)
            return not wanted or any(wanted in cell.casefold() for cell in cells)

        self.table.set_filter(accept)

    def _on_changed(self, change: Change) -> None:
        if change.touches(*_TABLES) or change.touches("zone"):
            shown = self.form._row.get("uid") if self.side.currentIndex() == 1 else ""
            self._form_stays = self.side.currentIndex() == 1 and self.form.is_edited
            is_named = change.touches("agreement", "body", "zone")  # other tables show these names
            self.refresh([book for book in Book if is_named or change.touches(book.value)])
            if shown:
                self._choose(str(shown))
            self._form_stays = False

    # -- changing -----------------------------------------------------------------------------

    def _keep(self, row: dict[str, Any]) -> None:
        book = self.form.book
        if self._new is not None:  # a new row never takes the place of one that says the same of itself
            row["uid"] = free_uid(str(row["uid"]), set(self._document.book(book)["uid"].astype(str)))
        before = self._document.past.position
        self.row_kept.emit(book, row)
        if self._document.past.position == before and self._stored(book, str(row["uid"])) != row:
            return  # it could not be written: what was typed stays in the form
        self._new = None
        self.form.let_go()
        if self._is_leaving:
            return  # another row is about to be shown
        self.show_book(book, str(row["uid"]))

    def _stored(self, book: Book, uid: str) -> Mapping[str, Any] | None:
        return next((row for row in records(self._document.book(book)) if str(row["uid"]) == uid), None)

    def _remove(self) -> None:
        uids = [str(row["uid"]) for row in self.table.selected_rows()]
        if uids:
            self.side.setCurrentIndex(0)
            self.rows_removed.emit(self.book, uids)
