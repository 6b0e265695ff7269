"""The mending report of one layer: feature by feature what was found, where, and what was done.

Complete where a file was just read; in a plan at most :data:`STORED_PER_KIND` features of a kind are kept
(counts stay exact), as plain data in :attr:`layers.plan.model.SourceInfo.mending`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.geodesy import areas_m2
from layers.kinds import Role
from layers.sources.fields import find, texts
from layers.sources.marks import ACTIONS, Action, Mark, Rows, as_choice, from_choice, is_declined, item_id
from layers.sources.mending import Geometries, Mended
from layers.sources.model import ReadChoice

#: Features of one kind that a plan keeps.
STORED_PER_KIND = 300
#: Features of one kind, and vertices of all kinds, whose shapes are kept for pictures of a file just read.
_PICTURED, _PICTURED_VERTICES = 2_000, 400_000

_Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Found:
    """One kind of thing found: parallel arrays with one entry per feature, in the order of the file.

    Attributes
    ----------
    code : str
        A key of :data:`layers.sources.marks.ACTIONS`.
    count, left_out_count : int
        How many features there are of the kind, and how many of these the planner left out; exact also where
        fewer are listed.
    rows : ndarray
        Positions in the file, 0-based.
    fids : ndarray or None
        The feature ids that other programs show; None where the format has none.
    names, uids : ndarray of str
        Name or code in the file; uid in the plan.  "" where there is none.
    boxes : ndarray n × 4
        Degrees (EPSG:4490), or the file's coordinates where the report is not ``lonlat``; nan without a place.
    before, after, reasons, points, others
        As in :class:`layers.sources.marks.Mark`; ``others`` are rows.
    left_out : ndarray of bool
        Left out because the planner declined.
    shapes_before, shapes_after : ndarray of shapes or None
        For pictures; entries beyond a budget are None.
    """

    code: str
    count: int
    left_out_count: int
    rows: Rows
    fids: NDArray[np.int64] | None
    names: NDArray[np.object_]
    uids: NDArray[np.object_]
    boxes: _Floats
    left_out: NDArray[np.bool_]
    before: _Floats | None = None
    after: _Floats | None = None
    reasons: NDArray[np.object_] | None = None
    points: _Floats | None = None
    others: Rows | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    shapes_before: Geometries | None = None
    shapes_after: Geometries | None = None

    @property
    def action(self) -> Action:
        """What the program does by itself."""
        return ACTIONS[self.code]

    @property
    def may_decline(self) -> bool:
        """Whether the planner can leave such features out."""
        return self.action in (Action.MENDED, Action.KEPT)

    @property
    def is_complete(self) -> bool:
        """Whether every feature is listed."""
        return len(self.rows) == self.count

    def ids(self) -> list[str]:
        """Return the ids for ``ReadChoice.declined``."""
        return [item_id(self.code, row) for row in self.rows.tolist()]


@dataclass(frozen=True, eq=False)
class MendingReport:
    """Everything found in the features of one layer.

    Attributes
    ----------
    features : int
        Rows of the file's layer.
    lonlat : bool
        Whether places are EPSG:4490; else they are the file's own coordinates, for want of a CRS.
    found : tuple of Found
        In the order of :data:`layers.sources.marks.ACTIONS`.
    choice : mapping
        The parts of :class:`ReadChoice` that decide what is read, to read the same again.
    """

    features: int = 0
    lonlat: bool = True
    found: tuple[Found, ...] = ()
    choice: Mapping[str, Any] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many things were found; a feature may have several."""
        return sum(one.count for one in self.found)

    @property
    def is_complete(self) -> bool:
        """Whether every feature is listed."""
        return all(one.is_complete for one in self.found)

    def of(self, code: str) -> Found | None:
        """Return what was found of a kind."""
        return next((one for one in self.found if one.code == code), None)

    def as_stored(self) -> dict[str, Any]:
        """Return the report as plain data, shortened to what a plan keeps; empty when nothing was found."""
        if not self.found:
            return {}
        kinds = [_stored(one) for one in self.found]
        return {"features": self.features, "choice": dict(self.choice), "kinds": kinds}

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> MendingReport:
        """Return the report that a plan keeps; entries of kinds this program does not know are passed over."""
        kinds = tuple(_loaded(kind) for kind in stored.get("kinds", ()) if kind.get("code") in ACTIONS)
        return cls(int(stored.get("features", 0)), True, kinds, stored.get("choice", {}))


