"""What every tool is: a small class that holds its own half-drawn state and hears events in map metres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QPainter

if TYPE_CHECKING:
    from app.canvas.canvas import MapCanvas
    from app.canvas.snapping import Snap


@dataclass(frozen=True)
class ToolEvent:
    """A mouse event as a tool sees it.

    ``x, y`` are metres, already moved to ``snap`` when there is one; ``px`` is where the cursor really is.
    """

    x: float
    y: float
    px: QPointF
    button: Qt.MouseButton
    buttons: Qt.MouseButton
    modifiers: Qt.KeyboardModifier
    snap: Snap | None = None


class Tool(QObject):
    """Base of all tools.  A handler returns True when it used the event; else the canvas does its usual thing."""

    #: Whether the cursor snaps while this tool is active.
    snaps = False
    #: Whether features light up under the cursor.
    hovers = False
    cursor = Qt.CursorShape.ArrowCursor

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.canvas: MapCanvas | None = None

    @property
    def pans_by_drag(self) -> bool:
        """Whether a left drag on the map moves it."""
        return False

    @property
    def snap_excludes(self) -> tuple[str, str]:
        """Layer and feature uid that this tool must not snap to."""
        return ("", "")

    def activate(self, canvas: MapCanvas) -> None:
        """Become the canvas's tool."""
        self.canvas = canvas

    def deactivate(self) -> None:
        """Stop being the tool: an unfinished gesture is cancelled, not lost."""
        self.on_cancel()
        self.canvas = None

    def on_press(self, event: ToolEvent) -> bool:
        """Hear a mouse button go down."""
        return False

    def on_move(self, event: ToolEvent) -> bool:
        """Hear the mouse move."""
        return False

    def on_release(self, event: ToolEvent) -> bool:
        """Hear a mouse button come up."""
        return False

    def on_double_click(self, event: ToolEvent) -> bool:
        """Hear a double click; its first press was heard before."""
        return False

    def on_key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Hear a key."""
        return False

    def on_cancel(self) -> bool:
        """Drop what is half done; return whether there was anything."""
        return False

    def on_scene_changed(self) -> None:
        """Hear that the canvas shows another scene."""

    def paint(self, painter: QPainter) -> None:
        """Draw the half-done state, in logical pixels of the canvas."""

    def update_canvas(self) -> None:
        """Have the overlay painted again."""
        if self.canvas is not None:
            self.canvas.update()
