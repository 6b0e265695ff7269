"""Whether a row that was read is what was once written: kinds of values, JSON, shapes with their envelopes.

SQLite keeps no checksums, so a row proves itself by its content: every column is of its kind, JSON
parses, and a shape spans exactly the envelope that was written in front of it.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
import shapely

from layers.plan import geometry_blob
from layers.plan.frames import Column
from layers.plan.salvage_pages import RawRow
from layers.plan.schema import GEOMETRY_COLUMN, SPECS, Kind, Table
from layers.wkb import is_too_deep

#: Shapes are decoded together, so many rows or so many bytes at a time.
_BATCH_ROWS, _BATCH_BYTES = 512, 16 << 20
_REPLACED = "\ufffd"
#: Columns that came after format 1: a record without them is whole.
_LATE_COLUMNS: Mapping[str, int] = {Table.PLAN: 1, Table.LAYER: 3}


class What:
    """What a column holds, beside the kinds of :class:`layers.plan.schema.Kind`."""

    ROWID = "rowid"
    KEY = "key"
    SHAPE = "shape"
    BLOB = "blob"
    ANY = "any"
    NUMBER = "number"  # an integer that is never NULL
    TIME = "time"  # ISO text of a date or time


@dataclass(frozen=True)
class Form:
    """How the records of a table look: names and kinds of its columns, in order."""

    table: str
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    least: int  # columns a record has at least
    rows: int = -1  # how many there should be, where the layer's registration says so
    bounds: tuple[float, float, float, float] | None = None  # of all shapes together

    @property
    def key(self) -> int:
        """Position of the column that names a row."""
        return self.kinds.index(What.KEY)

    def holds(self, values: Sequence[Any]) -> bool:
        """Return whether the envelope of a record's shape lies within the bounds of all."""
        if self.bounds is None or What.SHAPE not in self.kinds:
            return True
        blob = values[self.kinds.index(What.SHAPE)]
        try:
            box = geometry_blob.total_bounds([blob])
        except (struct.error, IndexError, ValueError):
            return False
        if box is None:
            return True
        limits = zip(self.bounds[:2] * 2, box, self.bounds[2:] * 2, strict=True)
        return all(low <= value <= high for low, value, high in limits)

    def fits(self, values: Sequence[Any]) -> bool:
        """Return whether a record could be of this table, at a glance."""
        if not self.least <= len(values) <= len(self.names):
            return False
        return all(_is_of(value, kind) for value, kind in zip(values, self.kinds, strict=False))


def program_form(table: Table) -> Form:
    """Return the form of one of the program's own tables."""
    spec = SPECS[table]
    names, kinds = ["fid", "uid"], [What.ROWID, What.KEY]
    if spec.geometry:
        names.append(GEOMETRY_COLUMN)
        kinds.append(What.SHAPE)
    names += spec.columns
    kinds += [str(kind) for kind in spec.columns.values()]
    # Columns that older rows fill with their defaults came later too.
    return Form(str(table), tuple(names), tuple(kinds), len(names) - _LATE_COLUMNS.get(table, 0) - len(spec.empty))


def layer_form(table: str, columns: Sequence[Column]) -> Form:
    """Return the form of the feature table of a read layer."""
    names, kinds = ["fid", "uid"], [What.ROWID, What.KEY]
    if any(column.sql == GEOMETRY_COLUMN for column in columns):
        names.append(GEOMETRY_COLUMN)
        kinds.append(What.SHAPE)
    for column in columns:
        if column.sql not in ("uid", GEOMETRY_COLUMN):
            names.append(column.sql)
            kinds.append(_kind_of(column))
    return Form(table, tuple(names), tuple(kinds), len(names))


def _kind_of(column: Column) -> str:
    if column.kind is Kind.INTEGER and column.dtype[:1] in "iu":  # pandas' own integers know no missing value
        return What.NUMBER
    return What.TIME if column.dtype.startswith("datetime") else str(column.kind)


