"""Tracing on random trees of rivers: up and down are inverse, times and lengths agree, parts sum to wholes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.rivers.settings import RiverSettings
from layers.rivers.spill import trace
from layers.rivers.travel import Place, follow
from layers.rivers.velocity import speeds
from tests.layers.rivers import world

#: One column of nodes every 3 km from the mouth in the east; rows 1.5 km apart, so that nothing snaps.
_COLUMNS = 6


@st.composite
def trees(draw):
    """Edges (parent, child) of a tree that drains to node 0, each drawn with or against the water."""
    size = draw(st.integers(2, 9))
    parents = [draw(st.integers(0, k)) for k in range(size)]
    return parents, draw(st.lists(st.booleans(), min_size=size, max_size=size))


def where(node):
    return 15_000.0 - 2_500.0 * (node % _COLUMNS) - 311.0 * node, 900.0 + 880.0 * node


def land_of(tree):
    parents, turned = tree
    lines, signs = [], []
    for child, (parent, back) in enumerate(zip(parents, turned, strict=True), start=1):
        ends = [where(child), where(parent)]
        lines.append(ends[::-1] if back else ends)
        signs.append("逆" if back else "顺")
    names = [f"r{k}" for k in range(len(lines))]
    return world.land(world.rivers(*lines, names=names, directed=None, 流向=signs))


@settings(max_examples=15, deadline=None)
@given(trees(), st.data())
def test_a_place_is_below_another_exactly_when_that_is_above_it(tree, data):
    network = land_of(tree).network
    usual = RiverSettings()
    speed = speeds(network, usual)[0]
    assert (network.direction != 0).all()
    # Places in the middle of edges, which belong to no other edge.
    middle = (network.start + network.end) / 2
    places = [Place(edge, float(middle[edge]), 0.0) for edge in range(network.edges)]
    one, other = (data.draw(st.integers(0, network.edges - 1)) for _ in range(2))
    down, up = follow(network, places[one], speed), follow(network, places[other], speed, upstream=True)
    reached = reach_of(down, places[other])
    reaching = reach_of(up, places[one])
    assert (reached is None) == (reaching is None)
    if reached is not None:
        assert reached == pytest.approx(reaching, abs=1e-6)


def reach_of(travel, place):
    """Distance and minutes at a place; None when it is not reached."""
    for row in np.flatnonzero(travel.edge == place.edge):
        low, high = sorted((travel.start[row], travel.end[row]))
        if low - 1e-6 <= place.measure <= high + 1e-6:
            distance, minutes = travel.at(np.array([row]), np.array([place.measure]))
            return float(distance[0]), float(minutes[0])
    return None


@settings(max_examples=10, deadline=None)
@given(trees(), st.booleans())
def test_counties_and_stretches_sum_to_the_way(tree, upstream):
    land = land_of(tree)
    usual = RiverSettings(hours=2000.0)
    place = Place(0, float((land.network.start[0] + land.network.end[0]) / 2), 0.0)
    traced = trace(land, place, speeds(land.network, usual)[0], usual, upstream=upstream)
    assert traced.stretches["length_m"].sum() == pytest.approx(traced.length_m, abs=0.01)
    assert traced.counties["length_m"].sum() == pytest.approx(traced.length_m, abs=0.01)
    assert (traced.counties["lead_min"] <= traced.counties["peak_min"]).all()
    assert (traced.stretches["to_m"] - traced.stretches["from_m"]).to_numpy() == pytest.approx(
        traced.stretches["length_m"].to_numpy(), abs=0.01
    )
