"""A page of a PDF on its way to the map: looked at and drawn in the reader's process, then placed like any picture."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QTimer

from app.dialogs.ask import run
from app.jobs import Job
from layers.progress import Progress
from layers.sources.pdf_pages import PdfPage

if TYPE_CHECKING:
    from app.dialogs.pdf_page import PdfPageDialog
    from app.window import MainWindow


class PdfScanControl(QObject):
    """Asks for page and resolution, and hands over the picture it was made into."""

    def __init__(self, window: MainWindow, place: Callable[[Path], None]) -> None:
        super().__init__(window)
        self._window, self._place = window, place
        self.dialog: PdfPageDialog | None = None

    def open(self, path: Path) -> None:
        """Look at the first page, then ask."""
        # Later: the job that looked has ended by then, and the status bar says so while the question stands.
        self._look(path, 1, lambda page: QTimer.singleShot(0, self, lambda: self._ask(path, page)))

    def _look(self, path: Path, number: int, then: Callable[[PdfPage], None]) -> None:
        store = self._window.document.store
        job = Job(_look, path, number, title=self.tr("Reading {name}").format(name=path.name))
        job.finished.connect(lambda page: then(page) if self._is_still(store) else None)
        job.failed.connect(self._window.show_error)
        self._window.jobs.start(job)

    def _is_still(self, store: object) -> bool:
        document = self._window.document
        return document.is_open and document.store is store

    def _ask(self, path: Path, page: PdfPage) -> None:
        from app.dialogs.pdf_page import PdfPageDialog

        dialog = self.dialog = PdfPageDialog(path, page, self._folder(path), self._window)
        dialog.page_wanted.connect(lambda number: self._look(path, number, self._show))
        is_wanted = run(dialog)
        self.dialog = None
        if not is_wanted or not self._window.document.is_open:
            return
        target, store = dialog.target, self._window.document.store
        title = self.tr("Drawing page {number} of {name}").format(number=dialog.page.number, name=path.name)
        job = Job(_draw, path, dialog.page.number, dialog.dpi, target, title=title)
        job.finished.connect(lambda made: self._place(made) if self._is_still(store) else None)
        job.failed.connect(self._window.show_error)
        self._window.jobs.start(job)

    def _show(self, page: PdfPage) -> None:
        if self.dialog is not None:
            self.dialog.show_page(page)

    def _folder(self, path: Path) -> Path:
        """Where the picture is kept: beside the plan, or beside the PDF while the plan has no place of its own."""
        document = self._window.document
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        wished = [path.parent] if document.is_untitled else [document.path.parent, path.parent]
        return next((folder for folder in wished if os.access(folder, os.W_OK)), Path(documents))


def _look(path: Path, number: int, progress: Progress) -> PdfPage:
    from layers.sources import child

    page: PdfPage = child.shared().ask("look_at_pdf", path, number=number, progress=progress)
    return page


def _draw(path: Path, number: int, dpi: int, target: Path, progress: Progress) -> Path:
    from layers.export.files import written_whole
    from layers.sources import child

    with written_whole(target) as beside:
        child.shared().ask("draw_pdf_page", path, number=number, dpi=dpi, target=beside, progress=progress)
    return target
