from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import shapely

from layers.exercise.checks import RULES, Check, Verdict, check_site, verdict_of
from layers.exercise.model import Exercise, Physics, Site, SiteKind
from layers.exercise.rings import LANDING_RING_M, rings
from layers.exercise.suitability import suggestions, suitability
from tests.layers.exercise.builders import CELL, EAST, EXERCISE, SIDE, WEST, X, Y, ground, plane, site

START = site(SiteKind.IGNITION, 3_000.0, 3_000.0, "start")


def wood(left: int, right: int) -> np.ndarray:
    """Fuel in some columns of cells."""
    fuel = np.zeros((SIDE, SIDE), dtype=np.float32)
    fuel[:, left:right] = 1.0
    return fuel


def found(one: Site, *others: Site, exercise: Exercise = EXERCISE, **changes: object) -> dict[str, Check]:
    sites = [START, *others, one] if one.kind is not SiteKind.IGNITION else [one, *others]
    return {check.code: check for check in check_site(ground(**changes), exercise, sites, one)}


def test_every_kind_has_rules_and_nothing_known_is_never_a_pass() -> None:
    dark = ground(
        height_m=None,
        terrain_m=math.nan,
        fuel=np.full((SIDE, SIDE), np.nan, dtype=np.float32),
        roads_known=False,
        houses_known=False,
        power_known=False,
        arrive=None,
        reach=None,
        wind_from_deg=math.nan,
        head_m_min=math.nan,
    )
    assert set(RULES) == set(SiteKind)
    for kind in SiteKind:
        one = site(kind, 3_000.0, 3_000.0)
        checks = check_site(dark, EXERCISE, [one], one)
        assert checks and {check.verdict for check in checks} == {Verdict.UNKNOWN}, kind
        assert verdict_of(checks) is Verdict.UNKNOWN
    assert verdict_of(()) is Verdict.UNKNOWN


@pytest.mark.parametrize(("degrees", "verdict"), [(4.9, Verdict.PASS), (5.1, Verdict.FAIL)])
def test_a_post_stands_on_less_than_five_degrees(degrees: float, verdict: Verdict) -> None:
    check = found(site(SiteKind.COMMAND, 1_000.0, 3_000.0), height_m=plane(degrees))["slope"]
    assert check.verdict is verdict and check.value == pytest.approx(degrees, abs=0.01)


def test_an_ignition_burns_lies_in_a_zone_and_both_sides_are_there_in_an_hour() -> None:
    zone = shapely.box(X, Y, X + 4_000.0, Y + 4_000.0)
    checks = found(START, fuel=wood(40, 80), zones=zone)
    assert checks["burnable"].verdict is checks["in_zone"].verdict is Verdict.PASS
    both = checks["both_counties"]
    assert both.verdict is Verdict.PASS and both.value == 45.0 and both.facts["minutes"] == {WEST: 20.0, EAST: 45.0}
    late = found(START, arrive=lambda _x, _y: {WEST: 20.0, EAST: math.inf})["both_counties"]
    assert late.verdict is Verdict.FAIL and math.isinf(late.value)
    silent = found(START, arrive=lambda _x, _y: {WEST: 20.0, EAST: math.nan})["both_counties"]
    assert silent.verdict is Verdict.UNKNOWN
    assert found(START)["burnable"].verdict is Verdict.FAIL and found(START)["in_zone"].verdict is Verdict.UNKNOWN


def test_houses_and_power_lines_keep_half_a_kilometre_off() -> None:
    near = np.array([shapely.Point(X + 3_000.0, Y + 3_499.0)], dtype=object)
    checks = found(START, houses=near, house_names=("西村",), power=near)
    assert checks["houses"].verdict is checks["power"].verdict is Verdict.FAIL
    assert checks["houses"].value == pytest.approx(499.0, abs=0.1) and checks["houses"].facts["name"] == "西村"
    far = np.array([shapely.Point(X + 3_000.0, Y + 3_501.0)], dtype=object)
    assert found(START, houses=far, house_names=("西村",), power=far)["houses"].verdict is Verdict.PASS
    # A layer that does not speak for all of it says something about what it has, and nothing about the rest.
    assert found(START, houses=far, house_names=("西村",), houses_known=False)["houses"].verdict is Verdict.UNKNOWN
    assert found(START, power_known=False)["power"].verdict is Verdict.UNKNOWN


