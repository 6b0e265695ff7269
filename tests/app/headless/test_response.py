"""``response`` without a window: coverage, who comes to a place, what if a road is closed, the workbook."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app.cli import run
from layers.kinds import Role, Shape
from layers.plan.store import PlanStore
from tests.app.conftest import fill, record
from tests.app.test_response_window import lines, points


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """One road across the line, a depot in the west, a team in the east."""
    path = tmp_path / "测试.lianfang.gpkg"
    with PlanStore.create(path, title="测试", reference_date=date(2026, 5, 1)) as store:
        fill(store)
        with store.change("layers_added", titles=["道路"]):
            store.add_layer(record("道路", Role.ROAD, Shape.LINE), lines([(116.41, 40.65), (116.59, 40.65)]))
            store.add_layer(record("仓库", Role.DEPOT, Shape.POINT), points(["西库"], [(116.42, 40.65)]))
            teams = points(["东队"], [(116.52, 40.65)], strength=[30.0], turnout_min=[8.0])
            store.add_layer(record("队伍", Role.TEAM, Shape.POINT), teams)
    return path


def arrivals(said: str) -> dict[str, int]:
    """Return who arrives after how many minutes, in the order said."""
    return {name: int(minutes) for minutes, name in re.findall(r"^(\d+) min: (\S+) ", said, flags=re.MULTILINE)}


def test_who_comes_to_a_place_and_what_if_the_road_is_closed(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--lang", "en", "response", str(plan), "--at", "116.488 40.65"]
    assert run(words) == 0
    first = arrivals(capsys.readouterr().out)
    assert list(first) == ["东队", "西库"] and first == {"东队": 11, "西库": 26}
    assert run([*words, "--close", "116.5 40.65"]) == 0
    closed = arrivals(capsys.readouterr().out)
    assert next(iter(closed)) == "西库" and closed["西库"] == 26 and closed.get("东队", 999) > 30


def test_coverage_and_the_workbook(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "response.xlsx"
    words = ["--lang", "en", "response", str(plan), "--within", "15", "--out", str(target), "--sites", "1"]
    assert run(words) == 0
    said = capsys.readouterr()
    assert "怀柔区: 0% of the people within 15 min by its own, 100% together" in said.out
    assert "ground is taken as level" in said.err
    book = openpyxl.load_workbook(target)
    rows = list(book["Reinforcements"].iter_rows(values_only=True))
    assert rows[1][:5] == ("怀柔区–丰宁满族自治县", "东队", "team", "丰宁满族自治县", 30)
    helped = list(book["Who helps whom · people"].iter_rows(values_only=True))
    assert helped[2][1] == pytest.approx(120.0 * 15.1, rel=0.05) and helped[1][2] == 0
    assert any(row[0] == "Speeds by class of road" for row in book["Notes"].iter_rows(values_only=True))


def test_what_cannot_be_is_refused(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in (["--at", "nowhere"], ["--close", "x"], ["--out", "a.docx"]):
        assert run(["--lang", "en", "response", str(plan), *wrong]) == 2
        assert wrong[1] in capsys.readouterr().err
