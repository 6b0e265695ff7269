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
        self._outdated: Job | None = None  # what it brings is of before a change that nobody looked at

    def want(self) -> None:
        """Read it when it is not known; :attr:`ready` follows."""
        self._is_wanted = True
        is_on_its_way = (
            self._job not in (None, self._outdated) and self._job_store is self._document.store
        )  # a job that still reads the plan of before brings nothing
        if self.around is None and not is_on_its_way:
            self._start()

    def rest(self) -> None:
        """Nobody looks any more: what changes is read when somebody does."""
        self._is_wanted = False

    def refresh(self) -> None:
        """The layers are others now."""
        self.around = None
        if self._is_wanted:
            super().refresh()
        else:
            self._outdated = self._job

    def _matters(self, change: Change) -> bool:
        return not change.is_look and change.touches("layer", "border", "border_verdict")

    def _make_job(self, store: PlanStore) -> Job:
        return Job(_read, store, title=self.tr("Reading the inventory"))

    def _take(self, result: Any) -> None:
        if self._job is self._outdated:
            return
        self.around = result
        self.ready.emit()

    def _forget(self) -> None:
        super()._forget()
        self.around, self._is_wanted = None, False


def _read(store: PlanStore, *, progress: Progress) -> Surroundings:
    from layers.inventory.gathering import surroundings

    with store.reader() as reader:
        return surroundings(reader, progress=progress)
