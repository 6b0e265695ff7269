"""Pictures that came within a file of somebody else, decoded without trusting what they say of themselves."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageReader

#: Pictures of dots only: an SVG may name files and addresses, a PDF may be anything.
_FORMATS = frozenset({b"png", b"jpg", b"jpeg", b"webp", b"gif", b"bmp"})
#: An A4 sheet at 600 dots to the inch has 35 million.
MOST_PIXELS = 60_000_000


def decoded(data: bytes, most_pixels: int = MOST_PIXELS) -> QImage:
    """Return a picture; a null one for what is no picture of dots, or has more of them than that.

    A PNG of a few kilobytes can state 100,000 × 100,000 dots: the head is looked at first.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    if bytes(reader.format().data()) not in _FORMATS:
        return QImage()
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > most_pixels:
        return QImage()
    return reader.read()
