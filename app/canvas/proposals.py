"""Two proposals over the map: over each other, with a line between them that is moved, or one of them alone.

Red, blue and purple are those of two drafts (:mod:`app.canvas.drafts`); what only one of them has is hatched in its
colour, each with a slope of its own, so that it reads in grey too.
"""

from __future__ import annotations

from copy import copy
from enum import StrEnum

import numpy as np
import shapely
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath

from app.canvas.drafts import Draft, Drafts, Shown, ink, pen
from app.canvas.overlay import logical_transform
from app.canvas.paths import geometry_path
from app.canvas.patterns import draw_pattern_lines
from app.canvas.styles import Theme
from app.canvas.view import View
from app.fonts import sized
from layers.patrol.comparing import Overlap, Piece

_HATCHES = {"ours": "hatch", "theirs": "sparse"}
_KEY = ("alternative", "")
_ONLY = {"ours": Piece.ONLY_FIRST, "theirs": Piece.ONLY_SECOND}


class Layout(StrEnum):
    """How two proposals are looked at."""

    OVER = "over"
    SWIPE = "swipe"
    SPLIT = "split"


class ProposalPicture(Drafts):
    """Red ``ours`` is the first, blue ``theirs`` the second; shapes are metres of the plan's metric CRS."""

    def __init__(
        self, first: shapely.Geometry | None, second: shapely.Geometry | None, found: Overlap | None = None
    ) -> None:
        agreed = None if found is None else found.shapes[Piece.COMMON]
        super().__init__([Draft(_KEY, first, second, agreed)])
        self.share: float | None = None  # where the line is, of the width; None: no line
        self._hatched: dict[str, QPainterPath] = {}
        if found is not None:
            for side, piece in _ONLY.items():
                shape = found.shapes[piece]
                if not shape.is_empty:
                    self._hatched[side] = geometry_path(np.array([shape], dtype=object))

    def legend_rows(self) -> list[str]:
        """Return what the legend says, the highest first."""
        has_agreed = "agreed" in self._paths[_KEY]
        return [*self.sides(), *(("agreed",) if has_agreed else ())]

    def draw(self, painter: QPainter, view: View, theme: Theme, family: str) -> None:
        """Draw both, or each on its side of the line."""
        if self.share is None:
            self._draw_sides(painter, view, theme, self.sides())
            return
        width, height = view.size_px
        x = width * self.share
        for side, box in (("ours", QRectF(0, 0, x, height)), ("theirs", QRectF(x, 0, width - x, height))):
            painter.save()
            painter.setClipRect(box)
            self._draw_sides(painter, view, theme, (side,))
            painter.restore()
        self._draw_names(painter, x, height, theme, family)

    def _draw_sides(self, painter: QPainter, view: View, theme: Theme, sides: tuple[str, ...]) -> None:
        is_dark = theme.name == "dark"
        paths = self._paths[_KEY]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at = logical_transform(view)
        area = QRectF(0, 0, *view.size_px)
        for side in sides:
            if side in paths:
                painter.fillPath(at.map(paths[side]), ink(side, is_dark, 0.10))
        if "agreed" in paths:
            painter.fillPath(at.map(paths["agreed"]), ink("agreed", is_dark, 0.26))
        for side in sides:
            if side in self._hatched:
                color = ink(side, is_dark, 1.0).name()
                draw_pattern_lines(painter, at.map(self._hatched[side]), _HATCHES[side], color, 1.0, area)
        for side in sides:
            if side in paths:
                painter.strokePath(at.map(paths[side]), pen(side, is_dark))
        painter.restore()

    def _draw_names(self, painter: QPainter, x: float, height: float, theme: Theme, family: str) -> None:
        """Say on both sides of the line whose side it is."""
        font = sized(family, 13)
        metrics = QFontMetricsF(font)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        is_dark = theme.name == "dark"
        for side, name in (("ours", self.names["ours"]), ("theirs", self.names["theirs"])):
            wide = metrics.horizontalAdvance(name) + 16
            box = QRectF(x - wide - 12 if side == "ours" else x + 12, height - 64, wide, metrics.height() + 8)
            painter.setPen(pen(side, is_dark))
            painter.setBrush(_back(theme))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(ink(side, is_dark, 1.0))
            painter.drawText(box.topLeft() + QPointF(8, 4 + metrics.ascent()), name)
        painter.restore()


def _back(theme: Theme) -> QColor:
    color = QColor(theme.land)
    color.setAlphaF(0.92)
    return color


def alone(picture: ProposalPicture, shown: Shown) -> ProposalPicture:
    """Return the same picture as one half of a split map shows it."""
    made = copy(picture)
    made.shown = shown
    return made
