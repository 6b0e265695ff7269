"""How half-drawn shapes, corners and snaps look; shared by the drawing and editing tools."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from app.canvas.overlay import draw_bubble
from app.canvas.paths import path_of
from app.canvas.snapping import Snap, SnapKind
from app.canvas.strokes import stroke, stroke_paths, thinned
from app.canvas.styles import Theme
from app.canvas.view import View
from app.canvas.words import snap_text
from layers.patrol.area_checks import self_crossings

XY = tuple[float, float]

#: Wrong shapes are drawn in the danger colour for red.
WRONG = "#D7263D"
_FILL_OPACITY = 0.14
_CORNER_PX = 7.0
_HANDLE_PX = 9.0
_SNAP_PX = 14.0
#: A scribble crosses itself everywhere; so many rings say enough.
_MOST_CROSSINGS = 50
_SNAP_INK = "#C2185B"


def to_points(points: Sequence[XY], view: View) -> list[QPointF]:
    """Return logical pixels of points in metres."""
    return [QPointF(*view.to_px(x, y)) for x, y in points]


def draw_area(painter: QPainter, points: Sequence[XY], view: View, ink: str, *, loose_from: int | None = None) -> None:
    """Draw an area under way: pale fill, firm sides, and dashed sides from corner ``loose_from`` on."""
    if len(points) >= 3:
        draw_fill(painter, points, view, ink)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pixels = to_points(points, view)
    firm_end = len(pixels) if loose_from is None else loose_from
    for width, shade in ((5.0, QColor(255, 255, 255, 150)), (2.5, QColor(ink))):
        pen = QPen(shade, width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(pixels[:firm_end]))
    if loose_from is not None and pixels:
        painter.setPen(QPen(QColor(ink), 1.6, Qt.PenStyle.DashLine))
        painter.drawPolyline(QPolygonF([*pixels[max(firm_end - 1, 0) :], pixels[0]]))
    painter.restore()


def draw_line(
    painter: QPainter, points: Sequence[XY], view: View, ink: str, *, loose_from: int | None = None, width: float = 2.5
) -> None:
    """Draw a line under way: firm, and dashed from point ``loose_from`` on."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pixels = to_points(points, view)
    firm_end = len(pixels) if loose_from is None else loose_from
    for thick, shade in ((width + 2.5, QColor(255, 255, 255, 170)), (width, QColor(ink))):
        pen = QPen(shade, thick)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(pixels[:firm_end]))
    if firm_end < len(pixels):
        painter.setPen(QPen(QColor(ink), 1.6, Qt.PenStyle.DashLine))
        painter.drawPolyline(QPolygonF(pixels[max(firm_end - 1, 0) :]))
    painter.restore()


def draw_fill(painter: QPainter, points: Sequence[XY], view: View, ink: str) -> None:
    """Draw the pale ground of an area, without its sides."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pale = QColor(ink)
    pale.setAlphaF(_FILL_OPACITY)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(pale)
    painter.drawPolygon(QPolygonF(to_points(points, view)))
    painter.restore()


def draw_rings(painter: QPainter, rings: Sequence[NDArray[np.float64]], view: View, ink: str) -> None:
    """Draw closed rings (metres): pale fill with holes, firm outline; fast for ten thousand corners."""
    xmin, _, _, ymax = view.extent
    corner, scale = np.array([xmin, ymax]), np.array([1.0, -1.0]) / view.metres_per_px
    closed = [thinned((np.vstack([ring, ring[:1]]) - corner) * scale) for ring in rings]
    starts = np.zeros(sum(len(ring) for ring in closed), dtype=bool)
    starts[np.cumsum([0, *(len(ring) for ring in closed[:-1])])] = True
    path, sides = path_of(np.concatenate(closed), starts), stroke_paths(closed)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pale = QColor(ink)
    pale.setAlphaF(_FILL_OPACITY)
    painter.fillPath(path, pale)
    painter.restore()
    stroke(painter, sides, QColor(255, 255, 255, 150), 5.0)
    stroke(painter, sides, QColor(ink), 2.5)


def draw_crossings(
    painter: QPainter, lines: Sequence[Sequence[XY] | NDArray[np.float64]], view: View, *, closes: bool
) -> None:
    """Draw the sides that cross others of the same line in red, and a ring at each crossing."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for line in lines:
        points = [(float(x), float(y)) for x, y in line]
        sides, places = self_crossings(points, closes=closes)
        for side in sides:
            ends = to_points([points[side], points[(side + 1) % len(points)]], view)
            painter.setPen(QPen(QColor(WRONG), 4.0, c=Qt.PenCapStyle.RoundCap))
            painter.drawLine(*ends)
        for at in to_points(places[:_MOST_CROSSINGS], view):
            for width, shade in ((4.5, QColor("#FFFFFF")), (2.2, QColor(WRONG))):
                painter.setPen(QPen(shade, width))
                painter.drawEllipse(at, _SNAP_PX / 2, _SNAP_PX / 2)
    painter.restore()


