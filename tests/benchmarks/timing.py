"""Repeated timing, the state of the machine, and peak memory, the same in every benchmark."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Timed:
    """Wall and CPU seconds of each run, and what the last run returned."""

    wall_s: tuple[float, ...]
    cpu_s: tuple[float, ...]
    result: Any

    @property
    def median_s(self) -> float:
        """Median wall seconds."""
        return statistics.median(self.wall_s)

    def __str__(self) -> str:
        return (
            f"{self.median_s:8.3f} s median of {len(self.wall_s)}, "
            f"{min(self.wall_s):.3f}–{max(self.wall_s):.3f}, {statistics.median(self.cpu_s):.3f} s CPU"
        )


def timed(call: Callable[[], Any], *, runs: int = 3) -> Timed:
    """Run a call several times."""
    wall, cpu = [], []
    result = None
    for _ in range(runs):
        began, used = time.perf_counter(), time.process_time()
        result = call()
        wall.append(time.perf_counter() - began)
        cpu.append(time.process_time() - used)
    return Timed(tuple(wall), tuple(cpu), result)


def alternating(calls: dict[str, Callable[[], Any]], *, runs: int = 5) -> dict[str, Timed]:
    """Run several calls in turn, so that other work on the machine falls on all of them alike."""
    rounds = [{name: timed(call, runs=1) for name, call in calls.items()} for _ in range(runs)]
    return {
        name: Timed(
            tuple(one[name].wall_s[0] for one in rounds),
            tuple(one[name].cpu_s[0] for one in rounds),
            rounds[-1][name].result,
        )
        for name in calls
    }


def load() -> str:
    """Return the load of the last minute as text."""
    return f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load unknown"


def peak_mb() -> float:
    """Return the most memory this process has held, in MiB; NaN where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return float("nan")
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024
