"""What the annex says, apart from any format."""

import re
from decimal import Decimal

import pandas as pd
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal

from layers.export.annex import compose
from layers.export.coordinates import parse_table
from layers.export.document import Column, Heading, Paragraph, Picture, Table, Tone
from layers.export.figures import hectares_text, mu_text, percent_texts
from layers.export.job import Stamp
from layers.patrol.model import AreaShare

from .conftest import AREA, make_job, make_report

CJK = re.compile("[\u4e00-\u9fff]")


def said(annex):
    return "\n".join(annex.texts())


def test_a_name_that_says_it_already_is_not_said_twice():
    annex = compose(make_job(report=make_report(name="北山联防区")))
    assert annex.title == "北山联防区附件"
    assert "联防区联防区" not in said(annex)


class TestFigures:
    def test_shares_add_up_to_a_hundred(self):
        assert percent_texts([1, 1, 1]) == ["33.34", "33.33", "33.33"]
        assert percent_texts([1, 0]) == ["100.00", "0.00"]
        assert percent_texts([0, 0]) == ["0.00", "0.00"]
        assert sum(map(Decimal, percent_texts([3.3, 5.1, 0.2, 91.7, 7]))) == 100

    def test_hectares_and_mu_are_exact(self):
        assert hectares_text(12345) == "1.2345"
        assert mu_text(12345) == "18.5175"
        assert mu_text(10000) == "15.0000"

    def test_printed_whole_is_the_sum_of_printed_parts(self):
        shares = tuple(AreaShare(f"11011{i}", f"县{i}", 100 / 3, 1 / 3) for i in range(3))
        report = make_report(shares=shares, outside_ha=0.00004, area_ha=100.00004)
        table = compose(make_job(report=report)).table("counties")
        for column in (2, 3, 4):
            parts = [Decimal(row[column]) for row in table.rows[:-1]]
            assert sum(parts) == Decimal(table.rows[-1][column])
        assert [row[2] for row in table.rows] == ["33.3333", "33.3333", "33.3333", "99.9999"]

    def test_what_lies_outside_is_a_part(self):
        report = make_report()
        changed = make_report(outside_ha=12.5, shares=report.shares[:1])
        rows = compose(make_job(report=changed)).table("counties").rows
        assert rows[1][:3] == ("不在已载入县域内", "", "12.5000")


class TestOneAreaEverywhere:
    def test_description_county_table_and_coordinate_table_print_the_same_area(self):
        annex = compose(make_job())
        total_ha, total_mu = annex.table("counties").rows[-1][2:4]
        text = said(annex)
        assert text.count(f"{total_ha} hm²") == 2
        assert f"{total_mu} 亩" in text
        assert f"{int(Decimal(total_ha) * 10000)} m²" in text


CORNERS = {"east": (116.78, 40.72), "south": (116.70, 40.70), "west": (116.62, 40.78), "north": (116.76, 40.79)}


class TestLimits:
    def test_each_names_its_point_and_its_county(self):
        annex = compose(make_job(report=make_report(corners=CORNERS)))
        rows = annex.table("corners").rows
        assert rows[0] == ("东", "J3", "丰宁满族自治县", "116°46′48.00″E", "40°43′12.00″N")
        assert [row[1] for row in rows] == ["J3", "J4", "J1", "J2"]
        # J4 lies on the line between two counties: the lower code.
        assert rows[1][2] == "怀柔区"
        assert "东至丰宁满族自治县境内 J3 点（116°46′48.00″E），南至怀柔区境内 J4 点（40°42′00.00″N）" in said(annex)

    def test_outside_every_county(self):
        job = make_job(report=make_report(corners=CORNERS))
        annex = compose(make_job(report=job.report, counties=job.counties.iloc[:1]))
        assert annex.table("corners").rows[0][2] == ""
        assert "东至 J3 点" in said(annex)


