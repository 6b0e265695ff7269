"""The frames of map plates over the map: what a sheet will show."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from app.canvas.styles import Theme
from app.canvas.view import Box, View
from app.fonts import sized

_FIGURE_PX = 12


class PlateFrames:
    """Frames in metres of the plan's metric CRS; one that stands alone pales everything beyond it."""

    has_legend = False

    def __init__(self, boxes: Sequence[Box], shown: int = 0) -> None:
        self.boxes = list(boxes)
        self.shown = shown

    def moved(self, dx_m: float, dy_m: float) -> PlateFrames:
        """Return the frames elsewhere."""
        moved = [(box[0] + dx_m, box[1] + dy_m, box[2] + dx_m, box[3] + dy_m) for box in self.boxes]
        return PlateFrames(moved, self.shown)

    def draw(self, painter: QPainter, view: View, theme: Theme, family: str) -> None:
        """Draw them in logical pixels."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rectangles = [_rectangle(box, view) for box in self.boxes]
        if len(rectangles) == 1:
            beyond = QPainterPath()
            beyond.setFillRule(Qt.FillRule.OddEvenFill)
            beyond.addRect(QRectF(0, 0, *view.size_px))
            beyond.addRect(rectangles[0])
            veil = QColor(theme.ground)
            veil.setAlphaF(0.55)
            painter.fillPath(beyond, veil)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for place, box in enumerate(rectangles):
            halo = QPen(QColor(theme.halo), 4.0 if place == self.shown else 3.0)
            halo.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(halo)
            painter.drawRect(box)
            pen = QPen(QColor(theme.accent), 2.2 if place == self.shown else 1.2)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawRect(box)
        if len(rectangles) > 1:
            self._numbers(painter, rectangles, theme, family)
        painter.restore()

    def _numbers(self, painter: QPainter, rectangles: Sequence[QRectF], theme: Theme, family: str) -> None:
        font = sized(family, _FIGURE_PX, bold=True)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        back = QColor(theme.halo)
        back.setAlphaF(0.85)
        for number, box in enumerate(rectangles, start=1):
            text = str(number)
            wide = metrics.horizontalAdvance(text) + 8
            if box.width() < wide or box.height() < metrics.height():
                continue
            label = QRectF(box.center().x() - wide / 2, box.center().y() - 9, wide, 18)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(back)
            painter.drawRoundedRect(label, 3, 3)
            painter.setPen(QColor(theme.accent))
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, text)

    def draw_legend(self, painter: QPainter, theme: Theme, family: str) -> None:
        """Say nothing: a frame explains itself."""


def _rectangle(box: Box, view: View) -> QRectF:
    left, top = view.to_px(box[0], box[3])
    right, bottom = view.to_px(box[2], box[1])
    return QRectF(QPointF(left, top), QPointF(right, bottom))
