"""Writes documents and files in a worker."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.document import Document
from app.fonts import packaged_family
from app.jobs import Job, Jobs
from app.tasks.agreement import AgreementRequest, write_agreement


class ExportTask(QObject):
    """One export at a time is plenty; more wait in the pool."""

    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._jobs = jobs

    def start(self, request: AgreementRequest) -> None:
        """Write what was asked for in the background."""
        packaged_family()  # fonts are registered in the main thread
        title = self.tr("Writing the agreement") if request.has_document else self.tr("Writing files")
        job = Job(write_agreement, self._document.store, request, title=title)
        job.writes = True
        job.finished.connect(self.finished.emit)
        job.failed.connect(self.failed.emit)
        self._jobs.start(job)
