"""The compass around a place: from where fire can come, how far out it can begin, in the colour of its county."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from app import direction_words, theme
from layers.spread.directions import Directions

_SIDE_PX = 208
_RIM_PX = 20  # around the rings, for the letters


class DirectionRose(QWidget):
    """Rings are the segments, from the place outwards; a filled piece is a way for fire."""

    def __init__(self) -> None:
        super().__init__()
        self._found: Directions | None = None
        self._colors: Mapping[int, str] = {}
        self._tip: Callable[[int], str] = lambda _line: ""
        self.setFixedSize(_SIDE_PX, _SIDE_PX)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Compass of the directions fire can come from"))

    def show_directions(self, found: Directions, colors: Mapping[int, str], tip: Callable[[int], str]) -> None:
        """Draw a place's directions; ``tip`` words one line."""
        self._found, self._colors, self._tip = found, colors, tip
        self.update()

    def line_at(self, x: float, y: float) -> int | None:
        """Return which line lies under a point of the widget; None outside the rings."""
        grown = self.width() / _SIDE_PX  # with the letters
        dx, dy = x / grown - _SIDE_PX / 2, y / grown - _SIDE_PX / 2
        if self._found is None or math.hypot(dx, dy) > _SIDE_PX / 2 - _RIM_PX:
            return None
        lines = len(self._found.bearing_deg)
        bearing = math.degrees(math.atan2(dx, -dy)) % 360.0
        return round(bearing / (360.0 / lines) - 1.0) % lines

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the line under the mouse."""
        line = self.line_at(event.position().x(), event.position().y())
        QToolTip.showText(event.globalPosition().toPoint(), self._tip(line) if line is not None else "", self)
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pieces, the rings and the letters."""
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / _SIDE_PX, self.height() / _SIDE_PX)
        font = painter.font()
        font.setPixelSize(theme.TEXT_PX)
        painter.setFont(font)
        if self._found is not None:
            self._draw_pieces(painter)
        segments = self._found.viable.shape[1] if self._found is not None else 3
        painter.setPen(QPen(QColor(t.border_strong), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ring in range(1, segments + 1):
            painter.drawEllipse(self._ring(ring / segments))
        painter.setPen(QColor(t.muted))
        winds = direction_words.winds()
        middle, far = _SIDE_PX / 2, _SIDE_PX / 2 - _RIM_PX / 2
        for place, name in enumerate(("n", "e", "s", "w")):
            angle = math.radians(90.0 * place)
            x, y = middle + far * math.sin(angle), middle - far * math.cos(angle)
            painter.drawText(QRectF(x - 14, y - 10, 28, 20), Qt.AlignmentFlag.AlignCenter, winds[name])
        painter.end()

    def _draw_pieces(self, painter: QPainter) -> None:
        found = self._found
        assert found is not None
        segments, step = found.viable.shape[1], found.step_deg
        painter.setPen(Qt.PenStyle.NoPen)
        for piece in found.pieces():
            is_known = piece.county != -2
            color = QColor(self._colors.get(piece.county, "#888888") if is_known else theme.tokens().border)
            color.setAlphaF(1.0 if piece.is_joined or not is_known else 0.4)
            painter.setBrush(color)
            first_deg = float(found.bearing_deg[piece.first]) - step / 2
            inner, outer = piece.segment / segments, (piece.segment + 1) / segments
            painter.drawPath(self._piece(first_deg, piece.count * step, inner, outer))

    def _ring(self, share: float) -> QRectF:
        half = share * (_SIDE_PX / 2 - _RIM_PX)
        return QRectF(_SIDE_PX / 2 - half, _SIDE_PX / 2 - half, 2 * half, 2 * half)

    def _piece(self, first_deg: float, span_deg: float, inner: float, outer: float) -> QPainterPath:
        """Return a piece of a ring, from a bearing on clockwise."""
        start = 90.0 - first_deg  # Qt counts from the east, against the clock
        path = QPainterPath()
        path.arcMoveTo(self._ring(outer), start)
        path.arcTo(self._ring(outer), start, -span_deg)
        if inner > 0.0:
            path.arcTo(self._ring(inner), start - span_deg, span_deg)
        elif span_deg < 360.0:
            path.lineTo(_SIDE_PX / 2, _SIDE_PX / 2)
        path.closeSubpath()
        return path
