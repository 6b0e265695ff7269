"""``alternatives`` without a window: the table as text, data and workbook."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from shapely import box

from app.cli import run
from layers.plan.alternatives import Alternative
from layers.plan.store import PlanStore
from tests.app.conftest import EAST, fill


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "测试.lianfang.gpkg"
    at = "2026-05-01T00:00:00.000+00:00"
    with PlanStore.create(path, title="测试", reference_date=date(2026, 5, 1)) as store:
        fill(store)
        with store.change("patrol_area_added"):
            store.add_patrol_area("云蒙山", box(116.48, 40.64, 116.52, 40.66), uid="p1")
            store.add_patrol_area("别处", box(116.42, 40.64, 116.43, 40.66), uid="p2")
            one = Alternative("x", "p1", "A", box(116.49, 40.64, 116.53, 40.66), EAST, created_at=at, changed_at=at)
            store.put_alternatives([one])
    return path


def test_text_data_and_workbook(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "en", "alternatives", str(plan)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "云蒙山" and "别处" not in lines
    assert lines[1].split("\t") == ["Measure", "Unit", "As it is now", "A · 丰宁满族自治县"]
    assert run(["--lang", "en", "alternatives", str(plan), "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    shares = {row["county"]: row["values"] for row in told["rows"] if row["measure"] == "share"}
    assert shares["怀柔区"] == [50.0, 25.0] and shares["丰宁满族自治县"] == [50.0, 75.0]
    target = tmp_path / "out.xlsx"
    assert run(["--lang", "zh_CN", "alternatives", str(plan), "--area", "云蒙山", "--out", str(target)]) == 0
    assert openpyxl.load_workbook(target).sheetnames == ["方案比选", "说明"]


def test_what_is_refused(plan: Path) -> None:
    assert run(["--lang", "en", "alternatives", str(plan), "--area", "没有"]) == 2
    assert run(["--lang", "en", "alternatives", str(plan), "--area", "p1", "--out", "x.pdf"]) == 2
