import time

import numpy as np
import pytest
import shapely

from app.canvas.guides import of_corner, of_sketch
from app.canvas.snapping import ALL_KINDS, SnapIndex, SnapKind, best_snap, crossings, project_on_edges

SQUARE = shapely.box(0, 0, 100, 100)


def index(*geometries, names=None):
    return SnapIndex.of(np.array(geometries, dtype=object), names or [f"n{i}" for i in range(len(geometries))])


#: What lies on something that is drawn.
DRAWN = ALL_KINDS - {SnapKind.EXTENSION, SnapKind.RIGHT_ANGLE}


def snap(x, y, tolerance, *indexes, kinds=ALL_KINDS, guides=()):
    return best_snap([(one, -1) for one in indexes], x, y, tolerance, kinds=kinds, guides=guides)


def test_a_corner_wins_over_a_nearer_edge():
    found = snap(5, 1, 10, index(SQUARE))
    assert (found.kind, found.x, found.y, found.target) == (SnapKind.VERTEX, 0, 0, "n0")


def test_an_edge_answers_with_the_foot_of_the_perpendicular():
    found = snap(30, 3, 10, index(SQUARE))
    assert (found.kind, found.x, found.y) == (SnapKind.EDGE, 30, 0)


def test_nothing_within_reach():
    assert snap(50, 50, 10, index(SQUARE)) is None
    assert snap(0, 0, 10) is None
    assert snap(0, 0, 10, index()) is None


def test_a_crossing_within_one_layer():
    a = shapely.LineString([(0, 0), (100, 100)])
    b = shapely.LineString([(0, 100), (100, 0)])
    found = snap(52, 50, 6, index(a, b))
    assert (found.kind, found.x, found.y) == (SnapKind.CROSSING, 50, 50)


def test_a_crossing_between_layers_names_both():
    a = index(shapely.LineString([(0, 0), (100, 100)]), names=["县界"])
    b = index(shapely.LineString([(0, 100), (100, 0)]), names=["白河"])
    found = snap(52, 50, 6, a, b)
    assert (found.kind, found.x, found.y) == (SnapKind.CROSSING, 50, 50)
    assert found.target == "县界 × 白河"


def test_the_excluded_feature_does_not_answer():
    both = index(shapely.box(0, 0, 10, 10), shapely.box(20, 0, 30, 10))
    assert best_snap([(both, 0)], 0, 0, 5) is None
    assert best_snap([(both, 0)], 20, 0, 5) is not None


def test_holes_and_parts_are_followed():
    ring = shapely.box(0, 0, 100, 100).difference(shapely.box(40, 40, 60, 60))
    assert snap(41, 41, 5, index(ring)).kind is SnapKind.VERTEX
    two = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(50, 50, 51, 51)])
    # No edge leads from one part to the other.
    assert snap(25, 25, 5, index(two)) is None


@pytest.mark.parametrize("length", [2, 63, 64, 65, 129])
def test_runs_meet_whatever_the_number_of_vertices(length):
    line = shapely.LineString([(10.0 * i, 0.0) for i in range(length)])
    one = index(line)
    for i in range(length - 1):
        found = snap(10.0 * i + 2.5, 1.0, 2.0, one, kinds=DRAWN)
        assert found is not None
        assert (found.kind, found.x) == (SnapKind.EDGE, 10.0 * i + 2.5)


def test_agrees_with_shapely_on_random_lines():
    rng = np.random.default_rng(4)
    lines = [shapely.LineString(rng.uniform(0, 1000, (rng.integers(2, 200), 2))) for _ in range(20)]
    one = index(*lines)
    for x, y in rng.uniform(0, 1000, (200, 2)):
        point = shapely.Point(x, y)
        nearest = min(line.distance(point) for line in lines)
        found = snap(x, y, 15.0, one, kinds=DRAWN)
        assert (found is None) == (nearest > 15.0)
        if found is not None:
            on = min(line.distance(shapely.Point(found.x, found.y)) for line in lines)
            assert on == pytest.approx(0.0, abs=1e-6)


# -- middles, extensions and right angles -----------------------------------------------------------


def test_the_middle_of_an_edge_wins_over_the_edge_and_loses_to_corner_and_crossing():
    found = snap(53, 3, 10, index(SQUARE))
    assert (found.kind, found.x, found.y, found.target) == (SnapKind.MIDPOINT, 50, 0, "n0")
    assert snap(70, 3, 10, index(SQUARE)).kind is SnapKind.EDGE, "20 m from the middle"
    post = index(shapely.LineString([(55, 0.5), (55, 80)]))
    assert snap(53, 3, 10, index(SQUARE), post).kind is SnapKind.VERTEX
    rail = index(shapely.LineString([(54, -300), (54, 290)]))
    found = snap(52, 3, 10, index(SQUARE), rail)
    assert (found.kind, found.x, found.y) == (SnapKind.CROSSING, 54, 0)


def test_a_short_edge_has_no_middle_of_its_own():
    short = index(shapely.LineString([(0, 0), (39, 0)]))
    assert snap(19.5, 1, 10, short).kind is SnapKind.EDGE, "under four times the tolerance"
    assert snap(19.5, 1, 9, short).kind is SnapKind.MIDPOINT


def test_an_edge_goes_on_beyond_its_end_and_only_there():
    one = index(shapely.LineString([(0, 0), (100, 0)]), names=["县界"])
    found = snap(130, 4, 10, one)
    assert (found.kind, found.x, found.y, found.target) == (SnapKind.EXTENSION, 130, 0, "县界")
    assert found.lines == ((100, 0),)
    back = snap(-50, -4, 10, one)
    assert (back.kind, back.x, back.y, back.lines) == (SnapKind.EXTENSION, -50, 0, ((0, 0),))
    assert snap(130, 11, 10, one) is None, "beside it"
    assert snap(201, 0, 10, one) is None, "more than ten times the tolerance from its end"
    assert snap(60, 0, 10, index(shapely.LineString([(0, 0), (39, 0)]))) is None, "short edges are not made longer"


