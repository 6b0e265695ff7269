"""Where a fire gets to by when, drawn over the map: discrete times in one perceptually even ramp, with its legend."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from app.canvas.legend_box import draw_swatches
from app.canvas.styles import Theme
from app.canvas.view import View
from layers.spread.landscape import Grid

#: Upper ends of the classes in minutes.
CLASSES_MIN = (15.0, 30.0, 60.0, 120.0, 240.0, 360.0, 720.0, math.inf)
#: cividis (Nuñez, Anderton & Renslow 2018), even to the eye and to colour-blind eyes; what comes first is darkest.
_RAMP = ("#00204D", "#233E6C", "#4A576C", "#6B6D74", "#8E8978", "#B4A76C", "#DCC856", "#FFEA46")
_OPACITY = 0.85


#: Minutes of one step of a picture; over so many minutes that the steps run out, the wider ones.
_STEPS_MIN = (5.0, 15.0)
_MOST_STEPS = 254


@dataclass(frozen=True)
class TimeRaster:
    """Times as steps of a few minutes, cut to where there are any; a worker makes it, the window only colours it.

    Attributes
    ----------
    steps : uint8, (rows, columns)
        The step in which a cell's time ends, from 1; 0 where there is none.
    box : (xmin, ymin, xmax, ymax) in metres, None when there is no time at all
    step_min : float
    last_min : float
        The latest time, as a whole number of steps.
    """

    steps: NDArray[np.uint8]
    box: tuple[float, float, float, float] | None
    step_min: float
    last_min: float


def time_raster(grid: Grid, minutes: NDArray[np.float64], limit_min: float) -> TimeRaster:
    """Return times of a grid up to a limit as steps; nan, inf and what is later are none."""
    step = next((one for one in _STEPS_MIN if limit_min <= one * _MOST_STEPS), _STEPS_MIN[-1])
    shown = np.asarray(minutes <= limit_min, dtype=bool)  # nan is not
    rows, columns = np.flatnonzero(shown.any(axis=1)), np.flatnonzero(shown.any(axis=0))
    if len(rows) == 0:
        return TimeRaster(np.zeros((0, 0), dtype=np.uint8), None, step, 0.0)
    part = (slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1))
    there = shown[part]
    steps = np.zeros((there.shape[0], there.shape[1]), dtype=np.uint8)
    steps[there] = np.clip(np.ceil(minutes[part][there] / step), 1, _MOST_STEPS + 1)
    west, north = grid.west_m + columns[0] * grid.cell_m, grid.north_m - rows[0] * grid.cell_m
    height, width = steps.shape
    box = (float(west), float(north - height * grid.cell_m), float(west + width * grid.cell_m), float(north))
    return TimeRaster(steps, box, step, float(steps.max()) * step)


class Arrivals:
    """A picture of times up to a moment; ``limit_min`` moves it along."""

    def __init__(
        self,
        raster: TimeRaster,
        start: tuple[float, float] | None,
        title: str,
        classes: tuple[float, ...] = CLASSES_MIN,
    ) -> None:
        """Colour a raster.

        ``start`` is the place in metres that is ringed, ``title`` heads the legend, ``classes`` are the upper ends of
        the classes in minutes, eight at most, the last one inf.
        """
        self._classes = classes
        self._colors = [_RAMP[round(at * (len(_RAMP) - 1) / (len(classes) - 1))] for at in range(len(classes))]
        self._start, self._title, self._raster = start, title, raster
        self._image = self._plain = QImage()
        self.limit_min = 0.0
        self.opacity = _OPACITY
        if raster.box is None:
            return
        height, width = raster.steps.shape
        padded = np.zeros((height, -(-width // 4) * 4), dtype=np.uint8)  # lines of an image are whole words
        padded[:, :width] = raster.steps
        made = QImage(padded.tobytes(), width, height, padded.shape[1], QImage.Format.Format_Indexed8)
        self._plain = made.copy()
        self.show_until(raster.last_min)

    @property
    def extent(self) -> tuple[float, float, float, float] | None:
        """The box of what burns at last, in metres; None when nothing does."""
        return self._raster.box

    def show_until(self, limit_min: float) -> None:
        """Show what has a time up to a limit."""
        self.limit_min = limit_min
        if self._plain.isNull():
            return
        table = [0] * 256
        for step in range(1, 256):
            minutes = step * self._raster.step_min
            if minutes <= limit_min:
                table[step] = QColor(self._colors[int(np.searchsorted(self._classes, minutes))]).rgba()
        self._plain.setColorTable(table)
        self._image = self._plain.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)

    def draw(self, painter: QPainter, view: View, theme: Theme, family: str) -> None:
        """Draw the times, where the fire started, and the legend."""
        self.draw_times(painter, view)
        self.draw_start(painter, view, theme)
        self.draw_legend(painter, theme, family)

    def draw_times(self, painter: QPainter, view: View) -> None:
        """Draw the coloured cells."""
        if self._image.isNull() or self._raster.box is None:
            return
        xmin, ymin, xmax, ymax = self._raster.box
        left, top = view.to_px(xmin, ymax)
        right, bottom = view.to_px(xmax, ymin)
        painter.save()
        painter.setOpacity(self.opacity)
        painter.drawImage(QRectF(left, top, right - left, bottom - top), self._image)
        painter.restore()

    def draw_start(self, painter: QPainter, view: View, theme: Theme) -> None:
        """Ring the place, if there is one."""
        if self._start is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(*view.to_px(*self._start))
        for color, width in ((theme.halo, 6.0), ("#D7263D", 3.0)):
            painter.setPen(QPen(QColor(color), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, 7.0, 7.0)
        painter.restore()

    def draw_legend(self, painter: QPainter, theme: Theme, family: str) -> None:
        """Draw what the colours mean in the upper left corner."""
        rows = [(color, text) for color, text in zip(self._colors, self._texts(), strict=True) if text]
        draw_swatches(painter, theme, family, self._title, rows)

    def _texts(self) -> list[str]:
        """Return what each class holds, "" for those that nothing is in yet."""
        lower, texts = 0.0, []
        for upper in self._classes:
            within = self._raster.box is not None and lower < min(self.limit_min, self._raster.last_min)
            end = min(upper, self.limit_min)
            texts.append(f"{lower:.0f}–{end:.0f}" if within else "")
            lower = upper
        return texts
