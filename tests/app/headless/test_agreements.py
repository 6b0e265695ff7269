"""``agreements`` says how each border stands, and writes the register with its lists."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.cli import run
from layers import workflow
from layers.agreements.books import Book, normal
from layers.agreements.register import party
from layers.plan.store import PlanStore
from tests.app.conftest import EAST, WEST, fill


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("register") / "plan.lianfang.gpkg"
    row = {"name": "两县协议", "state": "signed", "hazards": ["forest"], "parties": [party(WEST), party(EAST)]}
    with PlanStore.create(path, title="测试", reference_date=date(2026, 5, 1)) as store:
        fill(store)
        with store.change("agreements_changed", count=1):
            store.put_agreements(normal(Book.AGREEMENT, [row]))
        workflow.save_analysis(store, workflow.analyse(store))
    return path


@pytest.mark.parametrize(("language", "state"), [("zh_CN", "期限不详"), ("en", "Term not known")])
def test_borders_and_their_sums(plan: Path, capsys: pytest.CaptureFixture[str], language: str, state: str) -> None:
    assert run(["--lang", language, "agreements", str(plan)]) == 0
    said = capsys.readouterr().out
    assert state in said and "km" in said and "怀柔–丰宁" in said


def test_the_workbook_adds_up(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, template = tmp_path / "r.xlsx", tmp_path / "t.xlsx"
    assert run(["agreements", str(plan), "--hazard", "river", "--out", str(out), "--template", str(template)]) == 0
    book = load_workbook(out)
    assert book.sheetnames[-9:-4] == ["缺口", "缺口合计", "四维矩阵", "协议健康", "重叠与矛盾"]
    assert book.sheetnames[-4:] == ["往来台账", "分县往来", "费用分担", "往来明细"]
    rows = list(book["缺口合计"].iter_rows(min_row=2, values_only=True))
    for hazard in {row[0] for row in rows}:
        mine = [row for row in rows if row[0] == hazard]
        parts, (total,) = mine[:-1], mine[-1:]
        assert round(sum(row[3] for row in parts), 3) == total[3] and round(sum(row[4] for row in parts), 2) == total[4]
    assert len(list(book["四维矩阵"].iter_rows(min_row=2))) == 16
    assert "填写说明" in load_workbook(template).sheetnames


def test_another_ending_is_refused(plan: Path, tmp_path: Path) -> None:
    assert run(["agreements", str(plan), "--out", str(tmp_path / "r.pdf")]) == 2


def test_the_ledger_is_listed_both_ways(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with PlanStore.open(plan) as store, store.change("register_row_added", name="x"):
        row = {"date": "2026-03-01", "event": "增援", "giver": "110116", "receiver": "130826", "cost_yuan": 900.0}
        store.put_book_rows("lf_aid", normal(Book.AID, [row, {**row, "event": "二", "cost_yuan": None}]))
    assert run(["agreements", str(plan), "--ledger"]) == 0
    said = capsys.readouterr().out
    assert "支援（次）  2 | 0" in said and "支援费用（元）  ≥ 900 | 0" in said
    assert "按责任份额" in said
