"""Copies of the open plan, made in a worker: elsewhere for others, or elsewhere to go on there."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document import Document
from app.jobs import Job, Jobs
from layers.progress import part

if TYPE_CHECKING:
    from layers.plan.store import PlanStore

#: A copy that was overtaken by edits is made again so often; then edits wait for one.
_MOST_TRIES = 3


class SaveTask(QObject):
    """Writes copies with progress; edits go on meanwhile."""

    copied = Signal(object)  # Path
    failed = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._jobs = jobs

    def copy(self, path: Path) -> None:
        """Write a clean copy elsewhere; ``copied`` tells."""
        job = Job(_copy, self._document, self._document.store, path, title=self.tr("Writing the copy"))
        job.writes = True
        job.finished.connect(self.copied.emit)
        job.failed.connect(self.failed.emit)
        self._document.closing.connect(job.cancel)
        self._jobs.start(job)

    def move_job(self, path: Path) -> Job:
        """Return a job, not started yet, that copies the plan and goes on in the copy."""
        job = Job(_move, self._document, self._document.store, path, title=self.tr("Saving the plan"))
        self._document.closing.connect(job.cancel)
        return job


def _copy(document: Document, store: PlanStore, path: Path, progress: Any) -> Path:
    if _is_lost(document, store):  # what is open can still be written out, by the connection that has it open
        return document.on_writer(lambda: document.still_open(store).save_copy(path, progress=progress))
    with store.reader() as reader:
        return reader.save_copy(path, progress=progress)


def _move(document: Document, store: PlanStore, path: Path, progress: Any) -> Path:
    """Copy from a second connection; switch when nothing was written meanwhile, else copy again."""
    for attempt in range(_MOST_TRIES):
        if _is_lost(document, store):
            break
        writes = document.on_writer(lambda: store.writes)
        start = 1.0 - 0.5**attempt
        with store.reader() as reader:
            copy = reader.save_copy(path, progress=part(progress, start, start + 0.5 ** (attempt + 1)))
        if document.on_writer(partial(_switch, document, store, writes, copy)):
            return copy
    document.on_writer(lambda: document.still_open(store).save_as(path, progress=part(progress, 0.9, 1.0)))
    return path


def _is_lost(document: Document, store: PlanStore) -> bool:
    return document.on_writer(lambda: document.still_open(store).is_lost)


def _switch(document: Document, store: PlanStore, writes: int, copy: Path) -> bool:
    if document.still_open(store).writes != writes:
        return False
    store.go_on_in(copy)
    return True