def _plain_form(table: str, columns: Mapping[str, str]) -> Form:
    return Form(table, tuple(columns), tuple(columns.values()), len(columns))


CHANGE_FORM = _plain_form(
    str(Table.CHANGE),
    {
        "fid": What.ROWID,
        "uid": What.KEY,
        "code": Kind.TEXT,
        "facts": Kind.JSON,
        "at": Kind.TEXT,
        "program": Kind.TEXT,
        "state": Kind.TEXT,
        "tables": Kind.JSON,
        "content_tables": Kind.JSON,
        "changeset": What.BLOB,
    },
)
CONTENTS_FORM = _plain_form(
    "gpkg_contents",
    {
        "table_name": What.KEY,
        "data_type": Kind.TEXT,
        "identifier": Kind.TEXT,
        "description": Kind.TEXT,
        "last_change": Kind.TEXT,
        "min_x": Kind.REAL,
        "min_y": Kind.REAL,
        "max_x": Kind.REAL,
        "max_y": Kind.REAL,
        "srs_id": Kind.WHOLE,
    },
)
GEOMETRY_COLUMNS_FORM = _plain_form(
    "gpkg_geometry_columns",
    {
        "table_name": What.KEY,
        "column_name": Kind.TEXT,
        "geometry_type_name": Kind.TEXT,
        "srs_id": Kind.WHOLE,
        "z": Kind.WHOLE,
        "m": Kind.WHOLE,
    },
)


def _is_of(value: Any, kind: str) -> bool:
    if kind == What.ANY:
        return True
    if kind == What.ROWID:
        return value is None
    if kind == What.KEY:
        return isinstance(value, str) and value != ""
    if kind == What.NUMBER:
        return isinstance(value, int)
    if value is None:
        return True
    if kind == What.SHAPE:
        return isinstance(value, bytes) and len(value) >= 8 and value[:2] == b"GP"
    if kind == What.BLOB:
        return isinstance(value, bytes)
    if kind in (Kind.INTEGER, Kind.WHOLE, Kind.BOOL):
        return isinstance(value, int)
    if kind == Kind.REAL:
        return isinstance(value, int | float)
    return isinstance(value, str)


# --- rows -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Judged:
    """A row and what is thought of it: ``fault`` is empty for one that may go into the new plan."""

    rowid: int
    values: tuple[Any, ...]
    fault: str = ""  # "", "cell", "record", "overflow", "kind", "json", "shape", "meaning"
    is_doubtful: bool = False
    has_unreadable_text: bool = False


def judge(
    form: Form, rows: Iterable[tuple[RawRow, bool]], *, keys: Mapping[int, str] | None = None
) -> Iterator[Judged]:
    """Judge rows, in their order.

    Parameters
    ----------
    rows : iterable of RawRow and bool
        The rows, and whether each is certainly live.
    keys : mapping of rowid to key, optional
        From the table's index: mends a key whose text is damaged.
    """
    batch: list[Judged] = []
    bytes_held = 0
    shape = form.kinds.index(What.SHAPE) if What.SHAPE in form.kinds else -1
    for row, is_certain in rows:
        judged = _judge_values(form, row, keys or {})
        if not is_certain:
            judged = replace(judged, is_doubtful=True)
        batch.append(judged)
        if shape >= 0 and not judged.fault and judged.values[shape] is not None:
            bytes_held += len(judged.values[shape])
        if len(batch) >= _BATCH_ROWS or bytes_held >= _BATCH_BYTES:
            yield from _judge_shapes(batch, shape)
            batch, bytes_held = [], 0
    yield from _judge_shapes(batch, shape)


