"""Thorough check, part one: every row of every table, alone."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import apsw
import numpy as np
import shapely

from layers.plan import geometry_blob
from layers.plan.content_hash import chunks
from layers.plan.schema import CONTENT_PREFIX, GEOMETRY_COLUMN, SPECS, Kind, Table, quoted
from layers.plan.verify_model import Report

#: JSON columns the program cannot do without → what they must hold.
_MUST_HOLD: Mapping[tuple[str, str], str] = {
    (Table.LAYER, "style"): "object",
    (Table.LAYER, "speaks_for"): "array",
    (Table.LAYER, "verified_none"): "array",
    (Table.LAYER, "source"): "object",
    (Table.LAYER, "columns"): "array",
    (Table.LOOK, "style"): "object",
    (Table.RESULT, "facts"): "object",
    (Table.VIEW, "state"): "object",
    (Table.SKETCH, "state"): "object",
    (Table.SCENE, "state"): "object",
    (Table.PLATE, "state"): "object",
    (Table.ZONE_ASIDE, "zone"): "object",
    (Table.ZONE_ASIDE, "parts"): "array",
    (Table.ZONE_ASIDE, "before"): "object",
    (Table.BORDER_ROAD, "counties"): "array",
    (Table.BLOCK, "counties"): "array",
    (Table.BLOCK, "areas_ha"): "object",
    (Table.BLOCK_RUN, "facts"): "object",
    (Table.CHANGE, "facts"): "object",
    (Table.CHANGE, "tables"): "array",
    (Table.CHANGE, "content_tables"): "array",
}
_CHANGE_COLUMNS = ("code", "facts", "at", "program", "state", "tables", "content_tables", "changeset")


#: Tables whose rows may be without a shape: a draft, a reply, most of what is said at a meeting.
_SHAPE_OR_NONE = frozenset({Table.VERSION, Table.COMMENT, Table.MINUTE})


def table_names(db: apsw.Connection) -> list[str]:
    """Return the names of all tables."""
    return [str(name) for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]


def check_tables(db: apsw.Connection, report: Report) -> None:
    """Check columns, uids, JSON and shapes of every table the plan knows."""
    for spec in SPECS.values():
        names = {"fid", "uid", *spec.columns, *([GEOMETRY_COLUMN] if spec.geometry else [])}
        json_columns = [name for name, kind in spec.columns.items() if kind is Kind.JSON]
        if _has_columns(db, spec.table, names, report):
            _check_rows(db, spec.table, json_columns, report)
    if _has_columns(db, Table.CHANGE, {"fid", "uid", *_CHANGE_COLUMNS}, report):
        _check_rows(db, Table.CHANGE, ["facts", "tables", "content_tables"], report)
    for table in table_names(db):
        if table.startswith(CONTENT_PREFIX) and _has_columns(db, table, {"uid"}, report):
            _check_rows(db, table, [], report)


def _has_columns(db: apsw.Connection, table: str, names: set[str], report: Report) -> bool:
    there = {str(name) for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", (table,))}
    if missing := sorted(names - there):
        report("column_missing", table=str(table), columns=missing)
    return not missing


def _check_rows(db: apsw.Connection, table: str, json_columns: Sequence[str], report: Report) -> None:
    try:
        _check_uids(db, table, report)
        for column in json_columns:
            _check_json(db, table, column, report)
        _check_values(db, table, report)
    except (apsw.Error, UnicodeDecodeError) as error:
        report("rows_unreadable", table=str(table), reason=str(error))


def _check_uids(db: apsw.Connection, table: str, report: Report) -> None:
    rows: Any = db.execute(
        f"SELECT count(*) - count(uid), count(uid) - count(DISTINCT uid) FROM {quoted(table)}"
    ).fetchall()
    ((missing, repeated),) = rows
    if missing:
        report("uid_missing", table=str(table), count=missing)
    if repeated:
        report("uid_repeated", table=str(table), count=repeated)


def _check_json(db: apsw.Connection, table: str, column: str, report: Report) -> None:
    kind = _MUST_HOLD.get((table, column))
    name = quoted(column)
    bad = f"{name} IS NOT NULL AND NOT json_valid({name})"
    if kind:
        bad = f"{name} IS NULL OR NOT json_valid({name}) OR json_type({name}) <> '{kind}'"
    rows: Any = db.execute(f"SELECT count(*), min(uid) FROM {quoted(table)} WHERE {bad}").fetchall()
    ((count, uid),) = rows
    if count:
        report("json_damaged", table=str(table), column=column, count=count, uid=uid)


def _check_values(db: apsw.Connection, table: str, report: Report) -> None:
    """Read every value, which shows text that is not UTF-8, and look at the shapes."""
    names = [str(name) for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", (table,))]
    names = [name for name in names if name != "changeset"]
    if GEOMETRY_COLUMN not in names:
        for _ in db.execute(f"SELECT {', '.join(map(quoted, names))} FROM {quoted(table)}"):
            pass
        return
    names.sort(key=lambda name: (name != "uid", name != GEOMETRY_COLUMN))
    allowed = _registered_type(db, table)
    seen: dict[str, list[Any]] = {}
    for chunk in chunks(db.execute(f"SELECT {', '.join(map(quoted, names))} FROM {quoted(table)}")):
        uids, blobs, *_ = zip(*chunk, strict=True)
        for code, rows in _shape_faults(blobs, allowed, is_read=table.startswith(CONTENT_PREFIX)):
            if code == "shape_missing" and table in _SHAPE_OR_NONE:
                continue
            seen.setdefault(code, []).extend(uids[row] for row in rows)
    for code, bad in seen.items():
        report(code, table=str(table), count=len(bad), uid=bad[0])


def _registered_type(db: apsw.Connection, table: str) -> str:
    rows = db.execute("SELECT geometry_type_name FROM gpkg_geometry_columns WHERE table_name = ?", (table,)).fetchall()
    return str(rows[0][0]).upper() if rows else "GEOMETRY"


def _shape_faults(blobs: Sequence[Any], allowed: str, *, is_read: bool) -> Iterator[tuple[str, list[int]]]:
    """Yield codes and the rows of a chunk they are about."""
    shapes, damaged = _decoded(blobs)
    missing = [row for row, blob in enumerate(blobs) if blob is None]
    crs = [row for row, blob in enumerate(blobs) if row not in damaged and blob is not None and _crs_of(blob) != 4490]
    bounds = shapely.bounds(shapes)
    there = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    xy, owners = shapely.get_coordinates(shapes, return_index=True)
    wild = np.unique(owners[~np.isfinite(xy).all(axis=1)])
    with np.errstate(invalid="ignore"):
        outside = there & ((bounds[:, [0, 1]] < [-180, -90]) | (bounds[:, [2, 3]] > [180, 90])).any(axis=1)
    kinds = np.array([kind.name for kind in shapely.GeometryType if kind >= 0])[shapely.get_type_id(shapes)]
    other = there & (kinds != allowed) & (allowed != "GEOMETRY")
    faults = {
        "shape_damaged": sorted(damaged),
        "shape_missing": [] if is_read else missing,
        "shape_not_finite": wild.tolist(),
        "feature_outside" if is_read else "shape_outside": np.flatnonzero(outside).tolist(),
        "shape_of_other_type": np.flatnonzero(other).tolist(),
        "shape_of_other_crs": crs,
    }
    yield from ((code, rows) for code, rows in faults.items() if rows)


def _decoded(blobs: Sequence[Any]) -> tuple[Any, set[int]]:
    try:
        return geometry_blob.decode(blobs), set()
    except (ValueError, TypeError, IndexError, shapely.errors.ShapelyError):
        pass
    shapes = np.full(len(blobs), None, dtype=object)
    damaged = set()
    for row, blob in enumerate(blobs):
        try:
            shapes[row] = geometry_blob.decode([blob])[0]
        except (ValueError, TypeError, IndexError, shapely.errors.ShapelyError):
            damaged.add(row)
    return shapes, damaged


def _crs_of(blob: bytes) -> int:
    """Return the srs_id in the header of a GeoPackage geometry."""
    found: int = struct.unpack_from("<i" if blob[3] & 1 else ">i", blob, 4)[0]
    return found
