"""River length in the parts of an area, also where the river is the line between them."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, box

from layers import crs
from layers.hazards.river_lengths import river_m

METRIC = "EPSG:4548"
X0, Y0 = 500_000.0, 4_480_000.0
WEST, EAST = box(X0 - 1000, Y0, X0, Y0 + 3000), box(X0, Y0, X0 + 1000, Y0 + 3000)


def lengths(*lines, parts=(WEST, EAST), area=None):
    shapes = np.array([LineString([(X0 + x, Y0 + y) for x, y in line]) for line in lines], dtype=object)
    areas = np.zeros(len(parts), dtype=np.int64) if area is None else np.array(area)
    return river_m(areas, np.array(parts, dtype=object), shapes, METRIC)


def test_a_crossing_river_is_cut_at_the_line():
    assert lengths([(-400, 1000), (700, 1000)]) == pytest.approx([400.0, 700.0], abs=1e-3)


def test_a_river_on_the_line_is_half_in_each_part():
    assert lengths([(0, 500), (0, 2500)]) == pytest.approx([1000.0, 1000.0], abs=1e-3)


def test_a_river_on_the_line_but_for_rounding_is_too():
    degrees = crs.transform(LineString([(X0 + 1e-9, Y0 + y) for y in range(500, 2501, 37)]), METRIC, crs.STORAGE_CRS)
    back = crs.transform(degrees, crs.STORAGE_CRS, METRIC)
    split = river_m(np.zeros(2, dtype=np.int64), np.array([WEST, EAST], dtype=object), np.array([back]), METRIC)
    assert split == pytest.approx([back.length / 2] * 2, abs=0.01)


def test_along_the_edge_of_an_area_it_is_wholly_its_own():
    assert lengths([(-1000, 500), (-1000, 2500)]) == pytest.approx([2000.0, 0.0], abs=1e-3)
    assert lengths([(0, 500), (0, 2500)], area=[0, 1]) == pytest.approx([2000.0, 2000.0], abs=1e-3)


def test_outside_and_nothing():
    assert lengths([(-400, -500), (-400, 250)]) == pytest.approx([250.0, 0.0], abs=1e-3)
    assert lengths([(5000, 0), (5000, 100)]).tolist() == [0.0, 0.0]
    assert river_m(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=object), np.zeros(0, dtype=object), METRIC).size == 0


def test_parts_sum_to_the_area_wherever_the_river_runs():
    y = np.linspace(-200, 3300, 400)
    for amplitude in (0.0, 0.02, 1.0, 60.0):
        wave = list(zip(amplitude * np.sin(y / 90.0), y, strict=True))
        whole = lengths(wave, parts=(shapely.union(WEST, EAST),)).sum()
        assert lengths(wave).sum() == pytest.approx(whole, abs=0.02)
        assert whole >= 3000.0 - 1e-3
