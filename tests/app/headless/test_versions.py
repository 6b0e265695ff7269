"""``versions``, ``comments`` and ``verify PAPER PLAN`` as they are typed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import shapely
from docx import Document
from openpyxl import load_workbook

from app.cli import run
from app.qtcore import install_catalogue
from layers import version_workflow as flow
from layers.comments import Comment, CommentState
from layers.plan import PlanStore
from layers.plan.content_hash import content_hash
from layers.version_workflow import Person
from layers.versions import Thing, ThingKind
from layers.versions.paper_code import CodeKind, short_form
from tests.layers.plan.builders import REFERENCE, add_counties

THING = Thing(ThingKind.PATROL_AREA, "a", "云蒙山")


@pytest.fixture(autouse=True)
def _no_catalogue() -> Iterator[None]:
    """What a command loads for its words must not speak in other tests."""
    yield
    install_catalogue("en")


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "a.lianfang.gpkg"
    with PlanStore.create(path, title="规划", reference_date=REFERENCE) as store:
        add_counties(store)
        with store.change("patrol_area_added"):
            store.add_patrol_area("云蒙山", shapely.box(116.49, 40.63, 116.51, 40.65), uid="a")
        with store.change("version_signed", name="云蒙山", number=1):
            flow.sign(store, THING, [Person("王五", "110116", "怀柔区", "副区长")], on="2026-03-01")
        with store.change("version_begun"):
            flow.begin(store, THING, note="扩大")
        with store.change("patrol_area_reshaped"):
            store.update_patrol_area("a", geometry=shapely.box(116.48, 40.63, 116.51, 40.65))
        at, shape = "2026-03-01T00:00:00+00:00", shapely.Point(116.5, 40.64)
        state = CommentState.ANSWERED
        first = Comment("c", "谁开设隔离带？", "王五", "110116", at, at, geometry=shape, state=state)
        reply = Comment("r", "我方", "李四", "130826", at, at, thread="c")
        with store.change("comment_added"):
            store.put_comments([first, reply])
    return path


def paper(plan: Path, number: int) -> str:
    with PlanStore.open(plan, read_only=True) as store:
        return short_form(CodeKind.VERSION, store.versions("a")[number - 1].sha256)


def test_versions_are_listed(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["versions", str(plan)]) == 0
    told = capsys.readouterr().out
    assert "云蒙山：第 2 版，草案" in told and "怀柔区  同意的是较早版本  2026-03-01  王五 副区长" in told
    assert run(["versions", str(plan), "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert [version["state"] for version in one["versions"]] == ["signed", "draft"] and one["said"][0]["name"] == "王五"


def test_lists_and_amendments_are_written(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, amendment = tmp_path / "同意.xlsx", tmp_path / "修订.docx"
    assert run(["versions", str(plan), "--out", str(book)]) == 0
    sheet = load_workbook(book).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[1][1:5] == ["云蒙山", "怀柔区", "110116", "同意的是较早版本"]
    assert run(["versions", str(plan), "--thing", "云蒙山", "--redline", "1", "2", "--out", str(amendment)]) == 0
    document = Document(str(amendment))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert paper(plan, 1) in cells and "已签署" in cells
    assert len(document.inline_shapes) == 1, "the map"
    assert run(["verify", str(amendment), str(plan)]) == 1
    assert "已有新版" in capsys.readouterr().out
    assert run(["versions", str(plan), "--thing", "无"]) == 2
    assert run(["versions", str(plan), "--redline", "1", "2"]) == 2
    assert run(["versions", str(plan), "--out", str(tmp_path / "x.odt")]) == 2


def test_papers_are_checked(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", paper(plan, 1), str(plan)]) == 1
    assert "第 1 版（已签署），最新为第 2 版（草案）" in capsys.readouterr().out
    with PlanStore.open(plan, read_only=True) as store:
        now = content_hash(store)
    assert run(["verify", f"LF1:P:{now}", str(plan), "--lang", "en"]) == 0
    assert "this is what the plan says now" in capsys.readouterr().out
    assert run(["verify", "0" * 64, str(plan), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)[0]["verdict"] == "no"
    wrong = paper(plan, 1)
    assert run(["verify", wrong[:-1] + ("0" if wrong[-1] != "0" else "1"), str(plan)]) == 2
    assert "校验位" in capsys.readouterr().err


def test_comments_are_listed(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["comments", str(plan)]) == 0
    told = capsys.readouterr().out
    assert "[已答复] 地点  116.500000, 40.640000" in told and "→" in told and "李四: 我方" in told
    assert run(["comments", str(plan), "--state", "open", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
