"""Sheets by grid and what adjoins each: hand-worked, then as it must be for any region."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from layers.plates.sheets import SIDES, adjoining, box_about, grid_boxes

OPPOSITE = dict(zip(SIDES, reversed(SIDES), strict=True))


def test_a_frame_at_a_scale():
    # 200 × 100 mm at 1:10 000 is 2 × 1 km.
    assert box_about((5000.0, 3000.0), (200.0, 100.0), 10_000.0) == (4000.0, 2500.0, 6000.0, 3500.0)


def test_two_rows_of_three_sheets():
    region = shapely.box(0.0, 0.0, 3000.0, 2000.0)
    boxes = grid_boxes(region, (1000.0, 1000.0), 0.0)
    assert boxes == [
        (0.0, 1000.0, 1000.0, 2000.0), (1000.0, 1000.0, 2000.0, 2000.0), (2000.0, 1000.0, 3000.0, 2000.0),
        (0.0, 0.0, 1000.0, 1000.0), (1000.0, 0.0, 2000.0, 1000.0), (2000.0, 0.0, 3000.0, 1000.0),
    ]  # fmt: skip
    beside = adjoining(boxes)
    assert beside[0] == {"E": (2,), "S": (4,), "SE": (5,)}
    assert beside[4] == {"NW": (1,), "N": (2,), "NE": (3,), "W": (4,), "E": (6,)}


def test_empty_corners_have_no_sheet():
    line = shapely.LineString([(0.0, 0.0), (3000.0, 3000.0)])
    boxes = grid_boxes(line, (1000.0, 1000.0), 0.0)
    assert len(boxes) == 7  # three on the diagonal, four touched at their corners
    assert len(grid_boxes(line.buffer(1.0), (1000.0, 1000.0), 0.0)) < 16


def test_small_ground_is_one_sheet_about_its_middle():
    assert grid_boxes(shapely.box(10.0, 10.0, 20.0, 20.0), (100.0, 60.0), 0.05) == [(-35.0, -15.0, 65.0, 45.0)]
    assert grid_boxes(shapely.Polygon(), (100.0, 60.0), 0.05) == []


def test_far_too_many_sheets_are_refused_before_they_are_counted_out():
    with pytest.raises(ValueError, match=r"\d"):
        grid_boxes(shapely.box(0, 0, 1e6, 1e6), (10.0, 10.0), 0.0)


def test_sheets_of_different_size_adjoin_where_they_touch():
    boxes = [(0.0, 0.0, 10.0, 10.0), (10.0, 2.0, 30.0, 8.0), (0.0, 9.0, 10.0, 19.0), (50.0, 50.0, 60.0, 60.0)]
    assert adjoining(boxes) == [{"N": (3,), "E": (2,)}, {"W": (1,)}, {"S": (1,)}, {}]
    assert adjoining([boxes[0], boxes[0]]) == [{}, {}]


@given(
    st.lists(st.tuples(st.floats(0, 20_000), st.floats(0, 20_000)), min_size=3, max_size=8),
    st.floats(1500.0, 9000.0),
    st.floats(1500.0, 9000.0),
    st.sampled_from([0.0, 0.05, 0.2, 0.3]),
)
def test_sheets_cover_the_ground_and_adjoining_is_mutual(corners, width, height, overlap):
    region = shapely.MultiPoint(corners).convex_hull.buffer(10.0)
    boxes = grid_boxes(region, (width, height), overlap)
    covered = shapely.union_all([shapely.box(*box) for box in boxes]).buffer(1e-6)
    assert covered.covers(region)
    for box in boxes:
        assert box[2] - box[0] == pytest.approx(width) and box[3] - box[1] == pytest.approx(height)
    beside = adjoining(boxes)
    for number, sides in enumerate(beside, start=1):
        for side, numbers in sides.items():
            for other in numbers:
                assert number in beside[other - 1][OPPOSITE[side]]
