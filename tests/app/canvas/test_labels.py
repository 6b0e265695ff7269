import itertools
import random

import numpy as np
import pytest
import shapely

from app.canvas.anchors import inner_point
from app.canvas.labels import Candidate, Spot, place, spot_boxes
from app.canvas.styles import LabelStyle
from app.canvas.view import intersects

AREA = (0.0, 0.0, 400.0, 300.0)


def candidate(text, x, y, *, rank=0.0, size=(60.0, 16.0), disc="", spots=None):
    spots = spots or (Spot(x, y),)
    return Candidate(text, size, spots, (rank,), LabelStyle(), None, disc)


def test_placed_labels_never_touch_and_stay_inside():
    random.seed(5)
    wanted = [candidate(str(i), random.uniform(0, 400), random.uniform(0, 300), rank=i) for i in range(300)]
    placed = place(wanted, AREA)
    boxes = [spot_boxes(one.spot, one.candidate.size)[0] for one in placed]
    assert len(boxes) > 10
    assert not any(intersects(a, b) for i, a in enumerate(boxes) for b in boxes[:i])
    assert all(AREA[0] <= b[0] and AREA[1] <= b[1] and b[2] <= AREA[2] and b[3] <= AREA[3] for b in boxes)


def test_the_order_given_does_not_matter():
    wanted = [candidate(str(i), 30 + 37 * i % 340, 20 + 53 * i % 260, rank=i % 7) for i in range(80)]
    shuffled = random.Random(1).sample(wanted, len(wanted))
    assert [one.candidate.text for one in place(wanted, AREA)] == [one.candidate.text for one in place(shuffled, AREA)]


def test_the_more_important_label_wins():
    placed = place([candidate("minor", 100, 100, rank=2), candidate("major", 110, 100, rank=1)], AREA)
    assert [one.candidate.text for one in placed] == ["major"]


def test_a_label_takes_its_next_spot_when_the_first_is_taken():
    movable = candidate("b", 0, 0, rank=2, spots=(Spot(110, 100), Spot(110, 200)))
    placed = place([candidate("a", 100, 100, rank=1), movable], AREA)
    assert placed[1].spot == Spot(110, 200)


def test_labels_keep_clear_of_symbols_but_zone_numbers_do_not():
    symbol = (90.0, 90.0, 110.0, 110.0)
    placed = place([candidate("name", 100, 100, rank=1), candidate("7", 100, 100, disc="#D55E00")], AREA, [symbol])
    assert [one.candidate.text for one in placed] == ["7"]


def test_a_turned_label_is_covered_by_boxes_along_it():
    boxes = spot_boxes(Spot(100, 100, 45.0), (80.0, 16.0))
    assert len(boxes) >= 4
    # The corner of the upright box around it stays free.
    assert not any(intersects(box, (120.0, 70.0, 130.0, 80.0)) for box in boxes)


def test_inner_point_lies_in_the_wide_part():
    import shapely

    horseshoe = shapely.box(0, 0, 30, 30).difference(shapely.box(10, 5, 30, 25))
    x, y = inner_point(horseshoe)
    assert horseshoe.contains(shapely.Point(x, y))
    assert not horseshoe.contains(horseshoe.centroid)


def test_inner_point_of_halves_that_fall_apart_when_simplified():
    """A neck thinner than the labels' tolerance: what is left is two areas."""
    neck = [(10, 5), (15, 4.9), (20, 5), (20, 0), (30, 0), (30, 10), (20, 10), (20, 5.05), (15, 4.95), (10, 5.05)]
    hourglass = shapely.Polygon([(-10, 0), (10, 0), *neck, (10, 10), (-10, 10)])
    assert hourglass.is_valid and shapely.Point(inner_point(hourglass)).within(hourglass.buffer(-2.0))


@pytest.mark.parametrize("flat", ["POLYGON ((0 0, 1 0, 2 0, 0 0))", "POINT (3 4)"])
def test_inner_point_of_something_without_area(flat):
    import shapely

    assert len(inner_point(shapely.from_wkt(flat))) == 2


