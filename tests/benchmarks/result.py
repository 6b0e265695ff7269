"""What a benchmark finds, the same for all: one row for each method and task, and ratios of ours to the others."""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Target:
    """What ours is meant to keep: an amount in the unit of the task, a ratio to any alternative, memory in MiB."""

    value: float | None = None
    ratio: float | None = None
    peak_mb: float | None = None


@dataclass(frozen=True)
class Result:
    """A task done by one method.

    Attributes
    ----------
    bench, task, method : str
    is_ours : bool
    values : tuple of float
        One for each run: wall seconds, or what ``unit`` says.  Empty when it could not be run; ``note`` says why.
    cpu_s : tuple of float
        Processor seconds of each run, all its processes together; empty when the figure is none of time.
    peak_mb : float
        The most memory its process held while the task was done, inputs and libraries included, MiB; nan if unknown.
    unit : str
    target : Target
        Only of ours.
    load : float
        Mean load of the machine in the minute before it ended.
    found : str
        What the method found, to be compared with what others found.
    note : str
    """

    bench: str
    task: str
    method: str
    is_ours: bool
    values: tuple[float, ...] = ()
    cpu_s: tuple[float, ...] = ()
    peak_mb: float = math.nan
    unit: str = "s"
    target: Target = Target()
    load: float = math.nan
    found: str = ""
    note: str = ""

    @property
    def median(self) -> float:
        """Median of the runs; nan when there is none."""
        return statistics.median(self.values) if self.values else math.nan

    @property
    def cpu_median_s(self) -> float:
        """Median of processor seconds; nan when there is none."""
        return statistics.median(self.cpu_s) if self.cpu_s else math.nan

    @property
    def is_met(self) -> bool | None:
        """Whether the amount meant to be kept is kept; None when there is none, or nothing was measured."""
        if self.target.value is None or not self.values:
            return None
        return self.median <= self.target.value


@dataclass(frozen=True)
class Ratio:
    """Ours ÷ an alternative for one task.  ``target`` is what the ratio is meant to keep; nan when nothing is."""

    bench: str
    task: str
    ours: str
    other: str
    value: float
    memory: float
    target: float
    unit: str = "s"


#: Units of which less is better, so that a ratio says something.
_LESS_IS_BETTER = ("s", "MB")


def ratios(results: Sequence[Result]) -> list[Ratio]:
    """Return every pair of ours and an alternative that did the same task, in seconds or MB; in order."""
    found = []
    for mine in results:
        if not mine.is_ours or not mine.values:
            continue
        for other in results:
            if other.is_ours or not other.values or (other.bench, other.task) != (mine.bench, mine.task):
                continue
            if other.unit != mine.unit:
                raise ValueError(f"{mine.bench}, {mine.task}: {mine.unit} cannot be compared with {other.unit}.")
            if mine.unit not in _LESS_IS_BETTER:
                continue
            target = mine.target.ratio
            if target is None and mine.target.value is not None:
                target = _divided(mine.target.value, other.median)
            found.append(
                Ratio(
                    mine.bench,
                    mine.task,
                    mine.method,
                    other.method,
                    _divided(mine.median, other.median),
                    _divided(mine.peak_mb, other.peak_mb),
                    math.nan if target is None else target,
                    mine.unit,
                )
            )
    return found


def _divided(a: float, b: float) -> float:
    return a / b if b > 0 else math.nan


def save(path: Path, results: Iterable[Result], about: dict[str, Any]) -> None:
    """Write results as JSON, with what is known of the run."""
    rows = [_plain(asdict(one)) for one in results]
    path.write_text(json.dumps({"about": about, "results": rows}, ensure_ascii=False, indent=1) + "\n", "utf-8")


def load(path: Path) -> tuple[list[Result], dict[str, Any]]:
    """Read what :func:`save` has written."""
    told = json.loads(path.read_text("utf-8"))
    return [_result(row) for row in told["results"]], told["about"]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row without nan, which JSON has none of."""
    return {name: None if isinstance(value, float) and math.isnan(value) else value for name, value in row.items()}


def _result(row: dict[str, Any]) -> Result:
    known: dict[str, Any] = {name: math.nan if value is None else value for name, value in row.items()}
    for name in ("values", "cpu_s"):
        known[name] = tuple(row[name])
    known["target"] = Target(**row["target"])
    return Result(**known)
