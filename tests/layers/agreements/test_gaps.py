"""The gap map, worked out by hand on three square counties in a row."""

from __future__ import annotations

import math
import random
from datetime import date

import geopandas as gpd
import pandas as pd
import pytest
from shapely import LineString, box

from layers.agreements.books import Book, normal
from layers.agreements.coverage import BorderCover
from layers.agreements.gaps import (
    GAP_CLASSES,
    OUTER,
    PairGap,
    Pressure,
    forest_by_pair,
    gap_report,
    pressure_by_pair,
    segments_of,
)
from layers.agreements.grades import with_grades
from layers.agreements.register import normalised, party
from layers.agreements.settings import RegisterSettings
from layers.agreements.vocabulary import BorderState
from layers.geodesy import geodesic_area_m2, geodesic_length_m

A, B, C = "110116", "130824", "130826"
ON = date(2026, 6, 1)


def line(x, y0=40.0, y1=40.2):
    return LineString([(x, y0), (x, y1)])


def borders():
    """A|B at 116.2 in two segments, B|C at 116.4, one outer line of A."""
    lines = [line(116.2, 40.0, 40.1), line(116.2, 40.1, 40.2), line(116.4), line(116.0)]
    pairs = [f"{A}|{B}", f"{A}|{B}", f"{B}|{C}", f"{A}|"]
    return gpd.GeoDataFrame(
        {"pair": pairs, "length_m": [geodesic_length_m(one) for one in lines]}, geometry=lines, crs=4490
    )


def patches():
    """One across A|B, one across both lines, one over A's outer line."""
    shapes = [box(116.19, 40.05, 116.22, 40.06), box(116.1, 40.15, 116.5, 40.17), box(115.95, 40.0, 116.05, 40.02)]
    counties = [[A, B], [A, B, C], ["", A]]
    areas = [geodesic_area_m2(shape) / 1e4 for shape in shapes]
    return gpd.GeoDataFrame({"counties": counties, "area_ha": areas}, geometry=shapes, crs=4490)


def zone(pair, *, value=0.8, code="transmission", links=(), zone_class="S1", hazard="forest"):
    parts = [
        {
            "code": "transmission",
            "value": value,
            "weight": 1.0 if code == "transmission" else 0.0,
            "raw": None,
            "unit": "ha",
        },
        {"code": "hazard", "value": 0.6, "weight": 1.0, "raw": 500.0, "unit": "ha"},
    ]
    return {
        "counties": pair.split("|"),
        "hazard": hazard,
        "zone_class": zone_class,
        "score_parts": parts,
        "links": list(links),
    }


def agreements(*rows):
    base = {
        "type": "parallel",
        "standing": "standing",
        "phases": ["response"],
        "hazards": ["forest"],
        "state": "signed",
    }
    return normalised(pd.DataFrame([{**base, "name": f"协议{at}", **row} for at, row in enumerate(rows)]))


def between(*codes, **more):
    return {"parties": [party(code, "某方") for code in codes], **more}


def report(register=None, drills=(), zones=(), hazard="forest", known=frozenset({A, B, C}), lines=None):
    register = agreements() if register is None else register
    zone_rows = pd.DataFrame(list(zones), columns=["counties", "hazard", "zone_class", "score_parts", "links"])
    return gap_report(
        register,
        normal(Book.DRILL, list(drills)),
        borders() if lines is None else lines,
        zone_rows,
        patches(),
        hazard=hazard,
        on=ON,
        forest_known=known,
    )


def by_pair(made):
    return {one.pair: one for one in made.pairs}


def test_kilometres_and_forest_of_all_classes_add_up_to_the_border():
    made = report(agreements(between(A, B, start="2025-01-01", end="2027-12-31")))
    assert tuple(one.code for one in made.classes) == GAP_CLASSES
    assert math.isclose(made.length_m, borders()["length_m"].sum(), rel_tol=1e-12)
    assert math.isclose(made.forest_ha, patches()["area_ha"].sum(), rel_tol=1e-12)
    sums = {one.code: one for one in made.classes}
    assert math.isclose(sums["in_force"].length_m, borders()["length_m"][:2].sum())
    assert math.isclose(sums["none"].length_m, borders()["length_m"][2])
    assert math.isclose(sums[OUTER].length_m, borders()["length_m"][3])
    assert (sums["in_force"].borders, sums["none"].borders, sums[OUTER].borders) == (1, 1, 1)


