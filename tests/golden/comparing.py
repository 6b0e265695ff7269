"""Whether two pictures look the same: small differences of antialiasing are let pass, a moved label is not.

Both are compared as means over blocks of 6 × 6 pixels: an edge that is drawn a little softer hardly changes the mean of
a block, and what is missing, moved or of another colour does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

BLOCK_PX = 6
#: Mean difference over all blocks, and the greatest of any one, in levels of 0–255.
MOST_MEAN, MOST_OF_A_BLOCK = 0.6, 24.0


@dataclass(frozen=True)
class Difference:
    """How far two pictures are apart, and a picture of where: the brighter the farther."""

    mean: float
    most: float
    picture: QImage

    @property
    def is_small(self) -> bool:
        """Whether they look the same."""
        return self.mean <= MOST_MEAN and self.most <= MOST_OF_A_BLOCK


def pixels(image: QImage) -> NDArray[np.float64]:
    """Return the colours of a picture (rows, columns, 3)."""
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(rgb.constBits(), dtype=np.uint8).reshape(rgb.height(), rgb.bytesPerLine())
    return rows[:, : rgb.width() * 3].reshape(rgb.height(), rgb.width(), 3).astype(np.float64)


def rounded(image: QImage) -> QImage:
    """Return a picture in steps of four levels: it is stored in half the bytes, and compared as it is stored."""
    values = np.minimum(np.round(pixels(image) / 4.0) * 4.0, 255.0).astype(np.uint8)
    height, width, _ = values.shape
    return QImage(values.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def compare(drawn: QImage, stored: QImage) -> Difference:
    """Return how far two pictures of one size are apart."""
    if drawn.size() != stored.size():
        return Difference(255.0, 255.0, drawn)
    a, b = _blocks(pixels(rounded(drawn))), _blocks(pixels(rounded(stored)))
    apart = np.abs(a - b).max(axis=2)
    shown = np.minimum(apart * 255.0 / MOST_OF_A_BLOCK, 255.0).astype(np.uint8)
    large = np.ascontiguousarray(np.kron(shown, np.ones((BLOCK_PX, BLOCK_PX), dtype=np.uint8)))
    picture = QImage(large.data, large.shape[1], large.shape[0], large.shape[1], QImage.Format.Format_Grayscale8)
    return Difference(float(np.abs(a - b).mean()), float(apart.max()), picture.copy())


def _blocks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    rows, columns = (size // BLOCK_PX for size in values.shape[:2])
    cut = values[: rows * BLOCK_PX, : columns * BLOCK_PX]
    return cut.reshape(rows, BLOCK_PX, columns, BLOCK_PX, 3).mean(axis=(1, 3))
