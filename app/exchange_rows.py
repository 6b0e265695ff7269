"""Differences of two plans as the window shows them: measured and cut into pieces in a job, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import shapely

from layers.exchange.model import Change, Choice, Decision, Difference, FieldChange, ValueKind
from layers.exchange.shapes import (
    ShapeChange,
    ShapePart,
    agreed_part,
    epsg_for,
    is_areal,
    shape_change,
    shape_parts,
)
from layers.progress import Progress, silent

if TYPE_CHECKING:
    from layers.exchange.plans import PlanComparison


@dataclass(frozen=True)
class ExchangeRow:
    """One difference with its shapes (EPSG:4490; None where a side has none) and what they gain and lose."""

    difference: Difference
    ours: shapely.Geometry | None = None
    theirs: shapely.Geometry | None = None
    agreed: shapely.Geometry | None = None
    change: ShapeChange | None = None
    parts: tuple[ShapePart, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """Return table and uid."""
        return self.difference.key

    @property
    def place(self) -> shapely.Geometry | None:
        """Where it lies; None for what has no place."""
        shapes = [one for one in (self.ours, self.theirs) if one is not None and not one.is_empty]
        return shapely.union_all([shapely.box(*one.bounds) for one in shapes]) if shapes else None


def rows_of(found: PlanComparison, progress: Progress = silent) -> tuple[ExchangeRow, ...]:
    """Return the differences, those to be decided first, measured and cut into pieces."""
    ordered = sorted(found.comparison.differences, key=lambda one: not one.is_conflict)
    rows = []
    for place, one in enumerate(ordered):
        progress(place / len(ordered), "comparing")
        rows.append(_row(one, found))
    return tuple(rows)


def _row(one: Difference, found: PlanComparison) -> ExchangeRow:
    ours, theirs = _shapes(one, found)
    if ours is None and theirs is None:
        return ExchangeRow(one)
    epsg = epsg_for(found.epsg, ours, theirs)
    row = ExchangeRow(one, ours, theirs)
    if not is_areal(ours) and not is_areal(theirs):
        return replace(row, change=shape_change(ours, theirs, epsg=epsg))
    if ours is theirs:  # the shape itself is the same: it only says where the row lies
        return replace(row, agreed=ours)
    parts = shape_parts(ours, theirs, epsg=epsg)
    agreed = agreed_part(ours, theirs, epsg=epsg) if is_areal(ours) and is_areal(theirs) else None
    return replace(row, agreed=agreed, parts=parts, change=shape_change(ours, theirs, epsg=epsg, parts=parts))


def _shapes(one: Difference, found: PlanComparison) -> tuple[shapely.Geometry | None, shapely.Geometry | None]:
    from layers.exchange.cells import shape_of

    rows = found.comparison.ours.table(one.table)
    if not rows.columns:
        rows = found.comparison.theirs.table(one.table)
    place = next((at for at, column in enumerate(rows.columns) if column.kind is ValueKind.GEOMETRY), None)
    if place is None:
        return None, None
    if one.change is Change.CHANGED and one.shape is None and one.ours is not None:
        same = shape_of(one.ours[place])
        return same, same
    if one.shape is not None:
        return one.shape.ours, one.shape.theirs
    return (
        None if one.ours is None else shape_of(one.ours[place]),
        None if one.theirs is None else shape_of(one.theirs[place]),
    )


@dataclass
class Deciding:
    """What has been decided so far, by row; the window's own state while a plan is being taken in."""

    decisions: dict[tuple[str, str], Decision] = field(default_factory=dict)

    def of(self, row: ExchangeRow) -> Decision:
        """Return what was decided for a row."""
        return self.decisions.get(row.key, Decision())

    def choose(self, row: ExchangeRow, choice: Choice) -> None:
        """Decide a row: ours, theirs or later for all of it; what only fits a shape or a list for those fields."""
        from layers.exchange.resolving import choices_for

        one = row.difference
        if choice in (Choice.OURS, Choice.THEIRS, Choice.LATER):
            self.decisions[row.key] = Decision(choice, drawn=self.of(row).drawn)
            return
        for change in one.open_fields:
            if choice in choices_for(one, change):
                self.choose_field(row, change, choice)

    def choose_field(self, row: ExchangeRow, change: FieldChange, choice: Choice) -> None:
        """Decide one field; the others keep what was decided for them."""
        before = self.of(row)
        fields = {one.name: chosen for one in row.difference.open_fields if (chosen := before.of(one)) is not None}
        self.decisions[row.key] = replace(before, choice=None, fields={**fields, change.name: choice})

    def draw(self, row: ExchangeRow, shape: shapely.Geometry) -> None:
        """Decide the shape of a row by one that was drawn now."""
        change = row.difference.shape
        if change is not None:
            self.choose_field(row, change, Choice.DRAWN)
            self.decisions[row.key] = replace(self.of(row), drawn=shape)

    def take_parts(self, row: ExchangeRow, parts: frozenset[int]) -> None:
        """Decide the shape of a row by the parts that are accepted."""
        change = row.difference.shape
        if change is not None:
            self.choose_field(row, change, Choice.PARTS)
            self.decisions[row.key] = replace(self.of(row), parts=parts)

    def is_decided(self, row: ExchangeRow) -> bool:
        """Return whether nothing is left to decide in a row."""
        one, decision = row.difference, self.of(row)
        if decision.choice is Choice.LATER or not one.is_conflict:
            return True
        if not one.fields:
            return decision.choice is not None
        chosen = {change.name: decision.of(change) for change in one.fields if change.is_conflict}
        return all(chosen.values()) and (Choice.DRAWN not in chosen.values() or decision.drawn is not None)

    def chosen(self, row: ExchangeRow) -> frozenset[Choice]:
        """Return the choices made in a row."""
        one, decision = row.difference, self.of(row)
        if not one.open_fields:
            return frozenset(filter(None, [decision.choice or (None if one.is_conflict else Choice.THEIRS)]))
        found: set[Any] = set()
        for change in one.open_fields:
            found.add(decision.of(change) or (None if change.is_conflict else Choice.THEIRS))
        return frozenset(filter(None, found))

    def kept_for(
        self, rows: Mapping[tuple[str, str], ExchangeRow], before: Mapping[tuple[str, str], ExchangeRow]
    ) -> None:
        """Let go of decisions on rows that are not as they were when they were decided."""
        self.decisions = {
            key: decision
            for key, decision in self.decisions.items()
            if key in rows and key in before and rows[key].difference == before[key].difference
        }
