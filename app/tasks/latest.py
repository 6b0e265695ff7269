"""Work that follows the plan: done in a worker after each change, only the newest of quick changes in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.document import Change, Document
from app.jobs import Job, Jobs

if TYPE_CHECKING:
    from layers.plan.store import PlanStore


class LatestTask(QObject):
    """One job at a time; a change meanwhile makes another when it has ended.

    A subclass says which changes matter, makes the job, and takes its result.
    """

    failed = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None, *, delay_ms: int = 0) -> None:
        super().__init__(parent)
        self._document = document
        self._jobs = jobs
        self._job: Job | None = None
        self._job_store: PlanStore | None = None  # the plan the job works on
        self._is_due = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(delay_ms)
        self._soon.timeout.connect(self._start)
        document.changed.connect(self._on_changed)
        document.opened.connect(self.renew)
        document.closed.connect(self._forget)

    @property
    def is_busy(self) -> bool:
        """Whether work is under way or about to begin."""
        return self._job is not None or self._is_due or self._soon.isActive()

    @property
    def _is_overtaken(self) -> bool:
        """Whether what is under way is of a state of the plan that is gone: it is done again by itself."""
        return self._is_due or self._soon.isActive()

    def refresh(self) -> None:
        """Do the work again soon."""
        self._soon.start()

    def renew(self) -> None:
        """Do the work from nothing: another plan, or all that was known is wrong."""
        self.refresh()

    def _matters(self, change: Change) -> bool:
        raise NotImplementedError

    def _make_job(self, store: PlanStore) -> Job:
        raise NotImplementedError

    def _take(self, result: Any) -> None:
        raise NotImplementedError

    def _forget(self) -> None:
        self._soon.stop()

    def _on_changed(self, change: Change) -> None:
        if self._matters(change):
            self.refresh()

    def _start(self) -> None:
        if not self._document.is_open or self._jobs.is_shut_down:  # the plan is closed after the jobs
            return
        if self._job is not None:
            self._is_due = True
            return
        self._job_store = self._document.store
        job = self._make_job(self._job_store)
        job.finished.connect(self._on_finished)
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_ended)
        self._job = job
        self._jobs.start(job)

    def _on_finished(self, result: Any) -> None:
        if self._document.is_open and self._document.store is self._job_store:
            self._take(result)

    def _on_failed(self, error: Exception) -> None:
        if self._document.is_open and self._document.store is self._job_store:  # nobody asks about a closed plan
            self.failed.emit(error)

    def _on_ended(self) -> None:
        self._job = None
        if self._is_due:
            self._is_due = False
            self.refresh()
