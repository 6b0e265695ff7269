"""The year: its window, one gesture for each change, the next year, and its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely
from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog

from app import register_words
from app.control.carrying import carry_window
from app.dialogs.ask import begin
from app.fonts import packaged_family
from app.jobs import Job
from app.tasks.year import YearTask
from layers.agreements.books import Book, records
from layers.agreements.vocabulary import YearState
from layers.errors import LianfangError
from layers.export.year_texts import pair_text, title_text
from layers.year.confirming import Line, confirmed, unconfirmed
from layers.year.model import Entry
from layers.year.own import MET, held_row, row_for

if TYPE_CHECKING:
    from app.dialogs.year import YearWindow
    from app.window import MainWindow
    from layers.plan.store import PlanStore
    from layers.year.evaluation import Evaluation
    from layers.year.material import YearMaterial


class YearControl(QObject):
    """The actions, and what the window of the year asks for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._year: YearWindow | None = None
        self.asking: QDialog | None = None  # the dialog that is open
        self._next_ask: Any = None  # asked for before the year was put together
        self.task = YearTask(window.document, window.jobs, self)
        self.task.ready.connect(self._on_ready)
        self.task.failed.connect(window.show_error)
        window.document.closed.connect(self._on_closed)

    def attach(self) -> None:
        """The window was built anew: what stood beside the old one is closed."""
        self.close_windows()

    # -- actions ------------------------------------------------------------------------------

    @property
    def year(self) -> YearWindow:
        """The window of the year, made when it is first wanted."""
        from app.dialogs.year import YearWindow

        if self._year is None:
            made = YearWindow(self._window.document, self._window)
            page = made.calendar
            page.moved.connect(self._move)
            page.done.connect(lambda entry: self._mark(entry, "year_done", YearState.DONE))
            page.dropped.connect(self._drop)
            page.restored.connect(self._restore)
            page.entered.connect(self._enter)
            page.row_kept.connect(self._keep)
            page.register_asked.connect(self._open_row)
            page.map_asked.connect(self._show_on_map)
            made.confirm.confirmed.connect(self._confirm)
            made.confirm.unconfirmed.connect(self._unconfirm)
            made.confirm.register_asked.connect(self._open_line)
            made.evaluation_wanted.connect(self._evaluate)
            made.new_year_asked.connect(self.new_year)
            made.settings_asked.connect(self.year_settings)
            made.export_asked.connect(self.export_year)
            made.hidden.connect(self.task.rest)
            self._year = made
        return self._year

    def carry_over(self) -> Callable[[], None] | None:
        """The year comes back with the entry that is half typed."""
        material = self._year.material if self._year is not None else None

        def make() -> YearWindow:
            if material is not None:
                self.year.show_material(material)
            return self.year

        return carry_window(self._year, make, self.open_year)

    def close_windows(self) -> None:
        """Close what stands beside the map; it is made again in another language or theme."""
        for one in (self.asking, self._year):
            if one is not None:
                one.close()
                one.deleteLater()
        self._year = self.asking = None

    def _on_closed(self) -> None:
        """What is being asked, or would be soon, is about the plan that is gone."""
        self._next_ask = None
        if self.asking is not None:
            self.asking.close()
        self.task.rest()

    def open_year(self) -> None:
        """Show the year beside the map."""
        self.year.show()
        self.year.raise_()
        self.year.activateWindow()
        if self.task.result is not None:
            self.year.show_material(self.task.result)
        self.task.want()

    def add_year_entry(self) -> None:
        """Show the form of a new entry."""
        self.open_year()
        self._with_material(lambda _material: self.year.add_entry())

    def new_year(self) -> None:
        """Ask into which year the plan is carried on."""
        self._with_material(self._ask_new_year)

    def year_settings(self) -> None:
        """Ask for seasons and numbers."""
        self._with_material(self._ask_settings)

    def export_year(self) -> None:
        """Ask which files of the year are written."""
        self._with_material(self._ask_export)

    # -- asking -------------------------------------------------------------------------------

    def _with_material(self, ask: Any) -> None:
        """Ask now, or as soon as the year is put together."""
        if self.task.result is not None:
            ask(self.task.result)
        else:
            self._next_ask = ask
            self.task.want()

    def _on_ready(self, material: YearMaterial) -> None:
        if self._year is not None and self._year.isVisible():
            self._year.show_material(material)
        else:
            self.task.rest()
        ask, self._next_ask = self._next_ask, None
        if ask is not None:
            ask(material)

    def _open(self, dialog: QDialog, accepted: Any) -> None:
        if self.asking is not None:
            self.asking.close()
        self.asking = dialog
        dialog.accepted.connect(accepted)
        dialog.finished.connect(self._on_answered)
        begin(dialog)

    def _on_answered(self) -> None:
        if self.sender() is self.asking:
            self.asking = None

    def _parent(self) -> Any:
        return self._year if self._year is not None and self._year.isVisible() else self._window

    def _ask_new_year(self, material: YearMaterial) -> None:
        from app.dialogs.new_year import NewYear

        dialog = NewYear(material, self._parent())

        def carry() -> None:
            rolled = dialog.rolled()
            if not self._try(lambda: self._window.document.roll_year(rolled)):
                return
            text = self.tr("{year}: {dates} dates, {watches} watches, {terms} terms of the chair; confirm them")
            self._window.toast.say(
                text.format(year=rolled.year, dates=rolled.dates, watches=rolled.watches, terms=rolled.terms)
            )
            self.open_year()
            self.year.show_year(rolled.year)
            self.year.tabs.setCurrentIndex(1)

        self._open(dialog, carry)

    def _ask_settings(self, material: YearMaterial) -> None:
        from app.dialogs.year_settings import YearSettingsDialog

        document = self._window.document
        dialog = YearSettingsDialog(document.year_settings(), material.counties, self._parent())
        self._open(dialog, lambda: self._try(lambda: document.set_year_settings(dialog.settings())))

    def _ask_export(self, material: YearMaterial) -> None:
        from app.dialogs.year_export import YearExport

        window = self._window
        year = self._year.year.value() if self._year is not None and self._year.isVisible() else material.on.year
        pair = self._year.calendar.pair if self._year is not None and self._year.isVisible() else ""
        words = register_words.words()
        borders = {one: pair_text(one, material.counties, words) for one in material.borders}
        kept = window.settings.export_defaults()
        folder = Path(kept.get("folder") or window.plans.folder())
        dialog = YearExport(year, borders, pair, folder, kept, self._parent())

        def write() -> None:
            request = dialog.request()
            window.settings.set_export_defaults({"folder": str(request.folder), "maker": request.stamp.maker})
            packaged_family()  # fonts are registered in the main thread
            job = Job(_write, window.document.store, request, title=self.tr("Writing files"))
            job.finished.connect(self._on_written)
            job.failed.connect(window.show_error)
            window.jobs.start(job)

        self._open(dialog, write)

    def _on_written(self, paths: list[Path]) -> None:
        folder = paths[0].parent
        text = self.tr("{count} files written").format(count=len(paths))
        url = QUrl.fromLocalFile(str(folder))
        self._window.toast.say(text, self.tr("Open folder"), lambda: QDesktopServices.openUrl(url))

    def _evaluate(self, year: int) -> None:
        material = self.task.result
        if material is None:
            return
        job = Job(_evaluated, self._window.document.store, material, year, title=self.tr("Counting the year"))
        job.finished.connect(lambda found: self._on_evaluated(found, material))
        job.failed.connect(self._window.show_error)
        self._window.jobs.start(job)

    def _on_evaluated(self, found: Evaluation, material: YearMaterial) -> None:
        if self._year is not None and material is self.task.result:  # else another is asked for, or will be
            self._year.show_evaluation(found)

    # -- going elsewhere ----------------------------------------------------------------------

    def _open_row(self, entry: Entry) -> None:
        row = self._own_row(entry.own) if entry.own else None
        if row is not None and not entry.is_proposed:
            self.year.calendar.edit_row(row)
        elif entry.book is not None:
            self._window.register.show_row(entry.book, entry.uid)
        elif entry.pairs:
            self._show_on_map(entry)

    def _open_line(self, line: Line) -> None:
        if line.book is Book.YEAR:
            row = self._own_row(line.uid)
            if row is not None:
                self.year.tabs.setCurrentIndex(0)
                self.year.calendar.edit_row(row)
        elif line.book is not None:
            self._window.register.show_row(line.book, line.uid)
        else:
            self.year_settings()

    def _show_on_map(self, entry: Entry) -> None:
        borders = self._window.document.borders()
        lines = borders.geometry.to_numpy()[borders["pair"].astype(str).isin(set(entry.pairs)).to_numpy()]
        if len(lines):
            self._window.map.zoom_to_shape(shapely.union_all(lines))
            self._window.activateWindow()

    # -- changing -----------------------------------------------------------------------------

    def _own_row(self, uid: str) -> Mapping[str, Any] | None:
        rows = records(self._window.document.book(Book.YEAR))
        return next((row for row in rows if str(row["uid"]) == uid), None)

    def _row_of(self, book: Book, uid: str) -> dict[str, Any]:
        return dict(next(row for row in records(self._window.document.book(book)) if str(row["uid"]) == uid))

    def _title(self, entry: Entry) -> str:
        return title_text(entry, register_words.words())

    def _row(self, entry: Entry) -> dict[str, Any]:
        """Return the calendar's row of an entry: its own, or a new one that stands for it."""
        own = self._own_row(entry.own) if entry.own else None
        return dict(own) if own is not None else row_for(entry, self._title(entry))

    def _move(self, entry: Entry, day: date) -> None:
        changed: tuple[Book, dict[str, Any]]
        if entry.code == "event" and entry.book is not None:
            changed = (entry.book, {**self._row_of(entry.book, entry.uid), "date": day.isoformat()})
        elif entry.code == "decision":
            changed = (Book.MEETING, self._decision(entry, due=day.isoformat()))
        else:
            row = self._row(entry)
            end = entry.end
            later = (end + (day - entry.day)).isoformat() if end is not None and entry.day is not None else ""
            changed = (Book.YEAR, {**row, "date": day.isoformat(), "end": later})
        book, row = changed
        self._put("year_moved", {book: [row]}, name=self._title(entry), day=day.isoformat())

    def _decision(self, entry: Entry, **changed: str) -> dict[str, Any]:
        row = self._row_of(Book.MEETING, entry.uid)
        place, text = int(entry.key.rsplit(":", 1)[1]), entry.facts["title"]
        lines = [  # by its words too: the register may have changed since the year was put together
            {**line, **changed} if number == place and line["text"] == text else line
            for number, line in enumerate(row["decisions"])
        ]
        return {**row, "decisions": lines}

    def _mark(self, entry: Entry, code: str, state: YearState) -> None:
        if entry.code == "decision":
            self._put(code, {Book.MEETING: [self._decision(entry, state=state.value)]}, name=self._title(entry))
        else:
            self._put(code, {Book.YEAR: [{**self._row(entry), "state": state.value}]}, name=self._title(entry))

    def _drop(self, entry: Entry) -> None:
        if entry.own and not entry.is_proposed:
            title = self._title(entry)
            self._try(lambda: self._window.document.remove_year_rows("register_rows_removed", [entry.own], name=title))
        else:
            self._mark(entry, "year_dropped", YearState.DROPPED)

    def _restore(self, entry: Entry) -> None:
        title = self._title(entry)
        self._try(lambda: self._window.document.remove_year_rows("year_restored", [entry.own], name=title))

    def _enter(self, entry: Entry) -> None:
        """Make a row of the register out of an entry; the entry's own row says which it became."""
        row = self._row(entry)
        book, made = held_row(row, entry)
        changed: dict[Book, list[Mapping[str, Any]]] = {book: [made]}
        if entry.own and not entry.is_proposed:
            origin = {**row["origin"], MET: made["uid"]}
            changed[Book.YEAR] = [{**row, "state": YearState.DONE.value, "origin": origin}]
        if self._put("year_held", changed, name=self._title(entry)):
            self._window.register.show_row(book, str(made["uid"]))

    def _keep(self, row: dict[str, Any]) -> None:
        code = "register_row_changed" if self._own_row(str(row["uid"])) is not None else "register_row_added"
        if self._put(code, {Book.YEAR: [row]}, name=register_words.row_title(Book.YEAR, row)):
            self.year.calendar.expect(f"own:{row['uid']}")
            self.year.calendar.leave_form()

    def _confirm(self, keys: list[str], by: str, day: date, note: str) -> None:
        material, year = self.task.result, self.year.year.value()
        if material is None:
            return
        ticks = confirmed(material, year, keys, by, day, note)
        document = self._window.document
        self._try(lambda: document.set_year_ticks("year_confirmed", ticks, count=len(keys), year=year, by=by))

    def _unconfirm(self, keys: list[str]) -> None:
        document, year = self._window.document, self.year.year.value()
        ticks = unconfirmed(document.year_ticks(), year, keys)
        self._try(lambda: document.set_year_ticks("year_unconfirmed", ticks, count=len(keys), year=year))

    def _put(self, code: str, changed: Mapping[Book, list[Any]], **facts: Any) -> bool:
        return self._try(lambda: self._window.document.put_year_rows(code, changed, **facts))

    def _try(self, step: Any) -> bool:
        try:
            step()
        except LianfangError as error:
            self._window.show_error(error)
            return False
        return True


def _evaluated(store: PlanStore, material: YearMaterial, year: int, progress: Any) -> Evaluation:
    from layers.year_workflow import evaluation_of

    progress(0.0, "register")
    with store.reader() as reader:
        return evaluation_of(reader, material, year)


def _write(store: PlanStore, request: Any, progress: Any) -> list[Path]:
    from app.tasks.year_writing import write_year

    with store.reader() as reader:
        return write_year(reader, request, can_draw=True, progress=progress)
