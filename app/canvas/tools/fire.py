"""Enter a fire: a click says where it burns; or what it is to reach."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from app.canvas.tools.base import ToolEvent
from app.canvas.tools.navigate import SelectTool


class FireTool(SelectTool):
    """A click places the fire; a drag moves the map."""

    placed = Signal(float, float)  # metres

    key = "enter_fire"
    cursor = Qt.CursorShape.CrossCursor

    def on_release(self, event: ToolEvent) -> bool:
        """Place it on release, so that a drag never does."""
        if event.button != Qt.MouseButton.LeftButton:
            return False
        self.placed.emit(event.x, event.y)
        return True

    def on_double_click(self, event: ToolEvent) -> bool:
        """A second click places it once more; it is no zoom."""
        return True


class OriginTool(FireTool):
    """A click chooses the village or county that a fire is to reach."""

    key = "fire_origins"


class ResponseTool(FireTool):
    """A click asks who comes there, or closes the road there."""

    key = "response"
