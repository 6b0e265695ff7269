"""Roads drawn by hand against two square counties: what crosses, what follows, the class with a hazard on them."""

from __future__ import annotations

import json
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import shapely

from layers import crs
from layers.hazards.road_marks import FROM_DATA, FROM_HAND, FROM_SOURCE, HAZMAT, hazard_of, hazards_in
from layers.kinds import Role
from layers.zones import Parameters, ZoneInputs, derive
from layers.zones.model import ROAD_COLUMNS, LayerInput
from tests.layers.shapes import EPSG, KM, ORIGIN, box_km, counties, frame, settlements

A, B = "110116", "130826"
TWO = {A: box_km(0, 0, 20, 20), B: box_km(20, 0, 40, 20)}
NOBODY = settlements([], [])


def road(*lines, speaks_for=None, uid="road", **columns):
    """Lines of points in km; columns are one value for all or a list."""
    shapes = [shapely.LineString([(x * KM, y * KM) for x, y in line]) for line in lines]
    given = {name: value if isinstance(value, list) else [value] * len(shapes) for name, value in columns.items()}
    table = frame(shapes, uid=[f"{uid}-{k}" for k in range(len(shapes))], **{"name": [""] * len(shapes), **given})
    return LayerInput(uid, Role.ROAD, table, speaks_for)


def sources(*points, kind="加油站"):
    shapes = [shapely.Point(x * KM, y * KM) for x, y in points]
    count = len(shapes)
    table = frame(shapes, uid=[f"s-{k}" for k in range(count)], name=["站"] * count, kind=[kind] * count)
    return LayerInput("sources", Role.HAZARD_SOURCE, table)


def listed(*layers, people=NOBODY, **numbers):
    return derive(ZoneInputs(counties(TWO), (*layers, people)), Parameters(**numbers)).roads


def local(shape):
    """EPSG:4490 → km from the corner of the counties."""
    planar = crs.transform(shape, crs.STORAGE_CRS, f"EPSG:{EPSG}")
    return shapely.transform(planar, lambda xy: (xy - np.array(ORIGIN)) / KM)


ACROSS = [(16, 5), (24, 5)]
BESIDE = [(19.95, 3), (19.95, 9)]  # 50 m west of the line, 6 km long
ALONG = [(20, 3), (20, 9)]


def test_a_road_across_the_line_is_one_crossing_at_the_exact_place():
    found = listed(road(ACROSS, name="G111", **{"class": "国道"}))
    assert tuple(found.columns) == ROAD_COLUMNS
    assert len(found) == 1
    row = found.iloc[0]
    assert (row["kind"], row["counties"], row["border"], row["level"]) == ("crossing", [A, B], f"{A}|{B}", "province")
    assert (row["name"], row["road_class"], row["length_m"]) == ("G111", "国道", 0.0)
    place = local(row.geometry)
    assert (place.x, place.y) == pytest.approx((20.0, 5.0), abs=1e-4)
    assert (row["hazard"], row["hazard_from"]) == ("", "")


@pytest.mark.parametrize("line", [BESIDE, ALONG, [(20.06, 3), (20.06, 9)]])
def test_a_road_on_the_line_or_beside_it_follows_it(line):
    found = listed(road(line))
    assert found["kind"].tolist() == ["following"]
    row = found.iloc[0]
    assert row["length_m"] == pytest.approx(6000.0, abs=20.0)
    assert (row["counties"], row["level"]) == ([A, B], "province")
    assert local(row.geometry).length == pytest.approx(6.0, abs=0.02)


def test_a_road_that_winds_about_the_line_follows_it_and_does_not_cross_a_dozen_times():
    y = np.arange(3.0, 9.0001, 0.005)
    found = listed(road(list(zip(20 + 0.02 * np.sin(2 * np.pi * y / 0.4), y, strict=True))))
    assert found["kind"].tolist() == ["following"]


def test_a_road_farther_than_the_tolerance_does_not_follow_and_a_wider_one_makes_it():
    away = road([(19.8, 3), (19.8, 9)])
    assert len(listed(away)) == 0
    assert listed(away, road_follow_m=250.0)["kind"].tolist() == ["following"]


def test_a_road_that_ends_before_the_line_or_leaves_the_counties_is_not_listed():
    assert len(listed(road([(15, 5), (19.5, 5)]))) == 0
    assert len(listed(road([(-3, 5), (3, 5)]))) == 0  # over an outer line
    assert len(listed(LayerInput("roads", Role.ROAD, road(ACROSS).frame.iloc[:0]))) == 0


