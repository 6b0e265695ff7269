"""The four-dimension matrix, the health of agreements, and where they clash: worked by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd

from layers.agreements.books import Book, normal, records
from layers.agreements.dimensions import DIMENSIONS, items_of, matrix
from layers.agreements.health import clashes, health_of
from layers.agreements.register import normalised, party
from layers.agreements.settings import RegisterSettings

A, B, C = "110116", "130824", "130826"
ON = date(2026, 6, 1)


def register(*rows):
    base = {
        "type": "parallel",
        "standing": "standing",
        "state": "signed",
        "hazards": ["natural", "forest"],
        "phases": ["warning", "response"],
        "parties": [party(A), party(B)],
        "start": "2025-01-01",
        "end": "2027-12-31",
    }
    return normalised(pd.DataFrame([{**base, "name": f"协议{at}", **row} for at, row in enumerate(rows)]))


def states(rows, counties=(A, B)):
    return {(cell.dimension, cell.item): cell for cell in matrix(rows, counties, ON)}


def test_there_are_sixteen_items():
    assert [len(items) for items in DIMENSIONS.values()] == [4, 4, 3, 5]
    assert len(matrix(register({}), (A, B), ON)) == 16


def test_an_agreement_fills_the_items_it_takes_in_and_no_others():
    found = states(register({"means": ["law", "people"]}))
    live = {key for key, cell in found.items() if cell.state.value == "in_force"}
    assert live == {
        ("levels", "governments"),
        ("fields", "natural"),
        ("process", "before"),
        ("process", "outbreak"),
        ("means", "law"),
        ("means", "people"),
    }
    assert all(not cell.agreements for key, cell in found.items() if key not in live)


def test_levels_follow_from_what_the_parties_are():
    def levels(*kinds):
        parties = [party("" if kind == "ngo" else A, f"方{at}", kind=kind) for at, kind in enumerate(kinds)]
        row = records(register({"parties": parties}))[0]
        return {item for dimension, item in items_of(row) if dimension == "levels"}

    assert levels("government", "government") == {"governments"}
    assert levels("department", "department") == {"departments"}
    assert levels("government", "department") == set()
    assert levels("government", "ngo") == {"government_ngo"}
    assert levels("ngo", "ngo") == {"ngos"}
    assert levels("committee", "committee") == {"ngos"}
    assert levels("government", "government", "ngo", "committee") == {"governments", "government_ngo", "ngos"}


def test_an_earthquake_agreement_is_about_natural_disasters_and_not_about_fire():
    rows = register({"hazards": ["natural", "earthquake"]})
    assert states(rows)[("fields", "natural")].state.value == "in_force"
    from layers.agreements import border_state

    assert border_state(rows, (A, B), "forest", ON).state.value == "none"


def test_a_superiors_items_stand_beside_the_state():
    found = states(register({"parties": [party("11"), party("13")]}))
    cell = found[("fields", "natural")]
    assert cell.state.value == "none" and not cell.agreements and len(cell.superior) == 1


def test_the_best_state_counts():
    rows = register({"state": "negotiating"}, {"end": "2026-01-01"}, {"end": ""})
    assert states(rows)[("process", "before")].state.value == "undated"
    assert len(states(rows)[("process", "before")].agreements) == 3


def one_health(meetings=(), drills=(), inventories=None, **row):
    rows = records(register(row))
    uid = rows[0]["uid"]
    give = lambda items: [{**item, "agreements": [uid]} for item in items]  # noqa: E731
    return health_of(
        rows[0],
        normal(Book.MEETING, give(meetings)),
        normal(Book.DRILL, give(drills)),
        ON,
        inventories=inventories or {},
    )


def test_nothing_on_record_is_not_fresh():
    found = one_health()
    assert found.kept == 0 and all(sign.days is None and sign.is_old for sign in found.signs)
    assert found.days_left == (date(2027, 12, 31) - ON).days


def test_signs_of_life_by_their_dates():
    meetings = [
        {"date": "2025-10-01", "kind": "meeting", "title": "会"},
        {"date": "2026-05-20", "kind": "joint_patrol", "title": "巡"},
        {"date": "2026-09-01", "kind": "meeting", "title": "还没开的会"},
    ]
    drills = [{"date": "2023-01-01", "name": "旧演练"}]
    found = one_health(meetings, drills, {A: "2026-03-01", B: "2024-03-01"})
    signs = {sign.code: (sign.day, sign.is_old) for sign in found.signs}
    assert signs == {
        "meeting": ("2025-10-01", False),
        "drill": ("2023-01-01", True),
        "patrol": ("2026-05-20", False),
        "inventory": ("2024-03-01", True),
    }


def test_one_county_without_a_list_of_stores_makes_its_date_unknown():
    signs = {sign.code: sign.day for sign in one_health(inventories={A: "2026-03-01"}).signs}
    assert signs["inventory"] == ""


def test_decisions_past_their_day_are_counted():
    decisions = [
        {"text": "甲", "owner": "一方", "due": "2026-05-31", "state": "open"},
        {"text": "乙", "owner": "一方", "due": "2026-06-01", "state": "open"},
        {"text": "丙", "owner": "一方", "due": "2026-01-01", "state": "done"},
        {"text": "丁", "owner": "一方", "due": "", "state": "open"},
    ]
    found = one_health([{"date": "2026-01-01", "kind": "meeting", "title": "会", "decisions": decisions}])
    assert found.open_decisions == 3 and [line["text"] for line in found.overdue] == ["甲"]


def test_what_names_no_agreement_belongs_to_one_whose_counties_all_took_part():
    [row] = records(register({}))
    both, one = [party(A), party(B)], [party(A), party(C)]

    def last(**more):
        meeting = {"date": "2026-05-20", "kind": "meeting", "title": "会", **more}
        drill = {"date": "2026-05-20", "name": "演练", **more}
        found = health_of(row, normal(Book.MEETING, [meeting]), normal(Book.DRILL, [drill]), ON, inventories={})
        return [bool(sign.day) for sign in found.signs[:2]]

    assert last(parties=both) == [True, True]
    assert last(parties=[*both, party(C)]) == [True, True]
    assert last(parties=one) == [False, False]
    assert last(parties=both, agreements=["another"]) == [False, False]
    assert last(parties=both, hazards=["river"]) == [True, False]  # a drill about something else
    assert last(agreements=[row["uid"]], hazards=["river"]) == [True, True]


def test_how_long_signs_are_fresh_is_a_setting():
    [row] = records(register({}))
    meeting = {"date": "2026-01-01", "kind": "meeting", "title": "会", "agreements": [row["uid"]]}
    signs = [
        health_of(row, normal(Book.MEETING, [meeting]), normal(Book.DRILL, []), ON, inventories={},
                  settings=RegisterSettings(yearly_days=days)).signs[0].is_old
        for days in (100, 365)
    ]  # fmt: skip
    assert signs == [True, False]


def test_an_agreement_without_counties_has_the_stock_lists_of_its_borders():
    [row] = records(register({"parties": [party("11"), party("13")], "borders": [f"{A}|{B}"]}))
    found = health_of(
        row, normal(Book.MEETING, []), normal(Book.DRILL, []), ON, inventories={A: "2026-03-01", B: "2026-02-01"}
    )
    assert found.signs[-1].day == "2026-02-01"


def test_agreements_about_different_phases_stand_side_by_side():
    assert codes(register({"phases": ["prevention"]}, {"phases": ["response"]})) == []
    assert codes(register({"phases": ["prevention", "response"]}, {"phases": ["response"]})) == ["same_scope"]
    assert codes(register({"phases": []}, {"phases": ["response"]})) == ["same_scope"]


def codes(rows, bodies=()):
    return [clash.code for clash in clashes(rows, normal(Book.BODY, list(bodies)), ON)]


def test_two_live_agreements_for_one_border_and_field_overlap():
    assert codes(register({}, {})) == ["same_scope"]
    assert codes(register({}, {"hazards": ["river"]})) == []
    assert codes(register({}, {"end": "2025-12-31"})) == []
    assert codes(register({}, {"parties": [party(A), party(C)]})) == []


def test_contradictions_come_first():
    rows = register(
        {"designating_authority": "北京市人民政府", "number": "1号"},
        {"designating_authority": "河北省人民政府", "number": "1号"},
    )
    assert codes(rows) == ["authority_differs", "number_twice", "same_scope"]


def test_bodies_clash_by_border_and_by_term():
    terms = [
        {"from": "2026-01-01", "to": "2026-12-31", "chair": "怀柔"},
        {"from": "2026-12-31", "to": "2027-12-30", "chair": "滦平"},
    ]
    first = {"name": "甲会", "kind": "committee", "parties": [party(A), party(B)], "rotation": terms}
    second = {"name": "乙会", "kind": "committee", "parties": [party(A), party(B), party(C)]}
    assert codes(register(), [first, second]) == ["chairs_overlap", "two_bodies"]
    terms[1]["from"] = "2027-01-01"
    assert codes(register(), [first]) == []
