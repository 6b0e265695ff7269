"""Changing single features of a layer that is recorded by hand.

The feature table of such a layer is an ordinary one, but its rows are part of the changesets: undo brings each
back as it was.  Count, bounds and checksum in the layer's registration follow in the same transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import apsw
import geopandas as gpd

from layers.crs import STORAGE_CRS
from layers.kinds import Origin
from layers.plan import content_hash, feature_table, frames, geometry_blob, records
from layers.plan.feature_table import FeatureTable
from layers.plan.frames import Column
from layers.plan.model import LayerRecord
from layers.plan.schema import GEOMETRY_COLUMN, quoted


def edit(
    db: apsw.Connection, record: LayerRecord, put: gpd.GeoDataFrame | None, removed: Collection[str]
) -> LayerRecord:
    """Write features of a layer over those of the same ``uid`` or beside the others, and take some away.

    Parameters
    ----------
    put : GeoDataFrame, optional
        EPSG:4490, with exactly the layer's own columns.
    removed : collection of str
        Uids of features.

    Raises
    ------
    KeyError
        A feature to be removed is not there.
    TypeError, ValueError
        The layer is not recorded by hand, or the frame has other columns, another CRS or other shapes.
    """
    if record.origin is not Origin.RECORDED:
        raise TypeError(f"the features of {record.title!r} were read from a file and never change")
    columns = records.columns_of(db, record.uid)
    for uid in removed:
        db.execute(f"DELETE FROM {quoted(record.table)} WHERE uid = ?", (uid,))
        if not db.changes():
            raise KeyError(uid)
    if put is not None and len(put):
        _put(db, record, columns, put)
    count, bounds = _extent(db, record.table)
    sha256 = content_hash.features_sha256(db, record.table, columns)
    return records.update_content(db, record.uid, count=count, bounds=bounds, sha256=sha256)


def _put(db: apsw.Connection, record: LayerRecord, columns: Sequence[Column], put: gpd.GeoDataFrame) -> None:
    own = [column.name for column in columns]
    if sorted(own) != sorted(put.columns):
        raise ValueError(f"{record.title!r} has the columns {own}, not {list(put.columns)}")
    listed = db.execute(
        "SELECT geometry_type_name FROM gpkg_geometry_columns WHERE table_name = ?", (record.table,)
    ).fetchone()
    kind = frames.geometry_type(put)
    if listed is not None and listed[0] not in (kind, "GEOMETRY"):
        raise ValueError(f"{record.title!r} holds shapes of the kind {listed[0]}, not {kind}")
    if put.crs != STORAGE_CRS:
        raise ValueError(f"a plan stores {STORAGE_CRS}, not {put.crs}")
    values = [
        geometry_blob.encode(put.geometry.to_numpy())
        if column.sql == GEOMETRY_COLUMN
        else frames.encoded(put[column.name], column.kind)
        for column in columns
    ]
    sql_names = [column.sql for column in columns]
    assignments = ", ".join(f"{quoted(name)} = excluded.{quoted(name)}" for name in sql_names if name != "uid")
    names, marks = ", ".join(map(quoted, sql_names)), ", ".join("?" * len(sql_names))
    db.executemany(
        f"INSERT INTO {quoted(record.table)} ({names}) VALUES ({marks}) ON CONFLICT (uid) DO UPDATE SET {assignments}",
        zip(*values, strict=True),
    )


def write(
    db: apsw.Connection, record: LayerRecord, put: Mapping[str, Mapping[str, Any]], removed: Collection[str]
) -> LayerRecord:
    """Write features as another plan has them: uid → own name of a column → value as SQLite holds it.

    Count, bounds and checksum follow.  A column the layer does not have is a ``KeyError``.
    """
    columns = records.columns_of(db, record.uid)
    sql = _sql_names(columns)
    db.executemany(f"DELETE FROM {quoted(record.table)} WHERE uid = ?", [(uid,) for uid in removed])
    for uid, values in put.items():
        put_row(db, record.table, uid, {sql[name]: value for name, value in values.items()})
    count, bounds = _extent(db, record.table)
    sha256 = content_hash.features_sha256(db, record.table, columns)
    return records.update_content(db, record.uid, count=count, bounds=bounds, sha256=sha256)


def rewritten(
    db: apsw.Connection, record: LayerRecord, put: Mapping[str, Mapping[str, Any]], removed: Collection[str]
) -> FeatureTable:
    """Return the features of a layer as :func:`write` would leave them, for a table of their own."""
    columns = records.columns_of(db, record.uid)
    sql, names = _sql_names(columns), [column.sql for column in columns]
    rows: Any = db.execute(
        f"SELECT {', '.join(map(quoted, names))} FROM {quoted(record.table)} ORDER BY fid"
    ).fetchall()
    by_uid = {row[names.index("uid")]: dict(zip(names, row, strict=True)) for row in rows}
    for uid in removed:
        by_uid.pop(uid, None)
    for uid, values in put.items():
        by_uid.setdefault(uid, dict.fromkeys(names) | {"uid": uid}).update(
            {sql[name]: value for name, value in values.items()}
        )
    kept = [tuple(row[name] for name in names) for row in by_uid.values()]
    kind = feature_table.shape_type(db, record.table)
    return feature_table.from_rows(columns, kept, "GEOMETRY" if kind and put else kind)


def _sql_names(columns: Sequence[Column]) -> dict[str, str]:
    return {GEOMETRY_COLUMN if column.sql == GEOMETRY_COLUMN else column.name: column.sql for column in columns}


def put_row(db: apsw.Connection, table: str, uid: str, values: Mapping[str, Any]) -> None:
    """Set columns of a row, which is made where there is none; a row that says so already is not touched."""
    names = list(values)
    assignments = ", ".join(f"{quoted(name)} = ?" for name in names)
    db.execute(f"UPDATE {quoted(table)} SET {assignments} WHERE uid = ?", (*values.values(), uid))
    if not db.changes():
        marks = ", ".join("?" * (len(names) + 1))
        db.execute(
            f"INSERT INTO {quoted(table)} (uid, {', '.join(map(quoted, names))}) VALUES ({marks})",
            (uid, *values.values()),
        )


def _extent(db: apsw.Connection, table: str) -> tuple[int, tuple[float, float, float, float] | None]:
    # The envelope stands in the first bytes of each shape.
    heads: Any = [row[0] for row in db.execute(f"SELECT substr({GEOMETRY_COLUMN}, 1, 40) FROM {quoted(table)}")]
    return len(heads), geometry_blob.total_bounds(heads)
