"""``drill PLAN --out``: the three exercises of the sample, checked and on paper; nothing of them in an annex."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app.cli import run
from app.headless.console import Exit
from layers.sample import build_sample_plan, sample_exercises
from tests.layers.plan.builders import make_plan


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("drill") / "示例.lianfang.gpkg"
    build_sample_plan(path, date(2026, 6, 1)).close()
    return path


def text_of(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith(".xml"))


def test_the_sample_has_the_three_borders_of_the_sources() -> None:
    from layers.exercise.rows import exercises_of, sites_of
    from layers.plan.schema import Table

    made = sample_exercises({})
    exercises = exercises_of(made[Table.EXERCISE])
    pairs = [("110116", "130826"), ("110119", "130730"), ("110117", "120119")]  # 怀柔–承德, 延庆–怀来, 平谷–蓟州
    assert [one.counties for one in exercises] == pairs
    for one in exercises:
        assert len(one.phases) == 3 and one.subject_count == 7 and one.scene_count >= 10
        kinds = {site.kind for site in sites_of(made[Table.EXERCISE_SITE]) if site.exercise == one.uid}
        assert len(kinds) == 8


def test_a_kit_is_written_and_every_page_says_so(qapp, sample: Path, tmp_path: Path, capsys) -> None:
    out = tmp_path / "kit"
    assert run(["drill", str(sample), "--exercise", "3", "--formats", "docx,xlsx,png", "--out", str(out)]) == Exit.OK
    said = capsys.readouterr().out
    assert "平谷" in said and "不合格" in said
    papers = sorted(one.name.split("_")[0] for one in out.iterdir())
    wanted = ["演练工作方案", "演练点位图", "演练点位脚本评估表", "演练脚本", "演练评估表与总结表"]
    wanted += ["桌面推演包", "观摩手册"]
    assert papers == sorted(wanted)
    for path in out.glob("*.docx"):
        content = text_of(path)
        assert 'string="演练"' in content and "不是联防协议及其附件的组成部分" in content, path.name
    plan = text_of(next(out.glob("演练工作方案*.docx")))
    for text in ("日出", "117°22′32.9″E", "40°11.566′N", "4 倍火焰高", "NOAA", "瞭望塔"):
        assert text in plan, text
    handbook = text_of(next(out.glob("观摩手册*.docx")))
    assert "010-0000-0000" in plan and "010-0000-0000" not in handbook  # observers get no telephone numbers
    book = openpyxl.load_workbook(next(out.glob("*.xlsx")))
    assert all(sheet.title.startswith("演练") for sheet in book) and len(book.worksheets) == 5
    script = list(book.worksheets[2].iter_rows(min_row=2, values_only=True))
    crossing = next(row for row in script if "越过县界" in str(row[3]))
    told = next(row for row in script if "通报" in str(row[3]) and "进入" in str(row[3]))
    assert told[0] < crossing[0] and crossing[1] == "10:26"


def test_one_document_as_data(qapp, sample: Path, capsys) -> None:
    assert run(["--lang", "en", "drill", str(sample), "--exercise", "2", "--json"]) == Exit.OK
    (found,) = json.loads(capsys.readouterr().out)
    assert found["counties"] == ["110119", "130730"] and found["problem"] == ""
    start = next(site for site in found["sites"] if site["kind"] == "ignition")
    assert {check["rule"]: check["verdict"] for check in start["checks"]}["in_zone"] == "unknown"  # none derived yet
    crossing = next(line for line in found["script"] if line["code"] == "crosses")
    assert 60.0 < crossing["minute"] < 120.0 and "crosses the line" in crossing["text"]


def test_a_flood_and_a_plume_tell_who_is_reached_when(sample: Path) -> None:
    import numpy as np

    from layers.crs import STORAGE_CRS, transformer
    from layers.exercise.injects import injects
    from layers.exercise.model import Exercise, Physics
    from layers.exercise.running import run as run_physics
    from layers.kinds import Role
    from layers.plan.store import PlanStore

    with PlanStore.open(sample, read_only=True) as store:
        river = next(store.frame(one.uid) for one in store.layers() if one.role is Role.RIVER).geometry.iloc[0]
        start = river.interpolate(0.3, normalized=True)
        flood = run_physics(store, Exercise(physics=Physics.FLOOD, numbers={"hours": 24.0}), start.x, start.y)
        spill = run_physics(store, Exercise(physics=Physics.SPILL, numbers={"hours": 24.0}), start.x, start.y)
        windy = Exercise(physics=Physics.PLUME, numbers={"wind_ms": 2.0})
        plume = run_physics(store, windy, 116.65, 40.33)
    assert flood is not None and spill is not None and plume is not None
    by_name = {one.name: one.minutes for one in spill.comings}
    for one in flood.comings:  # a flood at 2 m/s is there in half the time of a spill at 1 m/s
        if one.name in by_name:
            assert one.minutes == pytest.approx(by_name[one.name] / 2.0, abs=0.5)
    x, y = transformer(STORAGE_CRS, f"EPSG:{flood.epsg}").transform(start.x, start.y)
    there, far = flood.reach(np.array([x, x + 50_000.0]), np.array([y, y]))
    assert there == pytest.approx(0.0, abs=0.1) and np.isinf(far)
    assert [one.name for one in plume.comings] == ["示例村 0799"]
    exercise = Exercise(uid="e", physics=Physics.FLOOD, counties=("130826", "110116"))
    codes = [line.code for line in injects(exercise, (), flood, None)]
    assert codes.count("reaches") == codes.count("warn_place") >= 3


def test_what_cannot_be_is_said(qapp, sample: Path, tmp_path: Path, capsys) -> None:
    assert run(["drill", str(sample), "--formats", "docx,wav"]) == Exit.USAGE
    assert run(["drill", str(sample), "--exercise", "没有"]) == Exit.USAGE
    assert "没有这个演练" in capsys.readouterr().err
    make_plan(tmp_path).close()
    assert run(["drill", str(tmp_path / "plan.lianfang.gpkg")]) == Exit.BAD_INPUT


def test_nothing_of_an_exercise_reaches_an_annex(qapp, sample: Path, tmp_path: Path) -> None:
    """Every format of a patrol area's annex, with three exercises in the plan: neither word nor place of them."""
    from layers.exercise.rows import sites_of
    from layers.plan.store import PlanStore

    with PlanStore.open(sample, read_only=True) as store:
        sites = sites_of(store.exercise_sites())
    assert len(sites) == 27
    out = tmp_path / "annex"
    formats = "docx,txt,xlsx,geojson,kml,gpkg,html"
    code = run(["export", str(sample), "--area", "1", "--formats", formats, "--out", str(out)])
    assert code == Exit.OK
    written = [path for path in out.rglob("*") if path.is_file()]
    assert len(written) >= 6
    names = {site.name for site in sites} | {"lf_exercise", "联合演练"}
    for path in written:
        data = path.read_bytes()
        blobs = [data]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                blobs = [archive.read(name) for name in archive.namelist()]
        for blob in blobs:
            found = [name for name in names if name.encode() in blob]
            assert found == [], (path.name, found)
            for site in sites:
                assert f"{site.lon:.5f}".encode() not in blob, (path.name, site.name)
