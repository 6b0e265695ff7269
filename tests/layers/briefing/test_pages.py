"""A briefing in words and on pages: sums hold, nothing lies beyond the page or on top of something else."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from app.sheets.words import load_words
from layers.briefing import PAPER, SLIDE, Choice, compose, gather, lay_out
from layers.briefing.measure import width_mm, wrapped
from layers.briefing.setting import PictureItem, TableItem, TextItem
from layers.briefing.sheet import Grid, Lines, SheetKind
from layers.briefing.wording import footer
from tests.layers.briefing.conftest import PHONE

WORDS = {language: load_words(language) for language in ("zh_CN", "en")}


def pages_of(briefing, size=SLIDE, language="zh_CN", sheets=None):
    words = WORDS[language]
    made = sheets or compose(briefing, words)
    return lay_out(made, size, footer(briefing, words), words["briefing.page"], words["briefing.continued"])


def number(text):
    return float(text.replace("\u00a0", ""))


def grids(sheet):
    return [block for section in sheet.sections for block in section.blocks if isinstance(block, Grid)]


def texts(sheet):
    found = [sheet.title, sheet.subtitle]
    for section in sheet.sections:
        found.append(section.heading)
        for block in section.blocks:
            found += block.texts if isinstance(block, Lines) else itertools.chain(*block.rows)
    return found


def test_the_title_says_what_goes_where_in_words(by_zone, by_border):
    _cover, _table, page = compose(by_zone, WORDS["zh_CN"])
    [zone] = by_zone.zones
    goes = "怀柔 → 丰宁" if zone.origin == "110116" else "丰宁 → 怀柔"
    assert page.title == f"怀柔–丰宁 01 火可越界：{goes}"
    assert "Fire can cross the line" in compose(by_zone, WORDS["en"])[2].title
    assert compose(by_border, WORDS["zh_CN"])[2].title.startswith("怀柔–丰宁 界线：全长 11.1 km")


def test_the_sides_of_a_zone_add_up_as_printed(by_zone):
    sheet = compose(by_zone, WORDS["zh_CN"])[2]
    table = next(grid for grid in grids(sheet) if grid.has_total)
    heads = [column.title for column in table.columns]
    for name in ("面积 hm²", "面积 亩", "人口", "村庄"):
        at = heads.index(name)
        numbers = [number(row[at]) for row in table.rows]
        assert sum(numbers[:-1]) == pytest.approx(numbers[-1], abs=1e-9), name
    area, mu = heads.index("面积 hm²"), heads.index("面积 亩")
    for row in table.rows:
        assert round(number(row[area]) * 15, 6) == number(row[mu])


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_blank_is_filled_and_numbers_of_telephones_stay_out(by_zone, by_border, language):
    for briefing in (by_zone, by_border):
        for sheet in compose(briefing, WORDS[language]):
            for text in (*texts(sheet), *sheet.notes):
                assert "{" not in text and PHONE not in text and "13812345678" not in text


def test_unknown_is_a_dash_with_its_reason_never_a_zero(by_zone):
    [zone] = by_zone.zones
    west, east = zone.sides
    dark = replace(east, people=None, villages=None, unknown=("population", "settlement"))
    briefing = replace(by_zone, zones=(replace(zone, sides=(west, dark), flows=(), no_times="distance"),))
    sheet = compose(briefing, WORDS["zh_CN"])[2]
    table = next(grid for grid in grids(sheet) if grid.has_total)
    assert (table.rows[1][1:3] == ("—", "—") and table.rows[2][1].startswith("≥")) or table.rows[2][1] == "—"
    told = texts(sheet)
    assert "“—”：丰宁缺人口、村庄居民点数据。" in told
    assert "—（影响范围按距离推导，没有推演到达时间）" in told


def boxes(page):
    return [one for one in (page.title, *page.items, *page.foot) if isinstance(one, TextItem | TableItem | PictureItem)]


@pytest.mark.parametrize("size", [SLIDE, PAPER], ids=["slide", "paper"])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_nothing_lies_beyond_a_page_or_over_something_else(by_zone, by_border, size, language):
    for briefing in (by_zone, by_border):
        for page in pages_of(briefing, size, language):
            found = boxes(page)
            for one in found:
                assert one.x >= 0 and one.y >= 0
                assert one.x + one.width <= size.width + 1e-6 and one.y + one.height <= size.height + 1e-6
            for one, other in itertools.combinations(found, 2):
                apart_x = one.x + one.width <= other.x + 1e-6 or other.x + other.width <= one.x + 1e-6
                apart_y = one.y + one.height <= other.y + 1e-6 or other.y + other.height <= one.y + 1e-6
                assert apart_x or apart_y, (one, other)


def test_what_finds_no_room_goes_on_and_nothing_is_lost(by_border):
    [border] = by_border.borders
    tasks = tuple(replace(border.tasks[0], text=f"第 {n} 件要办的事，须写明责任单位和时限") for n in range(90))
    long = replace(by_border, borders=(replace(border, tasks=tasks),))
    pages = pages_of(long)
    assert [page.kind for page in pages][:4] == ["cover", "table", "item", "continued"]
    said = "".join(
        para.text for page in pages for item in page.items if isinstance(item, TextItem) for para in item.paras
    )
    assert all(f"第 {n} 件" in said for n in range(90))
    assert pages[3].title.paras[0].text.endswith("（续）")


def test_nothing_that_somebody_typed_is_too_long_for_a_page(by_zone, by_border):
    [zone], [border] = by_zone.zones, by_border.borders
    endless = replace(border.tasks[0], text="没有标点的很长的话" * 700)
    name = "名" * 3000
    for briefing in (
        replace(by_zone, title=name, zones=(replace(zone, name=name, tasks=(endless,)),)),
        replace(by_border, borders=(replace(border, tasks=(endless,), areas=(replace(border.areas[0], name=name),)),)),
    ):
        pages = pages_of(briefing)
        for page in pages:
            for one in boxes(page):
                assert one.y + one.height <= SLIDE.height and one.x + one.width <= SLIDE.width
        said = "".join(
            para.text for page in pages for item in page.items if isinstance(item, TextItem) for para in item.paras
        )
        assert said.count("没有标点") >= 690  # where a paragraph is torn one may be too


def test_a_long_table_of_all_repeats_its_head(by_zone):
    [zone] = by_zone.zones
    many = replace(by_zone, zones=tuple(replace(zone, uid=f"z{n}", rank=n) for n in range(1, 61)))
    sheets = [one for one in compose(many, WORDS["zh_CN"]) if one.kind is SheetKind.TABLE]
    tables = [item for page in pages_of(many, sheets=sheets) for item in page.items if isinstance(item, TableItem)]
    assert len(tables) > 1 and {table.rows[0] for table in tables} == {tables[0].rows[0]}
    assert [row[0] for table in tables for row in table.rows[1:]] == [str(n) for n in range(1, 61)]


def test_the_foot_tells_plan_date_code_state_and_page(store, by_zone):
    pages = pages_of(by_zone)
    left, right = (one.paras[0].text for one in pages[-1].foot)
    assert "测试规划" in left and "2026年5月1日" in left and "P-" in left and "一致" in left
    assert right == "第 3 页 共 3 页"
    assert "应重新分析" in footer(replace(by_zone, is_stale=True), WORDS["zh_CN"])


def test_lines_are_not_wider_than_their_room_and_marks_do_not_begin_them():
    text = "怀柔区、丰宁满族自治县（含大滩镇）的森林跨越界线，带内 3705.13 hm²，averyveryverylongwordthatdoesnotfit。"
    for most in (20.0, 33.0, 47.0):
        lines = wrapped(text, most, 10.0)
        assert all(width_mm(line, 10.0) <= most + 1e-9 for line in lines if len(line) > 2)
        assert not any(line[0] in "，。；：、）" for line in lines)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_drill_layers_are_no_source_unless_they_are_asked_for(store):
    record = store.layers()[-1]
    with store.change("layer_renamed", name="x"):
        store.update_layer(record.uid, title="演练 村庄")
    titles = [one.title for one in gather(store, Choice()).sources]
    assert "演练 村庄" not in titles and len(titles) == 2
    assert "演练 村庄" in [one.title for one in gather(store, Choice(with_drills=True)).sources]
