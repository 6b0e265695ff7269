"""Control points of a picture on the map: set by click with snapping, moved by dragging."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen

from app.canvas.tools.base import Tool, ToolEvent
from app.fonts import sized

#: A press this near takes the marker; a crossing of grid lines this near is meant.
_TAKE_PX, _CROSSING_PX = 11.0, 12.0
_RADIUS_PX = 9.0
_WORST, _UNUSED = "#D7263D", "#7C8B8A"


@dataclass(frozen=True)
class Marker:
    """One point as it is drawn: number, place (metres, or pixels of a picture), and how it stands."""

    number: int
    x: float
    y: float
    is_used: bool = True
    is_worst: bool = False
    is_chosen: bool = False
    off: tuple[float, float] | None = None  # where the transformation puts it, metres


def draw_marker(painter: QPainter, marker: Marker, at: QPointF, accent: str, bright: str, family: str) -> None:
    """Draw a cross with a numbered disc beside it; the place itself stays in sight."""
    color = QColor(_UNUSED if not marker.is_used else _WORST if marker.is_worst else accent)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for pen in (QPen(QColor("#FFFFFF"), 4.0), QPen(color, 1.8)):
        painter.setPen(pen)
        painter.drawLine(at + QPointF(-7, 0), at + QPointF(7, 0))
        painter.drawLine(at + QPointF(0, -7), at + QPointF(0, 7))
    middle = at + QPointF(13, -13)
    painter.setPen(QPen(QColor(bright) if marker.is_chosen else QColor("#FFFFFF"), 3.0 if marker.is_chosen else 1.5))
    painter.setBrush(color)
    painter.drawEllipse(middle, _RADIUS_PX, _RADIUS_PX)
    painter.setPen(QColor("#FFFFFF" if color.lightnessF() < 0.55 else "#10201E"))
    painter.setFont(sized(family, 11, bold=True))
    box = QRectF(middle.x() - 12, middle.y() - 9, 24, 18)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(marker.number))
    painter.restore()


def distance(a: QPointF, b: QPointF) -> float:
    """Return how far two places on the screen are from each other, in pixels."""
    return math.hypot(a.x() - b.x(), a.y() - b.y())


class PlacePointsTool(Tool):
    """Shows the points of the picture in hand; a click sets the one that waits, a drag moves one."""

    placed = Signal(float, float)  # metres
    moved = Signal(int, float, float)  # row of the point, metres
    chosen = Signal(int)

    key = "place_points"
    snaps = True
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.markers: tuple[Marker, ...] = ()
        self.waits = False  # for the place of a point that is set in the picture
        self._taken: int | None = None
        self._pressed: QPointF | None = None
        self._is_dragging = False
        self._cursor: tuple[float, float] | None = None

    def show(self, markers: Sequence[Marker], *, waits: bool) -> None:
        """Show other points."""
        self.markers, self.waits = tuple(markers), waits
        self.update_canvas()

    def on_press(self, event: ToolEvent) -> bool:
        """Take a marker, or remember where a click may begin."""
        if event.button is not Qt.MouseButton.LeftButton:
            return False
        self._taken, self._pressed = self._marker_at(event.px), event.px
        if self._taken is not None:
            self.chosen.emit(self._taken)
        return True

    def on_move(self, event: ToolEvent) -> bool:
        """Move the marker in hand; else drag the map, or show what a click would set."""
        self._cursor = self._meant(event)
        if event.buttons & Qt.MouseButton.LeftButton and self._taken is None and self._pressed is not None:
            step = event.px - self._pressed
            if self.canvas is not None and (self._is_dragging or math.hypot(step.x(), step.y()) > 4.0):
                self._is_dragging = True
                self.canvas.pan_by(step.x(), step.y())
                self._pressed = event.px
        self.update_canvas()
        return True

    def on_release(self, event: ToolEvent) -> bool:
        """Set the point, or put the marker down."""
        if event.button is not Qt.MouseButton.LeftButton:
            return False
        taken, was_dragging, pressed = self._taken, self._is_dragging, self._pressed
        self._taken, self._is_dragging, self._pressed = None, False, None
        x, y = self._meant(event)
        if was_dragging:
            if self.canvas is not None:
                self.canvas.pan_finished()
        elif taken is not None:
            if pressed is not None and distance(event.px, pressed) > 2.0:
                self.moved.emit(taken, x, y)
        elif self.waits:
            self.placed.emit(x, y)
        return True

    def _meant(self, event: ToolEvent) -> tuple[float, float]:
        """Return the place meant: what was snapped to, else a crossing of grid lines shown, else the cursor."""
        canvas = self.canvas
        if event.snap is None and canvas is not None and not event.modifiers & Qt.KeyboardModifier.AltModifier:
            found = canvas.grids.crossing_near(event.x, event.y, canvas.view, canvas.scene.metric_epsg, _CROSSING_PX)
            if found is not None:
                return found
        return event.x, event.y

    def _marker_at(self, at: QPointF) -> int | None:
        if self.canvas is None:
            return None
        for row, marker in reversed(list(enumerate(self.markers))):
            x, y = self.canvas.view.to_px(marker.x, marker.y)
            disc = QPointF(x + 13, y - 13)
            near = min(distance(at, QPointF(x, y)), distance(at, disc))
            if near <= _TAKE_PX and math.isfinite(near):
                return row
        return None

    def paint(self, painter: QPainter) -> None:
        """Draw the markers, how far each is off, and the place a click would set."""
        canvas = self.canvas
        if canvas is None:
            return
        theme, family = canvas.scene.theme, canvas.font_family
        for row, marker in enumerate(self.markers):
            if not math.isfinite(marker.x):
                continue
            x, y = marker.x, marker.y
            if row == self._taken and self._cursor is not None:
                x, y = self._cursor
            at = QPointF(*canvas.view.to_px(x, y))
            if marker.off is not None:
                painter.save()
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(QColor(_WORST if marker.is_worst else theme.accent), 1.6, Qt.PenStyle.DashLine))
                painter.drawLine(at, QPointF(*canvas.view.to_px(*marker.off)))
                painter.restore()
            draw_marker(painter, marker, at, theme.accent, theme.selection, family)
        if self.waits and self._cursor is not None and self._taken is None:
            at = QPointF(*canvas.view.to_px(*self._cursor))
            painter.save()
            painter.setPen(QPen(QColor(theme.selection), 2.0))
            painter.drawRect(QRectF(at.x() - 5, at.y() - 5, 10, 10))
            painter.restore()
