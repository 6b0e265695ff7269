"""The ledger beside the map: pairs of counties, the account of one at a glance, and every entry it is made of."""

from __future__ import annotations

import math
import uuid
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QSplitter,
    QStackedWidget,
    QStyle,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app import ledger_words as said
from app import register_words, words
from app.document import Document
from app.widgets.basics import CardPages, EmptyState, button, label
from app.widgets.fitting import fit
from app.widgets.kept_accounts import KeptAccounts
from app.widgets.ledger_card import LedgerCard, across_text
from app.widgets.narrow import Beside, WrappingRow
from app.widgets.table import Column, RowTable
from app.widgets.text_size import measured
from layers.agreements.accounts import said_of
from layers.agreements.books import Book, records
from layers.agreements.celltext import Names
from layers.agreements.gaps import GAP_HAZARDS
from layers.agreements.ledger import HELP, LOANS, TRANSMISSION, Ledger, Line, PairAccount
from layers.export.ledger_sheets import line_text, source_text
from layers.register_workflow import LedgerView, pair_name

#: So many years can be chosen to count from.
_YEARS = 6


class LedgerWindow(QDialog):
    """Shows what counties send and give each other; whoever listens works it out and keeps what is agreed."""

    wanted = Signal(str, str)  # hazard, since
    record_asked = Signal(object, object)  # Book, what a new row says
    row_opened = Signal(object, str)  # Book, uid
    zone_chosen = Signal(str)  # uid
    pair_shown = Signal(str)
    export_asked = Signal()
    account_kept = Signal(object, str)  # row, name of the pair
    account_removed = Signal(str, str)  # uid, name of the pair
    left = Signal()

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Ledger of the counties"))
        self._document = document
        self._names = Names()
        self._view: LedgerView | None = None
        self._chosen, self._measure, self._giver = "", "", ""
        self.card: LedgerCard | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addLayout(self._make_bar())
        self.pages = QStackedWidget()
        self.pages.addWidget(EmptyState("arrow-left-right", self._empty_text()))
        self.pages.addWidget(self._make_body())
        column.addWidget(self.pages, 1)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, document.undo)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Redo), self, document.redo)
        document.closed.connect(self._forget)
        self.resize(1180, 680)
        fit(self)

    # -- building -----------------------------------------------------------------------------

    def _empty_text(self) -> str:
        return self.tr(
            "What counties send each other is known once the zones are derived; what they do for each other once help,"
            " loans and compensation are recorded."
        )

    def _make_bar(self) -> WrappingRow:
        row = WrappingRow()
        row.setSpacing(6)
        self.hazards, self.years, self.measures = QComboBox(), QComboBox(), QComboBox()
        for box, name in (
            (self.hazards, self.tr("Field")),
            (self.years, self.tr("Since when entries count")),
            (self.measures, self.tr("What sending is measured in")),
        ):
            box.setAccessibleName(name)
            box.setToolTip(name)
            row.addWidget(box)
        self.hazards.addItem(self.tr("All fields"), "")
        for hazard in GAP_HAZARDS:
            self.hazards.addItem(register_words.words().code("agreement_hazard", hazard.value), hazard.value)
        for measure in TRANSMISSION:
            self.measures.addItem(said.measure_name(measure), measure)
        self.hazards.activated.connect(lambda _place: self._want())
        self.years.activated.connect(lambda _place: self._want())
        self.measures.activated.connect(lambda _place: self._show_pairs())
        row.addStretch(1)
        self.help_button = button(self.tr("Record help…"), lambda: self._record(Book.AID), icon="plus")
        self.loan_button = button(self.tr("Record a loan…"), lambda: self._record(Book.LOAN), icon="plus")
        self.keep_button = button(self.tr("Keep this account"), self._keep, icon="bookmark-plus")
        self.keep_button.setToolTip(
            self.tr("Keep the figures as agreed today; later the window says which of them are others")
        )
        self.export_button = button(self.tr("Export…"), self.export_asked.emit, icon="file-output")
        for one in (self.help_button, self.loan_button, self.keep_button, self.export_button):
            row.addWidget(one)
        return row

    def _make_body(self) -> QWidget:
        split = Beside()
        self.pairs = RowTable(self._pair_columns(), self.tr("Pairs of counties"), key=lambda one: one.pair)
        self.pairs.show_as_given()
        self.pairs.row_selected.connect(self._choose)
        self.pairs.row_activated.connect(lambda one: self.pair_shown.emit(one.pair))
        split.addWidget(self.pairs)
        right = QSplitter(Qt.Orientation.Vertical)
        right.setChildrenCollapsible(False)
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(2)
        self.title = label("", "title")
        column.addWidget(self.title)
        self.about = label("", "small", wrap=True)
        column.addWidget(self.about)
        self.account = CardPages(self.tr("Choose a pair of counties."))
        self.account.scroll_area.setAccessibleName(self.windowTitle())
        column.addWidget(self.account, 1)
        right.addWidget(top)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.windowTitle())
        self.entries = RowTable(self._entry_columns(), self.tr("Entries"), key=lambda one: (one.uid, one.giver))
        self.entries.show_as_given()
        self.entries.row_activated.connect(self._open)
        self.tabs.addTab(self.entries, self.tr("Entries"))
        self.kept = KeptAccounts(self._document.short_county_name)
        self.kept.removal_asked.connect(self._drop)
        self.tabs.addTab(self.kept, self.tr("Kept accounts"))
        right.addWidget(self.tabs)
        right.setSizes([430, 210])
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([420, 740])
        return split

    def _pair_columns(self) -> list[Column]:
        def rows(measures: tuple[str, ...]) -> Any:
            return lambda one: sum(any(name in line.amounts for name in measures) for line in one.lines)

        return [
            Column(self.tr("Border"), self._pair_name, width_px=110, stretch=True),
            Column(
                self.tr("Comes across"),
                lambda one: self._sum(one, self._unit),
                text=lambda one: across_text(one, self._unit),
                tip=lambda one: self._ways_tip(one, self._unit),
                is_number=True,
                width_px=112,
            ),
            Column(
                self.tr("Help"),
                rows(HELP),
                text=lambda one: across_text(one, "times"),
                tip=lambda one: self._ways_tip(one, "times"),
                is_number=True,
                width_px=70,
            ),
            Column(
                self.tr("Owed"),
                lambda one: self._sum(one, "owed_yuan"),
                text=lambda one: across_text(one, "owed_yuan"),
                tip=lambda one: self._ways_tip(one, "owed_yuan"),
                is_number=True,
                width_px=90,
            ),
            Column(
                self.tr("Loans"),
                rows(LOANS),
                text=lambda one: across_text(one, "out"),
                is_number=True,
                width_px=70,
                is_extra=True,
            ),
        ]

    def _entry_columns(self) -> list[Column]:
        def value(measure: str) -> Any:
            return lambda line: math.nan if line.amounts.get(measure) is None else line.amounts[measure]

        def text(measure: str) -> Any:
            def shown(line: Line) -> str:
                if measure not in line.amounts:
                    return ""
                amount = line.amounts[measure]
                return words.UNKNOWN_SIGN if amount is None else said.figure(amount, measure)

            return shown

        return [
            Column(self.tr("Date"), lambda line: line.day or "", width_px=96),
            Column(
                self.tr("What"),
                lambda line: line_text(line, self._names, register_words.words()),
                tip=lambda line: source_text(line, register_words.words()),
                width_px=150,
                stretch=True,
            ),
            Column(self.tr("From"), lambda line: self._document.short_county_name(line.giver), width_px=70),
            Column(self.tr("To"), lambda line: self._document.short_county_name(line.receiver), width_px=70),
            Column(
                self.tr("Figure"),
                lambda line: value(self._measure)(line) if self._measure else said.line_figures(line),
                text=lambda line: text(self._measure)(line) if self._measure else said.line_figures(line),
                is_number=True,
                width_px=230,
            ),
        ]

    # -- showing ------------------------------------------------------------------------------

    @property
    def _unit(self) -> str:
        return str(self.measures.currentData())

    @property
    def ledger(self) -> Ledger | None:
        """The ledger that is shown."""
        return None if self._view is None else self._view.ledger

    def refresh(self) -> None:
        """Ask for what the plan holds now."""
        if not self._document.is_open:
            return
        year, before = self._document.info().reference_date.year, self.years.currentData()
        self.years.clear()
        self.years.addItem(self.tr("All on record"), "")
        for since in range(year, year - _YEARS, -1):
            self.years.addItem(self.tr("Since {year}").format(year=since), f"{since}-01-01")
        self.years.setCurrentIndex(max(0, self.years.findData(before)))
        self._want()

    def show_view(self, view: LedgerView) -> None:
        """Show what was worked out."""
        self._view = view
        self._names = register_words.names_of(self._document)
        self.pages.setCurrentIndex(1 if view.ledger.pairs else 0)
        for one in (self.help_button, self.loan_button, self.keep_button):
            one.setEnabled(not self._document.is_read_only)
        self._show_pairs()

    def _forget(self) -> None:
        """Another plan: what was shown is not its own."""
        self._view, self.card, self._chosen = None, None, ""
        self.pairs.set_rows([])
        self.entries.set_rows([])
        self.account.show_hint()
        self.pages.setCurrentIndex(0)
        self.close()

    def show_pair(self, pair: str) -> None:
        """Bring the account of a pair forward."""
        self._chosen = pair
        if self._view is not None:
            self._show_pairs()

    def _want(self) -> None:
        self.wanted.emit(str(self.hazards.currentData()), str(self.years.currentData() or ""))

    def _show_pairs(self) -> None:
        if self._view is None:
            return
        pairs = self._view.ledger.pairs
        self.pairs.set_rows(list(pairs))
        chosen = next((one for one in pairs if one.pair == self._chosen), pairs[0] if pairs else None)
        if chosen is None:
            return
        self.pairs.select_keys({chosen.pair})
        self._choose(chosen)

    def _choose(self, one: PairAccount | None) -> None:
        if one is None or self._view is None:
            return
        is_same = one.pair == self._chosen
        self._chosen = one.pair
        names = {code: self._document.short_county_name(code) for code in one.counties}
        self.title.setText(self._pair_name(one))
        book = self._view.ledger
        self.about.setText(
            self.tr("{field}; {since}; on {date}. Figures are sums: a click on one lists its entries.").format(
                field=self.hazards.currentText(), since=self.years.currentText(), date=book.on.isoformat()
            )
        )
        self.card = LedgerCard(book, one, names, self._unit)
        self.card.figure_chosen.connect(self._on_figure)
        self.account.show_page(self.card)
        bar_px = self.account.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        measured(self.account).setMinimumWidth(self.card.minimumSizeHint().width() + bar_px + 2)
        self._show_entries(self._measure if is_same else "", self._giver if is_same else "")
        self._show_kept(one)

    def _on_figure(self, measure: str, giver: str) -> None:
        """A click on a figure lists its entries, another one all of the pair's."""
        is_again = (measure, giver) == (self._measure, self._giver)
        self._show_entries("" if is_again else measure, "" if is_again else giver)

    def _show_entries(self, measure: str, giver: str = "") -> None:
        """List the entries of a figure, or all of the pair."""
        account = self._account
        if account is None:
            return
        self._measure, self._giver = measure, giver
        if measure:
            rows = account.lines_of(measure, giver)
            receiver = next(code for code in account.counties if code != giver) if giver else ""
            way = " → ".join(self._document.short_county_name(code) for code in (giver, receiver) if code)
            title = self.tr("Entries: {figure}, {way} ({count})").format(
                figure=said.measure_name(measure), way=way, count=len(rows)
            )
        else:
            rows = tuple(sorted(account.lines, key=lambda one: (one.book == "zone", one.day, one.uid)))
            title = self.tr("All entries ({count})").format(count=len(rows))
        self.entries.rename_column(4, said.measure_name(measure) if measure else self.tr("Figure"))
        self.entries.set_rows(list(rows))
        self.tabs.setTabText(0, title)
        if measure:
            self.tabs.setCurrentIndex(0)

    def _show_kept(self, account: PairAccount) -> None:
        rows = [row for row in records(self._document.accounts()) if row["pair"] == account.pair]
        differing = {} if self._view is None else self._view.differing
        self.kept.show_rows(rows, differing, is_read_only=self._document.is_read_only)
        title = self.tr("Kept accounts")
        self.tabs.setTabText(1, f"{title} {len(rows)}" if rows else title)

    @property
    def _account(self) -> PairAccount | None:
        return None if self._view is None else self._view.ledger.account(self._chosen)

    # -- texts --------------------------------------------------------------------------------

    def _pair_name(self, one: PairAccount) -> str:
        return pair_name(one.pair, self._names, register_words.words())

    def _sum(self, one: PairAccount, measure: str) -> float:
        amounts = [one.amount(measure, code) for code in one.counties]
        return sum(amount.known for amount in amounts) if any(amount.is_said for amount in amounts) else math.nan

    def _ways_tip(self, one: PairAccount, measure: str) -> str:
        lines = [said.measure_name(measure)]
        for giver, receiver in (one.counties, one.counties[::-1]):
            way = f"{self._document.short_county_name(giver)} → {self._document.short_county_name(receiver)}"
            lines.append(f"{way}: {said.amount_text(one.amount(measure, giver), measure)}")
        return "\n".join(lines)

    # -- doing --------------------------------------------------------------------------------

    def _record(self, book: Book) -> None:
        account = self._account
        counties = account.counties if account is not None else ("", "")
        today = self._document.info().reference_date.isoformat()
        self.record_asked.emit(book, {"date": today, "giver": counties[0], "receiver": counties[1]})

    def _open(self, line: Line) -> None:
        if line.book == "zone":
            self.zone_chosen.emit(line.uid)
        else:
            self.row_opened.emit(Book(line.book), line.uid)

    def _keep(self) -> None:
        account = self._account
        if account is None or self._view is None:
            return
        row = {
            "uid": uuid.uuid4().hex[:16],
            "pair": account.pair,
            "date": self._view.ledger.on.isoformat(),
            "said": said_of(self._view.ledger, account, self._unit),
            "note": f"{self.hazards.currentText()} · {self.years.currentText()} · {self.measures.currentText()}",
        }
        self.account_kept.emit(row, self._pair_name(account))
        self.tabs.setCurrentIndex(1)

    def _drop(self, uid: str) -> None:
        account = self._account
        if account is not None:
            self.account_removed.emit(uid, self._pair_name(account))

    def closeEvent(self, event: Any) -> None:
        """Nobody looks any more: nothing is worked out."""
        self.left.emit()
        super().closeEvent(event)
