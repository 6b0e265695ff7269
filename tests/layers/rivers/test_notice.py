"""The notice of a spill says who must know by when, in both languages and as DOCX and text."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

import pandas as pd
import pytest
from docx import Document

from app.sheets.words import load_words
from layers.agreements.register import CONTACT_COLUMNS
from layers.export import docx, plain
from layers.rivers.notice import NoticeInputs, SpillFacts, compose_notice, deadlines
from layers.rivers.settings import RiverSettings
from layers.rivers.spill import spill
from tests.layers.rivers import world
from tests.layers.rivers.test_spill import whole
from tests.layers.rivers.world import MAIN, B, C, place, rivers

AT = datetime(2012, 12, 31, 7, 40)
FACTS = SpillFacts("1", AT, AT + timedelta(minutes=30), substance="苯胺", maker="某县应急管理局")
SETTINGS = RiverSettings(notify_margin_min=60.0)


def inputs(*layers, settings=SETTINGS):
    land = world.land(*(layers or whole()), settings=settings)
    row = dict.fromkeys(CONTACT_COLUMNS, "") | {"county": C, "body": "值班室", "phone": "0310-0000000"}
    return NoticeInputs(land, spill(land, *place(-4000, 5000), settings), pd.DataFrame([row]), "plan", False)


def test_the_leading_edge_less_the_margin_by_hand():
    first, second = deadlines(inputs().found, FACTS)
    # 4 km at 1 m/s: 66.7 min, the front after 59.3; 60 min before that is before it was found: at once.
    assert (first.code, first.is_now) == (B, True)
    assert first.lead_at == pytest.approx(AT + timedelta(minutes=59.33), abs=timedelta(seconds=5))
    # 14 km: the front after 207.7 min, so by 147.7 min.
    assert (second.code, second.is_now) == (C, False)
    assert second.by == pytest.approx(AT + timedelta(minutes=147.67), abs=timedelta(seconds=5))


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_document_lists_counties_sections_intakes_and_villages(language):
    words = load_words(language)
    document = compose_notice(inputs(), FACTS, words)
    notify = document.table("notify").rows
    assert [row[0] for row in notify] == [f"{code}" for code in (B, C)]
    assert notify[0][2] == words["spill.now"] and notify[1][2] == "10:07"
    assert "0310-0000000" in notify[1][4]
    assert len(document.table("sections").rows) == 2
    assert [row[2] for row in document.table("intakes").rows] == ["intake"]
    assert [row[2] for row in document.table("villages").rows] == ["village"]
    assert not [text for text in document.texts() if "{" in text]


def test_word_and_text_say_the_same():
    document = compose_notice(inputs(), FACTS, load_words("zh_CN"))
    written = Document(io.BytesIO(docx.write(document)))
    cells = {cell.text for table in written.tables for row in table.rows for cell in row.cells}
    text = plain.write(document)
    for word in ("苯胺", "10:07", "intake", "某县应急管理局"):
        assert any(word in cell for cell in cells) and word in text
    assert max(len(line) for line in text.splitlines()) <= 88


def test_an_unknown_direction_is_said_and_nothing_is_listed():
    words = load_words("zh_CN")
    document = compose_notice(inputs(rivers(MAIN, directed=None)), FACTS, words)
    assert words["spill.direction_unknown"] in document.texts()
    with pytest.raises(KeyError):
        document.table("notify")


def test_counties_that_told_nothing_are_named_not_counted_as_zero():
    document = compose_notice(inputs(rivers(MAIN)), FACTS, load_words("zh_CN"))
    there = document.table("notify").rows[0][3]
    assert "取水口不详" in there and "村庄和人口不详" in there
