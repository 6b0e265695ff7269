"""Ways along a few lines whose lengths can be added up by hand."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.patrol.tracing import TraceNetwork


def segments(*lines):
    """Start and end of every edge of lines."""
    parts = [np.stack([np.array(line[:-1], float), np.array(line[1:], float)], axis=1) for line in lines]
    return np.concatenate(parts) if parts else np.zeros((0, 2, 2))


def way(network, start, end):
    trace = network.begin(start, 0.01)
    return None if trace is None else trace.to(end, 0.01)


RIVER = [(0, 0), (10, 0), (20, 5), (30, 5)]


def test_along_one_line_with_every_vertex_between():
    network = TraceNetwork(segments(RIVER))
    assert way(network, (0, 0), (30, 5)) == [(10, 0), (20, 5), (30, 5)]
    assert way(network, (25, 5), (5, 0)) == [(20, 5), (10, 0), (5, 0)], "from the middle of a side, backwards"
    assert way(network, (2, 0), (8, 0)) == [(8, 0)], "on one side"
    assert way(network, (10, 0), (20, 5)) == [(20, 5)], "from vertex to vertex"


def test_off_the_line_there_is_no_way():
    network = TraceNetwork(segments(RIVER))
    assert network.begin((5, 1), 0.01) is None and way(network, (0, 0), (15, 9)) is None
    assert way(TraceNetwork(segments()), (0, 0), (1, 1)) is None


def test_lines_that_do_not_meet_have_no_way_between_them():
    assert way(TraceNetwork(segments(RIVER, [(0, 50), (30, 50)])), (0, 0), (10, 50)) is None


def test_the_shorter_side_of_a_ring_is_taken():
    ring = [(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]
    network = TraceNetwork(segments(ring))
    assert way(network, (5, 0), (10, 4)) == [(10, 0), (10, 4)], "9 and not 31"
    assert way(network, (1, 0), (3, 10)) == [(0, 0), (0, 10), (3, 10)], "14 and not 26"


def test_a_way_changes_lines_where_they_cross_and_says_so_with_a_corner():
    network = TraceNetwork(segments([(0, 0), (20, 0)], [(10, -10), (10, 10)]))
    assert len(network) == 4
    assert way(network, (0, 0), (10, 10)) == [(10, 0), (10, 10)]
    assert way(network, (0, 0), (20, 0)) == [(20, 0)], "straight on, the crossing is no corner"


def test_a_line_that_ends_on_another_is_joined_to_it():
    """The end is off by the rounding of coordinates."""
    network = TraceNetwork(segments([(0, 0), (20, 0)], [(5, 1e-7), (5, 10)]))
    assert way(network, (0, 0), (5, 10)) == [(5, pytest.approx(0, abs=1e-6)), (5, 10)]


def test_what_two_layers_have_in_common_is_one_line():
    assert len(TraceNetwork(segments(RIVER, RIVER[::-1], RIVER[1:3]))) == 3


def test_an_edge_that_follows_another_to_the_rounding_is_the_same_line():
    beside = [(x + 2e-9, y - 1e-9) for x, y in RIVER]
    network = TraceNetwork(segments(RIVER, beside))
    assert len(network) == 3 and (network.lengths > 1).all()
    assert len(way(network, (0, 0), (30, 5))) == 3


def test_questions_in_any_order_have_the_same_answer():
    network = TraceNetwork(segments(RIVER, [(10, 0), (30, 5)]))
    trace = network.begin((0, 0), 0.01)
    near, far = trace.to((12, 1), 0.01), trace.to((30, 5), 0.01)
    assert near == [(10, 0), (12, 1)] and far == [(10, 0), (30, 5)]
    assert trace.to((12, 1), 0.01) == near and network.begin((0, 0), 0.01).to((30, 5), 0.01) == far


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**31 - 1))
def test_a_way_lies_on_the_lines_and_is_no_longer_than_along_either_street(seed):
    """A town of streets on a grid with a few streets missing: the way is at least as long as the blocks between."""
    draw = np.random.default_rng(seed)
    streets = [[(0, y), (9, y)] for y in range(10)] + [[(x, 0), (x, 9)] for x in range(10) if draw.random() < 0.7]
    network = TraceNetwork(segments(*streets))
    start, end = ((float(draw.uniform(0, 9)), float(draw.integers(0, 10))) for _ in range(2))
    found = way(network, start, end)
    joined = shapely.union_all(shapely.linestrings([np.array(street, float) for street in streets]))
    if found is None:
        assert all(len({x for x, _ in street}) > 1 for street in streets), "no street leads across"
        return
    line = shapely.LineString([start, *found])
    assert joined.buffer(1e-6).covers(line) and found[-1] == end
    assert line.length >= abs(start[0] - end[0]) + abs(start[1] - end[1]) - 1e-6
    # Going to any street across and along it is a way too.
    across = [street[0][0] for street in streets if street[0][0] == street[1][0]]
    by_street = [abs(start[0] - x) + abs(x - end[0]) + abs(start[1] - end[1]) for x in across] or [math.inf]
    if start[1] != end[1]:
        assert line.length <= min(by_street) + 1e-6
