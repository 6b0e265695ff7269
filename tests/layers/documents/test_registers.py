"""What stock list, bodies and the responsibility list put into annexes 三, 四 and 七; worked by hand."""

from __future__ import annotations

from datetime import date

import pytest

from app.sheets.words import load_words
from layers.documents import rows
from layers.documents.fields import compose
from layers.documents.kinds import Annex, Choices, DocumentKind
from layers.documents.library import Library
from layers.documents.template import fill
from layers.export.registers import Registers
from layers.inventory.model import StockRow
from tests.layers.documents.conftest import ON, make_sources
from tests.layers.documents.test_templates import text_of

WORDS = load_words("zh_CN")
NAMES = {"110116": "怀柔区", "130826": "丰宁满族自治县"}
STOCK = (
    StockRow("s1", "equipment", "blower", "6MF-28", 40.0, "台", "物资库", "d1", "110116", 10.0, "保管员 13800000000",
             "010-1", checked="2026-02-01"),
    StockRow("s2", "material", "hose", "", None, "米", "物资库", "", "110116", checked="2025-01-01"),
    StockRow("s3", "team", "team.fire", "", 51.0, "人", "专业队", "t1", "110116", 8.0, "", "010-3"),
    StockRow("s4", "team", "team.diver", "", 8.0, "人", "水上救援队", "", "130826", 40.0),
    StockRow("s5", "vehicle", "truck.carrier", "", 5.0, "辆", "应急局", "", "120000"),
)  # fmt: skip
BODY = {
    "uid": "b1",
    "name": "第三分会",
    "agreements": ["g1"],
    "parties": [{"code": "11"}, {"code": "1308"}],
    "rotation": [
        {"from": "2025-03-01", "to": "2026-02-28", "chair": "怀柔区"},
        {"from": "2026-03-01", "to": "2027-02-28", "chair": "丰宁满族自治县"},
    ],
    "roster": [
        {"from": "2026-04-08", "to": "2026-04-14", "unit": "丰宁", "person": "赵六", "phone": "0314-2"},
        {"from": "2026-04-01", "to": "2026-04-07", "unit": "怀柔", "person": "张三", "phone": "010-8"},
        {"from": "2026-01-01", "to": "2026-01-07", "unit": "过去", "person": "过去", "phone": ""},
    ],
}
REGISTERS = Registers(stock=STOCK, bodies=(BODY,))


def told(*codes: str):
    return REGISTERS.stock_of(codes, NAMES, WORDS)


def test_stock_of_the_parties_only_county_by_county_and_kind_by_kind() -> None:
    assert [one["uid"] for one in told("110116", "130826")] == ["s2", "s1", "s3", "s4"]
    assert [one["uid"] for one in told("110116101")] == ["s2", "s1", "s3"]  # a township stands in its county
    assert [one["uid"] for one in told("1308")] == ["s4"]
    assert told() == []


def test_the_list_of_annex_four() -> None:
    found = rows.stock(told("110116", "130826"), "____", with_phones=False)
    assert [(one["item"], one["quantity"], one["mobilise_min"], one["checked"]) for one in found] == [
        ("水带", "____", "____", "2025-01-01"),
        ("风力灭火机 6MF-28", "40 台", "10", "2026-02-01"),
    ]
    assert found[1]["contact"] == "保管员 ***" and found[1]["phone"] == "____"
    assert rows.stock(told("110116"), "____", with_phones=True)[1]["phone"] == "010-1"


def test_no_number_hides_in_notes_and_holders() -> None:
    points = [{"county": "110116", "county_name": "怀柔区", "name": "卡点", "place": "", "note": "值守 13800000000"}]
    assert rows.checkpoints(points, "____", False)[0]["duty"] == "值守 ***"
    assert rows.checkpoints(points, "____", True)[0]["duty"] == "值守 13800000000"
    assert rows.checkpoints([{**points[0], "note": None}], "____", False)[0]["duty"] == ""
    held = [{**told("110116")[0], "holder": "张三 13800000000"}]
    assert rows.stock(held, "____", with_phones=False)[0]["holder"] == "张三 ***"


@pytest.mark.parametrize(
    ("start", "end", "term"),
    [
        ("2026-01-01", "2028-12-31", "3年"),
        ("2026-01-01", "2027-06-30", "18个月"),
        ("2026-01-01", "2026-01-02", "2日"),
        ("2026-01-01", "", "【3】年"),
    ],
)
def test_the_term_is_the_agreements_own(start: str, end: str, term: str) -> None:
    sources = make_sources(agreement={"start": start, "end": end})
    assert compose(Choices(DocumentKind.VILLAGE), sources).fields["term"] == term


def test_a_crew_is_listed_once_and_the_list_goes_before_the_layer() -> None:
    points = [
        {"uid": "t1", "county": "110116", "county_name": "怀柔区", "name": "专业队", "strength": 30.0},
        {"uid": "t9", "county": "110116", "county_name": "怀柔区", "name": "半专业队", "strength": 21.0},
    ]
    found = rows.teams(points, told("110116", "130826"), "____", False, WORDS)
    assert [(one["name"], one["strength"], one["turnout_min"]) for one in found] == [
        ("专业队（森林消防专业队）", "51", "8"),
        ("半专业队", "21", "____"),
        ("水上救援队（蛙人）", "8", "40"),
    ]


