"""Looks for the directions fire can come from, in a worker; the land is read once for a state of the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document import Change, Document
from app.jobs import Job, Jobs

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.plan.store import PlanStore
    from layers.progress import Progress
    from layers.spread.directions import DirectionLand, Directions

#: Distances for which the land of a whole plan is not asked for: their cells would be too many.
_ONLY_AROUND_M = 300.0


@dataclass(frozen=True)
class Look:
    """How directions are looked for: how far fuel sets fuel alight, and whether grass counts."""

    distance_m: float = 500.0
    with_grass: bool = True


@dataclass(frozen=True)
class Wish:
    """A place, or all villages where ``at`` is None; a village within ``near_m`` of the place is meant."""

    look: Look
    at: tuple[float, float] | None = None  # degrees
    near_m: float = 0.0


@dataclass(frozen=True)
class Found:
    """What was found: for the wish of one place one result, else one for each village."""

    wish: Wish
    land: DirectionLand
    results: Sequence[Directions]


class DirectionTask(QObject):
    """One look at a time; the newest counts."""

    ready = Signal(object)  # Found
    failed = Signal(object)
    saved = Signal(object)  # Path

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._jobs = document, jobs
        self._job: Job | None = None
        self._store: PlanStore | None = None
        self._next: Wish | None = None
        self._lands: dict[Look, DirectionLand] = {}
        document.changed.connect(self._on_changed)
        document.closed.connect(self._forget)

    def run(self, wish: Wish) -> None:
        """Look; what is under way is given up."""
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

    def save(self, found: Found, path: Path, names: Mapping[str, str]) -> None:
        """Write a workbook; ``saved`` tells."""
        job = Job(_save, found, path, dict(names), title=self.tr("Writing the directions"))
        job.finished.connect(self.saved.emit)
        job.failed.connect(self.failed.emit)
        self._jobs.start(job)

    def _forget(self, *_unused: Any) -> None:
        self.stop()
        self._lands.clear()

    def _on_changed(self, change: Change) -> None:
        if not change.is_look and change.touches("layer"):
            self._lands.clear()

    def _start(self) -> None:
        wish, self._next = self._next, None
        if wish is None or not self._document.is_open or self._jobs.is_shut_down:
            return
        self._store = self._document.store
        job = Job(_run, self._store, self._lands.get(wish.look), wish, title=self.tr("Looking where fire comes from"))
        job.finished.connect(self._on_finished)
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_ended)
        self._job = job
        self._jobs.start(job)

    def _on_finished(self, found: Found) -> None:
        if self._document.is_open and self._document.store is self._store and self._next is None:
            if found.wish.look.distance_m >= _ONLY_AROUND_M:
                self._lands = {found.wish.look: found.land}
            self.ready.emit(found)

    def _on_failed(self, error: Exception) -> None:
        if self._next is None:
            self.failed.emit(error)

    def _on_ended(self) -> None:
        self._job = None
        self._start()


def _run(store: PlanStore, land: DirectionLand | None, wish: Wish, progress: Progress) -> Found:
    from layers.progress import part
    from layers.spread.beverly import DirectionSettings
    from layers.spread.directions import direction_land, directions, village_directions, villages_of
    from layers.workflow import build_inputs

    share = 0.0 if land is not None else (0.9 if wish.at is not None else 0.3)
    if land is None:
        around = None
        with store.reader() as reader:
            if wish.at is not None and wish.look.distance_m < _ONLY_AROUND_M:
                # The village is looked for first: the land must lie about it, not about the click.
                villages = villages_of(build_inputs(reader))
                near = _village_at(villages, wish.at, wish.near_m)
                around = wish.at if near is None else (near.geometry.x, near.geometry.y)
            land = direction_land(
                reader,
                DirectionSettings(distance_m=wish.look.distance_m),
                around=around,
                with_grass=wish.look.with_grass,
                progress=part(progress, 0.0, share),
            )
    if wish.at is None:
        return Found(wish, land, village_directions(land, progress=part(progress, share, 1.0)))
    village = _village_at(land.villages, wish.at, wish.near_m)
    if village is not None:
        return Found(wish, land, village_directions(land, [str(village.uid)]))
    return Found(wish, land, [directions(land, *wish.at, county=_county_at(land, wish.at))])


def _village_at(villages: gpd.GeoDataFrame, at: tuple[float, float], near_m: float) -> Any | None:
    """Return the nearest village within a distance, as a row."""
    import numpy as np
    import shapely

    from layers.geodesy import CGCS2000

    if len(villages) == 0:
        return None
    lon, lat = shapely.get_coordinates(villages.geometry.to_numpy()).T
    metres = CGCS2000.inv(np.full(len(lon), at[0]), np.full(len(lon), at[1]), lon, lat)[2]
    nearest = int(np.argmin(metres))
    return villages.iloc[nearest] if metres[nearest] <= near_m else None


def _county_at(land: DirectionLand, at: tuple[float, float]) -> str:
    import numpy as np

    from layers.crs import STORAGE_CRS, transformer

    x, y = transformer(STORAGE_CRS, f"EPSG:{land.grid.epsg}").transform(*at)
    cell = int(land.grid.cell_of(np.array([x]), np.array([y]))[0])
    row = int(land.county.ravel()[cell]) if cell >= 0 else -1
    return str(land.counties["code"].iloc[row]) if row >= 0 else ""


def _save(found: Found, path: Path, names: Mapping[str, str], progress: Progress) -> Path:
    from app import direction_words
    from layers.spread.direction_book import write_directions

    notes = direction_words.notes(found.land, names)
    return write_directions(
        path, found.land, found.results, names, direction_words.book_words(), notes, progress=progress
    )
