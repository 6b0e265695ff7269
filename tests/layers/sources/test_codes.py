from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.sources.codes import PROVINCES, code_share, digits_of, division_code, division_codes


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("110116", "110116"),
        (" 110116 ", "110116"),
        ("'110116", "110116"),
        (110116, "110116"),
        (110116.0, "110116"),
        (np.float64(110116.0), "110116"),
        (np.int32(110116), "110116"),
        ("110116.0", "110116"),
        ("156110116", "110116"),  # Tianditu
        (156110116, "110116"),
        ("110116103", "110116"),  # township
        ("110116103200", "110116"),  # village
        ("156110116103", "110116"),
        ("１１０１１６", "110116"),
        ("110 116", "110116"),
        ("’110116", "110116"),
        ("1.10116e5", "110116"),
        ("1.10116E+05", "110116"),
        ("110116000000", "110116"),
        (1.10116e11, "110116"),
        ("1101161032000000000", "110116"),  # 国土调查
        ("1.10E+11", ""),  # the spreadsheet has rounded the code away
        ("1.10116E+11", ""),
        ("810101", "810101"),
        ("710009", "710009"),
        ("", ""),
        (None, ""),
        (float("nan"), ""),
        (float("inf"), ""),
        (pd.NA, ""),
        ("11011", ""),
        ("1101161", ""),
        ("990116", ""),
        (61010, ""),
        (-110116, ""),
        (110116.5, ""),
        ("怀柔区", ""),
    ],
)
def test_county_code(value: object, code: str) -> None:
    assert division_code(value) == code


def test_township_codes_need_nine_digits() -> None:
    assert division_code("110116103200", 9) == "110116103"
    assert division_code("156110116103", 9) == "110116103"
    assert division_code("110116", 9) == ""


# 1560–1569 would be prefectures 60–69 of 内蒙古, which GB/T 2260 does not have: there 156 is always the country.
county_codes = st.builds(
    lambda p, rest: f"{p}{rest:04d}", st.sampled_from(sorted(PROVINCES)), st.integers(0, 9999)
).filter(lambda code: not code.startswith("156"))


@given(county_codes)
def test_every_spelling_of_a_code_is_the_code(code: str) -> None:
    spellings = [
        code,
        int(code),
        float(code),
        f"156{code}",
        int(f"156{code}"),
        f"{code}000",
        f"{code}000000",
        f" {code}.0",
        f"'{code}",
        f"{int(code):e}",
        f"{float(code)!r}",
        f"{code[:3]} {code[3:]}",
        f"{code}{0:013d}",
        code.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}),
    ]
    assert {division_code(value) for value in spellings} == {code}


@given(st.one_of(st.text(), st.integers(), st.floats(), st.none()))
def test_anything_gives_a_code_or_nothing(value: object) -> None:
    code = division_code(value)
    assert code == "" or (len(code) == 6 and code.isdigit() and code[:2] in PROVINCES)
    assert digits_of(value) == "" or digits_of(value).isdigit()


def test_counts_what_was_mended() -> None:
    codes, mended, unknown = division_codes(pd.Series(["110116", 110228.0, None, "", "甲"], dtype=object))
    assert codes.tolist() == ["110116", "110228", "", "", ""]
    assert (mended, unknown) == (1, 1)


def test_share_counts_filled_cells_only() -> None:
    assert code_share(pd.Series(["110116", "x", None, ""], dtype=object)) == 0.5
    assert code_share(pd.Series([None, ""], dtype=object)) == 0.0
