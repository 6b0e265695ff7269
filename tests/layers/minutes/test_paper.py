"""A meeting made by hand, and what its paper says, read back from the DOCX."""

from __future__ import annotations

import io
from datetime import UTC, date
from typing import Any

import pytest
from docx import Document
from shapely import box

from app.sheets.words import load_words
from layers.agreements.books import Book, normal, records
from layers.export import docx
from layers.minutes import About, AboutKind, Minute, MinuteKind
from layers.minutes.paper import MinutesPaper, document, items, pictures
from layers.minutes_workflow import ENTRY, told
from layers.patrol.model import AreaShare

NAMES = {"110116": "怀柔", "130826": "丰宁"}
ZONE, LINE = About(AboutKind.ZONE, "z1", "怀柔–丰宁 01"), About(AboutKind.BORDER, "110116|130826", "")
AREA = About(AboutKind.PATROL_AREA, "a", "甲")
SHA = "ab" * 32
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)


def entry(uid: str, kind: MinuteKind, clock: str, text: str = "", **more: Any) -> Minute:
    at = f"2026-03-20T{clock}:00.000+00:00"
    return Minute(uid, "m", kind, at, at, text=text, **more)


ENTRIES = [
    entry("b", MinuteKind.BEGUN, "09:00"),
    entry("r1", MinuteKind.REMARK, "09:05", "我方无路", about=ZONE, county="130826", speaker="李四"),
    entry("r2", MinuteKind.REMARK, "09:06", "线在岭上", about=LINE, county="110116"),
    entry("o1", MinuteKind.OBJECTION, "09:07", "不在岭上", about=LINE, county="130826"),
    entry("r3", MinuteKind.REMARK, "09:08", "我方可先到", about=ZONE, county="110116"),
    entry("d1", MinuteKind.DECISION, "09:10", "由怀柔牵头", about=ZONE),
    entry("s1", MinuteKind.SHAPE, "09:20", about=AREA, geometry=box(0, 0, 1, 1),
          facts={"act": "signed", "number": 2, "sha256": SHA}),
    entry("t1", MinuteKind.TASK, "09:30", "修防火路", about=ZONE, owner="丰宁林草局", due="2026-05-01"),
    entry("c", MinuteKind.CLOSED, "11:30"),
]  # fmt: skip
ROW = {
    "uid": "m",
    "title": "2026年春季联席会议",
    "date": "2026-03-20",
    "place": "怀柔",
    "parties": [{"code": "110116", "name": "怀柔区"}, {"code": "130826", "name": "丰宁满族自治县"}],
    "attendees": [
        {"unit": "怀柔区", "name": "张三", "role": "副区长", "part": "chair"},
        {"unit": "怀柔区", "name": "王五", "role": "", "part": "present"},
        {"unit": "丰宁县", "name": "李四", "role": "局长", "part": "present"},
        {"unit": "丰宁县", "name": "赵六", "role": "", "part": "recorder"},
    ],
    "decisions": [
        {"text": "由怀柔牵头", "state": "open", ENTRY: "d1"},
        {"text": "修防火路", "owner": "丰宁林草局", "due": "2026-05-01", "state": "done", ENTRY: "t1"},
    ],
}


def paper(entries: list[Minute] = ENTRIES, **more: Any) -> MinutesPaper:
    [row] = records(normal(Book.MEETING, [ROW]))
    shares = {"s1": (AreaShare("110116", "怀柔区", 60.0, 0.6), AreaShare("130826", "丰宁满族自治县", 40.0, 0.4))}
    given = {"shares": shares, "scales": {"d1": 51_234.0}, "zone": UTC, **more}
    return MinutesPaper(row, told(row, entries), NAMES, "怀柔–丰宁 2026", date(2026, 4, 1), **given)


def read_back(given: MinutesPaper, pictures: dict[str, bytes] | None = None) -> tuple[list[str], list[Any], Any]:
    made = Document(io.BytesIO(docx.write(document(given, load_words("zh_CN")), pictures)))
    texts = [paragraph.text for paragraph in made.paragraphs if paragraph.text]
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in made.tables]
    return texts, tables, made


