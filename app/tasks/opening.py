"""Opens the sample: built in the writer thread, because a store belongs to the thread that made it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document import Document
from app.jobs import Job, Jobs
from app.patience import when_answered
from layers.progress import part

if TYPE_CHECKING:
    from layers.plan.store import PlanStore


class OpenTask(QObject):
    """Builds the sample plan with its zones and hands it to the document."""

    opened = Signal()
    failed = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._jobs = jobs
        self._job: Job | None = None

    @property
    def is_running(self) -> bool:
        """Whether the sample is being built."""
        return self._job is not None

    def open_sample(self, reference_date: date | None = None) -> None:
        """Build the sample in the background, then open it."""
        if self._job is not None:
            return
        job = Job(_build_sample, reference_date or date.today(), title=self.tr("Building the sample"))
        job.finished.connect(lambda store: when_answered(self, lambda: self._on_built(store)))
        job.failed.connect(self.failed.emit)
        job.ended.connect(self._on_ended)
        self._job = job
        self._jobs.start(job, on=self._document.writer)

    def _on_built(self, store: PlanStore) -> None:
        self._document.attach(store)
        self.opened.emit()

    def _on_ended(self) -> None:
        self._job = None


def _build_sample(reference_date: date, progress: Any) -> PlanStore:
    """Build the sample in an untitled plan and derive its zones; on failure or cancel nothing stays behind."""
    from layers import workflow
    from layers.plan.store import PlanStore
    from layers.sample import TITLE, add_sample

    store = PlanStore.temporary(title=TITLE, reference_date=reference_date, is_sample=True)
    try:
        add_sample(store, progress=part(progress, 0.0, 0.3))
        workflow.analyse(store, progress=part(progress, 0.3, 1.0))
    except BaseException:
        store.discard()
        raise
    return store
