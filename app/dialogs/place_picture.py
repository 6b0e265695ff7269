"""A small map of where a layer lies as its file states, where it would lie otherwise, and the counties around it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app import theme, words

_Array = NDArray[np.float64]
_MARGIN_PX = 12
#: Lines of one kind that are drawn at most; a picture of this size shows no more.
_MOST_LINES = 800
_CENTRED = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


@dataclass(frozen=True, eq=False)
class Places:
    """What the picture shows, all in longitude and latitude; lines are n × 2 arrays."""

    before: tuple[_Array, ...] = ()
    after: tuple[_Array, ...] = ()
    dots_before: _Array = field(default_factory=lambda: np.empty((0, 2)))
    dots_after: _Array = field(default_factory=lambda: np.empty((0, 2)))
    counties: Any = None  # array of shapely polygons, or None

    @property
    def bounds(self) -> tuple[float, float, float, float] | None:
        """The extent of what is shown of the layer."""
        found = [*self.before, *self.after, self.dots_before, self.dots_after]
        found = [one for one in found if len(one)]
        if not found:
            return None
        everything = np.vstack(found)
        (west, south), (east, north) = everything.min(axis=0), everything.max(axis=0)
        return float(west), float(south), float(east), float(north)


class PlacePicture(QWidget):
    """Draws :class:`Places`: counties thin, the layer as stated grey and dashed, the layer as read in the accent."""

    def __init__(self) -> None:
        super().__init__()
        self._places = Places()
        self._counties: list[_Array] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        self.setMaximumWidth(440)
        self.setAccessibleName(self.tr("Where the layer lies"))

    def sizeHint(self) -> QSize:
        """Return room for some twenty kilometres or a whole county."""
        return QSize(300, 190)

    def minimumSizeHint(self) -> QSize:
        """Return the least room in which a shift can be seen."""
        return QSize(260, 160)

    @property
    def places(self) -> Places:
        """What is shown."""
        return self._places

    def show_places(self, places: Places) -> None:
        """Show other places."""
        self._places = places
        self._counties = _lines_within(places)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines and a scale bar."""
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(t.border), 1))
        painter.setBrush(QColor(t.surface))
        painter.drawRoundedRect(frame, 4, 4)
        bounds = self._places.bounds
        if bounds is None:
            painter.setPen(QColor(t.muted))
            text = self.tr("Shown here once a coordinate system is chosen")
            painter.drawText(frame.adjusted(16, 8, -16, -8), _CENTRED, text)
            return
        painter.setClipRect(frame)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        scale = _Scale(bounds, frame.adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX))
        _draw(painter, scale, self._counties, np.empty((0, 2)), QPen(QColor(t.border_strong), 2.0))
        dashed = QPen(QColor(t.muted), 1.4, Qt.PenStyle.DashLine)
        _draw(painter, scale, self._places.before, self._places.dots_before, dashed)
        _draw(painter, scale, self._places.after, self._places.dots_after, QPen(QColor(t.accent), 1.8))
        self._draw_scale(painter, scale, frame, t)

    def _draw_scale(self, painter: QPainter, scale: _Scale, frame: QRectF, t: theme.Tokens) -> None:
        length_m = _round_length(0.3 * frame.width() / scale.px_per_m)
        wide = length_m * scale.px_per_m
        end = QPointF(frame.right() - 10, frame.bottom() - 10)
        text = self.tr("{count} km").format(count=words.number(length_m / 1000, 1 if length_m < 1000 else 0))
        painter.fillRect(QRectF(end.x() - max(wide, 46) - 6, end.y() - 20, max(wide, 46) + 12, 26), QColor(t.surface))
        painter.setPen(QPen(QColor(t.text), 1.5))
        painter.drawLine(QPointF(end.x() - wide, end.y()), end)
        painter.drawText(QRectF(end.x() - 90, end.y() - 20, 90, 16), Qt.AlignmentFlag.AlignRight, text)


class _Scale:
    """Degrees to pixels: a plate with true lengths at its middle latitude, the same scale both ways."""

    def __init__(self, bounds: tuple[float, float, float, float], frame: QRectF) -> None:
        west, south, east, north = bounds
        self._middle = np.array([(west + east) / 2, (south + north) / 2])
        self._east = math.cos(math.radians(float(self._middle[1])))
        wide, high = max((east - west) * self._east, 1e-4), max(north - south, 1e-4)
        self._px = min(frame.width() / wide, frame.height() / high)
        self._center = frame.center()
        self.px_per_m = self._px / 111_000.0

    def __call__(self, lonlat: _Array) -> list[QPointF]:
        moved = (lonlat - self._middle) * (self._px * self._east, -self._px)
        x0, y0 = self._center.x(), self._center.y()
        return [QPointF(x0 + x, y0 + y) for x, y in moved.tolist()]


def _draw(painter: QPainter, scale: _Scale, lines: Any, dots: _Array, pen: QPen) -> None:
    painter.setPen(pen)
    for line in lines:
        painter.drawPolyline(QPolygonF(scale(line)))
    painter.setPen(QPen(pen.color(), 1.4))
    for point in scale(dots):
        painter.drawEllipse(point, 2.5, 2.5)


def _lines_within(places: Places) -> list[_Array]:
    """Return the county lines around a layer, cut to twice its extent."""
    bounds = places.bounds
    if bounds is None or places.counties is None:
        return []
    west, south, east, north = bounds
    margin = max(east - west, north - south, 0.01)
    box = (west - margin, south - margin, east + margin, north + margin)
    shapes = places.counties[shapely.intersects(shapely.envelope(places.counties), shapely.box(*box))]
    lines = shapely.get_parts(shapely.clip_by_rect(shapely.boundary(shapes), *box))
    lines = lines[shapely.get_num_coordinates(lines) > 1][:_MOST_LINES]
    return [shapely.get_coordinates(line) for line in lines]


def _round_length(length_m: float) -> float:
    """Return the greatest of 1, 2 and 5 times a power of ten below a length."""
    power = 10.0 ** math.floor(math.log10(max(length_m, 1.0)))
    return max(step * power for step in (1.0, 2.0, 5.0) if step * power <= max(length_m, 1.0))
