"""Who is there by when, over the map: one picture of times, or two with a line between them that is moved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from app.canvas.arrivals import Arrivals
from app.canvas.flows import FlowArrows
from app.canvas.styles import Theme
from app.canvas.view import View
from app.fonts import sized

_CLOSED = "#D7263D"


class ResponsePicture:
    """Times, arrows, the place that was asked about, and what is closed."""

    def __init__(self) -> None:
        self.left: Arrivals | None = None
        self.right: Arrivals | None = None  # with it, ``left`` ends where ``right`` begins
        self.names = ("", "")
        self.share = 0.3
        self.arrows: FlowArrows | None = None
        self.shows_times = True
        self.shows_arrows = False
        self.place: tuple[float, float] | None = None
        self.closed: Sequence[tuple[float, float]] = ()

    @property
    def is_swiped(self) -> bool:
        """Whether two pictures are compared."""
        return self.left is not None and self.right is not None

    def draw(self, painter: QPainter, view: View, theme: Theme, family: str) -> None:
        """Draw times, line, arrows, marks, legend."""
        if self.shows_times and self.is_swiped:
            self._draw_swiped(painter, view, theme, family)
        elif self.shows_times and self.left is not None:
            self.left.draw_times(painter, view)
        if self.shows_arrows and self.arrows is not None:
            self.arrows.draw(painter, view, theme, family)
        for at in self.closed:
            self._cross(painter, QPointF(*view.to_px(*at)), theme)
        if self.place is not None:
            self._ring(painter, QPointF(*view.to_px(*self.place)), theme)
        if self.shows_times and self.left is not None:
            self.left.draw_legend(painter, theme, family)

    def _draw_swiped(self, painter: QPainter, view: View, theme: Theme, family: str) -> None:
        assert self.left is not None and self.right is not None
        width, height = view.size_px
        x = width * self.share
        for picture, box in ((self.left, QRectF(0, 0, x, height)), (self.right, QRectF(x, 0, width - x, height))):
            painter.save()
            painter.setClipRect(box)
            picture.draw_times(painter, view)
            painter.restore()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for color, thick in ((theme.halo, 5.0), (theme.ink, 2.0)):
            painter.setPen(QPen(QColor(color), thick))
            painter.drawLine(QLineF(x, 0, x, height))
        font = sized(family, 13)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        for name, side in zip(self.names, (-1, 1), strict=True):
            wide = metrics.horizontalAdvance(name) + 16
            left = x - wide - 8 if side < 0 else x + 8
            box = QRectF(left, height - 64, wide, metrics.height() + 8)
            back = QColor(theme.land)
            back.setAlphaF(0.92)
            painter.setPen(QPen(QColor(theme.muted), 0.6))
            painter.setBrush(back)
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(QColor(theme.ink))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
        painter.restore()

    @staticmethod
    def _cross(painter: QPainter, middle: QPointF, theme: Theme) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for color, thick in ((theme.halo, 7.0), (_CLOSED, 3.5)):
            pen = QPen(QColor(color), thick)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            for dy in (-6.0, 6.0):
                painter.drawLine(middle + QPointF(-6.0, dy), middle + QPointF(6.0, -dy))
        painter.restore()

    @staticmethod
    def _ring(painter: QPainter, middle: QPointF, theme: Theme) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, thick in ((theme.halo, 6.0), (theme.selection, 3.0)):
            painter.setPen(QPen(QColor(color), thick))
            painter.drawEllipse(middle, 7.0, 7.0)
        painter.restore()
