"""Frames to table rows and back, exactly.

Two kinds of table: those of the program, whose columns :mod:`layers.plan.schema` fixes, and the
feature table of a read layer, whose columns are whatever the file had.  For the latter a list of
:class:`Column` travels in the layer's row, so a frame comes back with its own names and types.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import apsw
import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS
from layers.flat import FlatShapes, from_batches
from layers.plan import geometry_blob
from layers.plan.json_text import loads
from layers.plan.schema import GEOMETRY_COLUMN, SPECS, Kind, Table, TableSpec, create_table_sql, quoted
from layers.wkb_lines import WkbLines

#: Features read at a time where only their coordinates are kept: their arrays are small enough to be used again, where
#: larger ones come from the system and go back to it each time, which takes as long as reading.
_BATCH = 400
#: Bytes of a polygon besides those of its vertices: header and box, head, number of rings and of vertices.
_FEWEST_BYTES = 53
_RESERVED = ("fid", "uid", GEOMETRY_COLUMN)


@dataclass(frozen=True)
class Column:
    """One column of a read layer: its own name, its name in the table, how it is kept."""

    name: str
    sql: str
    kind: Kind
    dtype: str

    def as_list(self) -> list[str]:
        """Return plain data for the layer's row."""
        return [self.name, self.sql, self.kind.value, self.dtype]

    @classmethod
    def from_list(cls, values: Sequence[str]) -> Column:
        """Build a column from its stored form."""
        name, sql, kind, dtype = values
        return cls(name, sql, Kind(kind), dtype)


# --- values ---------------------------------------------------------------------------------------


def to_json(value: Any) -> str:
    """Return JSON text of plain data; numpy scalars become numbers and nan becomes null."""
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (ValueError, TypeError):
        return json.dumps(_plain(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(_plain(item) for item in value)
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, np.generic):
        return _plain(value.item())
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be stored as JSON")


def _is_missing(value: Any) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value))


def _text(value: Any) -> str | None:
    return None if _is_missing(value) else str(value)


def _integer(value: Any) -> int | None:
    return None if _is_missing(value) else int(value)


def _real(value: Any) -> float | None:
    return None if _is_missing(value) else float(value)


_ENCODERS: dict[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: _text,
    Kind.NULLABLE: _text,
    Kind.INTEGER: _integer,
    Kind.WHOLE: _integer,
    Kind.BOOL: _integer,
    Kind.REAL: _real,
    Kind.JSON: lambda value: None if _is_missing(value) else to_json(value),
}


def encoded(values: pd.Series, kind: Kind) -> list[Any]:
    """Return the values of a column as SQLite takes them."""
    encode = _ENCODERS[kind]
    return [encode(value) for value in values.astype(object).tolist()]


def _decoded(values: Sequence[Any], kind: Kind) -> Any:
    """Return a column of the program's own tables as an array pandas keeps as it is."""
    if kind is Kind.JSON:
        return _objects([None if value is None else loads(value) for value in values])
    if kind is Kind.NULLABLE:
        return _objects(values)
    if kind is Kind.REAL:
        return np.array([math.nan if value is None else value for value in values], dtype=float)
    if kind is Kind.WHOLE:
        return pd.array(list(values), dtype="Int64")
    if kind is Kind.INTEGER:
        return np.array([0 if value is None else value for value in values], dtype=np.int64)
    if kind is Kind.BOOL:
        return np.array([bool(value) for value in values], dtype=bool)
    return pd.array(list(values), dtype="str")


def _objects(values: Sequence[Any]) -> pd.Series:
    """A column of Python objects as they are: pandas would turn a bare list of strings into its text type."""
    array = np.empty(len(values), dtype=object)
    for row, value in enumerate(values):  # numpy would unpack lists of equal length
        array[row] = value
    return pd.Series(array, dtype=object)


# --- tables of the program --------------------------------------------------------------------------


def frame_columns(spec: TableSpec) -> list[str]:
    """Return the columns a frame of this table carries, ``uid`` first and ``geometry`` last."""
    names = ["uid", *spec.columns]
    if spec.geometry:
        names.append("geometry")
    return [name for name in names if name not in spec.unlisted]