def test_every_segment_has_the_class_of_its_border():
    made = report(agreements(between(A, B, start="2025-01-01", end="2026-08-01")))
    assert made.states == ("expiring", "expiring", "none", "outer")
    assert [len(segments_of(made, code)) for code in ("expiring", "none", "outer", "in_force")] == [2, 1, 1, 0]


def test_a_patch_that_two_lines_cut_is_divided_by_the_lengths_inside_it():
    found = forest_by_pair(patches(), borders())
    first, both, outer = patches()["area_ha"]
    # both lines run through the second patch over the same 0.02 degrees
    assert found[f"{A}|{B}"] == pytest.approx(first + both / 2, rel=1e-6)
    assert found[f"{B}|{C}"] == pytest.approx(both / 2, rel=1e-6)
    assert found[f"{A}|"] == pytest.approx(outer)


def test_unknown_forest_is_not_nought():
    made = report(known=frozenset({A}))
    lines = borders()
    lines.loc[2, "pair"] = "130826|130828"  # nobody tells of forest there, and no patch is cut
    lines.loc[2, "geometry"] = line(117.0)
    made = report(known=frozenset({A}), lines=lines)
    pairs = by_pair(made)
    assert pairs["130826|130828"].forest_ha is None
    assert {one.code: one.forest_unknown for one in made.classes}["none"] == 1


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (between(A, B, start="2025-01-01", end="2027-12-31"), "in_force"),
        (between(A, B, start="2025-01-01", end="2026-11-28"), "expiring"),
        (between(A, B), "undated"),
        (between(A, B, state="negotiating"), "negotiating"),
        (between(A, B, start="2020-01-01", end="2026-05-31"), "expired"),
        (between("110116107", "130824203", start="2025-01-01", end="2027-12-31"), "in_force"),
        (between("11", "13", start="2025-01-01", end="2027-12-31"), "none"),
        (between("11", "13", borders=[f"{A}|{B}"], start="2025-01-01", end="2027-12-31"), "in_force"),
    ],
)
def test_the_state_of_a_border(row, expected):
    one = by_pair(report(agreements(row)))[f"{A}|{B}"]
    assert one.cover.state.value == expected


def test_a_superiors_agreement_is_told_and_changes_nothing():
    one = by_pair(report(agreements(between("11", "13", start="2025-01-01", end="2027-12-31"))))[f"{A}|{B}"]
    assert one.cover.state.value == "none" and len(one.cover.superior) == 1
    assert {"code": "superior", "count": 1} in one.reasons


def test_what_burns_across_is_added_up_both_ways_and_unknown_stays_unknown():
    links = [
        {"from": A, "to": B, "area_ha": [10.0, 200.0], "first_min": 90.0},
        {"from": B, "to": A, "area_ha": [None, 50.0], "first_min": 60.0},
        {"from": A, "to": A, "area_ha": [900.0, 900.0], "first_min": 0.0},
    ]
    found = pressure_by_pair(pd.DataFrame([zone(f"{A}|{B}", links=links)]), "forest")
    assert found[f"{A}|{B}"].sent_ha == 250.0 and found[f"{A}|{B}"].value == 0.8
    links[0]["area_ha"] = [None, None]
    found = pressure_by_pair(pd.DataFrame([zone(f"{A}|{B}", links=links)]), "forest")
    assert found[f"{A}|{B}"].sent_ha is None
    found = pressure_by_pair(pd.DataFrame([zone(f"{A}|{B}", code="none")]), "forest")
    assert (found[f"{A}|{B}"].sent_ha, found[f"{A}|{B}"].value, found[f"{A}|{B}"].amount) == (None, 0.6, 500.0)


def test_much_across_and_nothing_agreed_stands_first_with_reasons():
    zones = [zone(f"{A}|{B}", value=0.9), zone(f"{B}|{C}", value=0.95)]
    covered = between(B, C, start="2025-01-01", end="2027-12-31")
    drill = {"date": "2026-03-01", "name": "演练", "parties": [party(B), party(C)], "hazards": ["forest"]}
    made = report(agreements(covered), [drill], zones)
    assert [one.pair for one in made.pairs] == [f"{A}|{B}", f"{B}|{C}"]
    first, second = made.pairs
    assert first.is_urgent and first.priority == pytest.approx(0.9)
    assert not second.is_urgent and second.priority == 0.0 and second.drill == "2026-03-01"
    assert [one["code"] for one in first.reasons] == ["grade_1", "hazard_ha", "state_none", "drill_none"]
    assert {one["code"] for one in second.reasons} == {"hazard_ha", "state_in_force", "drill_recent"}


