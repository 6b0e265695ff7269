"""Records in a plan: one layer for each kind, made with its first record, a layer like any other to an analysis.

Every function writes inside an open change of the store, so that the caller says what the gesture is.

**Counties a layer speaks for.**  A county is added when the first record lies in it, and taken out when the last
one leaves it, except where the planner confirmed that there is nothing.  In between the planner's own word on the
layer's card stands: who ticks a county off keeps it off, however much is recorded there.  So recorded depots count at
once, a county where nobody recorded any stays unknown, and an empty list never says that there is nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely

from layers.crs import STORAGE_CRS
from layers.kinds import Origin, RecordKind, Shape
from layers.plan.model import LayerRecord, SourceInfo
from layers.recording.checks import counties_at
from layers.recording.forms import FORMS, FieldKind, Form

if TYPE_CHECKING:
    from layers.plan.store import PlanStore

#: The note that names the kind of a recorded layer; its words are in ``app`` and in the templates of documents.
NOTE_CODE = "recorded"
_DTYPES: Mapping[FieldKind, Any] = {
    FieldKind.TEXT: "str",
    FieldKind.DATE: "str",
    FieldKind.NUMBER: "float64",
    FieldKind.YES: "boolean",
}
_ORDER = (Shape.POINT, Shape.LINE, Shape.POLYGON, Shape.RASTER, Shape.TABLE)


@dataclass(frozen=True)
class Recorded:
    """Where a record went."""

    layer_uid: str
    uid: str


def is_recorded(record: LayerRecord) -> bool:
    """Whether the features of a layer are recorded by hand and can be changed."""
    return record.origin is Origin.RECORDED and kind_of(record) is not None


def kind_of(record: LayerRecord) -> RecordKind | None:
    """Return what a recorded layer holds; None for other layers."""
    for note in record.source.notes:
        if note.get("code") == NOTE_CODE and note.get("kind") in set(RecordKind):
            return RecordKind(note["kind"])
    return None


def recorded_layers(layers: Iterable[LayerRecord]) -> dict[RecordKind, LayerRecord]:
    """Return the layer of each kind that has one, in the order in which kinds are offered."""
    found: dict[RecordKind, LayerRecord] = {}
    for record in layers:
        kind = kind_of(record)
        if kind is not None and record.origin is Origin.RECORDED:
            found.setdefault(kind, record)
    return {kind: found[kind] for kind in FORMS if kind in found}


def put_record(
    store: PlanStore,
    kind: RecordKind,
    shape: shapely.Geometry,
    values: Mapping[str, Any],
    *,
    counties: gpd.GeoDataFrame | None,
    uid: str = "",
    title: str = "",
    now: datetime | None = None,
) -> Recorded:
    """Record one thing; the layer of its kind is made when it is the first.

    Parameters
    ----------
    store : PlanStore
        With an open change.
    shape : Point, LineString or Polygon, EPSG:4490
        Of the kind's own shape.
    values : mapping
        Field → value; what is missing is unknown.
    counties : GeoDataFrame or None
        Columns ``code`` and ``geometry``, EPSG:4490.
    uid : str
        Its uid; made when empty.
    title : str
        What the layer is called when it is made; the form's own title when empty.
    now : datetime, optional
        The time of recording.
    """
    form = FORMS[kind]
    uid = uid or uuid.uuid4().hex
    row = _row(form, uid, shape, values, counties, now)
    record = recorded_layers(store.layers()).get(kind)
    if record is None:
        record = store.add_layer(_new_layer(store, form, title, row), row)
    else:
        _edit(store, record, put=row)
    return Recorded(record.uid, uid)


def change_record(
    store: PlanStore,
    layer_uid: str,
    uid: str,
    *,
    counties: gpd.GeoDataFrame | None,
    shape: shapely.Geometry | None = None,
    values: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> None:
    """Move a record, change some of its fields, or both.

    Raises
    ------
    KeyError
        There is no such record.
    """
    record = store.layer(layer_uid)
    form = _form_of(record)
    frame = store.frame(layer_uid)
    found = frame[frame["uid"] == uid]
    if not len(found):
        raise KeyError(uid)
    old = found.iloc[0]
    known = {name: old[name] for name in form.columns}
    row = _row(form, uid, old["geometry"] if shape is None else shape, {**known, **(values or {})}, counties, now)
    _edit(store, record, put=row)


def remove_records(store: PlanStore, layer_uid: str, uids: Collection[str], *, now: datetime | None = None) -> None:
    """Take records away; the layer stays, for it may say that a county was looked at.

    Raises
    ------
    KeyError
        One of them is not there.
    """
    _edit(store, store.layer(layer_uid), removed=uids, now=now)


def _edit(
    store: PlanStore,
    record: LayerRecord,
    *,
    put: gpd.GeoDataFrame | None = None,
    removed: Collection[str] = (),
    now: datetime | None = None,
) -> None:
    before = _occupied(store.frame(record.uid))
    store.edit_features(record.uid, put, removed)
    after = _occupied(store.frame(record.uid))
    speaks_for, none = _spoken(record, before, after)
    day = _day(_stamp(now) if put is None else str(put["recorded_at"].iloc[0]))
    fields: dict[str, Any] = {"source": replace(record.source, file_date=day)}
    if (speaks_for, none) != (record.speaks_for, record.verified_none):
        fields |= {"speaks_for": speaks_for, "verified_none": none}
    store.update_layer(record.uid, **fields)


def _spoken(
    record: LayerRecord, before: frozenset[str], after: frozenset[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the counties a layer speaks for, and those confirmed to have nothing, after a change."""
    none = record.verified_none - after
    return (record.speaks_for | (after - before)) - (before - after - none), none