@pytest.mark.parametrize("turn_deg", [0, 30, 45, 60, 90, 135])
def test_a_long_edge_is_found_whichever_way_it_runs_and_among_many_short_ones(turn_deg):
    angle = np.radians(turn_deg)
    along, across = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    # Just four times the tolerance of 10: its box is narrowest when it runs aslant.
    edge = shapely.LineString([(0, 0), 40.001 * along])
    zigzag = [shapely.LineString([(60 + i, 20 + (i + k) % 2 * 5) for i in range(100)]) for k in range(20)]
    found = snap(*(70.0 * along + 3.0 * across), 10, index(edge, *zigzag), kinds={SnapKind.EXTENSION})
    assert found is not None and found.kind is SnapKind.EXTENSION
    assert (found.x, found.y) == pytest.approx(tuple(70.0 * along), abs=1e-6)


def test_an_edge_wins_over_an_extension():
    other = index(shapely.LineString([(130, -300), (130, 200)]))
    found = snap(128, 6, 10, index(shapely.LineString([(0, 0), (100, 0)])), other)
    assert (found.kind, found.x, found.y) == (SnapKind.EDGE, 130, 6)


SIDES = [(0.0, 0.0), (100.0, 0.0), (100.0, 50.0)]


def test_the_last_side_of_a_sketch_goes_on_and_has_a_right_angle():
    guides = of_sketch(SIDES, closes=True)
    found = snap(104, 120, 10, guides=guides)
    assert (found.kind, found.x, found.y, found.lines) == (SnapKind.EXTENSION, 100, 120, ((100, 50),))
    found = snap(60, 54, 10, guides=guides)
    assert (found.kind, found.x, found.y) == (SnapKind.RIGHT_ANGLE, 60, 50)
    assert snap(60, 56, 10, guides=guides) is None, "a right angle holds from half the distance"
    # Where the right angles at both ends meet, the rectangle is closed.
    found = snap(3, 54, 10, guides=guides)
    assert (found.kind, found.x, found.y) == (SnapKind.RIGHT_ANGLE, 0, 50)
    assert set(found.lines) == {(100, 50), (0, 0)}
    assert of_sketch(SIDES[:1], closes=True) == ()
    assert len(of_sketch(SIDES, closes=False)) == 2, "a line is not closed"


def test_an_extension_of_the_sketch_stops_at_the_edge_it_meets():
    wall = index(shapely.LineString([(0, 200), (300, 230)]), names=["县界"])
    found = snap(103, 204, 10, wall, guides=of_sketch(SIDES, closes=True))
    assert found.kind is SnapKind.EXTENSION and found.target == "县界"
    assert (found.x, found.y) == pytest.approx((100, 210))


def test_a_corner_in_hand_is_held_by_the_sides_beside_its_own():
    ring = np.array([[0.0, 0.0], [100.0, 0.0], [100.0, 100.0], [50.0, 150.0], [0.0, 100.0]])
    found = snap(103, 160, 10, guides=of_corner(ring, 3))
    assert (found.kind, found.x, found.y, found.lines) == (SnapKind.EXTENSION, 100, 160, ((100, 100),))
    assert of_corner(ring[:3], 0) == ()


@pytest.mark.parametrize("kind", [SnapKind.VERTEX, SnapKind.MIDPOINT, SnapKind.EDGE, SnapKind.EXTENSION])
def test_a_kind_that_is_switched_off_does_not_answer(kind):
    place = {"vertex": (2, 2), "midpoint": (50, 2), "edge": (30, 2), "extension": (130, 2)}[kind]
    one = index(SQUARE)
    assert snap(*place, 10, one).kind is kind
    found = snap(*place, 10, one, kinds=ALL_KINDS - {kind})
    assert found is None or found.kind is not kind
    assert snap(*place, 10, one, kinds=frozenset()) is None


def test_several_features_may_be_left_out():
    three = index(*(shapely.box(x, 0, x + 10, 10) for x in (0, 20, 40)))
    assert best_snap([(three, frozenset({0, 1}))], 20, 0, 5, kinds=DRAWN) is None
    assert best_snap([(three, frozenset({0, 1}))], 40, 0, 5).target == "n2"


def test_project_on_a_degenerate_edge():
    feet, distance = project_on_edges(np.array([3.0, 4.0]), np.zeros((1, 2)), np.zeros((1, 2)))
    assert feet.tolist() == [[0.0, 0.0]]
    assert distance.tolist() == [5.0]


def test_shared_ends_are_no_crossing():
    start = np.array([[0.0, 0.0], [10.0, 0.0]])
    end = np.array([[10.0, 0.0], [10.0, 10.0]])
    assert len(crossings(start, end)) == 0


def test_a_million_vertices_answer_within_five_milliseconds():
    rng = np.random.default_rng(0)
    centres = rng.uniform(0, 400_000, (10_000, 2))
    shapes = shapely.buffer(shapely.points(centres), 1500.0, quad_segs=25)
    one = SnapIndex.of(shapes, [""] * len(shapes))
    assert len(one.xy) > 1_000_000
    seconds = []
    for x, y in rng.uniform(0, 400_000, (300, 2)):
        started = time.process_time()
        snap(x, y, 12 * 300.0, one)
        seconds.append(time.process_time() - started)
    # Twice the goal: the machine that runs the tests is shared.  The benchmark holds the real figure.
    assert np.percentile(seconds, 99) < 0.010
