"""Exchange in a worker: opening and comparing another plan, taking it in, handing ours over."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from app.canvas.drafts import Draft, Drafts
from app.document import Document
from app.jobs import Job, Jobs
from layers.crs import STORAGE_CRS, transform
from layers.progress import Cancelled, part

if TYPE_CHECKING:
    from app.exchange_rows import ExchangeRow
    from layers.exchange.journal import Handover
    from layers.exchange.model import Decisions
    from layers.exchange.other import OtherPlan
    from layers.exchange.plans import PlanComparison
    from layers.exchange.taking import TakenIn
    from layers.plan.store import PlanStore


@dataclass(frozen=True, eq=False)
class Session:
    """Another plan beside ours, compared: kept until it is taken in or let go."""

    other: OtherPlan
    reopen: Callable[[], OtherPlan]
    handover: Handover | None
    found: PlanComparison
    rows: tuple[ExchangeRow, ...]
    drafts: Drafts  # in metres of the map
    path: Path

    def close(self) -> None:
        """Remove what was unpacked."""
        self.other.close()


class ExchangeTask(QObject):
    """One plan is looked at after the other; the plan can be worked on meanwhile."""

    compared = Signal(object)  # Session
    taken = Signal(object)  # TakenIn
    handed = Signal(object, object)  # PackResult, Handover
    failed = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._jobs = document, jobs
        self._job: Job | None = None
        document.closed.connect(self.stop)

    def compare(self, path: Path, session: Session | None = None) -> None:
        """Compare another plan with the open one; one that was unpacked already is not unpacked again."""
        self.stop()
        job = Job(_compare, self._document.store, path, session, title=self.tr("Comparing the plans"))
        self._job = job

        def finished(made: Session) -> None:
            if self._job is job:
                self._job = None
                self.compared.emit(made)
            elif session is None:
                made.close()

        job.finished.connect(finished)
        self._start(job)

    def stop(self) -> None:
        """Give up the comparison under way: what comes of it late is shown to nobody."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def take_in(self, session: Session, decisions: Decisions, person: str) -> None:
        """Write what was decided; ``taken`` tells."""
        store = self._document.store
        job = Job(_take_in, self._document, store, session, dict(decisions), person, title=self.tr("Taking in"))

        def finished(done: TakenIn) -> None:
            if self._document.is_open and self._document.store is store:
                self.taken.emit(done)

        job.finished.connect(finished)
        self._start(job)

    def hand_over(self, path: Path, given: Handover) -> None:
        """Pack the plan for another county; ``handed`` tells."""
        job = Job(_hand_over, self._document, self._document.store, path, given, title=self.tr("Packing"))
        job.writes = True
        job.finished.connect(lambda made: self.handed.emit(*made))
        self._start(job)

    def _start(self, job: Job) -> None:
        job.failed.connect(self.failed.emit)
        job.ended.connect(lambda: self._forget(job))
        self._jobs.start(job)

    def _forget(self, job: Job) -> None:
        if self._job is job:
            self._job = None


def _compare(store: PlanStore, path: Path, session: Session | None, progress: Any) -> Session:
    from app.exchange_rows import rows_of
    from layers.exchange.other import OtherPlan
    from layers.exchange.plans import compare_plans

    other = OtherPlan.open(path, progress=part(progress, 0.0, 0.3)) if session is None else session.reopen()
    try:
        with store.reader() as ours:
            found = compare_plans(ours, other.store, progress=part(progress, 0.3, 0.7))
            epsg = ours.info().metric_epsg or found.epsg
        rows = rows_of(found, part(progress, 0.7, 1.0))
        handover, reopen = other.handover, other.detached()
    except BaseException:
        other.close()
        raise
    other.store.close()  # what was unpacked stays until the session ends
    kept = other if session is None else session.other
    drafts = Drafts(_drafts(rows, epsg))
    return Session(kept, reopen if session is None else session.reopen, handover, found, rows, drafts, path)


def _drafts(rows: tuple[ExchangeRow, ...], epsg: int) -> list[Draft]:
    """Return what lies somewhere in metres of the map: hundreds of outlines would hold the window up."""
    there = [row for row in rows if row.place is not None]
    shapes = [shape for row in there for shape in (row.ours, row.theirs, row.agreed)]
    if not there or not epsg:
        return []
    metric = transform(np.array(shapes, dtype=object), STORAGE_CRS, f"EPSG:{epsg}")
    return [Draft(row.key, *metric[3 * at : 3 * at + 3]) for at, row in enumerate(there)]


def _take_in(
    document: Document, store: PlanStore, session: Session, decisions: Decisions, person: str, progress: Any
) -> TakenIn:
    from layers.exchange.taking import take_in

    progress(0.1, "exchange")

    def step() -> TakenIn:
        ours = document.still_open(store)  # another plan may have been opened while this waited for its turn
        with session.reopen() as theirs:
            return take_in(ours, session.found, decisions, theirs.store, handover=session.handover, person=person)

    return document.on_writer(step)


def _hand_over(document: Document, store: PlanStore, path: Path, given: Handover, progress: Any) -> Any:
    """Pack the plan that was open when it was asked for, whichever is open by now."""
    from layers.exchange.handing import note_in, pack_for

    packed, handover = pack_for(store, path, given, progress=progress)
    with contextlib.suppress(Cancelled):  # closed meanwhile: the package is whole, its plan does not know of it
        document.on_writer(lambda: note_in(document.still_open(store), handover))
    return packed, handover
