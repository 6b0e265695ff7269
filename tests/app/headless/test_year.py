"""``year`` lists what is due, writes the year, and carries a copy on into the next."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import icalendar
import pytest

from app.cli import run
from layers import workflow
from layers.agreements.books import Book, normal, records
from layers.agreements.register import party
from layers.plan.store import PlanStore
from tests.app.conftest import EAST, WEST, fill


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("year") / "plan.lianfang.gpkg"
    agreement = {"name": "两县协议", "state": "signed", "hazards": ["forest"], "parties": [party(WEST), party(EAST)],
                 "end": "2026-10-31"}  # fmt: skip
    meeting = {
        "date": "2026-02-20",
        "kind": "meeting",
        "title": "2026年春季会议",
        "parties": [party(WEST), party(EAST)],
    }
    with PlanStore.create(path, title="2026年规划", reference_date=date(2026, 5, 1)) as store:
        fill(store)
        with store.change("register_imported", count=2):
            store.put_agreements(normal(Book.AGREEMENT, [agreement]))
            store.put_book("lf_meeting", normal(Book.MEETING, [meeting]))
        workflow.save_analysis(store, workflow.analyse(store))
    return path


@pytest.mark.parametrize(
    ("language", "due", "ends"), [("zh_CN", "临近", "商谈续签"), ("en", "Soon", "Talks on renewal")]
)
def test_the_year_is_listed(plan: Path, capsys: pytest.CaptureFixture[str], language: str, due: str, ends: str) -> None:
    assert run(["--lang", language, "year", str(plan)]) == 0
    said = capsys.readouterr().out
    line = next(one for one in said.splitlines() if ends in one)
    assert line.startswith("· 2026-05-04") and due in line  # 180 days before 31 October
    assert run(["--lang", language, "year", str(plan), "--border", "怀柔,丰宁", "--year", "2027"]) == 0
    assert ends not in capsys.readouterr().out


def test_files_are_written_and_the_plan_is_only_read(plan: Path, tmp_path: Path, capsys) -> None:
    before = plan.read_bytes()
    out, following = tmp_path / "out", tmp_path / "next.lianfang.gpkg"
    assert run(["year", str(plan), "--out", str(out), "--formats", "ics,xlsx,docx", "--next", str(following)]) == 0
    assert sorted(path.suffix for path in out.iterdir()) == [".docx", ".docx", ".ics", ".xlsx", ".xlsx"]
    calendar = icalendar.Calendar.from_ical(next(out.glob("*.ics")).read_bytes())
    assert any("2026年春季会议" in str(event["summary"]) for event in calendar.walk("VEVENT"))
    assert plan.read_bytes() == before
    with PlanStore.open(following) as store:
        assert (store.info().title, store.info().reference_date) == ("2027年规划", date(2027, 1, 1))
        [row] = records(store.book("lf_year"))
        assert (row["title"], row["date"]) == ("2027年春季会议", "2027-02-20")
        store.undo()
        assert store.book("lf_year").empty and store.info().title == "2026年规划"


def test_what_is_not_there_is_said(plan: Path, tmp_path: Path, capsys) -> None:
    assert run(["year", str(plan), "--border", "怀柔,某县"]) == 2
    assert "110116|130826" in capsys.readouterr().err
    assert run(["year", str(plan), "--out", str(tmp_path), "--formats", "doc"]) == 2
    assert "docx" in capsys.readouterr().err
