"""Shapes on a kilometre grid in EPSG:4548 whose answers can be worked out by hand, and what must always hold."""

import math

import numpy as np
import pytest
import shapely
import shapely.affinity
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.crs import transform
from layers.errors import (
    HoleNotInside,
    LineDoesNotDivide,
    NoHoles,
    NothingInCommon,
    NothingLeft,
    ShapingError,
    UnsoundShape,
)
from layers.geodesy import areas_m2, cgcs2000, distance_m, geodesic_area_m2, legs
from layers.patrol import forms, shaping

EPSG = 4548
X0, Y0 = 500_000.0, 4_480_000.0  # on the central meridian, where a grid metre is a metre


def stored(shape):
    return transform(shape, f"EPSG:{EPSG}", "EPSG:4490")


def metric(shape):
    return transform(shape, "EPSG:4490", f"EPSG:{EPSG}")


def box(x1, y1, x2, y2):
    """A box in kilometres, EPSG:4490."""
    return stored(shapely.box(X0 + 1000 * x1, Y0 + 1000 * y1, X0 + 1000 * x2, Y0 + 1000 * y2))


def line(*points):
    return stored(shapely.LineString([(X0 + 1000 * x, Y0 + 1000 * y) for x, y in points]))


def km2(shape):
    return metric(shape).area / 1e6


def same(one, other, m2=1e-3):
    return metric(one).symmetric_difference(metric(other)).area <= m2


SQUARE = box(0, 0, 4, 4)


# -- split ----------------------------------------------------------------------------------------


def test_split_gives_both_sides_the_largest_first():
    large, small = shaping.split(SQUARE, line((1, -1), (1, 5)), epsg=EPSG)
    assert same(large, box(1, 0, 4, 4)) and same(small, box(0, 0, 1, 4))
    assert len(large.exterior.coords) == 5, "no corners but the two of the cut"


def test_split_by_a_line_that_was_snapped_to_the_outline():
    """Both ends lie on the sides to the last digit, which is a hair inside or outside after reprojection."""
    assert len(shaping.split(SQUARE, line((1.3, 0), (2.7, 4)), epsg=EPSG)) == 2
    assert len(shaping.split(SQUARE, line((0, 0), (4, 4)), epsg=EPSG)) == 2, "from corner to corner"


def test_split_of_a_ring_needs_both_sides():
    ring = shaping.cut_hole(SQUARE, box(1, 1, 3, 3), epsg=EPSG)
    with pytest.raises(LineDoesNotDivide):
        shaping.split(ring, line((2, -1), (2, 2)), epsg=EPSG)
    left, right = shaping.split(ring, line((2, -1), (2, 5)), epsg=EPSG)
    assert km2(left) == pytest.approx(6.0) and km2(right) == pytest.approx(6.0)


def test_split_of_a_comb_gives_every_tooth():
    comb = shapely.union_all([shapely.box(0, 0, 5, 1), *(shapely.box(x, 1, x + 1, 3) for x in (0, 2, 4))])
    comb = stored(shapely.affinity.translate(shapely.affinity.scale(comb, 1000, 1000, origin=(0, 0)), X0, Y0))
    pieces = shaping.split(comb, line((-1, 2), (6, 2)), epsg=EPSG)
    assert [round(km2(piece), 6) for piece in pieces] == [8.0, 1.0, 1.0, 1.0]


def test_pieces_the_line_does_not_touch_stay_with_the_largest():
    two = shapely.MultiPolygon([SQUARE, box(10, 0, 11, 1)])
    large, small = shaping.split(two, line((1, -1), (1, 5)), epsg=EPSG)
    assert km2(large) == pytest.approx(13.0) and km2(small) == pytest.approx(4.0)


@pytest.mark.parametrize("points", [((-1, 2), (2, 2)), ((5, 5), (6, 6)), ((1, 1), (2, 2)), ((1, 1), (1, 1))])
def test_a_line_that_does_not_cross_is_refused(points):
    with pytest.raises(LineDoesNotDivide):
        shaping.split(SQUARE, line(*points), epsg=EPSG)


