"""Source–receptor tables: read, kept with the plan, shown as a matrix and arrows."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app import i18n
from app.control.books import ask_book
from app.control.flow_map import FlowMap
from app.control.late import forget, is_shown, put_away
from app.control.writing import start_writing
from app.document import Change
from app.jobs import Job
from app.messages import error_message
from app.tasks.hazards import HazardTask, read_receptor_table, write_rows
from layers.errors import LianfangError
from layers.hazards.lists import KeptTable

if TYPE_CHECKING:
    from app.cards.receptors import ReceptorsCard
    from app.window import MainWindow
    from layers.spread.receptors import ReceptorTable


class ReceptorControl(QObject):
    """The action *Source–receptor tables*."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.task = HazardTask(window.document, window.jobs, self)
        self._chosen = 0
        self.task.ready.connect(self._keep)
        self.task.failed.connect(self._say)
        window.document.closed.connect(lambda *_unused: put_away(self))
        window.document.changed.connect(self._on_changed)

    def attach(self) -> None:
        """Follow a new map."""
        forget(self, "card", "arrows")

    @cached_property
    def card(self) -> ReceptorsCard:
        """The card over the map."""
        from app.cards.receptors import ReceptorsCard

        card = ReceptorsCard(self._window.map)
        card.table_chosen.connect(self._choose)
        card.add_asked.connect(self._add)
        card.remove_asked.connect(self._remove)
        card.book_asked.connect(self._save)
        card.closed.connect(self._clear)
        return card

    @cached_property
    def arrows(self) -> FlowMap:
        """The arrows over the map."""
        return FlowMap(self._window, self.card)

    def receptors(self, _checked: bool = True) -> None:
        """Show the card."""
        self.card.open_card()
        self._show()
        if self.card.kept is not None:
            self.arrows.show_all()

    def _show(self) -> None:
        document = self._window.document
        tables = document.hazard_lists().receptors
        self._chosen = min(max(self._chosen, 0), max(len(tables) - 1, 0))
        self.card.show_tables(tables, self._chosen, is_read_only=document.is_read_only)
        kept = tables[self._chosen] if tables else None
        names = {code: document.short_county_name(code) for code in document.county_names()}
        if kept is not None:
            self.arrows.show_plan_counties(kept.table.matrix.counties)
        self.card.show_table(kept, names)

    def _choose(self, place: int) -> None:
        self._chosen = place
        self._show()

    def _add(self) -> None:
        window = self._window
        chosen, _ = QFileDialog.getOpenFileName(
            window, self.tr("Source–receptor table"), str(window.plans.folder()), self.tr("Tables (*.csv *.xlsx)")
        )
        if chosen:
            names = window.document.county_names()
            self.task.run(partial(read_receptor_table, path=Path(chosen), names=dict(names)))

    def _keep(self, result: tuple[str, ReceptorTable]) -> None:
        name, table = result
        document = self._window.document
        lists = document.hazard_lists()
        others = tuple(one for one in lists.receptors if one.name != name)
        try:
            document.set_hazard_lists(
                "receptors_added", replace(lists, receptors=(*others, KeptTable(name, table))), name=name
            )
        except LianfangError as error:
            self._window.show_error(error)
            return
        self._chosen = len(others)
        self._show()
        self.arrows.show_all()

    def _remove(self) -> None:
        document = self._window.document
        lists = document.hazard_lists()
        gone = lists.receptors[self._chosen]
        kept = tuple(one for one in lists.receptors if one is not gone)
        try:
            document.set_hazard_lists("receptors_removed", replace(lists, receptors=kept), name=gone.name)
        except LianfangError as error:
            self._window.show_error(error)

    def _say(self, error: Exception) -> None:
        self.card.show_table(None, {}, error_message(error).sentence)

    def _on_changed(self, change: Change) -> None:
        if change.touches("parameter") and is_shown(self):
            self._show()

    def _save(self) -> None:
        """Ask where to, and write the workbook in the background."""
        kept, window = self.card.kept, self._window
        if kept is None:
            return
        path = ask_book(window, f"{window.document.info().title} {kept.name}")
        if path is not None:
            names = window.document.county_names()
            work = (path, "receptors", kept.table, names, i18n.current())
            start_writing(window, Job(write_rows, *work, title=self.tr("Writing files")))

    def _clear(self, *_unused: Any) -> None:
        self.task.stop()
        self.arrows.clear()
