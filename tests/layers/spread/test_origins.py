"""From where, and how soon: straight lines of known cells, worked out by hand; 10 m/min in pine (Ks 0.8) is 8 m/min."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from layers.errors import FireOutside
from layers.plan import PlanStore
from layers.spread.block_times import block_times
from layers.spread.fire_land import FireLand, LandSettings, fire_land
from layers.spread.firesheds import LeadTime, lead_times
from layers.spread.origins import origin_minutes, origin_times, target_at
from layers.spread.rates import Weather
from layers.spread.travel import Fire
from tests.layers.shapes import box_km, frame
from tests.layers.spread.test_fire_land import at

WEST, EAST = "110116", "130826"
WEATHER = Weather(10.0)


@pytest.fixture
def land(store: PlanStore) -> FireLand:
    """Cells of 100 m; pine from 5 to 15 km east and 2 to 8 km north, the line at 10 km, a fuel break at 12 km."""
    return fire_land(store, LandSettings(cell_m=100.0))


@pytest.fixture
def lead(land: FireLand) -> LeadTime:
    return lead_times(Fire(land.landscape, WEATHER), land.county, 2, 600.0)


def test_the_line_is_one_step_from_the_first_column_and_two_from_the_second(land: FireLand, lead: LeadTime) -> None:
    times = origin_times(land, lead.minutes, lead.receiver)
    east, west = sorted(times.within(12.5), key=lambda one: one.receiver)
    # 60 cells of one hectare on each side, 100 m from the first cell beyond
    for one, pair in ((west, (WEST, EAST)), (east, (EAST, WEST))):
        assert (one.code, one.receiver) == pair
        assert one.area_ha == pytest.approx(60.0, rel=2e-3)
        assert (one.first_min, one.median_min) == (pytest.approx(12.5), pytest.approx(12.5))
    assert times.within(12.4) == ()
    both = {(one.code): one for one in times.within(25.0)}
    assert both[WEST].area_ha == pytest.approx(120.0, rel=2e-3) and both[WEST].median_min == pytest.approx(18.75)
    assert both[WEST].share == pytest.approx(
        120 / land.area_ha[(land.county == 0) & land.landscape.burns].sum(), rel=2e-3
    )
    # Nothing crosses the break: of the east only what lies before it.
    behind = sum(one.area_ha for one in times.within(600.0) if one.code == EAST)
    assert behind < 60.0 * 21


def test_a_village_is_reached_from_its_own_county_and_from_beyond_the_line(land: FireLand) -> None:
    lon, lat = at(10_520, 5_030)
    target = target_at(land, lon, lat, 100.0)
    assert (target.name, target.county, target.is_county) == ("近村", EAST, False)
    target = replace(target, **dict(zip(("lon", "lat"), at(10_550, 5_050), strict=True)))  # in the middle of its cell
    minutes = origin_minutes(Fire(land.landscape, WEATHER), land, target, 600.0)
    found = {one.code: one for one in origin_times(land, minutes).within(600.0)}
    # The village's cell is the sixth beyond the line; fire has come to it in the fifth: 500 m from the last of the west
    assert found[EAST].first_min == 0.0 and found[WEST].first_min == pytest.approx(500 / 8.0)
    within = origin_times(land, minutes).within(500 / 8.0)
    assert [one.code for one in within] == [EAST, WEST] and within[1].area_ha == pytest.approx(3.0, rel=2e-3)
    assert np.isnan(minutes[~land.landscape.burns]).all()


def test_a_county_is_reached_from_outside_only(land: FireLand) -> None:
    target = target_at(land, *at(3_000, 9_000), 50.0)
    assert (target.county, target.is_county) == (WEST, True)
    minutes = origin_minutes(Fire(land.landscape, WEATHER), land, target, 600.0)
    (one,) = origin_times(land, minutes).within(600.0)
    assert one.code == EAST and one.first_min == pytest.approx(12.5)
    assert np.isnan(minutes[land.county == 0]).all()
    with pytest.raises(FireOutside):
        target_at(land, 100.0, 30.0, 50.0)


def test_wind_from_the_west_brings_fire_from_farther_west(land: FireLand) -> None:
    target = target_at(land, *at(10_500, 5_000), 100.0)

    def far(weather: Weather) -> float:
        minutes = origin_minutes(Fire(land.landscape, weather), land, target, 120.0)
        return sum(one.area_ha for one in origin_times(land, minutes).within(120.0) if one.code == WEST)

    assert far(Weather(10.0, 4.0, 270.0)) > far(Weather(10.0)) > far(Weather(10.0, 4.0, 90.0))


def test_blocks_say_how_soon_they_are_the_neighbours(land: FireLand, lead: LeadTime) -> None:
    shapes = [box_km(9, 2, 10, 8), box_km(1, 2, 4, 8), box_km(12.2, 3, 14, 7), box_km(9.9, 2, 10, 2.02)]
    blocks = frame(shapes, uid=["line", "fields", "behind", "sliver"])
    times = block_times(land, lead, blocks)
    line = times.of("line")
    # Ten columns of 60 cells, 100 to 1000 m from the first cell beyond; the upper middle one is in the sixth.
    assert (line.first_min, line.median_min, line.cells) == (pytest.approx(12.5), pytest.approx(75.0), 600)
    fields = times.of("fields")
    assert fields.cells == 0 and np.isnan(fields.first_min) and not fields.is_unknown, "known not to burn"
    behind = times.of("behind")
    assert behind.first_min == behind.median_min == np.inf and behind.cells == 18 * 40
    assert times.of("sliver").is_unknown and times.of("no such block").is_unknown
    assert times.quickest(2) == ["line", "behind"], "those that do not get there, and then those that do not burn"
    together = times.of("line", "behind", "fields")
    assert together.first_min == pytest.approx(12.5) and together.median_min == np.inf and together.cells == 1320


def test_what_is_unknown_about_a_block_is_not_that_nothing_burns(land: FireLand) -> None:
    dark = land.landscape.fuel.copy()
    dark[land.county == 0] = np.nan
    unknown = replace(land, landscape=replace(land.landscape, fuel=dark))
    lead = lead_times(Fire(unknown.landscape, WEATHER), unknown.county, 2, 600.0)
    found = block_times(unknown, lead, frame([box_km(9, 2, 10, 8)], uid=["line"])).of("line")
    assert found.cells == 0 and found.unknown_share == 1.0 and found.is_unknown
