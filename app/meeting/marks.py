"""Lines drawn by hand over the map in a meeting: no part of the plan until somebody says that one is to be kept."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise

import shapely
from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.canvas.styles import Theme
from app.canvas.tools.base import Tool, ToolEvent
from app.canvas.view import View
from layers.errors import UnsoundShape
from layers.patrol import forms

#: Pens: told apart by colour-blind eyes (Okabe & Ito 2008), and in grey by how dark they are.
COLORS = ("#D55E00", "#0072B2", "#000000", "#F0E442")
#: Width of a line and of the pale rim under it, logical pixels.
WIDTH_PX, _RIM_PX = 3.0, 6.0
#: Ends nearer than this share of a line's length, or than these pixels, close it.
_CLOSED_SHARE, _CLOSED_PX = 0.12, 14.0
#: A line that crosses itself goes around one thing when one of its loops has this share of them all.
_ONE_THING = 0.8
#: An eraser this near takes a line away.
ERASER_PX = 9.0
#: A kept outline may leave the line drawn by this much.
_HAND_PX = 2.0

XY = tuple[float, float]


@dataclass
class Mark:
    """One line, in metres."""

    color: str
    mpp: float  # metres to the pixel when it was drawn
    points: list[XY] = field(default_factory=list)

    @property
    def length_m(self) -> float:
        """How long it is."""
        return math.fsum(math.dist(a, b) for a, b in pairwise(self.points))

    @property
    def is_closed(self) -> bool:
        """Whether it comes back to where it began."""
        if len(self.points) < 4:
            return False
        gap = math.dist(self.points[0], self.points[-1])
        return gap <= max(self.length_m * _CLOSED_SHARE, _CLOSED_PX * self.mpp)

    def area(self) -> shapely.Polygon | None:
        """Return what it goes around, in metres; None where it is open or crosses itself."""
        if not self.is_closed:
            return None
        for ring in (self.points, _without_overshoot(self.points)):
            try:
                return forms.freehand(ring, _HAND_PX * self.mpp)
            except UnsoundShape:
                continue
        return None

    def place(self) -> XY:
        """Return where a word about it is pinned: inside what it goes around, else in its middle."""
        area = self.area()
        if area is not None:
            at = area.representative_point()
            return at.x, at.y
        if len(self.points) == 1:
            return self.points[0]
        at = shapely.LineString(self.points).interpolate(0.5, normalized=True)
        return at.x, at.y


class Marks(QObject):
    """The lines there are, the newest last, and the pen in hand; draws itself over the map."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.all: list[Mark] = []
        self.color = COLORS[0]
        self.in_hand: Mark | None = None

    def begin(self, at: XY, mpp: float) -> None:
        """Put the pen down."""
        self.in_hand = Mark(self.color, mpp, [at])
        self.changed.emit()

    def go_on(self, at: XY) -> None:
        """Draw on."""
        mark = self.in_hand
        if mark is not None and math.dist(mark.points[-1], at) >= mark.mpp:
            mark.points.append(at)
            self.changed.emit()

    def end(self) -> None:
        """Lift the pen; a dot is a line too short to be meant."""
        mark, self.in_hand = self.in_hand, None
        if mark is not None and len(mark.points) > 1:
            self.all.append(mark)
        self.changed.emit()

    def drop(self) -> bool:
        """Give up the line in hand; return whether there was one."""
        had, self.in_hand = self.in_hand is not None, None
        self.changed.emit()
        return had

    def undo(self) -> bool:
        """Take the newest line away; return whether there was one."""
        if not self.all:
            return False
        self.all.pop()
        self.changed.emit()
        return True

    def remove(self, mark: Mark) -> None:
        """Take a line away."""
        self.all = [one for one in self.all if one is not mark]
        self.changed.emit()

    def erase(self, at: XY, mpp: float) -> None:
        """Take away what lies under an eraser."""
        reach, point = ERASER_PX * mpp, shapely.Point(at)
        kept = [one for one in self.all if shapely.LineString(one.points).distance(point) > reach]
        if len(kept) != len(self.all):
            self.all = kept
            self.changed.emit()

    def clear(self) -> None:
        """Wipe the wall."""
        self.all, self.in_hand = [], None
        self.changed.emit()

    def next_color(self) -> None:
        """Take the next pen."""
        self.color = COLORS[(COLORS.index(self.color) + 1) % len(COLORS)]
        self.changed.emit()

    def draw(self, painter: QPainter, view: View, theme: Theme, family: str) -> None:
        """Draw all lines in logical pixels of the view, each on a rim that parts it from the map."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for mark in (*self.all, *([self.in_hand] if self.in_hand is not None else [])):
            line = QPolygonF([QPointF(*view.to_px(*at)) for at in mark.points])
            for color, width in ((_rim(mark.color), _RIM_PX), (mark.color, WIDTH_PX)):
                pen = QPen(QColor(color), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
                pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
                painter.setPen(pen)
                painter.drawPolyline(line)
        painter.restore()


def _without_overshoot(points: list[XY]) -> list[XY]:
    """Return what a line that runs past its own start goes around; [] where it is no one thing."""
    whole = shapely.unary_union(shapely.LineString([*points, points[0]]))
    loops = shapely.get_parts(shapely.polygonize(shapely.get_parts(whole)))
    if not len(loops):
        return []
    areas = shapely.area(loops)
    if areas.max() < _ONE_THING * areas.sum():
        return []
    corners = shapely.get_coordinates(loops[int(areas.argmax())].exterior)[:-1]
    return [(float(x), float(y)) for x, y in corners]


def _rim(color: str) -> str:
    return "#000000" if color == "#F0E442" else "#FFFFFF"


class MarkTool(Tool):
    """Press, draw, let go; what was drawn stays on the wall."""

    key = "meeting_mark"
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, marks: Marks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._marks = marks

    @property
    def takes_shift(self) -> bool:
        """A line may be drawn with any key down."""
        return True

    def on_press(self, event: ToolEvent) -> bool:
        """Put the pen down."""
        if event.button != Qt.MouseButton.LeftButton or self.canvas is None:
            return False
        self._marks.begin((event.x, event.y), self.canvas.view.metres_per_px)
        return True

    def on_move(self, event: ToolEvent) -> bool:
        """Draw on."""
        self._marks.go_on((event.x, event.y))
        return True

    def on_release(self, event: ToolEvent) -> bool:
        """Lift the pen."""
        if event.button != Qt.MouseButton.LeftButton or self._marks.in_hand is None:
            return False
        self._marks.end()
        return True

    def on_cancel(self) -> bool:
        """Give up the line in hand."""
        return self._marks.in_hand is not None and self._marks.drop()

    def undo(self) -> bool:
        """Take the newest line away before anything of the plan is taken back."""
        return self._marks.undo()
