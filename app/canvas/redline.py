"""What an amendment adds and takes away, over the map: colour, hatch and outline say the same, so it reads in grey."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from app.canvas.overlay import logical_transform
from app.canvas.paths import geometry_path
from app.canvas.strokes import cosmetic
from app.canvas.styles import Theme
from app.canvas.view import Box, View
from app.fonts import sized

#: Kept, removed, added: colour on light and dark ground, hatch, dash of the outline.  After Okabe and Ito.
_LOOKS: tuple[tuple[str, str, str, Qt.BrushStyle, tuple[float, ...]], ...] = (
    ("kept", "#7A7F85", "#A8ADB3", Qt.BrushStyle.NoBrush, ()),
    ("removed", "#C0392B", "#FF8A7A", Qt.BrushStyle.FDiagPattern, (3.0, 2.0)),
    ("added", "#00795C", "#3DD6A8", Qt.BrushStyle.BDiagPattern, ()),
)
_SAMPLE_PX = 28


class RedlineLayer:
    """Lies over the map; shapes in metres of the scene's CRS."""

    def __init__(
        self,
        title: str,
        added: Sequence[shapely.Geometry],
        removed: Sequence[shapely.Geometry],
        kept: Sequence[shapely.Geometry],
        legend: Sequence[tuple[str, str]],
    ) -> None:
        """Keep what is drawn; ``legend``: what is said of ``kept``, ``removed`` and ``added``, where there is any."""
        self.title = title
        self.legend = tuple(legend)
        shapes = {"added": added, "removed": removed, "kept": kept}
        there = {code: [one for one in some if not one.is_empty] for code, some in shapes.items()}
        self._paths: dict[str, QPainterPath] = {
            code: geometry_path(np.array(some, dtype=object)) for code, some in there.items() if some
        }
        every = [one for some in there.values() for one in some]
        self.extent: Box | None = None
        if every:
            xmin, ymin, xmax, ymax = (float(edge) for edge in shapely.total_bounds(np.array(every, dtype=object)))
            self.extent = (xmin, ymin, xmax, ymax)

    def draw(self, painter: QPainter, view: View, theme: Theme, family: str) -> None:
        """Draw what stayed, what went and what came, and what the colours mean."""
        is_dark = theme.name == "dark"
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        transform = logical_transform(view)
        painter.setWorldTransform(transform, True)
        for code, light, dark, hatch, dash in _LOOKS:
            path = self._paths.get(code)
            if path is None:
                continue
            color = QColor(dark if is_dark else light)
            if hatch is not Qt.BrushStyle.NoBrush:
                tint = QColor(color)
                tint.setAlphaF(0.22)
                painter.fillPath(path, tint)
                brush = QBrush(color, hatch)
                brush.setTransform(transform.inverted()[0])  # the hatch is as wide on paper whatever the scale
                painter.fillPath(path, brush)
            painter.strokePath(path, _pen(color, 2.0, dash))
        painter.restore()
        self._draw_legend(painter, theme, family)
        painter.restore()

    def _draw_legend(self, painter: QPainter, theme: Theme, family: str) -> None:
        font = sized(family, 12)
        metrics = QFontMetricsF(font)
        row_px = metrics.height() + 6
        widest = max([metrics.horizontalAdvance(text) for _, text in self.legend], default=0.0)
        width = max(widest + _SAMPLE_PX + 28, metrics.horizontalAdvance(self.title) + 20)
        box = QRectF(12, 12, width, row_px * (len(self.legend) + 1) + 10)
        back = QColor(theme.land)
        back.setAlphaF(0.93)
        painter.setPen(QPen(QColor(theme.muted), 0.6))
        painter.setBrush(back)
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(font)
        painter.setPen(QColor(theme.ink))
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(box.left() + 10, box.top() + 5, width - 20, row_px), left, self.title)
        looks = {
            code: (dark if theme.name == "dark" else light, hatch, dash) for code, light, dark, hatch, dash in _LOOKS
        }
        for place, (code, text) in enumerate(self.legend, start=1):
            y = box.top() + 5 + row_px * (place + 0.5)
            color, hatch, dash = looks[code]
            sample = QRectF(box.left() + 10, y - 6, _SAMPLE_PX - 6, 12)
            painter.setBrush(QBrush(QColor(color), hatch))
            painter.setPen(_pen(QColor(color), 1.4, dash))
            painter.drawRect(sample)
            painter.setPen(QColor(theme.ink))
            room = QRectF(box.left() + 14 + _SAMPLE_PX, y - row_px / 2, width - _SAMPLE_PX - 18, row_px)
            painter.drawText(room, left, text)


def _pen(color: QColor, width_px: float, dash: tuple[float, ...]) -> QPen:
    pen = QPen(color, width_px)
    cosmetic(pen)
    if dash:
        pen.setDashPattern(list(dash))
    return pen
