"""Measure a line: legs with bearings, length, and the area it closes; nothing is kept in the plan."""

from __future__ import annotations

import math
from collections.abc import Sequence

import shapely
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPainter

from app import words
from app.canvas.tools import sketch
from app.canvas.tools.corners import SAME_PX, XY, CornerTool
from layers.errors import UnsoundShape
from layers.measuring import LineMeasure, measure_line


class MeasureTool(CornerTool):
    """Click after click; the figures follow the cursor.  What was measured stays on the map until the next begins."""

    measured = Signal(object)  # LineMeasure; None when nothing measured is shown any more

    key = "measure"
    closes = False
    is_kept = False
    can_follow = True

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done: list[list[float]] = []  # EPSG:4490, what is shown after it was finished
        self.finished.connect(self._show)

    @property
    def boxes_by_shift(self) -> bool:
        """Shift and drag zoom to a box; the line in hand stays."""
        return True

    def deactivate(self) -> None:
        """Take what was measured off the map."""
        self.clear()
        super().deactivate()

    def on_cancel(self) -> bool:
        """Drop the line in hand, or else what was measured before."""
        return super().on_cancel() or self.clear()

    def add_corner(self, point: XY) -> None:
        """Add a point; one on the first closes the line and finishes."""
        self.clear()
        near_m = SAME_PX * self.canvas.view.metres_per_px if self.canvas is not None else 0.0
        if len(self.corners) >= 3 and math.dist(self.corners[0], point) <= near_m:
            self._append(self.corners[0])
            self.finish()
            return
        super().add_corner(point)

    def clear(self) -> bool:
        """Take what was measured off the map; return whether there was anything."""
        if not self._done:
            return False
        self._done = []
        self.measured.emit(None)
        self.update_canvas()
        return True

    def forget(self) -> None:
        """Another plan comes."""
        self.clear()
        super().forget()

    def shape_of(self, points: Sequence[XY]) -> shapely.Geometry:
        """Return the line."""
        if len(points) < 2:
            raise UnsoundShape(reason="few_points")
        return shapely.LineString(points)

    def hint(self) -> str:
        """Return what to do first, then the figures."""
        if self.corners:
            return self.figures()
        return "" if self._done else self.tr("Click where to begin")

    def figures(self) -> str:
        """Return the leg in hand, the length so far, and the area when it would be closed now."""
        points = self.points_in_hand()
        if not self.corners or len(points) < 2:
            return ""
        found = measure_line([(lon, lat) for lon, lat in self._stored(points)])
        lines = [
            self.tr("{length}  bearing {bearing}").format(
                length=words.fine_length(found.legs_m[-1]), bearing=words.bearing(found.bearings_deg[-1])
            )
        ]
        if len(found.legs_m) > 1:
            lines.append(self.tr("Total {length}").format(length=words.fine_length(found.length_m)))
        if found.area_ha is not None:
            area = f"{words.hectares(found.area_ha)}  {words.mu(found.area_ha)}"
            lines.append(self.tr("Closed {area}").format(area=area))
        return "\n".join(lines)

    def paint_sketch(self, painter: QPainter) -> None:
        """Draw the line, pale where it would be closed."""
        assert self.canvas is not None
        _paint_line(painter, self, self.points_in_hand(), len(self.corners))

    def paint(self, painter: QPainter) -> None:
        """Draw what was measured, and the line in hand."""
        if self.canvas is not None and self._done and not self.corners:
            points = self._metric(self._done)
            _paint_line(painter, self, points, len(points))
        super().paint(painter)

    @property
    def ink(self) -> str:
        """The accent: a measurement is no part of the plan."""
        assert self.canvas is not None
        return self.canvas.theme_accent

    def _metric(self, places: Sequence[Sequence[float]]) -> list[XY]:
        assert self.canvas is not None
        line = self.canvas.to_metric(shapely.LineString(places))
        return [(float(x), float(y)) for x, y in line.coords]

    def _show(self, line: shapely.LineString) -> None:
        self._done = [list(one) for one in line.coords]
        found: LineMeasure = measure_line(list(line.coords))
        self.measured.emit(found)
        self.update_canvas()


def _paint_line(painter: QPainter, tool: MeasureTool, points: Sequence[XY], firm: int) -> None:
    assert tool.canvas is not None
    view = tool.canvas.view
    if len(points) >= 3:
        sketch.draw_fill(painter, points, view, tool.ink)
        if points[0] != points[-1]:
            sketch.draw_line(painter, [points[-1], points[0]], view, tool.ink, loose_from=0)
    sketch.draw_line(painter, points, view, tool.ink, loose_from=firm)
    sketch.draw_corners(painter, points[:firm], view, tool.ink)
