"""What an amendment changes: area added and removed, clauses struck out and put in, columns that say something else.

Areas are cut in a metric CRS in which edges are straight and no longer than 200 m, and measured on the CGCS2000
ellipsoid (:func:`layers.geodesy.areas_m2`), so that before + added − removed = after.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layers.crs import STORAGE_CRS, densified, metric_epsg, transform
from layers.geodesy import areas_m2
from layers.patrol.division import polygonal
from layers.versions.content import Content
from layers.versions.model import ThingKind

#: Less than this is the rounding of coordinates, not a change of an outline.
LEAST_M2 = 0.01
#: Paragraphs that have less than this in common are one struck out and one put in, not one changed.
_ALIKE = 0.4

#: A Chinese sign, a word, a number, or anything else by itself.
_PIECES = re.compile(r"[A-Za-z]+|\d+(?:[.,]\d+)*|\s+|.", re.DOTALL)


class Mark(StrEnum):
    """What became of a piece of text, a column or a shape."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Run:
    """A piece of a clause: kept, struck out or put in."""

    mark: Mark
    text: str


@dataclass(frozen=True)
class ClauseChange:
    """One paragraph before and after; ``runs`` in reading order."""

    mark: Mark
    runs: tuple[Run, ...]

    @property
    def before(self) -> str:
        """The paragraph as it was; "" when it is new."""
        return "".join(run.text for run in self.runs if run.mark is not Mark.ADDED)

    @property
    def after(self) -> str:
        """The paragraph as it is; "" when it was struck out."""
        return "".join(run.text for run in self.runs if run.mark is not Mark.REMOVED)


@dataclass(frozen=True)
class ShapeChange:
    """One area: square metres on the ellipsoid, shapes in EPSG:4490."""

    uid: str
    title: str
    mark: Mark
    before_m2: float
    after_m2: float
    added_m2: float
    removed_m2: float
    added: BaseGeometry
    removed: BaseGeometry
    kept: BaseGeometry


@dataclass(frozen=True)
class ColumnChange:
    """One column, of the thing itself or of an area or responsibility in its annex (``of``: its name)."""

    name: str
    before: Any
    after: Any
    of: str = ""


