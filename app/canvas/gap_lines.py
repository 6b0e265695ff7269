"""How every border stands, drawn over the map: colour, dash and width say the same, so it reads in grey too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from app.canvas.overlay import logical_transform
from app.canvas.paths import geometry_path
from app.canvas.strokes import cosmetic
from app.canvas.styles import Theme
from app.canvas.view import View
from app.fonts import sized


@dataclass(frozen=True)
class LineLook:
    """One class: colour on light and on dark ground, width in pixels, dash in widths."""

    light: str
    dark: str
    width_px: float
    dash: tuple[float, ...] = ()


#: After Okabe and Ito's colours for all eyes; the worse a border stands, the wider and the more broken its line.
LOOKS: Mapping[str, LineLook] = {
    "in_force": LineLook("#009E73", "#3DD6A8", 2.5),
    "expiring": LineLook("#0072B2", "#66B8EE", 3.0, (8.0, 2.0)),
    "undated": LineLook("#56B4E9", "#8CCBF2", 3.0, (4.0, 1.5)),
    "negotiating": LineLook("#B8860B", "#F0C34E", 3.5, (2.5, 1.5)),
    "expired": LineLook("#CC79A7", "#E8A6CB", 4.0, (1.2, 1.2)),
    "none": LineLook("#D55E00", "#FF9A4D", 5.0, (0.5, 0.9)),
    "outer": LineLook("#8A8F94", "#8A9096", 1.2, (1.0, 3.0)),
}
_SAMPLE_PX = 44


def pen_of(code: str, *, is_dark: bool) -> QPen:
    """Return the pen of a class."""
    look = LOOKS[code]
    pen = QPen(QColor(look.dark if is_dark else look.light), look.width_px)
    cosmetic(pen)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if look.dash:
        pen.setDashPattern(list(look.dash))
    return pen


@dataclass(frozen=True)
class LegendRow:
    """One row of the legend: a class and what is said of it."""

    code: str
    text: str


@dataclass(frozen=True)
class LineNote:
    """A few words at a border, in metres: how long ago its last drill was."""

    x: float
    y: float
    text: str
    is_bad: bool = False


class GapLines:
    """Lies over the map until another thing does; lines in metres of the plan's metric CRS."""

    def __init__(
        self,
        title: str,
        lines: Mapping[str, Sequence[shapely.Geometry]],
        legend: Sequence[LegendRow],
        notes: Sequence[LineNote] = (),
    ) -> None:
        self.title = title
        self.notes = tuple(notes)
        self.legend = tuple(legend)
        self._paths: dict[str, QPainterPath] = {
            code: geometry_path(np.array(list(shapes), dtype=object)) for code, shapes in lines.items() if len(shapes)
        }
        self.chosen: QPainterPath | None = None

    def choose(self, shapes: Sequence[shapely.Geometry]) -> None:
        """Bring out one border; none for no shapes."""
        self.chosen = geometry_path(np.array(list(shapes), dtype=object)) if len(shapes) else None

    def draw(self, painter: QPainter, view: View, theme: Theme, family: str) -> None:
        """Draw the lines, what is worst on top, and the legend."""
        is_dark = theme.name == "dark"
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.save()
        painter.setWorldTransform(logical_transform(view), True)
        ground = QColor(theme.land)
        ground.setAlphaF(0.85)
        if self.chosen is not None:
            glow = QColor(theme.selection)
            glow.setAlphaF(0.45)
            self._stroke(painter, self.chosen, glow, 13.0)
        for code in (*(code for code in LOOKS if code in ("outer",)), *(code for code in LOOKS if code != "outer")):
            path = self._paths.get(code)
            if path is None:
                continue
            self._stroke(painter, path, ground, LOOKS[code].width_px + 2.0)
            painter.setPen(pen_of(code, is_dark=is_dark))
            painter.drawPath(path)
        painter.restore()
        self._draw_notes(painter, view, theme, family)
        self._draw_legend(painter, theme, family)
        painter.restore()

    def _draw_notes(self, painter: QPainter, view: View, theme: Theme, family: str) -> None:
        """Write the notes where there is room; one that would lie over another is left out."""
        font = sized(family, 11)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        taken: list[QRectF] = []
        for note in self.notes:
            x, y = view.to_px(note.x, note.y)
            width, height = metrics.horizontalAdvance(note.text) + 8, metrics.height() + 2
            box = QRectF(x - width / 2, y - height / 2, width, height)
            if any(box.intersects(other) for other in taken):
                continue
            taken.append(box)
            back = QColor(theme.land)
            back.setAlphaF(0.9)
            painter.setPen(QPen(QColor(LOOKS["none"].light if note.is_bad else theme.muted), 0.8))
            painter.setBrush(back)
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(QColor(theme.ink))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, note.text)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    @staticmethod
    def _stroke(painter: QPainter, path: QPainterPath, color: QColor, width_px: float) -> None:
        pen = QPen(color, width_px)
        cosmetic(pen)
        painter.setPen(pen)
        painter.drawPath(path)

    def _draw_legend(self, painter: QPainter, theme: Theme, family: str) -> None:
        font = sized(family, 12)
        metrics = QFontMetricsF(font)
        row_px = metrics.height() + 6
        widest = max([metrics.horizontalAdvance(row.text) for row in self.legend], default=0.0)
        width = max(widest + _SAMPLE_PX + 28, metrics.horizontalAdvance(self.title) + 20)
        box = QRectF(12, 12, width, row_px * (len(self.legend) + 1) + 10)
        back = QColor(theme.land)
        back.setAlphaF(0.93)
        painter.setPen(QPen(QColor(theme.muted), 0.6))
        painter.setBrush(back)
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(font)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(QColor(theme.ink))
        painter.drawText(QRectF(box.left() + 10, box.top() + 5, width - 20, row_px), left, self.title)
        for place, row in enumerate(self.legend, start=1):
            y = box.top() + 5 + row_px * (place + 0.5)
            painter.setPen(pen_of(row.code, is_dark=theme.name == "dark"))
            painter.drawLine(QPointF(box.left() + 10, y), QPointF(box.left() + 10 + _SAMPLE_PX, y))
            painter.setPen(QColor(theme.ink))
            text = QRectF(box.left() + 18 + _SAMPLE_PX, y - row_px / 2, width - _SAMPLE_PX - 20, row_px)
            painter.drawText(text, left, row.text)
