"""Numbers as people write them, each computed by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.sources.converting import convert
from layers.sources.quantities import chinese_number, flood_years, header_scale, quantity


@pytest.mark.parametrize(
    ("text", "canonical", "value", "is_bound"),
    [
        ("约300", "people", 300, False),
        ("１２０人", "people", 120, False),
        ("1,234", "people", 1234, False),
        ("1.2万", "people", 12000, False),
        ("36.5万人", "people", 365000, False),
        ("0.02亿", "people", 2_000_000, False),
        ("三百二十人", "people", 320, False),
        ("300余", "people", 300, True),
        ("300多人", "people", 300, True),
        ("300人以上", "people", 300, True),
        ("≥300", "people", 300, True),
        ("100～200人", "people", 100, True),
        ("100-200", "people", 100, True),
        ("1至2万", "people", 10_000, True),
        ("128户512人", "people", 512, False),
        ("12.5m", "width_m", 12.5, False),
        ("1.5公里", "width_m", 1500, False),
        ("2小时", "turnout_min", 120, False),
        ("15分钟", "turnout_min", 15, False),
        ("1.2万m³", "stock_m3", 12000, False),
        ("一级", "order", 1, False),
    ],
)
def test_numbers_in_words(text: str, canonical: str, value: float, is_bound: bool) -> None:
    found = quantity(text, canonical)
    assert (found.value, found.is_bound) == (pytest.approx(value), is_bound)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("120户", "people"),  # households are not people
        ("300亩", "people"),
        ("2级", "people"),
        ("约", "people"),
        ("不详", "people"),
        ("200-100", "people"),
        ("48.5m3/hm2", "stock_m3"),
        ("县级", "order"),
    ],
)
def test_what_is_no_such_number_stays_unknown(text: str, canonical: str) -> None:
    assert math.isnan(quantity(text, canonical).value)


@pytest.mark.parametrize(
    ("text", "years", "is_bound"),
    [
        ("20年一遇", 20, False),
        ("20", 20, False),
        (50, 50, False),
        ("20a", 20, False),
        ("P=5%", 20, False),
        ("5%", 20, False),
        (0.05, 20, False),  # as a spreadsheet stores 5%
        ("1/100", 100, False),
        ("二十年一遇", 20, False),
        ("百年一遇", 100, False),
        ("百二十年一遇", 120, False),
        ("20年一遇（规划50年一遇）", 20, False),
        ("10～20年一遇", 10, True),
        ("不低于50年一遇", 50, True),
        ("设计50年一遇，校核100年一遇", 50, True),
        ("P=1%～2%", 50, True),
    ],
)
def test_flood_standard(text: object, years: float, is_bound: bool) -> None:
    found = flood_years(text)
    assert (found.value, found.is_bound) == (pytest.approx(years), is_bound)


@pytest.mark.parametrize("text", ["无", 0, "", "2级", "Ⅱ级", "二级堤防", "-20"])
def test_a_grade_is_no_flood_standard(text: object) -> None:
    assert math.isnan(flood_years(text).value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("十", 10), ("十二", 12), ("二十", 20), ("廿", 20), ("百", 100), ("一百零五", 105), ("两千", 2000)),
        *(("一万二千", 12000), ("三百万", 3_000_000), ("二〇", 20), ("一亿零三万", 100_030_000)),
    ],
)
def test_chinese_numerals(text: str, value: float) -> None:
    assert chinese_number(text) == value


@given(st.integers(0, 99_999_999))
def test_every_number_written_in_chinese_comes_back(number: int) -> None:
    assert chinese_number(in_chinese(number)) == number


def in_chinese(number: int) -> str:
    """Return a number in Chinese numerals, by the schoolbook rule."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        return in_chinese(high) + "万" + ("" if not low else ("零" if low < 1000 else "") + in_chinese(low))
    if number == 0:
        return "零"
    text, zero = "", False
    for worth, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, worth)
        if digit:
            text += ("零" if zero and text else "") + "零一二三四五六七八九"[digit] + sign
            zero = False
        else:
            zero = True
    return text


@given(st.floats(0, 1e9, allow_nan=False))
def test_numbers_survive_being_written(value: float) -> None:
    assert quantity(f"{value:.6f}").value == pytest.approx(value, abs=1e-6)


@given(st.integers(0, 10**9), st.sampled_from(["", "人", " 人", "口"]), st.booleans())
def test_people_survive_units_and_separators(people: int, unit: str, grouped: bool) -> None:
    assert quantity(f"{people:,}{unit}" if grouped else f"{people}{unit}", "people").value == people


@given(st.one_of(st.text(), st.floats(), st.integers()))
def test_anything_gives_a_number_or_nothing(value: object) -> None:
    for found in (quantity(value, "people"), flood_years(value)):
        assert math.isnan(found.value) or isinstance(found.value, float | int)
    assert not flood_years(value).value <= 0


@pytest.mark.parametrize(
    ("column", "canonical", "factor"),
    [
        ("常住人口（万人）", "people", 10_000),
        ("人口_万人", "people", 10_000),
        ("常住人口万人", "people", 10_000),
        ("人口(人)", "people", 1),
        ("人口(2020)", "people", 1),
        ("width_km", "width_m", 1000),
        ("蓄积(万m3)", "stock_m3", 10_000),
        ("出动时间(小时)", "turnout_min", 60),
        ("负责人", "contact", 1),
    ],
)
def test_a_unit_in_the_head_counts(column: str, canonical: str, factor: float) -> None:
    assert header_scale(column, canonical)[1] == factor


def test_a_unit_in_the_head_counts_for_plain_numbers_only() -> None:
    made = convert(pd.Series([44.1, None, "3.5", "1200人"], dtype=object), "people", source="人口（万人）")
    assert made.values.tolist()[0] == pytest.approx(441_000)
    assert made.values.tolist()[2:] == [pytest.approx(35_000), 1200], "a cell with its own unit says it better"
    assert [problem.code for problem in made.problems] == ["numbers_scaled"]
    assert not made.is_lossless
