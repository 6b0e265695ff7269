from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.sources.angles import parse_angle, parse_angles, parse_pair


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("116°38′12.5″E", 116 + 38 / 60 + 12.5 / 3600),
        ("116°38'12.5\"", 116 + 38 / 60 + 12.5 / 3600),
        ("116º38’12.5”", 116 + 38 / 60 + 12.5 / 3600),
        ("东经116度38分12.5秒", 116 + 38 / 60 + 12.5 / 3600),
        ("北纬40度30分", 40.5),
        ("E116°38.5'", 116 + 38.5 / 60),
        ("116 38 12", 116 + 38 / 60 + 12 / 3600),
        ("116-38-12", 116 + 38 / 60 + 12 / 3600),
        ("116:38:12", 116 + 38 / 60 + 12 / 3600),
        ("１１６°３８′", 116 + 38 / 60),
        ("116.6368", 116.6368),
        ("116.6368°", 116.6368),
        ("经度：116.6368", 116.6368),
        ("40°30'S", -40.5),
        ("西经30度", -30.0),
        ("-40.5", -40.5),
        ("116°59′60″", 117.0),
        ("116°60′", 117.0),
        ("116°45′60″", 116 + 46 / 60),
        ("116°60′60″", 117 + 1 / 60),
        ("-0°30′", -0.5),
        ("−0°0′36″", -0.01),
        ("0°30′W", -0.5),
        ("116 - 38 - 12", 116 + 38 / 60 + 12 / 3600),
    ],
)
def test_reads_what_people_write(text: str, degrees: float) -> None:
    assert parse_angle(text) == pytest.approx(degrees, abs=1e-12)


@pytest.mark.parametrize(
    "text", ["", "汤河口", "116°75′", "116°10′61″", "116.5°30′", "116°10.5′30″", "12,5", None, "1e5", "--5",
     "0°-30′", "0 -30", "116°38′-12″", "116--38", "116°60.01′"],
)  # fmt: skip
def test_refuses_what_is_no_angle(text: str | None) -> None:
    assert math.isnan(parse_angle(text))


@given(
    degrees=st.integers(0, 179),
    minutes=st.integers(0, 59),
    hundredths=st.integers(0, 5999),
    marks=st.sampled_from(["°′″", "度分秒", "   ", ":: ", "-- "]),
    west=st.booleans(),
)
def test_round_trip(degrees: int, minutes: int, hundredths: int, marks: str, west: bool) -> None:
    seconds = hundredths / 100
    text = f"{degrees}{marks[0]}{minutes}{marks[1]}{seconds:.2f}{marks[2].strip()}{'W' if west else 'E'}"
    expected = degrees + minutes / 60 + seconds / 3600
    assert parse_angle(text) == pytest.approx(-expected if west else expected, abs=1e-9)


#: Degrees, minutes and seconds (None where the notation has none) → text.
NOTATIONS = {
    "marks": lambda d, m, s: f"{d}°{m}′{s}″",
    "marks, spaced": lambda d, m, s: f"{d}° {m}′ {s}″",
    "ascii": lambda d, m, s: f"{d}°{m}'{s}\"",
    "two quotes": lambda d, m, s: f"{d}°{m}'{s}''",
    "words": lambda d, m, s: f"{d}度{m}分{s}秒",
    "wide": lambda d, m, s: f"{d}º{m}’{s}”",
    "spaces": lambda d, m, s: f"{d} {m} {s}",
    "colons": lambda d, m, s: f"{d}:{m}:{s}",
    "dashes": lambda d, m, s: f"{d}-{m}-{s}",
    "underscores": lambda d, m, s: f"{d}_{m}_{s}",
    "half-width": lambda d, m, s: f"{d}°{m}′{s}″".translate(str.maketrans("0123456789", "０１２３４５６７８９")),
}
HALVES = [("", ""), ("E", ""), ("", "E"), ("东经", ""), ("W", ""), ("", "W"), ("西经", ""), ("-", ""), ("+", "")]


@given(
    degrees=st.integers(0, 179),
    minutes=st.integers(0, 60),
    thousandths=st.integers(0, 60_000),
    notation=st.sampled_from(sorted(NOTATIONS)),
    half=st.sampled_from(HALVES),
)
def test_every_notation_comes_back_with_its_sign_and_carries_sixty(
    degrees: int, minutes: int, thousandths: int, notation: str, half: tuple[str, str]
) -> None:
    text = half[0] + NOTATIONS[notation](degrees, minutes, f"{thousandths / 1000:.3f}") + half[1]
    expected = degrees + minutes / 60 + thousandths / 3_600_000
    if half[0] in ("W", "西经", "-") or half[1] == "W":
        expected = -expected
    assert parse_angle(text) == pytest.approx(expected, abs=1e-9)


@given(degrees=st.integers(0, 179), minutes=st.integers(0, 59), tenths=st.integers(0, 600), gap=st.sampled_from("° "))
def test_a_sign_inside_is_refused_never_dropped(degrees: int, minutes: int, tenths: int, gap: str) -> None:
    assert math.isnan(parse_angle(f"{degrees}{gap}-{minutes}′"))
    assert math.isnan(parse_angle(f"{degrees}°{minutes}′-{tenths / 10}″"))


@given(st.floats(-180, 180, allow_nan=False))
def test_numbers_pass_unchanged(value: float) -> None:
    assert parse_angle(value) == value


def test_columns_may_mix_numbers_and_text() -> None:
    column = pd.Series(["116.5", "116°30′", None, "无", 116.5], dtype=object)
    numbers = parse_angles(column)
    assert numbers[[0, 1, 4]].tolist() == [116.5, 116.5, 116.5]
    assert math.isnan(numbers[2])
    assert math.isnan(numbers[3])


@given(
    x=st.integers(7_300_000, 13_500_000),
    y=st.integers(400_000, 5_300_000),
    mark=st.sampled_from([",", "，", ";", "、", " , "]),
    letters=st.sampled_from([("", ""), ("E", "N"), ("东经", "北纬")]),
    turned=st.booleans(),
)
def test_pairs_come_back(x: int, y: int, mark: str, letters: tuple[str, str], turned: bool) -> None:
    east, north = f"{letters[0]}{x / 1e5:.5f}", f"{letters[1]}{y / 1e5:.5f}"
    found = parse_pair(mark.join([north, east] if turned else [east, north]))
    expected = (y / 1e5, x / 1e5) if turned and not letters[0] else (x / 1e5, y / 1e5)
    assert found == pytest.approx(expected, abs=1e-9)


@given(st.text(max_size=40))
def test_any_text_is_a_pair_or_none(text: str) -> None:
    x, y = parse_pair(text)
    assert math.isnan(x) == math.isnan(y)
