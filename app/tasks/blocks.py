"""Blocks: made in a worker and kept with the plan, and read for the map while somebody works with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.canvas.blocks import BlockSet
from app.document import Change, Document
from app.jobs import Job, Jobs
from app.tasks.latest import LatestTask
from layers.kinds import Role, Shape
from layers.progress import part

if TYPE_CHECKING:
    from layers.patrol.block_model import BlockParameters
    from layers.plan.store import PlanStore


@dataclass(frozen=True)
class BlockView:
    """What the card and the tool need to know."""

    blocks: BlockSet | None  # None when the plan has none
    lines: Mapping[Role, int]  # features of layers that can divide
    road_classes: tuple[str, ...]  # the most frequent first


class BlockTask(LatestTask):
    """Reads the blocks while their tool is in use; makes them when asked."""

    ready = Signal(object)  # BlockView
    made = Signal(object)  # facts of the blocks made
    written = Signal(object, int)  # path of a file, and how many blocks are in it
    ended = Signal()  # the making has ended, one way or another

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(document, jobs, parent)
        self._is_wanted = False
        self._making: Job | None = None
        document.closing.connect(self.stop)

    def want(self, wanted: bool) -> None:
        """Read the blocks now and after each change of them, or no longer."""
        self._is_wanted = wanted
        if wanted:
            self.refresh()

    def refresh(self) -> None:
        """Read again soon, if anybody works with blocks."""
        if self._is_wanted:
            super().refresh()

    @property
    def is_making(self) -> bool:
        """Whether blocks are being made."""
        return self._making is not None

    def make(self, parameters: BlockParameters) -> None:
        """Make the blocks anew and keep them as one gesture; ``made`` tells."""
        if self._making is not None or not self._document.is_open:
            return
        document = self._document
        job = Job(_make, document, document.store, parameters, title=self.tr("Making blocks"))
        job.finished.connect(self.made.emit)
        job.failed.connect(self.failed.emit)
        job.ended.connect(self._on_made)
        self._making = job
        self._jobs.start(job)

    def write(self, target: Path) -> None:
        """Write all blocks of the plan to a file in the background; ``written`` tells."""
        job = Job(_write, self._document.store, target, title=self.tr("Writing blocks"))
        job.writes = True
        job.finished.connect(lambda count: self.written.emit(target, count))
        job.failed.connect(self.failed.emit)
        self._jobs.start(job)

    def stop(self) -> None:
        """Give up the making."""
        if self._making is not None:
            self._making.cancel()

    def _on_made(self) -> None:
        self._making = None
        self.ended.emit()

    def _matters(self, change: Change) -> bool:
        return change.touches("block", "block_run") or (change.touches("layer") and not change.is_look)

    def _make_job(self, store: PlanStore) -> Job:
        return Job(_read, store)

    def _take(self, result: Any) -> None:
        self.ready.emit(result)


def _read(store: PlanStore, progress: Any) -> BlockView:
    from layers.patrol.block_model import road_class_column

    with store.reader() as reader:
        blocks, epsg = reader.blocks(), reader.info().metric_epsg
        lines: dict[Role, int] = {}
        classes: Counter[str] = Counter()
        for record in reader.layers():
            if record.role is Role.TERRAIN or record.shape in (Shape.LINE, Shape.POLYGON):
                lines[record.role] = lines.get(record.role, 0) + max(record.feature_count, 1)
            if record.role is Role.ROAD and record.table:
                frame = reader.frame(record.uid)
                column = road_class_column(frame)
                if column:
                    classes.update(frame[column].dropna().astype(str))
    progress(0.5, "reading")
    made = BlockSet.of(blocks, epsg) if len(blocks) and epsg else None
    return BlockView(made, lines, tuple(name for name, _ in classes.most_common(40)))


def _write(store: PlanStore, target: Path, progress: Any) -> int:
    from layers import workflow
    from layers.export.blocks import write_blocks

    with store.reader() as reader:
        blocks, names = reader.blocks(), workflow.county_names(reader)
    progress(0.3, "writing")
    write_blocks(target, blocks, names)
    return len(blocks)


def _make(document: Document, store: PlanStore, parameters: BlockParameters, progress: Any) -> dict[str, Any]:
    from layers import block_workflow

    with store.reader() as reader:
        made = block_workflow.make(reader, parameters, progress=part(progress, 0.0, 0.95))
    progress(0.95, "saving")
    document.on_writer(lambda: block_workflow.save(document.still_open(store), made))
    return block_workflow.facts_of(made)
