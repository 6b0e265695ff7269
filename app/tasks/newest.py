"""Work that somebody asks for: done in a worker, one piece at a time, and only the newest wish counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document import Document
from app.jobs import Job, Jobs

if TYPE_CHECKING:
    from layers.plan.store import PlanStore


class NewestTask(QObject):
    """Does what was wished last; what is under way for an older wish is given up, and its result is not told.

    A subclass offers ``run`` with arguments of its own, makes the job of a wish, and takes its result.  ``LatestTask``
    is for work that follows the plan by itself.
    """

    ready = Signal(object)
    failed = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._jobs = document, jobs
        self._job: Job | None = None
        self._store: PlanStore | None = None  # the plan the job works on
        self._next: Any = None
        document.closed.connect(self.stop)

    @property
    def is_running(self) -> bool:
        """Whether something is under way."""
        return self._job is not None

    def stop(self) -> None:
        """Give up what runs and what waits."""
        self._next = None
        if self._job is not None:
            self._job.cancel()

    def _wish(self, wish: Any) -> None:
        self._next = wish
        if self._job is not None:
            self._job.cancel()
        else:
            self._start()

    def _make_job(self, store: PlanStore, wish: Any) -> Job:
        raise NotImplementedError

    def _take(self, result: Any) -> None:
        """Take what came of the newest wish on the plan that is open."""
        self.ready.emit(result)

    def _start(self) -> None:
        wish, self._next = self._next, None
        if wish is None or not self._document.is_open or self._jobs.is_shut_down:
            return
        self._store = self._document.store
        job = self._make_job(self._store, wish)
        job.finished.connect(self._on_finished)
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_ended)
        self._job = job
        self._jobs.start(job)

    def _on_finished(self, result: Any) -> None:
        if self._document.is_open and self._document.store is self._store and self._next is None:
            self._take(result)

    def _on_failed(self, error: Exception) -> None:
        if self._document.is_open and self._document.store is self._store and self._next is None:
            self.failed.emit(error)

    def _on_ended(self) -> None:
        self._job = None
        self._start()