star = st.lists(st.floats(0.3, 1.0), min_size=4, max_size=24)


def outline(radii, centre=(0.0, 0.0)):
    """A star-shaped area of up to 5 km around a point, EPSG:4490: never crosses itself."""
    turn = np.linspace(0.0, 2 * math.pi, len(radii), endpoint=False)
    r = 5000.0 * np.asarray(radii)
    return stored(
        shapely.Polygon(np.column_stack([X0 + centre[0] + r * np.cos(turn), Y0 + centre[1] + r * np.sin(turn)]))
    )


@settings(max_examples=60, deadline=None)
@given(star, st.floats(0, math.pi), st.floats(-0.2, 0.2))
def test_parts_of_a_split_sum_to_the_whole_and_merge_to_it(radii, angle, off):
    area = outline(radii)
    along, across = np.array([math.cos(angle), math.sin(angle)]), np.array([-math.sin(angle), math.cos(angle)])
    ends = [np.array([X0, Y0]) + 5000 * off * across + side * 8000 * along for side in (-1, 1)]
    pieces = shaping.split(area, stored(shapely.LineString(ends)), epsg=EPSG)
    densified = shapely.segmentize(metric(np.array([*pieces, area], dtype=object)), 200.0)
    ellipsoidal = areas_m2(densified, f"EPSG:{EPSG}")
    assert math.fsum(ellipsoidal[:-1]) == pytest.approx(ellipsoidal[-1], rel=1e-9, abs=0.5 * len(pieces))
    again = shaping.merge(pieces, epsg=EPSG)
    assert isinstance(again, shapely.Polygon) and not again.interiors
    assert same(again, area, m2=0.5 + 1e-8 * metric(area).area)


# -- merge and holes ------------------------------------------------------------------------------


def test_merge_leaves_no_corner_where_two_areas_met_on_a_straight_side():
    merged = shaping.merge([box(0, 0, 1, 4), box(1, 0, 4, 4)], epsg=EPSG)
    assert same(merged, SQUARE) and len(merged.exterior.coords) == 5


def test_merge_closes_a_gap_of_half_a_millimetre_and_leaves_one_of_a_metre():
    near = stored(shapely.box(X0 + 1000.0005, Y0, X0 + 4000, Y0 + 4000))
    assert isinstance(shaping.merge([box(0, 0, 1, 4), near], epsg=EPSG), shapely.Polygon)
    apart = stored(shapely.box(X0 + 1001, Y0, X0 + 4000, Y0 + 4000))
    assert len(shaping.merge([box(0, 0, 1, 4), apart], epsg=EPSG).geoms) == 2


def test_a_hole_is_cut_and_filled_again():
    ring = shaping.cut_hole(SQUARE, box(1, 1, 2, 3), epsg=EPSG)
    assert km2(ring) == pytest.approx(14.0) and len(ring.interiors) == 1
    assert same(shaping.fill_holes(ring), SQUARE)
    with pytest.raises(NoHoles):
        shaping.fill_holes(SQUARE)


@pytest.mark.parametrize(("hole", "overlaps"), [((3, 3, 5, 5), True), ((0, 1, 1, 2), True), ((6, 6, 7, 7), False)])
def test_a_hole_that_is_not_inside_is_refused(hole, overlaps):
    with pytest.raises(HoleNotInside) as caught:
        shaping.cut_hole(SQUARE, box(*hole), epsg=EPSG)
    assert caught.value.facts == {"overlaps": overlaps}


# -- buffer, clip, subtract -----------------------------------------------------------------------


