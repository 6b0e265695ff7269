"""Small pictures that are kept for long: without what Qt painted them with."""

from __future__ import annotations

from PySide6.QtGui import QImage


def to_keep(image: QImage) -> QImage:
    """Return a finished picture that takes no more memory than its pixels.

    Qt leaves its painter's tables with every picture that was painted on, for the next time: some 100 KB with a name
    of four letters, twenty times as much as its pixels.  A copy has none.
    """
    return image.copy()
