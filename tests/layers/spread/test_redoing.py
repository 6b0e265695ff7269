"""A fire and a matrix worked out again: the same to the last bit, or what is other and on which land."""

from __future__ import annotations

from dataclasses import replace

from layers.kinds import Role, Shape
from layers.plan import PlanStore
from layers.spread.fire_land import FireLand, fire_land
from layers.spread.ignitions import lattice
from layers.spread.incident import Incident, incident
from layers.spread.rates import Spread, Weather
from layers.spread.redoing import fire_again, matrix_again
from layers.spread.settings import LandSettings
from layers.spread.transmission import Transmission
from layers.spread.winds import matrices
from tests.layers.shapes import box_km, frame
from tests.layers.spread.conftest import add
from tests.layers.spread.test_fire_land import at

CALM = Weather(1.0)


def land_of(store: PlanStore) -> FireLand:
    return fire_land(store, LandSettings(cell_m=200.0))


def fire(land: FireLand) -> Incident:
    return incident(land, CALM, *at(9_050, 5_050), 3_000.0)


def matrix(land: FireLand) -> Transmission:
    return matrices(land, CALM, Spread(), lattice(land.landscape, 1000.0), [10.0])[0]


def test_the_same_land_gives_the_same_to_the_last_bit(store: PlanStore) -> None:
    one, other = land_of(store), land_of(store)
    again = fire_again(fire(one), fire(other), one, other)
    assert again.holds and again.inputs == () and again.stored == again.now > 0
    redone = matrix_again(matrix(one), matrix(other), one, other)
    assert redone.holds and redone.figure == "across_ha" and redone.stored > 0


def test_another_lake_changes_both_and_is_named_as_fuel(store: PlanStore) -> None:
    before = land_of(store)
    shown, sent = fire(before), matrix(before)
    add(store, Role.LAKE, Shape.POLYGON, frame([box_km(10.2, 3, 11, 7)], name=["新湖"]))
    now = land_of(store)
    again = fire_again(shown, fire(now), before, now)
    assert not again.holds and again.inputs == ("fuel",)
    assert again.figure == "burnt_ha" and again.now < again.stored
    redone = matrix_again(sent, matrix(now), before, now)
    # More or less: a lake at the line also moves starts.
    assert redone.inputs == ("fuel",) and 0 < redone.differing <= 2 * 9 and redone.now != redone.stored


def test_other_people_leave_the_fire_and_change_the_matrix_of_people(store: PlanStore) -> None:
    before = land_of(store)
    amounts = {**before.exposed.amounts, "people": before.exposed.amounts["people"] + 1.0}
    more = replace(before, exposed=replace(before.exposed, amounts=amounts))
    assert fire_again(fire(before), fire(more), before, more).inputs == ("people",)
    redone = matrix_again(matrix(before), matrix(more), before, more)
    assert not redone.holds and redone.stored == redone.now and redone.inputs == ("people",)
