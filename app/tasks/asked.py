"""Work that follows the plan while somebody looks at its result, and only then."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from app.document import Document
from app.jobs import Job, Jobs
from app.tasks.latest import LatestTask


class AskedTask(LatestTask):
    """Keeps a result up to date while it is shown; what changes while nobody looks is worked out for who looks next."""

    ready = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(document, jobs, parent, delay_ms=50)
        self._is_wanted = False
        self._outdated: Job | None = None  # what it brings is of before a change that nobody looked at
        self.result: Any = None

    def rest(self) -> None:
        """Nobody looks any more."""
        self._is_wanted = False

    def renew(self) -> None:
        """Another plan."""
        self.result = None
        self.refresh()

    def refresh(self) -> None:
        """Work it out again soon, if somebody looks."""
        if self._is_wanted:
            super().refresh()
        else:
            self.result, self._outdated = None, self._job

    def _forget(self) -> None:
        super()._forget()
        self.result = None

    def _take(self, result: Any) -> None:
        if self._job is self._outdated:
            return
        self.result = result
        self.ready.emit(result)
