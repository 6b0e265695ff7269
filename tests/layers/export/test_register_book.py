"""The register as a workbook: written, read back the same, and everything wrong told together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from app.sheets.words import load_words
from layers import sample
from layers.agreements.books import BOOKS, Book, normal, records
from layers.agreements.celltext import Names, Terms, Unreadable, read_party
from layers.agreements.ledger import ledger
from layers.agreements.register import normalised, party
from layers.errors import UnreadableSource
from layers.export.ledger_sheets import ledger_sheets
from layers.export.register import merged, read_register, write_register, write_template

ZH, EN = load_words("zh_CN"), load_words("en")
TERMS = Terms(ZH, (ZH, EN))


def books():
    agreements = sample.sample_agreements()
    made = {Book.AGREEMENT: agreements, Book.CONTACT: normal(Book.CONTACT, sample.sample_contacts())}
    return {**made, **sample.sample_books()}


def names(shown):
    references = {row["uid"]: row["name"] for book in (Book.AGREEMENT, Book.BODY) for row in records(shown[book])}
    return Names({"110116": "怀柔区", "130826": "丰宁满族自治县"}, references, {})


def sheet(tmp_path, rows, title="协议", heads=("名称", "状态", "当事方", "领域", "阶段", "类型", "临时或常设")):
    path = tmp_path / "in.xlsx"
    book = Workbook()
    page = book.active
    page.title = title
    page.append(list(heads))
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def read(path, existing=None, known=None):
    return read_register(path, TERMS, known or Names(), existing or {})


@pytest.mark.parametrize("words", [ZH, EN])
def test_what_is_written_reads_back_the_same(tmp_path: Path, words):
    shown = books()
    path = write_register(tmp_path / "out.xlsx", shown, Terms(words, (ZH, EN)), names(shown))
    found = read(path, shown, names(shown))
    assert [one for one in found.problems if one.severity == "error"] == []
    for book, rows in shown.items():
        pd.testing.assert_frame_equal(found.rows[book], normal(book, rows), check_dtype=False)


def test_the_template_has_every_column_and_says_what_it_takes(tmp_path: Path):
    path = write_template(tmp_path / "t.xlsx", TERMS)
    book = load_workbook(path)
    assert book.sheetnames == [*(ZH[f"register_book.{one.value}"] for one in Book), "填写说明"]
    for one in Book:
        heads = [cell.value for cell in book[ZH[f"register_book.{one.value}"]][1]]
        assert heads == [*(ZH[f"register_{one.value}.{field.name}"] for field in BOOKS[one].fields), "uid"]
    assert book["填写说明"].max_row == 1 + sum(len(spec.fields) for spec in BOOKS.values())
    assert read(path).count == 0 and read(path).problems == ()


def test_a_row_as_a_clerk_types_it(tmp_path: Path):
    rows = [
        (
            "两县协议",
            "已签",
            "怀柔区；130826 丰宁满族自治县；蓝天救援队（非政府组织）",
            "森林草原火灾、自然灾害",
            "预警；处置",
            "平行自发",
            "常设",
        )
    ]
    found = read(sheet(tmp_path, rows))
    [one] = records(found.rows[Book.AGREEMENT])
    assert [party_["code"] for party_ in one["parties"]] == ["110116", "130826", ""]
    assert one["parties"][2]["kind"] == "ngo" and one["hazards"] == ["forest", "natural"]
    assert {problem.code for problem in found.problems} == {"term_unknown"}


def test_everything_wrong_is_told_with_its_place_and_sound_rows_are_taken(tmp_path: Path):
    heads = (
        "名称",
        "状态",
        "当事方",
        "领域",
        "阶段",
        "类型",
        "临时或常设",
        "到期日",
        "年份",
        "列明的界线",
        "不认识的列",
    )
    good = (
        "好的",
        "已签",
        "110116；130826",
        "自然灾害",
        "处置",
        "平行自发",
        "常设",
        "2027年12月31日",
        2025,
        "怀柔区–丰宁满族自治县",
        "",
    )
    bad = [
        ("一", "签了", "110116；130826", "自然灾害", "处置", "平行自发", "常设", "2027-12-31", 2025, "", ""),
        ("二", "已签", "110116", "自然灾害", "处置", "平行自发", "常设", "明年", "去年", "怀柔区", ""),
        ("", "已签", "110116；130826", "自然灾害", "处置", "平行自发", "常设", "", None, "", ""),
        good,
    ]
    found = read(sheet(tmp_path, [good, *bad], heads=heads))
    assert [row["name"] for row in records(found.rows[Book.AGREEMENT])] == ["好的"]
    assert records(found.rows[Book.AGREEMENT])[0]["end"] == "2027-12-31"
    assert records(found.rows[Book.AGREEMENT])[0]["borders"] == ["110116|130826"]
    told = {(one.row, one.column, one.code) for one in found.problems if one.severity == "error"}
    assert {
        (3, "state", "value_unknown"),
        (4, "end", "date_unreadable"),
        (4, "year", "year_unreadable"),
        (4, "borders", "border_unreadable"),
        (5, "", "name_missing"),
        (6, "", "row_twice"),
    } <= told
    assert found.refused == {Book.AGREEMENT: 4}
    assert any(one.code == "column_unknown" for one in found.problems)


def test_every_problem_has_words():
    codes = [key for key in ZH if key.startswith("register_problem.")]
    assert codes and {key for key in EN if key.startswith("register_problem.")} == set(codes)


def test_a_row_with_a_known_uid_is_changed_and_columns_left_out_stay(tmp_path: Path):
    existing = normalised(
        pd.DataFrame(
            [{"name": "旧名", "number": "7号", "state": "signed", "type": "parallel", "standing": "standing",
              "hazards": ["forest"], "phases": ["response"], "parties": [party("110116"), party("130826")]}]
        )
    )  # fmt: skip
    uid = existing["uid"][0]
    path = sheet(tmp_path, [("新名", uid)], heads=("名称", "uid"))
    found = read(path, {Book.AGREEMENT: existing})
    after = merged(existing, found.rows[Book.AGREEMENT], Book.AGREEMENT)
    [one] = records(after)
    assert (one["uid"], one["name"], one["number"], len(one["parties"])) == (uid, "新名", "7号", 2)


def test_a_sheet_without_the_name_column_and_foreign_files_are_refused(tmp_path: Path):
    found = read(sheet(tmp_path, [("x",)], heads=("编号",)))
    assert [one.code for one in found.problems] == ["column_missing"] and found.count == 0
    with pytest.raises(UnreadableSource):
        read(sheet(tmp_path, [], title="别的"))
    path = tmp_path / "no.xlsx"
    path.write_bytes(b"not a workbook")
    with pytest.raises(UnreadableSource):
        read(path)


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path):
    rows = normal(Book.CONTACT, [{"body": "=HYPERLINK(1)", "name": "@x", "phone": "+86 10"}])
    path = write_register(tmp_path / "f.xlsx", {Book.CONTACT: rows}, TERMS, Names())
    page = load_workbook(path)["联络表"]
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    assert records(read(path).rows[Book.CONTACT])[0]["phone"] == "+86 10"


@pytest.mark.parametrize(
    ("text", "code", "name", "kind"),
    [
        ("110116 怀柔区", "110116", "怀柔区", "government"),
        ("13", "13", "河北省", "government"),
        ("河北", "13", "河北", "government"),
        ("110116 怀柔区园林绿化局（政府职能部门）", "110116", "怀柔区园林绿化局", "department"),
        ("Blue Sky (NGO)", "", "Blue Sky", "ngo"),
    ],
)
def test_parties_as_text(text, code, name, kind):
    one = read_party(text, TERMS, Names())
    assert (one["code"], one["name"], one["kind"]) == (code, name, kind)


def test_brackets_that_are_no_kind_belong_to_the_name_and_nothing_is_no_party():
    assert read_party("110116211 某乡（示例）", TERMS, Names())["name"] == "某乡（示例）"
    with pytest.raises(Unreadable):
        read_party("（）", TERMS, Names())


def test_the_ledger_adds_up_on_paper_too(tmp_path: Path):
    zones = pd.DataFrame(
        [
            {
                "uid": "z1",
                "hazard": "forest",
                "zone_class": "S1",
                "counties": ["110116", "130826"],
                "links": [
                    {"from": "110116", "to": "130826", "area_ha": [30.004]},
                    {"from": "130826", "to": "110116", "area_ha": [10.0]},
                ],
                "evidence": {},
                "responsibility": {"110116": 0.25, "130826": 0.75},
                "area_ha": 100.0,
            }
        ]
    )
    shown = books()
    account = ledger(zones, shown[Book.AID], shown[Book.LOAN], ["110116|130826"], on=date(2026, 3, 15))
    lists = ledger_sheets(account, names(shown), ZH)
    path = write_register(tmp_path / "out.xlsx", shown, TERMS, names(shown), more=lists)
    pages = load_workbook(path)
    assert [page.title for page in pages.worksheets[-4:]] == ["往来台账", "分县往来", "费用分担", "往来明细"]
    counties = list(pages["分县往来"].iter_rows(min_row=2, values_only=True))
    for measure in {row[0] for row in counties}:
        mine = [row for row in counties if row[0] == measure and row[1] != "合计"]
        [total] = [row for row in counties if row[0] == measure and row[1] == "合计"]
        assert total[2] == total[3] == pytest.approx(sum(row[2] or 0.0 for row in mine))
        assert sum(row[4] for row in mine) == pytest.approx(0.0, abs=1e-9)
    heads = [cell.value for cell in pages["费用分担"][1]]
    shares = [dict(zip(heads, row, strict=True)) for row in pages["费用分担"].iter_rows(min_row=2, values_only=True)]
    net = next(row for row in shares if row["界线"] == "怀柔–丰宁" and row["办法"] == "按净输出")
    assert (net["甲输出"], net["乙输出"], net["甲份额"], net["乙份额"]) == (30.0, 10.0, 1, 0)
    assert net["甲应承担（元）"] + net["乙应承担（元）"] == net["支援费用合计（元）"] == 63000
    assert (net["付款方"], net["收款方"], net["应付（元）"]) == ("怀柔区", "丰宁满族自治县", 44000)
    entries = list(pages["往来明细"].iter_rows(min_row=2, values_only=True))
    assert len(entries) == sum(len(one.lines) for one in account.pairs)
    found = read(path, shown, names(shown))  # the lists beside the tables are nobody's to fill in
    assert [one.code for one in found.problems if one.code == "sheet_unknown"] == []
