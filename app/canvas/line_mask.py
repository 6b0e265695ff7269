"""Where lines lie that names should not cover: a coarse picture of them, asked box by box."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtGui import QImage

from app.canvas.view import Box

#: Side of a cell of the mask, logical pixels.
CELL_PX = 4.0


class LineMask:
    """Counts of cells with a line in them, summed so that any box is answered at once.

    Parameters
    ----------
    image : QImage
        8-bit grey, black where there is no line; one pixel for each cell.
    cell : float
        Side of a cell in device pixels.
    """

    def __init__(self, image: QImage, cell: float) -> None:
        height, width = image.height(), image.width()
        pixels = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(height, image.bytesPerLine())[:, :width]
        sums = np.zeros((height + 1, width + 1), dtype=np.int64)
        sums[1:, 1:] = (pixels > 0).cumsum(axis=0).cumsum(axis=1)
        # Single look-ups are several times faster in lists.
        self._sums: list[list[int]] = sums.tolist()
        self._cell, self._width, self._height = cell, width, height

    def share(self, box: Box) -> float:
        """Return how much of a box in device pixels has lines in it, 0–1."""
        left, top = max(math.floor(box[0] / self._cell), 0), max(math.floor(box[1] / self._cell), 0)
        right = min(math.ceil(box[2] / self._cell), self._width)
        bottom = min(math.ceil(box[3] / self._cell), self._height)
        if right <= left or bottom <= top:
            return 0.0
        upper, lower = self._sums[top], self._sums[bottom]
        inked = lower[right] - upper[right] - lower[left] + upper[left]
        return inked / ((right - left) * (bottom - top))
