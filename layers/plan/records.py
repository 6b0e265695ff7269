"""Rows that are not frames: layer records, parameters, the analysis's facts, the view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from typing import TYPE_CHECKING, Any

import apsw

from layers.kinds import Origin, Role, Shape
from layers.plan.frames import Column, to_json
from layers.plan.json_text import loads
from layers.plan.model import LayerLook, LayerRecord, SourceInfo
from layers.plan.schema import Table, quoted

if TYPE_CHECKING:
    from layers.plan.feature_table import FeatureTable

_ONLY_ROW = "only"  # uid of the one row of a table that has one
_HOMES_ROW = "raster_homes"  # beside the view's row in its table


def json_object(text: Any) -> dict[str, Any]:
    """Return a JSON object; ``ValueError`` when the text is none."""
    try:
        value = loads(text)
    except (TypeError, RecursionError) as error:
        raise ValueError(f"no JSON: {error}") from error
    if not isinstance(value, dict):
        raise ValueError(f"a JSON object was expected, not {type(value).__name__}")
    return value


def _state(row: Any) -> dict[str, Any]:
    """Return the state in a row; {} when it makes no sense: a comfort is not worth a plan that does not open."""
    try:
        return {} if row is None else json_object(row[0])
    except ValueError:
        return {}


# --- layers -----------------------------------------------------------------------------------------

#: Field of the record → column, where they differ.
_COLUMN_OF = {"table": "table_name"}
_FIELDS = tuple(field.name for field in fields(LayerRecord))
_SELECT = ", ".join(_COLUMN_OF.get(name, name) for name in _FIELDS)
#: What the store alone decides.
_FIXED = frozenset({"uid", "table", "feature_count", "bounds", "content_sha256"})


def read_all(db: apsw.Connection) -> list[LayerRecord]:
    """Return all layers, the topmost first."""
    return [_record(row) for row in db.execute(f"SELECT {_SELECT} FROM {Table.LAYER} ORDER BY position, fid")]


def read_one(db: apsw.Connection, uid: str) -> LayerRecord:
    """Return one layer; ``KeyError`` when there is none."""
    row = db.execute(f"SELECT {_SELECT} FROM {Table.LAYER} WHERE uid = ?", (uid,)).fetchone()
    if row is None:
        raise KeyError(uid)
    return _record(row)


def from_columns(values: Mapping[str, Any]) -> LayerRecord:
    """Return the layer of a row given as column → stored value."""
    return _record([values[_COLUMN_OF.get(name, name)] for name in _FIELDS])


def columns_of(db: apsw.Connection, uid: str) -> list[Column]:
    """Return how the columns of a layer's feature table are kept."""
    row = db.execute(f"SELECT columns FROM {Table.LAYER} WHERE uid = ?", (uid,)).fetchone()
    if row is None:
        raise KeyError(uid)
    return [Column.from_list(values) for values in loads(row[0])]


def insert(db: apsw.Connection, record: LayerRecord, columns: Sequence[Column]) -> None:
    """Add a layer's row; layers at its position and below move down when the position is taken."""
    _make_room(db, record.position)
    values = {**_values(record), "columns": to_json([column.as_list() for column in columns])}
    names = ", ".join(map(quoted, values))
    marks = ", ".join("?" * len(values))
    db.execute(f"INSERT INTO {Table.LAYER} ({names}) VALUES ({marks})", tuple(values.values()))


def update(db: apsw.Connection, uid: str, changed: Mapping[str, Any]) -> LayerRecord:
    """Set fields of a layer's row; what the store decides cannot be set."""
    if refused := set(changed) & _FIXED:
        raise TypeError(f"{', '.join(sorted(refused))} of a layer cannot be set")
    record = replace(read_one(db, uid), **changed)
    values = _values(record)
    columns = [_COLUMN_OF.get(name, name) for name in changed]
    if columns:
        assignments = ", ".join(f"{quoted(name)} = ?" for name in columns)
        db.execute(f"UPDATE {Table.LAYER} SET {assignments} WHERE uid = ?", (*(values[name] for name in columns), uid))
    if "title" in changed and record.table:
        _retitle(db, record)
    return record


def update_content(
    db: apsw.Connection,
    uid: str,
    *,
    count: int,
    bounds: tuple[float, float, float, float] | None,
    sha256: str,
) -> LayerRecord:
    """Set what follows from a layer's features, also in the GeoPackage's list of tables."""
    record = replace(read_one(db, uid), feature_count=count, bounds=bounds, content_sha256=sha256)
    values = _values(record)
    db.execute(
        f"UPDATE {Table.LAYER} SET feature_count = ?, bounds = ?, content_sha256 = ? WHERE uid = ?",
        (count, values["bounds"], sha256, uid),
    )
    db.execute(
        "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?",
        (*(bounds or (None,) * 4), record.table),
    )
    return record


