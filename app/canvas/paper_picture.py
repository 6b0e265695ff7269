"""The map as a picture for paper that is kept in a plan: fine enough to print, small enough to keep many."""

from __future__ import annotations

from dataclasses import replace

import shapely
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter

from app.canvas.grids import GridOverlay
from app.canvas.scene import Scene
from app.canvas.view import Box, View
from app.canvas.view_picture import PictureWords, fitting_view, view_picture
from layers.minutes.model import Picture
from layers.progress import Progress, silent

#: 150 to the inch, as wide as a page's text and as high as minutes have room for.
PICTURE_PX = (1_000.0, 618.0)
#: Printed so, what is written on the map has on paper the size it has on a screen of 96 to the inch.
_FINER = 1.5625
MOST_BYTES = 200_000
_LEAST_PX = 480
#: Room around what would not be in sight.
_AROUND = 1.3
_SMALLER = 0.85


def paper_picture(
    scene: Scene,
    view: View,
    words: PictureWords,
    family: str,
    grids: GridOverlay,
    subject: shapely.Geometry | None = None,
    *,
    progress: Progress = silent,
) -> Picture:
    """Return the view with scale and statements as a PNG of at most :data:`MOST_BYTES`; any thread may draw it.

    Parameters
    ----------
    subject : shapely geometry or None
        In the scene's metres: drawn around.
    """
    from app.sheets.minute_plate import outline

    is_shape = subject is not None and not subject.is_empty
    seen = in_sight(view, subject.bounds) if subject is not None and is_shape else view
    fine = fitting_view(seen, words, family, PICTURE_PX, _FINER)
    image = view_picture(scene, fine, words, family, grids, progress=progress)
    if is_shape:
        painter = QPainter(image)
        painter.scale(fine.dpr, fine.dpr)
        painter.setClipRect(0, 0, round(fine.size_px[0]), round(fine.size_px[1]))
        outline(painter, fine, subject)
        painter.end()
    content, kept = small_png(image)
    metres_per_px = fine.metres_per_device_px * image.width() / kept.width()
    return Picture(content, kept.width(), kept.height(), metres_per_px)


def in_sight(view: View, box: Box) -> View:
    """Return a view in which a box is whole: the same one where it is, else about the middle of the box."""
    xmin, ymin, xmax, ymax = view.extent
    if xmin <= box[0] and ymin <= box[1] and box[2] <= xmax and box[3] <= ymax:
        return view
    needed = _AROUND * max((box[2] - box[0]) / view.size_px[0], (box[3] - box[1]) / view.size_px[1])
    center = ((box[0] + box[2]) / 2.0, (box[1] + box[3]) / 2.0)
    return replace(view, center=center, metres_per_px=max(needed, view.metres_per_px))


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
