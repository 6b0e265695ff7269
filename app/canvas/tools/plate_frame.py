"""Move the frame of a map plate over the map."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from app.canvas.plate_frames import PlateFrames
from app.canvas.tools.base import Tool, ToolEvent

_BESIDE = "plate"


class PlateFrameTool(Tool):
    """A drag inside the frame moves it, a drag beside it the map; Enter, Esc and a double click go back."""

    moved = Signal(float, float)  # metres, when a drag ends
    finished = Signal()

    key = "plate_frame"
    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frames: PlateFrames | None = None
        self._from: tuple[float, float] | None = None
        self._drag = (0.0, 0.0)

    def show(self, frames: PlateFrames | None) -> None:
        """Take the frame that can be moved; None for one that cannot."""
        self._frames = frames
        self._from = None

    @property
    def pans_by_drag(self) -> bool:
        """A drag beside the frame moves the map."""
        return self._from is None and not self._is_inside

    @property
    def _is_inside(self) -> bool:
        canvas = self.canvas
        if canvas is None or canvas.cursor_px is None or self._frames is None:
            return False
        x, y = canvas.view.to_map(canvas.cursor_px.x(), canvas.cursor_px.y())
        xmin, ymin, xmax, ymax = self._frames.boxes[0]
        return xmin <= x <= xmax and ymin <= y <= ymax

    def on_press(self, event: ToolEvent) -> bool:
        """Take hold of the frame."""
        if event.button != Qt.MouseButton.LeftButton or self._frames is None or not self._is_inside:
            return False
        self._from = (event.x, event.y)
        self._drag = (0.0, 0.0)
        return True

    def on_move(self, event: ToolEvent) -> bool:
        """Carry the frame along."""
        if self._from is None or self._frames is None or self.canvas is None:
            return False
        self._drag = (event.x - self._from[0], event.y - self._from[1])
        self.canvas.lay_beneath(_BESIDE, self._frames.moved(*self._drag))
        return True

    def on_release(self, event: ToolEvent) -> bool:
        """Let go: the frame stays where it is."""
        if self._from is None or self._frames is None:
            return False
        self._from = None
        if self._drag != (0.0, 0.0):
            self._frames = self._frames.moved(*self._drag)
            self.moved.emit(*self._drag)
        return True

    def on_double_click(self, event: ToolEvent) -> bool:
        """Go back to the plate."""
        self.finished.emit()
        return True

    def on_key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Go back to the plate with Enter; arrows move the frame by a tenth of itself."""
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
            return True
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, 1),
            Qt.Key.Key_Down: (0, -1),
        }
        if key not in steps or self._frames is None or self.canvas is None:
            return False
        xmin, ymin, xmax, ymax = self._frames.boxes[0]
        move = (steps[key][0] * (xmax - xmin) / 10.0, steps[key][1] * (ymax - ymin) / 10.0)
        self._frames = self._frames.moved(*move)
        self.canvas.lay_beneath(_BESIDE, self._frames)
        self.moved.emit(*move)
        return True

    def on_cancel(self) -> bool:
        """Go back to the plate with Esc; a drag under way is undone first."""
        if self._from is not None:
            self._from = None
            if self.canvas is not None:
                self.canvas.lay_beneath(_BESIDE, self._frames)
            return True
        if self.canvas is None:
            return False
        self.finished.emit()
        return True