def test_the_envelope_of_two_hours() -> None:
    post = site(SiteKind.STAGING, 1_000.0, 3_000.0)
    at = {"early": 119.0, "late": 121.0, "never": math.inf, "dark": math.nan}
    said = {
        name: found(post, reach=lambda x, _y, value=value: np.full(np.shape(x), value))["envelope"].verdict
        for name, value in at.items()
    }
    assert said == {
        "early": Verdict.FAIL,
        "late": Verdict.PASS,
        "never": Verdict.PASS,
        "dark": Verdict.UNKNOWN,
    }


def test_posts_stand_upwind_or_on_the_flank() -> None:
    north, east = site(SiteKind.COMMAND, 3_000.0, 5_000.0), site(SiteKind.COMMAND, 5_000.0, 3_000.0)
    south = site(SiteKind.COMMAND, 3_000.0, 1_000.0)
    for one, degrees, verdict in ((north, 0, Verdict.PASS), (east, 90, Verdict.PASS), (south, 180, Verdict.FAIL)):
        check = found(one, wind_from_deg=0.0)["wind_side"]
        assert check.verdict is verdict and check.value == pytest.approx(degrees, abs=0.5)
    assert "wind_side" not in found(north, wind_from_deg=math.nan)  # nothing blows


def test_four_flame_heights_from_the_edge_of_the_fuel() -> None:
    # Fuel from 2 km on; 6 m/min at 1 kg/m² is a flame of 2.44 m: 9.7 m away.
    for metres, verdict in ((11.0, Verdict.PASS), (9.0, Verdict.FAIL)):
        check = found(site(SiteKind.SAFETY, 2_000.0 - metres, 3_000.0), fuel=wood(40, 80))["flames"]
        assert check.verdict is verdict
        assert check.limit == pytest.approx(9.75, abs=0.02) and check.value == pytest.approx(metres, abs=0.1)
    typed = replace(EXERCISE, numbers={"flame_m": 5.0})
    check = found(site(SiteKind.SAFETY, 1_985.0, 3_000.0), exercise=typed, fuel=wood(40, 80))["flames"]
    assert check.limit == 20.0 and check.verdict is Verdict.FAIL
    wide = found(site(SiteKind.SAFETY, 1_970.0, 3_000.0, "", radius_m=25.0), fuel=wood(40, 80))["flames"]
    assert wide.value == pytest.approx(5.0, abs=0.1) and wide.verdict is Verdict.FAIL
    unknown = np.full((SIDE, SIDE), np.nan, dtype=np.float32)
    assert found(site(SiteKind.SAFETY, 1_900.0, 3_000.0), fuel=unknown)["flames"].verdict is Verdict.UNKNOWN


def test_steep_ground_asks_for_more_distance() -> None:
    level = found(site(SiteKind.SAFETY, 1_900.0, 3_000.0), fuel=wood(40, 80))["flames"].limit
    steep = found(site(SiteKind.SAFETY, 1_900.0, 3_000.0), fuel=wood(40, 80), height_m=plane(20.0))["flames"].limit
    factor = math.exp(3.533 * math.tan(math.radians(20.0)) ** 1.2)
    assert steep / level == pytest.approx(factor**0.46, rel=1e-3)


def test_butlers_distance_is_asked_where_height_and_factor_are_typed() -> None:
    one = site(SiteKind.SAFETY, 1_970.0, 3_000.0)
    assert "vegetation" not in found(one, fuel=wood(40, 80))
    typed = replace(EXERCISE, numbers={"vegetation_m": 2.0, "slope_wind_factor": 2.0})
    check = found(one, exercise=typed, fuel=wood(40, 80))["vegetation"]
    assert check.limit == 32.0 and check.verdict is Verdict.FAIL


