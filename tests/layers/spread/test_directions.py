"""Directions of places on land made by hand, their table and their workbook."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import openpyxl
import pytest
import shapely

from layers.crs import STORAGE_CRS, transformer
from layers.spread.beverly import DirectionSettings
from layers.spread.direction_book import COMPASS, compass, middle_deg, write_directions
from layers.spread.directions import DirectionLand, Directions, directions, village_directions
from layers.spread.landscape import Grid

EPSG = 4548
X, Y = 500_000.0, 4_480_000.0
CELL = 100.0
HALF = 160  # 16 km to each side
QUARTERS = DirectionSettings(step_deg=90.0)


def lonlat(x=X, y=Y):
    lon, lat = transformer(f"EPSG:{EPSG}", STORAGE_CRS).transform(x, y)
    return float(lon), float(lat)


def land(settings=QUARTERS, villages=((X, Y),)):
    """No fuel; county "B" east of the meridian 3 km east of the middle, "A" west of it."""
    grid = Grid(EPSG, X - HALF * CELL, Y + HALF * CELL, CELL, 2 * HALF, 2 * HALF)
    county = np.zeros((grid.rows, grid.columns), dtype=np.int32)
    county[:, HALF + 30 :] = 1
    points = [shapely.Point(lonlat(*place)) for place in villages]
    names = [f"v{k}" for k in range(len(points))]
    frame = gpd.GeoDataFrame(
        {"uid": names, "name": names, "county": ["A"] * len(points)}, geometry=points, crs=STORAGE_CRS
    )
    counties = gpd.GeoDataFrame(
        {"code": ["A", "B"], "name": ["a", "b"]}, geometry=[shapely.Point(0, 0).buffer(1)] * 2, crs=STORAGE_CRS
    )
    exposure = np.zeros((grid.rows, grid.columns), dtype=np.float32)
    return DirectionLand(grid, exposure, county, counties, frame, settings)


def made(viable, origin=None):
    viable = np.array(viable, dtype=np.int8)
    origin = np.zeros(viable.shape, dtype=np.int32) if origin is None else np.array(origin, dtype=np.int32)
    lines = len(viable)
    bearing = 360.0 / lines * np.arange(1, lines + 1)
    return Directions(117.0, 40.0, "v", "A", bearing, viable, origin, np.zeros((lines, 4, 2)))


def test_fuel_to_the_east_brings_fire_from_the_county_in_the_east():
    """High all the way east: the line's first segment lies 3 of 5 km in A, the others in B."""
    given = land()
    given.exposure[HALF - 3 : HALF + 3, HALF:] = 1.0
    found = directions(given, *lonlat(), name="v", county="A")
    assert found.viable.tolist() == [[1, 1, 1], [0, 0, 0], [0, 0, 0], [0, 0, 0]]
    assert found.origin[0].tolist() == [0, 1, 1]
    assert found.source.tolist() == [1, -2, -2, -2]
    assert {row: value.tolist() for row, value in found.by_county().items()} == {1: [0.0, 0.0, 90.0]}
    (sector,) = found.sectors()
    assert (sector.first_deg, sector.last_deg, sector.county, sector.segments) == (90.0, 90.0, 1, (1, 2, 3))


def test_a_way_that_breaks_begins_where_it_breaks():
    found = made([[1, 1, 0], [1, 0, 1], [0, 1, 1], [1, 1, 1]], [[0, 1, 2], [0, 1, 2], [0, 1, 2], [0, 1, 2]])
    assert found.depth.tolist() == [2, 1, 0, 3]
    assert found.full.tolist() == [False, False, False, True]
    assert found.outer.tolist() == [False, False, True, True]
    assert found.source.tolist() == [1, 0, -2, 2]
    assert {row: value.tolist() for row, value in found.by_county().items()} == {
        0: [90.0, 0.0, 0.0],
        1: [0.0, 90.0, 0.0],
        2: [0.0, 0.0, 90.0],
    }


def test_unknown_is_told_only_where_it_decides():
    """After a known break nothing matters; an unknown first segment leaves the line open."""
    found = made([[-1, 1, 1], [1, -1, 0], [0, -1, -1], [1, 1, 1]])
    assert found.unknown.tolist() == [True, True, False, False]


