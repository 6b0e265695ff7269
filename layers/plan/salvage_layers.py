"""Read layers of a damaged plan: registration and features together, or what is left of them."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import apsw

from layers.kinds import Origin, Role, Shape
from layers.plan import files, geometry_blob, records
from layers.plan.content_hash import features_sha256
from layers.plan.frames import Column
from layers.plan.json_text import loads
from layers.plan.model import LayerRecord, SourceInfo
from layers.plan.salvage_check import CONTENTS_FORM, GEOMETRY_COLUMNS_FORM, Form, Judged, What, layer_form
from layers.plan.salvage_copy import Tally, copy_rows, sift
from layers.plan.salvage_replay import Replayed
from layers.plan.salvage_report import LayerReport, RowCount
from layers.plan.salvage_source import Source, columns_of
from layers.plan.schema import CONTENT_PREFIX, GEOMETRY_COLUMN, SPECS, Kind, Table, create_table_sql, quoted

#: The note on a layer that lost features: the findings panel has words for it.
NOTE_CODE = "salvaged"
_UNKNOWN = -1


@dataclass(frozen=True)
class Registered:
    """A layer as the damaged plan registers it."""

    record: LayerRecord
    columns: tuple[Column, ...]
    values: Mapping[str, Any]  # of its row, by column
    is_doubtful: bool = False
    is_rebuilt: bool = False

    @property
    def form(self) -> Form:
        """How the records of its feature table look."""
        form = layer_form(self.record.table, self.columns)
        return replace(form, rows=self.record.feature_count, bounds=self.record.bounds)


def registered(source: Source, form: Form, tally: Tally) -> list[Registered]:
    """Return the layers whose registration can be read."""
    found: list[Registered] = []

    def means(row: Judged) -> bool:
        values = dict(zip(form.names, row.values, strict=True))
        values["fid"] = row.rowid
        try:
            layer = _as_layer(values)
        except (ValueError, TypeError, KeyError, AttributeError):
            return False
        found.append(replace(layer, is_doubtful=row.is_doubtful))
        return True

    kept = {row.values[form.key] for row in sift(source, form, tally, means)}
    unique: dict[str, Registered] = {}
    for layer in found:
        if layer.record.uid in kept:
            unique.setdefault(layer.record.uid, layer)
    return sorted(unique.values(), key=lambda layer: (layer.record.position, layer.values["fid"]))


def _as_layer(values: Mapping[str, Any]) -> Registered:
    record = records.from_columns(values)
    if record.table and not record.table.startswith(CONTENT_PREFIX):
        raise ValueError(record.table)
    columns = tuple(Column.from_list(one) for one in loads(values["columns"] or "[]"))
    return Registered(record, columns, values)


def from_history(form: Form, replayed: Replayed) -> list[Registered]:
    """Return the layers whose registration is lost, but stands in the changes."""
    found = []
    for row in replayed.rows:
        values = dict(zip(form.names, row.values, strict=True))
        values["fid"] = row.rowid
        with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError):
            found.append(replace(_as_layer(values), is_doubtful=row.is_doubtful))
    return found


def unregistered(source: Source, known: Iterable[Registered]) -> list[Registered]:
    """Return layers whose registration is lost: feature tables that the GeoPackage's own list still names.

    A layer that a planner removed is in neither list, and stays removed.
    """
    taken = {layer.record.table for layer in known}
    listed: dict[str, str] = {}
    for row in sift(source, CONTENTS_FORM, Tally()):
        if str(row.values[0]).startswith(CONTENT_PREFIX):
            listed[row.values[0]] = str(row.values[2] or row.values[0])
    found = []
    for position, (table, title) in enumerate(sorted(listed.items())):
        sql = source.tables().get(table, "")
        if table in taken or not sql:
            continue
        columns, geometry = _columns_from(sql)
        if not columns:
            continue
        record = LayerRecord(
            uuid.uuid4().hex,
            title,
            Role.OTHER,
            _shape_from(geometry),
            Origin.READ,
            table,
            position=1000 + position,
            feature_count=_UNKNOWN,
        )
        found.append(Registered(record, columns, {}, is_doubtful=True, is_rebuilt=True))
    return found


def _columns_from(sql: str) -> tuple[tuple[Column, ...], str]:
    """Return the columns that a feature table's definition names, and its geometry type."""
    found = columns_of(sql)
    if [name for name, _ in found[:2]] != ["fid", "uid"]:
        return (), ""
    kinds = {"REAL": (Kind.REAL, "float64"), "INTEGER": (Kind.WHOLE, "Int64"), "BOOLEAN": (Kind.BOOL, "boolean")}
    columns, geometry = [Column("uid", "uid", Kind.TEXT, "str")], ""
    for name, declared in found[2:]:
        if name == GEOMETRY_COLUMN:
            geometry = declared
            continue
        kind, dtype = kinds.get(declared.upper(), (Kind.NULLABLE, "object"))
        columns.append(Column(name, name, kind, dtype))
    if geometry:
        columns.append(Column("geometry", GEOMETRY_COLUMN, Kind.NULLABLE, "geometry"))
    return tuple(columns), geometry


