"""Patrol routes by hand: level and sloping paths, roads, hand-overs, tracks, frequencies, rosters, entrances, gaps."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, box

from layers.response.settings import RoadClass
from layers.routes.checkpoints import break_gaps, entrances
from layers.routes.effort import Track, effort, within
from layers.routes.forces import RULES, DangerLevel, LevelRule, Load, forces, roster, with_rounds
from layers.routes.measuring import RouteSettings, foot_minutes, measure
from layers.routes.study import _areas
from layers.spread.landscape import Grid
from tests.layers.plan.builders import add_counties, make_plan, make_result, zone_row

KINDS = list(RoadClass)
SETTINGS = RouteSettings(pace_share=1.0)
EAST = LineString([(0, 0), (4000, 0)])


def roads(*some: tuple[LineString, RoadClass]):
    lines = np.array([line for line, _kind in some], dtype=object)
    return lines, np.array([KINDS.index(kind) for _line, kind in some], dtype=np.int64)


# -- one route -------------------------------------------------------------------------------------


def test_level_ground_is_walked_at_tobler_speed() -> None:
    # 6·exp(−3.5·0.05) = 5.0367 km/h on level ground: 4 km take 47.65 min.
    found = measure(EAST, 4000.0, settings=SETTINGS)
    assert found.foot_min == pytest.approx(47.65, abs=0.01) == found.foot_back_min
    assert math.isnan(found.climb_m) and math.isnan(found.drive_min) and found.on_road == 0.0
    slower = measure(EAST, 4000.0, settings=RouteSettings(pace_share=0.5))
    assert slower.foot_min == pytest.approx(2 * found.foot_min)


def test_a_slope_takes_longer_up_than_down() -> None:
    grid = Grid(4548, -500.0, 500.0, 100.0, 10, 60)
    east = grid.west_m + (np.arange(60) + 0.5) * 100.0
    height = np.tile((0.1 * east).astype(np.float32), (10, 1))  # rises 10 % to the east
    found = measure(EAST, 4000.0, settings=SETTINGS, ground=(height, grid))
    # Up: 6·exp(−3.5·0.15) = 3.549 km/h; down: 6·exp(−3.5·0.05) = 5.037 km/h.
    assert found.foot_min == pytest.approx(60 * 4 / (6 * math.exp(-0.525)), rel=1e-3)
    assert found.foot_back_min == pytest.approx(60 * 4 / (6 * math.exp(-0.175)), rel=1e-3)
    assert found.climb_m == pytest.approx(400.0, abs=0.5) and found.fall_m == 0.0


def test_times_follow_the_geodesic_length() -> None:
    assert measure(EAST, 4400.0, settings=SETTINGS).foot_min == pytest.approx(47.65 * 1.1, abs=0.02)


def test_a_route_on_roads_is_driven_and_one_beside_them_is_not() -> None:
    half = roads(
        (LineString([(0, 0), (2000, 0)]), RoadClass.COUNTY), (LineString([(2000, 0), (4000, 0)]), RoadClass.FOREST)
    )
    found = measure(EAST, 4000.0, settings=SETTINGS, roads=half)
    assert found.on_road == 1.0
    assert found.drive_min == pytest.approx(2 / 40 * 60 + 2 / 15 * 60, rel=0.02)
    part = measure(EAST, 4000.0, settings=SETTINGS, roads=roads((LineString([(0, 0), (1000, 0)]), RoadClass.COUNTY)))
    assert math.isnan(part.drive_min) and part.on_road == pytest.approx(0.25, abs=0.02)


def test_handovers_are_markers_and_bare_crossings_along_the_route() -> None:
    line = LineString([(3000, -1000), (3000, 1000)])
    far = LineString([(1000, -1000), (1000, 1000)])
    found = measure(
        EAST,
        4000.0,
        settings=SETTINGS,
        markers=[("界桩 2", 3050.0, 100.0), ("界桩 9", 0.0, 5000.0)],
        crossings=shapely.MultiLineString([line, far]),
    )
    assert [(one.name, one.along_m) for one in found.handovers] == [("", 1000.0), ("界桩 2", 3050.0)]


@given(st.lists(st.tuples(st.floats(1.0, 500.0), st.floats(-80.0, 80.0)), min_size=1, max_size=20))
def test_minutes_of_parts_add_up_and_no_way_is_faster_than_tobler(parts: list[tuple[float, float]]) -> None:
    step, rise = (np.array(one) for one in zip(*parts, strict=True))
    whole = foot_minutes(step, rise, 1.0)
    assert whole == pytest.approx(sum(foot_minutes(step[k : k + 1], rise[k : k + 1], 1.0) for k in range(len(step))))
    assert whole >= step.sum() / 100.0 - 1e-9


# -- tracks ----------------------------------------------------------------------------------------


def test_a_track_over_half_the_route() -> None:
    tracks = [Track("一组", LineString([(0, 50), (2000, 50)]), "2026-04-01T01:00:00Z")]
    found = effort(EAST, tracks, near_m=100.0)
    assert found.covered == pytest.approx(0.5, abs=0.03) and found.rounds == 0 and found.last == ""
    assert found.missed.length == pytest.approx(2000.0, abs=100.0)
    assert shapely.get_parts(found.missed)[0].coords[-1] == (4000.0, 0.0)
    (visit,) = found.visits
    assert visit.begin == "2026-04-01T01:00:00Z" and visit.share == found.covered


def test_rounds_and_the_latest_of_them() -> None:
    whole = LineString([(-100, 20), (4100, 20)])
    tracks = [
        Track("晚", whole, "2026-04-09T00:00:00Z"),
        Track("早", whole, "2026-04-02T00:00:00Z"),
        Track("远", LineString([(0, 5000), (4000, 5000)]), "2026-04-10T00:00:00Z"),
        Track("无时间", whole),
    ]
    found = effort(EAST, tracks, near_m=100.0)
    assert (found.covered, found.rounds, found.last) == (1.0, 3, "2026-04-09T00:00:00Z")
    assert found.missed.is_empty and [one.track for one in found.visits] == [1, 0, 3]


def test_crossing_a_route_is_not_walking_it() -> None:
    found = effort(EAST, [Track("横穿", LineString([(2000, -3000), (2000, 3000)]))], near_m=100.0)
    assert 0 < found.covered < 0.07 and found.rounds == 0


def test_days_are_those_of_beijing() -> None:
    late = Track("夜", EAST, "2026-04-01T17:00:00Z")  # 01:00 on the second there
    assert within([late, Track("?", EAST)], "2026-04-02", "2026-04-02") == [late]
    assert within([late], "2026-04-01", "2026-04-01") == []
    own_clock = Track("北京时间", EAST, "2026-04-02T20:00:00+08:00")
    assert within([own_clock], "2026-04-02", "2026-04-02") == [own_clock]


# -- forces ----------------------------------------------------------------------------------------


def test_rangers_by_hours_and_by_woods() -> None:
    loads = [Load("r1", "a", "", 120.0), Load("r2", "a", "", 60.0)]
    found = forces(loads, RULES[DangerLevel.YELLOW], woods_ha=1000.0, ranger_ha=200.0, checkpoints=3)
    assert (found.rounds, found.hours) == (14.0, 21.0)
    assert (found.walkers, found.by_load, found.at_checkpoints, found.rangers) == (2, 5, 0, 5)
    red = forces(loads, RULES[DangerLevel.RED], woods_ha=math.nan, ranger_ha=200.0, checkpoints=3)
    assert (red.walkers, red.by_load, red.at_checkpoints, red.rangers) == (5, 0, 18, 23)


def test_a_higher_level_never_needs_fewer() -> None:
    loads = [Load("r1", "a", "", 95.0)]
    needed = [
        forces(loads, RULES[level], woods_ha=500.0, ranger_ha=200.0, checkpoints=1).rangers for level in DangerLevel
    ]
    assert needed == sorted(needed)


def test_a_committee_changes_frequencies() -> None:
    rules = with_rounds(RULES, {DangerLevel.BLUE: 3.0})
    assert rules[DangerLevel.BLUE].rounds_per_week == 3.0 and rules[DangerLevel.RED] == RULES[DangerLevel.RED]
    with pytest.raises(ValueError, match="red: -1"):
        with_rounds(RULES, {DangerLevel.RED: -1.0})


def test_a_week_of_the_roster() -> None:
    loads = [Load("r1", "a", "", 60.0), Load("r2", "b", "专业队", 60.0)]
    turns = roster(loads, {"a": ("一队", "二队", "三队")}, LevelRule(7.0), first=date(2026, 4, 1), days=7)
    assert [one.team for one in turns if one.route == "r1"] == ["一队", "二队", "三队", "一队", "二队", "三队", "一队"]
    assert {one.team for one in turns if one.route == "r2"} == {"专业队"}
    assert [one.day.day for one in turns if one.route == "r1"] == list(range(1, 8))


@given(st.floats(0.0, 30.0), st.integers(1, 40), st.integers(1, 5), st.integers(1, 4))
def test_turns_are_all_there_and_shared_evenly(per_week: float, days: int, routes: int, teams: int) -> None:
    loads = [Load(f"r{k}", "a", "", 60.0) for k in range(routes)]
    names = tuple(f"队{k}" for k in range(teams))
    turns = roster(loads, {"a": names}, LevelRule(per_week), first=date(2026, 2, 27), days=days)
    assert len(turns) == routes * math.floor(per_week * days / 7.0 + 1e-9)
    counts = [sum(one.team == name for one in turns) for name in names]
    assert max(counts) - min(counts) <= 1


def test_a_side_without_teams_has_turns_without_names() -> None:
    (turn,) = roster([Load("r1", "a", "", 60.0)], {}, LevelRule(7.0), first=date(2026, 4, 1), days=1)
    assert turn.team == ""


# -- checkpoints and firebreaks ---------------------------------------------------------------------


def test_entrances_are_where_roads_cross_the_edge_the_busiest_first() -> None:
    area = box(0, 0, 1000, 1000)
    lines, kind = roads(
        (LineString([(500, -500), (500, 500)]), RoadClass.TOWNSHIP),
        (LineString([(-500, 800), (1500, 800)]), RoadClass.NATIONAL),
        (LineString([(560, -500), (560, 300)]), RoadClass.FOREST),  # beside the first: one post sees both
        (LineString([(2000, 0), (3000, 0)]), RoadClass.COUNTY),
        (LineString([(-500, 100), (1500, 100)]), RoadClass.MOTORWAY),
    )
    names = np.array(["乡道", "国道", "林道", "县道", "高速"], dtype=object)
    found = entrances([area], lines, kind, names, [("南卡", 500.0, -300.0)])
    assert [(round(one.x_m), round(one.y_m), one.weight, one.held) for one in found] == [
        (0, 800, 8.0, ""),
        (1000, 800, 8.0, ""),
        (530, 0, 3.0, "南卡"),
    ]
    assert found[2].roads == (("乡道", RoadClass.TOWNSHIP), ("林道", RoadClass.FOREST))
    assert entrances([area], np.empty(0, dtype=object), kind[:0], names[:0], []) == []


def test_a_road_along_the_edge_enters_at_its_ends_only() -> None:
    area = box(0, 0, 1000, 1000)
    lines, kind = roads((LineString([(-400, 0), (700, 0), (700, -400)]), RoadClass.COUNTY))
    found = entrances([area], lines, kind, np.array(["县道"], dtype=object), [])
    assert sorted(round(one.x_m) for one in found) == [0, 700]


def test_gaps_of_a_firebreak_add_up_with_what_is_protected() -> None:
    line = LineString([(0, 0), (3000, 0)])
    breaks = np.array([LineString([(0, 100), (1000, 100)])], dtype=object)
    woods = np.ones(60, dtype=bool)
    woods[50:] = False  # the last 500 m are fields
    gaps, ((in_woods, with_break),) = break_gaps([line], breaks, [woods], near_m=200.0)
    (gap,) = gaps
    assert in_woods == pytest.approx(2500.0)
    assert gap.length_m + with_break == pytest.approx(in_woods)
    assert gap.line.coords[0][0] == pytest.approx(1150.0, abs=60.0) and gap.line.coords[-1][0] == 2500.0
    assert break_gaps([line], np.empty(0, dtype=object), [woods])[0][0].length_m == 2500.0


def test_without_areas_it_is_the_zones_of_fire_that_are_patrolled(tmp_path: Path) -> None:
    with make_plan(tmp_path) as store:
        add_counties(store)
        with store.change("analysed"):
            store.save_result(make_result(zone_row(uid="f"), zone_row(uid="r", hazard="river")))
        areas, is_zones = _areas(store, 4527)
        assert is_zones and areas["uid"].tolist() == ["f"] and areas.geometry.area.min() > 0.0
