"""The calendar in the background: worked out once somebody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document import Change, Document
from app.jobs import Job, Jobs
from app.tasks.latest import LatestTask

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.year.material import YearMaterial

_RESTS_ON = (
    *("agreement", "body", "contact", "meeting", "drill", "year", "year_tick", "border", "plan", "parameter"),
    *("stock", "stock_item", "hazard_check", "loan"),
)


class YearTask(LatestTask):
    """Keeps what the calendar is made from up to date while it is shown."""

    ready = Signal(object)  # YearMaterial

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(document, jobs, parent, delay_ms=50)
        self._is_wanted = False
        self.result: YearMaterial | None = None

    def want(self) -> None:
        """Work it out, unless it is known."""
        self._is_wanted = True
        if self.result is None:
            self.refresh()

    def rest(self) -> None:
        """Nobody looks any more: what changes meanwhile is worked out when somebody does."""
        self._is_wanted = False

    def renew(self) -> None:
        """Another plan."""
        self.result = None
        self.refresh()

    def refresh(self) -> None:
        """Work it out again soon, if somebody looks."""
        if self._is_wanted:
            super().refresh()
        else:
            self.result = None

    def _forget(self) -> None:
        super()._forget()
        self.result = None

    def _matters(self, change: Change) -> bool:
        return change.touches(*_RESTS_ON) or (change.touches("layer") and not change.is_look)

    def _make_job(self, store: PlanStore) -> Job:
        return Job(_material, store, title=self.tr("Putting the year together"))

    def _take(self, result: Any) -> None:
        self.result = result
        self.ready.emit(result)


def _material(store: PlanStore, progress: Any) -> YearMaterial:
    from layers.year_workflow import material_of

    with store.reader() as reader:
        return material_of(reader, progress=progress)
