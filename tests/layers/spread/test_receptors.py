"""Source–receptor tables: figures of a table as the matrix of fires has them, unknown cells left unknown."""

from __future__ import annotations

import math

import numpy as np
import pytest
from openpyxl import Workbook

from layers.errors import UnusableTable
from layers.spread.receptors import read_receptors

NAMES = {"110116": "怀柔区", "130826": "丰宁满族自治县"}
CROSS = """# 来源：某研究（2020），表 3
# 物质：PM2.5
# 单位：%
源地,怀柔,丰宁满族自治县,天津
怀柔,60,5,
130826,20,70,2
天津,5,10,80
区域外,10,15,18
"""


def written(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_cross_table_by_hand(tmp_path, encoding):
    table = read_receptors(written(tmp_path, CROSS, encoding), NAMES)
    assert (table.citation, table.substance, table.unit) == ("某研究（2020），表 3", "PM2.5", "%")
    matrix = table.matrix
    assert matrix.counties == ("110116", "130826", "天津") and table.labels[2] == "天津"
    sent = matrix.sent["share_percent"]
    assert sent[0].tolist()[:2] == [60.0, 5.0] and math.isnan(sent[0, 2])
    assert sent[3].tolist()[:3] == [10.0, 15.0, 18.0]
    assert table.column_sum[:3].tolist() == [95.0, 100.0, 100.0]


def test_what_follows_for_each_county_is_that_of_fires(tmp_path):
    flows = read_receptors(written(tmp_path, CROSS), NAMES).matrix.flows("share_percent")
    # 丰宁: 5 + 10 + 15 of 100 arrive from elsewhere.
    assert flows.incoming_share[1] == pytest.approx(0.30)
    assert flows.sources[1] == 3 and flows.own[1] == 70.0
    # 怀柔 sends an unknown part to 天津, and all send unknown parts beyond the table: unknown, not smaller.
    assert np.isnan(flows.export_rate).all() and math.isnan(flows.incoming_share[2])
    assert math.isnan(flows.nonlocal_share)


def test_a_list_and_a_workbook_say_the_same(tmp_path):
    listed = "# citation: Study\nsource,receptor,value\n怀柔区,丰宁,5\n怀柔区,怀柔区,60%\noutside,丰宁,95\n"
    first = read_receptors(written(tmp_path, listed), NAMES)
    book = Workbook()
    for row in (["", "怀柔区", "丰宁"], ["怀柔区", 60, 5], ["outside", None, 95]):
        book.active.append(row)
    book.save(tmp_path / "table.xlsx")
    second = read_receptors(tmp_path / "table.xlsx", NAMES, citation="Study")
    assert first.matrix.counties == second.matrix.counties
    for one in (first, second):
        assert one.citation == "Study"
        np.testing.assert_equal(one.matrix.sent["share_percent"][:2, :2], [[60.0, 5.0], [math.nan, math.nan]])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("源地,怀柔\n怀柔,60\n", "来源"),
        ("# 来源：x\n源地,怀柔\n怀柔,-1\n", "line 3"),
        ("# 来源：x\n源地,怀柔\n怀柔,much\n", "much"),
        ("# 来源：x\n源地,怀柔\n怀柔,60\n天津,45\n", "105"),
        ("# 来源：x\n源地,怀柔\n怀柔,60\n怀柔区,30\n", "twice"),
        ("# 来源：x\n源地,怀柔\n怀柔,\n", "no figures"),
        ("# 来源：x\n", "no table"),
    ],
)
def test_what_cannot_be_right_is_refused_by_name(tmp_path, text, said):
    with pytest.raises(UnusableTable, match=said):
        read_receptors(written(tmp_path, text), NAMES)


def test_amounts_may_be_more_than_a_hundred(tmp_path):
    table = read_receptors(written(tmp_path, "# 来源：x\n# 单位：μg/m³\n源地,怀柔\n怀柔,160\n"), NAMES)
    assert table.value == "amount"
