"""What the inventory asks of the plan's layers, read in a worker when somebody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document import Change, Document
from app.jobs import Job, Jobs
from app.tasks.latest import LatestTask
from layers.inventory.gathering import Surroundings

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.progress import Progress


class InventoryTask(LatestTask):
    """Holders, hazard sources and bases of the open plan."""

    ready = Signal()

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(document, jobs, parent, delay_ms=100)
        self.around: Surroundings | None = None
        self._is_wanted = False

    def want(self) -> None:
        """Read it when it is not known; :attr:`ready` follows."""
        self._is_wanted = True
        if self.around is None and (self._job is None or self._job_store is not self._document.store):
            self._start()  # a job that still reads the plan of before brings nothing

    def rest(self) -> None:
        """Nobody looks any more: what changes is read when somebody does."""
        self._is_wanted = False

    def refresh(self) -> None:
        """The layers are others now."""
        self.around = None
        if self._is_wanted:
            super().refresh()

    def _matters(self, change: Change) -> bool:
        return not change.is_look and change.touches("layer", "border", "border_verdict")

    def _make_job(self, store: PlanStore) -> Job:
        return Job(_read, store, title=self.tr("Reading the inventory"))

    def _take(self, result: Any) -> None:
        self.around = result
        self.ready.emit()

    def _forget(self) -> None:
        super()._forget()
        self.around, self._is_wanted = None, False


def _read(store: PlanStore, *, progress: Progress) -> Surroundings:
    from layers.inventory.gathering import surroundings

    with store.reader() as reader:
        return surroundings(reader, progress=progress)