def test_names_of_one_look_keep_their_clearance_and_others_may_stand_between(qapp):
    def name(x, rank, style, clearance):
        spot = (Spot(x, 50.0),)
        return Candidate(f"{x}", (20.0, 10.0), spot, (rank,), style, None, clearance=clearance)

    village, depot = LabelStyle(placement="beside", clearance=36.0), LabelStyle(placement="beside")
    rows = [name(20.0, 1, village, 36.0), name(70.0, 2, village, 36.0), name(100.0, 3, village, 36.0)]
    rows += [name(45.0, 4, depot, 0.0)]
    placed = place(rows, (0.0, 0.0, 200.0, 100.0))
    assert [one.candidate.text for one in placed] == ["20.0", "100.0", "45.0"]


# -- lines, repeats, objects ---------------------------------------------------------------------------


def mask(*boxes, size=(400, 300), cell=4.0):
    """A mask with lines where boxes are, in device pixels."""
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QColor, QImage, QPainter

    from app.canvas.line_mask import LineMask

    image = QImage(int(size[0] / cell), int(size[1] / cell), QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.scale(1 / cell, 1 / cell)
    for box in boxes:
        painter.fillRect(QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1]), QColor("white"))
    painter.end()
    return LineMask(image, cell)


def test_the_mask_counts_cells_by_hand(qapp):
    lines = mask((100, 0, 108, 300))
    boxes = [(92.0, 40.0, 116.0, 60.0), (200.0, 40.0, 216.0, 60.0), (-50.0, -50.0, -10.0, -10.0)]
    # The last lies outside the picture.
    assert lines.shares(np.array(boxes)).tolist() == pytest.approx([2 / 6, 0.0, 0.0])


def test_a_name_stands_beside_a_line_rather_than_on_it(qapp):
    spots = (Spot(140, 100), Spot(60, 100))
    name = candidate("村", 0, 0, spots=spots)
    (on_line,) = place([name], AREA)
    (beside,) = place([name], AREA, lines=mask((120, 0, 160, 300)))
    assert (on_line.spot, beside.spot) == (spots[0], spots[1])


def test_a_name_that_can_stand_nowhere_else_still_stands(qapp):
    placed = place([candidate("村", 100, 100)], AREA, lines=mask((0, 0, 400, 300)))
    assert len(placed) == 1


def test_lines_that_are_covered_alike_leave_a_name_on_its_usual_side(qapp):
    spots = (Spot(140, 100), Spot(60, 100))
    (placed,) = place([candidate("村", 0, 0, spots=spots)], AREA, lines=mask((0, 96, 400, 100)))
    assert placed.spot == spots[0]


def test_the_same_name_keeps_its_distance_and_another_does_not(qapp):
    def river(text, x, rank):
        return Candidate(text, (40.0, 12.0), (Spot(x, 50.0),), (rank,), LabelStyle(), None, repeat_gap=150.0)

    placed = place(
        [river("永定河", 60, 1), river("永定河", 150, 2), river("妫水河", 150, 3), river("永定河", 250, 4)], AREA
    )
    assert [(one.candidate.text, one.spot.x) for one in placed] == [("永定河", 60), ("妫水河", 150), ("永定河", 250)]


def line_scene(length_km, qapp):
    import numpy as np
    import shapely

    from app.canvas.scene import Group, LabelSet, SceneLayer
    from app.canvas.shapes import Shapes

    shapes = Shapes.of_metric(np.array([shapely.LineString([(0, 0), (length_km * 1000, 0)])], dtype=object))
    labels = LabelSet(LabelStyle(placement="line"), shapes, ("永定河",))
    return SceneLayer("r", "river", "", Group.LINE, labels=(labels,))


