"""Every product says which program, which libraries, which numbers and which plan its figures come from."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pyogrio
import pytest
import shapely

from app.sheets.words import load_words
from layers import workflow
from layers.export import Stamp, export_area
from layers.export.assembly import PlanMaterial
from layers.export.job import ExportJob
from layers.export.provenance import Provenance, analysis_parameters, parameter_rows
from layers.hazards.registry import REGISTRY
from layers.plan import PlanStore
from layers.plan.content_hash import content_hash
from layers.plan.version import library_versions, program_version
from layers.zones.model import Parameters
from tests.layers.plan.builders import REFERENCE, county_frame, county_record


@pytest.fixture
def store(tmp_path: Path) -> PlanStore:
    store = PlanStore.create(tmp_path / "p.lianfang.gpkg", title="规划", reference_date=REFERENCE)
    with store.change("filled"):
        store.add_layer(county_record(uid="counties"), county_frame())
        store.add_patrol_area("甲", shapely.box(116.9, 40.4, 117.1, 40.6), uid="p1")
    workflow.analyse(store)
    return store


def job_of(store: PlanStore, language: str = "zh_CN") -> ExportJob:
    return PlanMaterial.of(store).job("p1", load_words(language), Stamp())


def text_of(code: str, job: ExportJob, folder: Path) -> str:
    """What a reader of the product sees."""
    (written,) = export_area(job, [code], folder)
    content = written.read_bytes()
    if code == "docx":
        return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)
    if code == "shp":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.read("README.txt").decode("utf-8-sig")
    if code == "gpkg":
        return "\n".join(pyogrio.read_dataframe(written, layer="readme", read_geometry=False)["value"])
    if code == "geojson":
        return "\n".join(item["value"] for item in json.loads(content)["readme"])
    return content.decode("utf-8-sig")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("code", ["docx", "gpkg", "geojson", "shp", "kml", "csv", "html"])
def test_every_product_names_program_libraries_and_plan(
    store: PlanStore, tmp_path: Path, code: str, language: str
) -> None:
    told = text_of(code, job_of(store, language), tmp_path)
    assert content_hash(store) in told
    assert program_version() in told
    assert all(f"{name} {version}" in told for name, version in library_versions().items())


@pytest.mark.parametrize("code", ["gpkg", "geojson", "shp", "kml", "csv"])
def test_every_file_for_machines_has_the_parameters_and_checksums(store: PlanStore, tmp_path: Path, code: str) -> None:
    with store.change("wider"):
        store.set_parameters(Parameters(forest_band_m=4321.0))
    workflow.analyse(store)
    told = text_of(code, job_of(store), tmp_path)
    assert "4321" in told and load_words("zh_CN")["parameter.forest_band_m"] in told
    assert "SHA-256 " + "ab" * 32 in told


def test_the_parameters_are_those_the_zones_were_derived_with(store: PlanStore) -> None:
    assert not Provenance.of(store).is_stale
    with store.change("wider"):
        store.set_parameters(Parameters(forest_band_m=4321.0))
    stale = job_of(store)
    assert stale.parameters.forest_band_m == Parameters().forest_band_m == analysis_parameters(store).forest_band_m
    words = load_words("zh_CN")
    assert words["text.analysis_stale"] in stale.provenance.sentences(words)
    workflow.analyse(store)
    fresh = job_of(store)
    assert fresh.parameters.forest_band_m == 4321.0
    assert words["text.analysis_stale"] not in fresh.provenance.sentences(words)


def test_a_plan_without_zones_has_the_parameters_set_now(tmp_path: Path) -> None:
    with PlanStore.create(tmp_path / "q.lianfang.gpkg", title="规划", reference_date=REFERENCE) as store:
        with store.change("set"):
            store.set_parameters(Parameters(snap_m=7.0))
        assert analysis_parameters(store).snap_m == 7.0
        words = load_words("en")
        told = " ".join(Provenance.of(store).sentences(words))
    assert "derived by" not in told and program_version() in told


def test_the_same_plan_gives_the_same_sentences_whenever_it_is_printed(store: PlanStore) -> None:
    words = load_words("en")
    first = Provenance.of(store)
    store.set_view_state({"center": [1.0, 2.0]})
    assert Provenance.of(store) == first
    with store.change("renamed"):
        store.update_patrol_area("p1", name="乙")
    assert Provenance.of(store).content_hash != first.content_hash
    assert first.sentences(words) == replace(first).sentences(words)
    assert Provenance().sentences(words) == []


def test_every_parameter_has_a_row_with_its_unit() -> None:
    rows = {name: (value, unit) for name, value, unit in parameter_rows(Parameters(), load_words("en"))}
    own = sum(len(kind.numbers) for kind in REGISTRY.values())
    assert len(rows) == len(Parameters.__dataclass_fields__) - 3 + len(Parameters().weights) + own
    words: Any = load_words("en")
    assert rows[words["parameter.forest_band_m"]] == ("5000", "m")


# -- sources -------------------------------------------------------------------------------------------


@pytest.fixture
def with_villages(store: PlanStore, tmp_path: Path) -> Path:
    """Add villages from a web map, read by a planner's choice, to the plan."""
    from layers.sources import ReadChoice, read

    path = tmp_path / "村庄_高德.csv"
    path.write_bytes("村名,经度,纬度\n甲村,117.01,40.51\n乙村,117.02,40.52\n丙村,,\n".encode("gbk"))
    layers = read(path, ReadChoice(crs="GCJ-02"))
    workflow.add_layers(store, layers)
    workflow.analyse(store)
    return path


