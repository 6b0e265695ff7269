"""Draws up the map's scene in a worker whenever the plan, the theme or the language changes."""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app import theme
from app.document import Change, Document
from app.jobs import Job, Jobs

if TYPE_CHECKING:
    from app.canvas.scene import Scene
    from layers.plan.store import PlanStore


class SceneTask(QObject):
    """Keeps one scene up to date; quick changes in a row make one scene."""

    scene_ready = Signal(object)
    failed = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._jobs = jobs
        self._scene: Scene | None = None
        self._job: Job | None = None
        self._job_store: PlanStore | None = None  # whose scene the job draws up
        self._is_due = False
        self._hidden: Set[str] = frozenset()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._start)
        document.changed.connect(self._on_changed)
        document.opened.connect(self.renew)
        document.closed.connect(self._forget)

    def hide_derived(self, identities: Set[str]) -> None:
        """Leave these derived layers out of the picture."""
        if set(identities) != set(self._hidden):
            self._hidden = frozenset(identities)
            self.refresh()

    def renew(self) -> None:
        """Draw up the scene from nothing: another plan, theme or language."""
        self._scene = None
        self.refresh()

    def refresh(self) -> None:
        """Draw up the scene again soon."""
        self._soon.start()

    def _on_changed(self, change: Change) -> None:
        if (
            change.touches("layer", "zone", "straddling", "reach", "border", "patrol_area")
            and change.code != "zone_status"
        ):
            self.refresh()

    def _forget(self) -> None:
        self._scene = None
        self._soon.stop()

    def _start(self) -> None:
        if not self._document.is_open:
            return
        if self._job is not None:
            self._is_due = True
            return
        from app.canvas.building import window_words

        job = Job(_build, self._document.store, theme.tokens().name, window_words(), set(self._hidden), self._scene)
        self._job_store = self._document.store
        job.finished.connect(self._on_scene)
        job.failed.connect(self.failed.emit)
        job.ended.connect(self._on_ended)
        self._job = job
        self._jobs.start(job)

    def _on_scene(self, scene: Scene) -> None:
        if self._document.is_open and self._document.store is self._job_store:
            self._scene = scene
            self.scene_ready.emit(scene)

    def _on_ended(self) -> None:
        self._job = None
        if self._is_due:
            self._is_due = False
            self.refresh()


def _build(store: PlanStore, theme_name: str, words: Any, hidden: set[str], previous: Any, progress: Any) -> Scene:
    from app.canvas.building import Look, build_scene

    derived = {identity: Look(visible=False) for identity in hidden}
    with store.reader() as reader:
        return build_scene(reader, theme=theme_name, words=words, derived=derived, previous=previous)