@pytest.mark.parametrize(
    ("language", "words"), [("zh_CN", "不在已载入的任何县域内"), ("en", "none of the loaded counties")]
)
def test_an_area_in_no_county_is_said_to_be_in_none(language, words):
    report = make_report(shares=(), outside_ha=14_000.0)
    text = said(compose(make_job(language, area=shapely.box(100, 30, 100.1, 30.1), report=report)))
    assert words in text


class TestCoordinateTable:
    def test_reads_back(self):
        again = parse_table(compose(make_job()).table("coordinates").rows)
        assert 111_000 * shapely.hausdorff_distance(again, AREA) < 0.01

    def test_english_reads_back_too_with_a_hole(self):
        holed = shapely.Polygon(AREA.exterior, [shapely.box(116.66, 40.74, 116.67, 40.75).exterior])
        again = parse_table(compose(make_job("en", area=holed)).table("coordinates").rows)
        assert 111_000 * shapely.hausdorff_distance(again, holed) < 0.01
        assert len(again.interiors) == 1

    def test_zone_and_meridian_are_named_and_the_check_is_told(self):
        text = said(compose(make_job()))
        assert "第 39 带，中央经线 117°E（EPSG:4527）" in text
        assert "X 为北坐标，Y 为东坐标" in text
        assert "合格" in text

    def test_crossing_a_zone_edge_is_warned_of(self):
        across = shapely.box(115.45, 40.2, 115.6, 40.3)
        annex = compose(make_job(area=across, report=make_report(shares=(), outside_ha=14_000.0)))
        warnings = [b.text for b in annex.blocks if isinstance(b, Paragraph) and b.tone is Tone.WARNING]
        assert any("115.5°E" in text and "中央经线 114°E" in text and "ppm" in text for text in warnings)


class TestUnknownIsNeverZero:
    def test_people_without_a_figure(self):
        annex = compose(make_job())
        assert annex.table("villages").rows[1] == ("孙栅子村", "丰宁满族自治县", "不详")
        assert "另有 1 个村庄人口不详，未按零计。" in said(annex)

    def test_nobody_counted(self):
        annex = compose(make_job(report=make_report(people=float("nan"), people_unknown_places=2)))
        assert "人口均不详" in said(annex)
        assert "已知人口" not in said(annex)

    def test_a_silent_county_is_named_with_whom_to_ask(self):
        annex = compose(make_job())
        assert "丰宁满族自治县没有村庄资料，是否有村庄不详。" in said(annex)
        assert annex.table("unknown").rows[0] == ("丰宁满族自治县", "村庄居民点", "丰宁满族自治县（乡镇政府、民政局）")

    def test_no_villages_and_no_data_is_not_no_villages(self):
        empty = make_report(villages=make_report().villages.iloc[:0], people=float("nan"), people_unknown_places=0)
        assert "区内没有村庄" not in said(compose(make_job(report=empty)))
        known = make_report(villages=empty.villages, people=0.0, people_unknown_places=0, unknown=())
        assert "区内没有村庄" in said(compose(make_job(report=known)))

    def test_pending_zone_has_no_lead(self):
        rows = compose(make_job()).table("zones").rows
        assert rows[1][2:5] == ("待邻县资料", "640.25", "待邻县资料")

    def test_agreement_without_term(self):
        assert compose(make_job()).table("agreements").rows[0][-1] == "期限不详"


