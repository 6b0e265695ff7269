"""Forest from land cover: a look in a worker, the making in another, the result in one gesture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document import Document
from app.jobs import Job, Jobs
from layers.progress import part

if TYPE_CHECKING:
    from layers.forest_cover import LandLook
    from layers.plan.model import LayerRecord
    from layers.plan.store import PlanStore
    from layers.sources.land_forest import ForestOptions
    from layers.sources.landcover import Crosswalk


class LandCoverTask(QObject):
    """Looks at a land-cover layer, and makes forest from it."""

    looked = Signal(object)  # LandLook
    made = Signal(object)  # LayerRecord of the forest
    failed = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._jobs = document, jobs
        self._job: Job | None = None
        document.closing.connect(self.stop)

    @property
    def is_running(self) -> bool:
        """Whether a look or the making is under way."""
        return self._job is not None

    def stop(self) -> None:
        """Give up what is under way."""
        if self._job is not None:
            self._job.cancel()

    def look(self, uid: str) -> None:
        """Count the classes of a layer by county; ``looked`` tells."""
        job = Job(_look, self._document.store, uid, title=self.tr("Counting the classes"))
        job.finished.connect(self.looked.emit)
        self._start(job)

    def make(self, uid: str, crosswalk: Crosswalk, options: ForestOptions, title: str) -> None:
        """Make the forest layer and add it; ``made`` tells."""
        document = self._document
        job = Job(_make, document, document.store, uid, crosswalk, options, title, title=self.tr("Making forest"))
        job.finished.connect(self.made.emit)
        self._start(job)

    def _start(self, job: Job) -> None:
        self._job = job
        job.failed.connect(self.failed.emit)
        job.ended.connect(self._on_ended)
        self._jobs.start(job)

    def _on_ended(self) -> None:
        self._job = None


def _look(store: PlanStore, uid: str, progress: Any) -> LandLook:
    from layers import forest_cover

    with store.reader() as reader:
        return forest_cover.look(reader, uid, progress=progress)


def _make(
    document: Document,
    store: PlanStore,
    uid: str,
    crosswalk: Crosswalk,
    options: ForestOptions,
    title: str,
    progress: Any,
) -> LayerRecord:
    from layers import forest_cover, workflow

    with store.reader() as reader:
        layer = forest_cover.make(reader, uid, crosswalk, options, title=title, progress=part(progress, 0.0, 0.9))
    (table,) = workflow.prepare_layers([layer])  # here, so that the writer is free for others meanwhile
    progress(0.95, "saving")
    return document.on_writer(lambda: forest_cover.put(document.still_open(store), uid, layer, table))
