"""The content hash once more, written from ``docs/plan-format.md`` alone, as another program would do it.

Slow and plain: only the standard library and its SQLite.
"""

from __future__ import annotations

import hashlib
import json
import math
import sqlite3
import struct
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

Write = Callable[[bytes], None]

_SKIPPED = {
    "lf_look",
    "lf_scene",
    "lf_plate",
    "lf_block",
    "lf_block_run",
    "lf_view",
    "lf_sketch",
    "lf_level",
    "lf_change",
    "lf_taken",
    "lf_comment",
    "lf_alternative",
    "lf_minute",
    "lf_minute_picture",
}
_JSON = {
    "lf_parameter": "value",
    "lf_zone": "counties supports reasons score_parts hazard_share exposure_share whole_share responsibility unknown "
    "agreements cuts names links evidence exposures stability states edited",
    "lf_zone_part": "response",
    "lf_straddling": "counties shares areas_ha",
    "lf_reach": "upstream downstream",
    "lf_border_issue": "counties",
    "lf_border_verdict": "counties lines",
    "lf_zone_aside": "zone parts before",
    "lf_border_road": "counties supports hazard_share exposure_share responsibility",
    "lf_agreement": "hazards phases parties borders zones files means",
    "lf_body": "parties borders agreements rotation roster",
    "lf_meeting": "agreements parties borders decisions files attendees",
    "lf_drill": "agreements parties borders hazards files",
    "lf_duty": "filled",
    "lf_aid": "files",
    "lf_loan": "files",
    "lf_account": "said",
    "lf_year": "agreements parties borders origin",
    "lf_stock_item": "capabilities synonyms",
    "lf_exercise": "counties rotation parties phases numbers log",
    "lf_exercise_site": "facts",
    "lf_exercise_inject": "facts to items",
    "lf_version": "content annex clauses",
    "lf_layer": "speaks_for verified_none",
}
_LATER = {
    "lf_zone": "links evidence exposures stability states edited",
    "lf_zone_part": "response",
    "lf_agreement": "means",
    "lf_meeting": "attendees",
}
_LATER_TABLES = (
    *("lf_border_verdict", "lf_zone_aside", "lf_border_road"),
    *("lf_body", "lf_meeting", "lf_drill", "lf_duty"),
    *("lf_year", "lf_year_tick"),
    *("lf_stock", "lf_stock_item", "lf_stock_need", "lf_hazard_check"),
    *("lf_exercise", "lf_exercise_site", "lf_exercise_inject"),
    *("lf_aid", "lf_loan", "lf_account"),
    *("lf_version", "lf_consent"),
)
_LAYER = ["title", "role", "shape", "origin", "speaks_for", "verified_none", "is_sample", "raster_sha256"]
_SOURCE = ["sha256", "file_date", "crs_found", "crs_used", "encoding", "credit", "notes"]
_UNITS = (("_m2", 2), ("_km2", 8), ("_ha", 6), ("_km", 6), ("_m", 3))


def reference_hash(path: Path) -> str:
    """Return the content hash of a closed plan."""
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    digest = hashlib.sha256(b"lianfang-content 1\n")
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'lf_%'")]
    for table in sorted(set(names) - _SKIPPED):
        if table == "lf_layer":
            _layers(db, digest.update)
        elif table == "lf_result":
            _result(db, digest.update)
        elif table in _LATER_TABLES and not db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
            continue
        else:
            _table(db, table, digest.update)
    db.close()
    return digest.hexdigest()