def test_buffer_of_a_square():
    """a² + 4ad + πd²; the arcs are polygons with 16 sides to the quarter: (64/2)·sin(2π/64) instead of π."""
    wider = shaping.buffer(SQUARE, 500.0, epsg=EPSG)
    assert km2(wider) == pytest.approx(16 + 4 * 4 * 0.5 + 32 * math.sin(math.pi / 32) * 0.25, rel=1e-7)
    assert km2(shaping.buffer(SQUARE, 500.0, epsg=EPSG, sharp=True)) == pytest.approx(25.0)
    # 2 km from the meridian a grid metre is 5e-8 too long: 8 km of side by 0.05 mm are 0.4 m².
    assert same(shaping.buffer(SQUARE, -1000.0, epsg=EPSG), box(1, 1, 3, 3), m2=0.5)
    with pytest.raises(NothingLeft):
        shaping.buffer(SQUARE, -2000.0, epsg=EPSG)


def test_buffer_metres_are_those_of_the_ellipsoid():
    """110 km east of the meridian a grid metre is 0.15 mm short; 1 km must be 1 km all the same."""
    point = transform(shapely.Point(X0 + 110_000, Y0), f"EPSG:{EPSG}", "EPSG:4490")
    tiny = shapely.buffer(point, 1e-8)
    wide = shaping.buffer(tiny, 1000.0, epsg=EPSG)
    lon, lat = shapely.get_coordinates(wide)[:-1].T
    _, _, far = cgcs2000().inv(np.full(len(lon), point.x), np.full(len(lat), point.y), lon, lat)
    assert far.max() == pytest.approx(1000.0, abs=0.01)
    assert shaping.plane_scale(shapely.Point(X0 + 110_000, Y0), EPSG) == pytest.approx(1.0001488, abs=1e-6)


def test_clip_to_counties():
    assert same(shaping.clip(SQUARE, [box(2, -9, 9, 9)], epsg=EPSG), box(2, 0, 4, 4))
    both = shaping.clip(SQUARE, [box(2, 2, 9, 9), box(-9, -9, 2, 2)], epsg=EPSG)
    assert km2(both) == pytest.approx(8.0)
    for ground, outside in ((box(9, 9, 10, 10), True), (box(-9, -9, 9, 9), False), (box(4, 0, 8, 4), True)):
        with pytest.raises(NothingInCommon) as caught:
            shaping.clip(SQUARE, [ground], epsg=EPSG)
        assert caught.value.facts == {"outside": outside}


def test_subtract():
    assert same(shaping.subtract(SQUARE, [box(3, -1, 5, 5)], epsg=EPSG), box(0, 0, 3, 4))
    pieces = shaping.subtract(SQUARE, [box(1, -1, 2, 5)], epsg=EPSG)
    assert len(pieces.geoms) == 2 and km2(pieces) == pytest.approx(12.0)
    with pytest.raises(NothingInCommon):
        shaping.subtract(SQUARE, [box(4, 0, 5, 4)], epsg=EPSG)
    with pytest.raises(NothingLeft):
        shaping.subtract(SQUARE, [box(-1, -1, 5, 5)], epsg=EPSG)


@settings(max_examples=30, deadline=None)
@given(star, star, st.floats(-3000, 3000))
def test_clip_and_subtract_share_out_the_area(radii, others, off):
    area, other = outline(radii), outline(others, (off, off))
    try:
        inside, outside = (f(area, [other], epsg=EPSG) for f in (shaping.clip, shaping.subtract))
    except ShapingError:
        return
    assert inside.is_valid and outside.is_valid
    assert km2(inside) + km2(outside) == pytest.approx(km2(area), abs=1e-5)


# -- simplify, smooth -----------------------------------------------------------------------------


def test_simplify_takes_out_what_is_near_the_line_and_nothing_else():
    bumpy = stored(
        shapely.Polygon([(X0, Y0), (X0 + 1000, Y0 + 9), (X0 + 2000, Y0), (X0 + 2000, Y0 + 2000), (X0, Y0 + 2000)])
    )
    assert len(shaping.simplify(bumpy, 8.0, epsg=EPSG).exterior.coords) == 6
    assert len(shaping.simplify(bumpy, 10.0, epsg=EPSG).exterior.coords) == 5


