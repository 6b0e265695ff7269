"""One method in a process of its own: ``python -m tests.benchmarks.measured MODULE:FUNCTION FOLDER [quick]``.

The function makes ready and returns the calls to be measured, by task.  Each line on standard input runs all of them
once; each reply is a line of JSON.  Any Python may run this, so nothing but the standard library is imported here.

Memory is VmHWM, the most that a process has held, begun anew for each task: ``ru_maxrss`` would count what its parent
held when it was forked.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

_PROC = Path("/proc")
_LOOK_EVERY_S = 0.01


@dataclass(frozen=True)
class Setting:
    """Where prepared inputs lie, and whether the small sets are wanted that only try the machinery."""

    folder: Path
    is_quick: bool = False

    def size(self, full: int, quick: int) -> int:
        """Return the size of a set."""
        return quick if self.is_quick else full


class Figure(NamedTuple):
    """A figure that a call has measured itself: a median of many gestures, a share, memory of one moment."""

    value: float
    unit: str = "s"
    cpu_s: float | None = None


Calls = Mapping[str, Callable[[], Any]]
#: What a method is: it makes ready, which is not measured, and returns what is, by task.
Ready = Callable[[Setting], Calls]


class Processes:
    """What this process and those it has started hold and use."""

    largest_mb = 0.0

    @classmethod
    def peak_mb(cls) -> float:
        """Return the most this process held with those that live beside it, or a finished command alone, MiB."""
        return max(sum(map(_peak_mb, ["self", *_living()])), cls.largest_mb)

    @classmethod
    def forget_peak(cls) -> None:
        """Let the peak be what is held now."""
        cls.largest_mb = 0.0
        for pid in ["self", *_living()]:
            with contextlib.suppress(OSError):
                (_PROC / pid / "clear_refs").write_text("5")

    @staticmethod
    def cpu_s() -> float:
        """Return processor seconds of this process, of those that live beside it, and of those that have ended."""
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.process_time() + ended.ru_utime + ended.ru_stime + sum(map(_cpu_s, _living()))


def run_command(command: Sequence[str], *, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> str:
    """Run a program, note the most memory it holds, and return what it prints."""
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=None if env is None else dict(env),
        cwd=cwd,
    ) as started:
        while True:
            Processes.largest_mb = max(Processes.largest_mb, _family_peak_mb(str(started.pid)))
            try:
                printed, complained = started.communicate(timeout=_LOOK_EVERY_S)
            except subprocess.TimeoutExpired:
                continue
            break
    if started.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))[:200]} ended with {started.returncode}: {complained[-500:]}")
    return printed


def _peak_mb(pid: str) -> float:
    with contextlib.suppress(OSError, StopIteration):
        lines = (_PROC / pid / "status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024
    return 0.0


def _living(pid: str = "self") -> list[str]:
    found: list[str] = []
    with contextlib.suppress(OSError):
        for task in (_PROC / pid / "task").iterdir():
            found += (task / "children").read_text().split()
    return found


def _family_peak_mb(pid: str) -> float:
    """Return the peak of a program, or of the largest one that it has started (a shell holds next to nothing)."""
    return max([_peak_mb(pid), *map(_family_peak_mb, _living(pid))])


def _cpu_s(pid: str) -> float:
    with contextlib.suppress(OSError, IndexError):
        ticks = (_PROC / pid / "stat").read_text().rsplit(")", 1)[1].split()[11:13]
        return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
    return 0.0


def with_sum(calls: Calls, task: str, *, without: tuple[str, ...] = ()) -> Calls:
    """Return calls with one more that tells the seconds of those before it together."""
    wall: dict[str, float] = {}
    cpu: dict[str, float] = {}

    def clocked(name: str, call: Callable[[], Any]) -> Callable[[], Any]:
        def run() -> Any:
            used, began = Processes.cpu_s(), time.perf_counter()
            found = call()
            wall[name], cpu[name] = time.perf_counter() - began, Processes.cpu_s() - used
            return found

        return run

    added = [name for name in calls if name not in without]

    def told() -> dict[str, Figure]:
        return {task: Figure(sum(wall[name] for name in added), "s", sum(cpu[name] for name in added))}

    return {name: clocked(name, call) for name, call in calls.items()} | {"": told}


def measure(calls: Calls) -> list[dict[str, Any]]:
    """Run every call once, and return rows of plain values."""
    rows: list[dict[str, Any]] = []
    for task, call in calls.items():
        gc.collect()
        Processes.forget_peak()
        used, began = Processes.cpu_s(), time.perf_counter()
        found = call()
        wall, cpu = time.perf_counter() - began, Processes.cpu_s() - used
        peak = Processes.peak_mb()
        if isinstance(found, dict):  # figures it has measured itself
            rows += [
                {"task": f"{task}: {name}" if task else name, "value": one.value, "unit": one.unit, "cpu_s": one.cpu_s}
                for name, one in found.items()
            ]
        else:
            told = f"{found:,}" if isinstance(found, int) else str(found)[:80] if found is not None else ""
            rows.append({"task": task, "value": wall, "unit": "s", "cpu_s": cpu, "found": told})
        for row in rows:
            row.setdefault("peak_mb", peak)
    return rows


def main(name: str, folder: str, *more: str) -> None:
    """Make ready, say so, and measure once for every line that is read."""
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print is no reply
    module, function = name.split(":")

    def reply(told: object) -> None:
        replies.write(json.dumps(told, ensure_ascii=False) + "\n")
        replies.flush()

    calls = getattr(import_module(module), function)(Setting(Path(folder), "quick" in more))
    reply({"ready": list(calls)})
    for _ in sys.stdin:
        reply({"rows": measure(calls)})
    os._exit(0)  # QGIS without a window does not always end


if __name__ == "__main__":
    # Methods note memory in the module of this name, which is not the one that is run.
    import_module("tests.benchmarks.measured").main(*sys.argv[1:])
