"""``minutes`` lists the meetings and writes the minutes of one; a decision without a kept map gets one drawn."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from docx import Document

from app.cli import run
from layers import minutes_workflow as flow
from layers.minutes import About, AboutKind, Minute, MinuteKind
from layers.plan.store import PlanStore
from tests.app.conftest import EAST, WEST, fill

WHEN = "2026-03-20T01:0{minute}:00.000+00:00"


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("minutes") / "plan.lianfang.gpkg"
    row = {"uid": "m", "title": "春季会议", "date": "2026-03-20", "kind": "meeting",
           "parties": [{"code": WEST}, {"code": EAST}]}  # fmt: skip
    bounds = {"bounds": [116.45, 40.60, 116.55, 40.70]}
    at = [WHEN.format(minute=minute) for minute in range(4)]
    said = [
        Minute("d", "m", MinuteKind.DECISION, at[1], at[1], "由怀柔牵头",
               about=About(AboutKind.BORDER, f"{WEST}|{EAST}"),
               facts=bounds),
        Minute("t", "m", MinuteKind.TASK, at[2], at[2], "修路", owner="丰宁林草局", due="2026-05-01"),
    ]  # fmt: skip
    with PlanStore.create(path, title="规划", reference_date=date(2026, 5, 1)) as store:
        fill(store)
        with store.change("minutes_begun"):
            flow.begin(store, row, at[0])
            for one in said:
                flow.record(store, one)
            flow.close(store, "m", at[3])
    return path


def test_the_minutes_are_told_and_written_with_a_map(plan: Path, tmp_path: Path, capsys) -> None:
    before = plan.read_bytes()
    assert run(["minutes", str(plan), "--meeting", "春季会议", "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    assert "* 1  2026-03-20  春季会议" in said and "由怀柔牵头" in said and "丰宁林草局  2026-05-01" in said
    [path] = (tmp_path / "out").glob("*.docx")
    made = Document(str(path))
    assert len(made.inline_shapes) == 1 and any("比例尺约 1:" in one.text for one in made.paragraphs)
    [pdf] = (tmp_path / "out").glob("*.pdf")
    assert pdf.read_bytes().startswith(b"%PDF")
    assert plan.read_bytes() == before
    assert run(["minutes", str(plan), "--out", str(tmp_path / "one.docx")]) == 0
    assert (tmp_path / "one.docx").exists() and not (tmp_path / "one.pdf").exists()


def test_what_there_is_not_is_named(plan: Path, tmp_path: Path, capsys) -> None:
    assert run(["--lang", "en", "minutes", str(plan), "--meeting", "秋季会议"]) == 2
    assert "春季会议" in capsys.readouterr().err
    assert run(["minutes", str(plan), "--formats", "odt"]) == 2
    empty = tmp_path / "leer.lianfang.gpkg"
    PlanStore.create(empty, title="空", reference_date=date(2026, 5, 1)).close()
    assert run(["--lang", "en", "minutes", str(empty)]) == 4
