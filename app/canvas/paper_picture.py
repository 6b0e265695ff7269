"""The map as a picture for paper that is kept in a plan: fine enough to print, small enough to keep many."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter

from app.canvas.grids import GridOverlay
from app.canvas.scene import Scene
from app.canvas.view import View
from app.canvas.view_picture import PictureWords, view_picture
from layers.minutes.model import Picture
from layers.progress import Progress, silent

#: Pixels across: 150 to the inch as wide as a page's text.
WIDTH_PX = 1_000
MOST_BYTES = 200_000
_LEAST_PX = 480
_SMALLER = 0.85


def paper_picture(
    scene: Scene,
    view: View,
    words: PictureWords,
    family: str,
    grids: GridOverlay,
    subject: object = None,
    *,
    progress: Progress = silent,
) -> Picture:
    """Return the view with scale and statements as a PNG of at most :data:`MOST_BYTES`; any thread may draw it.

    Parameters
    ----------
    subject : shapely geometry or None
        In the scene's metres: drawn around.
    """
    import shapely

    from app.sheets.minute_plate import outline

    fine = view.resized(*view.size_px, WIDTH_PX / view.size_px[0])
    image = view_picture(scene, fine, words, family, grids, progress=progress)
    if isinstance(subject, shapely.Geometry):
        painter = QPainter(image)
        painter.scale(fine.dpr, fine.dpr)
        painter.setClipRect(0, 0, round(fine.size_px[0]), round(fine.size_px[1]))
        outline(painter, fine, subject)
        painter.end()
    content, kept = small_png(image)
    metres_per_px = fine.metres_per_device_px * image.width() / kept.width()
    return Picture(content, kept.width(), kept.height(), metres_per_px)


def small_png(image: QImage) -> tuple[bytes, QImage]:
    """Return a PNG that is small enough, and the image in it: made smaller until it is."""
    while True:
        content = _png(image)
        if len(content) <= MOST_BYTES or image.width() <= _LEAST_PX:
            return content, image
        width = max(round(image.width() * _SMALLER), _LEAST_PX)
        image = image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    writer.setCompression(100)
    writer.write(image)
    buffer.close()
    return bytes(data.data())