def read_table(db: apsw.Connection, table: Table, *, order: str = "fid") -> pd.DataFrame:
    """Return a table of the program as a frame: a GeoDataFrame in EPSG:4490 when it has shapes."""
    spec = SPECS[table]
    names = frame_columns(spec)
    selected = [GEOMETRY_COLUMN if name == "geometry" else name for name in names]
    rows = list(db.execute(f"SELECT {', '.join(map(quoted, selected))} FROM {table} ORDER BY {order}"))
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [() for _ in names]
    data: dict[str, Any] = {}
    for name, values in zip(names, columns, strict=True):
        if name == "geometry":
            data[name] = geometry_blob.decode(values)
        else:
            data[name] = _decoded(values, spec.columns.get(name, Kind.TEXT if spec.geometry else Kind.NULLABLE))
    frame = pd.DataFrame(data, columns=names)
    return gpd.GeoDataFrame(frame, geometry="geometry", crs=STORAGE_CRS) if spec.geometry else frame


def replace_rows(db: apsw.Connection, table: Table, frame: pd.DataFrame, uids: Sequence[str] | None = None) -> None:
    """Make a table hold exactly the rows of a frame.

    A row whose uid was there before keeps its ``fid``: the session extension then sees an update,
    or nothing at all when the row is the same, and a repeated analysis leaves a small change row.

    Parameters
    ----------
    frame : DataFrame
        With the columns of :func:`frame_columns`; extra columns named in the table are stored too.
    uids : sequence of str, optional
        For frames that carry none.
    """
    spec = SPECS[table]
    keys = list(frame["uid"]) if uids is None else list(uids)
    rows: Any = db.execute(f"SELECT uid, fid FROM {table}").fetchall()
    known: dict[str, int] = dict(rows)
    free = max(known.values(), default=0)
    fids = []
    for key in keys:
        if key in known:
            fids.append(known[key])
        else:
            free += 1
            fids.append(free)

    values: list[Sequence[Any]] = [fids, keys]
    names = ["fid", "uid"]
    for name, kind in spec.columns.items():
        if name in frame.columns:
            names.append(name)
            values.append(encoded(frame[name], kind))
    if spec.geometry:
        names.append(GEOMETRY_COLUMN)
        values.append(geometry_blob.encode(_stored_geometries(frame)))

    db.execute(f"DELETE FROM {table}")
    db.executemany(_insert_sql(table, names), zip(*values, strict=True))


def put_rows(db: apsw.Connection, table: Table, frame: pd.DataFrame) -> None:
    """Write the rows of a frame into a table without shapes: one of a known uid in its place, others behind the last.

    Rows that are not in the frame are not touched: in a table of thousands, one row is one update.
    """
    spec = SPECS[table]
    names = [name for name in spec.columns if name in frame.columns]
    values = zip(*(encoded(frame[name], spec.columns[name]) for name in names), strict=True)
    put = ", ".join(f"{quoted(name)} = excluded.{quoted(name)}" for name in names)
    rows = [(uid, *row) for uid, row in zip(frame["uid"], values, strict=True)]
    db.executemany(f"{_insert_sql(table, ['uid', *names])} ON CONFLICT (uid) DO UPDATE SET {put}", rows)


def _stored_geometries(frame: pd.DataFrame) -> NDArray[np.object_]:
    series = (
        frame.geometry if isinstance(frame, gpd.GeoDataFrame) else gpd.GeoSeries(frame["geometry"], crs=STORAGE_CRS)
    )
    if series.crs is not None and series.crs != STORAGE_CRS:
        raise ValueError(f"a plan stores {STORAGE_CRS}, not {series.crs}")
    return np.asarray(series.array, dtype=object)


def _insert_sql(table: str, names: Iterable[str]) -> str:
    names = list(names)
    return f"INSERT INTO {quoted(table)} ({', '.join(map(quoted, names))}) VALUES ({', '.join('?' * len(names))})"


# --- feature tables of read layers ------------------------------------------------------------------


@dataclass(frozen=True)
class EncodedLayer:
    """The features of a read layer as SQLite takes them; ``geometry`` is "" for a table without shapes."""

    columns: list[Column]
    geometry: str
    rows: list[tuple[Any, ...]]


