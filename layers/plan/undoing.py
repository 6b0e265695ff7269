"""Back and forth in the history of an open plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from layers.plan.alternative_keeping import AlternativeKeeping
from layers.plan.history import Listener
from layers.plan.minute_keeping import MinuteKeeping
from layers.plan.model import ChangeRecord
from layers.progress import Progress, silent


class PlanUndoing(AlternativeKeeping, MinuteKeeping):
    """The part of :class:`layers.plan.store.PlanStore` that undoes, redoes and tells of changes."""

    def history(self, *, include_discarded: bool = False) -> list[ChangeRecord]:
        """Return the changes, oldest first; those that undo took back are marked.

        Parameters
        ----------
        include_discarded : bool
            Also those that were undone before something else was done; they are a record and cannot be redone.
        """
        return self._history.records(include_discarded=include_discarded)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return not self.read_only and self._history.has("done")

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to do again."""
        return not self.read_only and self._history.has("undone")

    def undo(self) -> ChangeRecord | None:
        """Take the last change back; None when there is none.

        Raises
        ------
        PlanDamaged
            The rows are not as the change left them: another program wrote to the file.
        """
        self._require_writable()
        return self._history.undo()

    def redo(self) -> ChangeRecord | None:
        """Do the last undone change again; None when there is none.  Raises as :meth:`undo`."""
        self._require_writable()
        return self._history.redo()

    def go_to(self, change_id: int, *, progress: Progress = silent) -> ChangeRecord | None:
        """Go to the state just after a change, back or forth over any distance, in one transaction.

        Listeners hear of it once: the change arrived at or, going back, the last one undone, with ``passed``
        set; the union of the tables; and the direction.

        Parameters
        ----------
        change_id : int
            A change that is done or undone; 0 is the state before the first.
        progress : callable
            Raising in it leaves everything as it was.

        Returns
        -------
        ChangeRecord or None
            What listeners hear; None when the plan is in that state already.

        Raises
        ------
        ValueError
            There is no such change, or it was discarded.
        PlanDamaged
            A change on the way no longer fits its rows; everything is as it was.
        """
        self._require_writable()
        return self._history.go_to(change_id, progress)

    def undo_change(self, change_id: int) -> ChangeRecord:
        """Take back the change with this id, which must be the last done one (``ValueError`` otherwise)."""
        return self._step(change_id, "undo")

    def redo_change(self, change_id: int) -> ChangeRecord:
        """Do again the change with this id, which must be the next to redo (``ValueError`` otherwise)."""
        return self._step(change_id, "redo")

    def _step(self, change_id: int, direction: Any) -> ChangeRecord:
        following = self._history.next_id(direction)
        if following != change_id:
            raise ValueError(f"cannot {direction} change {change_id}: change {following} is next")
        record = self.undo() if direction == "undo" else self.redo()
        assert record is not None
        return record

    def _require_writable(self) -> None:
        if self.read_only:
            self.change("")
        self._own_thread()
        self.require_place()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener(record, tables, direction)`` after each commit; returns a function that ends it.

        ``tables`` are names of :class:`layers.plan.schema.Table` (and the GeoPackage's own two).
        """
        return self._history.subscribe(listener)

    @property
    def saved_at(self) -> datetime | None:
        """UTC time of the last commit; None in a plan nobody changed yet."""
        return self._history.saved_at

    @property
    def latest_change_at(self) -> datetime | None:
        """UTC of the latest time any change bears, by the clocks of the computers it was made on."""
        return self._history.latest_time()
