"""Attribute tables in the background: reading one, measuring its shapes, and which rows in which order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from app.attribute_columns import LayerTable, measured, read_table
from app.document import Document
from app.jobs import Job, Jobs
from layers.attributes import matching, order_by
from layers.errors import LianfangError

if TYPE_CHECKING:
    from layers.plan.store import PlanStore

#: Up to this many rows are found and ordered at once: it takes less than a frame or two.
_AT_ONCE = 10_000


@dataclass(frozen=True)
class Arrangement:
    """Which rows are wanted, and in which order."""

    text: str = ""
    area: shapely.Geometry | None = None  # EPSG:4490; only what meets it
    only: frozenset[str] | None = None  # only these features
    sort_key: str = ""
    is_descending: bool = False


def arranged(table: LayerTable, wish: Arrangement) -> NDArray[np.intp]:
    """Return the rows that are wanted in their order.

    Raises
    ------
    BadCondition
        The text cannot be read as a condition.
    """
    mask = matching(wish.text, table.columns, table.headings) if table.columns else np.ones(len(table), np.bool_)
    if wish.area is not None:
        mask &= table.within(wish.area)
    if wish.only is not None:
        chosen = np.zeros(len(table), np.bool_)
        chosen[table.rows_of(set(wish.only))] = True
        mask &= chosen
    rows = np.flatnonzero(mask)
    column = next((field.column for field in table.fields if field.key == wish.sort_key), None)
    return rows if column is None else order_by(column, rows, is_descending=wish.is_descending)


class TableTask(QObject):
    """Reads one layer's table at a time and arranges its rows; only the newest wish is answered."""

    read = Signal(object)  # LayerTable
    measured = Signal(object)  # the same with areas and lengths
    arranged = Signal(object)  # rows
    refused = Signal(object)  # BadCondition
    failed = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._jobs = document, jobs
        self._reading: Job | None = None
        self._arranging: Job | None = None

    def start(self, layer: str, title: str) -> None:
        """Read a layer's table from the plan that is open."""
        self.stop()
        document = self._document
        if self._jobs.is_shut_down:
            return
        names: Mapping[str, str] = {code: document.short_county_name(code) for code in document.county_names()}
        store = document.store
        job = Job(_read, store, layer, title, names)
        job.finished.connect(lambda table: self._on_read(job, table, store))
        job.failed.connect(lambda error: self._fail(job, error))
        self._reading = job
        self._jobs.start(job)

    def stop(self) -> None:
        """Let go of what is under way."""
        for job in (self._reading, self._arranging):
            if job is not None:
                job.cancel()
        self._reading = self._arranging = None

    def arrange(self, table: LayerTable, wish: Arrangement) -> None:
        """Find and order rows: a few at once, many in a job."""
        if self._arranging is not None:
            self._arranging.cancel()
            self._arranging = None
        if len(table) <= _AT_ONCE or self._jobs.is_shut_down:
            self._answer(lambda: arranged(table, wish))
            return
        job = Job(lambda progress: arranged(table, wish))
        job.finished.connect(lambda rows: self._on_arranged(job, rows))
        job.failed.connect(lambda error: self._on_not_arranged(job, error))
        self._arranging = job
        self._jobs.start(job)

    def _on_arranged(self, job: Job, rows: Any) -> None:
        if job is self._arranging:
            self._arranging = None
            self.arranged.emit(rows)

    def _on_not_arranged(self, job: Job, error: Exception) -> None:
        if job is self._arranging:
            self._arranging = None
            self._tell(error)

    def _answer(self, step: Callable[[], Any]) -> None:
        try:
            rows = step()
        except LianfangError as error:
            self._tell(error)
        else:
            self.arranged.emit(rows)

    def _tell(self, error: Exception) -> None:
        (self.refused if getattr(error, "code", "") == "condition" else self.failed).emit(error)

    def _on_read(self, job: Job, table: LayerTable, store: PlanStore) -> None:
        if job is not self._reading or not self._document.is_open or self._document.store is not store:
            return
        self._reading = None
        self.read.emit(table)
        if any(field.is_pending for field in table.fields) and not self._jobs.is_shut_down:
            more = Job(_measure, table, self._document.info().metric_epsg)
            more.finished.connect(lambda full: self.measured.emit(full) if more is self._reading else None)
            more.failed.connect(lambda error: self._fail(more, error))
            self._reading = more
            self._jobs.start(more)

    def _fail(self, job: Job, error: Exception) -> None:
        if job is self._reading:
            self._reading = None
            self.failed.emit(error)


def _read(store: PlanStore, layer: str, title: str, names: Mapping[str, str], progress: Any) -> LayerTable:
    with store.reader() as reader:
        return read_table(reader, layer, title, names)


def _measure(table: LayerTable, metric_epsg: int, progress: Any) -> LayerTable:
    return measured(table, metric_epsg, progress=progress)