def test_a_store_says_what_the_list_says_it_holds_and_the_oldest_day() -> None:
    store = {"uid": "d1", "county": "110116", "county_name": "怀柔区", "name": "物资库", "items": "旧的说法"}
    other = {**store, "uid": "d2", "name": "别的库"}
    found = rows.depots([store, other], told("110116"), "____", False, WORDS)
    assert found[0]["stock"] == "水带 ____ 米、风力灭火机 40 台" and found[0]["checked"] == "2025-01-01"
    assert found[1]["stock"] == "旧的说法" and found[1]["checked"] == "____"


def test_stock_that_nobody_looked_at_is_counted() -> None:
    assert REGISTERS.stale_stock(["110116"], date(2026, 3, 1)) == 2  # one old, one never
    assert REGISTERS.stale_stock(["110116"], date(2026, 9, 1)) == 3


def test_the_body_of_the_agreement_or_one_all_parties_belong_to() -> None:
    assert REGISTERS.bodies_of("g1", ["330000"]) == [BODY]
    assert REGISTERS.bodies_of("", ["110116", "130826"]) == [BODY]
    assert REGISTERS.bodies_of("", ["110116", "130121"]) == []
    assert REGISTERS.bodies_of("", []) == []


def test_terms_and_duty_that_are_over_are_left_out() -> None:
    chairs = rows.chairs([BODY], ["甲", "乙"], ON, "____", WORDS)
    assert [(one["period"], one["chair"]) for one in chairs] == [("2026-03-01 至 2027-02-28", "丰宁满族自治县")]
    duty = rows.roster([BODY], [], ON, "____", WORDS, with_phones=False)
    assert [(one["duty"], one["leader"], one["phone"], one["chair"]) for one in duty] == [
        ("怀柔", "张三", "____", "丰宁满族自治县"),
        ("丰宁", "赵六", "____", "丰宁满族自治县"),
    ]
    assert rows.roster([BODY], [], ON, "____", WORDS, with_phones=True)[0]["phone"] == "010-8"


def test_without_a_roster_the_contacts_stand_in_and_the_chair_is_a_proposal(sources) -> None:
    facts = compose(Choices(DocumentKind.FOREST), sources)
    assert facts.fields["roster"][0]["duty"] == "怀柔区 应急管理局" and facts.fields["roster"][0]["leader"] == "李四"
    assert [one["chair"] for one in facts.fields["chairs"]] == ["【怀柔区】", "【丰宁满族自治县】", "【怀柔区】"]
    assert any("值班表" in text for text in facts.missing_texts(sources.words))


def test_what_people_wrote_in_the_responsibility_list_is_printed_and_the_rest_follows_the_zones() -> None:
    row = {"zone": "z1", "county": "110116", "phase": "warning", "task": "改过的任务", "lead": "怀柔",
           "supports": "丰宁", "time_limit": "20 分钟内", "basis": "第七条", "evidence": "Z1"}  # fmt: skip
    listed = Registers(duties=(row, {**row, "zone": "别处"})).duties_of(["z1", "z2"], {"110116": "怀柔"})
    assert list(listed) == ["z1"]
    facts = compose(Choices(DocumentKind.FOREST), make_sources(duties=listed)).fields
    own = [one for one in facts["duties"] if one["zone"] == "怀柔–丰宁 07"]
    assert [(one["county"], one["task"], one["time_limit"]) for one in own] == [("怀柔", "改过的任务", "20 分钟内")]
    assert sum(one["zone"] == "怀柔–丰宁 08" for one in facts["duties"]) > 1


def test_the_annexes_print_them() -> None:
    more = {"stock": told("110116", "130826"), "bodies": [BODY]}
    facts = compose(Choices(DocumentKind.FOREST), make_sources(**more)).fields
    forces = text_of(fill(Library("zh_CN").template(f"annex_{Annex.FORCES.value}"), facts, ON))
    assert "风力灭火机 6MF-28" in forces and "水上救援队" in forces and "010-1" not in forces
    roster = text_of(fill(Library("zh_CN").template(f"annex_{Annex.ROSTER.value}"), facts, ON))
    assert "第三分会" in roster and "2026-04-01 至 2026-04-07" in roster and "张三" in roster


def test_recorded_routes_are_listed_and_empty_rows_stand_in_without_any() -> None:
    line = {"name": "北线", "team": "专业队", "start": "116°30′00″E 40°40′00″N", "end": "116°31′00″E 40°41′00″N",
            "length_km": 2.345, "county": "110116", "county_name": "怀柔区"}  # fmt: skip
    (row,) = rows.routes([line], "____")
    assert (row["name"], row["length_km"], row["unit"], row["frequency"]) == ("北线", "2.3", "专业队", "____")
    empty = rows.routes([], "____")
    assert len(empty) == 4 and set(empty[0].values()) == {"1", "____"}
