"""Which way rivers run, as small arrowheads along them that may move with the water."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from app.canvas.styles import Theme
from app.canvas.view import View

FloatArray = NDArray[np.float64]

#: One arrowhead every so many pixels of river, and half its length and width.
SPACING_PX = 46.0
_LONG_PX, _WIDE_PX = 4.0, 3.4
#: Side of the picture of an arrowhead, and how many directions there are pictures of.
_SPRITE_PX, _TURNS = 16.0, 64
#: Shorter rivers on the screen have none; of longer ones so many at most, the longest first.
_LEAST_PX, _MOST_LINES, _MOST_HEADS = 18.0, 800, 1500
_COLORS = {"dark": ("#CFE6FF", "#10243A")}
_USUAL = ("#0A3F82", "#FFFFFF")


class RiverFlow:
    """Arrowheads along rivers whose direction is known; ``phase_px`` moves them."""

    has_legend = False

    def __init__(self, lines: Sequence[FloatArray]) -> None:
        """Keep lines in metres, each as its water runs."""
        self._lines = np.empty(len(lines), dtype=object)
        self._lines[:] = [shapely.LineString(line) for line in lines]
        self._boxes = shapely.bounds(self._lines).reshape(-1, 4) if len(lines) else np.zeros((0, 4))
        self.phase_px = 0.0
        self._seen: View | None = None
        self._drawn: tuple[tuple[str, float], list[QPixmap]] | None = None
        self._x, self._y, self._at = (np.zeros(0) for _ in range(3))
        self._start, self._length = np.zeros(0), np.zeros(0)

    def __len__(self) -> int:
        return len(self._lines)

    def advance(self, by_px: float) -> None:
        """Let the water run on."""
        self.phase_px = (self.phase_px + by_px) % SPACING_PX

    def heads(self, view: View) -> FloatArray:
        """Return the arrowheads in sight, shape (n, 4): x and y of the tip's middle in pixels, and the unit way on."""
        self._prepare(view)
        if len(self._length) == 0:
            return np.zeros((0, 4))
        counts = np.maximum(np.floor((self._length - self.phase_px - _LONG_PX) / SPACING_PX).astype(int) + 1, 0)
        row = np.repeat(np.arange(len(counts)), counts)
        nth = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
        along = self.phase_px + nth * SPACING_PX
        low = self._start[row] + np.maximum(along - _LONG_PX, 0.0)
        high = self._start[row] + np.minimum(along + _LONG_PX, self._length[row])
        x0, y0 = np.interp(low, self._at, self._x), np.interp(low, self._at, self._y)
        x1, y1 = np.interp(high, self._at, self._x), np.interp(high, self._at, self._y)
        size = np.maximum(np.hypot(x1 - x0, y1 - y0), 1e-9)
        xmin, _, _, ymax = view.extent
        middle_x = (x0 + x1) / 2 - xmin / view.metres_per_px
        middle_y = ymax / view.metres_per_px - (y0 + y1) / 2
        found = np.column_stack([middle_x, middle_y, (x1 - x0) / size, -(y1 - y0) / size])
        width, height = view.size_px
        inside = (middle_x > -8) & (middle_x < width + 8) & (middle_y > -8) & (middle_y < height + 8)
        return found[inside][:_MOST_HEADS]

    def draw(self, painter: QPainter, view: View, theme: Theme, _family: str) -> None:
        """Draw what is in sight."""
        heads = self.heads(view)
        if len(heads) == 0:
            return
        sprites = self._sprites(theme, view.dpr)
        turn = np.arctan2(heads[:, 3], heads[:, 2]) / (2 * math.pi) * _TURNS
        which = np.round(turn).astype(int) % _TURNS
        corners = (heads[:, :2] - _SPRITE_PX / 2).tolist()
        for (x, y), place in zip(corners, which.tolist(), strict=True):
            painter.drawPixmap(QPointF(x, y), sprites[place])

    def draw_legend(self, painter: QPainter, theme: Theme, family: str) -> None:
        """An arrowhead needs no words."""

    def _sprites(self, theme: Theme, dpr: float) -> list[QPixmap]:
        """Return an arrowhead for each direction, drawn once: clockwise from east."""
        key = (theme.name, dpr)
        if self._drawn is None or self._drawn[0] != key:
            self._drawn = key, [_sprite(theme, dpr, 2 * math.pi * turn / _TURNS) for turn in range(_TURNS)]
        return self._drawn[1]

    def region(self, view: View) -> list[QRectF]:
        """Return where arrowheads are or come to be within one spacing: the boxes of the rivers in sight, pixels."""
        xmin, ymin, xmax, ymax = view.extent
        wide = 8.0 * view.metres_per_px
        seen = self._in_sight(view)
        boxes = self._boxes[seen] + np.array([-wide, -wide, wide, wide])
        left, bottom = np.maximum(boxes[:, 0], xmin), np.maximum(boxes[:, 1], ymin)
        right, top = np.minimum(boxes[:, 2], xmax), np.minimum(boxes[:, 3], ymax)
        k = 1.0 / view.metres_per_px
        return [
            QRectF(*one)
            for one in np.column_stack(
                [(left - xmin) * k, (ymax - top) * k, (right - left) * k, (top - bottom) * k]
            ).tolist()
        ]

    def _in_sight(self, view: View) -> NDArray[np.int64]:
        xmin, ymin, xmax, ymax = view.extent
        boxes = self._boxes
        seen = (boxes[:, 0] <= xmax) & (boxes[:, 2] >= xmin) & (boxes[:, 1] <= ymax) & (boxes[:, 3] >= ymin)
        size = np.hypot(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) / view.metres_per_px
        found = np.flatnonzero(seen & (size >= _LEAST_PX))
        if len(found) > _MOST_LINES:
            found = found[np.argsort(-size[found], kind="stable")[:_MOST_LINES]]
        return np.asarray(found, dtype=np.int64)

    def _prepare(self, view: View) -> None:
        """Lay the rivers in sight end to end, in pixels from the plane's origin, once for a view."""
        if self._seen == view:
            return
        self._seen = view
        chosen = self._lines[self._in_sight(view)]
        chosen = shapely.simplify(chosen, view.metres_per_px, preserve_topology=False)
        xy, line = shapely.get_coordinates(chosen, return_index=True)
        self._x, self._y = (xy / view.metres_per_px).T if len(xy) else (np.zeros(0), np.zeros(0))
        step = np.zeros(len(xy))
        step[1:] = np.hypot(np.diff(self._x), np.diff(self._y))
        first = np.flatnonzero(np.append(True, line[1:] != line[:-1])) if len(line) else np.zeros(0, dtype=int)
        step[first] = 1.0  # keeps the last vertex of a river apart from the first of the next
        self._at = np.cumsum(step)
        last = np.append(first[1:], len(line)) - 1 if len(line) else first
        self._start = self._at[first]
        self._length = self._at[last] - self._at[first] if len(first) else np.zeros(0)


def _sprite(theme: Theme, dpr: float, angle: float) -> QPixmap:
    """Return one arrowhead; ``angle`` runs clockwise from east, as pixels do."""
    picture = QPixmap(math.ceil(_SPRITE_PX * dpr), math.ceil(_SPRITE_PX * dpr))
    picture.setDevicePixelRatio(dpr)
    picture.fill(Qt.GlobalColor.transparent)
    middle = QPointF(_SPRITE_PX / 2, _SPRITE_PX / 2)
    along = QPointF(math.cos(angle), math.sin(angle)) * _LONG_PX
    across = QPointF(-math.sin(angle), math.cos(angle)) * _WIDE_PX
    sides = QPolygonF([middle - along + across, middle + along, middle - along - across])
    ink, halo = _COLORS.get(theme.name, _USUAL)
    painter = QPainter(picture)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for color, width in ((halo, 4.0), (ink, 1.8)):
            painter.setPen(QPen(QColor(color), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPolyline(sides)
    finally:
        painter.end()
    return picture
