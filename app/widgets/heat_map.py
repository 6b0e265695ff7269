"""County × county as a heat map: a row sends, a column receives; what stays at home is grey."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QToolTip

from app import theme
from app.widgets.text_size import measured

_ROW_PX, _LEAST_PX, _MOST_PX = 22, 120, 290


class HeatMap(pg.PlotWidget):
    """Cells by how much is sent; a click chooses one."""

    cell_chosen = Signal(int, int)

    def __init__(self, name: str) -> None:
        t = theme.tokens()
        super().__init__(background=t.surface)
        self.setAccessibleName(name)
        self.setFrameShape(self.Shape.NoFrame)
        self.setMouseEnabled(x=False, y=False)
        self.setMenuEnabled(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what it shows stands in words beside it
        self.hideButtons()
        self.setMouseTracking(True)
        self._image = pg.ImageItem(axisOrder="row-major")
        self.addItem(self._image)
        self._frame = pg.PlotCurveItem(pen=pg.mkPen(QColor(t.text), width=2))
        self.addItem(self._frame)
        plot = self.getPlotItem()
        plot.invertY(True)
        for side in ("left", "top"):
            axis = plot.getAxis(side)
            plot.showAxis(side, True)
            axis.setTextPen(QColor(t.text))
            axis.setPen(pg.mkPen(None))
            axis.setStyle(tickLength=0)
        plot.showAxis("bottom", False)
        self._tips: Sequence[Sequence[str]] = ()
        self._count = 0
        self._marks: list[Any] = []

    def show_matrix(
        self,
        matrix: NDArray[np.float64],
        names: Sequence[str],
        tips: Sequence[Sequence[str]],
        *,
        most: float | None = None,
        is_difference: bool = False,
        most_px: int = _MOST_PX,
    ) -> None:
        """Show what is sent; ``tips`` says each cell in words.  Colours follow the square root, off the diagonal.

        ``most`` is what the strongest colour stands for, so that several maps can share a scale; of a difference more
        is the accent and less the colour of warnings.  What is not known (nan) is pale grey with a question mark.
        """
        t = theme.tokens()
        self._tips, self._count = tips, len(names)
        unknown = np.isnan(matrix)
        off = np.nan_to_num(matrix)
        np.fill_diagonal(off, 0.0)
        top = most if most is not None else float(np.abs(off).max()) if off.size else 0.0
        strength = np.sqrt(np.clip(np.abs(off) / top, 0.0, 1.0)) if top > 0 else np.zeros_like(off)
        low, high, home, less = _rgb(t.surface), _rgb(t.accent), _rgb(t.border), _rgb(t.warning)
        ends = np.where(off[..., None] < 0, less, high)
        ground = np.where(off[..., None] != 0, low + (ends - low) * (0.15 + 0.85 * strength[..., None]), low)
        diagonal = np.eye(len(names), dtype=bool) & ((matrix > 0) & (not is_difference))
        ground[diagonal] = home
        ground[unknown] = (low + home) / 2.0
        self._say_unknown(unknown)
        self._image.setImage(ground.astype(np.uint8), autoLevels=False, levels=(0, 255))
        plot = self.getPlotItem()
        left = [(place + 0.5, f"{place + 1} {name}") for place, name in enumerate(names)]
        every = max(1, -(-len(names) // 16))
        plot.getAxis("left").setTicks([left])
        plot.getAxis("top").setTicks([[(at + 0.5, str(at + 1)) for at in range(0, len(names), every)]])
        widest = max((self.fontMetrics().horizontalAdvance(text) for _, text in left), default=40)
        plot.getAxis("left").setWidth(widest + 14)
        self.setXRange(0, max(len(names), 1), padding=0)
        self.setYRange(0, max(len(names), 1), padding=0)
        wanted_px = max(theme.px(_ROW_PX) * len(names) + theme.px(28), theme.px(_LEAST_PX))
        measured(self).setFixedHeight(min(wanted_px, theme.px(most_px)))
        self.choose(-1, -1)

    def _say_unknown(self, unknown: NDArray[np.bool_]) -> None:
        for mark in self._marks:
            self.removeItem(mark)
        self._marks = []
        for row, column in np.argwhere(unknown).tolist():
            mark = pg.TextItem("?", color=QColor(theme.tokens().muted), anchor=(0.5, 0.5))
            mark.setPos(column + 0.5, row + 0.5)
            self.addItem(mark)
            self._marks.append(mark)

    def choose(self, row: int, column: int) -> None:
        """Frame a cell; none with −1."""
        if row < 0:
            self._frame.setData([], [])
            return
        x, y = [column, column + 1, column + 1, column, column], [row, row, row + 1, row + 1, row]
        self._frame.setData(x, y)

    def mousePressEvent(self, event: Any) -> None:
        """Choose the cell under the mouse."""
        cell = self._cell(event)
        if event.button() == Qt.MouseButton.LeftButton and cell is not None:
            self.choose(*cell)
            self.cell_chosen.emit(*cell)
        event.accept()

    def mouseMoveEvent(self, event: Any) -> None:
        """Say the cell under the mouse."""
        cell = self._cell(event)
        text = self._tips[cell[0]][cell[1]] if cell is not None else ""
        QToolTip.showText(event.globalPosition().toPoint(), text, self)
        event.accept()

    def mouseReleaseEvent(self, event: Any) -> None:
        """Nothing hangs on it."""
        event.accept()

    def wheelEvent(self, event: Any) -> None:
        """Let the card scroll."""
        event.ignore()

    def _cell(self, event: Any) -> tuple[int, int] | None:
        at = self.getPlotItem().vb.mapSceneToView(self.mapToScene(event.position().toPoint()))
        row, column = int(np.floor(at.y())), int(np.floor(at.x()))
        inside = 0 <= row < self._count and 0 <= column < self._count
        return (row, column) if inside else None


def _rgb(color: str) -> NDArray[np.float64]:
    value = QColor(color)
    return np.array([value.red(), value.green(), value.blue()], dtype=np.float64)
