"""Works out gaps, matrices, health and clashes in a worker, once somebody looks at them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document import Change, Document
from app.jobs import Job, Jobs
from app.tasks.latest import LatestTask

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.register_workflow import RegisterView

_RESTS_ON = (
    *("agreement", "body", "meeting", "drill", "stock", "parameter"),
    *("zone", "border", "straddling", "plan", "result"),
)


class RegisterTask(LatestTask):
    """Keeps what is told of the register up to date while it is shown."""

    ready = Signal(object)  # RegisterView

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(document, jobs, parent, delay_ms=50)
        self._is_wanted = False
        self.result: RegisterView | None = None

    def want(self) -> None:
        """Work it out, unless it is known."""
        self._is_wanted = True
        if self.result is None:
            self.refresh()

    def renew(self) -> None:
        """Another plan."""
        self.result = None
        self.refresh()

    def refresh(self) -> None:
        """Work it out again soon, if somebody looks."""
        if self._is_wanted:
            super().refresh()

    def _forget(self) -> None:
        super()._forget()
        self.result = None

    def _matters(self, change: Change) -> bool:
        return change.touches(*_RESTS_ON) or (change.touches("layer") and not change.is_look)

    def _make_job(self, store: PlanStore) -> Job:
        return Job(_view, store, title=self.tr("Looking through the register"))

    def _take(self, result: Any) -> None:
        self.result = result
        self.ready.emit(result)


def _view(store: PlanStore, progress: Any) -> RegisterView:
    from layers.register_workflow import register_view

    with store.reader() as reader:
        return register_view(reader, progress=progress)
