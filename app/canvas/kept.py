"""What lies over the map and does not change while it is dragged: drawn once aside, then laid down again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from app.canvas.view import Box, View, contains, intersects

#: What is kept reaches this far beyond the view, as the map's own picture does.
_WIDER = 1.5


class KeptDrawing:
    """One drawing over the map; what it shows is known by its key."""

    def __init__(self) -> None:
        self._key: object = None
        self._view: View | None = None  # of the picture
        self._image: QImage | None = None  # None where there is nothing
        self._reach: Box = (0.0, 0.0, 0.0, 0.0)  # as far as the picture is complete
        self._seen_mpp = 0.0

    def paint(
        self, painter: QPainter, view: View, key: object, box: Box, draw: Callable[[QPainter, View], None]
    ) -> None:
        """Lay the drawing over the map.

        Parameters
        ----------
        painter : in logical pixels of the view
        key : equal as long as ``draw`` draws the same
        box : where it draws, metres, wide pens included
        draw : draws in logical pixels of the view it is given
        """
        if not self._is_good(view, key):
            if view.metres_per_px != self._seen_mpp:
                # The scale is changing: the next frame would need another picture.
                self._seen_mpp = view.metres_per_px
                draw(painter, view)
                return
            self._make(view, key, box, draw)
        if self._image is not None and self._view is not None:
            left, top = view.to_px(self._view.extent[0], self._view.extent[3])
            dpr = view.dpr
            painter.drawImage(QPointF(round(left * dpr) / dpr, round(top * dpr) / dpr), self._image)

    def _is_good(self, view: View, key: object) -> bool:
        kept = self._view
        return (
            kept is not None
            and (kept.metres_per_px, kept.dpr) == (view.metres_per_px, view.dpr)
            and self._key == key
            and contains(self._reach, view.extent)
        )

    def _make(self, view: View, key: object, box: Box, draw: Callable[[QPainter, View], None]) -> None:
        wide = view.widened(_WIDER)
        self._key, self._view, self._reach, self._image = key, wide, wide.extent, None
        if not intersects(wide.extent, box):
            return
        shown = _part_with(wide, box)
        width, height = (round(side * view.dpr) for side in shown.size_px)
        image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        image.setDevicePixelRatio(view.dpr)
        aside = QPainter(image)
        try:
            aside.setClipRect(QRectF(0.0, 0.0, *shown.size_px))
            draw(aside, shown)
        finally:
            aside.end()
        self._view, self._image = shown, image


def _part_with(view: View, box: Box) -> View:
    """Return the part of a view, cut at whole device pixels, that holds what lies in a box."""
    xmin, _, _, ymax = view.extent
    mpp, dpr = view.metres_per_device_px, view.dpr
    width, height = (round(side * dpr) for side in view.size_px)
    left, right = max(int((box[0] - xmin) // mpp), 0), min(int((box[2] - xmin) // mpp) + 2, width)
    top, bottom = max(int((ymax - box[3]) // mpp), 0), min(int((ymax - box[1]) // mpp) + 2, height)
    right, bottom = max(right, left + 1), max(bottom, top + 1)
    middle = xmin + (left + right) / 2.0 * mpp, ymax - (top + bottom) / 2.0 * mpp
    return replace(view, center=middle, size_px=((right - left) / dpr, (bottom - top) / dpr))
