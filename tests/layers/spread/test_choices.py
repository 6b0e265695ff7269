"""What fires run with: stored and read back, what cannot be is not believed, R0 from the day's weather, wind roses."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from layers.plan import PlanStore
from layers.spread.choices import BOUNDS, LEVELS, FireChoices, Scenario, level_scenarios, rose_winds
from layers.spread.rates import Weather
from layers.spread.settings import fire_settings
from layers.zones.model import Parameters

PARAMETERS = Parameters(
    base_rate_m_min=2.0,
    rate_from_weather=True,
    temperature_c=28.0,
    humidity_percent=25.0,
    wind_ms=6.0,
    wind_from_deg=300.0,
    fire_hours=4.0,
    spread_model="ellipse",
    downslope="table",
    use_slope=False,
    fire_cell_m=250.0,
    fuel_ks={"pasture": 1.9, "woodland": 0.0},
)
KEPT = {
    "fix_m": 80.0,
    "notify_margin_min": 45.0,
    "rose": [3.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 4.0],
    "scenarios": [
        Scenario("红", "red", wind_ms=8.0, wind_from_deg=None).as_dict(),
        Scenario("常", "", 1.2, 20.0, 40.0).as_dict(),
    ],
}
FULL = FireChoices.of(PARAMETERS, KEPT)


def test_weather_and_land_are_the_parameters_of_the_zones() -> None:
    for parameters in (PARAMETERS, Parameters(), replace(PARAMETERS, rate_from_weather=False)):
        choices, zones = FireChoices.of(parameters, {}), fire_settings(parameters)
        assert (choices.weather, choices.spread, choices.hours) == (zones.weather, zones.spread, zones.hours)
        assert choices.land == zones.land
    assert FireChoices.of(Parameters(), {}) == FireChoices(), "the defaults of both are the same"


def test_only_what_is_unusual_is_stored_and_it_comes_back_the_same(store: PlanStore) -> None:
    assert FireChoices().kept() == {} and store.fire_choices() == {}
    before, stamp = store.parameters(), store.input_stamp()
    assert FULL.kept() == KEPT
    with store.change("fire_choices_set"):
        store.set_fire_choices(FULL.kept())
    assert FireChoices.of(PARAMETERS, store.fire_choices()) == FULL
    assert store.parameters() == before and store.input_stamp() == stamp, "no zone follows from it"


def test_every_number_has_a_unit_and_limits_and_its_default_lies_within() -> None:
    for name, bound in BOUNDS.items():
        value = getattr(FireChoices(), name)
        assert bound.unit and (value is None or bound.low <= value <= bound.high), name


def test_what_cannot_be_is_left_at_its_default() -> None:
    wrong = {
        "fix_m": -3,
        "line_m": "six",
        "step_m": math.nan,
        "notify_margin_min": True,
        "rose": [0.0] * 8,
        "scenarios": [{"name": ""}, {"name": "一", "wind_ms": 1e9, "level": "violet", "temperature_c": 9.0}, 3],
        "unheard of": 1,
    }
    assert FireChoices.of(Parameters(), wrong) == FireChoices(scenarios=(Scenario("一"),))
    assert FireChoices.of(Parameters(), {"rose": [1, 2]}).rose == FireChoices().rose


def test_r0_follows_from_the_day_when_both_are_known() -> None:
    # B = (6 / 0.836)^(2/3) = 3.721; 0.03 · 28 + 0.05 · 3.721 + 0.01 · 75 − 0.3
    assert FULL.weather.base_rate_m_min == pytest.approx(0.84 + 0.05 * 3.7211 + 0.75 - 0.3, abs=1e-4)
    assert FireChoices(base_rate_m_min=2.0).weather.base_rate_m_min == 2.0
    fitted = Parameters(rate_from_weather=True, temperature_c=20.0, humidity_percent=50.0, wind_ms=0.0, rate_less=0.1)
    assert FireChoices.of(fitted, {}).weather.base_rate_m_min == pytest.approx(0.03 * 20 + 0.01 * 50 - 0.1)
    assert FireChoices(temperature_c=-20.0, humidity_percent=100.0).weather.base_rate_m_min == 0.0


def test_a_rose_is_eight_winds_whose_shares_sum_to_one() -> None:
    winds = rose_winds(Weather(1.0, 5.0), FULL.rose)
    assert [(one.wind_from_deg, share) for one, share in winds] == [(0.0, 0.375), (90.0, 0.125), (315.0, 0.5)]
    assert all(one.wind_ms == 5.0 for one, _ in winds)
    for shares in ((0.0,) * 8, (1.0,) * 7, (-1.0, *(1.0,) * 7)):
        with pytest.raises(ValueError):
            rose_winds(Weather(1.0), shares)


def test_scenarios_blow_from_one_side_or_with_the_rose_of_the_plan() -> None:
    rose, day = FULL.scenarios
    assert [share for _, share in FULL.winds_of(rose)] == [0.375, 0.125, 0.5]
    ((weather, share),) = FULL.winds_of(day)
    assert share == 1.0 and weather.base_rate_m_min == pytest.approx(0.6 + 0.6 - 0.3)
    made = level_scenarios({code: code for code in LEVELS}, 315.0)
    rates = [FULL.winds_of(one)[0][0].base_rate_m_min for one in made]
    assert [round(rate, 2) for rate in rates] == [0.89, 1.16, 1.48, 1.74] and [one.level for one in made] == list(
        LEVELS
    )
