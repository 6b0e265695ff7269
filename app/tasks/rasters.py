"""Keeps an eye on the rasters beside the plan: where each is, and whether it is the file that was added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document import Change, Document
from app.jobs import Job, Jobs
from app.tasks.latest import LatestTask
from layers.kinds import Shape
from layers.plan import rasters
from layers.plan.rasters import RasterCode, RasterFile, RasterState

if TYPE_CHECKING:
    from layers.plan.model import LayerRecord
    from layers.plan.store import PlanStore

#: :func:`layers.plan.rasters.identity` → state.
States = Mapping[tuple[str, ...], RasterState]


class RasterTask(LatestTask):
    """Looks at names and sizes at once, then reads large files, with progress; again after changes of layers."""

    found = Signal(object)  # States of the layers as they are now

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(document, jobs, parent, delay_ms=20)
        self.states: States = {}
        self._is_thorough = False

    def state(self, record: LayerRecord) -> RasterState | None:
        """Return what is known of a layer's file; None before the first look."""
        return self.states.get(rasters.identity(record))

    def renew(self) -> None:
        """Look anew: another plan."""
        self.states = {}
        self.refresh()

    def refresh(self) -> None:
        """Look again soon; content that was read in this session is not read again."""
        self._is_thorough = False
        super().refresh()

    def _matters(self, change: Change) -> bool:
        return change.touches("layer") and not change.is_look

    def _forget(self) -> None:
        super()._forget()
        self.states = {}

    def _make_job(self, store: PlanStore) -> Job:
        if self._is_thorough:
            return Job(_look, store, None, title=self.tr("Checking rasters"))
        return Job(_look, store, rasters.AT_ONCE_BYTES)

    def _take(self, result: States) -> None:
        # What changed after the look began is looked at again by itself.
        self.states = result
        self.found.emit(result)
        if not self._is_thorough and any(state.code is RasterCode.UNCHECKED for state in result.values()):
            super().refresh()
            self._is_thorough = True


def _look(store: PlanStore, hash_up_to: int | None, progress: Any) -> States:
    with store.reader() as reader:
        if not any(record.shape is Shape.RASTER for record in reader.layers()):
            return {}
        records = {record.uid: record for record in reader.layers()}
        states = rasters.resolve_all(reader, hash_up_to=hash_up_to, progress=progress)
    return {rasters.identity(records[uid]): state for uid, state in states.items()}


def examine(path: Path, sha256: str, progress: Any) -> RasterFile:
    """Return what a chosen file is: the raster itself, or another one that could take its place.

    Raises
    ------
    SourceError
        It is no raster that can be placed on the map.
    OSError
        It cannot be read.
    """
    from layers.sources import child

    digest = rasters.checksum(path, progress=progress)
    size_bytes = path.stat().st_size
    if digest == sha256:
        return RasterFile(path, digest, size_bytes)
    from layers.errors import NotGeographic

    layers = [
        layer
        for layer in child.shared().read(path, progress=progress)
        if layer.raster and Path(layer.raster.path) == path
    ]
    if not layers:
        raise NotGeographic(path=str(path), reason="no raster in it", reason_code="no_raster", supported=".tif")
    return RasterFile(path, digest, size_bytes, source=layers[0].source)


def search(records: Sequence[LayerRecord], folders: Iterable[Path], progress: Any) -> dict[str, RasterFile]:
    """Return layer uid → its file within folders, whatever it is called now."""
    from layers.plan.raster_search import find_all

    found = find_all(records, folders, progress)
    return {
        uid: RasterFile(paths[0], rasters.checksum(paths[0]), paths[0].stat().st_size) for uid, paths in found.items()
    }
