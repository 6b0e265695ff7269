"""The calendar in the background: worked out once somebody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.document import Change
from app.jobs import Job
from app.tasks.asked import AskedTask

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.year.material import YearMaterial

_RESTS_ON = (
    *("agreement", "body", "contact", "meeting", "drill", "year", "year_tick", "border", "plan", "parameter"),
    *("stock", "stock_item", "hazard_check", "loan"),
)


class YearTask(AskedTask):
    """Keeps what the calendar is made from up to date while it is shown."""

    result: YearMaterial | None

    def want(self) -> None:
        """Work it out, unless it is known."""
        self._is_wanted = True
        if self.result is None:
            self.refresh()

    def _matters(self, change: Change) -> bool:
        return change.touches(*_RESTS_ON) or (change.touches("layer") and not change.is_look)

    def _make_job(self, store: PlanStore) -> Job:
        return Job(_material, store, title=self.tr("Putting the year together"))


def _material(store: PlanStore, progress: Any) -> YearMaterial:
    from layers.year_workflow import material_of

    with store.reader() as reader:
        return material_of(reader, progress=progress)
