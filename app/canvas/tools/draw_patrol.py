"""Draw a joint-patrol area corner by corner."""

from __future__ import annotations

import math

import shapely
from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter

from app.canvas import overlay
from app.canvas.snapping import Snap
from app.canvas.tools import sketch
from app.canvas.tools.base import Tool, ToolEvent

XY = tuple[float, float]

#: Two clicks nearer than this are one corner (the second half of a double click, a trembling hand).
_SAME_PX = 3.0


class DrawPatrolTool(Tool):
    """Click adds a corner, Backspace takes the last away; right click, double click or Enter finishes; Esc cancels.

    A cancelled sketch stays in ``last_cancelled`` until the next one begins; ``restore`` (the window's
    Ctrl+Z while this tool has nothing under way) brings it back.
    """

    finished = Signal(object)  # shapely Polygon, EPSG:4490
    progressed = Signal(object)  # shapely Polygon, EPSG:4490, or None while there is no sound area yet
    refused = Signal(str)  # "too_few_corners" | "self_crossing"
    corners_changed = Signal(int)

    snaps = True
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.corners: list[XY] = []
        self.last_cancelled: tuple[XY, ...] = ()
        self._cursor: XY | None = None
        self._snap: Snap | None = None
        self._crosses = False

    @property
    def is_drawing(self) -> bool:
        """Whether a sketch is under way."""
        return bool(self.corners)

    # -- events ------------------------------------------------------------------------------------

    def on_press(self, event: ToolEvent) -> bool:
        """Add a corner, or finish with the right button."""
        if event.button == Qt.MouseButton.LeftButton:
            self._add((event.x, event.y))
            return True
        if event.button == Qt.MouseButton.RightButton:
            if self.corners:
                self.finish()
            return True
        return False

    def on_move(self, event: ToolEvent) -> bool:
        """Let the last side follow the cursor."""
        self._cursor, self._snap = (event.x, event.y), event.snap
        if self.corners:
            self._announce()
        self.update_canvas()
        return True

    def on_double_click(self, event: ToolEvent) -> bool:
        """Finish; the first click of the two has already added the corner."""
        if event.button != Qt.MouseButton.LeftButton:
            return False
        self.finish()
        return True

    def on_key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Finish on Enter, take the last corner away on Backspace or Delete, bring a cancelled sketch back."""
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.corners:
            self.finish()
            return True
        if key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self.corners:
            self.remove_last()
            return True
        is_undo = key == Qt.Key.Key_Z and modifiers == Qt.KeyboardModifier.ControlModifier
        if is_undo and self.corners:
            self.remove_last()
            return True
        return is_undo and self.restore()

    def on_cancel(self) -> bool:
        """Drop the sketch but remember it."""
        if not self.corners:
            return False
        self.last_cancelled = tuple(self.corners)
        self._set_corners([])
        return True

    # -- gestures ----------------------------------------------------------------------------------

    def remove_last(self) -> None:
        """Take the last corner away."""
        self._set_corners(self.corners[:-1])

    def restore(self) -> bool:
        """Bring the sketch cancelled last back; return whether there was one."""
        if self.corners or not self.last_cancelled:
            return False
        corners, self.last_cancelled = list(self.last_cancelled), ()
        self._set_corners(corners)
        return True

    def finish(self) -> None:
        """Emit the area, or say why it is none yet and leave the sketch as it is."""
        ring = list(self.corners)
        if len(ring) < 3:
            self.refused.emit("too_few_corners")
            return
        polygon = shapely.Polygon(ring)
        if not polygon.is_valid or polygon.area == 0.0:
            self._crosses = True
            self.refused.emit("self_crossing")
            self.update_canvas()
            return
        assert self.canvas is not None
        stored = self.canvas.to_storage(shapely.orient_polygons(polygon))
        self.last_cancelled = ()
        self._set_corners([])
        self.finished.emit(stored)

    def paint(self, painter: QPainter) -> None:
        """Draw the sketch, the side that follows the cursor, and the snap."""
        canvas = self.canvas
        if canvas is None:
            return
        theme = canvas.scene.theme
        ink = sketch.WRONG if self._crosses else theme.style("patrol").line
        if self.corners:
            loose = [*self.corners, self._cursor] if self._cursor is not None else self.corners
            sketch.draw_area(painter, loose, canvas.view, ink, loose_from=len(self.corners))
            sketch.draw_corners(painter, self.corners, canvas.view, ink)
        if self._snap is not None:
            area = QRectF(canvas.rect())
            sketch.draw_snap(painter, self._snap, canvas.view, theme, canvas.font_family, area)
        elif self._cursor is not None:
            at = QPointF(*canvas.view.to_px(*self._cursor))
            overlay.draw_bubble(painter, at, self._hint(), QRectF(canvas.rect()), theme, canvas.font_family)

    # -- helpers -----------------------------------------------------------------------------------

    def _hint(self) -> str:
        """Return a few words beside the cursor for the first corners only."""
        if self._crosses:
            return self.tr("Sides cross")
        if not self.corners:
            return self.tr("Click the first corner")
        if len(self.corners) < 3:
            return self.tr("Click the next corner")
        if len(self.corners) == 3:
            return self.tr("Right click finishes")
        return ""

    def _add(self, point: XY) -> None:
        assert self.canvas is not None
        near_m = _SAME_PX * self.canvas.view.metres_per_px
        if self.corners and math.dist(self.corners[-1], point) <= near_m:
            return
        if len(self.corners) >= 3 and math.dist(self.corners[0], point) <= near_m:
            self.finish()  # a click on the first corner closes the area
            return
        self.last_cancelled = ()
        self._set_corners([*self.corners, point])

    def _set_corners(self, corners: list[XY]) -> None:
        self.corners = corners
        self.corners_changed.emit(len(corners))
        self._announce()
        self.update_canvas()

    def _announce(self) -> None:
        ring = [*self.corners]
        if self._cursor is not None and ring and self._cursor != ring[-1]:
            ring.append(self._cursor)
        polygon = shapely.Polygon(ring) if len(ring) >= 3 else None
        self._crosses = polygon is not None and not polygon.is_valid and polygon.area > 0.0
        if polygon is None or not polygon.is_valid or polygon.area == 0.0 or self.canvas is None:
            self.progressed.emit(None)
        else:
            self.progressed.emit(self.canvas.to_storage(polygon))
