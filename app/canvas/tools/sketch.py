"""How half-drawn shapes, corners and snaps look; shared by the drawing and editing tools."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from app.canvas.kept import KeptDrawing
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
    closed = [_closed_px(ring, view) for ring in rings]
    _fill_rings(painter, closed, ink)
    _stroke_lines(painter, closed, ink)


class RingDrawing:
    """Draws rings of which a few corners move: what stays is drawn once and kept."""

    #: Rings of fewer corners are drawn quicker than kept.
    _WORTH_KEEPING = 500

    def __init__(self) -> None:
        self._kept = KeptDrawing()

    def paint(
        self,
        painter: QPainter,
        rings: Sequence[NDArray[np.float64]],
        view: View,
        ink: str,
        moving: Sequence[Collection[int]],
    ) -> None:
        """Draw rings as :func:`draw_rings` does; ``moving`` names the corners of each that do not stay."""
        if sum(map(len, rings)) < self._WORTH_KEEPING:
            draw_rings(painter, rings, view, ink)
            return
        _fill_rings(painter, [_closed_px(ring, view) for ring in rings], ink)
        still, loose = [], []
        for ring, corners in zip(rings, moving, strict=True):
            stays, moves = _parted(ring, corners)
            still += stays
            loose += moves
        every = np.concatenate(still) if still else np.zeros((1, 2))
        pen = 5.0 * view.metres_per_px
        box = (*(every.min(axis=0) - pen).tolist(), *(every.max(axis=0) + pen).tolist())
        key = (ink, tuple(map(len, still)), every.tobytes())

        def draw(aside: QPainter, shown: View) -> None:
            _stroke_lines(aside, [_px(line, shown) for line in still], ink)

        self._kept.paint(painter, view, key, box, draw)
        _stroke_lines(painter, [_px(line, view) for line in loose], ink)


def moved_sides(ring: NDArray[np.float64], corners: Collection[int]) -> list[int]:
    """Return the sides, by their first corner, that move with some corners of a ring."""
    return sorted({side % len(ring) for corner in corners for side in (corner - 1, corner)})


def _parted(
    ring: NDArray[np.float64], corners: Collection[int]
) -> tuple[list[NDArray[np.float64]], list[NDArray[np.float64]]]:
    """Return the stretches of a ring that stay and those that move with some of its corners."""
    closed = np.vstack([ring, ring[:1]])
    if not corners:
        return [closed], []
    moves = np.zeros(len(ring), dtype=bool)
    moves[moved_sides(ring, corners)] = True
    ends = np.flatnonzero(np.diff(moves)) + 1
    stretches = np.split(np.arange(len(ring)), ends)
    lines = [(bool(moves[part[0]]), closed[part[0] : part[-1] + 2]) for part in stretches]
    return [line for is_loose, line in lines if not is_loose], [line for is_loose, line in lines if is_loose]


def _px(line: NDArray[np.float64], view: View) -> NDArray[np.float64]:
    xmin, _, _, ymax = view.extent
    return thinned((line - np.array([xmin, ymax])) * np.array([1.0, -1.0]) / view.metres_per_px)


def _closed_px(ring: NDArray[np.float64], view: View) -> NDArray[np.float64]:
    return _px(np.vstack([ring, ring[:1]]), view)


def _fill_rings(painter: QPainter, closed: Sequence[NDArray[np.float64]], ink: str) -> None:
    starts = np.zeros(sum(len(ring) for ring in closed), dtype=bool)
    starts[np.cumsum([0, *(len(ring) for ring in closed[:-1])])] = True
    path = path_of(np.concatenate(closed), starts)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pale = QColor(ink)
    pale.setAlphaF(_FILL_OPACITY)
    painter.fillPath(path, pale)
    painter.restore()


def _stroke_lines(painter: QPainter, lines: Sequence[NDArray[np.float64]], ink: str) -> None:
    paths = stroke_paths(lines)
    stroke(painter, paths, QColor(255, 255, 255, 150), 5.0)
    stroke(painter, paths, QColor(ink), 2.5)


def draw_crossings(
    painter: QPainter,
    lines: Sequence[Sequence[XY] | NDArray[np.float64]],
    view: View,
    *,
    closes: bool,
    moved: Sequence[Collection[int] | None] | None = None,
) -> None:
    """Draw the sides that cross others of the same line in red, and a ring at each crossing.

    ``moved`` names the sides of each line that may cross others; without it all of them are looked at.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for line, may_cross in zip(lines, moved or [None] * len(lines), strict=True):
        points = np.asarray(line, dtype=float).reshape(-1, 2)
        sides, places = self_crossings(points, closes=closes, moved=may_cross)
        for side in sides:
            ends = to_points([points[side].tolist(), points[(side + 1) % len(points)].tolist()], view)
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
