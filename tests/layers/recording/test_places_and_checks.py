"""Coordinates as they are typed, the county of a place, and what is said before a record is kept."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely

from layers.crs import transform
from layers.errors import UnsoundShape
from layers.kinds import RecordKind, Shape
from layers.recording import (
    FORMS,
    FieldKind,
    check_record,
    coordinates_text,
    counties_at,
    parse_shape,
    shown_value,
    typed_value,
)
from tests.layers.plan.builders import county_frame

EPSG = 4548  # 3° zone of 117°E, the 39th
AT = shapely.Point(116.6368, 40.75)
EAST_M, NORTH_M = transform(AT, "EPSG:4490", "EPSG:4548").coords[0]
WEST, EAST = "110116", "130826"


@pytest.mark.parametrize(
    "text",
    [
        "116.6368, 40.75",
        "40.75 116.6368",
        "116.6368 40.75",
        "116°38′12.48″E 40°45′00″N",
        "N40°45′ E116°38′12.48″",
        "东经116度38分12.48秒，北纬40度45分",
        "116-38-12.48, 40-45-0",
        f"{NORTH_M:.3f}, {EAST_M:.3f}",
        f"{EAST_M:.3f} {NORTH_M:.3f}",
        f"{NORTH_M:.3f} {39e6 + EAST_M:.3f}",
    ],
)
def test_one_place_in_every_notation(text):
    found = parse_shape(text, Shape.POINT, epsg=EPSG)
    assert (found.x, found.y) == pytest.approx((AT.x, AT.y), abs=2e-8)


def test_a_zone_number_wins_over_the_grid_of_the_plan():
    east, north = transform(AT, "EPSG:4490", "EPSG:4547").coords[0]  # 38th zone, 114°E
    found = parse_shape(f"{north:.3f}, {38e6 + east:.3f}", Shape.POINT, epsg=EPSG)
    assert (found.x, found.y) == pytest.approx((AT.x, AT.y), abs=2e-8)


@pytest.mark.parametrize("text", ["", "river", "116.6", "10.0, 20.0", "116.6, 40.7\n116.7, 40.8", "1e9, 5"])
def test_what_is_no_place_is_refused(text):
    with pytest.raises((ValueError, UnsoundShape)):
        parse_shape(text, Shape.POINT, epsg=EPSG)


def test_lines_and_areas_are_typed_a_point_a_line_and_come_back_to_the_centimetre():
    line = parse_shape("116.5, 40.5\n116.6, 40.5\n116.6, 40.6", Shape.LINE, epsg=EPSG)
    assert list(line.coords) == [(116.5, 40.5), (116.6, 40.5), (116.6, 40.6)]
    area = parse_shape("116.5, 40.5\n116.6, 40.5\n116.6, 40.6\n116.5, 40.5", Shape.POLYGON, epsg=EPSG)
    assert len(area.exterior.coords) == 4 and area.is_valid
    for shape, kind in ((line, Shape.LINE), (area, Shape.POLYGON), (AT, Shape.POINT)):
        assert parse_shape(coordinates_text(shape), kind, epsg=EPSG).equals_exact(shape, 1e-7)
    with pytest.raises(UnsoundShape, match="cross"):
        parse_shape("116.5, 40.5\n116.6, 40.6\n116.6, 40.5\n116.5, 40.6", Shape.POLYGON, epsg=EPSG)
    with pytest.raises(UnsoundShape):
        parse_shape("116.5, 40.5", Shape.LINE, epsg=EPSG)
    with pytest.raises(ValueError, match="2"):
        parse_shape("116.5, 40.5\nriver", Shape.LINE, epsg=EPSG)


def test_the_county_of_points_lines_and_areas():
    counties = county_frame()
    assert counties_at(shapely.Point(116.5, 40.5), counties) == (WEST,)
    assert counties_at(shapely.Point(117.0, 40.5), counties) == (WEST,), "on the line: the lowest code"
    assert counties_at(shapely.Point(119.0, 40.5), counties) == ()
    assert counties_at(shapely.Point(116.5, 40.5), None) == ()
    assert counties_at(shapely.LineString([(116.9, 40.5), (117.3, 40.5)]), counties) == (EAST, WEST)
    assert counties_at(shapely.box(116.9, 40.4, 117.0, 40.5), counties) == (WEST,), "touching is not lying in"


def others():
    return gpd.GeoDataFrame({"uid": ["a"], "name": ["老库"]}, geometry=[shapely.Point(116.5, 40.5)], crs=4490)


def codes(kind, shape, values, frames=(), **facts):
    return [str(finding.code) for finding in check_record(FORMS[kind], shape, values, frames, **facts)]


def test_what_is_said_before_a_record_is_kept():
    point = shapely.Point(116.5, 40.5)
    depot = RecordKind.DEPOT
    assert codes(depot, point, {"name": "库"}, counties=(WEST,)) == []
    assert codes(depot, None, {"name": "  "}) == ["no_name", "no_place"]
    assert codes(depot, point, {"name": "库"}) == ["outside"]
    assert codes(depot, point, {"name": "库"}, has_counties=False) == []
    assert codes(RecordKind.ROAD, shapely.LineString([(116, 40), (117, 40)]), {}, counties=(WEST,)) == []
    turned = {"name": "路", "closed_from": "2026-05-02", "closed_to": "2026-05-01"}
    found = check_record(
        FORMS[RecordKind.CLOSED_ROAD], shapely.LineString([(116, 40), (117, 40)]), turned, counties=(WEST,)
    )
    assert [finding.is_blocking for finding in found] == [True]


def test_the_same_thing_twice_is_said():
    # 20 m and 40 m east at 40.5°N: a degree of longitude is 84.8 km.
    near, far = shapely.Point(116.5 + 20 / 84_800, 40.5), shapely.Point(116.5 + 40 / 84_800, 40.5)
    depot = RecordKind.DEPOT
    (found,) = check_record(FORMS[depot], near, {"name": "新库"}, [others()], counties=(WEST,))
    assert found.code == "same_place" and found.facts["name"] == "老库" and not found.is_blocking
    assert found.facts["distance_m"] == pytest.approx(20.0, abs=0.1)
    assert codes(depot, far, {"name": "新库"}, [others()], counties=(WEST,)) == []
    assert codes(depot, shapely.Point(116.9, 40.5), {"name": "老库"}, [others()], counties=(WEST,)) == ["same_name"]
    line = shapely.LineString([(116.5, 40.5), (116.6, 40.5)])
    lines = others().set_geometry([line], crs=4490)
    assert codes(RecordKind.ROAD, line, {}, [lines], counties=(WEST,)) == ["same_place"]
    longer = shapely.LineString([(116.5, 40.5), (116.7, 40.5)])
    assert codes(RecordKind.ROAD, longer, {}, [lines], counties=(WEST,)) == []


@pytest.mark.parametrize("text", ["2026-05-01", "2026/5/1", "2026年5月1日", "20260501", "２０２６－５－１"])
def test_one_day_in_every_notation(text):
    assert typed_value(text, FieldKind.DATE) == "2026-05-01"


def test_what_is_typed_and_what_is_shown():
    assert typed_value(" 1,200 ", FieldKind.NUMBER) == 1200.0 and shown_value(1200.0, FieldKind.NUMBER) == "1200"
    assert shown_value(typed_value("", FieldKind.NUMBER), FieldKind.NUMBER) == "", "nothing typed is unknown, not zero"
    assert typed_value(" 老张 ", FieldKind.TEXT) == "老张"
    for text, kind in (("many", FieldKind.NUMBER), ("-3", FieldKind.NUMBER), ("2026-02-30", FieldKind.DATE)):
        with pytest.raises(ValueError):
            typed_value(text, kind)