class TestDuties:
    def test_each_zone_has_its_phases_with_words(self):
        rows = compose(make_job()).table("responsibility").rows
        assert [row[1] for row in rows[:5]] == ["预防", "监测", "预警", "处置", "善后"]
        assert rows[0][0] == "怀柔–丰宁 07\n状态：识别"
        assert rows[0][2] == "怀柔区\n（丰宁满族自治县）"
        assert rows[0][5] == "森林草原防灭火条例第七条"
        assert not any("_" in cell.replace("____", "") for row in rows for cell in row)

    def test_rotation_names_both(self):
        report = make_report()
        zones = report.zones.assign(rotation=True)
        duties = report.responsibility.assign(rotation=True)
        rows = compose(make_job(report=make_report(zones=zones, responsibility=duties))).table("responsibility").rows
        assert rows[0][2] == "怀柔区、丰宁满族自治县轮值"

    def test_reasons_are_sentences(self):
        reasons = compose(make_job()).table("zones").rows[0][5]
        assert "森林跨越怀柔区、丰宁满族自治县界线，带内 812.50 hm²，其中怀柔区占 62.3 %" in reasons
        assert "直线 3.0 km，本县最近 12.3 km" in reasons


class TestDeclarations:
    def test_defaults(self):
        stamp = dict(compose(make_job()).table("stamp").rows)
        assert stamp["用途"] == "内部用图"
        assert stamp["审图号"] == "未经审核 不得公开"
        assert stamp["基准日"] == "2026年3月1日"
        assert "不得公开出版" in said(compose(make_job()))

    def test_a_review_number_takes_the_place_of_the_ban(self):
        text = said(compose(make_job(stamp=Stamp(review_number="GS京(2026)1号"))))
        assert "审图号：GS京(2026)1号。" in text
        assert "不得公开" not in text

    def test_legal_sentence_is_in_text_and_footer(self):
        annex = compose(make_job())
        assert "本图联防区域不作为行政区域界线依据" in annex.footer
        assert said(annex).count("本图联防区域不作为行政区域界线依据") >= 2
        assert "界线示意，不作划界依据" in annex.footer
        assert "示例数据" in annex.footer

    def test_law_is_quoted(self):
        text = said(compose(make_job()))
        assert "国务院令第822号" in text
        assert "第十八条：“突发事件涉及两个以上行政区域的" in text


class TestEveryPart:
    @pytest.mark.parametrize("language", ["zh_CN", "en"])
    def test_headings_are_numbered_in_order(self, language):
        annex = compose(make_job(language))
        headings = [block.text for block in annex.blocks if isinstance(block, Heading)]
        numbers = [re.match(r"[一二三四五六七八九十]+|\d+", heading)[0] for heading in headings]
        chinese = ["一二三四五六七八九十"[i] if i < 10 else "十" + "一二三四五六"[i - 10] for i in range(16)]
        assert numbers == (chinese if language == "zh_CN" else [str(i + 1) for i in range(16)])

    def test_english_has_no_chinese_but_names_laws_and_legal_lines(self):
        words_of_chinese = {"亩", "四至", "审图号"}
        for text in compose(make_job("en")).table("parameters").rows:
            for cell in text:
                left = cell
                for word in (*words_of_chinese, "河道管理条例"):
                    left = left.replace(word, "")
                assert not CJK.search(left), cell

    def test_there_is_one_place_for_the_map(self):
        assert [b.slot for b in compose(make_job()).blocks if isinstance(b, Picture)] == ["plate"]

    def test_empty_columns_are_left_out(self):
        headings = [column.heading for column in compose(make_job()).table("contacts").columns]
        assert headings == ["县（市、区）", "单位", "姓名", "职务"], "numbers of people are left out unless asked for"
        headings = [column.heading for column in compose(make_job(with_phones=True)).table("contacts").columns]
        assert headings == ["县（市、区）", "单位", "姓名", "职务", "电话"]

    def test_a_report_with_nothing_in_it_still_says_so(self):
        empty = make_report(
            zones=make_report().zones.iloc[:0], villages=make_report().villages.iloc[:0], depots=pd.DataFrame(),
            agreements=pd.DataFrame(), responsibility=pd.DataFrame(), unknown=(), sources=pd.DataFrame(),
        )  # fmt: skip
        text = said(compose(make_job(report=empty, contacts=pd.DataFrame())))
        for sentence in ("未涉及共同责任区", "没有仓库", "没有覆盖", "没有来源登记", "尚未登记联络人"):
            assert sentence in text

    def test_no_blank_is_left_unfilled_and_no_nan_is_printed(self):
        for language in ("zh_CN", "en"):
            text = said(compose(make_job(language)))
            assert not re.search(r"{\w+}", text)
            assert not re.search(r"\b(nan|None|NaT)\b", text)

    def test_the_same_job_gives_the_same_annex(self):
        assert compose(make_job()) == compose(make_job())


