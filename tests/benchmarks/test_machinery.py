"""Ratios, table, plot and page from results made by hand; a comparison of methods that do next to nothing."""

from __future__ import annotations

import math
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.benchmarks import __main__ as command
from tests.benchmarks import docs_page, plot, result, running, table
from tests.benchmarks.comparison import Comparison, Method
from tests.benchmarks.measured import Figure, Processes, Setting, measure, run_command
from tests.benchmarks.result import Result, Target, ratios

OURS = Result(
    "borders",
    "shared",
    "ours",
    True,
    (0.2, 0.4, 0.3),
    (0.5, 0.5, 0.6),
    100.0,
    "s",
    Target(0.6, peak_mb=90.0),
    1.5,
    "539",
)
OTHER = Result("borders", "shared", "QGIS: lines", False, (3.0, 3.0), (2.0,), 400.0, "s", Target(), 1.5, "539")
ABSENT = Result("borders", "shared", "SedonaDB", False, note="not installed: `pip install`")
ALONE = Result("plan", "edit", "ours", True, (0.00047,), (), 80.0, "s", Target(0.005), 2.5)
RATIO = Result("canvas", "pan", "cold", True, (0.1,), (0.1,), 300.0, "s", Target(ratio=0.3), 1.0)
SAVED = Result("canvas", "pan", "saved", True, (0.4,), (0.1,), 150.0, "s", Target(ratio=0.3), 1.0)
MAP = Result("canvas", "pan", "QGIS: map", False, (0.2,), (0.1,), 300.0, "s", Target(), 1.0)
EVERY = [OURS, OTHER, ABSENT, ALONE, RATIO, SAVED, MAP]
ABOUT = {
    "when": "2026-11-30T12:00+08:00",
    "is_quick": False,
    "seconds": 90,
    "cores": 2,
    "processor": "two cores",
    "memory_gb": 24,
    "system": "Debian",
    "python": "3.11",
    "packages": {"shapely": "2.2"},
    "commit": "abc",
}


def test_median_and_what_is_met() -> None:
    assert OURS.median == 0.3
    assert OURS.cpu_median_s == 0.5
    assert OURS.is_met is True
    assert OTHER.is_met is None  # others have nothing to keep
    assert Result("a", "b", "c", True, (0.7,), target=Target(0.6)).is_met is False
    assert math.isnan(ABSENT.median)


def test_ratios_are_of_ours_to_each_other_method_of_the_same_task() -> None:
    found = ratios(EVERY)
    assert [(one.task, one.ours, one.other) for one in found] == [
        ("shared", "ours", "QGIS: lines"),
        ("pan", "cold", "QGIS: map"),
        ("pan", "saved", "QGIS: map"),
    ]
    assert found[0].value == pytest.approx(0.1)
    assert found[0].memory == pytest.approx(0.25)
    assert found[0].target == pytest.approx(0.2)  # 0.6 s of 3 s
    assert found[1].target == 0.3


def test_amounts_of_different_units_are_not_divided() -> None:
    with pytest.raises(ValueError, match="MB cannot be compared with s"):
        ratios([Result("a", "b", "c", True, (1.0,), unit="MB"), Result("a", "b", "d", False, (1.0,))])


def test_shares_have_no_ratio_because_more_of_them_is_better() -> None:
    assert not ratios([Result("a", "b", "c", True, (1.0,), unit="%"), Result("a", "b", "d", False, (1.0,), unit="%")])


def test_results_come_back_from_the_disk(tmp_path: Path) -> None:
    result.save(tmp_path / "results.json", EVERY, ABOUT)
    found, about = result.load(tmp_path / "results.json")
    assert about == ABOUT
    assert [repr(one) for one in found] == [repr(one) for one in EVERY]  # nan is not nan


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.00047, "s", "0.47 ms"),
        (6.713, "s", "6.7 s"),
        (120.4, "s", "120 s"),
        (243.2, "MB", "243 MB"),
        (98.76, "%", "98.8 %"),
    ],
)
def test_amounts_are_written_with_their_unit(value: float, unit: str, text: str) -> None:
    assert table.amount(value, unit) == text


@pytest.mark.parametrize(("value", "text"), [(0.0312, "0.031"), (0.27, "0.27"), (1.43, "1.4"), (143.2, "143")])
def test_ratios_are_written_with_the_digits_that_count(value: float, text: str) -> None:
    assert table.share(value) == text


