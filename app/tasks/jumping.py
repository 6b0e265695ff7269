"""Goes to a point of the history: at once when that is quick, else in the writer thread with progress."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document import Document
from app.jobs import Job, Jobs
from layers.errors import LianfangError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.plan.model import ChangeRecord

#: What a step of the history costs, and a byte of it, compressed or not; measured on two cores.
_STEP_S, _BYTE_S = 5e-5, 2e-8
#: A jump that takes longer is a job: the window must not stand still.
_AT_ONCE_S = 0.1


class JumpTask(QObject):
    """One jump at a time."""

    failed = Signal(object)
    ended = Signal()

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._jobs = jobs
        self._job: Job | None = None
        document.closing.connect(self.stop)

    @property
    def is_running(self) -> bool:
        """Whether a long jump is under way."""
        return self._job is not None

    def go_to(self, change_id: int) -> None:
        """Go to the state just after a change; 0 is the state before the first."""
        passed = self._document.past.between(change_id)
        if self._job is not None or not passed:
            return
        if seconds_for(passed) <= _AT_ONCE_S:
            self._go_at_once(change_id)
            return
        job = Job(_go, self._document, change_id, title=self.tr("Going through the history"))
        job.failed.connect(self.failed.emit)
        job.ended.connect(self._on_ended)
        self._job = job
        self._jobs.start(job, on=self._document.writer)

    def stop(self) -> None:
        """Give up a long jump; the plan stays as it was."""
        if self._job is not None:
            self._job.cancel()

    def _go_at_once(self, change_id: int) -> None:
        try:
            self._document.go_to(change_id)
        except (LianfangError, ValueError) as error:
            self.failed.emit(error)
        self.ended.emit()

    def _on_ended(self) -> None:
        self._job = None
        self.ended.emit()


def seconds_for(passed: Sequence[ChangeRecord]) -> float:
    """Return about how long it takes to undo or redo some changes."""
    return len(passed) * _STEP_S + sum(record.size_bytes for record in passed) * _BYTE_S


def _go(document: Document, change_id: int, progress: Any) -> None:
    document.go_to(change_id, progress=progress)
