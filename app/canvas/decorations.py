"""Scale bar, north arrow and the disclaimer or credits: the same on screen and on paper.

All sizes are logical pixels; the painter is scaled by the caller.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from app.canvas.grids import GridOverlay
from app.canvas.scene import Scene
from app.canvas.styles import Theme
from app.canvas.view import View, round_length_m
from app.fonts import sized
from app.numbers import number

_BAR_PX = 132.0
_NOTICE_PX = 11
#: Around the letters of the notice: left and right together, above and below together.
_NOTICE_PAD_PX = (12.0, 4.0)
#: The corner that scale bar and north arrow take, from the lower right.
_CORNER_PX = (216.0, 46.0)


def short_notice(scene: Scene) -> str:
    """Return what the map keeps in words: credits have their place in the layer panel and on every plate."""
    return scene.disclaimer or "  ·  ".join(scene.credits[:1])


def draw_furniture(
    painter: QPainter, view: View, scene: Scene, family: str, grids: GridOverlay, notice: str = ""
) -> None:
    """Draw all that lies over a map by itself: grids with their figures, north arrow, scale bar, a notice."""
    theme, (width, height) = scene.theme, view.size_px
    right, bottom = width - 20.0, height - 14.0
    box = notice_box(view.size_px, notice, family)
    if not grids.is_empty:
        corner = QRectF(width - _CORNER_PX[0], height - _CORNER_PX[1], *_CORNER_PX)
        grids.paint(painter, view, scene.metric_epsg, theme, family, taken=(corner, box))
    draw_north_arrow(painter, QPointF(right - 9, bottom - 9), theme, family)
    draw_scale_bar(painter, right - 44, bottom + 1, view.metres_per_px, theme, family)
    if notice:
        _draw_notice(painter, box, notice, theme, family)


def scale_bar(metres_per_px: float, longest_px: float = _BAR_PX) -> tuple[float, str]:
    """Return the length of a scale bar in pixels and its text: 1, 2 or 5 × 10ⁿ, never longer than allowed."""
    length_m = round_length_m(longest_px * metres_per_px)
    if length_m >= 1000.0:
        text = f"{number(length_m / 1000.0)} km"
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


def notice_box(size_px: tuple[float, float], text: str, family: str) -> QRectF:
    """Return where a notice stands, whole: what a disclaimer leaves out is what somebody will rely on.

    Beside the scale bar on one line where it fits; letters twice as large on a narrow map: above it, on as many
    lines as it needs.
    """
    if not text:
        return QRectF()
    width, height = size_px
    line = _around(text, 10.0, height - 7.0, float("inf"), family)
    if line.right() <= min(width * 0.6 + 10.0, width - _CORNER_PX[0]):
        return line
    return _around(text, 10.0, height - _CORNER_PX[1] - 4, width - 20.0, family)


def _around(text: str, left: float, bottom: float, room: float, family: str) -> QRectF:
    """Return the box of a notice that has some room in width."""
    across, upright = _NOTICE_PAD_PX
    metrics = QFontMetricsF(sized(family, _NOTICE_PX))
    most = QRectF(0, 0, min(max(room - across, 1.0), 1e6), 1e6)
    # As drawText measures it; a pixel more, for a width that fits to the hair breaks differently when it is drawn.
    words = metrics.boundingRect(most, _wrapping(metrics, text, most.width()), text)
    high = max(words.height() + upright, 18.0)
    return QRectF(left, bottom - high, min(words.width() + 1.0, most.width()) + across, high)


def _wrapping(metrics: QFontMetricsF, text: str, room: float) -> int:
    """Return how a notice breaks: between words; where one of them is wider than the map, anywhere."""
    between, left = int(Qt.TextFlag.TextWordWrap), int(Qt.AlignmentFlag.AlignLeft)
    widest = metrics.boundingRect(QRectF(0, 0, 1.0, 1e6), between | left, text).width()
    return (int(Qt.TextFlag.TextWrapAnywhere) if widest > room + 1.0 else between) | left


def _draw_notice(painter: QPainter, box: QRectF, text: str, theme: Theme, family: str) -> None:
    """Draw the disclaimer or credits into their box."""
    painter.save()
    halo = QColor(theme.halo)
    halo.setAlphaF(0.8)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(halo)
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(sized(family, _NOTICE_PX))
    painter.setPen(QColor(theme.muted))
    beside = _NOTICE_PAD_PX[0] / 2
    words = box.adjusted(beside, 0, -beside, 0)
    flags = _wrapping(QFontMetricsF(painter.font()), text, words.width()) | int(Qt.AlignmentFlag.AlignVCenter)
    painter.drawText(words, flags, text)
    painter.restore()


def _text(painter: QPainter, box: QRectF, text: str, theme: Theme, family: str, size: float) -> None:
    painter.setFont(sized(family, size))
    painter.setPen(QColor(theme.ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
