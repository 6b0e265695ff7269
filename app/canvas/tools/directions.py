"""From where fire can come: a click chooses the village, or any place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from app.canvas.tools.base import ToolEvent
from app.canvas.tools.navigate import SelectTool


class DirectionTool(SelectTool):
    """A click chooses the place; a drag moves the map."""

    placed = Signal(float, float)  # metres

    key = "directions"
    cursor = Qt.CursorShape.CrossCursor

    def on_release(self, event: ToolEvent) -> bool:
        """Choose it on release, so that a drag never does."""
        if event.button != Qt.MouseButton.LeftButton:
            return False
        self.placed.emit(event.x, event.y)
        return True

    def on_double_click(self, event: ToolEvent) -> bool:
        """A second click chooses it once more; it is no zoom."""
        return True
