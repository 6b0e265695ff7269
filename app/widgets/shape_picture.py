"""Two small pictures of one feature: where it lies in its layer, and its shape before and after mending."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from app import theme
from app.widgets.small_map import M_PER_DEG, Array, Box, Placing, SmallMap, draw_dots, draw_lines

#: In a shape of more vertices than this, a change smaller than this share of it is shown from so near.
_SIMPLE, _SMALL_CHANGE, _NEAR = 30, 0.01, 0.04


@dataclass(frozen=True, eq=False)
class Scene:
    """What a picture shows, in degrees or in the metres of a file; ``box`` is what must be in sight."""

    box: Box | None = None
    is_lonlat: bool = True
    ground: tuple[Array, ...] = ()  # thin grey lines: the layer
    dots: Array = field(default_factory=lambda: np.empty((0, 2)))
    before: Any = None  # shapely geometries
    after: Any = None
    mark: tuple[float, float] | None = None  # where exactly
    ring: bool = False  # a ring around the mark that says "here"


class ShapePicture(SmallMap):
    """Draws a :class:`Scene`: before in red and dashed, after filled in the accent."""

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__(name, hint)
        self._scene = Scene()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Return room for a shape."""
        return QSize(200, 190)

    def minimumSizeHint(self) -> QSize:
        """Return the least room in which a crossing can be seen."""
        return QSize(150, 76)

    @property
    def scene(self) -> Scene:
        """What is shown."""
        return self._scene

    def show_scene(self, scene: Scene) -> None:
        """Show something else."""
        self._scene = scene
        self.update()

    def in_sight(self) -> tuple[Box, bool] | None:
        """Return the box of the scene."""
        return None if (box := self._scene.box) is None else (box, self._scene.is_lonlat)

    def paint(self, painter: QPainter, place: Placing, t: theme.Tokens) -> None:
        """Draw the layer, the shape after and before mending, and the mark."""
        scene = self._scene
        painter.setPen(QPen(QColor(t.border_strong), 1.2))
        draw_lines(painter, place, scene.ground)
        draw_dots(painter, place, scene.dots, 1.5)
        fill = QColor(t.accent)
        fill.setAlpha(70)
        _draw(painter, place, scene.after, QPen(QColor(t.accent), 1.8), fill)
        _draw(painter, place, scene.before, QPen(QColor(t.danger), 1.6, Qt.PenStyle.DashLine), None)
        if scene.mark is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.accent if scene.ring else t.danger), 2.2))
            draw_dots(painter, place, np.array([scene.mark]), 9.0 if scene.ring else 5.0)


def close_up(before: Any, after: Any, box: Array, mark: Array | None, *, is_lonlat: bool) -> Scene:
    """Return the scene of one shape; from near where mending changed only a little of a large one."""
    known = [shape for shape in (before, after) if shape is not None and not shape.is_empty]
    if not np.isfinite(box).all():
        return Scene()
    xmin, ymin, xmax, ymax = (float(value) for value in box)
    at = None if mark is None or not np.isfinite(mark).all() else (float(mark[0]), float(mark[1]))
    many = len(known) == 2 and shapely.get_num_coordinates(before) > _SIMPLE
    if at is not None and many and abs(before.area - after.area) < _SMALL_CHANGE * after.area:
        reach = _NEAR * math.hypot(xmax - xmin, ymax - ymin)
        xmin, ymin, xmax, ymax = at[0] - reach, at[1] - reach, at[0] + reach, at[1] + reach
    least = 20 / M_PER_DEG if is_lonlat else 20.0
    grow = max(0.0, (least - max(xmax - xmin, ymax - ymin)) / 2)
    sight = (xmin - grow, ymin - grow, xmax + grow, ymax + grow)
    return Scene(sight, is_lonlat, before=before, after=after, mark=at)


def _draw(painter: QPainter, place: Placing, shape: Any, pen: QPen, fill: QColor | None) -> None:
    if shape is None or shape.is_empty:
        return
    painter.setPen(pen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for line in _lines(shape):
        path.addPolygon(QPolygonF(place(shapely.get_coordinates(line))))
    if fill is None or shapely.get_dimensions(shape) < 2:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    points = shapely.get_parts(shape)
    points = points[shapely.get_type_id(points) == 0]
    if len(points):
        painter.setBrush(pen.color())
        draw_dots(painter, place, shapely.get_coordinates(points), 3.5)


def _lines(shape: Any) -> Iterable[Any]:
    parts = shapely.get_parts(shape)
    kinds = shapely.get_type_id(parts)
    yield from shapely.get_rings(parts[kinds == 3])
    yield from parts[(kinds == 1) | (kinds == 2)]
