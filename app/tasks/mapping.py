"""Draws up the map's scene in a worker whenever the plan, the theme or the language changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app import theme
from app.document import Change, Document
from app.jobs import Job, Jobs
from app.tasks.latest import LatestTask

if TYPE_CHECKING:
    from app.canvas.scene import Scene
    from layers.plan.store import PlanStore


class SceneTask(LatestTask):
    """Keeps one scene up to date; quick changes in a row make one scene."""

    scene_ready = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(document, jobs, parent)
        self._scene: Scene | None = None

    def renew(self) -> None:
        """Draw up the scene from nothing: another plan, theme or language."""
        self._scene = None
        self.refresh()

    def _matters(self, change: Change) -> bool:
        drawn = change.touches("layer", "look", "zone", "straddling", "reach", "border", "patrol_area")
        return drawn and not change.is_only("zone_status")

    def _forget(self) -> None:
        super()._forget()
        self._scene = None

    def _make_job(self, store: PlanStore) -> Job:
        from app.canvas.building import window_words

        return Job(_build, store, theme.tokens().name, window_words(), self._scene)

    def _take(self, result: Scene) -> None:
        self._scene = result
        self.scene_ready.emit(result)


def _build(store: PlanStore, theme_name: str, words: Any, previous: Any, progress: Any) -> Scene:
    from app.canvas.building import build_scene

    with store.reader() as reader:
        return build_scene(reader, theme=theme_name, words=words, previous=previous)
