"""A picture to be placed on the map: zoomed with the wheel, dragged, its points set by click and moved by drag."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from app import theme
from app.canvas.tools.place_points import Marker, distance, draw_marker
from app.fonts import window_family

_TAKE_PX, _DRAG_PX = 11.0, 4.0
_CLOSEST, _WHEEL = 24.0, 1.0015


class PictureView(QWidget):
    """Shows the picture and its markers; coordinates are pixels of the file, from its upper left corner."""

    clicked = Signal(float, float)
    moved = Signal(int, float, float)
    chosen = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMinimumSize(220, 180)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._family = window_family()
        self._steps: list[QImage] = []
        self._size = (1.0, 1.0)  # of the file, in pixels
        self._markers: tuple[Marker, ...] = ()
        self._middle, self._zoom = QPointF(), 0.0  # pixel in the middle; 0: not set yet
        self._pressed: QPointF | None = None
        self._taken: int | None = None
        self._is_dragging = False

    def set_picture(self, steps: Sequence[NDArray[np.uint8]], width: int, height: int) -> None:
        """Show a picture, whole; ``steps`` as :func:`layers.sources.pictures.read_steps` gives them."""
        self._steps = [_image(step) for step in steps]
        self._size = (float(width), float(height))
        self._zoom = 0.0
        self.show_whole()

    def set_markers(self, markers: Sequence[Marker]) -> None:
        """Show other points."""
        self._markers = tuple(markers)
        self.update()

    def show_whole(self) -> None:
        """Fit the picture into the view."""
        wide, high = self._size
        self._middle = QPointF(wide / 2, high / 2)
        self._zoom = min((self.width() - 8) / wide, (self.height() - 8) / high)
        self.update()

    def show_pixel(self, column: float, row: float) -> None:
        """Bring a place of the picture to the middle when it is out of sight."""
        if not QRectF(self.rect()).adjusted(20, 20, -20, -20).contains(self.to_view(column, row)):
            self._middle = QPointF(column, row)
            self.update()

    def to_view(self, column: float, row: float) -> QPointF:
        """Return where a pixel of the file is in the widget."""
        x = self.width() / 2 + (column - self._middle.x()) * self._zoom
        return QPointF(x, self.height() / 2 + (row - self._middle.y()) * self._zoom)

    def to_picture(self, at: QPointF) -> tuple[float, float]:
        """Return the pixel of the file at a place in the widget, within the picture."""
        zoom = self._zoom or 1.0
        column = self._middle.x() + (at.x() - self.width() / 2) / zoom
        row = self._middle.y() + (at.y() - self.height() / 2) / zoom
        return min(max(column, 0.0), self._size[0]), min(max(row, 0.0), self._size[1])

    # -- painting -----------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Lay the picture down in the step of detail that suits the zoom, and the markers over it."""
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.border))
        if self._steps and self._zoom > 0.0:
            # The coarsest step that still has a pixel for each of the screen's.
            dpr = self.devicePixelRatioF()
            enough = [step for step in self._steps if step.width() / self._size[0] >= self._zoom * dpr]
            image = enough[-1] if enough else self._steps[0]
            scale = image.width() / self._size[0]
            left, top = self.to_picture(QPointF(0, 0))
            right, foot = self.to_picture(QPointF(self.width(), self.height()))
            source = QRectF(left * scale, top * scale, (right - left) * scale, (foot - top) * scale)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._zoom < 4.0)
            painter.drawImage(QRectF(self.to_view(left, top), self.to_view(right, foot)), image, source)
        for marker in self._markers:
            draw_marker(painter, marker, self.to_view(marker.x, marker.y), tokens.accent, tokens.warning, self._family)

    # -- events -------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture again while nobody has zoomed it."""
        old = event.oldSize()
        fitted = min((old.width() - 8) / self._size[0], (old.height() - 8) / self._size[1])
        if self._zoom <= 0.0 or math.isclose(self._zoom, fitted, rel_tol=1e-6) or old.width() < 0:
            self.show_whole()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the cursor."""
        at = event.position()
        column, row = self.to_picture(at)
        whole = min(self.width() / self._size[0], self.height() / self._size[1])
        self._zoom = min(max(self._zoom * _WHEEL ** event.angleDelta().y(), whole / 2), _CLOSEST)
        x, y = (at.x() - self.width() / 2) / self._zoom, (at.y() - self.height() / 2) / self._zoom
        self._middle = QPointF(column - x, row - y)
        event.accept()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a marker, or remember where a click may begin."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._taken, self._is_dragging = event.position(), self._marker_at(event.position()), False
            if self._taken is not None:
                self.chosen.emit(self._taken)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the picture, or the marker in hand."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        step = event.position() - self._pressed
        if not self._is_dragging and math.hypot(step.x(), step.y()) < _DRAG_PX:
            return
        self._is_dragging = True
        if self._taken is None:
            self._middle -= QPointF(step.x() / self._zoom, step.y() / self._zoom)
            self._pressed = event.position()
            self.update()
        else:
            self.moved.emit(self._taken, *self.to_picture(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press and release at one place sets a point."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        was_click = self._taken is None and not self._is_dragging
        self._pressed = self._taken = None
        if was_click and self._steps:
            self.clicked.emit(*self.to_picture(event.position()))

    def _marker_at(self, at: QPointF) -> int | None:
        for row, marker in reversed(list(enumerate(self._markers))):
            here = self.to_view(marker.x, marker.y)
            if min(distance(at, here), distance(at, here + QPointF(13, -13))) <= _TAKE_PX:
                return row
        return None


def _image(rgba: NDArray[np.uint8]) -> QImage:
    height, width, _ = rgba.shape
    return QImage(np.ascontiguousarray(rgba).data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
