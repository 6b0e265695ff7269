"""Runs of equal banks → reaches: interior, bordering, grazing, and the places where a river crosses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from layers.hazards.river_banks import Run
from layers.kinds import ReachType


@dataclass(frozen=True)
class Reach:
    """A stretch of a river in one position against the county lines.

    ``left`` and ``right`` are the counties on the banks.  ``holders`` are the counties that hold
    its length: the one it runs in, or both banks of a bordering reach.
    """

    kind: ReachType
    start: float
    end: float
    left: str
    right: str
    holders: tuple[str, ...]
    before: tuple[str, ...] = ()  # holders of the reach before, along the line
    after: tuple[str, ...] = ()

    @property
    def length_m(self) -> float:
        """Geodesic length."""
        return self.end - self.start


@dataclass(frozen=True)
class Crossing:
    """A place where a river passes from one county into another, in the order of the line."""

    at: float
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Resolved:
    """The reaches of one line, which add up to it, and its crossings."""

    reaches: list[Reach] = field(default_factory=list)
    crossings: list[Crossing] = field(default_factory=list)


Locate = Callable[[float, float, tuple[str, ...], tuple[str, ...]], float]


def resolve(runs: list[Run], *, shortest_m: float, gap_m: float, locate: Locate) -> Resolved:
    """Classify the runs of one line: bordering, crossing or graze [P]; see docs/rivers.md.

    Parameters
    ----------
    runs : list of Run
        In order, without gaps.
    shortest_m : float
        A bank-split run at least this long is a bordering reach; a shorter one between two
        counties is part of a crossing, within one county a graze.
    gap_m : float
        Interruptions of a bank-split run shorter than this are part of it.
    locate : callable
        ``locate(low, high, before, after)`` returns where between two running measures the
        centreline passes from the counties before to the counties after.
    """
    if not runs:
        return Resolved()
    parts = _joined(_grouped(runs, gap_m))
    firm = [i for i, part in enumerate(parts) if part.left == part.right or part.length_m >= shortest_m]
    if not firm:
        return Resolved([_graze(parts[0].start, parts[-1].end, parts, None)])
    reaches = [_firm(parts[i]) for i in firm]
    reaches[0] = replace(reaches[0], start=parts[0].start)
    reaches[-1] = replace(reaches[-1], end=parts[-1].end)
    result = Resolved([reaches[0]])
    for (i, j), following in zip(pairwise(firm), reaches[1:], strict=True):
        _connect(result, following, parts[i + 1 : j], locate)
    return Resolved(_merged(result.reaches), result.crossings)


def _grouped(runs: list[Run], gap_m: float) -> list[Run]:
    """Join bank-split runs of one pair of counties over interruptions shorter than ``gap_m``."""
    grouped: list[Run] = []
    i = 0
    while i < len(runs):
        if runs[i].left == runs[i].right:
            grouped.append(runs[i])
            i += 1
            continue
        last = i
        while (following := _continuation(runs, last, gap_m)) is not None:
            last = following
        grouped.append(_group(runs[i : last + 1]))
        i = last + 1
    return grouped


def _continuation(runs: list[Run], i: int, gap_m: float) -> int | None:
    """Return the next run with the same two counties on its banks, if only a short gap is between."""
    pair = {runs[i].left, runs[i].right}
    between_m = 0.0
    for k in range(i + 1, len(runs)):
        run = runs[k]
        if {run.left, run.right} == pair:
            turned = run.left != runs[i].left
            # A river that turns back along the line has its banks the other way round: two reaches.
            if turned and run.length_m >= gap_m and runs[i].length_m >= gap_m:
                return None
            return k
        between_m += run.length_m
        if between_m >= gap_m:
            return None
    return None


def _group(runs: list[Run]) -> Run:
    """Return one run for a group; its banks are those of most of its length."""
    lengths: dict[tuple[str, str], float] = {}
    pair = {runs[0].left, runs[0].right}
    for run in runs:
        if {run.left, run.right} == pair:
            lengths[run.left, run.right] = lengths.get((run.left, run.right), 0.0) + run.length_m
    left, right = max(sorted(lengths), key=lambda banks: lengths[banks])
    return Run(runs[0].start, runs[-1].end, left, right)


def _joined(runs: list[Run]) -> list[Run]:
    """Join neighbours with the same banks."""
    joined: list[Run] = []
    for run in runs:
        if joined and (joined[-1].left, joined[-1].right) == (run.left, run.right):
            joined[-1] = replace(joined[-1], end=run.end)
        else:
            joined.append(run)
    return joined


def _firm(run: Run) -> Reach:
    """Return the reach of a run that needs no neighbours to be understood."""
    if run.left == run.right:
        return Reach(ReachType.INTERIOR, run.start, run.end, run.left, run.right, (run.left,))
    holders = tuple(sorted((run.left, run.right)))
    return Reach(ReachType.BORDERING, run.start, run.end, run.left, run.right, holders)


def _graze(start: float, end: float, runs: list[Run], county: str | None) -> Reach:
    """Return a graze: a bank passes a line for a short way.  Without a county around it, both banks hold it."""
    longest = max(runs, key=lambda run: run.length_m)
    holders = (county,) if county is not None else tuple(sorted((longest.left, longest.right)))
    return Reach(ReachType.GRAZING, start, end, longest.left, longest.right, holders)


def _connect(result: Resolved, following: Reach, between: list[Run], locate: Locate) -> None:
    """Append a reach, settling the short bank-split runs between it and the last one."""
    last = result.reaches[-1]
    if between and last.holders == following.holders and last.kind is ReachType.INTERIOR is following.kind:
        result.reaches.extend([_graze(last.end, following.start, between, last.holders[0]), following])
        return
    crosses = not set(last.holders) & set(following.holders)
    if crosses:
        cut = locate(last.end, following.start, last.holders, following.holders)
        result.crossings.append(Crossing(cut, last.holders, following.holders))
        # A bordering reach keeps its ends; only where two interiors meet does the crossing part them.
        if ReachType.BORDERING in (last.kind, following.kind):
            cut = min(max(cut, last.end), following.start)
    elif following.kind is ReachType.BORDERING and last.kind is not ReachType.BORDERING:
        cut = following.start
    elif last.kind is ReachType.BORDERING and following.kind is not ReachType.BORDERING:
        cut = last.end
    else:
        cut = (last.end + following.start) / 2.0
    cut = min(max(cut, last.start), following.end)
    result.reaches[-1] = replace(last, end=cut)
    result.reaches.append(replace(following, start=cut))


def _merged(reaches: list[Reach]) -> list[Reach]:
    """Drop reaches of no length and tell each which counties come before and after it."""
    kept = [reach for reach in reaches if reach.length_m > 0.0]
    told = []
    for i, reach in enumerate(kept):
        before = kept[i - 1].holders if i else ()
        after = kept[i + 1].holders if i + 1 < len(kept) else ()
        told.append(replace(reach, before=before, after=after))
    return told
