"""Identify: all that lies under a click."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from app.canvas.hit import hits
from app.canvas.tools.base import ToolEvent
from app.canvas.tools.navigate import SelectTool


class IdentifyTool(SelectTool):
    """A click names everything under it, layer by layer; a drag moves the map."""

    identified = Signal(object, float, float)  # list of Hit, topmost first; where, metres

    key = "identify"
    cursor = Qt.CursorShape.WhatsThisCursor

    def on_release(self, event: ToolEvent) -> bool:
        """Look on release, so that a drag never does."""
        if self.canvas is None or event.button != Qt.MouseButton.LeftButton:
            return False
        self.identified.emit(hits(self.canvas.scene, self.canvas.view, event.x, event.y), event.x, event.y)
        return True

    def on_double_click(self, event: ToolEvent) -> bool:
        """A second click is one more question, not a zoom."""
        return True
