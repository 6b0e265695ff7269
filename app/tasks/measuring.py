"""Figures of patrol areas and of the polygon in hand, measured in a thread of their own.

An area of thousands of corners takes a tenth of a second, so nothing is measured in the window's thread.  Of the
polygons that a moving hand leaves behind only the newest is measured; an area is measured once, until its outline
or the index changes.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document import Document
from app.jobs import Job, Jobs
from app.tasks.numbers import NumbersTask

if TYPE_CHECKING:
    import shapely

    from layers.patrol.area_checks import CheckRules
    from layers.patrol.checks import Finding
    from layers.patrol.division import Division
    from layers.patrol.live import LiveIndex, LiveNumbers

#: Areas are measured this long before the hand gets its turn again.
_TURN_S = 0.1


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


@dataclass(frozen=True)
class Measured:
    """A polygon with its numbers and with what does not belong in an agreement."""

    shape: shapely.Geometry
    numbers: LiveNumbers
    findings: tuple[Finding, ...]


@dataclass
class _Turn:
    """One job: the polygon in hand, and areas as far as the time goes."""

    index: LiveIndex
    hand: shapely.Geometry | None
    areas: Sequence[tuple[str, shapely.Geometry]]
    others: Mapping[str, shapely.Geometry] = field(default_factory=dict)  # what the polygon in hand must not overlap
    rules: CheckRules | None = None
    done: dict[str, Measured] = field(default_factory=dict)
    done_hand: Measured | None = None


class MeasureTask(QObject):
    """Measures one thing after the other; the hand goes before the list."""

    measured = Signal(dict)  # uid → AreaFigures of every area there is
    hand_measured = Signal(object)  # AreaFigures of the polygon that is still in hand

    def __init__(self, document: Document, jobs: Jobs, numbers: NumbersTask, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._jobs, self._numbers = document, jobs, numbers
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="measure")
        self._turn: _Turn | None = None
        self._hand: shapely.Geometry | None = None
        self._apart: frozenset[str] = frozenset()
        self._is_hand_due = False
        self._are_areas_due = False
        self._known: dict[str, Measured] = {}
        self._known_by: LiveIndex | None = None
        document.closed.connect(self._forget)

    @property
    def is_ready(self) -> bool:
        """Whether there is something to measure with."""
        return self._numbers.is_ready

    @property
    def executor(self) -> ThreadPoolExecutor:
        """The one thread that may ask the index."""
        return self._thread

    def measure(self, polygon: shapely.Geometry | None, apart: frozenset[str] = frozenset()) -> None:
        """Measure the polygon in hand (EPSG:4490), ``hand_measured`` tells; with None nothing is in hand any more.

        ``apart`` are the areas that are in hand themselves: the polygon may lie where they are stored.
        """
        self._apart = apart
        self._hand, self._is_hand_due = polygon, polygon is not None
        self._start()

    def measure_areas(self) -> None:
        """Measure the areas of the plan that are new or have changed; ``measured`` tells."""
        self._are_areas_due = True
        self._start()

    def _forget(self) -> None:
        self._hand, self._is_hand_due, self._are_areas_due = None, False, False
        self._known, self._known_by = {}, None

    def _start(self) -> None:
        index = self._numbers.index
        if self._turn is not None or index is None or not self._document.is_open:
            return
        missing = self._missing(index) if self._are_areas_due else []
        if self._are_areas_due and not missing:
            self._are_areas_due = False
            self._tell()
        if missing or self._is_hand_due:
            hand, self._is_hand_due = (self._hand if self._is_hand_due else None), False
            self._turn = _Turn(index, hand, missing)
            if hand is not None:
                stored = self._document.patrol_areas()
                pairs = zip(stored["uid"].astype(str), stored.geometry, strict=True)
                self._turn.others = {uid: shape for uid, shape in pairs if uid not in self._apart}
                self._turn.rules = self._document.check_rules()
            job = Job(_measure, self._turn)
            job.ended.connect(self._on_ended)
            self._jobs.start(job, on=self._thread)

    def _missing(self, index: LiveIndex) -> list[tuple[str, shapely.Geometry]]:
        """Return the areas that have not been measured as they are now."""
        areas = self._document.patrol_areas()
        now = dict(zip(areas["uid"], areas.geometry, strict=True))
        if index is not self._known_by:
            self._known, self._known_by = {}, index
        self._known = {uid: one for uid, one in self._known.items() if uid in now and one.shape == now[uid]}
        return [(uid, shape) for uid, shape in now.items() if uid not in self._known]

    def _on_ended(self) -> None:
        turn, self._turn = self._turn, None
        if turn is None or not self._document.is_open:
            return
        if turn.index is self._numbers.index:
            if turn.index is self._known_by:
                self._known.update(turn.done)
            if turn.done_hand is not None and turn.hand is not None and self._hand is not None:
                self.hand_measured.emit(self._figures(turn.done_hand, self._document.zone_names()))
            if not turn.done and turn.done_hand is None:  # it failed; asked again, it would fail again
                self._are_areas_due = False
        self._start()

    def _tell(self) -> None:
        names = self._document.zone_names()
        self.measured.emit({uid: self._figures(one, names) for uid, one in self._known.items()})

    @staticmethod
    def _figures(one: Measured, names: Mapping[str, str]) -> AreaFigures:
        numbers = one.numbers
        return AreaFigures(
            numbers.area_ha,
            numbers.shares,
            numbers.outside_ha,
            tuple(names[uid] for uid in numbers.zones if uid in names),
            numbers.villages,
            numbers.silent,
            one.findings,
        )


def measure(index: LiveIndex, polygon: shapely.Geometry, division: Division | None = None) -> Measured:
    """Return the numbers and findings of a polygon (EPSG:4490), cut by county only once."""
    from layers.patrol.checks import check_area

    division = division or index.counties.divide(polygon)
    findings = check_area(polygon, index.counties, division)
    return Measured(polygon, index.numbers(polygon, division), tuple(findings))


def _measure_hand(turn: _Turn) -> Measured:
    """Return numbers and findings of the polygon in hand, those with other areas and zones too."""
    from layers.patrol.area_checks import AreaChecker

    assert turn.hand is not None
    division = turn.index.counties.divide(turn.hand)
    made = measure(turn.index, turn.hand, division)
    if turn.rules is None or turn.hand.is_empty:
        return made
    checker = AreaChecker(turn.index.counties, turn.index.zone_shapes)
    more = checker.of_hand(turn.hand, turn.others, turn.rules, division)
    return Measured(made.shape, made.numbers, (*made.findings, *more))


def _measure(turn: _Turn, progress: Any) -> None:
    if turn.hand is not None:
        turn.done_hand = _measure_hand(turn)
    ends = time.monotonic() + _TURN_S
    for uid, shape in turn.areas:
        progress(0.0, "measuring")
        turn.done[uid] = measure(turn.index, shape)
        if time.monotonic() >= ends:
            return
