"""Two drafts over the map: ours red, theirs blue, what both have purple, as in boundary surveys.

Red and blue differ in dash as well, so that they read in grey and to all eyes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import shapely
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from app.canvas.legend_box import draw_ground
from app.canvas.overlay import logical_transform
from app.canvas.paths import geometry_path
from app.canvas.strokes import cosmetic
from app.canvas.styles import Theme
from app.canvas.view import View
from app.fonts import sized


class Shown(StrEnum):
    """Whose draft is on the map."""

    BOTH = "both"
    OURS = "ours"
    THEIRS = "theirs"


#: (light, dark) of ours, theirs and what both have; theirs is dashed.
_INKS = {"ours": ("#C8102E", "#FF6B7A"), "theirs": ("#1F5FD6", "#7EB0FF"), "agreed": ("#7B2D8E", "#CE93E0")}
_DASH = (5.0, 2.5)
_WIDTH_PX = 2.4
_POINT_PX = 7.0


@dataclass(frozen=True)
class Draft:
    """One thing in two versions, metres of the plan's metric CRS; a version that there is not is None."""

    key: tuple[str, str]
    ours: shapely.Geometry | None
    theirs: shapely.Geometry | None
    agreed: shapely.Geometry | None


class Drafts:
    """Lies over the map while two plans are compared."""

    has_legend = True

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self.names = dict.fromkeys(("ours", "theirs", "agreed"), "")  # what the legend says
        self.shown = Shown.BOTH
        self.is_swapped = False  # ours drawn above theirs
        self.chosen: tuple[str, str] | None = None
        self._paths = {
            draft.key: {
                side: geometry_path(np.array([shape], dtype=object))
                for side, shape in (("ours", draft.ours), ("theirs", draft.theirs), ("agreed", draft.agreed))
                if shape is not None and not shape.is_empty and shapely.get_dimensions(shape) > 0
            }
            for draft in drafts
        }
        self._lines = {draft.key: _is_line(draft) for draft in drafts}
        self._points = [
            (side, draft.key, point)
            for draft in drafts
            for side, shape in (("theirs", draft.theirs), ("ours", draft.ours))
            if shape is not None and shapely.get_dimensions(shape) == 0
            for point in shapely.get_coordinates(shape).tolist()
        ]

    def sides(self) -> tuple[str, ...]:
        """Return the versions that are drawn, the lowest first."""
        order = ("theirs", "ours") if self.is_swapped else ("ours", "theirs")
        return order if self.shown is Shown.BOTH else (self.shown.value,)

    def legend_rows(self) -> list[str]:
        """Return what the legend says, the highest first."""
        return [*self.sides()[::-1], *(("agreed",) if self.shown is Shown.BOTH else ())]

    def draw(self, painter: QPainter, view: View, theme: Theme, family: str) -> None:
        """Draw the versions, then what is chosen."""
        is_dark = theme.name == "dark"
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.setWorldTransform(logical_transform(view), True)
        for key, paths in self._paths.items():
            if key == self.chosen:
                self._glow(painter, paths, theme)
            self._draw_one(painter, key, paths, is_dark)
        painter.restore()
        for side, key, (x, y) in self._points:
            if side in self.sides():
                self._draw_point(painter, view, side, (x, y), is_dark, is_chosen=key == self.chosen, theme=theme)
        painter.restore()

    def _glow(self, painter: QPainter, paths: dict[str, QPainterPath], theme: Theme) -> None:
        glow = QColor(theme.selection)
        glow.setAlphaF(0.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(glow, 9.0)
        cosmetic(pen)
        painter.setPen(pen)
        for side in self.sides():
            if side in paths:
                painter.drawPath(paths[side])

    def _draw_one(self, painter: QPainter, key: tuple[str, str], paths: dict[str, QPainterPath], is_dark: bool) -> None:
        is_line = self._lines[key]
        if not is_line:
            for side in self.sides():
                if side in paths:
                    painter.fillPath(paths[side], ink(side, is_dark, 0.14))
            if self.shown is Shown.BOTH and "agreed" in paths:
                painter.fillPath(paths["agreed"], ink("agreed", is_dark, 0.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for side in self.sides():
            if side in paths:
                painter.setPen(pen(side, is_dark))
                painter.drawPath(paths[side])

    def _draw_point(
        self,
        painter: QPainter,
        view: View,
        side: str,
        at: tuple[float, float],
        is_dark: bool,
        *,
        is_chosen: bool,
        theme: Theme,
    ) -> None:
        x, y = view.to_px(*at)
        center = QPointF(float(x), float(y))
        if is_chosen:
            glow = QColor(theme.selection)
            glow.setAlphaF(0.5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(glow)
            painter.drawEllipse(center, _POINT_PX + 5, _POINT_PX + 5)
        painter.setPen(pen(side, is_dark))
        painter.setBrush(ink(side, is_dark, 0.3))
        painter.drawEllipse(center, _POINT_PX, _POINT_PX)

    def draw_legend(self, painter: QPainter, theme: Theme, family: str) -> None:
        """Say in the corner of the map whose draft is which."""
        is_dark = theme.name == "dark"
        font = sized(family, 12)
        metrics = QFontMetricsF(font)
        rows = self.legend_rows()
        row_px = metrics.height() + 6
        width = max(metrics.horizontalAdvance(self.names[side]) for side in rows) + 62
        box = QRectF(12, 12, width, row_px * len(rows) + 10)
        painter.save()
        draw_ground(painter, theme, box)
        painter.setFont(font)
        for place, side in enumerate(rows):
            y = box.top() + 5 + row_px * (place + 0.5)
            sample = QRectF(box.left() + 10, y - 5, 32, 10)
            painter.fillRect(sample, ink(side, is_dark, 0.34 if side == "agreed" else 0.16))
            painter.setPen(pen(side, is_dark) if side != "agreed" else Qt.PenStyle.NoPen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(sample)
            painter.setPen(QColor(theme.ink))
            text = QRectF(box.left() + 50, y - row_px / 2, width - 50, row_px)
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.names[side])
        painter.restore()


def _is_line(draft: Draft) -> bool:
    shape = draft.theirs if draft.theirs is not None else draft.ours
    return shape is not None and shapely.get_dimensions(shape) == 1


def ink(side: str, is_dark: bool, alpha: float) -> QColor:
    """Return the colour of a side: ``ours``, ``theirs``, ``agreed``."""
    color = QColor(_INKS[side][1 if is_dark else 0])
    color.setAlphaF(alpha)
    return color


def pen(side: str, is_dark: bool) -> QPen:
    """Return the outline of a side; theirs is dashed."""
    made = QPen(ink(side, is_dark, 1.0), _WIDTH_PX)
    cosmetic(made)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if side == "theirs":
        made.setDashPattern(list(_DASH))
    return made