@pytest.mark.parametrize(("length_km", "expected"), [(5, 1), (7, 1), (16, 3), (24, 4)])
def test_a_long_river_says_its_name_again(qapp, family, length_km, expected):
    from app.canvas import View
    from app.canvas.anchors import candidates, device_area

    view = View((length_km * 500.0, 0.0), 10.0, (length_km * 100.0 + 40, 200.0))
    placed = place(candidates(line_scene(length_km, qapp), view, family, 0), device_area(view))
    assert len(placed) == expected
    xs = sorted(one.spot.x for one in placed)
    assert all(b - a >= 320 for a, b in itertools.pairwise(xs))
    assert min(abs(x - view.size_px[0] / 2) for x in xs) < 400


def test_no_name_where_its_thing_is_not_drawn(plan, qapp, family):
    from app.canvas import View, build_scene
    from app.canvas.anchors import candidates

    from .conftest import at

    layer = build_scene(plan).layer("depots")
    view = View(at(2, 3), 50.0, (400.0, 400.0))
    assert [one.text for one in candidates(layer, view, family, 0)] == ["西库"]
    from dataclasses import replace

    hidden = replace(layer, labels=tuple(replace(one, object_max_mpp=40.0) for one in layer.labels))
    assert list(candidates(hidden, view, family, 0)) == []


def test_names_of_villages_keep_off_the_county_line(plan, qapp, family):
    """A village just west of the line: its name would lie across it on the usual side."""
    import numpy as np
    import shapely
    from PySide6.QtGui import QPainter

    from app.canvas import View, build_scene
    from app.canvas.anchors import candidates, device_area
    from app.canvas.render import RenderOptions, _Drawing, blank_image
    from layers.kinds import Role, Shape

    from .conftest import at, frame, record

    plan.frames["villages"] = frame(
        ("uid", "name", "people"),
        [{"uid": "v", "name": "界边村", "people": 10.0, "geometry": shapely.Point(*at(9.9, 2))}],
    )
    plan.records.append(record("villages", Role.SETTLEMENT, Shape.POINT, 0))
    scene = build_scene(plan)
    view = View(at(10, 2), 10.0, (400.0, 200.0))
    image = blank_image(view)
    painter = QPainter(image)
    try:
        drawing = _Drawing(painter, scene, view, RenderOptions(family))
        wanted = list(candidates(scene.layer("villages"), view, family, 0))
        lines = drawing._lines_to_avoid(wanted)
        (bare,) = place(wanted, device_area(view))
        (placed,) = place(wanted, device_area(view), (), lines)
    finally:
        painter.end()
    line_x = view.to_px(*at(10, 2))[0]
    half = placed.candidate.size[0] / 2
    assert bare.spot.x - half < line_x < bare.spot.x + half, "the usual side is across the line"
    assert placed.spot.x + half < line_x
    assert np.isfinite(placed.spot.y)


def test_twenty_thousand_names_are_placed_in_time(qapp, family):
    import time

    import numpy as np
    import shapely

    from app.canvas import View
    from app.canvas.anchors import candidates, device_area
    from app.canvas.scene import Group, LabelSet, SceneLayer
    from app.canvas.shapes import Shapes

    rng = np.random.default_rng(2)
    xy = rng.uniform(0, 100_000, (20_000, 2))
    shapes = Shapes.of_metric(shapely.points(xy))
    labels = LabelSet(LabelStyle(placement="beside"), shapes, tuple(f"村{i}" for i in range(20_000)))
    layer = SceneLayer("v", "settlement", "", Group.POINT, labels=(labels,))
    view = View((50_000.0, 50_000.0), 100.0, (1000.0, 1000.0))
    lines = mask(*[(x, 0, x + 3, 1000) for x in range(0, 1000, 40)], size=(1000, 1000))
    assert len(shapes.tree) == 20_000
    began = time.process_time()
    placed = place(candidates(layer, view, family, 0), device_area(view), (), lines)
    assert time.process_time() - began < 0.6, "twice what it takes here"
    assert len(placed) > 100
