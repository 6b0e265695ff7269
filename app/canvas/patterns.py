"""Fill patterns that stay the same size on screen at every zoom and stick to the ground while panning."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen

from app.canvas.painted import to_keep

#: Tile side in logical pixels, line width, and what is drawn in it.
_SPECS: dict[str, tuple[int, float, str]] = {
    "hatch": (9, 1.4, "/"),
    "wide": (18, 1.2, "/"),  # every other line of "hatch": the two meet without a step
    "diagonal": (9, 1.9, "/"),
    "sparse": (16, 1.0, "\\"),
    "fine": (6, 0.8, "/"),
    "dots": (9, 3.0, "."),
    "rings": (15, 0.8, "o"),  # woodland on printed maps (GB/T 20257)
    "level": (5, 0.7, "-"),  # standing water
}


_RING_PX = 1.9


@lru_cache(maxsize=128)
def _tile(pattern: str, color: str, dpr: float) -> QImage:
    """Return one seamless tile in device pixels."""
    side_px, width, kind = _SPECS[pattern]
    side = max(3, round(side_px * dpr))
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if kind == ".":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(color))
            painter.drawEllipse(QPointF(side / 2, side / 2), width * dpr / 2, width * dpr / 2)
        elif kind == "o":
            painter.setPen(QPen(QColor(color), width * dpr))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(side / 2, side / 2), _RING_PX * dpr, _RING_PX * dpr)
        elif kind == "-":
            painter.fillRect(QRectF(0, side // 2, side, max(width * dpr, 1.0)), QColor(color))
        else:
            painter.setPen(QPen(QColor(color), width * dpr))
            # Three parallels, so that the corners of the tile meet those of its neighbours.
            for shift in (-side, 0, side):
                if kind == "/":
                    painter.drawLine(QPointF(shift - 2, side + 2), QPointF(shift + side + 2, -2))
                else:
                    painter.drawLine(QPointF(shift - 2, -2), QPointF(shift + side + 2, side + 2))
    finally:
        painter.end()
    return to_keep(image)


def pattern_brush(pattern: str, color: str, dpr: float) -> tuple[QBrush, int]:
    """Return a texture brush for device coordinates and its period in device pixels.

    The caller sets the brush origin to the pixel of a fixed point of the map, modulo the period.
    """
    tile = _tile(pattern, color, dpr)
    return QBrush(tile), tile.width()


def draw_pattern_lines(
    painter: QPainter, path: QPainterPath, pattern: str, color: str, dpr: float, area: QRectF
) -> None:
    """Draw a pattern as real lines clipped to a path: stays sharp in a PDF."""
    side_px, width, kind = _SPECS[pattern]
    step = side_px * dpr
    box = path.boundingRect().intersected(area)
    if box.isEmpty():
        return
    painter.save()
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    if kind == ".":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(color))
        _circles(painter, box, step, width * dpr / 2)
    elif kind == "o":
        painter.setPen(QPen(QColor(color), width * dpr))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        _circles(painter, box, step, _RING_PX * dpr)
    elif kind == "-":
        painter.setPen(QPen(QColor(color), width * dpr))
        _level(painter, box, step)
    else:
        painter.setPen(QPen(QColor(color), width * dpr))
        _lines(painter, box, step, kind)
    painter.restore()


def _circles(painter: QPainter, box: QRectF, step: float, radius: float) -> None:
    # One path: a sheet has thousands, and each call of its own would be a call through the binding.
    # Half a step off, as in the tile, so that a small swatch shows some.
    path = QPainterPath()
    y = (box.top() // step - 0.5) * step
    while y <= box.bottom() + step:
        x = (box.left() // step - 0.5) * step
        while x <= box.right() + step:
            path.addEllipse(QPointF(x, y), radius, radius)
            x += step
        y += step
    painter.drawPath(path)


def _level(painter: QPainter, box: QRectF, step: float) -> None:
    y = (box.top() // step + 0.5) * step
    while y <= box.bottom() + step:
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        y += step


def _lines(painter: QPainter, box: QRectF, step: float, kind: str) -> None:
    # x + y = c for "/", x - y = c for "\": c runs on multiples of the step.
    sign = 1.0 if kind == "/" else -1.0
    low = box.left() + (box.top() if sign > 0 else -box.bottom())
    high = box.right() + (box.bottom() if sign > 0 else -box.top())
    c = (low // step) * step
    while c <= high + step:
        painter.drawLine(
            QPointF(c - sign * box.top(), box.top()),
            QPointF(c - sign * box.bottom(), box.bottom()),
        )
        c += step
