"""Exercises in the document: their rows, and their edits, one method a gesture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.editing import Editing
from layers.exercise.model import Exercise, Inject, Site, new_uid
from layers.plan.schema import Table

if TYPE_CHECKING:
    import pandas as pd

    from layers.plan.store import PlanStore

#: Tables whose change makes an exercise another.
EXERCISE_TABLES = ("exercise", "exercise_site", "exercise_inject")


class ExerciseEditing(Editing):
    """The part of :class:`~app.document.Document` that keeps exercises."""

    def exercise_frames(self) -> dict[Table, pd.DataFrame]:
        """Return every table of the exercises as the plan stores it."""
        return {
            Table.EXERCISE: self._get("exercises"),
            Table.EXERCISE_SITE: self._get("exercise_sites"),
            Table.EXERCISE_INJECT: self._get("exercise_injects"),
        }

    def has_exercises(self) -> bool:
        """Whether there is any."""
        return len(self._get("exercises")) > 0

    def exercises(self) -> list[Exercise]:
        """Return the exercises in the order they were made."""
        from layers.exercise.rows import exercises_of

        return exercises_of(self._get("exercises"))

    def exercise_sites(self, exercise: str) -> tuple[Site, ...]:
        """Return the sites of an exercise by kind."""
        from layers.exercise.material import ordered
        from layers.exercise.rows import sites_of

        return ordered(one for one in sites_of(self._get("exercise_sites")) if one.exercise == exercise)

    def exercise_script(self, exercise: str) -> tuple[Inject, ...]:
        """Return the script of an exercise in time."""
        from layers.exercise.rows import injects_of

        return tuple(one for one in injects_of(self._get("exercise_injects")) if one.exercise == exercise)

    # -- edits ----------------------------------------------------------------------------------

    def put_exercise(self, exercise: Exercise, *, code: str = "exercise_changed") -> str:
        """Add or change an exercise; return its uid.  ``code`` says which it was."""
        from layers.exercise.rows import exercise_frame

        kept = exercise if exercise.uid else replace(exercise, uid=new_uid())
        frame = exercise_frame([kept])
        self._edit(code, lambda store: store.put_exercise_rows(Table.EXERCISE, frame), name=kept.title)
        return kept.uid

    def register_exercise(self, exercise: Exercise, drills: pd.DataFrame, drill: str) -> None:
        """Enter an exercise that was held into the register of drills (:mod:`layers.exercise.registering`)."""
        from layers.exercise.rows import exercise_frame

        frame = exercise_frame([replace(exercise, drill=drill)])

        def put(store: PlanStore) -> None:
            store.put_book(Table.DRILL, drills)
            store.put_exercise_rows(Table.EXERCISE, frame)

        self._edit("exercise_registered", put, name=exercise.title)

    def remove_exercise(self, uid: str) -> None:
        """Take an exercise away with all that belongs to it."""
        name = next((one.title for one in self.exercises() if one.uid == uid), "")
        self._edit("exercise_removed", lambda store: store.remove_exercise_rows(Table.EXERCISE, [uid]), name=name)

    def put_exercise_sites(self, sites: Sequence[Site], *, code: str) -> list[str]:
        """Add or change sites in one gesture, told as the first; return their uids."""
        from layers.exercise.rows import site_frame

        kept = [one if one.uid else replace(one, uid=new_uid()) for one in sites]
        frame = site_frame(kept)
        self._edit(code, lambda store: store.put_exercise_rows(Table.EXERCISE_SITE, frame), name=kept[0].name)
        return [one.uid for one in kept]

    def remove_exercise_sites(self, uids: Sequence[str], *, name: str) -> None:
        """Take sites away in one gesture."""
        step = lambda store: store.remove_exercise_rows(Table.EXERCISE_SITE, uids)  # noqa: E731
        self._edit("exercise_site_removed", step, name=name, count=len(uids))

    def set_exercise_script(self, exercise: str, script: Sequence[Inject], *, code: str = "exercise_script") -> None:
        """Replace the script of an exercise."""
        from layers.exercise.rows import inject_frame

        frame = inject_frame(script)
        self._edit(code, lambda store: store.set_script(exercise, frame))

    def put_exercise_inject(self, inject: Inject, *, code: str) -> str:
        """Add or change a line of the script; return its uid."""
        from layers.exercise.rows import inject_frame

        kept = inject if inject.uid else replace(inject, uid=new_uid())
        frame = inject_frame([kept])

        def put(store: PlanStore) -> None:
            store.put_exercise_rows(Table.EXERCISE_INJECT, frame)

        self._edit(code, put)
        return kept.uid
