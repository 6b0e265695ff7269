"""A file read once more for its owner: the mended copy and the report, written in a worker."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.jobs import Job, Jobs
from layers.progress import part

if TYPE_CHECKING:
    from layers.sources import ReadChoice
    from layers.sources.owner_copy import LayerReport

#: Ends the names of what is written for an owner, so that nothing is mistaken for the original.
REPORT_SUFFIX = ".xlsx"


@dataclass(frozen=True)
class CopyRequest:
    """What is wanted: of which file, read how, and where the copy and its report go."""

    source: Path
    choice: ReadChoice
    target: Path  # of the copy; the report of a table alone when it ends in .xlsx
    report: Path
    sha256: str = ""  # of the source as it was imported
    stored: tuple[LayerReport, ...] = ()  # what the plan keeps, for when the source is gone


@dataclass(frozen=True)
class CopyOutcome:
    """What was written; ``is_complete`` is False where only what the plan keeps could be listed."""

    files: tuple[Path, ...]
    is_complete: bool = True
    is_changed: bool = False  # the file is not the one that was imported


class MendingTask(QObject):
    """Writes copies for owners."""

    finished = Signal(object)  # CopyOutcome
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs

    def start(self, request: CopyRequest) -> Job:
        """Write in the background; the job tells its progress and can be cancelled."""
        job = Job(_write, request, title=self.tr("Writing the copy for the owner"))
        job.writes = True
        # Bound methods, which Qt lets go of when the dialog that asked is gone before the job.
        job.finished.connect(self._on_finished)
        job.failed.connect(self._on_failed)
        self._jobs.start(job)
        return job

    def _on_finished(self, outcome: object) -> None:
        self.finished.emit(outcome)

    def _on_failed(self, error: object) -> None:
        self.failed.emit(error)


def _write(request: CopyRequest, progress: Any) -> CopyOutcome:
    from app import mending_words
    from layers.export.book import write_book
    from layers.sources.owner_copy import digest_of, write_copy

    name = request.source.name
    if not request.source.exists() and request.stored:
        write_book(request.report, mending_words.sheets(request.stored, name), progress=progress)
        whole = all(layer.report.is_complete for layer in request.stored)
        return CopyOutcome((request.report,), is_complete=whole)
    target = None if request.target.suffix == REPORT_SUFFIX else request.target
    done = write_copy(request.source, request.choice, target, progress=part(progress, 0.0, 0.8))
    changed = bool(request.sha256) and request.sha256 not in digest_of(request.source)
    write_book(request.report, mending_words.sheets(done.layers, name), progress=part(progress, 0.8, 1.0))
    return CopyOutcome((*done.files, request.report), is_changed=changed)
