"""A line along one meridian and one parallel, and what it closes."""

import pytest
import shapely

from layers.geodesy import geodesic_area_m2
from layers.measuring import measure_line

CORNERS = [(117.0, 40.0), (117.0, 40.1), (117.1, 40.1)]


def test_legs_bearings_length_and_area():
    found = measure_line(CORNERS)
    assert found.legs_m == pytest.approx((11103.56, 8526.92), abs=0.01)
    assert found.bearings_deg == pytest.approx((0.0, 89.968), abs=0.001)
    assert found.length_m == pytest.approx(19630.48, abs=0.02)
    # Half of a spheroidal quadrangle of 0.1° by 0.1°: about 11 103.56 · (8 526.92 + 8 539.4) / 2 / 2 m².
    assert found.area_ha == pytest.approx(4737.0, rel=2e-3)
    assert found.area_ha == pytest.approx(geodesic_area_m2(shapely.Polygon(CORNERS)) / 1e4)
    assert found.closing_m == pytest.approx(14005, abs=5)


def test_a_closed_line_has_nothing_left_to_close():
    closed = measure_line([*CORNERS, CORNERS[0]])
    assert closed.closing_m == 0.0 and closed.area_ha == pytest.approx(measure_line(CORNERS).area_ha)


@pytest.mark.parametrize(
    "points", [CORNERS[:1], CORNERS[:2], [*CORNERS[:2], (117.0, 40.05)], [(117, 40), (118, 41), (118, 40), (117, 41)]]
)
def test_what_encloses_nothing_has_no_area(points):
    """One point, two, three on one line, sides that cross: unknown, never zero."""
    assert measure_line(points).area_ha is None


def test_one_point_has_no_length():
    assert measure_line(CORNERS[:1]).length_m == 0.0 and measure_line(CORNERS[:1]).legs_m == ()
