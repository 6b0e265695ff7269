"""Finds gaps and overlaps between the counties' own lines in a worker, once somebody wants to see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document import Change, Document
from app.jobs import Job, Jobs
from app.tasks.latest import LatestTask

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.borders.versions import Versions
    from layers.plan.store import PlanStore


@dataclass(frozen=True)
class Slivers:
    """What was found between the counties' own versions of their lines."""

    found: gpd.GeoDataFrame  # columns SLIVER_COLUMNS
    versions: Versions
    narrowest_m: float
    smallest_m2: float


class SliverTask(LatestTask):
    """Keeps the list up to date while it is shown; nothing is searched for a plan whose list nobody opened."""

    ready = Signal(object)  # Slivers, or None when the plan has no counties (any more)
    started = Signal()

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(document, jobs, parent)
        self._is_wanted = False
        self._narrowest_m, self._smallest_m2 = 1.0, 0.0
        self.result: Slivers | None = None

    def want(self, narrowest_m: float, smallest_m2: float) -> None:
        """Search, unless what is known was found with these thresholds."""
        self._is_wanted = True
        known = self.result
        is_same = (self._narrowest_m, self._smallest_m2) == (narrowest_m, smallest_m2)
        self._narrowest_m, self._smallest_m2 = narrowest_m, smallest_m2
        if known is None or not is_same:
            self.refresh()

    @property
    def is_running(self) -> bool:
        """Whether a search is under way or about to begin."""
        return self._job is not None or self._soon.isActive()

    def renew(self) -> None:
        """Another plan: what was found is of the one before, and nobody has asked yet."""
        self.result = None
        self._is_wanted = False

    def refresh(self) -> None:
        """Search again soon, if the list is wanted."""
        if self._is_wanted:
            self.started.emit()
            super().refresh()

    def _forget(self) -> None:
        super()._forget()
        self.renew()

    def _matters(self, change: Change) -> bool:
        return change.touches("layer") and not change.is_look

    def _make_job(self, store: PlanStore) -> Job:
        return Job(_find, store, self._narrowest_m, self._smallest_m2, title=self.tr("Comparing the counties' lines"))

    def _take(self, result: Any) -> None:
        self.result = result
        self.ready.emit(result)


def _find(store: PlanStore, narrowest_m: float, smallest_m2: float, progress: Any) -> Slivers | None:
    from layers import workflow
    from layers.borders.versions import find_all
    from layers.errors import AnalysisError

    with store.reader() as reader:
        try:
            versions = workflow.own_versions(reader)
        except AnalysisError:
            return None
    found = find_all(versions, narrowest_m=narrowest_m, smallest_m2=smallest_m2, progress=progress)
    return Slivers(found, versions, narrowest_m, smallest_m2)
