"""Writes a patrol area's files in a worker."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document import Document
from app.fonts import packaged_family
from app.jobs import Job, Jobs
from layers.progress import part

if TYPE_CHECKING:
    from layers.plan.store import PlanStore


@dataclass(frozen=True)
class ExportRequest:
    """What was asked for."""

    areas: tuple[str, ...]  # uids
    formats: tuple[str, ...]
    folder: Path
    language: str
    purpose: str = ""
    classification: str = ""
    review_number: str = ""
    maker: str = ""


@dataclass(frozen=True)
class ExportOutcome:
    """What was written."""

    paths: tuple[Path, ...]
    folder: Path


class ExportTask(QObject):
    """One export at a time is plenty; more wait in the pool."""

    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._jobs = jobs

    def start(self, request: ExportRequest) -> None:
        """Write the files in the background."""
        packaged_family()  # fonts are registered in the main thread
        job = Job(_export, self._document.store, request, title=self.tr("Writing files"))
        job.finished.connect(self.finished.emit)
        job.failed.connect(self.failed.emit)
        self._jobs.start(job)


def _export(store: PlanStore, request: ExportRequest, progress: Any) -> ExportOutcome:
    from app.sheets import draw
    from app.sheets.words import load_words
    from layers.export import Stamp, export_area
    from layers.export.assembly import PlanMaterial

    stamp = Stamp(request.purpose, request.classification, request.review_number, request.maker)
    words = load_words(request.language)
    paths: list[Path] = []
    with store.reader() as reader:
        progress(0.0, "report")
        material = PlanMaterial.of(reader)
        request.folder.mkdir(parents=True, exist_ok=True)
        for position, uid in enumerate(request.areas):
            report = part(progress, position / len(request.areas), (position + 1) / len(request.areas))
            report(0.0, "report")
            job = material.job(uid, words, stamp)
            report(0.2, "drawing")
            pictures = draw(job, reader, request.formats)
            writing = part(report, 0.6, 1.0)
            paths += export_area(job, request.formats, request.folder, pictures, progress=writing)
    return ExportOutcome(tuple(paths), request.folder)