def test_a_row_of_the_wrong_width_is_refused():
    with pytest.raises(ValueError, match="needs 1 text"):
        Table((Column("a"),), (("1", "2"),), key="t")


def test_frames_are_left_as_they_were():
    job = make_job()
    before = job.report.zones.copy()
    compose(job)
    assert_geodataframe_equal(before, job.report.zones)


class TestAgreements:
    @pytest.mark.parametrize(("language", "said_so"), [("zh_CN", "互不相邻"), ("en", "do not touch")])
    def test_parties_that_share_no_line_are_named(self, language, said_so):
        row = {"name": "《平安边界协议书》", "how": "party", "in_force": None, "apart": [("110116", "130726")]}
        annex = compose(make_job(language, report=make_report(agreements=pd.DataFrame([row]))))
        [note] = [text for text in annex.texts() if said_so in text]
        assert "《平安边界协议书》" in note
        assert "怀柔区–蔚县" in note

    def test_nothing_is_said_of_neighbours(self):
        row = {"name": "甲乙协议", "how": "party", "in_force": True, "apart": []}
        assert "互不相邻" not in said(compose(make_job(report=make_report(agreements=pd.DataFrame([row])))))


def test_townships_are_listed_by_county_and_named_with_each_zone() -> None:
    townships = pd.DataFrame(
        {
            "code": ["110116208", "130826110", ""], "name": ["喇叭沟门满族乡", "汤河乡", "无码镇"],
            "county": ["110116", "130826", ""], "inside_ha": [812.345, 40.0, 3.0], "share": [0.3333, 0.02, 1.0],
        }
    )  # fmt: skip
    job = make_job(report=make_report(townships=townships, zone_townships={"z1": ("喇叭沟门满族乡", "汤河乡")}))
    tables = {block.key: block for block in compose(job).blocks if isinstance(block, Table)}
    assert tables["townships"].rows == (
        ("怀柔区", "喇叭沟门满族乡", "110116208", "812.35", "33.3"),
        ("丰宁满族自治县", "汤河乡", "130826110", "40.00", "2.0"),
        ("不详", "无码镇", "", "3.00", "100.0"),
    )
    names = [row[1] for row in tables["zones"].rows]
    assert names[0].endswith("\n（喇叭沟门满族乡、汤河乡）") and "（" not in names[1]
    without = {block.key for block in compose(make_job()).blocks if isinstance(block, Table)}
    assert "townships" not in without, "an optional level"


def test_what_hands_did_to_a_zone_is_in_the_lists():
    log = [{"state": "monitoring", "at": "2026-02-03T04:00:00+00:00", "note": "", "by": ""}]
    entry = {"value": "S1", "derived": "S2", "at": "2026-02-03T04:00:00+00:00", "by": "李明"}
    zones = make_report().zones
    zones["states"] = [log, []]
    zones["edited"] = [{"zone_class": entry, "name": {**entry, "value": "北梁联防带"}}, {}]
    composed = compose(make_job(report=make_report(zones=zones)))
    first = composed.table("responsibility").rows[0][0]
    assert first == "北梁联防带\n状态：监控（2026年2月3日起）"
    why = [row[5] for row in composed.table("zones").rows]
    assert why[0].startswith("人工修改：名称、情境。") and "人工修改" not in why[1]
    english = compose(make_job("en", report=make_report(zones=zones)))
    assert english.table("responsibility").rows[0][0].endswith("State: Monitoring, since 2026-02-03")
