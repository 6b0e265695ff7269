"""Sites of an exercise on the map: a click places one, a drag moves one, anywhere else it moves the map."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt, Signal

from app.canvas.exercise import SiteMark
from app.canvas.tools.base import ToolEvent
from app.canvas.tools.fire import FireTool

#: A press this near to the place of a site, or to the middle of its badge so far above, takes it.
_TAKES_PX = ((0.0, 7.0), (18.0, 12.0))


class ExerciseTool(FireTool):
    """Places the kind of site that waits, moves those that are there."""

    taken = Signal(str)  # uid
    dragged = Signal(str, float, float)  # uid, metres
    moved = Signal(str, float, float)

    key = "place_exercise_site"

    def __init__(self, *parents: object) -> None:
        super().__init__(*parents)  # type: ignore[arg-type]
        self.sites: Sequence[SiteMark] = ()
        self.can_edit = True
        self._held = ""
        self._pressed: QPointF | None = None

    @property
    def pans_by_drag(self) -> bool:
        """A drag moves the map, unless it begins on a site."""
        if self._held:
            return False
        at = self.canvas.cursor_px if self.canvas is not None else None
        return at is None or not self._site_at(at)

    def _site_at(self, at: QPointF) -> str:
        if self.canvas is None:
            return ""
        for site in reversed(self.sites):
            x, y = self.canvas.view.to_px(site.x, site.y)
            if any(math.hypot(at.x() - x, at.y() - (y - up)) <= near for up, near in _TAKES_PX):
                return site.uid
        return ""

    def on_press(self, event: ToolEvent) -> bool:
        """Take the site under the cursor."""
        if event.button is not Qt.MouseButton.LeftButton:
            return False
        self._held, self._pressed = self._site_at(event.px), event.px
        if self._held:
            self.taken.emit(self._held)
        return bool(self._held)

    def on_move(self, event: ToolEvent) -> bool:
        """Take the site along."""
        if not self._held or not self.can_edit or not event.buttons & Qt.MouseButton.LeftButton:
            return False
        self.dragged.emit(self._held, event.x, event.y)
        return True

    def on_release(self, event: ToolEvent) -> bool:
        """Put the site down where it is now; with none in hand, place one."""
        if event.button is not Qt.MouseButton.LeftButton:
            return False
        held, pressed = self._held, self._pressed
        self._held, self._pressed = "", None
        if not held:
            return super().on_release(event)
        far = 0.0 if pressed is None else math.hypot(event.px.x() - pressed.x(), event.px.y() - pressed.y())
        if far > 3.0 and self.can_edit:
            self.moved.emit(held, event.x, event.y)
        return True

    def on_cancel(self) -> bool:
        """Let go of what is in hand, where it was."""
        held, self._held = self._held, ""
        return bool(held)
