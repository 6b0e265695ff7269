"""QR codes drawn as shapes: sharp at every size, on paper and in PDF."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

#: Light modules around the code (ISO/IEC 18004 asks for four).
QUIET = 4


@lru_cache(maxsize=64)
def modules(text: str) -> tuple[bytes, ...]:
    """Return the rows of the code, 1 for dark, without the light border; error correction M (15 %)."""
    import segno

    return tuple(bytes(row) for row in segno.make_qr(text, error="m", boost_error=False).matrix)


def draw_qr(painter: QPainter, box: QRectF, text: str) -> None:
    """Draw a code into a square, light border included."""
    rows = modules(text)
    side = box.width() / (len(rows) + 2 * QUIET)
    path = QPainterPath()
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):  # runs of dark modules in one piece: no hairlines between them
            run = x
            while run < len(row) and row[run]:
                run += 1
            if run > x:
                left, top = box.left() + (x + QUIET) * side, box.top() + (y + QUIET) * side
                # A hair taller, so that rows meet without a seam.
                path.addRect(QRectF(left, top, (run - x) * side, side * 1.02))
            x = run + 1
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(box, QColor("#FFFFFF"))
    painter.setBrush(QColor("#000000"))
    path.setFillRule(Qt.FillRule.WindingFill)
    painter.drawPath(path)
    painter.restore()


def png(text: str, *, pixels_per_module: int = 8) -> bytes:
    """Return a code as PNG, light border included, for writers that take pictures."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage

    side = (len(modules(text)) + 2 * QUIET) * pixels_per_module
    image = QImage(side, side, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    try:
        draw_qr(painter, QRectF(0, 0, side, side), text)
    finally:
        painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
