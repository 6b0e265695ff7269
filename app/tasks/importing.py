"""Files on their way in: looked at, asked about once, read, added in one gesture.

Looking and reading happen in a process of their own (:mod:`layers.sources.child`); the worker threads here wait for
it, tell its progress, and end it when the planner cancels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document import Document
from app.jobs import Job, Jobs
from app.tasks.folders import with_subfolders, without_folders
from layers import workflow
from layers.errors import SourceChanged, SourceError
from layers.kinds import Role
from layers.progress import Progress, part, silent
from layers.sources import child
from layers.sources.beside_plan import with_repeats
from layers.sources.checksums import State, source_state

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.plan.model import LayerRecord
    from layers.plan.store import PlanStore
    from layers.sources import Inspection, ReadChoice, ReadLayer
    from layers.sources.previewing import TablePreview


#: Findings that ask where a layer really lies.
PLACE_QUESTIONS = frozenset(
    {
        *(
            "maybe_gcj02",
            "maybe_bd09",
            "lies_shifted",
            "counties_shifted",
            "datum_mentioned",
            "datum_in_name",
            "source_missing_crs",
        ),
    }
)


@dataclass(frozen=True)
class Looked:
    """One file after a look: what it is, or why it cannot be used."""

    path: Path
    inspection: Inspection | None = None
    error: SourceError | None = None
    tables: tuple[TablePreview, ...] = ()  # whose coordinate columns the planner must name
    counties: gpd.GeoDataFrame | None = None  # the plan's, on which layers are tried
    state: State = ()  # of the files, as they were then


@dataclass(frozen=True)
class Wanted:
    """One layer of a file as the planner wants it read."""

    path: Path
    choice: ReadChoice
    state: State = ()  # of the files as they were looked at; () reads whatever is there


class ImportTask(QObject):
    """Looks at files, then reads and adds those that were chosen."""

    looked = Signal(list)  # of Looked
    added = Signal(list)  # of LayerRecord
    failed = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._jobs = jobs

    def look(self, paths: Sequence[Path]) -> None:
        """Find out what files are; ``looked`` tells."""
        store = self._document.store if self._document.is_open else None
        job = Job(_look_beside_plan, list(paths), store, title=self.tr("Looking at the files"))
        job.finished.connect(self.looked.emit)
        job.failed.connect(self.failed.emit)
        self._jobs.start(job)

    def look_again(self, path: Path, layer: str, encoding: str, done: Callable[[Looked], None]) -> None:
        """Look at one layer of a file with its text read in an encoding; ``done`` is told what it is then."""
        store = self._document.store if self._document.is_open else None
        job = Job(look_again, path, layer, encoding or None, store, title=self.tr("Looking at the files"))
        job.finished.connect(done)
        job.failed.connect(self.failed.emit)
        self._jobs.start(job)

    def read(self, wanted: Sequence[Wanted]) -> None:
        """Read layers and add them to the plan in one gesture; ``added`` tells."""
        job = Job(_read_and_add, self._document, self._document.store, list(wanted), title=self.tr("Reading files"))
        job.finished.connect(self.added.emit)
        job.failed.connect(self.failed.emit)
        self._jobs.start(job)

    def read_areas(self, path: Path, choice: ReadChoice) -> None:
        """Read the polygons of a file as patrol areas."""
        job = Job(_read_areas, self._document, self._document.store, path, choice, title=self.tr("Reading files"))
        job.failed.connect(self.failed.emit)
        self._jobs.start(job)

    def add_counties(self, codes: Sequence[str], title: str) -> None:
        """Add counties of the built-in list as one layer; ``added`` tells."""
        document = self._document
        job = Job(_add_counties, document, document.store, list(codes), title, title=self.tr("Adding counties"))
        job.finished.connect(self.added.emit)
        job.failed.connect(self.failed.emit)
        self._jobs.start(job)


def _look_beside_plan(paths: list[Path], store: PlanStore | None, progress: Any) -> list[Looked]:
    looked = _look(paths, progress, _counties_of(store))
    seen = {one.path for one in looked}
    records = _records_of(store)
    return [
        one
        if one.inspection is None
        else replace(one, inspection=with_repeats(without_folders(one.inspection, seen), records))
        for one in looked
    ]


def _records_of(store: PlanStore | None) -> list[LayerRecord]:
    if store is None:
        return []
    with store.reader() as reader:
        return reader.layers()


def _counties_of(store: PlanStore | None) -> gpd.GeoDataFrame | None:
    if store is None:
        return None
    with store.reader() as reader:
        return workflow.counties_frame(reader)


def look_again(
    path: Path, layer: str, encoding: str | None, store: PlanStore | None = None, progress: Progress = silent
) -> Looked:
    """Return what a layer of a file is with its text read in an encoding, or in the one found where it is None."""
    counties = _counties_of(store)
    inspection = child.shared().inspect(path, encoding=encoding, layer=layer, counties=counties, progress=progress)
    inspection = with_repeats(inspection, _records_of(store))
    return Looked(path, inspection, tables=_unlocated(inspection, progress, encoding))


def _look(paths: list[Path], progress: Any, counties: gpd.GeoDataFrame | None = None) -> list[Looked]:
    reader = child.shared()
    found = []
    paths = with_subfolders(paths)
    for position, path in enumerate(paths):
        report = part(progress, position / len(paths), (position + 1) / len(paths))
        report(0.0, "inspecting")
        try:
            state = source_state(path)
            inspection = reader.inspect(path, counties=counties, progress=report)
            beside = counties if counties is not None else _built_in_if_asked(inspection)
            found.append(Looked(path, inspection, tables=_unlocated(inspection, report), counties=beside, state=state))
        except SourceError as error:
            found.append(Looked(path, error=error))
    return found


def _built_in_if_asked(inspection: Inspection) -> gpd.GeoDataFrame | None:
    """Return the built-in counties for the picture of where a layer lies, when there is a question about that."""
    from layers.sources import gazetteer

    codes = {problem.code for layer in inspection.layers for problem in layer.problems}
    return gazetteer.all_counties() if codes & PLACE_QUESTIONS else None


def _unlocated(inspection: Inspection, progress: Progress, encoding: str | None = None) -> tuple[TablePreview, ...]:
    """Return the tables of a source that have coordinates nobody recognised."""
    missing = {
        problem.facts.get("layer")
        for problem in inspection.problems
        if problem.facts.get("reason_code") in {"no_coordinate_columns", "no_coordinates"}
    }
    if not missing:
        return ()
    tables = child.shared().preview_tables(inspection.path, encoding, progress=progress)
    return tuple(table for table in tables if table.name in missing)


def _read_and_add(document: Document, store: PlanStore, wanted: list[Wanted], progress: Any) -> list[LayerRecord]:
    with store.reader() as reader:
        counties = workflow.counties_frame(reader)
    # County layers first: they tell which counties the others speak for.
    ordered = sorted(wanted, key=lambda want: want.choice.role is not Role.COUNTY)
    for want in ordered:
        if want.state and source_state(want.path) != want.state:
            raise SourceChanged(path=str(want.path))
    layers: list[ReadLayer] = []
    for position, want in enumerate(ordered):
        report = part(progress, 0.85 * position / len(ordered), 0.85 * (position + 1) / len(ordered))
        fresh = workflow.read_files(
            [want.path], {want.path: want.choice}, counties=counties, progress=report, read=child.shared().read
        )
        layers += fresh
        if counties is None:
            counties = next(
                (layer.frame for layer in fresh if layer.role is Role.COUNTY and layer.frame is not None), None
            )
    progress(0.9, "saving")
    return document.add_read_layers(layers, into=store)


def _read_areas(document: Document, store: PlanStore, path: Path, choice: ReadChoice, progress: Any) -> list[str]:
    areas = child.shared().read_patrol_areas(path, choice, progress=part(progress, 0.0, 0.9))
    progress(0.9, "saving")
    return document.import_patrol_areas(areas, into=store)


def _add_counties(
    document: Document, store: PlanStore, codes: list[str], title: str, progress: Any
) -> list[LayerRecord]:
    from layers.kinds import Shape
    from layers.plan.model import SourceInfo
    from layers.sources import ReadLayer, gazetteer

    progress(0.1, "reading")
    frame = gazetteer.polygons(codes)
    source = SourceInfo(crs_found="EPSG:4490", crs_used="EPSG:4490", credit=gazetteer.CREDIT)
    layer = ReadLayer(title, Role.COUNTY, Shape.POLYGON, frame, None, source, frozenset(codes))
    progress(0.8, "saving")
    return document.add_read_layers([layer], into=store)
