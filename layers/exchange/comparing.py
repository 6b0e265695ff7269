"""Three states compared row by row: what they added, removed and changed, and where both sides did something.

The rule for a row follows from the ancestor alone: what only one side changed is that side's change, what both changed
alike is agreed and not mentioned, fields of one row that different sides changed both hold, and a field or a shape that
both changed differently is asked.  Removing a row that the other side changed is asked too: nothing confirmed is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from layers.exchange.cells import SETS, field_changes, is_following, parsed, same_things
from layers.exchange.model import (
    FEATURES,
    ORDER,
    PLAN,
    Change,
    Comparison,
    Difference,
    FieldChange,
    Finding,
    MatchedBy,
    Rows,
    State,
    Who,
)
from layers.plan.frames import to_json
from layers.plan.schema import Table

_NAMING = ("name", "title", "NAME", "名称", "item", "text", "task", "hazard_type", "number", "code")


def compare(
    base: State | None,
    ours: State,
    theirs: State,
    *,
    matched: Mapping[tuple[str, str], MatchedBy] | None = None,
    their_uids: Mapping[tuple[str, str], str] | None = None,
) -> Comparison:
    """Compare two states with their common ancestor.

    Parameters
    ----------
    base : State or None
        None: the plans have nothing in common; then a row that is on one side only was added there.
    theirs : State
        With the uids of ours, see :mod:`layers.exchange.matching`.
    matched, their_uids : mapping, optional
        (table, uid) → how a row was matched, and the uid it has in their plan, where that is not by uid.

    Returns
    -------
    Comparison
        Differences in the order of the tables, rows that have to be decided first in each.
    """
    differences: list[Difference] = []
    agreed: Counter[str] = Counter()
    mine_only: Counter[str] = Counter()
    row_by_row = {name.removeprefix(FEATURES) for name in ours.tables if name.startswith(FEATURES)}
    row_by_row &= {name.removeprefix(FEATURES) for name in theirs.tables}
    for table in _tables(ours, theirs):
        if base is None and table in (PLAN, ORDER):
            continue  # whose title, and whose layer lies on top, is no question between strangers
        one, other = ours.table(table), theirs.table(table)
        before = None if base is None else base.table(table)
        if table == ORDER and before is not None:
            one, other, before = _common_order(one, other, before)
        for uid in dict.fromkeys([*one.rows, *other.rows, *(before.rows if before else ())]):
            found = _row(table, uid, before, one, other, row_by_row)
            if found == "agreed":
                agreed[table] += 1
            elif found == "ours":
                mine_only[table] += 1
            elif isinstance(found, Difference):
                key = (table, uid)
                differences.append(
                    found
                    if not matched or key not in matched
                    else _as_matched(found, matched[key], (their_uids or {}).get(key, ""))
                )
    order = {table: place for place, table in enumerate(_tables(ours, theirs))}
    differences.sort(key=lambda one: (order[one.table], not one.is_conflict))
    findings: list[Finding] = [*theirs.findings]
    return Comparison(base, ours, theirs, tuple(differences), dict(agreed), dict(mine_only), tuple(findings))


def _tables(ours: State, theirs: State) -> list[str]:
    return list(dict.fromkeys([*ours.tables, *theirs.tables]))


def _common_order(*sides: Rows) -> tuple[Rows, ...]:
    """Return the order of the county layers that all sides have: a layer more is not another order."""
    lists = [parsed(rows.value(uid, "layers")) for rows in sides for uid in rows.rows]
    common = set.intersection(*(set(one) for one in lists)) if len(lists) == len(sides) else set()
    return tuple(
        replace(rows, rows={uid: (to_json([one for one in order if one in common]),) for uid in rows.rows})
        for rows, order in zip(sides, lists, strict=False)
    )


def _as_matched(one: Difference, how: MatchedBy, their_uid: str) -> Difference:
    return replace(one, matched_by=how, their_uid=their_uid)


def _row(
    table: str, uid: str, base: Rows | None, ours: Rows, theirs: Rows, row_by_row: Collection[str]
) -> Difference | str:
    """Return the difference in one row; "agreed", "ours", or "" where there is none to be told of.

    ``row_by_row``: layers whose features are compared one by one, so that their checksum tells nothing more.
    """
    before = None if base is None else base.rows.get(uid)
    mine, other = ours.rows.get(uid), theirs.rows.get(uid)
    if mine == other and mine is not None:
        return "" if before is None or before == mine or same_things(ours, before, mine) else "agreed"
    table_rows = ours if ours.columns else theirs

    def told(change: Change, fields: tuple[FieldChange, ...] = ()) -> Difference:
        title = title_of(theirs if other is not None else ours, uid)
        return Difference(table, uid, change, fields, title, before, mine, other)

    if mine is None and other is None:
        return "agreed"
    if mine is None:
        if before is None:
            return told(Change.ADDED)
        return "ours" if same_things(table_rows, before, other) else told(Change.REMOVED_OURS)
    if other is None:
        if before is None:
            return "ours"
        return told(Change.REMOVED) if same_things(table_rows, before, mine) else told(Change.REMOVED_THEIRS)
    fields = tuple(_decided(table, one) for one in field_changes(ours, uid, before, mine, other))
    if table == Table.LAYER and uid in row_by_row:
        fields = tuple(one for one in fields if one.name != "features")
    if not fields:
        return "" if same_things(table_rows, before, mine) else "agreed"
    if all(one.who is Who.OURS for one in fields):
        return "ours"
    return told(Change.CHANGED, fields)


def _decided(table: str, one: FieldChange) -> FieldChange:
    """Return a field that both may add to, or that only says when, as theirs: nobody has to be asked about it."""
    if not one.is_conflict or ((table, one.columns[0]) not in SETS and not is_following(table, one.name)):
        return one
    return replace(one, who=Who.THEIRS)


def title_of(rows: Rows, uid: str) -> str:
    """Return what a row is called by people: its name or title, else ""."""
    for name in _NAMING:
        value: Any = rows.value(uid, name)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if name == "number" and isinstance(value, int):
            return str(value)
    names = parsed(rows.value(uid, "names"))
    return str(names[0]) if isinstance(names, list) and names else ""
