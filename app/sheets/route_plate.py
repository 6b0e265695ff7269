"""The map of a patrol card: one route over the plan, what it watches, where it is handed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.canvas.view import Box, View
from app.sheets.small_plate import Ground, SmallPlate, around
from layers.routes.study import Route

_ROUTE, _HALO, _POINT = "#00796B", "#FFFFFF", "#0072B2"


@dataclass(frozen=True)
class RoutePlate(SmallPlate):
    """A map of one route; its beginning is a ring, hand-over points are dots."""

    ground: Ground
    route: Route
    detection_m: float

    def boxes(self) -> Sequence[Box]:
        """Show all of the route."""
        xmin, ymin, xmax, ymax = self.route.line.buffer(self.detection_m).bounds
        return [(xmin, ymin, xmax, ymax), around((xmin + xmax) / 2, (ymin + ymax) / 2)]

    def draw_below(self, painter: QPainter, view: View) -> None:
        """Draw what is watched."""
        soft = QColor(_ROUTE)
        soft.setAlphaF(0.15)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(soft)
        for part in shapely.get_parts(self.route.line.buffer(self.detection_m)):
            painter.drawPolygon(_polygon(view, shapely.get_coordinates(part.exterior)))

    def draw_above(self, painter: QPainter, view: View, _family: str) -> None:
        """Draw the route, its beginning and its hand-over points."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        line = _polygon(view, shapely.get_coordinates(self.route.line))
        for color, width in ((_HALO, 6.0), (_ROUTE, 3.0)):
            pen = QPen(QColor(color), width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline(line)
        painter.setPen(QPen(QColor(_ROUTE), 2.0))
        painter.setBrush(QColor(_HALO))
        painter.drawEllipse(line.at(0), 5.0, 5.0)
        painter.setBrush(QColor(_POINT))
        painter.setPen(QPen(QColor(_HALO), 1.5))
        for one in self.route.figures.handovers:
            painter.drawEllipse(QPointF(*view.to_px(one.x_m, one.y_m)), 5.0, 5.0)
        painter.restore()


def _polygon(view: View, coords: np.ndarray) -> QPolygonF:
    return QPolygonF([QPointF(*view.to_px(x, y)) for x, y in coords])
