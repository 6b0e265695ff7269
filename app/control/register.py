"""The register: its window, the gap map, the responsibility list, and workbooks in and out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app import register_words, words
from app.canvas.gap_lines import GapLines, LegendRow, LineNote
from app.control.carrying import carry_window, together
from app.control.writing import ask_target, say_written, start_writing
from app.dialogs.register import RegisterWindow
from app.dialogs.register_import import RegisterImport
from app.jobs import Job
from app.panels.gaps import AgreementPages, GapsPanel
from app.panels.registers import AgreementsPanel
from app.tasks.register import RegisterTask
from layers.agreements.books import Book, records
from layers.agreements.duty_list import kept, taken
from layers.agreements.gaps import GapReport
from layers.errors import LianfangError

if TYPE_CHECKING:
    from app.window import MainWindow
    from layers.export.register import RegisterReading
    from layers.plan.store import PlanStore

_FILTER = "*.xlsx"


class RegisterControl(QObject):
    """The actions, what the window and the panel ask for, and one gesture for each change."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._register: RegisterWindow | None = None
        self.importing: RegisterImport | None = None
        self._over: GapLines | None = None
        self._report: GapReport | None = None
        self._pages: AgreementPages | None = None
        self.task = RegisterTask(window.document, window.jobs, self)
        self.task.ready.connect(lambda view: self.gaps.show_view(view))
        self.task.failed.connect(window.show_error)
        window.document.opened.connect(self._on_opened)
        window.document.closed.connect(self._drop_reading)

    @property
    def pages(self) -> AgreementPages:
        """The register's list and the gaps, of the window as it is built now."""
        self._window.right.page("agreements")
        assert self._pages is not None
        return self._pages

    @property
    def gaps(self) -> GapsPanel:
        """The list of borders and what covers them."""
        return self.pages.gaps

    def make_panel(self) -> AgreementPages:
        """Make the panel; the window does so again in another language or theme."""
        window = self._window
        agreements = AgreementsPanel(window.document, window.actions_)
        gaps = GapsPanel(window.document, window.actions_)
        gaps.report_shown.connect(self._draw)
        gaps.pair_chosen.connect(self._zoom)
        gaps.ledger_asked.connect(window.accounts.show_ledger)
        gaps.agreement_chosen.connect(lambda uid: self.show_row(Book.AGREEMENT, uid))
        agreements.row_opened.connect(lambda uid: self.show_row(Book.AGREEMENT, uid))
        agreements.register_asked.connect(self.open_register)
        agreements.set_apart(window.parties.apart)
        window.parties.ready.connect(agreements.set_apart)
        self._pages = AgreementPages(agreements, gaps)
        self._pages.shown.connect(lambda _key: self._on_page(window.right.current))
        if self.task.result is not None:
            gaps.show_view(self.task.result)
        return self._pages

    def attach(self) -> None:
        """Follow the pages of a new window; what stood beside the old one is closed."""
        self.close_windows()
        self._window.accounts.close_windows()
        self._window.right.page_changed.connect(self._on_page)

    def carry_over(self) -> Callable[[], None] | None:
        """The register comes back with the row that is half typed, and a workbook that was read and not taken."""
        register = carry_window(self._register, lambda: self.register, self.open_register)
        importing = self.importing
        if importing is None or not importing.isVisible():
            return register
        again = partial(self._show_reading, importing.reading, self._window.document.store)
        return together((register, again))

    def close_windows(self) -> None:
        """Close what stands beside the map."""
        for one in (self._register, self.importing):
            if one is not None:
                one.close()
                one.deleteLater()
        self._register = self.importing = None

    # -- actions ------------------------------------------------------------------------------

    @property
    def register(self) -> RegisterWindow:
        """The register's window, made when it is first wanted."""
        if self._register is None:
            made = RegisterWindow(self._window.document, self._window)
            made.row_kept.connect(self._keep)
            made.rows_removed.connect(self._remove)
            made.duty_decided.connect(self._decide)
            made.fill_asked.connect(self.fill_duties)
            made.import_asked.connect(self.import_register)
            made.export_asked.connect(self.export_register)
            made.template_asked.connect(self.register_template)
            self._register = made
        return self._register

    def open_register(self) -> None:
        """Show the register beside the map."""
        self.register.show()
        self.register.raise_()
        self.register.activateWindow()

    def show_row(self, book: Book, uid: str) -> None:
        """Show one row of the register with its form."""
        self.open_register()
        self.register.show_book(book, uid)

    def show_gaps(self) -> None:
        """Bring the gap map forward."""
        self._window.right.show_page("agreements")
        self.pages.show_list("gaps")
        self._on_page("agreements")
        self.gaps.table.setFocus()

    def fill_duties(self) -> None:
        """Add to the responsibility list what the zones give; a person's word stays."""
        window = self._window
        try:
            filling = window.document.fill_duties(register_words.words())
        except LianfangError as error:
            window.show_error(error)
            return
        self.open_register()
        self.register.show_book(Book.DUTY)
        text = self.tr("{added} new, {renewed} renewed; kept: {differing} that differ, {gone} without a zone")
        window.toast.say(
            text.format(added=filling.added, renewed=filling.renewed, differing=filling.differing, gone=filling.gone)
        )

    def import_register(self) -> None:
        """Ask which workbook, read it in the background, and show what can be taken."""
        window = self._window
        kind = self.tr("Workbook ({pattern})").format(pattern=_FILTER)
        chosen, _kind = QFileDialog.getOpenFileName(
            window, self.tr("Read a workbook into the register"), str(window.plans.folder()), kind
        )
        if chosen:
            self.read_file(Path(chosen))

    def read_file(self, path: Path) -> None:
        """Read a workbook and show what can be taken."""
        window = self._window
        document = window.document
        existing, store = {book: document.book(book) for book in Book}, document.store
        job = Job(_read, path, register_words.terms(), register_words.names_of(document), existing,
                  title=self.tr("Reading the workbook"))  # fmt: skip
        job.finished.connect(lambda reading: self._show_reading(reading, store))
        job.failed.connect(window.show_error)
        window.jobs.start(job)

    def export_register(self) -> None:
        """Ask where to, and write the register with its lists."""
        window = self._window
        path = self._ask_target(self.tr("Export the register"), self.tr("{plan} register"))
        if path is None:
            return
        known = register_words.words()
        store = window.document.store
        job = Job(_write, path, store, register_words.terms(), known, title=self.tr("Writing files"))
        start_writing(window, job)

    def register_template(self) -> None:
        """Ask where to, and write an empty register to be filled in."""
        from layers.export.register import write_template

        path = self._ask_target(self.tr("Save a template"), self.tr("register template"))
        if path is None:
            return
        try:
            say_written(self._window, write_template(path, register_words.terms()))
        except LianfangError as error:
            self._window.show_error(error)

    # -- the gap map ----------------------------------------------------------------------------

    def _on_opened(self) -> None:
        if self._window.right.current == "agreements" and self.pages.current == "gaps":
            self.task.want()

    def _on_page(self, page: str) -> None:
        if page == "agreements" and self.pages.current == "gaps":
            self.task.want()
            self._draw(self.gaps.report)
        else:
            self._clear()

    def _clear(self) -> None:
        canvas = self._window.map.canvas
        if self._over is not None and canvas.over is self._over:
            canvas.lay_over(None)
        self._over = None

    def _draw(self, report: GapReport | None) -> None:
        """Lay the classes over the map, with a legend whose kilometres add up."""
        window = self._window
        if report is None or window.right.current != "agreements" or self.pages.current != "gaps":
            self._clear()
            return
        canvas = window.map.canvas
        self._report = report
        shapes = report.segments.geometry.to_numpy()
        states = np.array(report.states)
        lines = {one.code: [canvas.to_metric(line) for line in shapes[states == one.code]] for one in report.classes}
        known = register_words.words()
        rows = [LegendRow(one.code, self._class_text(one)) for one in report.classes if one.borders]
        title = known.code("agreement_hazard", report.hazard)
        total = self.tr("{hazard}, {date}: {km} km, forest {ha} hm²").format(
            hazard=title,
            date=report.on.isoformat(),
            km=words.number(sum(round(one.length_m / 1000.0, 1) for one in report.classes), 1),
            ha=words.number(sum(round(one.forest_ha) for one in report.classes)),
        )
        self._over = GapLines(total, lines, rows, self._drill_notes(report))
        canvas.lay_over(self._over)

    def _drill_notes(self, report: GapReport) -> list[LineNote]:
        """Return how long ago each border's last drill was, at the middle of its longest stretch; most urgent first."""
        canvas, segments = self._window.map.canvas, report.segments
        pairs = ["|".join(sorted((str(a), str(b)))) for a, b in zip(segments["left"], segments["right"], strict=True)]
        shapes = segments.geometry.to_numpy()
        notes = []
        for one in report.pairs:
            mine = [line for line, pair in zip(shapes, pairs, strict=True) if pair == "|".join(sorted(one.counties))]
            if not mine:
                continue
            middle = canvas.to_metric(max(mine, key=lambda line: line.length)).interpolate(0.5, normalized=True)
            days = None if not one.drill else (report.on - date.fromisoformat(one.drill)).days
            text = self.tr("no drill") if days is None else register_words.drill_age(days)
            is_practised = any(reason["code"] == "drill_recent" for reason in one.reasons)
            notes.append(LineNote(middle.x, middle.y, text, not is_practised))
        return notes

    def _class_text(self, one: Any) -> str:
        text = self.tr("{state}  {km} km  {ha} hm²").format(
            state=register_words.words().code("border_state", one.code),
            km=words.number(one.length_m / 1000.0, 1),
            ha=words.number(one.forest_ha),
        )
        if one.forest_unknown:
            text += self.tr(" (forest of {count} not known)").format(count=one.forest_unknown)
        return text

    def _zoom(self, pair: str) -> None:
        report = self._report
        if report is None:
            return
        mine = (report.segments["pair"] == pair).to_numpy()
        lines = report.segments.geometry.to_numpy()[mine]
        if not len(lines):
            return
        canvas = self._window.map.canvas
        if self._over is not None:
            self._over.choose([canvas.to_metric(line) for line in lines])
        self._window.map.zoom_to_shape(shapely.union_all(lines))
        canvas.update()

    # -- changing -----------------------------------------------------------------------------

    def _keep(self, book: Book, row: Mapping[str, Any]) -> None:
        uid = str(row["uid"])
        is_new = uid not in set(self._window.document.book(book)["uid"].astype(str))
        code = "register_row_added" if is_new else "register_row_changed"
        self._put(code, book, row, name=register_words.row_title(book, row))

    def _remove(self, book: Book, uids: list[str]) -> None:
        gone = [row for row in records(self._window.document.book(book)) if str(row["uid"]) in uids]
        names = words.joined([register_words.row_title(book, row) for row in gone[:2]])
        text = names if len(gone) <= 2 else self.tr("{names} and {count} more").format(names=names, count=len(gone) - 2)
        try:
            self._window.document.remove_rows("register_rows_removed", book, uids, name=text)
        except LianfangError as error:
            self._window.show_error(error)

    def _decide(self, row: Mapping[str, Any], takes: bool) -> None:
        decided = taken(row) if takes else kept(row)
        self._put("duty_decided", Book.DUTY, decided, name=register_words.row_title(Book.DUTY, decided))

    def _put(self, code: str, book: Book, row: Mapping[str, Any], **facts: Any) -> None:
        """Write one row: the others of the table are not touched."""
        try:
            self._window.document.put_rows(code, book, [row], **facts)
        except LianfangError as error:
            self._window.show_error(error)

    # -- files ----------------------------------------------------------------------------------

    def _show_reading(self, reading: RegisterReading, store: PlanStore) -> None:
        document = self._window.document
        if not document.is_open or document.store is not store:  # it was read against the names of another plan
            return
        self._drop_reading()
        self.importing = RegisterImport(reading, self._window)
        self.importing.accepted_rows.connect(self._take_rows)
        self.importing.show()

    def _drop_reading(self) -> None:
        """Let go of what was read and not taken: another plan must not take it."""
        if self.importing is not None:
            self.importing.close()
            self.importing.deleteLater()
            self.importing = None

    def _take_rows(self, reading: RegisterReading) -> None:
        from layers.export.register import merged

        document = self._window.document
        books = {book: merged(document.book(book), rows, book) for book, rows in reading.rows.items() if len(rows)}
        try:
            document.set_books(books, count=reading.count)
        except LianfangError as error:
            self._window.show_error(error)
            return
        self.open_register()
        self._window.toast.say(self.tr("{count} rows read into the register").format(count=reading.count))

    def _ask_target(self, title: str, stem: str) -> Path | None:
        from app.control.plans import file_name

        window = self._window
        name = stem.format(plan=file_name(window.document.info().title)) if window.document.is_open else stem
        kind = self.tr("Workbook ({pattern})").format(pattern=_FILTER)
        return ask_target(window, title, window.plans.folder() / f"{name}.xlsx", {kind: ".xlsx"})


def _read(path: Path, terms: Any, names: Any, existing: Any, progress: Any) -> RegisterReading:
    from layers.export.register import read_register
    from layers.sources.child.books import sheets_apart

    progress(0.0, "reading")
    return read_register(path, terms, names, existing, opened=partial(sheets_apart, progress=progress))


def _write(path: Path, store: Any, terms: Any, known: Any, progress: Any) -> Path:
    from layers.export.ledger_sheets import ledger_sheets
    from layers.export.register import write_register
    from layers.export.register_lists import register_sheets
    from layers.register_workflow import book, ledger_of, names_of, register_view

    with store.reader() as reader:
        view = register_view(reader)
        accounts = ledger_of(reader)
        names = names_of(reader, known)
        books = {which: book(reader, which) for which in Book}
    more = [*register_sheets(view, names, known), *ledger_sheets(accounts, names, known)]
    return write_register(path, books, terms, names, more=more, progress=progress)