@dataclass(frozen=True)
class Redline:
    """All that differs between two versions."""

    shapes: tuple[ShapeChange, ...]
    clauses: tuple[ClauseChange, ...]
    columns: tuple[ColumnChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (
            self.columns
            or any(one.mark is not Mark.SAME for one in self.shapes)
            or any(one.mark is not Mark.SAME for one in self.clauses)
        )

    @property
    def added_m2(self) -> float:
        """Area put in, all shapes together."""
        return sum(one.added_m2 for one in self.shapes)

    @property
    def removed_m2(self) -> float:
        """Area taken out, all shapes together."""
        return sum(one.removed_m2 for one in self.shapes)


def redline(before: Content | None, after: Content) -> Redline:
    """Return what a version changes against the one before; without one, all of it is new."""
    old = before or Content(after.kind, after.uid, {})
    return Redline(
        tuple(_shapes(old, after)),
        tuple(clause_changes(old.clauses, after.clauses)),
        tuple(_columns(old, after)),
    )


# --- shapes ---------------------------------------------------------------------------------------------


def shape_change(
    before: BaseGeometry | None, after: BaseGeometry | None, *, uid: str = "", title: str = ""
) -> ShapeChange:
    """Return what an outline gained and lost.

    Parameters
    ----------
    before, after : Polygon, MultiPolygon or None, EPSG:4490
    """
    both = [shape for shape in (before, after) if shape is not None and not shape.is_empty]
    nothing = shapely.Polygon()
    if not both:
        return ShapeChange(uid, title, Mark.SAME, 0.0, 0.0, 0.0, 0.0, nothing, nothing, nothing)
    epsg = f"EPSG:{metric_epsg(shapely.union_all([shapely.box(*shape.bounds) for shape in both]).bounds)}"
    old, new = (_plane(shape, epsg) for shape in (before, after))
    added, removed = polygonal(shapely.difference(new, old)), polygonal(shapely.difference(old, new))
    kept = polygonal(shapely.intersection(old, new))
    before_m2, after_m2, added_m2, removed_m2 = _measured((old, new, added, removed), epsg)
    if added_m2 < LEAST_M2:
        added, added_m2 = nothing, 0.0
    if removed_m2 < LEAST_M2:
        removed, removed_m2 = nothing, 0.0
    mark = (
        Mark.ADDED
        if before is None or before.is_empty
        else Mark.REMOVED
        if after is None or after.is_empty
        else Mark.CHANGED
        if added_m2 or removed_m2
        else Mark.SAME
    )
    shown = [transform(shape, epsg, STORAGE_CRS) for shape in (added, removed, kept)]
    return ShapeChange(uid, title, mark, before_m2, after_m2, added_m2, removed_m2, *shown)


def _plane(shape: BaseGeometry | None, epsg: str) -> BaseGeometry:
    if shape is None or shape.is_empty:
        return shapely.Polygon()
    flat = densified(transform(shape, STORAGE_CRS, epsg))
    return flat if flat.is_valid else polygonal(shapely.make_valid(flat))


def _measured(shapes: Sequence[BaseGeometry], epsg: str) -> list[float]:
    every = np.empty(len(shapes), dtype=object)
    every[:] = [densified(shape) for shape in shapes]
    return [float(one) for one in areas_m2(every, epsg)]


def _shapes(old: Content, new: Content) -> list[ShapeChange]:
    if new.kind is ThingKind.PATROL_AREA:
        return [shape_change(old.geometry, new.geometry, uid=new.uid, title=new.title)]
    before = {part.uid: part for part in old.areas}
    after = {part.uid: part for part in new.areas}
    found = []
    for uid in dict.fromkeys((*after, *before)):
        one, other = before.get(uid), after.get(uid)
        told = other or one
        assert told is not None
        found.append(
            shape_change(
                one and one.geometry, other and other.geometry, uid=uid, title=str(told.attributes.get("name") or "")
            )
        )
    return found


# --- clauses --------------------------------------------------------------------------------------------


def clause_changes(before: Sequence[str], after: Sequence[str]) -> list[ClauseChange]:
    """Return two texts laid beside each other, paragraph by paragraph, and sign by sign inside those that changed."""
    found: list[ClauseChange] = []
    for code, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if code == "equal":
            found += [ClauseChange(Mark.SAME, (Run(Mark.SAME, text),)) for text in before[a:b]]
        else:
            found += _replaced(before[a:b], after[c:d])
    return found


def text_runs(before: str, after: str) -> tuple[Run, ...]:
    """Return one paragraph with what was struck out and put in: whole words and numbers, single Chinese signs."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    runs: list[Run] = []
    for code, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if code == "equal":
            runs.append(Run(Mark.SAME, "".join(old[a:b])))
            continue
        if a < b:
            runs.append(Run(Mark.REMOVED, "".join(old[a:b])))
        if c < d:
            runs.append(Run(Mark.ADDED, "".join(new[c:d])))
    return tuple(runs)


def _replaced(old: Sequence[str], new: Sequence[str]) -> list[ClauseChange]:
    """Pair the paragraphs of a stretch that are alike, in order; the others come and go whole."""
    found: list[ClauseChange] = []
    start = 0
    for text in old:
        likeness = [(_likeness(text, other), -place) for place, other in enumerate(new[start:])]
        best = max(likeness, default=(0.0, 0))
        if best[0] < _ALIKE:
            found.append(ClauseChange(Mark.REMOVED, (Run(Mark.REMOVED, text),)))
            continue
        at = start - best[1]
        found += [ClauseChange(Mark.ADDED, (Run(Mark.ADDED, one),)) for one in new[start:at]]
        found.append(ClauseChange(Mark.CHANGED, text_runs(text, new[at])))
        start = at + 1
    found += [ClauseChange(Mark.ADDED, (Run(Mark.ADDED, one),)) for one in new[start:]]
    return found


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE else 0.0


# --- columns --------------------------------------------------------------------------------------------


def _columns(old: Content, new: Content) -> list[ColumnChange]:
    found = _between(old.attributes, new.attributes, "")
    before = {part.uid: part.attributes for part in old.areas}
    for part in new.areas:
        if part.uid in before:
            found += _between(before[part.uid], part.attributes, str(part.attributes.get("name") or ""))
    rows = {str(row.get("uid")): row for row in old.duties}
    left = dict(rows)
    for row in new.duties:
        was = left.pop(str(row.get("uid")), {})
        found += _between(was, row, str(row.get("evidence") or row.get("task") or ""))
    for row in left.values():
        found += _between(row, {}, str(row.get("evidence") or row.get("task") or ""))
    return found


def _between(before: Mapping[str, Any], after: Mapping[str, Any], of: str) -> list[ColumnChange]:
    names = dict.fromkeys((*before, *after))
    return [
        ColumnChange(name, before.get(name), after.get(name), of)
        for name in names
        if name != "uid" and before.get(name) != after.get(name)
    ]
