"""Runs the fire that was entered, in a worker; the land is read once for a state of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document import Change, Document
from app.jobs import Job, Jobs

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.spread.fire_land import FireLand
    from layers.spread.incident import Incident
    from layers.spread.rates import Weather


@dataclass(frozen=True)
class Wish:
    """A fire as it was entered; degrees, hours."""

    lon: float
    lat: float
    weather: Weather
    hours: float


@dataclass(frozen=True)
class Ran:
    """What came out, over which land."""

    wish: Wish
    land: FireLand
    incident: Incident


class FireTask(QObject):
    """One fire at a time; the newest wish counts."""

    ready = Signal(object)  # Ran
    failed = Signal(object)
    started = Signal()

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._jobs = document, jobs
        self._land: FireLand | None = None
        self._job: Job | None = None
        self._next: Wish | None = None
        document.changed.connect(self._on_changed)
        document.closed.connect(self.forget)

    def run(self, wish: Wish) -> None:
        """Run a fire; one that is under way is given up."""
        self._next = wish
        if self._job is not None:
            self._job.cancel()
        else:
            self._start()

    def stop(self) -> None:
        """Give up what runs and what waits; the land is kept."""
        self._next = None
        if self._job is not None:
            self._job.cancel()

    def forget(self) -> None:
        """Let go of the land, too."""
        self._land = None
        self.stop()

    def _start(self) -> None:
        wish, self._next = self._next, None
        if wish is None or not self._document.is_open or self._jobs.is_shut_down:
            return
        job = Job(_run, self._document.store, self._land, wish, title=self.tr("Running the fire"))
        job.finished.connect(self._on_finished)
        job.failed.connect(self.failed.emit)
        job.ended.connect(self._on_ended)
        self._job = job
        self.started.emit()
        self._jobs.start(job)

    def _on_finished(self, ran: Ran) -> None:
        if self._document.is_open and self._next is None:
            self._land = ran.land
            self.ready.emit(ran)

    def _on_ended(self) -> None:
        self._job = None
        self._start()

    def _on_changed(self, change: Change) -> None:
        if not change.is_look and change.touches("layer"):
            self._land = None


def _run(store: PlanStore, land: FireLand | None, wish: Wish, progress: Any) -> Ran:
    from layers.progress import part
    from layers.spread.fire_land import fire_land
    from layers.spread.incident import incident

    if land is None:
        with store.reader() as reader:
            land = fire_land(reader, progress=part(progress, 0.0, 0.9))
    progress(0.9, "fires")
    found = incident(land, wish.weather, wish.lon, wish.lat, wish.hours * 60.0)
    progress(1.0, "fires")
    return Ran(wish, land, found)
