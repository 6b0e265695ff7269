"""The way of a spill over the map, coloured by county, its sections as bars, and who is beside it as dots."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.canvas.legend_box import Entry, draw_legend_box
from app.canvas.styles import Theme
from app.canvas.view import View
from layers.crs import STORAGE_CRS, transform, transformer
from layers.styling.palettes import KINDS

if TYPE_CHECKING:
    from layers.rivers.spill import Spill

FloatArray = NDArray[np.float64]

_LINE_PX, _SECTION_PX, _DOT_PX = 4.0, 9.0, 3.5
_START = "#D7263D"
_NOBODY = "#808080"  # outside every county
#: Sections and places are drawn when there are no more of them in sight; the line always is.
_MOST_MARKS = 400


def county_colors(codes: Sequence[str]) -> dict[str, str]:
    """Return a colour for each county in the order the water comes to them; colours begin again after twelve."""
    return {code: KINDS[place % len(KINDS)] for place, code in enumerate(dict.fromkeys(codes))}


@dataclass(frozen=True)
class WayPart:
    """A stretch in metres, and the colours of the county it runs in or of those on both banks."""

    line: FloatArray
    colors: tuple[str, ...]


class RiverWay:
    """What lies over the map after a spill was followed."""

    def __init__(
        self,
        start: tuple[float, float],
        parts: Sequence[WayPart],
        sections: Sequence[tuple[float, float, float]],
        places: FloatArray,
        legend: Mapping[str, str],
        title: str,
    ) -> None:
        """Keep what is drawn: ``sections`` are x, y and the river's bearing (radians), ``legend`` name → colour."""
        self.start = start
        self._parts, self._sections, self._places = parts, sections, places
        self._legend, self._title = dict(legend), title
        self.cursor: tuple[float, float] | None = None  # where the profile is pointed at, metres

    @property
    def extent(self) -> tuple[float, float, float, float] | None:
        """The box of the way, in metres; None when there is none."""
        if not self._parts:
            return None
        every = np.concatenate([part.line for part in self._parts])
        return (*every.min(axis=0).tolist(), *every.max(axis=0).tolist())

    def draw(self, painter: QPainter, view: View, theme: Theme, family: str) -> None:
        """Draw line, sections, places, the place itself, and the legend."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for part in self._parts:
            self._draw_part(painter, view, theme, part)
        if len(self._places) + len(self._sections) <= _MOST_MARKS:
            painter.setPen(QPen(QColor(theme.halo), 1.0))
            painter.setBrush(QColor(_START))
            for x, y in self._places:
                painter.drawEllipse(QPointF(*view.to_px(x, y)), _DOT_PX, _DOT_PX)
            for x, y, bearing in self._sections:
                self._draw_section(painter, view, theme, x, y, bearing)
        middle = QPointF(*view.to_px(*self.start))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, width in ((theme.halo, 6.0), (_START, 3.0)):
            painter.setPen(QPen(QColor(color), width))
            painter.drawEllipse(middle, 7.0, 7.0)
        if self.cursor is not None:
            at = QPointF(*view.to_px(*self.cursor))
            painter.setBrush(QColor(theme.accent))
            painter.setPen(QPen(QColor(theme.halo), 2.0))
            painter.drawEllipse(at, 6.0, 6.0)
        painter.restore()
        entries = [Entry(name, color) for name, color in self._legend.items()]
        draw_legend_box(painter, theme, family, self._title, entries)

    def _draw_part(self, painter: QPainter, view: View, theme: Theme, part: WayPart) -> None:
        points = QPolygonF([QPointF(*view.to_px(x, y)) for x, y in part.line])
        painter.setPen(_pen(theme.halo, _LINE_PX + 3.0))
        painter.drawPolyline(points)
        painter.setPen(_pen(part.colors[0], _LINE_PX))
        painter.drawPolyline(points)
        if len(part.colors) > 1:  # both banks: the other colour in dashes over it
            pen = _pen(part.colors[1], _LINE_PX)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([3.0, 3.0])
            painter.setPen(pen)
            painter.drawPolyline(points)

    def _draw_section(self, painter: QPainter, view: View, theme: Theme, x: float, y: float, bearing: float) -> None:
        """A bar across the river."""
        middle = QPointF(*view.to_px(x, y))
        # Pixels run down: across the river is a quarter turn from its own direction on screen.
        across = QPointF(math.sin(bearing), math.cos(bearing)) * _SECTION_PX
        for color, width in ((theme.halo, 6.0), (theme.ink, 3.0)):
            painter.setPen(_pen(color, width))
            painter.drawLine(middle - across, middle + across)


def way_of(found: Spill, epsg: int, names: Mapping[str, str], title: str) -> RiverWay:
    """Return what is drawn of a spill in a metric CRS; ``names`` are those of the counties, by code."""
    metric = f"EPSG:{epsg}"
    traced = found.traced
    colors = county_colors([code for code in traced.counties["code"] if code])
    start = transformer(STORAGE_CRS, metric).transform(found.lon, found.lat)
    lines = transform(traced.stretches.geometry.to_numpy(dtype=object), STORAGE_CRS, metric)
    parts = [
        WayPart(shapely.get_coordinates(line), tuple(colors.get(code, _NOBODY) for code in codes))
        for line, codes in zip(lines, traced.stretches["counties"], strict=True)
    ]
    points = transform(traced.crossings.geometry.to_numpy(dtype=object), STORAGE_CRS, metric)
    sections = [(point.x, point.y, _bearing(point, lines)) for point in points]
    places = shapely.get_coordinates(transform(traced.places.geometry.to_numpy(dtype=object), STORAGE_CRS, metric))
    legend = {names.get(code, code): color for code, color in colors.items()}
    return RiverWay((float(start[0]), float(start[1])), parts, sections, np.asarray(places), legend, title)


def _bearing(point: shapely.Point, lines: NDArray[np.object_]) -> float:
    """Return the direction of the river at a section, radians anticlockwise from east."""
    line = lines[int(np.argmin(shapely.distance(lines, point)))]
    at = line.project(point)
    before, after = line.interpolate(max(at - 100.0, 0.0)), line.interpolate(min(at + 100.0, line.length))
    return math.atan2(after.y - before.y, after.x - before.x)


class Highlight:
    """One line or place of the map, marked while a row of a table is chosen."""

    def __init__(self, shape: shapely.Geometry) -> None:
        """Keep a shape in metres."""
        self._lines = [shapely.get_coordinates(part) for part in shapely.get_parts(shape)]

    def draw(self, painter: QPainter, view: View, theme: Theme, _family: str) -> None:
        """Draw it over everything."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for color, width in ((theme.halo, 9.0), (_START, 5.0)):
            painter.setPen(_pen(color, width))
            for line in self._lines:
                if len(line) == 1:
                    painter.drawEllipse(QPointF(*view.to_px(*line[0])), 9.0, 9.0)
                else:
                    painter.drawPolyline(QPolygonF([QPointF(*view.to_px(x, y)) for x, y in line]))
        painter.restore()


def _pen(color: str, width: float) -> QPen:
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    return QPen(QColor(color), width, Qt.PenStyle.SolidLine, cap, join)
