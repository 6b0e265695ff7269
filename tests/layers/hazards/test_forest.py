"""Forest within the band: cut before it is compared, whole shares kept beside."""

from __future__ import annotations

import pytest

from layers.borders import build_network
from layers.hazards import forest
from layers.kinds import Hazard
from layers.zones.model import Parameters, ZoneInputs
from tests.layers.shapes import EPSG, box_km, counties, forests

A, B, C = "110116", "130826", "130827"
TWO = {A: box_km(0, 0, 40, 20), B: box_km(40, 0, 80, 20)}


def assess(shapes, layers, **numbers):
    frame = counties(shapes)
    inputs = ZoneInputs(frame, tuple(layers))
    return forest.assess(inputs, build_network(frame), Parameters(**numbers))


def test_large_forest_is_cut_to_five_kilometres_on_both_sides():
    result = assess(TWO, [forests([box_km(5, 5, 55, 15)])])
    assert result.hazard is Hazard.FOREST
    assert result.unit == "ha"
    assert result.pieces.crs.to_epsg() == EPSG
    amount = result.pieces.set_index("county")["amount"]
    # The band's lines are simplified and its ends round: 5 km × 10 km on each side to 0.1 %.
    assert amount[A] == pytest.approx(5_000, rel=1e-3)
    assert amount[B] == pytest.approx(5_000, rel=1e-3)
    assert result.whole["forest-0"] == pytest.approx({A: 0.7, B: 0.3}, abs=1e-5)
    assert set(result.pieces["border"]) == {f"{A}|{B}"}


def test_forest_beyond_the_band_is_left_out():
    result = assess(TWO, [forests([box_km(5, 5, 10, 15), box_km(41, 1, 42, 2)])])
    assert result.pieces["object_uid"].tolist() == ["forest-1"]
    assert set(result.whole) == {"forest-1"}


def test_band_width_is_a_parameter():
    result = assess(TWO, [forests([box_km(5, 8, 55, 12)])], forest_band_m=2_000.0)
    assert result.pieces["amount"].sum() == pytest.approx(2 * 2 * 4 * 100, rel=1e-3)
    assert result.band_m == 2_000.0


def test_outer_lines_have_no_band():
    result = assess({A: box_km(0, 0, 40, 20)}, [forests([box_km(35, 5, 40, 15)])])
    assert len(result.pieces) == 0


def test_each_piece_goes_to_its_nearest_border():
    shapes = {**TWO, C: box_km(0, 20, 80, 40)}
    result = assess(shapes, [forests([box_km(10, 18, 11, 19), box_km(38, 5, 39, 6)])])
    assert result.pieces.set_index("object_uid")["border"].to_dict() == {
        "forest-0": f"{A}|{C}",
        "forest-1": f"{A}|{B}",
    }


def test_counties_nobody_speaks_for_are_silent():
    result = assess(TWO, [forests([box_km(35, 5, 39, 15)], speaks_for=frozenset({A}))])
    assert result.silent == {B}
    assert assess(TWO, [forests([box_km(35, 5, 39, 15)])]).silent == frozenset()
    assert assess(TWO, []).silent == {A, B}


def test_whole_share_tells_what_lies_outside_every_county():
    result = assess(TWO, [forests([box_km(35, 10, 45, 30)])])
    assert result.whole["forest-0"] == pytest.approx({A: 0.25, B: 0.25, "": 0.5}, abs=1e-5)
    assert result.pieces.loc[result.pieces["county"] == "", "amount"].sum() > 0
