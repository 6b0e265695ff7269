"""Breaches down the plan's own rivers: times, classes and whom they reach, worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely

from layers.hazards.arrival import Arrival, steps_min
from layers.hazards.breach_rivers import KIND
from layers.hazards.registry import REGISTRY
from layers.zones import Parameters, ZoneInputs, derive
from layers.zones.rederivation import rederive
from tests.layers.hazards.test_sources import TWO, A, B, sources
from tests.layers.shapes import counties, rivers, settlements

#: A river from the west across the line at x = 20 km.
RIVER = rivers([[(8.0, 10.0), (20.0, 10.0), (32.0, 10.0)]], names=["白河"])
WAVE = {"wave_ms": 2.0, "corridor_m": 500.0, "longest_km": 15.0}


def directed(layer, value=True):
    layer.frame["directed"] = np.array([value] * len(layer.frame), dtype=object)
    return layer


def run(dam, *villages, people=None, river=None, **numbers):
    layers = (
        sources([dam], ["尾矿库"]),
        settlements(list(villages), people or [100.0] * len(villages)),
        directed(RIVER) if river is None else river,
    )
    return derive(
        ZoneInputs(counties(TWO), layers),
        Parameters(hazards=("breach",), hazard_numbers={"breach": {**WAVE, **numbers}}),
    )


def link(zone, origin, to):
    return next(one for one in zone["links"] if (one["from"], one["to"]) == (origin, to))


class TestArrival:
    def test_a_wave_is_beside_a_place_when_it_is_at_the_nearest_point_of_the_river(self):
        lines = (shapely.LineString([(0, 0), (1_200, 0)]), shapely.LineString([(1_200, 0), (2_400, 0)]))
        wave = Arrival(lines, (0.0, 10.0), (10.0, 20.0), within_m=500.0)
        points = np.array(shapely.points([(600, 300), (1_300, 0), (2_400, 400), (600, 501)]), dtype=object)
        # 600 of 1200 m in 10 min; 100 m into the second stretch, not the end of the first; the end; too far aside.
        assert wave.at(points) == pytest.approx([5.0, 10.0 + 100 / 120, 20.0, math.inf])
        assert wave.into(shapely.box(1_800, -50, 2_000, 50)) == pytest.approx(15.0)
        assert wave.into(shapely.box(0, 600, 100, 700)) == math.inf

    def test_of_two_stretches_beside_a_place_the_earlier_counts(self):
        bend = (shapely.LineString([(0, 0), (1_000, 0)]), shapely.LineString([(1_000, 300), (0, 300)]))
        wave = Arrival(bend, (0.0, 20.0), (10.0, 30.0), within_m=500.0)
        assert wave.at(np.array([shapely.Point(500, 299)], dtype=object)) == pytest.approx([5.0])

    def test_a_cloud_takes_distance_by_speed(self):
        cloud = Arrival.spreading(shapely.Point(0, 0), 120.0)
        assert cloud.at(np.array([shapely.Point(600, 0)], dtype=object)) == pytest.approx([5.0])
        assert cloud.into(shapely.box(1_200, -1, 1_300, 1)) == pytest.approx(10.0)

    @pytest.mark.parametrize(
        ("longest", "steps"), [(3.0, (5, 10, 15, 30)), (58.0, (10, 15, 30, 60)), (1e9, (1_440, 2_880, 4_320, 7_200))]
    )
    def test_the_last_step_is_not_before_the_end(self, longest, steps):
        assert steps_min(longest) == list(steps)


class TestZones:
    def test_it_is_registered(self):
        assert REGISTRY["breach"] is KIND

    def test_a_dam_above_a_neighbour_alone_is_s3_and_who_is_reached_when_is_said(self):
        # Dam 5 km above the line, village 2 km below it: 7 km of river at 2 m/s.
        zone = run((15.0, 10.0), (22.0, 10.3), (22.0, 10.6)).zones.iloc[0]
        assert (zone["zone_class"], zone["lead"], zone["supports"]) == ("S3", A, [B])
        across = link(zone, A, B)
        assert across["first_min"] == pytest.approx(5_000 / 2 / 60, abs=0.1)
        assert across["area_ha"] is None and across["minutes"] == [10.0, 15.0, 30.0, 60.0]
        # 58.3 min: after 60, not after 30; the village 600 m from the river is outside the corridor.
        assert across["people"] == [0.0, 0.0, 0.0, 100.0] and across["villages"] == [0, 0, 0, 1]
        assert link(zone, A, A)["first_min"] == 0.0
        facts = next(one["facts"] for one in zone["reasons"] if one["code"] == "hazard_reach")
        assert facts["how"] == "wave_abroad" and facts["wave_ms"] == 2.0
        assert facts["length_m"] == pytest.approx(15_000.0, rel=1e-4)
        assert facts["reach_min"] == pytest.approx(125.0, rel=1e-4)
        assert facts["abroad_min"] == pytest.approx(41.67, abs=0.1)
        assert rederive(zone.to_dict(), Parameters()).differing(zone.to_dict()) == ()

    def test_people_on_both_sides_make_it_s2(self):
        zone = run((15.0, 10.0), (18.0, 10.1), (22.0, 10.1)).zones.iloc[0]
        assert (zone["zone_class"], zone["lead"]) == ("S2", A)
        assert zone["exposure_share"] == pytest.approx({A: 0.5, B: 0.5})
        # 3 km above the line at 2 m/s: 25 min.
        assert link(zone, A, A)["people"] == [0.0, 0.0, 100.0, 100.0] and link(zone, A, A)["minutes"][2] == 30.0

    def test_a_pond_astride_the_line_is_s1(self):
        pond = shapely.box(19_900, 9_900, 20_100, 10_100)
        zone = run(pond, (22.0, 10.1)).zones.iloc[0]
        assert zone["zone_class"] == "S1" and zone["hazard_share"] == pytest.approx({A: 0.5, B: 0.5}, abs=1e-3)

    def test_it_runs_down_not_up(self):
        below = run((22.0, 10.0), (18.0, 10.1)).zones
        assert below["zone_class"].tolist() == ["L"]

    def test_the_corridor_is_the_zone_and_parts_sum(self):
        result = run((15.0, 10.0), (22.0, 10.3))
        # 15 km × 1 km and half a disc at both ends; that the dam itself lies on the river adds nothing.
        assert result.zones["area_ha"].iloc[0] == pytest.approx(1_500.0 + math.pi * 25.0, rel=5e-3)
        assert result.parts["area_ha"].sum() == pytest.approx(result.zones["area_ha"].iloc[0], rel=1e-9)

    def test_half_the_speed_is_twice_the_time_and_the_same_land(self):
        fast, slow = (run((15.0, 10.0), (22.0, 10.3), wave_ms=speed) for speed in (2.0, 1.0))
        assert link(slow.zones.iloc[0], A, B)["first_min"] == pytest.approx(
            2 * link(fast.zones.iloc[0], A, B)["first_min"], abs=0.11
        )
        assert slow.zones["area_ha"].iloc[0] == pytest.approx(fast.zones["area_ha"].iloc[0], rel=1e-6)

    def test_no_river_near_or_none_whose_direction_is_known_gives_no_zone(self):
        assert len(run((15.0, 14.0), (22.0, 10.3)).zones) == 0
        unknown = directed(rivers([[(8.0, 10.0), (20.0, 10.0), (32.0, 10.0)]]), None)
        assert len(run((15.0, 10.0), (22.0, 10.3), river=unknown).zones) == 0
