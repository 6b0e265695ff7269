"""What a year came to, counted from the register; where a person judges, the sheet leaves a blank.

Third-party evaluation by stages and self-evaluation beside it, by whether plans are effective, timely, sufficient and
efficient: 张小明 (城市跨域风险协同治理).  Everything counted lists what it counted.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from layers.agreements.books import Book
from layers.agreements.gaps import GapReport
from layers.agreements.vocabulary import BorderState, DecisionState, YearState
from layers.inventory.model import iso_date
from layers.year.confirming import to_confirm
from layers.year.days import read_day, year_of, years_after
from layers.year.due import inspected, slots
from layers.year.material import YearMaterial
from layers.year.model import Kind
from layers.year.own import KEY
from layers.year.settings import INSPECTION_YEARS

#: What a person judges; each gets a blank for a mark and one for the grounds.
JUDGED = ("notice", "joint_response", "plans", "supplies", "efficiency", "lessons")
_LIVE = (BorderState.IN_FORCE, BorderState.EXPIRING)


@dataclass(frozen=True)
class Evidence:
    """One thing that was counted: whether it counts as done, what it is, and its day."""

    text: str
    day: str
    counts: bool


@dataclass(frozen=True)
class Indicator:
    """One number of the sheet.

    Attributes
    ----------
    code : str
        Of its words, ``year_indicator.<code>``, ``year_rule.<code>`` (how it is counted).
    done, due : float or None
        What was done and what there was to do, in ``unit``; None is not known.
    """

    code: str
    done: float | None
    due: float | None
    unit: str = "count"  # count, km
    evidence: tuple[Evidence, ...] = ()

    @property
    def share(self) -> float | None:
        """The part that was done, 0–1; None where nothing was due or nobody knows."""
        if self.done is None or not self.due:
            return None
        return min(1.0, self.done / self.due)


@dataclass(frozen=True)
class PairYear:
    """One border in a year."""

    pair: str
    length_m: float
    state: str  # BorderState value for forest fire; "" without a gap map
    done: Mapping[Kind, int]  # meetings, drills, patrols that answer what was asked
    due: Mapping[Kind, int]
    inspected: date | None


@dataclass(frozen=True)
class Evaluation:
    """A year as the register tells it, up to ``until``."""

    year: int
    until: date
    indicators: tuple[Indicator, ...]
    pairs: tuple[PairYear, ...] = field(default=())


def evaluate(material: YearMaterial, year: int, gaps: GapReport | None = None) -> Evaluation:
    """Return the indicators of a year.

    Parameters
    ----------
    gaps : GapReport, optional
        For kilometres by state on the day the year is judged (:func:`judged_on`); without it they are not known.

    Notes
    -----
    Everything is counted up to the last day of the year or the plan's reference date, whichever comes first.  Asked
    counts only parts of the year that are over by then, and those answered early.
    """
    first, last = year_of(year)
    until = judged_on(material, year)
    indicators = (
        _agreements(gaps),
        *(_asked(material, year, until, kind) for kind in (Kind.MEETING, Kind.DRILL, Kind.PATROL)),
        _decisions(material, first, until),
        _inspections(material, until),
        _stock(material, until),
        _hazards(material, until),
        _confirmations(material, year),
        _own(material, first, min(last, until)),
    )
    return Evaluation(year, until, indicators, tuple(_pairs(material, year, until, gaps)))


def judged_on(material: YearMaterial, year: int) -> date:
    """Return the day a year is judged on: its last, or the reference date while it runs."""
    _first, last = year_of(year)
    return min(last, material.on)


def _agreements(gaps: GapReport | None) -> Indicator:
    """Kilometres of inner borders with an agreement in force (those that end soon are in force still)."""
    if gaps is None or not gaps.pairs:
        return Indicator("agreements", None, None, "km")
    live = [one for one in gaps.pairs if one.cover.state in _LIVE]
    evidence = tuple(Evidence(one.pair, "", one.cover.state in _LIVE) for one in gaps.pairs)
    return Indicator("agreements", _km(one.length_m for one in live), _km(one.length_m for one in gaps.pairs), "km",
                     evidence)  # fmt: skip


def _asked(material: YearMaterial, year: int, until: date, kind: Kind) -> Indicator:
    """Parts of the year in which an agreement asks for one, against those in which it was held."""
    found = [slot for slot in slots(material, year) if slot.kind is kind and (slot.end <= until or slot.held)]
    evidence = tuple(
        Evidence(f"{slot.agreement['name']} {slot.number}/{slot.of}",
                 slot.answered.isoformat() if slot.answered is not None and slot.held else "", slot.held)
        for slot in found
    )  # fmt: skip
    return Indicator(f"{kind.value}s", sum(slot.held for slot in found), len(found), evidence=evidence)


def _decisions(material: YearMaterial, first: date, until: date) -> Indicator:
    """Decisions due in the year or overdue from before, dropped ones left out, against those done."""
    evidence = []
    for row in material.rows(Book.MEETING):
        for line in row["decisions"]:
            due = read_day(line["due"])
            if due is None or due > until or line["state"] == DecisionState.DROPPED:
                continue
            is_done = line["state"] == DecisionState.DONE
            if due >= first or not is_done:
                evidence.append(Evidence(str(line["text"]), str(line["due"]), is_done))
    return _counted("decisions", evidence)


def _inspections(material: YearMaterial, until: date) -> Indicator:
    """Kilometres of borders inspected jointly within five years."""
    evidence, done = [], []
    for pair, length in sorted(material.borders.items()):
        last = inspected(material, pair, until)
        is_fresh = last is not None and years_after(last, INSPECTION_YEARS) >= until
        evidence.append(Evidence(pair, last.isoformat() if last else "", is_fresh))
        done += [length] if is_fresh else []
    if not evidence:
        return Indicator("boundary", None, None, "km")
    return Indicator("boundary", _km(done), _km(material.borders.values()), "km", tuple(evidence))


def _stock(material: YearMaterial, until: date) -> Indicator:
    """Rows of the inventory that somebody had checked by that day and within the limit, against all."""
    limit = until - timedelta(days=material.stale_days)
    evidence = [
        Evidence(
            row.name or row.item, row.checked, (day := iso_date(row.checked)) is not None and limit <= day <= until
        )
        for row in material.stock
    ]
    return _counted("stock", evidence)


def _hazards(material: YearMaterial, until: date) -> Indicator:
    """Hazard sources near the line whose findings were to be put right by then, against those put right."""
    evidence = []
    for row in material.hazards:
        due = iso_date(row.check.due)
        if due is not None and due <= until:
            evidence.append(Evidence(row.source.name, row.check.due, row.check.rectification == "done"))
    return _counted("hazards", evidence)


def _confirmations(material: YearMaterial, year: int) -> Indicator:
    lines = to_confirm(material, year)
    evidence = [
        Evidence(line.title, line.tick.day if line.tick is not None else "", line.is_confirmed) for line in lines
    ]
    return _counted("confirmed", evidence)


def _own(material: YearMaterial, first: date, until: date) -> Indicator:
    """Own entries that were due, against those done; what stands for a rule is counted by the rule."""
    evidence = []
    for row in material.rows(Book.YEAR):
        day = read_day(row["date"])
        is_due = day is not None and first <= day <= until and row["state"] != YearState.DROPPED
        if is_due and not row["origin"].get(KEY):
            evidence.append(Evidence(str(row["title"]), str(row["date"]), row["state"] == YearState.DONE))
    return _counted("planned", evidence)


def _pairs(material: YearMaterial, year: int, until: date, gaps: GapReport | None) -> Iterator[PairYear]:
    states = {one.pair: one.cover.state.value for one in gaps.pairs} if gaps is not None else {}
    asked = [slot for slot in slots(material, year) if slot.end <= until or slot.held]
    for pair, length in sorted(material.borders.items()):
        mine = [slot for slot in asked if pair in material.pairs_of(slot.agreement)]
        kinds = (Kind.MEETING, Kind.DRILL, Kind.PATROL)
        yield PairYear(
            pair,
            length,
            states.get(pair, ""),
            {kind: sum(slot.held for slot in mine if slot.kind is kind) for kind in kinds},
            {kind: sum(slot.kind is kind for slot in mine) for kind in kinds},
            inspected(material, pair, until),
        )


def _counted(code: str, evidence: Sequence[Evidence]) -> Indicator:
    return Indicator(code, sum(one.counts for one in evidence), len(evidence), evidence=tuple(evidence))


def _km(lengths: Any) -> float:
    """Return kilometres as printed, one decimal each, so that they add up."""
    return round(math.fsum(round(length / 1000.0, 1) for length in lengths), 1)
