"""Looks for the directions fire can come from, in a worker; the land is read once for a state of the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document import Change, Document
from app.jobs import Job, Jobs
from app.tasks.newest import NewestTask

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


class DirectionTask(NewestTask):
    """Tells what was found as ``Found``; the land is kept."""

    saved = Signal(object)  # Path

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(document, jobs, parent)
        self._lands: dict[Look, DirectionLand] = {}
        self._state = self._started = 0  # another one whenever the layers are others
        document.changed.connect(self._on_changed)
        document.closed.connect(self._forget)

    def run(self, wish: Wish) -> None:
        """Look; what is under way is given up."""
        self._wish(wish)

    def save(self, found: Found, path: Path, names: Mapping[str, str]) -> None:
        """Write a workbook; ``saved`` tells."""
        job = Job(_save, found, path, dict(names), title=self.tr("Writing the directions"))
        job.writes = True
        job.finished.connect(self.saved.emit)
        job.failed.connect(self.failed.emit)
        self._jobs.start(job)

    def _forget(self, *_unused: Any) -> None:
        self._lands.clear()
        self._state += 1

    def _on_changed(self, change: Change) -> None:
        if not change.is_look and change.touches("layer"):
            self._forget()

    def _make_job(self, store: PlanStore, wish: Wish) -> Job:
        self._started = self._state
        return Job(_run, store, self._lands.get(wish.look), wish, title=self.tr("Looking where fire comes from"))

    def _take(self, result: Found) -> None:
        if self._state == self._started and result.wish.look.distance_m >= _ONLY_AROUND_M:
            self._lands = {result.wish.look: result.land}
        super()._take(result)


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

    from layers.geodesy import cgcs2000

    if len(villages) == 0:
        return None
    lon, lat = shapely.get_coordinates(villages.geometry.to_numpy()).T
    metres = cgcs2000().inv(np.full(len(lon), at[0]), np.full(len(lon), at[1]), lon, lat)[2]
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
