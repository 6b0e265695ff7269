"""What is found in single features while a layer is read, and what becomes of each: arrays, no object per feature."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layers.sources.model import Problem, Severity

Rows = NDArray[np.intp]


class Action(StrEnum):
    """What the program does by itself with a feature in which it found something."""

    MENDED = "mended"  # changed so that it can be measured; declined, it is left out
    KEPT = "kept"  # as it is; declined, it is left out
    LEFT_OUT = "left_out"  # there is nothing that could be kept
    TOLD = "told"  # of no harm: kept, and nothing to decide


#: Every code of a mark → what is done.  Declining has one meaning everywhere: the feature is left out of the plan.
ACTIONS: dict[str, Action] = {
    "mended_invalid": Action.MENDED,
    "rings_closed": Action.MENDED,
    "mended_non_finite": Action.MENDED,
    "curves_linearised": Action.MENDED,
    "duplicate_feature": Action.KEPT,
    "duplicate_geometry": Action.KEPT,
    "sliver_shape": Action.KEPT,
    "outside_china": Action.KEPT,
    "far_from_rest": Action.KEPT,
    "dropped_unusable": Action.LEFT_OUT,
    "dropped_tangled": Action.LEFT_OUT,
    "dropped_non_finite": Action.LEFT_OUT,
    "dropped_empty": Action.LEFT_OUT,
    "rows_without_coordinates": Action.LEFT_OUT,
    "dropped_other_shape": Action.LEFT_OUT,
    "split_mixed": Action.TOLD,
    "same_attributes": Action.TOLD,
    "repeated_points": Action.TOLD,
    "dropped_z": Action.TOLD,
    "dropped_m": Action.TOLD,
}

#: Why a polygon is not valid, as GEOS says it → code; ``bow_tie`` is a crossing that parts it into several pieces.
INVALID_REASONS: dict[str, str] = {
    "Self-intersection": "self_intersection",
    "Ring Self-intersection": "ring_touches_itself",
    "Hole lies outside shell": "hole_outside",
    "Holes are nested": "nested_holes",
    "Nested holes": "nested_holes",
    "Nested shells": "nested_shells",
    "Interior is disconnected": "interior_cut",
    "Duplicate Rings": "duplicate_rings",
    "Too few points in geometry component": "too_few_points",
}
REASON_CODES = (*dict.fromkeys(INVALID_REASONS.values()), "bow_tie", "other")


@dataclass(eq=False)
class Mark:
    """One kind of thing found in some features of a layer.

    Attributes
    ----------
    code : str
        A key of :data:`ACTIONS` and of :data:`~layers.sources.model.PROBLEM_CODES`.
    rows : ndarray of n
        Positions of the features in the file, 0-based.
    facts : mapping
        Of the kind as a whole, beside ``count``.
    before, after : ndarray of n, optional
        Figures, by code: ``mended_invalid`` m² as its owner's program measures it and as mended,
        ``mended_non_finite`` and ``repeated_points`` points before and after, ``sliver_shape`` m² and
        mean width in m, ``far_from_rest`` metres from the middle of the layer (``before``).
    reasons : ndarray of n codes of :data:`REASON_CODES`, optional
    points : ndarray n × 2, optional
        Where exactly, nan where not known.
    others : ndarray of n, optional
        The row each repeats.
    shapes : ndarray of n, optional
        The shapes before they were mended, or those that were left out.
    """

    code: str
    severity: Severity
    rows: Rows
    facts: Mapping[str, Any] = field(default_factory=dict)
    before: NDArray[np.float64] | None = None
    after: NDArray[np.float64] | None = None
    reasons: NDArray[np.object_] | None = None
    points: NDArray[np.float64] | None = None
    others: Rows | None = None
    shapes: NDArray[np.object_] | None = None

    @property
    def problem(self) -> Problem:
        """The finding about the layer as a whole."""
        return Problem(self.code, self.severity, {"count": len(self.rows), **self.facts})

    def at(self, rows: Rows) -> Mark:
        """Return the mark with its rows, positions among some features, as ``rows`` of the file."""
        others = None if self.others is None else rows[self.others]
        return replace(self, rows=rows[self.rows], others=others)

    def only(self, kept: NDArray[np.bool_]) -> Mark:
        """Return the mark of a part of its features."""
        out = replace(self, rows=self.rows[kept])
        for name in ("before", "after", "reasons", "points", "others", "shapes"):
            values = getattr(self, name)
            setattr(out, name, None if values is None else values[kept])
        return out


def item_id(code: str, row: int) -> str:
    """Return the id by which one feature of a kind is declined in ``ReadChoice.declined``."""
    return f"{code}:{row}"


def is_declined(mark: Mark, declined: frozenset[str]) -> NDArray[np.bool_]:
    """Return which features of a mark the planner leaves out: the whole kind, or by their ids."""
    if not declined or ACTIONS[mark.code] not in (Action.MENDED, Action.KEPT):
        return np.zeros(len(mark.rows), dtype=bool)
    if mark.code in declined:
        return np.ones(len(mark.rows), dtype=bool)
    asked = [int(one.rsplit(":", 1)[1]) for one in declined if one.startswith(mark.code + ":")]
    return np.isin(mark.rows, np.array(asked, dtype=np.intp))


def as_choice(declined: Iterable[str]) -> dict[str, Any]:
    """Return what was declined as plain data: code → ``"all"`` or rows."""
    out: dict[str, Any] = {}
    for one in sorted(declined):
        code, _, row = one.partition(":")
        if not row:
            out[code] = "all"
        elif out.get(code) != "all":
            out.setdefault(code, []).append(int(row))
    return {code: rows if rows == "all" else sorted(rows) for code, rows in out.items()}


def from_choice(stored: Mapping[str, Any]) -> frozenset[str]:
    """Return what :func:`as_choice` was made from."""
    out: set[str] = set()
    for code, rows in stored.items():
        out |= {code} if rows == "all" else {item_id(code, int(row)) for row in rows}
    return frozenset(out)


def problems_of(marks: Sequence[Mark], declined: frozenset[str]) -> list[Problem]:
    """Return the findings of marks that have any feature; of those mended, without the ones left out instead."""
    problems = []
    for mark in marks:
        if ACTIONS[mark.code] is Action.MENDED and declined:
            mark = mark.only(~is_declined(mark, declined))
        if len(mark.rows) or "shapes" in mark.facts:
            problems.append(mark.problem)
    return problems
