"""Which agreements bind counties that share no line: the gazetteer knows, and reading it takes a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document import Change, Document
from app.jobs import Job, Jobs
from app.tasks.latest import LatestTask
from layers import workflow

if TYPE_CHECKING:
    from layers.plan.store import PlanStore


class PartiesTask(LatestTask):
    """Announces name of an agreement → pairs of its counties that are no neighbours."""

    ready = Signal(dict)

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(document, jobs, parent)
        self.apart: dict[str, list[tuple[str, str]]] = {}  # as announced last

    def _matters(self, change: Change) -> bool:
        return change.touches("agreement", "border")

    def _make_job(self, store: PlanStore) -> Job:
        return Job(_apart, store)

    def _take(self, result: Any) -> None:
        self.apart = result
        self.ready.emit(result)


def _apart(store: PlanStore, progress: Any) -> dict[str, list[tuple[str, str]]]:
    with store.reader() as reader:
        return dict(workflow.parties_apart(reader)) if len(reader.agreements()) else {}
