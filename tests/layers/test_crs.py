"""Zones and axis order."""

from __future__ import annotations

from itertools import pairwise

import pyproj
import pytest
import shapely

from layers import crs


@pytest.mark.parametrize(
    ("longitude", "meridian", "plain", "prefixed"),
    [
        (114.0, 114, 4547, 4526),
        (115.49, 114, 4547, 4526),
        (115.5, 117, 4548, 4527),
        (117.0, 117, 4548, 4527),
        (118.5, 120, 4549, 4528),
    ],
)
def test_zone_edges_and_epsg_codes(longitude, meridian, plain, prefixed):
    assert crs.central_meridian(longitude) == meridian
    assert crs.gk_epsg(longitude) == plain
    assert crs.gk_epsg(longitude, prefixed=True) == prefixed


@pytest.mark.parametrize("zone", range(25, 46))
def test_every_zone_is_the_crs_its_code_says(zone):
    plain = pyproj.CRS.from_epsg(crs.gk_epsg(3 * zone))
    prefixed = pyproj.CRS.from_epsg(crs.gk_epsg(3 * zone, prefixed=True))
    for system, easting in ((plain, 500000), (prefixed, zone * 1_000_000 + 500000)):
        parameters = {item.name: item.value for item in system.coordinate_operation.params}
        assert parameters["Longitude of natural origin"] == 3 * zone
        assert parameters["False easting"] == easting


def test_transform_keeps_x_east_and_y_north():
    point = crs.transform(shapely.Point(117, 40), "EPSG:4490", "EPSG:4548")
    assert point.x == pytest.approx(500000, abs=0.01)
    assert 4_400_000 < point.y < 4_450_000
    back = crs.transform(point, "EPSG:4548", "EPSG:4490")
    assert (back.x, back.y) == pytest.approx((117, 40), abs=1e-9)


def test_densified_has_no_long_edge():
    line = crs.densified(shapely.LineString([(0, 0), (1000, 0)]))
    xy = shapely.get_coordinates(line)
    assert max(abs(b[0] - a[0]) for a, b in pairwise(xy)) <= crs.EDGE_M