def declined_rows(marks: Sequence[Mark], declined: frozenset[str]) -> Rows:
    """Return the rows that the planner leaves out, ascending."""
    rows = [mark.rows[is_declined(mark, declined)] for mark in marks]
    return np.unique(np.concatenate(rows)) if rows else np.zeros(0, dtype=np.intp)


def report_of(
    marks: Sequence[Mark],
    mended: Mended,
    taken: Rows,
    uids: NDArray[np.object_],
    attributes: pd.DataFrame,
    fids: NDArray[np.int64] | None,
    choice: ReadChoice,
    *,
    lonlat: bool,
) -> MendingReport:
    """Return the report of one layer.

    Parameters
    ----------
    marks : sequence of Mark
        With rows of the file; shapes that were left out are in the coordinates of ``mended``.
    mended : Mended
        All features that could be mended, those the planner leaves out included.
    taken, uids : ndarray
        Rows that go into the plan, ascending, and their uids.
    attributes : DataFrame
        Of the whole file, for names.
    fids : ndarray or None
    choice : ReadChoice
    lonlat : bool
        Whether coordinates are EPSG:4490.
    """
    order = list(ACTIONS)
    place = np.full(max(len(attributes), int(mended.rows.max(initial=-1)) + 1), None, dtype=object)
    place[mended.rows] = mended.geometries
    budget = _PICTURED_VERTICES
    found: list[Found] = []
    for mark in sorted((mark for mark in marks if len(mark.rows)), key=lambda mark: order.index(mark.code)):
        after = place[mark.rows]
        before = mark.shapes
        boxes = shapely.bounds(after)
        if before is not None:
            nowhere = np.isnan(boxes[:, 0])
            boxes[nowhere] = shapely.bounds(before[nowhere])
        first, second = mark.before, mark.after
        if mark.code == "mended_invalid" and before is not None and lonlat:
            first, second = areas_m2(before), areas_m2(after)
        left = is_declined(mark, choice.declined)
        shown_before, used = _within(before, budget)
        shown_after, more = _within(None if ACTIONS[mark.code] is Action.TOLD else after, budget)
        budget -= used + more
        found.append(
            Found(
                mark.code,
                len(mark.rows),
                int(left.sum()),
                mark.rows,
                None if fids is None else fids[mark.rows],
                _names(attributes, mark.rows),
                _uids(mark.rows, taken, uids),
                boxes,
                left,
                first,
                second,
                mark.reasons,
                mark.points,
                mark.others,
                mark.facts,
                shown_before,
                shown_after,
            )
        )
    return MendingReport(len(attributes), lonlat, tuple(found), plain_choice(choice))


def choice_of(plain: Mapping[str, Any]) -> ReadChoice:
    """Return the choice that :func:`plain_choice` was made from, title apart."""
    names = ("layer", "crs", "encoding", "x_field", "y_field")
    role = Role(plain["role"]) if plain.get("role") else None
    declined = from_choice(plain.get("declined", {}))
    return ReadChoice(role=role, declined=declined, **{name: plain.get(name) for name in names})


def plain_choice(choice: ReadChoice) -> dict[str, Any]:
    """Return what decides how a layer is read, as plain data."""
    plain: dict[str, Any] = {
        name: getattr(choice, name)
        for name in ("layer", "crs", "encoding", "x_field", "y_field")
        if getattr(choice, name)
    }
    if choice.role is not None:
        plain["role"] = choice.role.value
    if choice.declined:
        plain["declined"] = as_choice(choice.declined)
    return plain


