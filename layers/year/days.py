"""Counting days, months and years as contracts do.

Where the month at the end has no such day, its last day counts:
民法典 第二百零二条 (没有对应日的，月末日为期间的最后一日).
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

_DAY = timedelta(days=1)


def read_day(text: object) -> date | None:
    """Return a stored day; None for one that is not known or cannot be read."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) and text else None
    except ValueError:
        return None


def days_after(day: date, days: int) -> date:
    """Return a day so many days later, or before; the first and the last day there are stay what they are."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def years_after(day: date, years: int) -> date:
    """Return the same day some years later; 29 February becomes 28 February where there is none."""
    if day.year + years > date.max.year:  # 9999-12-31 is written for "for ever"
        return date.max
    moved: date = day + relativedelta(years=years)
    return moved


def end_years_after(day: date, years: int) -> date:
    """Return the last day of a term some years later: the end of a month stays the end of that month."""
    moved = years_after(day, years)
    return month_end(moved.year, moved.month) if day == month_end(day.year, day.month) else moved


def start_years_after(day: date, years: int) -> date:
    """Return the first day of a term some years later: the day after the one before it, so that terms stay in line."""
    return days_after(end_years_after(days_after(day, -1), years), 1)


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of a month that has no such day."""
    moved: date = day + relativedelta(months=months)
    return moved


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def on_year(month_day: str, year: int) -> date:
    """Return the day of a year that ``MM-DD`` names; ``02-29`` is 28 February in common years.

    Raises
    ------
    ValueError
        No year has such a day.
    """
    day = date.fromisoformat(f"2024-{month_day}")  # a leap year has every day there is
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))


def year_of(year: int) -> tuple[date, date]:
    """Return first and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def parts_of_year(year: int, count: int) -> list[tuple[date, date]]:
    """Return a year in so many parts of whole months, as equal as twelve months allow; 0 parts are none.

    The last day of part k is that of month ⌊12·k/count + ½⌋: two are January to June and July to December.
    """
    ends = [month_end(year, (24 * part + count) // (2 * count)) for part in range(1, count + 1)]
    starts = [date(year, 1, 1), *(end + _DAY for end in ends)]
    return list(zip(starts, ends, strict=False))


def spans_in(start: str, end: str, year: int) -> Iterator[tuple[date, date]]:
    """Yield the days of a year that lie in a season ``MM-DD`` to ``MM-DD``; one over New Year gives two spans."""
    first, last = year_of(year)
    begins, ends = on_year(start, year), on_year(end, year)
    if begins <= ends:
        yield begins, ends
    else:
        yield first, ends
        yield begins, last


def months_of_term(start: date, end: date) -> int:
    """Return how many months a term from its first to its last day has, to the nearest whole one and at least one."""
    after = relativedelta(days_after(end, 1), start)
    return max(1, int(after.years) * 12 + int(after.months) + int(after.days > 15))
