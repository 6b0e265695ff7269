"""``inventory PLAN`` as it is typed: what it prints, what it writes, and what it says when it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from openpyxl import load_workbook

from app.cli import run
from app.qtcore import install_catalogue
from layers.inventory.model import HazardCheck, Need, StockRow, frame_of
from layers.kinds import Origin, Role, Shape
from layers.plan import PlanStore
from layers.plan.content_hash import content_hash
from layers.plan.model import LayerRecord
from layers.plan.schema import Table
from tests.layers.plan.builders import REFERENCE, county_frame, county_record

A, B = "110116", "130826"


@pytest.fixture(autouse=True)
def _no_catalogue() -> Iterator[None]:
    """What a command loads for its words must not speak in other tests."""
    yield
    install_catalogue("en")


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "a.lianfang.gpkg"
    rows = [
        StockRow(
            "1", "equipment", "pump.fire", quantity=20.0, unit="台", county=A, holder="怀柔库", phone="010-0000-0000"
        ),
        StockRow("2", "equipment", "pump.fire", quantity=6.0, unit="台", county=B, holder="丰宁库"),
        StockRow("3", "team", "team.diver", quantity=8.0, unit="人", county=A, holder="水上队"),
    ]
    source = gpd.GeoDataFrame(
        {"uid": ["x"], "name": ["油库"], "kind": ["油库"]}, geometry=[shapely.Point(116.99, 40.5)], crs=4490
    )
    with PlanStore.create(path, title="t", reference_date=REFERENCE) as store, store.change("filled"):
        store.add_layer(county_record(), county_frame())
        store.add_layer(LayerRecord("", "险", Role.HAZARD_SOURCE, Shape.POINT, Origin.READ, ""), source)
        store.put_inventory(Table.STOCK, frame_of(rows, StockRow))
        store.put_inventory(
            Table.STOCK_NEED, frame_of([Need("a", "pump.fire", A, 31.0), Need("b", "pump.fire", B, 22.0)], Need)
        )
        store.put_inventory(Table.HAZARD_CHECK, frame_of([HazardCheck("x", next_joint="2026-03-31")], HazardCheck))
    return path


def call(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run([str(argument) for argument in arguments])
    told = capsys.readouterr()
    return int(code), told.out, told.err


def test_everything_is_printed_and_the_plan_stays_as_it_was(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = plan.read_bytes()
    code, out, _err = call(capsys, "inventory", plan)
    assert code == 0 and "清单 3 行，需要 2 条" in out
    assert "高压水泵 (台): 怀柔区需要 31，缺 11; 丰宁满族自治县需要 22，缺 16; 联合需要 53，缺 27" in out
    assert "隐患点：1 个，逾期 1 个" in out and "联合检查逾期" in out
    assert plan.read_bytes() == before
    with PlanStore.open(plan, read_only=True) as store:
        assert content_hash(store)


def test_a_search_lists_who_has_it(plan: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _err = call(capsys, "inventory", plan, "--search", "水泵", "--lang", "en", "--out", tmp_path / "x.xlsx")
    lines = out.splitlines()
    assert code == 0 and lines[0].startswith("    Fire pump: 20 台, 怀柔区 怀柔库; no contact")
    assert "010-0000" not in out and lines[2] == "2 rows"
    assert load_workbook(tmp_path / "x.xlsx").worksheets[0].max_row == 3, "what was found"
    _code, out, _err = call(capsys, "inventory", plan, "--search", "shuibeng", "--with-phones")
    assert "010-0000-0000" in out


def test_what_it_cannot_do_is_said(plan: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _out, err = call(capsys, "inventory", plan, "--out", tmp_path / "x.csv")
    assert code == 2 and ".xlsx" in err
    code, _out, err = call(capsys, "inventory", plan, "--county", "999999")
    assert code == 2 and "999999" in err and A in err
    code, out, _err = call(capsys, "inventory", plan, "--county", B)
    assert code == 0 and "怀柔区需要" not in out and "丰宁满族自治县需要 22，缺 16" in out
    code, _out, err = call(capsys, "inventory", tmp_path / "none.lianfang.gpkg")
    assert code == 5 and err