def _shape_from(geometry: str) -> Shape:
    kind = geometry.upper()
    if not kind:
        return Shape.TABLE
    return Shape.POINT if "POINT" in kind else Shape.LINE if "LINE" in kind else Shape.POLYGON


# --- into the new plan --------------------------------------------------------------------------------------


def copy_layer(
    source: Source, db: apsw.Connection, layer: Registered, tick: Callable[[int], None]
) -> tuple[LayerReport, Tally]:
    """Copy one layer with its features; a layer of which no feature is left is not copied."""
    record = layer.record
    if not record.table:
        _insert(db, layer, record)
        return LayerReport(record.uid, record.title, "whole"), Tally()
    form = layer.form
    geometry = _geometry_type(source, record) if What.SHAPE in form.kinds else ""
    own = {column.sql: column.kind for column in layer.columns if column.sql not in ("uid", GEOMETRY_COLUMN)}
    db.execute(create_table_sql(record.table, own, geometry=geometry))
    tally, rows = copy_rows(source, form, db, form.names, tick=tick)
    here = rows.saved + rows.doubtful
    if not layer.is_rebuilt:
        rows = replace(rows, lost=max(0, record.feature_count - here))
    if not here and (rows.lost is None or rows.lost > 0 or layer.is_rebuilt):
        db.execute(f"DROP TABLE {quoted(record.table)}")
        return LayerReport(record.uid, record.title, "lost", rows), tally
    state = "rebuilt" if layer.is_rebuilt else "whole" if rows.is_whole else "partly"
    sha256 = features_sha256(db, record.table, layer.columns)
    if state == "whole" and record.content_sha256 and record.content_sha256 != sha256:
        state = "altered"
    if state == "whole":
        _insert(db, layer, record)
        _register(source, db, record, geometry)
    else:
        changed = _with_note(record, state, rows, sha256)
        bounds = _bounds(db, record.table) if geometry else None
        changed = replace(changed, feature_count=here, bounds=bounds)
        _insert(db, layer, changed)
        files.register(db, record.table, record.title, geometry=geometry, bounds=bounds)
    return LayerReport(record.uid, record.title, state, rows), tally


def _with_note(record: LayerRecord, state: str, rows: RowCount, sha256: str) -> LayerRecord:
    """Return a layer's record with what happened to it.

    A layer that lost features no longer speaks for its counties: where one is missing, absence would be
    taken for absence.  Which they were is in the note.
    """
    note: dict[str, Any] = {
        "code": NOTE_CODE if state != "rebuilt" else f"{NOTE_CODE}_{state}",
        "severity": "warning",
        "lost": rows.lost,
        "count": rows.lost or 0,
        "doubtful": rows.doubtful,
    }
    if state == "altered":
        note["code"] = f"{NOTE_CODE}_altered"
        return replace(record, content_sha256=sha256, source=_noted(record.source, note))
    if rows.lost == 0:
        note["code"] = f"{NOTE_CODE}_doubtful" if state == "partly" else note["code"]
        return replace(record, content_sha256=sha256, source=_noted(record.source, note))
    note["spoke_for"] = sorted(record.speaks_for)
    return replace(
        record,
        speaks_for=frozenset(),
        verified_none=frozenset(),
        content_sha256=sha256,
        source=_noted(record.source, note),
    )


