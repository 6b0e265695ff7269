"""Very many selected features are lit up in a picture drawn aside: all of them, and the window does not wait."""

from __future__ import annotations

import time

import geopandas as gpd
import numpy as np
import pytest
import shapely
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter

from app.canvas import MapCanvas, build_scene
from app.canvas.hit import extent_of, rows_of
from app.canvas.lit import draw_lit, lit_parts
from app.canvas.overlay import MOST_APART
from app.canvas.view import View
from layers.kinds import Role, Shape
from tests.app.canvas.conftest import KM, X0, Y0, record, stored

SIDE = 120  # squares to a side


@pytest.fixture
def squares(plan):
    """14,400 squares of 80 m, 160 m apart, and as many points in their middles, over the hand-made plan."""
    x, y = (axis.ravel() for axis in np.meshgrid(np.arange(SIDE), np.arange(SIDE)))
    west, south = X0 + 160.0 * x, Y0 + 160.0 * y
    uids = [f"q{number}" for number in range(len(x))]
    boxes = stored(shapely.box(west, south, west + 80.0, south + 80.0))
    middles = stored(shapely.points(west + 40.0, south + 40.0))
    plan.frames["lots"] = gpd.GeoDataFrame({"uid": uids, "name": [""] * len(uids)}, geometry=boxes, crs=4490)
    plan.frames["spots"] = gpd.GeoDataFrame({"uid": uids, "name": [""] * len(uids)}, geometry=middles, crs=4490)
    plan.records.insert(0, record("lots", Role.FOREST, Shape.POLYGON, 0))
    plan.records.insert(0, record("spots", Role.DEPOT, Shape.POINT, 0))
    return plan


@pytest.fixture
def map_(qtbot, squares, family):
    widget = MapCanvas(font_family=family)
    qtbot.addWidget(widget, before_close_func=lambda w: w.close_worker())
    widget.resize(800, 600)
    widget.show()
    qtbot.waitExposed(widget)
    widget.set_scene(build_scene(squares))
    widget.set_view(View((X0 + 9.6 * KM, Y0 + 9.6 * KM), 30.0, (800.0, 600.0)))
    qtbot.waitUntil(lambda: widget.is_settled, timeout=20_000)
    return widget


def settle(canvas, qtbot):
    qtbot.waitUntil(lambda: canvas._lit.is_settled and canvas._animation is None, timeout=20_000)


def colors_about(canvas, x, y, reach=2):
    """The colours on screen around a place in metres."""
    image = canvas.grab().toImage()
    px = QPoint(*(round(value) for value in canvas.view.to_px(x, y)))
    near = range(-reach, reach + 1)
    return {image.pixelColor(px.x() + dx, px.y() + dy).name().upper() for dx in near for dy in near}


