"""Two halves of the map side by side: made for as long as they are looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.canvas.scene import Scene
from app.widgets.half_map import HalfMap

if TYPE_CHECKING:
    from app.window import MainWindow

_GAP_PX = 24


class SplitMap(QObject):
    """The left half is a second map; the right one is the map of the window.

    Both sides of the window fold while the halves are shown, so that there is room for them, and come back after.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._half: HalfMap | None = None

    @property
    def half(self) -> HalfMap | None:
        """The left half, while there is one."""
        return self._half

    def open(self, name: str, card_px: int) -> HalfMap:
        """Split the map; a card of a width gets a place of its own beside the halves."""
        if self._half is not None:
            return self._half
        window = self._window
        window.room.borrow(self)
        self._half = HalfMap(window.map.canvas, name)
        window.map.keep_free(card_px + _GAP_PX)
        window.map.show_beside(self._half)
        window.map.scene_changed.connect(self._half.set_scene)
        return self._half

    def close(self) -> None:
        """Give all room to the one map again."""
        half, self._half = self._half, None
        if half is None:
            return
        window = self._window
        window.map.scene_changed.disconnect(half.set_scene)
        window.map.show_beside(None)
        window.map.keep_free(0)
        half.leave()
        window.room.give_back(self)

    def drop(self) -> None:
        """The map is made anew: the half goes with the old one."""
        half, self._half = self._half, None
        if half is not None:
            half.canvas.close_worker()

    def show(self, scene: Scene) -> None:
        """Show a scene on the left half too."""
        if self._half is not None:
            self._half.set_scene(scene)
