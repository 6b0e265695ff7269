"""Two small pictures of one feature: where it lies in its layer, and its shape before and after mending."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app import theme, words

_Array = NDArray[np.float64]
Box = tuple[float, float, float, float]
_MARGIN_PX = 14
_M_PER_DEG = 111_320.0
#: Numbers of an unknown system that may be degrees have no scale.
_MOST_DEGREES = 360.0
#: In a shape of more vertices than this, a change smaller than this share of it is shown from so near.
_SIMPLE, _SMALL_CHANGE, _NEAR = 30, 0.01, 0.04


@dataclass(frozen=True, eq=False)
class Scene:
    """What a picture shows, in degrees or in the metres of a file; ``box`` is what must be in sight."""

    box: Box | None = None
    is_lonlat: bool = True
    ground: tuple[_Array, ...] = ()  # thin grey lines: the layer
    dots: _Array = field(default_factory=lambda: np.empty((0, 2)))
    before: Any = None  # shapely geometries
    after: Any = None
    mark: tuple[float, float] | None = None  # where exactly
    ring: bool = False  # a ring around the mark that says "here"


class ShapePicture(QWidget):
    """Draws a :class:`Scene`: before in red and dashed, after filled in the accent."""

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._hint = hint
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

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the shapes and a scale bar."""
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(t.border), 1))
        painter.setBrush(QColor(t.surface))
        painter.drawRoundedRect(frame, 4, 4)
        scene = self._scene
        if scene.box is None:
            painter.setPen(QColor(t.muted))
            inner = frame.adjusted(12, 8, -12, -8)
            painter.drawText(inner, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._hint)
            return
        painter.setClipRect(frame.adjusted(1, 1, -1, -1))
        place = _Placer(scene.box, scene.is_lonlat, frame.adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(t.border_strong), 1.2))
        for line in scene.ground:
            painter.drawPolyline(QPolygonF(place(line)))
        for point in place(scene.dots):
            painter.drawEllipse(point, 1.5, 1.5)
        fill = QColor(t.accent)
        fill.setAlpha(70)
        _draw(painter, place, scene.after, QPen(QColor(t.accent), 1.8), fill)
        _draw(painter, place, scene.before, QPen(QColor(t.danger), 1.6, Qt.PenStyle.DashLine), None)
        if scene.mark is not None:
            (at,) = place(np.array([scene.mark]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.accent if scene.ring else t.danger), 2.2))
            painter.drawEllipse(at, *((9.0, 9.0) if scene.ring else (5.0, 5.0)))
        if scene.is_lonlat or max(map(abs, scene.box)) > _MOST_DEGREES:
            self._draw_scale(painter, place, frame, t)

    def _draw_scale(self, painter: QPainter, place: _Placer, frame: QRectF, t: theme.Tokens) -> None:
        length_m = _round_length(0.35 * frame.width() / place.px_per_m)
        wide = length_m * place.px_per_m
        end = QPointF(frame.right() - 10, frame.bottom() - 8)
        text = (
            self.tr("{count} km").format(count=words.number(length_m / 1000))
            if length_m >= 1000
            else self.tr("{count} m").format(count=words.number(length_m, 0 if length_m >= 1 else 3))
        )
        need = max(wide, painter.fontMetrics().horizontalAdvance(text)) + 10
        ground = QColor(t.surface)
        ground.setAlpha(220)
        painter.fillRect(QRectF(end.x() - need, end.y() - 20, need + 6, 26), ground)
        painter.setPen(QPen(QColor(t.text), 1.5))
        painter.drawLine(QPointF(end.x() - wide, end.y()), end)
        painter.drawText(QRectF(end.x() - 120, end.y() - 20, 120, 16), Qt.AlignmentFlag.AlignRight, text)


class _Placer:
    """Coordinates to pixels, true to shape at the middle."""

    def __init__(self, box: Box, is_lonlat: bool, frame: QRectF) -> None:
        xmin, ymin, xmax, ymax = box
        self._middle = np.array([(xmin + xmax) / 2, (ymin + ymax) / 2])
        self._east = max(math.cos(math.radians(float(self._middle[1]))), 0.05) if is_lonlat else 1.0
        least = 1e-7 if is_lonlat else 0.01
        wide, high = max((xmax - xmin) * self._east, least), max(ymax - ymin, least)
        self._px = min(frame.width() / wide, frame.height() / high)
        self._center = frame.center()
        self.px_per_m = self._px / (_M_PER_DEG if is_lonlat else 1.0)

    def __call__(self, points: _Array) -> list[QPointF]:
        moved = (points - self._middle) * (self._px * self._east, -self._px)
        moved = np.clip(moved, -30_000, 30_000)  # far outside: Qt's own arithmetic overflows
        x0, y0 = self._center.x(), self._center.y()
        return [QPointF(x0 + x, y0 + y) for x, y in moved.tolist()]


def close_up(before: Any, after: Any, box: _Array, mark: _Array | None, *, is_lonlat: bool) -> Scene:
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
    least = 20 / _M_PER_DEG if is_lonlat else 20.0
    grow = max(0.0, (least - max(xmax - xmin, ymax - ymin)) / 2)
    sight = (xmin - grow, ymin - grow, xmax + grow, ymax + grow)
    return Scene(sight, is_lonlat, before=before, after=after, mark=at)


def _draw(painter: QPainter, place: _Placer, shape: Any, pen: QPen, fill: QColor | None) -> None:
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
        for point in place(shapely.get_coordinates(points)):
            painter.drawEllipse(point, 3.5, 3.5)


def _lines(shape: Any) -> Iterable[Any]:
    parts = shapely.get_parts(shape)
    kinds = shapely.get_type_id(parts)
    yield from shapely.get_rings(parts[kinds == 3])
    yield from parts[(kinds == 1) | (kinds == 2)]


def _round_length(length_m: float) -> float:
    """Return the greatest of 1, 2 and 5 times a power of ten below a length."""
    length_m = max(length_m, 1e-3)
    power = 10.0 ** math.floor(math.log10(length_m))
    return max(step * power for step in (1.0, 2.0, 5.0) if step * power <= length_m * (1 + 1e-9))