def _uids(rows: Rows, taken: Rows, uids: NDArray[np.object_]) -> NDArray[np.object_]:
    out = np.full(len(rows), "", dtype=object)
    if len(taken):
        at = np.minimum(np.searchsorted(taken, rows), len(taken) - 1)
        there = taken[at] == rows
        out[there] = uids[at[there]]
    return out


def _names(attributes: pd.DataFrame, rows: Rows) -> NDArray[np.object_]:
    names = np.full(len(rows), "", dtype=object)
    inside = rows < len(attributes)
    for canonical in ("code", "name"):  # the name wins where there is one
        columns = find(attributes, canonical)
        if columns:
            values = _texts(attributes[columns[0]].iloc[rows[inside]])
            full = values != ""
            names[np.flatnonzero(inside)[full]] = values[full]
    return names


def _texts(column: pd.Series) -> NDArray[np.object_]:
    """Return a column as text; one that is text already takes no time, however long."""
    if pd.api.types.infer_dtype(column, skipna=True) == "string":
        return np.asarray(column.fillna("").to_numpy(dtype=object))
    return np.asarray(texts(column).to_numpy(dtype=object))


def _within(shapes: Geometries | None, budget: int) -> tuple[Geometries | None, int]:
    """Return the first shapes whose vertices fit in a budget, None for the others, and the vertices used."""
    if shapes is None:
        return None, 0
    total = np.cumsum(shapely.get_num_coordinates(shapes))
    fits = (total <= budget) & (np.arange(len(shapes)) < _PICTURED)
    kept = shapes.copy()
    kept[~fits] = None
    return kept, int(total[fits].max(initial=0))


# -- in a plan --------------------------------------------------------------------------------------------

_FIGURES = ("before", "after")


def _stored(one: Found) -> dict[str, Any]:
    head = slice(0, STORED_PER_KIND)
    out: dict[str, Any] = {"code": one.code, "count": one.count, "rows": one.rows[head].tolist()}
    if one.left_out_count:
        out |= {"left_out": one.left_out_count, "left": np.flatnonzero(one.left_out[head]).tolist()}
    if one.fids is not None:
        out["fids"] = one.fids[head].tolist()
    out["names"] = one.names[head].tolist()
    out["uids"] = one.uids[head].tolist()
    out["boxes"] = [_plain(row, 7) for row in one.boxes[head]]
    for name in _FIGURES:
        values = getattr(one, name)
        if values is not None:
            out[name] = _plain(values[head], 3)
    if one.reasons is not None:
        out["reasons"] = one.reasons[head].tolist()
    if one.points is not None:
        out["points"] = [_plain(row, 7) for row in one.points[head]]
    if one.others is not None:
        out["others"] = one.others[head].tolist()
    if one.facts:
        out["facts"] = dict(one.facts)
    return out


def _plain(values: _Floats, digits: int) -> list[float | None]:
    return [round(float(value), digits) if np.isfinite(value) else None for value in values]


def _loaded(kind: Mapping[str, Any]) -> Found:
    rows = np.array(kind.get("rows", ()), dtype=np.intp)
    left = np.zeros(len(rows), dtype=bool)
    left[np.array(kind.get("left", ()), dtype=np.intp)] = True
    return Found(
        str(kind["code"]),
        int(kind.get("count", len(rows))),
        int(kind.get("left_out", 0)),
        rows,
        None if "fids" not in kind else np.array(kind["fids"], dtype=np.int64),
        np.array(kind.get("names", [""] * len(rows)), dtype=object),
        np.array(kind.get("uids", [""] * len(rows)), dtype=object),
        np.array(kind.get("boxes", ()), dtype=float).reshape(len(rows), 4),
        left,
        None if "before" not in kind else np.array(kind["before"], dtype=float),
        None if "after" not in kind else np.array(kind["after"], dtype=float),
        None if "reasons" not in kind else np.array(kind["reasons"], dtype=object),
        None if "points" not in kind else np.array(kind["points"], dtype=float).reshape(len(rows), 2),
        None if "others" not in kind else np.array(kind["others"], dtype=np.intp),
        kind.get("facts", {}),
    )
