from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from layers.exercise.evaluation import clock, light
from layers.exercise.model import Exercise, SiteKind
from layers.exercise.sun import sun
from tests.layers.exercise.builders import site

BEIJING = (116.39, 39.91)


@pytest.mark.parametrize(
    ("day", "rise", "sets"),
    [  # published almanacs for Beijing
        (date(2024, 6, 21), "04:46", "19:46"),
        (date(2024, 12, 21), "07:32", "16:53"),
        (date(2024, 3, 20), "06:18", "18:26"),
        (date(2024, 10, 1), "06:11", "17:57"),
    ],
)
def test_beijing_as_in_the_almanac(day: date, rise: str, sets: str) -> None:
    found = sun(*BEIJING, day)
    for moment, known in ((found.rise, rise), (found.sets, sets)):
        expected = datetime.fromisoformat(f"{day.isoformat()}T{known}")
        assert moment is not None and abs(moment - expected) <= timedelta(minutes=1)


def test_boulder_as_in_the_example_of_the_noaa_calculator() -> None:
    found = sun(-105.27, 40.02, date(2010, 6, 21), offset_h=-6.0)
    assert found.rise is not None and found.sets is not None
    assert f"{found.rise:%H:%M}" == "05:32" and f"{found.sets:%H:%M}" == "20:33"


def test_the_order_of_a_day_and_a_night_that_does_not_come() -> None:
    found = sun(*BEIJING, date(2026, 10, 15))
    moments = (found.dawn, found.rise, found.noon, found.sets, found.dusk)
    assert all(moments) and list(moments) == sorted(moments)  # type: ignore[type-var]
    polar = sun(20.0, 70.0, date(2024, 6, 21))
    assert polar.rise is None and polar.sets is None
    assert sun(20.0, 70.0, date(2024, 12, 21)).rise is None


def test_light_says_whether_all_of_it_is_by_day_and_may_fly() -> None:
    sites = [site(SiteKind.LANDING, 100.0, 100.0)]
    noon = light(Exercise(day="2026-10-15", start="09:00"), sites)
    assert noon is not None and noon.is_day and noon.can_fly
    early = light(Exercise(day="2026-10-15", start="06:30"), sites)
    assert early is not None and early.is_day and not early.can_fly
    late = light(Exercise(day="2026-10-15", start="16:00"), sites)
    assert late is not None and not late.is_day
    assert light(Exercise(day="", start="09:00"), sites) is None and light(Exercise(day="2026-10-15"), []) is None


def test_the_clock_goes_on_past_midnight() -> None:
    exercise = Exercise(start="23:30")
    assert clock(exercise, 15.0) == "23:45" and clock(exercise, 45.0) == "00:15 +1"
    assert clock(exercise, float("nan")) == ""
