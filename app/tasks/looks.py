"""What a layer could look like by its columns, worked out beside the window: kinds, breaks, features of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document import Document
from app.jobs import Job, Jobs
from layers.kinds import Role, Shape
from layers.styling.members import Column, Members
from layers.styling.model import LayerStyle, read_style

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.plan.model import LayerRecord
    from layers.plan.store import PlanStore

#: Makes a style from the features of a layer and the style it has.
Make = Callable[["gpd.GeoDataFrame", LayerStyle], LayerStyle]


@dataclass(frozen=True)
class LookFacts:
    """A layer's style as it is drawn, and what else its columns offer.

    ``stored`` is the style as the plan keeps it, which may leave what is drawn to the columns.
    ``counts`` are the features of each row, then those of other values, then those without a value.
    """

    uid: str
    style: LayerStyle
    stored: LayerStyle = field(default_factory=LayerStyle)
    columns: tuple[Column, ...] = ()
    counts: tuple[int, ...] = ()
    cells: tuple[tuple[str, str], ...] = ()  # words and colours of the classes of a raster
    classification: str = ""  # of a raster, as it was recognised

    def count(self, number: int) -> int:
        """Features of a row by its number, of other values or of none by those of ``Members``."""
        return {Members.OTHERS: self.others, Members.UNKNOWN: self.unknown}.get(number, 0) or (
            self.counts[number] if number >= 0 else 0
        )

    @property
    def others(self) -> int:
        """Features whose value has no row."""
        return self.counts[-2] if self.counts else 0

    @property
    def unknown(self) -> int:
        """Features without a value."""
        return self.counts[-1] if self.counts else 0


class LookTask(QObject):
    """Answers for one layer at a time; what was asked for last counts."""

    ready = Signal(object)  # LookFacts
    made = Signal(object)  # LookFacts of a style that was asked for
    failed = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._jobs = document, jobs
        self._newest: Job | None = None
        self._frame: tuple[tuple[str, str, str], Any] | None = None  # of the layer asked about last

    def look(self, record: LayerRecord, make: Make | None = None) -> None:
        """Find out about a layer; with ``make`` about the style that makes, and ``made`` tells."""
        if not self._document.is_open:
            return
        key = (record.uid, record.table, record.content_sha256)  # what is recorded by hand changes in its table
        known = self._frame[1] if self._frame is not None and self._frame[0] == key else None
        job = Job(_facts, self._document.store, record, known, make)
        job.finished.connect(lambda result: self._take(job, key, result, make is not None))
        job.failed.connect(lambda error: self.failed.emit(error) if job is self._newest else None)
        self._newest = job
        self._jobs.start(job)

    def forget(self) -> None:
        """Want no answer any more."""
        self._newest = None
        self._frame = None

    def _take(self, job: Job, key: tuple[str, str, str], result: tuple[Any, LookFacts], was_made: bool) -> None:
        if job is not self._newest or not self._document.is_open:
            return
        self._newest = None
        self._frame = (key, result[0])
        (self.made if was_made else self.ready).emit(result[1])


def _facts(
    store: PlanStore, record: LayerRecord, frame: Any, make: Make | None, progress: Any
) -> tuple[Any, LookFacts]:
    progress(0.0, "reading")
    style = read_style(record.style)
    if record.shape is Shape.RASTER:
        return None, _raster_facts(store, record, style)
    if frame is None:
        with store.reader() as reader:
            frame = reader.frame(record.uid)
    return frame, facts_of(record.uid, record.role, style if make is None else make(frame, style), frame)


def facts_of(uid: str, role: Role, style: LayerStyle, frame: gpd.GeoDataFrame) -> LookFacts:
    """Return what there is to know about a layer and its style."""
    from layers.styling.members import columns_of, members
    from layers.styling.presets import effective

    shown = effective(role, style, frame)
    counts: tuple[int, ...] = ()
    if shown.is_split:
        found = members(shown, frame)
        numbers = (*range(len(shown.rows)), Members.OTHERS, Members.UNKNOWN)
        counts = tuple(int((found.row == number).sum()) for number in numbers)
    return LookFacts(uid, shown, style, tuple(columns_of(frame)), counts)


def _raster_facts(store: PlanStore, record: LayerRecord, style: LayerStyle) -> LookFacts:
    from app import words
    from layers.plan import rasters
    from layers.styling.cover import classes_of_raster

    state = rasters.resolve(record, store.path.absolute(), hash_up_to=rasters.AT_ONCE_BYTES)
    if record.role is not Role.LAND_COVER or state.path is None:
        return LookFacts(record.uid, style, style)
    found = classes_of_raster(state.path, names=(record.title,), classification=style.classification)
    if found is None:
        return LookFacts(record.uid, style, style)
    chinese = words.is_chinese()
    cells = [(one.zh if chinese else one.en, one.color) for one in found.classes if one.value in found.present]
    return LookFacts(record.uid, style, style, cells=tuple(cells), classification=found.classification)
