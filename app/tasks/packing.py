"""Packages in a worker: packing the open plan, looking into one, unpacking one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document import Document
from app.jobs import Job, Jobs

if TYPE_CHECKING:
    from layers.plan.package import Manifest, PackResult
    from layers.plan.store import PlanStore


class PackTask(QObject):
    """Packs and unpacks; the plan can be worked on meanwhile."""

    packed = Signal(object)  # PackResult
    looked = Signal(object, object)  # Path, Manifest
    unpacked = Signal(object)  # Path of the plan
    failed = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._jobs = jobs

    def pack(self, path: Path) -> None:
        """Pack the open plan as it is now; ``packed`` tells."""
        job = Job(_pack, self._document.store, path, title=self.tr("Packing"))
        job.writes = True
        job.finished.connect(self.packed.emit)
        self._start(job)

    def look(self, path: Path) -> None:
        """Read the list of a package; ``looked`` tells."""
        job = Job(_look, path, title=self.tr("Looking into the package"))
        job.finished.connect(lambda manifest: self.looked.emit(path, manifest))
        self._start(job)

    def unpack(self, path: Path, folder: Path) -> None:
        """Unpack a package into a folder of its own; ``unpacked`` tells."""
        job = Job(_unpack, path, folder, title=self.tr("Unpacking"))
        job.finished.connect(self.unpacked.emit)
        self._start(job)

    def _start(self, job: Job) -> None:
        job.failed.connect(self.failed.emit)
        self._jobs.start(job)


def _pack(store: PlanStore, path: Path, progress: Any) -> PackResult:
    from layers.plan.package import pack

    return pack(store, path, progress=progress)


def _look(path: Path, progress: Any) -> Manifest:
    from layers.plan.package import inspect_package

    progress(0.0, "inspecting")
    return inspect_package(path)


def _unpack(path: Path, folder: Path, progress: Any) -> Path:
    from layers.plan.package import unpack

    return unpack(path, folder, progress=progress)