def _judge_values(form: Form, row: RawRow, keys: Mapping[int, str]) -> Judged:
    if row.values is None:
        return Judged(row.rowid, row.head, row.problem)
    values = row.values
    if row.problem == "text" and len(values) > form.key:
        key = values[form.key]
        if isinstance(key, str) and _REPLACED in key:
            if row.rowid not in keys:
                return Judged(row.rowid, values, "text")
            values = (*values[: form.key], keys[row.rowid], *values[form.key + 1 :])
    if not form.fits(values):
        return Judged(row.rowid, values, "kind")
    for value, kind in zip(values, form.kinds, strict=False):
        if kind == Kind.JSON and value is not None and not _is_json(value):
            return Judged(row.rowid, values, "json")
        if kind == What.TIME and value is not None and not _is_time(value):
            return Judged(row.rowid, values, "kind")
    filled = values + (None,) * (len(form.names) - len(values))
    return Judged(row.rowid, filled, is_doubtful=row.problem == "text", has_unreadable_text=row.problem == "text")


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _is_time(text: str) -> bool:
    try:
        pd.Timestamp(text)
    except ValueError:
        return False
    return True


def _judge_shapes(batch: list[Judged], column: int) -> Iterator[Judged]:
    if column < 0 or not batch:
        yield from batch
        return
    blobs = [None if row.fault else row.values[column] for row in batch]
    sound = sound_shapes(blobs)
    for row, blob, is_sound in zip(batch, blobs, sound, strict=True):
        if row.fault or blob is None or (is_sound and blob[:8] == _head_of(blob)):
            yield row
        elif is_sound:  # only its head is wrong about the coordinate system, and there is but one
            mended = _head_of(blob) + blob[8:]
            values = (*row.values[:column], mended, *row.values[column + 1 :])
            yield replace(row, values=values, is_doubtful=True)
        else:
            yield Judged(row.rowid, row.values, "shape")


def _head_of(blob: bytes) -> bytes:
    """Return the first eight bytes that a shape with these flags must have."""
    return b"GP\x00" + blob[3:4] + struct.pack("<i" if blob[3] & 1 else ">i", geometry_blob.SRS_ID)


def sound_shapes(blobs: Sequence[bytes | None]) -> list[bool]:
    """Return for each GeoPackage blob whether it decodes and spans exactly its envelope; None is sound."""
    bodies = np.empty(len(blobs), dtype=object)
    for row, blob in enumerate(blobs):
        try:
            bodies[row] = None if blob is None else geometry_blob._body(blob)
            if blob is not None and is_too_deep(bodies[row]):
                bodies[row] = b"\x00"
        except (ValueError, IndexError):
            bodies[row] = b"\x00"
    with np.errstate(invalid="ignore"):  # numbers that are none are what is looked for
        shapes = shapely.from_wkb(bodies, on_invalid="ignore")
    bounds = shapely.bounds(shapes)
    finite = np.isfinite(bounds).all(axis=1)
    empty = shapely.is_empty(shapes)
    found = []
    for row, blob in enumerate(blobs):
        if blob is None:
            found.append(True)
        elif shapes[row] is None:
            found.append(False)
        elif empty[row]:
            found.append(bool(blob[3] & 0b0001_0000))
        else:
            found.append(bool(finite[row]) and _is_within_envelope(blob, bounds[row].tolist()))
    return found


def _is_within_envelope(blob: bytes, bounds: Sequence[float]) -> bool:
    xmin, ymin, xmax, ymax = bounds
    if not (-360 <= xmin <= 360 and -90 <= ymin <= ymax <= 90 and xmax <= 360):
        return False
    if (blob[3] >> 1) & 0b111 == 0:
        return True
    order = "<" if blob[3] & 1 else ">"
    return struct.unpack_from(f"{order}4d", blob, 8) == (xmin, xmax, ymin, ymax)


def key_of(form: Form, row: Judged) -> str:
    """Return the key of a row as far as it can be read, else ``""``."""
    value = row.values[form.key] if len(row.values) > form.key else None
    return value if isinstance(value, str) else ""


def name_of(form: Form, row: Judged) -> str:
    """Return what a row calls itself (``name`` or ``title``) as far as it can be read, else ``""``."""
    for wanted in ("name", "title"):
        if wanted in form.names:
            position = form.names.index(wanted)
            value = row.values[position] if len(row.values) > position else None
            if isinstance(value, str) and value:
                return value
    return ""
