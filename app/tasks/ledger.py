"""Works out the ledger in a worker while its window is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.document import Change, Document
from app.jobs import Job, Jobs
from app.tasks.asked import AskedTask

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.register_workflow import LedgerView

_RESTS_ON = ("aid", "loan", "account", "zone", "border", "plan", "result")


class LedgerTask(AskedTask):
    """Keeps the ledger up to date, for the field and the time that are asked about."""

    result: LedgerView | None

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(document, jobs, parent)
        self._hazard = self._since = ""

    def want(self, hazard: str, since: str) -> None:
        """Work it out for a field ("" for all) and from a day on ("" for all time)."""
        is_new = (hazard, since) != (self._hazard, self._since) or self.result is None
        self._is_wanted, self._hazard, self._since = True, hazard, since
        if is_new:
            self.refresh()

    def rest(self) -> None:
        """Nobody looks any more; who looks next may ask about something else."""
        super().rest()
        self.result = None

    def _matters(self, change: Change) -> bool:
        return change.touches(*_RESTS_ON)

    def _make_job(self, store: PlanStore) -> Job:
        return Job(_view, store, self._hazard, self._since, title=self.tr("Working out the ledger"))


def _view(store: PlanStore, hazard: str, since: str, progress: Any) -> LedgerView:
    from layers.register_workflow import ledger_view

    with store.reader() as reader:
        return ledger_view(reader, hazard=hazard, since=since, progress=progress)
