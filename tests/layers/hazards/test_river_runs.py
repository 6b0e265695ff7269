"""Runs of equal banks, resolved by hand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.hazards.river_banks import Run
from layers.hazards.river_runs import resolve
from layers.kinds import ReachType


def runs(*rows):
    """Rows of (length, left, right) → runs end to end from 0."""
    made, at = [], 0.0
    for length, left, right in rows:
        made.append(Run(at, at + length, left, right))
        at += length
    return made


def middle(low, high, before, after):
    return (low + high) / 2.0


def settle(*rows):
    return resolve(runs(*rows), shortest_m=200.0, gap_m=100.0, locate=middle)


def kinds(resolved):
    return [(reach.kind.value, reach.start, reach.end) for reach in resolved.reaches]


def test_two_interiors_that_meet_cross():
    resolved = settle((1000, "A", "A"), (500, "B", "B"))
    assert kinds(resolved) == [("interior", 0, 1000), ("interior", 1000, 1500)]
    assert [(c.at, c.before, c.after) for c in resolved.crossings] == [(1000, ("A",), ("B",))]


def test_a_short_split_between_two_counties_is_part_of_the_crossing():
    resolved = settle((1000, "A", "A"), (150, "A", "B"), (500, "B", "B"))
    assert kinds(resolved) == [("interior", 0, 1075), ("interior", 1075, 1650)]
    assert len(resolved.crossings) == 1


def test_a_short_split_within_one_county_is_a_graze():
    resolved = settle((1000, "A", "A"), (150, "A", "B"), (500, "A", "A"))
    assert kinds(resolved) == [("interior", 0, 1000), ("grazing", 1000, 1150), ("interior", 1150, 1650)]
    assert resolved.crossings == []
    assert resolved.reaches[1].holders == ("A",)


@pytest.mark.parametrize(("length", "kind"), [(199.0, "grazing"), (200.0, "bordering")])
def test_the_shortest_bordering_reach(length, kind):
    resolved = settle((1000, "A", "A"), (length, "A", "B"), (500, "A", "A"))
    assert resolved.reaches[1].kind.value == kind


@pytest.mark.parametrize(("gap", "count"), [(99.0, 1), (100.0, 3)])
def test_interruptions_shorter_than_the_gap_are_part_of_the_reach(gap, count):
    resolved = settle((300, "A", "B"), (gap, "A", "A"), (300, "A", "B"))
    assert len(resolved.reaches) == count


def test_many_short_splits_make_one_bordering_reach():
    rows = [(60, "A", "B"), (50, "A", "A"), (60, "A", "B"), (50, "B", "B")] * 5
    resolved = settle(*rows, (60, "A", "B"))
    assert [reach.kind for reach in resolved.reaches] == [ReachType.BORDERING]


def test_a_river_that_turns_back_along_the_line_has_two_bordering_reaches():
    resolved = settle((500, "A", "B"), (20, "A", "A"), (500, "B", "A"))
    assert [(reach.left, reach.right) for reach in resolved.reaches] == [("A", "B"), ("A", "A"), ("B", "A")]
    assert resolved.crossings == []


def test_from_a_bordering_reach_into_a_third_county():
    resolved = settle((500, "A", "B"), (30, "C", "B"), (500, "C", "C"))
    assert [(c.before, c.after) for c in resolved.crossings] == [(("A", "B"), ("C",))]
    assert [reach.kind.value for reach in resolved.reaches] == ["bordering", "interior"]


def test_splits_at_the_very_ends_belong_to_their_neighbours():
    resolved = settle((40, "A", "B"), (500, "A", "A"), (40, "A", "B"))
    assert kinds(resolved) == [("interior", 0, 580)]


def test_a_line_that_is_nothing_but_a_short_split_is_held_by_both_banks():
    resolved = settle((120, "B", "A"))
    assert kinds(resolved) == [("grazing", 0, 120)]
    assert resolved.reaches[0].holders == ("A", "B")


def test_nothing():
    assert resolve([], shortest_m=200.0, gap_m=100.0, locate=middle).reaches == []


banks = st.tuples(st.integers(1, 400).map(float), st.sampled_from("ABC"), st.sampled_from("ABC"))


@settings(max_examples=300, deadline=None)
@given(st.lists(banks, min_size=1, max_size=25))
def test_reaches_always_partition_the_line(rows):
    resolved = settle(*rows)
    total = sum(row[0] for row in rows)
    assert resolved.reaches[0].start == 0.0
    assert resolved.reaches[-1].end == pytest.approx(total)
    for one, other in pairwise(resolved.reaches):
        assert one.end == other.start
        assert one.length_m > 0
    for crossing in resolved.crossings:
        assert not set(crossing.before) & set(crossing.after)
        assert 0.0 <= crossing.at <= total


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 400).map(float), st.sampled_from(["AA", "BB", "AB"])), min_size=1, max_size=15)
)
def test_turning_the_line_round_mirrors_the_reaches(rows):
    there = settle(*((length, pair[0], pair[1]) for length, pair in rows))
    back = settle(*((length, pair[1], pair[0]) for length, pair in rows[::-1]))
    total = sum(row[0] for row in rows)
    mirrored = [(r.kind, total - r.end, total - r.start, r.right, r.left) for r in reversed(back.reaches)]
    for one, other in zip(there.reaches, mirrored, strict=True):
        assert (one.kind, one.left, one.right) == (other[0], other[3], other[4])
        assert (one.start, one.end) == pytest.approx((other[1], other[2]))
    assert [c.at for c in there.crossings] == pytest.approx([total - c.at for c in reversed(back.crossings)])
