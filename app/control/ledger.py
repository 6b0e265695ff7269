"""The ledger's window, recording help and loans, and the numbers by which gaps are judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.control.carrying import carry_window
from app.dialogs.ask import begin
from app.tasks.ledger import LedgerTask
from layers.agreements.books import Book
from layers.errors import LianfangError

if TYPE_CHECKING:
    from app.dialogs.gap_rules import GapRules
    from app.dialogs.ledger import LedgerWindow
    from app.window import MainWindow
    from layers.register_workflow import LedgerView


class LedgerControl(QObject):
    """The actions about the ledger; rows are kept by the register's control."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._ledger: LedgerWindow | None = None
        self.rules: GapRules | None = None
        self.task = LedgerTask(window.document, window.jobs, self)
        self.task.ready.connect(self._show)
        self.task.failed.connect(window.show_error)

    @property
    def ledger(self) -> LedgerWindow:
        """The ledger's window, made when it is first wanted."""
        from app.dialogs.ledger import LedgerWindow

        if self._ledger is None:
            made = LedgerWindow(self._window.document, self._window)
            made.wanted.connect(self.task.want)
            made.left.connect(self.task.rest)
            made.record_asked.connect(self._record)
            made.row_opened.connect(self._window.register.show_row)
            made.zone_chosen.connect(self._window.hands.choose_zone)
            made.pair_shown.connect(self._zoom)
            made.export_asked.connect(self._window.register.export_register)
            made.account_kept.connect(self._keep)
            made.account_removed.connect(self._remove)
            self._ledger = made
        return self._ledger

    def carry_over(self) -> Callable[[], None] | None:
        """The ledger comes back as it was looked at."""
        return carry_window(self._ledger, lambda: self.ledger, self.show_ledger)

    def close_windows(self) -> None:
        """Close what stands beside the map: the window is made again in another language or theme."""
        for one in (self._ledger, self.rules):
            if one is not None:
                one.close()
                one.deleteLater()
        self._ledger = self.rules = None

    # -- actions ------------------------------------------------------------------------------

    def show_ledger(self, pair: str = "") -> None:
        """Show the ledger beside the map; ``pair`` brings an account forward."""
        window = self.ledger
        if pair:
            window.show_pair(pair)
        window.refresh()
        window.show()
        window.raise_()
        window.activateWindow()

    def record_help(self) -> None:
        """Record what one county did for another."""
        self._record(Book.AID, {})

    def record_loan(self) -> None:
        """Record what was lent, requisitioned or is to be compensated."""
        self._record(Book.LOAN, {})

    def gap_rules(self) -> None:
        """Ask by which numbers gaps and the health of agreements are judged."""
        from app.dialogs.gap_rules import GapRules

        document = self._window.document
        self.rules = GapRules(document.register_settings(), self._window)
        self.rules.accepted.connect(self._set_rules)
        self.rules.finished.connect(self._on_rules_closed)
        begin(self.rules)

    def _on_rules_closed(self) -> None:
        if self.sender() is self.rules:
            self.rules = None

    # -- inner workings -------------------------------------------------------------------------

    def _show(self, view: LedgerView) -> None:
        if self._ledger is not None:
            self._ledger.show_view(view)

    def _record(self, book: Book, said: Mapping[str, Any]) -> None:
        register = self._window.register
        register.open_register()
        register.register.show_book(book)
        today = self._window.document.info().reference_date.isoformat()
        register.register.add_row({"date": today, **said})

    def _set_rules(self) -> None:
        if self.rules is not None:
            try:
                self._window.document.set_register_settings(self.rules.settings())
            except LianfangError as error:
                self._window.show_error(error)

    def _keep(self, row: Mapping[str, Any], name: str) -> None:
        try:
            self._window.document.keep_account(row, name=name)
        except LianfangError as error:
            self._window.show_error(error)
            return
        self._window.toast.say(self.tr("Account of {name} kept").format(name=name))

    def _remove(self, uid: str, name: str) -> None:
        try:
            self._window.document.remove_accounts([uid], name=name)
        except LianfangError as error:
            self._window.show_error(error)

    def _zoom(self, pair: str) -> None:
        """Go to a border on the map."""
        import shapely

        borders = self._window.document.borders()
        lines = borders.geometry[borders["pair"] == pair]
        if len(lines):
            self._window.map.zoom_to_shape(shapely.union_all(lines.to_numpy()))
