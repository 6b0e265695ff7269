"""What lies over the picture and changes too often for it: selection, hover and names beside the cursor."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from app.canvas.kept import KeptDrawing
from app.canvas.paths import geometry_path
from app.canvas.pyramid import level_for, tolerance_m
from app.canvas.scene import Part
from app.canvas.strokes import stroke, stroke_paths
from app.canvas.styles import Theme
from app.canvas.symbols import symbol_size_px
from app.canvas.view import View
from app.fonts import sized

#: Up to this many outlines have a glow each; more are lit up in a picture (:mod:`app.canvas.lit`).
MOST_APART = 40


@dataclass
class Outline:
    """One feature that is drawn over the map; its path is kept per detail level and clipped to what is near."""

    geometry: shapely.Geometry
    part: Part | None = None
    _lines: NDArray[np.object_] | None = None
    _path: QPainterPath | None = None
    _paths: list[QPainterPath] | None = None
    _level: int = 0
    _clip: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)

    def path(self, view: View) -> QPainterPath:
        """Return one path in metres, simplified for the view."""
        lines = self._near(view)
        if self._path is None:
            self._path = geometry_path(lines)
        return self._path

    def paths(self, view: View) -> list[QPainterPath]:
        """Return the same as short paths, to be stroked with a wide pen."""
        lines = self._near(view)
        if self._paths is None:
            self._paths = stroke_paths([shapely.get_coordinates(line) for line in lines])
        return self._paths

    def _near(self, view: View) -> NDArray[np.object_]:
        level = level_for(view.metres_per_device_px)
        xmin, ymin, xmax, ymax = view.extent
        c = self._clip
        if (
            self._lines is None
            or level != self._level
            or not (c[0] <= xmin and c[1] <= ymin and c[2] >= xmax and c[3] >= ymax)
        ):
            w, h = xmax - xmin, ymax - ymin
            self._clip = (xmin - w, ymin - h, xmax + w, ymax + h)
            lines = shapely.boundary(self.geometry) if shapely.get_dimensions(self.geometry) == 2 else self.geometry
            near = shapely.clip_by_rect(lines, *self._clip)
            self._lines = shapely.get_parts(shapely.simplify(near, tolerance_m(level), preserve_topology=False))
            self._level, self._path, self._paths = level, None, None
        return self._lines


class SelectionDrawing:
    """Draws what is selected; long outlines are drawn once and kept while the map is dragged."""

    #: Fewer vertices are drawn quicker than kept.
    _WORTH_KEEPING = 500

    def __init__(self) -> None:
        self._kept = KeptDrawing()

    def paint(self, painter: QPainter, selected: list[Outline], view: View, theme: Theme) -> None:
        """Draw the selected features over the map."""
        long = [one for one in selected if shapely.get_num_coordinates(one.geometry) >= self._WORTH_KEEPING]
        if long:
            xmin, ymin, xmax, ymax = shapely.total_bounds([one.geometry for one in long]).tolist()
            glow = 8.0 * view.metres_per_px
            box = (xmin - glow, ymin - glow, xmax + glow, ymax + glow)
            key = (theme.selection, tuple(map(_Same, long)))

            def draw(aside: QPainter, shown: View) -> None:
                for outline in long:
                    draw_selection(aside, outline, shown, theme)

            self._kept.paint(painter, view, key, box, draw)
        for outline in selected:
            if not any(outline is one for one in long):
                draw_selection(painter, outline, view, theme)


class _Same:
    """Equal to nothing but the very same outline."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other._outline is self._outline

    def __hash__(self) -> int:
        return id(self._outline)


def draw_selection(painter: QPainter, outline: Outline, view: View, theme: Theme) -> None:
    """Draw a bright line with a soft glow; a symbol gets a ring."""
    bright = QColor(theme.selection)
    if shapely.get_dimensions(outline.geometry) == 0:
        _ring(painter, outline, view, bright, 3.0)
        return
    for width, opacity in ((11.0, 0.18), (7.0, 0.30), (3.2, 1.0)):
        _stroke(painter, outline.paths(view), view, bright, width, opacity)


def draw_hover(painter: QPainter, outline: Outline, view: View, theme: Theme) -> None:
    """Draw a feature's own outline one pixel thicker."""
    part = outline.part
    base = QColor(part.style.line or part.style.fill) if part is not None else QColor(theme.accent)
    if shapely.get_dimensions(outline.geometry) == 0:
        _ring(painter, outline, view, base, 1.6)
    else:
        width = (part.style.width if part is not None else 1.5) + 1.0
        _stroke(painter, outline.paths(view), view, base.darker(112), max(width, 2.0), 1.0)


def draw_bubble(painter: QPainter, at: QPointF, text: str, area: QRectF, theme: Theme, family: str) -> None:
    """Draw a name or a few lines of figures beside the cursor, kept inside the map."""
    if not text:
        return
    font = sized(family, 12)
    metrics = QFontMetricsF(font)
    lines = text.split("\n")
    width = max(metrics.horizontalAdvance(one) for one in lines)
    # Chinese in a fallback font stands higher than the font itself says.
    height = metrics.boundingRect(QRectF(0, 0, 4000, 4000), Qt.AlignmentFlag.AlignLeft, text).height()
    box = QRectF(at.x() + 14, at.y() + 14, width + 16, max(height, metrics.height() * len(lines)) + 8)
    if box.right() > area.right() - 4:
        box.moveRight(at.x() - 10)
    if box.bottom() > area.bottom() - 4:
        box.moveBottom(at.y() - 10)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    back = QColor(theme.ink)
    back.setAlphaF(0.9)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(back)
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor(theme.halo))
    painter.setFont(font)
    if len(lines) == 1:
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    else:
        painter.drawText(box.adjusted(8, 4, -8, -4), Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()


def _stroke(
    painter: QPainter, paths: list[QPainterPath], view: View, ink: QColor, width: float, opacity: float
) -> None:
    shade = QColor(ink)
    shade.setAlphaF(opacity)
    painter.save()
    painter.setWorldTransform(logical_transform(view), True)
    stroke(painter, paths, shade, width)
    painter.restore()


def _ring(painter: QPainter, outline: Outline, view: View, ink: QColor, width: float) -> None:
    center = shapely.centroid(outline.geometry)
    size = symbol_size_px(outline.part.style, view.metres_per_px) if outline.part is not None else 10.0
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = size / 2 + 3.5
    glow = QColor(ink)
    glow.setAlphaF(0.3)
    for color, extra in ((glow, 4.0), (ink, 0.0)):
        painter.setPen(QPen(color, width + extra))
        painter.drawEllipse(QPointF(*view.to_px(center.x, center.y)), radius, radius)
    painter.restore()


def logical_transform(view: View):
    """Return metres → logical pixels."""
    return replace(view, dpr=1.0).device_transform()
