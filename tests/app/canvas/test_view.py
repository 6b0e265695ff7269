import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.canvas.decorations import scale_bar
from app.canvas.view import MIN_MPP, View, contains, intersects, round_length_m

VIEW = View((1000.0, 2000.0), 2.0, (400.0, 200.0))


def test_extent_and_both_ways_between_metres_and_pixels():
    assert VIEW.extent == (600.0, 1800.0, 1400.0, 2200.0)
    assert VIEW.to_px(600.0, 2200.0) == (0.0, 0.0)
    assert VIEW.to_map(400.0, 200.0) == (1400.0, 1800.0)


@given(st.floats(0.1, 10.0), st.floats(0, 400), st.floats(0, 200))
def test_zooming_keeps_the_point_under_the_cursor(factor, px, py):
    before = VIEW.to_map(px, py)
    assert VIEW.zoomed(factor, (px, py)).to_map(px, py) == pytest.approx(before, abs=1e-6)


def test_zooming_stops_at_the_closest_view():
    assert VIEW.zoomed(1e9).metres_per_px == MIN_MPP


def test_dragging_the_picture_right_moves_the_centre_west():
    assert VIEW.panned(10, 5).center == (980.0, 2010.0)


def test_fitting_shows_the_whole_box_in_the_middle():
    view = View.fitting((0, 0, 1000, 100), (500.0, 500.0), margin=0.0)
    assert view.metres_per_px == 2.0
    assert view.center == (500.0, 50.0)
    assert contains(view.extent, (0, 0, 1000, 100))


def test_fitting_a_point_gives_a_finite_view():
    assert View.fitting((5, 5, 5, 5), (100.0, 100.0)).metres_per_px > 0


@pytest.mark.parametrize("dpr", [1.0, 1.25, 1.5, 2.0])
def test_widening_grows_by_whole_device_pixels_on_every_side(dpr):
    view = View((0.0, 0.0), 3.0, (401.0, 299.0), dpr)
    wide = view.widened(1.5)
    for size, grown in zip(view.size_px, wide.size_px, strict=True):
        margin = (grown - size) / 2 * dpr
        assert margin == pytest.approx(round(margin))
        assert margin > 0


def test_device_transform_agrees_with_to_px():
    view = View((1000.0, 2000.0), 2.0, (400.0, 200.0), 2.0)
    x, y = view.device_transform().map(700.0, 2100.0)
    assert (x, y) == pytest.approx((100.0, 100.0))


@pytest.mark.parametrize(("limit", "length"), [(999.0, 500.0), (1000.0, 1000.0), (0.7, 0.5), (2.0, 2.0), (5e6, 5e6)])
def test_round_lengths(limit, length):
    assert round_length_m(limit) == pytest.approx(length)


@pytest.mark.parametrize(
    ("mpp", "text", "px"),
    [(100.0, "10 km", 100.0), (1.0, "100 m", 100.0), (0.01, "1 m", 100.0), (0.001, "10 cm", 100.0)],
)
def test_scale_bar_shows_a_round_number_at_its_true_length(mpp, text, px):
    length, label = scale_bar(mpp)
    assert label == text
    assert length == pytest.approx(px)


def test_boxes():
    assert intersects((0, 0, 1, 1), (1, 1, 2, 2))
    assert not intersects((0, 0, 1, 1), (1.1, 0, 2, 1))
    assert not contains((0, 0, 1, 1), (0, 0, 1, 1.1))
