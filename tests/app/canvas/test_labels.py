import random

import pytest

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
