"""Drawing in millimetres on any painter."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.fonts import sized
from app.sheets.paging import Type

_PT_MM = 25.4 / 72.0


class Ink:
    """A painter whose methods take millimetres; ``units`` painter units make one."""

    def __init__(self, painter: QPainter, units_per_mm: float, family: str) -> None:
        self.painter, self.units, self.family = painter, units_per_mm, family

    def point(self, x: float, y: float) -> QPointF:
        """Return a point in painter units."""
        return QPointF(x * self.units, y * self.units)

    def rectangle(self, box: QRectF) -> QRectF:
        """Return a box in painter units."""
        units = self.units
        return QRectF(box.x() * units, box.y() * units, box.width() * units, box.height() * units)

    def line(self, x1: float, y1: float, x2: float, y2: float, color: str, width_mm: float) -> None:
        """Draw a line."""
        self.painter.setPen(QPen(QColor(color), width_mm * self.units))
        self.painter.drawLine(self.point(x1, y1), self.point(x2, y2))

    def box(self, box: QRectF, *, fill: str = "", line: str = "", width_mm: float = 0.2) -> None:
        """Draw a rectangle."""
        if line:
            pen = QPen(QColor(line), width_mm * self.units)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            self.painter.setPen(pen)
        else:
            self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
        self.painter.drawRect(self.rectangle(box))

    def text(self, x: float, baseline: float, text: str, kind: Type) -> None:
        """Write a line of text."""
        self._prepare(kind)
        self.painter.drawText(self.point(x, baseline), text)

    def halo_text(self, x: float, baseline: float, text: str, kind: Type) -> None:
        """Write a line of text on a white halo: text that can be searched, over its own outline."""
        path = QPainterPath()
        path.addText(
            self.point(x, baseline), sized(self.family, kind.size_pt * _PT_MM * self.units, bold=kind.bold), text
        )
        pen = QPen(QColor("#FFFFFF"), 0.7 * self.units)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.painter.strokePath(path, pen)
        self.text(x, baseline, text, kind)

    def turned_text(self, x: float, baseline_start: float, text: str, kind: Type) -> None:
        """Write a line of text upwards."""
        self._prepare(kind)
        self.painter.save()
        self.painter.translate(self.point(x, baseline_start))
        self.painter.rotate(-90.0)
        self.painter.drawText(QPointF(0, 0), text)
        self.painter.restore()

    def _prepare(self, kind: Type) -> None:
        self.painter.setFont(sized(self.family, kind.size_pt * _PT_MM * self.units, bold=kind.bold))
        self.painter.setPen(QColor(kind.color))
