"""Marks of findings about patrol areas on the map, and what a fix would take away or add."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from app.canvas.overlay import logical_transform
from app.canvas.paths import geometry_path
from app.canvas.view import View

#: The danger colours for red, what goes, and a green that is told from it in grey by its hatch.
_GOES, _COMES, _WARNS = "#D7263D", "#1B7F4B", "#F08000"
_MARK_PX = 16.0
#: How near to the middle of a sign the cursor must come.
_REACH_PX = 11.0


@dataclass
class CheckMarks:
    """A warning sign for each finding, the place of the one in question outlined; all in metres.

    ``signs`` is where the signs stand, nan where there is none; ``texts`` say beside the cursor what each is about;
    ``hot`` is the number of the one under the cursor.
    """

    signs: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 2)))
    current: shapely.Geometry | None = None
    goes: Sequence[shapely.Geometry] = ()
    comes: Sequence[shapely.Geometry] = ()
    texts: Sequence[str] = ()
    hot: int | None = None

    def points(self) -> list[tuple[float, float]]:
        """Return where signs stand."""
        return list(self._stand.values())

    def at(self, view: View, x: float, y: float) -> int | None:
        """Return the number of the place whose sign is at a point in metres; None where there is none."""
        reach_m = _REACH_PX * view.metres_per_px
        away = {number: math.dist(place, (x, y)) for number, place in self._stand.items()}
        nearest = min(away, key=away.__getitem__, default=None)
        return nearest if nearest is not None and away[nearest] <= reach_m else None

    @property
    def hint(self) -> str:
        """What the sign under the cursor is about."""
        return self.texts[self.hot] if self.hot is not None and self.hot < len(self.texts) else ""

    @cached_property
    def _stand(self) -> dict[int, tuple[float, float]]:
        return {number: (x, y) for number, (x, y) in enumerate(self.signs.tolist()) if math.isfinite(x + y)}

    def draw(self, painter: QPainter, view: View) -> None:
        """Draw what a fix would change, the place in question, and the signs over it."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for shapes, ink, hatch in (
            (self.goes, _GOES, Qt.BrushStyle.BDiagPattern),
            (self.comes, _COMES, Qt.BrushStyle.Dense5Pattern),
        ):
            for shape in shapes:
                _draw_shape(painter, shape, view, ink, hatch)
        if self.current is not None and not self.goes and not self.comes:
            _draw_shape(painter, self.current, view, _WARNS, Qt.BrushStyle.FDiagPattern)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ratio = painter.device().devicePixelRatioF()
        for number, place in self._stand.items():
            x, y = view.to_px(*place)
            if -_MARK_PX < x < view.size_px[0] + _MARK_PX and -_MARK_PX < y < view.size_px[1] + _MARK_PX:
                sign = _sign(_MARK_PX * (1.3 if number == self.hot else 1.0), ratio)
                half = sign.width() / ratio / 2
                painter.drawPixmap(QPointF(x - half, y - half), sign)
        painter.restore()


def _draw_shape(painter: QPainter, shape: shapely.Geometry, view: View, ink: str, hatch: Qt.BrushStyle) -> None:
    if shapely.get_dimensions(shape) < 2:
        return
    path: QPainterPath = logical_transform(view).map(geometry_path(np.array([shape], dtype=object)))
    pale = QColor(ink)
    pale.setAlphaF(0.18)
    painter.fillPath(path, pale)
    painter.fillPath(path, QBrush(QColor(ink), hatch))
    painter.strokePath(path, QPen(QColor(255, 255, 255, 200), 4.5, j=Qt.PenJoinStyle.RoundJoin))
    painter.strokePath(path, QPen(QColor(ink), 2.0, j=Qt.PenJoinStyle.RoundJoin))


@lru_cache(maxsize=8)
def _sign(size: float, ratio: float) -> QPixmap:
    """Return a sign, its middle in the middle, drawn once for a screen: there may be hundreds in sight."""
    side = size + 6.0
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half, middle = size / 2, side / 2
    corners = [QPointF(middle, middle - half), QPointF(middle + half, middle + half * 0.8)]
    corners.append(QPointF(middle - half, middle + half * 0.8))
    painter.setPen(QPen(QColor("#FFFFFF"), 4.0, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(QColor(_WARNS))
    painter.drawPolygon(QPolygonF(corners))
    painter.setPen(QPen(QColor(_WARNS), 1.5, j=Qt.PenJoinStyle.RoundJoin))
    painter.drawPolygon(QPolygonF(corners))
    painter.setPen(QPen(QColor("#FFFFFF"), 1.8, c=Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(middle, middle - half * 0.35), QPointF(middle, middle + half * 0.2))
    painter.drawPoint(QPointF(middle, middle + half * 0.52))
    painter.end()
    return made
