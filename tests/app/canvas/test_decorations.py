"""What lies over the map by itself: the notice is whole on any map."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from app.canvas import decorations
from app.canvas.grids import GridOverlay
from app.canvas.scene import Scene
from app.canvas.view import View
from app.fonts import sized

NOTICES = ("界线示意，不作划界依据", "Lines are illustrative and settle no boundary")


def lines_in(box: QRectF, family: str) -> int:
    return round(box.height() / QFontMetricsF(sized(family, 11)).lineSpacing())


@pytest.mark.parametrize("text", NOTICES)
@pytest.mark.parametrize("width", [1000.0, 400.0, 240.0, 150.0, 90.0])
def test_a_notice_is_whole_on_a_map_of_any_width(family: str, text: str, width: float) -> None:
    box = decorations.notice_box((width, 360.0), text, family)
    assert box.left() >= 0 and box.right() <= width and box.bottom() <= 360.0
    assert not box.intersects(QRectF(width - 216, 360 - 46, 216, 46)), "the scale bar has its own place"
    needed = QFontMetricsF(sized(family, 11)).horizontalAdvance(text)
    assert lines_in(box, family) * (box.width() - 12) >= needed - 4
    assert (lines_in(box, family) == 1) == (needed + 12 < width - 20)


def ink(scene: Scene, family: str, width: int, notice: str) -> int:
    """How many dark pixels the map's own words have."""
    image = QImage(width, 300, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    view = View.fitting((0.0, 0.0, 1000.0, 1000.0), (width, 300))
    decorations.draw_furniture(painter, view, scene, family, GridOverlay(), notice)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(300, image.bytesPerLine())[:, :width]
    above = rows[:, : width - 216] if width > 600 else rows[: 300 - 50]  # without scale bar and north arrow
    return int((above < 190).sum())


def test_all_letters_of_a_notice_are_drawn_where_it_is_wrapped(scene: Scene, family: str) -> None:
    scene = replace(scene, layers=())
    whole = ink(scene, family, 900, NOTICES[1])
    assert whole > 200
    for width in (230, 140):
        assert ink(scene, family, width, NOTICES[1]) == pytest.approx(whole, rel=0.15), width


def test_a_notice_breaks_between_words(family: str) -> None:
    metrics = QFontMetricsF(sized(family, 11))
    room = metrics.horizontalAdvance("Lines are illustrative and settle no bo")
    box = decorations.notice_box((room + 32, 300.0), NOTICES[1], family)
    assert lines_in(box, family) == 2
    assert box.width() - 12 <= metrics.horizontalAdvance("Lines are illustrative and settle no") + 2