def test_who_met_and_when():
    texts, tables, _made = read_back(paper())
    assert texts[0] == "2026年春季联席会议记录"
    assert tables[0] == [
        ["时间", "2026年3月20日 09:00—11:30"],
        ["地点", "怀柔"],
        ["主持", "怀柔区：张三（副区长）"],
        ["出席", "怀柔区：王五\n丰宁县：李四（局长）"],
        ["记录", "丰宁县：赵六"],
        ["所用规划", "怀柔–丰宁 2026"],
    ]


def test_a_county_without_names_is_there_all_the_same():
    given = paper()
    given.row["attendees"] = given.row["attendees"][:2]
    _texts, tables, _made = read_back(given)
    assert tables[0][3] == ["出席", "怀柔区：王五\n丰宁满族自治县"]


def test_items_stand_in_the_order_in_which_they_came_up_decisions_first_remarks_by_county():
    texts, _tables, made = read_back(paper(), {"d1": PNG})
    body = texts[1:-1]
    assert body[:12] == [
        "一、共同责任区 怀柔–丰宁 01",
        "议定：由怀柔牵头（09:10）",
        "丰宁（李四）：我方无路（09:05）",
        "怀柔：我方可先到（09:08）",
        "任务：修防火路（09:30）责任单位：丰宁林草局；期限：2026年5月1日。",
        "图 1　共同责任区 怀柔–丰宁 01（09:10，比例尺约 1:51 000）",
        "二、界线 怀柔–丰宁",
        "怀柔：线在岭上（09:06）",
        "丰宁持不同意见：不在岭上（09:07）",
        "三、联防区 甲",
        body[10],
        "四、议定的联防区",
    ]
    assert body[10].startswith("签署（09:20），第 2 版 V-")
    assert len(made.inline_shapes) == 1
    assert "不作为行政区域界线依据" in texts[-1]


def test_areas_by_county_add_up_and_tasks_say_how_they_stand():
    _texts, tables, _made = read_back(paper())
    areas, tasks, signatures = tables[1:]
    assert [row[:5] for row in areas[1:]] == [
        ["甲", "签署", "合计", "100.00", "1,500.0"],
        ["", "", "怀柔", "60.00", "900.0"],
        ["", "", "丰宁", "40.00", "600.0"],
    ]
    assert tasks[1:] == [["1", "修防火路", "丰宁林草局", "2026年5月1日", "已办"]]
    assert [row[0] for row in signatures[1:]] == ["怀柔区", "丰宁满族自治县", "主持人", "记录人"]


def test_without_a_picture_its_place_says_so_and_an_open_meeting_is_a_draft():
    given = paper(ENTRIES[:-1], scales={})
    texts, tables, made = read_back(given)
    assert given.is_draft and any(text.startswith("草稿：") for text in texts)
    assert any("没有存图" in text for text in texts) and not made.inline_shapes
    assert "草稿" in made.sections[0].header._element.xml
    assert tables[0][0] == ["时间", "2026年3月20日 09:00 起"]
    assert not paper().is_draft and "草稿" not in "".join(read_back(paper())[0])


def test_a_meeting_in_which_nothing_was_said():
    texts, tables, _made = read_back(paper([ENTRIES[0], ENTRIES[-1]]))
    assert "（没有记录发言和议定事项。）" in texts and len(tables) == 2


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_language_says_all_of_it_and_the_same_bytes_each_time(language):
    given, words = paper(), load_words(language)
    made = document(given, words)
    assert not [text for text in made.texts() if "{" in text]
    assert docx.write(made) == docx.write(document(given, words))


def test_every_entry_is_in_the_paper_once():
    given = paper()
    listed = [one.minute.uid for item in items(given) for one in item]
    assert sorted(listed) == sorted(one.uid for one in ENTRIES if one.uid not in "bc")
    assert [one.uid for one in pictures(given)] == ["d1"]
