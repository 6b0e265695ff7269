"""Undo and redo: a stack that is a view on the plan's history, and jumps along it."""

from __future__ import annotations

import logging
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar, cast

from PySide6.QtCore import QObject, QTimer

from app.change_words import change_text
from app.commands import ChangeCommand
from app.past import Past
from layers.errors import LianfangError
from layers.plan.model import ChangeRecord
from layers.progress import Progress, silent

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtGui import QUndoStack

    from layers.plan.store import PlanStore

log = logging.getLogger(__name__)
_T = TypeVar("_T")


class PlanUndoing:
    """The undoing half of :class:`~app.document.Document`, which says how a step reaches the store."""

    undo_stack: QUndoStack
    past: Past
    edit_failed: SignalInstance
    past_read: SignalInstance
    _rebuilding: bool
    _stepping: bool

    @property
    def is_open(self) -> bool:
        """Whether a plan is open."""
        raise NotImplementedError

    @property
    def store(self) -> PlanStore:
        """The open plan's store."""
        raise NotImplementedError

    def on_writer(self, step: Callable[[], _T]) -> _T:
        """Run a step on the writer thread and wait for it."""
        raise NotImplementedError

    def apply_undo(self, change_id: int) -> None:
        """Invert a change row; called by its command."""
        self._apply(lambda: self.store.undo_change(change_id))

    def apply_redo(self, change_id: int) -> None:
        """Apply a change row again; called by its command."""
        self._apply(lambda: self.store.redo_change(change_id))

    def go_to(self, change_id: int, *, progress: Progress = silent) -> None:
        """Go to the state just after a change, 0 for before the first; may run as a job on the writer thread."""
        self.on_writer(lambda: self.store.go_to(change_id, progress=progress))

    def _apply(self, step: Callable[[], Any]) -> None:
        if self._rebuilding:
            return
        self._stepping = True
        try:
            self.on_writer(step)
        except (LianfangError, ValueError) as error:
            # The stack has moved already.  Once it has settled, make it tell what the file says.
            log.warning("undo or redo failed: %s", error)
            QTimer.singleShot(0, cast(QObject, self), self._read_past)
            self.edit_failed.emit(error)
        finally:
            self._stepping = False

    def _read_past(self) -> None:
        """Read the history anew; the stack and whoever shows it follow."""
        if not self.is_open:
            return
        self._show_past(self.on_writer(lambda: self.store.history(include_discarded=True)))

    def _show_past(self, changes: list[ChangeRecord]) -> None:
        self.past = Past(changes)
        self._rebuild_stack()
        self.past_read.emit()

    def _rebuild_stack(self) -> None:
        """Make the stack a view on the history again, applying nothing."""
        live = self.past.live
        with self._stack_alone():
            self.undo_stack.clear()
            for record in live:
                self._push(record)
            self.undo_stack.setIndex(sum(not record.undone for record in live))
        self.undo_stack.indexChanged.emit(self.undo_stack.index())

    def _follow_jump(self) -> None:
        """Put the stack where the history is after a jump."""
        if self._stepping:  # it came while the stack was moving: let that end first
            QTimer.singleShot(0, cast(QObject, self), self._read_past)
            return
        stack = self.undo_stack
        with self._stack_alone():
            ids = range(stack.count())
            stack.setIndex(bisect_right(ids, self.past.position, key=lambda k: stack.command(k).change_id))  # type: ignore[attr-defined]
        stack.indexChanged.emit(stack.index())

    @contextmanager
    def _stack_alone(self) -> Iterator[None]:
        """Move the stack without moving the plan, and without a word for each step."""
        self._rebuilding = True
        self.undo_stack.blockSignals(True)
        try:
            yield
        finally:
            self.undo_stack.blockSignals(False)
            self._rebuilding = False

    def _push(self, record: ChangeRecord) -> None:
        self.undo_stack.push(ChangeCommand(self, record.id, change_text(record.code, record.facts)))

    def retranslate_history(self) -> None:
        """Put the undo texts in the language now in force."""
        if self.is_open:
            self._rebuild_stack()
