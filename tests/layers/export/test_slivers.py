"""Gaps and overlaps on paper and as files."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import geopandas as gpd
import openpyxl
import pytest
import shapely

from app.sheets.words import load_words
from layers import workflow
from layers.borders.verdicts import Verdict, by_line, listed, verdict_rows
from layers.errors import ExportError
from layers.export import Stamp
from layers.export.annex import compose
from layers.export.assembly import PlanMaterial
from layers.export.document import Paragraph
from layers.export.slivers import write_slivers
from layers.plan import PlanStore
from tests.layers.export.conftest import make_job
from tests.layers.plan.builders import county_record, make_plan
from tests.layers.plan.test_border_verdicts import A, B, two_counties

WHEN = "2026-11-28T08:05:00+00:00"
NAMES = {A: "怀柔区", B: "丰宁满族自治县"}


@pytest.fixture
def store(tmp_path: Path) -> PlanStore:
    """Two counties with a gap (by A's line) and an overlap (disputed), and an area over both."""
    plan = make_plan(tmp_path)
    with plan.change("layer_added", title="县界"):
        plan.add_layer(replace(county_record(), speaks_for=frozenset({A, B})), two_counties())
        plan.add_patrol_area("一号", shapely.box(116.9, 40.1, 117.1, 40.9))
        plan.add_patrol_area("二号", shapely.box(116.2, 40.1, 116.4, 40.3))
    found = workflow.county_slivers(plan)
    verdicts = [by_line("gap", [A, B], A) if kind == "gap" else Verdict() for kind in found["kind"]]
    rows = verdict_rows(found, verdicts, judged_by="王工", judged_at=WHEN, meeting="第一次联席会", note="=1+1")
    with plan.change("slivers_judged"):
        plan.put_border_verdicts(rows)
    yield plan
    plan.close()


def section(store: PlanStore, area: str, language: str = "zh_CN"):
    material = PlanMaterial.of(store)
    uid = material.areas.set_index("name").loc[area, "uid"]
    return compose(material.job(uid, load_words(language), Stamp(), reference_date=date(2026, 11, 28)))


def test_the_annex_lists_those_of_the_area_with_verdict_name_and_time(store: PlanStore) -> None:
    table = section(store, "一号").table("slivers")
    rows = {row[1]: row for row in table.rows}
    assert set(rows) == {"缝隙", "重叠"}
    assert rows["缝隙"][2] == "怀柔–丰宁" and rows["缝隙"][5] == "按怀柔的线"
    assert rows["重叠"][5] == "争议保留"
    assert rows["缝隙"][6] == "王工\n2026-11-28 08:05 UTC\n第一次联席会"
    # 0.001° × 0.2° at 40.3° N: 85 m × 22.2 km.
    assert float(rows["缝隙"][3]) == pytest.approx(84.9 * 22_208, rel=0.005)
    english = section(store, "一号", "en").table("slivers")
    assert {row[5] for row in english.rows} == {"怀柔's line", "Disputed"}


def test_line_along_a_disputed_strip_is_measured(store: PlanStore) -> None:
    workflow.analyse(store)
    texts = [one.text for one in section(store, "一号").blocks if isinstance(one, Paragraph)]
    # The overlap lies between 40.6° and 40.8° N, inside the area: 0.2° of meridian and its two short ends.
    (told,) = [text for text in texts if "走向未定" in text]
    assert float(told.split(" km")[0].split(" ")[-1]) == pytest.approx(22.208, abs=0.2)
    texts = [one.text for one in section(store, "二号").blocks if isinstance(one, Paragraph)]
    assert not any("走向未定" in text for text in texts)


def test_an_area_away_from_them_says_that_the_lines_fit(store: PlanStore) -> None:
    document = section(store, "二号")
    assert any(isinstance(one, Paragraph) and "没有缝隙和重叠" in one.text for one in document.blocks)


def test_an_annex_names_the_largest_and_counts_the_rest(store: PlanStore) -> None:
    one = listed(workflow.county_slivers(store), store.border_verdicts().iloc[:0]).iloc[[0]]
    many = gpd.GeoDataFrame(
        gpd.pd.concat([one.assign(uid=f"u{k}", area_m2=1000.0 + k) for k in range(100)], ignore_index=True), crs=one.crs
    )
    table = compose(make_job(slivers=many)).table("slivers")
    assert len(table.rows) == 60 and table.rows[0][3] == "1099"
    texts = [one.text for one in compose(make_job(slivers=many)).blocks if isinstance(one, Paragraph)]
    assert any("40 处" in text for text in texts)


def test_the_list_as_workbook_csv_and_map_layer(store: PlanStore, tmp_path: Path) -> None:
    found, verdicts, words = workflow.county_slivers(store), store.border_verdicts(), load_words("zh_CN")
    for ending in ("xlsx", "csv", "gpkg"):
        write_slivers(tmp_path / f"list.{ending}", found, verdicts, NAMES, words)
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[0][:4] == ["序号", "类别", "相关县", "面积/m²"] and len(cells) == 3
    assert {row[6] for row in cells[1:]} == {"按怀柔的线", "争议保留"}
    assert all(row[11] == "'=1+1" for row in cells[1:]), "what was typed is no formula"
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[6] for row in rows[1:]] == [row[6] for row in cells[1:]]
    layer = gpd.read_file(tmp_path / "list.gpkg", layer="slivers")
    assert layer.crs.to_epsg() == 4490 and set(layer["state"]) == {"line", "disputed"}
    assert layer.geometry.geom_equals_exact(found.geometry, 1e-9).all()
    inside = shapely.points(layer["longitude"], layer["latitude"])
    assert shapely.distance(layer.geometry.to_numpy(), inside).max() < 1e-7


def test_an_ending_that_is_no_format_is_refused_and_nothing_is_left(store: PlanStore, tmp_path: Path) -> None:
    with pytest.raises(ExportError):
        write_slivers(
            tmp_path / "x.doc", workflow.county_slivers(store), store.border_verdicts(), NAMES, load_words("en")
        )
    assert not (tmp_path / "x.doc").exists()
