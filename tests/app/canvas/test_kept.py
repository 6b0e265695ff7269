"""What lies over the map is drawn once while the map is dragged, and again when anything of it changes."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.canvas.kept import KeptDrawing
from app.canvas.view import View

VIEW = View((0.0, 0.0), 10.0, (200.0, 100.0))
BOX = (-300.0, -200.0, 300.0, 200.0)


class Square:
    """Draws a red square of 600 × 400 m and counts how often."""

    def __init__(self) -> None:
        self.drawn = 0
        self.kept = KeptDrawing()

    def __call__(self, painter: QPainter, view: View) -> None:
        self.drawn += 1
        (left, top), (right, bottom) = view.to_px(BOX[0], BOX[3]), view.to_px(BOX[2], BOX[1])
        painter.fillRect(QRectF(left, top, right - left, bottom - top), QColor("#FF0000"))

    def red(self, view: View, key: object = "a") -> tuple[int, int, int, int]:
        """Paint and return left, top, width and height of what is red, in device pixels."""
        image = QImage(*(round(side * view.dpr) for side in view.size_px), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(view.dpr)
        image.fill(QColor("#FFFFFF"))
        painter = QPainter(image)
        self.kept.paint(painter, view, key, BOX, self)
        painter.end()
        rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
        down, across = np.nonzero((rows[..., 2] == 255) & (rows[..., 1] == 0))
        return int(across.min()), int(down.min()), int(np.ptp(across)) + 1, int(np.ptp(down)) + 1


@pytest.mark.parametrize("dpr", [1.0, 2.0])
def test_dragging_lays_the_same_drawing_down_elsewhere(qapp, dpr):
    square, view = Square(), VIEW.resized(200.0, 100.0, dpr)
    square.red(view)
    square.red(view)
    before = square.drawn
    for dx, dy in ((10, 0), (-14, 7), (3, -20)):
        k = round(dpr)
        assert square.red(view.panned(dx, dy)) == ((70 + dx) * k, (30 + dy) * k, 60 * k, 40 * k)
    assert square.drawn == before


def test_another_key_or_scale_is_drawn_anew(qapp):
    square = Square()
    square.red(VIEW)
    square.red(VIEW)
    before = square.drawn
    square.red(VIEW, "b")
    assert square.drawn == before + 1
    assert square.red(VIEW.zoomed(2.0), "b") == (40, 10, 120, 80)
    assert square.drawn == before + 2, "a scale seen once is drawn straight onto the map"
    square.red(VIEW.zoomed(2.0), "b")
    square.red(VIEW.zoomed(2.0).panned(5, 5), "b")
    assert square.drawn == before + 3


def test_beyond_what_is_kept_it_is_drawn_anew(qapp):
    square = Square()
    square.red(VIEW)
    square.red(VIEW)
    before = square.drawn
    assert square.red(VIEW.panned(60, 0)) == (130, 30, 60, 40)
    assert square.drawn == before + 1
