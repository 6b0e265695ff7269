"""Scale bar, north arrow and the line of disclaimer and credits: the same on screen and on paper.

All sizes are logical pixels; the painter is scaled by the caller.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from app.canvas.styles import Theme
from app.canvas.view import round_length_m
from app.fonts import sized

_BAR_PX = 132.0


def scale_bar(metres_per_px: float, longest_px: float = _BAR_PX) -> tuple[float, str]:
    """Return the length of a scale bar in pixels and its text: 1, 2 or 5 × 10ⁿ, never longer than allowed."""
    length_m = round_length_m(longest_px * metres_per_px)
    if length_m >= 1000.0:
        text = f"{length_m / 1000.0:,.0f} km"
    elif length_m >= 1.0:
        text = f"{length_m:.0f} m"
    else:
        text = f"{length_m * 100.0:.0f} cm"
    return length_m / metres_per_px, text


def draw_scale_bar(
    painter: QPainter, right: float, bottom: float, metres_per_px: float, theme: Theme, family: str
) -> QRectF:
    """Draw a two-part scale bar whose right end and foot are given; return the box it takes."""
    length, text = scale_bar(metres_per_px)
    left, foot = right - length, bottom - 2.0
    ink, halo = QColor(theme.ink), QColor(theme.halo)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    halo.setAlphaF(0.8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(halo)
    painter.drawRoundedRect(QRectF(left - 8, foot - 24, length + 16, 30), 4, 4)
    painter.setPen(QPen(ink, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(left, foot - 5, length, 4))
    painter.fillRect(QRectF(left, foot - 5, length / 2, 4), ink)
    _text(painter, QRectF(left - 8, foot - 22, length + 16, 14), text, theme, family, 11)
    painter.restore()
    return QRectF(left - 8, foot - 24, length + 16, 30)


def draw_north_arrow(painter: QPainter, center: QPointF, theme: Theme, family: str, size: float = 34.0) -> None:
    """Draw a slim two-tone needle with an N."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    halo = QColor(theme.halo)
    halo.setAlphaF(0.8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(halo)
    painter.drawRoundedRect(QRectF(center.x() - size / 2, center.y() - size / 2 - 1, size, size + 2), 4, 4)
    top, foot = center.y() - size * 0.10, center.y() + size * 0.42
    waist, half = center.y() + size * 0.28, size * 0.19
    for side, fill in ((-1, QColor(theme.ink)), (1, QColor(theme.muted))):
        path = QPainterPath(QPointF(center.x(), top))
        path.lineTo(center.x() + side * half, foot)
        path.lineTo(center.x(), waist)
        path.closeSubpath()
        painter.fillPath(path, fill)
    _text(painter, QRectF(center.x() - size / 2, center.y() - size * 0.48, size, size * 0.36), "N", theme, family, 11)
    painter.restore()


def draw_notice(
    painter: QPainter, left: float, bottom: float, width: float, text: str, theme: Theme, family: str
) -> None:
    """Draw the disclaimer or credits on one line, shortened when the map is narrow."""
    if not text:
        return
    font = sized(family, 11)
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width - 12)
    box = QRectF(left, bottom - 18, metrics.horizontalAdvance(shown) + 12, 18)
    painter.save()
    halo = QColor(theme.halo)
    halo.setAlphaF(0.8)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(halo)
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(font)
    painter.setPen(QColor(theme.muted))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
    painter.restore()


def _text(painter: QPainter, box: QRectF, text: str, theme: Theme, family: str, size: float) -> None:
    painter.setFont(sized(family, size))
    painter.setPen(QColor(theme.ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
