"""Another model of spread than the shipped ones goes through the whole engine without a change to it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from layers.plan import PlanStore
from layers.spread.fire_land import fire_land
from layers.spread.firesheds import fireshed, lead_times
from layers.spread.incident import incident
from layers.spread.landscape import Landscape
from layers.spread.models import RateByCell, RateTable
from layers.spread.neighbours import Neighbours
from layers.spread.rates import Spread, Weather
from layers.spread.settings import LandSettings
from layers.spread.travel import Fire, travel
from layers.spread.winds import sending
from tests.layers.spread.oracle import _walk
from tests.layers.spread.test_fire_land import at
from tests.layers.spread.test_travel import land

WEST_WIND = Weather(1.0, 4.0, 270.0)
Ros = Callable[[np.ndarray, float, Weather], np.ndarray]


def two_winds(fuel: np.ndarray) -> Ros:
    """Grass (Ks 1.6) feels the wind twice as much as wood, and nothing runs to the north-east in it."""
    flat = np.asarray(fuel, dtype=float).ravel()

    def ros(cells: np.ndarray, bearing_deg: float, weather: Weather) -> np.ndarray:
        along = weather.wind_ms * math.cos(math.radians(bearing_deg - weather.wind_to_deg))
        is_grass = flat[cells] > 1.5
        rate = weather.base_rate_m_min * flat[cells] * np.exp(np.where(is_grass, 0.3, 0.15) * along)
        return np.where(is_grass & (abs(bearing_deg - 45.0) < 1e-6), np.nan, rate)

    return ros


def by_hand(fuel: np.ndarray, ros: Ros, weather: Weather, cell_m: float, reach: int, start: int) -> np.ndarray:
    """Travel times by SciPy on edges that charge every crossed cell at the function's own rate."""
    rows, columns = fuel.shape
    tails, heads, costs = [], [], []
    steps = [(dr, dc) for dr in range(-reach, reach + 1) for dc in range(-reach, reach + 1) if math.gcd(dr, dc) == 1]
    for dr, dc in steps:
        way = _walk(dr, dc)
        bearing = math.degrees(math.atan2(dc, -dr)) % 360.0
        rate = np.nan_to_num(ros(np.arange(fuel.size), bearing, weather)).reshape(fuel.shape)
        for row in range(max(0, -dr), rows - max(0, dr)):
            for column in range(max(0, -dc), columns - max(0, dc)):
                crossed = [(rate[row + r, column + c], share) for (r, c), share in way.items()]
                if min(one for one, _ in crossed) <= 0:
                    continue
                tails.append(row * columns + column)
                heads.append((row + dr) * columns + column + dc)
                costs.append(math.hypot(dr, dc) * cell_m * sum(share / one for one, share in crossed))
    return dijkstra(csr_array((costs, (tails, heads)), shape=(fuel.size, fuel.size)), indices=start)


def test_a_function_of_cell_direction_and_weather_runs_as_it_says() -> None:
    fuel = np.random.default_rng(5).choice([1.0, 1.6], (9, 11))  # all burns: no corner to slip through
    ros, start = two_winds(fuel), 4 * 11 + 3
    found = travel(Fire(land(fuel), WEST_WIND, RateByCell(ros)), np.array([start]), 1e4).minutes
    np.testing.assert_allclose(found.ravel(), by_hand(fuel, ros, WEST_WIND, 10.0, 3, start), rtol=2e-4)
    back = travel(Fire(land(fuel), WEST_WIND, RateByCell(ros)), np.array([5]), 1e4, is_reverse=True).minutes
    assert back.ravel()[start] == pytest.approx(found.ravel()[5])


def test_wang_mao_written_as_a_function_is_wang_mao() -> None:
    fuel = np.random.default_rng(6).choice([0.0, 0.8, 1.6], (20, 20), p=[0.2, 0.4, 0.4])

    def ros(cells: np.ndarray, bearing_deg: float, weather: Weather) -> np.ndarray:
        along = weather.wind_ms * math.cos(math.radians(bearing_deg - weather.wind_to_deg))
        return weather.base_rate_m_min * fuel.astype(np.float32).astype(float).ravel()[cells] * math.exp(0.1783 * along)

    start = np.flatnonzero(fuel.ravel() > 0)[:1]
    one, other = (
        travel(Fire(land(fuel), WEST_WIND, model), start, 500.0).minutes for model in (Spread(), RateByCell(ros))
    )
    np.testing.assert_allclose(one, other, rtol=1e-9)


@dataclass(frozen=True)
class TwoKinds:
    """A model with a table of its own: two kinds of fuel, each with its own response to the wind, and a slope."""

    def table(self, landscape: Landscape, weather: Weather, around: Neighbours) -> RateTable:
        along = weather.wind_ms * np.cos(np.radians(around.bearing_deg - weather.wind_to_deg))
        slow = np.where(landscape.burns, 1.0 / weather.base_rate_m_min, np.inf)
        directions = np.exp(np.array([[0.15], [0.3]]) * along)
        return RateTable(slow, directions, (landscape.fuel > 1.5).astype(np.int32), np.array([0.5, 1.0, 2.0]), 1.0)


def test_kinds_of_cells_and_a_slope_of_its_own() -> None:
    fuel = np.array([[1.0, 1.6, 1.0]])
    level = travel(Fire(land(fuel), WEST_WIND, TwoKinds()), np.array([0]), 1e3).minutes
    wood, grass = 10.0 / math.exp(0.6), 10.0 / math.exp(1.2)
    assert list(level[0]) == pytest.approx([0.0, (wood + grass) / 2, wood + grass])
    uphill = travel(Fire(land(fuel, [[0.0, 5.0, 10.0]]), WEST_WIND, TwoKinds()), np.array([0]), 1e3).minutes
    assert list(uphill[0]) == pytest.approx(list(level[0] / 1.5)), "half way from level to the limit: 1.5"


def test_fires_matrix_firesheds_and_minutes_to_the_line_take_it(store: PlanStore) -> None:
    plan = fire_land(store, LandSettings(cell_m=200.0))
    model = RateByCell(lambda cells, bearing, _weather: np.full(len(cells), 2.0 if 45 <= bearing <= 135 else 0.1))
    found = incident(plan, Weather(1.0), *at(9_150, 5_050), 3_000.0, spread=model)
    usual = incident(plan, Weather(1.0), *at(9_150, 5_050), 3_000.0)
    assert found.counties[0].minutes < usual.counties[0].minutes, "it runs east at 2 m/min"
    memory: dict = {}
    sent = sending(plan, [(Weather(1.0), 1.0)], model, 12.0, 1000.0, memory=memory).fine.sent["area_ha"]
    assert sent[0, 1] > 0 and sent[1, 0] < sent[0, 1] and len(memory) == 2
    fire = Fire(plan.landscape, Weather(1.0), model)
    lead = lead_times(fire, plan.county, len(plan.counties), 600.0)
    shed = fireshed(fire, plan.county == 1, 600.0)
    west = plan.county == 0
    np.testing.assert_allclose(lead.minutes[west & np.isfinite(shed)], shed[west & np.isfinite(shed)])