def _occupied(frame: gpd.GeoDataFrame) -> frozenset[str]:
    return frozenset(code for codes in frame["county"].astype(str) for code in codes.split("|") if code)


def _row(
    form: Form,
    uid: str,
    shape: shapely.Geometry,
    values: Mapping[str, Any],
    counties: gpd.GeoDataFrame | None,
    now: datetime | None,
) -> gpd.GeoDataFrame:
    """Return a frame of one record, with every column of its kind in the type it is kept in."""
    expected = {Shape.POINT: "Point", Shape.LINE: "LineString", Shape.POLYGON: "Polygon"}[form.shape]
    if shape.geom_type != expected or shape.is_empty:
        raise ValueError(f"a {form.kind} is a {expected}, not a {shape.geom_type}")
    if unknown := set(values) - set(form.columns):
        raise TypeError(f"a {form.kind} has no {', '.join(sorted(unknown))}")
    data: dict[str, Any] = {"uid": pd.Series([uid], dtype="str")}
    for name, kind in form.columns.items():
        value = True if name == "closed" else values.get(name)
        data[name] = pd.Series([_kept(value, kind)], dtype=_DTYPES[kind])
    data["county"] = pd.Series(["|".join(counties_at(shape, counties))], dtype="str")
    data["recorded_at"] = pd.Series([_stamp(now)], dtype="str")
    return gpd.GeoDataFrame(data, geometry=[shape], crs=STORAGE_CRS)


def _kept(value: Any, kind: FieldKind) -> Any:
    missing = value is None or (not isinstance(value, str) and bool(pd.isna(value)))
    if kind is FieldKind.NUMBER:
        return float("nan") if missing or value == "" else float(value)
    if kind is FieldKind.YES:
        return pd.NA if missing or not value else True
    return "" if missing else str(value).strip()


def _day(stamp: str) -> str:
    """Return the day of a moment by the clock here, ISO 8601: what is recorded at seven in China is not yesterday's."""
    return datetime.fromisoformat(stamp).astimezone().date().isoformat()


def _stamp(now: datetime | None) -> str:
    return (now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds")


def _form_of(record: LayerRecord) -> Form:
    kind = kind_of(record)
    if kind is None:
        raise TypeError(f"{record.title!r} is not recorded by hand")
    return FORMS[kind]


def _new_layer(store: PlanStore, form: Form, title: str, first: gpd.GeoDataFrame) -> LayerRecord:
    layers = store.layers()
    taken, name, number = {layer.title for layer in layers}, title or form.title, 1
    while name in taken:
        number += 1
        name = f"{title or form.title} ({number})"
    # Lines lie under points and areas under lines, or nobody would see what is small.
    rank = _ORDER.index(form.shape)
    above = next((place for place, layer in enumerate(layers) if _ORDER.index(layer.shape) >= rank), len(layers))
    return LayerRecord(
        "",
        name,
        form.role,
        form.shape,
        Origin.RECORDED,
        "",
        position=layers[above].position if above < len(layers) else len(layers),
        style={"color": form.color} if form.color else {},
        speaks_for=_occupied(first),
        source=SourceInfo(
            file_date=_day(str(first["recorded_at"].iloc[0])),
            crs_used=STORAGE_CRS,
            notes=({"code": NOTE_CODE, "kind": form.kind.value},),
        ),
    )