@pytest.mark.parametrize(
    ("language", "done"),
    [
        ("zh_CN", ["由 GCJ-02 还原到 CGCS2000", "无坐标的 1 行未采用", "指定按 GCJ-02 读取", "编码判定为"]),
        ("en", ["converted from GCJ-02 to CGCS2000", "1 row(s) without coordinates left out", "read as GCJ-02"]),
    ],
)
@pytest.mark.parametrize("code", ["docx", "gpkg", "geojson", "shp", "kml", "csv", "html"])
def test_every_product_says_file_checksum_date_crs_and_what_was_done(
    store: PlanStore, with_villages: Path, tmp_path: Path, code: str, language: str, done: list[str]
) -> None:
    from layers.sources.checksums import sha256_of

    folder = tmp_path / "out"
    folder.mkdir()
    job = job_of(store, language)
    if code == "docx":
        (written,) = export_area(job, [code], folder)
        tables = docx.Document(io.BytesIO(written.read_bytes())).tables
        told = "\n".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    else:
        told = text_of(code, job, folder)
    assert with_villages.name in told
    assert sha256_of([with_villages])[:16] in told
    (record,) = [one for one in store.layers() if one.source.path.endswith(with_villages.name)]
    assert record.source.file_date in told
    assert load_words(language)["source.unsaid"] in told, "the CRS as found, not as used"
    for sentence in done:
        assert sentence in told, sentence


def test_a_source_read_as_it_is_says_so_and_a_layer_without_a_file_says_nothing() -> None:
    import pandas as pd

    from layers.export.sources import source_lines
    from tests.layers.export.conftest import make_job, make_report

    rows = [
        {"title": "甲", "role": "river", "path": "C:\\数据\\河.gpkg", "crs_found": "CGCS2000 (EPSG:4490)", "notes": ()},
        {"title": "乙", "role": "county", "path": "", "crs": "EPSG:4490", "notes": ()},
        {"title": "丙", "role": "forest", "path": "/a/林.shp", "notes": ({"code": "people_unknown", "count": 3},)},
    ]
    job = make_job(report=make_report(sources=pd.DataFrame(rows, dtype=object)))
    lines = source_lines(job)
    assert [line.done for line in lines] == [("未作改动",), (), ("未作改动",)], "what was noticed is no deed"
    assert [line.file for line in lines] == ["河.gpkg", "", "林.shp"]
    assert [line.crs for line in lines] == ["CGCS2000 (EPSG:4490)", "EPSG:4490", "文件未注明"]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_deed_is_a_code_and_its_blanks_are_facts_of_it(language: str) -> None:
    import re

    from layers.recording.inventory import NOTE_CODE
    from layers.sources import PROBLEM_CODES

    deeds = load_words(language).group("done")
    for code, text in deeds.items():
        if code == "none":
            continue
        facts = () if code == NOTE_CODE else PROBLEM_CODES[code.removesuffix("_unsaid")]
        assert set(re.findall(r"{(\w+)}", text)) <= set(facts), code
    changed = re.compile(r"(dropped|mended|encoding|axes|zone_number|shift_removed|crs_(given|re|id|by|from))")
    assert {code for code in PROBLEM_CODES if changed.match(code)} <= set(deeds)
