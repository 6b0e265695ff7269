"""Holding to need of each item as bars against the whole need; a click chooses an item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QSizePolicy, QToolTip

from app import theme
from app.widgets.text_size import measured

_ROW_PX, _FOOT_PX = 26, 30
#: Bars end here; a figure beside them says how much it really is.
_MOST = 1.5


@dataclass(frozen=True)
class Bar:
    """One item; ``ratio`` None is unknown, ``text`` stands beside the bar."""

    key: str
    name: str
    ratio: float | None
    text: str
    tip: str
    is_chosen: bool = False


class BalanceChart(pg.PlotWidget):
    """Bars in the colours of the theme: what is held on what is needed, warning where it is not enough."""

    item_chosen = Signal(str)

    def __init__(self, name: str) -> None:
        t = theme.tokens()
        super().__init__(background=t.surface)
        self.setAccessibleName(name)
        self.setFrameShape(self.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseEnabled(x=False, y=False)
        self.setMenuEnabled(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what it shows stands in words beside it
        self.hideButtons()
        self.setMouseTracking(True)
        self.bars: Sequence[Bar] = ()
        plot = self.getPlotItem()
        for side in ("left", "bottom"):
            axis = plot.getAxis(side)
            axis.setTextPen(QColor(t.text if side == "left" else t.muted))
            axis.setPen(pg.mkPen(None))
            axis.setStyle(tickLength=0)
        plot.getAxis("bottom").setTicks([[(0.0, "0"), (0.5, "50 %"), (1.0, "100 %")]])

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show items, the first on top."""
        t = theme.tokens()
        self.bars = list(bars)
        plot = self.getPlotItem()
        plot.clear()
        places = [-float(place) for place in range(len(bars))]
        axis = plot.getAxis("left")
        names = [one.name for one in bars]
        axis.setWidth(max([self.fontMetrics().horizontalAdvance(name) for name in names], default=40) + 14)
        axis.setTicks([list(zip(places, names, strict=True))])
        for place, one in zip(places, bars, strict=True):
            if one.is_chosen:
                band = pg.BarGraphItem(
                    x0=0, y=[place], height=1.0, width=[_MOST * 2], brush=QColor(t.accent_soft), pen=None
                )
                self.addItem(band)
        self.addItem(
            pg.BarGraphItem(x0=0, y=places, height=0.56, width=[1.0] * len(bars), brush=QColor(t.border), pen=None)
        )
        known = [(place, one) for place, one in zip(places, bars, strict=True) if one.ratio is not None]
        for is_short, color in ((True, t.warning), (False, t.accent)):
            some = [
                (place, min(one.ratio or 0.0, _MOST)) for place, one in known if ((one.ratio or 0.0) < 1.0) is is_short
            ]
            if some:
                self.addItem(
                    pg.BarGraphItem(
                        x0=0,
                        y=[place for place, _ in some],
                        height=0.56,
                        width=[ratio for _, ratio in some],
                        brush=QColor(color),
                        pen=None,
                    )
                )
        self.addItem(pg.InfiniteLine(1.0, pen=pg.mkPen(QColor(t.text), width=1)))
        for place, one in zip(places, bars, strict=True):
            text = pg.TextItem(one.text, color=QColor(t.text), anchor=(0, 0.5))
            text.setPos(max(min(one.ratio or 0.0, _MOST), 1.0) + 0.03, place)
            self.addItem(text)
        self.setXRange(0, _MOST * 1.7, padding=0)
        self.setYRange(-len(bars) + 0.45, 0.55, padding=0)
        measured(self).setFixedHeight(theme.px(_ROW_PX * max(len(bars), 1) + _FOOT_PX))

    def row_at(self, at: QPointF) -> int:
        """Return which bar lies at a place of the widget; −1 for none."""
        y = self.getPlotItem().vb.mapSceneToView(self.mapToScene(at.toPoint())).y()
        row = round(-y)
        return row if 0 <= row < len(self.bars) else -1

    def mousePressEvent(self, event: Any) -> None:
        """Choose an item."""
        row = self.row_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and row >= 0:
            self.item_chosen.emit(self.bars[row].key)
            event.accept()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: Any) -> None:
        """Say the figures of what the hand is over."""
        row = self.row_at(event.position())
        if row >= 0:
            QToolTip.showText(event.globalPosition().toPoint(), self.bars[row].tip, self)
        event.accept()

    def wheelEvent(self, event: Any) -> None:
        """Let what lies around scroll."""
        event.ignore()
