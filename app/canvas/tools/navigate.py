"""Tools that look but do not change anything: select (identify) and pan."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.canvas.tools.base import Tool, ToolEvent


class SelectTool(Tool):
    """A click names and selects a feature, with Ctrl one more; a drag moves the map; a double click goes closer."""

    key = "select"
    hovers = True

    @property
    def pans_by_drag(self) -> bool:
        """A drag moves the map."""
        return True

    def on_release(self, event: ToolEvent) -> bool:
        """Select on release, so that a drag never selects."""
        if self.canvas is None or event.button != Qt.MouseButton.LeftButton:
            return False
        adds = bool(event.modifiers & Qt.KeyboardModifier.ControlModifier)
        self.canvas.click_feature(event.x, event.y, adds=adds)
        return True

    def on_double_click(self, event: ToolEvent) -> bool:
        """Go closer at the cursor, or farther with Shift."""
        if self.canvas is None or event.button != Qt.MouseButton.LeftButton:
            return False
        farther = bool(event.modifiers & Qt.KeyboardModifier.ShiftModifier)
        self.canvas.zoom_by(0.5 if farther else 2.0, event.px, animated=True)
        return True


class PanTool(SelectTool):
    """Moves the map and nothing else: a drag takes it along, a click brings a point to the middle."""

    key = "pan"
    hovers = False
    cursor = Qt.CursorShape.OpenHandCursor

    def on_release(self, event: ToolEvent) -> bool:
        """Bring the point to the middle; the selection is left alone."""
        if self.canvas is None or event.button != Qt.MouseButton.LeftButton:
            return False
        self.canvas.center_on(event.x, event.y, animated=True)
        return True

    def on_double_click(self, event: ToolEvent) -> bool:
        """Go closer, or farther with Shift: the first of the two clicks has the point under way to the middle."""
        if self.canvas is None or event.button != Qt.MouseButton.LeftButton:
            return False
        farther = bool(event.modifiers & Qt.KeyboardModifier.ShiftModifier)
        self.canvas.zoom_by(0.5 if farther else 2.0, animated=True)
        return True
