"""Grid lines over the map and their figures at its edges: degrees above and left, the grid's below and right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from app.canvas.overlay import logical_transform
from app.canvas.strokes import cosmetic
from app.canvas.styles import Theme
from app.canvas.view import Box, View, contains
from app.fonts import sized
from layers import grids
from layers.grids import GridLine

#: Figures of two lines this near to each other would touch.
_APART_PX = 8.0
_FIGURE_PX = 10.5
#: Lines are kept for this many times the view, so that dragging the map computes nothing.
_AHEAD = 2.0
_SPAN_PX = 150.0  # about so far from line to line


@dataclass(frozen=True)
class _Kind:
    """One of the two grids: which edges carry its figures, and its ink in light and dark."""

    edge_up: str
    edge_across: str
    ink: str
    ink_dark: str
    line_opacity: float


_GRATICULE = _Kind("N", "W", "#5A5348", "#B9B3A8", 0.42)
_GK = _Kind("S", "E", "#1F5C99", "#7FB2E5", 0.45)


@dataclass(frozen=True)
class _Kept:
    """Lines of one kind around a view."""

    key: tuple[int, float]  # CRS and scale
    extent: Box
    step: float
    lines: list[GridLine]
    path: QPainterPath


class GridOverlay:
    """Which grids are shown, and their lines for the present view."""

    def __init__(self) -> None:
        self.shows_graticule = False
        self.shows_gk = False
        self._kept: dict[_Kind, _Kept] = {}

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not (self.shows_graticule or self.shows_gk)

    def paint(
        self, painter: QPainter, view: View, epsg: int, theme: Theme, family: str, taken: Sequence[QRectF] = ()
    ) -> None:
        """Draw what is shown over a view, in logical pixels; no figure lies where something else is."""
        busy = list(taken)
        for kind in self._shown():
            kept = self._lines(kind, view, epsg)
            _draw_lines(painter, view, kept.path, kind, theme)
            _draw_figures(painter, view, kept.lines, kind, theme, family, busy)

    def crossing_near(self, x: float, y: float, view: View, epsg: int, reach_px: float) -> tuple[float, float] | None:
        """Return the crossing of shown grid lines nearest to a point in metres; None when none is within reach."""
        found = []
        for kind in self._shown():
            if step := self._lines(kind, view, epsg).step:
                nearest = grids.nearest_grid_crossing if kind is _GK else grids.nearest_graticule_crossing
                px, py = nearest(x, y, epsg, step)
                found.append((math.hypot(px - x, py - y), (px, py)))
        best = min(found, default=None)
        return best[1] if best is not None and best[0] <= reach_px * view.metres_per_px else None

    def _shown(self) -> list[_Kind]:
        return [kind for kind, shown in ((_GRATICULE, self.shows_graticule), (_GK, self.shows_gk)) if shown]

    def _lines(self, kind: _Kind, view: View, epsg: int) -> _Kept:
        key, kept = (epsg, view.metres_per_px), self._kept.get(kind)
        if kept is None or kept.key != key or not contains(kept.extent, view.extent):
            ahead, across = view.widened(_AHEAD).extent, max(max(view.size_px) / _SPAN_PX, 2.0)
            if kind is _GK:
                step = grids.grid_step(view.extent, across=across)
                lines = grids.gk_lines(ahead, epsg, step)
            else:
                step = grids.graticule_step(view.extent, epsg, across=across)
                lines = grids.graticule_lines(ahead, epsg, step)
            kept = self._kept[kind] = _Kept(key, ahead, step, lines, _path(lines))
        return kept


def _path(lines: Sequence[GridLine]) -> QPainterPath:
    path = QPainterPath()
    for line in lines:
        points = line.xy.tolist()
        path.moveTo(*points[0])
        for x, y in points[1:]:
            path.lineTo(x, y)
    return path


def _ink(kind: _Kind, theme: Theme) -> QColor:
    return QColor(kind.ink_dark if theme.name == "dark" else kind.ink)


def _draw_lines(painter: QPainter, view: View, path: QPainterPath, kind: _Kind, theme: Theme) -> None:
    ink = _ink(kind, theme)
    ink.setAlphaF(kind.line_opacity)
    pen = QPen(ink, 0.9)
    cosmetic(pen)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setWorldTransform(logical_transform(view), True)
    painter.drawPath(path)
    painter.restore()


def _draw_figures(
    painter: QPainter,
    view: View,
    lines: Sequence[GridLine],
    kind: _Kind,
    theme: Theme,
    family: str,
    busy: list[QRectF],
) -> None:
    font = sized(family, _FIGURE_PX)
    metrics = QFontMetricsF(font)
    ink, halo = _ink(kind, theme), QColor(theme.halo)
    halo.setAlphaF(0.82)
    area = QRectF(0.0, 0.0, *view.size_px)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    for line in lines:
        side = kind.edge_up if line.goes_up else kind.edge_across
        width, height = metrics.horizontalAdvance(line.text) + 8, metrics.height() + 2
        for place in grids.crossings_at(line, side, view.extent):
            box = _figure_box(side, place, view, width, height)
            apart = box.adjusted(-_APART_PX, -1, _APART_PX, 1)
            if not area.contains(box) or any(apart.intersects(other) for other in busy):
                continue
            busy.append(box)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(halo)
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(ink)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, line.text)
    painter.restore()


def _figure_box(side: str, place: float, view: View, width: float, height: float) -> QRectF:
    """Return where the figure of a line goes that meets an edge at ``place`` (x or y in metres)."""
    wide, high = view.size_px
    if side in "NS":
        x, _ = view.to_px(place, 0.0)
        return QRectF(x - width / 2, 3.0 if side == "N" else high - height - 3.0, width, height)
    _, y = view.to_px(0.0, place)
    return QRectF(3.0 if side == "W" else wide - width - 3.0, y - height / 2, width, height)
