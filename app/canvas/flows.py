"""Arrows between counties, as broad as what one sends the other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from app.canvas.styles import Theme
from app.canvas.view import View

_LEAST_PX, _MOST_PX = 1.5, 12.0
_COLOR, _COLOR_DARK = "#B1508F", "#E08CC4"


@dataclass(frozen=True)
class Flow:
    """An arrow: from and to in metres, its share of the largest, its name for choosing."""

    tail: tuple[float, float]
    head: tuple[float, float]
    share: float
    key: tuple[int, int]


class FlowArrows:
    """Bent arrows, so that what goes there and what comes back lie side by side."""

    def __init__(self, flows: Sequence[Flow]) -> None:
        self._flows = sorted(flows, key=lambda flow: flow.share)
        self.chosen: tuple[int, int] | None = None

    def draw(self, painter: QPainter, view: View, theme: Theme, family: str) -> None:
        """Draw the smallest first, the chosen one above all."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plain = QColor(_COLOR_DARK if theme.name == "dark" else _COLOR)
        plain.setAlphaF(0.8 if self.chosen is None else 0.35)
        last = None
        for flow in self._flows:
            if flow.key == self.chosen:
                last = flow
            else:
                self._arrow(painter, view, flow, plain)
        if last is not None:
            self._arrow(painter, view, last, QColor(theme.selection))
        painter.restore()

    @staticmethod
    def _arrow(painter: QPainter, view: View, flow: Flow, color: QColor) -> None:
        (x0, y0), (x1, y1) = view.to_px(*flow.tail), view.to_px(*flow.head)
        length = math.hypot(x1 - x0, y1 - y0)
        if length < 24.0:
            return
        width = _LEAST_PX + (_MOST_PX - _LEAST_PX) * math.sqrt(flow.share)
        bend_x, bend_y = (x0 + x1) / 2 - 0.14 * (y1 - y0), (y0 + y1) / 2 + 0.14 * (x1 - x0)
        reach = max(math.hypot(x1 - bend_x, y1 - bend_y), 1e-9)
        toward_x, toward_y = (x1 - bend_x) / reach, (y1 - bend_y) / reach
        tip, half = 8.0 + 1.6 * width, 4.0 + 0.9 * width
        base_x, base_y = x1 - toward_x * tip, y1 - toward_y * tip
        path = QPainterPath(QPointF(x0, y0))
        path.quadTo(bend_x, bend_y, base_x, base_y)
        pen = QPen(color, width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        left = QPointF(base_x - toward_y * half, base_y + toward_x * half)
        right = QPointF(base_x + toward_y * half, base_y - toward_x * half)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(QPolygonF([QPointF(x1, y1), left, right]))
