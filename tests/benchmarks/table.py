"""Results as a page of Markdown: a table for each benchmark, ours first, with its ratio to each of the others."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from tests.benchmarks import machine
from tests.benchmarks.result import Ratio, Result, ratios

_HEAD = "| task | method | median (range) | CPU | peak memory | target | ours ÷ it | memory, ours ÷ it |\n"
_RULE = "|---|---|---|---|---|---|---|---|\n"


def page(results: Sequence[Result], about: dict[str, Any], *, level: int = 2) -> str:
    """Return the whole page."""
    quick = " **Small sets, one run: this tries the machinery and measures nothing.**" if about["is_quick"] else ""
    parts = [f"{machine.sentence(about)}{quick}\n"]
    for bench in dict.fromkeys(one.bench for one in results):
        rows = [one for one in results if one.bench == bench]
        loads = [one.load for one in rows if not math.isnan(one.load)]
        beside = f", load {min(loads):.1f}–{max(loads):.1f}" if loads else ""
        parts.append(f"\n{'#' * level} `{bench}`{beside}\n\n{_HEAD}{_RULE}" + "".join(_rows(rows)))
    return "".join(parts)


def _rows(results: Sequence[Result]) -> list[str]:
    """Return lines task by task; what could not be run comes last."""
    lines = []
    every = ratios(results)
    for task in dict.fromkeys(one.task for one in results if one.values):
        same = sorted((one for one in results if one.task == task and one.values), key=lambda one: not one.is_ours)
        for number, one in enumerate(same):
            against = [ratio for ratio in every if ratio.task == task and ratio.other == one.method and not one.is_ours]
            lines.append(_row(task if number == 0 else "", one, against))
    for one in results:
        if not one.values:
            lines.append(f"| {one.task} | {_named(one)} | – | – | – | – | – | {one.note} |\n")
    return lines


def _row(task: str, one: Result, against: Sequence[Ratio]) -> str:
    found = f" → {one.found}" if one.found else ""
    cells = (
        task,
        f"{_named(one)}{found}",
        _amounts(one),
        "–" if math.isnan(one.cpu_median_s) else amount(one.cpu_median_s, "s"),
        "–" if one.unit == "MB" or math.isnan(one.peak_mb) else f"{one.peak_mb:,.0f} MB",
        _target(one),
        _several([(ratio.ours, ratio.value) for ratio in against]),
        _several([(ratio.ours, ratio.memory) for ratio in against if one.unit != "MB"]),
    )
    return f"| {' | '.join(cells)} |\n"


def _named(one: Result) -> str:
    return f"**{one.method}**" if one.is_ours else one.method


def _amounts(one: Result) -> str:
    if len(one.values) == 1:
        return amount(one.median, one.unit)
    middle, least, most = (amount(value, one.unit) for value in (one.median, min(one.values), max(one.values)))
    if least == most:
        return middle
    if least.split()[-1] == most.split()[-1]:
        least = least.split()[0]
    return f"{middle} ({least}–{most})"


def _target(one: Result) -> str:
    """Return the target, with a mark when it was kept or not."""
    words = []
    if one.target.value is not None:
        words.append(f"{amount(one.target.value, one.unit)} {'✓' if one.is_met else '✗'}")
    if one.target.ratio is not None:
        words.append(f"{one.target.ratio:g} ×")
    if one.target.peak_mb is not None:
        words.append(f"{one.target.peak_mb:,.0f} MB {'✓' if one.peak_mb <= one.target.peak_mb else '✗'}")
    return ", ".join(words) or "–"


def _several(pairs: Sequence[tuple[str, float]]) -> str:
    """Return ratios; each with the name of ours where there are more than one."""
    known = [(name, value) for name, value in pairs if not math.isnan(value)]
    if len(known) == 1:
        return share(known[0][1])
    return ", ".join(f"{name} {share(value)}" for name, value in known) or "–"


def share(value: float) -> str:
    """Return a ratio with two digits that count.

    >>> share(0.0312), share(0.27), share(1.43), share(143.2)
    ('0.031', '0.27', '1.4', '143')
    """
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}" if value >= 1 else f"{value:.2g}"


def amount(value: float, unit: str) -> str:
    """Return an amount with its unit; seconds below a tenth as milliseconds.

    >>> amount(0.00047, "s"), amount(6.713, "s"), amount(120.4, "s"), amount(243.2, "MB"), amount(98.76, "%")
    ('0.47 ms', '6.7 s', '120 s', '243 MB', '98.8 %')
    """
    if unit == "s":
        number, unit = (value, "s") if value >= 0.1 else (value * 1000.0, "ms")
        digits = 2 if number < 1 else 1 if number < 10 else 0
        return f"{number:,.{digits}f} {unit}"
    return f"{value:,.0f} {unit}" if value >= 100 or unit == "MB" else f"{value:.1f} {unit}"
