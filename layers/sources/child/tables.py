"""Frames ↔ parts: columns one by one, shapes in runs (:mod:`layers.sources.child.shapes`)."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.sources.child import shapes
from layers.sources.child.wire import BadAnswer, Parts, Sink

_NUMBERS = "biufMm"
#: Types of pandas' own that are rebuilt by name from a list with None for what is missing.
_BY_NAME: tuple[str, ...] = (
    "str",
    "string",
    "boolean",
    "Int8",
    "Int16",
    "Int32",
    "Int64",
    "UInt8",
    "UInt16",
    "UInt32",
    "UInt64",
)
_BY_NAME = (*_BY_NAME, "Float32", "Float64")


def encode(frame: pd.DataFrame, sink: Sink) -> dict[str, Any]:
    """Return where the columns of a frame are; its index must count its rows.

    Raises
    ------
    TypeError
        A column holds what may not cross.
    """
    if not frame.index.equals(pd.RangeIndex(len(frame))):
        frame = frame.reset_index(drop=True)
    geometry = frame._geometry_column_name if isinstance(frame, gpd.GeoDataFrame) else None
    # Shapes first: the other side builds them while the columns are still encoded.
    placed = None if geometry is None else _encode_shapes(frame[geometry], sink)
    columns = [
        {"name": str(name), **(placed if placed and name == geometry else _encode_column(column, sink))}
        for name, column in frame.items()
    ]
    is_placed = isinstance(frame, gpd.GeoDataFrame) and geometry is not None and frame.crs is not None
    crs = frame.crs.to_string() if is_placed else None
    return {"is": "table", "rows": len(frame), "columns": columns, "geometry": geometry, "crs": crs}


def decode(tree: Any, pieces: Parts) -> pd.DataFrame:
    """Return the frame that :func:`encode` was given, with plain numbers for its index."""
    rows = int(tree["rows"])
    columns: dict[str, Any] = {}
    for one in tree["columns"]:
        made = _decode_shapes(one, pieces) if one["kind"] == "shapes" else _decode_column(one, pieces)
        if len(made) != rows:
            raise BadAnswer(f"{len(made)} cells in {rows} rows")
        columns[str(one["name"])] = made
    geometry = tree["geometry"]
    index = pd.RangeIndex(rows)
    if geometry is None:
        return pd.DataFrame(columns, index=index, copy=False)
    columns[geometry] = gpd.GeoSeries(columns[geometry], index=index, crs=tree["crs"])
    placed: pd.DataFrame = gpd.GeoDataFrame(pd.DataFrame(columns, index=index, copy=False), geometry=geometry)
    return placed


def _encode_shapes(column: gpd.GeoSeries, sink: Sink) -> dict[str, Any]:
    return {"kind": "shapes", "parts": shapes.send(np.asarray(column.to_numpy(), dtype=object), sink)}


def _decode_shapes(one: Any, pieces: Parts) -> NDArray[np.object_]:
    parts = [pieces.shapes(number) for number in one["parts"]]
    return np.concatenate(parts) if parts else np.empty(0, dtype=object)


def _encode_column(column: pd.Series, sink: Sink) -> dict[str, Any]:
    if isinstance(column.dtype, np.dtype) and column.dtype.kind in _NUMBERS:
        numbers = column.to_numpy()
        return {"kind": "numbers", "type": numbers.dtype.str, "at": sink.put(numbers.tobytes())}
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        text = [None if pd.isna(value) else value.isoformat() for value in column]
        return {"kind": "cells", "type": "object", "at": _put_json(text, sink)}
    name = str(column.dtype)
    if name in _BY_NAME:
        missing = column.isna().to_numpy()
        values = column.to_numpy(dtype=object, copy=True)
        if missing.any():
            values[missing] = None
        return {"kind": "cells", "type": name, "at": _put_json(values.tolist(), sink)}
    if column.dtype != object:
        column = column.astype(object)
    cells = column.tolist()
    kinds = set(map(type, cells))
    if not kinds <= {str, type(None), bool, int, float}:
        cells = [_cell(value) for value in cells]
    return {"kind": "cells", "type": "object", "at": _put_json(cells, sink)}


def _decode_column(one: Any, pieces: Parts) -> Any:
    raw = pieces.get(one["at"])
    name = str(one["type"])
    if one["kind"] == "numbers":
        kind = np.dtype(name)
        if kind.kind not in _NUMBERS:
            raise BadAnswer(f"a column of {kind}")
        return np.frombuffer(bytearray(raw), dtype=kind)
    cells = json.loads(raw)
    if not isinstance(cells, list):
        raise BadAnswer("a column that is no list")
    if name in _BY_NAME:
        return pd.Series(cells, dtype=name)
    made = np.empty(len(cells), dtype=object)
    made[:] = [_uncell(value) if isinstance(value, dict) else value for value in cells]
    return pd.Series(made, dtype=object)


def _put_json(cells: list[Any], sink: Sink) -> list[int]:
    return sink.put(json.dumps(cells).encode())


def _cell(value: Any) -> Any:
    """Return a cell that is no text or number of Python's own."""
    if value is pd.NA or value is pd.NaT:
        return {"NA": "NA"} if value is pd.NA else {"NA": "NaT"}
    if isinstance(value, str | bool | int | float | None):
        return value
    if isinstance(value, np.generic) and value.dtype.kind in "biuf":
        return value.item()
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    return str(value)  # times, durations: a plan stores their text


def _uncell(value: dict[str, Any]) -> Any:
    ((kind, text),) = value.items()
    match kind:
        case "NA":
            return pd.NA if text == "NA" else pd.NaT
        case "datetime":
            return datetime.fromisoformat(text)
        case "date":
            return date.fromisoformat(text)
        case "decimal":
            return Decimal(text)
    raise BadAnswer(f"a cell of {kind}")
