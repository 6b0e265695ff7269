"""Works exercises out in a worker after each change, while somebody looks at one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document import Change, Document
from app.jobs import Job, Jobs
from app.tasks.latest import LatestTask

if TYPE_CHECKING:
    from layers.exercise.checks import Check
    from layers.exercise.material import Material
    from layers.exercise.model import Exercise, Site, SiteKind
    from layers.exercise.reading import PlanLand
    from layers.exercise.suitability import Suitability
    from layers.plan.store import PlanStore
    from layers.progress import Progress
    from layers.spread.fire_land import FireLand


@dataclass(frozen=True)
class Worked:
    """An exercise as it was worked out, and the land it was read from, to be used again."""

    material: Material
    land: PlanLand
    fire: FireLand | None


@dataclass(frozen=True)
class Suggested:
    """Where a kind of site could be, and the best places with their checks."""

    raster: Suitability
    places: list[tuple[Site, tuple[Check, ...]]]


class ExerciseTask(LatestTask):
    """The exercise that is shown, as the plan has it now."""

    ready = Signal()
    settled = Signal()  # nothing more is on its way

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(document, jobs, parent, delay_ms=150)
        self.material: Material | None = None
        self._exercise = ""
        self._land: PlanLand | None = None
        self._fire: FireLand | None = None
        self._state = self._started = 0  # of what the land is read from: another one after each change of it
        self._key: Exercise | None = None  # what the material was worked out for, log and words apart

    def show(self, exercise: str) -> None:
        """Work on another exercise; "" rests."""
        if exercise != self._exercise:
            self.material, self._key = None, None
            self._exercise = exercise
        if exercise and self.material is None:
            self.refresh()

    @property
    def is_working(self) -> bool:
        """Whether something is on its way."""
        return self._job is not None or self._soon.isActive()

    def _matters(self, change: Change) -> bool:
        if change.is_look:
            return False
        if change.touches("layer", "parameter", "border_verdict"):
            self._land, self._fire, self._state = None, None, self._state + 1
            return bool(self._exercise)
        if change.touches("zone"):
            self._land, self._state = None, self._state + 1
            return bool(self._exercise)
        if change.touches("exercise_site"):
            return bool(self._exercise)
        return bool(self._exercise) and change.touches("exercise") and self._shown() != self._key

    def _shown(self) -> Exercise | None:
        """Return the exercise as far as anything is worked out from it."""
        if not self._document.is_open:
            return None
        found = next((one for one in self._document.exercises() if one.uid == self._exercise), None)
        return None if found is None else replace(found, log=(), title="", remark="", phases=(), parties=(), pattern="")

    def renew(self) -> None:
        """Another plan: nothing is known of it."""
        self._forget()

    def _start(self) -> None:
        if self._exercise and self._shown() is not None:
            super()._start()

    def _make_job(self, store: PlanStore) -> Job:
        self._key, self._started = self._shown(), self._state
        work = (store, self._exercise, self._land, self._fire)
        return Job(_work_out, *work, title=self.tr("Working the exercise out"))

    def _take(self, result: Any) -> None:
        if result is None or result.material.exercise.uid != self._exercise:
            return
        self.material = result.material
        if self._state == self._started:
            self._land, self._fire = result.land, result.fire
        self.ready.emit()

    def _on_ended(self) -> None:
        super()._on_ended()
        if not self.is_working:
            self.settled.emit()

    def _forget(self) -> None:
        super()._forget()
        self.material, self._land, self._fire, self._key, self._exercise = None, None, None, None, ""


def _work_out(
    store: PlanStore, uid: str, land: PlanLand | None, fire: FireLand | None, *, progress: Progress
) -> Worked | None:
    from layers.exercise.material import gather, of_plan
    from layers.exercise.reading import plan_land
    from layers.progress import part

    with store.reader() as reader:
        exercise = next((one for one in of_plan(reader) if one.uid == uid), None)
        if exercise is None:
            return None
        land = land or plan_land(reader, part(progress, 0.0, 0.5))
        found = gather(reader, exercise, land=land, fire=fire, progress=part(progress, 0.5, 1.0))
    run = found.situation.run if found.situation is not None else None
    return Worked(found, land, (run.land if run is not None else None) or fire)


def suggest(material: Material, kind: SiteKind, *, progress: Progress) -> Suggested | None:
    """Return where a kind of site could be; None where the exercise has no ground yet."""
    from layers.exercise.suitability import suggestions, suitability
    from layers.progress import part

    if material.situation is None:
        return None
    ground = material.situation.ground
    raster = suitability(ground, material.exercise, kind, material.sites, part(progress, 0.0, 0.6))
    told = part(progress, 0.6, 1.0)
    return Suggested(raster, suggestions(ground, material.exercise, kind, material.sites, raster, progress=told))


def write(
    store: PlanStore, uid: str, folder: Path, language: str, formats: Sequence[str], *, progress: Progress
) -> list[Path]:
    """Write the kit of an exercise as the plan has it."""
    from app.tasks.exercise_kit import write_kit
    from layers.exercise.material import gather, of_plan
    from layers.progress import part

    with store.reader() as reader:
        exercise = next(one for one in of_plan(reader) if one.uid == uid)
        given = gather(reader, exercise, progress=part(progress, 0.0, 0.5))
        return write_kit(reader, given, folder, language, formats=formats, progress=part(progress, 0.5, 1.0))
