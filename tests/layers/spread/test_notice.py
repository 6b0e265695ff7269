"""火情通报单: what it says of a fire whose figures are known, in both languages, as DOCX."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime

import docx as python_docx
import pandas as pd
import pytest

from app.sheets.words import load_words
from layers.agreements import CONTACT_COLUMNS
from layers.export import docx
from layers.export.document import AnnexDocument, Paragraph, Picture, Tone
from layers.export.notices import notations
from layers.plan import PlanStore
from layers.spread.choices import FireChoices
from layers.spread.fire_land import LandSettings, fire_land
from layers.spread.incident import incident
from layers.spread.notice import PLATE, NoticeFacts, NoticeInputs, compose_notice, deadlines
from tests.layers.spread.test_fire_land import at

SETTINGS = FireChoices(base_rate_m_min=10.0, wind_ms=0.0, hours=5.0, notify_margin_min=5.0)
FACTS = NoticeFacts(
    "2026-017", datetime(2026, 4, 5, 23, 50), datetime(2026, 4, 5, 23, 55), "怀柔区森防办", "张三", "010-6", "烟大"
)
CONTACTS = pd.DataFrame(
    [("k1", "130826", "森防办", "李四", "值班", "0314-1", "", ""), ("k2", "110116", "", "王五", "", "", "", "")],
    columns=list(CONTACT_COLUMNS),
)


@pytest.fixture
def given(store: PlanStore) -> NoticeInputs:
    """A fire 50 m from the line on its western side: 8 m/min, 100 m from cell to cell, 12.5 minutes."""
    land = fire_land(store, LandSettings(cell_m=100.0))
    found = incident(land, SETTINGS.weather, *at(9_950, 5_050), 300.0, fix_m=50.0, line_m=50.0)
    names = {"110116": "怀柔区", "130826": "丰宁满族自治县"}
    return NoticeInputs(land, found, SETTINGS, names, CONTACTS, "试验规划", True)


def written(given: NoticeInputs, facts: NoticeFacts = FACTS, language: str = "zh_CN") -> AnnexDocument:
    return compose_notice(given, facts, load_words(language))


def test_a_county_is_told_so_long_before_the_fire_is_there(given: NoticeInputs) -> None:
    (one,) = deadlines(given.found, FACTS, 5.0)
    assert one.reached.code == "130826" and one.reached.minutes == pytest.approx(12.5)
    assert one.by == pytest.approx(datetime(2026, 4, 5, 23, 57, 30), abs=pd.Timedelta("1s")) and not one.is_now
    assert deadlines(given.found, FACTS, 10.0)[0].is_now, "that would have been at 23:52, before the notice"


def test_the_notice_says_who_what_where_and_by_when(given: NoticeInputs) -> None:
    document = written(given)
    text = "\n".join(document.texts())
    assert document.title == "火情通报单 2026-017" and "2026年4月5日 23:55" in text
    lon, lat = at(9_950, 5_050)
    for notation in notations(lon, lat, load_words("zh_CN")):
        assert notation in text
    assert "X 4435050 m（北），Y 39489950 m（东，含带号），3度带中央经线 117°E" in text
    # Φ(50 / 70.7) = 0.76, on either side of the line
    assert "怀柔区 76 %、丰宁满族自治县 24 %（按坐标精度 ±50 m、界线精度 ±50 m" in text and "0.05 km" in text
    ((whom, arrival, by, there, contact),) = document.table("notify").rows
    assert (whom, by) == ("丰宁满族自治县", "23:57") and arrival == "12 分钟后（4月6日 00:02）"
    assert "hm²；波及 1 处，人口 120" in there and contact == "森防办 李四 值班 0314-1"
    for said in ("第六十二条、第六十四条", "第822号", "第七条", "省际交界", "由共同的上一级部门组织认定", "提前量"):
        assert said in text, said
    own, other = sorted(document.table("teams").rows, key=lambda row: row[0] != "本县")
    assert own[1:3] == ("西队", "怀柔区") and own[4] == "110" and other[1:3] == ("东队", "丰宁满族自治县")
    assert other[4] == "不详", "a phone that is not known is not left out"
    (village,) = document.table("places").rows
    assert village[2:] == ("近村", "丰宁满族自治县", "120")
    assert "没有地形" in text and "王正非（1983）" in text and "forest" in text and "示例数据" in document.footer
    assert "张三  010-6" in text and "烟大" in text
    assert document.footer.count("不作为行政区域界线依据") == 1


def test_every_blank_is_filled_in_both_languages(given: NoticeInputs) -> None:
    day = replace(
        given.settings, temperature_c=28.0, humidity_percent=25.0, ks={"pasture": 1.9}, wind_ms=6.0, wind_from_deg=0.0
    )
    for language in ("zh_CN", "en"):
        text = "\n".join(written(replace(given, settings=day), language=language).texts())
        assert "{" not in text and "}" not in text and "28" in text and "1.9" in text
    assert "Whom to tell" in text and "from the north (0°), 6 m/s" in text


def test_a_fire_that_stays_at_home_says_so(given: NoticeInputs, store: PlanStore) -> None:
    found = incident(given.land, SETTINGS.weather, *at(6_000, 5_000), 30.0)
    document = written(replace(given, found=found, settings=replace(SETTINGS, hours=0.5)))
    text = "\n".join(document.texts())
    assert "0.5 小时内预计不会烧到其他县" in text and "没有已知的村庄" in text
    assert "省际交界" not in text and "交界地起火点位置不清" not in text
    nothing = incident(given.land, SETTINGS.weather, *at(1_000, 5_000), 30.0)
    assert "没有已知的可燃物" in "\n".join(written(replace(given, found=nothing)).texts())


def test_what_nobody_knows_is_said_and_not_taken_for_none(given: NoticeInputs) -> None:
    land = replace(given.land, people_silent=frozenset({"130826"}), team_silent=frozenset({"130826"}))
    document = written(replace(given, land=land, contacts=CONTACTS.iloc[:0]), NoticeFacts("", *[FACTS.found_at] * 2))
    text = "\n".join(document.texts())
    assert "村庄和人口不详" in text and "没有村庄和人口资料的县：丰宁满族自治县" in text
    assert "队伍资料不详的县：丰宁满族自治县" in text and "通讯录中没有" in text and "（待填）" in text
    assert any(isinstance(block, Paragraph) and block.tone is Tone.WARNING for block in document.blocks)


def test_a_county_without_known_fuel_is_told_when_the_fire_is_at_its_line(given: NoticeInputs) -> None:
    fuel = given.land.landscape.fuel.copy()
    fuel[given.land.county == 1] = float("nan")
    land = replace(given.land, landscape=replace(given.land.landscape, fuel=fuel), silent=frozenset({"130826"}))
    found = incident(land, SETTINGS.weather, *at(9_550, 5_050), 300.0)
    document = written(replace(given, land=land, found=found))
    ((whom, _, _, there, _),) = document.table("notify").rows
    assert whom == "丰宁满族自治县" and there == "火到该县界线；界线以内没有森林和地表覆盖资料，过火情况不详"


def test_a_head_beyond_what_was_measured_is_said(given: NoticeInputs) -> None:
    said = "超出模型所依据的地表火范围"
    assert said not in "\n".join(written(given).texts())
    assert said in "\n".join(written(replace(given, settings=replace(given.settings, wind_ms=10.0))).texts())


def test_the_docx_has_the_map_in_the_text(given: NoticeInputs) -> None:
    document = written(given)
    (picture,) = (block for block in document.blocks if isinstance(block, Picture))
    assert picture.slot == PLATE and picture.height_mm > 0
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b8"
        "0000000049454e44ae426082"
    )
    made = python_docx.Document(io.BytesIO(docx.write(document, {PLATE: pixel})))
    assert len(made.sections) == 1 and len(made.inline_shapes) == 1, "no page of its own"
    assert made.inline_shapes[0].height.mm == pytest.approx(picture.height_mm, abs=0.1)
    without = python_docx.Document(io.BytesIO(docx.write(document)))
    assert any("本机不能绘图" in paragraph.text for paragraph in without.paragraphs)
    assert docx.write(document) == docx.write(written(given)), "the same bytes each time"
