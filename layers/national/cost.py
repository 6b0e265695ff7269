"""What a run takes with any number of workers, from what its pieces took: the cost model of ``docs/national.md``.

T(n) = prepare + assemble + Σ over steps of the time in which n workers do the step's pieces, each with an overhead;
pieces are dealt out as the scheduler does, the heaviest first to whoever is free, and a step begins when the one before
it is done.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from layers.national.running import Report

#: Numbers of workers in a table.
WORKERS = (1, 2, 4, 8, 16, 32, 100)


@dataclass(frozen=True)
class Costs:
    """What decides how long a run takes.

    Attributes
    ----------
    serial_s : float
        Preparing and putting together, in one process.
    steps : dict of (batch, step) to list of float
        Seconds of each piece, by one worker alone.
    overhead_s : float
        Of a piece besides its own seconds: handing it out, its record, loading a region.
    measured_s : dict of int to float
        Workers → seconds that pieces took.
    """

    serial_s: float
    steps: dict[tuple[str, str], list[float]]
    overhead_s: float
    measured_s: dict[int, float] = field(default_factory=dict)


def span(pieces: Sequence[float], workers: int, overhead_s: float) -> float:
    """Return the seconds until the last of some pieces is done: the heaviest first, each to the first who is free."""
    free = [0.0] * workers
    heapq.heapify(free)
    for seconds in sorted(pieces, reverse=True):
        heapq.heappush(free, heapq.heappop(free) + seconds + overhead_s)
    return max(free, default=0.0)


def predicted_s(costs: Costs, workers: int, *, together: bool = False) -> float:
    """Return the seconds of a run; ``together`` when the pieces of all regions are handed out at once."""
    steps: dict[tuple[str, str], list[float]] = defaultdict(list)
    for (region, step), pieces in costs.steps.items():
        steps["" if together else region, step] += pieces
    return costs.serial_s + sum(span(pieces, workers, costs.overhead_s) for pieces in steps.values())


def fitted(one: Report, two: Report | None = None) -> Costs:
    """Return the costs that the records of a run by one worker say; a run by two checks them."""
    steps: dict[tuple[str, str], list[float]] = defaultdict(list)
    for record in one.records:
        region, step, _ = record.piece.split("/")
        steps[region, "cut" if step == "assess" else step].append(record.seconds)
    work = sum(record.seconds for record in one.records)
    overhead = max(0.0, one.pieces_s - work) / max(len(one.records), 1)
    measured = {1: one.prepare_s + one.pieces_s + one.assemble_s}
    if two is not None:
        measured[2] = two.prepare_s + two.pieces_s + two.assemble_s
    return Costs(one.prepare_s + one.assemble_s, dict(steps), overhead, measured)


def table(costs: Costs) -> str:
    """Return a table of workers, predicted and measured seconds."""
    lines = ["  workers  region by region  regions together  measured"]
    for workers in WORKERS:
        apart, together = (predicted_s(costs, workers, together=how) for how in (False, True))
        seen = f"{costs.measured_s[workers]:.0f}" if workers in costs.measured_s else "–"
        lines.append(f"  {workers:>7}  {apart:>16.0f}  {together:>16.0f}  {seen:>8}")
    longest = max((max(pieces) for pieces in costs.steps.values()), default=0.0)
    lines.append(
        f"  serial {costs.serial_s:.0f} s, {costs.overhead_s * 1000:.0f} ms a piece, longest piece {longest:.1f} s"
    )
    return "\n".join(lines)
