"""``verify-figures`` says what holds, names what does not with its reason, and tells it by its exit code."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.cli import run
from layers import workflow
from layers.plan.store import PlanStore
from tests.app.conftest import fill


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "测试.lianfang.gpkg"
    with PlanStore.create(path, title="测试", reference_date=date(2026, 5, 1)) as store:
        fill(store)
        workflow.analyse(store)
    return path


def test_a_fresh_plan_holds(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify-figures", str(plan)]) == 0
    assert "：0 个不再成立，0 个无法判断" in capsys.readouterr().out
    assert run(["verify-figures", str(plan), "--again"]) == 0


def test_what_does_not_hold_is_told_with_its_reason_and_an_exit_code(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with PlanStore.open(plan) as store, store.change("parameters_set"):
        store.set_parameters(replace(store.parameters(), origin_weight=0.95))
    before = plan.read_bytes()
    assert run(["verify-figures", str(plan)]) == 5
    said = capsys.readouterr().out
    assert "责任份额：原为" in said and "0.6 改为 0.95" in said
    assert run(["--lang", "en", "verify-figures", str(plan), "--json"]) == 5
    told = json.loads(capsys.readouterr().out)
    assert told["figures"] == told["hold"] + len(told["differing"])
    assert {one["figure"] for one in told["differing"]} == {"responsibility"}
    assert told["differing"][0]["causes"][0] == {
        "code": "parameter_changed",
        "name": "origin_weight",
        "was": 0.6,
        "now": 0.95,
    }
    assert plan.read_bytes() == before
