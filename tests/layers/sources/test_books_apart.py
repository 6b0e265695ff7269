"""Workbooks parsed in the reader's process are what they are when parsed here."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from layers.sources.child.books import sheets_apart
from layers.sources.office import OfficeRefused, sheets_of

MOST = {"most_rows": 50, "most_columns": 6}


def book(path: Path) -> Path:
    made = Workbook()
    sheet = made.active
    sheet.title = "物资"
    rows = [
        ["名称", "数量", None, "日期"],
        [],
        ["水枪", 12, 1.5, datetime(2024, 5, 6, 7, 8)],
        [True, "", None, date(2024, 1, 2)],
    ]
    for row in [*rows, ["=1+1", 10**18, "乙", None, None, None, "beyond"]]:
        sheet.append(row)
    sheet.merge_cells("A6:B8")
    made.create_sheet("空").sheet_state = "hidden"
    made.save(path)
    return path


def test_sheets_are_the_same(tmp_path: Path) -> None:
    path = book(tmp_path / "物资.xlsx")
    here = sheets_of(path, **MOST)
    assert sheets_apart(path, **MOST) == here
    assert here[0].rows[1][1][3] == datetime(2024, 5, 6, 7, 8) and here[0].merged == [(6, 1, 8, 2)]
    assert not here[1].is_visible and here[1].rows == []


def test_times_are_text(tmp_path: Path) -> None:
    made = Workbook()
    made.active.append([time(7, 8), "x"])
    made.save(tmp_path / "a.xlsx")
    ((_line, cells),) = sheets_apart(tmp_path / "a.xlsx", **MOST)[0].rows
    assert cells == ["07:08:00", "x"]


def test_what_is_refused_here_is_refused_there(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK nothing")
    with pytest.raises(OfficeRefused) as here:
        sheets_of(path, **MOST)
    with pytest.raises(OfficeRefused) as there:
        sheets_apart(path, **MOST)
    assert (there.value.code, there.value.detail) == (here.value.code, here.value.detail)
    with pytest.raises(OSError, match="No such file"):
        sheets_apart(tmp_path / "gone.xlsx", **MOST)
