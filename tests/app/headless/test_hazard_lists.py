"""``past-events``, ``grades`` and ``receptors`` as they are typed, and what they say when they cannot."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.cli import run
from app.qtcore import install_catalogue
from layers.kinds import Origin, Role, Shape
from layers.plan import PlanStore
from layers.plan.model import LayerRecord
from tests.layers.hazards.test_sources import TWO, sources
from tests.layers.plan.builders import REFERENCE
from tests.layers.shapes import counties


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


def cells(path: Path, sheet: int = 0) -> list[tuple[object, ...]]:
    book = load_workbook(path)
    return [tuple(row) for row in book.worksheets[sheet].iter_rows(values_only=True)]


def test_past_events_of_a_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "a.lianfang.gpkg"
    places, precision = [(19.95, 10.0), (20.3, 5.0)], [40.0, math.nan]
    events = sources(places, ["火灾", "火灾"], role=Role.HISTORY, uid="event", precision_m=precision)
    with PlanStore.create(plan, title="规划", reference_date=REFERENCE) as store, store.change("filled"):
        land = counties(TWO)
        land["uid"] = ["a", "b"]
        store.add_layer(LayerRecord("c", "县", Role.COUNTY, Shape.POLYGON, Origin.READ, ""), land)
        store.add_layer(LayerRecord("h", "历史", Role.HISTORY, Shape.POINT, Origin.READ, ""), events.frame)
    out = tmp_path / "events.xlsx"
    code, said, _ = call(capsys, "past-events", plan, "--line", "30", "--out", out, "--lang", "en")
    assert (code, "2 events, 1 of them unclear" in said) == (0, True)
    head, first, second = cells(out)
    assert head[0] == "Event" and first[1:3] == ("county 110116", "county 130826")
    assert first[6] == pytest.approx(0.1587, abs=1e-3) and first[7] == "Place unclear" and first[5] == "yes"
    assert second[5] == "no" and second[4] == 100.0


def test_grades_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other, out = tmp_path / "怀柔.csv", tmp_path / "丰宁.csv", tmp_path / "g.xlsx"
    one.write_text("指标,等级,数值,单位\n暴雨,红色,100,mm\n大风,蓝,6级,\n", encoding="utf-8")
    other.write_text("指标,等级,数值,单位\n暴雨,一级,120,mm\n大风,四级,6级,\n", encoding="gb18030")
    code, said, _ = call(capsys, "grades", one, other, "--out", out)
    assert (code, "2 项，其中 1 项不一致" in said) == (0, True)
    head, rain, wind = cells(out)
    assert head[2:4] == ("怀柔", "丰宁") and rain[4:] == ("不一致", 1.2) and wind[4] == "一致"
    code, _, err = call(capsys, "grades", one, tmp_path / "none.csv", "--out", out)
    assert code != 0 and "none.csv" in err
    code, _, err = call(capsys, "grades", one, other, "--out", tmp_path / "g.doc")
    assert code == 2 and ".xlsx" in err


def test_receptors_with_their_citation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, out = tmp_path / "pm.csv", tmp_path / "r.xlsx"
    table.write_text("源地,怀柔,丰宁\n怀柔,60,\n丰宁,30,70\n", encoding="utf-8")
    code, _, err = call(capsys, "receptors", table, "--out", out)
    assert (code, "没有注明出处" in err, out.exists()) == (4, True, False)
    code, _, _ = call(capsys, "receptors", table, "--citation", "某研究 2020", "--out", out, "--lang", "en")
    assert code == 0
    rows = cells(out)
    assert rows[0] == ("source ↓ receptor →", "丰宁", "怀柔", "outside")
    assert rows[2][:3] == ("怀柔", None, 60), "what the table leaves open stays open"
    assert cells(out, 2)[1][0] == "某研究 2020"
