"""The matrix, firesheds and lead times: small worlds by hand, then what must hold in any."""

from __future__ import annotations

import math

import numpy as np
import pytest

from layers.progress import Cancelled
from layers.spread import transmission as module
from layers.spread.firesheds import fireshed, lead_times, reachable_rim
from layers.spread.ignitions import lattice
from layers.spread.rates import Weather
from layers.spread.transmission import combined, transmission
from layers.spread.travel import Fire, Runner
from tests.layers.spread.test_travel import land

CALM = Weather(1.0)


def world(rows: int = 30, columns: int = 40, seed: int = 3) -> tuple[Fire, np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    fuel = random.choice([0.0, 0.8, 1.6], (rows, columns), p=[0.15, 0.45, 0.4])
    height = np.cumsum(random.normal(0, 2.0, (rows, columns)), axis=1)
    county = np.repeat([[0, 1, 2, -1]], rows, axis=0).repeat(columns // 4, axis=1).astype(np.int32)
    people = random.integers(0, 5, (rows, columns)).astype(float)
    return Fire(land(fuel, height), Weather(1.0, 4.0, 250.0)), county, people


def test_every_burnable_cell_counts_once_in_the_lattice() -> None:
    fuel = np.ones((10, 10))
    fuel[:5, :5] = 0.0
    starts = lattice(land(fuel), 50.0)
    assert list(starts.cells) == [2 * 10 + 7, 7 * 10 + 2, 7 * 10 + 7]
    assert starts.weight == pytest.approx([1 / 3] * 3)
    assert starts.step_m == 50.0
    shifted = lattice(land(fuel), 50.0, is_shifted=True)
    assert shifted.weight.sum() == pytest.approx(1.0)
    assert len(lattice(land(np.zeros((4, 4))), 20.0).cells) == 0


def test_a_start_lies_where_it_burns_nearest_the_middle_of_its_square() -> None:
    fuel = np.zeros((5, 5))
    fuel[0, 0] = fuel[2, 4] = 1.0
    assert list(lattice(land(fuel), 50.0).cells) == [14]


def test_two_cells_send_each_other_a_half() -> None:
    fire = Fire(land(np.ones((1, 2))), CALM)
    starts = lattice(fire.landscape, 10.0)
    county = np.array([[0, 1]], dtype=np.int32)
    one, long = transmission(fire, starts, county, ["a", "b"], {"area_ha": np.full((1, 2), 3.0)}, [5.0, 10.0])
    np.testing.assert_allclose(one.sent["area_ha"][:2, :2], [[1.5, 0.0], [0.0, 1.5]])
    np.testing.assert_allclose(long.sent["area_ha"][:2, :2], [[1.5, 1.5], [1.5, 1.5]])
    flows = long.flows("area_ha")
    assert flows.outgoing[0] == flows.incoming[0] == 1.5
    assert flows.export_rate[0] == 0.5
    assert flows.effective_sources[0] == pytest.approx(2.0)
    assert flows.nonlocal_share == 0.5
    assert math.isnan(flows.export_rate[2])


def test_the_sum_of_the_matrix_is_what_burns() -> None:
    fire, county, people = world()
    starts = lattice(fire.landscape, 40.0)
    area = np.full(county.shape, 0.01)
    (found,) = transmission(fire, starts, county, "abc", {"area_ha": area, "people": people}, [60.0])
    runner, burnt, hurt = Runner(fire), 0.0, 0.0
    for cell, weight in zip(starts.cells, starts.weight, strict=True):
        cells = runner.run(np.array([cell]), 60.0)
        burnt += weight * len(cells) * 0.01
        hurt += weight * people.ravel()[cells].sum()
    assert found.sent["area_ha"].sum() == pytest.approx(burnt)
    assert found.sent["people"].sum() == pytest.approx(hurt)


def test_renaming_counties_permutes_the_matrix_and_merging_them_adds_it_up() -> None:
    fire, county, people = world()
    starts = lattice(fire.landscape, 40.0)
    (plain,) = transmission(fire, starts, county, "abc", {"people": people}, [60.0])
    order = np.array([2, 0, 1])
    renamed = np.where(county < 0, -1, order[county]).astype(np.int32)
    (turned,) = transmission(fire, starts, renamed, "bca", {"people": people}, [60.0])
    at = np.append(order, 3)
    np.testing.assert_allclose(turned.sent["people"][np.ix_(at, at)], plain.sent["people"])
    merged = np.where(county == 2, 1, county).astype(np.int32)
    (joined,) = transmission(fire, starts, merged, "ab", {"people": people}, [60.0])
    whole = plain.sent["people"]
    assert joined.sent["people"][1, 1] == pytest.approx(whole[1:3, 1:3].sum())
    assert joined.sent["people"].sum() == pytest.approx(whole.sum())


def test_two_runs_say_the_same_to_the_last_bit_with_any_number_of_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    fire, county, people = world(60, 80)
    starts = lattice(fire.landscape, 20.0)
    assert len(starts.cells) > 3 * module._CHUNK
    runs = []
    for threads in (1, 2, 3):
        monkeypatch.setattr(module, "workers", lambda threads=threads: threads)
        (found,) = transmission(fire, starts, county, "abc", {"people": people}, [40.0])
        runs.append(found.sent["people"].tobytes())
    assert len(set(runs)) == 1


def test_a_symmetric_world_without_wind_sends_as_much_as_it_gets() -> None:
    fire = Fire(land(np.ones((20, 20))), CALM)
    county = (np.indices((20, 20))[1] >= 10).astype(np.int32)
    starts = lattice(fire.landscape, 10.0)
    (found,) = transmission(fire, starts, county, "ab", {"area_ha": np.ones((20, 20))}, [55.0])
    matrix = found.sent["area_ha"]
    np.testing.assert_allclose(matrix, matrix.T)


def test_a_rose_is_the_mean_of_its_winds() -> None:
    fire, county, people = world()
    starts = lattice(fire.landscape, 40.0)
    parts = [
        transmission(Fire(fire.landscape, Weather(1.0, 4.0, wind)), starts, county, "abc", {"people": people}, [60.0])[
            0
        ]
        for wind in (0.0, 90.0)
    ]
    mean = combined(parts, [3.0, 1.0]).sent["people"]
    np.testing.assert_allclose(mean, 0.75 * parts[0].sent["people"] + 0.25 * parts[1].sent["people"])
    with pytest.raises(ValueError, match="frequencies"):
        combined(parts, [1.0])


def test_it_can_be_cancelled() -> None:
    fire, county, people = world(60, 80)

    def refuse(fraction: float, step: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        transmission(fire, lattice(fire.landscape, 20.0), county, "abc", {"people": people}, [40.0], refuse)


def test_the_fireshed_holds_just_the_starts_that_arrive() -> None:
    fire, county, _ = world()
    target = county == 1
    minutes = fireshed(fire, target, 50.0)
    runner = Runner(fire)
    for cell in np.flatnonzero(fire.landscape.burns)[::17]:
        runner.run(np.array([cell]), 1e9)
        first = runner.minutes[np.flatnonzero(target)].min()
        expected = first if first <= 50.0 else np.inf
        assert minutes.ravel()[cell] == pytest.approx(expected)


def test_lead_time_is_that_to_the_first_cell_of_another_county() -> None:
    fire, county, _ = world()
    county[:, 15:18] = -1  # nobody's land between two counties is no way through
    found = lead_times(fire, county, 3, 45.0)
    inside = land(np.where(county < 0, 0.0, fire.landscape.fuel), fire.landscape.height_m)
    runner = Runner(Fire(inside, fire.weather))
    for cell in np.flatnonzero(fire.landscape.burns)[::13]:
        own = county.ravel()[cell]
        if own < 0:
            assert np.isnan(found.minutes.ravel()[cell])
            continue
        runner.run(np.array([cell]), 1e9)
        foreign = (county.ravel() != own) & (county.ravel() >= 0)
        first = runner.minutes[foreign].min()
        assert found.minutes.ravel()[cell] == pytest.approx(first if first <= 45.0 else np.inf)
        if first <= 45.0:
            winner = county.ravel()[np.flatnonzero(foreign)[runner.minutes[foreign].argmin()]]
            assert found.receiver.ravel()[cell] == winner
    assert np.isnan(found.minutes[~fire.landscape.burns]).all()


def test_the_rim_of_a_village_is_what_burns_beside_it() -> None:
    fuel = np.ones((5, 5))
    fuel[2, 2] = fuel[1, 1] = 0.0
    place = np.zeros((5, 5), dtype=bool)
    place[2, 2] = True
    rim = reachable_rim(place, land(fuel), 1)
    assert rim.sum() == 7
    assert not rim[1, 1]
