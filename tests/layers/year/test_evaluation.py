"""Indicators counted by hand; what nobody knows is never zero."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from layers.inventory.model import StockRow
from layers.year import YearSettings, evaluate
from layers.year.evaluation import judged_on
from layers.year.model import Kind
from tests.layers.year.conftest import AB, A, agreement, material

TWO = YearSettings(seasons=(), meetings=2, drills=1, patrols=2)
DECISIONS = [
    {"text": "a", "owner": "", "due": "2026-04-01", "state": "done"},
    {"text": "b", "owner": "", "due": "2026-05-01", "state": "open"},
    {"text": "c", "owner": "", "due": "2026-05-01", "state": "dropped"},
    {"text": "d", "owner": "", "due": "2027-05-01", "state": "open"},
]
HELD = {
    "date": "2026-03-10",
    "kind": "meeting",
    "title": "春季会议",
    "agreements": ["agr"],
    "borders": [AB],
    "decisions": DECISIONS,
}


def by_code(found):
    return {one.code: (one.done, one.due) for one in found.indicators}


def test_a_year_counted_by_hand():
    patrol = {"date": "2026-08-01", "kind": "joint_patrol", "title": "巡护", "agreements": ["agr"]}
    inspection = {"date": "2021-12-31", "kind": "boundary_inspection", "title": "联检", "borders": [AB]}
    own = [{"date": "2026-06-01", "title": "x", "state": "done"}, {"date": "2026-07-01", "title": "y"}]
    meetings = [HELD, patrol, inspection]
    given = material(date(2027, 2, 1), settings=TWO, agreement=[agreement()], meeting=meetings, year=own)
    days = ("2026-12-01", "2026-01-01", "2027-01-15")  # in time, too long before, and after the year was over
    stock = tuple(StockRow(uid=day, county=A, checked=day) for day in days)
    given = replace(given, stock=stock, stale_days=180)
    found = evaluate(given, 2026)
    assert found.until == date(2026, 12, 31)
    assert by_code(found) == {
        "agreements": (None, None),  # without a gap map nobody knows
        "meetings": (1, 2),
        "drills": (0, 1),
        "patrols": (1, 2),
        "decisions": (1, 2),
        "boundary": (52.1, 52.1),  # 2021-12-31 and five years: the last day still counts
        "stock": (1, 3),
        "hazards": (0, 0),
        "confirmed": (0, 0),
        "planned": (1, 2),
    }
    [pair] = found.pairs
    assert (pair.done[Kind.MEETING], pair.due[Kind.MEETING], pair.inspected) == (1, 2, date(2021, 12, 31))
    shares = {one.code: one.share for one in found.indicators}
    assert shares["meetings"] == 0.5 and shares["hazards"] is None and shares["agreements"] is None
    assert [piece.counts for one in found.indicators if one.code == "meetings" for piece in one.evidence] == [
        True,
        False,
    ]


def test_an_inspection_after_the_year_is_not_one_of_it():
    inspection = {"date": "2027-01-15", "kind": "boundary_inspection", "title": "联检", "borders": [AB]}
    found = evaluate(material(date(2027, 2, 1), settings=TWO, agreement=[agreement()], meeting=[inspection]), 2026)
    assert by_code(found)["boundary"] == (0.0, 52.1) and found.pairs[0].inspected is None


def test_while_a_year_runs_only_what_is_over_is_asked():
    given = material(date(2026, 5, 10), settings=TWO, agreement=[agreement()], meeting=[HELD])
    assert judged_on(given, 2026) == date(2026, 5, 10)
    found = by_code(evaluate(given, 2026))
    assert found["meetings"] == (1, 1)  # held early: it counts; the second half is not over
    assert found["drills"] == (0, 0) and found["patrols"] == (0, 0)
    assert found["boundary"] == (0.0, 52.1)
    assert by_code(evaluate(given, 2025))["meetings"] == (0, 2)


def test_a_border_without_a_county_layer_is_not_known():
    given = replace(material(date(2026, 5, 10), agreement=[agreement()]), borders={})
    assert by_code(evaluate(given, 2026))["boundary"] == (None, None)
