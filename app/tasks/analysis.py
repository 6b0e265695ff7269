"""Derives zones in a worker, and starts over when the inputs change meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document import Change, Document
from app.jobs import Job, Jobs
from app.recording import RECORD_CODES
from layers import workflow, zone_workflow
from layers.memory import Memory
from layers.progress import part

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.zones.model import ZoneResult

#: Changes after which an analysis under way would be out of date.
_INPUT_CHANGES = frozenset(
    {
        *("layers_added", "layer_removed", "layer_role", "layer_columns", "layer_speaks_for"),
        *("parameters_set", "weights_set", "agreements_changed", "forest_made", "forest_made_again"),
        *("river_judged", "river_settings_set"),
        *RECORD_CODES,
    }
)


class AnalysisTask(QObject):
    """One analysis at a time."""

    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._jobs = jobs
        self._job: Job | None = None
        self._store: PlanStore | None = None  # the plan the job works on
        self._again = False
        self._memory = Memory()  # what the last analysis worked out: after a small change little is done again
        document.changed.connect(self._on_changed)
        document.closed.connect(self._on_closed)

    @property
    def is_running(self) -> bool:
        """Whether an analysis of the open plan is under way, or waits for one of the plan before to end."""
        return self._job is not None and (self._again or self._is_of_the_open_plan)

    def start(self) -> None:
        """Derive the zones of the open plan; one that is given up, of a plan closed before, is waited for."""
        if not self._document.is_open:
            return
        if self._job is not None:
            self._again = self._again or self._store is not self._document.store
            return
        self._store = self._document.store
        job = Job(_derive_and_store, self._document, self._store, self._memory, title=self.tr("Deriving zones"))
        job.finished.connect(self._on_finished)
        job.failed.connect(self._on_failed)
        job.cancelled.connect(self._on_cancelled)
        job.ended.connect(self._on_ended)
        self._job = job
        self._document.set_analysing(True)
        self._jobs.start(job)

    def stop(self) -> None:
        """Give up the analysis under way."""
        if self._job is not None:
            self._job.cancel()

    def _on_closed(self) -> None:
        self.stop()
        self._again = False  # what was to be done again is of the plan that is gone
        self._document.set_analysing(False)
        self._memory = Memory()  # a job that still runs keeps the old one

    def _on_changed(self, change: Change) -> None:
        if self._job is not None and self._is_of_the_open_plan and change.codes & _INPUT_CHANGES:
            self._again = True
            self._job.cancel()

    @property
    def _is_of_the_open_plan(self) -> bool:
        return self._document.is_open and self._document.store is self._store

    def _on_finished(self, result: Any) -> None:
        if self._is_of_the_open_plan:
            self.finished.emit(result)

    def _on_failed(self, error: Exception) -> None:
        if self._is_of_the_open_plan:
            self.failed.emit(error)

    def _on_cancelled(self) -> None:
        if not self._again:
            self.cancelled.emit()

    def _on_ended(self) -> None:
        self._job = None
        self._document.set_analysing(False)
        if self._again:
            self._again = False
            self.start()


def _derive_and_store(document: Document, store: PlanStore, memory: Memory, progress: Any) -> ZoneResult:
    from layers.zones import derive

    progress(0.0, "reading")
    with store.reader() as reader:
        inputs, parameters = workflow.analysis_inputs(reader, memory), reader.parameters()
        previous = zone_workflow.previous(reader)
        stamp = reader.input_stamp()
    result = derive(inputs, parameters, previous=previous, memory=memory, progress=part(progress, 0.1, 0.9))
    progress(0.92, "saving")
    # What changed while this ran makes the result stale: it is stamped with what it read.
    return document.store_result(result, input_stamp=stamp, into=store)
