"""Results as a picture: ours ÷ each alternative, time on the left, memory on the right, both on a logarithmic axis."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.result import Ratio, Result, ratios

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

_WIDTH, _ROW, _HEAD, _FOOT, _LABELS = 1400, 26, 96, 60, 470
_INK, _PALE, _TARGET = "#222222", "#8a8a8a", "#c02020"
#: Colour and symbol by family of alternatives; the last is for all others.  Colours are told apart by the colour-blind.
_FAMILIES: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    ("QGIS", ("QGIS",), "#0072b2", "o"),
    ("GeoPandas, shapely, topojson", ("geopandas", "shapely", "topojson"), "#e69f00", "s"),
    ("DuckDB, SedonaDB", ("DuckDB", "SedonaDB"), "#009e73", "t"),
    ("GRASS, rasters in Python", ("GRASS", "scikit", "SciPy", "exactextract", "rasterstats"), "#cc79a7", "d"),
    ("GDAL's readers", ("pyogrio", "ogr2ogr", "Fiona"), "#56b4e9", "t1"),
    ("other", ("",), "#555555", "+"),
)


@dataclass(frozen=True)
class Line:
    """One line of the picture: a task of ours, and all it is compared with."""

    label: str
    ratios: tuple[Ratio, ...]
    has_memory: bool = True  # else other lines of the benchmark tell it

    @property
    def is_memory(self) -> bool:
        """Whether the task itself is an amount of memory."""
        return self.ratios[0].unit == "MB"

    @property
    def times(self) -> list[tuple[str, float]]:
        """Alternatives with ours ÷ their time."""
        return [] if self.is_memory else [(one.other, one.value) for one in self.ratios]

    @property
    def memories(self) -> list[tuple[str, float]]:
        """Alternatives with ours ÷ their memory."""
        if self.is_memory:
            return [(one.other, one.value) for one in self.ratios]
        return [(one.other, one.memory) for one in self.ratios if self.has_memory and not math.isnan(one.memory)]

    @property
    def target(self) -> float:
        """The ratio meant to be kept; with an amount, to the quickest of the others; nan without one."""
        known = [one.target for one in self.ratios if not math.isnan(one.target)]
        return max(known) if known else math.nan


def lines(results: Sequence[Result]) -> list[Line]:
    """Return the lines of the picture, in order of the results; tasks that nobody else does have none."""
    grouped: dict[tuple[str, str, str], list[Ratio]] = {}
    for one in ratios(results):
        if one.value > 0:
            grouped.setdefault((one.bench, one.task, one.ours), []).append(one)
    ways: dict[tuple[str, str], int] = {}
    for bench, task, _ in grouped:
        ways[bench, task] = ways.get((bench, task), 0) + 1
    telling = {bench for (bench, _, _), some in grouped.items() if some[0].unit == "MB"}
    return [
        Line(f"{bench}: {task}" + (f" ({ours})" if ways[bench, task] > 1 else ""), tuple(some), bench not in telling)
        for (bench, task, ours), some in grouped.items()
    ]


def family(method: str) -> int:
    """Return the row of the family of an alternative."""
    return next(row for row, (_, starts, *_) in enumerate(_FAMILIES) if method.startswith(starts))


def draw(results: Sequence[Result], path: Path) -> None:
    """Draw the picture as SVG or PNG."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QRect, QRectF, QSize, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgGenerator
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication([])
    given = lines(results)
    size = QSize(_WIDTH, _HEAD + _ROW * max(1, len(given)) + _FOOT)
    widget = _widget(given, size)
    target: Any
    if path.suffix == ".svg":
        target = QSvgGenerator()
        target.setFileName(str(path))
        target.setSize(size)
        target.setViewBox(QRect(0, 0, size.width(), size.height()))
        target.setTitle("Benchmarks")
        target.setResolution(widget.logicalDpiX())  # else letters and marks are scaled, and the panels are not
    else:
        target = QImage(size * 2, QImage.Format.Format_RGB32)
        target.fill(Qt.GlobalColor.white)
    painter = QPainter(target)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if path.suffix != ".svg":
        painter.scale(2.0, 2.0)
    area = QRectF(0, 0, size.width(), size.height())
    painter.fillRect(area, Qt.GlobalColor.white)
    widget.scene().prepareForPaint()
    widget.scene().render(painter, area, area)
    _legend(painter, given)
    painter.end()
    if path.suffix != ".svg":
        target.save(str(path))
    widget.close()
    del application


