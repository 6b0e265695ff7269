"""Where lines lie that names should not cover: a coarse picture of them, asked box by box."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

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
        sums = np.zeros((height + 1, width + 1), dtype=np.int32)
        (pixels > 0).cumsum(axis=0, dtype=np.int32).cumsum(axis=1, out=sums[1:, 1:])
        self._sums = sums
        self._cell, self._width, self._height = cell, width, height

    def shares(self, boxes: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how much of each box (n, 4) in device pixels has lines in it, 0–1."""
        most = (self._width, self._height)
        low = np.maximum(np.floor(boxes[:, :2] / self._cell).astype(np.intp), 0)
        high = np.minimum(np.ceil(boxes[:, 2:] / self._cell).astype(np.intp), most)
        inside = (high > low).all(axis=1)
        (left, top), (right, bottom) = np.where(inside, low.T, 0), np.where(inside, high.T, 0)
        sums = self._sums
        inked = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
        return inked / np.maximum((right - left) * (bottom - top), 1)
