"""Decisions made into rows: what a take-in writes, worked out before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import shapely

from layers.crs import metric_epsg
from layers.errors import UndecidedDifferences
from layers.exchange.cells import (
    CHANGED_AT,
    SETS,
    groups_of,
    is_following,
    is_list,
    list_of_both,
    parsed,
    put_inside,
)
from layers.exchange.model import (
    ANALYSIS,
    ORDER,
    Block,
    Change,
    Choice,
    Comparison,
    Decision,
    Decisions,
    Difference,
    FieldChange,
    Merged,
    Rows,
    State,
    TableWrites,
    Who,
)
from layers.exchange.numbering import free_numbers, layer_order, ranks
from layers.exchange.shapes import combined, is_areal
from layers.plan import geometry_blob
from layers.plan.frames import to_json
from layers.plan.schema import Table
from layers.versions.model import VersionState

_TAKE, _LEAVE = Choice.THEIRS, Choice.OURS


def choices_for(difference: Difference, one: FieldChange | None = None) -> tuple[Choice, ...]:
    """Return what can be chosen for a difference, or for one of its fields."""
    if one is None:
        return (Choice.OURS, Choice.THEIRS, Choice.LATER)
    found = [Choice.OURS, Choice.THEIRS]
    if one.is_shape and one.path == ():
        if is_areal(one.ours) and is_areal(one.theirs):
            found += [Choice.UNION, Choice.INTERSECTION, Choice.PARTS]
        found.append(Choice.DRAWN)
    if is_list(one):
        found.append(Choice.BOTH)
    return (*found, Choice.LATER)


def decide_all(comparison: Comparison, conflicts: Choice | None = None) -> dict[tuple[str, str], Decision]:
    """Return decisions that accept whatever they changed, and decide what both changed by one rule.

    Parameters
    ----------
    conflicts : Choice, optional
        For fields that both changed: OURS, THEIRS, UNION or INTERSECTION (of shapes; other fields then stay as ours),
        BOTH (of lists; other fields then stay as ours).  None: they are left undecided.
    """
    return {one.key: _by_rule(one, conflicts) for one in comparison.differences}


def _by_rule(one: Difference, conflicts: Choice | None) -> Decision:
    if not one.is_conflict:
        return Decision(Choice.THEIRS)
    if not one.fields:
        return Decision(conflicts if conflicts in (None, Choice.OURS, Choice.THEIRS, Choice.LATER) else Choice.OURS)
    chosen: dict[str, Choice] = {}
    for field_ in one.fields:
        if not field_.is_conflict:
            chosen[field_.name] = Choice.THEIRS
        elif conflicts is not None:
            chosen[field_.name] = conflicts if conflicts in choices_for(one, field_) else Choice.OURS
    return Decision(None, chosen)


def undecided(comparison: Comparison, decisions: Decisions) -> tuple[Difference, ...]:
    """Return the differences that somebody has to decide and nobody has."""
    return tuple(one for one in comparison.differences if not _is_decided(one, decisions.get(one.key, Decision())))


def _is_decided(one: Difference, decision: Decision) -> bool:
    if not one.is_conflict or decision.choice is Choice.LATER:
        return True
    if not one.fields:
        return decision.choice is not None
    return all(decision.of(field_) is not None for field_ in one.fields if field_.is_conflict)


@dataclass
class _Result:
    put: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    removed: dict[str, set[str]] = field(default_factory=dict)
    analysis: Block | None = None
    order: list[str] | None = None
    counts: dict[str, int] = field(default_factory=lambda: {"accepted": 0, "declined": 0, "later": 0})

    def set(self, table: str, uid: str, values: Mapping[str, Any]) -> None:
        self.put.setdefault(table, {}).setdefault(uid, {}).update(values)


def resolve(comparison: Comparison, decisions: Decisions, *, epsg: int = 0) -> Merged:
    """Return what is to be written so that every decision holds.

    Parameters
    ----------
    decisions : mapping
        A difference that is no conflict and has no decision is accepted; so is each of its fields.
    epsg : int
        The plan's metric CRS, in which shapes are put together; 0: by the shapes.

    Raises
    ------
    UndecidedDifferences
        Something that both changed has not been decided (``facts['titles']``, ``facts['count']``).
    ShapingError
        A shape that was chosen cannot be made (no common ground, nothing left).
    """
    if open_ := undecided(comparison, decisions):
        raise UndecidedDifferences(count=len(open_), titles=[one.title or one.uid for one in open_[:5]])
    result = _Result()
    for one in comparison.differences:
        _settle(one, decisions.get(one.key, Decision()), comparison, result, epsg)
    _number(comparison, result)
    tables = {
        table: TableWrites(result.put.get(table, {}), frozenset(result.removed.get(table, ())))
        for table in dict.fromkeys([*result.put, *result.removed])
        if result.put.get(table) or result.removed.get(table)
    }
    renumbered = {
        uid: values["number"]
        for uid, values in result.put.get(Table.PATROL_AREA, {}).items()
        if "number" in values and values["number"] != _their_number(comparison, uid)
    }
    order = layer_order(comparison, result.order, set(result.removed.get(Table.LAYER, ())), _added_layers(result))
    return Merged(tables, result.analysis, order, renumbered, **result.counts)


def _their_number(comparison: Comparison, uid: str) -> Any:
    rows = comparison.theirs.table(Table.PATROL_AREA)
    return rows.value(uid, "number") if uid in rows.rows else None


def _added_layers(result: _Result) -> set[str]:
    return {uid for uid, values in result.put.get(Table.LAYER, {}).items() if "title" in values and "role" in values}


def _settle(one: Difference, decision: Decision, comparison: Comparison, result: _Result, epsg: int) -> None:
    theirs = comparison.theirs.table(one.table)
    if one.change is not Change.CHANGED:
        choice = decision.choice or Choice.THEIRS
        _count(result, choice)
        if choice is not _TAKE:
            return
        if one.change in (Change.ADDED, Change.REMOVED_OURS):
            assert one.theirs is not None
            result.set(one.table, one.uid, dict(zip((c.name for c in theirs.columns), one.theirs, strict=True)))
        else:
            result.removed.setdefault(one.table, set()).add(one.uid)
        return
    for field_ in one.open_fields:
        choice = decision.of(field_) or (None if field_.is_conflict else Choice.THEIRS) or Choice.LATER
        if is_following(one.table, field_.name):
            choice = Choice.THEIRS
        _count(result, choice)
        if choice in (_LEAVE, Choice.LATER):
            continue
        if one.table == ANALYSIS:
            result.analysis = field_.theirs
        elif one.table == ORDER:
            result.order = list(field_.theirs)
        else:
            values = _values(one, field_, choice, decision, comparison, epsg, result)
            result.set(one.table, one.uid, values)


def _count(result: _Result, choice: Choice) -> None:
    name = {Choice.OURS: "declined", Choice.LATER: "later"}.get(choice, "accepted")
    result.counts[name] += 1


def _values(
    one: Difference,
    field_: FieldChange,
    choice: Choice,
    decision: Decision,
    comparison: Comparison,
    epsg: int,
    result: _Result,
) -> dict[str, Any]:
    """Return column → stored value of one field by a choice that is not ours."""
    rows, theirs = comparison.ours.table(one.table), comparison.theirs.table(one.table)
    assert one.ours is not None and one.theirs is not None
    first = field_.columns[0]
    if choice in (Choice.UNION, Choice.INTERSECTION, Choice.PARTS, Choice.DRAWN):
        return {first: _blob(_shape(field_, choice, decision, epsg))}
    if choice is Choice.BOTH:
        both = list_of_both(field_.base, field_.ours, field_.theirs)
        return {first: _with_list(one, field_, rows, both, result)}
    if (one.table, first) in SETS:
        base = None if one.base is None else parsed(one.base[rows.place[first]])
        return {first: to_json(sorted(list_of_both(base, field_.ours, field_.theirs)))}
    if (one.table, first) == (Table.ZONE, "rank"):
        return {first: min(field_.ours, field_.theirs) if field_.base not in (field_.ours, None) else field_.theirs}
    if field_.name == CHANGED_AT:
        return {first: max(str(field_.ours or ""), str(field_.theirs or ""))}
    if field_.path:
        stored = result.put.get(one.table, {}).get(one.uid, {}).get(first, one.ours[rows.place[first]])
        source: Any = one.theirs[theirs.place[first]]
        if field_.path == ("file_date",):  # of two dates of the last change the later one
            source = to_json({"file_date": max(str(field_.ours or ""), str(field_.theirs or ""))})
        return {first: put_inside(stored, source, field_.path)}
    return {name: one.theirs[theirs.place[name]] for name in _columns(one, field_, theirs)}


def _with_list(one: Difference, field_: FieldChange, rows: Rows, both: list[Any], result: _Result) -> str:
    if not field_.path:
        return to_json(both)
    assert one.ours is not None
    first = field_.columns[0]
    stored = result.put.get(one.table, {}).get(one.uid, {}).get(first, one.ours[rows.place[first]])
    nested: Any = both
    for key in reversed(field_.path):
        nested = {key: nested}
    return put_inside(stored, to_json(nested), field_.path)


def _columns(one: Difference, field_: FieldChange, theirs: Rows) -> Sequence[str]:
    """Return the columns of a field, those that are never a difference by themselves included."""
    for name, columns in groups_of(one.table, theirs.columns):
        if name == field_.name:
            return [column.name for column in columns]
    return field_.columns


def _shape(field_: FieldChange, choice: Choice, decision: Decision, epsg: int) -> shapely.Geometry:
    if choice is Choice.DRAWN:
        if decision.drawn is None or decision.drawn.is_empty:
            raise UndecidedDifferences(count=1, titles=[field_.name])
        return decision.drawn
    used = epsg or metric_epsg(shapely.total_bounds([field_.ours, field_.theirs]).tolist())
    return combined(choice, field_.ours, field_.theirs, epsg=used, parts=decision.parts)


def _blob(shape: shapely.Geometry) -> bytes | None:
    return geometry_blob.encode([shape])[0]


# --- what follows from all decisions together ------------------------------------------------------------


def _number(comparison: Comparison, result: _Result) -> None:
    """Give areas that both sides numbered alike numbers of their own, and zones one rank each."""
    areas = _after(comparison.ours, Table.PATROL_AREA, result)
    before = set() if comparison.base is None else set(comparison.base.table(Table.PATROL_AREA).rows)
    old = before if comparison.base is not None else set(comparison.ours.table(Table.PATROL_AREA).rows)
    new = set(result.put.get(Table.PATROL_AREA, {}))
    numbers = {uid: row.get("number") for uid, row in areas.items()}
    for uid, number in free_numbers(numbers, old, new, _signed_areas(comparison)).items():
        result.set(Table.PATROL_AREA, uid, {"number": number})
    if Table.ZONE in result.put or Table.ZONE in result.removed:
        zones = _after(comparison.ours, Table.ZONE, result)
        for uid, rank in ranks({uid: row.get("rank") for uid, row in zones.items()}).items():
            result.set(Table.ZONE, uid, {"rank": rank})


def _signed_areas(comparison: Comparison) -> set[str]:
    """Return the areas that a signed version of either side holds, by itself or in an annex."""
    found: set[str] = set()
    for state in (comparison.ours, comparison.theirs):
        versions = state.table(Table.VERSION)
        for uid in versions.rows:
            if versions.value(uid, "state") == VersionState.SIGNED:
                annex = parsed(versions.value(uid, "annex"))
                found |= {str(versions.value(uid, "thing")), *map(str, annex if isinstance(annex, list) else ())}
    return found


def _after(ours: State, table: str, result: _Result) -> dict[str, dict[str, Any]]:
    """Return the rows of a table as they will be."""
    rows = ours.table(table)
    names = [column.name for column in rows.columns]
    after = {uid: dict(zip(names, values, strict=True)) for uid, values in rows.rows.items()}
    for uid, values in result.put.get(table, {}).items():
        after[uid] = {**after.get(uid, {}), **values}
    for uid in result.removed.get(table, ()):
        after.pop(uid, None)
    return after


def merged_state(comparison: Comparison) -> State:
    """Return the state in which every difference that is none of two minds is accepted, and conflicts are as before.

    It stands in for the ancestor where two counties took in each other's earlier states: what both ancestors agree on
    is common, and what they do not agree on was already changed by somebody.
    """
    assert comparison.base is not None
    tables = dict(comparison.ours.tables)
    changed: dict[str, dict[str, tuple[Any, ...] | None]] = {}
    for one in comparison.differences:
        changed.setdefault(one.table, {})[one.uid] = _ancestral(one, comparison)
    for table, rows in changed.items():
        source = tables.get(table) or replace(comparison.theirs.table(table), rows={})
        kept = {uid: row for uid, row in source.rows.items() if uid not in rows}
        kept.update({uid: row for uid, row in rows.items() if row is not None})
        tables[table] = replace(source, rows=kept)
    return State(tables)


def _ancestral(one: Difference, comparison: Comparison) -> tuple[Any, ...] | None:
    if one.change is not Change.CHANGED:
        if one.is_conflict:
            return one.base
        return one.theirs if one.change is Change.ADDED else None
    rows = comparison.ours.table(one.table)
    assert one.ours is not None and one.theirs is not None
    values = list(one.ours)
    for field_ in one.open_fields:
        source = one.theirs if field_.who is Who.THEIRS else one.base
        for name in _columns(one, field_, rows):
            place = rows.place[name]
            if field_.path:
                values[place] = put_inside(values[place], None if source is None else source[place], field_.path)
            else:
                values[place] = None if source is None else source[place]
    return tuple(values)
