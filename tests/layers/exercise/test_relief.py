from __future__ import annotations

import math

import numpy as np
import pytest

from layers.exercise.flame import flame_length_m, intensity_kw_m, safe_by_vegetation_m, safe_from_flame_m
from layers.exercise.relief import clearance_m, heights_at, slope_deg, walk_min
from tests.layers.exercise.builders import CELL, GRID, SIDE, X, Y, plane

#: 6/7 · d² / 2R, by hand.
DROP_5_KM = 6.0 / 7.0 * 5_000.0**2 / (2 * 6_371_000.0)


@pytest.mark.parametrize("degrees", [0.0, 4.99, 5.01, 20.0, 35.0])
def test_the_slope_of_a_plane_is_its_own(degrees: float) -> None:
    found = slope_deg(plane(degrees), CELL)
    assert found[1:-1, 1:-1] == pytest.approx(degrees, abs=1e-3)


def test_a_plane_that_rises_to_the_north_east_is_as_steep_as_its_gradient() -> None:
    rows, columns = np.mgrid[0:40, 0:40]
    height = columns * 50.0 * 0.03 - rows * 50.0 * 0.04  # 3 % east and 4 % north: 5 % in all
    assert slope_deg(height, 50.0)[1:-1, 1:-1] == pytest.approx(math.degrees(math.atan(0.05)), abs=1e-6)


def test_slope_beside_an_unknown_height_is_unknown() -> None:
    height = plane(5.0)
    height[10, 10] = np.nan
    found = slope_deg(height, CELL)
    assert np.isnan(found[9:12, 9:12]).sum() == 8  # Horn leaves the middle cell out of its own slope
    assert not np.isnan(found[20, 20])


def test_heights_are_bilinear_between_the_middles_of_cells() -> None:
    height = plane(10.0)
    x = np.array([X + 25.0, X + 50.0, X + 75.0, X - 1.0])
    found = heights_at(height, GRID, x, np.full(4, Y + 500.0))
    assert found[0] == pytest.approx(height[0, 0])
    assert found[1] == pytest.approx((height[0, 0] + height[0, 1]) / 2)
    assert found[2] == pytest.approx(height[0, 1])
    assert math.isnan(found[3])


def test_on_level_ground_a_line_of_sight_clears_it_by_hand() -> None:
    level, far = np.zeros((SIDE, SIDE), dtype=np.float32), 5_000.0
    eye, target = (X + 500.0, Y + 3_000.0), (X + 500.0 + far, Y + 3_000.0)
    # Between two ends of the same height h the Earth bulges by drop(far)/4 in the middle.
    found = clearance_m(level, GRID, eye, target, eye_m=2.0, target_m=2.0)
    assert found == pytest.approx(2.0 - DROP_5_KM / 4.0, abs=0.01)


def test_a_ridge_hides_what_is_behind_and_a_mast_sees_over_it() -> None:
    height = np.zeros((SIDE, SIDE), dtype=np.float32)
    height[:, 60] = 30.0
    eye, target = (X + 1_000.0, Y + 3_000.0), (X + 5_025.0, Y + 3_000.0)
    assert clearance_m(height, GRID, eye, target, eye_m=2.0, target_m=20.0) < 0.0
    assert clearance_m(height, GRID, eye, target, eye_m=60.0, target_m=20.0) > 0.0
    height[:, 70] = np.nan
    assert math.isnan(clearance_m(height, GRID, eye, target))


def test_walking_follows_tobler() -> None:
    level = np.zeros((SIDE, SIDE), dtype=np.float32)
    start, end = (X + 1_000.0, Y + 1_000.0), (X + 2_000.0, Y + 1_000.0)
    minutes, x, _y, after = walk_min(level, GRID, start, end)
    assert minutes == pytest.approx(60.0 / (0.6 * 6.0 * math.exp(-3.5 * 0.05)))
    assert after[0] == 0.0 and after[-1] == pytest.approx(minutes) and x[-1] == pytest.approx(end[0])
    uphill = walk_min(plane(10.0), GRID, start, end)[0]
    slope = math.tan(math.radians(10.0))
    assert uphill == pytest.approx(60.0 / (0.6 * 6.0 * math.exp(-3.5 * (slope + 0.05))), rel=1e-3)
    assert walk_min(plane(10.0), GRID, end, start)[0] < uphill


def test_flames_by_byram() -> None:
    # 6 m/min in 1 kg/m²: 18 000 · 1 · 0.1 = 1800 kW/m, and 0.0775 · 1800^0.46 = 2.44 m.
    assert intensity_kw_m(6.0, 1.0) == pytest.approx(1_800.0)
    assert flame_length_m(1_800.0) == pytest.approx(2.437, abs=0.005)
    assert flame_length_m(0.0) == 0.0
    assert safe_from_flame_m(2.5) == 10.0 and safe_by_vegetation_m(3.0, 2.0) == 48.0