def test_simplify_never_lets_a_hole_cross_the_outline():
    ring = shaping.cut_hole(SQUARE, box(0.001, 0.001, 3.999, 3.999), epsg=EPSG)
    rough = shaping.simplify(ring, 500.0, epsg=EPSG)
    assert rough.is_valid and len(rough.interiors) == 1


def test_one_round_of_smoothing_cuts_each_corner_of_a_square():
    """Eight corners; each cut takes a triangle with legs of a quarter side: 16 − 4·½ = 14."""
    once = shaping.smooth(SQUARE, 1, epsg=EPSG)
    assert len(once.exterior.coords) == 9 and km2(once) == pytest.approx(14.0)
    assert same(shaping.smooth(SQUARE, 0, epsg=EPSG), SQUARE)
    thrice = shaping.smooth(SQUARE, 3, epsg=EPSG)
    assert km2(thrice) < km2(once) and metric(thrice).within(metric(SQUARE).buffer(1e-6))
    # The limit touches the middle of every side: an octagonal rounding of area 16·5/6.
    assert km2(shaping.smooth(SQUARE, 8, epsg=EPSG)) == pytest.approx(16 * 5 / 6, rel=1e-3)


@settings(max_examples=30, deadline=None)
@given(star, st.integers(1, 4), st.floats(1, 500))
def test_what_comes_out_is_always_a_sound_area(radii, rounds, metres):
    area = outline(radii)
    for made in (shaping.smooth(area, rounds, epsg=EPSG), shaping.simplify(area, metres, epsg=EPSG)):
        assert made.is_valid and made.area > 0
        assert shapely.is_ccw(shapely.get_exterior_ring(shapely.get_parts(made))).all()


# -- move, turn, scale ----------------------------------------------------------------------------


def test_move_turn_and_scale():
    assert same(shaping.move(SQUARE, 1000, -2000, epsg=EPSG), box(1, -2, 5, 2))
    bar = box(0, 0, 4, 2)
    assert same(shaping.rotate(bar, 90, epsg=EPSG), box(1, -1, 3, 3))
    about = (X0, Y0)
    assert same(shaping.rotate(bar, 90, epsg=EPSG, about=about), box(0, -4, 2, 0)), "clockwise"
    assert same(shaping.scale(SQUARE, 0.5, epsg=EPSG), box(1, 1, 3, 3))
    assert same(shaping.scale(SQUARE, 2, epsg=EPSG, about=about), box(0, 0, 8, 8))
    for factor in (0.0, -1.0, math.nan):
        with pytest.raises(NothingLeft):
            shaping.scale(SQUARE, factor, epsg=EPSG)


def test_place_does_the_three_in_turn():
    bar = box(0, 0, 4, 2)
    placed = shaping.place(bar, epsg=EPSG, about=(X0, Y0), east_m=1000, north_m=5000, clockwise_deg=90, factor=2.0)
    assert same(placed, box(1, -3, 5, 5)), "turned to 0…2, −4…0; doubled to 0…4, −8…0; moved by 1, 5"
    assert same(shaping.place(bar, epsg=EPSG, about=(X0, Y0)), bar)
    with pytest.raises(NothingLeft):
        shaping.place(bar, epsg=EPSG, about=(X0, Y0), factor=0.0)


@settings(max_examples=30, deadline=None)
@given(star, st.floats(-720, 720))
def test_a_turn_and_its_reverse_and_a_full_turn_change_nothing(radii, degrees):
    area = outline(radii)
    about = (X0, Y0)
    turned = shaping.rotate(area, degrees, epsg=EPSG, about=about)
    assert km2(turned) == pytest.approx(km2(area), rel=1e-9)
    assert same(shaping.rotate(turned, -degrees, epsg=EPSG, about=about), area, m2=0.05)
    assert same(shaping.rotate(area, 360, epsg=EPSG), area, m2=0.05)


# -- forms ----------------------------------------------------------------------------------------


