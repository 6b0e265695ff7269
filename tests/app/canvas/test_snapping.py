import time

import numpy as np
import pytest
import shapely

from app.canvas.snapping import SnapIndex, SnapKind, best_snap, crossings, project_on_edges

SQUARE = shapely.box(0, 0, 100, 100)


def index(*geometries, names=None):
    return SnapIndex.of(np.array(geometries, dtype=object), names or [f"n{i}" for i in range(len(geometries))])


def snap(x, y, tolerance, *indexes):
    return best_snap([(one, -1) for one in indexes], x, y, tolerance)


def test_a_corner_wins_over_a_nearer_edge():
    found = snap(5, 1, 10, index(SQUARE))
    assert (found.kind, found.x, found.y, found.target) == (SnapKind.VERTEX, 0, 0, "n0")


def test_an_edge_answers_with_the_foot_of_the_perpendicular():
    found = snap(50, 3, 10, index(SQUARE))
    assert (found.kind, found.x, found.y) == (SnapKind.EDGE, 50, 0)


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
        found = snap(10.0 * i + 5.0, 1.0, 2.0, one)
        assert found is not None
        assert (found.kind, found.x) == (SnapKind.EDGE, 10.0 * i + 5.0)


def test_agrees_with_shapely_on_random_lines():
    rng = np.random.default_rng(4)
    lines = [shapely.LineString(rng.uniform(0, 1000, (rng.integers(2, 200), 2))) for _ in range(20)]
    one = index(*lines)
    for x, y in rng.uniform(0, 1000, (200, 2)):
        point = shapely.Point(x, y)
        nearest = min(line.distance(point) for line in lines)
        found = snap(x, y, 15.0, one)
        assert (found is None) == (nearest > 15.0)
        if found is not None:
            on = min(line.distance(shapely.Point(found.x, found.y)) for line in lines)
            assert on == pytest.approx(0.0, abs=1e-6)


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
