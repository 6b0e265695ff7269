"""Grid lines: their steps and texts by hand, their places against the projection itself."""

from __future__ import annotations

import numpy as np
import pytest

from layers.crs import STORAGE_CRS, transformer
from layers.grids import (
    crossings_at,
    degrees_text,
    gk_lines,
    graticule_lines,
    graticule_step,
    grid_step,
    grid_text,
    nearest_graticule_crossing,
    nearest_grid_crossing,
)

HOME = (460_000.0, 4_500_000.0, 480_000.0, 4_515_000.0)  # EPSG:4548, middle 117°E


def to_zone(xy: np.ndarray, epsg: int, zone_epsg: int) -> np.ndarray:
    return np.column_stack(transformer(f"EPSG:{epsg}", f"EPSG:{zone_epsg}").transform(xy[:, 0], xy[:, 1]))


@pytest.mark.parametrize(
    ("degrees", "text"),
    [
        (116.75, "116°45′E"),
        (117.0, "117°00′E"),
        (40 + 30.5 / 3600, "40°00′30.5″E"),
        (40 + 5 / 3600, "40°00′05″E"),
        (-0.5, "0°30′W"),
        (39.9999999999, "40°00′E"),
    ],
)
def test_angles_are_written_without_the_parts_that_are_zero(degrees: float, text: str) -> None:
    assert degrees_text(degrees, ("E", "W")) == text


@pytest.mark.parametrize(
    ("axis", "metres", "step", "text"),
    [
        ("east", 466_000.0, 1000.0, "Y 39466 km"),
        ("east", 466_500.0, 500.0, "Y 39466.5 km"),
        ("east", 66_050.0, 50.0, "Y 39066.05 km"),
        ("north", 4_512_000.0, 2000.0, "X 4512 km"),
        ("north", 4_512_300.0, 100.0, "X 4512.3 km"),
    ],
)
def test_an_easting_has_the_zone_before_it(axis: str, metres: float, step: float, text: str) -> None:
    assert grid_text(axis, metres, step, 39) == text


@pytest.mark.parametrize(("width_m", "step"), [(20_000.0, 5000.0), (7_000.0, 1000.0), (650.0, 100.0)])
def test_the_step_of_the_grid_is_1_2_or_5_times_a_power_of_ten(width_m: float, step: float) -> None:
    assert grid_step((0.0, 0.0, width_m, 100.0)) == step


def test_meridians_and_parallels_lie_where_they_say() -> None:
    lines = graticule_lines(HOME, 4548, graticule_step(HOME, 4548))
    assert [line.text for line in lines if line.axis == "lon"] == ["116°35′E", "116°40′E", "116°45′E"]
    for line in lines:
        lonlat = to_zone(line.xy, 4548, 4490)
        assert np.abs(lonlat[:, 0 if line.axis == "lon" else 1] - line.value).max() < 1e-9
        assert line.goes_up == (line.axis == "lon")


def test_the_grid_of_the_map_s_own_zone_is_straight_and_exact() -> None:
    lines = gk_lines(HOME, 4548, 5000.0)
    east = [line for line in lines if line.axis == "east" and HOME[0] <= line.value <= HOME[2]]
    assert [line.text for line in east] == ["Y 39460 km", "Y 39465 km", "Y 39470 km", "Y 39475 km", "Y 39480 km"]
    for line in lines:
        assert np.abs(line.xy[:, 0 if line.axis == "east" else 1] - line.value).max() < 1e-4