def test_rectangles():
    assert forms.rectangle_between((5, 7), (1, 2)).equals(shapely.box(1, 2, 5, 7))
    assert forms.rectangle_on((0, 0), (3, 4), 5).area == pytest.approx(25)
    assert forms.rectangle_on((0, 0), (4, 0), 2).equals(shapely.box(0, 0, 4, 2)), "to the left"
    assert forms.rectangle_on((0, 0), (4, 0), -2).equals(shapely.box(0, -2, 4, 0))
    assert forms.width_to((0, 0), (4, 0), (9, 3)) == 3 and forms.width_to((0, 0), (0, 4), (1, 1)) == -1
    for make in (
        lambda: forms.rectangle_between((0, 0), (0, 4)),
        lambda: forms.rectangle_on((0, 0), (0, 0), 3),
        lambda: forms.rectangle_on((0, 0), (4, 0), 0),
    ):
        with pytest.raises(UnsoundShape):
            make()


def test_every_corner_of_a_circle_is_at_the_geodesic_distance():
    made = forms.circle(119.4, 40.2, 5000.0)
    far = [distance_m(119.4, 40.2, lon, lat) for lon, lat in made.exterior.coords]
    assert far == pytest.approx([5000.0] * 97, abs=1e-6)
    # A polygon of n corners in a circle: ½·n·r²·sin(2π/n).
    assert geodesic_area_m2(made) == pytest.approx(48 * 25e6 * math.sin(math.pi / 48), rel=2e-6)
    assert shapely.is_ccw(made.exterior) and made.exterior.coords[0][1] > 40.2
    for radius in (0.0, -1.0, math.nan):
        with pytest.raises(UnsoundShape):
            forms.circle(119.4, 40.2, radius)


def test_a_freehand_stroke_keeps_only_the_corners_where_the_hand_turned():
    steps = [(x, 0.0) for x in range(0, 100, 2)] + [(100.0, y) for y in range(0, 100, 2)] + [(100.0, 100.0)]
    made = forms.freehand(steps, 1.0)
    assert made.equals(shapely.Polygon([(0, 0), (100, 0), (100, 100)])) and len(made.exterior.coords) == 4


@pytest.mark.parametrize(
    ("points", "reason"),
    [
        ([(0, 0), (9, 9)], "few_corners"),
        ([(0, 0), (5, 5), (9, 9), (4, 4)], "few_corners"),
        ([(0, 0), (9, 9), (9, 0), (0, 9)], "crossing"),
        ([(0, 0), (9, 9), (9, 0), (0, 5)], "crossing"),
    ],
)
def test_a_stroke_that_is_no_area_is_refused(points, reason):
    with pytest.raises(UnsoundShape) as caught:
        forms.freehand(points, 0.1)
    assert caught.value.facts == {"reason": reason}


def test_legs_of_a_line():
    """0.1° of the meridian is M·Δφ with M = 6 361 873 m at 40.05°; of the parallel N·cos φ·Δλ with N = 6 387 013 m."""
    metres, bearings = legs([117.0, 117.0, 117.1], [40.0, 40.1, 40.1])
    assert metres == pytest.approx([11103.56, 8526.92], abs=0.01)
    assert bearings == pytest.approx([0.0, 89.97], abs=0.01)
    assert legs([117.0], [40.0]) == ([], [])
    assert legs([117.0, 116.9], [40.0, 40.0])[1][0] == pytest.approx(270.03, abs=0.01), "not −90"


def test_a_speck_that_degrees_cannot_hold_is_no_reason_to_refuse():
    # A hole of a few nanometres, as overlays leave them: valid in metres, one point in degrees.
    speck = [(X0 + 500 + dx, Y0 + 500 + dy) for dx, dy in ((0, 0), (2e-9, 0), (0, 2e-9))]
    whole = shapely.Polygon(shapely.box(X0, Y0, X0 + 1000, Y0 + 1000).exterior, [speck])
    made = shaping._stored(whole, EPSG)
    assert made.is_valid and km2(made) == pytest.approx(1.0)