def _table(db: sqlite3.Connection, table: str, write: Write) -> None:
    if table == "lf_plan":
        columns = ["is_sample", "reference_date", "title"]
    else:
        there = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        columns = sorted(set(there) - {"fid", "uid"})
        for name in _LATER.get(table, "").split():
            said = [value for (value,) in db.execute(f"SELECT {name} FROM {table}")] if name in there else []
            if not any(value not in (None, "[]", "{}") for value in said):
                columns = [other for other in columns if other != name]
    _head(table, columns, write)
    kinds = ["geometry" if name == "geom" else _kind(table, name) for name in columns]
    decimals = [_decimals(name, 9) for name in columns]
    quoted = ", ".join(f'"{name}"' for name in columns)
    if table == "lf_plan":
        for row in db.execute(f"SELECT {quoted} FROM {table}"):
            write(_row(_values(row, kinds, decimals)))
    else:
        _rows(db.execute(f"SELECT uid, {quoted} FROM {table} ORDER BY uid"), kinds, decimals, write)
    write(b".")


def _kind(table: str, name: str) -> str:
    return "json" if name in _JSON.get(table, "").split() else "value"


def _head(title: str, names: Iterable[str], write: Write) -> None:
    write(b"T" + _text(title) + _row(_text(name) for name in names))


def _rows(cursor: Any, kinds: list[str], decimals: list[int], write: Write) -> None:
    for uid, *values in cursor:
        write(_row([_value(uid, 9), *_values(values, kinds, decimals)]))


def _row(values: Iterable[bytes]) -> bytes:
    return b"(" + b"".join(values) + b")"


def _values(row: Iterable[Any], kinds: list[str], decimals: list[int]) -> list[bytes]:
    writers = {"geometry": lambda value, _: _geometry(value), "json": _json_column}
    return [writers.get(kind, _value)(value, places) for value, kind, places in zip(row, kinds, decimals, strict=True)]


def _decimals(name: str, otherwise: int) -> int:
    for end, decimals in _UNITS:
        if name.endswith(end):
            return decimals
    return otherwise


def _text(value: str) -> bytes:
    raw = value.encode()
    return b"t" + str(len(raw)).encode() + b":" + raw


def _value(value: Any, decimals: int) -> bytes:
    if value is None:
        return b"n"
    if isinstance(value, str):
        return _text(value)
    shown = f"{value:.{decimals}f}" if isinstance(value, float) else str(value)
    while "." in shown and shown[-1] in "0.":
        dot = shown[-1] == "."
        shown = shown[:-1]
        if dot:
            break
    return b"d" + (b"0" if shown == "-0" else shown.encode()) + b";"


def _json_column(value: str | None, decimals: int) -> bytes:
    return b"n" if value is None else b"j" + _plain(json.loads(value), decimals)


def _plain(value: Any, decimals: int) -> bytes:
    if isinstance(value, bool):
        return b"y" if value else b"f"
    if isinstance(value, list):
        return b"[" + b"".join(_plain(item, decimals) for item in value) + b"]"
    if isinstance(value, dict):
        keys = sorted(value, key=str.encode)
        return b"{" + b"".join(_text(key) + _plain(value[key], _decimals(key, decimals)) for key in keys) + b"}"
    return _value(value, decimals)


# --- layers and the analysis --------------------------------------------------------------------------


def _layers(db: sqlite3.Connection, write: Write) -> None:
    _head("lf_layer", [*_LAYER, "source", "county_rank", "features"], write)
    counties = [uid for (uid,) in db.execute("SELECT uid FROM lf_layer WHERE role = 'county' ORDER BY position, fid")]
    has_placement = any(row[1] == "placement" for row in db.execute("PRAGMA table_info(lf_layer)"))
    placed = "placement" if has_placement else "NULL"
    columns = f"SELECT uid, source, {placed}, table_name, columns, {', '.join(_LAYER)} FROM lf_layer ORDER BY uid"
    for uid, source, placement, table, listed, *values in db.execute(columns).fetchall():
        known = json.loads(source)
        rank = counties.index(uid) if uid in counties else None
        written = _values(values, [_kind("lf_layer", name) for name in _LAYER], [9] * len(_LAYER))
        told = {name: known[name] for name in _SOURCE if name in known}
        if known.get("mending"):
            told["mending"] = known["mending"]
        if placement:
            told["placement"] = json.loads(placement)
        written += [_plain(told, 9), _value(rank, 9)]
        written += [_text(_features(db, table, json.loads(listed))) if table else b"n"]
        write(_row([_text(uid), *written]))
    write(b".")


