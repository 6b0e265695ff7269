"""Works out in a worker what lookouts see; the land is read once for a state of the plan and its cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject

from app.canvas.seen import SeenRaster, Sight, seen_raster
from app.document import Change, Document
from app.jobs import Job, Jobs
from app.tasks.newest import NewestTask

if TYPE_CHECKING:
    from layers.lookout.study import LookoutLand, LookoutSettings, LookoutStudy, Suggestion
    from layers.plan.store import PlanStore
    from layers.progress import Progress


@dataclass(frozen=True)
class Seen:
    """What was found, and its picture; ``sites`` are the suggested places, if any were asked for."""

    study: LookoutStudy
    raster: SeenRaster
    sites: tuple[Suggestion, ...] = ()


class LookoutTask(NewestTask):
    """Tells what was found as ``Seen``; the land is kept."""

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(document, jobs, parent)
        self._land: LookoutLand | None = None
        self._state = self._started = 0
        document.changed.connect(self._on_changed)
        document.closed.connect(self._forget)

    def run(self, settings: LookoutSettings, sites: int) -> None:
        """Look around, and suggest so many places; what is under way is given up."""
        self._wish((settings, sites))

    def _forget(self) -> None:
        self._land, self._state = None, self._state + 1

    def _on_changed(self, change: Change) -> None:
        if not change.is_look and change.touches("layer"):
            self._land, self._state = None, self._state + 1

    def _make_job(self, store: PlanStore, wish: tuple[LookoutSettings, int]) -> Job:
        self._started = self._state
        return Job(_run, store, self._land, *wish, title=self.tr("Looking around from the lookouts"))

    def _take(self, result: Seen) -> None:
        if self._state == self._started:
            self._land = result.study.land
            super()._take(result)


def _run(store: PlanStore, land: LookoutLand | None, settings: LookoutSettings, sites: int, progress: Progress) -> Seen:
    from layers.lookout.study import lookout_land, study
    from layers.progress import part

    if land is None or land.settings != settings:
        with store.reader() as reader:
            land = lookout_land(reader, settings, progress=part(progress, 0.0, 0.4))
    found = study(land, part(progress, 0.4, 0.7))
    suggested = tuple(found.suggest(sites, part(progress, 0.7, 1.0))) if sites else ()
    return Seen(found, seen_raster(land.grid, _classes(found)), suggested)


def _classes(found: LookoutStudy) -> np.ndarray:
    land = found.land
    count, shape = found.count(), land.county.shape
    woods = land.watched & (land.county >= 0)
    own = np.zeros(land.grid.cells, dtype=bool)
    county = land.county.ravel()
    for one, cells in zip(land.lookouts, found.cells, strict=True):
        own[cells[county[cells] == one.county]] = True
    classes = np.zeros(shape, dtype=np.uint8)
    classes[woods] = Sight.BLIND
    classes[woods & (count > 0)] = Sight.ACROSS
    classes[woods & own.reshape(shape)] = Sight.ONCE
    classes[woods & (count > 1) & own.reshape(shape)] = Sight.TWICE
    return classes


def raster_of(found: LookoutStudy, at: int) -> SeenRaster:
    """Return what one lookout sees of all land."""
    classes = np.zeros(found.land.grid.cells, dtype=np.uint8)
    cells = found.cells[at]
    classes[cells] = Sight.ONCE
    other = found.land.county.ravel()[cells] != found.land.lookouts[at].county
    classes[cells[other]] = Sight.ACROSS
    return seen_raster(found.land.grid, classes.reshape(found.land.county.shape))


def write_book(found: Seen, path: Path, names: Mapping[str, str], language: str, progress: Progress) -> Path:
    """Write the workbook; five places are suggested where none were asked for."""
    from app.sheets.words import load_words
    from layers.lookout.book import write_lookouts
    from layers.progress import part

    sites = found.sites or found.study.suggest(5, part(progress, 0.0, 0.8))
    words = load_words(language).group("lookout")
    return write_lookouts(path, found.study, sites, names, words, progress=part(progress, 0.8, 1.0))
