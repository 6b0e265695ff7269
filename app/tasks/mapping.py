"""Draws up the map's scene in a worker whenever the plan, the theme or the language changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app import theme
from app.document import Change, Document
from app.jobs import Job, Jobs
from app.tasks.latest import LatestTask
from app.tasks.rasters import States
from layers.plan.rasters import RasterCode

if TYPE_CHECKING:
    from app.canvas.scene import Scene
    from layers.plan.store import PlanStore


class SceneTask(LatestTask):
    """Keeps one scene up to date; quick changes in a row make one scene."""

    scene_ready = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(document, jobs, parent)
        self._scene: Scene | None = None
        self._found: States = {}
        self._found_in_job: States = {}
        self._hazard = ""  # whose zones are drawn; "" all

    def show_hazard(self, hazard: str) -> None:
        """Draw the zones of one hazard only, or of all."""
        if hazard != self._hazard:
            self._hazard = hazard
            self.refresh()

    def renew(self) -> None:
        """Draw up the scene from nothing: another plan, theme or language."""
        self._scene = None
        self.refresh()

    def set_rasters(self, found: States) -> None:
        """Take where the rasters are; the scene is drawn up again when it shows them otherwise."""
        self._found = found
        self._follow_rasters()

    def _follow_rasters(self) -> None:
        if self._scene is not None and _differs(self._scene, self._found):
            self.refresh()

    def _matters(self, change: Change) -> bool:
        drawn = change.touches(
            *("layer", "look", "zone", "straddling", "reach", "border_road"),
            *("border", "border_verdict", "patrol_area"),
        )
        return drawn and not change.is_only("zone_status")

    def _forget(self) -> None:
        super()._forget()
        self._scene, self._hazard = None, ""

    def _make_job(self, store: PlanStore) -> Job:
        from app.canvas.words import window_words

        self._found_in_job = self._found
        return Job(_build, store, theme.tokens().name, window_words(), self._scene, self._found, self._hazard)

    def _take(self, result: Scene) -> None:
        self._scene = result
        self.scene_ready.emit(result)
        if self._found is not self._found_in_job:
            self._follow_rasters()


def _build(
    store: PlanStore, theme_name: str, words: Any, previous: Any, found: Any, hazard: str, progress: Any
) -> Scene:
    from app.canvas.building import build_scene

    with store.reader() as reader:
        return build_scene(reader, theme=theme_name, words=words, previous=previous, found=found, hazard=hazard)


def _differs(scene: Scene, found: States) -> bool:
    """Whether a scene shows a raster from another place, as missing or as changed when it is not."""
    for (uid, *_), state in found.items():
        layer = scene.layer(uid)
        raster = layer.raster if layer is not None else None
        if raster is None:
            continue
        if raster.is_missing != (state.path is None) or raster.is_changed != (state.code is RasterCode.CHANGED):
            return True
        if state.path is not None and raster.path != state.path:
            return True
    return False
