"""The register's rows: filled in, checked, and with uids that come from content."""

from __future__ import annotations

import pandas as pd
import pytest

from layers.agreements.register import AGREEMENT_COLUMNS, LIST_COLUMNS, agreement_uid, normalised, party, problems


def sound_row(**changes):
    row = {
        "year": 2023,
        "name": "两县森林防火联防协议",
        "type": "parallel",
        "standing": "standing",
        "hazards": ["natural", "forest"],
        "phases": ["prevention", "response"],
        "parties": [party("110116"), party("130826")],
        "start": "2023-01-01",
        "end": "2025-12-31",
        "state": "signed",
    }
    return {**row, **changes}


def codes_of(**changes):
    return [one.code for one in problems(normalised(pd.DataFrame([sound_row(**changes)])))]


def test_missing_columns_are_filled_without_inventing_facts():
    frame = normalised(pd.DataFrame([sound_row()]))
    assert tuple(frame.columns) == AGREEMENT_COLUMNS
    row = frame.iloc[0]
    assert row["number"] == "" and row["remark"] == "" and row["zones"] == []
    assert all(isinstance(row[column], list) for column in LIST_COLUMNS)
    assert problems(frame) == []


def test_an_unknown_year_stays_unknown():
    frame = normalised(pd.DataFrame([sound_row(), sound_row(name="另一份", year=None)]))
    assert frame["year"].tolist()[0] == 2023
    assert frame["year"].isna().tolist() == [False, True]


def test_normalising_twice_changes_nothing():
    once = normalised(pd.DataFrame([sound_row(borders=["130826|110116", "110116|130826"])]))
    pd.testing.assert_frame_equal(once, normalised(once))
    assert once.loc[0, "borders"] == ["110116|130826"]


def test_uid_comes_from_content_and_not_from_the_order_of_parties():
    first = agreement_uid("协议", 2020, [party("110116"), party("130826")])
    assert first == agreement_uid("协议", 2020, [party("130826"), party("110116")])
    assert first != agreement_uid("协议", 2021, [party("110116"), party("130826")])
    assert len(first) == 16


def test_parties_take_their_name_and_level_from_the_code():
    assert party("130000") == {"code": "13", "name": "河北省", "level": "province", "kind": "government"}
    assert party("1308")["level"] == "prefecture"
    assert party("110116001", "泉河街道")["level"] == "township"
    assert party("110116001200", "某村", kind="committee")["level"] == "village"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": ""}, "name_missing"),
        ({"type": "friendly"}, "value_unknown"),
        ({"hazards": ["fire"]}, "value_unknown"),
        ({"hazards": []}, "list_empty"),
        ({"start": "2023-13-01"}, "date_unreadable"),
        ({"end": "2022-01-01"}, "ends_before_start"),
        ({"start": "", "end": ""}, "term_unknown"),
        ({"parties": [party("110116")]}, "too_few_parties"),
        ({"parties": [party("110116"), {"code": "13082", "name": "某县"}]}, "party_code_unreadable"),
        ({"parties": [party("110116"), {"code": "130826", "name": "丰宁", "level": "village"}]}, "party_level_differs"),
        ({"parties": [party("110116"), {"code": "", "name": "某局"}]}, "party_without_code"),
        ({"parties": [party("110116"), party("139999", "某县")]}, "division_unknown"),
        ({"borders": ["110116"]}, "border_unreadable"),
        ({"borders": ["110116|110116"]}, "border_unreadable"),
        ({"borders": ["110116|1308"]}, "border_unreadable"),
    ],
)
def test_each_fault_is_told(changes, expected):
    assert expected in codes_of(**changes)


def test_an_ngo_needs_no_code():
    assert codes_of(parties=[party("110116"), {"code": "", "name": "蓝天救援队", "kind": "ngo"}]) == []


def test_the_same_agreement_twice_is_an_error():
    assert [one.code for one in problems(normalised(pd.DataFrame([sound_row(), sound_row()])))] == ["agreement_twice"]
