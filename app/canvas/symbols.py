"""One family of point symbols: rounded squares for things, circles for people, triangles, diamonds."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from app.canvas.painted import to_keep
from app.canvas.styles import Style


def symbol_size_px(style: Style, metres_per_px: float) -> float:
    """Return the size of a symbol in logical pixels: small far out, full size close up."""
    if not style.small_size or metres_per_px <= style.full_size_mpp:
        return style.size
    # Shrinks with the square root of the scale, so that the step between two zoom levels stays gentle.
    return max(style.small_size, style.size * (style.full_size_mpp / metres_per_px) ** 0.6)


def draw_symbol(painter: QPainter, style: Style, center: QPointF, size: float) -> None:
    """Draw a symbol about a point; ``size`` in the painter's units."""
    painter.setBrush(QColor(style.fill or style.line))
    if style.symbol == "dot":
        painter.setPen(QPen(QColor(style.keyline), max(size * 0.16, 0.6)))
        painter.drawEllipse(center, size / 2, size / 2)
        return
    if style.symbol == "ring":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, width in (("#FFFFFF", size * 0.26), (style.line, size * 0.13)):
            painter.setPen(QPen(QColor(color), width))
            painter.drawEllipse(center, size / 2, size / 2)
        return
    path = _outline(style.symbol, center, size)
    painter.setPen(Qt.PenStyle.NoPen)
    # The keyline first and wide: it parts the symbol from whatever lies below.
    painter.strokePath(path, QPen(QColor(style.keyline), max(size * 0.17, 1.0), j=Qt.PenJoinStyle.RoundJoin))
    painter.drawPath(path)
    if style.glyph and size >= 11.0 * _unit(painter):
        side = size * (0.5 if style.symbol in ("triangle", "diamond") else 0.66)
        drop = size * 0.12 if style.symbol == "triangle" else 0.0
        box = QRectF(center.x() - side / 2, center.y() - side / 2 + drop, side, side)
        _renderer(style.glyph).render(painter, box)


@lru_cache(maxsize=256)
def symbol_image(style: Style, size: float) -> QImage:
    """Return a symbol as a picture; ``size`` in device pixels.  Drawn thousands of times, so kept."""
    side = int(size * 1.4) + 3
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_symbol(painter, style, QPointF(side / 2, side / 2), size)
    finally:
        painter.end()
    return to_keep(image)


def _unit(painter: QPainter) -> float:
    return max(painter.device().devicePixelRatioF(), 1e-6)


def _outline(shape: str, center: QPointF, size: float) -> QPainterPath:
    path = QPainterPath()
    x, y, half = center.x(), center.y(), size / 2
    if shape == "square":
        path.addRoundedRect(QRectF(x - half, y - half, size, size), size * 0.24, size * 0.24)
    elif shape == "circle":
        path.addEllipse(center, half, half)
    elif shape == "triangle":
        _polygon(path, [(x, y - half * 1.08), (x + half * 1.08, y + half * 0.86), (x - half * 1.08, y + half * 0.86)])
    else:
        reach = half * 1.14
        _polygon(path, [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)])
    return path


def _polygon(path: QPainterPath, corners: list[tuple[float, float]]) -> None:
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    path.closeSubpath()


def _renderer(name: str):
    from PySide6.QtSvg import QSvgRenderer

    return QSvgRenderer(_svg(name))


@lru_cache(maxsize=64)
def _svg(name: str) -> QByteArray:
    return QByteArray(resources.files("resources").joinpath("symbols", f"{name}.svg").read_bytes())
