"""The checks of all patrol areas, run anew after each change, in the thread that may ask the index."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from app.document import Change, Document
from app.jobs import Job, Jobs
from app.tasks.measuring import MeasureTask
from app.tasks.numbers import NumbersTask

if TYPE_CHECKING:
    from layers.patrol.area_checks import AreaChecker, AreaFinding

#: Quick changes in a row are checked once.
_DELAY_MS = 150


@dataclass(frozen=True, eq=False)
class Checked:
    """What was found, the areas as they were checked, and a point inside the place of each finding, EPSG:4490."""

    findings: list[AreaFinding] = field(default_factory=list)
    areas: dict[str, shapely.Geometry] = field(default_factory=dict)
    signs: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 2)))


class CheckTask(QObject):
    """One check at a time; a change meanwhile makes another when it has ended."""

    found = Signal(object)  # Checked

    def __init__(
        self,
        document: Document,
        jobs: Jobs,
        numbers: NumbersTask,
        measuring: MeasureTask,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._jobs, self._numbers, self._measuring = document, jobs, numbers, measuring
        self._checker: AreaChecker | None = None
        self._checks_with: object = None  # the index the checker was made of
        self._job: Job | None = None
        self._soon = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._soon.timeout.connect(self._start)
        numbers.ready.connect(self._soon.start)
        document.changed.connect(self._on_changed)
        document.closed.connect(self._forget)

    @property
    def is_idle(self) -> bool:
        """Whether what was found is about the areas as they are."""
        return self._job is None and not self._soon.isActive()

    def _forget(self) -> None:
        self._soon.stop()
        self._checker = self._checks_with = None
        self.found.emit(Checked())

    def _on_changed(self, change: Change) -> None:
        if change.touches("patrol_area", "parameter"):
            self._soon.start()

    def _start(self) -> None:
        index = self._numbers.index
        if not self._document.is_open or self._jobs.is_shut_down or index is None:
            return
        if self._job is not None:
            self._soon.start()
            return
        if index is not self._checks_with:
            from layers.patrol.area_checks import AreaChecker

            self._checker, self._checks_with = AreaChecker(index.counties, index.zone_shapes), index
        areas, rules = self._document.patrol_areas(), self._document.check_rules()
        shapes = dict(zip(areas["uid"].astype(str), areas.geometry, strict=True))
        if not shapes:
            self.found.emit(Checked())
            return
        self._job = Job(_check, self._checker, shapes, rules)
        self._job.finished.connect(lambda found: self._take(index, found))
        self._job.ended.connect(self._on_ended)
        self._jobs.start(self._job, on=self._measuring.executor)

    def _take(self, index: object, found: Checked) -> None:
        if self._document.is_open and index is self._numbers.index and not self._soon.isActive():
            self.found.emit(found)

    def _on_ended(self) -> None:
        self._job = None


def _check(checker: AreaChecker, shapes: dict[str, Any], rules: Any, progress: Any) -> Checked:
    found = checker.check(shapes, rules)
    places = np.array([one.place for one in found], dtype=object)
    points = shapely.point_on_surface(places)
    return Checked(found, shapes, np.column_stack([shapely.get_x(points), shapely.get_y(points)]))