def draw_corners(painter: QPainter, points: Sequence[XY], view: View, ink: str) -> None:
    """Draw the corners of a sketch as small white discs."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink), 2.0))
    painter.setBrush(QColor("#FFFFFF"))
    for point in to_points(points, view):
        painter.drawEllipse(point, _CORNER_PX / 2, _CORNER_PX / 2)
    painter.restore()


def draw_handles(
    painter: QPainter, points: NDArray[np.float64], view: View, ink: str, *, is_hot: bool, is_new: bool = False
) -> None:
    """Draw corners that can be taken hold of; new ones (between two corners) are small and pale."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    size = (_HANDLE_PX if not is_new else 6.0) + (3.0 if is_hot else 0.0)
    color = QColor(ink)
    painter.setPen(QPen(color, 2.0 if not is_new else 1.3))
    painter.setBrush(color if is_hot else QColor(255, 255, 255, 255 if not is_new else 200))
    for point in points.tolist():
        x, y = view.to_px(*point)
        if is_new:
            painter.drawEllipse(QPointF(x, y), size / 2, size / 2)
        else:
            painter.drawRect(QRectF(x - size / 2, y - size / 2, size, size))
    painter.restore()


def draw_box(painter: QPainter, box: QRectF, ink: str) -> None:
    """Draw a box that chooses what is in it."""
    pale = QColor(ink)
    pale.setAlphaF(_FILL_OPACITY)
    painter.save()
    painter.setPen(QPen(QColor(ink), 1.5, Qt.PenStyle.DashLine))
    painter.setBrush(pale)
    painter.drawRect(box)
    painter.restore()


def draw_snap(
    painter: QPainter, snap: Snap, view: View, theme: Theme, family: str, area: QRectF, *, note: str = ""
) -> None:
    """Draw what was snapped to, whose it is, and a note.

    Square = corner, cross = crossing, triangle = midpoint, hourglass = edge; at the end of a dotted line a ring =
    extension, an angle = right angle.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    at = QPointF(*view.to_px(snap.x, snap.y))
    for origin in snap.lines:
        start = QPointF(*view.to_px(*origin))
        painter.setPen(QPen(QColor(255, 255, 255, 190), 4.0))
        painter.drawLine(start, at)
        dotted = QPen(QColor(_SNAP_INK), 2.0, c=Qt.PenCapStyle.RoundCap)
        dotted.setDashPattern([0.1, 2.4])
        painter.setPen(dotted)
        painter.drawLine(start, at)
    path = _marker(snap.kind, at)
    for width, shade in ((5.0, QColor("#FFFFFF")), (2.2, QColor(_SNAP_INK))):
        painter.strokePath(path, QPen(shade, width, j=Qt.PenJoinStyle.MiterJoin))
    painter.restore()
    draw_bubble(painter, at, "\n".join(filter(None, (snap_text(snap), note))), area, theme, family)


def _marker(kind: SnapKind, at: QPointF) -> QPainterPath:
    path, half = QPainterPath(), _SNAP_PX / 2
    if kind is SnapKind.VERTEX:
        path.addRect(QRectF(at.x() - half, at.y() - half, _SNAP_PX, _SNAP_PX))
    elif kind is SnapKind.EDGE:
        corners = [(-half, -half), (half, -half), (-half, half), (half, half), (-half, -half)]
        path.addPolygon(QPolygonF([QPointF(at.x() + dx, at.y() + dy) for dx, dy in corners]))
    elif kind is SnapKind.MIDPOINT:
        corners = [(-half, half), (half, half), (0.0, -half), (-half, half)]
        path.addPolygon(QPolygonF([QPointF(at.x() + dx, at.y() + dy) for dx, dy in corners]))
    elif kind is SnapKind.CROSSING:
        for dx in (-half, half):
            path.moveTo(at.x() + dx, at.y() - half)
            path.lineTo(at.x() - dx, at.y() + half)
    elif kind is SnapKind.RIGHT_ANGLE:
        path.moveTo(at.x() - half, at.y() - half)
        path.lineTo(at.x() - half, at.y() + half)
        path.lineTo(at.x() + half, at.y() + half)
    else:
        path.addEllipse(at, half / 2, half / 2)
    return path
