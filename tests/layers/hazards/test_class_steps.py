"""Steps in class along a county line, worked out by hand; and what a plan keeps about hazards."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
import shapely

from layers.borders import build_network, clean_counties
from layers.hazards.class_steps import STEP_COLUMNS, class_steps
from layers.hazards.grades import Grade
from layers.hazards.lists import HazardLists, KeptTable, ScenarioSet, wind_sets
from layers.kinds import Role
from layers.spread.receptors import ReceptorTable
from layers.zones import Parameters, ZoneInputs
from layers.zones.model import LayerInput
from tests.layers.hazards.test_sources import TWO, A, B
from tests.layers.shapes import EPSG, box_km, counties, frame


def map_of(uid, title, *classed):
    table = frame(
        [shape for shape, _ in classed],
        uid=[f"{uid}-{k}" for k in range(len(classed))],
        name=[""] * len(classed),
        hazard_class=[value for _, value in classed],
    )
    return LayerInput(uid, Role.HAZARD_MAP, table, None, title)


def run(*layers):
    inputs = ZoneInputs(counties(TWO), layers)
    network = build_network(clean_counties(inputs.counties), parameters=Parameters(), metric_epsg=EPSG)
    return class_steps(inputs, network, Parameters())


def sides(row):
    """Classes by county, whichever side of the line's own direction they are on."""
    return {row["left"]: row["left_class"], row["right"]: row["right_class"]}


def test_a_step_is_found_where_classes_differ_and_how_long():
    west = map_of("w", "滑坡危险性", (box_km(10, 4, 20, 10), 4.0), (box_km(10, 10, 20, 14), 2.0))
    east = map_of("e", "滑坡危险性", (box_km(20, 4, 30, 10), 2.0), (box_km(20, 10, 30, 14), 2.0))
    found = run(west, east)
    assert list(found.columns) == list(STEP_COLUMNS) and len(found) == 1
    row = found.iloc[0]
    assert sides(row) == {A: 4.0, B: 2.0} and row["step"] == 2.0 and row["what"] == "地质灾害"
    assert row["length_m"] == pytest.approx(6_000.0, abs=100.0)


def test_one_side_unmapped_is_unknown_and_comes_last():
    west = map_of("w", "滑坡危险性", (box_km(10, 4, 20, 10), 3.0), (box_km(10, 10, 20, 18), 2.0))
    east = map_of("e", "滑坡危险性", (box_km(20, 4, 30, 10), 2.0))
    found = run(west, east)
    assert sides(found.iloc[0])[B] == 2.0
    assert math.isnan(sides(found.iloc[1])[B]) and math.isnan(found["step"].iloc[1])


def test_maps_of_different_hazards_are_not_held_against_each_other():
    west = map_of("w", "滑坡危险性", (box_km(10, 4, 20, 10), 4.0))
    east = map_of("e", "洪水危险性", (box_km(20, 4, 30, 10), 2.0))
    found = run(west, east)
    assert sorted(found["what"]) == ["地质灾害", "洪水"] and found["step"].isna().all()


def test_alike_on_both_sides_or_no_map_is_no_step():
    both = map_of("m", "洪水", (box_km(10, 0, 30, 20), 3.0))
    assert len(run(both)) == 0 and len(run()) == 0


def test_stretches_add_up_however_the_maps_are_cut():
    west = map_of("w", "滑坡", *[(box_km(10, k, 20, k + 1), 3.0) for k in range(20)])
    east = map_of("e", "滑坡", (box_km(20, 0, 30, 20), 1.0))
    assert run(west, east)["length_m"].sum() == pytest.approx(20_000.0, rel=1e-3)


def test_what_is_kept_comes_back_from_plain_data():
    cells = np.array([[1.0, np.nan, 0.0], [2.0, 3.0, 0.0], [0.0, 0.0, np.nan]])
    table = ReceptorTable.of((A, B), cells, "share_percent", "source", "%", "PM2.5", ("x", "y"))
    kept = HazardLists(
        (KeptTable("pm", table),),
        {A: (Grade("rain", "red", "100", "mm"),)},
        (ScenarioSet("north", 0.5, {"plume": {"wind_from_deg": 0.0}}),),
    )
    back = HazardLists.from_dict(json.loads(json.dumps(kept.as_dict())))
    assert back == kept and HazardLists.from_dict({}).as_dict() == {}
    assert np.isnan(back.receptors[0].table.matrix.sent["share_percent"][0, 1])
    other = cells.copy()
    other[0, 1] = 0.0
    changed = ReceptorTable.of((A, B), other, "share_percent", "source", "%", "PM2.5", ("x", "y"))
    assert changed != table, "unknown is not zero"


def test_winds_are_sets_of_every_hazard_that_has_one():
    north, west = wind_sets({0.0: 0.25, 90.0: 0.0, 270.0: 0.75}, {0.0: "N", 90.0: "E", 270.0: "W"})
    assert (north.name, west.weight) == ("N", 0.75)
    assert west.numbers == {"plume": {"direction": "wind", "wind_from_deg": 270.0}}


def test_the_line_is_walked_in_its_own_direction():
    # The same with the counties' codes swapped: left and right change places, classes by county do not.
    west = map_of("w", "滑坡", (box_km(10, 4, 20, 10), 4.0))
    east = map_of("e", "滑坡", (box_km(20, 4, 30, 10), 2.0))
    inputs = ZoneInputs(counties({B: TWO[A], A: TWO[B]}), (west, east))
    network = build_network(clean_counties(inputs.counties), parameters=Parameters(), metric_epsg=EPSG)
    assert sides(class_steps(inputs, network, Parameters()).iloc[0]) == {B: 4.0, A: 2.0}
    assert shapely.get_dimensions(network.segments.geometry.to_numpy()).max() == 1
