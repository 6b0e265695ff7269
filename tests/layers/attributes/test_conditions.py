"""Rows found by what is typed, worked out by hand on six villages; unknown is never zero."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest

from layers.attributes import Kind, column_of, columns_of, matching, order_by
from layers.errors import BadCondition

FRAME = pd.DataFrame(
    {
        "uid": list("abcdef"),
        "name": ["沟门村", "石湖峪", "Pine Hollow", "", "沟口", "安家"],
        "people": [120.0, 800.0, np.nan, 0.0, 500.0, 1250.5],
        "code": ["110116001", "110116002", "130826001", "130826002", "7", "12"],
        "stock_m3": pd.array([3, None, 5, 7, 9, 11], dtype="Int64"),
        "near": [True, False, True, None, False, True],
        "seen": pd.to_datetime(["2024-05-01", "2023-01-02", None, "2024-12-31", "2020-02-29", "2024-05-01"]),
    }
)
HEADINGS = {"name": "名称", "people": "人口", "stock_m3": "蓄积 (m³)", "near": "邻近", "seen": "日期"}


def found(text: str) -> str:
    mask = matching(text, columns_of(FRAME), HEADINGS)
    return "".join(FRAME["uid"][mask])


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", "abcdef"),
        ("沟", "ae"),
        ("pine", "c"),
        ("人口 > 500", "bf"),
        ("人口>=500", "bef"),
        ("people < 500", "ad"),  # the unknown one is not small
        ("not 人口 > 500", "ade"),
        ("人口 != 500", "abdf"),
        ("人口 = 未知", "c"),
        ("人口 is known", "abdef"),
        ("人口 ＞ 0.1万", "f"),
        ("名称 包含 沟 且 人口 > 200", "e"),
        ("名称 = 安家 or 人口 = 0", "df"),
        ("(名称 = 安家 或 名称 = 沟口) 且 非 人口 > 1000", "e"),
        ("蓄积 >= 9", "ef"),  # the heading without its unit
        ("stock_m3 >= 9", "ef"),
        ("邻近 = 是", "acf"),
        ("邻近 = 否", "be"),
        ("日期 >= 2024-05-01", "adf"),
        ("日期 = 2024年5月1日", "af"),
        ("code > 10000", "abcd"),  # digits stored as text
        ("code = 7", "e"),
        ('名称 = "Pine Hollow"', "c"),
        ("名称 = Pine Hollow", "c"),
        ("12", "af"),  # 120 people; 1250.5 people and the code 12
    ],
)
def test_rows_by_hand(text: str, rows: str) -> None:
    assert found(text) == rows


@pytest.mark.parametrize(
    ("text", "reason", "part"),
    [
        ("人数 > 5", "no_column", "人数"),
        ("人口 >", "no_value", ">"),
        ("人口 > 很多", "not_a_number", "很多"),
        ("日期 > 昨天", "not_a_date", "昨天"),
        ("日期 > 2024-13-01", "not_a_date", "2024-13-01"),
        ("邻近 = 也许", "not_yes_no", "也许"),
        ("邻近 > 是", "no_order", ">"),
        ("(人口 > 5", "bracket", "("),
        ("人口 > 5)", "bracket", ")"),
        ("人口 > 5 > 3", "left_over", ">"),
        ("名称 > 沟", "not_a_number", "沟"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, reason: str, part: str) -> None:
    with pytest.raises(BadCondition) as caught:
        found(text)
    assert (caught.value.facts["reason"], caught.value.facts["part"]) == (reason, part)


def test_a_column_like_it_is_offered() -> None:
    with pytest.raises(BadCondition) as caught:
        found("蓄 > 5")
    assert caught.value.facts["near"] == "蓄积 (m³)"


def test_kinds_and_unknown_values() -> None:
    kinds = {column.key: column.kind for column in columns_of(FRAME)}
    assert kinds == {
        "name": Kind.TEXT,
        "people": Kind.NUMBER,
        "code": Kind.TEXT,
        "stock_m3": Kind.NUMBER,
        "near": Kind.YES_NO,
        "seen": Kind.DATE,
    }
    people = column_of("people", FRAME["people"])
    assert [people.value(row) for row in range(4)] == [120.0, 800.0, None, 0.0]
    big = column_of("id", pd.Series([9007199254740993, 1]))
    assert big.value(0) == 9007199254740993  # a float would end in 2
    bigger = column_of("id", pd.array([9007199254740993, None], dtype="Int64"))
    assert bigger.value(0) == "9007199254740993" and bigger.value(1) is None


def test_order_puts_unknown_last_both_ways_and_keeps_equal_rows() -> None:
    rows = np.arange(6)
    people = column_of("people", FRAME["people"])
    assert "".join(FRAME["uid"].iloc[order_by(people, rows)]) == "daebfc"
    assert "".join(FRAME["uid"].iloc[order_by(people, rows, is_descending=True)]) == "fbeadc"
    seen = column_of("seen", FRAME["seen"])
    assert "".join(FRAME["uid"].iloc[order_by(seen, rows)]) == "ebafdc"  # a before f, of one day
    assert "".join(FRAME["uid"].iloc[order_by(seen, rows, is_descending=True)]) == "dafbec"


def test_chinese_is_ordered_by_pinyin() -> None:
    names = column_of("name", ["延庆", "怀柔", "Alpha", "", "丰宁", "赤城"])
    assert [names.value(k) for k in order_by(names, np.arange(6))] == ["Alpha", "赤城", "丰宁", "怀柔", "延庆", None]


def test_an_empty_table_has_no_rows() -> None:
    empty = column_of("people", pd.Series([], dtype=float))
    assert len(matching("people > 5", [empty], {})) == 0
    assert len(order_by(empty, np.arange(0))) == 0


def test_200_000_rows_answer_while_one_types() -> None:
    count = 200_000
    rng = np.random.default_rng(5)
    frame = pd.DataFrame(
        {"name": [f"小班{k % 9973}" for k in range(count)], "people": rng.normal(500, 200, count), "kind": "油松"}
    )
    columns = columns_of(frame)
    matching("小班", columns, {})  # the folded texts are made once
    start = time.process_time()
    matching("people > 500 and name contains 77", columns, {})
    assert time.process_time() - start < 0.3
