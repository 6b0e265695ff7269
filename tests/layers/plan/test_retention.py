from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from layers.plan import retention
from layers.plan.retention import LAST, MOST, UNDATED, over_limit, to_drop

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)  # a Saturday


@dataclass(frozen=True)
class Version:
    generation: int
    when: datetime
    line: str = "a"
    size_bytes: int = 1


def versions(*ages: timedelta) -> list[Version]:
    """Versions of these ages, given oldest first."""
    return [Version(number, NOW - age) for number, age in enumerate(ages, start=1)]


def kept(all_of_them: list[Version], now: datetime = NOW) -> list[int]:
    dropped = to_drop(all_of_them, now)
    return [one.generation for one in all_of_them if one not in dropped]


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def test_the_last_five_stay_however_close_they_are():
    assert kept(versions(*map(minutes, (6, 5, 4, 3, 2, 1)))) == [2, 3, 4, 5, 6]


def test_of_an_hour_of_the_last_day_the_newest_stays():
    # 06:05, 06:15, 06:45 | 07:10, 07:50 | then five of the last minutes
    ages = (*map(minutes, (205, 195, 165, 140, 100)), *map(minutes, (5, 4, 3, 2, 1)))
    assert kept(versions(*ages)) == [3, 5, 6, 7, 8, 9, 10]


def test_of_a_day_of_the_last_two_weeks_the_newest_stays():
    day = timedelta(days=1)
    ages = (5 * day + minutes(120), 5 * day + minutes(60), 4 * day, *map(minutes, (5, 4, 3, 2, 1)))
    assert kept(versions(*ages)) == [2, 3, 4, 5, 6, 7, 8]


def test_of_a_week_of_the_last_three_months_the_newest_stays():
    week = timedelta(days=7)
    # Thursday and Friday of one week, Friday of the next, and one older than three months.
    ages = (14 * week, 6 * week + timedelta(days=2), 6 * week + timedelta(days=1), 5 * week + timedelta(days=1))
    assert kept(versions(*ages, *map(minutes, (5, 4, 3, 2, 1)))) == [3, 4, 5, 6, 7, 8, 9]


def test_weeks_begin_on_monday():
    monday = datetime(2026, 10, 19, 0, 10, tzinfo=UTC)
    sunday_before, sunday = monday - minutes(20), monday + timedelta(days=6, hours=20)
    older = [Version(1, sunday_before), Version(2, monday), Version(3, sunday)]
    newer = [Version(number, NOW) for number in range(4, 9)]
    assert kept([*older, *newer]) == [1, 3, 4, 5, 6, 7, 8]


def test_a_clock_set_back_for_a_while_costs_no_older_version():
    honest = [Version(number, NOW - timedelta(days=20 - number)) for number in range(1, 11)]
    wrong = [Version(number, datetime(2020, 1, 1, 8, number, tzinfo=UTC)) for number in range(11, 18)]
    assert set(range(7, 11)) <= set(kept([*honest, *wrong], datetime(2020, 1, 1, 9, tzinfo=UTC)))
    after = kept([*honest, *wrong], NOW)
    assert set(after) >= {7, 8, 9, 13, 14, 15, 16, 17}, "days before the wrong clock, and the last five"


def test_a_version_from_the_future_does_not_age_the_others():
    wrong = Version(1, datetime(2099, 1, 1, tzinfo=UTC))
    hours = [Version(number, NOW - timedelta(hours=12 - number)) for number in range(2, 12)]
    assert kept([wrong, *hours]) == list(range(1, 12))


def test_order_of_the_list_does_not_matter():
    several = versions(*(timedelta(hours=hour) for hour in range(100, 0, -3)))
    assert to_drop(several, NOW) == to_drop(several[::-1], NOW)


MOMENTS = st.integers(0, 200 * 24 * 60)  # minutes back


