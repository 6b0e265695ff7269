"""Each finding, its law and its way out; the five-year rule worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from app.sheets.words import load_words
from layers.documents.layer_facts import interval_m
from layers.documents.preflight import Finding, PlanFacts, blanks, find
from layers.export.job import Stamp
from layers.kinds import Origin, Role, Shape
from layers.plan import PlanStore
from layers.plan.model import LayerRecord, SourceInfo
from tests.layers.export.conftest import RIVER, counties_frame, make_job, make_report

ON = date(2026, 3, 1)
WORDS = load_words("zh_CN")
CLEAN = PlanFacts(ON, is_sample=False, state="fresh")
DECLARED = Stamp("内部使用", "内部资料", "GS(2026)1号", "应急管理局")


def codes(plan=CLEAN, stamp=DECLARED, jobs=(), **more):
    return [one.code for one in find(plan, jobs, WORDS, stamp, **more)]


def test_a_declared_plan_has_only_the_note_on_its_lines() -> None:
    assert codes() == ["lines"]


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (replace(CLEAN, is_sample=True), "sample"),
        (replace(CLEAN, state="none"), "none"),
        (replace(CLEAN, state="stale"), "stale"),
        (replace(CLEAN, pending=2), "pending"),
        (replace(CLEAN, terrain=("高程",)), "terrain"),
        (replace(CLEAN, undated=("河流",)), "undated"),
        (replace(CLEAN, inspected=(("0001Q", None),)), "inspection_unknown"),
        (replace(CLEAN, on=date(2025, 12, 31)), "law_before"),
        (replace(CLEAN, drills=("演练：阵地",)), "drill"),
        (replace(CLEAN, contours=(("等高线", 20.0),)), "contours"),
        (replace(CLEAN, contours=(("等高线", None),)), "contours_unknown"),
        (replace(CLEAN, old=("森林",)), "old"),
    ],
)
def test_what_a_plan_lacks_is_found(plan: PlanFacts, code: str) -> None:
    assert code in codes(plan)


def test_coarse_contours_are_no_finding_and_fine_ones_say_their_interval() -> None:
    assert codes(replace(CLEAN, contours=(("等高线", 50.0),))) == ["lines"]
    found = find(replace(CLEAN, contours=(("等高线", 10.0),)), (), WORDS, DECLARED)
    assert "等高距 10 m" in found[0].text(WORDS) and "2020" in found[0].article(WORDS)


@pytest.mark.parametrize(
    ("heights", "interval"),
    [
        ([100, 120, 140, 140, 200], 20.0),
        ([100.0, 102.5, 105.0, 107.5], 2.5),
        ([100, 113, 190], None),
        (["甲", None], None),
        ([500, 500], None),
    ],
)
def test_the_interval_is_the_commonest_step(heights: list, interval: float | None) -> None:
    assert interval_m(pd.Series(heights, dtype=object)) == interval


def test_data_of_one_county_only_are_told() -> None:
    """Of the two counties of the area one misses its villages; the third is not in the area."""
    facts = next(one for one in find(CLEAN, (make_job(),), WORDS, DECLARED) if one.code == "one_county").facts
    assert facts["counties"] == "怀柔区" and facts["missing"] == "丰宁满族自治县" and "村" in facts["roles"]
    both = make_report(unknown=tuple({"county": code, "role": "depot"} for code in ("110116", "130826")))
    assert "one_county" not in codes(jobs=(make_job(report=both),))


def test_an_area_across_the_edge_of_a_zone_is_told_with_both_meridians() -> None:
    area = shapely.box(115.48, 40.70, 115.52, 40.72)
    found = next(one for one in find(CLEAN, (make_job(area=area, report=make_report(area)),), WORDS, DECLARED)
                 if one.code == "zone_edge")  # fmt: skip
    assert "115.5°E" in found.text(WORDS) and "°E 中央经线" in found.text(WORDS)


def test_a_plan_with_all_of_it_is_read(tmp_path) -> None:
    """Layers of a real plan: markers last looked at in 2020, contours every 10 m, a drill, data of 2015."""
    from layers.export.assembly import PlanMaterial

    def layer(role, title, frame, **source):
        shape = Shape.POLYGON if role is Role.COUNTY else Shape.POINT if role is Role.BOUNDARY_MARKER else Shape.LINE
        frame = frame.assign(uid=[f"{title}{k}" for k in range(len(frame))])
        with store.change("layers_added"):
            store.add_layer(LayerRecord("", title, role, shape, Origin.READ, "", **source), frame)

    with PlanStore.create(tmp_path / "p.lianfang.gpkg", title="甲", reference_date=ON) as store:
        layer(Role.COUNTY, "县", counties_frame())
        lines = [shapely.LineString([(116.6, 40.7 + k / 100), (116.7, 40.7 + k / 100)]) for k in range(3)]
        layer(Role.OTHER, "地貌", gpd.GeoDataFrame({"elevation": [100.0, 110.0, 120.0]}, geometry=lines, crs=4490))
        layer(Role.OTHER, "演练：阵地", gpd.GeoDataFrame({"name": ["一号"]}, geometry=lines[:1], crs=4490))
        layer(Role.BOUNDARY_MARKER, "界桩", gpd.GeoDataFrame(
            {"name": ["0001Q", "0002Q"], "inspected": ["2020-06-01", ""]},
            geometry=[shapely.Point(116.7, 40.7), shapely.Point(116.7, 40.8)], crs=4490))  # fmt: skip
        layer(Role.RIVER, "河", RIVER, source=SourceInfo(file_date="2015-01-01"))
        facts = PlanFacts.of(store, PlanMaterial.of(store))
    assert facts.contours == (("地貌", 10.0),) and facts.drills == ("演练：阵地",) and facts.old == ("河",)
    assert {"contours", "drill", "old", "inspection", "inspection_unknown", "none"} <= set(codes(facts))


def test_an_inspection_is_overdue_after_the_day_five_years_on_as_in_the_calendar() -> None:
    for day, is_overdue in ((date(2021, 2, 28), True), (date(2021, 3, 1), False), (date(2020, 2, 29), True)):
        assert ("inspection" in codes(replace(CLEAN, inspected=(("0001Q", day),)))) is is_overdue


def test_publishing_without_review_must_not_be() -> None:
    found = find(CLEAN, (), WORDS, replace(DECLARED, purpose="公开出版", review_number=""))
    assert found[0].code == "public_unreviewed" and found[0].severity == "error"
    assert "第十五条" in found[0].article(WORDS)
    assert codes(stamp=replace(DECLARED, purpose="内部使用，不公开", review_number="")) == ["review", "lines"]


def test_nothing_declared_is_asked_for() -> None:
    assert {"purpose", "classification", "review"} <= set(codes(stamp=Stamp()))


def test_large_areas_on_a_base_map_are_asked_about() -> None:
    job = make_job()
    assert job.figures.total_m2 > 25e6
    assert "large_scale" in codes(replace(CLEAN, bases=("地形图",)), jobs=(job,))
    assert "large_scale" not in codes(jobs=(job,))


def test_agreement_out_of_term_and_without_term() -> None:
    assert "expired" in codes(agreement={"name": "甲", "end": "2026-02-28"})
    assert "expired" not in codes(agreement={"name": "甲", "end": "2026-03-01"})
    assert "term_unknown" in codes(agreement={"name": "甲", "end": ""})


def test_stale_stock_and_telephone_numbers() -> None:
    assert "stock_stale" in codes(stale_stock=2)
    assert "phones" in codes(phones=3) and "phones_shown" in codes(phones=3, with_phones=True)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_finding_has_words_law_and_way_out(language: str) -> None:
    words = load_words(language)
    all_codes = words.group("preflight")
    assert set(all_codes) == set(words.group("preflight_law")) == set(words.group("preflight_way"))
    for code in all_codes:
        row = Finding(code, "note").as_row(words, {})
        assert all(row.values()) and row["answer"] == words["preflight_text.unanswered"]


def test_an_answer_is_printed() -> None:
    assert Finding("review", "note").as_row(WORDS, {"review": "会后送审"})["answer"] == "会后送审"


def test_blanks_are_counted() -> None:
    found = blanks(["编号", "生效日期"], WORDS)
    assert found is not None and "2" in found.text(WORDS) and blanks([], WORDS) is None
