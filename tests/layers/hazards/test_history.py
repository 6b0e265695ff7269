"""On which side of the line: the normal law by hand, then events of a layer."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from layers.borders import build_network, clean_counties
from layers.borders.partition import build_partition
from layers.hazards.band import border_lines
from layers.hazards.history import SIDE_COLUMNS, other_side, sides
from layers.kinds import Role
from layers.zones import Parameters, ZoneInputs
from tests.layers.hazards.test_sources import TWO, A, B, sources
from tests.layers.shapes import counties


@pytest.mark.parametrize(
    ("distance", "event", "line", "chance"),
    [
        (0.0, 30.0, 40.0, 0.5),
        (50.0, 30.0, 40.0, 0.158655),  # σ = 50: Φ(−1)
        (100.0, 30.0, 40.0, 0.022750),  # Φ(−2)
        (82.243, 50.0, 0.0, 0.05),  # 1.64485 σ
        (1.0, 0.0, 0.0, 0.0),
        (0.0, 0.0, 0.0, 0.5),
    ],
)
def test_by_hand(distance, event, line, chance):
    assert float(other_side(distance, event, line)) == pytest.approx(chance, abs=2e-6)


@pytest.mark.parametrize("given_", [(-1.0, 1.0, 1.0), (1.0, math.nan, 1.0), (1.0, 1.0, -1.0)])
def test_what_is_unknown_gives_no_probability(given_):
    with pytest.raises(ValueError):
        other_side(*given_)


@given(st.floats(0.0, 1e4), st.floats(0.1, 1e3), st.floats(0.0, 1e3), st.floats(1.01, 5.0))
def test_farther_is_surer_and_coarser_is_less_sure(distance, event, line, more):
    chance = float(other_side(distance, event, line))
    assert 0.0 <= chance <= 0.5
    assert float(other_side(distance * more, event, line)) <= chance
    assert float(other_side(distance, event * more, line)) >= chance


def test_events_of_a_layer():
    inputs = ZoneInputs(
        counties(TWO),
        (
            sources(
                [(19.95, 10.0), (20.3, 5.0), (5.0, 5.0), (20.02, 1.0)],
                [""] * 4,
                role=Role.HISTORY,
                uid="event",
                precision_m=[40.0, 40.0, 40.0, math.nan],
            ),
        ),
    )
    land = clean_counties(inputs.counties)
    network = build_network(land, parameters=Parameters())
    lines = border_lines(network)
    found = sides(inputs, build_partition(land, network), lines, line_precision_m=30.0).set_index("uid")
    assert list(found.reset_index().columns) == list(SIDE_COLUMNS)
    near = found.loc["event-0"]
    assert (near["county"], near["other"], bool(near["is_unclear"])) == (A, B, True)
    assert near["distance_m"] == pytest.approx(50.0, abs=0.1)
    assert near["other_side"] == pytest.approx(0.1587, abs=1e-3)  # σ = 50
    sure = found.loc["event-1"]
    assert (sure["county"], sure["other"]) == (B, A) and not sure["is_unclear"]
    far = found.loc["event-2"]
    assert far["other"] == "" and math.isnan(far["other_side"]) and np.isinf(far["distance_m"])
    usual = found.loc["event-3"]
    assert not usual["precision_stated"] and usual["precision_m"] == 100.0
    assert found.index[0] == "event-3"  # 20 m away at σ = 104 m: the least clear first
    assert shapely.get_x(near["geometry"]) < 117.0
