"""Saves what can be saved of a damaged plan in a worker; the window goes on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.jobs import Job, Jobs

if TYPE_CHECKING:
    from layers.plan.salvage_report import SalvageReport


class SalvageTask(QObject):
    """One salvage at a time, with progress and cancel; the new plan appears whole or not at all."""

    finished = Signal(object)  # SalvageReport
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None

    @property
    def is_running(self) -> bool:
        """Whether a plan is being saved."""
        return self._job is not None

    def start(self, path: Path, out: Path) -> None:
        """Begin, unless one is under way."""
        if self._job is not None:
            return
        job = Job(_salvage, path, out, title=self.tr("Saving what can be saved"))
        job.writes = True
        job.finished.connect(self.finished.emit)
        job.failed.connect(self.failed.emit)
        job.ended.connect(self._on_ended)
        self._job = job
        self._jobs.start(job)

    def _on_ended(self) -> None:
        self._job = None


def _salvage(path: Path, out: Path, progress: Any) -> SalvageReport:
    from layers.plan.salvage import salvage

    return salvage(path, out, progress=progress)
