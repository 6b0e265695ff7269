"""Works out gaps, matrices, health and clashes in a worker, once somebody looks at them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.document import Change
from app.jobs import Job
from app.tasks.asked import AskedTask

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.register_workflow import RegisterView

_RESTS_ON = (
    *("agreement", "body", "meeting", "drill", "stock", "parameter"),
    *("zone", "border", "straddling", "plan", "result"),
)


class RegisterTask(AskedTask):
    """Keeps what is told of the register up to date while it is shown."""

    result: RegisterView | None

    def want(self) -> None:
        """Work it out, unless it is known."""
        self._is_wanted = True
        if self.result is None:
            self.refresh()

    def _matters(self, change: Change) -> bool:
        return change.touches(*_RESTS_ON) or (change.touches("layer") and not change.is_look)

    def _make_job(self, store: PlanStore) -> Job:
        return Job(_view, store, title=self.tr("Looking through the register"))


def _view(store: PlanStore, progress: Any) -> RegisterView:
    from layers.register_workflow import register_view

    with store.reader() as reader:
        return register_view(reader, progress=progress)
