"""Which depot is first at each part of a zone, worked out by hand, and what the rank makes of it."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pytest
import shapely

from layers.crs import transformer
from layers.kinds import Role, ZoneClass
from layers.memory import Memory
from layers.response.foot import level_pace_min_m
from layers.response.settings import ResponseSettings
from layers.zones import LayerInput, Parameters, ZoneInputs, ZoneResult, derive
from layers.zones.causes import Basis
from layers.zones.dependence import RESPONSE
from layers.zones.figures import Stored, check
from tests.layers.shapes import EPSG, ORIGIN, box_km, counties, depots, forests, frame, rivers, settlements

A, B = "110116", "130826"
TWO = {A: box_km(0, 0, 20, 20), B: box_km(20, 0, 40, 20)}
WOOD = [box_km(18, 9, 22, 11)]
#: Reach by distance: no fire is run here.
PLAIN = Parameters(forest_reach="distance", response_cell_m=100.0)
FOOT = level_pace_min_m(ResponseSettings())


def lines_km(corners: list[list[tuple[float, float]]]) -> list[shapely.LineString]:
    return [shapely.LineString([(x * 1000.0, y * 1000.0) for x, y in one]) for one in corners]


def road_frame(corners: list[list[tuple[float, float]]]) -> gpd.GeoDataFrame:
    return frame(lines_km(corners), uid=[f"road-{at}" for at in range(len(corners))])


def roads(
    *corners: list[tuple[float, float]], kind: str = "国道", speaks_for: frozenset[str] | None = None
) -> LayerInput:
    made = road_frame(list(corners))
    made["class"] = kind
    return LayerInput("roads", Role.ROAD, made, speaks_for)


def run(*layers: LayerInput, parameters: Parameters = PLAIN, memory: Memory | None = None) -> ZoneResult:
    given = ZoneInputs(counties(TWO), (forests(WOOD), settlements([(19.5, 10)], [80.0]), *layers), metric_epsg=EPSG)
    return derive(given, parameters, memory=memory)


def first_zone(result: ZoneResult) -> tuple[dict, dict[str, dict]]:
    zone = result.zones[result.zones["zone_class"] == ZoneClass.S1.value].iloc[0].to_dict()
    parts = result.parts[result.parts["zone_uid"] == zone["uid"]]
    return zone, {row["county"]: row for row in parts.to_dict("records")}


#: One road through the middle of the zone, and a depot of B on it; A's own lies off every road, nearer.
THROUGH = roads([(0, 10), (40, 10)])
DEPOTS = depots([(16.5, 16), (30, 10)])


def test_the_first_is_not_the_nearest() -> None:
    """B's depot drives 11 km to A's part; A's own is 6 km away, off every road, and comes when somebody has walked."""
    zone, parts = first_zone(run(DEPOTS, THROUGH))
    part = parts[A]
    assert part["depot_method"] == "travel"
    assert part["depot_own_km"] < 8.0 < part["depot_across_km"]
    inner = shapely.point_on_surface(part["geometry"])
    x, y = transformer("EPSG:4490", f"EPSG:{EPSG}").transform(inner.x, inner.y)
    by_road, on_foot = 30.0 - (x - ORIGIN[0]) / 1000.0, abs(y - ORIGIN[1] - 10_000.0) * FOOT
    assert part["response"]["across_min"] == pytest.approx(20.0 + by_road + on_foot, abs=0.01)
    assert part["response"]["own_min"] == pytest.approx(
        20.0 + part["depot_own_km"] * 1000.0 * FOOT, rel=0.03
    )  # 32 directions: 1.3 % at most, and the ends of the walk
    codes = {reason["code"]: reason for reason in zone["reasons"]}
    assert codes["depot_across_sooner"]["county"] == A
    assert codes["depot_own_first"]["county"] == B
    (score,) = [one for one in zone["score_parts"] if one["code"] == "response"]
    assert (score["unit"], score["raw"]) == ("min", pytest.approx(part["response"]["own_min"], abs=1e-3))
    assert score["value"] == pytest.approx(min(1.0, part["response"]["own_min"] / 120.0), abs=1e-5)


def test_straight_lines_when_they_are_chosen() -> None:
    zone, parts = first_zone(run(DEPOTS, THROUGH, parameters=replace(PLAIN, response_method="straight")))
    assert {part["depot_method"] for part in parts.values()} == {"geodesic"}
    assert all(part["response"] == {} for part in parts.values())
    assert {"response_no_roads", "response_out_of_reach"}.isdisjoint(reason["code"] for reason in zone["reasons"])
    (score,) = [one for one in zone["score_parts"] if one["code"] == "response"]
    assert score["unit"] == "km"


