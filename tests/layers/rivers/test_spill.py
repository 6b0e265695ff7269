"""A spill by hand: 1 m/s takes 1 000 s a kilometre, and the leading edge comes after 0.89 of that."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.errors import AnalysisError, RiverTooFar
from layers.kinds import Role
from layers.rivers import velocity
from layers.rivers.directions import Evidence
from layers.rivers.settings import Method, RiverSettings, Stage
from layers.rivers.spill import borders_of, intakes, known_people, spill
from layers.rivers.travel import follow, nearest
from tests.layers.rivers import world
from tests.layers.rivers.world import MAIN, TRIBUTARY, A, B, C, place, rivers

USUAL = RiverSettings()
NAMED = ("main", "side")


def entered(x, y, *layers, usual=USUAL, upstream=False, **given):
    return spill(world.land(*layers, settings=usual, **given), *place(x, y), usual, upstream=upstream)


def whole():
    return (
        rivers(MAIN, TRIBUTARY, names=NAMED),
        world.points(Role.WATER_INTAKE, (8000, 5200, "intake"), (4800, 8000, "above")),
        world.points(Role.SETTLEMENT, (12_000, 4500, "village"), (12_000, 8000, "far")),
    )


def test_counties_crossings_and_times_down_the_river():
    found = entered(-4000, 5000, *whole())
    traced = found.traced
    assert (found.county, found.river, found.evidence) == (A, "main", Evidence.ATTRIBUTE)
    assert traced.length_m == pytest.approx(22_000.0, rel=1e-4)
    assert traced.counties["code"].tolist() == [A, B, C]
    assert traced.counties["first_m"].to_numpy() == pytest.approx([0.0, 4000.0, 14_000.0], abs=2.0)
    assert traced.counties["peak_min"].to_numpy() == pytest.approx([0.0, 4000 / 60, 14_000 / 60], abs=0.05)
    assert traced.counties["lead_min"].to_numpy() == pytest.approx(
        [0.0, 0.89 * 4000 / 60, 0.89 * 14_000 / 60], abs=0.05
    )
    assert traced.counties["length_m"].to_numpy() == pytest.approx([4000.0, 10_000.0, 8000.0], abs=2.0)
    assert traced.crossings["at_m"].to_numpy() == pytest.approx([4000.0, 14_000.0], abs=1.0)
    assert traced.crossings["from_counties"].tolist() == [[A], [B]]
    assert traced.crossings["to_counties"].tolist() == [[B], [C]]
    assert found.others["code"].tolist() == [B, C]
    assert len(traced.outlets) == 1 and len(traced.stops) == 0


def test_intakes_and_villages_beside_the_way_only():
    traced = entered(-4000, 5000, *whole()).traced
    assert traced.places["name"].tolist() == ["intake", "village"]
    assert traced.places["at_m"].to_numpy() == pytest.approx([12_000.0, 16_000.0], abs=2.0)
    assert traced.places["offset_m"].to_numpy() == pytest.approx([200.0, 500.0], abs=0.5)
    assert traced.places["county"].tolist() == [B, C]
    assert intakes(traced)["name"].tolist() == ["intake"]
    assert known_people(traced.places) == (200.0, 0)


def test_who_is_above_a_place():
    traced = entered(12_000, 5000, *whole(), upstream=True).traced
    assert traced.counties["code"].tolist() == [C, B, A]
    assert traced.places["name"].tolist() == ["village", "intake", "above"]
    assert traced.crossings["from_counties"].tolist() == [[B], [A]]  # as the water runs
    assert traced.length_m == pytest.approx(20_000.0 + 4000.0, rel=1e-4)


@pytest.mark.parametrize(("stage", "ms"), [(Stage.LOW, 0.5), (Stage.NORMAL, 1.0), (Stage.FLOOD, 2.0)])
def test_the_stage_gives_the_speed(stage, ms):
    found = entered(-4000, 5000, *whole(), usual=RiverSettings(stage=stage))
    assert found.traced.counties["peak_min"].iloc[1] == pytest.approx(4000 / ms / 60, abs=0.05)


def test_what_comes_later_than_the_hours_is_left_out():
    found = entered(-4000, 5000, *whole(), usual=RiverSettings(hours=1.0))
    # The leading edge runs 1/0.89 m/s: 3600/0.89 = 4 045 m in an hour.
    assert found.traced.length_m == pytest.approx(3600 / 0.89, abs=2.0)
    assert found.others["code"].tolist() == [B]
    assert len(found.traced.places) == 0


def test_a_place_beside_a_river_is_taken_to_it_and_one_too_far_is_refused():
    assert entered(-4000, 5500, *whole()).offset_m == pytest.approx(500.0, abs=0.5)
    with pytest.raises(RiverTooFar):
        entered(-4000, 9000, *whole())
    with pytest.raises(AnalysisError):
        entered(-4000, 5000)


def test_where_the_direction_is_not_known_nothing_is_said():
    found = entered(-4000, 5000, rivers(MAIN, directed=None))
    assert found.evidence is Evidence.NONE
    assert len(found.traced.counties) == 0 and found.traced.length_m == 0.0
    assert found.traced.stops["object_uid"].tolist() == ["r0"]


def test_an_undecided_river_ahead_stops_the_way_and_is_named():
    layer = rivers(MAIN[:2], [(5000, 5000), (18000, 5000)], [(5000, 5000), (18000, 2000)], names=["a", "b", "c"])
    layer.frame["directed"] = np.array([True, None, None], dtype=object)
    traced = entered(-4000, 5000, layer).traced
    assert traced.stops["name"].tolist() == ["b", "c"] and traced.stops["is_end"].all()
    assert traced.counties["code"].tolist() == [A, B]


def test_the_counties_sum_to_the_way_and_a_boundary_river_is_both_banks():
    along = [(0, 500), (0, 9500)]
    traced = entered(0, 1000, rivers(along)).traced
    assert traced.counties["length_m"].sum() == pytest.approx(traced.length_m)
    assert traced.counties["length_m"].tolist() == pytest.approx([4250.0, 4250.0], rel=1e-3)
    assert borders_of(traced) == [(A, B)]
    assert traced.stretches["left"].tolist() == [A]  # northward: the west is on the left
    assert traced.crossings.empty


def test_a_meandering_boundary_river_is_one_bordering_stretch():
    y = np.arange(1000.0, 9000.1, 20.0)
    meander = list(zip(20.0 * np.sin(2 * np.pi * y / 400.0), y, strict=True))
    traced = entered(0, 1000, rivers(meander)).traced
    assert traced.stretches["reach_type"].tolist() == ["bordering"]
    assert traced.crossings.empty


def test_branches_are_followed_and_the_quicker_one_gives_the_time():
    island = rivers(
        [(-4000, 5000), (1000, 5000)],
        [(1000, 5000), (5000, 5000)],
        [(1000, 5000), (1000, 8000), (5000, 8000), (5000, 5000)],
        [(5000, 5000), (18_000, 5000)],
        names=["a", "short", "long", "b"],
    )
    traced = entered(-3000, 5000, island).traced
    assert traced.length_m == pytest.approx(4000 + 4000 + 10_000 + 13_000, rel=1e-4)
    assert traced.counties.set_index("code").loc[C, "first_m"] == pytest.approx(13_000.0, abs=2.0)


def summary(traced):
    """What must not depend on how the lines are cut or ordered."""
    return pd.DataFrame(traced.counties).round(3).to_json(), traced.crossings[["at_m", "peak_min"]].round(3).to_json()


@settings(max_examples=12, deadline=None)
@given(
    cuts=st.lists(st.integers(-7000, 17_000), max_size=4, unique=True),
    reverse=st.booleans(),
    order=st.permutations(range(3)),
)
def test_cutting_a_river_or_turning_the_list_about_changes_nothing(cuts, reverse, order):
    nodes = [-8000, *sorted(x for x in cuts if all(abs(x - y) > 200 for y in cuts if y != x)), 18_000]
    parts = [[(a, 5000), (b, 5000)] for a, b in pairwise(nodes)]
    lines = [*parts, TRIBUTARY]
    names = ["main"] * len(parts) + ["side"]
    if reverse:
        lines, names = lines[::-1], names[::-1]
    others = whole()[1:]
    plain = entered(-4000, 5000, *whole()).traced
    cut = entered(-4000, 5000, rivers(*lines, names=names), *others).traced
    assert summary(cut) == summary(plain)
    assert json.loads(cut.places[["name", "at_m"]].round(1).to_json()) == json.loads(
        plain.places[["name", "at_m"]].round(1).to_json()
    )


def test_up_and_down_agree_for_every_pair():
    land = world.land(*whole())
    net = land.network
    speed, _ = velocity.speeds(net, USUAL)
    for x, x2 in ((-4000, 3000), (3000, 15_000), (-7000, 17_000)):
        a, b = (nearest(net, 500_000.0 + v, 4_485_000.0, 100.0) for v in (x, x2))
        down, up = follow(net, a, speed), follow(net, b, speed, upstream=True)
        i, j = np.flatnonzero(down.edge == b.edge), np.flatnonzero(up.edge == a.edge)
        later = down.at(i, np.array([b.measure]))[1]
        assert later == pytest.approx(up.at(j, np.array([a.measure]))[1], abs=1e-6)


def test_manning_by_hand():
    # n = 0.03, R = 1 m, S = 0.0009: v = 1 · 0.03 / 0.03 = 1 m/s; R = 8 m gives 8^(2/3) = 4 times as much.
    assert velocity.manning_ms(0.03, 1.0, 0.0009) == pytest.approx(1.0)
    assert velocity.manning_ms(0.03, 8.0, 0.0009) == pytest.approx(4.0)


def test_jobson_by_hand():
    # Q = Qa = 10 m³/s, Da = 10⁹ m², S = 0.001: Da' = 10^11.25 · 3.13156 / 10 = 5.5689e10, ^0.919 = 7.5196e9;
    # Qa' = 1; S^0.159 = 0.33342; Q/Da = 10⁻⁸: term = 25.072; Vp = 0.094 + 0.0143 · 25.072 = 0.4525 m/s.
    assert velocity.jobson_peak_ms(10.0, 10.0, 1e9, 0.001) == pytest.approx(0.4525, abs=0.002)
    assert velocity.jobson_peak_ms(10.0, 10.0, 1e9, 0.001, is_fastest=True) == pytest.approx(0.7514, abs=0.003)


def test_where_a_method_lacks_its_numbers_the_given_speed_stands_in_and_says_so():
    net = world.land(*whole()).network
    speed, method = velocity.speeds(net, RiverSettings(method=Method.MANNING))
    assert (speed == 1.0).all() and set(method) == {Method.GIVEN.value}
    speed, method = velocity.speeds(net, RiverSettings(method=Method.JOBSON))
    assert (speed == 1.0).all() and set(method) == {Method.GIVEN.value}
    falls = world.land(*whole(), heights=lambda lon, lat: -(np.asarray(lon) - 117.0) * 850.0).network
    speed, method = velocity.speeds(falls, RiverSettings(method=Method.MANNING, manning_n=0.03))
    assert set(method[falls.name == "main"]) == {Method.MANNING.value}
    # It falls about 10 m a kilometre: v = √0.01 / 0.03 = 3.33 m/s.
    assert speed[falls.name == "main"] == pytest.approx([3.33, 3.33], rel=0.01)


def test_a_section_where_a_bordering_reach_begins_is_told_with_both_banks():
    line = [(-4000, 2000), (0, 2000), (0, 7000), (4000, 7000)]
    traced = entered(-3000, 2000, rivers(line)).traced
    assert traced.crossings["kind"].tolist() == ["bordering", "bordering"]
    assert traced.crossings["from_counties"].tolist() == [[A], [A, B]]
    assert traced.crossings["at_m"].to_numpy() == pytest.approx([3000.0, 8000.0], abs=60.0)