def test_sectors_go_round_through_north():
    """Eight lines: those at 315°, 360° and 45° are one sector, from 315° to 45°."""
    ways = [[1, 1, 1] if k in (6, 7, 0) else [0, 0, 0] for k in range(8)]
    (sector,) = made(ways).sectors()
    assert (sector.first_deg, sector.last_deg) == (315.0, 45.0)
    assert middle_deg(sector.first_deg, sector.last_deg) == 0.0
    assert compass(0.0) == "n"
    assert compass(350.0) == "n"
    assert compass(100.0) == "e"
    whole = made([[1, 0, 0]] * 8).sectors()
    assert len(whole) == 1
    assert made([[0, 0, 0]] * 8).sectors() == []


def test_pieces_join_lines_that_look_alike_round_through_north():
    """Lines 0 and 3 of four have a way at once, lines 1 an unknown one; segment 2 of line 0 hangs in the air."""
    found = made([[1, 0, 1], [-1, 0, 0], [0, 0, 0], [1, 0, 0]])
    told = [(one.segment, one.first, one.count, one.county, one.is_joined) for one in found.pieces()]
    assert told == [(0, 1, 1, -2, False), (0, 3, 2, 0, True), (2, 0, 1, 0, False)]
    (whole,) = made([[1, 0, 0]] * 6).pieces()
    assert (whole.first, whole.count) == (0, 6)
    assert made([[0, 0, 0]] * 6).pieces() == []


def test_neighbouring_sectors_of_other_counties_stay_apart():
    found = made([[1, 0, 0]] * 4, [[0, 0, 0], [0, 0, 0], [1, 0, 0], [1, 0, 0]])
    assert [(one.first_deg, one.last_deg, one.county) for one in found.sectors()] == [(0.0 + 90, 180, 0), (270, 0, 1)]


def test_villages_come_by_county_and_name_and_can_be_chosen():
    given = land(villages=((X, Y), (X + 2000, Y)))
    assert [one.name for one in village_directions(given)] == ["v0", "v1"]
    assert [one.uid for one in village_directions(given, ["v1"])] == ["v1"]


def test_degrees_of_all_counties_sum_to_the_lines_with_a_way():
    rng = np.random.default_rng(7)
    given = land(DirectionSettings(step_deg=5.0))
    blocks = rng.choice(np.array([0.0, 1.0, 1.0, 1.0, np.nan], dtype=np.float32), size=(20, 20))
    given.exposure[:] = np.kron(blocks, np.ones((16, 16), dtype=np.float32))
    found = directions(given, *lonlat())
    told = sum(value.sum() for value in found.by_county().values())
    assert told == pytest.approx((found.depth > 0).sum() * 5.0)
    assert found.full.sum() == sum(value[-1] for value in found.by_county().values()) / 5.0


def test_the_workbook_has_a_sheet_for_each_question(tmp_path):
    given = land()
    given.exposure[HALF - 3 : HALF + 3, HALF:] = 1.0
    found = village_directions(given)
    titles = ("villages", "origins", "sectors", "notes", "village", "county", "lon", "lat", "origin", "whole", "outer",
              "any", "foreign", "unknown", "from", "to", "wind", "segments", "outside", *COMPASS)  # fmt: skip
    words = {name: name for name in titles} | {"depth": "{km} km"}
    path = write_directions(tmp_path / "d.xlsx", given, found, {"A": "甲", "B": "乙"}, words, [["method", "m"]])
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["villages", "origins", "sectors", "notes"]
    rows = list(book["villages"].iter_rows(values_only=True))
    assert rows[0] == ("village", "county", "lon", "lat", "whole", "outer", "any", "foreign", "unknown")
    assert rows[1][:2] == ("v0", "甲")
    assert rows[1][4:] == (90, 90, 90, 90, 0)
    assert list(book["origins"].iter_rows(values_only=True)) == [
        ("village", "county", "origin", "5 km", "10 km", "15 km"),
        ("v0", "甲", "乙", 0, 0, 90),
    ]
    assert list(book["sectors"].iter_rows(values_only=True))[1] == ("v0", "甲", 90, 90, "e", "乙", "1+2+3")
