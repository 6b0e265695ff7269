"""Sets of numbers: a rose of winds over one tank beside the line, worked out by hand."""

from __future__ import annotations

import math

import pytest

from layers.zones import Parameters, ZoneInputs
from layers.zones.scenarios import (
    OUTCOME_COLUMNS,
    STANDING_COLUMNS,
    SUMMARY_COLUMNS,
    Scenario,
    outcomes,
    run,
    standing,
    summary,
    wind_rose,
)
from tests.layers.hazards.test_sources import TWO, A, B, sources
from tests.layers.shapes import counties, settlements

TANK = sources([(19.6, 10.0)], ["化工厂"], protective_m=[1_000.0])
INPUTS = ZoneInputs(counties(TWO), (TANK, settlements([(20.3, 10.0)], [200.0])))


def test_a_rose_of_four_winds_reaches_the_neighbour_under_one():
    # From north, east, south, west: only the west wind takes it east. Weights 1, 2, 3, 4.
    results = run(INPUTS, Parameters(hazards=("plume",)), wind_rose((1.0, 2.0, 3.0, 4.0), 3.0))
    table = outcomes(results)
    assert list(table.columns) == list(OUTCOME_COLUMNS)
    assert table["scenario"].tolist() == ["270°"] and table["people"].tolist() == [200.0]
    found = summary(results).iloc[0]
    assert list(found.index) == list(SUMMARY_COLUMNS)
    assert (found["hazard"], found["border"], found["worst"]) == ("plume", f"{A}|{B}", "270°")
    assert found["shared_share"] == pytest.approx(0.4)
    assert found["people_expected"] == pytest.approx(0.4 * 200.0)
    assert (found["people_least"], found["people_most"]) == (0.0, 200.0)
    assert found["classes"] == {"S3": 1.0}


def test_a_set_changes_own_numbers_of_a_hazard_and_leaves_the_others():
    given = Parameters(hazard_numbers={"plume": {"direction": "wind"}, "radius": {"inner_m": 1.0}})
    made = Scenario("west", 1.0, {"wind_ms": 3.0}, {"plume": {"wind_from_deg": 270.0}}).applied(given)
    assert made.wind_ms == 3.0
    assert made.hazard_numbers == {
        "plume": {"direction": "wind", "wind_from_deg": 270.0},
        "radius": {"inner_m": 1.0},
    }
    with pytest.raises(TypeError):
        Scenario("x", 1.0, {"wind": 3.0}).applied(given)


def test_return_periods_are_sets_too():
    sets = (
        Scenario("small", 0.9, {}, {"radius": {"outer_m": 3_500.0}}),
        Scenario("large", 0.1, {}, {"radius": {"outer_m": 10_000.0}}),
    )
    farm = sources([(12.0, 10.0)], ["养殖场"])
    inputs = ZoneInputs(counties(TWO), (farm, settlements([(21.5, 10.0)], [50.0])))
    found = summary(run(inputs, Parameters(hazards=("radius",)), sets)).iloc[0]
    assert found["shared_share"] == pytest.approx(0.1) and found["people_expected"] == pytest.approx(5.0)


def test_what_nobody_counted_is_unknown_in_the_mean():
    inputs = ZoneInputs(counties(TWO), (TANK, settlements([(20.3, 10.0)], [math.nan])))
    west = wind_rose((0.0, 0.0, 0.0, 1.0), 3.0)
    found = summary(run(inputs, Parameters(hazards=("plume",)), west)).iloc[0]
    assert math.isnan(found["people_expected"]) and math.isnan(found["people_most"]) and found["worst"] == ""


@pytest.mark.parametrize("weights", [(), (0.0, 0.0), (1.0, -1.0), (math.nan,)])
def test_no_rose_without_wind(weights):
    with pytest.raises(ValueError):
        wind_rose(weights, 3.0)


def test_sets_have_names_of_their_own():
    with pytest.raises(ValueError, match="names"):
        run(INPUTS, Parameters(), (Scenario("a"), Scenario("a")))


def test_which_zones_hold_under_all_sets_and_which_under_some():
    # A farm ring reaches over the line whatever the wind; the tank beside it only in the west wind.
    farm = sources([(17.0, 3.0)], ["养殖场"], uid="farm")
    inputs = ZoneInputs(counties(TWO), (TANK, farm, settlements([(20.3, 10.0), (20.5, 3.0)], [200.0, 50.0])))
    results = run(inputs, Parameters(hazards=("plume", "radius")), wind_rose((1.0, 2.0, 3.0, 4.0), 3.0))
    table = standing(results)
    assert list(table.columns) == list(STANDING_COLUMNS)
    assert table["hazard"].tolist() == ["radius", "plume"]
    farm_row, tank_row = table.iloc[0], table.iloc[1]
    assert farm_row["always"] and farm_row["same_class"] and farm_row["holds"] == pytest.approx(1.0)
    assert set(farm_row["classes"]) == {"0°", "90°", "180°", "270°"}
    assert not tank_row["always"] and tank_row["holds"] == pytest.approx(0.4)
    assert tank_row["classes"] == {"270°": "S3"} and tank_row["people"] == {"270°": 200.0}


def test_a_zone_is_the_same_one_however_its_outline_moves():
    # Two light winds that both reach over the line: one row, two classes by set, not two rows.
    sets = tuple(
        Scenario(name, 0.5, {}, {"plume": {"direction": "wind", "wind_from_deg": bearing}})
        for name, bearing in (("a", 250.0), ("b", 290.0))
    )
    inputs = ZoneInputs(counties(TWO), (TANK, settlements([(20.3, 10.0)], [200.0])))
    table = standing(run(inputs, Parameters(hazards=("plume",)), sets))
    assert len(table) == 1 and set(table["classes"].iloc[0]) == {"a", "b"} and bool(table["always"].iloc[0])
