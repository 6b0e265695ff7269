"""A fire and a matrix that are shown are worked out again on the land of now, read anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.jobs import Job
from app.messages import error_message
from app.tasks.fire import Kept, Ran, Sent, run_fire, run_matrix
from app.widgets.redo_row import RedoRow
from layers.progress import Progress, part

if TYPE_CHECKING:
    from app.cards.base import MapCard
    from app.window import MainWindow
    from layers.plan.store import PlanStore
    from layers.spread.redoing import Redone


class RedoControl(QObject):
    """Puts a row at the foot of both cards; nothing that is shown is replaced."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.rows: dict[type, RedoRow] = {}
        self._shown: dict[type, Any] = {}
        self._jobs: dict[type, Job] = {}
        window.fire.task.ready.connect(self._take)
        window.sending.task.ready.connect(self._take)
        window.document.closed.connect(self._forget)

    def attach(self) -> None:
        """The rows went with the cards of the last map."""
        self._forget()
        self.rows = {}

    def add(self, kind: type, card: MapCard) -> None:
        """Put a row at the foot of a card that shows results of a kind."""
        row = RedoRow()
        row.asked.connect(lambda: self._redo(kind))
        card.body.addWidget(row)
        row.changed.connect(card.place)
        card.closed.connect(lambda: self._stop(kind))
        self.rows[kind] = row

    def _take(self, shown: Any) -> None:
        kind = type(shown)
        if kind in self.rows:
            self._stop(kind)
            self._shown[kind] = shown
            self.rows[kind].show_fresh()

    def _redo(self, kind: type) -> None:
        document, shown = self._window.document, self._shown.get(kind)
        if shown is None or not document.is_open or kind in self._jobs:
            return
        work: Callable[..., Redone] = _fire_again if kind is Ran else _matrix_again
        job = Job(work, document.store, shown, title=self.tr("Working figures out"))
        row = self.rows[kind]
        job.finished.connect(lambda redone: row.show_redone(redone) if self._jobs.get(kind) is job else None)
        job.failed.connect(lambda error: self._say(kind, job, error))
        job.ended.connect(lambda: self._on_ended(kind, job))
        self._jobs[kind] = job
        row.show_running()
        self._window.jobs.start(job)

    def _say(self, kind: type, job: Job, error: Exception) -> None:
        if self._jobs.get(kind) is job:  # else its row may have gone with the map it lay on
            self.rows[kind].show_text(error_message(error).sentence)

    def _on_ended(self, kind: type, job: Job) -> None:
        if self._jobs.get(kind) is job:
            del self._jobs[kind]

    def _stop(self, kind: type) -> None:
        job = self._jobs.pop(kind, None)
        if job is not None:
            job.cancel()
        self._shown.pop(kind, None)
        self.rows[kind].hide()

    def _forget(self, *_unused: Any) -> None:
        for kind in list(self.rows):
            self._stop(kind)


def _land(store: PlanStore, settings: Any, progress: Progress) -> Kept:
    from layers.spread.fire_land import fire_land

    with store.reader() as reader:
        return Kept(fire_land(reader, settings, progress))


def _matrix_again(store: PlanStore, shown: Sent, *, progress: Progress) -> Redone:
    from layers.spread.redoing import matrix_again

    kept = _land(store, shown.land.settings, part(progress, 0.0, 0.3))
    again = run_matrix(kept, settings=shown.settings, is_rose=shown.is_rose, progress=part(progress, 0.3, 1.0))
    return matrix_again(shown.fine, again.fine, shown.land, again.land)


def _fire_again(store: PlanStore, shown: Ran, *, progress: Progress) -> Redone:
    from layers.spread.redoing import fire_again

    kept = _land(store, shown.land.settings, part(progress, 0.0, 0.7))
    again = run_fire(kept, wish=shown.wish, progress=part(progress, 0.7, 1.0))
    return fire_again(shown.incident, again.incident, shown.land, again.land)
