"""Where a kind of site could be, drawn below the exercise: the share of rules that hold, in five steps."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.canvas.legend_box import draw_swatches
from app.canvas.styles import Theme
from app.canvas.view import View

if TYPE_CHECKING:
    from layers.exercise.suitability import Suitability

#: Lower ends of the classes of the score, and their colours: one even ramp, what suits is darkest.
CLASSES = ((1.0, "#00695F"), (0.8, "#3E9C88"), (0.6, "#93C7AE"), (0.4, "#D9E3BE"), (0.0, "#F2E6D0"))
_OPACITY = 0.62


class SuitableMarks:
    """A picture of a suitability raster with its legend."""

    has_legend = True

    def __init__(self, raster: Suitability, title: str) -> None:
        self._title = title
        half = raster.cell_m / 2.0
        self._box = (
            float(raster.x_m.min()) - half,
            float(raster.y_m.min()) - half,
            float(raster.x_m.max()) + half,
            float(raster.y_m.max()) + half,
        )
        height, width = raster.score.shape
        pixels = np.zeros((height, width, 4), dtype=np.uint8)
        for low, color in reversed(CLASSES):
            tint = QColor(color)
            with np.errstate(invalid="ignore"):
                pixels[raster.score >= low - 1e-6] = (tint.red(), tint.green(), tint.blue(), 255)
        self._image = QImage(pixels.tobytes(), width, height, width * 4, QImage.Format.Format_RGBA8888).copy()

    def draw(self, painter: QPainter, view: View, _theme: Theme, _family: str) -> None:
        """Draw the picture."""
        xmin, ymin, xmax, ymax = self._box
        left, top = view.to_px(xmin, ymax)
        right, bottom = view.to_px(xmax, ymin)
        painter.save()
        painter.setOpacity(_OPACITY)
        painter.drawImage(QRectF(left, top, right - left, bottom - top), self._image)
        painter.restore()

    def draw_legend(self, painter: QPainter, theme: Theme, family: str) -> None:
        """Say what the colours mean in the upper left corner."""
        rows = [(color, _range(at)) for at, (_low, color) in enumerate(CLASSES)]
        draw_swatches(painter, theme, family, self._title, rows)


def _range(at: int) -> str:
    low = CLASSES[at][0]
    if at == 0:
        return "100 %"
    high = CLASSES[at - 1][0]
    return f"{math.floor(low * 100)}–{math.floor(high * 100)} %"
