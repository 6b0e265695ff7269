"""Two counties' warning grades side by side."""

from __future__ import annotations

import pytest

from layers.errors import UnusableTable
from layers.hazards.grades import Agreement, Grade, read_grades, side_by_side

FIRST = (
    Grade("暴雨 3小时", "红色", "100", "mm"),
    Grade("暴雨 3小时", "橙色预警", "50 mm"),
    Grade("暴雨 3小时", "黄", "50", "mm"),
    Grade("堤防", "主堤", "20年一遇"),
    Grade("森林火险", "四级", "禁止野外用火"),
    Grade("水位", "蓝色", ""),
)
SECOND = (
    Grade("暴雨3小时", "一级", "100mm"),
    Grade("暴雨3小时", "Ⅱ级", "60", "mm"),
    Grade("堤防", "主堤", "50年一遇"),
    Grade("森林火险", "蓝色", "禁止 野外用火"),
    Grade("水位", "蓝", "31.5", "m"),
    Grade("大风", "蓝", "6级"),
)


def test_by_hand():
    rows = side_by_side(FIRST, SECOND)
    assert [row.agreement for row in rows] == [
        Agreement.SAME,
        Agreement.DIFFERS,
        Agreement.ONLY_FIRST,
        Agreement.DIFFERS,
        Agreement.SAME,
        Agreement.UNKNOWN,
        Agreement.ONLY_SECOND,
    ]
    assert rows[1].ratio == pytest.approx(1.2) and rows[3].ratio == pytest.approx(2.5)
    assert rows[4].ratio is None and rows[5].first == "" and rows[5].second == "31.5 m"
    assert [row.is_mismatch for row in rows] == [False, True, True, True, False, True, True]


def test_swapped_lists_swap_their_sides():
    there, back = side_by_side(FIRST, SECOND), side_by_side(SECOND, FIRST)
    swap = {Agreement.ONLY_FIRST: Agreement.ONLY_SECOND, Agreement.ONLY_SECOND: Agreement.ONLY_FIRST}
    one = sorted((row.first, row.second, row.agreement) for row in there)
    other = sorted((row.second, row.first, swap.get(row.agreement, row.agreement)) for row in back)
    assert one == other
    assert all(row.agreement is Agreement.SAME for row in side_by_side(FIRST[:5], FIRST[:5]))


def test_figures_of_different_units_are_not_divided():
    (row,) = side_by_side([Grade("雨", "红", "100", "mm")], [Grade("雨", "红", "10", "cm")])
    assert row.agreement is Agreement.DIFFERS and row.ratio is None


def test_reading(tmp_path):
    path = tmp_path / "怀柔.csv"
    path.write_text("指标,预警等级,阈值,单位\n暴雨,红色,100,mm\n暴雨,橙色,50,mm\n", encoding="gb18030")
    assert read_grades(path) == (Grade("暴雨", "红色", "100", "mm"), Grade("暴雨", "橙色", "50", "mm"))
    path.write_text("指标,预警等级,阈值\n暴雨,红色,100\n暴雨,一级,90\n", encoding="utf-8")
    with pytest.raises(UnusableTable, match="line 3"):
        read_grades(path)
    path.write_text("指标,阈值\n暴雨,100\n", encoding="utf-8")
    with pytest.raises(UnusableTable, match="grade"):
        read_grades(path)
