"""The short form: the rule finds what grows and nothing else; a few rounds of a small plan hold what they held."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QWidget

from app.application import Application
from layers.plan.store import PlanStore
from tests.app.conftest import _chinese, _own_settings, fill, flashed, program
from tests.soak import acts, judging, qt_tree, running
from tests.soak.driving import Driver, Script
from tests.soak.sampling import COLUMNS, Sample, take

__all__ = ["_chinese", "_own_settings", "flashed", "program"]
FLAT = Sample(0.0, 400.0, 500.0, 180.0, 20.0, 13, 12, 0, 100, 200, 3000, 4)


def verdicts(samples: list[Sample]) -> dict[str, judging.Verdict]:
    return {one.column: one for one in judging.judge(samples)}


def test_what_stays_does_not_grow_whatever_its_noise() -> None:
    noise = np.random.default_rng(1).normal(size=40)
    samples = [replace(FLAT, anon_mb=400.0 + 9.0 * float(one), files=13 + int(one > 1)) for one in noise]
    assert not any(one.grows for one in verdicts(samples).values())


def test_a_slope_in_noise_grows_and_a_single_step_does_not() -> None:
    noise = np.random.default_rng(2).normal(size=40)
    samples = [
        replace(FLAT, anon_mb=400.0 + 2.0 * place + float(one), qobjects=200 + place, widgets=100 + 5 * (place > 20))
        for place, one in enumerate(noise)
    ]
    found = verdicts(samples)
    assert found["anon_mb"].grows and found["anon_mb"].slope == pytest.approx(2.0, abs=0.1)
    assert found["qobjects"].grows and found["qobjects"].low == pytest.approx(1.0)
    assert not found["widgets"].grows and not found["files"].grows


def test_growth_of_the_first_rounds_and_a_little_memory_are_allowed() -> None:
    samples = [replace(FLAT, qobjects=200 + min(place, 10), anon_mb=400.0 + 0.3 * place) for place in range(40)]
    assert not any(one.grows for one in verdicts(samples).values())


def test_what_the_system_does_not_tell_is_left_out_and_too_few_rounds_are_refused() -> None:
    assert "files" not in verdicts([replace(FLAT, files=None)] * 10)
    with pytest.raises(ValueError, match="too few"):
        judging.judge([FLAT] * (judging.LEAST_ROUNDS + 1))


def test_objects_are_counted_as_qt_counts_them(qapp: QApplication) -> None:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QComboBox, QTableWidget

    root = QTableWidget(2, 2)
    QComboBox(root)
    whole, widgets = qt_tree.count([root])
    assert (whole, widgets) == (1 + len(root.findChildren(QObject)), 1 + len(root.findChildren(QWidget)))
    root.deleteLater()


def test_each_kind_of_leak_is_found(qapp: QApplication, tmp_path: Path) -> None:
    kept: list[object] = []

    class Leaked:
        pass

    parent, samples = QWidget(), []
    for place in range(8):
        kept += [Leaked(), QWidget(parent), (tmp_path / f"{place}.txt").open("w")]
        samples.append(take(float(place), tmp_path))
        kept.append(bytearray(200_000))  # small enough for the heap of the C library
    grown = {name for name, one in verdicts(samples).items() if one.grows}
    assert {"widgets", "qobjects", "scratch"} <= grown
    assert samples[0].files is None or "files" in grown
    assert samples[0].heap_mb is None or samples[-1].heap_mb - samples[0].heap_mb > 1.0
    assert any(one.column.endswith("Leaked") and one.slope == 1.0 for one in judging.growing_types(samples))
    for one in kept:
        if hasattr(one, "close") and not isinstance(one, QWidget):
            one.close()
    parent.deleteLater()


def test_screens_of_three_scales_are_written_side_by_side(tmp_path: Path) -> None:
    rows = json.loads(running.screens_file(tmp_path).read_text(encoding="utf-8"))["screens"]
    assert [row["logicalDpi"] / row["logicalBaseDpi"] for row in rows] == [1.0, 2.0, 1.5]
    assert [row["x"] for row in rows] == [0, rows[0]["width"], rows[0]["width"] + rows[1]["width"]]


@pytest.fixture
def desk(program: Application, tmp_path: Path) -> Iterator[acts.Desk]:
    plan = tmp_path / "规划.lianfang.gpkg"
    from datetime import date

    store = PlanStore.create(plan, title="测试", reference_date=date(2026, 5, 1))
    fill(store)
    store.close()
    return acts.Desk(program, tmp_path, plan, [], seed=1)


def test_a_few_rounds_hold_what_they_held(desk: acts.Desk, tmp_path: Path, qtbot) -> None:
    samples: list[Sample] = []

    def script() -> Script:
        for place in range(judging.LEAST_ROUNDS + 2):
            yield from acts.open_plan(desk)
            yield from acts.draw_area(desk)
            yield from acts.undo_redo(desk, 8)
            yield from acts.side_panels(desk)
            yield from acts.close_plan(desk)
            samples.append(take(float(place), tmp_path / "none"))

    driver = Driver(script(), desk.program)
    with qtbot.waitSignal(driver.ended, timeout=600_000) as ended:
        pass
    assert ended.args == [None]
    assert desk.answers.messages == []
    assert desk.done["plans opened"] == len(samples) and desk.done["areas drawn"] == len(samples)
    assert desk.done["steps back"] > len(samples)
    found = verdicts(samples)
    for column in ("files", "threads", "children", "widgets", "qobjects"):
        assert column not in found or not found[column].grows, (COLUMNS[column], found[column])
