"""Two or more counties' own versions of one line, drawn over the map about the sliver between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import cycle

import numpy as np
import shapely
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen

from app.canvas.legend_box import draw_ground
from app.canvas.overlay import logical_transform
from app.canvas.paths import geometry_path
from app.canvas.strokes import cosmetic
from app.canvas.styles import Theme
from app.canvas.view import View
from app.fonts import sized

#: Colour and dash of the first county's line, the second's and those of further ones: told apart in grey too.
LINES: tuple[tuple[str, str, tuple[float, ...]], ...] = (
    ("#0072B2", "#66B8EE", ()),
    ("#D55E00", "#FFA45C", (4.0, 2.5)),
    ("#8B3FA0", "#D59BE6", (1.0, 2.0)),
)
#: How much of the lines is shown around the sliver: at least this, and its own size.
_AROUND_M = 2_000.0


@dataclass(frozen=True)
class TwoLines:
    """A sliver and the counties' own outlines (name → outline), in metres of the plan's metric CRS."""

    sliver: shapely.Geometry
    lines: Mapping[str, shapely.Geometry]

    def __post_init__(self) -> None:
        xmin, ymin, xmax, ymax = self.sliver.bounds
        grow = max(_AROUND_M, xmax - xmin, ymax - ymin)
        box = (xmin - grow, ymin - grow, xmax + grow, ymax + grow)
        near = {name: shapely.clip_by_rect(shapely.boundary(line), *box) for name, line in self.lines.items()}
        object.__setattr__(self, "lines", near)

    def draw(self, painter: QPainter, view: View, theme: Theme, family: str) -> None:
        """Draw the sliver hatched, the first line solid, the others dashed, and say whose they are."""
        is_dark = theme.name == "dark"
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_sliver(painter, view, theme)
        for line, (light, dark, dash) in zip(self.lines.values(), cycle(LINES), strict=False):
            pen = QPen(QColor(dark if is_dark else light), 2.4)
            cosmetic(pen)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if dash:
                pen.setDashPattern(list(dash))
            self._stroke(painter, line, view, pen)
        painter.restore()
        self._draw_names(painter, theme, family)

    def _draw_sliver(self, painter: QPainter, view: View, theme: Theme) -> None:
        bright = QColor(theme.selection)
        glow = QColor(bright)
        glow.setAlphaF(0.35)
        outline = QPen(glow, 7.0)
        cosmetic(outline)
        self._stroke(painter, shapely.boundary(self.sliver), view, outline)
        rings = shapely.transform(self.sliver, lambda xy: np.column_stack(view.to_px(xy[:, 0], xy[:, 1])))
        path = geometry_path(np.array([rings], dtype=object))
        painter.fillPath(path, QBrush(bright, Qt.BrushStyle.BDiagPattern))

    @staticmethod
    def _stroke(painter: QPainter, line: shapely.Geometry, view: View, pen: QPen) -> None:
        painter.save()
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setWorldTransform(logical_transform(view), True)
        painter.drawPath(geometry_path(np.array([line], dtype=object)))
        painter.restore()

    def _draw_names(self, painter: QPainter, theme: Theme, family: str) -> None:
        """Say in the corner of the map whose line is which."""
        font = sized(family, 12)
        metrics = QFontMetricsF(font)
        row = metrics.height() + 6
        width = max((metrics.horizontalAdvance(name) for name in self.lines), default=0.0) + 60
        box = QRectF(12, 12, width, row * len(self.lines) + 10)
        painter.save()
        draw_ground(painter, theme, box)
        painter.setFont(font)
        for place, (name, (light, dark, dash)) in enumerate(zip(self.lines, cycle(LINES), strict=False)):
            y = box.top() + 5 + row * (place + 0.5)
            pen = QPen(QColor(dark if theme.name == "dark" else light), 2.4)
            if dash:
                pen.setDashPattern(list(dash))
            painter.setPen(pen)
            painter.drawLine(QPointF(box.left() + 10, y), QPointF(box.left() + 40, y))
            painter.setPen(QColor(theme.ink))
            text = QRectF(box.left() + 48, y - row / 2, width - 48, row)
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        painter.restore()
