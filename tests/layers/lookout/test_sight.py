"""Line of sight: the horizon of level ground, walls worked out by hand, and a slower way that samples the ray."""

from __future__ import annotations

import math

import numpy as np
import pytest

from layers.lookout.sight import drop_m, ground_m, horizon_m, is_seen, seen_from
from layers.spread.landscape import Grid

GRID = Grid(4548, 0.0, 10_100.0, 100.0, 101, 101)
MIDDLE = (5050.0, 5050.0)  # the middle of row 50, column 50


def flat(value: float = 0.0) -> np.ndarray:
    return np.full((GRID.rows, GRID.columns), value, dtype=np.float32)


def seen(height: np.ndarray, at: tuple[float, float] = MIDDLE, **changes: float) -> np.ndarray:
    settings = {"eye_m": 10.0, "target_m": 0.0, "range_m": 20_000.0, **changes}
    mask = np.zeros(height.size, dtype=bool)
    mask[seen_from(height, GRID, *at, **settings)] = True
    return mask.reshape(height.shape)


def test_curvature_by_hand() -> None:
    # 10 km: 10⁸ / (2 · 6 371 000) = 7.848 m, of which refraction leaves six sevenths.
    assert drop_m(10_000.0) == pytest.approx(6.727, abs=0.001)
    assert horizon_m(1.0) == pytest.approx(3855.6, abs=0.1)
    assert horizon_m(15.0, 30.0) == pytest.approx(3855.64 * (math.sqrt(15) + math.sqrt(30)), rel=1e-4)


@pytest.mark.parametrize(("eye_m", "target_m"), [(1.0, 0.0), (0.5, 0.25), (0.2, 0.0)])
def test_level_ground_ends_at_the_horizon(eye_m: float, target_m: float) -> None:
    mask = seen(flat(), eye_m=eye_m, target_m=target_m)
    row, column = np.indices(mask.shape)
    distance = 100.0 * np.hypot(row - 50, column - 50)
    horizon = horizon_m(eye_m, target_m)
    # Heights are sampled at cells, so the last crest in between may be missed by less than a cell.
    assert mask[distance < horizon - 100.0].all() and not mask[distance > horizon + 150.0].any()


def test_range_is_where_the_eye_gives_up() -> None:
    mask = seen(flat(), range_m=1000.0)
    row, column = np.indices(mask.shape)
    np.testing.assert_array_equal(mask, np.hypot(row - 50, column - 50) <= 10.0)


def test_a_wall_hides_what_lies_below_the_line_over_it() -> None:
    height = flat()
    height[:, 60] = 30.0  # 1 km east of the eye, which is at 10 m
    mask = seen(height, target_m=0.0)
    assert mask[50, 60] and not mask[50, 61:].any() and mask[50, :60].all()
    # At 2 km the line is at 10 + 2 · (30 − 10 − drop 1 km) + … ≈ 50 m: 49 m is hidden, 51 m is seen.
    line = 10.0 + 2.0 * (30.0 - drop_m(1000.0) - 10.0) + drop_m(2000.0)
    for target_m, sees in ((line - 0.2, False), (line + 0.2, True)):
        assert seen(height, target_m=target_m)[50, 70] == sees
        to = (MIDDLE[0] + 2000.0, MIDDLE[1])
        assert is_seen(height, GRID, MIDDLE, to, eye_m=10.0, target_m=target_m) is sees


def test_seeing_is_mutual() -> None:
    rng = np.random.default_rng(7)
    height = rng.normal(0.0, 20.0, (GRID.rows, GRID.columns)).astype(np.float32)
    for _ in range(200):
        a, b = (tuple(rng.uniform(500.0, 9500.0, 2)) for _ in range(2))
        forth = is_seen(height, GRID, a, b, eye_m=12.0, target_m=3.0)
        assert forth == is_seen(height, GRID, b, a, eye_m=3.0, target_m=12.0)


def _slowly(
    height: np.ndarray, eye: tuple[float, float], cell: tuple[int, int], eye_m: float, target_m: float
) -> float:
    """By how many metres the line clears the ground, sampled every 5 m; bilinear ground."""
    to = (GRID.west_m + (cell[1] + 0.5) * 100.0, GRID.north_m - (cell[0] + 0.5) * 100.0)
    a = ground_m(height, GRID, *eye) + eye_m
    b = float(height[cell]) + target_m
    length = math.dist(eye, to)
    b -= drop_m(length)
    clear = math.inf
    for away in np.arange(5.0, length, 5.0):
        x, y = (eye[k] + (to[k] - eye[k]) * away / length for k in range(2))
        clear = min(clear, a + (b - a) * away / length - (ground_m(height, GRID, x, y) - drop_m(away)))
    return clear


def test_against_a_ray_that_is_sampled_finely() -> None:
    rng = np.random.default_rng(3)
    rough = rng.normal(0.0, 1.0, (GRID.rows, GRID.columns))
    spectrum = np.fft.rfft2(rough)
    fy, fx = np.meshgrid(np.fft.fftfreq(GRID.rows), np.fft.rfftfreq(GRID.columns), indexing="ij")
    hills = np.fft.irfft2(spectrum / (1.0 + (np.hypot(fx, fy) * 40.0) ** 3), s=rough.shape)
    height = (hills / hills.std() * 80.0).astype(np.float32)
    eye = (5033.0, 5071.0)
    mask = seen(height, eye, eye_m=15.0, target_m=10.0)
    told = wrong = 0
    for row, column in rng.integers(0, 101, (300, 2)):
        clear = _slowly(height, eye, (row, column), 15.0, 10.0)
        if abs(clear) < 1.0:  # on the edge both are right
            continue
        told += 1
        wrong += bool(mask[row, column]) != (clear > 0.0)
    assert told > 200 and wrong == 0
    assert 0.1 < mask.mean() < 0.9


def test_turning_the_land_turns_what_is_seen() -> None:
    height = np.random.default_rng(1).normal(0.0, 15.0, (101, 101)).astype(np.float32)
    np.testing.assert_array_equal(np.rot90(seen(height, range_m=4000.0)), seen(np.rot90(height).copy(), range_m=4000.0))


def test_unknown_ground_hides_nothing_and_is_not_seen() -> None:
    height = flat()
    height[50, 55] = np.nan
    mask = seen(height)
    assert not mask[50, 55] and mask[50, 56]
    height[50, 50] = np.nan
    assert not seen(height).any() and is_seen(height, GRID, MIDDLE, (100.0, 100.0), eye_m=1.0, target_m=1.0) is None
    assert len(seen_from(flat(), GRID, -5000.0, 0.0, eye_m=1.0, target_m=1.0, range_m=500.0)) == 0