def _noted(source: SourceInfo, note: Mapping[str, Any]) -> SourceInfo:
    return replace(source, notes=(*source.notes, note))


def _insert(db: apsw.Connection, layer: Registered, record: LayerRecord) -> None:
    """Write a layer's row: as it was where nothing happened to it, for its changes must still fit."""
    if record is layer.record and layer.values:
        names = ("fid", "uid", *SPECS[Table.LAYER].columns)
        marks = ", ".join("?" * len(names))
        db.execute(
            f"INSERT INTO {Table.LAYER} ({', '.join(names)}) VALUES ({marks})",
            tuple(layer.values.get(name) for name in names),
        )
    else:
        records.insert(db, record, layer.columns)


def _register(source: Source, db: apsw.Connection, record: LayerRecord, geometry: str) -> None:
    """Enter a feature table in the GeoPackage's lists, in the words the damaged plan had for it."""
    for form in (CONTENTS_FORM, GEOMETRY_COLUMNS_FORM):
        for row in sift(source, form, Tally()):
            if row.values[0] == record.table and not row.is_doubtful:
                marks = ", ".join("?" * len(form.names))
                try:
                    db.execute(f"INSERT INTO {form.table} VALUES ({marks})", row.values)
                except apsw.ConstraintError:
                    continue
    if not db.execute("SELECT 1 FROM gpkg_contents WHERE table_name = ?", (record.table,)).fetchone():
        files.unregister(db, record.table)
        files.register(db, record.table, record.title, geometry=geometry, bounds=record.bounds)
        return
    has_shape = db.execute("SELECT 1 FROM gpkg_geometry_columns WHERE table_name = ?", (record.table,)).fetchone()
    if geometry and not has_shape:
        db.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, 0, 0)",
            (record.table, GEOMETRY_COLUMN, geometry, geometry_blob.SRS_ID),
        )


def _geometry_type(source: Source, record: LayerRecord) -> str:
    """Return the geometry type of a feature table by the GeoPackage's list, else one that takes any shape."""
    for row in sift(source, GEOMETRY_COLUMNS_FORM, Tally()):
        if row.values[0] == record.table and str(row.values[2]).isalpha():
            return str(row.values[2])
    return "GEOMETRY"


def _bounds(db: apsw.Connection, table: str) -> tuple[float, float, float, float] | None:
    rows = db.execute(f"SELECT substr({GEOMETRY_COLUMN}, 1, 40) FROM {quoted(table)}")
    return geometry_blob.total_bounds([row[0] for row in rows])


def copy_waiting(source: Source, db: apsw.Connection, tables: Iterable[str]) -> bool:
    """Copy feature tables of layers that undo or redo could bring back; return whether all are whole."""
    for table in tables:
        if db.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (table,)).fetchone():
            continue
        columns, geometry = _columns_from(source.tables().get(table, ""))
        if not columns:
            return False
        own = {column.sql: column.kind for column in columns if column.sql not in ("uid", GEOMETRY_COLUMN)}
        db.execute(create_table_sql(table, own, geometry=geometry))
        form = _loose(layer_form(table, columns))
        source.expect([form])
        _, rows = copy_rows(source, form, db, form.names)
        if not rows.is_whole:
            return False
    return True


def _loose(form: Form) -> Form:
    """Return a form that asks only for number, key and shape: the kinds of a removed layer's columns are not known."""
    kept = (What.ROWID, What.KEY, What.SHAPE)
    return replace(form, kinds=tuple(kind if kind in kept else What.ANY for kind in form.kinds))


__all__ = ["Registered", "copy_layer", "copy_waiting", "registered", "unregistered"]
