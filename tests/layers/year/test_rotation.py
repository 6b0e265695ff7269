"""Whose turn it is, with two, three and five parties."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from layers.agreements.books import Book
from layers.agreements.register import party
from layers.year.rotation import next_of, order_of, recorded_terms, terms
from tests.layers.year.conftest import A, B, C, rows


def body(*lines, codes=(A, B, C)):
    return rows(
        Book.BODY,
        {
            "name": "联防委员会",
            "parties": [party(code) for code in codes],
            "rotation": [{"from": start, "to": end, "chair": chair} for start, end, chair in lines],
        },
    )[0]


def test_the_chair_goes_on_as_it_went_and_terms_follow_without_a_gap():
    one = body(
        ("2025-03-01", "2026-02-28", "怀柔区"),
        ("2026-03-01", "2027-02-28", "丰宁满族自治县"),
        ("2027-03-01", "2028-02-29", "滦平县"),
    )
    found = terms(one, date(2030, 12, 31))
    assert [(term.start.isoformat(), term.end.isoformat(), term.chair) for term in found[3:]] == [
        ("2028-03-01", "2029-02-28", "怀柔区"),
        ("2029-03-01", "2030-02-28", "丰宁满族自治县"),
        ("2030-03-01", "2031-02-28", "滦平县"),
    ]
    assert [term.is_proposed for term in found] == [False] * 3 + [True] * 3


def test_parties_that_had_no_turn_follow_in_the_order_of_their_codes():
    one = body(("2025-01-01", "2025-12-31", "丰宁"))
    assert order_of(one, recorded_terms(one)) == ["丰宁", "怀柔区", "滦平县"]  # 110116 before 130824; 丰宁 is 130826
    assert [term.chair for term in terms(one, date(2029, 1, 1))] == ["丰宁", "怀柔区", "滦平县", "丰宁", "怀柔区"]


@pytest.mark.parametrize("count", [2, 3, 5, 9])
def test_each_of_n_parties_has_its_turn_once_in_n_terms(count):
    codes = [f"1101{number:02d}" for number in range(1, count + 1)]
    parties = [{"code": code, "name": f"{number}县", "kind": "government"} for number, code in enumerate(codes, 1)]
    one = dict(body(("2020-01-01", "2020-12-31", "1县"), codes=()))
    one["parties"] = parties
    found = terms(one, date(2020 + 3 * count - 1, 12, 31))
    assert len(found) == 3 * count
    for start in range(2 * count):
        assert len({term.chair for term in found[start : start + count]}) == count
    assert all((later.start - earlier.end).days == 1 for earlier, later in pairwise(found))


def test_a_month_without_a_31st_does_not_shorten_the_terms_after_it():
    one = body(("2025-10-01", "2026-03-30", "怀柔区"), codes=(A, B))
    assert [term.start.isoformat() for term in terms(one, date(2028, 3, 1))][1:] == [
        "2026-03-31", "2026-09-30", "2027-03-31", "2027-09-30",
    ]  # fmt: skip


def test_half_years_and_bodies_without_any_term():
    one = body(("2026-01-01", "2026-06-30", "怀柔区"), codes=(A, B))
    assert [term.end.isoformat() for term in terms(one, date(2027, 12, 31))] == [
        "2026-06-30", "2026-12-31", "2027-06-30", "2027-12-31",
    ]  # fmt: skip
    assert terms(body(), date(2030, 1, 1)) == []
    assert terms(body(("2026-05-01", "2026-01-01", "怀柔区"), ("", "2026-01-01", "x")), date(2030, 1, 1)) == []
    assert next_of(["甲", "乙"], "丙") == "甲" and next_of([], "甲") == ""
