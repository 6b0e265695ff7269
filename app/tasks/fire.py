"""Runs fires in a worker; the land is read once for a state of the plan, whoever asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document import Change, Document
from app.jobs import Job, Jobs

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.progress import Progress
    from layers.spread.fire_land import FireLand
    from layers.spread.ignitions import Ignitions
    from layers.spread.incident import Incident
    from layers.spread.rates import Weather
    from layers.spread.transmission import Transmission

#: Takes the land and ``progress``.
Work = Callable[..., Any]


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


@dataclass(frozen=True)
class Sent:
    """The matrix, the same with half as many fires, and over which land."""

    weather: Weather
    hours: float
    land: FireLand
    fine: Transmission
    coarse: Transmission


class FireLands(QObject):
    """The land of the open plan, as long as its layers stay as they are."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.land: FireLand | None = None
        document.changed.connect(self._on_changed)
        document.closed.connect(self.forget)

    def forget(self) -> None:
        """Let go of it."""
        self.land = None

    def _on_changed(self, change: Change) -> None:
        if not change.is_look and change.touches("layer"):
            self.land = None


class FireTask(QObject):
    """One piece of work at a time; the newest counts."""

    ready = Signal(object)
    failed = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, lands: FireLands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._jobs, self._lands = document, jobs, lands
        self._job: Job | None = None
        self._store: PlanStore | None = None
        self._next: Work | None = None
        document.closed.connect(self.stop)

    def run(self, work: Work) -> None:
        """Do some work over the land; what is under way is given up."""
        self._next = work
        if self._job is not None:
            self._job.cancel()
        else:
            self._start()

    def stop(self) -> None:
        """Give up what runs and what waits; the land is kept."""
        self._next = None
        if self._job is not None:
            self._job.cancel()

    def _start(self) -> None:
        work, self._next = self._next, None
        if work is None or not self._document.is_open or self._jobs.is_shut_down:
            return
        self._store = self._document.store
        job = Job(_run, self._store, self._lands.land, work, title=self.tr("Running fires"))
        job.finished.connect(self._on_finished)
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_ended)
        self._job = job
        self._jobs.start(job)

    def _on_finished(self, result: tuple[FireLand, Any]) -> None:
        if self._document.is_open and self._document.store is self._store and self._next is None:
            self._lands.land = result[0]
            self.ready.emit(result[1])

    def _on_failed(self, error: Exception) -> None:
        if self._next is None:
            self.failed.emit(error)

    def _on_ended(self) -> None:
        self._job = None
        self._start()


def _run(store: PlanStore, land: FireLand | None, work: Work, progress: Progress) -> tuple[FireLand, Any]:
    from layers.progress import part
    from layers.spread.fire_land import fire_land

    share = 0.0 if land is not None else 0.5
    if land is None:
        with store.reader() as reader:
            land = fire_land(reader, progress=part(progress, 0.0, share))
    return land, work(land, progress=part(progress, share, 1.0))


def run_fire(land: FireLand, *, wish: Wish, progress: Progress) -> Ran:
    """Run one fire that was entered."""
    from layers.spread.incident import incident

    progress(0.0, "fires")
    found = incident(land, wish.weather, wish.lon, wish.lat, wish.hours * 60.0)
    progress(1.0, "fires")
    return Ran(wish, land, found)


def run_matrix(land: FireLand, *, weather: Weather, hours: float, step_m: float, progress: Progress) -> Sent:
    """Let fires start on a lattice, and on one of half as many starts along each axis."""
    from layers.progress import part
    from layers.spread.ignitions import lattice
    from layers.spread.transmission import transmission
    from layers.spread.travel import Fire

    fire = Fire(land.landscape, weather)
    values = {"area_ha": land.area_ha, "people": land.people}

    def matrix(starts: Ignitions, told: Progress) -> Transmission:
        codes = list(land.counties["code"])
        return transmission(fire, starts, land.county, codes, values, [hours * 60.0], told)[0]

    coarse = matrix(lattice(land.landscape, 2 * step_m), part(progress, 0.0, 0.2))
    fine = matrix(lattice(land.landscape, step_m), part(progress, 0.2, 1.0))
    return Sent(weather, hours, land, fine, coarse)
