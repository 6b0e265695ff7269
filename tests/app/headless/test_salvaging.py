"""``salvage`` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely

from app import cli, salvage_words
from app.qtcore import install_catalogue
from layers.plan.salvage_report import PROBLEM_CODES, LayerReport, RowCount, SalvageReport, TableReport
from layers.plan.schema import Table
from tests.layers.plan.builders import add_counties, make_plan
from tests.layers.plan.damage import damaged_copy, map_pages


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    with make_plan(tmp_path) as store:
        add_counties(store)
        for number in range(40):
            with store.change("patrol_area_added"):
                store.add_patrol_area(f"联防区{number}", shapely.Point(116.5, 40).buffer(0.01))
    plan = tmp_path / "plan.lianfang.gpkg"
    pages = map_pages(plan)
    lost = [pages.leaves["lf_patrol_area"][0], *pages.leaves["lf_change"]]
    return damaged_copy(plan, tmp_path / "坏的 规划.lianfang.gpkg", lost)


def plain(context: str, text: str, *_counted: object) -> str:
    return text


def test_the_list_is_printed(damaged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "新.lianfang.gpkg"
    assert cli.run(["--lang", "en", "salvage", str(damaged), "--out", str(out)]) == 0
    text = capsys.readouterr().out
    assert "Not everything could be saved." in text
    assert "! Joint-patrol areas: " in text
    assert "· Layer “县界”: 2 saved, 0 lost, 0 to be checked" in text
    assert out.exists()


def test_json_is_one_document(damaged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.lianfang.gpkg"
    assert cli.run(["--lang", "en", "salvage", str(damaged), "--out", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    areas = next(table for table in told["tables"] if table["table"] == "lf_patrol_area")
    rows = areas["rows"]
    assert rows["lost"] > 0
    assert rows["saved"] + rows["lost"] + rows["doubtful"] == 40
    assert len(areas["lost_names"]) == rows["lost"]
    assert told["out"] == str(out)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("一区", "二区"), "一区, 二区"),
        (("一区", "4787d0fbe5a841e2be1385a877c6bae0"), "一区, 1 whose name is lost too"),
        (("4787d0fbe5a841e2", "5787d0fbe5a841e2"), "2 whose name is lost too"),
        (tuple(f"{n}区" for n in range(10)), "0区, 1区, 2区, 3区, 4区, 5区, 6区, 7区 … (10)"),
    ],
)
def test_nobody_is_shown_the_keys_of_rows(names: tuple[str, ...], said: str) -> None:
    assert salvage_words._few(names, plain) == said


def test_errors_are_sentences(damaged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "text").write_text("no plan")
    assert cli.run(["--lang", "en", "salvage", str(tmp_path / "text"), "--out", str(tmp_path / "o.gpkg")]) == 5
    assert "text is not a Lianfang plan" in capsys.readouterr().err
    assert cli.run(["--lang", "en", "salvage", str(damaged), "--out", str(damaged)]) == 1
    assert "there is a file of that name" in capsys.readouterr().err


def test_everything_has_words() -> None:
    """Every problem, table, state and outcome of the history reads as a sentence, without a gap."""
    install_catalogue("en")
    problems = [{"code": code, "count": 2, "table": "lf_zone", "used": "begin"} for code in sorted(PROBLEM_CODES)]
    problems += [{"code": "log_damaged", "used": used} for used in ("whole", "left_out")]
    states = ("whole", "partly", "altered", "rebuilt", "lost")
    for history in ("kept", "listed", "lost", "none"):
        report = SalvageReport(
            path=Path("old"),
            out=Path("new"),
            title="T",
            how="pages",
            tables=tuple(TableReport(str(table), RowCount(1, None, 1), ("a",), ("b",)) for table in Table),
            layers=tuple(LayerReport(state, state, state, RowCount(1, 1, 0)) for state in states),
            history=history,
            changes=1,
            problems=tuple(problems),
        )
        assert not report.is_complete
        assert all(len(sentence) > 10 for sentence in salvage_words.sentences(report, plain))
        text = salvage_words.as_text(report, plain)
        assert "unknown lost" in text
        assert "{" not in text
    lines = salvage_words.lines(report, plain)
    assert len({line.what for line in lines}) == len(states) + len(Table) - 2  # the view and the sketch are no work
    assert [line.is_whole for line in lines] == sorted(line.is_whole for line in lines)