def test_a_border_of_which_nothing_is_known_has_no_priority():
    one = by_pair(report())[f"{A}|{B}"]
    assert one.priority is None and not one.is_urgent and one.reasons[0]["code"] == "no_zones"


@pytest.mark.parametrize(
    ("day", "hazards", "counts"),
    [("2026-05-01", ["forest"], True), ("2026-07-01", ["forest"], False), ("", ["forest"], False),
     ("2026-05-01", ["river"], False), ("2026-05-01", [], True)],
)  # fmt: skip
def test_which_drill_counts(day, hazards, counts):
    drill = {"date": day, "name": "演练", "parties": [party(A), party(B)], "hazards": hazards}
    assert bool(by_pair(report(drills=[drill]))[f"{A}|{B}"].drill) is counts


def test_a_drill_of_superiors_is_not_the_counties_own():
    drill = {"date": "2026-05-01", "name": "演练", "parties": [party("11"), party("13")], "hazards": []}
    assert by_pair(report(drills=[drill]))[f"{A}|{B}"].drill == ""


def test_the_order_of_rows_does_not_matter():
    rows = [between(A, B), between(B, C, state="negotiating"), between(A, B, start="2025-01-01", end="2027-12-31")]
    zones = [zone(f"{A}|{B}"), zone(f"{B}|{C}", value=0.3)]
    first = report(agreements(*rows), zones=zones)
    shuffled = agreements(*rows).sample(frac=1.0, random_state=3).reset_index(drop=True)
    random.Random(5).shuffle(zones)
    again = report(shuffled, zones=zones)
    assert [one.pair for one in first.pairs] == [one.pair for one in again.pairs]
    assert first.classes == again.classes


def graded(*values, covered=(), **settings):
    """Return the grades of borders with these pressures, in their order; ``covered`` have what they need."""
    pairs = [
        PairGap(f"1|{at}", ("1", str(at)), 1.0, None, BorderCover(BorderState.NONE), Pressure(value), "",
                None if value is None else value, at not in covered, ())
        for at, value in enumerate(values)
    ]  # fmt: skip
    return [one.grade for one in with_grades(pairs, RegisterSettings(**settings))]


def test_the_top_by_priority_comes_first_and_the_rest_has_its_turn():
    assert graded(0.9, 0.8, 0.7, 0.6, 0.5) == [1, 2, 2, 3, 3]  # a fifth of five, half of five
    assert graded(0.6, 0.9) == [3, 1]  # half of two is one
    assert graded(0.5, 0.9, 0.7, 0.6, 0.8, first_share=0.4, second_share=0.4) == [3, 1, 3, 3, 1]
    assert graded(0.9, first_share=0.05) == [1]
    assert graded() == []


def test_little_pressure_covered_borders_and_unknown_ones_have_no_grade():
    assert graded(0.9, 0.49, None, 0.8, covered={3}) == [1, 0, 0, 0]
    assert graded(0.9, 0.49, least_pressure=0.4, second_share=1.0) == [1, 2]


def test_equal_priority_is_one_grade():
    assert graded(0.8, 0.8, 0.8, 0.6, 0.6) == [1, 1, 1, 3, 3]


def test_settings_of_another_program_are_passed_over():
    kept = {"first_share": 0.3, "second_share": 7, "drill_days": "x", "other": 1, "yearly_days": 400.0}
    found = RegisterSettings.of(kept)
    assert found == RegisterSettings(first_share=0.3, yearly_days=400)
    assert isinstance(found.yearly_days, int)
    assert RegisterSettings.of(found.as_dict()) == found and RegisterSettings().as_dict() == {}


def test_how_long_a_drill_counts_is_a_setting():
    drill = {"date": "2025-06-01", "name": "演练", "parties": [party(A), party(B)], "hazards": []}
    made = gap_report(
        agreements(), normal(Book.DRILL, [drill]), borders(), pd.DataFrame([zone(f"{A}|{B}")]), patches(),
        hazard="forest", on=ON, forest_known=frozenset({A}), settings=RegisterSettings(drill_days=300),
    )  # fmt: skip
    [one] = [one for one in made.pairs if one.pair == f"{A}|{B}"]
    assert one.reasons[-1]["code"] == "drill_old" and one.priority == pytest.approx(0.8)