def test_two_ways_out_lead_apart_and_ahead_of_the_fire() -> None:
    post = site(SiteKind.COMMAND, 3_000.0, 4_000.0, "post")
    left, right = site(SiteKind.SAFETY, 2_000.0, 4_000.0, "left"), site(SiteKind.SAFETY, 4_000.0, 4_000.0, "right")
    beside = site(SiteKind.SAFETY, 3_900.0, 4_100.0, "beside")
    assert found(post, left, right)["escapes"].value == 2.0
    assert found(post, right, beside)["escapes"].value == 1.0  # the same way twice
    assert found(post, left)["escapes"].verdict is Verdict.FAIL
    # On the eastern way the fire is there in 20 minutes: a kilometre takes just as long, and half is asked.
    fire = lambda x, _y: np.where(np.asarray(x) > X + 3_100.0, 20.0, np.inf)  # noqa: E731
    checks = found(post, left, right, reach=fire)
    assert checks["escapes"].value == 1.0 and checks["escapes"].verdict is Verdict.FAIL
    dark = lambda x, _y: np.full(np.shape(x), np.nan)  # noqa: E731
    assert found(post, left, right, reach=dark)["escapes"].verdict is Verdict.UNKNOWN


def test_a_landing_site_needs_what_somebody_measured() -> None:
    bare = found(site(SiteKind.LANDING, 1_000.0, 1_000.0))
    assert {bare[code].verdict for code in ("pad_slope", "pad_size", "clear")} == {Verdict.UNKNOWN}
    measured = {
        "pad_slope_percent": 1.5,
        "pad_surface": 3.0,
        "pad_length_m": 80.0,
        "pad_width_m": 60.0,
        "clear_m": 35.0,
    }
    good = found(site(SiteKind.LANDING, 1_000.0, 1_000.0, "", **measured))
    assert {good[code].verdict for code in ("pad_slope", "pad_size", "clear", "slope")} == {Verdict.PASS}
    small = found(site(SiteKind.LANDING, 1_000.0, 1_000.0, "", **{**measured, "pad_length_m": 70.0}))
    assert small["pad_size"].verdict is Verdict.FAIL
    steep = found(site(SiteKind.LANDING, 1_000.0, 1_000.0, "", **{**measured, "pad_slope_percent": 2.1}))
    assert steep["pad_slope"].verdict is Verdict.FAIL


def test_water_is_as_wide_as_its_largest_circle() -> None:
    lake = np.array([shapely.box(X + 900.0, Y + 900.0, X + 1_100.0, Y + 924.0)], dtype=object)
    check = found(site(SiteKind.WATER, 1_000.0, 910.0), lakes=lake)["water_width"]
    assert check.value == pytest.approx(24.0, abs=1.0) and check.verdict is Verdict.FAIL
    typed = found(site(SiteKind.WATER, 1_000.0, 910.0, "", width_m=40.0, depth_m=2.5), lakes=lake)
    assert typed["water_width"].verdict is typed["depth"].verdict is Verdict.PASS
    river = np.array([shapely.LineString([(X, Y + 910.0), (X + 3_000.0, Y + 910.0)])], dtype=object)
    known = found(site(SiteKind.WATER, 1_000.0, 910.0), rivers=river, river_width_m=np.array([30.0]))
    assert known["water_width"].verdict is Verdict.PASS and known["open_water"].verdict is Verdict.PASS
    unknown = found(site(SiteKind.WATER, 1_000.0, 910.0), rivers=river, river_width_m=np.array([math.nan]))
    assert unknown["water_width"].verdict is Verdict.UNKNOWN


def test_what_is_about_fire_is_not_asked_of_a_flood() -> None:
    flood = replace(EXERCISE, physics=Physics.FLOOD)
    codes = found(site(SiteKind.COMMAND, 1_000.0, 1_000.0), exercise=flood, wind_from_deg=math.nan)
    assert not {"flames", "vegetation", "wind_side"} & set(codes)
    assert "burnable" not in found(START, exercise=flood)


