"""What a card lays over the map: areas, outlines, places with their uncertainty, and one that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from app.canvas.styles import Theme
from app.canvas.view import View

FloatArray = NDArray[np.float64]

_DOT_PX, _LINE_PX, _CHOSEN_PX = 4.5, 2.5, 5.0
#: Places have their ring of uncertainty drawn when it is larger than this.
_LEAST_RING_PX = 8.0


@dataclass(frozen=True)
class Area:
    """A polygon in metres: filled softly, or an outline only, dashed or not."""

    shape: shapely.Geometry
    color: str
    is_filled: bool = True
    is_dashed: bool = False


@dataclass(frozen=True)
class Stretch:
    """A line in metres."""

    shape: shapely.Geometry
    color: str


@dataclass(frozen=True)
class Dot:
    """A place in metres, and how far off it may be."""

    x: float
    y: float
    color: str
    radius_m: float = 0.0


@dataclass
class Marks:
    """Areas lowest, then lines, then places; what is chosen above all, in the colour of a selection."""

    areas: Sequence[Area] = ()
    lines: Sequence[Stretch] = ()
    dots: Sequence[Dot] = ()
    chosen: shapely.Geometry | None = None
    _paths: dict[int, list[FloatArray]] = field(default_factory=dict, repr=False)

    @property
    def extent(self) -> tuple[float, float, float, float] | None:
        """The box of all that is drawn, metres; None for nothing."""
        shapes = [one.shape for one in self.areas] + [one.shape for one in self.lines]
        shapes += [shapely.Point(one.x, one.y) for one in self.dots]
        if not shapes:
            return None
        xmin, ymin, xmax, ymax = shapely.total_bounds(np.array(shapes, dtype=object)).tolist()
        return xmin, ymin, xmax, ymax

    def draw(self, painter: QPainter, view: View, theme: Theme, _family: str) -> None:
        """Draw it."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for area in self.areas:
            self._area(painter, view, area)
        for line in self.lines:
            self._line(painter, view, line.shape, line.color, theme.halo, _LINE_PX)
        for dot in self.dots:
            self._dot(painter, view, dot, theme.halo)
        if self.chosen is not None:
            self._line(painter, view, self.chosen, theme.selection, theme.halo, _CHOSEN_PX)
        painter.restore()

    def _area(self, painter: QPainter, view: View, area: Area) -> None:
        path = QPainterPath()
        for ring in self._rings(area.shape):
            path.addPolygon(_polygon(view, ring))
            path.closeSubpath()
        color = QColor(area.color)
        pen = QPen(color, 2.0)
        if area.is_dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        soft = QColor(color)
        soft.setAlphaF(0.22)
        painter.setBrush(soft if area.is_filled else Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _line(
        self, painter: QPainter, view: View, shape: shapely.Geometry, color: str, halo: str, width: float
    ) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        for tint, broad in ((halo, width + 4.0), (color, width)):
            painter.setPen(QPen(QColor(tint), broad, Qt.PenStyle.SolidLine, cap, join))
            for ring in self._rings(shape):
                if len(ring) == 1:
                    painter.drawEllipse(QPointF(*view.to_px(*ring[0])), 9.0, 9.0)
                else:
                    painter.drawPolyline(_polygon(view, ring))

    def _dot(self, painter: QPainter, view: View, dot: Dot, halo: str) -> None:
        middle = QPointF(*view.to_px(dot.x, dot.y))
        radius = dot.radius_m / view.metres_per_px
        color = QColor(dot.color)
        if radius > _LEAST_RING_PX:
            soft = QColor(color)
            soft.setAlphaF(0.16)
            painter.setBrush(soft)
            painter.setPen(QPen(color, 1.0, Qt.PenStyle.DashLine))
            painter.drawEllipse(middle, radius, radius)
        painter.setBrush(color)
        painter.setPen(QPen(QColor(halo), 1.2))
        painter.drawEllipse(middle, _DOT_PX, _DOT_PX)

    def _rings(self, shape: shapely.Geometry) -> list[FloatArray]:
        """Return the rings or lines of a shape, taken apart once."""
        key = id(shape)
        if key not in self._paths:
            rings = []
            for part in shapely.get_parts(shape):
                if part.geom_type == "Polygon":
                    rings += [shapely.get_coordinates(ring) for ring in (part.exterior, *part.interiors)]
                elif not part.is_empty:
                    rings.append(shapely.get_coordinates(part))
            self._paths[key] = rings
        return self._paths[key]


def _polygon(view: View, ring: FloatArray) -> QPolygonF:
    return QPolygonF([QPointF(*view.to_px(x, y)) for x, y in ring])