@st.composite
def honest(draw: st.DrawFn) -> list[Version]:
    back = sorted(draw(st.lists(MOMENTS, max_size=150)), reverse=True)
    return versions(*map(minutes, back))


@st.composite
def any_clock(draw: st.DrawFn) -> list[Version]:
    shifts = draw(st.lists(st.integers(-(10**6), 10**6), max_size=200))
    return versions(*map(minutes, shifts))


@given(any_clock())
@settings(deadline=None)
def test_the_newest_stay_and_the_count_is_bounded_whatever_the_clock_said(several):
    left = kept(several)
    assert left[-LAST:] == [one.generation for one in several][-LAST:]
    assert len(left) <= MOST
    future = [one.generation for one in several if one.when > NOW]
    assert set(future[-UNDATED:]) <= set(left)


@given(honest(), st.integers(0, 100 * 24 * 60))
@settings(deadline=None)
def test_dropping_now_takes_nothing_that_is_wanted_later(several, later):
    then = NOW + minutes(later)
    at_once = kept(several, then)
    left = [one for one in several if one.generation in kept(several)]
    assert to_drop(left, NOW) == [], "dropping twice drops nothing more"
    assert kept(left, then) == at_once


@given(honest())
@settings(deadline=None)
def test_every_hour_day_and_week_that_had_a_version_still_has_one(several):
    left = [one for one in several if one.generation in kept(several)]
    for width, span in retention.TIERS:
        for bucket, _count in Counter(_bucket(one, width) for one in several if NOW - one.when < span).items():
            assert any(_bucket(one, width) == bucket for one in left)


def _bucket(one: Version, width: timedelta) -> int:
    return (one.when - datetime(1970, 1, 5, tzinfo=UTC)) // width


def test_four_months_of_steady_work_stay_small():
    """A version every ten minutes of eight-hour days: what a program that thins after each would hold."""
    left: list[Version] = []
    generation = 0
    moment = datetime(2026, 1, 5, tzinfo=UTC)
    for _day in range(120):
        for step in range(48):
            now = moment + minutes(10 * step)
            generation += 1
            left.append(Version(generation, now))
            dropped = to_drop(left, now)
            left = [one for one in left if one not in dropped]
            assert len(left) <= LAST + 25 + 15 + 14
        moment += timedelta(days=1)
    oldest = now - left[0].when
    assert timedelta(days=77) < oldest < timedelta(days=92)


# --- the limit for all plans ----------------------------------------------------------------------------


def test_the_oldest_of_the_fullest_plan_goes_first():
    big = [Version(number, NOW, "big", 40) for number in (1, 2, 3)]
    small = [Version(number, NOW, "small", 10) for number in (1, 2)]
    assert over_limit([*big, *small], 140) == []
    assert over_limit([*big, *small], 139) == [big[0]]
    assert over_limit([*big, *small], 99) == [big[0], big[1]]
    assert over_limit([*big, *small], 59) == [big[0], big[1], small[0]]


def test_the_newest_of_every_plan_stays_however_little_room_there_is():
    several = [Version(number, NOW, line, 10) for line in "abc" for number in (1, 2, 3)]
    dropped = over_limit(several, 0)
    assert {(one.line, one.generation) for one in several if one not in dropped} == {("a", 3), ("b", 3), ("c", 3)}


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 100)), max_size=40),
    st.integers(0, 3000),
)
def test_as_little_as_possible_goes_and_the_limit_holds(rows, limit):
    several = [Version(number, NOW, line, size) for number, (line, size) in enumerate(rows, start=1)]
    dropped = over_limit(several, limit)
    left = [one for one in several if one not in dropped]
    lines = Counter(one.line for one in left)
    assert {one.line for one in several} == set(lines)
    total = sum(one.size_bytes for one in left)
    assert total <= limit or all(count == 1 for count in lines.values())
    if dropped:
        assert total + dropped[-1].size_bytes > limit, "the last one had to go"