def test_a_ring_turns_red_when_people_stand_inside_and_not_for_a_safety_zone() -> None:
    near, far = site(SiteKind.OBSERVERS, 3_000.0, 3_480.0, "观摩"), site(SiteKind.OBSERVERS, 3_000.0, 3_520.0, "观摩")
    crew = site(SiteKind.SAFETY, 3_000.0, 3_100.0, "安全区")
    (broken,) = rings(ground(), EXERCISE, [START, near, crew])
    assert broken.radius_m == 500.0 and broken.is_broken and broken.inside == ("观摩",)
    (whole,) = rings(ground(), EXERCISE, [START, far, crew])
    assert not whole.is_broken
    village = np.array([shapely.Point(X + 3_200.0, Y + 3_000.0)], dtype=object)
    (found_,) = rings(ground(houses=village, house_names=("西村",)), EXERCISE, [START])
    assert found_.inside == ("西村",)
    pad = site(SiteKind.LANDING, 1_000.0, 1_000.0, "机")
    ring = next(one for one in rings(ground(), EXERCISE, [START, pad]) if one.kind is SiteKind.LANDING)
    assert ring.radius_m == LANDING_RING_M


def test_high_flames_widen_the_ring() -> None:
    typed = replace(EXERCISE, numbers={"flame_m": 60.0, "ring_m": 100.0})
    (ring,) = rings(ground(), typed, [START])
    assert ring.radius_m == 240.0


def test_suitability_gives_the_reasons_and_suggests_where_rules_hold() -> None:
    road = np.array([shapely.LineString([(X, Y + 4_000.0), (X + 6_000.0, Y + 4_000.0)])], dtype=object)
    height = plane()
    height[:, : SIDE // 2] = plane(15.0)[:, : SIDE // 2]  # steep in the west
    height[:, SIDE // 2 :] = height[0, SIDE // 2 - 1]
    land = ground(roads=road, height_m=height, fuel=wood(0, 10))
    raster = suitability(land, EXERCISE, SiteKind.STAGING, [START])
    assert float(np.nanmax(raster.score)) == 1.0
    steep, flat = raster.why(X + 1_050.0, Y + 4_050.0), raster.why(X + 5_050.0, Y + 4_050.0)
    assert steep["slope"] == 0 and flat == dict.fromkeys(flat, 1)
    assert raster.why(X - 5_000.0, Y) == {}
    best = suggestions(land, EXERCISE, SiteKind.STAGING, [START], raster)
    assert 1 <= len(best) <= 3
    one, checks = best[0]
    assert verdict_of(checks) is Verdict.PASS
    x, y = land.xy(one.lon, one.lat)
    assert abs(y - (Y + 4_000.0)) <= 100.0 and x > X + SIDE * CELL / 2


def test_a_raster_and_a_check_say_the_same() -> None:
    """Whatever a raster says of a rule, the full check says too, at the middle of the cell."""
    houses = np.array([shapely.Point(X + 2_000.0, Y + 2_000.0)], dtype=object)
    land = ground(fuel=wood(30, 60), houses=houses, house_names=("村",), height_m=plane(8.0))
    for kind in (SiteKind.IGNITION, SiteKind.OBSERVERS, SiteKind.LANDING):
        raster = suitability(land, EXERCISE, kind, [START])
        for row, column in ((5, 5), (20, 31), (40, 50)):
            x, y = float(raster.x_m[column]), float(raster.y_m[row])
            one = site(kind, x - X, y - Y)
            sites = [START, one] if kind is not SiteKind.IGNITION else [one]
            checks = {c.code: c for c in check_site(land, EXERCISE, sites, one)}
            for code, state in raster.why(x, y).items():
                if code in ("wind_side", "to_start", "from_start", "sight") and kind is SiteKind.IGNITION:
                    continue
                expected = {Verdict.PASS: 1, Verdict.FAIL: 0, Verdict.UNKNOWN: -1}[checks[code].verdict]
                assert state == expected, (kind, code, row, column)
