"""Works on rivers in a worker; the network is made once for a state of the plan, whoever asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.document import Change, Document
from app.jobs import Job, Jobs
from app.tasks.newest import NewestTask

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from app.canvas.river_findings import Found
    from layers.plan.store import PlanStore
    from layers.progress import Progress
    from layers.rivers.land import RiverLand
    from layers.rivers.notice import SpillFacts
    from layers.rivers.profile import Profile
    from layers.rivers.settings import RiverSettings
    from layers.rivers.spill import Spill

#: Takes store, land and ``progress``.
Work = Callable[..., Any]


@dataclass(frozen=True)
class Ran:
    """A spill that was followed, over which rivers, and the profile of its longest way."""

    land: RiverLand
    spill: Spill
    profile: Profile | None


class RiverLands(QObject):
    """The rivers of the open plan, as long as its layers and parameters stay as they are."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.land: RiverLand | None = None
        self.state = 0  # another one whenever what the land is made from is other
        document.changed.connect(self._on_changed)
        document.closed.connect(self.forget)

    def forget(self) -> None:
        """Let go of them."""
        self.land = None
        self.state += 1

    def _on_changed(self, change: Change) -> None:
        if not change.is_look and (change.touches("layer") or change.touches("parameter")):
            self.forget()


class RiverTask(NewestTask):
    """Tells what came of the work; the rivers are kept."""

    def __init__(self, document: Document, jobs: Jobs, lands: RiverLands, parent: QObject | None = None) -> None:
        super().__init__(document, jobs, parent)
        self._lands = lands
        self._state = 0

    def run(self, work: Work) -> None:
        """Do some work over the rivers; what is under way is given up."""
        self._wish(work)

    def _make_job(self, store: PlanStore, wish: Work) -> Job:
        self._state = self._lands.state
        return Job(_run, store, self._lands.land, wish, title=self.tr("Following rivers"))

    def _take(self, result: tuple[RiverLand, Any]) -> None:
        land, found = result
        if self._lands.state == self._state:
            self._lands.land = land
        super()._take(found)


def _run(store: PlanStore, land: RiverLand | None, work: Work, progress: Progress) -> tuple[RiverLand, Any]:
    from layers.progress import part
    from layers.rivers.land import river_land

    with store.reader() as reader:
        share = 0.0 if land is not None else 0.7
        if land is None:
            land = river_land(reader, progress=part(progress, 0.0, share))
        return land, work(land, progress=part(progress, share, 1.0))


def run_spill(land: RiverLand, *, at: tuple[float, float], settings: RiverSettings, progress: Progress) -> Ran:
    """Follow a spill that was entered."""
    from layers.rivers.profile import profile
    from layers.rivers.spill import spill

    progress(0.0, "rivers_places")
    found = spill(land, *at, settings)
    ran = Ran(land, found, profile(land, found.traced))
    progress(1.0, "rivers_places")
    return ran


def run_standards(land: RiverLand, *, settings: RiverSettings, progress: Progress) -> gpd.GeoDataFrame:
    """Compare the flood standards across county lines."""
    from layers.rivers.standards import mismatches

    progress(0.0, "rivers_places")
    return mismatches(land, settings)


def run_flow(land: RiverLand, *, epsg: int, progress: Progress) -> list[NDArray[np.float64]]:
    """Return the reaches whose direction is known, each as its water runs, in metres of a CRS."""
    import numpy as np
    import shapely

    from layers.crs import transform

    network = land.network
    progress(0.0, "rivers_network")
    known = np.flatnonzero(network.direction != 0)
    lines = transform(network.geometry()[known], network.course.metric, f"EPSG:{epsg}")
    runs = [shapely.get_coordinates(line) for line in lines]
    return [run if network.direction[edge] > 0 else run[::-1] for run, edge in zip(runs, known, strict=True)]


@dataclass(frozen=True)
class RiverLists:
    """What is listed: tables by list, and the rows as they are shown and drawn."""

    land: RiverLand
    settings: RiverSettings
    tables: Mapping[str, pd.DataFrame]
    rows: Mapping[str, list[dict[str, Any]]]
    drawn: Mapping[str, Found]


def run_lists(
    land: RiverLand, *, settings: RiverSettings, with_exposed: bool, epsg: int, progress: Progress
) -> RiverLists:
    """Work out every list; ``epsg`` is the metric CRS of the map."""
    from layers.rivers.book import tables

    found = tables(land, settings, with_exposed=with_exposed, progress=progress)
    rows = {name: _rows(name, frame) for name, frame in found.items()}
    return RiverLists(land, settings, found, rows, {name: _drawn(rows[name], epsg) for name in rows})


def _rows(name: str, frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a list, each with its list, a key that outlives a new run, and the ends of a line."""
    import shapely

    rows, seen = [], dict[str, int]()
    for row in frame.to_dict("records"):
        shape = row["geometry"]
        stable = [str(row.get(one, "")) for one in ("problem", "kind", "bank", "name", "object_uid", "pair", "county")]
        base = "|".join([*stable, *(f"{value:.4f}" for value in shapely.total_bounds([shape]))])
        seen[base] = seen.get(base, 0) + 1
        extra: dict[str, Any] = {"list": name, "key": f"{base}|{seen[base]}"}
        if name == "problems" and shape.length > 0:
            xy = shapely.get_coordinates(shape)
            extra["ends"] = (tuple(xy[0].tolist()), tuple(xy[-1].tolist()))
        rows.append({str(key): value for key, value in row.items()} | extra)
    return rows


def _drawn(rows: list[dict[str, Any]], epsg: int) -> Found:
    """Return rows as the map draws them."""
    import numpy as np

    from app.canvas.river_findings import Found
    from layers.crs import STORAGE_CRS, transform

    shapes = np.empty(len(rows), dtype=object)
    shapes[:] = [row["geometry"] for row in rows]
    metric = transform(shapes, STORAGE_CRS, f"EPSG:{epsg}") if len(rows) else shapes
    return Found(tuple(row["key"] for row in rows), metric, tuple(_look(row) for row in rows))


def _look(row: dict[str, Any]) -> object:
    """Return what decides how a row looks on the map."""
    if row["list"] == "standards":
        return row["severity"]
    if row["list"] == "sections":
        return float(row["bearing_deg"]) if row["direction_known"] else None
    if row["list"] == "problems":
        return row["problem"]
    return int(row["number"]) if row["list"] == "basins" else row["list"]


def write_lists(path: Path, lists: RiverLists, language: str, progress: Progress) -> Path:
    """Write the lists as a workbook or as map layers."""
    from app.sheets.words import load_words
    from layers.rivers.book import write_rivers

    progress(0.1, "writing")
    return write_rivers(path, lists.tables, lists.land, lists.settings, load_words(language))


def write(store: PlanStore, ran: Ran, facts: SpillFacts, path: Path, language: str, progress: Progress) -> Path:
    """Write the notice of a spill that was followed."""
    from app.tasks.spill import write_notice

    return write_notice(store, ran.land, ran.spill, facts, path, language, progress=progress)
