"""What rivers say about the lines between counties, over the map: sections, banks, the legal band, departures."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import shapely
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from app.canvas.kept import KeptDrawing
from app.canvas.legend_box import Entry, Sample, draw_legend_box
from app.canvas.paths import geometry_path
from app.canvas.strokes import cosmetic
from app.canvas.styles import Theme
from app.canvas.view import Box, View
from layers.styling.palettes import KINDS

Objects = NDArray[np.object_]

#: Colours by list, and of the two grades of a mismatch.
BAND, BANKS, DEPARTED, LOW = "#6C4AB6", "#0E7C86", "#B1508F", "#3A7BD5"
ORANGE, YELLOW = "#E8590C", "#E0A800"
_PROBLEM, _UNKNOWN = "#D7263D", "#7A7A7A"
#: Problems of whole rivers: a thin line, or those of places would drown in them.
_WHOLE = frozenset({"unknown", "piece"})
_CHOSEN = "#D7263D"
#: Signs are drawn when there are no more of them in sight; lines always are.
_MOST_SIGNS = 600
#: What is drawn whatever list is in front, from below.
_ALWAYS = ("bands", "standards", "bordering", "departures", "sections")
#: What is drawn while its list is in front.
_IN_FRONT = ("exposed", "basins", "problems")
_SECTION_PX, _DOT_PX = 10.0, 4.0
#: Paths are made anew where the scale has changed by this.
_LEVEL = 4.0
#: With more sections than this in sight they are drawn smaller.
_CROWD = 40


@dataclass(frozen=True)
class Found:
    """The rows of one list as they are drawn: shapes in metres, and what decides their look.

    ``looks`` holds, by list, the severity of a mismatch, the code of a problem, the number of a basin; of a section
    the bearing of the water in degrees, or None where it is not known.
    """

    keys: tuple[str, ...]
    shapes: Objects
    looks: tuple[object, ...]


@dataclass
class RiverFindings:
    """Drawn over the map while the lists of rivers are open."""

    has_legend: ClassVar[bool] = True
    lists: Mapping[str, Found]
    words: Mapping[str, str]  # list, "orange", "yellow", "title" → what the legend says
    front: str = ""
    chosen: str = ""
    _kept: KeptDrawing = field(default_factory=KeptDrawing, repr=False)
    _paths: _Paths = field(default_factory=lambda: _Paths(), repr=False)
    _bands: shapely.Geometry | None = field(default=None, repr=False)  # all of them as one

    def draw(self, painter: QPainter, view: View, theme: Theme, family: str) -> None:
        """Draw what is found, once for a view."""
        key = (id(self), self.front, self.chosen, theme.name)

        def shapes(aside: QPainter, seen: View) -> None:
            aside.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw(aside, seen, theme)

        self._kept.paint(painter, view, key, self._box(view), shapes)

    def draw_legend(self, painter: QPainter, theme: Theme, family: str) -> None:
        """Say what is drawn; the canvas asks for it where nothing else has a legend there."""
        draw_legend_box(painter, theme, family, self.words.get("title", ""), self.entries(theme))

    def shape(self, key: str) -> shapely.Geometry | None:
        """Return the shape of a row of the list in front, metres."""
        found = self.lists.get(self.front)
        if found is None or key not in found.keys:
            return None
        shape: shapely.Geometry = found.shapes[found.keys.index(key)]
        return shape

    def entries(self, theme: Theme) -> list[Entry]:
        """Return the lines of the legend: only what there is."""
        lists = self.shown()
        made = []
        if "standards" in lists:
            grades = set(self.lists["standards"].looks)
            made += [
                Entry(self.words[name], color, Sample.LINE)
                for name, color in (("orange", ORANGE), ("yellow", YELLOW))
                if name in grades
            ]
        for name, color, sample in (
            ("sections", theme.ink, Sample.BAR),
            ("bordering", BANKS, Sample.DOUBLE),
            ("departures", DEPARTED, Sample.DASHED),
            ("bands", BAND, Sample.FILL),
            ("exposed", LOW, Sample.FILL),
            ("basins", KINDS[0], Sample.LINE),
            ("problems", _PROBLEM, Sample.DOT),
        ):
            if name in lists:
                made.append(Entry(self.words[name], color, sample))
        if "problems" in lists and not _WHOLE.isdisjoint(self.lists["problems"].looks):
            made.append(Entry(self.words["whole"], _UNKNOWN, Sample.DASHED))
        return made

    def shown(self) -> list[str]:
        """Return the lists that are drawn, from below."""
        wanted = [*(one for one in _IN_FRONT if one == self.front and one != "problems"), *_ALWAYS]
        if self.front == "problems":
            wanted.append("problems")
        return [name for name in wanted if name in self.lists and len(self.lists[name].shapes)]

    def _box(self, view: View) -> Box:
        boxes = [shapely.total_bounds(self.lists[name].shapes) for name in self.shown()]
        if not boxes:
            return (0.0, 0.0, 0.0, 0.0)
        every = np.array(boxes)
        wide = 16.0 * view.metres_per_px
        xmin, ymin = np.nanmin(every[:, :2], axis=0) - wide
        xmax, ymax = np.nanmax(every[:, 2:], axis=0) + wide
        return float(xmin), float(ymin), float(xmax), float(ymax)

    def _draw(self, painter: QPainter, view: View, theme: Theme) -> None:
        window = shapely.box(*view.extent)
        for name in self.shown():
            found = self.lists[name]
            seen = np.flatnonzero(shapely.intersects(found.shapes, window))
            drawn = [_Drawn(found.shapes[at], found.looks[at]) for at in seen]
            {
                "bands": self._areas,
                "exposed": self._areas,
                "standards": self._standards,
                "bordering": self._banks,
                "departures": self._departures,
                "sections": self._sections,
                "basins": self._basins,
                "problems": self._problems,
            }[name](painter, view, theme, drawn)
        chosen = self.shape(self.chosen)
        if chosen is not None:
            is_area = shapely.get_dimensions(chosen) == 2
            for color, width in ((theme.halo, 3.5), (_CHOSEN, 1.8)) if is_area else ((theme.halo, 9.0), (_CHOSEN, 4.0)):
                self._paths.stroke(painter, view, chosen, _pen(color, width), dot_px=20.0)

    def _areas(self, painter: QPainter, view: View, theme: Theme, drawn: Sequence[_Drawn]) -> None:
        is_low = bool(drawn) and drawn[0].look == "exposed"
        color = LOW if is_low else BAND
        pale = QColor(color)
        pale.setAlphaF(0.34 if is_low else 0.13)
        if not is_low and self._bands is None:  # they overlap: drawn one by one they would darken
            self._bands = shapely.union_all(self.lists["bands"].shapes)
        painter.setPen(QPen(Qt.PenStyle.NoPen) if is_low else _pen(color, 1.4, dashed=True))
        painter.setBrush(QBrush(pale))
        for shape in [one.shape for one in drawn] if is_low else [self._bands] if drawn else []:
            self._paths.draw(painter, view, shape)

    def _standards(self, painter: QPainter, view: View, theme: Theme, drawn: Sequence[_Drawn]) -> None:
        for one in sorted(drawn, key=lambda one: one.look == "orange"):
            color = {"orange": ORANGE, "yellow": YELLOW}.get(str(one.look))
            if color is not None:
                self._paths.stroke(
                    painter, view, one.shape, _pen(color, 5.0 if one.shape.length == 0 else 9.0), dot_px=15.0
                )

    def _banks(self, painter: QPainter, view: View, theme: Theme, drawn: Sequence[_Drawn]) -> None:
        for one in drawn:
            for color, width in ((BANKS, 6.0), (theme.halo, 2.0)):
                self._paths.stroke(painter, view, one.shape, _pen(color, width))

    def _departures(self, painter: QPainter, view: View, theme: Theme, drawn: Sequence[_Drawn]) -> None:
        for one in drawn:
            self._paths.stroke(painter, view, one.shape, _pen(theme.halo, 6.0))
            self._paths.stroke(painter, view, one.shape, _pen(DEPARTED, 4.0, dashed=True))

    def _sections(self, painter: QPainter, view: View, theme: Theme, drawn: Sequence[_Drawn]) -> None:
        if len(drawn) > _MOST_SIGNS:
            return
        for one in drawn:
            x, y = view.to_px(one.shape.x, one.shape.y)
            bearing = math.radians(float(one.look)) if isinstance(one.look, float) else None
            draw_section(painter, theme, QPointF(x, y), bearing, size=0.55 if len(drawn) > _CROWD else 1.0)

    def _basins(self, painter: QPainter, view: View, theme: Theme, drawn: Sequence[_Drawn]) -> None:
        for one in drawn:
            number = one.look if isinstance(one.look, int) else 0
            self._paths.stroke(painter, view, one.shape, _pen(KINDS[number % len(KINDS)], 3.0))

    def _problems(self, painter: QPainter, view: View, theme: Theme, drawn: Sequence[_Drawn]) -> None:
        for one in drawn:
            if one.shape.length > 0:
                is_whole = one.look in _WHOLE
                color, width = (_UNKNOWN, 1.6) if is_whole else (_PROBLEM, 3.0)
                self._paths.stroke(painter, view, one.shape, _pen(color, width, dashed=True))
        points = [one.shape for one in drawn if one.shape.length == 0]
        if len(points) > _MOST_SIGNS:
            return
        painter.setPen(QPen(QColor(theme.halo), 1.4))
        painter.setBrush(QColor(_PROBLEM))
        for shape in points:
            for x, y in shapely.get_coordinates(shape):
                painter.drawEllipse(QPointF(*view.to_px(x, y)), _DOT_PX, _DOT_PX)


@dataclass(frozen=True)
class _Drawn:
    shape: shapely.Geometry
    look: object


def draw_section(painter: QPainter, theme: Theme, at: QPointF, bearing: float | None, *, size: float = 1.0) -> None:
    """Draw a bar across the river, and where the water's direction is known an arrowhead that it leaves by.

    ``bearing`` is that of the water, radians anticlockwise from east; None draws a ring.
    """
    if bearing is None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, width in ((theme.halo, 6.0), (theme.ink, 3.0)):
            painter.setPen(_pen(color, width * size))
            painter.drawEllipse(at, 6.0 * size, 6.0 * size)
        return
    # Pixels run down: across the river is a quarter turn from its own direction on screen.
    along = QPointF(math.cos(bearing), -math.sin(bearing)) * size
    across = QPointF(math.sin(bearing), math.cos(bearing)) * _SECTION_PX * size
    head = QPolygonF([at + along * 11.0, at + along * 3.0 + across * 0.5, at + along * 3.0 - across * 0.5])
    for color, width in ((theme.halo, 6.0), (theme.ink, 3.0)):
        painter.setPen(_pen(color, width * size))
        painter.drawLine(at - across, at + across)
    painter.setPen(QPen(QColor(theme.halo), 1.0))
    painter.setBrush(QColor(theme.ink))
    painter.drawPolygon(head)


def _pen(color: str, width: float, *, dashed: bool = False) -> QPen:
    cap = Qt.PenCapStyle.FlatCap if dashed else Qt.PenCapStyle.RoundCap
    pen = QPen(QColor(color), width, Qt.PenStyle.SolidLine, cap, Qt.PenJoinStyle.RoundJoin)
    if dashed:
        pen.setDashPattern([2.5, 1.5])
    return pen


@dataclass
class _Paths:
    """Lines and outlines as paths in metres, each made once for a range of scales: zooming draws what is there."""

    made: dict[tuple[int, int], QPainterPath] = field(default_factory=dict)

    def draw(self, painter: QPainter, view: View, shape: shapely.Geometry) -> None:
        """Draw a shape with the painter's pen and brush, in logical pixels."""
        level = math.floor(math.log(view.metres_per_px, _LEVEL))
        key = (id(shape), level)
        path = self.made.get(key)
        if path is None:
            simple = shapely.simplify(shape, _LEVEL**level, preserve_topology=False)
            path = self.made[key] = geometry_path(np.array([simple], dtype=object))
        k = 1.0 / view.metres_per_px
        xmin, _, _, ymax = view.extent
        pen = painter.pen()
        cosmetic(pen)
        painter.save()
        painter.setPen(pen)
        painter.setTransform(QTransform(k, 0.0, 0.0, -k, -xmin * k, ymax * k), True)
        painter.drawPath(path)
        painter.restore()

    def stroke(self, painter: QPainter, view: View, shape: shapely.Geometry, pen: QPen, *, dot_px: float = 9.0) -> None:
        """Draw lines and outlines with a pen, and points as rings."""
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if shape.length > 0:
            self.draw(painter, view, shape)
            return
        for x, y in shapely.get_coordinates(shape):
            painter.drawEllipse(QPointF(*view.to_px(x, y)), dot_px, dot_px)
