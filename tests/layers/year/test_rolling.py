"""The next year: what goes on, what does not, twice is once, and nothing is confirmed in silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from layers.agreements.books import Book, records
from layers.agreements.register import party
from layers.year import Season, Tick, YearSettings, calendar, confirmed, roll, to_confirm
from layers.year.confirming import Subject, unconfirmed
from layers.year.rolling import with_year
from layers.year.settings import SeasonKind
from tests.layers.year.conftest import AB, A, B, C, agreement, material, with_books

PARTIES = [party(A), party(B)]
BODY = {
    "uid": "body",
    "name": "联防委员会",
    "parties": [party(A), party(B), party(C)],
    "rotation": [{"from": "2023-01-01", "to": "2023-12-31", "chair": "怀柔区"}],
    "roster": [
        {"from": "2023-02-22", "to": "2023-02-28", "unit": "怀柔区", "person": "甲", "phone": "010"},
        {"from": "2023-03-01", "to": "2023-03-07", "unit": "丰宁县", "person": "乙", "phone": "0314"},
        {"from": "2022-01-01", "to": "2022-01-07", "unit": "旧", "person": "", "phone": ""},
    ],
}
MEETING = {
    "uid": "m",
    "date": "2023-09-20",
    "kind": "meeting",
    "title": "2023年秋季联席会议",
    "host": "怀柔区",
    "place": "怀柔",
    "agreements": ["agr"],
    "parties": PARTIES,
}
INSPECTION = {"uid": "i", "date": "2023-05-05", "kind": "boundary_inspection", "title": "联检", "borders": [AB]}
DRILL = {"uid": "d", "date": "2023-10-08", "name": "演练", "host": "", "place": "喇叭沟门", "parties": PARTIES}
OWN = [
    {"uid": "o", "date": "2023-12-30", "end": "2023-12-31", "kind": "other", "title": "总结", "state": "done"},
    {"uid": "x", "date": "2023-06-01", "kind": "other", "title": "不要了", "state": "dropped"},
]
CONTACT = {
    "uid": "c",
    "county": A,
    "body": "办公室",
    "name": "丙",
    "phone": "010-1",
    "duty": "",
    "backup": "",
    "callsign": "",
}


def last_year(**more):
    return material(date(2023, 11, 1), agreement=[agreement(start="2022-01-01", end="2025-12-31")], body=[BODY],
                    meeting=[MEETING, INSPECTION], drill=[DRILL], year=OWN, contact=[CONTACT], **more)  # fmt: skip


def test_dates_roster_and_chair_go_on_into_a_leap_year():
    given = last_year()
    found = roll(given, 2024)
    assert (found.dates, found.watches, found.terms) == (3, 2, 1)
    own = {row["title"]: row for row in records(found.books[Book.YEAR])}
    meeting = own["2024年秋季联席会议"]
    assert (meeting["date"], meeting["kind"], meeting["host"], meeting["place"]) == (
        "2024-09-20", "meeting", "丰宁满族自治县", "",  # the next host, and nobody knows where
    )  # fmt: skip
    assert (own["演练"]["date"], own["演练"]["place"]) == ("2024-10-08", "喇叭沟门")
    assert "联检" not in own  # it comes again after five years
    assert [row["date"] for row in records(found.books[Book.YEAR]) if row["title"] == "总结"] == [
        "2023-12-30",
        "2024-12-30",
    ]
    [body] = records(found.books[Book.BODY])
    assert body["roster"][:3] == BODY["roster"]  # nothing is lost
    assert [(line["from"], line["to"], line["unit"]) for line in body["roster"][3:]] == [
        ("2024-02-22", "2024-02-29", "怀柔区"),  # to the end of the month, so that no day is without a watch
        ("2024-03-01", "2024-03-07", "丰宁县"),
    ]
    assert body["rotation"][1:] == [{"from": "2024-01-01", "to": "2024-12-31", "chair": "滦平县"}]  # 130824 < 130826
    assert found.title == given.title and found.on == date(2024, 1, 1)
    assert with_year("怀柔 2026 规划，20260 不动，2026年", 2026, 2027) == "怀柔 2027 规划，20260 不动，2027年"


def test_rolling_twice_is_rolling_once_and_what_was_moved_stays():
    given = last_year()
    found = roll(given, 2024)
    after = replace(with_books(given, found.books), title=found.title, on=found.on)
    again = roll(after, 2024)
    assert again.is_nothing(after) and (again.dates, again.watches, again.terms) == (0, 0, 0)
    moved = [{**row, "date": "2024-08-01"} if row["title"].startswith("2024") else row for row in after.rows(Book.YEAR)]
    after = replace(after, books={**after.books, Book.YEAR: tuple(moved)})
    assert roll(after, 2024).is_nothing(after)
    # The year after that, what was carried on goes on once more.
    third = roll(after, 2025)
    titles = [row["title"] for row in records(third.books[Book.YEAR]) if row["date"].startswith("2025")]
    assert sorted(titles) == ["2025年秋季联席会议", "总结", "演练"]
    [body] = records(third.books[Book.BODY])
    assert [line["to"] for line in body["roster"] if line["from"].startswith("2025")] == ["2025-02-28", "2025-03-07"]


def test_what_was_held_goes_on_once():
    given = last_year()
    found = roll(given, 2024)
    carried = with_books(given, found.books)
    held = {**MEETING, "uid": "m2", "date": "2024-09-25", "title": "2024年秋季联席会议"}
    done = [{**row, "state": "done"} if row["kind"] == "meeting" else row for row in carried.rows(Book.YEAR)]
    from tests.layers.year.conftest import rows

    after = replace(carried, on=date(2024, 12, 1), books={
        **carried.books, Book.YEAR: tuple(done), Book.MEETING: rows(Book.MEETING, MEETING, held),
    })  # fmt: skip
    titles = [row["title"] for row in records(roll(after, 2025).books[Book.YEAR]) if row["date"].startswith("2025")]
    assert titles.count("2025年秋季联席会议") == 1


def test_a_rolled_meeting_answers_what_its_agreement_asks():
    given = last_year(settings=YearSettings(seasons=(), meetings=2, drills=0, patrols=0))
    after = with_books(given, roll(given, 2024).books)
    asked = [one.day for one in calendar(after, 2024).entries if one.code == "meeting_asked"]
    assert asked == [date(2024, 6, 30)]


def test_nothing_is_confirmed_in_silence_and_a_change_opens_it_again():
    given = last_year(settings=YearSettings(seasons=(Season(SeasonKind.FIRE, "11-01", "05-31"),)))
    after = with_books(given, roll(given, 2024).books)
    lines = to_confirm(after, 2024)
    assert not any(line.is_confirmed for line in lines)
    found = [line.subject for line in lines]
    assert {subject: found.count(subject) for subject in Subject} == {
        Subject.CONTACT: 1,
        Subject.ROSTER: 2,
        Subject.CHAIR: 1,
        Subject.DATE: 3,
        Subject.AGREEMENT: 0,
        Subject.SEASON: 1,
    }
    contact = lines[0]
    assert "010-1" in contact.said and "010-1" not in contact.printed
    with pytest.raises(ValueError, match="name"):
        confirmed(after, 2024, [contact.key], "  ", date(2024, 1, 8))
    with pytest.raises(ValueError, match="nothing"):
        confirmed(after, 2024, ["contact:gone"], "丁", date(2024, 1, 8))
    ticks = confirmed(after, 2024, [contact.key], " 丁 ", date(2024, 1, 8), "电话核对")
    assert ticks == [Tick(2024, contact.key, contact.said, "丁", "2024-01-08", "电话核对")]
    ticked = replace(after, ticks=tuple(ticks))
    assert to_confirm(ticked, 2024)[0].is_confirmed
    assert not to_confirm(ticked, 2025)[0].is_confirmed  # each year anew
    row = {**after.rows(Book.CONTACT)[0], "phone": "010-2"}
    changed = replace(ticked, books={**ticked.books, Book.CONTACT: (row,)})
    assert to_confirm(changed, 2024)[0].has_changed and not to_confirm(changed, 2024)[0].is_confirmed
    again = confirmed(changed, 2024, [contact.key], "戊", date(2024, 2, 1))
    assert [(tick.by, "010-2" in tick.said) for tick in again] == [("戊", True)]
    assert unconfirmed(again, 2024, [contact.key]) == []


def test_agreements_that_end_or_have_no_end_are_asked_about():
    for end, count in (("2024-12-31", 1), ("2025-01-01", 0), ("", 1)):
        given = material(date(2024, 1, 1), agreement=[agreement(end=end)])
        assert len([line for line in to_confirm(given, 2024) if line.subject is Subject.AGREEMENT]) == count