def update_table(db: apsw.Connection, uid: str, table: str, ready: FeatureTable) -> LayerRecord:
    """Point a layer's row at another feature table that is there and registered already."""
    db.execute(
        f"UPDATE {Table.LAYER} SET table_name = ?, columns = ? WHERE uid = ?",
        (table, to_json([column.as_list() for column in ready.layer.columns]), uid),
    )
    return update_content(db, uid, count=ready.count, bounds=ready.bounds, sha256=ready.sha256)


def delete(db: apsw.Connection, uid: str) -> None:
    """Remove a layer's row."""
    db.execute(f"DELETE FROM {Table.LAYER} WHERE uid = ?", (uid,))


def _make_room(db: apsw.Connection, position: int) -> None:
    if db.execute(f"SELECT 1 FROM {Table.LAYER} WHERE position = ?", (position,)).fetchone():
        db.execute(f"UPDATE {Table.LAYER} SET position = position + 1 WHERE position >= ?", (position,))


def _retitle(db: apsw.Connection, record: LayerRecord) -> None:
    taken = db.execute(
        "SELECT 1 FROM gpkg_contents WHERE identifier = ? AND table_name <> ?", (record.title, record.table)
    ).fetchone()
    title = f"{record.title} ({record.uid[:6]})" if taken else record.title
    db.execute("UPDATE gpkg_contents SET identifier = ? WHERE table_name = ?", (title, record.table))


def _values(record: LayerRecord) -> dict[str, Any]:
    return {
        "uid": record.uid,
        "title": record.title,
        "role": Role(record.role).value,
        "shape": Shape(record.shape).value,
        "origin": Origin(record.origin).value,
        "table_name": record.table,
        "position": record.position,
        "visible": int(record.visible),
        "opacity": float(record.opacity),
        "style": to_json(dict(record.style)),
        "speaks_for": to_json(sorted(record.speaks_for)),
        "verified_none": to_json(sorted(record.verified_none)),
        "is_sample": int(record.is_sample),
        "feature_count": record.feature_count,
        "bounds": None if record.bounds is None else to_json(list(record.bounds)),
        "source": to_json(asdict(record.source)),
        "raster_path": record.raster_path,
        "raster_sha256": record.raster_sha256,
        "raster_bytes": record.raster_bytes,
        "content_sha256": record.content_sha256,
        "placement": to_json(dict(record.placement)) if record.placement else None,
    }


def _record(row: Sequence[Any]) -> LayerRecord:
    values = dict(zip(_FIELDS, row, strict=True))
    source = json_object(values["source"])
    source["notes"] = tuple(source.get("notes", ()))
    known = {field.name for field in fields(SourceInfo)}
    bounds = values["bounds"]
    return LayerRecord(
        **{
            **values,
            "role": Role(values["role"]),
            "shape": Shape(values["shape"]),
            "origin": Origin(values["origin"]),
            "position": int(values["position"]),
            "visible": bool(values["visible"]),
            "opacity": float(values["opacity"]),
            "is_sample": bool(values["is_sample"]),
            "style": json_object(values["style"]),
            "speaks_for": frozenset(loads(values["speaks_for"])),
            "verified_none": frozenset(loads(values["verified_none"])),
            "bounds": None if bounds is None else tuple(loads(bounds)),
            "raster_bytes": values["raster_bytes"] or 0,  # NULL in rows of an older format
            "content_sha256": values["content_sha256"] or "",
            "placement": _state((values["placement"],)),
            "source": SourceInfo(**{name: value for name, value in source.items() if name in known}),
        }
    )


# --- looks of derived layers --------------------------------------------------------------------------


def read_looks(db: apsw.Connection) -> dict[str, LayerLook]:
    """Return derived layer (``zones``, ``borders`` …) → how it is shown; one that is missing has the defaults."""
    rows = db.execute(f"SELECT uid, visible, opacity, style FROM {Table.LOOK} ORDER BY uid")
    return {uid: LayerLook(bool(visible), float(opacity), json_object(style)) for uid, visible, opacity, style in rows}


def write_look(db: apsw.Connection, uid: str, look: LayerLook) -> None:
    """Store how a derived layer is shown; one that is as it was is not touched."""
    db.execute(
        f"INSERT INTO {Table.LOOK} (uid, visible, opacity, style) VALUES (?, ?, ?, ?) ON CONFLICT (uid) DO UPDATE"
        " SET visible = excluded.visible, opacity = excluded.opacity, style = excluded.style",
        (uid, int(look.visible), float(look.opacity), to_json(dict(look.style))),
    )


# --- parameters ---------------------------------------------------------------------------------------