def _features(db: sqlite3.Connection, table: str, listed: list[list[str]]) -> str:
    digest = hashlib.sha256(b"lianfang-content 1\n")
    columns = sorted((own, sql, "geometry" if sql == "geom" else kind) for own, sql, kind, _ in listed if sql != "uid")
    kinds = [kind for _, _, kind in columns]
    _head("features", [own for own, _, _ in columns] + kinds, digest.update)
    names = ", ".join(f'"{sql}"' for _, sql, _ in columns)
    _rows(db.execute(f"SELECT uid, {names} FROM {table} ORDER BY uid"), kinds, [9] * len(kinds), digest.update)
    digest.update(b".")
    return digest.hexdigest()


def _result(db: sqlite3.Connection, write: Write) -> None:
    _head("lf_result", ["facts"], write)
    for (text,) in db.execute("SELECT facts FROM lf_result"):
        facts = json.loads(text)
        kept = {name: facts[name] for name in ("parameters", "metric_epsg", "reference_date") if name in facts}
        inputs = [
            _plain({name: one[name] for name in ("title", "role", "sha256") if name in one}, 9)
            for one in facts.get("inputs", [])
        ]
        write(_row([_plain(kept, 9) + b"[" + b"".join(sorted(inputs)) + b"]"]))
    write(b".")


# --- shapes -------------------------------------------------------------------------------------------


def _geometry(blob: bytes | None) -> bytes:
    if blob is None:
        return b"n"
    envelope = (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]
    kind, body, _ = _wkb(blob, 8 + envelope)
    whole = bytes([kind]) + body
    return b"g" + str(len(whole)).encode() + b":" + whole


def _wkb(blob: bytes, at: int) -> tuple[int, bytes, int]:
    """Return type, canonical body and the end of a WKB geometry."""
    order = "<" if blob[at] else ">"
    (code,) = struct.unpack_from(order + "I", blob, at + 1)
    at += 5
    if code == 1:
        x, y = struct.unpack_from(order + "2d", blob, at)
        return 0, _sequence([] if math.isnan(x) else [_grid(x, y)]), at + 16
    if code == 2:
        points, at = _points(blob, at, order)
        return 1, _sequence(points), at
    (count,) = struct.unpack_from(order + "I", blob, at)
    at += 4
    parts = []
    for _ in range(count):
        if code == 3:
            points, at = _points(blob, at, order)
            parts.append(_sequence(_least(points)))
        else:
            kind, body, at = _wkb(blob, at)
            parts.append(bytes([kind]) + body if code == 7 else body)
    if code == 3:
        parts[1:] = sorted(parts[1:])
    elif code == 6:
        parts.sort()
    return code, struct.pack("<I", count) + b"".join(parts), at


def _points(blob: bytes, at: int, order: str) -> tuple[list[tuple[int, int]], int]:
    (count,) = struct.unpack_from(order + "I", blob, at)
    flat = struct.unpack_from(f"{order}{2 * count}d", blob, at + 4)
    return [_grid(*flat[i : i + 2]) for i in range(0, len(flat), 2)], at + 4 + 16 * count


def _grid(x: float, y: float) -> tuple[int, int]:
    return round(x * 1e9), round(y * 1e9)


def _sequence(points: list[tuple[int, int]]) -> bytes:
    return struct.pack("<I", len(points)) + b"".join(struct.pack("<2q", *point) for point in points)


def _least(ring: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if len(ring) > 1 and ring[0] == ring[-1]:
        ring = ring[:-1]
    least = min(ring, default=None)
    starts = [i for i, point in enumerate(ring) if point == least]
    forth = [ring[i:] + ring[:i] for i in starts]
    back = [[ring[i], *ring[:i][::-1], *ring[i + 1 :][::-1]] for i in starts]
    return min(forth + back, default=ring)