def test_table_has_ours_first_and_says_what_is_not_installed() -> None:
    page = table.page(EVERY, ABOUT)
    rows = [line for line in page.splitlines() if line.startswith("| ") and "| method |" not in line]
    assert rows[0] == (
        "| shared | **ours** → 539 | 0.30 s (0.20–0.40 s) | 0.50 s | 100 MB | 0.60 s ✓, 90 MB ✗ | – | – |"
    )
    assert rows[1] == "|  | QGIS: lines → 539 | 3.0 s | 2.0 s | 400 MB | – | 0.1 | 0.25 |"
    assert "not installed: `pip install`" in rows[2]
    assert "| cold 0.5, saved 2.0 |" in page
    assert "small sets" not in page.lower()
    assert "Small sets" in table.page(EVERY, ABOUT | {"is_quick": True})


def test_lines_of_the_plot_name_both_of_ours_and_leave_out_what_nobody_else_does() -> None:
    found = plot.lines(EVERY)
    assert [one.label for one in found] == ["borders: shared", "canvas: pan (cold)", "canvas: pan (saved)"]
    assert found[1].target == 0.3
    shown = (
        Result("canvas", "peak", name, mine, (3.0,), unit="MB") for name, mine in (("cold", True), ("QGIS", False))
    )
    pan, *_, peak = plot.lines([RATIO, MAP, *shown])
    assert (pan.times, pan.memories) == ([("QGIS: map", 0.5)], [])  # a line of its own tells memory
    assert (peak.times, peak.memories) == ([], [("QGIS", 1.0)])
    assert plot.family("QGIS: map") != plot.family("SedonaDB") != plot.family("something else")


def test_plot_is_a_picture_with_every_task(tmp_path: Path, qapp: object) -> None:
    plot.draw(EVERY, tmp_path / "ratios.svg")
    words = "".join(ElementTree.parse(tmp_path / "ratios.svg").getroot().itertext())
    for label in ("borders: shared", "canvas: pan (saved)", "time, ours", "memory, ours", "QGIS"):
        assert label in words


def test_page_takes_a_run_between_its_marks_and_keeps_the_rest(tmp_path: Path) -> None:
    told = docs_page.placed(f"before\n{docs_page.BEGIN}\nold\n{docs_page.END}\nafter\n", "new\n")
    assert told.startswith(f"before\n{docs_page.BEGIN}\n![")
    assert told.endswith(f"new\n{docs_page.END}\nafter\n")
    assert "old" not in told
    assert docs_page.placed(told, "new\n") == told
    with pytest.raises(ValueError, match="no place"):
        docs_page.placed("nothing", "new")
    docs_page.placed(docs_page.PAGE.read_text("utf-8"), "")  # the page of the project has one


def test_command_says_what_is_not_known_and_keeps_the_page_from_half_a_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    monkeypatch.setattr(command, "modules", dict)  # their imports take seconds
    assert command.main(["nonsense"]) == 2
    assert "No benchmark is called nonsense" in capsys.readouterr().err
    assert command.main(["--quick", "--docs"]) == 2
    result.save(tmp_path / "results.json", EVERY, ABOUT)
    assert command.main(["--from", str(tmp_path / "results.json"), "--out", str(tmp_path / "out")]) == 0
    assert "QGIS: lines" in capsys.readouterr().out
    names = {one.name for one in (tmp_path / "out").iterdir()}
    assert names == {"results.json", "results.md", "ratios.svg", "ratios.png"}


def test_a_call_is_measured_or_tells_figures_of_its_own() -> None:
    rows = measure({"count": lambda: 1234, "": lambda: {"share": Figure(50.0, "%")}})
    assert [(row["task"], row["unit"]) for row in rows] == [("count", "s"), ("share", "%")]
    assert rows[0]["found"] == "1,234"
    assert rows[1]["value"] == 50.0


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="the system does not tell peaks")
def test_memory_of_a_command_is_its_own() -> None:
    Processes.forget_peak()
    before = Processes.largest_mb
    run_command(["/bin/sh", "-c", "sleep 0.05"])
    assert before == 0.0
    assert 0.0 < Processes.largest_mb < 20.0  # this process holds far more


def test_methods_run_in_turn_and_what_fails_says_why(tmp_path: Path) -> None:
    here = "tests.benchmarks.others.small"
    comparison = Comparison(
        (
            Method("ours", f"{here}:quick", is_ours=True),
            Method("broken", f"{here}:broken"),
            Method("absent", f"{here}:quick", modules=("no_such_module",)),
        ),
        targets={"folder": Target(1.0)},
        runs=2,
    )
    found = running.run("bench", comparison, Setting(tmp_path), seconds=60.0, others=(), tell=lambda _: None)
    assert [(one.task, one.method, len(one.values), one.found) for one in found] == [
        ("folder", "ours", 2, "True"),
        ("folder", "broken", 0, ""),
        ("folder", "absent", 0, ""),
    ]
    assert found[0].target == Target(1.0)
    assert found[0].peak_mb > 1.0
    assert "it broke" in found[1].note
    assert found[2].note.startswith("not installed: ")
