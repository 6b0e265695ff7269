"""GeoJSON read from its text, for files that GDAL refuses, and its CRS rule.

RFC 7946 §4 fixes WGS 84; the older ``crs`` member (GeoJSON 2008 §3) is honoured when it is there.
"""

from __future__ import annotations

import json
import math
import re
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.errors import NoGeometry, NotGeographic, TruncatedSource
from layers.sources.sniff import refuse

_HEAD = 1 << 16
_WKB_TYPES = {
    "Point": 1,
    "LineString": 2,
    "Polygon": 3,
    "MultiPoint": 4,
    "MultiLineString": 5,
    "MultiPolygon": 6,
    "GeometryCollection": 7,
}


def declares_crs(path: Path) -> bool:
    """Return True when a file has a ``crs`` member, at its head or at its tail."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
        stream.seek(max(0, path.stat().st_size - 4096))
        tail = stream.read()
    pattern = rb'"crs"\s*:\s*(?:\{\s*"(?:type|properties)"|null)'
    return re.search(pattern, head) is not None or re.search(pattern, tail) is not None


def load(path: Path) -> dict[str, Any]:
    """Return the parsed document; ``NaN`` and numbers too large to hold are kept as they are.

    Raises
    ------
    TruncatedSource, NotGeographic
    """
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    try:
        document = json.loads(text)
    except RecursionError as error:
        raise refuse(NotGeographic, path, "json_other") from error
    except json.JSONDecodeError as error:
        at_end = error.pos >= len(text.rstrip()) - 1 or "Unterminated" in error.msg
        code = "json_end" if at_end else "gdal"
        raise refuse(TruncatedSource, path, code, line=error.lineno, column=error.colno) from error
    if not isinstance(document, dict) or "type" not in document:
        raise refuse(NotGeographic, path, "json_other")
    return document


def crs_of(document: dict[str, Any]) -> str | None:
    """Return the CRS of a document: its ``crs`` member, None for ``null``, WGS 84 when it has none."""
    if "crs" not in document:
        return "EPSG:4326"
    member = document["crs"]
    try:
        name = str(member["properties"]["name"])
    except (TypeError, KeyError):
        return None
    match = re.search(r"EPSG:[\d.]*:?(\d+)$", name)
    if match:
        return f"EPSG:{match.group(1)}"
    return "EPSG:4326" if name.upper().endswith("CRS84") else name


def features(document: dict[str, Any], path: Path) -> tuple[pd.DataFrame, NDArray[np.object_]]:
    """Return properties and WKB of every feature; a geometry that makes no sense is None."""
    if document["type"] == "FeatureCollection":
        rows = document.get("features")
    elif document["type"] == "Feature":
        rows = [document]
    else:
        rows = [{"geometry": document, "properties": {}}]
    if not isinstance(rows, list) or not rows:
        raise refuse(NoGeometry, path, "no_features")
    rows = [row if isinstance(row, dict) else {} for row in rows]
    wkb = np.empty(len(rows), dtype=object)
    for position, row in enumerate(rows):
        try:
            wkb[position] = encode(row.get("geometry"))
        except (TypeError, ValueError, KeyError, RecursionError):
            wkb[position] = None
    properties = [row.get("properties") if isinstance(row.get("properties"), dict) else {} for row in rows]
    names = dict.fromkeys(str(name) for record in properties for name in (record or {}))
    columns = {name: [_plain((record or {}).get(name)) for record in properties] for name in names}
    return pd.DataFrame(columns, index=pd.RangeIndex(len(rows))), wkb


def encode(geometry: Any) -> bytes | None:
    """Return a GeoJSON geometry as 2-D WKB, numbers untouched; None for null.

    Written by hand because shapely's own reader refuses unclosed rings and infinite numbers; here they
    must come through to be closed, removed and counted.
    """
    if geometry is None:
        return None
    kind = geometry["type"]
    code = _WKB_TYPES[kind]
    head = b"\x01" + struct.pack("<I", code)
    if kind == "GeometryCollection":
        parts = [part for member in geometry["geometries"] if (part := encode(member)) is not None]
        return head + struct.pack("<I", len(parts)) + b"".join(parts)
    coordinates = geometry["coordinates"]
    if kind == "Point":
        return head + (_position(coordinates) if coordinates else struct.pack("<2d", math.nan, math.nan))
    if kind == "LineString":
        return head + _sequence(coordinates)
    if kind == "Polygon":
        return head + struct.pack("<I", len(coordinates)) + b"".join(_sequence(ring) for ring in coordinates)
    single = kind.removeprefix("Multi")
    parts = [encode({"type": single, "coordinates": part}) or b"" for part in coordinates]
    return head + struct.pack("<I", len(parts)) + b"".join(parts)


def _sequence(coordinates: list[Any]) -> bytes:
    return struct.pack("<I", len(coordinates)) + b"".join(_position(position) for position in coordinates)


def _position(position: Any) -> bytes:
    return struct.pack("<2d", float(position[0]), float(position[1]))


def _plain(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
