"""Running comparisons: every method in a process of its own, in turn, as often as the minutes allow."""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from tests.benchmarks.comparison import Comparison, Method
from tests.benchmarks.file_names import DATA
from tests.benchmarks.measured import Setting
from tests.benchmarks.result import Result, Target

ROOT = Path(__file__).resolve().parents[2]
#: A method that takes longer is stopped, seconds; one that is run only when asked for.
PATIENCE_S, LONG_PATIENCE_S = 400.0, 3600.0
#: Where other Pythons are looked for that have what a user may pick instead.
OTHER_PYTHONS = (ROOT / ".alternatives" / "bin" / "python", Path("/usr/bin/python3"))


class Stopped(Exception):
    """A method did not do its task; the text says why."""


class Child:
    """One method made ready in a process of its own."""

    def __init__(self, method: Method, python: Path, setting: Setting, patience_s: float) -> None:
        self._patience_s = patience_s
        quick = ["quick"] if setting.is_quick else []
        command = [str(python), "-m", "tests.benchmarks.measured", method.function, str(setting.folder), *quick]
        self._complaints = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
        )
        try:
            self._answer()
        except Stopped:
            self.close()
            raise

    def run(self) -> list[dict[str, Any]]:
        """Run every task once."""
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(b"run\n")
            self._process.stdin.flush()
        return list(self._answer()["rows"])

    def _answer(self) -> dict[str, Any]:
        out = self._process.stdout
        assert out is not None
        if not select.select([out], [], [], self._patience_s)[0]:
            self._process.kill()
            raise Stopped(f"stopped after {self._patience_s:.0f} s")
        line = out.readline()
        if not line:
            self._process.wait()
            self._complaints.seek(0)
            words = self._complaints.read().strip().splitlines()
            raise Stopped(f"failed: {words[-1][:200] if words else self._process.returncode}")
        return dict(json.loads(line))

    def close(self) -> None:
        """End the process."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()
        try:
            self._process.wait(20.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._complaints.close()


def _environment() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}


def python_for(method: Method, others: Sequence[Path]) -> Path | None:
    """Return the Python that can run a method: this one, or another that has its modules; None when there is none."""
    if any(shutil.which(command) is None for command in method.commands):
        return None
    here = Path(sys.executable)
    candidates = [here] if method.is_ours else [here, *others]
    return next((one for one in candidates if _has(one, method.modules)), None)


@lru_cache
def _has(python: Path, modules: tuple[str, ...]) -> bool:
    if shutil.which(python) is None:
        return False
    code = f"import importlib.util as u, sys; sys.exit(not all(u.find_spec(m) for m in {modules!r}))"
    return subprocess.run([str(python), "-c", code], capture_output=True, check=False).returncode == 0


@dataclass
class _Runs:
    """What the runs of one method gave, by task."""

    method: Method
    rows: list[list[dict[str, Any]]] = field(default_factory=list)
    note: str = ""
    load: float = float("nan")

    def results(self, bench: str, comparison: Comparison, tasks: Sequence[str]) -> list[Result]:
        """Return a result for each task; one with a note when nothing was measured."""
        mine = self.method
        if not self.rows:
            return [Result(bench, task, mine.name, mine.is_ours, note=self.note) for task in tasks[:1]]
        found = []
        for task in dict.fromkeys(row["task"] for rows in self.rows for row in rows):
            same = [row for rows in self.rows for row in rows if row["task"] == task]
            found.append(
                Result(
                    bench,
                    task,
                    mine.name,
                    mine.is_ours,
                    tuple(row["value"] for row in same),
                    tuple(row["cpu_s"] for row in same if row["cpu_s"] is not None),
                    max(row["peak_mb"] for row in same),
                    same[-1]["unit"],
                    comparison.targets.get(task, Target()) if mine.is_ours else Target(),
                    self.load,
                    same[-1].get("found", ""),
                    self.note,
                )
            )
        return found


def run(
    bench: str,
    comparison: Comparison,
    setting: Setting,
    *,
    seconds: float,
    others: Sequence[Path] = OTHER_PYTHONS,
    tell: Callable[[str], None] = print,
) -> list[Result]:
    """Run a comparison, every method at least once, more often while the seconds last; return its results."""
    if comparison.needs_data and not DATA.exists():
        note = "the public data pack is not beside the repository"
        return [
            Result(bench, "", method.name, method.is_ours, note=note) for method in comparison.methods if method.is_ours
        ]
    began = time.perf_counter()
    patience_s = LONG_PATIENCE_S if comparison.is_long else PATIENCE_S
    runs = {method: _Runs(method) for method in comparison.methods}
    pythons = {method: python_for(method, others) for method in comparison.methods}
    for method in comparison.methods:
        if pythons[method] is None:
            runs[method].note = f"not installed: {method.how_to_install}"
    if comparison.prepare is not None:
        comparison.prepare(setting)
    with contextlib.ExitStack() as open_children:
        children: dict[Method, Child] = {}
        for number in range(1 if setting.is_quick else comparison.runs):
            started = time.perf_counter()
            for method in comparison.methods:
                if runs[method].note:
                    continue
                try:
                    if method not in children:
                        children[method] = Child(method, pythons[method] or Path(sys.executable), setting, patience_s)
                        open_children.callback(children[method].close)
                    runs[method].rows.append(children[method].run())
                except Stopped as why:
                    runs[method].note = str(why)
                if method.is_fresh and method in children:
                    children.pop(method).close()
                runs[method].load = os.getloadavg()[0]
            tell(f"  run {number + 1} of {comparison.runs}: {time.perf_counter() - started:.1f} s")
            if time.perf_counter() - began + (time.perf_counter() - started) > seconds:
                break
    tasks = [row["task"] for one in runs.values() if one.method.is_ours for row in (one.rows[0] if one.rows else [])]
    return [result for one in runs.values() for result in one.results(bench, comparison, tasks or [""])]
