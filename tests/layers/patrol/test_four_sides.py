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


def test_a_place_limits_one_side_and_the_other_says_the_next() -> None:
    # Kilometres: the corner village is some 0.9 from the west side and 1.1 from the north side.
    corner = ("角村", shapely.Point(116.69, 40.77))
    north = ("北村", shapely.Point(116.75, 40.772))  # farther, and the north side's own
    found = limits(SQUARE, [(Role.SETTLEMENT, frame(corner, north))])
    assert [one.name for one in found["west"]] == ["角村"]
    assert [one.name for one in found["north"]] == ["北村"]


def test_a_village_of_two_sides_gives_way_to_a_river_on_one() -> None:
    corner = frame(("角村", shapely.Point(116.69, 40.77)))
    river = frame(("白河", shapely.LineString([(116.69, 40.7605), (116.81, 40.7605)])))
    found = limits(SQUARE, [(Role.SETTLEMENT, corner), (Role.RIVER, river)])
    assert [one.name for one in found["north"]] == ["白河"]
    assert [one.name for one in found["west"]] == ["角村"]


def test_a_county_line_limits_the_side_it_runs_along() -> None:
    line = frame(("怀柔区–密云区", shapely.LineString([(116.8, 40.6), (116.8, 40.8)])))
    found = limits(SQUARE, [(Role.COUNTY, line), (Role.SETTLEMENT, frame(("东村", shapely.Point(116.805, 40.73))))])
    assert [(one.role, one.name) for one in found["east"]] == [(Role.COUNTY, "怀柔区–密云区")]
    assert "东至怀柔区–密云区县界（沿线 6." in text(found, load_words("zh_CN"))


@pytest.mark.parametrize(
    ("at", "zh", "en"),
    [
        (
            (116.69, 40.77),
            "东至________，南至________，西、北至角村附近（西北角）。",
            "East: ________; south: ________; west, north: near 角村 (north-west corner).",
        ),
        (
            (116.805, 40.77),
            "东、北至角村附近（东北角），南至________，西至________。",
            "East, north: near 角村 (north-east corner); south: ________; west: ________.",
        ),
    ],
)
def test_a_place_that_two_sides_have_alone_is_said_once(at: tuple[float, float], zh: str, en: str) -> None:
    found = limits(SQUARE, [(Role.SETTLEMENT, frame(("角村", shapely.Point(at))))])
    assert text(found, load_words("zh_CN")) == zh
    assert text(found, load_words("en")) == en


def test_a_small_area_with_one_village_has_it_on_every_side() -> None:
    small = shapely.box(116.700, 40.700, 116.705, 40.704)
    found = limits(small, [(Role.SETTLEMENT, frame(("中村", small.centroid)))])
    assert text(found, load_words("zh_CN")) == "东、南、西、北至中村附近。"


def test_a_marker_at_a_corner_goes_to_the_side_without_another() -> None:
    # On the corner itself, as near to the west as to the north; the north has a marker of its own besides.
    markers = frame(("1101001Q", shapely.Point(116.70, 40.76)), ("1101002Q", shapely.Point(116.75, 40.761)))
    found = limits(SQUARE, [(Role.BOUNDARY_MARKER, markers)])
    assert [one.name for one in found["west"]] == ["1101001Q"]
    assert [one.name for one in found["north"]] == ["1101002Q"]


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
