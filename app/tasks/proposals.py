"""Two proposals held against each other while the hand moves, and the table of all alternatives of an area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document import Change, Document
from app.jobs import Job, Jobs
from app.tasks.latest import LatestTask
from app.tasks.measuring import MeasureTask
from app.tasks.numbers import NumbersTask

if TYPE_CHECKING:
    import shapely

    from layers.patrol.alternative_land import AlternativeLand
    from layers.patrol.alternative_table import AlternativeTable
    from layers.patrol.comparing import Overlap
    from layers.patrol.live import LiveIndex
    from layers.plan.store import PlanStore


@dataclass(frozen=True)
class Pair:
    """What is held against each other, EPSG:4490, and what came of it; None for a side without an outline."""

    first: shapely.Geometry | None
    second: shapely.Geometry | None
    found: Overlap | None = None


class OverlapTask(QObject):
    """One pair at a time; of those that a moving hand leaves behind only the newest is worked out."""

    ready = Signal(object)  # Pair
    failed = Signal(object)

    def __init__(
        self, document: Document, jobs: Jobs, numbers: NumbersTask, measuring: MeasureTask, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document, self._jobs, self._numbers, self._measuring = document, jobs, numbers, measuring
        self._wanted: Pair | None = None
        self._is_running = False
        numbers.ready.connect(self._start)

    @property
    def is_idle(self) -> bool:
        """Whether what was told is about what was asked last."""
        return self._wanted is None and not self._is_running

    def want(self, first: shapely.Geometry, second: shapely.Geometry) -> None:
        """Hold two outlines (EPSG:4490) against each other."""
        self._wanted = Pair(first, second)
        self._start()

    def stop(self) -> None:
        """Nobody looks any more."""
        self._wanted = None

    def _start(self) -> None:
        index = self._numbers.index
        if self._wanted is None or self._is_running or index is None or not self._document.is_open:
            return
        pair, self._wanted, self._is_running = self._wanted, None, True
        job = Job(_hold, index, pair)
        job.finished.connect(lambda made: self._tell(made, index))
        job.failed.connect(self.failed.emit)
        job.ended.connect(self._on_ended)
        self._jobs.start(job, on=self._measuring.executor)

    def _tell(self, made: Pair, index: LiveIndex) -> None:
        if self._document.is_open and index is self._numbers.index:
            self.ready.emit(made)

    def _on_ended(self) -> None:
        self._is_running = False
        self._start()


def _hold(index: LiveIndex, pair: Pair, progress: Any) -> Pair:
    from layers.patrol.comparing import overlap

    assert pair.first is not None and pair.second is not None
    return Pair(pair.first, pair.second, overlap(index.counties, pair.first, pair.second))


@dataclass(frozen=True)
class Measured:
    """All alternatives of an area, and what they were measured on, to be used again."""

    area: str
    table: AlternativeTable
    land: AlternativeLand


class TableTask(LatestTask):
    """Measures all alternatives of one area while somebody looks, after each change."""

    ready = Signal(object)  # Measured

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(document, jobs, parent, delay_ms=50)
        self._area = ""
        self._land: AlternativeLand | None = None

    def want(self, area: str) -> None:
        """Measure the alternatives of a patrol area, now and after each change."""
        self._area = area
        self.refresh()

    def rest(self) -> None:
        """Nobody looks any more."""
        self._area, self._land = "", None

    def renew(self) -> None:
        """Another plan."""
        self._land = None
        self.refresh()

    def refresh(self) -> None:
        """Measure again soon, if somebody looks."""
        if self._area:
            super().refresh()

    def _forget(self) -> None:
        super()._forget()
        self.rest()

    def _matters(self, change: Change) -> bool:
        if change.touches("layer", "zone", "zone_part", "border", "border_verdict") and not change.is_look:
            self._land = None
            return True
        return change.touches("patrol_area", "alternative")

    def _make_job(self, store: PlanStore) -> Job:
        outlines = columns_of(self._document, self._area)
        return Job(_measure, store, self._area, outlines, self._land)

    def _take(self, result: Measured | None) -> None:
        if result is None or result.area != self._area or self._is_overtaken:
            return
        self._land = result.land
        self.ready.emit(result)


def columns_of(document: Document, area: str) -> dict[str, shapely.Geometry]:
    """Return uid → outline of what stands side by side: the area as it is ("") unless an alternative is in force."""
    outline = document.patrol_shape(area)
    if outline is None:
        return {}
    now = {} if document.chosen_alternative(area).is_in_force else {"": outline}
    return {**now, **{one.uid: one.outline for one in document.alternatives(area)}}


def _measure(
    store: PlanStore, area: str, outlines: Mapping[str, Any], land: AlternativeLand | None, progress: Any
) -> Measured | None:
    from layers.errors import AnalysisError
    from layers.patrol.alternative_land import alternative_land
    from layers.patrol.alternative_table import alternative_table

    if not outlines:
        return None
    if land is None:
        with store.reader() as reader:
            try:
                land = alternative_land(reader)
            except AnalysisError:  # no counties: there is nothing to share an area between
                return None
    return Measured(area, alternative_table(land, outlines), land)


def write_table(work: Any, path: Path, language: str, progress: Any) -> Path:
    """Write the table as a workbook."""
    from app.sheets.words import load_words
    from layers.patrol.alternative_book import write_alternatives

    title, columns, chosen, rows = work
    return write_alternatives(path, title, columns, chosen, rows, load_words(language).group("alternatives"))