def test_near_a_zone_edge_each_strip_has_the_grid_of_its_own_zone() -> None:
    # 118°30′E parts zone 39 (middle 117°) from zone 40 (middle 120°); the plan is in zone 39.
    x, y = transformer(STORAGE_CRS, "EPSG:4548").transform(118.5, 40.5)
    lines = gk_lines((x - 30_000, y - 20_000, x + 30_000, y + 20_000), 4548, 10_000.0)
    west = [line for line in lines if line.axis == "east" and line.text.startswith("Y 39")]
    other = [line for line in lines if line.axis == "east" and line.text.startswith("Y 40")]
    assert len(west) >= 3 and len(other) >= 3 and len(west) + len(other) == sum(line.axis == "east" for line in lines)
    for line in other:  # exact in zone 40, and a slanting line in the plan's own CRS
        own = to_zone(line.xy, 4548, 4549)
        assert np.abs(own[:, 0] - line.value).max() < 1e-3
        assert np.ptp(line.xy[:, 0]) > 500.0
    for line in lines:
        lon = to_zone(line.xy, 4548, 4490)[:, 0]
        is_east = line.text.startswith("Y 40") or (line.axis == "north" and lon.mean() > 118.5)
        assert (lon >= 118.5 - 1e-5).all() if is_east else (lon <= 118.5 + 1e-5).all()
    # Northings reach the edge of the strip from both sides: nothing is left out between them.
    north = [line for line in lines if line.axis == "north"]
    ends = [to_zone(line.xy, 4548, 4490)[:, 0] for line in north]
    assert all(min(abs(lon - 118.5)) < 1e-5 for lon in ends)


def test_a_curved_line_is_drawn_to_a_fraction_of_its_bend() -> None:
    # A zone away a line of 60 km bends by metres; between its points it must not be off by more than that over n².
    x, y = transformer(STORAGE_CRS, "EPSG:4548").transform(119.5, 40.5)
    line = next(
        line
        for line in gk_lines((x - 30_000, y - 30_000, x + 30_000, y + 30_000), 4548, 10_000.0)
        if line.axis == "east"
    )
    middles = (line.xy[:-1] + line.xy[1:]) / 2.0
    assert np.abs(to_zone(middles, 4548, 4549)[:, 0] - line.value).max() < 0.05


def test_lines_are_labelled_where_they_meet_the_edge() -> None:
    line = next(one for one in graticule_lines(HOME, 4548, 1 / 12) if one.text == "116°40′E")
    (top,), (foot,) = crossings_at(line, "N", HOME), crossings_at(line, "S", HOME)
    for x, y in ((top, HOME[3]), (foot, HOME[1])):
        lon, _ = transformer("EPSG:4548", STORAGE_CRS).transform(x, y)
        assert lon == pytest.approx(116 + 40 / 60, abs=1e-6)
    assert crossings_at(line, "W", HOME) == []


def test_the_nearest_crossing() -> None:
    x, y = transformer(STORAGE_CRS, "EPSG:4548").transform(116.667, 40.749)
    found = nearest_graticule_crossing(x, y, 4548, 1 / 12)
    assert transformer("EPSG:4548", STORAGE_CRS).transform(*found) == pytest.approx((116 + 40 / 60, 40.75), abs=1e-9)
    assert nearest_grid_crossing(466_210.0, 4_511_900.0, 4548, 1000.0) == pytest.approx((466_000.0, 4_512_000.0))
    # In zone 40's strip the crossing is one of zone 40's.
    x, y = transformer(STORAGE_CRS, "EPSG:4548").transform(119.0, 40.5)
    east, north = transformer("EPSG:4548", "EPSG:4549").transform(*nearest_grid_crossing(x, y, 4548, 1000.0))
    assert east % 1000.0 == pytest.approx(0.0, abs=1e-3) or east % 1000.0 == pytest.approx(1000.0, abs=1e-3)
    assert abs(north / 1000.0 - round(north / 1000.0)) < 1e-6


def test_where_the_projection_says_nothing_there_are_no_lines() -> None:
    far = (3e7, 3e7, 3.1e7, 3.1e7)
    assert graticule_step(far, 4548) == 0.0
    assert graticule_lines(far, 4548, 1.0) == [] and gk_lines(far, 4548, 1000.0) == []
