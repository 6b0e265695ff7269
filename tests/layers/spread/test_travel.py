"""Travel times against what can be worked out: circles, strips, refraction, barriers, and SciPy's Dijkstra."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.errors import NothingSpreads
from layers.progress import Cancelled
from layers.spread.landscape import Grid, Landscape
from layers.spread.neighbours import neighbours
from layers.spread.rates import BaseRate, Downslope, Model, Spread, Weather, beaufort, length_to_width, slope_factor
from layers.spread.travel import Fire, Runner, travel

CALM = Weather(base_rate_m_min=1.0)


def land(fuel: Any, height: Any = None, cell_m: float = 10.0) -> Landscape:
    fuel = np.asarray(fuel, dtype=np.float32)
    grid = Grid(4547, 500_000.0, 4_500_000.0, cell_m, *fuel.shape)
    return Landscape(grid, fuel, None if height is None else np.asarray(height, dtype=np.float32))


def distances(shape: tuple[int, int], row: int, column: int, cell_m: float = 10.0) -> np.ndarray:
    rows, columns = np.indices(shape)
    return np.hypot(rows - row, columns - column) * cell_m


@pytest.mark.parametrize(("count", "percent"), [(8, 8.24), (16, 2.75), (32, 1.31), (48, 0.75)])
def test_as_many_directions_as_said_and_their_worst_error(count: int, percent: float) -> None:
    around = neighbours(count)
    assert len(around) == count
    assert around.worst_calm_error * 100 == pytest.approx(percent, abs=0.01)


@pytest.mark.parametrize("count", [8, 16, 32, 48])
def test_the_shares_of_a_move_are_the_whole_move_and_the_same_backwards(count: int) -> None:
    around = neighbours(count)
    moves = {}
    for k in range(count):
        part = slice(around.first[k], around.first[k + 1])
        assert around.share[part].sum() == pytest.approx(1.0)
        cells = zip(around.cell_rows[part], around.cell_columns[part], around.share[part], strict=True)
        moves[int(around.rows[k]), int(around.columns[k])] = {(int(r), int(c)): s for r, c, s in cells}
    for (row, column), cells in moves.items():
        back = {(r + row, c + column): share for (r, c), share in moves[-row, -column].items()}
        assert back == pytest.approx(cells)


def test_a_knights_move_lies_in_four_cells() -> None:
    around = neighbours(16)
    k = next(k for k in range(16) if (around.rows[k], around.columns[k]) == (2, 1))
    part = slice(around.first[k], around.first[k + 1])
    places = zip(around.cell_rows[part], around.cell_columns[part], strict=True)
    cells = dict(zip(places, around.share[part], strict=True))
    assert cells == {(0, 0): 0.25, (1, 0): 0.25, (1, 1): 0.25, (2, 1): 0.25}


@pytest.mark.parametrize(("count", "most"), [(32, 0.0132), (48, 0.0076)])
def test_calm_fire_is_a_circle(count: int, most: float) -> None:
    shape = (121, 121)
    found = travel(Fire(land(np.ones(shape)), CALM, directions=count), np.array([60 * 121 + 60]), 1e9).minutes
    far = distances(shape, 60, 60)
    far[60, 60] = found[60, 60] = 1.0
    assert (found / far).min() >= 1.0 - 1e-9
    assert (found / far).max() <= 1.0 + most


def test_strips_in_series_take_the_sum_of_their_times_not_their_mean_speed() -> None:
    fuel = np.full((1, 40), 2.0)
    fuel[:, 20:] = 0.5
    found = travel(Fire(land(fuel), CALM), np.array([0]), 1e9).minutes[0]
    # 19.5 cells of 2 m/min, 19.5 cells of 0.5 m/min, 10 m each
    assert found[39] == pytest.approx(195 / 2.0 + 195 / 0.5)


def test_fire_is_refracted_and_runs_along_the_fast_strip() -> None:
    slow_rows, fast = 60, 4.0
    fuel = np.ones((slow_rows + 40, 241))
    fuel[slow_rows:] = fast
    start = 20
    found = travel(Fire(land(fuel, cell_m=1.0), CALM, directions=48), np.array([start * 241 + 20]), 1e9).minutes
    depth = slow_rows - 0.5 - start  # from the start to the line between the strips

    def through(point: float, to_row: float, to_column: float) -> float:
        first = math.hypot(depth, point)
        return first + math.hypot(to_row - depth, to_column - point) / fast

    for row, column in ((90, 60), (75, 120), (95, 200)):
        best = min(through(p, row - start, column - 20) for p in np.linspace(0, column - 20, 2001))
        assert best * 0.999 <= found[row, column] <= best * 1.012
    # Head wave: back up into the slow strip, at the critical angle sin i = 1/4.
    target, far = 30, 180
    critical = math.asin(1.0 / fast)
    up = slow_rows - 0.5 - target
    along = far - (depth + up) * math.tan(critical)
    head = (depth + up) / math.cos(critical) + along / fast
    assert head < math.hypot(target - start, far)
    assert head * 0.995 <= found[target, 20 + far] <= head * 1.012


@pytest.mark.parametrize("wind_ms", [1.0, 3.0, 5.0])
def test_the_burnt_area_in_wind_is_that_of_the_polar_curve(wind_ms: float) -> None:
    shape, centre = (301, 301), 150
    weather = Weather(1.0, wind_ms, 270.0)
    limit = 135.0 / math.exp(0.1783 * wind_ms)
    found = travel(
        Fire(land(np.ones(shape), cell_m=1.0), weather, directions=48), np.array([centre * 301 + centre]), limit
    )
    exact = math.pi * limit**2 * np.i0(2 * 0.1783 * wind_ms)
    assert np.isfinite(found.minutes).sum() == pytest.approx(exact, rel=0.03)
    assert np.isfinite(found.minutes).sum() < exact * 1.005


def test_the_ellipse_has_the_start_in_its_focus() -> None:
    weather = Weather(1.0, 5.0, 270.0)
    fire = Fire(land(np.ones((301, 401)), cell_m=1.0), weather, Spread(Model.ELLIPSE), directions=48)
    row, column = 150, 60
    found = travel(fire, np.array([row * 401 + column]), 120.0).minutes
    ratio = length_to_width(5.0)
    head_rate = math.exp(0.1783 * 5.0)
    east = int(np.flatnonzero(np.isfinite(found[row])).max()) - column
    west = column - int(np.flatnonzero(np.isfinite(found[row])).min())
    rear = (ratio - math.sqrt(ratio**2 - 1)) / (ratio + math.sqrt(ratio**2 - 1))
    assert east == pytest.approx(head_rate * 120.0, abs=1.0)
    assert west == pytest.approx(head_rate * rear * 120.0, abs=1.0)
    width = np.isfinite(found).any(axis=1).sum()
    assert (east + west) / width == pytest.approx(ratio, rel=0.03)


@pytest.mark.parametrize("wind_ms", [2.0, 4.0, 6.0])
def test_the_burnt_area_of_the_ellipse_is_that_of_its_axes(wind_ms: float) -> None:
    weather, minutes = Weather(1.0, wind_ms, 270.0), 120.0 / math.exp(0.1783 * wind_ms)
    fire = Fire(land(np.ones((221, 281)), cell_m=1.0), weather, Spread(Model.ELLIPSE), directions=48)
    found = travel(fire, np.array([110 * 281 + 130]), minutes).minutes
    ratio, head = length_to_width(wind_ms), math.exp(0.1783 * wind_ms)
    back = head * (ratio - math.sqrt(ratio**2 - 1)) / (ratio + math.sqrt(ratio**2 - 1))
    half_length, half_width = (head + back) / 2 * minutes, (head + back) / (2 * ratio) * minutes
    assert np.isfinite(found).sum() == pytest.approx(math.pi * half_length * half_width, rel=0.03)
    rows, columns = np.nonzero(np.isfinite(found))
    middle = 130 + (head - back) / 2 * minutes  # the start is the focus, not the middle
    assert (((columns - middle) / half_length) ** 2 + ((rows - 110) / half_width) ** 2).max() <= 1.03


def test_strong_wind_is_run_in_48_directions_and_any_other_in_32() -> None:
    counts = [len(Fire(land(np.ones((3, 3))), Weather(1.0, wind)).around) for wind in (0.0, 8.0, 8.1, 20.0)]
    assert counts == [32, 32, 48, 48]


def test_length_to_width_takes_miles_an_hour() -> None:
    # U = 8.1 mph at half the flame's height, worked out by hand
    metres = 8.1 / 2.236936 / 0.4
    assert length_to_width(metres) == pytest.approx(
        0.936 * math.exp(0.92907) + 0.461 * math.exp(-0.56052) - 0.397, rel=1e-4
    )
    assert length_to_width(0.0) == 1.0
    assert length_to_width(60.0) == 8.0


def test_wind_turned_round_is_the_mirror_image() -> None:
    fuel = np.random.default_rng(4).choice([0.0, 0.8, 1.6], (31, 41), p=[0.1, 0.5, 0.4])
    fuel[15, 20] = 1.0
    one = travel(Fire(land(fuel), Weather(1.0, 6.0, 90.0)), np.array([15 * 41 + 20]), 1e6).minutes
    other = travel(Fire(land(fuel[:, ::-1]), Weather(1.0, 6.0, 270.0)), np.array([15 * 41 + 20]), 1e6).minutes
    np.testing.assert_allclose(one, other[:, ::-1], rtol=1e-12)


def test_wind_from_the_west_drives_fire_east() -> None:
    found = travel(Fire(land(np.ones((21, 41))), Weather(1.0, 6.0, 270.0)), np.array([10 * 41 + 20]), 1e6).minutes
    assert found[10, 40] == pytest.approx(200.0 / math.exp(0.1783 * 6.0))
    # Straight back; above 5.6 m/s a zig-zag is quicker than against the wind, as Huygens has it.
    assert found[10, 0] <= 200.0 / math.exp(-0.1783 * 6.0)
    assert found[10, 0] > 2.5 * found[10, 40]


def diagonal(size: int = 15) -> np.ndarray:
    fuel = np.ones((size, size))
    fuel[np.arange(size), np.arange(size)] = 0.0
    return fuel


@pytest.mark.parametrize("count", [8, 16, 32, 48])
@pytest.mark.parametrize("turned", [False, True])
def test_a_diagonal_barrier_one_cell_wide_holds_and_a_gap_of_one_leaks(count: int, turned: bool) -> None:
    fuel = diagonal()
    side = np.tri(15, k=-1, dtype=bool)
    fuel, side = (fuel[:, ::-1], side[:, ::-1]) if turned else (fuel, side)
    start = np.flatnonzero(side.ravel())[40:41]
    found = travel(Fire(land(fuel), CALM, directions=count), start, 1e9).minutes
    burns = fuel > 0
    assert np.isfinite(found[side & burns]).all()
    assert np.isinf(found[~side]).all()
    fuel = fuel.copy()
    fuel[7, 7] = 1.0
    assert np.isfinite(travel(Fire(land(fuel), CALM, directions=count), start, 1e9).minutes[fuel > 0]).all()


def test_long_moves_do_not_jump_a_straight_river() -> None:
    fuel = np.ones((20, 20))
    fuel[:, 10] = 0.0
    assert np.isinf(travel(Fire(land(fuel), CALM), np.array([5]), 1e9).minutes[:, 10:]).all()


@pytest.mark.parametrize("wind_ms", [0.0, 3.0, 10.0])
def test_halving_the_cells_changes_arrivals_by_less_than_a_hundredth(wind_ms: float) -> None:
    """Hills, two fuels and wind, at the middles of cells that both grids have."""

    def arrivals(cell_m: float) -> np.ndarray:
        size = round(2000 / cell_m) + 1
        rows, columns = np.indices((size, size))
        x, y = columns * cell_m, rows * cell_m  # the middle of a cell, so that every second one is in both grids
        height = 120 * np.sin(x / 500) * np.cos(y / 700)
        fuel = np.where(x - y / 3 > 800, 1.6, 1.0)
        fire = Fire(land(fuel, height, cell_m), Weather(1.5, wind_ms, 250.0))
        found = travel(fire, np.array([round(1000 / cell_m) * size + round(300 / cell_m)]), 1e9).minutes
        every = round(400 / cell_m)
        return found[::every, ::every]

    coarse, fine = arrivals(20.0), arrivals(10.0)
    assert coarse.shape == (6, 6)
    np.testing.assert_allclose(fine, coarse, rtol=0.01)


def test_no_time_reaches_only_the_start() -> None:
    found = travel(Fire(land(np.ones((5, 5))), CALM), np.array([12]), 0.0)
    assert np.isfinite(found.minutes).sum() == 1
    assert found.start[2, 2] == 0


def test_unknown_height_is_level_ground_and_unknown_fuel_does_not_burn() -> None:
    height = np.zeros((5, 5))
    height[0] = np.nan
    fuel = np.ones((5, 5))
    fuel[4] = np.nan
    found = travel(Fire(land(fuel, height), CALM), np.array([12]), 1e9).minutes
    assert found[0, 2] == pytest.approx(20.0)
    assert np.isinf(found[4]).all()


def test_uphill_is_faster_by_the_formula() -> None:
    tangent = math.tan(math.radians(20.0))
    height = np.tile(np.arange(11) * 10.0 * tangent, (1, 1))
    found = travel(Fire(land(np.ones((1, 11)), height), CALM), np.array([5]), 1e9).minutes[0]
    factor = math.exp(3.533 * tangent**1.2)
    assert found[10] == pytest.approx(50.0 / factor, rel=1e-4)
    assert found[0] == pytest.approx(50.0 * factor, rel=1e-4)


def test_slope_factors_are_those_published() -> None:
    published = {5: 1.2, 10: 1.6, 15: 2.1, 20: 2.9, 25: 4.1, 30: 6.2}
    for degrees, value in published.items():
        assert float(slope_factor(np.tan(np.radians([float(degrees)])))[0]) == pytest.approx(value, rel=0.04)
    steep = np.tan(np.radians([-10.0, 34.99, 50.0]))
    assert slope_factor(steep, Downslope.TABLE)[0] == pytest.approx(0.83)
    assert slope_factor(steep, Downslope.MAO)[0] == pytest.approx(0.612, abs=0.05)
    assert slope_factor(steep, Downslope.NONE)[0] == 1.0
    assert slope_factor(steep)[1:] == pytest.approx([10.0, 10.0], rel=1e-3)


def test_the_base_rate_of_a_day() -> None:
    # 30 °C, force 3, 40 %: 0.9 + 0.15 + 0.6 − 0.3
    assert BaseRate().m_per_min(30.0, 3.0, 40.0) == pytest.approx(1.35)
    assert BaseRate().m_per_min(0.0, 0.0, 100.0) == 0.0
    assert beaufort(0.836 * 4**1.5) == pytest.approx(4.0)


def test_weather_in_which_nothing_spreads_is_refused() -> None:
    with pytest.raises(NothingSpreads):
        Fire(land(np.ones((3, 3))), Weather(0.0))


def test_starts_have_their_delays_and_the_first_to_arrive_is_named() -> None:
    found = travel(Fire(land(np.ones((1, 21))), CALM), np.array([0, 20]), 1e9, delays_min=np.array([0.0, 100.0]))
    assert found.minutes[0, 15] == pytest.approx(150.0)
    assert found.minutes[0, 16] == pytest.approx(140.0)
    assert list(found.start[0]) == [0] * 16 + [1] * 5 or list(found.start[0]) == [0] * 15 + [1] * 6


def test_a_run_can_be_stopped_and_the_next_one_is_right() -> None:
    fire = Fire(land(np.ones((200, 200))), CALM)
    runner = Runner(fire)
    runner.stop[0] = 1
    with pytest.raises(Cancelled):
        runner.run(np.array([0]), 1e9)
    runner.stop[0] = 0
    runner.run(np.array([5]), 1e9)
    np.testing.assert_array_equal(runner.minutes.reshape(200, 200), travel(fire, np.array([5]), 1e9).minutes)


@st.composite
def landscapes(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, Weather]:
    rows, columns = draw(st.integers(3, 9)), draw(st.integers(3, 9))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    fuel = random.choice([0.0, 0.8, 1.0, 2.0], (rows, columns), p=[0.25, 0.25, 0.25, 0.25])
    height = random.normal(0.0, draw(st.sampled_from([0.0, 2.0, 8.0])), (rows, columns))
    return (
        fuel,
        height,
        Weather(draw(st.sampled_from([0.5, 1.5])), draw(st.floats(0.0, 12.0)), draw(st.floats(0.0, 360.0))),
    )


@settings(max_examples=15, deadline=None)
@given(landscapes())
def test_the_kernel_finds_what_scipy_finds(world: tuple[np.ndarray, np.ndarray, Weather]) -> None:
    from tests.layers.spread.oracle import graph, times

    fuel, height, weather = world
    burning = np.flatnonzero(fuel.ravel() > 0)
    if len(burning) == 0:
        return
    starts = [int(burning[0]), int(burning[len(burning) // 2])]
    fire = Fire(land(fuel, height), weather, directions=32)
    edges = graph(fuel.astype(np.float32), height.astype(np.float32), weather, 10.0, 3)
    for is_reverse, matrix in ((False, edges), (True, edges.T.tocsr())):
        found = travel(fire, np.array(starts), 1e9, is_reverse=is_reverse).minutes.ravel()
        expected = times(matrix, starts, np.inf)
        np.testing.assert_allclose(found, expected, rtol=3e-4)


@settings(max_examples=25, deadline=None)
@given(landscapes())
def test_the_way_there_takes_as_long_backwards_in_time(world: tuple[np.ndarray, np.ndarray, Weather]) -> None:
    fuel, height, weather = world
    fire = Fire(land(fuel, height), weather)
    burning = np.flatnonzero(fuel.ravel() > 0)
    forward, backward = Runner(fire), Runner(fire)
    table = {}
    for cell in burning:
        forward.run(np.array([cell]), 1e9)
        table[int(cell)] = forward.minutes.copy()
    for cell in burning:
        backward.run(np.array([cell]), 1e9, is_reverse=True)
        np.testing.assert_allclose(backward.minutes[burning], [table[int(one)][cell] for one in burning], rtol=1e-12)


def test_steep_ground_is_told_by_its_steepest_side() -> None:
    """35° is 7.002 m up in 10 m, and 9.903 m up along the diagonal of 14.142 m."""
    height = np.zeros((3, 5))
    height[1, 2] = 7.1  # to its four neighbours 35.4°, along the diagonals 26.7°
    tangent = math.tan(math.radians(35.0))
    plus = np.array([[0, 0, 1, 0, 0], [0, 1, 1, 1, 0], [0, 0, 1, 0, 0]], dtype=bool)
    np.testing.assert_array_equal(land(np.ones((3, 5)), height).steeper(tangent), plus)
    height[1, 2] = 10.0
    all_around = np.zeros((3, 5), dtype=bool)
    all_around[:, 1:4] = True
    np.testing.assert_array_equal(land(np.ones((3, 5)), height).steeper(tangent), all_around)
    height[1, 2] = 7.0
    assert not land(np.ones((3, 5)), height).steeper(tangent).any()
    height[1, 2] = np.nan
    assert not land(np.ones((3, 5)), height).steeper(tangent).any()
    assert not land(np.ones((3, 5))).steeper(tangent).any()
