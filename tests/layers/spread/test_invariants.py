"""What must hold for any land, weather and counties, whatever their numbers are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.spread.firesheds import fireshed, lead_times
from layers.spread.ignitions import Ignitions, lattice
from layers.spread.rates import Downslope, Model, Spread, Weather
from layers.spread.transmission import Transmission, transmission
from layers.spread.travel import Fire, Runner, travel
from tests.layers.spread.test_travel import land

_SOME = settings(max_examples=20, deadline=None)


@dataclass(frozen=True)
class World:
    fire: Fire
    county: np.ndarray
    people: np.ndarray
    starts: Ignitions

    def matrix(self, county: np.ndarray | None = None, codes: str = "abc", **how: Any) -> Transmission:
        return self.matrices([40.0], county, codes, **how)[0]

    def matrices(
        self, durations: list[float], county: np.ndarray | None = None, codes: str = "abc", starts: Any = None
    ) -> tuple[Transmission, ...]:
        values = {"area_ha": np.full(self.county.shape, 0.01), "people": self.people}
        own = self.county if county is None else county.astype(np.int32)
        return transmission(self.fire, starts or self.starts, own, list(codes), values, durations)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    rows, columns = draw(st.integers(4, 14)), draw(st.integers(4, 14))
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    fuel = chance.choice([0.0, np.nan, 0.8, 1.0, 2.0], (rows, columns), p=[0.15, 0.05, 0.3, 0.3, 0.2])
    height = chance.normal(0.0, draw(st.sampled_from([0.0, 2.0, 8.0])), (rows, columns))
    height[chance.random((rows, columns)) < 0.1] = np.nan
    weather = Weather(draw(st.sampled_from([0.5, 1.5])), draw(st.floats(0.0, 12.0)), draw(st.floats(0.0, 360.0)))
    spread = Spread(draw(st.sampled_from(list(Model))), downslope=draw(st.sampled_from(list(Downslope))))
    fire = Fire(land(fuel, draw(st.sampled_from([None, height]))), weather, spread)
    county = chance.integers(-1, 3, (rows, columns)).astype(np.int32)
    people = chance.integers(0, 5, (rows, columns)).astype(float)
    people[chance.random((rows, columns)) < 0.1] = np.nan
    starts = lattice(fire.landscape, draw(st.sampled_from([10.0, 20.0, 30.0])))
    return World(fire, county, people, starts)


def cells(world: World) -> np.ndarray:
    return np.flatnonzero(world.fire.landscape.burns)


# --- the matrix -----------------------------------------------------------------------------------


@_SOME
@given(worlds())
def test_the_sum_of_the_matrix_is_what_burns(world: World) -> None:
    found, runner = world.matrix(), Runner(world.fire)
    area = people = 0.0
    for cell, weight in zip(world.starts.cells, world.starts.weight, strict=True):
        burnt = runner.run(np.array([cell]), 40.0)
        area += weight * len(burnt) * 0.01
        people += weight * np.nansum(world.people.ravel()[burnt])
    assert found.sent["area_ha"].sum() == pytest.approx(area)
    assert found.sent["people"].sum() == pytest.approx(people)
    assert found.weight.sum() == pytest.approx(1.0 if len(world.starts.cells) else 0.0)


@_SOME
@given(worlds(), st.permutations([0, 1, 2]))
def test_renaming_counties_permutes_the_matrix(world: World, order: list[int]) -> None:
    fresh = np.array([*order, -1])
    codes = "".join("abc"[order.index(k)] for k in range(3))
    plain, turned = world.matrix(), world.matrix(fresh[world.county], codes)
    at = np.array([*order, 3])
    for name in plain.sent:
        np.testing.assert_array_equal(turned.sent[name][np.ix_(at, at)], plain.sent[name])
    np.testing.assert_array_equal(turned.weight[at], plain.weight)


@_SOME
@given(worlds(), st.integers(0, 2**32 - 1))
def test_a_county_split_and_put_together_again_sends_what_it_sent(world: World, seed: int) -> None:
    half = np.random.default_rng(seed).random(world.county.shape) < 0.5
    split = np.where((world.county == 2) & half, 3, world.county)
    plain, parts = world.matrix(), world.matrix(split, "abcd")
    join = np.zeros((4, 5))  # row: county as it was; column: county of the split plan, the last is outside
    join[[0, 1, 2, 2, 3], [0, 1, 2, 3, 4]] = 1.0
    for name in plain.sent:
        np.testing.assert_allclose(join @ parts.sent[name] @ join.T, plain.sent[name], rtol=1e-12, atol=1e-15)


@_SOME
@given(worlds())
def test_a_line_through_land_that_does_not_burn_changes_nothing(world: World) -> None:
    bare = (world.county == 2) & ~world.fire.landscape.burns
    plain, parts = world.matrix(), world.matrix(np.where(bare, 3, world.county), "abcd")
    at = np.array([0, 1, 2, 4])
    for name in plain.sent:
        np.testing.assert_array_equal(parts.sent[name][np.ix_(at, at)], plain.sent[name])
        assert not parts.sent[name][3].any() and not parts.sent[name][:, 3].any()


@_SOME
@given(worlds())
def test_two_runs_give_the_same_bytes(world: World) -> None:
    again = replace(world, fire=Fire(world.fire.landscape, world.fire.weather, world.fire.spread))
    one, other = world.matrix(), again.matrix()
    assert all(one.sent[name].tobytes() == other.sent[name].tobytes() for name in one.sent)
    assert one.weight.tobytes() == other.weight.tobytes()


@_SOME
@given(worlds(), st.integers(0, 2**32 - 1))
def test_the_matrix_is_the_sum_over_any_two_sets_of_starts(world: World, seed: int) -> None:
    mine = np.random.default_rng(seed).random(len(world.starts.cells)) < 0.5
    halves = [
        world.matrix(starts=replace(world.starts, cells=world.starts.cells[of], weight=world.starts.weight[of]))
        for of in (mine, ~mine)
    ]
    whole = world.matrix()
    for name in whole.sent:
        np.testing.assert_allclose(sum(one.sent[name] for one in halves), whole.sent[name], rtol=1e-12, atol=1e-15)


@_SOME
@given(worlds())
def test_longer_fires_send_at_least_as_much_and_each_duration_is_its_own_run(world: World) -> None:
    short, long = world.matrices([15.0, 40.0])
    for name in long.sent:
        assert (long.sent[name] >= short.sent[name]).all()
        np.testing.assert_allclose(world.matrices([15.0])[0].sent[name], short.sent[name], rtol=1e-12, atol=1e-15)


# --- travel times ---------------------------------------------------------------------------------


@_SOME
@given(worlds(), st.sampled_from([0.25, 2.0, 8.0]))
def test_twice_the_rate_halves_every_time(world: World, factor: float) -> None:
    burning = cells(world)
    if len(burning) == 0:
        return
    weather = replace(world.fire.weather, base_rate_m_min=world.fire.weather.base_rate_m_min * factor)
    plain = travel(world.fire, burning[:1], 1e9).minutes
    quick = travel(replace(world.fire, weather=weather), burning[:1], 1e9).minutes
    np.testing.assert_allclose(quick * factor, plain, rtol=1e-12)


@_SOME
@given(worlds(), st.floats(0.0, 200.0))
def test_a_limit_cuts_times_off_and_changes_none(world: World, limit: float) -> None:
    burning = cells(world)
    if len(burning) == 0:
        return
    whole = travel(world.fire, burning[:2], 1e9).minutes
    np.testing.assert_array_equal(
        travel(world.fire, burning[:2], limit).minutes, np.where(whole <= limit, whole, np.inf)
    )


@_SOME
@given(worlds())
def test_a_way_by_another_cell_is_never_shorter(world: World) -> None:
    burning = cells(world)[::5][:6]
    table = np.array([travel(world.fire, np.array([cell]), 1e9).minutes.ravel()[burning] for cell in burning])
    if len(burning):
        by = (table[:, :, None] + table[None, :, :]).min(axis=1)
        assert (table <= by * (1 + 1e-12)).all()


@_SOME
@given(worlds(), st.integers(0, 2**32 - 1))
def test_a_barrier_never_hastens_a_fire(world: World, seed: int) -> None:
    burning = cells(world)
    if len(burning) == 0:
        return
    gone = np.random.default_rng(seed).random(world.county.shape) < 0.2
    gone.ravel()[burning[0]] = False
    fuel = np.where(gone, np.float32(0.0), world.fire.landscape.fuel)
    dammed = Fire(replace(world.fire.landscape, fuel=fuel), world.fire.weather, world.fire.spread)
    before, after = (travel(fire, burning[:1], 1e9).minutes for fire in (world.fire, dammed))
    assert (after >= before).all()
    assert np.isinf(after[gone]).all()


@_SOME
@given(worlds())
def test_a_quarter_turn_of_land_and_wind_turns_the_times(world: World) -> None:
    burning = cells(world)
    if len(burning) == 0:
        return
    here = world.fire.landscape
    height = None if here.height_m is None else np.rot90(here.height_m, -1).copy()
    weather = replace(world.fire.weather, wind_from_deg=(world.fire.weather.wind_from_deg + 90.0) % 360.0)
    turned = Fire(land(np.rot90(here.fuel, -1).copy(), height), weather, world.fire.spread)
    mark = np.zeros(here.fuel.shape, dtype=bool)
    mark.ravel()[burning[0]] = True
    plain = travel(world.fire, burning[:1], 1e9).minutes
    found = travel(turned, np.flatnonzero(np.rot90(mark, -1)), 1e9).minutes
    np.testing.assert_allclose(np.rot90(found, 1), plain, rtol=1e-9)


@_SOME
@given(worlds())
def test_a_fireshed_holds_just_the_starts_whose_fires_arrive(world: World) -> None:
    target = world.county == 1
    shed = fireshed(world.fire, target, 30.0).ravel()
    runner = Runner(world.fire)
    for cell in cells(world)[::3]:
        runner.run(np.array([cell]), 1e9)
        first = runner.minutes[target.ravel()].min(initial=np.inf)
        assert shed[cell] == pytest.approx(first if first <= 30.0 else np.inf, rel=1e-12)


@_SOME
@given(worlds(), st.permutations([0, 1, 2]))
def test_lead_times_do_not_depend_on_what_counties_are_called(world: World, order: list[int]) -> None:
    fresh = np.array([*order, -1])
    plain = lead_times(world.fire, world.county, 3, 60.0).minutes
    np.testing.assert_allclose(lead_times(world.fire, fresh[world.county].astype(np.int32), 3, 60.0).minutes, plain)
