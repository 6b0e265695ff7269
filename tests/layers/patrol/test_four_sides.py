"""Limits in words of a square worked by hand."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely

from app.sheets.words import load_words
from layers.kinds import Role
from layers.patrol.four_sides import SIDES, limits, sides_of, text

SQUARE = shapely.box(116.70, 40.70, 116.80, 40.76)


def frame(*rows):
    return gpd.GeoDataFrame({"name": [name for name, _ in rows]}, geometry=[shape for _, shape in rows], crs=4490)


def test_a_square_has_its_four_sides() -> None:
    sides = sides_of(SQUARE, "EPSG:4548")
    assert set(sides) == set(SIDES)
    assert all(len(line.coords) == 2 for line in sides.values())
    assert sides["north"].centroid.y > sides["south"].centroid.y and sides["east"].centroid.x > sides["west"].centroid.x


@pytest.mark.parametrize("turn", [0, 1, 3])
@pytest.mark.parametrize("reverse", [False, True])
def test_sides_do_not_depend_on_how_it_was_drawn(turn: int, reverse: bool) -> None:
    ring = list(SQUARE.exterior.coords)[:-1]
    ring = ring[turn:] + ring[:turn]
    drawn = shapely.Polygon(ring[::-1] if reverse else ring)
    assert {k: v.wkt for k, v in sides_of(drawn, "EPSG:4548").items()} == {
        k: v.wkt for k, v in sides_of(SQUARE, "EPSG:4548").items()
    }


def test_a_river_along_a_side_limits_it_one_across_does_not() -> None:
    along = shapely.LineString([(116.8005, 40.69), (116.8005, 40.77)])
    across = shapely.LineString([(116.75, 40.65), (116.75, 40.80)])
    found = limits(SQUARE, [(Role.RIVER, frame(("汤河", along), ("白河", across)))])
    assert [one.name for one in found["east"]] == ["汤河"]
    assert found["east"][0].along_m == pytest.approx(6660, rel=0.07)
    assert found["north"] == found["south"] == found["west"] == ()


def test_markers_stand_on_a_side_and_villages_only_where_nothing_else_is() -> None:
    markers = frame(("1101001Q", shapely.Point(116.75, 40.7601)), ("远桩", shapely.Point(116.75, 40.73)))
    villages = frame(("北村", shapely.Point(116.75, 40.765)), ("西村", shapely.Point(116.692, 40.73)))
    found = limits(SQUARE, [(Role.SETTLEMENT, villages), (Role.BOUNDARY_MARKER, markers)])
    assert [one.name for one in found["north"]] == ["1101001Q"]
    assert [one.name for one in found["west"]] == ["西村"]


def test_the_sentence_and_its_blanks() -> None:
    words = load_words("zh_CN")
    road = shapely.LineString([(116.69, 40.6995), (116.81, 40.6995)])
    found = limits(SQUARE, [(Role.ROAD, frame(("111国道", road)))])
    said = text(found, words)
    assert said.startswith("东至________，南至111国道（沿线 8.") and said.endswith("北至________。")


def test_what_has_no_name_is_passed_over() -> None:
    road = gpd.GeoDataFrame({"name": [None]}, geometry=[shapely.LineString([(116.7, 40.7), (116.8, 40.7)])], crs=4490)
    nameless = gpd.GeoDataFrame(geometry=[shapely.Point(116.7, 40.7)], crs=4490)
    assert not any(limits(SQUARE, [(Role.ROAD, road), (Role.RIVER, nameless)]).values())
