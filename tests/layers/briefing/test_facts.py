"""What a briefing says of the small plan, checked by hand."""

from __future__ import annotations

import pytest
import shapely

from layers.briefing import By, Choice, gather
from layers.briefing.choice import border_pairs, chosen_zones
from layers.briefing.flows import crossing, together
from layers.errors import BriefingError
from layers.geodesy import geodesic_area_m2, geodesic_length_m
from tests.app.conftest import EAST, WEST, counties
from tests.layers.briefing.conftest import PAIR, PHONE


def test_the_zone_says_who_is_affected_by_side(store, by_zone):
    [zone] = by_zone.zones
    assert (zone.counties, zone.zone_class, zone.hazard, zone.rank) == ((WEST, EAST), "S1", "forest", 1)
    west, east = zone.sides
    # The wood lies half on either side of the line; nothing else burns.
    half = geodesic_area_m2(shapely.box(116.49, 40.64, 116.5, 40.66)) / 1e4
    assert west.forest_ha == pytest.approx(half, rel=1e-3) and east.forest_ha == pytest.approx(half, rel=1e-3)
    stored = store.parts().set_index("county")
    assert west.area_ha == stored.loc[WEST, "area_ha"] and east.area_ha == stored.loc[EAST, "area_ha"]
    # The villages stand 170 m beyond the wood's edges.
    assert (west.people, east.people) == (stored.loc[WEST, "people"], stored.loc[EAST, "people"])
    assert {one.people for one in zone.sides} <= {120.0, 80.0, 0.0}
    assert west.farmland_ha is None and "farmland" in west.unknown


def test_what_crosses_has_minutes_and_a_first_village(by_zone):
    [zone] = by_zone.zones
    assert {(one.origin, one.target) for one in zone.flows} == {(WEST, EAST), (EAST, WEST)}
    assert zone.flows[0].first_min == min(one.first_min for one in zone.flows)
    assert zone.origin == zone.lead and zone.others and zone.no_times == ""
    assert all(one.knows_villages and one.burnt_ha is not None for one in zone.flows)


def test_agreement_area_and_open_tasks_stand_on_the_zone(by_zone):
    [zone] = by_zone.zones
    assert zone.cover.state == "expiring"  # ends 92 days after the reference date
    assert [(one.uid, one.is_superior) for one in zone.cover.agreements] == [("a1", False), ("a2", True)]
    [area] = zone.areas
    # The drawn area is the southern half of the wood, and the wood is inside its zone.
    whole = geodesic_area_m2(shapely.box(116.49, 40.64, 116.51, 40.65)) / 1e4
    assert area.inside_ha == pytest.approx(whole, rel=1e-3)
    assert area.version is not None and area.version.state == "negotiated"
    assert [(one.kind, one.text, one.is_overdue) for one in zone.tasks] == [
        ("decision", "补防火线", True),
        ("decision", "换联络表", False),
        ("comment", "防火线由谁补？打 13812345678 问", False),
    ]


def test_the_border_is_told_with_its_length_gap_and_contacts(by_border):
    [border] = by_border.borders
    line = counties().geometry[0].boundary.intersection(counties().geometry[1].boundary)
    assert border.length_m == pytest.approx(geodesic_length_m(line), rel=1e-6)
    assert border.pair == PAIR and border.zones[0].rank == 1 and by_border.of == 1
    assert border.covers[0].hazard == "forest" and border.covers[0].state == "expiring"
    assert {(one.origin, one.target, one.zones) for one in border.flows} == {(WEST, EAST, 1), (EAST, WEST, 1)}
    assert border.areas[0].inside_km == pytest.approx(border.length_m / 1000.0 / 10.0, rel=1e-3)
    [contact] = border.contacts
    assert contact.name == "李四" and contact.phone == "" and PHONE not in contact.body


def test_telephone_numbers_come_only_when_they_are_asked_for(store):
    [border] = gather(store, Choice(By.BORDER, with_phones=True)).borders
    assert border.contacts[0].phone == PHONE and PHONE in border.contacts[0].body


def test_choices_narrow_what_gets_a_page(store):
    zones = store.zones()
    assert len(chosen_zones(zones, Choice(county=WEST, border=PAIR, hazard="forest"))) == 1
    assert chosen_zones(zones, Choice(county="110118")) == [] == chosen_zones(zones, Choice(hazard="river"))
    pairs = ["1|2", "1|3", "2|3", "1|"]
    assert border_pairs(pairs, Choice(By.BORDER)) == ["1|2", "1|3", "2|3"]
    assert border_pairs(pairs, Choice(By.BORDER, county="1", first=1)) == ["1|2"]
    assert border_pairs(pairs, Choice(By.BORDER, border="2|3")) == ["2|3"]
    with pytest.raises(BriefingError) as refused:
        gather(store, Choice(county="110118"))
    assert refused.value.facts["reason_code"] == "nothing_chosen"


def link(origin, target, first, *, people=(1.0, 5.0), villages=(0, 2), area=(10.0, 20.0), unknown=(0, 0)):
    said = {"from": origin, "to": target, "first_min": first, "minutes": [30.0, 60.0], "places": [0, 2]}
    return {**said, "people": people, "villages": list(villages), "area_ha": area, "unknown": list(unknown)}


def test_flows_of_zones_add_up_by_hazard_and_what_is_unknown_stays_so():
    found = [
        *crossing("forest", [link("A", "B", 9.0), link("A", "A", 0.0)]),
        *crossing("forest", [link("A", "B", 4.0, people=None, villages=(0, 0)), link("B", "A", 7.0, villages=(1, 1))]),
        *crossing("breach", [link("B", "A", 1.0, area=None)]),
    ]
    out, back, breach = together(found, ("A", "B"))
    assert (out.first_min, out.burnt_ha, out.people, out.villages, out.zones) == (4.0, 40.0, None, None, 2)
    assert out.village_min == 60.0 and not out.knows_villages
    assert (back.first_min, back.people, back.village_min) == (7.0, 5.0, 30.0)
    assert (breach.hazard, breach.burnt_ha, breach.first_min) == ("breach", None, 1.0)
