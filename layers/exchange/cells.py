"""Values of one row on three sides: which are the same, whose change a difference is, and what lists have together.

Values are the same when the content hash writes them alike (:mod:`layers.plan.canonical`): rounding of coordinates at
10⁻⁹ degree, the order of JSON keys and where a ring begins do not make a difference.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from layers.exchange.model import GEOMETRY, Column, FieldChange, Rows, ValueKind, Who
from layers.plan import canonical, canonical_geometry, geometry_blob
from layers.plan.frames import to_json
from layers.plan.schema import GEOMETRY_COLUMN, SPECS, Table

_ZONE_OWN = frozenset(
    (
        *("name", "number", "zone_class", "lead", "supports", "rotation", "responsibility", "status", "states"),
        *("edited", "rank", "agreements"),
    )
)

#: Tables whose rows are one word of one person, or stand under a checksum: nothing of two rows can be mixed.
_WHOLE = frozenset({"lf_border_verdict", "lf_zone_aside", "lf_version", "lf_consent", "lf_minute_picture"})
#: Name of the field that is a whole row.
ROW = "row"


def _whole_rows() -> dict[str, dict[str, tuple[str, ...]]]:
    return {
        str(table): {ROW: (*spec.columns, *((GEOMETRY_COLUMN,) if spec.geometry else ()))}
        for table, spec in SPECS.items()
        if str(table) in _WHOLE
    }


#: Columns that only make sense together, by table: name of the group → columns, the one that is shown first.
#: Columns in no group stand for themselves.
GROUPS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    # A zone's figures are counted from its outline: one without the other would be a lie.
    Table.ZONE: {
        GEOMETRY: (
            GEOMETRY_COLUMN,
            *(name for name in SPECS[Table.ZONE].columns if name not in _ZONE_OWN),
            "parts",
        )
    },
    Table.LAYER: {"raster": ("raster_sha256", "raster_path", "raster_bytes")},
    **_whole_rows(),
}

#: JSON objects that are compared key by key, and how deep; other JSON is one value.
_DEEP: Mapping[tuple[str, str], int] = {
    (Table.PARAMETER, "value"): 9,
    (Table.ZONE, "edited"): 1,
    (Table.LAYER, "source"): 1,
}
#: Parameters whose numbers belong together.
_WHOLE_PARAMETERS = frozenset({"weights"})

#: Columns that are each county's own business and never are a difference.
SILENT = frozenset({(Table.LAYER, "raster_path"), (Table.LAYER, "raster_bytes")})
#: Fields that follow from everything else: nobody is asked, and a row is not another one because of them.
FOLLOWING = frozenset({(Table.ZONE, "rank"), (Table.LAYER, "source/file_date")})

#: Column that says when a row was changed last: of two times the later one holds.
CHANGED_AT = "changed_at"

#: Sets of codes that both may add to: what either added is in, what either removed is out.
SETS = frozenset({(Table.LAYER, "speaks_for"), (Table.LAYER, "verified_none")})


def is_following(table: str, name: str) -> bool:
    """Return whether a field, or a column, follows from everything else."""
    return name == CHANGED_AT or (table, name) in FOLLOWING


def canonical_value(column: Column, value: Any) -> bytes:
    """Return a value as the content hash would write it."""
    if column.kind is ValueKind.BLOCK:
        return b"" if value is None else str(value.digest).encode()
    if column.kind is ValueKind.GEOMETRY:
        return bytes(canonical_geometry.column([value])[0])
    if column.kind is ValueKind.JSON:
        return canonical.json_text(value, column.decimals)
    return canonical.stored(value, column.decimals)


def is_same(column: Column, one: Any, other: Any) -> bool:
    """Return whether two stored values say the same."""
    if type(one) is type(other) and one == other:
        return True
    return canonical_value(column, one) == canonical_value(column, other)


def same_rows(columns: Sequence[Column], one: Sequence[Any] | None, other: Sequence[Any] | None) -> bool:
    """Return whether two rows say the same; a row that is not there is the same as none."""
    if one is None or other is None:
        return one is other
    return all(map(is_same, columns, one, other))


def same_things(rows: Rows, one: Sequence[Any] | None, other: Sequence[Any] | None) -> bool:
    """Return whether two rows say the same in all that a person would call a change."""
    if one is None or other is None:
        return one is other
    return all(
        is_same(column, a, b)
        for column, a, b in zip(rows.columns, one, other, strict=True)
        if (rows.table, column.name) not in SILENT and not is_following(rows.table, column.name)
    )


def is_blank(value: Any) -> bool:
    """Return whether a stored value says nothing."""
    return value is None or value in ("", "[]", "{}", "null")


def shown(column: Column, value: Any) -> Any:
    """Return what a person is shown: a shape, parsed JSON, or the value itself."""
    if column.kind is ValueKind.GEOMETRY:
        return shape_of(value)
    return parsed(value) if column.kind is ValueKind.JSON else value


def shape_of(blob: Any) -> Any:
    """Return the shape of a blob; None where there is none, or where it cannot be read."""
    try:
        return geometry_blob.decode([blob])[0]
    except Exception:
        return None


def parsed(value: Any) -> Any:
    """Return JSON text as what it says; what is none stays a text."""
    if not isinstance(value, str):
        return value
    try:
        return canonical.read_json(value)
    except ValueError:
        return value


def groups_of(table: str, columns: Sequence[Column]) -> list[tuple[str, tuple[Column, ...]]]:
    """Return the fields of a table: name and the columns it is made of."""
    by_name = {column.name: column for column in columns}
    found: list[tuple[str, tuple[Column, ...]]] = []
    taken: set[str] = set()
    for name, members in GROUPS.get(table, {}).items():
        there = tuple(by_name[one] for one in members if one in by_name)
        if there:
            found.append((name, there))
            taken.update(one.name for one in there)
    for column in columns:
        if column.name not in taken:
            name = GEOMETRY if column.kind is ValueKind.GEOMETRY else column.name
            found.append((name, (column,)))
    return found


def field_changes(
    rows: Rows, uid: str, base: Sequence[Any] | None, ours: Sequence[Any], theirs: Sequence[Any]
) -> list[FieldChange]:
    """Return the fields in which two versions of a row differ, and whose change each is.

    Without an ancestor a blank on one side counts as what was there before; anything else is both sides' word.
    """
    found: list[FieldChange] = []
    for name, columns in groups_of(rows.table, rows.columns):
        places = [rows.place[column.name] for column in columns]
        told = [column for column in columns if (rows.table, column.name) not in SILENT]
        told_places = [rows.place[column.name] for column in told]
        mine, other = [ours[place] for place in told_places], [theirs[place] for place in told_places]
        if not told or same_rows(told, mine, other):
            continue
        if len(columns) == 1 and (depth := _depth(rows.table, columns[0], uid)):
            values = [None if side is None else parsed(side[places[0]]) for side in (base, ours, theirs)]
            found += _inside(columns[0], (), *values, depth=depth)
            continue
        before = None if base is None else [base[place] for place in told_places]
        first = rows.place[columns[0].name]
        found.append(
            FieldChange(
                name,
                tuple(column.name for column in columns),
                _whose(told, before, mine, other),
                columns[0].kind,
                *(_told(name, columns, first, side, rows, (ours, theirs)) for side in (base, ours, theirs)),
            )
        )
    return found


def _told(
    name: str,
    columns: Sequence[Column],
    first: int,
    side: Sequence[Any] | None,
    rows: Rows,
    both: tuple[Sequence[Any], Sequence[Any]],
) -> Any:
    """Return what is shown of a field: of a whole row what differs in it."""
    if side is None:
        return None
    if name != ROW:
        return shown(columns[0], side[first])
    differing = [
        column
        for column in columns
        if column.kind is not ValueKind.GEOMETRY
        and not is_same(column, *(row[rows.place[column.name]] for row in both))
    ]
    return {column.name: shown(column, side[rows.place[column.name]]) for column in differing}


def _depth(table: str, column: Column, uid: str) -> int:
    if table == Table.PARAMETER and uid in _WHOLE_PARAMETERS:
        return 0
    return _DEEP.get((table, column.name), 0)


def _whose(columns: Sequence[Column], base: Sequence[Any] | None, ours: Sequence[Any], theirs: Sequence[Any]) -> Who:
    if base is None:
        if all(map(is_blank, ours)):
            return Who.THEIRS
        return Who.OURS if all(map(is_blank, theirs)) else Who.BOTH
    if same_rows(columns, base, ours):
        return Who.THEIRS
    return Who.OURS if same_rows(columns, base, theirs) else Who.BOTH


_ABSENT = object()


def _inside(
    column: Column, path: tuple[str, ...], base: Any, ours: Any, theirs: Any, *, depth: int
) -> list[FieldChange]:
    """Compare JSON objects key by key."""
    if _same_plain(column, path, ours, theirs):
        return []
    if depth and isinstance(ours, dict) and isinstance(theirs, dict):
        before = base if isinstance(base, dict) else {}
        keys = sorted({*ours, *theirs})
        return [
            change
            for key in keys
            for change in _inside(
                column,
                (*path, key),
                before.get(key, _ABSENT),
                ours.get(key, _ABSENT),
                theirs.get(key, _ABSENT),
                depth=depth - 1,
            )
        ]
    if _same_plain(column, path, base, ours):
        who = Who.THEIRS
    elif _same_plain(column, path, base, theirs):
        who = Who.OURS
    else:
        who = Who.BOTH
    told = [None if value is _ABSENT else value for value in (base, ours, theirs)]
    name = "/".join((column.name, *path))
    return [FieldChange(name, (column.name,), who, ValueKind.JSON, told[0], told[1], told[2], path)]


def _same_plain(column: Column, path: tuple[str, ...], one: Any, other: Any) -> bool:
    if one is _ABSENT or other is _ABSENT:
        return one is other
    decimals = column.decimals
    for name in path:
        decimals = canonical.decimals_of(name, decimals)
    return canonical.plain(one, decimals) == canonical.plain(other, decimals)


def put_inside(stored: Any, source: Any, path: tuple[str, ...]) -> str:
    """Return JSON text in which what lies at a path is as in another JSON text, or gone as there."""
    value, other = parsed(stored), parsed(source)
    value = json.loads(json.dumps(value)) if isinstance(value, dict) else {}
    target, found = value, other
    for key in path[:-1]:
        inner = target.get(key)
        target[key] = inner if isinstance(inner, dict) else {}
        target = target[key]
        found = found.get(key) if isinstance(found, dict) else None
    if isinstance(found, dict) and path[-1] in found:
        target[path[-1]] = found[path[-1]]
    else:
        target.pop(path[-1], None)
    return to_json(value)


def list_of_both(base: Any, ours: Any, theirs: Any) -> list[Any]:
    """Return a list with what either side added and without what either side took out.

    What is in both comes in our order of the ancestor's items; what was added follows by its canonical bytes, so that
    both counties get the same list.
    """
    sides = [one if isinstance(one, list) else [] for one in (base, ours, theirs)]
    keys = [{canonical.plain(item) for item in side} for side in sides]
    items = {canonical.plain(item): item for side in sides for item in side}
    kept = [canonical.plain(item) for item in sides[0] if canonical.plain(item) in keys[1] & keys[2]]
    return [items[key] for key in dict.fromkeys([*kept, *sorted((keys[1] | keys[2]) - keys[0])])]


def is_list(one: FieldChange) -> bool:
    """Return whether a field is a list on both sides, so that both lists can be had."""
    return one.kind is ValueKind.JSON and isinstance(one.ours, list) and isinstance(one.theirs, list)
