"""GeoParquet (OGC 1.0 and 1.1) and plain Parquet tables, through arro3: the Rust reader of Apache Arrow.

GDAL's wheels have no Parquet driver.  Of the readers there are, this one neither crashes nor loops on damaged files,
reads batch by batch and never looks beyond the file.  A damaged file makes it panic, which arrives as an exception
outside ``Exception``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.errors import SourceError, TruncatedSource, UnsupportedFormat
from layers.sources.container import Member
from layers.sources.model import Problem
from layers.sources.sniff import refuse
from layers.sources.vector import RawLayer

_MAGIC, _ENCRYPTED = b"PAR1", b"PARE"
#: Most bytes a file may unfold to: a few kilobytes of repeated values can stand for anything.
MAX_BYTES = 4 << 30
MAX_ROWS = 20_000_000
#: Names of a column of well-known binary in files without the ``geo`` metadata.
_WKB_NAMES = frozenset({"geometry", "geom", "wkb", "wkb_geometry", "geometry_wkb", "shape"})
_NATIVE = frozenset({"point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon"})
#: Whole numbers a float holds exactly.
_EXACT = 1 << 53


def read_geoparquet(member: Member) -> list[RawLayer]:
    """Return a Parquet file as one layer; without shapes as a table.

    The coordinate system is what the ``geo`` metadata state: a missing one is longitude and latitude on WGS 84 by the
    standard, one stated as null is unknown and asked.  Coordinates are always x before y.

    Raises
    ------
    TruncatedSource
        The file is damaged or cut off.
    UnsupportedFormat
        It is encrypted, unfolds to too much, has shapes in an encoding that is not of the standard, or
        this installation has no reader for it.
    """
    path = member.path
    require_whole(path)
    try:
        import arro3.io
    except ImportError as error:
        raise refuse(UnsupportedFormat, path, "parquet_no_reader") from error
    try:
        reader = arro3.io.read_parquet(str(path.absolute()))
        schema: Any = reader.schema
        geo = _geo(dict(schema.metadata), path)
        columns = _gathered(reader, [field.name for field in schema], path)
        return [_layer(member, geo, schema, columns)]
    except SourceError:
        raise
    except BaseException as error:  # a panic of the Rust reader is no Exception
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise refuse(TruncatedSource, path, "gdal", detail=str(error)[:200]) from error
        raise


def require_whole(path: Path) -> None:
    """Raise when a Parquet file does not end as one does: it was cut off on the way, or is encrypted."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(4)
        stream.seek(max(0, size - 8))
        tail = stream.read(8)
    if _ENCRYPTED in (head, tail[-4:]):
        raise refuse(UnsupportedFormat, path, "parquet_encrypted")
    footer = int.from_bytes(tail[:4], "little")
    if size < 12 or tail[-4:] != _MAGIC or not 0 < footer <= size - 12:
        raise refuse(TruncatedSource, path, "short", stated=footer + 12, size=size)


