"""Days, months and years counted by hand."""

from __future__ import annotations

from datetime import date

import pytest

from layers.year.days import (
    days_after,
    end_years_after,
    months_of_term,
    on_year,
    parts_of_year,
    spans_in,
    start_years_after,
    years_after,
)


def test_a_leap_day_becomes_the_last_of_february():
    assert years_after(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert years_after(date(2024, 2, 29), 5) == date(2029, 2, 28)
    assert years_after(date(2021, 2, 28), 5) == date(2026, 2, 28)  # the 28th of a common year is just a day


def test_ends_of_months_stay_ends_of_months_and_starts_follow_them():
    assert end_years_after(date(2023, 2, 28), 1) == date(2024, 2, 29)
    assert end_years_after(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert end_years_after(date(2024, 2, 28), 1) == date(2025, 2, 28)
    assert start_years_after(date(2024, 3, 1), 1) == date(2025, 3, 1)
    assert start_years_after(date(2023, 3, 1), 1) == date(2024, 3, 1)
    assert start_years_after(date(2024, 2, 29), 1) == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("count", "ends"),
    [
        (0, []),
        (1, ["12-31"]),
        (2, ["06-30", "12-31"]),
        (4, ["03-31", "06-30", "09-30", "12-31"]),
        (5, ["02-29", "05-31", "07-31", "10-31", "12-31"]),
        (12, [f"{month:02d}-{last}" for month, last in enumerate((31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1)]),
    ],
)
def test_a_year_in_parts(count, ends):
    parts = parts_of_year(2024, count)
    assert [f"{end:%m-%d}" for _start, end in parts] == ends
    days = sum((end - start).days + 1 for start, end in parts)
    assert days == (366 if count else 0)


def test_a_season_over_new_year_gives_two_spans():
    assert list(spans_in("11-01", "05-31", 2026)) == [
        (date(2026, 1, 1), date(2026, 5, 31)),
        (date(2026, 11, 1), date(2026, 12, 31)),
    ]
    assert list(spans_in("06-01", "09-15", 2026)) == [(date(2026, 6, 1), date(2026, 9, 15))]
    assert list(spans_in("02-29", "03-10", 2025)) == [(date(2025, 2, 28), date(2025, 3, 10))]


def test_days_for_ever_stay_the_last_day_there_is():
    assert years_after(date(9999, 12, 31), 1) == end_years_after(date(9996, 2, 29), 5) == date.max
    assert days_after(date(9999, 12, 1), 180) == date.max and days_after(date(1, 1, 5), -10) == date.min
    assert months_of_term(date(2026, 1, 1), date.max) > 90_000


def test_days_that_are_none_are_refused():
    assert on_year("02-29", 2027) == date(2027, 2, 28)
    for text in ("02-30", "13-01", "1-1", "", "soon"):
        with pytest.raises(ValueError):
            on_year(text, 2026)


def test_terms_are_counted_in_whole_months():
    assert months_of_term(date(2025, 3, 1), date(2026, 2, 28)) == 12
    assert months_of_term(date(2027, 3, 1), date(2028, 2, 29)) == 12
    assert months_of_term(date(2026, 1, 1), date(2026, 6, 30)) == 6
    assert months_of_term(date(2026, 1, 1), date(2026, 1, 10)) == 1
