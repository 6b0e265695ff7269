"""Which rows of two versions are the same thing, where no uid says so: by code, by name, or by overlap.

Used where two plans have no common ancestor, and for rows that another program wrote without their uid.  A key matches
only where it names exactly one row on each side; what names several is left unmatched and listed, never guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import shapely

from layers.exchange.cells import canonical_value, is_blank, shape_of
from layers.exchange.model import ANALYSIS, FEATURES, ORDER, PLAN, Block, MatchedBy, Rows, State, ValueKind
from layers.exchange.state import MADE
from layers.plan import canonical
from layers.plan.frames import to_json
from layers.plan.schema import Table

#: Two shapes are the same thing from this common share of what they cover together: the measure slivers go by too.
OVERLAP = 0.5
#: Two points are the same thing up to here, about 50 m.
_NEAR_DEG = 0.0005

#: Columns that name a row, by table: (how, columns); earlier ones first.
_KEYS: Mapping[str, tuple[tuple[MatchedBy, tuple[str, ...]], ...]] = {
    Table.AGREEMENT: ((MatchedBy.CODE, ("number",)), (MatchedBy.NAME, ("name", "year")), (MatchedBy.NAME, ("name",))),
    Table.CONTACT: ((MatchedBy.NAME, ("county", "body", "name")), (MatchedBy.NAME, ("county", "name"))),
    Table.BODY: ((MatchedBy.NAME, ("name",)),),
    Table.MEETING: ((MatchedBy.NAME, ("date", "title")),),
    Table.DRILL: ((MatchedBy.NAME, ("date", "name")),),
    Table.DUTY: ((MatchedBy.NAME, ("zone", "county", "phase", "task")),),
    Table.STOCK: (
        (MatchedBy.CODE, ("county", "item", "holder", "name")),
        (MatchedBy.CODE, ("county", "item", "holder")),
    ),
    Table.STOCK_NEED: ((MatchedBy.CODE, ("county", "item")),),
    Table.STOCK_ITEM: ((MatchedBy.NAME, ("kind", "name")),),
    Table.LAYER: ((MatchedBy.CONTENT, ("features",)), (MatchedBy.NAME, ("role", "title"))),
}
#: Table → their uid → our uid.
Pairs = Mapping[str, Mapping[str, str]]

#: What names a feature, or a row of a table that is not listed above.
_COMMON = (
    *((MatchedBy.CODE, (name,)) for name in ("code", "CODE", "gb_code", "PAC", "XZQDM", "代码", "编号")),
    *((MatchedBy.NAME, (name,)) for name in ("name", "NAME", "title", "名称")),
)
_WHOLE = frozenset({PLAN, ANALYSIS, ORDER, Table.PARAMETER})
#: Rows that only a uid makes one.  Two words of one person, or at one place, are two all the same: taking one for the
#: other would lose a signature or a comment.  Two counties' proposals for one area are near each other, often both B.
_APART = frozenset({Table.VERSION, Table.CONSENT, Table.COMMENT, Table.ALTERNATIVE})


@dataclass(frozen=True)
class Matching:
    """Their uid → our uid, and how each was found; rows that no key and no overlap names are in neither."""

    ours_of: Mapping[str, str] = field(default_factory=dict)
    how: Mapping[str, MatchedBy] = field(default_factory=dict)  # their uid → how


def match_rows(ours: Rows, theirs: Rows, *, only: Collection[str] | None = None) -> Matching:
    """Match the rows of two versions of a table.

    Parameters
    ----------
    ours, theirs : Rows
        Shapes in EPSG:4490.
    only : collection of str, optional
        Their uids that are to be matched; the others are left alone.
    """
    pairs: dict[str, str] = {}
    how: dict[str, MatchedBy] = {}
    wanted = [uid for uid in theirs.rows if only is None or uid in only]
    for uid in wanted:
        if uid in ours.rows:
            pairs[uid], how[uid] = uid, MatchedBy.UID
    if ours.table in _APART:
        return Matching(pairs, how)
    for kind, names in (*_KEYS.get(ours.table, ()), *(() if ours.table in _KEYS else _COMMON)):
        taken = set(pairs.values())
        free_ours = [uid for uid in ours.rows if uid not in taken]
        free_theirs = [uid for uid in wanted if uid not in pairs]
        if not free_ours or not free_theirs:
            break
        mine, other = _named(ours, names, free_ours), _named(theirs, names, free_theirs)
        for key, uid in other.items():
            if key in mine:
                pairs[uid], how[uid] = mine[key], kind
    taken = set(pairs.values())
    overlapping = _by_overlap(
        ours, theirs, [uid for uid in ours.rows if uid not in taken], [uid for uid in wanted if uid not in pairs]
    )
    for uid, own in overlapping.items():
        pairs[uid], how[uid] = own, MatchedBy.OVERLAP
    return Matching(pairs, how)


def _named(rows: Rows, names: Sequence[str], uids: Iterable[str]) -> dict[bytes, str]:
    """Return key → uid of the rows that a key names alone; rows with a blank in their key have none."""
    if any(name not in rows.place for name in names):
        return {}
    columns = [rows.columns[rows.place[name]] for name in names]
    keys: list[tuple[bytes, str]] = []
    for uid in uids:
        values = [rows.rows[uid][rows.place[name]] for name in names]
        if is_blank(values[-1]) or (len(names) == 1 and is_blank(values[0])):
            continue
        folded = [value.strip().casefold() if isinstance(value, str) else value for value in values]
        keys.append((canonical.row(map(canonical_value, columns, folded)), uid))
    times = Counter(key for key, _ in keys)
    return {key: uid for key, uid in keys if times[key] == 1}


def _by_overlap(ours: Rows, theirs: Rows, own: Sequence[str], others: Sequence[str]) -> dict[str, str]:
    """Return their uid → ours of shapes that cover the same ground, the greatest common share first."""
    place = next((at for at, column in enumerate(ours.columns) if column.kind is ValueKind.GEOMETRY), None)
    other_place = next((at for at, column in enumerate(theirs.columns) if column.kind is ValueKind.GEOMETRY), None)
    if place is None or other_place is None or not own or not others:
        return {}
    mine = np.array([_sound(shape_of(ours.rows[uid][place])) for uid in own], dtype=object)
    their = np.array([_sound(shape_of(theirs.rows[uid][other_place])) for uid in others], dtype=object)
    near = their.copy()
    points = shapely.get_dimensions(their) == 0
    near[points] = shapely.buffer(their[points], _NEAR_DEG)
    left, right = shapely.STRtree(mine).query(near, predicate="intersects")
    shares = _shares(their[left], mine[right])
    pairs: dict[str, str] = {}
    taken: set[int] = set()
    # Equal shares are decided by uid, so that both counties find the same pairs.
    order = sorted(range(len(left)), key=lambda at: (-shares[at], own[right[at]], others[left[at]]))
    for at in order:
        if shares[at] < OVERLAP:
            break
        if others[left[at]] not in pairs and right[at] not in taken:
            pairs[others[left[at]]] = own[right[at]]
            taken.add(int(right[at]))
    return pairs


def _sound(shape: Any) -> Any:
    return None if shape is None else shape if shape.is_valid else shapely.make_valid(shape)


def _shares(one: Any, other: Any) -> Any:
    """Return what two shapes have in common as a share of what they cover together.

    Both are in degrees; their ratio hardly depends on that (a degree of longitude is as long in both).
    """
    dimensions = np.minimum(shapely.get_dimensions(one), shapely.get_dimensions(other))
    common, united = shapely.intersection(one, other), shapely.union(one, other)
    areas = np.divide(
        shapely.area(common), shapely.area(united), where=shapely.area(united) > 0, out=np.zeros(len(one))
    )
    lengths = np.divide(
        shapely.length(common), shapely.length(united), where=shapely.length(united) > 0, out=np.zeros(len(one))
    )
    nearness = np.clip(1.0 - shapely.distance(one, other) / _NEAR_DEG * (1 - OVERLAP), 0.0, 1.0)
    return np.where(dimensions == 2, areas, np.where(dimensions == 1, lengths, nearness))


# --- whole plans --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rekeyed:
    """Their plan in our uids."""

    state: State
    how: Mapping[tuple[str, str], MatchedBy]  # (table, our uid) → how, where not by uid
    their_uids: Mapping[tuple[str, str], str]  # (table, our uid) → their uid


def in_our_uids(ours: State, theirs: State) -> Rekeyed:
    """Return their plan with our uids wherever a row of theirs is one of ours, references included."""
    pairs: dict[str, dict[str, str]] = {}
    how: dict[tuple[str, str], MatchedBy] = {}
    their_uids: dict[tuple[str, str], str] = {}
    for table, rows in theirs.tables.items():
        if table in _WHOLE or table not in ours.tables:
            continue
        found = match_rows(ours.tables[table], rows)
        pairs[table] = dict(found.ours_of)
        for uid, own in found.ours_of.items():
            if found.how[uid] is not MatchedBy.UID:
                how[(table, own)], their_uids[(table, own)] = found.how[uid], uid
    renamed = {uid: own for table in pairs.values() for uid, own in table.items() if uid != own}
    if not renamed:
        return Rekeyed(theirs, how, their_uids)
    return Rekeyed(_renamed(theirs, pairs, renamed), how, their_uids)


def with_lost_uids(base: State, theirs: State) -> State:
    """Return their plan with the uids of the ancestor for rows that lost theirs in another program."""
    pairs: dict[str, dict[str, str]] = {}
    for table, rows in theirs.tables.items():
        lost = [uid for uid in rows.rows if uid.startswith(MADE)]
        if lost and table in base.tables and table not in _WHOLE:
            before = base.tables[table]
            gone = Rows(table, before.columns, {uid: row for uid, row in before.rows.items() if uid not in rows.rows})
            pairs[table] = dict(match_rows(gone, rows, only=set(lost)).ours_of)
    renamed = {uid: own for table in pairs.values() for uid, own in table.items() if uid != own}
    return _renamed(theirs, pairs, renamed) if renamed else theirs


def with_known_uids(state: State, known: Pairs) -> State:
    """Return a state in which rows that were matched in an earlier take-in have our uids.

    Parameters
    ----------
    known : mapping
        Table → their uid → ours.
    """
    renamed = {uid: own for pairs in known.values() for uid, own in pairs.items()}
    return _renamed(state, known, renamed) if renamed else state


def _renamed(state: State, pairs: Mapping[str, Mapping[str, str]], renamed: Mapping[str, str]) -> State:
    tables = {}
    for table, rows in state.tables.items():
        name = FEATURES + renamed.get(table.removeprefix(FEATURES), "") if table.startswith(FEATURES) else table
        name = table if name == FEATURES else name
        own = {**pairs.get(table, {}), **pairs.get(name, {})}  # features are known by our layer or by theirs
        kept = {own.get(uid, uid): _row(rows, values, renamed) for uid, values in rows.rows.items()}
        tables[name] = replace(rows, table=name, rows=kept)
    return replace(state, tables=tables)


def _row(rows: Rows, values: Sequence[Any], renamed: Mapping[str, str]) -> tuple[Any, ...]:
    return tuple(_value(column.kind, value, renamed) for column, value in zip(rows.columns, values, strict=True))


def _value(kind: ValueKind, value: Any, renamed: Mapping[str, str]) -> Any:
    """Return a value in which references to renamed rows follow them."""
    if isinstance(value, Block):
        return _block(value, renamed)
    if not isinstance(value, str) or kind is ValueKind.GEOMETRY:
        return value
    if kind is not ValueKind.JSON:
        return renamed.get(value, value)
    if not any(uid in value for uid in renamed):
        return value
    try:
        return to_json(_plain(canonical.read_json(value), renamed))
    except ValueError:
        return value


def _plain(value: Any, renamed: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {renamed.get(key, key): _plain(item, renamed) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item, renamed) for item in value]
    return renamed.get(value, value) if isinstance(value, str) else value


def _block(value: Block, renamed: Mapping[str, str]) -> Block:
    from layers.exchange.state import block

    tables: dict[str, Rows] = {}
    for name, rows in value.tables.items():
        kept = {_reference(uid, renamed): _row(rows, values, renamed) for uid, values in rows.rows.items()}
        tables[name] = replace(rows, rows=kept)
    fresh = block(tables)
    # Of an analysis the digest leaves out when it was made; renaming uids does not change what it says.
    return fresh if set(tables) == {Table.ZONE_PART} else replace(value, tables=tables)


def _reference(uid: str, renamed: Mapping[str, str]) -> str:
    zone, colon, county = uid.partition(":")
    return renamed.get(zone, zone) + colon + county