def _geo(metadata: dict[bytes, bytes], path: Path) -> dict[str, Any] | None:
    raw = metadata.get(b"geo")
    if raw is None:
        return None
    try:
        geo = json.loads(raw)
        primary = geo["primary_column"]
        geo["columns"][primary]["encoding"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise refuse(TruncatedSource, path, "gdal", detail="geo metadata") from error
    assert isinstance(geo, dict)
    return geo


def _gathered(reader: Any, names: list[str], path: Path) -> list[list[Any]]:
    """Return the values of every column as Python values, counted on the way."""
    columns: list[list[Any]] = [[] for _ in names]
    rows = size = 0
    for batch in reader:
        rows += batch.num_rows
        size += batch.nbytes
        if rows > MAX_ROWS or size > MAX_BYTES:
            raise refuse(UnsupportedFormat, path, "parquet_too_big", limit=MAX_ROWS)
        for values, column in zip(columns, batch.columns, strict=True):
            values.extend(column.to_pylist())
    return columns


def _layer(member: Member, geo: dict[str, Any] | None, schema: Any, columns: list[list[Any]]) -> RawLayer:
    names = [str(field.name) for field in schema]
    rows = len(columns[0]) if columns else 0
    problems = list(member.problems)
    crs, by_format, wkb = None, "", None
    beside: set[str] = set()
    if geo is not None:
        primary, about = str(geo["primary_column"]), geo["columns"][geo["primary_column"]]
        if primary not in names:
            raise refuse(TruncatedSource, member.path, "gdal", detail=primary)
        wkb = _shapes(columns[names.index(primary)], str(about["encoding"]), member.path)
        crs, by_format = _crs(about)
        beside = {primary, *_coverings(about)}
    else:
        found = next((n for n, field in enumerate(schema) if _is_wkb(field, columns[n])), None)
        if found is not None:
            wkb, beside = np.array([*columns[found], None], dtype=object)[:-1], {names[found]}
    kept: dict[str, Any] = {}
    for name, values in zip(names, columns, strict=True):
        if name in beside or name.startswith("__index_level_"):
            continue
        if any(isinstance(value, bytes) for value in values[:1000]):
            problems.append(Problem("field_dropped", "info", {"field": name, "reason_code": "binary"}))
            continue
        kept[name] = _column(values)
    attributes = pd.DataFrame(kept, index=pd.RangeIndex(rows))
    return RawLayer(member.stem, attributes, wkb, crs, "UTF-8", by_format, problems)


def _crs(about: dict[str, Any]) -> tuple[str | None, str]:
    """Return the stated CRS as text for PROJ, and the format code where the format fixed it."""
    if "crs" not in about:
        return "EPSG:4326", "geoparquet"  # OGC:CRS84; the order of axes is x, y in any case
    stated = about["crs"]
    if stated is None:
        return None, ""
    if not isinstance(stated, dict):
        return str(stated), ""
    import pyproj

    try:
        return str(pyproj.CRS.from_json_dict(stated).to_wkt()), ""
    except (pyproj.exceptions.CRSError, ValueError, TypeError):
        return str(stated.get("name") or json.dumps(stated))[:80], ""


def _coverings(about: dict[str, Any]) -> Iterator[str]:
    """Yield the columns of boxes that 1.1 writes beside the shapes: they say nothing new."""
    covering = about.get("covering")
    for paths in (covering.get("bbox") or {}).values() if isinstance(covering, dict) else ():
        if isinstance(paths, list) and paths:
            yield str(paths[0])


def _is_wkb(field: Any, values: list[Any]) -> bool:
    if str(field.name).lower() not in _WKB_NAMES:
        return False
    filled = [value for value in values[:100] if value is not None]
    return bool(filled) and all(isinstance(value, bytes) and value[:1] in (b"\x00", b"\x01") for value in filled)


def _shapes(values: list[Any], encoding: str, path: Path) -> NDArray[np.object_]:
    wkb = np.full(len(values), None, dtype=object)
    if encoding.upper() == "WKB":
        wkb[:] = values
        return wkb
    kind = encoding.lower()
    if kind not in _NATIVE:
        raise refuse(UnsupportedFormat, path, "parquet_encoding", found=encoding)
    for row, value in enumerate(values):
        if value is not None:
            wkb[row] = shapely.to_wkb(_native(kind, value))
    return wkb


def _native(kind: str, value: Any) -> shapely.Geometry:
    """Return a shape in the encoding of GeoArrow: coordinates as records, rings and parts as lists of lists."""
    if kind.startswith("multi"):
        parts = [_native(kind.removeprefix("multi"), part) for part in value]
        make = {
            "multipoint": shapely.MultiPoint,
            "multilinestring": shapely.MultiLineString,
            "multipolygon": shapely.MultiPolygon,
        }[kind]
        return make(parts)
    if kind == "point":
        return shapely.Point(value["x"], value["y"]) if np.isfinite(value["x"]) else shapely.Point()
    if kind == "linestring":
        return shapely.LineString([(point["x"], point["y"]) for point in value])
    rings = [[(point["x"], point["y"]) for point in ring] for ring in value]
    return shapely.Polygon(rings[0], rings[1:]) if rings else shapely.Polygon()


def _column(values: list[Any]) -> Any:
    """Return a column of plain values, as the other formats give them: numbers, dates, or text."""
    filled = [value for value in values if value is not None]
    kinds = {type(value) for value in filled}
    complete = len(filled) == len(values)
    if kinds == {bool}:
        return np.array(values, dtype=bool if complete else object)
    if kinds == {int}:
        if complete:
            return np.array(values)
        if max(map(abs, filled)) < _EXACT:
            return np.array(values, dtype=float)
        return np.array([None if value is None else str(value) for value in values], dtype=object)
    if kinds and kinds <= {int, float, Decimal}:
        return np.array([np.nan if value is None else float(value) for value in values])
    if kinds <= {str}:
        return np.array([*values, None], dtype=object)[:-1]
    return np.array([*map(_plain, values), None], dtype=object)[:-1]


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
