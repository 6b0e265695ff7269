"""Tables whose coordinate columns nobody recognised: what the planner sees of them."""

from __future__ import annotations

from pathlib import Path

from layers.kinds import Role
from layers.sources.previewing import preview_tables


def test_head_and_ranges_of_the_columns_that_hold_numbers(tmp_path: Path) -> None:
    path = tmp_path / "仓库.csv"
    rows = "\n".join(f"库{k},{116 + k / 10},{40 + k / 10},备注" for k in range(9))
    path.write_text(f"点名,甲列,乙列,说明\n{rows}\n", encoding="gbk")
    (table,) = preview_tables(path)
    assert (table.name, table.count, table.columns) == ("仓库", 9, ("点名", "甲列", "乙列", "说明"))
    assert len(table.rows) == 4 and table.rows[0] == ("库0", "116.0", "40.0", "备注")
    assert table.ranges == {"甲列": (116.0, 116.8), "乙列": (40.0, 40.8)}
    assert table.proposed_role is Role.DEPOT


def test_a_table_without_two_columns_of_numbers_cannot_be_placed(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("姓名,电话\n张,座机\n李,手机\n", encoding="utf-8")
    assert preview_tables(path) == []


def test_what_cannot_be_read_has_no_preview(tmp_path: Path) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    assert preview_tables(broken) == [] and preview_tables(tmp_path / "没有.csv") == []
