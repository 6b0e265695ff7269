"""Many selected features are drawn as one: quickly, and still where they are."""

from __future__ import annotations

import time

import numpy as np
import pytest
import shapely
from PySide6.QtGui import QColor, QImage, QPainter

from app.canvas.overlay import MOST_APART, Outline, draw_selection, together
from app.canvas.styles import theme
from app.canvas.view import View


def squares(count: int) -> list[Outline]:
    return [Outline(shapely.box(1000.0 * k, 0.0, 1000.0 * k + 500.0, 500.0)) for k in range(count)]


def test_few_stay_apart_and_points_always_do() -> None:
    few = squares(MOST_APART)
    assert together(few) == few and together([]) == []
    points = [Outline(shapely.Point(k, 0)) for k in range(100)]
    assert together(points) == points
    mixed = together([*points, *squares(MOST_APART + 1)])
    assert len(mixed) == 101 and mixed[-1].is_thin
    assert shapely.get_num_geometries(mixed[-1].geometry) == MOST_APART + 1


def test_lines_areas_and_parts_are_all_there() -> None:
    shapes = [
        shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 0, 3, 1)]),
        shapely.box(0, 0, 9, 9).difference(shapely.box(3, 3, 4, 4)),
        shapely.LineString([(0, 0), (5, 5)]),
    ]
    one = together([Outline(shape) for shape in shapes * 20])[0].geometry
    assert shapely.length(one) == pytest.approx(20 * (8 + 40 + np.hypot(5, 5)))


def test_they_are_drawn_in_the_colour_of_the_selection_and_quickly(qapp) -> None:
    look = theme("light")
    view = View((1500.0, 250.0), 10.0, (320.0, 80.0))
    image = QImage(320, 80, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    outline = together(squares(2000))[0]
    draw_selection(painter, outline, view, look)
    start = time.process_time()
    draw_selection(painter, outline, view, look)
    assert time.process_time() - start < 0.05
    painter.end()
    px, py = view.to_px(1000.0, 250.0)  # on the left edge of the second square
    assert image.pixelColor(round(px), round(py)).name().upper() == look.selection.upper()
    px, py = view.to_px(1250.0, 250.0)  # inside it
    assert image.pixelColor(round(px), round(py)).name() == "#ffffff"
