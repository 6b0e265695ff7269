"""Exposure and directions on rasters made by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.crs import STORAGE_CRS, transformer
from layers.errors import CellsTooCoarse
from layers.spread.beverly import (
    NO,
    UNKNOWN,
    YES,
    DirectionSettings,
    bearings,
    crossed,
    hazard_exposure,
    line_ends,
    window,
)
from layers.spread.landscape import Grid

EPSG = 4548
#: The place: a corner of cells on the central meridian, where grid north is true north.
X, Y = 500_000.0, 4_480_000.0


def by_hand(hazard, cell_m, distance_m):
    """The definition, cell by cell: the share of cells with middles within d that are hazardous, the cell left out."""
    rows, columns = hazard.shape
    reach = int(distance_m // cell_m)
    out = np.full(hazard.shape, np.nan)
    for r in range(rows):
        for c in range(columns):
            seen = []
            for dr in range(-reach, reach + 1):
                for dc in range(-reach, reach + 1):
                    if (dr or dc) and np.hypot(dr, dc) * cell_m <= distance_m + 1e-9:
                        inside = 0 <= r + dr < rows and 0 <= c + dc < columns
                        seen.append(hazard[r + dr, c + dc] if inside else np.nan)
            out[r, c] = np.mean(seen)
    return out


def test_the_window_of_five_cells_is_a_disc_without_its_middle():
    """500 m with cells of 100 m: rows of 1, 7, 9, 9, 9, 11, 9, 9, 9, 7, 1 cells: 81, 80 without the middle."""
    spans = window(100.0, 500.0)
    assert [2 * half + 1 for _row, half in spans] == [1, 7, 9, 9, 9, 11, 9, 9, 9, 7, 1]


def test_a_single_cell_of_fuel_exposes_its_neighbours_by_one_eightieth_and_not_itself():
    hazard = np.zeros((21, 21), dtype=np.float32)
    hazard[10, 10] = 1.0
    found = hazard_exposure(hazard, 100.0, 500.0)
    assert found[10, 10] == 0.0
    assert found[10, 15] == pytest.approx(1 / 80)
    assert found[7, 14] == pytest.approx(1 / 80)  # 3 and 4 cells away: 500 m
    assert found[6, 14] == 0.0
    assert np.isnan(found[:5]).all()  # the window goes over the edge
    assert np.isnan(found[:, -5:]).all()


def test_half_a_plain_of_fuel():
    """At the last row of fuel 35 of 80 cells burn (half of what is not in its row) and its own row, 10."""
    hazard = np.zeros((30, 30), dtype=np.float32)
    hazard[:15] = 1.0
    found = hazard_exposure(hazard, 100.0, 500.0)
    assert found[14, 15] == pytest.approx((35 + 10) / 80)
    assert found[15, 15] == pytest.approx(35 / 80)
    assert found[9, 15] == 1.0
    assert found[20, 15] == 0.0


def test_unknown_fuel_makes_its_surroundings_unknown():
    hazard = np.ones((21, 21), dtype=np.float32)
    hazard[10, 10] = np.nan
    found = hazard_exposure(hazard, 100.0, 300.0)
    assert np.isnan(found[10, 13])
    assert np.isnan(found[10, 7])
    assert found[10, 14] == 1.0
    assert found[10, 10] == 1.0  # around it all is known


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([(10.0, 30.0), (33.0, 100.0), (150.0, 500.0)]))
def test_running_sums_give_what_the_definition_gives(seed, sizes):
    rng = np.random.default_rng(seed)
    hazard = rng.choice(np.array([0.0, 1.0, 1.0, np.nan], dtype=np.float32), p=[0.4, 0.3, 0.29, 0.01], size=(14, 17))
    np.testing.assert_allclose(hazard_exposure(hazard, *sizes), by_hand(hazard, *sizes), rtol=1e-6)


def test_cells_must_be_three_times_finer():
    with pytest.raises(CellsTooCoarse) as caught:
        hazard_exposure(np.ones((9, 9), dtype=np.float32), 200.0, 500.0)
    assert caught.value.facts["most_m"] == 166
    assert [DirectionSettings(distance_m=d).cell_m for d in (500.0, 100.0, 30.0)] == [160.0, 30.0, 10.0]
    for distance in (500.0, 100.0, 30.0, 20.0):
        window(DirectionSettings(distance_m=distance).cell_m, distance)


def test_settings_that_make_no_sense_are_refused():
    for wrong in ({"step_deg": 7.0}, {"step_deg": 0.0}, {"distance_m": 0.0}, {"high": 1.2}, {"viable": 0.0}):
        with pytest.raises(ValueError, match="must be"):
            DirectionSettings(**wrong)


# --- lines ---------------------------------------------------------------------------------------------------


def land(value=0.0, cell_m=100.0, half=200):
    """A square grid about the place, with one exposure everywhere; two counties, divided by the meridian."""
    grid = Grid(EPSG, X - half * cell_m, Y + half * cell_m, cell_m, 2 * half, 2 * half)
    exposure = np.full((grid.rows, grid.columns), value, dtype=np.float32)
    county = np.zeros((grid.rows, grid.columns), dtype=np.int32)
    county[:, half:] = 1
    return grid, exposure, county


def place():
    lon, lat = transformer(f"EPSG:{EPSG}", STORAGE_CRS).transform(X, Y)
    return float(lon), float(lat)


def cross(grid, exposure, county, plan=None):
    plan = plan or DirectionSettings(step_deg=90.0)
    ends = line_ends(*place(), EPSG, plan)
    return crossed(exposure, county, grid, ends, plan.high), ends


def test_lines_go_to_the_four_winds():
    """East, south, west, north: 5, 10 and 15 km on the ellipsoid."""
    _found, ends = cross(*land())
    assert bearings(DirectionSettings(step_deg=90.0)).tolist() == [90.0, 180.0, 270.0, 360.0]
    east, south, west, north = ends - np.array([X, Y])
    assert north[:, 1] == pytest.approx([0, 5000, 10_000, 15_000], abs=0.1)
    assert south[:, 1] == pytest.approx([0, -5000, -10_000, -15_000], abs=0.1)
    assert east[:, 0] == pytest.approx([0, 5000, 10_000, 15_000], abs=0.1)
    assert west[:, 0] == pytest.approx([0, -5000, -10_000, -15_000], abs=0.1)
    assert abs(east[-1, 1]) < 20.0  # a geodesic bends away from the parallel


def test_shares_are_lengths_in_cells():
    """Exposure 0.6 on 4 km of the first 5 km to the north is 80 %: a way; on 3.9 km it is none."""
    grid, exposure, county = land()
    middle = grid.columns // 2
    exposure[200 - 40 : 200, middle - 1 : middle + 1] = 0.6
    found, _ = cross(grid, exposure, county)
    assert found.high[3] == pytest.approx([0.8, 0.0, 0.0], abs=1e-4)
    exposure[160, :] = 0.59
    found, _ = cross(grid, exposure, county)
    assert found.high[3, 0] == pytest.approx(0.78, abs=1e-4)
    assert found.viable(0.8)[3].tolist() == [NO, NO, NO]


def test_a_slanted_line_is_measured_by_its_length_in_each_cell():
    """To the north-east the line leaves a square of 2 km of fuel after 2,828 m of 5,000 m."""
    grid, exposure, county = land()
    exposure[180:200, 200:220] = 1.0
    plan = DirectionSettings(step_deg=45.0)
    found, _ = cross(grid, exposure, county, plan)
    assert found.high[0, 0] == pytest.approx(2000 * np.sqrt(2) / 5000, abs=2e-3)


def test_whether_a_segment_is_a_way_may_be_unknown():
    """High 60 % and unknown 30 % may be 90 %: unknown.  High 40 % and unknown 30 % is less than 80 %: none."""
    grid, exposure, county = land()
    exposure[170:200], exposure[155:170] = 1.0, np.nan  # north: 3 km high, 1.5 km unknown
    exposure[200:220], exposure[220:235] = 1.0, np.nan  # south: 2 km high, 1.5 km unknown
    found, _ = cross(grid, exposure, county)
    assert found.viable(0.8)[3, 0] == UNKNOWN
    assert found.viable(0.8)[1, 0] == NO


def test_beyond_the_land_nothing_is_known():
    grid, exposure, county = land(1.0, half=80)  # 8 km to each side
    found, _ = cross(grid, exposure, county)
    assert found.unknown[3] == pytest.approx([0.0, 0.4, 1.0], abs=1e-3)
    assert found.viable(0.8).tolist() == [[YES, UNKNOWN, UNKNOWN]] * 4
    assert found.county[3, 2] == -1


def test_the_county_is_the_one_most_of_the_segment_lies_in():
    found, _ = cross(*land())
    assert found.county[0].tolist() == [1, 1, 1]  # east
    assert found.county[2].tolist() == [0, 0, 0]  # west
    grid, exposure, county = land()
    county[:130], county[130:] = 0, 1  # the line lies 7 km to the north
    found, _ = cross(grid, exposure, county)
    assert found.county[3].tolist() == [1, 0, 0]  # the second segment: 2 km in 1, 3 km in 0


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_shares_sum_to_one_and_agree_with_fine_steps(seed):
    """High, unknown and the rest make up each segment; 20,000 points along it say the same."""
    rng = np.random.default_rng(seed)
    grid, exposure, county = land(half=160)
    exposure[:] = rng.choice(np.array([0.0, 1.0, np.nan], dtype=np.float32), size=exposure.shape)
    plan = DirectionSettings(step_deg=360.0 / int(rng.integers(1, 12)))
    ends = line_ends(*place(), EPSG, plan)
    found = crossed(exposure, county, grid, ends, plan.high)
    low = crossed(1.0 - exposure, county, grid, ends, plan.high)
    np.testing.assert_allclose(found.high + found.unknown + low.high, 1.0, atol=1e-9)
    t = (np.arange(20_000) + 0.5) / 20_000
    (x0, y0), (x1, y1) = ends[0, 0], ends[0, 1]
    cell = grid.cell_of(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t)
    assert found.high[0, 0] == pytest.approx((exposure.ravel()[cell] >= 0.6).mean(), abs=2e-3)
