"""Ridges on surfaces whose ridges are known, and on the sample's mountains."""

from pathlib import Path

import numpy as np
import pytest
import shapely

from layers.patrol.block_model import RidgeParameters
from layers.patrol.ridges import Heights, read_heights, ridge_lines

SAMPLE = Path(__file__).parents[3] / "resources" / "sample"

STEP = 50.0
FINE = RidgeParameters(catchment_ha=50.0, fall_m=20.0, within_m=300.0)


def surface(function, *, half=60, valid=None):
    """A square grid around the origin; ``function(x, y)`` gives metres at cell centres."""
    at = (np.arange(-half, half) + 0.5) * STEP
    x, y = np.meshgrid(at, at[::-1])
    z = np.asarray(function(x, y) + 0.0 * x, dtype=np.float32)
    known = np.ones(z.shape, dtype=bool) if valid is None else valid(x, y)
    return Heights(z, known, -half * STEP, half * STEP, STEP)


def ridges(function, **more):
    return ridge_lines(surface(function, **more), FINE)


@pytest.mark.parametrize("slope", [(0.0, 0.0), (0.3, 0.0), (0.0, -0.2), (0.2, 0.11)])
def test_a_plane_has_no_ridge(slope):
    assert len(ridges(lambda x, y: slope[0] * x + slope[1] * y + 900.0)) == 0


def test_a_cone_has_no_ridge():
    assert len(ridges(lambda x, y: 900.0 - 0.3 * np.hypot(x, y))) == 0


def test_a_valley_has_no_ridge():
    assert len(ridges(lambda x, y: 0.3 * np.abs(y) + 0.05 * x)) == 0


@pytest.mark.parametrize("plunge", [0.0, 0.08])
def test_the_ridge_of_a_roof_is_its_crest(plunge):
    lines = ridges(lambda x, y: 900.0 - 0.3 * np.abs(y) + plunge * x)
    xy = shapely.get_coordinates(lines)
    assert np.abs(xy[:, 1]).max() <= STEP
    # From edge to edge, but for the strip where one side is not on the grid.
    assert xy[:, 0].min() <= -3000 + 400 and xy[:, 0].max() >= 3000 - 400
    assert shapely.length(lines).sum() == pytest.approx(6000, rel=0.12)


def test_a_slanting_roof_is_followed_without_stairs():
    u = np.radians(30.0)
    lines = ridges(lambda x, y: 900.0 - 0.4 * np.abs(y * np.cos(u) - x * np.sin(u)))
    xy = shapely.get_coordinates(lines)
    assert np.abs(xy[:, 1] * np.cos(u) - xy[:, 0] * np.sin(u)).max() <= 1.5 * STEP
    longest = lines[np.argmax(shapely.length(lines))]
    span = float(np.ptp(shapely.get_coordinates(longest)[:, 0])) / np.cos(u)
    assert longest.length <= 1.05 * span


def test_a_ridge_runs_on_through_its_saddle():
    lines = ridges(lambda x, y: 600.0 + 60.0 * (x / 1000.0) ** 2 - 0.35 * np.abs(y))
    crossing = shapely.intersects(lines, shapely.box(-300, -STEP, 300, STEP))
    assert crossing.any()
    xy = shapely.get_coordinates(lines)
    assert xy[:, 0].min() < -2000 and xy[:, 0].max() > 2000 and np.abs(xy[:, 1]).max() <= STEP


def test_three_valleys_meet_in_a_star_of_ridges():
    """Ridges at 90°, 210° and 330°; they join in the summit."""

    def star(x, y):
        angle = np.mod(np.arctan2(y, x) - np.pi / 2, 2 * np.pi / 3)
        off = np.minimum(angle, 2 * np.pi / 3 - angle)
        return 900.0 - 0.05 * np.hypot(x, y) - 0.35 * np.hypot(x, y) * np.sin(off)

    lines = ridges(star)
    ends = shapely.get_coordinates(shapely.get_point(lines, [[0], [-1]]).ravel())
    for degrees in (90, 210, 330):
        tip = 2000 * np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])
        assert shapely.distance(shapely.union_all(lines), shapely.Point(tip)) <= 2 * STEP
    assert np.hypot(*ends.T).min() <= 3 * STEP
    for degrees in (30, 150, 270):  # the valleys between
        bed = 2000 * np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])
        assert shapely.distance(shapely.union_all(lines), shapely.Point(bed)) > 800


def test_noise_on_a_plain_is_no_ridge():
    random = np.random.default_rng(1)
    noise = random.normal(0.0, 2.0, (120, 120))
    assert len(ridges(lambda x, y: 40.0 + noise)) == 0


def test_nodata_is_no_valley():
    """A hole in the data beside the crest makes no ridge of its own and does not move the one there is."""
    roof = lambda x, y: 900.0 - 0.3 * np.abs(y)  # noqa: E731
    hole = lambda x, y: ~((np.abs(x) < 400) & (np.abs(y - 1200) < 400))  # noqa: E731
    with_hole = ridges(roof, valid=hole)
    assert np.abs(shapely.get_coordinates(with_hole)[:, 1]).max() <= STEP
    nothing = lambda x, y: np.zeros(x.shape, dtype=bool)  # noqa: E731
    assert len(ridges(roof, valid=nothing)) == 0


def test_a_pit_is_filled_and_changes_nothing():
    roof = lambda x, y: 900.0 - 0.3 * np.abs(y)  # noqa: E731
    pit = lambda x, y: roof(x, y) - 80.0 * (np.hypot(x - 500, y + 1500) < 200)  # noqa: E731
    assert shapely.length(ridges(pit)).sum() == pytest.approx(shapely.length(ridges(roof)).sum(), rel=0.15)


def test_the_same_heights_give_the_same_lines():
    random = np.random.default_rng(3)
    bumps = random.normal(0.0, 60.0, (8, 8)).repeat(15, 0).repeat(15, 1)
    bumps = sum(np.roll(bumps, (i, j), (0, 1)) for i in range(-7, 8) for j in range(-7, 8)) / 225
    first, second = (ridges(lambda x, y: bumps) for _ in range(2))
    assert len(first) and [line.wkb for line in first] == [line.wkb for line in second]


def test_ridges_of_the_sample_lie_higher_than_what_is_beside_them():
    heights = read_heights(SAMPLE / "terrain.tif", (-1e9, -1e9, 1e9, 1e9), epsg=4548)
    assert heights is not None and 380 < heights.step_m < 460
    lines = ridge_lines(heights)
    assert len(lines) > 1000
    points = shapely.line_interpolate_point(lines, 0.5, normalized=True)
    x, y = shapely.get_coordinates(points).T
    column = ((x - heights.west_m) / heights.step_m).astype(int)
    row = ((heights.north_m - y) / heights.step_m).astype(int)
    inside = (row > 4) & (column > 4) & (row < heights.values.shape[0] - 4) & (column < heights.values.shape[1] - 4)
    row, column = row[inside], column[inside]
    around = np.mean([heights.values[row + i, column + j] for i in (-3, 0, 3) for j in (-3, 0, 3)], axis=0)
    assert np.mean(heights.values[row, column] > around) > 0.8


def test_a_fine_raster_is_averaged_to_the_stated_step():
    small = read_heights(SAMPLE / "terrain.tif", (-1e9, -1e9, 1e9, 1e9), epsg=4548, most_cells=10_000)
    assert small is not None and small.values.size <= 10_000 and small.step_m > 2000
    assert read_heights(SAMPLE / "terrain.tif", (0.0, 0.0, 1.0, 1.0), epsg=4548) is None