def test_sections_of_two_county_files_are_one_road_and_cross():
    west = road([(16, 5), (20, 5)], uid="west", name="G111", **{"class": "国道"})
    east = road([(20, 5), (23, 5)], uid="east", name="G111", **{"class": "国道"})
    found = listed(west, east)
    assert found["kind"].tolist() == ["crossing"]
    assert found["road_uid"].tolist() == ["west-0"]  # the longest section stands for the road


def test_half_of_a_crossing_road_lies_on_either_side_so_with_a_hazard_it_is_s1():
    row = listed(road(ACROSS, hazmat="yes")).iloc[0]
    assert (row["hazard"], row["hazard_from"]) == (HAZMAT, FROM_DATA)
    assert row["hazard_share"] == pytest.approx({A: 0.5, B: 0.5}, abs=1e-3)
    assert row["zone_class"] == "S1"
    assert sum(row["responsibility"].values()) == 1.0


@pytest.mark.parametrize(
    ("villages", "expected", "lead", "supports"),
    [
        ([(19.8, 6), (20.2, 6)], "S2", A, [B]),
        ([(20.2, 6)], "S3", A, [B]),
        ([(19.8, 6)], "L", A, []),
        ([(20.7, 6)], "L", A, []),  # 790 m from the road: outside the corridor
        ([], "L", A, []),
    ],
)
def test_class_of_a_road_beside_the_line_follows_from_who_lives_within_the_corridor(villages, expected, lead, supports):
    beside = road([(19.91, 3), (19.91, 9)])  # 90 m west of the line, all of it in A
    row = listed(beside, people=settlements(villages, [50.0] * len(villages))).iloc[0]
    assert row["kind"] == "following"
    assert (row["zone_class"], row["lead"], row["supports"]) == (expected, lead, supports)
    assert row["hazard_share"][A] == 1.0


def test_a_wider_corridor_reaches_further():
    beside = road([(19.91, 3), (19.91, 9)])
    row = listed(beside, people=settlements([(20.7, 6)], [50.0]), road_corridor_m=800.0).iloc[0]
    assert row["zone_class"] == "S3"


def test_where_nobody_says_who_lives_there_the_class_waits():
    known = settlements([(19.8, 6)], [50.0], speaks_for=frozenset({A}))
    row = listed(road([(19.91, 3), (19.91, 9)]), people=known).iloc[0]
    assert (row["zone_class"], row["exposure_share"][B], row["lead"]) == ("pending", None, "")


def test_a_hazard_source_beside_the_road_attaches_its_kind_and_one_farther_does_not():
    near = listed(road(ACROSS), sources((20.0, 5.08))).iloc[0]
    assert (near["hazard"], near["hazard_from"]) == ("加油站", FROM_SOURCE)
    assert listed(road(ACROSS), sources((20.0, 5.12))).iloc[0]["hazard"] == ""
    told = listed(road(ACROSS, hazard="液氨"), sources((20.0, 5.08))).iloc[0]
    assert (told["hazard"], told["hazard_from"]) == ("液氨", FROM_DATA)


def test_words_of_the_data_for_yes_no_and_what():
    said = hazards_in(pd.DataFrame({"危化品运输": ["是", "否", "液氯", None, "1", 0, "designated", float("nan")]}))
    assert said.tolist() == [HAZMAT, "", "液氯", "", HAZMAT, "", HAZMAT, ""]
    assert hazards_in(pd.DataFrame({"name": ["a"]})).tolist() == [""]


def test_a_mark_by_hand_outranks_the_data():
    told = SimpleNamespace(road_uid="r1", hazard="液氯", hazard_from=FROM_DATA)
    bare = SimpleNamespace(road_uid="r2", hazard="", hazard_from="")
    assert hazard_of(told, {}) == ("液氯", FROM_DATA)
    assert hazard_of(told, {"r1": {"carries": False}}) == ("", FROM_HAND)
    assert hazard_of(bare, {"r2": {"carries": True}}) == (HAZMAT, FROM_HAND)
    assert hazard_of(bare, {"r1": {"carries": True}}) == ("", "")


def test_order_of_rows_and_layers_does_not_matter():
    lines = [ACROSS, BESIDE, [(17, 15), (23, 15)]]
    one = listed(road(*lines, name=["a", "b", "c"]))
    table = road(*lines, name=["a", "b", "c"]).frame.iloc[::-1]
    other = listed(LayerInput("road", Role.ROAD, table))
    assert json.dumps(one.drop(columns="geometry").to_dict("records")) == json.dumps(
        other.drop(columns="geometry").to_dict("records")
    )
    assert len(set(one["uid"])) == len(one) == 3
