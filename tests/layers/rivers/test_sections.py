"""Where rivers meet the county lines, told as the water runs: by hand on three counties in a row."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.rivers.sections import BORDERING_COLUMNS, SECTION_COLUMNS, bordering, sections
from tests.layers.rivers import world
from tests.layers.rivers.world import MAIN, A, B, C, rivers


def test_a_river_through_three_counties_has_two_sections_in_the_order_of_the_water():
    found = sections(world.land(rivers(MAIN, names=["main"])))
    assert tuple(found.columns) == SECTION_COLUMNS
    assert found["from_counties"].tolist() == [[A], [B]] and found["to_counties"].tolist() == [[B], [C]]
    assert found["chainage_m"].to_numpy() == pytest.approx([8000.0, 18_000.0], abs=2.0)
    assert found["level"].tolist() == ["county", "province"]
    assert found["bearing_deg"].to_numpy() == pytest.approx([0.0, 0.0], abs=0.1)
    assert found["direction_known"].all()


def test_drawn_uphill_the_sides_are_still_those_of_the_water():
    # Drawn from the east, and a column says that the water runs the other way.
    found = sections(world.land(rivers(MAIN[::-1], 流向=["逆"], directed=None))).set_index("level")
    assert found.loc["province", ["from_counties", "to_counties"]].tolist() == [[B], [C]]
    assert found.loc["county", ["from_counties", "to_counties"]].tolist() == [[A], [B]]
    assert found["bearing_deg"].to_numpy() == pytest.approx([0.0, 0.0], abs=0.1)


def test_an_unknown_direction_is_said_to_be_unknown():
    found = sections(world.land(rivers(MAIN, directed=None)))
    assert len(found) == 2 and not found["direction_known"].any()


@pytest.mark.parametrize(("way", "left", "right"), [(1, A, B), (-1, B, A)])
def test_a_boundary_river_has_its_left_county_on_the_left_of_the_water(way, left, right):
    river = rivers([(0, 500), (0, 9500)][::way], names=["白河"])
    (row,) = bordering(world.land(river)).to_dict("records")
    assert tuple(bordering(world.land(river)).columns) == BORDERING_COLUMNS
    assert (row["left"], row["right"], row["level"], row["direction_known"]) == (left, right, "county", True)
    assert row["length_m"] == pytest.approx(9000.0, abs=1.0)


@settings(max_examples=8, deadline=None)
@given(amplitude=st.floats(5.0, 30.0), bends=st.integers(3, 12))
def test_a_meandering_boundary_river_is_one_bordering_reach_and_no_section(amplitude, bends):
    y = np.linspace(500.0, 9500.0, 40 * bends)
    x = amplitude * np.sin((y - 500.0) / 9000.0 * 2 * np.pi * bends)
    land = world.land(rivers(list(zip(x.tolist(), y.tolist(), strict=True))))
    assert len(bordering(land)) == 1 and len(sections(land)) == 0
    assert bordering(land)["length_m"].sum() == pytest.approx(land.network.length_m.sum(), abs=1.0)


def test_without_a_meeting_there_are_no_rows():
    land = world.land(rivers([(2000, 5000), (8000, 5000)]))
    assert len(sections(land)) == 0 and len(bordering(land)) == 0
