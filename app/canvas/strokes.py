"""Lines of ten thousand vertices over the picture, sixty times a second.

Qt's antialiased strokes cost more than their vertices grow, so a long line is drawn as many short ones.  Where two of
them meet a pale colour would show twice; such a stroke is painted opaque aside and laid over the map once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

import numpy as np
import shapely
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from app.canvas.paths import line_paths

#: Vertices in one path.
_PATH_VERTICES = 100
#: How far a line that is being dragged may leave its true place, in logical pixels: a quarter cannot be seen.
_TOLERANCE_PX = 0.25


#: Device pixels to a logical one, where it is painted now: Qt takes widths of cosmetic pens for device pixels.
_PEN_SCALE: ContextVar[float] = ContextVar("pen_scale", default=1.0)


@contextmanager
def pens_for(scale: float) -> Iterator[None]:
    """Have cosmetic pens drawn so many device pixels to the logical pixel, in this thread, for a while."""
    token = _PEN_SCALE.set(scale)
    try:
        yield
    finally:
        _PEN_SCALE.reset(token)


def cosmetic(pen: QPen) -> QPen:
    """Return a pen whose width stays the same however the painter is scaled, in logical pixels."""
    pen.setCosmetic(True)
    pen.setWidthF(pen.widthF() * _PEN_SCALE.get())
    return pen


def thinned(px: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a line in pixels without the vertices that cannot be seen; its ends stay."""
    if len(px) < _PATH_VERTICES:
        return px
    return shapely.get_coordinates(shapely.simplify(shapely.LineString(px), _TOLERANCE_PX, preserve_topology=False))


def stroke_paths(lines: Sequence[NDArray[np.float64]]) -> list[QPainterPath]:
    """Return lines (each n, 2) as short paths to be stroked with round caps."""
    lines = [line for line in lines if len(line) > 1]
    if not lines:
        return []
    length = np.array([len(line) for line in lines], dtype=np.intp)
    is_open = np.zeros(len(lines), dtype=bool)
    return line_paths(np.concatenate(lines), length, is_open, np.arange(len(lines)), _PATH_VERTICES)


def stroke(painter: QPainter, paths: Sequence[QPainterPath], ink: QColor, width: float) -> None:
    """Stroke paths in the painter's coordinates with a pen of so many logical pixels; ``ink`` may be translucent."""
    if ink.alpha() < 255 and len(paths) > 1:
        _stroke_aside(painter, paths, ink, width)
        return
    pen = cosmetic(QPen(ink, width))
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for path in paths:
        painter.drawPath(path)
    painter.restore()


def _stroke_aside(painter: QPainter, paths: Sequence[QPainterPath], ink: QColor, width: float) -> None:
    to_px = painter.worldTransform()
    seen = QRectF(painter.window())
    area = QRectF()
    for path in paths:
        area = area.united(to_px.mapRect(path.controlPointRect()))
    reach = width * max(_PEN_SCALE.get(), 1.0)
    area = area.adjusted(-reach, -reach, reach, reach).intersected(seen)
    if area.isEmpty():
        return
    whole = area.toAlignedRect()
    dpr = painter.device().devicePixelRatioF()
    image = QImage(whole.size() * dpr, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(dpr)
    image.fill(Qt.GlobalColor.transparent)
    opaque = QColor(ink)
    opaque.setAlpha(255)
    aside = QPainter(image)
    try:
        aside.translate(-whole.topLeft())
        aside.setWorldTransform(to_px, True)
        stroke(aside, paths, opaque, width)
    finally:
        aside.end()
    painter.save()
    painter.resetTransform()
    painter.setOpacity(painter.opacity() * ink.alphaF())
    painter.drawImage(QPointF(whole.topLeft()), image)
    painter.restore()
