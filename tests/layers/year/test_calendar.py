"""A calendar worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from layers.agreements.books import Book
from layers.agreements.register import party
from layers.inventory.model import StockRow
from layers.year import Season, Standing, YearSettings, calendar, roll
from layers.year.own import row_for
from layers.year.settings import SeasonKind
from tests.layers.year.conftest import AB, A, B, agreement, material, rows


def listed(found, *codes):
    return [(one.day and one.day.isoformat(), one.code, found.standing(one).value) for one in found.entries
            if not codes or one.code in codes]  # fmt: skip


def test_an_agreement_asks_talks_half_a_year_before_it_ends_and_then_is_overdue():
    given = material(date(2026, 6, 20), agreement=[agreement(end="2026-12-31")])
    codes = ("agreement_ends", "agreement_renewal", "agreement_begins")
    assert listed(calendar(given, 2026), *codes) == [
        ("2026-07-04", "agreement_renewal", "soon"),  # 180 days before 31 December
        ("2026-12-31", "agreement_ends", "coming"),
    ]
    assert listed(calendar(given, 2025), *codes) == [("2025-01-01", "agreement_begins", "fact")]
    later = replace(given, on=date(2027, 1, 1))
    assert listed(calendar(later, 2027), *codes) == [("2026-12-31", "agreement_ends", "overdue")]
    talks = agreement(uid="b", name="续签", state="negotiating", start="", end="")
    assert listed(calendar(material(given.on, agreement=[agreement(end="2026-12-31"), talks]), 2026), *codes) == [
        ("2026-07-04", "agreement_renewal", "done"),
        ("2026-12-31", "agreement_ends", "coming"),
    ]
    next_one = agreement(uid="b", name="续签", start="2027-01-01", end="2029-12-31")
    assert listed(calendar(material(given.on, agreement=[agreement(end="2026-12-31"), next_one]), 2026), *codes) == [
        ("2026-07-04", "agreement_renewal", "done"),
        ("2026-12-31", "agreement_ends", "done"),
    ]


@pytest.mark.parametrize(
    ("last", "due"),
    [("2021-05-03", "2026-05-03"), ("2024-02-29", "2029-02-28"), ("2020-02-29", "2025-02-28"), ("", None)],
)
def test_a_border_is_inspected_every_five_years(last, due):
    on = date(2026, 4, 20)
    inspection = {"date": last, "kind": "boundary_inspection", "title": "联检", "borders": [AB]}
    given = material(on, meeting=[inspection] if last else [])
    year = int(due[:4]) if due and int(due[:4]) > on.year else on.year
    [entry] = [one for one in calendar(given, year).entries if one.code.startswith("boundary")]
    assert (entry.day and entry.day.isoformat()) == due
    assert entry.code == ("boundary" if last else "boundary_unknown") and entry.pairs == {AB}
    expected = {"2026-05-03": Standing.SOON, "2029-02-28": Standing.COMING, "2025-02-28": Standing.OVERDUE}
    assert calendar(given, year).standing(entry) is expected.get(due, Standing.UNKNOWN)


def test_markers_count_as_an_inspection_and_a_planned_one_settles_it():
    given = material(date(2026, 4, 20), meeting=[{"date": "2019-01-01", "kind": "boundary_inspection", "title": "联检",
                                                  "borders": [AB]}])  # fmt: skip
    [entry] = [one for one in calendar(given, 2026).entries if one.code == "boundary"]
    assert entry.day == date(2024, 1, 1)
    by_markers = replace(given, marker_days={AB: date(2022, 6, 15)})
    assert not [one for one in calendar(by_markers, 2026).entries if one.code == "boundary"]
    [later] = [one for one in calendar(by_markers, 2027).entries if one.code == "boundary"]
    assert later.day == date(2027, 6, 15)
    planned = material(date(2026, 4, 20), meeting=[{"date": "2026-09-01", "kind": "boundary_inspection",
                                                    "title": "联检", "borders": [AB]}])  # fmt: skip
    found = [one for one in calendar(planned, 2026).entries if one.kind == "boundary"]
    assert [(one.code, one.day) for one in found] == [("event", date(2026, 9, 1))]


def test_parts_of_the_year_without_a_meeting_ask_for_one():
    two = YearSettings(seasons=(), meetings=2, drills=1, patrols=0)
    held = {"date": "2026-03-10", "kind": "meeting", "title": "春季会议", "agreements": ["agr"]}
    given = material(date(2026, 7, 1), settings=two, agreement=[agreement()], meeting=[held])
    assert listed(calendar(given, 2026), "meeting_asked", "drill_asked", "event") == [
        ("2026-03-10", "event", "done"),
        ("2026-12-31", "drill_asked", "coming"),
        ("2026-12-31", "meeting_asked", "coming"),
    ]
    without = calendar(material(date(2026, 7, 1), settings=two, agreement=[agreement()]), 2026)
    assert listed(without, "meeting_asked") == [
        ("2026-06-30", "meeting_asked", "overdue"),
        ("2026-12-31", "meeting_asked", "coming"),
    ]
    # Its last day lies in the first half of the year, so that half does not count.
    ending = material(date(2026, 7, 1), settings=two, agreement=[agreement(end="2026-06-29")])
    assert not listed(calendar(ending, 2026), "meeting_asked")
    superior = material(date(2026, 7, 1), settings=two, agreement=[agreement(parties=[party("11"), party("13")])])
    assert not listed(calendar(superior, 2026), "meeting_asked")


def test_patrols_are_asked_of_agreements_about_forest_or_rivers_only():
    three = YearSettings(seasons=(), meetings=0, drills=0, patrols=1)
    for hazards, count in ((["natural", "forest"], 1), (["natural"], 1), (["public_health"], 0)):
        given = material(date(2026, 7, 1), settings=three, agreement=[agreement(hazards=hazards)])
        assert len(listed(calendar(given, 2026), "patrol_asked")) == count


def test_seasons_of_each_county_and_the_consultation_before():
    settings = YearSettings(
        seasons=(Season(SeasonKind.FIRE, "11-01", "05-31"), Season(SeasonKind.FIRE, "01-05", "06-15", B, "丰宁县公告")),
        meetings=0, drills=0, patrols=0,
    )  # fmt: skip
    given = material(date(2026, 10, 1), settings=settings)
    found = calendar(given, 2026)
    assert listed(found, "season_starts", "season_ends", "season_consult") == [
        ("2026-01-05", "season_starts", "fact"),
        ("2026-05-31", "season_ends", "fact"),
        ("2026-06-15", "season_ends", "fact"),
        ("2026-10-17", "season_consult", "soon"),
        ("2026-11-01", "season_starts", "fact"),
        ("2026-12-21", "season_consult", "coming"),  # before 5 January of the year after
    ]
    spans = [(span.start.isoformat(), span.end.isoformat(), span.counties) for span in found.seasons]
    assert spans == [
        ("2026-01-01", "2026-05-31", (A,)),
        ("2026-11-01", "2026-12-31", (A,)),
        ("2026-01-05", "2026-06-15", (B,)),
    ]
    met = {"date": "2026-10-10", "kind": "consultation", "title": "会商", "borders": [AB]}
    after = calendar(material(date(2026, 10, 20), settings=settings, meeting=[met]), 2026)
    assert ("2026-10-17", "season_consult", "overdue") not in listed(after)


def test_decisions_stay_until_they_are_done():
    lines = [
        {"text": "补设防火线", "owner": "丰宁县", "due": "2025-04-30", "state": "open"},
        {"text": "核对清单", "owner": "", "due": "2026-05-20", "state": "open"},
        {"text": "已办", "owner": "", "due": "2026-03-01", "state": "done"},
        {"text": "没有期限", "owner": "", "due": "", "state": "open"},
    ]
    held = {"date": "2024-09-20", "kind": "meeting", "title": "秋季会议", "borders": [AB], "decisions": lines}
    found = calendar(material(date(2026, 5, 1), meeting=[held]), 2026)
    named = [(one.facts["title"], found.standing(one).value) for one in found.entries if one.code == "decision"]
    assert named == [("没有期限", "unknown"), ("补设防火线", "overdue"), ("已办", "done"), ("核对清单", "soon")]
    assert {one.facts["title"] for one in found.carried if one.code == "decision"} == {"没有期限", "补设防火线"}


def test_stock_lists_are_due_when_their_oldest_entry_is_old():
    stock = (
        StockRow(uid="1", county=A, checked="2026-01-01"),
        StockRow(uid="2", county=A, checked="2026-04-01"),
        StockRow(uid="3", county=B, checked=""),
    )
    given = replace(material(date(2026, 5, 1)), stock=stock, stale_days=180)
    assert listed(calendar(given, 2026), "stock_check", "stock_never") == [
        (None, "stock_never", "unknown"),
        ("2026-06-30", "stock_check", "coming"),
    ]


def test_what_is_moved_or_left_out_by_hand_lies_over_the_rule():
    two = YearSettings(seasons=(), meetings=2, drills=0, patrols=0)
    given = material(date(2026, 5, 1), settings=two, agreement=[agreement()])
    first, second = [one for one in calendar(given, 2026).entries if one.code == "meeting_asked"]
    moved = row_for(first, "联席会议", day=date(2026, 5, 12))
    dropped = row_for(second, "联席会议", state="dropped")
    after = replace(given, books={**given.books, Book.YEAR: rows(Book.YEAR, moved, dropped)})
    found = calendar(after, 2026)
    asked = [one for one in found.entries if one.code == "meeting_asked"]
    assert [(one.day, one.was, found.standing(one)) for one in asked] == [
        (date(2026, 5, 12), date(2026, 6, 30), Standing.SOON),
        (date(2026, 12, 31), None, Standing.DROPPED),
    ]
    assert asked[0].key == first.key and asked[0].stands_for_rule
    # A meeting of the register settles it: the moved entry stays, as done.
    held = {"date": "2026-05-13", "kind": "meeting", "title": "会议", "agreements": ["agr"]}
    met = replace(after, books={**after.books, Book.MEETING: rows(Book.MEETING, held)}, on=date(2026, 6, 1))
    assert [calendar(met, 2026).standing(one).value for one in calendar(met, 2026).entries
            if one.key == first.key] == ["done"]  # fmt: skip
    # Moved into the next year it is there, and no longer here.
    into = replace(
        given, books={**given.books, Book.YEAR: rows(Book.YEAR, row_for(second, "x", day=date(2027, 1, 20)))}
    )
    assert second.key not in {one.key for one in calendar(into, 2026).entries}
    assert second.key in {one.key for one in calendar(into, 2027).entries}


def test_an_own_entry_is_listed_once_and_a_span_marks_its_days():
    own = {
        "date": "2026-12-30",
        "end": "2027-01-02",
        "kind": "training",
        "title": "联训",
        "borders": [AB],
        "host": "怀柔区",
    }
    given = material(date(2026, 5, 1), year=[own])
    for year in (2026, 2027):
        [entry] = [one for one in calendar(given, year).entries if one.code == "own"]
        assert (entry.day, entry.end, entry.who) == (date(2026, 12, 30), date(2027, 1, 2), ("怀柔区",))
    assert calendar(replace(given, on=date(2027, 1, 2)), 2027).count(Standing.OVERDUE) == 0
    assert calendar(replace(given, on=date(2027, 1, 3)), 2027).count(Standing.OVERDUE) == 1


def test_terms_without_end_and_days_far_away_break_nothing():
    ever = "9999-12-31"
    body = {"name": "联防委员会", "parties": [party(A), party(B)],
            "rotation": [{"from": "2026-01-01", "to": ever, "chair": "怀柔区"}],
            "roster": [{"from": "2025-01-01", "to": ever, "unit": "怀柔区"}]}  # fmt: skip
    own = {"date": "2026-01-01", "end": ever, "kind": "other", "title": "常年"}
    strange = {"date": "0001-01-01", "kind": "meeting", "title": "", "decisions": [{"text": "x", "due": "0001-01-01"}]}
    given = material(date(2026, 5, 1), agreement=[agreement(end=ever), agreement(uid="b", end="0001-01-01")],
                     body=[body], year=[own], meeting=[strange])  # fmt: skip
    found = calendar(given, 2026)
    assert {"own", "chair", "decision"} <= {one.code for one in found.entries}
    [body] = roll(given, 2026).books[Book.BODY].to_dict("records")
    assert body["roster"][1] == {**body["roster"][0], "from": "2026-01-01"}


def test_what_was_lent_is_due_until_it_is_back():
    loans = next((book for book in Book if book.value == "loan"), None)
    if loans is None:
        pytest.skip("this program has no ledger")
    lent = {"date": "2026-03-01", "item": "水泵", "giver": A, "receiver": B, "due": "2026-04-01"}
    found = calendar(material(date(2026, 5, 1), loan=[lent, {**lent, "item": "帐篷", "returned": "2026-03-20"}]), 2026)
    named = {one.facts["title"]: (found.standing(one).value, one.who, one.pairs) for one in found.entries
             if one.code == "loan_due"}  # fmt: skip
    assert named == {"水泵": ("overdue", ("丰宁",), {AB}), "帐篷": ("done", ("丰宁",), {AB})}


def test_every_entry_has_one_key_and_the_clock_says_nothing():
    settings = YearSettings()
    given = material(date(2026, 5, 1), settings=settings, agreement=[agreement(), agreement(uid="b", name="另一份")])
    found = calendar(given, 2026)
    keys = [one.key for one in found.entries]
    assert len(keys) == len(set(keys))
    assert calendar(given, 2026) == found
    assert {one.day for one in found.entries if one.code == "season_starts"} == {date(2026, 11, 1), date(2026, 6, 1)}