def encode_layer(frame: pd.DataFrame) -> EncodedLayer:
    """Return a frame as the rows of its feature table; any thread may do this."""
    geometry = frame.geometry.name if isinstance(frame, gpd.GeoDataFrame) else None
    columns = describe_columns(frame, geometry)
    values = [
        geometry_blob.encode(_stored_geometries(frame))
        if column.sql == GEOMETRY_COLUMN
        else encoded(frame[column.name], column.kind)
        for column in columns
    ]
    kind = geometry_type(frame) if geometry is not None else ""
    return EncodedLayer(columns, kind, list(zip(*values, strict=True)))


def write_layer(db: apsw.Connection, table: str, layer: EncodedLayer) -> None:
    """Create the feature table of a read layer and fill it; its ``uid`` must be unique."""
    own = {column.sql: column.kind for column in layer.columns if column.sql not in ("uid", GEOMETRY_COLUMN)}
    db.execute(create_table_sql(table, own, geometry=layer.geometry))
    db.executemany(_insert_sql(table, [column.sql for column in layer.columns]), layer.rows)


def read_layer(db: apsw.Connection, table: str, columns: Sequence[Column]) -> pd.DataFrame:
    """Return the feature table of a read layer as the frame that was written, row for row."""
    names = ", ".join(quoted(column.sql) for column in columns)
    rows = list(db.execute(f"SELECT {names} FROM {quoted(table)} ORDER BY fid"))
    values: list[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [() for _ in columns]
    data: dict[str, Any] = {}
    geometry: str | None = None
    for column, stored in zip(columns, values, strict=True):
        if column.sql == GEOMETRY_COLUMN:
            geometry = column.name
            data[column.name] = geometry_blob.decode(stored)
        else:
            data[column.name] = _as_dtype(stored, column)
    frame = pd.DataFrame(data)
    return frame if geometry is None else gpd.GeoDataFrame(frame, geometry=geometry, crs=STORAGE_CRS)


def read_columns(db: apsw.Connection, table: str, columns: Sequence[Column]) -> pd.DataFrame:
    """Return the columns of a read layer but for its features, row for row as :func:`read_flat` does."""
    own = [column for column in columns if column.sql != GEOMETRY_COLUMN]
    names = ", ".join(map(quoted, ["fid", *(column.sql for column in own)]))
    rows = iter(db.execute(f"SELECT {names} FROM {quoted(table)} ORDER BY fid"))
    values: list[list[Any]] = [[] for _ in own]
    count = 0
    while batch := list(islice(rows, _BATCH)):  # rows of hundreds of thousands of features never lie about together
        count += len(batch)
        for kept, some in zip(values, list(zip(*batch, strict=True))[1:], strict=True):
            kept.extend(some)
    return _columns(own, values, count)


def read_flat(
    db: apsw.Connection, table: str, columns: Sequence[Column], between: Callable[[], None] = lambda: None
) -> tuple[pd.DataFrame, FlatShapes]:
    """Return the columns of a read layer and its features as arrays, row for row; no shape outlives its batch.

    ``between`` is called after each batch.
    """
    own = [column for column in columns if column.sql != GEOMETRY_COLUMN]
    names = ", ".join(map(quoted, [GEOMETRY_COLUMN, *(column.sql for column in own)]))
    values: list[list[Any]] = [[] for _ in own]

    def batches() -> Iterator[NDArray[np.object_] | WkbLines]:
        rows = iter(db.execute(f"SELECT {names} FROM {quoted(table)} ORDER BY fid"))
        while batch := list(islice(rows, _BATCH)):
            blobs, *others = zip(*batch, strict=True)
            for kept, some in zip(values, others, strict=True):
                kept.extend(some)
            yield _features(blobs)
            between()

    flat = from_batches(batches(), _vertices_in(db, table))
    return _columns(own, values, flat.count), flat


def read_some(db: apsw.Connection, table: str, rows: Sequence[int], count: int) -> FlatShapes | None:
    """Return some features of a read layer by their places, ascending, as arrays.

    Parameters
    ----------
    rows : sequence of int
        From 0, in the order in which :func:`read_flat` gives them.
    count : int
        How many features there are.

    Returns
    -------
    FlatShapes or None
        None where features are not numbered one after the other: their places do not tell who they are.
    """
    first, last = db.execute(f"SELECT min(fid), max(fid) FROM {quoted(table)}").fetchone() or (None, None)
    if first is None or last - first + 1 != count:
        return None
    found: list[Any] = db.execute(
        f"SELECT {quoted(GEOMETRY_COLUMN)} FROM {quoted(table)}"
        " WHERE fid IN (SELECT value FROM json_each(?)) ORDER BY fid",
        (json.dumps([first + row for row in rows]),),
    ).fetchall()
    return from_batches([_features([blob for (blob,) in found])]) if len(found) == len(rows) else None


def _features(blobs: Sequence[bytes]) -> NDArray[np.object_] | WkbLines:
    lines = geometry_blob.decoded_lines(blobs)
    return geometry_blob.decode(blobs) if lines is None else lines


def _vertices_in(db: apsw.Connection, table: str) -> int:
    """Return about how many vertices a feature table has, hardly ever too many: by the bytes of its shapes."""
    geometry = quoted(GEOMETRY_COLUMN)
    asked: Any = db.execute(f"SELECT count(*), sum(length({geometry})) FROM {quoted(table)}").fetchone()
    count, size = asked
    return int(0.97 * ((size or 0) - _FEWEST_BYTES * count) / 16)


def _columns(own: Sequence[Column], values: Sequence[Sequence[Any]], count: int) -> pd.DataFrame:
    return pd.DataFrame(
        {column.name: _as_dtype(kept, column) for column, kept in zip(own, values, strict=True)}, index=range(count)
    )


def describe_columns(frame: pd.DataFrame, geometry: str | None) -> list[Column]:
    """Return how each column of a frame is kept, in order; names SQLite would take for equal are numbered."""
    taken = {name.casefold() for name in _RESERVED}
    columns = []
    for name in frame.columns:
        if name == "uid":
            columns.append(Column("uid", "uid", Kind.TEXT, str(frame["uid"].dtype)))
            continue
        if name == geometry:
            columns.append(Column(str(name), GEOMETRY_COLUMN, Kind.NULLABLE, "geometry"))
            continue
        sql, number = str(name), 1
        while sql.casefold() in taken:
            number += 1
            sql = f"{name}_{number}"
        taken.add(sql.casefold())
        columns.append(Column(str(name), sql, _kind_of(frame[name]), str(frame[name].dtype)))
    return columns


def _kind_of(values: pd.Series) -> Kind:
    dtype = values.dtype
    if pd.api.types.is_bool_dtype(dtype):
        return Kind.BOOL
    if pd.api.types.is_integer_dtype(dtype):
        return Kind.INTEGER
    if pd.api.types.is_float_dtype(dtype):
        return Kind.REAL
    if pd.api.types.is_datetime64_any_dtype(dtype):
        return Kind.TEXT
    if pd.api.types.is_object_dtype(dtype):
        present = [value for value in values if not _is_missing(value)]
        return Kind.NULLABLE if all(isinstance(value, str) for value in present) else Kind.JSON
    return Kind.TEXT


def _as_dtype(stored: Sequence[Any], column: Column) -> Any:
    dtype: Any = column.dtype
    if column.kind in (Kind.JSON, Kind.NULLABLE):
        return _decoded(stored, column.kind)
    if column.kind is Kind.REAL and column.dtype == "float64":
        return _decoded(stored, Kind.REAL)
    if column.dtype == "bool":
        return _decoded(stored, Kind.BOOL)
    if column.kind is Kind.BOOL:
        return pd.Series([None if value is None else bool(value) for value in stored], dtype=dtype)
    if column.dtype.startswith("datetime64"):
        return pd.to_datetime(pd.Series(stored, dtype="str"), format="ISO8601").astype(dtype)
    return pd.Series(stored, dtype=dtype)


def geometry_type(frame: pd.DataFrame) -> str:
    """Return the GeoPackage geometry type that every row of a frame is, or ``GEOMETRY``."""
    kinds: set[str] = set(gpd.GeoSeries(frame.geometry).geom_type.dropna().unique())
    return kinds.pop().upper() if len(kinds) == 1 else "GEOMETRY"
