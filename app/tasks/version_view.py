"""Works out how areas and agreements stand, and who agreed, while somebody looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document import Change, Document
from app.jobs import Job, Jobs
from app.tasks.latest import LatestTask

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.version_workflow import Status
    from layers.versions.ledger import LedgerRow
    from layers.versions.model import Thing, Version

_RESTS_ON = ("version", "consent", "patrol_area", "agreement", "duty", "plan")


@dataclass(frozen=True)
class VersionView:
    """Everything that the window of versions shows."""

    statuses: tuple[Status, ...] = ()
    rows: tuple[LedgerRow, ...] = ()

    def parties_of(self, thing: Thing) -> list[tuple[str, str]]:
        """Return who may speak to a thing: code and name."""
        return [(row.county, row.party) for row in self.rows if row.thing.key == thing.key]

    def version_in_hand(self, thing: Thing) -> Version | None:
        """Return the last version of a thing."""
        return next((one.version for one in self.statuses if one.thing.key == thing.key), None)


class VersionTask(LatestTask):
    """Keeps the view up to date while it is shown."""

    ready = Signal(object)  # VersionView

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(document, jobs, parent, delay_ms=50)
        self.is_wanted = False

    def refresh(self) -> None:
        """Work it out again soon, if somebody looks."""
        if self.is_wanted:
            super().refresh()

    def _matters(self, change: Change) -> bool:
        return change.touches(*_RESTS_ON) or (change.touches("layer") and not change.is_look)

    def _make_job(self, store: PlanStore) -> Job:
        return Job(_view, store, title=self.tr("Looking through the versions"))

    def _take(self, result: Any) -> None:
        self.ready.emit(result)


def _view(store: PlanStore, progress: Any) -> VersionView:
    from layers.version_workflow import ledger_of, statuses

    with store.reader() as reader:
        progress(0.1, "register")
        standing = tuple(statuses(reader))
        progress(0.5, "register")
        return VersionView(standing, tuple(ledger_of(reader)))
