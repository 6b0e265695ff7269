"""``analyse --landcover``: forest without the window, and what is said when it cannot be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli import run
from app.qtcore import install_catalogue
from layers.kinds import Role
from layers.plan import PlanStore
from tests.layers.test_forest_cover import write_counties, write_cover


@pytest.fixture(autouse=True)
def _no_catalogue() -> Iterator[None]:
    """What a command loads for its words must not speak in other tests."""
    yield
    install_catalogue("en")


def call(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run([str(argument) for argument in arguments])
    told = capsys.readouterr()
    return int(code), told.out, told.err


def forests(plan: Path) -> list[tuple[str, list[float]]]:
    with PlanStore.open(plan) as store:
        records = [record for record in store.layers() if record.role is Role.FOREST]
        return [(record.title, store.frame(record.uid)["fuel_ks"].tolist()) for record in records]


def test_forest_and_zones_from_a_raster(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counties, cover = write_counties(tmp_path / "县界.geojson"), write_cover(tmp_path / "CLCD_v01_2023.tif")
    plan = tmp_path / "a.lianfang.gpkg"
    code, out, err = call(capsys, "analyse", counties, "--landcover", cover, "--plan", plan, "--json")
    assert code == 0 and any(zone["zone_class"] == "S1" for zone in json.loads(out)["zones"])
    assert "CLCD_v01_2023 森林：1 个森林图斑" in err and "中国年度土地覆盖 CLCD" in err and "森林 Ks 1" in err
    assert forests(plan) == [("CLCD_v01_2023 森林", [1.0])]
    code, out, err = call(capsys, "analyse", "--landcover", cover, "--plan", plan, "--lang", "en")
    assert code == 0 and len(forests(plan)) == 1, "the file is in the plan already, and its forest is made anew"


def test_a_table_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counties, cover = write_counties(tmp_path / "县界.geojson"), write_cover(tmp_path / "cover.tif")
    table, plan = tmp_path / "对照.csv", tmp_path / "a.lianfang.gpkg"
    table.write_text(
        "value,name,forest,fuel,ks\n2,松林,1,needle_litter,\n3,灌丛,是,sedge_birch,1.5\n1,田,0,none,0\n", "utf-8"
    )
    code, _, err = call(capsys, "analyse", counties, "--landcover", f"{cover}={table}", "--plan", plan)
    assert code == 0 and "自定分类" in err
    assert sorted(forests(plan)[0][1]) == [0.8, 1.5]
    table.write_text("value,name,forest,fuel\n2,松林,1,pinewood\n", "utf-8")
    code, _, err = call(capsys, "analyse", counties, "--landcover", f"{cover}={table}", "--plan", tmp_path / "b.gpkg")
    assert (code, "第 2 行" in err, "needle_litter" in err) == (2, True, True)


def test_what_is_unclear_is_asked_and_leaves_no_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counties, cover = write_counties(tmp_path / "县界.geojson"), write_cover(tmp_path / "cover.tif")
    plan = tmp_path / "a.lianfang.gpkg"
    code, _, err = call(capsys, "analyse", counties, "--landcover", cover, "--plan", plan)
    assert code == 4 and "clcd" in err and "igbp" in err and "cover.tif=" in err
    assert not plan.exists()
    code, _, err = call(capsys, "analyse", counties, "--landcover", f"{cover}=corine", "--plan", plan)
    assert code == 2 and "corine" in err and "worldcover" in err
    code, _, _ = call(capsys, "analyse", counties, "--landcover", f"{cover}=esri", "--plan", plan)
    assert code == 0 and forests(plan)[0][1] == [1.0]
