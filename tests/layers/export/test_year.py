"""The year on its way out: calendar file, workbooks, annual plan and evaluation, read back by other libraries."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import icalendar
import pytest
from openpyxl import load_workbook

from app.sheets.words import load_words
from layers.agreements.books import Book
from layers.agreements.register import party
from layers.documents.kinds import Annex
from layers.documents.library import YEAR_NAMES, Library
from layers.documents.year_papers import (
    SECTIONS,
    YearPaper,
    YearPaperPlan,
    evaluation_fields,
    plan_fields,
    write_paper,
)
from layers.export.job import Stamp
from layers.export.year_book import evaluation_sheets, plan_sheets, write_sheets
from layers.export.year_calendar import calendar_bytes
from layers.export.year_texts import indicator_texts, title_text, why_text
from layers.year import Kind, YearSettings, calendar, confirmed, evaluate, to_confirm
from layers.year.confirming import Subject
from layers.year.evaluation import JUDGED
from layers.year.model import Standing
from layers.year.settings import SeasonKind
from tests.layers.year.conftest import AB, A, B, agreement, material, rows
from tests.tools import year_templates

LANGUAGES = ("zh_CN", "en")
ON = date(2026, 5, 10)


@pytest.fixture
def given():
    body = {
        "uid": "body",
        "name": "联防委员会",
        "parties": [party(A), party(B)],
        "rotation": [{"from": "2025-01-01", "to": "2025-12-31", "chair": "怀柔区"}],
        "roster": [{"from": "2026-04-01", "to": "2026-04-07", "unit": "怀柔区", "person": "甲", "phone": "010-7777"}],
    }
    held = {
        "date": "2026-03-10",
        "kind": "meeting",
        "title": '春季会议；"A, B"',
        "place": "怀柔",
        "agreements": ["agr"],
        "decisions": [{"text": "补设防火线", "owner": "丰宁县", "due": "2026-04-30", "state": "open"}],
    }
    contact = {"uid": "c", "county": A, "body": "防火办", "name": "乙", "phone": "010-8888"}
    own = {"uid": "o", "date": "2026-06-01", "kind": "other", "title": "=1+1"}
    books = {"agreement": [agreement()], "body": [body], "meeting": [held], "contact": [contact], "year": [own]}
    return material(ON, settings=YearSettings(), **books)


def paper_plan(given) -> YearPaperPlan:
    year = calendar(given, 2026)
    return YearPaperPlan(year, given, to_confirm(given, 2026), evaluate(given, 2026), Stamp(maker="两县"))


def text_of(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_file_is_read_back_by_day(given, language):
    words, year = load_words(language), calendar(given, 2026)
    content = calendar_bytes(year, given, words)
    assert content == calendar_bytes(year, given, words)  # the clock says nothing
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    events = {str(one["uid"]): one for one in icalendar.Calendar.from_ical(content).walk("VEVENT")}
    dated = [one for one in year.entries if one.day is not None]
    assert len(events) == len(dated) and len(dated) == len(year.entries) - 1  # the border nobody inspected has no day
    by_title = {str(one["summary"]): one for one in events.values()}
    meeting = by_title['春季会议；"A, B"']
    assert meeting.decoded("dtstart") == date(2026, 3, 10) and meeting.decoded("dtend") == date(2026, 3, 11)
    assert str(meeting["location"]) == "怀柔"
    [watch] = [one for one in events.values() if one.decoded("dtstart") == date(2026, 4, 1)]
    assert watch.decoded("dtend") == date(2026, 4, 8)  # the day after the last
    assert b"010-" not in content


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words(language):
    words = load_words(language)
    groups = {
        "year_kind": Kind, "year_standing": Standing, "year_confirm": Subject, "year_season": SeasonKind,
        "year_judged": JUDGED,
    }  # fmt: skip
    for group, codes in groups.items():
        assert {str(code) for code in codes} <= set(words.group(group))
    assert set(load_words("en").group("year_entry")) == set(load_words("zh_CN").group("year_entry"))
    assert {key for key in load_words("en") if key.startswith("year_")} == {
        key for key in load_words("zh_CN") if key.startswith("year_")
    }
    assert {code.value for kinds in SECTIONS.values() for code in kinds} == {kind.value for kind in Kind} - {"rotation"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_and_reasons_have_no_blanks(given, language):
    words = load_words(language)
    for year in (2026, 2027):
        for entry in calendar(given, year).entries:
            said = f"{title_text(entry, words)} {why_text(entry, words)}"
            assert "{" not in said and "year_" not in said, said


def test_the_workbooks_hold_dates_and_no_formula_and_no_telephone(given, tmp_path: Path):
    words, year = load_words("zh_CN"), calendar(given, 2026)
    path = write_sheets(tmp_path / "p.xlsx", plan_sheets(year, to_confirm(given, 2026), given, words))
    book = load_workbook(path)
    assert book.sheetnames == ["日程", "待确认", "轮值"]
    lines = list(book["日程"].iter_rows(min_row=2))
    assert len(lines) == len(year.entries)
    own = next(line for line in lines if line[3].value == "=1+1")
    assert own[3].data_type == "s" and own[0].value.date() == date(2026, 6, 1)
    assert [row[1] for row in book["轮值"].iter_rows(min_row=2, values_only=True)] == ["丰宁满族自治县"]
    said = "\n".join(str(cell.value) for page in book for row in page.iter_rows() for cell in row)
    assert "010-" not in said
    path = write_sheets(tmp_path / "e.xlsx", evaluation_sheets(evaluate(given, 2026), given, words))
    book = load_workbook(path)
    assert book.sheetnames == ["指标", "人工评定", "分界线", "依据"]
    assert [row[1] for row in book["人工评定"].iter_rows(min_row=2, values_only=True)] == [None] * len(JUDGED)
    assert [row[0] for row in book["分界线"].iter_rows(min_row=2, values_only=True)] == ["怀柔–丰宁"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_papers_are_filled_and_their_marks_stay_blank(given, language):
    words, plan = load_words(language), paper_plan(given)
    content = write_paper(YearPaper.PLAN, plan, words, Library(language))
    assert content == write_paper(YearPaper.PLAN, plan, words, Library(language))
    said = text_of(content)
    assert "{{" not in said and "{%" not in said and "010-" not in said
    assert "补设防火线" in said and "丰宁满族自治县" in said and "=1+1" in said
    assert said.count(words["year_paper.blank"]) >= 2 * len(plan.lines)  # nobody confirmed anything
    marks = text_of(write_paper(YearPaper.EVALUATION, plan, words, Library(language)))
    for one in plan.evaluation.indicators:
        assert indicator_texts(one, words)[0] in marks and words.code("year_rule", one.code) in marks
    assert all(row["mark"] == "" for row in evaluation_fields(plan, words)["indicators"])
    assert all(row["self_mark"] == row["third_mark"] == "" for row in evaluation_fields(plan, words)["judged"])


def test_what_is_confirmed_is_signed_and_one_border_is_one_border(given):
    words = load_words("zh_CN")
    ticks = confirmed(given, 2026, ["contact:c"], "丁", date(2026, 1, 8))
    signed = replace(given, ticks=tuple(ticks))
    rows_of = {row["subject"]: row for row in plan_fields(paper_plan(signed), words)["confirm"]}
    assert (rows_of["联系人"]["by"], rows_of["联系人"]["day"]) == ("丁", "2026-01-08")
    assert rows_of["值班"]["by"] == "________"
    only = plan_fields(replace(paper_plan(given), pair=AB), words)
    assert only["title"] == "怀柔–丰宁　2026年度联防工作计划"
    assert "=1+1" not in [row["what"] for row in only["work"]]  # it names no border
    assert {line.key for line in to_confirm(given, 2026, AB)} == {line.key for line in to_confirm(given, 2026)}
    assert to_confirm(given, 2026, "110109|110117") == []
    none = plan_fields(replace(paper_plan(given), pair="110109|110116"), words)
    assert not none["goals"] and not none["work"]


def test_the_months_tell_alike_entries_once(given):
    two = rows(Book.AGREEMENT, agreement(), agreement(uid="b", name="乙"))
    more = replace(given, books={**given.books, Book.AGREEMENT: two})
    months = {row["month"]: row["entries"] for row in plan_fields(paper_plan(more), load_words("zh_CN"))["months"]}
    assert "31日 联席会议 2 项" in months["12月"] and "4月" in months and months["2月"] == ""
    assert next(iter(months)) == "以前未办"


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_and_template_agree(language):
    assert {paper.value for paper in YearPaper} == set(YEAR_NAMES)
    assert not set(YEAR_NAMES) & {f"annex_{one.value}" for one in Annex}
    for paper in YearPaper:
        made = year_templates.made(paper, language)
        assert Library(language).template(paper.value).content == made, "run python -m tests.tools.year_templates"


def test_the_guide_names_every_field(given):
    guide = (Path(__file__).parents[3] / "docs" / "year.md").read_text(encoding="utf-8")
    plan, words = paper_plan(given), load_words("zh_CN")
    for facts in (plan_fields(plan, words), evaluation_fields(plan, words)):
        for name, value in facts.items():
            assert f"`{name}`" in guide, name
            if isinstance(value, list) and value and isinstance(value[0], dict):
                assert all(f"`{column}`" in guide for column in value[0]), name
