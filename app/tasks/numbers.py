"""The index behind the figures of patrol areas, built in a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document import Change, Document
from app.jobs import Job, Jobs
from app.tasks.latest import LatestTask
from layers import workflow
from layers.errors import AnalysisError

if TYPE_CHECKING:
    from layers.patrol.live import LiveIndex
    from layers.plan.store import PlanStore


class NumbersTask(LatestTask):
    """Keeps the index in step with counties, zones and settlements."""

    ready = Signal()

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(document, jobs, parent, delay_ms=50)
        self._index: LiveIndex | None = None

    @property
    def index(self) -> LiveIndex | None:
        """What figures are asked of; None while it is being built.  Only one thread at a time may ask."""
        return self._index

    @property
    def is_ready(self) -> bool:
        """Whether figures can be asked for."""
        return self._index is not None

    def renew(self) -> None:
        """Build the index for what the plan holds now."""
        self._index = None
        self.refresh()

    def _forget(self) -> None:
        super()._forget()
        self._index = None

    def _matters(self, change: Change) -> bool:
        counted = change.touches("layer", "zone", "border_verdict")
        return counted and not change.is_look and not change.is_only("zone_status")

    def _on_changed(self, change: Change) -> None:
        if self._matters(change):
            self.renew()  # figures of what was would mislead

    def _make_job(self, store: PlanStore) -> Job:
        return Job(_build, store)

    def _take(self, result: LiveIndex | None) -> None:
        if not self._is_overtaken:
            self._index = result
            self.ready.emit()


def _build(store: PlanStore, progress: Any) -> LiveIndex | None:
    from layers.patrol.live import LiveIndex

    with store.reader() as reader:
        try:
            return LiveIndex.build(workflow.build_inputs(reader), reader.zones())
        except AnalysisError:  # no counties yet: there is nothing to share an area between
            return None
