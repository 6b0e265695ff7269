"""Counties of several parts cut patches like any other."""

from __future__ import annotations

import pytest
import shapely

from layers.borders import build_network
from layers.borders.straddle import straddling
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
