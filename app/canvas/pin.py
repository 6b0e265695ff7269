"""A mark at one place, for coordinates that somebody typed: a ring and four short lines, no label over it."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.canvas.styles import Theme
from app.canvas.view import View

_RADIUS_PX, _ARM_PX = 9.0, 7.0


def draw_pin(painter: QPainter, at: tuple[float, float], view: View, theme: Theme) -> None:
    """Draw the mark at a point in metres."""
    centre = QPointF(*view.to_px(*at))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    arms = [
        QLineF(centre + QPointF(dx * _RADIUS_PX, dy * _RADIUS_PX), centre + QPointF(dx * reach, dy * reach))
        for reach in (_RADIUS_PX + _ARM_PX,)
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1))
    ]
    for color, width in ((theme.halo, 5.0), (theme.selection, 2.0)):
        painter.setPen(QPen(QColor(color), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawEllipse(centre, _RADIUS_PX, _RADIUS_PX)
        painter.drawLines(arms)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.selection))
    painter.drawEllipse(centre, 1.6, 1.6)
    painter.restore()
