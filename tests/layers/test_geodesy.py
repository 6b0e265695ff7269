"""Lengths and areas against published values and each other."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from layers import geodesy
from layers.crs import densified, transform


def test_one_degree_of_meridian_at_40_north_is_the_published_arc():
    # Meridian arc of GRS 80 from 40°N to 41°N: 111 044.3 m by the series of Snyder (1987), eq. 3-21.
    line = shapely.LineString([(117, 40), (117, 41)])
    a, f = 6378137.0, 1 / 298.257222101
    e2 = f * (2 - f)

    def arc(latitude: float) -> float:
        phi = math.radians(latitude)
        return a * (
            (1 - e2 / 4 - 3 * e2**2 / 64 - 5 * e2**3 / 256) * phi
            - (3 * e2 / 8 + 3 * e2**2 / 32 + 45 * e2**3 / 1024) * math.sin(2 * phi)
            + (15 * e2**2 / 256 + 45 * e2**3 / 1024) * math.sin(4 * phi)
            - (35 * e2**3 / 3072) * math.sin(6 * phi)
        )

    assert geodesy.geodesic_length_m(line) == pytest.approx(arc(41) - arc(40), abs=0.01)


def test_web_mercator_would_be_seventy_percent_too_big():
    square = shapely.box(116.0, 40.19, 116.02, 40.21)
    mercator = transform(square, "EPSG:4490", "EPSG:3857").area
    assert mercator / geodesy.geodesic_area_m2(square) == pytest.approx(1.716, abs=0.002)


def test_hole_is_taken_off_and_its_rim_counts_in_the_perimeter():
    outer = shapely.box(116, 40, 116.1, 40.1)
    hole = shapely.box(116.04, 40.04, 116.06, 40.06)
    ring = outer.difference(hole)
    assert geodesy.geodesic_area_m2(ring) == pytest.approx(
        geodesy.geodesic_area_m2(outer) - geodesy.geodesic_area_m2(hole), rel=1e-12
    )
    assert geodesy.geodesic_length_m(ring) == pytest.approx(
        geodesy.geodesic_length_m(outer) + geodesy.geodesic_length_m(hole), rel=1e-12
    )


def test_ring_direction_does_not_matter():
    square = shapely.box(116, 40, 116.1, 40.1)
    assert geodesy.geodesic_area_m2(square.reverse()) == pytest.approx(geodesy.geodesic_area_m2(square), rel=1e-14)


def test_empty_and_missing_geometry_measure_nothing():
    assert geodesy.geodesic_area_m2(shapely.Polygon()) == 0.0
    assert geodesy.geodesic_length_m(shapely.LineString()) == 0.0
    assert geodesy.areas_m2(np.array([], dtype=object)).shape == (0,)
    assert geodesy.areas_m2(np.array([shapely.Polygon()], dtype=object)).tolist() == [0.0]


def test_multilines_do_not_measure_the_gap_between_their_parts():
    two = shapely.MultiLineString([[(116, 40), (116, 40.01)], [(118, 40), (118, 40.01)]])
    one = shapely.LineString([(116, 40), (116, 40.01)])
    lengths = geodesy.geodesic_lengths_m(np.array([two, one], dtype=object))
    assert lengths[0] == pytest.approx(2 * lengths[1], rel=1e-12)


@given(
    lon=st.floats(100, 125),
    lat=st.floats(20, 50),
    width_m=st.floats(200, 20000),
    turn=st.floats(0, math.pi),
)
def test_bulk_area_agrees_with_the_geodesic_polygon(lon, lat, width_m, turn):
    """The equal-area bulk method and Karney's polygon area agree to 1 part in 10⁷ on densified shapes."""
    from layers.crs import gk_epsg

    epsg = f"EPSG:{gk_epsg(lon)}"
    centre = transform(shapely.Point(lon, lat), "EPSG:4490", epsg)
    corners = [
        (centre.x + width_m * math.cos(turn + k * math.pi / 2), centre.y + width_m * math.sin(turn + k * math.pi / 2))
        for k in range(4)
    ]
    planar = densified(shapely.Polygon(corners))
    bulk = geodesy.areas_m2(np.array([planar], dtype=object), epsg)[0]
    exact = geodesy.geodesic_area_m2(transform(planar, epsg, "EPSG:4490"))
    assert bulk == pytest.approx(exact, rel=1e-7)
