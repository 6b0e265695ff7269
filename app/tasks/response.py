"""Works out in a worker who comes when; what was read and worked out is kept while plan and closures stay."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from app.document import Change, Document
from app.jobs import Job, Jobs
from layers.memory import Memory

if TYPE_CHECKING:
    import pandas as pd

    from app.canvas.arrivals import TimeRaster
    from layers.plan.store import PlanStore
    from layers.progress import Progress
    from layers.response.study import Basis, Study
    from layers.response.travel import Coming

#: Places in metres that are closed beside what is recorded.
Closed = tuple[tuple[float, float], ...]
#: Takes a study and ``progress``.
Work = Callable[..., Any]


@dataclass(frozen=True)
class Kept:
    """What was read, and the study of the closures it was last asked with."""

    basis: Basis
    closed: Closed = ()
    study: Study | None = None


@dataclass(frozen=True)
class Times:
    """Pictures of when the first is there: own, joint, of one."""

    study: Study
    rasters: Mapping[str, TimeRaster]


@dataclass(frozen=True)
class Arriving:
    """Who comes to a place, metres."""

    study: Study
    at: tuple[float, float]
    coming: Coming


@dataclass(frozen=True)
class Lines:
    """Who is at each line between two counties when."""

    study: Study
    table: pd.DataFrame = field(repr=False)


class ResponseTask(QObject):
    """One piece of work at a time; of two of a kind the newest counts."""

    ready = Signal(object)
    failed = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._jobs = document, jobs
        self._memory = Memory()
        self._kept: Kept | None = None
        self._state = 0
        self._job: Job | None = None
        self._store: PlanStore | None = None
        self._started = 0
        self._waiting: list[tuple[Work, Closed]] = []
        document.changed.connect(self._on_changed)
        document.closed.connect(self._on_closed)

    @property
    def is_running(self) -> bool:
        """Whether something is under way or waits."""
        return self._job is not None or bool(self._waiting)

    def run(self, closed: Closed, *works: Work) -> None:
        """Do some work, one after another; what waits is given up."""
        self._waiting = [(work, closed) for work in works]
        if self._job is not None:
            self._job.cancel()
        else:
            self._start()

    def stop(self) -> None:
        """Give up what runs and what waits."""
        self._waiting = []
        if self._job is not None:
            self._job.cancel()

    def _on_changed(self, change: Change) -> None:
        if not change.is_look and change.touches("layer", "parameter"):
            self._kept, self._state = None, self._state + 1

    def _on_closed(self) -> None:
        self.stop()
        self._kept, self._state, self._memory = None, self._state + 1, Memory()

    def _start(self) -> None:
        if not self._waiting or not self._document.is_open or self._jobs.is_shut_down:
            self._waiting = []
            return
        work, closed = self._waiting.pop(0)
        self._store, self._started = self._document.store, self._state
        title = self.tr("Working out who comes when")
        job = Job(_run, self._store, self._kept, self._memory, closed, work, title=title)
        job.finished.connect(self._on_finished)
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_ended)
        self._job = job
        self._jobs.start(job)

    def _on_finished(self, result: tuple[Kept, Any]) -> None:
        if self._document.is_open and self._document.store is self._store and self._state == self._started:
            self._kept = result[0]
            self.ready.emit(result[1])

    def _on_failed(self, error: Exception) -> None:
        self._waiting = []
        if self._document.is_open and self._document.store is self._store:  # nobody asks about a closed plan
            self.failed.emit(error)

    def _on_ended(self) -> None:
        self._job = None
        self._start()


def _run(
    store: PlanStore, kept: Kept | None, memory: Memory, closed: Closed, work: Work, progress: Progress
) -> tuple[Kept, Any]:
    from layers.progress import part
    from layers.response.study import basis_of, closed_points, study

    if kept is None:
        with store.reader() as reader:
            kept = Kept(basis_of(reader, memory=memory, progress=part(progress, 0.0, 0.3)))
    if kept.study is None or kept.closed != closed:
        found = study(kept.basis, closed_points(list(closed)), progress=part(progress, 0.3, 0.8))
        found.prepare()
        kept = Kept(kept.basis, closed, found)
    return kept, work(kept.study, progress=part(progress, 0.8, 1.0))


# -- the work itself -------------------------------------------------------------------------------------


def run_times(study: Study, *, who: int | None = None, progress: Progress) -> Times:
    """Make the pictures: own and joint, or those of one responder."""
    from app.canvas.arrivals import time_raster

    grid, limit = study.travel.land.grid, study.travel.land.settings.limit_min
    if who is None:
        rasters = {side: time_raster(grid, study.minutes(side).astype(np.float64), limit) for side in ("own", "joint")}
    else:
        rasters = {"one": time_raster(grid, study.minutes_of(who), limit)}
    progress(1.0, "response")
    return Times(study, rasters)


def run_arriving(study: Study, *, at: tuple[float, float], progress: Progress) -> Arriving:
    """Work out who comes to a place."""
    coming = study.coming(*at)
    progress(1.0, "response")
    return Arriving(study, at, coming)


def run_lines(study: Study, *, progress: Progress) -> Lines:
    """Work out the reinforcements of all lines."""
    return Lines(study, study.reinforcements(progress))


def write_study(
    store: PlanStore, study: Study, path: Path, names: Mapping[str, str], language: str, progress: Progress
) -> Path:
    """Write the workbook."""
    from app.sheets.words import load_words
    from layers import workflow
    from layers.response.book import write_response

    with store.reader() as reader:
        parts, zone_names = reader.parts(), workflow.zone_names(reader, reader.zones())
    words = load_words(language).group("response")
    return write_response(
        path, study, names, words, parts=parts, zone_names=zone_names, site_count=5, progress=progress
    )
