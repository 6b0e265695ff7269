"""Figures of patrol areas: an index built in a worker, asked in milliseconds while the hand moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document import Change, Document
from app.jobs import Job, Jobs
from app.tasks.latest import LatestTask
from layers import workflow
from layers.errors import AnalysisError

if TYPE_CHECKING:
    import shapely

    from layers.patrol.checks import Finding
    from layers.patrol.live import LiveIndex, LiveNumbers
    from layers.plan.store import PlanStore


@dataclass(frozen=True)
class AreaFigures:
    """What a panel shows of a polygon: the live numbers with zones by name."""

    area_ha: float
    shares: tuple[Any, ...]
    outside_ha: float
    zone_names: tuple[str, ...]
    villages: int
    silent: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


class NumbersTask(LatestTask):
    """Keeps the index in step with counties, zones and settlements."""

    ready = Signal()

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(document, jobs, parent, delay_ms=50)
        self._index: LiveIndex | None = None

    @property
    def is_ready(self) -> bool:
        """Whether figures can be asked for."""
        return self._index is not None

    def renew(self) -> None:
        """Build the index for what the plan holds now."""
        self._index = None
        self.refresh()

    def _forget(self) -> None:
        super()._forget()
        self._index = None

    def figures(self, polygon: shapely.Polygon) -> AreaFigures | None:
        """Return the figures of a polygon (EPSG:4490), or None while the index is being built."""
        if self._index is None:
            return None
        from layers.patrol.checks import check_area

        numbers: LiveNumbers = self._index.numbers(polygon)
        zones = self._document.zones()
        names = {row.uid: self._document.zone_name(row) for row in zones.itertuples(index=False)}
        return AreaFigures(
            numbers.area_ha,
            numbers.shares,
            numbers.outside_ha,
            tuple(names[uid] for uid in numbers.zones if uid in names),
            numbers.villages,
            numbers.silent,
            tuple(check_area(polygon, self._index.counties)),
        )

    def all_figures(self) -> dict[str, AreaFigures]:
        """Return the figures of every patrol area by uid; empty while the index is being built."""
        if self._index is None:
            return {}
        areas = self._document.patrol_areas()
        found = {uid: self.figures(shape) for uid, shape in zip(areas["uid"], areas.geometry, strict=True)}
        return {uid: figures for uid, figures in found.items() if figures is not None}

    def _matters(self, change: Change) -> bool:
        return change.touches("layer", "zone") and not change.is_look and not change.is_only("zone_status")

    def _on_changed(self, change: Change) -> None:
        if self._matters(change):
            self.renew()  # figures of what was would mislead

    def _make_job(self, store: PlanStore) -> Job:
        return Job(_build, store)

    def _take(self, result: LiveIndex | None) -> None:
        if not self._is_due:
            self._index = result
            self.ready.emit()


def _build(store: PlanStore, progress: Any) -> LiveIndex | None:
    from layers.patrol.live import LiveIndex

    with store.reader() as reader:
        try:
            return LiveIndex.build(workflow.build_inputs(reader), reader.zones())
        except AnalysisError:  # no counties yet: there is nothing to share an area between
            return None
