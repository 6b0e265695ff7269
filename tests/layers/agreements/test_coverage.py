"""Which agreement covers which border, worked out by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from layers.agreements.coverage import applies_to, border_state, covering, in_force, non_adjacent_parties
from layers.agreements.register import normalised, party

HUAIROU, FENGNING, LUANPING, MENTOUGOU, YUXIAN = "110116", "130826", "130824", "110109", "130726"
ON = date(2025, 6, 1)


def register(*rows):
    base = {
        "state": "signed",
        "type": "parallel",
        "standing": "standing",
        "hazards": ["forest"],
        "phases": ["response"],
    }
    return normalised(pd.DataFrame([{**base, "name": f"协议{i}", **row} for i, row in enumerate(rows)]))


def parties(*codes):
    return [party(code, "某方") for code in codes]


def hows(frame, counties=(HUAIROU, FENGNING), hazard="forest", on=ON):
    return covering(frame, counties, hazard, on)["how"].tolist()


def test_both_counties_are_parties():
    frame = register({"parties": parties(HUAIROU, FENGNING)})
    assert hows(frame) == ["party"]
    assert hows(frame, (FENGNING, HUAIROU)) == ["party"]
    assert hows(frame, (HUAIROU, LUANPING)) == []


def test_townships_and_villages_stand_for_their_county():
    assert hows(register({"parties": parties("110116107", "130826203")})) == ["party"]
    assert hows(register({"parties": parties("110116107201", FENGNING)})) == ["party"]
    assert hows(register({"parties": parties("110116107", "110116108")})) == []


def test_padded_codes_mean_the_same():
    assert hows(register({"parties": parties("110116000000", "130826000")})) == ["party"]


def test_a_named_border_is_covered_whoever_signed():
    frame = register({"parties": parties("11", "13"), "borders": [f"{FENGNING}|{HUAIROU}"]})
    assert hows(frame) == ["named"]
    assert hows(frame, (HUAIROU, LUANPING)) == ["superior"]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (("11", "13"), ["superior"]),
        (("1101", "1308"), ["superior"]),
        (("11", FENGNING), ["superior"]),  # one side itself, the other by its superior
        (("11", "12"), []),
        (("11",), []),
        (("13", "1308"), []),
    ],
)
def test_superiors(codes, expected):
    assert hows(register({"parties": parties(*codes)})) == expected


def test_one_common_superior_is_above_both():
    assert hows(register({"parties": parties("13", "14")}), (LUANPING, FENGNING)) == ["superior"]


def test_every_county_of_a_meeting_point_must_be_covered():
    two = register({"parties": parties(HUAIROU, FENGNING)})
    three = register({"parties": parties(HUAIROU, FENGNING, LUANPING)})
    corner = (HUAIROU, LUANPING, FENGNING)
    assert hows(two, corner) == []
    assert hows(three, corner) == ["party"]
    named = register({"parties": parties("11", "13"), "borders": [f"{HUAIROU}|{FENGNING}", f"{HUAIROU}|{LUANPING}"]})
    assert hows(named, corner) == ["named"]


def test_nothing_covers_without_agreements():
    assert covering(None, (HUAIROU, FENGNING), "forest", ON).empty
    assert list(covering(register(), (HUAIROU, FENGNING), "forest", ON).columns) == ["uid", "name", "how", "in_force"]


@pytest.mark.parametrize(
    ("listed", "hazard", "expected"),
    [
        (["forest"], "forest", True),
        (["forest"], "river", False),
        (["natural"], "forest", True),
        (["natural"], "river", True),
        (["natural", "forest"], "river", False),
        (["natural", "forest", "river"], "river", True),
        (["accident"], "forest", False),
        ([], "forest", False),
        (["accident"], "accident", True),
    ],
)
def test_hazards(listed, hazard, expected):
    assert applies_to(listed, hazard) is expected


@pytest.mark.parametrize(
    ("start", "end", "state", "force", "border"),
    [
        ("2023-01-01", "2027-12-31", "signed", True, "in_force"),
        ("2023-01-01", "2025-06-01", "signed", True, "expiring"),  # the last day counts
        ("2023-01-01", "2025-05-31", "signed", False, "expired"),
        ("2025-06-01", "2027-12-31", "signed", True, "in_force"),  # and so does the first
        ("2025-06-02", "2027-12-31", "signed", False, "negotiating"),
        ("", "", "signed", None, "undated"),
        ("2023-01-01", "", "signed", None, "undated"),
        ("2023-01-01", "unknown", "signed", None, "undated"),
        ("2023-01-01", "2027-12-31", "negotiating", False, "negotiating"),
        ("2023-01-01", "2027-12-31", "draft", False, "negotiating"),
        ("2023-01-01", "2027-12-31", "ended", False, "expired"),
    ],
)
def test_term(start, end, state, force, border):
    frame = register({"parties": parties(HUAIROU, FENGNING), "start": start, "end": end, "state": state})
    assert covering(frame, (HUAIROU, FENGNING), "forest", ON)["in_force"].tolist() == [force]
    assert in_force(frame.iloc[0].to_dict(), ON) is force
    assert border_state(frame, (HUAIROU, FENGNING), "forest", ON).state == border


def test_the_best_agreement_gives_the_state():
    pair = parties(HUAIROU, FENGNING)
    frame = register(
        {"parties": pair, "start": "2020-01-01", "end": "2021-01-01"},
        {"parties": pair, "start": "2024-01-01", "end": "2029-01-01"},
        {"parties": pair, "state": "negotiating"},
    )
    cover = border_state(frame, (HUAIROU, FENGNING), "forest", ON)
    assert cover.state == "in_force"
    assert cover.agreements == (frame.loc[1, "uid"],)
    assert border_state(frame, (HUAIROU, FENGNING), "river", ON).state == "none"


def test_a_superior_is_told_and_changes_nothing():
    frame = register(
        {"parties": parties("11", "13"), "start": "2024-01-01", "end": "2029-01-01"},
        {"parties": parties("11", "13"), "start": "2014-01-01", "end": "2019-01-01"},
    )
    cover = border_state(frame, (HUAIROU, FENGNING), "forest", ON)
    assert cover.state == "none"
    assert cover.agreements == ()
    assert cover.superior == (frame.loc[0, "uid"],)


def test_parties_that_do_not_touch_are_told():
    row = register({"parties": parties(MENTOUGOU, YUXIAN, "130731", "11")}).iloc[0].to_dict()
    gaps = non_adjacent_parties(row, ["110109|130730", "110109|130731", "130726|130731"])
    assert [(gap.first, gap.second, gap.known) for gap in gaps] == [(MENTOUGOU, YUXIAN, True)]


def test_a_county_outside_the_plan_is_judged_by_the_gazetteer():
    row = register({"parties": parties(MENTOUGOU, YUXIAN, "130731")}).iloc[0].to_dict()
    gaps = non_adjacent_parties(row, ["110109|130731"])
    assert [(gap.first, gap.second, gap.known) for gap in gaps] == [(MENTOUGOU, YUXIAN, True)]


def test_a_county_nobody_knows_stays_unknown():
    row = register({"parties": parties(MENTOUGOU, "139999")}).iloc[0].to_dict()
    [gap] = non_adjacent_parties(row, ["110109|130731"])
    assert gap.known is False


def test_superiors_alone_have_no_counties_to_compare():
    row = register({"parties": parties("11", "13")}).iloc[0].to_dict()
    assert non_adjacent_parties(row, ["110109|130731"]) == ()
