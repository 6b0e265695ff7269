"""The long-profile of a river, the counties it runs through as colours along it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from app import theme
from app.fonts import sized, window_family
from layers.rivers.profile import Part, Profile

_HEIGHT_PX = 164
#: Share of the height that the ground takes when no terrain is known.
_FLAT = 0.4
#: Room below the ground for the names of counties, as a share of the height.
_NAMES = 0.24
_NAME_PX = 12


class RiverProfile(pg.PlotWidget):
    """Height over distance; without terrain a band of colours says only who is where."""

    distance_pointed = Signal(float)  # metres from the place under the cursor; nan when it has left

    def __init__(self, name: str) -> None:
        t = theme.tokens()
        super().__init__(background=t.surface)
        self._shown: Profile | None = None
        self._labels: list[tuple[Part, pg.TextItem, float]] = []  # and the width of its words, pixels
        self._cursor: pg.InfiniteLine | None = None
        self._reading: pg.TextItem | None = None
        self.setAccessibleName(name)
        self.setFixedHeight(_HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFrameShape(self.Shape.NoFrame)
        self.setMouseEnabled(x=False, y=False)
        self.setMouseTracking(True)
        self.setMenuEnabled(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what it shows stands in words beside it
        self.hideButtons()
        plot = self.getPlotItem()
        for side in ("left", "bottom"):
            axis = plot.getAxis(side)
            axis.setTextPen(QColor(t.text))
            axis.setPen(pg.mkPen(QColor(t.muted)))
            axis.setTickFont(sized(window_family(), theme.px(11)))
            axis.label.setFont(sized(window_family(), theme.px(12)))
        plot.getAxis("bottom").enableAutoSIPrefix(False)
        plot.getAxis("left").enableAutoSIPrefix(False)

    def show_profile(
        self, shown: Profile, colors: Mapping[str, str], names: Mapping[str, str], axes: tuple[str, str]
    ) -> None:
        """Draw a profile; ``axes`` words the distance (km) and the height (m)."""
        t = theme.tokens()
        plot = self.getPlotItem()
        self.clear()
        self._shown, self._labels = shown, []
        known = np.isfinite(shown.height_m)
        km = shown.distance_m / 1000.0
        height = np.interp(shown.distance_m, shown.distance_m[known], shown.height_m[known]) if known.any() else None
        plot.setLabel("bottom", axes[0], color=t.text)
        plot.setLabel("left", axes[1], color=t.text)
        plot.showAxis("left", height is not None)  # after its label, which would show it
        low, high = (0.0, 1.0) if height is None else (float(height.min()), float(height.max()))
        tall = max(high - low, 1.0)
        floor = low - _NAMES * tall
        for part in shown.parts:
            ends = np.array([part.from_m, part.to_m]) / 1000.0
            x = np.unique(np.concatenate([ends, km[(km > ends[0]) & (km < ends[1])]]))
            y = np.full(len(x), _FLAT) if height is None else np.interp(x, km, height)
            for place, code in enumerate(part.counties):
                # Both banks share the ground of a bordering reach, one above the other.
                top = floor + (y - floor) * (1.0 - place / len(part.counties))
                ground = pg.PlotCurveItem(x, top, fillLevel=floor, brush=QColor(colors.get(code, t.border)), pen=None)
                self.addItem(ground)
        if height is not None:
            self.addItem(pg.PlotCurveItem(km, height, pen=pg.mkPen(QColor(t.text), width=1.5)))
        for at in shown.sections_m:
            self.addItem(pg.InfiniteLine(at / 1000.0, pen=pg.mkPen(QColor(t.text), style=Qt.PenStyle.DashLine)))
        self._name_parts(shown, names, floor)
        self._add_cursor(floor, high if height is not None else 1.0)
        self.setXRange(float(km[0]), float(km[-1]), padding=0.01)
        self.setYRange(floor, high if height is not None else 1.0, padding=0.02)
        self._place_labels()
        spoken = ", ".join(
            f"{names.get(code, code)} {part.from_m / 1000:.1f}–{part.to_m / 1000:.1f} km"
            for part in shown.parts
            for code in part.counties
        )
        self.setToolTip(spoken)
        self.setAccessibleDescription(spoken)

    def _name_parts(self, shown: Profile, names: Mapping[str, str], floor: float) -> None:
        """Write the counties below the ground, on a field of the window's own colour."""
        t = theme.tokens()
        font = sized(window_family(), theme.px(_NAME_PX))
        metrics = QFontMetricsF(font)
        for part in shown.parts:
            text = " | ".join(names.get(code, code) for code in part.counties if code)
            if not text:
                continue
            item = pg.TextItem(text, color=QColor(t.text), anchor=(0.5, 1.0), fill=QColor(t.surface))
            item.setFont(font)
            item.setPos((part.from_m + part.to_m) / 2000.0, floor)
            item.setZValue(20)
            self.addItem(item, ignoreBounds=True)
            self._labels.append((part, item, metrics.horizontalAdvance(text) + 8.0))

    def _add_cursor(self, floor: float, top: float) -> None:
        t = theme.tokens()
        self._cursor = pg.InfiniteLine(0.0, pen=pg.mkPen(QColor(t.accent), width=2.0))
        self._cursor.setZValue(30)
        self._reading = pg.TextItem("", color=QColor(t.text), anchor=(0.0, 0.0), fill=QColor(t.surface))
        self._reading.setFont(sized(window_family(), theme.px(_NAME_PX)))
        self._reading.setZValue(31)
        for item in (self._cursor, self._reading):
            self.addItem(item, ignoreBounds=True)
            item.hide()
        self._top = top

    def _place_labels(self) -> None:
        """Show the names that fit their stretch, the widest stretch first."""
        box = self.getPlotItem().getViewBox()
        (low, high), _ = box.viewRange()
        width = box.width()
        if width <= 0 or high <= low:
            return
        per_km = width / (high - low)
        taken: list[tuple[float, float]] = []
        for part, item, needed in sorted(self._labels, key=lambda one: one[0].from_m - one[0].to_m):
            middle = ((part.from_m + part.to_m) / 2000.0 - low) * per_km
            ends = (middle - needed / 2, middle + needed / 2)
            is_free = (
                all(ends[1] < one[0] or ends[0] > one[1] for one in taken) and ends[0] > -4 and ends[1] < width + 4
            )
            fits = is_free and (part.to_m - part.from_m) / 1000.0 * per_km >= 0.5 * needed
            item.setVisible(fits)
            if fits:
                taken.append(ends)

    @property
    def labels(self) -> list[str]:
        """The names of counties that are written, in order."""
        shown = sorted((part.from_m, item.toPlainText()) for part, item, _ in self._labels if item.isVisible())
        return [text for _, text in shown]

    # -- cursor -------------------------------------------------------------------------------

    def show_cursor(self, distance_m: float) -> None:
        """Mark a distance from the place; nan takes the mark away."""
        shown, cursor, reading = self._shown, self._cursor, self._reading
        if shown is None or cursor is None or reading is None:
            return
        is_on = bool(shown.distance_m[0] <= distance_m <= shown.distance_m[-1])  # nan is nowhere
        cursor.setVisible(is_on)
        reading.setVisible(is_on)
        if not is_on:
            return
        km = distance_m / 1000.0
        height = float(np.interp(distance_m, shown.distance_m, shown.height_m))
        cursor.setPos(km)
        reading.setText(f"{km:.1f} km" + (f", {height:.0f} m" if np.isfinite(height) else ""))
        is_right = distance_m > (shown.distance_m[0] + shown.distance_m[-1]) / 2
        reading.setAnchor((1.0 if is_right else 0.0, 0.0))
        reading.setPos(km, self._top)

    @property
    def cursor_m(self) -> float:
        """The distance that is marked; nan when none is."""
        if self._cursor is None or not self._cursor.isVisible():
            return float("nan")
        return float(self._cursor.value()) * 1000.0

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark what is under the cursor, and tell of it."""
        if self._shown is not None:
            at = self.getPlotItem().getViewBox().mapSceneToView(self.mapToScene(event.position().toPoint()))
            distance = float(QPointF(at).x()) * 1000.0
            inside = bool(self._shown.distance_m[0] <= distance <= self._shown.distance_m[-1])
            self.show_cursor(distance if inside else float("nan"))
            self.distance_pointed.emit(distance if inside else float("nan"))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Take the mark away."""
        self.show_cursor(float("nan"))
        self.distance_pointed.emit(float("nan"))
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See which names fit now."""
        super().resizeEvent(event)
        if getattr(self, "_labels", None):
            self._place_labels()

    def wheelEvent(self, event: Any) -> None:
        """Let the card scroll."""
        event.ignore()
