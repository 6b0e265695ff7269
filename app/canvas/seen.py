"""What lookouts see, drawn over the map: woods by who sees them, places for more lookouts, the legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from app.canvas.legend_box import Entry, Sample, draw_legend_box
from app.canvas.styles import Theme
from app.canvas.view import View
from app.fonts import sized
from layers.spread.landscape import Grid


class Sight(IntEnum):
    """How woods are seen; 0 is no woods."""

    BLIND = 1
    ONCE = 2
    TWICE = 3
    ACROSS = 4


#: Apart for colour-blind eyes and in grey: what nobody sees is darkest.
COLORS = {Sight.BLIND: "#9970AB", Sight.ONCE: "#80CDC1", Sight.TWICE: "#018571", Sight.ACROSS: "#FDB863"}
_OPACITY = 0.75


@dataclass(frozen=True)
class SeenRaster:
    """Classes of cells (:class:`Sight`), made by a worker; ``box`` is (xmin, ymin, xmax, ymax) in metres."""

    classes: NDArray[np.uint8]
    box: tuple[float, float, float, float]


def seen_raster(grid: Grid, classes: NDArray[np.uint8]) -> SeenRaster:
    """Return classes of a grid with where they lie."""
    east, south = grid.west_m + grid.columns * grid.cell_m, grid.north_m - grid.rows * grid.cell_m
    return SeenRaster(np.ascontiguousarray(classes, dtype=np.uint8), (grid.west_m, south, east, grid.north_m))


class SeenPicture:
    """Cells, rings of suggested places with their numbers, and the place that is chosen."""

    def __init__(self, raster: SeenRaster, title: str, rows: Sequence[tuple[Sight, str]]) -> None:
        """Colour a raster; ``rows`` are what the legend says of the classes that are there."""
        self._box, self._title, self._rows = raster.box, title, list(rows)
        height, width = raster.classes.shape
        padded = np.zeros((height, -(-width // 4) * 4), dtype=np.uint8)  # lines of an image are whole words
        padded[:, :width] = raster.classes
        made = QImage(padded.tobytes(), width, height, padded.shape[1], QImage.Format.Format_Indexed8)
        table = [0] * 256
        for sight, color in COLORS.items():
            table[sight] = QColor(color).rgba()
        made.setColorTable(table)
        self._image = made.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
        self.sites: Sequence[tuple[float, float]] = ()
        self.chosen: tuple[float, float] | None = None

    def draw(self, painter: QPainter, view: View, theme: Theme, family: str) -> None:
        """Draw everything."""
        xmin, ymin, xmax, ymax = self._box
        left, top = view.to_px(xmin, ymax)
        right, bottom = view.to_px(xmax, ymin)
        painter.save()
        painter.setOpacity(_OPACITY)
        painter.drawImage(QRectF(left, top, right - left, bottom - top), self._image)
        painter.restore()
        self._draw_places(painter, view, theme, family)
        entries = [Entry(text, COLORS[sight], Sample.CELLS) for sight, text in self._rows]
        draw_legend_box(painter, theme, family, self._title, entries)

    def _draw_places(self, painter: QPainter, view: View, theme: Theme, family: str) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = sized(family, 12)
        font.setBold(True)
        painter.setFont(font)
        for number, place in enumerate(self.sites, start=1):
            middle = QPointF(*view.to_px(*place))
            painter.setPen(QPen(QColor(theme.halo), 5.0))
            painter.setBrush(QColor(theme.land))
            painter.drawEllipse(middle, 11.0, 11.0)
            painter.setPen(QPen(QColor("#00796B"), 2.0))
            painter.drawEllipse(middle, 11.0, 11.0)
            painter.setPen(QColor(theme.ink))
            box = QRectF(middle.x() - 12, middle.y() - 12, 24, 24)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))
        if self.chosen is not None:
            middle = QPointF(*view.to_px(*self.chosen))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for color, width in ((theme.halo, 6.0), ("#D7263D", 3.0)):
                painter.setPen(QPen(QColor(color), width))
                painter.drawEllipse(middle, 15.0, 15.0)
        painter.restore()
