"""Ways by which fire can come to a place, drawn over the map: pieces of the compass in the colour of their county."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from app.canvas.legend_box import draw_swatches
from app.canvas.styles import Theme
from app.canvas.view import View
from layers.spread.beverly import UNKNOWN
from layers.spread.directions import Directions

_FILL, _OUTER_FILL = 0.6, 0.3
_UNKNOWN_COLOR = "#606060"


class Pathways:
    """The pieces of one place; ``legend`` names the counties' colours."""

    def __init__(
        self, found: Directions, colors: Mapping[int, str], legend: Sequence[tuple[str, str]], title: str, unknown: str
    ) -> None:
        """Keep what is drawn: ``legend`` pairs colour and name under ``title``, ``unknown`` names what is hatched."""
        self.directions = found
        self._colors, self._legend, self._title, self._unknown = colors, tuple(legend), title, unknown
        #: Lines half way to the neighbouring ones: the edges of the pieces, metres.
        ends = found.ends
        self._edges = (ends + np.roll(ends, 1, axis=0)) / 2.0
        self._pieces = found.pieces()

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """The box about all lines, in metres."""
        xy = self.directions.ends.reshape(-1, 2)
        (xmin, ymin), (xmax, ymax) = xy.min(axis=0), xy.max(axis=0)
        return float(xmin), float(ymin), float(xmax), float(ymax)

    def draw(self, painter: QPainter, view: View, theme: Theme, family: str) -> None:
        """Draw pieces, rings about the place, and the legend."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_pieces(painter, view)
        self._draw_rings(painter, view, theme)
        painter.restore()
        self._draw_legend(painter, theme, family)

    def _draw_pieces(self, painter: QPainter, view: View) -> None:
        lines = len(self.directions.viable)
        painter.setPen(Qt.PenStyle.NoPen)
        for piece in self._pieces:
            color = QColor(self._colors.get(piece.county, _UNKNOWN_COLOR))
            # What no unbroken way joins to the place is paler.
            color.setAlphaF(_FILL if piece.is_joined else _OUTER_FILL)
            is_known = piece.county != -2
            painter.setBrush(QBrush(color, Qt.BrushStyle.SolidPattern if is_known else Qt.BrushStyle.BDiagPattern))
            rows = (piece.first + np.arange(piece.count + 1)) % lines
            inner, outer = self._edges[rows, piece.segment], self._edges[rows[::-1], piece.segment + 1]
            corners = np.concatenate([inner, outer])
            painter.drawPolygon(QPolygonF([QPointF(*view.to_px(float(x), float(y))) for x, y in corners]))

    def _draw_rings(self, painter: QPainter, view: View, theme: Theme) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for segment in range(1, self.directions.ends.shape[1]):
            ring = QPolygonF([QPointF(*view.to_px(float(x), float(y))) for x, y in self.directions.ends[:, segment]])
            for color, width in ((theme.halo, 2.6), (theme.ink, 0.8)):
                painter.setPen(QPen(QColor(color), width))
                painter.drawPolygon(ring)
        middle = QPointF(*view.to_px(*(float(value) for value in self.directions.ends[0, 0])))
        for color, width in ((theme.halo, 6.0), (theme.selection, 3.0)):
            painter.setPen(QPen(QColor(color), width))
            painter.drawEllipse(middle, 6.0, 6.0)

    def _draw_legend(self, painter: QPainter, theme: Theme, family: str) -> None:
        has_unknown = bool((self.directions.viable == UNKNOWN).any())
        rows = [*self._legend, *([("", self._unknown)] if has_unknown else [])]
        draw_swatches(painter, theme, family, self._title, rows)
