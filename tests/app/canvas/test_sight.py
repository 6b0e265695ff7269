"""The finished picture as other eyes see it."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from app.canvas.sight import see, theme_seen
from app.canvas.styles import theme
from layers.styling.colors import Sight, seen


def picture(colors):
    image = QImage(len(colors), 60, QImage.Format.Format_RGB32)
    for x, color in enumerate(colors):
        for y in range(60):
            image.setPixelColor(x, y, QColor(color))
    return image


@pytest.mark.parametrize("sight", Sight)
def test_a_picture_is_seen_as_its_colours_are(qapp, sight):
    colors = ["#D7263D", "#F5C400", "#2F6FDE", "#FFFFFF", "#000000", "#0A0B0C", "#3C6E47"]
    image = picture(colors)
    assert see(image, sight)
    for x, color in enumerate(colors):
        expected, found = QColor(seen(color, sight)), image.pixelColor(x, 55)
        for channel in ("red", "green", "blue"):
            assert getattr(found, channel)() == pytest.approx(getattr(expected, channel)(), abs=1)


def test_the_filter_can_be_stopped(qapp):
    image = picture(["#D7263D"] * 4)
    assert not see(image, Sight.GREY, lambda: True)
    assert image.pixelColor(0, 0) == QColor("#D7263D")


def test_what_is_drawn_over_the_map_is_seen_alike(qapp):
    light = theme("light")
    assert theme_seen(light, Sight.FULL) is light
    assert theme_seen(light, Sight.GREY).selection == seen(light.selection, Sight.GREY)


def test_the_map_turns_grey_and_back_with_esc(canvas, qtbot):
    told = []
    canvas.sight_changed.connect(told.append)
    before = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    canvas.set_sight(Sight.GREY)
    assert not canvas.is_settled
    qtbot.waitUntil(lambda: canvas.is_settled, timeout=10_000)
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    pixels = rows[:, : image.width() * 3].reshape(-1, 3).astype(int)
    assert (pixels.max(axis=1) - pixels.min(axis=1)).max() <= 2
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: canvas.is_settled, timeout=10_000)
    assert told == [Sight.GREY, Sight.FULL]
    assert canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB888) == before
