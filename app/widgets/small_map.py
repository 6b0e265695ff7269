"""What the small maps of dialogs share: a framed picture, true to shape at its middle, with a scale bar."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app import theme
from app.canvas.decorations import scale_bar

Array = NDArray[np.float64]
Box = tuple[float, float, float, float]
#: A degree of latitude: between Hainan and Heilongjiang true to half a percent.
M_PER_DEG = 111_000.0
#: Numbers of an unknown system that may be degrees have no scale.
_MOST_DEGREES = 360.0
_MARGIN_PX = 13
#: The scale bar takes at most this share of the width.
_BAR_SHARE = 0.33


class SmallMap(QWidget):
    """A picture of a few shapes; each kind says what is in sight and draws it."""

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__()
        self._hint = hint
        self.setAccessibleName(name)

    def in_sight(self) -> tuple[Box, bool] | None:
        """Return what must be in sight, and whether in degrees (else metres); None for nothing: the hint shows."""
        raise NotImplementedError

    def paint(self, painter: QPainter, place: Placing, t: theme.Tokens) -> None:
        """Draw the shapes."""
        raise NotImplementedError

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw frame, shapes and scale bar."""
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(t.border), 1))
        painter.setBrush(QColor(t.surface))
        painter.drawRoundedRect(frame, 4, 4)
        sight = self.in_sight()
        if sight is None:
            painter.setPen(QColor(t.muted))
            centred = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(frame.adjusted(14, 8, -14, -8), centred, self._hint)
            return
        painter.setClipRect(frame.adjusted(1, 1, -1, -1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box, is_lonlat = sight
        place = Placing(box, is_lonlat, frame.adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX))
        self.paint(painter, place, t)
        if is_lonlat or max(map(abs, box)) > _MOST_DEGREES:
            _draw_bar(painter, place, frame, t)


class Placing:
    """Coordinates to pixels: the same scale both ways, true to shape at the middle."""

    def __init__(self, box: Box, is_lonlat: bool, frame: QRectF) -> None:
        xmin, ymin, xmax, ymax = box
        self._middle = np.array([(xmin + xmax) / 2, (ymin + ymax) / 2])
        self._east = max(math.cos(math.radians(float(self._middle[1]))), 0.05) if is_lonlat else 1.0
        least = 1e-7 if is_lonlat else 0.01
        wide, high = max((xmax - xmin) * self._east, least), max(ymax - ymin, least)
        self._px = min(frame.width() / wide, frame.height() / high)
        self._center = frame.center()
        self.metres_per_px = (M_PER_DEG if is_lonlat else 1.0) / self._px

    def __call__(self, points: Array) -> list[QPointF]:
        """Return where points (n × 2) stand in the picture."""
        moved = (points - self._middle) * (self._px * self._east, -self._px)
        moved = np.clip(moved, -30_000, 30_000)  # far outside: Qt's own arithmetic overflows
        x0, y0 = self._center.x(), self._center.y()
        return [QPointF(x0 + x, y0 + y) for x, y in moved.tolist()]


def draw_lines(painter: QPainter, place: Placing, lines: Iterable[Array]) -> None:
    """Draw lines with the pen in hand."""
    for line in lines:
        painter.drawPolyline(QPolygonF(place(line)))


def draw_dots(painter: QPainter, place: Placing, dots: Array, radius_px: float) -> None:
    """Draw points as discs with the pen and brush in hand."""
    for point in place(dots):
        painter.drawEllipse(point, radius_px, radius_px)


def _draw_bar(painter: QPainter, place: Placing, frame: QRectF, t: theme.Tokens) -> None:
    wide, text = scale_bar(place.metres_per_px, _BAR_SHARE * frame.width())
    end = QPointF(frame.right() - 10, frame.bottom() - 9)
    need = max(wide, painter.fontMetrics().horizontalAdvance(text)) + 10
    ground = QColor(t.surface)
    ground.setAlpha(220)
    painter.fillRect(QRectF(end.x() - need, end.y() - 20, need + 6, 26), ground)
    painter.setPen(QPen(QColor(t.text), 1.5))
    painter.drawLine(QPointF(end.x() - wide, end.y()), end)
    painter.drawText(QRectF(end.x() - 120, end.y() - 20, 120, 16), Qt.AlignmentFlag.AlignRight, text)
