"""Charts, drawn by pyqtgraph in the program's colours."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QSizePolicy

from app import rank_words, theme
from app.i18n import mark

_ROW_PX = 24


class ScoreChart(pg.PlotWidget):
    """The parts of a score: how much each could give (its weight), and how much it gives."""

    def __init__(self, parts: Sequence[Mapping[str, Any]], translate: Callable[[str], str]) -> None:
        t = theme.tokens()
        super().__init__(background=t.surface)
        self.setAccessibleName(translate(mark("Words", "Parts of the score")))
        self.setFixedHeight(_ROW_PX * len(parts) + 4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFrameShape(self.Shape.NoFrame)
        self.setMouseEnabled(x=False, y=False)
        self.setMenuEnabled(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what it shows stands in words beside it
        self.hideButtons()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        plot = self.getPlotItem()
        plot.showAxis("bottom", False)
        axis = plot.getAxis("left")
        axis.setTextPen(QColor(t.text))
        axis.setPen(pg.mkPen(None))
        axis.setStyle(tickLength=0)
        places = [-float(place) for place in range(len(parts))]
        # pyqtgraph leaves out a label that is wider than its axis.
        names = [rank_words.part_name(part["code"]) for part in parts]
        axis.setWidth(max([self.fontMetrics().horizontalAdvance(name) for name in names], default=40) + 14)
        axis.setTicks([list(zip(places, names, strict=True))])
        weights = [float(part["weight"]) for part in parts]
        given = [float(part["value"]) * float(part["weight"]) for part in parts]
        self.addItem(pg.BarGraphItem(x0=0, y=places, height=0.5, width=weights, brush=QColor(t.border), pen=None))
        self.addItem(pg.BarGraphItem(x0=0, y=places, height=0.5, width=given, brush=QColor(t.accent), pen=None))
        top = max([*weights, 0.01])
        for y, part in zip(places, parts, strict=True):
            text = pg.TextItem(
                rank_words.share_text(part),
                color=QColor(t.muted),
                anchor=(0, 0.5),
            )
            text.setPos(float(part["weight"]) + top * 0.03, y)
            self.addItem(text)
        self.setXRange(0, top * 1.5, padding=0)
        self.setYRange(-len(parts) + 0.45, 0.55, padding=0)
        self.setToolTip("\n".join(_tip(part) for part in parts))

    def wheelEvent(self, event: Any) -> None:
        """Let the card scroll."""
        event.ignore()


def _tip(part: Mapping[str, Any]) -> str:
    return f"{rank_words.part_name(part['code'])}: {rank_words.raw_text(part)}"
