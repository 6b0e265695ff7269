"""Who threatens whom, out of zones worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from layers.zones import Parameters, ZoneInputs, derive
from layers.zones.matrix import PEOPLE, zone_matrix
from tests.layers.hazards.test_sources import TWO, A, B, sources
from tests.layers.shapes import counties, settlements


def zones(*layers, hazards=("radius",)):
    return derive(ZoneInputs(counties(TWO), layers), Parameters(hazards=hazards)).zones


FARM = sources([(18.0, 10.0)], ["养殖场"])
VILLAGES = settlements([(17.0, 10.0), (22.0, 10.0), (24.0, 10.0)], [100.0, 30.0, 5.0])


def test_one_farm_sends_what_it_reaches():
    found = zone_matrix(zones(FARM, VILLAGES))
    assert found.counties == (A, B)
    assert found.sent[PEOPLE][:2, :2] == pytest.approx(np.array([[100.0, 35.0], [0.0, 0.0]]))
    assert found.flows(PEOPLE).nonlocal_share == pytest.approx(35.0 / 135.0)


def test_rows_sum_to_the_people_reached_and_hazards_add_up():
    tank = sources([(20.5, 10.0)], ["化工厂"], uid="tank", protective_m=[3_000.0])
    every = zones(FARM, tank, VILLAGES, hazards=("radius", "plume"))
    whole = zone_matrix(every).sent[PEOPLE]
    assert whole == pytest.approx(zone_matrix(every, "radius").sent[PEOPLE] + zone_matrix(every, "plume").sent[PEOPLE])
    reached = sum(what["people"] for zone in every["evidence"] for what in zone["reached"].values())
    assert whole.sum() == pytest.approx(reached)


def test_what_nobody_counted_is_unknown():
    found = zone_matrix(zones(FARM, settlements([(17.0, 10.0), (22.0, 10.0)], [100.0, math.nan])))
    row = found.sent[PEOPLE][0]
    assert row[0] == 100.0 and math.isnan(row[1])
    silent = zone_matrix(zones(FARM, settlements([(17.0, 10.0)], [100.0], speaks_for=frozenset({A}))))
    assert math.isnan(silent.sent[PEOPLE][0, 1])


def test_no_zones_no_matrix():
    assert zone_matrix(zones(VILLAGES)).counties == ()