#: The row that holds the rules of the checks of patrol areas, beside the parameters of the analysis.
CHECK_RULES = "area_checks"
#: The row that holds what rivers are worked out with, and which way a person said they run.
RIVERS = "rivers"
#: The row that holds what was agreed on for patrols.
PATROLS = "patrols"
#: The row that holds what fires need beside the parameters of the analysis.
FIRE = "fire"
#: The row that holds what is kept about hazards: tables that were read, grades of counties, sets of numbers.
HAZARDS = "hazard_lists"
#: The row that holds what documents need beside the map: limits in words by area, answers to the checks before export.
PAPERS = "papers"
#: The row that holds what the register is judged by.
REGISTER = "register"
#: The row that holds the seasons and numbers of the calendar.
YEAR = "year"
#: The row that holds what the inventory is judged by.
INVENTORY = "inventory"
#: The row that holds which roads carry a hazard by a planner's word.
ROAD_MARKS = "road_marks"


def read_parameters(db: apsw.Connection) -> dict[str, Any]:
    """Return the stored parameters; {} means all defaults."""
    return {name: loads(value) for name, value in db.execute(f"SELECT uid, value FROM {Table.PARAMETER}")}


def write_parameters(db: apsw.Connection, values: Mapping[str, Any]) -> None:
    """Store parameters, one row each; an unchanged one is not touched."""
    for name, value in values.items():
        text = to_json(value)
        db.execute(f"UPDATE {Table.PARAMETER} SET value = ?2 WHERE uid = ?1 AND value <> ?2", (name, text))
        db.execute(f"INSERT OR IGNORE INTO {Table.PARAMETER} (uid, value) VALUES (?, ?)", (name, text))


# --- analysis and view ----------------------------------------------------------------------------------


def read_result(db: apsw.Connection) -> tuple[dict[str, Any], str]:
    """Return facts and input stamp of the stored analysis; ``({}, "")`` when there is none."""
    row = db.execute(f"SELECT facts, stamp FROM {Table.RESULT}").fetchone()
    return ({}, "") if row is None else (json_object(row[0]), row[1])


def write_result(db: apsw.Connection, facts: Mapping[str, Any], stamp: str) -> None:
    """Replace the facts of the stored analysis."""
    _put_only_row(db, Table.RESULT, {"facts": to_json(dict(facts)), "stamp": stamp})


def read_block_run(db: apsw.Connection) -> tuple[dict[str, Any], str]:
    """Return facts and stamp of the blocks made last; ``({}, "")`` when there are none."""
    row = db.execute(f"SELECT facts, stamp FROM {Table.BLOCK_RUN}").fetchone()
    return ({}, "") if row is None else (json_object(row[0]), row[1] or "")


def write_block_run(db: apsw.Connection, facts: Mapping[str, Any], stamp: str) -> None:
    """Replace the facts of the blocks made last."""
    _put_only_row(db, Table.BLOCK_RUN, {"facts": to_json(dict(facts)), "stamp": stamp})


def read_view(db: apsw.Connection) -> dict[str, Any]:
    """Return the stored view; {} when there is none."""
    row = db.execute(f"SELECT state FROM {Table.VIEW} WHERE uid = ?", (_ONLY_ROW,)).fetchone()
    return _state(row)


def read_homes(db: apsw.Connection) -> tuple[str, ...]:
    """Return the folders that rasters' paths may start from beside the plan's own; see :mod:`layers.plan.rasters`."""
    row = db.execute(f"SELECT state FROM {Table.VIEW} WHERE uid = ?", (_HOMES_ROW,)).fetchone()
    homes = _state(row).get("folders")
    homes = homes if isinstance(homes, list) else []
    return tuple(home for home in homes if isinstance(home, str))


def write_homes(db: apsw.Connection, homes: Sequence[str]) -> None:
    """Store them in a copy: they tell of its place on the disk, so they are no part of the history."""
    db.execute(f"DELETE FROM {Table.VIEW} WHERE uid = ?", (_HOMES_ROW,))
    if homes:
        state = to_json({"folders": list(homes)})
        db.execute(f"INSERT INTO {Table.VIEW} (uid, state) VALUES (?, ?)", (_HOMES_ROW, state))


def write_view(db: apsw.Connection, state: Mapping[str, Any]) -> None:
    """Replace the stored view."""
    _put_only_row(db, Table.VIEW, {"state": to_json(dict(state))})


def read_sketch(db: apsw.Connection) -> dict[str, Any]:
    """Return the unfinished sketch; {} when there is none."""
    return _state(db.execute(f"SELECT state FROM {Table.SKETCH}").fetchone())


def write_sketch(db: apsw.Connection, state: Mapping[str, Any]) -> None:
    """Replace the unfinished sketch; {} takes it away."""
    if state:
        _put_only_row(db, Table.SKETCH, {"state": to_json(dict(state))})
    else:
        db.execute(f"DELETE FROM {Table.SKETCH}")


def _put_only_row(db: apsw.Connection, table: Table, values: Mapping[str, Any]) -> None:
    names = ", ".join(values)
    updates = ", ".join(f"{name} = excluded.{name}" for name in values)
    db.execute(
        f"INSERT INTO {table} (uid, {names}) VALUES ({', '.join('?' * (len(values) + 1))})"
        f" ON CONFLICT (uid) DO UPDATE SET {updates}",
        (_ONLY_ROW, *values.values()),
    )
