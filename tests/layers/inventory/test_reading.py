"""Workbooks as bureaus hand them out: titles, merged cells, heads of two rows, units in heads; problems together."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from app.sheets.words import load_words
from layers.errors import UnusableTable
from layers.export.inventory_book import write_inventory, write_template
from layers.inventory.catalogue import Catalogue
from layers.inventory.cells import date_of, quantity_of
from layers.inventory.model import InventorySettings, Item, Need, StockKind, StockRow
from layers.inventory.reading import InventoryFile, read_inventory
from layers.inventory.view import Inventory
from tests.layers.inventory.rows import ON, A, B, around, row

Cell = str | int | float | datetime | None


def book(folder: Path, sheets: dict[str, list[list[Cell]]], merged: dict[str, list[str]] | None = None) -> Path:
    made = Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        page = made.create_sheet(title)
        for one in rows:
            page.append(one)
        for area in (merged or {}).get(title, []):
            page.merge_cells(area)
    path = folder / "清单.xlsx"
    made.save(path)
    return path


def read(path: Path, known=(), **more) -> InventoryFile:
    return read_inventory(path, Catalogue(), around(), known, **more)


def told(found: InventoryFile) -> set[tuple[str, int]]:
    return {(one.code, one.line) for one in found.problems}


MESSY = [
    ["怀柔区应急物资储备统计表"] + [None] * 9,
    ["填报单位：怀柔区应急管理局"] + [None] * 9,
    ["序号", "物资名称*", "数量（台）", "存放地点", "出动时间（小时）", "联系方式", None, "备用", None, "盘点日期"],
    [None, None, None, None, None, "联系人", "电话", "联系人", "电话", None],
    ["一、扑火装备"] + [None] * 9,
    [
        1,
        "6MF-28风力灭火机",
        "约40台",
        "怀柔库",
        0.5,
        "赵一",
        13800000000,
        "钱二",
        "010-0000-0000",
        datetime(2026, 3, 5),
    ],
    [2, "高压水泵", 20, None, 1, "同上", "同上", None, None, "2026年3月"],
    [3, "潜水员", "8人", "救援队", None, None, None, None, None, 46000],
    [4, "飞毯", "若干", "仓房", "很快", None, None, None, None, "去年"],
    [5, None, 7, "仓房", None, None, None, None, None, None],
    ["合计", "合计", 75, None, None, None, None, None, None, None],
]
MESSY_MERGED = ["A1:J1", "A2:J2", "F3:G3", "H3:I3", *(f"{c}3:{c}4" for c in "ABCDEJ"), "A5:J5", "D6:D7"]


@pytest.fixture(scope="module")
def messy(tmp_path_factory: pytest.TempPathFactory) -> InventoryFile:
    return read(book(tmp_path_factory.mktemp("xlsx"), {"Sheet1": MESSY}, {"Sheet1": MESSY_MERGED}))


def test_a_messy_sheet_is_understood(messy: InventoryFile) -> None:
    blower, pump, diver, carpet = messy.rows
    assert (blower.item, blower.quantity, blower.unit, blower.county) == ("blower", 40, "台", A)
    assert blower.name == "6MF-28风力灭火机" and blower.mobilise_min == 30 and blower.checked == "2026-03-05"
    assert (blower.contact, blower.phone) == ("赵一", "13800000000")
    assert (blower.backup, blower.backup_phone) == ("钱二", "010-0000-0000")
    assert blower.holder == "怀柔库" and blower.holder_uid == "h1", "linked to the depot of the plan"
    assert (pump.item, pump.quantity, pump.holder, pump.contact) == ("pump.fire", 20, "怀柔库", "赵一"), "merged; 同上"
    assert pump.mobilise_min == 60 and pump.checked == "2026-03-01"
    assert (diver.item, diver.quantity, diver.unit, diver.kind) == ("team.diver", 8, "人", "team")
    assert diver.checked == date(2025, 12, 9).isoformat(), "days since 1899-12-30"
    assert carpet.quantity is None and "若干" in carpet.note and carpet.checked == "", "unknown, and nothing lost"
    assert [(one.code, one.name, one.unit) for one in messy.own_items] == [("own.飞毯", "飞毯", "台")]


def test_everything_that_is_unclear_is_told_at_once_with_its_place(messy: InventoryFile) -> None:
    assert told(messy) == {
        ("quantity_about", 6), ("date_day", 7), ("quantity_unread", 9), ("minutes_unread", 9), ("date_unread", 9),
        ("item_new", 9), ("no_item", 10), ("sum_row", 11),
    }  # fmt: skip
    assert messy.left_out == 1 and [one.is_error for one in messy.problems].count(True) == 1
    (unread,) = (one for one in messy.problems if one.code == "quantity_unread")
    assert (unread.sheet, unread.value, unread.column) == ("Sheet1", "若干", "数量（台）")


def test_each_sheet_may_be_a_county_and_a_kind(tmp_path: Path) -> None:
    heads: list[Cell] = ["名称", "数量", "单位"]
    path = book(
        tmp_path,
        {"丰宁车辆": [heads, ["雪地车", 3, "辆"]], "怀柔": [heads, ["棉被", 100, "箱"]], "说明": [["随便写的"]]},
    )
    found = read(path)
    assert [(one.county, one.kind, one.item) for one in found.rows] == [
        (B, "vehicle", "own.雪地车"),
        (A, "material", "quilt"),
    ]
    assert found.sheets == ("丰宁车辆", "怀柔") and ("unit_differs", 2) in told(found)


def test_counties_by_column_by_code_and_by_choice(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["县", "名称", "数量"],
        ["怀柔", "帐篷", 1],
        [130826, "帐篷", 2],
        ["玄武湖", "帐篷", 3],
        ["", "帐篷", 4],
    ]
    path = book(tmp_path, {"Sheet1": rows})
    found = read(path)
    assert [(one.county, one.quantity) for one in found.rows] == [(A, 1), (B, 2)]
    assert told(found) == {("county_unknown", 4), ("county_missing", 5)} and found.left_out == 2
    again = read(path, county=B)
    assert [(one.county, one.quantity) for one in again.rows] == [(A, 1), (B, 2), (B, 4)] and again.left_out == 1


def test_a_row_that_is_there_already_is_changed_not_doubled(tmp_path: Path) -> None:
    known = [StockRow(uid="old", item="tent", county=A, holder="怀柔库")]
    rows: list[list[Cell]] = [
        ["县", "名称", "数量", "仓库"],
        ["怀柔", "救灾帐篷", 9, "怀柔库"],
        ["怀柔", "救灾帐篷", 9, "怀柔库"],
    ]
    found = read(book(tmp_path, {"表": rows}), known)
    assert [one.uid for one in found.rows] == ["old", ""] and found.changed == {"old"}
    assert told(found) == {("twice", 3)}, "the second stays a row of its own"
    # The same thing in the same place under another model may be the same thing counted twice: said, not decided.
    other: list[list[Cell]] = [["县", "名称", "数量", "仓库"], ["怀柔", "36平米救灾帐篷", 9, "怀柔库"]]
    found = read(book(tmp_path, {"表": other}), known)
    assert found.rows[0].uid == "" and told(found) == {("alike", 2)}


def test_what_is_no_list_is_refused_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(UnusableTable) as caught:
        read(book(tmp_path, {"表": [["甲", "乙"], [1, 2]]}))
    assert caught.value.facts["reason_code"] == "no_heads"
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(UnusableTable) as caught:
        read(broken)
    assert caught.value.facts["reason_code"] == "broken"
    with pytest.raises(OSError):
        read(tmp_path / "没有.xlsx")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20", (20.0, "", False)), ("1,200 条", (1200.0, "条", False)), ("约20台", (20.0, "台", True)),
        ("20余台", (20.0, "台", True)), ("2万条", (20000.0, "条", False)), ("三台", (3.0, "台", False)),
        ("十二", (12.0, "", False)), ("20-30", (None, "", False)), ("若干", (None, "", False)),
        ("一批", (None, "", False)),
    ],
)  # fmt: skip
def test_quantities_as_people_type_them(text: str, expected: tuple[float | None, str, bool]) -> None:
    assert quantity_of(text) == expected


def test_dates_that_do_not_exist_are_none() -> None:
    assert date_of("2026-02-30") == ("", False) and date_of("2026/2/3") == ("2026-02-03", False)


# --- there and back ---------------------------------------------------------------------------------------------

OWN = Item("own.飞毯", StockKind.EQUIPMENT, "飞毯", "张")


def inventory() -> Inventory:
    rows = (
        row("pump.fire", A, 20, holder="怀柔库", contact="赵一", phone="138 0000 0000", backup_phone="139 0000 0000",
            checked="2026-03-01", note="=HYPERLINK(1) 电 010-0000-0000", mobilise_min=15.0, callsign="甲", channel="1"),
        row("own.飞毯", B, None, "张", holder="@丰宁库", backup="钱二"),
        row("absorbent", B, 2.5, "吨"),
    )  # fmt: skip
    return Inventory(
        rows, (Need("n", "pump.fire", A, 31.0, source="会商"),), (), Catalogue([OWN]), InventorySettings(), around(), ON
    )


def cells(path: Path, sheet: int = 0) -> list[tuple[object, ...]]:
    return [tuple(one) for one in load_workbook(path).worksheets[sheet].iter_rows(values_only=True)]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_what_is_written_is_read_back(tmp_path: Path, language: str) -> None:
    path = write_inventory(tmp_path / "x.xlsx", inventory(), load_words(language), with_phones=True)
    found = read_inventory(path, Catalogue([OWN]), around(), inventory().rows)
    plain = [
        (one.item, one.county, one.quantity, one.unit, one.holder, one.phone, one.backup_phone, one.checked, one.note)
        for one in found.rows
    ]
    assert plain == [
        (one.item, one.county, one.quantity, one.unit, one.holder, one.phone, one.backup_phone, one.checked, one.note)
        for one in inventory().rows
    ]
    assert [one.uid for one in found.rows] == [one.uid for one in inventory().rows], "all three are known again"
    assert not found.problems and len(found.sheets) == 1, "only the list is a list"


def test_telephone_numbers_stay_at_home_unless_asked_for(tmp_path: Path) -> None:
    words = load_words("zh_CN")
    path = write_inventory(tmp_path / "x.xlsx", inventory(), words)
    everything = "\n".join(str(cell) for page in range(5) for one in cells(path, page) for cell in one)
    assert "138" not in everything and "139" not in everything and "0000" not in everything
    assert "联系电话" not in cells(path)[0] and words["inventory.note_phones_out"] in everything
    with_them = write_inventory(tmp_path / "y.xlsx", inventory(), words, with_phones=True)
    assert any("138 0000 0000" in one for one in cells(with_them))


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    path = write_inventory(tmp_path / "x.xlsx", inventory(), load_words("zh_CN"), with_phones=True)
    page = load_workbook(path).worksheets[0]
    risky = [cell for one in page.iter_rows() for cell in one if str(cell.value)[:1] in "=@"]
    assert len(risky) == 2 and all(cell.data_type == "s" for cell in risky)


def test_the_sheets_say_what_the_window_says(tmp_path: Path) -> None:
    path = write_inventory(tmp_path / "x.xlsx", inventory(), load_words("zh_CN"))
    (head, pump, *_rest) = cells(path, 2)
    assert dict(zip(head, pump, strict=True)) == {
        "物资名称": "高压水泵", "单位": "台", "县": "怀柔区", "需要": 31, "储备": 20, "储备率": 0.6452, "短板": 11,
        "未计入的行": 0, "等待资料": None, "需要的依据": "会商",
    }  # fmt: skip
    scores = {one[0]: one for one in cells(path, 1) if not one[1]}
    assert scores["赤城县"][2] == 0 and scores["赤城县"][3] is None, "no rows: blank, not zero"


def test_the_template_is_a_list_without_rows(tmp_path: Path) -> None:
    path = write_template(tmp_path / "t.xlsx", inventory(), load_words("zh_CN"))
    found = read(path)
    assert found.rows == () and found.problems == () and len(found.sheets) == 1
    catalogue = cells(path, 1)
    assert len(catalogue) == len(inventory().catalogue.items) + 1 and catalogue[-1][2] == "飞毯"


def test_everything_that_is_told_has_words() -> None:
    import re

    from app import inventory_words

    source = Path(read_inventory.__code__.co_filename).read_text(encoding="utf-8")
    codes = set(re.findall(r'tell(?:\.head)?\(\s*"([a-z_]+)"|ReadProblem\("([a-z_]+)"', source))
    used = {one or other for one, other in codes}
    assert used == set(inventory_words.PROBLEMS), used ^ set(inventory_words.PROBLEMS)
