"""Corners as rows: what is typed, pasted and taken away, and what is refused."""

import pytest
import shapely

from layers.errors import UnsoundShape
from layers.patrol.corner_table import area_of, corner_rows, parse_places, pasted, with_places, without

SQUARE = shapely.Polygon([(116, 40), (117, 40), (117, 41), (116, 41)])
HOLED = shapely.Polygon(SQUARE.exterior, [[(116.2, 40.2), (116.2, 40.4), (116.4, 40.4)]])
TWO = shapely.MultiPolygon([HOLED, shapely.box(118, 40, 119, 41)])


@pytest.mark.parametrize("area", [SQUARE, HOLED, TWO])
def test_rows_and_back_are_the_same_to_the_last_digit(area):
    assert area_of(corner_rows(area)).equals_exact(area, 0.0)


def test_rows_say_which_ring_they_belong_to():
    rows = corner_rows(TWO)
    assert [(row.part, row.ring, row.corner) for row in rows[:8]] == [
        *((0, 0, k) for k in range(4)),
        *((0, 1, k) for k in range(3)),
        (1, 0, 0),
    ]


def test_a_corner_is_put_elsewhere():
    moved = area_of(with_places(corner_rows(SQUARE), {2: (117.5, 41.5)}))
    assert moved.equals_exact(shapely.Polygon([(116, 40), (117, 40), (117.5, 41.5), (116, 41)]), 0.0)


def test_sides_that_would_cross_are_refused():
    with pytest.raises(UnsoundShape) as caught:
        area_of(with_places(corner_rows(SQUARE), {2: (115, 40.5), 3: (118, 40.2)}))
    assert caught.value.facts == {"reason": "crossing"}


def test_corners_are_taken_away_until_three_are_left():
    rows = without(corner_rows(SQUARE), {1})
    assert [row.corner for row in rows] == [0, 1, 2] and area_of(rows).area == pytest.approx(0.5)
    with pytest.raises(UnsoundShape):
        area_of(without(rows, {0}))
    assert not area_of(without(corner_rows(HOLED), {4, 5, 6})).interiors, "a hole without corners is gone"
    with pytest.raises(UnsoundShape):
        area_of(without(corner_rows(HOLED), {0, 1, 2, 3}))


def test_pasting_writes_over_and_adds_at_the_end_of_the_ring():
    rows = pasted(corner_rows(HOLED), 2, [(117, 41), (116.5, 41.5), (116, 41)])
    ring = [(row.lon, row.lat) for row in rows if row.ring == 0]
    assert ring == [(116, 40), (117, 40), (117, 41), (116.5, 41.5), (116, 41)]
    assert [row.corner for row in rows] == [0, 1, 2, 3, 4, 0, 1, 2] and area_of(rows).interiors


@pytest.mark.parametrize(
    "text",
    [
        "116.5\t40.5\n117\t40.6",
        "经度\t纬度\n116.5\t40.5\n117\t40.6\n",
        "116°30′0″E\t40°30′N\n117°00′00.0″E\t40°36′00″N",
        "1\t116.5\t40.5\n2\t117\t40.6",
        "116.5,40.5\n\n117,40.6",
        "116.5\t40.5\n117\t40.6\n116.5\t40.5",
    ],
)
def test_what_a_spreadsheet_gives_is_read(text):
    assert parse_places(text) == [pytest.approx((116.5, 40.5)), pytest.approx((117.0, 40.6))]


def test_metres_with_thin_spaces_are_read():
    assert parse_places("4\u2009502\u2009055.8\t457\u2009290.6") == [(4502055.8, 457290.6)]


def test_a_line_that_is_none_is_named():
    with pytest.raises(ValueError, match="3"):
        parse_places("116.5\t40.5\n117\t40.6\n在河边\n")
    assert parse_places("在河边") == []