def is_lit(canvas, number):
    """Whether the western side of a square shows the colour of the selection."""
    x, y = X0 + 160.0 * (number % SIDE), Y0 + 160.0 * (number // SIDE)
    return canvas.scene.theme.selection.upper() in colors_about(canvas, x, y + 40.0)


def test_all_of_very_many_are_lit_up_and_no_other(map_, qtbot):
    chosen = [number for number in range(SIDE * SIDE) if number % 3 == 0]
    map_.set_view(View((X0 + 2.0 * KM, Y0 + 2.0 * KM), 4.0, (800.0, 600.0)))
    map_.set_selection([("lots", f"q{number}") for number in chosen])
    settle(map_, qtbot)
    seen = [number for number in range(SIDE * SIDE) if 8 <= number % SIDE <= 14 and 8 <= number // SIDE <= 14]
    assert {number: is_lit(map_, number) for number in seen} == {number: number % 3 == 0 for number in seen}
    # Elsewhere and at another scale too.
    map_.set_view(View((X0 + 17.0 * KM, Y0 + 17.0 * KM), 2.0, (800.0, 600.0)))
    settle(map_, qtbot)
    far = [number for number in range(SIDE * SIDE) if 104 <= number % SIDE <= 108 and 104 <= number // SIDE <= 108]
    assert {number: is_lit(map_, number) for number in far} == {number: number % 3 == 0 for number in far}
    map_.set_selection([])
    assert not any(is_lit(map_, number) for number in far) and map_._lit.is_settled


def test_points_get_rings(map_, qtbot):
    map_.set_view(View((X0 + 2.0 * KM, Y0 + 2.0 * KM), 4.0, (800.0, 600.0)))
    map_.set_selection([("spots", f"q{number}") for number in range(0, SIDE * SIDE, 2)])
    settle(map_, qtbot)
    x, y = X0 + 160.0 * 10 + 40.0, Y0 + 160.0 * 10 + 40.0
    ink = map_.scene.theme.selection.upper()
    assert ink in colors_about(map_, x, y, 16) and ink not in colors_about(map_, x + 160.0, y, 16)


def test_the_window_does_not_wait(map_, qtbot):
    everything = [("lots", f"q{number}") for number in range(SIDE * SIDE)]
    start = time.thread_time()
    map_.set_selection(everything)
    assert time.thread_time() - start < 0.05, "nothing is worked out in the window's thread"
    settle(map_, qtbot)
    spent, image = [], QImage(800, 600, QImage.Format.Format_RGB32)
    for step in range(30):
        map_.pan_by(7.0 if step % 2 else -7.0, 3.0)
        painter = QPainter(image)
        start = time.process_time()
        map_._lit.paint(painter, map_.view)
        spent.append(time.process_time() - start)
        painter.end()
    assert float(np.median(spent)) < 0.01
    assert is_lit(map_, SIDE * 60 + 60)


def test_a_few_keep_their_glow_and_another_selection_takes_the_picture_away(map_, qtbot):
    map_.set_selection([("lots", f"q{number}") for number in range(MOST_APART + 1)])
    settle(map_, qtbot)
    assert map_._selected == [] and map_._lit._shown is not None
    map_.set_selection([("lots", "q0")])
    assert len(map_._selected) == 1 and map_._lit._shown is None


def test_what_is_lit_up_is_exactly_what_was_asked_for(squares):
    scene = build_scene(squares)
    features = [("lots", "q5"), ("lots", "q7"), ("wood", "f1"), ("lots", "gone"), ("nowhere", "q1")]
    found = [part.shapes.uids.tolist() for part in lit_parts(scene, features)]
    assert sorted(found) == [["f1"], ["q5", "q7"]]
    (whole,) = lit_parts(scene, [("wood", "f1")])
    assert whole.shapes is scene.layer("wood").parts[0].shapes, "all of a layer: its own detail levels serve"


def test_places_and_box_of_features(squares):
    scene = build_scene(squares)
    shapes = scene.layer("lots").parts[0].shapes
    for count in (3, SIDE * SIDE):
        uids = {f"q{number}" for number in range(count)} | {"gone"}
        assert rows_of(shapes, uids).tolist() == list(range(count))
    few = extent_of(scene, [("lots", "q0"), ("lots", f"q{SIDE + 1}")])
    assert few == pytest.approx((X0, Y0, X0 + 240.0, Y0 + 240.0), abs=0.01)
    many = extent_of(scene, [("lots", f"q{number}") for number in range(SIDE * SIDE)])
    assert many == pytest.approx((X0, Y0, X0 + 19_120.0, Y0 + 19_120.0), abs=30.0)
    assert extent_of(scene, [("lots", "gone")]) is None


@pytest.mark.parametrize("dpr", [1.0, 1.5, 2.0])
def test_lines_are_two_logical_pixels_wide(squares, dpr):
    parts = lit_parts(build_scene(squares), [("lots", "q0"), ("lots", "q1")])
    image = draw_lit(parts, View((X0 + 100.0, Y0 + 40.0), 1.0, (400.0, 200.0), dpr), "#FF0000")
    row = [image.pixelColor(x, image.height() // 2).alpha() > 0 for x in range(image.width())]
    starts = [x for x in range(1, len(row)) if row[x] and not row[x - 1]]
    widths = [next(k for k in range(x, len(row)) if not row[k]) - x for x in starts]
    assert widths == [round(2 * dpr)] * 4, "the two sides of two squares"
    assert draw_lit(parts, View((X0, Y0), 1.0, (40.0, 20.0)), "#FF0000", lambda: True) is None
