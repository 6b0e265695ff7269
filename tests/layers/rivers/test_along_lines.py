"""The legal band, basins and rivers that have left their line, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from layers.borders import build_network
from layers.rivers.along_lines import basins, departures, legal_bands
from layers.rivers.settings import RiverSettings
from tests.layers.rivers import world
from tests.layers.rivers.world import MAIN, TRIBUTARY, A, B, C, rivers

USUAL = RiverSettings()


def test_the_band_is_ten_kilometres_outside_each_bank_of_a_provincial_river():
    # Along x = 10 km, between B (北京) and C (河北), from 500 m to 9 500 m.
    land = world.land(rivers([(10_000, 500), (10_000, 9500)], names=["泃河"]))
    bands = legal_bands(land)
    assert set(bands["pair"]) == {f"{B}|{C}"} and set(bands["name"]) == {"泃河"}
    by_county = bands.set_index("county")["area_ha"]
    # 10 005 m to each side: all of B and C, and a sliver of A.
    assert by_county[B] == pytest.approx(10_000.0, rel=1e-3) and by_county[C] == pytest.approx(10_000.0, rel=1e-3)
    assert 0 < by_county[A] < 10.0


def test_a_river_between_counties_of_one_province_has_no_band():
    assert legal_bands(world.land(rivers([(0, 500), (0, 9500)]))).empty


def bent(out):
    """A boundary river that leaves the line by ``out`` metres between y = 4 km and y = 6 km."""
    return rivers([(0, 500), (0, 4000), (out, 4000), (out, 6000), (0, 6000), (0, 9500)], names=["白河"])


def test_a_river_that_moved_is_told_with_its_length_and_distance_and_the_line_stays():
    land = world.land(bent(400))
    line = build_network(land.counties, metric_epsg=world.EPSG).segments
    found = departures(land, USUAL).iloc[0]
    assert found["pair"] == f"{A}|{B}"
    assert found["greatest_m"] == pytest.approx(400.0, abs=0.5)
    # 2 000 m beside the line and what is farther than 50 m of the two ways there and back.
    assert found["departed_m"] == pytest.approx(2000.0 + 2 * 350.0, abs=60.0)
    assert found["length_m"] == pytest.approx(9000.0 + 800.0, abs=60.0)
    again = build_network(land.counties, metric_epsg=world.EPSG).segments
    assert line.geometry.equals(again.geometry)


def test_a_river_on_its_line_has_not_departed():
    assert departures(world.land(bent(30)), USUAL).empty
    assert departures(world.land(rivers(MAIN)), USUAL).empty  # it crosses, it does not follow


def test_the_way_to_the_line_and_away_from_it_is_no_departure():
    line = [(-5000, 1000), (0, 2000), (0, 7000), (5000, 8000)]
    assert departures(world.land(rivers(line)), USUAL).empty


def test_basins_sum_to_the_network_and_bear_their_longest_river():
    net = world.network(rivers(MAIN, TRIBUTARY, [(0, 500), (3000, 500)], names=["main", "side", "brook"]))
    table, of = basins(net)
    assert table["name"].tolist() == ["main", "brook"]
    assert table["rivers"].tolist() == [["main", "side"], ["brook"]]
    assert table["outlets"].tolist() == [1, 1]
    assert table["length_m"].sum() == pytest.approx(net.length_m.sum())
    assert np.bincount(of).tolist() == table["edges"].tolist()
