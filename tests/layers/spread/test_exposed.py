"""Whom fires hurt, place by place: a town does not burn itself, and what nobody knows is not nought."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from app.sheets.words import load_words
from layers.kinds import Role, Shape
from layers.plan import PlanStore
from layers.spread.exposed import Exposed, Meeting
from layers.spread.fire_land import FireLand, fire_land
from layers.spread.firesheds import lead_times
from layers.spread.ignitions import lattice
from layers.spread.incident import incident
from layers.spread.matrix_book import matrix_sheets, unknown_notes, write_matrix
from layers.spread.origins import Target, origin_minutes
from layers.spread.rates import Spread, Weather
from layers.spread.scenario_book import figures_of
from layers.spread.settings import LandSettings
from layers.spread.transmission import Transmission, transmission
from layers.spread.travel import Fire
from layers.spread.winds import matrices, sending
from tests.layers.shapes import ORIGIN, box_km, frame
from tests.layers.spread.conftest import add
from tests.layers.spread.test_fire_land import at
from tests.layers.spread.test_travel import land as cells

CALM = Weather(1.0)
NAMES = {"110116": "怀柔", "130826": "丰宁"}


def matrix_of(land: FireLand, hours: float = 10.0) -> Transmission:
    return matrices(land, CALM, Spread(), lattice(land.landscape, 1000.0), [hours])[0]


def test_a_town_that_does_not_burn_is_reached_from_beside_it() -> None:
    fuel = np.ones((1, 5))
    fuel[0, 3] = 0.0  # the town; beyond it nothing comes
    fire = Fire(cells(fuel), CALM)
    county = np.array([[0, 0, 1, 1, 1]], dtype=np.int32)
    town = Exposed(np.array([3, 3, -1]), np.array([1, 0, 1], dtype=np.int32), {"people": np.array([50.0, 8.0, 9.0])})
    starts = lattice(fire.landscape, 10.0)  # one in each of the four cells that burn, each a quarter
    short, long = transmission(fire, starts, county, "ab", {}, [10.0, 30.0], exposed=town)
    # In 10 minutes a fire goes one cell: from the second cell to the third, beside the town; so is the last.
    np.testing.assert_allclose(short.sent["people"][:2, :2], [[8 / 4, 50 / 4], [2 * 8 / 4, 2 * 50 / 4]])
    np.testing.assert_allclose(long.sent["people"][:2, :2], [[2 * 8 / 4, 2 * 50 / 4], [2 * 8 / 4, 2 * 50 / 4]])
    assert short.sent["people"][2].sum() == short.sent["people"][:, 2].sum() == 0.0


def test_places_met_are_each_place_once_and_in_order() -> None:
    grid = cells(np.ones((3, 4))).grid
    exposed = Exposed(np.array([11, 0, 5, 0, -1]), np.zeros(5, dtype=np.int32), {})
    meeting = Meeting(exposed, grid)
    minutes = np.full(12, np.inf)
    minutes[[1, 6]] = 7.0, 3.0
    place, since = meeting.met(np.array([6, 1], dtype=np.int32), minutes)
    assert list(place) == [1, 3, 2, 0] and list(since) == [7.0, 7.0, 3.0, 3.0]
    place, since = meeting.met(np.array([], dtype=np.int32), np.full(12, np.inf))
    assert len(place) == len(since) == 0, "nothing is left of the fire before"


def test_the_matrix_counts_villages_and_people_as_the_fire_itself_does(store: PlanStore) -> None:
    land = fire_land(store, LandSettings(cell_m=100.0))
    found = matrix_of(land)
    assert set(found.sent) == {"area_ha", "people", "villages"}
    starts = lattice(land.landscape, 1000.0)
    people = villages = 0.0
    for cell, weight in zip(starts.cells, starts.weight, strict=True):
        x, y = land.landscape.grid.centers(np.array([cell]))
        lon, lat = _degrees(land, float(x[0]), float(y[0]))
        for one in incident(land, CALM, lon, lat, 600.0).places:
            people += weight * one.people
            villages += weight
    assert found.sent["people"].sum() == pytest.approx(people) and people > 0
    assert found.sent["villages"].sum() == pytest.approx(villages) and villages > 0
    assert (found.sent["people"][:, [0, 2]] == 0).all(), "both villages are in the second county"


def _degrees(land: FireLand, x: float, y: float) -> tuple[float, float]:
    from layers.crs import STORAGE_CRS, transformer

    lon, lat = transformer(f"EPSG:{land.landscape.grid.epsg}", STORAGE_CRS).transform(x, y)
    return float(lon), float(lat)


def test_a_fire_just_inside_a_county_is_that_countys_whatever_its_cell_says(store: PlanStore) -> None:
    land = fire_land(store, LandSettings(cell_m=300.0))
    xs = np.arange(9_700.0, 10_300.0, 20.0)
    west = [x for x in xs if x < 10_000]
    cell = {x: _county_of_cell(land, x) for x in xs}
    wrong = [x for x in west if cell[x] == "130826"] + [x for x in xs if x > 10_000 and cell[x] == "110116"]
    assert wrong, "some cell has its middle across the line"
    for x in wrong:
        found = incident(land, CALM, *at(x, 5_050), 3_000.0, fix_m=1.0, line_m=1.0)
        own, other = ("110116", "130826") if x < 10_000 else ("130826", "110116")
        assert max(found.probabilities, key=found.probabilities.get) == own
        assert [one.code for one in found.counties] == [other], "the neighbour is told, and not the county itself"
        assert found.counties[0].minutes == 0.0, "the cell it starts in counts as the neighbour's: told at once"
        assert {one.county for one in found.teams} == {own, other}


def _county_of_cell(land: FireLand, x_m: float) -> str:
    cell = land.landscape.grid.cell_of(np.array([ORIGIN[0] + x_m]), np.array([ORIGIN[1] + 5_050]))
    row = int(land.county.ravel()[cell[0]])
    return str(land.counties["code"].iloc[row]) if row >= 0 else ""


def test_people_of_a_population_unit_are_counted_once_and_it_is_one_place(store: PlanStore) -> None:
    units = frame([box_km(10.2, 4, 11.2, 6)], name=["东街道"], people=[900.0])
    add(store, Role.POPULATION, Shape.POLYGON, units)
    land = fire_land(store, LandSettings(cell_m=100.0))
    assert (land.places["role"] == Role.POPULATION.value).sum() > 5, "spread over points"
    found = incident(land, CALM, *at(9_950, 5_050), 4_000.0)
    assert sorted(one.name for one in found.places) == ["东街道", "近村"]
    unit = next(one for one in found.places if one.name == "东街道")
    assert unit.people == pytest.approx(900.0)
    (other,) = found.counties
    assert other.people == pytest.approx(900.0), "the village's 120 are among them"
    part = incident(land, CALM, *at(9_950, 5_050), 600.0)
    assert 0 < part.counties[0].people < 900.0


def test_two_parts_of_a_unit_that_nobody_counted_are_not_nobody(store: PlanStore) -> None:
    shapes = [box_km(10.3, 5, 10.4, 5.1), box_km(10.5, 5, 10.6, 5.1)]
    add(store, Role.POPULATION, Shape.POLYGON, frame(shapes, name=["东街道", "东街道"], people=[math.nan, math.nan]))
    found = incident(fire_land(store, LandSettings(cell_m=100.0)), CALM, *at(9_950, 5_050), 4_000.0)
    unit = next(one for one in found.places if one.name == "东街道")
    assert math.isnan(unit.people)


def test_what_nobody_knows_is_an_empty_cell_and_not_a_nought(store: PlanStore, tmp_path: Path) -> None:
    villages = next(one for one in store.layers() if one.role is Role.SETTLEMENT)
    with store.change("layer_speaks_for"):
        store.update_layer(villages.uid, speaks_for=frozenset({"110116"}))
    land = fire_land(store, LandSettings(cell_m=100.0))
    found = matrix_of(land)
    assert np.isnan(found.known("people")[:, 1]).all() and np.isfinite(found.known("people")[:, [0, 2]]).all()
    assert np.isfinite(found.known("area_ha")).all()
    words = load_words("zh_CN").group("matrix")
    path = write_matrix(tmp_path / "m.xlsx", [found], NAMES, words, [])
    book = openpyxl.load_workbook(path)
    people = next(sheet for sheet in book if sheet.title.startswith("人口"))
    head = [cell.value for cell in people[1]]
    assert all(row[head.index("丰宁")].value is None for row in people.iter_rows(min_row=2))
    assert all(row[head.index("怀柔")].value == 0 for row in people.iter_rows(min_row=2))
    assert any("丰宁" in str(row[1].value) for row in book[words["notes"]].iter_rows())
    assert unknown_notes(found, NAMES, words) and not unknown_notes(
        Transmission(found.counties, found.sent, found.weight, 60.0, 1000.0, 1), NAMES, words
    )
    figures = figures_of(sending(land, [(CALM, 1.0)], Spread(), 10.0, 1000.0))
    assert figures.people > 0.0, "as far as known: the villages that are drawn"


def test_of_a_county_without_known_fuel_nothing_is_told(store: PlanStore) -> None:
    villages = next(one for one in store.layers() if one.role is Role.SETTLEMENT)
    with store.change("layers_removed"):
        store.remove_layer(villages.uid)
    land = replace(fire_land(store, LandSettings(cell_m=100.0)), silent=frozenset({"130826"}))
    found = matrix_of(land)
    area = found.known("area_ha")
    assert np.isnan(area[1]).all() and np.isnan(area[:, 1]).all() and area[0, 0] > 0
    assert np.isnan(found.known("people")[:, :2]).all(), "nobody says where people live"
    flows = matrix_sheets(found, NAMES, load_words("en").group("matrix"))[1]
    assert next(row for row in flows.rows if row[0] == "丰宁")[1:] == [""] * 9
    assert math.isnan(figures_of(sending(land, [(CALM, 1.0)], Spread(), 10.0, 1000.0)).people)


def test_a_fire_at_the_line_of_a_county_without_known_fuel_has_come_to_it(store: PlanStore) -> None:
    whole = fire_land(store, LandSettings(cell_m=100.0))
    fuel = np.where(whole.county == 1, np.float32(np.nan), whole.landscape.fuel)
    land = replace(whole, landscape=replace(whole.landscape, fuel=fuel), silent=frozenset({"130826"}))
    place = at(9_050, 5_050)
    (other,) = incident(land, CALM, *place, 2_000.0).counties
    # 900 m of pine at 0.8 m/min to the last cell on this side
    assert (other.code, other.minutes) == ("130826", pytest.approx(900 / 0.8)) and math.isnan(other.area_ha)
    assert incident(land, CALM, *place, 1_000.0).counties == ()
    known_to_burn_not = replace(land, silent=frozenset())
    assert incident(known_to_burn_not, CALM, *place, 2_000.0).counties == ()
    fire = Fire(land.landscape, CALM)
    lead = lead_times(fire, land.county, 2, 2_000.0, dark=land.dark_rows)
    cell = land.landscape.grid.cell_of(np.array([ORIGIN[0] + 9_050]), np.array([ORIGIN[1] + 5_050]))[0]
    assert lead.minutes.ravel()[cell] == pytest.approx(900 / 0.8) and lead.receiver.ravel()[cell] == 1
    assert np.isinf(lead_times(fire, land.county, 2, 2_000.0).minutes.ravel()[cell])
    shed = origin_minutes(fire, land, Target("", "130826", True), 2_000.0)
    assert shed.ravel()[cell] == pytest.approx(900 / 0.8)
