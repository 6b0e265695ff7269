"""Counties of several parts cut patches like any other."""

from __future__ import annotations

import pytest
import shapely

from layers.borders import build_network, clean_counties
from layers.borders.partition import build_partition
from layers.borders.straddle import straddling
from layers.crs import STORAGE_CRS, transform
from tests.layers.shapes import box_km, counties, forests

A, B, C = "110116", "130826", "130827"


def test_a_patch_between_the_parts_of_two_split_counties_is_cut():
    """Both neighbours of the cut are multipart, so no other county brings the line into the search."""
    west = shapely.MultiPolygon([box_km(0, 0, 10, 10), box_km(40, 0, 50, 10)])
    east = shapely.MultiPolygon([box_km(10, 0, 20, 10), box_km(60, 0, 70, 10)])
    frame = counties({A: west, B: east})
    row = straddling(forests([box_km(9, 4, 11, 6)]), frame, build_network(frame)).iloc[0]
    assert row["shares"][A] == pytest.approx(0.5, abs=1e-6)
    assert row["shares"][B] == pytest.approx(0.5, abs=1e-6)


def test_a_patch_of_two_parts_that_touches_no_line_lies_where_its_parts_lie():
    """One part on each side of the line, neither near it: no line is met, and still two counties hold it."""
    frame = counties({A: box_km(0, 0, 10, 10), B: box_km(10, 0, 20, 10)})
    apart = shapely.MultiPolygon([box_km(6, 4, 8, 6), box_km(13, 4, 14, 6)])
    both = shapely.MultiPolygon([box_km(2, 1, 3, 2), box_km(5, 1, 6, 2)])  # two parts in one county
    partition = build_partition(clean_counties(frame), build_network(frame))
    shapes = transform(forests([apart, both]).frame.geometry.to_numpy(), STORAGE_CRS, partition.crs)
    source, county, parts = partition.cut(shapes)
    assert source.tolist() == [0, 0, 1]
    assert [partition.codes[k] for k in county] == [A, B, A]
    assert shapely.area(parts) == pytest.approx([4e6, 2e6, 2e6], rel=1e-6)
    row = straddling(forests([apart]), frame, build_network(frame)).iloc[0]
    assert (row["shares"][A], row["shares"][B]) == (pytest.approx(2 / 3, abs=1e-6), pytest.approx(1 / 3, abs=1e-6))