def test_straight_lines_where_no_roads_are_known() -> None:
    zone, parts = first_zone(run(DEPOTS))
    assert {part["depot_method"] for part in parts.values()} == {"geodesic"}
    (said,) = [reason for reason in zone["reasons"] if reason["code"] == "response_no_roads"]
    assert said["counties"] == [A, B]
    zone, parts = first_zone(run(DEPOTS, roads([(0, 10), (40, 10)], speaks_for=frozenset({B}))))
    assert (parts[A]["depot_method"], parts[B]["depot_method"]) == ("geodesic", "travel")
    (said,) = [reason for reason in zone["reasons"] if reason["code"] == "response_no_roads"]
    assert said["counties"] == [A]


def test_straight_lines_where_nobody_is_there_in_time() -> None:
    zone, parts = first_zone(run(DEPOTS, roads([(0, 1), (40, 1)]), parameters=replace(PLAIN, response_limit_min=60.0)))
    assert parts[A]["depot_method"] == "geodesic"
    assert parts[A]["response"] == {"limit_min": 60.0, "why": "out_of_reach"}
    (said,) = [reason for reason in zone["reasons"] if reason["code"] == "response_out_of_reach"]
    assert said["limit_min"] == 60.0 and A in said["counties"]


def test_own_depots_that_are_too_late() -> None:
    zone, parts = first_zone(run(DEPOTS, THROUGH, parameters=replace(PLAIN, response_limit_min=90.0)))
    assert parts[A]["response"]["own_min"] is None and parts[A]["depot_own"]
    (said,) = [reason for reason in zone["reasons"] if reason["code"] == "depot_across_in_time"]
    assert said["limit_min"] == 90.0
    (score,) = [one for one in zone["score_parts"] if one["code"] == "response"]
    assert (score["raw"], score["unit"]) == (90.0, "min")


def test_a_river_without_a_bridge() -> None:
    beyond = rivers([[(12, -1), (12, 21)], [(28, -1), (28, 21)]])
    beyond.frame["width_m"] = 60.0
    open_, shut = (
        first_zone(run(depots([(2, 10)]), beyond, THROUGH, *more))[1][A]
        for more in ((), (LayerInput("shut", Role.ROAD, road_frame([[(12, 9.9), (12, 10.1)]]).assign(closed=True)),))
    )
    assert open_["response"]["own_min"] < 60.0
    assert shut["depot_method"] == "geodesic" and shut["response"]["why"] == "out_of_reach"


def test_figures_hold_and_say_what_moved_them() -> None:
    layers = (forests(WOOD), settlements([(19.5, 10)], [80.0]), DEPOTS, THROUGH)
    given = ZoneInputs(counties(TWO), layers, metric_epsg=EPSG)
    result = derive(given, PLAIN)
    stored = Stored(result.zones, result.parts, Basis(PLAIN), result.metric_epsg)
    assert all(one.holds for one in check(stored, given, Basis(PLAIN)))
    slower = replace(PLAIN, depot_turnout_min=30.0)
    figures = [figure for one in check(stored, given, Basis(slower)) for figure in one.figures if not figure.holds]
    assert {figure.name for figure in figures} >= {"response", "score.response"}
    assert all(figure.causes[0]["name"] == "depot_turnout_min" for figure in figures if figure.group == "response")


@pytest.mark.parametrize("half", [0, 1])
def test_what_is_remembered_changes_nothing(half: int) -> None:
    """Whatever number of the response changes, an analysis that remembers says what one that does not says."""
    memory, parameters, moved = Memory(), replace(PLAIN, response_cell_m=400.0), set()
    water = rivers([[(15, 3), (17, 4)], [(19, 12), (21, 12.5)]])
    water.frame["width_m"] = 12.0
    layers = (DEPOTS, THROUGH, water)

    def said(result: ZoneResult) -> str:
        return repr((result.parts.drop(columns="geometry").to_dict("records"), result.zones["score_parts"].tolist()))

    before = said(run(*layers, parameters=parameters, memory=memory))
    for name in sorted(RESPONSE, key=lambda one: (one == "response_method", one))[half::2]:
        value = getattr(parameters, name)
        parameters = replace(parameters, **{name: "straight" if isinstance(value, str) else value * 0.7})
        now = said(run(*layers, parameters=parameters, memory=memory))
        assert now == said(run(*layers, parameters=parameters)), name
        moved |= {name} if now != before else set()
        before = now
    usual = {"response_method", "road_national_kmh", "walk_load_share", "depot_turnout_min", "response_cell_m"}
    assert moved >= usual & set(sorted(RESPONSE, key=lambda one: (one == "response_method", one))[half::2])
    assert moved
    assert np.isfinite(run(*layers, memory=memory).zones["score"]).all()
