"""All alternatives of a patrol area in one table: window, job, workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app import i18n
from app.control.books import ask_book
from app.control.writing import start_writing
from app.jobs import Job
from app.messages import error_message
from app.tasks.proposals import Measured, TableTask, write_table

if TYPE_CHECKING:
    from app.control.proposals import ProposalControl
    from app.dialogs.alternatives import AlternativesWindow
    from app.window import MainWindow


class AlternativeTableControl(QObject):
    """The window is made when it is asked for, follows the plan, and is gone with it."""

    def __init__(self, window: MainWindow, proposing: ProposalControl) -> None:
        super().__init__(proposing)
        self._window, self._proposing = window, proposing
        self.task = TableTask(window.document, window.jobs, self)
        self.dialog: AlternativesWindow | None = None
        self.task.ready.connect(self._show)
        self.task.failed.connect(self._say)
        self._work: Any = None  # what is shown, as a workbook takes it

    def open(self, area: str) -> None:
        """Show the table of an area, in front when it is there already."""
        if self.dialog is None:
            from app.dialogs.alternatives import AlternativesWindow

            self.dialog = AlternativesWindow(self._window)
            self.dialog.accept_asked.connect(self._proposing.accept)
            self.dialog.book_asked.connect(self._save)
            self.dialog.closed.connect(self.task.rest)
        if not self._window.document.has_counties():
            self.dialog.show_message(self.tr("There are no counties yet, so nothing can be told by county."))
        self.task.want(area)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def close(self) -> None:
        """Take the window away: another plan, language or theme."""
        self.task.rest()
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.hide()
            dialog.deleteLater()

    def _show(self, found: Measured) -> None:
        from app.sheets.words import load_words
        from layers.patrol.alternative_book import book_rows, column_titles

        document = self._window.document
        if self.dialog is None or document.patrol_shape(found.area) is None:
            return
        alternatives = {one.uid: one for one in document.alternatives(found.area)}
        uids = found.table.columns
        if any(uid and uid not in alternatives for uid in uids):
            return  # one is gone; the next table is on its way
        said = load_words(i18n.current()).group("alternatives")
        names = {code: document.short_county_name(code) for code in document.county_names()}
        columns = column_titles(uids, document.alternative_titles(found.area), alternatives, names, said)
        choice = document.chosen_alternative(found.area)
        chosen = uids.index(choice.uid) if choice.is_in_force and choice.uid in uids else 0
        rows = book_rows(found.table, chosen, names, said)
        title = document.patrol_name(found.area)
        self._work = (title, columns, chosen, rows)
        self.dialog.is_read_only = document.is_read_only
        self.dialog.show_table(title, uids, columns, chosen, rows, said)

    def _say(self, error: Exception) -> None:
        if self.dialog is not None:
            self.dialog.show_message(error_message(error).sentence)

    def _save(self) -> None:
        """Ask where to, and write the workbook in the background."""
        if self._work is None:
            return
        path = ask_book(self._window, self.tr("{area} alternatives").format(area=self._work[0]))
        if path is not None:
            start_writing(
                self._window, Job(write_table, self._work, path, i18n.current(), title=self.tr("Writing files"))
            )
