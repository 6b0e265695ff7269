"""Where a fire gets to by when, drawn over the map: discrete times in one perceptually even ramp, with its legend."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from app.canvas.styles import Theme
from app.canvas.view import View
from app.fonts import sized
from layers.spread.landscape import Grid

#: Upper ends of the classes in minutes.
CLASSES_MIN = (15.0, 30.0, 60.0, 120.0, 240.0, 360.0, 720.0, math.inf)
#: cividis (Nuñez, Anderton & Renslow 2018), even to the eye and to colour-blind eyes; what comes first is darkest.
_RAMP = ("#00204D", "#233E6C", "#4A576C", "#6B6D74", "#8E8978", "#B4A76C", "#DCC856", "#FFEA46")
_OPACITY = 0.85


class Arrivals:
    """A picture of arrival times up to a moment; ``limit_min`` moves it along."""

    def __init__(self, grid: Grid, minutes: NDArray[np.float64], start: tuple[float, float], title: str) -> None:
        """Keep the part of the grid that burns; ``start`` is the place in metres, ``title`` heads the legend."""
        rows, columns = np.nonzero(np.isfinite(minutes))
        self._start, self._title = start, title
        self._minutes = np.empty((0, 0))
        self._box = (0.0, 0.0, 0.0, 0.0)
        self._image = QImage()
        self.limit_min = 0.0
        if len(rows) == 0:
            return
        top, left = int(rows.min()), int(columns.min())
        self._minutes = minutes[top : rows.max() + 1, left : columns.max() + 1].copy()
        west, north = grid.west_m + left * grid.cell_m, grid.north_m - top * grid.cell_m
        height, width = self._minutes.shape
        self._box = (west, north - height * grid.cell_m, west + width * grid.cell_m, north)
        self.show_until(float(minutes[rows, columns].max()))

    @property
    def extent(self) -> tuple[float, float, float, float] | None:
        """The box of what burns at last, in metres; None when nothing does."""
        return self._box if self._minutes.size else None

    def show_until(self, limit_min: float) -> None:
        """Show what burns within a time."""
        self.limit_min = limit_min
        if not self._minutes.size:
            return
        colors = np.array(
            [[QColor(one).red(), QColor(one).green(), QColor(one).blue(), 255] for one in _RAMP], np.uint8
        )
        shown = self._minutes <= limit_min
        pixels = np.zeros((*self._minutes.shape, 4), dtype=np.uint8)
        pixels[shown] = colors[np.searchsorted(CLASSES_MIN, self._minutes[shown])]
        height, width = self._minutes.shape
        self._image = QImage(pixels.tobytes(), width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()

    def draw(self, painter: QPainter, view: View, theme: Theme, family: str) -> None:
        """Draw the picture, where the fire started, and the legend."""
        painter.save()
        if not self._image.isNull():
            left, top = view.to_px(self._box[0], self._box[3])
            right, bottom = view.to_px(self._box[2], self._box[1])
            painter.setOpacity(_OPACITY)
            painter.drawImage(QRectF(left, top, right - left, bottom - top), self._image)
            painter.setOpacity(1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(*view.to_px(*self._start))
        for color, width in ((theme.halo, 6.0), ("#D7263D", 3.0)):
            painter.setPen(QPen(QColor(color), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, 7.0, 7.0)
        painter.restore()
        self._draw_legend(painter, theme, family)

    def _draw_legend(self, painter: QPainter, theme: Theme, family: str) -> None:
        rows = [(color, text) for color, text in zip(_RAMP, self._texts(), strict=True) if text]
        if not rows:
            return
        font = sized(family, 12)
        metrics = QFontMetricsF(font)
        row = metrics.height() + 4
        width = max(metrics.horizontalAdvance(text) for text in (self._title, *(text for _, text in rows))) + 52
        box = QRectF(12, 12, width, row * (len(rows) + 1) + 10)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        back = QColor(theme.land)
        back.setAlphaF(0.92)
        painter.setPen(QPen(QColor(theme.muted), 0.6))
        painter.setBrush(back)
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(font)
        painter.setPen(QColor(theme.ink))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(box.left() + 10, box.top() + 5, width - 20, row), flags, self._title)
        for place, (color, text) in enumerate(rows, start=1):
            y = box.top() + 5 + row * place
            painter.fillRect(QRectF(box.left() + 10, y + 3, 22, row - 6), QColor(color))
            painter.setPen(QColor(theme.ink))
            painter.drawText(QRectF(box.left() + 40, y, width - 48, row), flags, text)
        painter.restore()

    def _texts(self) -> list[str]:
        """Return what each class holds, "" for those that nothing is in yet."""
        lower, texts = 0.0, []
        for upper in CLASSES_MIN:
            within = (
                self._minutes.size and bool(((self._minutes > lower) | (lower == 0.0)).any()) and lower < self.limit_min
            )
            end = min(upper, self.limit_min)
            texts.append(f"{lower:.0f}–{end:.0f}" if within else "")
            lower = upper
        return texts