def _widget(given: Sequence[Line], size: Any) -> Any:
    import pyqtgraph as pg

    pg.setConfigOptions(antialias=True)
    widget = pg.GraphicsLayoutWidget(size=(size.width(), size.height()))
    widget.setBackground("w")
    widget.resize(size)
    widget.ci.layout.setContentsMargins(10, _HEAD, 20, 6)
    times = _panel(widget, 0, given, "time, ours ÷ alternative")
    memory = _panel(widget, 1, given, "memory, ours ÷ alternative")
    axis = times.getAxis("left")
    axis.setTicks([[(-row, one.label) for row, one in enumerate(given)]])
    axis.setWidth(_LABELS)
    memory.getAxis("left").setTicks([[(-row, "") for row in range(len(given))]])
    memory.getAxis("left").setWidth(12)
    for column, stretch in ((0, 72), (1, 28)):
        widget.ci.layout.setColumnStretchFactor(column, stretch)
    for row, one in enumerate(given):
        for panel, dots in ((times, one.times), (memory, one.memories)):
            for other, value in dots:
                _dot(panel, value, -row, family(other))
        if not math.isnan(one.target) and one.target > 0:
            x = math.log10(one.target)
            panel = memory if one.is_memory else times
            panel.plot([x, x], [-row - 0.38, -row + 0.38], pen=pg.mkPen(_TARGET, width=3))
    _span(times, [x for one in given for _, x in one.times] + [one.target for one in given if not one.is_memory])
    _span(memory, [x for one in given for _, x in one.memories] + [one.target for one in given if one.is_memory])
    widget.show()
    return widget


def _panel(widget: Any, column: int, given: Sequence[Line], title: str) -> Any:
    import pyqtgraph as pg
    from PySide6.QtGui import QFont

    font = QFont(widget.font())
    font.setPixelSize(13)
    panel = widget.addPlot(row=0, col=column)
    panel.hideButtons()
    panel.setMenuEnabled(False)
    panel.setLabel("bottom", title, color=_INK)
    panel.setYRange(-len(given) + 0.4, 0.6, padding=0)
    for side in ("left", "bottom"):
        axis = panel.getAxis(side)
        axis.setPen(pg.mkPen("#bbbbbb"))
        axis.setTextPen(pg.mkPen(_INK))
        axis.setStyle(tickLength=0, tickFont=font)
        axis.enableAutoSIPrefix(False)
    for row in range(0, len(given), 2):
        band = pg.LinearRegionItem((-row - 0.5, -row + 0.5), "horizontal", brush="#f4f4f4", pen=None, movable=False)
        for line in band.lines:
            line.setPen(pg.mkPen(None))
        band.setZValue(-20)
        panel.addItem(band)
    panel.addItem(pg.InfiniteLine(0.0, 90, pen=pg.mkPen(_INK, width=1.4)))
    return panel


def _dot(panel: Any, ratio: float, y: float, row: int) -> None:
    import pyqtgraph as pg

    _, _, colour, symbol = _FAMILIES[row]
    # Without a cache marks are drawn as paths, and not as pictures that an SVG would hold in pieces.
    panel.addItem(
        pg.ScatterPlotItem(
            [math.log10(ratio)], [y], symbol=symbol, size=14, brush=colour, pen=pg.mkPen("w"), useCache=False
        )
    )


def _span(panel: Any, values: Sequence[float]) -> None:
    """Set the range of an axis to whole steps, with ticks that are read as ratios."""
    import pyqtgraph as pg

    logs = [math.log10(one) for one in values if not math.isnan(one) and one > 0]
    ticks = [x for x in _STEPS if not logs or min(logs) - 0.4 <= math.log10(x) <= max(logs) + 0.4] or [1.0]
    low, high = min([*logs, 0.0]) - 0.15, max([*logs, 0.0]) + 0.15
    shown = [x for x in ticks if low <= math.log10(x) <= high]
    if len(shown) > 8:
        shown = [x for x in shown if math.log10(x).is_integer()]
    panel.setXRange(low, high, padding=0)
    panel.getAxis("bottom").setTicks([[(math.log10(x), f"{x:g}") for x in shown]])
    for x in shown:
        if x != 1.0:
            line = pg.InfiniteLine(math.log10(x), 90, pen=pg.mkPen("#dddddd"))
            line.setZValue(-10)
            panel.addItem(line)


_STEPS = tuple(float(f"{digit}e{power}") for power in range(-4, 4) for digit in (1, 2, 5))


def _legend(painter: QPainter, given: Sequence[Line]) -> None:
    """Write the title, what left and right mean, and what the symbols stand for."""
    from PySide6.QtCore import QPointF, QRectF
    from PySide6.QtGui import QColor, QFont, QPen

    font = QFont(painter.font())
    font.setPixelSize(20)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(_INK))
    painter.drawText(QPointF(18, 32), "Ours beside what a user would pick instead")
    font.setPixelSize(14)
    font.setBold(False)
    painter.setFont(font)
    painter.drawText(QPointF(18, 56), "Left of 1: ours is quicker, or needs less memory. Each mark is an alternative.")
    x = 18.0
    used = {family(ratio.other) for line in given for ratio in line.ratios}
    import pyqtgraph as pg

    for row, (title, _, colour, symbol) in enumerate(_FAMILIES):
        if row not in used:
            continue
        shape = pg.graphicsItems.ScatterPlotItem.Symbols[symbol]
        painter.save()
        painter.translate(x + 6, 74)
        painter.scale(12, 12)
        painter.fillPath(shape, QColor(colour))
        painter.restore()
        painter.drawText(QPointF(x + 18, 79), title)
        x += 18 + painter.fontMetrics().horizontalAdvance(title) + 26
    painter.setPen(QPen(QColor(_TARGET), 3))
    painter.drawLine(QPointF(x + 4, 67), QPointF(x + 4, 82))
    painter.setPen(QColor(_INK))
    painter.drawText(QRectF(x + 14, 64, 500, 22), "what ours is meant to keep")
